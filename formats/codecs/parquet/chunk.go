package parquet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math"
	"slices"
	"sync"

	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/file"
	"github.com/apache/arrow/go/v17/parquet/metadata"
)

var (
	errDecode = errors.New("the values of a page cannot be decoded")
	errEncode = errors.New("the changed values cannot be encoded")
	errNested = errors.New("damaged levels: a value without a row")
	errRow    = errors.New("a row is too large for a page")
)

// batch is the number of levels read at a time.
const batch = 2048

// limited is the allocator given to the arrow module. The pages were checked
// before; this is the second fence.
type limited struct{ memory.Allocator }

func newAllocator() memory.Allocator { return limited{memory.NewGoAllocator()} }

func (l limited) Allocate(n int) []byte {
	if n > maxPage+maxPage/2 {
		panic(errPageSize)
	}
	return l.Allocator.Allocate(n)
}

func (l limited) Reallocate(n int, b []byte) []byte {
	if n > maxPage+maxPage/2 {
		panic(errPageSize)
	}
	return l.Allocator.Reallocate(n, b)
}

// column reads a column chunk in batches that end where a page ends, since
// values alias the page.
type column[T any] struct {
	pages
	rd interface {
		HasNext() bool
		Err() error
		ReadBatch(int64, []T, []int16, []int16) (int64, int, error)
	}
	vals     []T     // of the current batch, those that are not null
	def, rep []int16 // its levels, nil where the column has none
	n        int     // number of levels

	valBuf         []T
	defBuf, repBuf []int16
}

const largeChunk = 512 << 10

func (c *column[T]) open(b *block, at io.ReaderAt, ch *chunk, l *leaf) {
	r := b.r
	c.pages.reset(at, ch, l, r.pack, b.ahead && ch.uncompressed >= r.large)
	if c.valBuf == nil {
		c.valBuf = make([]T, batch)
		c.defBuf, c.repBuf = make([]int16, batch), make([]int16, batch)
	}
	pool := &sync.Pool{New: func() any { return memory.NewResizableBuffer(r.mem) }}
	c.rd = file.NewColumnReader(l.descr, &c.pages, r.mem, pool).(interface {
		HasNext() bool
		Err() error
		ReadBatch(int64, []T, []int16, []int16) (int64, int, error)
	})
}

// next reads a batch; false at the end of the chunk.
func (c *column[T]) next() (bool, error) {
	if c.here == 0 {
		c.gate = true
		more := c.rd.HasNext()
		c.gate = false
		if !more {
			switch {
			case c.pages.err != nil:
				return false, c.pages.err
			case c.rd.Err() != nil:
				return false, errDecode
			case c.left != 0:
				return false, errCount
			}
			return false, nil
		}
	}
	n := int(min(batch, c.here))
	c.def, c.rep = nil, nil
	if c.leaf.maxDef > 0 {
		c.def = c.defBuf[:n]
	}
	if c.leaf.maxRep > 0 {
		c.rep = c.repBuf[:n]
	}
	total, k, err := c.rd.ReadBatch(int64(n), c.valBuf[:n], c.def, c.rep)
	if err != nil || total != int64(n) {
		return false, errDecode
	}
	want := n
	if c.def != nil {
		want = 0
		top := c.leaf.maxDef
		for _, d := range c.def {
			if d == top {
				want++
			} else if d > top || d < 0 {
				return false, errLevels
			}
		}
	}
	for _, r := range c.rep {
		if r < 0 || r > c.leaf.maxRep {
			return false, errLevels
		}
	}
	if k != want {
		return false, errDecode
	}
	c.vals, c.n = c.valBuf[:k], n
	c.here -= int64(n)
	return true, nil
}

// newChunk is a column chunk that was encoded anew; offsets count from the
// start of buf.
type newChunk struct {
	buf            []byte
	size           int64 // of buf, which is given up when it is written
	dictAt, dataAt int64 // dictAt -1: no dictionary
	values         int64
	unpacked       int64 // with the page headers
	nulls          int64
	encodings      []int32
	pages          []pageCount
	min, max       []byte // PLAIN, valid if bounded
	bounded        bool
}

