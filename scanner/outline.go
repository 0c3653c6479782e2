package scanner

import (
	"bytes"
	"encoding/binary"
)

// Outline is a short text with its digits left out: texts that differ in
// digits alone have the same, as long as the first two bytes stay what they are
// of zero, one or two, and more. Cells of tables have few of them, though no
// cell comes twice. Texts without digits each have an Outline of their own, and
// none is the zero value but that of the empty text.
type Outline struct{ a, b, c uint64 }

// OutlineSize is the longest text, in bytes, that has an Outline.
const OutlineSize = 23

// OutlineOf is the Outline of text, of at most OutlineSize bytes, and whether
// there are digits in it.
//
// What lies behind text in its memory, up to its capacity, is read and makes no
// difference: a text with room behind it costs less.
func OutlineOf(text []byte) (o Outline, digits bool) {
	return load(text).withoutDigits()
}

// withoutDigits makes what load reads the Outline, and says whether there are
// digits in it.
func (o Outline) withoutDigits() (_ Outline, digits bool) {
	a, b, c := digitsOf(o.a), digitsOf(o.b), digitsOf(o.c)
	first := uint64(firstByte[uint8(o.a)]) | uint64(secondByte[uint8(o.a>>8)])<<8
	o.a = zeros(o.a, a)&^0xffff | first
	o.b, o.c = zeros(o.b, b), zeros(o.c, c)
	return o, a|b|c != 0
}

// ExactOutline is what tells text, of at most OutlineSize bytes, from every
// other. It equals no OutlineOf a text with digits.
func ExactOutline(text []byte) Outline {
	o := load(text)
	o.c |= exactOutline
	return o
}

// Open is an Outline that no text has, one for each.
func (o Outline) Open() Outline {
	o.c |= openOutline
	return o
}

// Seen is another one that no text has.
func (o Outline) Seen() Outline {
	o.c |= seenOutline
	return o
}

// Signs beside the length, which is the last byte.
const (
	exactOutline = 1 << 63
	openOutline  = 1 << 62
	seenOutline  = 1 << 61
)

// load is text in three words, its length in the last byte.
func load(text []byte) Outline {
	n := len(text)
	m := &outlineMask[n]
	if cap(text) > OutlineSize {
		text = text[:OutlineSize+1]
	} else {
		var room [OutlineSize + 1]byte
		copy(room[:], text)
		text = room[:]
	}
	return Outline{
		binary.LittleEndian.Uint64(text) & m[0],
		binary.LittleEndian.Uint64(text[8:]) & m[1],
		binary.LittleEndian.Uint64(text[16:])&m[2] | uint64(n)<<56,
	}
}

// outlineMask are the bytes of a text by its length.
var outlineMask = func() (t [OutlineSize + 1][3]uint64) {
	for n := range t {
		for i := range n {
			t[n][i/8] |= 0xff << (i % 8 * 8)
		}
	}
	return
}()

// digitsOf has the upper bit of each byte that is a digit.
func digitsOf(w uint64) uint64 {
	const ones = 0x0101010101010101
	low := w & (0x7f * ones)
	return (low + (0x80-'0')*ones) &^ (low + (0x7f-'9')*ones) &^ w & (0x80 * ones)
}

// zeros is w with a zero for each of the digits.
func zeros(w, digits uint64) uint64 { return w &^ (digits>>3 - digits>>7) }

// firstByte and secondByte are what an Outline keeps of its first two bytes:
// whether a number begins with zero, and a date with a year that is one.
var firstByte, secondByte = func() (a, b [256]byte) {
	for c := range a {
		a[c], b[c] = byte(c), byte(c)
		switch {
		case c > '2' && c <= '9':
			a[c], b[c] = '2', '1'
		case c > '0' && c <= '2':
			a[c], b[c] = '1', '1'
		}
	}
	return
}()

