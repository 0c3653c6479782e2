package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var egDetectors = []*scanner.Detector{egNationalID, egTaxNumber}

// egGovernorates are the places of birth in a national number; 88 is abroad.
const egGovernorates = "01 02 03 04 11 12 13 14 15 16 17 18 19 21 22 23 24 25 26 27 28 29 31 32 33 34 35 88"

var egNationalID = &scanner.Detector{
	Kind: "EG_NATIONAL_ID", Name: "Egyptian national number", Family: "national", Region: "eg",
	Doc:    "14 digits: century, date of birth, governorate, sequence with sex, check digit (whose rule is not published). Bare digits need a word.",
	Source: "Civil Status Organization of Egypt, national number",
	Patterns: []scanner.Pattern{
		{RE: `[23][0-9]{2}[01][0-9][0-3][0-9]{8}`, Base: 0.1, Proven: 0.45},
		{RE: `[23] [0-9]{6} [0-9]{2} [0-9]{5}`, Base: 0.2, Proven: 0.7},
		{RE: `[23]-[0-9]{6}-[0-9]{2}-[0-9]{5}`, Base: 0.2, Proven: 0.7},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 14 || d[0] != '2' && d[0] != '3' {
			return scanner.Wrong
		}
		y := 1700 + 100*int(d[0]-'0') + worldPair(d[1:])
		return worldVerdict(y < 2040 && checksum.Date(y, worldPair(d[3:]), worldPair(d[5:])) && worldHas(egGovernorates, d[7:9]))
	},
	Words: []string{
		"الرقم القومي", "رقم قومي", "رقم البطاقة", "بطاقة الرقم القومي", "رقم بطاقة الرقم القومي", "egyptian national id", "egypt national id", "egyptian id", "raqam qawmi", "national id egypt", "egyptian national number",
	},
	Weak:     []string{"قومي", "egypt", "egyptian", "بطاقة", "national id"},
	Labelled: `[0-9]{14}|[0-9] [0-9]{6} [0-9]{2} [0-9]{5}`,
}

var egTaxNumber = &scanner.Detector{
	Kind: "EG_TAX_NUMBER", Name: "Egyptian tax registration number", Family: "company", Region: "eg", Off: true,
	Doc:     "Nine digits, 3-3-3, without a check digit. Needs a word.",
	Aliases: []string{"eg.tn"},
	Source:  "Egyptian Tax Authority, tax registration number",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3}-[0-9]{3}-[0-9]{3}`, Base: 0.15},
		{RE: `[0-9]{9}`, Base: 0.05},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		return worldPlausible(len(checksum.Digits(b[:0], v)) == 9)
	},
	Words: []string{
		"رقم التسجيل الضريبي", "الرقم الضريبي", "رقم ضريبي", "البطاقة الضريبية", "egyptian tax number", "egypt tax registration number", "tax registration number egypt",
	},
	Weak:     []string{"ضريبي", "egypt", "tax registration number"},
	Labelled: `[0-9]{3}[- ]?[0-9]{3}[- ]?[0-9]{3}`,
}
