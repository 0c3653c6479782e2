package main

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"sluice/cmd/internal/eval"
)

func (a *app) evalCmd() *cobra.Command {
	f := &runFlags{}
	var labels, asJSON string
	var misses int
	c := &cobra.Command{
		Use:   "eval SET.jsonl...",
		Short: "Measure recall and precision on labelled text",
		Long: `eval scans labelled sets, one object a line with "text" and "spans" (each with
start, end and label; bytes, half-open), and counts for each kind of label

  recall   labelled spans that a finding of a fitting kind overlaps
  any      the same, whatever the finding's kind
  exact    labelled spans that a finding matches to the byte
  leak     labelled bytes that no finding covers

and for each kind its precision: findings that overlap a labelled span. --labels
maps labels to groups and kinds: a CSV file with the columns label, group, kinds
(globs separated by spaces); without it a label is the kind of its name.`,
		Example: `  sluice eval labelled.jsonl --labels labels.csv
  sluice eval *.jsonl --json result.json --misses 5`,
		Args: pathArgs,
		RunE: func(c *cobra.Command, args []string) error {
			p, err := f.loadPolicy()
			if err != nil {
				return err
			}
			env, _, err := f.env(c.Context(), a, p)
			if err != nil {
				return err
			}
			pl, err := p.CompileScan(env)
			if err != nil {
				return err
			}
			m, err := eval.LoadLabels(labels)
			if err != nil {
				return err
			}
			var results []*eval.Result
			for _, name := range args {
				r, err := eval.Run(c.Context(), pl.Ruleset(), m, name, misses)
				if err != nil {
					return err
				}
				results = append(results, r)
				if err := r.WriteTable(a.stdout); err != nil {
					return err
				}
			}
			s, err := a.openSink(asJSON)
			if s == nil || err != nil {
				return err
			}
			e := json.NewEncoder(s)
			e.SetIndent("", " ")
			if err := e.Encode(results); err != nil {
				s.abort()
				return err
			}
			return s.commit()
		},
	}
	fl := c.Flags()
	fl.StringVar(&labels, "labels", "", "CSV `FILE` that maps labels to groups and kinds")
	fl.StringVar(&asJSON, "json", "", "write the result as JSON to `FILE`")
	fl.IntVar(&misses, "misses", 0, "show `N` misses of each group (they hold values of the set)")
	f.selects(c)
	return c
}
