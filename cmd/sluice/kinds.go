package main

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"sluice"
	"sluice/scanner"
)

// kindRow is the answer of kinds --format json.
type kindRow struct {
	Kind     string   `json:"kind"`
	Name     string   `json:"name"`
	Family   string   `json:"family"`
	Region   string   `json:"region"`
	Checksum bool     `json:"checksum"`
	Context  string   `json:"context"` // none, boost, required
	Aliases  []string `json:"aliases"`
	Default  bool     `json:"default"`
}

func rowOf(d *scanner.Detector) kindRow {
	r := kindRow{Kind: d.Kind, Name: d.Name, Family: d.Family, Region: d.Region, Checksum: len(d.CheckDigits) > 0,
		Aliases: d.Aliases, Default: !d.Off, Context: "required"}
	if r.Aliases == nil {
		r.Aliases = []string{}
	}
	reach := func(base, proven scanner.Score) (alone, bare bool) {
		if d.Check == nil {
			proven = 0
		} else if proven == 0 {
			proven = 0.9
		}
		return base >= scanner.DefaultThreshold || proven >= scanner.DefaultThreshold, base < scanner.DefaultThreshold && proven < scanner.DefaultThreshold
	}
	some, weak := false, false
	for _, p := range d.Patterns {
		a, b := reach(p.Base, p.Proven)
		some, weak = some || a, weak || b
	}
	if d.Find != nil {
		a, b := reach(d.Find.Base, d.Find.Proven)
		some, weak = some || a, weak || b
	}
	if some {
		r.Context = "none"
		if weak {
			r.Context = "boost"
		}
	}
	return r
}

func (a *app) kindsCmd() *cobra.Command {
	var format, globs string
	c := &cobra.Command{
		Use:   "kinds",
		Short: "List the kinds that sluice knows",
		Example: `  sluice kinds
  sluice kinds --kinds 'family:credential'
  sluice kinds --format json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			all := sluice.Catalogue()
			if globs != "" {
				var err error
				if all, err = scanner.Select(all, scanner.Options{Kinds: splitList(globs)}); err != nil {
					return err
				}
			}
			sort.Slice(all, func(i, j int) bool { return all[i].Kind < all[j].Kind })
			rows := make([]kindRow, 0, len(all))
			for _, d := range all {
				rows = append(rows, rowOf(d))
			}
			switch format {
			case "json":
				e := json.NewEncoder(a.stdout)
				e.SetIndent("", " ")
				e.SetEscapeHTML(false)
				return e.Encode(rows)
			case "text":
				w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
				fmt.Fprintln(w, "KIND\tFAMILY\tREGION\tCHECK\tCONTEXT\tDEFAULT\tNAME")
				for _, r := range rows {
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.Kind, r.Family, strings.ToUpper(r.Region), mark(r.Checksum), r.Context, mark(r.Default), r.Name)
				}
				if err := w.Flush(); err != nil {
					return err
				}
				_, err := fmt.Fprintf(a.stdout, "%d kinds\n", len(rows))
				return err
			}
			return &sluice.UsageError{Msg: "--format is text or json"}
		},
	}
	c.Flags().StringVar(&format, "format", "text", "`FORMAT`: text or json")
	c.Flags().StringVar(&globs, "kinds", "", "only these: `GLOBS` separated by commas")
	return c
}

func mark(b bool) string {
	if b {
		return "yes"
	}
	return "-"
}