type pageCount struct{ typ, enc, count int32 }

// sink is the arrow module's PageWriter: it compresses with the file's packer
// and writes page headers as the source had them. The module's own one makes
// a zstd encoder a page, counts no nulls in pages of version 2 without
// statistics, and knows no checksums.
type sink struct {
	file.PageWriter // nil, for Reset, which is never called
	newChunk
	pack  *packer
	codec int32
	leaf  *leaf
	crc   bool
	side  bool        // pages are compressed by goroutines
	queue []*packPage // being compressed, in the order of the chunk
	spare []*packPage
	err   error
}

// packPage is a page on its way into the chunk.
type packPage struct {
	typ    int64
	id     int16
	body   []byte // the header's part for the type
	data   []byte
	levels int // bytes at the start of data that stay as they are
	packed []byte
	err    error
	done   chan struct{}
}

// pagesBehind is how many pages are compressed at a time.
const pagesBehind = 4

// The module is told that there is no compression: it then hands over pages as
// they are.
func (s *sink) HasCompressor() bool                       { return false }
func (s *sink) Compress(_ *bytes.Buffer, _ []byte) []byte { return nil }

func (s *sink) Close(bool, bool) error { return s.err }

func (s *sink) count(typ, enc int32) {
	if !slices.Contains(s.encodings, enc) {
		s.encodings = append(s.encodings, enc)
	}
	for i := range s.newChunk.pages {
		if p := &s.newChunk.pages[i]; p.typ == typ && p.enc == enc {
			p.count++
			return
		}
	}
	s.newChunk.pages = append(s.newChunk.pages, pageCount{typ, enc, 1})
}

// write takes a page, whose data may be reused when it returns.
func (s *sink) write(typ int64, data []byte, levels int, id int16, body []byte) (int64, error) {
	if s.err != nil {
		return 0, s.err
	}
	p := &packPage{done: make(chan struct{})}
	if n := len(s.spare); n > 0 {
		p, s.spare = s.spare[n-1], s.spare[:n-1]
		p.done = make(chan struct{})
	}
	p.typ, p.id, p.body, p.levels, p.err = typ, id, body, levels, nil
	if !s.side {
		p.data = data
		p.pack(s.pack, s.codec)
		s.append(p)
		p.data = nil
		return int64(len(data)), s.err
	}
	p.data = append(p.data[:0], data...)
	go p.pack(s.pack, s.codec)
	s.queue = append(s.queue, p)
	if len(s.queue) == pagesBehind {
		s.first()
	}
	return int64(len(data)), s.err
}

// pack compresses the page.
func (p *packPage) pack(pack *packer, codec int32) {
	defer close(p.done)
	defer func() {
		if recover() != nil {
			p.err = errEncode
		}
	}()
	if codec != codecNone {
		p.packed, p.err = pack.pack(codec, p.packed, p.data[p.levels:])
	}
}

// first waits for the first page of the queue and appends it.
func (s *sink) first() {
	p := s.queue[0]
	s.queue = slices.Delete(s.queue, 0, 1)
	<-p.done
	s.append(p)
}

// flush waits for the pages that are still being compressed.
func (s *sink) flush() {
	for len(s.queue) > 0 {
		s.first()
	}
}

// append writes a page behind those before it.
func (s *sink) append(p *packPage) {
	s.spare = append(s.spare, p)
	if s.err == nil {
		s.err = p.err
	}
	if s.err != nil {
		return
	}
	levels, packed := p.data[:p.levels], p.packed
	if s.codec == codecNone {
		packed = p.data[p.levels:]
	}
	start := len(s.buf)
	fs := []field{
		{1, tI32, appendInt(nil, p.typ)},
		{2, tI32, appendInt(nil, int64(len(p.data)))},
		{3, tI32, appendInt(nil, int64(len(levels)+len(packed)))},
	}
	if s.crc {
		fs = append(fs, field{4, tI32, appendInt(nil, int64(int32(crc32.Update(crc32.ChecksumIEEE(levels), crc32.IEEETable, packed))))})
	}
	if p.typ == pageDict {
		s.dictAt = int64(start)
	} else if s.dataAt < 0 {
		s.dataAt = int64(start)
	}
	s.buf = appendStruct(s.buf, append(fs, field{p.id, tStruct, p.body}))
	s.unpacked += int64(len(s.buf)-start) + int64(len(p.data))
	s.buf = append(s.buf, levels...)
	s.buf = append(s.buf, packed...)
}

