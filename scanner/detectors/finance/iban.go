package finance

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var iban = &scanner.Detector{
	Kind: "IBAN", Name: "international bank account number", Family: "finance",
	Doc:     "Country, check digits and the country's own account structure, compact or in groups of four; mod 97-10 and the length and structure of the registry decide, for BE, ES, ME and NO the national check digits, too.",
	Source:  "ISO 13616-1; SWIFT IBAN registry; ISO 7064 MOD 97-10",
	Aliases: []string{"IBAN_CODE", "UK_BANK_ACCOUNT_NUMBER", "ALBANIA_BANK_ACCOUNT_NUMBER", "be.iban", "es.iban", "me.iban"},
	Find:    &scanner.Finder{On: scanner.OnDigits, Runs: []scanner.Run{{Of: "letter", Min: 4}}, At: findIBAN, Blind: true, Never: scanner.PlainCells, Base: 0.3, Proven: 0.95},
	Check:   checkIBAN,
	// The registry's own examples are published for every country; the ones
	// that documentation uses most are known here.
	Reserved: func(v []byte) bool {
		var buf [40]byte
		if len(v) > 60 {
			return false
		}
		d := alnumUpper(buf[:0], v)
		for _, s := range [...]string{"GB82WEST12345698765432", "GB29NWBK60161331926819", "GB33BUKB20201555555555", "DE89370400440532013000", "DE91100000000123456789", "FR1420041010050500013M02606", "FR7630006000011234567890189",
			"ES9121000418450200051332", "IT60X0542811101000000123456", "NL91ABNA0417164300", "BE68539007547034", "CH9300762011623852957", "AT611904300234573201", "PL61109010140000071219812874"} {
			if string(d) == s {
				return true
			}
		}
		return false
	},
	LabelledFind: labelledIBAN,
	Words: []string{
		"iban", "iban number", "iban no", "iban code", "bank account", "international bank account number", "account iban", "kontonummer", "bankverbindung", "compte bancaire", "numero de compte", "cuenta bancaria", "numero de cuenta",
		"conto corrente", "coordinate bancarie", "conta bancaria", "rekeningnummer", "bankrekening", "rachunek bankowy", "numer rachunku", "nr rachunku", "konto bankowe", "rachunek", "konto", "bankkonto", "tilinumero", "rib", "номер счета", "счет",
	},
	Weak:        []string{"account", "bank", "bic", "swift", "transfer", "sepa", "payment", "virement", "uberweisung", "przelew"},
	CheckDigits: nil,
}

// registry: country and the structure of its account number, as pairs of a
// count and n (digits), a (letters) or c (both). The part behind the blank
// line is not in the registry but in use.
var registry = [...]struct{ country, bban string }{
	{"AD", "8n12c"}, {"AE", "19n"}, {"AL", "8n16c"}, {"AT", "16n"}, {"AZ", "4a20c"}, {"BA", "16n"}, {"BE", "12n"}, {"BG", "4a6n8c"}, {"BH", "4a14c"}, {"BI", "23n"},
	{"BR", "23n1a1c"}, {"BY", "4c4n16c"}, {"CH", "5n12c"}, {"CR", "18n"}, {"CY", "8n16c"}, {"CZ", "20n"}, {"DE", "18n"}, {"DJ", "23n"}, {"DK", "14n"}, {"DO", "4c20n"},
	{"EE", "16n"}, {"EG", "25n"}, {"ES", "20n"}, {"FI", "14n"}, {"FK", "2a12n"}, {"FO", "14n"}, {"FR", "10n11c2n"}, {"GB", "4a14n"}, {"GE", "2a16n"}, {"GI", "4a15c"},
	{"GL", "14n"}, {"GR", "7n16c"}, {"GT", "24c"}, {"HN", "4a20n"}, {"HR", "17n"}, {"HU", "24n"}, {"IE", "4a14n"}, {"IL", "19n"}, {"IQ", "4a15n"}, {"IS", "22n"},
	{"IT", "1a10n12c"}, {"JO", "4a4n18c"}, {"KW", "4a22c"}, {"KZ", "3n13c"}, {"LB", "4n20c"}, {"LC", "4a24c"}, {"LI", "5n12c"}, {"LT", "16n"}, {"LU", "3n13c"}, {"LV", "4a13c"},
	{"LY", "21n"}, {"MC", "10n11c2n"}, {"MD", "20c"}, {"ME", "18n"}, {"MK", "3n10c2n"}, {"MN", "16n"}, {"MR", "23n"}, {"MT", "4a5n18c"}, {"MU", "4a19n3a"}, {"NI", "4a20n"},
	{"NL", "4a10n"}, {"NO", "11n"}, {"OM", "3n16c"}, {"PK", "4a16c"}, {"PL", "24n"}, {"PS", "4a21c"}, {"PT", "21n"}, {"QA", "4a21c"}, {"RO", "4a16c"}, {"RS", "18n"},
	{"RU", "14n15c"}, {"SA", "2n18c"}, {"SC", "4a20n3a"}, {"SD", "14n"}, {"SE", "20n"}, {"SI", "15n"}, {"SK", "20n"}, {"SM", "1a10n12c"}, {"SO", "19n"}, {"ST", "21n"},
	{"SV", "4a20n"}, {"TL", "19n"}, {"TN", "20n"}, {"TR", "6n16c"}, {"UA", "6n19c"}, {"VA", "18n"}, {"VG", "4a16n"}, {"XK", "16n"}, {"YE", "4a4n18c"},

	{"AO", "21n"}, {"BF", "2c22n"}, {"BJ", "2c22n"}, {"CF", "23n"}, {"CG", "23n"}, {"CI", "2c22n"}, {"CM", "23n"}, {"CV", "21n"}, {"DZ", "22n"}, {"GA", "23n"},
	{"GQ", "23n"}, {"GW", "2c19n"}, {"IR", "22n"}, {"KM", "23n"}, {"MA", "24n"}, {"MG", "23n"}, {"ML", "2c22n"}, {"MZ", "21n"}, {"NE", "2c22n"}, {"SN", "2c22n"}, {"TD", "23n"}, {"TG", "2c22n"},
}

