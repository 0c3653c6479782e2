package sluice

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sluice/redact"
	"sluice/redact/operators"
	"sluice/scanner"
)

// marked are the values that the samples of a kind mark as findings.
func marked(t testing.TB, kind string) [][]byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "detectors", kind+".txt"))
	if err != nil {
		return nil
	}
	var out [][]byte
	for _, line := range strings.Split(strings.ReplaceAll(string(text), "¦", ""), "\n") {
		for strings.HasPrefix(line, "+") {
			from := strings.Index(line, "[[")
			to := strings.Index(line, "]]")
			if from < 0 || to < from {
				break
			}
			if v := line[from+2 : to]; !strings.Contains(v, `\`) {
				out = append(out, []byte(v))
			}
			line = "+" + line[to+2:]
		}
	}
	return out
}

// applied applies an operator to the marked values of a kind, and again to what
// became of each, so many times, as far as the operator takes it. It shows each
// pair and returns their number.
func applied(t *testing.T, op redact.Operator, k *redact.Kind, times int, show func(v, out []byte)) (n int) {
	t.Helper()
	for _, v := range marked(t, k.Name) {
		for range times {
			out, err := op.Apply(nil, redact.Value{Kind: k, Text: v})
			if errors.Is(err, redact.ErrDomain) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", k.Name, err)
			}
			show(v, out)
			n++
			v = out
		}
	}
	return n
}

// Format-preserving encryption of every kind with check characters: values
// that pass become others that pass, and all come back.
func TestFPEOfEveryKind(t *testing.T) {
	op, err := operators.New("fpe", nil, testEnv(t))
	if err != nil {
		t.Fatal(err)
	}
	kinds, values, kept := 0, 0, 0
	for _, d := range Catalogue() {
		if len(d.CheckDigits) == 0 || d.Check == nil {
			continue
		}
		k := newKind(d)
		tried := applied(t, op, &k.redact, 5, func(v, out []byte) {
			if bytes.Equal(out, v) {
				t.Errorf("%s: unchanged", d.Kind)
			}
			back, err := op.(redact.Restorer).Restore(nil, redact.Value{Kind: &k.redact, Text: out})
			if err != nil || !bytes.Equal(back, v) {
				t.Fatalf("%s: did not come back (%v)", d.Kind, err)
			}
			if (d.Check(v) == scanner.Wrong) == (d.Check(out) == scanner.Wrong) {
				kept++
			}
		})
		values += tried
		if tried > 0 {
			kinds++
		}
	}
	t.Logf("%d kinds, %d values, %d kept whether they pass", kinds, values, kept)
	if kinds < 40 || kept*100 < values*90 {
		t.Error("too few")
	}
}

func BenchmarkFPE(b *testing.B) {
	op, err := operators.New("fpe", nil, testEnv(b))
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ kind, text string }{
		{"CREDIT_CARD", "4539-5787-6362-1486"}, {"US_SSN", "219-45-6789"}, {"PL_PESEL", "85031214475"}, {"BR_CPF", "529.982.247-25"},
		{"BR_CNPJ", "11.222.333/0001-81"}, {"PHONE_NUMBER", "+1 (415) 867-5309"}, {"FR_NIR", "2 55 08 14 168 025 38"},
		{"BE_NATIONAL_NUMBER", "85.07.30-033.28"}, {"IBAN", "PL27 1140 2004 0000 3002 0135 5387"}, {"EMAIL_ADDRESS", "jo.doe@quillfjord.net"}, {"US_NPI", "1234567893"},
	} {
		b.Run(c.kind, func(b *testing.B) {
			d := find(builtin(), c.kind)
			if d == nil {
				b.Skip("no such kind")
			}
			k := newKind(d)
			dst := make([]byte, 0, 256)
			v := redact.Value{Kind: &k.redact, Text: []byte(c.text)}
			for b.Loop() {
				if dst, err = op.Apply(dst[:0], v); err != nil {
					b.Fatal(err)
				}
				v.Text = append(v.Text[:0], dst...)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "values/s")
		})
	}
}

// Surrogates of ids are nobody's by any kind: a number that is no ITIN may
// well be a social security number.
func TestSurrogatesOfEveryKind(t *testing.T) {
	op, err := operators.New("surrogate", nil, testEnv(t))
	if err != nil {
		t.Fatal(err)
	}
	found := foundAlone()
	kinds, values, would := 0, 0, 0
	for _, d := range Catalogue() {
		if d.Check == nil || d.Off || d.Family == "credential" {
			continue
		}
		k := newKind(d)
		free := k.redact
		k.redact.Found = found
		tried := applied(t, op, &k.redact, 10, func(v, out []byte) {
			if own := op.(redact.Recognizer).Own(out); own < len(out) && d.Check(out) == scanner.Wrong && found(out) {
				t.Errorf("%s: the surrogate of a value is found as one of another kind", d.Kind)
			}
			// Without the question some would be.
			if out, err := op.Apply(nil, redact.Value{Kind: &free, Text: v}); err == nil && d.Check(out) == scanner.Wrong && found(out) {
				would++
			}
		})
		values += tried
		if tried > 0 {
			kinds++
		}
	}
	t.Logf("%d kinds, %d values, %d would be found", kinds, values, would)
	if kinds < 100 || values < 2000 || would < 20 {
		t.Error("too few")
	}
}
