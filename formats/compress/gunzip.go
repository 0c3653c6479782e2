package compress

import (
	"hash/crc32"
	"io"

	"github.com/klauspost/compress/gzip"
)

// gunzip reads gzip (RFC 1952), any number of members. Its errors are those of
// the library's reader; a stream that ends early gives io.ErrUnexpectedEOF, and
// what was decompressed wrongly does not pass the member's checksum. Not safe for
// concurrent use.
//
// It is not the library's reader because one stream is decompressed by one core
// at a time: with a reader of a third of the speed, looking at what it delivers
// would take half as long as reading it, and a second core had little to do.
type gunzip struct {
	inflater
	r     io.Reader
	ended error // of r: io.EOF, or what it failed with
	err   error // what Read ends with when everything has been handed over

	state  gunzipState
	final  bool // the current block is the member's last
	stored int  // bytes left of a stored block
	crc    uint32
	size   uint32
}

type gunzipState uint8

const (
	atHeader gunzipState = iota
	atBlock
	inStored
	inCodes
	atTrailer
)

// newGunzip reads the first header.
func newGunzip(r io.Reader) (*gunzip, error) {
	z := &gunzip{r: r}
	z.in = make([]byte, inSize+inSpare)
	z.out = make([]byte, history+outSize)
	if err := z.header(); err != nil {
		return nil, err
	}
	return z, nil
}

// Read implements io.Reader. It does not wait for more than it needs to return
// something.
func (z *gunzip) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for z.given == z.op {
		if z.err != nil {
			return 0, z.err
		}
		z.slide()
		z.err = z.step()
	}
	n := copy(p, z.out[z.given:z.op])
	z.given += n
	return n, nil
}

// step goes on until there is no room, or nothing more to be had without
// waiting, or for a while. What it made is in the checksum.
func (z *gunzip) step() error {
	from := z.op
	err := z.forward()
	z.crc = crc32.Update(z.crc, crc32.IEEETable, z.out[from:z.op])
	z.size += uint32(z.op - from)
	return err
}

func (z *gunzip) forward() error {
	switch z.state {
	case atHeader:
		return z.header()
	case atBlock:
		return z.block()
	case inStored:
		return z.copyStored()
	case inCodes:
		return z.codes()
	}
	return z.trailer()
}

