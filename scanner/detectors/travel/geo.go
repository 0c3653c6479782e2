package travel

import (
	"bytes"

	"sluice/scanner"
)

var geo = &scanner.Detector{
	Kind: "GEO_COORDINATES", Name: "geographic coordinates", Family: "travel",
	Doc: "Pairs of latitude and longitude: with degree signs or N, S, E, W they stand alone, plain decimal pairs and single values need a label, a column or a word near. " +
		"Ranges are checked.",
	Source:  "ISO 6709",
	Aliases: []string{"LOCATION_COORDINATES", "LATITUDE_LONGITUDE"},
	Find:    &scanner.Finder{On: scanner.OnDigits, Runs: geoRuns, At: findGeo, May: mayGeo, Never: scanner.PlainCells, Base: 0.25, Proven: 0.75},
	Check:   checkGeo,
	Words: []string{
		"coordinates", "coords", "coordinate", "gps", "gps coordinates", "lat long", "lat lon", "lat lng", "latlng", "latlon", "latitude", "longitude", "lat", "lng", "long", "lon", "geolocation", "geo location", "geo", "latitude longitude", "geopoint", "geo point", "last known location",
		"koordinaten", "breitengrad", "langengrad", "coordonnees", "coordonnees gps", "coordenadas", "latitud", "longitud", "coordinate gps", "latitudine", "longitudine", "coordinaten", "breedtegraad", "lengtegraad", "wspolrzedne", "szerokosc geograficzna", "dlugosc geograficzna", "koordinater", "enlem", "boylam", "координаты", "широта", "долгота", "坐标", "座標", "经度", "纬度", "緯度", "経度",
	},
	Weak:         []string{"location", "map", "maps", "pickup", "dropoff", "tracker", "standort", "position gps", "ubicacion"},
	LabelledFind: labelledGeo,
	Canon:        func(dst, v []byte) []byte { return append(dst, v...) },
}

// geoRuns: degrees, then a point and decimals or a sign of degrees; a letter
// of the compass may stand before them.
var geoRuns = []scanner.Run{
	{Of: "digits", Max: 3, After: ".", Beyond: "0123456789", Begins: []string{"00"}, NotBefore: "._$"},
	{Of: "digits", Max: 3, After: "\xc2", Beyond: "\xb0\xba"},
	{Of: "digits", Max: 3, After: " ", Beyond: "\xc2"},
	{Of: "mixed", Max: 4, After: " "},
	{Of: "letter", Max: 5, After: ".\xc2 "},
}

// labelledGeo reads one decimal or a pair of them behind a label. "long" is a
// word and a type as well: a single number behind it needs its latitude near.
func labelledGeo(text []byte, at int) int {
	end := decimal(text, at)
	if end == at {
		return at
	}
	i := end
	if i < len(text) && text[i] == ' ' {
		i++
	}
	if i < len(text) && (text[i] == ',' || text[i] == ';' || text[i] == '/') {
		if i++; i < len(text) && text[i] == ' ' {
			i++
		}
		if e := decimal(text, i); e > i {
			return e
		}
	}
	near := bytes.ToLower(text[max(0, at-80):min(len(text), end+80)])
	label := bytes.ToLower(text[max(0, at-40):at])
	if bytes.Contains(label, []byte("long")) && !bytes.Contains(label, []byte("longitud")) && !latitude(near) {
		return at
	}
	return end
}

// latitude reports that a word of lower-case text begins with "lat" and is
// that or says latitude.
func latitude(text []byte) bool {
	for i := 0; ; i++ {
		n := bytes.Index(text[i:], []byte("lat"))
		if n < 0 {
			return false
		}
		i += n
		before, behind := byte(' '), byte(' ')
		if i > 0 {
			before = text[i-1]
		}
		if i+3 < len(text) {
			behind = text[i+3]
		}
		if (before < 'a' || before > 'z') && (behind < 'a' || behind > 'z' || behind == 'i') {
			return true
		}
	}
}

