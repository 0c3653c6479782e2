package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/user"
	"time"

	"github.com/spf13/cobra"

	"sluice"
)

func (a *app) restoreCmd() *cobra.Command {
	f := &runFlags{vaultReadOnly: true}
	var audit string
	c := &cobra.Command{
		Use:   "restore PATH... --out FILE|DIR|-",
		Short: "Undo reversible replacements (encrypt, fpe, vault)",
		Long: `restore puts originals back where the policy's reversible operators replaced
them, with the key, and for vault tokens the vault, that they were made with.
What fpe wrote names no key: with a wrong one it becomes wrong values. Give
--made-by, the manifest or report of the run, and a wrong key is an error; a
manifest that redact --resume left beside the data is found by itself.
The policy's restore list says which kinds may be brought back. Each run leaves
one line in the audit log: who, when, which kinds, how many; never a value.`,
		Example: `  sluice restore clean/ --out data/ --policy policy.yaml --key-file sluice.key
  sluice restore clean.csv --out - --operator 'US_SSN=encrypt' --key-file sluice.key`,
		Args: pathArgs,
		RunE: f.over(a, false, func(ctx context.Context, pl *sluice.Plan, d sluice.Dataset) error {
			// The line is begun before the data is: a run that cannot be
			// recorded does not happen.
			w, err := a.openAudit(audit)
			if err != nil {
				return err
			}
			rep, err := f.execute(ctx, a, d, pl.RestoreDataset)
			return errors.Join(err, w.write(pl, d.Inputs, rep, err))
		}),
	}
	f.looks(c)
	f.writes(c)
	c.Flags().StringVar(&f.madeBy, "made-by", "", "manifest or report `FILE` of the redact run: its keys are checked, which fpe's output cannot tell")
	f.replaces(c)
	c.Flags().StringVar(&audit, "audit", "", "append the audit line to `FILE` (default: standard error)")
	return c
}

type auditLog struct {
	to  interface{ Write([]byte) (int, error) }
	end func() error
}

func (a *app) openAudit(name string) (*auditLog, error) {
	if name == "" {
		return &auditLog{a.stderr, func() error { return nil }}, nil
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	return &auditLog{f, func() error { return errors.Join(f.Sync(), f.Close()) }}, nil
}

func (l *auditLog) write(pl *sluice.Plan, inputs []string, rep *sluice.Report, failed error) error {
	line := struct {
		Time    time.Time        `json:"time"`
		Action  string           `json:"action"`
		User    string           `json:"user"`
		Host    string           `json:"host,omitempty"`
		Inputs  []string         `json:"inputs"`
		Policy  string           `json:"policy_digest"`
		Keys    []string         `json:"key_ids"`
		Outcome string           `json:"outcome"`
		Values  int64            `json:"values"`
		Kinds   map[string]int64 `json:"kinds"`
	}{Time: time.Now().UTC(), Action: "restore", Inputs: inputs, Policy: pl.Digest(), Keys: pl.KeyIDs(), Outcome: "done", Kinds: map[string]int64{}}
	if u, err := user.Current(); err == nil {
		line.User = u.Username
	} else {
		line.User = os.Getenv("USER")
	}
	line.Host, _ = os.Hostname()
	if failed != nil {
		line.Outcome = "failed"
	}
	if rep != nil {
		line.Values = rep.Replaced
		for _, k := range rep.Kinds {
			line.Kinds[k.Kind] = k.Count
		}
	}
	b, err := json.Marshal(line)
	if err != nil {
		return err
	}
	_, err = l.to.Write(append(b, '\n'))
	return errors.Join(err, l.end())
}
