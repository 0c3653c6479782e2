package detectors

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors/detectortest"
)

// A Run holds back nothing that its Finder would report: not in the samples of
// any kind, nor where their words stand in another order.
func TestRuns(t *testing.T) {
	var texts, words []string
	files, err := filepath.Glob("../../testdata/detectors/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, f := range files {
		samples, err := detectortest.Load(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range samples {
			texts = append(texts, s.Text)
			words = append(words, strings.Fields(s.Text)...)
		}
	}
	rng := rand.New(rand.NewPCG(21, 4))
	seps := []string{" ", " ", " ", " ", ", ", ". ", "\n", "  ", "-", "/", ".", "", " (", ") "}
	for range 40_000 {
		var b strings.Builder
		for range 10 {
			w := words[rng.IntN(len(words))]
			switch rng.IntN(6) {
			case 0, 1:
				w = strings.ToLower(w)
			case 2:
				w = strings.ToUpper(w)
			}
			b.WriteString(w)
			b.WriteString(seps[rng.IntN(len(seps))])
		}
		texts = append(texts, b.String())
	}
	found := map[string]int{}
	for _, d := range All() {
		if d.Find == nil || d.Find.On != scanner.OnDigits || len(d.Find.Runs) == 0 {
			continue
		}
		t.Run(d.Kind, func(t *testing.T) {
			for _, s := range texts {
				text := []byte(s)
				for b := 0; b < len(text); {
					e, digit := b, false
					for ; e < len(text) && alnum(text[e]); e++ {
						digit = digit || text[e] <= '9'
					}
					if digit {
						if from, to := d.Find.At(text, b); from < to {
							found[d.Kind]++
							some := false
							for i := range d.Find.Runs {
								some = some || d.Find.Runs[i].Fits(text, b, e)
							}
							if !some {
								t.Fatalf("%q: no Run fits at %q, and the Finder reports %q", s, text[b:e], text[from:to])
							}
						}
					}
					b = max(e, b+1)
				}
			}
			if found[d.Kind] == 0 {
				t.Error("the Finder reports nothing at all")
			}
		})
	}
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}
