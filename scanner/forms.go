package scanner

import (
	"math/bits"
	"regexp"
	"regexp/syntax"
	"strings"
)

// A pattern is carried by the cheapest route that its syntax allows:
//
//   - forms: patterns of bounded length become a list of forms, each a fixed
//     sequence of byte classes. Forms that hold a digit are reached by their
//     shape (shapes.go), and checked by comparing classes: no regexp runs.
//   - prefix: patterns that begin with a literal of three bytes or more are
//     reached by a look-up of these bytes (prefixes.go).
//   - text: whatever is left runs over the whole text. The catalogue has
//     none of these; patterns brought by users may.

// class is a set of bytes.
type class [4]uint64

func (c *class) add(b byte)      { c[b>>6] |= 1 << (b & 63) }
func (c *class) has(b byte) bool { return c[b>>6]&(1<<(b&63)) != 0 }
func (c *class) empty() bool     { return c[0]|c[1]|c[2]|c[3] == 0 }

// lowest is the least byte of c, which is not empty; drop takes it away.
func (c *class) lowest() int {
	i := 0
	for c[i] == 0 {
		i++
	}
	return i<<6 + bits.TrailingZeros64(c[i])
}

func (c *class) drop() {
	i := c.lowest() >> 6
	c[i] &= c[i] - 1
}

func (c class) and(o class) class {
	return class{c[0] & o[0], c[1] & o[1], c[2] & o[2], c[3] & o[3]}
}
func (c class) minus(o class) class {
	return class{c[0] &^ o[0], c[1] &^ o[1], c[2] &^ o[2], c[3] &^ o[3]}
}

var classDigit, classLetter, classAlnum = func() (d, l, a class) {
	for b := byte('0'); b <= '9'; b++ {
		d.add(b)
		a.add(b)
	}
	for b := byte('A'); b <= 'Z'; b++ {
		l.add(b)
		a.add(b)
		l.add(b | 0x20)
		a.add(b | 0x20)
	}
	return
}()

var classSmall = func() (c class) {
	for b := byte('a'); b <= 'z'; b++ {
		c.add(b)
	}
	return
}()

// form is a fixed-length sequence of classes, by number in builder.classes.
type form []uint16

const (
	maxForms    = 300 // of one pattern; beyond it another route is taken
	maxFormSize = 130 // bytes
)

// expand lists the forms of a parsed pattern; false where it is unbounded,
// not ASCII, or too many.
func (b *builder) expand(re *syntax.Regexp) ([]form, bool) {
	switch re.Op {
	case syntax.OpEmptyMatch:
		return []form{nil}, true
	case syntax.OpLiteral:
		f := b.newForm(len(re.Rune))
		for _, r := range re.Rune {
			if r >= 128 {
				return nil, false
			}
			var c class
			c.add(byte(r))
			if re.Flags&syntax.FoldCase != 0 {
				c.add(strings.ToLower(string(r))[0])
				c.add(strings.ToUpper(string(r))[0])
			}
			f = append(f, b.class(c))
		}
		return []form{f}, true
	case syntax.OpCharClass:
		var c class
		for i := 0; i < len(re.Rune); i += 2 {
			if re.Rune[i+1] >= 128 {
				// (?i) folds k and s to two letters beyond ASCII, which no
				// value is written with; anything else is another route's.
				if (re.Rune[i] == 0x17f && re.Rune[i+1] == 0x17f) || (re.Rune[i] == 0x212a && re.Rune[i+1] == 0x212a) {
					continue
				}
				return nil, false
			}
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				c.add(byte(r))
			}
		}
		return []form{{b.class(c)}}, true
	case syntax.OpCapture:
		return b.expand(re.Sub[0])
	case syntax.OpQuest:
		fs, ok := b.expand(re.Sub[0])
		return append([]form{nil}, fs...), ok
	case syntax.OpRepeat:
		if re.Max < 0 || re.Max > maxFormSize {
			return nil, false
		}
		sub, ok := b.expand(re.Sub[0])
		if !ok {
			return nil, false
		}
		var out []form
		at := []form{nil}
		for n := 0; n <= re.Max; n++ {
			if n >= re.Min {
				out = append(out, at...)
			}
			if n == re.Max {
				break
			}
			if at, ok = b.cross(at, sub); !ok || len(out) > maxForms {
				return nil, false
			}
		}
		return out, true
	case syntax.OpConcat:
		out := []form{nil}
		for _, s := range re.Sub {
			fs, ok := b.expand(s)
			if !ok {
				return nil, false
			}
			if out, ok = b.cross(out, fs); !ok {
				return nil, false
			}
		}
		return out, true
	case syntax.OpAlternate:
		var out []form
		for _, s := range re.Sub {
			fs, ok := b.expand(s)
			if !ok || len(out)+len(fs) > maxForms {
				return nil, false
			}
			out = append(out, fs...)
		}
		return out, true
	}
	return nil, false
}

