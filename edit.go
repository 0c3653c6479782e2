package sluice

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"sluice/formats"
	"sluice/redact"
	"sluice/scanner"
)

// choice of operator for a detector in a column, made once.
type choice struct {
	det   uint16
	rules []boundRule
}

// forcedField replaces a whole value because the policy says so.
func (w *worker) forcedField(f *formats.Field, s *columnState) (formats.Edit, error) {
	text := f.Text
	if blank(text) {
		return formats.Edit{}, nil
	}
	op, k := s.rules.forced, s.rules.kind
	if w.known(op, k, f, text) {
		return formats.Edit{}, nil
	}
	w.findOwn(text, 0, len(text))
	if w.owned(text, 0, len(text)) || k.Reserved != nil && !w.plan.reserved && k.Reserved(text) {
		return formats.Edit{}, nil
	}
	// A replacement that equals its value is one that was made before (a
	// mask, a year): there is nothing left to find in it.
	w.arena, w.spans = w.arena[:0], w.spans[:0]
	if op.action == redact.Replace {
		null, err := w.apply(op, k, f, text)
		if err != nil {
			return formats.Edit{}, w.fail(f, s, err)
		}
		if !null && string(w.spans[0].New) == string(text) {
			w.spans = w.spans[:0]
			return formats.Edit{}, nil
		}
		if w.run.mode == verifying && op.blends(k, f, text) {
			w.out.left++
			return formats.Edit{}, nil
		}
		if w.run.mode == verifying && op.own == nil {
			// Nothing tells a replacement of this operator from a value.
			return formats.Edit{}, nil
		}
		w.count(f, s, k, op, 0, len(text), 1, scanner.ByColumn, nil)
		if w.run.mode != redacting {
			return formats.Edit{}, nil
		}
		if null {
			w.out.nulled++
			return formats.Edit{Action: formats.Null}, nil
		}
		w.out.replaced++
		w.spans[0].Start, w.spans[0].End = 0, len(text)
		return formats.Edit{Action: formats.Splice, Spans: w.spans, WasNumber: w.undone && f.Class == formats.Number}, nil
	}
	w.count(f, s, k, op, 0, len(text), 1, scanner.ByColumn, nil)
	if w.run.mode != redacting {
		return formats.Edit{}, nil
	}
	return w.act(op, f), nil
}

// scanField looks for findings and replaces them.
func (w *worker) scanField(f *formats.Field, s *columnState, at *scanner.Place) (formats.Edit, error) {
	if err := w.look(f, s, at); err != nil {
		return formats.Edit{}, w.fail(f, s, err)
	}
	if len(w.found) == 0 {
		return formats.Edit{}, nil
	}
	return w.foundField(f, s, at)
}

// foundField replaces w.found in a field.
func (w *worker) foundField(f *formats.Field, s *columnState, at *scanner.Place) (formats.Edit, error) {
	w.arena, w.spans, w.hidden = w.arena[:0], w.spans[:0], w.hidden[:0]
	edit, err := w.replaceFound(f, s, at, false)
	if err != nil {
		return formats.Edit{}, err
	}
	if w.run.mode == redacting && f.Class != formats.Number {
		w.decided = w.decided[:0]
		for last, round := int64(-1), 0; edit.Action != formats.Null && len(w.spans) > 0 && w.out.replaced > last && round < maxRounds; round++ {
			last = w.out.replaced
			if err := w.findExposed(f, s, at); err != nil {
				return formats.Edit{}, w.fail(f, s, err)
			}
			if len(w.found) == 0 {
				break
			}
			if edit, err = w.replaceFound(f, s, at, true); err != nil {
				return formats.Edit{}, err
			}
			w.sortSpans()
		}
	}
	if edit.Action == formats.Null {
		return edit, nil
	}
	if len(w.spans) == 0 {
		return formats.Edit{}, nil
	}
	if len(w.hidden) > 0 {
		if err := w.keepFindable(f, s, at); err != nil {
			return formats.Edit{}, w.fail(f, s, err)
		}
	}
	return formats.Edit{Action: formats.Splice, Spans: w.spans, WasNumber: w.undone && f.Class == formats.Number}, nil
}

