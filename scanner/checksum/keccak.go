package checksum

import "math/bits"

// keccakRC are the round constants of Keccak-f[1600] (FIPS 202, section 3.2.5).
var keccakRC = [24]uint64{
	0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
	0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
	0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
	0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
	0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
	0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
}

// keccakRot and keccakLane are the rotations and the lanes in the order in
// which rho and pi visit them (FIPS 202, sections 3.2.2 and 3.2.3).
var (
	keccakRot  = [24]int{1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44}
	keccakLane = [24]int{10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1}
)

func keccakF(a *[25]uint64) {
	for _, rc := range keccakRC {
		var c [5]uint64
		for x := range c {
			c[x] = a[x] ^ a[x+5] ^ a[x+10] ^ a[x+15] ^ a[x+20]
		}
		for x := range c {
			d := c[(x+4)%5] ^ bits.RotateLeft64(c[(x+1)%5], 1)
			for y := 0; y < 25; y += 5 {
				a[x+y] ^= d
			}
		}
		t := a[1]
		for i, lane := range keccakLane {
			a[lane], t = bits.RotateLeft64(t, keccakRot[i]), a[lane]
		}
		for y := 0; y < 25; y += 5 {
			row := [5]uint64(a[y : y+5])
			for x := range row {
				a[y+x] = row[x] ^ ^row[(x+1)%5]&row[(x+2)%5]
			}
		}
		a[0] ^= rc
	}
}

// Keccak256 is Keccak with a rate of 1088 bits, an output of 256 bits and the
// padding of the original submission (0x01), as Ethereum and Monero use it;
// SHA3-256 of FIPS 202 pads with 0x06.
func Keccak256(data []byte) [32]byte { return keccak(data, 0x01) }

func keccak(data []byte, pad byte) (out [32]byte) {
	const rate = 136
	var a [25]uint64
	absorb := func(block []byte) {
		for i := 0; i < rate; i++ {
			a[i/8] ^= uint64(block[i]) << (8 * (i % 8))
		}
		keccakF(&a)
	}
	for len(data) >= rate {
		absorb(data[:rate])
		data = data[rate:]
	}
	var last [rate]byte
	copy(last[:], data)
	last[len(data)] ^= pad
	last[rate-1] ^= 0x80
	absorb(last[:])
	for i := range out {
		out[i] = byte(a[i/8] >> (8 * (i % 8)))
	}
	return out
}
