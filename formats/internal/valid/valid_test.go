package valid

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"unicode/utf8"
)

// TestUTF8 puts every sequence of up to four bytes that can matter at every
// place of a block and over the ends of blocks, among characters of each
// length, and holds the answer against the standard library's.
func TestUTF8(t *testing.T) {
	// The borders of every range of the standard (Unicode, table 3-7).
	edges := []byte{0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf7, 0xf8, 0xff}
	fills := [][]byte{[]byte("a"), []byte("é"), []byte("字"), []byte("😀")}
	tried, right := 0, 0
	text := make([]byte, 0, 256)
	for _, a := range edges {
		for _, b := range edges {
			for _, c := range edges {
				for _, d := range edges {
					fill := fills[tried%len(fills)]
					text = text[:0]
					for len(text) < 60+tried%9 {
						text = append(text, fill...)
					}
					text = append(text, a, b, c, d)
					for len(text) < 100+tried%40 {
						text = append(text, fill...)
					}
					want := utf8.Valid(text)
					if UTF8(text) != want {
						t.Fatalf("% x at %d among % x: want %v", []byte{a, b, c, d}, 60+tried%9, fill, want)
					}
					if tried++; want {
						right++
					}
				}
			}
		}
	}
	if right < 100 || tried-right < 100_000 {
		t.Errorf("%d right, %d wrong", right, tried-right)
	}
}

// TestUTF8Cut cuts right text at every length: the end of a block is no end
// of a character, the end of the text is.
func TestUTF8Cut(t *testing.T) {
	text := bytes.Repeat([]byte("añ字😀 "), 30)
	for from := 0; from < 12; from++ {
		for to := from; to <= len(text); to++ {
			if got, want := UTF8(text[from:to]), utf8.Valid(text[from:to]); got != want {
				t.Fatalf("%d to %d: %v", from, to, got)
			}
		}
	}
}

func FuzzUTF8(f *testing.F) {
	f.Add(bytes.Repeat([]byte("añ字😀 "), 12))
	f.Add(append(bytes.Repeat([]byte("字"), 40), 0xe5))
	f.Fuzz(func(t *testing.T, b []byte) {
		if UTF8(b) != utf8.Valid(b) {
			t.Error("not what the standard library says")
		}
	})
}

func BenchmarkUTF8(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, c := range []struct {
		name     string
		from, to rune
	}{{"ascii", 0x20, 0x7e}, {"cyrillic", 0x410, 0x44f}, {"chinese", 0x4e00, 0x9fff}} {
		var text []byte
		for len(text) < 64<<10 {
			text = utf8.AppendRune(text, c.from+rng.Int32N(c.to-c.from))
		}
		for _, f := range []struct {
			name string
			f    func([]byte) bool
		}{{"sluice", UTF8}, {"standard", utf8.Valid}} {
			b.Run(c.name+"/"+f.name, func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					if !f.f(text) {
						b.Fatal("valid text")
					}
				}
			})
		}
	}
}
