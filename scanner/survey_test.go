package scanner

import (
	"math/rand/v2"
	"testing"
)

// TestSurveyTwins holds the assembly against the portable code, word by word,
// on chunks that others were surveyed before.
func TestSurveyTwins(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	const signs = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzABCDEF0123456789  .,-_=:/+@\n\xc3\xa9"
	var m masks
	var a, b outline
	for n := 0; n < 2000; n++ {
		text := make([]byte, 1+rng.IntN(chunk))
		long := rng.IntN(60) // of a run of letters, on average
		for i := range text {
			if text[i] = 'a'; rng.IntN(long+1) == 0 {
				text[i] = signs[rng.IntN(len(signs))]
			}
		}
		words := classify(&m, text)
		beyond, every, carry := -rng.Uint64N(2), -rng.Uint64N(2), rng.Uint64N(2)<<63
		a.word[0], b.word[0] = carry, carry
		busy, want := draw(&a, &m, words, beyond, every), drawGeneric(&b, &m, words, beyond, every)
		if busy != want {
			t.Fatalf("text %d of %d bytes: busy words %#x, not %#x", n, len(text), busy, want)
		}
		for w := range words {
			if a.run16[w] != b.run16[w] || a.mixed[w] != b.mixed[w] || a.first[w] != b.first[w] || a.head[w] != b.head[w] || a.word[w+1] != b.word[w+1] {
				t.Fatalf("text %d of %d bytes: word %d differs", n, len(text), w)
			}
		}
	}
}

func BenchmarkSurvey(b *testing.B) {
	text := make([]byte, chunk)
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range text {
		if text[i] = byte('a' + rng.IntN(26)); rng.IntN(6) == 0 {
			text[i] = ' '
		} else if rng.IntN(100) == 0 {
			text[i] = 'A'
		}
	}
	var m masks
	var v survey
	n := classify(&m, text)
	b.SetBytes(chunk)
	for b.Loop() {
		v.take(&m, n, false, 0)
	}
}
