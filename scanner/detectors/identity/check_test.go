package identity

import (
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors/detectortest"
)

// MOD 11-2 finds every wrong digit and every exchange of neighbours.
func TestORCIDErrors(t *testing.T) {
	ss, err := detectortest.Load("../../../testdata/detectors/ORCID_ISNI.txt")
	if err != nil {
		t.Fatal(err)
	}
	proven := 0
	for _, s := range ss {
		for _, m := range s.Marks {
			if v := s.Text[m[0]:m[1]]; orcid.Check([]byte(v)) == scanner.Proven {
				proven++
				detectortest.Mutations(t, orcid, v, true)
			}
		}
	}
	if proven < 5 {
		t.Errorf("%d proven", proven)
	}
}
