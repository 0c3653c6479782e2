package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var irDetectors = []*scanner.Detector{irNationalCode}

var irNationalCode = &scanner.Detector{
	Kind: "IR_NATIONAL_CODE", Name: "Iranian national code", Family: "national", Region: "ir",
	Doc:    "Ten digits with a weighted check digit modulo 11, at times 3-6-1. Bare digits need a word.",
	Source: "National Organization for Civil Registration of Iran, national code",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3}-[0-9]{6}-[0-9]`, Base: 0.2, Proven: 0.65},
		{RE: `[0-9]{10}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 10 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		r := checksum.Weighted(d[:9], 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11
		if r > 1 {
			r = 11 - r
		}
		return worldVerdict(int(d[9]-'0') == r)
	},
	Words: []string{
		"کد ملی", "کدملی", "شماره ملی", "شماره شناسنامه", "کارت ملی", "کد ملی شما", "code melli", "kode melli", "kod e melli", "codemelli", "national code", "iranian national code", "iranian id", "iran national id", "melli code", "national code iran",
	},
	Weak:        []string{"ملی", "iran", "iranian", "national id"},
	Labelled:    `[0-9]{3}-?[0-9]{6}-?[0-9]`,
	CheckDigits: []int{0},
}
