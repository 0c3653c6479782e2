package operators

import (
	"errors"
	"math/big"
	"math/bits"
	"slices"
	"sync"

	"sluice/redact"
	"sluice/redact/fpe"
)

func fpeSpec() Spec {
	return Spec{
		Name: "fpe",
		Doc: "Format-preserving encryption (FF1, NIST SP 800-38G): 4111-1111-1111-1111 becomes another number of that form. Digits stay digits, " +
			"letters stay letters of their case, separators stay. Where the kind has a check that one value in thirty passes but for its check characters, a value that passes it becomes one that passes, and one that fails " +
			"becomes one that fails, so that sluice restore gives both back byte for byte; the country of an IBAN and the first digit of a card (its network) stay. Values with fewer than a million others of their form are refused. " +
			"Restoring needs the checks of the version that wrote the data.",
		Params: []Param{
			{Name: "alphabet", Type: Enum, Default: "auto", Values: []string{"auto", "alnum", "hex"},
				Doc: "alnum: digits to digits, letters to letters. hex: 0-9a-f among themselves. auto: hex for kinds written in it (MAC addresses, wallets), else alnum."},
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
				key: k.Derive(purpose("fpe", a), 32), alphabet: a.str("alphabet"), check: a.bool("check"),
				kinds: map[string]*kindCiphers{}, shapes: map[string]shape{},
			}
			f.pool.New = func() any { return new(fpeScratch) }
			var err error
			f.fallback, err = newFallback(a, env)
			return f, err
		},
	}
}

const (
	// maxWalk bounds the search for a string of the same class. Classes of one
	// in walkable are hit well before.
	maxWalk = 4096
	// Of probes random strings of a form, at least walkable must be able to
	// pass the check, or the check is left out of the form: walking to the
	// next one would take too long.
	probes, walkable = 96, 5
	// maxChecked bounds the length of values whose check is looked at, and
	// maxShapes the memory for what was found out about forms.
	maxChecked, maxShapes = 64, 4096
	maxFPE                = 1024
)

// hexKinds are written in hexadecimal digits.
var hexKinds = []string{"MAC_ADDRESS", "ADVERTISING_ID", "CRYPTO_ETH", "MEID"}

type preserve struct {
	key      []byte
	alphabet string
	check    bool
	fallback redact.Operator
	pool     sync.Pool

	mu     sync.RWMutex
	kinds  map[string]*kindCiphers
	shapes map[string]shape // by kind, NUL, form
}

// shape is what is known of a form.
type shape struct {
	walks bool   // the check is part of the form
	model *model // nil: check characters are found by trying
}

// kindCiphers are the permutations of one kind, whose name is the tweak.
type kindCiphers struct{ r2, r10, r16, r26 *fpe.FF1 }

type fpeScratch struct {
	at      []int  // where the letters and digits of the value stand
	pay     []int  // indexes into at: what is encrypted
	chk     []int  // indexes into at: check characters
	x, y    []byte // numerals
	bits    []byte
	form    []byte
	work    []byte
	base    []byte // of each letter or digit: 10, 16, 26
	upper   bool   // hex letters are written in upper case
	hex     bool
	letters bool
	iban    bool
	model   *model
}

func (*preserve) Name() string { return "fpe" }

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

func (f *preserve) ciphers(kind string) *kindCiphers {
	f.mu.RLock()
	c := f.kinds[kind]
	f.mu.RUnlock()
	if c != nil {
		return c
	}
	c = &kindCiphers{}
	for radix, p := range map[int]**fpe.FF1{2: &c.r2, 10: &c.r10, 16: &c.r16, 26: &c.r26} {
		tweak := kind
		if len(tweak) > 256 {
			tweak = tweak[:256]
		}
		ff, err := fpe.New(f.key, radix, []byte(tweak))
		if err != nil {
			panic("operators: " + err.Error()) // the arguments are constants
		}
		*p = ff
	}
	f.mu.Lock()
	f.kinds[kind] = c
	f.mu.Unlock()
	return c
}