func (b *builder) cross(xs, ys []form) ([]form, bool) {
	if len(xs)*len(ys) > maxForms {
		return nil, false
	}
	if len(xs) == 1 && len(xs[0]) == 0 {
		return ys, true
	}
	out := make([]form, 0, len(xs)*len(ys))
	for _, x := range xs {
		for _, y := range ys {
			if len(x)+len(y) > maxFormSize {
				return nil, false
			}
			f := b.newForm(len(x) + len(y))
			out = append(out, append(append(f, x...), y...))
		}
	}
	return out, true
}

// newForm has room for n classes; forms are cut from large pieces, for there
// are thousands of them.
func (b *builder) newForm(n int) form {
	if len(b.room) < n {
		b.room = make([]uint16, 16<<10)
	}
	f := b.room[:0:n]
	b.room = b.room[n:]
	return f
}

// split replaces classes that hold letters or digits as well as separators
// by two forms, so that the groups of a form are known.
func (b *builder) split(fs []form) ([]form, bool) {
	var out []form
	for _, f := range fs {
		if !b.anyMixed(f) {
			if out = append(out, f); len(out) > maxForms {
				return nil, false
			}
			continue
		}
		at := []form{f}
		for i := range f {
			c := b.classes[f[i]]
			a, s := c.and(classAlnum), c.minus(classAlnum)
			if a.empty() || s.empty() {
				continue
			}
			n := len(at)
			for j := 0; j < n; j++ {
				g := append(b.newForm(len(f)), at[j]...)
				at[j] = append(b.newForm(len(f)), at[j]...)
				at[j][i], g[i] = b.class(a), b.class(s)
				at = append(at, g)
			}
			if len(at) > maxForms {
				return nil, false
			}
		}
		if out = append(out, at...); len(out) > maxForms {
			return nil, false
		}
	}
	return out, true
}

func (b *builder) anyMixed(f form) bool {
	for _, n := range f {
		c := b.classes[n]
		if a, s := c.and(classAlnum), c.minus(classAlnum); !a.empty() && !s.empty() {
			return true
		}
	}
	return false
}

// class numbers a class.
func (b *builder) class(c class) uint16 {
	if n, ok := b.classOf[c]; ok {
		return n
	}
	n := uint16(len(b.classes))
	b.classes = append(b.classes, c)
	b.classOf[c] = n
	return n
}

// literalPrefix is the literal that every match begins with.
func literalPrefix(re *syntax.Regexp) (string, bool) {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 {
			return "", false
		}
		return string(re.Rune), true
	case syntax.OpCapture:
		return literalPrefix(re.Sub[0])
	case syntax.OpConcat:
		p := ""
		for _, s := range re.Sub {
			q, whole := literalPrefix(s)
			p += q
			if !whole {
				return p, false
			}
		}
		return p, true
	case syntax.OpRepeat, syntax.OpPlus:
		if re.Op == syntax.OpPlus || re.Min > 0 {
			q, _ := literalPrefix(re.Sub[0])
			return q, false
		}
	case syntax.OpCharClass:
		if len(re.Rune) == 2 && re.Rune[0] == re.Rune[1] {
			return string(re.Rune[0]), true
		}
	}
	return "", false
}

// literalPrefixes lists literals such that every match begins with one of
// them, looking into alternations; nil where there is none.
func literalPrefixes(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpAlternate:
		var out []string
		for _, s := range re.Sub {
			ps := literalPrefixes(s)
			if ps == nil {
				return nil
			}
			out = append(out, ps...)
		}
		return out
	case syntax.OpCapture:
		return literalPrefixes(re.Sub[0])
	case syntax.OpCharClass:
		var out []string
		for i := 0; i < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if out = append(out, string(r)); len(out) > 8 {
					return nil
				}
			}
		}
		return out
	case syntax.OpConcat:
		out := []string{""}
		for _, s := range re.Sub {
			if p, whole := literalPrefix(s); p != "" {
				for i := range out {
					out[i] += p
				}
				if !whole {
					return out
				}
				continue
			}
			ps := literalPrefixes(s)
			if ps == nil || len(ps)*len(out) > 64 {
				return out
			}
			var next []string
			for _, o := range out {
				for _, p := range ps {
					next = append(next, o+p)
				}
			}
			out = next
			// An alternative may be longer than its literal: stop behind it.
			if s.Op != syntax.OpCharClass {
				return out
			}
		}
		return out
	}
	if p, _ := literalPrefix(re); p != "" {
		return []string{p}
	}
	return nil
}

