// Package device detects identifiers of telephones, SIM cards, vehicles and
// advertising profiles.
package device

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

// List are the detectors of the family, the most frequent first.
func List() []*scanner.Detector {
	return []*scanner.Detector{imei, vin, advertisingID, iccid, imsi, meid}
}

// digitsOf collects up to 24 digits of v; nil where another byte than a
// separator is in it or there are more.
func digitsOf(buf *[24]byte, v []byte) []byte {
	d := buf[:0]
	for _, c := range v {
		switch {
		case c >= '0' && c <= '9':
			if len(d) == len(buf) {
				return nil
			}
			d = append(d, c)
		case c == ' ' || c == '-' || c == '/' || c == '.':
		default:
			return nil
		}
	}
	return d
}

var imei = &scanner.Detector{
	Kind: "IMEI", Name: "mobile device identity (IMEI, IMEISV)", Family: "device",
	Doc:     "15 digits with a Luhn digit, or 16 with a software version; bare ones need a word near, the form AA-BBBBBB-CCCCCC-D with a right check digit stands alone.",
	Source:  "3GPP TS 23.003; GSMA TS.06",
	Aliases: []string{"IMEI_HARDWARE_ID", "imei"},
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}-[0-9]{6}-[0-9]{6}-[0-9]`, Base: 0.3, Proven: 0.75},
		{RE: `[0-9]{6}-[0-9]{2}-[0-9]{6}-[0-9]`, Base: 0.3, Proven: 0.75},
		{RE: `[0-9]{2} [0-9]{6} [0-9]{6} [0-9]`, Base: 0.2, Proven: 0.6},
		{RE: `[0-9]{15}`, Base: 0.1, Proven: 0.3},
		{RE: `[0-9]{2}-?[0-9]{6}-?[0-9]{6}-?[0-9]{2}`, Base: 0.1},
	},
	Check: func(v []byte) scanner.Verdict {
		var buf [24]byte
		d := digitsOf(&buf, v)
		switch {
		case len(d) < 14 || len(d) > 16, checksum.AllSame(d):
			return scanner.Wrong
		case len(d) == 14: // without its check digit
			return scanner.Unknown
		// The reporting body that allocated the number: 00 is for tests,
		// and a card or a date does not begin like these.
		case len(d) == 16:
			return scanner.Unknown
		case !checksum.Luhn(d):
			return scanner.Wrong
		}
		return scanner.Proven
	},
	Reserved: func(v []byte) bool { return string(v) == "490154203237518" || string(v) == "49-015420-323751-8" },
	Words: []string{"imei", "imei number", "imei no", "imei1", "imei2", "imei 1", "imei 2", "imeisv", "imei sv", "international mobile equipment identity", "device imei", "handset id", "equipment identity",
		"numero imei", "imei nummer", "numer imei", "codigo imei", "номер imei", "имей", "串号"},
	Labelled:    `[0-9]{2}-[0-9]{6}-[0-9]{6}|[0-9]{14}`,
	Weak:        []string{"device", "handset", "phone", "mobile", "serial", "smartphone", "android", "iphone"},
	CheckDigits: []int{0},
}

var iccid = &scanner.Detector{
	Kind: "ICCID", Name: "SIM card serial number (ICCID)", Family: "device",
	Doc:     "89, a country calling code, an issuer and a number, 19 or 20 digits with a Luhn digit; bare ones need a word near.",
	Source:  "ITU-T E.118",
	Aliases: []string{"ICCID_NUMBER"},
	Patterns: []scanner.Pattern{
		{RE: `89[0-9]{16,18}`, Base: 0.1, Proven: 0.42},
		{RE: `89[0-9]{2} [0-9]{4} [0-9]{4} [0-9]{4} [0-9]{3,4}`, Base: 0.15, Proven: 0.6},
	},
	Labelled: `89[0-9]{16,18}[Ff]?|89[0-9]{2}([ -][0-9]{2,5}){3,6}[Ff]?`,
	Check: func(v []byte) scanner.Verdict {
		if n := len(v); n > 0 && v[n-1]|0x20 == 'f' {
			v = v[:n-1]
		}
		var buf [24]byte
		d := digitsOf(&buf, v)
		switch {
		case len(d) < 18 || len(d) > 20 || d[0] != '8' || d[1] != '9':
			return scanner.Wrong
		case len(d) == 18: // without its check digit
			return scanner.Unknown
		case checksum.Luhn(d), len(d) == 20 && checksum.Luhn(d[:19]):
			return scanner.Proven
		}
		return scanner.Wrong
	},
	Words:       []string{"iccid", "icc id", "sim serial", "sim card number", "sim number", "sim no", "sim serial number", "sim card", "sim id", "uicc", "esim", "numero de sim", "numer karty sim", "sim nummer", "номер sim"},
	Weak:        []string{"sim", "carrier", "operator", "msisdn", "imsi"},
	CheckDigits: []int{0},
}

var imsi = &scanner.Detector{
	Kind: "IMSI", Name: "subscriber identity (IMSI)", Family: "device",
	Doc:      "A mobile country code, a network code and a subscriber, 14 or 15 digits; there is no check digit, so that a word near must say so.",
	Source:   "ITU-T E.212",
	Aliases:  []string{"IMSI_ID", "imsi"},
	Patterns: []scanner.Pattern{{RE: `[2-7][0-9]{13,14}`, Base: 0.1}},
	Check: func(v []byte) scanner.Verdict {
		var buf [24]byte
		d := digitsOf(&buf, v)
		if len(d) != 14 && len(d) != 15 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		mcc := checksum.Number(d[:3])
		for i := 0; i < len(mccRanges); i += 2 {
			if mcc >= mccRanges[i] && mcc <= mccRanges[i+1] {
				return scanner.Unknown
			}
		}
		return scanner.Wrong
	},
	Words: []string{"imsi", "imsi number", "imsi no", "international mobile subscriber identity", "subscriber identity", "subscriber id", "numero imsi", "numer imsi", "номер imsi"},
}

// mccRanges are the mobile country codes in use, as pairs of first and last.
//
// Source: ITU-T E.212, list of mobile country codes; 001 is for tests.
var mccRanges = [...]int{202, 202, 204, 204, 206, 206, 208, 208, 212, 214, 216, 216, 218, 222, 226, 226, 228, 228, 230, 232, 234, 235, 238, 238, 240, 240, 242, 242, 244, 244, 246, 248,
	250, 250, 255, 255, 257, 257, 259, 260, 262, 262, 266, 266, 268, 268, 270, 270, 272, 272, 274, 274, 276, 276, 278, 278, 280, 280, 282, 284, 286, 286, 288, 290, 292, 295, 297, 297,
	302, 302, 308, 308, 310, 316, 330, 330, 334, 334, 338, 338, 340, 340, 342, 342, 344, 344, 346, 346, 348, 348, 350, 350, 352, 352, 354, 354, 356, 356, 358, 358, 360, 360, 362, 366, 368, 368, 370, 370, 372, 372, 374, 374, 376, 376,
	400, 402, 404, 406, 410, 410, 412, 422, 424, 432, 434, 434, 436, 438, 440, 441, 450, 450, 452, 452, 454, 457, 460, 461, 466, 467, 470, 470, 472, 472,
	502, 502, 505, 505, 510, 510, 514, 515, 520, 520, 525, 525, 528, 528, 530, 530, 536, 537, 539, 555, 602, 655, 657, 657, 659, 659, 702, 702, 704, 704, 706, 706, 708, 708, 710, 710, 712, 712, 714, 714, 716, 716, 722, 722, 724, 724, 730, 730, 732, 732, 734, 734, 736, 736, 738, 738, 740, 740, 742, 742, 744, 744, 746, 746, 748, 748, 750, 750}

var meid = &scanner.Detector{
	Kind: "MEID", Name: "CDMA device identity (MEID, ESN)", Family: "device",
	Doc:      "14 hexadecimal digits from A0 on, or 18 decimal ones, behind a label; a 15th hexadecimal digit is checked (Luhn mod 16).",
	Source:   "3GPP2 S.R0048; TIA SC.R4002",
	Aliases:  []string{"meid"},
	Labelled: `[A-Fa-f][0-9A-Fa-f]{13}|[A-Fa-f][0-9A-Fa-f]{14}|[0-9]{18,19}|[A-Fa-f][0-9A-Fa-f] [0-9A-Fa-f]{6} [0-9A-Fa-f]{6}( [0-9A-Fa-f])?|[0-9]{5} [0-9]{5} [0-9]{4} [0-9]{4}( [0-9])?|[0-9A-Fa-f]{8}`,
	Check: func(v []byte) scanner.Verdict {
		var buf [24]byte
		if len(v) > 24 {
			return scanner.Wrong
		}
		d := checksum.Alnum(buf[:0], v)
		switch len(d) {
		case 15:
			if !checksum.LuhnN(d, checksum.Hex) {
				return scanner.Wrong
			}
			return scanner.Proven
		case 18, 19:
			// The two halves stand for 32 and 24 bits.
			if checksum.Number(d[:10]) > 0xffffffff || checksum.Number(d[10:18]) > 0xffffff || len(d) == 19 && !checksum.Luhn(d) {
				return scanner.Wrong
			}
			if len(d) == 19 {
				return scanner.Proven
			}
			return scanner.Unknown
		case 8, 14:
			return scanner.Unknown
		}
		return scanner.Wrong
	},
	Words: []string{"meid", "meid number", "meid hex", "meid dec", "esn", "mobile equipment identifier", "electronic serial number"},
}

var advertisingID = &scanner.Detector{
	Kind: "ADVERTISING_ID", Name: "advertising identifier (IDFA, GAID, IDFV)", Family: "device",
	Doc:      "A UUID behind a label of mobile advertising: idfa, gaid, advertising id.",
	Source:   "RFC 9562; Apple AdSupport, Google Play services advertising ID",
	Labelled: `[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}|[0-9A-Fa-f]{32}`,
	Reserved: func(v []byte) bool {
		for _, c := range v {
			if c != '0' && c != '-' {
				return false
			}
		}
		return true
	},
	Words: []string{"idfa", "idfv", "gaid", "aaid", "gps adid", "adid", "ad id", "advertising id", "advertising identifier", "android advertising id", "advertiser id", "google ad id", "apple ad id", "identifier for advertisers", "identifier for advertising", "ifa", "rida", "tifa", "device advertising id", "maid", "mobile ad id", "android id", "device id", "deviceid", "device uuid", "udid"},
	Canon: func(dst, v []byte) []byte { return checksum.Alnum(dst, v) },
}

var vin = &scanner.Detector{
	Kind: "VIN", Name: "vehicle identification number", Family: "device",
	Doc:     "17 letters and digits without I, O and Q. A right check character in the ninth place, as North America and China demand it, with the structure of a serial number stands alone; others need a word near.",
	Source:  "ISO 3779, ISO 3780; 49 CFR 565; GB 16735",
	Aliases: []string{"VEHICLE_IDENTIFICATION_NUMBER", "US_VEHICLE_IDENTIFICATION_NUMBER"},
	Patterns: []scanner.Pattern{
		{RE: `[A-HJ-NPR-Z0-9]{17}`, Base: 0.25, Proven: 0.62},
	},
	Labelled: `[A-HJ-NPR-Za-hj-npr-z0-9]{17}`,
	Check:    checkVIN,
	Reserved: func(v []byte) bool { return string(v) == "1M8GDM9AXKP042788" || string(v) == "11111111111111111" },
	Words: []string{"vin", "vin number", "vin no", "vin code", "vehicle identification number", "vehicle id number", "vehicle id", "chassis number", "chassis no", "frame number", "chassis",
		"fahrgestellnummer", "fahrzeug identifizierungsnummer", "fin", "fahrzeugidentifikationsnummer", "numero de chassis", "numero de serie du vehicule", "vin vehicule", "numero de bastidor", "bastidor", "numero de chasis", "chasis", "numero di telaio", "telaio",
		"numero do chassi", "chassi", "chassisnummer", "numer vin", "numer nadwozia", "nr vin", "stelnummer", "chassinummer", "sasi no", "sasi numarasi", "вин", "номер кузова", "vin номер", "车架号", "車台番号", "차대번호"},
	Weak:        []string{"vehicle", "car", "auto", "fahrzeug", "vehicule", "vehiculo", "samochod", "pojazd", "registration", "odometer", "mileage"},
	CheckDigits: []int{8},
}

func checkVIN(v []byte) scanner.Verdict {
	if len(v) != 17 {
		return scanner.Wrong
	}
	weights := [17]int{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2}
	sum, digits, letters := 0, 0, 0
	for i, c := range v {
		x := 0
		switch {
		case c >= '0' && c <= '9':
			x = int(c - '0')
			digits++
		default:
			c &^= 0x20
			switch {
			case c >= 'A' && c <= 'H':
				x = int(c-'A') + 1
			case c >= 'J' && c <= 'N':
				x = int(c-'J') + 1
			case c == 'P':
				x = 7
			case c == 'R':
				x = 9
			case c >= 'S' && c <= 'Z':
				x = int(c-'S') + 2
			default:
				return scanner.Wrong
			}
			letters++
		}
		sum += weights[i] * x
	}
	// The last four of the serial number are digits everywhere.
	for _, c := range v[13:] {
		if c < '0' || c > '9' {
			return scanner.Wrong
		}
	}
	if letters < 1 || digits < 5 {
		return scanner.Wrong
	}
	r, c := sum%11, v[8]&^0x20
	right := r < 10 && v[8] == byte('0'+r) || r == 10 && c == 'X'
	// North America demands the check character; elsewhere it may be anything.
	if v[0] >= '1' && v[0] <= '5' {
		if !right {
			return scanner.Wrong
		}
	}
	// Model year (place 10) is never U, Z or 0, the fifth last is a digit there.
	y := v[9] &^ 0x20
	if right && letters >= 3 && y != 'U' && y != 'Z' && v[9] != '0' && v[12] >= '0' && v[12] <= '9' && v[0] != '0' {
		return scanner.Proven
	}
	return scanner.Unknown
}
