package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var coDetectors = []*scanner.Detector{coCedula, coNIT}

var coCedula = &scanner.Detector{
	Kind: "CO_CEDULA", Name: "Colombian citizenship card number", Family: "national", Region: "co",
	Doc:     "Six to ten digits, often dotted, without a check digit. Needs a word.",
	Aliases: []string{"COLOMBIA_CDC_NUMBER", "COLOMBIA_CITIZENSHIP_CARD_NUMBER", "Colombia:national ID"},
	Source:  "Registraduría Nacional del Estado Civil, cédula de ciudadanía (NUIP)",
	Patterns: []scanner.Pattern{
		{RE: `1\.[0-9]{3}\.[0-9]{3}\.[0-9]{3}`, Base: 0.2},
		{RE: `[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}`, Base: 0.1},
	},
	Words: []string{
		"cédula de ciudadanía", "cedula ciudadania", "cedula colombiana", "colombian id", "nuip", "cc no", "c c no", "numero de cedula", "cédula no", "tarjeta de identidad", "cédula de extranjería", "colombia cedula", "cédula número", "cedula nro",
	},
	Weak:     []string{"cedula", "cc", "identificado", "identificada", "registraduria"},
	Labelled: `[0-9]{1,3}(?:\.[0-9]{3}){2,3}|[0-9]{6,10}`,
}

var coNIT = &scanner.Detector{
	Kind: "CO_NIT", Name: "Colombian tax identification number", Family: "national", Region: "co",
	Doc:     "Eight to ten digits and a check digit behind a dash. Stands alone in its dotted form.",
	Aliases: []string{"COLOMBIA_INDIVIDUAL_NIT_NUMBER", "COLOMBIA_ORGANIZATION_NIT_NUMBER", "Colombia:TIN", "co.nit"},
	Source:  "Dirección de Impuestos y Aduanas Nacionales, Orden Administrativa 4 de 1989",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{1,3}\.[0-9]{3}\.[0-9]{3}-[0-9]`, Base: 0.2, Proven: 0.65},
		{RE: `1\.[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]`, Base: 0.3, Proven: 0.75},
		{RE: `[0-9]{3} [0-9]{3} [0-9]{3}-[0-9]`, Base: 0.2, Proven: 0.6},
		{RE: `[0-9]{8,10}-[0-9]`, Base: 0.15, Proven: 0.45},
		{RE: `[89][0-9]{9}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		d := checksum.Digits(b[:0], v)
		if len(d) < 8 || len(d) > 16 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		weights := [15]int{71, 67, 59, 53, 47, 43, 41, 37, 29, 23, 19, 17, 13, 7, 3}
		r := checksum.Weighted(d[:len(d)-1], weights[16-len(d):]...) % 11
		return worldVerdict(d[len(d)-1] == "01987654321"[r])
	},
	Words: []string{
		"nit", "número de identificación tributaria", "nit no", "rut dian", "nit nro", "colombian tax id", "nit colombia", "n i t", "nit numero",
	},
	Weak:        []string{"dian", "rut", "contribuyente", "razon social"},
	Labelled:    `[0-9]{1,3}(?:[. ][0-9]{3}){2,3}(?:-[0-9])?|[0-9]{8,11}(?: ?- ?[0-9])?`,
	CheckDigits: []int{0},
}