func (s *sink) WriteDictionaryPage(page *file.DictionaryPage) (int64, error) {
	enc := int32(page.Encoding())
	s.count(pageDict, enc)
	return s.write(pageDict, page.Data(), 0, 7, appendStruct(nil, []field{
		{1, tI32, appendInt(nil, int64(page.NumValues()))},
		{2, tI32, appendInt(nil, int64(enc))},
	}))
}

func (s *sink) WriteDataPage(page file.DataPage) (int64, error) {
	enc, n, data := int32(page.Encoding()), int64(page.NumValues()), page.Data()
	s.values += n
	switch p := page.(type) {
	case *file.DataPageV1:
		s.count(pageData, enc)
		return s.write(pageData, data, 0, 5, appendStruct(nil, []field{
			{1, tI32, appendInt(nil, n)},
			{2, tI32, appendInt(nil, int64(enc))},
			{3, tI32, appendInt(nil, encRLE)},
			{4, tI32, appendInt(nil, encRLE)},
		}))
	case *file.DataPageV2:
		s.count(pageDataV2, enc)
		nulls := int64(0)
		rl, dl := int64(p.RepetitionLevelByteLen()), int64(p.DefinitionLevelByteLen())
		if s.leaf.maxDef > 0 {
			k, err := walkRuns(data[rl:rl+dl], levelBits(s.leaf.maxDef), uint64(s.leaf.maxDef), int(n), true)
			if err != nil {
				return 0, errEncode
			}
			nulls = n - int64(k)
		}
		packed := byte(tFalse)
		if s.codec != codecNone {
			packed = tTrue
		}
		return s.write(pageDataV2, data, int(rl+dl), 8, appendStruct(nil, []field{
			{1, tI32, appendInt(nil, n)},
			{2, tI32, appendInt(nil, nulls)},
			{3, tI32, appendInt(nil, int64(p.NumRows()))},
			{4, tI32, appendInt(nil, int64(enc))},
			{5, tI32, appendInt(nil, dl)},
			{6, tI32, appendInt(nil, rl)},
			{7, packed, nil},
		}))
	}
	return 0, errEncode
}

// chunkWriter encodes a column chunk with the arrow module's column writer.
type chunkWriter[T any] struct {
	sink
	w interface {
		WriteBatch([]T, []int16, []int16) (int64, error)
		Close() error
	}
	ops      *ops[T]
	less     func(a, b T) bool // nil: no bounds
	pageSize int
	have     bool // a smallest and a greatest value are known
	lo, hi   T

	// The last row of a batch of a nested column may go on in the next one;
	// rows are written whole, since pages have to start with a row.
	vals     []T
	def, rep []int16
}

// ops are what the generic code has to know of a physical type.
type ops[T any] struct {
	size  func(T) int
	clone func(T) T
	// less orders values as the column's statistics do; nil where no bounds
	// are kept.
	less  func(l *leaf) func(a, b T) bool
	plain func(T) []byte
}

