package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var deDetectors = []*scanner.Detector{
	deTaxID, deTaxNumber, deIDCard, dePassport, deSocialSecurity, deHealthInsurance, deDriversLicense, deLicensePlate, deSchufaID, deLANR, deBSNR, deHandelsregister,
}

var deTaxID = &scanner.Detector{
	Kind: "DE_TAX_ID", Name: "German tax identification number", Family: "national", Region: "de",
	Doc:     "Eleven digits, no leading zero, one of the first ten digits two or three times and the others at most once, check digit of ISO 7064 MOD 11,10. Bare digits need a word.",
	Aliases: []string{"GERMANY_TAXPAYER_IDENTIFICATION_NUMBER", "GERMANY_TAX_IDENTIFICATION_NUMBER", "Germany:TIN", "de.idnr"},
	Source:  "Bundeszentralamt für Steuern, § 139b AO; Steueridentifikationsnummerverordnung",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9] [0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.1, Proven: 0.8},
		{RE: `[1-9][0-9]/[0-9]{3}/[0-9]{3}/[0-9]{3}`, Base: 0.1, Proven: 0.8},
		{RE: `[1-9][0-9]{10}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || d[0] == '0' {
			return scanner.Wrong
		}
		var count [10]int
		for _, c := range d[:10] {
			count[c-'0']++
		}
		repeated := 0
		for _, n := range count {
			if n > 3 {
				return scanner.Wrong
			}
			if n > 1 {
				repeated++
			}
		}
		return worldVerdict(repeated == 1 && checksum.Mod11_10(d))
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return len(d) == 11 && d[0] == '0' // the office's test numbers
	},
	Words: []string{
		"steuer id", "steuerid", "steuer idnr", "steuer identifikationsnummer", "steueridentifikationsnummer", "steuerliche identifikationsnummer", "idnr", "steuer id nr", "persönliche identifikationsnummer", "tin deutschland", "german tax id", "german tax identification number",
		"german tin", "steuer identnummer", "steueridnr", "zentrale steuernummer", "steuer id nummer",
	},
	Weak:        []string{"steuer", "finanzamt", "lohnsteuer", "identifikationsnummer", "tax id", "tin", "elster"},
	Labelled:    `[0-9]{2}[ /]?[0-9]{3}[ /]?[0-9]{3}[ /]?[0-9]{3}`,
	CheckDigits: []int{0},
}

var deTaxNumber = &scanner.Detector{
	Kind: "DE_TAX_NUMBER", Name: "German tax number (Steuernummer)", Family: "national", Region: "de",
	Doc:     "Ten or eleven digits in the form of a Land (with slashes), or thirteen digits in the federal form with a 0 in fifth place. Needs a word.",
	Aliases: []string{"de.stnr"},
	Source:  "Bundesministerium der Finanzen, Aufbau der Steuernummer (ELSTER)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2,3}/[0-9]{3}/[0-9]{5}`, Base: 0.2},
		{RE: `[0-9]{3}/[0-9]{4}/[0-9]{4}`, Base: 0.2},
		{RE: `[0-9]{5}/[0-9]{5}`, Base: 0.15},
		{RE: `[0-9]{2,3} [0-9]{3} [0-9]{5}`, Base: 0.1},
		{RE: `0[0-9]{2} [0-9]{3} [0-9]{5}`, Base: 0.1},
		{RE: `[0-9]{3}/[0-9]{3}/[0-9]{4} [0-9]`, Base: 0.2},
		{RE: `[0-9]{4}0[0-9]{8}`, Base: 0.15},
		{RE: `[0-9]{10,11}`, Base: 0.05},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		switch len(d) {
		case 10, 11:
			return worldPlausible(!checksum.AllSame(d))
		case 12: // Hesse writes a leading 0 in print
			return worldPlausible(d[0] == '0')
		case 13:
			if d[4] != '0' {
				return scanner.Wrong
			}
			return worldPlausible(d[0] == '5' || d[0] == '9' || worldHas("10 11 21 22 23 24 26 27 28 30 31 32 40 41", d[:2]))
		}
		return scanner.Wrong
	},
	Words: []string{
		"steuernummer", "steuer nummer", "steuer nr", "steuernr", "st nr", "stnr", "steuer nr finanzamt", "german tax number", "umsatzsteuernummer", "einkommensteuernummer", "tax number germany", "persönliche steuernummer",
	},
	Weak:     []string{"finanzamt", "steuer", "tax number", "elster"},
	Labelled: `[0-9]{2,3}[/ ][0-9]{3,4}[/ ][0-9]{4,5}|[0-9]{5}/[0-9]{5}|[0-9]{3}/[0-9]{3}/[0-9]{4} [0-9]|[0-9]{10,13}`,
}

