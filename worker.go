package sluice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"sluice/formats"
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
	turns      atomic.Int64 // blocks begun
	workers    sync.Pool
}

// worker edits blocks: here the three wings meet. It belongs to one goroutine.
type worker struct {
	run     *run
	plan    *Plan
	scanner *scanner.Scanner
	ctx     context.Context
	out     *result
	ticks   uint
	memo    scanner.Memo
	asked   scanner.MemoKey // of the current field, if scan is to remember it; else zero

	skimmed []*columnState // of the columns of the cells that Skim is at
	places  []uint64       // theirs, see scanner.MemoKey
	open    []uint32       // those of the cells that are not remembered
	held    []held         // what Skim has found in the cells that Field is called for next
	heldAt  int            // the next one
	heldIn  []scanner.Finding

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
	decided []scanner.Finding // findings of the current field that have been decided about
	// straddling are findings in the current field with its replacements.
	straddling []scanner.Finding

	coverMarks []mark          // of covered
	ranges     []scanner.Range // of the current field: where replacements will stand

	turn    int64                   // of the current block: no two of a run have the same
	tallies map[string]*columnTally // by name
	listed  []*columnTally          // of tallies, in the order of their first finding
	dicts   []*columnState          // those with a dictionary
	fates   map[int64]*fate
	spare   []*fate
	lines   []line // of out.findings
	sorted  bool
	lastRow int64
}

func (r *run) worker() *worker {
	if w, ok := r.workers.Get().(*worker); ok {
		return w
	}
	return &worker{run: r, plan: r.plan, scanner: r.plan.rules.NewScanner(), fates: map[int64]*fate{}, tallies: map[string]*columnTally{}}
}

// rewrite runs one block.
func (r *run) rewrite(ctx context.Context, s *slot) error {
	w := r.worker()
	s.out.reset()
	w.ctx, w.out, w.turn = ctx, &s.out, r.turns.Add(1)
	w.lines, w.sorted, w.lastRow = w.lines[:0], true, -1
	w.held, w.heldAt = w.held[:0], 0
	if err := s.block.Rewrite(w); err != nil {
		return err // the worker may be half way through a record: it is not reused
	}
	for _, c := range w.listed {
		for _, k := range c.kinds {
			w.out.tallies = append(w.out.tallies, tally{c.name, k})
		}
	}
	if len(w.tallies) > maxCachedColumns {
		w.tallies = map[string]*columnTally{}
	}
	w.listed = w.listed[:0]
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

// Formats leave as many bytes behind cells as the scanner wants.
const _ = uint(formats.CellPad - scanner.SkimPad)

// held are the findings of a cell that is shown, heldIn[from:to], if they are
// known.
type held struct {
	from, to int
	known    bool
}

// Skim implements formats.Skimmer: cells in which nothing is found are left out,
// and what is found in others is kept for Field.
func (w *worker) Skim(dst []uint32, c *formats.Cells) ([]uint32, error) {
	if err := w.ctx.Err(); err != nil {
		return dst, err
	}
	w.skimmed, w.places = w.skimmed[:0], w.places[:0]
	for _, col := range c.Columns {
		s, ok := col.Tag.(*columnState)
		if !ok || s.run != w.run {
			s = w.state(col)
		}
		place := uint64(0)
		if s.plain {
			place = s.rules.memoPlace(s.rules.place)
		}
		s.opened = 0
		w.skimmed, w.places = append(w.skimmed, s), append(w.places, place)
	}
	width := uint32(len(w.skimmed))
	w.open = w.memo.Skim(w.open[:0], c.Text, c.Spans, w.places)
	first := uint32(0) // cell of its record
	w.held, w.heldAt, w.heldIn = w.held[:0], 0, w.heldIn[:0]
	for _, i := range w.open {
		for i-first >= width {
			first += width
		}
		s := w.skimmed[i-first]
		s.opened++
		h := held{}
		if at := c.Spans[i]; s.plain && at[0] < at[1] {
			text := c.Text[at[0]:at[1]]
			if w.nothing(text, s, s.rules.place) {
				continue
			}
			// Field comes upon an error again and says where it was.
			if err := w.scan(text, s.rules.place); err == nil {
				if len(w.found) == 0 {
					continue
				}
				h.from, h.known = len(w.heldIn), true
				w.heldIn = append(w.heldIn, w.found...)
				h.to = len(w.heldIn)
			}
		}
		dst = append(dst, i)
		w.held = append(w.held, h)
	}
	records := len(c.Spans) / len(w.skimmed)
	for _, s := range w.skimmed {
		s.known(records - s.opened)
	}
	return dst, nil
}

// Field implements formats.Editor.
func (w *worker) Field(f *formats.Field) (formats.Edit, error) {
	if w.ticks++; w.ticks&1023 == 0 {
		if err := w.ctx.Err(); err != nil {
			return formats.Edit{}, err
		}
	}
	var h *held
	if w.heldAt < len(w.held) {
		h = &w.held[w.heldAt]
		w.heldAt++
	}
	if len(f.Text) == 0 {
		return formats.Edit{}, nil
	}
	s, ok := f.Column.Tag.(*columnState)
	if !ok || s.run != w.run {
		s = w.state(f.Column)
	}
	r := s.rules
	if h != nil && h.known {
		w.found = append(w.found[:0], w.heldIn[h.from:h.to]...)
		return w.foundField(f, s, r.place)
	}
	if !s.plain {
		if r.entity && f.Class != formats.Key {
			// A copy: the text is the block's. It may still be a finding itself.
			w.record(f.Row).Entity = bytes.Clone(f.Text)
		}
		if w.run.mode == restoring {
			return w.restoreField(f, s)
		}
		if f.Class != formats.Key {
			switch {
			case r.never:
				return formats.Edit{}, nil
			case r.forced != nil:
				return w.forcedField(f, s)
			}
		}
	}
	at := r.place
	switch f.Class {
	case formats.Key:
		if string(f.Text) == string(s.key) {
			return formats.Edit{}, nil
		}
		at = r.placeOf(f)
	case formats.Number:
		if at == nil && !longNumber(f.Text) {
			return formats.Edit{}, nil
		}
	}
	if (f.Dict <= 0 || f.Dict > maxDict) && w.nothing(f.Text, s, at) {
		if f.Class == formats.Key && len(f.Text) <= maxKey {
			s.key = append(s.key[:0], f.Text...)
		}
		return formats.Edit{}, nil
	}
	return w.scanField(f, s, at)
}

// fail gives an error its place. It holds no value: operators and rules
// promise that theirs do not.
func (w *worker) fail(f *formats.Field, s *columnState, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("%s: row %d, column %q: %w", w.run.name, f.Row, w.pathOf(s, f.Column), err)
}