// newWriter makes a writer that keeps what the source chunk c is: codec, page
// version, checksums, page size, dictionary or not. src has read at least the
// first page of it.
func newWriter[T any](o *ops[T], c *chunk, src *pages, b *block) *chunkWriter[T] {
	r, l := b.r, src.leaf
	w := &chunkWriter[T]{ops: o}
	if o.less != nil {
		w.less = o.less(l)
	}
	w.sink = sink{pack: src.pack, codec: c.codec, leaf: l, crc: src.hasCRC, side: b.ahead}
	w.dictAt, w.dataAt = -1, -1
	w.pageSize = min(max(src.pageBytes, 64<<10), 1<<20)
	props := []parquet.WriterProperty{
		parquet.WithAllocator(r.mem),
		// The module's statistics keep slices of values that are reused
		// here, and its batching of nested pages never ends on a row longer
		// than a batch: bounds are computed and batches cut by this package.
		parquet.WithStats(false),
		parquet.WithBatchSize(math.MaxInt32),
		parquet.WithDataPageSize(int64(w.pageSize)),
		parquet.WithDataPageVersion(parquet.DataPageV1),
		parquet.WithVersion(parquet.V2_LATEST),
		parquet.WithDictionaryDefault(false),
		parquet.WithEncoding(parquet.Encodings.Plain),
	}
	if src.v2 {
		props = append(props, parquet.WithDataPageVersion(parquet.DataPageV2))
	}
	switch {
	case src.dict.data != nil:
		limit := int64(max(1<<20, 4*len(src.dict.data)))
		if c.fallback {
			limit = int64(max(64<<10, len(src.dict.data)))
		}
		props = append(props, parquet.WithDictionaryDefault(true), parquet.WithDictionaryPageSizeLimit(limit))
		if src.dictEnc == encPlainDict || src.firstEnc == encPlainDict {
			props = append(props, parquet.WithVersion(parquet.V1_0))
		}
	case l.phys == parquet.Types.ByteArray && (src.firstEnc == encDeltaLength || src.firstEnc == encDeltaBytes):
		// The module's DELTA_BYTE_ARRAY pages refer to the page before them,
		// which the format does not allow; every reader of that encoding
		// reads this one. Its integer delta pages are refused by others, so
		// integers become PLAIN.
		props = append(props, parquet.WithEncoding(parquet.Encodings.DeltaLengthByteArray))
	}
	p := parquet.NewWriterProperties(props...)
	w.w = file.NewColumnChunkWriter(metadata.NewColumnChunkMetaDataBuilder(p, l.descr), &w.sink, p).(interface {
		WriteBatch([]T, []int16, []int16) (int64, error)
		Close() error
	})
	return w
}

// add writes a batch. The slices may be reused after it returns.
func (w *chunkWriter[T]) add(vals []T, def, rep []int16) error {
	l := w.leaf
	if l.maxRep == 0 {
		return w.cut(vals, def, nil)
	}
	last := len(rep) - 1
	for last >= 0 && rep[last] != 0 {
		last--
	}
	if last < 0 {
		return w.keep(vals, def, rep)
	}
	// What stands before the last row that starts here is complete.
	k := 0
	for _, d := range def[:last] {
		if d == l.maxDef {
			k++
		}
	}
	if len(w.rep) > 0 {
		if err := w.keep(vals[:k], def[:last], rep[:last]); err != nil {
			return err
		}
		if err := w.flush(); err != nil {
			return err
		}
	} else if err := w.cut(vals[:k], def[:last], rep[:last]); err != nil {
		return err
	}
	return w.keep(vals[k:], def[last:], rep[last:])
}

func (w *chunkWriter[T]) keep(vals []T, def, rep []int16) error {
	for _, v := range vals {
		w.vals = append(w.vals, w.ops.clone(v))
	}
	w.def = append(w.def, def...)
	w.rep = append(w.rep, rep...)
	return nil
}

func (w *chunkWriter[T]) flush() error {
	err := w.cut(w.vals, w.def, w.rep)
	w.vals, w.def, w.rep = w.vals[:0], w.def[:0], w.rep[:0]
	return err
}

