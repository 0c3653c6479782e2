package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var ruDetectors = []*scanner.Detector{ruINN, ruSNILS, ruOGRNIP, ruPassport}

var ruINN = &scanner.Detector{
	Kind: "RU_INN_PERSON", Name: "Russian taxpayer number (INN)", Family: "national", Region: "ru",
	Doc:     "Twelve digits with two check digits modulo 11; behind a label the ten digits of companies, too. Bare digits need a word.",
	Aliases: []string{"Russia:TIN", "ru.inn"},
	Source:  "ФНС России, приказ от 29.06.2012 № ММВ-7-6/435@",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{12}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		weights := []int{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8}
		switch {
		case len(d) > 0 && checksum.AllSame(d):
			return scanner.Wrong
		case len(d) == 10:
			return worldVerdict(checksum.Weighted(d[:9], weights[2:]...)%11%10 == int(d[9]-'0'))
		case len(d) == 12:
			return worldVerdict(checksum.Weighted(d[:10], weights[1:]...)%11%10 == int(d[10]-'0') && checksum.Weighted(d[:11], weights...)%11%10 == int(d[11]-'0'))
		}
		return scanner.Wrong
	},
	Reserved: func(v []byte) bool {
		return string(v) == "123456789047" || string(v) == "1234567894" || string(v) == "500100732259"
	},
	Words: []string{
		"инн", "и н н", "инн физического лица", "инн физлица", "инн ип", "номер инн", "идентификационный номер налогоплательщика", "инн сотрудника", "инн клиента", "инн заявителя", "inn", "inn number", "russian inn", "russian tax number", "russian tax id", "russian tin", "инн кпп",
	},
	Weak:        []string{"налогоплательщик", "фнс", "налоговая", "огрнип", "снилс", "кпп", "tax id"},
	Labelled:    `[0-9]{12}|[0-9]{10}`,
	CheckDigits: []int{0, 1},
}

var ruSNILS = &scanner.Detector{
	Kind: "RU_SNILS", Name: "Russian insurance number of a person (SNILS)", Family: "national", Region: "ru",
	Doc:    "Eleven digits, 3-3-3 and two check digits modulo 101. Written with dashes it stands alone; bare digits need a word.",
	Source: "Социальный фонд России, Федеральный закон № 27-ФЗ",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3}-[0-9]{3}-[0-9]{3}[- ][0-9]{2}`, Base: 0.4, Proven: 0.9},
		{RE: `[0-9]{3} [0-9]{3} [0-9]{3} [0-9]{2}`, Base: 0.2, Proven: 0.6},
		{RE: `[0-9]{11}`, Base: 0.05, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		// Numbers up to 001-001-998 have no check digits.
		if len(d) != 11 || checksum.Number(d[:9]) <= 1001998 {
			return scanner.Wrong
		}
		return worldVerdict(checksum.Weighted(d[:9], 9, 8, 7, 6, 5, 4, 3, 2, 1)%101%100 == worldPair(d[9:]))
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		return string(checksum.Digits(b[:0], v)) == "11223344595" // the example of the fund's pages
	},
	Words: []string{
		"снилс", "с н и л с", "страховой номер индивидуального лицевого счета", "страховой номер", "страховое свидетельство", "номер снилс", "пенсионное свидетельство", "страховой номер пфр", "снилс сотрудника", "снилс пациента", "snils", "snils number", "russian snils", "russian social security number", "russian insurance number",
	},
	Weak:        []string{"пфр", "пенсионный", "страховой", "инн", "social security"},
	Labelled:    `[0-9]{3}[- ]?[0-9]{3}[- ]?[0-9]{3}[- ]?[0-9]{2}`,
	CheckDigits: []int{0, 1},
}

var ruOGRNIP = &scanner.Detector{
	Kind: "RU_OGRNIP", Name: "Russian registration number of a sole trader (OGRNIP)", Family: "national", Region: "ru",
	Doc:     "Fifteen digits, 3 or 4 in front, with a check digit modulo 13; behind a label the 13 digits of companies, too. Bare digits need a word.",
	Aliases: []string{"ru.ogrn"},
	Source:  "ФНС России, приказ от 30.10.2017 № 165н",
	Patterns: []scanner.Pattern{
		{RE: `[34][0-9]{14}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		switch {
		case len(d) == 15 && (d[0] == '3' || d[0] == '4'):
			return worldVerdict(checksum.Mod(d[:14], 13)%10 == int(d[14]-'0'))
		case len(d) == 13 && d[0] != '0':
			return worldVerdict(checksum.Mod(d[:12], 11)%10 == int(d[12]-'0'))
		}
		return scanner.Wrong
	},
	Words: []string{
		"огрнип", "о г р н и п", "огрн ип", "огрн", "основной государственный регистрационный номер", "основной государственный регистрационный номер индивидуального предпринимателя", "ogrnip", "ogrn", "ogrnip number", "ogrn number", "russian sole trader number",
	},
	Weak:        []string{"ип", "индивидуальный предприниматель", "инн", "егрип", "егрюл"},
	Labelled:    `[0-9]{15}|[0-9]{13}`,
	CheckDigits: []int{0},
}

var ruPassport = &scanner.Detector{
	Kind: "RU_PASSPORT", Name: "Russian passport number", Family: "travel", Region: "ru",
	Doc:     "Series of four digits (region, year of print) and number of six, or two and seven of the international passport. Needs a word.",
	Aliases: []string{"RUSSIA_PASSPORT", "Russia:passport domestic", "Russia:passport international"},
	Source:  "МВД России, паспорт гражданина Российской Федерации (постановление № 828)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2} [0-9]{2} [0-9]{6}`, Base: 0.15},
		{RE: `[0-9]{4} [0-9]{6}`, Base: 0.1},
		{RE: `[0-9]{2} [0-9]{7}`, Base: 0.1},
		{RE: `[0-9]{10}`, Base: 0.02},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 9 && len(d) != 10 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		// Blanks are printed since 1997.
		year := worldPair(d[2:])
		return worldPlausible(len(d) == 9 || d[0] != '0' && (year >= 97 || year <= 40))
	},
	Words: []string{
		"паспорт рф", "паспорт", "паспорта", "паспорт гражданина рф", "паспорт гражданина российской федерации", "паспортные данные", "серия и номер паспорта", "серия номер паспорта", "паспорт серия", "паспорт серии", "номер паспорта", "загранпаспорт", "заграничный паспорт", "серия паспорта",
		"russian passport", "russian passport number", "russia passport", "russian internal passport", "russian international passport",
	},
	Weak:     []string{"passport", "passport number", "серия", "выдан", "документ"},
	Labelled: `[0-9]{2} ?[0-9]{2}(?: ?№ ?| номер | )?[0-9]{6}|[0-9]{2} ?(?:№ ?)?[0-9]{7}`,
}
