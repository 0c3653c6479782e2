package sluice

import (
	"context"
	"io"
	"time"

	"sluice/formats"
	"sluice/scanner"
)

// ReadFields shows the fields of a file until past reports that the row that
// was reached is behind what is wanted.
func ReadFields(name string, o Options, show func(*formats.Field), past func(row int64) bool) error {
	f, err := openFile(name, nil)
	if err != nil {
		return err
	}
	defer f.Close()
	if o.Codec == nil {
		head, err := headKept(&f.in, sniffSize)
		if err != nil {
			return err
		}
		if o.Codec, err = ChooseCodec(f.in.Name, head); err != nil {
			return err
		}
	}
	r, err := o.Codec.NewReader(&f.in, o.Read)
	if err != nil {
		return err
	}
	defer r.Close()
	return guard(func() error {
		v := &viewer{show: show}
		var b formats.Block
		for {
			var err error
			if b, err = r.Next(b); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
			if err := b.Rewrite(v); err != nil {
				return err
			}
			if past != nil && past(v.last) {
				return nil
			}
		}
	})
}

// viewer is an Editor that changes nothing.
type viewer struct {
	show func(*formats.Field)
	last int64
}

func (v *viewer) Field(f *formats.Field) (formats.Edit, error) {
	if v.show != nil {
		v.show(f)
	}
	v.last = max(v.last, f.Row)
	return formats.Edit{}, nil
}

func (v *viewer) Record(row int64, _ []byte) (formats.RecordAction, error) {
	v.last = max(v.last, row)
	return formats.KeepRecord, nil
}

func (v *viewer) Bad(_ int64, _ []byte, cause error) error { return cause }

// Stage is the time of one stage of a run over a file, on one goroutine.
type Stage struct {
	Name    string  `json:"name"`
	Bytes   int64   `json:"bytes"`
	Seconds float64 `json:"seconds"`
}

// Bench times the stages of a run over one file: cutting it into blocks,
// parsing them, scanning them, and the whole of redact into nothing; then a
// scan by each family of kinds alone. Each stage includes those before it.
func (p *Plan) Bench(ctx context.Context, name string, o Options) ([]Stage, error) {
	var out []Stage
	timed := func(stage string, f func(in *formats.Input) (int64, error)) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := openFile(name, nil)
		if err != nil {
			return err
		}
		defer h.Close()
		if o.Codec == nil {
			head, err := headKept(&h.in, sniffSize)
			if err != nil {
				return err
			}
			if o.Codec, err = ChooseCodec(h.in.Name, head); err != nil {
				return err
			}
		}
		from := time.Now()
		n, err := f(&h.in)
		out = append(out, Stage{stage, n, time.Since(from).Seconds()})
		return err
	}
	cut := func(rewrite bool) func(in *formats.Input) (int64, error) {
		return func(in *formats.Input) (n int64, err error) {
			err = guard(func() error {
				r, err := o.Codec.NewReader(in, o.Read)
				if err != nil {
					return err
				}
				defer r.Close()
				v := &viewer{}
				var b formats.Block
				for {
					if err := ctx.Err(); err != nil {
						return err
					}
					if b, err = r.Next(b); err == io.EOF {
						return nil
					} else if err != nil {
						return err
					}
					if rewrite {
						if err := b.Rewrite(v); err != nil {
							return err
						}
					}
					n += b.Size()
				}
			})
			return n, err
		}
	}
	o.Workers, o.Columns = 1, &Columns{}
	scan := func(pl *Plan, m mode, dst io.Writer) func(in *formats.Input) (int64, error) {
		return func(in *formats.Input) (int64, error) {
			rep, err := pl.run(ctx, m, dst, in, o)
			if err != nil {
				return 0, err
			}
			return rep.Bytes, nil
		}
	}
	if err := timed("cut", cut(false)); err != nil {
		return out, err
	}
	if err := timed("parse", cut(true)); err != nil {
		return out, err
	}
	if err := timed("scan", scan(p, scanning, nil)); err != nil {
		return out, err
	}
	if err := timed("redact", scan(p, redacting, io.Discard)); err != nil {
		return out, err
	}
	families := map[string][]*scanner.Detector{}
	var order []string
	for _, d := range p.rules.Detectors() {
		if families[d.Family] == nil {
			order = append(order, d.Family)
		}
		families[d.Family] = append(families[d.Family], d)
	}
	for _, fam := range order {
		rs, err := scanner.Compile(families[fam], scanner.Options{Kinds: []string{"*"}, Threshold: p.rules.Threshold()})
		if err != nil {
			return out, err
		}
		one := *p
		one.rules, one.kinds, one.columns, one.allow = rs, nil, nil, nil
		for _, d := range rs.Detectors() {
			one.kinds = append(one.kinds, newKind(d))
		}
		if err := timed("scan "+fam, scan(&one, scanning, nil)); err != nil {
			return out, err
		}
	}
	return out, nil
}
