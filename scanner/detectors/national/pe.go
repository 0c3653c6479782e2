package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var peDetectors = []*scanner.Detector{peDNI, peRUC}

var peDNI = &scanner.Detector{
	Kind: "PE_DNI", Name: "Peruvian national identity document", Family: "national", Region: "pe",
	Doc:     "Eight digits, sometimes followed by a check character, a digit or a letter. Needs a word.",
	Aliases: []string{"PE_DNI_RUC", "PERU_DNI_NUMBER", "pe.cui"},
	Source:  "Registro Nacional de Identificación y Estado Civil, Código Único de Identificación",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{8}-[0-9A-K]`, Base: 0.1, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) == 8 && checksum.AllDigits(a) {
			return scanner.Unknown
		}
		if len(a) != 9 || !checksum.AllDigits(a[:8]) {
			return scanner.Wrong
		}
		r := checksum.Weighted(a[:8], 3, 2, 7, 6, 5, 4, 3, 2) % 11
		return worldVerdict(a[8] == "65432110987"[r] || a[8] == "KJIHGFEDCBA"[r])
	},
	Words: []string{
		"dni peru", "dni peruano", "dni reniec", "peruvian id", "peruvian dni", "reniec", "cui reniec", "código único de identificación", "cédula única de identidad", "peru dni", "documento nacional de identidad peruano",
	},
	Weak:        []string{"dni", "documento nacional de identidad", "sunat", "identidad"},
	Labelled:    `[0-9]{8}(?:-?[0-9A-Ka-k])?`,
	CheckDigits: []int{0},
}

var peRUC = &scanner.Detector{
	Kind: "PE_RUC", Name: "Peruvian taxpayer number", Family: "national", Region: "pe",
	Doc:     "Eleven digits; 10 and the identity number for persons, 15, 16, 17 or 20 for others; a check digit. Bare digits need a word.",
	Aliases: []string{"pe.ruc"},
	Source:  "Superintendencia Nacional de Aduanas y de Administración Tributaria, Registro Único de Contribuyentes",
	Patterns: []scanner.Pattern{
		{RE: `(?:10|15|16|17|20)[0-9]{9}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || !worldHas("10 15 16 17 20", d[:2]) {
			return scanner.Wrong
		}
		return worldVerdict(int(d[10]-'0') == (11-checksum.Weighted(d[:10], 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)%11)%10)
	},
	Words: []string{
		"ruc", "ruc no", "numero de ruc", "nro de ruc", "ruc sunat", "ruc peru", "registro único de contribuyentes", "peruvian tax id", "r u c",
	},
	Weak:        []string{"sunat", "contribuyente", "razon social"},
	Labelled:    `[0-9]{11}`,
	CheckDigits: []int{0},
}
