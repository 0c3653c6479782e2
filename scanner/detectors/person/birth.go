package person

import (
	"bytes"
	"strings"

	"sluice/scanner"
	"sluice/scanner/detectors/calendar"
)

var dateOfBirth = &scanner.Detector{
	Kind: "DATE_OF_BIRTH", Name: "date of birth", Family: "person",
	Doc:          "A date that the calendar has, in any usual form, behind a label such as date of birth or born, in a column so named, or behind a word for being born with at most a place between (born in Ohio on April 3, 1985).",
	Source:       "ISO 8601; Unicode CLDR (month names); Gregorian calendar",
	Aliases:      []string{"DOB", "BIRTHDAY", "BIRTHDATE"},
	Find:         &scanner.Finder{On: scanner.OnDigits, Runs: birthRuns, At: findBirth, May: mayBirth, Never: scanner.PlainCells, Base: 0.7},
	LabelledFind: calendar.Date,
	Check: func(v []byte) scanner.Verdict {
		if n := calendar.Date(v, 0); n == len(v) && n > 0 {
			return scanner.Unknown
		}
		return scanner.Wrong
	},
	Words: []string{
		"date of birth", "dob", "d o b", "birth date", "birthdate", "birthday", "birth day", "born", "born on", "born the", "was born on", "born in", "bday", "b day", "day of birth", "patient dob", "date birth",
		"geburtsdatum", "geburtstag", "geb", "geboren", "geboren am", "geb am", "geb datum", "gebdatum",
		"date de naissance", "ne le", "nee le", "né le", "née le", "ne e le", "naissance", "ddn",
		"fecha de nacimiento", "fecha nacimiento", "f nacimiento", "nacimiento", "nacido el", "nacida el", "nacido", "nacida", "nacido el dia", "nacida el dia", "f nac", "fecha de nac", "fec nac", "fecha nac", "fnac", "cumpleanos",
		"data di nascita", "nato il", "nata il", "nato a", "nascita", "data de nascimento", "data nascimento", "nascimento", "nascido em", "nascida em", "nascido a", "nascida a", "nascido no dia", "nascida no dia", "nasc", "dt nasc",
		"geboortedatum", "geboren op", "geb dat", "data urodzenia", "ur", "urodzony", "urodzona", "urodzonym dnia", "urodzony dnia", "urodzona dnia", "urodzonej dnia", "ur dnia", "urodzony w dniu", "urodzona w dniu", "dzien urodzenia",
		"fodselsdato", "fodt", "fodelsedatum", "fodd", "fodselsdag", "syntymaaika", "syntynyt", "datum narozeni", "narozen", "narozena", "datum narodenia", "szuletesi datum", "szuletesi ido", "szuletett", "data nasterii", "nascut la",
		"datum rodenja", "roden", "dogum tarihi", "dogum gunu", "tanggal lahir", "tgl lahir", "ngay sinh", "ημερομηνια γεννησης", "дата рождения", "день рождения", "родился", "родилась", "дата народження", "дата на раждане",
		"生年月日", "誕生日", "出生日期", "生日", "出生年月日", "생년월일", "생일", "تاريخ الميلاد", "תאריך לידה", "जन्म तिथि", "जन्मतिथि", "วันเกิด",
	},
	Canon: func(dst, v []byte) []byte { return append(dst, v...) },
}

// birthRuns: a year, at the end of a date or at its beginning.
var birthRuns = []scanner.Run{
	{Of: "digits", Min: 4, Max: 4, Before: "./-"},
	{Of: "digits", Min: 4, Max: 4, Before: " ", After: "./-"},
	{Of: "digits", Min: 4, Max: 4, Before: " ,", Ends: yearFollows()},
}

// yearFollows is what stands before a year and the blank or comma before it:
// the name of a month, a day, a word that joins a month and its year.
func yearFollows() []string {
	ends := []string{"0", " ", ".", "\x80"} // a full stop stands for all signs
	for _, w := range append(calendar.MonthNames(), "de", "del", "di", "of", "st", "nd", "rd", "th") {
		w = strings.ToLower(w) // before it is cut, maybe within a character
		ends = append(ends, w[len(w)-2:])
	}
	return ends
}

