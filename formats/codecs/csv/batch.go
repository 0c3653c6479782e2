package csv

import (
	"bytes"
	"math/bits"

	"sluice/formats"
	"sluice/formats/internal/lines"
	"sluice/formats/internal/marks"
	"sluice/formats/internal/valid"
)

// batch is what of a block is cut into cells at a time: records with the same
// number of cells, or a part of one record that has more than batchCells.
type batch struct {
	spans   [batchCells][2]uint32 // as formats.Cells has them; of a cell that must be decoded begin and end with its quotes
	cells   int                   // of whole records
	width   int                   // cells of each of them
	records []record
	list    []uint32 // of the cells that are shown
	field   formats.Field
	shown   formats.Cells
	open    bool // Field was called for a part of the record that the next one goes on with
}

// record is where one stands: its cells are data[pos:end], the next one begins
// at next.
type record struct {
	row            int64
	pos, end, next int
}

const (
	batchCells = 2048 // some 20 to 40 KB of text: it stays in the first cache or near to it
	maxCols    = 8 * batchCells
)

// everyCell lists all cells of a batch.
var everyCell = func() (t [batchCells]uint32) {
	for i := range t {
		t[i] = uint32(i)
	}
	return
}()

// Rewrite implements formats.Block.
func (b *block) Rewrite(e formats.Editor) error {
	n := len(b.cut.Buf)
	data := b.cut.Buf[:n+lines.Pad]
	// What can go wrong with a record is looked for in the whole block, and
	// only if it is there in each record.
	var has marks.Bytes
	b.stops, has = b.dialect.stops.Find(b.stops, data)
	clean := !has.Zero && n <= b.limit && (!has.High || valid.UTF8(b.cut.Buf))
	t := &b.batch
	t.cells, t.records, t.open = 0, t.records[:0], false
	for pos := b.cut.Skip; pos < n; {
		if j := b.blank(data, pos, n); j > pos {
			pos = j
			continue
		}
		if b.header {
			b.header = false
			pos, _ = b.recordEnd(data, pos, n)
			continue
		}
		r := record{row: b.cut.Row + b.rows, pos: pos}
		b.rows++
		if !clean {
			r.next, r.end = b.recordEnd(data, pos, n)
			good, err := b.check(e, data, &r)
			if err != nil {
				return err
			}
			if !good {
				pos = r.next
				continue
			}
		}
		if err := b.cutRecord(e, data, &r); err != nil {
			return err
		}
		pos = r.next
	}
	if _, err := b.showRecords(e, data, t.cells); err != nil {
		return err
	}
	b.out.Finish()
	return nil
}

// check reports whether a record can be read. If not, those before it have been
// shown.
func (b *block) check(e formats.Editor, data []byte, r *record) (good bool, err error) {
	t := &b.batch
	raw := data[r.pos:r.end]
	if len(raw) > b.limit {
		if _, err := b.showRecords(e, data, t.cells); err != nil {
			return false, err
		}
		return false, lines.TooLong(b.codec, b.file, r.row, b.cut.Off+int64(r.pos), b.head.name(b.dialect.index(data, r.pos, r.pos+b.limit)))
	}
	cause := b.defect(data, r.pos, r.end, r.row)
	if cause == nil {
		return true, nil
	}
	if _, err := b.showRecords(e, data, t.cells); err != nil {
		return false, err
	}
	if err := e.Bad(r.row, raw, cause); err != nil {
		return false, err
	}
	b.out.Begin()
	b.out.Drop(r.pos, r.next)
	return false, nil
}

// cutRecord cuts the record at r.pos into cells and sets where it ends. It is
// shown with others like it.
func (b *block) cutRecord(e formats.Editor, data []byte, r *record) error {
	t := &b.batch
	from, k := 0, t.cells // cells of the record that have been shown; where its next one is put
	i := r.pos
	for last := false; !last; {
		if k == batchCells {
			if t.cells > 0 {
				var err error
				if k, err = b.showRecords(e, data, k); err != nil {
					return err
				}
			} else {
				if err := b.show(e, data, k, from, []record{*r}, false); err != nil {
					return err
				}
				from, k = from+k, 0
			}
		}
		if data[i] == '"' && i < len(b.cut.Buf) {
			t.spans[k], r.end, i, last = b.quotedCell(data, i)
			k++
			continue
		}
		var cells int
		cells, r.end, i, last = b.plainCells(t.spans[k:], data, i)
		k += cells
	}
	r.next = i
	if from > 0 {
		return b.show(e, data, k, from, []record{*r}, true)
	}
	if width := k - t.cells; t.cells == 0 {
		t.width = width
	} else if width != t.width {
		var err error
		if k, err = b.showRecords(e, data, k); err != nil {
			return err
		}
		t.width = width
	}
	t.records = append(t.records, *r)
	t.cells = k
	return nil
}

