package sluice

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"

	"sluice/formats"
	"sluice/redact"
	"sluice/redact/operators"
	"sluice/scanner"
)

func appendBase64(dst, raw []byte) []byte { return base64.StdEncoding.AppendEncode(dst, raw) }

// ErrWrongKey: a token was made with a key that is not there.
var ErrWrongKey = errors.New("made with a key that was not given")

// back is one replacement that can be undone.
type back struct {
	start, end int
	op         redact.Restorer
	kind       *redact.Kind
	name       string
	// Of a token, which is undone to see where it starts:
	known bool
	out   []byte
	err   error
}

// same reports whether two are of one place and one operator.
func (b back) same(o back) bool {
	return b.start == o.start && b.end == o.end && b.op == o.op && b.name == o.name
}

// restoreField puts originals back where reversible replacements stand: those
// that tell themselves anywhere in the text, others (format-preserving
// encryption) where the policy and the detectors find them.
func (w *worker) restoreField(f *formats.Field, s *columnState) (formats.Edit, error) {
	text := f.Text
	w.arena, w.spans = w.arena[:0], w.spans[:0]
	w.backs = w.backs[:0]
	var wrong error
	operators.FindTokens(text, nil, func(t operators.Token) bool {
		if t.Form == operators.FormPseudonym {
			return true
		}
		if w.plan.env.Keys.ByID(t.KeyID) == nil && w.plan.mayRestore(string(t.Kind)) {
			wrong = fmt.Errorf("token of key %s: %w", t.KeyID, ErrWrongKey)
			return false
		}
		return true
	})
	if wrong != nil {
		return formats.Edit{}, w.fail(f, s, wrong)
	}
	operators.FindTokens(text, w.plan.env.Keys, func(t operators.Token) bool {
		if b, ok := w.undo(f, t); ok {
			w.backs = append(w.backs, b)
		}
		return true
	})
	if err := w.backsByKind(f, s); err != nil {
		return formats.Edit{}, err
	}
	slices.SortStableFunc(w.backs, func(a, b back) int { return a.start - b.start })
	at := 0
	for _, b := range w.backs {
		if b.start < at {
			continue
		}
		if !w.plan.mayRestore(b.name) {
			w.out.left++
			continue
		}
		at = b.end
		if !b.known {
			w.restore(f, &b)
		}
		if b.err != nil {
			return formats.Edit{}, w.fail(f, s, b.err)
		}
		w.spans = append(w.spans, formats.Span{Start: b.start, End: b.end, New: b.out})
		w.out.restored++
		w.tallyRestored(s, b.name)
	}
	if len(w.spans) == 0 {
		return formats.Edit{}, nil
	}
	whole := len(w.spans) == 1 && w.spans[0].Start == 0 && w.spans[0].End == len(text)
	return formats.Edit{Action: formats.Splice, Spans: w.spans, WasNumber: f.WasNumber && whole}, nil
}

// undo finds out what the token stands for, and where it starts: of the signs
// before it some may be the text's ("IBAN_" and a token of an IBAN). The kind
// is authenticated with the value, so that one start alone can be undone. ok is
// false where no operator of the plan has made such tokens.
func (w *worker) undo(f *formats.Field, t operators.Token) (first back, ok bool) {
	for i, c := range t.Kind {
		if c < 'A' || c > 'Z' {
			continue
		}
		for _, r := range w.plan.restorers {
			rec, is := r.(redact.Recognizer)
			if !is || rec.Own(f.Text[t.Start+i:]) != t.End-t.Start-i {
				continue
			}
			name := string(t.Kind[i:])
			b := back{start: t.Start + i, end: t.End, op: r, name: name, kind: w.plan.redactKind(name), known: true}
			if w.restore(f, &b); b.err == nil {
				return b, true
			}
			if !ok {
				first, ok = b, true
			}
		}
	}
	return first, ok
}

// restore asks for the original; it stays good until the next field.
func (w *worker) restore(f *formats.Field, b *back) {
	n := len(w.arena)
	v := redact.Value{Kind: b.kind, Text: f.Text[b.start:b.end], Number: f.Class == formats.Number, Below: f.Below}
	out, err := b.op.Restore(w.arena, v)
	if b.err = err; err == nil {
		w.arena, b.out = out, out[n:len(out):len(out)]
	}
}

