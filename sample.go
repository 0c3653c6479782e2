package sluice

import (
	"bytes"
	"context"
	"errors"
	"io"
	"sort"

	"sluice/formats"
	"sluice/scanner"
)

// The kind of a column as a whole is decided before the first record is
// rewritten, from the beginnings of files that are chosen by their place in
// the sorted list: a function of the input alone (law 2).
const (
	sampleFiles  = 16
	sampleHead   = 256 << 10 // bytes of a file
	sampleValues = 1000      // a column
	sampleBytes  = 8 << 20   // of all values kept
	sampleCols   = 2000
	sampleFields = 1 << 17 // of a file

	// From knownShare on, of at least knownValues values, a column is the
	// kind whose check its values pass. Below chanceShare the values that
	// pass do so by chance: a check of one digit passes every tenth number.
	knownValues = 20
	knownShare  = 0.9
	chanceShare = 0.35
	// A column holds codes of its own when its commonest outlines (1234-56 is
	// "9-9", AB12 is "A9") cover that share of its values. Where values are of
	// many forms, as in running text, a check that passes is no chance.
	codesShare    = 0.7
	codesOutlines = 3
)

var errEnough = errors.New("enough was seen")

// Columns are decisions about columns. Nil means that nothing was decided.
type Columns struct {
	byName map[string]decision
	list   []ColumnDecision
}

type decision struct {
	known  string
	chance []string
	// codes says that the column holds codes of its own: what passes the
	// check of a kind that the sample did not show passes by chance, too.
	codes bool
	often []string // kinds whose check too many values pass for that
}

func (c *Columns) of(name string) (decision, bool) {
	if c == nil {
		return decision{}, false
	}
	d, ok := c.byName[name]
	return d, ok
}

// Decisions lists them for a report.
func (c *Columns) Decisions() []ColumnDecision {
	if c == nil {
		return nil
	}
	return c.list
}

// sampler gathers the cells of columns.
type sampler struct {
	plan *Plan
	cols map[string]*sampleCol
	kept int
	seen int // fields of the current file
	ctx  context.Context
}

type sampleCol struct {
	n     int // values that are not blank
	cells [][]byte
}

// codes reports whether the values are written in few outlines.
func (c *sampleCol) codes() bool {
	count := make(map[string]int)
	var o []byte
	for _, v := range c.cells {
		o = outline(o[:0], v)
		count[string(o)]++
	}
	var most [codesOutlines]int
	for _, n := range count {
		for i := range most {
			if n > most[i] {
				n, most[i] = most[i], n
			}
		}
	}
	sum := 0
	for _, n := range most {
		sum += n
	}
	return float64(sum) >= codesShare*float64(c.n)
}

// outline appends v with every run of digits as 9 and of letters as A.
func outline(dst, v []byte) []byte {
	var last byte
	for _, b := range v {
		c := b
		switch {
		case b >= '0' && b <= '9':
			c = '9'
		case b >= 'a' && b <= 'z', b >= 'A' && b <= 'Z', b >= 0x80:
			c = 'A'
		}
		if c == last && (c == '9' || c == 'A') {
			continue
		}
		last = c
		dst = append(dst, c)
	}
	return dst
}

func (p *Plan) newSampler(ctx context.Context) *sampler {
	return &sampler{plan: p, cols: map[string]*sampleCol{}, ctx: ctx}
}

// add looks at the first block of a file. What cannot be read there is no
// error here: the run itself comes upon it.
func (s *sampler) add(src *formats.Input, codec formats.Codec, o formats.Options) {
	o.BlockSize = sampleHead
	s.seen = 0
	_ = guard(func() error {
		r, err := codec.NewReader(src, o)
		if err != nil {
			return err
		}
		defer r.Close()
		b, err := r.Next(nil)
		if err != nil {
			return err
		}
		return b.Rewrite(s)
	})
}

// Field implements formats.Editor.
func (s *sampler) Field(f *formats.Field) (formats.Edit, error) {
	if err := s.ctx.Err(); err != nil {
		return formats.Edit{}, err
	}
	// A block of a columnar format is a whole row group.
	if s.seen++; s.seen > sampleFields {
		return formats.Edit{}, errEnough
	}
	if f.Class == formats.Key {
		return formats.Edit{}, nil
	}
	v := bytes.TrimSpace(f.Text)
	if len(v) == 0 {
		return formats.Edit{}, nil
	}
	c := s.cols[f.Column.Name]
	if c == nil {
		if len(s.cols) >= sampleCols {
			return formats.Edit{}, nil
		}
		c = &sampleCol{}
		s.cols[f.Column.Name] = c
	}
	if c.n >= sampleValues || !c.numbers(sampleValues) {
		return formats.Edit{Action: formats.Enough}, nil
	}
	c.n++
	// Only cells that can be a number with check digits are kept.
	if len(v) >= 4 && len(v) <= 64 && s.kept < sampleBytes && bytes.ContainsAny(v, "0123456789") {
		c.cells = append(c.cells, bytes.Clone(v))
		s.kept += len(v)
	}
	if c.n >= sampleValues || !c.numbers(sampleValues) {
		return formats.Edit{Action: formats.Enough}, nil
	}
	return formats.Edit{}, nil
}

