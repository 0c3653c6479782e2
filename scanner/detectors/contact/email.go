package contact

import (
	"unicode"
	"unicode/utf8"

	"sluice/scanner"
	"sluice/scanner/detectors/match"
)

var email = &scanner.Detector{
	Kind: "EMAIL_ADDRESS", Name: "e-mail address", Family: "contact",
	Doc: "An address of the form local@domain, with plus tags, letters of any script on both sides, " +
		"punycode and a quoted local part; no identifier of a message, which is written alike. The domain must end in a top-level domain of the root zone; names of private networks (.local, .corp) score lower.",
	Source:  "RFC 5321, RFC 5322, RFC 6531; IANA root zone database; RFC 2606 and RFC 6761 for reserved domains",
	Aliases: []string{"EMAIL", "EMAIL_ADDRESS"},
	Find:    &scanner.Finder{On: scanner.OnAt, At: findEmail, Base: 0.55, Proven: 0.95},
	Check:   checkEmail,
	Reserved: func(v []byte) bool {
		for i := len(v) - 1; i >= 0; i-- {
			if v[i] == '@' {
				return reservedDomain(v[i+1:])
			}
		}
		return false
	},
	Words: []string{
		"email", "e mail", "mail", "email address", "e mail address", "mail address", "mailto", "contact email", "electronic mail",
		"correo", "correo electronico", "correo e", "courriel", "adresse mail", "adresse electronique", "adresse e mail", "mel",
		"e mail adresse", "mailadresse", "endereco de email", "correio eletronico", "correio electronico", "posta elettronica",
		"indirizzo email", "e mailadres", "adres email", "adres e mail", "poczta elektroniczna", "e posta", "eposta", "e post", "epost",
		"sahkoposti", "эл почта", "почта", "электронная почта", "メール", "メールアドレス", "邮箱", "电子邮件", "이메일", "البريد الإلكتروني",
	},
	Canon: func(dst, v []byte) []byte {
		for _, c := range v {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
		}
		return dst
	},
}

const (
	maxLocal  = 128 // RFC 5321 allows 64; in UTF-8 a character may take four
	maxDomain = 255
)

// Classes of bytes in an address.
const (
	inLocal  = 1 << iota // may stand in a local part as people write them
	inDomain             // may stand in a domain
	isAlnum
)

var classOf = func() (t [256]uint8) {
	for c := range t {
		switch b := byte(c); {
		case b >= '0' && b <= '9', b >= 'A' && b <= 'Z', b >= 'a' && b <= 'z':
			t[c] = inLocal | inDomain | isAlnum
		case b == '.' || b == '-':
			t[c] = inLocal | inDomain
		case b == '_' || b == '%' || b == '+' || b == '\'' || b == '~':
			t[c] = inLocal
		}
	}
	return t
}()

// letterOf decodes the rune that ends before i and reports whether it may be
// part of a name: a letter, a mark or a digit of any script.
func letterBefore(text []byte, i int) (r rune, size int, ok bool) {
	r, size = utf8.DecodeLastRune(text[:i])
	return r, size, r != utf8.RuneError && nameRune(r)
}

func nameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// unspaced are the scripts written without spaces: an address glued to a
// sentence in one of them begins where the script changes.
func unspaced(r rune) bool {
	return r >= 0x0E00 && r <= 0x0EFF || r >= 0x1100 && r <= 0x11FF || r >= 0x2E80 && r <= 0x9FFF ||
		r >= 0xAC00 && r <= 0xD7AF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000
}

func findEmail(text []byte, at int) (int, int) {
	domain := at + 1
	if text[at] != '@' {
		if at+3 <= len(text) && string(text[at:at+3]) == "＠" {
			domain = at + 3
		} else {
			return at, at
		}
	}
	// The domain first: "@" of a handle, a decorator or a package scope has
	// nothing before it, but most others ("pkg@1.2.3") fail here.
	if at == 0 || domain >= len(text) || text[at-1] <= ' ' || text[domain] <= ' ' {
		return at, at
	}
	start := localStart(text, at)
	if start == at {
		return at, at
	}
	end := domainEnd(text, domain)
	if end == domain {
		return at, at
	}
	if authority(text, start, end) || messageID(text, start, at, end) {
		return at, at
	}
	return start, end
}

