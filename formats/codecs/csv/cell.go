package csv

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"

	"sluice/formats"
	"sluice/formats/internal/lines"
	"sluice/formats/internal/marks"
)

// dialect is how a file is written.
type dialect struct {
	delim byte
	// cr is set where records end in a carriage return alone; then a line
	// feed ends one, too.
	cr bool
	// stops are the bytes that end a cell without quotes; ends those that end
	// a record, and the quote.
	stops, ends *marks.Set
}

// ready makes the sets when all else is known.
func (d *dialect) ready() {
	d.stops, d.ends = marks.Of(0, d.delim, '\n'), marks.Of(0, '\n', '"')
	if d.cr {
		d.stops, d.ends = marks.Of(0, d.delim, '\n', '\r'), marks.Of(0, '\n', '\r', '"')
	}
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// form of a cell.
type form uint8

const (
	plain   form = iota
	quoted       // "..."
	doubled      // "..." with "" inside
	odd          // "..." with more behind the closing quote
)

// cell is a cell in a block: [start, end) with its quotes, [from, to) without.
type cell struct {
	start, end int
	from, to   int
	form       form
	// last is set where the record ends behind the cell, next is where the
	// next cell or record begins.
	last bool
	next int
}

// cellAt reads the cell at i of b[:n], behind which there is padding of line
// feeds. ok is false where a quote is not closed before n.
func (d dialect) cellAt(b []byte, i, n int) (c cell, ok bool) {
	c.start = i
	end := i
	if b[i] == '"' && i < n {
		c.form, c.from = quoted, i+1
		j := i + 1
		for {
			k := bytes.IndexByte(b[j:n], '"')
			if k < 0 {
				c.to, c.end, c.next, c.last = n, n, n, true
				return c, false
			}
			j += k
			if j+1 >= n || b[j+1] != '"' {
				break
			}
			c.form = doubled
			j += 2
		}
		c.to = j
		end = j + 1
		if x := b[end]; x != d.delim && x != '\n' && !(x == '\r' && (d.cr || b[end+1] == '\n')) {
			c.form = odd
			end = d.stop(b, end)
		}
	} else {
		end = d.stop(b, i)
	}
	// end is at the delimiter, the line end or the padding.
	c.end, c.next = end, end+1
	switch {
	case end >= n:
		c.last, c.end, c.next = true, n, n
		if n > c.start && b[n-1] == '\r' && (c.form == plain || c.form == odd) {
			c.end--
		}
	case b[end] == d.delim:
	case b[end] == '\r' && !d.cr: // quoted, then CRLF
		c.last, c.next = true, min(end+2, n)
	default:
		c.last = true
		if b[end] == '\n' && end > c.start && b[end-1] == '\r' && (c.form == plain || c.form == odd) {
			c.end--
		}
	}
	if c.form == plain {
		c.from, c.to = c.start, c.end
	}
	return c, true
}

// stop returns the offset of the first delimiter or line end at or behind i.
func (d dialect) stop(b []byte, i int) int {
	x := uint64(d.delim) * ones
	if d.cr {
		for ; ; i++ {
			if c := b[i]; c == d.delim || c == '\n' || c == '\r' {
				return i
			}
		}
	}
	for {
		w := binary.LittleEndian.Uint64(b[i:])
		p, q := w^x, w^'\n'*ones
		if m := ((p-ones)&^p | (q-ones)&^q) & highs; m != 0 {
			return i + bits.TrailingZeros64(m)>>3
		}
		i += 8
	}
}

// blank returns the offset behind an empty line at i, or i if there is none.
func (d dialect) blank(b []byte, i, n int) int {
	switch {
	case b[i] == '\n' || d.cr && b[i] == '\r':
		return min(i+1, n)
	case b[i] == '\r' && b[i+1] == '\n':
		return min(i+2, n)
	}
	return i
}

// undouble appends raw with each "" as one quote.
func undouble(dst, raw []byte) []byte {
	for {
		i := bytes.IndexByte(raw, '"')
		if i < 0 {
			return append(dst, raw...)
		}
		dst = append(dst, raw[:i+1]...)
		raw = raw[min(i+2, len(raw)):]
	}
}

// double appends text with each quote written twice.
func double(dst, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, '"')
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(dst, text[:i+1]...)
		dst = append(dst, '"')
		text = text[i+1:]
	}
}

// cellIn is the cell that stands at a span of b[:n], see batch.
func (d dialect) cellIn(b []byte, at [2]uint32, n int) (c cell) {
	from, to := int(at[0]), int(at[1])
	switch {
	case from > to:
		c, _ = d.cellAt(b, to, n)
	case from > 0 && b[from-1] == '"':
		c = cell{start: from - 1, end: to + 1, from: from, to: to, form: quoted}
	default:
		c = cell{start: from, end: to, from: from, to: to}
	}
	return c
}

