package scanner

import (
	"bytes"
	"strings"
	"sync"
)

// Cells is a set of sorts of cells that hold one plain value of a table and
// nothing else.
type Cells uint8

const (
	// Integers: up to eight digits, a minus before them or not.
	Integers Cells = 1 << iota
	// Decimals: digits, a full stop, digits, up to eight each; a minus before
	// them or not. Of several digits before the stop the first is no zero.
	Decimals
	// Days: dates of ISO 8601 from year 1000 to 2999, "2024-05-31".
	Days
	// Moments: such a date, T or a blank, a time to the minute, the second or
	// a part of it, a zone or none.
	Moments
	// Digests: 32, 40, 64, 96 or 128 hexadecimal digits, in small letters, some
	// of them letters and some digits.
	Digests
	// UUIDs of RFC 9562 in small letters, with a digit and a letter among the
	// first eight, and not two letters first, as an IBAN has.
	UUIDs

	// PlainCells are all of them.
	PlainCells = Integers | Decimals | Days | Moments | Digests | UUIDs
)

// plainCells tells which plain cells surely hold nothing. What forms may begin
// in them depends on lengths and signs alone, which are tried out on samples;
// Finders say it of themselves (Finder.Never).
type plainCells struct {
	once     sync.Once
	integers cellSizes    // of n digits
	decimals [9]cellSizes // by digits before the point, of n behind it
	days     cellSizes    // bit 0
	moments  cellSizes    // bit 0
}

// cellSizes are bits by a number of digits: where nothing is known of the
// column, and where a word in its name speaks for some kind, so that forms
// count which do not stand alone.
type cellSizes struct{ unknown, near uint16 }

func (c cellSizes) has(n int, near bool) bool {
	if near {
		return c.near>>n&1 != 0
	}
	return c.unknown>>n&1 != 0
}

const maxPlain = 8 // digits of Integers, and of each half of Decimals

func (rs *Ruleset) learnCells() {
	c := &rs.cells
	s, every := rs.NewScanner(), rs.everyNear()
	// free is what hold, and all of the samples have in common, of bit n.
	free := func(hold *cellSizes, n int, sort Cells, samples ...string) {
		near, unknown := true, true
		for _, cell := range samples {
			near = near && s.surelyQuiet([]byte(cell), every, sort, &anyDigit)
			unknown = unknown && s.surelyQuiet([]byte(cell), nil, sort, &anyDigit)
		}
		if near {
			hold.near |= 1 << n
		}
		if unknown {
			hold.unknown |= 1 << n
		}
	}
	zeros := strings.Repeat("0", maxPlain)
	for n := 1; n <= maxPlain; n++ {
		free(&c.integers, n, Integers, zeros[:n], "-"+zeros[:n])
		for m := 1; m <= maxPlain; m++ {
			cell := zeros[:n] + "." + zeros[:m]
			free(&c.decimals[n], m, Decimals, cell, "-"+cell)
		}
	}
	const day = "2000-00-00"
	free(&c.days, 0, Days, day)
	var moments []string
	for _, sep := range []string{"T", " "} {
		for _, time := range []string{"00:00", "00:00:00", "00:00:00.0", "00:00:00.00", "00:00:00.000", "00:00:00.0000", "00:00:00.00000", "00:00:00.000000", "00:00:00.0000000", "00:00:00.00000000", "00:00:00.000000000"} {
			for _, zone := range []string{"", "Z", "+00:00", "-00:00", "+0000", "-0000", "+00", "-00"} {
				moments = append(moments, day+sep+time+zone)
			}
		}
	}
	free(&c.moments, 0, Moments, moments...)
}

// cellOf is the sort of a cell, 0 where it is no plain number or time, the
// number of its digits before a point and, of Decimals, behind it.
func cellOf(text []byte) (sort Cells, n, m int) {
	i := 0
	if text[0] == '-' {
		i++
	}
	from := i
	for i < len(text) && digitByte[text[i]] {
		i++
	}
	n = i - from
	switch {
	case n == 0 || n > maxPlain:
		return 0, 0, 0
	case i == len(text):
		return Integers, n, 0
	case text[i] == '.':
		if n > 1 && text[from] == '0' {
			return 0, 0, 0 // "0049.30..." is written by people who telephone
		}
		for i++; i < len(text) && digitByte[text[i]]; i++ {
			m++
		}
		if i < len(text) || m == 0 || m > maxPlain {
			return 0, 0, 0
		}
		return Decimals, n, m
	case text[i] == '-':
		if from > 0 || n != 4 || len(text) < 10 || text[0] != '1' && text[0] != '2' || !digits(text, "0000-00-00") {
			return 0, 0, 0
		}
		if len(text) == 10 {
			return Days, 0, 0
		}
		if isTime(text[10:]) {
			return Moments, 0, 0
		}
	}
	return 0, 0, 0
}

// plainCell reports whether text is a plain number or time that surely is no
// finding; near says that the column's name speaks for some kind.
func (rs *Ruleset) plainCell(text []byte, near bool) bool {
	sort, n, m := cellOf(text)
	if sort == 0 {
		return false
	}
	c := &rs.cells
	c.once.Do(rs.learnCells)
	switch sort {
	case Integers:
		return c.integers.has(n, near)
	case Decimals:
		return c.decimals[n].has(m, near)
	case Days:
		return c.days.has(0, near)
	}
	return c.moments.has(0, near)
}

// digits reports whether text begins as shape does, any digit for each 0.
func digits(text []byte, shape string) bool {
	if len(text) < len(shape) {
		return false
	}
	for i := range len(shape) {
		if c := shape[i]; c == '0' && !digitByte[text[i]] || c != '0' && c != text[i] {
			return false
		}
	}
	return true
}