// findBirth finds the date that a sentence says somebody was born on, asked at
// its year. The labels reach dates that follow them and begin with a digit;
// here a place may stand between, and a month may come first.
func findBirth(text []byte, at int) (int, int) {
	if at < 2 || at+4 > len(text) || !(text[at] == '1' && text[at+1] >= '8' || text[at] == '2' && text[at+1] == '0') {
		return at, at
	}
	start, end := at, at
	if text[at-1] == ' ' && at+9 < len(text) && (text[at+4] == '-' || text[at+4] == '/' || text[at+4] == '.') {
		end = calendar.Date(text, at)
	}
	// "3.4.1985", "April 3, 1985", "3 de abril de 1985": the date begins at
	// one of the words before its year.
	for i, words := at, 0; end == at && words < 5 && i > 1 && at-i < 32; words++ {
		for i > 0 && at-i < 32 && (text[i-1] == ' ' || text[i-1] == ',') {
			i--
		}
		w := i
		for w > 0 && at-w < 32 && text[w-1] != ' ' && text[w-1] != '(' && text[w-1] != '\n' && text[w-1] != ',' {
			w--
		}
		if w == i {
			break
		}
		if m, _ := calendar.Month(text[w:i]); m > 0 || digit(text[w]) {
			if e := calendar.Date(text, w); e >= at+4 {
				start, end = w, e
				// "3 April 1985" begins before its month.
				if p := w - 1; m > 0 && p > 0 && text[p] == ' ' && digit(text[p-1]) {
					end = at
				}
			}
		} else if !dateWord(text[w:i]) {
			break // "in the winter 1985"
		}
		i = w
	}
	if end == at || !bornBefore(text, start) {
		return at, at
	}
	return start, end
}

// dateWord tells the words that may stand between a month and its year.
func dateWord(w []byte) bool {
	switch string(w) {
	case "de", "del", "di", "of":
		return true
	}
	return false
}

// mayBirth: some word before says that somebody was born.
func mayBirth(text []byte, at int) bool {
	for i := min(at, len(text)); i > 0; {
		w := i
		for w > 0 && letterByte(text[w-1]) {
			w--
		}
		if word := text[w:i]; len(word) > 0 && (bornWord(word) || bornWord(bytes.TrimRight(word, "e")) || string(word) == "b") {
			return true
		}
		i = max(w, 1) - 1
	}
	return false
}

// bornBefore reports that the words before text[at:] say that somebody was
// born, with nothing but a place and small words between.
func bornBefore(text []byte, at int) bool {
	i := at
	for words := 0; words < 9 && i > 0 && at-i < 90; words++ {
		for i > 0 && (text[i-1] == ' ' || text[i-1] == ',' || text[i-1] == '(') {
			i--
		}
		w := i
		for w > 0 && i-w < 30 && (letterByte(text[w-1]) || text[w-1] == '-' || text[w-1] == '\'' || text[w-1] == '.' && w == i || text[w-1] == ')' || text[w-1] == '(') {
			w--
		}
		if w == i {
			return false
		}
		word := text[w:i]
		word = bytes.TrimLeft(word, "(")
		if len(word) == 0 {
			return false
		}
		if bornWord(bytes.TrimRight(word, "().e")) || bornWord(bytes.TrimRight(word, ".")) {
			return true
		}
		if word[len(word)-1] == '.' && len(word) > 3 {
			return false // the sentence before
		}
		if string(word) == "b." {
			return w > 0 && text[w-1] == '('
		}
		if c := word[0]; !(c >= 'A' && c <= 'Z' || c >= 0x80) && !betweenBirth(word) {
			return false
		}
		i = w
	}
	return false
}

func bornWord(w []byte) bool {
	switch string(w) {
	case "born", "Born", "geboren", "Geboren", "geb", "né", "née", "Né", "Née", "nato", "nata", "Nato", "Nata", "nacido", "nacida", "Nacido", "Nacida", "nació", "nascido", "nascida", "Nascido", "Nascida", "nasceu",
		"urodzony", "urodzona", "Urodzony", "Urodzona", "urodził", "urodziła", "urodzonego", "urodzonej", "ur", "född", "født", "narozen", "narozena", "narozený", "narozená", "született", "născut", "născută", "syntynyt",
		"родился", "родилась", "народився", "народилася":
		return true
	}
	return false
}

// betweenBirth are the small words between "born" and the date.
func betweenBirth(w []byte) bool {
	switch string(w) {
	case "in", "at", "on", "the", "of", "a", "le", "la", "les", "de", "du", "en", "el", "día", "dia", "da", "di", "del", "della", "il", "lo", "em", "no", "na", "do", "te", "op", "den", "am", "zu", "im", "w", "we", "dnia", "dniu", "i", "się", "v", "ve", "dne", "van", "der", "y", "e", "und", "and", "et":
		return true
	}
	return false
}
