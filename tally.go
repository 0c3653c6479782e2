package sluice

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"sluice/formats"
	"sluice/scanner"
)

// result is what a worker makes of a block besides the block itself. All of
// it goes out in file order.
type result struct {
	tallies    []tally
	findings   []byte
	quarantine []byte

	replaced, nulled, dropped, setAside int64
	left, restored                      int64
	bad                                 int64
}

func (r *result) reset() {
	*r = result{tallies: r.tallies[:0], findings: keepSmall(r.findings), quarantine: keepSmall(r.quarantine)}
}

// keepSmall drops buffers that one dense block has blown up.
func keepSmall(b []byte) []byte {
	if cap(b) > 4<<20 {
		return nil
	}
	return b[:0]
}

type tally struct {
	column string
	kindTally
}

type kindTally struct {
	kind    string
	n       int64
	example string
}

// columnTally is what a block holds of a column.
type columnTally struct {
	name  string
	turn  int64 // of the block
	kinds []kindTally
	shown []shownRow
}

// shownRow is the first row of which a worker has made an example of a kind.
// Blocks are reported in the order of their rows, and the first example is the
// one that counts: none is made of a later row.
type shownRow struct {
	kind string
	row  int64
}

// toShow reports whether a finding of the kind in the row may be the first of
// its column.
func (c *columnTally) toShow(kind string, row int64) bool {
	for i := range c.shown {
		if s := &c.shown[i]; s.kind == kind {
			later := s.row < row
			s.row = min(s.row, row)
			return !later
		}
	}
	c.shown = append(c.shown, shownRow{kind, row})
	return true
}

// tallyOf is the tally of the column's name: a record may have a column for
// each element of an array, which are not kept until the block is done.
func (w *worker) tallyOf(s *columnState) *columnTally {
	if s.turn == w.turn {
		return s.tally
	}
	t := w.tallies[s.rules.name]
	if t == nil {
		t = &columnTally{name: s.rules.name}
		w.tallies[s.rules.name] = t
	}
	if t.turn != w.turn {
		t.turn, t.kinds = w.turn, t.kinds[:0]
		w.listed = append(w.listed, t)
	}
	s.turn, s.tally = w.turn, t
	return t
}

type line struct {
	row        int64
	start, end int
}

// count tallies a finding and writes its line.
func (w *worker) count(f *formats.Field, s *columnState, k *kind, op *boundOperator, start, end int, score scanner.Score, ev scanner.Evidence, fd *scanner.Finding) {
	c := w.tallyOf(s)
	var t *kindTally
	for i := range c.kinds {
		if c.kinds[i].kind == k.Kind {
			t = &c.kinds[i]
			break
		}
	}
	if t == nil {
		c.kinds = append(c.kinds, kindTally{kind: k.Kind})
		t = &c.kinds[len(c.kinds)-1]
		if c.toShow(k.Kind, f.Row) {
			t.example = Mask(f.Text[start:end], k.Detector)
		}
	}
	t.n++
	if w.plan.maxFindings > 0 {
		w.fate(f.Row).findings++
	}
	if !w.run.findings {
		return
	}
	if f.Row < w.lastRow {
		w.sorted = false
	}
	w.lastRow = f.Row
	b := w.out.findings
	from := len(b)
	b = append(b, `{"file":`...)
	b = appendJSON(b, w.run.name)
	b = append(b, `,"row":`...)
	b = strconv.AppendInt(b, f.Row, 10)
	b = append(b, `,"column":`...)
	b = appendJSON(b, w.pathOf(s, f.Column))
	if f.Class == formats.Key {
		b = append(b, `,"key":true`...)
	}
	b = append(b, `,"start":`...)
	b = strconv.AppendInt(b, int64(start), 10)
	b = append(b, `,"end":`...)
	b = strconv.AppendInt(b, int64(end), 10)
	b = append(b, `,"kind":"`...)
	b = append(b, k.Kind...)
	b = append(b, `","score":`...)
	b = strconv.AppendFloat(b, float64(score), 'f', -1, 32)
	b = append(b, `,"evidence":[`...)
	var names [8]string
	for i, n := range ev.Names(names[:0]) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, n...)
		b = append(b, '"')
	}
	b = append(b, ']')
	if fd != nil && fd.NAlso > 0 {
		b = append(b, `,"also":[`...)
		for i := range fd.NAlso {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, '"')
			b = append(b, w.plan.kinds[fd.Also[i]].Kind...)
			b = append(b, '"')
		}
		b = append(b, ']')
	}
	if w.run.masked {
		b = append(b, `,"masked":`...)
		b = appendJSON(b, Mask(f.Text[start:end], k.Detector))
	}
	if w.run.mode == redacting {
		b = append(b, `,"operator":"`...)
		b = append(b, op.name...)
		b = append(b, '"')
	}
	b = append(b, '}', '\n')
	w.out.findings = b
	w.lines = append(w.lines, line{f.Row, from, len(b)})
}

// order brings findings of columnar formats, which come by column, into the
// order of rows.
func (w *worker) order() {
	if w.sorted {
		return
	}
	slices.SortStableFunc(w.lines, func(a, b line) int {
		switch {
		case a.row < b.row:
			return -1
		case a.row > b.row:
			return 1
		}
		return 0
	})
	old := w.out.findings
	out := make([]byte, 0, len(old))
	for _, l := range w.lines {
		out = append(out, old[l.start:l.end]...)
	}
	w.out.findings = out
}

// appendJSON appends s as a JSON string.
func appendJSON[T string | []byte](dst []byte, s T) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
			i++
		case c < 0x20 || c == 0x7f:
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			i++
		case c < utf8.RuneSelf:
			dst = append(dst, c)
			i++
		default:
			r, n := utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)]))
			if r == utf8.RuneError && n == 1 {
				dst = append(dst, `\ufffd`...)
			} else {
				dst = append(dst, s[i:i+n]...)
			}
			i += n
		}
	}
	return append(dst, '"')
}
