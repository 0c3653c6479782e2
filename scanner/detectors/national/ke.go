package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var keDetectors = []*scanner.Detector{keKRAPIN, keNationalID}

var keKRAPIN = &scanner.Detector{
	Kind: "KE_KRA_PIN", Name: "Kenyan KRA personal identification number", Family: "national", Region: "ke",
	Doc:     "A (persons) or P (others), nine digits, a letter; the letter's rule is not published.",
	Aliases: []string{"ke.pin"},
	Source:  "Kenya Revenue Authority, iTax PIN",
	Patterns: []scanner.Pattern{
		{RE: `[AP][0-9]{9}[A-Z]`, Base: 0.45},
		{RE: `[ap][0-9]{9}[a-z]`, Base: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		return worldPlausible(len(a) == 11 && (a[0] == 'A' || a[0] == 'P') && checksum.AllDigits(a[1:10]) && a[10] > '9' && !checksum.AllSame(a[1:10]))
	},
	Words: []string{
		"kra pin", "kra pin no", "kra pin number", "kra number", "kenya revenue authority pin", "itax pin", "kenyan tax pin", "kra", "tax pin kenya",
	},
	Weak:     []string{"pin", "kenya", "itax", "taxpayer"},
	Labelled: `[A-Za-z][0-9]{9}[A-Za-z]`,
}

var keNationalID = &scanner.Detector{
	Kind: "KE_NATIONAL_ID", Name: "Kenyan national ID number", Family: "national", Region: "ke",
	Doc:    "Seven to nine digits behind a label or in a column.",
	Source: "National Registration Bureau of Kenya; Maisha Namba",
	Words: []string{
		"kenya national id", "kenyan national id", "kenya id number", "kenyan id", "kenyan id number", "maisha namba", "huduma namba", "nambari ya kitambulisho", "kitambulisho", "kenya id no",
	},
	Labelled: `[0-9]{7,9}|[0-9]{14}`,
}
