package national

import (
	"regexp"
	"strings"
	"testing"

	"sluice/scanner"
	"sluice/scanner/checksum"
)

// TestWorldDescribed holds the kinds to what the catalogue's page needs.
func TestWorldDescribed(t *testing.T) {
	kinds, aliases := map[string]bool{}, map[string]string{}
	for _, d := range World() {
		if d.Name == "" || d.Doc == "" || d.Source == "" || d.Family == "" || len(d.Region) != 2 {
			t.Errorf("%s: name, doc, source, family or region is missing", d.Kind)
		}
		if kinds[d.Kind] {
			t.Errorf("%s is listed twice", d.Kind)
		}
		kinds[d.Kind] = true
		if region := strings.ToUpper(d.Region); !strings.HasPrefix(d.Kind, region+"_") {
			t.Errorf("%s: the region is %s", d.Kind, region)
		}
		for _, a := range d.Aliases {
			if k, twice := aliases[a]; twice {
				t.Errorf("%s: alias %s belongs to %s", d.Kind, a, k)
			}
			aliases[a] = d.Kind
		}
		for _, w := range append(append([]string{}, d.Words...), d.Weak...) {
			if w != strings.ToLower(w) || strings.TrimSpace(w) == "" {
				t.Errorf("%s: word %q is not lower case", d.Kind, w)
			}
		}
		for _, p := range d.Patterns {
			if p.Base < 0 || p.Base > 1 || p.Proven > 1 {
				t.Errorf("%s: scores of %s", d.Kind, p.RE)
			}
		}
		if d.Labelled != "" {
			regexp.MustCompile(d.Labelled)
		}
	}
	for a, k := range aliases {
		if kinds[a] {
			t.Errorf("%s: alias %s is a kind", k, a)
		}
	}
}

// errorCase is a made-up value that its check proves.
type errorCase struct {
	detector *scanner.Detector
	value    string
	// swaps: the algorithm catches the exchange of neighbours, too.
	swaps bool
	// fixed is how many characters in front are structure that other values
	// of may also have right; errors are made behind them.
	fixed int
}

// Every error of one digit must be Wrong, and every exchange of neighbours
// where the algorithm promises it.
func TestWorldDigitErrors(t *testing.T) {
	cases := []errorCase{
		{usABARouting, "02345678", false, 0},
		{usNPI, "179038251", false, 0},
		{inAadhaar, "39876543210", true, 0},
		{inGSTIN, "27ABQPK4471M1Z", false, 0},
		{brCPF, "390.533.44", true, 0},
		{brCNPJ, "12.345.678/0001-", false, 0},
		{brPIS, "120.44718.50-", true, 0},
		{cnResidentID, "33010619851130447", true, 0},
		{mxCLABE, "01218004471850963", false, 0},
		{jpMyNumber, "62149832025", false, 0},
		{krBRN, "104814471", false, 0},
		{caSIN, "447-185-09", false, 0},
		{caHealthBC, "969865821", false, 1},
		{auTFN, "44718509", false, 0},
		{arCUIT, "20-44718509-", false, 2},
		{arCBU, "28505909400904181352", false, 0},
		{clRUT, "12.447.185-", true, 0},
		{coNIT, "900447185-", true, 0},
		{peRUC, "2044718509", false, 2},
		{veRIF, "V-12447185-", false, 2},
		{ecCedula, "171244718", false, 3},
		{pyRUC, "8044719-", false, 0},
		{doCedula, "001-4471850-", false, 0},
		{gtNIT, "4471850-", true, 0},
		{zaID, "880412508508", false, 0},
		{zaTax, "044718509", false, 0},
		{saNationalID, "104471850", false, 0},
		{ilID, "04471850", false, 0},
		{hkID, "A447185", false, 0},
		{sgNRIC, "S4471850", false, 0},
		{kwCivilID, "28804120447", false, 0},
		{muNID, "A120388447185", false, 0},
		{irNationalCode, "044718509", false, 0},
		{vnMST, "030447185", false, 0},
		{ngNIN, "4471850963", true, 0},
		{ghTIN, "P000447185", true, 3},
		{mzNUIT, "40044718", false, 0},
		{svNIT, "0614-120485-107-", false, 4},
		{cnUSCC, "91310115MA1K4471X", false, 8},
	}
	for _, c := range cases {
		t.Run(c.detector.Kind, func(t *testing.T) {
			v := worldComplete(c.detector, c.value)
			if v == nil {
				t.Fatal("no check characters fit the value")
			}
			seen := 0
			for i, old := range v {
				if old < '0' || old > '9' {
					continue
				}
				if seen++; seen <= c.fixed {
					continue
				}
				for n := byte('0'); n <= '9'; n++ {
					if n == old {
						continue
					}
					v[i] = n
					if c.detector.Check(v) == scanner.Proven {
						t.Errorf("%s: %c for %c at %d passes", v, n, old, i)
					}
				}
				v[i] = old
				if c.swaps && i+1 < len(v) && v[i+1] >= '0' && v[i+1] <= '9' && v[i+1] != old {
					v[i], v[i+1] = v[i+1], v[i]
					if c.detector.Check(v) == scanner.Proven {
						t.Errorf("%s: an exchange at %d passes", v, i)
					}
					v[i], v[i+1] = v[i+1], v[i]
				}
			}
		})
	}
}

