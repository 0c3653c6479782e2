package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var caDetectors = []*scanner.Detector{
	caSIN, caHealthBC, caHealthON, caHealthQC, caPassport, caDriversLicense, caBankAccount, caPRCard,
}

var caSIN = &scanner.Detector{
	Kind: "CA_SIN", Name: "Canadian social insurance number", Family: "national", Region: "ca",
	Doc:     "Nine digits with a Luhn digit, not beginning with 0 or 8, grouped 3-3-3, as telephone numbers of some countries are. Bare digits need a label or a column, for \"sin\" is a word in other languages.",
	Aliases: []string{"CANADA_SOCIAL_INSURANCE_NUMBER", "Canada:SIN", "ca.sin"},
	Source:  "Service Canada, The Social Insurance Number Code of Practice",
	Patterns: []scanner.Pattern{
		{RE: `[1-79][0-9]{2}-[0-9]{3}-[0-9]{3}`, Base: 0.1, Proven: 0.5},
		{RE: `[1-79][0-9]{2} [0-9]{3} [0-9]{3}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 9 || d[0] == '0' || d[0] == '8' || checksum.AllSame(d) || !checksum.Luhn(d) {
			return scanner.Wrong
		}
		if string(d[6:]) == "000" && worldHasByte(v, ' ') {
			return scanner.Unknown // a round number with its thousands set apart
		}
		return scanner.Proven
	},
	Words: []string{
		"sin", "sin number", "sin no", "social insurance number", "social insurance no", "social insurance", "canadian sin", "canada sin", "mon nas", "nas no", "numero nas", "numéro d'assurance sociale", "no d'assurance sociale",
		"assurance sociale", "numero assurance sociale", "sin nas", "sin card",
	},
	Weak:         []string{"insurance number", "service canada", "cra"},
	LabelledFind: caSINBehind,
	CheckDigits:  []int{0},
}

// caSINBehind is the end of nine digits, 3-3-3 with one sign between the
// groups or none; sin(123456789) is a call.
func caSINBehind(text []byte, at int) int {
	i, n := at, 0
	for i < len(text) && n < 9 {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			n++
		case (c == '-' || c == ' ' || c == '.') && (n == 3 || n == 6) && text[i-1] >= '0' && text[i-1] <= '9':
		default:
			return at
		}
		i++
	}
	if n < 9 || i < len(text) && text[i] >= '0' && text[i] <= '9' {
		return at
	}
	if i == at+9 && at > 0 && text[at-1] == '(' {
		return at
	}
	return i
}

var caHealthBC = &scanner.Detector{
	Kind: "CA_HEALTH_BC", Name: "British Columbia personal health number", Family: "health", Region: "ca",
	Doc:     "Ten digits, the first a 9, with a weighted check digit, grouped 4-3-3.",
	Aliases: []string{"CANADA_BC_PHN", "CANADA_HEALTH_NUMBER", "Canada:PHIN", "ca.bc_phn"},
	Source:  "British Columbia Ministry of Health, Conformance Standards, PHN check digit",
	Patterns: []scanner.Pattern{
		{RE: `9[0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.1, Proven: 0.6},
		{RE: `9[0-9]{3}-[0-9]{3}-[0-9]{3}`, Base: 0.1, Proven: 0.6},
		{RE: `9[0-9]{9}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 10 || d[0] != '9' || checksum.AllSame(d) {
			return scanner.Wrong
		}
		r := 11 - checksum.Weighted(d[1:9], 2, 4, 8, 5, 10, 9, 7, 3)%11
		return worldVerdict(r%11 == int(d[9]-'0')) // 10 is never given out
	},
	Words: []string{
		"phn", "phn number", "personal health number", "bc health card", "bc services card", "bc phn", "care card", "carecard", "carecard number", "bc care card", "msp number", "personal health no",
	},
	Weak:        []string{"health number", "health card", "msp", "british columbia"},
	Labelled:    `[0-9]{4}[- ]?[0-9]{3}[- ]?[0-9]{3}`,
	CheckDigits: []int{0},
}

var caHealthON = &scanner.Detector{
	Kind: "CA_HEALTH_ON", Name: "Ontario health card number", Family: "health", Region: "ca",
	Doc:     "Ten digits with a Luhn digit and often a version code of two letters, grouped 4-3-3. Needs a word unless the version code is there.",
	Aliases: []string{"CANADA_OHIP", "Canada:health service number"},
	Source:  "Ontario Ministry of Health, Health Card Validation Reference Manual",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9]{3}[- ][0-9]{3}[- ][0-9]{3}[- ][A-Z]{2}`, Base: 0.2, Proven: 0.6},
		{RE: `[1-9][0-9]{3}[- ][0-9]{3}[- ][0-9]{3}`, Base: 0.1, Proven: 0.35},
		{RE: `[1-9][0-9]{9}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 10 && d[0] != '0' && !checksum.AllSame(d) && checksum.Luhn(d))
	},
	Words: []string{
		"ohip", "ohip number", "ohip no", "ohip card", "ontario health card", "ontario health insurance", "ontario health insurance plan", "ontario health number", "health card number", "health card no",
		"hcn", "carte sante ontario", "numéro de carte santé", "health insurance number ontario",
	},
	Weak:     []string{"health card", "ontario", "version code"},
	Labelled: `[0-9]{4}[- ]?[0-9]{3}[- ]?[0-9]{3}(?:[- ]?[A-Za-z]{2})?`,
}

var caHealthQC = &scanner.Detector{
	Kind: "CA_HEALTH_QC", Name: "Quebec health insurance number", Family: "health", Region: "ca",
	Doc:     "Four letters of the name, the date of birth (month plus 50 for women) and two digits, grouped 4-4-4.",
	Aliases: []string{"CANADA_QUEBEC_HIN"},
	Source:  "Régie de l'assurance maladie du Québec, Renseignements utiles (composition du NAM)",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{4} [0-9]{4} [0-9]{4}`, Base: 0.2, Proven: 0.65},
		{RE: `[A-Z]{4}-[0-9]{4}-[0-9]{4}`, Base: 0.2, Proven: 0.6},
		{RE: `[A-Z]{4}[0-9]{8}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 12 || !checksum.AllDigits(a[4:]) {
			return scanner.Wrong
		}
		m := worldPair(a[6:])
		if m > 50 {
			m -= 50
		}
		return worldVerdict(checksum.Date(-1, m, worldPair(a[8:])))
	},
	Words: []string{
		"ramq", "nam", "numéro d'assurance maladie", "no d'assurance maladie", "carte d'assurance maladie", "assurance maladie", "quebec health insurance number", "quebec hin", "ramq number", "numero ramq",
		"carte soleil", "quebec health card",
	},
	Weak:     []string{"health insurance", "quebec", "carte", "health card"},
	Labelled: `[A-Za-z]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}`,
}

var caPassport = &scanner.Detector{
	Kind: "CA_PASSPORT", Name: "Canadian passport number", Family: "travel", Region: "ca",
	Doc:     "Two letters and six digits, or since 2023 a letter, six digits and two letters. Needs a word.",
	Aliases: []string{"CANADA_PASSPORT", "CANADA_PASSPORT_NUMBER", "Canada:passport"},
	Source:  "Immigration, Refugees and Citizenship Canada, new passport design of 2023",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z][0-9]{6}[A-Z]{2}`, Base: 0.15},
		{RE: `[A-Z]{2}[0-9]{6}`, Base: 0.1},
	},
	Words: []string{
		"canadian passport", "canada passport", "canadian passport number", "canadian passport no", "passeport canadien", "numéro de passeport canadien", "passeport canada",
	},
	Weak:     []string{"passport", "passeport", "passport number", "travel document"},
	Labelled: `[A-Za-z]{2} ?[0-9]{6}|[A-Za-z][0-9]{6}[A-Za-z]{2}`,
}

