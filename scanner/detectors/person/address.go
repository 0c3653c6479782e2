package person

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sluice/scanner"
	"sluice/scanner/detectors/match"
)

var streetAddress = &scanner.Detector{
	Kind: "STREET_ADDRESS", Name: "postal address", Family: "person",
	Doc: "A street with its house number in the forms of US, CA, GB, AU, IN, FR, ES, IT, PT, BR, DE, AT, CH, NL, PL and the north, with unit, postal code, city and state " +
		"where they follow directly; or a line behind a label such as Address:.",
	Source:       "Universal Postal Union, addressing systems (S42); USPS Publication 28; national posts",
	Aliases:      []string{"ADDRESS", "BRAZIL_CEP_CODE"},
	Find:         &scanner.Finder{On: scanner.OnDigits, Runs: addressRuns, At: findAddress, May: mayAddress, Never: scanner.PlainCells, Base: 0.7, Proven: 0.7},
	LabelledFind: labelledAddress,
	Words: []string{
		"address", "home address", "street address", "mailing address", "postal address", "billing address", "shipping address", "delivery address", "residential address", "current address", "permanent address", "street", "address line", "address line 1", "address line 2", "address1", "address2", "addr", "residence", "place of residence", "lives at", "living at", "resides at", "residing at", "located at",
		"adresse", "anschrift", "wohnanschrift", "strasse", "straße", "wohnhaft", "wohnhaft in", "lieferadresse", "rechnungsadresse", "postanschrift", "adresse postale", "adresse de livraison", "domicile", "demeurant", "domicilie", "domiciliee", "rue",
		"direccion", "domicilio", "direccion postal", "calle", "domiciliado en", "residencia", "indirizzo", "residente in", "residenza", "domiciliato in", "endereco", "logradouro", "morada", "residente na", "rua", "adres", "woonadres", "straat", "postadres", "ulica", "adres zamieszkania", "adres zameldowania", "adres korespondencyjny", "zamieszkaly", "zamieszkala", "zam",
		"adress", "gatuadress", "bostadsadress", "osoite", "lahiosoite", "adresa", "bydliste", "trvale bydliste", "lakcim", "adres linia", "ev adresi", "alamat", "dia chi", "адрес", "адрес проживания", "место жительства", "διευθυνση", "地址", "住址", "住所", "주소", "العنوان", "כתובת", "पता", "ที่อยู่",
	},
	Canon: func(dst, v []byte) []byte {
		space := false
		for _, c := range v {
			if c <= ' ' || c == ',' || c == '.' {
				space = true
				continue
			}
			if space && len(dst) > 0 {
				dst = append(dst, ' ')
			}
			space = false
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
		}
		return dst
	},
}

