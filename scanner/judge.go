package scanner

import (
	"bytes"
	"unicode/utf8"
)

// How a candidate came about.
const (
	fromPattern = iota
	fromLabel   // the value directly behind a label
	fromColumn  // the cell of a column that its name claims
)

// noPattern stands for Labelled in place of a pattern's number.
const noPattern = 0xffff

// What evidence is worth; detector.go has the table for readers.
const (
	nearAdds, nearLeast   Score = 0.35, 0.65
	weakAdds              Score = 0.20
	wholeAdds             Score = 0.10
	wholeLikely           Score = 0.20
	likely                Score = 0.30
	labelAdds, labelLeast Score = 0.45, 0.75
	wrongLabelled         Score = 0.55
)

// shapeHit is called for every place where text[b:e] has the shape of some
// forms.
func (s *Scanner) shapeHit(text []byte, b, e int, l *leaf) {
	if !border(text, b, e) {
		return
	}
	if s.blind != nil {
		s.shapeBlind(text, b, e, l)
		return
	}
	v := text[b:e]
	sh := s.rs.shapes
	classes := *sh.classes
	var last *shapeEntry
	for i := range l.strong {
		en := &l.strong[i]
		// Several forms of one pattern may end here: one fit is enough.
		if last != nil && last.det == en.det && last.pat == en.pat {
			continue
		}
		if fits(classes, sh.form(en, len(v)), v) {
			last = en
			s.shaped(text, en.det, en.pat, b, e)
		}
	}
	if len(l.weak) == 0 {
		return
	}
	// Whether any of them is written so is cheaper to know than what stands
	// around: a word and a year have the shape of a licence plate.
	some := false
	for i := range l.weak {
		if some = fits(classes, sh.form(&l.weak[i], len(v)), v); some {
			break
		}
	}
	if !some {
		return
	}
	whole := s.isWhole(b, e)
	if !s.contextual(text, b, e, l.kinds) && s.trace == nil && s.place == nil && !whole {
		return
	}
	last = nil
	for i := range l.weak {
		en := &l.weak[i]
		if last != nil && last.det == en.det && last.pat == en.pat {
			continue
		}
		if s.trace == nil && !whole && !s.wanted(en.det) {
			continue
		}
		if fits(classes, sh.form(en, len(v)), v) {
			last = en
			s.shaped(text, en.det, en.pat, b, e)
		}
	}
}

// isCell reports whether text[b:e] is all that a cell of running text holds.
func (s *Scanner) isCell(b, e int) bool { return s.whole[0] == [2]int{b, e} && !s.inAlt }

// isWhole reports whether text[b:e] is that or one of few values, written
// alike, that are.
func (s *Scanner) isWhole(b, e int) bool {
	for _, w := range s.whole[:s.wholes] {
		if w == [2]int{b, e} {
			return !s.inAlt
		}
	}
	return false
}

// allPass reports whether the check of det says Proven of every value of the
// list that the cell is.
func (s *Scanner) allPass(text []byte, det uint16) bool {
	check := s.rs.set[det].check
	if check == nil {
		return false
	}
	for _, w := range s.whole[1:s.wholes] {
		if check(text[w[0]:w[1]]) != Proven {
			return false
		}
	}
	return true
}

// maxListed is the longest cell, in bytes, that is looked at for a list.
const maxListed = 80

// setWhole notes what of text, a cell of running text, is a value with nothing
// beside it: the whole, and the members of a list of two or three which have
// letters and digits in the same places.
func (s *Scanner) setWhole(text []byte, lists bool) {
	b, e := trim(text)
	s.whole[0], s.wholes = [2]int{b, e}, 1
	if !lists || e-b > maxListed {
		return
	}
	n := 0
	var list [len(s.whole)][2]int
	for p := b; p < e; {
		q := p
		for q < e && alnumByte[text[q]] {
			q++
		}
		if string(text[p:q]) == "and" && n > 0 {
			p = q
		} else if q > p {
			if n == len(list) || n > 0 && !alike(text[list[0][0]:list[0][1]], text[p:q]) {
				return
			}
			list[n] = [2]int{p, q}
			n++
			p = q
		}
		if p == e {
			break
		}
		from := p
		for p < e && (text[p] == ' ' || text[p] == ',' || text[p] == ';' || text[p] == '\n') {
			p++
		}
		if p == from {
			return
		}
	}
	if n > 1 {
		s.wholes += copy(s.whole[1:], list[:n])
	}
}