var caDriversLicense = &scanner.Detector{
	Kind: "CA_DRIVERS_LICENSE", Name: "Canadian driver's licence number", Family: "national", Region: "ca",
	Doc:     "The provinces' forms. Ontario's and Quebec's hold the date of birth, which proves them; the others need a label.",
	Aliases: []string{"CANADA_DRIVERS_LICENSE_NUMBER", "CANADA_DRIVERS_LICENSE", "Canada:DL"},
	Source:  "Ontario Ministry of Transportation and Société de l'assurance automobile du Québec, licence number structure",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z][0-9]{4}-[0-9]{5}-[0-9]{5}`, Base: 0.2, Proven: 0.55},
		{RE: `[A-Z][0-9]{4} [0-9]{5} [0-9]{5}`, Base: 0.2, Proven: 0.45},
		{RE: `[A-Z][0-9]{4}-[0-9]{6}-[0-9]{2}`, Base: 0.2, Proven: 0.55},
		{RE: `[A-Z][0-9]{14}`, Base: 0.1, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		a := checksum.Alnum(b[:0], v)
		switch {
		case len(a) == 15 && checksum.AllDigits(a[1:]): // Ontario: YYMMDD at the end
			m := worldPair(a[11:])
			if m > 50 {
				m -= 50
			}
			return worldVerdict(checksum.Date(-1, m, worldPair(a[13:])))
		case len(a) == 13 && checksum.AllDigits(a[1:]): // Quebec: DDMMYY
			return worldVerdict(checksum.Date(-1, worldPair(a[7:]), worldPair(a[5:])))
		}
		return scanner.Unknown
	},
	Words: []string{
		"canadian driver s licence", "ontario driver s licence", "quebec driver s licence", "ontario drivers license", "canada drivers license", "drivers licence", "driver s licence number", "driver licence",
		"permis de conduire", "numéro de permis de conduire", "no de permis", "numéro de permis", "alberta driver s licence", "bc driver s licence", "icbc licence",
	},
	Weak:         []string{"licence", "permis", "driver", "drivers license", "mto", "saaq"},
	LabelledFind: worldToken(5, 15, 5),
}

var caBankAccount = &scanner.Detector{
	Kind: "CA_BANK_ACCOUNT", Name: "Canadian bank account", Family: "finance", Region: "ca",
	Doc:     "Transit number, institution and account (5-3-7 to 12), or the nine digits of an electronic routing number. Needs a word.",
	Aliases: []string{"CANADA_BANK_ACCOUNT", "Canada:bank"},
	Source:  "Payments Canada, Financial Institutions File; Standard 006",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{5}-[0-9]{3}-[0-9]{7,12}`, Base: 0.35},
		{RE: `[0-9]{5} [0-9]{3} [0-9]{7,12}`, Base: 0.2},
		{RE: `[0-9]{5}-[0-9]{3}`, Base: 0.1},
	},
	Words: []string{
		"transit number", "transit no", "institution number", "branch transit", "branch transit number", "transit and account", "canadian bank account", "canada bank account", "direct deposit account",
		"numéro de transit", "no de transit", "numéro d'institution", "numéro de compte bancaire canadien", "void cheque", "specimen de cheque",
	},
	Weak:     []string{"bank account", "account number", "institution", "transit", "compte bancaire", "cheque"},
	Labelled: `[0-9]{5}[- ]?[0-9]{3}[- ][0-9]{7,12}|0[0-9]{8}|[0-9]{5}-[0-9]{3}|[0-9]{5}`,
}

