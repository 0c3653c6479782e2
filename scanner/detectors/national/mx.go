package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var mxDetectors = []*scanner.Detector{mxCURP, mxRFC, mxCLABE, mxNSS, mxPassport}

// mxAlphabet numbers the characters of CURP and RFC; N with tilde, which
// stands behind it, is written 0x01 here.
const mxAlphabet = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ \x01"

var mxValues = worldValues(mxAlphabet)

func mxValue(c byte) int { return int(mxValues[c]) }

// mxCompact appends the characters of v that count, upper case.
func mxCompact(dst, v []byte) []byte {
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c == '&':
			dst = append(dst, c)
		case c >= 'a' && c <= 'z':
			dst = append(dst, c-'a'+'A')
		case c == 0xc3 && i+1 < len(v) && (v[i+1] == 0x91 || v[i+1] == 0xb1): // Ñ, ñ
			dst = append(dst, 1)
			i++
		}
	}
	return dst
}

// The federative entities of a CURP, and NE: born abroad.
const mxStates = "AS BC BS CC CH CL CM CS DF DG GR GT HG JC MC MN MS NE NL NT OC PL QR QT SL SP SR TC TL TS VZ YN ZS MX"

var mxCURP = &scanner.Detector{
	Kind: "MX_CURP", Name: "Mexican population registry code", Family: "national", Region: "mx",
	Doc:     "18 characters: letters of the name, date of birth, sex, state, consonants, a differentiator and a check digit.",
	Aliases: []string{"MEXICO_CURP_NUMBER", "Mexico:CURP", "mx.curp"},
	Source:  "Registro Nacional de Población, Instructivo Normativo para la Asignación de la CURP",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]`, Base: 0.4, Proven: 0.95},
		{RE: `[a-z]{4}[0-9]{6}[hmx][a-z]{5}[0-9a-z][0-9]`, Base: 0.4, Proven: 0.9},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		a := mxCompact(b[:0], v)
		if len(a) != 18 {
			return scanner.Wrong
		}
		sum := 0
		for i, c := range a[:17] {
			n := mxValue(c)
			if n < 0 {
				return scanner.Wrong
			}
			sum += n * (18 - i)
		}
		y := worldPair(a[4:])
		if a[16] >= '0' && a[16] <= '9' {
			y += 1900
		} else {
			y += 2000
		}
		ok := a[10] == 'H' || a[10] == 'M' || a[10] == 'X'
		ok = ok && checksum.AllDigits(a[4:10]) && checksum.Date(y, worldPair(a[6:]), worldPair(a[8:])) && worldHas(mxStates, a[11:13])
		return worldVerdict(ok && int(a[17]-'0') == (10-sum%10)%10)
	},
	Words: []string{
		"curp", "clave única de registro de población", "clave unica de registro", "curp number", "registro de poblacion", "clave curp", "mexican curp", "numero de curp",
	},
	Labelled:    `[A-Za-z]{4}[0-9]{6}[A-Za-z]{6}[0-9A-Za-z][0-9]`,
	CheckDigits: []int{0},
}

// mxImproper are beginnings that the authority replaces, for they are
// unseemly words.
const mxImproper = "BUEI BUEY CACA CACO CAGA CAGO CAKA CAKO COGE COJA COJE COJI COJO CULO FETO GUEY JOTO KACA KACO KAGA KAGO KAKA KOGE KOJO KULO MAME MAMO MEAR MEAS MEON MION MOCO MULA PEDA PEDO PENE PUTA PUTO QULO RATA RUIN"

var mxRFC = &scanner.Detector{
	Kind: "MX_RFC", Name: "Mexican taxpayer registry code", Family: "national", Region: "mx",
	Doc:     "Four letters (three for companies), a date and three characters of which the last is a check character; about one in 70 real codes fails it, so that a wrong one only lowers the score.",
	Aliases: []string{"MEXICO_INDIVIDUAL_RFC_NUMBER", "MEXICO_ORGANIZATION_RFC_NUMBER", "mx.rfc"},
	Source:  "Servicio de Administración Tributaria, estructura de la clave del RFC",
	Patterns: []scanner.Pattern{
		{RE: `(?:[A-Z]{4}|&[A-Z]{3}|[A-Z]&[A-Z]{2}|[A-Z]{2}&[A-Z])[0-9]{6}[A-Z0-9]{2}[0-9A]`, Base: 0.4, Proven: 0.7},
		{RE: `(?:[A-Z]{4}|&[A-Z]{3}|[A-Z]&[A-Z]{2}|[A-Z]{2}&[A-Z])[- ][0-9]{6}[- ][A-Z0-9]{2}[0-9A]`, Base: 0.45, Proven: 0.75},
		{RE: `(?:[A-Z]{3}|&[A-Z]{2}|[A-Z]&[A-Z])[0-9]{6}[A-Z0-9]{2}[0-9A]`, Base: 0.3, Proven: 0.55},
		{RE: `(?:[A-Z]{3}|&[A-Z]{2}|[A-Z]&[A-Z])[- ][0-9]{6}[- ][A-Z0-9]{2}[0-9A]`, Base: 0.4, Proven: 0.6},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		a := mxCompact(b[:0], v)
		n := len(a)
		if n != 10 && n != 12 && n != 13 {
			return scanner.Wrong
		}
		name := 4
		if n == 12 {
			name = 3
		}
		if !checksum.AllDigits(a[name:name+6]) || !checksum.Date(-1, worldPair(a[name+2:]), worldPair(a[name+4:])) {
			return scanner.Wrong
		}
		if name == 4 && worldHas(mxImproper, a[:4]) {
			return scanner.Wrong
		}
		for _, c := range a[:name] {
			if c >= '0' && c <= '9' {
				return scanner.Wrong
			}
		}
		if n == 10 {
			return scanner.Unknown
		}
		sum := 0
		if n == 12 {
			sum = mxValue(' ') * 13
		}
		for i, c := range a[:n-1] {
			sum += mxValue(c) * (n - i)
		}
		want := (11 - sum%11) % 11
		if mxValue(a[n-1]) == want {
			return scanner.Proven
		}
		return scanner.Unknown
	},
	Reserved: func(v []byte) bool {
		var b [24]byte
		switch string(mxCompact(b[:0], v)) {
		case "XAXX010101000", "XEXX010101000": // general public, foreigners
			return true
		}
		return false
	},
	Words: []string{
		"rfc", "registro federal de contribuyentes", "rfc con homoclave", "clave rfc", "rfc number", "rfc emisor", "rfc receptor", "mexican tax id", "clave del rfc", "homoclave",
	},
	Weak:        []string{"contribuyente", "factura", "cfdi"},
	Labelled:    `(?:[A-Za-z&]|Ñ|ñ){3,4}[- ]?[0-9]{6}(?:[- ]?[A-Za-z0-9]{3})?`,
	CheckDigits: []int{0},
}

var mxCLABE = &scanner.Detector{
	Kind: "MX_CLABE", Name: "Mexican interbank account number", Family: "finance", Region: "mx",
	Doc:    "18 digits: bank, place, account and a weighted check digit. Bare digits need a word.",
	Source: "Asociación de Bancos de México, CLABE; Banco de México, catálogo de participantes del SPEI",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3} [0-9]{3} [0-9]{11} [0-9]`, Base: 0.1, Proven: 0.7},
		{RE: `[0-9]{3}-[0-9]{3}-[0-9]{11}-[0-9]`, Base: 0.1, Proven: 0.7},
		{RE: `[0-9]{18}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 18 || !worldHas(mxBanks, d[:3]) {
			return scanner.Wrong
		}
		sum, w := 0, [3]int{3, 7, 1}
		for i, c := range d[:17] {
			sum += int(c-'0') * w[i%3] % 10
		}
		return worldVerdict(int(d[17]-'0') == (10-sum%10)%10)
	},
	Words: []string{
		"clabe", "clabe interbancaria", "cuenta clabe", "clave bancaria estandarizada", "clabe number", "clabe account", "numero clabe", "cuenta interbancaria",
	},
	Weak:        []string{"cuenta", "banco", "transferencia", "spei", "interbancaria"},
	Labelled:    `[0-9]{3}[- ]?[0-9]{3}[- ]?[0-9]{11}[- ]?[0-9]`,
	CheckDigits: []int{0},
}

// mxBanks are the first three digits of a CLABE in use.
const mxBanks = "002 006 009 012 014 019 021 022 030 036 037 042 044 058 059 060 062 072 102 103 106 108 110 112 113 116 124 126 127 128 129 130 131 132 133 134 135 136 137 138 139 140 141 143 145 147 148 149 150 151 152 153 154 155 156 157 158 159 160 166 167 168 600 601 602 605 606 607 608 610 613 614 615 616 617 618 619 620 621 622 623 626 627 628 629 630 631 632 633 634 636 637 638 640 642 646 647 648 649 651 652 653 655 656 659 661 670 677 680 683 684 685 686 689 699 703 706 710 714 715 720 721 722 723 727 728 730 732 734 738 812 846 901 902"

var mxNSS = &scanner.Detector{
	Kind: "MX_NSS", Name: "Mexican social security number", Family: "national", Region: "mx",
	Doc:    "Eleven digits with a Luhn digit; written 2-2-2-4-1 it stands alone, bare it needs a word.",
	Source: "Instituto Mexicano del Seguro Social, número de seguridad social",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}-[0-9]{2}-[0-9]{2}-[0-9]{4}-[0-9]`, Base: 0.2, Proven: 0.65},
		{RE: `[0-9]{2} [0-9]{2} [0-9]{2} [0-9]{4} [0-9]`, Base: 0.1, Proven: 0.4},
		{RE: `[0-9]{11}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 11 && !checksum.AllSame(d) && checksum.Luhn(d))
	},
	Words: []string{
		"nss", "numero de seguridad social", "número de seguro social", "numero de afiliacion imss", "nss imss", "imss", "numero imss", "afiliacion imss", "seguro social imss",
	},
	Weak:        []string{"seguro social", "afiliacion", "issste"},
	Labelled:    `[0-9]{2}[- ]?[0-9]{2}[- ]?[0-9]{2}[- ]?[0-9]{4}[- ]?[0-9]`,
	CheckDigits: []int{0},
}

var mxPassport = &scanner.Detector{
	Kind: "MX_PASSPORT", Name: "Mexican passport number", Family: "travel", Region: "mx",
	Doc:     "A letter and eight digits, or older nine or eleven digits. Needs a word.",
	Aliases: []string{"MEXICO_PASSPORT"},
	Source:  "Secretaría de Relaciones Exteriores, pasaporte ordinario",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z][0-9]{8}`, Base: 0.1},
	},
	Words: []string{
		"pasaporte mexicano", "pasaporte de mexico", "mexican passport", "mexico passport", "numero de pasaporte mexicano", "mexican passport number", "pasaporte mexicano no",
	},
	Weak:     []string{"pasaporte", "passport", "numero de pasaporte"},
	Labelled: `[A-Za-z][0-9]{8}|[0-9]{8,11}`,
}
