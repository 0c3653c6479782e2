package sluice

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// ManifestEntry says of one output what it was made from. Manifests are JSON
// lines; an entry is written after its output got its name.
type ManifestEntry struct {
	Input        string    `json:"input"`
	InputSHA256  string    `json:"input_sha256,omitempty"`
	Output       string    `json:"output"`
	OutputSHA256 string    `json:"output_sha256"`
	OutputBytes  int64     `json:"output_bytes"`
	Format       string    `json:"format"`
	Rows         int64     `json:"rows"`
	Findings     int64     `json:"findings"`
	Policy       string    `json:"policy_digest"`
	Keys         []string  `json:"key_ids,omitempty"`
	FPEKeys      []string  `json:"fpe_key_ids,omitempty"` // that fpe worked with
	Columns      string    `json:"columns_digest"`        // of the decisions
	Version      string    `json:"version"`
	Finished     time.Time `json:"finished"`
}

// manifestBase begins the name of a manifest that was given none.
const manifestBase = ".sluice-manifest"

type manifest struct {
	mu      sync.Mutex
	f       *os.File
	old     map[string]ManifestEntry // by output
	plan    *Plan
	columns string
}

// openManifest opens the dataset's manifest, nil if it has none.
func (p *Plan) openManifest(d *Dataset) (*manifest, error) {
	name := d.Manifest
	if name == "" {
		if !d.Resume {
			return nil, nil
		}
		if d.Out == "" || d.Out == "-" {
			return nil, &UsageError{Msg: "there is no manifest to resume from", Hint: "give --out DIR, or --manifest FILE"}
		}
		base := manifestBase + ".jsonl"
		if d.Shards > 0 {
			// Shards run side by side, each with a file of its own.
			base = fmt.Sprintf("%s.%d-of-%d.jsonl", manifestBase, d.Shard, d.Shards)
		}
		if st, err := os.Stat(d.Out); err == nil && !st.IsDir() {
			name = filepath.Join(filepath.Dir(d.Out), base)
		} else {
			name = filepath.Join(d.Out, base)
		}
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return nil, err
	}
	m := &manifest{plan: p, old: map[string]ManifestEntry{}, columns: d.Columns.digest()}
	if d.Resume {
		old, err := ReadManifest(name)
		if err != nil && !os.IsNotExist(err) {
			return nil, err
		}
		for _, e := range old {
			m.old[e.Output] = e
		}
		// Half a line of a killed run would spoil the next one.
		if b, err := os.ReadFile(name); err == nil && len(b) > 0 && b[len(b)-1] != '\n' {
			if err := os.Truncate(name, int64(bytes.LastIndexByte(b, '\n')+1)); err != nil {
				return nil, err
			}
		}
	}
	flag := os.O_WRONLY | os.O_CREATE | os.O_APPEND
	if !d.Resume {
		flag |= os.O_TRUNC
	}
	f, err := os.OpenFile(name, flag, 0o644)
	if err != nil {
		return nil, err
	}
	m.f = f
	return m, nil
}

// digest names the decisions, so that a resumed run that would decide
// otherwise makes its files anew.
func (c *Columns) digest() string {
	h := sha256.New()
	for _, d := range c.Decisions() {
		fmt.Fprintf(h, "%q %s %s\n", d.Column, d.Kind, d.Decision)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// ReadManifest reads the entries of a manifest. A last line that a killed run
// left unfinished is passed over: its output is made again.
func ReadManifest(name string) ([]ManifestEntry, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []ManifestEntry
	r := bufio.NewReader(f)
	for line := 1; ; line++ {
		b, err := r.ReadBytes('\n')
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		var e ManifestEntry
		if json.Unmarshal(b, &e) != nil {
			return nil, fmt.Errorf("%s: line %d is no entry of a manifest", name, line)
		}
		out = append(out, e)
	}
}

// finished reports whether the output is there as an earlier run made it from
// the same bytes, policy and keys.
func (m *manifest) finished(e entry, digest string) bool {
	m.mu.Lock()
	old, ok := m.old[e.out]
	m.mu.Unlock()
	if !ok || old.InputSHA256 != digest || old.Policy != m.plan.digest || old.Version != Version ||
		old.Columns != m.columns || !slices.Equal(old.Keys, m.plan.KeyIDs()) {
		return false
	}
	if st, err := os.Stat(e.out); err != nil || st.Size() != old.OutputBytes {
		return false
	}
	sum, err := digestFile(context.Background(), e.out)
	return err == nil && sum == old.OutputSHA256
}

func (m *manifest) add(e entry, rep *Report, in, out string, n int64) error {
	me := ManifestEntry{
		Input: e.path, InputSHA256: in, Output: e.out, OutputSHA256: out, OutputBytes: n, Rows: rep.Rows,
		Findings: rep.Findings, Policy: m.plan.digest, Keys: m.plan.KeyIDs(), FPEKeys: m.plan.fpeKeys, Columns: m.columns,
		Version: Version, Finished: time.Now().UTC().Truncate(time.Second),
	}
	if len(rep.PerFile) == 1 {
		me.Format = rep.PerFile[0].Format
	}
	b, err := json.Marshal(me)
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, err := m.f.Write(append(b, '\n')); err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	return nil
}

func (m *manifest) close() error {
	if m == nil || m.f == nil {
		return nil
	}
	err := m.f.Close()
	m.f = nil
	return err
}

// digestFile is the SHA-256 of a file's bytes as stored, in hex.
func digestFile(ctx context.Context, name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	buf := make([]byte, 256<<10)
	for {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		n, err := f.Read(buf)
		h.Write(buf[:n])
		if err == io.EOF {
			return hex.EncodeToString(h.Sum(nil)), nil
		}
		if err != nil {
			return "", err
		}
	}
}
