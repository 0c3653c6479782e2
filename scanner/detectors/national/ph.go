package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var phDetectors = []*scanner.Detector{phTIN, phPhilSys, phUMID, phPassport}

var phTIN = &scanner.Detector{
	Kind: "PH_TIN", Name: "Philippine taxpayer number", Family: "national", Region: "ph",
	Doc:    "Nine digits with a weighted check digit, and three or five more for a branch, in groups of three. Needs a word.",
	Source: "Bureau of Internal Revenue, Taxpayer Identification Number",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3}-[0-9]{3}-[0-9]{3}-[0-9]{3}`, Base: 0.1, Proven: 0.4},
		{RE: `[0-9]{3}-[0-9]{3}-[0-9]{3}-[0-9]{5}`, Base: 0.1, Proven: 0.4},
		{RE: `[0-9]{3}-[0-9]{3}-[0-9]{3}`, Base: 0.1, Proven: 0.3},
		{RE: `[0-9]{12}`, Base: 0.05, Proven: 0.2},
		{RE: `[0-9]{9}`, Base: 0.05, Proven: 0.15},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if n := len(d); n != 9 && n != 12 && n != 14 || checksum.AllSame(d[:9]) {
			return scanner.Wrong
		}
		return worldVerdict(int(d[8]-'0') == checksum.Weighted(d[:8], 9, 8, 7, 6, 5, 4, 3, 2)%11)
	},
	Words: []string{
		"bir tin", "tin bir", "philippine tin", "tin philippines", "bir tin number", "taxpayer identification number philippines", "tin no", "tin number", "philippine tax id", "ph tin", "tin id",
	},
	Weak:     []string{"bir", "tin", "tax id", "bureau of internal revenue", "philippines", "taxpayer identification number"},
	Labelled: `[0-9]{3}[- ]?[0-9]{3}[- ]?[0-9]{3}(?:[- ]?[0-9]{5}|[- ]?[0-9]{3})?`,
}

var phPhilSys = &scanner.Detector{
	Kind: "PH_PHILSYS", Name: "Philippine national ID number", Family: "national", Region: "ph",
	Doc:     "PhilSys number of twelve digits or card number of 16, in groups of four, behind a label or in a column.",
	Aliases: []string{"Philippines:national ID"},
	Source:  "Republic Act 11055, Philippine Identification System Act",
	Words: []string{
		"philsys", "philid", "philsys number", "philsys card number", "philsys id", "philippine national id", "phil id", "psn", "pcn", "philsys psn", "philsys pcn", "national id philippines", "ephilid",
	},
	Labelled: `[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}|[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}`,
}

var phUMID = &scanner.Detector{
	Kind: "PH_UMID_SSS", Name: "Philippine UMID, SSS, GSIS, PhilHealth and Pag-IBIG numbers", Family: "national", Region: "ph",
	Doc:     "Common reference number 4-7-1, SSS 2-7-1, PhilHealth 2-9-1, Pag-IBIG 4-4-4, GSIS eleven digits. Need a word.",
	Aliases: []string{"Philippines:UMID"},
	Source:  "Social Security System, Government Service Insurance System, PhilHealth and Home Development Mutual Fund of the Philippines",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{4}-[0-9]{7}-[0-9]`, Base: 0.3},
		{RE: `[0-9]{2}-[0-9]{7}-[0-9]`, Base: 0.25},
		{RE: `[0-9]{2}-[0-9]{9}-[0-9]`, Base: 0.25},
	},
	Words: []string{
		"umid", "crn", "umid crn", "common reference number", "sss", "sss no", "sss number", "sss id", "gsis", "gsis no", "gsis number", "bp number", "philhealth", "philhealth no", "philhealth number", "pag ibig", "pagibig", "pag ibig mid", "hdmf",
		"social security system",
	},
	Weak:     []string{"philippines", "mid no", "member id"},
	Labelled: `[0-9]{4}-?[0-9]{7}-?[0-9]|[0-9]{2}-?[0-9]{9}-?[0-9]|[0-9]{4}[- ][0-9]{4}[- ][0-9]{4}|[0-9]{2}-?[0-9]{7}-?[0-9]|[0-9]{11}`,
}

var phPassport = &scanner.Detector{
	Kind: "PH_PASSPORT", Name: "Philippine passport number", Family: "travel", Region: "ph",
	Doc:     "A letter, seven digits and a letter, or one or two letters and six or seven digits. Needs a word.",
	Aliases: []string{"Philippines:passport"},
	Source:  "Department of Foreign Affairs of the Philippines, e-passport",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z][0-9]{7}[A-Z]`, Base: 0.15},
		{RE: `[A-Z]{2}[0-9]{7}`, Base: 0.1},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldPlausible(len(d) == 6 || len(d) == 7)
	},
	Words: []string{
		"philippine passport", "philippines passport", "pasaporte ng pilipinas", "philippine passport number", "dfa passport", "filipino passport",
	},
	Weak:     []string{"passport", "pasaporte", "passport number", "dfa"},
	Labelled: `[A-Za-z]{1,2}[0-9]{6,7}[A-Za-z]?`,
}
