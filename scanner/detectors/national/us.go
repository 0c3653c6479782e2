package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var usDetectors = []*scanner.Detector{
	usSSN, usITIN, usABARouting, usDriverLicense, usPassport, usNPI, usDEA, usMBI, usHICN, usEIN, usATIN, usPTIN, usZIP, usDoDID,
}

var usSSN = &scanner.Detector{
	Kind: "US_SSN", Name: "US Social Security number", Family: "national", Region: "us",
	Doc:     "Nine digits, 3-2-4. Written with dashes it is this kind even where the area was never assigned; bare digits need a word and the numbering plan.",
	Aliases: []string{"US_SOCIAL_SECURITY_NUMBER", "USA_SOCIAL_SECURITY_NUMBER", "US:SSN", "us.ssn", "us.tin"},
	Source:  "Social Security Administration, POMS RM 10201 (numbering scheme, randomization of 2011)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3}-[0-9]{2}-[0-9]{4}`, Base: 0.6, Proven: 0.85},
		{RE: `[0-9]{3} [0-9]{2} [0-9]{4}`, Base: 0.3, Proven: 0.6},
		{RE: `[0-9]{3}\.[0-9]{2}\.[0-9]{4}`, Base: 0.3, Proven: 0.6},
		{RE: `[0-9]{9}`, Base: 0.1, Proven: 0.15},
	},
	Check:    usSSNCheck,
	Reserved: usSSNReserved,
	Words: []string{
		"ssn", "ssns", "ssn number", "social security number", "social security no", "social security num", "social security", "social sec", "soc sec", "soc sec no",
		"soc sec number", "ss number", "ss no", "ssnum", "ssn no", "ssn last", "ssn full", "patient ssn", "employee ssn", "social security card", "social security nbr", "ssa number", "us ssn",
		"tax id ssn", "ssn tin", "numero de seguro social", "numero de seguridad social", "seguro social", "numéro de sécurité sociale américain", "us sozialversicherungsnummer",
	},
	Weak:     []string{"social", "taxpayer", "tin"},
	Labelled: `[0-9]{3}[-. ]?[0-9]{2}[-. ]?[0-9]{4}|[Xx*]{3}-[Xx*]{2}-[0-9]{4}`,
}

// usITINGroup is the range of the fourth and fifth digit of an ITIN, by the
// IRS: 50-65, 70-88, 90-92, 94-99.
func usITINGroup(g int) bool {
	return g >= 50 && g <= 65 || g >= 70 && g <= 88 || g >= 90 && g <= 92 || g >= 94 && g <= 99
}

func usSSNCheck(v []byte) scanner.Verdict {
	var b [16]byte
	d := checksum.Digits(b[:0], v)
	if len(d) == 4 { // the rest is masked
		return scanner.Unknown
	}
	if len(d) != 9 {
		return scanner.Wrong
	}
	area, group, serial := checksum.Number(d[:3]), checksum.Number(d[3:5]), checksum.Number(d[5:])
	switch {
	case group == 0 || serial == 0:
		return scanner.Wrong
	case area == 0 || area == 666 || area >= 900:
		// Never assigned, or an ITIN, which is surer of itself than this; only
		// dashes say that it was meant as one.
		return worldPlausible(worldHasByte(v, '-'))
	}
	return scanner.Proven
}

func usSSNReserved(v []byte) bool {
	var b [16]byte
	d := checksum.Digits(b[:0], v)
	if len(d) != 9 {
		return false
	}
	switch string(d) {
	case "078051120", "219099999": // printed on a wallet's insert, in a pamphlet
		return true
	}
	return string(d[:8]) == "98765432" || checksum.AllSame(d) // 987-65-4320 to -4329: for advertisements
}

var usITIN = &scanner.Detector{
	Kind: "US_ITIN", Name: "US Individual Taxpayer Identification Number", Family: "national", Region: "us",
	Doc:     "Nine digits from 900 on whose fourth and fifth digit are in the ranges that the IRS uses. Bare digits need a word.",
	Aliases: []string{"US_INDIVIDUAL_TAXPAYER_IDENTIFICATION_NUMBER", "USA_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER", "US:ITIN", "us.itin"},
	Source:  "Internal Revenue Service, IRM 3.21.263 (ITIN ranges)",
	Patterns: []scanner.Pattern{
		{RE: `9[0-9]{2}-[5-9][0-9]-[0-9]{4}`, Base: 0.6, Proven: 0.85},
		{RE: `9[0-9]{2} [5-9][0-9] [0-9]{4}`, Base: 0.3, Proven: 0.55},
		{RE: `9[0-9]{2}[5-9][0-9]{5}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 9 || d[0] != '9' {
			return scanner.Wrong
		}
		return worldVerdict(usITINGroup(worldPair(d[3:])))
	},
	Reserved: usSSNReserved,
	Words: []string{
		"itin", "itins", "itin number", "itin no", "individual taxpayer identification number", "individual taxpayer id", "individual tax id", "individual tax identification number", "us itin", "irs itin",
		"numero de identificacion personal del contribuyente",
	},
	Weak:     []string{"taxpayer", "tax id", "tin", "irs"},
	Labelled: `[0-9]{3}[-. ]?[0-9]{2}[-. ]?[0-9]{4}`,
}

var usABARouting = &scanner.Detector{
	Kind: "US_ABA_ROUTING", Name: "US bank routing number", Family: "finance", Region: "us",
	Doc:     "Nine digits with a Federal Reserve prefix and a weighted check digit. Stands alone only in the form 4-4-1.",
	Aliases: []string{"ABA_ROUTING_NUMBER", "US_BANK_ROUTING_MICR", "US:ABA routing", "us.rtn"},
	Source:  "American Bankers Association, Routing Number Policy; ANSI X9.27",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{4}-[0-9]{4}-[0-9]`, Base: 0.1, Proven: 0.65},
		{RE: `[0-9]{9}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 9 {
			return scanner.Wrong
		}
		p := worldPair(d)
		ok := p <= 12 || p >= 21 && p <= 32 || p >= 61 && p <= 72 || p == 80
		return worldVerdict(ok && !checksum.AllSame(d) && checksum.Weighted(d, 3, 7, 1)%10 == 0)
	},
	Words: []string{
		"routing number", "routing no", "routing num", "routing nbr", "aba", "aba number", "aba no", "aba routing", "aba routing number", "routing transit number", "rtn", "transit routing number",
		"bank routing", "bank routing number", "ach routing", "ach routing number", "wire routing", "routing code", "aba rtn", "micr", "abarouting",
	},
	Weak:        []string{"routing", "bank", "ach", "checking", "wire"},
	Labelled:    `[0-9]{4}-[0-9]{4}-[0-9]|[0-9]{9}`,
	CheckDigits: []int{0},
}

var usDriverLicense = &scanner.Detector{
	Kind: "US_DRIVER_LICENSE", Name: "US driver's license number", Family: "national", Region: "us",
	Doc:     "The states' forms, from seven digits to a letter and 14 digits. Found behind a label or in a column; the dashed forms of some states also near a word.",
	Aliases: []string{"US_DRIVERS_LICENSE_NUMBER", "US:DL"},
	Source:  "American Association of Motor Vehicle Administrators, formats published by the states",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z][0-9]{3}-[0-9]{4}-[0-9]{4}`, Base: 0.2},                        // Illinois
		{RE: `[A-Z][0-9]{3}-[0-9]{4}-[0-9]{4}-[0-9]{2}`, Base: 0.25},              // Wisconsin
		{RE: `[A-Z][0-9]{3}-[0-9]{3}-[0-9]{2}-[0-9]{3}-[0-9]`, Base: 0.25},        // Florida
		{RE: `[A-Z][- ][0-9]{3}[- ][0-9]{3}[- ][0-9]{3}[- ][0-9]{3}`, Base: 0.25}, // Maryland, Michigan
		{RE: `[A-Z][0-9]{4} [0-9]{5} [0-9]{5}`, Base: 0.25},                       // New Jersey
		{RE: `[A-Z][0-9]{2}-[0-9]{2}-[0-9]{4}`, Base: 0.15},                       // Kansas
	},
	Words: []string{
		"driver license", "drivers license", "driver license number", "drivers license number", "drivers license no", "driver license no", "driver lic", "drivers lic", "drivers license num",
		"dl number", "dl no", "dln", "dl num", "us driver license", "us drivers license", "state drivers license", "license state id", "dmv license", "operator license number",
		"state id number", "state issued id", "driver id number", "driverlicense", "driverslicense", "commercial drivers license", "cdl number", "licencia de conducir",
	},
	Weak:         []string{"license", "license number", "lic", "dmv", "driver", "dl", "cdl"},
	LabelledFind: worldToken(5, 19, 4),
}

var usPassport = &scanner.Detector{
	Kind: "US_PASSPORT", Name: "US passport number", Family: "travel", Region: "us",
	Doc:     "Nine digits, or a letter and eight digits (next generation passport, passport card). Needs a word.",
	Aliases: []string{"USA_PASSPORT_NUMBER", "US:US/UK passport"},
	Source:  "US Department of State, Next Generation Passport",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z][0-9]{8}`, Base: 0.1},
		{RE: `[0-9]{9}`, Base: 0.05},
	},
	Words: []string{
		"us passport", "us passport number", "us passport no", "u s passport", "usa passport", "american passport", "united states passport", "passport card number", "passport book number",
	},
	Weak:     []string{"passport", "passport number", "passport no", "travel document"},
	Labelled: `[A-Za-z]?[0-9]{8,9}`,
}

var usNPI = &scanner.Detector{
	Kind: "US_NPI", Name: "US National Provider Identifier", Family: "health", Region: "us",
	Doc:     "Ten digits beginning with 1 or 2 whose Luhn digit is computed behind the prefix 80840. Bare digits need a word.",
	Aliases: []string{"US_HEALTHCARE_NPI", "USA_NATIONAL_PROVIDER_IDENTIFIER"},
	Source:  "45 CFR 162.406; CMS, Requirements for NPI and NPI Check Digit",
	Patterns: []scanner.Pattern{
		{RE: `[12][0-9]{3}-[0-9]{3}-[0-9]{3}`, Base: 0.1, Proven: 0.6},
		{RE: `[12][0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.1, Proven: 0.5},
		{RE: `[12][0-9]{9}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		d := checksum.Digits(append(b[:0], "80840"...), v)
		if len(d) != 15 || d[5] != '1' && d[5] != '2' {
			return scanner.Wrong
		}
		return worldVerdict(!checksum.AllSame(d[5:14]) && checksum.Luhn(d))
	},
	Words: []string{
		"npi", "npi number", "npi no", "national provider identifier", "national provider id", "national provider number", "provider npi", "rendering npi", "billing npi", "prescriber npi", "provider identifier",
		"physician npi", "rendering provider", "billing provider", "referring npi", "hcp npi",
	},
	Weak:        []string{"nppes", "taxonomy code", "individual provider"},
	Labelled:    `[0-9]{4}[- ]?[0-9]{3}[- ]?[0-9]{3}`,
	CheckDigits: []int{0},
}

var usDEA = &scanner.Detector{
	Kind: "US_DEA", Name: "US DEA registration number", Family: "health", Region: "us",
	Doc:     "A registrant letter, a letter of the name or 9, seven digits of which the last is a check digit. Needs a word, for one in ten passes.",
	Aliases: []string{"MEDICAL_LICENSE", "US_DEA_NUMBER", "US_DRUG_ENFORCEMENT_AGENCY_NUMBER", "US:DEA"},
	Source:  "Drug Enforcement Administration, Diversion Control Division, registration numbers",
	Patterns: []scanner.Pattern{
		{RE: `[ABCDEFGHJKLMPRSTUXabcdefghjklmprstux][A-Za-z9][0-9]{7}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		if len(v) != 9 {
			return scanner.Wrong
		}
		d := v[2:]
		odd, even := checksum.Weighted(d[:6], 1, 0), checksum.Weighted(d[:6], 0, 1)
		if odd < 0 || d[6] < '0' || d[6] > '9' || checksum.AllSame(d) {
			return scanner.Wrong
		}
		return worldVerdict((odd+2*even)%10 == int(d[6]-'0'))
	},
	Words: []string{
		"dea", "dea number", "dea no", "dea registration", "dea registration number", "dea license", "dea reg", "dea id", "drug enforcement administration", "prescriber dea", "physician dea", "medical license",
		"medical license number", "prescriber license",
	},
	Weak:        []string{"prescriber", "controlled substance", "controlled substances"},
	Labelled:    `[A-Za-z][A-Za-z9] ?[0-9]{7}`,
	CheckDigits: []int{0},
}

// The letters of an MBI leave out S, L, O, I, B and Z.
const usMBILetters = `[AC-HJKMNP-RT-Yac-hjkmnp-rt-y]`

const usMBIAny = `[AC-HJKMNP-RT-Yac-hjkmnp-rt-y0-9]`

var usMBI = &scanner.Detector{
	Kind: "US_MBI", Name: "US Medicare Beneficiary Identifier", Family: "health", Region: "us",
	Doc:     "Eleven characters, each place with its own alphabet, often written 4-3-4. The form alone is telling; there is no check digit.",
	Aliases: []string{"US_MEDICARE_BENEFICIARY_ID_NUMBER", "USA_MEDICARE_BENEFICIARY_IDENTIFIER", "US:MBI"},
	Source:  "Centers for Medicare & Medicaid Services, Understanding the Medicare Beneficiary Identifier (MBI) Format",
	Patterns: []scanner.Pattern{
		{RE: `[1-9]` + usMBILetters + usMBIAny + `[0-9]-` + usMBILetters + usMBIAny + `[0-9]-` + usMBILetters + usMBILetters + `[0-9]{2}`, Base: 0.8},
		{RE: `[1-9]` + usMBILetters + usMBIAny + `[0-9]` + usMBILetters + usMBIAny + `[0-9]` + usMBILetters + usMBILetters + `[0-9]{2}`, Base: 0.5},
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		switch string(checksum.Alnum(b[:0], v)) {
		case "1EG4TE5MK72", "1EG4TE5MK73", "1EG4TE5MK74": // on the specimen cards of CMS
			return true
		}
		return false
	},
	Words: []string{
		"mbi", "mbi number", "medicare beneficiary identifier", "medicare beneficiary id", "medicare beneficiary number", "medicare id", "medicare id number", "medicare number", "medicare no", "medicare card number",
		"beneficiary identifier",
	},
	Weak:     []string{"medicare", "beneficiary", "cms"},
	Labelled: `[1-9][A-Za-z][A-Za-z0-9][0-9][- ]?[A-Za-z][A-Za-z0-9][0-9][- ]?[A-Za-z]{2}[0-9]{2}`,
}

var usHICN = &scanner.Detector{
	Kind: "US_HICN", Name: "US Medicare health insurance claim number", Family: "health", Region: "us",
	Doc:     "A Social Security number with a beneficiary code of one letter and perhaps a letter or digit, or the railroad board's letters before six or nine digits. Needs a word.",
	Aliases: []string{"USA_HEALTH_INSURANCE_CLAIM_NUMBER"},
	Source:  "Centers for Medicare & Medicaid Services, Medicare Claims Processing Manual, chapter 2 (beneficiary identification codes)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3}-[0-9]{2}-[0-9]{4}-?[ABCDEFJKMTWabcdefjkmtw][0-9A-Za-z]?`, Base: 0.4},
		{RE: `[0-9]{9}[ABCDEFJKMTW][0-9A-Z]?`, Base: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) > 0 && a[0] > '9' { // railroad board: A to WD, then a number
			return scanner.Unknown
		}
		if len(a) < 10 || len(a) > 11 || a[9] <= '9' {
			return scanner.Wrong
		}
		return worldPlausible(usSSNCheck(a[:9]) != scanner.Wrong)
	},
	Words: []string{
		"hicn", "hic number", "hic no", "health insurance claim number", "health insurance claim no", "medicare claim number", "medicare hicn", "medicare claim no", "medicare health insurance claim number",
	},
	Weak:     []string{"medicare", "claim number", "beneficiary"},
	Labelled: `[0-9]{3}-?[0-9]{2}-?[0-9]{4}-?[A-Za-z][0-9A-Za-z]?|[A-Za-z]{1,3}-?(?:[0-9]{9}|[0-9]{6})`,
}

var usEIN = &scanner.Detector{
	Kind: "US_EIN", Name: "US Employer Identification Number", Family: "company", Region: "us",
	Doc:     "Nine digits, 2-7, with a prefix that the IRS assigns; sole proprietors have one, too. Needs a word.",
	Aliases: []string{"US_EMPLOYER_IDENTIFICATION_NUMBER", "us.ein"},
	Source:  "Internal Revenue Service, How EINs are assigned and valid EIN prefixes",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}-[0-9]{7}`, Base: 0.15},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 9 {
			return scanner.Wrong
		}
		const none = "00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97"
		return worldPlausible(!worldHas(none, d[:2]))
	},
	Words: []string{
		"ein", "fein", "ein number", "ein no", "employer identification number", "employer id number", "employer id no", "employer identification no", "federal tax id", "federal tax id number",
		"federal employer identification number", "federal employer id", "federal tax identification number", "federal id number", "irs ein", "employer tax id", "business tax id",
	},
	Weak:     []string{"irs", "tax id", "employer", "taxpayer identification number"},
	Labelled: `[0-9]{2}-?[0-9]{7}`,
}

var usATIN = &scanner.Detector{
	Kind: "US_ATIN", Name: "US adoption taxpayer identification number", Family: "national", Region: "us",
	Doc:     "Nine digits from 900 on with 93 in the fourth and fifth place. Needs a word.",
	Aliases: []string{"US_ATIN_PTIN", "US_ADOPTION_TAXPAYER_IDENTIFICATION_NUMBER", "us.atin"},
	Source:  "Internal Revenue Service, Form W-7A and IRM 3.13.40",
	Patterns: []scanner.Pattern{
		{RE: `9[0-9]{2}-93-[0-9]{4}`, Base: 0.3},
		{RE: `9[0-9]{2}93[0-9]{4}`, Base: 0.1},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldPlausible(len(d) == 9 && d[0] == '9' && worldPair(d[3:]) == 93)
	},
	Words: []string{
		"atin", "atin number", "adoption taxpayer identification number", "adoption taxpayer id", "adoption tax id", "taxpayer identification number for pending adoptions",
	},
	Weak:     []string{"adoption", "taxpayer", "irs"},
	Labelled: `[0-9]{3}-?[0-9]{2}-?[0-9]{4}`,
}

var usPTIN = &scanner.Detector{
	Kind: "US_PTIN", Name: "US preparer tax identification number", Family: "national", Region: "us",
	Doc:     "The letter P and eight digits. Needs a word.",
	Aliases: []string{"US_PREPARER_TAXPAYER_IDENTIFICATION_NUMBER", "us.ptin"},
	Source:  "Internal Revenue Service, PTIN requirements for tax return preparers",
	Patterns: []scanner.Pattern{
		{RE: `[Pp][0-9]{8}`, Base: 0.15},
	},
	Words: []string{
		"ptin", "ptin number", "ptin no", "preparer tax identification number", "preparer tax id", "tax preparer id", "preparer tin", "paid preparer", "tax preparer number", "preparer s tax identification number",
	},
	Weak:     []string{"preparer", "irs", "tax return"},
	Labelled: `[Pp]-?[0-9]{8}`,
}

var usZIP = &scanner.Detector{
	Kind: "US_ZIP", Name: "US ZIP code", Family: "quasi", Region: "us",
	Doc:    "Five digits, or nine as 5-4, behind a label or in a column.",
	Source: "United States Postal Service, Publication 65",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{5}-[0-9]{4}`, Base: 0.15},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 5 && len(d) != 9 {
			return scanner.Wrong
		}
		return worldPlausible(checksum.Number(d[:5]) >= 501 && checksum.Number(d[:5]) <= 99950)
	},
	Words: []string{
		"zip", "zip code", "zipcode", "zip codes", "zip plus 4", "zip 4", "zip5", "zip9", "us zip", "postal zip", "zip postal code", "mailing zip", "billing zip", "shipping zip", "home zip", "codigo zip",
	},
	Weak:     []string{"postal code", "usps"},
	Labelled: `[0-9]{5}(?:-[0-9]{4})?`,
}

var usDoDID = &scanner.Detector{
	Kind: "US_DOD_ID", Name: "US Department of Defense ID number", Family: "national", Region: "us",
	Doc:     "Ten digits (EDIPI) behind a label or in a column.",
	Aliases: []string{"DOD_ID_NUMBER"},
	Source:  "DoD Instruction 1000.30",
	Words: []string{
		"dod id", "dod id number", "dod id no", "dod number", "edipi", "edi pi", "edipi number", "department of defense id", "cac id", "cac number", "electronic data interchange personal identifier", "dodid",
	},
	Labelled: `[0-9]{10}`,
}
