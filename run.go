package sluice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"

	"sluice/formats"
	"sluice/redact"
)

// Version of sluice, as `sluice version` and reports show it.
const Version = "0.1.0"

// Options say how a run is done; the zero value is right for most.
type Options struct {
	// Workers is the number of goroutines that edit blocks; 0 means one for
	// each core. The output does not depend on it.
	Workers int
	// Codec of the input; nil means: found from the name and the first bytes.
	Codec formats.Codec
	// Read is how it is read.
	Read formats.Options
	// Findings takes one JSON object a line for each finding, in the order of
	// rows, never with a value; nil means none.
	Findings io.Writer
	// Masked adds the masked value to Findings; only for eyes, see Mask.
	Masked bool
	// Quarantine takes records that are put aside, as JSON lines that hold
	// their raw bytes; nil means that such a record is an error.
	Quarantine io.Writer
	// Progress is called after each block with the decoded bytes so far, by
	// one goroutine at a time; nil means not.
	Progress func(bytes int64)
	// Columns are decisions made from the whole dataset; nil means that the
	// beginning of the input is sampled.
	Columns *Columns
	// MaxBlocks ends a Scan after so many blocks; 0 means never.
	MaxBlocks int
}

// Redact copies src to dst with every finding replaced as the plan says. The
// output is complete only if the error is nil; what was written before an
// error must be thrown away. It returns within a second when ctx ends; a
// goroutine that is inside src.R's Read is then left to finish by itself.
func (p *Plan) Redact(ctx context.Context, dst io.Writer, src *formats.Input, o Options) (*Report, error) {
	return p.run(ctx, redacting, dst, src, o)
}

// Scan reports the findings of src. Findings as the policy's rules take them:
// what an allow list, a column rule or a score keeps out is none.
func (p *Plan) Scan(ctx context.Context, src *formats.Input, o Options) (*Report, error) {
	return p.run(ctx, scanning, nil, src, o)
}

// Verify reports what Redact with the same plan would still replace in src:
// replacements of its own are left out. Report.Findings of a redacted file is
// 0 (law 9).
func (p *Plan) Verify(ctx context.Context, src *formats.Input, o Options) (*Report, error) {
	return p.run(ctx, verifying, nil, src, o)
}

// Restore copies src to dst with every reversible replacement undone that the
// policy permits to undo.
func (p *Plan) Restore(ctx context.Context, dst io.Writer, src *formats.Input, o Options) (*Report, error) {
	if !p.Restores() {
		return nil, errors.New("the policy has no operator that can be undone")
	}
	return p.run(ctx, restoring, dst, src, o)
}

// newReport is an empty report of the plan.
func (p *Plan) newReport(m mode) *Report {
	return &Report{Version: Version, Command: modeNames[m], Policy: p.digest, Keys: p.KeyIDs(), FPEKeys: p.fpeKeys, Kinds: []KindCount{}}
}

func (p *Plan) run(ctx context.Context, m mode, dst io.Writer, src *formats.Input, o Options) (*Report, error) {
	from := time.Now()
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r := &run{plan: p, mode: m, name: src.Name, findings: o.Findings != nil, masked: o.Masked, quarantine: o.Quarantine != nil, decided: o.Columns}
	var reader formats.Reader
	// Opening reads; a read may never return, ctx has to.
	err := await(ctx, func() error {
		in := *src
		if err := p.prepare(ctx, &in, &o, r); err != nil {
			return err
		}
		read := o.Read
		read.Workers = o.Workers
		var err error
		reader, err = o.Codec.NewReader(&in, read)
		return err
	})
	if err != nil {
		return nil, p.named(src.Name, err)
	}
	switch o.Codec.Name() {
	case "jsonl", "csv", "text":
	default:
		r.strict = true
	}
	var writer formats.Writer
	if dst != nil {
		if writer, err = o.Codec.NewWriter(dst, reader); err != nil {
			reader.Close()
			return nil, err
		}
	}
	rep := p.newReport(m)
	rep.Files = 1
	rep.Columns = append(rep.Columns, r.decided.Decisions()...)
	if m, ok := reader.(formats.Metadata); ok {
		s := &slot{block: &metadataBlock{of: m}}
		if err := guard(func() error { return r.rewrite(ctx, s) }); err != nil {
			reader.Close()
			return nil, p.named(src.Name, err)
		}
		if err := rep.take(&s.out, &o); err != nil {
			reader.Close()
			return nil, err
		}
	}
	blocks := 0
	next := func(old formats.Block) (formats.Block, error) {
		if blocks++; o.MaxBlocks > 0 && blocks > o.MaxBlocks {
			return nil, io.EOF
		}
		return reader.Next(old)
	}
	emit := func(s *slot) error {
		if writer != nil {
			if err := writer.Write(s.block); err != nil {
				return err
			}
		}
		if err := rep.take(&s.out, &o); err != nil {
			return err
		}
		rep.Rows += s.block.Rows()
		rep.Bytes += s.block.Size()
		if o.Progress != nil {
			o.Progress(rep.Bytes)
		}
		return nil
	}
	slots := 2*o.Workers + 1
	if r.strict {
		slots = o.Workers + 1 // blocks of columnar formats are large
	}
	err = ordered(ctx, o.Workers, slots, next, r.rewrite, emit, func() { reader.Close() })
	if err == nil && writer != nil {
		err = guard(writer.Close)
	}
	if err == nil && m == redacting {
		err = p.flush()
	}
	if err != nil {
		return nil, p.named(src.Name, err)
	}
	rep.Seconds = time.Since(from).Seconds()
	rep.finish()
	f := FileReport{File: src.Name, Format: o.Codec.Name(), Bytes: rep.Bytes, Rows: rep.Rows, Findings: rep.Findings}
	if len(rep.Kinds) > 0 {
		f.Kinds = map[string]int64{}
		for _, k := range rep.Kinds {
			f.Kinds[k.Kind] = k.Count
		}
	}
	rep.PerFile = []FileReport{f}
	return rep, nil
}

