package person

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"sluice/scanner"
	"sluice/scanner/detectors/match"
)

var personName = &scanner.Detector{
	Kind: "PERSON_NAME", Name: "name of a person", Family: "person",
	Doc: "Well-shaped names of one to five words behind a label or in a column (Name:, Patient:, first_name), behind a title (Mr, Frau, Mme, Sra., Pani), " +
		"in a greeting (Dear ...,) and under a closing (Kind regards,), and a common given name with a common family name or beside its own e-mail address. Names in free prose are not its aim.",
	Source:  "general knowledge of titles, closings and common names of the catalogue's languages",
	Aliases: []string{"PERSON", "FIRST_NAME", "LAST_NAME", "FEMALE_NAME", "MALE_NAME", "NAME", "PER"},
	Find:    &scanner.Finder{On: scanner.OnCapital, Gate: nameGate, At: findName, Blind: true, Base: 0.65, Proven: 0.65},
	Words: []string{
		"name", "full name", "fullname", "first name", "firstname", "given name", "last name", "lastname", "surname", "family name", "middle name", "maiden name", "legal name", "display name", "real name", "preferred name", "contact name", "contact person", "customer name", "client name", "patient name", "employee name", "account holder", "accountholder", "account holder name", "cardholder", "card holder", "cardholder name", "name on card", "beneficiary", "beneficiary name", "recipient", "recipient name", "sender", "sender name", "passenger", "passenger name", "guest name", "student name", "teacher", "applicant", "claimant", "defendant", "plaintiff", "patient", "customer", "employee", "insured", "policyholder", "policy holder", "tenant", "landlord", "borrower", "father name", "fathers name", "mother name", "mothers name", "father s name", "mother s name", "spouse", "spouse name", "next of kin", "emergency contact", "signed by", "prepared by", "reviewed by", "approved by", "written by", "attn", "attention", "maintainer", "owner", "author", "username full", "bill to", "ship to", "signatory", "witness", "doctor", "physician", "attending physician", "provider name", "dr name", "assigned to", "reported by", "requested by", "to", "from", "contact", "nurse", "resident", "manager name", "fname", "lname", "fio",
		"nombre", "nombres", "nombre completo", "apellido", "apellidos", "primer apellido", "segundo apellido", "nombre del paciente", "paciente", "cliente", "titular", "remitente", "destinatario", "medico", "medica", "remitido por", "responsable clinico", "firmado", "a la atencion de",
		"nom", "nom complet", "prenom", "prenoms", "nom de famille", "nom et prenom", "nom prenom", "nom d usage", "patiente", "client", "titulaire", "destinataire", "expediteur", "beneficiaire", "requerant",
		"vorname", "nachname", "familienname", "vollstandiger name", "ansprechpartner", "kunde", "kundin", "kontoinhaber", "empfanger", "absender", "versicherter", "patientin", "geburtsname", "inhaber", "sachbearbeiter", "rufname",
		"nome", "cognome", "nome e cognome", "nome completo", "paziente", "intestatario", "nominativo", "mittente", "sobrenome", "apelido", "nome do paciente", "nome da mae", "titular da conta", "destinatario",
		"naam", "voornaam", "achternaam", "volledige naam", "patientnaam", "klant", "contactpersoon", "tussenvoegsel", "rekeninghouder",
		"imie", "nazwisko", "imie i nazwisko", "nazwisko i imie", "pacjent", "klient", "odbiorca", "nadawca", "wlasciciel", "posiadacz", "zleceniobiorca", "nazwisko rodowe", "imie ojca", "imie matki", "pracownik",
		"namn", "fornamn", "efternamn", "navn", "fornavn", "etternavn", "efternavn", "nimi", "etunimi", "sukunimi", "jmeno", "prijmeni", "meno", "priezvisko", "nev", "vezeteknev", "keresztnev", "nume", "prenume", "ime", "prezime", "soyad", "ad soyad", "adi", "soyadi", "isim", "nama", "nama lengkap", "ho ten", "ho va ten",
		"имя", "фамилия", "отчество", "фио", "пациент", "клиент", "ονομα", "επωνυμο", "ονοματεπωνυμο", "ім'я", "прізвище", "姓名", "名字", "氏名", "名前", "お名前", "患者", "이름", "성명", "환자", "الاسم", "اسم", "שם", "नाम", "ชื่อ",
	},
	LabelledFind: labelledName,
	Canon: func(dst, v []byte) []byte {
		space := false
		for _, c := range v {
			switch {
			case c == ' ' || c == '.' || c == ',' || c == '\t':
				space = true
				continue
			case c >= 'A' && c <= 'Z':
				c += 'a' - 'A'
			}
			if space && len(dst) > 0 {
				dst = append(dst, ' ')
			}
			space = false
			dst = append(dst, c)
		}
		return dst
	},
}

// particles join the words of a name and stand in lower case.
func particle(w []byte) bool {
	_, ok := particleSet[string(w)]
	return ok
}

var particleSet = setOf(particles[:]...)

