package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var uyDetectors = []*scanner.Detector{uyCedula, uyRUT}

var uyCedula = &scanner.Detector{
	Kind: "UY_CEDULA", Name: "Uruguayan identity card number", Family: "national", Region: "uy",
	Doc:     "Six or seven digits and a check digit, written d.ddd.ddd-d. Bare digits need a word.",
	Aliases: []string{"URUGUAY_CDI_NUMBER"},
	Source:  "Dirección Nacional de Identificación Civil, dígito verificador de la cédula",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]\.[0-9]{3}\.[0-9]{3}-[0-9]`, Base: 0.3, Proven: 0.65},
		{RE: `[0-9]\.[0-9]{3}\.[0-9]{3}/[0-9]`, Base: 0.2, Proven: 0.6},
		{RE: `[0-9]{3}\.[0-9]{3}-[0-9]`, Base: 0.1, Proven: 0.35},
		{RE: `[0-9]{6,7}-[0-9]`, Base: 0.1, Proven: 0.4},
		{RE: `[1-9][0-9]{7}`, Base: 0.05, Proven: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		n := len(d) - 1
		if n < 6 || n > 7 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		sum := checksum.Weighted(d[:n], []int{2, 9, 8, 7, 6, 3, 4}[7-n:]...)
		return worldVerdict(int(d[n]-'0') == (10-sum%10)%10)
	},
	Words: []string{
		"cédula uruguaya", "cedula de identidad uruguaya", "uruguayan id", "documento uruguayo", "cédula de identidad", "c i no", "ci uruguay", "uruguay cedula", "ci nro",
	},
	Weak:        []string{"cedula", "documento", "identidad"},
	Labelled:    `[0-9]\.?[0-9]{3}\.?[0-9]{3}[-/]?[0-9]|[0-9]{3}\.?[0-9]{3}[-/]?[0-9]`,
	CheckDigits: []int{0},
}

var uyRUT = &scanner.Detector{
	Kind: "UY_RUT", Name: "Uruguayan tax number", Family: "company", Region: "uy", Off: true,
	Doc:     "Twelve digits: registry, sequence, 001 and a check digit. Mostly entities.",
	Aliases: []string{"uy.rut"},
	Source:  "Dirección General Impositiva, Registro Único Tributario",
	Patterns: []scanner.Pattern{
		{RE: `[0-2][0-9][0-9]{6}001[0-9]`, Base: 0.1, Proven: 0.45},
		{RE: `[0-2][0-9]-[0-9]{6}-001-[0-9]`, Base: 0.2, Proven: 0.85},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 12 || worldPair(d) < 1 || worldPair(d) > 22 || string(d[2:8]) == "000000" || string(d[8:11]) != "001" {
			return scanner.Wrong
		}
		return worldVerdict(checksum.Weighted(d, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2, 1)%11 == 0)
	},
	Words: []string{
		"rut uruguay", "rut dgi", "registro unico tributario", "rut", "rut no", "uruguayan tax id", "ruc uruguay",
	},
	Weak:        []string{"dgi", "contribuyente"},
	Labelled:    `[0-9]{2}-?[0-9]{6}-?[0-9]{3}-?[0-9]`,
	CheckDigits: []int{0},
}