// deSerial reports whether c may stand in a serial number of a German
// document: digits and the consonants that cannot be taken for digits.
func deSerial(c byte) bool {
	return c >= '0' && c <= '9' || gbIn("CFGHJKLMNPRTVWXYZ", c)
}

// deDocument judges the nine characters of a document number with or without
// the check digit behind them; first is the set of first letters.
func deDocument(v []byte, first string) scanner.Verdict {
	var b [16]byte
	a := checksum.Alnum(b[:0], v)
	if len(a) == 11 && a[10] == 'D' { // nationality, as in the old line
		a = a[:10]
	}
	if len(a) != 9 && len(a) != 10 || !gbIn(first, a[0]) {
		return scanner.Wrong
	}
	digits := 0
	for _, c := range a[:9] {
		if !deSerial(c) {
			return scanner.Wrong
		}
		if c <= '9' {
			digits++
		}
	}
	if digits == 0 {
		return scanner.Wrong
	}
	if len(a) == 9 {
		return scanner.Unknown
	}
	return worldVerdict(checksum.Weigh731(a[:9]) == int(a[9])-'0')
}

const deIDFirst, dePassFirst = "LMNPRTVWXY", "CFGHJKLMNPRTVWXYZ"

var deIDCard = &scanner.Detector{
	Kind: "DE_ID_CARD", Name: "German identity card number", Family: "national", Region: "de",
	Doc:     "Nine characters of the authority's letter, digits and consonants, mostly followed by the check digit of ICAO 9303; cards before 2010 have ten digits and a D. Needs a word, except with check digit and D.",
	Aliases: []string{"GERMANY_IDENTITY_CARD_NUMBER", "GERMANY_NATIONAL_IDENTIFICATION_NUMBER", "Germany:ID card"},
	Source:  "Bundesministerium des Innern, Personalausweisverordnung, Anhang; ICAO Doc 9303-5",
	Patterns: []scanner.Pattern{
		{RE: `[LMNPRTVWXY][0-9CFGHJKLMNPRTVWXYZ]{8}[0-9]D`, Base: 0.2, Proven: 0.7},
		{RE: `[LMNPRTVWXY][0-9CFGHJKLMNPRTVWXYZ]{8}[0-9]`, Base: 0.1, Proven: 0.45},
		{RE: `[LMNPRTVWXY][0-9CFGHJKLMNPRTVWXYZ]{8}`, Base: 0.1},
		{RE: `[0-9]{10}D`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) >= 10 && checksum.AllDigits(a[:10]) { // before 2010
			if len(a) > 11 || len(a) == 11 && a[10] != 'D' {
				return scanner.Wrong
			}
			return worldVerdict(checksum.Weigh731(a[:9]) == int(a[9]-'0'))
		}
		return deDocument(v, deIDFirst)
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		return len(a) >= 9 && (string(a[:9]) == "L01X00T47" || string(a[:9]) == "T22000129" || string(a[:9]) == "T01000322" || string(a[:9]) == "122000129") // specimens
	},
	Words: []string{
		"personalausweis", "personalausweisnummer", "personalausweis nr", "ausweisnummer", "ausweis nr", "ausweis nummer", "perso nr", "personalausweis id", "pa nummer", "german id card", "german identity card", "identitätskarte deutschland", "ausweisnr", "personalausweisnr", "nr des personalausweises", "seriennummer personalausweis", "ausweis id", "perso", "german id number", "german id card number",
	},
	Weak:         []string{"ausweis", "identity card", "id card", "id number"},
	LabelledFind: worldToken(9, 11, 1),
	CheckDigits:  []int{0},
}

