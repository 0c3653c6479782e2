package sluice

import (
	"bytes"
	"cmp"
	"math/bits"
	"slices"
	"sort"
	"unicode/utf8"

	"sluice/formats"
	"sluice/scanner"
)

type mark struct{ start, end int }

// ownReach is how far before a finding a replacement of ours may begin that
// it lies in.
const ownReach = 512

// ownNear is how far from a finding a replacement of ours can speak for it.
const ownNear = 160

// ownSize is the longest replacement of ours that is known again, in bytes.
const ownSize = 16 << 10

// findOwn notes where replacements of ours stand in text[from:], as far as
// they can touch text[:to], and returns where it stopped looking.
func (w *worker) findOwn(text []byte, from, to int) int {
	if from >= to {
		return from
	}
	for from > 0 && from < len(text) && !utf8.RuneStart(text[from]) {
		from--
	}
	if from == 0 {
		w.marks = w.marks[:0]
	}
	reach := min(len(text), to+ownSize)
	// Where the next anchors stand, by their numbers in the plan.
	var ahead [maxAnchors]int
	for k := range ahead {
		ahead[k] = -1
	}
	i := from
	for i < to {
		if w.plan.anchors != nil {
			near := to
			for k, a := range w.plan.anchors {
				if ahead[k] < i {
					end := min(len(text), to+a.within)
					if ahead[k] = bytes.IndexByte(text[i:end], a.c); ahead[k] < 0 {
						ahead[k] = end + a.within
					} else {
						ahead[k] += i
					}
				}
				near = min(near, ahead[k]-a.within+1)
			}
			if i = max(i, near); i == to {
				break
			}
		}
		i = nextStart(&w.plan.starts, text, i, to)
		if i == to {
			break
		}
		mask := w.plan.starts[text[i]]
		// A replacement that can be recognised begins at a word's first byte
		// or with a byte that is no part of a word.
		if mask == 0 || i > 0 && alnum(text[i]) && alnum(text[i-1]) {
			i++
			continue
		}
		best := 0
		for ; mask != 0; mask &= mask - 1 {
			best = max(best, w.plan.own[bits.TrailingZeros64(mask)].Own(text[i:reach]))
		}
		if best > 0 {
			w.marks = append(w.marks, mark{i, i + best})
			i += best
			continue
		}
		i++
	}
	return i
}

// nextStart is where text[i:to] has the first byte that t has bits for, to if it
// has none.
func nextStart(t *[256]uint64, text []byte, i, to int) int {
	for ; i+8 <= to; i += 8 {
		if b := (*[8]byte)(text[i:]); t[b[0]]|t[b[1]]|t[b[2]]|t[b[3]]|t[b[4]]|t[b[5]]|t[b[6]]|t[b[7]] != 0 {
			break
		}
	}
	for i < to && t[text[i]] == 0 {
		i++
	}
	return i
}

// markBehind is the number of the first mark that ends behind at. Marks stand in
// order and do not overlap.
func (w *worker) markBehind(at int) int {
	return sort.Search(len(w.marks), func(i int) bool { return w.marks[i].end > at })
}

func (w *worker) nearOwn(start, end int) bool {
	i := w.markBehind(start - ownNear)
	return i < len(w.marks) && w.marks[i].start < end+ownNear
}

// owned reports whether nothing of a span stands outside of replacements of
// ours but punctuation.
func (w *worker) owned(text []byte, start, end int) bool {
	at, any := start, false
	for i := w.markBehind(start); i < len(w.marks) && w.marks[i].start < end; i++ {
		m := w.marks[i]
		if m.start > at && hasWord(text[at:m.start]) {
			return false
		}
		at, any = max(at, m.end), true
	}
	return any && (at >= end || !hasWord(text[at:end]))
}

// overlaps reports whether one of findings, which stand in order and do not
// overlap, has a byte of [start, end).
func overlaps(findings []scanner.Finding, start, end uint32) bool {
	i := sort.Search(len(findings), func(i int) bool { return findings[i].End > start })
	return i < len(findings) && findings[i].Start < end
}

