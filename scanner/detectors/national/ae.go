package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var aeDetectors = []*scanner.Detector{aeEmiratesID}

var aeEmiratesID = &scanner.Detector{
	Kind: "AE_EMIRATES_ID", Name: "Emirates ID number", Family: "national", Region: "ae",
	Doc:     "784, year of birth, seven digits and a Luhn digit. The dashed form stands alone even where the last digit is not Luhn's, for the authority does not publish the rule.",
	Aliases: []string{"UAE:Emirates ID"},
	Source:  "Federal Authority for Identity, Citizenship, Customs & Port Security, Emirates ID",
	Patterns: []scanner.Pattern{
		{RE: `784-[0-9]{4}-[0-9]{7}-[0-9]`, Base: 0.75, Proven: 0.95},
		{RE: `784 [0-9]{4} [0-9]{7} [0-9]`, Base: 0.5, Proven: 0.9},
		{RE: `784(?:19|20)[0-9]{10}`, Base: 0.3, Proven: 0.6},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 15 || string(d[:3]) != "784" {
			return scanner.Wrong
		}
		if y := checksum.Number(d[3:7]); y < 1900 || y > 2099 {
			return scanner.Wrong
		}
		if checksum.Luhn(d) {
			return scanner.Proven
		}
		return scanner.Unknown
	},
	Words: []string{
		"emirates id", "emirates id number", "emirates id no", "eid number", "uae id", "uae national id", "emirates identity card", "الهوية الإماراتية", "رقم الهوية الإماراتية", "هوية الإمارات", "رقم الهوية", "بطاقة الهوية", "idn uae",
	},
	Weak:        []string{"هوية", "uae", "emirates", "eid"},
	Labelled:    `[0-9]{3}[- ]?[0-9]{4}[- ]?[0-9]{7}[- ]?[0-9]`,
	CheckDigits: []int{0},
}
