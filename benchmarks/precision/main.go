// Command precision counts what sluice finds in data that is not about
// people, where nearly every finding is a false one.
//
//	go run ./benchmarks/precision [-noise MB] [DIR...]
//
// Each DIR is one corpus, for example "$(go env GOROOT)/src" or a directory of
// JavaScript bundles: tables (CSV, TSV, JSON Lines, Parquet, also compressed)
// are read as they are, every other file that is UTF-8 text is one record.
// -noise adds that many megabytes of each corpus of package noise, made from
// a seed: as a table with the neutral column names that such values have.
//
// Printed are findings a megabyte and their number by kind; never a value.
// Where one of them stands tells `sluice scan --findings`, why, `sluice
// explain`. Not all findings are false: sources name their authors, and test
// files hold keys and addresses.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"sluice"
	"sluice/benchmarks/noise"
)

// record is the longest file that is taken as one record, in bytes.
const record = 16 << 20

func main() {
	megabytes := flag.Float64("noise", 0, "megabytes of each corpus of noise")
	seed := flag.Uint64("seed", 1, "of the noise")
	kinds := flag.String("kinds", "", "kinds or globs, separated by commas (default: those that are on)")
	flag.Parse()
	if flag.NArg() == 0 && *megabytes <= 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*megabytes, *seed, *kinds, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "precision:", err)
		os.Exit(1)
	}
}

func run(megabytes float64, seed uint64, kinds string, dirs []string) (err error) {
	p := &sluice.Policy{}
	if kinds != "" {
		p.Select(strings.Split(kinds, ","))
	}
	plan, err := p.Compile(sluice.Env{})
	if err != nil {
		return err
	}
	tmp, err := os.MkdirTemp("", "precision")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	fmt.Printf("%-34s %9s %9s %9s  kinds\n", "corpus", "MB", "findings", "per MB")
	if megabytes > 0 {
		for i, c := range noise.Corpora() {
			path := filepath.Join(tmp, c.Name+".csv")
			if err := table(path, c, megabytes, rand.New(rand.NewPCG(seed, uint64(i)))); err != nil {
				return err
			}
			if err := count(plan, c.Name, path); err != nil {
				return err
			}
		}
	}
	for i, dir := range dirs {
		path := filepath.Join(tmp, fmt.Sprintf("%d.jsonl", i))
		tables, err := gather(path, dir)
		if err != nil {
			return err
		}
		if err := count(plan, dir, append(tables, path)...); err != nil {
			return err
		}
	}
	return nil
}

// table writes a CSV file with one column for every name of the corpus.
func table(path string, c noise.Corpus, megabytes float64, r *rand.Rand) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := csv.NewWriter(f)
	if err := w.Write(c.Columns); err != nil {
		return err
	}
	row := make([]string, len(c.Columns))
	for size := 0; size < int(megabytes*1e6); {
		for i := range row {
			row[i] = c.Value(r)
			size += len(row[i]) + 1
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// gather writes the files below dir that are text as records of one JSON
// Lines file, and lists the tables.
func gather(path, dir string) (tables []string, err error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	err = filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		name := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(d.Name()), ".gz"), ".zst")
		switch filepath.Ext(name) {
		case ".csv", ".tsv", ".jsonl", ".ndjson", ".parquet":
			tables = append(tables, file)
			return nil
		}
		info, err := d.Info()
		if err != nil || info.Size() > record {
			return err
		}
		b, err := os.ReadFile(file)
		if err != nil || bytes.IndexByte(b, 0) >= 0 || !utf8.Valid(b) {
			return err
		}
		return enc.Encode(struct {
			Content string `json:"content"`
		}{string(b)})
	})
	return tables, errors.Join(err, w.Flush())
}

// count scans files and prints a line.
func count(plan *sluice.Plan, name string, files ...string) error {
	rep, err := plan.ScanDataset(context.Background(), sluice.Dataset{Inputs: files})
	if err != nil {
		return err
	}
	var by []string
	for _, k := range rep.Kinds {
		by = append(by, fmt.Sprintf("%s %d", k.Kind, k.Count))
	}
	mb := max(float64(rep.Bytes), 1) / 1e6
	fmt.Printf("%-34s %9.2f %9d %9.2f  %s\n", short(name), mb, rep.Findings, float64(rep.Findings)/mb, strings.Join(by, ", "))
	return nil
}

// short is the end of a path.
func short(name string) string {
	if parts := strings.Split(filepath.ToSlash(filepath.Clean(name)), "/"); len(parts) > 3 {
		return strings.Join(parts[len(parts)-3:], "/")
	}
	return name
}
