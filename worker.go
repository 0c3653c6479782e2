package sluice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"sluice/formats"
	"sluice/redact"
	"sluice/scanner"
)

// mode is what a run does with findings.
type mode uint8

const (
	scanning mode = iota
	redacting
	restoring
	verifying
)

var modeNames = [...]string{"scan", "redact", "restore", "verify"}

// run is one file under one plan.
type run struct {
	plan *Plan
	mode mode
	name string // of the file, as it is reported
	// strict: the format cannot quote a number.
	strict     bool
	findings   bool // findings are written
	masked     bool // findings show their value masked
	quarantine bool // records can be put aside
	decided    *Columns
	columns    sync.Map // column name -> *rules
	cached     atomic.Int32
	workers    sync.Pool
}

// rules is what holds for every column of one name. Immutable.
type rules struct {
	never  bool
	forced *boundOperator
	kind   *kind // of forced
	place  *scanner.Place
	chance []uint16 // detectors whose checks pass by chance here
	codes  bool     // a column of codes: any other number's check does, too, but those of often
	often  []uint16
	name   string // as shown
	column string // as it is
	entity bool   // says whom the record is about
	salt   uint32 // see memo
	allow  []bool // parallel to Plan.allow: fits the column
}

// maxCachedColumns bounds the cache of a run; further names are worked out
// each time they come up.
const maxCachedColumns = 10_000

// columnState is what a codec keeps with a Column of a block (formats.Column.
// Tag): rules, and the counts of the block.
type columnState struct {
	run    *run
	rules  *rules
	path   string // as shown; "" until it is needed
	choice []choice
	counts []kindTally
	listed bool // is in worker.touched
	misses int  // of the memo, see memoPatience

	dict      []dictEntry // by formats.Field.Dict-1, for one Rewrite
	dictFound []scanner.Finding
}

// choice of operator for a detector in a column, made once.
type choice struct {
	det   uint16
	rules []boundRule
}

type kindTally struct {
	kind    string
	n       int64
	example string
}

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

// fate is what the fields of a record have decided about it so far.
type fate struct {
	action   redact.Action
	findings int
	record   *redact.Record
}

// worker edits blocks: here the three wings meet. It belongs to one goroutine.
type worker struct {
	run     *run
	plan    *Plan
	scanner *scanner.Scanner
	ctx     context.Context
	out     *result
	ticks   uint
	memo    memo

	found   []scanner.Finding
	shown   []scanner.Finding // of paths
	spans   []formats.Span
	arena   []byte // replacements of the current field
	canon   []byte
	scratch []byte
	undone  bool              // the last replacement can be undone
	hidden  []hidden          // of the current field: what restore has to find again
	after   []byte            // the current field with its replacements
	backs   []back            // of the current field, when restoring
	marks   []mark            // of the current field: where own replacements stand
	covered []scanner.Finding // of the current field without the words of own replacements
	blank   []byte

	touched []*columnState
	dicts   []*columnState // those with a dictionary
	fates   map[int64]*fate
	spare   []*fate
	lines   []line // of out.findings
	sorted  bool
	lastRow int64
}

type mark struct{ start, end int }

type line struct {
	row        int64
	start, end int
}

func (r *run) worker() *worker {
	if w, ok := r.workers.Get().(*worker); ok {
		return w
	}
	return &worker{run: r, plan: r.plan, scanner: r.plan.rules.NewScanner(), fates: map[int64]*fate{}}
}

