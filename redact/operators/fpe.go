package operators

import (
	"bytes"
	"errors"
	"slices"
	"sync"

	"sluice/redact"
	"sluice/redact/fpe"
)

func fpeSpec() Spec {
	return Spec{
		Name: "fpe",
		Doc: "Format-preserving encryption (FF1, NIST SP 800-38G): 4111-1111-1111-1111 becomes another number of that form. Digits stay digits, " +
			"letters stay letters of their case, separators stay; so do the country of an IBAN or VAT number and the first digit of a card (its network). " +
			"As a rule a value that passes its kind's check becomes one that passes, and one that fails becomes one that fails: " +
			"where at least one in twenty passes of the values that have right check characters and dates and regions that occur. " +
			"Elsewhere, and for secrets, whose replacement should not look live, the check is not asked. Either way sluice restore gives the value back byte for byte; " +
			"it needs the checks of the version that wrote the data. Values with fewer than a million others of their form are refused. " +
			"The output names no key and holds nothing to check one by: with another key sluice restore gives wrong values of the same form, not an error, " +
			"unless the manifest or report of the run, which names the key, lies beside it or is given with --made-by.",
		Params: []Param{
			{Name: "alphabet", Type: Enum, Default: "auto", Values: []string{"auto", "alnum", "hex"},
				Doc: "alnum: digits to digits, letters to letters. hex: 0-9a-f among themselves. auto: hex for kinds written in it (MAC and IPv6 addresses, wallets), else alnum."},
			{Name: "check", Type: Bool, Default: "true", Doc: "Keep whether the value passes its kind's check."},
			{Name: "fallback", Type: Enum, Values: []string{"", "label", "mask", "pseudonym", "encrypt", "drop"},
				Doc: "The operator, with its defaults, for values that are refused; without one they are an error."},
			{Name: "key", Type: Text, Doc: "Id of the key to use; empty: the active one. A number that was encrypted in place carries no key id, so that restoring after a rotation needs it said here."},
			scopeParam,
		},
		Reversible: true, Keyed: true,
		make: func(a *args, env Env) (redact.Operator, error) {
			k := env.Keys.Active()
			if id := a.str("key"); id != "" {
				if k = env.Keys.ByID([]byte(id)); k == nil {
					return nil, a.fail("key", "no key of this id was given")
				}
			}
			f := &preserve{
				key: k.Derive(purpose("fpe", a), 32), id: k.ID(), alphabet: a.str("alphabet"), check: a.bool("check"),
				kinds: map[string]*kindCiphers{}, forms: map[string]*form{}, rough: map[string]*form{},
			}
			f.pool.New = func() any { return new(fpeScratch) }
			var err error
			f.fallback, err = newFallback(a, env)
			return f, err
		},
	}
}

const (
	// maxWalk bounds the search for a value of the same class. Classes of one
	// in a thousand are hit well before.
	maxWalk = 4096
	// maxChecked bounds the length of values whose check is looked at.
	maxChecked = 64
	// maxCheck bounds the number of check characters.
	maxCheck = 2 + maxExtra
	maxFPE   = 1024
)

// hexKinds are written in hexadecimal digits.
var hexKinds = []string{"MAC_ADDRESS", "ADVERTISING_ID", "CRYPTO_ETH", "MEID", "IPV6"}

type preserve struct {
	key      []byte
	id       string
	alphabet string
	check    bool
	fallback redact.Operator
	pool     sync.Pool

	mu    sync.RWMutex
	kinds map[string]*kindCiphers
	forms map[string]*form // by kind, NUL, form
	rough map[string]*form // those that stand for others
}

// kindCiphers are the permutations of one kind, whose name is the tweak.
type kindCiphers struct {
	ff *fpe.FF1
	// Of the strings of n digits, hexadecimal digits or letters, by n.
	plain [3][]fpe.Small
}

var bases = [3]int{10, 16, 26}

type fpeScratch struct {
	at    []int  // where the letters and digits of the value stand
	sort  byte   // of the value, see sortOf
	base  []byte // of each: 10, 16, 26
	num   []byte // of each, from 0 to the base less one, as in work
	pay   []int  // indexes into at: what is encrypted
	chk   []int  // indexes into at: check characters
	work  []byte
	key   []byte
	upper bool // hex letters are written in upper case
	hex   bool
	iban  bool
	none  form

	model  model
	want   grade    // what model looks for
	seeds  [][]byte // numerals of payloads that pass, while learning
	spared bool     // spare holds check characters that are at least possible
	spare  [maxCheck]byte

	whole domain // of all payloads of this form
	x     []uint64
	fpe   fpe.Scratch
}

func (*preserve) Name() string { return "fpe" }

// KeyID implements redact.Nameless.
func (f *preserve) KeyID() string { return f.id }

