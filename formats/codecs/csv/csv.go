// Package csv reads and rewrites CSV and TSV (RFC 4180 and what is found in
// the field). Cells without an edit keep their bytes, quotes included, and so
// do line ends, a byte order mark, blank lines and the header.
//
// The delimiter comes from Options, from the extension (.tsv), or from the
// first 64 KiB: comma, tab, semicolon or bar, whichever cuts the records most
// consistently. Records end in LF or CRLF, or in CR where the first one does.
// A quote opens a cell only as its first byte; elsewhere it is text. A quote
// that is never closed is an error at the record where it opens. Records may
// have any number of cells; those beyond the header are called #n.
//
// Blank lines are no records (in a file of one column an empty value is
// written as ""). The header is no record and is not shown. With HeaderAuto
// the first record is a header only if it can hardly be data.
//
// A changed cell that was quoted stays quoted; one that was not is quoted if
// its new text needs it. Null leaves the cell empty.
//
// Records that are not UTF-8 go to Editor.Bad, and so do those with a NUL
// byte: it is a sign of UTF-16 or binary data, in which nothing would be
// found.
package csv

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"sluice/formats"
	"sluice/formats/internal/lines"
	"sluice/formats/internal/valid"
)

// Codec is CSV. The zero value is ready.
type Codec struct{}

// TSV is CSV with tabs. The zero value is ready.
type TSV struct{}

// Name implements formats.Codec.
func (Codec) Name() string { return "csv" }

// Name implements formats.Codec.
func (TSV) Name() string { return "tsv" }

// Extensions implements formats.Codec.
func (Codec) Extensions() []string { return []string{".csv"} }

// Extensions implements formats.Codec.
func (TSV) Extensions() []string { return []string{".tsv", ".tab"} }

// Sniff reports whether head is text that one delimiter cuts into records of
// the same number of cells.
func (Codec) Sniff(head []byte) bool {
	_, ok := sniff(head)
	return ok
}

// Sniff is Codec.Sniff where that delimiter is a tab.
func (TSV) Sniff(head []byte) bool {
	d, ok := sniff(head)
	return ok && d == '\t'
}

func sniff(head []byte) (byte, bool) {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(head, 0) >= 0 {
		return 0, false
	}
	d, share := delimiter(head, crOnly(head), true)
	// One line could be anything, and prose has commas, too.
	return d, d != 0 && share >= 0.9 && bytes.ContainsAny(bytes.TrimRight(head, "\r\n"), "\r\n")
}

// NewReader implements formats.Codec.
func (Codec) NewReader(in *formats.Input, o formats.Options) (formats.Reader, error) {
	return newReader("csv", 0, in, o)
}

// NewReader implements formats.Codec.
func (TSV) NewReader(in *formats.Input, o formats.Options) (formats.Reader, error) {
	return newReader("tsv", '\t', in, o)
}

// NewWriter implements formats.Codec.
func (Codec) NewWriter(w io.Writer, _ formats.Reader) (formats.Writer, error) {
	return &lines.Writer{W: w, Codec: "csv"}, nil
}

// NewWriter implements formats.Codec.
func (TSV) NewWriter(w io.Writer, _ formats.Reader) (formats.Writer, error) {
	return &lines.Writer{W: w, Codec: "tsv"}, nil
}

func newReader(codec string, delim byte, in *formats.Input, o formats.Options) (formats.Reader, error) {
	switch d := o.Delimiter; {
	case d == '"', d == '\n', d == '\r', d >= utf8.RuneSelf:
		return nil, errors.New("formats/" + codec + ": the delimiter must be one ASCII character, no quote and no line end")
	case d != 0:
		delim = d
	case delim == 0 && in != nil && tabbed(in.Name):
		delim = '\t'
	}
	f := &finder{dialect: dialect{delim: delim}}
	r, err := lines.NewReader(codec, in, o, f)
	if err != nil {
		return nil, err
	}
	f.head = &header{}
	return &reader{codec: codec, lines: r, find: f, opt: o, head: f.head}, nil
}

// tabbed goes by the extension, behind that of a compression.
func tabbed(name string) bool {
	name = strings.ToLower(name)
	for _, e := range []string{".gz", ".gzip", ".zst", ".zstd"} {
		name = strings.TrimSuffix(name, e)
	}
	return strings.HasSuffix(name, ".tsv") || strings.HasSuffix(name, ".tab")
}

type reader struct {
	codec string
	lines *lines.Reader
	find  *finder
	opt   formats.Options
	begun bool
	head  *header
}

// header holds the names of the columns; shared by the blocks of a reader and
// not changed once the first of them was handed out.
type header struct{ names []string }

func (r *reader) begin() error {
	head, err := r.lines.Head(sample)
	if err != nil {
		return err
	}
	whole := len(head) < sample
	r.find.cr = crOnly(head)
	if r.find.delim == 0 {
		if r.find.delim, _ = delimiter(head, r.find.cr, whole); r.find.delim == 0 {
			r.find.delim = ','
		}
	}
	switch r.opt.Header {
	case formats.HeaderYes:
		r.find.header = true
	case formats.HeaderAuto:
		r.find.header = r.find.looksLikeHeader(head, whole)
	}
	r.find.ready()
	r.begun = true
	return nil
}

func (r *reader) Next(old formats.Block) (formats.Block, error) {
	if !r.begun {
		if err := r.begin(); err != nil {
			return nil, err
		}
	}
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
	b.codec, b.file, b.limit = r.codec, r.lines.Name(), r.lines.Limit()
	b.cut, b.dialect, b.header, b.rows = c, r.find.dialect, r.find.here, 0
	b.out.Reset(c.Buf, r.opt.BlockSize)
	if b.header {
		r.head.read(b)
	}
	if b.head != r.head {
		b.head, b.columns = r.head, nil
	}
	return b, nil
}

