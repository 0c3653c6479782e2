package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var sgDetectors = []*scanner.Detector{sgNRIC, sgPassport, sgUEN}

var sgNRIC = &scanner.Detector{
	Kind: "SG_NRIC_FIN", Name: "Singaporean identity and foreign identification number", Family: "national", Region: "sg",
	Doc:     "S, T (citizens, residents), F, G or M (foreigners), seven digits and a check letter.",
	Aliases: []string{"SINGAPORE_NATIONAL_REGISTRATION_ID_NUMBER", "Singapore:NRIC"},
	Source:  "Immigration & Checkpoints Authority of Singapore, NRIC and FIN (M series of 2022)",
	Patterns: []scanner.Pattern{
		{RE: `[STFGM][0-9]{7}[A-Z]`, Base: 0.3, Proven: 0.8},
		{RE: `[stfgm][0-9]{7}[a-z]`, Base: 0.2, Proven: 0.6},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 9 || !checksum.AllDigits(a[1:8]) {
			return scanner.Wrong
		}
		sum, letters := checksum.Weighted(a[1:8], 2, 7, 6, 5, 4, 3, 2), ""
		switch a[0] {
		case 'S':
			letters = "JZIHGFEDCBA"
		case 'T':
			sum, letters = sum+4, "JZIHGFEDCBA"
		case 'F':
			letters = "XWUTRQPNMLK"
		case 'G':
			sum, letters = sum+4, "XWUTRQPNMLK"
		case 'M':
			sum, letters = sum+3, "KLJNPQRTUWX"
			return worldVerdict(a[8] == letters[10-sum%11])
		default:
			return scanner.Wrong
		}
		return worldVerdict(a[8] == letters[sum%11])
	},
	Words: []string{
		"nric", "nric no", "nric number", "fin", "fin number", "fin no", "nric fin", "singapore nric", "singapore id", "singpass id", "national registration identity card", "foreign identification number", "nric passport no", "ic no",
	},
	Weak:        []string{"singapore", "singpass", "identity card", "work permit"},
	Labelled:    `[A-Za-z][0-9]{7}[A-Za-z]|[STFGMstfgm][Xx*]{4}[0-9]{3}[A-Za-z]`,
	CheckDigits: []int{0},
}

var sgPassport = &scanner.Detector{
	Kind: "SG_PASSPORT", Name: "Singaporean passport number", Family: "travel", Region: "sg",
	Doc:     "E or K, seven digits and a letter. Needs a word.",
	Aliases: []string{"SINGAPORE_PASSPORT", "Singapore:passport"},
	Source:  "Immigration & Checkpoints Authority of Singapore, biometric passport",
	Patterns: []scanner.Pattern{
		{RE: `[EKX][0-9]{7}[A-Z]`, Base: 0.15},
	},
	Words: []string{
		"singapore passport", "singaporean passport", "singapore passport number", "ica passport", "republic of singapore passport",
	},
	Weak:     []string{"passport", "passport number", "passport no", "singapore"},
	Labelled: `[A-Za-z][0-9]{7}[A-Za-z]`,
}

// The entity types in the tenth-form UEN.
const sgEntities = "CC CD CH CL CM CP CS CX DP FB FC FM FN GA GB GS HS LL LP MB MC MD MH MM MQ NB NR PA PB PF RF RP SM SS TC TU VH XL"

const sgUENAlphabet = "ABCDEFGHJKLMNPQRSTUVWX0123456789"

var sgUEN = &scanner.Detector{
	Kind: "SG_UEN", Name: "Singaporean unique entity number", Family: "company", Region: "sg", Off: true,
	Doc:     "Eight digits (businesses), nine (companies) or letter, year, entity type and four digits, with a check letter of its own table.",
	Aliases: []string{"sg.uen"},
	Source:  "Accounting and Corporate Regulatory Authority of Singapore, UEN",
	Patterns: []scanner.Pattern{
		{RE: `[RSTrst][0-9]{2}[A-Za-z]{2}[0-9]{4}[A-Za-z]`, Base: 0.2, Proven: 0.7},
		{RE: `(?:19|20)[0-9]{7}[A-Z]`, Base: 0.2, Proven: 0.55},
		{RE: `[0-9]{8}[A-Z]`, Base: 0.15, Proven: 0.5},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		switch {
		case len(a) == 9 && checksum.AllDigits(a[:8]):
			return worldVerdict(a[8] == "XMKECAWLJDB"[checksum.Weighted(a[:8], 10, 4, 9, 3, 8, 2, 7, 1)%11])
		case len(a) == 10 && checksum.AllDigits(a[:9]):
			y := checksum.Number(a[:4])
			return worldVerdict(y >= 1800 && y <= 2099 && a[9] == "ZKCMDNERGWH"[checksum.Weighted(a[:9], 10, 8, 6, 4, 9, 7, 5, 3, 1)%11])
		case len(a) == 10 && (a[0] == 'R' || a[0] == 'S' || a[0] == 'T') && checksum.AllDigits(a[1:3]) && checksum.AllDigits(a[5:9]) && worldHas(sgEntities, a[3:5]):
			weights := [9]int{4, 3, 5, 3, 10, 2, 2, 5, 7}
			sum := 0
			for i, w := range weights {
				sum += w * sgUENValue(a[i])
			}
			return worldVerdict(a[9] == sgUENAlphabet[(sum+6)%11]) // less 5, modulo 11
		}
		return scanner.Wrong
	},
	Words: []string{
		"uen", "uen no", "uen number", "unique entity number", "acra", "singapore uen", "entity number", "business registration number singapore", "roc no", "acra no",
	},
	Weak:        []string{"singapore", "pte ltd", "company registration"},
	Labelled:    `[0-9]{8,9}[A-Za-z]|[RSTrst][0-9]{2}[A-Za-z]{2}[0-9]{4}[A-Za-z]`,
	CheckDigits: []int{0},
}

func sgUENValue(c byte) int {
	for i := 0; i < len(sgUENAlphabet); i++ {
		if sgUENAlphabet[i] == c {
			return i
		}
	}
	return 0
}
