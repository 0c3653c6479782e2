package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var qaDetectors = []*scanner.Detector{qaID}

var qaID = &scanner.Detector{
	Kind: "QA_ID", Name: "Qatari ID number", Family: "national", Region: "qa",
	Doc:     "Eleven digits: century, year of birth, the ISO number of the nation, sequence. Found behind a label or in a column.",
	Aliases: []string{"Qatar:ID card"},
	Source:  "Ministry of Interior of Qatar, Qatar ID card",
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || d[0] != '2' && d[0] != '3' {
			return scanner.Wrong
		}
		return worldPlausible((d[0] == '2' || worldPair(d[1:]) < 40) && worldHas(qaNations, d[3:6]))
	},
	Words: []string{
		"qid", "qid number", "qid no", "qatar id", "qatari id", "qatar id number", "qatar id card", "qatar resident permit", "رقم البطاقة الشخصية", "البطاقة الشخصية", "الرقم الشخصي", "البطاقة الشخصية القطرية",
	},
	Labelled: `[0-9]{11}`,
}

// qaNations are the ISO 3166-1 numbers of the nations that nearly all
// residents of Qatar come from.
const qaNations = "634 356 586 050 524 608 144 818 400 422 760 275 736 729 887 364 368 682 414 048 784 512 788 504 012 434 792 826 840 124 250 276 380 724 528 036 554 710 404 566 288 231 232 706 800 360 458 764 156 392 410 704 104 004 643 804 642 616 300 372 752 578 208 246 056 040 756 620 076 032 170 484 120 686 466 148 478 174 262"
