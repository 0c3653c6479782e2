package national

import (
	"bytes"

	"sluice/scanner"
	"sluice/scanner/checksum"
)

var czDetectors = []*scanner.Detector{czRodneCislo, czBankAccount}

var czRodneCislo = &scanner.Detector{
	Kind: "CZ_SK_RODNE_CISLO", Name: "Czech and Slovak birth number (rodné číslo)", Family: "national", Region: "cz",
	Doc:     "Date of birth, 50 added to the month for women, a slash and four digits that make the number a multiple of 11; three digits until 1953. With its slash it stands alone.",
	Aliases: []string{"CZECHIA_PERSONAL_ID_NUMBER", "Czechia:personal number", "Slovakia:personal number", "cz.rc", "sk.rc"},
	Source:  "Zákon č. 133/2000 Sb. (Czechia); Zákon č. 301/1995 Z. z. (Slovakia)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}[0-8][0-9][0-3][0-9]/[0-9]{4}`, Base: 0.1, Proven: 0.75},
		{RE: `[0-5][0-9][0156][0-9][0-3][0-9]/[0-9]{3}`, Base: 0.35},
		{RE: `[0-9]{2}[0-8][0-9][0-3][0-9] [0-9]{4}`, Base: 0.1, Proven: 0.45},
		{RE: `[0-9]{2}[0-8][0-9][0-3][0-9]{5}`, Base: 0.1, Proven: 0.42},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 9 && len(d) != 10 {
			return scanner.Wrong
		}
		year, month := 1900+worldPair(d), worldPair(d[2:])
		switch {
		case len(d) == 10 && year < 1954:
			year += 100
		case len(d) == 9 && year >= 1980: // nobody born before 1880 has one
			year -= 100
		}
		if month > 50 {
			month -= 50
		}
		if month > 20 && year >= 2004 {
			month -= 20
		}
		if len(d) == 9 {
			return worldPlausible(year < 1954 && checksum.Date(year, month, worldPair(d[4:])))
		}
		// A remainder of 10 was written as 0 until 1985, rarely later.
		ok := checksum.Mod(d, 11) == 0 || year < 1990 && checksum.Mod(d[:9], 11) == 10 && d[9] == '0'
		return worldVerdict(ok && checksum.Date(year, month, worldPair(d[4:])))
	},
	Words: []string{
		"rodné číslo", "rodného čísla", "rodným číslem", "rodne cislo", "rč", "r č", "rč pacienta", "rodné č", "rod č", "rod číslo", "číslo rodné", "identifikační číslo pojištěnce", "číslo pojištěnce", "rodné číslo pacienta",
		"czech birth number", "slovak birth number", "czech personal number", "slovak personal number", "czech national id", "slovak national id", "birth number", "rc pacienta", "rodnecislo",
	},
	Weak:        []string{"narozen", "narozena", "nar", "narodený", "narodená", "bytem", "pacient", "pojištěnec"},
	Labelled:    `[0-9]{6} ?[/ ]? ?[0-9]{3,4}`,
	CheckDigits: []int{0},
}

// czBanks are the codes of banks in Czechia and in Slovakia.
const czBanks = "0100 0200 0300 0600 0710 0720 0800 0900 1100 1111 2010 2020 2060 2070 2100 2200 2220 2250 2260 2275 2600 2700 3000 3030 3050 3060 3100 3500 4000 4300 5200 5500 5600 5800 5900 6000 6100 6200 6210 6300 6363 6500 6700 6800 7300 7500 7910 7930 7950 7960 7970 7990 8030 8040 8050 8060 8090 8100 8120 8130 8150 8160 8170 8180 8190 8198 8200 8215 8220 8230 8240 8250 8255 8265 8270 8280 8291 8292 8293 8299 8320 8330 8370 8400 8410 8420"

var czBankAccount = &scanner.Detector{
	Kind: "CZ_BANK_ACCOUNT", Name: "Czech and Slovak bank account number", Family: "finance", Region: "cz",
	Doc:     "Prefix, number and bank code: 19-2000145399/0800. Both parts are weighted sums modulo 11, the bank must exist. Stands alone from six digits on.",
	Aliases: []string{"cz.bankaccount"},
	Source:  "Česká národní banka, vyhláška č. 169/2011 Sb.; Národná banka Slovenska",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2,6}-[0-9]{2,10}/[0-9]{4}`, Base: 0.2, Proven: 0.8},
		{RE: `[0-9]{6,10}/[0-9]{4}`, Base: 0.1, Proven: 0.6},
		{RE: `[0-9]{2,5}/[0-9]{4}`, Base: 0.02, Proven: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		number, bank, slash := bytes.Cut(bytes.TrimSpace(v), []byte{'/'})
		if !slash || len(bank) != 4 || !worldHas(czBanks, bank) {
			return scanner.Wrong
		}
		prefix, root, dash := bytes.Cut(number, []byte{'-'})
		if !dash {
			prefix, root = nil, number
		}
		if len(prefix) > 6 || len(root) > 10 || len(root) < 2 || dash && !czWeighted(prefix) {
			return scanner.Wrong
		}
		return worldVerdict(checksum.Number(root) > 0 && czWeighted(root))
	},
	Reserved: func(v []byte) bool { return string(v) == "19-2000145399/0800" }, // the example of the central bank
	Words: []string{
		"číslo účtu", "č účtu", "čú", "bankovní účet", "bankovní spojení", "účet č", "na účet", "z účtu", "cislo uctu", "číslo bankovního účtu", "bankové spojenie", "bankový účet", "č ú", "czech bank account", "slovak bank account", "czech account number", "účet",
	},
	Weak:     []string{"banka", "platba", "převod", "variabilní symbol", "account number"},
	Labelled: `(?:[0-9]{2,6}-)?[0-9]{2,10} ?/ ?[0-9]{4}`,
}

// czWeighted is the weighted sum modulo 11 of a part of an account number,
// right to left 1, 2, 4, 8, 5, 10, 9, 7, 3, 6.
func czWeighted(s []byte) bool {
	weights := [...]int{1, 2, 4, 8, 5, 10, 9, 7, 3, 6}
	if !checksum.AllDigits(s) || len(s) > len(weights) {
		return false
	}
	sum := 0
	for i, c := range s {
		sum += int(c-'0') * weights[len(s)-1-i]
	}
	return sum%11 == 0
}