func (r *reader) Close() error { return nil }

// maxName bounds a column's name, in bytes.
const maxName = 256

// read takes the names from the first record of b.
func (h *header) read(b *block) {
	n := len(b.cut.Buf)
	data := b.cut.Buf[:n+lines.Pad]
	i := b.cut.Skip
	for i < n {
		j := b.blank(data, i, n)
		if j == i {
			break
		}
		i = j
	}
	for i <= n {
		c, _ := b.cellAt(data, i, n)
		name := strings.TrimSpace(strings.ToValidUTF8(string(c.text(data, &b.scratch)), "�"))
		if len(name) > maxName {
			name = strings.ToValidUTF8(name[:maxName], "") + "…"
		}
		h.names = append(h.names, name)
		i = c.next
		if c.last {
			break
		}
	}
}

type block struct {
	cut     lines.Cut
	out     lines.Output
	codec   string
	file    string
	limit   int
	dialect dialect
	header  bool // the first record is the header
	rows    int64

	head    *header
	columns []*formats.Column // the first maxCols, as far as they are needed
	beyond  []*formats.Column // those of a part of a record that has more
	stops   []uint64          // where data has a delimiter or a line end; only in Rewrite
	batch   batch
	scratch []byte
	joined  []byte
}

func (b *block) blank(p []byte, i, n int) int           { return b.dialect.blank(p, i, n) }
func (b *block) cellAt(p []byte, i, n int) (cell, bool) { return b.dialect.cellAt(p, i, n) }
func (b *block) Rows() int64                            { return b.rows }
func (b *block) Size() int64                            { return int64(len(b.cut.Buf)) }
func (b *block) Bytes() []byte                          { return b.out.Bytes() }

func (b *block) newColumn(i int) *formats.Column {
	name := b.head.name(i)
	return &formats.Column{Path: name, Name: name}
}

// name of the i-th column; those without one are numbered from 1.
func (h *header) name(i int) string {
	if i < len(h.names) && h.names[i] != "" {
		return h.names[i]
	}
	return "#" + strconv.Itoa(i+1)
}

// recordEnd returns the offset behind the record at i and that of the end of
// its last cell.
func (b *block) recordEnd(data []byte, i, n int) (next, end int) {
	for {
		c, _ := b.cellAt(data, i, n)
		if i = c.next; c.last {
			return c.next, c.end
		}
	}
}

// defect says what is wrong with the record data[pos:end], nil if nothing is.
func (b *block) defect(data []byte, pos, end int, row int64) error {
	raw := data[pos:end]
	at, msg := -1, ""
	if at = bytes.IndexByte(raw, 0); at >= 0 {
		msg = "a NUL byte: binary data or UTF-16"
	} else if !valid.UTF8(raw) {
		msg = "not UTF-8"
		for at = 0; ; {
			r, n := utf8.DecodeRune(raw[at:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			at += n
		}
	}
	if at < 0 {
		return nil
	}
	at += pos
	k := 0
	for i := pos; ; k++ {
		c, _ := b.cellAt(data, i, len(b.cut.Buf))
		if i = c.next; c.last || at < c.next {
			break
		}
	}
	return &formats.Error{Codec: b.codec, File: b.file, Row: row, Column: b.head.name(k), Offset: b.cut.Off + int64(at), Msg: msg,
		Hint: "convert the file to UTF-8, or quarantine such records"}
}

// edit changes one cell; alone says that it is the only one of its record.
func (b *block) edit(data []byte, c *cell, ed formats.Edit, text []byte, alone bool) error {
	if ed.Action == formats.Null {
		o := b.out.Cut(c.start, c.end)
		if alone {
			// Nothing at all would be a blank line, and the record gone.
			*o = append(*o, `""`...)
		}
		return nil
	}
	if ed.Action != formats.Splice {
		return nil
	}
	if err := lines.Check(ed.Spans, len(text)); err != nil {
		return err
	}
	if len(ed.Spans) == 0 {
		return nil
	}
	switch c.form {
	case quoted, doubled:
		raw := data[c.from:c.to]
		r, d := 0, 0 // an offset in raw, and the one in text
		seek := func(off int) int {
			if c.form == quoted {
				return off
			}
			for d < off {
				if raw[r] == '"' {
					r++
				}
				r, d = r+1, d+1
			}
			return r
		}
		for _, s := range ed.Spans {
			from := seek(s.Start)
			to := seek(s.End)
			o := b.out.Cut(c.from+from, c.from+to)
			*o = double(*o, s.New)
		}
		return nil
	case plain:
		size := len(text)
		need := bytes.IndexByte(text, '"') >= 0
		for _, s := range ed.Spans {
			size += len(s.New) - (s.End - s.Start)
			need = need || b.special(s.New)
		}
		if !need && !(size == 0 && alone) {
			for _, s := range ed.Spans {
				o := b.out.Cut(c.start+s.Start, c.start+s.End)
				*o = append(*o, s.New...)
			}
			return nil
		}
	}
	// The whole cell is written anew, quoted.
	b.joined = b.joined[:0]
	at := 0
	for _, s := range ed.Spans {
		b.joined = append(b.joined, text[at:s.Start]...)
		b.joined = append(b.joined, s.New...)
		at = s.End
	}
	b.joined = append(b.joined, text[at:]...)
	o := b.out.Cut(c.start, c.end)
	*o = append(*o, '"')
	*o = double(*o, b.joined)
	*o = append(*o, '"')
	return nil
}

// special reports whether text must be quoted.
func (b *block) special(text []byte) bool {
	for _, c := range text {
		if c == b.dialect.delim || c == '"' || c == '\n' || c == '\r' {
			return true
		}
	}
	return false
}