var dePassport = &scanner.Detector{
	Kind: "DE_PASSPORT", Name: "German passport number", Family: "travel", Region: "de",
	Doc:     "Nine characters, the first a letter of the authority, digits and consonants, or ten with the check digit of ICAO 9303. Needs a word.",
	Aliases: []string{"GERMANY_PASSPORT", "GERMANY_PASSPORT_NUMBER", "Germany:passport"},
	Source:  "Bundesministerium des Innern, Passverordnung; ICAO Doc 9303-4",
	Patterns: []scanner.Pattern{
		{RE: `[CFGHJK][0-9CFGHJKLMNPRTVWXYZ]{8}[0-9]D`, Base: 0.2, Proven: 0.7},
		{RE: `[CFGHJK][0-9CFGHJKLMNPRTVWXYZ]{8}[0-9]`, Base: 0.1, Proven: 0.35},
		{RE: `[CFGHJK][0-9CFGHJKLMNPRTVWXYZ]{8}`, Base: 0.1},
	},
	Check: func(v []byte) scanner.Verdict { return deDocument(v, dePassFirst) },
	Reserved: func(v []byte) bool {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		return len(a) >= 9 && (string(a[:9]) == "C01X00T47" || string(a[:9]) == "C01X0006H") // specimens
	},
	Words: []string{
		"reisepass", "reisepassnummer", "reisepass nr", "reisepassnr", "reisepass nummer", "passnummer", "pass nr", "passnr", "pass nummer", "german passport", "german passport number", "deutscher reisepass", "kinderreisepass", "pass no deutschland", "nr des reisepasses",
	},
	Weak:         []string{"passport", "pass", "passport number", "passport no"},
	LabelledFind: worldToken(9, 11, 1),
	CheckDigits:  []int{0},
}

var deSocialSecurity = &scanner.Detector{
	Kind: "DE_SOCIAL_SECURITY", Name: "German pension insurance number", Family: "national", Region: "de",
	Doc:    "Area of the insurer, birth date DDMMYY, initial, serial number and check digit.",
	Source: "Deutsche Rentenversicherung, Verordnung über die Versicherungsnummer (VKVV) § 2, § 4",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2} [0-9]{6} [A-Z] [0-9]{3}`, Base: 0.3, Proven: 0.9},
		{RE: `[0-9]{2} [0-9]{6} [A-Z] [0-9]{2} [0-9]`, Base: 0.3, Proven: 0.9},
		{RE: `[0-9]{2} [0-9]{6}[A-Z][0-9]{3}`, Base: 0.3, Proven: 0.8},
		{RE: `[0-9]{2} [0-9]{2} [0-9]{2} [0-9]{2} [A-Z] [0-9]{2} [0-9]`, Base: 0.3, Proven: 0.9},
		{RE: `[0-9]{8}[A-Z][0-9]{3}`, Base: 0.2, Proven: 0.65},
		{RE: `[0-9]{8}[a-z][0-9]{3}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 12 || !checksum.AllDigits(a[:8]) || a[8] < 'A' || !checksum.AllDigits(a[9:]) {
			return scanner.Wrong
		}
		const areas = "02 03 04 08 09 10 11 12 13 14 15 16 17 18 19 20 21 23 24 25 26 28 29 38 39 40 42 43 44 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 89"
		if !worldHas(areas, a[:2]) || !checksum.Date(-1, worldPair(a[4:]), worldPair(a[2:])) {
			return scanner.Wrong
		}
		var e [13]byte // the letter counts as its place in the alphabet, two digits
		copy(e[:], a[:8])
		n := a[8] - 'A' + 1
		e[8], e[9] = '0'+n/10, '0'+n%10
		copy(e[10:], a[9:])
		return worldVerdict(checksum.LuhnLike(e[:12], 2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)%10 == int(e[12]-'0'))
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		return string(checksum.Alnum(b[:0], v)) == "65070649J009" // printed in the authority's examples
	},
	Words: []string{
		"rentenversicherungsnummer", "rvnr", "rv nr", "rv nummer", "sozialversicherungsnummer", "sozialversicherungs nr", "sozialversicherungsnr", "sv nummer", "sv nr", "svnr", "sv ausweis", "versicherungsnummer", "vsnr", "sozialversicherungsausweis", "rentenversicherungsnr", "rentenversicherungs nr", "german social security number", "deutsche rentenversicherung nummer", "vers nr",
	},
	Weak:        []string{"rentenversicherung", "sozialversicherung", "social security", "versicherung"},
	Labelled:    `[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-Za-z] ?[0-9]{2} ?[0-9]`,
	CheckDigits: []int{0},
}

