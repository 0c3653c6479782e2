package scanner

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestListCapitals holds what is listed of a chunk's capitals against each of them asked
// about by itself.
func TestListCapitals(t *testing.T) {
	gate := NewGate([]string{"Mr.", "dear"}, []string{"regards"}, "Anna Constantin Li Jean", []string{"de", "von", "i"})
	rs := &Ruleset{gate: gate, capital: []capital{{0, gate}}}
	rs.finders[OnCapital] = []uint16{0}
	for _, s := range []string{"AB", "Ön"} {
		h := uint32(s[0])<<8 | uint32(s[1])
		rs.starts[h>>6] |= 1 << (h & 63)
	}
	words := []string{"Mr", "Mr. ", "dear ", "Dear\n", "Regards,\n", "regards \r\n- ", "Anna ", "ANNA-", "Constantinopel ", "Constanti ", "Li", "Jean de", "Jean Deux", "Jean\n",
		"AB", "Ab ", "Ä", "é ", "ß.", " ", ". ", "\n\n", "-", "von ", "X", "Word ", "words", "Some7 ", "7"}
	rng := rand.New(rand.NewPCG(7, 8))
	var m masks
	var v survey
	for n := range 1500 {
		var text []byte
		for size := rng.IntN(2 * chunk); len(text) < size; {
			text = append(text, words[rng.IntN(len(words))]...)
			if n%3 == 0 {
				text = append(text, " word"...)
			}
		}
		v.carry = 0
		for base := 0; base < len(text); base += chunk {
			end := min(base+chunk, len(text))
			n := classify(&m, text[base:end])
			v.take(&m, n, end == len(text), 0)
			var want []uint16
			for p := base; p < end; p++ {
				if c := text[p]; c >= 'A' && c <= 'Z' && (p == 0 || !alnumByte[text[p-1]]) {
					if says := rs.capitalSays(text, p); says != 0 {
						want = append(want, uint16(p-base)|says)
					}
				}
			}
			rs.listCapitals(&v.first, n, text, base, &v.capitals)
			if got := v.capitals.at[:v.capitals.n]; !slices.Equal(got, want) {
				t.Fatalf("text %d of %d bytes, chunk at %d: %d places, not %d, or others", n, len(text), base, len(got), len(want))
			}
		}
	}
}

// TestListEnds holds what is listed of the ends of words against each of them
// asked about by itself.
func TestListEnds(t *testing.T) {
	lex := newLexicon(16)
	for i, p := range []string{"social security number", "id", "date of birth", "phone", "of the house", "xmlparser", "konto nr 5"} {
		lex.add(p, uint16(i), false)
	}
	lex.finish(8)
	words := []string{"social", "Security", "number", "id", "ID", "homeId", "of", "the", "birth", "BIRTH", "phone", "telephone", "microphone5", "nr", "x", "7", " ", "  ", ".", "-", "é", "\n", "unphonelike"}
	rng := rand.New(rand.NewPCG(13, 14))
	var got places
	left, all := 0, 0
	for n := range 2000 {
		var text []byte
		for size := 1 + rng.IntN(chunk-20); len(text) < size; {
			text = append(text, words[rng.IntN(len(words))]...)
			if rng.IntN(3) > 0 {
				text = append(text, ' ')
			}
		}
		base := rng.IntN(min(100, len(text)))
		var words [outlineWords]uint64
		var want []uint16
		for p := base + 1; p < len(text); p++ {
			if !alnumByte[text[p-1]] || alnumByte[text[p]] && rng.IntN(9) > 0 {
				continue
			}
			words[(p-base)/64] |= 1 << ((p - base) & 63)
			all++
			if may, size := lex.ends(text, p); may && lex.mayFollow(text, p, size) {
				want = append(want, uint16(p-base))
			}
		}
		lex.listEnds(&words, (len(text)-base+63)/64, text, base, &got)
		left += got.n
		if !slices.Equal(got.at[:got.n], want) {
			t.Fatalf("text %d of %d bytes: %d places, not %d, or others", n, len(text), got.n, len(want))
		}
	}
	if left == 0 || left == all {
		t.Errorf("%d of %d are left", left, all)
	}
}

// TestListHeads: every place where a prefix may stand is listed, in order.
func TestListHeads(t *testing.T) {
	ps := newPrefixes()
	for i, p := range []string{"AKIA", "ghp_", "xox", "sk-live", "\xc3\xa9a"} {
		ps.add(p, 6, uint16(i), 0)
	}
	words := []string{"AKIA", "AKI", "ghp_", "gh", "xoxb", "sk-", "é", "word", "Words", " ", ".", "7"}
	rng := rand.New(rand.NewPCG(15, 16))
	var l places
	for n := range 1000 {
		var text []byte
		for size := 1 + rng.IntN(chunk-20); len(text) < size; {
			text = append(text, words[rng.IntN(len(words))]...)
		}
		base := rng.IntN(min(100, len(text)))
		var marks [outlineWords]uint64
		var want []uint16
		for p := base; p < len(text); p++ {
			if rng.IntN(3) > 0 {
				continue
			}
			marks[(p-base)/64] |= 1 << ((p - base) & 63)
			if ps.may(text, p) {
				want = append(want, uint16(p-base))
			}
		}
		ps.listHeads(&marks, (len(text)-base+63)/64, text, base, &l)
		got := slices.DeleteFunc(slices.Clone(l.at[:l.n]), func(at uint16) bool { return !ps.may(text, base+int(at)) })
		if !slices.Equal(got, want) {
			t.Fatalf("text %d of %d bytes: %d places, not %d, or others", n, len(text), len(got), len(want))
		}
	}
}
