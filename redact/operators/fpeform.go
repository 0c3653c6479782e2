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
	walks bool  // the check is part of the form
	model model // gives the check characters
	// extra are the indexes into fpeScratch.at of check characters that the
	// kind does not name.
	extra   []int
	unnamed bool    // the ones that the kind names are none here
	top     grade   // the highest that is within reach
	good    *domain // nil where walking is fast enough
	// parted: among the others, passing ones become passing ones. Not where
	// all that pass have the highest grade.
	parted bool
	// rare, of a form that stands for others: few payloads pass, so that it is
	// worth to look at each of those others for check characters.
	rare bool
}

const (
	// Made-up payloads are looked at until so many of the highest grade were
	// found.
	contexts, maxTries, minTries = 40, 1200, 96
	// Of an irregular form, fewTries are enough where all have one grade, and
	// fewContexts of the highest.
	fewTries, fewContexts = 24, 24
	// The check is part of the form where one payload in sparse can pass it.
	// Else walking to the next one would take too long.
	sparse = 20
	// maxSeek payloads are looked at for maxSeeds where next to none of maxTries passes.
	maxSeek, maxSeeds = 100_000, 8
	// A grade that less than this many of the tries have is out of reach.
	reachable = 4
	// maxForms bounds the memory for what was found out, maxRough that for
	// what hardly takes any.
	maxForms, maxRough = 1 << 13, 1 << 16
	// A form is irregular with more letters, or where digits and letters take
	// turns more often: names, codes that mix them. They have so many forms
	// that little can be spent on each.
	maxLetters, maxTurns = 4, 4
)

