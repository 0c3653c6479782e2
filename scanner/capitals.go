package scanner

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// Words that begin with a capital are many, and finders care for few of them.

// siftCapitals leaves of the capitals in the chunk at base those which some
// finder may want to be asked about.
func (rs *Ruleset) siftCapitals(text []byte, base int, l *places) {
	switch {
	case len(rs.finders[OnCapital]) == 0:
		l.n = 0
	case len(rs.capital) == 1 && rs.capital[0].gate != nil:
		rs.sift(rs.capital[0].gate, text, base, l)
	case len(rs.capital) == 0:
		rs.sift(nil, text, base, l)
	}
}

// sift is siftCapitals with one gate, or none that lets a word through.
func (rs *Ruleset) sift(g *Gate, text []byte, base int, l *places) {
	n := 0
	for _, at := range l.at[:l.n] {
		l.at[n] = at
		p := base + int(at)
		if p < gateBefore || p+gateBehindWord > len(text) {
			n++
			continue
		}
		w := (*[gateBefore + gateBehindWord]byte)(text[p-gateBefore:])
		keep := rs.startBit(w[gateBefore], w[gateBefore+1])
		if g != nil {
			passes, line := g.reads(w)
			keep |= passes | line
		}
		n += int(keep & 1)
	}
	l.n = n
}

// startBit is 1 if one of a finder's Starts begins with the bytes a and b.
func (rs *Ruleset) startBit(a, b byte) uint64 {
	h := uint32(a)<<8 | uint32(b)
	return rs.starts[h>>6] >> (h & 63) & 1
}

// capitalMatters reports whether some OnCapital finder would be asked about
// the word at text[p].
func (rs *Ruleset) capitalMatters(text []byte, p int) bool {
	if p+1 < len(text) && rs.startBit(text[p], text[p+1]) != 0 {
		return true
	}
	for _, c := range rs.capital {
		if c.gate == nil || c.gate.pass(text, p) {
			return true
		}
	}
	return false
}

// highCapitals asks the OnCapital finders about words that begin with an
// upper-case letter beyond ASCII.
func (s *Scanner) highCapitals(text []byte, off int, high uint64) {
	first := high &^ (high << 1)
	for x := first; x != 0; x &= x - 1 {
		p := off + bits.TrailingZeros64(x)
		if c := text[p]; c < 0xc3 || c > 0xd4 || p > 0 && (alnumByte[text[p-1]] || text[p-1] >= 0x80) {
			continue
		}
		r, _ := utf8.DecodeRune(text[p:])
		if !unicode.IsUpper(r) {
			continue
		}
		s.capitalWord(text, p)
	}
}

// capsWord asks the OnCapital finders with Caps about the word at text[p].
func (s *Scanner) capsWord(text []byte, p int) {
	if len(s.rs.caps) == 0 || p+1 >= len(text) || text[p+1] < 'A' || text[p+1] > 'Z' || p > 0 && joinsLeft(text, p) {
		return
	}
	for _, det := range s.rs.caps {
		s.found(text, det, p)
	}
}

// capitalWord asks the OnCapital finders about the word at text[p].
func (s *Scanner) capitalWord(text []byte, p int) {
	rs := s.rs
	for i := range rs.capital {
		if c := &rs.capital[i]; (c.gate == nil || c.gate.pass(text, p)) && (p == 0 || !joinsLeft(text, p)) {
			s.found(text, c.det, p)
		}
	}
	if p+1 == len(text) || rs.startBit(text[p], text[p+1]) == 0 || p > 0 && joinsLeft(text, p) {
		return
	}
	for _, e := range rs.startsOf[[2]byte{text[p], text[p+1]}] {
		if len(text)-p >= len(e.literal) && string(text[p:p+len(e.literal)]) == e.literal {
			s.found(text, e.det, p)
		}
	}
}
