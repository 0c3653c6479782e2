package sluice

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"sluice/formats"
	"sluice/formats/codecs"
	"sluice/formats/store"
)

// Dataset is many files under one plan.
type Dataset struct {
	// Inputs are files, directories, globs (* ? ** and [classes]) and "-" for
	// standard input.
	Inputs []string
	// Out is a file, a directory that mirrors the inputs, or "-" for standard
	// output. A single file goes into Out as a file unless Out is a
	// directory or ends with a slash.
	Out string
	// InPlace replaces the inputs themselves.
	InPlace bool
	// Force overwrites outputs that are there.
	Force bool
	// Resume skips files whose output a manifest describes as made from the
	// same bytes by the same policy and keys.
	Resume bool
	// Manifest is written line by line; "" means none, or with Resume
	// .sluice-manifest.jsonl in Out.
	Manifest string
	// MadeBy, for RestoreDataset, is the manifest or the report in JSON of the
	// run that made the inputs. What fpe wrote does not tell its key: with
	// another one it is restored to wrong values. By MadeBy, or by a manifest
	// of the usual name beside an input, a wrong key is a *UsageError.
	MadeBy string
	// Shard of Shards takes every Shards-th file of the sorted list, the
	// first being number 1. Columns are decided from all files, so the
	// output does not depend on the sharding.
	Shard, Shards int
	// Verify scans each output again before it gets its name.
	Verify bool
	// Split begins a new gzip member or zstd frame after this many bytes of
	// data; 0 means one for the whole file, which every reader reads whole.
	Split int64
	// Quarantine is the directory for records that are put aside.
	Quarantine string
	// Beside are files that the caller writes while the dataset runs; "" and
	// "-" count for nothing. It is an error if one of them is an input or an
	// output, or two are the same.
	Beside []string
	// Stdin and Stdout stand behind "-".
	Stdin  io.Reader
	Stdout io.Writer
	// Progress, if not nil, is kept up to date while files are read.
	Progress *Progress
	// Any takes every file of a directory that looks like text, of whatever
	// name, as text; binary files are left out.
	Any bool

	Options

	skipped []string
}

// Progress is read by another goroutine while a dataset runs.
type Progress struct {
	Files, FilesDone atomic.Int64
	Bytes, BytesDone atomic.Int64 // as stored; Bytes is 0 where unknown
	Findings         atomic.Int64
}

// UsageError is a request that cannot be meant so.
type UsageError struct{ Msg, Hint string }

func (e *UsageError) Error() string { return e.Msg }

// VerifyError: an output still holds findings.
type VerifyError struct {
	File     string
	Findings int64
}

func (e *VerifyError) Error() string {
	return fmt.Sprintf("%s: %d findings are left in the output", e.File, e.Findings)
}

// entry is one input file and where it goes.
type entry struct {
	path string // to open; "-" is standard input
	rel  string // below Out, with slashes
	out  string // "" for none
	size int64  // -1 unknown
	mode fs.FileMode
}

// RedactDataset redacts every file of the dataset. Files that were finished
// before an error stay; the one with the error leaves nothing behind.
func (p *Plan) RedactDataset(ctx context.Context, d Dataset) (*Report, error) {
	return p.dataset(ctx, redacting, &d)
}

// RestoreDataset restores every file of the dataset.
func (p *Plan) RestoreDataset(ctx context.Context, d Dataset) (*Report, error) {
	if !p.Restores() {
		return nil, &UsageError{Msg: "the policy has no operator that can be undone", Hint: "give the policy that the data was redacted with"}
	}
	return p.dataset(ctx, restoring, &d)
}

// ScanDataset scans every file of the dataset.
func (p *Plan) ScanDataset(ctx context.Context, d Dataset) (*Report, error) {
	d.Out, d.InPlace = "", false
	return p.dataset(ctx, scanning, &d)
}

