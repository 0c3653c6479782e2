package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var hkDetectors = []*scanner.Detector{hkID}

var hkID = &scanner.Detector{
	Kind: "HK_ID", Name: "Hong Kong identity card number", Family: "national", Region: "hk",
	Doc:     "One or two letters, six digits and a check character, 0 to 9 or A, in brackets. Without brackets it needs a word.",
	Aliases: []string{"HONG_KONG_ID_NUMBER", "Hong Kong:HKID"},
	Source:  "Immigration Department of Hong Kong, Hong Kong identity card",
	Patterns: []scanner.Pattern{
		{RE: `[A-Za-z]{1,2}[0-9]{6}\([0-9Aa]\)`, Base: 0.4, Proven: 0.9},
		{RE: `[A-Z]{1,2}[0-9]{6} \([0-9A]\)`, Base: 0.4, Proven: 0.85},
		{RE: `[A-Z]{1,2}[0-9]{6}-[0-9A]`, Base: 0.2, Proven: 0.5},
		{RE: `[A-Z]{1,2}[0-9]{6}[0-9A]`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		n := len(a)
		if n < 8 || n > 9 || !checksum.AllDigits(a[n-7:n-1]) || a[0] <= '9' || n == 9 && a[1] <= '9' {
			return scanner.Wrong
		}
		sum := checksum.Weighted(a[n-7:n-1], 7, 6, 5, 4, 3, 2)
		if n == 8 {
			sum += 36*9 + int(a[0]-'A'+10)*8
		} else {
			sum += int(a[0]-'A'+10)*9 + int(a[1]-'A'+10)*8
		}
		switch c := a[n-1]; {
		case c <= '9':
			sum += int(c - '0')
		case c == 'A':
			sum += 10
		default:
			return scanner.Wrong
		}
		return worldVerdict(sum%11 == 0)
	},
	Words: []string{
		"hkid", "hkid no", "hkid number", "hong kong id", "hong kong identity card", "hk id", "hk identity card", "hkid card", "香港身份證", "身份證號碼", "香港身份證號碼", "身份證", "香港身份证",
	},
	Weak:        []string{"identity card", "hong kong", "id card", "身分證"},
	Labelled:    `[A-Za-z]{1,2} ?[0-9]{6} ?(?:\([0-9Aa]\)|-?[0-9Aa])`,
	CheckDigits: []int{0},
}