// text writes a text that has the Outline.
func (o Outline) text(room *[OutlineSize + 1]byte) []byte {
	binary.LittleEndian.PutUint64(room[:], o.a)
	binary.LittleEndian.PutUint64(room[8:], o.b)
	binary.LittleEndian.PutUint64(room[16:], o.c)
	if room[0] == '2' {
		room[0] = '3' // one that the outline stands for
	}
	return room[:o.c>>56]
}

// PlainOutline reports that every text with the Outline is a plain number or
// time that surely is no finding in a column of which at is known. It costs much
// less than QuietOutline, which reports the same of it.
func (s *Scanner) PlainOutline(o Outline, at *Place) bool {
	if at != nil && (at.prose || len(at.claims) > 0) || len(s.rs.texts)+len(s.rs.finders[OnText]) > 0 {
		return false
	}
	c := byte(o.a)
	return (digitByte[c] || c == '-') && s.rs.plainCell(o.text(&s.room), at != nil)
}

// QuietOutline reports that no text with the Outline holds a finding in a column
// of which at is known, nil for nothing. False is always safe. It costs about as
// much as Scan.
func (s *Scanner) QuietOutline(o Outline, at *Place) bool {
	text := o.text(&s.room)
	if len(text) == 0 || at != nil && len(at.claims) > 0 || s.rs.wordsWithDigits(text) {
		return false
	}
	sort, _, _ := cellOf(text)
	return s.surelyQuiet(text, at, sort, &anyDigit)
}

// standsFor says which bytes a byte of a sample stands for. Where some is not 0,
// it is one of the bytes from the third on of all that the sample stands for.
type standsFor struct {
	of   [256]class
	some byte
}

// anyDigit lets each digit stand for all ten.
var anyDigit = func() (t standsFor) {
	for c := range t.of {
		t.of[c].add(byte(c))
		if digitByte[c] {
			t.of[c] = classDigit
		}
	}
	return
}()

// surelyQuiet reports that no cell that the sample stands for holds a finding;
// sort is what sort of cell they are, as Finder.Never has it, 0 for none. It
// goes the way of Scan, with these differences: a form is there if it may be,
// checks pass, what a label may claim is claimed, and a Finder that is not known
// to report nothing (Finder.Never) or the same for all digits (Finder.Blind)
// reports something.
func (s *Scanner) surelyQuiet(sample []byte, at *Place, sort Cells, stands *standsFor) bool {
	rs := s.rs
	if len(sample) == 0 || len(sample) > chunk || rs.words.numbers || rs.uneven || rs.digits.uneven || len(rs.texts)+len(rs.finders[OnText]) > 0 {
		return false
	}
	s.blind, s.sort, s.maybe = stands, sort, false
	s.begin(sample, at)
	s.collect(sample)
	s.blind = nil
	s.cands = s.cands[:0]
	if s.maybe || s.table.sep != 0 || len(s.signs) > 0 {
		return false
	}
	for w := range (len(sample) + 63) / 64 {
		if s.m.high[w] != 0 {
			return false
		}
		for x := s.m.escape[w]; x != 0; x &= x - 1 {
			if c := sample[w*64+trailing(x)]; c == '%' || c == '&' {
				return false // what it is a code of hangs on digits
			}
		}
	}
	if stands == &anyCode {
		return true // mute has seen to prefixes
	}
	for p := range sample {
		if alnumByte[sample[p]] && (p == 0 || !alnumByte[sample[p-1]]) && rs.mayBegin(sample[p:], stands) {
			return false
		}
	}
	return true
}

// shapeBlind is shapeHit where the bytes of text stand for others.
func (s *Scanner) shapeBlind(text []byte, b, e int, l *leaf) {
	for i := range l.strong {
		s.shapedBlind(text, b, e, &l.strong[i], true)
	}
	if len(l.weak) == 0 {
		return
	}
	whole := s.isWhole(b, e)
	if !s.contextual(text, b, e, l.kinds) && s.place == nil && !whole {
		return
	}
	for i := range l.weak {
		if en := &l.weak[i]; whole || s.wanted(en.det) {
			s.shapedBlind(text, b, e, en, whole)
		}
	}
}

