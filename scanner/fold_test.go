package scanner

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"
)

// TestSignChars: the table knows every character that is a reason to fold.
func TestSignChars(t *testing.T) {
	for r := rune(0x80); r < 0x10000; r++ {
		want := otherDigit(r) >= 0 || lookalike(r) != 0 || zeroWidth(r) || wideSpace(r) || dash(r)
		if c := utf8.AppendRune(nil, r); utf8.ValidRune(r) && maySign(c, 0, len(c)) != want {
			t.Errorf("%U: want %v", r, want)
		}
	}
}

// TestMayFold: no character that is a reason to fold is passed over, whatever
// stands around it.
func TestMayFold(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	var signs []rune
	for r := rune(0x80); r < 0x20000; r++ {
		if otherDigit(r) >= 0 || lookalike(r) != 0 || zeroWidth(r) || wideSpace(r) || dash(r) {
			signs = append(signs, r)
		}
	}
	if len(signs) < 400 {
		t.Fatalf("%d characters, too few", len(signs))
	}
	var m masks
	held, leads := 0, 0
	for range 3000 {
		var text []byte
		for len(text) < 64+rng.IntN(64) {
			switch rng.IntN(4) {
			case 0:
				text = utf8.AppendRune(text, signs[rng.IntN(len(signs))])
			case 1:
				text = utf8.AppendRune(text, rng.Int32N(0x20000))
			case 2:
				text = utf8.AppendRune(text, 0x4e00+rng.Int32N(0x5000))
			default:
				text = append(text, byte(rng.IntN(256)))
			}
		}
		classify(&m, text[:64])
		kept := mayFold(text, 0, m.lead[0])
		for x := m.lead[0]; x != 0; x &= x - 1 {
			p := trailing(x)
			n := runeSize(text[p])
			leads++
			if kept>>p&1 == 0 {
				held++
				if p+n <= len(text) && utf8.Valid(text[p:p+n]) && maySign(text, p, n) {
					t.Fatalf("% x: passed over", text[p:p+n])
				}
			}
		}
	}
	t.Logf("%d of %d held back", held, leads)
}
