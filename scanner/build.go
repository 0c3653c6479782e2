package scanner

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
)

// builder turns detectors into the tables of a Ruleset.
type builder struct {
	rs       *Ruleset
	classes  []class
	classOf  map[class]uint16
	shapes   *shapes
	prefixes *prefixes
	words    *lexicon
	seen     map[string]*shared // compiled patterns by source text
}

// shared is what equal patterns of several kinds have in common.
type shared struct {
	re     *syntax.Regexp
	forms  []form // nil where the pattern has none
	digits bool   // every form holds a digit for certain or may hold one
}

func newBuilder(rs *Ruleset) *builder {
	b := &builder{
		rs:      rs,
		classOf: map[class]uint16{},
		seen:    map[string]*shared{},
		words:   newLexicon(),
	}
	b.shapes = newShapes(&b.classes)
	b.prefixes = newPrefixes()
	return b
}

func (b *builder) parse(re string) (*shared, error) {
	if s, ok := b.seen[re]; ok {
		return s, nil
	}
	parsed, err := syntax.Parse(re, syntax.Perl)
	if err != nil {
		return nil, fmt.Errorf("pattern: %w", err)
	}
	s := &shared{re: parsed}
	if fs, ok := b.expand(parsed); ok {
		if fs, ok = b.split(fs); ok && len(fs) > 0 {
			slices.SortStableFunc(fs, func(x, y form) int { return len(y) - len(x) })
			s.forms = fs
		}
	}
	b.seen[re] = s
	return s, nil
}

func (b *builder) matcher(re string) (matcher, error) {
	s, err := b.parse(re)
	if err != nil {
		return nil, err
	}
	if s.forms != nil && len(s.forms) <= 64 {
		return &formsMatcher{&b.classes, s.forms}, nil
	}
	return compileAnchored(re)
}

func compileAnchored(re string) (matcher, error) {
	r, err := regexp.Compile(`\A(?:` + re + `)`)
	if err != nil {
		return nil, fmt.Errorf("pattern: %w", err)
	}
	r.Longest()
	return &regexpMatcher{r}, nil
}

func (b *builder) add(i int, d *Detector, extra []string) error {
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
		s, err := b.parse(pat.RE)
		if err != nil {
			return err
		}
		proven := pat.Proven
		if proven == 0 {
			proven = 0.9
		}
		cp := pattern{base: pat.Base, proven: proven}
		cp.strong = max(pat.Base, provenIf(d, proven)) >= b.rs.threshold
		if cp.match, err = b.matcher(pat.RE); err != nil {
			return err
		}
		c.strong = c.strong || cp.strong
		c.patterns = append(c.patterns, cp)
		b.route(det, uint16(p), cp, s, pat.RE)
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
	}
	switch {
	case d.LabelledFind != nil:
		c.labelled = &codeMatcher{d.LabelledFind}
	case d.Labelled != "":
		m, err := b.matcher(d.Labelled)
		if err != nil {
			return err
		}
		c.labelled = m
	}
	for _, w := range d.Words {
		b.words.add(w, det, false)
	}
	for _, w := range extra {
		b.words.add(w, det, false)
	}
	for _, w := range d.Weak {
		b.words.add(w, det, true)
	}
	return nil
}

func provenIf(d *Detector, proven Score) Score {
	if d.Check == nil {
		return 0
	}
	return proven
}

// route chooses how candidates of a pattern are reached.
func (b *builder) route(det, pat uint16, p pattern, s *shared, src string) {
	prefixed := literalPrefixes(s.re)
	shortest := 0
	for i, l := range prefixed {
		if n := len(l); i == 0 || n < shortest {
			shortest = n
		}
	}
	// A literal prefix is the better route where it says more than the shape.
	if shortest >= 3 && !allDigits(prefixed) && (s.forms == nil || shortest >= 4) {
		for _, l := range prefixed {
			b.prefixes.add(l, det, pat)
		}
		return
	}
	if s.forms != nil && b.shapes.fit(s.forms) {
		for _, f := range s.forms {
			b.shapes.add(f, det, pat, p.strong)
		}
		return
	}
	if shortest >= 3 {
		for _, l := range prefixed {
			b.prefixes.add(l, det, pat)
		}
		return
	}
	re := regexp.MustCompile(`(?:` + src + `)`)
	re.Longest()
	b.rs.texts = append(b.rs.texts, textRule{det, pat, re, requiredLiteral(s.re)})
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
	b.prefixes.finish()
	b.words.finish(len(b.rs.set))
}
