package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

// euForm makes a check for numbers of letters and digits that have no check
// character: at least digits of them are digits, and not all are the same.
func euForm(digits int) func(v []byte) scanner.Verdict {
	return func(v []byte) scanner.Verdict {
		var b [32]byte
		if len(v) > len(b) {
			return scanner.Wrong
		}
		d := checksum.Digits(b[:0], v)
		return worldPlausible(len(d) >= digits && (len(d) < 4 || !checksum.AllSame(d)))
	}
}

// euPassport is a passport that has no check characters: found behind a label,
// in a column so named, and, where form is given, near such a word.
func euPassport(kind, region, name, authority, form, labelled string, aliases []string, words ...string) *scanner.Detector {
	d := &scanner.Detector{
		Kind: kind, Name: name, Family: "travel", Region: region,
		Doc:     "The number of the country's passports. It has no check digit of its own and needs a word.",
		Aliases: aliases, Source: authority + "; PRADO, Council of the European Union",
		Check: euForm(4), Words: words, Labelled: labelled,
		Weak: []string{"passport", "passport number", "passport no", "travel document"},
	}
	if form != "" {
		d.Patterns = []scanner.Pattern{{RE: form, Base: 0.1}}
	}
	return d
}

// euLicence is a driving licence that has no check characters: found behind a
// label and in a column so named only.
func euLicence(kind, region, name, authority, labelled string, aliases []string, words ...string) *scanner.Detector {
	return &scanner.Detector{
		Kind: kind, Name: name, Family: "national", Region: region,
		Doc:     "The number in field 5 of the country's driving licences; found behind a label or in a column.",
		Aliases: aliases, Source: authority + "; Directive 2006/126/EC, annex I",
		Check: euForm(4), Words: words, Labelled: labelled,
	}
}
