// Package calendar reads dates as people write them: in digits with any of
// the usual separators and orders, and with the names of months in the
// languages of Europe and in Chinese, Japanese and Korean. Days that no
// calendar has are refused.
package calendar

import (
	"unicode/utf8"

	"sluice/scanner/checksum"
)

// months: names and abbreviations of three letters or more, lower case, as
// written with and without accents. Source: Unicode CLDR, month names.
var months = [12][]string{
	{"january", "jan", "januar", "jänner", "jaenner", "januari", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro", "styczeń", "stycznia", "styczen", "sty", "января", "январь", "янв", "leden", "ledna", "ocak", "tammikuuta", "ianuarie", "január"},
	{"february", "feb", "februar", "febr", "februari", "février", "fevrier", "févr", "febrero", "febbraio", "fevereiro", "fev", "luty", "lutego", "lut", "февраля", "февраль", "фев", "únor", "února", "şubat", "subat", "helmikuuta", "februarie", "február"},
	{"march", "mar", "märz", "maerz", "mrz", "MÄRZ", "mars", "marzo", "março", "marco", "maart", "mrt", "marzec", "marca", "марта", "март", "březen", "března", "mart", "maaliskuuta", "martie", "március"},
	{"april", "apr", "avril", "avr", "abril", "abr", "aprile", "kwiecień", "kwietnia", "kwi", "апреля", "апрель", "апр", "duben", "dubna", "nisan", "huhtikuuta", "aprilie", "április"},
	{"may", "mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "maja", "мая", "май", "květen", "května", "mayıs", "mayis", "toukokuuta", "május"},
	{"june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "czerwiec", "czerwca", "cze", "июня", "июнь", "июн", "červen", "června", "haziran", "kesäkuuta", "iunie", "június"},
	{"july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "lipiec", "lipca", "lip", "июля", "июль", "июл", "červenec", "července", "temmuz", "heinäkuuta", "iulie", "július"},
	{"august", "aug", "août", "aout", "agosto", "ago", "augustus", "augusti", "sierpień", "sierpnia", "sie", "августа", "август", "авг", "srpen", "srpna", "ağustos", "agustos", "elokuuta", "augusztus"},
	{"september", "sept", "sep", "septembre", "septiembre", "setiembre", "settembre", "set", "setembro", "wrzesień", "września", "wrzesnia", "wrz", "сентября", "сентябрь", "сен", "září", "eylül", "eylul", "syyskuuta", "septembrie", "szeptember"},
	{"october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "październik", "października", "pazdziernika", "paź", "октября", "октябрь", "окт", "říjen", "října", "ekim", "lokakuuta", "octombrie", "október"},
	{"november", "nov", "novembre", "noviembre", "novembro", "listopad", "listopada", "lis", "ноября", "ноябрь", "ноя", "kasım", "kasim", "marraskuuta", "noiembrie"},
	{"december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "diciembre", "dic", "dicembre", "dezembro", "grudzień", "grudnia", "gru", "декабря", "декабрь", "дек", "prosinec", "prosince", "aralık", "aralik", "joulukuuta", "decembrie"},
}

// heads marks how the names of months begin, by a hash of three bytes.
var heads = func() (t [1 << 12 / 64]uint64) {
	for _, names := range months {
		for _, n := range names {
			h := head(n[0], n[1], n[2])
			t[h>>6] |= 1 << (h & 63)
		}
	}
	return t
}()

func head(a, b, c byte) uint32 {
	return (uint32(lower(a))<<16 | uint32(lower(b))<<8 | uint32(lower(c))) * 0x9e3779b1 >> 20
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 }

// MonthNames lists what Month knows, in no order.
func MonthNames() (names []string) {
	for _, ns := range months {
		names = append(names, ns...)
	}
	return names
}

// Month is the month (1 to 12) that the word at v names and the length of the
// word in bytes; 0 where it names none. Case of ASCII letters is ignored.
func Month(v []byte) (month, size int) {
	if len(v) < 3 {
		return 0, 0
	}
	if h := head(v[0], v[1], v[2]); heads[h>>6]&(1<<(h&63)) == 0 {
		return 0, 0
	}
	first := lower(v[0])
	for m := range months {
		for _, n := range months[m] {
			if lower(n[0]) != first || len(n) <= size || len(n) > len(v) {
				continue
			}
			ok := true
			for i := 0; i < len(n); i++ {
				if lower(v[i]) != n[i] && v[i] != n[i] {
					ok = false
					break
				}
			}
			if ok && (len(n) == len(v) || !letter(v[len(n)])) {
				month, size = m+1, len(n)
			}
		}
	}
	return month, size
}

// number reads up to max digits at v[i:]: value and width.
func number(v []byte, i, max int) (x, w int) {
	for i+w < len(v) && w <= max && digit(v[i+w]) {
		x = x*10 + int(v[i+w]-'0')
		w++
	}
	if w > max {
		return 0, 0
	}
	return x, w
}

// Date is the offset behind the date that begins at text[at:], at where none
// does. Day, month and year must be there; a year of two digits is taken only
// where separators or a month's name leave no doubt about the form.
func Date(text []byte, at int) int {
	high := min(len(text), at+48)
	v := text[at:high]
	n := date(v)
	if n == 0 || at+n < len(text) && (digit(text[at+n]) || letter(text[at+n]) && text[at+n] < 0x80 && text[at+n] != 'T' && text[at+n] != 'r') {
		return at
	}
	return at + n
}

func date(v []byte) int {
	if len(v) < 6 {
		return 0
	}
	if !digit(v[0]) {
		return monthFirst(v)
	}
	x, w := number(v, 0, 8)
	if w == 0 {
		return 0
	}
	if w == 8 { // 19790308, or 08031979
		y, m, d := x/10000, x/100%100, x%100
		if year(y) && checksum.Date(y, m, d) {
			return 8
		}
		y, m, d = x%10000, x/10000%100, x/1000000
		if year(y) && (checksum.Date(y, m, d) || checksum.Date(y, d, m)) {
			return 8
		}
		return 0
	}
	if w >= len(v) {
		return 0
	}
	if w == 4 {
		return yearFirst(v, x)
	}
	if w > 2 || x < 1 || x > 31 {
		return 0
	}
	// Day or month first.
	i := w
	sep := v[i]
	if sep == '-' || sep == '/' || sep == '.' || sep == ' ' {
		j := i + 1
		if j < len(v) && v[j] == ' ' && sep != ' ' {
			j++ // "8. 3. 1979"
		}
		if m, mw := number(v, j, 2); mw > 0 {
			k := j + mw
			if k >= len(v) || v[k] != sep {
				return 0
			}
			k++
			if k < len(v) && v[k] == ' ' && sep != ' ' {
				k++
			}
			y, yw := number(v, k, 4)
			full := yw == 4 && year(y)
			short := yw == 2 && (sep != ' ')
			if !full && !short {
				return 0
			}
			if short {
				y = -1
			}
			if checksum.Date(y, m, x) || checksum.Date(y, x, m) {
				return k + yw
			}
			return 0
		}
	}
	// With the name of a month: "8 March 1979", "8th of March, 1979",
	// "8-Mar-79", "8. März 1979", "8 de marzo de 1979", "1er mars 1979".
	for _, s := range [...]string{"st", "nd", "rd", "th", "er", "º", "ª", "o"} {
		if len(v)-i > len(s) && string(v[i:i+len(s)]) == s {
			i += len(s)
			break
		}
	}
	if i < len(v) && v[i] == '.' {
		i++
	}
	for i < len(v) && (v[i] == ' ' || v[i] == '-' || v[i] == '/') {
		i++
	}
	for _, s := range [...]string{"of ", "de ", "di "} {
		if len(v)-i > len(s) && string(v[i:i+len(s)]) == s {
			i += len(s)
		}
	}
	m, mw := Month(v[min(i, len(v)):])
	if m == 0 {
		return 0
	}
	i += mw
	return yearBehind(v, i, m, x)
}

// yearBehind reads the year behind a month's name.
func yearBehind(v []byte, i, m, d int) int {
	for i < len(v) && (v[i] == ' ' || v[i] == '-' || v[i] == ',' || v[i] == '.' || v[i] == '/') {
		i++
	}
	for _, s := range [...]string{"de ", "del ", "di ", "of "} {
		if len(v)-i > len(s) && string(v[i:i+len(s)]) == s {
			i += len(s)
		}
	}
	if i < len(v) && v[i] == '\'' {
		i++
	}
	y, yw := number(v, i, 4)
	switch {
	case yw == 4 && year(y) && checksum.Date(y, m, d):
		return i + yw
	case yw == 2 && checksum.Date(-1, m, d):
		return i + yw
	}
	return 0
}

func monthFirst(v []byte) int {
	m, i := Month(v)
	if m == 0 {
		return 0
	}
	for i < len(v) && (v[i] == ' ' || v[i] == '.' || v[i] == '-') {
		i++
	}
	d, w := number(v, i, 2)
	if w == 0 {
		return 0
	}
	i += w
	for _, s := range [...]string{"st", "nd", "rd", "th"} {
		if len(v)-i > len(s) && string(v[i:i+len(s)]) == s {
			i += len(s)
			break
		}
	}
	if i >= len(v) || v[i] != ',' && v[i] != ' ' && v[i] != '-' {
		return 0
	}
	return yearBehind(v, i, m, d)
}

func yearFirst(v []byte, y int) int {
	if !year(y) {
		return 0
	}
	i := 4
	// 1979年3月8日, 1979년 3월 8일
	if r, size := utf8.DecodeRune(v[i:]); r == '年' || r == '년' {
		i += size
		for part, ends := range [...]string{"月월", "日일"} {
			for i < len(v) && v[i] == ' ' {
				i++
			}
			x, w := number(v, i, 2)
			if w == 0 || x < 1 || part == 0 && x > 12 || x > 31 {
				return 0
			}
			i += w
			r, size := utf8.DecodeRune(v[min(i, len(v)):])
			ok := false
			for _, e := range ends {
				ok = ok || r == e
			}
			if !ok {
				return 0
			}
			i += size
		}
		return i
	}
	sep := v[i]
	if sep != '-' && sep != '/' && sep != '.' && sep != ' ' {
		return 0
	}
	i++
	if i < len(v) && v[i] == ' ' {
		i++
	}
	m, mw := number(v, i, 2)
	if mw == 0 {
		m, mw = Month(v[min(i, len(v)):])
		if m == 0 {
			return 0
		}
	}
	i += mw
	if i >= len(v) || v[i] != sep {
		return 0
	}
	i++
	if i < len(v) && v[i] == ' ' {
		i++
	}
	d, dw := number(v, i, 2)
	if dw == 0 || !checksum.Date(y, m, d) && !checksum.Date(y, d, m) {
		return 0
	}
	return i + dw
}

func year(y int) bool { return y >= 1850 && y <= 2100 }

// Time is the offset behind a clock time that follows a date at text[at:]
// ("T08:45:00Z", " 8:45 pm", ", 08:45:00.123+02:00"), at where none does.
func Time(text []byte, at int) int {
	i := at
	for i < len(text) && i < at+2 && (text[i] == ' ' || text[i] == ',' || text[i] == 'T') {
		i++
	}
	if i == at {
		return at
	}
	h, w := number(text, i, 2)
	if w == 0 || h > 24 || i+w >= len(text) || text[i+w] != ':' {
		return at
	}
	i += w
	for n := 0; n < 2 && i+2 < len(text) && text[i] == ':' && digit(text[i+1]) && digit(text[i+2]); n++ {
		if text[i+1] > '5' {
			return at
		}
		i += 3
	}
	if i+1 < len(text) && (text[i] == '.' || text[i] == ',') && digit(text[i+1]) {
		j := i + 1
		for j < len(text) && j < i+10 && digit(text[j]) {
			j++
		}
		i = j
	}
	switch {
	case i < len(text) && text[i] == 'Z':
		return i + 1
	case i+2 < len(text) && (text[i] == '+' || text[i] == '-') && digit(text[i+1]) && digit(text[i+2]):
		j := i + 3
		if j < len(text) && text[j] == ':' {
			j++
		}
		if j+1 < len(text) && digit(text[j]) && digit(text[j+1]) {
			j += 2
		}
		return j
	}
	j := i
	if j < len(text) && text[j] == ' ' {
		j++
	}
	if j+1 < len(text) && (lower(text[j]) == 'a' || lower(text[j]) == 'p') && lower(text[j+1]) == 'm' && (j+2 == len(text) || !letter(text[j+2])) {
		return j + 2
	}
	return i
}
