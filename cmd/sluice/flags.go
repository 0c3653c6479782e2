package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sluice"
	"sluice/cmd/internal/render"
	"sluice/formats"
	"sluice/formats/store"
	"sluice/redact/keys"
)

// keyVariable is the environment variable that keys are taken from.
const keyVariable = "SLUICE_KEY"

// runFlags are the flags of commands that read data.
type runFlags struct {
	policy    string
	profile   string
	kinds     string
	regions   string
	minScore  float64
	reserved  bool
	operators []string
	keyFile   string
	vault     string
	// vaultReadOnly: the command only looks values up.
	vaultReadOnly bool

	workers   int
	format    string
	header    string
	delimiter string
	maxRecord string

	findings string
	report   string
	quiet    bool
	failOn   bool

	out, manifest, madeBy, quarantine, onBad, shard string
	split                                           string
	inPlace, force, resume, verify                  bool
}

// selects are the flags that say what is found.
func (f *runFlags) selects(c *cobra.Command) {
	fl := c.Flags()
	fl.StringVar(&f.policy, "policy", "", "policy `FILE` in YAML")
	fl.StringVar(&f.profile, "profile", "", "ready policy: `NAME` of sluice policy show")
	fl.StringVar(&f.kinds, "kinds", "", "only these kinds: `GLOBS` separated by commas; -X takes away, family:X names a family")
	fl.StringVar(&f.regions, "regions", "", "only the national kinds of these regions: `us,eu`")
	fl.Float64Var(&f.minScore, "min-score", 0, "`SCORE` from which a candidate is a finding (default 0.5)")
	fl.BoolVar(&f.reserved, "include-reserved", false, "find values that can be nobody's, too (test cards, example.com)")
}

// looks are the flags of commands that read data.
func (f *runFlags) looks(c *cobra.Command) {
	f.selects(c)
	fl := c.Flags()
	fl.StringVar(&f.keyFile, "key-file", "", "`FILE` of keys (else $"+keyVariable+", else the policy's key_command)")
	fl.StringVar(&f.vault, "vault", "", "`FILE` of the token vault")
	fl.IntVarP(&f.workers, "jobs", "j", 0, "`N` workers (default: one a core); the output does not depend on it")
	fl.StringVar(&f.format, "format", "", "`FORMAT` of the input: csv, jsonl, parquet, text (default: by name and first bytes)")
	fl.StringVar(&f.header, "header", "auto", "CSV: the first record names the columns: `yes|no|auto`")
	fl.StringVar(&f.delimiter, "delimiter", "", "CSV: `CHAR` between cells (default: by name and first bytes; \\t for a tab)")
	fl.StringVar(&f.maxRecord, "max-record", "", "greatest `SIZE` of a record (default 128MiB)")
	fl.StringVar(&f.findings, "findings", "", "write one JSON object a finding to `FILE` (never the value)")
	fl.StringVar(&f.report, "report", "", "write the report as JSON to `FILE`")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "no table and no progress")
	fl.StringVar(&f.shard, "shard", "", "only part `I/N` of the files, I from 1 to N")
	fl.StringVar(&f.onBad, "on-bad", "", "records that cannot be read: `stop|quarantine`")
}

// replaces is the flag that says what is written in the place of findings.
func (f *runFlags) replaces(c *cobra.Command) {
	c.Flags().StringArrayVar(&f.operators, "operator", nil, "what stands in a kind's place: `KIND=OP`, KIND a glob, OP such as label, mask:keep_last=4, pseudonym")
}

// writes are the flags of commands that write data.
func (f *runFlags) writes(c *cobra.Command) {
	fl := c.Flags()
	fl.StringVarP(&f.out, "out", "o", "", "output `FILE|DIR|-`; a directory mirrors the inputs")
	fl.BoolVar(&f.inPlace, "in-place", false, "replace the inputs themselves")
	fl.BoolVar(&f.force, "force", false, "overwrite outputs that are there")
	fl.BoolVar(&f.resume, "resume", false, "skip files that an earlier run finished with the same policy and keys")
	fl.StringVar(&f.manifest, "manifest", "", "write to `FILE` what each output was made from")
	fl.StringVar(&f.split, "split", "", "begin a new gzip member or zstd frame after `SIZE` of data (default: one; some readers stop behind the first)")
	fl.StringVar(&f.quarantine, "quarantine", "", "`DIR` for records that are put aside")
}

