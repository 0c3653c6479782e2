//go:build !purego

package valid

import (
	"unicode/utf8"

	"golang.org/x/sys/cpu"
)

// validAVX2 reports whether blocks times 32 bytes of text hold no error of
// UTF-8; a character that goes on behind them is none.
//
//go:noescape
func validAVX2(text *byte, blocks int, t *tables) bool

var hasAVX2 = cpu.X86.HasAVX2

func valid(b []byte) bool {
	if !hasAVX2 {
		return utf8.Valid(b)
	}
	if !validAVX2(&b[0], len(b)/32, &errors) {
		return false
	}
	// The last character of the blocks, which may go on, and what is behind.
	rest := len(b) &^ 31
	for back := 1; back <= 3; back++ {
		if c := b[rest-back]; c >= 0xc0 {
			rest -= back
			break
		} else if c < 0x80 {
			break
		}
	}
	return utf8.Valid(b[rest:])
}

// Errors that two bytes in a row can show, a bit each. An error is one where
// all three tables have its bit: for the upper and the lower half of the first
// byte, and for the upper half of the second.
const (
	tooShort  = 1 << iota // a lead byte, no continuation
	tooLong               // ASCII, a continuation
	overlong3             // E0, 80 to 9F
	tooLarge              // above U+10FFFF
	surrogate             // ED, A0 to BF
	overlong2             // C0, C1
	overlong4             // F0, 80 to 8F; and F5 and more, 80 to 8F
	twoConts              // two continuations: none where a third or fourth byte is due
	carry     = tooShort | tooLong | twoConts
)

// tables are firstHigh, firstLow, secondHigh and what the loop needs of
// constants, each 16 times.
type tables struct {
	firstHigh, firstLow, secondHigh [16]byte
	nibble, third, fourth, top      [16]byte
}

var errors = func() (t tables) {
	for i := range 16 {
		switch {
		case i < 8:
			t.firstHigh[i], t.secondHigh[i] = tooLong, tooShort
		case i < 12:
			t.firstHigh[i] = twoConts
			t.secondHigh[i] = tooLong | overlong2 | twoConts
			switch i {
			case 8:
				t.secondHigh[i] |= overlong3 | overlong4
			case 9:
				t.secondHigh[i] |= overlong3 | tooLarge
			default:
				t.secondHigh[i] |= surrogate | tooLarge
			}
		default:
			t.secondHigh[i] = tooShort
			t.firstHigh[i] = tooShort
		}
		t.firstLow[i] = carry
		if i >= 4 {
			t.firstLow[i] |= tooLarge
		}
		if i >= 5 {
			t.firstLow[i] |= overlong4
		}
		t.nibble[i], t.third[i], t.fourth[i], t.top[i] = 0x0f, 0xe0-0x80, 0xf0-0x80, 0x80
	}
	t.firstHigh[0xc] |= overlong2
	t.firstHigh[0xe] |= overlong3 | surrogate
	t.firstHigh[0xf] |= tooLarge | overlong4
	t.firstLow[0x0] |= overlong2 | overlong3 | overlong4
	t.firstLow[0x1] |= overlong2
	t.firstLow[0xd] |= surrogate
	return t
}()
