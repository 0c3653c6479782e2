package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var euDetectors = []*scanner.Detector{euVAT, euVATIN, euPaymentReference}

// euNational judges the characters of a VAT number behind the country's two
// letters. known is false for prefixes that are no member state's.
func euNational(country string, a []byte) (ok, known bool) {
	digits := checksum.AllDigits(a)
	switch country {
	case "AT":
		return len(a) == 9 && a[0] == 'U' && checksum.AllDigits(a[1:]) && (96-checksum.LuhnLike(a[1:8], 1, 2))%10 == int(a[8]-'0'), true
	case "BE":
		var b [10]byte
		d := europePadded(append(b[:0], a...), 10)
		return digits && len(d) == 10 && (d[0] == '0' || d[0] == '1') && checksum.Number(d) > 0 && 97-checksum.Number(d[:8])%97 == worldPair(d[8:]), true
	case "BG":
		return digits && (len(a) == 9 && euVATBulgaria(a) || len(a) == 10 && (bgEGNCheck(a) || euVATBulgariaOther(a))), true
	case "CY":
		return euVATCyprus(a), true
	case "CZ":
		if !digits {
			return false, true
		}
		if len(a) == 8 {
			r := (11 - checksum.Weighted(a[:7], 8, 7, 6, 5, 4, 3, 2)%11) % 11
			if r == 0 {
				r = 1
			}
			return a[0] != '9' && r%10 == int(a[7]-'0'), true
		}
		if len(a) == 9 && a[0] == '6' { // persons without a birth number
			r := checksum.Weighted(a[1:8], 8, 7, 6, 5, 4, 3, 2) % 11
			if (18-(21-r)%11)%10 == int(a[8]-'0') {
				return true, true
			}
		}
		return czRodneCislo.Check(a) != scanner.Wrong, true
	case "DE":
		return len(a) == 9 && a[0] != '0' && checksum.Mod11_10(a), true
	case "DK":
		return digits && len(a) == 8 && a[0] != '0' && checksum.Weighted(a, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0, true
	case "EE":
		return digits && len(a) == 9 && checksum.Weighted(a, 3, 7, 1)%10 == 0, true
	case "EL", "GR":
		var b [9]byte
		d := europePadded(append(b[:0], a...), 9)
		return digits && len(d) == 9 && checksum.Number(d) > 0 && checksum.Weighted(d[:8], 256, 128, 64, 32, 16, 8, 4, 2)%11%10 == int(d[8]-'0'), true
	case "ES":
		return esNIF(a, "0123456789KLMXYZ") || esCIFOK(a), true
	case "FI":
		return digits && fiBusinessOK(a), true
	case "FR":
		return euVATFrance(a), true
	case "HR":
		return len(a) == 11 && checksum.Mod11_10(a), true
	case "HU":
		return digits && len(a) == 8 && checksum.Weighted(a, 9, 7, 3, 1)%10 == 0, true
	case "IE":
		return euVATIreland(a), true
	case "IT":
		return digits && len(a) == 11 && checksum.Luhn(a) && checksum.Number(a[:7]) > 0 && euItalianOffice(checksum.Number(a[7:10])), true
	case "LT":
		return digits && (len(a) == 9 && a[7] == '1' || len(a) == 12 && a[10] == '1') &&
			checksum.Mod11TwoPass(a[:len(a)-1], 9)%10 == int(a[len(a)-1]-'0'), true
	case "LU":
		return digits && len(a) == 8 && checksum.Number(a[:6])%89 == checksum.Number(a[6:]), true
	case "LV":
		if !digits || len(a) != 11 {
			return false, true
		}
		if a[0] > '3' {
			return checksum.Weighted(a, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)%11 == 3, true
		}
		return lvPersonasKods.Check(a) != scanner.Wrong, true
	case "MT":
		return digits && len(a) == 8 && a[0] != '0' && checksum.Weighted(a, 3, 4, 6, 7, 8, 9, 10, 1)%37 == 0, true
	case "NL":
		if n := len(a); n >= 10 && n < 12 && a[n-3] == 'B' { // leading zeros left out
			var b [12]byte
			for i := range b {
				b[i] = '0'
			}
			copy(b[12-n:], a)
			a = b[:]
		}
		if len(a) != 12 || !checksum.AllDigits(a[:9]) || a[9] != 'B' || !checksum.AllDigits(a[10:]) || checksum.Number(a[:9]) == 0 || checksum.Number(a[10:]) == 0 {
			return false, true
		}
		var b [14]byte
		copy(b[:], "NL")
		copy(b[2:], a)
		return nlEleven(a[:9])%11 == 0 || checksum.Mod97(b[:]) == 1, true
	case "PL":
		return digits && plNIPOK(a), true
	case "PT":
		return digits && ptNIFOK(a), true
	case "RO":
		if !digits || len(a) < 2 || a[0] == '0' {
			return false, true
		}
		if len(a) == 13 {
			return roCNP.Check(a) == scanner.Proven, true
		}
		if len(a) > 10 {
			return false, true
		}
		weights := [9]int{7, 5, 3, 2, 1, 7, 5, 3, 2}
		n := len(a) - 1
		return checksum.Weighted(a[:n], weights[9-n:]...)*10%11%10 == int(a[n]-'0'), true
	case "SE":
		return digits && len(a) == 12 && string(a[10:]) == "01" && checksum.Luhn(a[:10]), true
	case "SI":
		if !digits || len(a) != 8 || a[0] == '0' {
			return false, true
		}
		r := 11 - checksum.Weighted(a[:7], 8, 7, 6, 5, 4, 3, 2)%11
		return r != 11 && r%10 == int(a[7]-'0'), true
	case "SK":
		if !digits || len(a) != 10 {
			return false, true
		}
		if a[0] != '0' && gbIn("234789", a[2]) && checksum.Number(a)%11 == 0 {
			return true, true
		}
		return czRodneCislo.Check(a) != scanner.Wrong, true
	case "XI":
		return euVATBritain(a), true
	case "EU", "IM": // One Stop Shop: 9 digits, no check
		return digits && (len(a) == 9 || len(a) == 10 || len(a) == 12), true
	}
	return false, false
}

// euVATBulgaria judges the nine digits of a Bulgarian legal person.
func euVATBulgaria(d []byte) bool {
	r := checksum.Weighted(d[:8], 1, 2, 3, 4, 5, 6, 7, 8) % 11
	if r == 10 {
		r = checksum.Weighted(d[:8], 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10
	}
	return r == int(d[8]-'0')
}

// bgEGNCheck judges ten digits as a civil number.
func bgEGNCheck(d []byte) bool { return bgEGN.Check(d) == scanner.Proven }

// euVATBulgariaOther judges ten digits as a foreigner's number or another.
func euVATBulgariaOther(d []byte) bool {
	if checksum.Weighted(d[:9], 21, 19, 17, 13, 11, 9, 7, 3, 1)%10 == int(d[9]-'0') {
		return true
	}
	r := 11 - checksum.Weighted(d[:9], 4, 3, 2, 7, 6, 5, 4, 3, 2)%11
	return r != 10 && r%11 == int(d[9]-'0')
}

// euVATCyprus judges eight digits and a letter: digits in odd places are
// translated, the sum is taken modulo 26.
func euVATCyprus(a []byte) bool {
	if len(a) != 9 || !checksum.AllDigits(a[:8]) || a[8] < 'A' || string(a[:2]) == "12" {
		return false
	}
	odd := [10]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21}
	sum := 0
	for i, c := range a[:8] {
		x := int(c - '0')
		if i%2 == 0 {
			x = odd[x]
		}
		sum += x
	}
	return byte('A'+sum%26) == a[8]
}

// euVATFrance judges two characters of a key and a SIREN.
func euVATFrance(a []byte) bool {
	if len(a) != 11 || !checksum.AllDigits(a[2:]) {
		return false
	}
	siren := checksum.Number(a[2:])
	if string(a[2:5]) != "000" && !checksum.Luhn(a[2:]) { // Monaco's begin with 000
		return false
	}
	if checksum.AllDigits(a[:2]) {
		return (siren*100+12)%97 == worldPair(a)
	}
	const alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
	p, q := -1, -1
	for i := range len(alphabet) {
		if alphabet[i] == a[0] {
			p = i
		}
		if alphabet[i] == a[1] {
			q = i
		}
	}
	if p < 0 || q < 0 {
		return false
	}
	key := p*34 + q - 100
	if a[0] <= '9' {
		key = p*24 + q - 10
	}
	return key >= 0 && (siren+1+key/11)%11 == key%11
}

// euVATIreland judges a PPS number or a company's older form with a letter
// or a sign in second place.
func euVATIreland(a []byte) bool {
	if len(a) == 8 && a[1] >= 'A' && a[0] <= '9' && checksum.AllDigits(a[2:7]) {
		var b [8]byte // 0, the digits from the third on, the first digit
		b[0] = '0'
		copy(b[1:], a[2:7])
		b[6], b[7] = a[0], a[7]
		return iePPSOK(b[:])
	}
	if len(a) == 9 && a[8] >= 'A' && a[8] <= 'I' && checksum.AllDigits(a[:7]) {
		sum := checksum.Weighted(a[:7], 8, 7, 6, 5, 4, 3, 2) + 9*int(a[8]-'A'+1)
		if "WABCDEFGHIJKLMNOPQRSTUV"[sum%23] == a[7] {
			return true
		}
	}
	return iePPSOK(a)
}

// euItalianOffice reports whether the province's office exists.
func euItalianOffice(n int) bool {
	return n >= 1 && n <= 100 || n == 120 || n == 121 || n == 888 || n == 999
}

// euVATBritain judges the digits behind GB or XI: a check modulo 97, with 55
// added on numbers given out since 2010; GD and HA are authorities.
func euVATBritain(a []byte) bool {
	if len(a) == 5 && (a[0] == 'G' && a[1] == 'D' || a[0] == 'H' && a[1] == 'A') && checksum.AllDigits(a[2:]) {
		return a[0] == 'G' == (a[2] < '5')
	}
	if len(a) != 9 && len(a) != 12 || !checksum.AllDigits(a) || checksum.Number(a[:7]) == 0 {
		return false
	}
	r := checksum.Weighted(a[:9], 8, 7, 6, 5, 4, 3, 2, 10, 1) % 97
	if checksum.Number(a[:3]) >= 100 {
		return r == 0 || r == 42 || r == 55
	}
	return r == 0
}

// euCompact copies v without separators, upper case; Ireland's older numbers
// keep + and *.
func euCompact(dst, v []byte) []byte {
	for _, c := range v {
		switch {
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z':
			dst = append(dst, c)
		case c >= 'a' && c <= 'z':
			dst = append(dst, c-'a'+'A')
		}
		if len(dst) == cap(dst) {
			break
		}
	}
	return dst
}

func euVATCheck(v []byte) scanner.Verdict {
	var b [20]byte
	a := euCompact(b[:0], v)
	if len(a) < 4 {
		return scanner.Wrong
	}
	if a[0] <= '9' || a[1] <= '9' { // behind a label the country may be missing
		return euVATAny(a)
	}
	ok, known := euNational(string(a[:2]), a[2:])
	if !known {
		return scanner.Wrong
	}
	return worldVerdict(ok)
}

// euVATAny is for numbers whose country is not said: they are refuted where
// no member state has them.
func euVATAny(a []byte) scanner.Verdict {
	for i := 0; i < len(euMembers); i += 3 {
		if ok, _ := euNational(euMembers[i:i+2], a); ok {
			return scanner.Unknown
		}
	}
	return scanner.Wrong
}

const euMembers = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI "

var euVAT = &scanner.Detector{
	Kind: "EU_VAT", Name: "EU VAT identification number", Family: "company", Region: "eu",
	Doc:     "The two letters of a member state (EL for Greece, XI for Northern Ireland) and its number with its own check; many are sole traders'. Without the letters it needs a label.",
	Aliases: []string{"DE_VAT_ID", "VAT_NUMBER", "Germany:VAT", "Netherlands:VAT", "eu.vat", "bg.vat", "cz.dic", "ie.vat", "nl.btw", "ro.cf"},
	Source:  "Council Directive 2006/112/EC, article 214 and 215; European Commission, VIES",
	Patterns: []scanner.Pattern{
		{RE: `ATU ?[0-9]{8}`, Base: 0.3, Proven: 0.8},
		{RE: `AT U ?[0-9]{8}`, Base: 0.3, Proven: 0.8},
		{RE: `BE[ -]?[01]?[0-9]{9}`, Base: 0.1, Proven: 0.8},
		{RE: `BE ?[01][0-9]{3}[. ][0-9]{3}[. ][0-9]{3}`, Base: 0.3, Proven: 0.9},
		{RE: `(?:BG|CZ)[ -]?[0-9]{8,10}`, Base: 0.1, Proven: 0.45},
		{RE: `CY[ -]?[0-9]{8} ?[A-Z]`, Base: 0.2, Proven: 0.8},
		{RE: `DE[ -]?[0-9]{9}`, Base: 0.2, Proven: 0.45},
		{RE: `(?:DE|PT|EL|EE|PL|XI) [0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.2, Proven: 0.8},
		{RE: `DE [0-9]{3} [0-9]{2} [0-9]{2} [0-9]{2}`, Base: 0.2, Proven: 0.8},
		{RE: `(?:DK|FI|HU|LU|MT|SI)[ -]?[0-9]{8}`, Base: 0.1, Proven: 0.45},
		{RE: `(?:DK|LU) [0-9]{2} [0-9]{2} [0-9]{2} [0-9]{2}`, Base: 0.1, Proven: 0.7},
		{RE: `(?:MT|SI) [0-9]{4} [0-9]{4}`, Base: 0.1, Proven: 0.6},
		{RE: `LU [0-9]{3} [0-9]{3} [0-9]{2}`, Base: 0.1, Proven: 0.65},
		{RE: `(?:EE|EL|PT)[ -]?[0-9]{9}`, Base: 0.1, Proven: 0.45},
		{RE: `ES[ -]?[A-Z0-9][0-9]{7}[A-Z0-9]`, Base: 0.2, Proven: 0.75},
		{RE: `(?:FR|Fr)[ -]?[0-9A-HJ-NP-Z]{2} ?[0-9]{9}`, Base: 0.2, Proven: 0.85},
		{RE: `FR ?[0-9A-HJ-NP-Z]{2} [0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.3, Proven: 0.9},
		{RE: `(?:HR|IT|LV)[ -]?[0-9]{11}`, Base: 0.1, Proven: 0.45},
		{RE: `LV [0-9]{4} [0-9]{4} [0-9]{3}`, Base: 0.1, Proven: 0.65},
		{RE: `IE[ -]?[0-9][0-9A-Z][0-9]{5}[A-W][A-IW]?`, Base: 0.2, Proven: 0.8},
		{RE: `LT[ -]?(?:[0-9]{9}|[0-9]{12})`, Base: 0.1, Proven: 0.8},
		{RE: `NL[ -]?[0-9]{9}B[0-9]{2}`, Base: 0.4, Proven: 0.95},
		{RE: `NL ?[0-9]{3}[. ][0-9]{3}[. ][0-9]{3}[. ]B[0-9]{2}`, Base: 0.4, Proven: 0.95},
		{RE: `NL ?[0-9]{4}\.[0-9]{2}\.[0-9]{3}\.B\.?[0-9]{2}`, Base: 0.4, Proven: 0.95},
		{RE: `PL[ -]?[0-9]{10}`, Base: 0.1, Proven: 0.7},
		{RE: `PL ?[0-9]{3}-[0-9]{3}-[0-9]{2}-[0-9]{2}`, Base: 0.2, Proven: 0.9},
		{RE: `PL ?[0-9]{3}-[0-9]{2}-[0-9]{2}-[0-9]{3}`, Base: 0.2, Proven: 0.9},
		{RE: `RO ?[1-9][0-9]{5,9}`, Base: 0.1, Proven: 0.45},
		{RE: `RO ?[1-9][0-9]{1,4}`, Base: 0.05, Proven: 0.2},
		{RE: `SE[ -]?[0-9]{10}01`, Base: 0.3, Proven: 0.9},
		{RE: `SK[ -]?[0-9]{10}`, Base: 0.1, Proven: 0.7},
		{RE: `XI ?[0-9]{9}(?:[0-9]{3})?`, Base: 0.2, Proven: 0.7},
	},
	Check: euVATCheck,
	Words: []string{
		"vat", "vat number", "vat no", "vat id", "vat reg no", "vat registration number", "vat registration no", "vat identification number", "eu vat", "vat code", "vat nr", "vat reg", "vatin", "vat num", "vat id number",
		"ust id", "ust idnr", "ust id nr", "ustid", "ustidnr", "umsatzsteuer id", "umsatzsteueridentifikationsnummer", "umsatzsteuer identifikationsnummer", "mwst nr", "uid nummer", "uid nr",
		"tva", "numéro de tva", "n° tva", "no tva", "tva intracommunautaire", "n° tva intracommunautaire", "numéro tva", "id tva", "btw", "btw nummer", "btw nr", "btw id", "btwnummer", "btw identificatienummer", "ondernemingsnummer", "numéro d'entreprise",
		"nif iva", "número de iva", "iva intracomunitario", "vat ue", "nip ue", "dič", "ič dph", "ic dph", "dic", "moms", "momsnr", "momsnummer", "moms nr", "momsregistreringsnummer", "cvr", "cvr nr", "cvr nummer", "alv numero", "alv nro", "alv", "kmkr", "kmkr nr", "käibemaksukohustuslase number", "pvn", "pvn reģistrācijas numurs", "pvm kodas", "pvm mokėtojo kodas", "adószám", "közösségi adószám", "eu adószám", "cui", "cod fiscal", "cif ro", "cod de înregistrare fiscală", "id za ddv", "davčna številka", "id ddv", "pdv id broj", "pdv broj", "ддс", "ддс номер", "ин по ддс", "еик", "φπα", "αριθμός φπα", "kodiċi tal vat",
	},
	Weak:     []string{"invoice", "rechnung", "facture", "faktura", "tax number", "company", "gmbh"},
	Labelled: `(?:[A-Za-z]{2}[ -]?)?U? ?(?:[0-9]{2,4}[. -]){2,3}(?:B\.?)?[0-9]{2,4}|[A-Za-z]{2}[ -]?[0-9A-Za-z]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}|[A-Za-z]{2}[ -]?[A-Za-z0-9+*]?[0-9]{5,12}[A-Za-z0-9]{0,3}|[0-9]{8,12}(?:B[0-9]{2}|[A-Z])?`,
}

var euVATIN = &scanner.Detector{
	Kind: "VATIN", Name: "VAT identification number outside the EU", Family: "company", Region: "", Off: true,
	Doc:     "Country letters and a number: Britain, Switzerland, Norway, Serbia and others with their checks, the rest by form. EU numbers are EU_VAT.",
	Aliases: []string{"VATIN_NUMBER"},
	Source:  "HM Revenue & Customs; Eidgenössische Steuerverwaltung; Skatteetaten; OECD, VAT/GST identification numbers",
	Patterns: []scanner.Pattern{
		{RE: `GB ?[0-9]{9}(?:[0-9]{3})?`, Base: 0.2, Proven: 0.7},
		{RE: `GB ?[0-9]{3} [0-9]{4} [0-9]{2}(?: [0-9]{3})?`, Base: 0.3, Proven: 0.9},
		{RE: `CHE-[0-9]{3}\.[0-9]{3}\.[0-9]{3}(?: (?:MWST|TVA|IVA))?`, Base: 0.5, Proven: 0.95},
		{RE: `CHE-?[0-9]{9}(?: (?:MWST|TVA|IVA))?`, Base: 0.3, Proven: 0.9},
		{RE: `(?:NO ?)?[89][0-9]{8} ?MVA`, Base: 0.4, Proven: 0.9},
		{RE: `(?:NO ?)?[89][0-9]{2} [0-9]{3} [0-9]{3} MVA`, Base: 0.4, Proven: 0.95},
		{RE: `RS ?[0-9]{9}`, Base: 0.1, Proven: 0.6},
		{RE: `[a-zA-Z]{2}-[0-9]{9}`, Base: 0.05, Proven: 0.3},
	},
	Check: euVATINCheck,
	Words: []string{
		"vatin", "vat number", "vat registration number", "vat reg no", "vat no", "gb vat", "uk vat number", "mwst nummer", "mwst nr", "uid nummer", "mva", "mva nummer", "organisasjonsnummer mva", "pib", "gst number", "vsk númer", "tva suisse",
	},
	Weak:     []string{"vat", "mwst", "invoice", "tax number"},
	Labelled: `[A-Za-z]{2,3}[ .-]?[0-9][0-9 ./-]{4,18}[0-9](?: ?(?:MWST|TVA|IVA|MVA))?|[0-9]{8,12}`,
}

func euVATINCheck(v []byte) scanner.Verdict {
	var b [28]byte
	a := euCompact(b[:0], v)
	for _, tail := range [4]string{"MWST", "TVA", "IVA", "MVA"} {
		if n := len(a) - len(tail); n > 0 && string(a[n:]) == tail {
			a = a[:n]
			break
		}
	}
	if len(a) < 6 {
		return scanner.Wrong
	}
	digits := a
	prefix := ""
	switch {
	case string(a[:3]) == "CHE":
		prefix, digits = "CHE", a[3:]
	case a[0] >= 'A' && a[1] >= 'A':
		prefix, digits = string(a[:2]), a[2:]
	case len(a) == 9 && (a[0] == '8' || a[0] == '9'):
		prefix = "NO"
	default:
		return worldPlausible(checksum.AllDigits(a))
	}
	switch prefix {
	case "CHE", "CH":
		r := 11 - checksum.Weighted(digits[:min(8, len(digits))], 5, 4, 3, 2, 7, 6, 5, 4)%11
		return worldVerdict(len(digits) == 9 && checksum.AllDigits(digits) && r != 10 && r%11 == int(digits[8]-'0'))
	case "NO":
		return worldVerdict(len(digits) == 9 && checksum.Weighted(digits, 3, 2, 7, 6, 5, 4, 3, 2, 1) >= 0 && checksum.Weighted(digits, 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0)
	case "GB":
		return worldVerdict(euVATBritain(digits))
	case "RS":
		return worldVerdict(len(digits) == 9 && checksum.Mod11_10(digits))
	case "BR":
		if len(digits) == 11 {
			return brCPF.Check(digits)
		}
		return brCNPJ.Check(digits)
	}
	if ok, known := euNational(prefix, digits); known {
		return worldVerdict(ok)
	}
	for _, country := range [...]string{"AL", "AD", "AU", "BY", "CA", "CL", "CO", "IL", "IN", "IS", "JP", "KR", "KZ", "LI", "MC", "MD", "ME", "MK", "MX", "NZ", "RU", "SG", "SM", "TH", "TR", "UA", "UZ", "ZA"} {
		if country == prefix {
			return worldPlausible(len(digits) >= 5 && len(digits) <= 15)
		}
	}
	return scanner.Wrong
}

var euPaymentReference = &scanner.Detector{
	Kind: "EU_PAYMENT_REFERENCE", Name: "European payment reference", Family: "finance", Region: "eu",
	Doc:     "RF creditor references, SEPA creditor identifiers, Swiss QR and ESR references, Belgian structured communications. Bare digits and short references need a word.",
	Aliases: []string{"iso11649", "eu.at_02", "ch.esr", "be.ogm_vcs"},
	Source:  "ISO 11649; European Payments Council EPC262-08; SIX, Swiss Implementation Guidelines QR-bill; Febelfin, gestructureerde mededeling",
	Patterns: []scanner.Pattern{
		{RE: `RF[0-9]{2}[A-Z0-9]{6,21}`, Base: 0.2, Proven: 0.75},
		{RE: `RF[0-9]{2} [A-Z0-9]{4}(?: [A-Z0-9]{4}){0,4}(?: [A-Z0-9]{1,4})?`, Base: 0.2, Proven: 0.8},
		{RE: `RF[0-9]{2}[A-Z0-9]{1,5}`, Base: 0.05, Proven: 0.3},
		{RE: `[A-Z]{2}[0-9]{2}ZZZ[A-Z0-9]{5,28}`, Base: 0.4, Proven: 0.9},
		{RE: `[0-9]{2} [0-9]{5} [0-9]{5} [0-9]{5} [0-9]{5} [0-9]{5}`, Base: 0.2, Proven: 0.8},
		{RE: `[0-9]{27}`, Base: 0.05, Proven: 0.4},
		{RE: `[0-9]{3}/[0-9]{4}/[0-9]{5}`, Base: 0.2, Proven: 0.75},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [40]byte
		a := euCompact(b[:0], v)
		switch {
		case len(a) >= 5 && a[0] == 'R' && a[1] == 'F':
			var r [44]byte
			n := copy(r[:], a[4:])
			n += copy(r[n:], a[:4])
			return worldVerdict(len(a) <= 25 && a[2] <= '9' && a[3] <= '9' && checksum.Mod97(r[:n]) == 1)
		case len(a) >= 8 && a[0] >= 'A' && a[1] >= 'A':
			var r [44]byte // the business code of three characters does not count
			n := copy(r[:], a[7:])
			n += copy(r[n:], a[:4])
			return worldVerdict(len(a) <= 35 && a[2] <= '9' && a[3] <= '9' && checksum.Mod97(r[:n]) == 1)
		case !checksum.AllDigits(a) || checksum.AllSame(a):
			return scanner.Wrong
		case len(a) == 12:
			r := checksum.Mod(a[:10], 97)
			if r == 0 {
				r = 97
			}
			return worldVerdict(r == worldPair(a[10:]))
		case len(a) <= 27 && len(a) >= 3:
			return worldVerdict(checksum.Mod10Recursive(a))
		}
		return scanner.Wrong
	},
	Words: []string{
		"creditor reference", "rf reference", "rf creditor reference", "structured reference", "iso 11649", "viitenumero", "kansainvälinen viite", "creditor identifier", "creditor id", "sepa creditor identifier", "gläubiger id", "gläubiger identifikationsnummer", "glaubiger id", "identifiant créancier sepa", "ics", "identificador del acreedor", "incassant id", "incassant identificatie", "identificativo creditore",
		"esr referenz", "esr referenznummer", "referenznummer", "qr referenz", "qr reference", "numéro de référence", "ogm", "vcs", "gestructureerde mededeling", "communication structurée", "mededeling", "mandatsreferenz", "payment reference", "sepa creditor id", "référence bvr", "zahlungsreferenz",
	},
	Weak:     []string{"reference", "referenz", "référence", "zahlung", "paiement", "rechnung", "betaling", "einzahlung"},
	Labelled: `[Rr][Ff][0-9]{2} ?[A-Za-z0-9]{1,21}|[A-Za-z]{2} ?[0-9]{2} ?[A-Za-z0-9]{3} ?[A-Za-z0-9]{4,28}|[0-9]{3}/[0-9]{4}/[0-9]{5}|[0-9]{2} [0-9]{5} [0-9]{5} [0-9]{5} [0-9]{5} [0-9]{5}|[0-9]{12,27}`,
}
