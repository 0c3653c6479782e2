//go:build !purego

package scanner

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// classifyAVX2 fills words of bitmaps for blocks times 64 bytes of text. m
// points at the first of these words in masks.digit; the other bitmaps lie at
// fixed distances behind it. tables are classLow twice and classHigh twice.
//
//go:noescape
func classifyAVX2(m unsafe.Pointer, text *byte, blocks int, tables *[64]byte)

// classifyAVX512 is the same with vectors of 64 bytes, for n bytes of text, one
// at least.
//
//go:noescape
func classifyAVX512(m unsafe.Pointer, text *byte, n int, tables *[64]byte)

var (
	hasAVX2   = cpu.X86.HasAVX2 && cpu.X86.HasBMI1
	hasAVX512 = hasAVX2 && cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512DQ && cpu.X86.HasBMI2
)

// hasBlocks tells machines that classifyBlocks is for.
var hasBlocks = hasAVX2

func classifyBlocks(m unsafe.Pointer, text []byte) (done int) {
	if hasAVX512 {
		classifyAVX512(m, &text[0], len(text), &nibbles)
		return len(text)
	}
	if n := len(text) / 64; n > 0 {
		classifyAVX2(m, &text[0], n, &nibbles)
		done = n * 64
	}
	return done
}