func (f *preserve) Apply(dst []byte, v redact.Value) ([]byte, error) {
	n := len(dst)
	out, err := f.run(dst, v, false)
	if err == nil {
		return fits(out, n, v, "fpe")
	}
	if f.fallback != nil && errors.Is(err, redact.ErrDomain) {
		return f.fallback.Apply(dst, v)
	}
	return dst, fail("fpe", v, err)
}

// Restore undoes Apply; v.Kind must be that of the original.
func (f *preserve) Restore(dst []byte, v redact.Value) ([]byte, error) {
	if r, ok := f.fallback.(redact.Recognizer); ok && r.Own(v.Text) == len(v.Text) && len(v.Text) > 0 {
		if r, ok := f.fallback.(redact.Restorer); ok {
			return r.Restore(dst, v)
		}
		return dst, fail("fpe", v, redact.ErrForeign)
	}
	out, err := f.run(dst, v, true)
	if err != nil {
		return dst, fail("fpe", v, err)
	}
	return out, nil
}

// Fallback implements redact.Wrapper. There is no Own: a number encrypted in
// place looks like any other.
func (f *preserve) Fallback() redact.Operator { return f.fallback }

// Blends implements redact.Blender.
func (f *preserve) Blends(redact.Value) bool { return true }

func (f *preserve) ciphers(s *fpeScratch, kind string) *kindCiphers {
	f.mu.RLock()
	c := f.kinds[kind]
	f.mu.RUnlock()
	if c != nil {
		return c
	}
	ff, err := fpe.New(f.key, []byte(kind[:min(len(kind), 256)]))
	if err != nil {
		panic("operators: " + err.Error()) // the arguments are constants
	}
	c = &kindCiphers{ff: ff}
	for i, base := range bases {
		for n := 0; ; n++ {
			p, err := ff.Small(&s.fpe, base, n)
			if errors.Is(err, fpe.ErrLength) {
				break
			}
			c.plain[i] = append(c.plain[i], p)
		}
	}
	f.mu.Lock()
	f.kinds[kind] = c
	f.mu.Unlock()
	return c
}

// walk is the way from one value to its replacement, or back.
type walk struct {
	s       *fpeScratch
	v       redact.Value
	kind    string
	fm      *form
	d       *domain // what the payload is permuted in
	checked bool    // the kind's check is asked

	// What stays:
	lead   bool  // of a number: its first digit is not 0
	letter bool  // of hexadecimal digits: there is a letter
	good   bool  // the payload is one of fm.good
	class  grade // of the payload
	off    [maxCheck]byte
	exact  bool // off is 0 throughout
	sure   bool // the value is found without a word beside it
}

// The value is cut into its payload and its check characters. The payload is
// permuted by FF1 until it falls into the class it came from: see form, and as
// well first digit not 0 where it must be a number, with or without a letter
// in hexadecimal, below the bound of a number, not reserved. That is a
// permutation within each class and is undone by walking backwards. A check
// character is then what the new payload demands, moved by as much as the old
// one was off (by nothing when it was right), so that a wrong one is wrong
// again and comes back as it was.
func (f *preserve) run(dst []byte, v redact.Value, undo bool) ([]byte, error) {
	if len(v.Text) > maxFPE {
		return dst, redact.ErrDomain
	}
	s := f.pool.Get().(*fpeScratch)
	defer f.pool.Put(s)
	w := walk{s: s, v: v, kind: kindName(v)}
	s.work = append(s.work[:0], v.Text...)
	if err := f.cut(s, v, w.kind); err != nil {
		return dst, err
	}
	f.formOf(&w)
	if outside(v, v.Text) {
		return dst, redact.ErrDomain
	}
	w.classify()
	ciphers := f.ciphers(s, w.kind)
	if w.d = w.fm.good; !w.good {
		if w.d = &s.whole; !w.d.of(s, ciphers) {
			return dst, redact.ErrDomain
		}
	}
	w.lead = v.Number && s.num[s.pay[0]] != 0 // where a digit before it stays, no matter
	w.letter = s.hex && s.hasLetter()
	limit := maxWalk
	if len(s.pay) > maxChecked/2 {
		limit = 64 // long strings are dear, and their rare classes out of reach anyway
	}
	for range limit {
		if !w.d.permute(s, ciphers.ff, undo) {
			return dst, redact.ErrDomain
		}
		if w.ends() {
			return append(dst, s.work...), nil
		}
	}
	return dst, redact.ErrDomain
}

