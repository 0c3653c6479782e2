package parquet

import (
	"errors"
	"io"
	"slices"

	"sluice/formats"
)

// NewWriter writes the blocks of r, which NewReader made, to w.
func (Codec) NewWriter(w io.Writer, r formats.Reader) (formats.Writer, error) {
	rd, ok := r.(*reader)
	if !ok {
		return nil, errors.New("formats/parquet: the reader is of another codec")
	}
	return &writer{w: w, r: rd, verbatim: rd.footer.ordered}, nil
}

// writer copies the file up to the first changed row group as it stands, with
// whatever lies between the chunks, and from there on chunk by chunk.
type writer struct {
	w        io.Writer
	r        *reader
	pos      int64 // bytes written
	verbatim bool  // everything so far is the source's own, at its own offset
	kept     int64 // where that ended
	same     bool  // the whole file was copied
	next     int
	groups   []writtenGroup
	rows     int64
	err      error
	buf      []byte
}

// writtenGroup is what the new footer says of a row group.
type writtenGroup struct {
	source int
	rows   int64
	chunks []writtenChunk // nil: at the offsets of the source
}

type writtenChunk struct {
	at  int64
	new *newChunk // without its bytes; nil: copied
}

func (w *writer) Write(b formats.Block) error {
	if w.err != nil {
		return w.err
	}
	blk, ok := b.(*block)
	if !ok || blk.r != w.r || blk.index != w.next {
		return errors.New("formats/parquet: the block is not the next one of the file")
	}
	w.next++
	w.err = w.group(blk)
	return w.err
}

func (w *writer) group(b *block) error {
	g := &w.r.footer.groups[b.index]
	clean := b.left == g.rows
	for _, c := range b.changed {
		clean = clean && c == nil
	}
	w.rows += b.left
	if clean && w.verbatim {
		w.groups = append(w.groups, writtenGroup{source: b.index, rows: g.rows})
		return w.copy(span{w.pos, g.end - w.pos})
	}
	if w.pos == 0 {
		if err := w.put([]byte("PAR1")); err != nil {
			return err
		}
	}
	if w.verbatim {
		w.verbatim, w.kept = false, w.pos
	}
	if b.left == 0 && g.rows > 0 {
		return nil // an empty row group is no use to anybody
	}
	out := writtenGroup{source: b.index, rows: b.left, chunks: make([]writtenChunk, len(b.chunks))}
	for i := range b.chunks {
		out.chunks[i].at = w.pos
		if c := b.changed[i]; c != nil {
			if err := w.put(c.buf); err != nil {
				return err
			}
			out.chunks[i].new = c
			c.buf, b.changed[i] = nil, nil
		} else if err := w.copy(b.chunks[i].span); err != nil {
			return err
		}
	}
	w.groups = append(w.groups, out)
	return nil
}

func (w *writer) put(b []byte) error {
	n, err := w.w.Write(b)
	w.pos += int64(n)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	return err
}

// copy writes a part of the source.
func (w *writer) copy(s span) error {
	if w.buf == nil {
		w.buf = make([]byte, 256<<10)
	}
	for s.n > 0 {
		b := w.buf[:min(s.n, int64(len(w.buf)))]
		if _, err := readFull(w.r.at, b, s.off); err != nil {
			return w.r.fail(nil, -1, "the file cannot be read", err)
		}
		if err := w.put(b); err != nil {
			return err
		}
		s.off += int64(len(b))
		s.n -= int64(len(b))
	}
	return nil
}

// Close writes the indexes and the footer; those of the source if nothing was
// changed.
func (w *writer) Close() error {
	if w.err != nil || w.same {
		return w.err
	}
	w.err = w.close()
	return w.err
}

func (w *writer) close() error {
	if w.next != len(w.r.footer.groups) {
		return errors.New("formats/parquet: closed before the last row group")
	}
	if w.verbatim {
		w.same = true
		if w.r.metadata == nil {
			return w.copy(span{w.pos, w.r.size - w.pos})
		}
		if err := w.copy(span{w.pos, w.r.footer.at - w.pos}); err != nil {
			return err
		}
		return w.foot(w.r.metadata)
	}
	if w.pos == 0 {
		if err := w.put([]byte("PAR1")); err != nil {
			return err
		}
	}
	list := appendListHead(nil, tStruct, len(w.groups))
	var chunks []chunk
	for i := range w.groups {
		var err error
		g := w.r.footer.groups[w.groups[i].source]
		if chunks, err = w.r.footer.chunks(&g, chunks[:0]); err != nil {
			return w.r.fail(nil, -1, "damaged footer", err)
		}
		if list, err = w.describe(list, i, &g, chunks); err != nil {
			return err
		}
	}
	fs := slices.Clone(w.r.footer.fields)
	if w.r.metadata != nil {
		fs = slices.Clone(w.r.metadata)
	}
	fs = setInt(fs, 3, tI64, w.rows)
	return w.foot(set(fs, field{4, tList, list}))
}

