package scanner

import (
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
