package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var cuDetectors = []*scanner.Detector{cuNI}

var cuNI = &scanner.Detector{
	Kind: "CU_NI", Name: "Cuban identity number", Family: "national", Region: "cu",
	Doc:     "Eleven digits that begin with the date of birth; the seventh tells the century. Needs a word.",
	Aliases: []string{"cu.ni"},
	Source:  "Ministerio del Interior de Cuba, carné de identidad",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{11}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 {
			return scanner.Wrong
		}
		century := 2000
		switch {
		case d[6] == '9':
			century = 1800
		case d[6] <= '5':
			century = 1900
		}
		return worldVerdict(checksum.Date(century+worldPair(d), worldPair(d[2:]), worldPair(d[4:])))
	},
	Words: []string{
		"carné de identidad", "carnet de identidad", "numero de identidad permanente", "carnet identidad cuba", "cuban id", "identidad permanente", "carne identidad", "cuba carnet", "ni cubano",
	},
	Weak:     []string{"carnet", "identidad", "cuba"},
	Labelled: `[0-9]{11}`,
}
