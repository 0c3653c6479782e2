package sluice

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"sluice/formats"
	"sluice/formats/codecs/csv"
	"sluice/formats/codecs/jsonl"
	"sluice/formats/codecs/parquet"
	"sluice/formats/codecs/text"
	"sluice/formats/compress"
)

// sniffSize is how much of a file is looked at to tell its format.
const sniffSize = 64 << 10

// Codecs lists the formats that sluice reads.
func Codecs() []formats.Codec {
	return []formats.Codec{csv.Codec{}, jsonl.Codec{}, parquet.Codec{}, text.Codec{}}
}

// CodecNamed finds the codec of --format.
func CodecNamed(name string) (formats.Codec, error) {
	var names []string
	for _, c := range Codecs() {
		if strings.EqualFold(c.Name(), name) {
			return c, nil
		}
		names = append(names, c.Name())
	}
	return nil, &UsageError{Msg: "no format is called so", Hint: "formats are " + strings.Join(names, ", ")}
}

// codecByName goes by the extension, behind that of a compression.
func codecByName(name string) formats.Codec {
	ext := strings.ToLower(filepath.Ext(plainName(name)))
	for _, c := range Codecs() {
		for _, e := range c.Extensions() {
			if ext == e {
				return c
			}
		}
	}
	return nil
}

// knownName reports whether a file's name says that sluice reads it.
func knownName(name string) bool { return codecByName(name) != nil }

// ErrFormat: nothing tells what format a file is in.
var ErrFormat = errors.New("the format is not known")

// ChooseCodec goes by the name, and where that says nothing by the first
// bytes of the decompressed file.
func ChooseCodec(name string, head []byte) (formats.Codec, error) {
	if c := codecByName(name); c != nil {
		return c, nil
	}
	for _, c := range Codecs() {
		if c.Sniff(head) {
			return c, nil
		}
	}
	return nil, fmt.Errorf("%s: %w", name, ErrFormat)
}

func compressed(name string) bool {
	k, _ := compress.ByName(name)
	return k != compress.None
}

// plainName is the name without the extension of a compression.
func plainName(name string) string {
	_, plain := compress.ByName(name)
	return plain
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

func openFile(path string, p *Progress) (*file, error) { return openAs(path, path, p) }

// openAs opens the file at path as if it had the other name.
func openAs(path, name string, p *Progress) (*file, error) {
	h, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	f := &file{close: []io.Closer{h}}
	st, err := h.Stat()
	if err == nil && st.IsDir() {
		err = &os.PathError{Op: "read", Path: name, Err: errors.New("is a directory")}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	var r io.Reader = h
	if p != nil {
		r = counting{h, p}
	}
	f.in = formats.Input{Name: name, R: r}
	if st.Mode().IsRegular() {
		head := make([]byte, compress.Magic)
		n, err := h.ReadAt(head, 0)
		if err != nil && err != io.EOF {
			f.Close()
			return nil, err
		}
		kind, err := compress.Sniff(head[:n])
		if err == nil && kind == compress.None && !compressed(name) {
			f.in.At, f.in.Size = h, st.Size()
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
