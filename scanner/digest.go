package scanner

import "slices"

const (
	maxDigest = 128
	uuidSize  = 36
)

// hexCells remembers of digests and UUIDs which surely are no finding. It
// belongs to one goroutine.
type hexCells struct {
	near *Place // of a column whose name speaks for every kind
	// By their length, whether a zero is among the digits from the third on,
	// and the first two.
	digests [digestSizes][2][256]bothPlaces
	others  [6]*standsFor // see stands
	// By what the groups are made of, see groupOf.
	uuids [3 * 3 * 3 * 3 * 3]bothPlaces
	// What bothPlaces number from isAsked on: the kinds whose check decides.
	asked [][]codeAsk
}

// bothPlaces is what is known where nothing is of the column, and where its name
// speaks for some kind.
type bothPlaces [2]uint8

const (
	isQuiet = iota + 1
	isNot
	isAsked
)

// maxAsked is how many kinds are asked at most.
const maxAsked = 4

// digestSizes is the number of lengths of Digests.
const digestSizes = 5

// digestSize numbers the lengths of Digests; false for all others.
func digestSize(n int) (int, bool) {
	switch n {
	case 32:
		return 0, true
	case 40:
		return 1, true
	case 64:
		return 2, true
	case 96:
		return 3, true
	case maxDigest:
		return 4, true
	}
	return 0, false
}

// Signs of hexBits.
const (
	hexDigit  = 1 << iota // 0 to 9
	hexLetter             // a to f
	hexZero               // 0
	hexNone               // no hexadecimal digit in small letters
	hexOther              // none in capitals either
)

var hexBits = func() (t [256]uint8) {
	for c := range t {
		switch {
		case digitByte[c]:
			t[c] = hexDigit
		case c >= 'a' && c <= 'f':
			t[c] = hexLetter
		case c >= 'A' && c <= 'F':
			t[c] = hexNone
		default:
			t[c] = hexNone | hexOther
		}
	}
	t['0'] |= hexZero
	return
}()

func hexSigns(text []byte) (signs uint8) {
	for len(text) >= 8 {
		b := (*[8]byte)(text)
		signs |= hexBits[b[0]] | hexBits[b[1]] | hexBits[b[2]] | hexBits[b[3]] | hexBits[b[4]] | hexBits[b[5]] | hexBits[b[6]] | hexBits[b[7]]
		text = text[8:]
	}
	for _, c := range text {
		signs |= hexBits[c]
	}
	return signs
}

// hexCell reports whether text, of 32 bytes or more, is a digest or a UUID that
// surely is no finding; near says that the column's name speaks for some kind.
func (s *Scanner) hexCell(text []byte, near bool) bool {
	if len(text) == uuidSize {
		return s.uuidCell(text, near)
	}
	size, ok := digestSize(len(text))
	if !ok {
		return false
	}
	signs := hexSigns(text[2:])
	if both := signs | hexBits[text[0]] | hexBits[text[1]]; both&^hexZero != hexDigit|hexLetter {
		return false
	}
	zero := int(signs & hexZero / hexZero)
	return s.knownHex(text, &s.hexes().digests[size][zero][hexValue(text[0])<<4|hexValue(text[1])], near, Digests, func() ([]byte, *standsFor) {
		// A digit that is none of the first two, and a letter that is none at
		// all, stand for the others.
		digit := byte('0')
		for digit == text[0] || digit == text[1] {
			digit++
		}
		sample := append([]byte(nil), text...)
		for i := 2; i < len(sample); i += 2 {
			sample[i], sample[i+1] = anyLetter, digit
		}
		return sample, s.hexes().stands(digit, zero != 0)
	})
}

// anyLetter stands for hexadecimal digits in samples.
const anyLetter = 'z'

// stands lets digit and anyLetter stand for all hexadecimal digits: zero says
// whether 0 is one of those that are there, or may not be there at all.
func (h *hexCells) stands(digit byte, zero bool) *standsFor {
	i := digit - '0'
	if zero {
		i += 3
	}
	if h.others[i] == nil {
		t := anyHex(digit, anyLetter)
		if zero {
			t.some = '0'
		} else {
			for _, c := range [...]byte{digit, anyLetter} {
				t.of[c][0] &^= 1 << '0'
			}
		}
		h.others[i] = t
	}
	return h.others[i]
}

