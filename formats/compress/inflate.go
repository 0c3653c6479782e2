package compress

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

// Tables of Huffman codes. The next bits of the stream, as many as the first
// table is wide, lead to an entry; codes that are longer go on in a second
// table. An entry holds, from its lowest bit:
//
//	0-5   bits that it takes, those behind the code included
//	6-7   how many literals it is, one or two
//	8-11  bits of the code alone, or the width of the second table
//	12-15 what it is; nothing set: a length or a distance
//	16-31 the literals, the least length or distance, the place of the second table
const (
	oneLiteral = 1 << 6
	isLiteral  = 1 << 12
	isEnd      = 1 << 13 // of the block
	isLong     = 1 << 14 // goes on in the second table
	isOther    = 1 << 15 // none of the usual; with none of the above: no code
)

const (
	maxCode  = 15 // bits of the longest code
	litBits  = 11 // width of the first tables
	distBits = 9
	// What the second tables need at most: each has a symbol of its own that
	// is longer than the first table is wide.
	litMore  = 288 << (maxCode - litBits) / 2
	distMore = 32 << (maxCode - distBits) / 2
)

// lengths and distances: the least value of each symbol and the bits behind it
// (RFC 1951, 3.2.5).
var (
	lengthBase  = [29]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthExtra = [29]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	distBase    = [30]uint16{1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577}
	codeOrder   = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
)

// literalEntry is what the symbol of a literal or a length stands for.
func literalEntry(sym int) (entry uint32, extra uint8) {
	switch {
	case sym < 256:
		return isLiteral | oneLiteral | uint32(sym)<<16, 0
	case sym == 256:
		return isOther | isEnd, 0
	case sym < 257+len(lengthBase):
		return uint32(lengthBase[sym-257]) << 16, lengthExtra[sym-257]
	}
	return isOther, 0
}

func distEntry(sym int) (entry uint32, extra uint8) {
	if sym >= len(distBase) {
		return isOther, 0
	}
	return uint32(distBase[sym]) << 16, uint8(max(sym/2-1, 0))
}

func plainEntry(sym int) (entry uint32, extra uint8) { return uint32(sym) << 16, 0 }

// build makes the tables of the codes of the given lengths, 0 for a symbol
// without one; ok is false where they are no code. A code that leaves bits
// without meaning is none, save for one of a single bit and an empty one.
func build(first, more []uint32, lengths []uint8, entry func(sym int) (uint32, uint8)) (ok bool) {
	var count [maxCode + 1]int
	for _, n := range lengths {
		count[n]++
	}
	count[0] = 0
	longest, used := 0, 0
	var next [maxCode + 2]int // the first code of each length
	for n := 1; n <= maxCode; n++ {
		next[n+1] = (next[n] + count[n]) << 1
		if count[n] > 0 {
			longest = n
		}
		used += count[n] << (maxCode - n)
	}
	if used != 1<<maxCode && used != 0 && !(used == 1<<(maxCode-1) && longest == 1) {
		return false
	}
	width := bits.Len(uint(len(first))) - 1
	for i := range first {
		first[i] = isOther
	}
	behind := longest - width // width of the second tables
	at := 0                   // the next one
	for sym, n := range lengths {
		if n == 0 {
			continue
		}
		code := int(bits.Reverse16(uint16(next[n])) >> (16 - n))
		next[n]++
		e, extra := entry(sym)
		if int(n) <= width {
			e |= uint32(n)<<8 | uint32(n+extra)
			for i := code; i < len(first); i += 1 << n {
				first[i] = e
			}
			continue
		}
		p := &first[code&(len(first)-1)]
		if *p&isLong == 0 {
			*p = isOther | isLong | uint32(at)<<16 | uint32(behind)<<8 | uint32(width)
			for i := range 1 << behind {
				more[at+i] = isOther
			}
			at += 1 << behind
		}
		rest := int(n) - width
		e |= uint32(rest)<<8 | uint32(rest) + uint32(extra)
		table := more[*p>>16:][:1<<behind]
		for i := code >> width; i < len(table); i += 1 << rest {
			table[i] = e
		}
	}
	return true
}

// pairs makes of entries for a literal that leave room for another's code entries
// for both.
func pairs(first *[1 << litBits]uint32) {
	// An entry's second literal is told by a higher bits of its place, so by an
	// entry that stands before it and may be a pair already.
	for i := len(first) - 1; i >= 0; i-- {
		e := first[i]
		if e&isLiteral == 0 {
			continue
		}
		n := e & 63
		then := first[i>>n]
		if m := then & 63; then&isLiteral != 0 && n+m <= litBits {
			first[i] = isLiteral | 2*oneLiteral | n + m | e&(0xff<<16) | then>>16&0xff<<24
		}
	}
}

// errDeflate: the stream is not one of RFC 1951.
var errDeflate = errors.New("the data is damaged")

const (
	// history is how far back a distance reaches, in bytes.
	history = 32 << 10
	// outSize is what is decompressed at a time, behind the history.
	outSize = 96 << 10
	// outSpare is what one round of run writes at most: a match, and what is
	// written beyond its end because that is quicker.
	outSpare = 258 + 16 + 8
	inSize   = 64 << 10
	// inSpare: run loads eight bytes twice a round without asking how many
	// there are.
	inSpare = 32
)

