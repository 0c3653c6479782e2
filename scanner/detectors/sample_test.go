package detectors

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors/detectortest"
)

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
			samples, err := detectortest.Load(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range samples {
				if s.Positive {
					positives++
				} else {
					negatives++
				}
				var at *scanner.Place
				if s.Column != "" {
					at = rules.Place(s.Column)
				}
				fs, err := rules.NewScanner().Scan(nil, []byte(s.Text), at)
				if err != nil {
					t.Fatal(err)
				}
				var got [][2]int
				other := ""
				for _, f := range fs {
					is := rules.Detectors()[f.Detector].Kind == d.Kind
					for _, a := range f.Also[:f.NAlso] {
						// An ambiguous value may be reported as a sibling.
						is = is || s.Positive && rules.Detectors()[a].Kind == d.Kind
					}
					if is {
						got = append(got, [2]int{int(f.Start), int(f.End)})
					} else {
						other += fmt.Sprintf(" %s %d-%d %.2f", rules.Detectors()[f.Detector].Kind, f.Start, f.End, f.Score)
					}
				}
				want := s.Marks
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("%s:%d: found %v, want %v; others:%s", name, s.Line, got, want, other)
				}
			}
			if positives < 5 || negatives < 5 {
				t.Errorf("%s: %d positives and %d negatives, want five of each", name, positives, negatives)
			}
		})
	}
}

// TestSamplesAnywhere moves the values of the samples over the places where
// the engine's bitmaps end (words of 64 bytes, chunks of 4096): what is found
// in a text does not depend on where it stands.
func TestSamplesAnywhere(t *testing.T) {
	rs, err := scanner.Compile(All(), scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const chunk = 4096
	s := rs.NewScanner()
	found := func(text []byte, pad int) string {
		fs, err := s.Scan(nil, text, nil)
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, f := range fs {
			out += fmt.Sprintf("%s %d-%d %.3f; ", rs.Detectors()[f.Detector].Kind, int(f.Start)-pad, int(f.End)-pad, f.Score)
		}
		return out
	}
	room := bytes.Repeat([]byte(" "), chunk+1024)
	moved := 0
	for _, d := range All() {
		samples, err := detectortest.Load(filepath.Join(samplesDir, d.Kind+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, sample := range samples {
			if !sample.Positive || sample.Column != "" || len(sample.Marks) == 0 || len(sample.Text) > 512 {
				continue
			}
			at := func(pad int) string {
				text := append(room[:pad:pad], sample.Text...)
				return found(text, pad)
			}
			start := sample.Marks[0][0]
			// Far from the first bytes of the text, which are an end of their own.
			want := at(1024 - start)
			for before := range 9 {
				moved++
				if got := at(chunk - start - before); got != want {
					t.Errorf("%s, line %d, %d bytes before the end of a chunk: found %q, elsewhere %q", d.Kind, sample.Line, before, got, want)
				}
			}
		}
	}
	if moved < 10_000 {
		t.Errorf("%d places tried", moved)
	}
}
