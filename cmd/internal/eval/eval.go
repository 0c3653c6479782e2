// Package eval measures findings against labelled text.
package eval

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"sort"
	"strings"
	"text/tabwriter"

	"sluice/scanner"
)

// Labels maps the labels of a set to groups and kinds.
type Labels struct{ byName map[string]label }

type label struct {
	group string
	kinds []string // globs
}

// LoadLabels reads a CSV file with the columns label, group and kinds (globs
// separated by spaces). Without a file a label is the kind of its name.
func LoadLabels(name string) (*Labels, error) {
	if name == "" {
		return &Labels{}, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: no header", name)
	}
	at := map[string]int{}
	for i, h := range head {
		at[h] = i
	}
	for _, need := range []string{"label", "group", "kinds"} {
		if _, ok := at[need]; !ok {
			return nil, fmt.Errorf("%s: no column %s", name, need)
		}
	}
	m := &Labels{byName: map[string]label{}}
	for {
		row, err := r.Read()
		if err == io.EOF {
			return m, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		m.byName[row[at["label"]]] = label{row[at["group"]], strings.Fields(row[at["kinds"]])}
	}
}

func (m *Labels) of(name string) (label, bool) {
	if m.byName == nil {
		return label{name, []string{name}}, true
	}
	l, ok := m.byName[name]
	return l, ok
}

func (l label) fits(kind string) bool {
	for _, g := range l.kinds {
		if ok, err := path.Match(g, kind); ok && err == nil {
			return true
		}
	}
	return false
}

// Group counts the labelled spans of one group.
type Group struct {
	Spans  int     `json:"spans"`
	Recall float64 `json:"recall"`
	Any    float64 `json:"any"`
	Exact  float64 `json:"exact"`
	Leak   float64 `json:"leak"`

	fit, over, exact   int
	bytes, leakedBytes int
}

// Kind counts the findings of one kind.
type Kind struct {
	Findings  int     `json:"findings"`
	Labelled  int     `json:"labelled"`
	Precision float64 `json:"precision"`
}

// Result of one set.
type Result struct {
	Set       string            `json:"set"`
	Documents int               `json:"documents"`
	Bytes     int64             `json:"bytes"`
	Groups    map[string]*Group `json:"groups"`
	Kinds     map[string]*Kind  `json:"kinds"`
	// Confusion counts, by label, the kinds of findings that overlap it.
	Confusion map[string]map[string]int `json:"confusion"`

	misses []string
}

type document struct {
	Text  *string `json:"text"`
	Spans []struct {
		Start, End int
		Label      string
	} `json:"spans"`
}

// Run scans a set.
func Run(ctx context.Context, rs *scanner.Ruleset, m *Labels, name string, misses int) (*Result, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	set := path.Base(strings.ReplaceAll(name, "\\", "/"))
	r := &Result{Set: strings.TrimSuffix(set, ".jsonl"), Groups: map[string]*Group{}, Kinds: map[string]*Kind{}, Confusion: map[string]map[string]int{}}
	sc := rs.NewScanner()
	place := rs.Place("text")
	dets := rs.Detectors()
	shown := map[string]int{}
	in := bufio.NewReaderSize(f, 1<<20)
	var found []scanner.Finding
	for line := 1; ; line++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		raw, err := in.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return nil, err
		}
		if len(bytes.TrimSpace(raw)) > 0 {
			var d document
			if json.Unmarshal(raw, &d) != nil || d.Text == nil {
				return nil, fmt.Errorf("%s: line %d is no labelled text", name, line)
			}
			text := []byte(*d.Text)
			for _, s := range d.Spans {
				if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
					return nil, fmt.Errorf("%s: line %d: a span lies outside of the text", name, line)
				}
			}
			r.Documents++
			r.Bytes += int64(len(text))
			var serr error
			if found, serr = sc.Scan(found[:0], text, place); serr != nil {
				return nil, fmt.Errorf("%s: line %d: %w", name, line, serr)
			}
			r.score(m, text, &d, found, dets, misses, shown)
		}
		if errors.Is(err, io.EOF) {
			break
		}
	}
	for _, g := range r.Groups {
		g.Recall = share(g.fit, g.Spans)
		g.Any = share(g.over, g.Spans)
		g.Exact = share(g.exact, g.Spans)
		g.Leak = share(g.leakedBytes, g.bytes)
	}
	for _, k := range r.Kinds {
		k.Precision = share(k.Labelled, k.Findings)
	}
	return r, nil
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

