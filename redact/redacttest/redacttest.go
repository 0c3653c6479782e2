// Package redacttest is the conformance suite of operators: what every
// redact.Operator promises, whoever wrote it.
package redacttest

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"testing"

	"sluice/redact"
)

// Options say what an operator promises beyond the contract that all share.
type Options struct {
	// Values to try, with their kinds. Text and Canon must not be empty.
	Values []redact.Value
	// Canon: values of equal kind and Canon give equal replacements.
	Canon bool
	// Recognized: Own knows every replacement.
	Recognized bool
	// Identity: a Restorer gives back v.Text, byte for byte.
	Identity bool
	// Refuses: redact.ErrDomain is a right answer for some of Values.
	Refuses bool
}

// Run holds op to its contract.
func Run(t *testing.T, op redact.Operator, o Options) {
	t.Helper()
	if op.Name() == "" {
		t.Error("no name")
	}
	if a, ok := op.(redact.Actor); ok {
		if a.Action() == redact.Replace {
			t.Error("an Actor that replaces is none")
		}
		for _, v := range o.Values {
			if out, err := op.Apply([]byte("x"), v); err != nil || string(out) != "x" {
				t.Errorf("an Actor must leave dst: %v", err)
			}
		}
		return
	}
	seen := map[string]string{}
	for _, v := range o.Values {
		out := apply(t, op, v, o)
		if out == nil {
			continue
		}
		if o.Canon {
			key := v.Kind.Name + "\x00" + string(v.Canon)
			if was, ok := seen[key]; ok && was != string(out) {
				t.Errorf("%s: two replacements for one normalised value", v.Kind.Name)
			}
			seen[key] = string(out)
		}
		recognize(t, op, v, out, o)
		restore(t, op, v, out, o)
	}
	concurrent(t, op, o)
}

// apply returns the replacement, nil where the operator refused in a way that
// it may.
func apply(t *testing.T, op redact.Operator, v redact.Value, o Options) []byte {
	t.Helper()
	text, canon := bytes.Clone(v.Text), bytes.Clone(v.Canon)
	guard := []byte("guard")
	dst := append(make([]byte, 0, 4096), guard...)
	out, err := op.Apply(dst, v)
	if !bytes.Equal(text, v.Text) || !bytes.Equal(canon, v.Canon) {
		t.Fatalf("%s: Apply changed what belongs to the caller", v.Kind.Name)
	}
	if err != nil {
		if !bytes.Equal(out, guard) {
			t.Errorf("%s: dst is not unchanged on error", v.Kind.Name)
		}
		leak(t, err, v)
		if !(v.Number && errors.Is(err, redact.ErrNotNumber) || v.Max > 0 && errors.Is(err, redact.ErrTooLong) ||
			o.Refuses && errors.Is(err, redact.ErrDomain)) {
			t.Errorf("%s: %v", v.Kind.Name, err)
		}
		return nil
	}
	if !bytes.HasPrefix(out, guard) {
		t.Fatalf("%s: Apply must append to dst", v.Kind.Name)
	}
	got := bytes.Clone(out[len(guard):])
	again, err := op.Apply(nil, v)
	if err != nil || !bytes.Equal(again, got) {
		t.Errorf("%s: twice is not once (%v)", v.Kind.Name, err)
	}
	if v.Max > 0 && len(got) > v.Max {
		t.Errorf("%s: %d bytes where %d fit", v.Kind.Name, len(got), v.Max)
	}

	if bytes.Equal(got, v.Text) {
		return got // kept: it fits and is a number if the value was one
	}

	// The same as a number and in a short field: right, or refused.
	number := v
	number.Number = true
	if out, err := op.Apply(nil, number); err == nil {
		if !isNumber(out) {
			t.Errorf("%s: no number though one was asked for", v.Kind.Name)
		}
	} else {
		leak(t, err, v)
		if !errors.Is(err, redact.ErrNotNumber) && !(o.Refuses && errors.Is(err, redact.ErrDomain)) {
			t.Errorf("%s: want redact.ErrNotNumber, got %v", v.Kind.Name, err)
		}
	}
	for _, m := range []int{1, 8, len(v.Text)} {
		short := v
		short.Max = m
		if out, err := op.Apply(nil, short); err == nil {
			if len(out) > m {
				t.Errorf("%s: %d bytes where %d fit", v.Kind.Name, len(out), m)
			}
		} else if !errors.Is(err, redact.ErrTooLong) && !(o.Refuses && errors.Is(err, redact.ErrDomain)) {
			t.Errorf("%s: want redact.ErrTooLong, got %v", v.Kind.Name, err)
		}
	}
	return got
}