// backsByKind finds replacements that look like any other value of their kind.
func (w *worker) backsByKind(f *formats.Field, s *columnState) error {
	r := s.rules
	if f.Class != formats.Key {
		if r.never {
			return nil
		}
		if r.forced != nil {
			w.findOwn(f.Text, 0, len(f.Text))
			if w.owned(f.Text, 0, len(f.Text)) {
				return nil
			}
			if k := r.kind; r.forced.hidden && !blank(f.Text) && !(k.Reserved != nil && !w.plan.reserved && k.Reserved(f.Text)) {
				w.backs = append(w.backs, back{end: len(f.Text), op: r.forced.restorer, kind: &r.kind.redact, name: r.kind.redact.Name})
			}
			return nil
		}
	}
	if !w.plan.hidden {
		return nil
	}
	found, err := w.findHidden(f, f.Text, s, r.placeOf(f))
	if err != nil {
		return w.fail(f, s, err)
	}
	w.backs = append(w.backs, found...)
	return nil
}

// findHidden finds replacements of operators that leave nothing to tell them
// by, the way findings are found. Redact asks it what restore will find: the
// two must agree.
func (w *worker) findHidden(f *formats.Field, text []byte, s *columnState, at *scanner.Place) (out []back, err error) {
	if w.scanner.Quiet(text, at) {
		return nil, nil
	}
	if w.found, err = w.scanner.Scan(w.found[:0], text, at); err != nil {
		return nil, err
	}
	w.marks = w.marks[:0]
	seen := 0
	for i := range w.found {
		fd := &w.found[i]
		op := w.choose(s, fd)
		if op == nil || !op.hidden {
			continue
		}
		k := &w.plan.kinds[fd.Detector]
		start, end := int(fd.Start), int(fd.End)
		if s.rules.codes && byChance(s.rules, fd, text) || len(k.allow) > 0 && w.allowed(k, s.rules, text[start:end]) {
			continue
		}
		seen = w.findOwn(text, max(seen, start-ownReach), end)
		if w.owned(text, start, end) {
			continue
		}
		if f.Class == formats.Number {
			start, end = 0, len(text)
		}
		if n := len(out); n > 0 && start < out[n-1].end {
			continue
		}
		out = append(out, back{start: start, end: end, op: op.restorer, kind: &k.redact, name: k.Kind})
	}
	return out, nil
}

// hidden is a span of the current field that a hidden operator made.
type hidden struct {
	span int
	op   *boundOperator
	kind *kind
}

// keepFindable makes sure that restore will find what hidden operators wrote
// into the field, all of it and nothing else. Where it would not (of the
// letters of an address nothing remains that says e-mail), the operator's
// fallback takes their place.
func (w *worker) keepFindable(f *formats.Field, s *columnState, at *scanner.Place) error {
	after := w.written(f.Text)
	want := make([]back, len(w.hidden))
	for i, h := range w.hidden {
		r := w.ranges[h.span]
		want[i] = back{start: r.Start, end: r.End, op: h.op.restorer, kind: &h.kind.redact, name: h.kind.Kind}
	}
	got, err := w.findHidden(f, after, s, at)
	if err != nil {
		return err
	}
	if slices.EqualFunc(got, want, back.same) {
		return nil
	}
	for _, h := range w.hidden {
		fallback := redact.Operator(nil)
		if wrap, ok := h.op.op.(redact.Wrapper); ok {
			fallback = wrap.Fallback()
		}
		if fallback == nil {
			return fmt.Errorf("operator %s: %s: restore would not find the replacement again; give the operator a fallback, or name the column", h.op.name, h.kind.Kind)
		}
		sp := &w.spans[h.span]
		start, end := sp.Start, sp.End
		b := *h.op
		b.op = fallback
		null, err := w.apply(&b, h.kind, f, f.Text[start:end])
		if err != nil {
			return err
		}
		if null {
			// The place holds numbers alone, and the fallback has none.
			return fmt.Errorf("operator %s: %s: restore would not find the replacement again, and the fallback gives no number; name the column", h.op.name, h.kind.Kind)
		}
		last := len(w.spans) - 1
		w.spans[h.span].New = w.spans[last].New
		w.spans = w.spans[:last]
	}
	return nil
}

func (w *worker) tallyRestored(s *columnState, kind string) {
	c := w.tallyOf(s)
	for i := range c.kinds {
		if c.kinds[i].kind == kind {
			c.kinds[i].n++
			return
		}
	}
	c.kinds = append(c.kinds, kindTally{kind: kind, n: 1})
}

// mayRestore is the policy's permission by kind.
func (p *Plan) mayRestore(kind string) bool { return len(p.restore) == 0 || anyGlob(p.restore, kind) }

func (p *Plan) redactKind(name string) *redact.Kind {
	for i := range p.kinds {
		if p.kinds[i].Kind == name {
			return &p.kinds[i].redact
		}
	}
	for i := range p.columns {
		if k := p.columns[i].kind; k != nil && k.redact.Name == name {
			return &k.redact
		}
	}
	if d := find(builtin(), name); d != nil {
		k := newKind(d)
		return &k.redact
	}
	return &redact.Kind{Name: name}
}
