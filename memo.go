package sluice

import (
	"sluice/formats"
	"sluice/scanner"
)

// A column whose texts do not come again is not asked after this many of them
// beyond eight times those that did.
const memoPatience = 2048

// known notes that n texts of the column were remembered.
func (s *columnState) known(n int) { s.misses = max(s.misses-8*n, -memoPatience) }

// nothing reports whether a text surely holds no finding at the place: its
// outline is remembered, or it is quiet. Where it cannot say, w.asked is what
// scan is to remember.
func (w *worker) nothing(text []byte, s *columnState, at *scanner.Place) bool {
	w.asked = scanner.MemoKey{}
	if len(text) > scanner.OutlineSize || s.misses >= memoPatience {
		return w.scanner.Quiet(text, at)
	}
	k, digits := scanner.OutlineOf(text)
	if this := (scanner.MemoKey{Outline: k, Place: s.rules.memoPlace(at)}); !w.memo.Has(this) {
		return w.quiet(text, s, at, this, digits)
	}
	s.known(1)
	return true
}

// quiet is nothing for a text whose outline is not remembered.
func (w *worker) quiet(text []byte, s *columnState, at *scanner.Place, this scanner.MemoKey, digits bool) bool {
	s.misses++
	if digits {
		if open := (scanner.MemoKey{Outline: this.Outline.Open(), Place: this.Place}); !w.memo.Has(open) {
			if w.scanner.PlainOutline(this.Outline, at) {
				w.memo.Remember(this)
				return true
			}
			if w.quietCode(text, s, at) {
				w.memo.Remember(this)
				return true
			}
			// To prove it otherwise costs more than a look at one text.
			if seen := (scanner.MemoKey{Outline: this.Outline.Seen(), Place: this.Place}); !w.memo.Has(seen) {
				w.memo.Remember(seen)
				return w.scanner.Quiet(text, at)
			}
			if w.scanner.QuietOutline(this.Outline, at) {
				w.memo.Remember(this)
				return true
			}
			w.memo.Remember(open)
		}
		// The digits decide: the text itself may come again.
		this.Outline = scanner.ExactOutline(text)
		if w.memo.Has(this) {
			s.known(1)
			return true
		}
	}
	if w.scanner.Quiet(text, at) || !digits && w.quietCode(text, s, at) {
		w.memo.Remember(this)
		return true
	}
	w.asked = this
	return false
}

// quietCode is Scanner.QuietCode, asked seldom in columns where it mostly cannot
// say.
func (w *worker) quietCode(text []byte, s *columnState, at *scanner.Place) bool {
	const patience = 64
	if s.codes < -patience && s.misses&31 != 0 {
		return false
	}
	if !w.scanner.QuietCode(text, at) {
		s.codes = max(s.codes-1, -2*patience)
		return false
	}
	s.codes = min(s.codes+3, patience)
	return true
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
	if err == nil && len(w.found) == 0 && w.asked != (scanner.MemoKey{}) {
		w.memo.Remember(w.asked)
	}
	return err
}

// maxDict bounds the entries of a dictionary whose findings are kept.
const maxDict = 1 << 20

type dictEntry struct {
	from, to int
	known    bool
}