// cut writes whole rows in portions of about a page.
func (w *chunkWriter[T]) cut(vals []T, def, rep []int16) error {
	n := len(def)
	if w.leaf.maxDef == 0 {
		n = len(vals)
	}
	from, fromVal, v, size := 0, 0, 0, 0
	for i := 0; i < n; i++ {
		if size >= w.pageSize && (rep == nil || rep[i] == 0) {
			if err := w.put(vals[fromVal:v], part(def, from, i), part(rep, from, i)); err != nil {
				return err
			}
			from, fromVal, size = i, v, 0
		}
		if def == nil || def[i] == w.leaf.maxDef {
			if size += w.ops.size(vals[v]); size > maxPage {
				return errRow
			}
			v++
		}
	}
	if from == n {
		return nil
	}
	return w.put(vals[fromVal:v], part(def, from, n), part(rep, from, n))
}

func part(levels []int16, from, to int) []int16 {
	if levels == nil {
		return nil
	}
	return levels[from:to]
}

func (w *chunkWriter[T]) put(vals []T, def, rep []int16) error {
	if w.less != nil && len(vals) > 0 {
		less := w.less
		if !w.have {
			w.have, w.lo, w.hi = true, w.ops.clone(vals[0]), w.ops.clone(vals[0])
		}
		for _, v := range vals {
			if less(v, w.lo) {
				w.lo = w.ops.clone(v)
			} else if less(w.hi, v) {
				w.hi = w.ops.clone(v)
			}
		}
	}
	if def != nil {
		w.nulls += int64(len(def) - len(vals))
	}
	if vals == nil {
		vals = []T{}
	}
	n, err := w.w.WriteBatch(vals, def, rep)
	if w.err != nil {
		return w.err
	}
	if err != nil || n != int64(len(vals)) {
		return errEncode
	}
	return nil
}

// maxBound is the length up to which a bound goes into the footer.
const maxBound = 4096

// finish closes the chunk; levels is the number that it must hold.
func (w *chunkWriter[T]) finish(levels int64) (*newChunk, error) {
	if len(w.rep) > 0 {
		if err := w.flush(); err != nil {
			return nil, err
		}
	}
	err := w.w.Close()
	w.sink.flush()
	if err != nil || w.err != nil {
		if w.err != nil {
			return nil, w.err
		}
		return nil, errEncode
	}
	if w.values != levels {
		return nil, errEncode
	}
	c := &w.newChunk
	if w.have {
		if lo, hi := w.ops.plain(w.lo), w.ops.plain(w.hi); len(lo) <= maxBound && len(hi) <= maxBound {
			c.min, c.max, c.bounded = lo, hi, true
		}
	}
	c.size = int64(len(c.buf))
	if c.dataAt < 0 {
		c.dataAt = int64(len(c.buf))
	}
	if !slices.Contains(c.encodings, encRLE) {
		c.encodings = append(c.encodings, encRLE)
	}
	return c, nil
}

func byteOps[T ~[]byte]() *ops[T] {
	return &ops[T]{
		size:  func(v T) int { return len(v) + 4 },
		clone: func(v T) T { return append(T{}, v...) },
		less: func(l *leaf) func(a, b T) bool {
			if l.treat == copied { // decimals are signed
				return nil
			}
			return func(a, b T) bool { return bytes.Compare(a, b) < 0 }
		},
		plain: func(v T) []byte { return v },
	}
}

func itself[T any](v T) T { return v }

func fixedOps[T any](n int) *ops[T] {
	return &ops[T]{size: func(T) int { return n }, clone: itself[T]}
}

func int32Ops() *ops[int32] {
	o := fixedOps[int32](4)
	o.less = func(l *leaf) func(a, b int32) bool {
		if l.unsigned {
			return func(a, b int32) bool { return uint32(a) < uint32(b) }
		}
		return func(a, b int32) bool { return a < b }
	}
	o.plain = func(v int32) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(v)) }
	return o
}

func int64Ops() *ops[int64] {
	o := fixedOps[int64](8)
	o.less = func(l *leaf) func(a, b int64) bool {
		if l.unsigned {
			return func(a, b int64) bool { return uint64(a) < uint64(b) }
		}
		return func(a, b int64) bool { return a < b }
	}
	o.plain = func(v int64) []byte { return binary.LittleEndian.AppendUint64(nil, uint64(v)) }
	return o
}
