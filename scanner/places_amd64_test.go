//go:build !purego

package scanner

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestList: the places of bits, by vectors.
func TestList(t *testing.T) {
	if !hasCompress {
		t.Skip("this machine has it not")
	}
	rng := rand.New(rand.NewPCG(9, 10))
	var words [outlineWords]uint64
	var l places
	for range 500 {
		n := 1 + rng.IntN(chunkWords)
		for w := range words {
			x := rng.Uint64() & rng.Uint64()
			for range rng.IntN(6) {
				x &= rng.Uint64()
			}
			words[w] = x
		}
		if n%7 == 0 {
			words[n-1] = ^uint64(0)
		}
		var want []uint16
		for p := range n * 64 {
			if words[p/64]>>(p&63)&1 != 0 {
				want = append(want, uint16(p))
			}
		}
		if l.list(&words, n); l.next != 0 || !slices.Equal(l.at[:l.n], want) {
			t.Fatalf("%d words: %d places, not %d, or others", n, l.n, len(want))
		}
	}
}
