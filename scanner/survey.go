package scanner

import "math/bits"

// survey is a first look over the bitmaps of a chunk. Most words of text say
// nothing, and where the few lie that do cannot be foreseen; so they are put
// down in lists without a branch, and only what stands in the lists, or in a
// word that the survey calls busy, is looked at in turn.
type survey struct {
	capitals, heads places
	run16           [chunkWords]uint64 // fifteen further bytes of tokens follow
	mixed           [chunkWords]uint64 // a prefix of the class mixedPrefix may begin
	carry           uint64             // the byte before the chunk is a letter or digit
}

// places are offsets in a chunk, in order.
type places struct {
	at   [chunk/2 + listed]uint16
	n    int
	next int // those before it have been looked at
}

// listed is how many places of a word are put down at once.
const listed = 2

// list adds the bits of x, of the word at off.
func (l *places) list(off int, x uint64) {
	to := (*[listed]uint16)(l.at[l.n:])
	n := bits.OnesCount64(x)
	to[0] = uint16(off + bits.TrailingZeros64(x))
	x &= x - 1
	to[1] = uint16(off + bits.TrailingZeros64(x))
	if n > listed {
		for i := listed; i < n; i++ {
			x &= x - 1
			l.at[l.n+i] = uint16(off + bits.TrailingZeros64(x))
		}
	}
	l.n += n
}

// before is the next place before off; false where there is none.
func (l *places) before(off int) (int, bool) {
	if l.next == l.n {
		return 0, false
	}
	p := int(l.at[l.next])
	if p >= off {
		return 0, false
	}
	l.next++
	return p, true
}

// waits reports whether some listed place has not been looked at.
func (v *survey) waits() bool { return v.capitals.next < v.capitals.n || v.heads.next < v.heads.n }

// take surveys the first n words of m and returns which of them are busy.
// whole says that the text ends with them, plain that there are prefixes of
// the class plainPrefix.
func (v *survey) take(m *masks, n int, whole, plain bool) (busy uint64) {
	v.capitals.n, v.capitals.next, v.heads.n, v.heads.next = 0, 0, 0, 0
	every := uint64(0)
	if plain {
		every = ^uint64(0)
	}
	beyond := ^uint64(0) // what follows the chunk may be any byte of tokens
	if whole {
		beyond = 0
	}
	carry := v.carry
	nextLong := longOf(m, 0)
	nextSmall := m.letter[0] &^ m.upper[0]
	for w := 0; w < n; w++ {
		word, upper, joint := m.digit[w]|m.letter[w], m.upper[w], m.joint[w]
		starts := word &^ (word<<1 | carry)
		carry = word >> 63
		long, small := nextLong, nextSmall
		nextLong, nextSmall = beyond, 0
		if w+1 < n {
			nextLong, nextSmall = longOf(m, w+1), m.letter[w+1]&^m.upper[w+1]
		}
		run6, run16 := runs(long, nextLong)
		run6 &= starts
		mixed := run6 & reach7(long&^small, nextLong&^nextSmall)
		v.run16[w], v.mixed[w] = run16, mixed
		v.capitals.list(w*64, upper&starts)
		v.heads.list(w*64, run16&starts|mixed|run6&every)
		if m.digit[w]|m.at[w]|m.label[w]|m.escape[w]|m.under[w]|m.high[w]|run16|joint&(joint>>1) != 0 {
			busy |= 1 << w
		}
	}
	v.carry = carry
	return busy
}

func longOf(m *masks, w int) uint64 {
	return m.digit[w] | m.letter[w] | m.joint[w] | m.under[w] | m.label[w] | m.escape[w]
}

// runs marks the bytes of x that five and fifteen further ones follow at
// least; next is the word behind x.
func runs(x, next uint64) (run6, run16 uint64) {
	two, nextTwo := x&(x>>1|next<<63), next&(next>>1)
	four, nextFour := two&(two>>2|nextTwo<<62), nextTwo&(nextTwo>>2)
	eight, nextEight := four&(four>>4|nextFour<<60), nextFour&(nextFour>>4)
	return four & (two>>4 | nextTwo<<60), eight & (eight>>8 | nextEight<<56)
}
