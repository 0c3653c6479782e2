package network

import "sluice/scanner"

var cookie = &scanner.Detector{
	Kind: "HTTP_COOKIE", Name: "HTTP cookie", Family: "network",
	Doc:    "The name=value pairs of a Cookie or Set-Cookie header, in HTTP, curl commands, JSON and logs.",
	Source: "RFC 6265",
	Find:   &scanner.Finder{On: scanner.OnColon, At: findCookie, Blind: true, Never: scanner.PlainCells, Base: 0.8, Proven: 0.8},
	Words:  []string{"set cookie", "cookie header", "http cookie", "session cookie"},
	Canon:  func(dst, v []byte) []byte { return append(dst, v...) },
}

func findCookie(text []byte, at int) (int, int) {
	i := at
	if i > 0 && (text[i-1] == '"' || text[i-1] == '\'') {
		i--
	}
	if i < 6 || text[i-1]|0x20 != 'e' || !same(text[i-6:i], "cookie") {
		return at, at
	}
	if i > 6 && word(text[i-7]) || i > 6 && text[i-7] == '.' {
		return at, at
	}
	j := at + 1
	for j < len(text) && j < at+4 && (text[j] == ' ' || text[j] == '"' || text[j] == '\'' || text[j] == '[') {
		j++
	}
	quote := byte(0)
	if j > at+1 && (text[j-1] == '"' || text[j-1] == '\'') {
		quote = text[j-1]
	}
	// A name, '=', a value of at least four bytes.
	k := j
	for k < len(text) && k-j < 80 && (word(text[k]) || text[k] == '-' || text[k] == '.') {
		k++
	}
	if k == j || k >= len(text) || text[k] != '=' {
		return at, at
	}
	end := k + 1
	for end < len(text) && end-j < 4096 {
		c := text[end]
		if c < ' ' || c == quote || c == '\'' || c == '"' && (end == 0 || text[end-1] != '=') && quote == 0 || c == '<' || c == '\\' && (quote != 0 || end+1 < len(text) && (text[end+1] == 'n' || text[end+1] == 'r')) {
			break
		}
		if c == ' ' && text[end-1] != ';' && !attribute(text[j:end]) {
			break
		}
		end++
	}
	for end > k && (text[end-1] == ' ' || text[end-1] == ';' || text[end-1] == ',' || text[end-1] == ')') {
		end--
	}
	if end-k < 5 {
		return at, at
	}
	return j, end
}

// attribute reports that a blank after b belongs to the header: dates of
// Expires hold blanks.
func attribute(b []byte) bool {
	for i := len(b) - 1; i >= 0 && len(b)-i < 45; i-- {
		if b[i] == ';' {
			return false
		}
		if b[i] == '=' {
			return i >= 7 && same(b[i-7:i], "expires")
		}
	}
	return false
}

var userAgent = &scanner.Detector{
	Kind: "USER_AGENT", Name: "HTTP user agent", Family: "quasi", Off: true,
	Doc:      "A browser's or library's identification: Mozilla/5.0 with its comments and products, or what stands behind a User-Agent label.",
	Source:   "RFC 9110, section 10.1.5",
	Aliases:  []string{"HTTP_USER_AGENT"},
	Find:     &scanner.Finder{On: scanner.OnCapital, At: findUserAgent, Blind: true, Base: 0.8, Proven: 0.8},
	Words:    []string{"user agent", "useragent", "http user agent", "browser agent"},
	Labelled: `[A-Za-z][A-Za-z0-9._-]+/[0-9][0-9A-Za-z._-]*( \([^()\n]+\))?( [A-Za-z][A-Za-z0-9._-]*/[0-9A-Za-z._-]+( \([^()\n]+\))?)*`,
	Canon:    func(dst, v []byte) []byte { return append(dst, v...) },
}

func findUserAgent(text []byte, at int) (int, int) {
	const head = "Mozilla/"
	if len(text)-at < 20 || string(text[at:at+len(head)]) != head || at > 0 && word(text[at-1]) {
		return at, at
	}
	// Products ("Name/1.2") and comments in brackets, blanks between.
	i, end := at, at
	for i < len(text) && i-at < 600 {
		if text[i] == '(' {
			j := i
			for j < len(text) && j-i < 300 && text[j] != ')' && text[j] != '\n' && text[j] != '"' {
				j++
			}
			if j >= len(text) || text[j] != ')' {
				break
			}
			i = j + 1
		} else {
			j, slash := i, false
			for j < len(text) && j-i < 80 && (word(text[j]) || text[j] == '.' || text[j] == '-' || text[j] == '/' || text[j] == '+') {
				slash = slash || text[j] == '/'
				j++
			}
			if !slash && string(text[i:j]) != "Mobile" && string(text[i:j]) != "Gecko" {
				break
			}
			i = j
		}
		end = i
		if i >= len(text) || text[i] != ' ' {
			break
		}
		i++
	}
	return at, end
}