// Checks modulo 10 with even weights, and those that stand for a part of the
// number only, promise less: most errors of one digit must not be Proven.
func TestWorldWeakDigitErrors(t *testing.T) {
	for _, c := range []errorCase{
		{thPIN, "1-1014-47185-03-", false, 0},
		{usDEA, "BM447185", false, 2},
		{mxCURP, "GOMC850412HDFRRL0", false, 0},
		{jpDriversLicense, "3044718509", false, 0},
		{auACN, "00408561", false, 0},
		{uyCedula, "4.471.850-", false, 0},
		{svDUI, "04471850-", false, 0},
		{twNationalID, "A14471850", false, 2},
		{nzIRD, "04909857", false, 0},
	} {
		v := worldComplete(c.detector, c.value)
		if v == nil {
			t.Errorf("%s: no check characters fit the value", c.detector.Kind)
			continue
		}
		errors, missed := 0, 0
		for i, old := range v {
			if old < '0' || old > '9' {
				continue
			}
			for n := byte('0'); n <= '9'; n++ {
				if v[i] = n; n != old {
					errors++
					if c.detector.Check(v) == scanner.Proven {
						missed++
					}
				}
			}
			v[i] = old
		}
		if missed*6 > errors {
			t.Errorf("%s: %d of %d errors pass", c.detector.Kind, missed, errors)
		}
	}
}

// worldComplete appends up to three check characters until the check passes.
func worldComplete(d *scanner.Detector, value string) []byte {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for _, digits := range []int{0, 1, 2, 3} {
		v := append([]byte(value), make([]byte, digits)...)
		total := 1
		for range digits {
			total *= len(alphabet)
		}
		for n := range total {
			for i, m := 0, n; i < digits; i++ {
				v[len(value)+i] = alphabet[m%len(alphabet)]
				m /= len(alphabet)
			}
			if d.Check(v) == scanner.Proven {
				return v
			}
		}
	}
	return nil
}

