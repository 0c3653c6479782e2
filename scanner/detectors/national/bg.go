package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var bgDetectors = []*scanner.Detector{bgEGN, bgLNC}

var bgEGN = &scanner.Detector{
	Kind: "BG_EGN", Name: "Bulgarian uniform civil number (EGN)", Family: "national", Region: "bg",
	Doc:     "Ten digits: date of birth with the century in the month, region and sex, check digit modulo 11. Bare digits need a word.",
	Aliases: []string{"Bulgaria:EGN", "bg.egn"},
	Source:  "ГРАО, Единен граждански номер (Civil Registration Act, article 11)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}[0-5][0-9][0-3][0-9]{5}`, Base: 0.1, Proven: 0.42},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 10 {
			return scanner.Wrong
		}
		year, month := 1900+worldPair(d), worldPair(d[2:])
		switch {
		case month > 40:
			year, month = year+100, month-40
		case month > 20:
			year, month = year-100, month-20
		}
		return worldVerdict(checksum.Date(year, month, worldPair(d[4:])) && checksum.Weighted(d[:9], 2, 4, 8, 5, 10, 9, 7, 3, 6)%11%10 == int(d[9]-'0'))
	},
	Words: []string{
		"егн", "е г н", "единен граждански номер", "егн на", "с егн", "егн номер", "egn", "e g n", "egn number", "egn no", "edinen grazhdanski nomer", "bulgarian egn", "bulgarian id number", "bulgarian personal number", "bulgarian national id", "uniform civil number", "unified civil number",
	},
	Weak:        []string{"роден", "родена", "лична карта", "гражданин", "personal number"},
	Labelled:    `[0-9]{10}`,
	CheckDigits: []int{0},
}

var bgLNC = &scanner.Detector{
	Kind: "BG_LNC", Name: "Bulgarian personal number of a foreigner (LNCh)", Family: "national", Region: "bg",
	Doc:     "Ten digits with a check digit modulo 10. Needs a word.",
	Aliases: []string{"bg.pnf"},
	Source:  "Министерство на вътрешните работи, Личен номер на чужденец",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{4} [0-9]{3} [0-9]{3}`, Base: 0.05, Proven: 0.3},
		{RE: `[0-9]{10}`, Base: 0.05, Proven: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 10 && !checksum.AllSame(d) && checksum.Weighted(d[:9], 21, 19, 17, 13, 11, 9, 7, 3, 1)%10 == int(d[9]-'0'))
	},
	Words: []string{
		"лнч", "л н ч", "личен номер на чужденец", "lnch", "lnc", "lichen nomer na chuzhdenets", "bulgarian personal number of a foreigner", "personal number of foreigner", "егн лнч", "bulgarian foreigner number",
	},
	Weak:        []string{"чужденец", "foreigner", "егн"},
	Labelled:    `[0-9]{4} ?[0-9]{3} ?[0-9]{3}`,
	CheckDigits: []int{0},
}
