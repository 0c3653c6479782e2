// Package surrogate makes stand-ins that look like the value and can be
// nobody's: addresses at reserved domains, numbers from ranges kept for
// fiction and documentation, numbers whose check characters are wrong, names
// with an invented surname.
//
// A stand-in is a function of the seed alone, which the caller derives from
// key, kind and normalised value. Nothing here is secret but the seed and the
// mark by which invented surnames are known again.
package surrogate

import (
	"bytes"
	"strings"
	"sync"
)

// Kind is what is known of the value's kind.
type Kind struct {
	Name, Family, Region string
	// Check reports whether a value passes; nil when there is no check.
	Check func(v []byte) bool
	// CheckDigits are positions of check characters among letters and digits,
	// from the end.
	CheckDigits []int
	// Found reports whether a value would be found by itself, be it as one of
	// another kind; nil where nobody can tell. An id that it is true of may be
	// somebody's, though it fails the check of its own kind.
	Found func(v []byte) bool
}

// Maker makes stand-ins. Safe for concurrent use; its fields are not to be
// changed once it is used.
type Maker struct {
	// Mark is a keyed function of 32 bits; its low bits stand in invented
	// surnames. It must not be nil.
	Mark func(uint32) uint32
	// Pass makes cards, account numbers and ids that pass their check, where
	// published test values allow it; otherwise they fail it.
	Pass bool
	// Random allows ids that have neither check nor reserved range: the
	// stand-in may then be somebody's.
	Random bool

	mu sync.RWMutex
	// ways says by kind, NUL and form how ids of that form can be made: what
	// no made-up one fails (or passes, with Pass) has no stand-in, nil.
	ways map[string]*wayID
}

const (
	// idTries is how many ids are made up to find one that will do.
	idTries = 400
	// maxForms bounds what is kept about forms.
	maxForms = 1 << 12
)

// rnd is splitmix64: small, fast, and the same in every version.
type rnd struct{ s uint64 }

func (r *rnd) next() uint64 {
	r.s += 0x9e3779b97f4a7c15
	z := r.s
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (r *rnd) n(n int) int { return int(r.next() >> 33 % uint64(n)) }

func pick[T any](r *rnd, list []T) T { return list[r.n(len(list))] }

// Make appends a stand-in for text to dst. max bounds its length in bytes, 0
// for no bound; number asks for digits that do not begin with 0. False, and
// dst unchanged, where no stand-in can be made that is surely nobody's.
func (m *Maker) Make(dst []byte, k Kind, text []byte, seed uint64, max int, number bool) ([]byte, bool) {
	if len(text) == 0 || len(text) > 512 {
		return dst, false
	}
	r := &rnd{seed}
	n := len(dst)
	out, ok := m.make(dst, k, text, r, max)
	if !ok || max > 0 && len(out)-n > max || number && !whole(out[n:]) {
		return dst, false
	}
	return out, true
}

func whole(s []byte) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(s) > 0 && (s[0] != '0' || len(s) == 1)
}

func (m *Maker) make(dst []byte, k Kind, text []byte, r *rnd, max int) ([]byte, bool) {
	switch k.Name {
	case "EMAIL_ADDRESS":
		return email(dst, text, r, max), true
	case "PHONE_NUMBER":
		return phone(dst, text, r)
	case "CREDIT_CARD":
		return m.card(dst, text, r)
	case "IBAN":
		n := len(dst)
		for range idTries {
			out, ok := m.iban(dst, text, r)
			if !ok || m.Pass || k.Found == nil || !k.Found(out[n:]) {
				return out, ok
			}
		}
		return dst, false
	case "US_SSN":
		return ssn(dst, text, r)
	case "IPV4":
		return ipv4(dst, text, r)
	case "IPV6":
		return ipv6(dst, r), true
	case "IP_ADDRESS":
		if bytes.IndexByte(text, ':') >= 0 {
			return ipv6(dst, r), true
		}
		return ipv4(dst, text, r)
	case "MAC_ADDRESS":
		return mac(dst, text, r)
	case "PERSON_NAME":
		return m.person(dst, text, r)
	case "STREET_ADDRESS":
		return m.street(dst, text, r)
	case "URL", "URL_PERSONAL":
		return url(dst, text, r), true
	}
	if idKind(k) {
		return m.id(dst, k, text, r)
	}
	return dst, false
}

