package scanner

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"
)

// CheckPattern reads a pattern by both ways, and compares what is derived from it
// with what regexp says about texts that are made to match.
func CheckPattern(re string, rnd *rand.Rand) error {
	parsed, wrong := syntax.Parse(re, syntax.Perl)
	b := newReader()
	root, err := b.read(re)
	if (err == nil) != (wrong == nil) {
		return fmt.Errorf("read says %v, regexp/syntax says %v", err, wrong)
	}
	if err != nil {
		return nil
	}
	whole, err := regexp.Compile(`\A(?:` + re + `)\z`)
	if err != nil {
		return nil
	}
	first, err := regexp.Compile(`\A(?:` + re + `)`)
	if err != nil {
		return nil
	}
	first.Longest()
	other := newReader()
	other.reader.nodes = append(other.reader.nodes, node{})
	from := other.reader.convert(parsed)
	heads, _ := b.heads(root)
	literals := make([]string, len(heads))
	for i, h := range heads {
		for _, n := range h {
			literals[i] += string([]byte{byte(b.abc.classes[n].lowest())})
		}
	}
	few, tokens := b.tokenBytes(root, longRun)
	forms := b.forms(root)
	for range 40 {
		for _, way := range []*builder{b, other} {
			at := root
			if way == other {
				at = from
			}
			text, ok := way.sample(nil, at, rnd)
			if !ok || len(text) > 4<<10 {
				continue
			}
			if !whole.Match(text) {
				return fmt.Errorf("%q should match", text)
			}
			// A sample with a byte changed mostly does not match.
			if rnd.IntN(2) == 0 && len(text) > 0 {
				text[rnd.IntN(len(text))] = "aZ09 -._/\x80"[rnd.IntN(10)]
			}
			if err := compare(b, forms, literals, few, tokens, whole, first, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// compare holds what is derived from a pattern against regexp, for one text.
func compare(b *builder, forms []form, literals []string, few int, tokens bool, whole, first *regexp.Regexp, text []byte) error {
	if forms != nil {
		fit := false
		for _, f := range forms {
			fit = fit || len(f) == len(text) && fits(b.abc.classes, f, text)
		}
		if fit != whole.Match(text) && ascii(text) {
			return fmt.Errorf("forms say %v to %q", fit, text)
		}
	}
	loc := first.FindIndex(text)
	if loc == nil {
		return nil
	}
	if len(literals) > 0 {
		some := false
		for _, l := range literals {
			some = some || strings.HasPrefix(string(text), l)
		}
		if !some {
			return fmt.Errorf("%q begins with none of %q", text, literals)
		}
	}
	if tokens && whole.Match(text) {
		if len(text) < few {
			return fmt.Errorf("%q is shorter than %d", text, few)
		}
		for _, c := range text[:min(few, longRun, len(text))] {
			if !tokenByte[c] {
				return fmt.Errorf("%q does not begin like a token", text)
			}
		}
	}
	return nil
}

// sample appends a text that the part of a pattern at a node matches; false
// where the nodes do not know any.
func (b *builder) sample(dst []byte, at int32, rnd *rand.Rand) ([]byte, bool) {
	n := b.reader.nodes[at]
	ok := true
	switch n.op {
	case opOther:
		return dst, false
	case opClass:
		c := b.abc.classes[n.class]
		for range rnd.IntN(c.count()) {
			c.drop()
		}
		return append(dst, byte(c.lowest())), true
	case opRepeat:
		most := int(n.max)
		if most < 0 {
			most = int(n.min) + 3
		}
		for range int(n.min) + rnd.IntN(most-int(n.min)+1) {
			if dst, ok = b.sample(dst, n.first, rnd); !ok || len(dst) > 4<<10 {
				return dst, false
			}
		}
	case opConcat:
		for m := n.first; m != 0; m = b.reader.nodes[m].next {
			if dst, ok = b.sample(dst, m, rnd); !ok {
				return dst, false
			}
		}
	case opAlternate:
		var ways []int32
		for m := n.first; m != 0; m = b.reader.nodes[m].next {
			ways = append(ways, m)
		}
		return b.sample(dst, ways[rnd.IntN(len(ways))], rnd)
	}
	return dst, true
}

// patterns are written in the syntax that is read here, at its borders, and in
// syntax that goes through regexp/syntax.
var patterns = []string{
	``, `a`, `abc`, `[A-Z]{2}\d{6}`, `[A-Z]{2} ?\d{2}-?\d{4}[A-Z]?`, `(AB|AC|B)-[0-9]{3}`, `(?:a|b|[0-9])x`, `\(\d{3}\) \d{3}-\d{4}`,
	`[a-]`, `[-a]`, `[+--]`, `[a\-z]`, `[\d-x]`, `[\d.-]{3}`, `[a-z-9]{2}`, `[\]\[]`, `\.\*`, `\n\r\t\w`, `a{2,}`, `a{0,3}b`, `a{0}`, `(ab){2,3}`,
	`sk_(live|test)_[0-9a-z]{4,9}`, `(x|yz|)1`, `()a`, `((a))|b`, `[Aa]bc\d`, `[Kk]\d{3}`, `[ab][cd]ef[0-9]{20}`, `a+b*c?`, `(ab+|c)*d`,
	`(?i)bearer [a-z]+`, `(?i:ks)\d`, `[^a]b`, `.x`, `\bab\b`, `^a$`, `[[:alpha:]]{2}`, `a{2}?b`, `a*?`, `é\d`, `№ ?\d{4}`, `[é-ü]\d`, `\x41\d`, `\pL1`, `\Qa.b\E`,
	`a{,2}`, `a{x}`, `{`, `}`, `]`, `a{01}`,
	// Not patterns.
	`[`, `[a`, `[]`, `[b-a]`, `[\d-\w]`, `(`, `)`, `(a`, `a)`, `a**`, `a{2}{3}`, `a{3,2}`, `a{1001}`, `((a{100}){100}){100}`, `*`, `|*`, `\`, `\8`, `[a\`, `(?<x`, `a{1`, `a{1,`,
}

func TestPatterns(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, re := range patterns {
		if err := CheckPattern(re, rnd); err != nil {
			t.Errorf("%q: %v", re, err)
		}
	}
}

func FuzzPattern(f *testing.F) {
	for _, re := range patterns {
		f.Add(re, uint64(1))
	}
	f.Fuzz(func(t *testing.T, re string, seed uint64) {
		if len(re) > 200 {
			return
		}
		if err := CheckPattern(re, rand.New(rand.NewPCG(seed, 2))); err != nil {
			t.Errorf("%q: %v", re, err)
		}
	})
}
