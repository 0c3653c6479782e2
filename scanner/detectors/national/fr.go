package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var frDetectors = []*scanner.Detector{
	frNIR, frNIF, frPassport, frDriversLicense, frCNI, frHealthInsurance, frSIREN, frSIRET,
}

var frNIR = &scanner.Detector{
	Kind: "FR_NIR", Name: "French social security number (NIR)", Family: "national", Region: "fr",
	Doc:     "Sex, year and month of birth, département, commune, order and a key modulo 97: 15 characters. Stands alone where month and département are real.",
	Aliases: []string{"FRANCE_NIR", "FRANCE_NATIONAL_IDENTIFICATION_NUMBER", "France:INSEE/NIR", "fr.nir"},
	Source:  "INSEE, Répertoire national d'identification des personnes physiques; Décret 82-103",
	Patterns: []scanner.Pattern{
		{RE: `[1-478] [0-9]{2} [0-9]{2} [0-9][0-9ABab] [0-9]{3} [0-9]{3} [0-9]{2}`, Base: 0.4, Proven: 0.95},
		{RE: `[1-478] [0-9]{2} [0-9]{2} [0-9][0-9ABab] [0-9]{3} [0-9]{3}`, Base: 0.45},
		{RE: `[1-478]-[0-9]{2}-[0-9]{2}-[0-9][0-9ABab]-[0-9]{3}-[0-9]{3}[- .|/][0-9]{2}`, Base: 0.4, Proven: 0.9},
		{RE: `[1-478]\.[0-9]{2}\.[0-9]{2}\.[0-9][0-9ABab]\.[0-9]{3}\.[0-9]{3}[- .|/][0-9]{2}`, Base: 0.4, Proven: 0.9},
		{RE: `[1-478] [0-9]{2} [0-9]{2} [0-9][0-9ABab] [0-9]{3} [0-9]{3}[- .|/][0-9]{2}`, Base: 0.4, Proven: 0.9},
		{RE: `[12][0-9]{2}(?:0[1-9]|1[0-2])[0-9][0-9AB][0-9]{8}`, Base: 0.1, Proven: 0.45},
		{RE: `[1-478][0-9]{4}[0-9][0-9AB][0-9]{8}`, Base: 0.1, Proven: 0.4},
		{RE: `[12][0-9]{2}(?:0[1-9]|1[0-2])[0-9][0-9AB][0-9]{6} [0-9]{2}`, Base: 0.2, Proven: 0.6},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 13 && len(a) != 15 {
			return scanner.Wrong
		}
		// Corsica counts as 19 and 18.
		corsica := a[5] == '2' && (a[6] == 'A' || a[6] == 'B')
		if corsica {
			a[5], a[6] = '1', '9'-(a[6]-'A')
		}
		if !checksum.AllDigits(a) {
			return scanner.Wrong
		}
		month, departement := worldPair(a[3:]), worldPair(a[5:])
		// From 20 on the month of birth is not known.
		if a[0] == '0' || month < 1 || month > 12 && month < 20 || departement == 0 || !corsica && departement == 20 && worldPair(a[1:]) > 76 && a[0] < '3' {
			return scanner.Wrong
		}
		if len(a) == 13 {
			return scanner.Unknown
		}
		return worldVerdict(97-checksum.Mod(a[:13], 97) == worldPair(a[13:]))
	},
	Words: []string{
		"nir", "numéro de sécurité sociale", "n° de sécurité sociale", "n° sécurité sociale", "no sécurité sociale", "num sécurité sociale", "numéro sécu", "n° sécu", "num sécu", "numero secu", "sécurité sociale", "numéro d'assuré social",
		"numéro insee", "code insee nir", "n° insee", "numéro d'inscription au répertoire", "numéro ss", "n° ss", "no ss", "num ss", "matricule insee", "nss", "french social security number", "french social security", "french ssn", "insee number", "numéro d'assuré",
		"numéro d'immatriculation sécurité sociale", "n° d'assuré", "n° immatriculation ss", "insee", "france ssn", "nni", "numéro national d'identité", "sécu",
	},
	Weak:        []string{"assuré", "cpam", "ameli", "carte vitale", "social security", "mutuelle", "assurance maladie"},
	Labelled:    `[1-478][- .]?[0-9]{2}[- .]?[0-9]{2}[- .]?[0-9][0-9ABab][- .]?[0-9]{3}[- .]?[0-9]{3}(?:[- .|/]{0,3}[0-9]{2})?`,
	CheckDigits: []int{0, 1},
}

