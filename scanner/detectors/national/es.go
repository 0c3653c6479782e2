package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var esDetectors = []*scanner.Detector{
	esDNI, esNIE, esNSS, esPassport, esDriversLicense, esCCC, esCatastral, esCUPS, esCIF,
}

// esLetters are the check letters of DNI, NIE and CUPS by remainder.
const esLetters = "TRWAGMYFPDXBNJZSQVHLCKE"

// esNIF judges the nine characters of a personal tax number: eight digits, or
// one of X, Y, Z, K, L, M and seven digits, and the check letter.
func esNIF(a []byte, first string) bool {
	if len(a) != 9 || a[8] < 'A' || !checksum.AllDigits(a[1:8]) {
		return false
	}
	n := checksum.Number(a[1:8])
	switch c := a[0]; {
	case !gbIn(first, c):
		return false
	case c >= 'X':
		n += int(c-'X') * 10000000
	case c <= '9':
		n += int(c-'0') * 10000000
	}
	return esLetters[n%23] == a[8]
}

var esDNI = &scanner.Detector{
	Kind: "ES_DNI", Name: "Spanish identity number (DNI, NIF)", Family: "national", Region: "es",
	Doc:     "Eight digits and a check letter, their remainder modulo 23; also the tax numbers of persons that begin with K, L or M.",
	Aliases: []string{"ES_NIF", "SPAIN_DNI_NUMBER", "SPAIN_NIF_NUMBER", "Spain:DNI", "Spain:TIN", "es.dni", "es.nif"},
	Source:  "Real Decreto 1553/2005 (DNI); Orden EHA/451/2008 (NIF)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}[- ]?[A-HJ-NP-TV-Za-hj-np-tv-z]`, Base: 0.3, Proven: 0.9},
		{RE: `[0-9]{8}-[A-HJ-NP-TV-Za-hj-np-tv-z]`, Base: 0.2, Proven: 0.8},
		{RE: `[0-9]{7}-[A-HJ-NP-TV-Z]`, Base: 0.1, Proven: 0.5},
		{RE: `[0-9]{8}[A-HJ-NP-TV-Z]`, Base: 0.2, Proven: 0.6},
		{RE: `[0-9]{8} [A-HJ-NP-TV-Z]`, Base: 0.1, Proven: 0.45},
		{RE: `[0-9]{8}[a-hj-np-tv-z]`, Base: 0.1, Proven: 0.5},
		{RE: `[KLM][0-9]{7}[A-HJ-NP-TV-Z]`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) == 8 && a[0] <= '9' { // seven digits are filled up
			a = append(a, 0)
			copy(a[1:], a[:8])
			a[0] = '0'
		}
		return worldVerdict(esNIF(a, "0123456789KLM"))
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		switch string(checksum.Alnum(b[:0], v)) {
		case "00000000T", "12345678Z", "99999999R", "11111111H": // of manuals and test systems
			return true
		}
		return false
	},
	Words: []string{
		"dni", "d n i", "nif", "n i f", "dni nif", "dni nie", "documento nacional de identidad", "número de dni", "numero de dni", "nº dni", "no dni", "n dni", "núm dni", "dni número", "dni nº", "número de identificación fiscal", "carnet de identidad", "spanish id", "spanish dni", "documento de identidad", "dni del paciente", "dni cliente", "nif titular", "nif cif", "document nacional d'identitat", "nan zenbakia", "dni titular",
	},
	Weak:        []string{"identidad", "documento", "titular", "contribuyente"},
	Labelled:    `[0-9]{1,2}\.?[0-9]{3}\.?[0-9]{3}[- ]?[A-Za-z]|[KLMklm][0-9]{7}[A-Za-z]|[0-9]{8}`,
	CheckDigits: []int{0},
}