// coverOwn scans text with the words of our replacements made unreadable, into
// w.covered; with ranges only near them.
func (w *worker) coverOwn(text []byte, at *scanner.Place, ranges []scanner.Range) (err error) {
	w.marks, w.coverMarks = w.coverMarks, w.marks
	w.marks = w.marks[:0]
	if ranges == nil {
		w.findOwn(text, 0, len(text))
	}
	seen := 0
	for _, r := range ranges {
		seen = w.findOwn(text, max(seen, r.Start-scanner.Reach-ownReach), min(len(text), r.End+scanner.Reach))
	}
	b := append(w.blank[:0], text...)
	for _, m := range w.marks {
		if m.end < len(b) && alnum(b[m.end]) && !alnum(b[m.end-1]) {
			continue // <PASSWORD>...</PASSWORD>: markup, not a label of ours
		}
		for i := m.start; i < m.end; i++ {
			if alnum(b[i]) {
				b[i] = 'x'
			}
		}
	}
	w.blank = keepSmall(b)
	w.marks, w.coverMarks = w.coverMarks, w.marks
	w.covered, err = w.scanner.ScanNear(w.covered[:0], b, at, ranges)
	return err
}

// maxRounds bounds how often a field is looked at again.
const maxRounds = 8

// findExposed looks at the field as it will be written and leaves in w.found,
// with their places in the field as it was read, findings that nobody has
// decided about: a number that stood among others and now stands alone, a name
// that was part of a longer one. Left alone, the next run would find them.
func (w *worker) findExposed(f *formats.Field, s *columnState, at *scanner.Place) error {
	w.decide()
	w.found = w.found[:0]
	after := w.written(f.Text)
	if err := w.coverOwn(after, at, w.ranges); err != nil {
		return err
	}
	straddling := false
	p := places{w: w}
	for _, fd := range w.covered {
		if p.seek(int(fd.Start)); p.replaced(int(fd.End)) {
			straddling = straddling || p.open(after, int(fd.Start), int(fd.End))
			continue
		}
		fd.Start, fd.End = uint32(int(fd.Start)-p.moved), uint32(int(fd.End)-p.moved)
		if !overlaps(w.decided, fd.Start, fd.End) {
			w.found = append(w.found, fd)
		}
	}
	// What restore has to find again is left as it is.
	if straddling && len(w.hidden) == 0 {
		return w.findStraddling(after, at)
	}
	return nil
}

// decide notes that w.found has been decided about.
func (w *worker) decide() {
	first := len(w.decided) == 0
	if w.decided = append(w.decided, w.found...); first {
		return
	}
	slices.SortFunc(w.decided, func(a, b scanner.Finding) int { return cmp.Compare(a.Start, b.Start) })
	n := 0
	for _, d := range w.decided[1:] {
		if last := &w.decided[n]; d.Start < last.End {
			last.End = max(last.End, d.End)
			continue
		}
		n++
		w.decided[n] = d
	}
	w.decided = w.decided[:n+1]
}

// findStraddling adds to w.found what the next run would find partly in a
// replacement and partly beside it: a number that goes on behind the few digits
// that are left of a postal code. The finding grows to the values that have been
// replaced there.
func (w *worker) findStraddling(after []byte, at *scanner.Place) (err error) {
	if w.straddling, err = w.scanner.ScanNear(w.straddling[:0], after, at, w.ranges); err != nil {
		return err
	}
	w.marks, w.coverMarks = w.coverMarks, w.marks // those of after
	p, exposed, grown := places{w: w}, len(w.found), 0
	for _, fd := range w.straddling {
		start, end := int(fd.Start), int(fd.End)
		p.seek(start)
		if !p.open(after, start, end) || w.owned(after, start, end) || w.nearOwn(start, end) && !overlaps(w.covered, fd.Start, fd.End) {
			continue
		}
		if start, end = p.grow(start, end); start < grown || overlaps(w.found[:exposed], uint32(start), uint32(end)) {
			continue // the next round sees what becomes of it
		}
		grown = end
		fd.Start, fd.End = uint32(start), uint32(end)
		w.found = append(w.found, fd)
	}
	w.marks, w.coverMarks = w.coverMarks, w.marks
	slices.SortFunc(w.found, func(a, b scanner.Finding) int { return cmp.Compare(a.Start, b.Start) })
	return nil
}

