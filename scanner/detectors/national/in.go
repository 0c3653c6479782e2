package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var inDetectors = []*scanner.Detector{
	inAadhaar, inPAN, inVoter, inDrivingLicence, inVehicle, inGSTIN, inVID, inUPI, inPassport,
}

// inPalindrome reports whether d reads the same backwards; UIDAI gives none
// of these out.
func inPalindrome(d []byte) bool {
	for i, j := 0, len(d)-1; i < j; i, j = i+1, j-1 {
		if d[i] != d[j] {
			return false
		}
	}
	return true
}

var inAadhaar = &scanner.Detector{
	Kind: "IN_AADHAAR", Name: "Indian Aadhaar number", Family: "national", Region: "in",
	Doc:     "Twelve digits, the first 2 to 9, with a Verhoeff digit, grouped 4-4-4. Bare digits need a word.",
	Aliases: []string{"INDIA_AADHAAR_INDIVIDUAL", "INDIA_AADHAAR_NUMBER", "India:Aadhaar", "in_.aadhaar"},
	Source:  "Unique Identification Authority of India, UID numbering scheme",
	Patterns: []scanner.Pattern{
		{RE: `[2-9][0-9]{3} [0-9]{4} [0-9]{4}`, Base: 0.1, Proven: 0.6},
		{RE: `[2-9][0-9]{3}-[0-9]{4}-[0-9]{4}`, Base: 0.1, Proven: 0.6},
		{RE: `[2-9][0-9]{3}:[0-9]{4}:[0-9]{4}`, Base: 0.1, Proven: 0.55},
		{RE: `[2-9][0-9]{11}`, Base: 0.1, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 12 && d[0] >= '2' && !inPalindrome(d) && checksum.Verhoeff(d))
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		switch string(checksum.Digits(b[:0], v)) {
		case "999941057058", "999971658847", "999933119405", "999955183433", "999990501894": // UIDAI's test data for authentication
			return true
		}
		return false
	},
	Words: []string{
		"aadhaar", "aadhar", "adhaar", "adhar", "aadhaar number", "aadhaar no", "aadhar number", "aadhar no", "aadhaar card", "aadhar card", "uidai", "aadhaar uid", "unique identification number", "aadhaar id",
		"आधार", "आधार संख्या", "आधार कार्ड", "ஆதார்", "ఆధార్", "আধার", "ಆಧಾರ್",
	},
	Weak:        []string{"kyc", "enrolment", "india"},
	Labelled:    `[0-9]{4}[- :]?[0-9]{4}[- :]?[0-9]{4}`,
	CheckDigits: []int{0},
}

// inHolder is the fourth letter of a PAN: what kind of holder it has.
const inHolder = "[ABCFGHJKLPT]"

var inPAN = &scanner.Detector{
	Kind: "IN_PAN", Name: "Indian permanent account number", Family: "national", Region: "in",
	Doc:     "Five letters, of which the fourth tells the kind of holder, four digits and a letter.",
	Aliases: []string{"INDIA_PAN_INDIVIDUAL", "INDIA_PERMANENT_ACCOUNT_NUMBER", "India:PAN", "in_.pan"},
	Source:  "Income Tax Department of India, structure of PAN",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{3}` + inHolder + `[A-Z][0-9]{4}[A-Z]`, Base: 0.6},
		{RE: `[a-z]{3}[abcfghjklpt][a-z][0-9]{4}[a-z]`, Base: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 10 || string(a[5:9]) == "0000" {
			return scanner.Wrong
		}
		for i, c := range a {
			if digit := c <= '9'; digit != (i >= 5 && i < 9) {
				return scanner.Wrong
			}
		}
		switch a[3] {
		case 'A', 'B', 'C', 'F', 'G', 'H', 'J', 'K', 'L', 'P', 'T':
			return scanner.Unknown
		}
		return scanner.Wrong
	},
	Words: []string{
		"pan", "pan number", "pan no", "pan card", "pan card number", "pan card no", "permanent account number", "permanent account no", "income tax pan", "pan india", "pan num", "पैन", "पैन कार्ड", "पैन नंबर",
	},
	Weak:     []string{"income tax", "assessee", "taxpayer", "kyc"},
	Labelled: `[A-Za-z]{5}[- ]?[0-9]{4}[- ]?[A-Za-z]`,
}

var inVoter = &scanner.Detector{
	Kind: "IN_VOTER", Name: "Indian voter identity card number (EPIC)", Family: "national", Region: "in",
	Doc:     "Three letters and seven digits. Many, not all, end in a Luhn digit, which raises the score. Needs a word.",
	Aliases: []string{"India:voter ID", "in_.epic"},
	Source:  "Election Commission of India, Electors Photo Identity Card",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{3}[0-9]{7}`, Base: 0.2, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 10 || !checksum.AllDigits(a[3:]) {
			return scanner.Unknown // state and constituency forms of old cards
		}
		if checksum.Luhn(a[3:]) {
			return scanner.Proven
		}
		return scanner.Unknown
	},
	Words: []string{
		"voter", "voter id", "voter id card", "voter id number", "voter card", "voter card number", "epic number", "epic no", "epic id", "elector photo identity card", "electors photo identity card", "election card", "election id",
		"मतदाता पहचान पत्र", "मतदाता",
	},
	Weak:        []string{"epic", "elector", "election", "polling"},
	Labelled:    `[A-Za-z]{3}[- ]?[0-9]{7}|[A-Z]{2}/[0-9]{2}/[0-9]{3}/[0-9]{6,7}`,
	CheckDigits: []int{0},
}