// form returns what is known of the form of the value in s, and leaves its
// payload, check characters and model in s.
func (f *preserve) form(s *fpeScratch, kind *redact.Kind, name string) *form {
	if !s.iban && !s.regular() {
		if s.split(kind.CheckDigits, nil); len(s.chk) == 0 {
			if known := f.roughForm(s, kind, name); !known.rare {
				return known
			}
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
	s.key = append(s.key, s.sort)
	f.mu.RLock()
	known, ok := f.forms[string(s.key)]
	f.mu.RUnlock()
	if !ok {
		known = f.learn(s, kind, name, false)
		f.mu.Lock()
		if len(f.forms) == maxForms {
			clear(f.forms) // what is needed is found out again, the same
		}
		f.forms[string(s.key)] = known
		f.mu.Unlock()
	}
	if known.unnamed {
		s.split(nil, known.extra)
	} else {
		s.split(kind.CheckDigits, known.extra)
	}
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
	first, end := 0, 0
	if len(s.at) > 0 {
		first, end = s.at[0], s.at[len(s.at)-1]+1
	}
	for i := 0; i < len(s.work); {
		c, n := classOf(s.work[i]), 1
		if i < first || i >= end {
			c = 0 // it stays
		}
		for c != 0 && i+n < end && classOf(s.work[i+n]) == c {
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
	known, ok := f.rough[string(s.key)]
	f.mu.RUnlock()
	if ok {
		return known
	}
	known = &form{top: possible}
	like := &fpeScratch{work: slices.Clone(s.key[start:])}
	if f.cut(like, redact.Value{Text: like.work}, name) == nil {
		known = f.learn(like, kind, name, true)
	}
	f.mu.Lock()
	if len(f.rough) == maxRough {
		clear(f.rough)
	}
	f.rough[string(s.key)] = known
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

// learn finds out about a form; of a rough one, that stands for others, no more
// than whether values pass. The value in s is as before when it returns.
func (f *preserve) learn(s *fpeScratch, kind *redact.Kind, name string, rough bool) *form {
	value, num := slices.Clone(s.work), slices.Clone(s.num)
	defer func() {
		copy(s.work, value)
		copy(s.num, num)
		s.seeds = nil
	}()
	fm := &form{top: possible}
	s.split(kind.CheckDigits, nil)
	declared := len(s.chk)
	s.model, s.want = plainModel(s), certain
	regular := s.regular()
	n := explored(s, kind, regular, false)
	patient := false
	if !rough && regular && declared == 0 && 200*n.passing() < n.tries && s.digits(s.pay) {
		patient = n.seek()
		n = explored(s, kind, regular, patient)
	}
	if n.count[certain] >= reachable {
		fm.top = certain
	}
	s.want = fm.top
	if n.count[fm.top] > 0 && declared > 0 && declared <= 2 && !s.iban {
		if parts := learnParts(s, kind, s.cells(0), model{}); parts != nil {
			s.model = model{parts}
		}
	}
	if !rough && 4*n.count[fm.top] <= n.tries && n.count[fm.top] > 0 {
		fm.extra = s.findExtra(kind, n, declared)
	}
	if !rough && len(fm.extra) == 0 && declared == 1 && s.searches() && s.base[s.chk[0]] == 26 {
		fm.extra = s.findMoved(kind, regular)
		fm.unnamed = fm.extra != nil
	}
	fm.model = s.model
	n = explored(s, kind, regular, patient)
	fm.walks = sparse*n.passing() >= n.tries && s.seeds == nil
	fm.rare = rough && fm.walks && 4*n.count[fm.top] <= n.tries
	if !rough {
		f.narrow(fm, n, name, regular)
	}
	return fm
}

// explored has seen enough made-up payloads of the form of s.
func explored(s *fpeScratch, kind *redact.Kind, regular, patient bool) *narrower {
	n := &narrower{learner: newLearner(s, kind), patient: patient}
	n.explore(regular)
	return n
}

// narrow gives the form a domain of good payloads, if that is worth it. n has
// seen payloads with the form's model.
func (f *preserve) narrow(fm *form, n *narrower, name string, regular bool) {
	s, share := n.s, n.count[fm.top]
	few := s.sort != 0 || s.seeds != nil // walking would not do
	if 5*share > 4*n.tries && !few || !n.look(fm.top, regular) {
		return
	}
	fm.parted = fm.top == certain && n.count[possible] > 1 && s.seeds == nil
	d := &domain{groups: n.groups()}
	if name == "DE_TAX_ID" && len(s.pay) == repeatedDigits && s.digits(s.pay) {
		g := repeated{slices.Clone(s.pay)}
		d.groups = []group{{digits: &g, size: g.size()}}
	}
	hits := n.hit(d.groups)
	if regular && 4*hits < 3*minTries {
		if d.groups = n.join(d.groups); len(d.groups) == 0 {
			return
		}
		hits = n.hit(d.groups)
	}
	if !d.prepare(s, f.ciphers(s, name).ff) || d.bits > 0 {
		return
	}
	if (few || 4*hits*n.tries > 5*share*minTries) && sparse*hits >= minTries {
		fm.good, fm.walks = d, true
	}
}

// plainModel gives the check characters by trying, those of an IBAN by its
// rule.
func plainModel(s *fpeScratch) model {
	switch {
	case s.iban:
		return model{[]modelPart{{rule: account, chk: []int{0, 1}}}}
	case len(s.chk) == 0:
		return model{}
	}
	return model{[]modelPart{{rule: searched, chk: s.cells(0)}}}
}

// cells are the indexes into chk from one on.
func (s *fpeScratch) cells(from int) (cells []int) {
	for i := from; i < len(s.chk); i++ {
		cells = append(cells, i)
	}
	return cells
}

const (
	// maxExtra is how many check characters are looked for beyond those that
	// a kind names.
	maxExtra = 3
	// extraTries payloads are looked at for each character that may be one.
	extraTries = 96
)

// findExtra looks for check characters that the kind does not name: few payloads
// pass, but many times as many do with one value of that character and no
// other. That goes for every digit of a sum; the last one that it goes for is
// as good as any. It returns their indexes into at, and leaves s with them as
// check characters and with the model of all. n has seen payloads that pass.
func (s *fpeScratch) findExtra(kind *redact.Kind, n *narrower, declared int) (extra []int) {
	rest := s.model
	hits := n.hits[s.want]
	share := float64(n.count[s.want]) / float64(n.tries)
	named := slices.Clone(s.chk[:declared])
	pay := slices.Clone(s.pay)
	with := func(more ...int) {
		s.setCheck(append(append(named[:len(named):len(named)], extra...), more...))
	}
	for len(extra) < maxExtra && 5*share <= 2 && len(hits) > 0 {
		found, better := -1, 0.0
		// A letter is better where a sum gives it, else a digit.
		for _, base := range []byte{26, 10} {
			for i := len(pay) - 1; i >= 0 && found < 0; i-- {
				at := pay[i]
				if s.base[at] != base || slices.Contains(extra, at) || !s.alone(kind, hits, pay, at) {
					continue
				}
				with(at)
				if got := s.repairs(kind, rest); got >= min(3*share, 0.8) && (base == 10 || learnParts(s, kind, s.cells(declared), rest) != nil) {
					found, better = at, got
				}
				with()
			}
		}
		if found < 0 {
			break
		}
		share = better
		extra = append(extra, found)
		with()
		s.model = model{append([]modelPart{{rule: searched, chk: s.cells(declared)}}, rest.parts...)}
	}
	first := extra[:min(1, len(extra))]
	for _, some := range [][]int{slices.Sorted(slices.Values(extra)), first} {
		// Two digits may be one number.
		if extra = some; len(extra) == 0 {
			break
		}
		with()
		if parts := learnParts(s, kind, s.cells(declared), rest); parts != nil {
			s.model = model{append(parts, rest.parts...)}
			return extra
		}
	}
	// To try hundreds of combinations is too dear.
	if len(extra) > 0 {
		s.model = model{append([]modelPart{{rule: searched, chk: s.cells(declared)}}, rest.parts...)}
	}
	return extra
}

// findMoved looks for the check letter where the kind does not name it, and no
// other check character. It returns its index into at, and leaves s with it as
// the check character and with its model; where there is none it returns nil and
// leaves s as it was.
func (s *fpeScratch) findMoved(kind *redact.Kind, regular bool) []int {
	before, chk := s.model, slices.Clone(s.chk)
	s.split(nil, nil)
	s.model = model{}
	if n := explored(s, kind, regular, false); n.count[s.want] > 0 {
		if extra := s.findExtra(kind, n, 0); len(extra) == 1 && !s.searches() {
			return extra
		}
	}
	s.setCheck(chk)
	s.model = before
	return nil
}

// searches reports whether check characters are found by trying, be it
// sometimes.
func (s *fpeScratch) searches() bool {
	return slices.ContainsFunc(s.model.parts, func(p modelPart) bool { return p.rule == searched || p.rough })
}

// alone reports whether in most payloads of hits hardly another character at
// this place passes: one at most, for a scheme may have two variants. The hits
// are numerals of the characters at pay.
func (s *fpeScratch) alone(kind *redact.Kind, hits [][]byte, pay []int, at int) bool {
	free := 0
	for _, h := range hits[:min(4, len(hits))] {
		own, others := byte(0), 0
		for i, p := range pay {
			s.set(p, h[i])
			if p == at {
				own = h[i]
			}
		}
		for d := range s.base[at] {
			if s.set(at, d); d != own && s.grade(kind) >= s.want {
				others++
			}
		}
		if others > 1 {
			free++
		}
	}
	return 2*free <= min(4, len(hits))
}

// repairs is the share of payloads that the last of the check characters makes
// pass, if it is seldom two of its values that do and not always the same one;
// rest gives the named ones, and those found before it are tried.
func (s *fpeScratch) repairs(kind *redact.Kind, rest model) float64 {
	l := newLearner(s, kind)
	last := len(s.chk) - 1
	m := rest
	if named := rest.count(); last > named {
		m = model{append([]modelPart{{rule: searched, chk: s.cells(named)[:last-named]}}, rest.parts...)}
	}
	limit := 40 * extraTries
	if last-rest.count() > 1 {
		limit = extraTries // a hundred combinations with each
	}
	good, twice, free, tries, values := 0, 0, 0, 0, uint32(0)
	for tries < extraTries || good < 8 && tries < min(limit, 5*extraTries) || good > 0 && good < 8 && tries < limit {
		tries++
		l.random()
		passing := 0
		for d := range s.base[s.chk[last]] {
			s.set(s.chk[last], d)
			if m.solve(0, s, kind) != wrong {
				if passing++; passing > 2 {
					break
				}
				values |= 1 << d
			}
		}
		good += min(passing, 1)
		switch passing {
		case 2:
			twice++
		case 3:
			free++ // it passes anyway
		}
	}
	if 3*free > good {
		return 0
	}
	// A number of two digits may be one of two that are a modulus apart, and a
	// scheme may have two variants.
	if 16*twice > good && 16*twice < 15*good {
		return 0
	}
	if bits.OnesCount32(values) < 4 {
		return 0
	}
	return float64(good) / float64(tries)
}

// count is the number of check characters that the model gives.
func (m *model) count() (n int) {
	for i := range m.parts {
		n += len(m.parts[i].chk)
	}
	return n
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
	s.spared = false
	if g := s.model.solve(0, s, kind); g != wrong {
		return g
	}
	if s.spared {
		for i, c := range s.chk {
			s.set(c, s.spare[i])
		}
		return possible
	}
	for _, c := range s.chk {
		s.set(c, 0)
	}
	return wrong
}

// judge is what the check says of the text in s.
func (s *fpeScratch) judge(kind *redact.Kind) grade {
	switch {
	case kind == nil:
	case s.sort != s.sortOf(kind.Name):
		return wrong
	case kind.Judge != nil:
		switch passes, sure := kind.Judge(s.work); {
		case sure:
			return certain
		case passes:
			return possible
		}
	case kind.Check != nil && kind.Check(s.work):
		return possible
	}
	if s.iban {
		// An account of no known structure keeps right check digits.
		return possible
	}
	return wrong
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
	patient bool // passing payloads are rare
	tries   int
	count   [certain + 1]int      // of tries, by grade
	hits    [certain + 1][][]byte // numerals of s.pay
	top     grade
	single  [][]bool // by the place in s.pay
	pair    [][]bool // by the place of the first; nil where there is none
}

// passing is how many of the tries passed.
func (n *narrower) passing() int { return n.count[possible] + n.count[certain] }

// explore looks at made-up payloads until enough were seen.
func (n *narrower) explore(regular bool) {
	cost := 1 // questions a try
	for i := range n.s.model.parts {
		if p := &n.s.model.parts[i]; p.rule == searched || p.rough {
			cost *= n.s.combos(p.chk)
		}
	}
	limit := maxTries
	switch {
	case !regular && cost > 1:
		limit = 10 * minTries
	case n.patient:
		limit = maxSeek / 2 / cost
	case cost <= 10 && len(n.s.chk) > 0:
		limit = 4 * maxTries
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
		case !regular && cost > 10 && n.passing() == 0:
			return
		case len(n.hits[certain]) == contexts,
			len(n.hits[possible]) == contexts && n.count[certain] == 0 && n.tries >= maxTries/2:
			return
		case !regular && (n.count[certain] >= fewContexts || n.count[certain] == 0 && n.count[possible] >= fewContexts):
			return
		}
	}
}

// seek looks for payloads that pass where hardly any does, and leaves some in
// s.seeds: what is made up from then on is like one of them. It reports whether
// they are not as rare as that, and looking longer is enough.
func (n *narrower) seek() (patient bool) {
	var seeds [][]byte
	for i := range maxSeek {
		if n.random(); n.s.grade(n.kind) != wrong {
			if seeds = append(seeds, slices.Clone(n.s.num)); len(seeds) == maxSeeds {
				if patient = i < maxSeek/3; patient {
					return true
				}
				break
			}
		}
	}
	n.s.seeds = seeds
	return false
}

// look reports whether enough payloads of the highest grade are known to go by.
func (n *narrower) look(top grade, regular bool) bool {
	s := n.s
	n.top = top
	if len(n.hits[top]) < contexts/2 {
		return false
	}
	if !regular {
		n.hits[top] = n.hits[top][:min(fewContexts, len(n.hits[top]))]
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
		n.put(h)
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

// hit is how many of minTries payloads made up of the groups have the highest
// grade.
func (n *narrower) hit(groups []group) (hits int) {
	for range minTries {
		for i := range groups {
			groups[i].set(n.s, n.number()%groups[i].size)
		}
		if min(n.s.grade(n.kind), n.top) == n.top {
			hits++
		}
	}
	return hits
}

// hold makes the combinations that were seen those of the group.
func (g *group) hold(seen []bool) {
	for c, ok := range seen {
		r := int16(-1)
		if ok {
			r = int16(len(g.combos))
			g.combos = append(g.combos, uint16(c))
		}
		g.rank = append(g.rank, r)
	}
	g.size = uint64(len(g.combos))
}

// maxJoint bounds the combinations of groups that are looked at together.
const maxJoint = 1200

// join puts groups beside each other together where many of their combinations
// do not occur: the three digits of a bank, of which each two may be any.
func (n *narrower) join(groups []group) []group {
	s := n.s
	out := groups[:0:0]
	for _, g := range groups {
		if len(out) == 0 {
			out = append(out, g)
			continue
		}
		last := &out[len(out)-1]
		full := 1
		for _, at := range append(last.at[:last.n:last.n], g.at[:g.n]...) {
			full *= int(s.base[at])
		}
		both := last.size * g.size
		if last.n+g.n > maxGroup || full > 1<<15 || both > maxJoint || both == uint64(full) {
			out = append(out, g)
			continue
		}
		joint := group{n: last.n + g.n}
		copy(joint.at[:], append(last.at[:last.n:last.n], g.at[:g.n]...))
		seen, count := make([]bool, full), uint64(0)
		for a := range last.size {
			for b := range g.size {
				for _, h := range n.hits[n.top][:min(fewContexts, len(n.hits[n.top]))] {
					n.put(h)
					last.set(s, a)
					g.set(s, b)
					if min(s.grade(n.kind), n.top) == n.top {
						seen[joint.get(s)] = true
						count++
						break
					}
				}
			}
		}
		if 4*count > 3*both {
			out = append(out, g)
			continue
		}
		joint.hold(seen)
		*last = joint
	}
	return out
}

// put puts a payload of the hits into s.
func (n *narrower) put(num []byte) {
	for i, p := range n.s.pay {
		n.s.set(p, num[i])
	}
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
		g, seen := group{at: [maxGroup]int{n.s.pay[i-1]}, n: 1}, n.single[i-1]
		if paired[i] {
			i--
			g, seen = group{at: [maxGroup]int{n.s.pay[i-1], n.s.pay[i]}, n: 2}, n.pair[i-1]
		}
		g.hold(seen)
		out = append(out, g)
	}
	slices.Reverse(out)
	return out
}
