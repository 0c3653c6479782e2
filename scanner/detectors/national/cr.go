package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var crDetectors = []*scanner.Detector{crCedula}

var crCedula = &scanner.Detector{
	Kind: "CR_CEDULA", Name: "Costa Rican identity and residence number", Family: "national", Region: "cr",
	Doc:     "Nine digits as 1-4-4 (citizens), or eleven or twelve digits beginning with 1 (residents, DIMEX). Needs a word.",
	Aliases: []string{"cr.cpf", "cr.cr"},
	Source:  "Tribunal Supremo de Elecciones; Dirección General de Migración y Extranjería (DIMEX)",
	Patterns: []scanner.Pattern{
		{RE: `0?[1-9]-[0-9]{4}-[0-9]{4}`, Base: 0.3},
		{RE: `1[0-9]{10,11}`, Base: 0.05},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		switch len(d) {
		case 7, 8, 9: // groups are written without their zeros at times
			return worldPlausible(len(d) == 9 || worldHasByte(v, '-'))
		case 10:
			return worldPlausible(d[0] == '0')
		case 11, 12:
			return worldPlausible(d[0] == '1')
		}
		return scanner.Wrong
	},
	Words: []string{
		"cédula costarricense", "cedula de identidad costa rica", "cédula física", "costa rican id", "dimex", "dimex no", "cedula de residencia", "cédula de identidad", "costa rica cedula", "cedula juridica o fisica", "numero de dimex", "cedula fisica no",
	},
	Weak:     []string{"cedula", "identidad", "residencia"},
	Labelled: `0?[1-9]-[0-9]{3,4}-[0-9]{3,4}|0?[1-9] [0-9]{4} [0-9]{4}|1[0-9]{10,11}|[0-9]{9}`,
}
