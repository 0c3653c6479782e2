package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var svDetectors = []*scanner.Detector{svNIT, svDUI}

var svNIT = &scanner.Detector{
	Kind: "SV_NIT", Name: "Salvadoran tax identification number", Family: "national", Region: "sv",
	Doc:     "14 digits, 4-6-3-1: municipality, date of birth or foundation, sequence and a check digit.",
	Aliases: []string{"SV_NIT_DUI", "sv.nit"},
	Source:  "Ministerio de Hacienda de El Salvador, Número de Identificación Tributaria",
	Patterns: []scanner.Pattern{
		{RE: `[019][0-9]{3}-[0-9]{6}-[0-9]{3}-[0-9]`, Base: 0.4, Proven: 0.9},
		{RE: `[019][0-9]{13}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 14 || d[0] != '0' && d[0] != '1' && d[0] != '9' || !checksum.Date(-1, worldPair(d[6:]), worldPair(d[4:])) {
			return scanner.Wrong
		}
		want := 0
		if checksum.Number(d[10:13]) <= 100 {
			want = checksum.Weighted(d[:13], 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11 % 10
		} else {
			want = (11 - checksum.Weighted(d[:13], 2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)%11) % 11 % 10
		}
		return worldVerdict(int(d[13]-'0') == want)
	},
	Words: []string{
		"nit el salvador", "nit salvadoreño", "salvadoran tax id", "número de identificación tributaria", "nit no", "numero de nit", "nit", "nit sv",
	},
	Weak:        []string{"contribuyente", "hacienda", "nrc"},
	Labelled:    `[0-9]{4}-?[0-9]{6}-?[0-9]{3}-?[0-9]`,
	CheckDigits: []int{0},
}

var svDUI = &scanner.Detector{
	Kind: "SV_DUI", Name: "Salvadoran identity document number", Family: "national", Region: "sv",
	Doc:    "Eight digits and a check digit behind a dash. Needs a word.",
	Source: "Registro Nacional de las Personas Naturales, Documento Único de Identidad",
	Patterns: []scanner.Pattern{
		{RE: `0[0-9]{7}-[0-9]`, Base: 0.15, Proven: 0.45},
		{RE: `0[0-9]{8}`, Base: 0.05, Proven: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 9 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		return worldVerdict(int(d[8]-'0') == (10-checksum.Weighted(d[:8], 9, 8, 7, 6, 5, 4, 3, 2)%10)%10)
	},
	Words: []string{
		"dui", "documento único de identidad", "dui no", "numero de dui", "dui el salvador", "salvadoran id", "dui salvadoreño", "nro dui",
	},
	Weak:        []string{"identidad", "documento", "rnpn"},
	Labelled:    `[0-9]{8}-?[0-9]`,
	CheckDigits: []int{0},
}
