// Package lines cuts a stream of text into blocks of whole records and puts
// edited blocks together again. It serves the formats whose records stand one
// behind another in plain bytes: JSON Lines, CSV and text.
//
// A block ends at the first record end at or behind BlockSize bytes. That rule
// looks at the content alone, so that blocks are the same whatever the sizes
// of the reads that deliver it.
package lines

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"sluice/formats"
)

// Pad is the number of line feeds that stand behind the data of every Cut,
// within the capacity of its Buf. Scanners of eight bytes at a time run into
// them instead of testing for the end.
const Pad = formats.CellPad

const (
	defaultBlock  = 128 << 10 // with what is made of it, it stays in the second-level cache
	defaultRecord = 128 << 20 // a record is held in memory some five times
	// Offsets within a block are kept in 32 bits by the codecs.
	maxBlock  = 1 << 30
	maxRecord = 1 << 31
	// readStep bounds what is read beyond a block where its last record is long.
	readStep = 64 << 10
	// readAhead is what is read beyond a block at first: what is not of it is
	// copied over to the next one, and most records are shorter.
	readAhead = 8 << 10
	// firstRead is what a new buffer has room for: of a small input no more
	// memory is touched than it needs.
	firstRead = 16 << 10
)

// Finder finds record ends. It is used for one block at a time.
type Finder interface {
	// Reset begins a block whose first skip bytes (a byte order mark) belong
	// to no record.
	Reset(skip int)
	// End returns the offset behind the first record end that is at least
	// min, or -1 if b holds none. b starts at the block's first byte and has
	// only grown since the last call.
	End(b []byte, min int) int
	// Open returns where the record begins that End found no end of. It is
	// called after an End that returned -1, with the same b.
	Open(b []byte) int
	// Rows counts the records of b, which is the block as it was cut, or what
	// comes before an open record that is too long. A last record without a
	// line end counts. An error, its place counted from the start of the
	// block, means that something was opened and is not closed.
	Rows(b []byte) (int64, *formats.Error)
}

// Cut is a block as it was found in the stream.
type Cut struct {
	// Buf holds the bytes of the block; Buf[:len(Buf)+Pad] is valid and ends
	// in line feeds that are not part of the block.
	Buf []byte
	// Off is the offset of the block in the stream, in bytes.
	Off int64
	// Row is the number of records before the block, Rows that of its own.
	Row, Rows int64
	// Skip is the length of a byte order mark at the start of Buf.
	Skip int
}

// Reader cuts blocks. Not safe for concurrent use.
type Reader struct {
	codec, name  string
	in           io.Reader
	find         Finder
	block, limit int
	carry        []byte
	off, row     int64
	skip         int
	eof, checked bool
	err          error
}

// NewReader checks o; the error is one of parameters, not of data.
func NewReader(codec string, in *formats.Input, o formats.Options, f Finder) (*Reader, error) {
	if in == nil || in.R == nil {
		return nil, errors.New("formats/" + codec + ": no input")
	}
	if o.BlockSize < 0 || o.MaxRecord < 0 {
		return nil, errors.New("formats/" + codec + ": sizes must not be negative")
	}
	r := &Reader{codec: codec, name: in.Name, in: in.R, find: f, block: o.BlockSize, limit: o.MaxRecord}
	if r.block == 0 {
		r.block = defaultBlock
	}
	if r.limit == 0 {
		r.limit = defaultRecord
	}
	r.block = min(r.block, maxBlock)
	r.limit = min(r.limit, maxRecord)
	return r, nil
}

// Name is the file's name for errors.
func (r *Reader) Name() string { return r.name }

// Limit is the greatest size of a record in bytes.
func (r *Reader) Limit() int { return r.limit }

// TooLong is the error for a record that is longer than Options.MaxRecord.
// column is that of the limit, "" where there are none.
func TooLong(codec, file string, row, off int64, column string) error {
	return &formats.Error{Codec: codec, File: file, Row: row, Column: column, Offset: off, Msg: "record longer than the limit",
		Hint: "raise --max-record if such records are meant"}
}

// Columns is implemented by Finders of formats with columns.
type Columns interface {
	// ColumnAt names the column of the byte at offset at in the record that
	// begins at start; b holds Pad line feeds behind its length.
	ColumnAt(b []byte, start, at int) string
}

// Head returns the first bytes of the stream, n of them or all there are,
// behind a byte order mark. They stay unread. It must come before Next.
func (r *Reader) Head(n int) ([]byte, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	var err error
	if r.carry, err = r.fill(r.carry, n+r.skip); err != nil {
		r.err = err
		return nil, err
	}
	h := r.carry[r.skip:]
	return h[:min(n, len(h))], nil
}

// check looks for byte order marks, once.
func (r *Reader) check() error {
	if r.checked || r.err != nil {
		return r.err
	}
	r.checked = true
	if r.carry, r.err = r.fill(r.carry, 4); r.err != nil {
		return r.err
	}
	switch b := r.carry; {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		r.skip = 3
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		r.err = &formats.Error{Codec: r.codec, File: r.name, Row: -1, Offset: 0,
			Msg: "the file is UTF-16, not UTF-8", Hint: "convert it first: iconv -f UTF-16 -t UTF-8"}
	}
	return r.err
}