// alike reports whether a and b have digits in the same places, the others
// being letters.
func alike(a, b []byte) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if digitByte[a[i]] != digitByte[b[i]] {
			return false
		}
	}
	return true
}

// contextual reports whether a word near text[b:e] speaks for one of kinds.
func (s *Scanner) contextual(text []byte, b, e int, kinds kindSet) bool {
	c := s.look(text, b, e)
	for i, k := range kinds {
		if k&(c.near[i]|c.weak[i]) != 0 {
			return true
		}
	}
	return false
}

// wanted reports whether the context that was looked at last or the column
// speaks for a kind.
func (s *Scanner) wanted(det uint16) bool {
	if p := s.place; p != nil && (p.near.has(det) || p.weak.has(det)) {
		return true
	}
	return s.ctx.near.has(det) || s.ctx.weak.has(det)
}

// shaped judges a candidate that was found by its shape: it must not be part
// of a longer identifier, unless a label says what it is.
func (s *Scanner) shaped(text []byte, det, pat uint16, b, e int) {
	switch j := joined(text, b, e); {
	case j == free:
	case s.look(text, b, e).label.has(det):
	case s.place != nil && s.place.claimed.has(det) && b == 0:
	case j == spaced:
		// Among other numbers only a word tells it apart, or a check that
		// passes over so many digits that few rows of numbers do.
		if c := &s.rs.set[det]; !s.look(text, b, e).near.has(det) && (digitsIn(text[b:e]) < longNumber || c.check == nil || c.check(text[b:e]) != Proven) {
			s.note("among other numbers", det, b, e, 0)
			return
		}
	default:
		s.note("part of a longer identifier", det, b, e, 0)
		return
	}
	s.judge(text, det, pat, b, e, fromPattern)
}

// candidate judges what a prefix or a finder found.
func (s *Scanner) candidate(text []byte, det, pat uint16, b, e int) {
	s.judge(text, det, pat, b, e, fromPattern)
}

// best is the highest score of a value of the pattern with no label: near and
// weak say whether one of Words or of Weak speaks for it.
func (d *compiled) best(pat int, near, weak bool) Score {
	p := &d.patterns[pat]
	score := p.base
	if d.check != nil {
		score = max(score, p.proven)
	}
	switch {
	case near:
		score = max(score+nearAdds, nearLeast)
	case weak:
		score += weakAdds
	}
	return score
}

func (s *Scanner) note(step string, det uint16, b, e int, score Score) {
	if s.trace != nil {
		s.trace(step, det, b, e, score)
	}
}