// Own is the length of a stand-in of this Maker at the start of text, 0 if
// there is none. Ids with wrong check characters are not known again: they
// cannot be told from a mistyped one.
func (m *Maker) Own(text []byte) int {
	if len(text) == 0 {
		return 0
	}
	c := text[0]
	best := 0
	if c >= 'a' && c <= 'z' {
		best = max(ownEmail(text), ownURL(text))
	}
	// Of what names and streets begin with, only this is in lower case.
	if digit(c) || c >= 'A' && c <= 'Z' || c >= 0x80 || bytes.HasPrefix(text, []byte("ul. ")) {
		best = max(best, m.ownName(text))
	}
	if digit(c) || c == '+' || c == '(' {
		best = max(best, ownNumber(text))
	}
	if c >= 'A' && c <= 'Z' {
		best = max(best, ownIBAN(text))
	}
	if hexDigit(c) {
		best = max(best, ownNet(text))
	}
	return best
}

const base36 = "0123456789abcdefghijklmnopqrstuvwxyz"

var domains = []string{"example.com", "example.org", "example.net"}

// email is a name at a domain of RFC 2606. The local part is cut where the
// field demands it.
func email(dst, text []byte, r *rnd, limit int) []byte {
	n := len(dst)
	g := &locales[r.n(4)]
	given := pick(r, g.female)
	if r.n(2) == 0 {
		given = pick(r, g.male)
	}
	domain := pick(r, domains)
	for _, c := range given {
		if c < 0x80 {
			dst = append(dst, byte(c)|0x20)
		}
	}
	dst = append(dst, '.')
	dst = appendStem(dst, uint32(r.next()), false)
	for range 3 {
		dst = append(dst, base36[r.n(10)])
	}
	if room := limit - len(domain) - 1; limit > 0 && len(dst)-n > room {
		// A short field: random characters spread better than half a name.
		dst = dst[:n]
		for range max(min(room, 12), 1) {
			dst = append(dst, base36[r.n(36)])
		}
	}
	return append(append(dst, '@'), domain...)
}

func ownEmail(text []byte) int {
	at := bytes.IndexByte(text[:min(len(text), 80)], '@')
	if at < 1 {
		return 0
	}
	for _, c := range text[:at] {
		if !(c >= 'a' && c <= 'z' || digit(c) || c == '.') {
			return 0
		}
	}
	for _, d := range domains {
		if rest := text[at+1:]; len(rest) >= len(d) && string(rest[:len(d)]) == d {
			if len(rest) > len(d) && (alnum(rest[len(d)]) || rest[len(d)] == '-') {
				return 0
			}
			return at + 1 + len(d)
		}
	}
	return 0
}

func url(dst, text []byte, r *rnd) []byte {
	if bytes.HasPrefix(text, []byte("http://")) {
		dst = append(dst, "http://example.com/"...)
	} else {
		dst = append(dst, "https://example.com/"...)
	}
	for range 10 {
		dst = append(dst, base36[r.n(36)])
	}
	return dst
}

func ownURL(text []byte) int {
	for _, p := range [...]string{"https://example.com/", "http://example.com/"} {
		if n := len(p) + 10; len(text) >= n && string(text[:len(p)]) == p {
			for _, c := range text[len(p):n] {
				if !(c >= 'a' && c <= 'z' || digit(c)) {
					return 0
				}
			}
			return n
		}
	}
	return 0
}

// fiction are ranges that regulators keep free: calling code, beginning of
// the national number, its length. Sources: Ofcom (GB), ACMA (AU), ARCEP
// decision 2018-0881 (FR), Bundesnetzagentur (DE), PTS (SE), ComReg (IE).
var fiction = map[string][]struct {
	prefix string
	length int
}{
	"44":  {{"7700900", 10}, {"2079460", 10}, {"1632960", 10}, {"1174960", 10}, {"1614960", 10}, {"1314960", 10}},
	"61":  {{"25550", 9}, {"27010", 9}, {"35550", 9}, {"37010", 9}, {"75550", 9}, {"77010", 9}, {"85550", 9}, {"87010", 9}},
	"33":  {{"63998", 9}, {"19900", 9}, {"26191", 9}, {"35301", 9}, {"46571", 9}, {"53649", 9}},
	"49":  {{"3023125", 10}, {"6990009", 10}, {"4066969", 10}, {"2214710", 10}, {"8999998", 10}},
	"46":  {{"8465004", 9}, {"3139006", 9}, {"4062804", 9}, {"7017406", 9}},
	"353": {{"2091", 9}},
}

