package scanner

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// Codes are short texts of digits, signs and words that mean nothing: articles,
// orders, references. Where they differ in letters alone they are alike to all
// but a few finders, and these are asked about each.

// codeClass is what is known of codes with one outline, the letters left out, in
// a column of which at is known.
type codeClass struct {
	outline Outline
	at      *Place
	known   bool      // the class has come twice
	loud    bool      // its codes may be findings by their form
	asks    []codeAsk // which finders are to be asked, where it is not loud: what they say counts
}

// codeAsk is a finder, and where in the text it is to be asked.
type codeAsk struct{ det, at uint16 }

const (
	codeBits    = 10 // of the number of classes that are remembered
	maxCodeAsks = 8  // of a class that is not loud
)

// codeUpper and codeLower stand in samples for the letters of their case.
const (
	codeUpper = 'J'
	codeLower = 'j'
)

// anyCode lets each digit stand for all ten and those letters for others: all
// but the x, which means an extension.
var anyCode = func() (t standsFor) {
	t = anyDigit
	for c := byte('a'); c <= 'z'; c++ {
		if c != 'x' {
			t.of[codeLower].add(c)
		}
		t.of[codeUpper].add(c - 'a' + 'A')
	}
	return
}()

// QuietCode reports that text, of at most OutlineSize bytes, is a code and holds
// no finding in a column of which at is known, whatever its digits are: no text
// with its Outline does. False is always safe.
func (s *Scanner) QuietCode(text []byte, at *Place) bool {
	if at != nil && (at.prose || len(at.claims) > 0) {
		return false
	}
	if !s.readCode(text) {
		return false
	}
	o, _ := s.code.sample().withoutDigits()
	return s.knownCode(o, text, at) && s.mute(text, at)
}

// knownCode reports that a code with the outline is known to hold no finding if
// its letters say nothing by themselves.
func (s *Scanner) knownCode(o Outline, text []byte, at *Place) bool {
	if s.codes == nil {
		s.codes = new([1 << codeBits]codeClass)
	}
	k := MemoKey{Outline: o}
	c := &s.codes[k.pair()>>(memoBits-codeBits)]
	if c.outline != o || c.at != at {
		// To find out costs more than a look at one text.
		*c = codeClass{outline: o, at: at}
		return false
	}
	if !c.known {
		*c = s.codeClass(o, at)
	}
	if c.loud {
		return false
	}
	for _, a := range c.asks {
		if s.rs.mayFind(a.det, text, int(a.at)) {
			return false
		}
	}
	return true
}

// codeClass finds out about the codes of a class.
func (s *Scanner) codeClass(o Outline, at *Place) codeClass {
	s.asks = s.asks[:0]
	c := codeClass{outline: o, at: at, known: true}
	quiet := s.surelyQuiet(o.text(&s.room), at, 0, &anyCode)
	for _, a := range s.asks {
		if s.rs.counts(a.det, at) {
			c.asks = append(c.asks, a)
		}
	}
	c.loud = !quiet || len(c.asks) > maxCodeAsks
	return c
}

// code is a short text and the bitmaps of its bytes.
type code struct {
	// The text between bytes that are no letters and no signs.
	padded               [gateBefore + OutlineSize + 1 + gateBehindWord]byte
	size                 int
	upper, lower, digits uint64
	out                  uint64 // letters that are left out
}

// startOfRun is where the run of bits of x begins that ends before bit end.
func startOfRun(x uint64, end int) int { return end - bits.LeadingZeros64(^(x << (64 - end))) }

// endOfRun is where the run of bits of x ends that begins at bit start.
func endOfRun(x uint64, start int) int { return start + trailing(^(x >> start)) }

// readCode makes s.code of text. It is false where no letters are left out, or
// there may be more to text than letters: a capital within a word, a sign that
// text is written in another way than it reads.
func (s *Scanner) readCode(text []byte) bool {
	m, c := &s.m, &s.code
	if classify(m, text) == 0 {
		return false
	}
	s.chunk = nil
	upper, lower, digits := m.upper[0], m.letter[0]&^m.upper[0], m.digit[0]
	if m.high[0]|m.escape[0]|m.under[0]|lower<<1&upper|upper<<1&lower != 0 || bytes.IndexByte(text, '\n') >= 0 {
		return false
	}
	for x := lower << 1 & digits; x != 0; x &= x - 1 {
		if end := trailing(x); glues(text[startOfRun(lower, end):end]) {
			return false
		}
	}
	// Single letters have a meaning of their own: "T", "Z".
	out := upper&(upper<<1|upper>>1) | lower&(lower<<1|lower>>1)
	for x := out & lower &^ (lower << 1); x != 0; x &= x - 1 {
		from := trailing(x)
		if end := endOfRun(lower, from); bytes.IndexByte(text[from:end], 'x') >= 0 {
			out &^= 1<<end - 1<<from
		}
	}
	if out == 0 {
		return false
	}
	c.padded = [len(c.padded)]byte{}
	c.size = copy(c.padded[gateBefore:], text)
	c.upper, c.lower, c.digits, c.out = upper, lower, digits, out
	return true
}

