package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"sluice"
	"sluice/formats"
	"sluice/formats/codecs"
	"sluice/formats/store"
	"sluice/redact/operators"
)

// app is what commands share: the three streams and the exit code.
type app struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	exit   int
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "sluice",
		Short: "Find personal data and credentials in datasets, and write the datasets back without them",
		Long: `sluice reads CSV, JSON Lines, Parquet and text, finds personal data and
credentials, and writes the same files back with every finding replaced. What
has no finding leaves byte for byte as it came.`,
		Example: `  sluice scan data/                                  what is in there?
  sluice redact chat.jsonl --out clean.jsonl         replace by labels
  sluice redact data/ --out clean/ --policy p.yaml   a whole tree, by a policy
  zcat x.jsonl.gz | sluice redact - --out -          in a pipe`,
		Version:       sluice.Version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return &sluice.UsageError{Msg: err.Error(), Hint: "see " + c.CommandPath() + " --help"}
	})
	root.AddCommand(a.scanCmd(), a.redactCmd(), a.restoreCmd(), a.verifyCmd(), a.checkCmd(), a.kindsCmd(),
		a.policyCmd(), a.initCmd(), a.keygenCmd(), a.explainCmd(), a.evalCmd(), a.benchCmd(), a.versionCmd())
	root.SetVersionTemplate("sluice {{.Version}}\n")
	return root
}

func (a *app) versionCmd() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(a.stdout, "sluice "+sluice.Version)
			return err
		},
	}
}

// fail prints an error the way every command does, and says how to exit.
func (a *app) fail(err error) int {
	code := exitFailed
	msg, hint := err.Error(), ""
	var (
		ue *sluice.UsageError
		pe *sluice.PolicyError
		fe *formats.Error
		ve *sluice.VerifyError
		pa *fs.PathError
		fu *codecs.UnknownError
		se *store.Error
	)
	switch {
	case errors.Is(err, context.Canceled):
		msg, hint = "interrupted", "no output was left under its final name"
	case errors.As(err, &ue):
		hint = ue.Hint
	case errors.As(err, &pe) && pe.Hint != "":
		hint = pe.Hint
	case errors.As(err, &ve):
		code, hint = exitFindings, "the output was not written; see sluice verify for where they are"
	case errors.As(err, &fe) && fe.Hint != "":
		hint = fe.Hint
	case errors.As(err, &fu):
		hint = fu.Hint
	case errors.As(err, &se) && se.Hint != "":
		hint = se.Hint
	case errors.Is(err, sluice.ErrWrongKey):
		hint = "give the key file that the data was redacted with; older keys stand behind the first one"
	case errors.Is(err, operators.ErrNeedsKey):
		hint = "make a key with: sluice keygen --out sluice.key, and give --key-file sluice.key"
	case errors.Is(err, operators.ErrNeedsVault):
		hint = "give --vault FILE"
	case errors.Is(err, syscall.ENOSPC):
		hint = "free some space; nothing was left behind"
	case errors.Is(err, fs.ErrPermission):
		hint = "check who may read and write it"
	}
	if errors.As(err, &pa) && strings.HasPrefix(msg, pa.Op+" ") {
		msg = pa.Path + ": " + pa.Err.Error()
	}
	fmt.Fprintf(a.stderr, "sluice: error: %s\n", msg)
	if hint != "" {
		fmt.Fprintf(a.stderr, "sluice: hint: %s\n", hint)
	}
	return code
}
