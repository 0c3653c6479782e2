package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var bdDetectors = []*scanner.Detector{bdNID}

var bdNID = &scanner.Detector{
	Kind: "BD_NID", Name: "Bangladeshi national ID number", Family: "national", Region: "bd",
	Doc:    "Ten digits (smart card), 13, or 17 that begin with the year of birth. Found behind a label, 17 digits also near a word.",
	Source: "Bangladesh Election Commission, National Identity Registration Wing",
	Patterns: []scanner.Pattern{
		{RE: `(?:19|20)[0-9]{15}`, Base: 0.15},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		d := checksum.Digits(b[:0], v)
		switch len(d) {
		case 10, 13:
			return worldPlausible(!checksum.AllSame(d))
		case 17:
			y := checksum.Number(d[:4])
			return worldPlausible(y >= 1900 && y <= 2099)
		}
		return scanner.Wrong
	},
	Words: []string{
		"nid bangladesh", "bangladesh nid", "bangladeshi nid", "nid no", "nid number", "nid card", "smart nid", "bangladesh national id", "voter id bangladesh", "জাতীয় পরিচয়পত্র", "এনআইডি", "পরিচয়পত্র নম্বর", "জাতীয় পরিচয়পত্র নম্বর", "nid",
	},
	Weak:     []string{"national id", "bangladesh", "birth registration"},
	Labelled: `[0-9]{17}|[0-9]{13}|[0-9]{10}|[0-9]{3} [0-9]{3} [0-9]{4}`,
}
