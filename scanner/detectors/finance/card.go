package finance

import (
	"sync"

	"sluice/scanner"
	"sluice/scanner/checksum"
)

var creditCard = &scanner.Detector{
	Kind: "CREDIT_CARD", Name: "payment card number", Family: "finance",
	Doc: "12 to 19 digits, bare or in the groups printed on cards, with a right Luhn digit and an issuer range of a card scheme. Grouped " +
		"numbers stand alone; bare ones, of which one in fifty passes by chance, need a word near or a column.",
	Source:  "ISO/IEC 7812-1; issuer ranges published by the schemes; published test numbers of the payment gateways",
	Aliases: []string{"CREDIT_CARD_NUMBER", "CREDIT_CARD_NUMBER_(NO_KEYWORD)", "PAYMENT_CARD", "luhn"},
	Patterns: []scanner.Pattern{
		{RE: `[2-9]\d{3}[ -]\d{4}[ -]\d{4}[ -]\d{4}`, Base: 0.2, Proven: 0.92},
		{RE: `[2-9]\d{3}\.\d{4}\.\d{4}\.\d{4}`, Base: 0.15, Proven: 0.45}, // weights, codes of characters
		{RE: `3\d{3}[ -]\d{6}[ -]\d{4,5}`, Base: 0.2, Proven: 0.92},
		{RE: `[2-9]\d{3} \d{4} \d{4} \d{4} \d{3}`, Base: 0.2, Proven: 0.92},
		{RE: `[56]\d{3} \d{4} \d{4}( \d{1,3})?`, Base: 0.1, Proven: 0.4},
		{RE: `[2-9]\d{15}`, Base: 0.15, Proven: 0.45},
		{RE: `(3[47]\d{2}|2131|1800)\d{11}`, Base: 0.15, Proven: 0.45},
		{RE: `1\d{14}`, Base: 0.1, Proven: 0.45, Whole: 0.5}, // UATP
		{RE: `\d{12,14}`, Base: 0.1, Proven: 0.35},
		{RE: `\d{15}`, Base: 0.1, Proven: 0.42},
		{RE: `\d{17,19}`, Base: 0.1, Proven: 0.35},
	},
	Labelled: `[0-9]{4}([ .-]{1,3}[0-9]{4}){2,3}([ .-][0-9]{1,3})?|[0-9]{4}[ -][0-9]{6}[ -][0-9]{4,5}|[0-9]{12,19}`,
	Check:    checkCard,
	Reserved: reservedCard,
	Words: []string{
		"credit card", "credit card number", "credit card no", "debit card", "debit card number", "card number", "card no", "card num", "cardnumber", "cc", "cc number", "ccnum", "cc num", "ccn", "pan", "payment card", "bank card",
		"visa", "mastercard", "master card", "amex", "american express", "maestro", "discover", "diners club", "jcb", "unionpay", "rupay", "mir card", "card", "cc no", "primary account number", "cardholder number",
		"carte bancaire", "carte de credit", "numero de carte", "carte bleue", "kreditkarte", "kreditkartennummer", "kartennummer", "tarjeta", "tarjeta de credito", "numero de tarjeta", "tarjeta de debito",
		"carta di credito", "numero carta", "numero della carta", "cartao de credito", "numero do cartao", "cartao", "creditcard", "creditcardnummer", "kaartnummer", "karta kredytowa", "numer karty", "karta platnicza",
		"kreditkort", "kortnummer", "luottokortti", "kredi karti", "kart numarasi", "номер карты", "кредитная карта", "карта", "信用卡", "卡号", "クレジットカード", "カード番号", "신용카드", "카드번호", "بطاقة ائتمان",
	},
	Weak:        []string{"payment", "pay", "charge", "checkout", "billing", "purchase", "transaction", "account"},
	CheckDigits: []int{0},
}

// Strength of an issuer range.
const (
	noBrand   = iota
	wideRange // a range or a length that many other numbers fall into
	ownRange
)

