package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var lvDetectors = []*scanner.Detector{lvPersonasKods}

var lvPersonasKods = &scanner.Detector{
	Kind: "LV_PERSONAS_KODS", Name: "Latvian personal code", Family: "national", Region: "lv",
	Doc:     "Six and five digits: date of birth, century, serial and a check digit modulo 11; codes since 2017 begin with 32 and hold no date. With its dash it stands alone.",
	Aliases: []string{"Latvia:personal code", "lv.pvn"},
	Source:  "Fizisko personu reģistra likums; Ministru kabinets, personas koda piešķiršana",
	Patterns: []scanner.Pattern{
		{RE: `[0-3][0-9][01][0-9]{3}-[0-9]{5}`, Base: 0.1, Proven: 0.75},
		{RE: `3[2-9][0-9]{4}-[0-9]{5}`, Base: 0.4},
		{RE: `[0-3][0-9][01][0-9]{3} ?[0-9]{5}`, Base: 0.05, Proven: 0.4},
		{RE: `32[0-9]{9}`, Base: 0.1, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 {
			return scanner.Wrong
		}
		if d[0] == '3' && d[1] >= '2' {
			return scanner.Unknown
		}
		if d[6] > '2' || !checksum.Date(1800+int(d[6]-'0')*100+worldPair(d[4:]), worldPair(d[2:]), worldPair(d)) {
			return scanner.Wrong
		}
		return worldVerdict((1+checksum.Weighted(d[:10], 10, 5, 8, 4, 2, 1, 6, 3, 7, 9))%11%10 == int(d[10]-'0'))
	},
	Words: []string{
		"personas kods", "personas koda", "personas kodu", "personas kods nr", "p kods", "p k", "latvian personal code", "latvian id", "latvian national id", "latvian personal number", "personal code latvia", "pers kods", "персональный код",
	},
	Weak:        []string{"personal code", "dzimšanas datums", "dzimis", "dzimusi", "latvia", "latvija"},
	Labelled:    `[0-9]{6}[- ]?[0-9]{5}`,
	CheckDigits: []int{0},
}