// loadPolicy is the policy of the flags.
func (f *runFlags) loadPolicy() (*sluice.Policy, error) {
	var p *sluice.Policy
	var err error
	switch {
	case f.policy != "" && f.profile != "":
		return nil, &sluice.UsageError{Msg: "both --policy and --profile were given", Hint: "a policy can include a profile"}
	case f.policy == "-":
		return nil, &sluice.UsageError{Msg: "a policy is not read from standard input"}
	case f.policy != "":
		p, err = sluice.LoadPolicyFile(f.policy)
	case f.profile != "":
		p, err = sluice.ProfilePolicy(f.profile)
	default:
		p = &sluice.Policy{}
	}
	if err != nil {
		return nil, err
	}
	if f.kinds != "" {
		p.Select(splitList(f.kinds))
	}
	if f.regions != "" {
		p.Regions = splitList(f.regions)
	}
	if f.minScore < 0 || f.minScore > 1 {
		return nil, &sluice.UsageError{Msg: "--min-score goes from 0 to 1"}
	}
	if f.minScore > 0 {
		p.Threshold = f.minScore
	}
	p.IncludeReserved = p.IncludeReserved || f.reserved
	switch f.onBad {
	case "":
	case "stop":
		p.OnBad = sluice.Stop
	case "quarantine":
		p.OnBad = sluice.SetAside
	default:
		return nil, &sluice.UsageError{Msg: "--on-bad is stop or quarantine"}
	}
	var rules []sluice.Rule
	for _, s := range f.operators {
		r, err := sluice.ParseOperator(s)
		if err != nil {
			return nil, &sluice.UsageError{Msg: "--operator: " + err.Error()}
		}
		rules = append(rules, r)
	}
	p.Rules = append(rules, p.Rules...)
	return p, nil
}

func splitList(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

// env gathers the keys and the vault.
func (f *runFlags) env(ctx context.Context, a *app, p *sluice.Policy) (sluice.Env, func() error, error) {
	var env sluice.Env
	var err error
	switch {
	case f.keyFile != "":
		env.Keys, err = keys.Load(f.keyFile)
	case os.Getenv(keyVariable) != "":
		env.Keys, err = keys.FromEnv(keyVariable)
	case len(p.KeyCommand) > 0:
		env.Keys, err = keys.FromCommand(ctx, a.stderr, p.KeyCommand...)
	}
	if err != nil {
		return env, nil, err
	}
	return env, f.openVault(&env), nil
}

func (f *runFlags) plan(ctx context.Context, a *app, scan bool) (*sluice.Plan, func() error, error) {
	p, err := f.loadPolicy()
	if err != nil {
		return nil, nil, err
	}
	env, closeEnv, err := f.env(ctx, a, p)
	if err != nil {
		return nil, nil, err
	}
	collectLater()
	var pl *sluice.Plan
	if scan {
		pl, err = p.CompileScan(env)
	} else {
		pl, err = p.Compile(env)
	}
	if err != nil {
		return nil, nil, errors.Join(err, closeEnv())
	}
	return pl, closeEnv, nil
}

// over makes of do, which gets what the flags and arguments say, what a command
// runs. With scan, operators need no keys.
func (f *runFlags) over(a *app, scan bool, do func(context.Context, *sluice.Plan, sluice.Dataset) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) (err error) {
		pl, closeEnv, err := f.plan(c.Context(), a, scan)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, closeEnv()) }()
		d, err := f.dataset(a, args)
		if err != nil {
			return err
		}
		return do(c.Context(), pl, d)
	}
}

// collectLater puts off the garbage collector for a moment. A start makes some
// four megabytes, which is where it would set in, and in a run that is over soon
// it would be a fifth of the work.
func collectLater() {
	if os.Getenv("GOGC") != "" {
		return
	}
	usual := debug.SetGCPercent(200)
	time.AfterFunc(100*time.Millisecond, func() { debug.SetGCPercent(usual) })
}

// dataset fills in what the flags say about reading and writing.
func (f *runFlags) dataset(a *app, inputs []string) (sluice.Dataset, error) {
	d := sluice.Dataset{
		Inputs: inputs, Out: f.out, InPlace: f.inPlace, Force: f.force, Resume: f.resume, Manifest: f.manifest, MadeBy: f.madeBy,
		Verify: f.verify, Quarantine: f.quarantine, Stdin: a.stdin, Stdout: a.stdout,
	}
	d.Workers = f.workers
	if f.workers < 0 || f.workers > 1024 {
		return d, &sluice.UsageError{Msg: "-j goes from 1 to 1024"}
	}
	if f.format != "" {
		c, err := sluice.CodecNamed(f.format)
		if err != nil {
			return d, err
		}
		d.Codec = c
	}
	switch f.header {
	case "", "auto":
	case "yes":
		d.Read.Header = formats.HeaderYes
	case "no":
		d.Read.Header = formats.HeaderNo
	default:
		return d, &sluice.UsageError{Msg: "--header is yes, no or auto"}
	}
	switch s := f.delimiter; {
	case s == "":
	case s == `\t` || s == "tab":
		d.Read.Delimiter = '\t'
	case len(s) == 1:
		d.Read.Delimiter = s[0]
	default:
		return d, &sluice.UsageError{Msg: "--delimiter is one ASCII character, or \\t"}
	}
	if f.maxRecord != "" {
		n, err := parseSize(f.maxRecord)
		if err != nil {
			return d, &sluice.UsageError{Msg: "--max-record: " + err.Error()}
		}
		d.Read.MaxRecord = n
	}
	if f.split != "" {
		n, err := parseSize(f.split)
		if err != nil {
			return d, &sluice.UsageError{Msg: "--split: " + err.Error()}
		}
		d.Split = int64(n)
	}
	if f.shard != "" {
		i, n, ok := strings.Cut(f.shard, "/")
		var err1, err2 error
		d.Shard, err1 = strconv.Atoi(i)
		d.Shards, err2 = strconv.Atoi(n)
		if !ok || err1 != nil || err2 != nil || d.Shards < 1 {
			return d, &sluice.UsageError{Msg: "--shard is written I/N, such as 1/8"}
		}
	}
	return d, nil
}