// shapedBlind sets s.maybe if text[b:e] may be a finding of the form; alone says
// that it needs no word to be one.
func (s *Scanner) shapedBlind(text []byte, b, e int, en *shapeEntry, alone bool) {
	if s.maybe {
		return
	}
	if !mayFit(*s.rs.shapes.classes, s.rs.shapes.form(en, e-b), text[b:e], s.blind, e-b == len(text)) {
		return
	}
	c := s.look(text, b, e)
	if joined(text, b, e) == inside && !c.label.has(en.det) {
		return
	}
	if alone && s.isWhole(b, e) || c.label.has(en.det) {
		s.maybe = true
		return
	}
	near, weak := c.near.has(en.det), c.weak.has(en.det)
	if p := s.place; p != nil {
		near, weak = near || p.near.has(en.det), weak || p.weak.has(en.det)
	}
	d := &s.rs.set[en.det]
	if d.best(int(en.pat), near, weak) < s.rs.threshold {
		return
	}
	if s.checks && e-b == len(text) && d.check != nil {
		s.asks = append(s.asks, codeAsk{det: en.det})
		return
	}
	s.maybe = true
}

// mayFit reports whether a text that sample stands for may have the form; all
// says that sample is not a part of it.
func mayFit(classes []class, f form, sample []byte, stands *standsFor, all bool) bool {
	some := !all || stands.some == 0
	for i, n := range f {
		c, of := &classes[n], &stands.of[sample[i]]
		if c[0]&of[0]|c[1]&of[1]|c[2]&of[2]|c[3]&of[3] == 0 {
			return false
		}
		some = some || i > 1 && c.has(stands.some)
	}
	return some
}

// mayEnd is end where text is a sample: whether there is a match, or none is
// known not to be.
func (l *lazyMatcher) mayEnd(sample []byte, stands *standsFor) bool {
	l.end(sample, 0) // makes it
	m, ok := l.m.(*formsMatcher)
	if !ok {
		return true
	}
	for _, f := range m.forms {
		if len(f) <= len(sample) && mayFit(m.classes, f, sample, stands, false) && ends(sample, len(f)) {
			return true
		}
	}
	return false
}

// askBlind is askNumbers where the bytes of text stand for others; ask are bits of
// the gate's finders, whatever stands beyond the run.
func (s *Scanner) askBlind(text []byte, b, e int, ask uint64) {
	g := s.rs.digits
	beyond := g.beyond[edge]
	if e+1 < len(text) {
		beyond = 0
		for c := s.blind.of[text[e+1]]; !c.empty(); c.drop() {
			beyond |= g.beyond[c.lowest()]
		}
	}
	for ask &= beyond; ask != 0 && !s.maybe; ask &= ask - 1 {
		s.foundBlind(text, g.det[trailing(ask)], b)
	}
	for i := range g.rest {
		run := g.rest[i].run
		run.Beyond, run.Ends, run.Begins, run.Named = "", nil, nil, false
		if run.Fits(text, b, e) {
			s.foundBlind(text, g.rest[i].det, b)
		}
	}
}

// foundBlind sets s.maybe if a finder may report something of the cells that
// text stands for.
func (s *Scanner) foundBlind(text []byte, det uint16, at int) {
	f := s.rs.set[det].Find
	switch {
	case f.Never&s.sort != 0:
	case s.blind == &anyCode:
		if ask := (codeAsk{det, uint16(at)}); len(s.asks) == 0 || s.asks[len(s.asks)-1] != ask {
			s.asks = append(s.asks, ask)
		}
	case f.May != nil && s.blind == &anyDigit && !f.May(text, at):
	case f.Blind && s.blind == &anyDigit:
		b, e := f.At(text, at)
		s.maybe = s.maybe || b < e
	default:
		s.maybe = true
	}
}

