package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var auDetectors = []*scanner.Detector{auTFN, auMedicare, auDriversLicense, auBankBSB, auABN, auPassport, auACN}

var auTFN = &scanner.Detector{
	Kind: "AU_TFN", Name: "Australian tax file number", Family: "national", Region: "au",
	Doc:     "Nine digits (eight in old ones) with a weighted sum divisible by 11, grouped 3-3-3. Bare digits need a word.",
	Aliases: []string{"AUSTRALIA_TAX_FILE_NUMBER", "Australia:TFN", "au.tfn"},
	Source:  "Australian Taxation Office, tax file number declaration; TFN check digit algorithm",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.1, Proven: 0.45},
		{RE: `[0-9]{3}-[0-9]{3}-[0-9]{3}`, Base: 0.1, Proven: 0.4},
		{RE: `[0-9]{9}`, Base: 0.05, Proven: 0.42},
		{RE: `[0-9]{8}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 8 && len(d) != 9 || checksum.AllSame(d) || checksum.Weighted(d, 1, 4, 3, 7, 5, 8, 6, 9, 10)%11 != 0 {
			return scanner.Wrong
		}
		if string(d[len(d)-3:]) == "000" && worldHasByte(v, ' ') {
			return scanner.Unknown // a round number with its thousands set apart
		}
		return scanner.Proven
	},
	Words: []string{
		"tfn", "tax file number", "tax file no", "tfn number", "tfn no", "australian tfn", "australian tax file number", "tax file num", "ato tfn",
	},
	Weak:     []string{"ato", "tax number", "superannuation", "payg"},
	Labelled: `[0-9]{3}[- ]?[0-9]{3}[- ]?[0-9]{2,3}`,
}

var auMedicare = &scanner.Detector{
	Kind: "AU_MEDICARE", Name: "Australian Medicare card number", Family: "health", Region: "au",
	Doc:     "Ten digits, the first 2 to 6, the ninth a check digit, grouped 4-5-1, perhaps with the person's digit. Bare digits need a word.",
	Aliases: []string{"AUSTRALIA_MEDICARE_NUMBER", "Australia:medical account (Medicare)"},
	Source:  "Services Australia, Medicare card number; AIHW METeOR 270101",
	Patterns: []scanner.Pattern{
		{RE: `[2-6][0-9]{3} [0-9]{5} [0-9]`, Base: 0.1, Proven: 0.65},
		{RE: `[2-6][0-9]{3}-[0-9]{5}-[0-9]`, Base: 0.1, Proven: 0.65},
		{RE: `[2-6][0-9]{3}[ -][0-9]{5}[ -][0-9][-/ ][1-9]`, Base: 0.1, Proven: 0.65},
		{RE: `[2-6][0-9]{9}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 10 && len(d) != 11 || d[0] < '2' || d[0] > '6' || checksum.AllSame(d[:9]) {
			return scanner.Wrong
		}
		return worldVerdict(checksum.Weighted(d[:8], 1, 3, 7, 9, 1, 3, 7, 9)%10 == int(d[8]-'0'))
	},
	Words: []string{
		"medicare", "medicare number", "medicare no", "medicare card", "medicare card number", "australian medicare", "medicare card no", "medicare num",
	},
	Weak:        []string{"irn", "bulk bill", "australia", "gp"},
	Labelled:    `[0-9]{4}[- ]?[0-9]{5}[- ]?[0-9](?:[-/ ]?[0-9])?`,
	CheckDigits: []int{1},
}

var auDriversLicense = &scanner.Detector{
	Kind: "AU_DRIVERS_LICENSE", Name: "Australian driver licence number", Family: "national", Region: "au",
	Doc:     "Six to ten letters and digits, by state, behind a label or in a column.",
	Aliases: []string{"AUSTRALIA_DRIVERS_LICENSE_NUMBER", "AUSTRALIA_DRIVERS_LICENSE", "Australia:DL"},
	Source:  "Austroads, National Exchange of Vehicle and Driver Information System",
	Words: []string{
		"australian driver licence", "australian drivers licence", "driver licence number", "driver licence no", "drivers licence number", "drivers licence no", "nsw driver licence", "victorian driver licence", "qld driver licence", "queensland driver licence",
		"wa driver licence", "sa driver licence", "rms licence", "vicroads licence", "australian driver license",
	},
	LabelledFind: worldToken(6, 10, 4),
}