var particles = [...]string{"de", "da", "di", "do", "dos", "das", "del", "della", "dello", "degli", "der", "den", "dem", "des", "du", "van", "von", "la", "le", "lo", "el", "al", "bin", "binti", "ibn", "ben", "bint", "ter", "ten", "te", "zu", "zum", "zur", "af", "av", "e", "y", "i", "und", "st", "d", "'t", "het", "op", "in", "abu", "della'"}

// word reads the word at v: letters of any script, with apostrophes and
// hyphens inside. upper is the case of its first letter, caps that all of it
// is upper case, lettersN its letters.
func word(v []byte) (size int, upper, caps bool, letters int) {
	caps = true
	for size < len(v) {
		c := v[size]
		if c < utf8.RuneSelf {
			switch {
			case c >= 'A' && c <= 'Z':
				upper = upper || size == 0
				letters++
			case c >= 'a' && c <= 'z':
				caps = false
				letters++
			case (c == '-' || c == '\'') && size > 0 && size+1 < len(v) && (v[size+1] >= 'A' && v[size+1] <= 'Z' || v[size+1] >= 'a' && v[size+1] <= 'z' || v[size+1] >= 0x80):
				// "Smith's" ends before the possessive.
				if c == '\'' && size+1 < len(v) && v[size+1] == 's' && (size+2 == len(v) || !letterByte(v[size+2])) {
					return size, upper, caps, letters
				}
			default:
				return size, upper, caps, letters
			}
			size++
			continue
		}
		r, n := utf8.DecodeRune(v[size:])
		if r == '’' && size > 0 {
			if size+n < len(v) && letterByte(v[size+n]) && v[size+n] != 's' {
				size += n
				continue
			}
			return size, upper, caps, letters
		}
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return size, upper, caps, letters
		}
		if unicode.IsUpper(r) || unicode.IsTitle(r) {
			upper = upper || size == 0
		} else {
			caps = false
		}
		letters++
		size += n
	}
	return size, upper, caps, letters
}

func letterByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 }

func digit(c byte) bool { return c >= '0' && c <= '9' }

// parsedName is a run of words that has the shape of a name.
type parsedName struct {
	end    int // offset behind it
	words  int // capitalised words and initials
	full   int // words of two letters or more
	given  int // words among them that are common given names
	family int // words that are common family names
	caps   bool
	last   int // offset of the last word
}

// parseName reads up to max capitalised words at v, with particles and
// initials between them.
func parseName(v []byte, max int) (p parsedName) {
	i := 0
	p.caps = true
	pendingParticles := 0
	for p.words < max {
		n, upper, caps, letters := word(v[i:])
		if n == 0 {
			break
		}
		w := v[i : i+n]
		if !upper {
			if !particle(w) || p.words == 0 && p.full == 0 && pendingParticles > 1 || pendingParticles > 2 {
				break
			}
			if i+n >= len(v) || v[i+n] != ' ' && v[i+n] != '\'' {
				break
			}
			pendingParticles++
			i += n + 1
			continue
		}
		if i+n < len(v) && (digit(v[i+n]) || v[i+n] == '_' || v[i+n] == '@') {
			break
		}
		if letters == 1 {
			// An initial; without a dot only between other words.
			e := i + n
			if e < len(v) && v[e] == '.' {
				e++
			} else if p.words == 0 || e >= len(v) || v[e] != ' ' {
				break
			}
			p.words++
			p.end = e
			i = e
		} else {
			if camel(w) {
				break
			}
			if has(stops, w) && !(p.given > 0 && p.full > 0 && has(surnames, w)) || letters > 24 {
				break
			}
			p.words++
			p.full++
			p.last = i
			if isGiven(w) {
				p.given++
			}
			if has(surnames, w) {
				p.family++
			}
			p.caps = p.caps && caps
			p.end = i + n
			i += n
			// "Jr.", "Sr." and the like belong to the name before.
			if i < len(v) && v[i] == '.' && letters == 2 && p.words > 1 && (w[0] == 'J' || w[0] == 'S') {
				i++
				p.end = i
			}
		}
		pendingParticles = 0
		if i >= len(v) {
			break
		}
		switch {
		case v[i] == ' ' && i+1 < len(v) && (letterByte(v[i+1])):
			i++
		case v[i] == '-' || letterByte(v[i]):
			// "J.K." and "Jean-L."
			if v[i] == '-' {
				i++
			}
		default:
			return p
		}
	}
	return p
}

// camel reports capitals inside a word that no name has: "LookupHost", but
// not "McDonald", "O'Brien", "Jean-Luc" or "DUPONT".
func camel(w []byte) bool {
	for i := 1; i < len(w); i++ {
		c := w[i]
		if c < 'A' || c > 'Z' || w[i-1] < 'a' || w[i-1] > 'z' {
			continue
		}
		switch string(w[:i]) {
		case "Mc", "Mac", "De", "Di", "Da", "La", "Le", "Lo", "Fitz", "Van", "Von", "Du", "Del", "Mic":
			continue
		}
		return true
	}
	return false
}

