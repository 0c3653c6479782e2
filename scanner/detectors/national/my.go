package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var myDetectors = []*scanner.Detector{myNRIC, myPassport}

// myNoPlace are the places of birth that the registration department does not
// use; 00 is among them.
const myNoPlace = "00 17 18 19 20 69 70 73 80 81 94 95 96 97"

var myNRIC = &scanner.Detector{
	Kind: "MY_NRIC", Name: "Malaysian identity card number (MyKad)", Family: "national", Region: "my",
	Doc:     "Twelve digits, 6-2-4: date of birth, place of birth, sequence. Stands alone with dashes; bare digits need a word.",
	Aliases: []string{"Malaysia:NRIC", "my.nric"},
	Source:  "Jabatan Pendaftaran Negara Malaysia, kod negeri",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}[01][0-9][0-3][0-9]-[0-9]{2}-[0-9]{4}`, Base: 0.3, Proven: 0.8},
		{RE: `[0-9]{2}[01][0-9][0-3][0-9] [0-9]{2} [0-9]{4}`, Base: 0.2, Proven: 0.55},
		{RE: `[0-9]{2}[01][0-9][0-3][0-9]{7}`, Base: 0.1, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 12 && checksum.Date(-1, worldPair(d[2:]), worldPair(d[4:])) && !worldHas(myNoPlace, d[6:8]))
	},
	Words: []string{
		"mykad", "nric", "nric no", "no kad pengenalan", "kad pengenalan", "no kp", "nombor kad pengenalan", "mykad number", "ic number", "ic no", "malaysian id", "malaysia ic", "malaysian nric", "my kad", "no ic", "mypr", "new ic no",
	},
	Weak:     []string{"pengenalan", "malaysia", "identity card"},
	Labelled: `[0-9]{6}[- ]?[0-9]{2}[- ]?[0-9]{4}`,
}

var myPassport = &scanner.Detector{
	Kind: "MY_PASSPORT", Name: "Malaysian passport number", Family: "travel", Region: "my",
	Doc:     "A, H or K and eight digits. Needs a word.",
	Aliases: []string{"Malaysia:passport"},
	Source:  "Jabatan Imigresen Malaysia, pasport Malaysia antarabangsa",
	Patterns: []scanner.Pattern{
		{RE: `[AHK][0-9]{8}`, Base: 0.1},
	},
	Words: []string{
		"pasport", "no pasport", "nombor pasport", "pasport malaysia", "malaysian passport", "malaysia passport", "malaysian passport number",
	},
	Weak:     []string{"passport", "passport number", "imigresen"},
	Labelled: `[A-Za-z][0-9]{8}`,
}
