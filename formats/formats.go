// Package formats cuts files into blocks and puts them back. It knows no
// detectors.
//
// Data flows one way: a Reader cuts blocks in file order (sequential, it only
// finds record ends); Block.Rewrite parses a block, shows every field to an
// Editor and splices the edits into the block's own bytes (in parallel, one
// goroutine per block); a Writer writes the blocks in file order. A record
// without an edit keeps its bytes.
package formats

import (
	"fmt"
	"io"
)

// Column says where a field stands.
type Column struct {
	// Path as reports show it: a CSV header ("email"), "#3" (from 1) where
	// there is no header, a JSON path ("messages[1].content"), a Parquet
	// leaf ("messages.list.element.content"), "" for plain text.
	Path string
	// Name is Path with list positions taken out ("messages[].content");
	// policies and Place go by it.
	Name string
	// Tag is the caller's own; codecs keep it with the column and never read
	// it. A Column belongs to one Block at a time, so no lock is needed.
	Tag any
}

// Class says what a field is in its format.
type Class uint8

const (
	// String: text.
	String Class = iota
	// Number: an unquoted number; Text is its spelling. A replacement must
	// be a valid number, or the codec quotes it where the format allows.
	Number
	// Key: a member name of a JSON object or a key of a Parquet map.
	Key
)

// Field is one value of a record, as shown to an Editor. Text is decoded
// UTF-8 (escapes and quoting undone) and aliases the block or its scratch: it
// is valid only during the call. Its capacity may be larger than its length:
// what lies behind it is the block's and must not be written.
type Field struct {
	Column *Column
	Row    int64 // records counted from 0 over the whole file; a header is none
	Class  Class
	Text   []byte
	// Dict is the number of the dictionary entry that Text is, from 1 within
	// one Column and one Rewrite; 0 where the value is no dictionary entry.
	// Repeat says that the entry was shown before in this Rewrite with the
	// same Column and Dict, so that an Editor can keep its findings per
	// entry: look at the text where Repeat is false, look the answer up
	// where it is true. Field is called for every value all the same, so
	// rows and counts stay right.
	//
	// Entries of a dictionary that no row uses are shown too, behind the
	// last value of the column, as values of the block's first row: their
	// text stands in the file.
	Dict   int32
	Repeat bool
	// WasNumber: the text stands where an edit with WasNumber set has put a
	// string in the place of an unquoted number.
	WasNumber bool
	// Width is the length in bytes that every value of the column has (a
	// FIXED_LEN_BYTE_ARRAY of Parquet), 0 where they differ. A value of
	// another length is an error.
	Width int
	// Below bounds a Number in a column of integers: the absolute value must
	// be less. 0 for no bound.
	Below uint64
}

// Action is what becomes of a field.
type Action uint8

const (
	// Keep leaves the field's own bytes.
	Keep Action = iota
	// Splice replaces the spans in Edit.Spans and keeps the bytes around them.
	Splice
	// Null replaces the whole field by null (an empty cell in CSV and text).
	Null
	// Enough is Keep, and says that the Editor needs to see no more of the
	// field's column in this block. A columnar format then leaves the rest of
	// it unread and unchecked, so it is for Editors that only look: a sample.
	// Other formats may go on showing it.
	Enough
)

// Span replaces Text[Start:End] of a field by New. Offsets are bytes of the
// decoded field, half-open; spans are in order and do not overlap.
type Span struct {
	Start, End int
	New        []byte
}

// Edit is an Editor's answer. Its slices belong to the Editor and must stay
// valid until the next call to it. There is one for each cell: it has four
// words because the compiler keeps no more than that in registers.
type Edit struct {
	Action Action
	// WasNumber asks the codec, for a Number that becomes a string, to leave a
	// sign of it that Field.WasNumber tells, and for a Field with WasNumber,
	// to write it without quotes if it has become a number again. Codecs that
	// do not tell numbers from text pass it by.
	WasNumber bool
	Spans     []Span
}

// RecordAction is what becomes of a whole record.
type RecordAction uint8

const (
	// KeepRecord writes the record with its edits.
	KeepRecord RecordAction = iota
	// DropRecord leaves it out. Whatever is to be kept of it, the Editor has
	// seen to: Record is given the record's raw bytes.
	DropRecord
)

// Editor sees every field of a block. It belongs to one goroutine.
type Editor interface {
	// Field is called for every field in the order of the format. In a
	// columnar format all fields of one column come before the next column.
	Field(f *Field) (Edit, error)
	// Record is called behind the last field of each record with its raw
	// bytes (nil in a columnar format, where it is called for each row of
	// the block after its last column).
	Record(row int64, raw []byte) (RecordAction, error)
	// Bad is called for a record that cannot be read, with its raw bytes.
	// Nil means that the Editor has put it aside (quarantine): the record is
	// left out of the output. An error stops the file.
	Bad(row int64, raw []byte, cause error) error
}

