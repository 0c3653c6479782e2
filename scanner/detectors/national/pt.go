package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var ptDetectors = []*scanner.Detector{ptCC, ptNIF, ptNISS, ptNIB}

var ptCC = &scanner.Detector{
	Kind: "PT_CC", Name: "Portuguese citizen card number", Family: "national", Region: "pt",
	Doc:     "The civil identity number of eight digits with its check digit, two letters or digits of the version, and a Luhn digit over all, in which letters count from 10.",
	Aliases: []string{"PORTUGAL_CDC_NUMBER", "Portugal:citizen card", "pt.cc"},
	Source:  "Autenticação.gov, Validação de número de documento do Cartão de Cidadão",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{8} [0-9] [A-Z][A-Z0-9][0-9]`, Base: 0.3, Proven: 0.9},
		{RE: `[0-9]{8} [0-9][A-Z][A-Z0-9][0-9]`, Base: 0.3, Proven: 0.85},
		{RE: `[0-9]{8}-[0-9] ?[A-Z][A-Z0-9][0-9]`, Base: 0.3, Proven: 0.9},
		{RE: `[0-9]{9}[A-Z][A-Z0-9][0-9]`, Base: 0.15, Proven: 0.45},
		{RE: `[0-9]{9}[A-Z0-9]{2}[0-9]`, Base: 0.05, Proven: 0.05},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) == 8 || len(a) == 9 { // the civil identity number alone, behind a label
			return worldPlausible(checksum.AllDigits(a))
		}
		if len(a) != 12 || !checksum.AllDigits(a[:9]) || a[11] > '9' {
			return scanner.Wrong
		}
		sum := 0
		for i, c := range a {
			x := int(c - '0')
			if c >= 'A' {
				x = int(c-'A') + 10
			}
			if i%2 == 0 {
				if x *= 2; x > 9 {
					x -= 9
				}
			}
			sum += x
		}
		return worldVerdict(sum%10 == 0)
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		return string(checksum.Alnum(b[:0], v)) == "000000000ZZ4" // specimen
	},
	Words: []string{
		"cartão de cidadão", "cartao de cidadao", "cartão do cidadão", "número de cartão de cidadão", "nº cartão de cidadão", "cc nº", "número do cartão de cidadão", "nic", "número de identificação civil", "identificação civil", "nº identificação civil", "bilhete de identidade", "bi nº", "portuguese citizen card", "portuguese id card", "citizen card number", "nº do documento de identificação", "número de documento cartão de cidadão",
	},
	Weak:        []string{"cc", "bi", "cidadão", "documento", "identificação"},
	Labelled:    `[0-9]{8}[ -]?[0-9](?: ?[A-Za-z0-9]{2}[0-9])?|[0-9]{7,8}`,
	CheckDigits: []int{0},
}

// ptNIFOK judges the nine digits of a tax number.
func ptNIFOK(d []byte) bool {
	return len(d) == 9 && d[0] != '0' && (11-checksum.Weighted(d[:8], 9, 8, 7, 6, 5, 4, 3, 2)%11)%11%10 == int(d[8]-'0')
}

var ptNIF = &scanner.Detector{
	Kind: "PT_NIF", Name: "Portuguese tax number (NIF, contribuinte)", Family: "national", Region: "pt",
	Doc:     "Nine digits with a modulus 11 digit. Needs a word.",
	Aliases: []string{"Portugal:TIN", "pt.nif"},
	Source:  "Decreto-Lei 14/2013; Autoridade Tributária e Aduaneira",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9]{8}`, Base: 0.05, Proven: 0.3},
		{RE: `[1-9][0-9]{2} [0-9]{3} [0-9]{3}`, Base: 0.05, Proven: 0.3},
		{RE: `[1-9][0-9]{2}\.[0-9]{3}\.[0-9]{3}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(!checksum.AllSame(d) && ptNIFOK(d))
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		switch string(checksum.Digits(b[:0], v)) {
		case "123456789", "999999990": // of manuals; the final consumer without a number
			return true
		}
		return false
	},
	Words: []string{
		"nif", "contribuinte", "número de contribuinte", "numero de contribuinte", "nº contribuinte", "nº de contribuinte", "número de identificação fiscal", "contribuinte nº", "nif nº", "número fiscal", "nipc", "portuguese tax number", "portuguese nif", "identificação fiscal", "nif cliente", "contribuinte fiscal",
	},
	Weak:        []string{"finanças", "fatura", "fiscal", "tin"},
	Labelled:    `(?:PT ?)?[0-9]{3}[ .]?[0-9]{3}[ .]?[0-9]{3}`,
	CheckDigits: []int{0},
}

var ptNISS = &scanner.Detector{
	Kind: "PT_NISS", Name: "Portuguese social security number", Family: "national", Region: "pt",
	Doc:     "Eleven digits from 1 or 2 on, with a check digit over weights that are primes. Bare digits need a word.",
	Aliases: []string{"PORTUGAL_SOCIAL_SECURITY_NUMBER"},
	Source:  "Instituto da Segurança Social, número de identificação da Segurança Social",
	Patterns: []scanner.Pattern{
		{RE: `[12][0-9]{10}`, Base: 0.05, Proven: 0.42},
		{RE: `[12][0-9]{2} [0-9]{3} [0-9]{3} [0-9]{2}`, Base: 0.1, Proven: 0.5},
		{RE: `[12] [0-9]{3} [0-9]{3} [0-9]{3} [0-9]`, Base: 0.1, Proven: 0.5},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || d[0] != '1' && d[0] != '2' || checksum.AllSame(d) {
			return scanner.Wrong
		}
		return worldVerdict(9-checksum.Weighted(d[:10], 29, 23, 19, 17, 13, 11, 7, 5, 3, 2)%10 == int(d[10]-'0'))
	},
	Words: []string{
		"niss", "número de segurança social", "numero de seguranca social", "segurança social", "nº segurança social", "nº de segurança social", "número de identificação da segurança social", "número de beneficiário", "nº beneficiário", "beneficiário nº", "portuguese social security number", "número segurança social", "numero da seguranca social",
	},
	Weak:        []string{"beneficiário", "social security"},
	Labelled:    `[12][0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}|[12] [0-9]{3} [0-9]{3} [0-9]{3} [0-9]`,
	CheckDigits: []int{0},
}

var ptNIB = &scanner.Detector{
	Kind: "PT_NIB", Name: "Portuguese bank account (NIB)", Family: "finance", Region: "pt",
	Doc:     "Bank, branch, account and two check digits, 4-4-11-2, ISO 7064 MOD 97-10. Separated it stands alone, 21 bare digits need a word.",
	Aliases: []string{"PORTUGAL_NIB_NUMBER"},
	Source:  "Banco de Portugal, Número de Identificação Bancária",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{4} [0-9]{4} [0-9]{11} [0-9]{2}`, Base: 0.2, Proven: 0.9},
		{RE: `[0-9]{4}\.[0-9]{4}\.[0-9]{11}\.[0-9]{2}`, Base: 0.2, Proven: 0.9},
		{RE: `[0-9]{4}-[0-9]{4}-[0-9]{11}-[0-9]{2}`, Base: 0.2, Proven: 0.9},
		{RE: `[0-9]{4} [0-9]{4} [0-9]{4} [0-9]{4} [0-9]{4} [0-9]`, Base: 0.1, Proven: 0.8},
		{RE: `[0-9]{21}`, Base: 0.05, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 21 && checksum.Mod97(d) == 1 && string(d[:4]) != "0000")
	},
	Words: []string{
		"nib", "nº nib", "número de identificação bancária", "numero de identificacao bancaria", "nib nº", "número nib", "conta bancária", "nib conta", "nib number", "portuguese bank account", "nib do beneficiario",
	},
	Weak:        []string{"conta", "banco", "transferência"},
	Labelled:    `[0-9]{4}[ .-]?[0-9]{4}[ .-]?[0-9]{11}[ .-]?[0-9]{2}|[0-9]{4} [0-9]{4} [0-9]{4} [0-9]{4} [0-9]{4} [0-9]`,
	CheckDigits: []int{0, 1},
}
