package finance

import (
	"bytes"

	"sluice/scanner"
	"sluice/scanner/checksum"
	"sluice/scanner/detectors/match"
)

// iso3166 are the alpha-2 codes of ISO 3166-1, and XK.
const iso3166 = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXKYEYTZAZMZW"

// countries has a bit for the second letter of each code by the first.
var countries = func() (t [32]uint32) {
	for i := 0; i < len(iso3166); i += 2 {
		t[iso3166[i]-'@'] |= 1 << (iso3166[i+1] - '@')
	}
	return
}()

func isCountry(a, b byte) bool {
	a, b = a&^0x20-'@', b&^0x20-'@'
	return a < 32 && b < 32 && countries[a]>>b&1 != 0
}

var swift = &scanner.Detector{
	Kind: "SWIFT_BIC", Name: "bank identifier code (BIC, SWIFT)", Family: "finance",
	Doc:     "Four letters, a country, two and perhaps three more characters; a word near must say so, since it has no check characters.",
	Source:  "ISO 9362; ISO 3166-1",
	Aliases: []string{"SWIFT_CODE", "BIC", "bic"},
	Find:    &scanner.Finder{On: scanner.OnCapital, Caps: true, At: findBIC, Blind: true, Base: 0.1, Proven: 0.1},
	// Behind a label small letters are taken, too.
	Labelled: `[A-Za-z]{6}[A-Za-z0-9]{2}([A-Za-z0-9]{3})?|[A-Z]{4} [A-Z]{2} [A-Z0-9]{2}( [A-Z0-9]{3})?`,
	Check: func(v []byte) scanner.Verdict {
		var buf [16]byte
		if len(v) > 14 {
			return scanner.Wrong
		}
		v = alnumUpper(buf[:0], v)
		if len(v) != 8 && len(v) != 11 || !isCountry(v[4], v[5]) {
			return scanner.Wrong
		}
		return scanner.Unknown
	},
	Words: []string{"swift", "bic", "swift code", "bic code", "swift bic", "bic swift", "swift bic code", "bank identifier code", "bank code", "codigo swift", "code swift", "codice swift", "codice bic", "code bic", "codigo bic", "kod swift", "kod bic", "swift kod", "bic code"},
	Weak:  []string{"iban", "bank", "banque", "banco", "banca"},
}

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }

func findBIC(text []byte, at int) (int, int) {
	if at+8 > len(text) || at+11 < len(text) && word(text[at+8]) && word(text[at+11]) || !upper(text[at+5]) || !upper(text[at+1]) || !(upper(text[at+7]) || digit(text[at+7])) || !isCountry(text[at+4], text[at+5]) {
		return at, at
	}
	i := at
	for i < len(text) && i-at < 12 && (upper(text[i]) || i-at >= 6 && digit(text[i])) {
		i++
	}
	if n := i - at; n != 8 && n != 11 || i < len(text) && word(text[i]) || shouted(text, at, i) || n == 8 && taylor(text, at, i) {
		return at, at
	}
	return at, i
}

// taylor reports that "swift" is all that speaks for text[b:e], letters alone,
// and that it is not its label: the word has other meanings.
func taylor(text []byte, b, e int) bool {
	for _, c := range text[b:e] {
		if digit(c) {
			return false
		}
	}
	near := bytes.ToLower(text[max(0, b-60):min(len(text), e+40)])
	i := bytes.LastIndex(near[:min(len(near), b-max(0, b-60))], []byte("swift"))
	if i < 0 || b-max(0, b-60)-i < len("swift")+5 {
		return false
	}
	for _, w := range [...]string{"bank", "bic", "iban", "code", "transfer", "payment", "account", "konto", "wire", "swift:"} {
		if bytes.Contains(near, []byte(w)) {
			return false
		}
	}
	return true
}

// shouted reports that text[b:e], a word of letters, stands between two
// others in capitals that say nothing of banks: "BIC - BRANCH INDIRECT ON".
func shouted(text []byte, b, e int) bool {
	for _, c := range text[b:e] {
		if digit(c) {
			return false
		}
	}
	if b < 3 || text[b-1] != ' ' || !upper(text[b-2]) || !upper(text[b-3]) || e+2 >= len(text) || text[e] != ' ' || !upper(text[e+1]) || !upper(text[e+2]) {
		return false
	}
	i := b - 1
	for i > 0 && upper(text[i-1]) {
		i--
	}
	switch string(text[i : b-1]) {
	case "BIC", "SWIFT", "CODE", "KOD", "BANK", "IS":
		for _, w := range [...]string{"IBAN", "BIC", "BLZ", "SWIFT", "ACC", "KONTO", "IS", "AND", "UND"} {
			if bytes.HasPrefix(text[e+1:], []byte(w)) {
				return false
			}
		}
	}
	return true
}

