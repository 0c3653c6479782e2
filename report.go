package sluice

import (
	"encoding/json"
	"io"
	"sort"

	"sluice/scanner"
)

// Report says what happened: counts, never a value. Reports of files and of
// shards merge into one.
type Report struct {
	Version string   `json:"version"`
	Command string   `json:"command"`           // scan, redact, restore, verify
	Policy  string   `json:"policy_digest"`     // hex
	Keys    []string `json:"key_ids,omitempty"` // the active one first
	// FPEKeys are the ids of the keys that fpe worked with. Its output does not
	// name them; see Dataset.MadeBy.
	FPEKeys []string `json:"fpe_key_ids,omitempty"`

	Files    int     `json:"files"`
	Bytes    int64   `json:"bytes"` // decoded input
	Rows     int64   `json:"rows"`
	Findings int64   `json:"findings"`
	Seconds  float64 `json:"seconds"`

	// What became of findings and records in a redact or restore run.
	Replaced    int64 `json:"replaced,omitempty"`
	Nulled      int64 `json:"nulled,omitempty"`
	Dropped     int64 `json:"dropped_records,omitempty"`
	Quarantined int64 `json:"quarantined_records,omitempty"`
	// Indistinct counts values that format-preserving encryption may have
	// written and that nothing tells from others; see Verify.
	Indistinct int64 `json:"indistinguishable,omitempty"`

	// Kinds by count, then by name.
	Kinds []KindCount `json:"kinds"`
	// Columns that were decided as a whole, before the first record.
	Columns []ColumnDecision `json:"columns,omitempty"`
	PerFile []FileReport     `json:"per_file,omitempty"`
	// NotRead are files below named directories that are in no format of
	// sluice's, and side files.
	NotRead []string `json:"not_read,omitempty"`
	// OtherColumns counts findings of columns beyond MaxColumns.
	OtherColumns int64 `json:"other_columns,omitempty"`

	counts map[countKey]*count
}

// MaxColumns bounds the columns that a report tells apart: JSON objects can
// have as many keys as there are records.
const MaxColumns = 10_000

// KindCount is the number of findings of a kind, in all and by column.
type KindCount struct {
	Kind    string        `json:"kind"`
	Count   int64         `json:"count"`
	Columns []ColumnCount `json:"columns"`
	// Example is the first finding, masked; it is for tables on a screen and
	// never leaves in JSON.
	Example string `json:"-"`
}

// ColumnCount is the number of findings in a column.
type ColumnCount struct {
	Column string `json:"column"`
	Count  int64  `json:"count"`
}

// FileReport is the part of one file.
type FileReport struct {
	File     string           `json:"file"`
	Format   string           `json:"format,omitempty"`
	Bytes    int64            `json:"bytes"`
	Rows     int64            `json:"rows"`
	Findings int64            `json:"findings"`
	Kinds    map[string]int64 `json:"kinds,omitempty"`
	Skipped  bool             `json:"skipped,omitempty"` // resume: was finished already
}

// ColumnDecision is what was decided about a column before rewriting.
type ColumnDecision struct {
	Column string `json:"column"`
	Kind   string `json:"kind"`
	// Known: the column holds the kind. Chance: the few values that pass its
	// check do so by chance.
	Decision string `json:"decision"`
	// From is "policy" or "sample"; Passed of Sampled values passed.
	From    string `json:"from"`
	Passed  int    `json:"passed,omitempty"`
	Sampled int    `json:"sampled,omitempty"`
}

type countKey struct{ kind, column string }

type count struct {
	n       int64
	example string
	order   int // of first appearance
}

// add counts findings. Calls come in file order, so the example and the
// columns that fit into MaxColumns do not depend on the number of workers.
func (r *Report) add(kind, column string, n int64, example string) {
	if r.counts == nil {
		r.counts = map[countKey]*count{}
	}
	k := countKey{kind, column}
	c := r.counts[k]
	if c == nil {
		if len(r.counts) >= MaxColumns && column != "" {
			r.OtherColumns += n
			r.add(kind, "", n, example)
			return
		}
		c = &count{order: len(r.counts), example: example}
		r.counts[k] = c
	}
	c.n += n
	r.Findings += n
}

