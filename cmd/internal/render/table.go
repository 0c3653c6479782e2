// Package render shows reports and progress to people.
package render

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"sluice"
)

// Table writes the report as a table: kinds by count, the columns they stand
// in and a masked example, then one line of totals.
func Table(w io.Writer, r *sluice.Report) error {
	var b strings.Builder
	rows := [][]string{{"KIND", "COUNT", "COLUMNS", "EXAMPLE"}}
	for _, k := range r.Kinds {
		rows = append(rows, []string{k.Kind, Number(k.Count), columns(k.Columns), k.Example})
	}
	if len(rows) > 1 {
		width := make([]int, 4)
		for _, row := range rows {
			for i, c := range row {
				width[i] = max(width[i], utf8.RuneCountInString(c))
			}
		}
		for _, row := range rows {
			line := pad(row[0], width[0], false) + "  " + pad(row[1], width[1], true) + "  " + pad(row[2], width[2], false) + "  " + row[3]
			b.WriteString(strings.TrimRight(line, " ") + "\n")
		}
		b.WriteByte('\n')
	}
	for _, c := range r.Columns {
		fmt.Fprintf(&b, "column %s: %s %s (%d of %d sampled values pass)\n", c.Column, c.Decision, c.Kind, c.Passed, c.Sampled)
	}
	skipped := 0
	for _, f := range r.PerFile {
		if f.Skipped {
			skipped++
		}
	}
	fmt.Fprintf(&b, "%s, %s, %s: %s", Plural(int64(r.Files), "file"), Plural(r.Rows, "record"), Size(r.Bytes), Plural(r.Findings, "finding"))
	part := func(n int64, what string) {
		if n > 0 {
			fmt.Fprintf(&b, ", %s %s", Number(n), what)
		}
	}
	verb := "replaced"
	if r.Command == "restore" {
		verb = "restored"
	}
	part(r.Replaced, verb)
	part(r.Nulled, "nulled")
	noun := func(n int64, what, done string) {
		if n > 0 {
			fmt.Fprintf(&b, ", %s %s", Plural(n, what), done)
		}
	}
	noun(r.Dropped, "record", "dropped")
	noun(r.Quarantined, "record", "put aside")
	noun(int64(skipped), "file", "skipped")
	noun(int64(len(r.NotRead)), "file", "of other formats not read")
	fmt.Fprintf(&b, " in %s", Seconds(r.Seconds))
	if r.Seconds > 0.05 {
		fmt.Fprintf(&b, " (%s/s)", Size(int64(float64(r.Bytes)/r.Seconds)))
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

func columns(cs []sluice.ColumnCount) string {
	var parts []string
	for i, c := range cs {
		if i == 3 {
			parts = append(parts, fmt.Sprintf("and %d more", len(cs)-3))
			break
		}
		name := c.Column
		if name == "" {
			name = "(text)"
		}
		if utf8.RuneCountInString(name) > 32 {
			name = string([]rune(name)[:31]) + "…"
		}
		parts = append(parts, clean(name))
	}
	return strings.Join(parts, ", ")
}

// clean keeps what comes from data from steering a terminal.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '?'
		}
		return r
	}, s)
}

func pad(s string, n int, left bool) string {
	fill := strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s)))
	if left {
		return fill + s
	}
	return s + fill
}

// Number groups thousands by commas.
func Number(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Plural is a number with its noun.
func Plural(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Number(n) + " " + noun + "s"
}

// Size is a number of bytes in decimal units.
func Size(n int64) string {
	f := float64(n)
	for _, u := range []string{"B", "KB", "MB", "GB", "TB"} {
		if f < 1000 || u == "TB" {
			if u == "B" {
				return fmt.Sprintf("%d B", n)
			}
			return fmt.Sprintf("%.1f %s", f, u)
		}
		f /= 1000
	}
	return ""
}

// Seconds is a duration for people.
func Seconds(s float64) string {
	switch {
	case s < 10:
		return fmt.Sprintf("%.2f s", s)
	case s < 120:
		return fmt.Sprintf("%.0f s", s)
	case s < 7200:
		return fmt.Sprintf("%.0f min %02.0f s", float64(int(s)/60), float64(int(s)%60))
	}
	return fmt.Sprintf("%.0f h %02.0f min", float64(int(s)/3600), float64(int(s)%3600/60))
}
