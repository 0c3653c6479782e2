package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var plDetectors = []*scanner.Detector{plPESEL, plNIP, plIDCard, plPassport, plREGON}

var plPESEL = &scanner.Detector{
	Kind: "PL_PESEL", Name: "Polish population register number (PESEL)", Family: "national", Region: "pl",
	Doc:     "Birth date YYMMDD with the century added to the month, serial with the sex, a check digit with weights 1, 3, 7, 9. Bare digits need a word.",
	Aliases: []string{"POLAND_PESEL_NUMBER", "Poland:PESEL", "pl.pesel"},
	Source:  "Ustawa o ewidencji ludności; Ministerstwo Cyfryzacji, rejestr PESEL",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{11}`, Base: 0.1, Proven: 0.45},
		{RE: `[0-9]{6}-[0-9]{5}`, Base: 0.1, Proven: 0.5},
		{RE: `[0-9]{6} [0-9]{5}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || (10-checksum.Weighted(d[:10], 1, 3, 7, 9)%10)%10 != int(d[10]-'0') {
			return scanner.Wrong
		}
		m := worldPair(d[2:])
		year := [5]int{1900, 2000, 2100, 2200, 1800}[m/20] + worldPair(d)
		if !checksum.Date(year, m%20, worldPair(d[4:])) {
			return scanner.Wrong
		}
		if year < 1900 || year > 2030 {
			return scanner.Unknown // right, but nobody alive has it yet or any more
		}
		return scanner.Proven
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		switch string(checksum.Digits(b[:0], v)) {
		case "44051401359", "02070803628": // printed in the register's descriptions
			return true
		}
		return false
	},
	Words: []string{
		"pesel", "nr pesel", "numer pesel", "pesel nr", "pesel pacjenta", "peselem", "numerem pesel", "numeru pesel", "pesel number", "numer ewidencyjny pesel", "powszechny elektroniczny system ewidencji ludności", "polish national id", "polish id number", "pesel klienta", "pesel osoby",
	},
	Weak:        []string{"ewidencyjny", "urodzony", "urodzona", "podatnik"},
	Labelled:    `[0-9]{6}[ -]?[0-9]{5}`,
	CheckDigits: []int{0},
}

// plNIPOK judges the ten digits of a tax number.
func plNIPOK(d []byte) bool {
	return len(d) == 10 && !checksum.AllSame(d) && d[0] != '0' && checksum.Weighted(d[:9], 6, 5, 7, 2, 3, 4, 5, 6, 7)%11 == int(d[9]-'0')
}

var plNIP = &scanner.Detector{
	Kind: "PL_NIP", Name: "Polish tax number (NIP)", Family: "national", Region: "pl",
	Doc:     "Ten digits with a modulus 11 digit; sole traders are persons. Written 3-3-2-2 or 3-2-2-3 it stands alone, bare digits need a word.",
	Aliases: []string{"Poland:TIN", "pl.nip"},
	Source:  "Ustawa o zasadach ewidencji i identyfikacji podatników; Ministerstwo Finansów",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9]{2}-[0-9]{3}-[0-9]{2}-[0-9]{2}`, Base: 0.3, Proven: 0.85},
		{RE: `[1-9][0-9]{2}-[0-9]{2}-[0-9]{2}-[0-9]{3}`, Base: 0.3, Proven: 0.85},
		{RE: `[1-9][0-9]{2} [0-9]{3} [0-9]{2} [0-9]{2}`, Base: 0.1, Proven: 0.5},
		{RE: `[1-9][0-9]{2} [0-9]{2} [0-9]{2} [0-9]{3}`, Base: 0.1, Proven: 0.5},
		{RE: `[0-9]{10}`, Base: 0.05, Proven: 0.42},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		return worldVerdict(plNIPOK(checksum.Digits(b[:0], v)))
	},
	Words: []string{
		"nip", "nr nip", "numer nip", "nip nr", "numer identyfikacji podatkowej", "nip podatnika", "nip firmy", "nip ue", "nip pl", "polish tax number", "polish vat number", "numerem nip", "numeru nip", "nip sprzedawcy", "nip nabywcy", "nip kontrahenta", "polish tax id",
	},
	Weak:        []string{"podatnik", "podatkowy", "faktura", "urząd skarbowy"},
	Labelled:    `(?:PL[ -]?)?[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{2}|[0-9]{3}[ -][0-9]{2}[ -][0-9]{2}[ -][0-9]{3}`,
	CheckDigits: []int{0},
}

// plWeigh is the sum over letters (A is 10) and digits with the weights that
// Polish documents use, the check digit's own included; it must end in 0.
func plWeigh(a []byte, weights ...int) int {
	sum := 0
	for i, c := range a {
		x := int(c - '0')
		if c >= 'A' {
			x = int(c-'A') + 10
		}
		sum += x * weights[i]
	}
	return sum % 10
}

var plIDCard = &scanner.Detector{
	Kind: "PL_ID_CARD", Name: "Polish identity card number", Family: "national", Region: "pl",
	Doc:     "Three letters and six digits, the first digit a check digit over the others. Needs a word.",
	Aliases: []string{"POLAND_NATIONAL_ID_NUMBER", "Poland:ID card"},
	Source:  "Ustawa o dowodach osobistych; Rozporządzenie w sprawie wzoru dowodu osobistego",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{3} [0-9]{6}`, Base: 0.1, Proven: 0.45},
		{RE: `[A-Z]{3}[0-9]{6}`, Base: 0.1, Proven: 0.45},
		{RE: `[a-z]{3} ?[0-9]{6}`, Base: 0.05, Proven: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [12]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 9 || a[0] < 'A' || a[1] < 'A' || a[2] < 'A' || !checksum.AllDigits(a[3:]) {
			return scanner.Wrong
		}
		return worldVerdict(plWeigh(a, 7, 3, 1, 9, 7, 3, 1, 7, 3) == 0)
	},
	Words: []string{
		"dowód osobisty", "dowod osobisty", "dowodu osobistego", "dowodem osobistym", "numer dowodu osobistego", "nr dowodu osobistego", "nr dowodu", "numer dowodu", "dowód os", "seria i numer dowodu", "seria i nr dowodu", "seria i numer dowodu osobistego", "seria i numer", "seria i nr", "do seria", "dow os", "dowód tożsamości", "polish id card", "polish identity card", "nr i seria dowodu", "dowód", "dowodu", "dowodem",
	},
	Weak:        []string{"legitymujący się", "legitymująca się", "tożsamość", "identity card", "id card"},
	Labelled:    `[A-Za-z]{3} ?[0-9]{6}`,
	CheckDigits: []int{5},
}

