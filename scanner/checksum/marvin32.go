package checksum

import (
	"encoding/binary"
	"math/bits"
)

// Marvin32 is the keyed 32-bit hash of that name over data: the two halves of
// the 64-bit Marvin state, exclusive-or'ed. Microsoft's identifiable keys end
// in it, with a seed that says what the key is for. Any data is accepted, the
// empty one included.
//
// Source: SymCrypt, lib/marvin32.c, and its test vectors.
func Marvin32(data []byte, seed uint64) uint32 {
	lo, hi := uint32(seed), uint32(seed>>32)
	for len(data) >= 4 {
		lo, hi = marvinRound(lo+binary.LittleEndian.Uint32(data), hi)
		data = data[4:]
	}
	// The rest is closed with 0x80 and zeros, as a little-endian word.
	last := uint32(0x80)
	for i := len(data) - 1; i >= 0; i-- {
		last = last<<8 | uint32(data[i])
	}
	lo, hi = marvinRound(lo+last, hi)
	lo, hi = marvinRound(lo, hi)
	return lo ^ hi
}

func marvinRound(lo, hi uint32) (uint32, uint32) {
	hi ^= lo
	lo = bits.RotateLeft32(lo, 20) + hi
	hi = bits.RotateLeft32(hi, 9) ^ lo
	lo = bits.RotateLeft32(lo, 27) + hi
	hi = bits.RotateLeft32(hi, 19)
	return lo, hi
}
