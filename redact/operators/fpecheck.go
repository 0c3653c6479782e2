package operators

import (
	"slices"

	"sluice/redact"
)

// A kind's check says yes or no, so that the right check characters have to be
// found by trying: five calls for one digit, fifty for two. Nearly all schemes
// are sums modulo 10, 11, 89 or 97 of one term a character, though, and such a
// sum can be learned from the check itself by changing one character at a
// time. A model is what was learned for the values of one form; its answer is
// shown to the check before it is believed.
//
// A wrong model cannot break the way back: fpe needs a function of the payload
// alone, whichever, and a model is one.
type model struct{ parts []modelPart }

// modelPart gives one check character, or two as a number of two digits.
type modelPart struct {
	chk []int // indexes into fpeScratch.chk
	in  []int // indexes into fpeScratch.at of what is summed
	mod int
	// before is the index in fpeScratch.chk of the check character that is
	// summed first, -1 for none.
	before int
	base   []int      // what the sum begins with; schemes with two have two variants
	term   [][]uint16 // by the position in in, then the numeral
	// hybrid: no sum, but the recursion of ISO 7064 MOD 11,10 over the
	// digits of in.
	hybrid bool
}

// hit is a payload, as numerals by their place in fpeScratch.at, with the check
// characters that pass: one pair, or one for each variant of the scheme.
type hit struct {
	num []byte
	chk [][2]byte
}

const (
	learnHits  = 12   // payloads that models are checked by
	learnTries = 1200 // for those
	// For each character up to learnPairs changes are looked at, of
	// learnChanges.
	learnPairs, learnChanges = 6, 40
	// maxVariants is how many ways to pass a scheme may have.
	maxVariants = 3
)

// learn makes a model for values like the one that s holds; nil where none
// fits. It depends on the kind's check, the classes of the characters and
// where the check characters stand, not on the value.
func learn(s *fpeScratch, kind *redact.Kind) *model {
	if len(s.chk) == 0 || len(s.chk) > 2 {
		return nil
	}
	for _, c := range s.chk {
		if s.base[c] != 10 {
			return nil
		}
	}
	l := newLearner(s, kind)
	for range learnTries {
		l.random()
		if h, ok := l.see(); ok {
			if l.hits = append(l.hits, h); len(l.hits) == learnHits {
				break
			}
		}
	}
	if len(l.hits) < learnHits {
		return nil
	}
	l.pairs = make([][]pair, len(s.at))
	for _, p := range s.pay {
		for i := 0; i < learnChanges && len(l.pairs[p]) < learnPairs; i++ {
			from := l.hits[i%learnHits]
			l.put(from)
			to := l.next(s.base[p])
			if to == from.num[p] {
				continue
			}
			s.set(p, to)
			if h, ok := l.see(); ok {
				l.pairs[p] = append(l.pairs[p], pair{from, h})
			}
		}
	}
	return l.fit()
}

type pair struct{ a, b hit }

type learner struct {
	s     *fpeScratch
	kind  *redact.Kind
	x     uint64
	hits  []hit
	pairs [][]pair // by the place that differs
}

func newLearner(s *fpeScratch, kind *redact.Kind) *learner {
	return &learner{s: s, kind: kind, x: 0x9e3779b97f4a7c15}
}

// number is xorshift64: any fixed sequence will do.
func (l *learner) number() uint64 {
	l.x ^= l.x << 13
	l.x ^= l.x >> 7
	l.x ^= l.x << 17
	return l.x >> 16
}

func (l *learner) next(n byte) byte { return byte(l.number() % uint64(n)) }

// random makes up a payload.
func (l *learner) random() {
	for _, p := range l.s.pay {
		l.s.set(p, l.next(l.s.base[p]))
	}
}

func (l *learner) put(h hit) {
	for _, p := range l.s.pay {
		l.s.set(p, h.num[p])
	}
}

// see looks for the check characters of what stands in the scratch.
func (l *learner) see() (h hit, ok bool) {
	h.chk = l.s.passing(l.kind)
	if n := len(h.chk); n == 0 || n > maxVariants {
		return h, false
	}
	h.num = slices.Clone(l.s.num)
	return h, true
}

func (l *learner) fit() *model {
	for _, try := range [][][]int{{{0}}, {{0}, {1}}, {{1}, {0}}, {{0, 1}}} {
		n := 0
		for _, c := range try {
			n += len(c)
		}
		if n != len(l.s.chk) {
			continue
		}
		m := &model{}
		if l.fitsHybrid(m) {
			return m
		}
		m.parts = nil
		before := -1
		for _, chk := range try {
			p, ok := l.part(chk, before)
			if !ok {
				break
			}
			m.parts = append(m.parts, p)
			before = chk[0] // the next one may sum it, too
		}
		if len(m.parts) != len(try) {
			continue
		}
		if l.holds(m) {
			return m
		}
	}
	return nil
}

// holds reports whether the model gives check characters that pass for all
// payloads that were seen to have some.
func (l *learner) holds(m *model) bool {
	for _, h := range l.hits {
		l.put(h)
		if m.solve(0, l.s, l.kind) == wrong {
			return false
		}
	}
	return true
}

// fitsHybrid makes m the model of ISO 7064 MOD 11,10, if that is what it is:
// no sum explains it.
func (l *learner) fitsHybrid(m *model) bool {
	if len(l.s.chk) != 1 {
		return false
	}
	for _, p := range l.s.pay {
		if l.s.base[p] != 10 {
			return false
		}
	}
	m.parts = []modelPart{{chk: []int{0}, in: slices.Clone(l.s.pay), mod: 10, before: -1, base: []int{0}, hybrid: true}}
	return l.holds(m)
}

