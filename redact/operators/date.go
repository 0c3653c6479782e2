package operators

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// date is a date as it is written: what it says and where in the text. Spans
// are bytes, half-open; an empty one is a part that is not written.
type date struct {
	y, m, d    int // m and d are 0 where they are not written
	ys, ms, ds [2]int
	ws         [2]int // the name of the weekday
	month      name   // how the month is written, if by name
	weekday    name
	ordinal    [2]int // st, nd, rd, th behind the day
	y2         bool   // two digits of the year
}

// name says which of the lists below a word is from and how it is written.
type name struct {
	list  int // index, -1 for none
	short int // runes that were written, 0 for all
}

// monthNames by language, in lower case; the shortest abbreviation is three
// letters. A date that is shifted keeps its language.
var monthNames = [][12]string{
	{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"},
	{"januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"},
	{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
	{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"},
	{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
	{"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"},
	{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
}

var weekdayNames = [][7]string{
	{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"},
	{"sonntag", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag"},
	{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
	{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
	{"domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"},
}

// fillers stand between the parts of a date in words.
var fillers = map[string]bool{"de": true, "of": true, "del": true, "the": true, "den": true, "le": true, "dem": true, "am": true, "r": true, "г": true, "года": true}

type token struct {
	at, end int
	number  bool
	value   int
	word    string
}

// parseDate reads a date that is the whole of text, a time of day behind it
// aside. Region decides 01/02/2003: month first in the United States and where
// nothing is known and it is written with slashes.
func parseDate(text []byte, region string) (d date, ok bool) {
	d.month.list, d.weekday.list = -1, -1
	if len(text) == 0 || len(text) > 64 {
		return d, false
	}
	var tokens [16]token
	n := 0
	for i := 0; i < len(text); {
		r, w := utf8.DecodeRune(text[i:])
		j := i + w
		t := token{at: i}
		switch {
		case r >= '0' && r <= '9':
			t.number = true
			for t.value = int(r - '0'); j < len(text) && text[j] >= '0' && text[j] <= '9'; j++ {
				if j-i < 9 {
					t.value = t.value*10 + int(text[j]-'0')
				}
			}
		case unicode.IsLetter(r):
			for j < len(text) {
				r, w := utf8.DecodeRune(text[j:])
				if !unicode.IsLetter(r) {
					break
				}
				j += w
			}
			t.word = strings.ToLower(string(text[i:j]))
		case strings.ContainsRune(" -/.,\u00a0年月日'T", r):
			i = j
			continue
		case r == ':' || r == '+':
			i = j
			continue
		default:
			return d, false
		}
		t.end = j
		// The letter T of ISO 8601 and the time behind it, or a time behind a
		// space, stay as they are.
		if n >= 3 && (t.word == "t" || t.number && j < len(text) && text[j] == ':') {
			break
		}
		if n == len(tokens) {
			return d, false
		}
		tokens[n] = t
		n++
		i = j
	}
	return d.read(text, tokens[:n], region)
}

func (d *date) read(text []byte, ts []token, region string) (date, bool) {
	var nums []token
	for i, t := range ts {
		if t.number {
			nums = append(nums, t)
			continue
		}
		if i > 0 && ts[i-1].number && ts[i-1].end == t.at && (t.word == "st" || t.word == "nd" || t.word == "rd" || t.word == "th") {
			d.ordinal = [2]int{t.at, t.end}
			continue
		}
		if d.month.list < 0 {
			if m, how := lookMonth(t.word); m > 0 {
				d.m, d.month, d.ms = m, how, [2]int{t.at, t.end}
				continue
			}
		}
		if w, how := lookWeekday(t.word); w >= 0 && d.weekday.list < 0 {
			d.weekday, d.ws = how, [2]int{t.at, t.end}
			continue
		}
		if !fillers[t.word] && t.word != "年" && t.word != "月" && t.word != "日" {
			return *d, false
		}
	}
	size := func(t token) int { return t.end - t.at }
	year := func(t token) bool {
		d.y, d.ys = t.value, [2]int{t.at, t.end}
		switch size(t) {
		case 4:
		case 2:
			d.y2 = true
			if d.y += 1900; d.y < 1930 {
				d.y += 100
			}
		default:
			return false
		}
		return d.y >= 1000 && d.y < 3000
	}
	day := func(t token) { d.d, d.ds = t.value, [2]int{t.at, t.end} }
	month := func(t token) { d.m, d.ms = t.value, [2]int{t.at, t.end} }
	switch {
	case d.month.list >= 0 && len(nums) == 2:
		// 12 March 1984, March 12, 1984, 1984 March 12
		a, b := nums[0], nums[1]
		if size(a) == 4 {
			a, b = b, a
		}
		day(a)
		if size(a) > 2 || !year(b) {
			return *d, false
		}
	case d.month.list >= 0 && len(nums) == 1:
		if size(nums[0]) <= 2 {
			return *d, false // a day without a year
		}
		if !year(nums[0]) {
			return *d, false
		}
	case d.month.list >= 0:
		return *d, false
	case len(nums) == 1 && size(nums[0]) == 8:
		t := nums[0]
		y, m, dd := t.value/10000, t.value/100%100, t.value%100
		d.y, d.ys = y, [2]int{t.at, t.at + 4}
		d.m, d.ms = m, [2]int{t.at + 4, t.at + 6}
		d.d, d.ds = dd, [2]int{t.at + 6, t.at + 8}
		if y < 1000 || y >= 3000 || m < 1 || m > 12 {
			return *d, false
		}
	case len(nums) == 1 && size(nums[0]) == 4:
		if !year(nums[0]) {
			return *d, false
		}
	case len(nums) == 2:
		a, b := nums[0], nums[1]
		if size(b) == 4 {
			a, b = b, a
		}
		if size(a) != 4 || size(b) > 2 || !year(a) {
			return *d, false
		}
		month(b)
	case len(nums) == 3 && size(nums[0]) == 4:
		if !year(nums[0]) || size(nums[1]) > 2 || size(nums[2]) > 2 {
			return *d, false
		}
		month(nums[1])
		day(nums[2])
	case len(nums) == 3:
		a, b := nums[0], nums[1]
		if size(a) > 2 || size(b) > 2 || !year(nums[2]) {
			return *d, false
		}
		slash := text[a.end] == '/'
		if a.value <= 12 && (b.value > 12 || region == "us" || region == "" && slash) {
			month(a)
			day(b)
		} else {
			day(a)
			month(b)
		}
	default:
		return *d, false
	}
	if d.ms[1] > 0 && (d.m < 1 || d.m > 12) || d.ds[1] > 0 && (d.d < 1 || d.d > daysIn(d.y, d.m)) {
		return *d, false
	}
	if d.ws[1] > 0 && d.ds[1] == 0 || d.ordinal[1] > 0 && (d.ds[1] == 0 || d.ordinal[0] != d.ds[1]) {
		return *d, false
	}
	return *d, true
}

// shift writes the date moved by days: in its own format, a valid date of the
// calendar. False where it would leave the years that the format can write.
func (d date) shift(dst, text []byte, days int) ([]byte, bool) {
	m, dd := d.m, d.d
	if m == 0 {
		m = 7
	}
	if dd == 0 {
		dd = 15
	}
	number := civil(d.y, m, dd) + days
	y, m, dd := fromCivil(number)
	if y < 1000 || y > 2999 || d.y2 && (y < 1930 || y > 2029) {
		return dst, false
	}
	type cut struct {
		span [2]int
		put  func([]byte) []byte
	}
	var cuts []cut
	add := func(span [2]int, put func([]byte) []byte) {
		if span[1] > span[0] {
			cuts = append(cuts, cut{span, put})
		}
	}
	add(d.ys, func(b []byte) []byte {
		if d.y2 {
			return padded(b, y%100, 2)
		}
		return padded(b, y, 4)
	})
	add(d.ms, func(b []byte) []byte {
		if d.month.list >= 0 {
			return d.month.write(b, monthNames[d.month.list][m-1], text[d.ms[0]:d.ms[1]])
		}
		return padded(b, m, width(text, d.ms))
	})
	add(d.ds, func(b []byte) []byte { return padded(b, dd, width(text, d.ds)) })
	add(d.ordinal, func(b []byte) []byte { return append(b, ordinalOf(dd)...) })
	add(d.ws, func(b []byte) []byte {
		return d.weekday.write(b, weekdayNames[d.weekday.list][(number%7+11)%7], text[d.ws[0]:d.ws[1]])
	})
	at := 0
	for at < len(text) {
		next := -1
		for i, c := range cuts {
			if c.span[0] >= at && (next < 0 || c.span[0] < cuts[next].span[0]) {
				next = i
			}
		}
		if next < 0 {
			break
		}
		dst = append(dst, text[at:cuts[next].span[0]]...)
		dst = cuts[next].put(dst)
		at = cuts[next].span[1]
	}
	return append(dst, text[at:]...), true
}

// Years of dates that are nobody's any more; pastFirst and pastLast leave room
// for what past adds to 1800 to 1899.
const pastFirst, pastLast = 1798, 1901

// past is shift into the nineteenth century. False where the year is not
// written in full.
func (d date) past(dst, text []byte, days int) ([]byte, bool) {
	if d.y2 || d.ys[1] == d.ys[0] {
		return dst, false
	}
	m, dd := max(d.m, 1), max(d.d, 1)
	return d.shift(dst, text, civil(1800+d.y%100, m, dd)-civil(d.y, m, dd)+days)
}

func (d date) isPast() bool {
	return !d.y2 && d.ys[1] > d.ys[0] && d.y >= pastFirst && d.y <= pastLast
}

// width is how many digits a number is padded to: as many as were written if
// they began with 0 or were two, for 9 and 09 cannot be told apart at 10.
func width(text []byte, span [2]int) int {
	if text[span[0]] == '0' || span[1]-span[0] == 2 && bytes.ContainsAny(text, "-.") {
		return span[1] - span[0]
	}
	return 1
}

func padded(b []byte, n, w int) []byte {
	var buf [20]byte
	i := len(buf)
	for n > 0 || w > 0 {
		i--
		buf[i] = byte('0' + n%10)
		n /= 10
		w--
	}
	return append(b, buf[i:]...)
}

func ordinalOf(d int) string {
	if d/10 != 1 {
		switch d % 10 {
		case 1:
			return "st"
		case 2:
			return "nd"
		case 3:
			return "rd"
		}
	}
	return "th"
}

func lookMonth(word string) (int, name) {
	for l := range monthNames {
		for i, full := range monthNames[l] {
			if how, ok := abbreviates(word, full, l); ok {
				return i + 1, how
			}
		}
	}
	return 0, name{list: -1}
}

func lookWeekday(word string) (int, name) {
	for l := range weekdayNames {
		for i, full := range weekdayNames[l] {
			if how, ok := abbreviates(word, full, l); ok {
				return i, how
			}
		}
	}
	return -1, name{list: -1}
}

func abbreviates(word, full string, list int) (name, bool) {
	if word == full {
		return name{list: list}, true
	}
	if n := utf8.RuneCountInString(word); (n == 3 || n == 4) && strings.HasPrefix(full, word) {
		return name{list: list, short: 3}, true
	}
	return name{}, false
}

// write puts full as old was written: its length if it was abbreviated, its
// case.
func (n name) write(b []byte, full string, old []byte) []byte {
	rs := []rune(full)
	if n.short > 0 && len(rs) > n.short {
		rs = rs[:n.short]
	}
	first, w := utf8.DecodeRune(old)
	second, _ := utf8.DecodeRune(old[w:])
	for i, r := range rs {
		if unicode.IsUpper(first) && (i == 0 || unicode.IsUpper(second)) {
			r = unicode.ToUpper(r)
		}
		b = utf8.AppendRune(b, r)
	}
	return b
}

func daysIn(y, m int) int {
	switch m {
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// civil is the number of days from 1 January 1970 in the proleptic Gregorian
// calendar, for years from 1 on; years begin in March, so that leap days come
// last.
func civil(y, m, d int) int {
	if m <= 2 {
		y--
		m += 12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d - 1 - 719468
}

func fromCivil(n int) (y, m, d int) {
	n += 719468
	era := n / 146097
	day := n % 146097
	year := (day - day/1460 + day/36524 - day/146096) / 365
	rest := day - (365*year + year/4 - year/100)
	month := (5*rest + 2) / 153
	d = rest - (153*month+2)/5 + 1
	y = year + era*400
	if m = month + 3; m > 12 {
		m -= 12
		y++
	}
	return y, m, d
}
