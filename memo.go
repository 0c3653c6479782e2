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
	slots []memoSlot // memoSlots of them, made when the first text comes
}

// memoKey is a text of up to memoText bytes; no two texts have the same.
type memoKey [3]uint64

type memoSlot struct {
	key   memoKey
	place *scanner.Place
}

const (
	memoSlots = 1 << 12 // 128 KiB a worker
	memoText  = 23      // bytes; the last of the 24 is the length, plus one

	// A column whose texts do not come again is not asked after this many of
	// them beyond eight times those that did.
	memoPatience = 2048
)

func keyOf(text []byte) memoKey {
	var b [24]byte
	copy(b[:], text)
	b[23] = byte(len(text)) + 1
	return memoKey{
		binary.LittleEndian.Uint64(b[0:]), binary.LittleEndian.Uint64(b[8:]), binary.LittleEndian.Uint64(b[16:]),
	}
}

// at is where a key of a column has its slot; salt keeps columns that hold the
// same texts apart.
func (k *memoKey) at(salt uint32) int {
	h := (k[0]^uint64(salt))*0x9e3779b97f4a7c15 ^ k[1]*0xc2b2ae3d27d4eb4f ^ k[2]*0x165667b19e3779f9
	h ^= h >> 32
	return int(h * 0x9e3779b97f4a7c15 >> (64 - 12))
}

// quiet reports whether the key's text is known to hold nothing at the place.
func (m *memo) quiet(k *memoKey, salt uint32, at *scanner.Place) bool {
	if m.slots == nil {
		return false
	}
	s := &m.slots[k.at(salt)&(memoSlots-1)]
	return s.key == *k && s.place == at
}

func (m *memo) remember(k *memoKey, salt uint32, at *scanner.Place) {
	if m.slots == nil {
		m.slots = make([]memoSlot, memoSlots)
	}
	m.slots[k.at(salt)&(memoSlots-1)] = memoSlot{*k, at}
}

// look scans a field into w.found; an entry of a dictionary is scanned once a
// block.
func (w *worker) look(f *formats.Field, s *columnState, at *scanner.Place) (err error) {
	if f.Dict > 0 && f.Repeat && int(f.Dict) <= len(s.dict) {
		e := s.dict[f.Dict-1]
		if e.known {
			w.found = append(w.found[:0], s.dictFound[e.from:e.to]...)
			return nil
		}
	}
	if f.Dict <= 0 && len(f.Text) <= memoText && s.misses < memoPatience {
		k := keyOf(f.Text)
		if w.memo.quiet(&k, s.rules.salt, at) {
			s.misses = max(s.misses-8, -memoPatience)
			w.found = w.found[:0]
			return nil
		}
		s.misses++
		if w.found, err = w.scanner.Scan(w.found[:0], f.Text, at); err == nil && len(w.found) == 0 {
			w.memo.remember(&k, s.rules.salt, at)
		}
		return err
	}
	w.found, err = w.scanner.Scan(w.found[:0], f.Text, at)
	if err != nil || f.Dict <= 0 || f.Dict > maxDict {
		return err
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
