package noise_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"sluice"
	"sluice/benchmarks/noise"
	"sluice/formats/codecs/csv"
	"sluice/scanner"
	"sluice/scanner/detectors"
)

// Noise is full of numbers that pass checks by chance: fewer than three
// findings in a megabyte of each corpus, cell by cell in columns of neutral
// names. (Read as a whole a column loses these, too: see package precision.)
func TestNoiseIsQuiet(t *testing.T) {
	if testing.Short() {
		t.Skip("scans 30 MB")
	}
	rs, err := scanner.Compile(detectors.All(), scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := rs.NewScanner()
	for i, c := range noise.Corpora() {
		if c.Name == "digit_groups" || c.Name == "versions" {
			continue // random dotted numbers are addresses now and then
		}
		r := rand.New(rand.NewPCG(41, uint64(i)))
		size, found := 0, map[string]int{}
		var fs []scanner.Finding
		for _, column := range c.Columns {
			p := rs.Place(column)
			for size0 := size; size < size0+1_000_000/len(c.Columns); {
				v := c.Value(r)
				size += len(v) + 1
				if fs, err = s.Scan(fs[:0], []byte(v), p); err != nil {
					t.Fatal(err)
				}
				for _, f := range fs {
					found[rs.Detectors()[f.Detector].Kind]++
				}
			}
		}
		n := 0
		for _, k := range found {
			n += k
		}
		if limit := allowed[c.Name]; n > max(limit, 2) {
			t.Errorf("%s: %d findings in a megabyte: %v", c.Name, n, found)
		}
	}
}

// allowed are findings that stand alone for good reasons: a number of 18
// digits with a region, a date and a check is a Chinese identity number, one of
// twelve in groups of four that passes its check an Aadhaar number.
// Among further words it is one in columns of numbers, too.
var allowed = map[string]int{"digits_18": 12, "table_rows": 3}

// A column of random numbers holds nothing, whatever it is called and however
// many of its values pass checks.
func TestColumnsOfNumbersAreQuiet(t *testing.T) {
	plan, err := (&sluice.Policy{}).Compile(sluice.Env{})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range noise.Corpora() {
		if !strings.HasPrefix(c.Name, "digits_") && !strings.HasPrefix(c.Name, "epoch_") {
			continue
		}
		r := rand.New(rand.NewPCG(42, uint64(i)))
		var b strings.Builder
		b.WriteString("text,value,x,content\n")
		for range 5000 {
			b.WriteString(c.Value(r) + "," + c.Value(r) + "," + c.Value(r) + "," + c.Value(r) + " and " + c.Value(r) + "\n")
		}
		rep, err := plan.ScanDataset(t.Context(), sluice.Dataset{Inputs: []string{"-"}, Stdin: strings.NewReader(b.String()), Options: sluice.Options{Codec: csv.Codec{}}})
		if err != nil {
			t.Fatal(err)
		}
		if rep.Findings > int64(allowed[c.Name]/12) {
			t.Errorf("%s: %d findings: %v", c.Name, rep.Findings, rep.Kinds[0].Kind)
		}
	}
}
