package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var mzDetectors = []*scanner.Detector{mzNUIT}

var mzNUIT = &scanner.Detector{
	Kind: "MZ_NUIT", Name: "Mozambican tax identification number", Family: "national", Region: "mz",
	Doc:     "Nine digits with a weighted check digit, behind a label or in a column: nuit is also a word of French.",
	Aliases: []string{"mz.nuit"},
	Source:  "Autoridade Tributária de Moçambique, Número Único de Identificação Tributária",
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 9 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		return worldVerdict(d[8] == "01234567891"[checksum.Weighted(d[:8], 8, 9, 4, 5, 6, 7, 8, 9)%11])
	},
	Words: []string{
		"nuit", "nuit no", "número único de identificação tributária", "numero de nuit", "nuit mocambique", "mozambique tax id", "mozambican nuit", "nuit number", "contribuinte nuit",
	},
	Labelled:    `[0-9]{3}[. ]?[0-9]{3}[. ]?[0-9]{3}`,
	CheckDigits: []int{0},
}
