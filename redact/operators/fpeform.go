package operators

import (
	"math/bits"
	"slices"

	"sluice/redact"
)

// grade is what a kind's check says of a payload with the check characters
// that it demands.
type grade uint8

const (
	wrong    grade = iota // none pass
	possible              // passes
	certain               // passes, and is of the kind wherever it stands
)

// form is what is known of the values of a kind that are written alike: the
// same letters, digits and separators at the same places. It is found out by
// asking the kind's check about made-up values, and depends on the kind's check
// and the form alone, never on a value.
//
// Encrypting keeps the class of a payload. Where a kind has a structure, dates
// or regions in it, few payloads pass, and walking through all of them to
// the next one that does is slow. Their domain is then cut down beforehand to the
// combinations of digits that occur in passing ones: a month is 01 to 12. The
// classes are then the good payloads, those of that domain with the highest
// grade, and the others. A domain that leaves out what would pass (the
// questions are many, not all) is no danger: what is left out is one of the
// others, and comes back like any other.
type form struct {
	walks bool   // the check is part of the form
	model *model // nil: check characters are found by trying
	// extra is the index into fpeScratch.at of a check character that the kind
	// does not name, -1 for none.
	extra int
	top   grade   // the highest that is within reach
	good  *domain // nil where walking is fast enough
	// parted: among the others, passing ones become passing ones. Not where
	// all that pass have the highest grade.
	parted bool
}

const (
	// Made-up payloads are looked at until so many of the highest grade were
	// found.
	contexts, maxTries, minTries = 40, 1200, 96
	// Of an irregular form, fewTries are enough where all have one grade.
	fewTries = 24
	// The check is part of the form where one payload in sparse can pass it.
	// Else walking to the next one would take too long.
	sparse = 20
	// A grade that less than this many of the tries have is out of reach.
	reachable = 4
	// maxForms bounds the memory for what was found out, maxRough that for
	// what hardly takes any.
	maxForms, maxRough = 1 << 12, 1 << 16
	// A form is irregular with more letters, or where digits and letters take
	// turns more often: names, codes that mix them. They have so many forms
	// that little can be spent on each.
	maxLetters, maxTurns = 4, 4
)

// form returns what is known of the form of the value in s, and leaves its
// payload, check characters and model in s.
func (f *preserve) form(s *fpeScratch, kind *redact.Kind, name string) *form {
	if !s.iban && !s.regular() {
		if s.split(kind.CheckDigits, -1); len(s.chk) == 0 {
			s.model = nil
			return f.roughForm(s, kind, name)
		}
	}
	s.key = append(append(s.key[:0], name...), 0)
	start := len(s.key)
	s.key = append(s.key, s.work...)
	for i, at := range s.at {
		c := &s.key[start+at]
		switch {
		case s.base[i] == 10:
			*c = '9'
		case s.base[i] == 16:
			*c = 'x'
			if s.upper {
				*c = 'X'
			}
		default:
			*c = *c&0x20 | 'A'
		}
	}
	f.mu.RLock()
	known, ok := f.forms[string(s.key)]
	f.mu.RUnlock()
	if !ok {
		known = f.learn(s, kind, name)
		f.mu.Lock()
		if len(f.forms) < maxForms {
			f.forms[string(s.key)] = known
		}
		f.mu.Unlock()
	}
	if !s.iban {
		s.split(kind.CheckDigits, known.extra)
	}
	s.model = known.model
	return known
}

