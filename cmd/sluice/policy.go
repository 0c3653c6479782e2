package main

import (
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"sluice"
	"sluice/redact/keys"
	"sluice/redact/operators"
)

func (a *app) policyCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "policy",
		Short: "Check a policy, show the ready ones, print the schema",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	check := &cobra.Command{
		Use:     "check FILE...",
		Short:   "Check policies: fields, kinds, operators, patterns, lists",
		Example: `  sluice policy check policy.yaml`,
		Args:    pathArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			for _, name := range args {
				p, err := sluice.LoadPolicyFile(name)
				if err != nil {
					return err
				}
				pl, err := p.Compile(checkEnv())
				var pe *sluice.PolicyError
				if err != nil && !errors.As(err, &pe) {
					err = fmt.Errorf("%s: %w", name, err)
				}
				if err != nil {
					return err
				}
				fmt.Fprintf(a.stdout, "%s: good: %d kinds, %d rules, %d column rules, digest %.16s\n", name,
					len(pl.Ruleset().Detectors()), len(p.Rules), len(p.Columns), pl.Digest())
			}
			return nil
		},
	}
	show := &cobra.Command{
		Use:   "show [PROFILE]",
		Short: "Print a ready policy, or list them",
		Example: `  sluice policy show
  sluice policy show training-text > policy.yaml`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return sluice.Profiles(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				text, ok := sluice.ProfileText(args[0])
				if !ok {
					return &sluice.UsageError{Msg: "no profile is called so", Hint: "profiles are " + strings.Join(sluice.Profiles(), ", ")}
				}
				_, err := io.WriteString(a.stdout, text)
				return err
			}
			for _, name := range sluice.Profiles() {
				text, _ := sluice.ProfileText(name)
				first := strings.TrimPrefix(strings.SplitN(text, "\n", 2)[0], "# ")
				fmt.Fprintf(a.stdout, "%-18s %s\n", name, first)
			}
			fmt.Fprintln(a.stdout, "\nOperators:")
			for _, s := range operators.All() {
				fmt.Fprintf(a.stdout, "%-18s %s\n", s.Name, s.Doc)
			}
			return nil
		},
	}
	schema := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON schema of policies, for editors",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return sluice.WriteSchema(a.stdout)
		},
	}
	c.AddCommand(check, show, schema)
	return c
}

// checkEnv has a throw-away key and vault, so that a policy can be checked
// without the real ones.
func checkEnv() sluice.Env {
	var env sluice.Env
	if k, err := keys.Generate(0); err == nil {
		env.Keys, _ = keys.NewRing(k)
	}
	env.Vault = func() (operators.Vault, error) { return noVault{}, nil }
	return env
}

type noVault struct{}

func (noVault) Token(dst []byte, _ string, _ []byte) ([]byte, error)     { return dst, errNoVault }
func (noVault) Reveal(dst []byte, _ string, _, _ []byte) ([]byte, error) { return dst, errNoVault }
func (noVault) Flush() error                                             { return nil }

var errNoVault = fmt.Errorf("no vault")

// kindsByFamily groups names for init.
func kindsByFamily(kinds map[string]string) []string {
	var out []string
	for k := range kinds {
		out = append(out, k)
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		return kinds[a] < kinds[b] || kinds[a] == kinds[b] && a < b
	})
	return out
}
