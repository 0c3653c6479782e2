package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var dkDetectors = []*scanner.Detector{dkCPR}

var dkCPR = &scanner.Detector{
	Kind: "DK_CPR", Name: "Danish civil registration number", Family: "national", Region: "dk",
	Doc:     "Birth date DDMMYY and four digits, the first of which tells the century. The modulus 11 digit was given up in 2007: it raises the score, but does not refute. Bare digits need a word.",
	Aliases: []string{"DENMARK_CPR_NUMBER", "Denmark:CPR", "dk.cpr"},
	Source:  "CPR-kontoret, Personnummeret i CPR-systemet",
	Patterns: []scanner.Pattern{
		{RE: `[0-3][0-9][01][0-9]{3}-[0-9]{4}`, Base: 0.4, Proven: 0.6},
		{RE: `[0-3][0-9][01][0-9]{3} [0-9]{4}`, Base: 0.1, Proven: 0.3},
		{RE: `[0-3][0-9][01][0-9]{7}`, Base: 0.05, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 10 {
			return scanner.Wrong
		}
		year := 1900 + worldPair(d[4:])
		switch c := d[6]; {
		case c <= '3':
		case c == '4' || c == '9':
			if year < 1937 {
				year += 100
			}
		case year < 1958:
			year += 100
		default:
			year -= 100
		}
		// A child that will be born is no one's number yet.
		if year > 2035 || !checksum.Date(year, worldPair(d[2:]), worldPair(d)) {
			return scanner.Wrong
		}
		if checksum.Weighted(d, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0 {
			return scanner.Proven
		}
		return scanner.Unknown
	},
	Words: []string{
		"cpr", "cpr nummer", "cpr nr", "cprnr", "cprnummer", "personnummer", "cpr number", "cpr no", "danish cpr", "danish personal identification number", "danish id number", "personnr", "det centrale personregister", "cpr.nr", "civil registration number", "danish national id",
	},
	Weak:     []string{"født", "patient", "personregister"},
	Labelled: `[0-9]{2}[. ]?[0-9]{2}[. ]?[0-9]{2}[ -]?[0-9]{4}`,
}
