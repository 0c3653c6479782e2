package sluice

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"sluice/formats"
	"sluice/scanner"
)

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
	places uint64 // of scanner.MemoKey: this one and the next are the column's
	allow  []bool // parallel to Plan.allow: fits the column
}

// maxCachedColumns bounds the cache of a run; further names are worked out
// each time they come up.
const maxCachedColumns = 10_000

// maxKey is the longest member name that a column keeps, in bytes.
const maxKey = 64

// columnState is what a codec keeps with a Column of a block (formats.Column.
// Tag): rules, and where the block counts its findings.
type columnState struct {
	run    *run
	rules  *rules
	path   string // as shown; "" until it is needed
	choice []choice
	turn   int64        // of the block that tally is of
	tally  *columnTally // of the column's name
	plain  bool         // its values are looked at, and that is all
	misses int          // of the memo, see memoPatience
	opened int          // cells that Skim did not find there
	codes  int          // how often quietCode could say, against how often not
	key    []byte       // the last member name that holds nothing: it comes with every record

	dict      []dictEntry // by formats.Field.Dict-1, for one Rewrite
	dictFound []scanner.Finding
}

// state makes what is kept with a column.
func (w *worker) state(c *formats.Column) *columnState {
	s := &columnState{run: w.run}
	if r, ok := w.run.columns.Load(c.Name); ok {
		s.rules = r.(*rules)
	} else {
		s.rules = w.newRules(c.Name)
		n := w.run.cached.Add(1)
		s.rules.places = 2 * uint64(n)
		if n <= maxCachedColumns {
			w.run.columns.Store(strings.Clone(c.Name), s.rules)
		}
	}
	s.plain = w.run.mode != restoring && !s.rules.entity && !s.rules.never && s.rules.forced == nil
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
		if r.codes {
			r.place = r.place.Single()
		}
	}
	r.entity = anyGlob(p.entity, name)
	for _, a := range p.allow {
		r.allow = append(r.allow, len(a.columns) == 0 || anyGlob(a.columns, name))
	}
	return r
}

// memoPlace is where texts of the column are remembered, of which at is known:
// member names and texts may have places of their own.
func (r *rules) memoPlace(at *scanner.Place) uint64 {
	if at == nil {
		return r.places + 1
	}
	return r.places
}

// placeOf is what is known of a field. What the column is called says something
// of member names only where they are numbers: "first" below "name" is nobody.
func (r *rules) placeOf(f *formats.Field) *scanner.Place {
	if f.Class == formats.Key && digits(f.Text) < 6 {
		return nil
	}
	return r.place
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
