package detectortest

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// Sample is one case of testdata/detectors/KIND.txt.
type Sample struct {
	Line     int      // in its file, from 1
	Positive bool     // the marks are findings; else there is none
	Column   string   // the column whose cell Text is; "" for running text
	Text     string   // without marks and escapes
	Marks    [][2]int // bytes of Text, half-open
}

// Load reads a sample file. A line is "+ text with [[marked]] values" or
// "- text without any"; "{column} " in front says that the text is a cell of
// that column; lines that begin with # are comments. \n \t \\ \uXXXX are
// understood. The character ¦ is taken out: it keeps scanners of the
// repository from taking a sample for a secret.
func Load(name string) ([]Sample, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var out []Sample
	for i, l := range strings.Split(string(raw), "\n") {
		l = strings.TrimSuffix(l, "\r")
		if l == "" || l[0] == '#' {
			continue
		}
		if len(l) < 2 || l[0] != '+' && l[0] != '-' || l[1] != ' ' {
			return nil, fmt.Errorf("%s:%d: a case begins with \"+ \" or \"- \"", name, i+1)
		}
		s, err := parse(l[2:], l[0] == '+')
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
		s.Line = i + 1
		out = append(out, s)
	}
	return out, nil
}

func parse(rest string, positive bool) (Sample, error) {
	s := Sample{Positive: positive}
	if strings.HasPrefix(rest, "{") {
		if end := strings.Index(rest, "} "); end > 0 && !strings.ContainsAny(rest[1:end], "\"{:") {
			s.Column, rest = rest[1:end], rest[end+2:]
		}
	}
	rest = strings.ReplaceAll(rest, "¦", "")
	var b strings.Builder
	open := -1
	for len(rest) > 0 {
		n := 1
		switch {
		case positive && open < 0 && strings.HasPrefix(rest, "[["):
			open, n = b.Len(), 2
		case open >= 0 && strings.HasPrefix(rest, "]]"):
			s.Marks = append(s.Marks, [2]int{open, b.Len()})
			open, n = -1, 2
		case strings.HasPrefix(rest, `\n`):
			b.WriteByte('\n')
			n = 2
		case strings.HasPrefix(rest, `\t`):
			b.WriteByte('\t')
			n = 2
		case strings.HasPrefix(rest, `\\`):
			b.WriteByte('\\')
			n = 2
		case strings.HasPrefix(rest, `\u`) && len(rest) >= 6 && hex(rest[2:6]) >= 0:
			b.WriteRune(rune(hex(rest[2:6])))
			n = 6
		default:
			b.WriteByte(rest[0])
		}
		rest = rest[n:]
	}
	s.Text = b.String()
	if open >= 0 {
		return s, fmt.Errorf("a mark is not closed")
	}
	if positive && len(s.Marks) == 0 {
		return s, fmt.Errorf("a positive case marks its value with [[ ]]")
	}
	return s, nil
}

func hex(s string) int {
	r, err := strconv.ParseUint(s, 16, 32)
	if err != nil {
		return -1
	}
	return int(r)
}

// Substitutions calls f with every value that differs from v in exactly one
// digit, replaced by another digit. The slice is reused.
func Substitutions(v string, f func(mutated []byte, at int)) {
	b := []byte(v)
	for i, c := range b {
		if c < '0' || c > '9' {
			continue
		}
		for d := byte('0'); d <= '9'; d++ {
			if d != c {
				b[i] = d
				f(b, i)
			}
		}
		b[i] = c
	}
}

// Transpositions calls f with every value in which two neighbouring digits
// that differ have changed places; separators between them do not count. The
// slice is reused.
func Transpositions(v string, f func(mutated []byte, at int)) {
	b := []byte(v)
	last := -1
	for i, c := range b {
		if c < '0' || c > '9' {
			if c >= 'A' { // a letter parts the digits
				last = -1
			}
			continue
		}
		if last >= 0 && b[last] != c {
			b[last], b[i] = b[i], b[last]
			f(b, last)
			b[last], b[i] = b[i], b[last]
		}
		last = i
	}
}
