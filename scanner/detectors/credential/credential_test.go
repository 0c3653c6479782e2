package credential

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sluice/scanner"
)

const samples = "../../../testdata/detectors"

// sample is one line of a sample file: a text, in a column or none, and the
// spans that must be found in it.
type sample struct {
	line   int
	column string
	text   string
	want   [][2]int
	clean  bool
}

func readSamples(t *testing.T, kind string) []sample {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(samples, kind+".txt"))
	if err != nil {
		t.Errorf("%s has no samples: %v", kind, err)
		return nil
	}
	var out []sample
	for i, line := range strings.Split(string(raw), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		s := sample{line: i + 1, clean: line[0] == '-'}
		rest := line[2:]
		if strings.HasPrefix(rest, "{") {
			if j := strings.Index(rest, "} "); j > 0 && !strings.ContainsAny(rest[1:j], "\":[") {
				s.column, rest = rest[1:j], rest[j+2:]
			}
		}
		rest = strings.ReplaceAll(rest, "¦", "")
		var text []byte
		for j := 0; j < len(rest); j++ {
			switch {
			case strings.HasPrefix(rest[j:], "[["):
				s.want = append(s.want, [2]int{len(text), -1})
				j++
			case strings.HasPrefix(rest[j:], "]]") && len(s.want) > 0 && s.want[len(s.want)-1][1] < 0:
				s.want[len(s.want)-1][1] = len(text)
				j++
			case rest[j] == '\\' && j+1 < len(rest):
				j++
				switch rest[j] {
				case 'n':
					text = append(text, '\n')
				case 't':
					text = append(text, '\t')
				case '\\':
					text = append(text, '\\')
				default:
					text = append(text, '\\', rest[j])
				}
			default:
				text = append(text, rest[j])
			}
		}
		s.text = string(text)
		out = append(out, s)
	}
	return out
}

// TestSamples runs the whole family over every sample, so that kinds that
// take each other's values show too.
func TestSamples(t *testing.T) {
	rs, err := scanner.Compile(List(), scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sc := rs.NewScanner()
	for _, d := range List() {
		positives, negatives := 0, 0
		for _, s := range readSamples(t, d.Kind) {
			var at *scanner.Place
			if s.column != "" {
				at = rs.Place(s.column)
			}
			found, err := sc.Scan(nil, []byte(s.text), at)
			if err != nil {
				t.Fatal(err)
			}
			var got [][2]int
			other := ""
			for _, f := range found {
				if k := rs.Detectors()[f.Detector].Kind; k == d.Kind {
					got = append(got, [2]int{int(f.Start), int(f.End)})
				} else {
					other += " " + k
				}
			}
			if s.clean {
				negatives++
				if len(got) > 0 {
					t.Errorf("%s.txt:%d: found %v in a clean text", d.Kind, s.line, got)
				}
				continue
			}
			positives++
			ok := len(got) == len(s.want)
			for i := range got {
				ok = ok && got[i] == s.want[i]
			}
			if !ok {
				t.Errorf("%s.txt:%d: found %v, want %v; other kinds:%s", d.Kind, s.line, got, s.want, other)
			}
		}
		if positives < 5 || negatives < 5 {
			t.Errorf("%s: %d positive and %d negative samples, want five of each", d.Kind, positives, negatives)
		}
	}
}

func TestListIsComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range List() {
		if seen[d.Kind] {
			t.Errorf("%s is listed twice", d.Kind)
		}
		seen[d.Kind] = true
		if d.Family != "credential" || d.Region != "" || d.Name == "" || d.Doc == "" || d.Source == "" || len(d.Words) == 0 {
			t.Errorf("%s: family, name, doc, source or words missing", d.Kind)
		}
		for _, p := range d.Patterns {
			if _, err := regexp.Compile(p.RE); err != nil {
				t.Errorf("%s: %v", d.Kind, err)
			}
		}
	}
	// Every detector of the package is listed: the files are the truth.
	files, _ := filepath.Glob("*.go")
	decl := regexp.MustCompile(`(?m)^var (\w+) = issued\(`)
	n := 0
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		n += len(decl.FindAll(raw, -1))
	}
	if n != len(List()) {
		t.Errorf("%d detectors are declared, %d listed", n, len(List()))
	}
}

// TestNoPanic feeds every function of every detector with cut and foreign
// bytes.
func TestNoPanic(t *testing.T) {
	var seeds [][]byte
	for _, d := range List() {
		for _, s := range readSamples(t, d.Kind) {
			seeds = append(seeds, []byte(s.text))
		}
	}
	for _, d := range List() {
		for i, s := range seeds {
			if i%23 != 0 && !bytes.Contains(s, []byte(d.Kind[:3])) {
				continue
			}
			for cut := 0; cut <= len(s) && cut < 12; cut++ {
				try(d, s[cut:])
				try(d, s[:len(s)-cut])
			}
		}
		for _, s := range []string{"", " ", "=", "\"", strings.Repeat("=", 88), strings.Repeat("-", 84), strings.Repeat("A", 111), strings.Repeat("$", 60), strings.Repeat("2.", 60), "://", "-----", "-----BEGIN ", "\xff\xfe", "::::", "$$$$", "8Q~"} {
			try(d, []byte(s))
		}
	}
}

func try(d *scanner.Detector, v []byte) {
	if d.Check != nil {
		d.Check(v)
	}
	d.Reserved(v)
	d.Canon(nil, v)
	for at := 0; at <= len(v); at++ {
		if d.Find != nil && at < len(v) {
			d.Find.At(v, at)
		}
		if d.LabelledFind != nil && at < len(v) {
			d.LabelledFind(v, at)
		}
	}
}

func FuzzFunctions(f *testing.F) {
	f.Add([]byte("Authorization: Basic dXNlcjpwYXNzd29yZA=="), 21)
	for _, c := range []string{"=", "-", "A", "$2", ".", "/", ":"} {
		for _, n := range []int{40, 44, 52, 56, 84, 88, 111} {
			f.Add([]byte(strings.Repeat(c, n)[:n]), 0)
		}
	}
	f.Add([]byte("password = \"x y\"; postgres://u:p@h/d?sig=1&sv=2"), 12)
	f.Fuzz(func(t *testing.T, text []byte, at int) {
		if at < 0 || at >= len(text) {
			return
		}
		for _, d := range List() {
			if d.Find != nil {
				if s, e := d.Find.At(text, at); s < e {
					if s < 0 || e > len(text) {
						t.Fatalf("%s: span [%d:%d) of %d bytes", d.Kind, s, e, len(text))
					}
					d.Check(text[s:e])
					d.Reserved(text[s:e])
				}
			}
			if d.LabelledFind != nil {
				if e := d.LabelledFind(text, at); e != at && (e < at || e > len(text)) {
					t.Fatalf("%s: value ends at %d, begins at %d of %d bytes", d.Kind, e, at, len(text))
				}
			}
			d.Check(text)
			d.Reserved(text)
			d.Canon(nil, text)
		}
	})
}