// finish makes the exported view of the counts.
func (r *Report) finish() {
	byKind := map[string]*KindCount{}
	first := map[string]int{}
	for k, c := range r.counts {
		kc := byKind[k.kind]
		if kc == nil {
			kc = &KindCount{Kind: k.kind}
			byKind[k.kind], first[k.kind] = kc, c.order+1
		}
		if kc.Example == "" || c.order < first[k.kind] {
			first[k.kind], kc.Example = c.order, c.example
		}
		kc.Count += c.n
		kc.Columns = append(kc.Columns, ColumnCount{k.column, c.n})
	}
	r.Kinds = make([]KindCount, 0, len(byKind))
	for _, kc := range byKind {
		sort.Slice(kc.Columns, func(i, j int) bool {
			a, b := kc.Columns[i], kc.Columns[j]
			return a.Count > b.Count || a.Count == b.Count && a.Column < b.Column
		})
		r.Kinds = append(r.Kinds, *kc)
	}
	sort.Slice(r.Kinds, func(i, j int) bool {
		a, b := r.Kinds[i], r.Kinds[j]
		return a.Count > b.Count || a.Count == b.Count && a.Kind < b.Kind
	})
}

// Merge adds another report: of the next file, or of another shard, also one
// that was read back with ReadReport. Shards that ran side by side took the
// longest of their times; Seconds is the sum and thus the work done.
func (r *Report) Merge(o *Report) {
	if o.counts == nil {
		for _, k := range o.Kinds {
			for _, c := range k.Columns {
				r.add(k.Kind, c.Column, c.Count, "")
			}
		}
	} else {
		keys := make([]countKey, len(o.counts))
		for k, c := range o.counts {
			keys[c.order] = k
		}
		for _, k := range keys {
			r.add(k.kind, k.column, o.counts[k].n, o.counts[k].example)
		}
	}
	r.Files += o.Files
	r.Bytes += o.Bytes
	r.Rows += o.Rows
	r.Seconds += o.Seconds
	r.Replaced += o.Replaced
	r.Nulled += o.Nulled
	r.Dropped += o.Dropped
	r.Quarantined += o.Quarantined
	r.Indistinct += o.Indistinct
	r.OtherColumns += o.OtherColumns
	r.PerFile = append(r.PerFile, o.PerFile...)
	r.NotRead = append(r.NotRead, o.NotRead...)
	seen := map[ColumnDecision]bool{}
	for _, d := range r.Columns {
		seen[d] = true
	}
	for _, d := range o.Columns {
		if !seen[d] {
			r.Columns = append(r.Columns, d)
		}
	}
	r.finish()
}

// WriteJSON writes the report, indented, with a final newline.
func (r *Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(r)
}

// ReadReport reads a report that WriteJSON wrote.
func ReadReport(rd io.Reader) (*Report, error) {
	r := new(Report)
	if err := json.NewDecoder(rd).Decode(r); err != nil {
		return nil, err
	}
	return r, nil
}

// Mask shows the shape of a value and hides it: of an address its first
// character and top-level domain, of anything else at most its first and last
// two characters, and only as far as four in five characters stay hidden.
func Mask(value []byte, d *scanner.Detector) string {
	const most = 24
	rs := []rune(string(value[:min(len(value), 256)]))
	at, dot := -1, -1
	for i, r := range rs {
		switch r {
		case '@':
			at = i
		case '.':
			dot = i
		}
	}
	if at > 0 && dot > at {
		tld := rs[dot:]
		if len(tld) > 6 {
			tld = nil
		}
		return string(clean(rs[0])) + "***@***" + string(tld)
	}
	secret := d != nil && d.Family == "credential"
	head, tail := 0, 0
	if n := len(rs); n >= 10 && !secret {
		head, tail = 1, n/10
	} else if n >= 5 {
		head = 1
	}
	tail = min(tail, 2)
	out := make([]rune, 0, most+1)
	for i, r := range rs {
		if i >= head && i < len(rs)-tail && (r > ' ' && r != '-' && r != '/' && r != '.' && r != '(' && r != ')' && r != '+' && r != ':') {
			r = '*'
		}
		if len(out) >= most-tail && i < len(rs)-tail {
			continue
		}
		out = append(out, clean(r))
	}
	return string(out)
}

// clean keeps control characters off terminals.
func clean(r rune) rune {
	if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
		return ' '
	}
	return r
}