// formOf finds the form of the value, and cuts what is in the scratch into
// payload and check characters as it says.
func (f *preserve) formOf(w *walk) {
	s, v := w.s, &w.v
	s.sort = s.sortOf(w.kind)
	s.iban = f.check && w.kind == "IBAN" && len(s.at) >= 13 && s.base[0] == 10 && s.base[1] == 10 && v.Text[1] > '9'
	s.none = form{}
	w.fm = &s.none
	// A secret whose check passes is one that works somewhere; what stands in
	// its place should not look like that.
	switch {
	case f.check && v.Kind != nil && v.Kind.Check != nil && len(v.Text) <= maxChecked && v.Kind.Family != "credential":
		w.fm = f.form(s, v.Kind, w.kind)
	case s.iban:
		s.split(nil, nil)
		s.none = form{model: plainModel(s), top: possible}
	}
	if w.checked = w.fm.walks || s.iban; !w.checked {
		s.all()
	}
}

// classify finds out what of the value its replacement keeps, as far as the
// kind's check says it.
func (w *walk) classify() {
	s, fm := w.s, w.fm
	s.model, s.want = fm.model, fm.top
	if w.exact = true; w.checked {
		for i, c := range s.chk {
			w.off[i] = s.num[c]
		}
		w.class = min(s.grade(w.v.Kind), fm.top)
		for i, c := range s.chk {
			b := s.base[c]
			w.off[i] = (w.off[i] + b - s.num[c]) % b
			w.exact = w.exact && w.off[i] == 0
		}
		w.sure = w.class == certain
		if !w.exact && fm.top == certain {
			_, w.sure = w.v.Kind.Judge(w.v.Text)
		}
	}
	w.good = fm.good != nil && w.class == fm.top && fm.good.rank(s)
}

// ends reports whether the text in the scratch may be the replacement, and puts
// its check characters there.
func (w *walk) ends() bool {
	s, v := w.s, &w.v
	switch {
	case v.Number && (s.num[s.pay[0]] != 0) != w.lead,
		s.sortOf(w.kind) != s.sort,
		s.hex && s.hasLetter() != w.letter,
		w.kind == "CREDIT_CARD" && networked(s.work) != networked(v.Text),
		w.checked && !w.keepsClass():
		return false
	}
	// What can be nobody's is passed by, in restoring as well.
	return !outside(*v, s.work)
}

// keepsClass reports whether the payload in the scratch is of the class of the
// value's, and puts its check characters there.
func (w *walk) keepsClass() bool {
	s, fm := w.s, w.fm
	got := min(s.grade(w.v.Kind), fm.top)
	switch {
	case w.good:
		if got != fm.top {
			return false
		}
	case fm.good != nil:
		if got == fm.top && fm.good.rank(s) || fm.parted && (got == wrong) != (w.class == wrong) {
			return false
		}
	default:
		if (got == wrong) != (w.class == wrong) {
			return false
		}
	}
	for i, c := range s.chk {
		s.set(c, (s.num[c]+w.off[i])%s.base[c])
	}
	if fm.top != certain || fm.good != nil && !w.good {
		return true
	}
	// What is found without a word beside it must be found so again.
	found := got == certain
	if !w.exact {
		_, found = w.v.Kind.Judge(s.work)
	}
	return found == w.sure
}

// outside reports whether text is none of those that values like v are permuted
// among: a number that is too large, or one that can be nobody's.
func outside(v redact.Value, text []byte) bool {
	return v.Number && v.Below > 0 && !below(text, v.Below) || v.Kind != nil && v.Kind.Reserved != nil && v.Kind.Reserved(text)
}

// cut finds the letters and digits of the value.
func (f *preserve) cut(s *fpeScratch, v redact.Value, kind string) error {
	s.at, s.base, s.num = s.at[:0], s.base[:0], s.num[:0]
	s.upper = false
	s.hex = f.alphabet == "hex" || f.alphabet == "auto" && slices.Contains(hexKinds, kind)
	lower, letters := false, false
	text := v.Text
	from, to := s.inner(kind, text)
	for i := from; i < to; i++ {
		c := text[i]
		switch {
		case c >= 0x80:
			// Letters outside of ASCII would stay readable.
			return redact.ErrDomain
		case c >= '0' && c <= '9':
			s.at, s.base, s.num = append(s.at, i), append(s.base, 10), append(s.num, c-'0')
		case letterOf(c):
			if s.hex && (c|0x20) > 'f' {
				return redact.ErrDomain
			}
			letters = true
			s.upper = s.upper || c < 'a'
			lower = lower || c >= 'a'
			s.at, s.base, s.num = append(s.at, i), append(s.base, 26), append(s.num, c|0x20-'a')
		}
	}
	if v.Number {
		// A whole number, with a sign at most.
		if letters || len(s.at) == 0 || len(text)-len(s.at)-from > 1 || len(text) > len(s.at)+from && text[0] != '-' {
			return redact.ErrNotNumber
		}
	}
	switch {
	case s.hex && s.upper && lower:
		return redact.ErrDomain
	case s.hex && letters: // a value without one stays so: it is a number of digits
		s.toHex(kind, text)
	}
	return nil
}

