//go:build !purego

package scanner

// signsAVX512 marks the bytes of text[:64] with which a character may begin that
// signRoughly has, if one begins there. It reads two bytes more.
//
//go:noescape
func signsAVX512(text *byte, tables *[3][64]uint8) uint64

// mayFold leaves of lead, the first bytes of characters in the 64 bytes from off,
// those of characters that foldSign may know.
func mayFold(text []byte, off int, lead uint64) uint64 {
	if hasCompress && off+66 <= len(text) {
		lead &= signsAVX512(&text[off], &signRoughly)
	}
	return lead
}
