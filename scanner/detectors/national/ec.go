package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var ecDetectors = []*scanner.Detector{ecCedula, ecRUC}

// ecProvince reports whether d begins with a province, 30 and 50 standing for
// people abroad.
func ecProvince(d []byte) bool {
	p := worldPair(d)
	return p >= 1 && p <= 24 || p == 30 || p == 50
}

func ecCedulaOK(d []byte) bool {
	return len(d) == 10 && ecProvince(d) && d[2] <= '6' && checksum.Luhn(d)
}

var ecCedula = &scanner.Detector{
	Kind: "EC_CEDULA", Name: "Ecuadorian identity card number", Family: "national", Region: "ec",
	Doc:     "Ten digits: province, a third digit up to 6, and a Luhn digit. Bare digits need a word.",
	Aliases: []string{"Ecuador:unique ID", "ec.ci"},
	Source:  "Dirección General de Registro Civil, Identificación y Cedulación",
	Patterns: []scanner.Pattern{
		{RE: `[0-35][0-9]{8}-[0-9]`, Base: 0.1, Proven: 0.55},
		{RE: `[0-35][0-9]{9}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		return worldVerdict(ecCedulaOK(checksum.Digits(b[:0], v)))
	},
	Words: []string{
		"cédula ecuatoriana", "cedula de identidad ecuador", "cédula de ciudadanía ecuador", "ecuadorian id", "cedula ecuador", "cédula de identidad", "cedula identidad", "numero de cedula", "nui ecuador", "ecuador cedula", "numero unico de identificacion",
	},
	Weak:        []string{"cedula", "identidad", "registro civil"},
	Labelled:    `[0-9]{9}-?[0-9]`,
	CheckDigits: []int{0},
}

var ecRUC = &scanner.Detector{
	Kind: "EC_RUC", Name: "Ecuadorian taxpayer number", Family: "national", Region: "ec",
	Doc:     "13 digits: for persons the identity number and the establishment, for others an entity number with its own check digit. Bare digits need a word.",
	Aliases: []string{"ec.ruc"},
	Source:  "Servicio de Rentas Internas, Registro Único de Contribuyentes",
	Patterns: []scanner.Pattern{
		{RE: `[0-35][0-9]{9}-[0-9]{3}`, Base: 0.1, Proven: 0.6},
		{RE: `[0-35][0-9]{12}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 13 || !ecProvince(d) {
			return scanner.Wrong
		}
		natural := ecCedulaOK(d[:10]) && string(d[10:]) != "000"
		public := checksum.Weighted(d[:9], 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0 && string(d[9:]) != "0000"
		legal := checksum.Weighted(d[:10], 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0 && string(d[10:]) != "000"
		switch {
		case d[2] < '6':
			return worldVerdict(natural)
		case d[2] == '6':
			return worldVerdict(public || natural)
		case d[2] == '9':
			return worldVerdict(legal || public)
		}
		return scanner.Wrong
	},
	Words: []string{
		"ruc ecuador", "ruc sri", "ruc ecuatoriano", "ecuadorian tax id", "registro unico de contribuyentes ecuador", "ruc del contribuyente", "ruc",
	},
	Weak:     []string{"sri", "contribuyente", "ruc no", "razon social"},
	Labelled: `[0-9]{10}-?[0-9]{3}`,
}