func parseSize(s string) (int, error) {
	units := []struct {
		name string
		n    int
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"GB", 1e9}, {"MB", 1e6}, {"KB", 1e3}, {"B", 1}, {"", 1}}
	for _, u := range units {
		if num, ok := strings.CutSuffix(s, u.name); ok {
			n, err := strconv.Atoi(strings.TrimSpace(num))
			if err != nil || n <= 0 || n > (1<<40)/u.n {
				return 0, errors.New("a size is written 64MiB")
			}
			return n * u.n, nil
		}
	}
	return 0, errors.New("a size is written 64MiB")
}

// sink is an output that appears only when the run went well.
type sink struct {
	io.Writer
	buf  *bufio.Writer
	file *os.File    // a device or a pipe
	temp *store.Temp // a file
}

// openSink opens FILE or "-"; an empty name is no sink.
func (a *app) openSink(name string) (*sink, error) {
	switch name {
	case "":
		return nil, nil
	case "-":
		b := bufio.NewWriter(a.stdout)
		return &sink{Writer: b, buf: b}, nil
	}
	if st, err := os.Stat(name); err == nil && !st.Mode().IsRegular() {
		// A pipe or a device cannot be renamed over.
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return nil, err
		}
		b := bufio.NewWriterSize(f, 64<<10)
		return &sink{Writer: b, buf: b, file: f}, nil
	}
	// Places of findings are for their owner alone.
	t, err := store.Create(name, 0o600)
	if err != nil {
		return nil, err
	}
	b := bufio.NewWriterSize(t, 64<<10)
	return &sink{Writer: b, buf: b, temp: t}, nil
}

func (s *sink) commit() error {
	if s == nil {
		return nil
	}
	err := s.buf.Flush()
	switch {
	case s.file != nil:
		if cerr := s.file.Close(); err == nil {
			err = cerr
		}
	case s.temp != nil && err == nil:
		err = s.temp.Commit()
	}
	s.abort()
	return err
}

// abort takes away what was not committed.
func (s *sink) abort() {
	if s == nil {
		return
	}
	if s.file != nil {
		s.file.Close()
	}
	if s.temp != nil {
		s.temp.Abort()
	}
}

// execute runs a dataset with its findings, report, progress and table.
func (f *runFlags) execute(ctx context.Context, a *app, d sluice.Dataset,
	do func(context.Context, sluice.Dataset) (*sluice.Report, error)) (*sluice.Report, error) {
	toStdout := 0
	for _, name := range []string{f.findings, f.report, f.out} {
		if name == "-" {
			toStdout++
		}
	}
	if toStdout > 1 {
		return nil, &sluice.UsageError{Msg: "standard output takes one of data, findings and report"}
	}
	d.Beside = []string{f.findings, f.report}
	findings, err := a.openSink(f.findings)
	if err != nil {
		return nil, err
	}
	defer findings.abort()
	if findings != nil {
		d.Findings = findings
	}
	var pg *render.Progress
	if !f.quiet {
		d.Progress = new(sluice.Progress)
		pg = render.StartProgress(a.stderr, d.Progress, time.Now)
	}
	rep, err := do(ctx, d)
	pg.Stop()
	if err != nil {
		return nil, err
	}
	if err := findings.commit(); err != nil {
		return nil, fmt.Errorf("findings: %w", err)
	}
	if f.report != "" {
		s, err := a.openSink(f.report)
		if err != nil {
			return nil, err
		}
		if err := rep.WriteJSON(s); err != nil {
			s.abort()
			return nil, fmt.Errorf("report: %w", err)
		}
		if err := s.commit(); err != nil {
			return nil, fmt.Errorf("report: %w", err)
		}
	}
	if !f.quiet {
		to := a.stdout
		if toStdout > 0 {
			to = a.stderr
		}
		if err := render.Table(to, rep); err != nil {
			return nil, err
		}
	}
	return rep, nil
}
