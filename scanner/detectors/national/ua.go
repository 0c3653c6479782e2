package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var uaDetectors = []*scanner.Detector{uaRNOKPP, uaPassport}

var uaRNOKPP = &scanner.Detector{
	Kind: "UA_RNOKPP", Name: "Ukrainian individual tax number (RNOKPP)", Family: "national", Region: "ua",
	Doc:     "Ten digits: days since 1900 of the birth, serial and sex, check digit modulo 11. Bare digits need a word.",
	Aliases: []string{"ua.rntrc"},
	Source:  "Державна податкова служба України, Положення про реєстрацію фізичних осіб у Державному реєстрі",
	Patterns: []scanner.Pattern{
		{RE: `[0-4][0-9]{9}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 10 && !checksum.AllSame(d) && ((checksum.Weighted(d[1:9], 5, 7, 9, 4, 6, 10, 5, 7)-int(d[0]-'0'))%11+11)%11%10 == int(d[9]-'0'))
	},
	Words: []string{
		"рнокпп", "рнок пп", "іпн", "інн", "ідентифікаційний код", "ідентифікаційний номер", "реєстраційний номер облікової картки платника податків", "номер облікової картки", "податковий номер", "індивідуальний податковий номер", "код платника податків", "ідентифікаційний номер платника податків",
		"rnokpp", "ipn", "ukrainian tax number", "ukrainian tax id", "ukrainian tin", "ukrainian individual tax number", "ukraine tax id", "individual tax number",
	},
	Weak:        []string{"податки", "паспорт", "платник", "tax id", "tin", "ідентифікаційний"},
	Labelled:    `[0-9]{10}`,
	CheckDigits: []int{0},
}

var uaPassport = &scanner.Detector{
	Kind: "UA_PASSPORT", Name: "Ukrainian passport number", Family: "travel", Region: "ua",
	Doc:     "Two letters and six digits (booklet and international passport), or the nine digits of the identity card. Needs a word.",
	Aliases: []string{"UKRAINE_PASSPORT", "Ukraine:passport domestic", "Ukraine:passport international"},
	Source:  "Державна міграційна служба України, паспорт громадянина України",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{2} ?[0-9]{6}`, Base: 0.1},
	},
	Check: euForm(6),
	Words: []string{
		"паспорт громадянина україни", "номер паспорта україни", "серія та номер паспорта", "серія і номер паспорта", "паспорт серія", "паспорт серії", "закордонний паспорт", "паспорта громадянина", "id картка", "номер паспорту", "паспортні дані",
		"ukrainian passport", "ukrainian passport number", "ukraine passport", "ukrainian id card",
	},
	Weak:     []string{"passport", "passport number", "паспорт", "документ"},
	Labelled: `(?:[A-Za-z]{2}|[А-ЯІЇЄҐа-яіїєґ]{2}) ?(?:№ ?)?[0-9]{6}|[0-9]{9}`,
}
