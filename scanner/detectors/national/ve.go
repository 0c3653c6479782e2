package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var veDetectors = []*scanner.Detector{veCedula, veRIF}

var veCedula = &scanner.Detector{
	Kind: "VE_CEDULA", Name: "Venezuelan identity card number", Family: "national", Region: "ve",
	Doc:     "V (citizens) or E (foreigners) and six to eight digits. Stands alone dotted; otherwise it needs a word.",
	Aliases: []string{"VE_CEDULA_RIF", "VENEZUELA_CDI_NUMBER"},
	Source:  "Servicio Administrativo de Identificación, Migración y Extranjería, cédula de identidad",
	Patterns: []scanner.Pattern{
		{RE: `[VEve]-[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}`, Base: 0.65},
		{RE: `[VEve]-[0-9]{7,8}`, Base: 0.4},
		{RE: `[VE]\.?[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}`, Base: 0.35},
		{RE: `[VE][0-9]{7,8}`, Base: 0.1},
	},
	Words: []string{
		"cédula venezolana", "cedula de identidad venezolana", "venezuelan id", "cedula v", "ci v", "saime", "cedula de identidad no v", "cédula de identidad", "numero de cedula venezuela", "venezuela cedula",
	},
	Weak:     []string{"cedula", "identidad", "venezolano", "venezolana", "titular"},
	Labelled: `[VEve][-. ]?[0-9]{1,2}\.?[0-9]{3}\.?[0-9]{3}`,
}

var veRIF = &scanner.Detector{
	Kind: "VE_RIF", Name: "Venezuelan tax number", Family: "national", Region: "ve",
	Doc:     "A letter (V and E for persons, J, P, G and C for others), eight digits and a check digit. Stands alone with dashes.",
	Aliases: []string{"ve.rif"},
	Source:  "Servicio Nacional Integrado de Administración Aduanera y Tributaria, Registro Único de Información Fiscal",
	Patterns: []scanner.Pattern{
		{RE: `[VEJPGCvejpgc]-[0-9]{8}-[0-9]`, Base: 0.3, Proven: 0.85},
		{RE: `[VEJPGC]-?[0-9]{8}-[0-9]`, Base: 0.25, Proven: 0.7},
		{RE: `[VEJPGC]-[0-9]{9}`, Base: 0.2, Proven: 0.55},
		{RE: `[VEJPGC][0-9]{9}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 10 || !checksum.AllDigits(a[1:]) {
			return scanner.Wrong
		}
		sum := checksum.Weighted(a[1:9], 3, 2, 7, 6, 5, 4, 3, 2)
		switch a[0] {
		case 'V':
			sum += 4
		case 'E':
			sum += 8
		case 'J', 'C':
			sum += 12
		case 'P':
			sum += 16
		case 'G':
			sum += 20
		default:
			return scanner.Wrong
		}
		return worldVerdict(a[9] == "00987654321"[sum%11])
	},
	Words: []string{
		"rif", "registro de información fiscal", "registro único de información fiscal", "rif no", "numero de rif", "rif nro", "venezuelan tax id", "r i f", "rif seniat",
	},
	Weak:        []string{"seniat", "contribuyente", "razon social"},
	Labelled:    `[VEJPGCvejpgc][- ]?[0-9]{8}-?[0-9]`,
	CheckDigits: []int{0},
}
