package scanner

import (
	"math/bits"
	"regexp"
	"regexp/syntax"
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

// addRange adds the bytes from lo to hi.
func (c *class) addRange(lo, hi byte) {
	for i := range c {
		from, to := max(int(lo)-i<<6, 0), min(int(hi)-i<<6, 63)
		if from <= to {
			c[i] |= ^uint64(0) >> (63 - to + from) << from
		}
	}
}

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

// count is how many bytes c has.
func (c *class) count() int {
	return bits.OnesCount64(c[0]) + bits.OnesCount64(c[1]) + bits.OnesCount64(c[2]) + bits.OnesCount64(c[3])
}

func (c *class) single() bool { return c.count() == 1 }

// bothCases reports whether c is a letter, large and small. k and s have a third
// case beyond ASCII, so that they are one only where (?i) says so.
func (c *class) bothCases() bool {
	l, u := c[1]>>32, c[1]&(1<<32-1)
	return c[0]|c[2]|c[3] == 0 && l == u && c.count() == 2 && l&(1<<('k'&31)|1<<('s'&31)) == 0 && l&(1<<27-2) != 0
}

func (c class) or(o class) class {
	return class{c[0] | o[0], c[1] | o[1], c[2] | o[2], c[3] | o[3]}
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

// alphabet numbers classes.
type alphabet struct {
	classes []class
	kinds   []classKind // beside classes
	numbers map[class]uint16
	singles [256]uint16 // of classes of one byte, from 1
}

// classKind is what shapes ask of a class.
type classKind struct {
	digit, letter bool // it has some
	other         bool // and bytes that are neither
	high          bool // beyond ASCII
	token         bool // nothing but what long tokens are made of
	small         bool // it has small letters
	count         uint16
}

func (k classKind) alnum() bool { return k.digit || k.letter }
func (k classKind) mixed() bool { return k.alnum() && k.other }

func newAlphabet() *alphabet { return &alphabet{numbers: map[class]uint16{}} }

// number is the class's place in classes.
func (a *alphabet) number(c class) uint16 {
	if c.single() {
		return a.single(byte(c.lowest()))
	}
	n, ok := a.numbers[c]
	if !ok {
		n = a.put(c)
		a.numbers[c] = n
	}
	return n
}

// single is number for the class of one byte.
func (a *alphabet) single(b byte) uint16 {
	if a.singles[b] == 0 {
		var c class
		c.add(b)
		a.singles[b] = a.put(c) + 1
	}
	return a.singles[b] - 1
}

func (a *alphabet) put(c class) uint16 {
	k := classKind{high: c[2]|c[3] != 0, token: true, count: uint16(c.count())}
	d, l, o, s := c.and(classDigit), c.and(classLetter), c.minus(classAlnum), c.and(classSmall)
	k.digit, k.letter, k.other, k.small = !d.empty(), !l.empty(), !o.empty(), !s.empty()
	for rest := c; !rest.empty(); rest.drop() {
		k.token = k.token && tokenByte[rest.lowest()]
	}
	a.classes, a.kinds = append(a.classes, c), append(a.kinds, k)
	return uint16(len(a.classes) - 1)
}

// form is a fixed-length sequence of classes, by number in an alphabet.
type form []uint16

const (
	maxForms    = 300 // of one pattern; beyond it another route is taken
	maxFormSize = 130 // bytes
)

// expand lists the forms of the part of a pattern at a node; false where it is
// unbounded, not ASCII, or too many. The forms stand in b's scratch.
func (b *builder) expand(at int32) ([]form, bool) {
	if c, n, ok := b.row(at); ok {
		return b.one(b.times(c, n)), !b.abc.kinds[c].high && n <= maxFormSize
	}
	n := b.reader.nodes[at]
	switch n.op {
	case opRepeat:
		return b.expandRepeat(n)
	case opConcat:
		out := b.one(nil)
		for m := n.first; m != 0; {
			// What is of one form goes in one step.
			row := b.rows[:0]
			for m != 0 {
				c, n, ok := b.row(m)
				if !ok {
					break
				}
				if b.abc.kinds[c].high || len(row)+n > maxFormSize {
					return nil, false
				}
				for range n {
					row = append(row, c)
				}
				m = b.reader.nodes[m].next
			}
			b.rows = row
			fs, ok := b.one(append(b.room.take(len(row)), row...)), true
			if len(row) == 0 {
				if fs, ok = b.expand(m); !ok {
					return nil, false
				}
				m = b.reader.nodes[m].next
			}
			if out, ok = b.cross(out, fs); !ok {
				return nil, false
			}
		}
		return out, true
	case opAlternate:
		var out []form
		for m := n.first; m != 0; m = b.reader.nodes[m].next {
			fs, ok := b.expand(m)
			if !ok || len(out)+len(fs) > maxForms {
				return nil, false
			}
			out = append(out, fs...)
		}
		return out, true
	}
	return nil, false
}

func (b *builder) expandRepeat(n node) ([]form, bool) {
	if n.max < 0 || n.max > maxFormSize {
		return nil, false
	}
	if c := b.reader.nodes[n.first]; c.op == opClass {
		out := b.lists.take(int(n.max-n.min) + 1)
		for i := n.min; i <= n.max; i++ {
			out = append(out, b.times(c.class, int(i)))
		}
		return out, !b.abc.kinds[c.class].high
	}
	sub, ok := b.expand(n.first)
	if !ok {
		return nil, false
	}
	var out []form
	at := b.one(nil)
	for i := int16(0); ; i++ {
		if i >= n.min {
			out = append(out, at...)
		}
		if i == n.max {
			return out, true
		}
		if at, ok = b.cross(at, sub); !ok || len(out) > maxForms {
			return nil, false
		}
	}
}

// row reports whether the part at a node is n times a class.
func (b *builder) row(at int32) (c uint16, n int, ok bool) {
	p := &b.reader.nodes[at]
	if p.op == opClass {
		return p.class, 1, true
	}
	if p.op == opRepeat && p.min == p.max && b.reader.nodes[p.first].op == opClass {
		return b.reader.nodes[p.first].class, int(p.min), true
	}
	return 0, 0, false
}

func (b *builder) one(f form) []form { return append(b.lists.take(1), f) }

func (b *builder) times(c uint16, n int) form {
	f := b.room.take(n)
	for range n {
		f = append(f, c)
	}
	return f
}

// cross lists the forms of xs with those of ys behind them.
func (b *builder) cross(xs, ys []form) ([]form, bool) {
	if len(xs)*len(ys) > maxForms {
		return nil, false
	}
	if len(xs) == 1 && len(xs[0]) == 0 {
		return ys, true
	}
	out := b.lists.take(len(xs) * len(ys))
	for _, x := range xs {
		for _, y := range ys {
			if len(x)+len(y) > maxFormSize {
				return nil, false
			}
			out = append(out, append(append(b.room.take(len(x)+len(y)), x...), y...))
		}
	}
	return out, true
}

// arena hands out room in large pieces: a start is quicker when it does not ask
// for memory thousands of times. What was handed out before reset is handed out
// again.
type arena[T any] struct {
	piece []T
	used  int
}

// take returns an empty slice with room for n.
func (a *arena[T]) take(n int) []T {
	if len(a.piece)-a.used < n {
		a.piece, a.used = make([]T, max(2*len(a.piece), n, 1<<8)), 0
	}
	a.used += n
	return a.piece[a.used-n : a.used-n : a.used]
}

func (a *arena[T]) reset() { a.used = 0 }

// split replaces classes that hold letters or digits as well as separators
// by two forms, so that the groups of a form are known.
func (b *builder) split(fs []form) ([]form, bool) {
	n := 0
	for _, f := range fs {
		if n += 1 << min(b.mixed(f), 16); n > maxForms {
			return nil, false
		}
	}
	if n == len(fs) {
		return fs, true
	}
	out := b.lists.take(n)
	for _, f := range fs {
		from := len(out)
		out = append(out, f)
		for i, n := range f {
			if !b.abc.kinds[n].mixed() {
				continue
			}
			c := b.abc.classes[n]
			word, sign := b.abc.number(c.and(classAlnum)), b.abc.number(c.minus(classAlnum))
			for j, x := range out[from:] {
				y := append(b.room.take(len(f)), x...)
				z := append(b.room.take(len(f)), x...)
				y[i], z[i] = word, sign
				out[from+j] = y
				out = append(out, z)
			}
		}
	}
	return out, true
}

// mixed is how many classes of f hold letters or digits as well as separators.
func (b *builder) mixed(f form) int {
	n := 0
	for _, c := range f {
		if b.abc.kinds[c].mixed() {
			n++
		}
	}
	return n
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
	classes []class
	forms   []form // longest first
}

func (m *formsMatcher) end(text []byte, at int) int {
	rest := text[at:]
	for _, f := range m.forms {
		if len(f) <= len(rest) && fits(m.classes, f, rest) && begins(text, at) && ends(text, at+len(f)) {
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
