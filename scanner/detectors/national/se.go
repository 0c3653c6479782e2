package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var seDetectors = []*scanner.Detector{sePersonnummer, sePassport, seOrgnr}

var sePersonnummer = &scanner.Detector{
	Kind: "SE_PERSONNUMMER", Name: "Swedish personal or coordination number", Family: "national", Region: "se",
	Doc:     "Birth date (the day plus 60 in coordination numbers), - or + (older than 100), serial and a Luhn digit. With the sign it stands alone, bare digits need a word.",
	Aliases: []string{"SWEDEN_NATIONAL_ID_NUMBER", "Sweden:national ID", "Sweden:TIN", "se.personnummer"},
	Source:  "Folkbokföringslagen (1991:481) 18 §; Skatteverket, personnummer och samordningsnummer",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{6}[-+][0-9]{4}`, Base: 0.2, Proven: 0.8},
		{RE: `(?:18|19|20)[0-9]{6}[-+][0-9]{4}`, Base: 0.2, Proven: 0.85},
		{RE: `(?:18|19|20)[0-9]{6} [0-9]{4}`, Base: 0.1, Proven: 0.5},
		{RE: `(?:18|19|20)[0-9]{10}`, Base: 0.05, Proven: 0.45},
		{RE: `[0-9]{6} [0-9]{4}`, Base: 0.1, Proven: 0.45},
		{RE: `[0-9]{10}`, Base: 0.05, Proven: 0.43},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		year, stamp := -1, false
		if len(d) == 12 {
			year = checksum.Number(d[:4])
			// 202401151345 is a point in time more often than a child.
			stamp = year >= 2000 && worldPair(d[8:]) < 24 && worldPair(d[10:]) < 60
			d = d[2:]
		}
		if len(d) != 10 || !checksum.Luhn(d) || checksum.AllSame(d) {
			return scanner.Wrong
		}
		day := worldPair(d[4:])
		if day > 60 {
			day -= 60
		}
		if !checksum.Date(year, worldPair(d[2:]), day) || year > 2035 {
			return scanner.Wrong
		}
		if stamp {
			return scanner.Unknown
		}
		return scanner.Proven
	},
	Words: []string{
		"personnummer", "personnr", "pers nr", "person nr", "pnr", "samordningsnummer", "samordningsnr", "swedish personal number", "swedish personal identity number", "swedish id", "personal identity number", "födelsenummer sverige", "swedish ssn", "persnr", "p nr", "svenskt personnummer", "personal number", "personal id number sweden", "civic registration number",
	},
	Weak:        []string{"född", "folkbokförd", "patient", "personal id"},
	Labelled:    `(?:18|19|20)?[0-9]{6}[-+ ]?[0-9]{4}`,
	CheckDigits: []int{0},
}

var sePassport = &scanner.Detector{
	Kind: "SE_PASSPORT", Name: "Swedish passport number", Family: "travel", Region: "se",
	Doc:     "Eight digits, or two letters and six digits since 2022. Needs a word.",
	Aliases: []string{"SWEDEN_PASSPORT", "Sweden:passport"},
	Source:  "Polismyndigheten, pass; PRADO, Council of the European Union",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{8}`, Base: 0.05},
		{RE: `[A-Z]{2}[0-9]{6}`, Base: 0.1},
	},
	Words: []string{
		"svenskt pass", "passnummer", "pass nr", "passnr", "swedish passport", "swedish passport number", "pass nummer", "passets nummer", "sverige pass", "svenskt passnummer", "swedish passport no",
	},
	Weak:     []string{"passport", "passport number", "passport no", "resehandling"},
	Labelled: `[0-9]{8}|[A-Za-z]{2}[0-9]{6}`,
}

var seOrgnr = &scanner.Detector{
	Kind: "SE_ORGNR", Name: "Swedish organisation number", Family: "company", Region: "se", Off: true,
	Doc:     "Ten digits, the third at least 2, with a Luhn digit, written 6-4. Sole traders use their personal number.",
	Aliases: []string{"SE_ORGANISATIONSNUMMER", "se.orgnr"},
	Source:  "Lag (1974:174) om identitetsbeteckning för juridiska personer m.fl.; Bolagsverket",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9][2-9][0-9]{3}-[0-9]{4}`, Base: 0.2, Proven: 0.6},
		{RE: `[1-9][0-9][2-9][0-9]{7}`, Base: 0.05, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 10 && !checksum.AllSame(d) && checksum.Luhn(d))
	},
	Words: []string{
		"organisationsnummer", "orgnummer", "orgnr", "org nr", "org nummer", "organisationsnr", "swedish company number", "swedish organisation number", "company identity code", "organization number", "registration number sweden", "org no",
	},
	Weak:        []string{"bolag", "företag", "aktiebolag", "company"},
	Labelled:    `(?:16)?[0-9]{6}-?[0-9]{4}`,
	CheckDigits: []int{0},
}