// replaceFound decides about each of w.found and adds what replaces it to
// w.spans. exposed says that replacements have been left out of account
// already, as far as they stand near.
func (w *worker) replaceFound(f *formats.Field, s *columnState, at *scanner.Place, exposed bool) (formats.Edit, error) {
	text := f.Text
	var edit formats.Edit
	seen := 0 // up to here own replacements have been looked for
	w.marks, w.covered = w.marks[:0], w.covered[:0]
	covered := false
	for i := range w.found {
		fd := &w.found[i]
		k := &w.plan.kinds[fd.Detector]
		start, end := int(fd.Start), int(fd.End)
		if s.rules.codes && byChance(s.rules, fd, text) {
			continue
		}
		if len(k.allow) > 0 && w.allowed(k, s.rules, text[start:end]) {
			continue
		}
		seen = w.findOwn(text, max(seen, start-ownReach), min(len(text), end+ownNear))
		if w.owned(text, start, end) {
			continue
		}
		if !exposed && w.nearOwn(start, end) {
			// Replacements say nothing about what stands beside them: the
			// number behind <PHONE_NUMBER> would be labelled by it.
			if !covered {
				covered = true
				if err := w.coverOwn(text, at, nil); err != nil {
					return formats.Edit{}, w.fail(f, s, err)
				}
			}
			if !overlaps(w.covered, fd.Start, fd.End) {
				continue
			}
		}
		op := w.choose(s, fd)
		if op == nil {
			continue
		}
		if w.known(op, k, f, text[start:end]) {
			continue
		}
		if w.run.mode == verifying && op.blends(k, f, text[start:end]) {
			// What format-preserving encryption and moved dates leave is a
			// finding again by design, and nothing could tell.
			w.out.left++
			continue
		}
		if w.run.mode != redacting {
			if w.run.mode == verifying && op.keep || op.fixed && w.isFixed(op, k, f, start, end) {
				continue
			}
			w.count(f, s, k, op, start, end, fd.Score, fd.Evidence, fd)
			continue
		}
		if op.keep {
			w.count(f, s, k, op, start, end, fd.Score, fd.Evidence, fd)
			continue
		}
		if op.action != redact.Replace {
			w.count(f, s, k, op, start, end, fd.Score, fd.Evidence, fd)
			if e := w.act(op, f); e.Action == formats.Null {
				edit = e
			}
			continue
		}
		if f.Class == formats.Number {
			// A part of a number cannot be replaced and leave a number.
			start, end = 0, len(text)
			if len(w.spans) > 0 {
				continue
			}
		}
		null, err := w.apply(op, k, f, text[start:end])
		if err != nil {
			return formats.Edit{}, w.fail(f, s, err)
		}
		if null {
			w.count(f, s, k, op, int(fd.Start), int(fd.End), fd.Score, fd.Evidence, fd)
			w.out.nulled++
			edit.Action = formats.Null
			continue
		}
		last := &w.spans[len(w.spans)-1]
		last.Start, last.End = start, end
		if stands(text, start, end, last.New) {
			w.spans = w.spans[:len(w.spans)-1] // its own replacement: a mask, a year
			continue
		}
		if op.hidden {
			w.hidden = append(w.hidden, hidden{len(w.spans) - 1, op, k})
		}
		w.count(f, s, k, op, int(fd.Start), int(fd.End), fd.Score, fd.Evidence, fd)
		w.out.replaced++
	}
	return edit, nil
}

// choose finds the operator of a finding; nil means that the rules ask for a
// higher score. Keys cannot be asked for their column.
func (w *worker) choose(s *columnState, fd *scanner.Finding) *boundOperator {
	var c *choice
	for i := range s.choice {
		if s.choice[i].det == fd.Detector {
			c = &s.choice[i]
			break
		}
	}
	if c == nil {
		nc := choice{det: fd.Detector}
		for _, r := range w.plan.kinds[fd.Detector].rules {
			if len(r.columns) == 0 || anyGlob(r.columns, s.rules.column) {
				nc.rules = append(nc.rules, r)
			}
		}
		s.choice = append(s.choice, nc)
		c = &s.choice[len(s.choice)-1]
	}
	for i := range c.rules {
		if fd.Score >= c.rules[i].min {
			return c.rules[i].op
		}
	}
	return w.plan.fallback
}

// apply appends the replacement of value to the arena and a span for it; null
// means that the place cannot hold the replacement and becomes null instead.
func (w *worker) apply(op *boundOperator, k *kind, f *formats.Field, value []byte) (null bool, err error) {
	w.canon = k.canon(w.canon[:0], value)
	n := len(w.arena)
	v := redact.Value{
		Kind: &k.redact, Text: value, Canon: w.canon,
		// Numbers stay numbers where the operator has one to give.
		Number: f.Class == formats.Number, Below: f.Below,
	}
	if f.Width > 0 {
		v.Max = len(value)
	}
	if w.plan.scoped {
		v.Record = w.record(f.Row)
	}
	out, err := op.op.Apply(w.arena, v)
	if errors.Is(err, redact.ErrNotNumber) && !w.run.strict {
		v.Number = false // the codec writes a string
		out, err = op.op.Apply(w.arena, v)
	}
	if err != nil {
		if errors.Is(err, redact.ErrNotNumber) || errors.Is(err, redact.ErrTooLong) {
			return w.lost(op, k)
		}
		return false, err
	}
	w.undone = op.restorer != nil
	if f.Width > 0 && len(out)-n != len(value) {
		return w.lost(op, k)
	}
	w.arena = out
	w.spans = append(w.spans, formats.Span{New: out[n:len(out):len(out)]})
	return false, nil
}

