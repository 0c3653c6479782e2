//go:build !purego

package marks

import "unsafe"

// findNEON fills blocks words of dst for blocks times 64 bytes of text.
// tables are Set.low and Set.high. high has a bit set if some byte has its
// highest set, zero if some byte is 0.
//
//go:noescape
func findNEON(dst *uint64, text *byte, blocks int, tables *[32]byte) (high, zero uint64)

func (s *Set) find(dst []uint64, text []byte) (b Bytes) {
	n := len(text) / 64
	if n > 0 {
		high, zero := findNEON(&dst[0], &text[0], n, (*[32]byte)(unsafe.Pointer(&s.low)))
		b = Bytes{high != 0, zero != 0}
	}
	if text = text[n*64:]; len(text) > 0 {
		rest := s.findGeneric(dst[n:], text)
		b = Bytes{b.High || rest.High, b.Zero || rest.Zero}
	}
	return b
}
