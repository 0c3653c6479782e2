package national

import (
	"regexp"
	"strings"
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors/detectortest"
)

// prefixes of kinds that are not the upper-case region.
var europePrefixes = map[string]string{"gb": "UK_", "si YU_JMBG": "YU_", "cz CZ_SK_RODNE_CISLO": "CZ_SK_", " VATIN": "VATIN", "eu": "EU_"}

// TestEuropeDescribed holds the kinds to what the catalogue's page needs.
func TestEuropeDescribed(t *testing.T) {
	kinds, aliases := map[string]bool{}, map[string]string{}
	for _, d := range append(World(), Europe()...) {
		if kinds[d.Kind] {
			t.Errorf("%s is listed twice", d.Kind)
		}
		kinds[d.Kind] = true
		for _, a := range d.Aliases {
			if k, twice := aliases[a]; twice {
				t.Errorf("%s: alias %s belongs to %s", d.Kind, a, k)
			}
			aliases[a] = d.Kind
		}
	}
	for a, k := range aliases {
		if kinds[a] {
			t.Errorf("%s: alias %s is a kind", k, a)
		}
	}
	for _, d := range Europe() {
		if d.Name == "" || d.Doc == "" || d.Source == "" || d.Family == "" || d.Region == "" && d.Kind != "VATIN" {
			t.Errorf("%s: name, doc, source, family or region is missing", d.Kind)
		}
		prefix, ok := europePrefixes[d.Region+" "+d.Kind]
		if !ok {
			prefix, ok = europePrefixes[d.Region]
		}
		if !ok {
			prefix = strings.ToUpper(d.Region) + "_"
		}
		if !strings.HasPrefix(d.Kind, prefix) {
			t.Errorf("%s: the region is %q", d.Kind, d.Region)
		}
		if len(d.Words) < 5 {
			t.Errorf("%s has %d words", d.Kind, len(d.Words))
		}
		for _, w := range append(append([]string{}, d.Words...), d.Weak...) {
			if w != strings.ToLower(w) || strings.TrimSpace(w) != w || w == "" {
				t.Errorf("%s: word %q is not lower case", d.Kind, w)
			}
		}
		if d.Labelled == "" && d.LabelledFind == nil {
			t.Errorf("%s: nothing is found behind a label", d.Kind)
		}
		if d.Labelled != "" {
			regexp.MustCompile(d.Labelled)
		}
		bare := regexp.MustCompile(`^(?:\(\?:[0-9|]+\)|[0-9]|\[[-0-9]+\]|\{[0-9,]+\}|\?)+$`)
		for _, p := range d.Patterns {
			if p.Base < 0 || p.Base > 0.7 || p.Proven > 1 {
				t.Errorf("%s: scores of %s", d.Kind, p.RE)
			}
			// Bare digits never stand alone, save where structure and check
			// leave fewer than one random number in ten thousand.
			alone := d.Kind == "CH_AHV" || d.Kind == "LU_NIN"
			if bare.MatchString(p.RE) && !alone && (p.Base >= 0.3 || d.Check != nil && max(p.Base, p.Proven) >= 0.5) {
				t.Errorf("%s: bare digits %s score %.2f, %.2f", d.Kind, p.RE, p.Base, p.Proven)
			}
			if bare.MatchString(p.RE) && p.Proven == 0 && d.Check != nil && d.CheckDigits != nil {
				t.Errorf("%s: %s leaves the proven score at 0.9", d.Kind, p.RE)
			}
		}
	}
}