func (w *writer) foot(fs []field) error {
	raw := appendStruct(nil, fs)
	n := uint32(len(raw))
	if int64(len(raw)) > maxFooter {
		return errors.New("formats/parquet: the new footer is too large")
	}
	raw = append(raw, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
	return w.put(append(raw, "PAR1"...))
}

// describe appends the encoded RowGroup of output group i, and writes the
// indexes and filters of its copied chunks.
func (w *writer) describe(dst []byte, i int, g *group, chunks []chunk) ([]byte, error) {
	damaged := func(err error) error { return w.r.fail(nil, -1, "damaged footer", err) }
	out := &w.groups[i]
	gf, _, err := fields(nil, g.raw)
	if err != nil {
		return dst, damaged(err)
	}
	cols, _ := find(gf, 1)
	list := appendListHead(nil, tStruct, len(chunks))
	var grown, packed int64 // by how much the group's sizes change
	firstNew, at := len(chunks), int64(0)
	j := 0
	err = cols.each(tStruct, func(b []byte) error {
		src := &chunks[j]
		cf, _, err := fields(nil, b)
		if err != nil {
			return damaged(err)
		}
		mf, _, err := structAt(cf, 3, nil)
		if err != nil {
			return damaged(err)
		}
		to := writtenChunk{at: src.off}
		if out.chunks != nil {
			to = out.chunks[j]
		}
		if j == 0 {
			at = to.at
		}
		if to.new != nil {
			firstNew = min(firstNew, j)
			grown += to.new.unpacked - src.uncompressed
			packed += to.new.size - src.n
			cf, mf = w.changedChunk(cf, mf, src, &to)
		} else if cf, mf, err = w.movedChunk(cf, mf, src, to.at-src.off); err != nil {
			return err
		}
		cf = set(cf, field{3, tStruct, appendStruct(nil, mf)})
		list = appendStruct(list, cf)
		j++
		return nil
	})
	if err != nil {
		return dst, err
	}
	gf = set(gf, field{1, tList, list})
	for _, f := range [...]struct {
		id int16
		by int64
	}{{2, grown}, {6, packed}} {
		if v, err := intAt(gf, f.id, -1); err == nil && v >= 0 {
			gf = setInt(gf, f.id, tI64, max(0, v+f.by))
		}
	}
	gf = setInt(gf, 3, tI64, out.rows)
	if v, err := intAt(gf, 5, 0); err == nil && v > 0 {
		gf = setInt(gf, 5, tI64, at)
	}
	if _, ok := find(gf, 7); ok {
		gf = setInt(gf, 7, tI16, int64(i))
	}
	if s, ok := find(gf, 4); ok && firstNew < len(chunks) {
		if gf, err = w.sorting(gf, s, out); err != nil {
			return dst, damaged(err)
		}
	}
	return appendStruct(dst, gf), nil
}

// sorting keeps the claimed order up to the first changed column.
func (w *writer) sorting(gf []field, s field, out *writtenGroup) ([]field, error) {
	var kept [][]byte
	stop := false
	err := s.each(tStruct, func(b []byte) error {
		fs, _, err := fields(nil, b)
		if err != nil {
			return err
		}
		c, err := intAt(fs, 1, -1)
		if err != nil {
			return err
		}
		// Left-out rows do not disturb an order, but every chunk is then
		// new and its edits are not known any more.
		if c < 0 || c >= int64(len(out.chunks)) || out.chunks[c].new != nil {
			stop = true
		}
		if !stop {
			kept = append(kept, b)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(kept) == 0 {
		return drop(gf, 4), nil
	}
	list := appendListHead(nil, tStruct, len(kept))
	for _, b := range kept {
		list = append(list, b...)
	}
	return set(gf, field{4, tList, list}), nil
}

// changedChunk describes an encoded chunk. What tells of the old values goes:
// bounds, distinct counts, bloom filter, indexes, size statistics.
func (w *writer) changedChunk(cf, mf []field, src *chunk, to *writtenChunk) ([]field, []field) {
	c := to.new
	cf = drop(cf, 4, 5, 6, 7)
	cf = w.fileOffset(cf, src, to.at, true)
	stats, had := find(mf, 12)
	mf = drop(mf, 10, 11, 12, 14, 15, 16, 17)
	enc := appendListHead(nil, tI32, len(c.encodings))
	for _, e := range c.encodings {
		enc = appendInt(enc, int64(e))
	}
	mf = set(mf, field{2, tList, enc})
	mf = setInt(mf, 5, tI64, c.values)
	mf = setInt(mf, 6, tI64, c.unpacked)
	mf = setInt(mf, 7, tI64, c.size)
	mf = setInt(mf, 9, tI64, to.at+c.dataAt)
	if c.dictAt >= 0 {
		mf = setInt(mf, 11, tI64, to.at+c.dictAt)
	}
	if _, ok := find(mf, 13); ok {
		l := appendListHead(nil, tStruct, len(c.pages))
		for _, p := range c.pages {
			l = appendStruct(l, []field{
				{1, tI32, appendInt(nil, int64(p.typ))},
				{2, tI32, appendInt(nil, int64(p.enc))},
				{3, tI32, appendInt(nil, int64(p.count))},
			})
		}
		mf = set(mf, field{13, tList, l})
	}
	if had && stats.typ == tStruct {
		var sf []field
		if src.nulls {
			sf = append(sf, field{3, tI64, appendInt(nil, c.nulls)})
		}
		if src.stats && c.bounded {
			sf = append(sf, field{5, tBinary, appendBytes(nil, c.max)}, field{6, tBinary, appendBytes(nil, c.min)})
		}
		mf = set(mf, field{12, tStruct, appendStruct(nil, sf)})
	}
	return cf, mf
}

// fileOffset moves ColumnChunk.file_offset, which is deprecated and means a
// different thing with each writer: an offset inside of the chunk moves with
// it, any other one becomes 0, "not written".
func (w *writer) fileOffset(cf []field, src *chunk, at int64, changed bool) []field {
	v, err := intAt(cf, 2, 0)
	switch {
	case err != nil || v < src.off || v >= src.off+src.n:
		v = 0
	case changed:
		v = at
	default:
		v += at - src.off
	}
	return setInt(cf, 2, tI64, v)
}

// movedChunk describes a copied chunk. Its indexes and its filter are written
// behind the row groups, unless they lie in the verbatim start of the file.
func (w *writer) movedChunk(cf, mf []field, src *chunk, by int64) ([]field, []field, error) {
	stays := func(s span) bool { return s.off+s.n <= w.kept }
	if by != 0 {
		cf = w.fileOffset(cf, src, src.off+by, false)
		if src.dataAt > 0 {
			mf = setInt(mf, 9, tI64, src.dataAt+by)
		}
		if src.dictAt > 0 {
			mf = setInt(mf, 11, tI64, src.dictAt+by)
		}
		mf = drop(mf, 10)
	}
	if src.bloom.off > 0 {
		s, err := w.bloom(src.bloom)
		if err != nil {
			return cf, mf, err
		}
		switch {
		case s.n == 0:
			mf = drop(mf, 14, 15)
		case !stays(s):
			mf = setInt(mf, 14, tI64, w.pos)
			if err := w.copy(s); err != nil {
				return cf, mf, err
			}
		}
	}
	if s := src.columnIndex; s.off > 0 && s.n > 0 && !stays(s) {
		cf = setInt(cf, 6, tI64, w.pos)
		if err := w.copy(s); err != nil {
			return cf, mf, err
		}
	}
	if s := src.offsetIndex; s.off > 0 && s.n > 0 && (by != 0 || !stays(s)) {
		b, err := w.offsetIndex(s, by)
		if err != nil {
			return cf, mf, err
		}
		if b == nil {
			// A column index is no use without it.
			return drop(cf, 4, 5, 6, 7), mf, nil
		}
		cf = setInt(cf, 4, tI64, w.pos)
		cf = setInt(cf, 5, tI32, int64(len(b)))
		if err := w.put(b); err != nil {
			return cf, mf, err
		}
	}
	return cf, mf, nil
}

// bloom finds the extent of a filter: files of older writers do not say its
// length in the footer. n 0 where it cannot be told.
func (w *writer) bloom(s span) (span, error) {
	if s.n > 0 {
		return s, nil
	}
	b := make([]byte, min(64, w.r.footer.at-s.off))
	if _, err := readFull(w.r.at, b, s.off); err != nil {
		return s, w.r.fail(nil, -1, "the file cannot be read", err)
	}
	fs, n, err := fields(nil, b)
	if err != nil {
		return s, nil
	}
	size, err := intAt(fs, 1, -1)
	if err != nil || size <= 0 {
		return s, nil
	}
	if whole := (span{s.off, int64(n) + size}); w.r.footer.inside(whole) {
		return whole, nil
	}
	return s, nil
}

// offsetIndex reads an OffsetIndex and moves its pages; nil if it is damaged.
func (w *writer) offsetIndex(s span, by int64) ([]byte, error) {
	b := make([]byte, s.n)
	if _, err := readFull(w.r.at, b, s.off); err != nil {
		return nil, w.r.fail(nil, -1, "the file cannot be read", err)
	}
	fs, _, err := fields(nil, b)
	if err != nil {
		return nil, nil
	}
	locs, ok := find(fs, 1)
	if !ok {
		return nil, nil
	}
	list := appendListHead(nil, tStruct, locs.count())
	err = locs.each(tStruct, func(b []byte) error {
		lf, _, err := fields(nil, b)
		if err != nil {
			return err
		}
		off, err := intAt(lf, 1, -1)
		if err != nil || off < 0 {
			return errMalformed
		}
		list = appendStruct(list, setInt(lf, 1, tI64, off+by))
		return nil
	})
	if err != nil {
		return nil, nil
	}
	return appendStruct(nil, set(fs, field{1, tList, list})), nil
}
