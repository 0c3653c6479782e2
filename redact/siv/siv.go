// Package siv is AES-SIV, the deterministic authenticated encryption of RFC
// 5297: equal plaintexts under equal associated data give equal ciphertexts,
// and nothing else shows. It needs no nonce, so two processes that share
// nothing but the key agree.
package siv

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"encoding/binary"
	"errors"
	"sync"
)

// Overhead is by how many bytes a ciphertext is longer than its plaintext.
const Overhead = 16

// ErrOpen: the ciphertext was not made with this key and associated data.
var ErrOpen = errors.New("siv: authentication failed")

const maxAD = 126

// Cipher is AES-SIV under one key. Safe for concurrent use.
type Cipher struct {
	mac, ctr cipher.Block
	k1, k2   [16]byte // CMAC subkeys (RFC 4493)
	zero     [16]byte // CMAC of a zero block, where S2V starts
	pool     sync.Pool
}

// scratch is on the heap once: what is handed to a cipher.Block escapes.
type scratch struct{ d, x, y [16]byte }

// New takes a key of 32, 48 or 64 bytes: the first half authenticates, the
// second half encrypts (AES-128, 192 or 256).
func New(key []byte) (*Cipher, error) {
	if len(key) != 32 && len(key) != 48 && len(key) != 64 {
		return nil, errors.New("siv: a key has 32, 48 or 64 bytes")
	}
	c := &Cipher{}
	var err error
	if c.mac, err = aes.NewCipher(key[:len(key)/2]); err != nil {
		return nil, err
	}
	if c.ctr, err = aes.NewCipher(key[len(key)/2:]); err != nil {
		return nil, err
	}
	c.pool.New = func() any { return new(scratch) }
	var l [16]byte
	c.mac.Encrypt(l[:], l[:])
	c.k1 = l
	double(&c.k1)
	c.k2 = c.k1
	double(&c.k2)
	s := new(scratch)
	c.cmac(&c.zero, make([]byte, 16), s)
	return c, nil
}

// Seal appends the ciphertext (Overhead bytes of tag, then as many bytes as
// plaintext has) to dst. dst must not overlap plaintext. More than 126 strings
// of associated data are a panic.
func (c *Cipher) Seal(dst, plaintext []byte, ad ...[]byte) []byte {
	s := c.pool.Get().(*scratch)
	defer c.pool.Put(s)
	var v [16]byte
	c.s2v(&v, plaintext, ad, s)
	dst = append(dst, v[:]...)
	n := len(dst)
	dst = append(dst, plaintext...)
	c.xor(dst[n:], v, s)
	return dst
}

// Open appends the plaintext of ciphertext to dst, or returns dst and ErrOpen.
// dst must not overlap ciphertext.
func (c *Cipher) Open(dst, ciphertext []byte, ad ...[]byte) ([]byte, error) {
	if len(ciphertext) < Overhead {
		return dst, ErrOpen
	}
	s := c.pool.Get().(*scratch)
	defer c.pool.Put(s)
	var v, want [16]byte
	copy(v[:], ciphertext)
	n := len(dst)
	out := append(dst, ciphertext[Overhead:]...)
	c.xor(out[n:], v, s)
	c.s2v(&want, out[n:], ad, s)
	if subtle.ConstantTimeCompare(v[:], want[:]) != 1 {
		clear(out[n:])
		return dst, ErrOpen
	}
	return out, nil
}

// s2v is section 2.4 of the RFC.
func (c *Cipher) s2v(out *[16]byte, plaintext []byte, ad [][]byte, s *scratch) {
	if len(ad) > maxAD {
		panic("siv: too many strings of associated data")
	}
	s.d = c.zero
	for _, a := range ad {
		double(&s.d)
		c.cmac(&s.y, a, s)
		subtle.XORBytes(s.d[:], s.d[:], s.y[:])
	}
	if n := len(plaintext); n >= 16 {
		c.cmacTail(out, plaintext[:n-16], plaintext[n-16:], s)
		return
	}
	double(&s.d)
	for i, b := range plaintext {
		s.d[i] ^= b
	}
	s.d[len(plaintext)] ^= 0x80
	// s.d is one whole block: CMAC of it is one call of the cipher.
	subtle.XORBytes(s.x[:], s.d[:], c.k1[:])
	c.mac.Encrypt(s.x[:], s.x[:])
	*out = s.x
}

// cmac is AES-CMAC (RFC 4493) of msg.
func (c *Cipher) cmac(out *[16]byte, msg []byte, s *scratch) {
	clear(s.x[:])
	for len(msg) > 16 {
		subtle.XORBytes(s.x[:], s.x[:], msg[:16])
		c.mac.Encrypt(s.x[:], s.x[:])
		msg = msg[16:]
	}
	c.last(out, msg, s)
}

// last ends a CMAC whose last 0 to 16 bytes are msg.
func (c *Cipher) last(out *[16]byte, msg []byte, s *scratch) {
	for i, b := range msg {
		s.x[i] ^= b
	}
	if len(msg) == 16 {
		subtle.XORBytes(s.x[:], s.x[:], c.k1[:])
	} else {
		s.x[len(msg)] ^= 0x80
		subtle.XORBytes(s.x[:], s.x[:], c.k2[:])
	}
	c.mac.Encrypt(s.x[:], s.x[:])
	*out = s.x
}

// cmacTail is the CMAC of head and tail with s.d xored into tail, which has 16
// bytes: the "xorend" of the RFC without copying the message.
func (c *Cipher) cmacTail(out *[16]byte, head, tail []byte, s *scratch) {
	clear(s.x[:])
	for len(head) > 16 {
		subtle.XORBytes(s.x[:], s.x[:], head[:16])
		c.mac.Encrypt(s.x[:], s.x[:])
		head = head[16:]
	}
	// What is left of head (at most 16 bytes) and the tail make one block or
	// two.
	var end [32]byte
	n := copy(end[:], head)
	subtle.XORBytes(end[n:n+16], tail, s.d[:])
	n += 16
	msg := end[:n]
	if n > 16 {
		subtle.XORBytes(s.x[:], s.x[:], msg[:16])
		c.mac.Encrypt(s.x[:], s.x[:])
		msg = msg[16:]
	}
	c.last(out, msg, s)
}

// xor is AES-CTR from v with the 31st and 63rd bit from the right cleared.
func (c *Cipher) xor(b []byte, v [16]byte, s *scratch) {
	v[8] &= 0x7f
	v[12] &= 0x7f
	s.x = v
	for len(b) > 0 {
		c.ctr.Encrypt(s.y[:], s.x[:])
		n := subtle.XORBytes(b, b, s.y[:])
		b = b[n:]
		// The cleared bits leave room for 2^31 blocks before a carry leaves
		// the low 32 bits; the full width is kept all the same.
		lo := binary.BigEndian.Uint64(s.x[8:]) + 1
		binary.BigEndian.PutUint64(s.x[8:], lo)
		if lo == 0 {
			binary.BigEndian.PutUint64(s.x[:8], binary.BigEndian.Uint64(s.x[:8])+1)
		}
	}
}

// double is multiplication by x in GF(2^128).
func double(b *[16]byte) {
	hi, lo := binary.BigEndian.Uint64(b[:8]), binary.BigEndian.Uint64(b[8:])
	carry := hi >> 63
	hi = hi<<1 | lo>>63
	lo = lo<<1 ^ carry*0x87
	binary.BigEndian.PutUint64(b[:8], hi)
	binary.BigEndian.PutUint64(b[8:], lo)
}
