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
	slots *[memoSlots]memoSlot // made when the first text comes
}

// memoSlot is an outline and where: a number that no two places have.
type memoSlot struct {
	key  scanner.Outline
	salt uint64
}

const (
	memoSlots = 1 << 14 // 512 KiB a worker, as far as they are used

	// A column whose texts do not come again is not asked after this many of
	// them beyond eight times those that did.
	memoPatience = 2048
)

// at is where a key has its slot.
func (m *memo) at(k scanner.Outline, salt uint64) *memoSlot {
	if m.slots == nil {
		m.slots = new([memoSlots]memoSlot)
	}
	return &m.slots[k.Hash(salt)>>(64-14)]
}

// nothing reports whether a text, which is no dictionary's, surely holds no
// finding at the place: its outline is remembered, or it is quiet. Where it
// cannot say, w.asked is what look is to remember.
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
	m := w.memo.at(k, salt)
	if *m == (memoSlot{k, salt}) {
		s.misses = max(s.misses-8, -memoPatience)
		return true
	}
	s.misses++
	if digits {
		if open := (memoSlot{k.Open(), salt}); *m != open {
			if w.scanner.QuietOutline(text, at) {
				*m = memoSlot{k, salt}
				return true
			}
			*m = open
		}
		// The digits decide: the text itself may come again.
		k = scanner.ExactOutline(text)
		m = w.memo.at(k, salt)
		if *m == (memoSlot{k, salt}) {
			s.misses = max(s.misses-8, -memoPatience)
			return true
		}
	}
	if w.scanner.Quiet(text, at) {
		*m = memoSlot{k, salt}
		return true
	}
	w.asked = memoSlot{k, salt}
	return false
}

// look scans a field about which nothing has been asked, into w.found; an
// entry of a dictionary is scanned once a block.
func (w *worker) look(f *formats.Field, s *columnState, at *scanner.Place) (err error) {
	if f.Dict <= 0 || f.Dict > maxDict {
		w.found, err = w.scanner.Scan(w.found[:0], f.Text, at)
		if err == nil && len(w.found) == 0 && w.asked != (memoSlot{}) {
			*w.memo.at(w.asked.key, w.asked.salt) = w.asked
		}
		return err
	}
	if f.Repeat && int(f.Dict) <= len(s.dict) {
		if e := s.dict[f.Dict-1]; e.known {
			w.found = append(w.found[:0], s.dictFound[e.from:e.to]...)
			return nil
		}
	}
	w.found = w.found[:0]
	if !w.scanner.Quiet(f.Text, at) {
		if w.found, err = w.scanner.Scan(w.found, f.Text, at); err != nil {
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

// maxDict bounds the entries of a dictionary whose findings are kept.
const maxDict = 1 << 20

type dictEntry struct {
	from, to int
	known    bool
}
