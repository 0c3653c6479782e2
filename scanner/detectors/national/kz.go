package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var kzDetectors = []*scanner.Detector{kzIIN, kzPassport}

var kzIIN = &scanner.Detector{
	Kind: "KZ_IIN", Name: "Kazakh individual identification number (IIN)", Family: "national", Region: "kz",
	Doc:    "Twelve digits: date of birth, century and sex, serial, check digit modulo 11 in two passes. Bare digits need a word.",
	Source: "Закон Республики Казахстан о национальных реестрах идентификационных номеров",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}[01][0-9][0-3][0-9][0-6][0-9]{5}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 12 || d[6] > '6' {
			return scanner.Wrong
		}
		year := -1
		if d[6] > '0' {
			year = 1800 + int(d[6]-'1')/2*100 + worldPair(d)
		}
		return worldVerdict(checksum.Date(year, worldPair(d[2:]), worldPair(d[4:])) && checksum.Mod11TwoPass(d[:11], 11) == int(d[11]-'0'))
	},
	Words: []string{
		"иин", "и и н", "жсн", "индивидуальный идентификационный номер", "жеке сәйкестендіру нөмірі", "иин сотрудника", "иин клиента", "номер иин", "iin", "iin number", "zhsn", "jsn", "kazakh iin", "kazakhstan iin", "kazakh id number", "kazakhstan national id", "individual identification number",
	},
	Weak:        []string{"казахстан", "қазақстан", "kazakhstan", "бин", "удостоверение", "identification number"},
	Labelled:    `[0-9]{6} ?[0-9]{6}`,
	CheckDigits: []int{0},
}

var kzPassport = euPassport("KZ_PASSPORT", "kz", "Kazakh passport number", "Министерство внутренних дел Республики Казахстан, паспорт гражданина",
	`N ?[0-9]{8}`, `[NnSsDd]? ?[0-9]{7,9}`, []string{"KAZAKHSTAN_PASSPORT"},
	"kazakh passport", "kazakh passport number", "kazakhstan passport", "kazakhstani passport", "паспорт казахстана", "паспорт рк", "паспорт республики казахстан", "паспорт гражданина казахстана", "қазақстан паспорты", "төлқұжат", "төлқұжат нөмірі", "паспорт нөмірі", "удостоверение личности рк", "жеке куәлік")
