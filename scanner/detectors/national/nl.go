package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var nlDetectors = []*scanner.Detector{nlBSN, nlPassportID, nlOnderwijsnummer}

// nlEleven is the sum of the eleven test: weights 9 to 2 and -1.
func nlEleven(d []byte) int { return checksum.Weighted(d, 9, 8, 7, 6, 5, 4, 3, 2, -1) }

var nlBSN = &scanner.Detector{
	Kind: "NL_BSN", Name: "Dutch citizen service number (BSN)", Family: "national", Region: "nl",
	Doc:     "Nine digits that pass the eleven test. Dotted it stands alone, bare digits need a word.",
	Aliases: []string{"NETHERLANDS_BSN_NUMBER", "Netherlands:BSN", "nl.bsn"},
	Source:  "Wet algemene bepalingen burgerservicenummer; Rijksdienst voor Identiteitsgegevens",
	Patterns: []scanner.Pattern{
		{RE: `[03-9][0-9]{3}\.[0-9]{2}\.[0-9]{3}`, Base: 0.2, Proven: 0.7},
		{RE: `[12][0-9]{3}\.[0-9]{2}\.[0-9]{3}`, Base: 0.1, Proven: 0.45}, // a year, a month and a page as well
		{RE: `[0-9]{3}\.[0-9]{3}\.[0-9]{3}`, Base: 0.1, Proven: 0.4},
		{RE: `[0-9]{4} [0-9]{2} [0-9]{3}`, Base: 0.1, Proven: 0.45},
		{RE: `[0-9]{3}[ -][0-9]{3}[ -][0-9]{3}`, Base: 0.05, Proven: 0.35},
		{RE: `[0-9]{8,9}`, Base: 0.05, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := europePadded(checksum.Digits(b[:0], v), 9)
		return worldVerdict(len(d) == 9 && checksum.Number(d) > 0 && nlEleven(d)%11 == 0)
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		switch string(checksum.Digits(b[:0], v)) {
		case "123456782", "111222333", "999999990", "999999011": // of test sets
			return true
		}
		return false
	},
	Words: []string{
		"bsn", "burgerservicenummer", "burger service nummer", "bsn nummer", "bsn nr", "bsnnummer", "sofinummer", "sofi nummer", "sofi", "sofi nr", "dutch citizen service number", "citizen service number", "persoonsnummer", "bsn patient", "bsn client", "bsn number", "dutch bsn", "burgerservicenr",
	},
	Weak:        []string{"burger", "patient", "identificatie"},
	Labelled:    `[0-9]{4}[. ]?[0-9]{2}[. ]?[0-9]{3}|[0-9]{3}[. -]?[0-9]{3}[. -]?[0-9]{3}|[0-9]{8,9}`,
	CheckDigits: []int{0},
}

var nlPassportID = &scanner.Detector{
	Kind: "NL_PASSPORT_ID", Name: "Dutch passport or identity card number", Family: "travel", Region: "nl",
	Doc:     "Two letters, six letters or digits, a digit; the letter O is not used. Needs a word.",
	Aliases: []string{"NETHERLANDS_PASSPORT", "Netherlands:passport", "nl.identiteitskaartnummer"},
	Source:  "Rijksdienst voor Identiteitsgegevens, documentnummers van paspoort en identiteitskaart",
	Patterns: []scanner.Pattern{
		{RE: `[A-NP-Z]{2}[A-NP-Z0-9]{6}[0-9]`, Base: 0.15},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [12]byte
		a := checksum.Alnum(b[:0], v)
		ok := len(a) == 9 && a[0] >= 'A' && a[1] >= 'A' && a[8] <= '9'
		for _, c := range a {
			ok = ok && c != 'O'
		}
		return worldPlausible(ok)
	},
	Reserved: func(v []byte) bool {
		var b [12]byte
		return string(checksum.Alnum(b[:0], v)) == "SPECI2014" // specimen
	},
	Words: []string{
		"paspoort", "paspoortnummer", "paspoort nummer", "paspoort nr", "nummer paspoort", "identiteitskaart", "identiteitskaartnummer", "identiteitskaart nummer", "id kaart", "idkaart", "id kaart nummer", "nederlands paspoort", "dutch passport", "dutch passport number", "dutch id card", "documentnummer", "nederlandse identiteitskaart", "id bewijs", "identiteitsbewijs", "nummer identiteitsbewijs",
	},
	Weak:     []string{"passport", "passport number", "passport no", "id card", "legitimatie"},
	Labelled: `[A-Za-z]{2}[A-Za-z0-9]{6}[0-9]`,
}

var nlOnderwijsnummer = &scanner.Detector{
	Kind: "NL_ONDERWIJSNUMMER", Name: "Dutch education number", Family: "national", Region: "nl",
	Doc:     "Nine digits from 10 on whose eleven test leaves 5, for pupils without a BSN. Needs a word.",
	Aliases: []string{"nl.onderwijsnummer"},
	Source:  "Dienst Uitvoering Onderwijs, Besluit persoonsgebonden nummer",
	Patterns: []scanner.Pattern{
		{RE: `10[0-9]{7}`, Base: 0.05, Proven: 0.3},
		{RE: `10[0-9]{2}\.[0-9]{2}\.[0-9]{3}`, Base: 0.1, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 9 && d[0] == '1' && d[1] == '0' && nlEleven(d)%11 == 5)
	},
	Words: []string{
		"onderwijsnummer", "onderwijs nummer", "pgn", "persoonsgebonden nummer", "onderwijsnr", "leerlingnummer", "dutch education number", "education number", "onderwijsnummer leerling",
	},
	Weak:        []string{"leerling", "onderwijs", "school"},
	Labelled:    `[0-9]{4}\.?[0-9]{2}\.?[0-9]{3}`,
	CheckDigits: []int{0},
}