// titles stand before a name. Dot: the title is written with one or may be.
func title(w []byte) bool {
	if len(w) > 0 && w[len(w)-1] == '.' {
		w = w[:len(w)-1]
	}
	_, ok := titles[string(w)]
	return ok
}

var titles = setOf(
	"Mr", "Mrs", "Ms", "Mx", "Miss", "Mister", "Dr", "Doctor", "Prof", "Professor", "Sir", "Lady", "Lord", "Dame", "Judge", "Justice", "Rev", "Reverend", "Capt", "Captain", "Sgt", "Sergeant", "Lt", "Col", "Hon",
	"MR", "MRS", "MS", "DR", "Nurse", "Sister", "Brother", "Father", "Rabbi", "Imam", "Senator", "Congressman", "Detective", "Constable", "Officer",
	"Herr", "Herrn", "Frau", "Hr", "Fr", "Fräulein", "Dipl", "herr", "frau",
	"Mme", "Mlle", "MM", "Mmes", "Monsieur", "Madame", "Mademoiselle", "Maître", "Me", "monsieur", "madame", "mme", "juge", "maître", "Docteur", "docteur",
	"Sra", "Srta", "Señor", "Señora", "Señorita", "señor", "señora", "Don", "Doña", "don", "doña", "Dra", "Dña", "doctor", "doctora", "Doctora", "Licenciado", "Lic",
	"Sig", "Signor", "Signora", "Signore", "Signorina", "signor", "signora", "Dott", "Dottor", "Dottoressa", "Avv", "Ing", "Geom", "Rag",
	"Senhor", "Senhora", "Exmo", "senhor", "senhora", "Dona", "dona",
	"Dhr", "Mevr", "Meneer", "Mevrouw", "mevrouw", "meneer", "dhr", "mevr",
	"Pani", "Panią", "Pana", "Panu", "Panem", "Panie", "pani", "pana", "panem", "panią", "panu",
	"Bay", "Bayan", "Sn", "Hr.", "Fru", "Shri", "Smt", "Kumari", "Sri", "Ustaz", "Sheikh",
	"Господин", "Госпожа", "г-н", "г-жа", "господин", "госпожа", "гражданин", "гражданка", "Sr", "Pan",
)

func setOf(words ...string) map[string]struct{} {
	m := make(map[string]struct{}, len(words))
	for _, w := range words {
		m[w] = struct{}{}
	}
	return m
}

// nameGate lets the capitalised words through that findName has to look at.
var nameGate = func() *scanner.Gate {
	before := []string{"M."}
	for w := range titles {
		before = append(before, w, w+".")
	}
	return scanner.NewGate(append(before, greetings[:]...), closings[:], givenText, particles[:])
}()

// weakTitle are titles that are other words as well: the name behind them
// must be known, or be two words.
func weakTitle(w []byte) bool {
	switch string(w) {
	case "Pan", "Me", "Sr", "Sr.", "Don", "don", "Dona", "dona", "Fr", "Fr.", "Sister", "Brother", "Father", "Officer", "Miss", "Bay", "Sri", "Ing", "Ing.", "Lic", "Col", "Lt", "Lady", "Lord", "Sir", "MS", "DR", "MR", "Sn", "Hon", "Hon.", "Dipl", "Dipl.", "Nurse", "doctor", "Doctor", "Captain", "Dame", "pana", "panem", "panu", "Panu", "Panie", "Rag", "Rag.", "Sig", "Bayan", "Constable", "Detective", "Judge", "Justice":
		return true
	}
	return false
}

var greetings = [...]string{"Dear", "Hi", "Hello", "Hey", "Hallo", "Liebe", "Lieber", "Cher", "Chère", "Bonjour", "Estimado", "Estimada", "Querido", "Querida", "Hola", "Caro", "Cara", "Gentile", "Ciao", "Prezado", "Prezada", "Olá", "Beste", "Geachte", "Szanowny", "Szanowna", "Drogi", "Droga", "Cześć", "Kära", "Käre", "Hej", "Kære", "Dragă", "Milý", "Milá", "Sayın", "Sevgili", "Merhaba", "Уважаемый", "Уважаемая", "Dear."}

var closings = [...]string{"regards", "sincerely", "yours truly", "yours faithfully", "yours", "cheers", "thanks", "thank you", "many thanks", "best", "best wishes", "cordially", "respectfully", "warmly", "love", "signed",
	"grüßen", "grüße", "gruß", "gruss", "grüssen", "mfg", "cordialement", "bien à vous", "salutations", "amicalement", "respectueusement", "saludos", "atentamente", "cordialmente", "un saludo", "abrazo", "saluti", "distinti saluti", "atenciosamente", "cumprimentos", "abraços", "groet", "groeten", "hoogachtend", "pozdrawiam", "pozdrowienia", "poważaniem", "szacunkiem", "hälsningar", "hilsen", "terveisin", "pozdravem", "üdvözlettel", "saygılarımla", "уважением"}

