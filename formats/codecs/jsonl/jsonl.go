// Package jsonl reads and rewrites JSON Lines (NDJSON): one JSON value a line.
//
// Every line is checked against RFC 8259, and must be UTF-8. Keys, strings and
// numbers are shown to the Editor in the order of the file, strings with their
// escapes undone. An edit is spliced into the raw string: the bytes around it,
// escapes included, stay, and so do key order, spacing, the spelling of
// numbers, repeated keys, a byte order mark, line ends and blank lines. Blank
// lines are no records.
//
// Columns are JSON paths. A key is shown in the column of its object, before
// its value; if the Editor changes the key, the columns below it carry the
// changed key, so that a key that is itself personal does not reach a report.
//
//	{"messages":[{"role":"user","content":"x"}]}
//	Path messages[0].content, Name messages[].content
//
// Keys that would be misread in a path stand as ['a.b'], with \' \\ and \u00XX
// as escapes inside.
//
// Lone surrogates (\ud800) are shown as U+FFFD and kept as they are.
// A changed number that is no JSON number any more becomes a string. Null on a
// key leaves an empty key, because JSON has no null keys.
package jsonl

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
func (Codec) Name() string { return "jsonl" }

// Extensions implements formats.Codec. Files called .json often hold JSON
// Lines; those that do not are told by a clear error.
func (Codec) Extensions() []string { return []string{".jsonl", ".ndjson", ".ldjson", ".json"} }

// Sniff reports whether the first line that is not blank is an object or an
// array, or, where head ends before the line does, begins like one. A JSON
// document over many lines is taken too: its error says what to do.
func (Codec) Sniff(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 || head[0] != '{' && head[0] != '[' {
		return false
	}
	n, b := len(head), padded(head)
	t := tokenizer{across: true, limit: n}
	for {
		switch _, f := t.run(b, nil); f {
		case full:
		case fine:
			return true
		case openValue, openString:
			// The head may end anywhere.
			return t.pos >= n || multiline(head)
		case trailing:
			return true
		default:
			// A literal or an escape may be cut in two by the end.
			return t.pos+8 >= n
		}
	}
}

// NewReader implements formats.Codec.
func (Codec) NewReader(in *formats.Input, o formats.Options) (formats.Reader, error) {
	r, err := lines.NewReader("jsonl", in, o, &finder{lines.LF{SkipBlank: true}})
	if err != nil {
		return nil, err
	}
	return &reader{lines: r, block: o.BlockSize}, nil
}

// NewWriter implements formats.Codec.
func (Codec) NewWriter(w io.Writer, _ formats.Reader) (formats.Writer, error) {
	return &lines.Writer{W: w, Codec: "jsonl"}, nil
}

type reader struct {
	lines *lines.Reader
	block int
	begun bool
}

func (r *reader) Next(old formats.Block) (formats.Block, error) {
	b, _ := old.(*block)
	if b == nil {
		b = &block{}
		b.cols.reset()
	}
	buf := b.cut.Buf
	b.cut.Buf = nil
	if !r.begun {
		r.begun = true
		head, err := r.lines.Head(sample)
		if err != nil {
			return nil, err
		}
		if multiline(head) {
			return nil, &formats.Error{Codec: "jsonl", File: r.lines.Name(), Row: 0, Offset: 0,
				Msg:  "one JSON document over several lines, not JSON Lines (one value a line)",
				Hint: "write one record a line: jq -c '.[]' for an array, jq -c . for an object"}
		}
	}
	c, err := r.lines.Next(buf)
	if err != nil {
		return nil, err
	}
	b.cut, b.file, b.limit = c, r.lines.Name(), r.lines.Limit()
	b.rows = 0
	b.out.Reset(c.Buf, r.block)
	return b, nil
}

func (r *reader) Close() error { return nil }

// sample is how much of a file is looked at to tell its kind.
const sample = 64 << 10

func padded(p []byte) []byte {
	b := append(make([]byte, 0, len(p)+lines.Pad), p...)
	for range lines.Pad {
		b = append(b, '\n')
	}
	return b
}

// multiline reports whether the head of a file is that of a JSON document
// over more than one line: the first line ends within an array or object, and
// what comes next goes on with it.
func multiline(data []byte) bool {
	start := len(data) - len(bytes.TrimLeft(data, " \t\r\n"))
	if start == len(data) || data[start] != '{' && data[start] != '[' {
		return false
	}
	padded := padded(data)
	var t tokenizer
	t.begin(start)
	var tape []token
	f := full
	for f == full {
		tape, f = t.run(padded, tape[:0])
	}
	if f != openValue || t.pos >= len(data) {
		return false
	}
	first := t.pos
	// Blank lines may follow a broken line; something must go on.
	next := first + len(data[first:]) - len(bytes.TrimLeft(data[first:], " \t\r\n"))
	if next >= len(data) {
		return false
	}
	t = tokenizer{across: true, limit: len(data)}
	t.begin(start)
	f = full
	for f == full {
		tape, f = t.run(padded, tape[:0])
	}
	if f == fine || f == trailing {
		return true
	}
	// It goes on at least to the end of the second line.
	line := bytes.IndexByte(data[next:], '\n')
	if line < 0 {
		line = len(data) - next
	}
	return t.pos >= next+line
}

