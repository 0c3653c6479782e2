// Package fpe is format-preserving encryption: FF1 of NIST SP 800-38G, a keyed
// permutation of the strings of n numerals of a radix. FF3 is not here; the
// second public draft of revision 1 (February 2025) withdrew it.
//
// A string is handed over as the two numbers that its halves spell, which is
// what FF1 works on: Small holds each in 64 bits, Bits takes strings of bits
// of any length. What is to be permuted need not be a power of a radix: Fit
// finds the strings that are just about as many as there are values, and the
// caller encrypts again while the outcome is none of them (cycle walking).
package fpe

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
)

const (
	// MinDomain is the least number of strings that FF1 may permute (revision
	// 1 of the standard); below it a dictionary is made too easily.
	MinDomain = 1_000_000
	// MaxBits is the greatest number of bits of a string. It bounds the work
	// for one value, the standard allows more.
	MaxBits = 1 << 14

	maxTweak = 1 << 10
	maxRadix = 1 << 16
	rounds   = 10
)

var (
	// ErrDomain: radix to the power of the length is less than MinDomain.
	ErrDomain = errors.New("fpe: fewer than a million strings of this form")
	// ErrLength: longer than what the method takes.
	ErrLength = errors.New("fpe: too long")
)

// FF1 is the function under one key and tweak. Immutable, safe for concurrent
// use.
type FF1 struct {
	block cipher.Block
	tweak []byte
}

// Scratch is working memory of one goroutine. The zero Scratch is ready.
type Scratch struct {
	in, mac    [16]byte
	y          []byte
	a, b, f    []uint64
	head, base [16]byte
}