// requiredLiteral is the longest literal that every match holds.
func requiredLiteral(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return string(re.Rune)
		}
	case syntax.OpCapture, syntax.OpPlus:
		return requiredLiteral(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return requiredLiteral(re.Sub[0])
		}
	case syntax.OpConcat:
		best := ""
		for _, s := range re.Sub {
			if l := requiredLiteral(s); len(l) > len(best) {
				best = l
			}
		}
		return best
	}
	return ""
}

// matcher finds the longest match anchored at text[at:], or returns at.
type matcher interface {
	end(text []byte, at int) int
}

// formsMatcher tries every form; the longest that fits wins.
type formsMatcher struct {
	classes *[]class
	forms   []form // longest first
}

func (m *formsMatcher) end(text []byte, at int) int {
	rest := text[at:]
	for _, f := range m.forms {
		if len(f) <= len(rest) && fits(*m.classes, f, rest) && begins(text, at) && ends(text, at+len(f)) {
			return at + len(f)
		}
	}
	return at
}

func fits(classes []class, f form, text []byte) bool {
	for i, c := range f {
		if !classes[c].has(text[i]) {
			return false
		}
	}
	return true
}

// regexpMatcher is the general case.
type regexpMatcher struct{ re *regexp.Regexp }

// window is how far a pattern without a bound may reach.
const window = 64 << 10

func (m *regexpMatcher) end(text []byte, at int) int {
	stop := min(len(text), at+window)
	loc := m.re.FindIndex(text[at:stop])
	if loc == nil || loc[1] == 0 || !begins(text, at) || !ends(text, at+loc[1]) {
		return at
	}
	return at + loc[1]
}

// codeMatcher is a LabelledFind.
type codeMatcher struct {
	find func(text []byte, at int) int
}

func (m *codeMatcher) end(text []byte, at int) int {
	e := m.find(text, at)
	if e <= at || e > len(text) {
		return at
	}
	return e
}

// border reports whether no word byte stands directly before or behind
// text[s:e].
func border(text []byte, s, e int) bool {
	if s > 0 && wordByte[text[s]] && joinsLeft(text, s) {
		return false
	}
	return ends(text, e)
}

// begins reports whether no word byte stands directly before text[at:], or a
// letter before a digit, which only Scanner.glued lets through.
func begins(text []byte, at int) bool {
	return at == 0 || !wordByte[text[at]] || !joinsLeft(text, at) || digitByte[text[at]] && text[at-1] >= 'a' && text[at-1] <= 'z'
}

// ends reports whether no word byte stands directly behind text[:e].
func ends(text []byte, e int) bool {
	return e == len(text) || !wordByte[text[e-1]] || !joinsRight(text, e)
}

// joinsLeft reports whether the character before s makes one word with what
// begins at s. Letters of Latin, Greek and Cyrillic do; signs and letters of
// scripts that put no spaces between words do not.
func joinsLeft(text []byte, s int) bool {
	c := text[s-1]
	if c < 0x80 {
		return wordByte[c]
	}
	// The last byte of a two-byte letter; its lead byte says the script.
	return c < 0xc0 && s >= 2 && text[s-2] >= 0xc3 && text[s-2] <= 0xd4 && text[s-2] != 0xcb
}

func joinsRight(text []byte, e int) bool {
	c := text[e]
	if c < 0x80 {
		return wordByte[c]
	}
	return c >= 0xc3 && c <= 0xd4 && c != 0xcb
}

// wordByte: [A-Za-z0-9_]; alnumByte without '_'; digitByte: [0-9].
var wordByte, alnumByte, digitByte = func() (w, a, d [256]bool) {
	for b := range w {
		w[b] = wordByteOf(byte(b))
		a[b] = w[b] && b != '_'
		d[b] = b >= '0' && b <= '9'
	}
	return
}()

func wordByteOf(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_'
}