// beforeName: the signs that a name may stand behind.
var beforeName = func() (t [256]bool) {
	for _, c := range []byte(" \n(\",\t|;>['*.:") {
		t[c] = true
	}
	return
}()

func findName(text []byte, at int) (int, int) {
	if at > 0 {
		switch c := text[at-1]; {
		case beforeName[c]:
		case c >= 0x80:
			// a quotation mark or a bullet; a letter makes it another word
			if r, _ := utf8.DecodeLastRune(text[:at]); unicode.IsLetter(r) || unicode.IsMark(r) {
				return at, at
			}
		default:
			return at, at
		}
	}
	v := text[at:min(len(text), at+100)]
	s, e := at, at
	// Most capitalised words end here: what stands before them is no title
	// and no greeting, and no other capital follows.
	if at > 1 && (text[at-1] == ' ' && (letterByte(text[at-2]) || text[at-2] == '.') || text[at-1] == '.' || text[at-1] == '\n') && nameGate.BehindTitle(text, at) {
		if s, e = titled(text, at, v); e == s {
			s, e = greeted(text, at, v)
		}
	}
	if e == s && at > 3 && text[at-1] != '(' && atLineStart(text, at) && nameGate.BelowClosing(text, at) {
		s, e = signed(text, at, v)
	}
	if e == s {
		s, e = known(text, at, v)
	}
	if e > s {
		if n, _, _, _ := word(v); title(v[:n]) {
			return at, at
		}
	}
	return s, e
}

func wordBefore(text []byte, end int) (start int) {
	start = end
	for start > 0 && end-start < 26 && (letterByte(text[start-1]) || text[start-1] == '-' || text[start-1] == '.' && start == end) {
		start--
	}
	return start
}

// titled: the word before is a title.
func titled(text []byte, at int, v []byte) (int, int) {
	end := at
	if text[end-1] == ' ' || text[end-1] == '\n' {
		end--
		if text[at-1] == '\n' && (end == 0 || text[end-1] != '.') {
			return at, at
		}
	} else if text[end-1] != '.' {
		return at, at
	}
	s := wordBefore(text, end)
	w := text[s:end]
	if text[at-1] == '.' && s > 0 && text[s-1] > ' ' && text[s-1] != '(' && text[s-1] != '"' && text[s-1] != '>' && text[s-1] != ',' && text[s-1] < 0x80 {
		return at, at // state===Mr.Closed
	}
	// "M. Darby": French writes it with a dot; "A. M. Darby" is an initial.
	single := len(w) == 2 && w[0] == 'M' && w[1] == '.' && text[at-1] == ' '
	// "MM." is Messieurs, MM are minutes.
	if string(w) == "MM" || len(w) < 2 || !single && !title(w) || s > 0 && (digit(text[s-1]) || text[s-1] == '_' || text[s-1] == '@' || text[s-1] == '/' && !single) {
		return at, at
	}
	if single && s > 1 && text[s-1] == ' ' && text[s-2] == '.' && s > 2 && text[s-3] >= 'A' && text[s-3] <= 'Z' && (s == 3 || !letterByte(text[s-4])) {
		return at, at
	}
	// "an M. However, ..." counts threads; before a person's title stands no
	// article of English.
	if (single || string(w) == "Ms." || string(w) == "Ms") && s > 1 && text[s-1] == ' ' {
		switch string(text[wordBefore(text, s-1) : s-1]) {
		case "a", "an", "the", "this", "each", "every", "any", "all", "same", "no", "other", "another":
			return at, at
		}
	}
	p := parseName(v, 4)
	if p.full == 0 || text[at-1] == '.' && (p.caps || p.end < len(v) && v[p.end] == '(') {
		return at, at
	}
	bare := w
	if bare[len(bare)-1] == '.' {
		bare = bare[:len(bare)-1]
	}
	// "1906 Elm Dr Springfield": the end of a street.
	if (string(w) == "Dr" || string(w) == "St") && s > 1 && text[s-1] == ' ' {
		if b := wordBefore(text, s-1); b < s-1 && text[b] >= 'A' && text[b] <= 'Z' && b > 1 && text[b-1] == ' ' && (digit(text[b-2])) {
			return at, at
		}
	}
	if weakTitle(w) || weakTitle(bare) || single {
		if p.given == 0 && p.family == 0 && !(p.full >= 2 || p.words >= 2) && !(single && p.full == 1) {
			return at, at
		}
		if string(bare) == "Pan" && p.given == 0 || string(w) == "MS" && !p.caps && p.given == 0 && p.family == 0 {
			return at, at
		}
	}
	return at, at + p.end
}

