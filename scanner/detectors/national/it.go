package national

import (
	"strings"

	"sluice/scanner"
	"sluice/scanner/checksum"
)

var itDetectors = []*scanner.Detector{itFiscalCode, itPassport, itDriverLicense, itVAT, itIdentityCard}

var itFiscalCode = &scanner.Detector{
	Kind: "IT_FISCAL_CODE", Name: "Italian fiscal code (codice fiscale)", Family: "national", Region: "it",
	Doc:     "Sixteen characters: surname, name, date of birth and sex, place of birth, check letter; letters may stand for digits where two people would share a code. Stands alone.",
	Aliases: []string{"ITALY_FISCAL_CODE", "ITALY_NATIONAL_IDENTIFICATION_NUMBER", "Italy:fiscal code", "it.codicefiscale"},
	Source:  "Agenzia delle Entrate, Decreto del Ministero delle Finanze 23 December 1976",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]`, Base: 0.3, Proven: 0.97},
		{RE: `[a-z]{6}[0-9lmnp-v]{2}[abcdehlmprst][0-9lmnp-v]{2}[a-z][0-9lmnp-v]{3}[a-z]`, Base: 0.3, Proven: 0.95},
		{RE: `[A-Z]{3} [A-Z]{3} [0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2} [A-Z][0-9LMNP-V]{3}[A-Z]`, Base: 0.3, Proven: 0.95},
		{RE: `[A-Z]{3} [A-Z]{3} [0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2} [A-Z][0-9LMNP-V]{3} [A-Z]`, Base: 0.3, Proven: 0.95},
	},
	Check: itFiscalCheck,
	Words: []string{
		"codice fiscale", "cod fiscale", "cod fisc", "cf", "c f", "codice fiscale n", "codicefiscale", "codice fiscale dipendente", "codice fiscale paziente", "italian fiscal code", "italian tax code", "italian tax id", "italy fiscal code",
		"numero di codice fiscale", "tessera sanitaria", "codice individuale", "steuernummer italien",
	},
	Weak:        []string{"fiscale", "tax code", "nato a", "nata a", "residente"},
	Labelled:    `[A-Za-z]{3} ?[A-Za-z]{3} ?[0-9LMNP-Vlmnp-v]{2}[A-Za-z][0-9LMNP-Vlmnp-v]{2} ?[A-Za-z][0-9LMNP-Vlmnp-v]{3} ?[A-Za-z]|[0-9]{11}`,
	CheckDigits: []int{0},
}

// itOdd are the values of 0 to 9 (and of A to J) and of K to Z in odd places.
var itOdd = [26]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}

func itFiscalCheck(v []byte) scanner.Verdict {
	var b [24]byte
	a := checksum.Alnum(b[:0], v)
	if len(a) == 11 { // of organisations and of newborn children
		return worldVerdict(checksum.Luhn(a) && checksum.Number(a) > 0)
	}
	if len(a) != 16 {
		return scanner.Wrong
	}
	sum := 0
	for i, c := range a[:15] {
		n := int(c) - '0'
		if c >= 'A' {
			n = int(c - 'A')
		}
		if i%2 == 0 {
			n = itOdd[n]
		}
		sum += n
	}
	if a[15] != byte('A'+sum%26) {
		return scanner.Wrong
	}
	// Digits back from the letters that stand for them.
	for _, i := range []int{6, 7, 9, 10, 12, 13, 14} {
		if a[i] >= 'A' {
			n := strings.IndexByte("LMNPQRSTUV", a[i])
			if n < 0 {
				return scanner.Wrong
			}
			a[i] = byte('0' + n)
		}
	}
	month := strings.IndexByte("ABCDEHLMPRST", a[8]) + 1
	day := worldPair(a[9:])
	if day > 40 {
		day -= 40
	}
	for _, i := range []int{0, 1, 2, 3, 4, 5, 11} {
		if a[i] < 'A' {
			return scanner.Wrong
		}
	}
	return worldVerdict(checksum.Date(-1, month, day))
}

var itPassport = euPassport("IT_PASSPORT", "it", "Italian passport number", "Ministero degli Affari Esteri, passaporto elettronico",
	`[A-Z]{2}[0-9]{7}`, `[A-Za-z]{2} ?[0-9]{7}`, []string{"ITALY_PASSPORT", "ITALY_PASSPORT_NUMBER", "Italy:passport"},
	"passaporto", "numero passaporto", "numero di passaporto", "numero del passaporto", "n passaporto", "n° passaporto", "passaporto n", "passaporto italiano", "italian passport", "italian passport number", "italy passport")

var itDriverLicense = &scanner.Detector{
	Kind: "IT_DRIVER_LICENSE", Name: "Italian driving licence number", Family: "national", Region: "it",
	Doc:     "Two letters, seven digits and a letter, or U1, seven characters without vowels and a letter. Needs a word.",
	Aliases: []string{"ITALY_DRIVERS_LICENSE", "Italy:DL"},
	Source:  "Ministero delle Infrastrutture e dei Trasporti, patente di guida",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{2}[0-9]{7}[A-Z]`, Base: 0.3},
		{RE: `U1[0-9B-DF-HJ-NP-TV-Z]{7}[A-Z]`, Base: 0.3},
	},
	Check: euForm(3),
	Words: []string{
		"patente", "patente di guida", "numero patente", "numero di patente", "n patente", "n° patente", "patente n", "patente di guida n", "licenza di guida", "italian driving licence", "italian driving license", "italian drivers license",
		"italian driver license", "patente b", "numero patente di guida",
	},
	Weak:     []string{"motorizzazione", "driving licence", "driver license", "drivers license", "guida", "licence"},
	Labelled: `[A-Za-z]{2} ?[0-9]{7} ?[A-Za-z]|[Uu]1 ?[0-9A-Za-z]{7} ?[A-Za-z]`,
}

