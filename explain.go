package sluice

import (
	"bytes"
	"fmt"
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

// Explain looks at a field of a column ("" for none) and says, for every
// candidate of any score and for every stretch that only its surroundings keep
// from being one, what speaks for and against it.
func (p *Plan) Explain(column string, text []byte) ([]Explanation, error) {
	loose, err := p.loose()
	if err != nil {
		return nil, err
	}
	w := &worker{run: &run{plan: p, mode: scanning}, plan: p, scanner: p.rules.NewScanner()}
	r := w.newRules(column)
	s := &columnState{run: w.run, rules: r}
	found, err := w.scanner.Scan(nil, text, r.place)
	if err != nil {
		return nil, err
	}
	looseScanner := loose.NewScanner()
	all, err := looseScanner.Scan(nil, text, loose.Place(column))
	if err != nil {
		return nil, err
	}
	var out []Explanation
	threshold := p.rules.Threshold()
	covered := func(start, end int) bool {
		for i := range out {
			if start < out[i].End && end > out[i].Start {
				return true
			}
		}
		return false
	}
	for i := range found {
		f := &found[i]
		k := &p.kinds[f.Detector]
		e := explain(p.rules, k.Detector, f, text)
		e.Finding = true
		v := text[f.Start:f.End]
		w.findOwn(text, max(0, e.Start-ownReach), e.End)
		switch {
		case r.never:
			e.Finding = false
			e.Steps = append(e.Steps, "the policy says that this column is never touched")
		case w.allowed(k, r, v):
			e.Finding = false
			e.Steps = append(e.Steps, "an allow list of the policy names it")
		case w.owned(text, e.Start, e.End):
			e.Finding = false
			e.Steps = append(e.Steps, "it is a replacement of sluice's own")
		default:
			op := w.choose(s, f)
			e.Operator = op.name
		}
		out = append(out, e)
	}
	for i := range all {
		f := &all[i]
		if covered(int(f.Start), int(f.End)) {
			continue
		}
		d := loose.Detectors()[f.Detector]
		e := explain(loose, d, f, text)
		if d.Reserved != nil && !p.reserved && d.Reserved(text[f.Start:f.End]) {
			e.Steps = append(e.Steps, "reserved: a value that can be nobody's; --include-reserved reports it")
		} else if f.Score < threshold {
			e.Steps = append(e.Steps, fmt.Sprintf("%.2f is below the threshold %.2f", f.Score, threshold))
		}
		out = append(out, e)
	}
	// What would be a candidate if it stood alone is shielded by what stands
	// around it.
	for _, t := range tokens(text) {
		if covered(t.start, t.end) {
			continue
		}
		alone, err := looseScanner.Scan(nil, text[t.start:t.end], nil)
		if err != nil || len(alone) == 0 {
			continue
		}
		f := &alone[0]
		e := explain(loose, loose.Detectors()[f.Detector], f, text[t.start:t.end])
		e.Start, e.End, e.Score = t.start+int(f.Start), t.start+int(f.End), 0
		e.Steps = append(e.Steps, "by itself it would be a candidate; what it stands in (an identifier, a digest, a number with a fraction, a version) shields it")
		out = append(out, e)
	}
	if r.forced != nil {
		out = append([]Explanation{{0, len(text), r.kind.redact.Name, 1, true,
			[]string{"a column rule of the policy holds for every value of this column"}, []string{"column"}, nil, r.forced.name}}, out...)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	return out, nil
}

func explain(rs *scanner.Ruleset, d *scanner.Detector, f *scanner.Finding, text []byte) Explanation {
	e := Explanation{Start: int(f.Start), End: int(f.End), Kind: d.Kind, Score: float64(f.Score), Evidence: f.Evidence.Names(nil)}
	for i := range f.NAlso {
		e.Also = append(e.Also, rs.Detectors()[f.Also[i]].Kind)
	}
	say := func(ev scanner.Evidence, s string) {
		if f.Evidence&ev != 0 {
			e.Steps = append(e.Steps, s)
		}
	}
	say(scanner.ByPattern, "it is written in a form of "+d.Name)
	if d.Check != nil {
		switch d.Check(text[f.Start:f.End]) {
		case scanner.Proven:
			e.Steps = append(e.Steps, "structure and check characters are right")
		case scanner.Wrong:
			e.Steps = append(e.Steps, "structure or check characters are wrong")
		default:
			e.Steps = append(e.Steps, "the form has no check that could decide")
		}
	}
	say(scanner.ByContext, "a context word stands near: +0.35 (a weak one +0.20)")
	say(scanner.ByLabel, "a label stands directly before it: +0.45, at least 0.75 (0.55 with a wrong check)")
	say(scanner.ByColumn, "the column's name or content says so: as a label")
	say(scanner.WrongChecksum, "a label or the column decided although the check is wrong")
	e.Steps = append(e.Steps, fmt.Sprintf("score %.2f", f.Score))
	return e
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
