package parquet

import (
	"encoding/binary"
	"errors"
)

// The decoders of the arrow module trust the counts in the pages: levels that
// end early make its readers loop for ever, a delta header makes them
// allocate what it says, and errors of SetData are dropped. So each section
// of a page is walked here before the module sees it.

var errLevels = errors.New("damaged levels in a page")
var errDelta = errors.New("damaged delta encoding in a page")

// walkRuns checks a section in the RLE/bit-packed hybrid encoding (Parquet
// Encodings.md, "RLE = 3") that must hold n values of width bits, none above
// top. If exact is true the bit-packed values are looked at too, and the
// number of values equal to top is returned.
func walkRuns(data []byte, width uint, top uint64, n int, exact bool) (equal int, err error) {
	pos := 0
	for n > 0 {
		h, k := binary.Uvarint(data[pos:])
		if k <= 0 {
			return 0, errLevels
		}
		pos += k
		if h&1 == 0 {
			count := h >> 1
			size := int(width+7) / 8
			if count == 0 || count > 1<<31-1 || len(data)-pos < size {
				return 0, errLevels
			}
			var v uint64
			for i := range size {
				v |= uint64(data[pos+i]) << (8 * i)
			}
			if v > top {
				return 0, errLevels
			}
			pos += size
			c := int(min(count, uint64(n)))
			if v == top {
				equal += c
			}
			n -= c
			continue
		}
		groups := h >> 1
		if groups == 0 || groups > (1<<31-1)/8 {
			return 0, errLevels
		}
		c := int(min(groups*8, uint64(n)))
		// The last group may be cut behind the last value that counts.
		need := (c*int(width) + 7) / 8
		if len(data)-pos < need {
			return 0, errLevels
		}
		if exact {
			e, ok := countPacked(data[pos:pos+need], width, top, c)
			if !ok {
				return 0, errLevels
			}
			equal += e
		}
		n -= c
		pos += min(int(groups)*int(width), len(data)-pos)
	}
	return equal, nil
}

// countPacked counts the values equal to top among n little-endian bit-packed
// ones; false where one is above it.
func countPacked(b []byte, width uint, top uint64, n int) (equal int, ok bool) {
	if width == 0 {
		return n, top == 0
	}
	var acc uint64
	var have uint
	mask := uint64(1)<<width - 1
	for range n {
		for have < width {
			acc |= uint64(b[0]) << have
			b = b[1:]
			have += 8
		}
		v := acc & mask
		acc >>= width
		have -= width
		if v == top {
			equal++
		} else if v > top {
			return 0, false
		}
	}
	return equal, true
}

// walkDelta checks a DELTA_BINARY_PACKED section of at most limit values and
// reports where it ends and how many values it holds. With emit it decodes
// them too.
func walkDelta(b []byte, limit int, emit func(int64)) (end, total int, err error) {
	var head [4]uint64
	for i := range head {
		v, k := binary.Uvarint(b[end:])
		if k <= 0 {
			return 0, 0, errDelta
		}
		head[i] = v
		end += k
	}
	block, minis := head[0], head[1]
	if block == 0 || block%128 != 0 || block > 1<<16 || minis == 0 || minis > block/32 || block%minis != 0 ||
		block/minis%32 != 0 || head[2] > uint64(limit) {
		return 0, 0, errDelta
	}
	total = int(head[2])
	per := int(block / minis)
	value := unzigzag(head[3])
	if emit != nil && total > 0 {
		emit(value)
	}
	for left := total - 1; left > 0; {
		low, k := binary.Uvarint(b[end:])
		if k <= 0 || len(b)-end-k < int(minis) {
			return 0, 0, errDelta
		}
		end += k
		widths := b[end : end+int(minis)]
		end += int(minis)
		for _, w := range widths {
			if left <= 0 {
				break
			}
			if w > 64 || len(b)-end < per/8*int(w) {
				return 0, 0, errDelta
			}
			if emit != nil {
				for i := range min(per, left) {
					value += unzigzag(low) + int64(packedAt(b[end:], i, uint(w)))
					emit(value)
				}
			}
			end += per / 8 * int(w)
			left -= per
		}
	}
	return end, total, nil
}

// packedAt is the i-th of the little-endian bit-packed values of width bits.
func packedAt(b []byte, i int, width uint) (v uint64) {
	bit := uint(i) * width
	for got := uint(0); got < width; {
		at := bit + got
		take := min(8-at%8, width-got)
		v |= (uint64(b[at/8]) >> (at % 8) & (1<<take - 1)) << got
		got += take
	}
	return v
}

// unpackDeltaBytes turns a DELTA_BYTE_ARRAY section of n values into a PLAIN
// one; width is that of the values, 0 where they have lengths.
func unpackDeltaBytes(b []byte, n, width int) ([]byte, error) {
	prefix := make([]int32, 0, n)
	end, total, err := walkDelta(b, n, func(v int64) { prefix = append(prefix, int32(min(max(v, -1), maxPage))) })
	if err != nil || total != n {
		return nil, errDelta
	}
	suffix := make([]int32, 0, n)
	b = b[end:]
	end, total, err = walkDelta(b, n, func(v int64) { suffix = append(suffix, int32(min(max(v, -1), maxPage))) })
	if err != nil || total != n {
		return nil, errDelta
	}
	b = b[end:]
	size := 0
	for i := range prefix {
		if prefix[i] < 0 || suffix[i] < 0 {
			return nil, errDelta
		}
		if size += 4 + int(prefix[i]) + int(suffix[i]); size > maxPage || size > max(64<<20, 1100*(len(b)+n)) {
			return nil, errPageSize
		}
	}
	out := make([]byte, 0, size)
	last := 0 // where the value before starts in out
	for i := range prefix {
		p, s := int(prefix[i]), int(suffix[i])
		if p > len(out)-last || s > len(b) || width > 0 && p+s != width {
			return nil, errDelta
		}
		if width == 0 {
			out = binary.LittleEndian.AppendUint32(out, uint32(p+s))
		}
		start := len(out)
		out = append(out, out[last:last+p]...)
		out = append(out, b[:s]...)
		b, last = b[s:], start
	}
	return out, nil
}
