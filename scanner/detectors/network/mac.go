package network

import "sluice/scanner"

var mac = &scanner.Detector{
	Kind: "MAC_ADDRESS", Name: "hardware (MAC) address", Family: "network",
	Doc: "Six octets in colons or dashes, or three groups of four in dots; part of no longer row of octets (a fingerprint). " +
		"Broadcast and null addresses are none. Locally administered addresses (randomised, virtual), those of groups, and octets of decimal digits alone in dashes need a word near.",
	Source:  "IEEE 802, EUI-48",
	Aliases: []string{"MAC_ADDRESS_LOCAL", "mac"},
	Find:    &scanner.Finder{On: scanner.OnDigits, Runs: macRuns, At: findMAC, Blind: true, Never: scanner.PlainCells, Base: 0.3, Proven: 0.75},
	Check:   checkMAC,
	// IEEE and IANA documentation range 00-00-5E-00-53-00 to -FF (RFC 7042).
	Reserved: func(v []byte) bool {
		o, ok := octets(v)
		return ok && o[0] == 0 && o[1] == 0 && o[2] == 0x5e && o[3] == 0 && o[4] == 0x53
	},
	Words: []string{
		"mac", "mac address", "mac addr", "macaddress", "hardware address", "hw address", "hwaddr", "ethernet address", "ether", "lladdr", "physical address", "bssid", "bluetooth address", "bd addr", "wifi mac", "wlan mac", "mac whitelist",
		"adresse mac", "mac adresse", "direccion mac", "indirizzo mac", "endereco mac", "adres mac", "mac adres", "mac адрес", "mac地址", "macアドレス",
	},
	Weak:     []string{"ethernet", "device", "wifi", "bluetooth", "interface", "arp", "dhcp"},
	Labelled: `[0-9A-Fa-f]{1,2}(:[0-9A-Fa-f]{1,2}){5}|[0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}(\.[0-9A-Fa-f]{4}){2}|[0-9A-Fa-f]{12}`,
}

// macRuns: two digits beside a colon or dash, four beside a dot.
var macRuns = []scanner.Run{
	{Min: 2, Max: 2, After: ":-", Beyond: hexDigits}, {Min: 2, Max: 2, Before: ":-"},
	{Min: 4, Max: 4, After: ".", Beyond: hexDigits}, {Min: 4, Max: 4, Before: "."},
}

const hexDigits = "0123456789abcdefABCDEF"

// octets reads a MAC address in any of its forms.
func octets(v []byte) (o [6]byte, ok bool) {
	n, half := 0, 0
	sep := byte(0)
	for i, c := range v {
		switch {
		case hex(c):
			d := c & 15
			if c > '9' {
				d += 9
			}
			if n == 6 {
				return o, false
			}
			o[n] = o[n]<<4 | d
			if half++; half == 2 {
				n, half = n+1, 0
			}
		case c == ':' || c == '-' || c == '.':
			if sep != 0 && c != sep || i == 0 || !hex(v[i-1]) {
				return o, false
			}
			sep = c
			if half == 1 { // an octet without its leading zero
				n, half = n+1, 0
			}
		default:
			return o, false
		}
	}
	if half == 1 {
		n++
	}
	return o, n == 6
}

func findMAC(text []byte, at int) (int, int) {
	// The run is one group: two bytes beside a colon or dash, or four beside
	// a dot. Everything else ends here.
	i := at
	for i < len(text) && i-at < 5 && hex(text[i]) {
		i++
	}
	w := i - at
	if w != 2 && w != 4 || i < len(text) && word(text[i]) {
		return at, at
	}
	sep := byte(0)
	switch {
	case i < len(text) && (text[i] == ':' || text[i] == '-' || text[i] == '.'):
		sep = text[i]
	case at > 0 && (text[at-1] == ':' || text[at-1] == '-' || text[at-1] == '.'):
		sep = text[at-1]
	}
	if sep == 0 || (w == 4) != (sep == '.') {
		return at, at
	}
	groups := 6
	if w == 4 {
		groups = 3
	}
	// Back to the first group; a group with a digit was asked before.
	start := at
	for start > w && text[start-1] == sep && start-w-1 >= 0 && allHex(text[start-w-1:start-1]) && (start-w-1 == 0 || !word(text[start-w-2])) {
		start -= w + 1
		for _, c := range text[start : start+w] {
			if digit(c) {
				return at, at
			}
		}
		if at-start > 6*(w+1) {
			return at, at
		}
	}
	end := start + groups*(w+1) - 1
	if end > len(text) || start > 0 && (text[start-1] == sep && (start > 1 && word(text[start-2]) || sep == '.')) || start > 0 && text[start-1] == '*' && sep == '.' {
		return at, at
	}
	for k := start; k < end; k++ {
		if (k-start)%(w+1) == w {
			if text[k] != sep {
				return at, at
			}
		} else if !hex(text[k]) {
			return at, at
		}
	}
	if end < len(text) && (word(text[end]) && text[end] < 0x80 || text[end] == sep && end+1 < len(text) && word(text[end+1])) {
		return at, at
	}
	// The rest of a longer dump that was broken into lines ends in a colon.
	p := start
	for p > 0 && start-p < 64 && (text[p-1] == ' ' || text[p-1] == '\n' || text[p-1] == '\r' || text[p-1] == '\t') {
		p--
	}
	if p > 2 && p < start && text[p-1] == sep && allHex(text[p-3:p-1]) && (start-p > 1 || text[p] == '\n') {
		return at, at
	}
	return start, end
}

func allHex(b []byte) bool {
	for _, c := range b {
		if !hex(c) {
			return false
		}
	}
	return len(b) > 0
}

func checkMAC(v []byte) scanner.Verdict {
	o, ok := octets(v)
	if !ok || o == [6]byte{} || o == [6]byte{255, 255, 255, 255, 255, 255} {
		return scanner.Wrong
	}
	if o[0]&3 != 0 {
		return scanner.Unknown // made up by software, or a group's
	}
	letters := false
	colons := false
	for _, c := range v {
		letters = letters || hex(c) && !digit(c)
		colons = colons || c == ':'
	}
	if letters || colons {
		return scanner.Proven
	}
	return scanner.Unknown
}
