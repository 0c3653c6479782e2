package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var ilDetectors = []*scanner.Detector{ilID, ilBank}

var ilID = &scanner.Detector{
	Kind: "IL_ID", Name: "Israeli identity number", Family: "national", Region: "il",
	Doc:     "Up to nine digits, filled up with zeros, with a Luhn digit. Bare digits need a word.",
	Aliases: []string{"ISRAEL_IDENTITY_CARD_NUMBER", "Israel:national ID", "il.idnr"},
	Source:  "Population and Immigration Authority of Israel, mispar zehut",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{8}-[0-9]`, Base: 0.1, Proven: 0.5},
		{RE: `[0-9]-[0-9]{7}-[0-9]`, Base: 0.1, Proven: 0.55},
		{RE: `[0-9]{9}`, Base: 0.05, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) >= 5 && len(d) <= 9 && !checksum.AllSame(d) && checksum.Luhn(d))
	},
	Words: []string{
		"תעודת זהות", "ת.ז", "ת״ז", "תז", "מספר זהות", "מספר ת.ז", "מספר תעודת זהות", "מס' זהות", "teudat zehut", "teudat zehut number", "mispar zehut", "israeli id", "israeli id number", "israel id", "israeli identity", "tz number", "israeli national id",
	},
	Weak:        []string{"זהות", "israel", "identity number", "national id"},
	Labelled:    `[0-9]-?[0-9]{7}-?[0-9]|[0-9]{7,8}-?[0-9]|[0-9]{7,9}`,
	CheckDigits: []int{0},
}

var ilBank = &scanner.Detector{
	Kind: "IL_BANK", Name: "Israeli bank account", Family: "finance", Region: "il",
	Doc:     "Bank, branch and account, 2-3-4 to 9. Needs a word.",
	Aliases: []string{"Israel:bank"},
	Source:  "Bank of Israel, banks and branches register",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}-[0-9]{3}-[0-9]{6,9}`, Base: 0.25},
		{RE: `[0-9]{2}/[0-9]{3}/[0-9]{6,9}`, Base: 0.2},
	},
	Words: []string{
		"חשבון בנק", "מספר חשבון", "מספר חשבון בנק", "חשבון מספר", "israeli bank account", "israel bank account", "bank account israel", "פרטי חשבון",
	},
	Weak:     []string{"בנק", "סניף", "חשבון", "bank account"},
	Labelled: `[0-9]{2}[-/ ][0-9]{3}[-/ ][0-9]{4,9}|[0-9]{5,9}`,
}
