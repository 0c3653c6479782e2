//go:build !purego

package scanner

import "unsafe"

// classifyNEON fills words of bitmaps for blocks times 64 bytes of text. m
// points at the first of these words in masks.digit; the other bitmaps lie at
// fixed distances behind it. tables are classLow twice and classHigh twice.
//
//go:noescape
func classifyNEON(m unsafe.Pointer, text *byte, blocks int, tables *[64]byte)

const hasBlocks = true

func classifyBlocks(m unsafe.Pointer, text []byte) (done int) {
	if n := len(text) / 64; n > 0 {
		classifyNEON(m, &text[0], n, &nibbles)
		done = n * 64
	}
	return done
}