// rewrite runs one block.
func (r *run) rewrite(ctx context.Context, s *slot) error {
	w := r.worker()
	s.out.reset()
	w.ctx, w.out = ctx, &s.out
	w.lines, w.sorted, w.lastRow = w.lines[:0], true, -1
	if err := s.block.Rewrite(w); err != nil {
		return err // the worker may be half way through a record: it is not reused
	}
	for _, c := range w.touched {
		for _, k := range c.counts {
			w.out.tallies = append(w.out.tallies, tally{c.rules.name, k})
		}
		c.counts, c.listed = c.counts[:0], false
	}
	w.touched = w.touched[:0]
	for _, c := range w.dicts {
		c.dict, c.dictFound = c.dict[:0], c.dictFound[:0]
	}
	w.dicts = w.dicts[:0]
	w.order()
	w.arena = keepSmall(w.arena)
	w.out = nil
	r.workers.Put(w)
	return nil
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

// state finds or makes what is known of a column.
func (w *worker) state(c *formats.Column) *columnState {
	if s, ok := c.Tag.(*columnState); ok && s.run == w.run {
		return s
	}
	s := &columnState{run: w.run}
	if r, ok := w.run.columns.Load(c.Name); ok {
		s.rules = r.(*rules)
	} else {
		s.rules = w.newRules(c.Name)
		n := w.run.cached.Add(1)
		s.rules.salt = uint32(n)
		if n <= maxCachedColumns {
			w.run.columns.Store(strings.Clone(c.Name), s.rules)
		}
	}
	c.Tag = s
	return s
}

func (w *worker) newRules(name string) *rules {
	p := w.plan
	r := &rules{name: w.show(name), column: name}
	for i := range p.columns {
		c := &p.columns[i]
		if !anyGlob(c.columns, name) {
			continue
		}
		switch {
		case c.op != nil && c.op.keep:
			r.never = true
		case c.op != nil:
			r.forced, r.kind = c.op, c.kind
		default:
			// Compile has seen that the kind runs.
			r.place, _ = p.rules.Known(name, c.kind.Kind)
		}
		break
	}
	if !r.never && r.forced == nil && r.place == nil {
		if d, ok := w.run.decided.of(name); ok {
			if d.known != "" {
				r.place, _ = p.rules.Known(name, d.known)
			}
			for i := range p.kinds {
				if slices.Contains(d.chance, p.kinds[i].Kind) {
					r.chance = append(r.chance, uint16(i))
				} else if slices.Contains(d.often, p.kinds[i].Kind) {
					r.often = append(r.often, uint16(i))
				}
			}
			r.codes = d.codes
		}
		if r.place == nil {
			r.place = p.rules.Place(name)
		}
	}
	r.entity = anyGlob(p.entity, name)
	for _, a := range p.allow {
		r.allow = append(r.allow, len(a.columns) == 0 || anyGlob(a.columns, name))
	}
	return r
}

// show makes a path fit to be seen (law 4): member names of JSON come from the
// data and can themselves be values. A finding in the path, or in one segment
// of it, is shown as its label.
func (w *worker) show(path string) string {
	if len(path) > 1024 {
		cut := 1024
		for cut > 0 && !utf8.RuneStart(path[cut]) {
			cut--
		}
		path = path[:cut] + "..."
	}
	text := []byte(path)
	var out []byte
	label := func(text []byte) []byte {
		var err error
		w.shown, err = w.scanner.Scan(w.shown[:0], text, nil)
		if err != nil {
			return append([]byte(nil), "<UNREADABLE>"...)
		}
		if len(w.shown) == 0 {
			return text
		}
		var o []byte
		at := 0
		for _, f := range w.shown {
			o = append(o, text[at:f.Start]...)
			o = append(o, '<')
			o = append(o, w.plan.kinds[f.Detector].Kind...)
			o = append(o, '>')
			at = int(f.End)
		}
		return append(o, text[at:]...)
	}
	text = label(text)
	for from, i := 0, 0; i <= len(text); i++ {
		if i == len(text) || text[i] == '.' || text[i] == '[' || text[i] == ']' {
			part := label(text[from:i])
			if digits(part) >= maxShownDigits {
				// A name with so many digits is data, whatever it is.
				part = bytes.Map(func(r rune) rune {
					if r >= '0' && r <= '9' {
						return '#'
					}
					return r
				}, part)
			}
			out = append(out, part...)
			if i < len(text) {
				out = append(out, text[i])
			}
			from = i + 1
		}
	}
	return string(out)
}

// safe makes the column of a codec's error fit to be seen.
func (w *worker) safe(err error) error {
	var fe *formats.Error
	if !errors.As(err, &fe) || fe.Column == "" {
		return err
	}
	e := *fe
	e.Column = w.show(fe.Column)
	return &e
}

// maxShownDigits: a date is eight digits, a number of a person nine and more.
const maxShownDigits = 9

func (w *worker) pathOf(s *columnState, c *formats.Column) string {
	if s.path == "" && c.Path != "" {
		if c.Path == s.rules.column {
			s.path = s.rules.name
		} else {
			s.path = w.show(c.Path)
		}
	}
	return s.path
}

// Field implements formats.Editor.
func (w *worker) Field(f *formats.Field) (formats.Edit, error) {
	if w.ticks++; w.ticks&1023 == 0 {
		if err := w.ctx.Err(); err != nil {
			return formats.Edit{}, err
		}
	}
	if len(f.Text) == 0 {
		return formats.Edit{}, nil
	}
	s := w.state(f.Column)
	r := s.rules
	if r.entity && f.Class != formats.Key {
		// A copy: the text is the block's. It may still be a finding itself.
		w.record(f.Row).Entity = bytes.Clone(f.Text)
	}
	if w.run.mode == restoring {
		return w.restoreField(f, s)
	}
	if f.Class == formats.Key {
		at := r.placeOf(f)
		if at == nil && w.plan.rules.Quiet(f.Text) {
			return formats.Edit{}, nil
		}
		return w.scanField(f, s, at)
	}
	switch {
	case r.never:
		return formats.Edit{}, nil
	case r.forced != nil:
		return w.forcedField(f, s)
	case r.place == nil:
		if f.Class == formats.Number && !longNumber(f.Text) || !f.Repeat && w.plan.rules.Quiet(f.Text) {
			return formats.Edit{}, nil
		}
	}
	return w.scanField(f, s, r.place)
}

// placeOf is what is known of a field. What the column is called says something
// of member names only where they are numbers: "first" below "name" is nobody.
func (r *rules) placeOf(f *formats.Field) *scanner.Place {
	if f.Class == formats.Key && digits(f.Text) < 6 {
		return nil
	}
	return r.place
}

func digits(b []byte) (n int) {
	for _, c := range b {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}

// longNumber reports whether an unquoted number has digits enough to be an
// identifier: seven, and neither fraction nor exponent.
func longNumber(text []byte) bool {
	for _, c := range text {
		if (c < '0' || c > '9') && c != '-' && c != '+' {
			return false
		}
	}
	return digits(text) >= 7
}

// forcedField replaces a whole value because the policy says so.
func (w *worker) forcedField(f *formats.Field, s *columnState) (formats.Edit, error) {
	text := f.Text
	if blank(text) {
		return formats.Edit{}, nil
	}
	op, k := s.rules.forced, s.rules.kind
	if w.known(op, k, f, text) {
		return formats.Edit{}, nil
	}
	w.findOwn(text, 0, len(text))
	if w.owned(text, 0, len(text)) || k.Reserved != nil && !w.plan.reserved && k.Reserved(text) {
		return formats.Edit{}, nil
	}
	// A replacement that equals its value is one that was made before (a
	// mask, a year): there is nothing left to find in it.
	w.arena, w.spans = w.arena[:0], w.spans[:0]
	if op.action == redact.Replace {
		null, err := w.apply(op, k, f, text)
		if err != nil {
			return formats.Edit{}, w.fail(f, s, err)
		}
		if !null && string(w.spans[0].New) == string(text) {
			w.spans = w.spans[:0]
			return formats.Edit{}, nil
		}
		if w.run.mode == verifying && op.blends(k, f, text) {
			w.out.left++
			return formats.Edit{}, nil
		}
		if w.run.mode == verifying && op.own == nil {
			// Nothing tells a replacement of this operator from a value.
			return formats.Edit{}, nil
		}
		w.count(f, s, k, op, 0, len(text), 1, scanner.ByColumn, nil)
		if w.run.mode != redacting {
			return formats.Edit{}, nil
		}
		if null {
			w.out.nulled++
			return formats.Edit{Action: formats.Null}, nil
		}
		w.out.replaced++
		w.spans[0].Start, w.spans[0].End = 0, len(text)
		return formats.Edit{Action: formats.Splice, Spans: w.spans, WasNumber: w.undone && f.Class == formats.Number}, nil
	}
	w.count(f, s, k, op, 0, len(text), 1, scanner.ByColumn, nil)
	if w.run.mode != redacting {
		return formats.Edit{}, nil
	}
	return w.act(op, f), nil
}

// known reports whether a value is a replacement that its operator, or for a
// whole number any operator of the plan, knows as its own.
func (w *worker) known(op *boundOperator, k *kind, f *formats.Field, value []byte) bool {
	v := redact.Value{Kind: &k.redact, Text: value, Number: f.Class == formats.Number}
	if op.knower != nil && op.knower.Known(v) {
		return true
	}
	if !v.Number {
		return false
	}
	v.Text = f.Text
	for _, o := range w.plan.knowers {
		if o.Known(v) {
			return true
		}
	}
	return false
}

// blends reports whether a value may be a replacement that nothing tells from
// others.
func (op *boundOperator) blends(k *kind, f *formats.Field, value []byte) bool {
	return op.blender != nil && op.blender.Blends(redact.Value{Kind: &k.redact, Text: value, Number: f.Class == formats.Number})
}

func blank(text []byte) bool {
	for _, c := range text {
		if !isSpace(c) {
			return false
		}
	}
	return true
}

// act carries out what an operator does beyond the span.
func (w *worker) act(op *boundOperator, f *formats.Field) formats.Edit {
	switch op.action {
	case redact.Null:
		if f.Class != formats.Key {
			w.out.nulled++
			return formats.Edit{Action: formats.Null}
		}
		// A member cannot have null for its name: the record goes.
		w.fate(f.Row).action = redact.DropRecord
	case redact.DropRecord, redact.Quarantine:
		ft := w.fate(f.Row)
		ft.action = max(ft.action, op.action)
	}
	return formats.Edit{}
}

// surely is the score from which a check does not pass by chance.
const surely scanner.Score = 0.9

// byChance reports whether a finding is all that a cell of a column of codes
// holds and stands on nothing but its check.
func byChance(r *rules, fd *scanner.Finding, text []byte) bool {
	if fd.Evidence&(scanner.ByColumn|scanner.ByLabel|scanner.ByContext) != 0 || fd.Score >= surely || !wholeCell(text, int(fd.Start), int(fd.End)) {
		return false
	}
	if slices.Contains(r.chance, fd.Detector) {
		return true
	}
	if slices.Contains(r.often, fd.Detector) {
		return false
	}
	for _, c := range text[fd.Start:fd.End] {
		if (c < '0' || c > '9') && c != '-' && c != ' ' {
			return false
		}
	}
	return true
}

// scanField looks for findings and replaces them.
func (w *worker) scanField(f *formats.Field, s *columnState, at *scanner.Place) (formats.Edit, error) {
	if err := w.look(f, s, at); err != nil {
		return formats.Edit{}, w.fail(f, s, err)
	}
	if len(w.found) == 0 {
		return formats.Edit{}, nil
	}
	text := f.Text
	w.arena, w.spans, w.marks, w.hidden = w.arena[:0], w.spans[:0], w.marks[:0], w.hidden[:0]
	var edit formats.Edit
	seen := 0 // up to here own replacements have been looked for
	w.covered = w.covered[:0]
	covered := false
	for i := range w.found {
		fd := &w.found[i]
		k := &w.plan.kinds[fd.Detector]
		start, end := int(fd.Start), int(fd.End)
		if s.rules.codes && byChance(s.rules, fd, text) {
			continue
		}
		if len(k.allow) > 0 && w.allowed(k, s.rules, text[start:end]) {
			continue
		}
		seen = w.findOwn(text, max(seen, start-ownReach), min(len(text), end+ownNear))
		if w.owned(text, start, end) {
			continue
		}
		if w.nearOwn(start, end) {
			// Replacements say nothing about what stands beside them: the
			// number behind <PHONE_NUMBER> would be labelled by it.
			if !covered {
				covered = true
				if err := w.coverOwn(text, at); err != nil {
					return formats.Edit{}, w.fail(f, s, err)
				}
			}
			if !slices.ContainsFunc(w.covered, func(c scanner.Finding) bool { return c.Start < fd.End && fd.Start < c.End }) {
				continue
			}
		}
		op := w.choose(s, fd)
		if op == nil {
			continue
		}
		if w.known(op, k, f, text[start:end]) {
			continue
		}
		if w.run.mode == verifying && op.blends(k, f, text[start:end]) {
			// What format-preserving encryption and moved dates leave is a
			// finding again by design, and nothing could tell.
			w.out.left++
			continue
		}
		if w.run.mode != redacting {
			if w.run.mode == verifying && op.keep || op.fixed && w.isFixed(op, k, f, start, end) {
				continue
			}
			w.count(f, s, k, op, start, end, fd.Score, fd.Evidence, fd)
			continue
		}
		if op.keep {
			w.count(f, s, k, op, start, end, fd.Score, fd.Evidence, fd)
			continue
		}
		if op.action != redact.Replace {
			w.count(f, s, k, op, start, end, fd.Score, fd.Evidence, fd)
			if e := w.act(op, f); e.Action == formats.Null {
				edit = e
			}
			continue
		}
		if f.Class == formats.Number {
			// A part of a number cannot be replaced and leave a number.
			start, end = 0, len(text)
			if len(w.spans) > 0 {
				continue
			}
		}
		null, err := w.apply(op, k, f, text[start:end])
		if err != nil {
			return formats.Edit{}, w.fail(f, s, err)
		}
		if null {
			w.count(f, s, k, op, int(fd.Start), int(fd.End), fd.Score, fd.Evidence, fd)
			w.out.nulled++
			edit.Action = formats.Null
			continue
		}
		last := &w.spans[len(w.spans)-1]
		last.Start, last.End = start, end
		if stands(text, start, end, last.New) {
			w.spans = w.spans[:len(w.spans)-1] // its own replacement: a mask, a year
			continue
		}
		if op.hidden {
			w.hidden = append(w.hidden, hidden{len(w.spans) - 1, op, k})
		}
		w.count(f, s, k, op, int(fd.Start), int(fd.End), fd.Score, fd.Evidence, fd)
		w.out.replaced++
	}
	if edit.Action == formats.Null {
		return edit, nil
	}
	if len(w.spans) == 0 {
		return formats.Edit{}, nil
	}
	if len(w.hidden) > 0 {
		if err := w.keepFindable(f, s, at); err != nil {
			return formats.Edit{}, w.fail(f, s, err)
		}
	}
	return formats.Edit{Action: formats.Splice, Spans: w.spans, WasNumber: w.undone && f.Class == formats.Number}, nil
}

// look scans a field into w.found; an entry of a dictionary is scanned once a
// block.
func (w *worker) look(f *formats.Field, s *columnState, at *scanner.Place) (err error) {
	if f.Dict > 0 && f.Repeat && int(f.Dict) <= len(s.dict) {
		e := s.dict[f.Dict-1]
		if e.known {
			w.found = append(w.found[:0], s.dictFound[e.from:e.to]...)
			return nil
		}
	}
	if f.Dict <= 0 && len(f.Text) <= memoText && s.misses < memoPatience {
		k := keyOf(f.Text)
		if w.memo.quiet(&k, s.rules.salt, at) {
			s.misses = max(s.misses-8, -memoPatience)
			w.found = w.found[:0]
			return nil
		}
		s.misses++
		if w.found, err = w.scanner.Scan(w.found[:0], f.Text, at); err == nil && len(w.found) == 0 {
			w.memo.remember(&k, s.rules.salt, at)
		}
		return err
	}
	w.found, err = w.scanner.Scan(w.found[:0], f.Text, at)
	if err != nil || f.Dict <= 0 || f.Dict > maxDict {
		return err
	}
	if len(s.dict) == 0 {
		w.dicts = append(w.dicts, s)
	}
	for len(s.dict) < int(f.Dict) {
		s.dict = append(s.dict, dictEntry{})
	}
	n := len(s.dictFound)
	s.dictFound = append(s.dictFound, w.found...)
	s.dict[f.Dict-1] = dictEntry{n, len(s.dictFound), true}
	return nil
}

// maxDict bounds the entries of a dictionary whose findings are kept.
const maxDict = 1 << 20

type dictEntry struct {
	from, to int
	known    bool
}

// isFixed reports whether an operator leaves a value as it is: what it wrote
// itself (a mask, a year) looks like that to the next run.
func (w *worker) isFixed(op *boundOperator, k *kind, f *formats.Field, start, end int) bool {
	n := len(w.spans)
	null, err := w.apply(op, k, f, f.Text[start:end])
	if null || err != nil {
		return false
	}
	same := stands(f.Text, start, end, w.spans[n].New)
	w.spans = w.spans[:n]
	return same
}

// stands reports whether the replacement of text[start:end] is what stands
// there already, be it behind the end of the finding: of the band 90+ only 90
// is found again.
func stands(text []byte, start, end int, replacement []byte) bool {
	return len(replacement) >= end-start && bytes.HasPrefix(text[start:], replacement)
}

func wholeCell(text []byte, start, end int) bool {
	return blank(text[:start]) && blank(text[end:])
}

func (w *worker) allowed(k *kind, r *rules, value []byte) bool {
	for _, i := range k.allow {
		if !r.allow[i] {
			continue
		}
		var ok bool
		if ok, w.scratch = w.plan.allow[i].set.has(value, w.scratch); ok {
			return true
		}
	}
	return false
}

// ownReach is how far before a finding a replacement of ours may begin that
// it lies in.
const ownReach = 512

// findOwn notes where replacements of ours stand in text[from:], as far as
// they can touch text[:to], and returns where it stopped looking.
func (w *worker) findOwn(text []byte, from, to int) int {
	if from >= to {
		return from
	}
	for from > 0 && from < len(text) && !utf8.RuneStart(text[from]) {
		from--
	}
	if from == 0 {
		w.marks = w.marks[:0]
	}
	reach := min(len(text), to+ownSize)
	i := from
	for i < to {
		mask := w.plan.starts[text[i]]
		// A replacement that can be recognised begins at a word's first byte
		// or with a byte that is no part of a word.
		if mask == 0 || i > 0 && alnum(text[i]) && alnum(text[i-1]) {
			i++
			continue
		}
		best := 0
		for ; mask != 0; mask &= mask - 1 {
			best = max(best, w.plan.own[bits.TrailingZeros64(mask)].Own(text[i:reach]))
		}
		if best > 0 {
			w.marks = append(w.marks, mark{i, i + best})
			i += best
			continue
		}
		i++
	}
	return i
}

// ownNear is how far from a finding a replacement of ours can speak for it.
const ownNear = 160

func (w *worker) nearOwn(start, end int) bool {
	for i := len(w.marks) - 1; i >= 0; i-- {
		if m := w.marks[i]; m.end > start-ownNear && m.start < end+ownNear {
			return true
		}
	}
	return false
}

// coverOwn scans text with the words of our replacements made unreadable, into
// w.covered.
func (w *worker) coverOwn(text []byte, at *scanner.Place) (err error) {
	keep := len(w.marks)
	marks := append([]mark(nil), w.marks...)
	w.findOwn(text, 0, len(text))
	b := append(w.blank[:0], text...)
	for _, m := range w.marks {
		if m.end < len(b) && alnum(b[m.end]) {
			continue // <PASSWORD>...</PASSWORD>: markup, not a label of ours
		}
		for i := m.start; i < m.end; i++ {
			if alnum(b[i]) {
				b[i] = 'x'
			}
		}
	}
	w.blank = keepSmall(b)
	w.marks = append(w.marks[:0], marks[:keep]...)
	w.covered, err = w.scanner.Scan(w.covered[:0], b, at)
	return err
}

// ownSize is the longest replacement of ours that is known again, in bytes.
const ownSize = 16 << 10

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// owned reports whether nothing of a span stands outside of replacements of
// ours but punctuation.
func (w *worker) owned(text []byte, start, end int) bool {
	at, any := start, false
	for _, m := range w.marks {
		if m.end <= at || m.start >= end {
			continue
		}
		if m.start > at && hasWord(text[at:m.start]) {
			return false
		}
		at, any = max(at, m.end), true
	}
	return any && (at >= end || !hasWord(text[at:end]))
}

func hasWord(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' {
			return true
		}
	}
	return false
}

