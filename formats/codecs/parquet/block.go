package parquet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strconv"
	"unsafe"

	"github.com/apache/arrow/go/v17/parquet"

	"sluice/formats"
	"sluice/formats/internal/valid"
)

var errUTF8 = errors.New("invalid UTF-8 in a text column")

// block is a row group. It holds no data of the file before Rewrite, and
// afterwards the compressed bytes of the changed column chunks alone.
type block struct {
	r       *reader
	index   int
	group   group
	chunks  []chunk
	columns []formats.Column
	changed []*newChunk // per leaf; nil: copied
	gone    []bool      // rows left out; nil: none
	left    int64       // rows written
	ahead   bool        // there are workers without a block: it may use goroutines of its own

	field  formats.Field
	edits  formats.Editor
	asking bool // inside of a call to the editor
	arena  []byte

	bytes  scratch[parquet.ByteArray]
	fixed  scratch[parquet.FixedLenByteArray]
	int32s scratch[int32]
	int64s scratch[int64]
}

// scratch are the buffers of the chunk being read and of the second pass over
// its start.
type scratch[T any] struct{ main, again column[T] }

func (b *block) begin(r *reader, i int) {
	if b.r != r {
		b.columns = make([]formats.Column, len(r.footer.leaves))
		for j := range b.columns {
			l := &r.footer.leaves[j]
			b.columns[j].Path, b.columns[j].Name = l.joined, l.name
		}
		b.changed = make([]*newChunk, len(b.columns))
	}
	b.r, b.index, b.group = r, i, r.footer.groups[i]
	clear(b.changed)
	b.gone, b.left = nil, b.group.rows
	b.ahead = len(r.footer.groups)-i < r.workers
}

// Rows is the number of rows of the row group, dropped ones included.
func (b *block) Rows() int64 { return b.group.rows }

// Size is the uncompressed size that the footer gives for the row group.
func (b *block) Size() int64 { return b.group.bytes }

// place is the value being looked at, for errors.
type place struct {
	leaf *leaf
	row  int64
}

func (b *block) Rewrite(e formats.Editor) (err error) {
	b.edits = e
	at := place{row: -1}
	defer func() {
		b.edits, b.asking = nil, false
		b.field.Text = nil
	}()
	if b.chunks, err = b.r.footer.chunks(&b.group, b.chunks[:0]); err != nil {
		return b.r.fail(nil, -1, "damaged footer", err)
	}
	for i := range b.chunks {
		if err := b.column(i, &at); err != nil {
			return err
		}
	}
	dropped := int64(0)
	for row := range b.group.rows {
		if b.gone != nil && b.gone[row] {
			dropped++ // put aside by Bad
			continue
		}
		act, err := e.Record(b.group.row+row, nil)
		if err != nil {
			return err
		}
		if act == formats.DropRecord {
			b.leave(row)
			dropped++
		}
	}
	if dropped == 0 {
		return nil
	}
	b.left = b.group.rows - dropped
	for i := range b.chunks {
		if err := b.shrink(i); err != nil {
			return err
		}
	}
	return nil
}

func (b *block) leave(row int64) {
	if b.gone == nil {
		b.gone = make([]bool, b.group.rows)
	}
	b.gone[row] = true
}

// guard turns a panic of the arrow module into an error. A panic of the
// editor is not the file's fault and goes on.
func (b *block) guard(err *error) {
	if b.asking {
		return
	}
	if p := recover(); p != nil {
		if p == any(errPageSize) {
			*err = errPageSize
			return
		}
		*err = errDecode
	}
}

