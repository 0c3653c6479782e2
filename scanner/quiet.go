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
	// them or not.
	Decimals
	// Days: dates of ISO 8601 from year 1000 to 2999, "2024-05-31".
	Days
	// Moments: such a date, T or a blank, a time to the minute, the second or
	// a part of it, a zone or none.
	Moments

	// PlainCells are all of them.
	PlainCells = Integers | Decimals | Days | Moments
)

// plainCells tells which cells of numbers and times surely hold nothing. What
// forms may begin in them depends on lengths and signs alone, which are tried
// out on samples; Finders say it of themselves (Finder.Never).
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

// What a probe found, see Scanner.probe.
const (
	needsWord   = iota + 1 // a form that counts beside a word
	standsAlone            // one that counts by itself
)

const maxPlain = 8 // digits of Integers, and of each half of Decimals

func (rs *Ruleset) learnCells() {
	never := PlainCells
	for _, on := range [...]Trigger{OnDigits, OnColon} {
		for _, det := range rs.finders[on] {
			never &= rs.set[det].Find.Never
		}
	}
	if rs.words.numbers {
		return
	}
	c := &rs.cells
	s := rs.NewScanner()
	// free is what hold, and all of the cells have in common, of bit n.
	free := func(hold cellSizes, n int, sort Cells, cells ...string) cellSizes {
		near, unknown := never&sort != 0, never&sort != 0
		for _, cell := range cells {
			s.probe, s.forms = true, 0
			s.ctx.reset()
			s.collect([]byte(cell))
			near, unknown = near && s.forms == 0, unknown && s.forms < standsAlone
		}
		if near {
			hold.near |= 1 << n
		}
		if unknown {
			hold.unknown |= 1 << n
		}
		return hold
	}
	zeros := strings.Repeat("0", maxPlain)
	for n := 1; n <= maxPlain; n++ {
		c.integers = free(c.integers, n, Integers, zeros[:n], "-"+zeros[:n])
		for m := 1; m <= maxPlain; m++ {
			cell := zeros[:n] + "." + zeros[:m]
			c.decimals[n] = free(c.decimals[n], m, Decimals, cell, "-"+cell)
		}
	}
	const day = "2000-00-00"
	c.days = free(c.days, 0, Days, day)
	var moments []string
	for _, sep := range []string{"T", " "} {
		for _, time := range []string{"00:00", "00:00:00", "00:00:00.0", "00:00:00.00", "00:00:00.000", "00:00:00.0000", "00:00:00.00000", "00:00:00.000000", "00:00:00.0000000", "00:00:00.00000000", "00:00:00.000000000"} {
			for _, zone := range []string{"", "Z", "+00:00", "-00:00", "+0000", "-0000", "+00", "-00"} {
				moments = append(moments, day+sep+time+zone)
			}
		}
	}
	c.moments = free(c.moments, 0, Moments, moments...)
}

// plainCell reports whether text is a plain value that surely is no finding;
// near says that the column's name speaks for some kind.
func (rs *Ruleset) plainCell(text []byte, near bool) bool {
	i := 0
	if text[0] == '-' {
		i++
	}
	from := i
	for i < len(text) && digitByte[text[i]] {
		i++
	}
	n := i - from
	if n == 0 || n > maxPlain {
		return false
	}
	c := &rs.cells
	c.once.Do(rs.learnCells)
	if i == len(text) {
		return c.integers.has(n, near)
	}
	switch text[i] {
	case '.':
		if n > 1 && text[from] == '0' {
			return false // "0049.30..." is written by people who telephone
		}
		from = i + 1
		for i++; i < len(text) && digitByte[text[i]]; i++ {
		}
		m := i - from
		return i == len(text) && m <= maxPlain && c.decimals[n].has(m, near)
	case '-':
		if from > 0 || n != 4 || len(text) < 10 || text[0] != '1' && text[0] != '2' || !digits(text, "0000-00-00") {
			return false
		}
		if len(text) == 10 {
			return c.days.has(0, near)
		}
		return c.moments.has(0, near) && isTime(text[10:])
	}
	return false
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
// known, nil for nothing: none of the triggers is there, or it is a plain number
// or time. False is always safe; it comes at the first trigger, so that asking
// costs little.
func (s *Scanner) Quiet(text []byte, at *Place) bool {
	rs := s.rs
	if at != nil && (at.prose || len(at.claims) > 0) {
		return false
	}
	if len(rs.texts)+len(rs.finders[OnText]) > 0 {
		return false
	}
	if len(text) <= 32 {
		if len(text) > 0 && (digitByte[text[0]] || text[0] == '-') && rs.plainCell(text, at != nil) {
			return true
		}
		if at != nil {
			return false
		}
		// A cell: what holds a digit, a capital, a sign of an address or a
		// label, or a word long enough for a token, is looked at.
		run := 0
		for _, c := range text {
			if c >= 'A' && c <= 'Z' || c >= 0x80 || classTable[c]&^(bitLetterA|bitLetterB|bitJoint) != 0 {
				return false
			}
			if run++; !tokenByte[c] {
				run = 0
			}
			if run >= prefixReach {
				return false
			}
		}
		return !bytes.Contains(text, []byte("-----"))
	}
	if at != nil {
		return false
	}
	m, v := &s.m, &s.survey
	v.carry, s.chunk = 0, nil
	for base := 0; base < len(text); base += chunk {
		n := classify(m, text[base:min(len(text), base+chunk)])
		for w := 0; w < n; w++ {
			if m.digit[w]|m.at[w]|m.label[w]|m.high[w] != 0 {
				return false
			}
		}
		for busy := v.take(m, n, base+chunk >= len(text), rs.prefixes.plain); busy != 0; busy &= busy - 1 {
			w := trailing(busy)
			if v.run16[w] != 0 {
				return false
			}
			off := base + w*64
			for x := m.escape[w] | m.under[w]; x != 0; x &= x - 1 {
				if escapeSign(text, off+trailing(x)) > 0 {
					return false
				}
			}
			if m.joint[w] != 0 && bytes.Contains(text[max(0, off-4):min(len(text), off+68)], []byte("-----")) {
				return false
			}
		}
		for _, p := range v.heads.at[:v.heads.n] {
			if rs.prefixes.may(text, base+int(p)) && rs.prefixes.takes(text, base+int(p), false, v.mixed[p>>6]>>(p&63)&1 != 0) {
				return false
			}
		}
		rs.siftCapitals(text, base, &v.capitals)
		for _, p := range v.capitals.at[:v.capitals.n] {
			if rs.capitalMatters(text, base+int(p)) {
				return false
			}
		}
	}
	return true
}
