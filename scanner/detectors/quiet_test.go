package detectors

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sluice/scanner"
)

// TestPlainCells holds the Finders to what they say in Never: of many random
// numbers and times, none is found where nothing is known of the column.
func TestPlainCells(t *testing.T) {
	rs, err := scanner.Compile(All(), scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := rs.NewScanner()
	near := rs.Place("id")
	if near == nil {
		t.Fatal("a column called id says nothing")
	}
	rng := rand.New(rand.NewPCG(7, 7))
	number := func(most int) string {
		b := make([]byte, 1+rng.IntN(most))
		for i := range b {
			b[i] = byte('0' + rng.IntN(10))
		}
		return string(b)
	}
	pick := func(ss ...string) string { return ss[rng.IntN(len(ss))] }
	day := func() string {
		return fmt.Sprintf("%04d-%02d-%02d", 1000+rng.IntN(2000), 1+rng.IntN(12), 1+rng.IntN(31))
	}
	hex := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "0123456789abcdef"[rng.IntN(16)]
		}
		return string(b)
	}
	sorts := map[string]func() string{
		"digests":  func() string { return hex([]int{32, 32, 40, 64, 96, 128}[rng.IntN(6)]) },
		"uuids":    func() string { return hex(8) + "-" + hex(4) + "-" + hex(4) + "-" + hex(4) + "-" + hex(12) },
		"integers": func() string { return pick("", "-") + number(8) },
		"decimals": func() string { return pick("", "-") + number(8) + "." + number(8) },
		"days":     day,
		"moments": func() string {
			return day() + pick("T", " ") + fmt.Sprintf("%02d:%02d", rng.IntN(24), rng.IntN(60)) +
				pick("", fmt.Sprintf(":%02d", rng.IntN(60))+pick("", "."+number(9))) + pick("", "Z", "+01:00", "-0530", "+02")
		},
	}
	for name, cell := range sorts {
		t.Run(name, func(t *testing.T) {
			var quiet [2]int
			for range 100_000 {
				c := []byte(cell())
				for i, at := range []*scanner.Place{nil, near} {
					if !s.Quiet(c, at) {
						continue
					}
					quiet[i]++
					if fs, err := s.Scan(nil, c, at); err != nil || len(fs) > 0 {
						t.Fatalf("%s: %d findings, %v", c, len(fs), err)
					}
				}
			}
			least := 90_000
			if name == "uuids" {
				least = 70_000 // some begin like an IBAN, or with digits alone
			}
			if quiet[0] < least || quiet[1] < 40_000 {
				t.Errorf("%d of 100000 cells pass unseen, %d beside a name that says something", quiet[0], quiet[1])
			}
		})
	}
}

// TestPlainCellsOfOthers: a kind brought from outside is not passed by.
func TestPlainCellsOfOthers(t *testing.T) {
	own := &scanner.Detector{Kind: "BADGE", Family: "custom", Patterns: []scanner.Pattern{{RE: `[0-9]{4}-[0-9]{2}-[0-9]{2}`, Base: 0.9}, {RE: `[0-9]{3}\.[0-9]{2}`, Base: 0.9}}}
	finder := &scanner.Detector{Kind: "EVERY", Family: "custom", Find: &scanner.Finder{On: scanner.OnDigits, Base: 0.9, At: func(text []byte, at int) (int, int) {
		return at, at + len(text[at:]) - len(strings.TrimLeft(string(text[at:]), "0123456789"))
	}}}
	for _, c := range []struct {
		cell  string
		more  *scanner.Detector
		quiet bool
	}{
		{"2024-05-31", nil, true}, {"2024-05-31", own, false}, {"123.45", nil, true}, {"123.45", own, false}, {"1234.5", own, true},
		{"1234", finder, false}, {"2024-05-31T10:00Z", finder, false}, {"", nil, true},
	} {
		ds := All()
		if c.more != nil {
			ds = append(ds, c.more)
		}
		rs, err := scanner.Compile(ds, scanner.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := rs.NewScanner().Quiet([]byte(c.cell), nil); got != c.quiet {
			t.Errorf("%q: quiet %v, want %v", c.cell, got, c.quiet)
		}
	}
}

// TestCheckedDigests: of a kind written like a digest the check of each decides
// whether it passes by.
func TestCheckedDigests(t *testing.T) {
	own := &scanner.Detector{Kind: "OWN", Name: "own", Family: "own", Patterns: []scanner.Pattern{{RE: `7[0-9a-f]{31}`, Base: 0.8}}, Check: func(v []byte) scanner.Verdict {
		return map[byte]scanner.Verdict{'a': scanner.Proven, 'b': scanner.Wrong}[v[len(v)-1]]
	}}
	rs, err := scanner.Compile(append(All(), own), scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := rs.NewScanner()
	body := strings.Repeat("0123456789abcdef", 2)[:30]
	for range 2 {
		for _, c := range []struct {
			cell  string
			quiet bool
		}{
			{"7" + body + "b", true}, {"7" + body + "a", false}, {"7" + body + "c", false}, {"8" + body + "a", true}, {"7" + body + "bb", false},
			{"7" + body + "b" + body[:8], true},
		} {
			if got := s.Quiet([]byte(c.cell), nil); got != c.quiet {
				t.Errorf("%q: quiet %v, want %v", c.cell, got, c.quiet)
			}
			if fs, err := s.Scan(nil, []byte(c.cell), nil); err != nil || c.quiet && len(fs) > 0 || len(c.cell) == 32 && !c.quiet && len(fs) != 1 {
				t.Errorf("%q: %d findings, %v", c.cell, len(fs), err)
			}
		}
	}
}