// take adds what a worker made of a block besides the block.
func (rep *Report) take(out *result, o *Options) error {
	if o.Findings != nil && len(out.findings) > 0 {
		if _, err := o.Findings.Write(out.findings); err != nil {
			return fmt.Errorf("findings: %w", err)
		}
	}
	if len(out.quarantine) > 0 {
		if _, err := o.Quarantine.Write(out.quarantine); err != nil {
			return fmt.Errorf("quarantine: %w", err)
		}
	}
	for _, t := range out.tallies {
		rep.add(t.kind, t.column, t.n, t.example)
	}
	rep.Replaced += out.replaced + out.restored
	rep.Nulled += out.nulled
	rep.Dropped += out.dropped
	rep.Quarantined += out.setAside
	rep.Indistinct += out.left
	return nil
}

// metadataBlock shows what a file holds besides its records as if it were a block
// of its own.
type metadataBlock struct{ of formats.Metadata }

func (m *metadataBlock) Rewrite(e formats.Editor) error { return m.of.Metadata(e) }
func (*metadataBlock) Rows() int64                      { return 0 }
func (*metadataBlock) Size() int64                      { return 0 }

// flush makes safe what operators keep outside of the output: a token that is
// not in the vault yet could never be undone.
func (p *Plan) flush() error {
	for _, o := range p.ops {
		if f, ok := o.op.(redact.Flusher); ok {
			if err := f.Flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

// named makes an error fit to be seen: it says the file where it did not, and
// a column that is itself a value is shown as its label (law 4).
func (p *Plan) named(name string, err error) error {
	var fe *formats.Error
	var ie *InternalError
	switch {
	case errors.As(err, &fe):
		return p.pathShower().safe(err)
	case errors.As(err, &ie):
		return fmt.Errorf("%s: %w", name, err)
	}
	return err
}

// prepare finds the codec and, unless the dataset was sampled, decides the
// columns from the head of the input.
func (p *Plan) prepare(ctx context.Context, in *formats.Input, o *Options, r *run) error {
	size := sampleHead
	if r.decided != nil {
		if o.Codec != nil {
			return nil
		}
		size = sniffSize
	}
	var head []byte
	var err error
	if in.At != nil {
		// R and At are the same bytes: R stays where it is.
		head = make([]byte, min(int64(size), in.Size))
		n, err := in.At.ReadAt(head, 0)
		if err != nil && err != io.EOF {
			return err
		}
		head = head[:n]
	} else if head, err = readHead(in, size); err != nil {
		return err
	}
	if o.Codec == nil {
		if o.Codec, err = ChooseCodec(in.Name, head); err != nil {
			return err
		}
	}
	if r.decided != nil {
		return nil
	}
	s := p.newSampler(ctx)
	if in.At != nil {
		s.add(&formats.Input{Name: in.Name, R: io.NewSectionReader(in.At, 0, in.Size), At: in.At, Size: in.Size}, o.Codec, o.Read)
	} else {
		// The last record of the head may be cut in two.
		if len(head) == size {
			if i := bytes.LastIndexByte(head, '\n'); i > 0 {
				head = head[:i+1]
			}
		}
		s.add(&formats.Input{Name: in.Name, R: bytes.NewReader(head)}, o.Codec, o.Read)
	}
	return r.decide(s)
}

func (r *run) decide(s *sampler) error {
	var err error
	r.decided, err = s.columns()
	return err
}

// await runs f in a goroutine of its own and gives up on it when ctx ends.
func await(ctx context.Context, f func() error) error {
	done := make(chan error, 1)
	go func() { done <- guard(f) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}
