package checksum

import (
	"crypto/sha256"
	"slices"
)

// Alphabets of base 58. Bitcoin's leaves out 0, O, I and l; Ripple permutes
// the same characters.
const (
	Base58Bitcoin = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	Base58Ripple  = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
)

// MaxBase58 is the longest text that Base58Decode takes, in bytes: decoding
// costs the square of the length, and no address is longer.
const MaxBase58 = 128

// Base58Decode appends the bytes that s stands for to dst. Every leading
// first character of the alphabet is one zero byte. It reports false, and
// returns dst as it was, for a foreign character, an empty or too long text
// (MaxBase58) and an alphabet that has not 58 characters.
//
// Source: the Bitcoin reference implementation's definition of Base58.
func Base58Decode(dst, s []byte, alphabet string) ([]byte, bool) {
	if len(s) == 0 || len(s) > MaxBase58 || len(alphabet) != 58 {
		return dst, false
	}
	values := &bitcoinValues
	switch alphabet {
	case Base58Bitcoin:
	case Base58Ripple:
		values = &rippleValues
	default:
		own := valuesOf(alphabet)
		values = &own
	}
	zeros := 0
	for zeros < len(s) && s[zeros] == alphabet[0] {
		zeros++
	}
	// The number in digits of 32 bits, the lowest first. Five characters at a
	// time are less than that.
	var num [MaxBase58 * 6 / 32]uint32
	n := 0
	for rest := s[zeros:]; len(rest) > 0; {
		carry, factor := uint64(0), uint64(1)
		k := min(5, len(rest))
		for _, c := range rest[:k] {
			v := values[c]
			if v < 0 {
				return dst, false
			}
			carry, factor = carry*58+uint64(v), factor*58
		}
		rest = rest[k:]
		for i := range num[:n] {
			carry += uint64(num[i]) * factor
			num[i] = uint32(carry)
			carry >>= 32
		}
		if carry > 0 {
			num[n] = uint32(carry)
			n++
		}
	}
	for range zeros {
		dst = append(dst, 0)
	}
	from := len(dst)
	for i := n - 1; i >= 0; i-- {
		for shift := 24; shift >= 0; shift -= 8 {
			if b := byte(num[i] >> shift); b != 0 || len(dst) > from {
				dst = append(dst, b)
			}
		}
	}
	return dst, true
}

var bitcoinValues, rippleValues = valuesOf(Base58Bitcoin), valuesOf(Base58Ripple)

// valuesOf are the values of characters, -1 for foreign ones.
func valuesOf(alphabet string) (t [256]int8) {
	for c := range t {
		t[c] = -1
	}
	for i := len(alphabet) - 1; i >= 0; i-- {
		t[alphabet[i]] = int8(i)
	}
	return
}

// Base58Check decodes s and verifies its last four bytes, the beginning of
// the double SHA-256 of what stands before them. payload, appended to dst,
// is the version bytes and the data without the four check bytes. Where sizes
// are given it must be of one of these lengths, in bytes: most of what is no
// address is not, and needs no hash.
func Base58Check(dst, s []byte, alphabet string, sizes ...int) (payload []byte, ok bool) {
	all, ok := Base58Decode(dst, s, alphabet)
	if n := len(all) - len(dst) - 4; !ok || n < 1 || len(sizes) > 0 && !slices.Contains(sizes, n) {
		return dst, false
	}
	end := len(all) - 4
	h := sha256.Sum256(all[len(dst):end])
	h = sha256.Sum256(h[:])
	if string(h[:4]) != string(all[end:]) {
		return dst, false
	}
	return all[:end], true
}
