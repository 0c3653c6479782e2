package marks

import "encoding/binary"

const (
	ones = 0x0101010101010101
	lows = 0x7f7f7f7f7f7f7f7f
)

// zeros has the lowest bit set of each byte of w that is 0, exactly.
func zeros(w uint64) uint64 {
	return ^((w&lows + lows) | w | lows) >> 7
}

// findGeneric fills dst, which has a word for every 64 bytes of text.
func (s *Set) findGeneric(dst []uint64, text []byte) (b Bytes) {
	var pattern [4]uint64
	for i, n := range s.needles {
		pattern[i] = uint64(n) * ones
	}
	patterns := pattern[:len(s.needles)]
	// Adding this carries into the high bit from s.below on.
	carry := (0x80 - uint64(s.below)) * ones
	var high, zero uint64
	for k := range dst {
		var bits uint64
		for i := 0; i < 64; i += 8 {
			at := 64*k + i
			var w uint64
			switch left := len(text) - at; {
			case left >= 8:
				w = binary.LittleEndian.Uint64(text[at:])
				zero |= zeros(w)
			case left > 0:
				for j, c := range text[at:] {
					w |= uint64(c) << (8 * j)
					if c == 0 {
						zero = 1
					}
				}
			default:
				continue
			}
			high |= w
			m := ^(w&lows + carry | w) & ^uint64(lows) >> 7
			for _, p := range patterns {
				m |= zeros(w ^ p)
			}
			bits |= m * 0x0102040810204080 >> 56 << i
		}
		dst[k] = bits
	}
	if n := len(text) % 64; n > 0 {
		dst[len(dst)-1] &= 1<<n - 1
	}
	return Bytes{High: high&^lows != 0, Zero: zero != 0}
}
