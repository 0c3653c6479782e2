package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var arDetectors = []*scanner.Detector{arDNI, arCUIT, arCBU, arSUBE}

var arDNI = &scanner.Detector{
	Kind: "AR_DNI", Name: "Argentine national identity document", Family: "national", Region: "ar",
	Doc:     "Seven or eight digits, often dotted. Needs a word.",
	Aliases: []string{"ARGENTINA_DNI_NUMBER", "Argentina:DNI", "ar.dni"},
	Source:  "Registro Nacional de las Personas, Ley 17.671",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}`, Base: 0.15},
	},
	Words: []string{
		"dni", "documento nacional de identidad", "dni argentino", "dni no", "dni nro", "numero de dni", "nro de dni", "nro dni", "d n i", "argentina dni", "argentine dni", "documento unico", "libreta civica", "libreta de enrolamiento",
	},
	Weak:     []string{"documento", "identidad", "renaper"},
	Labelled: `[0-9]{1,2}\.?[0-9]{3}\.?[0-9]{3}|[MFmf][0-9]{7,8}`,
}

var arCUIT = &scanner.Detector{
	Kind: "AR_CUIT", Name: "Argentine tax and labour number (CUIT, CUIL)", Family: "national", Region: "ar",
	Doc:     "Eleven digits, 2-8-1, with a type prefix and a check digit. Stands alone with dashes; bare digits need a word.",
	Aliases: []string{"ARGENTINA_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER", "ARGENTINA_ORGANIZATION_TAX_IDENTIFICATION_NUMBER", "Argentina:CUIT/CUIL", "ar.cuit"},
	Source:  "Agencia de Recaudación y Control Aduanero (AFIP), Clave Única de Identificación Tributaria",
	Patterns: []scanner.Pattern{
		{RE: `[235][0-9]-[0-9]{8}-[0-9]`, Base: 0.3, Proven: 0.9},
		{RE: `[235][0-9] [0-9]{8} [0-9]`, Base: 0.2, Proven: 0.7},
		{RE: `[235][0-9]-[0-9]{2}\.[0-9]{3}\.[0-9]{3}-[0-9]`, Base: 0.3, Proven: 0.9},
		{RE: `[235][0-9]{10}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || !worldHas("20 23 24 25 26 27 30 33 34 50 51 55", d[:2]) {
			return scanner.Wrong
		}
		want := (11 - checksum.Weighted(d[:10], 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)%11) % 11
		if want == 10 {
			want = 9
		}
		return worldVerdict(int(d[10]-'0') == want)
	},
	Words: []string{
		"cuit", "cuil", "cuit cuil", "cuit no", "cuil no", "cuit nro", "clave única de identificación tributaria", "código único de identificación laboral", "numero de cuit", "numero de cuil", "argentina tax id", "c u i t", "c u i l",
	},
	Weak:        []string{"afip", "arca", "contribuyente", "monotributo"},
	Labelled:    `[0-9]{2}[- ]?[0-9]{2}\.?[0-9]{3}\.?[0-9]{3}[- /]?[0-9]`,
	CheckDigits: []int{0},
}

var arCBU = &scanner.Detector{
	Kind: "AR_CBU", Name: "Argentine bank account number (CBU)", Family: "finance", Region: "ar",
	Doc:     "22 digits in two blocks, each with a check digit; virtual accounts (CVU) are built alike.",
	Aliases: []string{"ar.cbu"},
	Source:  "Banco Central de la República Argentina, Comunicación A 2622 (Clave Bancaria Uniforme)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{22}`, Base: 0.3, Proven: 0.6},
		{RE: `[0-9]{8}[- ][0-9]{14}`, Base: 0.5, Proven: 0.8},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [32]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 22 || checksum.AllSame(d) ||
			checksum.Weighted(d[:8], 7, 1, 3, 9, 7, 1, 3, 1)%10 != 0 ||
			checksum.Weighted(d[8:], 3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3, 1)%10 != 0 {
			return scanner.Wrong
		}
		if !worldHas(arBanks, d[:3]) {
			return scanner.Unknown // perhaps a bank that is newer than the list
		}
		return scanner.Proven
	},
	Words: []string{
		"cbu", "clave bancaria uniforme", "cvu", "clave virtual uniforme", "cbu no", "numero de cbu", "cbu cvu", "cuenta cbu",
	},
	Weak:        []string{"cuenta", "banco", "transferencia", "alias"},
	Labelled:    `[0-9]{7,8}[- ]?[0-9]{14,15}`,
	CheckDigits: []int{0, 14},
}

// arBanks are the entities of the central bank; 000 is for virtual accounts.
const arBanks = "000 005 007 011 014 015 016 017 018 020 027 029 034 044 045 046 060 065 072 079 083 086 093 094 097 131 143 147 150 158 165 191 198 247 254 259 262 266 268 269 277 281 285 295 299 300 301 303 305 306 309 310 311 312 315 319 321 322 325 330 331 332 336 338 339 340 341 384 386 389 405 408 413 415 426 428 431 432 434 435 437 438 448 453"

var arSUBE = &scanner.Detector{
	Kind: "AR_SUBE", Name: "Argentine SUBE transport card number", Family: "finance", Region: "ar",
	Doc:     "16 digits beginning 6061 with a Luhn digit. Needs a word.",
	Aliases: []string{"ARGENTINA_TARJETA_SUBE"},
	Source:  "Secretaría de Transporte, Sistema Único de Boleto Electrónico",
	Patterns: []scanner.Pattern{
		{RE: `6061[0-9]{12}`, Base: 0.15, Proven: 0.35},
		{RE: `6061[- ][0-9]{4}[- ][0-9]{4}[- ][0-9]{4}`, Base: 0.15, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 16 && string(d[:4]) == "6061" && checksum.Luhn(d))
	},
	Words: []string{
		"sube", "tarjeta sube", "numero de sube", "sube card", "sistema unico de boleto electronico", "nro sube", "sube no",
	},
	Weak:        []string{"tarjeta", "transporte"},
	Labelled:    `[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}`,
	CheckDigits: []int{0},
}
