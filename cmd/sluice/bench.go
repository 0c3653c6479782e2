package main

import (
	"context"
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"sluice"
)

func (a *app) benchCmd() *cobra.Command {
	f := &runFlags{vaultReadOnly: true}
	var format string
	c := &cobra.Command{
		Use:   "bench FILE",
		Short: "Measure sluice on a file of yours, by stage and by family of kinds",
		Long: `bench times one worker on a file: cutting it into blocks, parsing, scanning,
redacting into nothing, each stage with those before it; then a scan by each
family of kinds alone. MB are a million bytes of decoded input.`,
		Example: `  sluice bench chat.jsonl
  sluice bench chat.jsonl --output json`,
		Args: cobra.ExactArgs(1),
		RunE: f.over(a, true, func(ctx context.Context, pl *sluice.Plan, d sluice.Dataset) error {
			stages, err := pl.Bench(ctx, d.Inputs[0], d.Options)
			if err != nil {
				return err
			}
			if format == "json" {
				return json.NewEncoder(a.stdout).Encode(struct {
					Version string         `json:"version"`
					File    string         `json:"file"`
					Stages  []sluice.Stage `json:"stages"`
				}{sluice.Version, d.Inputs[0], stages})
			}
			w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
			fmt.Fprintln(w, "STAGE\tSECONDS\tMB/S\t")
			for _, s := range stages {
				fmt.Fprintf(w, "%s\t%.3f\t%.0f\t\n", s.Name, s.Seconds, float64(s.Bytes)/1e6/max(s.Seconds, 1e-9))
			}
			return w.Flush()
		}),
	}
	f.looks(c)
	c.Flags().StringVar(&format, "output", "text", "`FORMAT`: text or json")
	return c
}
