package parquet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math/bits"
	"sync"

	arrow "github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/s2"
	"github.com/klauspost/compress/zstd"
)

// Numbers of CompressionCodec in parquet.thrift.
const (
	codecNone   = 0
	codecSnappy = 1
	codecGzip   = 2
	codecLZO    = 3
	codecBrotli = 4
	codecLZ4    = 5 // Hadoop's framing, deprecated
	codecZstd   = 6
	codecLZ4Raw = 7
)

var codecNames = [...]string{"none", "snappy", "gzip", "lzo", "brotli", "lz4", "zstd", "lz4_raw"}

var (
	errPacked = errors.New("a page cannot be decompressed")
	errCodec  = errors.New("unsupported compression")
)

// packer compresses and decompresses pages. It stands in front of the arrow
// module's codecs, which make a new zstd encoder for every page, panic on
// damaged input and decompress without a bound. One packer serves all blocks
// of a file; it is safe for concurrent use.
type packer struct {
	once   sync.Once
	err    error
	zenc   *zstd.Encoder
	zdec   *zstd.Decoder
	gzr    sync.Pool
	gzw    sync.Pool
	lz4tab sync.Pool
}

func (p *packer) zstd() error {
	p.once.Do(func() {
		// Pages are about 1 MiB: a larger window costs memory for nothing.
		p.zenc, p.err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithZeroFrames(true),
			zstd.WithWindowSize(2<<20), zstd.WithLowerEncoderMem(true))
		if p.err == nil {
			p.zdec, p.err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxPage),
				zstd.WithDecoderMaxWindow(1<<30), zstd.WithDecodeAllCapLimit(true), zstd.WithDecoderLowmem(true))
		}
	})
	return p.err
}

func (p *packer) close() {
	p.once.Do(func() { p.err = errCodec })
	if p.zdec != nil {
		p.zdec.Close()
	}
	if p.zenc != nil {
		p.zenc.Close()
	}
}

// unpack decompresses src into dst, which has exactly the length of the page.
func (p *packer) unpack(codec int32, dst, src []byte) error {
	switch codec {
	case codecNone:
		if len(src) != len(dst) {
			return errPacked
		}
		copy(dst, src)
		return nil
	case codecSnappy:
		n, err := s2.DecodedLen(src)
		if err != nil || n != len(dst) {
			return errPacked
		}
		if n == 0 {
			return nil
		}
		out, err := s2.Decode(dst, src)
		if err != nil || len(out) != len(dst) {
			return errPacked
		}
		return nil
	case codecZstd:
		if err := p.zstd(); err != nil {
			return err
		}
		out, err := p.zdec.DecodeAll(src, dst[:0:len(dst)])
		if err != nil || len(out) != len(dst) {
			return errPacked
		}
		return nil
	case codecGzip:
		r, _ := p.gzr.Get().(*gzip.Reader)
		if r == nil {
			r = new(gzip.Reader)
		}
		defer p.gzr.Put(r)
		if r.Reset(bytes.NewReader(src)) != nil {
			return errPacked
		}
		return readAll(r, dst)
	case codecBrotli:
		c, err := arrow.GetCodec(arrow.Codecs.Brotli)
		if err != nil {
			return errCodec
		}
		r := c.NewReader(bytes.NewReader(src))
		defer r.Close()
		return readAll(r, dst)
	case codecLZ4Raw:
		return unpackLZ4(dst, src)
	case codecLZ4:
		return unpackHadoopLZ4(dst, src)
	}
	return errCodec
}

func readAll(r io.Reader, dst []byte) error {
	if _, err := io.ReadFull(r, dst); err != nil {
		return errPacked
	}
	var more [1]byte
	if n, err := io.ReadFull(r, more[:]); n != 0 || err != io.EOF {
		return errPacked
	}
	return nil
}

// pack appends the compressed src to dst[:0] and returns it.
func (p *packer) pack(codec int32, dst, src []byte) ([]byte, error) {
	switch codec {
	case codecSnappy:
		if n := s2.MaxEncodedLen(len(src)); n < 0 {
			return nil, errCodec
		} else if cap(dst) < n {
			dst = make([]byte, n)
		}
		return s2.EncodeSnappy(dst[:cap(dst)], src), nil
	case codecZstd:
		if err := p.zstd(); err != nil {
			return nil, err
		}
		return p.zenc.EncodeAll(src, dst[:0]), nil
	case codecGzip:
		w, _ := p.gzw.Get().(*gzip.Writer)
		if w == nil {
			w, _ = gzip.NewWriterLevel(io.Discard, gzip.DefaultCompression)
		}
		defer p.gzw.Put(w)
		b := bytes.NewBuffer(dst[:0])
		w.Reset(b)
		if _, err := w.Write(src); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		return b.Bytes(), nil
	case codecBrotli:
		c, err := arrow.GetCodec(arrow.Codecs.Brotli)
		if err != nil {
			return nil, errCodec
		}
		b := bytes.NewBuffer(dst[:0])
		w := c.NewWriter(b)
		if _, err := w.Write(src); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		return b.Bytes(), nil
	case codecLZ4Raw:
		t, _ := p.lz4tab.Get().(*[1 << lz4Bits]int32)
		if t == nil {
			t = new([1 << lz4Bits]int32)
		}
		defer p.lz4tab.Put(t)
		return packLZ4(dst[:0], src, t), nil
	case codecLZ4:
		t, _ := p.lz4tab.Get().(*[1 << lz4Bits]int32)
		if t == nil {
			t = new([1 << lz4Bits]int32)
		}
		defer p.lz4tab.Put(t)
		dst = packLZ4(append(dst[:0], make([]byte, 8)...), src, t)
		binary.BigEndian.PutUint32(dst, uint32(len(src)))
		binary.BigEndian.PutUint32(dst[4:], uint32(len(dst)-8))
		return dst, nil
	}
	return nil, errCodec
}

