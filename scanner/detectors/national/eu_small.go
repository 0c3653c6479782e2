package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

// euSmallTax are the tax numbers of small states: the catalogue's
// EU_SMALL_TAX_PACK, one kind a country.
var euSmallTax = []*scanner.Detector{adNRT, alNIPT, azVOEN, liPEID, mkEDB, siDDV, smCOE, gnNIFP, tnMF}

var adNRT = &scanner.Detector{
	Kind: "AD_NRT", Name: "Andorran tax register number (NRT)", Family: "national", Region: "ad",
	Doc:     "A letter of the kind of holder, six digits in its range, a letter. Hyphenated it is distinct; otherwise it needs a word.",
	Aliases: []string{"EU_SMALL_TAX_PACK", "ad.nrt"},
	Source:  "Govern d'Andorra, Número de registre tributari; OECD, Tax identification numbers",
	Patterns: []scanner.Pattern{
		{RE: `[ACDEFGLOPU]-[0-9]{6}-[A-Z]`, Base: 0.4},
		{RE: `[ACDEFGLOPU][0-9]{6}[A-Z]`, Base: 0.1},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [12]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 8 || a[7] < 'A' || !checksum.AllDigits(a[1:7]) || !gbIn("ACDEFGLOPU", a[0]) {
			return scanner.Wrong
		}
		n := checksum.Number(a[1:7])
		switch a[0] {
		case 'F':
			return worldPlausible(n <= 699999)
		case 'A', 'L':
			return worldPlausible(n > 699999 && n < 800000)
		}
		return scanner.Unknown
	},
	Words: []string{
		"nrt", "número de registre tributari", "numero de registre tributari", "registre tributari", "nrt number", "andorran tax number", "andorra tax id", "nrt núm", "número de registro tributario", "andorran nrt",
	},
	Weak:     []string{"andorra", "tributari"},
	Labelled: `[A-Za-z][- ]?[0-9]{6}[- ]?[A-Za-z]`,
}

var alNIPT = &scanner.Detector{
	Kind: "AL_NIPT", Name: "Albanian tax number (NIPT)", Family: "national", Region: "al",
	Doc:     "A letter of the decade, eight digits, a letter. For persons the digits hold the birth date. Needs a word.",
	Aliases: []string{"al.nipt"},
	Source:  "Drejtoria e Përgjithshme e Tatimeve; OECD, Tax identification numbers",
	Patterns: []scanner.Pattern{
		{RE: `[A-M][0-9]{8}[A-Z]`, Base: 0.15},
		{RE: `[A-M] [0-9]{8} [A-Z]`, Base: 0.15},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) == 12 && a[0] == 'A' && a[1] == 'L' {
			a = a[2:]
		}
		return worldPlausible(len(a) == 10 && a[0] >= 'A' && a[0] <= 'M' && a[9] >= 'A' && checksum.AllDigits(a[1:9]))
	},
	Words: []string{
		"nipt", "nuis", "numri i identifikimit", "nipt i", "nipti", "numri unik i identifikimit", "albanian tax number", "albania tax id", "nid shqiptar", "nuis nipt", "albanian nipt",
	},
	Weak:     []string{"tatimpagues", "shqipëri", "albania"},
	Labelled: `(?:AL ?)?[A-Ma-m] ?[0-9]{8} ?[A-Za-z]`,
}

