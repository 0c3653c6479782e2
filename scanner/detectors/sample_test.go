package detectors

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"sluice/scanner"
)

// sample is one case of testdata/detectors/KIND.txt.
type sample struct {
	line     int
	positive bool
	column   string
	text     string
	marks    [][2]int
}

// readSamples reads a sample file. A line is "+ text with [[marked]] values"
// or "- text without"; "{column} " in front says that the text is a cell of
// that column. \n \t \\ \uXXXX are understood; ¦ is taken out: it keeps
// scanners of the repository from taking a sample for a secret.
func readSamples(t *testing.T, name string) []sample {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []sample
	for i, l := range strings.Split(string(raw), "\n") {
		l = strings.TrimSuffix(l, "\r")
		if l == "" || l[0] == '#' {
			continue
		}
		if len(l) < 2 || l[0] != '+' && l[0] != '-' || l[1] != ' ' {
			t.Errorf("%s:%d: a case begins with \"+ \" or \"- \"", name, i+1)
			continue
		}
		s := sample{line: i + 1, positive: l[0] == '+'}
		rest := l[2:]
		if strings.HasPrefix(rest, "{") {
			if end := strings.Index(rest, "} "); end > 0 && !strings.ContainsAny(rest[1:end], "\"{:") {
				s.column, rest = rest[1:end], rest[end+2:]
			}
		}
		rest = strings.ReplaceAll(rest, "¦", "")
		var b strings.Builder
		open := -1
		for len(rest) > 0 {
			switch {
			case strings.HasPrefix(rest, "[[") && open < 0 && s.positive:
				open = b.Len()
				rest = rest[2:]
			case strings.HasPrefix(rest, "]]") && open >= 0:
				s.marks = append(s.marks, [2]int{open, b.Len()})
				open = -1
				rest = rest[2:]
			case strings.HasPrefix(rest, `\n`):
				b.WriteByte('\n')
				rest = rest[2:]
			case strings.HasPrefix(rest, `\t`):
				b.WriteByte('\t')
				rest = rest[2:]
			case strings.HasPrefix(rest, `\\`):
				b.WriteByte('\\')
				rest = rest[2:]
			case strings.HasPrefix(rest, `\u`) && len(rest) >= 6:
				if r, err := strconv.ParseUint(rest[2:6], 16, 32); err == nil {
					b.WriteRune(rune(r))
					rest = rest[6:]
					continue
				}
				fallthrough
			default:
				b.WriteByte(rest[0])
				rest = rest[1:]
			}
		}
		if s.positive && len(s.marks) == 0 || open >= 0 {
			t.Errorf("%s:%d: a positive case marks its value with [[ ]]", name, i+1)
		}
		s.text = b.String()
		out = append(out, s)
	}
	return out
}

const samplesDir = "../../testdata/detectors"

// TestSamples holds every kind to its samples: what is marked is found as
// that kind and to the byte, what is not marked is not.
func TestSamples(t *testing.T) {
	rs, err := scanner.Compile(All(), scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all, err := scanner.Compile(All(), scanner.Options{Kinds: []string{"*"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range All() {
		t.Run(d.Kind, func(t *testing.T) {
			name := filepath.Join(samplesDir, d.Kind+".txt")
			if _, err := os.Stat(name); err != nil {
				t.Fatalf("no samples: write %s", name)
			}
			rules := rs
			if d.Off {
				rules = all
			}
			positives, negatives := 0, 0
			for _, s := range readSamples(t, name) {
				if s.positive {
					positives++
				} else {
					negatives++
				}
				var at *scanner.Place
				if s.column != "" {
					at = rules.Place(s.column)
				}
				fs, err := rules.NewScanner().Scan(nil, []byte(s.text), at)
				if err != nil {
					t.Fatal(err)
				}
				var got [][2]int
				other := ""
				for _, f := range fs {
					is := rules.Detectors()[f.Detector].Kind == d.Kind
					for _, a := range f.Also[:f.NAlso] {
						// An ambiguous value may be reported as a sibling.
						is = is || s.positive && rules.Detectors()[a].Kind == d.Kind
					}
					if is {
						got = append(got, [2]int{int(f.Start), int(f.End)})
					} else {
						other += fmt.Sprintf(" %s %d-%d %.2f", rules.Detectors()[f.Detector].Kind, f.Start, f.End, f.Score)
					}
				}
				want := s.marks
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("%s:%d: found %v, want %v; others:%s", name, s.line, got, want, other)
				}
			}
			if positives < 5 || negatives < 5 {
				t.Errorf("%s: %d positives and %d negatives, want five of each", name, positives, negatives)
			}
		})
	}
}
