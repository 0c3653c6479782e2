// Package fpe is format-preserving encryption: FF1 of NIST SP 800-38G, a keyed
// permutation of the strings of n numerals. FF3 is not here; the second public
// draft of revision 1 (February 2025) withdrew it.
package fpe

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"math"
	"math/big"
	"math/bits"
	"sync"
)

const (
	// MinDomain is the least number of strings that FF1 may permute (revision
	// 1 of the standard); below it a dictionary is made too easily.
	MinDomain = 1_000_000
	// MaxLen is the greatest number of numerals of a string. It bounds the
	// work for one value, the standard allows more.
	MaxLen = 8192

	maxTweak = 1 << 10
	rounds   = 10
)

var (
	// ErrDomain: radix to the power of the length is less than MinDomain.
	ErrDomain = errors.New("fpe: fewer than a million strings of this form")
	// ErrLength: more than MaxLen numerals.
	ErrLength = errors.New("fpe: too long")
	// ErrNumeral: a numeral is not below the radix.
	ErrNumeral = errors.New("fpe: numeral out of range")
)

// FF1 is the permutation under one key, radix and tweak. Safe for concurrent
// use.
type FF1 struct {
	block cipher.Block
	radix int
	tweak []byte
	min   int // fewest numerals
	small int // most numerals that the half of fits 64 bits
	pow   []uint64
	pool  sync.Pool
}

type state struct {
	mac, in [16]byte
}

