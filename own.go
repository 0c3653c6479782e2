package sluice

import (
	"math/bits"
	"slices"
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
	i := from
	for i < to {
		for i < to && w.plan.starts[text[i]] == 0 {
			i++
		}
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

func (w *worker) nearOwn(start, end int) bool {
	for i := len(w.marks) - 1; i >= 0; i-- {
		if m := w.marks[i]; m.end > start-ownNear && m.start < end+ownNear {
			return true
		}
	}
	return false
}

// owned reports whether nothing of a span stands outside of replacements of
// ours but punctuation.
func (w *worker) owned(text []byte, start, end int) bool {
	at, any := start, false
	for _, m := range w.marks {
		if m.end <= at || m.start >= end {
			continue
		}
		if m.start > at && hasWord(text[at:m.start]) {
			return false
		}
		at, any = max(at, m.end), true
	}
	return any && (at >= end || !hasWord(text[at:end]))
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
		if m.end < len(b) && alnum(b[m.end]) {
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
	for _, fd := range w.found {
		w.decided = append(w.decided, mark{int(fd.Start), int(fd.End)})
	}
	w.found = w.found[:0]
	after, from, ranges := w.after[:0], 0, w.ranges[:0]
	for _, sp := range w.spans {
		after = append(after, f.Text[from:sp.Start]...)
		start := len(after)
		after = append(after, sp.New...)
		ranges = append(ranges, scanner.Range{Start: start, End: len(after)})
		from = sp.End
	}
	w.ranges = ranges
	after = append(after, f.Text[from:]...)
	w.after = keepSmall(after)
	if err := w.coverOwn(after, at, ranges); err != nil {
		return err
	}
	// Where it stood: i is the first span that ends behind it, moved is how
	// far what stands before it has gone to the right.
	i, moved := 0, 0
	for _, fd := range w.covered {
		start, end := int(fd.Start), int(fd.End)
		for i < len(w.spans) && w.spans[i].Start+moved+len(w.spans[i].New) <= start {
			moved += len(w.spans[i].New) - (w.spans[i].End - w.spans[i].Start)
			i++
		}
		if i < len(w.spans) && w.spans[i].Start+moved < end {
			continue // of a replacement
		}
		start, end = start-moved, end-moved
		if slices.ContainsFunc(w.decided, func(m mark) bool { return m.start < end && start < m.end }) {
			continue
		}
		fd.Start, fd.End = uint32(start), uint32(end)
		w.found = append(w.found, fd)
	}
	return nil
}

// sortSpans puts the spans in order again.
func (w *worker) sortSpans() {
	w.sorted = false
	slices.SortFunc(w.hidden, func(a, b hidden) int { return w.spans[a.span].Start - w.spans[b.span].Start })
	for i, h := range w.hidden {
		// How many spans stand before it is where it comes to stand.
		n := 0
		for _, sp := range w.spans {
			if sp.Start < w.spans[h.span].Start {
				n++
			}
		}
		w.hidden[i].span = n
	}
	slices.SortFunc(w.spans, func(a, b formats.Span) int { return a.Start - b.Start })
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
