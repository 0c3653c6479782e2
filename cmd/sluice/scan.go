package main

import (
	"context"

	"github.com/spf13/cobra"

	"sluice"
)

func (a *app) scanCmd() *cobra.Command {
	f := &runFlags{vaultReadOnly: true}
	c := &cobra.Command{
		Use:   "scan PATH...",
		Short: "Find personal data and credentials, and change nothing",
		Long: `scan reads files, directories, globs or standard input (-) and counts what it
finds by kind and column. Values are never written; --findings has their places.`,
		Example: `  sluice scan chat.jsonl
  sluice scan data/ --findings findings.jsonl --report report.json
  sluice scan 'data/**/*.parquet' --kinds 'family:credential' --fail
  zcat logs.gz | sluice scan - --format text`,
		Args: pathArgs,
		RunE: f.over(a, true, func(ctx context.Context, pl *sluice.Plan, d sluice.Dataset) error {
			rep, err := f.execute(ctx, a, d, pl.ScanDataset)
			if err != nil {
				return err
			}
			if f.failOn && rep.Findings > 0 {
				a.exit = exitFindings
			}
			return nil
		}),
	}
	f.looks(c)
	c.Flags().BoolVar(&f.failOn, "fail", false, "exit 1 if there are findings")
	return c
}