var caPRCard = &scanner.Detector{
	Kind: "CA_PR_CARD", Name: "Canadian permanent resident card and client number", Family: "national", Region: "ca",
	Doc:     "Two letters and seven or ten digits (card), or the client identifier of eight or ten digits. Needs a word.",
	Aliases: []string{"CANADA_NATIONAL_IDENTIFICATION_NUMBER"},
	Source:  "Immigration, Refugees and Citizenship Canada, permanent resident card and unique client identifier",
	Patterns: []scanner.Pattern{
		{RE: `RA[0-9]{10}`, Base: 0.3},
		{RE: `[A-Z]{2}[0-9]{7,8}`, Base: 0.1},
		{RE: `[0-9]{2}-[0-9]{4}-[0-9]{4}`, Base: 0.15},
	},
	Words: []string{
		"permanent resident card", "permanent resident card number", "pr card", "pr card number", "prc number", "permanent resident number", "carte de resident permanent", "résident permanent", "uci", "uci number", "unique client identifier", "client id uci", "iuc",
	},
	Weak:     []string{"permanent resident", "ircc", "immigration"},
	Labelled: `[A-Za-z]{2}[0-9]{7,10}|[0-9]{2}-?[0-9]{4}-?[0-9]{4}|[0-9]{4}-?[0-9]{4}`,
}