func (r *Result) score(m *Labels, text []byte, d *document, found []scanner.Finding, dets []*scanner.Detector, misses int, shown map[string]int) {
	for _, s := range d.Spans {
		l, ok := m.of(s.Label)
		if !ok {
			continue
		}
		g := r.Groups[l.group]
		if g == nil {
			g = &Group{}
			r.Groups[l.group] = g
		}
		g.Spans++
		g.bytes += s.End - s.Start
		covered, at := 0, s.Start
		var fit, over, exact bool
		for _, f := range found {
			start, end := int(f.Start), int(f.End)
			if start >= s.End || end <= s.Start {
				continue
			}
			over = true
			kind := dets[f.Detector].Kind
			fit = fit || l.fits(kind)
			exact = exact || start == s.Start && end == s.End
			if lo, hi := max(start, at), min(end, s.End); hi > lo {
				covered += hi - lo
				at = hi
			}
			c := r.Confusion[s.Label]
			if c == nil {
				c = map[string]int{}
				r.Confusion[s.Label] = c
			}
			c[kind]++
		}
		g.leakedBytes += s.End - s.Start - covered
		for _, x := range []struct {
			is bool
			n  *int
		}{{fit, &g.fit}, {over, &g.over}, {exact, &g.exact}} {
			if x.is {
				*x.n++
			}
		}
		if !over && shown[l.group] < misses {
			shown[l.group]++
			r.misses = append(r.misses, fmt.Sprintf("%s: %q [%s]", l.group, text[max(0, s.Start-40):s.Start], text[s.Start:s.End]))
		}
	}
	for _, f := range found {
		k := r.Kinds[dets[f.Detector].Kind]
		if k == nil {
			k = &Kind{}
			r.Kinds[dets[f.Detector].Kind] = k
		}
		k.Findings++
		for _, s := range d.Spans {
			if s.Start < int(f.End) && s.End > int(f.Start) {
				k.Labelled++
				break
			}
		}
	}
}

// WriteTable writes the result for people.
func (r *Result) WriteTable(out io.Writer) error {
	fmt.Fprintf(out, "%s: %d documents\n", r.Set, r.Documents)
	for _, m := range r.misses {
		fmt.Fprintln(out, "  miss "+m)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "GROUP\tSPANS\tRECALL\tANY\tEXACT\tLEAK\t")
	for _, n := range sortedKeys(r.Groups) {
		g := r.Groups[n]
		fmt.Fprintf(w, "%s\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t\n", n, g.Spans, g.Recall, g.Any, g.Exact, g.Leak)
	}
	w.Flush()
	fmt.Fprintln(w, "\nKIND\tFINDINGS\tLABELLED\tPRECISION\t")
	names := sortedKeys(r.Kinds)
	sort.SliceStable(names, func(i, j int) bool { return r.Kinds[names[i]].Findings > r.Kinds[names[j]].Findings })
	for _, n := range names {
		k := r.Kinds[n]
		fmt.Fprintf(w, "%s\t%d\t%d\t%.3f\t\n", n, k.Findings, k.Labelled, k.Precision)
	}
	w.Flush()
	fmt.Fprintln(out, "\nlabel: kinds of the findings that overlap it")
	for _, l := range sortedKeys(r.Confusion) {
		c := r.Confusion[l]
		ks := sortedKeys(c)
		sort.SliceStable(ks, func(i, j int) bool { return c[ks[i]] > c[ks[j]] })
		var parts []string
		for i, k := range ks {
			if i == 5 {
				parts = append(parts, fmt.Sprintf("and %d kinds", len(ks)-5))
				break
			}
			parts = append(parts, fmt.Sprintf("%s %d", k, c[k]))
		}
		fmt.Fprintf(out, "  %s: %s\n", l, strings.Join(parts, ", "))
	}
	_, err := fmt.Fprintln(out)
	return err
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
