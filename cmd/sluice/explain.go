package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sluice"
	"sluice/formats"
)

func (a *app) explainCmd() *cobra.Command {
	f := &runFlags{vaultReadOnly: true}
	var column, at, format string
	c := &cobra.Command{
		Use:   "explain TEXT | explain --at FILE:ROW[:COLUMN]",
		Short: "Say why something is a finding, or why it is not",
		Long: `explain looks at a text, or at a record of a file as findings name it, and says
for every candidate: the form it is written in, what its check says, which words
and which column speak for it, the steps of its score, and what shielded it.
It shows the text that it is given.`,
		Example: `  sluice explain 'Card: 4929 1234 5678 9012'
  sluice explain --column ssn '219-45-6789'
  sluice explain --at 'chat.jsonl:17:messages[1].content'
  echo 'text' | sluice explain -`,
		Args: cobra.MaximumNArgs(1),
		RunE: f.over(a, true, func(ctx context.Context, pl *sluice.Plan, d sluice.Dataset) error {
			args := d.Inputs
			var fields []explained
			switch {
			case at != "" && len(args) > 0:
				return &sluice.UsageError{Msg: "explain takes a text or --at, not both"}
			case at != "":
				var err error
				if fields, err = fieldsAt(at, d.Options); err != nil {
					return err
				}
			case len(args) == 1 && args[0] == "-":
				b, err := io.ReadAll(io.LimitReader(a.stdin, 16<<20))
				if err != nil {
					return err
				}
				fields = []explained{{column, b}}
			case len(args) == 1:
				fields = []explained{{column, []byte(args[0])}}
			default:
				return &sluice.UsageError{Msg: "no text was given", Hint: "see sluice explain --help"}
			}
			return a.explain(pl, fields, format)
		}),
	}
	fl := c.Flags()
	fl.StringVar(&column, "column", "", "`NAME` of the column or JSON path that the text stands in")
	fl.StringVar(&at, "at", "", "a place in a file: `FILE:ROW[:COLUMN]`, rows from 0")
	fl.StringVar(&format, "output", "text", "`FORMAT`: text or json")
	f.looks(c)
	return c
}

type explained struct {
	column string
	text   []byte
}

func (a *app) explain(pl *sluice.Plan, fields []explained, format string) error {
	for _, f := range fields {
		es, err := pl.Explain(f.column, f.text)
		if err != nil {
			return err
		}
		if format == "json" {
			b, err := json.Marshal(struct {
				Column     string               `json:"column"`
				Candidates []sluice.Explanation `json:"candidates"`
			}{f.column, es})
			if err != nil {
				return err
			}
			fmt.Fprintf(a.stdout, "%s\n", b)
			continue
		}
		if f.column != "" {
			fmt.Fprintf(a.stdout, "column %s\n", f.column)
		}
		if len(es) == 0 {
			fmt.Fprintln(a.stdout, "nothing here is written in a form of any kind")
		}
		for _, e := range es {
			what := "no finding"
			if e.Finding {
				what = "finding, operator " + e.Operator
			}
			fmt.Fprintf(a.stdout, "%d-%d %q: %s (%s)\n", e.Start, e.End, f.text[e.Start:e.End], e.Kind, what)
			for _, s := range e.Steps {
				fmt.Fprintf(a.stdout, "    %s\n", s)
			}
			if len(e.Also) > 0 {
				fmt.Fprintf(a.stdout, "    could also be %s\n", strings.Join(e.Also, ", "))
			}
		}
	}
	return nil
}

// fieldsAt reads the fields of one record.
func fieldsAt(at string, o sluice.Options) ([]explained, error) {
	usage := &sluice.UsageError{Msg: "--at is written FILE:ROW or FILE:ROW:COLUMN"}
	parts := strings.Split(at, ":")
	row, i := int64(-1), 0
	for i = 1; i < len(parts); i++ {
		if n, err := strconv.ParseInt(parts[i], 10, 64); err == nil && n >= 0 {
			row = n
			break
		}
	}
	if row < 0 {
		return nil, usage
	}
	name, column := strings.Join(parts[:i], ":"), strings.Join(parts[i+1:], ":")
	g := &gather{row: row, column: column}
	if err := sluice.ReadFields(name, o, g.field, func(r int64) bool { return r > row }); err != nil {
		return nil, err
	}
	if len(g.fields) == 0 {
		return nil, &sluice.UsageError{Msg: "there is no such record or column in " + name}
	}
	return g.fields, nil
}

type gather struct {
	row    int64
	column string
	fields []explained
}

func (g *gather) field(f *formats.Field) {
	if f.Row == g.row && f.Class != formats.Key && (g.column == "" || f.Column.Path == g.column || f.Column.Name == g.column) {
		g.fields = append(g.fields, explained{f.Column.Name, append([]byte(nil), f.Text...)})
	}
}