var deHealthInsurance = &scanner.Detector{
	Kind: "DE_HEALTH_INSURANCE", Name: "German health insurance number (KVNR)", Family: "health", Region: "de",
	Doc:    "A letter and nine digits, the last one a check digit: the part that stays with a person for life.",
	Source: "GKV-Spitzenverband, Richtlinie Krankenversichertennummer nach § 290 SGB V",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z][0-9]{9}`, Base: 0.1, Proven: 0.45},
		{RE: `[A-Z][0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.15, Proven: 0.6},
		{RE: `[A-Z] [0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.1, Proven: 0.5},
		{RE: `[a-z][0-9]{9}`, Base: 0.05, Proven: 0.4},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) == 20 { // with insurer and family member
			a = a[:10]
		}
		if len(a) != 10 || a[0] < 'A' || !checksum.AllDigits(a[1:]) {
			return scanner.Wrong
		}
		var e [11]byte
		n := a[0] - 'A' + 1
		e[0], e[1] = '0'+n/10, '0'+n%10
		copy(e[2:], a[1:])
		return worldVerdict(checksum.LuhnLike(e[:10], 1, 2)%10 == int(e[10]-'0'))
	},
	Words: []string{
		"kvnr", "krankenversichertennummer", "krankenversicherungsnummer", "krankenversicherungs nr", "versichertennummer", "versicherten nr", "versichertennr", "versicherten id", "kv nummer", "kv nr", "krankenkassennummer", "gesundheitskarte nummer", "egk nummer", "german health insurance number", "krankenversichertennr", "health insurance number germany",
	},
	Weak:        []string{"krankenkasse", "versicherte", "versicherter", "gesundheitskarte", "krankenversicherung", "patient"},
	Labelled:    `[A-Za-z] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}`,
	CheckDigits: []int{0},
}

var deDriversLicense = &scanner.Detector{
	Kind: "DE_DRIVERS_LICENSE", Name: "German driving licence number", Family: "national", Region: "de",
	Doc:     "Eleven characters: the authority's letter and three digits or letters, five of the licence, a modulus 11 check character, the number of the issue. Needs a word.",
	Aliases: []string{"DE_FUEHRERSCHEIN", "GERMANY_DRIVERS_LICENSE_NUMBER", "GERMANY_DRIVERS_LICENSE", "Germany:DL"},
	Source:  "Kraftfahrt-Bundesamt, Fahrerlaubnis-Verordnung, Anlage 8",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z][0-9]{2}[0-9A-Z][0-9A-Z]{5}[0-9X][0-9A-Z]`, Base: 0.1, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 11 || a[0] < 'A' {
			return scanner.Wrong
		}
		sum, digits := 0, 0
		for i, c := range a[:9] {
			x := int(c - '0')
			if c >= 'A' {
				x = int(c-'A') + 10
			} else {
				digits++
			}
			sum += x * (9 - i)
		}
		return worldVerdict(digits >= 2 && "0123456789X"[sum%11] == a[9])
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		return string(checksum.Alnum(b[:0], v)) == "B072RRE2I55" // specimen
	},
	Words: []string{
		"führerschein", "fuehrerschein", "führerscheinnummer", "fuehrerscheinnummer", "führerschein nr", "fuehrerschein nr", "führerscheinnr", "fahrerlaubnis", "fahrerlaubnisnummer", "fahrerlaubnis nr", "german driving licence", "german drivers license", "german driver license", "fs nr", "führerschein nummer", "deutscher führerschein",
	},
	Weak:         []string{"license", "licence", "driving licence", "fahrer"},
	LabelledFind: worldToken(9, 11, 2),
	CheckDigits:  []int{1},
}

