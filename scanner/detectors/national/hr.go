package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var hrDetectors = []*scanner.Detector{hrOIB}

var hrOIB = &scanner.Detector{
	Kind: "HR_OIB", Name: "Croatian personal identification number (OIB)", Family: "national", Region: "hr",
	Doc:     "Eleven digits with the check digit of ISO 7064 MOD 11,10, of people and companies. Behind HR it stands alone; bare digits need a word.",
	Aliases: []string{"CROATIA_PERSONAL_ID_NUMBER", "Croatia:OIB", "hr.oib"},
	Source:  "Porezna uprava, Zakon o osobnom identifikacijskom broju",
	Patterns: []scanner.Pattern{
		{RE: `HR ?[0-9]{11}`, Base: 0.2, Proven: 0.7},
		{RE: `[0-9]{11}`, Base: 0.05, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 11 && !checksum.AllSame(d) && checksum.Mod11_10(d))
	},
	Words: []string{
		"oib", "oib broj", "oib no", "oib number", "osobni identifikacijski broj", "osobnog identifikacijskog broja", "broj oib", "oib kupca", "oib korisnika", "oib pacijenta", "oib zaposlenika", "croatian personal identification number", "croatian oib", "croatian id", "croatian tax number",
	},
	Weak:        []string{"identifikacijski broj", "porezni broj", "pdv", "hrvatska", "croatia"},
	Labelled:    `(?:HR|hr)? ?[0-9]{11}`,
	CheckDigits: []int{0},
}
