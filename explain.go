package sluice

import (
	"bytes"
	"fmt"
	"slices"
	"sort"

	"sluice/scanner"
)

// Explanation says why a stretch of a text is a finding, or is none.
type Explanation struct {
	Start   int     `json:"start"` // bytes, half-open
	End     int     `json:"end"`
	Kind    string  `json:"kind"`
	Score   float64 `json:"score"`
	Finding bool    `json:"finding"`
	// Steps are how the score came about and what decided, in words.
	Steps    []string `json:"steps"`
	Evidence []string `json:"evidence"`
	Also     []string `json:"also,omitempty"`
	// Operator that the policy's rules choose.
	Operator string `json:"operator,omitempty"`
}

// traced is a candidate as the scanner went over it.
type traced struct {
	start, end int
	kind       string
	steps      []scanner.Step
}

// maxTraced bounds the candidates that are kept of a text, maxDropped those of
// one stretch that are shown beside a better one.
const (
	maxTraced  = 10_000
	maxDropped = 6
)

// Explain looks at a field of a column ("" for none) and says, for every
// candidate of any score and for every stretch that only its surroundings keep
// from being one, what speaks for and against it, as the scanner weighed it.
func (p *Plan) Explain(column string, text []byte) ([]Explanation, error) {
	w := &worker{run: &run{plan: p, mode: scanning}, plan: p, scanner: p.rules.NewScanner()}
	r := w.newRules(column)
	s := &columnState{run: w.run, rules: r}
	var list []*traced
	type key struct {
		start, end int
		kind       string
	}
	at := map[key]*traced{}
	found, err := w.scanner.Explain(nil, text, r.place, func(st scanner.Step) {
		k := key{st.Start, st.End, st.Kind}
		t := at[k]
		if t == nil {
			if len(list) >= maxTraced {
				return
			}
			t = &traced{st.Start, st.End, st.Kind, nil}
			at[k] = t
			list = append(list, t)
		}
		t.steps = append(t.steps, st)
	})
	if err != nil {
		return nil, err
	}
	var out []Explanation
	covered := func(start, end int) (n int) {
		for i := range out {
			if start < out[i].End && end > out[i].Start {
				n++
			}
		}
		return n
	}
	for i := range found {
		f := &found[i]
		k := &p.kinds[f.Detector]
		e := Explanation{Start: int(f.Start), End: int(f.End), Kind: k.Kind, Score: float64(f.Score), Evidence: f.Evidence.Names([]string{}), Finding: true}
		for i := range f.NAlso {
			e.Also = append(e.Also, p.kinds[f.Also[i]].Kind)
		}
		if t := at[key{e.Start, e.End, e.Kind}]; t != nil {
			e.Steps = p.say(t)
		}
		e.Steps = append(e.Steps, fmt.Sprintf("score %.2f", f.Score))
		w.findOwn(text, 0, min(len(text), e.End+ownNear))
		switch {
		case r.never:
			e.Finding = false
			e.Steps = append(e.Steps, "the policy says that this column is never touched")
		case w.allowed(k, r, text[f.Start:f.End]):
			e.Finding = false
			e.Steps = append(e.Steps, "an allow list of the policy names it")
		case w.owned(text, e.Start, e.End):
			e.Finding = false
			e.Steps = append(e.Steps, "it is a replacement of sluice's own")
		case !w.standsAlone(f, text, r.place):
			e.Finding = false
			e.Steps = append(e.Steps, "only a replacement of sluice's own beside it speaks for it")
		default:
			e.Operator = w.choose(s, f).name
		}
		out = append(out, e)
	}
	// What was dropped, the best first, where no finding stands.
	sort.SliceStable(list, func(i, j int) bool { return list[i].best() > list[j].best() })
	nFound := len(out)
	for _, t := range list {
		over := false
		for i := range out[:nFound] {
			over = over || t.start < out[i].End && t.end > out[i].Start
		}
		if over || covered(t.start, t.end) >= maxDropped {
			continue
		}
		out = append(out, Explanation{Start: t.start, End: t.end, Kind: t.kind, Score: t.best(), Steps: p.say(t), Evidence: []string{}})
	}
	// What would be a candidate if it stood alone is shielded by what stands
	// around it.
	loose, err := p.loose()
	if err != nil {
		return nil, err
	}
	looseScanner := loose.NewScanner()
	for _, t := range tokens(text) {
		if covered(t.start, t.end) > 0 {
			continue
		}
		alone, err := looseScanner.Scan(nil, text[t.start:t.end], nil)
		if err != nil || len(alone) == 0 {
			continue
		}
		f := &alone[0]
		out = append(out, Explanation{Start: t.start + int(f.Start), End: t.start + int(f.End), Kind: loose.Detectors()[f.Detector].Kind,
			Steps: []string{"by itself it would be a candidate; what it stands in (an identifier, a digest, a number with a fraction, a version) shields it"}, Evidence: []string{}})
	}
	if r.forced != nil {
		out = append([]Explanation{{0, len(text), r.kind.redact.Name, 1, true,
			[]string{"a column rule of the policy holds for every value of this column"}, []string{"column"}, nil, r.forced.name}}, out...)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out, nil
}

// standsAlone reports whether the finding is one without the words of our
// replacements near it, as scanField decides it.
func (w *worker) standsAlone(f *scanner.Finding, text []byte, at *scanner.Place) bool {
	if !w.nearOwn(int(f.Start), int(f.End)) {
		return true
	}
	if err := w.coverOwn(text, at, nil); err != nil {
		return true
	}
	return overlaps(w.covered, f.Start, f.End)
}

// best is the highest score that a candidate had on its way.
func (t *traced) best() float64 {
	var s scanner.Score
	for _, st := range t.steps {
		s = max(s, min(st.Score, 1))
	}
	return float64(s)
}

// inWords says more of the scanner's steps where they are short.
var inWords = map[string]string{
	"pattern":             "it is written in a form of this kind",
	"check passes":        "structure and check characters are right",
	"check is wrong":      "structure or check characters are wrong, and no label or column claims it",
	"label or column":     "a label directly before it or the column's name or content says so",
	"context word":        "a context word stands near",
	"weak context word":   "a weak context word stands near",
	"among other numbers": "one of several numbers in a row",
	"reserved value":      "a value that is reserved for examples and tests",
	"check is wrong, but a label or column claims it": "the check is wrong, but a label or the column claims it",
}

// say puts the steps of a candidate into words.
func (p *Plan) say(t *traced) []string {
	var out []string
	decided := false
	for _, st := range t.steps {
		what := st.What
		if in := inWords[what]; in != "" {
			what = in
		}
		if st.Score == 0 {
			out = append(out, what+": dropped")
			decided = true
			continue
		}
		line := fmt.Sprintf("%s: %.2f", what, min(st.Score, 1))
		if !slices.Contains(out, line) {
			out = append(out, line)
		}
		switch st.What {
		case "below the threshold":
			out[len(out)-1] += fmt.Sprintf(" of %.2f", p.rules.Threshold())
			decided = true
		case "reserved value":
			out = append(out, "it can be nobody's; --include-reserved reports it")
		}
	}
	if last := t.steps[len(t.steps)-1]; !decided && last.Score < p.rules.Threshold() {
		out = append(out, "no word and no column speaks for it: dropped")
	}
	return out
}

type stretch struct{ start, end int }

// tokens are runs without white space that hold a digit or an @, and the runs
// of letters and digits within them.
func tokens(text []byte) []stretch {
	var out []stretch
	for at := 0; at < len(text) && len(out) < 10_000; {
		for at < len(text) && isSpace(text[at]) {
			at++
		}
		end := at
		for end < len(text) && !isSpace(text[end]) {
			end++
		}
		if bytes.ContainsAny(text[at:end], "0123456789@") {
			if t := bytes.Trim(text[at:end], `.,;:!?()[]{}<>"'`); len(t) > 0 {
				from := at + bytes.Index(text[at:end], t)
				out = append(out, stretch{from, from + len(t)})
			}
			for i := at; i < end; {
				from, to := nextWord(text[:end], i)
				if from == to {
					break
				}
				if bytes.ContainsAny(text[from:to], "0123456789") {
					out = append(out, stretch{from, to})
				}
				i = to
			}
		}
		at = end
	}
	return out
}
