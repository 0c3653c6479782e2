package checksum

// Bech32Variant tells which constant closes the check of a bech32 text.
type Bech32Variant uint8

const (
	// NotBech32: the text is not of the form, or its check is wrong.
	NotBech32 Bech32Variant = iota
	// Bech32Plain is BIP 173 (constant 1).
	Bech32Plain
	// Bech32m is BIP 350 (constant 0x2bc830a3).
	Bech32m
)

// bech32Values maps a character to its five bits; 0xff is none.
var bech32Values = func() (t [128]uint8) {
	for i := range t {
		t[i] = 0xff
	}
	for i, c := range []byte("qpzry9x8gf2tvdw0s3jn54khce6mua7l") {
		t[c] = uint8(i)
		if c >= 'a' {
			t[c-'a'+'A'] = uint8(i)
		}
	}
	return t
}()

// Bech32 verifies s and appends its data, five bits a byte and without the six
// check characters, to dst. hrp, the human-readable part before the last '1',
// aliases s and keeps its case. Mixed case is refused. Texts of 8 to 1023 bytes
// are taken: BIP 173 stops at 90, but age, Lightning and Cardano use the same
// code for longer ones, so the caller judges the length. For NotBech32 hrp is
// nil and data is dst.
//
// Source: BIP 173 and BIP 350.
func Bech32(dst, s []byte) (hrp, data []byte, variant Bech32Variant) {
	if len(s) < 8 || len(s) > 1023 {
		return nil, dst, NotBech32
	}
	one := -1
	lower, upper := false, false
	for i, c := range s {
		switch {
		case c < 33 || c > 126:
			return nil, dst, NotBech32
		case c >= 'a' && c <= 'z':
			lower = true
		case c >= 'A' && c <= 'Z':
			upper = true
		case c == '1':
			one = i
		}
	}
	if lower && upper || one < 1 || len(s)-one-1 < 6 {
		return nil, dst, NotBech32
	}
	chk := uint32(1)
	for _, c := range s[:one] {
		chk = bech32Step(chk, lowerASCII(c)>>5)
	}
	chk = bech32Step(chk, 0)
	for _, c := range s[:one] {
		chk = bech32Step(chk, lowerASCII(c)&31)
	}
	n := len(dst)
	for i, c := range s[one+1:] {
		v := bech32Values[c]
		if v == 0xff {
			return nil, dst[:n], NotBech32
		}
		chk = bech32Step(chk, v)
		if i < len(s)-one-1-6 {
			dst = append(dst, v)
		}
	}
	switch chk {
	case 1:
		return s[:one], dst, Bech32Plain
	case 0x2bc830a3:
		return s[:one], dst, Bech32m
	}
	return nil, dst[:n], NotBech32
}

func lowerASCII(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func bech32Step(chk uint32, v uint8) uint32 {
	top := chk >> 25
	chk = (chk&0x1ffffff)<<5 ^ uint32(v)
	for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
		if top>>i&1 == 1 {
			chk ^= g
		}
	}
	return chk
}

// FromFiveBits appends the bytes of data (five bits each, as Bech32 gives
// them) to dst. It reports false where the padding is longer than four bits
// or not zero.
func FromFiveBits(dst, data []byte) ([]byte, bool) {
	acc, bits := uint32(0), 0
	for _, v := range data {
		acc = (acc<<5 | uint32(v&31)) & 0xfff
		if bits += 5; bits >= 8 {
			bits -= 8
			dst = append(dst, byte(acc>>bits))
		}
	}
	return dst, bits < 5 && acc&(1<<bits-1) == 0
}