// sample is the text with codeUpper and codeLower for the letters that are left
// out.
func (c *code) sample() Outline {
	o := load(c.padded[gateBefore : gateBefore+c.size])
	o.a, o.b, o.c = leaveOut(o.a, c.out), leaveOut(o.b, c.out>>8), leaveOut(o.c, c.out>>16)
	return o
}

// leaveOut is sample for eight bytes, of which the lowest bits of out say which.
func leaveOut(w, out uint64) uint64 {
	const ones, halves, tops = 0x0101010101010101, 0x7f * 0x0101010101010101, 0x80 * 0x0101010101010101
	each := out & 0xff * ones & 0x8040201008040201 // a bit in each byte that is meant
	each = (each + halves | each) & tops >> 7 * 0xff
	return w&^each | (w&(0x20*ones)|codeUpper*ones)&each
}

// mute reports that the letters of text, which s.code stands for, say nothing by
// themselves in a column of which at is known, whatever its digits are: there is
// no word of the lexicon, no prefix, and no capital that a finder reports.
func (s *Scanner) mute(text []byte, at *Place) bool {
	rs, c := s.rs, &s.code
	word := c.upper | c.lower | c.digits
	for x := word &^ (word << 1); x != 0; x &= x - 1 {
		p := trailing(x)
		if rs.mayBegin(text[p:], &anyDigit) {
			return false
		}
		letters := c.lower
		if c.upper>>p&1 != 0 {
			letters = c.upper
			w := (*[gateBefore + gateBehindWord]byte)(c.padded[p:])
			if !rs.capitalMute(text, p, rs.saysOf(w, text, p), at) {
				return false
			}
		}
		if end := endOfRun(letters, p); end > p && s.wordEnds(text[p:end], end) { // a word with digits is no other's
			return false
		}
	}
	return c.digits == 0 || !c.meet(text, rs.words) || !rs.wordsWithDigits(text)
}

// wordEnds reports whether word, letters that end behind as many bytes of s.code,
// may be the last one of a phrase.
func (s *Scanner) wordEnds(word []byte, end int) bool {
	const small = 0x2020202020202020
	lex := s.rs.words
	last := binary.LittleEndian.Uint64(s.code.padded[gateBefore+end-8:]) | small
	if !lex.hasTail(last >> (64 - 8*min(len(word), 8))) {
		return false
	}
	h := uint64(0)
	for _, c := range word {
		h = h*hashStep + uint64(foldByte[c]) + 1
	}
	return lex.mayEnd(h)
}

// meet is false where no phrase of the lexicon has a letter and a digit that
// meet in text, signs aside.
func (c *code) meet(text []byte, l *lexicon) bool {
	word := c.upper | c.lower | c.digits
	for x := word &^ (word << 1 &^ ((c.digits ^ c.digits<<1) & word)); x != 0; x &= x - 1 {
		p := trailing(x)
		before := word & (1<<p - 1)
		if before == 0 {
			continue
		}
		q := 63 - bits.LeadingZeros64(before)
		if k := meetKey(zeroed(foldByte[text[q]]), zeroed(foldByte[text[p]])); l.meet[k>>6]>>(k&63)&1 != 0 {
			return true
		}
	}
	return false
}

// capitalMute reports that no finder of OnCapital reports anything of the word at
// text[p], of which capitalSays says so, whatever the digits in it and behind it
// are.
func (rs *Ruleset) capitalMute(text []byte, p int, says uint16, at *Place) bool {
	if says != startsWord {
		return says == 0
	}
	for _, e := range rs.startsAt(text[p], text[p+1]) {
		if bytes.HasPrefix(text[p:], []byte(e.literal)) && rs.mayReport(e.det, text, p, at) {
			return false
		}
	}
	if foldClass[text[p+1]] == foldUpper {
		for _, det := range rs.caps {
			if rs.mayReport(det, text, p, at) {
				return false
			}
		}
	}
	return true
}

// mayReport reports whether what a finder says of text[p] may be a finding,
// whatever the digits of text are. No word of text speaks for it, but at may.
func (rs *Ruleset) mayReport(det uint16, text []byte, p int, at *Place) bool {
	return rs.counts(det, at) && rs.mayFind(det, text, p)
}

// counts reports whether what a finder says may be a finding where no word of the
// text speaks for it, but at may.
func (rs *Ruleset) counts(det uint16, at *Place) bool {
	return rs.set[det].best(0, at != nil && at.near.has(det), at != nil && at.weak.has(det)) >= rs.threshold
}

// mayFind reports whether a finder may say something of text[p], whatever the
// digits of text are.
func (rs *Ruleset) mayFind(det uint16, text []byte, p int) bool {
	switch f := rs.set[det].Find; {
	case f.May != nil:
		return f.May(text, p)
	case f.Blind:
		b, e := f.At(text, p)
		return b < e
	}
	return true
}
