package jsonl

import (
	"math/rand/v2"
	"slices"
	"testing"

	"sluice/formats/internal/lines"
)

// TestStops holds the vectors against the plain way, which is held against
// scanString.
func TestStops(t *testing.T) {
	const signs = "\\\\\\\"\"unrtbf/ax \n\x00\x1f\x7f\x80\xee\xdc{}:,0"
	rng := rand.New(rand.NewPCG(41, 42))
	var a, b stops
	for round := range 40_000 {
		data := make([]byte, rng.IntN(300))
		from := signs[:2+rng.IntN(len(signs)-1)]
		if round%3 == 0 {
			from = "\\" + signs[10:]
		}
		for i := range data {
			data[i] = from[rng.IntN(len(from))]
		}
		n := len(data)
		for range lines.Pad {
			data = append(data, '\n')
		}
		data = data[:len(data):len(data)]
		high, want := a.find(data), b.findGeneric(data)
		if high != want || !slices.Equal(a.ends, b.ends) || !slices.Equal(a.escapes, b.escapes) {
			t.Fatalf("%q: %v, %x, %x; not %v, %x, %x", data[:n], high, a.ends, a.escapes, want, b.ends, b.escapes)
		}
		tk := tokenizer{stops: &a}
		for i := 0; i < n; i++ {
			if i > 0 && data[i-1] == '\\' {
				continue // no string begins there
			}
			end, escaped, f := tk.stringEnd(data, i)
			e, s, g := scanString(data, i)
			if end != e || f != g || f == fine && escaped != s {
				t.Fatalf("%q at %d: %d, %v, %v; not %d, %v, %v", data[:n], i, end, escaped, f, e, s, g)
			}
		}
	}
}
