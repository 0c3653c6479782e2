package national

import (
	"strings"

	"sluice/scanner"
	"sluice/scanner/checksum"
)

var byDetectors = []*scanner.Detector{byPersonalNumber, byUNP, byPassport}

var byUNP = &scanner.Detector{
	Kind: "BY_UNP", Name: "Belarusian payer's account number (UNP)", Family: "national", Region: "by",
	Doc:     "Nine digits, or two letters and seven digits for people, with a check digit modulo 11. Needs a word.",
	Aliases: []string{"BY_UNP_PASSPORT", "by.unp"},
	Source:  "Министерство по налогам и сборам Республики Беларусь, учетный номер плательщика",
	Patterns: []scanner.Pattern{
		{RE: `[A-CEHKM][ABCEHKMOPT][0-9]{7}`, Base: 0.1, Proven: 0.3},
		{RE: `[1-7][0-9]{8}`, Base: 0.05, Proven: 0.25},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := byLatin(b[:0], v)
		if len(a) != 9 || !checksum.AllDigits(a[2:]) || !strings.ContainsRune("1234567ABCEHKM", rune(a[0])) || checksum.AllSame(a) {
			return scanner.Wrong
		}
		first, second := int(a[0]-'0'), int(a[1]-'0')
		if a[0] >= 'A' {
			if first, second = int(a[0]-'A')+10, strings.IndexByte("ABCEHKMOPT", a[1]); second < 0 {
				return scanner.Wrong
			}
		} else if a[1] > '9' {
			return scanner.Wrong
		}
		return worldVerdict((29*first+23*second+checksum.Weighted(a[2:8], 19, 17, 13, 7, 5, 3))%11 == int(a[8]-'0'))
	},
	Words: []string{
		"унп", "у н п", "учетный номер плательщика", "учётный номер плательщика", "унп организации", "улiковы нумар плацельшчыка", "обліковий номер платника", "unp", "unp number", "belarusian tax number", "belarus tax id", "belarusian unp", "payer account number",
	},
	Weak:        []string{"плательщик", "налог", "tax id", "tin", "беларусь"},
	Labelled:    `[0-9]{9}|(?:[A-Za-z]|[АВСЕНКМОРТ]){2}[0-9]{7}`,
	CheckDigits: []int{0},
}

// byLatin appends the digits and upper-case letters of v to dst, Cyrillic
// letters that look like Latin ones as those.
func byLatin(dst, v []byte) []byte {
	for _, r := range string(v) {
		switch r {
		case 'А', 'а':
			r = 'A'
		case 'В', 'в':
			r = 'B'
		case 'С', 'с':
			r = 'C'
		case 'Е', 'е':
			r = 'E'
		case 'Н', 'н':
			r = 'H'
		case 'К', 'к':
			r = 'K'
		case 'М', 'м':
			r = 'M'
		case 'О', 'о':
			r = 'O'
		case 'Р', 'р':
			r = 'P'
		case 'Т', 'т':
			r = 'T'
		}
		if r < 0x80 && len(dst) < 16 {
			dst = checksum.Alnum(dst, []byte{byte(r)})
		}
	}
	return dst
}

var byPassport = &scanner.Detector{
	Kind: "BY_PASSPORT", Name: "Belarusian passport number", Family: "travel", Region: "by",
	Doc:     "Two letters of the region and seven digits. Needs a word.",
	Aliases: []string{"BELARUS_PASSPORT"},
	Source:  "Министерство внутренних дел Республики Беларусь, паспорт гражданина",
	Patterns: []scanner.Pattern{
		{RE: `(?:AB|BM|HB|KH|MP|MC|KB|PP|SP|DP) ?[0-9]{7}`, Base: 0.2},
	},
	Check: euForm(7),
	Words: []string{
		"паспорт гражданина республики беларусь", "паспорт беларусь", "паспорт рб", "номер паспорта рб", "серия и номер паспорта рб", "пашпарт", "нумар пашпарта", "belarusian passport", "belarusian passport number", "belarus passport",
	},
	Weak:     []string{"passport", "passport number", "паспорт", "номер паспорта", "серия"},
	Labelled: `(?:[A-Za-z]{2}|[АВСЕНКМОРТавсенкморт]{2}) ?[0-9]{7}`,
}

var byPersonalNumber = &scanner.Detector{
	Kind: "BY_PERSONAL_NUMBER", Name: "Belarusian identification number of a person", Family: "national", Region: "by",
	Doc:    "Fourteen characters: sex and century, date of birth, region letter, serial, two letters of the citizenship, check digit (7, 3, 1). Stands alone.",
	Source: "Министерство внутренних дел Республики Беларусь, идентификационный номер; ICAO Doc 9303-3",
	Patterns: []scanner.Pattern{
		{RE: `[1-6][0-3][0-9][01][0-9]{3}[ABCEHKM][0-9]{3}[A-Z]{2}[0-9]`, Base: 0.3, Proven: 0.9},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 14 || !checksum.AllDigits(a[:7]) || !strings.ContainsRune("ABCEHKM", rune(a[7])) || a[13] > '9' || !worldHas("PB BA BI", a[11:13]) {
			return scanner.Wrong
		}
		return worldVerdict(checksum.Date(-1, worldPair(a[3:]), worldPair(a[1:])) && checksum.Weigh731(a[:13]) == int(a[13]-'0'))
	},
	Words: []string{
		"идентификационный номер", "личный номер", "идентификационный номер паспорта", "iдэнтыфiкацыйны нумар", "асабісты нумар", "belarusian identification number", "belarusian personal number", "belarusian id", "belarus personal number",
	},
	Weak:        []string{"паспорт", "беларусь", "personal number", "identification number"},
	Labelled:    `[1-6][0-9]{6}[A-Za-z][0-9]{3}[A-Za-z]{2}[0-9]`,
	CheckDigits: []int{0},
}