// inflater undoes deflate (RFC 1951). Bits are taken from the low end of a
// word that is filled up eight bytes at a time, a symbol costs one look into a
// table, and literals mostly come in threes.
type inflater struct {
	in     []byte // inSize, and inSpare of anything
	pos, n int    // in[pos:n] is not yet in bit
	bit    uint64
	nb     uint // bits in bit; those above are 0 outside of run

	out   []byte
	op    int // out[:op] is there
	given int // out[:given] has been handed over
	begin int // out[begin:] belongs to the member, as far as it is held

	lit      [1 << litBits]uint32
	dist     [1 << distBits]uint32
	litLong  [litMore]uint32
	distLong [distMore]uint32
	lengths  [288 + 32]uint8
}

// runGeneric decodes symbols of a block until it ends (end), there is no room, or
// pos is beyond last. Where there is a routine for the machine, it does the same
// (run).
func (z *inflater) runGeneric(last, room int) (end bool, err error) {
	const litMask, distMask = 1<<litBits - 1, 1<<distBits - 1
	in, out := z.in, z.out
	pos, op, bit, nb := z.pos, z.op, z.bit, z.nb
	lit, dist := &z.lit, &z.dist
loop:
	for pos <= last && op <= room {
		bit |= binary.LittleEndian.Uint64(in[pos:]) << (nb & 63)
		pos += int(63-nb) >> 3
		nb |= 56
		e := lit[bit&litMask]
		if e&isLiteral != 0 {
			o := (*[10]byte)(out[op:])
			bit >>= e & 63
			nb -= uint(e & 63)
			o[0], o[1] = byte(e>>16), byte(e>>24)
			n := e >> 6 & 3
			e = lit[bit&litMask]
			if e&isLiteral != 0 {
				bit >>= e & 63
				nb -= uint(e & 63)
				o[n], o[n+1] = byte(e>>16), byte(e>>24)
				n += e >> 6 & 3
				e = lit[bit&litMask]
				if e&isLiteral != 0 {
					bit >>= e & 63
					nb -= uint(e & 63)
					o[n&7], o[n&7+1] = byte(e>>16), byte(e>>24)
					op += int(n + e>>6&3)
					continue
				}
			}
			op += int(n)
		}
		// Literals took 22 of 56 bits at most; a length takes 20.
		if e&isOther != 0 {
			if e&isLong != 0 {
				bit >>= litBits
				nb -= litBits
				e = z.litLong[e>>16+uint32(bit)&(1<<(e>>8&15)-1)]
			}
			if e&(isOther|isLiteral) != 0 {
				bit >>= e & 63
				nb -= uint(e & 63)
				switch {
				case e&isLiteral != 0:
					out[op] = byte(e >> 16)
					op++
					continue
				case e&isEnd != 0:
					end = true
				default:
					err = errDeflate
				}
				break loop
			}
		}
		code := e >> 8 & 15
		n := int(e>>16) + int(bit>>code&(1<<(e&63-code)-1))
		bit >>= e & 63
		nb -= uint(e & 63)

		bit |= binary.LittleEndian.Uint64(in[pos:]) << (nb & 63)
		pos += int(63-nb) >> 3
		nb |= 56
		e = dist[bit&distMask]
		if e&isOther != 0 {
			if e&isLong != 0 {
				bit >>= distBits
				nb -= distBits
				e = z.distLong[e>>16+uint32(bit)&(1<<(e>>8&15)-1)]
			}
			if e&isOther != 0 {
				err = errDeflate
				break
			}
		}
		code = e >> 8 & 15
		d := int(e>>16) + int(bit>>code&(1<<(e&63-code)-1))
		bit >>= e & 63
		nb -= uint(e & 63)
		if d > op-z.begin {
			err = errDeflate
			break
		}
		to := out[op : op+n+16]
		from := out[op-d:]
		switch {
		case d >= 16:
			for i := 0; i < n; i += 16 {
				a, b := binary.LittleEndian.Uint64(from[i:]), binary.LittleEndian.Uint64(from[i+8:])
				binary.LittleEndian.PutUint64(to[i:], a)
				binary.LittleEndian.PutUint64(to[i+8:], b)
			}
		case d >= 8:
			for i := 0; i < n; i += 8 {
				binary.LittleEndian.PutUint64(to[i:], binary.LittleEndian.Uint64(from[i:]))
			}
		default:
			for i := range n {
				to[i] = from[i]
			}
		}
		op += n
	}
	z.pos, z.op, z.bit, z.nb = pos, op, bit, nb
	z.giveBack()
	return end, err
}

// giveBack gives whole bytes back: what reads headers counts on them.
func (z *inflater) giveBack() {
	z.pos -= int(z.nb >> 3)
	z.nb &= 7
	z.bit &= 1<<z.nb - 1
}

// slide makes room behind what was handed over.
func (z *inflater) slide() {
	if z.op+outSpare <= history+outSize || z.given < z.op {
		return
	}
	n := z.op - history
	copy(z.out, z.out[n:z.op])
	z.op, z.given, z.begin = history, history, max(z.begin-n, 0)
}
