package scanner

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// builder turns detectors into the tables of a Ruleset.
type builder struct {
	rs       *Ruleset
	classes  []class
	classOf  map[class]uint16
	room     []uint16 // for forms
	shapes   *shapes
	prefixes *prefixes
	words    *lexicon
	seen     map[string]*shared // compiled patterns by source text
}

// shared is a parsed pattern; equal patterns of several kinds share it.
type shared struct {
	src      string
	re       *syntax.Regexp
	err      error // re could not be parsed
	expanded bool
	forms    []form // nil where the pattern has none
	match    *lazyMatcher
}

func newBuilder(rs *Ruleset) *builder {
	b := &builder{
		rs:      rs,
		classOf: map[class]uint16{},
		seen:    make(map[string]*shared, 1<<11),
		words:   newLexicon(),
	}
	b.shapes = newShapes(&b.classes)
	b.prefixes = newPrefixes()
	return b
}

// parseAll parses the patterns of all detectors, on every core: it is the
// largest part of a start.
func (b *builder) parseAll(detectors []*Detector) {
	var all []*shared
	put := func(re string) {
		if b.seen[re] == nil {
			s := &shared{src: re, match: &lazyMatcher{re: re}}
			b.seen[re] = s
			all = append(all, s)
		}
	}
	for _, d := range detectors {
		for _, p := range d.Patterns {
			put(p.RE)
		}
		if d.Labelled != "" {
			put(d.Labelled)
		}
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for {
				to := int(next.Add(parseStep))
				if to-parseStep >= len(all) {
					return
				}
				for _, s := range all[to-parseStep : min(to, len(all))] {
					s.re, s.err = syntax.Parse(s.src, syntax.Perl)
				}
			}
		})
	}
	wait.Wait()
}

// parseStep is how many patterns a core takes at a time.
const parseStep = 32

// pattern returns a pattern that parseAll has parsed.
func (b *builder) pattern(re string) (*shared, error) {
	s := b.seen[re]
	if s.err != nil {
		return nil, fmt.Errorf("pattern: %w", s.err)
	}
	return s, nil
}

// formsOf lists the forms of a pattern, longest first; nil where it has none.
func (b *builder) formsOf(s *shared) []form {
	if s.expanded {
		return s.forms
	}
	s.expanded = true
	if fs, ok := b.expand(s.re); ok {
		if fs, ok = b.split(fs); ok && len(fs) > 0 {
			slices.SortStableFunc(fs, func(x, y form) int { return len(y) - len(x) })
			s.forms = fs
		}
	}
	return s.forms
}

// lazyMatcher is made on its first use: most kinds are never met in a run,
// and the start must be quick.
type lazyMatcher struct {
	re   string
	once sync.Once
	m    matcher
}

func (l *lazyMatcher) end(text []byte, at int) int {
	l.once.Do(func() {
		re, err := syntax.Parse(l.re, syntax.Perl)
		if err != nil {
			panic("scanner: a pattern that Compile has parsed does not parse")
		}
		b := &builder{classOf: map[class]uint16{}}
		if fs := b.formsOf(&shared{src: l.re, re: re}); fs != nil && len(fs) <= 64 {
			l.m = &formsMatcher{&b.classes, fs}
			return
		}
		r := regexp.MustCompile(`\A(?:` + l.re + `)`)
		r.Longest()
		l.m = &regexpMatcher{r}
	})
	return l.m.end(text, at)
}

func (b *builder) add(i int, d *Detector) error {
	det := uint16(i)
	c := &b.rs.set[i]
	c.Detector, c.check = d, d.Check
	if len(d.Patterns) > 0 && d.Find != nil {
		return fmt.Errorf("a kind has Patterns or Find, not both")
	}
	if len(d.Patterns) == 0 && d.Find == nil && d.Labelled == "" && d.LabelledFind == nil {
		return fmt.Errorf("a kind needs Patterns, Find or Labelled")
	}
	for p, pat := range d.Patterns {
		s, err := b.pattern(pat.RE)
		if err != nil {
			return err
		}
		proven := pat.Proven
		if proven == 0 {
			proven = 0.9
		}
		cp := pattern{base: pat.Base, proven: proven, whole: pat.Whole}
		cp.strong = max(pat.Base, provenIf(d, proven)) >= b.rs.threshold
		cp.match = s.match
		c.strong = c.strong || cp.strong
		c.patterns = append(c.patterns, cp)
		b.route(det, uint16(p), cp, s)
	}
	if f := d.Find; f != nil {
		if f.On == OnText {
			if f.All == nil {
				return fmt.Errorf("a Finder on OnText needs All")
			}
		} else if f.At == nil {
			return fmt.Errorf("a Finder needs At")
		}
		proven := f.Proven
		if proven == 0 {
			proven = 0.9
		}
		strong := max(f.Base, provenIf(d, proven)) >= b.rs.threshold
		c.patterns = []pattern{{base: f.Base, proven: proven, strong: strong}}
		c.strong = strong
		b.rs.finders[f.On] = append(b.rs.finders[f.On], det)
		b.rs.triggers |= 1 << f.On
		if err := b.rs.bucket(det, f); err != nil {
			return err
		}
	}
	switch {
	case d.LabelledFind != nil:
		c.labelled = &codeMatcher{d.LabelledFind}
	case d.Labelled != "":
		s, err := b.pattern(d.Labelled)
		if err != nil {
			return err
		}
		c.labelled = s.match
	}
	return nil
}

// addWords is the other half of add; the two may run side by side.
func (b *builder) addWords(i int, d *Detector, extra []string) {
	det := uint16(i)
	for _, w := range d.Words {
		b.words.add(w, det, false)
	}
	for _, w := range extra {
		b.words.add(w, det, false)
	}
	for _, w := range d.Weak {
		b.words.add(w, det, true)
	}
}

