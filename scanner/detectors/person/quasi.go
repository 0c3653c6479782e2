package person

import "sluice/scanner"

var age = &scanner.Detector{
	Kind: "AGE", Name: "age", Family: "quasi", Off: true,
	Doc:     "A number of years behind a label such as age or aged, or before years old and its translations; ages over 89 are identifiers under HIPAA.",
	Source:  "45 CFR 164.514(b)(2)(i)(C)",
	Aliases: []string{"PATIENT_AGE"},
	Find:    &scanner.Finder{On: scanner.OnDigits, At: findAge, Base: 0.6, Proven: 0.6},
	Words: []string{"age", "aged", "patient age", "years of age", "alter", "im alter von", "edad", "de edad", "eta", "idade", "leeftijd", "wiek", "w wieku", "alder", "ålder", "ika", "vek", "kor", "varsta", "yas", "возраст", "年龄", "年齢", "나이",
		"age du patient", "agee de", "age de"},
	Labelled: `(1[0-2][0-9]|[1-9]?[0-9])`,
}

func findAge(text []byte, at int) (int, int) {
	i := at
	for i < len(text) && i-at < 4 && digit(text[i]) {
		i++
	}
	if n := i - at; n == 0 || n > 3 || n == 3 && text[at] != '1' || i >= len(text) || text[i] != ' ' && text[i] != '-' {
		return at, at
	}
	if at > 0 && (text[at-1] == '.' || text[at-1] == ',' || text[at-1] == '-' || text[at-1] == '$') {
		return at, at
	}
	v := text[i+1:]
	for _, s := range [...]string{"years old", "year old", "year-old", "years of age", "yr old", "yo ", "y/o", "años", "anni", "anos de idade", "jahre alt", "jährige", "jähriger", "ans,", "jaar oud", "lat ", "letni", "letnia", "år gammal", "år gammel", "vuotta", "yaşında", "лет", "года"} {
		if len(v) >= len(s) && string(v[:len(s)]) == s {
			return at, i
		}
	}
	return at, at
}

var gender = &scanner.Detector{
	Kind: "GENDER", Name: "gender", Family: "quasi", Off: true,
	Doc:      "A word or letter for sex or gender behind its label or in its column.",
	Source:   "ISO/IEC 5218; HL7 administrative gender",
	Aliases:  []string{"SEX"},
	Labelled: `(?i:female|male|woman|man|non-?binary|transgender|intersex|agender|genderqueer|other|unknown|weiblich|männlich|divers|féminin|masculin|femme|homme|femenino|masculino|mujer|hombre|varón|femmina|maschio|femminile|maschile|feminino|mulher|homem|vrouwelijk|mannelijk|vrouw|kobieta|mężczyzna|kvinna|kvinde|женский|мужской|женщина|мужчина|女性|男性|女|男|여성|남성|F|M|W|H|X|D|K)`,
	Words:    []string{"gender", "sex", "patient sex", "gender identity", "sex at birth", "geschlecht", "sexe", "genre", "sexo", "genero", "sesso", "geslacht", "plec", "kon", "kjonn", "sukupuoli", "pohlavi", "nem", "cinsiyet", "jenis kelamin", "gioi tinh", "пол", "φυλο", "性别", "性別", "성별", "الجنس"},
}