// greeted: "Dear John," at the beginning of a line.
func greeted(text []byte, at int, v []byte) (int, int) {
	if text[at-1] != ' ' {
		return at, at
	}
	s := wordBefore(text, at-1)
	w := text[s : at-1]
	if len(w) < 2 || len(w) > 22 || s > 0 && text[s-1] != '\n' && text[s-1] != '"' && text[s-1] != '>' && !(s > 1 && text[s-1] == ' ' && (text[s-2] == '.' || text[s-2] == '!' || text[s-2] == '\n' || text[s-2] == ':')) {
		return at, at
	}
	ok := false
	for _, g := range &greetings {
		if string(w) == g {
			ok = true
			break
		}
	}
	if !ok {
		return at, at
	}
	p := parseName(v, 3)
	if p.full == 0 || p.end < len(v) && v[p.end] != ',' && v[p.end] != '\n' && v[p.end] != '!' && v[p.end] != ':' && v[p.end] != '.' && v[p.end] != '\r' && v[p.end] != '-' && !(v[p.end] == ' ' && p.given > 0) {
		return at, at
	}
	return at, at + p.end
}

func atLineStart(text []byte, at int) bool {
	i := at
	for i > 0 && at-i < 6 && (text[i-1] == ' ' || text[i-1] == '\t' || text[i-1] == '-') {
		i--
	}
	return i > 0 && (text[i-1] == '\n')
}

// signed: a name alone on its line under a closing.
func signed(text []byte, at int, v []byte) (int, int) {
	i := at
	for i > 0 && at-i < 12 && (text[i-1] == ' ' || text[i-1] == '\t' || text[i-1] == '\n' || text[i-1] == '\r' || text[i-1] == '-') {
		i--
	}
	for i > 0 && (text[i-1] == ',' || text[i-1] == '.' || text[i-1] == '!' || text[i-1] == ';') {
		i--
	}
	end := i
	for i > 0 && end-i < 42 && text[i-1] != '\n' {
		i--
	}
	line := text[i:end]
	if len(line) < 4 || len(line) > 40 {
		return at, at
	}
	ok := false
	for _, c := range &closings {
		if n := len(line) - len(c); n >= 0 && match.Is(line[n:], c) && (n == 0 || line[n-1] == ' ' || line[n-1] == '"') {
			// A short line: the closing and two words at most before it.
			ok = n <= 18
			break
		}
	}
	if !ok {
		return at, at
	}
	p := parseName(v, 4)
	if p.full == 0 || p.end < len(v) && v[p.end] != '\n' && v[p.end] != '\r' && v[p.end] != ',' && v[p.end] != '"' && v[p.end] != '<' && v[p.end] != '|' && v[p.end] != '.' {
		return at, at
	}
	return at, at + p.end
}

// known: a common given name with a common family name behind it, or with its
// own e-mail address near.
func known(text []byte, at int, v []byte) (int, int) {
	k := 1
	for k < len(v) && letterByte(v[k]) {
		k++
	}
	if k+2 >= len(v) || k < 2 || k > 40 || v[k] == ' ' && !nameStart(v[k+1]) || v[k] != ' ' && v[k] != '-' {
		return at, at
	}
	n, upper, caps, letters := word(v)
	if !upper || letters < 2 || letters > 20 || caps && letters > 2 || n+2 >= len(v) || v[n] != ' ' || !nameStart(v[n+1]) || !isGiven(v[:n]) || has(stops, v[:n]) {
		return at, at
	}
	// Not the second word of something capitalised ("Saint Mary Church").
	if at > 1 && text[at-1] == ' ' && letterByte(text[at-2]) {
		s := wordBefore(text, at-1)
		if w := text[s : at-1]; len(w) > 1 && w[0] >= 'A' && w[0] <= 'Z' && !has(stops, w) {
			return at, at
		}
	}
	p := parseName(v, 4)
	if p.full < 2 {
		return at, at
	}
	if next := at + p.end; next+1 < len(text) && text[next] == ' ' && text[next+1] >= 'A' && text[next+1] <= 'Z' && p.words < 4 {
		// A longer title: "Martin Luther King Boulevard" ends at a stop word.
		if k, up, _, _ := word(text[next+1 : min(len(text), next+40)]); up && k > 0 && streetOrFirm(text[next+1:next+1+k]) {
			return at, at
		}
	}
	lastWord := v[p.last:p.end]
	if at > 4 && text[at-1] == ' ' && text[at-2] == ',' {
		// "Cruz, Ana María" at the beginning of a field.
		s := wordBefore(text, at-2)
		if s < at-2 && has(surnames, text[s:at-2]) && (s == 0 || text[s-1] == '\n' || text[s-1] == '"' || text[s-1] == '\t' || text[s-1] == '|' || text[s-1] == ';' || text[s-1] == '>') {
			return s, at + p.end
		}
	}
	if has(surnames, lastWord) || isGiven(lastWord) && p.given >= 2 && p.full == 2 || p.family > 0 && p.given >= 1 && p.full >= 3 {
		return at, at + p.end
	}
	if ownAddress(text, at, v[:n], lastWord, at+p.end) {
		return at, at + p.end
	}
	return at, at
}

