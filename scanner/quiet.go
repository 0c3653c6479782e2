package scanner

import (
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
	integers uint16    // bit n: of n digits
	decimals [9]uint16 // by digits before the point, bit n: n behind it
	days     bool
	moments  bool
}

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
	free := func(sort Cells, cell string) bool {
		if never&sort == 0 {
			return false
		}
		s.probe, s.probed = true, false
		s.ctx.reset()
		s.collect([]byte(cell))
		return !s.probed
	}
	zeros := strings.Repeat("0", maxPlain)
	for n := 1; n <= maxPlain; n++ {
		if free(Integers, zeros[:n]) && free(Integers, "-"+zeros[:n]) {
			c.integers |= 1 << n
		}
		for m := 1; m <= maxPlain; m++ {
			if cell := zeros[:n] + "." + zeros[:m]; free(Decimals, cell) && free(Decimals, "-"+cell) {
				c.decimals[n] |= 1 << m
			}
		}
	}
	c.days = free(Days, "2000-00-00")
	c.moments = c.days
	for _, sep := range []string{"T", " "} {
		for _, time := range []string{"00:00", "00:00:00", "00:00:00.0", "00:00:00.00", "00:00:00.000", "00:00:00.0000", "00:00:00.00000", "00:00:00.000000", "00:00:00.0000000", "00:00:00.00000000", "00:00:00.000000000"} {
			for _, zone := range []string{"", "Z", "+00:00", "-00:00", "+0000", "-0000", "+00", "-00"} {
				c.moments = c.moments && free(Moments, "2000-00-00"+sep+time+zone)
			}
		}
	}
}

// plainCell reports whether text is a plain value that surely is no finding.
func (rs *Ruleset) plainCell(text []byte) bool {
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
		return c.integers>>n&1 != 0
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
		return i == len(text) && m <= maxPlain && c.decimals[n]>>m&1 != 0
	case '-':
		if from > 0 || n != 4 || len(text) < 10 || text[0] != '1' && text[0] != '2' || !digits(text, "0000-00-00") {
			return false
		}
		if len(text) == 10 {
			return c.days
		}
		return c.moments && isTime(text[10:])
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
