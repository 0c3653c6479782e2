package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var jpDetectors = []*scanner.Detector{
	jpMyNumber, jpDriversLicense, jpResidenceCard, jpResidentReg, jpPassport, jpSocialInsurance, jpBankAccount, jpCorporate,
}

// jpMod11 is the check digit of My Number, resident code and licence for a
// weighted sum.
func jpMod11(sum int) int {
	if r := sum % 11; r > 1 {
		return 11 - r
	}
	return 0
}

var jpMyNumber = &scanner.Detector{
	Kind: "JP_MY_NUMBER", Name: "Japanese individual number", Family: "national", Region: "jp",
	Doc:     "Twelve digits with a weighted check digit. Needs a word, for one in eleven passes.",
	Aliases: []string{"JAPAN_INDIVIDUAL_NUMBER", "Japan:My Number personal", "jp.in_"},
	Source:  "Ministry of Internal Affairs and Communications, ordinance 85 of 2014, article 5 (check digit of the individual number)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{4}[ -][0-9]{4}[ -][0-9]{4}`, Base: 0.1, Proven: 0.45},
		{RE: `[0-9]{12}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 12 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		return worldVerdict(int(d[11]-'0') == jpMod11(checksum.Weighted(d[:11], 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)))
	},
	Words: []string{
		"マイナンバー", "個人番号", "マイナンバーカード", "個人番号カード", "my number", "mynumber", "my number card", "japanese individual number", "individual number japan", "kojin bango", "kojin bangou", "社会保障・税番号",
	},
	Weak:        []string{"japan", "tax number", "本人確認"},
	Labelled:    `[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}`,
	CheckDigits: []int{0},
}

var jpDriversLicense = &scanner.Detector{
	Kind: "JP_DRIVERS_LICENSE", Name: "Japanese driving licence number", Family: "national", Region: "jp",
	Doc:     "Twelve digits: prefectural commission, year of first issue, number, check digit, reissues. Needs a word.",
	Aliases: []string{"JAPAN_DRIVERS_LICENSE_NUMBER", "Japan:DL"},
	Source:  "National Police Agency of Japan, composition of the licence number",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9]{11}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 12 || d[0] == '0' {
			return scanner.Wrong
		}
		return worldVerdict(int(d[10]-'0') == jpMod11(checksum.Weighted(d[:10], 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)))
	},
	Words: []string{
		"運転免許", "運転免許証", "運転免許証番号", "免許証番号", "免許番号", "japanese driver s license", "japan driver s license", "japanese drivers license number", "unten menkyo", "japanese driving licence",
	},
	Weak:        []string{"免許", "driver license", "license number"},
	Labelled:    `[0-9]{12}|[0-9]{4}[ -][0-9]{4}[ -][0-9]{4}`,
	CheckDigits: []int{1},
}

var jpResidenceCard = &scanner.Detector{
	Kind: "JP_RESIDENCE_CARD", Name: "Japanese residence card number", Family: "national", Region: "jp",
	Doc:     "Two letters, eight digits, two letters.",
	Aliases: []string{"Japan:residence card"},
	Source:  "Immigration Services Agency of Japan, residence card",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{2}[0-9]{8}[A-Z]{2}`, Base: 0.45},
	},
	Words: []string{
		"在留カード", "在留カード番号", "在留番号", "特別永住者証明書", "特別永住者証明書番号", "residence card", "residence card number", "residence card no", "zairyu card", "zairyu", "japan residence card",
	},
	Weak:     []string{"在留", "japan", "resident"},
	Labelled: `[A-Za-z]{2}[0-9]{8}[A-Za-z]{2}`,
}

var jpResidentReg = &scanner.Detector{
	Kind: "JP_RESIDENT_REG", Name: "Japanese resident record code", Family: "national", Region: "jp",
	Doc:     "Eleven digits with a weighted check digit. Needs a word.",
	Aliases: []string{"Japan:resident registration"},
	Source:  "Ordinance for Enforcement of the Residential Basic Book Act, article 1 (resident record code)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{11}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		return worldVerdict(int(d[10]-'0') == jpMod11(checksum.Weighted(d[:10], 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)))
	},
	Words: []string{
		"住民票コード", "住民票番号", "住民基本台帳", "住基コード", "juminhyo code", "juminhyo", "resident record code", "resident registration code", "japanese resident registration", "住民基本台帳番号",
	},
	Weak:        []string{"住民票", "japan"},
	Labelled:    `[0-9]{11}`,
	CheckDigits: []int{0},
}

