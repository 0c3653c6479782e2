package operators

import (
	"math/bits"

	"sluice/redact/fpe"
)

// A domain is a set of payloads that FF1 permutes: of each group of characters
// the combinations that it may have, in every mixture. A payload is a string
// of numerals where all characters are of one alphabet and any combination
// goes; else it is its place among the payloads of the domain, by FF1 over
// strings that are hardly more than there are places (fpe.Fit), or over bits
// where a place takes more than 128 of them.
type domain struct {
	groups []group  // nil: each character of the payload, any combination
	size   []uint64 // least significant first
	plain  int      // the one alphabet, 0 if there is none
	split  int      // groups of the first half, where plain
	small  fpe.Small
	bits   int // 0 where small is made
}

// group is one character, a few, or digits of which one is repeated.
type group struct {
	at   [maxGroup]int // indexes into fpeScratch.at
	n    int           // how many
	size uint64
	// By combination its place, -1 where it has none; nil: any combination.
	rank []int16
	// By place.
	combos []uint16
	digits *repeated // instead of all these
}

// maxGroup bounds the characters of a group.
const maxGroup = 4

func (g *group) get(s *fpeScratch) int {
	if g.digits != nil {
		return g.digits.get(s)
	}
	c := int(s.num[g.at[0]])
	for _, at := range g.at[1:g.n] {
		c = c*int(s.base[at]) + int(s.num[at])
	}
	if g.rank != nil {
		return int(g.rank[c])
	}
	return c
}

func (g *group) set(s *fpeScratch, place uint64) {
	if g.digits != nil {
		g.digits.set(s, place)
		return
	}
	c := place
	if g.combos != nil {
		c = uint64(g.combos[place])
	}
	for i := g.n - 1; i > 0; i-- {
		base := uint64(s.base[g.at[i]])
		s.set(g.at[i], byte(c%base))
		c /= base
	}
	s.set(g.at[0], byte(c))
}

// of makes d the domain of all payloads like the one of s, which it has no
// groups for; false where there are too few or too many.
func (d *domain) of(s *fpeScratch, c *kindCiphers) bool {
	d.groups = nil
	if len(s.pay) == 0 {
		return false
	}
	base := s.base[s.pay[0]]
	for _, p := range s.pay {
		if s.base[p] != base {
			return d.prepare(s, c.ff)
		}
	}
	for i, b := range bases {
		if n := len(s.pay); b == int(base) && n < len(c.plain[i]) {
			d.plain, d.split, d.small, d.bits = b, n/2, c.plain[i][n], 0
			_, mv := d.small.Sizes()
			return mv > 0
		}
	}
	return d.prepare(s, c.ff)
}

// parts is the number of groups, or of characters where there are none.
func (d *domain) parts(s *fpeScratch) int {
	if d.groups == nil {
		return len(s.pay)
	}
	return len(d.groups)
}

// sizeOf is the number of places of a part.
func (d *domain) sizeOf(s *fpeScratch, i int) uint64 {
	if d.groups == nil {
		return uint64(s.base[s.pay[i]])
	}
	return d.groups[i].size
}

func (d *domain) setPart(s *fpeScratch, i int, place uint64) {
	if d.groups == nil {
		s.set(s.pay[i], byte(place))
		return
	}
	d.groups[i].set(s, place)
}

// prepare chooses the strings for the places of d; false where there are too
// few or too many.
func (d *domain) prepare(s *fpeScratch, ff *fpe.FF1) bool {
	d.plain, d.bits = 0, 0
	d.size = append(d.size[:0], 1)
	m := uint64(1)
	for i := range d.parts(s) {
		size := d.sizeOf(s, i)
		hi, lo := bits.Mul64(m, size)
		if hi != 0 {
			d.size = mulAdd(d.size, m, 0)
			lo = size
		}
		m = lo
	}
	d.size = mulAdd(d.size, m, 0)
	if len(d.size) <= 2 {
		hi := uint64(0)
		if len(d.size) == 2 {
			hi = d.size[1]
		}
		if radix, n, ok := fpe.Fit(hi, d.size[0]); ok {
			var err error
			d.small, err = ff.Small(&s.fpe, radix, n)
			return err == nil
		}
		if hi == 0 {
			return false
		}
	}
	// A place takes the bits of the size less one.
	top, power := d.size[len(d.size)-1], true
	for _, w := range d.size[:len(d.size)-1] {
		power = power && w == 0
	}
	d.bits = 64*(len(d.size)-1) + bits.Len64(top)
	if power && top&(top-1) == 0 {
		d.bits--
	}
	return d.bits <= fpe.MaxBits
}

