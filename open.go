package sluice

import (
	"context"
	"errors"
	"fmt"
	"io"

	"sluice/formats"
	"sluice/formats/codecs"
	"sluice/formats/compress"
	"sluice/formats/store"
)

// sniffSize is how much of a file is looked at to tell its format.
const sniffSize = codecs.Head

// Codecs lists the formats that sluice reads.
func Codecs() []formats.Codec { return codecs.All() }

// CodecNamed finds the codec of --format. The error is a
// *codecs.UnknownError.
func CodecNamed(name string) (formats.Codec, error) { return codecs.Named(name) }

// ChooseCodec goes by the name, and where that says nothing by the first
// bytes of the decompressed file. The error is a *codecs.UnknownError.
func ChooseCodec(name string, head []byte) (formats.Codec, error) {
	return codecs.Choose(name, head, "")
}

// knownName reports whether a file's name says that sluice reads it.
func knownName(name string) bool { return codecs.ByExtension(name) != nil }

func compressed(name string) bool {
	k, _ := compress.ByName(name)
	return k != compress.None
}

// file is an opened input.
type file struct {
	in    formats.Input
	close []io.Closer
}

func (f *file) Close() error {
	var err error
	for i := len(f.close) - 1; i >= 0; i-- {
		err = errors.Join(err, f.close[i].Close())
	}
	f.close = nil
	return err
}

// counting counts what was read, for progress.
type counting struct {
	r io.Reader
	p *Progress
}

func (c counting) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.p.BytesDone.Add(int64(n))
	return n, err
}

type countingAt struct {
	r io.ReaderAt
	p *Progress
}

func (c countingAt) ReadAt(b []byte, off int64) (int, error) {
	n, err := c.r.ReadAt(b, off)
	c.p.BytesDone.Add(int64(n))
	return n, err
}

func openFile(path string, p *Progress) (*file, error) { return openAs(path, path, p) }

// openAs opens the file at path as if it had the other name.
func openAs(path, name string, p *Progress) (*file, error) {
	h, err := store.Open(path, nil)
	if err != nil {
		return nil, err
	}
	f := &file{close: []io.Closer{h}}
	r := h.R
	if p != nil {
		r = counting{r, p}
	}
	f.in = formats.Input{Name: name, R: r}
	if h.At != nil {
		head := make([]byte, compress.Magic)
		n, err := h.At.ReadAt(head, 0)
		if err != nil && err != io.EOF {
			f.Close()
			return nil, err
		}
		kind, err := compress.Sniff(head[:n])
		if err == nil && kind == compress.None && !compressed(name) {
			f.in.At, f.in.Size = h.At, h.Size
			if p != nil {
				f.in.At = countingAt{h.At, p}
			}
			return f, nil
		}
	}
	if err := f.decompress(r); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// openStream opens standard input.
func openStream(ctx context.Context, name string, r io.Reader, p *Progress) (*file, error) {
	if p != nil {
		r = counting{r, p}
	}
	f := &file{in: formats.Input{Name: name, R: r}}
	// Looking for a compression reads, and a read may never return.
	if err := await(ctx, func() error { return f.decompress(r) }); err != nil {
		return nil, err
	}
	return f, nil
}

// decompress goes by the first bytes; a name that promises a compression which
// is not there is an error.
func (f *file) decompress(r io.Reader) error {
	z, kind, err := compress.Open(f.in.Name, r, compress.ReaderOptions{})
	if err != nil {
		return fmt.Errorf("%s: %w", f.in.Name, err)
	}
	f.in.R = z
	if kind != compress.None {
		f.close = append(f.close, z)
	}
	return nil
}

// compressTo wraps w in the compression that the name says.
func compressTo(name string, w io.Writer, workers int, split int64) (*compress.Writer, error) {
	kind, _ := compress.ByName(name)
	return compress.NewWriter(kind, w, compress.WriterOptions{Workers: workers, Split: split})
}