var jpPassport = &scanner.Detector{
	Kind: "JP_PASSPORT", Name: "Japanese passport number", Family: "travel", Region: "jp",
	Doc:     "Two letters and seven digits. Needs a word.",
	Aliases: []string{"JAPAN_PASSPORT", "Japan:passport"},
	Source:  "Ministry of Foreign Affairs of Japan, passport",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{2}[0-9]{7}`, Base: 0.1},
	},
	Words: []string{
		"旅券番号", "パスポート番号", "パスポート", "旅券", "旅券no", "japanese passport", "japan passport", "japanese passport number",
	},
	Weak:     []string{"passport", "passport number"},
	Labelled: `[A-Za-z]{2} ?[0-9]{7}`,
}

var jpSocialInsurance = &scanner.Detector{
	Kind: "JP_SOCIAL_INSURANCE", Name: "Japanese pension and insurance numbers", Family: "national", Region: "jp",
	Doc:     "Basic pension number (4-6 digits), employment insurance number (4-6-1), insurer and insured's numbers behind a label.",
	Aliases: []string{"Japan:social insurance"},
	Source:  "Japan Pension Service, basic pension number; Ministry of Health, Labour and Welfare, employment insurance",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{4}-[0-9]{6}-[0-9]`, Base: 0.2},
		{RE: `[0-9]{4}-[0-9]{6}`, Base: 0.15},
	},
	Words: []string{
		"基礎年金番号", "年金番号", "年金手帳", "雇用保険被保険者番号", "雇用保険番号", "被保険者番号", "健康保険証", "保険者番号", "社会保険番号", "basic pension number", "japanese pension number", "employment insurance number", "nenkin", "japanese social insurance number",
	},
	Weak:     []string{"年金", "保険", "pension", "社会保険"},
	Labelled: `[0-9]{4}-?[0-9]{6}(?:-?[0-9])?|[0-9]{6,8}`,
}

var jpBankAccount = &scanner.Detector{
	Kind: "JP_BANK_ACCOUNT", Name: "Japanese bank account", Family: "finance", Region: "jp",
	Doc:     "Seven digits, perhaps behind bank (4) and branch (3), or a post bank's symbol and number, behind a label.",
	Aliases: []string{"JAPAN_BANK_ACCOUNT", "Japan:bank"},
	Source:  "Japanese Banks' Payment Clearing Network, Zengin format",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{4}-[0-9]{3}-[0-9]{7}`, Base: 0.3},
		{RE: `1[0-9]{4}-[0-9]{7,8}`, Base: 0.15},
	},
	Words: []string{
		"口座番号", "普通口座", "普通預金", "当座預金", "銀行口座", "振込先口座", "口座no", "ゆうちょ", "ゆうちょ銀行", "japanese bank account", "japan bank account", "koza bango", "kouza bangou", "口座",
	},
	Weak:     []string{"銀行", "支店", "振込", "名義", "bank account"},
	Labelled: `[0-9]{4}-[0-9]{3}-[0-9]{7}|1[0-9]{4}-[0-9]{6,8}|[0-9]{7}`,
}

var jpCorporate = &scanner.Detector{
	Kind: "JP_CORPORATE", Name: "Japanese corporate number", Family: "company", Region: "jp", Off: true,
	Doc:     "13 digits, the first a check digit modulo 9.",
	Aliases: []string{"JAPAN_CORPORATE_NUMBER", "Japan:My Number corporate", "jp.cn"},
	Source:  "National Tax Agency of Japan, calculation of the check digit of the corporate number",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9]{12}`, Base: 0.05, Proven: 0.35},
		{RE: `[1-9]-[0-9]{4}-[0-9]{4}-[0-9]{4}`, Base: 0.2, Proven: 0.7},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 13 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		return worldVerdict(int(d[0]-'0') == 9-checksum.Weighted(d[1:], 2, 1)%9)
	},
	Words: []string{
		"法人番号", "会社法人等番号", "japanese corporate number", "corporate number", "houjin bangou", "hojin bango", "法人マイナンバー", "インボイス登録番号",
	},
	Weak:        []string{"会社", "株式会社", "japan"},
	Labelled:    `T?[0-9]{13}|[0-9]-[0-9]{4}-[0-9]{4}-[0-9]{4}`,
	CheckDigits: []int{12},
}