// text returns what the cell says, decoded into scratch where need be.
func (c *cell) text(b []byte, scratch *[]byte) []byte {
	switch c.form {
	case doubled:
		*scratch = undouble((*scratch)[:0], b[c.from:c.to])
	case odd:
		// As the readers that take such cells at all do: the quoted part,
		// then the rest as it stands.
		*scratch = undouble((*scratch)[:0], b[c.from:c.to])
		*scratch = append(*scratch, b[c.to+1:c.end]...)
	default:
		return b[c.from:c.to:c.to]
	}
	return *scratch
}

// finder finds record ends: line ends outside of quotes. A quote opens only
// at the start of a cell; any other is text.
type finder struct {
	dialect
	skip   int
	pos    int // looked at up to here
	start  int // of the current record
	opened int // where the open quote stands
	inside bool
	count  int64
	// header is set while the header is still to come; here, when it lies
	// in this block.
	header, here bool
	head         *header // names that earlier blocks have shown
	marks        []uint64
}

func (f *finder) Reset(skip int) {
	*f = finder{dialect: f.dialect, skip: skip, pos: skip, start: skip, header: f.header, head: f.head, marks: f.marks}
}

// record counts the record b[start:end].
func (f *finder) record(b []byte, end int) {
	switch n := end - f.start; {
	case n == 0, n == 1 && b[f.start] == '\r' && !f.cr:
	case f.header:
		f.header, f.here = false, true
	default:
		f.count++
	}
}

// window is how many bytes End looks for quotes and line ends in at a time.
const window = 4096

func (f *finder) End(b []byte, enough int) int {
	f.pos = max(f.pos, f.skip)
	for f.pos < len(b) {
		base := f.pos
		w := b[base:min(len(b), base+window)]
		f.marks, _ = f.ends.Find(f.marks, w)
		f.pos += len(w)
		from := base // what lies before it was looked at with the byte before
		for k, m := range f.marks {
			for ; m != 0; m &= m - 1 {
				p := base + k<<6 + bits.TrailingZeros64(m)
				switch {
				case p < from:
				case b[p] != '"':
					if f.inside {
						continue
					}
					f.record(b, p)
					f.start = p + 1
					if f.start >= enough {
						f.pos = f.start
						return f.start
					}
				case !f.inside:
					if p == f.start || b[p-1] == f.delim {
						f.inside, f.opened = true, p
					}
				case p+1 == len(b):
					f.pos = p
					return -1 // the next byte decides
				case b[p+1] == '"':
					from = p + 2
					f.pos = max(f.pos, from)
				default:
					f.inside = false
				}
			}
		}
	}
	return -1
}

func (f *finder) Open([]byte) int { return f.start }

func (f *finder) Rows(b []byte) (int64, *formats.Error) {
	if f.inside {
		// A closing quote may be the last byte of the file.
		if n := len(b); f.pos != n-1 || n == 0 || b[n-1] != '"' {
			return f.count, &formats.Error{Row: f.count, Column: f.ColumnAt(b, f.start, f.opened), Offset: int64(f.opened), Msg: "quote never closed",
				Hint: "the quote opens at this byte; --delimiter is another thing to look at, or --format text where quotes mean nothing"}
		}
	}
	if f.start < len(b) {
		f.record(b, len(b))
		f.start = len(b)
	}
	return f.count, nil
}

// index is the number of the cell, from 0, in which the byte at offset at lies
// of the record that begins at start.
func (d dialect) index(b []byte, start, at int) int {
	k, inside, first := 0, false, true
	for i := start; i < at; i++ {
		switch c := b[i]; {
		case inside:
			if c != '"' {
				continue
			}
			if b[i+1] == '"' {
				i++
			} else {
				inside = false
			}
		case c == '"' && first:
			inside, first = true, false
		case c == d.delim:
			k, first = k+1, true
		default:
			first = false
		}
	}
	return k
}

// ColumnAt implements lines.Columns.
func (f *finder) ColumnAt(b []byte, start, at int) string {
	h := f.head
	if f.here && start > 0 {
		// The header lies in the block that will not be handed out.
		n := min(start, 1<<20)
		head := &block{dialect: f.dialect, cut: lines.Cut{Buf: slices.Grow(slices.Clone(b[:n]), lines.Pad), Skip: f.skip}}
		for i := range lines.Pad {
			head.cut.Buf[:n+lines.Pad][n+i] = '\n'
		}
		h = &header{}
		h.read(head)
	}
	return h.name(f.index(b, start, at))
}
