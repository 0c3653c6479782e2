package checksum

import "hash/crc32"

// Alphabets in which issuers of credentials write checksums; digit values are
// positions. They differ in the order of the cases on purpose.
const (
	// Base62 is digits, upper case, lower case: GitHub, npm, Vercel, Azure.
	Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	// Base36Lower is digits and lower case: GitLab.
	Base36Lower = "0123456789abcdefghijklmnopqrstuvwxyz"
)

// AppendRadix appends n to dst, written in the digits of alphabet, most
// significant first, padded on the left with the alphabet's first character
// to width characters. A number that needs more than width characters is
// written whole. The alphabet must have at least two characters.
func AppendRadix(dst []byte, n uint32, alphabet string, width int) []byte {
	var tmp [32]byte // 32 digits of base 2 are the most there can be
	i, base := len(tmp), uint32(len(alphabet))
	if base < 2 {
		return dst
	}
	for n > 0 {
		i--
		tmp[i] = alphabet[n%base]
		n /= base
	}
	for pad := width - (len(tmp) - i); pad > 0; pad-- {
		dst = append(dst, alphabet[0])
	}
	return append(dst, tmp[i:]...)
}

// CRC32Radix reports whether tail is the CRC-32 (IEEE 802.3) of body, written
// in alphabet and padded to the length of tail.
//
// Source: GitHub, "Behind GitHub's new authentication token formats" (2021),
// for Base62; the algorithm itself is that of zlib.
func CRC32Radix(body, tail []byte, alphabet string) bool {
	var tmp [32]byte
	if len(tail) == 0 || len(tail) > len(tmp) {
		return false
	}
	return string(AppendRadix(tmp[:0], crc32.ChecksumIEEE(body), alphabet, len(tail))) == string(tail)
}
