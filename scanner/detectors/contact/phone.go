package contact

import (
	"strings"

	"sluice/scanner"
	"sluice/scanner/detectors/match"
)

var phone = &scanner.Detector{
	Kind: "PHONE_NUMBER", Name: "telephone number", Family: "contact",
	Doc: "International numbers with + or 00, bracketed area codes and extensions stand alone, assigned or not; national forms stand alone " +
		"where their grouping and the numbering plan fit (US, CA, GB, DE, FR, NL, BR, JP, AU, CN, KR, TR, CH, BE and others); other groupings and bare digits need a label, a column or a word near.",
	Source:  "ITU-T E.164, E.123; North American Numbering Plan; national numbering plans",
	Aliases: []string{"PHONE", "US_TOLLFREE_PHONE_NUMBER", "BRAZIL_PHONE_NUMBER", "FRANCE_PHONE_NUMBER", "GERMANY_PHONE_NUMBER", "ITALY_PHONE_NUMBER", "SPAIN_PHONE_NUMBER", "UK_PHONE_NUMBER", "PH_MOBILE_NUMBER", "TR_PHONE_NUMBER"},
	// Base and one of Weak reach the threshold together: a national grouping
	// beside "office" is a number.
	Find:         &scanner.Finder{On: scanner.OnDigits, Runs: phoneRuns, At: findPhone, May: mayPhone, Never: scanner.PlainCells, Base: 0.31, Proven: 0.7},
	Check:        checkPhone,
	Reserved:     reservedPhone,
	LabelledFind: labelledPhone,
	Words: []string{
		"phone", "telephone", "tel", "mobile", "cell", "cellphone", "cell phone", "fax", "telefax", "phone number", "phone no", "telephone number",
		"telephone no", "tel no", "mobile number", "mobile no", "cell number", "contact number", "contact no", "contact phone", "home phone",
		"work phone", "office phone", "business phone", "daytime phone", "fax number", "fax no", "landline", "whatsapp", "whatsapp number", "hotline", "msisdn",
		"call me", "call me at", "call me on", "call us", "call us at", "call us on", "can call", "call him", "call her", "calling from", "reach me at", "reach me on",
		"reach us at", "reached at", "answering at", "text me", "text me at", "ring me on", "my number is", "my number", "mi numero", "mi numero es", "il mio numero", "mio numero", "o meu numero", "meu numero", "mon numero", "mon numero est", "moj numer", "moj numer to", "meine nummer", "meine nummer ist", "mijn nummer", "phone numbers", "toll free",
		"telefon", "telefonnummer", "tel nr", "telefonnr", "mobil", "mobilnummer", "mobiltelefon", "handy", "handynummer", "festnetz", "rufnummer", "durchwahl",
		"telephone portable", "numero de telephone", "n de telephone", "portable", "telecopie", "mobile pro", "joindre au",
		"telefono", "numero de telefono", "tfno", "tfn", "tlf", "tlfno", "telf", "telefono movil", "movil", "celular", "telefono fijo", "cel",
		"numero di telefono", "cellulare", "telefono fisso", "telefone", "numero de telefone", "telemovel", "fone", "celular whatsapp",
		"telefoonnummer", "telefoon", "mobiel", "gsm", "gsm nummer", "06 nummer", "numer telefonu", "nr telefonu", "tel kom", "komorka", "telefon komorkowy", "nr tel",
		"telefonni cislo", "telefonszam", "numar de telefon", "telefonnumer", "puhelin", "puhelinnumero", "mobilnr", "tlfnr",
		"cep", "cep no", "cep telefonu", "telefon numarasi", "nomor telepon", "no hp", "nomor hp", "so dien thoai", "dien thoai",
		"телефон", "тел", "моб", "мобильный", "номер телефона", "факс", "τηλεφωνο", "هاتف", "جوال", "رقم الهاتف", "טלפון", "फोन", "मोबाइल",
		"電話", "電話番号", "携帯", "手机", "手机号", "电话", "联系电话", "전화", "전화번호", "휴대폰", "โทร",
	},
	Weak: []string{"office", "dial", "ring", "reception", "switchboard", "helpline", "voicemail", "sms"},
	Canon: func(dst, v []byte) []byte {
		p := parsePhone(v)
		d := p.digits[:p.n]
		switch {
		case p.zeroes:
			d = d[2:]
		case !p.plus && p.n == 10 && nanp(d):
			// Without a calling code the plan of North America is the one
			// that writes ten digits and no trunk prefix.
			dst = append(dst, '1')
		}
		return append(dst, d...)
	},
}