// brand judges issuer range and length.
func brand(d []byte) int {
	n := len(d)
	if n < 12 || n > 19 {
		return noBrand
	}
	p2 := checksum.Number(d[:2])
	p3, p4, p6 := checksum.Number(d[:3]), checksum.Number(d[:4]), checksum.Number(d[:6])
	own := func(ok bool) int {
		if ok {
			return ownRange
		}
		return wideRange
	}
	switch {
	case d[0] == '4': // Visa
		if n == 16 {
			return ownRange
		}
		if n == 13 || n == 19 {
			return wideRange
		}
		return noBrand
	case p2 >= 51 && p2 <= 55, p4 >= 2221 && p4 <= 2720: // Mastercard
		if n == 16 {
			return ownRange
		}
		return noBrand
	case p2 == 34 || p2 == 37: // American Express
		if n == 15 {
			return ownRange
		}
		return noBrand
	case p4 == 2131 || p4 == 1800: // JCB, old
		if n == 15 {
			return ownRange
		}
		return noBrand
	case p4 >= 3528 && p4 <= 3589: // JCB
		if n >= 16 {
			return own(n == 16)
		}
		return noBrand
	case p3 >= 300 && p3 <= 305 || p4 == 3095 || p2 == 36 || p2 == 38 || p2 == 39: // Diners Club
		if n >= 14 {
			return wideRange
		}
		return noBrand
	case p4 >= 2200 && p4 <= 2204: // Mir
		if n >= 16 {
			return own(n == 16)
		}
		return noBrand
	case p4 == 6011 || p3 >= 644 && p3 <= 649 || p2 == 65: // Discover; Elo, Verve and RuPay inside 65
		if n >= 16 {
			return own(n == 16)
		}
		return noBrand
	case p2 == 62 || p2 == 81: // UnionPay
		if n >= 16 {
			return own(n == 16 && p2 == 62)
		}
		return noBrand
	case p4 == 5018, p4 == 5020, p4 == 5038, p4 == 5893, p4 == 6304, p4 == 6759, p4 == 6761, p4 == 6762, p4 == 6763, p4 == 5612: // Maestro
		return own(n == 16)
	case p4 == 5019: // Dankort
		return own(n == 16)
	case p6 >= 506699 && p6 <= 506778, p6 >= 509000 && p6 <= 509999, p6 == 504175, p6 == 636368, p6 == 636297, p6 == 627780: // Elo
		return own(n == 16)
	case p6 == 606282, p4 == 3841: // Hipercard
		return own(n == 16)
	case p4 == 9792, p4 == 8600, p4 == 9860: // Troy, Uzcard, Humo
		return own(n == 16)
	case p6 >= 506099 && p6 <= 506198, p6 >= 507865 && p6 <= 507964: // Verve
		return own(n == 16)
	case p3 == 508, p3 == 353, p3 == 356, p2 == 60, p2 == 82: // RuPay
		if n == 16 {
			return wideRange
		}
	case p3 >= 636 && p3 <= 639: // InterPayment, InstaPayment
		if n >= 16 {
			return wideRange
		}
	case d[0] == '1' && n == 15: // UATP
		return wideRange
	}
	if d[0] == '6' || p2 == 50 || p2 >= 56 && p2 <= 58 { // the rest of Maestro
		return wideRange
	}
	return noBrand
}

func checkCard(v []byte) scanner.Verdict {
	var buf [24]byte
	if len(v) > 40 {
		return scanner.Wrong
	}
	d := buf[:0]
	sep, mixed := byte(0), false
	for _, c := range v {
		switch {
		case c >= '0' && c <= '9':
			if len(d) == 20 {
				return scanner.Wrong
			}
			d = append(d, c)
		case c == ' ' || c == '-' || c == '.':
			mixed = mixed || sep != 0 && c != sep
			sep = c
		default:
			return scanner.Wrong
		}
	}
	if len(d) < 12 || len(d) > 19 || checksum.AllSame(d) || !checksum.Luhn(d) {
		return scanner.Wrong
	}
	b := brand(d)
	switch {
	case sep != 0 && len(d) == 16 && counted(d):
		return scanner.Wrong // codes of characters in a row
	case b == noBrand || mixed:
		return scanner.Unknown
	case sep != 0 && d[0] == '3' && !(len(d) == 14 || len(d) == 15 || len(d) == 16):
		return scanner.Unknown
	case sep == 0 && b == wideRange && (len(d) == 16 || len(d) == 15):
		return scanner.Unknown
	}
	return scanner.Proven
}

// counted reports that two of the four groups follow each other: 5414 5415.
func counted(d []byte) bool {
	for i := 4; i < len(d); i += 4 {
		if checksum.Number(d[i-4:i])+1 == checksum.Number(d[i:i+4]) {
			return true
		}
	}
	return false
}