// decimal is the end of a decimal of up to three digits before its point and
// two to fifteen behind it, or at.
func decimal(text []byte, at int) int {
	i := at
	if i < len(text) && (text[i] == '-' || text[i] == '+') {
		i++
	}
	whole := i
	for i < len(text) && i-whole < 4 && digit(text[i]) {
		i++
	}
	if i == whole || i-whole > 3 || i >= len(text) || text[i] != '.' {
		return at
	}
	i++
	from := i
	for i < len(text) && i-from < 16 && digit(text[i]) {
		i++
	}
	if n := i - from; n < 2 || n > 15 {
		return at
	}
	return i
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// angle is one coordinate: degrees, whether a sign of degrees or a letter of
// the compass marked it, and how many digits stood behind the point.
type angle struct {
	deg      float64
	axis     byte // 'N' or 'E', 0 unknown
	marked   bool
	fraction int
}

// readAngle reads "40.7128", "-74.0060°", "40°42'46.1\"N", "N 40.7128".
func readAngle(v []byte) (a angle, n int) {
	i := 0
	neg := false
	if i < len(v) && (v[i] == 'N' || v[i] == 'S' || v[i] == 'E' || v[i] == 'W') {
		a.axis, neg = axis(v[i])
		a.marked = true
		i++
		if i < len(v) && v[i] == ' ' {
			i++
		}
	}
	if i < len(v) && (v[i] == '-' || v[i] == '+') {
		neg = v[i] == '-'
		i++
	}
	parts := [3]float64{}
	part := 0
	for part < 3 {
		from := i
		x, scale := 0.0, 1.0
		for i < len(v) && digit(v[i]) && i-from < 4 {
			x = x*10 + float64(v[i]-'0')
			i++
		}
		if i == from {
			break
		}
		if i+1 < len(v) && v[i] == '.' && digit(v[i+1]) {
			i++
			f := i
			for i < len(v) && digit(v[i]) && i-f < 17 {
				scale /= 10
				x += float64(v[i]-'0') * scale
				i++
			}
			if part == 0 {
				a.fraction = i - f
			}
		}
		if part > 0 && x >= 60 {
			return a, 0
		}
		parts[part] = x
		part++
		k := mark(v[i:])
		if k == 0 {
			break
		}
		a.marked = true
		i += k
		if i < len(v) && v[i] == ' ' && i+1 < len(v) && digit(v[i+1]) && part < 3 {
			i++
		}
	}
	if part == 0 {
		return a, 0
	}
	if j := i; a.axis == 0 {
		if j < len(v) && v[j] == ' ' {
			j++
		}
		if j < len(v) && (v[j] == 'N' || v[j] == 'S' || v[j] == 'E' || v[j] == 'W' || v[j] == 'O') && (j+1 == len(v) || !(v[j+1] >= 'a' && v[j+1] <= 'z' || v[j+1] >= 'A' && v[j+1] <= 'Z' || v[j+1] == '+' || v[j+1] == '-' || digit(v[j+1]))) && (a.marked || a.fraction > 1) {
			a.axis, neg = axis(v[j])
			a.marked = true
			i = j + 1
		}
	}
	a.deg = parts[0] + parts[1]/60 + parts[2]/3600
	if neg {
		a.deg = -a.deg
	}
	return a, i
}

func axis(c byte) (byte, bool) {
	switch c {
	case 'N':
		return 'N', false
	case 'S':
		return 'N', true
	case 'E':
		return 'E', false
	}
	return 'E', true
}

// mark is the length of a sign of degrees, minutes or seconds at v.
func mark(v []byte) int {
	if len(v) == 0 || v[0] < 0x80 && v[0] != '\'' && v[0] != '"' && v[0] != 'd' {
		return 0
	}
	for _, s := range [...]string{"°", "º", "′", "″", "’’", "''", "'", "\"", "’", "”", "d "} {
		if len(v) >= len(s) && string(v[:len(s)]) == s {
			return len(s)
		}
	}
	return 0
}

// pair reads two angles; n is 0 where there are none.
func pair(v []byte) (a, b angle, n int) {
	a, i := readAngle(v)
	if i == 0 {
		return a, b, 0
	}
	j := i
	for j < len(v) && j-i < 3 && (v[j] == ' ' || v[j] == ',' || v[j] == ';' || v[j] == '/') {
		j++
	}
	if j == i && !(a.axis != 0) {
		return a, b, 0
	}
	b, k := readAngle(v[j:])
	if k == 0 {
		return a, b, 0
	}
	return a, b, j + k
}

// mayGeo: something stands between two numbers, of which the first may have a
// letter of the compass.
func mayGeo(text []byte, at int) bool {
	switch c := text[at]; {
	case digit(c), c == 'N', c == 'S', c == 'E', c == 'W':
	default:
		return false
	}
	i := at + 1
	for i < len(text) && (digit(text[i]) || text[i] == '.') {
		i++
	}
	if i == len(text) || text[i] < 0x80 && bytes.IndexByte([]byte(" ,;/NSEWO'\"d"), text[i]) < 0 {
		return false
	}
	return bytes.ContainsAny(text[i:], "0123456789")
}

func findGeo(text []byte, at int) (int, int) {
	// One to three digits, then a point with three digits or a degree sign;
	// or a letter of the compass glued before.
	s := at
	if c := text[at]; !digit(c) {
		if c != 'N' && c != 'S' && c != 'E' && c != 'W' || at+1 >= len(text) || !digit(text[at+1]) {
			return at, at
		}
		s++
	}
	i := s
	for i < len(text) && i-s < 4 && digit(text[i]) {
		i++
	}
	if i-s > 3 || i+4 >= len(text) || text[i] != '.' && text[i] != 0xc2 && text[i] != ' ' && text[i] != 'd' {
		return at, at
	}
	if text[i] == '.' && !(digit(text[i+1]) && digit(text[i+2])) || text[i] == ' ' && text[i+1] != 0xc2 || text[i] == 0xc2 && text[i+1] != 0xb0 && text[i+1] != 0xba {
		return at, at
	}
	if text[i] == '.' {
		j := i + 3
		for j < len(text) && digit(text[j]) {
			j++
		}
		if j+1 < len(text) && text[j] == '.' && digit(text[j+1]) {
			return at, at // an address of the network, a version
		}
		if !nextAngle(text, j) {
			return at, at
		}
	}
	start := at
	if start > 0 && (text[start-1] == '-' || text[start-1] == '+') {
		start--
	}
	if start > 1 && text[start-1] == ' ' && (text[start-2] == 'N' || text[start-2] == 'S') && (start == 2 || text[start-3] <= ' ' || text[start-3] == '(') {
		start -= 2
	}
	if start > 0 {
		c := text[start-1]
		if digit(c) || c == '.' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '$' {
			return at, at
		}
		if c == ',' && start > 1 && digit(text[start-2]) {
			return at, at // a row of numbers
		}
	}
	a, b, n := pair(text[start:min(len(text), start+80)])
	if n == 0 || !plausible(a, b) {
		return at, at
	}
	end := start + n
	if end < len(text) {
		c := text[end]
		if digit(c) || c >= 'a' && c <= 'z' && !a.marked || c == '%' || c == '.' && end+1 < len(text) && digit(text[end+1]) {
			return at, at
		}
		if !a.marked && (c == ',' || c == ' ') && end+1 < len(text) && (digit(text[end+1]) || text[end+1] == '-' || text[end+1] == ' ' && end+2 < len(text) && digit(text[end+2])) {
			return at, at
		}
	}
	return start, end
}

// nextAngle reports whether the degrees that end at text[i] may go on with a
// sign of theirs or with a second angle.
func nextAngle(text []byte, i int) bool {
	for most := i + 3; i < len(text) && i < most && (text[i] == ' ' || text[i] == ',' || text[i] == ';' || text[i] == '/'); i++ {
	}
	if i == len(text) {
		return false
	}
	switch c := text[i]; c {
	case '+', '-', 'N', 'S', 'E', 'W', 'O', '\'', '"', 'd':
		return true
	default:
		return digit(c) || c >= 0x80
	}
}

func plausible(a, b angle) bool {
	if a.axis == 'E' && b.axis == 'N' {
		a, b = b, a
	}
	if a.axis != 0 && a.axis == b.axis {
		return false
	}
	if a.marked && b.marked {
		return abs(a.deg) <= 90 && abs(b.deg) <= 180
	}
	return !a.marked && !b.marked && a.fraction >= 3 && b.fraction >= 3 && abs(a.deg) <= 180 && abs(b.deg) <= 180 && (abs(a.deg) <= 90 || abs(b.deg) <= 90)
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

func checkGeo(v []byte) scanner.Verdict {
	a, b, n := pair(v)
	if n == 0 {
		one, n := readAngle(v)
		if n != len(v) || abs(one.deg) > 180 {
			return scanner.Wrong
		}
		return scanner.Unknown
	}
	if n != len(v) || !plausible(a, b) && (abs(a.deg) > 180 || abs(b.deg) > 180) {
		return scanner.Wrong
	}
	if a.marked && b.marked && (a.axis != 0 || b.axis != 0) {
		return scanner.Proven
	}
	return scanner.Unknown
}
