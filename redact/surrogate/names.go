package surrogate

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// locale holds given names that are common where it is spoken. Given names
// alone are nobody's; the surname behind them is invented.
type locale struct {
	cyrillic     bool
	female, male []string
}

var locales = []locale{
	{female: words("Mary Emma Olivia Sophia Grace Alice Emily Hannah Ruth Helen Laura Jane Karen Nancy Sarah Susan Linda Amy Rachel Megan Chloe Lucy Lily Abigail"),
		male: words("James John Robert William David Thomas Henry George Daniel Peter Paul Mark Kevin Brian Edward Oliver Jack Harry Charles Andrew Steven Joseph Ryan Adam")},
	{female: words("Anna Lena Katharina Sabine Ursula Petra Monika Heike Greta Frieda Ingrid Johanna Jutta Silke Birgit Renate"),
		male: words("Hans Klaus Jürgen Stefan Wolfgang Dieter Uwe Jens Lukas Felix Matthias Heinrich Karl Otto Ralf Torsten")},
	{female: words("Camille Chloé Juliette Manon Élodie Sylvie Nathalie Isabelle Céline Amélie Margaux Sandrine Hélène Brigitte Odile Solène"),
		male: words("Pierre Jean Luc Antoine Julien Mathieu Nicolas Olivier Philippe Gérard Étienne Thierry Yves Baptiste Quentin Rémi")},
	{female: words("María Carmen Lucía Elena Pilar Isabel Sofía Marta Rosa Teresa Paula Alba Nuria Irene Beatriz Inés"),
		male: words("José Antonio Manuel Javier Carlos Miguel Diego Pablo Álvaro Sergio Luis Fernando Andrés Rubén Hugo Iván")},
	{female: words("Giulia Francesca Chiara Martina Valentina Alessia Elisa Paola Silvia Federica Ilaria Simona Bianca Noemi Ginevra Caterina"),
		male: words("Marco Giuseppe Luca Matteo Alessandro Francesco Davide Stefano Giovanni Riccardo Fabio Enrico Pietro Salvatore Lorenzo Vincenzo")},
	{female: words("Maria Agnieszka Katarzyna Małgorzata Ewa Barbara Zofia Hanna Joanna Magdalena Aleksandra Dorota Zuzanna Iwona Beata Kinga"),
		male: words("Jan Piotr Krzysztof Andrzej Tomasz Paweł Michał Jakub Wojciech Marcin Grzegorz Stanisław Łukasz Mateusz Kamil Bartosz")},
	{cyrillic: true, female: words("Анна Мария Елена Ольга Наталья Ирина Татьяна Светлана Екатерина Юлия Дарья Ксения Вера Людмила Галина Полина"),
		male: words("Иван Александр Дмитрий Сергей Андрей Алексей Максим Михаил Николай Павел Владимир Олег Виктор Юрий Роман Игорь")},
}

func words(s string) []string { return strings.Fields(s) }

// titles stay; some tell the gender: 'f', 'm' or 0.
var titles = map[string]byte{
	"mr": 'm', "mrs": 'f', "ms": 'f', "miss": 'f', "mx": 0, "dr": 0, "prof": 0, "sir": 'm', "herr": 'm', "frau": 'f', "monsieur": 'm', "madame": 'f', "mme": 'f', "mlle": 'f',
	"señor": 'm', "señora": 'f', "sr": 'm', "sra": 'f', "signor": 'm', "signora": 'f', "pan": 'm', "pani": 'f',
}

// streets are words of addresses that stay.
var streets = map[string]bool{
	"street": true, "avenue": true, "road": true, "lane": true, "drive": true, "straße": true, "rue": true, "calle": true, "via": true, "ul.": true, "улица": true,
}

type known struct {
	locale int
	gender byte
}

// given finds the locale and gender of a given name in lower case. The first
// locale that has a name has it for good.
var given = sync.OnceValue(func() map[string]known {
	m := map[string]known{}
	for i, l := range locales {
		for _, n := range l.female {
			if k := strings.ToLower(n); m[k] == (known{}) {
				m[k] = known{i, 'f'}
			}
		}
		for _, n := range l.male {
			if k := strings.ToLower(n); m[k] == (known{}) {
				m[k] = known{i, 'm'}
			}
		}
	}
	return m
})

// An invented surname is three syllables and an ending, 24 bits in all, of
// which the low ten are a keyed mark over the others: by it a second run knows
// its own names. One name of that build in a thousand would pass by chance,
// and real surnames of that build are rare.
const (
	onsets   = "bdfghklmnprstvwz"
	vowels   = "aeio"
	codas    = "lnrs"
	markBits = 10
)