// phoneRuns: digits enough for a number, behind a sign that begins one, or
// with a sign behind them that goes on with it.
var phoneRuns = []scanner.Run{
	{Of: "digits", Min: 9, Max: 14},
	{Of: "mixed", Min: 10},
	{Of: "digits", Before: "+("}, {Of: "mixed", Before: "+("},
	{Of: "digits", Max: 5, After: " -./(", Beyond: "0123456789(-/", NotBefore: "_$#*<^~%\\&"},
}

const maxPhoneDigits = 20

// parsed is a telephone number taken apart.
type parsed struct {
	digits  [maxPhoneDigits]byte
	n       int       // digits
	len     [10]uint8 // of the groups
	lens    uint64    // the same, a hexadecimal digit each, at most f: 0x334
	end     [10]uint8 // offset behind each group
	sep     [10]byte  // between group i and i+1: the byte that matters most
	groups  int
	plus    bool // begins with '+'
	zeroes  bool // begins with 00
	bracket int  // index of the group in brackets, or -1
	trunk   bool // "(0)" inside an international number, not counted
	ext     bool
	size    int // bytes read, extension included
}

// parsePhone reads as much of v as may be a telephone number. size is 0 where
// v does not begin like one.
func parsePhone(v []byte) (p parsed) {
	p.bracket = -1
	i := 0
	open := false
	if i < len(v) && v[i] == '(' {
		open = true
		i++
	}
	if i < len(v) && v[i] == '+' {
		p.plus = true
		i++
		if i < len(v) && v[i] == '(' && !open {
			open = true
			i++
		}
	}
	if open && !p.plus {
		p.bracket = 0
	}
	for p.groups < len(p.len) {
		from := i
		for i < len(v) && v[i] >= '0' && v[i] <= '9' {
			if p.n == maxPhoneDigits {
				// Too long for a number: the groups before may be one.
				p.n -= i - from
				return p
			}
			p.digits[p.n] = v[i]
			p.n++
			i++
		}
		if i == from {
			break
		}
		p.len[p.groups] = uint8(i - from)
		p.lens = p.lens<<4 | uint64(min(i-from, 15))
		if p.groups == 0 && !p.plus && p.len[0] > 2 && v[from] == '0' && v[from+1] == '0' || p.groups == 0 && !p.plus && p.len[0] == 2 && v[from] == '0' && v[from+1] == '0' {
			p.zeroes = true
		}
		p.end[p.groups] = uint8(i)
		p.groups++
		p.size = i
		if open {
			if i >= len(v) || v[i] != ')' {
				break
			}
			i++
			open = false
			p.end[p.groups-1] = uint8(i)
			p.size = i
		}
		// "(0)" between country and area code.
		if j := skipSpace(v, i); (p.plus || p.zeroes) && j+3 <= len(v) && string(v[j:j+3]) == "(0)" && !p.trunk {
			p.trunk = true
			i = j + 3
			if k := skipSpace(v, i); k < len(v) && (v[k] >= '0' && v[k] <= '9' || v[k] == '(') {
				i = k
			}
			p.sep[p.groups-1] = ' '
			continue
		}
		sep, j := separator(v, i)
		if sep == 0 {
			break
		}
		if j < len(v) && v[j] == '(' {
			if p.bracket >= 0 {
				break
			}
			p.bracket = p.groups
			open = true
			j++
		}
		if j >= len(v) || v[j] < '0' || v[j] > '9' {
			if open {
				p.bracket = -1
			}
			break
		}
		p.sep[p.groups-1] = sep
		i = j
	}
	return p
}

func skipSpace(v []byte, i int) int {
	if i < len(v) && v[i] == ' ' {
		i++
	}
	return i
}