// roughForm is form for irregular ones without check characters. What is to be
// known of them is no more than whether values pass, and they are as many as
// there are lengths of names and hosts: those that differ a little in the
// lengths of their runs share an answer, found with a text whose runs have the
// least length of their class.
func (f *preserve) roughForm(s *fpeScratch, kind *redact.Kind, name string) *form {
	s.key = append(append(s.key[:0], name...), 0, 0)
	start := len(s.key)
	for i := 0; i < len(s.work); {
		c, n := classOf(s.work[i]), 1
		for c != 0 && i+n < len(s.work) && classOf(s.work[i+n]) == c {
			n++
		}
		if c == 0 {
			s.key = append(s.key, s.work[i])
		}
		i += n
		for _, least := range roughRuns {
			if c != 0 && n >= least {
				for range least {
					s.key = append(s.key, c)
				}
				break
			}
		}
	}
	f.mu.RLock()
	known, ok := f.forms[string(s.key)]
	f.mu.RUnlock()
	if ok {
		return known
	}
	known = &form{extra: -1, top: possible}
	like := &fpeScratch{work: slices.Clone(s.key[start:])}
	if f.cut(like, redact.Value{Text: like.work}, name) == nil {
		known = f.learn(like, kind, name)
	}
	f.mu.Lock()
	if len(f.forms) < maxForms+maxRough {
		f.forms[string(s.key)] = known
	}
	f.mu.Unlock()
	return known
}

// roughRuns are the least lengths of the classes of runs.
var roughRuns = [...]int{32, 16, 9, 6, 4, 3, 2, 1}

// classOf stands for the letters or digits like c; 0 for what is neither.
func classOf(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return '9'
	case c >= 'a' && c <= 'z':
		return 'a'
	case c >= 'A' && c <= 'Z':
		return 'A'
	}
	return 0
}

// learn finds out about a form. The value in s is as before when it returns.
func (f *preserve) learn(s *fpeScratch, kind *redact.Kind, name string) *form {
	value, num := slices.Clone(s.work), slices.Clone(s.num)
	defer func() {
		copy(s.work, value)
		copy(s.num, num)
	}()
	fm := &form{extra: -1, top: possible}
	regular := s.regular()
	if !s.iban {
		s.split(kind.CheckDigits, -1)
		if regular {
			fm.extra = hiddenCheck(s, kind)
			s.split(kind.CheckDigits, fm.extra)
		}
		fm.model = learn(s, kind)
	}
	s.model = fm.model
	n := narrower{learner: newLearner(s, kind)}
	n.explore(regular)
	if n.count[certain] >= reachable {
		fm.top = certain
	}
	fm.walks = sparse*(n.count[possible]+n.count[certain]) >= n.tries
	share := n.count[fm.top]
	if !regular || 5*share > 4*n.tries || !n.look(fm.top) {
		return fm
	}
	fm.parted = fm.top == certain && n.count[possible] > 1
	d := &domain{groups: n.groups()}
	if !d.prepare(s, f.ciphers(s, name).ff) || d.bits > 0 {
		return fm
	}
	hits := 0
	for range minTries {
		for i := range d.groups {
			d.groups[i].set(s, n.number()%d.groups[i].size)
		}
		if min(s.grade(kind), fm.top) == fm.top {
			hits++
		}
	}
	// It must be worth it.
	if 4*hits*n.tries > 5*share*minTries && sparse*hits >= minTries {
		fm.good, fm.walks = d, true
	}
	return fm
}

// hiddenCheck looks for a digit that is a check digit though the kind does not
// say so: few payloads pass, but several times as many do with one value of
// that digit and no other. That goes for every digit of a sum; the last one is
// as good as any. It returns its index into at, -1 for none, and leaves the
// check characters in disorder.
func hiddenCheck(s *fpeScratch, kind *redact.Kind) int {
	tries := 480
	switch len(s.chk) {
	case 1:
		tries = 48 // two are tried in a hundred combinations
	case 2:
		return -1
	}
	for _, c := range s.chk {
		if s.base[c] != 10 {
			return -1
		}
	}
	s.model = nil
	l := newLearner(s, kind)
	passing := 0
	for range tries {
		if l.random(); s.grade(kind) != wrong {
			passing++
		}
	}
	if 4*passing > tries {
		return -1
	}
	least := 4 * max(passing, 1)
	declared := slices.Clone(s.chk)
	for i := len(s.at) - 1; i >= 0; i-- {
		if s.base[i] != 10 || slices.Contains(declared, i) {
			continue
		}
		s.setCheck(slices.Sorted(slices.Values(append(declared[:len(declared):len(declared)], i))))
		passing = 0
		values := 0 // of the digit, a bit each
		for range tries {
			l.random()
			all := s.passing(kind)
			if len(all) > 1 {
				passing = 0
				break
			}
			if len(all) == 1 {
				passing++
				values |= 1 << all[0][slices.Index(s.chk, i)]
				// A digit that is always the same is none.
				if passing > least && bits.OnesCount(uint(values)) > 3 {
					return i
				}
			}
		}
	}
	return -1
}

