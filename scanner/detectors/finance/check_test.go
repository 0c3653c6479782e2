package finance

import (
	"strings"
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors/detectortest"
)

// marked are the values marked in a kind's samples that its check proves.
func marked(t *testing.T, d *scanner.Detector) []string {
	t.Helper()
	ss, err := detectortest.Load("../../../testdata/detectors/" + d.Kind + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range ss {
		for _, m := range s.Marks {
			if v := s.Text[m[0]:m[1]]; d.Check([]byte(v)) == scanner.Proven {
				out = append(out, v)
			}
		}
	}
	if len(out) == 0 {
		t.Fatalf("%s: no sample is proven", d.Kind)
	}
	return out
}

func TestDigitErrors(t *testing.T) {
	for _, c := range []struct {
		d     *scanner.Detector
		swaps bool // whether the algorithm promises to find exchanges
	}{
		{creditCard, false}, // Luhn misses 09 and 90
		{iban, true}, {lei, true}, {cusip, false}, {isin, false},
	} {
		for _, v := range marked(t, c.d) {
			detectortest.Mutations(t, c.d, v, c.swaps)
		}
	}
}

// Luhn finds every exchange of neighbours but that of 0 and 9.
func TestCardExchanges(t *testing.T) {
	for _, v := range marked(t, creditCard) {
		detectortest.Transpositions(v, func(m []byte, at int) {
			if pair := string(m[at : at+2]); pair != "09" && pair != "90" && strings.Trim(pair, "0123456789") == "" && creditCard.Check(m) != scanner.Wrong {
				t.Errorf("exchange at %d is accepted", at)
			}
		})
	}
}

func TestBrands(t *testing.T) {
	for _, c := range []struct {
		name, prefix string
		length, want int
	}{
		{"Visa", "4", 16, ownRange}, {"Visa 13", "4", 13, wideRange}, {"Visa 15", "4", 15, noBrand}, {"Mastercard", "51", 16, ownRange}, {"Mastercard 2", "2221", 16, ownRange}, {"below it", "2220", 16, noBrand},
		{"end of it", "2720", 16, ownRange}, {"above it", "2721", 16, noBrand}, {"Amex", "34", 15, ownRange}, {"Amex 16", "37", 16, noBrand}, {"JCB", "3528", 16, ownRange}, {"below JCB", "3527", 16, noBrand}, {"old JCB", "2131", 15, ownRange},
		{"Diners", "36", 14, wideRange}, {"Discover", "6011", 16, ownRange}, {"Discover 644", "644", 16, ownRange}, {"UnionPay", "62", 19, wideRange}, {"Mir", "2200", 16, ownRange}, {"Maestro", "6759", 16, ownRange}, {"Maestro 12", "50", 12, wideRange},
		{"Troy", "9792", 16, ownRange}, {"Elo", "509000", 16, ownRange}, {"UATP", "1", 15, wideRange}, {"nothing", "7", 16, noBrand}, {"nothing", "0", 16, noBrand}, {"too long", "4", 20, noBrand}, {"too short", "4", 11, noBrand},
	} {
		d := []byte(c.prefix + strings.Repeat("7", c.length-len(c.prefix)))
		if got := brand(d); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestRegistry(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range registry {
		if seen[r.country] {
			t.Errorf("%s twice", r.country)
		}
		seen[r.country] = true
		n := ibanLen[country([]byte(r.country))]
		if n < 15 || n > 34 {
			t.Errorf("%s: length %d", r.country, n)
		}
	}
	for cc, n := range map[string]uint8{"NO": 15, "BE": 16, "DE": 22, "GB": 22, "FR": 27, "IT": 27, "PL": 28, "MT": 31, "LC": 32, "RU": 33, "BR": 29, "NL": 18, "MU": 30, "JO": 30, "SC": 31, "UA": 29, "TR": 26, "VG": 24, "LY": 25, "MN": 20, "NI": 28, "SO": 23, "FK": 18, "BI": 27, "DJ": 27, "SD": 18, "OM": 23, "YE": 30, "EG": 29, "SV": 28} {
		if got := ibanLen[country([]byte(cc))]; got != n {
			t.Errorf("%s: %d, want %d", cc, got, n)
		}
	}
}