func (b *block) column(i int, at *place) error {
	l := &b.r.footer.leaves[i]
	if l.treat == copied {
		return nil
	}
	at.leaf, at.row = l, -1
	var err error
	switch l.phys {
	case parquet.Types.ByteArray:
		err = scan(b, i, at, &b.bytes, byteOps[parquet.ByteArray](), textView[parquet.ByteArray]{b, l}.view())
	case parquet.Types.FixedLenByteArray:
		err = scan(b, i, at, &b.fixed, byteOps[parquet.FixedLenByteArray](), textView[parquet.FixedLenByteArray]{b, l}.view())
	case parquet.Types.Int32:
		err = scan(b, i, at, &b.int32s, int32Ops(), intView[int32]{b, l}.view())
	case parquet.Types.Int64:
		err = scan(b, i, at, &b.int64s, int64Ops(), intView[int64]{b, l}.view())
	}
	if err == nil {
		return nil
	}
	var theirs *editorError
	if errors.As(err, &theirs) {
		return theirs.err
	}
	row := at.row
	if row >= 0 {
		row += b.group.row
	}
	var edit *editError
	if errors.As(err, &edit) {
		return b.r.fail(l, row, edit.msg, nil)
	}
	if err == errCodec {
		return b.r.fail(l, -1, "unsupported compression "+codecName(b.chunks[i].codec), nil)
	}
	return b.r.fail(l, -1, "", err)
}

func codecName(c int32) string {
	if int(c) < len(codecNames) {
		return codecNames[c]
	}
	return strconv.Itoa(int(c))
}

// editorError is an error of the editor, which is passed on as it is.
type editorError struct{ err error }

func (e *editorError) Error() string { return "the editor stopped" }

// editError is an edit that the column cannot take; its place is that of the
// value.
type editError struct{ msg string }

func (e *editError) Error() string { return e.msg }

// Flags of a dictionary entry.
const (
	entryShown = 1 << iota
	entryGood
	entryBad
)

// view shows values of a type and applies edits to them.
type view[T any] struct {
	// show sets Text, Dict and Repeat of the field; false where the value
	// is not shown. err is errUTF8.
	show func(f *formats.Field, p *pages, v T) (bool, error)
	// apply makes the new value; its memory is good until the next batch.
	apply func(f *formats.Field, spans []formats.Span) (T, error)
	// unused calls do with each dictionary entry that was not shown.
	unused func(f *formats.Field, p *pages, do func() error) (bad bool, err error)
}

// scan shows a column chunk. Nothing is encoded before the first edit; then
// what stands before it is read a second time, which costs a decoder's time
// once, where encoding along with it would cost an encoder's for every clean
// chunk.
func scan[T any](b *block, i int, at *place, s *scratch[T], o *ops[T], v view[T]) (err error) {
	defer b.guard(&err)
	c, l := &b.chunks[i], &b.r.footer.leaves[i]
	col := &s.main
	col.open(b, b.r.at, c, l)
	defer col.stop()
	f := &b.field
	*f = formats.Field{Column: &b.columns[i]}
	switch {
	case l.key:
		f.Class = formats.Key
	case l.treat == integer:
		f.Class = formats.Number
	}
	if l.treat == integer {
		f.Below = 1 << (l.bits - 1)
		if l.unsigned {
			f.Below = 1<<l.bits - 1
		}
	} else {
		f.Width = l.width()
	}
	var w *chunkWriter[T]
	defer func() {
		if w != nil {
			w.sink.flush() // after an error: nobody else waits for them
		}
	}()
	start := func(levels int64) error {
		w = newWriter(o, c, &col.pages, b)
		return replay(b, c, l, &s.again, w, levels)
	}
	row, levels := int64(-1), int64(0)
	for {
		ok, err := col.next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		b.arena = b.arena[:0]
		changed := false
		from, to := 0, 0 // values read and kept
		for k := range col.n {
			if col.rep == nil || col.rep[k] == 0 {
				row++
			}
			if row < 0 || row >= b.group.rows {
				return errNested
			}
			if col.def != nil && col.def[k] != l.maxDef {
				continue
			}
			val := col.vals[from]
			from++
			if b.gone != nil && b.gone[row] {
				col.vals[to] = val
				to++
				continue
			}
			at.row = row
			f.Row = b.group.row + row
			shown, err := v.show(f, &col.pages, val)
			if err != nil {
				if err := b.bad(l, row, f.Text); err != nil {
					return err
				}
			}
			if shown {
				b.asking = true
				edit, err := b.edits.Field(f)
				b.asking = false
				if err != nil {
					return &editorError{err}
				}
				switch edit.Action {
				case formats.Splice:
					if len(edit.Spans) > 0 {
						if val, err = v.apply(f, edit.Spans); err != nil {
							return err
						}
						changed = true
					}
				case formats.Null:
					if !l.optional {
						return &editError{"the value cannot become null: the column is required"}
					}
					col.def[k] = l.maxDef - 1
					changed = true
					continue
				case formats.Enough:
					if w == nil && !changed {
						return nil
					}
				}
			}
			col.vals[to] = val
			to++
		}
		if changed && w == nil {
			if err := start(levels); err != nil {
				return err
			}
		}
		if w != nil {
			if err := w.add(col.vals[:to], col.def, col.rep); err != nil {
				return err
			}
		}
		levels += int64(col.n)
	}
	at.row = -1
	if row+1 != b.group.rows {
		return errCount
	}
	if w == nil && col.dict.data != nil {
		// Entries that no row uses stand in the file all the same.
		f.Row = b.group.row
		rewrite := false
		bad, err := v.unused(f, &col.pages, func() error {
			b.asking = true
			edit, err := b.edits.Field(f)
			b.asking = false
			if err != nil {
				return &editorError{err}
			}
			if edit.Action == formats.Null || edit.Action == formats.Splice && len(edit.Spans) > 0 {
				rewrite = true
			}
			return nil
		})
		if err != nil {
			return err
		}
		if bad || rewrite {
			if err := start(levels); err != nil {
				return err
			}
		}
	}
	if w == nil {
		return nil
	}
	b.changed[i], err = w.finish(c.values)
	return err
}