// messageID reports whether text[start:end], with its sign at text[at], is the
// identifier of a message in angle brackets (RFC 5322, 3.6.4), which is written
// like an address: behind the name of such a field, with a digit in it, or made
// of a UUID or of numbers alone.
func messageID(text []byte, start, at, end int) bool {
	if start == 0 || text[start-1] != '<' || end == len(text) || text[end] != '>' {
		return false
	}
	local := text[start:at]
	digits, dots, hyphens, hex, small := 0, 0, 0, 0, 0
	for _, c := range local {
		switch {
		case isDigit(c):
			digits++
		case c == '.':
			dots++
		case c == '-':
			hyphens++
		default:
			if hexDigit(c) {
				hex++
			}
			if c < 'A' || c > 'Z' {
				small++
			}
		}
	}
	switch {
	case digits == 0:
		return false
	case dots >= 2 && digits+dots == len(local), len(local) == 36 && hyphens == 4 && digits+hex == 32:
		return true
	}
	i := start - 1
	for i > 0 && start-i < 6 && (text[i-1] == ' ' || text[i-1] == '\t' || text[i-1] == '"' || text[i-1] == ':' || text[i-1] == '\'') {
		i--
	}
	name := i
	for name > 0 && i-name < 20 && (classOf[text[name-1]]&isAlnum != 0 || text[name-1] == '-') {
		name--
	}
	w := text[name:i]
	for _, field := range [...]string{"message-id", "in-reply-to", "references", "content-id", "resent-message-id"} {
		if match.Is(w, field) {
			return true
		}
	}
	return small == 0 && match.Is(w, "id") // "with ESMTP id <0GK500B01D0B8X@...>"
}

func localStart(text []byte, at int) int {
	if text[at-1] == '"' {
		return quotedStart(text, at)
	}
	low := max(0, at-maxLocal)
	i := at
	asciiLetter := false // the character to the right is an ASCII letter
	for i > low {
		c := text[i-1]
		if c < utf8.RuneSelf {
			if classOf[c]&inLocal == 0 || c == '.' && i < at && text[i] == '.' {
				break
			}
			letter := classOf[c]&isAlnum != 0 && c > '9'
			if letter && i < at && text[i] >= utf8.RuneSelf {
				if r, _ := utf8.DecodeRune(text[i:]); unspaced(r) {
					break
				}
			}
			asciiLetter = letter
			i--
			continue
		}
		r, size, ok := letterBefore(text, i)
		if !ok || asciiLetter && unspaced(r) {
			break
		}
		asciiLetter = false
		i -= size
	}
	if i == low && low > 0 && classOf[text[i-1]]&isAlnum != 0 {
		return at // longer than any local part: a blob
	}
	// A template's variable ("$user@host.com") is no address.
	if i > 0 && i < at && (text[i-1] == '$' || text[i-1] == '}') {
		return at
	}
	for i < at && (text[i] == '.' || text[i] == '-' || text[i] == '\'' || text[i] == '+' || text[i] == '~') {
		i++
	}
	// "%20jo@..." in a query and "%s@..." in a format.
	if i+3 <= at && text[i] == '%' {
		if hexDigit(text[i+1]) && hexDigit(text[i+2]) {
			i += 3
		} else {
			return at
		}
	} else if i+2 == at && text[i] == '%' {
		return at
	}
	for j := i; j < at; j++ {
		if c := text[j]; classOf[c]&isAlnum != 0 || c >= utf8.RuneSelf {
			return i
		}
	}
	return at
}

