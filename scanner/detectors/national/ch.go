package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var chDetectors = []*scanner.Detector{chAHV}

var chAHV = &scanner.Detector{
	Kind: "CH_AHV", Name: "Swiss social insurance number (AHV, AVS)", Family: "national", Region: "ch",
	Doc:     "Thirteen digits from 756 on with the check digit of an EAN-13, written 756.NNNN.NNNN.NN.",
	Aliases: []string{"SWITZERLAND_SOCIAL_SECURITY_NUMBER", "Switzerland:AHV", "ch.ssn"},
	Source:  "Zentrale Ausgleichsstelle, AHVV Art. 133; GS1 General Specifications (check digit)",
	Patterns: []scanner.Pattern{
		{RE: `756\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}`, Base: 0.55, Proven: 0.95},
		{RE: `756[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]{2}`, Base: 0.4, Proven: 0.9},
		{RE: `756[0-9]{10}`, Base: 0.15, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 13 && string(d[:3]) == "756" && checksum.Weighted(d, 1, 3)%10 == 0)
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		switch string(checksum.Digits(b[:0], v)) {
		case "7569217076985", "7561234567897": // the authority's examples
			return true
		}
		return false
	},
	Words: []string{
		"ahv", "ahv nr", "ahv nummer", "ahvn13", "ahvn", "ahv nummer 13", "ahvnr", "ahv number", "avs", "n° avs", "no avs", "numéro avs", "numero avs", "navs13", "navs", "nss avs", "sozialversicherungsnummer", "swiss social security number", "numéro d'assuré", "numero di assicurato", "swiss ssn", "oasi number", "versichertennummer ahv", "numero d'assicurazione sociale", "ahv versichertennummer",
	},
	Weak:        []string{"assurance", "versicherung", "schweiz", "social security"},
	Labelled:    `756[ .-]?[0-9]{4}[ .-]?[0-9]{4}[ .-]?[0-9]{2}|[0-9]{3}\.[0-9]{2}\.[0-9]{3}\.[0-9]{3}`,
	CheckDigits: []int{0},
}
