package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var saDetectors = []*scanner.Detector{saNationalID}

var saNationalID = &scanner.Detector{
	Kind: "SA_NATIONAL_ID", Name: "Saudi national ID and iqama number", Family: "national", Region: "sa",
	Doc:     "Ten digits beginning with 1 (citizens) or 2 (residents), with a Luhn digit. Needs a word.",
	Aliases: []string{"Saudi Arabia:national ID"},
	Source:  "Ministry of Interior of Saudi Arabia, Absher: national identity and iqama",
	Patterns: []scanner.Pattern{
		{RE: `[12][0-9]{9}`, Base: 0.05, Proven: 0.3},
		{RE: `[12]-[0-9]{4}-[0-9]{4}-[0-9]`, Base: 0.2, Proven: 0.5},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 10 && (d[0] == '1' || d[0] == '2') && !checksum.AllSame(d) && checksum.Luhn(d))
	},
	Words: []string{
		"رقم الهوية", "الهوية الوطنية", "رقم الهوية الوطنية", "هوية وطنية", "رقم الإقامة", "الإقامة", "بطاقة الأحوال", "السجل المدني", "رقم السجل المدني", "saudi national id", "saudi id", "iqama", "iqama number", "iqama no", "absher", "saudi iqama", "ksa national id",
	},
	Weak:        []string{"هوية", "saudi", "ksa", "national id"},
	Labelled:    `[0-9]{10}`,
	CheckDigits: []int{0},
}