// separator reads what may stand between two groups: one of " -./", a dash
// between blanks, or nothing where a bracket opened or closed. The offset
// behind it is returned; 0 is none.
func separator(v []byte, i int) (byte, int) {
	if i >= len(v) {
		return 0, i
	}
	c := v[i]
	switch c {
	case ' ':
		if i+2 < len(v) && (v[i+1] == '-' || v[i+1] == '/') && v[i+2] == ' ' {
			return v[i+1], i + 3
		}
		return ' ', i + 1
	case '-':
		return '-', i + 1
	case '.':
		return '.', i + 1
	case '/':
		return '/', i + 1
	case '(':
		return ' ', i
	}
	if i > 0 && v[i-1] == ')' && c >= '0' && c <= '9' {
		return ' ', i
	}
	return 0, i
}

// extension is the end of "x123", "ext. 123", " #12" that starts at v[i:], or
// i where there is none.
func extension(v []byte, i int) int {
	j := i
	for j < len(v) && j < i+2 && (v[j] == ' ' || v[j] == ',') {
		j++
	}
	word := j
	if j == len(v) || !(v[j] >= 'a' && v[j] <= 'z' || v[j] >= 'A' && v[j] <= 'Z' || v[j] == '#') {
		return i // nearly always
	}
	comma := word > i && v[i] == ','
	for j < len(v) && j < word+10 && (v[j] >= 'a' && v[j] <= 'z' || v[j] >= 'A' && v[j] <= 'Z') {
		j++
	}
	switch w := v[word:j]; {
	case match.Is(w, "x") && !comma, match.Is(w, "ext"), match.Is(w, "extn"), match.Is(w, "extension"), match.Is(w, "xt"), match.Is(w, "poste"), match.Is(w, "durchwahl"),
		match.Is(w, "dw"), match.Is(w, "ramal"), match.Is(w, "wew"), match.Is(w, "toestel"):
	case len(w) == 0 && j < len(v) && v[j] == '#':
		j++
	default:
		return i
	}
	for k := 0; k < 2 && j < len(v) && (v[j] == '.' || v[j] == ' ' || v[j] == ':'); k++ {
		j++
	}
	from := j
	for j < len(v) && j < from+7 && v[j] >= '0' && v[j] <= '9' {
		j++
	}
	if j == from || j-from > 6 || j < len(v) && wordByte(v[j]) {
		return i
	}
	return j
}

func wordByte(c byte) bool { return classOf[c]&isAlnum != 0 || c == '_' || c >= 0x80 }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// cut keeps the first g groups.
func (p *parsed) cut(g int) {
	p.n = 0
	for i := 0; i < g; i++ {
		p.n += int(p.len[i])
	}
	p.lens >>= 4 * (p.groups - g)
	p.groups = g
	p.size = int(p.end[g-1])
	p.ext = false
	if p.bracket >= g {
		p.bracket = -1
	}
}

// follows are the bytes that go on with a number behind its first group.
var follows = [256]bool{' ': true, '-': true, '.': true, '/': true, '(': true, ')': true}

// leastDigits are those of a number.
const leastDigits = 7

func mayPhone(text []byte, _ int) bool {
	n := 0
	for _, c := range text {
		if isDigit(c) {
			n++
		}
	}
	return n >= leastDigits
}