// plainCells cuts cells from data[i] on, which is no quote, up to the end of
// the record, the first cell that begins with one or the end of spans. It
// returns how many, where the last of them ends and where what follows begins,
// and whether the record ends there.
func (b *block) plainCells(spans [][2]uint32, data []byte, i int) (cells, end, next int, last bool) {
	delim, stops := b.dialect.delim, b.stops
	word := i >> 6
	// The first stop at or behind i is in x, of the word at word.
	x := stops[word] >> (i & 63) << (i & 63)
	for k := range spans {
		for x == 0 {
			word++
			x = stops[word]
		}
		end = word<<6 | bits.TrailingZeros64(x)
		x &= x - 1
		if data[end] != delim {
			end, next = b.recordEndAt(data, i, end)
			spans[k] = [2]uint32{uint32(i), uint32(end)}
			return k + 1, end, next, true
		}
		spans[k] = [2]uint32{uint32(i), uint32(end)}
		if i = end + 1; data[i] == '"' {
			return k + 1, end, i, false
		}
	}
	return len(spans), end, i, false
}

// quotedCell cuts the cell at data[i], which is a quote. It returns its span,
// where it ends, where what follows begins and whether the record ends there.
func (b *block) quotedCell(data []byte, i int) (span [2]uint32, end, next int, last bool) {
	n := len(b.cut.Buf)
	if k := bytes.IndexByte(data[i+1:n], '"'); k >= 0 {
		if end = i + 2 + k; data[end] == b.dialect.delim { // most are so
			return [2]uint32{uint32(i + 1), uint32(end - 1)}, end, end + 1, false
		}
	}
	c, _ := b.cellAt(data, i, n)
	span = [2]uint32{uint32(c.end), uint32(c.start)}
	if c.form == quoted {
		span = [2]uint32{uint32(c.from), uint32(c.to)}
	}
	return span, c.end, c.next, c.last
}

// recordEndAt is the end of the last cell of a record, which begins at i with no
// quote and ends at stop, and where the next record begins.
func (b *block) recordEndAt(data []byte, i, stop int) (end, next int) {
	n := len(b.cut.Buf)
	if stop >= n {
		if end = n; n > i && data[n-1] == '\r' {
			end--
		}
		return end, n
	}
	if end = stop; data[stop] == '\n' && stop > i && data[stop-1] == '\r' {
		end--
	}
	return end, stop + 1
}

// showRecords shows the whole records of the batch and takes them out of it.
// What stands behind them up to k moves to the front and ends at the number
// returned.
func (b *block) showRecords(e formats.Editor, data []byte, k int) (int, error) {
	t := &b.batch
	if t.cells == 0 {
		return k, nil
	}
	err := b.show(e, data, t.cells, 0, t.records, true)
	left := copy(t.spans[:], t.spans[t.cells:k])
	t.cells, t.records = 0, t.records[:0]
	return left, err
}

// show shows the first cells of the batch to e and edits them. They are of the
// records given, or, from the column from on, of one record of which others may
// follow: whole says that they do not.
func (b *block) show(e formats.Editor, data []byte, cells, from int, records []record, whole bool) error {
	if cells == 0 {
		return nil
	}
	t := &b.batch
	width := cells / len(records)
	columns := b.columnsOf(from, width)
	list := everyCell[:cells]
	if s, ok := e.(formats.Skimmer); ok {
		t.shown = formats.Cells{Text: b.cut.Buf, Spans: t.spans[:cells], Columns: columns}
		var err error
		if t.list, err = s.Skim(t.list[:0], &t.shown); err != nil {
			return err
		}
		list = t.list
	}
	n := len(b.cut.Buf)
	f := &t.field
	at, behind := 0, 0 // the record of the last cell, and the number of the first cell behind it
	if t.open {
		behind = width
	}
	for _, i := range list {
		if k := int(i); k >= behind {
			if t.open {
				if err := b.leave(e, data, &records[at]); err != nil {
					return err
				}
			}
			at = k / width
			behind = (at + 1) * width
			b.out.Begin()
			t.open = true
			f.Row = records[at].row
		}
		span := t.spans[i]
		k := int(i) - behind + width
		f.Column = columns[k]
		if span[0] <= span[1] {
			f.Text = data[span[0]:span[1]]
		} else {
			c := b.dialect.cellIn(data, span, n)
			f.Text = c.text(data, &b.scratch)
		}
		ed, err := e.Field(f)
		if err != nil {
			return err
		}
		if ed.Action != formats.Keep {
			c := b.dialect.cellIn(data, span, n)
			if err := b.edit(data, &c, ed, f.Text, from+width == 1); err != nil {
				return err
			}
		}
	}
	if t.open && whole {
		return b.leave(e, data, &records[at])
	}
	return nil
}

// leave is called behind the last cell of a record that was shown.
func (b *block) leave(e formats.Editor, data []byte, r *record) error {
	b.batch.open = false
	act, err := e.Record(r.row, data[r.pos:r.end])
	if err != nil {
		return err
	}
	if act == formats.DropRecord {
		b.out.Drop(r.pos, r.next)
	}
	return nil
}

// columnsOf are n columns from the i-th on. Those beyond maxCols are made anew
// each time; they begin with a part of a record.
func (b *block) columnsOf(i, n int) []*formats.Column {
	if i >= maxCols {
		b.beyond = b.beyond[:0]
		for k := range n {
			b.beyond = append(b.beyond, b.newColumn(i+k))
		}
		return b.beyond
	}
	for len(b.columns) < i+n {
		b.columns = append(b.columns, b.newColumn(len(b.columns)))
	}
	return b.columns[i : i+n]
}