// Registration districts by length.
const (
	deKfz1 = "A B C D E F G H J K L M N P R S V W Y Z"
	deKfz2 = "AA AB AC AE AH AK AM AN AP AS AU AW AZ BA BB BC BE BF BH BI BK BL BM BN BO BP BS BT BW BZ CA CB CE CO CR CW DA DB DD DE DH DI DL DM DN DO DS DU DW DZ EA EB ED EE EF EG EH EI EL EM EN ER ES EU EW FB FD FF FG FH FI FL FN FO FR FS FT FW FZ GA GC GD GE GF GG GI GK GL GM GN GP GR GS GT GV GW GZ HA HB HC HD HE HF HG HH HI HK HL HM HN HO HP HR HS HU HV HX HY HZ IK IL IN IZ JE JL KA KB KC KE KF KG KH KI KK KL KM KN KO KR KS KT KU KW KY LA LB LC LD LG LH LI LK LL LM LN LO LP LR LU LZ MA MB MC MD ME MG MH MI MK ML MM MN MO MQ MR MS MT MW MY MZ NB ND NE NF NH NI NK NL NM NP NR NT NU NW NY NZ OA OB OC OD OE OF OG OH OK OL OP OR OS OT OZ PA PB PE PF PI PK PL PM PN PR PS PW PZ QB QI RA RC RD RE RG RH RI RL RM RN RO RP RS RT RU RV RW RY RZ SB SC SE SF SG SH SI SK SL SM SN SO SP SR ST SU SW SY SZ TE TF TG TO TP TR TS TT TU UE UH UL UM UN VB VE VG VK VR VS WA WB WE WF WI WK WL WM WN WO WR WS WT WU WV WW WY WZ ZE ZI ZP ZR ZS ZW ZZ"
	deKfz3 = "ABG ABI AIB AIC ALF ALZ ANA ANG ANK AOE ARN ART ASL ASZ AUR AZE BAD BAR BBG BCH BED BER BGD BGL BID BIN BIR BIT BIW BKS BLB BLK BNA BOG BOH BOR BOT BRA BRB BRG BRI BRK BRL BRV BSB BSK BTF BUL BUR BZA CAS CHA CLP CLZ COC COE CUX DAH DAN DAU DBR DEG DEL DGF DIL DIN DIZ DKB DLG DON DUD DUW EBE EBN EBS ECK EIC EIL EIN EIS EMD EMS ERB ERH ERK ERZ ESB ESW FAL FDB FDS FEU FFB FKB FLO FOR FRG FRI FRW FTL GAN GAP GDB GEL GEM GEO GER GHA GHC GLA GMN GNT GOA GOH GRA GRH GRI GRM GRS GRZ GTH GUB GUN GVM HAB HAL HAM HAS HBN HBS HCH HDH HDL HEB HEF HEI HEL HER HET HGN HGW HHM HIG HIP HMU HOG HOH HOL HOM HOR HOT HRO HSK HST HUN HUS HVL HWI IGB ILL IOI ISE JEV KAR KEH KEL KEM KIB KLE KLZ KOE KON KRU KUS KYF LAN LAU LBS LBZ LDK LDS LEO LER LEV LIB LIF LIP LOB LOS LRO LSA LSN LSZ LUK LUN LUP LWL MAB MAI MAK MAL MED MEG MEI MEK MEL MER MET MGH MGN MHL MIL MKK MOD MOL MON MOS MSE MSH MSP MST MTK MTL MUC MVL MYK NAB NAI NAU NDH NEA NEB NEC NEN NES NEW NMB NMS NOH NOL NOM NOR NRW NVP NWM OAL OBB OBG OCH OHA OHV OHZ OPR OSL OVI OVL OVP PAF PAN PAR PCH PEG PIR PLN PLO PRU QFT QLB RDG REG REH REI RID RIE ROD ROF ROH ROK ROL ROS ROT ROW RSL RUD RUG SAB SAD SAL SAN SAW SBG SBK SCZ SDH SDL SDT SEB SEE SEF SEL SFB SFT SGH SHA SHG SHK SHL SIG SIM SLE SLF SLK SLN SLS SLZ SMU SNH SOB SOG SOK SOM SON SPB SPN SRB SRO STA STB STD STE STL STO SUL SWA SZB TBB TDO TET THL THW TIR TOL TUT UEM UER UFF USI VAI VEC VER VIB VIE VIT VOH WAF WAK WAN WAR WAT WBS WDA WEL WEN WER WES WHV WIL WIS WIT WIZ WLG WMS WND WOB WOH WOL WOR WOS WRN WSF WST WSW WTL WTM WUG WUN WUR WZL ZEL ZIG ZUE"
)