func findPhone(text []byte, at int) (int, int) {
	if !isDigit(text[at]) {
		return at, at
	}
	if c := text[at:]; len(c) > 9 && (c[4] == '-' && c[7] == '-' && (c[0] == '1' || c[0] == '2') || c[2] == '/' && c[5] == '/' || c[2] == ':' && c[5] == ':') && isDigit(c[1]) {
		return at, at // a day, a time
	}
	run := at
	for run < len(text) && run-at < 16 && isDigit(text[run]) {
		run++
	}
	if n := run - at; (at == 0 || text[at-1] != '+' && text[at-1] != '(') && (n > 5 || run == len(text) || !follows[text[run]]) && (n < 9 || n > 14) {
		return at, at // alone, and no number has that length
	}
	// A candidate begins with a digit, '+' or '('; what stands before it
	// must not be the rest of a number, a decimal, a price or a word.
	start := at
	before := byte(' ')
	if at > 0 {
		before = text[at-1]
	}
	switch before {
	case '+':
		start--
		if start > 0 {
			b := text[start-1]
			if wordByte(b) && b < 0x80 || b == '+' || b == ')' || b == '.' {
				return at, at
			}
			if b == '(' {
				start--
			}
		}
	case '(':
		start--
		j := start
		if j > 0 && (text[j-1] == ' ' || text[j-1] == '-' || text[j-1] == '.') {
			j--
		}
		if j > 0 && text[j-1] == '+' {
			start = j - 1
		} else if j > 0 && isDigit(text[j-1]) {
			k := j
			for k > 0 && j-k < 4 && isDigit(text[k-1]) {
				k--
			}
			if k > 0 && (text[k-1] == '+' || text[k-1] == '(') || j-k == 1 && (text[k] <= '1' || text[k] == '8') || text[k] == '0' && text[min(k+1, j-1)] == '0' {
				return at, at // the number began before
			}
		} else if start > 0 && (wordByte(text[start-1]) || text[start-1] == ')' || text[start-1] == ']') {
			return at, at // a call: f(123)
		}
	case '.', '-', '/', ',', ':':
		if at > 1 && isDigit(text[at-2]) && before != ',' {
			return at, at
		}
	case '_', '$', '#', '*', '=', '<', '>', '^', '~', '%', '\\', '&', ')':
		if before != '=' && before != '>' && before != ')' {
			return at, at
		}
		if before == ')' && at > 1 && isDigit(text[at-2]) {
			return at, at
		}
	default:
		if before >= 0x80 && at > 2 && (string(text[at-2:at]) == "£" || string(text[at-2:at]) == "¥" || string(text[at-3:at]) == "€" || string(text[at-3:at]) == "₹") {
			return at, at
		}
	}
	// Fewer than six digits in the next bytes: no number.
	end := min(len(text), start+48)
	p := parsePhone(text[start:end])
	if p.n < leastDigits || p.groups == 2 && p.sep[0] == '.' && !p.plus && !p.zeroes && p.bracket < 0 && !p.ext {
		return at, at // two groups and a point are a decimal
	}
	if start > 0 && text[start] == '(' && p.plus && p.bracket < 0 && p.size > 0 && text[start+1] == '+' {
		// "(+33 1 42 68 53 00)": the bracket belongs to the sentence, unless
		// it closes behind the country code, which parsePhone has seen.
		if e := int(p.end[0]); start+e <= len(text) && text[start+e-1] != ')' {
			return findPhoneFrom(text, start+1, parsePhone(text[start+1:end]))
		}
	}
	return findPhoneFrom(text, start, p)
}

func findPhoneFrom(text []byte, start int, p parsed) (int, int) {
	v := text[start:]
	full := p.groups
	afterSpace := start > 1 && text[start-1] == ' ' && isDigit(text[start-2])
	best := scanner.Wrong
	var q parsed
	if p.groups >= 5 && p.len[0] == 2 && p.len[1] == 2 && p.sep[0] == ' ' && hexDump(text, start, start+p.size) {
		return start, start
	}
	for g := full; g > 0; g-- {
		try := p
		if g < full {
			// A number ends before a blank only, and not inside a table of
			// equally long groups.
			if p.sep[g-1] != ' ' || !p.plus && p.bracket < 0 && p.len[g] == p.len[g-1] {
				continue
			}
			try.cut(g)
		}
		if e := extension(v, try.size); e > try.size {
			try.ext, try.size = true, e
		}
		if e := try.size; e < len(v) && (wordByte(v[e]) && !(v[e] >= 0x80) || v[e] == '%') {
			continue
		}
		if e := try.size; e+1 < len(v) && isDigit(v[e+1]) && (v[e] == ':' || v[e] == '.' || v[e] == '/' || v[e] == '-' || v[e] == '+') {
			continue
		}
		verdict := try.judge()
		if verdict == scanner.Unknown && (g < full || afterSpace) {
			continue
		}
		if verdict == scanner.Proven && afterSpace && !try.plus && try.bracket < 0 && try.sep[0] == ' ' {
			continue
		}
		if verdict == scanner.Proven {
			return start, start + try.size
		}
		if verdict == scanner.Unknown && best == scanner.Wrong {
			best, q = verdict, try
		}
	}
	if best == scanner.Unknown {
		return start, start + q.size
	}
	return start, start
}