// ibanLen is the length of a country's IBAN, by its two letters; 0 is none.
var ibanLen, ibanBBAN = func() (n [26 * 26]uint8, s [26 * 26]string) {
	for _, r := range registry {
		k := int(r.country[0]-'A')*26 + int(r.country[1]-'A')
		total, count := 4, 0
		for i := 0; i < len(r.bban); i++ {
			if c := r.bban[i]; c <= '9' {
				count = count*10 + int(c-'0')
			} else {
				total, count = total+count, 0
			}
		}
		n[k], s[k] = uint8(total), r.bban
	}
	return n, s
}()

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func digit(c byte) bool  { return c >= '0' && c <= '9' }
func word(c byte) bool   { return letter(c) || digit(c) || c == '_' || c >= 0x80 }

// country is the index of the letters v[0:2] in ibanLen, -1 for other bytes.
func country(v []byte) int {
	if !letter(v[0]) || !letter(v[1]) {
		return -1
	}
	return int(v[0]&^0x20-'A')*26 + int(v[1]&^0x20-'A')
}

func alnumUpper(dst, v []byte) []byte { return checksum.Alnum(dst, v) }

func findIBAN(text []byte, at int) (int, int) {
	if at+15 > len(text) || !letter(text[at]) || !letter(text[at+1]) || !digit(text[at+2]) || !digit(text[at+3]) {
		return at, at
	}
	n := int(ibanLen[country(text[at:])])
	if n == 0 || at > 0 && text[at-1] == '_' {
		return at, at
	}
	end := take(text, at, n)
	if end == at || end < len(text) && word(text[end]) && text[end] < 0x80 {
		return at, at
	}
	return at, end
}

// take is the offset behind n letters and digits from text[at:], with one
// blank or dash allowed behind every fourth of them.
func take(text []byte, at, n int) int {
	i, got := at, 0
	sep := byte(0)
	for got < n {
		if i >= len(text) {
			return at
		}
		c := text[i]
		if letter(c) || digit(c) {
			got++
			i++
			continue
		}
		if (c == ' ' || c == '-') && got%4 == 0 && got > 0 && (sep == 0 || sep == c) && i+1 < len(text) && (letter(text[i+1]) || digit(text[i+1])) {
			sep = c
			i++
			continue
		}
		return at
	}
	return i
}

