package scanner_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"sluice/scanner"
	"sluice/scanner/detectors"
)

// Whatever a finding cuts out of UTF-8, the rest is UTF-8.
func TestFindingsCutNoCharacter(t *testing.T) {
	all, err := scanner.Compile(detectors.All(), scanner.Options{IncludeReserved: true})
	if err != nil {
		t.Fatal(err)
	}
	narrow, err := scanner.Compile([]*scanner.Detector{{
		Kind: "AROUND_AT",
		Find: &scanner.Finder{On: scanner.OnAt, Base: 0.9, At: func(text []byte, at int) (int, int) {
			return max(0, at-3), min(len(text), at+4)
		}},
	}}, scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		rs   *scanner.Ruleset
		text string
	}{
		{"a finder that counts bytes", narrow, "字字字@字字字"},
		{"a finder that counts bytes, four a character", narrow, "😀😀@😀😀"},
		{"a stretch that is folded", all, "redis://10.0.0.5:6379/0(at) " + strings.Repeat("字", 100)},
		{"a stretch that is folded, moved", all, "redis://10.0.0.5:6379/00(at) " + strings.Repeat("字", 100)},
		{"a stretch that is folded, moved again", all, "redis://10.0.0.5:6379/000(at) " + strings.Repeat("字", 100)},
	} {
		t.Run(c.name, func(t *testing.T) {
			fs, err := c.rs.NewScanner().Scan(nil, []byte(c.text), nil)
			if err != nil || len(fs) == 0 {
				t.Fatalf("%d findings, error %v", len(fs), err)
			}
			for _, f := range fs {
				if !utf8.ValidString(c.text[:f.Start]) || !utf8.ValidString(c.text[f.Start:f.End]) || !utf8.ValidString(c.text[f.End:]) {
					t.Errorf("%s at %d to %d of %d bytes cuts a character", c.rs.Detectors()[f.Detector].Kind, f.Start, f.End, len(c.text))
				}
			}
		})
	}
}
