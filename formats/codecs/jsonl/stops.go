package jsonl

import (
	"math/bits"

	"sluice/formats/internal/marks"
)

// stops are bitmaps of a block, bit i of word w for byte 64w+i. A string goes
// from stop to stop; most escapes are none.
type stops struct {
	// ends has quotes that no backslash stands before, control characters, and
	// the backslashes of escapes that are no escapes of one letter.
	ends []uint64
	// escapes has the backslash of every escape.
	escapes []uint64
}

// textStops are the bytes that a string does not just go on behind.
var textStops = marks.Of(0x20, '"', '\\')

// findGeneric makes the bitmaps of data, which does not end in a backslash, and
// reports whether there are bytes beyond ASCII in it.
func (s *stops) findGeneric(data []byte) (high bool) {
	var has marks.Bytes
	s.ends, has = textStops.Find(s.ends, data)
	s.escapes = sized(s.escapes, len(s.ends))
	inside := -1 // the byte behind the last backslash that begins an escape
	for k := range s.ends {
		s.escapes[k] = 0
		for x := s.ends[k]; x != 0; x &= x - 1 {
			bit := x & -x
			i := k<<6 | bits.TrailingZeros64(x)
			switch c := data[i]; {
			case i == inside:
				if c == '"' || c == '\\' {
					s.ends[k] &^= bit
				}
			case c == '\\':
				s.escapes[k] |= bit
				if inside = i + 1; short[data[inside]] != 0 {
					s.ends[k] &^= bit
				}
			}
		}
	}
	return has.High
}

// sized is n words in the memory of b, if there is as much.
func sized(b []uint64, n int) []uint64 {
	if cap(b) < n {
		b = make([]uint64, n+n/4) // blocks differ a little in size
	}
	return b[:n]
}
