package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var maDetectors = []*scanner.Detector{maCIN, maICE}

var maCIN = &scanner.Detector{
	Kind: "MA_CIN", Name: "Moroccan national identity card number", Family: "national", Region: "ma",
	Doc:    "One or two letters of the region and five to seven digits. Needs a word.",
	Source: "Direction générale de la Sûreté nationale, carte nationale d'identité électronique",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{1,2}[0-9]{6}`, Base: 0.05},
	},
	Words: []string{
		"cin", "cin n", "cin no", "numero cin", "n cin", "carte nationale", "carte d'identité nationale", "carte nationale d'identité", "cnie", "cine", "cin maroc", "moroccan id", "moroccan cin", "البطاقة الوطنية", "رقم البطاقة الوطنية", "رقم ب ت و",
	},
	Weak:     []string{"maroc", "morocco", "moroccan", "carte d'identité"},
	Labelled: `[A-Za-z]{1,2} ?[0-9]{4,7}`,
}

var maICE = &scanner.Detector{
	Kind: "MA_ICE", Name: "Moroccan common enterprise identifier", Family: "company", Region: "ma", Off: true,
	Doc:     "15 digits: enterprise, establishment and two check digits modulo 97.",
	Aliases: []string{"ma.ice"},
	Source:  "Direction générale des impôts, Identifiant Commun de l'Entreprise",
	Patterns: []scanner.Pattern{
		{RE: `00[0-9]{13}`, Base: 0.1, Proven: 0.5},
		{RE: `[0-9]{15}`, Base: 0.05, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 15 && !checksum.AllSame(d) && checksum.Mod(d, 97) == 0)
	},
	Words: []string{
		"ice", "ice no", "identifiant commun de l'entreprise", "identifiant commun", "numero ice", "ice maroc", "n ice",
	},
	Weak:        []string{"maroc", "patente", "registre du commerce"},
	Labelled:    `[0-9]{15}`,
	CheckDigits: []int{0, 1},
}