func checkIBAN(v []byte) scanner.Verdict {
	var buf [40]byte
	if len(v) < 15 || len(v) > 48 {
		return scanner.Wrong
	}
	for _, c := range v {
		if !letter(c) && !digit(c) && c != ' ' && c != '-' && c != '.' {
			return scanner.Wrong
		}
	}
	d := alnumUpper(buf[:0], v)
	if len(d) < 15 || len(d) > 34 || !digit(d[2]) || !digit(d[3]) {
		return scanner.Wrong
	}
	k := country(d)
	if k < 0 || int(ibanLen[k]) != len(d) || !structured(d[4:], ibanBBAN[k]) {
		return scanner.Wrong
	}
	var turned [40]byte
	t := append(append(turned[:0], d[4:]...), d[:4]...)
	if checksum.Mod97(t) != 1 || d[2] == '0' && d[3] < '2' || d[2] == '9' && d[3] == '9' {
		return scanner.Wrong
	}
	if !nationalCheck(d[:2], d[4:]) {
		return scanner.Wrong
	}
	return scanner.Proven
}

func structured(b []byte, s string) bool {
	i, count := 0, 0
	for k := 0; k < len(s); k++ {
		c := s[k]
		if c <= '9' {
			count = count*10 + int(c-'0')
			continue
		}
		for ; count > 0; count-- {
			if i >= len(b) || c == 'n' && !digit(b[i]) || c == 'a' && !letter(b[i]) {
				return false
			}
			i++
		}
	}
	return i == len(b)
}

// nationalCheck verifies the check digits inside the account number where the
// country has one rule for all banks.
func nationalCheck(cc, b []byte) bool {
	switch string(cc) {
	case "BE":
		r := checksum.Mod(b[:10], 97)
		if r == 0 {
			r = 97
		}
		return r == checksum.Number(b[10:])
	case "ES":
		one := 11 - checksum.Weighted(b[:8], 4, 8, 5, 10, 9, 7, 3, 6)%11
		two := 11 - checksum.Weighted(b[10:], 1, 2, 4, 8, 5, 10, 9, 7, 3, 6)%11
		return fold11(one) == int(b[8]-'0') && fold11(two) == int(b[9]-'0')
	case "NO":
		return checksum.Weighted(b, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0
	case "ME":
		return checksum.Mod97(b) == 1
	}
	return true
}

func fold11(n int) int {
	switch n {
	case 10:
		return 1
	case 11:
		return 0
	}
	return n
}

// spacedIBAN takes an IBAN in any groups ("BE 05 0013 6299 3375"), if its check
// passes.
func spacedIBAN(text []byte, at int) int {
	if at+15 > len(text) || country(text[at:]) < 0 {
		return at
	}
	n := int(ibanLen[country(text[at:])])
	i, got := at, 0
	for got < n && i < len(text) && i-at < 48 {
		switch c := text[i]; {
		case letter(c) || digit(c):
			got++
		case (c == ' ' || c == '-' || c == '.') && got > 0 && (letter(text[i-1]) || digit(text[i-1])):
		default:
			return at
		}
		i++
	}
	if n == 0 || got < n || i < len(text) && word(text[i]) || checkIBAN(text[at:i]) != scanner.Proven {
		return at
	}
	return i
}

// labelledIBAN takes what stands behind "IBAN" even with a wrong length.
func labelledIBAN(text []byte, at int) int {
	v := text[at:]
	if end := spacedIBAN(text, at); end > at {
		return end
	}
	if len(v) < 12 || !letter(v[0]) || !letter(v[1]) || !digit(v[2]) || !digit(v[3]) {
		// The national part alone, as some countries print it: 26 digits in PL.
		i, n := 0, 0
		for i < len(v) && i < 40 && (digit(v[i]) || (v[i] == ' ' || v[i] == '-') && i+1 < len(v) && digit(v[i+1]) && n > 0) {
			if digit(v[i]) {
				n++
			}
			i++
		}
		if n >= 16 && n <= 28 && (i == len(v) || !word(v[i])) {
			return at + i
		}
		return at
	}
	if n := int(ibanLen[country(v)]); n > 0 {
		if end := take(text, at, n); end > at && (end == len(text) || !word(text[end])) {
			return end
		}
	}
	i, n := 0, 0
	for i < len(v) && n < 34 {
		c := v[i]
		if digit(c) || letter(c) {
			n++
		} else if !(c == ' ' && n%4 == 0 && groupFollows(v[i+1:])) {
			break
		}
		i++
	}
	if n < 12 || i < len(v) && word(v[i]) {
		return at
	}
	return at + i
}

// groupFollows reports up to four digits or capitals, a digit among them.
func groupFollows(v []byte) bool {
	i, digits := 0, 0
	for i < len(v) && i < 5 && (digit(v[i]) || v[i] >= 'A' && v[i] <= 'Z') {
		if digit(v[i]) {
			digits++
		}
		i++
	}
	return digits > 0 && i <= 4
}