// nameStart tells the bytes that the word behind a given name may begin with:
// a capital, a letter beyond ASCII, the first letter of a particle.
func nameStart(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 0xc3 || c == 'd' || c == 'v' || c == 'b' || c == 'l' || c == 'a' || c == 't'
}

func streetOrFirm(w []byte) bool {
	switch string(w) {
	case "Street", "St", "Avenue", "Ave", "Road", "Rd", "Boulevard", "Blvd", "Lane", "Drive", "Way", "Court", "Park", "School", "University", "College", "Hospital", "Foundation", "Institute", "Inc", "Ltd", "LLC", "Corp", "Group", "Company", "Airport", "Church", "Museum", "Award", "Prize", "Bridge", "Building", "Center", "Centre", "Stadium", "Theatre", "Theater", "Library", "Hall", "Island", "County", "Show", "Band", "Trio", "Quartet", "Orchestra", "Cup":
		return true
	}
	return false
}

// ownAddress reports an e-mail address within 120 bytes behind the name whose
// local part is made of the name.
func ownAddress(text []byte, at int, first, last []byte, end int) bool {
	high := min(len(text), end+120)
	for i := end; i < high; i++ {
		if text[i] != '@' {
			continue
		}
		s := i
		for s > end && i-s < 48 && text[s-1] > ' ' && text[s-1] != ',' && text[s-1] != '<' && text[s-1] != '"' && text[s-1] != ':' && text[s-1] != '(' && text[s-1] != '|' {
			s--
		}
		local := text[s:i]
		return contains(local, first) && (len(last) < 3 || contains(local, last)) || len(local) > 2 && contains(local, last) && len(last) > 3
	}
	return false
}

func contains(b, sub []byte) bool {
	for i := 0; i+len(sub) <= len(b); i++ {
		j := 0
		for j < len(sub) && (b[i+j] == sub[j] || b[i+j]|0x20 == sub[j]|0x20) {
			j++
		}
		if j == len(sub) {
			return true
		}
	}
	return false
}

// labelledName reads the name behind a label. Scripts without case are taken
// as they are; one word alone must be the whole field, be a known name, or
// stand behind a label of single names.
func labelledName(text []byte, at int) int {
	v := text[at:min(len(text), at+120)]
	if len(v) == 0 {
		return at
	}
	whole := at == 0 || blank(text[:at])
	vague := false
	if !whole {
		k := match.KeyBefore(text, at)
		if q := text[at-1]; at > 1 && (q == '\'' && text[at-2] == '"' || q == '"' && text[at-2] == '\'' || q == '>' && text[at-2] == '=') {
			return at // the first of a list of fonts; the body of a function
		}
		vague = vagueKey(text, k)
		if v[0] >= 0x80 {
			if n := uncased(v); n > 0 {
				if k.Quote != 0 && (n == len(v) || v[n] != k.Quote) || vague && !surnameFirst(v[:n]) || ofSeries(v[n:]) {
					return at
				}
				return at + n
			}
		}
	} else if v[0] >= 0x80 {
		if n := uncased(v); n > 0 {
			return at + n
		}
	}
	// "CLARK, Heather" and "Clark, Heather M."
	p := parseName(v, 5)
	if vague && p.full > 0 && p.given == 0 && p.family == 0 && !personNear(text, at, at+p.end) {
		return at
	}
	if p.full == 0 {
		if whole {
			return lowerName(text, at)
		}
		return at
	}
	if p.words == 0 || p.end == 0 {
		return at
	}
	end := p.end
	if title(v[:end]) && end < len(v) && (v[end] == ' ' || v[end] == '.') {
		// A title in front belongs to no name.
		i := end
		for i < len(v) && (v[i] == '.' || v[i] == ' ') {
			i++
		}
		if q := parseName(v[i:], 4); q.full > 0 {
			return at + i + q.end
		}
		return at
	}
	if end+2 < len(v) && v[end] == ',' && v[end+1] == ' ' && p.full <= 2 {
		if q := parseName(v[end+2:], 3); q.full > 0 && (q.given > 0 || p.family > 0 && whole || whole && end+2+q.end == len(v)) {
			if e := end + 2 + q.end; e == len(v) || !letterByte(v[e]) {
				return at + e
			}
		}
	}
	next := byte('\n')
	if end < len(v) {
		next = v[end]
	}
	if next == ':' && p.full > 1 && p.last > 0 && v[p.last-1] == ' ' {
		// "Name: Kim Lee Age: 22": the last word is the next label.
		end, next = p.last-1, ' '
		p.full--
		p.words--
	}
	if ofSeries(v[end:]) || vague && possessive(v[end:]) {
		return at
	}
	if next == '(' || next == '[' || next == '_' || next == '/' || next == '@' || digit(next) || next == '=' || next == '.' && end+1 < len(v) && (letterByte(v[end+1]) || v[end+1] == '$') || next == '-' && end+1 < len(v) && digit(v[end+1]) {
		return at
	}
	if whole {
		if rest := v[end:]; len(rest) > 0 && !blank(rest) {
			// More text: prose in a column named so.
			if p.full < 2 || next != ' ' && next != ',' && next != ';' && next != '(' {
				return at
			}
			return at
		}
		return at + end
	}
	if p.full >= 2 || p.words >= 2 || v[0] >= 'a' && v[0] <= 'z' {
		// A phrase that goes on in lower case is a title or a sentence.
		if next == ' ' && end+1 < len(v) && v[end+1] >= 'a' && v[end+1] <= 'z' && p.given == 0 {
			return at
		}
		return at + end
	}
	if p.caps && text[at-1] == '=' && p.given == 0 && p.family == 0 {
		return at // fname=TESTFN
	}
	if p.given > 0 || p.family > 0 || singleLabel(text, at) {
		if next == ' ' && end+1 < len(v) && v[end+1] >= 'a' && v[end+1] <= 'z' {
			return at
		}
		return at + end
	}
	return at
}

