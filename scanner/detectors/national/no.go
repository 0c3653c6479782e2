package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var noDetectors = []*scanner.Detector{noFodselsnummer, noBankAccount}

// noDate is the birth date in a Norwegian number: D-numbers add 40 to the day,
// H-numbers 40 and the test registers 65 and 80 to the month.
func noDate(d []byte) (year, month, day int, test bool) {
	day, month = worldPair(d), worldPair(d[2:])
	if day > 40 {
		day -= 40
	}
	switch {
	case month > 80:
		month, test = month-80, true
	case month > 65:
		month, test = month-65, true
	case month > 40:
		month -= 40
	}
	yy, serial := worldPair(d[4:]), checksum.Number(d[6:9])
	switch {
	case serial < 500:
		year = 1900 + yy
	case serial < 750 && yy >= 54:
		year = 1800 + yy
	case yy < 40:
		year = 2000 + yy
	case serial >= 900:
		year = 1900 + yy
	default:
		month = 0
	}
	return
}

var noFodselsnummer = &scanner.Detector{
	Kind: "NO_FODSELSNUMMER", Name: "Norwegian birth number or D-number", Family: "national", Region: "no",
	Doc:     "Birth date DDMMYY, a serial that tells the century, two modulus 11 digits. Written 6-5 it stands alone, bare digits need a word.",
	Aliases: []string{"NORWAY_NI_NUMBER", "Norway:ID number", "no.fodselsnummer"},
	Source:  "Skatteetaten, Forskrift til folkeregisterloven § 2-2-3",
	Patterns: []scanner.Pattern{
		{RE: `[0-7][0-9]{5} [0-9]{5}`, Base: 0.15, Proven: 0.85},
		{RE: `[0-7][0-9]{5}-[0-9]{5}`, Base: 0.15, Proven: 0.85},
		{RE: `[0-7][0-9] [0-9]{2} [0-9]{2} [0-9]{5}`, Base: 0.15, Proven: 0.85},
		{RE: `[0-7][0-9]{5} [0-9]{3} [0-9]{2}`, Base: 0.15, Proven: 0.85},
		{RE: `[0-7][0-9]{10}`, Base: 0.05, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 {
			return scanner.Wrong
		}
		year, month, day, _ := noDate(d)
		return worldVerdict(year <= 2035 && checksum.Date(year, month, day) &&
			checksum.Weighted(d[:10], 3, 7, 6, 1, 8, 9, 4, 5, 2, 1)%11 == 0 &&
			checksum.Weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0)
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 {
			return false
		}
		_, _, _, test := noDate(d)
		return test // the tax office's synthetic population
	},
	Words: []string{
		"fødselsnummer", "fodselsnummer", "fødselsnr", "fodselsnr", "fnr", "f nr", "personnummer", "personnr", "d nummer", "dnummer", "d nr", "dnr", "h nummer", "norwegian national id", "norwegian id number", "norwegian birth number", "norwegian ssn", "nasjonalt id nummer", "fødsels og personnummer", "national identity number norway", "riegádannummar",
	},
	Weak:        []string{"født", "pasient", "folkeregister", "national id"},
	Labelled:    `[0-9]{2}[. ]?[0-9]{2}[. ]?[0-9]{2}[ -]?[0-9]{3} ?[0-9]{2}`,
	CheckDigits: []int{0, 1},
}

var noBankAccount = &scanner.Detector{
	Kind: "NO_BANK_ACCOUNT", Name: "Norwegian bank account number", Family: "finance", Region: "no",
	Doc:     "Bank, type, account and a modulus 11 digit, written NNNN.NN.NNNNN. Bare digits need a word.",
	Aliases: []string{"no.kontonr", "no.iban"},
	Source:  "Bits AS, kontonummer (modulus 11)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{4}\.[0-9]{2}\.[0-9]{5}`, Base: 0.25, Proven: 0.8},
		{RE: `[0-9]{4} [0-9]{2} [0-9]{5}`, Base: 0.15, Proven: 0.55},
		{RE: `[0-9]{11}`, Base: 0.05, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) == 7 { // the old postal giro
			return worldPlausible(checksum.Luhn(d))
		}
		return worldVerdict(len(d) == 11 && !checksum.AllSame(d) && checksum.Weighted(d, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 == 0)
	},
	Words: []string{
		"kontonummer", "kontonr", "konto nr", "konto nummer", "bankkonto", "bankkontonummer", "bankkontonr", "norwegian bank account", "lønnskonto", "til konto", "fra konto", "konto", "utbetalingskonto", "norwegian account number",
	},
	Weak:        []string{"bank", "account", "betaling", "kid"},
	Labelled:    `[0-9]{4}[. ]?[0-9]{2}[. ]?[0-9]{5}`,
	CheckDigits: []int{0},
}
