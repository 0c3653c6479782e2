package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var nzDetectors = []*scanner.Detector{nzIRD, nzNHI, nzBank, nzDriversLicense}

var nzIRD = &scanner.Detector{
	Kind: "NZ_IRD", Name: "New Zealand IRD number", Family: "national", Region: "nz",
	Doc:     "Eight or nine digits in a known range with a check digit by two sets of weights, grouped 2 or 3-3-3. Needs a word.",
	Aliases: []string{"NEW_ZEALAND_IRD_NUMBER", "New Zealand:IRD", "nz.ird"},
	Source:  "Inland Revenue, Resident withholding tax and non-resident withholding tax specification, IRD number validation",
	Patterns: []scanner.Pattern{
		{RE: `[01]?[0-9]{2}-[0-9]{3}-[0-9]{3}`, Base: 0.1, Proven: 0.35},
		{RE: `[01]?[0-9]{2} [0-9]{3} [0-9]{3}`, Base: 0.05, Proven: 0.3},
		{RE: `[01]?[0-9]{8}`, Base: 0.05, Proven: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(append(b[:0], '0'), v)
		if len(d) == 10 {
			d = d[1:]
		}
		if n := checksum.Number(d); len(d) != 9 || n <= 10_000_000 || n >= 150_000_000 {
			return scanner.Wrong
		}
		want := (11 - checksum.Weighted(d[:8], 3, 2, 7, 6, 5, 4, 3, 2)%11) % 11
		if want == 10 {
			want = (11 - checksum.Weighted(d[:8], 7, 4, 3, 2, 5, 2, 7, 6)%11) % 11
		}
		return worldVerdict(int(d[8]-'0') == want)
	},
	Words: []string{
		"ird", "ird number", "ird no", "inland revenue number", "nz ird", "ird num", "nz tax number", "new zealand tax number", "nz ird number", "tax number nz",
	},
	Weak:        []string{"inland revenue", "tax number", "new zealand", "gst number"},
	Labelled:    `[0-9]{2,3}[- ]?[0-9]{3}[- ]?[0-9]{3}`,
	CheckDigits: []int{0},
}

var nzNHI = &scanner.Detector{
	Kind: "NZ_NHI", Name: "New Zealand national health index number", Family: "health", Region: "nz",
	Doc:     "Three letters and four digits, the last a check digit modulo 11, or since 2026 three letters, two digits, two letters, the last a check letter modulo 24. No I or O. Needs a word.",
	Aliases: []string{"NEW_ZEALAND_NHI_NUMBER", "New Zealand:health (NHI)"},
	Source:  "Te Whatu Ora, HISO 10046 Consumer Health Identity Standard",
	Patterns: []scanner.Pattern{
		{RE: `[A-HJ-NP-Z]{3}[0-9]{4}`, Base: 0.1, Proven: 0.35},
		{RE: `[A-HJ-NP-Z]{3}[0-9]{2}[A-HJ-NP-Z]{2}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 7 {
			return scanner.Wrong
		}
		sum := 0
		for i, c := range a[:6] {
			n := nzLetter(c)
			if c <= '9' {
				n = int(c - '0')
			}
			if (c > '9') != (i < 3 || i == 5 && a[6] > '9') || n < 0 {
				return scanner.Wrong
			}
			sum += n * (7 - i)
		}
		if last := a[6]; last <= '9' {
			r := 11 - sum%11
			return worldVerdict(r < 11 && int(last-'0') == r%10)
		}
		return worldVerdict(nzLetter(a[6]) == 24-sum%24)
	},
	Reserved: func(v []byte) bool {
		return len(v) > 0 && (v[0] == 'Z' || v[0] == 'z') // kept for tests
	},
	Words: []string{
		"nhi", "nhi number", "nhi no", "national health index", "national health index number", "patient nhi", "nz nhi", "health index number",
	},
	Weak:        []string{"patient", "dhb", "new zealand", "te whatu ora"},
	Labelled:    `[A-Za-z]{3}[0-9]{4}|[A-Za-z]{3}[0-9]{2}[A-Za-z]{2}`,
	CheckDigits: []int{0},
}

// nzLetter is the number of a letter from A = 1 without I and O.
func nzLetter(c byte) int {
	switch {
	case c < 'A' || c > 'Z' || c == 'I' || c == 'O':
		return -1
	case c > 'O':
		return int(c-'A') - 1
	case c > 'I':
		return int(c - 'A')
	}
	return int(c-'A') + 1
}

// nzBranches are ranges of branches by bank.
var nzBranches = [...]struct{ bank, from, to int }{
	{1, 1, 999}, {1, 1100, 1199}, {1, 1800, 1899}, {1, 6150, 6199},
	{2, 1, 999}, {2, 1200, 1299}, {2, 2000, 2099},
	{3, 1, 999}, {3, 1300, 1399}, {3, 1500, 1599}, {3, 1700, 1799}, {3, 1900, 1999}, {3, 5050, 5099}, {3, 7350, 7399},
	{4, 2000, 2099}, {5, 8850, 8899}, {6, 1, 999}, {6, 1400, 1499}, {8, 6500, 6599}, {9, 0, 0}, {10, 5100, 5199},
	{11, 5000, 6499}, {11, 6600, 8999}, {12, 3000, 3299}, {12, 3400, 3499}, {12, 3600, 3699}, {13, 4900, 4999}, {14, 4700, 4799},
	{15, 3900, 3999}, {16, 4400, 4499}, {17, 3300, 3399}, {18, 3500, 3599}, {19, 4600, 4649}, {20, 4100, 4199}, {21, 4800, 4899},
	{22, 4000, 4049}, {23, 3700, 3799}, {24, 4300, 4349}, {25, 2500, 2599}, {26, 2600, 2699}, {27, 3800, 3849}, {28, 2100, 2149},
	{29, 2150, 2299}, {30, 2900, 2949}, {31, 2800, 2849}, {33, 6700, 6799}, {35, 2400, 2499}, {38, 9000, 9499}, {88, 8800, 8849},
}

var nzBank = &scanner.Detector{
	Kind: "NZ_BANK", Name: "New Zealand bank account", Family: "finance", Region: "nz",
	Doc:     "Bank, branch, account and suffix, 2-4-7-2 or 3, checked by the rules of the bank. Stands alone with dashes; bare digits need a word.",
	Aliases: []string{"New Zealand:bank", "nz.bankaccount"},
	Source:  "Payments NZ, Bank Branch Register; Inland Revenue, bank account number validation",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}-[0-9]{4}-[0-9]{7}-[0-9]{2,3}`, Base: 0.4, Proven: 0.95},
		{RE: `[0-9]{2} [0-9]{4} [0-9]{7} [0-9]{2,3}`, Base: 0.3, Proven: 0.85},
		{RE: `[0-9]{2}-[0-9]{4}-[0-9]{8}-[0-9]{2,3}`, Base: 0.3, Proven: 0.9},
		{RE: `[0-9]{15,16}`, Base: 0.05, Proven: 0.35},
	},
	Check: nzBankCheck,
	Words: []string{
		"nz bank account", "new zealand bank account", "nz bank account number", "bank account nz", "kiwibank account", "anz nz account", "nz account number",
	},
	Weak:     []string{"bank account", "account number", "bank account number", "new zealand", "direct credit"},
	Labelled: `[0-9]{2}[- ]?[0-9]{4}[- ]?[0-9]{7,8}[- ]?[0-9]{2,3}`,
}

// nzRoot adds the digits of p until one is left.
func nzRoot(p int) int {
	if p == 0 {
		return 0
	}
	return 1 + (p-1)%9
}

func nzBankCheck(v []byte) scanner.Verdict {
	var b [32]byte
	d := checksum.Digits(b[:0], v)
	// A suffix of two digits and a base of seven are filled up with zeros.
	suffix := 0
	for i := len(v) - 1; i >= 0 && v[i] >= '0' && v[i] <= '9'; i-- {
		suffix++
	}
	if suffix > 3 {
		suffix = len(d) - 13
	}
	if base := len(d) - suffix - 6; len(d) < 15 || len(d) > 17 || suffix < 2 || suffix > 3 || base < 7 || base > 8 {
		return scanner.Wrong
	}
	if suffix == 2 {
		s := d[len(d)-2:]
		one, two := s[0], s[1]
		d = append(d[:len(d)-2], '0', one, two)
	}
	if len(d) == 17 {
		if d[6] != '0' {
			return scanner.Wrong
		}
		d = append(d[:6], d[7:]...)
	}
	bank, branch := worldPair(d), checksum.Number(d[2:6])
	known := false
	for i := range nzBranches {
		if r := &nzBranches[i]; r.bank == bank && branch >= r.from && branch <= r.to {
			known = true
			break
		}
	}
	if !known {
		return scanner.Wrong
	}
	num := d[2:13] // branch and base
	ok := true
	switch bank {
	case 8:
		ok = checksum.Weighted(d[6:13], 7, 6, 5, 4, 3, 2, 1)%11 == 0
	case 9:
		sum := 0
		for i, w := range [...]int{5, 4, 3, 2} {
			p := int(d[9+i]-'0') * w
			sum += nzRoot(p)
		}
		ok = (sum+int(d[15]-'0'))%11 == 0
	case 25, 33:
		ok = checksum.Weighted(d[6:13], 1, 7, 3, 1, 7, 3, 1)%10 == 0
	case 26, 28, 29:
		sum := 0
		for i, w := range [...]int{1, 3, 7, 1, 3, 7, 1, 3, 7, 1} {
			p := int(d[6+i]-'0') * w
			sum += nzRoot(p)
		}
		ok = sum%10 == 0
	case 4, 5, 31, 88:
		return scanner.Unknown // no rule is published
	default:
		if checksum.Number(d[6:13]) < 990_000 {
			ok = checksum.Weighted(num, 6, 3, 7, 9, 0, 10, 5, 8, 4, 2, 1)%11 == 0
		} else {
			ok = checksum.Weighted(num, 0, 0, 0, 0, 0, 10, 5, 8, 4, 2, 1)%11 == 0
		}
	}
	return worldVerdict(ok)
}

var nzDriversLicense = &scanner.Detector{
	Kind: "NZ_DRIVERS_LICENSE", Name: "New Zealand driver licence number", Family: "national", Region: "nz",
	Doc:     "Two letters and six digits, perhaps with a card version of three. Needs a word.",
	Aliases: []string{"NEW_ZEALAND_DRIVERS_LICENSE_NUMBER", "New Zealand:DL"},
	Source:  "Waka Kotahi NZ Transport Agency, driver licence card",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{2}[0-9]{6}`, Base: 0.1},
	},
	Words: []string{
		"nz driver licence", "nz drivers licence", "nz driver license", "new zealand driver licence", "new zealand driver license", "nz driver licence number", "nzta licence", "driver licence nz", "nz licence number",
	},
	Weak:     []string{"driver licence", "drivers licence", "licence number", "card version", "nzta"},
	Labelled: `[A-Za-z]{2}[0-9]{6}`,
}
