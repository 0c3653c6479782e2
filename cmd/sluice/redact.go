package main

import (
	"context"

	"github.com/spf13/cobra"

	"sluice"
)

func pathArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return &sluice.UsageError{Msg: "no input was named", Hint: "see " + c.CommandPath() + " --help"}
	}
	return nil
}

func (a *app) redactCmd() *cobra.Command {
	f := &runFlags{}
	c := &cobra.Command{
		Use:   "redact PATH... --out FILE|DIR|-",
		Short: "Write the data back with every finding replaced",
		Long: `redact writes each input back in its own format with every finding replaced:
by its label unless --operator or a policy says otherwise. Records without a
finding keep their bytes. Outputs appear under their names only when whole;
nothing is overwritten without --force, --resume or --in-place.`,
		Example: `  sluice redact chat.jsonl --out clean.jsonl
  sluice redact data/ --out clean/ --report report.json -j 8
  sluice redact people.csv --out - --operator EMAIL_ADDRESS=mask --operator 'US_*=drop'
  sluice keygen --out sluice.key
  sluice redact data/ --out clean/ --operator '*=pseudonym' --key-file sluice.key --verify
  zcat x.jsonl.gz | sluice redact - --out - | gzip > clean.jsonl.gz`,
		Args: pathArgs,
		RunE: f.over(a, false, func(ctx context.Context, pl *sluice.Plan, d sluice.Dataset) error {
			if f.verify && f.out == "-" {
				return &sluice.UsageError{Msg: "--verify reads the output again, and standard output cannot be", Hint: "write to a file, or pipe into: sluice verify -"}
			}
			rep, err := f.execute(ctx, a, d, pl.RedactDataset)
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
	f.writes(c)
	f.replaces(c)
	c.Flags().BoolVar(&f.verify, "verify", false, "scan each output again before it gets its name")
	c.Flags().BoolVar(&f.failOn, "fail", false, "exit 1 if there were findings")
	return c
}