// lost: the place cannot hold the replacement. It becomes null, unless the
// policy has asked for what can be undone.
func (w *worker) lost(op *boundOperator, k *kind) (null bool, err error) {
	if op.restorer != nil && w.run.mode == redacting {
		return false, fmt.Errorf("operator %s: %s: the column holds numbers, or values of one length, and no token fits: use fpe, or name another operator for the column", op.name, k.Kind)
	}
	return true, nil
}

// act carries out what an operator does beyond the span.
func (w *worker) act(op *boundOperator, f *formats.Field) formats.Edit {
	switch op.action {
	case redact.Null:
		if f.Class != formats.Key {
			w.out.nulled++
			return formats.Edit{Action: formats.Null}
		}
		// A member cannot have null for its name: the record goes.
		w.fate(f.Row).action = redact.DropRecord
	case redact.DropRecord, redact.Quarantine:
		ft := w.fate(f.Row)
		ft.action = max(ft.action, op.action)
	}
	return formats.Edit{}
}

// known reports whether a value is a replacement that its operator, or for a
// whole number any operator of the plan, knows as its own.
func (w *worker) known(op *boundOperator, k *kind, f *formats.Field, value []byte) bool {
	v := redact.Value{Kind: &k.redact, Text: value, Number: f.Class == formats.Number}
	if op.knower != nil && op.knower.Known(v) {
		return true
	}
	if !v.Number {
		return false
	}
	v.Text = f.Text
	for _, o := range w.plan.knowers {
		if o.Known(v) {
			return true
		}
	}
	return false
}

// blends reports whether a value may be a replacement that nothing tells from
// others.
func (op *boundOperator) blends(k *kind, f *formats.Field, value []byte) bool {
	return op.blender != nil && op.blender.Blends(redact.Value{Kind: &k.redact, Text: value, Number: f.Class == formats.Number})
}

// isFixed reports whether an operator leaves a value as it is: what it wrote
// itself (a mask, a year) looks like that to the next run.
func (w *worker) isFixed(op *boundOperator, k *kind, f *formats.Field, start, end int) bool {
	n := len(w.spans)
	null, err := w.apply(op, k, f, f.Text[start:end])
	if null || err != nil {
		return false
	}
	same := stands(f.Text, start, end, w.spans[n].New)
	w.spans = w.spans[:n]
	return same
}

// stands reports whether the replacement of text[start:end] is what stands
// there already, be it behind the end of the finding: of the band 90+ only 90
// is found again.
func stands(text []byte, start, end int, replacement []byte) bool {
	return len(replacement) >= end-start && bytes.HasPrefix(text[start:], replacement)
}

func (w *worker) allowed(k *kind, r *rules, value []byte) bool {
	for _, i := range k.allow {
		if !r.allow[i] {
			continue
		}
		var ok bool
		if ok, w.scratch = w.plan.allow[i].set.has(value, w.scratch); ok {
			return true
		}
	}
	return false
}

// surely is the score from which a check does not pass by chance.
const surely scanner.Score = 0.9

// byChance reports whether a finding is all that a cell of a column of codes
// holds and stands on nothing but its check.
func byChance(r *rules, fd *scanner.Finding, text []byte) bool {
	if fd.Evidence&(scanner.ByColumn|scanner.ByLabel|scanner.ByContext) != 0 || fd.Score >= surely || !wholeCell(text, int(fd.Start), int(fd.End)) {
		return false
	}
	if slices.Contains(r.chance, fd.Detector) {
		return true
	}
	if slices.Contains(r.often, fd.Detector) {
		return false
	}
	for _, c := range text[fd.Start:fd.End] {
		if (c < '0' || c > '9') && c != '-' && c != ' ' {
			return false
		}
	}
	return true
}

func wholeCell(text []byte, start, end int) bool {
	return blank(text[:start]) && blank(text[end:])
}

func blank(text []byte) bool {
	for _, c := range text {
		if !isSpace(c) {
			return false
		}
	}
	return true
}
