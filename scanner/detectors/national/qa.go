package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var qaDetectors = []*scanner.Detector{qaID}

var qaID = &scanner.Detector{
	Kind: "QA_ID", Name: "Qatari ID number", Family: "national", Region: "qa",
	Doc:     "Eleven digits: century, year of birth, the ISO number of the nation, sequence. Needs a word.",
	Aliases: []string{"Qatar:ID card"},
	Source:  "Ministry of Interior of Qatar, Qatar ID card",
	Patterns: []scanner.Pattern{
		{RE: `[23][0-9]{10}`, Base: 0.05},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || d[0] != '2' && d[0] != '3' {
			return scanner.Wrong
		}
		n := checksum.Number(d[3:6])
		return worldPlausible(n >= 4 && n <= 894)
	},
	Words: []string{
		"qid", "qid number", "qid no", "qatar id", "qatari id", "qatar id number", "qatar id card", "qatar resident permit", "رقم البطاقة الشخصية", "البطاقة الشخصية", "الرقم الشخصي", "البطاقة الشخصية القطرية",
	},
	Weak:     []string{"qatar", "qatari", "هوية", "بطاقة"},
	Labelled: `[0-9]{11}`,
}