// phone takes a range of the same country where its regulator keeps one, else
// one of North America (555-0100 to 555-0199, ATIS-0300115), written as the
// value is where the number of digits agrees.
func phone(dst, text []byte, r *rnd) ([]byte, bool) {
	var d [24]byte
	n := 0
	for _, c := range text {
		if digit(c) {
			if n == len(d) {
				return dst, false
			}
			d[n] = c
			n++
		}
	}
	if n < 7 {
		return dst, false
	}
	digits, plus := d[:n], text[0] == '+'
	if !plus && bytes.HasPrefix(digits, []byte("00")) {
		digits, plus = digits[2:], true
	}
	if plus {
		for _, code := range [...]string{"44", "61", "33", "49", "46", "353"} {
			if bytes.HasPrefix(digits, []byte(code)) {
				f := pick(r, fiction[code])
				return layout(dst, text, national(r, code, f.prefix, f.length), "+"+code+" "), true
			}
		}
		d := nanp(r, "1")
		if digits[0] == '1' {
			return layout(dst, text, d, "+1 "), true
		}
		dst = append(append(dst, "+1 "...), d[1:4]...)
		dst = append(append(dst, ' '), d[4:7]...)
		return append(append(dst, ' '), d[7:]...), true
	}
	if digits[0] == '0' {
		// A trunk prefix: Britain, France and Australia tell themselves apart
		// by the grouping; the others are taken for Germany.
		code := "49"
		switch {
		case n == 11 && (digits[1] == '7' || digits[1] == '2' || digits[1] == '1'):
			code = "44"
		case n == 10 && groups(text) == 5:
			code = "33"
		case n == 10 && digits[1] == '4' || n == 10 && groups(text) == 3 && text[0] == '(':
			code = "61"
		}
		f := pick(r, fiction[code])
		return layout(dst, text, national(r, "0", f.prefix, f.length), "0"), true
	}
	if n == 11 && digits[0] == '1' {
		return layout(dst, text, nanp(r, "1"), "1-"), true
	}
	if n == 7 {
		return layout(dst, text, nanp(r, "")[3:], ""), true
	}
	return layout(dst, text, nanp(r, ""), ""), true
}

func groups(text []byte) int {
	n := 0
	for i, c := range text {
		if digit(c) && (i == 0 || !digit(text[i-1])) {
			n++
		}
	}
	return n
}

func national(r *rnd, lead, prefix string, length int) []byte {
	out := append([]byte(lead), prefix...)
	for len(out) < len(lead)+length {
		out = append(out, byte('0'+r.n(10)))
	}
	return out
}

func nanp(r *rnd, lead string) []byte {
	out := []byte(lead)
	for {
		a, b, c := byte('2'+r.n(8)), byte('0'+r.n(9)), byte('0'+r.n(10))
		if b == '1' && c == '1' { // N11 is no area code
			continue
		}
		return append(out, a, b, c, '5', '5', '5', '0', '1', byte('0'+r.n(10)), byte('0'+r.n(10)))
	}
}

// layout writes digits in the places where text has some, if there are as many
// (an exit code 00 and a trunk 0 in brackets aside), else behind head without
// a layout.
func layout(dst, text, digits []byte, head string) []byte {
	n := 0
	for _, c := range text {
		if digit(c) {
			n++
		}
	}
	skip := 0
	if n == len(digits)+2 && bytes.HasPrefix(text, []byte("00")) {
		skip = 2
	}
	if n-skip != len(digits) {
		lead := 0
		for _, c := range []byte(head) {
			if digit(c) {
				lead++
			}
		}
		return append(append(dst, head...), digits[lead:]...)
	}
	i := 0
	for at, c := range text {
		switch {
		case !digit(c):
			if c >= 0x80 || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
				c = ' ' // no letters: an extension would be the value's
			}
			dst = append(dst, c)
		case at < skip:
			dst = append(dst, c)
		default:
			dst = append(dst, digits[i])
			i++
		}
	}
	return dst
}

