package national

import (
	"strings"

	"sluice/scanner"
)

// euDocument describes a country's passport or driving licence: documents
// whose numbers have no check digit and too little form to be told without a
// word. words are in the country's own languages; English ones are made from
// adjectives.
type euDocument struct {
	region, country string
	adjectives      []string
	doc             string
	form            string // as printed, upper case
	labelled        string // "" for form in either case
	words           []string
	aliases         []string
}

// euPassports makes the kinds of the catalogue's EU_PASSPORT_PACK: the
// passports of the states of the EU, the EEA and Switzerland that have no kind
// of their own in a country's file.
func euPassports() []*scanner.Detector {
	list := []euDocument{
		{"at", "Austrian", []string{"austrian", "austria"}, "A letter and seven digits.", `[A-Z] ?[0-9]{7}`, "", []string{"österreichischer reisepass", "reisepass österreich", "reisepassnummer österreich", "reisepass nr österreich", "reisepass"}, []string{"EU_PASSPORT_PACK", "EU (bundle):passport"}},
		{"be", "Belgian", []string{"belgian", "belgium"}, "Two letters and six digits.", `[A-Z]{2}[0-9]{6}`, "", []string{"belgisch paspoort", "passeport belge", "numéro de passeport belge", "belgischer reisepass", "paspoortnummer belgië", "reispas", "reispasnummer"}, nil},
		{"bg", "Bulgarian", []string{"bulgarian", "bulgaria"}, "Nine digits, the first maybe a letter.", `[A-Z0-9][0-9]{8}`, "", []string{"паспорт", "номер на паспорт", "номер на паспорта", "български паспорт", "паспорт №", "международен паспорт", "паспорт номер"}, nil},
		{"hr", "Croatian", []string{"croatian", "croatia"}, "Nine digits.", `[0-9]{9}`, "", []string{"putovnica", "broj putovnice", "putovnice", "hrvatska putovnica", "broj putne isprave", "putovnica broj"}, nil},
		{"cy", "Cypriot", []string{"cypriot", "cyprus"}, "A letter and six to eight digits.", `[BEJKST][0-9]{6,8}`, "", []string{"κυπριακό διαβατήριο", "διαβατήριο κύπρου", "διαβατήριο κυπριακής δημοκρατίας", "pasaport numarası", "αριθμός διαβατηρίου κύπρου"}, nil},
		{"cz", "Czech", []string{"czech", "czechia", "czech republic"}, "Eight digits.", `[0-9]{8}`, "", []string{"cestovní pas", "číslo pasu", "číslo cestovního pasu", "pas č", "pas číslo", "český pas", "cestovního pasu"}, nil},
		{"dk", "Danish", []string{"danish", "denmark"}, "Nine digits.", `[0-9]{9}`, "", []string{"dansk pas", "pasnummer", "pas nr", "pasnr", "pas nummer", "rejsepas", "pasnummeret"}, nil},
		{"ee", "Estonian", []string{"estonian", "estonia"}, "One or two letters and seven digits.", `K[A-Z]?[0-9]{7}`, `[A-Za-z]{1,2}[0-9]{7}`, []string{"passi number", "passinumber", "eesti pass", "passi nr", "eesti kodaniku pass", "reisidokumendi number", "passi nr."}, nil},
		{"fi", "Finnish", []string{"finnish", "finland"}, "Two letters and seven digits.", `[A-Z]{2}[0-9]{7}`, "", []string{"passi", "passin numero", "passinumero", "suomen passi", "passinro", "finskt pass", "passin nro"}, nil},
		{"gr", "Greek", []string{"greek", "greece", "hellenic"}, "Two letters and seven digits.", `A[A-Z][0-9]{7}`, `[A-Za-z]{2} ?[0-9]{7}`, []string{"διαβατήριο", "αριθμός διαβατηρίου", "αρ διαβατηρίου", "διαβατηρίου", "ελληνικό διαβατήριο", "diavatirio"}, nil},
		{"hu", "Hungarian", []string{"hungarian", "hungary"}, "Two letters and six or seven digits.", `[A-Z]{2}[0-9]{6,7}`, "", []string{"útlevél", "útlevélszám", "utlevel", "utlevelszam", "útlevél szám", "útlevél száma", "útlevélszáma", "magyar útlevél"}, nil},
		{"lv", "Latvian", []string{"latvian", "latvia"}, "Two letters and seven digits.", `L[A-Z][0-9]{7}`, `[A-Za-z]{2}[0-9]{7}`, []string{"pase", "pases numurs", "pases nr", "latvijas pase", "pase nr", "pases numuru"}, nil},
		{"lt", "Lithuanian", []string{"lithuanian", "lithuania"}, "Eight digits, the first maybe a letter.", `[0-9A-Z][0-9]{7}`, "", []string{"pasas", "paso numeris", "paso nr", "lietuvos pasas", "paso numerį", "lietuvos respublikos pasas"}, nil},
		{"lu", "Luxembourg", []string{"luxembourg", "luxembourgish"}, "Eight letters and digits.", `[A-Z]{2}[0-9]{6}`, `[A-Za-z][A-Za-z0-9][0-9]{6}|[A-Za-z]{2}[A-Za-z0-9]{2}[0-9]{4}`, []string{"passeport luxembourgeois", "lëtzebuerger pass", "luxemburgischer reisepass", "reisepass luxemburg", "numéro de passeport luxembourgeois", "reesepass"}, nil},
		{"mt", "Maltese", []string{"maltese", "malta"}, "Seven digits.", `[0-9]{7}`, "", []string{"passaport malti", "numru tal passaport", "passaport", "passaport nru", "numru tal-passaport"}, nil},
		{"pt", "Portuguese", []string{"portuguese", "portugal"}, "One or two letters and six digits.", `[A-Z]{1,2}[0-9]{6}`, "", []string{"passaporte", "passaporte português", "número de passaporte", "nº passaporte", "nº de passaporte", "passaporte nº", "numero do passaporte"}, nil},
		{"ro", "Romanian", []string{"romanian", "romania"}, "Eight or nine digits.", `[0-9]{8,9}`, "", []string{"pașaport", "pasaport", "număr pașaport", "numarul pasaportului", "seria și numărul pașaportului", "pașaport nr", "pașaportul"}, nil},
		{"sk", "Slovak", []string{"slovak", "slovakia"}, "A letter or digit and seven digits.", `[A-Z0-9][0-9]{7}`, `[A-Za-z]{0,2}[0-9]{7,8}`, []string{"cestovný pas", "číslo pasu", "číslo cestovného pasu", "pas č", "slovenský pas", "cestovného pasu"}, nil},
		{"si", "Slovene", []string{"slovene", "slovenian", "slovenia"}, "P, a letter and seven digits.", `P[A-Z][0-9]{7}`, "", []string{"potni list", "številka potnega lista", "potnega lista", "potni list št", "slovenski potni list", "st potnega lista"}, nil},
		{"is", "Icelandic", []string{"icelandic", "iceland"}, "A letter and seven digits.", `A[0-9]{7}`, `[A-Za-z][0-9]{7}`, []string{"vegabréf", "vegabréfsnúmer", "vegabréfs", "íslenskt vegabréf", "númer vegabréfs", "vegabref"}, nil},
		{"no", "Norwegian", []string{"norwegian", "norway"}, "Eight digits, or letters before five to eight digits.", `[A-Z]{1,3}[0-9]{5,8}`, `[A-Za-z]{1,3}[0-9]{5,8}|[0-9]{8}`, []string{"norsk pass", "passnummer", "pass nr", "passnr", "norsk passnummer", "passnummeret"}, nil},
		{"ch", "Swiss", []string{"swiss", "switzerland"}, "A letter and seven digits, or eight letters and digits since 2022.", `[XSF][0-9]{7}`, `[A-Za-z][0-9]{7}|[A-Za-z][0-9][A-Za-z][0-9]{5}`, []string{"schweizer pass", "schweizerpass", "passeport suisse", "passaporto svizzero", "numéro de passeport suisse", "schweizer reisepass", "passnummer schweiz"}, nil},
		{"li", "Liechtenstein", []string{"liechtenstein"}, "A letter and five or six digits.", `R[0-9]{5,6}`, `[A-Za-z]{1,2}[0-9]{5,6}`, []string{"liechtensteinischer reisepass", "reisepass liechtenstein", "liechtensteiner pass", "passnummer liechtenstein", "pass liechtenstein"}, nil},
	}
	var out []*scanner.Detector
	for _, e := range list {
		d := e.detector("PASSPORT", "passport number", "Council of the European Union, PRADO (public register of authentic documents); ICAO Doc 9303-4")
		d.Family = "travel"
		d.Weak = []string{"passport", "passport number", "passport no", "travel document"}
		for _, a := range e.adjectives {
			d.Words = append(d.Words, a+" passport", a+" passport number", a+" passport no", "passport "+a)
		}
		out = append(out, d)
	}
	return out
}

