package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var trDetectors = []*scanner.Detector{trKimlik, trVKN, trPlate}

var trKimlik = &scanner.Detector{
	Kind: "TR_KIMLIK", Name: "Turkish identity number", Family: "national", Region: "tr",
	Doc:     "Eleven digits, the first not 0, with two check digits. Bare digits need a word.",
	Aliases: []string{"TR_NATIONAL_ID", "TURKEY_ID_NUMBER", "Turkey:national ID", "tr.tckimlik"},
	Source:  "Nüfus ve Vatandaşlık İşleri Genel Müdürlüğü, T.C. kimlik numarası algoritması",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9]{10}`, Base: 0.1, Proven: 0.45},
		{RE: `[1-9][0-9]{2} [0-9]{3} [0-9]{3} [0-9]{2}`, Base: 0.1, Proven: 0.55},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || d[0] == '0' {
			return scanner.Wrong
		}
		tenth := checksum.Weighted(d[:9], 7, 9) % 10 // 9 is -1 modulo 10
		return worldVerdict(int(d[9]-'0') == tenth && int(d[10]-'0') == checksum.Weighted(d[:10], 1)%10)
	},
	Words: []string{
		"tc kimlik", "tc kimlik no", "t c kimlik no", "kimlik no", "kimlik numarası", "tckn", "tckn numarası", "t c kimlik numarası", "tc no", "tc kimlik numarası", "türk kimlik numarası", "vatandaşlık numarası", "tckimlik", "turkish id", "turkish national id",
		"turkish id number", "nüfus cüzdanı no", "türkiye cumhuriyeti kimlik numarası",
	},
	Weak:        []string{"kimlik", "tc", "vatandaş", "kişi", "müşteri", "hasta", "personel", "çalışan", "öğrenci", "turkey"},
	Labelled:    `[0-9]{11}|[0-9]{3} [0-9]{3} [0-9]{3} [0-9]{2}`,
	CheckDigits: []int{0, 1},
}

var trVKN = &scanner.Detector{
	Kind: "TR_VKN", Name: "Turkish tax number", Family: "company", Region: "tr", Off: true,
	Doc:     "Ten digits with a check digit, of companies and foreigners.",
	Aliases: []string{"tr.vkn"},
	Source:  "Gelir İdaresi Başkanlığı, vergi kimlik numarası",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{10}`, Base: 0.05, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 10 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		sum := 0
		for i, c := range d[:9] {
			n := (int(c-'0') + 9 - i) % 10
			if n == 0 {
				continue
			}
			if m := n << (9 - i) % 9; m != 0 {
				sum += m
			} else {
				sum += 9
			}
		}
		return worldVerdict(int(d[9]-'0') == (10-sum%10)%10)
	},
	Words: []string{
		"vkn", "vergi no", "vergi numarası", "vergi kimlik no", "vergi kimlik numarası", "turkish tax number", "turkish tax id", "v k n",
	},
	Weak:        []string{"vergi", "vergi dairesi"},
	Labelled:    `[0-9]{10}`,
	CheckDigits: []int{0},
}

// months as dates abbreviate them.
const months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC MAI OKT DEZ MRT MEI ENE ABR AGO DIC FEV AVR SET OUT GEN MAG GIU LUG OTT OCA NIS HAZ TEM EYL EKI KAS ARA"

var trPlate = &scanner.Detector{
	Kind: "TR_LICENSE_PLATE", Name: "Turkish vehicle registration", Family: "national", Region: "tr",
	Doc:    "Province 01 to 81, one to three letters, two to five digits. Needs a word, for quantities are written alike.",
	Source: "Karayolları Trafik Yönetmeliği, tescil plakaları",
	Patterns: []scanner.Pattern{
		{RE: `[0-8][0-9] [A-Z]{1,3} [0-9]{2,5}`, Base: 0.1, Proven: 0.45},
		{RE: `[0-8][0-9] [a-z]{2,3} [0-9]{3,4}`, Base: 0.05, Proven: 0.3, Whole: 0.5},
		{RE: `[0-8][0-9][A-Z]{1,3}[0-9]{2,4}`, Base: 0.05, Proven: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) < 5 || len(a) > 10 {
			return scanner.Wrong
		}
		p := worldPair(a)
		i := 2
		for i < len(a) && a[i] > '9' {
			if c := a[i]; c == 'Q' || c == 'W' || c == 'X' {
				return scanner.Wrong // not in the Turkish alphabet
			}
			i++
		}
		letters, digits := i-2, len(a)-i
		if i == 5 && len(a) == 9 && (string(a[5:7]) == "19" || string(a[5:7]) == "20") && worldHas(months, a[2:5]) {
			return scanner.Wrong // a day: 12 MAY 2024
		}
		ok := p >= 1 && p <= 81 && letters >= 1 && letters <= 3 && digits >= 2 && digits <= 5 && checksum.AllDigits(a[i:])
		return worldVerdict(ok && letters+digits >= 3 && letters+digits <= 7)
	},
	Words: []string{
		"plaka", "plakası", "plaka no", "plaka numarası", "araç plakası", "plakalı", "plakalı araç", "turkish license plate", "turkish plate", "license plate", "licence plate", "number plate",
	},
	Weak:     []string{"araç", "vehicle", "plate", "ruhsat", "tescil"},
	Labelled: `[0-9]{2} ?[A-Za-z]{1,3} ?[0-9]{2,5}`,
}
