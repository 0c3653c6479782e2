package lines

import (
	"errors"
	"io"

	"sluice/formats"
)

// ErrSpans is returned where an Editor's spans do not lie in the field, in
// order and without overlap.
var ErrSpans = errors.New("formats: an edit's spans are not in order within the field")

// Check reports ErrSpans unless spans are in order within a field of n bytes.
func Check(spans []formats.Span, n int) error {
	at := 0
	for _, s := range spans {
		if s.Start < at || s.End < s.Start || s.End > n {
			return ErrSpans
		}
		at = s.End
	}
	return nil
}

// Output splices edits into the bytes of a block. Edits come in order; what
// lies between them is copied once, and nothing at all where there are none.
type Output struct {
	src, out   []byte
	done       int // src[:done] is in out, or was left out of it
	edited     bool
	markOut    int
	markDone   int
	markEdited bool
}

// Reset begins with the bytes of a new block, reusing memory.
func (o *Output) Reset(src []byte, block int) {
	*o = Output{src: src, out: Recycle(o.out, block)}
}

// Begin marks the start of a record, the point that Drop goes back to.
func (o *Output) Begin() { o.markOut, o.markDone, o.markEdited = len(o.out), o.done, o.edited }

// Cut leaves out src[start:end]; what is appended to the returned pointer's
// slice next stands in its place.
func (o *Output) Cut(start, end int) *[]byte {
	o.out = append(o.out, o.src[o.done:start]...)
	o.done = end
	o.edited = true
	return &o.out
}

// Drop forgets the edits since Begin and leaves out src[start:end].
func (o *Output) Drop(start, end int) {
	o.out, o.done = o.out[:o.markOut], o.markDone
	o.Cut(start, end)
}

// Finish completes the block.
func (o *Output) Finish() {
	if o.edited {
		o.out = append(o.out, o.src[o.done:]...)
		o.done = len(o.src)
	}
}

// Bytes is the block as it is to be written: its own bytes where nothing was
// edited. Valid until the next Reset.
func (o *Output) Bytes() []byte {
	if o.edited {
		return o.out
	}
	return o.src
}

// Byter is a block that is written as one run of bytes.
type Byter interface{ Bytes() []byte }

// Writer writes blocks that are Byters.
type Writer struct {
	W     io.Writer
	Codec string
}

// Write implements formats.Writer.
func (w *Writer) Write(b formats.Block) error {
	x, ok := b.(Byter)
	if !ok {
		return errors.New("formats/" + w.Codec + ": a block of another codec")
	}
	p := x.Bytes()
	if len(p) == 0 {
		return nil
	}
	n, err := w.W.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	return err
}

// Close implements formats.Writer; nothing stands behind the last block.
func (w *Writer) Close() error { return nil }