// judge scores text[b:e] as a value of det and keeps it if it reaches the
// threshold.
func (s *Scanner) judge(text []byte, det, pat uint16, b, e, from int) {
	b, e = wholeRunes(text, b, e)
	d := &s.rs.set[det]
	v := text[b:e]
	verdict := Unknown
	if d.check != nil {
		verdict = d.check(v)
	}
	var score Score
	ev := Evidence(0)
	strong := false
	if pat != noPattern {
		p := &d.patterns[pat]
		score, ev = p.base, ByPattern
		strong = p.strong
		if verdict == Proven {
			score = max(score, p.proven)
		}
	} else {
		score = 0.3
	}
	s.note("pattern", det, b, e, score)
	if verdict == Proven {
		ev |= ByChecksum
		s.note("check passes", det, b, e, score)
	}
	if verdict == Unknown && !strong && from == fromPattern && s.place == nil && score+labelAdds < s.rs.threshold && score < nearLeast-nearAdds-labelAdds {
		return
	}
	column := s.place != nil && (from == fromColumn || s.place.claimed.has(det))
	label := from == fromLabel
	var dist uint16 = 0xffff
	near, weak := false, false
	if len(s.rs.words.uses) > 0 {
		c := s.look(text, b, e)
		near, weak = c.near.has(det), c.weak.has(det)
		if near {
			dist = c.dist[det]
		}
		label = label || c.label.has(det)
	}
	if s.place != nil && !near && s.place.near.has(det) {
		near, dist = true, 200
		ev |= ByColumn
	}
	if s.place != nil && !weak && s.place.weak.has(det) {
		weak = true
	}
	if verdict == Wrong {
		if !label && !column {
			s.note("check is wrong", det, b, e, 0)
			return
		}
		score = wrongLabelled
		ev |= WrongChecksum
		if label {
			ev |= ByLabel
		}
		if column {
			ev |= ByColumn
		}
		s.note("check is wrong, but a label or column claims it", det, b, e, score)
	} else {
		switch {
		case label || column:
			score = max(score+labelAdds, labelLeast)
			if label {
				ev |= ByLabel
			}
			if column {
				ev |= ByColumn
			}
			s.note("label or column", det, b, e, score)
		case near:
			score = max(score+nearAdds, nearLeast)
			ev |= ByContext
			s.note("context word", det, b, e, score)
		case weak:
			score += weakAdds
			ev |= ByContext
			s.note("weak context word", det, b, e, score)
		case pat != noPattern && s.isWhole(b, e) && (s.isCell(b, e) || s.allPass(text, det)):
			switch {
			case verdict == Proven:
				score += wholeAdds
			case score >= likely && s.isCell(b, e):
				score += wholeLikely
			}
			score = max(score, d.patterns[pat].whole)
			s.note("all that the cell holds", det, b, e, score)
		}
	}
	score = min(score, 1)
	if score < s.rs.threshold {
		s.note("below the threshold", det, b, e, score)
		return
	}
	reserved := !s.rs.reserved && d.Reserved != nil && d.Reserved(v)
	if reserved {
		s.note("reserved value", det, b, e, score)
	}
	s.cands = append(s.cands, candidate{b, e, det, dist, ev, reserved, score})
}

// wholeRunes widens text[b:e] by the bytes of the characters that it cuts, which
// a finder with a bound in bytes may do: what is written must be UTF-8 again.
func wholeRunes(text []byte, b, e int) (int, int) {
	for n := 1; n < utf8.UTFMax && b > 0 && !utf8.RuneStart(text[b]); n++ {
		b--
	}
	for n := 1; n < utf8.UTFMax && e < len(text) && !utf8.RuneStart(text[e]); n++ {
		e++
	}
	return b, e
}

// How text around a candidate is joined to it.
const (
	free   = iota
	spaced // among further digits, behind single spaces
	inside // part of a longer identifier
)