// leak fails where an error shows four bytes or more of the value.
func leak(t *testing.T, err error, v redact.Value) {
	t.Helper()
	for i := 0; i+5 <= len(v.Text); i++ {
		if part := string(v.Text[i : i+5]); strings.Contains(err.Error(), part) && !strings.Contains(v.Kind.Name, part) {
			t.Errorf("%s: an error shows the value", v.Kind.Name)
			return
		}
	}
}

func recognize(t *testing.T, op redact.Operator, v redact.Value, out []byte, o Options) {
	t.Helper()
	r, ok := op.(redact.Recognizer)
	if !ok {
		if o.Recognized {
			t.Error("is no redact.Recognizer")
		}
		return
	}
	for _, s := range []string{"", "x", " ", "<", "{kind}", "+", "@", string(v.Text)} {
		if n := r.Own([]byte(s)); n < 0 || n > len(s) {
			t.Errorf("Own of a text of %d bytes is %d", len(s), n)
		}
	}
	if !o.Recognized {
		return
	}
	if s, ok := op.(interface{ Starts(byte) bool }); ok && !s.Starts(out[0]) {
		t.Errorf("%s: Starts denies a replacement of its own", v.Kind.Name)
	}
	for _, tail := range []string{"", " tail", ",", "\"", ".", "\n"} {
		if n := r.Own(append(bytes.Clone(out), tail...)); n != len(out) {
			t.Errorf("%s: Own says %d of %d bytes before %q", v.Kind.Name, n, len(out), tail)
		}
	}
	if r.Own(v.Text) == len(v.Text) && !bytes.Equal(out, v.Text) {
		t.Errorf("%s: a value is taken for a replacement", v.Kind.Name)
	}
}

func restore(t *testing.T, op redact.Operator, v redact.Value, out []byte, o Options) {
	t.Helper()
	r, ok := op.(redact.Restorer)
	if !ok {
		if o.Identity {
			t.Error("is no redact.Restorer")
		}
		return
	}
	back := v
	back.Canon, back.Max = nil, 0
	for _, bad := range []string{"", "x", "A_e00000000_aaaa0", "EMAIL_ADDRESS_v00000000_aaaaaaaaaaaaaaaaaaaaaaaaaa0"} {
		back.Text = []byte(bad)
		got, err := r.Restore([]byte("guard"), back)
		if err != nil && string(got) != "guard" {
			t.Error("Restore: dst is not unchanged on error")
		}
	}
	if !o.Identity {
		return
	}
	back.Text = out
	got, err := r.Restore([]byte("guard"), back)
	if err != nil || string(got) != "guard"+string(v.Text) {
		t.Errorf("%s: restoring is not the identity: %v", v.Kind.Name, err)
	}
}

// concurrent compares what many goroutines get with what one gets.
func concurrent(t *testing.T, op redact.Operator, o Options) {
	t.Helper()
	want := make([]string, len(o.Values))
	for i, v := range o.Values {
		out, _ := op.Apply(nil, v)
		want[i] = string(out)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 20 {
				for i, v := range o.Values {
					if v.Record != nil {
						continue // a record belongs to one goroutine
					}
					if out, _ := op.Apply(nil, v); string(out) != want[i] {
						t.Error("goroutines disagree")
						return
					}
				}
			}
		}()
	}
	wg.Wait()
}

func isNumber(s []byte) bool {
	if len(s) > 0 && s[0] == '-' {
		s = s[1:]
	}
	if len(s) == 0 || s[0] == '0' && len(s) > 1 && s[1] != '.' {
		return false
	}
	dots := 0
	for i, c := range s {
		if c == '.' && i > 0 && i < len(s)-1 {
			dots++
		} else if c < '0' || c > '9' {
			return false
		}
	}
	return dots <= 1
}