// The value is cut into its payload and its check characters. The payload is
// permuted by FF1 until it falls into the class it came from: able to pass the
// check or not, sure of its kind or not, first digit not 0 where it must be a number, with or without a
// letter in hexadecimal, below the bound of a number, not reserved. That is a permutation within each class and is undone
// by walking backwards. A check character is then what the new payload
// demands, moved by as much as the old one was off (by nothing when it was
// right), so that a wrong one is wrong again and comes back as it was.
func (f *preserve) run(dst []byte, v redact.Value, undo bool) ([]byte, error) {
	if len(v.Text) > maxFPE {
		return dst, redact.ErrDomain
	}
	s := f.pool.Get().(*fpeScratch)
	defer f.pool.Put(s)
	kind := kindName(v)
	if err := f.cut(s, v, kind); err != nil {
		return dst, err
	}
	s.work = append(s.work[:0], v.Text...)
	walk := false
	s.model = nil
	s.iban = f.check && kind == "IBAN" && len(s.at) >= 13 && s.base[0] == 10 && s.base[1] == 10 && v.Text[1] > '9'
	checked := f.check && !s.iban && v.Kind != nil && v.Kind.Check != nil && len(v.Text) <= maxChecked
	if s.iban {
		s.all()
		s.pay, s.chk, walk = s.pay[2:], append(s.chk, 0, 1), true
	} else if !checked {
		s.all()
	} else {
		s.split(v.Kind.CheckDigits)
		if walk = f.walks(s, v.Kind, kind); !walk {
			s.all()
		}
	}
	if !s.enough() {
		return dst, redact.ErrDomain
	}

	// The offset of each check character from what the check demands.
	var off [2]byte
	inside, sure := false, false
	if walk {
		sure = v.Kind.Sure != nil && v.Kind.Sure(v.Text)
		var right [2]byte
		var old [2]byte
		for i, c := range s.chk {
			old[i] = s.get(v.Text, c)
		}
		inside = f.right(s, v.Kind, &right)
		for i, c := range s.chk {
			b := s.base[c]
			off[i] = (old[i] + b - right[i]) % b
		}
	}

	s.x = s.x[:0]
	for _, p := range s.pay {
		s.x = append(s.x, s.get(v.Text, p))
	}
	lead := v.Number && s.x[0] != 0 // where a digit before it stays, no matter
	if v.Number && v.Below > 0 && !below(v.Text, v.Below) || isReserved(v.Kind, v.Text) {
		return dst, redact.ErrDomain
	}
	letter := s.hex && s.hasLetter()
	ciphers := f.ciphers(kind)
	var right [2]byte
	limit := maxWalk
	if len(s.pay) > maxChecked/2 {
		limit = 64 // long strings are dear, and their rare classes out of reach anyway
	}
	for step := 0; ; step++ {
		if step == limit {
			return dst, redact.ErrDomain
		}
		if err := s.permute(ciphers, undo); err != nil {
			return dst, redact.ErrDomain
		}
		if v.Number && (s.x[0] != 0) != lead {
			continue
		}
		if s.hex && s.hasLetter() != letter {
			continue
		}
		for i, p := range s.pay {
			s.set(p, s.x[i])
		}
		if kind == "CREDIT_CARD" && networked(s.work) != networked(v.Text) {
			continue
		}
		if walk && f.right(s, v.Kind, &right) != inside {
			continue
		}
		for i, c := range s.chk {
			s.set(c, (right[i]+off[i])%s.base[c])
		}
		// What is found without a word beside it must be found so again.
		if walk && v.Kind.Sure != nil && v.Kind.Sure(s.work) != sure {
			continue
		}
		// What can be nobody's is passed by, in restoring as well.
		if v.Number && v.Below > 0 && !below(s.work, v.Below) || isReserved(v.Kind, s.work) {
			continue
		}
		break
	}
	return append(dst, s.work...), nil
}

