package scanner

import (
	"fmt"
	"math/bits"
	"slices"
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
	// NotBefore and NotAfter are bytes that must not stand directly before and
	// behind the run.
	NotBefore, NotAfter string
	// Ends are what the text may end in before the byte before the run, Begins
	// what it may begin with behind the byte that follows the run, each of one
	// byte or two. Small letters are told apart; of capitals, digits, bytes
	// beyond ASCII, blanks with commas, and other signs only that they are such;
	// and two capitals stand for any two letters. None asks for nothing.
	Ends, Begins []string
	// Named asks for a name before the run, with blanks and commas between: a
	// word with a capital, or one joined to what is before it; a word that is
	// not ASCII, or a full stop behind one.
	Named bool
}

// Kinds of runs, see Run.Of.
const (
	runDigits = iota
	runMixed
	runLetter
	runKinds
)

// sizeOf is the place in digitGate.size of runs of a kind and n bytes.
func sizeOf(kind, n int) int { return kind*runSizes + min(n, maxRun) }

// runSizes are the sizes of runs, one more than maxRun at least.
const runSizes = 256

// edge stands for the byte beyond an end of the text.
const edge = 256

// digitGate tells which finders of OnDigits want to see a run: a bit for each
// of their Runs, tables and hardly a branch.
type digitGate struct {
	size   [runKinds * runSizes]uint64 // by sizeOf
	before [edge + 1]uint64
	after  [edge + 1]uint64
	near   [edge + 1]uint64 // on either side
	beyond [edge + 1]uint64
	ends   [pairs]uint64
	begins [pairs]uint64
	named  uint64    // those that ask for a name
	free   [2]uint64 // those that ask for no ends, and no begins, until finish
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
		for _, s := range slices.Concat(r.Ends, r.Begins) {
			if len(s) != 1 && len(s) != 2 {
				return fmt.Errorf("a Run's Ends and Begins are of one byte or two, not %q", s)
			}
		}
		for _, beside := range [...]string{r.Before, r.After, r.Around, r.Beyond, r.NotBefore, r.NotAfter} {
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
				g.size[sizeOf(k, n)] |= bit
			}
		}
		set(&g.before, r.Before, bit)
		set(&g.after, r.After, bit)
		unset(&g.before, r.NotBefore, bit)
		unset(&g.after, r.NotAfter, bit)
		set(&g.near, r.Around, bit)
		set(&g.beyond, r.Beyond, bit)
		setPairs(&g.ends, reversed(r.Ends), bit)
		setPairs(&g.begins, r.Begins, bit)
		if len(r.Ends) == 0 {
			g.free[0] |= bit
		}
		if len(r.Begins) == 0 {
			g.free[1] |= bit
		}
		if r.Named {
			g.named |= bit
		}
	}
	return nil
}