// hexDump reports that pairs of digits stand among pairs of hexadecimal
// digits: bytes printed in a row.
func hexDump(text []byte, start, end int) bool {
	i := start
	for i > 0 && start-i < 3 && text[i-1] == ' ' {
		i--
	}
	if i < start && i >= 2 && hexDigit(text[i-1]) && hexDigit(text[i-2]) && (i == 2 || !wordByte(text[i-3])) {
		return true
	}
	if i < start && i >= 4 && hexDigit(text[i-1]) && hexDigit(text[i-2]) && hexDigit(text[i-3]) && hexDigit(text[i-4]) {
		return true // the offset of a line
	}
	i = end
	for i < len(text) && i-end < 3 && text[i] == ' ' {
		i++
	}
	return i > end && (i+1 < len(text) && hexDigit(text[i]) && hexDigit(text[i+1]) && (i+2 == len(text) || !wordByte(text[i+2])) || i < len(text) && text[i] == '|' && i-end > 1)
}

func checkPhone(v []byte) scanner.Verdict {
	p := parsePhone(v)
	if p.n == 0 {
		return scanner.Wrong
	}
	if p.size < len(v) {
		e := extension(v, p.size)
		if e != len(v) {
			return scanner.Wrong
		}
		p.ext = e > p.size
	}
	return p.judge()
}

// uniform is the separator between all groups, 0 where they differ.
func (p *parsed) uniform() byte {
	for i := 1; i < p.groups-1; i++ {
		if p.sep[i] != p.sep[0] {
			return 0
		}
	}
	return p.sep[0]
}

// judge says Proven for a form that stands alone, Unknown for one that needs
// a word near, Wrong for what is no telephone number.
func (p *parsed) judge() scanner.Verdict {
	d := p.digits[:p.n]
	if p.n < 7 || p.n > 17 || allZero(d) {
		return scanner.Wrong
	}
	sep := p.uniform()
	if p.plus {
		if p.n > 15 {
			return scanner.Wrong
		}
		if p.groups == 2 && sep == '.' {
			return scanner.Unknown // a decimal, or the form of RFC 5733
		}
		if _, fits := splitCode(d); fits && p.n >= 8 {
			return scanner.Proven
		}
		if p.groups >= 3 && p.n >= 8 && p.len[0] <= 4 && p.len[p.groups-1] >= 2 || p.bracket >= 0 && p.n >= 9 {
			return scanner.Proven // written as a number, assigned or not
		}
		return scanner.Unknown
	}
	if p.zeroes {
		if p.n < 10 {
			return scanner.Wrong
		}
		n, fits := splitCode(d[2:])
		// "0069 0307 0300" is no number: the calling code ends with its group.
		if first := int(p.len[0]); first > 2 && first <= 5 && n != first-2 || first == 2 && p.groups > 1 && int(p.len[1]) < n {
			fits = false
		}
		switch {
		case fits && p.groups >= 2, p.groups >= 3 && p.ext:
			return scanner.Proven
		case fits, p.groups >= 3 && d[2] != '0':
			return scanner.Unknown
		}
		return scanner.Wrong
	}
	if p.bracket >= 0 {
		return p.judgeBracket(d)
	}
	if p.groups == 1 {
		return judgeBare(d, p.ext)
	}
	if p.n > 13 {
		return scanner.Wrong
	}
	// Dates, social security numbers, ZIP+4, CPF, ISBN and addresses of the
	// internet have their own groups.
	for i := 1; i < p.groups; i++ {
		if p.len[i] == 1 {
			return scanner.Wrong
		}
	}
	if p.lens == 0x423 && sep == '.' && year(d) || p.lens == 0x324 || p.lens == 0x54 && sep == '-' || p.lens == 0x3332 || p.lens == 0x422 && sep != ' ' ||
		p.lens == 0x224 || sep == '.' && p.groups == 4 && p.len[0] <= 3 && p.len[1] <= 3 && p.len[2] <= 3 && p.len[3] <= 3 && p.n > 9 {
		return scanner.Wrong
	}
	if p.ext && p.n >= 7 && p.groups >= 2 {
		if sep == '.' && string(d[:6]) == "192168" {
			return scanner.Wrong // an address of a network, cut off
		}
		return scanner.Proven
	}
	// North America, with or without the 1.
	nd := d
	g := 0
	if p.len[0] == 1 && d[0] == '1' {
		nd, g = d[1:], 1
	}
	if p.groups == g+3 && p.len[g] == 3 && p.len[g+1] == 3 && p.len[g+2] == 4 && p.sep[g] != '/' {
		if nanp(nd) && (sep != ' ' || g == 1) && !(p.sep[g] == '-' && p.sep[g+1] == ' ' && year(nd[6:])) {
			return scanner.Proven // but "259-264 1970" are pages
		}
		if d[0] != '0' {
			return scanner.Unknown
		}
	}
	for _, s := range &shapes {
		if p.lens == s.lens && sep != 0 && strings.IndexByte(s.sep, sep) >= 0 && leads(d, s.lead) {
			return scanner.Proven
		}
	}
	if p.lens == 0x254 && (p.sep[1] == '-' || sep == ' ') && d[2] == '9' && d[0] != '0' && d[1] != '0' {
		return scanner.Proven // BR mobile: 11 98456-5666
	}
	switch {
	case p.groups == 2 && (sep == '.' || sep == '/' && d[0] != '0'), p.len[0] == 1 && d[0] != '0' && d[0] != '1' && d[0] != '8':
		return scanner.Wrong
	case p.len[0] == 4 && p.groups == 2 && p.len[1] == 4 && year(d[:4]) && year(d[4:]):
		return scanner.Wrong
	case d[0] == '0' && d[1] == '0':
		return scanner.Wrong
	case p.n == 7 && p.lens != 0x34 && p.lens != 0x322:
		return scanner.Wrong
	}
	return scanner.Unknown
}

