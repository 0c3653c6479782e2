// Package parquet reads and rewrites Parquet files (github.com/apache/parquet-format).
//
// A block is a row group. The leaf columns that hold text or integers are
// decoded and shown; a column chunk with an edit is encoded anew, with its
// definition and repetition levels, so that nested data needs no reassembly;
// every other column chunk is copied byte for byte, and a file without any
// edit leaves byte for byte, footer and indexes included. Schema, key-value
// metadata, row groups, compression, page version and the decision for a
// dictionary stay as they are.
//
// What is shown: BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY as String where the
// column is declared as text (STRING, JSON, ENUM), or is not declared as
// anything and the value is UTF-8; INT32 and INT64 that are no date, time or
// decimal as Number, in decimal digits; keys of maps as Key. Floats,
// booleans, dates, times, decimals, UUIDs, coordinates and bytes that are no
// text are copied. BSON and VARIANT hold text in a form of their own: a file
// with such a column is refused, as are encrypted and signed ones. Key-value
// metadata of the footer is shown by Metadata; the names of columns are written
// back as they are.
//
// Smallest and greatest values, column indexes, bloom filters and size
// statistics of a changed chunk are values of it: bounds are computed anew,
// the others are left out. Those of a chunk that was copied are kept, moved
// to their new offsets. A sort order that the file claims ends before the
// first changed column.
//
// The arrow module (github.com/apache/arrow/go/v17, packages parquet/file and
// parquet/metadata) decodes and encodes levels and values. The footer, the
// page headers, decompression and everything that allocates by a count in the
// file are this package's, see thrift.go, pages.go and levels.go; its panics
// become errors.
package parquet

import (
	"bytes"
	"errors"
	"io"

	"github.com/apache/arrow/go/v17/arrow/memory"

	"sluice/formats"
)

// Codec is the Parquet format.
type Codec struct{}

// Name is "parquet".
func (Codec) Name() string { return "parquet" }

// Extensions of Parquet files.
func (Codec) Extensions() []string { return []string{".parquet", ".pq", ".parq"} }

// Sniff goes by the magic at the start of the file.
func (Codec) Sniff(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PAR1")) || bytes.HasPrefix(head, []byte("PARE"))
}

// NewReader reads and checks the footer. It needs in.At and in.Size; of
// Options only Workers is used, a block is always a row group.
func (Codec) NewReader(in *formats.Input, o formats.Options) (formats.Reader, error) {
	r := &reader{name: in.Name, at: in.At, size: in.Size, pack: new(packer), mem: newAllocator(), workers: o.Workers, large: largeChunk}
	if in.At == nil {
		return nil, r.fail(nil, -1, "Parquet is read from its end: it needs a file, not a stream", nil)
	}
	f, err := readFooter(in.At, in.Size)
	if err != nil {
		return nil, r.fail(nil, -1, "", err)
	}
	for i := range f.leaves {
		if l := &f.leaves[i]; l.treat == refused {
			return nil, r.fail(l, -1, l.why+" columns are not supported: the text in them cannot be read", nil)
		}
	}
	r.footer = f
	return r, nil
}

// reader hands out row groups. Blocks read the file themselves, at their own
// offsets, so that they can be rewritten in parallel.
type reader struct {
	name   string
	at     io.ReaderAt
	size   int64
	footer *footer
	pack   *packer
	mem    memory.Allocator
	// workers is formats.Options.Workers.
	workers int
	large   int64 // decompressed size in bytes from which a chunk is worth a goroutine
	next    int
	// metadata are the fields of the footer with entries edited, nil where
	// none was.
	metadata []field
}

func (r *reader) Next(old formats.Block) (formats.Block, error) {
	if r.next == len(r.footer.groups) {
		return nil, io.EOF
	}
	b, _ := old.(*block)
	if b == nil {
		b = new(block)
	}
	b.begin(r, r.next)
	r.next++
	return b, nil
}

// Close gives the compressors back. The writer needs them no more either: it
// is given blocks that are done.
func (r *reader) Close() error {
	r.pack.close()
	return nil
}

// fail makes an error of this file. Its text is always this package's own:
// errors of other modules may quote data.
func (r *reader) fail(l *leaf, row int64, msg string, err error) error {
	e := &formats.Error{Codec: "parquet", File: r.name, Row: row, Offset: -1, Msg: msg}
	if l != nil {
		e.Column = l.joined
	}
	if err == nil {
		return e
	}
	var b *badFile
	if errors.As(err, &b) {
		e.Msg = b.msg
		return e
	}
	if known(err) {
		e.Msg = err.Error()
		return e
	}
	if e.Msg == "" {
		e.Msg = "the file cannot be read"
	}
	e.Err = err
	return e
}

// known are the errors of this package: their text stands for itself.
func known(err error) bool {
	for _, k := range [...]error{errShort, errMalformed, errPacked, errCodec, errLevels, errDelta, errPage, errPageSize,
		errChecksum, errDict, errBitPacked, errEncoding, errCount, errDecode, errEncode, errNested, errRow} {
		if err == k {
			return true
		}
	}
	return false
}
