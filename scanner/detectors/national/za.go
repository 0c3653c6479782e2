package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var zaDetectors = []*scanner.Detector{zaID, zaTax}

var zaID = &scanner.Detector{
	Kind: "ZA_ID", Name: "South African identity number", Family: "national", Region: "za",
	Doc:     "13 digits: date of birth, sequence with sex, citizenship (0, 1, 2 for refugees), a digit and a Luhn digit. Bare digits need a word.",
	Aliases: []string{"ZA_ID_NUMBER", "SOUTH_AFRICA_ID_NUMBER", "South Africa:ID number", "za.idnr"},
	Source:  "Department of Home Affairs of South Africa, Identification Act 68 of 1997",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{6} [0-9]{4} [0-9]{3}`, Base: 0.2, Proven: 0.8},
		{RE: `[0-9]{6} [0-9]{4} [0-9]{2} [0-9]`, Base: 0.2, Proven: 0.85},
		{RE: `[0-9]{6}-[0-9]{4}-[0-9]{3}`, Base: 0.2, Proven: 0.8},
		{RE: `[0-9]{2}[01][0-9][0-3][0-9]{5}[0-2][0-9]{2}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 13 && checksum.Date(-1, worldPair(d[2:]), worldPair(d[4:])) && d[10] <= '2' && checksum.Luhn(d))
	},
	Words: []string{
		"rsa id", "rsa id number", "sa id", "sa id number", "sa id no", "south african id", "south african id number", "south african identity number", "south africa id", "identity number", "id nommer", "identiteitsnommer", "green id book", "smart id card",
		"permanent resident number", "refugee id number", "said number",
	},
	Weak:        []string{"id number", "south africa", "rsa", "home affairs", "identity document"},
	Labelled:    `[0-9]{6}[- ]?[0-9]{4}[- ]?[0-9]{2}[- ]?[0-9]`,
	CheckDigits: []int{0},
}

var zaTax = &scanner.Detector{
	Kind: "ZA_TAX", Name: "South African tax reference number", Family: "national", Region: "za",
	Doc:     "Ten digits beginning with 0 to 3 or 9, with a Luhn digit. Needs a word.",
	Aliases: []string{"za.tin"},
	Source:  "South African Revenue Service, tax reference number (modulus 10 test)",
	Patterns: []scanner.Pattern{
		{RE: `[0-39][0-9]{3}/[0-9]{3}/[0-9]{2}/[0-9]`, Base: 0.2, Proven: 0.6},
		{RE: `[0-39][0-9]{9}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 10 && (d[0] <= '3' || d[0] == '9') && !checksum.AllSame(d) && checksum.Luhn(d))
	},
	Words: []string{
		"sars", "sars tax number", "sars number", "tax reference number", "tax ref no", "income tax reference number", "south african tax number", "sa tax number", "income tax number", "sars tax reference", "tax reference no",
	},
	Weak:        []string{"tax number", "south africa", "tax ref", "efiling"},
	Labelled:    `[0-9]{4}[/ ]?[0-9]{3}[/ ]?[0-9]{2}[/ ]?[0-9]`,
	CheckDigits: []int{0},
}