// part fits one sum to what was seen; before is the check character that
// was found before, -1 if none was.
func (l *learner) part(chk []int, before int) (modelPart, bool) {
	mods := []int{10, 11}
	if len(chk) == 2 {
		mods = []int{97, 89, 101}
	}
	for _, mod := range mods {
		p := modelPart{chk: chk, mod: mod, before: before, in: slices.Clone(l.s.pay)}
		if before >= 0 {
			p.in = append([]int{l.s.chk[before]}, p.in...)
		}
		p.term = make([][]uint16, len(p.in))
		if before < 0 {
			if l.terms(&p, 0) && l.bases(&p) {
				return p, true
			}
			continue
		}
		for w := range mod {
			p.term[0], p.base = weighted(w, mod, 10), nil
			if l.terms(&p, 1) && l.bases(&p) {
				return p, true
			}
		}
		if p.term[0], p.base = doubled, nil; mod == 10 && l.terms(&p, 1) && l.bases(&p) {
			return p, true
		}
	}
	return modelPart{}, false
}

func weighted(w, mod, base int) []uint16 {
	term := make([]uint16, base)
	for v := range term {
		term[v] = uint16(w * v % mod)
	}
	return term
}

// doubled are the terms of Luhn's scheme at every other digit, taken away
// from the check digit.
var doubled = []uint16{0, 8, 6, 4, 2, 9, 7, 5, 3, 1}

// sum is the number that check characters of the part spell, without what the
// character before it adds.
func (p *modelPart) sum(chk [2]byte) (n int, clear bool) {
	for _, c := range p.chk {
		n = n*10 + int(chk[c])
	}
	switch p.mod {
	case 11:
		clear = n > 1 // else it may be written for 10
	case 101:
		clear = n > 0 // else 0 or 100
	default:
		clear = true
	}
	if p.before >= 0 {
		n -= int(p.term[0][chk[p.before]])
	}
	return n, clear
}

// terms finds for each character from in[from] on the weight, or the doubling
// of Luhn, that explains all changes of it that were seen.
func (l *learner) terms(p *modelPart, from int) bool {
next:
	for i, at := range p.in[from:] {
		base := int(l.s.base[at])
		for w := range p.mod {
			if p.term[from+i] = weighted(w, p.mod, base); l.explains(p, at, from+i) {
				continue next
			}
		}
		if p.term[from+i] = doubled; p.mod != 10 || base != 10 || !l.explains(p, at, from+i) {
			return false
		}
	}
	return true
}

// explains reports whether the changes of one character are what its term
// says. One that was never seen to change (a fixed letter) explains nothing
// and adds nothing.
func (l *learner) explains(p *modelPart, at, i int) bool {
	for _, d := range l.pairs[at] {
		step := int(p.term[i][d.b.num[at]]) - int(p.term[i][d.a.num[at]])
		if !p.reaches(d.a.chk, d.b.chk, step) {
			return false
		}
	}
	return true
}

// reaches reports whether one of the sums of b is step more than one of a.
func (p *modelPart) reaches(a, b [][2]byte, step int) bool {
	for _, x := range a {
		for _, y := range b {
			m, clear := p.sum(x)
			n, too := p.sum(y)
			if !clear || !too || (n-m-step)%p.mod == 0 {
				return true
			}
		}
	}
	return false
}

// bases finds what the sum begins with.
func (l *learner) bases(p *modelPart) bool {
	from := len(p.in) - len(l.s.pay)
	for _, h := range l.hits {
		for _, chk := range h.chk {
			n, clear := p.sum(chk)
			if !clear {
				continue
			}
			for j, q := range l.s.pay {
				n -= int(p.term[from+j][h.num[q]])
			}
			if n %= p.mod; n < 0 {
				n += p.mod
			}
			if !slices.Contains(p.base, n) {
				p.base = append(p.base, n)
			}
		}
	}
	slices.Sort(p.base)
	return len(p.base) > 0 && len(p.base) <= maxVariants
}

// solve puts the check characters from part i on into s, and returns what the
// check says of them, wrong where it does not take them.
func (m *model) solve(i int, s *fpeScratch, kind *redact.Kind) grade {
	if i == len(m.parts) {
		return s.judge(kind)
	}
	p := &m.parts[i]
	sum := 0
	if p.hybrid {
		sum = p.recursion(s)
	} else {
		for j, at := range p.in {
			sum += int(p.term[j][s.num[at]])
		}
	}
	for _, base := range p.base {
		r := (sum + base) % p.mod
		if len(p.chk) == 1 {
			// Modulo 11, 10 is written 0 or 1 where it is written at all.
			s.set(s.chk[p.chk[0]], byte(r%10))
			if g := m.solve(i+1, s, kind); g != wrong {
				return g
			}
			if r == 10 {
				s.set(s.chk[p.chk[0]], 1)
				if g := m.solve(i+1, s, kind); g != wrong {
					return g
				}
			}
			continue
		}
		if r == 100 {
			r = 0
		}
		for ; r < 100; r += p.mod {
			s.set(s.chk[0], byte(r/10))
			s.set(s.chk[1], byte(r%10))
			if g := m.solve(i+1, s, kind); g != wrong {
				return g
			}
		}
	}
	return wrong
}

// recursion is the check digit of ISO 7064 MOD 11,10.
func (p *modelPart) recursion(s *fpeScratch) int {
	product := 10
	for _, at := range p.in {
		sum := (product + int(s.num[at])) % 10
		if sum == 0 {
			sum = 10
		}
		product = 2 * sum % 11
	}
	return (11 - product) % 10
}