// possessive reports that what v follows is somebody's thing: name="Frank's
// Document".
func possessive(v []byte) bool {
	if len(v) > 0 && v[0] == '\\' {
		v = v[1:]
	}
	return len(v) > 2 && v[0] == '\'' && v[1] == 's' && v[2] == ' '
}

// vagueKey reports that a key says "name" of anything that code and data give
// a name to: name = "Bilateral Blur", layerName: "Shadow Map". What stands
// behind it must be known as a name, or stand in the record of a person.
func vagueKey(text []byte, k match.Key) bool {
	prefix, ok := k.Prefix("name")
	if !ok {
		return false
	}
	if len(prefix) == 0 {
		if k.Quote == 0 && !k.Bare() {
			return false // "Name: " of a form
		}
		if s := k.Start; s > 1 && text[s-1] == ' ' && letterByte(text[s-2]) {
			// "full name: "; but const name = "..."
			prefix = text[wordBefore(text, s-1) : s-1]
			return k.Quote != 0 && !ofPerson(prefix)
		}
		return true
	}
	return !ofPerson(prefix)
}

// ofSeries reports that what follows is what pandas prints behind the name of
// a column: "Name: Max Speed, dtype: float64".
func ofSeries(v []byte) bool {
	return bytes.HasPrefix(v, []byte(", dtype:")) || bytes.HasPrefix(v, []byte(", Length:"))
}

// ofPerson reports that the last word of what stands before "name" in a key
// says that it is a person's: "primaryContact", "first_".
func ofPerson(prefix []byte) bool {
	for _, w := range [...]string{"first", "last", "given", "family", "sur", "middle", "maiden", "legal", "real", "preferred", "nick", "birth", "f", "l", "full", "user", "person", "people", "human", "contact", "customer", "client", "patient", "employee", "staff", "member", "guest", "passenger", "student", "teacher", "doctor", "dr", "nurse", "physician", "provider", "owner", "holder", "author", "committer", "maintainer", "creator", "sender", "recipient", "receiver", "beneficiary", "payer", "payee", "father", "fathers", "mother", "mothers", "spouse", "parent", "guardian", "child", "kin", "manager", "supervisor", "agent", "applicant", "candidate", "tenant", "landlord", "borrower", "buyer", "seller", "player", "driver", "signer", "signatory", "witness", "reviewer", "assignee", "reporter", "billing", "shipping", "cardholder", "accountholder", "insured", "subscriber", "visitor", "from", "to", "common"} {
		if n := len(prefix) - len(w); n >= 0 && match.Is(prefix[n:], w) && (n == 0 || len(w) > 2) {
			return true
		}
	}
	return false
}

// personNear reports that a word of a person's record stands within 160 bytes
// of text[b:e].
func personNear(text []byte, b, e int) bool {
	var buf [160]byte
	for _, side := range [2][]byte{text[max(0, b-len(buf)):b], text[e:min(len(text), e+len(buf))]} {
		low := buf[:copy(buf[:], side)]
		for i, c := range low {
			if c >= 'A' && c <= 'Z' {
				low[i] = c + 'a' - 'A'
			}
		}
		for _, w := range [...]string{"mail", "phone", "birth", "address", "gender", "patient", "customer", "employee", "passport", "surname", "firstname", "first_name", "salary", "\"age\"", "dob", "ssn"} {
			if bytes.Contains(low, []byte(w)) {
				return true
			}
		}
	}
	return false
}

// surnameFirst reports that a name without letters of two cases may be one:
// Han and Hangul names are short and begin with one of a few family names; of
// other scripts nothing is asked.
func surnameFirst(v []byte) bool {
	r, n := utf8.DecodeRune(v)
	switch {
	case unicode.Is(unicode.Han, r):
		return len(v) <= 6*n && strings.ContainsRune(hanSurnames, r) && !strings.Contains(hanWords, " "+string(v)+" ")
	case unicode.Is(unicode.Hangul, r):
		return len(v) <= 4*n+1 && strings.ContainsRune(hangulSurnames, r)
	}
	for rest := v[n:]; len(rest) > 0; rest = rest[n:] {
		if !bytes.HasPrefix(rest, v[:n]) {
			return true
		}
	}
	return false // one letter again and again
}

