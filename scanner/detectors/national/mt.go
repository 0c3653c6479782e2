package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var mtDetectors = []*scanner.Detector{mtID}

var mtID = &scanner.Detector{
	Kind: "MT_ID", Name: "Maltese identity card number", Family: "national", Region: "mt",
	Doc:     "Up to seven digits, the last two of them the year of registration, and a letter of the register. Needs a word.",
	Aliases: []string{"Malta:ID card"},
	Source:  "Identità, identity card number; European Commission, TIN structure of Malta",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{7}[MGAPLHBZ]`, Base: 0.1},
		{RE: `[0-9]{5,6}\(?[MGAPLHBZ]\)?`, Base: 0.05},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		n := len(a) - 1
		if n < 3 || n > 8 || !checksum.AllDigits(a[:n]) {
			return scanner.Wrong
		}
		switch a[n] {
		case 'M', 'G', 'A', 'P', 'L', 'H', 'B', 'Z':
			return worldPlausible(!checksum.AllSame(a[:n]))
		}
		return scanner.Wrong
	},
	Words: []string{
		"maltese id", "maltese id card", "maltese identity card", "malta id", "malta id card", "malta identity card", "maltese id number", "karta tal identità", "numru tal karta tal identità", "numru tal identità", "id card malta", "karta tal id", "numru tal id",
	},
	Weak:     []string{"id card", "identity card", "malta", "id number", "i d", "karta"},
	Labelled: `[0-9]{3,7} ?\(?[MGAPLHBZmgaplhbz]\)?`,
}
