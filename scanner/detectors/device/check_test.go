package device

import (
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors/detectortest"
)

func TestDigitErrors(t *testing.T) {
	for _, d := range []*scanner.Detector{imei, vin} {
		ss, err := detectortest.Load("../../../testdata/detectors/" + d.Kind + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		proven := 0
		for _, s := range ss {
			for _, m := range s.Marks {
				if v := s.Text[m[0]:m[1]]; d.Check([]byte(v)) == scanner.Proven {
					proven++
					detectortest.Mutations(t, d, v, false)
				}
			}
		}
		if proven < 2 {
			t.Errorf("%s: %d proven samples", d.Kind, proven)
		}
	}
}