// fill reads more input; there is none behind an error.
func (z *gunzip) fill() error {
	if z.ended != nil {
		return z.ended
	}
	copy(z.in, z.in[z.pos:z.n])
	z.n -= z.pos
	z.pos = 0
	for range 100 {
		n, err := z.r.Read(z.in[z.n:inSize])
		z.n += n
		if err != nil {
			z.ended = err
		}
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	z.ended = io.ErrNoProgress
	return z.ended
}

func early(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// take returns the next n bits, at most 32.
func (z *gunzip) take(n uint) (uint32, error) {
	for z.nb < n {
		if z.pos == z.n {
			if err := z.fill(); err != nil {
				return 0, early(err)
			}
		}
		z.bit |= uint64(z.in[z.pos]) << z.nb
		z.pos++
		z.nb += 8
	}
	v := uint32(z.bit & (1<<n - 1))
	z.bit >>= n
	z.nb -= n
	return v, nil
}

// align goes on to the next whole byte, of those in bit if there are any.
func (z *gunzip) align() {
	z.bit >>= z.nb % 8
	z.nb -= z.nb % 8
}

// header reads that of a member. io.EOF where there is none.
func (z *gunzip) header() error {
	if z.nb == 0 && z.pos == z.n {
		if err := z.fill(); err != nil {
			return err
		}
	}
	var sum uint32
	get := func() (byte, error) {
		v, err := z.take(8)
		sum = crc32.Update(sum, crc32.IEEETable, []byte{byte(v)})
		return byte(v), err
	}
	var head [10]byte
	for i := range head {
		var err error
		if head[i], err = get(); err != nil {
			return err
		}
		if i == 2 && (head[0] != 0x1f || head[1] != 0x8b || head[2] != 8) {
			return gzip.ErrHeader
		}
	}
	const hasSum, hasExtra, hasName, hasComment = 2, 4, 8, 16
	flags := head[3]
	if flags&hasExtra != 0 {
		low, err := get()
		if err != nil {
			return err
		}
		high, err := get()
		if err != nil {
			return err
		}
		for range int(low) | int(high)<<8 {
			if _, err := get(); err != nil {
				return err
			}
		}
	}
	for _, f := range []byte{hasName, hasComment} {
		for flags&f != 0 {
			c, err := get()
			if err != nil {
				return err
			}
			if c == 0 {
				break
			}
		}
	}
	if flags&hasSum != 0 {
		want := uint16(sum)
		got, err := z.take(16)
		if err != nil {
			return err
		}
		if uint16(got) != want {
			return gzip.ErrHeader
		}
	}
	z.state, z.crc, z.size, z.begin, z.final = atBlock, 0, 0, z.op, false
	return nil
}

func (z *gunzip) trailer() error {
	z.align()
	sum, err := z.take(32)
	if err != nil {
		return err
	}
	size, err := z.take(32)
	if err != nil {
		return err
	}
	if sum != z.crc || size != z.size {
		return gzip.ErrChecksum
	}
	z.state = atHeader
	return nil
}

// block reads the head of a block.
func (z *gunzip) block() error {
	if z.final {
		z.state = atTrailer
		return nil
	}
	v, err := z.take(3)
	if err != nil {
		return err
	}
	z.final = v&1 != 0
	switch v >> 1 {
	case 0:
		z.align()
		v, err := z.take(32)
		if err != nil {
			return err
		}
		if uint16(v) != ^uint16(v>>16) {
			return errDeflate
		}
		z.stored, z.state = int(v&0xffff), inStored
		return nil
	case 1:
		z.fixed()
	case 2:
		if err := z.dynamic(); err != nil {
			return err
		}
	default:
		return errDeflate
	}
	z.state = inCodes
	return nil
}

func (z *gunzip) fixed() {
	n := z.lengths[:288]
	for i := range n {
		switch {
		case i < 144, i >= 280:
			n[i] = 8
		case i < 256:
			n[i] = 9
		default:
			n[i] = 7
		}
	}
	build(z.lit[:], z.litLong[:], n, literalEntry)
	pairs(&z.lit)
	n = n[:32]
	for i := range n {
		n[i] = 5
	}
	build(z.dist[:], z.distLong[:], n, distEntry)
}

// dynamic reads the codes of a block.
func (z *gunzip) dynamic() error {
	v, err := z.take(14)
	if err != nil {
		return err
	}
	lits, dists, codes := int(v&31)+257, int(v>>5&31)+1, int(v>>10)+4
	if lits > 286 || dists > 30 {
		return errDeflate
	}
	var own [19]uint8
	for _, i := range codeOrder[:codes] {
		n, err := z.take(3)
		if err != nil {
			return err
		}
		own[i] = uint8(n)
	}
	// The lengths' own code has seven bits at most.
	if !build(z.dist[:], nil, own[:], plainEntry) {
		return errDeflate
	}
	all := z.lengths[:lits+dists]
	for i := 0; i < len(all); {
		e, err := z.small()
		if err != nil {
			return err
		}
		sym := e >> 16
		if sym < 16 {
			all[i] = uint8(sym)
			i++
			continue
		}
		var extra uint
		var times int
		var value uint8
		switch sym {
		case 16:
			if i == 0 {
				return errDeflate
			}
			extra, times, value = 2, 3, all[i-1]
		case 17:
			extra, times = 3, 3
		default:
			extra, times = 7, 11
		}
		more, err := z.take(extra)
		if err != nil {
			return err
		}
		if times += int(more); times > len(all)-i {
			return errDeflate
		}
		for range times {
			all[i] = value
			i++
		}
	}
	if !build(z.lit[:], z.litLong[:], all[:lits], literalEntry) || !build(z.dist[:], z.distLong[:], all[lits:], distEntry) {
		return errDeflate
	}
	pairs(&z.lit)
	return nil
}

// small decodes a symbol of a code of seven bits at most, by z.dist.
func (z *gunzip) small() (uint32, error) {
	for {
		e := z.dist[z.bit&(1<<distBits-1)]
		if n := uint(e & 63); e&isOther == 0 && n <= z.nb {
			z.bit >>= n
			z.nb -= n
			return e, nil
		}
		if z.nb >= 7 {
			return 0, errDeflate
		}
		if z.pos == z.n {
			if err := z.fill(); err != nil {
				return 0, early(err)
			}
		}
		z.bit |= uint64(z.in[z.pos]) << z.nb
		z.pos++
		z.nb += 8
	}
}

func (z *gunzip) copyStored() error {
	for z.stored > 0 && z.nb > 0 && z.op < len(z.out) {
		z.out[z.op] = byte(z.bit)
		z.bit >>= 8
		z.nb -= 8
		z.op++
		z.stored--
	}
	if z.stored > 0 && z.pos == z.n {
		if z.op > z.given {
			return nil
		}
		if err := z.fill(); err != nil {
			return early(err)
		}
	}
	n := copy(z.out[z.op:], z.in[z.pos:min(z.n, z.pos+z.stored)])
	z.op += n
	z.pos += n
	if z.stored -= n; z.stored == 0 {
		z.state = atBlock
	}
	return nil
}

// codes decodes a block as far as there is input, or room.
func (z *gunzip) codes() error {
	room := len(z.out) - outSpare
	for z.op <= room {
		if z.pos <= z.n-inSpare {
			end, err := z.run(z.n-inSpare, room)
			if err != nil {
				return err
			}
			if end {
				z.state = atBlock
				return nil
			}
			continue
		}
		// Behind the last byte that is there stand zeros for now. One round at
		// a time: where it has taken some of them, it was none.
		clear(z.in[z.n : z.n+inSpare])
		pos, op, bit, nb := z.pos, z.op, z.bit, z.nb
		end, err := z.run(z.n, op)
		if z.pos > z.n {
			z.pos, z.op, z.bit, z.nb = pos, op, bit, nb
			if z.op > z.given {
				return nil // not to wait with something in hand
			}
			if err := z.fill(); err != nil {
				return early(err)
			}
			continue
		}
		if err != nil {
			return err
		}
		if end {
			z.state = atBlock
			return nil
		}
	}
	return nil
}
