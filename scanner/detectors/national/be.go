package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var beDetectors = []*scanner.Detector{beNationalNumber, beEID}

var beNationalNumber = &scanner.Detector{
	Kind: "BE_NATIONAL_NUMBER", Name: "Belgian national register or BIS number", Family: "national", Region: "be",
	Doc:     "Birth date YYMMDD (the month plus 20 or 40 in BIS numbers), serial, 97 less the remainder modulo 97, for those born from 2000 on with a 2 in front. Dotted it stands alone, bare digits need a word.",
	Aliases: []string{"Belgium:national number", "be.nn", "be.bis", "be.ssn"},
	Source:  "Koninklijk besluit van 3 april 1984 betreffende het identificatienummer; Kruispuntbank van de Sociale Zekerheid",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}\.[0-9]{2}\.[0-9]{2}-[0-9]{3}\.[0-9]{2}`, Base: 0.4, Proven: 0.95},
		{RE: `[0-9]{2}\.[0-9]{2}\.[0-9]{2}[- .][0-9]{3}[- .][0-9]{2}`, Base: 0.3, Proven: 0.9},
		{RE: `[0-9]{2} [0-9]{2} [0-9]{2} [0-9]{3} [0-9]{2}`, Base: 0.15, Proven: 0.75},
		{RE: `[0-9]{6}[- ][0-9]{3}[-. ][0-9]{2}`, Base: 0.2, Proven: 0.8},
		{RE: `[0-9]{2}/[0-9]{2}/[0-9]{2}-[0-9]{3}[.-][0-9]{2}`, Base: 0.3, Proven: 0.9},
		{RE: `[0-9]{11}`, Base: 0.05, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || checksum.Number(d[6:9]) == 0 {
			return scanner.Wrong
		}
		n, check := checksum.Number(d[:9]), checksum.Number(d[9:])
		century := -1
		if 97-n%97 == check {
			century = 1900
		} else if 97-(2000000000+n)%97 == check {
			century = 2000
		}
		month, day := worldPair(d[2:]), worldPair(d[4:])
		if century < 0 || month >= 60 {
			return scanner.Wrong
		}
		month %= 20
		if month == 0 || day == 0 { // born on a day that nobody knows
			return worldPlausible(month <= 12 && day <= 31)
		}
		return worldVerdict(checksum.Date(century+worldPair(d), month, day))
	},
	Words: []string{
		"rijksregisternummer", "rijksregister", "rijksregister nr", "rijksregister nummer", "rrn", "rr nummer", "rr nr", "numéro de registre national", "registre national", "numéro national", "n° national", "no national", "niss", "insz", "inss", "insz nummer", "numéro niss", "nationalregisternummer", "nationaal nummer", "bis nummer", "numéro bis", "bisnummer", "belgian national number", "national register number", "numero registre national", "identificatienummer rijksregister", "n° registre national", "registernummer",
	},
	Weak:        []string{"nn", "registre", "register", "national number", "belgian"},
	Labelled:    `[0-9]{2}[./ -]?[0-9]{2}[./ -]?[0-9]{2}[./ -]?[0-9]{3}[./ -]?[0-9]{2}`,
	CheckDigits: []int{0, 1},
}

var beEID = &scanner.Detector{
	Kind: "BE_EID", Name: "Belgian identity card number", Family: "national", Region: "be",
	Doc:     "Twelve digits, 3-7-2, the last two the others modulo 97. With hyphens it stands alone (old account numbers look and count the same), bare digits need a word.",
	Aliases: []string{"BELGIUM_NATIONAL_ID_CARD_NUMBER", "be.eid"},
	Source:  "Federale Overheidsdienst Binnenlandse Zaken, elektronische identiteitskaart",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3}-[0-9]{7}-[0-9]{2}`, Base: 0.2, Proven: 0.8},
		{RE: `[0-9]{3} [0-9]{7} [0-9]{2}`, Base: 0.1, Proven: 0.6},
		{RE: `[0-9]{3}\.[0-9]{7}\.[0-9]{2}`, Base: 0.1, Proven: 0.7},
		{RE: `[0-9]{12}`, Base: 0.05, Proven: 0.42},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 12 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		r := checksum.Mod(d[:10], 97)
		if r == 0 {
			r = 97
		}
		return worldVerdict(r == worldPair(d[10:]))
	},
	Words: []string{
		"identiteitskaartnummer", "identiteitskaart", "identiteitskaart nr", "eid", "eid nummer", "eid number", "kaartnummer eid", "numéro de carte d'identité", "carte d'identité belge", "numéro de carte eid", "numéro eid", "belgian id card", "belgian identity card", "belgian eid", "personalausweis belgien", "n° carte identité belge", "e id",
	},
	Weak:        []string{"identity card", "id card", "carte d'identité", "kaartnummer"},
	Labelled:    `[0-9]{3}[ .-]?[0-9]{7}[ .-]?[0-9]{2}`,
	CheckDigits: []int{0, 1},
}