// bucket files a finder under what its trigger must look like.
func (rs *Ruleset) bucket(det uint16, f *Finder) error {
	switch f.On {
	case OnDigits:
		return rs.digits.add(det, f)
	case OnLong:
		least := max(longRun, f.Min)
		if rs.longMin == 0 || least < rs.longMin {
			rs.longMin = least
		}
		if least > maxRun || f.Max != 0 && f.Max < least {
			return fmt.Errorf("a Finder's Min is at most %d and not above Max", maxRun)
		}
		for n := least; n <= maxRun && (f.Max == 0 || n <= f.Max); n++ { // runs beyond maxRun count as it
			rs.longBy[n] = append(rs.longBy[n], det)
		}
	case OnCapital:
		switch {
		case f.Caps && len(f.Starts) > 0:
			return fmt.Errorf("a Finder has Caps or Starts, not both")
		case f.Caps:
			rs.caps = append(rs.caps, det)
			for c := 'A'; c <= 'Z'; c++ {
				for d := 'A'; d <= 'Z'; d++ {
					rs.starts[c<<2|d>>6] |= 1 << (d & 63)
				}
			}
		case len(f.Starts) == 0:
			rs.capital = append(rs.capital, capital{det, f.Gate})
		}
		for _, s := range f.Starts {
			if len(s) < 2 {
				return fmt.Errorf("a Finder's Starts have two bytes or more")
			}
			if rs.startsOf == nil {
				rs.startsOf = map[[2]byte][]startEntry{}
			}
			k := [2]byte{s[0], s[1]}
			rs.startsOf[k] = append(rs.startsOf[k], startEntry{s, det})
			h := uint32(s[0])<<8 | uint32(s[1])
			rs.starts[h>>6] |= 1 << (h & 63)
		}
	}
	return nil
}

// longRun is the least run that OnLong speaks of.
const longRun = 16

func provenIf(d *Detector, proven Score) Score {
	if d.Check == nil {
		return 0
	}
	return proven
}

// route chooses how candidates of a pattern are reached.
func (b *builder) route(det, pat uint16, p pattern, s *shared) {
	prefixed := literalPrefixes(s.re)
	shortest := 0
	for i, l := range prefixed {
		if n := len(l); i == 0 || n < shortest {
			shortest = n
		}
	}
	run, _ := tokenBytes(s.re, longRun)
	usable := shortest >= 3 && !allDigits(prefixed) && tokenHead(prefixed, s.re)
	// A literal prefix is the better route where it says more than the shape.
	if usable && shortest >= 4 {
		for _, l := range prefixed {
			b.prefixes.add(l, run, det, pat)
		}
		return
	}
	if fs := b.formsOf(s); fs != nil && b.shapes.fit(fs) {
		for _, f := range fs {
			b.shapes.add(f, det, pat, p.strong)
		}
		return
	}
	if usable {
		for _, l := range prefixed {
			b.prefixes.add(l, run, det, pat)
		}
		return
	}
	re := regexp.MustCompile(`(?:` + s.src + `)`)
	re.Longest()
	b.rs.texts = append(b.rs.texts, textRule{det, pat, re, requiredLiteral(s.re)})
}

// prefixReach is how many bytes of long tokens stand where a prefix is looked
// up; collect asks for as many.
const prefixReach = 6

// tokenHead reports whether every match begins with a letter or digit and
// with prefixReach bytes that long tokens are made of.
func tokenHead(prefixed []string, re *syntax.Regexp) bool {
	for _, l := range prefixed {
		if !alnumByte[l[0]] {
			return false
		}
	}
	n, ok := tokenBytes(re, prefixReach)
	return ok && n >= prefixReach
}

// tokenBytes reports whether the first need bytes of every match are such
// that long tokens are made of, and how many bytes the shortest match has
// (counting no further than needed).
func tokenBytes(re *syntax.Regexp, need int) (n int, ok bool) {
	if need <= 0 {
		return 0, true
	}
	switch re.Op {
	case syntax.OpEmptyMatch:
		return 0, true
	case syntax.OpLiteral:
		for _, r := range re.Rune[:min(need, len(re.Rune))] {
			if r >= 128 || !tokenByte[r] {
				return 0, false
			}
		}
		return len(re.Rune), true
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if r >= 128 || !tokenByte[r] {
					return 0, false
				}
			}
		}
		return 1, true
	case syntax.OpCapture:
		return tokenBytes(re.Sub[0], need)
	case syntax.OpQuest, syntax.OpStar:
		_, ok = tokenBytes(re.Sub[0], need)
		return 0, ok
	case syntax.OpPlus, syntax.OpRepeat:
		n, ok = tokenBytes(re.Sub[0], need)
		if re.Op == syntax.OpRepeat {
			n *= re.Min
		}
		return n, ok
	case syntax.OpConcat:
		for _, s := range re.Sub {
			m, ok := tokenBytes(s, need-n)
			if n += m; !ok {
				return n, false
			}
		}
		return n, true
	case syntax.OpAlternate:
		for i, s := range re.Sub {
			m, ok := tokenBytes(s, need)
			if !ok {
				return 0, false
			}
			if i == 0 || m < n {
				n = m
			}
		}
		return n, true
	}
	return 0, false
}

func allDigits(ls []string) bool {
	for _, l := range ls {
		for i := 0; i < len(l); i++ {
			if !digitByte[l[i]] {
				return false
			}
		}
	}
	return true
}

func (b *builder) finish() {
	b.rs.shapes, b.rs.prefixes, b.rs.words = b.shapes, b.prefixes, b.words
	b.shapes.finish(len(b.rs.set))
}