// inStates are the states and territories as registrations and licences are
// marked, with the highest number of a regional office.
const inStates = "AN10 AP42 AR26 AS36 BR60 CG32 CH04 DD06 DL18 DN09 GA12 GJ40 HP99 HR99 JH24 JK22 KA75 KL99 LA02 LD10 MH58 ML14 MN09 MP72 MZ09 NL10 OD37 OR35 PB99 PY05 RJ62 SK08 TG40 TN99 TR08 TS38 UA20 UK22 UP99 WB98"

// inOffice reports whether the letters and the number name a regional
// transport office.
func inOffice(state []byte, office int) bool {
	for i := 0; i+4 <= len(inStates); i += 5 {
		if inStates[i:i+2] == string(state) {
			top := int(inStates[i+2]-'0')*10 + int(inStates[i+3]-'0')
			return office >= 1 && office <= top
		}
	}
	return false
}

var inDrivingLicence = &scanner.Detector{
	Kind: "IN_DRIVING_LICENCE", Name: "Indian driving licence number", Family: "national", Region: "in",
	Doc:     "State, office, year of issue and seven digits. Needs a word.",
	Aliases: []string{"INDIA_DRIVERS_LICENSE", "India:DL"},
	Source:  "Ministry of Road Transport and Highways, Sarathi",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{2}[0-9]{2} ?(?:19|20)[0-9]{9}`, Base: 0.2, Proven: 0.4},
		{RE: `[A-Z]{2}-[0-9]{2}-(?:19|20)[0-9]{2}-[0-9]{7}`, Base: 0.25, Proven: 0.45},
		{RE: `[A-Z]{2}-[0-9]{2}(?:19|20)[0-9]{9}`, Base: 0.25, Proven: 0.45},
		{RE: `[A-Z]{2}[0-9]{2} (?:19|20)[0-9]{2} [0-9]{7}`, Base: 0.25, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 15 || !checksum.AllDigits(a[2:]) {
			return scanner.Unknown // older forms of the states
		}
		y := checksum.Number(a[4:8])
		return worldVerdict(inOffice(a[:2], worldPair(a[2:])) && y >= 1950 && y <= 2099)
	},
	Words: []string{
		"driving licence india", "indian driving licence", "dl no india", "driving licence", "driving licence no", "driving licence number", "driving license no", "driving license number", "dl no", "dl number", "sarathi",
		"ड्राइविंग लाइसेंस", "चालक अनुज्ञप्ति",
	},
	Weak:     []string{"licence", "license", "dl", "rto", "driving"},
	Labelled: `[A-Za-z]{2}[- ]?[0-9]{2}[- ]?(?:19|20)[0-9]{2}[- ]?[0-9]{7}|[A-Za-z]{2}-?[0-9]{2}/[A-Za-z0-9]{1,5}/[0-9]{2,4}/[0-9]{4,7}`,
}

var inVehicle = &scanner.Detector{
	Kind: "IN_VEHICLE_REGISTRATION", Name: "Indian vehicle registration", Family: "national", Region: "in",
	Doc:    "State, regional office, series letters and four digits, or the year, BH, four digits and letters. State and office decide.",
	Source: "Central Motor Vehicles Rules, 1989, rule 50; notification G.S.R. 594(E) of 2021 (BH series)",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{2}[0-9]{2}[A-Z]{1,2}[0-9]{4}`, Base: 0.2, Proven: 0.5},
		{RE: `[A-Z]{2}[- ][0-9]{1,2}[- ][A-Z]{1,3}[- ][0-9]{4}`, Base: 0.3, Proven: 0.7},
		{RE: `[A-Z]{2}[0-9]{2} [A-Z]{1,2} ?[0-9]{4}`, Base: 0.3, Proven: 0.6},
		{RE: `[A-Z]{2}-[0-9]{2}-?[A-Z]{1,2}-?[0-9]{4}`, Base: 0.3, Proven: 0.65},
		{RE: `DL[0-9]{1,2}[CSTPREV][A-Z]{1,2}[0-9]{4}`, Base: 0.2, Proven: 0.5},
		{RE: `2[1-9] ?BH ?[0-9]{4} ?[A-HJ-NP-Z]{1,2}`, Base: 0.5},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) < 7 || len(a) > 11 {
			return scanner.Unknown
		}
		if a[0] <= '9' { // BH series
			return worldPlausible(string(a[2:4]) == "BH" && string(a[4:8]) != "0000")
		}
		office := worldPair(a[2:])
		if office < 0 {
			office = int(a[2]) - '0'
		}
		if !checksum.AllDigits(a[len(a)-4:]) {
			return scanner.Unknown
		}
		return worldVerdict(inOffice(a[:2], office) && string(a[len(a)-4:]) != "0000")
	},
	Words: []string{
		"vehicle registration number", "vehicle registration no", "vehicle number", "vehicle no", "registration plate", "number plate", "rc number", "car number", "vehicle reg", "reg no", "regn no", "vehicle regn no", "gaadi number",
		"वाहन संख्या", "गाड़ी नंबर", "license plate",
	},
	Weak:     []string{"vehicle", "car", "plate", "rto", "registration", "regn"},
	Labelled: `[A-Za-z]{2}[- ]?[0-9]{1,2}[- ]?[A-Za-z]{0,3}[- ]?[0-9]{1,4}|[0-9]{2}[- ]?BH[- ]?[0-9]{4}[- ]?[A-Za-z]{1,2}`,
}