// LZ4 blocks, after lz4_Block_format.md of github.com/lz4/lz4: a token byte
// with the lengths of the literals and of the match, longer lengths in bytes
// of 255, the literals, a little-endian offset of two bytes.

func unpackLZ4(dst, src []byte) error {
	d, s := 0, 0
	length := func(n int) (int, bool) {
		if n != 15 {
			return n, true
		}
		for s < len(src) {
			b := src[s]
			s++
			if n += int(b); b != 255 {
				return n, n <= len(dst)
			}
		}
		return 0, false
	}
	for s < len(src) {
		token := src[s]
		s++
		n, ok := length(int(token >> 4))
		if !ok || n > len(src)-s || n > len(dst)-d {
			return errPacked
		}
		copy(dst[d:], src[s:s+n])
		d, s = d+n, s+n
		if s == len(src) {
			break // the last sequence has no match
		}
		if len(src)-s < 2 {
			return errPacked
		}
		off := int(src[s]) | int(src[s+1])<<8
		s += 2
		n, ok = length(int(token & 15))
		n += 4
		if !ok || off == 0 || off > d || n > len(dst)-d {
			return errPacked
		}
		for end := d + n; d < end; {
			// A match may run into itself: each round doubles what there is.
			d += copy(dst[d:end], dst[d-off:d])
		}
	}
	if d != len(dst) {
		return errPacked
	}
	return nil
}

// unpackHadoopLZ4 reads frames of two big-endian lengths, unpacked and
// packed, and an LZ4 block. Some writers put a bare block under this number.
func unpackHadoopLZ4(dst, src []byte) error {
	d, s := 0, src
	for len(s) >= 8 {
		u, p := int64(binary.BigEndian.Uint32(s)), int64(binary.BigEndian.Uint32(s[4:]))
		if u > int64(len(dst)-d) || p > int64(len(s)-8) || unpackLZ4(dst[d:d+int(u)], s[8:8+p]) != nil {
			break
		}
		d, s = d+int(u), s[8+p:]
	}
	if d == len(dst) && len(s) == 0 {
		return nil
	}
	return unpackLZ4(dst, src)
}

const lz4Bits = 14

// packLZ4 appends src as one block: greedy, one candidate per hash. The
// format wants the last 5 bytes as literals and the last match to start 12
// bytes before the end.
func packLZ4(dst, src []byte, table *[1 << lz4Bits]int32) []byte {
	clear(table[:])
	sequence := func(lit []byte, off, match int) {
		token := byte(min(len(lit), 15)) << 4
		if match > 0 {
			token |= byte(min(match-4, 15))
		}
		dst = append(dst, token)
		if len(lit) >= 15 {
			dst = lz4Length(dst, len(lit)-15)
		}
		dst = append(dst, lit...)
		if match > 0 {
			dst = append(dst, byte(off), byte(off>>8))
			if match-4 >= 15 {
				dst = lz4Length(dst, match-4-15)
			}
		}
	}
	at, miss := 0, 0
	for i := 0; i+12 <= len(src); {
		v := binary.LittleEndian.Uint32(src[i:])
		h := v * 2654435761 >> (32 - lz4Bits)
		c := int(table[h]) - 1
		table[h] = int32(i) + 1
		if c < 0 || i-c > 65535 || binary.LittleEndian.Uint32(src[c:]) != v {
			miss++
			i += 1 + miss>>6 // data that does not compress is passed faster
			continue
		}
		n, limit := 4, len(src)-5
		for i+n+8 <= limit {
			if x := binary.LittleEndian.Uint64(src[i+n:]) ^ binary.LittleEndian.Uint64(src[c+n:]); x != 0 {
				n += bits.TrailingZeros64(x) >> 3
				goto found
			}
			n += 8
		}
		for i+n < limit && src[i+n] == src[c+n] {
			n++
		}
	found:
		sequence(src[at:i], i-c, n)
		i += n
		at, miss = i, 0
	}
	sequence(src[at:], 0, 0)
	return dst
}

func lz4Length(dst []byte, n int) []byte {
	for ; n >= 255; n -= 255 {
		dst = append(dst, 255)
	}
	return append(dst, byte(n))
}
