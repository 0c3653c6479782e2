package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var idDetectors = []*scanner.Detector{idNIK, idNPWP, idPassport}

// idProvinces are the first two digits of a NIK, 34 of before 2022 and the
// four of Papua since.
const idProvinces = "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94 95 96 97"

func idNIKOK(d []byte) bool {
	if len(d) != 16 || !worldHas(idProvinces, d[:2]) {
		return false
	}
	day := worldPair(d[6:])
	if day > 40 {
		day -= 40
	}
	town := worldPair(d[2:])
	return town >= 1 && town <= 79 && worldPair(d[4:]) >= 1 && checksum.Date(-1, worldPair(d[8:]), day) && string(d[12:]) != "0000"
}

var idNIK = &scanner.Detector{
	Kind: "ID_NIK", Name: "Indonesian identity number", Family: "national", Region: "id",
	Doc:     "16 digits: province, regency, district, date of birth (day plus 40 for women), sequence. Bare digits need a word.",
	Aliases: []string{"INDONESIA_NIK_NUMBER", "Indonesia:KTP/NIK", "id.nik"},
	Source:  "Undang-Undang 24/2013, Administrasi Kependudukan; Kementerian Dalam Negeri, kode wilayah",
	Patterns: []scanner.Pattern{
		{RE: `[1-9][0-9]\.[0-9]{4}\.[0-9]{6}\.[0-9]{4}`, Base: 0.2, Proven: 0.8},
		{RE: `[1-9][0-9]{5}[ -][0-9]{6}[ -][0-9]{4}`, Base: 0.15, Proven: 0.45},
		{RE: `[1-9][0-9]{15}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		return worldVerdict(idNIKOK(checksum.Digits(b[:0], v)))
	},
	Words: []string{
		"nik", "nomor induk kependudukan", "no ktp", "nomor ktp", "ktp", "no nik", "e ktp", "ektp", "kartu tanda penduduk", "indonesian id", "indonesia nik", "nik ktp", "no kk", "nomor kartu keluarga", "kartu keluarga",
	},
	Weak:     []string{"penduduk", "dukcapil", "indonesia", "warga"},
	Labelled: `[0-9]{16}|[0-9]{2}\.[0-9]{4}\.[0-9]{6}\.[0-9]{4}|[0-9]{4}[ -][0-9]{4}[ -][0-9]{4}[ -][0-9]{4}`,
}

var idNPWP = &scanner.Detector{
	Kind: "ID_NPWP", Name: "Indonesian taxpayer number", Family: "national", Region: "id",
	Doc:     "15 digits, the ninth a Luhn digit over those before it, written dd.ddd.ddd.d-ddd.ddd; since 2024 16, which are a 0 before these or a person's NIK.",
	Aliases: []string{"id.npwp"},
	Source:  "Direktorat Jenderal Pajak, PMK 112/PMK.03/2022",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2,3}\.[0-9]{3}\.[0-9]{3}\.[0-9]-[0-9]{3}\.[0-9]{3}`, Base: 0.4, Proven: 0.95},
		{RE: `[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9]\.[0-9]{3}\.[0-9]{3}`, Base: 0.4, Proven: 0.85},
		{RE: `[0-9]{15,16}`, Base: 0.05, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		d := checksum.Digits(b[:0], v)
		switch {
		case len(d) == 15:
			return worldVerdict(!checksum.AllSame(d) && checksum.Luhn(d[:9]))
		case len(d) == 16 && d[0] == '0':
			return worldVerdict(!checksum.AllSame(d) && checksum.Luhn(d[:10]))
		case len(d) == 16:
			return worldVerdict(idNIKOK(d))
		}
		return scanner.Wrong
	},
	Words: []string{
		"npwp", "nomor pokok wajib pajak", "no npwp", "nomor npwp", "npwp number", "indonesian tax id", "npwp15", "npwp16", "wajib pajak",
	},
	Weak:     []string{"pajak", "djp", "indonesia"},
	Labelled: `[0-9]{2,3}\.?[0-9]{3}\.?[0-9]{3}\.?[0-9][-.]?[0-9]{3}\.?[0-9]{3}`,
}

var idPassport = &scanner.Detector{
	Kind: "ID_PASSPORT", Name: "Indonesian passport number", Family: "travel", Region: "id",
	Doc:     "One or two letters and six or seven digits. Needs a word.",
	Aliases: []string{"INDONESIA_PASSPORT", "Indonesia:passport"},
	Source:  "Direktorat Jenderal Imigrasi, paspor Republik Indonesia",
	Patterns: []scanner.Pattern{
		{RE: `[A-CEX][0-9]{7}`, Base: 0.1},
	},
	Words: []string{
		"paspor", "nomor paspor", "no paspor", "paspor indonesia", "indonesian passport", "indonesia passport", "indonesian passport number",
	},
	Weak:     []string{"passport", "passport number", "imigrasi"},
	Labelled: `[A-Za-z]{1,2} ?[0-9]{6,7}`,
}