var auBankBSB = &scanner.Detector{
	Kind: "AU_BANK_BSB", Name: "Australian BSB and account number", Family: "finance", Region: "au",
	Doc:     "Bank-state-branch 3-3, perhaps with an account of five to ten digits. Needs a word.",
	Aliases: []string{"Australia:bank"},
	Source:  "Australian Payments Network, BSB numbers",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3}-[0-9]{3} [0-9]{6,9}`, Base: 0.2},
		{RE: `[0-9]{3}-[0-9]{3}`, Base: 0.05},
	},
	Words: []string{
		"bsb", "bsb number", "bsb no", "bsb code", "bank state branch", "bsb and account", "bsb account", "bsb acc", "bank bsb",
	},
	Weak:     []string{"account number", "acc no", "account name", "bank account"},
	Labelled: `[0-9]{3}[- ]?[0-9]{3}(?: ?[-/,]? ?[0-9]{5,10})?`,
}

var auABN = &scanner.Detector{
	Kind: "AU_ABN", Name: "Australian business number", Family: "company", Region: "au",
	Doc:     "Eleven digits with a weighted sum divisible by 89, grouped 2-3-3-3; sole traders have one, too. Bare digits need a word.",
	Aliases: []string{"Australia:ABN", "au.abn"},
	Source:  "Australian Business Register, format of the ABN",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9] [0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.1, Proven: 0.7},
		{RE: `[1-9][0-9]-[0-9]{3}-[0-9]{3}-[0-9]{3}`, Base: 0.1, Proven: 0.7},
		{RE: `[1-9][0-9]{10}`, Base: 0.05, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || d[0] == '0' || checksum.AllSame(d) {
			return scanner.Wrong
		}
		return worldVerdict((checksum.Weighted(d, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)-10)%89 == 0)
	},
	Words: []string{
		"abn", "abn no", "abn number", "australian business number", "a b n", "abn acn", "business number australia",
	},
	Weak:        []string{"acn", "gst", "pty ltd", "trading as"},
	Labelled:    `[0-9]{2}[- ]?[0-9]{3}[- ]?[0-9]{3}[- ]?[0-9]{3}`,
	CheckDigits: []int{9, 10},
}

var auPassport = &scanner.Detector{
	Kind: "AU_PASSPORT", Name: "Australian passport number", Family: "travel", Region: "au",
	Doc:     "One or two letters and seven digits. Needs a word.",
	Aliases: []string{"AUSTRALIA_PASSPORT", "Australia:passport"},
	Source:  "Australian Passport Office, R series",
	Patterns: []scanner.Pattern{
		{RE: `(?:[NEDFACUXMLBG]|P[A-FUWXZ]|R[A-Z])[0-9]{7}`, Base: 0.1},
	},
	Words: []string{
		"australian passport", "australia passport", "australian passport number", "australian passport no", "aus passport",
	},
	Weak:     []string{"passport", "passport number", "passport no", "travel document", "australia"},
	Labelled: `[A-Za-z]{1,2} ?[0-9]{7}`,
}

var auACN = &scanner.Detector{
	Kind: "AU_ACN", Name: "Australian company number", Family: "company", Region: "au", Off: true,
	Doc:     "Nine digits with a weighted check digit, grouped 3-3-3.",
	Aliases: []string{"Australia:ACN", "au.acn"},
	Source:  "Australian Securities & Investments Commission, ACN check digit",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.1, Proven: 0.45},
		{RE: `[0-9]{9}`, Base: 0.05, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 9 {
			return scanner.Wrong
		}
		return worldVerdict(int(d[8]-'0') == (10-checksum.Weighted(d[:8], 8, 7, 6, 5, 4, 3, 2, 1)%10)%10)
	},
	Words: []string{
		"acn", "acn no", "acn number", "australian company number", "a c n", "arbn", "company number australia",
	},
	Weak:        []string{"abn", "asic", "pty ltd"},
	Labelled:    `[0-9]{3} ?[0-9]{3} ?[0-9]{3}`,
	CheckDigits: []int{0},
}
