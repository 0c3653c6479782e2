package network

import (
	"bytes"

	"sluice/scanner"
)

var ipWords = []string{
	"ip", "ip address", "ip addr", "ipaddress", "ipaddr", "ip adresse", "ip adres", "adresse ip", "direccion ip", "endereco ip", "indirizzo ip", "adres ip",
	"client ip", "remote ip", "remote addr", "remote address", "source ip", "src ip", "dst ip", "destination ip", "server ip", "host ip", "public ip", "peer ip", "user ip", "login ip",
	"x forwarded for", "x real ip", "cf connecting ip", "forwarded for", "inet", "inet6", "inet addr", "ip адрес", "ip地址", "ipアドレス", "ip 주소", "last login ip", "gateway", "nameserver", "subnet", "dns server",
}

var ipWeak = []string{"host", "server", "from", "address", "client", "remote", "connection", "connect", "connected", "ping", "traceroute", "listen", "bind", "port", "dns", "router", "network", "netmask", "route", "firewall", "ssh", "logged in", "blocked"}

var ipv4 = &scanner.Detector{
	Kind: "IPV4", Name: "IPv4 address", Family: "network",
	Doc: "Four octets in dots, with a prefix length where one follows. Numbers that read like versions or sections (small octets, a version word or a product name with a slash before) need a word near. " +
		"Private, shared and link-local addresses are found like public ones; documentation, loopback and netmask addresses are reserved.",
	Source:  "RFC 791, RFC 4632; RFC 5737, RFC 6890 for reserved ranges",
	Aliases: []string{"IP_ADDRESS"},
	Find:    &scanner.Finder{On: scanner.OnDigits, Runs: []scanner.Run{{Of: "digits", Max: 3, After: ".", Beyond: "0123456789", NotBefore: "^~$"}}, At: findIPv4, May: mayIPv4, Never: scanner.PlainCells, Base: 0.3, Proven: 0.8},
	Check:   checkIPv4, Reserved: reservedIPv4,
	Words: append([]string{"ipv4", "ipv4 address"}, ipWords...), Weak: ipWeak,
	Canon: keep,
}

var ipv6 = &scanner.Detector{
	Kind: "IPV6", Name: "IPv6 address", Family: "network",
	Doc: "Full, compressed and IPv4-mapped forms, with zone and prefix length where they follow. Short compressed forms without the " +
		"look of an address (1::2) need a word near. 2001:db8::/32, 3fff::/20, loopback and the unspecified address are reserved.",
	Source: "RFC 4291, RFC 5952, RFC 4007; RFC 3849 and RFC 9637 for documentation",
	Find:   &scanner.Finder{On: scanner.OnColon, At: findIPv6, May: mayIPv6, Never: scanner.PlainCells, Base: 0.3, Proven: 0.9},
	Check:  checkIPv6, Reserved: reservedIPv6,
	Words: append([]string{"ipv6", "ipv6 address"}, ipWords...), Weak: ipWeak,
	Canon: keep,
}

