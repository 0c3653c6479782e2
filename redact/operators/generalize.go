package operators

import (
	"bytes"
	"net/netip"
	"strconv"
	"strings"

	"sluice/redact"
)

func generalizeSpec() Spec {
	return Spec{
		Name: "generalize",
		Doc: "Says the same with less: a date becomes its year, an age a band with 90+ at the end, a ZIP code its first three digits (000 where fewer than 20,000 people live there: " +
			"45 CFR 164.514(b)(2)(i)(B)), an IP address its network, coordinates fewer decimals.",
		Params: []Param{
			{Name: "as", Type: Enum, Default: "auto", Values: []string{"auto", "date", "age", "zip", "ip", "coordinates"}, Doc: "What the value is; auto goes by the kind."},
			{Name: "date", Type: Enum, Default: "year", Values: []string{"month", "year", "decade"}, Doc: "What stays of a date."},
			{Name: "born", Type: Int, Default: "0", Min: 0, Max: 2200, Doc: "Years of birth before this one are written as one, <1937 for 1937: with the year of the records less 89 nobody of 90 or older is told by it; 0 for none."},
			{Name: "band", Type: Int, Default: "10", Min: 1, Max: 50, Doc: "Years in a band of ages; 1 keeps the age below the top."},
			{Name: "top", Type: Int, Default: "90", Min: 18, Max: 120, Doc: "Ages from here on are one."},
			{Name: "zip", Type: Int, Default: "3", Min: 1, Max: 4, Doc: "Characters of a postal code that stay; of a ZIP code three at most."},
			{Name: "ipv4", Type: Int, Default: "24", Min: 8, Max: 31, Doc: "Bits of an IPv4 address that stay."},
			{Name: "ipv6", Type: Int, Default: "48", Min: 16, Max: 127, Doc: "Bits of an IPv6 address that stay."},
			{Name: "decimals", Type: Int, Default: "1", Min: 0, Max: 5, Doc: "Decimals of a coordinate that stay; 1 is about eleven kilometres."},
			{Name: "fallback", Type: Enum, Default: "label", Values: []string{"", "label", "mask", "pseudonym", "encrypt", "drop"},
				Doc: "The operator, with its defaults, for what cannot be read; empty: an error."},
		},
		Idempotent: true,
		make: func(a *args, env Env) (redact.Operator, error) {
			g := &generalize{
				as: a.str("as"), date: a.str("date"), band: a.int("band"), top: a.int("top"), zip: a.int("zip"), born: a.int("born"),
				v4: a.int("ipv4"), v6: a.int("ipv6"), decimals: a.int("decimals"),
			}
			var err error
			g.fallback, err = newFallback(a, env)
			return g, err
		},
	}
}

// smallZIPs are the three-digit ZIP code areas with 20,000 people or fewer.
// Source: US Department of Health and Human Services, Guidance Regarding
// Methods for De-identification of Protected Health Information (2012), after
// the census of 2000.
var smallZIPs = [...]string{"036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878", "879", "884", "890", "893"}

type generalize struct {
	as, date       string
	band, top, zip int
	born           int
	v4, v6         int
	decimals       int
	fallback       redact.Operator
}

func (*generalize) Name() string { return "generalize" }

func (g *generalize) Apply(dst []byte, v redact.Value) ([]byte, error) {
	n := len(dst)
	kind := kindName(v)
	as := g.as
	if as == "auto" {
		switch {
		case dateKind(kind):
			as = "date"
		case kind == "AGE":
			as = "age"
		case strings.HasSuffix(kind, "_ZIP"), strings.HasSuffix(kind, "POSTAL_CODE"), strings.HasSuffix(kind, "POSTCODE"), strings.HasSuffix(kind, "_CEP"):
			as = "zip"
		case strings.HasPrefix(kind, "IP"):
			as = "ip"
		case kind == "GEO_COORDINATES":
			as = "coordinates"
		}
	}
	out, ok := dst, false
	text := bytes.TrimSpace(v.Text)
	switch as {
	case "date":
		born := 0
		if strings.Contains(kind, "BIRTH") {
			born = g.born
		}
		out, ok = g.toDate(dst, text, regionOf(v), born)
	case "age":
		out, ok = g.toBand(dst, text)
	case "zip":
		out, ok = g.toZIP(dst, text, kind)
	case "ip":
		out, ok = g.toNetwork(dst, text)
	case "coordinates":
		out, ok = g.toDecimals(dst, text)
	}
	if ok {
		return fits(out, n, v, "generalize")
	}
	if g.fallback != nil {
		return g.fallback.Apply(dst, v)
	}
	return dst, fail("generalize", v, redact.ErrDomain)
}

// Own knows what the fallback wrote.
func (g *generalize) Own(text []byte) int {
	if r, ok := g.fallback.(redact.Recognizer); ok {
		return r.Own(text)
	}
	return 0
}

