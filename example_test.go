package sluice_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"sluice"
	"sluice/formats"
	"sluice/redact"
	"sluice/scanner"
)

// stars hides a badge number behind as many stars.
type stars struct{}

func (stars) Name() string { return "stars" }

func (stars) Apply(dst []byte, v redact.Value) ([]byte, error) {
	return append(dst, strings.Repeat("*", len(v.Text))...), nil
}

// A detector and an operator of one's own, without touching sluice.
func ExamplePolicy() {
	badge := &scanner.Detector{
		Kind: "BADGE_NUMBER", Name: "badge number", Family: "custom",
		Patterns: []scanner.Pattern{{RE: `BDG-[0-9]{5}`, Base: 0.8}},
	}
	policy := &sluice.Policy{
		Detectors: []*scanner.Detector{badge},
		Operators: map[string]redact.Operator{"stars": stars{}},
		Rules:     []sluice.Rule{{Kinds: []string{"BADGE_NUMBER"}, Operator: sluice.OperatorSpec{Name: "stars"}}},
	}
	plan, err := policy.Compile(sluice.Env{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var out bytes.Buffer
	report, err := plan.Redact(context.Background(), &out, &formats.Input{
		Name: "log.jsonl",
		R:    strings.NewReader(`{"event":"BDG-20417 entered"}` + "\n"),
	}, sluice.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(out.String())
	fmt.Println(report.Findings, report.Kinds[0].Kind)
	// Output:
	// {"event":"********* entered"}
	// 1 BADGE_NUMBER
}