// isTime reports whether text is what follows the day of a moment.
func isTime(text []byte) bool {
	if text[0] != 'T' && text[0] != ' ' || !digits(text[1:], "00:00") {
		return false
	}
	text = text[6:]
	if digits(text, ":00") {
		text = text[3:]
		if len(text) > 1 && text[0] == '.' {
			n := 1
			for n < len(text) && n < 10 && digitByte[text[n]] {
				n++
			}
			if n == 1 {
				return false
			}
			text = text[n:]
		}
	}
	switch {
	case len(text) == 0, string(text) == "Z":
		return true
	case text[0] == '+' || text[0] == '-':
		zone := text[1:]
		return len(zone) == 2 && digits(zone, "00") || len(zone) == 4 && digits(zone, "0000") || len(zone) == 5 && digits(zone, "00:00")
	}
	return false
}

// Quiet reports that text surely holds no finding in a column of which at is
// known, nil for nothing: none of the triggers is there, or it is a plain number,
// time, digest or UUID. False is always safe; it comes at the first trigger, so that asking
// costs little.
func (s *Scanner) Quiet(text []byte, at *Place) bool {
	rs := s.rs
	if at != nil && (at.prose || len(at.claims) > 0) {
		return false
	}
	if len(rs.texts)+len(rs.finders[OnText]) > 0 {
		return false
	}
	if len(text) >= 32 && hexBits[text[0]]&hexNone == 0 && s.hexCell(text, at != nil) {
		return true
	}
	if len(text) <= 32 {
		if len(text) > 0 && (digitByte[text[0]] || text[0] == '-') && rs.plainCell(text, at != nil) {
			return true
		}
		if at != nil {
			return false
		}
		// A cell: what holds a digit, a capital, a sign of an address or a
		// label, or begins a word as a token begins, is looked at.
		word := false
		for i, c := range text {
			if c >= 'A' && c <= 'Z' || c >= 0x80 || c == '+' || c == '\n' || classTable[c]&^(bitLetterA|bitLetterB|bitJoint) != 0 {
				return false
			}
			if !alnumByte[c] {
				word = false
			} else if !word {
				if word = true; rs.prefixes.may(text, i) {
					return false
				}
			}
		}
		return !bytes.Contains(text, []byte("-----"))
	}
	if at != nil {
		return false
	}
	m, v := &s.m, &s.survey
	v.carry, s.chunk = 0, nil
	long := 0
	for base := 0; base < len(text); base += chunk {
		n := classify(m, text[base:min(len(text), base+chunk)])
		for w := 0; w < n; w++ {
			if m.digit[w]|m.at[w]|m.label[w]|m.high[w] != 0 {
				return false
			}
		}
		if n <= calmWords && len(text) <= 64*calmWords && s.calm(text, n) {
			return !s.holdsTable(text)
		}
		for busy := v.take(m, n, base+chunk >= len(text), rs.prefixes.every()); busy != 0; busy &= busy - 1 {
			w := trailing(busy)
			off := base + w*64
			if v.run16[w] != 0 && rs.longMin > 0 {
				var ok bool
				if long, ok = s.quietBlobs(text, off, w, long); !ok {
					return false
				}
			}
			for x := m.escape[w] | m.under[w]; x != 0; x &= x - 1 {
				if escapeSign(text, off+trailing(x)) > 0 {
					return false
				}
			}
			if m.joint[w] != 0 && bytes.Contains(text[max(0, off-4):min(len(text), off+68)], []byte("-----")) {
				return false
			}
		}
		rs.prefixes.listHeads(&v.head, n, text, base, &v.heads)
		for _, p := range v.heads.at[:v.heads.n] {
			if s.headAt(text, base, int(p)) {
				return false
			}
		}
		if rs.listCapitals(&v.first, n, text, base, &v.capitals); v.capitals.n > 0 {
			return false
		}
	}
	return !s.holdsTable(text)
}

// calmWords is how many words of bitmaps calm goes by: texts of up to 128 bytes.
const calmWords = 2

// holdsTable reports whether there may be a table in text, whose columns may say
// what its cells are.
func (s *Scanner) holdsTable(text []byte) bool {
	if bytes.IndexByte(text, '\n') < 0 {
		return false
	}
	s.findTable(text)
	return s.table.sep != 0
}

// calm is the rest of Quiet for the short text that s.m stands for, n words in
// which Quiet has seen nothing, if it is as most sentences are. False says
// nothing. Making lists, which it does not, costs more than the few places of
// such a text.
func (s *Scanner) calm(text []byte, n int) bool {
	rs, m, v := s.rs, &s.m, &s.survey
	v.word[0] = 0
	busy := draw(&v.outline, m, n, 0, rs.prefixes.every())
	for w := range n {
		joint := m.joint[w]
		if busy != 0 && m.escape[w]|m.under[w]|joint&(joint>>1)|s.blobBits(w) != 0 {
			return false
		}
		for x := v.head[w]; x != 0; x &= x - 1 {
			if s.headAt(text, 0, w*64+trailing(x)) {
				return false
			}
		}
		for x := v.first[w]; x != 0; x &= x - 1 {
			if rs.capitalSays(text, w*64+trailing(x)) != 0 {
				return false
			}
		}
	}
	return true
}

// quietBlobs is blobs for Quiet: false where a finder reports something.
func (s *Scanner) quietBlobs(text []byte, off, w, known int) (int, bool) {
	for x := s.blobBits(w); x != 0; {
		var p int
		if p, known, x = s.nextBlob(text, off, x, known); x != 0 {
			for _, det := range s.rs.longBy[min(known-p, maxRun)] {
				if b, e := s.rs.set[det].Find.At(text, p); b < e {
					return known, false
				}
			}
			x &= x - 1
		}
	}
	return known, true
}