// choose finds the operator of a finding; nil means that the rules ask for a
// higher score. Keys cannot be asked for their column.
func (w *worker) choose(s *columnState, fd *scanner.Finding) *boundOperator {
	var c *choice
	for i := range s.choice {
		if s.choice[i].det == fd.Detector {
			c = &s.choice[i]
			break
		}
	}
	if c == nil {
		nc := choice{det: fd.Detector}
		for _, r := range w.plan.kinds[fd.Detector].rules {
			if len(r.columns) == 0 || anyGlob(r.columns, s.rules.column) {
				nc.rules = append(nc.rules, r)
			}
		}
		s.choice = append(s.choice, nc)
		c = &s.choice[len(s.choice)-1]
	}
	for i := range c.rules {
		if fd.Score >= c.rules[i].min {
			return c.rules[i].op
		}
	}
	return w.plan.fallback
}

// apply appends the replacement of value to the arena and a span for it; null
// means that the place cannot hold the replacement and becomes null instead.
func (w *worker) apply(op *boundOperator, k *kind, f *formats.Field, value []byte) (null bool, err error) {
	w.canon = k.canon(w.canon[:0], value)
	n := len(w.arena)
	v := redact.Value{
		Kind: &k.redact, Text: value, Canon: w.canon,
		// Numbers stay numbers where the operator has one to give.
		Number: f.Class == formats.Number, Below: f.Below,
	}
	if f.Width > 0 {
		v.Max = len(value)
	}
	if w.plan.scoped {
		v.Record = w.record(f.Row)
	}
	out, err := op.op.Apply(w.arena, v)
	if errors.Is(err, redact.ErrNotNumber) && !w.run.strict {
		v.Number = false // the codec writes a string
		out, err = op.op.Apply(w.arena, v)
	}
	if err != nil {
		if errors.Is(err, redact.ErrNotNumber) || errors.Is(err, redact.ErrTooLong) {
			return w.lost(op, k)
		}
		return false, err
	}
	w.undone = op.restorer != nil
	if f.Width > 0 && len(out)-n != len(value) {
		return w.lost(op, k)
	}
	w.arena = out
	w.spans = append(w.spans, formats.Span{New: out[n:len(out):len(out)]})
	return false, nil
}

