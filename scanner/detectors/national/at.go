package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var atDetectors = []*scanner.Detector{atSVNR, atTIN}

var atSVNR = &scanner.Detector{
	Kind: "AT_SVNR", Name: "Austrian social insurance number", Family: "national", Region: "at",
	Doc:     "Three digits, a modulus 11 digit, the birth date DDMMYY (months 13 to 15 where a day's numbers ran out). Written 4-6 it stands alone, bare digits need a word.",
	Aliases: []string{"AUSTRIA_SOCIAL_SECURITY_NUMBER", "Austria:SSN", "at.vnr"},
	Source:  "Dachverband der Sozialversicherungsträger; § 31 Abs. 4 Z 1 ASVG",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9]{3} [0-3][0-9][01][0-9][0-9]{2}`, Base: 0.15, Proven: 0.75},
		{RE: `[1-9][0-9]{3}[-/][0-3][0-9][01][0-9][0-9]{2}`, Base: 0.1, Proven: 0.45},
		{RE: `[1-9][0-9]{3} [0-3][0-9] [01][0-9] [0-9]{2}`, Base: 0.15, Proven: 0.75},
		{RE: `[1-9][0-9]{3} [0-3][0-9]\.[01][0-9]\.[0-9]{2}`, Base: 0.2, Proven: 0.8},
		{RE: `[1-9][0-9]{3}[0-3][0-9][01][0-9][0-9]{2}`, Base: 0.05, Proven: 0.43},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 10 || d[0] == '0' || checksum.Weighted(d, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6)%11 != int(d[3]-'0') {
			return scanner.Wrong
		}
		day, month := worldPair(d[4:]), worldPair(d[6:])
		if month > 12 && month <= 15 && day <= 31 {
			return scanner.Unknown
		}
		return worldVerdict(checksum.Date(-1, month, day))
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		return string(checksum.Digits(b[:0], v)) == "1237010180" // specimen of the e-card
	},
	Words: []string{
		"svnr", "sv nr", "sv nummer", "sozialversicherungsnummer", "sozialversicherungs nr", "versicherungsnummer", "vnr", "e card", "ecard", "ecard nummer", "austrian social security number", "österreichische sozialversicherungsnummer", "svnummer", "sozialversicherungsnr", "versicherungsnummer österreich", "vsnr",
	},
	Weak:        []string{"sozialversicherung", "versicherung", "patient", "ögk", "social security"},
	Labelled:    `[0-9]{4}[ /-]?[0-9]{2}[ .]?[0-9]{2}[ .]?[0-9]{2}`,
	CheckDigits: []int{6},
}

var atTIN = &scanner.Detector{
	Kind: "AT_TIN", Name: "Austrian tax account number", Family: "national", Region: "at",
	Doc:     "Two digits of the tax office and seven more with a Luhn digit, written NN-NNN/NNNN. Bare digits need a word.",
	Aliases: []string{"Austria:TIN", "at.tin"},
	Source:  "Bundesministerium für Finanzen, Abgabenkontonummer",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}-[0-9]{3}/[0-9]{4}`, Base: 0.2, Proven: 0.7},
		{RE: `[0-9]{2} [0-9]{3}/[0-9]{4}`, Base: 0.15, Proven: 0.6},
		{RE: `[0-9]{9}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 9 && !checksum.AllSame(d) && string(d[:2]) != "00" && checksum.Luhn(d))
	},
	Words: []string{
		"abgabenkontonummer", "abgabenkonto", "abgabenkonto nr", "steuernummer österreich", "finanzamtsnummer", "finanzamt und steuernummer", "steuernummer", "stnr", "st nr", "austrian tax number", "austrian tin", "steuer nr", "fa stnr", "abgabenkontonr",
	},
	Weak:        []string{"finanzamt", "steuer", "finanzonline", "tin"},
	Labelled:    `[0-9]{2}[ -]?[0-9]{3}/?[0-9]{4}`,
	CheckDigits: []int{0},
}
