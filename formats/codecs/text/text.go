// Package text reads and rewrites plain text, a record a line: logs, prompts,
// whatever has no form of its own. There is one column, whose path is empty.
//
// Lines end in LF; a CR before it belongs to the line end. Every line is a
// record, blank ones too, so that row + 1 is the line number. Line ends in a
// replacement become spaces; Null leaves an empty line.
//
// Lines that are not UTF-8 go to Editor.Bad, and so do those with a NUL byte:
// it is a sign of UTF-16 or binary data, in which nothing would be found.
package text

import (
	"bytes"
	"io"
	"unicode/utf8"

	"sluice/formats"
	"sluice/formats/internal/lines"
	"sluice/formats/internal/valid"
)

// Codec is the format. The zero value is ready.
type Codec struct{}

// Name implements formats.Codec.
func (Codec) Name() string { return "text" }

// Extensions implements formats.Codec.
func (Codec) Extensions() []string { return []string{".txt", ".text", ".log"} }

// Sniff reports whether head is UTF-8 without NUL bytes; a character that the
// end of head cuts in two is let pass.
func (Codec) Sniff(head []byte) bool {
	if bytes.IndexByte(head, 0) >= 0 {
		return false
	}
	for i := len(head) - 1; i >= 0 && i > len(head)-utf8.UTFMax; i-- {
		if utf8.RuneStart(head[i]) {
			if !utf8.FullRune(head[i:]) {
				head = head[:i]
			}
			break
		}
	}
	return valid.UTF8(head)
}

// NewReader implements formats.Codec.
func (Codec) NewReader(in *formats.Input, o formats.Options) (formats.Reader, error) {
	r, err := lines.NewReader("text", in, o, &lines.LF{})
	if err != nil {
		return nil, err
	}
	return &reader{r, o.BlockSize}, nil
}

// NewWriter implements formats.Codec.
func (Codec) NewWriter(w io.Writer, _ formats.Reader) (formats.Writer, error) {
	return &lines.Writer{W: w, Codec: "text"}, nil
}

type reader struct {
	lines *lines.Reader
	block int
}

func (r *reader) Next(old formats.Block) (formats.Block, error) {
	b, _ := old.(*block)
	if b == nil {
		b = &block{}
	}
	buf := b.cut.Buf
	b.cut.Buf = nil
	c, err := r.lines.Next(buf)
	if err != nil {
		return nil, err
	}
	b.cut, b.file, b.limit, b.rows = c, r.lines.Name(), r.lines.Limit(), 0
	b.out.Reset(c.Buf, r.block)
	return b, nil
}

func (r *reader) Close() error { return nil }

type block struct {
	cut   lines.Cut
	out   lines.Output
	file  string
	limit int
	rows  int64
	col   formats.Column
	field formats.Field
}

func (b *block) Rows() int64   { return b.rows }
func (b *block) Size() int64   { return int64(len(b.cut.Buf)) }
func (b *block) Bytes() []byte { return b.out.Bytes() }

// Rewrite implements formats.Block.
func (b *block) Rewrite(e formats.Editor) error {
	buf := b.cut.Buf
	clean := valid.UTF8(buf) && bytes.IndexByte(buf, 0) < 0
	f := &b.field
	f.Column = &b.col
	for pos := b.cut.Skip; pos < len(buf); {
		next, end := len(buf), len(buf)
		if i := bytes.IndexByte(buf[pos:], '\n'); i >= 0 {
			end = pos + i
			next = end + 1
		}
		row := b.cut.Row + b.rows
		b.rows++
		if end-pos > b.limit {
			return lines.TooLong("text", b.file, row, b.cut.Off+int64(pos), "")
		}
		if end > pos && next > end && buf[end-1] == '\r' {
			end--
		}
		raw := buf[pos:end:end]
		b.out.Begin()
		if !clean {
			if cause := b.defect(raw, pos, row); cause != nil {
				if err := e.Bad(row, raw, cause); err != nil {
					return err
				}
				b.out.Drop(pos, next)
				pos = next
				continue
			}
		}
		f.Row, f.Text = row, raw
		ed, err := e.Field(f)
		if err != nil {
			return err
		}
		switch ed.Action {
		case formats.Splice:
			if err := lines.Check(ed.Spans, len(raw)); err != nil {
				return err
			}
			left := len(raw)
			for _, s := range ed.Spans {
				left += len(s.New) - (s.End - s.Start)
				o := b.out.Cut(pos+s.Start, pos+s.End)
				for _, c := range s.New {
					if c == '\n' || c == '\r' {
						c = ' '
					}
					*o = append(*o, c)
				}
			}
			if left == 0 {
				b.empty(end, next)
			}
		case formats.Null:
			b.out.Cut(pos, end)
			b.empty(end, next)
		}
		act, err := e.Record(row, raw)
		if err != nil {
			return err
		}
		if act == formats.DropRecord {
			b.out.Drop(pos, next)
		}
		pos = next
	}
	b.out.Finish()
	return nil
}

// empty keeps a last line that has no line end and was emptied from being no
// line at all.
func (b *block) empty(end, next int) {
	if end == next {
		o := b.out.Cut(end, end)
		*o = append(*o, '\n')
	}
}

func (b *block) defect(raw []byte, pos int, row int64) error {
	e := &formats.Error{Codec: "text", File: b.file, Row: row, Hint: "convert the file to UTF-8, or quarantine such records"}
	if i := bytes.IndexByte(raw, 0); i >= 0 {
		e.Offset, e.Msg = b.cut.Off+int64(pos+i), "a NUL byte: binary data or UTF-16"
		return e
	}
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			e.Offset, e.Msg = b.cut.Off+int64(pos+i), "not UTF-8"
			return e
		}
		i += n
	}
	return nil
}
