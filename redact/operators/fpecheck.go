package operators

import (
	"slices"

	"sluice/redact"
)

// A kind's check says yes or no, so that the right check characters have to be
// found by trying: five calls for one digit, fifty for two, hundreds for two
// letters. Nearly all schemes are sums modulo a small number of one term a
// character, though, and such a sum can be learned from the check itself by
// changing one character at a time. A model is what was learned for the values
// of one form; its answers are shown to the check before they are believed.
//
// A wrong model cannot break the way back: fpe needs a function of the payload
// alone, whichever, and a model is one.
type model struct{ parts []modelPart }

// rule is how a part of a model finds its check characters.
type rule uint8

const (
	searched rule = iota // by trying all
	summed               // a sum of terms
	hybrid               // the recursion of ISO 7064 MOD 11,10
	verhoeff             // that of Verhoeff
	carried              // the one modulo 10 of Swiss payment slips
	account              // the check digits of an IBAN, ISO 7064 MOD 97-10
)

// modelPart gives one check character or a few, as the index of their
// combination: the number that their numerals spell.
type modelPart struct {
	rule rule
	chk  []int // indexes into fpeScratch.chk
	in   []int // indexes into fpeScratch.at of what is summed
	// rough: where no answer passes, all combinations are tried.
	rough bool
	// Of sums:
	scheme
	// before is the index in fpeScratch.chk of the check character that is
	// summed first, -1 for none.
	before int
	base   []int      // what the sum begins with; schemes with two have two variants
	term   [][]uint16 // by the position in in, then the numeral
}

// scheme says how a residue is written.
type scheme struct {
	mod   int
	chars [][]uint16 // by residue: the combinations that may stand for it
	label []int      // by combination: the residue, -1 where that is not clear
}

// hit is a payload, as numerals by their place in fpeScratch.at, with the
// combinations of check characters that pass: one, or one for each variant of
// the scheme.
type hit struct {
	num []byte
	chk []uint16
}

const (
	learnHits  = 16   // payloads that models are checked by
	learnTries = 1600 // for those
	// mixedHits are better where there are letters in payloads.
	mixedHits = 48
	// letterHits are needed to see all letters that check characters may be.
	letterHits = 160
	// For each character up to learnPairs changes are looked at, of
	// learnChanges.
	learnPairs, learnChanges = 10, 120
	// maxVariants is how many ways to pass a scheme may have.
	maxVariants = 3
	// manyCombos are too many to try them all: the first that pass are the
	// only ones.
	manyCombos = 100
	// maxCombos bounds the combinations that are tried: three digits.
	maxCombos = 1000
)

// pair are two payloads that differ in one place.
type pair struct{ a, b hit }

// learner learns one to three check characters, cells, of a form.
type learner struct {
	s    *fpeScratch
	kind *redact.Kind
	x    uint64

	cells  []int // indexes into s.chk
	combos int
	rest   model // gives the other check characters, from all else
	hits   []hit
	pairs  [][]pair // by the place that differs
	seen   map[seenKey]hit
}