func (p *parsed) judgeBracket(d []byte) scanner.Verdict {
	b := p.bracket
	before := 0
	for i := 0; i < b; i++ {
		before += int(p.len[i])
	}
	area := d[before : before+int(p.len[b])]
	after := p.n - before - len(area)
	if b > 1 || before > 3 || len(area) < 2 || len(area) > 5 || after < 5 || after > 9 || p.n > 14 || p.groups < b+2 {
		return scanner.Wrong
	}
	for i := b + 1; i < p.groups; i++ {
		if p.len[i] == 1 {
			return scanner.Wrong
		}
	}
	last := p.groups - 1
	switch {
	case before > 0 && len(area) == 4 && year(area):
		return scanner.Wrong // a volume, its year and pages
	case before > 0 && !(before == 1 && (d[0] == '0' || d[0] == '1' || d[0] == '8') || p.n >= 10 && func() bool { _, ok := splitCode(d); return ok }()):
		return scanner.Unknown
	case p.ext, before > 0:
		return scanner.Proven
	case area[0] == '0' && p.n >= 8:
		return scanner.Proven
	case len(area) == 3 && after == 7 && p.groups == 3 && p.len[1] == 3, len(area) == 3 && after == 7 && p.groups == 2 && nanp(d):
		return scanner.Proven
	case len(area) == 2 && p.groups == 3 && p.len[1] >= 4 && p.len[last] == 4 && (after == 8 || after == 9):
		return scanner.Proven // BR, MX
	case len(area) == 4 && year(area):
		return scanner.Wrong
	}
	return scanner.Unknown
}

// judgeBare is for digits without any separator: Unknown where some plan fits.
func judgeBare(d []byte, ext bool) scanner.Verdict {
	switch string(d) {
	case "2147483647", "2147483648", "4294967294", "4294967295", "4294967296", "2654435761", "2654435769":
		return scanner.Wrong // the bounds of numbers of 32 bits, factors of hashes
	}
	switch {
	case len(d) == 10 && nanp(d), len(d) == 11 && d[0] == '1' && nanp(d[1:]):
		if ext {
			return scanner.Proven
		}
		return scanner.Unknown
	case d[0] == '0' && d[1] >= '1' && (len(d) == 10 || len(d) == 11):
		return scanner.Unknown
	case len(d) == 11 && (d[0] == '7' || d[0] == '8') && d[1] == '9', len(d) == 11 && d[0] == '1' && d[1] >= '3':
		return scanner.Unknown // RU, CN mobile
	case len(d) == 10 && turkish(d):
		return scanner.Unknown
	case len(d) == 9 && (d[0] == '6' || d[0] == '7' || d[0] == '9'), len(d) == 10 && d[0] >= '6':
		return scanner.Unknown // ES, PT, PL; IN mobile
	case len(d) == 11 && d[2] == '9', len(d) == 12:
		if len(d) == 12 {
			if _, fits := splitCode(d); !fits {
				return scanner.Wrong
			}
		}
		return scanner.Unknown // BR mobile; international without +
	}
	return scanner.Wrong
}

