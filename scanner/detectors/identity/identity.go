// Package identity detects identifiers that name a person by label, in any
// country, and those of researchers and contributors.
package identity

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
	"sluice/scanner/detectors/match"
)

// List are the detectors of the family, the most frequent first.
func List() []*scanner.Detector {
	return []*scanner.Detector{employee, nationalID, taxID, orcid}
}

var orcid = &scanner.Detector{
	Kind: "ORCID_ISNI", Name: "ORCID iD or ISNI", Family: "person",
	Doc:     "Sixteen digits in four groups, the last one may be X; MOD 11-2 and the blocks that ORCID and ISNI assign from decide.",
	Source:  "ISO 27729; ORCID, structure of the identifier",
	Aliases: []string{"isni", "ORCID", "ISNI"},
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9Xx]`, Base: 0.2, Proven: 0.85},
		{RE: `[0-9]{4} [0-9]{4} [0-9]{4} [0-9]{3}[0-9Xx]`, Base: 0.2, Proven: 0.85},
		{RE: `000000[0-9]{9}[0-9Xx]`, Base: 0.1, Proven: 0.45},
	},
	Labelled: `[0-9]{15}[0-9Xx]`,
	Check: func(v []byte) scanner.Verdict {
		var buf [16]byte
		d := buf[:0]
		for _, c := range v {
			switch {
			case c == ' ' || c == '-':
				continue
			case len(d) == 16:
				return scanner.Wrong
			}
			d = append(d, c)
		}
		if len(d) != 16 || !checksum.Mod11_2(d) || checksum.AllSame(d[:15]) {
			return scanner.Wrong
		}
		// ORCID: 0000-0001-5 to 0000-0003-5 and 0009-00; ISNI counts up from 0000 0000.
		if string(d[:6]) == "000000" || string(d[:6]) == "000900" {
			return scanner.Proven
		}
		return scanner.Unknown
	},
	Reserved:    func(v []byte) bool { return string(v) == "0000-0002-1825-0097" || string(v) == "0000-0001-5109-3700" },
	Words:       []string{"orcid", "orcid id", "orcid identifier", "isni", "researcher id", "contributor id"},
	CheckDigits: []int{0},
}

var employee = &scanner.Detector{
	Kind: "EMPLOYEE_STUDENT_ID", Name: "internal number of an employee, student, member or customer", Family: "person",
	Doc:          "A number behind a label for staff, pupils, members, licensed professionals or customers, or with a prefix such as EMP-.",
	Source:       "forms of personnel and student records",
	Aliases:      []string{"GENERIC_ID", "EMPLOYEE_ID", "STUDENT_ID", "CUSTOMER_ID"},
	Patterns:     []scanner.Pattern{{RE: `EMP-?[0-9]{4,8}`, Base: 0.55}, {RE: `STU-?[0-9]{4,9}`, Base: 0.5}},
	LabelledFind: match.ID(4, 18, 4),
	Words: []string{
		"employee id", "employee number", "employee no", "employee code", "employeeid", "emp id", "emp no", "emp number", "empid", "emp code", "staff id", "staff number", "staff no", "personnel number", "personnel id", "payroll number", "payroll id", "worker id", "badge number", "badge id", "badge no", "student id", "student number", "student no", "studentid", "pupil id", "matriculation number", "enrollment number", "enrolment number", "registration number", "roll number", "roll no", "faculty id", "campus id", "library card", "membership number", "membership no", "membership id", "customer id", "customer number", "customer no", "client id", "client number", "loyalty number", "frequent flyer number", "professional license number", "medical license number", "service number", "police id", "officer id", "applicant id", "candidate id", "voter id",
		"personalnummer", "mitarbeiternummer", "mitarbeiter id", "personalnr", "matrikelnummer", "matrikel nr", "kundennummer", "kunden nr", "mitgliedsnummer", "dienstnummer", "matricule", "numero d employe", "numero etudiant", "numero d etudiant", "numero client", "n client", "numero adherent", "numero de empleado", "id de empleado", "numero de estudiante", "numero de matricula", "numero de cliente", "numero de colegiado", "n colegiado", "num colegiado", "colegiado", "ncol", "nocol", "nºcol", "nº col", "n°col", "n° col", "nº colegiado", "nº de colegiado", "n col", "no col", "numero de socio", "expediente",
		"numero dipendente", "matricola", "codice dipendente", "numero studente", "codice cliente", "numero socio", "matricula", "numero de funcionario", "numero de aluno", "numero mecanografico", "personeelsnummer", "medewerkernummer", "studentnummer", "klantnummer", "lidnummer", "numer pracownika", "nr pracownika", "numer albumu", "nr albumu", "numer indeksu", "nr legitymacji", "numer klienta", "nr klienta", "pwz", "nr pwz", "anstallningsnummer", "kundnummer", "medlemsnummer", "ansattnummer", "kundenummer", "opiskelijanumero", "personel no", "ogrenci no", "musteri no", "sicil no", "табельный номер", "номер студента", "工号", "学号", "社員番号", "学籍番号", "사번", "학번",
	},
}

var nationalID = &scanner.Detector{
	Kind: "NATIONAL_ID_GENERIC", Name: "national or government identity number", Family: "person",
	Doc:          "A number behind a label for identity cards and national numbers of any country; known national formats have their own kinds.",
	Source:       "forms of public administration",
	Aliases:      []string{"GOVERNMENT_ID", "NATIONAL_ID", "NATIONAL_ID_NUMBER"},
	Patterns:     []scanner.Pattern{{RE: `NID-[0-9]{6,12}`, Base: 0.55}},
	LabelledFind: match.ID(5, 20, 5),
	Words: []string{
		"national id", "national id number", "national id no", "national identity number", "national identification number", "national identity card", "national insurance number", "id number", "id no", "id card", "id card number", "id card no", "identity card", "identity card number", "identity number", "identification number", "identification no", "identity document", "government id", "government id number", "government issued id", "citizen id", "citizenship number", "civil id", "civil number", "personal id", "personal identification number", "personal identity number", "personal number", "resident id", "residence permit", "residence permit number", "permit number", "alien number", "a number", "social security", "social security number", "social security no", "social insurance number", "social insurance", "state id", "state id number", "nid number", "nid no", "photo id", "voter number",
		"ausweisnummer", "personalausweis", "personalausweisnummer", "ausweis nr", "identitatskarte", "aufenthaltstitel", "sozialversicherungsnummer", "carte d identite", "numero de carte d identite", "carte nationale d identite", "piece d identite", "titre de sejour", "numero de securite sociale", "securite sociale", "documento de identidad", "numero de identidad", "numero de identificacion", "cedula", "cedula de identidad", "cedula de ciudadania", "identificacion", "documento nacional de identidad", "seguridad social", "numero de seguridad social", "documento",
		"carta d identita", "numero carta d identita", "documento d identita", "documento di identita", "bilhete de identidade", "documento de identificacao", "cartao de cidadao", "identidade", "numero de identidade", "identiteitskaart", "identiteitskaartnummer", "identiteitsnummer", "dowod osobisty", "dowod tozsamosci", "nr dowodu", "numer dowodu", "seria i numer dowodu", "legitymacja", "id kort", "legitimation", "personnummer", "henkilotunnus", "henkilokortti", "obcansky prukaz", "cislo op", "rodne cislo", "szemelyi igazolvany", "carte de identitate", "buletin", "osobna iskaznica", "licna karta", "jmbg", "kimlik no", "kimlik numarasi", "tc kimlik no", "nomor ktp", "can cuoc cong dan", "cmnd", "cccd",
		"удостоверение личности", "номер удостоверения", "идентификационный номер", "ταυτοτητα", "αριθμος ταυτοτητας", "身份证", "身份证号", "身份證", "マイナンバー", "身分証明書番号", "주민등록번호", "رقم الهوية", "الهوية الوطنية", "תעודת זהות", "आधार", "पहचान पत्र", "บัตรประชาชน",
	},
}

var taxID = &scanner.Detector{
	Kind: "TAX_ID_GENERIC", Name: "tax number", Family: "person",
	Doc:          "A number behind a label for tax numbers of any country; known national formats have their own kinds.",
	Source:       "OECD, tax identification numbers by jurisdiction",
	Aliases:      []string{"TAX_ID", "TIN"},
	LabelledFind: match.ID(6, 18, 5),
	Words: []string{
		"tax id", "tax id number", "tax id no", "tax number", "tax no", "taxid", "tin", "tin number", "tin no", "tax identification number", "taxpayer id", "taxpayer identification number", "taxpayer number", "taxpayer reference", "federal tax id", "federal tax id number", "fiscal number", "fiscal code", "fiscal id", "tax code", "tax reference", "tax ref", "tax file number", "vat number", "vat no", "vat id", "vat reg no", "vat registration number", "gst number",
		"steuernummer", "steuer id", "steuer nr", "steueridentifikationsnummer", "ust id", "ust idnr", "umsatzsteuer id", "numero fiscal", "numero d identification fiscale", "numero de tva", "identifiant fiscal", "identificacion fiscal", "numero de identificacion fiscal", "numero de identificacion tributaria", "codice fiscale", "partita iva", "p iva", "numero de identificacao fiscal", "contribuinte", "numero de contribuinte", "cadastro de pessoas fisicas", "fiscaal nummer", "btw nummer", "sofinummer", "numer identyfikacji podatkowej", "numer podatkowy", "skattenummer", "momsnummer", "verotunnus", "danove identifikacni cislo", "adoszam", "adoazonosito", "cod fiscal", "oib", "vergi no", "vergi numarasi", "vergi kimlik no", "npwp", "ma so thue", "инн", "идентификационный номер налогоплательщика", "афм", "αφμ", "税号", "纳税人识别号", "納税者番号", "사업자등록번호", "الرقم الضريبي",
	},
}
