// Package quasi holds kinds that say something about a person only together
// with others: dates, places, organisations, convictions. All of them are off
// by default.
package quasi

import (
	"unicode"
	"unicode/utf8"

	"sluice/scanner"
	"sluice/scanner/detectors/calendar"
	"sluice/scanner/detectors/match"
)

// List are the detectors of the family, the most frequent first.
func List() []*scanner.Detector {
	return []*scanner.Detector{dateTime, location, organization, nrp, sensitive, postalCode}
}

func asIs(dst, v []byte) []byte { return append(dst, v...) }

func folded(dst, v []byte) []byte {
	for _, c := range v {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

var dateTime = &scanner.Detector{
	Kind: "DATE_TIME", Name: "date or timestamp", Family: "quasi", Off: true,
	Doc:          "A day that the calendar has, in digits or with a month's name, with the clock time behind it.",
	Source:       "ISO 8601, RFC 3339; Unicode CLDR",
	Aliases:      []string{"DATE", "TIME", "TIMESTAMP"},
	Find:         &scanner.Finder{On: scanner.OnDigits, At: findDate, Base: 0.6, Proven: 0.6},
	LabelledFind: func(text []byte, at int) int { return calendar.Time(text, calendar.Date(text, at)) },
	Words:        []string{"date", "datetime", "timestamp", "time stamp", "datum", "fecha", "data", "дата", "日付", "日期", "날짜"},
	Canon:        asIs,
}

func findDate(text []byte, at int) (int, int) {
	if text[at] < '0' || text[at] > '9' {
		return at, at
	}
	if at > 0 {
		switch c := text[at-1]; c {
		case '.', '-', '/', '$', '_', '+':
			if at > 1 && (text[at-2] >= '0' && text[at-2] <= '9') || c == '_' || c == '$' {
				return at, at
			}
		}
	}
	start := at
	end := calendar.Date(text, at)
	if end == at {
		// "March 8, 1979": back over the blank to the month.
		i := at
		for i > 0 && at-i < 3 && (text[i-1] == ' ' || text[i-1] == '.' || text[i-1] == '-') {
			i--
		}
		if i == at {
			return at, at
		}
		s := i
		for s > 0 && i-s < 24 && (text[s-1] >= 'a' && text[s-1] <= 'z' || text[s-1] >= 'A' && text[s-1] <= 'Z' || text[s-1] >= 0x80) {
			s--
		}
		if s == i {
			return at, at
		}
		if end = calendar.Date(text, s); end <= at {
			// "May 2021" alone.
			m, n := calendar.Month(text[s:i])
			y := at
			for y < len(text) && y-at < 5 && text[y] >= '0' && text[y] <= '9' {
				y++
			}
			if m == 0 || n != i-s || y-at != 4 || text[at] != '1' && text[at] != '2' {
				return at, at
			}
			return s, y
		}
		start = s
	}
	for i := start; i < end; i++ {
		// Eight bare digits are a date by label only.
		if c := text[i]; c < '0' || c > '9' {
			return start, calendar.Time(text, end)
		}
	}
	return at, at
}

var location = &scanner.Detector{
	Kind: "LOCATION", Name: "country, region or city", Family: "quasi", Off: true,
	Doc:     "Names of countries, of their larger cities and of the states of the US, in English and the local language, or a capitalised name behind a label such as city.",
	Source:  "ISO 3166-1 (country names); general knowledge of large cities",
	Aliases: []string{"GEOGRAPHIC_DATA", "US_STATE", "CITY", "COUNTRY"},
	Find:    &scanner.Finder{On: scanner.OnText, All: places.All, Base: 0.55, Proven: 0.55},
	Words: []string{"city", "town", "village", "municipality", "county", "state", "province", "region", "country", "birthplace", "place of birth", "hometown", "location", "stadt", "ort", "wohnort", "geburtsort", "land", "bundesland", "ville", "commune", "pays", "lieu de naissance", "ciudad", "localidad", "municipio", "provincia", "pais", "lugar de nacimiento",
		"citta", "comune", "paese", "luogo di nascita", "cidade", "estado", "local de nascimento", "naturalidade", "stad", "woonplaats", "geboorteplaats", "miasto", "miejscowosc", "wojewodztwo", "kraj", "miejsce urodzenia", "город", "страна", "место рождения", "城市", "国家", "市", "도시"},
	LabelledFind: func(text []byte, at int) int { return capitals(text, at, 3) },
	Canon:        folded,
}

// capitals is the end of up to most capitalised words at text[at:].
func capitals(text []byte, at, most int) int {
	end := at
	for i, n := at, 0; n < most && i < len(text); n++ {
		r, size := utf8.DecodeRune(text[i:])
		if !unicode.IsUpper(r) && !(unicode.IsLetter(r) && !unicode.IsLower(r)) {
			break
		}
		j := i + size
		for j < len(text) {
			r, size := utf8.DecodeRune(text[j:])
			if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '-' && r != '\'' {
				break
			}
			j += size
		}
		if j-i < 2 || j < len(text) && (text[j] == '_' || text[j] == '(' || text[j] >= '0' && text[j] <= '9') {
			break
		}
		end = j
		if j >= len(text) || text[j] != ' ' {
			break
		}
		i = j + 1
	}
	return end
}

var places = match.NewTerms(`
afghanistan, albania, algeria, andorra, angola, argentina, armenia, australia, austria, azerbaijan, bahamas, bahrain, bangladesh, barbados, belarus, belgium, belize, benin, bhutan, bolivia, bosnia and herzegovina, botswana, brazil, brunei, bulgaria, burkina faso, burundi, cambodia, cameroon, canada, cape verde, chad, chile, china, colombia, comoros, congo, costa rica, croatia, cuba, cyprus, czech republic, czechia, denmark, djibouti, dominica, dominican republic, ecuador, egypt, el salvador, equatorial guinea, eritrea, estonia, eswatini, ethiopia, fiji, finland, france, gabon, gambia, germany, ghana, greece, grenada, guatemala, guinea, guyana, haiti, honduras, hong kong, hungary, iceland, india, indonesia, iran, iraq, ireland, israel, italy, ivory coast, jamaica, japan, kazakhstan, kenya, kiribati, kosovo, kuwait, kyrgyzstan, laos, latvia, lebanon, lesotho, liberia, libya, liechtenstein, lithuania, luxembourg, macau, madagascar, malawi, malaysia, maldives, mali, malta, mauritania, mauritius, mexico, micronesia, moldova, monaco, mongolia, montenegro, morocco, mozambique, myanmar, namibia, nauru, nepal, netherlands, new zealand, nicaragua, niger, nigeria, north korea, north macedonia, norway, oman, pakistan, palau, palestine, panama, papua new guinea, paraguay, peru, philippines, poland, portugal, puerto rico, qatar, romania, russia, rwanda, samoa, san marino, saudi arabia, scotland, senegal, serbia, seychelles, sierra leone, singapore, slovakia, slovenia, somalia, south africa, south korea, south sudan, spain, sri lanka, sudan, suriname, sweden, switzerland, syria, taiwan, tajikistan, tanzania, thailand, togo, tonga, trinidad and tobago, tunisia, turkey, turkmenistan, tuvalu, uganda, ukraine, united arab emirates, united kingdom, united states, united states of america, uruguay, uzbekistan, vanuatu, vatican, venezuela, vietnam, wales, yemen, zambia, zimbabwe, england, great britain, northern ireland
deutschland, österreich, schweiz, allemagne, autriche, suisse, belgique, espagne, italie, royaume-uni, royaume uni, pays-bas, pologne, turquie, russie, españa, alemania, francia, italia, reino unido, estados unidos, méxico, brasil, perú, polska, niemcy, francja, włochy, hiszpania, nederland, belgië, duitsland, frankrijk, россия, украина, германия, франция, 中国, 日本, 대한민국
alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, hawaii, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine, maryland, massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska, nevada, new hampshire, new jersey, new mexico, new york, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania, rhode island, south carolina, south dakota, tennessee, texas, utah, vermont, virginia, washington, west virginia, wisconsin, wyoming, bavaria, bayern, catalonia, cataluña, andalucía, quebec, ontario, british columbia, new south wales
london, manchester, birmingham, liverpool, leeds, glasgow, edinburgh, cardiff, belfast, dublin, paris, lyon, marseille, toulouse, nice, bordeaux, lille, strasbourg, berlin, hamburg, munich, münchen, köln, cologne, frankfurt, stuttgart, düsseldorf, leipzig, dresden, nuremberg, nürnberg, vienna, wien, zurich, zürich, geneva, genève, bern, madrid, barcelona, valencia, sevilla, seville, zaragoza, málaga, bilbao, lisbon, lisboa, porto, rome, roma, milan, milano, naples, napoli, turin, torino, florence, firenze, venice, venezia, bologna, amsterdam, rotterdam, the hague, den haag, utrecht, brussels, bruxelles, brussel, antwerp, warsaw, warszawa, kraków, krakow, łódź, wrocław, poznań, gdańsk, prague, praha, brno, budapest, bucharest, bucurești, sofia, belgrade, zagreb, athens, istanbul, ankara, izmir, moscow, saint petersburg, kyiv, kiev, minsk, copenhagen, københavn, stockholm, gothenburg, göteborg, oslo, bergen, helsinki, tallinn, riga, vilnius, new york city, los angeles, chicago, houston, phoenix, philadelphia, san antonio, san diego, dallas, san jose, san francisco, seattle, denver, boston, detroit, atlanta, miami, las vegas, toronto, montreal, montréal, vancouver, ottawa, mexico city, ciudad de méxico, guadalajara, monterrey, são paulo, rio de janeiro, brasília, buenos aires, santiago de chile, lima, bogotá, caracas, quito, havana, cairo, lagos, nairobi, johannesburg, cape town, casablanca, tunis, algiers, accra, addis ababa, tehran, baghdad, riyadh, dubai, abu dhabi, doha, beirut, jerusalem, tel aviv, mumbai, delhi, new delhi, bangalore, bengaluru, chennai, kolkata, hyderabad, pune, karachi, lahore, islamabad, dhaka, colombo, kathmandu, bangkok, hanoi, ho chi minh city, jakarta, manila, kuala lumpur, beijing, shanghai, shenzhen, guangzhou, tokyo, osaka, kyoto, seoul, busan, taipei, sydney, melbourne, brisbane, perth, auckland, wellington
`, true)

var organization = &scanner.Detector{
	Kind: "ORGANIZATION", Name: "name of an organisation", Family: "quasi", Off: true,
	Doc:     "Capitalised words that end in a legal form (Ltd, GmbH, S.A., Sp. z o.o.) or a word such as University, or stand behind a label such as company.",
	Source:  "ISO 20275 (entity legal forms)",
	Aliases: []string{"ORGANIZATION_NAME", "ORG", "COMPANY"},
	Find:    &scanner.Finder{On: scanner.OnText, All: findOrganizations, Base: 0.55, Proven: 0.55},
	Words: []string{"company", "company name", "organization", "organisation", "employer", "employer name", "business name", "firm", "institution", "school", "university", "bank name", "firma", "unternehmen", "arbeitgeber", "entreprise", "societe", "employeur", "raison sociale", "empresa", "empleador", "razon social", "azienda", "societa", "datore di lavoro", "ragione sociale", "empregador", "razao social",
		"bedrijf", "bedrijfsnaam", "werkgever", "nazwa firmy", "pracodawca", "foretag", "arbetsgivare", "компания", "организация", "работодатель", "会社名", "公司", "회사"},
	LabelledFind: func(text []byte, at int) int { return capitals(text, at, 5) },
	Canon:        folded,
}

func legalForm(w []byte) bool {
	switch string(w) {
	case "Inc", "Inc.", "Ltd", "Ltd.", "LLC", "LLP", "PLC", "plc", "Corp", "Corp.", "Corporation", "Company", "Co.", "Limited", "GmbH", "AG", "KG", "OHG", "UG", "e.V.", "SE", "S.A.", "SA", "SAS", "SARL", "S.A.R.L.", "S.L.", "SL", "S.p.A.", "SpA", "S.r.l.", "Srl", "B.V.", "BV", "N.V.", "NV", "AB", "A/S", "ApS", "AS", "Oy", "Oyj", "Ltda", "Ltda.", "Kft.", "s.r.o.", "a.s.", "Pty", "Pvt",
		"University", "Institute", "Foundation", "Association", "Bank", "Hospital", "College", "Group", "Holdings", "Industries", "Partners", "Committee", "Ministry", "Agency", "Council":
		return true
	}
	return false
}

func findOrganizations(text []byte, emit func(start, end int)) error {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if !unicode.IsUpper(r) || i > 0 && (text[i-1] >= 'a' && text[i-1] <= 'z' || text[i-1] >= 'A' && text[i-1] <= 'Z') {
			i += size
			continue
		}
		// A run of capitalised words; the last legal form in it ends the name.
		start, end, words := i, 0, 0
		j := i
		for j < len(text) && j-start < 100 {
			e := j
			for e < len(text) && text[e] > ' ' && text[e] != ',' && text[e] != ';' && text[e] != ')' && text[e] != '(' && text[e] != '"' && text[e] != '<' {
				e++
			}
			w := text[j:e]
			if len(w) == 0 {
				break
			}
			form := legalForm(w)
			if !form && len(w) > 1 && w[len(w)-1] == '.' {
				form = legalForm(w[:len(w)-1])
				if form {
					e--
				}
			}
			r, _ := utf8.DecodeRune(w)
			if form && words > 0 {
				end = e
			} else if !unicode.IsUpper(r) && string(w) != "&" && string(w) != "of" && string(w) != "und" && string(w) != "et" && string(w) != "and" && string(w) != "de" {
				break
			}
			words++
			j = e
			if j < len(text) && text[j] == ',' && j+1 < len(text) && text[j+1] == ' ' {
				j++
			}
			if j >= len(text) || text[j] != ' ' {
				break
			}
			j++
		}
		if end > start {
			emit(start, end)
			i = end
			continue
		}
		for i < len(text) && text[i] > ' ' {
			i++
		}
		i = max(i, start+1)
	}
	return nil
}

var nrp = &scanner.Detector{
	Kind: "NATIONALITY_RELIGION_POLITICS", Name: "nationality, religion or political conviction", Family: "quasi", Off: true,
	Doc:          "Words for nationalities, ethnic groups, religions and political directions.",
	Source:       "GDPR article 9(1); general knowledge",
	Aliases:      []string{"NRP", "RELIGIOUS_TERM", "POLITICAL_TERM", "ETHNIC_GROUP", "COUNTRY_DEMOGRAPHIC"},
	Find:         &scanner.Finder{On: scanner.OnText, All: convictions.All, Base: 0.55, Proven: 0.55},
	Words:        []string{"nationality", "citizenship", "religion", "faith", "ethnicity", "ethnic group", "race", "political party", "party membership", "staatsangehorigkeit", "nationalitat", "konfession", "nationalite", "nacionalidad", "etnia", "raza", "partido", "nazionalita", "cittadinanza", "religione", "nacionalidade", "religiao", "nationaliteit", "godsdienst", "narodowosc", "obywatelstwo", "wyznanie", "национальность", "гражданство", "религия", "国籍", "民族", "宗教", "국적"},
	LabelledFind: func(text []byte, at int) int { return capitals(text, at, 2) },
	Canon:        folded,
}

var convictions = match.NewTerms(`
american, british, english, scottish, welsh, irish, french, german, austrian, swiss, spanish, catalan, basque, portuguese, italian, dutch, belgian, flemish, danish, swedish, norwegian, finnish, icelandic, polish, czech, slovak, hungarian, romanian, bulgarian, greek, turkish, kurdish, russian, ukrainian, belarusian, serbian, croatian, bosnian, slovenian, albanian, kosovar, macedonian, lithuanian, latvian, estonian, georgian, armenian, azerbaijani, chechen, kazakh, uzbek, afghan, pakistani, indian, bangladeshi, nepalese, sri lankan, tamil, chinese, uyghur, tibetan, taiwanese, japanese, korean, vietnamese, thai, filipino, indonesian, malaysian, australian, canadian, mexican, brazilian, argentinian, argentine, chilean, colombian, peruvian, venezuelan, cuban, haitian, jamaican, egyptian, moroccan, algerian, tunisian, libyan, sudanese, ethiopian, somali, kenyan, nigerian, ghanaian, south african, iranian, persian, iraqi, syrian, lebanese, palestinian, israeli, jordanian, saudi, yemeni, arab, african american, asian american, hispanic, latino, latina, caucasian, roma, sinti, native american, aboriginal, māori
christian, christians, catholic, roman catholic, protestant, lutheran, anglican, baptist, methodist, evangelical, orthodox, mormon, jehovah's witness, muslim, muslims, islamic, sunni, shia, shiite, jewish, jew, jews, hindu, hindus, buddhist, sikh, jain, bahá'í, atheist, agnostic, katholisch, evangelisch, muslimisch, jüdisch, catholique, musulman, musulmane, juif, juive, católico, musulmán, judío, cattolico, musulmano, ebreo, muçulmano, judeu, katolik, muzułmanin, żyd
democrat, republican, socialist, communist, marxist, conservative, liberal, libertarian, anarchist, fascist, neo-nazi, nationalist, social democrat, christian democrat, green party, labour party, tory
`, false)

var sensitive = &scanner.Detector{
	Kind: "SENSITIVE_ATTRIBUTE", Name: "sensitive attribute", Family: "quasi", Off: true,
	Doc:          "Sexual orientation, trade union membership, marital, immigration and employment status and criminal record, by their words; a word near says which.",
	Source:       "GDPR articles 9(1) and 10; general knowledge",
	Aliases:      []string{"SEXUAL_ORIENTATION", "TRADE_UNION", "MARITAL_STATUS", "IMMIGRATION_STATUS", "EMPLOYMENT_STATUS", "CRIME_STATUS"},
	Find:         &scanner.Finder{On: scanner.OnText, All: attributes.All, Base: 0.3, Proven: 0.3},
	Words:        []string{"sexual orientation", "orientation", "marital status", "civil status", "relationship status", "union member", "union membership", "trade union", "immigration status", "visa status", "residence status", "employment status", "criminal record", "conviction", "offence", "offense", "familienstand", "sexuelle orientierung", "vorstrafen", "gewerkschaft", "situation familiale", "etat civil", "orientation sexuelle", "casier judiciaire", "syndicat", "estado civil", "orientacion sexual", "antecedentes penales", "sindicato", "stato civile", "orientamento sessuale", "precedenti penali", "orientacao sexual", "burgerlijke staat", "stan cywilny", "orientacja seksualna", "семейное положение"},
	LabelledFind: func(text []byte, at int) int { return capitals(text, at, 3) },
	Canon:        folded,
}

var attributes = match.NewTerms(`
heterosexual, homosexual, bisexual, gay, lesbian, asexual, pansexual, queer, straight, married, single, divorced, widowed, separated, engaged, civil partnership, cohabiting, undocumented, asylum seeker, refugee, permanent resident, green card holder, illegal immigrant, temporary resident, unemployed, employed, self-employed, self employed, retired, disabled, convicted, felon, arrested, on parole, probation, sex offender, union member, shop steward
verheiratet, ledig, geschieden, verwitwet, arbeitslos, vorbestraft, marié, mariée, célibataire, divorcé, divorcée, veuf, veuve, pacsé, chômeur, casado, casada, soltero, soltera, divorciado, divorciada, viudo, viuda, sposato, sposata, celibe, nubile, divorziato, divorziata, vedovo, vedova, disoccupato, solteiro, solteira, viúvo, viúva, gehuwd, ongehuwd, gescheiden, weduwe, żonaty, zamężna, kawaler, panna, rozwiedziony, rozwiedziona, wdowiec, wdowa, bezrobotny
`, false)

var postalCode = &scanner.Detector{
	Kind: "POSTAL_CODE", Name: "postal code", Family: "quasi", Off: true,
	Doc:      "A postal code in the form of most countries behind a label or in a column; inside an address it belongs to STREET_ADDRESS.",
	Source:   "Universal Postal Union, postal addressing systems",
	Aliases:  []string{"POSTAL", "POSTCODE", "DE_PLZ", "nl.postcode"},
	Patterns: []scanner.Pattern{{RE: `[0-9]{2}-[0-9]{3}`, Base: 0.2}, {RE: `[0-9]{4} [A-Z]{2}`, Base: 0.2}, {RE: `[0-9]{5}`, Base: 0.1}},
	Labelled: `[0-9]{5}-[0-9]{3,4}|[0-9]{3}-[0-9]{4}|[0-9]{2}-[0-9]{3}|[0-9]{3} [0-9]{2}|[0-9]{4} ?[A-Za-z]{2}|[A-Za-z]{1,2}[0-9][0-9A-Za-z]? ?[0-9][A-Za-z]{2}|[A-Za-z][0-9][A-Za-z][ -]?[0-9][A-Za-z][0-9]|([A-Z]{1,2}-)?[0-9]{4,6}`,
	Words:    []string{"zip", "zip code", "zipcode", "zip 4", "postal code", "postalcode", "post code", "postcode", "postal", "plz", "postleitzahl", "code postal", "cp", "codigo postal", "c p", "cap", "codice postale", "codice di avviamento postale", "cep", "postnummer", "postnr", "kod pocztowy", "postinumero", "psc", "iranyitoszam", "cod postal", "pin code", "pincode", "eircode", "posta kodu", "kode pos", "почтовый индекс", "индекс", "邮编", "郵便番号", "우편번호"},
}