// bad asks what becomes of a row that cannot be read.
func (b *block) bad(l *leaf, row int64, raw []byte) error {
	cause := b.r.fail(l, b.group.row+row, "", errUTF8)
	b.asking = true
	err := b.edits.Bad(b.group.row+row, raw, cause)
	b.asking = false
	if err != nil {
		return &editorError{err}
	}
	b.leave(row)
	return nil
}

// replay copies the first levels of a chunk to w.
func replay[T any](b *block, c *chunk, l *leaf, col *column[T], w *chunkWriter[T], levels int64) error {
	col.open(b, b.r.at, c, l)
	defer col.stop()
	for levels > 0 {
		ok, err := col.next()
		if err != nil {
			return err
		}
		if !ok || int64(col.n) > levels {
			return errCount
		}
		levels -= int64(col.n)
		if err := w.add(col.vals, col.def, col.rep); err != nil {
			return err
		}
	}
	return nil
}

type textView[T ~[]byte] struct {
	b *block
	l *leaf
}

func (t textView[T]) view() view[T] { return view[T]{t.show, t.apply, t.unused} }

// number is the number of the dictionary entry that v is, from 1; 0 for none.
// The decoder returns slices of the dictionary page.
func (d *dictionary) number(v []byte) int32 {
	if len(v) == 0 || len(d.data) == 0 {
		return 0
	}
	off := uintptr(unsafe.Pointer(unsafe.SliceData(v))) - uintptr(unsafe.Pointer(unsafe.SliceData(d.data)))
	if off >= uintptr(len(d.data)) {
		return 0
	}
	if d.width > 0 {
		return int32(off/uintptr(d.width)) + 1
	}
	return d.entry[off/4]
}

func (t textView[T]) show(f *formats.Field, p *pages, v T) (bool, error) {
	f.Text, f.Dict, f.Repeat = v, 0, false
	if p.curDict {
		if n := p.dict.number(v); n > 0 {
			return t.entry(f, &p.dict, n)
		}
	}
	if valid.UTF8(v) {
		return true, nil
	}
	return false, t.invalid()
}

func (t textView[T]) invalid() error {
	if t.l.treat == text {
		return errUTF8
	}
	return nil
}

