package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var isDetectors = []*scanner.Detector{isKennitala}

var isKennitala = &scanner.Detector{
	Kind: "IS_KENNITALA", Name: "Icelandic identification number", Family: "national", Region: "is",
	Doc:     "Birth date DDMMYY (the day plus 40 for companies), two digits, a modulus 11 digit, the century. Hyphenated it stands alone, bare digits need a word.",
	Aliases: []string{"is_.kennitala"},
	Source:  "Þjóðskrá Íslands, Registers Iceland, kennitala",
	Patterns: []scanner.Pattern{
		{RE: `[0-7][0-9][01][0-9]{3}-[0-9]{3}[089]`, Base: 0.3, Proven: 0.8},
		{RE: `[0-7][0-9][01][0-9]{3} [0-9]{3}[089]`, Base: 0.1, Proven: 0.55},
		{RE: `[0-7][0-9][01][0-9]{6}[089]`, Base: 0.05, Proven: 0.44},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 10 || checksum.Weighted(d[:9], 3, 2, 7, 6, 5, 4, 3, 2, 1)%11 != 0 {
			return scanner.Wrong
		}
		year := worldPair(d[4:])
		switch d[9] {
		case '8':
			year += 1800
		case '9':
			year += 1900
		case '0':
			year += 2000
		default:
			return scanner.Wrong
		}
		day := worldPair(d)
		if day > 40 {
			day -= 40
		}
		return worldVerdict(year <= 2035 && checksum.Date(year, worldPair(d[2:]), day))
	},
	Words: []string{
		"kennitala", "kennitölu", "kt", "kennitala nr", "kennitalan", "icelandic id", "icelandic kennitala", "icelandic identification number", "icelandic national id", "kennitölunúmer",
	},
	Weak:        []string{"þjóðskrá", "iceland", "fæðingardagur"},
	Labelled:    `[0-9]{6}[ -]?[0-9]{4}`,
	CheckDigits: []int{1},
}
