package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var ieDetectors = []*scanner.Detector{iePPS, ieEircode, ieDrivingLicence, iePassport}

// iePPSOK judges seven digits, the check letter and what may stand behind it:
// A, B and H count for the check, W, T and X do not.
func iePPSOK(a []byte) bool {
	if len(a) != 8 && len(a) != 9 || !checksum.AllDigits(a[:7]) || a[7] < 'A' {
		return false
	}
	sum := checksum.Weighted(a[:7], 8, 7, 6, 5, 4, 3, 2)
	if len(a) == 9 {
		switch c := a[8]; c {
		case 'A', 'B', 'H':
			sum += 9 * int(c-'A'+1)
		case 'W', 'T', 'X':
		default:
			return false
		}
	}
	return "WABCDEFGHIJKLMNOPQRSTUV"[sum%23] == a[7]
}

var iePPS = &scanner.Detector{
	Kind: "IE_PPS", Name: "Irish Personal Public Service number", Family: "national", Region: "ie",
	Doc:     "Seven digits, a check letter modulo 23 and, on newer numbers, A, B or H (W, T or X on old ones). Needs a word unless a second letter is there.",
	Aliases: []string{"IRELAND_PPSN", "Ireland:PPS", "ie.pps"},
	Source:  "Department of Social Protection, Personal Public Service Number; Revenue Commissioners (extended range of 2013)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{7}[A-W][ABHWTX]`, Base: 0.2, Proven: 0.6},
		{RE: `[0-9]{7} ?[A-W]`, Base: 0.1, Proven: 0.45},
		{RE: `[0-9]{7} [A-W][ABHWTX]`, Base: 0.2, Proven: 0.55},
		{RE: `[0-9]{7}[a-w][abhwtx]?`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [12]byte
		return worldVerdict(iePPSOK(checksum.Alnum(b[:0], v)))
	},
	Reserved: func(v []byte) bool {
		var b [12]byte
		switch string(checksum.Alnum(b[:0], v)) {
		case "1234567T", "1234567FA", "0000000W": // of manuals
			return true
		}
		return false
	},
	Words: []string{
		"pps", "ppsn", "pps number", "pps no", "ppsn number", "personal public service number", "personal public service", "public service number", "rsi number", "irish pps", "uimhir phearsanta seirbhíse poiblí", "uimh psp", "psp", "pps num", "irish social security number", "pps id", "rsi no",
	},
	Weak:        []string{"revenue", "welfare", "social protection"},
	Labelled:    `[0-9]{7} ?[A-Wa-w](?: ?[A-Ia-iWTXwtx])?`,
	CheckDigits: []int{0},
}

// ieRouting are the routing keys of Eircodes.
const ieRouting = "A41 A42 A45 A63 A67 A75 A81 A82 A83 A84 A85 A86 A91 A92 A94 A96 A98 C15 D01 D02 D03 D04 D05 D06 D07 D08 D09 D10 D11 D12 D13 D14 D15 D16 D17 D18 D20 D22 D24 D6W E21 E25 E32 E34 E41 E45 E53 E91 F12 F23 F26 F28 F31 F35 F42 F45 F52 F56 F91 F92 F93 F94 H12 H14 H16 H18 H23 H53 H54 H62 H65 H71 H91 K32 K34 K36 K45 K56 K67 K78 N37 N39 N41 N91 P12 P14 P17 P24 P25 P31 P32 P36 P43 P47 P51 P56 P61 P67 P72 P75 P81 P85 R14 R21 R32 R35 R42 R45 R51 R56 R93 R95 T12 T23 T34 T45 T56 V14 V15 V23 V31 V35 V42 V92 V93 V94 V95 W12 W23 W34 W91 X35 X42 X91 Y14 Y21 Y25 Y34 Y35"

var ieEircode = &scanner.Detector{
	Kind: "IE_EIRCODE", Name: "Irish Eircode", Family: "quasi", Region: "ie",
	Doc:     "A routing key in use and four characters that name one address. Needs a word or a column.",
	Aliases: []string{"IE_EIRCODE_DL_PASSPORT", "IRELAND_EIRCODE"},
	Source:  "Eircode, Product Guide (routing keys, unique identifier)",
	Patterns: []scanner.Pattern{
		{RE: `[AC-FHKNPRTV-Y][0-9][0-9W] [0-9AC-FHKNPRTV-Y]{4}`, Base: 0.2, Proven: 0.45},
		{RE: `[AC-FHKNPRTV-Y][0-9][0-9W][0-9AC-FHKNPRTV-Y]{4}`, Base: 0.1, Proven: 0.2},
		{RE: `[ac-fhknprtv-y][0-9][0-9w] [0-9ac-fhknprtv-y]{4}`, Base: 0.1, Proven: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [12]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 7 || !worldHas(ieRouting, a[:3]) {
			return scanner.Wrong
		}
		for _, c := range a[3:] {
			if !(c <= '9' || gbIn("ACDEFHKNPRTVWXY", c)) {
				return scanner.Wrong
			}
		}
		return scanner.Proven
	},
	Words: []string{
		"eircode", "eir code", "éirchód", "eirchod", "postcode ireland", "irish postcode", "eircodes", "eircode number", "postal code ireland",
	},
	Weak:     []string{"address", "dublin", "ireland", "postcode", "postal code"},
	Labelled: `[A-Za-z][0-9][0-9Ww] ?[0-9A-Za-z]{4}`,
}

var ieDrivingLicence = &scanner.Detector{
	Kind: "IE_DRIVING_LICENCE", Name: "Irish driving licence number", Family: "national", Region: "ie",
	Doc:     "Nine digits of the driver, or six digits and four letters on older licences. Needs a word.",
	Aliases: []string{"IRELAND_DRIVING_LICENSE_NUMBER", "IRELAND_DRIVERS_LICENSE", "Ireland:DL"},
	Source:  "Road Safety Authority, National Driver Licence Service",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{6} ?[A-Z]{4}`, Base: 0.15},
		{RE: `[0-9]{9}`, Base: 0.05},
	},
	Words: []string{
		"irish driving licence", "irish driving license", "irish driver number", "ndls", "driver number ireland", "ceadúnas tiomána", "irish driving licence number", "irish drivers license", "driving licence ireland", "ndls driver number", "irish licence number",
	},
	Weak:     []string{"driving licence", "driver number", "licence", "licence number"},
	Labelled: `[0-9]{6} ?[A-Za-z]{4}|[0-9]{3} ?[0-9]{3} ?[0-9]{3}`,
}

var iePassport = &scanner.Detector{
	Kind: "IE_PASSPORT", Name: "Irish passport number", Family: "travel", Region: "ie",
	Doc:     "One or two letters (or a letter and a digit) and seven digits. Needs a word.",
	Aliases: []string{"IRELAND_PASSPORT", "Ireland:passport"},
	Source:  "Department of Foreign Affairs; PRADO, Council of the European Union",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z][A-Z0-9][0-9]{7}`, Base: 0.1},
	},
	Words: []string{
		"irish passport", "irish passport number", "irish passport no", "pas éireannach", "pas eireannach", "passport ireland", "uimhir phas", "irl passport", "ie passport", "irish passport card",
	},
	Weak:     []string{"passport", "passport number", "passport no"},
	Labelled: `[A-Za-z][A-Za-z0-9]?[0-9]{7}`,
}
