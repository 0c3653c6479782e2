package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var twDetectors = []*scanner.Detector{twNationalID, twPassport}

// twLetters are the numbers of the letters A to Z in the check of an identity
// number.
const twLetters = "1011121314151617341819202122352324252627282932303133"

var twNationalID = &scanner.Detector{
	Kind: "TW_NATIONAL_ID_ARC", Name: "Taiwanese national and resident certificate number", Family: "national", Region: "tw",
	Doc:     "A letter, a digit for sex (1, 2; 8, 9 for foreigners; before 2021 a letter A to D), seven digits and a check digit.",
	Aliases: []string{"TAIWAN_ID_NUMBER", "Taiwan:national ID", "Taiwan:ARC"},
	Source:  "Ministry of the Interior, National Identification Card; National Immigration Agency, unified ID number of 2021",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z][1289][0-9]{8}`, Base: 0.15, Proven: 0.45},
		{RE: `[A-Z][A-D][0-9]{8}`, Base: 0.1, Proven: 0.45},
		{RE: `[a-z][1289][0-9]{8}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 10 || a[0] < 'A' || !checksum.AllDigits(a[2:]) {
			return scanner.Wrong
		}
		i := 2 * int(a[0]-'A')
		sum := int(twLetters[i]-'0') + 9*int(twLetters[i+1]-'0')
		switch c := a[1]; {
		case c == '1' || c == '2' || c == '8' || c == '9':
			sum += 8 * int(c-'0')
		case c >= 'A' && c <= 'D':
			sum += 8 * int(twLetters[2*int(c-'A')+1]-'0')
		default:
			return scanner.Wrong
		}
		return worldVerdict((sum+checksum.Weighted(a[2:], 7, 6, 5, 4, 3, 2, 1, 1))%10 == 0)
	},
	Words: []string{
		"身分證字號", "身份證字號", "國民身分證", "身分證", "身分證統一編號", "統一證號", "居留證號", "居留證", "taiwan id", "taiwanese id", "taiwan national id", "alien resident certificate", "arc number", "roc id", "身分證號碼", "居留證號碼",
	},
	Weak:        []string{"national id", "taiwan", "證號"},
	Labelled:    `[A-Za-z][A-Da-d0-9][0-9]{8}`,
	CheckDigits: []int{0},
}

var twPassport = &scanner.Detector{
	Kind: "TW_PASSPORT", Name: "Taiwanese passport number", Family: "travel", Region: "tw",
	Doc:     "Nine digits behind a label or in a column.",
	Aliases: []string{"TAIWAN_PASSPORT", "Taiwan:passport"},
	Source:  "Bureau of Consular Affairs, Republic of China (Taiwan) passport",
	Words: []string{
		"護照號碼", "護照", "護照號", "中華民國護照", "taiwan passport", "taiwanese passport", "roc passport", "taiwan passport number",
	},
	Weak:     []string{"passport", "passport number"},
	Labelled: `[0-9]{9}`,
}
