package travel

import (
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors/detectortest"
)

// Weights 7, 3, 1 modulo 10 find every wrong digit in the checked fields:
// number, birth, expiry.
func TestMRZDigits(t *testing.T) {
	ss, err := detectortest.Load("../../../testdata/detectors/MRZ.txt")
	if err != nil {
		t.Fatal(err)
	}
	proven := 0
	for _, s := range ss {
		for _, m := range s.Marks {
			v := s.Text[m[0]:m[1]]
			if mrz.Check([]byte(v)) != scanner.Proven {
				t.Errorf("a sample is not proven")
				continue
			}
			proven++
			for i := range v {
				for c := byte('0'); c <= '9'; c++ {
					if v[i] < '0' || v[i] > '9' || v[i] == c {
						continue
					}
					b := []byte(v)
					b[i] = c
					if mrz.Check(b) == scanner.Proven {
						t.Errorf("a wrong digit at %d is proven", i)
					}
				}
			}
		}
	}
	if proven < 5 {
		t.Errorf("%d proven", proven)
	}
}

func TestPair(t *testing.T) {
	for _, c := range []struct {
		text string
		ok   bool
		want scanner.Verdict
	}{
		{"40.7128° N, 74.0060° W", true, scanner.Proven},
		{"48°51'24\"N 2°21'03\"E", true, scanner.Proven},
		{"52.520008, 13.404954", true, scanner.Unknown},
		{"-33.86785,151.20732", true, scanner.Unknown},
		{"95.1234, 200.1234", false, scanner.Wrong},
		{"91.00° N, 10.00° E", false, scanner.Wrong},
		{"40.7128° N, 41.0000° N", false, scanner.Wrong},
	} {
		a, b, n := pair([]byte(c.text))
		if ok := n == len(c.text) && plausible(a, b); ok != c.ok {
			t.Errorf("%s: %v", c.text, ok)
		}
		if c.ok && checkGeo([]byte(c.text)) != c.want {
			t.Errorf("%s: verdict", c.text)
		}
	}
}
