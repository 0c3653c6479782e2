package sluice

import (
	"encoding/binary"

	"sluice/formats"
	"sluice/scanner"
)

// memo remembers short texts that hold no finding: member names, roles,
// countries and flags come again with every record. Whether a text holds a
// finding depends on the text and the place alone, so that a text which is
// remembered has the outcome that looking at it would have, and forgetting one
// costs time only. It belongs to one goroutine.
type memo struct {
	slots *[memoSlots]memoSlot // made when the first text comes
}

// memoKey is a text of up to memoText bytes; no two texts have the same, and none is the
// zero value: no column shows empty texts.
type memoKey struct{ a, b, c uint64 }

type memoSlot struct {
	key   memoKey
	place *scanner.Place
}

const (
	memoSlots = 1 << 12 // 128 KiB a worker
	memoText  = 23      // bytes; the last of the 24 is the length

	// A column whose texts do not come again is not asked after this many of
	// them beyond eight times those that did.
	memoPatience = 2048
)

// keyOf is the key of a text of at most memoText bytes. The texts of other
// lengths are told apart by the last byte, those of one by the others.
func keyOf(text []byte) memoKey {
	n := len(text)
	k := memoKey{c: uint64(n) << 56}
	switch {
	case n >= 16:
		k.a = binary.LittleEndian.Uint64(text)
		k.b = binary.LittleEndian.Uint64(text[8:])
		k.c |= binary.LittleEndian.Uint64(text[n-8:]) >> (8 * (24 - n))
	case n >= 8:
		k.a = binary.LittleEndian.Uint64(text)
		k.b = binary.LittleEndian.Uint64(text[n-8:])
	case n >= 4:
		k.a = uint64(binary.LittleEndian.Uint32(text)) | uint64(binary.LittleEndian.Uint32(text[n-4:]))<<32
	case n > 0:
		k.a = uint64(text[0]) | uint64(text[n/2])<<8 | uint64(text[n-1])<<16
	}
	return k
}

// at is where a key of a column has its slot; salt keeps columns that hold the
// same texts apart.
func (k memoKey) at(salt uint32) int {
	h := (k.a^uint64(salt))*0x9e3779b97f4a7c15 ^ k.b*0xc2b2ae3d27d4eb4f ^ k.c*0x165667b19e3779f9
	h ^= h >> 32
	return int(h * 0x9e3779b97f4a7c15 >> (64 - 12) & (memoSlots - 1))
}

// quiet reports whether the key's text is known to hold nothing at the place.
func (m *memo) quiet(k memoKey, salt uint32, at *scanner.Place) bool {
	if m.slots == nil {
		return false
	}
	s := &m.slots[k.at(salt)]
	return s.key == k && s.place == at
}

func (m *memo) remember(k memoKey, salt uint32, at *scanner.Place) {
	if m.slots == nil {
		m.slots = new([memoSlots]memoSlot)
	}
	m.slots[k.at(salt)] = memoSlot{k, at}
}

// nothing reports whether a text, which is no dictionary's, surely holds no
// finding at the place: it is remembered, or it is quiet and nothing is known
// of the column. Where it cannot say, w.asked is what look is to remember.
func (w *worker) nothing(text []byte, s *columnState, at *scanner.Place) bool {
	w.asked = memoKey{}
	// Of numbers and times Quiet knows more cheaply than the memo, and they
	// would drive out of it what comes again.
	number := text[0] == '-' || text[0] >= '0' && text[0] <= '9'
	if number && w.scanner.Quiet(text, at) {
		return true
	}
	if len(text) > memoText || s.misses >= memoPatience {
		return !number && w.scanner.Quiet(text, at)
	}
	k := keyOf(text)
	if w.memo.quiet(k, s.rules.salt, at) {
		s.misses = max(s.misses-8, -memoPatience)
		return true
	}
	s.misses++
	if !number && w.scanner.Quiet(text, at) {
		w.memo.remember(k, s.rules.salt, at)
		return true
	}
	w.asked = k
	return false
}

// look scans a field about which nothing has been asked, into w.found; an
// entry of a dictionary is scanned once a block.
func (w *worker) look(f *formats.Field, s *columnState, at *scanner.Place) (err error) {
	if f.Dict <= 0 || f.Dict > maxDict {
		w.found, err = w.scanner.Scan(w.found[:0], f.Text, at)
		if err == nil && len(w.found) == 0 && w.asked != (memoKey{}) {
			w.memo.remember(w.asked, s.rules.salt, at)
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