func keep(dst, v []byte) []byte {
	for _, c := range v {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func hex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func word(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

// quad reads four octets at v; n is their length in bytes, 0 if there are none.
func quad(v []byte) (o [4]int, n int) {
	i := 0
	for k := range o {
		if k > 0 {
			if i >= len(v) || v[i] != '.' {
				return o, 0
			}
			i++
		}
		from := i
		x := 0
		for i < len(v) && i-from < 4 && digit(v[i]) {
			x = x*10 + int(v[i]-'0')
			i++
		}
		// "01" is no octet; "010" is one that somebody padded.
		if w := i - from; w == 0 || w > 3 || x > 255 || w == 2 && v[from] == '0' {
			return o, 0
		}
		o[k] = x
	}
	return o, i
}

// prefixLen reads "/24" at v[i:], up to limit; i where there is none.
func prefixLen(v []byte, i, limit int) int {
	if i+1 >= len(v) || v[i] != '/' || !digit(v[i+1]) {
		return i
	}
	j, x := i+1, 0
	for j < len(v) && j < i+5 && digit(v[j]) {
		x = x*10 + int(v[j]-'0')
		j++
	}
	if x > limit || j < len(v) && (word(v[j]) || v[j] == '/' || v[j] == '.' && j+1 < len(v) && digit(v[j+1])) {
		return i
	}
	return j
}

// mayIPv4: four numbers have three dots.
func mayIPv4(text []byte, _ int) bool { return bytes.Count(text, []byte(".")) >= 3 }

// mayIPv6: eight groups, the last two of which may be an IPv4 address, or two
// colons for some.
func mayIPv6(text []byte, _ int) bool {
	return bytes.Contains(text, []byte("::")) || bytes.Count(text, []byte(":")) >= 6
}

func findIPv4(text []byte, at int) (int, int) {
	// The cheap refusals: a dot within four bytes, and no number before.
	if at+7 > len(text) || text[at+1] != '.' && text[at+2] != '.' && text[at+3] != '.' || !digit(text[at]) {
		return at, at
	}
	if at > 0 {
		if c := text[at-1]; word(c) && c != '_' || c == '.' && (at < 2 || text[at-2] != '.') || c == '^' || c == '~' || c == '$' {
			return at, at
		}
	}
	_, n := quad(text[at:])
	if n == 0 {
		return at, at
	}
	end := at + n
	if end < len(text) {
		c := text[end]
		if word(c) && c < 0x80 || c == '.' && end+1 < len(text) && word(text[end+1]) && digit(text[end+1]) || (c == '-' || c == '+') && end+1 < len(text) && word(text[end+1]) && !digit(text[end+1]) || c == '+' && zone(text[end+1:]) {
			return at, at
		}
	}
	if versionBefore(text, at) {
		return at, at
	}
	return at, prefixLen(text, end, 32)
}

// zone reports whether v begins as a time's zone does: "12.34.56.78+0800".
func zone(v []byte) bool {
	n := 0
	for n < len(v) && n < 5 && digit(v[n]) {
		n++
	}
	return n == 4 && (n == len(v) || v[n] != '.')
}

var versionWords = [...]string{
	"version", "ver", "v", "versions", "release", "rev", "revision", "build", "firmware", "section", "sections", "sec", "chapter", "clause", "rule", "item", "kernel", "driver", "upgrade",
	"spec", "specification", "std", "standard", "jvms", "jls", "paragraph", "para", "art", "article", "appendix", "annex", "table", "figure", "fig", "oid", "pkt", "abschnitt", "kapitel", "punkt", "pkt", "ust", "wersja", "windows", "android", "ios", "macos", "x", "nt",
	"fileversion", "productversion", "assemblyversion", "chrome", "firefox", "safari", "edge", "opera", "asn",
}

// versionBefore reports that what stands before a dotted number makes it a
// version, a section or an object identifier.
func versionBefore(text []byte, at int) bool {
	i := at
	if i == 0 {
		return false
	}
	switch c := text[i-1]; c {
	case '/':
		// "Chrome/120.0.0.0"; but "http://10.0.0.1" and "/10.0.0.1:8080".
		return i > 1 && (word(text[i-2]))
	case '-':
		return i > 1 && word(text[i-2]) && !digit(text[i-2])
	case '=':
		if i > 1 && (text[i-2] == '=' || text[i-2] == '>' || text[i-2] == '<' || text[i-2] == '~' || text[i-2] == '!') {
			return true
		}
	case '@':
		return i > 1 && word(text[i-2]) && text[at+1] == '.'
	}
	for n := 0; n < 4 && i > 0; n++ {
		if c := text[i-1]; c == ' ' || c == ':' || c == '=' || c == '.' || c == '"' || c == '\'' || c == '#' || c == '(' {
			i--
			continue
		}
		break
	}
	if i >= 2 && text[i-2] == 0xc2 && text[i-1] == 0xa7 {
		return true // §
	}
	if rfc(text, i) || text[at-1] == '(' && release(text, i) {
		return true // "RFC 7540, 8.1.2.2"; "Tool 2.7.4 (2.7.0.40)"
	}
	end := i
	if end > 3 && same(text[end-3:end], " to") {
		end -= 3 // "update V8 to 10.7.193.13"
	}
	if end > 1 && same(text[end-2:end], "v8") && (end == 2 || !word(text[end-3])) {
		return true
	}
	end = i
	for i > 0 && end-i < 20 && (text[i-1] >= 'a' && text[i-1] <= 'z' || text[i-1] >= 'A' && text[i-1] <= 'Z') {
		i--
	}
	w := text[i:end]
	if len(w) == 0 {
		return false
	}
	if len(w) > 7 && same(w[len(w)-7:], "version") {
		return true
	}
	for _, s := range &versionWords {
		if same(w, s) {
			return true
		}
	}
	return false
}

// release reports whether text[:i] ends in a version of three numbers
// behind a name: "Tool 2.7.4".
func release(text []byte, i int) bool {
	dots, low := 0, max(0, i-12)
	j := i
	for j > low && (digit(text[j-1]) || text[j-1] == '.' && j < i) {
		if j--; text[j] == '.' {
			dots++
		}
	}
	return dots == 2 && j > 1 && text[j-1] == ' ' && text[j] != '.' && (text[j-2]|0x20 >= 'a' && text[j-2]|0x20 <= 'z')
}

// rfc reports whether text[:i] ends in the number of an RFC.
func rfc(text []byte, i int) bool {
	if i > 0 && text[i-1] == ',' {
		i--
	}
	n := 0
	for n < 5 && i > 0 && digit(text[i-1]) {
		n++
		i--
	}
	if i > 0 && (text[i-1] == ' ' || text[i-1] == '-') {
		i--
	}
	return n >= 3 && i >= 3 && same(text[i-3:i], "rfc")
}

func same(b []byte, s string) bool {
	if len(b) != len(s) {
		return false
	}
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != s[i] {
			return false
		}
	}
	return true
}

func checkIPv4(v []byte) scanner.Verdict {
	o, n := quad(v)
	if n == 0 || n < len(v) && prefixLen(v, n, 32) != len(v) {
		return scanner.Wrong
	}
	if n < len(v) {
		return scanner.Proven
	}
	switch {
	case o[0] == 10, o == [4]int{8, 8, 8, 8}, o == [4]int{8, 8, 4, 4}, o == [4]int{1, 1, 1, 1}, o == [4]int{1, 0, 0, 1}, o == [4]int{9, 9, 9, 9}, o == [4]int{0, 0, 0, 0}:
		return scanner.Proven
	}
	if o[0] == 2 && o[1] == 5 && (o[2] == 4 || o[2] == 29) || o[0] == 1 && o[1] == 3 && o[2] == 101 {
		return scanner.Unknown // attributes and extensions of X.500, curves: object identifiers
	}
	for _, x := range o {
		if x >= 30 {
			return scanner.Proven
		}
	}
	return scanner.Unknown // as small as the parts of a version
}

func reservedIPv4(v []byte) bool {
	o, n := quad(v)
	return n > 0 && reservedQuad(o)
}

func reservedQuad(o [4]int) bool {
	switch {
	case o[0] == 0, o[0] == 127, o[0] == 255:
		return true
	case o[0] == 192 && o[1] == 0 && o[2] == 2, o[0] == 198 && o[1] == 51 && o[2] == 100, o[0] == 203 && o[1] == 0 && o[2] == 113:
		return true
	}
	return false
}

// parseIPv6 reads an address at v: the 16-bit groups, the offset of its end,
// whether it was compressed, and how many hexadecimal digits it had. end is 0
// where there is none.
func parseIPv6(v []byte) (g [8]uint16, end int, compressed bool, digits int) {
	var tail [8]uint16
	n, nt := 0, 0 // groups before and after "::"
	i := 0
	put := func(x uint16) {
		if compressed {
			tail[nt&7] = x
			nt++
		} else {
			g[n&7] = x
			n++
		}
	}
	if len(v) > 1 && v[0] == ':' {
		if v[1] != ':' {
			return g, 0, false, 0
		}
		compressed = true
		i = 2
	}
	for n+nt < 8 {
		from := i
		x := uint16(0)
		for i < len(v) && i-from < 5 && hex(v[i]) {
			c := v[i]
			switch {
			case c <= '9':
				c -= '0'
			case c >= 'a':
				c -= 'a' - 10
			default:
				c -= 'A' - 10
			}
			x = x<<4 | uint16(c)
			i++
		}
		if i == from {
			break
		}
		if i-from > 4 {
			return g, 0, false, 0
		}
		if i < len(v) && v[i] == '.' && n+nt <= 6 {
			o, w := quad(v[from:])
			if w == 0 {
				// A full stop ends the sentence; digits behind it do not.
				if i+1 < len(v) && digit(v[i+1]) {
					return g, 0, false, 0
				}
				put(x)
				digits += i - from
				break
			}
			put(uint16(o[0]<<8 | o[1]))
			put(uint16(o[2]<<8 | o[3]))
			digits += w - 3
			i = from + w
			break
		}
		put(x)
		digits += i - from
		if n+nt == 8 || i >= len(v) || v[i] != ':' {
			break
		}
		if i+1 < len(v) && v[i+1] == ':' {
			if compressed {
				return g, 0, false, 0
			}
			compressed = true
			i += 2
			continue
		}
		if i+1 >= len(v) || !hex(v[i+1]) {
			break
		}
		i++
	}
	switch {
	case n+nt > 8, !compressed && n != 8, compressed && n+nt > 7:
		return g, 0, false, 0
	}
	copy(g[8-nt:], tail[:nt])
	return g, i, compressed, digits
}

func findIPv6(text []byte, at int) (int, int) {
	// An address has at least two colons within five bytes; most colons have
	// a blank, a quote or a letter beyond f beside them.
	if at+1 >= len(text) {
		return at, at
	}
	next := text[at+1]
	if next != ':' && !hex(next) {
		return at, at
	}
	start := at
	if at > 0 && hex(text[at-1]) {
		for start > 0 && at-start < 5 && hex(text[start-1]) {
			start--
		}
		if at-start > 4 {
			return at, at
		}
	} else if next != ':' {
		return at, at
	}
	if start > 0 {
		switch c := text[start-1]; {
		case word(c) || c == '.' && start > 1 && word(text[start-2]):
			return at, at
		case c == ':':
			// A later colon of the same address, unless the word before is a
			// label ("IP:2001:...").
			if start < 2 || start == at || text[start-2] == ':' || !word(text[start-2]) {
				return at, at
			}
			k := start - 1
			for k > 0 && start-k < 7 && hex(text[k-1]) {
				k--
			}
			if start-1-k <= 4 && (k == 0 || !word(text[k-1])) {
				return at, at
			}
		}
	}
	_, n, _, _ := parseIPv6(text[start:min(len(text), start+64)])
	if n == 0 || start+n <= at+1 {
		return at, at
	}
	end := start + n
	if end < len(text) && text[end] == '%' {
		j := end + 1
		for j < len(text) && j-end < 17 && word(text[j]) && text[j] < 0x80 {
			j++
		}
		if j > end+1 {
			end = j
		}
	}
	if e := prefixLen(text, end, 128); e > end {
		return start, e
	}
	if end < len(text) {
		c := text[end]
		if word(c) && c < 0x80 || c == ':' && end+1 < len(text) && (hex(text[end+1]) || text[end+1] == ':') {
			return at, at
		}
	}
	return start, end
}

func checkIPv6(v []byte) scanner.Verdict {
	g, n, compressed, digits := parseIPv6(v)
	if n == 0 {
		return scanner.Wrong
	}
	if !compressed {
		// Eight pairs of digits are a long hardware address.
		pairs := n == 23
		for i := 2; pairs && i < n; i += 3 {
			pairs = v[i] == ':'
		}
		if pairs {
			return scanner.Unknown
		}
		return scanner.Proven
	}
	dec := false
	for _, c := range v[:n] {
		dec = dec || digit(c)
	}
	switch {
	case n < len(v):
		return scanner.Proven // with a zone or a prefix length
	case g == [8]uint16{7: 1}: // ::1
		return scanner.Proven
	case g == [8]uint16{}:
		return scanner.Unknown
	case dec && g[0]&0xe000 == 0x2000 && digits >= 5, dec && g[0] >= 0xfc00 && digits >= 5, dec && g[0] == 0x64 && g[1] == 0xff9b:
		return scanner.Proven
	case g[0] == 0 && g[5] == 0xffff, g[0] == 0 && g[4] == 0xffff && digits > 5, dotted(v[:n]):
		return scanner.Proven
	case dec && digits >= 9:
		return scanner.Proven
	}
	return scanner.Unknown
}

func dotted(v []byte) bool {
	for _, c := range v {
		if c == '.' {
			return true
		}
	}
	return false
}

func reservedIPv6(v []byte) bool {
	g, n, _, _ := parseIPv6(v)
	if n == 0 {
		return false
	}
	switch {
	case g[0] == 0x2001 && g[1] == 0xdb8, g[0] == 0x3fff && g[1] < 0x1000:
		return true
	case g == [8]uint16{}, g == [8]uint16{7: 1}:
		return true
	case g[0]|g[1]|g[2]|g[3]|g[4] == 0 && (g[5] == 0xffff || g[5] == 0):
		return reservedQuad([4]int{int(g[6] >> 8), int(g[6] & 255), int(g[7] >> 8), int(g[7] & 255)})
	}
	return false
}
