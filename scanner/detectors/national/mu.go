package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var muDetectors = []*scanner.Detector{muNID}

var muNID = &scanner.Detector{
	Kind: "MU_NID", Name: "Mauritian national identity number", Family: "national", Region: "mu",
	Doc:     "The first letter of the surname, date of birth, six digits and a check character modulo 17, 0 to 9 or A to G.",
	Aliases: []string{"mu.nid"},
	Source:  "Civil Status Division of Mauritius, National Identity Card",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z][0-3][0-9][01][0-9]{9}[0-9A-G]`, Base: 0.2, Proven: 0.75},
		{RE: `[a-z][0-3][0-9][01][0-9]{9}[0-9a-g]`, Base: 0.2, Proven: 0.65},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 14 || a[0] <= '9' || !checksum.AllDigits(a[1:13]) || !checksum.Date(-1, worldPair(a[3:]), worldPair(a[1:])) {
			return scanner.Wrong
		}
		sum := int(a[0]-'A'+10)*14 + checksum.Weighted(a[1:13], 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)
		return worldVerdict(a[13] == checksum.Base36[(17-sum%17)%17])
	},
	Words: []string{
		"mauritius id", "mauritian id", "mauritius nid", "mauritian national id", "nid mauritius", "mauritius national identity card", "nic mauritius", "mauritian nic", "carte d'identité mauricienne", "national identity number mauritius",
	},
	Weak:        []string{"mauritius", "nid", "national identity", "nic"},
	Labelled:    `[A-Za-z][0-9]{12}[0-9A-Za-z]`,
	CheckDigits: []int{0},
}
