// Package compress reads and writes gzip (RFC 1952) and zstd (RFC 8878)
// streams around the text formats.
//
// What is written is one gzip member or one zstd frame: widely used readers
// stop without a word behind the first frame. Several are written only where
// WriterOptions.Split asks for it. What is read may have any number of them,
// and is read to its end: a stream that is cut short or followed by something
// else is an error.
//
// The compressed bytes depend on the data and the options alone, not on the
// number of workers or the sizes of writes.
package compress

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/klauspost/pgzip"
)

// Kind of a compression.
type Kind uint8

const (
	// None: not compressed.
	None Kind = iota
	// Gzip is RFC 1952.
	Gzip
	// Zstd is RFC 8878.
	Zstd
)

func (k Kind) String() string {
	switch k {
	case Gzip:
		return "gzip"
	case Zstd:
		return "zstd"
	}
	return "none"
}

// extensions of file names, lower case. A .bgz file is gzip of many members.
var extensions = []struct {
	ext  string
	kind Kind
}{{".gz", Gzip}, {".gzip", Gzip}, {".bgz", Gzip}, {".zst", Zstd}, {".zstd", Zstd}}

// ByName goes by the extension and returns the name without it.
func ByName(name string) (Kind, string) {
	lower := strings.ToLower(name)
	for _, e := range extensions {
		if strings.HasSuffix(lower, e.ext) && len(name) > len(e.ext) {
			return e.kind, name[:len(name)-len(e.ext)]
		}
	}
	return None, name
}

// Magic is the number of bytes that Sniff needs.
const Magic = 6

// ErrUnsupported is wrapped by errors about compressions that are known by
// their first bytes but not read.
var ErrUnsupported = errors.New("this compression is not read")

// ErrTruncated is wrapped by errors about streams that end too early.
var ErrTruncated = errors.New("the compressed stream is cut short")

var foreign = []struct{ magic, name string }{
	{"BZh", "bzip2"}, {"\xfd7zXZ\x00", "xz"}, {"\x04\x22\x4d\x18", "lz4"}, {"PK\x03\x04", "zip"}, {"\xff\x06\x00\x00sN", "snappy"},
	{"7z\xbc\xaf\x27\x1c", "7-Zip"},
}

// Sniff goes by the first bytes of a stream. The error wraps ErrUnsupported
// and names the compression.
func Sniff(head []byte) (Kind, error) {
	if len(head) >= 3 && head[0] == 0x1f && head[1] == 0x8b && head[2] == 8 {
		return Gzip, nil
	}
	if len(head) >= 4 && head[1] == 0xb5 && head[2] == 0x2f && head[3] == 0xfd && head[0] == 0x28 ||
		len(head) >= 4 && head[0]&0xf0 == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18 {
		return Zstd, nil // a frame, or a skippable one before it
	}
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.magic)) && (f.name != "bzip2" || len(head) >= 4 && head[3] >= '1' && head[3] <= '9') {
			return None, fmt.Errorf("%s: %w", f.name, ErrUnsupported)
		}
	}
	return None, nil
}

// ReaderOptions of decompression; the zero value is right for most files.
type ReaderOptions struct {
	// MaxWindow is the greatest zstd window in bytes, that is, the memory
	// that a stream may ask for; 0 means 128 MiB, which is what the zstd
	// tool allows without being told.
	MaxWindow uint64
}

const defaultWindow = 128 << 20

// Open looks at the first bytes of r and undoes the compression found there.
// They decide; a name that promises a compression which is not there is an
// error. For a stream that is not compressed kind is None.
//
// Close releases what is held; it does not close r, and does not wait for a
// Read of r that is under way.
func Open(name string, r io.Reader, o ReaderOptions) (rc io.ReadCloser, kind Kind, err error) {
	head := make([]byte, Magic)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, None, err
	}
	head = head[:n]
	kind, err = Sniff(head)
	if err != nil {
		return nil, None, err
	}
	if want, _ := ByName(name); want != None && kind != want {
		switch {
		case n == 0 || kind == None && prefix(head):
			return nil, None, fmt.Errorf("%s: %w", want, ErrTruncated)
		case kind == None:
			return nil, None, fmt.Errorf("the name says %s, the content does not", want)
		}
	}
	rest := io.MultiReader(bytes.NewReader(head), r)
	if kind == None {
		return io.NopCloser(rest), None, nil
	}
	rc, err = NewReader(kind, rest, o)
	return rc, kind, err
}