// lost: the place cannot hold the replacement. It becomes null, unless the
// policy has asked for what can be undone.
func (w *worker) lost(op *boundOperator, k *kind) (null bool, err error) {
	if op.restorer != nil && w.run.mode == redacting {
		return false, fmt.Errorf("operator %s: %s: the column holds numbers, or values of one length, and no token fits: use fpe, or name another operator for the column", op.name, k.Kind)
	}
	return true, nil
}

// fate is the state of a record; in row formats at most one is alive.
func (w *worker) fate(row int64) *fate {
	ft := w.fates[row]
	if ft == nil {
		if n := len(w.spare); n > 0 {
			ft, w.spare = w.spare[n-1], w.spare[:n-1]
		} else {
			ft = &fate{}
		}
		w.fates[row] = ft
	}
	return ft
}

func (w *worker) record(row int64) *redact.Record {
	ft := w.fate(row)
	if ft.record == nil {
		ft.record = new(redact.Record)
	}
	return ft.record
}

// count tallies a finding and writes its line.
func (w *worker) count(f *formats.Field, s *columnState, k *kind, op *boundOperator, start, end int, score scanner.Score, ev scanner.Evidence, fd *scanner.Finding) {
	if !s.listed {
		s.listed = true
		w.touched = append(w.touched, s)
	}
	var t *kindTally
	for i := range s.counts {
		if s.counts[i].kind == k.Kind {
			t = &s.counts[i]
			break
		}
	}
	if t == nil {
		s.counts = append(s.counts, kindTally{kind: k.Kind, example: Mask(f.Text[start:end], k.Detector)})
		t = &s.counts[len(s.counts)-1]
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

// fail gives an error its place. It holds no value: operators and rules
// promise that theirs do not.
func (w *worker) fail(f *formats.Field, s *columnState, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("%s: row %d, column %q: %w", w.run.name, f.Row, w.pathOf(s, f.Column), err)
}

// Record implements formats.Editor.
func (w *worker) Record(row int64, raw []byte) (formats.RecordAction, error) {
	if len(w.fates) == 0 {
		return formats.KeepRecord, nil
	}
	ft := w.fates[row]
	if ft == nil {
		return formats.KeepRecord, nil
	}
	delete(w.fates, row)
	action := ft.action
	if w.plan.maxFindings > 0 && ft.findings > w.plan.maxFindings && w.run.mode == redacting && action == redact.Replace {
		action = redact.DropRecord
	}
	if ft.record != nil {
		ft.record.Reset()
	}
	*ft = fate{record: ft.record}
	w.spare = append(w.spare, ft)
	switch action {
	case redact.DropRecord:
		w.out.dropped++
		return formats.DropRecord, nil
	case redact.Quarantine:
		if err := w.setAside(row, raw, "policy", nil); err != nil {
			return formats.KeepRecord, err
		}
		return formats.DropRecord, nil
	}
	return formats.KeepRecord, nil
}

// setAside writes a record to the quarantine.
func (w *worker) setAside(row int64, raw []byte, why string, cause error) error {
	if !w.run.quarantine {
		return fmt.Errorf("%s: row %d: the record is to be put aside, but no quarantine was given", w.run.name, row)
	}
	if raw == nil {
		return fmt.Errorf("%s: row %d: records of this format cannot be put aside one by one; use drop_record", w.run.name, row)
	}
	b := append(w.out.quarantine, `{"file":`...)
	b = appendJSON(b, w.run.name)
	b = append(b, `,"row":`...)
	b = strconv.AppendInt(b, row, 10)
	b = append(b, `,"reason":"`...)
	b = append(b, why...)
	b = append(b, '"')
	if cause != nil {
		b = append(b, `,"error":`...)
		b = appendJSON(b, w.safe(cause).Error())
	}
	if utf8.Valid(raw) {
		b = append(b, `,"raw":`...)
		b = appendJSON(b, raw)
	} else {
		b = append(b, `,"raw_base64":"`...)
		b = appendBase64(b, raw)
		b = append(b, '"')
	}
	w.out.quarantine = append(b, '}', '\n')
	w.out.setAside++
	return nil
}

// Bad implements formats.Editor: what cannot be read is never passed on
// unread (law 5).
func (w *worker) Bad(row int64, raw []byte, cause error) error {
	if w.plan.onBad != SetAside {
		return cause // made fit to be seen by named
	}
	if w.run.mode == scanning || w.run.mode == verifying {
		w.out.bad++
		if !w.run.quarantine {
			w.out.setAside++
			return nil
		}
	}
	if ft := w.fates[row]; ft != nil { // fields of it were seen before it broke
		delete(w.fates, row)
	}
	return w.setAside(row, raw, "unreadable", cause)
}
