package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var doDetectors = []*scanner.Detector{doCedula, doRNC}

var doCedula = &scanner.Detector{
	Kind: "DO_CEDULA", Name: "Dominican identity card number", Family: "national", Region: "do",
	Doc:     "Eleven digits, 3-7-1, with a Luhn digit. Some thousand old numbers break the rule and are found by their label only.",
	Aliases: []string{"do.cedula"},
	Source:  "Junta Central Electoral, cédula de identidad y electoral",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3}-[0-9]{7}-[0-9]`, Base: 0.3, Proven: 0.75},
		{RE: `[0-9]{3} [0-9]{7} [0-9]`, Base: 0.2, Proven: 0.55},
		{RE: `[0-9]{11}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 11 && !checksum.AllSame(d) && checksum.Luhn(d))
	},
	Words: []string{
		"cédula dominicana", "cédula de identidad y electoral", "dominican id", "cedula rd", "cédula de identidad", "numero de cedula", "cedula dominicana no", "cie dominicana",
	},
	Weak:        []string{"cedula", "identidad", "electoral", "jce"},
	Labelled:    `[0-9]{3}[- ]?[0-9]{7}[- ]?[0-9]`,
	CheckDigits: []int{0},
}

var doRNC = &scanner.Detector{
	Kind: "DO_RNC", Name: "Dominican taxpayer number", Family: "company", Region: "do", Off: true,
	Doc:     "Nine digits with a weighted check digit, of companies.",
	Aliases: []string{"do.rnc"},
	Source:  "Dirección General de Impuestos Internos, Registro Nacional del Contribuyente",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]-[0-9]{2}-[0-9]{5}-[0-9]`, Base: 0.2, Proven: 0.7},
		{RE: `[0-9]{9}`, Base: 0.05, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 9 {
			return scanner.Wrong
		}
		r := checksum.Weighted(d[:8], 7, 9, 8, 6, 5, 4, 3, 2) % 11
		want := 11 - r
		switch r {
		case 0:
			want = 2
		case 1:
			want = 1
		}
		return worldVerdict(int(d[8]-'0') == want)
	},
	Words: []string{
		"rnc", "registro nacional del contribuyente", "rnc no", "numero rnc", "dominican tax id", "registro nacional de contribuyentes", "rnc dgii",
	},
	Weak:        []string{"dgii", "contribuyente"},
	Labelled:    `[0-9]-?[0-9]{2}-?[0-9]{5}-?[0-9]`,
	CheckDigits: []int{0},
}