// joined reports whether text[b:e], a number or a token of letters and
// digits, is part of something longer: an identifier with hyphens, a path, a
// version, a decimal, a time, an amount of money.
func joined(text []byte, b, e int) int {
	letters, inner, signs, extended := false, false, false, false
	for _, c := range text[b:e] {
		switch {
		case c == 'x': // "555-0142x12", an extension
			letters, extended = true, true
		case c >= 'A':
			letters = true
		case c == ' ':
			inner = true
		case c == '-' || c == '/':
			signs = true
		}
	}
	state := free
	if b > 0 && alnumByte[text[b]] {
		c := text[b-1]
		var before byte
		if b > 1 {
			before = text[b-2]
		}
		switch c {
		case '/':
			// A part of a path; but what has signs of its own may follow one
			// ("orcid.org/0000-0002-...").
			if digitByte[before] || !signs && (alnumByte[before] || before == '/') {
				return inside
			}
		case '-', '+', '@', '~':
			if alnumByte[before] || c == '@' {
				return inside
			}
			if c == '-' && before == '-' && b > 2 && alnumByte[text[b-3]] {
				return inside
			}
		case '.', ':':
			if digitByte[before] || c == '.' && letters && alnumByte[before] {
				return inside
			}
		case '_':
			return inside
		case ',':
			if digitByte[before] && !signs && group3(text, b) {
				return inside
			}
		case '$', '%', '&':
			return inside
		case '#':
			if letters && (e-b == 3 || e-b == 6 || e-b == 8) && hexOnly(text[b:e]) {
				return inside
			}
			if before == '&' {
				return inside
			}
		case ' ':
			if alnumByte[before] && digitByte[text[b]] && (inner && digitsIn(text[b-1-sizeBefore(text, b-1):b-1]) > 0 || digitByte[before] && runBefore(text, b-1)) {
				if inner && sizeBefore(text, b-1) == sizeBehind(text, b) {
					return inside // one more group of a longer number
				}
				state = spaced
			}
		case 0xa3, 0xac, 0xa5: // £ € ¥
			if bytes.HasSuffix(text[:b], []byte("£")) || bytes.HasSuffix(text[:b], []byte("€")) || bytes.HasSuffix(text[:b], []byte("¥")) {
				return inside
			}
		}
	}
	if e < len(text) {
		c := text[e]
		var after byte
		if e+1 < len(text) {
			after = text[e+1]
		}
		switch c {
		case '-':
			// "555-0142-Office" is a number and a word.
			if digitByte[after] || letters && !extended && alnumByte[after] {
				return inside
			}
		case '/', '+', '_', '@':
			if alnumByte[after] || c == '_' || c == '@' {
				return inside
			}
		case '.', ':':
			if digitByte[after] || c == '.' && letters && alnumByte[after] {
				return inside
			}
		case ',':
			if group3(text, e+1) && e-b <= 3 {
				return inside
			}
		case '=':
			if letters && (after == '=' || !alnumByte[after] && e-b >= 16) {
				return inside
			}
		case '(':
			if letters && e+1 < len(text) {
				return inside
			}
		case ' ':
			if alnumByte[after] && digitByte[text[e-1]] && inner && digitsIn(text[e+1:e+1+sizeBehind(text, e+1)]) > 0 {
				if sizeBehind(text, e+1) == sizeBefore(text, e) {
					return inside
				}
				state = spaced
			}
		}
	}
	return state
}

// sizeBefore is the length of the run of letters and digits that ends at i,
// sizeBehind of the one that begins there.
func sizeBefore(text []byte, i int) int {
	n := 0
	for i-n > 0 && n < 40 && alnumByte[text[i-n-1]] {
		n++
	}
	return n
}

func sizeBehind(text []byte, i int) int {
	n := 0
	for i+n < len(text) && n < 40 && alnumByte[text[i+n]] {
		n++
	}
	return n
}

// longNumber is how many digits a number has that its check alone tells from
// the numbers of a row: fewer than one in ten thousand pass structure and check
// of what has that many.
const longNumber = 13

func digitsIn(v []byte) int {
	n := 0
	for _, c := range v {
		if digitByte[c] {
			n++
		}
	}
	return n
}

// inRow reports whether text[b:e], digits in groups, stands among other
// numbers behind single spaces.
func inRow(text []byte, b, e int) bool {
	if !digitByte[text[b]] || bytes.IndexByte(text[b:e], ' ') < 0 {
		return false
	}
	return b > 1 && text[b-1] == ' ' && digitByte[text[b-2]] || e+1 < len(text) && text[e] == ' ' && digitByte[text[e+1]]
}

// group3 reports whether exactly three digits stand at text[i:]: a group of
// thousands.
func group3(text []byte, i int) bool {
	if i+3 > len(text) || !digitByte[text[i]] || !digitByte[text[i+1]] || !digitByte[text[i+2]] {
		return false
	}
	return i+3 == len(text) || !alnumByte[text[i+3]]
}

func hexOnly(v []byte) bool {
	for _, c := range v {
		if !(digitByte[c] || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return false
		}
	}
	return true
}

// runBefore reports whether text[:i] ends in two or more groups of digits.
func runBefore(text []byte, i int) bool {
	for i > 0 && digitByte[text[i-1]] {
		i--
	}
	return i > 1 && text[i-1] == ' ' && digitByte[text[i-2]]
}