// finish is called when all are added.
func (g *digitGate) finish() {
	for i := range pairs {
		g.ends[i] |= g.free[0]
		g.begins[i] |= g.free[1]
	}
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

func unset(t *[edge + 1]uint64, s string, bit uint64) {
	for i := 0; i < len(s); i++ {
		t[s[i]] &^= bit
	}
}

// pairs is how many pairs of pairClass there are.
const pairs = 1 << 10

// pairClass gathers the bytes that Run.Ends and Run.Begins do not tell apart.
var pairClass = func() (t [edge + 1]uint8) {
	for i := range edge {
		switch c := byte(i); {
		case c >= 'a' && c <= 'z':
			t[i] = 1 + c - 'a'
		case c >= 'A' && c <= 'Z':
			t[i] = pairCapital
		case digitByte[c]:
			t[i] = 28
		case c >= 0x80:
			t[i] = 29
		case c == ' ' || c == ',':
			t[i] = 30
		default:
			t[i] = 31
		}
	}
	return
}()

const pairCapital = 27

// setPairs marks the pairs of classes that ss speak of, the first byte's above
// the second's.
func setPairs(t *[pairs]uint64, ss []string, bit uint64) {
	for _, s := range ss {
		row := t[int(pairClass[s[0]])<<5:][:32]
		for i := range row {
			if len(s) == 1 || i == int(pairClass[s[1]]) || i == pairCapital {
				row[i] |= bit
			}
		}
		if len(s) > 1 {
			t[pairCapital<<5|pairCapital] |= bit
		}
	}
}

// reversed are the strings ss, each read from its end.
func reversed(ss []string) []string {
	out := make([]string, len(ss))
	for i, s := range ss {
		b := []byte(s)
		slices.Reverse(b)
		out[i] = string(b)
	}
	return out
}

// Fits is the plain reading of a Run, for text[b:e].
func (r *Run) Fits(text []byte, b, e int) bool {
	at := func(i int) int {
		if i < 0 || i >= len(text) {
			return edge
		}
		return int(text[i])
	}
	pair := func(ss []string, i, j int) bool {
		a, b := pairClass[at(i)], pairClass[at(j)]
		return len(ss) == 0 || slices.ContainsFunc(ss, func(s string) bool {
			return pairClass[s[0]] == a && (len(s) == 1 || pairClass[s[1]] == b || b == pairCapital) ||
				len(s) > 1 && a == pairCapital && b == pairCapital
		})
	}
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
		(r.Around == "" || has(r.Around, b-1) || has(r.Around, e)) && (r.Beyond == "" || has(r.Beyond, e+1)) &&
		!has(r.NotBefore, b-1) && !has(r.NotAfter, e) &&
		pair(reversed(r.Ends), b-2, b-3) && pair(r.Begins, e+1, e+2) && (!r.Named || named(text, b))
}

func pairOf(first, second int) int {
	return (int(pairClass[first])<<5 | int(pairClass[second])) & (pairs - 1)
}

// named is what Run.Named asks for.
func named(text []byte, b int) bool {
	p := nameEnd(text, b)
	if p == 0 || classTable[text[p-1]]&(bitLetterA|bitLetterB) == 0 {
		return p > 0 && stopsName(text, p)
	}
	q := p
	for q > 0 && classTable[text[q-1]]&(bitLetterA|bitLetterB) != 0 {
		q--
	}
	return text[q] < 'a' || q > 0 && joinsName(text[q-1])
}

// nameEnd is where a word ends that is parted from text[b:] by no more than
// blanks and commas.
func nameEnd(text []byte, b int) int {
	for b > 0 && (text[b-1] == ' ' || text[b-1] == ',') {
		b--
	}
	return b
}

// stopsName reports whether text[:p], which ends in no letter of ASCII, ends in
// another letter, or in a full stop behind any.
func stopsName(text []byte, p int) bool {
	return text[p-1] >= 0x80 || text[p-1] == '.' && p > 1 && (text[p-2] >= 0x80 || classTable[text[p-2]]&(bitLetterA|bitLetterB) != 0)
}

func joinsName(c byte) bool { return c == '-' || c == '\'' || c == '.' || c >= 0x80 }

// named is named for the text of the chunk that is looked at.
func (s *Scanner) named(text []byte, b int) bool {
	p := nameEnd(text, b)
	i := p - 1 - s.base
	if i < 32 || p > s.end {
		return named(text, b)
	}
	n := bits.LeadingZeros64(^bitsBefore(&s.m.letter, i))
	switch {
	case n == 0:
		return stopsName(text, p)
	case n > 31:
		return named(text, b)
	}
	return text[p-n] < 'a' || joinsName(text[p-n-1])
}

// bitsBefore are the bits of m up to i, the last uppermost.
func bitsBefore(m *[chunkWords]uint64, i int) uint64 {
	w, off := i>>6, i&63
	x := m[w] << (63 - off)
	if w > 0 {
		x |= m[w-1] >> 1 >> off
	}
	return x
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

// atEdge are the bits of Runs that fit what stands around text[b:e], near an end of
// the text; blind leaves out what is not directly beside it.
func (g *digitGate) atEdge(text []byte, b, e int, blind bool) uint64 {
	at := func(i int) int {
		if i < 0 || i >= len(text) {
			return edge
		}
		return int(text[i])
	}
	before, after, beyond := at(b-1), at(e), at(e+1)
	ask := g.before[before] & g.after[after] & (g.near[before] | g.near[after])
	if blind {
		return ask
	}
	return ask & g.beyond[beyond] & g.ends[pairOf(at(b-2), at(b-3))] & g.begins[pairOf(beyond, at(e+2))]
}

// askNumbers asks the finders of OnDigits that want to see the run text[b:e].
func (s *Scanner) askNumbers(text []byte, b, e, kind int) {
	g := s.rs.digits
	ask := g.size[sizeOf(kind, e-b)]
	if b > 2 && e+2 < len(text) {
		before, after := text[b-1], text[e]
		ask &= g.before[before] & g.after[after] & (g.near[before] | g.near[after])
		if s.blind == nil {
			beyond := text[e+1]
			ask &= g.beyond[beyond] & g.ends[pairOf(int(text[b-2]), int(text[b-3]))] & g.begins[pairOf(int(beyond), int(text[e+2]))]
		}
	} else {
		ask &= g.atEdge(text, b, e, s.blind != nil)
	}
	if s.blind != nil {
		s.askBlind(text, b, e, ask)
		return
	}
	if ask&g.named != 0 && !s.named(text, b) {
		ask &^= g.named
	}
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
		if r := &g.rest[i]; int(r.det) != last && r.run.Fits(text, b, e) {
			last = int(r.det)
			if from, to := r.at(text, b); from < to {
				s.foundNumber(text, r.det, from, to)
			}
		}
	}
}
