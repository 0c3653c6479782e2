package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"sluice"
	"sluice/cmd/internal/render"
)

func (a *app) verifyCmd() *cobra.Command {
	f := &runFlags{vaultReadOnly: true}
	c := &cobra.Command{
		Use:   "verify PATH...",
		Short: "Check that redacted data holds nothing any more",
		Long: `verify scans what redact wrote with the same policy and exits 1 if anything is
left that the policy would replace. It knows labels, tokens and stand-ins of
its own. For Parquet it looks at what a file holds besides its values, too.`,
		Example: `  sluice verify clean/
  sluice verify clean.parquet --policy policy.yaml --findings left.jsonl`,
		Args: pathArgs,
		RunE: f.over(a, true, func(ctx context.Context, pl *sluice.Plan, d sluice.Dataset) error {
			rep, err := f.execute(ctx, a, d, pl.VerifyDataset)
			if err != nil {
				return err
			}
			if rep.Indistinct > 0 && !f.quiet {
				fmt.Fprintf(a.stderr, "sluice: note: %d values of kinds under format-preserving encryption cannot be told from originals\n", rep.Indistinct)
			}
			if rep.Findings > 0 {
				fmt.Fprintf(a.stderr, "sluice: error: what is left: %s\n", render.Plural(rep.Findings, "finding"))
				a.exit = exitFindings
			}
			return nil
		}),
	}
	f.looks(c)
	f.replaces(c)
	return c
}
