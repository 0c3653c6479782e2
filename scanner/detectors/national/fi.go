package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var fiDetectors = []*scanner.Detector{fiHETU, fiEHIC, fiBusinessID}

var fiHETU = &scanner.Detector{
	Kind: "FI_HETU", Name: "Finnish personal identity code", Family: "national", Region: "fi",
	Doc:     "Birth date DDMMYY, a sign of the century, a serial and a check character modulo 31.",
	Aliases: []string{"FI_PERSONAL_IDENTITY_CODE", "FINLAND_NATIONAL_ID_NUMBER", "Finland:national ID", "fi.hetu", "fi.veronumero"},
	Source:  "Digital and Population Data Services Agency, the personal identity code; Valtioneuvoston asetus 128/2010 (signs of 2023)",
	Patterns: []scanner.Pattern{
		{RE: `[0-3][0-9][01][0-9]{3}[-+YXWVUABCDEF][0-9]{3}[0-9A-FHJ-NPR-Y]`, Base: 0.3, Proven: 0.9},
		{RE: `[0-3][0-9][01][0-9]{3}[yxwvuabcdef][0-9]{3}[0-9a-fhj-npr-y]`, Base: 0.2, Proven: 0.6},
		{RE: `[0-3][0-9][01][0-9]{3}[-+][0-9]{3}[a-fhj-npr-y]`, Base: 0.2, Proven: 0.8},
	},
	Check: func(v []byte) scanner.Verdict {
		if len(v) != 11 {
			return scanner.Wrong
		}
		var e [10]byte
		copy(e[:6], v[:6])
		copy(e[6:], v[7:10])
		year := worldPair(v[4:])
		switch c := v[6] &^ 0x20; {
		case v[6] == '+':
			year += 1800
		case v[6] == '-' || c >= 'U' && c <= 'Y':
			year += 1900
		case c >= 'A' && c <= 'F':
			year += 2000
		default:
			return scanner.Wrong
		}
		last := v[10]
		if last >= 'a' && last <= 'z' {
			last -= 'a' - 'A'
		}
		n := checksum.Number(e[:9])
		if n < 0 || year > 2035 || n%1000 < 2 || !checksum.Date(year, worldPair(v[2:]), worldPair(v)) {
			return scanner.Wrong
		}
		return worldVerdict("0123456789ABCDEFHJKLMNPRSTUVWXY"[n%31] == last)
	},
	Reserved: func(v []byte) bool {
		return len(v) == 11 && v[7] == '9' || string(v) == "131052-308T" // artificial codes; the authority's example
	},
	Canon: func(dst, v []byte) []byte {
		// The sign belongs to the number.
		for _, c := range v {
			if c >= 'a' && c <= 'z' {
				c -= 'a' - 'A'
			}
			dst = append(dst, c)
		}
		return dst
	},
	Words: []string{
		"henkilötunnus", "henkilotunnus", "hetu", "hetut", "henkilötunnuksen", "sosiaaliturvatunnus", "sotu", "henkilötunnusta", "personbeteckning", "personal identity code", "finnish personal identity code", "finnish id", "finnish national id", "henkilönumero", "finnish id code", "veronumero", "tax number finland", "yksilöivä henkilötunnus",
	},
	Weak:        []string{"syntynyt", "potilas", "personal id"},
	Labelled:    `[0-9]{6}[-+A-FU-Ya-fu-y][0-9]{3}[0-9A-Ya-y]|[0-9]{12}`,
	CheckDigits: []int{0},
}

var fiEHIC = &scanner.Detector{
	Kind: "FI_EHIC", Name: "Finnish European Health Insurance Card number", Family: "health", Region: "fi",
	Doc:     "Twenty digits from 80246 (health, Finland) on. Needs a word.",
	Aliases: []string{"FINLAND_EUROPEAN_HEALTH_INSURANCE_NUMBER", "Finland:EHIC"},
	Source:  "Administrative Commission for the Coordination of Social Security Systems, Decision S2; Kela",
	Patterns: []scanner.Pattern{
		{RE: `80246[0-9]{15}`, Base: 0.25},
		{RE: `80246[0-9]{5} [0-9]{10}`, Base: 0.3},
		{RE: `80246 [0-9]{5} [0-9]{5} [0-9]{5}`, Base: 0.3},
	},
	Words: []string{
		"eurooppalainen sairaanhoitokortti", "sairaanhoitokortti", "ehic", "ehic number", "european health insurance card", "europeiskt sjukvårdskort", "eu sjukvårdskort", "finnish ehic", "kela kortti", "sairaanhoitokortin numero", "suomi sairaanhoitokortti", "finnish health insurance card",
	},
	Weak:     []string{"kela", "health insurance", "sairausvakuutus"},
	Labelled: `80246 ?[0-9]{5} ?[0-9]{5} ?[0-9]{5}`,
}

// fiBusinessOK judges the eight digits of a business id.
func fiBusinessOK(d []byte) bool {
	return len(d) == 8 && checksum.Number(d) > 0 && checksum.Weighted(d, 7, 9, 10, 5, 8, 4, 2, 1)%11 == 0
}

var fiBusinessID = &scanner.Detector{
	Kind: "FI_BUSINESS_ID", Name: "Finnish business id (Y-tunnus)", Family: "company", Region: "fi", Off: true,
	Doc:     "Seven digits, hyphen, a modulus 11 digit.",
	Aliases: []string{"FINLAND_BUSINESS_ID", "fi.ytunnus"},
	Source:  "Patentti- ja rekisterihallitus, Yritys- ja yhteisötietojärjestelmä",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{7}-[0-9]`, Base: 0.2, Proven: 0.55},
		{RE: `[0-9]{6}-[0-9]`, Base: 0.05, Proven: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [12]byte
		return worldVerdict(fiBusinessOK(europePadded(checksum.Digits(b[:0], v), 8)))
	},
	Words: []string{
		"y tunnus", "ytunnus", "y tunnuksen", "fo nummer", "business id", "finnish business id", "yritystunnus", "liike ja yhteisötunnus", "lyhyt y tunnus", "företags och organisationsnummer", "y tunnuksella",
	},
	Weak:        []string{"yritys", "oy", "company"},
	Labelled:    `[0-9]{6,7}-?[0-9]`,
	CheckDigits: []int{0},
}
