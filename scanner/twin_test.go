package scanner_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors"
)

func catalogue(t testing.TB) *scanner.Ruleset {
	t.Helper()
	rs, err := scanner.Compile(detectors.All(), scanner.Options{Kinds: []string{"*"}, IncludeReserved: true})
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

func show(rs *scanner.Ruleset, fs []scanner.Finding) string {
	var b strings.Builder
	for _, f := range fs {
		fmt.Fprintf(&b, "%s %d-%d %.3f %v\n", rs.Detectors()[f.Detector].Kind, f.Start, f.End, f.Score, f.Evidence.Names(nil))
	}
	return b.String()
}

// samples are the marked texts of the catalogue with their marks taken out:
// texts that many kinds care about.
func samples(t testing.TB) []string {
	t.Helper()
	names, _ := filepath.Glob("../testdata/detectors/*.txt")
	var out []string
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range strings.Split(string(raw), "\n") {
			if len(l) < 3 || l[0] == '#' {
				continue
			}
			l = strings.NewReplacer("[[", "", "]]", "", "¦", "", `\n`, "\n", `\t`, "\t").Replace(l[2:])
			out = append(out, l)
		}
	}
	return out
}

func compare(t *testing.T, rs *scanner.Ruleset, fast *scanner.Scanner, slow *scanner.Slow, text string) {
	t.Helper()
	a, err := fast.Scan(nil, []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	b := slow.Scan(nil, []byte(text), nil)
	for _, column := range []string{"text", "customer_phone_number", "ssn"} {
		at := rs.Place(column)
		c, err := fast.Scan(nil, []byte(text), at)
		if err != nil {
			t.Fatal(err)
		}
		if x, y := show(rs, c), show(rs, slow.Scan(nil, []byte(text), at)); x != y {
			t.Fatalf("column %s, text %q\nfast:\n%sslow:\n%s", column, text, x, y)
		}
	}
	if x, y := show(rs, a), show(rs, b); x != y {
		t.Fatalf("text %q\nfast:\n%sslow:\n%s", text, x, y)
	}
	if len(b) > 0 && rs.NewScanner().Quiet([]byte(text), nil) {
		t.Fatalf("Quiet, but there are findings: %q", text)
	}
	if len(b) > 0 && len(text) <= scanner.OutlineSize {
		if o, _ := scanner.OutlineOf([]byte(text)); rs.NewScanner().QuietOutline(o, nil) {
			t.Fatalf("QuietOutline, but there are findings: %q", text)
		}
	}
}

// TestLaw3PrefilterHasNoFalseNegatives compares the engine with its slow twin
// on the catalogue's samples, alone and thrown together.
func TestLaw3PrefilterHasNoFalseNegatives(t *testing.T) {
	rs := catalogue(t)
	fast, slow := rs.NewScanner(), scanner.NewSlow(rs)
	texts := samples(t)
	rng := rand.New(rand.NewPCG(7, 7))
	n := 400
	if testing.Short() || len(texts) == 0 {
		n = 50
	}
	for i, text := range texts {
		if i%max(1, len(texts)/n) == 0 {
			compare(t, rs, fast, slow, text)
		}
	}
	for _, text := range []string{
		strings.Repeat("a", 300) + ": 219456780",
		"ssn " + strings.Repeat("Ab", 200) + " = 219456780",
		strings.Repeat("é", 200) + " ssn 219456780",
		strings.Repeat("1", 5000) + " ssn: " + strings.Repeat("2", 200),
		"социальное страхование " + strings.Repeat("ы", 150) + ": 219456780",
		"Nr. 0xAD40 EMŠO: 0101006500006, ČÍSLO ÚČTU 19-2000145399/0800",
	} {
		compare(t, rs, fast, slow, text)
	}
	// A developer may name further texts, one JSON object {"text"} a line.
	if name := os.Getenv("SLUICE_TWIN_TEXTS"); name != "" {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range strings.Split(string(raw), "\n") {
			var x struct{ Text string }
			if json.Unmarshal([]byte(l), &x) == nil && i%5 == 0 {
				compare(t, rs, fast, slow, x.Text[:min(len(x.Text), 1500)])
			}
		}
	}
	glue := []string{" ", "", "\n", ": ", ", ", "-", "/", ".", "=\"", "\u00a0", "é", "身", "(", " 4", "_", "\u200b", "%40"}
	for range n / 4 {
		var b strings.Builder
		for k := 1 + rng.IntN(4); k > 0 && len(texts) > 0; k-- {
			s := texts[rng.IntN(len(texts))]
			if len(s) > 120 {
				continue
			}
			if rng.IntN(2) == 0 && len(s) > 4 { // a part of it
				i := rng.IntN(len(s))
				s = s[i:]
			}
			b.WriteString(s)
			b.WriteString(glue[rng.IntN(len(glue))])
		}
		compare(t, rs, fast, slow, b.String())
	}
}

func FuzzScan(f *testing.F) {
	rs := catalogue(f)
	for i, s := range samples(f) {
		if i%37 == 0 {
			f.Add(s)
		}
	}
	fast, slow := rs.NewScanner(), scanner.NewSlow(rs)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 300 {
			return
		}
		compare(t, rs, fast, slow, text)
	})
}

func TestCataloguePatterns(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for _, d := range detectors.All() {
		res := []string{d.Labelled}
		for _, p := range d.Patterns {
			res = append(res, p.RE)
		}
		for _, re := range res {
			if err := scanner.CheckPattern(re, rnd); err != nil {
				t.Errorf("%s: %q: %v", d.Kind, re, err)
			}
		}
	}
}