// regular reports whether the form is one of few.
func (s *fpeScratch) regular() bool {
	letters, turns := 0, 0
	for i, b := range s.base {
		if b == 26 {
			letters++
		}
		if i > 0 && b != s.base[i-1] {
			turns++
		}
	}
	return letters <= maxLetters && turns <= maxTurns
}

// grade puts the check characters that the payload in s demands into s; they
// depend on the payload alone. Zeros where none pass.
func (s *fpeScratch) grade(kind *redact.Kind) grade {
	switch {
	case s.iban:
		r := byte(98 - s.mod97())
		s.set(s.chk[0], r/10)
		s.set(s.chk[1], r%10)
		if kind != nil && kind.Sure != nil && kind.Sure(s.work) {
			return certain
		}
		return possible
	case s.model != nil:
		if g := s.model.solve(0, s, kind); g != wrong {
			return g
		}
	default:
		if g := s.search(kind); g != wrong {
			return g
		}
	}
	for _, c := range s.chk {
		s.set(c, 0)
	}
	return wrong
}

// judge is what the check says of the text in s.
func (s *fpeScratch) judge(kind *redact.Kind) grade {
	switch {
	case kind.Sure != nil && kind.Sure(s.work):
		return certain
	case kind.Check(s.work):
		return possible
	}
	return wrong
}

// search tries all check characters; the first that pass are right.
func (s *fpeScratch) search(kind *redact.Kind) grade {
	if len(s.chk) == 0 {
		return s.judge(kind)
	}
	one, two := s.chk[0], s.chk[len(s.chk)-1]
	for d := range s.base[one] {
		s.set(one, d)
		if one == two {
			if kind.Check(s.work) {
				return s.judge(kind)
			}
			continue
		}
		for e := range s.base[two] {
			s.set(two, e)
			if kind.Check(s.work) {
				return s.judge(kind)
			}
		}
	}
	return wrong
}

// passing are all check characters that pass for the payload in s.
func (s *fpeScratch) passing(kind *redact.Kind) (all [][2]byte) {
	one, two := s.base[s.chk[0]], byte(1)
	if len(s.chk) > 1 {
		two = s.base[s.chk[1]]
	}
	for d := range one {
		s.set(s.chk[0], d)
		for e := range two {
			if len(s.chk) > 1 {
				s.set(s.chk[1], e)
			}
			if kind.Check(s.work) {
				all = append(all, [2]byte{d, e})
			}
		}
	}
	return all
}

// mod97 is the remainder of ISO 7064 MOD 97-10 over the account number in
// s.work, its country and the check digits 00.
func (s *fpeScratch) mod97() int {
	r := 0
	put := func(c byte) {
		if c <= '9' {
			r = (r*10 + int(c-'0')) % 97
		} else {
			r = (r*100 + int(c&^0x20-'A') + 10) % 97
		}
	}
	for _, at := range s.at[2:] {
		put(s.work[at])
	}
	put(s.work[0])
	put(s.work[1])
	return r * 100 % 97
}

// narrower finds the combinations of characters that occur in payloads of the
// highest grade: of each single one, and of two digits beside each other or
// two letters that stand as a pair.
type narrower struct {
	*learner
	tries  int
	count  [certain + 1]int      // of tries, by grade
	hits   [certain + 1][][]byte // numerals of s.pay
	top    grade
	single [][]bool // by the place in s.pay
	pair   [][]bool // by the place of the first; nil where there is none
}

// explore looks at made-up payloads until enough were seen.
func (n *narrower) explore(regular bool) {
	limit := maxTries
	switch {
	case !regular:
		limit = minTries
	case n.s.model != nil:
		limit = 4 * maxTries // a try is a question or two
	}
	for n.tries < limit {
		n.random()
		g := n.s.grade(n.kind)
		n.tries++
		n.count[g]++
		if len(n.hits[g]) < contexts {
			n.hits[g] = append(n.hits[g], n.payload())
		}
		switch {
		case !regular && n.tries == fewTries && n.count[g] == fewTries:
			return
		case n.tries < minTries:
		case len(n.hits[certain]) == contexts,
			len(n.hits[possible]) == contexts && n.count[certain] == 0 && n.tries >= maxTries/2:
			return
		}
	}
}

