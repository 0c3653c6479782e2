//go:build !purego

package scanner

import "golang.org/x/sys/cpu"

// hasCompress tells machines that look up and compress bytes in vectors as well
// (Intel since Ice Lake, AMD since Zen 4).
var hasCompress = hasAVX512 && cpu.X86.HasAVX512CD && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512VBMI && cpu.X86.HasAVX512VBMI2

// listAVX512 puts down the places of the bits of n words and returns how many
// they are; behind them there is room for 64, and n is at least 1.
//
//go:noescape
func listAVX512(at *uint16, words *uint64, n int) int

// siftAVX512 leaves of the n places of capitals those that the gate may let
// pass or where one of the starts stands, marks why, and returns how many they
// are. It reads gateBefore bytes before each and sixteen behind it. Of the gate it
// asks what Gate.reads asks, but for the second byte of what follows a name.
//
//go:noescape
func siftAVX512(gate *Gate, starts *[1 << 16 / 64]uint64, text *byte, at *uint16, n int) int

// siftTailsAVX512 leaves of the n places where words end those of which
// lexicon.ends is true for tails, its lastEight, and marks the size that it tells
// above them. It reads eight bytes before each.
//
//go:noescape
func siftTailsAVX512(tails *[1 << 16 / 64]uint64, text *byte, at *uint16, n int) int

// siftHeadsAVX512 leaves of the n places those where filter, that of prefixes,
// has what stands there. It reads four bytes of each.
//
//go:noescape
func siftHeadsAVX512(filter *[1 << 14 / 64]uint64, text *byte, at *uint16, n int) int

// roughCapitals puts down the capitals that the gate may let pass, and where a
// finder's Starts may begin: those from l.at[from] to l.at[to] with what is to be
// seen of it, the others are all there are. It is not ok where there are no vectors
// that do it.
func (rs *Ruleset) roughCapitals(words *[outlineWords]uint64, n int, text []byte, base int, l *places) (from, to int, ok bool) {
	if !hasCompress {
		return 0, 0, false
	}
	l.list(words, n)
	to = l.n
	for from < to && base+int(l.at[from]) < gateBefore {
		from++
	}
	for to > from && base+int(l.at[to-1])+gateBehindWord > len(text) {
		to--
	}
	if to == from {
		return from, to, true
	}
	var end [gateBehindWord]uint16 // they are written over
	last := end[:copy(end[:], l.at[to:l.n])]
	to = from + siftAVX512(rs.gate, &rs.starts, &text[base], &l.at[from], to-from)
	l.n = to + copy(l.at[to:], last)
	return from, to, true
}

// roughEnds puts down the places where words end of which l.ends is true, with
// the size that it tells above them; the first unseen ones are any. It is not ok
// where there are no vectors that do it.
func (l *lexicon) roughEnds(words *[outlineWords]uint64, n int, text []byte, base int, ends *places) (unseen int, ok bool) {
	if !hasCompress {
		return 0, false
	}
	ends.list(words, n)
	for unseen < ends.n && base+int(ends.at[unseen]) < 8 {
		unseen++
	}
	if unseen < ends.n && base < len(text) {
		ends.n = unseen + siftTailsAVX512(&l.lastEight, &text[base], &ends.at[unseen], ends.n-unseen)
		return unseen, true
	}
	return ends.n, true
}

// fewHeads are looked at one by one: those of a cell of a table.
const fewHeads = 4

// roughHeads is listHeads; false where there are no vectors that do it.
func (ps *prefixes) roughHeads(words *[outlineWords]uint64, n int, text []byte, base int, heads *places) bool {
	if !hasCompress {
		return false
	}
	heads.list(words, n)
	to := heads.n
	for to > 0 && base+int(heads.at[to-1])+4 > len(text) {
		to--
	}
	if to < fewHeads {
		return true
	}
	var end [4]uint16 // they are written over
	last := end[:copy(end[:], heads.at[to:heads.n])]
	heads.n = siftHeadsAVX512(&ps.filter, &text[base], &heads.at[0], to)
	heads.n += copy(heads.at[heads.n:], last)
	return true
}

// list makes l the places of the bits of n words.
func (l *places) list(words *[outlineWords]uint64, n int) {
	l.n, l.next = listAVX512(&l.at[0], &words[0], n), 0
}