var inGSTIN = &scanner.Detector{
	Kind: "IN_GSTIN", Name: "Indian goods and services tax number", Family: "national", Region: "in",
	Doc:     "State, the holder's PAN, an entity number, a Z and a Luhn character over 36 characters.",
	Aliases: []string{"INDIA_GST_INDIVIDUAL", "India:GST", "in_.gstin"},
	Source:  "Goods and Services Tax Network, GSTIN structure",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]`, Base: 0.5, Proven: 0.95},
		{RE: `[0-9]{2}[a-z]{5}[0-9]{4}[a-z][1-9a-z]z[0-9a-z]`, Base: 0.3, Proven: 0.85},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 15 || a[13] != 'Z' {
			return scanner.Wrong
		}
		s := worldPair(a)
		ok := s >= 1 && s <= 38 || s == 97 || s == 99
		return worldVerdict(ok && inPAN.Check(a[2:12]) != scanner.Wrong && checksum.LuhnN(a, checksum.Base36))
	},
	Words: []string{
		"gstin", "gst", "gst number", "gst no", "gstin number", "gstin no", "gst identification number", "goods and services tax identification number", "gst in", "gst registration number", "जीएसटी", "gstin uin",
	},
	Weak:        []string{"tax invoice", "supplier", "cgst", "sgst", "igst"},
	Labelled:    `[0-9]{2}[A-Za-z]{5}[0-9]{4}[A-Za-z][0-9A-Za-z]{3}`,
	CheckDigits: []int{0},
}

var inVID = &scanner.Detector{
	Kind: "IN_VID", Name: "Indian Aadhaar virtual ID", Family: "national", Region: "in",
	Doc:     "16 digits, the first 2 to 9, with a Verhoeff digit. Needs a word.",
	Aliases: []string{"in_.vid"},
	Source:  "Unique Identification Authority of India, circular 1 of 2018 (Virtual ID)",
	Patterns: []scanner.Pattern{
		{RE: `[2-9][0-9]{3}[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]{4}`, Base: 0.05, Proven: 0.2},
		{RE: `[2-9][0-9]{15}`, Base: 0.05, Proven: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 16 && d[0] >= '2' && !inPalindrome(d) && checksum.Verhoeff(d))
	},
	Words: []string{
		"vid", "vid number", "aadhaar vid", "aadhaar virtual id", "aadhaar virtual number", "virtual id", "virtual identity", "uidai vid", "aadhar vid",
	},
	Weak:        []string{"aadhaar", "uidai", "aadhar"},
	Labelled:    `[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}`,
	CheckDigits: []int{0},
}

var inUPI = &scanner.Detector{
	Kind: "IN_UPI_VPA", Name: "Indian UPI payment address", Family: "finance", Region: "in",
	Doc:    "A name, an @ and the handle of a payment provider, with no dot behind it. Known handles stand alone, others need a word.",
	Source: "National Payments Corporation of India, UPI: handles of third party apps and member banks",
	Find:   &scanner.Finder{On: scanner.OnAt, At: inUPIAt, Base: 0.1, Proven: 0.75},
	Check:  inUPICheck,
	Words: []string{
		"upi", "upi id", "upi address", "upi handle", "vpa", "virtual payment address", "upi vpa", "bhim", "bhim upi", "gpay id", "phonepe id", "paytm upi", "google pay upi", "pay to upi", "यूपीआई",
	},
	Weak:     []string{"gpay", "phonepe", "paytm", "google pay", "collect request"},
	Labelled: `[A-Za-z0-9][A-Za-z0-9._-]{1,60}@[A-Za-z][A-Za-z0-9]{1,24}`,
	Canon:    inUPICanon,
}

// inUPICanon keeps the whole address, lower case: its dots count.
func inUPICanon(dst, v []byte) []byte {
	for _, c := range v {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

func inNameByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '.' || c == '_' || c == '-'
}

func inLetter(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }

func inUPIAt(text []byte, at int) (start, end int) {
	start, end = at, at+1
	for end < len(text) && end-at < 26 && inLetter(text[end]) {
		end++
	}
	if end-at < 3 {
		return at, at
	}
	if end < len(text) {
		switch c := text[end]; {
		case c >= '0' && c <= '9', c == '_', c == '-', c == '@':
			return at, at
		case c == '.' && end+1 < len(text) && inLetter(text[end+1]): // a mail domain
			return at, at
		}
	}
	for start > 0 && at-start < 64 && inNameByte(text[start-1]) {
		start--
	}
	for start < at && (text[start] == '.' || text[start] == '-' || text[start] == '_') {
		start++
	}
	if at-start < 2 {
		return at, at
	}
	return start, end
}

// inUPICheck proves an address with a known handle.
func inUPICheck(v []byte) scanner.Verdict {
	for i := len(v) - 1; i >= 0; i-- {
		if v[i] == '@' {
			if inHandle(v[i+1:]) {
				return scanner.Proven
			}
			break
		}
	}
	return scanner.Unknown
}

// inHandle reports whether h, in any case, is a handle of a payment provider;
// those that are common words are left to the label.
func inHandle(h []byte) bool {
	var b [32]byte
	if len(h) > len(b) {
		return false
	}
	for i, c := range h {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		b[i] = c
	}
	switch string(b[:len(h)]) {
	case "okaxis", "okhdfcbank", "okicici", "oksbi", "ybl", "ibl", "axl", "paytm", "ptsbi", "ptaxis", "pthdfc", "ptyes", "upi", "apl", "yapl", "rapl",
		"waaxis", "wahdfcbank", "waicici", "wasbi", "axisb", "axisbank", "axisgo", "sbi", "hdfcbank", "icici", "icicibank", "kotak", "kotakbank", "kmbl", "barodampay", "barodapay", "idfcbank", "idfcfirst", "idfcnetc",
		"indusind", "jupiteraxis", "fbl", "freecharge", "ikwik", "mbk", "mobikwik", "payzapp", "pz", "rbl", "rblbank", "timecosmos", "tapicici", "sliceaxis", "slc", "unionbank", "unionbankofindia", "uboi", "cnrb", "canarabank",
		"pnb", "boi", "centralbank", "cboi", "cbin", "idbi", "idbibank", "kbl", "kvb", "kvbank", "sib", "dbs", "yesbank", "yesbankltd", "yespay", "yespop", "airtel", "airtelpaymentsbank", "jio", "postbank", "ippb", "abfspay", "naviaxis",
		"shriramhdfcbank", "superyes", "pingpay", "goaxb", "axb", "allbank", "andb", "ezeepay", "eazypay", "indianbank", "indbank", "iob", "lvb", "mahb", "psb", "scbl", "srcb", "synd", "syndbank", "uco", "vijb", "dlb", "dcb", "dcbbank",
		"equitas", "finobank", "nsdl", "pockets", "tjsb", "aubank", "bandhan", "hsbc", "myicici", "niyoicici", "oxymoney", "kaypay", "spicepay", "ucobank", "zoicici", "yescred", "yescurie", "amazonpay", "bpunity", "tmb", "csbpay", "csbcash", "dhanlaxmi":
		return true
	}
	return false
}

var inPassport = &scanner.Detector{
	Kind: "IN_PASSPORT", Name: "Indian passport number", Family: "travel", Region: "in",
	Doc:     "A letter (not Q, X or Z) and seven digits, neither end of them 0. Needs a word.",
	Aliases: []string{"INDIA_PASSPORT"},
	Source:  "Ministry of External Affairs, Passport Seva",
	Patterns: []scanner.Pattern{
		{RE: `[A-PR-WY][1-9][0-9]{5}[1-9]`, Base: 0.1},
	},
	Words: []string{
		"indian passport", "india passport", "indian passport number", "indian passport no", "passport seva", "republic of india passport", "passport number india", "पासपोर्ट", "पासपोर्ट नंबर", "पासपोर्ट संख्या",
	},
	Weak:     []string{"passport", "passport number", "passport no", "indian", "india"},
	Labelled: `[A-Za-z] ?[0-9]{7}`,
}