var endings = [16]string{"vane", "dorn", "mere", "quist", "holt", "wyn", "ster", "lund", "var", "thal", "rin", "ven", "gard", "zen", "mar", "dell"}

var cyrillic = map[rune]string{
	'b': "б", 'd': "д", 'f': "ф", 'g': "г", 'h': "х", 'k': "к", 'l': "л", 'm': "м", 'n': "н", 'p': "п", 'r': "р", 's': "с", 't': "т", 'v': "в", 'w': "ш", 'z': "з",
	'a': "а", 'e': "е", 'i': "и", 'o': "о", 'q': "щ", 'u': "у", 'y': "ы",
}

var latin = func() map[rune]byte {
	m := map[rune]byte{}
	for l, c := range cyrillic {
		r, _ := utf8.DecodeRuneInString(c)
		m[r] = byte(l)
	}
	return m
}()

// appendStem writes 24 bits as a surname in lower case.
func appendStem(dst []byte, x uint32, cyr bool) []byte {
	var b [16]byte
	s := append(b[:0], onsets[x>>20&15], vowels[x>>18&3], codas[x>>16&3], onsets[x>>12&15], vowels[x>>10&3], onsets[x>>6&15], vowels[x>>4&3])
	s = append(s, endings[x&15]...)
	if !cyr {
		return append(dst, s...)
	}
	for _, c := range s {
		dst = append(dst, cyrillic[rune(c)]...)
	}
	return dst
}

// stem reads a surname in lower case.
func stem(s []byte) (x uint32, ok bool) {
	if len(s) < 10 || len(s) > 48 {
		return 0, false
	}
	var b [24]byte
	n := 0
	for _, r := range string(s) {
		if n == len(b) {
			return 0, false
		}
		c := byte(r)
		if r >= 0x80 {
			if c = latin[r]; c == 0 {
				return 0, false
			}
		}
		b[n] = c
		n++
	}
	if n < 10 {
		return 0, false
	}
	part := func(set string, c byte, bits int) bool {
		i := strings.IndexByte(set, c)
		x = x<<bits | uint32(i)&0xff
		return i >= 0
	}
	if !part(onsets, b[0], 4) || !part(vowels, b[1], 2) || !part(codas, b[2], 2) || !part(onsets, b[3], 4) ||
		!part(vowels, b[4], 2) || !part(onsets, b[5], 4) || !part(vowels, b[6], 2) {
		return 0, false
	}
	for i, e := range endings {
		if string(b[7:n]) == e {
			return x<<4 | uint32(i), true
		}
	}
	return 0, false
}

func (m *Maker) surname(dst []byte, r *rnd, cyr bool) []byte {
	free := uint32(r.next()) & (1<<(24-markBits) - 1)
	n := len(dst)
	dst = appendStem(dst, free<<markBits|m.Mark(free)&(1<<markBits-1), cyr)
	first, _ := utf8.DecodeRune(dst[n:])
	utf8.EncodeRune(dst[n:], unicode.ToUpper(first)) // the cases of these letters are of one length
	return dst
}

