package jsonl

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"sluice/formats/internal/lines"
)

// TestUnescape holds both ways to undo escapes against each other and against
// the standard library.
func TestUnescape(t *testing.T) {
	pieces := []string{`\n`, `\t`, `\"`, `\\`, `\/`, `\b`, `\f`, `\r`, `\u003c`, `\u00e9`, `\u4f60`, `\ud83d\ude00`, `\ud83d`, `\udc00x`, `\\u0041`, `\\\"`, `\\\\`, "u", "n", "é", "你", "a", " ", "word", "the rest of a sentence", strings.Repeat("long ", 20)}
	rng := rand.New(rand.NewPCG(31, 32))
	for round := range 60_000 {
		few := 1 + rng.IntN(len(pieces)) // rounds with one sort of piece, with two ...
		first := rng.IntN(len(pieces))
		var text []byte
		for size := rng.IntN(300); len(text) < size; {
			text = append(text, pieces[(first+rng.IntN(few))%len(pieces)]...)
		}
		// At all places of a word of the bitmap, and at the end of memory.
		data := append(bytes.Repeat([]byte("x"), round%70), '"')
		from := len(data)
		data = append(append(data, text...), '"')
		to := len(data) - 1
		for range lines.Pad {
			data = append(data, '\n')
		}
		data = data[:len(data):len(data)]
		var s stops
		s.find(data)
		before := []byte("before")[:round%7]
		got := unescape(bytes.Clone(before), data, from, to, s.escapes)
		if want := unescapeGeneric(bytes.Clone(before), data, from, to, s.escapes); !bytes.Equal(got, want) {
			t.Fatalf("%q: %q, not %q", text, got, want)
		}
		var want string
		if err := json.Unmarshal(data[from-1:to+1], &want); err != nil {
			t.Fatal(err)
		}
		if string(got) != string(before)+want {
			t.Fatalf("%q: %q, not %q as encoding/json has it", text, got, want)
		}
	}
}

func BenchmarkUnescape(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"code", `func The(is int) error {\n\tfor i := 0; i \u003c 9; i++ {\n\t\treturn \"x\"\n\t}\n}\n`},
		{"prose", strings.Repeat("Some words of a sentence that goes on and on. ", 6) + `\n`},
		{"accents", `d\u00e9j\u00e0 vu, ma ch\u00e8re amie, \u00e0 bient\u00f4t`},
		{"unicode", `\u4f60\u597d\u4f60\u597d\u4f60\u597d\u4f60\u597d`},
	} {
		text := strings.Repeat(c.text, 20000/len(c.text))
		data := padded([]byte(text + `"`))
		var s stops
		s.find(data)
		for _, v := range []struct {
			name string
			f    func(dst, data []byte, from, to int, escapes []uint64) []byte
		}{{"", unescape}, {"/generic", unescapeGeneric}} {
			b.Run(c.name+v.name, func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				var out []byte
				for range b.N {
					out = v.f(out[:0], data, 0, len(text), s.escapes)
				}
			})
		}
	}
}