// ownNumber knows fictional phone numbers, test cards that fail their check,
// and SSNs of the area 666.
func ownNumber(text []byte) int {
	var d [20]byte
	n, end := 0, 0
	plus := text[0] == '+'
	for i, c := range text[:min(len(text), 32)] {
		if digit(c) {
			if n == len(d) {
				return 0
			}
			d[n] = c
			n++
			end = i + 1
			continue
		}
		if c != ' ' && c != '-' && c != '.' && c != '(' && c != ')' && c != '/' && !(c == '+' && i == 0) {
			break
		}
		if i > 0 && i-end >= 2 {
			break
		}
	}
	for ; n > 0; n-- {
		if s := d[:n]; ownDigits(s, plus) {
			return endOf(text, n)
		}
		if n <= 7 {
			break
		}
	}
	return 0
}

// endOf is the offset behind the nth digit; 0 where a digit follows.
func endOf(text []byte, n int) int {
	for i, c := range text {
		if digit(c) {
			if n--; n == 0 {
				if i+1 < len(text) && alnum(text[i+1]) {
					return 0
				}
				return i + 1
			}
		}
	}
	return 0
}

func ownDigits(s []byte, plus bool) bool {
	n := len(s)
	switch {
	case plus && n == 11 && s[0] == '1':
		return string(s[4:8]) == "5550" && s[8] == '1'
	case !plus && n == 7:
		return string(s[:5]) == "55501"
	case !plus && n == 10 && s[0] != '0':
		return string(s[3:8]) == "55501"
	case !plus && n == 11 && s[0] == '1':
		return string(s[4:9]) == "55501"
	case !plus && n == 9:
		return string(s[:3]) == "666" && string(s[3:5]) != "00"
	}
	if n >= 12 && !plus {
		for _, b := range testBINs {
			if n == b.length && strings.HasPrefix(string(s), b.prefix) && !luhn(s) {
				return true
			}
		}
	}
	if plus || s[0] == '0' {
		rest := s
		if !plus {
			if bytes.HasPrefix(s, []byte("00")) {
				rest = s[2:]
			}
		}
		for code, fs := range fiction {
			for _, f := range fs {
				if bytes.HasPrefix(rest, []byte(code)) && len(rest) == len(code)+f.length && bytes.HasPrefix(rest[len(code):], []byte(f.prefix)) ||
					!plus && len(s) == 1+f.length && bytes.HasPrefix(s[1:], []byte(f.prefix)) {
					return true
				}
			}
		}
	}
	return false
}

// testBINs are the beginnings of test cards that acquirers publish.
var testBINs = []struct {
	brand, prefix string
	length        int
}{
	{"3", "378282", 15}, {"30", "305693", 14}, {"35", "353011", 16}, {"4", "411111", 16}, {"5", "555555", 16}, {"6", "601111", 16},
}

// testCards are published test numbers, which pass the Luhn check.
var testCards = []string{
	"378282246310005", "371449635398431", "30569309025904", "38520000023237", "3530111333300000", "3566002020360505",
	"4111111111111111", "4012888888881881", "4242424242424242", "5555555555554444", "5105105105105100", "6011111111111117", "6011000990139424",
}

func (m *Maker) card(dst, text []byte, r *rnd) ([]byte, bool) {
	first := byte(0)
	n := 0
	for _, c := range text {
		if digit(c) {
			if n++; n == 1 {
				first = c
			}
		}
	}
	if n < 12 || n > 19 {
		return dst, false
	}
	if m.Pass {
		var fit []string
		for _, c := range testCards {
			if c[0] == first {
				fit = append(fit, c)
			}
		}
		if fit == nil {
			fit = testCards
		}
		return layout(dst, text, []byte(pick(r, fit)), ""), true
	}
	b := testBINs[3]
	for _, t := range testBINs {
		if t.brand[0] == first && t.length == n {
			b = t
			break
		}
	}
	d := []byte(b.prefix)
	for len(d) < b.length {
		d = append(d, byte('0'+r.n(10)))
	}
	if luhn(d) {
		d[len(d)-1] = '0' + (d[len(d)-1]-'0'+1+byte(r.n(9)))%10
	}
	return layout(dst, text, d, ""), true
}