var frNIF = &scanner.Detector{
	Kind: "FR_NIF", Name: "French tax number (numéro fiscal, SPI)", Family: "national", Region: "fr",
	Doc:     "Thirteen digits from 0 to 3 on, the last three of which are the others modulo 511. Spaced it stands alone; bare digits need a word.",
	Aliases: []string{"FRANCE_TAX_IDENTIFICATION_NUMBER", "France:TIN", "fr.nif"},
	Source:  "Direction générale des Finances publiques, numéro fiscal de référence; European Commission, TIN algorithms",
	Patterns: []scanner.Pattern{
		{RE: `[0-3][0-9] [0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.2, Proven: 0.7},
		{RE: `[0-3][0-9]{3} [0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.15, Proven: 0.6},
		{RE: `[0-3][0-9]{12}`, Base: 0.05, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 13 && d[0] <= '3' && checksum.Number(d[:10]) > 0 && checksum.Mod(d[:10], 511) == checksum.Number(d[10:]))
	},
	Words: []string{
		"numéro fiscal", "n° fiscal", "no fiscal", "num fiscal", "numéro fiscal de référence", "numéro spi", "spi", "identifiant fiscal", "référence fiscale", "numéro de contribuable", "numéro d'identification fiscale", "numero fiscal déclarant",
		"french tax number", "french tax id", "french tin", "france tax id", "nif français", "n° de contribuable",
	},
	Weak:        []string{"impôts", "fiscal", "contribuable", "dgfip", "avis d'imposition", "nif", "tax"},
	Labelled:    `[0-3][0-9] ?[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}`,
	CheckDigits: []int{0, 1, 2},
}

var frPassport = euPassport("FR_PASSPORT", "fr", "French passport number", "Agence nationale des titres sécurisés, Décret 2005-1726",
	`[0-9]{2}[A-Z]{2}[0-9]{5}`, `[0-9]{2} ?[A-Za-z]{2} ?[0-9]{5}`, []string{"FRANCE_PASSPORT", "FRANCE_PASSPORT_NUMBER", "France:passport"},
	"passeport", "numéro de passeport", "n° de passeport", "n° passeport", "no passeport", "num passeport", "passeport n", "passeport français", "passeport biométrique", "french passport", "french passport number", "france passport", "titulaire du passeport")

var frDriversLicense = euLicence("FR_DRIVERS_LICENSE", "fr", "French driving licence number", "Agence nationale des titres sécurisés, permis de conduire",
	`[0-9]{2}[A-Za-z]{2}[0-9]{5}|[0-9]{12}|[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{6}`, []string{"FRANCE_DRIVERS_LICENSE_NUMBER", "FRANCE_DRIVERS_LICENSE", "France:DL"},
	"permis de conduire", "numéro de permis", "numéro permis", "numéro de permis de conduire", "n° de permis", "n° permis", "n° permis de conduire", "permis de conduire n", "numéro du permis", "no permis de conduire", "neph", "french driving licence", "french drivers license", "french driver license", "permis b n")

var frCNI = &scanner.Detector{
	Kind: "FR_CNI", Name: "French identity card number", Family: "national", Region: "fr",
	Doc:     "Twelve digits (year, month, département, serial), or nine letters and digits on the card of 2021. Found behind a label or in a column only.",
	Aliases: []string{"FRANCE_CNI", "France:CNI"},
	Source:  "Agence nationale des titres sécurisés, carte nationale d'identité; Décret 55-1397",
	Check:   euForm(4),
	Words: []string{
		"cni", "carte nationale d'identité", "carte d'identité", "numéro de carte d'identité", "n° de carte d'identité", "n° carte d'identité", "numéro cni", "n° cni", "cni n", "carte d'identité n", "cnie", "carte d'identité nationale",
		"french identity card", "french id card", "french national id card", "numéro de cni", "pièce d'identité n", "numéro carte nationale d'identité",
	},
	Labelled: `[0-9]{4}[0-9][0-9ABab][0-9]{6}|[A-Za-z][A-Za-z0-9]{8}|[0-9][A-Za-z0-9]{8}`,
}

var frHealthInsurance = &scanner.Detector{
	Kind: "FR_HEALTH_INSURANCE", Name: "French health insurance card number", Family: "health", Region: "fr",
	Doc:     "The 21 digits on the carte vitale, or the holder's NIR behind a label for it.",
	Aliases: []string{"FRANCE_HEALTH_INSURANCE_NUMBER", "France:health insurance"},
	Source:  "GIE SESAM-Vitale, carte Vitale",
	Words: []string{
		"carte vitale", "numéro carte vitale", "numéro de carte vitale", "n° carte vitale", "n° de carte vitale", "carte vitale n", "carte d'assuré social", "carte d'assurance maladie", "french health insurance", "french health insurance number",
		"french health card", "numéro d'assurance maladie", "n° assurance maladie", "vitale",
	},
	Labelled: `[0-9]{21}|[0-9]{10} ?[0-9]{10} ?[0-9]|[12] ?[0-9]{2} ?[0-9]{2} ?[0-9][0-9ABab] ?[0-9]{3} ?[0-9]{3}(?: ?[0-9]{2})?`,
}

var frSIREN = &scanner.Detector{
	Kind: "FR_SIREN", Name: "French company number (SIREN)", Family: "company", Region: "fr", Off: true,
	Doc:     "Nine digits with a Luhn check digit; sole traders have one, too. Needs a word.",
	Aliases: []string{"FR_SIREN_SIRET", "fr.siren"},
	Source:  "INSEE, Système d'identification du répertoire des entreprises",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.05, Proven: 0.3},
		{RE: `[0-9]{9}`, Base: 0.05, Proven: 0.25},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 9 && !checksum.AllSame(d) && checksum.Luhn(d))
	},
	Words: []string{
		"siren", "n° siren", "numéro siren", "siren n", "rcs", "registre du commerce", "no siren", "num siren", "code siren", "siren number", "immatriculée au rcs", "french company number",
	},
	Weak:        []string{"siret", "société", "entreprise", "sarl", "sas"},
	Labelled:    `[0-9]{3} ?[0-9]{3} ?[0-9]{3}`,
	CheckDigits: []int{0},
}

var frSIRET = &scanner.Detector{
	Kind: "FR_SIRET", Name: "French establishment number (SIRET)", Family: "company", Region: "fr", Off: true,
	Doc:     "A SIREN and five digits, Luhn over all 14; establishments of La Poste sum to a multiple of five. Needs a word.",
	Aliases: []string{"fr.siret"},
	Source:  "INSEE, Système d'identification du répertoire des établissements",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3} [0-9]{3} [0-9]{3} [0-9]{5}`, Base: 0.1, Proven: 0.45},
		{RE: `[0-9]{14}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 14 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		if string(d[:9]) == "356000000" {
			return worldVerdict(checksum.Luhn(d) || checksum.Weighted(d, 1)%5 == 0)
		}
		return worldVerdict(checksum.Luhn(d[:9]) && checksum.Luhn(d))
	},
	Words: []string{
		"siret", "n° siret", "numéro siret", "siret n", "no siret", "num siret", "code siret", "siret number", "french establishment number",
	},
	Weak:        []string{"siren", "établissement", "société", "entreprise"},
	Labelled:    `[0-9]{3} ?[0-9]{3} ?[0-9]{3} ?[0-9]{5}`,
	CheckDigits: []int{0},
}