// VerifyDataset is ScanDataset for what was redacted: see Verify.
func (p *Plan) VerifyDataset(ctx context.Context, d Dataset) (*Report, error) {
	d.Out, d.InPlace = "", false
	return p.dataset(ctx, verifying, &d)
}

// smallFile is the size up to which files are run side by side, each by one
// worker; what they find is held back until their turn, of so many files for
// each worker at most.
const (
	smallFile  = 4 << 20
	filesAhead = 4
)

func (p *Plan) dataset(ctx context.Context, m mode, d *Dataset) (*Report, error) {
	from := time.Now()
	if d.Workers <= 0 {
		d.Workers = runtime.GOMAXPROCS(0)
	}
	writes := m == redacting || m == restoring
	entries, err := d.entries(writes)
	if err != nil {
		return nil, err
	}
	if writes && p.NeedsQuarantine() && d.Quarantine == "" && d.Options.Quarantine == nil {
		return nil, &UsageError{Msg: "the policy puts records aside and there is nowhere to put them", Hint: "give --quarantine DIR"}
	}
	if err := d.apart(entries); err != nil {
		return nil, err
	}
	rep := p.newReport(m)
	everything := entries
	if d.Shards > 0 {
		var mine []entry
		for i, e := range entries {
			if i%d.Shards == d.Shard-1 {
				mine = append(mine, e)
			}
		}
		entries = mine
	}
	if writes {
		if err := d.free(entries); err != nil {
			return nil, err
		}
	}
	if m == restoring {
		if err := p.checkMade(d, entries); err != nil {
			return nil, err
		}
	}
	if d.Columns == nil && m != restoring {
		if d.Columns, err = p.sampleDataset(ctx, d, everything); err != nil {
			return nil, err
		}
	}
	if d.Progress != nil {
		for _, e := range entries {
			d.Progress.Files.Add(1)
			d.Progress.Bytes.Add(max(e.size, 0))
		}
	}
	man, err := p.openManifest(d)
	if err != nil {
		return nil, err
	}
	defer man.close()

	for i := 0; i < len(entries); {
		n := 1
		for d.Workers > 1 && entries[i].small() && i+n < len(entries) && entries[i+n].small() {
			n++
		}
		var err error
		if n == 1 {
			var fr *Report
			if fr, err = p.file(ctx, m, d, entries[i], d.Options, man); err == nil {
				rep.Merge(fr)
			}
		} else {
			err = p.beside(ctx, m, d, entries[i:i+n], man, rep)
		}
		if err != nil {
			return nil, err
		}
		i += n
	}
	rep.Seconds = time.Since(from).Seconds()
	rep.NotRead = d.skipped
	rep.finish()
	return rep, man.close()
}

func (e entry) small() bool {
	if e.size < 0 || e.path == "-" {
		return false
	}
	if compressed(e.path) {
		return e.size <= smallFile/8
	}
	return e.size <= smallFile
}

// beside runs small files side by side and hands over what they made in their
// order.
func (p *Plan) beside(ctx context.Context, m mode, d *Dataset, es []entry, man *manifest, rep *Report) error {
	type outcome struct {
		rep      *Report
		findings bytes.Buffer
		err      error
		done     chan struct{}
	}
	// What is done waits for the files before it, but not for many.
	begun := make(chan *outcome, filesAhead*d.Workers)
	var failed atomic.Bool
	go func() {
		defer close(begun)
		var g errgroup.Group
		g.SetLimit(d.Workers)
		for _, e := range es {
			if failed.Load() {
				return // no further file is begun
			}
			out := &outcome{done: make(chan struct{})}
			begun <- out
			g.Go(func() error {
				defer close(out.done)
				o := d.Options
				o.Workers = 1
				if o.Findings != nil {
					o.Findings = &out.findings
				}
				// A panic outside of the ring is an error of its file, too.
				out.err = guard(func() error {
					var err error
					out.rep, err = p.file(ctx, m, d, e, o, man)
					return err
				})
				if out.err != nil {
					failed.Store(true)
				}
				return nil
			})
		}
	}()
	// The error is the first in the order of files, not in time (law 2); what
	// has begun behind it comes to its end.
	var err error
	for out := range begun {
		<-out.done
		if err != nil {
			continue
		}
		if err = out.err; err != nil {
			continue
		}
		if d.Findings != nil {
			if _, err = d.Findings.Write(out.findings.Bytes()); err != nil {
				err = fmt.Errorf("findings: %w", err)
				failed.Store(true)
				continue
			}
		}
		rep.Merge(out.rep)
	}
	return err
}