// testCards are numbers that the schemes and gateways publish for testing.
var testCards = [...]string{
	"4111111111111111", "4242424242424242", "4012888888881881", "4000056655665556", "4222222222222", "4000000000000002", "4000000000000077", "4000000000000341",
	"4000000000000069", "4000000000000119", "4000000000000127", "4000000000009995", "4000000000009987", "4000000000009979", "4000000000003220", "4000000000003063",
	"4000002500003155", "4000002760003184", "4000000000000101", "4000000000005126", "4000008260003178", "4242424242424241", "4005519200000004", "4009348888881881", "4012000033330026",
	"4012000077777777", "4217651111111119", "4500600000000061", "4000111111111115", "4988438843884305", "4166676667666746", "4646464646464644", "4917610000000000", "4917300800000000", "4484070000000000",
	"4444333322221111", "4462030000000000", "4911830000000", "4012888888881", "4999999999999996", "4032039317984658", "4539791001730106", "4929000000006", "4761739001010010", "4000000000000010",
	"5555555555554444", "5200828282828210", "5105105105105100", "5454545454545454", "5555444433332222", "5399999999999999", "5425233430109903", "2223003122003222", "2223000048400011", "2222400070000005",
	"2222410740360010", "2222990905257051", "2223007648726984", "2223577120017656", "5106040000000008", "5185540810000019", "5577000055770004", "5136333333333335", "5585558555855583", "5100290029002909", "5500000000000004",
	"378282246310005", "371449635398431", "378734493671000", "370000000000002", "343434343434343", "374251018720018", "374101000000608", "375987000000005",
	"30569309025904", "38520000023237", "36227206271667", "3056930009020004", "36006666333344", "36700102000000", "36148900647913",
	"6011111111111117", "6011000990139424", "6011981111111113", "6011000400000000", "6011601160116611", "6445644564456445", "6555900000604105",
	"3530111333300000", "3566002020360505", "3569990010095841", "3528000700000000", "6200000000000005", "6205500000000000004", "6243030000000001", "8171999927660000", "8171999900000000021",
	"6759649826438453", "6799990100000000019", "6331101999990016", "6304000000000000", "6771798021000008", "6771798025000004", "5019717010103742", "5019555544445555", "5066991111111118", "6362970000457013",
	"6062828888666688", "6062826786276634", "9792030000000000", "6505290000000000", "2200000000000004", "122000000000003", "135410014004955", "5000550000000029", "6034450006000000",
}

var testCardSet = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, c := range testCards {
		m[c] = true
	}
	return m
})

func reservedCard(v []byte) bool {
	var buf [24]byte
	if len(v) > 40 {
		return false
	}
	return testCardSet()[string(checksum.Digits(buf[:0], v))]
}

var cardCVV = &scanner.Detector{
	Kind: "CARD_CVV", Name: "card security code", Family: "finance",
	Doc:     "Three or four digits behind a label such as CVV or security code.",
	Source:  "ISO/IEC 7813; PCI DSS glossary",
	Aliases: []string{"CVV_NUMBER", "CREDIT_CARD_SECURITY_CODE"},
	Words: []string{
		"cvv", "cvc", "cvv2", "cvc2", "cvn", "cav2", "card security code", "card verification code", "card verification value", "card verification number", "security code", "cvv code", "cvc code", "cvv number",
		"cryptogramme", "cryptogramme visuel", "kartenprufnummer", "prufziffer der karte", "codigo de seguridad", "codigo de seguranca", "codice di sicurezza", "beveiligingscode", "kod cvv", "kod cvc", "код cvv",
	},
	Labelled: `[0-9]{3,4}`,
}

var cardExpiry = &scanner.Detector{
	Kind: "CARD_EXPIRY", Name: "card expiry date", Family: "finance",
	Doc:     "Month and year (MM/YY, MM/YYYY, MM-YY) behind a label such as expires or valid thru.",
	Source:  "ISO/IEC 7813",
	Aliases: []string{"CREDIT_CARD_EXPIRATION_DATE", "CREDIT_CARD_EXPIRATION"},
	Words: []string{
		"exp", "exp date", "expiry", "expiry date", "expires", "expires on", "expiration", "expiration date", "valid thru", "valid through", "valid until", "good thru", "card expiry", "card expires", "card expiration", "cc exp", "expiring",
		"date d expiration", "expire le", "expire fin", "gultig bis", "ablaufdatum", "verfalldatum", "fecha de caducidad", "caducidad", "vencimiento", "fecha de vencimiento", "validade", "data de validade", "scadenza", "data di scadenza",
		"geldig tot", "vervaldatum", "wazna do", "data waznosci", "gyldig til", "giltig till", "son kullanma tarihi", "срок действия", "有效期", "有効期限", "유효기간",
	},
	LabelledFind: expiryEnd,
	Check: func(v []byte) scanner.Verdict {
		if n := expiryEnd(v, 0); n == len(v) && n > 0 {
			return scanner.Unknown
		}
		return scanner.Wrong
	},
}