// mayBegin reports whether a text that sample stands for may begin with a value
// of a pattern that has a prefix.
func (rs *Ruleset) mayBegin(sample []byte, stands *standsFor) bool {
	ps := rs.prefixes
	if len(sample) < 3 {
		return false
	}
	ps.rough.once.Do(ps.learnRough)
	if stands == &anyDigit {
		h := headHash(zeroed(sample[0]), zeroed(sample[1]), zeroed(sample[2]))
		return ps.rough.filter[h>>6]>>(h&63)&1 != 0 && rs.someBegins(ps.rough.byHash[h], sample, stands)
	}
	for c := stands.of[sample[0]]; !c.empty(); c.drop() {
		if rs.someBegins(ps.rough.byFirst[c.lowest()], sample, stands) {
			return true
		}
	}
	return false
}

// someBegins is mayBegin for some of the patterns.
func (rs *Ruleset) someBegins(entries []prefixEntry, sample []byte, stands *standsFor) bool {
	for _, e := range entries {
		n := 0
		for n < min(len(e.literal), len(sample)) && stands.of[sample[n]].has(e.literal[n]) {
			n++
		}
		if n == len(e.literal) && rs.set[e.det].patterns[e.pat].match.mayEnd(sample, stands) {
			return true
		}
	}
	return false
}

func (ps *prefixes) learnRough() {
	ps.rough.byHash = make(map[uint32][]prefixEntry, len(ps.byHead))
	for _, es := range ps.byHead {
		for _, e := range es {
			ps.rough.byFirst[e.literal[0]] = append(ps.rough.byFirst[e.literal[0]], e)
			h := headHash(zeroed(e.literal[0]), zeroed(e.literal[1]), zeroed(e.literal[2]))
			ps.rough.byHash[h] = append(ps.rough.byHash[h], e)
			ps.rough.filter[h>>6] |= 1 << (h & 63)
		}
	}
}

// zeroed is c, or zero for a digit.
func zeroed(c byte) byte {
	if digitByte[c] {
		return '0'
	}
	return c
}

// wordsWithDigits reports whether the letters and digits of text hold a phrase
// of the lexicon that has both, its digits aside.
func (rs *Ruleset) wordsWithDigits(text []byte) bool {
	var room [OutlineSize]byte
	n, meet := 0, false
	last := byte(0)
	for _, c := range text {
		f := foldByte[c]
		if f == 0 {
			continue
		}
		f = zeroed(f)
		k := meetKey(last, f)
		meet = meet || rs.words.meet[k>>6]>>(k&63)&1 != 0
		room[n], last = f, f
		n++
	}
	if !meet {
		return false
	}
	folded := room[:n]
	for i := 1; i < n; i++ {
		if a, b := folded[i-1], folded[i]; (a == '0') != (b == '0') {
			for _, p := range rs.words.withDigits[meetKey(a, b)] {
				if bytes.Contains(folded, p) {
					return true
				}
			}
		}
	}
	return false
}

// meetKey is where phrases stand in which a and then b, a letter and a digit for
// which there is a zero, stand side by side.
func meetKey(a, b byte) uint8 {
	if a == '0' {
		return b
	}
	return a ^ 0x80
}

// addWithDigits notes a folded phrase that has digits by the first letter that
// meets one of them in it.
func (l *lexicon) addWithDigits(folded []byte) {
	p := bytes.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '0'
		}
		return r
	}, folded)
	for i := 1; i < len(p); i++ {
		if (p[i-1] == '0') != (p[i] == '0') {
			k := meetKey(p[i-1], p[i])
			l.withDigits[k] = append(l.withDigits[k], p)
			l.meet[k>>6] |= 1 << (k & 63)
			return
		}
	}
}
