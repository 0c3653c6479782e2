package scanner

import (
	"math/rand/v2"
	"testing"
)

// TestClassifyTwins holds the assembly against the portable code, bit by bit.
func TestClassifyTwins(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for n := 0; n < 300; n++ {
		text := make([]byte, rng.IntN(chunk+1))
		for i := range text {
			text[i] = byte(rng.IntN(256))
		}
		if n < 256 {
			for i := range text {
				text[i] = byte(n)
			}
		}
		var a, b masks
		wa, wb := classify(&a, text), classifyGeneric(&b, text)
		if wa != wb || a != b {
			t.Fatalf("text %d of %d bytes: %d and %d words, or other bits", n, len(text), wa, wb)
		}
	}
}

func BenchmarkClassify(b *testing.B) {
	text := make([]byte, chunk)
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range text {
		text[i] = byte(' ' + rng.IntN(95))
	}
	var m masks
	b.SetBytes(chunk)
	for b.Loop() {
		classify(&m, text)
	}
}
