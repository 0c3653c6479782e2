//go:build !purego

package scanner

import (
	"math/rand/v2"
	"testing"
	"unsafe"
)

// TestVectors holds each of the machine's instruction sets against the
// portable code, not just the one that is chosen.
func TestVectors(t *testing.T) {
	type route struct {
		name     string
		has      bool
		classify func(m unsafe.Pointer, text *byte, n int, tables *[64]byte)
		block    int // bytes that n counts
		draw     func(o *outline, m *masks, n int, beyond, every uint64) uint64
	}
	rng := rand.New(rand.NewPCG(5, 6))
	text := make([]byte, chunk)
	for _, r := range []route{{"AVX2", hasAVX2, classifyAVX2, 64, drawAVX2}, {"AVX-512", hasAVX512, classifyAVX512, 1, drawAVX512}} {
		t.Run(r.name, func(t *testing.T) {
			if !r.has {
				t.Skip("this machine has it not")
			}
			var m, want masks
			var o, wanted outline
			for n := range 500 {
				words := 1 + rng.IntN(chunkWords)
				for i := range text {
					if text[i] = byte(rng.IntN(256)); n%2 == 0 && rng.IntN(20) != 0 {
						text[i] = 'a'
					}
				}
				size := words * 64
				if r.block == 1 {
					size -= rng.IntN(64)
				}
				r.classify(unsafe.Pointer(&m), &text[0], size/r.block, &nibbles)
				classifyGeneric(&want, text[:size])
				if m != want {
					t.Fatalf("text %d: other bitmaps", n)
				}
				beyond, every, carry := -rng.Uint64N(2), -rng.Uint64N(2), rng.Uint64N(2)<<63
				o.word[0], wanted.word[0] = carry, carry
				if busy := drawGeneric(&wanted, &want, words, beyond, every); r.draw(&o, &m, words, beyond, every) != busy {
					t.Fatalf("text %d: other busy words", n)
				}
				for w := range words {
					if o.run16[w] != wanted.run16[w] || o.mixed[w] != wanted.mixed[w] || o.first[w] != wanted.first[w] || o.head[w] != wanted.head[w] || o.word[w+1] != wanted.word[w+1] {
						t.Fatalf("text %d: word %d differs", n, w)
					}
				}
			}
		})
	}
}
