package person

import (
	"sluice/scanner"
	"sluice/scanner/detectors/calendar"
)

var dateOfBirth = &scanner.Detector{
	Kind: "DATE_OF_BIRTH", Name: "date of birth", Family: "person",
	Doc:          "A date that the calendar has, in any usual form, behind a label such as date of birth or born, or in a column so named.",
	Source:       "ISO 8601; Unicode CLDR (month names); Gregorian calendar",
	Aliases:      []string{"DOB", "BIRTHDAY", "BIRTHDATE"},
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
		"fecha de nacimiento", "fecha nacimiento", "f nacimiento", "nacimiento", "nacido el", "nacida el", "nacido", "nacida", "fec nac", "fecha nac", "fnac", "cumpleanos",
		"data di nascita", "nato il", "nata il", "nato a", "nascita", "data de nascimento", "data nascimento", "nascimento", "nascido em", "nascida em", "nasc", "dt nasc",
		"geboortedatum", "geboren op", "geb dat", "data urodzenia", "ur", "urodzony", "urodzona", "urodzonym dnia", "urodzony dnia", "urodzona dnia", "urodzonej dnia", "ur dnia", "urodzony w dniu", "urodzona w dniu", "dzien urodzenia",
		"fodselsdato", "fodt", "fodelsedatum", "fodd", "fodselsdag", "syntymaaika", "syntynyt", "datum narozeni", "narozen", "narozena", "datum narodenia", "szuletesi datum", "szuletesi ido", "szuletett", "data nasterii", "nascut la",
		"datum rodenja", "roden", "dogum tarihi", "dogum gunu", "tanggal lahir", "tgl lahir", "ngay sinh", "ημερομηνια γεννησης", "дата рождения", "день рождения", "родился", "родилась", "дата народження", "дата на раждане",
		"生年月日", "誕生日", "出生日期", "生日", "出生年月日", "생년월일", "생일", "تاريخ الميلاد", "תאריך לידה", "जन्म तिथि", "जन्मतिथि", "วันเกิด",
	},
	Canon: func(dst, v []byte) []byte { return append(dst, v...) },
}