// uuidCell is hexCell for UUIDs.
func (s *Scanner) uuidCell(text []byte, near bool) bool {
	if text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' || hexBits[text[0]]&hexBits[text[1]]&hexLetter != 0 {
		return false
	}
	at, all := 0, uint8(0)
	for _, g := range [...][2]int{{0, 8}, {9, 13}, {14, 18}, {19, 23}, {24, 36}} {
		signs := hexSigns(text[g[0]:g[1]]) &^ hexZero
		if g[0] == 0 && signs != hexDigit|hexLetter {
			return false
		}
		all |= signs
		at = at*3 + groupOf(signs)
	}
	if all&hexNone != 0 {
		return false
	}
	// What begins the first group is known from here on: it is no letter and
	// another, so that the place has room for it.
	if hexBits[text[0]]&hexLetter != 0 {
		at -= 3 * 3 * 3 * 3
	}
	return s.knownHex(text, &s.hexes().uuids[at], near, UUIDs, func() ([]byte, *standsFor) {
		sample := append([]byte(nil), text...)
		for i := range sample {
			if sample[i] != '-' {
				sample[i] = map[bool]byte{false: 'a', true: '0'}[hexBits[sample[i]]&hexDigit != 0]
			}
		}
		return sample, anyHex('0', 'a')
	})
}

// groupOf numbers what a group of a UUID is made of.
func groupOf(signs uint8) int {
	switch signs {
	case hexDigit:
		return 0
	case hexLetter:
		return 1
	}
	return 2
}

// knownHex is what e says of text, or what is found out by a sample.
func (s *Scanner) knownHex(text []byte, e *bothPlaces, near bool, sort Cells, sample func() ([]byte, *standsFor)) bool {
	i, at := 0, (*Place)(nil)
	if near {
		i, at = 1, s.hexes().near
	}
	if e[i] == 0 {
		cell, stands := sample()
		s.asks, s.checks = s.asks[:0], true
		quiet := s.surelyQuiet(cell, at, sort, stands)
		s.checks = false
		e[i] = isNot
		if quiet {
			e[i] = s.hexes().number(s.asks)
		}
	}
	switch e[i] {
	case isQuiet:
		return true
	case isNot:
		return false
	}
	for _, a := range s.hexes().asked[e[i]-isAsked] {
		if s.rs.set[a.det].check(text) != Wrong {
			return false
		}
	}
	return true
}

// number is what a place holds where those kinds must refuse a cell.
func (h *hexCells) number(asks []codeAsk) uint8 {
	if len(asks) == 0 {
		return isQuiet
	}
	for i, a := range h.asked {
		if slices.Equal(a, asks) {
			return isAsked + uint8(i)
		}
	}
	if len(asks) > maxAsked || len(h.asked) == 0xff-isAsked {
		return isNot
	}
	h.asked = append(h.asked, slices.Clone(asks))
	return isAsked + uint8(len(h.asked)-1)
}

// hexes makes s.hex when the first cell comes that needs it.
func (s *Scanner) hexes() *hexCells {
	if s.hex == nil {
		s.hex = &hexCells{near: s.rs.everyNear()}
	}
	return s.hex
}

// everyNear is the Place of a column whose name speaks for every kind and
// claims none.
func (rs *Ruleset) everyNear() *Place {
	n := len(rs.set)
	p := &Place{claimed: newBits(n), near: newBits(n), weak: newBits(n), says: true}
	for i := range rs.set {
		p.near.set(uint16(i))
	}
	return p
}

// anyHex lets each of two bytes stand for all hexadecimal digits.
func anyHex(a, b byte) *standsFor {
	t := new(standsFor)
	for c := range t.of {
		t.of[c].add(byte(c))
		if hexBits[c]&hexNone == 0 {
			t.of[a].add(byte(c))
			t.of[b].add(byte(c))
		}
	}
	return t
}