var bankAccount = &scanner.Detector{
	Kind: "BANK_ACCOUNT", Name: "bank account number", Family: "finance",
	Doc:     "Digits in one or several groups behind a label such as account number, in any country; national numbers with check digits have their own kinds.",
	Source:  "forms of national account numbers (BBAN)",
	Aliases: []string{"US_BANK_NUMBER", "FINANCIAL_ACCOUNT_NUMBER", "BANK_ACCOUNT_NUMBER", "ACCOUNT_NUMBER"},
	Words: []string{
		"account number", "account no", "account num", "acct", "acct no", "acct number", "acct num", "account nr", "account", "bank account", "bank account number", "bank account no", "checking account", "savings account", "current account", "deposit account", "a c no", "a c number", "accountnumber", "bank acct", "beneficiary account",
		"kontonummer", "konto nr", "bankkonto", "numero de compte", "compte bancaire", "n de compte", "numero de cuenta", "cuenta bancaria", "cuenta corriente", "cuenta", "numero di conto", "conto corrente", "conto", "numero da conta", "conta corrente", "conta bancaria", "conta",
		"rekeningnummer", "bankrekening", "bankrekeningnummer", "numer konta", "numer rachunku", "nr konta", "nr rachunku", "nrb", "rachunek bankowy", "hesap no", "hesap numarasi", "nomor rekening", "rekening", "so tai khoan", "номер счета", "расчетный счет", "口座番号", "账号", "银行账号", "계좌번호", "رقم الحساب",
	},
	LabelledFind: labelledAccount,
}

// labelledAccount reads digits in groups, digits behind a mask (XXXX1234), and
// up to four letters with six to twenty digits.
func labelledAccount(text []byte, at int) int {
	i := at
	for i < len(text) && i-at < 12 && (text[i]|0x20 == 'x' || text[i] == '*') {
		i++
	}
	if i-at >= 2 {
		if n := digitsAt(text, i, 7); n >= 3 && n <= 6 && !wordAt(text, i+n) {
			return i + n
		}
	}
	for i = at; i < len(text) && i-at < 4 && (upper(text[i]) || upper(text[i]&^0x20)); {
		i++
	}
	n := digitsAt(text, i, 21)
	end := i + n
	if i > at || n > 12 {
		if n < 6 || n > 20 || wordAt(text, end) {
			return at
		}
		return end
	}
	groups := 1
	for n >= 2 && groups < 8 && end < len(text) && (text[end] == ' ' || text[end] == '-') {
		m := digitsAt(text, end+1, 11)
		if m == 0 || m > 10 || wordAt(text, end+1+m) {
			break
		}
		end += 1 + m
		groups++
	}
	switch {
	case wordAt(text, end), groups == 1 && n < 6:
		return at
	case groups >= 3 && n == 4 && text[at+4] == '-' && (text[at] == '1' && text[at+1] == '9' || text[at] == '2' && text[at+1] == '0') && at+7 < len(text) && text[at+7] == '-':
		return at // a day
	case n == 12 && groups == 1 && cloud(text, at, end):
		return at
	}
	return end
}

// cloud reports that the twelve digits text[b:e] are the number of an account
// of Amazon's cloud: its key says whose account it is (ownerAccount), or the
// cloud's words stand within 100 bytes.
func cloud(text []byte, b, e int) bool {
	k := match.KeyBefore(text, b)
	if _, ok := k.Prefix("accountid"); ok {
		return true
	}
	for _, w := range [...]string{"account", "account_id", "account-id"} {
		prefix, ok := k.Prefix(w)
		if !ok {
			continue
		}
		for _, p := range [...]string{"owner", "owning", "member", "administrator", "admin", "aws", "receiver", "sender", "management", "source", "target", "master"} {
			if n := len(prefix) - len(p); n >= 0 && bytes.EqualFold(prefix[n:], []byte(p)) {
				return true
			}
		}
	}
	for _, side := range [2][]byte{text[max(0, b-100):b], text[e:min(len(text), e+100)]} {
		for _, w := range [...]string{"aws", "AWS", "arn:", "Arn", "iam", "IAM", "amazon", "Amazon", "us-east-", "us-west-", "eu-west-", "eu-central-", "ap-"} {
			if bytes.Contains(side, []byte(w)) {
				return true
			}
		}
	}
	return false
}

