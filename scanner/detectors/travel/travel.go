// Package travel detects documents that people cross borders and drive with,
// and places on the map.
package travel

import (
	"sluice/scanner"
	"sluice/scanner/detectors/match"
)

// List are the detectors of the family, the most frequent first.
func List() []*scanner.Detector {
	return []*scanner.Detector{passport, driversLicense, mrz, geo}
}

var passport = &scanner.Detector{
	Kind: "PASSPORT", Name: "passport number", Family: "travel",
	Doc:          "A number of six to twelve letters and digits behind a label for passports in any language; the countries' own formats have their own kinds.",
	Source:       "ICAO Doc 9303-4 (nine characters); national formats",
	Aliases:      []string{"PASSPORT_NUMBER"},
	LabelledFind: match.ID(6, 12, 5),
	Words: []string{
		"passport", "passport number", "passport no", "passport num", "passport id", "passport nr", "passport card", "travel document", "travel document number", "passportnumber",
		"reisepass", "reisepassnummer", "passnummer", "pass nr", "passeport", "numero de passeport", "n de passeport", "pasaporte", "numero de pasaporte", "passaporto", "numero passaporto", "numero di passaporto", "passaporte", "numero do passaporte", "paspoort", "paspoortnummer", "paszport", "nr paszportu", "numer paszportu", "seria i numer paszportu",
		"passnr", "passinumero", "cislo pasu", "utlevel", "utlevelszam", "pasaport", "pasaport no", "putovnica", "diavatirio", "αριθμος διαβατηριου", "διαβατηριο", "паспорт", "номер паспорта", "загранпаспорт", "护照", "护照号", "護照", "旅券番号", "パスポート", "パスポート番号", "여권", "여권번호", "جواز السفر", "רשיון דרכון", "דרכון", "पासपोर्ट", "หนังสือเดินทาง", "ho chieu", "paspor", "nomor paspor",
	},
}

var driversLicense = &scanner.Detector{
	Kind: "DRIVERS_LICENSE", Name: "driving licence number", Family: "travel",
	Doc:          "A number of five to twenty letters and digits behind a label for driving licences in any language; the countries' own formats have their own kinds.",
	Source:       "ISO/IEC 18013-1; AAMVA DL/ID card design standard; Directive 2006/126/EC",
	Aliases:      []string{"DRIVERS_LICENSE_NUMBER", "DRIVER_LICENSE", "DRIVING_LICENSE", "DRIVER_LICENSE_NUMBER"},
	LabelledFind: match.ID(5, 20, 4),
	Words: []string{
		"driver license", "drivers license", "driver s license", "driver licence", "drivers licence", "driver s licence", "driving license", "driving licence", "driver license number", "drivers license number", "driver s license number", "driving licence number", "driving license number", "license number", "licence number", "license no", "licence no", "dl number", "dl no", "dl num", "driver license no", "drivers license no", "driver lic", "drivers lic", "dln", "operator license", "driver id",
		"fuhrerschein", "fuhrerscheinnummer", "fuhrerschein nr", "permis de conduire", "numero de permis", "permis", "permiso de conducir", "carnet de conducir", "licencia de conducir", "licencia de manejo", "numero de licencia", "patente di guida", "patente", "numero patente", "carta de conducao", "carteira de motorista", "carteira nacional de habilitacao", "habilitacao", "rijbewijs", "rijbewijsnummer", "prawo jazdy", "nr prawa jazdy", "numer prawa jazdy",
		"korkort", "korkortsnummer", "korekort", "korekortnummer", "forerkort", "ajokortti", "ridicsky prukaz", "vodicsky preukaz", "jogositvany", "vezetoi engedely", "permis auto", "ehliyet", "ehliyet no", "surucu belgesi", "vozacka dozvola", "vozniško dovoljenje", "vairuotojo pazymejimas", "juhiluba", "свидетельство о регистрации", "водительское удостоверение", "водительские права", "αδεια οδηγησης", "驾驶证", "驾照", "運転免許証", "免許証番号", "운전면허", "운전면허번호", "رخصة القيادة", "sim pengemudi", "giay phep lai xe", "bang lai xe",
	},
}
