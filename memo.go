package sluice

import (
	"sluice/formats"
	"sluice/scanner"
)

// memo remembers outlines of short texts that hold no finding: member names,
// roles, countries and flags come again with every record, and numbers, times
// and codes differ in their digits. Whether a text holds a finding depends on the
// text and the place alone, so that a text whose outline is remembered has the
// outcome that looking at it would have, and forgetting one costs time only. It
// belongs to one goroutine.
type memo struct {
	pairs *[memoPairs][2]memoSlot // made when the first text comes
}

// memoSlot is an outline and where: a number that no two places have.
type memoSlot struct {
	key  scanner.Outline
	salt uint64
}

const (
	memoBits  = 13
	memoPairs = 1 << memoBits // 512 KiB a worker, as far as they are used

	// A column whose texts do not come again is not asked after this many of
	// them beyond eight times those that did.
	memoPatience = 2048
)

// has reports whether a slot is remembered. Of the two in one place the one
// that was asked for last is the first, and what is remembered anew drives out
// the second: what comes often stays.
func (m *memo) has(s memoSlot) bool {
	if m.pairs == nil {
		m.pairs = new([memoPairs][2]memoSlot)
	}
	p := &m.pairs[s.key.Hash(s.salt)>>(64-memoBits)]
	if p[0] == s {
		return true
	}
	if p[1] != s {
		return false
	}
	p[0], p[1] = p[1], p[0]
	return true
}

func (m *memo) remember(s memoSlot) {
	p := &m.pairs[s.key.Hash(s.salt)>>(64-memoBits)]
	p[1] = p[0]
	p[0] = s
}

// nothing reports whether a text surely holds no finding at the place: its
// outline is remembered, or it is quiet. Where it cannot say, w.asked is what
// scan is to remember.
func (w *worker) nothing(text []byte, s *columnState, at *scanner.Place) bool {
	w.asked = memoSlot{}
	if len(text) > scanner.OutlineSize || s.misses >= memoPatience {
		return w.scanner.Quiet(text, at)
	}
	salt := s.rules.salt
	if at == nil {
		salt++ // member names and texts may have places of their own
	}
	k, digits := scanner.OutlineOf(text)
	if this := (memoSlot{k, salt}); !w.memo.has(this) {
		return w.quiet(text, s, at, this, digits)
	}
	s.misses = max(s.misses-8, -memoPatience)
	return true
}

// quiet is nothing for a text whose outline is not remembered.
func (w *worker) quiet(text []byte, s *columnState, at *scanner.Place, this memoSlot, digits bool) bool {
	s.misses++
	if digits {
		if open := (memoSlot{this.key.Open(), this.salt}); !w.memo.has(open) {
			if w.scanner.QuietOutline(this.key, at) {
				w.memo.remember(this)
				return true
			}
			w.memo.remember(open)
		}
		// The digits decide: the text itself may come again.
		this.key = scanner.ExactOutline(text)
		if w.memo.has(this) {
			s.misses = max(s.misses-8, -memoPatience)
			return true
		}
	}
	if w.scanner.Quiet(text, at) {
		w.memo.remember(this)
		return true
	}
	w.asked = this
	return false
}

// look scans a field into w.found, of which nothing has been asked if it is an
// entry of a dictionary: that is scanned once a block.
func (w *worker) look(f *formats.Field, s *columnState, at *scanner.Place) (err error) {
	if f.Dict <= 0 || f.Dict > maxDict {
		return w.scan(f.Text, at)
	}
	if f.Repeat && int(f.Dict) <= len(s.dict) {
		if e := s.dict[f.Dict-1]; e.known {
			w.found = append(w.found[:0], s.dictFound[e.from:e.to]...)
			return nil
		}
	}
	w.found = w.found[:0]
	if !w.nothing(f.Text, s, at) {
		if err = w.scan(f.Text, at); err != nil {
			return err
		}
	}
	if len(s.dict) == 0 {
		w.dicts = append(w.dicts, s)
	}
	for len(s.dict) < int(f.Dict) {
		s.dict = append(s.dict, dictEntry{})
	}
	n := len(s.dictFound)
	s.dictFound = append(s.dictFound, w.found...)
	s.dict[f.Dict-1] = dictEntry{n, len(s.dictFound), true}
	return nil
}

// scan scans a text of which nothing could not say.
func (w *worker) scan(text []byte, at *scanner.Place) (err error) {
	w.found, err = w.scanner.Scan(w.found[:0], text, at)
	if err == nil && len(w.found) == 0 && w.asked != (memoSlot{}) {
		w.memo.remember(w.asked)
	}
	return err
}

// maxDict bounds the entries of a dictionary whose findings are kept.
const maxDict = 1 << 20

type dictEntry struct {
	from, to int
	known    bool
}