// addressRuns: a house number. Words stand behind it or before it. Where it is
// told by Begins, Beyond says so of cells that stand for others, too.
var addressRuns = func() (rs []scanner.Run) {
	high := make([]byte, 0, 128)
	for c := 0x80; c < 0x100; c++ {
		high = append(high, byte(c))
	}
	for _, of := range []string{"digits", "mixed"} {
		rs = append(rs,
			scanner.Run{Of: of, Max: 6, Before: " ,." + string(high), NotAfter: "_%:=", Named: true},
			scanner.Run{Of: of, Max: 6, Before: " ,", NotAfter: "_%:=", Ends: numberEnds()},
			scanner.Run{Of: of, Max: 6, After: " ", Beyond: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcefhilpqrst" + string(high), Begins: streetBegins, NotBefore: noAddress},
			scanner.Run{Of: of, Max: 6, After: ",", Beyond: " ", NotBefore: noAddress},
			scanner.Run{Of: of, Max: 6, After: "/-", Beyond: "0123456789", NotBefore: noAddress})
	}
	return
}()

// suffix reports the words that end a street's name in English.
func suffix(w []byte) bool {
	if len(w) > 1 && w[len(w)-1] == '.' {
		w = w[:len(w)-1]
	}
	if len(w) < 2 || len(w) > 10 {
		return false
	}
	var buf [12]byte
	for i, c := range w {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	switch string(buf[:len(w)]) {
	case "street", "st", "str", "avenue", "ave", "av", "road", "rd", "boulevard", "blvd", "lane", "ln", "drive", "dr", "way", "court", "ct", "place", "pl", "terrace", "ter", "circle", "cir", "parkway", "pkwy", "highway", "hwy", "square", "sq", "trail", "trl", "crescent", "cres", "close", "loop", "alley", "row", "mews", "grove", "gardens", "gdns", "walk", "path", "pike", "turnpike", "plaza", "hill", "ridge", "run", "route", "expressway", "fwy", "freeway", "quay", "green", "rise", "parade", "esplanade", "crossing", "crossroad", "view", "vista", "point", "park", "marg", "nagar", "layout", "colony", "cross", "chowk", "salai", "sarani", "extension", "bypass", "causeway", "broadway", "pass", "bend", "cove", "creek", "heights", "hollow", "landing", "manor", "meadow", "mill", "orchard", "track", "glen", "common", "bay", "mall":
		return true
	}
	return false
}

// weakSuffix are those that end other phrases as well: the word before must
// be a name and something of an address must follow, or precede.
func weakSuffix(w []byte) bool {
	switch len(w) {
	case 2:
		return string(w) == "pl" || string(w) == "St" || string(w) == "Ct" || string(w) == "av" || string(w) == "dr" || string(w) == "st"
	}
	switch string(w) {
	case "Way", "way", "Park", "park", "View", "view", "Point", "point", "Run", "run", "Pass", "pass", "Row", "row", "Walk", "walk", "Path", "path", "Hill", "hill", "Mill", "mill", "Bay", "bay", "Green", "green", "Common", "common", "Cross", "cross", "Place", "place", "Court", "court", "Loop", "loop", "Track", "track", "Close", "close", "Route", "route", "Extension", "extension", "Mall", "mall", "Rise", "rise", "Crossing", "crossing", "Layout", "layout", "Creek", "Ridge", "Square", "square", "Circle", "circle", "Drive", "drive", "Parade", "parade", "Bend", "Landing", "Vista", "Orchard", "Broadway", "Pike", "Grove", "Colony", "colony", "Street", "street", "Alley":
		return true
	}
	return false
}

// frenchType are words that begin a street's name behind its number.
func frenchType(w []byte) bool {
	switch string(w) {
	case "rue", "Rue", "avenue", "Avenue", "av", "Av", "av.", "Av.", "boulevard", "Boulevard", "bd", "Bd", "bd.", "Bd.", "blvd", "Blvd", "place", "Place", "chemin", "Chemin", "impasse", "Impasse", "allée", "Allée", "allées", "quai", "Quai", "route", "Route", "cours", "Cours", "square", "Square", "passage", "Passage", "cité", "Cité", "ruelle", "sentier", "faubourg", "esplanade", "rond-point", "lotissement", "résidence", "Résidence", "hameau", "RUE", "AVENUE", "BOULEVARD":
		return true
	}
	return false
}

// before are words that begin a street's name in front of its number, lower
// case; the dot is left out.
func romanceType(w []byte) bool {
	if len(w) > 12 {
		return false
	}
	var buf [12]byte
	for i, c := range w {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	switch string(buf[:len(w)]) {
	case "calle", "c", "cl", "avda", "avd", "av", "avenida", "paseo", "pº", "plaza", "pza", "plza", "ronda", "carretera", "ctra", "camino", "travesía", "travesia", "rambla", "glorieta", "urb", "urbanización", "pasaje", "callejón", "cuesta", "carrer", "passeig", "plaça", "praza", "rúa", "gran", "avinguda", "via", "viale", "v", "corso", "piazza", "piazzale", "p", "largo", "vicolo", "strada", "lungomare", "contrada", "borgo", "rua", "r", "travessa", "praça", "praca", "alameda", "estrada", "rodovia", "ladeira", "beco", "quinta",
		"ul", "ulica", "al", "aleja", "aleje", "pl", "plac", "os", "osiedle", "skwer", "rondo", "bulevardul", "str", "ulice", "náměstí", "nám", "utca", "ulitsa":
		return true
	}
	return false
}

// germanic reports a word that ends like the name of a street: "Lindenweg".
func germanic(w []byte) bool {
	if len(w) > 1 && w[len(w)-1] == '.' {
		return ends(w[:len(w)-1], "str") && len(w) > 5
	}
	if len(w) == 0 {
		return false
	}
	for _, s := range germanicBy[w[len(w)-1]|0x20] {
		if ends(w, s) && (len(w) >= len(s)+3) {
			if s == "str" && w[len(w)-3] == 'S' {
				return false // SUBSTR, AnyStr
			}
			// Short endings are those of other words as well.
			return len(s) > 4 || !stopGermanic(w)
		}
	}
	return false
}

// germanicBy are what names of streets end in, by the last letter.
var germanicBy = func() (t [256][]string) {
	for _, s := range [...]string{"straße", "strasse", "str", "allee", "gasse", "platz", "damm", "ufer", "straat", "laan", "gracht", "plein", "singel", "steeg", "vägen", "gatan", "gata", "gaten", "veien", "vegen", "gade", "vej", "katu", "tie", "dijk", "kade", "weg", "ring", "stieg", "pfad", "promenade", "chaussee", "markt"} {
		c := s[len(s)-1]
		t[c] = append(t[c], s)
	}
	return
}()

func stopGermanic(w []byte) bool {
	for _, s := range [...]string{"unterweg", "hinweg", "keineswegs", "bring", "spring", "string", "Spring", "String", "during", "Bring", "Ring", "Monitoring", "Sharing", "Hearing", "Manufacturing", "Engineering", "Offering", "Gathering", "Catering", "Scoring", "Pricing", "Processing"} {
		if string(w) == s {
			return true
		}
	}
	// "-ring" and "-tie" end too many English words.
	return ends(w, "ring") && !ends(w, "rring") && !ends(w, "erring") || ends(w, "tie") || ends(w, "weg") && len(w) < 5
}

func ends(w []byte, s string) bool {
	return len(w) >= len(s) && match.Is(w[len(w)-len(s):], s)
}

func findAddress(text []byte, at int) (int, int) {
	if !digit(text[at]) {
		return at, at
	}
	i := at
	for i < len(text) && i-at < 6 && digit(text[i]) {
		i++
	}
	if i-at > 5 {
		return at, at
	}
	numEnd := i
	if i < len(text) && letterByte(text[i]) && text[i] < 0x80 {
		// "12a", "12B"; "12th" is none, save as a street's own name.
		if i+1 < len(text) && (letterByte(text[i+1]) || digit(text[i+1])) {
			return at, at
		}
		i++
		numEnd = i
	}
	for i+1 < len(text) && i < numEnd+7 && (text[i] == '/' || text[i] == '-') && digit(text[i+1]) {
		i++
		for i < len(text) && i < numEnd+7 && digit(text[i]) {
			i++
		}
	}
	if i < len(text) && (text[i] == '_' || text[i] == '%' || text[i] == ':' || text[i] == '=') {
		return at, at
	}
	if at > 0 {
		switch c := text[at-1]; c {
		case '.', '$', '#', '-', '/', '_', '=', '+', '*', '<', '\\', '@', '&', '%':
			if !(c == '.' && at > 1 && letterByte(text[at-2])) && !(c == '#') {
				return at, at
			}
		}
	}
	// Forward: number, then the street. A blank must follow.
	if i < len(text) && (text[i] == ' ' || text[i] == ',' && i+1 < len(text) && text[i+1] == ' ') && text[at] != '0' {
		if e := forward(text, at, i); e > i {
			return at, e
		}
	}
	// "Avda. Carlos Haya, s/n. 29010": the postal code leads to a house
	// without a number.
	if numEnd-at == 5 && i == numEnd {
		if n, end := numberless(text, at); n > 0 {
			if s := backward(text, n); s < n {
				return s, tail(text, end)
			}
		}
	}
	// Backward: the street, then the number.
	if at > 3 && (text[at-1] == ' ' || text[at-1] == ',' || text[at-1] == '.' || text[at-1] >= 0x80) {
		if s := backward(text, at); s < at {
			return s, tail(text, i)
		}
	}
	return at, at
}

// mayAddress: a street has a name.
func mayAddress(text []byte, _ int) bool {
	n := 0
	for _, c := range text {
		if letterByte(c) {
			n++
		}
	}
	return n >= 2
}

// frenchStart reports whether one of frenchType's words, or bis, ter and
// quater, begin with these letters.
func frenchStart(a, b byte) bool { return frenchStarts[a-'a'][b] }

var frenchStarts = func() (t [26][256]bool) {
	for _, s := range frenchBegins {
		t[s[0]-'a'][s[1]] = true
	}
	return
}()

// noAddress are signs before a number that is no house's.
const noAddress = "$-/_=+*<\\@&%"

// streetBegins is what may follow a house number and a blank: a capital, a
// number, or the type of a French street.
var streetBegins = append([]string{"A", "0", "\x80"}, frenchBegins...)

var frenchBegins = []string{"ru", "av", "bo", "bd", "bl", "pl", "ch", "im", "al", "qu", "ro", "co", "sq", "pa", "ci", "se", "fa", "es", "lo", "r\xc3", "ha", "bi", "te"}

// forward reads the street behind a house number that ends at i; the result
// is its end with what follows, or i.
func forward(text []byte, at, i int) int {
	j := i
	if text[j] == ',' {
		j++
	}
	j++
	// A small letter begins nothing but the type of a French street, and what
	// stands before it: most numbers in prose end here.
	if j+1 < len(text) && text[j] >= 'a' && text[j] <= 'z' && !frenchStart(text[j], text[j+1]) {
		return i
	}
	// "12 bis, rue", "12 ter avenue"
	for _, s := range [...]string{"bis", "ter", "quater"} {
		if len(text)-j > len(s)+2 && string(text[j:j+len(s)]) == s && (text[j+len(s)] == ' ' || text[j+len(s)] == ',') {
			j += len(s)
			for j < len(text) && (text[j] == ' ' || text[j] == ',') {
				j++
			}
		}
	}
	if j >= len(text) || !letterByte(text[j]) && !digit(text[j]) {
		return i
	}
	// French order.
	n := 0
	for j+n < len(text) && n < 14 && (letterByte(text[j+n]) || text[j+n] == '.' || text[j+n] == '-') {
		n++
	}
	first := text[j : j+n]
	if frenchType(first) && j+n < len(text) && text[j+n] == ' ' {
		k := j + n + 1
		words, capital := 0, false
		end := k
		for words < 7 && k < len(text) {
			w, up, _, _ := word(text[k:min(len(text), k+40)])
			if w == 0 {
				// Roman numbers and dates in names: "rue du 8 Mai 1945".
				d := k
				for d < len(text) && d-k < 4 && digit(text[d]) {
					d++
				}
				if d == k || words == 0 || d-k > 2 && d-k != 4 {
					break
				}
				w = d - k
			} else if !up && !frenchParticle(text[k:k+w]) && capital {
				break
			}
			capital = capital || up
			words++
			k += w
			end = k
			if k < len(text) && text[k] == '.' && w <= 3 {
				k++
				end = k
			}
			if k >= len(text) || text[k] != ' ' && text[k] != '\'' {
				break
			}
			k++
		}
		if words > 0 && (capital || words > 1) && (capital || frenchCity(text, end)) {
			return tail(text, end)
		}
		return i
	}
	if len(first) > 0 && first[0] >= 'a' && first[0] <= 'z' {
		return i
	}
	// English order: up to five words, the last of them a suffix.
	k, words, lower := j, 0, 0
	best := i
	weak := false
	for words < 6 && k < len(text) {
		from := k
		for k < len(text) && k-from < 22 && (letterByte(text[k]) || digit(text[k]) || text[k] == '\'' || text[k] == '-') {
			k++
		}
		if k == from || k-from >= 22 {
			break
		}
		w := text[from:k]
		if w[0] >= 'a' && w[0] <= 'z' {
			lower++
		}
		words++
		dot := k < len(text) && text[k] == '.'
		switch string(w) {
		case "Million", "Billion", "Thousand", "Hundred", "Percent", "Years", "Year", "Days", "Day", "Hours", "Hour", "Minutes", "Minute", "Times", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
			"January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December", "AM", "PM", "GMT", "UTC", "MB", "GB", "KB", "ms", "km", "kg":
			if words == 1 || best == i {
				return i
			}
		}
		if words > 1 && suffix(w) && (w[0] >= 'A' && w[0] <= 'Z' || lower == words) {
			best = k
			weak = weakSuffix(w) || lower > 0
			if dot && len(w) <= 5 && (k+1 == len(text) || text[k+1] == ' ' || text[k+1] == ',') {
				if k+2 < len(text) && text[k+1] == ' ' && text[k+2] >= 'A' && text[k+2] <= 'Z' && !unit(text[k+2:]) {
					dot = false // the sentence may end here
				} else {
					best = k + 1
				}
			}
		}
		if w[0] >= 'a' && w[0] <= 'z' && lower < words && !particle(w) && string(w) != "of" && string(w) != "the" {
			break
		}
		if dot && len(w) <= 3 {
			k++ // "St. John Street", "N. Main"
		}
		if k >= len(text) || text[k] != ' ' {
			break
		}
		k++
	}
	if best == i {
		return i
	}
	// A direction behind the suffix: "Main St NW".
	if best+2 < len(text) && text[best] == ' ' {
		m := best + 1
		for m < len(text) && m-best < 4 && (text[m] == 'N' || text[m] == 'S' || text[m] == 'E' || text[m] == 'W') {
			m++
		}
		if m > best+1 && m-best <= 3 && (m == len(text) || !letterByte(text[m]) && !digit(text[m])) {
			best = m
		}
	}
	end := tail(text, best)
	if weak && lower > 0 && end == best {
		return i
	}
	// "2 Peter Street" is an address; "20 Million Way" rather not: a weak
	// suffix asks for a number that is no year and for a capital before it.
	if weak && end == best {
		if numberLen := i - at; numberLen == 4 && (text[at] == '1' && text[at+1] == '9' || text[at] == '2' && text[at+1] == '0') {
			return i
		}
	}
	return end
}

func frenchParticle(w []byte) bool {
	switch string(w) {
	case "de", "du", "des", "la", "le", "les", "l", "d", "et", "à", "aux", "au", "sur", "sous", "en", "saint", "sainte":
		return true
	}
	return false
}

func frenchCity(text []byte, i int) bool { return tail(text, i) > i }

// unit begins a part of an address behind the street.
func unit(v []byte) bool {
	for _, s := range [...]string{"Apt", "apt", "Suite", "suite", "Ste", "Unit", "unit", "Flat", "flat", "Floor", "floor", "Room", "Bldg", "Building", "PO Box", "P.O. Box", "#", "Piso", "piso", "Bajo", "Apto", "apto", "Bloco", "Wohnung", "Whg", "Etage", "étage", "bât", "Bât", "appt", "Appt", "Int", "Scala", "lok", "m.", "lokal", "bus", "bte", "Escalera", "Esc", "Portal", "Puerta", "Sala", "Box", "No", "Block"} {
		if len(v) >= len(s) && string(v[:len(s)]) == s {
			return true
		}
	}
	return false
}

// tail extends an address that ends at i over unit, city, state and postal
// code where they follow with a comma, a blank or on the next line.
func tail(text []byte, i int) int {
	end := i
	for parts := 0; parts < 5; parts++ {
		j := end
		comma, newline := false, false
		if j < len(text) && text[j] == '.' && j+1 < len(text) && text[j+1] == ' ' && (postal(text[j+2:]) > 0) {
			j++
			comma = true
		}
		for j < len(text) && j-end < 8 {
			c := text[j]
			if c == ',' && !comma && !newline {
				comma = true
			} else if c == '\n' && !newline {
				newline = true
			} else if c == '-' && j > end && text[j-1] == ' ' {
				comma = true
			} else if c != ' ' && c != '\r' {
				break
			}
			j++
		}
		if j == end || j >= len(text) || newline && parts > 3 {
			return end
		}
		v := text[j:min(len(text), j+70)]
		switch {
		case unit(v):
			n := 0
			for n < len(v) && n < 12 && v[n] != ' ' && v[n] != ',' && v[n] != '\n' {
				n++
			}
			if n < len(v) && v[n] == ' ' {
				m := n + 1
				for m < len(v) && m-n < 8 && (letterByte(v[m]) || digit(v[m]) || v[m] == '-') {
					m++
				}
				if m > n+1 && (digit(v[n+1]) || m-n <= 3 || digit(v[m-1])) {
					end = j + m
					continue
				}
			}
			if n > 1 && digit(v[n-1]) {
				end = j + n
				continue
			}
			return end
		case comma && !newline && len(v) > 0 && digit(v[0]) && postal(v) == 0 && floorDoor(v) > 0:
			// "7, 6 A", "15, 3G", "27, 1º B"
			end = j + floorDoor(v)
			continue
		case postal(v) > 0:
			n := postal(v)
			// The city behind it.
			m := n
			for k := 0; k < 3; k++ {
				s := m
				if k == 0 && s < len(v) && v[s] == ',' {
					s++
				}
				if k == 0 && s < len(v) && v[s] == '-' {
					s++
				} else if s < len(v) && v[s] == ' ' {
					s++
				} else {
					break
				}
				w, up, _, letters := word(v[s:])
				if w == 0 || !up && !particle(v[s:s+w]) || letters < 2 || s+w < len(v) && (v[s+w] == ':' || v[s+w] == '@') || k > 0 && has(stops, v[s:s+w]) {
					break
				}
				m = s + w
			}
			end = j + m
			// "10115 Berlin, Germany" stays outside; the state of "MG - CEP" too.
			return end
		case comma || newline:
			// City, then a state and a code: "Dover, OH 37126".
			n := cityState(v)
			if n == 0 && comma && !newline {
				n = lastCity(v)
			}
			if n == 0 {
				return end
			}
			return j + n
		default:
			n := cityState(v)
			if n == 0 {
				return end
			}
			return j + n
		}
	}
	return end
}

// floorDoor reads "6 A", "3G", "1º B", "2-3" behind a Spanish or Italian house
// number.
func floorDoor(v []byte) int {
	i := 0
	for i < len(v) && i < 2 && digit(v[i]) {
		i++
	}
	if i < len(v) && (v[i] == 0xc2) && i+1 < len(v) && (v[i+1] == 0xba || v[i+1] == 0xaa || v[i+1] == 0xb0) {
		i += 2
	}
	if i < len(v) && v[i] == ' ' && i+1 < len(v) && v[i+1] >= 'A' && v[i+1] <= 'Z' && (i+2 == len(v) || !letterByte(v[i+2])) {
		i += 2
	} else if i < len(v) && v[i] >= 'A' && v[i] <= 'Z' {
		i++
	} else if i < len(v) && v[i] == ' ' && (hasPrefix(v[i+1:], "izq") || hasPrefix(v[i+1:], "dcha") || hasPrefix(v[i+1:], "der")) {
		i += 4
	}
	if i == 0 || i < len(v) && (letterByte(v[i]) && v[i] < 0x80 || digit(v[i])) {
		return 0
	}
	return i
}

func hasPrefix(v []byte, s string) bool { return len(v) >= len(s) && string(v[:len(s)]) == s }

// postal reads a postal code that stands before its city: 5 digits, NN-NNN
// (PL), NNNN AA (NL), NNNNN-NNN (BR), NNN NN (SE, CZ), D-, A-, CH- prefixes.
func postal(v []byte) int {
	i := 0
	for _, s := range [...]string{"D-", "A-", "CH-", "F-", "I-", "B-", "L-", "E-", "NL-", "PL-", "CEP ", "CEP: ", "CP ", "C.P. ", "PIN ", "CAP "} {
		if hasPrefix(v, s) {
			i = len(s)
			break
		}
	}
	d := i
	for d < len(v) && d-i < 7 && digit(v[d]) {
		d++
	}
	n := d - i
	end := 0
	switch {
	case n == 2 && d+4 <= len(v) && v[d] == '-' && digit(v[d+1]) && digit(v[d+2]) && digit(v[d+3]):
		end = d + 4
	case n == 5 && d+4 <= len(v) && v[d] == '-' && digit(v[d+1]) && digit(v[d+2]) && digit(v[d+3]) && (d+4 == len(v) || !digit(v[d+4])):
		end = d + 4
	case n == 4 && d+3 <= len(v) && v[d] == ' ' && v[d+1] >= 'A' && v[d+1] <= 'Z' && v[d+2] >= 'A' && v[d+2] <= 'Z' && (d+3 == len(v) || !letterByte(v[d+3])):
		end = d + 3
	case n == 3 && d+3 <= len(v) && v[d] == ' ' && digit(v[d+1]) && digit(v[d+2]) && (d+3 == len(v) || !digit(v[d+3])):
		end = d + 3
	case n == 5 || n == 6:
		end = d
	case n == 4 && d+1 < len(v) && v[d] == ' ':
		if _, up, _, letters := word(v[d+1:]); up && letters > 2 {
			end = d
		}
	}
	if end == 0 || end < len(v) && (digit(v[end]) || v[end] == ':' || letterByte(v[end]) && v[end] < 0x80) {
		return 0
	}
	return end
}

// cityState reads "City, ST 12345", "City ST 12345-6789", "London SW1A 1AA",
// "Ottawa, ON K1A 0B1", "Bengaluru 560001", "Sydney NSW 2000". 0 where no
// postal code or state ends it.
func cityState(v []byte) int {
	i, words, end := 0, 0, 0
	for words < 7 && i < len(v) {
		if d := v[i]; digit(d) && words > 0 {
			n := 0
			for i+n < len(v) && digit(v[i+n]) {
				n++
			}
			switch {
			case n == 5 && i+10 <= len(v) && v[i+5] == '-' && digit(v[i+6]) && digit(v[i+9]):
				return i + 10
			case n == 4 || n == 5 || n == 6:
				if i+n < len(v) && (letterByte(v[i+n]) && v[i+n] < 0x80 || v[i+n] == ':' || v[i+n] == '-' && i+n+1 < len(v) && digit(v[i+n+1])) {
					return end
				}
				return i + n
			}
			return end
		}
		w, up, caps, letters := word(v[i:])
		if w == 0 || !up && !(words > 0 && particle(v[i:i+w])) {
			return end
		}
		// A British or Canadian postcode.
		if k := postcodeGB(v[i:]); k > 0 {
			return i + k
		}
		words++
		i += w
		// Two or three capitals behind a city are its state.
		if caps && letters >= 2 && letters <= 3 && words > 1 {
			end = i
		}
		if i < len(v) && v[i] == ',' {
			i++
		} else if i < len(v) && v[i] == '.' && w <= 3 {
			i++
		} else if i+2 < len(v) && v[i] == ' ' && (v[i+1] == '-' || v[i+1] == '/') && v[i+2] == ' ' {
			i += 2
		}
		if i >= len(v) || v[i] != ' ' && v[i] != '-' && v[i] != '/' {
			return end
		}
		i++
	}
	return end
}

// lastCity reads up to three capitalised words that end the line or the field.
func lastCity(v []byte) int {
	i := 0
	for words := 0; words < 3; words++ {
		w, up, _, letters := word(v[i:])
		if w == 0 || !up || letters < 2 || has(stops, v[i:i+w]) && words == 0 && letters < 4 {
			return 0
		}
		i += w
		if i == len(v) || v[i] == '\n' || v[i] == '\r' || v[i] == '"' || v[i] == '<' || v[i] == '|' {
			return i
		}
		if v[i] == '.' && (i+1 == len(v) || v[i+1] == '\n') {
			return i
		}
		if v[i] != ' ' {
			return 0
		}
		i++
	}
	return 0
}

// postcodeGB reads "SW1A 1AA" or "K1A 0B1".
func postcodeGB(v []byte) int {
	i := 0
	for i < len(v) && i < 2 && v[i] >= 'A' && v[i] <= 'Z' {
		i++
	}
	if i == 0 || i >= len(v) || !digit(v[i]) {
		return 0
	}
	i++
	if i < len(v) && (digit(v[i]) || v[i] >= 'A' && v[i] <= 'Z') {
		i++
	}
	if i+4 > len(v) || v[i] != ' ' {
		return 0
	}
	a, b, c := v[i+1], v[i+2], v[i+3]
	up := func(c byte) bool { return c >= 'A' && c <= 'Z' }
	if digit(a) && (up(b) && up(c) || up(b) && digit(c)) && (i+4 == len(v) || !letterByte(v[i+4]) && !digit(v[i+4])) {
		return i + 4
	}
	return 0
}

// numberEnds are the ends of numberWords that Run.Named does not see to.
func numberEnds() []string {
	ends := []string{" "}
	for _, w := range numberWords {
		if w = strings.ToLower(w); w[len(w)-1] != '.' {
			ends = append(ends, w[len(w)-2:])
		}
	}
	return ends
}

var numberWords = []string{"Nº", "nº", "N°", "n°", "No.", "No", "no.", "nr.", "nr", "Nr.", "Nr", "n.", "núm.", "num.", "km", "numero", "número"}

// numberless is where "s/n" (sin número) stands shortly before text[at:], and
// its end; 0 if it does not.
func numberless(text []byte, at int) (n, end int) {
	i := at
	for i > 0 && at-i < 5 && (text[i-1] == ' ' || text[i-1] == '.' || text[i-1] == ',' || text[i-1] == '-' || text[i-1] == '\n') {
		i--
	}
	if i < at && i > 8 && (text[i-1]|0x20) == 'n' && text[i-2] == '/' && (text[i-3]|0x20) == 's' && (text[i-4] == ' ' || text[i-4] == ',') {
		return i - 3, i
	}
	return 0, 0
}

// initials reports that the letter text[s:i] with its dot is one of a person's
// initials, or ends a sentence, and no "C." of a calle.
func initials(text []byte, s, i int) bool {
	return s > 2 && text[s-1] == ' ' && text[s-2] == '.' && text[s-3] >= 'A' && text[s-3] <= 'Z' || i+1 < len(text) && text[i] == ' ' && text[i+1] == ' '
}

// numberSigns are the words for "number" that may end at text[:i]: none
// where its last bytes are those of no such word.
func numberSigns(text []byte, i int) []string {
	if i < 3 {
		return nil
	}
	switch c := text[i-1]; {
	case text[i-2] == 0xc2 && (c == 0xba || c == 0xb0), c == '.', // º °
		(c == 'o' || c == 'r' || c == 'm') && (text[i-2]|0x20 == 'n' || text[i-2] == 'k' || text[i-2] == 'r'):
		return numberWords
	}
	return nil
}

// backward looks for a street's name in front of the number at text[at:]: its
// start, or at.
func backward(text []byte, at int) int {
	i := at
	for i > 0 && at-i < 6 && (text[i-1] == ' ' || text[i-1] == ',') {
		i--
	}
	// "Nº 1", "No 36", "n. 5", "nr 4", "núm. 7"
	for _, s := range numberSigns(text, i) {
		if i > len(s)+1 && string(text[i-len(s):i]) == s && (text[i-len(s)-1] == ' ' || text[i-len(s)-1] == ',') {
			i -= len(s)
			for i > 0 && (text[i-1] == ' ' || text[i-1] == ',') {
				i--
			}
			break
		}
	}
	end := i
	if end < 4 || !letterByte(text[end-1]) && text[end-1] != '.' {
		return at
	}
	if c := text[end-1]; c >= 0x80 {
		if r, _ := utf8.DecodeLastRune(text[:end]); caseless(r) {
			return at
		}
	}
	gap := at - end
	// The word before the number is a name: it has a capital, or letters
	// beyond ASCII.
	f := end
	for f > 0 && end-f < 30 && (letterByte(text[f-1]) || text[f-1] == '-' || text[f-1] == '\'' || text[f-1] == '.' && f == end) {
		f--
	}
	if f == end || text[f] >= 'a' && text[f] <= 'z' {
		return at
	}
	// The words of the same line, at most 64 bytes back.
	low := max(0, end-64)
	words, capital := 0, false
	start := at
	for i > low {
		s := i
		if s > 0 && text[s-1] == '.' {
			s--
		}
		for s > low && (letterByte(text[s-1]) || text[s-1] == '-' || text[s-1] == '\'') {
			s--
		}
		if s == i || s == low && low > 0 {
			break
		}
		w := text[s:i]
		r, _ := utf8.DecodeRune(w)
		up := unicode.IsUpper(r)
		bare := w
		dot := w[len(w)-1] == '.'
		if dot {
			bare = w[:len(w)-1]
		}
		if len(bare) == 0 {
			break
		}
		// "C/ Serrano": the slash belongs to the type.
		if words > 0 && s > 0 && (text[i] == ' ' || string(w) == "ul." || string(w) == "al." || string(w) == "os.") && !(string(w) == "os." && text[i] != ' ') {
			if t := romanceType(bare); t && capital && (up || dot || len(bare) > 3 || string(bare) == "ul" || string(bare) == "al" || string(bare) == "os" || string(bare) == "pl") && (len(bare) > 1 || dot) && !(string(bare) == "al" && !dot) && !(len(bare) <= 2 && !dot) && !(len(bare) == 1 && initials(text, s, i)) {
				return s
			}
		} else if s == 0 && words > 0 && capital && romanceType(bare) && (len(bare) > 2 || dot) {
			return s
		}
		if words == 0 && gap >= 1 && gap <= 2 && up && germanic(w) {
			start = s
			// Words of the same name before it: "Neue Friedrichstraße".
			return start
		}
		// "Berliner Straße 12", "Alte Gasse 4"
		if words == 1 && up && gap == 1 && separateGerman(text[i+1:end]) && len(bare) > 2 && !has(stops, bare) {
			return s
		}
		capital = capital || up
		words++
		if words > 7 || !up && !particle(bare) && !dot && string(bare) != "los" && string(bare) != "las" {
			break
		}
		i = s
		if i > 0 && text[i-1] == '/' && i > 1 && (text[i-2] == 'C' || text[i-2] == 'c') && (i == 2 || !letterByte(text[i-3])) {
			return i - 2
		}
		n := 0
		for i > low && n < 2 && text[i-1] == ' ' {
			i--
			n++
		}
		if i > 1 && n > 0 && text[i-1] == '/' && capital && (i == 2 || !letterByte(text[i-3]) || i > 3 && string(text[i-3:i-1]) == "Av") {
			if text[i-2]|0x20 == 'c' || text[i-2]|0x20 == 'v' {
				s := i - 2
				if s > 0 && text[s] == 'v' && text[s-1] == 'A' {
					s--
				}
				return s
			}
		}
		if n == 0 && !(i > 0 && (text[i-1] == '.')) {
			break
		}
	}
	return start
}

// caseless reports whether r is of the scripts between Hebrew and Myanmar or of
// East Asia, which have no capitals.
func caseless(r rune) bool {
	return r >= 0x590 && r < 0x10a0 || r >= 0x3040 && r < 0xa4d0 || r >= 0xac00 && r < 0xd800
}

func separateGerman(w []byte) bool {
	switch string(w) {
	case "Straße", "Strasse", "Str.", "Allee", "Gasse", "Platz", "Weg", "Ring", "Damm", "Ufer", "Chaussee", "straat", "weg", "laan":
		return true
	}
	return false
}

// ordinal reports that v begins with a number like 1st and a word in small
// letters.
func ordinal(v []byte) bool {
	i := 0
	for i < len(v) && i < 4 && digit(v[i]) {
		i++
	}
	if i == 0 || i+3 >= len(v) || v[i+2] != ' ' || v[i+3] < 'a' || v[i+3] > 'z' {
		return false
	}
	switch string(v[i : i+2]) {
	case "st", "nd", "rd", "th":
		n, _, _, _ := word(v[i+3 : min(len(v), i+27)])
		return !suffix(v[i+3 : i+3+n])
	}
	return false
}

// labelledAddress takes the rest of the line behind a label where it looks
// like an address: a letter, a digit, two words, none of code's signs.
func labelledAddress(text []byte, at int) int {
	if ordinal(text[at:]) {
		return at // "address of 1st operand"
	}
	i, letters, digits, spaces, lower, alone := at, 0, 0, 0, 0, 0
	quote := byte(0)
	if at > 0 && (text[at-1] == '"' || text[at-1] == '\'' || text[at-1] == '>') {
		quote = text[at-1]
		if quote == '>' {
			quote = '<'
		}
	}
	end := at
loop:
	for i < len(text) && i-at < 160 {
		c := text[i]
		switch {
		case c == quote || c == '\n' || c == '\r' || c == '|' || c == '\t' || c == '<' || c == '>' || c == ';' || c == '\\' && i+1 < len(text) && text[i+1] == 'n':
			break loop
		case c == '/' && i+1 < len(text) && text[i+1] == '/':
			return at
		case c == '"', c == '{', c == '}', c == '=', c == '@', c == '[', c == ']', c == '?', c == '!', c == '*', c == '~', c == '$':
			if c == '"' {
				break loop
			}
			return at
		case c == '.':
			// The end of the sentence, if what follows is no abbreviation's.
			if i+1 >= len(text) || text[i+1] == '\n' || text[i+1] == ' ' && i+2 < len(text) && text[i+2] >= 'A' && text[i+2] <= 'Z' && i > 3 && letterByte(text[i-1]) && letterByte(text[i-2]) && letterByte(text[i-3]) && letterByte(text[i-4]) && digits > 0 && postal(text[i+2:]) == 0 {
				break loop
			}
		case digit(c):
			digits++
			if i == at || !letterByte(text[i-1]) && !digit(text[i-1]) {
				alone++
			}
		case letterByte(c):
			letters++
			if c >= 'a' && c <= 'z' && (i == at || text[i-1] == ' ') {
				n, _, _, _ := word(text[i:min(len(text), i+24)])
				if w := text[i : i+n]; !particle(w) && !frenchParticle(w) && !frenchType(w) && !romanceType(w) && !suffix(w) {
					lower++
				}
			}
		case c == '(' || c == ')' || c == '_' || c == '+':
			return at
		case c == ' ':
			spaces++
		case c == ':':
			// Another label on the same line.
			if i+1 < len(text) && text[i+1] == ' ' && i > at {
				for i > at && text[i-1] != ',' && text[i-1] != '.' {
					i--
				}
				end = i
				break loop
			}
			return at
		}
		i++
	}
	end = i
	for end > at && (text[end-1] == ' ' || text[end-1] == ',' || text[end-1] == '.' || text[end-1] == '-' || text[end-1] == '(') {
		end--
	}
	if alone == 0 || lower > 2 || letters < 4 || spaces == 0 || digits > 24 || end-at < 6 || i-at >= 160 {
		return at
	}
	if text[at] >= '0' && text[at] <= '9' {
		// Behind a house number stands a name, or the type of a street.
		k := at
		for k < end && (digit(text[k]) || text[k] == ' ' || text[k] == ',' || text[k] == '-' || text[k] == '/') {
			k++
		}
		n, up, _, _ := word(text[k:end])
		if !up && text[k] < 0x80 && !frenchType(text[k:k+n]) && !particle(text[k:k+n]) && !hasSuffixWord(text[k:end]) {
			return at
		}
	}
	r, _ := utf8.DecodeRune(text[at:])
	if !unicode.IsUpper(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Han, r) && !unicode.Is(unicode.Hangul, r) {
		switch {
		case hasPrefix(text[at:], "ul."), hasPrefix(text[at:], "c/"), hasPrefix(text[at:], "al."), hasPrefix(text[at:], "os."), hasPrefix(text[at:], "calle"), hasPrefix(text[at:], "rue"), hasPrefix(text[at:], "via"), hasPrefix(text[at:], "rua"), hasPrefix(text[at:], "avenida"), hasPrefix(text[at:], "pl."), unicode.IsLetter(r) && !unicode.IsLower(r):
		default:
			return at
		}
	}
	return end
}

// hasSuffixWord reports a word that ends English streets' names in b.
func hasSuffixWord(b []byte) bool {
	for i := 0; i < len(b); {
		n, _, _, _ := word(b[i:])
		if n > 2 && suffix(b[i:i+n]) {
			return true
		}
		i += max(n, 1)
	}
	return false
}