// Every error of one digit must be Wrong, and every exchange of neighbours
// where the algorithm promises it.
func TestEuropeDigitErrors(t *testing.T) {
	for _, c := range []errorCase{
		{gbNHS, "401 023 213", true, 0},
		{gbCHI, "010745412", true, 0},
		{gbUTR, "5117620385", false, 0},
		{gbUPN, "A80120000100", false, 0},
		{deTaxID, "36 574 261 80", false, 0},
		{deIDCard, "T22000413", false, 0},
		{dePassport, "C01X9NR4T", false, 0},
		{deHealthInsurance, "B48201937", false, 0},
		{frNIR, "1 85 05 78 006 084 ", false, 0},
		{frNIF, "3023217600", false, 0},
		{frSIREN, "40483304", false, 0},
		{itVAT, "0133355032", false, 0},
		{esDNI, "54362315", true, 0},
		{esNIE, "X2482300", true, 0},
		{esNSS, "28 12345678 ", true, 0},
		{esCCC, "2100 0418 45 0200051332", false, 0},
		{esCUPS, "ES 1234 1234 5678 9012 ", true, 0},
		{esCIF, "A1111111", false, 0},
		{plPESEL, "4405140135", false, 0},
		{plNIP, "856734621", false, 0},
		{plIDCard, "ABS123456", false, 0},
		{plPassport, "AH1458292", false, 0},
		{plREGON, "19259818", false, 0},
		{nlBSN, "14829173", true, 0},
		{nlOnderwijsnummer, "10482913", true, 2},
		{beEID, "592-4829173-", true, 0},
		{atSVNR, "1237 010180", false, 0},
		{atTIN, "59-482/917", false, 0},
		{chAHV, "756.4829.1730.2", false, 0},
		{ptCC, "14829173 0 ZX", false, 0},
		{ptNIF, "21482918", true, 0},
		{ptNIB, "0035 0482 91730284615 ", true, 0},
		{iePPS, "1482917", true, 0},
		{sePersonnummer, "850730-033", false, 0},
		{seOrgnr, "556703-748", false, 0},
		{noFodselsnummer, "150785 482", true, 0},
		{noBankAccount, "8601.11.1794", true, 0},
		{fiHETU, "150785-482", true, 0},
		{fiBusinessID, "2077474-", true, 0},
		{czRodneCislo, "910730/033", false, 0},
		{huTAJ, "148 291 73", false, 0},
		{huTaxID, "836482917", true, 0},
		{roCNP, "185073040123", false, 0},
		{hrOIB, "3339200596", false, 0},
		{yuJMBG, "310198050013", true, 0},
		{grAMKA, "0101309999", false, 0},
		{ruSNILS, "148-291-730 ", true, 0},
		{luNIN, "19850730033", false, 0},
		{euPaymentReference, "010/8068/171", false, 0},
		{mkEDB, "403000037589", true, 0},
		{siDDV, "5022305", true, 0},
		{gnNIFP, "10293248", false, 0},
	} {
		t.Run(c.detector.Kind, func(t *testing.T) {
			v := []byte(c.value)
			if c.detector.Check(v) != scanner.Proven {
				v = worldComplete(c.detector, c.value)
			}
			if v == nil { // the check character stands inside
				detectortest.Substitutions(c.value, func(m []byte, _ int) {
					if v == nil && c.detector.Check(m) == scanner.Proven {
						v = append(v, m...)
					}
				})
			}
			if v == nil {
				t.Fatal("no check characters fit the value")
			}
			report := func(what string) func([]byte, int) {
				return func(m []byte, at int) {
					seen := 0
					for _, b := range m[:at+1] {
						if b >= '0' && b <= '9' {
							seen++
						}
					}
					if seen > c.fixed && c.detector.Check(m) == scanner.Proven {
						t.Errorf("%s of %s at %d passes", what, v, at)
					}
				}
			}
			detectortest.Substitutions(string(v), report("an error"))
			if c.swaps {
				detectortest.Transpositions(string(v), report("an exchange"))
			}
		})
	}
}

// Checks with two passes, with weights that share a factor with the modulus,
// or that stand for a part of the number only, promise less: most errors of
// one digit must not be Proven.
func TestEuropeWeakDigitErrors(t *testing.T) {
	for _, c := range []struct {
		d *scanner.Detector
		v string
	}{
		{gbUTR, "1955839661"}, {deDriversLicense, "B072RRE2I55"}, {isKennitala, "120174-3399"}, {eeIsikukood, "36805280109"}, {ltAsmensKodas, "48504140959"},
		{kzIIN, "850730300124"}, {azVOEN, "1400057421"}, {deSocialSecurity, "15070649C103"}, {ptNISS, "1148291730"}, {lvPersonasKods, "161175-19997"},
		{bgEGN, "7523169263"}, {bgLNC, "7111042925"}, {uaRNOKPP, "1759013776"}, {byUNP, "591705582"}, {ruOGRNIP, "304500116000157"}, {huPersonalID, "1-850730-034"}, {esCatastral, "7837301VG8173B0001TT"},
	} {
		var v []byte
		if c.d.Check([]byte(c.v)) == scanner.Proven {
			v = []byte(c.v)
		} else if v = worldComplete(c.d, c.v); v == nil {
			detectortest.Substitutions(c.v, func(m []byte, _ int) {
				if v == nil && c.d.Check(m) == scanner.Proven {
					v = append(v, m...)
				}
			})
		}
		if v == nil {
			t.Errorf("%s: no check characters fit the value", c.d.Kind)
			continue
		}
		errors, missed := 0, 0
		detectortest.Substitutions(string(v), func(m []byte, _ int) {
			errors++
			if c.d.Check(m) == scanner.Proven {
				missed++
			}
		})
		if missed*6 > errors {
			t.Errorf("%s: %d of %d errors in %s pass", c.d.Kind, missed, errors, v)
		}
	}
}

// The VAT number of each member state: one that is right, and every error of
// one digit in it.
func TestEUVATDigitErrors(t *testing.T) {
	// Kinds of which several schemes share the digits pass an error of one
	// scheme as a number of another.
	shared := map[string]int{"BG": 12, "CZ": 8, "SK": 8, "NL": 20, "XI": 6, "IE": 2, "FR": 2}
	for _, start := range []string{
		"ATU1358562", "BE04287594", "BG17507475", "CY1025903", "CZ2512389", "DE13669597", "DK1358562", "EE10059410", "EL09425921", "ES5436231",
		"FI2077474", "FR40303265045", "HR3339200596", "HU1289231", "IE6433435", "IT0074311015", "LT11951151", "LU150274", "LV4000352160", "MT1167911",
		"NL004495445B0", "PL856734621", "PT50196484", "RO1854729", "SE55670374850", "SI5022305", "SK202274961", "XI9807806",
	} {
		v := []byte(start)
		if euVATCheck(v) != scanner.Proven {
			v = worldComplete(euVAT, start)
		}
		if v == nil {
			t.Errorf("%s: no check characters fit", start)
			continue
		}
		passing := 0
		detectortest.Substitutions(string(v), func(m []byte, _ int) {
			if euVATCheck(m) == scanner.Proven {
				passing++
			}
		})
		if passing > shared[start[:2]] {
			t.Errorf("%s: %d errors of one digit pass", v, passing)
		}
	}
}

