package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var krDetectors = []*scanner.Detector{krRRN, krARN, krDriverLicense, krPassport, krNHI, krBRN}

// krBirth reports whether d begins with a date of birth, the century of which
// the seventh digit tells.
func krBirth(d []byte) bool {
	century := 1800
	switch d[6] {
	case '1', '2', '5', '6':
		century = 1900
	case '3', '4', '7', '8':
		century = 2000
	}
	return checksum.Date(century+worldPair(d), worldPair(d[2:]), worldPair(d[4:]))
}

func krSum(d []byte) int {
	return checksum.Weighted(d[:12], 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
}

var krRRN = &scanner.Detector{
	Kind: "KR_RRN", Name: "South Korean resident registration number", Family: "national", Region: "kr",
	Doc:     "Date of birth, a dash, a digit for sex and century, six digits. Numbers given since October 2020 have no check digit, so that the dashed form stands on its date.",
	Aliases: []string{"KOREA_RRN", "South Korea:RRN", "kr.rrn"},
	Source:  "Ministry of the Interior and Safety, Enforcement Rule of the Resident Registration Act, article 2",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}[01][0-9][0-3][0-9]-[1-490][0-9]{6}`, Base: 0.6, Proven: 0.9},
		{RE: `[0-9]{2}[01][0-9][0-3][0-9] [1-4][0-9]{6}`, Base: 0.3, Proven: 0.6},
		{RE: `[0-9]{2}[01][0-9][0-3][0-9][1-490][0-9]{6}`, Base: 0.3, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 13 || d[6] >= '5' && d[6] <= '8' || !krBirth(d) {
			return scanner.Wrong
		}
		if int(d[12]-'0') == (11-krSum(d)%11)%10 && worldPair(d[7:]) <= 96 {
			return scanner.Proven
		}
		// The nineteenth century had its check digits.
		return worldPlausible(d[6] != '9' && d[6] != '0')
	},
	Words: []string{
		"주민등록번호", "주민번호", "주민등록", "rrn", "resident registration number", "korean rrn", "korean resident registration number", "korean id", "korea rrn", "jumin", "jumin number", "주민등록증",
	},
	Weak:        []string{"생년월일", "korea", "korean", "national id"},
	Labelled:    `[0-9]{6}[- ]?[0-9]{7}|[0-9]{6}-[0-9][*Xx]{6}`,
	CheckDigits: []int{0},
}

var krARN = &scanner.Detector{
	Kind: "KR_ARN", Name: "South Korean alien registration number", Family: "national", Region: "kr",
	Doc:     "As the resident registration number, with 5 to 8 behind the dash.",
	Aliases: []string{"KR_FRN", "KOREA_ARN"},
	Source:  "Ministry of Justice, Enforcement Rule of the Immigration Act (foreigner registration number)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}[01][0-9][0-3][0-9]-[5-8][0-9]{6}`, Base: 0.6, Proven: 0.9},
		{RE: `[0-9]{2}[01][0-9][0-3][0-9][5-8][0-9]{6}`, Base: 0.3, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 13 || d[6] < '5' || d[6] > '8' || !krBirth(d) {
			return scanner.Wrong
		}
		want := (11 - krSum(d)%11) % 10
		if last := int(d[12] - '0'); last == want || last == (want+2)%10 {
			return scanner.Proven
		}
		return scanner.Unknown
	},
	Words: []string{
		"외국인등록번호", "외국인등록증", "외국인번호", "alien registration number", "alien registration no", "alien registration card", "foreigner registration number", "korean arn", "korean frn", "frn", "foreign registration number", "국내거소신고번호",
	},
	Weak:        []string{"korea", "korean", "외국인", "alien"},
	Labelled:    `[0-9]{6}[- ]?[0-9]{7}|[0-9]{6}-[0-9][*Xx]{6}`,
	CheckDigits: []int{0},
}