// entry shows entry n of the dictionary, whose text is f.Text.
func (t textView[T]) entry(f *formats.Field, d *dictionary, n int32) (bool, error) {
	s := d.state[n-1]
	if s == 0 {
		s = entryBad
		if valid.UTF8(f.Text) {
			s = entryGood
		}
		d.state[n-1] = s | entryShown
	}
	if s&entryBad != 0 {
		return false, t.invalid()
	}
	f.Dict, f.Repeat = n, s&entryShown != 0
	return true, nil
}

func (t textView[T]) unused(f *formats.Field, p *pages, do func() error) (bad bool, err error) {
	d := &p.dict
	at := 0
	for n := range d.n {
		var v []byte
		if d.width > 0 {
			v = d.data[n*d.width : (n+1)*d.width]
		} else {
			k := int(binary.LittleEndian.Uint32(d.data[at:]))
			v = d.data[at+4 : at+4+k]
			at += 4 + k
		}
		if d.state[n]&entryShown != 0 || len(v) == 0 {
			continue
		}
		f.Text, f.Dict, f.Repeat = v, 0, false
		shown, err := t.entry(f, d, int32(n)+1)
		if err != nil {
			bad = true
		}
		if shown {
			if err := do(); err != nil {
				return bad, err
			}
		}
	}
	return bad, nil
}

func (t textView[T]) apply(f *formats.Field, spans []formats.Span) (T, error) {
	start := len(t.b.arena)
	var ok bool
	if t.b.arena, ok = splice(t.b.arena, f.Text, spans); !ok {
		return nil, &editError{"an edit does not lie in the value"}
	}
	v := t.b.arena[start:len(t.b.arena):len(t.b.arena)]
	if t.l.width() > 0 && len(v) != t.l.width() {
		return nil, &editError{"the replacement has not the length of the column (" + strconv.Itoa(t.l.width()) + " bytes)"}
	}
	return T(v), nil
}

// splice appends text with its spans replaced.
func splice(dst, text []byte, spans []formats.Span) ([]byte, bool) {
	at := 0
	for _, s := range spans {
		if s.Start < at || s.End < s.Start || s.End > len(text) {
			return dst, false
		}
		dst = append(dst, text[at:s.Start]...)
		dst = append(dst, s.New...)
		at = s.End
	}
	return append(dst, text[at:]...), true
}

type intView[T int32 | int64] struct {
	b *block
	l *leaf
}

func (t intView[T]) view() view[T] { return view[T]{t.show, t.apply, t.unused} }

func (t intView[T]) spell(dst []byte, v T) []byte {
	if t.l.unsigned {
		if unsafe.Sizeof(v) == 4 {
			return strconv.AppendUint(dst, uint64(uint32(v)), 10)
		}
		return strconv.AppendUint(dst, uint64(v), 10)
	}
	return strconv.AppendInt(dst, int64(v), 10)
}

func (t intView[T]) show(f *formats.Field, p *pages, v T) (bool, error) {
	f.Text, f.Dict, f.Repeat = t.spell(f.Text[:0], v), 0, false
	if p.curDict {
		d := &p.dict
		if d.ints == nil {
			d.ints = make(map[int64]int32, d.n)
			for n := d.n - 1; n >= 0; n-- {
				d.ints[t.at(d, n)] = int32(n) + 1
			}
		}
		if n := d.ints[int64(v)]; n > 0 {
			f.Dict, f.Repeat = n, d.state[n-1] != 0
			d.state[n-1] = entryShown
		}
	}
	return true, nil
}

func (t intView[T]) at(d *dictionary, n int) int64 {
	if d.width == 4 {
		return int64(int32(binary.LittleEndian.Uint32(d.data[n*4:])))
	}
	return int64(binary.LittleEndian.Uint64(d.data[n*8:]))
}