var deLicensePlate = &scanner.Detector{
	Kind: "DE_LICENSE_PLATE", Name: "German vehicle registration", Family: "national", Region: "de",
	Doc:     "District, hyphen or space, one or two letters, up to four digits, E or H behind them. The district must exist; a word or a column decides.",
	Aliases: []string{"DE_KFZ"},
	Source:  "Fahrzeug-Zulassungsverordnung § 9, Anlage 1; Kraftfahrt-Bundesamt, Verzeichnis der Unterscheidungszeichen",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{1,3}-[A-Z]{1,2} [1-9][0-9]{1,3}[EH]?`, Base: 0.1, Proven: 0.45},
		{RE: `[A-Z]{1,3}-[A-Z]{1,2} [1-9]`, Base: 0.1, Proven: 0.25},
		{RE: `[A-Z]{1,3}[- ][A-Z]{1,2}-?[1-9][0-9]{1,3}[EH]?`, Base: 0.1, Proven: 0.25},
		{RE: `[A-Z]{1,3} [A-Z]{1,2} [1-9][0-9]{0,3}[EH]?`, Base: 0.1, Proven: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		n := 0
		for n < len(v) && v[n] >= 'A' && v[n] <= 'Z' {
			n++
		}
		lists := [...]string{1: deKfz1, 2: deKfz2, 3: deKfz3}
		if n == 0 || n > 3 {
			return scanner.Unknown // umlauts and lower case
		}
		return worldVerdict(worldHas(lists[n], v[:n]))
	},
	Words: []string{
		"kennzeichen", "kfz kennzeichen", "autokennzeichen", "amtliches kennzeichen", "nummernschild", "kfz", "kfz nummer", "fahrzeugkennzeichen", "german license plate", "german licence plate", "polizeiliches kennzeichen", "pkw kennzeichen", "kennzeichen kfz", "autonummer", "zulassungsnummer",
	},
	Weak:     []string{"license plate", "licence plate", "plate", "fahrzeug", "auto", "pkw", "halter", "fahrer", "parken"},
	Labelled: `(?:[A-Za-z]|ä|ö|ü|Ä|Ö|Ü){1,3}[- ]{1,3}[A-Za-z]{1,2}[- ]?[1-9][0-9]{0,3} ?[EHeh]?`,
}

var deSchufaID = &scanner.Detector{
	Kind: "DE_SCHUFA_ID", Name: "SCHUFA identification", Family: "finance", Region: "de",
	Doc:     "The credit agency's number of a person. It has no published form: six to fourteen letters and digits behind a label.",
	Aliases: []string{"GERMANY_SCHUFA_ID"},
	Source:  "SCHUFA Holding AG, Datenkopie nach Art. 15 DSGVO",
	Words: []string{
		"schufa id", "schufa nummer", "schufa nr", "schufa kundennummer", "schufa number", "schufaid", "schufa kennung", "schufa teilnehmernummer", "schufa auskunft nr", "schufa aktenzeichen", "schufa referenz",
	},
	LabelledFind: worldToken(6, 16, 5),
}

var deLANR = &scanner.Detector{
	Kind: "DE_LANR", Name: "German physician number", Family: "health", Region: "de",
	Doc:     "Nine digits: six of the physician, a check digit over them with weights 4 and 9, two of the speciality. Needs a word.",
	Aliases: []string{"DE_LANR_BSNR"},
	Source:  "Kassenärztliche Bundesvereinigung, Richtlinie zur Vergabe der Arzt-, Betriebsstätten-Nummern",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{9}`, Base: 0.05, Proven: 0.42},
		{RE: `[0-9]{7} [0-9]{2}`, Base: 0.05, Proven: 0.42},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) == 7 {
			d = append(d, '0', '1') // without the speciality
		}
		return worldVerdict(len(d) == 9 && (10-checksum.Weighted(d[:6], 4, 9)%10)%10 == int(d[6]-'0'))
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return len(d) == 9 && string(d[:7]) == "9999999" // stand-in where a physician has none
	},
	Words: []string{
		"lanr", "lebenslange arztnummer", "arztnummer", "arzt nr", "lanr nummer", "lanr nr", "arztnr", "german physician number", "lebenslange arzt nr",
	},
	Weak:        []string{"arzt", "ärztin", "praxis", "physician", "kbv"},
	Labelled:    `[0-9]{7} ?[0-9]{2}`,
	CheckDigits: []int{2},
}

