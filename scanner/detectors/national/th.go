package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var thDetectors = []*scanner.Detector{thPIN}

// thProvince reports whether p is a province (1993 and after) of the second
// and third digit.
func thProvince(p int) bool {
	return p >= 10 && p <= 27 || p >= 30 && p <= 49 || p >= 50 && p <= 58 || p >= 60 && p <= 67 || p >= 70 && p <= 77 || p >= 80 && p <= 86 || p >= 90 && p <= 96
}

var thPIN = &scanner.Detector{
	Kind: "TH_PIN", Name: "Thai citizen and taxpayer number", Family: "national", Region: "th",
	Doc:     "13 digits with a weighted check digit, written d-dddd-ddddd-dd-d; the first tells the class of the person, 0 a company. Bare digits need a word.",
	Aliases: []string{"TH_TNIN", "THAILAND_NATIONAL_ID_NUMBER", "Thailand:population ID", "th.pin", "th.tin", "th.moa"},
	Source:  "Department of Provincial Administration, Ministry of Interior of Thailand",
	Patterns: []scanner.Pattern{
		{RE: `[0-8]-[0-9]{4}-[0-9]{5}-[0-9]{2}-[0-9]`, Base: 0.4, Proven: 0.9},
		{RE: `[0-8] [0-9]{4} [0-9]{5} [0-9]{2} [0-9]`, Base: 0.3, Proven: 0.85},
		{RE: `[0-8]-[0-9]{2}-[0-9]-[0-9]{3}-[0-9]{5}-[0-9]`, Base: 0.3, Proven: 0.85},
		{RE: `[0-8] [0-9]{2} [0-9] [0-9]{3} [0-9]{5} [0-9]`, Base: 0.3, Proven: 0.85},
		{RE: `[1-8][0-9]{12}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 13 || d[0] == '9' || checksum.AllSame(d) {
			return scanner.Wrong
		}
		// Without its dashes a person's number must name a province.
		if len(v) == 13 && d[0] != '0' && !thProvince(worldPair(d[1:])) {
			return scanner.Wrong
		}
		return worldVerdict(int(d[12]-'0') == (11-checksum.Weighted(d[:12], 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11)%10)
	},
	Words: []string{
		"เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "บัตรประชาชน", "เลขที่บัตรประชาชน", "หมายเลขบัตรประชาชน", "เลขประจำตัวผู้เสียภาษี", "เลขประจำตัวผู้เสียภาษีอากร", "thai id", "thai national id", "thai citizen id", "thailand id", "citizen id thailand",
		"thai id card", "national id thailand", "thai tax id", "tnin", "thai pin",
	},
	Weak:        []string{"citizen id", "บัตร", "ประชาชน", "national id", "thailand"},
	Labelled:    `[0-9][- ]?[0-9]{4}[- ]?[0-9]{5}[- ]?[0-9]{2}[- ]?[0-9]`,
	CheckDigits: []int{0},
}
