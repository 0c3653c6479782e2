// Package detectortest holds what tests of detectors share: the reader of
// sample files, the mutations that a check must notice, and the tests that
// every family passes.
package detectortest

import (
	"bytes"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"sluice/scanner"
)

// seeds are the samples of list under dir (testdata/detectors), their marks
// taken out.
func seeds(dir string, list []*scanner.Detector) [][]byte {
	var out [][]byte
	for _, d := range list {
		samples, err := Load(filepath.Join(dir, d.Kind+".txt"))
		if err != nil {
			continue
		}
		for _, s := range samples {
			out = append(out, []byte(s.Text))
		}
	}
	return out
}

// Exercise asks every function of every detector about every offset of text:
// none may panic, and what they report must lie inside text.
func Exercise(t *testing.T, list []*scanner.Detector, text []byte) {
	t.Helper()
	for _, d := range list {
		span := func(what string, s, e int) {
			if s == e {
				return
			}
			if s < 0 || e > len(text) || s > e {
				t.Fatalf("%s: %s reports %d-%d of %d bytes", d.Kind, what, s, e, len(text))
			}
			value(d, text[s:e])
		}
		for at := range text {
			if d.Find != nil && d.Find.At != nil {
				if s, e := d.Find.At(text, at); s != e {
					span("Find", s, e)
				}
			}
			if d.LabelledFind != nil {
				e := d.LabelledFind(text, at)
				if e < at {
					t.Fatalf("%s: LabelledFind(%d) = %d", d.Kind, at, e)
				}
				span("LabelledFind", at, e)
			}
		}
		if d.Find != nil && d.Find.All != nil {
			if err := d.Find.All(text, func(s, e int) { span("All", s, e) }); err != nil {
				t.Fatalf("%s: %v", d.Kind, err)
			}
		}
		value(d, text)
	}
}

func value(d *scanner.Detector, v []byte) {
	if d.Check != nil {
		d.Check(v)
	}
	if d.Reserved != nil {
		d.Reserved(v)
	}
	if d.Canon != nil {
		d.Canon(nil, v)
	}
}

// Robust exercises list with its samples, cut at every place, and with seeded
// mutants of them: bytes changed, taken out, doubled, texts joined.
func Robust(t *testing.T, dir string, list []*scanner.Detector) {
	t.Helper()
	texts := seeds(dir, list)
	if len(texts) == 0 {
		t.Fatal("no samples")
	}
	r := rand.New(rand.NewPCG(7, 11))
	alphabet := []byte("0123456789 -./()+:@,'\"\n<>AZaz%#_=\\\xc3\xa9\xe2\x80\xff\x00NSEWx")
	for _, s := range texts {
		Exercise(t, list, s)
		for i := range s {
			Exercise(t, list, s[i:])
			if i%3 == 0 {
				Exercise(t, list, s[:i])
			}
		}
	}
	stop := time.Now().Add(1500 * time.Millisecond)
	for n := 0; n < 4000 && time.Now().Before(stop); n++ {
		b := bytes.Clone(texts[r.IntN(len(texts))])
		if n%3 == 0 {
			b = append(b, texts[r.IntN(len(texts))]...)
		}
		for range 1 + r.IntN(6) {
			if len(b) == 0 {
				break
			}
			i := r.IntN(len(b))
			switch r.IntN(3) {
			case 0:
				b[i] = alphabet[r.IntN(len(alphabet))]
			case 1:
				b = append(b[:i], b[i+1:]...)
			default:
				b = append(b[:i], append([]byte{alphabet[r.IntN(len(alphabet))]}, b[i:]...)...)
			}
		}
		Exercise(t, list, b)
	}
}

// Mutations holds a check to what its algorithm promises: of a right number
// every single wrong digit must be refused, and with swaps every exchange of
// two different neighbours, too.
func Mutations(t *testing.T, d *scanner.Detector, right string, swaps bool) {
	t.Helper()
	if d.Check([]byte(right)) != scanner.Proven {
		t.Errorf("%s: a right number is not proven", d.Kind)
		return
	}
	for i := range right {
		if right[i] < '0' || right[i] > '9' {
			continue
		}
		for c := byte('0'); c <= '9'; c++ {
			m := []byte(right)
			if m[i] == c {
				continue
			}
			m[i] = c
			if d.Check(m) == scanner.Proven {
				t.Errorf("%s: a wrong digit at %d is proven", d.Kind, i)
			}
		}
		if swaps && i+1 < len(right) && right[i+1] >= '0' && right[i+1] <= '9' && right[i] != right[i+1] {
			m := []byte(right)
			m[i], m[i+1] = m[i+1], m[i]
			if d.Check(m) == scanner.Proven {
				t.Errorf("%s: exchanged digits at %d are proven", d.Kind, i)
			}
		}
	}
}