// prefix reports whether head, shorter than a magic number, begins one.
func prefix(head []byte) bool {
	return len(head) < 4 && (bytes.HasPrefix([]byte("\x1f\x8b\x08"), head) || bytes.HasPrefix([]byte("\x28\xb5\x2f\xfd"), head))
}

// NewReader decompresses r.
func NewReader(kind Kind, r io.Reader, o ReaderOptions) (io.ReadCloser, error) {
	switch kind {
	case None:
		return io.NopCloser(r), nil
	case Gzip:
		z, err := newGunzip(r)
		if err != nil {
			return nil, explain(kind, err)
		}
		return &decoder{kind: kind, r: z, close: func() {}}, nil
	case Zstd:
		window := o.MaxWindow
		if window == 0 {
			window = defaultWindow
		}
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(window))
		if err != nil {
			return nil, explain(kind, err)
		}
		return &decoder{kind: kind, r: z, close: z.Close}, nil
	}
	return nil, errors.New("formats/compress: no such compression")
}

// decoder gives errors their words. It decompresses within Read: whoever cuts a
// block also decompresses it, into his own cache, and meanwhile others work on
// the blocks before it.
type decoder struct {
	kind   Kind
	mu     sync.Mutex // held while r is in use
	r      io.Reader
	close  func()      // nil when it has been called
	closed atomic.Bool // nothing more is read
}

var errReadClosed = errors.New("formats/compress: read after close")

func (d *decoder) Read(p []byte) (int, error) {
	n, err := d.read(p)
	if d.closed.Load() {
		d.release()
	}
	return n, err
}

func (d *decoder) read(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed.Load() {
		return 0, errReadClosed
	}
	n, err := d.r.Read(p)
	if err != nil && err != io.EOF {
		err = explain(d.kind, err)
	}
	return n, err
}

// Close leaves it to a Read that is under way, which may never return, to
// release what is held.
func (d *decoder) Close() error {
	d.closed.Store(true)
	d.release()
	return nil
}

func (d *decoder) release() {
	if !d.mu.TryLock() {
		return // by whoever holds it
	}
	defer d.mu.Unlock()
	if d.close != nil {
		d.close()
		d.close = nil
	}
}

func explain(kind Kind, err error) error {
	switch {
	case err == io.EOF, errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%s: %w", kind, ErrTruncated)
	case errors.Is(err, gzip.ErrHeader):
		return fmt.Errorf("%s: something else stands behind the stream, or it is damaged", kind)
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, zstd.ErrCRCMismatch):
		return fmt.Errorf("%s: the checksum is wrong: the data is damaged", kind)
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrWindowSizeTooSmall), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return fmt.Errorf("%s: the stream asks for more memory than is allowed: %w", kind, err)
	case errors.Is(err, zstd.ErrUnknownDictionary):
		return fmt.Errorf("%s: the stream needs a dictionary", kind)
	}
	return fmt.Errorf("%s: %w", kind, err)
}

// WriterOptions of compression; the zero value is right for most files.
type WriterOptions struct {
	// Level is that of the gzip tool (1 to 9) or of the zstd tool (1 to 22,
	// taken to the nearest of four); 0 means 6 for gzip and 3 for zstd.
	Level int
	// Workers compress in parallel; 0 means 1.
	Workers int
	// Split begins a new member or frame at the first Write after this many
	// bytes of data; 0 means that there is only one.
	Split int64
}

// Check reports whether o is possible for kind; NewWriter does it, too.
func (o WriterOptions) Check(kind Kind) error {
	top := 0
	switch kind {
	case Gzip:
		top = 9
	case Zstd:
		top = 22
	}
	if top > 0 && (o.Level < 0 || o.Level > top) {
		return fmt.Errorf("levels of %s are 1 to %d", kind, top)
	}
	if o.Workers < 0 || o.Split < 0 {
		return errors.New("workers and sizes must not be negative")
	}
	return nil
}

// gzipBlock is the stretch of data that one worker compresses, fixed so that
// the output does not depend on the number of workers.
const gzipBlock = 512 << 10

