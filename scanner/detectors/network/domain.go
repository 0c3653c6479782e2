package network

import (
	"sluice/scanner"
	"sluice/scanner/detectors/contact"
)

var domain = &scanner.Detector{
	Kind: "DOMAIN_HOSTNAME", Name: "domain or host name", Family: "quasi", Off: true,
	Doc:     "A domain name under a top-level domain of the root zone, and the whole URL that it stands in.",
	Source:  "RFC 1034, RFC 3986; IANA root zone database",
	Aliases: []string{"URL", "DOMAIN_NAME"},
	Find:    &scanner.Finder{On: scanner.OnText, All: findDomains, Base: 0.55, Proven: 0.55},
	Words:   []string{"domain", "hostname", "host name", "fqdn", "website", "web site", "site", "url", "web page", "domaine", "dominio", "domein", "domena", "webseite", "sitio web", "site web", "домен"},
	Canon:   keep,
}

func hostByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c >= 0x80
}

func findDomains(text []byte, emit func(start, end int)) error {
	for i := 0; i < len(text); i++ {
		if text[i] != '.' || i == 0 || i+1 >= len(text) || !hostByte(text[i-1]) || !hostByte(text[i+1]) {
			continue
		}
		start := i
		for start > 0 && i-start < 253 && (hostByte(text[start-1]) || text[start-1] == '_') {
			start--
		}
		end := i
		for end < len(text) && end-i < 253 && (hostByte(text[end]) || text[end] == '.') {
			end++
		}
		stop := end
		for end > i && (text[end-1] == '.' || text[end-1] == '-') {
			end--
		}
		last := end
		for last > start && text[last-1] != '.' {
			last--
		}
		if start > 0 && (text[start-1] == '@' || text[start-1] == '\\') || !contact.TLD(text[last:end]) || end < len(text) && (text[end] == '@' || text[end] == '(' || text[end] == '_') {
			i = stop
			continue
		}
		if last == start+4 && (text[start] == 'w' || text[start] == 'W') && same(text[start:start+3], "www") {
			i = stop
			continue
		}
		// The whole URL, from its scheme to its end.
		if start >= 3 && string(text[start-3:start]) == "://" {
			s := start - 3
			for s > 0 && start-s < 20 && hostByte(text[s-1]) {
				s--
			}
			if s < start-3 {
				start = s
			}
			for end < len(text) && text[end] > ' ' && text[end] != '"' && text[end] != '\'' && text[end] != '<' && text[end] != '>' && text[end] != ')' && text[end] != '`' {
				end++
			}
			for end > last && (text[end-1] == '.' || text[end-1] == ',' || text[end-1] == ';') {
				end--
			}
		}
		emit(start, end)
		i = max(i, end)
	}
	return nil
}