// numbers reports whether the column can still be one of numbers when n values
// of it have been seen: four fifths of them have to be.
func (c *sampleCol) numbers(n int) bool {
	others := c.n - len(c.cells)
	return 10*(n-others) >= 8*n
}

// Record implements formats.Editor.
func (s *sampler) Record(int64, []byte) (formats.RecordAction, error) {
	return formats.KeepRecord, s.ctx.Err()
}

// Bad implements formats.Editor.
func (s *sampler) Bad(int64, []byte, error) error { return nil }

// columns decides.
func (s *sampler) columns() (*Columns, error) {
	out := &Columns{byName: map[string]decision{}}
	names := make([]string, 0, len(s.cols))
	for n, c := range s.cols {
		if len(c.cells) >= knownValues && c.numbers(c.n) {
			names = append(names, n)
		}
	}
	sort.Strings(names)
	if len(names) == 0 {
		return out, nil
	}
	rs, err := s.plan.checked()
	if err != nil {
		return nil, err
	}
	if rs == nil {
		return out, nil
	}
	dets := rs.Detectors()
	sc := rs.NewScanner()
	w := s.plan.pathShower()
	type score struct{ passed, first int }
	var found []scanner.Finding
	for _, name := range names {
		c := s.cols[name]
		tally := make([]score, len(dets))
		for _, v := range c.cells {
			if found, err = sc.Scan(found[:0], v, nil); err != nil {
				found = found[:0]
			}
			for i := range found {
				f := &found[i]
				if f.Start != 0 || int(f.End) != len(v) {
					continue
				}
				all := append([]uint16{f.Detector}, f.Also[:f.NAlso]...)
				for j, d := range all {
					if len(dets[d].CheckDigits) == 0 || dets[d].Check == nil || dets[d].Check(v) != scanner.Proven {
						continue
					}
					tally[d].passed++
					if j == 0 {
						tally[d].first++
					}
				}
			}
		}
		best := -1
		d := decision{codes: c.codes()}
		for i, t := range tally {
			if t.passed == 0 {
				continue
			}
			if float64(t.passed) >= knownShare*float64(c.n) &&
				(best < 0 || t.first > tally[best].first || t.first == tally[best].first && t.passed > tally[best].passed) {
				best = i
			}
		}
		for i, t := range tally {
			if t.passed > 0 && i != best && float64(t.passed) > chanceShare*float64(c.n) {
				d.often = append(d.often, dets[i].Kind)
				continue
			}
			if d.codes && t.passed > 0 && i != best {
				d.chance = append(d.chance, dets[i].Kind)
				out.list = append(out.list, ColumnDecision{Column: w.show(name), Kind: dets[i].Kind,
					Decision: "chance", From: "sample", Passed: t.passed, Sampled: c.n})
			}
		}
		if best >= 0 {
			d.known = dets[best].Kind
			out.list = append(out.list, ColumnDecision{Column: w.show(name), Kind: d.known,
				Decision: "known", From: "sample", Passed: tally[best].passed, Sampled: c.n})
		}
		if d.known != "" || d.codes {
			out.byName[name] = d
		}
	}
	return out, nil
}

// pathShower is a worker that only shows paths.
func (p *Plan) pathShower() *worker {
	return &worker{run: &run{plan: p}, plan: p, scanner: p.rules.NewScanner()}
}

// readHead takes up to n bytes off in.R and puts them back in front, so that
// what is seen does not depend on the sizes of reads.
func readHead(in *formats.Input, n int) ([]byte, error) {
	head := make([]byte, n)
	got, err := io.ReadFull(in.R, head)
	head = head[:got]
	switch err {
	case nil:
		in.R = io.MultiReader(bytes.NewReader(head), in.R)
	case io.EOF, io.ErrUnexpectedEOF:
		// The end was seen: the reader is not asked again, a terminal would
		// start over. An input that is truncated inside says so with an
		// error of its own, which io.ReadFull hands on unchanged.
		in.R = bytes.NewReader(head)
	default:
		// What was read before the error is looked at; the error comes when
		// the run gets there.
		in.R = io.MultiReader(bytes.NewReader(head), failing{err})
	}
	return head, nil
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
