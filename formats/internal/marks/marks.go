// Package marks finds bytes of a small set in a text, 64 at a time: where the
// cells of a table end, where a string of JSON holds something other than
// text. AVX2 and NEON do it where there is any, portable code everywhere else.
package marks

// Set is the set of bytes that are looked for. The zero value is empty.
type Set struct {
	needles []byte // each by itself
	below   byte   // all bytes less than it
	// low and high give a byte's classes as the bits that its low and its high
	// nibble have in common: those of the set have one at least.
	low, high [16]byte
}

// Of is the set of the bytes less than below and of needles, of which there
// may be at most four. below is at most 0x80 and a multiple of 16.
func Of(below byte, needles ...byte) *Set {
	if len(needles) > 4 || below > 0x80 || below%16 != 0 {
		panic("marks: not a set that one pass finds")
	}
	s := &Set{needles: needles, below: below}
	for i, n := range needles {
		s.low[n&15] |= 1 << i
		s.high[n>>4] |= 1 << i
	}
	for h := range below / 16 {
		s.high[h] |= 1 << 7
	}
	for l := range s.low {
		s.low[l] |= 1 << 7
	}
	return s
}

// Bytes says what else there is in a text.
type Bytes struct {
	High bool // a byte of 0x80 or more: it is not all ASCII
	Zero bool // a NUL byte
}

// Find makes the bitmap of text in dst's memory: bit i of word w is set where
// text[64w+i] is of the set. Bits beyond the text are 0.
func (s *Set) Find(dst []uint64, text []byte) ([]uint64, Bytes) {
	n := (len(text) + 63) / 64
	if cap(dst) < n {
		// Blocks differ a little in size; a map is made for all of them.
		dst = make([]uint64, n+n/4)
	}
	dst = dst[:n]
	return dst, s.find(dst, text)
}