// Structure, ranges and the marks of reserved values.
func TestWorldChecks(t *testing.T) {
	cases := []struct {
		name string
		d    *scanner.Detector
		v    string
		want scanner.Verdict
	}{
		{"dashed, area never assigned", usSSN, "734-00-1234", scanner.Wrong},
		{"dashed, area of no one", usSSN, "666-12-1234", scanner.Unknown},
		{"spaced, area of no one", usSSN, "666 12 1234", scanner.Wrong},
		{"bare, area of no one", usSSN, "900101234", scanner.Wrong},
		{"an ITIN is hardly an SSN", usSSN, "912-70-1234", scanner.Unknown},
		{"ITIN", usITIN, "912-70-1234", scanner.Proven},
		{"group 93 is for adoptions", usITIN, "912-93-1234", scanner.Wrong},
		{"ATIN", usATIN, "912-93-1234", scanner.Unknown},
		{"EIN with a prefix that is not in use", usEIN, "07-1234567", scanner.Wrong},
		{"palindrome", inAadhaar, "222222222222", scanner.Wrong},
		{"PAN of no kind of holder", inPAN, "ABCXD1234Z", scanner.Wrong},
		{"PAN number 0000", inPAN, "ABCPD0000Z", scanner.Wrong},
		{"office that the state has not", inVehicle, "DL 99 CA 1234", scanner.Wrong},
		{"30 February", cnResidentID, "110101198702301234", scanner.Wrong},
		{"15 digits", cnResidentID, "330106851130447", scanner.Unknown},
		{"RFC with a wrong check character", mxRFC, "GOMC8504121A2", scanner.Unknown},
		{"RFC with month 13", mxRFC, "GOMC8513121A2", scanner.Wrong},
		{"new RRN without a check digit", krRRN, "960121-1234567", scanner.Unknown},
		{"alien's digit in an RRN", krRRN, "960121-6234567", scanner.Wrong},
		{"place of birth 00", myNRIC, "770305-00-1234", scanner.Wrong},
		{"day 367", lkNIC, "883671234V", scanner.Wrong},
		{"woman's day", lkNIC, "888661234V", scanner.Proven},
		{"governorate 10", egNationalID, "28804121012345", scanner.Wrong},
		{"Emirates ID by another rule", aeEmiratesID, "784-1988-1234567-1", scanner.Unknown},
		{"last digit 0", pkCNIC, "34201-0891231-0", scanner.Wrong},
		{"round number", caSIN, "446 000 000", scanner.Wrong},
		{"NHI of 2026", nzNHI, "ALU18KZ", scanner.Proven},
		{"branch that the bank has not", nzBank, "01-9999-0100194-00", scanner.Wrong},
		{"province that is none", thPIN, "1034567890124", scanner.Wrong},
		{"PTIN has no check", usPTIN, "P01234567", scanner.Unknown},
	}
	for _, c := range cases {
		got := scanner.Unknown
		if c.d.Check != nil {
			got = c.d.Check([]byte(c.v))
		}
		if got != c.want {
			t.Errorf("%s: %s %q is %d, want %d", c.name, c.d.Kind, c.v, got, c.want)
		}
	}
	for _, c := range []struct {
		d *scanner.Detector
		v string
	}{
		{usSSN, "078-05-1120"}, {usSSN, "987-65-4321"}, {usSSN, "000-00-0000"}, {usITIN, "987-65-4329"}, {usMBI, "1EG4-TE5-MK73"}, {inAadhaar, "9999 4105 7058"},
		{cnResidentID, "11010519491231002x"}, {mxRFC, "XAXX-010101-000"}, {brCPF, "111.111.111-11"}, {nzNHI, "ZZZ0016"},
	} {
		if !c.d.Reserved([]byte(c.v)) {
			t.Errorf("%s %s is reserved", c.d.Kind, c.v)
		}
	}
}

// Checks are given whatever a pattern or a label found; none may panic.
func FuzzWorldChecks(f *testing.F) {
	f.Add([]byte("219-45-6789"))
	f.Add([]byte("GOMC850412HDFRRL09\xc3\x91"))
	f.Add([]byte("name@okaxis"))
	f.Add([]byte("01-0242-0100194-00"))
	all := World()
	f.Fuzz(func(t *testing.T, v []byte) {
		if len(v) > 64 {
			v = v[:64]
		}
		for _, d := range all {
			if d.Check != nil {
				d.Check(v)
			}
			if d.Reserved != nil {
				d.Reserved(v)
			}
			if d.LabelledFind != nil {
				if end := d.LabelledFind(v, 0); end < 0 || end > len(v) {
					t.Errorf("%s: a value that ends at %d of %d", d.Kind, end, len(v))
				}
			}
			if d.Find != nil {
				for i, c := range v {
					if c == '@' {
						if s, e := d.Find.At(v, i); s < 0 || e < s || e > len(v) {
							t.Errorf("%s: a candidate from %d to %d of %d", d.Kind, s, e, len(v))
						}
					}
				}
			}
		}
	})
}

func TestWorldToken(t *testing.T) {
	find := worldToken(5, 19, 4)
	for v, want := range map[string]int{
		"D1234567":              8,
		"D1234567.":             8,
		"S530-4401-2345 and":    14,
		"WD 1234567 issued":     10,
		"INTRODUCTORY":          0,
		"12":                    0,
		"A1234-":                5,
		"ABCD 1234567":          0,
		"12345678901234567890x": 0,
		"D1234567 2019":         8,
	} {
		if got := find([]byte(v), 0); got != want {
			t.Errorf("%q: the value ends at %d, want %d", v, got, want)
		}
	}
}

func BenchmarkWorldChecks(b *testing.B) {
	var buf [24]byte
	v := []byte("3998 7654 3210")
	b.ReportAllocs()
	for b.Loop() {
		checksum.Digits(buf[:0], v)
		inAadhaar.Check(v)
		usSSN.Check(v)
		nzBank.Check(v)
	}
}