// seenKey is the change of a hit, by its number, at a place.
type seenKey struct {
	hit, at int
	to      byte
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

// next is one of n numerals.
func (l *learner) next(n byte) byte { return byte(l.number() % uint64(n)) }

// random makes up a payload of the sort of the value; where there are seeds one
// that differs from one of them in two places at most.
func (l *learner) random() {
	if seeds := l.s.seeds; len(seeds) > 0 {
		l.put(seeds[l.number()%uint64(len(seeds))])
		for range 2 {
			p := l.s.pay[l.number()%uint64(len(l.s.pay))]
			l.s.set(p, l.next(l.s.base[p]))
		}
		return
	}
	for range 200 {
		for _, p := range l.s.pay {
			l.s.set(p, l.next(l.s.base[p]))
		}
		if l.s.sortOf(l.kind.Name) == l.s.sort {
			return
		}
	}
}

// put puts the payload of a hit into the scratch.
func (l *learner) put(num []byte) {
	for _, p := range l.s.pay {
		l.s.set(p, num[p])
	}
}

// learnParts finds the parts of a model that give the characters at cells (one to
// three indexes into s.chk) when rest gives the other ones afterwards; nil where
// none fits. They depend on the kind's check, the classes of the characters and
// where the check characters stand, not on the value.
func learnParts(s *fpeScratch, kind *redact.Kind, cells []int, rest model) []modelPart {
	l := newLearner(s, kind)
	l.cells, l.rest, l.combos, l.seen = cells, rest, s.combos(cells), map[seenKey]hit{}
	if l.combos > maxCombos || len(s.pay) == 0 {
		return nil
	}
	want, tries := learnHits, learnTries
	if !s.digits(s.pay) {
		want = mixedHits
	}
	for _, c := range cells {
		if s.base[s.chk[c]] != 10 {
			want = letterHits
		}
	}
	for range tries {
		near := l.near()
		if h, ok := l.see(near); ok {
			if l.hits = append(l.hits, h); len(l.hits) == want {
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
			at := i % len(l.hits)
			if to := l.next(s.base[p]); to != l.hits[at].num[p] {
				if h, ok := l.changed(at, p, to); ok {
					l.pairs[p] = append(l.pairs[p], pair{l.hits[at], h})
				}
			}
		}
	}
	return l.fit()
}

// combos is the number of combinations of the characters at cells.
func (s *fpeScratch) combos(cells []int) int {
	n := 1
	for _, c := range cells {
		n *= int(s.base[s.chk[c]])
	}
	return n
}

// write puts a combination of the characters at cells into s.
func (s *fpeScratch) write(cells []int, combo int) {
	for i := len(cells) - 1; i > 0; i-- {
		base := int(s.base[s.chk[cells[i]]])
		s.set(s.chk[cells[i]], byte(combo%base))
		combo /= base
	}
	s.set(s.chk[cells[0]], byte(combo))
}

// near makes up a payload. Where combinations are many and enough payloads are
// known it is one that differs in one place, whose check characters, or one of
// the two, are then those of that hit: near, else -1.
func (l *learner) near() int {
	if l.combos <= manyCombos || len(l.cells) != 2 || len(l.hits) < learnHits || len(l.hits)%4 == 0 {
		l.random()
		return -1
	}
	from := l.hits[l.next(byte(len(l.hits)))]
	l.put(from.num)
	p := l.s.pay[l.next(byte(len(l.s.pay)))]
	l.s.set(p, l.next(l.s.base[p]))
	return int(from.chk[0])
}

// see looks for the check characters of what stands in the scratch, at first
// among those that have one of near, if it is not -1.
func (l *learner) see(near int) (h hit, ok bool) {
	try := func(c int) bool {
		l.s.write(l.cells, c)
		if l.rest.solve(0, l.s, l.kind) != wrong {
			h.chk = append(h.chk, uint16(c))
		}
		return len(h.chk) > maxVariants || len(h.chk) > 0 && l.combos > manyCombos
	}
	if near >= 0 && l.combos > manyCombos && len(l.cells) == 2 {
		second := int(l.s.base[l.s.chk[l.cells[1]]])
		for c := near % second; c < l.combos; c += second {
			if try(c) {
				break
			}
		}
		for c := near - near%second; len(h.chk) == 0 && c < near-near%second+second; c++ {
			try(c)
		}
	}
	for c := 0; c < l.combos && (len(h.chk) == 0 || l.combos <= manyCombos); c++ {
		if try(c) {
			break
		}
	}
	if len(h.chk) == 0 || len(h.chk) > maxVariants {
		return h, false
	}
	h.num = slices.Clone(l.s.num)
	return h, true
}

// changed is the hit with another numeral at p.
func (l *learner) changed(i, p int, to byte) (hit, bool) {
	if l.hits[i].num[p] == to {
		return l.hits[i], true
	}
	key := seenKey{i, p, to}
	h, ok := l.seen[key]
	if !ok {
		l.put(l.hits[i].num)
		l.s.set(p, to)
		h, _ = l.see(int(l.hits[i].chk[0]))
		l.seen[key] = h
	}
	return h, h.num != nil
}

// fit is the first model that what was seen fits: a recursion over the digits,
// else sums, of the cells one after the other or as one number.
func (l *learner) fit() []modelPart {
	for _, rule := range []rule{hybrid, verhoeff, carried} {
		if parts := l.recursive(rule); parts != nil {
			return parts
		}
	}
	if len(l.cells) == 1 {
		return l.fits([][]int{{0}})
	}
	if len(l.cells) == 3 {
		return l.fits([][]int{{0, 1, 2}})
	}
	for _, order := range [][][]int{{{0}, {1}}, {{1}, {0}}, {{0, 1}}} {
		if parts := l.fits(order); parts != nil {
			return parts
		}
	}
	return nil
}

// fits finds sums for the cells in the order given: those that always hold,
// else the ones that hold most often.
func (l *learner) fits(order [][]int) []modelPart {
	var best []modelPart
	most := 0.7
	if l.s.base[l.s.chk[l.cells[0]]] == 26 {
		most = 0.95 // where few letters occur, a wrong sum is often right
	}
	for _, one := range l.sums(order[0], -1) {
		if len(order) == 1 {
			if share := l.holds([]modelPart{one}); share == 1 || share > most {
				if best, most = []modelPart{one}, share; share == 1 {
					return best
				}
			}
			continue
		}
		seconds := l.sums(order[1], order[0][0])
		if l.s.digits(l.s.pay) {
			for _, r := range []rule{verhoeff, hybrid} {
				seconds = append(seconds, modelPart{rule: r, chk: []int{l.cells[order[1][0]]}, in: slices.Clone(l.s.pay)})
			}
		}
		for _, two := range seconds {
			if share := l.holds([]modelPart{one, two}); share == 1 || share > most {
				if best, most = []modelPart{one, two}, share; share == 1 {
					return best
				}
			}
		}
	}
	for i := range best {
		best[i].rough = true
	}
	return best
}

// holds is the share of the payloads seen to have some for which the parts
// give check characters that pass; 0 for less than most.
func (l *learner) holds(parts []modelPart) float64 {
	m := model{append(parts[:len(parts):len(parts)], l.rest.parts...)}
	good, bad := 0, 0
	for _, h := range l.hits {
		l.put(h.num)
		if m.solve(0, l.s, l.kind) != wrong {
			good++
		} else if bad++; 2*bad > len(l.hits) {
			return 0
		}
	}
	return float64(good) / float64(len(l.hits))
}

// digits reports whether all characters at places are digits.
func (s *fpeScratch) digits(places []int) bool {
	for _, p := range places {
		if s.base[p] != 10 {
			return false
		}
	}
	return true
}

// recursive is the model of a recursion over the digits, if that is what it is.
func (l *learner) recursive(r rule) []modelPart {
	if len(l.cells) != 1 || l.combos != 10 || !l.s.digits(l.s.pay) {
		return nil
	}
	parts := []modelPart{{rule: r, chk: l.cells, in: slices.Clone(l.s.pay)}}
	if l.holds(parts) < 1 {
		return nil
	}
	return parts
}

// schemes are the ways to write a residue that are tried for some of the
// cells.
func (l *learner) schemes(which []int) (out []scheme) {
	if len(which) > 1 {
		var mods []int
		switch l.combos {
		case 100:
			mods = []int{97, 89, 101}
		case 1000:
			mods = []int{511} // French tax numbers
		}
		for _, mod := range mods {
			c := remainders(l.combos, mod)
			if mod > l.combos {
				c.label[0], c.chars[mod-1] = -1, []uint16{0} // 0 or 100
			}
			out = append(out, c)
		}
		return out
	}
	switch l.s.base[l.s.chk[l.cells[which[0]]]] {
	case 10:
		for _, mod := range []int{10, 11, 7, 9, 17, 31} {
			c := remainders(10, mod)
			if mod == 11 {
				// 10 is written 0 or 1 where it is written at all.
				c.label[0], c.label[1], c.chars[10] = -1, -1, []uint16{0, 1}
			}
			out = append(out, c)
		}
	case 26:
		out = l.letterSchemes(which[0])
	}
	return out
}

// remainders is the scheme of numbers below n that stand for what they leave
// modulo mod.
func remainders(n, mod int) scheme {
	c := scheme{mod: mod, chars: make([][]uint16, mod), label: make([]int, n)}
	for i := range n {
		c.label[i] = i % mod
		c.chars[i%mod] = append(c.chars[i%mod], uint16(i))
	}
	return c
}

// letterSchemes are the ways to write a residue as one of the letters that were
// seen: in the order of the alphabet, by moduli that there may be more letters of,
// and in the order that one digit more runs through them.
func (l *learner) letterSchemes(which int) (out []scheme) {
	var seen [26]bool
	for _, h := range l.hits {
		seen[l.cell(h.chk[0], which)] = true
	}
	var letters []uint16
	for c, ok := range seen {
		if ok {
			letters = append(letters, uint16(c))
		}
	}
	row := func(order []uint16, mod int) scheme {
		c := scheme{mod: mod, chars: make([][]uint16, mod), label: make([]int, 26)}
		for i := range c.label {
			c.label[i] = -1
		}
		for i, letter := range order {
			c.label[letter] = i
			c.chars[i] = []uint16{letter}
		}
		return c
	}
	mods := []int{len(letters)}
	for _, mod := range []int{11, 17, 23, 26, 31, 37} {
		if mod > len(letters) && len(letters) > 3 {
			mods = append(mods, mod)
		}
	}
	for _, mod := range mods {
		out = append(out, row(letters, mod))
	}
	if len(letters) > 3 {
		if order := l.cycle(which, len(letters)); order != nil {
			out = append(out, row(order, len(order)))
		}
	}
	return out
}

// cell is the numeral of one of the cells in a combination.
func (l *learner) cell(combo uint16, which int) uint16 {
	if len(l.cells) == 1 {
		return combo
	}
	base := uint16(l.s.base[l.s.chk[l.cells[1]]])
	if which == 0 {
		return combo / base
	}
	return combo % base
}

// cycle finds the order of letters that stand for residues in no order of the
// alphabet: one digit more adds the same to each residue, so that it moves
// all of them on along one cycle.
func (l *learner) cycle(which, letters int) []uint16 {
	tried := 0
next:
	for _, p := range l.s.pay {
		if l.s.base[p] != 10 || tried == 4 {
			continue
		}
		var to [26]int
		for i := range to {
			to[i] = -1
		}
		for i := range l.hits {
			a, ok := l.changed(i, p, 4)
			b, too := l.changed(i, p, 5)
			if !ok || !too {
				continue
			}
			from, next := l.cell(a.chk[0], which), l.cell(b.chk[0], which)
			if to[from] >= 0 && to[from] != int(next) {
				continue next
			}
			to[from] = int(next)
		}
		first := slices.IndexFunc(to[:], func(t int) bool { return t >= 0 })
		if first < 0 || to[first] == first {
			continue // it is in no sum, or in that of the other one
		}
		tried++
		order := []uint16{uint16(first)}
		for at := to[first]; at >= 0 && at != first && len(order) < len(to); at = to[at] {
			order = append(order, uint16(at))
		}
		if len(order) >= letters && to[order[len(order)-1]] == first {
			return order
		}
	}
	return nil
}

// sums are those that fit what was seen for some of the cells; before is the
// one that was found before and may be in the sum, -1 if none was.
func (l *learner) sums(which []int, before int) (out []modelPart) {
	for _, c := range l.schemes(which) {
		p := modelPart{rule: summed, scheme: c, before: -1}
		for _, w := range which {
			p.chk = append(p.chk, l.cells[w])
		}
		firsts := [][]uint16{nil}
		if before >= 0 {
			p.before = l.cells[before]
			base := int(l.s.base[l.s.chk[p.before]])
			firsts = nil
			for w := range c.mod {
				firsts = append(firsts, weighted(w, c.mod, base))
			}
			if c.mod == 10 && base == 10 {
				firsts = append(firsts, doubled)
			}
		}
		for _, first := range firsts {
			p := p
			from := 0
			if p.in, p.term = slices.Clone(l.s.pay), make([][]uint16, len(l.s.pay)); before >= 0 {
				p.in, from = append([]int{l.s.chk[p.before]}, p.in...), 1
				p.term = append([][]uint16{first}, p.term...)
			}
			if l.terms(&p, which, before, from) && l.bases(&p, which, before) {
				out = append(out, p)
			}
		}
	}
	return out
}

// weighted are the terms of a character with a weight, modulo mod.
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

// sum is the residue that the check characters of the part stand for, without
// what the character before it adds.
func (l *learner) sum(p *modelPart, combo uint16, which []int, before int) (n int, clear bool) {
	c := combo
	if len(which) == 1 {
		c = l.cell(combo, which[0])
	}
	if n = p.label[c]; n < 0 {
		return 0, false
	}
	if before >= 0 {
		n -= int(p.term[0][l.cell(combo, before)])
	}
	return n, true
}

// terms finds for each character from in[from] on the weight, the doubling of
// Luhn or else the table that explains nearly all changes of it that were
// seen.
func (l *learner) terms(p *modelPart, which []int, before, from int) bool {
	for i, at := range p.in[from:] {
		base := int(l.s.base[at])
		best, most, of := []uint16(nil), -1, 0
		try := func(term []uint16) {
			p.term[from+i] = term
			n := 0
			n, of = l.explained(p, at, from+i, which, before)
			if n > most {
				best, most = term, n
			}
		}
		for w := 0; w < p.mod && (most < 0 || most < of); w++ {
			try(weighted(w, p.mod, base))
		}
		if p.mod == 10 && base == 10 && most < of {
			try(doubled)
		}
		if most < of {
			try(l.table(p, at, which, before))
		}
		if p.term[from+i] = best; 4*most < 3*of {
			return false
		}
	}
	return true
}

// table finds the term of each numeral at a place: what it adds to the sum
// more than another one. What passes and what does not leaves gaps in each
// payload, so that the terms are put together from several.
func (l *learner) table(p *modelPart, at int, which []int, before int) []uint16 {
	const patience = 16 // payloads that a numeral is looked for in
	term, known := make([]uint16, l.s.base[at]), make([]bool, l.s.base[at])
	failed := make([]int, l.s.base[at])
	done := make([]bool, min(mixedHits, len(l.hits)))
	for more := true; more; {
		more = false
		for i := range done {
			if done[i] || slices.Contains(known, true) && !known[l.hits[i].num[at]] {
				continue
			}
			done[i], more = true, true
			from := l.hits[i].num[at]
			m, clear := l.sum(p, l.hits[i].chk[0], which, before)
			if !clear || len(l.hits[i].chk) > 1 {
				continue
			}
			known[from] = true
			for v := range term {
				if known[v] || failed[v] == patience {
					continue
				}
				failed[v]++
				b, ok := l.changed(i, at, byte(v))
				if !ok || len(b.chk) > 1 {
					continue
				}
				if n, clear := l.sum(p, b.chk[0], which, before); clear {
					term[v] = uint16(((int(term[from])+n-m)%p.mod + p.mod) % p.mod)
					known[v] = true
				}
			}
		}
	}
	return term
}

// explained is how many changes of one character are what its term says, of
// those that tell. One that was never seen to change (a fixed letter) explains
// nothing and adds nothing.
func (l *learner) explained(p *modelPart, at, i int, which []int, before int) (n, of int) {
	for _, d := range l.pairs[at] {
		step := int(p.term[i][d.b.num[at]]) - int(p.term[i][d.a.num[at]])
		of++
		if l.reaches(p, d, step, which, before) {
			n++
		}
	}
	return n, of
}

// reaches reports whether one of the sums of b is step more than one of a.
func (l *learner) reaches(p *modelPart, d pair, step int, which []int, before int) bool {
	for _, x := range d.a.chk {
		for _, y := range d.b.chk {
			m, clear := l.sum(p, x, which, before)
			n, too := l.sum(p, y, which, before)
			if !clear || !too || (n-m-step)%p.mod == 0 {
				return true
			}
		}
	}
	return false
}

// bases finds what the sum begins with: what most payloads say, and where that
// does not explain them all what the next most do.
func (l *learner) bases(p *modelPart, which []int, before int) bool {
	from := len(p.in) - len(l.s.pay)
	votes := make([]int, p.mod)
	for _, h := range l.hits {
		for _, chk := range h.chk {
			n, clear := l.sum(p, chk, which, before)
			if !clear {
				continue
			}
			for j, q := range l.s.pay {
				n -= int(p.term[from+j][h.num[q]])
			}
			if n %= p.mod; n < 0 {
				n += p.mod
			}
			votes[n]++
		}
	}
	p.base = nil
	for len(p.base) < maxVariants {
		best := 0
		for n := range votes {
			if votes[n] > votes[best] {
				best = n
			}
		}
		// Single ones are exceptions, not a variant.
		if 8*votes[best] < len(l.hits) {
			break
		}
		p.base = append(p.base, best)
		votes[best] = 0
	}
	return len(p.base) > 0
}

// solve puts the check characters from part i on into s, and returns what the
// check says of them, wrong where it says less than s.want. The first
// combination of all that is at least possible is left in s.spare.
func (m *model) solve(i int, s *fpeScratch, kind *redact.Kind) grade {
	if i == len(m.parts) {
		g := s.judge(kind)
		if g >= s.want {
			return g
		}
		if g == possible && !s.spared {
			s.spared = true
			for j, c := range s.chk {
				s.spare[j] = s.num[c]
			}
		}
		return wrong
	}
	p := &m.parts[i]
	one := -1
	switch p.rule {
	case hybrid:
		one = p.hybrid(s)
	case verhoeff:
		one = p.verhoeff(s)
	case carried:
		one = p.carried(s)
	case account:
		one = 98 - s.mod97()
	case summed:
		sum := 0
		for j, at := range p.in {
			sum += int(p.term[j][s.num[at]])
		}
		for _, base := range p.base {
			for _, c := range p.chars[(sum+base)%p.mod] {
				s.write(p.chk, int(c))
				if g := m.solve(i+1, s, kind); g != wrong {
					return g
				}
			}
		}
	}
	if one >= 0 {
		s.write(p.chk, one)
		if g := m.solve(i+1, s, kind); g != wrong {
			return g
		}
	}
	if p.rough || p.rule == searched {
		for c := range s.combos(p.chk) {
			s.write(p.chk, c)
			if g := m.solve(i+1, s, kind); g != wrong {
				return g
			}
		}
	}
	return wrong
}

// hybrid is the check digit of ISO 7064 MOD 11,10.
func (p *modelPart) hybrid(s *fpeScratch) int {
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

// verhoeff is Verhoeff's check digit: in the dihedral group of ten elements,
// the digits permuted more often the further they stand from the end.
func (p *modelPart) verhoeff(s *fpeScratch) int {
	c := 0
	for i := len(p.in) - 1; i >= 0; i-- {
		d := int(s.num[p.in[i]])
		for range (len(p.in) - i) % 8 {
			d = int(verhoeffPermuted[d])
		}
		c = dihedral(c, d)
	}
	if c < 5 {
		return (5 - c) % 5
	}
	return c
}

// carried is the check digit of the recursive method modulo 10.
func (p *modelPart) carried(s *fpeScratch) int {
	c := 0
	for _, at := range p.in {
		c = int(carries[(c+int(s.num[at]))%10])
	}
	return (10 - c) % 10
}

var carries = [10]uint8{0, 9, 4, 6, 8, 2, 7, 1, 3, 5}

var verhoeffPermuted = [10]uint8{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}

// dihedral is the product in the group of the symmetries of a pentagon:
// rotations are 0 to 4, reflections 5 to 9.
func dihedral(a, b int) int {
	switch {
	case a < 5 && b < 5:
		return (a + b) % 5
	case a < 5:
		return 5 + (a+b)%5
	case b < 5:
		return 5 + (a-b+5)%5
	default:
		return (a - b + 5) % 5
	}
}
