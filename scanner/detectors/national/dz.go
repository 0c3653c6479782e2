package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var dzDetectors = []*scanner.Detector{dzNIF}

var dzNIF = &scanner.Detector{
	Kind: "DZ_NIF", Name: "Algerian tax identification number", Family: "national", Region: "dz",
	Doc:     "15 or 20 digits without a check digit, often in groups. Found behind a label or in a column.",
	Aliases: []string{"dz.nif"},
	Source:  "Direction générale des impôts d'Algérie, Numéro d'Identification Fiscale",
	Check: func(v []byte) scanner.Verdict {
		var b [32]byte
		d := checksum.Digits(b[:0], v)
		return worldPlausible((len(d) == 15 || len(d) == 20) && !checksum.AllSame(d))
	},
	Words: []string{
		"nif", "nif no", "numéro d'identification fiscale", "numero nif", "nif algerie", "n nif", "algerian tax id", "algeria nif", "رقم التعريف الجبائي", "رقم التعريف الضريبي", "identifiant fiscal",
	},
	Labelled: `[0-9](?:[ ]{0,3}[0-9]){19}|[0-9](?:[ ]{0,3}[0-9]){14}`,
}
