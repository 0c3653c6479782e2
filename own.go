package sluice

import (
	"math/bits"
	"unicode/utf8"

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
// w.covered.
func (w *worker) coverOwn(text []byte, at *scanner.Place) (err error) {
	keep := len(w.marks)
	marks := append([]mark(nil), w.marks...)
	w.findOwn(text, 0, len(text))
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
	w.marks = append(w.marks[:0], marks[:keep]...)
	w.covered, err = w.scanner.Scan(w.covered[:0], b, at)
	return err
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