// mulAdd is x*m + a, longer by a word where it must be.
func mulAdd(x []uint64, m, a uint64) []uint64 {
	for i := range x {
		hi, lo := bits.Mul64(x[i], m)
		var carry uint64
		x[i], carry = bits.Add64(lo, a, 0)
		a = hi + carry
	}
	if a > 0 {
		x = append(x, a)
	}
	return x
}

// divide leaves the quotient of x by m in x and returns the remainder.
func divide(x []uint64, m uint64) (rest uint64) {
	for i := len(x) - 1; i >= 0; i-- {
		x[i], rest = bits.Div64(rest, x[i], m)
	}
	return rest
}

// rank leaves the place of the payload of s in s.x; false where it is not in
// the domain.
func (d *domain) rank(s *fpeScratch) bool {
	s.x = append(s.x[:0], 0)
	m, a := uint64(1), uint64(0)
	for i := range d.parts(s) {
		r := 0
		if d.groups == nil {
			r = int(s.num[s.pay[i]])
		} else if r = d.groups[i].get(s); r < 0 {
			return false
		}
		size := d.sizeOf(s, i)
		hi, lo := bits.Mul64(m, size)
		if hi != 0 {
			s.x = mulAdd(s.x, m, a)
			lo, a = size, 0
		}
		m, a = lo, a*size+uint64(r)
	}
	s.x = mulAdd(s.x, m, a)
	for len(s.x) < len(d.size) {
		s.x = append(s.x, 0)
	}
	return true
}

// unrank puts the payload at the place s.x, which it uses up, into s.
func (d *domain) unrank(s *fpeScratch) {
	for end := d.parts(s); end > 0; {
		m, start := d.sizeOf(s, end-1), end-1
		for ; start > 0; start-- {
			hi, lo := bits.Mul64(m, d.sizeOf(s, start-1))
			if hi != 0 {
				break
			}
			m = lo
		}
		rest := s.x[0]
		if start > 0 {
			rest = divide(s.x, m)
		}
		for end--; end > start; end-- {
			size := d.sizeOf(s, end)
			d.setPart(s, end, rest%size)
			rest /= size
		}
		d.setPart(s, start, rest)
	}
}

// permute puts the image of the payload of s into s, or with undo what it is
// the image of. s must hold a payload of d.
func (d *domain) permute(s *fpeScratch, ff *fpe.FF1, undo bool) bool {
	if d.plain > 0 {
		d.permutePlain(s, undo)
		return true
	}
	d.rank(s)
	for range maxWalk {
		if d.bits > 0 {
			if ff.Bits(&s.fpe, s.x, d.bits, undo) != nil {
				return false
			}
		} else {
			// Below radix to the n, the quotient fits.
			_, mv := d.small.Sizes()
			hi := uint64(0)
			if len(s.x) > 1 {
				hi = s.x[1]
			}
			a, b := bits.Div64(hi, s.x[0], mv)
			a, b = d.small.Permute(&s.fpe, a, b, undo)
			hi, lo := bits.Mul64(a, mv)
			lo, carry := bits.Add64(lo, b, 0)
			s.x[0] = lo
			if hi += carry; len(s.x) > 1 {
				s.x[1] = hi
			} else if hi > 0 {
				// Strings may be a little more than 64 bits hold though
				// places are not.
				s.x = append(s.x, hi)
			}
		}
		if d.has(s.x) {
			d.unrank(s)
			return true
		}
	}
	return false
}

// has reports whether x, at least as long as the size, is a place.
func (d *domain) has(x []uint64) bool {
	for i := len(x) - 1; i >= 0; i-- {
		of := uint64(0)
		if i < len(d.size) {
			of = d.size[i]
		}
		if x[i] != of {
			return x[i] < of
		}
	}
	return false
}

func (d *domain) permutePlain(s *fpeScratch, undo bool) {
	base := uint64(d.plain)
	var a, b uint64
	for i, p := range s.pay {
		n := uint64(s.num[p])
		if i < d.split {
			a = a*base + n
		} else {
			b = b*base + n
		}
	}
	a, b = d.small.Permute(&s.fpe, a, b, undo)
	for i := len(s.pay) - 1; i >= d.split; i-- {
		s.set(s.pay[i], byte(b%base))
		b /= base
	}
	for i := d.split - 1; i >= 0; i-- {
		s.set(s.pay[i], byte(a%base))
		a /= base
	}
}
