package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var cnDetectors = []*scanner.Detector{cnResidentID, cnPassport, cnUSCC}

// cnProvinces are the first two digits of the administrative divisions of
// GB/T 2260; 91 stands for foreigners with permanent residence.
const cnProvinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91"

var cnResidentID = &scanner.Detector{
	Kind: "CN_RESIDENT_ID", Name: "Chinese resident identity number", Family: "national", Region: "cn",
	Doc:     "18 characters: division, date of birth, sequence and a check character; these together stand alone. The 15 digits of before 1999 need a word.",
	Aliases: []string{"CHINA_RESIDENT_ID_NUMBER", "China:resident ID", "cn.ric"},
	Source:  "GB 11643-1999, citizen identification number; GB/T 2260",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9]{16}[Xx]`, Base: 0.2, Proven: 0.95},
		{RE: `[1-9][0-9]{17}`, Base: 0.2, Proven: 0.6},
		{RE: `[1-9][0-9]{5} [0-9]{8} [0-9]{3}[0-9Xx]`, Base: 0.2, Proven: 0.95},
		{RE: `[1-9][0-9]{14}`, Base: 0.1},
	},
	Check: cnResidentCheck,
	Reserved: func(v []byte) bool {
		var b [24]byte
		switch string(checksum.Alnum(b[:0], v)) {
		case "11010519491231002X", "440524188001010014": // the examples in GB 11643
			return true
		}
		return false
	},
	Words: []string{
		"身份证", "身份证号", "身份证号码", "身份证号码为", "居民身份证", "公民身份号码", "公民身份证号", "证件号码", "证件号", "身分證字號", "resident identity card", "chinese id", "china id", "chinese id card", "resident id number", "id card number", "shenfenzheng", "sfz", "sfzh", "chinese national id",
	},
	Weak:        []string{"id card", "identity card", "身份", "national id", "china"},
	Labelled:    `[0-9]{6}[ -]?[0-9]{8}[ -]?[0-9]{3}[0-9Xx]|[0-9]{15}`,
	CheckDigits: []int{0},
}

func cnResidentCheck(v []byte) scanner.Verdict {
	var b [24]byte
	a := checksum.Alnum(b[:0], v)
	switch {
	case len(a) == 15 && checksum.AllDigits(a):
		return worldPlausible(worldHas(cnProvinces, a[:2]) && checksum.Date(1900+worldPair(a[6:]), worldPair(a[8:]), worldPair(a[10:])))
	case len(a) == 18 && checksum.AllDigits(a[:17]):
		y := checksum.Number(a[6:10])
		return worldVerdict(worldHas(cnProvinces, a[:2]) && y >= 1850 && y <= 2099 &&
			checksum.Date(y, worldPair(a[10:]), worldPair(a[12:])) && checksum.Mod11_2(a))
	}
	return scanner.Wrong
}

var cnPassport = &scanner.Detector{
	Kind: "CN_PASSPORT", Name: "Chinese passport or exit permit number", Family: "travel", Region: "cn",
	Doc:     "E, G, D, S or P and eight digits (or E with a letter and seven), permits of Hong Kong, Macau and Taiwan travellers. Needs a word.",
	Aliases: []string{"CHINA_PASSPORT"},
	Source:  "National Immigration Administration of China, passports and exit-entry permits",
	Patterns: []scanner.Pattern{
		{RE: `[EGDSP][0-9]{8}`, Base: 0.1},
		{RE: `E[A-Z][0-9]{7}`, Base: 0.1},
		{RE: `[HMCWL][0-9]{8}`, Base: 0.1},
	},
	Words: []string{
		"护照", "护照号", "护照号码", "护照编号", "因私护照", "chinese passport", "china passport", "prc passport", "chinese passport number", "往来港澳通行证", "港澳通行证", "通行证号", "通行证号码", "台胞证", "回乡证", "往来台湾通行证", "港澳居民来往内地通行证",
	},
	Weak:     []string{"passport", "passport number", "通行证", "travel permit"},
	Labelled: `[A-Za-z]{1,2}[0-9]{7,10}|[0-9]{8}`,
}

// cnUSCCAlphabet leaves out I, O, S, V and Z.
const cnUSCCAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

var cnUSCCValues = worldValues(cnUSCCAlphabet)

var cnUSCC = &scanner.Detector{
	Kind: "CN_USCC", Name: "Chinese unified social credit code", Family: "company", Region: "cn", Off: true,
	Doc:     "18 characters of organisations: registry, category, division, code and a check character modulo 31.",
	Aliases: []string{"cn.uscc"},
	Source:  "GB 32100-2015, unified social credit identifier for legal entities and other organizations",
	Patterns: []scanner.Pattern{
		{RE: `[1-9A-HJ-NP-RTUWXY][1-9][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}`, Base: 0.2, Proven: 0.7},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 18 || !checksum.AllDigits(a[:8]) && !checksum.AllDigits(a[1:8]) {
			return scanner.Wrong
		}
		sum, w := 0, 1
		for i, c := range a {
			n := int(cnUSCCValues[c])
			if n < 0 {
				return scanner.Wrong
			}
			if i == 17 {
				return worldVerdict(n == (31-sum%31)%31)
			}
			sum += n * w
			w = w * 3 % 31
		}
		return scanner.Wrong
	},
	Words: []string{
		"统一社会信用代码", "社会信用代码", "信用代码", "unified social credit code", "uscc", "uscc number", "纳税人识别号", "税号", "social credit code",
	},
	Weak:        []string{"营业执照", "企业", "business license"},
	Labelled:    `[0-9A-Za-z]{18}`,
	CheckDigits: []int{0},
}
