package main

import (
	"context"
	"fmt"
	"os"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"sluice"
)

func (a *app) initCmd() *cobra.Command {
	f := &runFlags{}
	var out string
	var force bool
	c := &cobra.Command{
		Use:   "init PATH...",
		Short: "Sample the data and propose a policy",
		Long: `init scans the beginning of every file and writes a policy with comments: what
was found where, and what would stand in its place. It is a start to be read
and changed, not an answer.`,
		Example: `  sluice init data/
  sluice init people.csv --out -`,
		Args: pathArgs,
		RunE: f.over(a, true, func(ctx context.Context, pl *sluice.Plan, d sluice.Dataset) error {
			if out != "-" && !force {
				if _, err := os.Stat(out); err == nil {
					return &sluice.UsageError{Msg: out + " is there already", Hint: "give --force to overwrite it, or --out another file"}
				}
			}
			d.MaxBlocks = 1
			rep, err := pl.ScanDataset(ctx, d)
			if err != nil {
				return err
			}
			s, err := a.openSink(out)
			if err != nil {
				return err
			}
			defer s.abort()
			if _, err := s.Write([]byte(propose(rep))); err != nil {
				return err
			}
			if err := s.commit(); err != nil {
				return err
			}
			if out != "-" {
				fmt.Fprintf(a.stdout, "%s: proposed from %d records of %d files; read it, then: sluice redact %s --policy %s --out clean/\n",
					out, rep.Rows, rep.Files, strings.Join(d.Inputs, " "), out)
			}
			return nil
		}),
	}
	f.looks(c)
	c.Flags().StringVarP(&out, "out", "o", "sluice.yaml", "policy `FILE` to write")
	c.Flags().BoolVar(&force, "force", false, "overwrite the file")
	return c
}

// propose writes a policy for what a sample showed.
func propose(rep *sluice.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Proposed by sluice init from %d records of %d files (%d findings).\n", rep.Rows, rep.Files, rep.Findings)
	b.WriteString("# Check with: sluice policy check; fields and operators: sluice policy schema, sluice policy show.\nversion: 1\nthreshold: 0.5\n\n")
	b.WriteString("# What stands in the place of findings that no rule names.\noperator: label\n\n")
	families := map[string]string{}
	for _, d := range sluice.Catalogue() {
		families[d.Kind] = d.Family
	}
	here := map[string]string{}
	for _, k := range rep.Kinds {
		here[k.Kind] = families[k.Kind]
	}
	if len(rep.Kinds) == 0 {
		b.WriteString("# Nothing was found in the sample.\nrules: []\n")
		return b.String()
	}
	counts := map[string]sluice.KindCount{}
	for _, k := range rep.Kinds {
		counts[k.Kind] = k
	}
	b.WriteString("# The first rule that fits a finding decides. pseudonym, encrypt and fpe need a\n# key: sluice keygen --out sluice.key\nrules:\n")
	for _, k := range kindsByFamily(here) {
		kc := counts[k]
		var cols []string
		for i, c := range kc.Columns {
			if i == 4 {
				cols = append(cols, fmt.Sprintf("and %d more", len(kc.Columns)-4))
				break
			}
			name := c.Column
			if name == "" {
				name = "the text"
			}
			cols = append(cols, fmt.Sprintf("%q (%d)", name, c.Count))
		}
		fmt.Fprintf(&b, "  # %d in %s\n  - kinds: [%s]\n    operator: %s\n", kc.Count, strings.Join(cols, ", "), k, proposal(here[k]))
	}
	// Columns that are nearly nothing but one kind.
	perColumn := map[string]map[string]int64{}
	for _, k := range rep.Kinds {
		for _, c := range k.Columns {
			if perColumn[c.Column] == nil {
				perColumn[c.Column] = map[string]int64{}
			}
			perColumn[c.Column][k.Kind] += c.Count
		}
	}
	var whole []string
	for col, ks := range perColumn {
		for k, n := range ks {
			if col != "" && rep.Files == 1 && rep.Rows >= 20 && 10*n >= 9*rep.Rows && n <= rep.Rows {
				whole = append(whole, fmt.Sprintf("  # %d of %d records\n  - column: %q\n    kind: %s\n", n, rep.Rows, col, k))
			}
		}
	}
	sort.Strings(whole)
	b.WriteString("\n# Columns hold whatever the detectors say. With a kind alone every value of the\n# column is scanned as that kind; with an operator it is always replaced;\n# operator: keep means never touch.\n")
	if len(whole) == 0 {
		b.WriteString("columns: []\n#  - column: id\n#    operator: keep\n")
	} else {
		b.WriteString("columns:\n" + strings.Join(whole, ""))
	}
	b.WriteString("\n# Values that may stay.\n# allow:\n#  - exact: [support@your-company.com]\n#    kinds: [EMAIL_ADDRESS]\n")
	return b.String()
}

func proposal(family string) string {
	switch family {
	case "finance":
		return "{mask: {keep_last: 4}}"
	}
	return "label"
}
