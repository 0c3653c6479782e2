package sluice

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A token names its key and cannot be opened with another one. What fpe writes
// does neither: a wrong key gives wrong values, not an error. The one place
// that knows the key is the manifest or report of the run; its ids are
// a MAC under the key itself (keys.Key.ID), so another key has another id.

// made is what a manifest or a report says of one output, or of all.
type made struct {
	Command string   `json:"command"` // of a report
	Output  string   `json:"output"`  // "" is all
	Bytes   int64    `json:"output_bytes"`
	Policy  string   `json:"policy_digest"`
	FPEKeys []string `json:"fpe_key_ids"`
}

// checkMade compares the keys that fpe is to restore entries with and those
// that they were made with: by the file the caller names, else by the
// manifests that lie beside the entries.
func (p *Plan) checkMade(d *Dataset, entries []entry) error {
	if len(p.fpeKeys) == 0 {
		return nil
	}
	if d.MadeBy != "" {
		all, err := readMade(d.MadeBy)
		if err != nil {
			return err
		}
		for _, e := range entries {
			of := slices.DeleteFunc(slices.Clone(all), func(m made) bool {
				return m.Output != "" && filepath.Base(m.Output) != filepath.Base(e.path)
			})
			if len(of) == 0 {
				of = all // renamed since
			}
			if err := p.sameKeys(d.MadeBy, e.path, of); err != nil {
				return err
			}
		}
		return nil
	}
	beside := map[string][]string{}
	read := map[string][]made{}
	for _, e := range entries {
		if e.path == "-" || strings.Contains(e.path, "://") {
			continue
		}
		dir := filepath.Dir(e.path)
		names, ok := beside[dir]
		if !ok {
			names = manifestsFor(dir, d.Inputs)
			beside[dir] = names
		}
		for _, name := range names {
			all, ok := read[name]
			if !ok {
				// Nobody asked for it: one that cannot be read says nothing.
				all, _ = readMade(name)
				read[name] = all
			}
			of := slices.DeleteFunc(slices.Clone(all), func(m made) bool {
				return filepath.Base(m.Output) != filepath.Base(e.path) || m.Bytes != e.size
			})
			if err := p.sameKeys(name, e.path, of); err != nil {
				return err
			}
		}
	}
	return nil
}

// manifestsFor are the manifests of their usual name in dir and in those
// inputs that hold it.
func manifestsFor(dir string, inputs []string) (names []string) {
	dirs := []string{dir}
	for _, in := range inputs {
		rel, err := filepath.Rel(in, dir)
		if err == nil && filepath.IsLocal(rel) && rel != "." {
			dirs = append(dirs, in)
		}
	}
	for _, dir := range dirs {
		files, _ := os.ReadDir(dir)
		for _, f := range files {
			if n := f.Name(); strings.HasPrefix(n, manifestBase+".") && strings.HasSuffix(n, ".jsonl") && f.Type().IsRegular() {
				names = append(names, filepath.Join(dir, n))
			}
		}
	}
	return names
}

func (p *Plan) sameKeys(name, path string, of []made) error {
	for _, m := range of {
		for _, id := range p.fpeKeys {
			if slices.Contains(m.FPEKeys, id) {
				continue
			}
			if len(m.FPEKeys) == 0 {
				return &UsageError{
					Msg:  fmt.Sprintf("%s: %s says that the run that made it had no fpe, and the policy would undo fpe", path, name),
					Hint: "give the policy that the data was redacted with",
				}
			}
			return &UsageError{
				Msg: fmt.Sprintf("%s: %s says that fpe had key %s, and fpe would be undone with key %s", path, name, strings.Join(m.FPEKeys, ", "), id),
				Hint: "give that key, and as the first one, or name it in the policy: fpe: {key: " + m.FPEKeys[0] +
					"}; with another key fpe gives wrong values",
			}
		}
	}
	return nil
}

// readMade reads a manifest, or a report in JSON. Of two entries of one output
// the later one counts.
func readMade(name string) ([]made, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []made
	at := map[string]int{}
	dec := json.NewDecoder(f)
	for {
		var m made
		err := dec.Decode(&m)
		switch {
		// A killed run may have left half a line.
		case err == io.EOF, errors.Is(err, io.ErrUnexpectedEOF) && len(all) > 0:
			if len(all) == 0 {
				return nil, &UsageError{Msg: name + " is empty", Hint: "it is to be the manifest or report of the redact run"}
			}
			return all, nil
		case err != nil || m.Policy == "" || m.Command != "" && m.Command != modeNames[redacting]:
			return nil, &UsageError{Msg: name + " is neither a manifest nor the report of a redact run in JSON"}
		}
		if i, ok := at[m.Output]; ok {
			all[i] = m
			continue
		}
		at[m.Output] = len(all)
		all = append(all, m)
	}
}