// lower appends s in lower case to dst.
func lower(dst, s []byte) []byte {
	for _, c := range s {
		if c >= 0x80 {
			return append(dst[:0], bytes.ToLower(s)...)
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

func (m *Maker) invented(word []byte) bool {
	x, ok := stem(word)
	return ok && m.Mark(x>>markBits)&(1<<markBits-1) == x&(1<<markBits-1)
}

// person keeps titles, the number of words, initials, capitals, and gender and
// language where a given name shows them. The surname is invented; a name of
// one word is an invented one, too.
func (m *Maker) person(dst, text []byte, r *rnd) ([]byte, bool) {
	ws := strings.Fields(string(text))
	if len(ws) == 0 || len(ws) > 8 {
		return dst, false
	}
	k := known{locale: -1}
	capitals := !bytes.ContainsFunc(text, unicode.IsLower) && utf8.RuneCount(text) > 3
	first := 0
	for first < len(ws)-1 {
		g, ok := titles[strings.ToLower(strings.TrimRight(ws[first], "."))]
		if !ok {
			break
		}
		if g != 0 {
			k.gender = g
		}
		first++
	}
	for _, w := range ws[first:] {
		if g, ok := given()[strings.ToLower(strings.Trim(w, ",."))]; ok {
			k.locale = g.locale
			if k.gender == 0 {
				k.gender = g.gender
			}
			break
		}
	}
	cyr := false
	for _, c := range string(text) {
		cyr = cyr || unicode.Is(unicode.Cyrillic, c)
	}
	if k.locale < 0 || locales[k.locale].cyrillic != cyr {
		k.locale = 0
		if cyr {
			k.locale = len(locales) - 1
		}
	}
	if k.gender == 0 {
		k.gender = "fm"[r.n(2)]
	}
	list := locales[k.locale].male
	if k.gender == 'f' {
		list = locales[k.locale].female
	}
	family := len(ws) - 1
	if strings.HasSuffix(ws[first], ",") {
		family = first
	}
	n := len(dst)
	for i, w := range ws {
		if i > 0 {
			dst = append(dst, ' ')
		}
		core := strings.TrimRight(w, ".,")
		switch {
		case i < first:
			dst = append(dst, w...)
			continue
		case i == family:
			dst = m.surname(dst, r, cyr)
		case utf8.RuneCountInString(core) == 1:
			c, _ := utf8.DecodeRuneInString(pick(r, list))
			dst = utf8.AppendRune(dst, c)
		default:
			dst = append(dst, pick(r, list)...)
		}
		dst = append(dst, w[len(core):]...)
	}
	if capitals {
		dst = append(dst[:n], bytes.ToUpper(dst[n:])...)
	}
	return dst, true
}

// street is an invented street with a number, in the language of the value
// where its word for street shows it. Town and postal code do not stay.
func (m *Maker) street(dst, text []byte, r *rnd) ([]byte, bool) {
	low := strings.ToLower(string(text))
	has := func(ss ...string) bool {
		for _, s := range ss {
			if strings.Contains(low, s) {
				return true
			}
		}
		return false
	}
	no := 1 + r.n(299)
	switch {
	case has("straße", "strasse", "str.", "weg ", "platz"):
		dst = m.surname(dst, r, false)
		return appendInt(append(dst, "-Straße "...), no), true
	case has("rue ", "boulevard ", "chemin ", "allée"):
		dst = append(appendInt(dst, no), " rue "...)
		return m.surname(dst, r, false), true
	case has("calle ", "avenida ", "plaza "):
		dst = m.surname(append(dst, "Calle "...), r, false)
		return appendInt(append(dst, ' '), no), true
	case has("via ", "viale ", "piazza "):
		dst = m.surname(append(dst, "Via "...), r, false)
		return appendInt(append(dst, ' '), no), true
	case has("ul. ", "ulica ", "aleja ", "al. "):
		dst = m.surname(append(dst, "ul. "...), r, false)
		return appendInt(append(dst, ' '), no), true
	case has("улица", "ул.", "проспект"):
		dst = m.surname(append(dst, "улица "...), r, true)
		return appendInt(append(dst, ' '), no), true
	}
	dst = append(appendInt(dst, no), ' ')
	dst = m.surname(dst, r, false)
	return append(dst, pick(r, []string{" Street", " Avenue", " Road", " Lane", " Drive"})...), true
}

// ownName reads titles, given names, initials, house numbers and words for
// street around an invented surname. Behind the surname come given names only
// where a comma says that it stands first ("Kowalska, Maria").
func (m *Maker) ownName(text []byte) int {
	at, end := 0, 0
	found, named, comma := false, false, false
	var buf [96]byte
	for range 10 {
		i := at
		for i < len(text) && i-at < 64 {
			if alnum(text[i]) {
				i++
				continue
			}
			r, w := utf8.DecodeRune(text[i:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				break
			}
			i += w
		}
		if i == at {
			break
		}
		word := lower(buf[:0], text[at:i])
		first, w := utf8.DecodeRune(text[at:])
		initial := w == i-at && unicode.IsUpper(first)
		number := len(word) <= 3 && whole(word)
		_, title := titles[string(word)]
		_, name := given()[string(word)]
		street := streets[string(word)] || string(word) == "ul"
		ok := false
		switch {
		case !found && m.invented(word):
			ok, found = true, true
			comma = !named && i+1 < len(text) && text[i] == ',' && text[i+1] == ' '
		case !found:
			ok = title || name || initial || number || street
			named = named || name || initial
		case comma:
			ok = name || initial
		default:
			ok = street || number && !named
		}
		if !ok {
			break
		}
		if i < len(text) && text[i] == '.' && (title || initial || street) {
			i++
		}
		end = i
		if comma && i+1 < len(text) && text[i] == ',' && text[i+1] == ' ' {
			i++
		}
		if i >= len(text) || text[i] != ' ' && text[i] != '-' {
			break
		}
		at = i + 1
	}
	if !found {
		return 0
	}
	return end
}
