package checksum

import "crypto/sha256"

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
	var num [MaxBase58]byte // big-endian, used from the end
	low := len(num)
	zeros, leading := 0, true
	for _, c := range s {
		v := index(alphabet, c)
		if v < 0 {
			return dst, false
		}
		if leading {
			if v == 0 {
				zeros++
				continue
			}
			leading = false
		}
		carry := v
		for i := len(num) - 1; i >= low; i-- {
			carry += int(num[i]) * 58
			num[i] = byte(carry)
			carry >>= 8
		}
		for carry > 0 {
			low--
			num[low] = byte(carry)
			carry >>= 8
		}
	}
	for range zeros {
		dst = append(dst, 0)
	}
	return append(dst, num[low:]...), true
}

// Base58Check decodes s and verifies its last four bytes, the beginning of
// the double SHA-256 of what stands before them. payload, appended to dst,
// is the version bytes and the data without the four check bytes.
func Base58Check(dst, s []byte, alphabet string) (payload []byte, ok bool) {
	all, ok := Base58Decode(dst, s, alphabet)
	if !ok || len(all)-len(dst) < 5 {
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
