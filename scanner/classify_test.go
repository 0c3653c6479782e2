package scanner

import (
	"math/rand/v2"
	"testing"
)

// classifySlowly is the plain twin of classify: byte by byte.
func classifySlowly(m *masks, text []byte) int {
	w := 0
	for ; len(text) > 0; w++ {
		n := min(len(text), 64)
		classifyWord(m, w, text[:n])
		text = text[n:]
	}
	return w
}

// TestClassifyTwins holds the assembly and the portable code against the plain
// twin, bit by bit.
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
		var a, b, want masks
		wa, wb, words := classify(&a, text), classifyGeneric(&b, text), classifySlowly(&want, text)
		if wa != words || a != want {
			t.Fatalf("text %d of %d bytes: %d words, not %d, or other bits", n, len(text), wa, words)
		}
		if wb != words || b != want {
			t.Fatalf("text %d of %d bytes, portable: %d words, not %d, or other bits", n, len(text), wb, words)
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

// TestSymbolsDiffer: every group and every separator has a symbol of its own
// within the ten bits that a step keeps.
func TestSymbolsDiffer(t *testing.T) {
	seen := map[uint32]bool{}
	for b := uint32(0); b < 128; b++ {
		seen[b] = true
	}
	for n := 1; n <= maxGroup; n++ {
		for c := uint32(0); c < 4; c++ {
			s := groupSymbol(n, c)
			if seen[s] || s > 0x3ff {
				t.Fatalf("group of %d bytes, class %d: symbol %#x is taken or too large", n, c, s)
			}
			seen[s] = true
		}
	}
}
