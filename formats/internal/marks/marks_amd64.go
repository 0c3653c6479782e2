//go:build !purego

package marks

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// findAVX2 fills blocks words of dst for blocks times 64 bytes of text.
// tables are Set.low and Set.high. high has a bit set if some byte has its
// highest set, zero if some byte is 0.
//
//go:noescape
func findAVX2(dst *uint64, text *byte, blocks int, tables *[32]byte) (high, zero uint32)

var hasAVX2 = cpu.X86.HasAVX2

func (s *Set) find(dst []uint64, text []byte) (b Bytes) {
	if !hasAVX2 {
		return s.findGeneric(dst, text)
	}
	tables := (*[32]byte)(unsafe.Pointer(&s.low))
	if n := len(text) / 64; n > 0 {
		high, zero := findAVX2(&dst[0], &text[0], n, tables)
		b = Bytes{high != 0, zero != 0}
		dst, text = dst[n:], text[n*64:]
	}
	if len(text) > 0 {
		// Behind the text there are bytes of no consequence: 1 is neither high
		// nor zero, and its bits are taken out.
		var last [64]byte
		for i := copy(last[:], text); i < 64; i++ {
			last[i] = 1
		}
		high, zero := findAVX2(&dst[0], &last[0], 1, tables)
		dst[0] &= 1<<len(text) - 1
		b.High = b.High || high != 0
		b.Zero = b.Zero || zero != 0
	}
	return b
}