func digitsAt(text []byte, i, most int) (n int) {
	for n < most && i+n < len(text) && digit(text[i+n]) {
		n++
	}
	return n
}

func wordAt(text []byte, i int) bool { return i < len(text) && (word(text[i]) || text[i] == '_') }

var lei = &scanner.Detector{
	Kind: "LEI", Name: "legal entity identifier", Family: "company", Off: true,
	Doc:      "20 letters and digits, the last two check digits.",
	Source:   "ISO 17442; ISO 7064 MOD 97-10",
	Aliases:  []string{"lei"},
	Patterns: []scanner.Pattern{{RE: `[0-9A-Z]{18}[0-9]{2}`, Base: 0.05, Proven: 0.6}},
	Check: func(v []byte) scanner.Verdict {
		letters := false
		for _, c := range v {
			letters = letters || letter(c)
		}
		if len(v) != 20 || checksum.Mod97(v) != 1 {
			return scanner.Wrong
		}
		if !letters {
			return scanner.Unknown
		}
		return scanner.Proven
	},
	Words:       []string{"lei", "lei code", "legal entity identifier", "legal entity id"},
	CheckDigits: []int{0, 1},
}

var cusip = &scanner.Detector{
	Kind: "CUSIP", Name: "CUSIP of a security", Family: "company", Off: true,
	Doc:      "Eight letters and digits and a check digit; needs a word near.",
	Source:   "ANSI X9.6",
	Aliases:  []string{"AMERICAN_BANKERS_CUSIP_ID", "cusip", "CUSIP_ISIN"},
	Patterns: []scanner.Pattern{{RE: `[0-9]{3}[0-9A-Z]{5}[0-9]`, Base: 0.05, Proven: 0.3}},
	Check: func(v []byte) scanner.Verdict {
		if len(v) != 9 || !digit(v[8]) {
			return scanner.Wrong
		}
		sum := 0
		for i, c := range v[:8] {
			var x int
			switch {
			case digit(c):
				x = int(c - '0')
			case letter(c):
				x = int(c&^0x20-'A') + 10
			default:
				return scanner.Wrong
			}
			if i%2 == 1 {
				x *= 2
			}
			sum += x/10 + x%10
		}
		if (10-sum%10)%10 != int(v[8]-'0') {
			return scanner.Wrong
		}
		return scanner.Proven
	},
	Words:       []string{"cusip", "cusip number", "cusip no"},
	CheckDigits: []int{0},
}

var isin = &scanner.Detector{
	Kind: "ISIN", Name: "international securities identification number", Family: "company", Off: true,
	Doc:      "A country, nine letters and digits and a Luhn digit over all of them.",
	Source:   "ISO 6166",
	Aliases:  []string{"isin"},
	Patterns: []scanner.Pattern{{RE: `[A-Z]{2}[A-Z0-9]{9}[0-9]`, Base: 0.05, Proven: 0.55}},
	Check: func(v []byte) scanner.Verdict {
		if len(v) != 12 || !letter(v[0]) || !letter(v[1]) {
			return scanner.Wrong
		}
		if cc := string(v[:2]); !isCountry(v[0], v[1]) && cc != "XS" && cc != "EU" && cc != "XA" && cc != "XB" && cc != "XC" && cc != "XD" && cc != "XF" {
			return scanner.Wrong
		}
		var buf [24]byte
		d := buf[:0]
		for _, c := range v {
			switch {
			case digit(c):
				d = append(d, c)
			case letter(c):
				x := c&^0x20 - 'A' + 10
				d = append(d, '0'+x/10, '0'+x%10)
			default:
				return scanner.Wrong
			}
		}
		if !checksum.Luhn(d) {
			return scanner.Wrong
		}
		return scanner.Proven
	},
	Words:       []string{"isin", "isin code", "isin number", "wkn isin"},
	CheckDigits: []int{0},
}
