package credential

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors/detectortest"
)

const samples = "../../../testdata/detectors"

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
		cases, err := detectortest.Load(filepath.Join(samples, d.Kind+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range cases {
			var at *scanner.Place
			if s.Column != "" {
				at = rs.Place(s.Column)
			}
			found, err := sc.Scan(nil, []byte(s.Text), at)
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
			if s.Positive {
				positives++
			} else {
				negatives++
			}
			if !slices.Equal(got, s.Marks) {
				t.Errorf("%s.txt:%d: found %v, want %v; other kinds:%s", d.Kind, s.Line, got, s.Marks, other)
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
		cases, err := detectortest.Load(filepath.Join(samples, d.Kind+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range cases {
			seeds = append(seeds, []byte(s.Text))
		}
	}
	for _, d := range List() {
		one := []*scanner.Detector{d}
		for i, s := range seeds {
			if i%23 != 0 && !bytes.Contains(s, []byte(d.Kind[:3])) {
				continue
			}
			for cut := 0; cut <= len(s) && cut < 12; cut++ {
				detectortest.Exercise(t, one, s[cut:])
				detectortest.Exercise(t, one, s[:len(s)-cut])
			}
		}
		for _, s := range []string{"", " ", "=", "\"", strings.Repeat("=", 88), strings.Repeat("-", 84), strings.Repeat("A", 111), strings.Repeat("$", 60), strings.Repeat("2.", 60), "://", "-----", "-----BEGIN ", "\xff\xfe", "::::", "$$$$", "8Q~"} {
			detectortest.Exercise(t, one, []byte(s))
		}
	}
}

func FuzzFunctions(f *testing.F) {
	f.Add([]byte("Authorization: Basic dXNlcjpwYXNzd29yZA=="))
	for _, c := range []string{"=", "-", "A", "$2", ".", "/", ":"} {
		for _, n := range []int{40, 44, 52, 56, 84, 88, 111} {
			f.Add([]byte(strings.Repeat(c, n)[:n]))
		}
	}
	f.Add([]byte("password = \"x y\"; postgres://u:p@h/d?sig=1&sv=2"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) <= 1<<10 {
			detectortest.Exercise(t, List(), text)
		}
	})
}