// turkish reports whether d begins with an area of Turkey or one of its mobile
// networks (BTK, numbering plan): areas are three even digits or two and a 0,
// from 212 to 488.
func turkish(d []byte) bool {
	switch d[0] {
	case '2', '3', '4':
		return d[1] >= '1' && d[1] <= '9' && d[2]&1 == 0
	case '5':
		return d[1] == '0' || d[1] >= '3' && d[1] <= '5'
	}
	return false
}

func year(d []byte) bool {
	return d[0] == '1' && d[1] == '9' || d[0] == '2' && d[1] == '0'
}

func allZero(d []byte) bool {
	for _, c := range d {
		if c != d[0] {
			return false
		}
	}
	return true
}

// leads reports that d begins with one of the comma-separated prefixes.
func leads(d []byte, prefixes string) bool {
	for len(prefixes) > 0 {
		n := strings.IndexByte(prefixes, ',')
		one := prefixes
		if n >= 0 {
			one, prefixes = prefixes[:n], prefixes[n+1:]
		} else {
			prefixes = ""
		}
		if len(d) >= len(one) && string(d[:len(one)]) == one {
			return true
		}
	}
	return false
}

// labelledPhone takes what stands behind a label: any digits in groups.
func labelledPhone(text []byte, at int) int {
	start := at
	if at+2 < len(text) && text[at] == '+' && text[at+1] == ' ' && isDigit(text[at+2]) {
		at += 2
	}
	v := text[at:min(len(text), at+48)]
	p := parsePhone(v)
	if p.n < 5 || p.n > 17 || p.groups == 2 && p.sep[0] == '.' && p.n < 7 || (p.lens == 0x422 || p.lens == 0x423 && p.sep[0] == '.') && year(p.digits[:]) {
		return start // a day; 10.1016/j.cell.2020.01.001
	}
	// Groups beyond a plausible number are something else.
	for p.n > 15 && p.groups > 1 {
		p.cut(p.groups - 1)
	}
	end := p.size
	if p.groups > 1 || p.n >= 7 {
		end = extension(v, p.size)
	}
	if end < len(v) && (wordByte(v[end]) && v[end] < 0x80 || v[end] == '@') {
		return start
	}
	return at + end
}

// reservedPhone knows the numbers that regulators keep for examples.
func reservedPhone(v []byte) bool {
	p := parsePhone(v)
	d := p.digits[:p.n]
	if p.zeroes {
		d = d[2:]
	}
	if p.plus || p.zeroes {
		n, _ := splitCode(d)
		if n == 0 {
			return false
		}
		code := 0
		for _, c := range d[:n] {
			code = code*10 + int(c-'0')
		}
		rest := d[n:]
		if code == 1 {
			return exchange555(rest)
		}
		for _, f := range &fictional {
			if int(f.code) == code && len(rest) == int(f.length) && string(rest[:len(f.prefix)]) == f.prefix {
				return true
			}
		}
		return false
	}
	if len(d) == 11 && d[0] == '1' {
		return exchange555(d[1:])
	}
	if len(d) == 10 && d[0] != '0' {
		return exchange555(d)
	}
	if len(d) == 7 {
		return string(d[:5]) == "55501"
	}
	if len(d) > 1 && d[0] == '0' {
		rest := d[1:]
		for _, f := range &fictional {
			if len(rest) == int(f.length) && string(rest[:len(f.prefix)]) == f.prefix {
				return true
			}
		}
	}
	return false
}

func exchange555(d []byte) bool { return len(d) == 10 && string(d[3:8]) == "55501" }