// New takes an AES key (16, 24 or 32 bytes) and a tweak of up to 1024 bytes.
func New(key, tweak []byte) (*FF1, error) {
	if len(tweak) > maxTweak {
		return nil, errors.New("fpe: tweak too long")
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return &FF1{block: block, tweak: append([]byte(nil), tweak...)}, nil
}

// prefix leaves in s.base the state of the cipher before the last block of Q:
// P and the blocks of Q that hold nothing but tweak and zeros are the same in
// every round, and so is the tweak's part of the last one where what follows
// it, a byte and a number of size bytes, fits that block. It returns the
// number of bytes of Q that went in.
func (f *FF1) prefix(s *Scratch, radix, n, size int) (done int) {
	s.in = [16]byte{1, 2, 1, byte(radix >> 16), byte(radix >> 8), byte(radix), rounds, byte(n / 2)}
	binary.BigEndian.PutUint32(s.in[8:], uint32(n))
	binary.BigEndian.PutUint32(s.in[12:], uint32(len(f.tweak)))
	f.block.Encrypt(s.base[:], s.in[:])
	end := (len(f.tweak) + 1 + size + 15) / 16 * 16
	for ; done+16 <= end-1-size; done += 16 {
		for i := done; i < min(done+16, len(f.tweak)); i++ {
			s.base[i-done] ^= f.tweak[i]
		}
		f.block.Encrypt(s.base[:], s.base[:])
	}
	for i := done; i < len(f.tweak); i++ {
		s.base[i-done] ^= f.tweak[i]
	}
	return done
}

// Small permutes the strings of n numerals of a radix whose halves are numbers
// of up to 64 bits. Immutable; a copy is as good.
type Small struct {
	block  cipher.Block
	hi, lo uint64 // the last block of Q but for its round and number
	shift  int    // of the round in the block, in bits from its end
	wide   bool   // d of the standard is 12, not 8
	mu, mv uint64
}

// Small makes the permutation of the strings of n numerals. The first n/2 are
// one half. ErrLength where the other does not fit 64 bits, ErrDomain where
// there are less than MinDomain strings.
func (f *FF1) Small(s *Scratch, radix, n int) (Small, error) {
	if radix < 2 || radix > maxRadix || n < 2 {
		return Small{}, ErrDomain
	}
	p := Small{block: f.block, mu: 1, mv: 1}
	for i := range n - n/2 {
		hi, lo := bits.Mul64(p.mv, uint64(radix))
		if hi != 0 {
			return Small{}, ErrLength
		}
		if p.mv = lo; i < n/2 {
			p.mu = lo
		}
	}
	if hi, lo := bits.Mul64(p.mu, p.mv); hi == 0 && lo < MinDomain {
		return Small{}, ErrDomain
	}
	b := (bits.Len64(p.mv-1) + 7) / 8
	f.prefix(s, radix, n, b)
	p.hi, p.lo = binary.BigEndian.Uint64(s.base[:8]), binary.BigEndian.Uint64(s.base[8:])
	p.shift, p.wide = 8*b, b > 4
	return p, nil
}

// Sizes are the numbers of strings that the halves may be.
func (p *Small) Sizes() (first, second uint64) { return p.mu, p.mv }

// Permute takes the numbers that the halves of a string spell, the most
// significant numeral first, and returns those of its image, or with undo of
// what it is the image of.
func (p *Small) Permute(s *Scratch, a, b uint64, undo bool) (uint64, uint64) {
	if !undo {
		for i := uint64(0); i < rounds; i += 2 {
			a = addMod(a, p.round(s, i, b, p.mu), p.mu)
			b = addMod(b, p.round(s, i+1, a, p.mv), p.mv)
		}
		return a, b
	}
	for i := uint64(rounds); i > 0; i -= 2 {
		b = subMod(b, p.round(s, i-1, a, p.mv), p.mv)
		a = subMod(a, p.round(s, i-2, b, p.mu), p.mu)
	}
	return a, b
}

func (p *Small) round(s *Scratch, i, num, m uint64) uint64 {
	// The round and the number stand at the very end of the block.
	lo, hi := p.lo^num, p.hi
	if p.shift < 64 {
		lo ^= i << p.shift
	} else {
		hi ^= i
	}
	binary.BigEndian.PutUint64(s.in[:8], hi)
	binary.BigEndian.PutUint64(s.in[8:], lo)
	p.block.Encrypt(s.mac[:], s.in[:])
	y := binary.BigEndian.Uint64(s.mac[:8])
	if !p.wide {
		return y % m
	}
	// The first 12 bytes: y is the upper part, 32 bits follow.
	low := y<<32 | uint64(binary.BigEndian.Uint32(s.mac[8:]))
	return bits.Rem64(y>>32, low, m)
}

// addMod adds below m; the sum may leave 64 bits.
func addMod(a, b, m uint64) uint64 {
	s, carry := bits.Add64(a, b, 0)
	if carry != 0 || s >= m {
		s -= m
	}
	return s
}

func subMod(a, b, m uint64) uint64 {
	d, borrow := bits.Sub64(a, b, 0)
	if borrow != 0 {
		d += m
	}
	return d
}

// Fit is the radix and the even number of numerals whose strings are at least
// hi<<64|lo, and as few more as can be: less than two in a hundred, since a
// radix is 256 at least. ok is false for less than MinDomain and where a half
// would not fit 64 bits.
func Fit(hi, lo uint64) (radix, n int, ok bool) {
	if hi == 0 && lo < MinDomain {
		return 0, 0, false
	}
	length := bits.Len64(lo)
	if hi != 0 {
		length = 64 + bits.Len64(hi)
	}
	for n = (length + 31) / 32 * 2; n <= 8; n += 2 {
		// The estimate is put right by whole numbers: it must not depend on
		// how a machine rounds.
		radix = max(2, int(math.Pow(float64(hi)*(1<<64)+float64(lo), 1/float64(n))))
		for radix > 2 && holds(radix-1, n, hi, lo) {
			radix--
		}
		for radix < maxRadix && !holds(radix, n, hi, lo) {
			radix++
		}
		if radix < maxRadix {
			return radix, n, true
		}
	}
	return 0, 0, false
}

// holds reports whether radix, at most 65536, to the power of n is at least
// hi<<64|lo.
func holds(radix, n int, hi, lo uint64) bool {
	half := uint64(1)
	for range n / 2 {
		over, p := bits.Mul64(half, uint64(radix))
		if over != 0 {
			return true
		}
		half = p
	}
	h, l := bits.Mul64(half, half)
	return h > hi || h == hi && l >= lo
}

// Bits permutes the strings of n bits, which x holds with the least
// significant 64 first, in place. ErrDomain where n is less than 20, ErrLength
// where it is more than MaxBits or than x has.
func (f *FF1) Bits(s *Scratch, x []uint64, n int, undo bool) error {
	if 1<<min(n, 32) < MinDomain {
		return ErrDomain
	}
	if n > MaxBits || n > 64*len(x) {
		return ErrLength
	}
	u := n / 2
	v := n - u
	size := (v + 7) / 8
	words := (v + 63) / 64
	s.a, s.b, s.f = zeroed(s.a, words), zeroed(s.b, words), zeroed(s.f, words)
	for i := range words {
		s.b[i] = x[i]
		s.a[i] = word(x, v+64*i)
	}
	cut(s.a, u)
	cut(s.b, v)
	done := f.prefix(s, 2, n, size)
	s.head = s.base
	q := (len(f.tweak)+1+size+15)/16*16 - done
	for i := range rounds {
		at := i
		if undo {
			at = rounds - 1 - i
		}
		to, from, m := s.a, s.b, u
		if at%2 == 1 {
			to, from, m = s.b, s.a, v
		}
		f.wide(s, from, at, size, q)
		if undo {
			var borrow uint64
			for j := range to {
				to[j], borrow = bits.Sub64(to[j], s.f[j], borrow)
			}
		} else {
			var carry uint64
			for j := range to {
				to[j], carry = bits.Add64(to[j], s.f[j], carry)
			}
		}
		cut(to, m)
	}
	for i := range x {
		x[i] = 0
	}
	copy(x, s.b)
	for i, w := range s.a {
		at := v + 64*i
		if at/64 < len(x) {
			x[at/64] |= w << (at % 64)
		}
		if at/64+1 < len(x) && at%64 != 0 {
			x[at/64+1] |= w >> (64 - at%64)
		}
	}
	return nil
}

// wide leaves in s.f the lowest bits of the round function of a number of size
// bytes; q bytes of Q are still to go in.
func (f *FF1) wide(s *Scratch, num []uint64, round, size, q int) {
	d := 4*((size+3)/4) + 4
	s.y = bytesOf(s.y, max(q, (d+15)/16*16))
	y := s.y[:q]
	clear(y)
	y[q-size-1] = byte(round)
	i := 0
	for ; i+8 <= size; i += 8 {
		binary.BigEndian.PutUint64(y[q-8-i:], num[i/8])
	}
	for ; i < size; i++ {
		y[q-1-i] = byte(num[i/8] >> (i % 8 * 8))
	}
	s.mac = s.head
	for i := 0; i < q; i += 16 {
		binary.NativeEndian.PutUint64(s.mac[:8], binary.NativeEndian.Uint64(s.mac[:8])^binary.NativeEndian.Uint64(y[i:]))
		binary.NativeEndian.PutUint64(s.mac[8:], binary.NativeEndian.Uint64(s.mac[8:])^binary.NativeEndian.Uint64(y[i+8:]))
		f.block.Encrypt(s.mac[:], s.mac[:])
	}
	y = s.y[:(d+15)/16*16]
	copy(y, s.mac[:])
	for i := 16; i < len(y); i += 16 {
		s.in = s.mac
		binary.BigEndian.PutUint64(s.in[8:], binary.BigEndian.Uint64(s.in[8:])^uint64(i/16))
		f.block.Encrypt(y[i:i+16], s.in[:])
	}
	clear(s.f)
	for i = 0; i+8 <= size; i += 8 {
		s.f[i/8] = binary.BigEndian.Uint64(y[d-8-i:])
	}
	for ; i < size; i++ {
		s.f[i/8] |= uint64(y[d-1-i]) << (i % 8 * 8)
	}
}

// word is the 64 bits of x from bit at on, zeros beyond its end.
func word(x []uint64, at int) (w uint64) {
	if at/64 < len(x) {
		w = x[at/64] >> (at % 64)
	}
	if at/64+1 < len(x) && at%64 != 0 {
		w |= x[at/64+1] << (64 - at%64)
	}
	return w
}

// cut clears the bits of x from n on.
func cut(x []uint64, n int) {
	for i := range x {
		if left := n - 64*i; left <= 0 {
			x[i] = 0
		} else if left < 64 {
			x[i] &= 1<<left - 1
		}
	}
}

func zeroed(x []uint64, n int) []uint64 {
	if cap(x) < n {
		return make([]uint64, n)
	}
	x = x[:n]
	clear(x)
	return x
}

func bytesOf(x []byte, n int) []byte {
	if cap(x) < n {
		return make([]byte, n)
	}
	return x[:n]
}
