package scanner

import (
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// A pattern is read into nodes, and all that the engine knows about it is
// derived from these. Nearly all patterns are written in the few parts of RE2's
// syntax that patternReader reads by itself, with no memory of its own; the
// others, and those with a mistake, go through regexp/syntax.

// node is a part of a pattern.
type node struct {
	op    uint8
	fold  bool   // a letter in both cases
	loose bool   // matches letters beyond ASCII as well, which no value is written with
	class uint16 // of opClass, by number in the alphabet
	// min and max are how often what is below an opRepeat stands; a max below 0
	// is no bound.
	min, max    int16
	first, next int32 // the first node below, the one beside; 0 is none
}

const (
	opOther     = iota // anything else: nothing is derived from it
	opClass            // a byte
	opConcat           // what is below, one behind another
	opAlternate        // one of what is below
	opRepeat           // what is below, min to max times
)

// patternReader reads patterns, one after another.
type patternReader struct {
	abc   *alphabet // nil where it matters only whether a pattern is one
	nodes []node    // of the last pattern; the first is none
	src   string
	at    int
}

const (
	maxRead   = 1000 // bytes of a pattern that is read here
	maxNested = 20   // groups in groups
	maxRepeat = 1000 // of regexp/syntax, for repeats in repeats as well
)

// read returns the pattern's root among r.nodes, which stand until the next
// read. It accepts what regexp/syntax accepts.
func (r *patternReader) read(src string) (int32, error) {
	r.src, r.at, r.nodes = src, 0, append(r.nodes[:0], node{})
	if len(src) <= maxRead {
		if n := r.alternate(0); n != 0 && r.at == len(src) {
			return n, nil
		}
	}
	re, err := syntax.Parse(src, syntax.Perl)
	if err != nil {
		return 0, err
	}
	r.nodes = r.nodes[:1]
	return r.convert(re), nil
}

func (r *patternReader) put(n node) int32 {
	r.nodes = append(r.nodes, n)
	return int32(len(r.nodes) - 1)
}

func (r *patternReader) putClass(c class) int32 {
	if r.abc == nil {
		return r.put(node{op: opClass})
	}
	return r.put(node{op: opClass, class: r.abc.number(c), fold: c.bothCases()})
}

// group makes a node of the parts below it, which are linked; a single part
// stands for itself.
func (r *patternReader) group(op uint8, first int32) int32 {
	if first != 0 && r.nodes[first].next == 0 {
		return first
	}
	return r.put(node{op: op, first: first})
}

// alternate reads up to the end or a closing parenthesis, as do the methods
// below for their parts. They return 0 where they do not know the syntax.
func (r *patternReader) alternate(depth int) int32 {
	var first, last int32
	bytes := true // a choice of single bytes is one class
	for {
		n := r.concat(depth)
		if n == 0 {
			return 0
		}
		bytes = bytes && r.nodes[n].op == opClass
		if first == 0 {
			first = n
		} else {
			r.nodes[last].next = n
		}
		last = n
		if r.at == len(r.src) || r.src[r.at] != '|' {
			break
		}
		r.at++
	}
	if bytes && first != last && r.abc != nil {
		var c class
		for n := first; n != 0; n = r.nodes[n].next {
			c = c.or(r.abc.classes[r.nodes[n].class])
		}
		return r.putClass(c)
	}
	return r.group(opAlternate, first)
}

func (r *patternReader) concat(depth int) int32 {
	var first, last int32
	for r.at < len(r.src) && r.src[r.at] != '|' && r.src[r.at] != ')' {
		n := r.repeat(depth)
		if n == 0 {
			return 0
		}
		if first == 0 {
			first = n
		} else {
			r.nodes[last].next = n
		}
		last = n
	}
	return r.group(opConcat, first)
}

func (r *patternReader) repeat(depth int) int32 {
	n := r.atom(depth)
	if n == 0 || r.at == len(r.src) {
		return n
	}
	least, most := 0, 1
	switch r.src[r.at] {
	case '?':
	case '*':
		most = -1
	case '+':
		least, most = 1, -1
	case '{':
		r.at++
		if least = r.count(); least < 0 || r.at == len(r.src) {
			return 0
		}
		most = least
		if r.src[r.at] == ',' {
			r.at++
			if most = -1; r.at < len(r.src) && r.src[r.at] != '}' {
				if most = r.count(); most < least {
					return 0
				}
			}
		}
		if r.at == len(r.src) || r.src[r.at] != '}' || max(least, most, 1)*r.repeats(n) > maxRepeat {
			return 0
		}
	default:
		return n
	}
	r.at++
	if r.at < len(r.src) && strings.IndexByte("?*+{", r.src[r.at]) >= 0 {
		return 0
	}
	return r.put(node{op: opRepeat, first: n, min: int16(least), max: int16(most)})
}

// repeats is how often a part of n may be repeated in it.
func (r *patternReader) repeats(n int32) int {
	most := 1
	for m := r.nodes[n].first; m != 0; m = r.nodes[m].next {
		most = max(most, r.repeats(m))
	}
	if r.nodes[n].op == opRepeat {
		most *= int(max(r.nodes[n].min, r.nodes[n].max, 1))
	}
	return most
}

// count reads a number; -1 where there is none, or one of more than maxRepeat.
func (r *patternReader) count() int {
	n, from := 0, r.at
	for ; r.at < len(r.src) && digitByte[r.src[r.at]] && n <= maxRepeat; r.at++ {
		n = 10*n + int(r.src[r.at]-'0')
	}
	if r.at == from || n > maxRepeat || r.src[from] == '0' && r.at > from+1 {
		return -1
	}
	return n
}

func (r *patternReader) atom(depth int) int32 {
	switch c := r.src[r.at]; c {
	case '(':
		if depth == maxNested {
			return 0
		}
		r.at++
		if strings.HasPrefix(r.src[r.at:], "?:") {
			r.at += 2
		} else if strings.HasPrefix(r.src[r.at:], "?") {
			return 0
		}
		n := r.alternate(depth + 1)
		if n == 0 || r.at == len(r.src) || r.src[r.at] != ')' {
			return 0
		}
		r.at++
		return n
	case '[':
		r.at++
		return r.set()
	case '\\':
		if c, ok := r.escaped(); ok {
			return r.putClass(c)
		}
		return 0
	case '.', '*', '+', '?', '^', '$', ')', ']', '{', '}':
		return 0
	default:
		if c >= utf8.RuneSelf {
			return 0
		}
		r.at++
		var one class
		one.add(c)
		return r.putClass(one)
	}
}

// escaped reads what a backslash stands before.
func (r *patternReader) escaped() (c class, ok bool) {
	if r.at+1 == len(r.src) {
		return c, false
	}
	switch b := r.src[r.at+1]; {
	case b == 'd':
		c = classDigit
	case b == 'w':
		c = classAlnum
		c.add('_')
	case b == 'n':
		c.add('\n')
	case b == 'r':
		c.add('\r')
	case b == 't':
		c.add('\t')
	case b < utf8.RuneSelf && !alnumByte[b]:
		c.add(b)
	default:
		return c, false
	}
	r.at += 2
	return c, true
}

// set reads a class behind its bracket.
func (r *patternReader) set() int32 {
	if r.at < len(r.src) && (r.src[r.at] == '^' || r.src[r.at] == ']') {
		return 0
	}
	var c class
	for r.at < len(r.src) && r.src[r.at] != ']' {
		from, ok := r.member()
		if !ok {
			return 0
		}
		if b := from.lowest(); from.single() && r.at+1 < len(r.src) && r.src[r.at] == '-' && r.src[r.at+1] != ']' {
			r.at++
			to, ok := r.member()
			if !ok || !to.single() || to.lowest() < b {
				return 0
			}
			c.addRange(byte(b), byte(to.lowest()))
			continue
		}
		c = c.or(from)
	}
	if r.at == len(r.src) {
		return 0
	}
	r.at++
	return r.putClass(c)
}

func (r *patternReader) member() (c class, ok bool) {
	switch b := r.src[r.at]; {
	case b == '\\':
		return r.escaped()
	case b >= utf8.RuneSelf || b == '[' || b == ']':
		return c, false
	default:
		c.add(b)
		r.at++
		return c, true
	}
}

// convert makes nodes of what regexp/syntax has read.
func (r *patternReader) convert(re *syntax.Regexp) int32 {
	switch re.Op {
	case syntax.OpEmptyMatch:
		return r.group(opConcat, 0)
	case syntax.OpLiteral:
		return r.literal(re)
	case syntax.OpCharClass:
		return r.charClass(re)
	case syntax.OpCapture:
		return r.convert(re.Sub[0])
	case syntax.OpConcat:
		return r.group(opConcat, r.all(re.Sub))
	case syntax.OpAlternate:
		return r.group(opAlternate, r.all(re.Sub))
	}
	n := node{op: opRepeat}
	switch re.Op {
	case syntax.OpQuest:
		n.max = 1
	case syntax.OpStar:
		n.max = -1
	case syntax.OpPlus:
		n.min, n.max = 1, -1
	case syntax.OpRepeat:
		n.min, n.max = int16(re.Min), int16(re.Max)
	default:
		return r.put(node{op: opOther})
	}
	n.first = r.convert(re.Sub[0])
	return r.put(n)
}

func (r *patternReader) all(res []*syntax.Regexp) (first int32) {
	var last int32
	for _, re := range res {
		n := r.convert(re)
		if first == 0 {
			first = n
		} else {
			r.nodes[last].next = n
		}
		last = n
	}
	return first
}

func (r *patternReader) literal(re *syntax.Regexp) int32 {
	var first, last int32
	put := func(n int32) {
		if first == 0 {
			first = n
		} else {
			r.nodes[last].next = n
		}
		last = n
	}
	for _, x := range re.Rune {
		lower, upper := strings.ToLower(string(x)), strings.ToUpper(string(x))
		switch {
		case re.Flags&syntax.FoldCase == 0:
			for _, b := range []byte(string(x)) {
				var c class
				c.add(b)
				put(r.putClass(c))
			}
		case x < utf8.RuneSelf:
			var c class
			c.add(lower[0])
			c.add(upper[0])
			n := r.putClass(c)
			r.nodes[n].fold = true
			r.nodes[n].loose = lower == "k" || lower == "s"
			put(n)
		default:
			put(r.put(node{op: opOther}))
		}
	}
	return r.group(opConcat, first)
}

func (r *patternReader) charClass(re *syntax.Regexp) int32 {
	var c class
	loose := false
	for i := 0; i < len(re.Rune); i += 2 {
		from, to := re.Rune[i], re.Rune[i+1]
		if to >= utf8.RuneSelf {
			// (?i) folds k and s to two letters beyond ASCII.
			if from != to || from != 'ſ' && from != '\u212a' {
				return r.put(node{op: opOther})
			}
			loose = true
			continue
		}
		c.addRange(byte(from), byte(to))
	}
	n := r.putClass(c)
	r.nodes[n].loose = loose
	r.nodes[n].fold = r.nodes[n].fold || loose
	return n
}

// heads lists literals such that every match begins with one of them, as
// forms of classes of one byte; nil where there is none. whole says that every
// match is one of them. They stand in b's scratch.
func (b *builder) heads(at int32) (ps []form, whole bool) {
	n := &b.reader.nodes[at]
	switch n.op {
	case opClass:
		if n.fold {
			return nil, false
		}
		c := b.abc.classes[n.class]
		if int(b.abc.kinds[n.class].count) > maxHeads {
			return nil, false
		}
		ps = b.lists.take(c.count())
		for ; !c.empty(); c.drop() {
			ps = append(ps, append(b.room.take(1), b.abc.single(byte(c.lowest()))))
		}
		return ps, true
	case opRepeat:
		if n.min > 0 {
			ps, _ = b.heads(n.first)
		}
		return ps, false
	case opAlternate:
		whole = true
		for m := n.first; m != 0; m = b.reader.nodes[m].next {
			qs, all := b.heads(m)
			if qs == nil {
				return nil, false
			}
			ps, whole = append(ps, qs...), whole && all
		}
		return ps, whole
	case opConcat:
		for m := n.first; m != 0; m = b.reader.nodes[m].next {
			qs, all := b.heads(m)
			if qs == nil || len(ps)*len(qs) > maxCross {
				return ps, false
			}
			if ps == nil {
				ps = qs
			} else {
				longer, ok := b.cross(ps, qs)
				if !ok {
					return ps, false
				}
				ps = longer
			}
			if !all {
				return ps, false
			}
		}
		return ps, ps != nil
	}
	return nil, false
}

const (
	maxHeads = 8  // bytes of a class that may begin a literal
	maxCross = 64 // literals of one pattern
)

// tokenBytes reports whether the first need bytes of every match are such
// that long tokens are made of, and how many bytes the shortest match has
// (counting no further than needed).
func (b *builder) tokenBytes(at int32, need int) (count int, ok bool) {
	if need <= 0 {
		return 0, true
	}
	n := &b.reader.nodes[at]
	switch n.op {
	case opClass:
		return 1, b.abc.kinds[n.class].token && !n.loose
	case opRepeat:
		count, ok = b.tokenBytes(n.first, need)
		return count * int(n.min), ok
	case opConcat:
		for m := n.first; m != 0; m = b.reader.nodes[m].next {
			more, ok := b.tokenBytes(m, need-count)
			if count += more; !ok {
				return count, false
			}
		}
		return count, true
	case opAlternate:
		count = need
		for m := n.first; m != 0; m = b.reader.nodes[m].next {
			some, ok := b.tokenBytes(m, need)
			if !ok {
				return 0, false
			}
			count = min(count, some)
		}
		return count, true
	}
	return 0, false
}