func hexDigit(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// quotedStart finds `"john doe"@host`, whose quotes belong to the address.
func quotedStart(text []byte, at int) int {
	low := max(0, at-66)
	letter := false
	for i := at - 2; i >= low; i-- {
		c := text[i]
		switch {
		case c == '"':
			if letter && (i == 0 || text[i-1] == ' ' || text[i-1] == '<' || text[i-1] == '(' || text[i-1] == ':' || text[i-1] == '\n') {
				return i
			}
			return at
		case classOf[c]&isAlnum != 0:
			letter = true
		case c == ' ' || c == '.' || c == '_' || c == '-' || c == '+':
		default:
			return at
		}
	}
	return at
}

// domainEnd is the end of the domain name that starts at text[from:], from if
// there is none. A full stop and what follows it in a sentence is left out.
func domainEnd(text []byte, from int) int {
	end := from
	high := min(len(text), from+maxDomain)
	dots := 0
	for end < high {
		c := text[end]
		if c < utf8.RuneSelf {
			if classOf[c]&inDomain == 0 {
				break
			}
			if c == '.' {
				if end == from || text[end-1] == '.' {
					break
				}
				dots++
			}
			end++
			continue
		}
		r, size := utf8.DecodeRune(text[end:])
		if r == utf8.RuneError || !nameRune(r) {
			break
		}
		end += size
	}
	for end > from && (text[end-1] == '.' || text[end-1] == '-') {
		if text[end-1] == '.' {
			dots--
		}
		end--
	}
	if dots < 1 || text[from] == '-' {
		return from
	}
	next := byte(0)
	if end < len(text) {
		next = text[end]
	}
	// What stands behind a domain is no other name character.
	if next == '_' || next == '@' && end-from > 0 {
		return from
	}
	for drop := 0; drop < 3; drop++ {
		last := lastLabel(text[from:end])
		if len(last) == end-from {
			return from
		}
		cut := end - len(last)
		if domainOK(text[from:end], last) {
			return end
		}
		// "...@example.com.Then" and "…@b.com请" are a sentence that goes on.
		if last[0] >= utf8.RuneSelf || last[0] >= 'A' && last[0] <= 'Z' {
			end = cut - 1
			continue
		}
		// The top-level domain with letters of another script glued to it.
		if n := asciiPrefix(last); n > 0 && n < len(last) && domainOK(text[from:cut+n], last[:n]) {
			return cut + n
		}
		return from
	}
	return from
}

func asciiPrefix(b []byte) int {
	for i, c := range b {
		if c >= utf8.RuneSelf {
			return i
		}
	}
	return len(b)
}

// domainOK judges a whole domain with its last label.
func domainOK(d, last []byte) bool {
	if !TLD(last) && !privateTLD(last) && !specialTLD(last) {
		// A Latin top-level domain with foreign letters behind it is cut by
		// the caller.
		return false
	}
	second := d[:len(d)-len(last)-1]
	if len(second) == 0 {
		return false
	}
	second = lastLabel(second)
	if len(second) == 0 || second[0] == '-' || second[len(second)-1] == '-' {
		return false
	}
	// "sprite@2x.md", "lib@1.2.sh": a size or a version, not a host.
	digits := 0
	for _, c := range second {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	if digits == len(second) && len(second) < 3 || digits == len(second)-1 && second[len(second)-1] == 'x' {
		return false
	}
	return true
}

// authority reports that the '@' between start and end ends the user name of
// a URL ("https://jo:secret@host.com/") or of a copy command ("git@host.com:path"): the kind is
// another there.
func authority(text []byte, start, end int) bool {
	if match.Is(text[start:min(start+4, end)], "git@") && end < len(text) && (text[end] == ':' || text[end] == '/') {
		return true
	}
	if start > 1 && text[start-1] == ':' && wordByte(text[start-2]) && end+1 < len(text) && text[end] == ':' && isDigit(text[end+1]) {
		return true // the same without its scheme: "jo:secret@host.com:80"
	}
	for i, low := start, max(0, start-256); i > low; i-- {
		switch c := text[i-1]; {
		case c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '?' || c == '=' || c == ',' || c == ';':
			return false
		case c == '/':
			return i >= 3 && text[i-2] == '/' && text[i-3] == ':'
		}
	}
	return false
}

func checkEmail(v []byte) scanner.Verdict {
	at := -1
	for i := len(v) - 1; i > 0; i-- {
		if v[i] == '@' {
			at = i
			break
		}
	}
	if at < 1 || at == len(v)-1 {
		return scanner.Wrong
	}
	d := v[at+1:]
	last := lastLabel(d)
	switch {
	case len(last) == 0 || len(last) == len(d):
		return scanner.Wrong
	case TLD(last) || specialTLD(last):
		return scanner.Proven
	case privateTLD(last):
		return scanner.Unknown
	}
	return scanner.Wrong
}