func (t intView[T]) unused(f *formats.Field, p *pages, do func() error) (bool, error) {
	d := &p.dict
	for n := range d.n {
		if d.state[n] != 0 {
			continue
		}
		f.Text, f.Dict, f.Repeat = t.spell(f.Text[:0], T(t.at(d, n))), int32(n)+1, false
		if err := do(); err != nil {
			return false, err
		}
	}
	return false, nil
}

func (t intView[T]) apply(f *formats.Field, spans []formats.Span) (T, error) {
	s, ok := splice(t.b.arena[:0], f.Text, spans)
	t.b.arena = s[:0]
	if !ok {
		return 0, &editError{"an edit does not lie in the value"}
	}
	var v T
	var err error
	if t.l.unsigned {
		var u uint64
		u, err = strconv.ParseUint(string(s), 10, t.l.bits)
		v = T(u)
	} else {
		var n int64
		n, err = strconv.ParseInt(string(s), 10, t.l.bits)
		v = T(n)
	}
	if err != nil {
		return 0, &editError{"the replacement is not an integer that fits the column"}
	}
	return v, nil
}

// shrink encodes a chunk, changed or not, without the rows that are gone.
func (b *block) shrink(i int) error {
	l := &b.r.footer.leaves[i]
	var err error
	switch l.phys {
	case parquet.Types.Boolean:
		err = without(b, i, new(column[bool]), fixedOps[bool](1))
	case parquet.Types.Int32:
		err = without(b, i, &b.int32s.main, int32Ops())
	case parquet.Types.Int64:
		err = without(b, i, &b.int64s.main, int64Ops())
	case parquet.Types.Int96:
		err = without(b, i, new(column[parquet.Int96]), fixedOps[parquet.Int96](12))
	case parquet.Types.Float:
		err = without(b, i, new(column[float32]), fixedOps[float32](4))
	case parquet.Types.Double:
		err = without(b, i, new(column[float64]), fixedOps[float64](8))
	case parquet.Types.ByteArray:
		err = without(b, i, &b.bytes.main, byteOps[parquet.ByteArray]())
	case parquet.Types.FixedLenByteArray:
		err = without(b, i, &b.fixed.main, byteOps[parquet.FixedLenByteArray]())
	}
	if err == errCodec {
		return b.r.fail(l, -1, "unsupported compression "+codecName(b.chunks[i].codec), nil)
	}
	if err != nil {
		return b.r.fail(l, -1, "", err)
	}
	return nil
}

func without[T any](b *block, i int, col *column[T], o *ops[T]) (err error) {
	defer b.guard(&err)
	l := &b.r.footer.leaves[i]
	c := b.chunks[i]
	at := b.r.at
	if done := b.changed[i]; done != nil {
		at = bytes.NewReader(done.buf)
		c.span = span{0, int64(len(done.buf))}
	}
	col.open(b, at, &c, l)
	defer col.stop()
	var w *chunkWriter[T]
	defer func() {
		if w != nil {
			w.sink.flush()
		}
	}()
	row, levels := int64(-1), int64(0)
	for {
		ok, err := col.next()
		if err != nil {
			return err
		}
		if w == nil {
			w = newWriter(o, &c, &col.pages, b)
		}
		if !ok {
			break
		}
		from, to, lv := 0, 0, 0
		for k := range col.n {
			if col.rep == nil || col.rep[k] == 0 {
				row++
			}
			if row < 0 || row >= b.group.rows {
				return errNested
			}
			has := col.def == nil || col.def[k] == l.maxDef
			if !b.gone[row] {
				if col.def != nil {
					col.def[lv] = col.def[k]
				}
				if col.rep != nil {
					col.rep[lv] = col.rep[k]
				}
				lv++
				if has {
					col.vals[to] = col.vals[from]
					to++
				}
			}
			if has {
				from++
			}
		}
		levels += int64(lv)
		if lv > 0 {
			if err := w.add(col.vals[:to], part(col.def, 0, lv), part(col.rep, 0, lv)); err != nil {
				return err
			}
		}
	}
	if row+1 != b.group.rows {
		return errCount
	}
	b.changed[i], err = w.finish(levels)
	return err
}
