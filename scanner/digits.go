package scanner

import (
	"fmt"
	"math/bits"
	"strings"
)

// Run says what a run of letters and digits, and the bytes beside it, must be
// like for a Finder of OnDigits to be asked about it. The zero value takes
// every run. A Run may let through what the Finder then refuses; it must not
// hold back what the Finder would report.
type Run struct {
	// Of is what the run is made of: "digits" alone; "mixed", letters as well
	// behind a leading digit; "letter", a leading letter; "" is any.
	Of string
	// Min and Max bound its length in bytes; for runs of 128 bytes and more
	// the Finder may be asked all the same. 0 is no bound.
	Min, Max int
	// Before are bytes of which one must stand directly before the run, After
	// directly behind it, Around on either side, and Beyond one byte behind
	// the byte that follows it. "" asks for none.
	Before, After, Around, Beyond string
}

// Kinds of runs, see Run.Of.
const (
	runDigits = iota
	runMixed
	runLetter
	runKinds
)

// edge stands for the byte beyond an end of the text.
const edge = 256

// digitGate tells which finders of OnDigits want to see a run: a bit for each
// of their Runs, five tables, no branch.
type digitGate struct {
	size   [runKinds][maxRun + 1]uint64
	before [edge + 1]uint64
	after  [edge + 1]uint64
	near   [edge + 1]uint64 // on either side
	beyond [edge + 1]uint64
	det    [64]uint16
	at     [64]func(text []byte, at int) (start, end int)
	n      int
	rest   []restRun // those that found no bit
	uneven bool      // some Run asks for some digits and not for others
}

type restRun struct {
	det uint16
	run Run
	at  func(text []byte, at int) (start, end int)
}

// add files a finder's runs. Those of one finder are added together.
func (g *digitGate) add(det uint16, f *Finder) error {
	runs := f.Runs
	if len(runs) == 0 {
		runs = []Run{{}}
	}
	for _, r := range runs {
		switch r.Of {
		case "", "digits", "mixed", "letter":
		default:
			return fmt.Errorf("a Run is of digits, mixed or letter, not %q", r.Of)
		}
		if r.Min > maxRun || r.Max != 0 && r.Max < r.Min {
			return fmt.Errorf("a Run's Min is at most %d and not above Max", maxRun)
		}
		for _, beside := range [...]string{r.Before, r.After, r.Around, r.Beyond} {
			n := 0
			for d := byte('0'); d <= '9'; d++ {
				if strings.IndexByte(beside, d) >= 0 {
					n++
				}
			}
			g.uneven = g.uneven || n%10 != 0
		}
	}
	if g.n+len(runs) > len(g.det) {
		for _, r := range runs {
			g.rest = append(g.rest, restRun{det, r, f.At})
		}
		return nil
	}
	for _, r := range runs {
		bit := uint64(1) << g.n
		g.det[g.n], g.at[g.n] = det, f.At
		g.n++
		for k, of := range [...]string{"digits", "mixed", "letter"} {
			if r.Of != "" && r.Of != of {
				continue
			}
			for n := max(1, r.Min); n <= maxRun && (r.Max == 0 || n <= r.Max); n++ {
				g.size[k][n] |= bit
			}
		}
		set(&g.before, r.Before, bit)
		set(&g.after, r.After, bit)
		set(&g.near, r.Around, bit)
		set(&g.beyond, r.Beyond, bit)
	}
	return nil
}

// set marks the bytes of s, or every byte and the edge.
func set(t *[edge + 1]uint64, s string, bit uint64) {
	if s == "" {
		for i := range t {
			t[i] |= bit
		}
		return
	}
	for i := 0; i < len(s); i++ {
		t[s[i]] |= bit
	}
}

// fits is the plain reading of a Run.
func (r *Run) fits(text []byte, b, e int) bool {
	has := func(s string, i int) bool { return i >= 0 && i < len(text) && strings.IndexByte(s, text[i]) >= 0 }
	switch kind := runKind(text, b, e); r.Of {
	case "digits":
		if kind != runDigits {
			return false
		}
	case "mixed":
		if kind != runMixed {
			return false
		}
	case "letter":
		if kind != runLetter {
			return false
		}
	}
	return e-b >= r.Min && (r.Max == 0 || e-b <= r.Max) &&
		(r.Before == "" || has(r.Before, b-1)) && (r.After == "" || has(r.After, e)) &&
		(r.Around == "" || has(r.Around, b-1) || has(r.Around, e)) && (r.Beyond == "" || has(r.Beyond, e+1))
}

func runKind(text []byte, b, e int) int {
	if !digitByte[text[b]] {
		return runLetter
	}
	for _, c := range text[b:e] {
		if !digitByte[c] {
			return runMixed
		}
	}
	return runDigits
}

// askNumbers asks the finders of OnDigits that want to see the run text[b:e].
func (s *Scanner) askNumbers(text []byte, b, e, kind int) {
	g := s.rs.digits
	before, after, beyond := edge, edge, edge
	if b > 0 {
		before = int(text[b-1])
	}
	if e < len(text) {
		after = int(text[e])
		if e+1 < len(text) {
			beyond = int(text[e+1])
		}
	}
	ask := g.size[kind][min(e-b, maxRun)] & g.before[before] & g.after[after] & (g.near[before] | g.near[after])
	if s.blind != nil {
		s.askBlind(text, b, e, ask)
		return
	}
	ask &= g.beyond[beyond]
	for last := -1; ask != 0; ask &= ask - 1 {
		bit := bits.TrailingZeros64(ask) & 63
		if det := int(g.det[bit]); det != last {
			last = det
			if from, to := g.at[bit](text, b); from < to {
				s.foundNumber(text, uint16(det), from, to)
			}
		}
	}
	for i, last := 0, -1; i < len(g.rest); i++ {
		if r := &g.rest[i]; int(r.det) != last && r.run.fits(text, b, e) {
			last = int(r.det)
			if from, to := r.at(text, b); from < to {
				s.foundNumber(text, r.det, from, to)
			}
		}
	}
}
