package scanner

import "encoding/binary"

// One pass over the bytes makes bitmaps, 64 bytes a word; everything after it
// works on bits.

const (
	chunk      = 4096 // bytes classified at a time: the bitmaps stay in the first-level cache
	chunkWords = chunk / 64
)

// masks are the bitmaps of a chunk; bit i of word w stands for byte 64w+i.
// Bits beyond the text are 0.
type masks struct {
	digit  [chunkWords]uint64 // 0-9
	letter [chunkWords]uint64 // A-Z a-z
	upper  [chunkWords]uint64 // A-Z
	at     [chunkWords]uint64 // @
	label  [chunkWords]uint64 // : = >
	escape [chunkWords]uint64 // % & (
	joint  [chunkWords]uint64 // + - . /
	under  [chunkWords]uint64 // _ [
	high   [chunkWords]uint64 // bytes from 0x80
	lead   [chunkWords]uint64 // bytes from 0xc0
}

// Class bits of classTable, as the assembly's nibble tables have them.
const (
	bitDigit   = 1 << 0
	bitLetterA = 1 << 1 // A-O a-o
	bitLetterB = 1 << 2 // P-Z p-z
	bitAt      = 1 << 3
	bitLabel   = 1 << 4
	bitEscape  = 1 << 5
	bitJoint   = 1 << 6
	bitUnder   = 1 << 7
)

// classLow and classHigh give a byte's classes as the bits that its low and
// its high nibble have in common.
var classLow, classHigh = func() (lo, hi [16]uint8) {
	put := func(bit uint8, highs []int, lows ...int) {
		for _, h := range highs {
			hi[h] |= bit
		}
		for _, l := range lows {
			lo[l] |= bit
		}
	}
	put(bitDigit, []int{3}, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
	put(bitLetterA, []int{4, 6}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
	put(bitLetterB, []int{5, 7}, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
	put(bitAt, []int{4}, 0)
	put(bitLabel, []int{3}, 10, 13, 14)
	put(bitEscape, []int{2}, 5, 6, 8)
	put(bitJoint, []int{2}, 11, 13, 14, 15)
	put(bitUnder, []int{5}, 11, 15)
	return
}()

// nibbles are classLow twice and classHigh twice, for the assembly.
var nibbles = func() (t [64]byte) {
	for i := 0; i < 16; i++ {
		t[i], t[16+i] = classLow[i], classLow[i]
		t[32+i], t[48+i] = classHigh[i], classHigh[i]
	}
	return
}()

var classTable = func() (t [256]uint8) {
	for b := range t {
		t[b] = classLow[b&15] & classHigh[b>>4]
	}
	return
}()

// classifyGeneric fills m for text of at most chunk bytes and returns the
// number of words used.
func classifyGeneric(m *masks, text []byte) int {
	w := 0
	for ; len(text) >= 64; w++ {
		classifyBlock(m, w, (*[64]byte)(text))
		text = text[64:]
	}
	if len(text) > 0 {
		// The bytes behind the text count as none of the classes.
		var last [64]byte
		copy(last[:], text)
		classifyBlock(m, w, &last)
		w++
	}
	return w
}

// classifyBlock fills word w of m for 64 bytes of text: the classes of eight
// bytes are looked up and the square of eight by eight bits is turned, so that
// each class has a byte of its own.
func classifyBlock(m *masks, w int, text *[64]byte) {
	const ones = 0x0101010101010101
	var digit, letter, at, label, escape, joint, under, small, high, lead uint64
	for i := 0; i < 64; i += 8 {
		b := (*[8]byte)(text[i:])
		c := uint64(classTable[b[0]]) | uint64(classTable[b[1]])<<8 | uint64(classTable[b[2]])<<16 | uint64(classTable[b[3]])<<24 |
			uint64(classTable[b[4]])<<32 | uint64(classTable[b[5]])<<40 | uint64(classTable[b[6]])<<48 | uint64(classTable[b[7]])<<56
		x := (c ^ c>>7) & 0x00aa00aa00aa00aa
		c ^= x ^ x<<7
		x = (c ^ c>>14) & 0x0000cccc0000cccc
		c ^= x ^ x<<14
		x = (c ^ c>>28) & 0x00000000f0f0f0f0
		c ^= x ^ x<<28
		digit |= c & 0xff << i
		letter |= (c>>8 | c>>16) & 0xff << i
		at |= c >> 24 & 0xff << i
		label |= c >> 32 & 0xff << i
		escape |= c >> 40 & 0xff << i
		joint |= c >> 48 & 0xff << i
		under |= c >> 56 << i
		u := binary.LittleEndian.Uint64(b[:])
		small |= gather(u>>5&ones) << i
		if h := u >> 7 & ones; h != 0 {
			high |= gather(h) << i
			lead |= gather(h&(u>>6)) << i
		}
	}
	m.digit[w], m.letter[w], m.upper[w], m.at[w], m.label[w] = digit, letter, letter&^small, at, label
	m.escape[w], m.joint[w], m.under[w], m.high[w], m.lead[w] = escape, joint, under, high, lead
}

// gather makes a byte of the lowest bits of the eight bytes of x, of which no
// other is set: the products lie in places that differ, so that none carries.
func gather(x uint64) uint64 { return x * 0x0102040810204080 >> 56 }

// classifyWord fills word w of m for text of at most 64 bytes, one at a time.
func classifyWord(m *masks, w int, text []byte) {
	var digit, letter, upper, at, label, escape, joint, under, high, lead uint64
	for i, b := range text {
		c := uint64(classTable[b])
		digit |= (c & 1) << i
		l := (c>>1 | c>>2) & 1
		letter |= l << i
		upper |= (l &^ (uint64(b) >> 5 & 1)) << i
		at |= (c >> 3 & 1) << i
		label |= (c >> 4 & 1) << i
		escape |= (c >> 5 & 1) << i
		joint |= (c >> 6 & 1) << i
		under |= (c >> 7 & 1) << i
		high |= (uint64(b) >> 7) << i
		lead |= (uint64(b) & (uint64(b) << 1) >> 7 & 1) << i
	}
	m.digit[w], m.letter[w], m.upper[w], m.at[w], m.label[w] = digit, letter, upper, at, label
	m.escape[w], m.joint[w], m.under[w], m.high[w], m.lead[w] = escape, joint, under, high, lead
}
