package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var grDetectors = []*scanner.Detector{grAMKA, grAFM, grIDCard}

var grAMKA = &scanner.Detector{
	Kind: "GR_AMKA", Name: "Greek social security number (AMKA)", Family: "national", Region: "gr",
	Doc:     "Eleven digits: date of birth, serial, Luhn check digit. Bare digits need a word.",
	Aliases: []string{"Greece:AMKA", "gr.amka"},
	Source:  "ΗΔΙΚΑ, Αριθμός Μητρώου Κοινωνικής Ασφάλισης (law 3655/2008)",
	Patterns: []scanner.Pattern{
		{RE: `[0-3][0-9][01][0-9]{8}`, Base: 0.1, Proven: 0.42},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 11 && checksum.Date(-1, worldPair(d[2:]), worldPair(d)) && checksum.Luhn(d))
	},
	Words: []string{
		"αμκα", "α μ κ α", "αριθμός αμκα", "αριθμός μητρώου κοινωνικής ασφάλισης", "αμκα ασθενούς", "αμκα no", "amka", "amka number", "a m k a", "amka no", "greek amka", "greek social security number", "greek ssn", "arithmos amka",
	},
	Weak:        []string{"ασφάλισης", "ασφαλισμένος", "ασφαλισμένη", "εφκα", "social security"},
	Labelled:    `[0-9]{6} ?[0-9]{5}`,
	CheckDigits: []int{0},
}

var grAFM = &scanner.Detector{
	Kind: "GR_AFM", Name: "Greek tax number (AFM)", Family: "national", Region: "gr",
	Doc:     "Nine digits with a check digit of powers of two modulo 11, of people and companies. Behind EL it stands alone; bare digits need a word.",
	Aliases: []string{"Greece:TIN", "gr.vat"},
	Source:  "Ανεξάρτητη Αρχή Δημοσίων Εσόδων, Αριθμός Φορολογικού Μητρώου",
	Patterns: []scanner.Pattern{
		{RE: `(?:EL|GR) ?[0-9]{9}`, Base: 0.15, Proven: 0.6},
		{RE: `[0-9]{9}`, Base: 0.05, Proven: 0.25},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 9 && !checksum.AllSame(d) && checksum.Weighted(d[:8], 256, 128, 64, 32, 16, 8, 4, 2)%11%10 == int(d[8]-'0'))
	},
	Words: []string{
		"αφμ", "α φ μ", "αριθμός φορολογικού μητρώου", "φορολογικό μητρώο", "αφμ πελάτη", "αφμ εργαζομένου", "afm", "a f m", "afm number", "afm no", "greek tax number", "greek tax id", "greek tin", "greek vat", "greek vat number", "arithmos forologikou mitroou",
	},
	Weak:        []string{"δου", "φορολογικός", "τιμολόγιο", "vat", "tax id", "tin"},
	Labelled:    `(?:EL|GR|el|gr)? ?[0-9]{9}`,
	CheckDigits: []int{0},
}

var grIDCard = &scanner.Detector{
	Kind: "GR_ID_CARD", Name: "Greek identity card number", Family: "national", Region: "gr",
	Doc:     "One or two Greek or Latin letters and six digits, or the nine or ten characters of the card of 2023. Needs a word.",
	Aliases: []string{"Greece:national ID"},
	Source:  "Ελληνική Αστυνομία, Δελτίο Ταυτότητας; PRADO, Council of the European Union",
	Patterns: []scanner.Pattern{
		{RE: `[ABEZHIKMNOPTYX]{1,2}[- ]?[0-9]{6}`, Base: 0.1},
	},
	Check: euForm(5),
	Words: []string{
		"αδτ", "α δ τ", "αριθμός δελτίου ταυτότητας", "δελτίο ταυτότητας", "δελτίου ταυτότητας", "αριθμός ταυτότητας", "αρ ταυτότητας", "ταυτότητα", "αστυνομική ταυτότητα", "αδτ no", "greek id card", "greek identity card", "greek national id", "greek id", "adt", "arithmos taftotitas", "deltio taftotitas",
	},
	Weak:     []string{"id card", "identity card", "ταυτότητας", "national id"},
	Labelled: `[A-Za-z]{1,2}[- ]?[0-9]{6,9}|[Α-Ω]{1,2}[- ]?[0-9]{6,9}`,
}
