package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var lkDetectors = []*scanner.Detector{lkNIC}

var lkNIC = &scanner.Detector{
	Kind: "LK_NIC", Name: "Sri Lankan national identity card number", Family: "national", Region: "lk",
	Doc:    "Nine digits and V or X, or since 2016 twelve digits: year of birth and day of the year (plus 500 for women). The old form stands alone.",
	Source: "Department for Registration of Persons, Sri Lanka",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{9}[VvXx]`, Base: 0.2, Proven: 0.65},
		{RE: `[0-9]{9} [VvXx]`, Base: 0.2, Proven: 0.55},
		{RE: `(?:19|20)[0-9]{10}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		year, day := 0, 0
		switch {
		case len(a) == 10 && checksum.AllDigits(a[:9]) && (a[9] == 'V' || a[9] == 'X'):
			year, day = 1900+worldPair(a), checksum.Number(a[2:5])
		case len(a) == 12 && checksum.AllDigits(a):
			year, day = checksum.Number(a[:4]), checksum.Number(a[4:7])
		default:
			return scanner.Wrong
		}
		if day > 500 {
			day -= 500
		}
		return worldVerdict(day >= 1 && day <= 366 && year >= 1880 && year <= 2049)
	},
	Words: []string{
		"sri lanka nic", "sri lankan nic", "nic", "nic no", "nic number", "national identity card no", "sri lankan id", "national identity card number", "ජාතික හැඳුනුම්පත", "ජාතික හැඳුනුම්පත් අංකය", "தேசிய அடையாள அட்டை", "sri lanka id card",
	},
	Weak:     []string{"sri lanka", "identity card", "national id"},
	Labelled: `[0-9]{9} ?[VvXx]|[0-9]{12}`,
}
