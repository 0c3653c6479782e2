package checksum

import "testing"

func TestMarvin32(t *testing.T) {
	// The 64-bit results of SymCrypt's own self-test, folded to 32 bits.
	for _, c := range []struct {
		name, data string
		seed       uint64
		want       uint64
	}{
		{"three bytes", "abc", 0xd53cd9cecd0893b7, 0x22c74339492769bf},
		{"alphabet", "abcdefghijklmnopqrstuvwxyz", 0xddddeeeeffff000, 0xa128eb7e7260aca2},
	} {
		if got, want := Marvin32([]byte(c.data), c.seed), uint32(c.want>>32)^uint32(c.want); got != want {
			t.Errorf("%s: %08x, want %08x", c.name, got, want)
		}
	}
}

func TestMarvin32SeesEveryByte(t *testing.T) {
	data := []byte("0123456789abcdefgh")
	for n := range data {
		base := Marvin32(data[:n+1], 7)
		for i := range n + 1 {
			data[i] ^= 1
			if Marvin32(data[:n+1], 7) == base {
				t.Errorf("length %d: byte %d does not count", n+1, i)
			}
			data[i] ^= 1
		}
	}
	if Marvin32(nil, 1) == Marvin32(nil, 2) {
		t.Error("the seed does not count")
	}
}

func TestAppendRadix(t *testing.T) {
	for _, c := range []struct {
		name     string
		n        uint32
		alphabet string
		width    int
		want     string
	}{
		{"zero is padding", 0, Base62, 6, "000000"},
		{"largest in base 62", 1<<32 - 1, Base62, 6, "4gfFC3"},
		{"largest in base 36", 1<<32 - 1, Base36Lower, 7, "1z141z3"},
		{"wider than asked", 62 * 62, Base62, 1, "100"},
		{"no alphabet", 5, "x", 3, ""},
		{"binary", 1<<32 - 1, "01", 0, "11111111111111111111111111111111"},
	} {
		if got := string(AppendRadix(nil, c.n, c.alphabet, c.width)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestCRC32Radix(t *testing.T) {
	// CRC-32 of "123456789" is 0xcbf43926, the algorithm's check value.
	body := []byte("123456789")
	tail := AppendRadix(nil, 0xcbf43926, Base62, 6)
	if !CRC32Radix(body, tail, Base62) {
		t.Errorf("right tail %q refused", tail)
	}
	for i := range tail {
		old := tail[i]
		for _, c := range []byte(Base62) {
			tail[i] = c
			if CRC32Radix(body, tail, Base62) != (c == old) {
				t.Errorf("tail with %q at %d misjudged", c, i)
			}
		}
		tail[i] = old
	}
	if CRC32Radix(body, nil, Base62) || CRC32Radix(body, make([]byte, 100), Base62) {
		t.Error("a tail of impossible length passed")
	}
}
