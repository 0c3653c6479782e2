package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var kwDetectors = []*scanner.Detector{kwCivilID}

var kwCivilID = &scanner.Detector{
	Kind: "KW_CIVIL_ID", Name: "Kuwaiti civil number", Family: "national", Region: "kw",
	Doc:    "Twelve digits: century, date of birth, sequence and a weighted check digit. Bare digits need a word.",
	Source: "Public Authority for Civil Information of Kuwait, civil number",
	Patterns: []scanner.Pattern{
		{RE: `[1-3][0-9]{2}[01][0-9][0-3][0-9]{6}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 12 || d[0] < '1' || d[0] > '3' {
			return scanner.Wrong
		}
		if !checksum.Date(1700+100*int(d[0]-'0')+worldPair(d[1:]), worldPair(d[3:]), worldPair(d[5:])) {
			return scanner.Wrong
		}
		return worldVerdict(int(d[11]-'0') == 11-checksum.Weighted(d[:11], 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)%11)
	},
	Words: []string{
		"civil id", "civil id number", "civil id no", "kuwait civil id", "kuwaiti civil id", "civil number", "الرقم المدني", "رقم مدني", "البطاقة المدنية", "رقم البطاقة المدنية", "paci number", "kuwait id",
	},
	Weak:        []string{"مدني", "kuwait", "kuwaiti", "paci"},
	Labelled:    `[0-9]{12}`,
	CheckDigits: []int{0},
}