var plPassport = &scanner.Detector{
	Kind: "PL_PASSPORT", Name: "Polish passport number", Family: "travel", Region: "pl",
	Doc:     "Two letters and seven digits, the first digit a check digit over the others. Needs a word.",
	Aliases: []string{"POLAND_PASSPORT", "Poland:passport"},
	Source:  "Ustawa o dokumentach paszportowych; PRADO, Council of the European Union",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{2} ?[0-9]{7}`, Base: 0.1, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [12]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 9 || a[0] < 'A' || a[1] < 'A' || !checksum.AllDigits(a[2:]) {
			return scanner.Wrong
		}
		return worldVerdict(plWeigh(a, 7, 3, 9, 1, 7, 3, 1, 7, 3) == 0)
	},
	Words: []string{
		"paszport", "nr paszportu", "numer paszportu", "paszportu", "paszportem", "seria i numer paszportu", "seria i nr paszportu", "polish passport", "polish passport number", "paszport nr", "paszport numer", "paszportu nr",
	},
	Weak:        []string{"passport", "passport number", "passport no"},
	Labelled:    `[A-Za-z]{2} ?[0-9]{7}`,
	CheckDigits: []int{6},
}

var plREGON = &scanner.Detector{
	Kind: "PL_REGON", Name: "Polish business register number (REGON)", Family: "company", Region: "pl",
	Doc:     "Nine digits, or fourteen for a local unit, with modulus 11 digits; sole traders are persons. Needs a word.",
	Aliases: []string{"Poland:REGON", "pl.regon"},
	Source:  "Główny Urząd Statystyczny, rejestr REGON; Rozporządzenie Rady Ministrów z 30 listopada 2015",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{9}`, Base: 0.05, Proven: 0.3},
		{RE: `[0-9]{14}`, Base: 0.05, Proven: 0.3},
		{RE: `[0-9]{3}-[0-9]{3}-[0-9]{3}`, Base: 0.05, Proven: 0.3},
		{RE: `[0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [20]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 9 && len(d) != 14 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		ok := checksum.Weighted(d[:8], 8, 9, 2, 3, 4, 5, 6, 7)%11%10 == int(d[8]-'0')
		if len(d) == 14 {
			ok = ok && checksum.Weighted(d[:13], 2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)%11%10 == int(d[13]-'0')
		}
		return worldVerdict(ok)
	},
	Words: []string{
		"regon", "nr regon", "numer regon", "regon nr", "numerem regon", "numeru regon", "regon number", "rejestr regon", "regon firmy", "polish business number",
	},
	Weak:        []string{"gus", "działalność", "przedsiębiorca", "firma"},
	Labelled:    `[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}(?:[ -]?[0-9]{5})?`,
	CheckDigits: []int{0},
}
