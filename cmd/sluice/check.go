package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"

	"sluice"
	"sluice/cmd/internal/render"
	"sluice/formats"
)

func (a *app) checkCmd() *cobra.Command {
	f := &runFlags{vaultReadOnly: true}
	var staged bool
	c := &cobra.Command{
		Use:   "check [--staged] [PATH...]",
		Short: "Exit 1 if files hold findings; for pre-commit and CI",
		Long: `check scans files of any kind, data files in their formats and all other text
line by line, and prints each finding masked with its file, record and column.
Binary files are passed over. --staged looks at what git is about to commit,
as it is staged, whatever the working tree holds.`,
		Example: `  sluice check --staged
  sluice check data/ README.md
  sluice check --staged --kinds 'family:credential'`,
		RunE: f.over(a, true, func(ctx context.Context, pl *sluice.Plan, d sluice.Dataset) error {
			if len(d.Inputs) == 0 && !staged {
				d.Inputs = []string{"."}
			}
			d.Any, d.Masked = true, true
			p := &findingPrinter{w: bufio.NewWriter(a.stdout)}
			d.Findings = p
			var files int
			var err error
			if staged {
				files, err = checkStaged(ctx, pl, d, p)
			} else {
				var rep *sluice.Report
				if rep, err = pl.ScanDataset(ctx, d); err == nil {
					files = rep.Files
				}
			}
			if err = errors.Join(err, p.w.Flush()); err != nil {
				return err
			}
			if p.n == 0 {
				return nil
			}
			a.exit = exitFindings
			fmt.Fprintf(a.stderr, "sluice: error: %s in %d of %s\n", render.Plural(p.n, "finding"), p.files, render.Plural(int64(files), "file"))
			fmt.Fprintf(a.stderr, "sluice: hint: redact them (sluice redact FILE --in-place), or list what may stand there in a policy (--policy, allow:)\n")
			return nil
		}),
	}
	f.looks(c)
	c.Flags().BoolVar(&staged, "staged", false, "look at what is staged for commit")
	return c
}

// checkStaged scans the staged versions of files, one stream each.
func checkStaged(ctx context.Context, pl *sluice.Plan, d sluice.Dataset, p *findingPrinter) (int, error) {
	args := []string{"diff", "--cached", "--name-only", "-z", "--diff-filter=ACMRT", "--no-ext-diff"}
	if len(d.Inputs) > 0 {
		args = append(append(args, "--"), d.Inputs...)
	}
	out, err := git(ctx, args...)
	if err != nil {
		return 0, err
	}
	files := 0
	for _, name := range strings.Split(string(out), "\x00") {
		if name == "" {
			continue
		}
		files++
		content, err := git(ctx, "cat-file", "blob", ":"+name)
		if err != nil {
			return files, err
		}
		head := content[:min(len(content), 64<<10)]
		if bytes.IndexByte(head, 0) >= 0 && !bytes.HasPrefix(head, []byte("PAR1")) {
			continue
		}
		o := d.Options
		if o.Codec == nil {
			if o.Codec, err = sluice.ChooseCodec(name, head); err != nil {
				if o.Codec, err = sluice.CodecNamed("text"); err != nil {
					return files, err
				}
			}
		}
		in := &formats.Input{Name: name, R: bytes.NewReader(content), At: bytes.NewReader(content), Size: int64(len(content))}
		if _, err := pl.Scan(ctx, in, o); err != nil {
			return files, err
		}
	}
	return files, nil
}

func git(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return nil, &sluice.UsageError{Msg: "--staged needs git, which is not installed"}
		}
		return nil, &sluice.UsageError{Msg: "git " + args[0] + " failed: " + strings.TrimSpace(firstLine(stderr.String())), Hint: "run sluice check --staged inside of a repository"}
	}
	return out, nil
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// findingPrinter turns lines of findings into lines for people.
type findingPrinter struct {
	w     *bufio.Writer
	rest  []byte
	n     int64
	files int
	last  string
}

func (p *findingPrinter) Write(b []byte) (int, error) {
	p.rest = append(p.rest, b...)
	for {
		i := bytes.IndexByte(p.rest, '\n')
		if i < 0 {
			return len(b), nil
		}
		var f struct {
			File, Column, Kind, Masked string
			Row, Start                 int64
			Score                      float64
		}
		if err := json.Unmarshal(p.rest[:i], &f); err != nil {
			return 0, io.ErrUnexpectedEOF
		}
		p.rest = p.rest[i+1:]
		p.n++
		if f.File != p.last {
			p.files++
			p.last = f.File
		}
		var err error
		if f.Column == "" {
			_, err = fmt.Fprintf(p.w, "%s:%d:%d: %s %s\n", f.File, f.Row+1, f.Start+1, f.Kind, f.Masked)
		} else {
			_, err = fmt.Fprintf(p.w, "%s: record %d, column %s: %s %s\n", f.File, f.Row, f.Column, f.Kind, f.Masked)
		}
		if err != nil {
			return 0, err
		}
	}
}