// zstdWindow of the usual level, in bytes: twice that of the zstd tool, half the
// library's. The encoder holds two windows; with one (its mode of lower memory)
// it would move all of it for each block, which takes as long as compressing.
const zstdWindow = 4 << 20

// zstdJoin is the size of the pieces, in bytes, that the encoder is given.
const zstdJoin = 256 << 10

type encoder interface {
	io.WriteCloser
	Reset(w io.Writer)
}

// NewWriter compresses into w.
func NewWriter(kind Kind, w io.Writer, o WriterOptions) (*Writer, error) {
	if err := o.Check(kind); err != nil {
		return nil, err
	}
	workers := max(o.Workers, 1)
	z := &Writer{out: w, split: o.Split, workers: workers}
	switch kind {
	case None:
		z.enc = &plain{w}
	case Gzip:
		level := o.Level
		if level == 0 {
			level = 6
		}
		p, err := pgzip.NewWriterLevel(w, level)
		if err != nil {
			return nil, err
		}
		z.enc = p
		if err := z.prepare(); err != nil {
			return nil, err
		}
	case Zstd:
		zo := []zstd.EOption{zstd.WithEncoderConcurrency(workers), zstd.WithEncoderCRC(true), zstd.WithZeroFrames(true)}
		if o.Level > 0 {
			zo = append(zo, zstd.WithEncoderLevel(zstd.EncoderLevelFromZstd(o.Level)))
		} else {
			zo = append(zo, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithWindowSize(zstdWindow))
		}
		e, err := zstd.NewWriter(w, zo...)
		if err != nil {
			return nil, err
		}
		z.enc = &joined{e, bufio.NewWriterSize(e, zstdJoin)}
	default:
		return nil, errors.New("formats/compress: no such compression")
	}
	return z, nil
}

// joined hands on what is written in pieces of some size: whoever writes then
// waits for the encoder now and then, which is the slowest part, and leaves it a
// core.
type joined struct {
	encoder
	in *bufio.Writer
}

func (j *joined) Write(p []byte) (int, error) { return j.in.Write(p) }

func (j *joined) Close() error {
	if err := j.in.Flush(); err != nil {
		return err
	}
	return j.encoder.Close()
}

func (j *joined) Reset(w io.Writer) {
	j.encoder.Reset(w)
	j.in.Reset(j.encoder)
}

type plain struct{ io.Writer }

func (p *plain) Close() error      { return nil }
func (p *plain) Reset(w io.Writer) { p.Writer = w }

// Writer compresses. Not safe for concurrent use.
type Writer struct {
	out     io.Writer
	enc     encoder
	split   int64
	workers int
	n       int64
	err     error
}

var errClosed = errors.New("formats/compress: the writer is closed")

// prepare sets what an encoder forgets when it is reset.
func (z *Writer) prepare() error {
	p, ok := z.enc.(*pgzip.Writer)
	if !ok {
		return nil
	}
	p.ModTime = time.Unix(0, 0) // the format's way to say: none
	return p.SetConcurrency(gzipBlock, z.workers+1)
}

// Write compresses p. An error may come later than the Write that caused it,
// at the latest from Close.
func (z *Writer) Write(p []byte) (int, error) {
	if z.err != nil {
		return 0, z.err
	}
	if len(p) == 0 {
		return 0, nil
	}
	if z.split > 0 && z.n >= z.split {
		if z.err = z.enc.Close(); z.err != nil {
			return 0, z.err
		}
		z.enc.Reset(z.out)
		if z.err = z.prepare(); z.err != nil {
			return 0, z.err
		}
		z.n = 0
	}
	n, err := z.enc.Write(p)
	z.n += int64(n)
	z.err = err
	return n, err
}

// Close completes the stream; it does not close what is below. A stream whose
// Close was not called or failed is incomplete.
func (z *Writer) Close() error {
	if z.err != nil {
		return z.err
	}
	z.err = errClosed
	return z.enc.Close()
}

// Abort gives up a stream that will not be closed and frees what it holds.
// What was written is of no use. After Close it does nothing.
func (z *Writer) Abort() {
	if z.err == errClosed {
		return
	}
	z.err = errClosed
	z.enc.Reset(io.Discard)
	z.enc.Close()
}
