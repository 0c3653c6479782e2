package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var luDetectors = []*scanner.Detector{luNIN}

var luNIN = &scanner.Detector{
	Kind: "LU_NIN", Name: "Luxembourg national identification number (matricule)", Family: "national", Region: "lu",
	Doc:     "Thirteen digits: date of birth, serial, a Luhn and a Verhoeff check digit. Stands alone; the eleven digits from before 2014 need a word.",
	Aliases: []string{"Luxembourg:NIN natural"},
	Source:  "Centre des technologies de l'information de l'État, loi du 19 juin 2013 relative à l'identification des personnes physiques",
	Patterns: []scanner.Pattern{
		{RE: `(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]{6}`, Base: 0.1, Proven: 0.85},
		{RE: `(?:19|20)[0-9]{2} [01][0-9] [0-3][0-9] [0-9]{5}`, Base: 0.2, Proven: 0.9},
		{RE: `(?:19|20)[0-9]{2} [01][0-9][0-3][0-9] [0-9]{5}`, Base: 0.2, Proven: 0.9},
		{RE: `(?:19|20)[0-9]{2}[01][0-9][0-3][0-9] [0-9]{5}`, Base: 0.2, Proven: 0.9},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 13 && len(d) != 11 || !checksum.Date(checksum.Number(d[:4]), worldPair(d[4:]), worldPair(d[6:])) {
			return scanner.Wrong
		}
		if len(d) == 11 {
			return scanner.Unknown
		}
		luhn := checksum.Luhn(d[:12])
		d[11] = d[12]
		return worldVerdict(luhn && checksum.Verhoeff(d[:12]))
	},
	Words: []string{
		"matricule nationale", "matricule luxembourgeois", "numéro de matricule national", "numéro d'identification national", "matricule national", "matricule", "numéro de matricule", "no matricule", "n° matricule", "nationale matrikelnummer", "sozialversicherungsnummer luxemburg",
		"luxembourg national id", "luxembourg nin", "luxembourg id number", "luxembourg matricule", "luxembourg social security number", "matrikelnummer", "nin luxembourg", "ccss matricule", "perséinlech identifikatiounsnummer",
	},
	Weak:        []string{"ccss", "luxembourg", "national id", "assuré", "sécurité sociale"},
	Labelled:    `(?:19|20)[0-9]{2} ?[01][0-9] ?[0-3][0-9] ?[0-9]{5}|(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}`,
	CheckDigits: []int{0, 1},
}
