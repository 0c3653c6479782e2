package sluice

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"

	"sluice/formats"
	"sluice/redact"
	"sluice/redact/operators"
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
	for _, r := range w.plan.restorers {
		rec, ok := r.(redact.Recognizer)
		if !ok {
			continue
		}
		one := [1]redact.Recognizer{rec}
		operators.Spans(text, one[:], func(start, end int) {
			b := back{start: start, end: end, op: r, name: "VALUE"}
			operators.FindTokens(text[start:end], nil, func(t operators.Token) bool {
				if t.Start == 0 {
					b.name = string(t.Kind)
					b.kind = w.plan.redactKind(b.name)
				}
				return false
			})
			w.backs = append(w.backs, b)
		})
	}
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
		n := len(w.arena)
		v := redact.Value{Kind: b.kind, Text: text[b.start:b.end], Number: f.Class == formats.Number, Below: f.Below}
		out, err := b.op.Restore(w.arena, v)
		if err != nil {
			return formats.Edit{}, w.fail(f, s, err)
		}
		w.arena = out
		w.spans = append(w.spans, formats.Span{Start: b.start, End: b.end, New: out[n:len(out):len(out)]})
		w.out.restored++
		w.tallyRestored(s, b.name)
	}
	if len(w.spans) == 0 {
		return formats.Edit{}, nil
	}
	return formats.Edit{Action: formats.Splice, Spans: w.spans}, nil
}

// backsByKind finds replacements that look like any other value of their kind.
func (w *worker) backsByKind(f *formats.Field, s *columnState) error {
	r := s.rules
	if f.Class != formats.Key {
		if r.never {
			return nil
		}
		if r.forced != nil {
			if r.forced.restorer != nil && r.forced.own == nil && !blank(f.Text) {
				w.backs = append(w.backs, back{0, len(f.Text), r.forced.restorer, &r.kind.redact, r.kind.redact.Name})
			}
			return nil
		}
	}
	at := r.placeOf(f)
	if !w.plan.hidden || at == nil && w.plan.rules.Quiet(f.Text) {
		return nil
	}
	var err error
	if w.found, err = w.scanner.Scan(w.found[:0], f.Text, at); err != nil {
		return w.fail(f, s, err)
	}
	for i := range w.found {
		fd := &w.found[i]
		op := w.choose(s, fd)
		if op.restorer == nil || op.own != nil {
			continue
		}
		k := &w.plan.kinds[fd.Detector]
		start, end := int(fd.Start), int(fd.End)
		if f.Class == formats.Number {
			start, end = 0, len(f.Text)
		}
		w.backs = append(w.backs, back{start, end, op.restorer, &k.redact, k.Kind})
	}
	return nil
}

func (w *worker) tallyRestored(s *columnState, kind string) {
	if !s.listed {
		s.listed = true
		w.touched = append(w.touched, s)
	}
	for i := range s.counts {
		if s.counts[i].kind == kind {
			s.counts[i].n++
			return
		}
	}
	s.counts = append(s.counts, kindTally{kind: kind, n: 1})
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