var azVOEN = &scanner.Detector{
	Kind: "AZ_VOEN", Name: "Azerbaijani taxpayer number (VÖEN)", Family: "national", Region: "az",
	Doc:     "Ten digits with a modulus 11 digit in ninth place, the last one 1 for companies, 2 for persons. Needs a word.",
	Aliases: []string{"az.voen"},
	Source:  "Azərbaycan Respublikası Dövlət Vergi Xidməti; Vergi Məcəlləsi",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{9}[12]`, Base: 0.05, Proven: 0.32},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := europePadded(checksum.Digits(b[:0], v), 10)
		if len(d) != 10 || d[9] != '1' && d[9] != '2' || checksum.AllSame(d) {
			return scanner.Wrong
		}
		return worldVerdict(checksum.Weighted(d[:8], 4, 1, 8, 6, 2, 7, 5, 3)%11 == int(d[8]-'0'))
	},
	Words: []string{
		"vöen", "voen", "vergi ödəyicisinin eyniləşdirmə nömrəsi", "vöen nömrəsi", "vöen nomresi", "azerbaijani tax number", "azerbaijan tax id", "azerbaijani tin", "voen nomresi", "вөен", "vergi ödəyicisi",
	},
	Weak:        []string{"vergi", "azerbaijan", "tin"},
	Labelled:    `[0-9]{3} ?[0-9]{3} ?[0-9]{3,4}`,
	CheckDigits: []int{1},
}

var liPEID = &scanner.Detector{
	Kind: "LI_PEID", Name: "Liechtenstein person number (PEID)", Family: "national", Region: "li",
	Doc:     "Four to twelve digits without a check, behind a label or in a column.",
	Aliases: []string{"li.peid"},
	Source:  "Steuerverwaltung Fürstentum Liechtenstein; OECD, Tax identification numbers",
	Check: func(v []byte) scanner.Verdict {
		var b [20]byte
		d := checksum.Digits(b[:0], v[:min(len(v), 20)])
		n := len(d)
		for len(d) > 0 && d[0] == '0' {
			d = d[1:]
		}
		return worldPlausible(n <= 12 && len(d) >= 4)
	},
	Words: []string{
		"peid", "pe id", "peid nummer", "personenidentifikationsnummer", "peid nr", "pid liechtenstein", "liechtenstein tax number", "liechtenstein tin", "personennummer liechtenstein", "liechtenstein peid",
	},
	Labelled: `[0-9]{1,3}\.[0-9]{3}\.[0-9]{3}|[0-9]{4,12}`,
}

var mkEDB = &scanner.Detector{
	Kind: "MK_EDB", Name: "North Macedonian tax number (EDB)", Family: "national", Region: "mk",
	Doc:     "Thirteen digits with a modulus 11 digit, from 4 or 5 on for companies and traders. Needs a word.",
	Aliases: []string{"mk.edb"},
	Source:  "Управа за јавни приходи, единствен даночен број",
	Patterns: []scanner.Pattern{
		{RE: `(?:MK)?[45][0-9]{12}`, Base: 0.05, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [20]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 13 && !checksum.AllSame(d) && (11-checksum.Weighted(d[:12], 7, 6, 5, 4, 3, 2)%11)%11%10 == int(d[12]-'0'))
	},
	Words: []string{
		"едб", "едб број", "единствен даночен број", "даночен број", "edb", "edinstven danocen broj", "edb broj", "macedonian tax number", "north macedonia tax id", "danocen broj", "edb number",
	},
	Weak:        []string{"ујп", "даночен", "macedonia"},
	Labelled:    `(?:MK|МК)? ?[0-9]{13}`,
	CheckDigits: []int{0},
}

var siDDV = &scanner.Detector{
	Kind: "SI_DDV", Name: "Slovene tax number", Family: "national", Region: "si",
	Doc:     "Eight digits with a modulus 11 digit, given to persons and companies. Needs a word; with SI in front it is EU_VAT.",
	Aliases: []string{"si.ddv"},
	Source:  "Zakon o finančni upravi; Finančna uprava Republike Slovenije",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9]{7}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [12]byte
		d := checksum.Digits(b[:0], v)
		ok, _ := euNational("SI", d)
		return worldVerdict(ok && !checksum.AllSame(d))
	},
	Words: []string{
		"davčna številka", "davcna stevilka", "davčna št", "davčne številke", "dš", "davčni zavezanec", "id za ddv", "slovenian tax number", "slovene tax number", "davčna", "davčna številka zavezanca", "slovenia tin",
	},
	Weak:        []string{"furs", "ddv", "tin", "slovenija"},
	Labelled:    `(?:SI ?)?[0-9]{4} ?[0-9]{4}`,
	CheckDigits: []int{0},
}

var smCOE = &scanner.Detector{
	Kind: "SM_COE", Name: "San Marino operator code (COE)", Family: "national", Region: "sm",
	Doc:     "Up to five digits, written with zeros in front, behind a label or in a column.",
	Aliases: []string{"sm.coe"},
	Source:  "Ufficio Tributario della Repubblica di San Marino, codice operatore economico",
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v[:min(len(v), 16)])
		for len(d) > 0 && d[0] == '0' {
			d = d[1:]
		}
		return worldPlausible(len(d) >= 1 && len(d) <= 5)
	},
	Words: []string{
		"coe", "codice operatore economico", "c.o.e.", "coe san marino", "codice operatore", "san marino tax number", "san marino coe", "numero coe", "coe n", "operatore economico",
	},
	LabelledFind: smCOEEnd,
}

// smCOEEnd reads "SM 51" or two to six digits; "Coe" is a family name, too, and
// stands before the numbers of issues in lists of changes: "(Jo Coe) [#21875]".
func smCOEEnd(text []byte, at int) int {
	i := at
	if i > 0 && text[i-1] == '#' {
		return at
	}
	if i+2 < len(text) && text[i] == 'S' && text[i+1] == 'M' {
		if i += 2; text[i] == ' ' {
			i++
		}
	}
	from := i
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	if n := i - from; n < 2 || n > 6 || i < len(text) && (text[i] == '_' || text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z') {
		return at
	}
	return i
}

var gnNIFP = &scanner.Detector{
	Kind: "GN_NIFP", Name: "Guinean tax number (NIFp)", Family: "national", Region: "gn",
	Doc:     "Nine digits with a Luhn digit. Needs a word.",
	Aliases: []string{"gn.nifp"},
	Source:  "Direction nationale des impôts de la République de Guinée, numéro d'identification fiscale permanent",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{9}`, Base: 0.05, Proven: 0.3},
		{RE: `[0-9]{3}-[0-9]{3}-[0-9]{3}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [12]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 9 && !checksum.AllSame(d) && checksum.Luhn(d))
	},
	Words: []string{
		"nifp", "numéro d'identification fiscale permanent", "nif permanent", "nif guinée", "numéro nifp", "nifp guinée", "guinean tax number", "guinea tax id", "nif p", "n° nifp",
	},
	Weak:        []string{"nif", "guinée"},
	Labelled:    `[0-9]{3}[- ]?[0-9]{3}[- ]?[0-9]{3}`,
	CheckDigits: []int{0},
}

var tnMF = &scanner.Detector{
	Kind: "TN_MF", Name: "Tunisian tax number (matricule fiscal)", Family: "national", Region: "tn",
	Doc:     "Seven digits, a control letter, letters for the VAT regime and the category, three digits of the establishment. With slashes it is distinct; otherwise it needs a word.",
	Aliases: []string{"tn.mf"},
	Source:  "Ministère des Finances de la République Tunisienne, matricule fiscal",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{7} ?/?[A-HJ-NP-TV-Z]/[ABDNP]/[CMNPE]/[0-9]{3}`, Base: 0.7},
		{RE: `[0-9]{7} / [A-HJ-NP-TV-Z] / [ABDNP] / [CMNPE] / [0-9]{3}`, Base: 0.7},
		{RE: `[0-9]{7} ?[A-HJ-NP-TV-Z]/[ABDNP][CMNPE]/[0-9]{3}`, Base: 0.7},
		{RE: `[0-9]{7}[A-HJ-NP-TV-Z][ABDNP][CMNPE][0-9]{3}`, Base: 0.45},
		{RE: `[0-9]{7}[A-HJ-NP-TV-Z] [ABDNP][CMNPE] ?[0-9]{3}`, Base: 0.3},
		{RE: `[0-9]{7} ?/? ?[A-HJ-NP-TV-Z]`, Base: 0.1},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [20]byte
		a := checksum.Alnum(b[:0], v[:min(len(v), 28)])
		n := 0
		for n < len(a) && a[n] <= '9' {
			n++
		}
		if n == 0 || n > 7 || n == len(a) || !gbIn("ABCDEFGHJKLMNPQRSTVWXYZ", a[n]) {
			return scanner.Wrong
		}
		rest := a[n+1:]
		if len(rest) == 0 {
			return worldPlausible(n >= 3)
		}
		if len(rest) != 5 || !gbIn("ABDNP", rest[0]) || !gbIn("CMNPE", rest[1]) || !checksum.AllDigits(rest[2:]) {
			return scanner.Wrong
		}
		// Only branches, and they alone, have a number of their own.
		return worldPlausible((string(rest[2:]) == "000") == (rest[1] != 'E'))
	},
	Words: []string{
		"matricule fiscal", "matricule fiscale", "numéro matricule fiscal", "identifiant fiscal", "matricule fiscal n", "المعرف الجبائي", "tunisian tax number", "tunisia tax id", "code tva tunisie", "id fiscal tunisie",
	},
	Weak:     []string{"tunisie", "tunis", "fiscal", "mf"},
	Labelled: `[0-9]{3,7} ?/? ?[A-Za-z](?: ?[/.]? ?[A-Za-z] ?[/.]? ?[A-Za-z] ?[/.]? ?[0-9]{3})?`,
}
