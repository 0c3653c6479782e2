package scanner

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// Words that begin with a capital are many, and finders care for few of them.

// What the place of a listed capital says beside its offset in the chunk.
const (
	offsetMask = chunk - 1
	gatePasses = chunk     // a finder may have to do with the word
	startsWord = 2 * chunk // one of a finder's Starts may begin there
	// Of roughCapitals, not of listCapitals.
	mayClose = 4 * chunk // the gate lets it pass if the line before is a closing
	mayName  = 8 * chunk // the gate may let it pass as a name
)

// shortText is how long texts are, most cells of tables, of which
// listCapitals makes a copy.
const shortText = 64

// listCapitals makes l of the capitals that words marks, n words of the chunk at
// base, those that some finder is to be asked about, and marks why.
func (rs *Ruleset) listCapitals(words *[outlineWords]uint64, n int, text []byte, base int, l *places) {
	l.empty()
	if len(rs.finders[OnCapital]) == 0 {
		return
	}
	// A short text is put between bytes that are no letters and no signs.
	var room [gateBefore + shortText + gateBehindWord]byte
	short := len(text) <= shortText
	if short {
		copy(room[gateBefore:], text)
	}
	says := func(p int) uint16 {
		switch {
		case short:
			return rs.saysOf((*[gateBefore + gateBehindWord]byte)(room[p:]), text, p)
		case p < gateBefore || p+gateBehindWord > len(text):
			return rs.capitalSays(text, p)
		}
		return rs.saysOf((*[gateBefore + gateBehindWord]byte)(text[p-gateBefore:]), text, p)
	}
	if rs.gate != nil {
		if from, to, ok := rs.roughCapitals(words, n, text, base, l); ok {
			rough := l.at[:l.n]
			l.empty()
			for i, at := range rough {
				switch {
				case i < from || i >= to || at&(mayName|gatePasses) == mayName:
					at &= offsetMask
					at |= says(base + int(at))
				case at&(mayClose|gatePasses) == mayClose && rs.gate.BelowClosing(text, base+int(at&offsetMask)):
					at |= gatePasses
				}
				l.put(at&offsetMask, at&(gatePasses|startsWord))
			}
			return
		}
	}
	for w := range n {
		for x := words[w]; x != 0; x &= x - 1 {
			at := w*64 + trailing(x)
			l.put(uint16(at), says(base+at))
		}
	}
}

// saysOf is capitalSays for a word that w holds, at w[gateBefore], with what stands
// around it.
func (rs *Ruleset) saysOf(w *[gateBefore + gateBehindWord]byte, text []byte, p int) uint16 {
	if rs.gate == nil {
		return rs.capitalSays(text, p)
	}
	passes, line := rs.gate.reads(w)
	if line&^passes != 0 && rs.gate.BelowClosing(text, p) {
		passes = 1
	}
	return uint16(passes)*gatePasses | rs.startBit(w[gateBefore], w[gateBefore+1])*startsWord
}

// capitalSays is what listCapitals marks the word at text[p] with, 0 where no finder is
// to be asked about it.
func (rs *Ruleset) capitalSays(text []byte, p int) (says uint16) {
	if p+1 < len(text) {
		says = rs.startBit(text[p], text[p+1]) * startsWord
	}
	for _, c := range rs.capital {
		if c.gate == nil || c.gate.pass(text, p) {
			says |= gatePasses
		}
	}
	return says
}

// startBit is 1 if one of a finder's Starts begins with the bytes a and b.
func (rs *Ruleset) startBit(a, b byte) uint16 {
	h := uint32(a)<<8 | uint32(b)
	return uint16(rs.starts[h>>6] >> (h & 63) & 1)
}

// startsAt are the Starts of finders that begin with the bytes a and b.
func (rs *Ruleset) startsAt(a, b byte) []startEntry {
	if h := uint32(a)<<8 | uint32(b); rs.literals[h>>6]>>(h&63)&1 == 0 {
		return nil
	}
	return rs.startsOf[[2]byte{a, b}]
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
		s.capitalWord(text, p, s.rs.capitalSays(text, p))
	}
}

// capitalWord asks the OnCapital finders about the word at text[p], of which
// listCapitals says so.
func (s *Scanner) capitalWord(text []byte, p int, says uint16) {
	if says == 0 || p > 0 && joinsLeft(text, p) {
		return
	}
	rs := s.rs
	if says&gatePasses != 0 {
		for _, c := range rs.capital {
			if rs.gate != nil || c.gate == nil || c.gate.pass(text, p) {
				s.found(text, c.det, p)
			}
		}
	}
	if says&startsWord == 0 {
		return
	}
	for _, e := range rs.startsAt(text[p], text[p+1]) {
		if len(text)-p >= len(e.literal) && string(text[p:p+len(e.literal)]) == e.literal {
			s.found(text, e.det, p)
		}
	}
	if c := text[p+1]; c >= 'A' && c <= 'Z' {
		for _, det := range rs.caps {
			s.found(text, det, p)
		}
	}
}