type block struct {
	cut   lines.Cut
	out   lines.Output
	file  string
	limit int
	rows  int64

	tk      tokenizer
	stops   stops // of the block
	tape    []token
	cols    trie
	frames  []frame
	scratch []byte // decoded text
	spelled []byte // an edited key or number
	field   formats.Field
	editor  formats.Editor // only during Rewrite
	record  []byte         // the current one
	ascii   answer         // whether its writer escapes what is not ASCII
}

// answer to a question that is asked at most once.
type answer uint8

const (
	unasked answer = iota
	no
	yes
)

// frame is an open object or array.
type frame struct {
	n     *node
	prev  *node // the member before, in an object
	value *node // where the value of the last key goes
	index int   // of the next element, in an array; -1 in an object
}

func (b *block) Rows() int64   { return b.rows }
func (b *block) Size() int64   { return int64(len(b.cut.Buf)) }
func (b *block) Bytes() []byte { return b.out.Bytes() }

// Rewrite implements formats.Block.
func (b *block) Rewrite(e formats.Editor) error {
	n := len(b.cut.Buf)
	data := b.cut.Buf[:n+lines.Pad]
	high := b.stops.find(data)
	b.tk.stops = &b.stops
	clean := !high || valid.UTF8(b.cut.Buf)
	b.editor = e
	defer func() { b.editor, b.record = nil, nil }()
	if b.tape == nil {
		b.tape = make([]token, 0, 256)
	}
	for pos := b.cut.Skip; pos < n; {
		i := pos
		for data[i] == ' ' || data[i] == '\t' || data[i] == '\r' {
			i++
		}
		if data[i] == '\n' {
			pos = i + 1
			continue
		}
		row := b.cut.Row + b.rows
		b.rows++
		b.out.Begin()
		b.tk.begin(i)
		chunks := 1
		var f fault
		b.tape, f = b.tk.run(data, b.tape[:0])
		for f == full {
			chunks++
			b.tape, f = b.tk.run(data, b.tape[:0])
		}
		end := b.tk.pos
		if f != fine {
			end = pos + bytes.IndexByte(data[pos:], '\n')
		}
		raw := data[pos:end]
		if len(raw) > b.limit {
			return lines.TooLong("jsonl", b.file, row, b.cut.Off+int64(pos), pathAt(data, i, pos+b.limit))
		}
		raw = bytes.TrimSuffix(raw, []byte{'\r'})
		if f != fine || !clean && !valid.UTF8(raw) {
			cause := &formats.Error{Codec: "jsonl", File: b.file, Row: row, Offset: b.cut.Off + int64(b.tk.pos)}
			at := b.tk.pos
			if f != fine {
				cause.Msg = faultText[f]
			} else {
				at = pos + invalid(raw)
				cause.Msg = "not UTF-8"
				cause.Offset = b.cut.Off + int64(at)
				cause.Hint = "convert the file to UTF-8, or quarantine such records"
			}
			cause.Column = pathAt(data, i, at)
			if err := e.Bad(row, raw, cause); err != nil {
				return err
			}
			b.out.Drop(pos, min(end+1, n))
			pos = end + 1
			continue
		}
		b.record, b.ascii = raw, unasked
		if err := b.show(data, i, row, chunks); err != nil {
			return err
		}
		act, err := e.Record(row, raw)
		if err != nil {
			return err
		}
		if act == formats.DropRecord {
			b.out.Drop(pos, min(end+1, n))
		}
		b.cols.settle()
		pos = end + 1
	}
	b.out.Finish()
	return nil
}

