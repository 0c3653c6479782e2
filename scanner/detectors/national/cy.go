package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var cyDetectors = []*scanner.Detector{cyTIN, cyIDCard}

var cyTIN = &scanner.Detector{
	Kind: "CY_TIN", Name: "Cypriot tax identification code", Family: "national", Region: "cy",
	Doc:     "Eight digits and a control letter modulo 26, of people and companies. Needs a word.",
	Aliases: []string{"CY_TIN_ID", "Cyprus:TIN", "cy.vat"},
	Source:  "Τμήμα Φορολογίας (Κύπρος), Αριθμός Φορολογικής Ταυτότητας",
	Patterns: []scanner.Pattern{
		{RE: `CY ?[0-9]{8}[A-Z]`, Base: 0.15, Proven: 0.65},
		{RE: `[0-9]{8}[A-Z]`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) == 11 && string(a[:2]) == "CY" {
			a = a[2:]
		}
		if len(a) != 9 || !checksum.AllDigits(a[:8]) || a[8] < 'A' || string(a[:2]) == "12" {
			return scanner.Wrong
		}
		sum := 0
		for i, c := range a[:8] {
			if n := int(c - '0'); i%2 == 0 {
				sum += itOdd[n]
			} else {
				sum += n
			}
		}
		return worldVerdict(a[8] == byte('A'+sum%26))
	},
	Words: []string{
		"αφτ", "αριθμός φορολογικής ταυτότητας", "φορολογική ταυτότητα", "αριθμός φπα", "cyprus tin", "cypriot tin", "cyprus tax id", "cypriot tax number", "cyprus tax identification code", "cyprus vat", "cyprus vat number", "tic number", "tic", "tax identification code",
	},
	Weak:        []string{"tin", "tax id", "vat", "cyprus", "κύπρος", "φορολογικός"},
	Labelled:    `(?:CY|cy)?[ -]?[0-9]{8}[A-Za-z]`,
	CheckDigits: []int{0},
}

var cyIDCard = &scanner.Detector{
	Kind: "CY_ID_CARD", Name: "Cypriot identity card number", Family: "national", Region: "cy",
	Doc:     "Up to ten digits without a check digit. Found behind a label or in a column only.",
	Aliases: []string{"Cyprus:ID card"},
	Source:  "Τμήμα Αρχείου Πληθυσμού και Μετανάστευσης, Δελτίο Ταυτότητας",
	Check:   euForm(5),
	Words: []string{
		"cyprus id", "cyprus id card", "cypriot id card", "cypriot identity card", "cyprus identity card", "cypriot id", "cyprus id number", "αριθμός δελτίου ταυτότητας κύπρου", "κυπριακή ταυτότητα", "αδτ κύπρου", "kıbrıs kimlik no", "kibris kimlik karti", "arc number cyprus",
	},
	Labelled: `0{0,4}[0-9]{6,7}|[0-9]{8,10}`,
}
