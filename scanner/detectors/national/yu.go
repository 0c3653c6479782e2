package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var yuDetectors = []*scanner.Detector{yuJMBG}

var yuJMBG = &scanner.Detector{
	Kind: "YU_JMBG", Name: "citizen number of the states of former Yugoslavia (EMŠO, JMBG)", Family: "national", Region: "si",
	Doc:     "Thirteen digits: date of birth with a year of three digits, region, serial, check digit modulo 11. In use in Slovenia, Serbia, Bosnia and Herzegovina, Montenegro and North Macedonia. Stands alone.",
	Aliases: []string{"SI_EMSO", "RS_JMBG", "BA_JMBG", "ME_JMBG", "MK_EMBG", "Slovenia:EMSO", "si.emso"},
	Source:  "Zakon o centralnem registru prebivalstva (Slovenia); Zakon o jedinstvenom matičnom broju građana (Serbia)",
	Patterns: []scanner.Pattern{
		{RE: `[0-3][0-9][01][0-9](?:9|0)[0-9]{8}`, Base: 0.1, Proven: 0.45},
		{RE: `[0-3][0-9][01][0-9]8[0-9]{8}`, Base: 0.05, Proven: 0.4},
		{RE: `[0-3][0-9][01][0-9][089][0-9]{2} [0-9]{2} [0-9]{3} ?[0-9]`, Base: 0.2, Proven: 0.7},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 13 {
			return scanner.Wrong
		}
		year := 1000 + checksum.Number(d[4:7])
		if year < 1800 {
			year += 1000
		}
		if year > 2099 || !checksum.Date(year, worldPair(d[2:]), worldPair(d)) {
			return scanner.Wrong
		}
		return worldVerdict((11-checksum.Weighted(d[:12], 7, 6, 5, 4, 3, 2)%11)%11%10 == int(d[12]-'0'))
	},
	Words: []string{
		"emšo", "emso", "jmbg", "embg", "matični broj", "matični broj građana", "jedinstveni matični broj", "jedinstveni matični broj građana", "enotna matična številka", "enotna matična številka občana", "matična številka", "jib",
		"јмбг", "јединствени матични број", "матични број", "ембг", "единствен матичен број", "матичен број", "slovenian id", "serbian id", "bosnian id", "macedonian id", "montenegrin id", "emšo številka", "jmbg broj", "serbian personal number",
	},
	Weak:        []string{"datum rođenja", "datum rojstva", "građanin", "rojen", "rojena", "rođen", "rođena"},
	Labelled:    `[0-9]{7} ?[0-9]{2} ?[0-9]{3} ?[0-9]`,
	CheckDigits: []int{0},
}
