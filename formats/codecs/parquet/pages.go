package parquet

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math/bits"

	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/apache/arrow/go/v17/parquet"
	arrow "github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/apache/arrow/go/v17/parquet/file"
)

// Numbers of PageType and Encoding in parquet.thrift.
const (
	pageData   = 0
	pageIndex  = 1
	pageDict   = 2
	pageDataV2 = 3

	encPlain       = 0
	encPlainDict   = 2
	encRLE         = 3
	encBitPacked   = 4
	encDelta       = 5
	encDeltaLength = 6
	encDeltaBytes  = 7
	encDict        = 8
	encSplit       = 9
)

const (
	// maxPage bounds a decompressed page.
	maxPage = 1 << 30
	// maxHeader bounds a page header: it can hold a smallest and a greatest
	// value.
	maxHeader = 16 << 20
)

var (
	errPage      = errors.New("damaged page header")
	errPageSize  = errors.New("a page is too large for its compressed bytes")
	errChecksum  = errors.New("the checksum of a page is wrong")
	errDict      = errors.New("damaged dictionary page")
	errBitPacked = errors.New("levels in the deprecated BIT_PACKED encoding")
	errEncoding  = errors.New("unsupported encoding of values")
	errCount     = errors.New("the pages do not hold the number of values that the footer says")
)

// window reads a range of a file forward through a buffer.
type window struct {
	at       io.ReaderAt
	off, end int64 // not yet read into buf
	buf      []byte
	r, w     int
}

func (s *window) reset(at io.ReaderAt, r span) {
	s.at, s.off, s.end, s.r, s.w = at, r.off, r.off+r.n, 0, 0
}

// left is the number of bytes not yet taken.
func (s *window) left() int64 { return s.end - s.off + int64(s.w-s.r) }

// peek returns up to n bytes without taking them; fewer at the end.
func (s *window) peek(n int) ([]byte, error) {
	if s.w-s.r < n && s.off < s.end {
		if len(s.buf) < n {
			b := make([]byte, max(n, 128<<10))
			s.w = copy(b, s.buf[s.r:s.w])
			s.buf, s.r = b, 0
		} else if s.r > 0 {
			s.w = copy(s.buf, s.buf[s.r:s.w])
			s.r = 0
		}
		m := int(min(int64(len(s.buf)-s.w), s.end-s.off))
		if _, err := readFull(s.at, s.buf[s.w:s.w+m], s.off); err != nil {
			return nil, err
		}
		s.w += m
		s.off += int64(m)
	}
	return s.buf[s.r:min(s.w, s.r+n)], nil
}

func (s *window) skip(n int) { s.r += n }

// read fills dst; large reads go around the buffer.
func (s *window) read(dst []byte) error {
	n := copy(dst, s.buf[s.r:s.w])
	s.r += n
	if dst = dst[n:]; len(dst) == 0 {
		return nil
	}
	if int64(len(dst)) > s.end-s.off {
		return errPage
	}
	if len(dst) < 32<<10 {
		b, err := s.peek(len(dst))
		if err != nil {
			return err
		}
		s.skip(copy(dst, b))
		return nil
	}
	_, err := readFull(s.at, dst, s.off)
	s.off += int64(len(dst))
	return err
}

