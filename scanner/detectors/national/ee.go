package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var eeDetectors = []*scanner.Detector{eeIsikukood}

// balticCode judges the personal code that Estonia and Lithuania share: sex and
// century, date of birth, serial, check digit modulo 11 in two passes.
func balticCode(d []byte) bool {
	if len(d) != 11 || d[0] < '1' || d[0] > '8' || !checksum.AllDigits(d) {
		return false
	}
	year := 1800 + int(d[0]-'1')/2*100 + worldPair(d[1:])
	return checksum.Date(year, worldPair(d[3:]), worldPair(d[5:])) && checksum.Mod11TwoPass(d[:10], 9)%10 == int(d[10]-'0')
}

var eeIsikukood = &scanner.Detector{
	Kind: "EE_ISIKUKOOD", Name: "Estonian personal identification code", Family: "national", Region: "ee",
	Doc:     "Eleven digits: sex and century, date of birth, serial, check digit modulo 11 in two passes. Stands alone for people born since 1900; Lithuanian codes look the same.",
	Aliases: []string{"Estonia:personal code", "ee.ik"},
	Source:  "Eesti standard EVS 585:2007, Isikukood; Rahvastikuregistri seadus",
	Patterns: []scanner.Pattern{
		{RE: `[3-6][0-9]{2}[01][0-9][0-3][0-9]{5}`, Base: 0.1, Proven: 0.45},
		{RE: `[1278][0-9]{2}[01][0-9][0-3][0-9]{5}`, Base: 0.05, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		return worldVerdict(balticCode(checksum.Digits(b[:0], v)))
	},
	Words: []string{
		"isikukood", "isiku kood", "isikukoodi", "isikukoodiga", "estonian personal code", "estonian personal identification code", "estonian id code", "estonian id", "personal code estonia", "eesti isikukood", "kasutaja isikukood", "ee personal code", "id kood", "id code",
	},
	Weak:        []string{"personal code", "sünniaeg", "sündinud", "ik", "id kaart", "estonia", "eesti"},
	Labelled:    `[1-8][0-9]{10}`,
	CheckDigits: []int{0},
}