// New takes an AES key (16, 24 or 32 bytes), a radix from 2 to 256 and a tweak
// of up to 1024 bytes.
func New(key []byte, radix int, tweak []byte) (*FF1, error) {
	if radix < 2 || radix > 256 {
		return nil, errors.New("fpe: want a radix from 2 to 256")
	}
	if len(tweak) > maxTweak {
		return nil, errors.New("fpe: tweak too long")
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	f := &FF1{block: block, radix: radix, tweak: append([]byte(nil), tweak...)}
	f.pool.New = func() any { return new(state) }
	f.pow = []uint64{1}
	for p := uint64(1); p <= math.MaxUint64/uint64(radix); {
		p *= uint64(radix)
		f.pow = append(f.pow, p)
	}
	f.small = 2 * (len(f.pow) - 1)
	for f.pow[f.min] < MinDomain {
		f.min++
	}
	return f, nil
}

// MinLen is the least number of numerals that this radix allows.
func (f *FF1) MinLen() int { return f.min }

// Encrypt permutes x, whose bytes are numerals from 0 to the radix less one,
// in place. On error x is unchanged.
func (f *FF1) Encrypt(x []byte) error { return f.run(x, false) }

// Decrypt undoes Encrypt.
func (f *FF1) Decrypt(x []byte) error { return f.run(x, true) }

func (f *FF1) run(x []byte, undo bool) error {
	if len(x) < f.min {
		return ErrDomain
	}
	if len(x) > MaxLen {
		return ErrLength
	}
	for _, c := range x {
		if int(c) >= f.radix {
			return ErrNumeral
		}
	}
	st := f.pool.Get().(*state)
	defer f.pool.Put(st)
	if len(x) <= f.small {
		f.fast(x, undo, st)
	} else {
		f.slow(x, undo, st)
	}
	return nil
}

// numBytes is b of the standard: the bytes that hold radix^v - 1.
func (f *FF1) numBytes(v int) int {
	if v < len(f.pow) {
		return (bits.Len64(f.pow[v]-1) + 7) / 8
	}
	p := new(big.Int).Exp(big.NewInt(int64(f.radix)), big.NewInt(int64(v)), nil)
	return (p.Sub(p, big.NewInt(1)).BitLen() + 7) / 8
}

// header is P of the standard, run through the cipher into st.mac.
func (f *FF1) header(u, n int, st *state) {
	p := &st.in
	*p = [16]byte{1, 2, 1, byte(f.radix >> 16), byte(f.radix >> 8), byte(f.radix), rounds, byte(u)}
	binary.BigEndian.PutUint32(p[8:], uint32(n))
	binary.BigEndian.PutUint32(p[12:], uint32(len(f.tweak)))
	f.block.Encrypt(st.mac[:], p[:])
}

// fast holds both halves in 64 bits. All blocks of Q but its last are the same
// in every round, so a round is one call of the cipher.
func (f *FF1) fast(x []byte, undo bool, st *state) {
	n := len(x)
	u := n / 2
	v := n - u
	b := f.numBytes(v)
	f.header(u, n, st)
	t := len(f.tweak)
	size := (t + 1 + b + 15) / 16 * 16
	// Q but its last block holds nothing but tweak and zeros: 1 + b <= 9.
	at := 0
	for ; at < size-16; at += 16 {
		for i := range 16 {
			if at+i < t {
				st.mac[i] ^= f.tweak[at+i]
			}
		}
		f.block.Encrypt(st.mac[:], st.mac[:])
	}
	base := st.mac
	for i := at; i < t; i++ {
		base[i-at] ^= f.tweak[i]
	}
	lo, hi := binary.BigEndian.Uint64(base[8:]), binary.BigEndian.Uint64(base[:8])

	radix := uint64(f.radix)
	var a, c uint64
	for _, d := range x[:u] {
		a = a*radix + uint64(d)
	}
	for _, d := range x[u:] {
		c = c*radix + uint64(d)
	}
	mu, mv := f.pow[u], f.pow[v]
	f1 := func(round int, num uint64, m uint64) uint64 {
		// [round] and the number stand at the very end of the last block.
		l, h := lo^num, hi
		if b < 8 {
			l ^= uint64(round) << (8 * b)
		} else {
			h ^= uint64(round)
		}
		binary.BigEndian.PutUint64(st.in[:8], h)
		binary.BigEndian.PutUint64(st.in[8:], l)
		f.block.Encrypt(st.mac[:], st.in[:])
		y := binary.BigEndian.Uint64(st.mac[:8])
		if b <= 4 {
			return y % m
		}
		// The first 12 bytes: y is the upper part, 32 bits follow.
		low := y<<32 | uint64(binary.BigEndian.Uint32(st.mac[8:]))
		_, r := bits.Div64((y>>32)%m, low, m)
		return r
	}
	if !undo {
		for i := 0; i < rounds; i += 2 {
			a = addMod(a, f1(i, c, mu), mu)
			c = addMod(c, f1(i+1, a, mv), mv)
		}
	} else {
		for i := rounds - 2; i >= 0; i -= 2 {
			c = subMod(c, f1(i+1, a, mv), mv)
			a = subMod(a, f1(i, c, mu), mu)
		}
	}
	for i := u - 1; i >= 0; i-- {
		x[i] = byte(a % radix)
		a /= radix
	}
	for i := n - 1; i >= u; i-- {
		x[i] = byte(c % radix)
		c /= radix
	}
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

// slow is the standard as it is written, for strings of any length.
func (f *FF1) slow(x []byte, undo bool, st *state) {
	n := len(x)
	u := n / 2
	v := n - u
	b := f.numBytes(v)
	d := 4*((b+3)/4) + 4
	f.header(u, n, st)
	head := st.mac
	t := len(f.tweak)
	size := (t + 1 + b + 15) / 16 * 16
	q := make([]byte, size)
	copy(q, f.tweak)
	s := make([]byte, (d+15)/16*16)

	radix := big.NewInt(int64(f.radix))
	mu := new(big.Int).Exp(radix, big.NewInt(int64(u)), nil)
	mv := new(big.Int).Exp(radix, big.NewInt(int64(v)), nil)
	a, c := f.number(x[:u]), f.number(x[u:])
	y := new(big.Int)
	prf := func(round int, num *big.Int) *big.Int {
		q[size-b-1] = byte(round)
		num.FillBytes(q[size-b:])
		st.mac = head
		for i := 0; i < size; i += 16 {
			for j := range 16 {
				st.mac[j] ^= q[i+j]
			}
			f.block.Encrypt(st.mac[:], st.mac[:])
		}
		copy(s, st.mac[:])
		for j := 1; j < len(s)/16; j++ {
			st.in = st.mac
			lo := binary.BigEndian.Uint64(st.in[8:])
			binary.BigEndian.PutUint64(st.in[8:], lo^uint64(j))
			f.block.Encrypt(s[16*j:16*j+16], st.in[:])
		}
		return y.SetBytes(s[:d])
	}
	if !undo {
		for i := 0; i < rounds; i += 2 {
			a.Mod(a.Add(a, prf(i, c)), mu)
			c.Mod(c.Add(c, prf(i+1, a)), mv)
		}
	} else {
		for i := rounds - 2; i >= 0; i -= 2 {
			c.Mod(c.Sub(c, prf(i+1, a)), mv)
			a.Mod(a.Sub(a, prf(i, c)), mu)
		}
	}
	f.numerals(x[:u], a)
	f.numerals(x[u:], c)
}

func (f *FF1) number(x []byte) *big.Int {
	n, radix, d := new(big.Int), big.NewInt(int64(f.radix)), new(big.Int)
	for _, c := range x {
		n.Add(n.Mul(n, radix), d.SetInt64(int64(c)))
	}
	return n
}

func (f *FF1) numerals(x []byte, n *big.Int) {
	radix, d := big.NewInt(int64(f.radix)), new(big.Int)
	for i := len(x) - 1; i >= 0; i-- {
		n.QuoRem(n, radix, d)
		x[i] = byte(d.Int64())
	}
}