// cut finds the letters and digits of the value.
func (f *preserve) cut(s *fpeScratch, v redact.Value, kind string) error {
	s.at, s.base = s.at[:0], s.base[:0]
	s.upper, s.letters = false, false
	s.hex = f.alphabet == "hex" || f.alphabet == "auto" && slices.Contains(hexKinds, kind)
	lower := false
	text := v.Text
	skip := 0
	if s.hex && len(text) > 2 && text[0] == '0' && text[1] == 'x' {
		skip = 2
	}
	// The country of an account stays, or nothing of its form would hold.
	if kind == "IBAN" && len(text) > 4 && upper(text[0]&^0x20) && upper(text[1]&^0x20) {
		skip = 2
	}
	// The first digit of a card says its network. With another one it would
	// be of a network whose numbers mostly do not exist.
	if kind == "CREDIT_CARD" && networked(text) {
		skip = 1
	}
	for i := skip; i < len(text); i++ {
		c := text[i]
		switch {
		case c >= 0x80:
			// Letters outside of ASCII would stay readable.
			return redact.ErrDomain
		case c >= '0' && c <= '9':
			s.at, s.base = append(s.at, i), append(s.base, 10)
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z':
			if s.hex && (c|0x20) > 'f' {
				return redact.ErrDomain
			}
			s.letters = true
			s.upper = s.upper || c < 'a'
			lower = lower || c >= 'a'
			s.at, s.base = append(s.at, i), append(s.base, 26)
		}
	}
	if v.Number {
		// A whole number, with a sign at most.
		if s.letters || len(s.at) == 0 || len(text)-len(s.at)-skip > 1 || len(text) > len(s.at)+skip && text[0] != '-' {
			return redact.ErrNotNumber
		}
	}
	if s.hex {
		if s.upper && lower {
			return redact.ErrDomain
		}
		for i := range s.base {
			s.base[i] = 16
		}
	}
	return nil
}

// all makes everything payload.
func (s *fpeScratch) all() {
	s.pay, s.chk = s.pay[:0], s.chk[:0]
	for i := range s.at {
		s.pay = append(s.pay, i)
	}
}

// split sets the check characters aside; more than two are too many to be
// found by trying.
func (s *fpeScratch) split(fromEnd []int) {
	s.pay, s.chk = s.pay[:0], s.chk[:0]
	for i := range s.at {
		if len(fromEnd) <= 2 && slices.Contains(fromEnd, len(s.at)-1-i) {
			s.chk = append(s.chk, i)
		} else {
			s.pay = append(s.pay, i)
		}
	}
	if len(s.chk) != len(fromEnd) && len(fromEnd) <= 2 {
		s.all()
	}
}

func (s *fpeScratch) enough() bool {
	n := uint64(1)
	for _, p := range s.pay {
		if n *= uint64(s.base[p]); n >= fpe.MinDomain {
			return true
		}
	}
	return false
}

func (s *fpeScratch) get(text []byte, i int) byte {
	c := text[s.at[i]]
	switch {
	case c <= '9':
		return c - '0'
	case s.base[i] == 16:
		return c | 0x20 - 'a' + 10
	}
	return c | 0x20 - 'a'
}

