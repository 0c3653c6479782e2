package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var pyDetectors = []*scanner.Detector{pyCIC, pyRUC}

var pyCIC = &scanner.Detector{
	Kind: "PY_CIC", Name: "Paraguayan identity card number", Family: "national", Region: "py",
	Doc:     "Five to eight digits, often dotted, without a check digit. Needs a word.",
	Aliases: []string{"PARAGUAY_CIC_NUMBER"},
	Source:  "Departamento de Identificaciones de la Policía Nacional, cédula de identidad civil",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]\.[0-9]{3}\.[0-9]{3}`, Base: 0.1},
	},
	Words: []string{
		"cédula paraguaya", "cedula de identidad paraguaya", "cédula de identidad civil", "paraguayan id", "cic paraguay", "paraguay cedula", "ci paraguaya", "cedula identidad civil", "cedula de identidad policial",
	},
	Weak:     []string{"cedula", "cic", "identidad", "cédula de identidad"},
	Labelled: `[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}|[0-9]{3}\.[0-9]{3}|[0-9]{6,8}`,
}

var pyRUC = &scanner.Detector{
	Kind: "PY_RUC", Name: "Paraguayan taxpayer number", Family: "national", Region: "py",
	Doc:     "The identity number or an entity number and a check digit behind a dash. Needs a word.",
	Aliases: []string{"PARAGUAY_TAX_NUMBER", "py.ruc"},
	Source:  "Dirección Nacional de Ingresos Tributarios, cálculo del dígito verificador del RUC",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{5,8}-[0-9]`, Base: 0.1, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		n := len(d) - 1
		if n < 3 || n > 8 {
			return scanner.Wrong
		}
		sum := checksum.Weighted(d[:n], []int{9, 8, 7, 6, 5, 4, 3, 2}[8-n:]...)
		return worldVerdict(int(d[n]-'0') == (11-sum%11)%11%10)
	},
	Words: []string{
		"ruc paraguay", "ruc paraguayo", "paraguayan tax id", "registro unico del contribuyente", "ruc dnit", "ruc", "ruc set", "ruc con dv",
	},
	Weak:        []string{"dnit", "contribuyente", "razon social"},
	Labelled:    `[0-9]{1,2}\.?[0-9]{3}\.?[0-9]{3}-[0-9]|[0-9]{4,8}-[0-9]`,
	CheckDigits: []int{0},
}