// inner is what is left of the value without the ends that stay, from one offset
// to another.
func (s *fpeScratch) inner(kind string, text []byte) (from, to int) {
	if s.hex && len(text) > 2 && text[0] == '0' && text[1] == 'x' {
		from = 2
	}
	to = len(text)
	switch {
	case kind == "IBAN":
		// The country of an account stays, or nothing of its form would hold.
		if len(text) > 4 && upper(text[0]&^0x20) && upper(text[1]&^0x20) {
			from = 2
		}
	case kind == "CREDIT_CARD":
		// The first digit of a card says its network. With another one it would
		// be of a network whose numbers mostly do not exist.
		if networked(text) {
			from = 1
		}
	case slices.Contains(countryKinds, kind):
		n := from
		for n < len(text) && letterOf(text[n]) {
			n++
		}
		if n < 2 || n > 3 {
			return 0, to
		}
		from = n
		for to > from && letterOf(text[to-1]) {
			to--
		}
		if len(text)-to < 3 {
			to = len(text) // a check letter, not words like MVA
		}
	}
	return from, to
}

// toHex makes hexadecimal digits of the letters and digits of the value. An
// address of version 6 may end like one of version 4, whose digits stay digits.
func (s *fpeScratch) toHex(kind string, text []byte) {
	decimal := len(text)
	if dot := bytes.IndexByte(text, '.'); kind == "IPV6" && dot >= 0 {
		decimal = bytes.LastIndexByte(text[:dot], ':') + 1
	}
	for i := range s.base {
		switch {
		case s.base[i] == 26:
			s.num[i] += 10
		case s.at[i] >= decimal:
			continue
		}
		s.base[i] = 16
	}
}

// countryKinds begin with the letters of a country, in each of which they have
// another structure, and may end in a word of three letters or more. Both stay.
var countryKinds = []string{"VATIN", "EU_VAT", "EU_PAYMENT_REFERENCE"}

func letterOf(c byte) bool { return classOf(c) == 'a' || classOf(c) == 'A' }

// sortOf tells values of a kind apart that have their own structure each by one
// digit, as far as they have. A value stays of its sort.
func (s *fpeScratch) sortOf(kind string) byte {
	switch {
	case kind == "EC_RUC" && len(s.at) == 13:
		// The third digit: persons, the public, companies.
		return max(s.num[2], 5)
	case kind == "LT_ASMENS_KODAS" && len(s.at) == 11 && s.num[0] == 9:
		// Those with 9 hold no date of birth.
		return 9
	}
	return 0
}

// all makes everything payload.
func (s *fpeScratch) all() {
	s.pay, s.chk = s.pay[:0], s.chk[:0]
	for i := range s.at {
		s.pay = append(s.pay, i)
	}
}

// split sets the check characters aside: the two of an IBAN or those that the
// kind names, unless they are too many to be found, and then the extra ones
// (indexes into at).
func (s *fpeScratch) split(fromEnd, extra []int) {
	s.chk = s.chk[:0]
	switch {
	case s.iban:
		s.chk = append(s.chk, 0, 1)
	case len(fromEnd) <= 2:
		for i := range s.at {
			if slices.Contains(fromEnd, len(s.at)-1-i) {
				s.chk = append(s.chk, i)
			}
		}
		if len(s.chk) != len(fromEnd) {
			s.chk = s.chk[:0]
		}
	}
	s.setCheck(append(s.chk, extra...))
}

// setCheck makes chk the check characters, and all others payload.
func (s *fpeScratch) setCheck(chk []int) {
	s.chk, s.pay = chk, s.pay[:0]
	for i := range s.at {
		if !slices.Contains(chk, i) {
			s.pay = append(s.pay, i)
		}
	}
}

// set writes the character of index i into at.
func (s *fpeScratch) set(i int, d byte) {
	s.num[i] = d
	at := s.at[i]
	switch {
	case s.base[i] == 10 || s.base[i] == 16 && d < 10:
		s.work[at] = '0' + d
	case s.base[i] == 16:
		s.work[at] = 'a' + d - 10
		if s.upper {
			s.work[at] = 'A' + d - 10
		}
	default:
		// The case at this place stays.
		s.work[at] = s.work[at]&0x20 | 0x40 | (d + 1)
	}
}

func (s *fpeScratch) hasLetter() bool {
	for _, p := range s.pay {
		if s.num[p] > 9 {
			return true
		}
	}
	return false
}

func networked(card []byte) bool { return len(card) > 0 && card[0] >= '3' && card[0] <= '6' }

func below(text []byte, bound uint64) bool {
	x, ok := magnitude(text)
	return ok && x < bound
}
