package marks

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

var sets = map[string]*Set{
	"none":    Of(0),
	"comma":   Of(0, ',', '\n'),
	"cr":      Of(0, ';', '\n', '\r', '"'),
	"json":    Of(0x20, '"', '\\'),
	"high":    Of(0, 0x80, 0xff, 0xc3),
	"nul":     Of(0, 0),
	"control": Of(0x10),
	"ascii":   Of(0x80),
}

// Every set is found by both routes as a plain loop finds it.
func TestFind(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	var fast []uint64
	for name, s := range sets {
		t.Run(name, func(t *testing.T) {
			for n := range 600 {
				text := make([]byte, rng.IntN(300))
				for i := range text {
					switch {
					case n < 256:
						text[i] = byte(n)
					case n%2 == 0:
						text[i] = byte(rng.IntN(256))
					default: // mostly letters
						text[i] = byte('a' + rng.IntN(26))
						if rng.IntN(10) == 0 {
							text[i] = byte(rng.IntN(256))
						}
					}
				}
				want := make([]uint64, (len(text)+63)/64)
				var has Bytes
				for i, c := range text {
					in := c < s.below
					for _, x := range s.needles {
						in = in || c == x
					}
					if in {
						want[i/64] |= 1 << (i % 64)
					}
					has.High = has.High || c >= 0x80
					has.Zero = has.Zero || c == 0
				}
				var got Bytes
				fast, got = s.Find(fast, text)
				if fmt.Sprint(fast) != fmt.Sprint(want) || got != has {
					t.Fatalf("%d: %x of %q, %+v; want %x, %+v", n, fast, text, got, want, has)
				}
				slow := make([]uint64, len(want))
				if got = s.findGeneric(slow, text); fmt.Sprint(slow) != fmt.Sprint(want) || got != has {
					t.Fatalf("%d: portable: %x of %q, %+v; want %x, %+v", n, slow, text, got, want, has)
				}
			}
		})
	}
}

func BenchmarkFind(b *testing.B) {
	text := make([]byte, 256<<10)
	for i := range text {
		text[i] = byte('a' + i%26)
	}
	for name, f := range map[string]func([]uint64, []byte) Bytes{"best": sets["json"].find, "generic": sets["json"].findGeneric} {
		b.Run(name, func(b *testing.B) {
			dst := make([]uint64, len(text)/64)
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				f(dst, text)
			}
		})
	}
}
