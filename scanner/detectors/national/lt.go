package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var ltDetectors = []*scanner.Detector{ltAsmensKodas}

var ltAsmensKodas = &scanner.Detector{
	Kind: "LT_ASMENS_KODAS", Name: "Lithuanian personal code", Family: "national", Region: "lt",
	Doc:     "Eleven digits: sex and century, date of birth, serial, check digit modulo 11 in two passes; 9 stands where the date is not known. Stands alone for people born since 1900; Estonian codes look the same.",
	Aliases: []string{"Lithuania:personal code", "lt.asmens"},
	Source:  "Lietuvos Respublikos gyventojų registro įstatymas, asmens kodas",
	Patterns: []scanner.Pattern{
		{RE: `[3-6][0-9]{2}[01][0-9][0-3][0-9]{5}`, Base: 0.1, Proven: 0.45},
		{RE: `[129][0-9]{10}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) == 11 && d[0] == '9' {
			return worldVerdict(!checksum.AllSame(d) && checksum.Mod11TwoPass(d[:10], 9)%10 == int(d[10]-'0'))
		}
		return worldVerdict(balticCode(d))
	},
	Words: []string{
		"asmens kodas", "asmens kodo", "asmens kodu", "asmenskodas", "a k", "asmens kodas nr", "lithuanian personal code", "lithuanian personal number", "lithuanian national id", "lithuanian id", "personal code lithuania", "ak kodas", "gyventojo kodas",
	},
	Weak:        []string{"personal code", "gimimo data", "gimęs", "ak", "gimusi", "lithuania", "lietuva"},
	Labelled:    `[1-69][0-9]{10}`,
	CheckDigits: []int{0},
}