func luhn(s []byte) bool {
	sum := 0
	for i := range s {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// testIBANs are examples of the registry and of banks' documentation.
var testIBANs = []string{
	"GB82WEST12345698765432", "GB29NWBK60161331926819", "DE89370400440532013000", "FR1420041010050500013M02606",
	"ES9121000418450200051332", "IT60X0542811101000000123456", "NL91ABNA0417164300", "BE68539007547034",
	"CH9300762011623852957", "AT611904300234573201", "PL61109010140000071219812874",
}

// iban keeps the country. The check digits 00 are never right (ISO 13616
// gives 02 to 98), so that the account cannot be there.
func (m *Maker) iban(dst, text []byte, r *rnd) ([]byte, bool) {
	if len(text) < 15 || text[0]|0x20 < 'a' || text[0]|0x20 > 'z' {
		return dst, false
	}
	if m.Pass {
		for _, s := range testIBANs {
			if s[0] == text[0]&^0x20 && s[1] == text[1]&^0x20 {
				i, n := 0, len(dst)
				for _, c := range text {
					if alnum(c) {
						if i == len(s) {
							return dst[:n], false
						}
						c = s[i]
						i++
					}
					dst = append(dst, c)
				}
				if i != len(s) {
					return append(dst[:n], s...), true
				}
				return dst, true
			}
		}
		return dst, false
	}
	i := 0
	for _, c := range text {
		if c >= 0x80 {
			return dst, false
		}
		if alnum(c) {
			switch {
			case i < 2:
			case i < 4:
				c = '0'
			default:
				c = other(r, c)
			}
			i++
		}
		dst = append(dst, c)
	}
	return dst, i >= 15
}

func ownIBAN(text []byte) int {
	if len(text) < 15 || text[1] < 'A' || text[1] > 'Z' || text[2] != '0' || text[3] != '0' {
		return 0
	}
	n, end := 0, 0
	for i, c := range text[:min(len(text), 44)] {
		if digit(c) || c >= 'A' && c <= 'Z' {
			n++
			end = i + 1
		} else if c != ' ' || i > end {
			break
		}
	}
	if n < 15 || n > 34 {
		return 0
	}
	return end
}

// ssn is of the area 666, which was never issued (SSA).
func ssn(dst, text []byte, r *rnd) ([]byte, bool) {
	d := []byte("666")
	g, s := 1+r.n(99), 1+r.n(9999)
	d = append(d, byte('0'+g/10), byte('0'+g%10), byte('0'+s/1000), byte('0'+s/100%10), byte('0'+s/10%10), byte('0'+s%10))
	return layout(dst, text, d, ""), true
}

// ipv4 is of the documentation ranges of RFC 5737.
func ipv4(dst, text []byte, r *rnd) ([]byte, bool) {
	dst = append(dst, pick(r, []string{"192.0.2.", "198.51.100.", "203.0.113."})...)
	dst = appendInt(dst, 1+r.n(254))
	if i := bytes.IndexAny(text, "/:"); i >= 0 && whole(text[i+1:]) && len(text)-i <= 6 {
		dst = append(dst, text[i:]...) // a port or prefix length
	}
	return dst, true
}

// ipv6 is of the documentation range of RFC 3849.
func ipv6(dst []byte, r *rnd) []byte {
	dst = append(dst, "2001:db8"...)
	for range 6 {
		dst = append(dst, ':')
		x := 0x1000 + r.n(0xf000)
		for s := 12; s >= 0; s -= 4 {
			dst = append(dst, base36[x>>s&15])
		}
	}
	return dst
}

// mac is of the documentation range 00-00-5E-00-53-xx of RFC 7042.
func mac(dst, text []byte, r *rnd) ([]byte, bool) {
	n := 0
	upper := false
	for _, c := range text {
		if hexDigit(c) {
			n++
			upper = upper || c >= 'A' && c <= 'F'
		}
	}
	x := r.n(256)
	d := []byte("00005e0053")
	d = append(d, base36[x>>4], base36[x&15])
	if upper {
		d = bytes.ToUpper(d)
	}
	if n != 12 {
		return append(dst, "00:00:5e:00:53:"+string(d[10:])...), true
	}
	i := 0
	for _, c := range text {
		if hexDigit(c) {
			c = d[i]
			i++
		}
		dst = append(dst, c)
	}
	return dst, true
}

func ownNet(text []byte) int {
	end := 0
	for end < len(text) && end < 40 && (hexDigit(text[end]) || text[end] == '.' || text[end] == ':' || text[end] == '-') {
		end++
	}
	if end < len(text) && alnum(text[end]) {
		return 0
	}
	for end > 0 && !hexDigit(text[end-1]) {
		end--
	}
	s := string(text[:end])
	for _, p := range [...]string{"192.0.2.", "198.51.100.", "203.0.113."} {
		if rest, ok := strings.CutPrefix(s, p); ok && whole([]byte(rest)) && len(rest) <= 3 {
			return end
		}
	}
	if strings.HasPrefix(s, "2001:db8:") && len(s) == len("2001:db8")+30 {
		return end
	}
	octets := strings.Map(func(c rune) rune {
		if c == ':' || c == '-' || c == '.' {
			return -1
		}
		return c
	}, s)
	if len(octets) == 12 && strings.HasPrefix(strings.ToLower(octets), "00005e0053") {
		return end
	}
	return 0
}

// id keeps the form of a number: digits for digits, letters for letters. It
// fails its kind's check or, where asked, passes it.
func (m *Maker) id(dst []byte, k Kind, text []byte, r *rnd) ([]byte, bool) {
	var at []int
	for i, c := range text {
		if c >= 0x80 {
			return dst, false
		}
		if alnum(c) {
			at = append(at, i)
		}
	}
	if len(at) < 4 {
		return dst, false
	}
	if k.Check == nil && !m.Random {
		return dst, false
	}
	var way *wayID
	if k.Check != nil {
		if way = m.canID(k, text, at); way == nil {
			return dst, false
		}
	}
	n := len(dst)
	dst = append(dst, text...)
	if m.tryID(dst[n:], k, text, at, r, way) {
		return dst, true
	}
	return dst[:n], false
}

// wayID is what is known of the ids of a form that one can be made for.
type wayID struct {
	// fixed holds characters, by their place in the text, with which a made-up
	// id fails its check whatever the others are, 0 for others; nil where no
	// few do that.
	fixed []byte
}

const (
	// freeTries ids are made up before those with fixed characters.
	freeTries = 2
	// maxFixed characters may be fixed, and minFree must stay free, for
	// stand-ins to be different ones.
	maxFixed, minFree = 4, 4
	// fixedTries ids are looked at for each character that may be free.
	fixedTries = 24
)

// canID reports how an id of the form of text can be made, nil where none can.
// It goes by the form alone, so that it is found out once, not at every value.
func (m *Maker) canID(k Kind, text []byte, at []int) *wayID {
	form := make([]byte, 0, 128)
	form = append(append(form, k.Name...), 0)
	start := len(form)
	form = append(form, text...)
	for j, i := range at {
		switch c := &form[start+i]; {
		case j == 0 && *c == '0':
		case digit(*c):
			*c = '1'
		default:
			*c = *c&0x20 | 'A'
		}
	}
	m.mu.RLock()
	way, ok := m.ways[string(form)]
	m.mu.RUnlock()
	if ok {
		return way
	}
	like := form[start:]
	r := &rnd{}
	if out := bytes.Clone(like); m.tryID(out, k, like, at, r, nil) {
		way = &wayID{}
		if !m.Pass {
			way.fixed = m.fix(out, k, like, at, r)
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ways == nil || len(m.ways) == maxForms {
		m.ways = map[string]*wayID{} // what is needed is found out again, the same
	}
	m.ways[string(form)] = way
	return way
}

// fix finds the few characters that make out, an id that fails, fail.
func (m *Maker) fix(out []byte, k Kind, text []byte, at []int, r *rnd) []byte {
	fixed := make([]byte, len(out))
	for _, i := range at {
		fixed[i] = out[i]
	}
	a, b, stamped := stampAt(text)
	left := len(at)
	for _, i := range at {
		was := fixed[i]
		fixed[i] = 0
		left--
		for range fixedTries {
			random(out, text, at, r, fixed)
			m.stamp(out)
			if k.Check(out) {
				fixed[i] = was
				left++
				break
			}
		}
		if fixed[i] != 0 && stamped && (i == a || i == b) {
			return nil // the stamp stands there
		}
	}
	if left == 0 || left > maxFixed || len(at)-left < minFree {
		return nil
	}
	return fixed
}

// random makes up an id with the fixed characters, if there are any.
func random(out, text []byte, at []int, r *rnd, fixed []byte) {
	for j, i := range at {
		if fixed != nil && fixed[i] != 0 {
			out[i] = fixed[i]
			continue
		}
		out[i] = other(r, text[i])
		if j == 0 && text[i] != '0' && out[i] == '0' {
			out[i] = '1' + byte(r.n(9)) // a number stays one
		}
	}
}

// tryID makes up ids in out until one fails the check or, where asked, passes.
func (m *Maker) tryID(out []byte, k Kind, text []byte, at []int, r *rnd, way *wayID) bool {
	for try := range idTries {
		var fixed []byte
		if way != nil && try >= freeTries {
			fixed = way.fixed
		}
		random(out, text, at, r, fixed)
		if !m.Pass && k.Check != nil {
			m.stamp(out)
		}
		switch {
		case bytes.Equal(out, text):
		case k.Check == nil:
			return true
		case !m.Pass:
			if !k.Check(out) && (k.Found == nil || !k.Found(out)) {
				return true
			}
		case m.right(k, out, at):
			return true
		}
	}
	return false
}

// stampAt is where the stamp of an id stands: the two digits in the middle of
// its digits. False where it has too few for one.
func stampAt(text []byte) (a, b int, ok bool) {
	n := 0
	for _, c := range text {
		if digit(c) {
			n++
		}
	}
	if n < 6 {
		return 0, 0, false
	}
	i, half := 0, n/2
	for at, c := range text {
		if digit(c) {
			switch i {
			case half:
				a = at
			case half + 1:
				return a, at, true
			}
			i++
		}
	}
	return 0, 0, false
}

// stampOf are the two digits that a stamp says: a keyed function of all the
// other letters and digits.
func (m *Maker) stampOf(text []byte, a, b int) uint32 {
	h := uint32(2166136261) // FNV-1a
	for i, c := range text {
		if i != a && i != b && alnum(c) {
			h = (h ^ uint32(c)) * 16777619
		}
	}
	return m.Mark(h) % 100
}

func (m *Maker) stamp(out []byte) {
	if a, b, ok := stampAt(out); ok {
		x := m.stampOf(out, a, b)
		out[a], out[b] = byte('0'+x/10), byte('0'+x%10)
	}
}

func idKind(k Kind) bool {
	switch k.Family {
	case "national", "health", "finance", "travel", "device", "company":
		return true
	}
	return false
}

// KnownID reports whether text is an id that this Maker made to fail its
// check. Of ids that fail it for another reason, one in a hundred is taken for
// ours; of those that pass, none.
func (m *Maker) KnownID(k Kind, text []byte) bool {
	if m.Pass || k.Check == nil || !idKind(k) || len(text) > 512 || k.Check(text) {
		return false
	}
	a, b, ok := stampAt(text)
	return ok && m.stampOf(text, a, b) == uint32(text[a]-'0')*10+uint32(text[b]-'0')
}

// BlendsID reports whether text may be an id of this Maker that nothing tells
// from others.
func (m *Maker) BlendsID(k Kind, text []byte) bool {
	if !idKind(k) || len(text) == 0 || len(text) > 512 {
		return false
	}
	switch {
	case k.Check == nil:
		return m.Random
	case m.Pass:
		return k.Check(text)
	}
	_, _, ok := stampAt(text)
	return !ok && !k.Check(text)
}

// right looks for check characters with which out passes.
func (m *Maker) right(k Kind, out []byte, at []int) bool {
	if len(k.CheckDigits) != 1 || k.CheckDigits[0] >= len(at) {
		return k.Check(out)
	}
	c := &out[at[len(at)-1-k.CheckDigits[0]]]
	set := "0123456789"
	switch {
	case *c >= 'A' && *c <= 'Z':
		set = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	case *c >= 'a' && *c <= 'z':
		set = "abcdefghijklmnopqrstuvwxyz"
	}
	for i := range len(set) {
		*c = set[i]
		if k.Check(out) {
			return true
		}
	}
	return false
}

// other is a random character of c's class.
func other(r *rnd, c byte) byte {
	switch {
	case digit(c):
		return byte('0' + r.n(10))
	case c >= 'A' && c <= 'Z':
		return byte('A' + r.n(26))
	case c >= 'a' && c <= 'z':
		return byte('a' + r.n(26))
	}
	return c
}

func appendInt(dst []byte, n int) []byte {
	if n >= 10 {
		dst = appendInt(dst, n/10)
	}
	return append(dst, byte('0'+n%10))
}

func digit(c byte) bool { return c >= '0' && c <= '9' }
func hexDigit(c byte) bool {
	return digit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
func alnum(c byte) bool { return digit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }
