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

// stopsAVX512 makes the bitmaps of n bytes of text, as stops has them, and
// reports whether there is a byte beyond ASCII; n is at least 1.
//
//go:noescape
func stopsAVX512(ends, escapes *uint64, text *byte, n int, letters *[128]byte) (high uint64)

func (s *stops) find(data []byte) (high bool) {
	if !hasCompress || len(data) == 0 {
		return s.findGeneric(data)
	}
	n := (len(data) + 63) / 64
	s.ends, s.escapes = sized(s.ends, n), sized(s.escapes, n)
	return stopsAVX512(&s.ends[0], &s.escapes[0], &data[0], len(data), &letters) != 0
}

var hasCompress = cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VBMI && cpu.X86.HasAVX512VBMI2 && cpu.X86.HasBMI1 && cpu.X86.HasBMI2 && cpu.X86.HasPOPCNT

// letters are those of short, for vectors.
var letters = [128]byte(short[:128])

func unescape(dst, data []byte, from, to int, escapes []uint64) []byte {
	if !hasCompress {
		return unescapeGeneric(dst, data, from, to, escapes)
	}
	return unescapeVectors(dst, data, from, to, escapes)
}

func unescapeVectors(dst, data []byte, from, to int, escapes []uint64) []byte {
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
			w := escapes[k] >> (i & 63) << (i & 63)
			if w == 0 && (k+1)<<6 < to {
				k++
				w = escapes[k]
			}
			end := k<<6 + bits.TrailingZeros64(w)
			if end >= to || end-i > most || i+most > len(data) || data[end+1] != 'u' {
				break
			}
			copyMost((*[most]byte)(out[n:]), (*[most]byte)(data[i:]))
			n, i = n+end-i, end
		}
	}
	return dst[:len(dst)+n]
}
