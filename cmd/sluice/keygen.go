package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"sluice"
	"sluice/redact/keys"
)

func (a *app) keygenCmd() *cobra.Command {
	var out string
	var rotate bool
	c := &cobra.Command{
		Use:   "keygen --out FILE",
		Short: "Make a key, or rotate to a new one",
		Long: `keygen writes a new random key to a file that only its owner can read. With
--rotate the new key becomes the first of an existing file: new replacements are
made with it, older tokens are still undone by the keys behind it. Whoever has
the file can undo reversible replacements; whoever loses it cannot.`,
		Example: `  sluice keygen --out sluice.key
  sluice keygen --out sluice.key --rotate`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if out == "" {
				return &sluice.UsageError{Msg: "no file was named for the key", Hint: "give --out sluice.key; keys are not written to a terminal"}
			}
			k, err := keys.Generate(0)
			if err != nil {
				return err
			}
			if rotate {
				old, err := keys.Load(out)
				if err != nil {
					return err
				}
				ring, err := old.Rotate(k)
				if err != nil {
					return err
				}
				if err := keys.Replace(out, ring); err != nil {
					return err
				}
			} else {
				ring, err := keys.NewRing(k)
				if err != nil {
					return err
				}
				if err := keys.Create(out, ring); err != nil {
					return err
				}
			}
			_, err = fmt.Fprintf(a.stdout, "key %s in %s\n", k.ID(), out)
			return err
		},
	}
	c.Flags().StringVarP(&out, "out", "o", "", "key `FILE`")
	c.Flags().BoolVar(&rotate, "rotate", false, "put the new key first in an existing file")
	return c
}