// fill reads until b holds target bytes or the input ends.
func (r *Reader) fill(b []byte, target int) ([]byte, error) {
	for empty := 0; !r.eof && len(b) < target; {
		switch need, first := target+Pad, min(target, firstRead)+Pad; {
		case need <= cap(b):
		case first > cap(b):
			b = slices.Grow(b, first-len(b))
		case len(b)+Pad < cap(b): // read into what room there is
		default:
			// A huge record comes by small steps: half as much again each time,
			// so that it is not copied over and over.
			b = slices.Grow(b, max(need, min(len(b)+len(b)/2, r.limit+2*readStep))-len(b))
		}
		room := min(target, cap(b)-Pad)
		n, err := r.in.Read(b[len(b):room])
		if n < 0 || n > room-len(b) {
			return b, errors.New("formats/" + r.codec + ": a reader returned an impossible count")
		}
		b = b[:len(b)+n]
		switch {
		case err == io.EOF:
			r.eof = true
		case err != nil:
			return b, &formats.Error{Codec: r.codec, File: r.name, Row: -1, Offset: r.off + int64(len(b)), Msg: "cannot read on", Err: err}
		case n > 0:
			empty = 0
		default:
			if empty++; empty == 100 {
				return b, &formats.Error{Codec: r.codec, File: r.name, Row: -1, Offset: r.off + int64(len(b)), Msg: "cannot read on", Err: io.ErrNoProgress}
			}
		}
	}
	return b, nil
}

// Next cuts the next block into buf's memory, if it is large enough and not
// far too large. io.EOF after the last one.
func (r *Reader) Next(buf []byte) (Cut, error) {
	if err := r.check(); err != nil {
		return Cut{}, err
	}
	c, err := r.next(buf)
	if err != nil {
		r.err = err
	}
	return c, err
}

func (r *Reader) next(buf []byte) (Cut, error) {
	target := r.block + min(r.block, readAhead)
	buf = Recycle(buf, r.block)
	buf = append(buf, r.carry...)
	r.carry = r.carry[:0]
	skip := 0
	if r.off == 0 {
		skip = r.skip
	}
	r.find.Reset(skip)
	var end int
	for {
		var err error
		if buf, err = r.fill(buf, target); err != nil {
			return Cut{}, err
		}
		if end = r.find.End(buf, r.block); end >= 0 {
			break
		}
		if open := r.find.Open(buf); len(buf)-open > r.limit {
			rows, bad := r.find.Rows(buf[:open])
			if bad != nil {
				return Cut{}, r.place(bad)
			}
			column := ""
			if c, ok := r.find.(Columns); ok {
				pad(buf)
				column = c.ColumnAt(buf, open, open+r.limit)
			}
			return Cut{}, TooLong(r.codec, r.name, r.row+rows, r.off+int64(open), column)
		}
		if r.eof {
			end = len(buf)
			break
		}
		target = len(buf) + min(readStep, r.block)
	}
	if end == 0 {
		return Cut{}, io.EOF
	}
	rows, bad := r.find.Rows(buf[:end])
	if bad != nil {
		return Cut{}, r.place(bad)
	}
	if cap(r.carry) > 4*(r.block+readStep) {
		r.carry = nil
	}
	r.carry = append(r.carry, buf[end:]...)
	buf = slices.Grow(buf[:end], Pad)
	pad(buf)
	c := Cut{Buf: buf, Off: r.off, Row: r.row, Rows: rows, Skip: skip}
	r.off += int64(end)
	r.row += rows
	return c, nil
}

// pad writes line feeds behind b, within its capacity.
func pad(b []byte) {
	p := (*[Pad]byte)(b[len(b) : len(b)+Pad])
	for i := range p {
		p[i] = '\n'
	}
}

// place completes an error of the Finder, whose row and offset count from the
// start of the block.
func (r *Reader) place(e *formats.Error) *formats.Error {
	e.Codec, e.File = r.codec, r.name
	e.Row += r.row
	e.Offset += r.off
	return e
}

// Recycle empties buf for reuse, or lets go of it where one huge record has
// made it many times larger than a block.
func Recycle(buf []byte, block int) []byte {
	if block <= 0 {
		block = defaultBlock
	}
	if cap(buf) > 4*(block+readStep) {
		return nil
	}
	return buf[:0]
}

// LF is the Finder of formats in which every line feed ends a record. With
// SkipBlank a line of spaces, tabs and carriage returns is none.
type LF struct {
	SkipBlank bool
	skip      int
	seen      int
	open      int
}

// Reset implements Finder.
func (f *LF) Reset(skip int) { f.skip, f.seen, f.open = skip, 0, -1 }

// End implements Finder.
func (f *LF) End(b []byte, min int) int {
	from := max(f.seen, min-1)
	if from >= len(b) {
		return -1
	}
	i := bytes.IndexByte(b[from:], '\n')
	if i < 0 {
		f.seen = len(b)
		return -1
	}
	return from + i + 1
}

// Open implements Finder. While End finds nothing the answer stays the same,
// so it is looked for once.
func (f *LF) Open(b []byte) int {
	if f.open < 0 {
		f.open = max(bytes.LastIndexByte(b, '\n')+1, f.skip)
	}
	return f.open
}

// Rows implements Finder.
func (f *LF) Rows(b []byte) (int64, *formats.Error) {
	b = b[min(f.skip, len(b)):]
	var n int64
	if !f.SkipBlank {
		n = int64(bytes.Count(b, []byte{'\n'}))
		if len(b) > 0 && b[len(b)-1] != '\n' {
			n++
		}
		return n, nil
	}
	for len(b) > 0 {
		end := bytes.IndexByte(b, '\n')
		if end < 0 {
			end = len(b)
		}
		for i := 0; i < end; i++ {
			if c := b[i]; c != ' ' && c != '\t' && c != '\r' {
				n++
				break
			}
		}
		b = b[min(end+1, len(b)):]
	}
	return n, nil
}