var deBSNR = &scanner.Detector{
	Kind: "DE_BSNR", Name: "German medical practice number", Family: "company", Region: "de", Off: true,
	Doc:    "Nine digits, the first two a region of the physicians' associations. Needs a word.",
	Source: "Kassenärztliche Bundesvereinigung, Richtlinie zur Vergabe der Arzt-, Betriebsstätten-Nummern",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{9}`, Base: 0.05},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldPlausible(len(d) == 9 && !checksum.AllSame(d))
	},
	Words: []string{
		"bsnr", "betriebsstättennummer", "betriebsstaettennummer", "betriebsstätten nr", "betriebsstättennr", "hauptbetriebsstättennummer", "nbsnr", "nebenbetriebsstättennummer", "bsnr nr",
	},
	Weak:     []string{"praxis", "betriebsstätte"},
	Labelled: `[0-9]{9}`,
}

var deHandelsregister = &scanner.Detector{
	Kind: "DE_HANDELSREGISTER", Name: "German commercial register number", Family: "company", Region: "de", Off: true,
	Doc:     "HRA, HRB and the other registers with up to six digits and letters of the court behind them.",
	Aliases: []string{"de.handelsregisternummer"},
	Source:  "Handelsregisterverordnung § 24; Registerportal der Länder",
	Patterns: []scanner.Pattern{
		{RE: `HR[AB] ?[1-9][0-9]{0,5}(?: ?[A-Z]{1,3})?`, Base: 0.6},
		{RE: `(?:GnR|GsR|VR|PR|VIR) ?[1-9][0-9]{1,5}(?: ?[A-Z]{1,2})?`, Base: 0.2},
	},
	Check: func(v []byte) scanner.Verdict { return scanner.Unknown },
	Words: []string{
		"handelsregister", "handelsregisternummer", "handelsregister nr", "registernummer", "registergericht", "hrb", "hra", "amtsgericht", "vereinsregister", "vereinsregisternummer", "partnerschaftsregister", "genossenschaftsregister", "hr nummer", "registerblatt", "german commercial register",
	},
	// The court in front is part of the number: each has its own HRB 1.
	Labelled: `(?:[A-ZÄÖÜ][a-zäöüß]+(?:[-. ()/]{1,2}[A-Za-zÄÖÜäöüß]+){0,4}[.)]? {1,3}(?:HRA|HRB|GnR|GsR|VR|PR|VIR)|HRA|HRB|hra|hrb|GnR|GsR|VR|PR|VIR)? {0,3}[1-9][0-9]{0,5}(?: ?[A-Z]{1,3})?`,
}
