package benchmarks

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors"
)

// synthetic makes n kinds that no corpus holds, of the shapes that catalogues
// consist of: letters and digits in a row, groups of digits with separators,
// bare digits that only a context word makes a finding, tokens with a literal
// prefix. Each has words of its own in the manner of real ones.
func synthetic(n int) []*scanner.Detector {
	rng := rand.New(rand.NewPCG(seed, 3))
	syllables := strings.Fields("ka lo mi ren tas vo bel dun fi gor hal jun kel mor nis pra qui rol sed tur")
	word := func() string {
		w := ""
		for range 2 + rng.IntN(2) {
			w += syllables[rng.IntN(len(syllables))]
		}
		return w
	}
	letter := func() string { return string(rune('A' + rng.IntN(26))) }
	sum := func(v []byte) scanner.Verdict {
		s, last := 0, -1
		for _, c := range v {
			if '0' <= c && c <= '9' {
				if last >= 0 {
					s += last
				}
				last = int(c - '0')
			}
		}
		if last >= 0 && s%10 == last {
			return scanner.Proven
		}
		return scanner.Wrong
	}
	out := make([]*scanner.Detector, n)
	for i := range out {
		name := word()
		d := &scanner.Detector{
			Kind: fmt.Sprintf("SYNTHETIC_%03d", i), Name: name + " number", Family: "custom",
			Words: []string{name + " number", name + " id", name + "nummer", "numero de " + word()},
			Weak:  []string{word()},
		}
		p := scanner.Pattern{Base: 0.3}
		switch i % 6 {
		case 0:
			p.RE = fmt.Sprintf(`%s%s[0-9]{%d}`, letter(), letter(), 6+rng.IntN(4))
		case 1:
			p.RE = fmt.Sprintf(`[0-9]{%d}-[0-9]{%d}-[0-9]{%d}`, 2+rng.IntN(3), 2+rng.IntN(3), 2+rng.IntN(3))
			d.Check, p.Proven = sum, 0.45
		case 2:
			p.RE = fmt.Sprintf(`[0-9]{%d}`, 8+rng.IntN(7))
			d.Check, p.Proven = sum, 0.4
		case 3:
			p.RE = fmt.Sprintf(`%s%s_[A-Za-z0-9]{%d}`, strings.ToLower(letter())+"q"+strings.ToLower(letter()), "z", 20+rng.IntN(20))
			p.Base = 0.9
		case 4:
			p.RE = fmt.Sprintf(`[A-Z][0-9]{%d}[A-Z]`, 6+rng.IntN(3))
			d.Check = sum
		case 5:
			p.RE = fmt.Sprintf(`[0-9]{2}\.?[0-9]{3}\.?[0-9]{%d}-?[0-9A-Z]`, 3+rng.IntN(2))
			d.Check, p.Proven = sum, 0.45
		}
		d.Patterns = []scanner.Pattern{p}
		out[i] = d
	}
	return out
}

// 300 further kinds cost little: on prose, candidates are rare, and what a
// kind costs is paid at candidates. The aim is a tenth; a quarter fails.
func TestMoreKindsCostLittle(t *testing.T) {
	timed(t)
	few := catalogue(t)
	more := catalogue(t, synthetic(300)...)
	if slow := more.SlowRoutes(); len(slow) > len(few.SlowRoutes()) {
		t.Fatalf("synthetic kinds run over the whole text: %q", slow)
	}
	s, m := makeSet(t, "prose", 2<<20), makeSet(t, "prose", 2<<20)
	s.places(few)
	m.places(more)
	a, b := few.NewScanner(), more.NewScanner()
	var dst []scanner.Finding
	// Rulesets of one size differ by a few percent with where they lie in
	// memory; the least of several rounds in turns is what counts.
	within(t, func() string {
		d := least(9, func() { dst = s.scan(t, a, dst, nil) }, func() { dst = m.scan(t, b, dst, nil) })
		r := float64(d[1])/float64(d[0]) - 1
		t.Logf("%d kinds: %.0f MB/s; with 300 more: %.0f MB/s: %+.1f %%", len(few.Detectors()), float64(s.text)/1e6/d[0].Seconds(), float64(m.text)/1e6/d[1].Seconds(), 100*r)
		if r > 0.25 {
			return fmt.Sprintf("300 further kinds cost %.0f %%", 100*r)
		}
		return ""
	})
	counts := make([]int, len(more.Detectors()))
	m.scan(t, b, nil, counts)
	found := 0
	for i, n := range counts {
		if strings.HasPrefix(more.Detectors()[i].Kind, "SYNTHETIC_") {
			found += n
		}
	}
	if found > 20 {
		t.Errorf("%d findings of synthetic kinds in prose without any", found)
	}
}

// Kinds that are added do find their values among all the others.
func TestMoreKindsFind(t *testing.T) {
	extra := synthetic(300)
	rs, err := scanner.Compile(append(detectors.All(), extra...), scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sc := rs.NewScanner()
	for i, d := range extra[:60] {
		if i%6 != 0 && i%6 != 3 {
			continue // the others have check digits, which synthetic keeps to itself
		}
		value := sampleOf(d.Patterns[0].RE)
		text := fmt.Sprintf("The %s is %s, as was said.", d.Words[0], value)
		fs, err := sc.Scan(nil, []byte(text), nil)
		if err != nil {
			t.Fatal(err)
		}
		ok := false
		for _, f := range fs {
			ok = ok || text[f.Start:f.End] == value
		}
		if !ok {
			t.Errorf("%s: %q is not found in %q", d.Kind, value, text)
		}
	}
}

// sampleOf writes a value of the two shapes that TestMoreKindsFind takes: a
// literal, a class of which '7' is a member, a count.
func sampleOf(re string) string {
	head, rest, ok := strings.Cut(re, "[")
	if !ok {
		return re
	}
	n := 0
	if _, err := fmt.Sscanf(rest[strings.Index(rest, "{"):], "{%d}", &n); err != nil {
		return re
	}
	return head + strings.Repeat("7", n)
}