var krDriverLicense = &scanner.Detector{
	Kind: "KR_DRIVER_LICENSE", Name: "South Korean driving licence number", Family: "national", Region: "kr",
	Doc:     "Twelve digits, 2-2-6-2, that begin with the code of a licence region. Bare digits need a word.",
	Aliases: []string{"KOREA_DRIVERS_LICENSE_NUMBER", "South Korea:DL"},
	Source:  "Korea Road Traffic Authority, driving licence number",
	Patterns: []scanner.Pattern{
		{RE: `[12][0-9]-[0-9]{2}-[0-9]{6}-[0-9]{2}`, Base: 0.3, Proven: 0.65},
		{RE: `[12][0-9] [0-9]{2} [0-9]{6} [0-9]{2}`, Base: 0.2, Proven: 0.5},
		{RE: `[12][0-9]{11}`, Base: 0.05, Proven: 0.15},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 12 {
			return scanner.Unknown // region written in words
		}
		r := worldPair(d)
		return worldVerdict(r >= 11 && r <= 28 && r != 27)
	},
	Words: []string{
		"운전면허", "운전면허번호", "운전면허증", "면허번호", "면허증번호", "korean driver s license", "korea driver license", "korean driver license number", "korean driving licence", "운전면허증 번호",
	},
	Weak:     []string{"면허", "license", "driver license", "driving licence"},
	Labelled: `[0-9]{2}[- ]?[0-9]{2}[- ]?[0-9]{6}[- ]?[0-9]{2}`,
}

var krPassport = &scanner.Detector{
	Kind: "KR_PASSPORT", Name: "South Korean passport number", Family: "travel", Region: "kr",
	Doc:     "M, S, R, O or D and eight digits, or since 2021 three digits, a letter and four digits. Needs a word.",
	Aliases: []string{"KOREA_PASSPORT", "South Korea:passport"},
	Source:  "Ministry of Foreign Affairs of Korea, next generation e-passport of 2021",
	Patterns: []scanner.Pattern{
		{RE: `[MSRODmsrod][0-9]{3}[A-Za-z][0-9]{4}`, Base: 0.2},
		{RE: `[MSRODmsrod][0-9]{8}`, Base: 0.1},
	},
	Words: []string{
		"여권번호", "여권", "여권 번호", "대한민국 여권", "korean passport", "korea passport", "korean passport number", "republic of korea passport",
	},
	Weak:     []string{"passport", "passport number"},
	Labelled: `[A-Za-z][0-9]{3}[A-Za-z0-9][0-9]{4}|[A-Za-z]{2}[0-9]{7}`,
}

var krNHI = &scanner.Detector{
	Kind: "KR_NHI", Name: "South Korean health insurance number", Family: "health", Region: "kr",
	Doc:     "Eleven digits as 1-10 behind a label, near a word or in a column.",
	Aliases: []string{"KOREA_NHI_NUMBER"},
	Source:  "National Health Insurance Service of Korea, insurance certificate",
	Patterns: []scanner.Pattern{
		{RE: `[1-9]-[0-9]{10}`, Base: 0.15},
	},
	Words: []string{
		"건강보험증", "건강보험증번호", "건강보험번호", "국민건강보험", "의료보험번호", "건강보험", "korean health insurance number", "national health insurance number korea", "nhis number", "korean nhi", "nhi number korea",
	},
	Weak:     []string{"보험", "health insurance", "korea"},
	Labelled: `[0-9]-?[0-9]{10}`,
}

var krBRN = &scanner.Detector{
	Kind: "KR_BRN", Name: "South Korean business registration number", Family: "company", Region: "kr", Off: true,
	Doc:     "Ten digits, 3-2-5, with a weighted check digit.",
	Aliases: []string{"KOREA_BRN", "kr.brn"},
	Source:  "National Tax Service of Korea, business registration number",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9]{2}-[0-9]{2}-[0-9]{5}`, Base: 0.2, Proven: 0.65},
		{RE: `[1-9][0-9]{9}`, Base: 0.05, Proven: 0.42},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 10 || checksum.Number(d[:3]) < 101 || string(d[3:5]) == "00" || string(d[5:9]) == "0000" {
			return scanner.Wrong
		}
		sum := checksum.Weighted(d[:9], 1, 3, 7, 1, 3, 7, 1, 3, 5) + int(d[8]-'0')*5/10
		return worldVerdict(int(d[9]-'0') == (10-sum%10)%10)
	},
	Words: []string{
		"사업자등록번호", "사업자번호", "사업자등록", "korean business registration number", "business registration number", "brn", "korea brn", "사업자 등록번호", "business registration no",
	},
	Weak:        []string{"사업자", "대표자", "korea"},
	Labelled:    `[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{5}`,
	CheckDigits: []int{0},
}
