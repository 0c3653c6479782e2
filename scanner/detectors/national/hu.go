package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var huDetectors = []*scanner.Detector{huPersonalID, huTAJ, huTaxID}

var huPersonalID = &scanner.Detector{
	Kind: "HU_PERSONAL_ID", Name: "Hungarian personal identification number", Family: "national", Region: "hu",
	Doc:     "Eleven digits, 1-6-4: sex and century, date of birth, serial, check digit modulo 11. With dashes it stands alone; bare digits need a word.",
	Aliases: []string{"Hungary:personal ID"},
	Source:  "1996. évi XX. törvény, személyi azonosító",
	Patterns: []scanner.Pattern{
		{RE: `[1-8]-[0-9]{6}-[0-9]{4}`, Base: 0.3, Proven: 0.75},
		{RE: `[1-8] [0-9]{6} [0-9]{4}`, Base: 0.2, Proven: 0.6},
		{RE: `[1-8][0-9]{2}[01][0-9][0-3][0-9]{5}`, Base: 0.05, Proven: 0.42},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || d[0] < '1' || d[0] > '8' || !checksum.Date(-1, worldPair(d[3:]), worldPair(d[5:])) {
			return scanner.Wrong
		}
		// From 1997 on the weights run the other way.
		old := checksum.Weighted(d[:10], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)%11 == int(d[10]-'0')
		now := checksum.Weighted(d[:10], 10, 9, 8, 7, 6, 5, 4, 3, 2, 1)%11 == int(d[10]-'0')
		switch d[0] {
		case '3', '4':
			return worldVerdict(now || old && worldPair(d[1:]) > 50)
		}
		return worldVerdict(old && worldPair(d[1:]) < 97 || now && worldPair(d[1:]) >= 97)
	},
	Words: []string{
		"személyi szám", "személyi azonosító", "személyi azonosító szám", "személyi azonosító jel", "személyi száma", "szem szám", "szemelyi szam", "hungarian personal id", "hungarian personal number", "hungarian personal identification number", "hungarian national id", "szig szám",
	},
	Weak:        []string{"született", "személyi igazolvány", "állampolgár", "personal number"},
	Labelled:    `[1-8][- ]?[0-9]{6}[- ]?[0-9]{4}`,
	CheckDigits: []int{0},
}

var huTAJ = &scanner.Detector{
	Kind: "HU_TAJ", Name: "Hungarian social security number (TAJ)", Family: "health", Region: "hu",
	Doc:     "Nine digits with a check digit modulo 10 (weights 3 and 7). Needs a word.",
	Aliases: []string{"Hungary:TAJ"},
	Source:  "1996. évi XX. törvény, Társadalombiztosítási Azonosító Jel",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3}[- ][0-9]{3}[- ][0-9]{3}`, Base: 0.1, Proven: 0.3},
		{RE: `[0-9]{9}`, Base: 0.05, Proven: 0.25},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 9 && !checksum.AllSame(d) && checksum.Weighted(d[:8], 3, 7)%10 == int(d[8]-'0'))
	},
	Words: []string{
		"taj", "taj szám", "tajszám", "taj száma", "taj kártya", "társadalombiztosítási azonosító jel", "társadalombiztosítási azonosító", "tb szám", "taj no", "taj number", "hungarian social security number", "hungarian taj", "taj azonosító", "beteg taj",
	},
	Weak:        []string{"beteg", "társadalombiztosítás", "oep", "neak", "social security"},
	Labelled:    `[0-9]{3}[- ]?[0-9]{3}[- ]?[0-9]{3}`,
	CheckDigits: []int{0},
}

var huTaxID = &scanner.Detector{
	Kind: "HU_TAX_ID", Name: "Hungarian tax identification number", Family: "national", Region: "hu",
	Doc:     "Ten digits: 8, days since 1867 of the birth, serial, check digit modulo 11. Needs a word.",
	Aliases: []string{"Hungary:TIN"},
	Source:  "1996. évi XX. törvény, adóazonosító jel; NAV",
	Patterns: []scanner.Pattern{
		{RE: `8[0-9]{9}`, Base: 0.05, Proven: 0.35},
		{RE: `8[0-9]{3}[- ][0-9]{3}[- ][0-9]{3}`, Base: 0.05, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 10 && d[0] == '8' && !checksum.AllSame(d) && checksum.Weighted(d[:9], 1, 2, 3, 4, 5, 6, 7, 8, 9)%11 == int(d[9]-'0'))
	},
	Words: []string{
		"adóazonosító", "adóazonosító jel", "adóazonosító jele", "adóazonosító szám", "adókártya szám", "adoazonosito jel", "személyi adóazonosító", "hungarian tax id", "hungarian tax identification number", "hungarian tin", "hungarian tax number", "magánszemély adóazonosító",
	},
	Weak:        []string{"adószám", "nav", "adó", "tax id", "tin"},
	Labelled:    `8[0-9]{9}|8[0-9]{3}[- ][0-9]{3}[- ][0-9]{3}`,
	CheckDigits: []int{0},
}