func readFull(at io.ReaderAt, b []byte, off int64) (int, error) {
	n, err := at.ReadAt(b, off)
	if n == len(b) {
		return n, nil
	}
	if err == nil || err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// header is a parsed page header.
type header struct {
	typ              int64
	unpacked, packed int64
	crc              int64
	hasCRC           bool
	values           int64
	enc              int64
	defEnc, repEnc   int64
	nulls, rows      int64
	defLen, repLen   int64
	compressed       bool
}

func parseHeader(b []byte, fs, in []field) (header, int, error) {
	h := header{compressed: true}
	fs, n, err := fields(fs[:0], b)
	if err != nil {
		return h, 0, err
	}
	ints := func(fs []field, ids []int16, to []*int64) error {
		for i, id := range ids {
			if *to[i], err = intAt(fs, id, -1); err != nil {
				return err
			}
		}
		return nil
	}
	if err := ints(fs, []int16{1, 2, 3}, []*int64{&h.typ, &h.unpacked, &h.packed}); err != nil {
		return h, 0, err
	}
	if f, ok := find(fs, 4); ok {
		h.hasCRC = true
		if h.crc, err = f.int(); err != nil {
			return h, 0, err
		}
	}
	var id int16
	switch h.typ {
	case pageData:
		id = 5
	case pageDict:
		id = 7
	case pageDataV2:
		id = 8
	case pageIndex:
		return h, n, nil
	default:
		return h, 0, errPage
	}
	in, ok, err := structAt(fs, id, in[:0])
	if err != nil || !ok {
		return h, 0, errPage
	}
	switch h.typ {
	case pageData:
		err = ints(in, []int16{1, 2, 3, 4}, []*int64{&h.values, &h.enc, &h.defEnc, &h.repEnc})
	case pageDict:
		err = ints(in, []int16{1, 2}, []*int64{&h.values, &h.enc})
	case pageDataV2:
		err = ints(in, []int16{1, 2, 3, 4, 5, 6}, []*int64{&h.values, &h.nulls, &h.rows, &h.enc, &h.defLen, &h.repLen})
		if f, ok := find(in, 7); ok {
			h.compressed = f.typ == tTrue
		}
	}
	if err != nil || h.values < 0 || h.enc < 0 || h.defLen < 0 || h.repLen < 0 {
		return h, 0, errPage
	}
	return h, n, nil
}

// pages is the arrow module's PageReader over one column chunk: it reads,
// checks and decompresses the pages and hands them over whole, so that the
// module decodes nothing but levels and values.
type pages struct {
	win   window
	pack  *packer
	leaf  *leaf
	codec int32
	left  int64 // values not yet seen in a page header
	empty bool  // the chunk has no values

	comp   []byte
	fs, in []field
	raws   [][]byte // memory of data pages: one, and those ahead
	raw    []byte   // of the current page
	ahead  *ahead   // nil where pages are loaded when they are asked for
	cur    file.Page
	here   int64 // values of the current data page not yet read
	err    error
	// gate lets the module on to the next page. Its ReadBatch looks for one
	// when the values it was asked for end with a page, while they still
	// alias the memory of that page.
	gate bool

	dict    dictionary
	curDict bool // the current data page holds dictionary indices

	// What the writer of a changed chunk goes by.
	seen      bool
	v2        bool
	hasCRC    bool
	firstEnc  int64 // encoding of the first data page
	dictEnc   int64
	pageBytes int // greatest uncompressed data page
}

// dictionary is the dictionary page of a chunk.
type dictionary struct {
	data  []byte
	n     int
	width int     // bytes of an entry, 0 for BYTE_ARRAY
	entry []int32 // BYTE_ARRAY: number of the entry that starts behind the length at 4*i, from 1
	state []uint8 // per entry: dictShown, dictValid, ...
	ints  map[int64]int32
}

func (d *dictionary) reset() { d.data, d.n, d.ints = nil, 0, nil }

// reset begins a chunk. With side, pages are loaded by a goroutine, which stop
// ends.
func (p *pages) reset(at io.ReaderAt, c *chunk, l *leaf, pack *packer, side bool) {
	p.stop()
	p.win.reset(at, c.span)
	p.pack, p.leaf, p.codec, p.left = pack, l, c.codec, c.values
	p.empty = c.values == 0
	p.cur, p.here, p.err, p.gate = nil, 0, nil, false
	p.dict.reset()
	p.curDict, p.seen, p.v2, p.hasCRC = false, false, false, false
	p.firstEnc, p.dictEnc, p.pageBytes = -1, encPlain, 0
	if side {
		p.start()
	}
}

// The methods that file.PageReader asks for.

func (p *pages) SetMaxPageHeaderSize(int) {}
func (p *pages) Page() file.Page          { return p.cur }
func (p *pages) Err() error               { return p.err }
func (p *pages) Reset(parquet.BufferedReader, int64, arrow.Compression, *file.CryptoContext) {
	p.err = errors.New("parquet: a page reader of this package is never reset by the arrow module")
}

func (p *pages) Next() bool {
	if !p.gate {
		return false
	}
	p.cur, p.here = nil, 0
	for p.err == nil {
		var it loaded
		if it, p.raw = p.take(p.raw); it.err == io.EOF {
			return false
		}
		if p.err = it.err; p.err == nil {
			if it.h.typ == pageDict {
				p.err = p.dictPage(&it.h, it.raw)
			} else {
				p.err = p.present(&it.h, it.raw)
			}
		}
		if p.cur != nil {
			return p.err == nil
		}
	}
	return false
}

// loaded is a page that was read, checked and decompressed.
type loaded struct {
	h   header
	raw []byte
	err error // io.EOF behind the last page
}

// take is the next page, in exchange for the memory of the one before; it
// returns the memory of the new one.
func (p *pages) take(old []byte) (loaded, []byte) {
	if p.ahead == nil {
		it := p.load(old)
		if it.h.typ == pageDict || it.raw == nil {
			return it, old
		}
		return it, it.raw
	}
	if old != nil {
		p.ahead.free <- old
	}
	it := <-p.ahead.out
	if it.h.typ == pageDict {
		return it, nil
	}
	return it, it.raw
}

// ahead loads the pages of a chunk in a goroutine.
type ahead struct {
	out  chan loaded
	free chan []byte // memory for pages
	quit chan struct{}
}

// pagesAhead is how many data pages there are besides the current one.
const pagesAhead = 2

func (p *pages) start() {
	a := &ahead{out: make(chan loaded, pagesAhead), free: make(chan []byte, pagesAhead+2), quit: make(chan struct{})}
	for range pagesAhead + 1 {
		var b []byte
		if n := len(p.raws); n > 0 {
			b, p.raws = p.raws[n-1], p.raws[:n-1]
		}
		a.free <- b
	}
	p.ahead = a
	go func() {
		defer close(a.out)
		for {
			var b []byte
			select {
			case b = <-a.free:
			case <-a.quit:
				return
			}
			it := p.guarded(b)
			if it.raw == nil || it.h.typ == pageDict {
				a.free <- b // was not used
			}
			select {
			case a.out <- it:
			case <-a.quit:
				return
			}
			if it.err != nil {
				return
			}
		}
	}()
}

// guarded is load in a goroutine of its own, where nobody else would catch a
// panic.
func (p *pages) guarded(b []byte) (it loaded) {
	defer func() {
		if recover() != nil {
			it = loaded{err: errDecode}
		}
	}()
	return p.load(b)
}

// stop ends the goroutine, if there is one; the current page stays as it is.
func (p *pages) stop() {
	a := p.ahead
	if a == nil {
		return
	}
	close(a.quit)
	for it := range a.out {
		if it.raw != nil && it.h.typ != pageDict {
			p.raws = append(p.raws, it.raw)
		}
	}
	for len(a.free) > 0 {
		if b := <-a.free; b != nil {
			p.raws = append(p.raws, b)
		}
	}
	p.ahead = nil
}

// load reads the next page that holds something, a data page into buf's
// memory. It touches nothing that the current page needs.
func (p *pages) load(buf []byte) loaded {
	for {
		// A chunk without values may still have a dictionary.
		if p.left == 0 && (!p.empty || p.win.left() == 0) {
			return loaded{err: io.EOF}
		}
		it := p.page(buf)
		if it.err != nil || it.raw != nil {
			return it
		}
	}
}

// page reads one page; raw stays nil where it holds nothing to decode.
func (p *pages) page(buf []byte) loaded {
	var h header
	n := 0
	for size := 256; ; size *= 8 {
		b, err := p.win.peek(min(size, maxHeader))
		if err != nil {
			return loaded{err: err}
		}
		if len(b) == 0 {
			return loaded{err: errCount}
		}
		h, n, err = parseHeader(b, p.fs, p.in)
		if err == nil {
			break
		}
		if err != errShort || len(b) < size {
			return loaded{err: errPage}
		}
	}
	p.win.skip(n)
	if h.packed < 0 || h.packed > p.win.left() || h.unpacked < 0 {
		return loaded{err: errPage}
	}
	if h.unpacked > maxPage || h.unpacked > max(64<<20, h.packed*1100) {
		return loaded{err: errPageSize}
	}
	switch h.typ {
	case pageDict:
		// Each entry takes the decoder 24 bytes, an empty one 4 in the page.
		if h.unpacked > max(16<<20, h.packed*1100) {
			return loaded{err: errPageSize}
		}
		src, err := p.body(&h)
		if err != nil {
			return loaded{err: err}
		}
		// The dictionary stays while the pages pass.
		dst := make([]byte, h.unpacked)
		if err := p.pack.unpack(p.codec, dst, src); err != nil {
			return loaded{err: err}
		}
		return loaded{h: h, raw: dst}
	case pageIndex:
		p.comp = grow(p.comp, int(h.packed))
		return loaded{err: p.win.read(p.comp)}
	}
	if h.values > p.left {
		return loaded{err: errCount}
	}
	src, err := p.body(&h)
	if err != nil {
		return loaded{err: err}
	}
	if h.values == 0 {
		return loaded{}
	}
	p.left -= h.values
	levels := 0
	if h.typ == pageDataV2 {
		levels = int(h.defLen + h.repLen)
		if h.defLen > int64(len(src)) || h.repLen > int64(len(src)) || levels > len(src) || int64(levels) > h.unpacked {
			return loaded{err: errPage}
		}
	}
	dst := grow(buf, int(h.unpacked))
	if dst == nil {
		dst = []byte{}
	}
	copy(dst, src[:levels])
	codec := p.codec
	if !h.compressed {
		codec = codecNone
	}
	// A page of version 2 whose values are all null may have no packed bytes.
	if rest := src[levels:]; len(rest) > 0 || len(dst) > levels {
		if err := p.pack.unpack(codec, dst[levels:], rest); err != nil {
			return loaded{err: err}
		}
	}
	return loaded{h: h, raw: dst}
}

func grow(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	return b[:n]
}

// body reads the packed bytes of a page; the slice is valid until the next.
func (p *pages) body(h *header) ([]byte, error) {
	p.comp = grow(p.comp, int(h.packed))
	if err := p.win.read(p.comp); err != nil {
		return nil, err
	}
	if h.hasCRC && crc32.ChecksumIEEE(p.comp) != uint32(h.crc) {
		return nil, errChecksum
	}
	return p.comp, nil
}

// present checks the sections of a data page and makes it current.
func (p *pages) present(h *header, raw []byte) error {
	l := p.leaf
	n := int(h.values)
	vals := raw
	var defs []byte
	if h.typ == pageData {
		for _, lv := range [2]struct {
			max int16
			enc int64
		}{{l.maxRep, h.repEnc}, {l.maxDef, h.defEnc}} {
			if lv.max == 0 {
				continue
			}
			if lv.enc == encBitPacked {
				return errBitPacked
			}
			if lv.enc != encRLE || len(vals) < 4 {
				return errLevels
			}
			k := int64(binary.LittleEndian.Uint32(vals))
			if k > int64(len(vals)-4) {
				return errLevels
			}
			defs = vals[4 : 4+k]
			if _, err := walkRuns(defs, levelBits(lv.max), uint64(lv.max), n, false); err != nil {
				return err
			}
			vals = vals[4+k:]
		}
	} else {
		reps := raw[:h.repLen]
		defs = raw[h.repLen : h.repLen+h.defLen]
		vals = raw[h.repLen+h.defLen:]
		if l.maxRep > 0 {
			if _, err := walkRuns(reps, levelBits(l.maxRep), uint64(l.maxRep), n, false); err != nil {
				return err
			}
		}
		if l.maxDef > 0 {
			if _, err := walkRuns(defs, levelBits(l.maxDef), uint64(l.maxDef), n, false); err != nil {
				return err
			}
		}
	}
	present := func() (int, error) { // values that are not null
		if l.maxDef == 0 {
			return n, nil
		}
		return walkRuns(defs, levelBits(l.maxDef), uint64(l.maxDef), n, true)
	}
	enc := h.enc
	isDict := enc == encDict || enc == encPlainDict
	if !p.seen {
		p.firstEnc = enc
	}
	p.seen, p.curDict, p.v2, p.hasCRC = true, isDict, h.typ == pageDataV2, p.hasCRC || h.hasCRC
	p.pageBytes = max(p.pageBytes, int(h.unpacked))
	switch {
	case isDict:
		if p.dict.data == nil {
			return errDict
		}
		if len(vals) > 0 && vals[0] > 32 {
			return errDict
		}
		if len(vals) == 0 {
			if k, err := present(); err != nil || k > 0 {
				return errLevels
			}
		}
	case enc == encPlain:
	case enc == encRLE && l.phys == parquet.Types.Boolean:
	case enc == encSplit && h.typ != pageDict:
		k, err := present()
		if err != nil {
			return err
		}
		w := l.width()
		if w == 0 || k*w > len(vals) {
			return errEncoding
		}
		// The module cannot read BYTE_STREAM_SPLIT: the streams are put
		// together again, which makes the values PLAIN.
		raw = append(raw[:len(raw)-len(vals):len(raw)-len(vals)], merge(vals[:k*w], w)...)
		enc = encPlain
	case enc == encDelta && (l.phys == parquet.Types.Int32 || l.phys == parquet.Types.Int64),
		(enc == encDeltaLength || enc == encDeltaBytes) && l.phys == parquet.Types.ByteArray,
		enc == encDeltaBytes && l.phys == parquet.Types.FixedLenByteArray:
		k, err := present()
		if err != nil {
			return err
		}
		if len(vals) == 0 {
			if k > 0 {
				return errDelta
			}
			// The module leaves the state of the page before where there is
			// no header: an empty PLAIN section says the same.
			enc = encPlain
			break
		}
		if enc == encDeltaBytes {
			// The module allocates each of these values, and reads none of
			// them in columns of fixed length.
			plain, err := unpackDeltaBytes(vals, k, l.width())
			if err != nil {
				return err
			}
			raw = append(raw[:len(raw)-len(vals):len(raw)-len(vals)], plain...)
			enc = encPlain
			break
		}
		if _, total, err := walkDelta(vals, k, nil); err != nil || total != k {
			return errDelta
		}
	default:
		return errEncoding
	}
	buf := memory.NewBufferBytes(raw)
	if h.typ == pageData {
		rle := parquet.Encodings.RLE
		p.cur = file.NewDataPageV1(buf, int32(n), parquet.Encoding(enc), rle, rle, int32(len(raw)))
	} else {
		p.cur = file.NewDataPageV2(buf, int32(n), int32(h.nulls), int32(h.rows), parquet.Encoding(enc), int32(h.defLen), int32(h.repLen), int32(len(raw)), false)
	}
	p.here = h.values
	return nil
}

func levelBits(top int16) uint { return uint(bits.Len16(uint16(top))) }

// width is the size in bytes of a PLAIN value, 0 for booleans and BYTE_ARRAY.
func (l *leaf) width() int {
	switch l.phys {
	case parquet.Types.Int32, parquet.Types.Float:
		return 4
	case parquet.Types.Int64, parquet.Types.Double:
		return 8
	case parquet.Types.Int96:
		return 12
	case parquet.Types.FixedLenByteArray:
		return l.typeLen
	}
	return 0
}

func merge(b []byte, w int) []byte {
	out := make([]byte, len(b))
	n := len(b) / w
	for j := range w {
		for i, v := range b[j*n : (j+1)*n] {
			out[i*w+j] = v
		}
	}
	return out
}

// dictPage checks a dictionary and makes it current.
func (p *pages) dictPage(h *header, data []byte) error {
	if p.dict.data != nil || p.seen {
		return errDict
	}
	if h.enc != encPlain && h.enc != encPlainDict {
		return errEncoding
	}
	d := &p.dict
	d.data = data
	p.hasCRC = h.hasCRC
	p.dictEnc = h.enc
	d.n, d.width = int(h.values), p.leaf.width()
	if p.leaf.phys == parquet.Types.Boolean {
		return errDict
	}
	if d.width > 0 {
		if int64(d.width)*h.values > int64(len(d.data)) {
			return errDict
		}
	} else {
		if h.values*4 > int64(len(d.data)) {
			return errDict
		}
		// Entries start at least 4 bytes apart, so start/4 names an entry.
		d.entry = make([]int32, len(d.data)/4+1)
		at := 0
		for i := range d.n {
			if len(d.data)-at < 4 {
				return errDict
			}
			k := int64(binary.LittleEndian.Uint32(d.data[at:]))
			if at += 4; k > int64(len(d.data)-at) {
				return errDict
			}
			d.entry[at/4] = int32(i) + 1
			at += int(k)
		}
	}
	if p.leaf.treat != copied {
		d.state = make([]uint8, d.n+1)
	}
	p.cur = file.NewDictionaryPage(memory.NewBufferBytes(d.data), int32(d.n), parquet.Encodings.Plain)
	return nil
}
