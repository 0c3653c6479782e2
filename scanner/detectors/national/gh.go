package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var ghDetectors = []*scanner.Detector{ghTIN, ghCard}

var ghTIN = &scanner.Detector{
	Kind: "GH_TIN", Name: "Ghanaian taxpayer number", Family: "national", Region: "gh",
	Doc:     "P (persons), C, G, Q or V, two zeros, seven digits and a check character modulo 11, 0 to 9 or X.",
	Aliases: []string{"GH_TIN_CARD", "gh.tin"},
	Source:  "Ghana Revenue Authority, Taxpayer Identification Number",
	Patterns: []scanner.Pattern{
		{RE: `[PCGQV]00[0-9]{7}[0-9X]`, Base: 0.3, Proven: 0.75},
		{RE: `[pcgqv]00[0-9]{7}[0-9x]`, Base: 0.2, Proven: 0.55},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 11 || !checksum.AllDigits(a[1:10]) {
			return scanner.Wrong
		}
		return worldVerdict(a[10] == "0123456789X"[checksum.Weighted(a[1:10], 1, 2, 3, 4, 5, 6, 7, 8, 9)%11])
	},
	Words: []string{
		"ghana tin", "gra tin", "tin ghana", "ghanaian tin", "ghana taxpayer identification number", "gra tin number", "tin number ghana", "ghana tax id",
	},
	Weak:        []string{"tin", "gra", "ghana", "taxpayer identification number"},
	Labelled:    `[A-Za-z]00[0-9]{7}[0-9Xx]`,
	CheckDigits: []int{0},
}

var ghCard = &scanner.Detector{
	Kind: "GH_CARD", Name: "Ghana Card number", Family: "national", Region: "gh",
	Doc:    "GHA or, for residents, another country's three letters, nine digits, a dash, a digit.",
	Source: "National Identification Authority of Ghana, Ghana Card",
	Patterns: []scanner.Pattern{
		{RE: `GHA-[0-9]{9}-[0-9]`, Base: 0.9},
		{RE: `gha-[0-9]{9}-[0-9]`, Base: 0.8},
		{RE: `[A-Z]{3}-[0-9]{9}-[0-9]`, Base: 0.4},
		{RE: `GHA[0-9]{10}`, Base: 0.6},
	},
	Words: []string{
		"ghana card", "ghana card number", "ghana card no", "ghanacard", "nia number ghana", "ghana national id", "ghanaian id", "ghana card pin", "personal id number ghana",
	},
	Weak:     []string{"ghana", "nia", "national id"},
	Labelled: `[A-Za-z]{3}-?[0-9]{9}-?[0-9]`,
}