// look reports whether enough payloads of the highest grade are known to go by.
func (n *narrower) look(top grade) bool {
	s := n.s
	if n.top = top; len(n.hits[top]) < contexts/2 {
		return false
	}
	for i, p := range s.pay {
		n.single = append(n.single, make([]bool, s.base[p]))
		n.pair = append(n.pair, nil)
		if n.pairs(i) {
			n.pair[i] = make([]bool, int(s.base[p])*int(s.base[p]))
		}
	}
	for _, h := range n.hits[top] {
		n.note(h)
	}
	for i, p := range s.pay {
		for c, seen := range n.single[i] {
			if !seen {
				n.try(func() { s.set(p, byte(c)) })
			}
		}
	}
	for i, pair := range n.pair {
		base := int(s.base[s.pay[i]])
		for c, seen := range pair {
			if !seen && n.single[i][c/base] && n.single[i+1][c%base] {
				n.try(func() {
					s.set(s.pay[i], byte(c/base))
					s.set(s.pay[i+1], byte(c%base))
				})
			}
		}
	}
	return true
}

// pairs reports whether the characters at places i and i+1 are looked at as a
// pair.
func (n *narrower) pairs(i int) bool {
	base := func(i int) byte {
		if i < 0 || i >= len(n.s.pay) {
			return 0
		}
		return n.s.base[n.s.pay[i]]
	}
	switch b := base(i); {
	case b != base(i+1):
		return false
	case b == 10:
		return true
	default:
		return b == 26 && base(i-1) != b && base(i+2) != b
	}
}

// try looks for a payload of the highest grade among the hits as changed.
func (n *narrower) try(change func()) {
	for _, h := range n.hits[n.top] {
		for i, p := range n.s.pay {
			n.s.set(p, h[i])
		}
		change()
		g := min(n.s.grade(n.kind), n.top)
		if g == n.top {
			n.note(n.payload())
			return
		}
		if g != wrong {
			n.count[g]++
		}
	}
}

// note marks all combinations of a payload.
func (n *narrower) note(num []byte) {
	for i, c := range num {
		n.single[i][c] = true
		if n.pair[i] != nil {
			n.pair[i][int(n.s.base[n.s.pay[i]])*int(c)+int(num[i+1])] = true
		}
	}
}

func (n *narrower) payload() []byte {
	out := make([]byte, len(n.s.pay))
	for i, p := range n.s.pay {
		out[i] = n.s.num[p]
	}
	return out
}

// groups parts the payload into single characters and pairs so that the
// domain is smallest.
func (n *narrower) groups() (out []group) {
	count := func(seen []bool) (c float64) {
		for _, ok := range seen {
			if ok {
				c++
			}
		}
		return c
	}
	// best[i] is the least size of what stands before place i.
	best, paired := make([]float64, len(n.single)+1), make([]bool, len(n.single)+1)
	best[0] = 1
	for i := range n.single {
		best[i+1] = best[i] * count(n.single[i])
		if i > 0 && n.pair[i-1] != nil {
			if b := best[i-1] * count(n.pair[i-1]); b < best[i+1] {
				best[i+1], paired[i+1] = b, true
			}
		}
	}
	for i := len(n.single); i > 0; i-- {
		g, seen := group{at: [2]int{n.s.pay[i-1], -1}}, n.single[i-1]
		if paired[i] {
			i--
			g.at, seen = [2]int{n.s.pay[i-1], n.s.pay[i]}, n.pair[i-1]
		}
		for c, ok := range seen {
			r := int16(-1)
			if ok {
				r = int16(len(g.combos))
				g.combos = append(g.combos, uint16(c))
			}
			g.rank = append(g.rank, r)
		}
		g.size = uint64(len(g.combos))
		out = append(out, g)
	}
	slices.Reverse(out)
	return out
}