func (g *generalize) toDate(dst, text []byte, region string, born int) ([]byte, bool) {
	if born > 0 && len(text) == 5 && text[0] == '<' {
		text = text[1:]
	}
	if g.date == "decade" && len(text) == 5 && text[4] == 's' {
		text = text[:4]
	}
	d, ok := parseDate(text, region)
	if !ok {
		return dst, false
	}
	switch {
	case d.y < born:
		return padded(append(dst, '<'), born, 4), true
	case g.date == "decade":
		return append(padded(dst, d.y/10*10, 4), 's'), true
	case g.date == "month" && d.m > 0:
		return padded(append(padded(dst, d.y, 4), '-'), d.m, 2), true
	}
	return padded(dst, d.y, 4), true
}

// toBand writes 40-49, or 90+. A band is its own band.
func (g *generalize) toBand(dst, text []byte) ([]byte, bool) {
	i := 0
	for i < len(text) && i < 4 && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	if i == 0 || i > 3 {
		return dst, false
	}
	age, _ := strconv.Atoi(string(text[:i]))
	rest := text[i:]
	if age > 150 || len(rest) > 24 {
		return dst, false
	}
	// Behind the number there may be words (years old, J.) or the rest of a
	// band.
	if len(rest) > 1 && rest[0] == '-' {
		if !isNumber(rest[1:]) {
			return dst, false
		}
	} else if bytes.ContainsAny(rest, "0123456789.,/") {
		return dst, false
	}
	if age >= g.top {
		return append(strconv.AppendInt(dst, int64(g.top), 10), '+'), true
	}
	low := age / g.band * g.band
	dst = strconv.AppendInt(dst, int64(low), 10)
	if g.band == 1 {
		return dst, true
	}
	dst = append(dst, '-')
	return strconv.AppendInt(dst, int64(min(low+g.band, g.top)-1), 10), true
}

func (g *generalize) toZIP(dst, text []byte, kind string) ([]byte, bool) {
	if len(text) > 12 {
		return dst, false
	}
	us := kind == "US_ZIP"
	digits := 0
	for i, c := range text {
		if !isAlnum(c) && (i == 0 || c != '-' && c != ' ') {
			return dst, false
		}
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	if us {
		// Five digits or nine; four where a spreadsheet has taken the zero.
		if digits == 4 && len(text) == 4 {
			text, digits = append([]byte("0"), text...), 5
		}
		if n := min(g.zip, 3); n < 3 && digits == n && len(text) == n {
			return append(dst, text...), true // generalized already
		}
		if !(digits == 3 && len(text) == 3) && (digits != 5 && digits != 9 || len(text) != digits && len(text) != digits+1) {
			return dst, false
		}
		three := string(text[:3])
		for _, z := range smallZIPs {
			if three == z {
				three = "000"
			}
		}
		return append(dst, three[:min(g.zip, 3)]...), true
	}
	if len(text) < 3 {
		return append(dst, text...), len(text) > 0
	}
	// Of a code with an outward part (SW1A 1AA) that part, no more.
	if i := bytes.IndexByte(text, ' '); i >= 0 && i <= g.zip {
		return append(dst, text[:i]...), true
	}
	return append(dst, text[:min(g.zip, len(text))]...), true
}

func (g *generalize) toNetwork(dst, text []byte) ([]byte, bool) {
	s := string(text)
	s, _, prefixed := strings.Cut(s, "/")
	a, err := netip.ParseAddr(s)
	if err != nil {
		ap, err := netip.ParseAddrPort(s)
		if err != nil {
			return dst, false
		}
		a = ap.Addr()
	}
	bits := g.v6
	if a = a.Unmap().WithZone(""); a.Is4() {
		bits = g.v4
	}
	if prefixed {
		p, err := strconv.Atoi(string(text[len(s)+1:]))
		if err != nil || p < 0 || p > a.BitLen() {
			return dst, false
		}
		bits = min(bits, p)
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return dst, false
	}
	return p.AppendTo(dst), true
}

// toDecimals cuts every decimal number in the text towards zero, so that a
// second run has nothing to cut.
func (g *generalize) toDecimals(dst, text []byte) ([]byte, bool) {
	n := len(dst)
	found := false
	for i := 0; i < len(text); {
		c := text[i]
		if c < '0' || c > '9' {
			if c == '\'' || c == '"' || c >= 0x80 {
				return dst[:n], false // degrees, minutes and seconds
			}
			dst = append(dst, c)
			i++
			continue
		}
		for i < len(text) && text[i] >= '0' && text[i] <= '9' {
			dst = append(dst, text[i])
			i++
		}
		found = true
		if i+1 >= len(text) || text[i] != '.' || text[i+1] < '0' || text[i+1] > '9' {
			continue
		}
		i++
		if g.decimals > 0 {
			dst = append(dst, '.')
		}
		for k := 0; i < len(text) && text[i] >= '0' && text[i] <= '9'; i, k = i+1, k+1 {
			if k < g.decimals {
				dst = append(dst, text[i])
			}
		}
	}
	return dst, found
}

// Fallback implements redact.Wrapper.
func (g *generalize) Fallback() redact.Operator { return g.fallback }