var esNIE = &scanner.Detector{
	Kind: "ES_NIE", Name: "Spanish foreigner's number (NIE)", Family: "national", Region: "es",
	Doc:     "X, Y or Z, seven digits and a check letter modulo 23.",
	Aliases: []string{"SPAIN_NIE_NUMBER", "es.nie"},
	Source:  "Real Decreto 557/2011, artículo 206; Orden INT/2058/2008",
	Patterns: []scanner.Pattern{
		{RE: `[XYZxyz]-[0-9]{7}-?[A-HJ-NP-TV-Za-hj-np-tv-z]`, Base: 0.3, Proven: 0.9},
		{RE: `[XYZxyz][0-9]{7}-[A-HJ-NP-TV-Za-hj-np-tv-z]`, Base: 0.2, Proven: 0.8},
		{RE: `[XYZ][0-9]{7}[A-HJ-NP-TV-Z]`, Base: 0.2, Proven: 0.65},
		{RE: `[xyz][0-9]{7}[a-hj-np-tv-z]`, Base: 0.1, Proven: 0.5},
		{RE: `[XYZ] [0-9]{7} [A-HJ-NP-TV-Z]`, Base: 0.1, Proven: 0.6},
		{RE: `[XYZ]-[0-9]\.[0-9]{3}\.[0-9]{3}-[A-HJ-NP-TV-Z]`, Base: 0.2, Proven: 0.9},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		return worldVerdict(esNIF(a, "XYZ"))
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		switch string(checksum.Alnum(b[:0], v)) {
		case "X0000000T", "Y0000000Z", "Z0000000M", "X1234567L":
			return true
		}
		return false
	},
	Words: []string{
		"nie", "n i e", "número de identidad de extranjero", "número de identificación de extranjero", "numero de identidad de extranjero", "nie number", "número de nie", "nº nie", "nie nº", "nie dni", "tarjeta de identidad de extranjero", "número identificación extranjero", "spanish nie", "foreigner identification number", "número nie", "identidad de extranjero",
	},
	Weak:        []string{"extranjero", "extranjería", "residencia"},
	Labelled:    `[XYZxyz][- ]?[0-9]\.?[0-9]{3}\.?[0-9]{3}[- ]?[A-Za-z]`,
	CheckDigits: []int{0},
}

var esNSS = &scanner.Detector{
	Kind: "ES_NSS", Name: "Spanish social security number", Family: "national", Region: "es",
	Doc:     "Province, eight digits and two check digits modulo 97. Separated 2-8-2 it stands alone, bare digits need a word.",
	Aliases: []string{"SPAIN_SOCIAL_SECURITY_NUMBER", "Spain:SSN"},
	Source:  "Tesorería General de la Seguridad Social, número de afiliación; Real Decreto 84/1996",
	Patterns: []scanner.Pattern{
		{RE: `[0-6][0-9]/[0-9]{8}/[0-9]{2}`, Base: 0.2, Proven: 0.85},
		{RE: `[0-6][0-9]-[0-9]{8}-[0-9]{2}`, Base: 0.2, Proven: 0.85},
		{RE: `[0-6][0-9] [0-9]{8} [0-9]{2}`, Base: 0.2, Proven: 0.8},
		{RE: `[0-6][0-9][ /-][0-9]{10}`, Base: 0.1, Proven: 0.5},
		{RE: `[0-6][0-9] [0-9]{4} [0-9]{4} [0-9]{2}`, Base: 0.1, Proven: 0.6},
		{RE: `[0-6][0-9]{11}`, Base: 0.05, Proven: 0.42},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 12 {
			return scanner.Wrong
		}
		province, n := checksum.Number(d[:2]), checksum.Number(d[2:10])
		if n < 10000000 { // numbers of seven digits, from before 1980
			n += province * 10000000
		} else {
			n += province * 100000000
		}
		return worldVerdict((province >= 1 && province <= 53 || province == 66) && n%97 == checksum.Number(d[10:]))
	},
	Words: []string{
		"nass", "naf", "nuss", "nss", "n s s", "número de la seguridad social", "número de seguridad social", "numero de seguridad social", "nº seguridad social", "nº de la seguridad social", "número afiliación", "número de afiliación", "número de afiliación a la seguridad social", "seguridad social", "nº afiliación", "numero afiliacion seguridad social", "spanish social security number", "n seg social", "nº ss", "num seguridad social", "número seguridad social",
	},
	Weak:        []string{"afiliación", "seg social", "tesorería", "social security"},
	Labelled:    `[0-9]{2}[ /-]?[0-9]{8}[ /-]?[0-9]{2}|[0-9]{2} [0-9]{4} [0-9]{4} [0-9]{2}|[0-9]{2}[ /-]?[0-9]{7}[ /-]?[0-9]{2}`,
	CheckDigits: []int{0, 1},
}

var esPassport = &scanner.Detector{
	Kind: "ES_PASSPORT", Name: "Spanish passport number", Family: "travel", Region: "es",
	Doc:     "Two or three letters and six digits, a check letter may follow. Needs a word.",
	Aliases: []string{"SPAIN_PASSPORT", "SPAIN_PASSPORT_NUMBER", "Spain:passport"},
	Source:  "Real Decreto 896/2003 (pasaporte ordinario); PRADO, Council of the European Union",
	Patterns: []scanner.Pattern{
		{RE: `[A-Za-z]{3}[0-9]{6}[A-Za-z]?`, Base: 0.1},
		{RE: `[A-Z]{2}[0-9]{6}`, Base: 0.05},
	},
	Words: []string{
		"pasaporte", "número de pasaporte", "numero de pasaporte", "nº de pasaporte", "nº pasaporte", "no pasaporte", "n pasaporte", "pasaporte español", "pasaporte nº", "núm pasaporte", "libreta pasaporte", "spanish passport", "spanish passport number", "pasaporte número", "passaport",
	},
	Weak:     []string{"passport", "passport number", "passport no"},
	Labelled: `[A-Za-z]{2,3}-?[0-9]{6}[A-Za-z]?`,
}

var esDriversLicense = &scanner.Detector{
	Kind: "ES_DRIVERS_LICENSE", Name: "Spanish driving licence number", Family: "national", Region: "es",
	Doc:     "The holder's DNI or NIE, behind a label of the licence or in its column.",
	Aliases: []string{"SPAIN_DRIVERS_LICENSE_NUMBER", "SPAIN_DRIVERS_LICENSE", "Spain:DL"},
	Source:  "Dirección General de Tráfico, Reglamento General de Conductores, anexo I",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{8}-?[A-HJ-NP-TV-Z]`, Base: 0.05, Proven: 0.1},
		{RE: `[XYZ]-?[0-9]{7}-?[A-HJ-NP-TV-Z]`, Base: 0.05, Proven: 0.1},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		return worldVerdict(esNIF(checksum.Alnum(b[:0], v), "0123456789XYZ"))
	},
	Words: []string{
		"permiso de conducir", "permiso de conducción", "carnet de conducir", "carné de conducir", "licencia de conducir", "licencia de conducción", "número de permiso de conducir", "número de carnet de conducir", "permiso conducir", "nº permiso de conducir", "spanish driving licence", "spanish drivers license", "spanish driver license", "permís de conduir", "licencia de manejo",
	},
	Weak:        []string{"license", "licence", "driving licence", "conducir", "dgt"},
	Labelled:    `[0-9]{8}[- ]?[A-Za-z]|[XYZxyz][- ]?[0-9]{7}[- ]?[A-Za-z]`,
	CheckDigits: []int{0},
}

// esCCCDigit is a check digit of a bank account: powers of two modulo 11.
func esCCCDigit(d []byte) byte {
	r := checksum.Weighted(d, 1, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11
	if r > 1 {
		r = 11 - r
	}
	return byte('0' + r)
}

var esCCC = &scanner.Detector{
	Kind: "ES_CCC", Name: "Spanish bank account (CCC)", Family: "finance", Region: "es",
	Doc:     "Bank, branch, two check digits modulo 11, account: 4-4-2-10. Separated it stands alone, twenty bare digits need a word.",
	Aliases: []string{"SPAIN_BANK_ACCOUNT_NUMBER", "es.ccc"},
	Source:  "Consejo Superior Bancario, código cuenta cliente; Banco de España, Circular 9/1987",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{4} [0-9]{4} [0-9]{2} [0-9]{10}`, Base: 0.2, Proven: 0.9},
		{RE: `[0-9]{4}-[0-9]{4}-[0-9]{2}-[0-9]{10}`, Base: 0.2, Proven: 0.9},
		{RE: `[0-9]{4}-[0-9]{4}-[0-9]{2} [0-9]{10}`, Base: 0.2, Proven: 0.9},
		{RE: `[0-9]{4}/[0-9]{4}/[0-9]{2}/[0-9]{10}`, Base: 0.2, Proven: 0.9},
		{RE: `[0-9]{4}\.[0-9]{4}\.[0-9]{2}\.[0-9]{10}`, Base: 0.2, Proven: 0.9},
		{RE: `[0-9]{20}`, Base: 0.05, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 20 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		var first [10]byte
		copy(first[:], "00")
		copy(first[2:], d[:8])
		return worldVerdict(esCCCDigit(first[:]) == d[8] && esCCCDigit(d[10:]) == d[9])
	},
	Words: []string{
		"ccc", "código cuenta cliente", "codigo cuenta cliente", "cuenta bancaria", "número de cuenta", "numero de cuenta", "nº de cuenta", "nº cuenta", "cuenta corriente", "c c c", "número de cuenta bancaria", "domiciliación bancaria", "spanish bank account", "datos bancarios", "cuenta de cargo", "cuenta cliente", "número cuenta",
	},
	Weak:        []string{"cuenta", "banco", "entidad", "sucursal"},
	Labelled:    `[0-9]{4}[ ./-]?[0-9]{4}[ ./-]?[0-9]{2}[ ./-]?[0-9]{10}`,
	CheckDigits: []int{10, 11},
}

// esCatastralLetter is a control letter of a cadastral reference. Letters
// count their place in the Spanish alphabet, the one with the Ñ.
func esCatastralLetter(parts ...[]byte) byte {
	weights := [11]int{13, 15, 12, 5, 4, 17, 9, 21, 3, 7, 1}
	sum, i := 0, 0
	for _, p := range parts {
		for _, c := range p {
			x := int(c - '0')
			if c >= 'A' {
				if x = int(c-'A') + 1; c > 'N' {
					x++
				}
			}
			sum += x * weights[i]
			i++
		}
	}
	return "MQWERTYUIOPASDFGHJKLBZX"[sum%23]
}

var esCatastral = &scanner.Detector{
	Kind: "ES_CATASTRAL", Name: "Spanish cadastral reference", Family: "quasi", Region: "es",
	Doc:     "Twenty characters that name a property: parcel, sheet, number of the holding and two control letters modulo 23.",
	Aliases: []string{"es.referenciacatastral"},
	Source:  "Dirección General del Catastro, Resolución sobre la referencia catastral; Real Decreto Legislativo 1/2004",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{7}[A-Z]{2}[0-9]{4}[A-Z][0-9]{4}[A-Z]{2}`, Base: 0.4, Proven: 0.95},
		{RE: `[0-9]{5}[A-Z][0-9]{12}[A-Z]{2}`, Base: 0.3, Proven: 0.9},
		{RE: `[0-9]{9}[A-Z]{2}[0-9]{2}[A-Z][0-9]{4}[A-Z]{2}`, Base: 0.3, Proven: 0.9},
		{RE: `[0-9A-Z]{7} [0-9A-Z]{7} [0-9]{4} [A-Z]{2}`, Base: 0.3, Proven: 0.95},
		{RE: `[0-9A-Z]{14}[0-9]{4}[A-Z]{2}`, Base: 0.05, Proven: 0.5},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 20 || !checksum.AllDigits(a[14:18]) || a[18] < 'A' || a[19] < 'A' {
			return scanner.Wrong
		}
		return worldVerdict(esCatastralLetter(a[:7], a[14:18]) == a[18] && esCatastralLetter(a[7:14], a[14:18]) == a[19])
	},
	Words: []string{
		"referencia catastral", "ref catastral", "ref. catastral", "catastro", "número catastral", "referencia catastral del inmueble", "catastral", "nº catastral", "código catastral", "cadastral reference", "spanish cadastral reference", "referència cadastral", "referencia del catastro", "parcela catastral",
	},
	Weak:        []string{"inmueble", "finca", "vivienda", "parcela"},
	Labelled:    `[0-9A-Za-z]{7} ?[0-9A-Za-z]{7} ?[0-9]{4} ?[A-Za-z]{2}|[0-9A-Za-z]{7} ?[0-9A-Za-z]{7}`,
	CheckDigits: []int{0, 1},
}

var esCUPS = &scanner.Detector{
	Kind: "ES_CUPS", Name: "Spanish energy supply point (CUPS)", Family: "quasi", Region: "es",
	Doc:     "ES, four digits of the distributor, twelve of the supply point, two control letters modulo 529, and two more characters where the point is a border one.",
	Aliases: []string{"es.cups"},
	Source:  "Ministerio para la Transición Ecológica, Real Decreto 1011/2009; Procedimiento de formación del CUPS",
	Patterns: []scanner.Pattern{
		{RE: `ES[0-9]{16}[A-HJ-NP-TV-Z]{2}(?:[0-9][FPRCXYZ])?`, Base: 0.5, Proven: 0.95},
		{RE: `ES ?[0-9]{4} [0-9]{4} [0-9]{4} [0-9]{4} [A-HJ-NP-TV-Z]{2}(?: [0-9][FPRCXYZ])?`, Base: 0.5, Proven: 0.95},
		{RE: `ES ?[0-9]{4}[ -][0-9]{12}[ -][A-HJ-NP-TV-Z]{2}(?:[ -]?[0-9][FPRCXYZ])?`, Base: 0.5, Proven: 0.95},
		{RE: `ES-[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{4}-[A-HJ-NP-TV-Z]{2}`, Base: 0.5, Proven: 0.95},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 20 && len(a) != 22 || a[0] != 'E' || a[1] != 'S' || !checksum.AllDigits(a[2:18]) {
			return scanner.Wrong
		}
		if len(a) == 22 && (a[20] > '9' || !gbIn("FPRCXYZ", a[21])) {
			return scanner.Wrong
		}
		r := checksum.Mod(a[2:18], 529)
		return worldVerdict(esLetters[r/23] == a[18] && esLetters[r%23] == a[19])
	},
	Words: []string{
		"cups", "código cups", "codigo cups", "código unificado de punto de suministro", "código universal de punto de suministro", "punto de suministro", "número cups", "nº cups", "cups luz", "cups gas", "cups electricidad", "codigo punto suministro",
	},
	Weak:        []string{"suministro", "luz", "gas", "electricidad", "contador"},
	Labelled:    `[Ee][Ss][ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[A-Za-z]{2}(?:[ -]?[0-9][A-Za-z])?`,
	CheckDigits: []int{0, 1},
}

// esCIFOK judges the nine characters of a company's tax number. Authorities
// disagree on who has a letter and who a digit at the end, so either is taken.
func esCIFOK(a []byte) bool {
	if len(a) != 9 || !gbIn("ABCDEFGHJNPQRSUVW", a[0]) || !checksum.AllDigits(a[1:8]) {
		return false
	}
	r := (10 - checksum.LuhnLike(a[1:8], 2, 1)%10) % 10
	return a[8] == byte('0'+r) || a[8] == "JABCDEFGHI"[r]
}

var esCIF = &scanner.Detector{
	Kind: "ES_CIF", Name: "Spanish company tax number (CIF)", Family: "company", Region: "es", Off: true,
	Doc:     "A letter of the legal form, seven digits, a control digit or letter.",
	Aliases: []string{"SPAIN_CIF_NUMBER", "SPAIN_TAX_IDENTIFICATION_NUMBER", "es.cif"},
	Source:  "Orden EHA/451/2008, Agencia Estatal de Administración Tributaria",
	Patterns: []scanner.Pattern{
		{RE: `[ABCDEFGHJNPQRSUVW][0-9]{8}`, Base: 0.2, Proven: 0.6},
		{RE: `[ABCDEFGHJNPQRSUVW][0-9]{7}[A-J]`, Base: 0.2, Proven: 0.7},
		{RE: `[ABCDEFGHJNPQRSUVW]-[0-9]{8}`, Base: 0.2, Proven: 0.8},
		{RE: `[ABCDEFGHJNPQRSUVW]-[0-9]{7}-?[0-9A-J]`, Base: 0.2, Proven: 0.8},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		return worldVerdict(esCIFOK(checksum.Alnum(b[:0], v)))
	},
	Words: []string{
		"cif", "c i f", "código de identificación fiscal", "cif empresa", "nif empresa", "número de cif", "nº cif", "cif nif", "cif sociedad", "spanish company tax id", "nif de la empresa",
	},
	Weak:        []string{"empresa", "sociedad", "nif"},
	Labelled:    `[A-Wa-w][- ]?[0-9]{2}\.?[0-9]{3}\.?[0-9]{2}-?[0-9A-Ja-j]`,
	CheckDigits: []int{0},
}