// The characters that the common family names of China, Japan and Korea begin
// with.
const (
	hanSurnames = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏锺鍾鐘汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶丛焦向柳邢路岳齐齊沿梅莫庄莊辛管祝左涂谷祁时舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋植甘景单柏宁寧柯阮桂闵閔" +
		"佐鈴渡伊山小加吉松井木清斎斉齋阿森池橋前藤後岡長近村遠青坂福太西三原竹和上野大河島横宮内酒菊千岩久平本川秋永片荒土松樋矢須中今増望奥古栗浅菅丸星本多服堀"
	// Words that begin with one of these, as columns and menus are called.
	hanWords       = " 中文 中国 中國 中間 日本 时间 时刻 任务 任務 项目 单位 单词 单元 单价 高度 高さ 温度 温度計 金额 金額 成功 成员 成績 成绩 方法 方向 方案 管理 管理员 管理員 管理者 程序 程度 文件 文字 文本 平台 平均 大小 上海 上限 小计 小計 小数 本文 本日 池 位置 位数 游戏 项 费用 費用 关键词 关系 查询 查找 曲线 毛利 路径 路由 连接 何 包装 高级 高中 时长 成本 成分 方式 单选 单号 关于 关注 查看 石油 汽车 金属 金融 江苏 江西 云南 安徽 河北 河南 中学 大学 大阪 千葉 福岡 福島 長崎 長野 岡山 岩手 熊本 秋田 石川 山口 山形 宮城 宮崎 奈良 三重 青森 平成 大正 昭和 令和 明治 西暦 紀元前 紀元 "
	hangulSurnames = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부"
)

func blank(b []byte) bool {
	for _, c := range b {
		if c > ' ' {
			return false
		}
	}
	return true
}

// lowerName takes a whole cell of one to three words without capitals.
func lowerName(text []byte, at int) int {
	i, words := at, 0
	for i < len(text) && words < 3 {
		n, _, _, letters := word(text[i:min(len(text), i+60)])
		if n == 0 || letters < 2 || has(stops, text[i:i+n]) {
			return at
		}
		if !isGiven(text[i:i+n]) && !has(surnames, text[i:i+n]) {
			return at
		}
		words++
		i += n
		if i < len(text) && text[i] == ' ' {
			i++
			continue
		}
		break
	}
	if i < len(text) && !blank(text[i:]) {
		return at
	}
	return i
}

// singleLabel reports that the label before text[at] is one of a given or a
// family name alone.
func singleLabel(text []byte, at int) bool {
	i := at
	for i > 0 && at-i < 8 && !letterByte(text[i-1]) {
		i--
	}
	s := i
	for s > 0 && i-s < 24 && (letterByte(text[s-1]) || text[s-1] == '_') {
		s--
	}
	w := text[s:i]
	for _, l := range [...]string{"surname", "lastname", "last_name", "firstname", "first_name", "forename", "fname", "lname", "nombre", "apellido", "apellidos", "nom", "prénom", "prenom", "vorname", "nachname", "cognome", "nome", "sobrenome", "voornaam", "achternaam", "imię", "nazwisko", "имя", "фамилия", "förnamn", "efternamn", "etternavn", "fornavn", "médico"} {
		if match.Is(w, l) {
			return true
		}
	}
	// "First name:", "Last name:"
	if match.Is(w, "name") && s > 4 && text[s-1] == ' ' {
		b := wordBefore(text, s-1)
		for _, l := range [...]string{"first", "last", "given", "family", "middle", "maiden"} {
			if match.Is(text[b:s-1], l) {
				return true
			}
		}
	}
	return false
}

// uncased reads a name in a script without upper case: two to six Han, Kana
// or Hangul characters, or up to four words of another script's letters.
func uncased(v []byte) int {
	i, words, chars := 0, 0, 0
	eastern := false
	for i < len(v) {
		r, n := utf8.DecodeRune(v[i:])
		if r == utf8.RuneError {
			return 0
		}
		if r == ' ' || r == '\u3000' || r == '・' || r == '·' {
			if i == 0 || i+n >= len(v) {
				break
			}
			if r2, _ := utf8.DecodeRune(v[i+n:]); !unicode.IsLetter(r2) || unicode.IsUpper(r2) || unicode.IsLower(r2) {
				break
			}
			words++
			i += n
			continue
		}
		if unicode.IsMark(r) && i > 0 || r == 0x200d || r == 0x200c {
			i += n
			continue
		}
		if !unicode.IsLetter(r) {
			break
		}
		if unicode.IsUpper(r) || unicode.IsLower(r) {
			return 0
		}
		eastern = eastern || unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
		chars++
		i += n
	}
	for i > 0 && v[i-1] == ' ' {
		i--
	}
	if chars < 2 || words > 3 || eastern && chars > 10 || chars > 45 {
		return 0
	}
	return i
}
