package scanner

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
)

// builder turns detectors into the tables of a Ruleset.
type builder struct {
	rs       *Ruleset
	abc      *alphabet
	reader   patternReader
	labels   patternReader // of Labelled
	room     arena[uint16] // scratch of one pattern: its forms
	lists    arena[form]
	rows     form
	shapes   *shapes
	prefixes *prefixes
	words    *lexicon
	matchers []lazyMatcher // room for all
	patterns []pattern
}

func newBuilder(rs *Ruleset) *builder {
	patterns, labels := 0, 0
	for _, d := range rs.detectors {
		patterns += len(d.Patterns)
		if d.Find != nil {
			patterns++
		}
		if d.Labelled != "" {
			labels++
		}
	}
	b := newReader()
	b.rs = rs
	b.shapes = newShapes(b.abc, patterns)
	b.prefixes = newPrefixes()
	b.matchers = make([]lazyMatcher, 0, patterns+labels)
	b.patterns = make([]pattern, 0, patterns)
	return b
}

// newReader is a builder that reads patterns and does not build.
func newReader() *builder {
	abc := newAlphabet()
	return &builder{abc: abc, reader: patternReader{abc: abc}}
}

// read reads a pattern; what is derived from it stands until the next one.
func (b *builder) read(re string) (root int32, err error) {
	b.room.reset()
	b.lists.reset()
	return b.reader.read(re)
}

// forms lists the forms of the pattern that was read, longest first; nil where
// it has none.
func (b *builder) forms(root int32) []form {
	fs, ok := b.expand(root)
	if ok {
		fs, ok = b.split(fs)
	}
	if !ok || len(fs) == 0 {
		return nil
	}
	slices.SortStableFunc(fs, func(x, y form) int { return len(y) - len(x) })
	return fs
}

func (b *builder) matcher(re string) *lazyMatcher {
	b.matchers = append(b.matchers, lazyMatcher{re: re})
	return &b.matchers[len(b.matchers)-1]
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
		b := newReader()
		root, err := b.read(l.re)
		if err != nil {
			panic("scanner: a pattern that Compile has read is none")
		}
		if fs := b.forms(root); fs != nil && len(fs) <= 64 {
			l.m = &formsMatcher{b.abc.classes, compact(fs)}
			return
		}
		r := regexp.MustCompile(`\A(?:` + l.re + `)`)
		r.Longest()
		l.m = &regexpMatcher{r}
	})
	return l.m.end(text, at)
}

// compact copies forms out of a builder's scratch.
func compact(fs []form) []form {
	n := 0
	for _, f := range fs {
		n += len(f)
	}
	out, room := make([]form, len(fs)), make(form, 0, n)
	for i, f := range fs {
		from := len(room)
		room = append(room, f...)
		out[i] = room[from:]
	}
	return out
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
	first := len(b.patterns)
	for p, pat := range d.Patterns {
		root, err := b.read(pat.RE)
		if err != nil {
			return fmt.Errorf("pattern: %w", err)
		}
		proven := pat.Proven
		if proven == 0 {
			proven = 0.9
		}
		cp := pattern{base: pat.Base, proven: proven, whole: pat.Whole}
		cp.strong = max(pat.Base, provenIf(d, proven)) >= b.rs.threshold
		cp.match = b.matcher(pat.RE)
		c.strong = c.strong || cp.strong
		b.patterns = append(b.patterns, cp)
		if err := b.route(det, uint16(p), cp, pat.RE, root); err != nil {
			return err
		}
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
		b.patterns = append(b.patterns, pattern{base: f.Base, proven: proven, strong: strong})
		c.strong = strong
		b.rs.finders[f.On] = append(b.rs.finders[f.On], det)
		b.rs.triggers |= 1 << f.On
		if err := b.rs.bucket(det, f); err != nil {
			return err
		}
	}
	c.patterns = b.patterns[first:len(b.patterns):len(b.patterns)]
	switch {
	case d.LabelledFind != nil:
		c.labelled = &codeMatcher{d.LabelledFind}
	case d.Labelled != "":
		if _, err := b.labels.read(d.Labelled); err != nil {
			return fmt.Errorf("pattern: %w", err)
		}
		c.labelled = b.matcher(d.Labelled)
	}
	return nil
}

// addWords is the other half of add.
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
		rs.uneven = rs.uneven || f.Gate != nil && f.Gate.digits
		for _, s := range f.Starts {
			rs.uneven = rs.uneven || hasDigit(s)
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
			rs.literals[h>>6] |= 1 << (h & 63)
		}
	}
	return nil
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// longRun is the least run that OnLong speaks of.
const longRun = 16

func provenIf(d *Detector, proven Score) Score {
	if d.Check == nil {
		return 0
	}
	return proven
}

// route chooses how candidates of a pattern are reached.
func (b *builder) route(det, pat uint16, p pattern, re string, root int32) error {
	heads, _ := b.heads(root)
	shortest := 0
	for i, h := range heads {
		if i == 0 || len(h) < shortest {
			shortest = len(h)
		}
	}
	usable := shortest >= 3 && !b.allDigits(heads) && b.tokenHead(heads, root)
	// A literal prefix is the better route where it says more than the shape.
	if usable && shortest >= 4 {
		b.addPrefixes(heads, det, pat, root)
		return nil
	}
	if fs := b.forms(root); fs != nil && b.shapes.fit(fs) {
		for _, f := range fs {
			b.shapes.add(f, det, pat, p.strong)
		}
		return nil
	}
	if usable {
		b.addPrefixes(heads, det, pat, root)
		return nil
	}
	parsed, err := syntax.Parse(re, syntax.Perl)
	if err != nil {
		return fmt.Errorf("pattern: %w", err)
	}
	slow, err := regexp.Compile(`(?:` + re + `)`)
	if err != nil {
		return fmt.Errorf("pattern: %w", err)
	}
	slow.Longest()
	b.rs.texts = append(b.rs.texts, textRule{det, pat, slow, requiredLiteral(parsed)})
	return nil
}

func (b *builder) addPrefixes(heads []form, det, pat uint16, root int32) {
	run, _ := b.tokenBytes(root, longRun)
	var literal [maxFormSize]byte
	for _, h := range heads {
		for i, n := range h {
			literal[i] = byte(b.abc.classes[n].lowest())
		}
		b.prefixes.add(string(literal[:len(h)]), run, det, pat)
	}
}

// prefixReach is how many bytes of long tokens stand where a prefix is looked
// up; collect asks for as many.
const prefixReach = 6

// tokenHead reports whether every match begins with a letter or digit and
// with prefixReach bytes that long tokens are made of.
func (b *builder) tokenHead(heads []form, root int32) bool {
	for _, h := range heads {
		if !b.abc.kinds[h[0]].alnum() {
			return false
		}
	}
	n, ok := b.tokenBytes(root, prefixReach)
	return ok && n >= prefixReach
}

func (b *builder) allDigits(heads []form) bool {
	for _, h := range heads {
		for _, n := range h {
			if !b.abc.kinds[n].digit {
				return false
			}
		}
	}
	return true
}

func (b *builder) finish() {
	b.rs.shapes, b.rs.prefixes, b.rs.words = b.shapes, b.prefixes, b.words
	b.shapes.finish(len(b.rs.set))
	b.words.finish(len(b.rs.set))
	b.rs.digits.finish()
	if c := b.rs.capital; len(c) == 1 && c[0].gate != nil {
		b.rs.gate = c[0].gate
	}
}