// places tell where what stands in the field as it will be written stood in it
// as it was read. They are asked in order.
type places struct {
	w *worker
	// i is the first span that ends behind the place that was asked for.
	i int
	// moved is how far the spans before it have moved to the right what follows
	// them.
	moved int
}

func (p *places) seek(start int) {
	for ; p.i < len(p.w.spans) && p.w.ranges[p.i].End <= start; p.i++ {
		sp := &p.w.spans[p.i]
		p.moved += len(sp.New) - (sp.End - sp.Start)
	}
}

// replaced reports whether something up to end, from the place on that was asked
// for, is of a replacement.
func (p *places) replaced(end int) bool {
	return p.i < len(p.w.spans) && p.w.ranges[p.i].Start < end
}

// open reports whether after[start:end] has a word beside a replacement in it
// that nobody has decided about.
func (p *places) open(after []byte, start, end int) bool {
	if !p.replaced(end) {
		return false
	}
	word := func(from, to, moved int) bool {
		return from < to && hasWord(after[from:to]) && !overlaps(p.w.decided, uint32(from-moved), uint32(to-moved))
	}
	moved := p.moved
	for i := p.i; i < len(p.w.spans) && p.w.ranges[i].Start < end; i++ {
		if word(start, p.w.ranges[i].Start, moved) {
			return true
		}
		sp := &p.w.spans[i]
		start, moved = p.w.ranges[i].End, moved+len(sp.New)-(sp.End-sp.Start)
	}
	return word(start, end, moved)
}

// grow is [start, end) as it stood in the field as it was read, with all of the
// values whose replacements it touches.
func (p *places) grow(start, end int) (from, to int) {
	spans, ranges := p.w.spans, p.w.ranges
	from = min(start-p.moved, spans[p.i].Start)
	last := p.i
	for last+1 < len(spans) && ranges[last+1].Start < end {
		last++
	}
	return from, spans[last].End + max(0, end-ranges[last].End)
}

// written is text as it will be written, with w.spans in it; where they stand
// there is left in w.ranges. It is good until the next call.
func (w *worker) written(text []byte) []byte {
	after, ranges, from := w.after[:0], w.ranges[:0], 0
	for _, sp := range w.spans {
		after = append(after, text[from:sp.Start]...)
		start := len(after)
		after = append(after, sp.New...)
		ranges = append(ranges, scanner.Range{Start: start, End: len(after)})
		from = sp.End
	}
	after = append(after, text[from:]...)
	w.after, w.ranges = keepSmall(after), ranges
	return after
}

// sortSpans puts the spans in order again, without those that lie in others.
func (w *worker) sortSpans() {
	w.sorted = false
	// No two spans that stay start at one place, so that where one starts tells
	// which it is.
	for i := range w.hidden {
		w.hidden[i].span = w.spans[w.hidden[i].span].Start
	}
	slices.SortFunc(w.spans, func(a, b formats.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	end := 0
	w.spans = slices.DeleteFunc(w.spans, func(sp formats.Span) bool {
		in := sp.Start < end
		end = max(end, sp.End)
		return in
	})
	slices.SortFunc(w.hidden, func(a, b hidden) int { return cmp.Compare(a.span, b.span) })
	byStart := func(sp formats.Span, start int) int { return cmp.Compare(sp.Start, start) }
	for i := range w.hidden {
		w.hidden[i].span, _ = slices.BinarySearchFunc(w.spans, w.hidden[i].span, byStart)
	}
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func hasWord(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' {
			return true
		}
	}
	return false
}