// Cells are fields of a table as they stand in a block, record by record. The
// i-th is of Columns[i%len(Columns)]: there are whole records of that many
// cells, or there is a part of one record that has very many.
type Cells struct {
	// Text is what Spans are offsets of; CellPad bytes behind it, within its
	// capacity, may be read.
	Text []byte
	// Spans are the cells' begins and ends, half-open and in order. A cell that
	// does not stand there as Field would show it ends before it begins.
	Spans   [][2]uint32
	Columns []*Column
}

// CellPad is how many bytes may be read behind Cells.Text.
const CellPad = 32

// Skimmer is an Editor that can tell of many fields at once which it need not
// see. It saves the calls for the others.
type Skimmer interface {
	Editor
	// Skim appends to dst the numbers of the cells that Field is to be called
	// for, in order. The others are kept, empty cells may be among either.
	// Record is called for a record only if Field was called for one of its
	// cells. c and what it holds are valid only during the call.
	Skim(dst []uint32, c *Cells) ([]uint32, error)
}

// Block is a run of whole records. It owns its memory and is used by one
// goroutine at a time.
type Block interface {
	// Rewrite parses the block, shows its fields to e and applies the edits.
	// Calling it twice on the same block is not allowed.
	Rewrite(e Editor) error
	// Rows is the number of records in the block, known after Rewrite.
	Rows() int64
	// Size is the number of decoded input bytes that the block holds.
	Size() int64
}

// Reader cuts a file into blocks. It is sequential; only Rewrite is parallel.
type Reader interface {
	// Next cuts the next block, reusing the memory of old if it is not nil
	// (old came from this Reader or one of the same codec and options).
	// io.EOF after the last one.
	Next(old Block) (Block, error)
	// Close releases what the reader holds; it does not close the input.
	Close() error
}

// Metadata is implemented by Readers of files that hold text besides their
// records (the footer of Parquet). Metadata shows it to e, entry by entry, each
// as a Field of Row -1 and a Record behind it; what e changes or drops, a
// Writer of this Reader writes so. It is called before the first Next, once.
type Metadata interface {
	Metadata(e Editor) error
}

// Writer puts blocks back. Blocks come in file order, each after its Rewrite.
type Writer interface {
	Write(b Block) error
	// Close writes what stands behind the last block (a Parquet footer). It
	// does not close the output. A file whose Close was not called or failed
	// is incomplete.
	Close() error
}

// Codec is one format. Implementations are immutable values.
type Codec interface {
	// Name as in --format: "csv".
	Name() string
	// Extensions of file names, with the dot, lower case: ".csv", ".tsv".
	Extensions() []string
	// Sniff reports whether head (the first bytes of the decompressed file)
	// looks like this format; used where the name does not say.
	Sniff(head []byte) bool
	// NewReader reads in. Its blocks are independent of the size of the
	// reads that in delivers (law 2).
	NewReader(in *Input, o Options) (Reader, error)
	// NewWriter writes the blocks of r (made by the same codec) to w.
	NewWriter(w io.Writer, r Reader) (Writer, error)
}

// Input is an opened file.
type Input struct {
	// Name for errors and reports.
	Name string
	// R reads the decompressed bytes.
	R io.Reader
	// At and Size are set where the file can be read at any offset
	// (Parquet needs them); At is nil otherwise.
	At   io.ReaderAt
	Size int64
}

// Options of reading; the zero value is right for most files.
type Options struct {
	// BlockSize in bytes of decoded text; 0 means 128 KiB. A block is longer
	// where one record is.
	BlockSize int
	// MaxRecord is the greatest size of one record in bytes; 0 means 128
	// MiB. Memory is needed for it some five times over.
	// A longer one is an error, never cut.
	MaxRecord int
	// Delimiter of CSV; 0 means: by extension, else found from the head.
	Delimiter byte
	// Header of CSV.
	Header Header
	// Workers is how many goroutines work on blocks at the same time; 0 means
	// one. Where the input has not blocks enough for all of them, a block that
	// is large, as a row group of Parquet is, uses goroutines of its own: what
	// comes next in it is decompressed, and what was changed is compressed,
	// beside the Editor. The output is the same.
	Workers int
}

// Header says whether the first record of a CSV file names the columns.
type Header uint8

const (
	// HeaderAuto decides from the first record.
	HeaderAuto Header = iota
	// HeaderYes: the first record is a header.
	HeaderYes
	// HeaderNo: the first record is data; columns are called #1, #2, ...
	HeaderNo
)

// Error is a defect of the data with its place. It never holds a value.
type Error struct {
	Codec  string
	File   string
	Row    int64  // -1 where it is not known
	Column string // "" where it is not known
	Offset int64  // byte offset in the decompressed file, -1 unknown
	Msg    string
	Err    error // cause, nil if none; must not hold a value either
	// Hint is what the user can do about it, "" if nothing is known; it is
	// not part of the text of the error.
	Hint string
}

func (e *Error) Error() string {
	s := "formats/" + e.Codec + ": " + e.File
	if e.Row >= 0 {
		s += fmt.Sprintf(": row %d", e.Row)
	}
	if e.Column != "" {
		s += fmt.Sprintf(", column %q", e.Column)
	}
	if e.Offset >= 0 {
		s += fmt.Sprintf(", byte %d", e.Offset)
	}
	s += ": " + e.Msg
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }
