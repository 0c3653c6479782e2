package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var gbDetectors = []*scanner.Detector{
	gbNINO, gbNHS, gbCHI, gbDrivingLicence, gbPassport, gbUTR, gbElectoralRoll, gbSortCodeAccount, gbPostcode, gbVehicleReg, gbUPN,
}

var gbNINO = &scanner.Detector{
	Kind: "UK_NINO", Name: "UK National Insurance number", Family: "national", Region: "gb",
	Doc:     "Two prefix letters of those in use, six digits, a suffix A to D. The suffix may be missing behind a label.",
	Aliases: []string{"UK_NATIONAL_INSURANCE_NUMBER", "UK:NINO"},
	Source:  "HM Revenue & Customs, National Insurance Manual NIM39110",
	Patterns: []scanner.Pattern{
		{RE: `[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] [0-9]{2} [0-9]{2} [0-9]{2} [A-D]`, Base: 0.3, Proven: 0.9},
		{RE: `[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]-[0-9]{2}-[0-9]{2}-[0-9]{2}-[A-D]`, Base: 0.3, Proven: 0.9},
		{RE: `[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] [0-9]{6} ?[A-D]`, Base: 0.3, Proven: 0.8},
		{RE: `[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6} ?[A-D]`, Base: 0.3, Proven: 0.6},
		{RE: `[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z][0-9]{6}[a-d]`, Base: 0.2, Proven: 0.4},
		{RE: `[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z] [0-9]{2} [0-9]{2} [0-9]{2} [a-d]`, Base: 0.3, Proven: 0.8},
		{RE: `[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}`, Base: 0.1, Proven: 0.1},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 8 && len(a) != 9 || !checksum.AllDigits(a[2:8]) || len(a) == 9 && (a[8] < 'A' || a[8] > 'D') {
			return scanner.Wrong
		}
		const first, second = "ABCEGHJKLMNOPRSTWXYZ", "ABCEGHJKLMNPRSTWXYZ"
		return worldVerdict(gbIn(first, a[0]) && gbIn(second, a[1]) && !worldHas("BG GB KN NK NT TN ZZ", a[:2]))
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		return len(a) >= 8 && a[0] == 'Q' && a[1] == 'Q' // HMRC's own example prefix
	},
	Words: []string{
		"nino", "national insurance number", "national insurance no", "national insurance", "ni number", "ni no", "nat ins no", "nat ins number", "nationalinsurancenumber", "ninumber", "insurance number uk", "uk nino",
		"national insurance num", "employee nino", "nino number", "ni num", "national ins number", "hmrc reference nino", "national insurance contributions number",
	},
	Weak:     []string{"hmrc", "paye", "payroll", "ni"},
	Labelled: `[A-Za-z]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}(?:[ -]?[A-Da-d])?`,
}

// gbIn reports whether set holds c.
func gbIn(set string, c byte) bool {
	for i := 0; i < len(set); i++ {
		if set[i] == c {
			return true
		}
	}
	return false
}

// gbMod11 is the check of NHS and CHI numbers: weights 10 to 2.
func gbMod11(d []byte) bool {
	return (11-checksum.Weighted(d[:9], 10, 9, 8, 7, 6, 5, 4, 3, 2)%11)%11 == int(d[9]-'0')
}

var gbNHS = &scanner.Detector{
	Kind: "UK_NHS", Name: "UK National Health Service number", Family: "health", Region: "gb",
	Doc:     "Ten digits, 3-3-4, with a modulus 11 digit. Needs a word: phone numbers look the same.",
	Aliases: []string{"UK_NATIONAL_HEALTH_SERVICE_NUMBER", "UK_NHS_NUMBER", "UK:NHS", "gb.nhs"},
	Source:  "NHS Data Dictionary, NHS NUMBER (modulus 11 algorithm)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3} [0-9]{3} [0-9]{4}`, Base: 0.1, Proven: 0.45},
		{RE: `[0-9]{3}-[0-9]{3}-[0-9]{4}`, Base: 0.1, Proven: 0.45},
		{RE: `[0-9]{10}`, Base: 0.05, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 10 && !checksum.AllSame(d) && gbMod11(d))
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 10 {
			return false
		}
		switch string(d) {
		case "9434765919", "9434765870", "1234567890": // printed in the documentation
			return true
		}
		return string(d[:3]) == "999" // test patients
	},
	Words: []string{
		"nhs", "nhs number", "nhs no", "nhs num", "nhs id", "national health service number", "national health service", "national health number", "national health service no", "nhsnumber", "patient nhs number", "nhs patient number",
		"health service number", "nhs identifier", "h c number", "health and care number",
	},
	Weak:        []string{"patient", "gp", "hospital", "clinic", "health number"},
	Labelled:    `[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}`,
	CheckDigits: []int{0},
}

var gbCHI = &scanner.Detector{
	Kind: "UK_CHI", Name: "Scottish Community Health Index number", Family: "health", Region: "gb",
	Doc:     "A birth date DDMMYY and four digits, the last a modulus 11 digit. Needs a word unless the date stands apart.",
	Aliases: []string{"SCOTLAND_COMMUNITY_HEALTH_INDEX_NUMBER"},
	Source:  "Public Health Scotland, Data Dictionary: CHI Number",
	Patterns: []scanner.Pattern{
		{RE: `[0-3][0-9][01][0-9][0-9]{2} [0-9]{4}`, Base: 0.1, Proven: 0.5},
		{RE: `[0-3][0-9][01][0-9][0-9]{7}`, Base: 0.05, Proven: 0.05}, // eleven digits are none
		{RE: `[0-3][0-9][01][0-9][0-9]{6}`, Base: 0.05, Proven: 0.42},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 10 && checksum.Date(-1, worldPair(d[2:]), worldPair(d)) && gbMod11(d))
	},
	Words: []string{
		"chi", "chi number", "chi no", "community health index", "community health index number", "chi num", "patient chi", "scottish health number", "nhs scotland number", "community health number",
	},
	Weak:        []string{"patient", "nhs scotland", "scotland"},
	Labelled:    `[0-9]{6}[ -]?[0-9]{4}`,
	CheckDigits: []int{0},
}

var gbDrivingLicence = &scanner.Detector{
	Kind: "UK_DRIVING_LICENCE", Name: "British driver number", Family: "national", Region: "gb",
	Doc:     "Sixteen characters: five of the surname, the birth date taken apart, initials, and three more. The issue number of two digits may follow.",
	Aliases: []string{"UK_DRIVERS_LICENSE_NUMBER", "UK_DRIVERS_LICENSE", "UK:DL"},
	Source:  "Driver and Vehicle Licensing Agency, INF45 (driver number)",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{2}[A-Z9]{3}[0-9]{6}[A-Z9]{2}[A-Z0-9][A-Z]{2}`, Base: 0.3, Proven: 0.9},
		{RE: `[A-Z]{2}[A-Z9]{3}[0-9]{6}[A-Z9]{2}[A-Z0-9][A-Z]{2} ?[0-9]{2}`, Base: 0.3, Proven: 0.9},
		{RE: `[A-Z]{2}[A-Z9]{3} [0-9]{6} [A-Z9]{2}[A-Z0-9][A-Z]{2}`, Base: 0.3, Proven: 0.9},
		{RE: `[A-Z]{2}[A-Z9]{3} [0-9]{6} [A-Z9]{2}[A-Z0-9][A-Z]{2} [0-9]{2}`, Base: 0.3, Proven: 0.9},
		{RE: `[a-z]{2}[a-z9]{3}[0-9]{6}[a-z9]{2}[a-z0-9][a-z]{2}`, Base: 0.2, Proven: 0.6},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 16 && len(a) != 18 || !checksum.AllDigits(a[5:11]) || len(a) == 18 && !checksum.AllDigits(a[16:]) {
			return scanner.Wrong
		}
		pad := false // nines fill up the surname, letters never follow them
		for _, c := range a[:5] {
			if c == '9' {
				pad = true
			} else if pad || c < 'A' {
				return scanner.Wrong
			}
		}
		if a[11] == '9' && a[12] != '9' {
			return scanner.Wrong
		}
		m := worldPair(a[6:])
		if m > 50 { // women
			m -= 50
		}
		return worldVerdict(checksum.Date(-1, m, worldPair(a[8:])))
	},
	Reserved: func(v []byte) bool {
		var b [24]byte
		a := checksum.Alnum(b[:0], v)
		return len(a) >= 16 && (string(a[:16]) == "MORGA753116SM9IJ" || string(a[:16]) == "MORGA657054SM9IJ") // specimens
	},
	Words: []string{
		"driving licence", "driving licence number", "driving licence no", "drivers licence", "driver licence number", "driver number", "dvla", "dvla number", "uk driving licence", "uk driving license", "uk drivers license",
		"licence number", "driving license number", "gb driving licence", "drivinglicence", "trwydded yrru",
	},
	Weak:     []string{"licence", "license", "driver"},
	Labelled: `[A-Za-z]{2}[A-Za-z9]{3} ?[0-9]{6} ?[A-Za-z9]{2}[A-Za-z0-9][A-Za-z]{2}(?: ?[0-9]{2})?`,
}

var gbPassport = &scanner.Detector{
	Kind: "UK_PASSPORT", Name: "UK passport number", Family: "travel", Region: "gb",
	Doc:     "Nine digits, or two letters and seven digits. Needs a word.",
	Aliases: []string{"UK_PASSPORT_NUMBER"},
	Source:  "HM Passport Office, Basic Passport Checks",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{9}`, Base: 0.1},
		{RE: `[A-Z]{2}[0-9]{7}`, Base: 0.1},
	},
	Words: []string{
		"uk passport", "uk passport number", "uk passport no", "british passport", "british passport number", "british passport no", "gb passport", "gbr passport", "hm passport office", "hmpo",
	},
	Weak:     []string{"passport", "passport number", "passport no"},
	Labelled: `[0-9]{9}|[A-Za-z]{2}[0-9]{7}`,
}

var gbUTR = &scanner.Detector{
	Kind: "UK_UTR", Name: "UK Unique Taxpayer Reference", Family: "national", Region: "gb",
	Doc:     "Ten digits, the first a modulus 11 digit of the others; a K may follow. Needs a word.",
	Aliases: []string{"UK_TAXPAYER_REFERENCE", "UK_TAX_IDENTIFICATION_NUMBER", "UK:UTR", "gb.utr"},
	Source:  "HM Revenue & Customs, Self Assessment validation of UTR",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{5} [0-9]{5}`, Base: 0.1, Proven: 0.35},
		{RE: `[0-9]{10}[Kk]?`, Base: 0.05, Proven: 0.3},
		{RE: `[0-9]{4} [0-9]{6}`, Base: 0.05, Proven: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 10 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		return worldVerdict("21987654321"[checksum.Weighted(d[1:], 6, 7, 8, 9, 10, 5, 4, 3, 2)%11] == d[0])
	},
	Words: []string{
		"utr", "utr number", "utr no", "unique taxpayer reference", "unique taxpayer reference number", "unique tax reference", "unique tax ref", "taxpayer reference", "tax reference number", "self assessment utr", "uk utr", "sa utr", "hmrc utr", "unique tax reference number",
	},
	Weak:        []string{"self assessment", "hmrc", "taxpayer", "tax reference"},
	Labelled:    `[0-9]{5} ?[0-9]{5}[Kk]?|[0-9]{3} ?[0-9]{3} ?[0-9]{4}`,
	CheckDigits: []int{9},
}

var gbElectoralRoll = &scanner.Detector{
	Kind: "UK_ELECTORAL_ROLL", Name: "UK electoral roll number", Family: "national", Region: "gb",
	Doc:     "Two or three letters of the polling district and one to five digits. Found behind a label or in a column only.",
	Aliases: []string{"UK_ELECTORAL_ROLL_NUMBER", "UK:electoral roll"},
	Source:  "Representation of the People (England and Wales) Regulations 2001, register of electors",
	Words: []string{
		"electoral roll number", "electoral roll no", "electoral roll", "electoral number", "electoral register number", "elector number", "elector no", "electoral roll id", "register of electors number", "elector number prefix", "electoral registration number", "polling number",
	},
	Labelled: `[A-Za-z]{2,3}[ -]?[0-9]{1,5}(?:/[0-9])?|[0-9]{1,5}(?:/[0-9])?`,
}

var gbSortCodeAccount = &scanner.Detector{
	Kind: "UK_SORT_CODE_ACCOUNT", Name: "UK sort code and account number", Family: "finance", Region: "gb",
	Doc:    "A sort code NN-NN-NN, an account number of eight digits, or both together. Alone each needs a word; together the form speaks for itself.",
	Source: "Pay.UK, Vocalink modulus checking specification (form of sort codes and account numbers)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}-[0-9]{2}-[0-9]{2}[ /][0-9]{8}`, Base: 0.55},
		{RE: `[0-9]{2}-[0-9]{2}-[0-9]{2}`, Base: 0.1},
		{RE: `[0-9]{6}[ /][0-9]{8}`, Base: 0.1},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldPlausible((len(d) == 6 || len(d) == 8 || len(d) == 14) && !checksum.AllSame(d))
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return len(d) >= 6 && string(d[:6]) == "123456" || string(d) == "12345678"
	},
	Words: []string{
		"sort code", "sortcode", "sort code and account number", "sort code account number", "bank sort code", "uk account number", "uk bank account", "uk bank account number", "sort code account no", "branch sort code", "sort cd", "acc no sort code",
	},
	Weak:     []string{"account number", "account no", "bank", "bacs", "direct debit"},
	Labelled: `[0-9]{2}[- ]?[0-9]{2}[- ]?[0-9]{2}(?:[ /]{1,3}[0-9]{8})?|[0-9]{8}`,
}

// gbAreas are the postcode areas with the crown dependencies.
const gbAreas = "AB AL BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY EC EH EN EX FK FY GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY LA LD LE LL LN LS LU ME MK ML NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB WA WC WD WF WN WR WS WV YO ZE"

var gbPostcode = &scanner.Detector{
	Kind: "UK_POSTCODE", Name: "UK postcode", Family: "quasi", Region: "gb",
	Doc:    "Outward code of a postcode area and inward code of a digit and two letters. Needs a word or a column.",
	Source: "Royal Mail, Programmers' Guide to the Postcode Address File; BS 7666",
	Patterns: []scanner.Pattern{
		{RE: `[A-PR-UWYZ][0-9][0-9A-HJKPSTUW]? [0-9][ABD-HJLNP-UW-Z]{2}`, Base: 0.2, Proven: 0.42},
		{RE: `[A-PR-UWYZ][A-HK-Y][0-9][0-9ABEHMNPRV-Y]? [0-9][ABD-HJLNP-UW-Z]{2}`, Base: 0.2, Proven: 0.45},
		{RE: `[A-PR-UWYZ][0-9][0-9A-HJKPSTUW]?[0-9][ABD-HJLNP-UW-Z]{2}`, Base: 0.1, Proven: 0.2},
		{RE: `[A-PR-UWYZ][A-HK-Y][0-9][0-9ABEHMNPRV-Y]?[0-9][ABD-HJLNP-UW-Z]{2}`, Base: 0.1, Proven: 0.25},
		{RE: `[a-pr-uwyz][a-hk-y]?[0-9][0-9a-hjkpstuw]? [0-9][abd-hjlnp-uw-z]{2}`, Base: 0.1, Proven: 0.25},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [12]byte
		a := checksum.Alnum(b[:0], v)
		if string(a) == "GIR0AA" {
			return scanner.Proven
		}
		if len(a) < 5 || len(a) > 7 || a[0] < 'A' {
			return scanner.Wrong
		}
		if a[1] < 'A' {
			return worldVerdict(gbIn("BEGLMNSW", a[0]))
		}
		return worldVerdict(worldHas(gbAreas, a[:2]))
	},
	Words: []string{
		"postcode", "post code", "uk postcode", "uk post code", "postal code uk", "postcodes", "home postcode", "delivery postcode", "postcode area", "cod post", "billing postcode", "patient postcode",
	},
	Weak:     []string{"address", "postal code", "postal", "london", "street", "road", "england", "scotland", "wales", "zip"},
	Labelled: `[A-Za-z]{1,2}[0-9][0-9A-Za-z]? {0,2}[0-9][A-Za-z]{2}`,
}

var gbVehicleReg = &scanner.Detector{
	Kind: "UK_VEHICLE_REG", Name: "UK vehicle registration mark", Family: "national", Region: "gb",
	Doc:     "Marks of 2001 and later (two letters, age identifier, three letters), prefix and suffix marks before them, and those of Northern Ireland. Needs a word or a column.",
	Aliases: []string{"UK_VEHICLE_REGISTRATION"},
	Source:  "Driver and Vehicle Licensing Agency, INF104 (vehicle registration numbers)",
	Patterns: []scanner.Pattern{
		{RE: `[A-HJ-PR-Y][A-HJ-PR-Y][0-9]{2} [A-HJ-PR-Z]{3}`, Base: 0.2, Proven: 0.45},
		{RE: `[a-hj-pr-y][a-hj-pr-y][0-9]{2} [a-hj-pr-z]{3}`, Base: 0.1, Proven: 0.25, Whole: 0.5},
		{RE: `[A-HJ-PR-Y][A-HJ-PR-Y][0-9]{2}[A-HJ-PR-Z]{3}`, Base: 0.1, Proven: 0.3},
		{RE: `[A-HJ-NPR-TV-Y][0-9]{1,3} ?[A-HJ-PR-Y]{3}`, Base: 0.1, Proven: 0.1},
		{RE: `[A-HJ-PR-Y]{3} ?[0-9]{1,3}[A-HJ-NPR-TV-Y]`, Base: 0.1, Proven: 0.1},
		{RE: `[A-Z]{1,2}[IZ][A-Z]? [0-9]{1,4}`, Base: 0.1, Proven: 0.1}, // Northern Ireland
	},
	Check: func(v []byte) scanner.Verdict {
		var b [12]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) == 7 && a[0] >= 'A' && a[1] >= 'A' && a[2] < 'A' && a[3] < 'A' && a[4] >= 'A' {
			// Ages: 02 to 50 for March, 51 and on for September, since 2001.
			age := worldPair(a[2:])
			return worldVerdict((age >= 2 && age <= 30 || age >= 51 && age <= 80) && a[4] != 'I' && a[4] != 'Q' && a[5] != 'I' && a[5] != 'Q' && a[6] != 'I' && a[6] != 'Q')
		}
		return worldPlausible(len(a) >= 3 && len(a) <= 7 && string(a[:3]) != "SHA")
	},
	Words: []string{
		"vehicle registration", "vehicle registration number", "vehicle registration mark", "vrm", "vrn", "registration plate", "number plate", "numberplate", "reg plate", "car registration", "car reg", "vehicle reg", "reg no", "registration mark", "licence plate", "license plate", "vehicle reg no", "reg number", "car registration number", "registration plate number",
	},
	Weak:     []string{"vehicle", "car", "registration", "plate", "registration number", "dvla", "parking"},
	Labelled: `[A-Za-z]{2}[0-9]{2} ?[A-Za-z]{3}|[A-Za-z][0-9]{1,3} ?[A-Za-z]{3}|[A-Za-z]{3} ?[0-9]{1,3}[A-Za-z]|[A-Za-z]{1,3} ?[0-9]{1,4}|[0-9]{1,4} ?[A-Za-z]{1,3}`,
}

var gbUPN = &scanner.Detector{
	Kind: "UK_UPN", Name: "English Unique Pupil Number", Family: "national", Region: "gb",
	Doc:     "A check letter, three digits of the local authority, nine more; a temporary number ends in a letter. Bare it needs a word.",
	Aliases: []string{"gb.upn"},
	Source:  "Department for Education, Unique pupil numbers: a guide for schools and local authorities",
	Patterns: []scanner.Pattern{
		{RE: `[A-HJ-NP-RT-Z][0-9]{12}`, Base: 0.1, Proven: 0.5},
		{RE: `[A-HJ-NP-RT-Z][0-9]{11}[A-HJ-NP-RT-Z]`, Base: 0.15, Proven: 0.5},
		{RE: `[A-HJ-NP-RT-Z]-[0-9]{3}-[0-9]{4}-[0-9]{2}-[0-9]{3}`, Base: 0.2, Proven: 0.6},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [20]byte
		a := checksum.Alnum(b[:0], v)
		const letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
		if len(a) != 13 || !checksum.AllDigits(a[1:12]) {
			return scanner.Wrong
		}
		la := checksum.Number(a[1:4])
		last := -1
		if a[12] <= '9' {
			last = int(a[12] - '0')
		} else {
			for i := range len(letters) {
				if letters[i] == a[12] {
					last = i
				}
			}
		}
		if la < 201 || la > 947 || last < 0 {
			return scanner.Wrong
		}
		return worldVerdict(letters[(checksum.Weighted(a[1:12], 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)+13*last)%23] == a[0])
	},
	Words: []string{
		"upn", "unique pupil number", "unique pupil numbers", "pupil number", "upn number", "former upn", "pupil upn", "unique pupil no", "upn no", "unique pupil id", "temporary upn",
	},
	Weak:        []string{"pupil", "school", "student"},
	Labelled:    `[A-Za-z]-?[0-9]{3}-?[0-9]{4}-?[0-9]{2}-?[0-9]{2}[0-9A-Za-z]`,
	CheckDigits: []int{12},
}