func (s *fpeScratch) set(i int, d byte) {
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
	for _, d := range s.x {
		if d > 9 {
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

func isReserved(k *redact.Kind, text []byte) bool {
	return k != nil && k.Reserved != nil && k.Reserved(text)
}

// permute applies FF1 to s.x once: over the numerals where all have one base,
// else over the bits of the mixed-radix number they spell, walking while that
// is out of range (at most every second time).
func (s *fpeScratch) permute(c *kindCiphers, undo bool) error {
	one := s.base[s.pay[0]]
	for _, p := range s.pay {
		if s.base[p] != one {
			return s.permuteMixed(c.r2, undo)
		}
	}
	f := c.r10
	switch one {
	case 16:
		f = c.r16
	case 26:
		f = c.r26
	}
	if undo {
		return f.Decrypt(s.x)
	}
	return f.Encrypt(s.x)
}

func (s *fpeScratch) permuteMixed(f *fpe.FF1, undo bool) error {
	// Up to 64 bits in a machine word, above that in a big number.
	size, small := uint64(1), true
	for _, p := range s.pay {
		hi, lo := bits.Mul64(size, uint64(s.base[p]))
		if hi != 0 {
			small = false
			break
		}
		size = lo
	}
	if !small {
		return s.permuteBig(f, undo)
	}
	var n uint64
	for i, p := range s.pay {
		n = n*uint64(s.base[p]) + uint64(s.x[i])
	}
	w := max(bits.Len64(size-1), f.MinLen())
	for range maxWalk {
		s.bits = s.bits[:0]
		for i := w - 1; i >= 0; i-- {
			s.bits = append(s.bits, byte(n>>i&1))
		}
		var err error
		if undo {
			err = f.Decrypt(s.bits)
		} else {
			err = f.Encrypt(s.bits)
		}
		if err != nil {
			return err
		}
		n = 0
		for _, b := range s.bits {
			n = n<<1 | uint64(b)
		}
		if n < size {
			for i := len(s.pay) - 1; i >= 0; i-- {
				b := uint64(s.base[s.pay[i]])
				s.x[i] = byte(n % b)
				n /= b
			}
			return nil
		}
	}
	return redact.ErrDomain
}

func (s *fpeScratch) permuteBig(f *fpe.FF1, undo bool) error {
	size, n, d := big.NewInt(1), new(big.Int), new(big.Int)
	for i, p := range s.pay {
		d.SetInt64(int64(s.base[p]))
		size.Mul(size, d)
		n.Mul(n, d)
		n.Add(n, d.SetInt64(int64(s.x[i])))
	}
	w := d.Sub(size, big.NewInt(1)).BitLen()
	for range maxWalk {
		s.bits = s.bits[:0]
		for i := w - 1; i >= 0; i-- {
			s.bits = append(s.bits, byte(n.Bit(i)))
		}
		var err error
		if undo {
			err = f.Decrypt(s.bits)
		} else {
			err = f.Encrypt(s.bits)
		}
		if err != nil {
			return err
		}
		n.SetInt64(0)
		for i, b := range s.bits {
			n.SetBit(n, w-1-i, uint(b))
		}
		if n.Cmp(size) < 0 {
			b := new(big.Int)
			for i := len(s.pay) - 1; i >= 0; i-- {
				n.QuoRem(n, b.SetInt64(int64(s.base[s.pay[i]])), d)
				s.x[i] = byte(d.Int64())
			}
			return nil
		}
	}
	return redact.ErrDomain
}

// right finds the check characters that the payload in s.work demands and
// leaves them there; they depend on the payload alone. False, and zeros, where
// none do.
func (f *preserve) right(s *fpeScratch, kind *redact.Kind, out *[2]byte) bool {
	*out = [2]byte{}
	switch {
	case s.iban:
		r := byte(98 - s.mod97())
		out[0], out[1] = r/10, r%10
		return true
	case s.model != nil:
		if s.model.right(s, kind, out) {
			return true
		}
		*out = [2]byte{}
		return false
	}
	return s.search(kind, out)
}

// search tries all check characters; the first that pass are right.
func (s *fpeScratch) search(kind *redact.Kind, out *[2]byte) bool {
	*out = [2]byte{}
	switch len(s.chk) {
	case 0:
		return kind.Check(s.work)
	case 1:
		for d := range s.base[s.chk[0]] {
			s.set(s.chk[0], d)
			if kind.Check(s.work) {
				out[0] = d
				return true
			}
		}
	default:
		for d := range s.base[s.chk[0]] {
			s.set(s.chk[0], d)
			for e := range s.base[s.chk[1]] {
				s.set(s.chk[1], e)
				if kind.Check(s.work) {
					out[0], out[1] = d, e
					return true
				}
			}
		}
	}
	return false
}

// passing are all check characters that pass for the payload in s.work.
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

// walks reports whether the check can be kept for values of this form, by
// trying it on made-up ones, and learns how its check characters are found.
// The answer depends on kind and form alone.
func (f *preserve) walks(s *fpeScratch, kind *redact.Kind, name string) bool {
	s.form = append(append(s.form[:0], name...), 0)
	start := len(s.form)
	s.form = append(s.form, s.work...)
	for i, at := range s.at {
		c := &s.form[start+at]
		switch {
		case s.base[i] == 10:
			*c = '9'
		case s.base[i] == 16:
			*c = 'x'
		default:
			*c = *c&0x20 | 'A'
		}
	}
	f.mu.RLock()
	known, ok := f.shapes[string(s.form)]
	f.mu.RUnlock()
	if ok {
		s.model = known.model
		return known.walks
	}
	s.y = append(s.y[:0], s.work...)
	s.model = learn(s, kind)
	l, hits := learner{s: s, kind: kind, x: 0x9e3779b97f4a7c15}, 0
	var right [2]byte
	for range probes {
		for _, p := range s.pay {
			s.set(p, l.next(s.base[p]))
		}
		if f.right(s, kind, &right) {
			hits++
		}
	}
	copy(s.work, s.y)
	known = shape{walks: hits >= walkable, model: s.model}
	f.mu.Lock()
	if len(f.shapes) < maxShapes {
		f.shapes[string(s.form)] = known
	}
	f.mu.Unlock()
	return known.walks
}
