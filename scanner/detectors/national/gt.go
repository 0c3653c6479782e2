package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var gtDetectors = []*scanner.Detector{gtNIT, gtCUI}

var gtNIT = &scanner.Detector{
	Kind: "GT_NIT", Name: "Guatemalan tax identification number", Family: "national", Region: "gt",
	Doc:     "Up to eleven digits and a check character, 0 to 9 or K. Needs a word.",
	Aliases: []string{"gt.nit"},
	Source:  "Superintendencia de Administración Tributaria, Factura Electrónica en Línea, reglas y validaciones",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{5,8}-[0-9Kk]`, Base: 0.1, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		n := len(a) - 1
		if n < 1 || n > 11 || !checksum.AllDigits(a[:n]) {
			return scanner.Wrong
		}
		sum := 0
		for i := 0; i < n; i++ {
			sum += int(a[i]-'0') * (n + 1 - i)
		}
		want := byte('0' + (11-sum%11)%11)
		if want == '0'+10 {
			want = 'K'
		}
		return worldVerdict(a[n] == want)
	},
	Words: []string{
		"nit guatemala", "nit guatemalteco", "nit sat", "guatemalan tax id", "nit", "nit no", "numero de identificacion tributaria", "nit cliente", "nit receptor", "nit emisor",
	},
	Weak:        []string{"contribuyente", "factura"},
	Labelled:    `[0-9]{4,11}-[0-9Kk]|[0-9]{5,11}[0-9Kk]`,
	CheckDigits: []int{0},
}

// gtTowns is how many municipalities each of the 22 departments has.
var gtTowns = [23]int{1: 17, 8, 16, 16, 14, 14, 19, 8, 24, 21, 10, 30, 33, 21, 8, 17, 14, 5, 11, 11, 7, 17}

var gtCUI = &scanner.Detector{
	Kind: "GT_CUI", Name: "Guatemalan identity code", Family: "national", Region: "gt",
	Doc:    "13 digits, 4-5-4: a number with its check digit, department and municipality.",
	Source: "Registro Nacional de las Personas, Código Único de Identificación",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{4} [0-9]{5} [0-9]{4}`, Base: 0.2, Proven: 0.7},
		{RE: `[0-9]{4}-[0-9]{5}-[0-9]{4}`, Base: 0.2, Proven: 0.7},
		{RE: `[0-9]{13}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 13 {
			return scanner.Wrong
		}
		dep, town := worldPair(d[9:]), worldPair(d[11:])
		if dep < 1 || dep > 22 || town < 1 || town > gtTowns[dep] {
			return scanner.Wrong
		}
		return worldVerdict(checksum.Weighted(d[:8], 2, 3, 4, 5, 6, 7, 8, 9)%11 == int(d[8]-'0'))
	},
	Words: []string{
		"cui", "dpi", "código único de identificación", "documento personal de identificación", "dpi no", "numero de dpi", "cui dpi", "dpi guatemala", "guatemalan id", "cui guatemala",
	},
	Weak:     []string{"renap", "identificacion"},
	Labelled: `[0-9]{4}[- ]?[0-9]{5}[- ]?[0-9]{4}`,
}