// euDriverLicenses makes the kinds of the catalogue's EU_DL_PACK: driving
// licences of the EU's member states that have no kind of their own.
func euDriverLicenses() []*scanner.Detector {
	list := []euDocument{
		{"at", "Austrian", []string{"austrian", "austria"}, "Eight digits.", `[0-9]{8}`, "", []string{"führerschein österreich", "führerscheinnummer österreich", "österreichischer führerschein", "führerschein nr", "führerscheinnummer", "führerschein"}, []string{"EU_DL_PACK", "EU (bundle):DL", "AUSTRIA_DRIVERS_LICENSE"}},
		{"be", "Belgian", []string{"belgian", "belgium"}, "Ten digits.", `[0-9]{10}`, "", []string{"rijbewijs", "rijbewijsnummer", "rijbewijs nummer", "permis de conduire belge", "numéro de permis de conduire belge", "rijbewijs nr", "belgisch rijbewijs"}, []string{"BELGIUM_DRIVERS_LICENSE"}},
		{"bg", "Bulgarian", []string{"bulgarian", "bulgaria"}, "Nine digits.", `[0-9]{9}`, "", []string{"свидетелство за управление", "сумпс", "шофьорска книжка", "номер на шофьорска книжка", "свидетелство за управление на мпс", "книжка номер"}, nil},
		{"hr", "Croatian", []string{"croatian", "croatia"}, "Eight digits.", `[0-9]{8}`, "", []string{"vozačka dozvola", "broj vozačke dozvole", "vozačke dozvole", "hrvatska vozačka dozvola", "vozacka dozvola", "vozačka"}, nil},
		{"cy", "Cypriot", []string{"cypriot", "cyprus"}, "Twelve digits, on older licences fewer.", `[0-9]{12}`, `[0-9]{6,12}`, []string{"άδεια οδήγησης κύπρου", "κυπριακή άδεια οδήγησης", "αριθμός άδειας οδήγησης κύπρου", "sürücü belgesi kıbrıs", "άδεια οδηγού κύπρου"}, nil},
		{"cz", "Czech", []string{"czech", "czechia", "czech republic"}, "Two letters and six digits.", `E[A-Z] ?[0-9]{6}`, `[A-Za-z]{2} ?[0-9]{6}`, []string{"řidičský průkaz", "číslo řidičského průkazu", "řidičského průkazu", "ridicsky prukaz", "řp č", "číslo řp", "řidičák"}, nil},
		{"dk", "Danish", []string{"danish", "denmark"}, "Eight digits.", `[0-9]{8}`, "", []string{"kørekort", "kørekortnummer", "koerekort", "kørekort nr", "kørekort nummer", "kørekortnr"}, nil},
		{"ee", "Estonian", []string{"estonian", "estonia"}, "ET and six digits.", `ET[0-9]{6}`, `[A-Za-z]{2}[0-9]{6}`, []string{"juhiluba", "juhiloa number", "juhiloa nr", "juhilubade number", "juhiload", "juhiloa"}, nil},
		{"fi", "Finnish", []string{"finnish", "finland"}, "A birth date, a sign and four characters.", `[0-3][0-9][01][0-9]{3}-[0-9]{3}[0-9A-Y]`, "", []string{"ajokortti", "ajokortin numero", "ajokorttinumero", "ajokortti nro", "körkortsnummer finland", "ajokortin"}, nil},
		{"gr", "Greek", []string{"greek", "greece", "hellenic"}, "Nine digits.", `[0-9]{9}`, "", []string{"άδεια οδήγησης", "αριθμός άδειας οδήγησης", "δίπλωμα οδήγησης", "αδεια οδηγησης", "άδειας οδήγησης", "άδεια ικανότητας οδηγού"}, nil},
		{"hu", "Hungarian", []string{"hungarian", "hungary"}, "Two letters and six digits.", `[A-Z]{2}[0-9]{6}`, "", []string{"jogosítvány", "jogosítvány száma", "vezetői engedély", "vezetői engedély száma", "jogositvany", "vezetoi engedely"}, nil},
		{"lv", "Latvian", []string{"latvian", "latvia"}, "Three letters and six digits.", `[A-Z]{3}[0-9]{6}`, "", []string{"vadītāja apliecība", "vadītāja apliecības numurs", "autovadītāja apliecība", "vadītāja apliecības nr", "vaditaja aplieciba"}, nil},
		{"lt", "Lithuanian", []string{"lithuanian", "lithuania"}, "Eight digits.", `[0-9]{8}`, "", []string{"vairuotojo pažymėjimas", "vairuotojo pažymėjimo numeris", "vairuotojo pažymėjimo nr", "vairuotojo pazymejimas", "vairavimo teisės"}, nil},
		{"lu", "Luxembourg", []string{"luxembourg", "luxembourgish"}, "Six digits.", `[0-9]{6}`, "", []string{"permis de conduire luxembourgeois", "führerschein luxemburg", "fahrerlaubnis luxemburg", "führerschäin", "permis luxembourg", "numéro de permis luxembourgeois"}, nil},
		{"mt", "Maltese", []string{"maltese", "malta"}, "Two characters and six digits, mostly spaced 2-3-3.", `[A-Z]{2} [0-9]{3} [0-9]{3}`, `[A-Za-z0-9]{2} ?[0-9]{3} ?[0-9]{3}`, []string{"liċenzja tas sewqan", "licenzja tas sewqan", "liċenzja tas-sewqan", "numru tal liċenzja tas sewqan", "licenzja tas-sewqan"}, nil},
		{"nl", "Dutch", []string{"dutch", "netherlands"}, "Ten digits.", `[0-9]{10}`, "", []string{"rijbewijs", "rijbewijsnummer", "rijbewijs nummer", "rijbewijs nr", "nummer rijbewijs", "nederlands rijbewijs"}, nil},
		{"pl", "Polish", []string{"polish", "poland"}, "Five, two and four digits with slashes.", `[0-9]{5}/[0-9]{2}/[0-9]{4}`, `[0-9]{5}[/ -]?[0-9]{2}[/ -]?[0-9]{4}`, []string{"prawo jazdy", "numer prawa jazdy", "nr prawa jazdy", "prawa jazdy", "prawo jazdy nr", "prawem jazdy"}, []string{"POLAND_DRIVERS_LICENSE"}},
		{"pt", "Portuguese", []string{"portuguese", "portugal"}, "One or two letters, hyphen, six digits, a digit.", `[A-Z]{1,2}-[0-9]{6} [0-9]`, `[A-Za-z]{1,2}[- ]?[0-9]{5,7}(?: ?[0-9])?`, []string{"carta de condução", "número da carta de condução", "nº carta de condução", "carta de conducao", "licença de condução", "nº da carta de condução"}, nil},
		{"ro", "Romanian", []string{"romanian", "romania"}, "A letter and eight digits.", `[A-Z][0-9]{8}`, "", []string{"permis de conducere", "permisul de conducere", "număr permis de conducere", "serie permis de conducere", "permis auto", "nr permis de conducere"}, nil},
		{"sk", "Slovak", []string{"slovak", "slovakia"}, "A letter and seven digits.", `[A-Z][0-9]{7}`, `[A-Za-z]{1,2} ?[0-9]{6,7}`, []string{"vodičský preukaz", "číslo vodičského preukazu", "vodičského preukazu", "vodicsky preukaz", "vp č", "vodičák"}, nil},
		{"si", "Slovene", []string{"slovene", "slovenian", "slovenia"}, "Nine digits.", `[0-9]{9}`, "", []string{"vozniško dovoljenje", "številka vozniškega dovoljenja", "vozniškega dovoljenja", "voznisko dovoljenje", "vozniška", "št vozniškega dovoljenja"}, nil},
		{"se", "Swedish", []string{"swedish", "sweden"}, "The holder's personal number, ten digits.", `[0-9]{6}-[0-9]{4}`, `[0-9]{6}-?[0-9]{4}`, []string{"körkort", "körkortsnummer", "körkortsnr", "korkort", "korkortsnummer", "svenskt körkort", "körkort nr"}, nil},
	}
	var out []*scanner.Detector
	for _, e := range list {
		d := e.detector("DRIVERS_LICENSE", "driving licence number", "Directive 2006/126/EC, annex I, field 5; European Commission, RESPER licence models")
		d.Weak = []string{"driving licence", "driver license", "licence", "license"}
		for _, a := range e.adjectives {
			d.Words = append(d.Words, a+" driving licence", a+" drivers license", a+" driver license", a+" driving licence number")
		}
		out = append(out, d)
	}
	return out
}

func (e *euDocument) detector(kind, name, source string) *scanner.Detector {
	labelled := e.labelled
	if labelled == "" {
		labelled = strings.ReplaceAll(e.form, "A-Z", "A-Za-z")
	}
	return &scanner.Detector{
		Kind: strings.ToUpper(e.region) + "_" + kind, Name: e.country + " " + name, Family: "national", Region: e.region,
		Doc:      e.doc + " Needs a word.",
		Aliases:  e.aliases,
		Source:   source,
		Patterns: []scanner.Pattern{{RE: e.form, Base: 0.1}},
		Words:    append([]string(nil), e.words...),
		Labelled: labelled,
	}
}
