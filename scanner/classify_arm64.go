//go:build !purego

package scanner

import "unsafe"

// classifyNEON fills words of bitmaps for blocks times 64 bytes of text. m
// points at the first of these words in masks.digit; the other bitmaps lie at
// fixed distances behind it. tables are classLow twice and classHigh twice.
//
//go:noescape
func classifyNEON(m unsafe.Pointer, text *byte, blocks int, tables *[64]byte)

func classify(m *masks, text []byte) int {
	n := len(text) / 64
	if n > 0 {
		classifyNEON(unsafe.Pointer(m), &text[0], n, &nibbles)
	}
	if rest := text[n*64:]; len(rest) > 3 {
		// The bytes behind the text count as none of the classes.
		var last [64]byte
		copy(last[:], rest)
		classifyNEON(unsafe.Add(unsafe.Pointer(m), 8*n), &last[0], 1, &nibbles)
		n++
	} else if len(rest) > 0 {
		classifyWord(m, n, rest)
		n++
	}
	return n
}
