package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var pkDetectors = []*scanner.Detector{pkCNIC}

var pkCNIC = &scanner.Detector{
	Kind: "PK_CNIC", Name: "Pakistani computerized national identity card number", Family: "national", Region: "pk",
	Doc:     "13 digits, 5-7-1: the first is a province, the last tells the sex. Stands alone with dashes; bare digits need a word.",
	Aliases: []string{"pk.cnic"},
	Source:  "National Database and Registration Authority, CNIC",
	Patterns: []scanner.Pattern{
		{RE: `[1-7][0-9]{4}-[0-9]{7}-[1-9]`, Base: 0.7},
		{RE: `[1-7][0-9]{4} [0-9]{7} [1-9]`, Base: 0.4},
		{RE: `[1-7][0-9]{11}[1-9]`, Base: 0.1},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldPlausible(len(d) == 13 && d[0] >= '1' && d[0] <= '7' && d[12] != '0' && !checksum.AllSame(d))
	},
	Words: []string{
		"cnic", "cnic no", "cnic number", "nic no", "nicop", "snic", "computerized national identity card", "computerised national identity card", "nadra", "pakistani id", "smart national identity card", "id card pakistan", "شناختی کارڈ", "شناختی کارڈ نمبر", "قومی شناختی کارڈ",
	},
	Weak:     []string{"nic", "identity card", "pakistan"},
	Labelled: `[0-9]{5}[- ]?[0-9]{7}[- ]?[0-9]`,
}