// invalid returns the offset of the first byte that is not UTF-8.
func invalid(p []byte) int {
	i := 0
	for i < len(p) {
		r, n := utf8.DecodeRune(p[i:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		i += n
	}
	return i
}

// show walks a sound record, whose tokens are on the tape or, if it took more
// than one chunk, are read again.
func (b *block) show(data []byte, start int, row int64, chunks int) error {
	b.field.Row = row
	b.frames = b.frames[:0]
	if chunks == 1 {
		return b.walk(data, b.tape)
	}
	b.tk.begin(start)
	f := full
	for f == full {
		b.tape, f = b.tk.run(data, b.tape[:0])
		if err := b.walk(data, b.tape); err != nil {
			return err
		}
	}
	return nil
}

func (b *block) walk(data []byte, tape []token) error {
	fr := &frame{index: -1, value: b.cols.root}
	if len(b.frames) > 0 {
		fr = &b.frames[len(b.frames)-1]
	}
	top := *fr // frames may move while they grow; the innermost is kept here
	depth := len(b.frames)
	for k := range tape {
		t := &tape[k]
		switch t.kind {
		case key:
			text, err := b.key(data, t, &top.n.col)
			if err != nil {
				return err
			}
			hint := top.n.first
			if top.prev != nil {
				hint = top.prev.next
			}
			top.value = b.cols.member(top.n, top.prev, hint, text)
			top.prev = top.value
			continue
		case objClose, arrClose:
			depth--
			b.frames = b.frames[:depth]
			if depth > 0 {
				top = b.frames[depth-1]
			}
			continue
		}
		at := top.value
		if top.index >= 0 {
			at = b.cols.elem(top.n, top.index)
			top.index++
		}
		switch t.kind {
		case str:
			if err := b.str(data, t, &at.col); err != nil {
				return err
			}
		case num:
			if err := b.num(data, t, &at.col); err != nil {
				return err
			}
		case objOpen, arrOpen:
			if depth > 0 {
				b.frames[depth-1] = top
			}
			top = frame{n: at, index: -1}
			if t.kind == arrOpen {
				top.index = 0
			}
			b.frames = append(b.frames, top)
			depth++
		}
	}
	if depth > 0 {
		b.frames[depth-1] = top
	}
	return nil
}

// text is a string's text, decoded only where there is an escape.
func (b *block) text(data []byte, t *token) []byte {
	if !t.escaped {
		return data[t.start:t.end]
	}
	b.scratch = unescape(b.scratch[:0], data, int(t.start), int(t.end), b.stops.escapes)
	return b.scratch
}

func (b *block) ask(c *formats.Column, class formats.Class, text []byte, wasNumber bool) (formats.Edit, error) {
	b.field.Column, b.field.Class, b.field.Text = c, class, text
	b.field.WasNumber = wasNumber
	ed, err := b.editor.Field(&b.field)
	if err == nil && ed.Action == formats.Splice {
		err = lines.Check(ed.Spans, len(text))
	}
	return ed, err
}

func (b *block) str(data []byte, t *token, c *formats.Column) error {
	was := t.escaped && bytes.HasSuffix(data[t.start:t.end], numberSign)
	text := b.text(data, t)
	ed, err := b.ask(c, formats.String, text, was)
	if err != nil {
		return err
	}
	switch ed.Action {
	case formats.Splice:
		if was && ed.WasNumber {
			b.spelled = applied(b.spelled[:0], text, ed.Spans)
			n := len(b.spelled)
			b.spelled = append(b.spelled, '\n')
			if scanNumber(b.spelled, 0) == n {
				o := b.out.Cut(int(t.start)-1, int(t.end)+1)
				*o = append(*o, b.spelled[:n]...)
				break
			}
		}
		b.splice(data, t, ed.Spans)
	case formats.Null:
		o := b.out.Cut(int(t.start)-1, int(t.end)+1)
		*o = append(*o, "null"...)
	}
	return nil
}

// key shows a key and returns what it is called from now on.
func (b *block) key(data []byte, t *token, c *formats.Column) ([]byte, error) {
	text := b.text(data, t)
	ed, err := b.ask(c, formats.Key, text, false)
	if err != nil {
		return nil, err
	}
	switch ed.Action {
	case formats.Splice:
		if len(ed.Spans) > 0 {
			b.splice(data, t, ed.Spans)
			b.spelled = applied(b.spelled[:0], text, ed.Spans)
			text = b.spelled
		}
	case formats.Null:
		b.out.Cut(int(t.start), int(t.end))
		text = nil
	}
	return text, nil
}

func (b *block) num(data []byte, t *token, c *formats.Column) error {
	text := data[t.start:t.end:t.end]
	ed, err := b.ask(c, formats.Number, text, false)
	if err != nil {
		return err
	}
	switch ed.Action {
	case formats.Splice:
		if len(ed.Spans) == 0 {
			break
		}
		b.spelled = applied(b.spelled[:0], text, ed.Spans)
		n := len(b.spelled)
		b.spelled = append(b.spelled, '\n')
		o := b.out.Cut(int(t.start), int(t.end))
		if scanNumber(b.spelled, 0) == n {
			*o = append(*o, b.spelled[:n]...)
		} else {
			*o = append(*o, '"')
			if sign := ed.WasNumber && b.spelled[n-1] == '0'; sign {
				*o = append(escape(*o, b.spelled[:n-1], false), numberSign...)
			} else {
				*o = escape(*o, b.spelled[:n], false)
			}
			*o = append(*o, '"')
		}
	case formats.Null:
		o := b.out.Cut(int(t.start), int(t.end))
		*o = append(*o, "null"...)
	}
	return nil
}

// numberSign is the digit 0 spelled as an escape, which nobody does: a string
// in the place of a number ends with it. To whoever reads the JSON it is the
// same string.
var numberSign = []byte(`\u0030`)

// splice puts the new texts into the raw string.
func (b *block) splice(data []byte, t *token, spans []formats.Span) {
	raw := data[t.start:t.end]
	base := int(t.start)
	ascii := beyondASCII(spans) && b.escapes()
	cur := cursor{raw: raw}
	for _, s := range spans {
		from, to := s.Start, s.End
		if t.escaped {
			from = cur.seek(s.Start, false)
			to = from
			if s.End > s.Start {
				to = cur.seek(s.End, true)
			}
		}
		o := b.out.Cut(base+from, base+to)
		*o = escape(*o, s.New, ascii)
	}
}

// escapes reports whether the record says that its writer escapes what is not
// ASCII. The string alone need not: what was escaped in it may be what is
// replaced, or was replaced by a run that is now undone.
func (b *block) escapes() bool {
	if b.ascii == unasked {
		b.ascii = no
		if asciiOnly(b.record) {
			b.ascii = yes
		}
	}
	return b.ascii == yes
}

// beyondASCII reports whether a new text holds what an escape could spell.
func beyondASCII(spans []formats.Span) bool {
	for i := range spans {
		for _, c := range spans[i].New {
			if c >= utf8.RuneSelf {
				return true
			}
		}
	}
	return false
}

// applied appends text with spans replaced.
func applied(dst, text []byte, spans []formats.Span) []byte {
	at := 0
	for _, s := range spans {
		dst = append(dst, text[at:s.Start]...)
		dst = append(dst, s.New...)
		at = s.End
	}
	return append(dst, text[at:]...)
}

// pathAt is the path of the value at offset at of a line that begins at start
// and need not be sound, for errors. Keys that do not look like names may be
// data and are left out, with them all that is below.
func pathAt(data []byte, start, at int) string {
	var t tokenizer
	t.begin(start)
	type level struct {
		path  string
		index int
	}
	var (
		levels []level
		tape   []token
		value  string
	)
	f := full
	for f == full {
		tape, f = t.run(data, tape[:0])
		for _, k := range tape {
			if int(k.start) > at {
				return value
			}
			if k.kind != key && k.kind != objClose && k.kind != arrClose && len(levels) > 0 {
				if l := &levels[len(levels)-1]; l.index >= 0 {
					step := []byte{'['}
					step = append(appendInt(step, l.index), ']')
					value, _ = join(l.path, 0, step)
					l.index++
				}
			}
			switch k.kind {
			case key:
				l := &levels[len(levels)-1]
				value = l.path
				if name := data[k.start:k.end]; plainName(name) {
					value, _ = join(l.path, 0, name)
				}
			case objOpen:
				levels = append(levels, level{value, -1})
			case arrOpen:
				levels = append(levels, level{value, 0})
			case objClose, arrClose:
				value = levels[len(levels)-1].path
				levels = levels[:len(levels)-1]
			default:
				if at <= int(k.end) {
					return value
				}
			}
		}
		if len(levels) > 64 || len(value) > maxPath {
			break
		}
	}
	return value
}

func appendInt(dst []byte, n int) []byte {
	if n >= 10 {
		dst = appendInt(dst, n/10)
	}
	return append(dst, byte('0'+n%10))
}

// finder finds line ends.
type finder struct{ lines.LF }

// ColumnAt implements lines.Columns.
func (*finder) ColumnAt(b []byte, start, at int) string {
	data := b[:len(b)+lines.Pad]
	for start < at && (data[start] == ' ' || data[start] == '\t' || data[start] == '\r') {
		start++
	}
	return pathAt(data, start, at)
}

// plainName reports whether a key looks like the name of a column: a letter,
// then letters, digits, _ and -, with no long run of digits.
func plainName(name []byte) bool {
	if len(name) == 0 || len(name) > 40 || isDigit(name[0]) {
		return false
	}
	digits := 0
	for _, c := range name {
		switch {
		case isDigit(c):
			if digits++; digits > 4 {
				return false
			}
		case c|0x20 >= 'a' && c|0x20 <= 'z', c == '_', c == '-':
			digits = 0
		default:
			return false
		}
	}
	return true
}