var itVAT = &scanner.Detector{
	Kind: "IT_VAT", Name: "Italian VAT number (partita IVA)", Family: "national", Region: "it",
	Doc:     "Eleven digits with the tax office and a Luhn digit; sole traders have one, too. Behind IT it stands alone; bare digits need a word.",
	Aliases: []string{"IT_VAT_CODE", "Italy:VAT", "it.iva"},
	Source:  "Agenzia delle Entrate, DPR 633/1972, article 35",
	Patterns: []scanner.Pattern{
		{RE: `IT ?[0-9]{11}`, Base: 0.2, Proven: 0.7},
		{RE: `[0-9]{11}`, Base: 0.05, Proven: 0.42},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || checksum.Number(d[:7]) == 0 || !checksum.Luhn(d) {
			return scanner.Wrong
		}
		office := checksum.Number(d[7:10])
		return worldVerdict(office >= 1 && office <= 100 || office == 120 || office == 121 || office == 888 || office == 999)
	},
	Words: []string{
		"partita iva", "p iva", "piva", "part iva", "numero partita iva", "n partita iva", "partita iva n", "p iva n", "codice iva", "italian vat", "italian vat number", "italy vat", "vat italy", "cf p iva", "cf e p iva", "partitaiva",
	},
	Weak:        []string{"iva", "vat", "fattura", "fiscale", "codice fiscale"},
	Labelled:    `(?:IT|it)?[ -]?[0-9]{11}`,
	CheckDigits: []int{0},
}

var itIdentityCard = &scanner.Detector{
	Kind: "IT_IDENTITY_CARD", Name: "Italian identity card number", Family: "national", Region: "it",
	Doc:    "The electronic card: C, a letter, five digits and two letters, or seven digits and two letters; the paper card: two letters and seven digits. Needs a word.",
	Source: "Ministero dell'Interno, carta d'identità elettronica",
	Patterns: []scanner.Pattern{
		{RE: `C[A-Z][0-9]{5}[A-Z]{2}`, Base: 0.25},
		{RE: `[0-9]{7}[A-Z]{2}`, Base: 0.1},
		{RE: `[A-Z]{2} ?[0-9]{7}`, Base: 0.1},
	},
	Check: euForm(4),
	Words: []string{
		"carta d'identità", "carta di identità", "carta identità", "numero carta d'identità", "numero carta di identità", "n carta d'identità", "carta d'identità n", "carta d'identità elettronica", "cie", "numero cie", "documento d'identità",
		"documento di identità", "numero documento", "documento n", "italian identity card", "italian id card", "italian id",
	},
	Weak:     []string{"documento", "identità", "identity card", "id card", "comune"},
	Labelled: `[A-Za-z]{2} ?[0-9]{5} ?[A-Za-z]{2}|[0-9]{7} ?[A-Za-z]{2}|[A-Za-z]{2} ?[0-9]{7}`,
}