func expiryEnd(text []byte, at int) int {
	v := text[at:]
	if len(v) < 5 || v[0] != '0' && v[0] != '1' || v[1] < '0' || v[1] > '9' {
		return at
	}
	if m := int(v[0]-'0')*10 + int(v[1]-'0'); m < 1 || m > 12 {
		return at
	}
	i := 2
	if v[i] == ' ' && len(v) > 7 {
		i++
	}
	if v[i] != '/' && v[i] != '-' && v[i] != '.' {
		return at
	}
	i++
	if i < len(v) && v[i] == ' ' {
		i++
	}
	from := i
	for i < len(v) && i-from < 5 && v[i] >= '0' && v[i] <= '9' {
		i++
	}
	y := checksum.Number(v[from:i])
	switch i - from {
	case 2:
	case 4:
		if y < 1990 || y > 2070 {
			return at
		}
	default:
		return at
	}
	if i < len(v) && (v[i] == '/' || v[i] == '-' || v[i] == '.') && i+1 < len(v) && v[i+1] >= '0' && v[i+1] <= '9' {
		return at // a whole date
	}
	return at + i
}

var cardTrack = &scanner.Detector{
	Kind: "CARD_TRACK", Name: "magnetic stripe of a card", Family: "finance",
	Doc:     "Track 1 (%B number ^ name ^ expiry ...) and track 2 (; number = expiry ...) with their sentinels; the number passes Luhn.",
	Source:  "ISO/IEC 7813",
	Aliases: []string{"CREDIT_CARD_TRACK_NUMBER", "CREDIT_CARD_MAGNETIC_STRIPE"},
	Find:    &scanner.Finder{On: scanner.OnDigits, Runs: []scanner.Run{{Min: 12, Max: 20, Before: "%;"}}, At: findTrack, Never: scanner.PlainCells, Base: 0.5, Proven: 0.98},
	Check: func(v []byte) scanner.Verdict {
		i := 0
		for i < len(v) && i < 2 && (v[i] < '0' || v[i] > '9') {
			i++
		}
		from := i
		for i < len(v) && v[i] >= '0' && v[i] <= '9' {
			i++
		}
		if i-from < 12 || i-from > 19 || !checksum.Luhn(v[from:i]) {
			return scanner.Wrong
		}
		return scanner.Proven
	},
	Reserved: func(v []byte) bool {
		i := 0
		for i < len(v) && (v[i] < '0' || v[i] > '9') {
			i++
		}
		from := i
		for i < len(v) && v[i] >= '0' && v[i] <= '9' {
			i++
		}
		return reservedCard(v[from:i])
	},
	Words: []string{"track 1", "track 2", "track1", "track2", "track data", "magstripe", "magnetic stripe"},
}

// findTrack is asked about the run of letters and digits that the number is
// in: "B4…" behind '%' on track 1, digits behind ';' on track 2.
func findTrack(text []byte, at int) (int, int) {
	if at == 0 {
		return at, at
	}
	i := at
	if text[at-1] == '%' && text[at] == 'B' {
		i++
	} else if text[at-1] != ';' {
		return at, at
	}
	from := i
	for i < len(text) && i-from < 20 && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	if i-from < 12 || i-from > 19 || i == len(text) {
		return at, at
	}
	const longest = 80 // of a track, ISO/IEC 7813
	stop := min(len(text), at+longest)
	sign := text[i]
	if text[at-1] == '%' {
		if sign != '^' {
			return at, at
		}
		name := i + 1
		for i = name; i < stop && text[i] != '^' && text[i] >= ' ' && text[i] < 0x7f; i++ {
		}
		if i == stop || text[i] != '^' || i-name < 2 || i-name > 26 {
			return at, at
		}
	} else if sign != '=' {
		return at, at
	}
	digits := 0
	for i++; i < stop && text[i] != '?'; i++ {
		c := text[i]
		if digits < 7 && (c < '0' || c > '9') || c < ' ' || c > 'Z' {
			return at, at
		}
		digits++
	}
	if i == stop || digits < 7 {
		return at, at
	}
	return at - 1, i + 1
}