// sampleDataset decides columns from the beginnings of files that are spread
// evenly over the sorted list. A dataset that is one stream is sampled by the
// run itself.
func (p *Plan) sampleDataset(ctx context.Context, d *Dataset, es []entry) (*Columns, error) {
	if len(es) == 1 {
		return nil, nil
	}
	s := p.newSampler(ctx)
	step := max(1, (len(es)+sampleFiles-1)/sampleFiles)
	for i := 0; i < len(es); i += step {
		e := es[i]
		if e.path == "-" {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f, err := openFile(e.path, nil)
		if err != nil {
			continue // the run comes upon it and says so
		}
		head, err := readHeadOf(&f.in, sampleHead)
		codec := d.Codec
		if err == nil && codec == nil {
			codec, err = d.chooseCodec(f.in.Name, head)
		}
		if err == nil && codec != nil {
			in := f.in
			if in.At == nil {
				if i := bytes.LastIndexByte(head, '\n'); len(head) == sampleHead && i > 0 {
					head = head[:i+1]
				}
				in.R = bytes.NewReader(head)
			}
			s.add(&in, codec, d.Read)
		}
		f.Close()
	}
	return s.columns()
}

// readHeadOf is the head of an input whose R is not needed any more.
func readHeadOf(in *formats.Input, n int) ([]byte, error) {
	if in.At != nil {
		head := make([]byte, min(int64(n), in.Size))
		got, err := in.At.ReadAt(head, 0)
		if err == io.EOF {
			err = nil
		}
		return head[:got], err
	}
	return readHead(in, n)
}

func (d *Dataset) chooseCodec(name string, head []byte) (formats.Codec, error) {
	c, err := ChooseCodec(name, head)
	if d.Any && (err != nil || c.Name() != "parquet") {
		if bytes.IndexByte(head, 0) >= 0 {
			return nil, errBinary
		}
		if err != nil {
			return CodecNamed("text")
		}
	}
	return c, err
}

var errBinary = errors.New("binary file")

// file runs one file.
func (p *Plan) file(ctx context.Context, m mode, d *Dataset, e entry, o Options, man *manifest) (rep *Report, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	done := func(rep *Report) *Report {
		if d.Progress != nil {
			d.Progress.FilesDone.Add(1)
			d.Progress.Findings.Add(rep.Findings)
		}
		return rep
	}
	var digest string
	if man != nil && e.path != "-" {
		if digest, err = digestFile(ctx, e.path); err != nil {
			return nil, err
		}
		if d.Resume && man.finished(e, digest) {
			r := p.newReport(m)
			r.PerFile = []FileReport{{File: e.path, Skipped: true}}
			if d.Progress != nil {
				d.Progress.BytesDone.Add(max(e.size, 0))
			}
			return done(r), nil
		}
	}
	var f *file
	if e.path == "-" {
		if d.Stdin == nil {
			return nil, &UsageError{Msg: "there is no standard input"}
		}
		f, err = openStream(ctx, "stdin", d.Stdin, d.Progress)
	} else {
		f, err = openFile(e.path, d.Progress)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if d.Any && o.Codec == nil {
		head, err := headKept(&f.in, sampleHead)
		if err != nil {
			return nil, err
		}
		if o.Codec, err = d.chooseCodec(f.in.Name, head); err == errBinary {
			r := p.newReport(m)
			r.PerFile = []FileReport{{File: e.path, Skipped: true}}
			return done(r), nil
		} else if err != nil {
			return nil, err
		}
	}
	if e.out == "" {
		rep, err = p.run(ctx, m, nil, &f.in, o)
		if err != nil {
			return nil, err
		}
		return done(rep), nil
	}
	var aside *store.Temp
	if d.Quarantine != "" && m == redacting && p.NeedsQuarantine() {
		// What is in there is as it came: for its owner alone.
		q, err := store.Create(filepath.Join(d.Quarantine, filepath.FromSlash(e.rel)+".quarantine.jsonl"), 0o600)
		if err != nil {
			return nil, err
		}
		defer q.Abort()
		o.Quarantine, aside = q, q
	}
	// The records that are missing in the output stand in the quarantine
	// before the output gets its name.
	settle := func() error {
		if aside == nil || aside.Size() == 0 {
			return nil
		}
		return aside.Commit()
	}
	if e.out == "-" {
		if d.Stdout == nil {
			return nil, &UsageError{Msg: "there is no standard output"}
		}
		w := bufio.NewWriterSize(d.Stdout, 64<<10)
		if rep, err = p.run(ctx, m, w, &f.in, o); err != nil {
			return nil, err
		}
		if err = w.Flush(); err != nil {
			return nil, fmt.Errorf("standard output: %w", err)
		}
		if err = settle(); err != nil {
			return nil, err
		}
		return done(rep), nil
	}
	if st, err := os.Stat(e.out); err == nil && !st.Mode().IsRegular() && !st.IsDir() {
		// A pipe or a device is written to, never renamed over.
		if d.Verify {
			return nil, &UsageError{Msg: e.out + " cannot be read back for --verify"}
		}
		w, err := os.OpenFile(e.out, os.O_WRONLY, 0)
		if err != nil {
			return nil, err
		}
		if rep, err = p.write(ctx, m, w, e, f, o, d.Split); err == nil {
			err = settle()
		}
		if cerr := w.Close(); err == nil && cerr != nil {
			err = cerr
		}
		if err != nil {
			return nil, err
		}
		return done(rep), nil
	}
	tmp, err := store.Create(e.out, e.mode.Perm())
	if err != nil {
		return nil, err
	}
	defer tmp.Abort()
	t := &output{Temp: tmp}
	if man != nil {
		t.digest = sha256.New()
	}
	if rep, err = p.write(ctx, m, t, e, f, o, d.Split); err != nil {
		return nil, err
	}
	if d.Verify && m == redacting {
		if err = p.verifyFile(ctx, t.Path(), e, o, rep.PerFile[0].Format); err != nil {
			return nil, err
		}
	}
	if err = settle(); err != nil {
		return nil, err
	}
	if err = t.Commit(); err != nil {
		return nil, err
	}
	if man != nil {
		if err = man.add(e, rep, digest, hex.EncodeToString(t.digest.Sum(nil)), t.Size()); err != nil {
			return nil, err
		}
	}
	return done(rep), nil
}

// write runs a file into its temporary output, compressed as its name says.
func (p *Plan) write(ctx context.Context, m mode, t io.Writer, e entry, f *file, o Options, split int64) (rep *Report, err error) {
	bw := bufio.NewWriterSize(t, 256<<10)
	if compressed(e.out) {
		z, err := compressTo(e.out, bw, max(1, o.Workers), split)
		if err != nil {
			return nil, err
		}
		defer z.Abort()
		if rep, err = p.run(ctx, m, z, &f.in, o); err != nil {
			return nil, err
		}
		if err := z.Close(); err != nil {
			return nil, fmt.Errorf("%s: %w", e.out, err)
		}
	} else if rep, err = p.run(ctx, m, bw, &f.in, o); err != nil {
		return nil, err
	}
	if err := bw.Flush(); err != nil {
		return nil, fmt.Errorf("%s: %w", e.out, err)
	}
	return rep, nil
}

// verifyFile reads an output back, as the format it was written in.
func (p *Plan) verifyFile(ctx context.Context, path string, e entry, o Options, format string) error {
	f, err := openAs(path, e.out, nil)
	if err != nil {
		return err
	}
	defer f.Close()
	o.Findings, o.Quarantine, o.Progress = nil, nil, nil
	if o.Codec, err = CodecNamed(format); err != nil {
		return err
	}
	rep, err := p.run(ctx, verifying, nil, &f.in, o)
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	if rep.Findings > 0 {
		return &VerifyError{e.out, rep.Findings}
	}
	return nil
}

// headKept reads the head of an input and leaves it unread.
func headKept(in *formats.Input, n int) ([]byte, error) {
	if in.At != nil {
		return readHeadOf(in, n)
	}
	return readHead(in, n)
}

// entries lists the inputs, sorted, with their outputs.
func (d *Dataset) entries(writes bool) ([]entry, error) {
	if len(d.Inputs) == 0 {
		return nil, &UsageError{Msg: "no input was named"}
	}
	if d.Shards < 0 || d.Shards > 0 && (d.Shard < 1 || d.Shard > d.Shards) {
		return nil, &UsageError{Msg: "a shard is written i/n with i from 1 to n"}
	}
	if writes {
		switch {
		case d.InPlace && d.Out != "":
			return nil, &UsageError{Msg: "there is an output and the inputs are to be replaced as well", Hint: "give --out or --in-place, not both"}
		case !d.InPlace && d.Out == "":
			return nil, &UsageError{Msg: "no output was named", Hint: "give --out FILE, --out DIR, --out - or --in-place"}
		}
	}
	var es []entry
	tree := false
	for _, arg := range d.Inputs {
		got, isTree, err := d.expand(arg)
		if err != nil {
			return nil, err
		}
		tree = tree || isTree
		es = append(es, got...)
	}
	sort.SliceStable(es, func(i, j int) bool { return es[i].rel < es[j].rel || es[i].rel == es[j].rel && es[i].path < es[j].path })
	es = slices.CompactFunc(es, func(a, b entry) bool { return a.path == b.path })
	if !writes {
		return es, nil
	}
	if d.InPlace {
		for i := range es {
			if es[i].path == "-" {
				return nil, &UsageError{Msg: "standard input cannot be replaced"}
			}
			es[i].out = es[i].path
		}
		return es, nil
	}
	if d.Out == "-" {
		if len(es) > 1 || tree {
			return nil, &UsageError{Msg: "standard output takes one file", Hint: "give --out DIR for several"}
		}
		for i := range es {
			es[i].out = "-"
		}
		return es, nil
	}
	st, err := os.Stat(d.Out)
	isDir := err == nil && st.IsDir() || strings.HasSuffix(d.Out, "/") || strings.HasSuffix(d.Out, string(filepath.Separator))
	if err == nil && !st.IsDir() && (tree || len(es) > 1) {
		return nil, &UsageError{Msg: d.Out + " is a file, and there are several inputs", Hint: "name a directory"}
	}
	if len(es) == 1 && !tree && !isDir {
		es[0].out = d.Out
	} else {
		for i := range es {
			if es[i].path == "-" {
				return nil, &UsageError{Msg: "standard input has no name for a directory", Hint: "give --out FILE or --out -"}
			}
			es[i].out = filepath.Join(d.Out, filepath.FromSlash(es[i].rel))
		}
	}
	seen := map[string]string{}
	for _, e := range es {
		if other, twice := seen[e.out]; twice {
			return nil, &UsageError{Msg: fmt.Sprintf("%s and %s would both be written to %s", other, e.path, e.out), Hint: "run them one by one, or name their common directory"}
		}
		seen[e.out] = e.path
	}
	return es, nil
}

// free checks that the outputs can be written without harm.
func (d *Dataset) free(es []entry) error {
	if d.InPlace || d.Out == "" || d.Out == "-" {
		return nil
	}
	for _, e := range es {
		if a, b := codecs.ByExtension(e.path), codecs.ByExtension(e.out); a != nil && b != nil && a.Name() != b.Name() && d.Codec == nil {
			return &UsageError{Msg: fmt.Sprintf("%s would be written in the format of its input, %s", e.out, a.Name()), Hint: "sluice keeps formats; name the output so"}
		}
		ost, err := os.Stat(e.out)
		if err != nil {
			continue
		}
		if ist, err := os.Stat(e.path); err == nil && os.SameFile(ist, ost) {
			return &UsageError{Msg: e.out + " is the input itself", Hint: "give --in-place if it is to be replaced"}
		}
		if ost.IsDir() {
			return &UsageError{Msg: e.out + " is a directory"}
		}
		if ost.Mode().IsRegular() && !d.Force && !d.Resume {
			return &UsageError{Msg: e.out + " is there already", Hint: "give --force to overwrite it, or --resume to go on with an earlier run"}
		}
	}
	return nil
}

// apart checks that what is written beside the outputs writes over none of the
// files of the run.
func (d *Dataset) apart(es []entry) error {
	seen := map[string]bool{}
	for _, name := range append([]string{d.Manifest}, d.Beside...) {
		if name == "" || name == store.Stdio {
			continue
		}
		st, err := os.Stat(name)
		there := err == nil
		if there && !st.Mode().IsRegular() {
			continue
		}
		full, err := filepath.Abs(name)
		if err != nil {
			return err
		}
		if seen[full] {
			return &UsageError{Msg: name + " would be written twice", Hint: "findings, report and manifest are files of their own"}
		}
		seen[full] = true
		for _, e := range es {
			if there && e.path != store.Stdio {
				if ist, err := os.Stat(e.path); err == nil && os.SameFile(ist, st) {
					return &UsageError{Msg: name + " is an input and would be written over"}
				}
			}
			if e.out != "" && e.out != store.Stdio {
				if out, err := filepath.Abs(e.out); err == nil && out == full {
					return &UsageError{Msg: name + " is an output as well", Hint: "findings, report and manifest are files of their own"}
				}
			}
		}
	}
	return nil
}

// expand lists the files of one argument; tree is true where it can name
// several.
func (d *Dataset) expand(arg string) (es []entry, tree bool, err error) {
	o := store.ListOptions{}
	if !d.Any && d.Codec == nil {
		o.Take = knownName
	}
	if d.Out != "" && d.Out != store.Stdio {
		// What an earlier run wrote below the input is not read again.
		o.Without = d.Out
		if st, err := os.Stat(arg); err == nil && st.IsDir() {
			if ost, err := os.Stat(d.Out); err == nil && os.SameFile(st, ost) {
				return nil, true, &UsageError{Msg: "the output directory is the input directory", Hint: "name another one, or give --in-place"}
			}
		}
	}
	l, err := store.List(arg, o)
	if err != nil {
		return nil, false, err
	}
	for _, e := range l.Entries {
		es = append(es, entry{path: e.Path, rel: e.Rel, size: e.Size, mode: e.Mode})
	}
	d.skipped = append(d.skipped, l.Skipped...)
	if l.Tree && len(es) == 0 && !d.Any {
		return nil, true, &UsageError{Msg: arg + " holds no file that sluice reads", Hint: "name files themselves, or give --format for files of other names"}
	}
	return es, l.Tree, nil
}

// output is a file that gets its name when it is whole, with its digest.
type output struct {
	*store.Temp
	digest hash.Hash // nil where nobody asks
}

func (t *output) Write(b []byte) (int, error) {
	n, err := t.Temp.Write(b)
	if t.digest != nil {
		t.digest.Write(b[:n])
	}
	return n, err
}
