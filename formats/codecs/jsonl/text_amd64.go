//go:build !purego

package jsonl

import (
	"math/bits"
	"slices"

	"golang.org/x/sys/cpu"
)

// unescapeAVX512 puts into out what n bytes of a checked string stand for, 64 at
// a time, up to its end or to the first escape of more than a letter; n is at
// least 1. letters are what escapes of one letter stand for. Behind what is
// written up to 64 bytes of out are overwritten.
//
//go:noescape
func unescapeAVX512(out, text *byte, n int, letters *[128]byte) (written, read int)

var hasCompress = cpu.X86.HasAVX512 && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VBMI && cpu.X86.HasAVX512VBMI2 && cpu.X86.HasBMI1 && cpu.X86.HasBMI2 && cpu.X86.HasPOPCNT

// letters are those of short, for vectors.
var letters = [128]byte(short[:128])

func unescape(dst, data []byte, from, to int, stops []uint64) []byte {
	if !hasCompress {
		return unescapeGeneric(dst, data, from, to, stops)
	}
	return unescapeVectors(dst, data, from, to, stops)
}

func unescapeVectors(dst, data []byte, from, to int, stops []uint64) []byte {
	dst = slices.Grow(dst, to-from+64)
	out := dst[len(dst):cap(dst)]
	n := 0
	for i := from; i < to; {
		written, read := unescapeAVX512(&out[n], &data[i], to-i, &letters)
		n, i = n+written, i+read
		for i < to {
			size, read := longEscape(out[n:], data[i:to])
			n, i = n+size, i+read
			// Another one is mostly near: letters with accents.
			k := i >> 6
			w := stops[k] >> (i & 63) << (i & 63)
			if w == 0 {
				k++
				w = stops[k]
			}
			end := k<<6 + bits.TrailingZeros64(w)
			if end >= to || end-i > most || i+most > len(data) || data[end] != '\\' || data[end+1] != 'u' {
				break
			}
			copyMost((*[most]byte)(out[n:]), (*[most]byte)(data[i:]))
			n, i = n+end-i, end
		}
	}
	return dst[:len(dst)+n]
}
