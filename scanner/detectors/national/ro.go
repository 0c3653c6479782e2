package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var roDetectors = []*scanner.Detector{roCNP}

var roCNP = &scanner.Detector{
	Kind: "RO_CNP", Name: "Romanian personal numeric code (CNP)", Family: "national", Region: "ro",
	Doc:     "Thirteen digits: sex and century, date of birth, county, serial, check digit modulo 11. Stands alone for people born since 1900.",
	Aliases: []string{"Romania:CNP", "ro.cnp"},
	Source:  "Direcția Generală pentru Evidența Persoanelor, Ordonanța de urgență 97/2005",
	Patterns: []scanner.Pattern{
		{RE: `[1256][0-9]{2}[01][0-9][0-3][0-9][0-58][0-9]{5}`, Base: 0.1, Proven: 0.45},
		{RE: `[1-9][0-9]{2}[01][0-9][0-3][0-9]{7}`, Base: 0.05, Proven: 0.4},
		{RE: `[1-9] [0-9]{6} [0-9]{6}`, Base: 0.1, Proven: 0.6},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 13 || d[0] == '0' {
			return scanner.Wrong
		}
		year := -1 // residents' century is not known
		switch d[0] {
		case '1', '2':
			year = 1900 + worldPair(d[1:])
		case '3', '4':
			year = 1800 + worldPair(d[1:])
		case '5', '6':
			year = 2000 + worldPair(d[1:])
		}
		county := worldPair(d[7:])
		if county < 1 || county > 48 && county != 51 && county != 52 && county != 70 && (county < 80 || county > 83) {
			return scanner.Wrong
		}
		check := checksum.Weighted(d[:12], 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11
		if check == 10 {
			check = 1
		}
		return worldVerdict(checksum.Date(year, worldPair(d[3:]), worldPair(d[5:])) && check == int(d[12]-'0'))
	},
	Words: []string{
		"cnp", "c n p", "cod numeric personal", "codul numeric personal", "cnp ul", "cnp no", "cnp number", "numar cnp", "cnp pacient", "cnp angajat", "cnp client", "romanian cnp", "romanian personal number", "romanian id number", "personal numeric code", "romanian national id",
	},
	Weak:        []string{"buletin", "carte de identitate", "născut", "născută", "domiciliat", "personal code"},
	Labelled:    `[1-9] ?[0-9]{6} ?[0-9]{6}`,
	CheckDigits: []int{0},
}