// Structure, ranges, and what is known to be nobody's.
func TestEuropeChecks(t *testing.T) {
	for _, c := range []struct {
		name string
		d    *scanner.Detector
		v    string
		want scanner.Verdict
	}{
		{"prefix that is not in use", gbNINO, "BG123612A", scanner.Wrong},
		{"first letter that is not in use", gbNINO, "FQ 00 00 00 C", scanner.Wrong},
		{"month 64", gbDrivingLicence, "MORGA664054SM9IJ", scanner.Wrong},
		{"nine inside the surname", gbDrivingLicence, "MO9GA657054SM9IJ", scanner.Wrong},
		{"area that is none", gbPostcode, "XA1 1AA", scanner.Wrong},
		{"age identifier of no year", gbVehicleReg, "AB35 ABC", scanner.Wrong},
		{"all digits of the first ten differ", deTaxID, "12345678906", scanner.Wrong},
		{"leading zero", deTaxID, "02345678901", scanner.Wrong},
		{"month 13", deSocialSecurity, "15071349C103", scanner.Wrong},
		{"right one", deSocialSecurity, "15070649C103", scanner.Proven},
		{"district that is none", deLicensePlate, "XQ-AB 1234", scanner.Wrong},
		{"Corsica", frNIR, "253072A07300443", scanner.Proven},
		{"month 13", frNIR, "185137800608443", scanner.Wrong},
		{"month letter", itFiscalCode, "MRSMSR81F60Z611H", scanner.Wrong},
		{"letters for digits", itFiscalCode, "CNTCHR83T41D969D", scanner.Proven},
		{"30 February", plPESEL, "44023001350", scanner.Wrong},
		{"month 32 is December 2000", plPESEL, "00321512349", scanner.Wrong},
		{"D-number", noFodselsnummer, "41010100000", scanner.Wrong},
		{"day 31 of April", fiHETU, "310480-123A", scanner.Wrong},
		{"unknown birthday", beNationalNumber, "00000100195", scanner.Unknown},
		{"coordination number", sePersonnummer, "701063-2391", scanner.Proven},
		{"a time as digits", sePersonnummer, "202401151341", scanner.Unknown},
		{"modulus 11 given up", dkCPR, "211062-5628", scanner.Unknown},
		{"born in 2052", dkCPR, "2110525629", scanner.Wrong},
		{"new code without a date", lvPersonasKods, "321234-56789", scanner.Unknown},
		{"SI on the number of another state", euVAT, "SI136695976", scanner.Wrong},
		{"no member state", euVAT, "US136695976", scanner.Wrong},
		{"suffix 00", euVAT, "NL009122746B00", scanner.Wrong},
		{"Northern Ireland", euVAT, "XI 980 7806 84", scanner.Proven},
		{"Britain is VATIN", euVAT, "GB 980 7806 84", scanner.Wrong},
		{"Britain", euVATIN, "GB 980 7806 84", scanner.Proven},
		{"Swiss UID", euVATIN, "CHE-100.155.212 MWST", scanner.Proven},
		{"creditor reference", euPaymentReference, "RF18 5390 0754 7034", scanner.Proven},
		{"creditor identifier", euPaymentReference, "ES23ZZZ47690558N", scanner.Proven},
		{"QR reference", euPaymentReference, "21 00000 00003 13947 14300 09017", scanner.Proven},
		{"A out of its range", adNRT, "A-800555-R", scanner.Wrong},
		{"a branch needs its number", tnMF, "1234567/M/A/E/000", scanner.Wrong},
	} {
		t.Run(c.d.Kind+" "+c.name, func(t *testing.T) {
			if got := c.d.Check([]byte(c.v)); got != c.want {
				t.Errorf("verdict %d, want %d", got, c.want)
			}
		})
	}
	for _, c := range []struct {
		d *scanner.Detector
		v string
	}{
		{gbNINO, "QQ 12 34 56 C"}, {gbNHS, "999 123 4560"}, {deIDCard, "L01X00T47"}, {deDriversLicense, "B072RRE2I55"}, {esDNI, "12345678-Z"},
		{plPESEL, "44051401359"}, {chAHV, "756.9217.0769.85"}, {fiHETU, "010594Y9032"}, {noFodselsnummer, "01815012345"},
	} {
		if c.d.Reserved == nil || !c.d.Reserved([]byte(c.v)) {
			t.Errorf("%s: %s can be somebody's", c.d.Kind, c.v)
		}
	}
}

func TestEuropeRobust(t *testing.T) {
	detectortest.Robust(t, "../../../testdata/detectors", Europe())
}
