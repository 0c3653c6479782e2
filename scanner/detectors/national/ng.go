package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var ngDetectors = []*scanner.Detector{ngNIN, ngBVN, ngVehicleReg}

var ngNIN = &scanner.Detector{
	Kind: "NG_NIN", Name: "Nigerian national identification number", Family: "national", Region: "ng",
	Doc:    "Eleven digits with a Verhoeff digit. Needs a word.",
	Source: "National Identity Management Commission of Nigeria, NIN",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{11}`, Base: 0.05, Proven: 0.42},
		{RE: `[0-9]{4} [0-9]{3} [0-9]{4}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 11 && !checksum.AllSame(d) && checksum.Verhoeff(d))
	},
	Words: []string{
		"nin", "nin number", "nin no", "nimc", "nigerian nin", "nigeria national id", "nigerian national id", "national identification number", "national identity number", "vnin", "nin slip", "nimc number",
	},
	Weak:        []string{"nigeria", "nigerian", "national id", "identity number"},
	Labelled:    `[0-9]{11}|[0-9]{4}[- ][0-9]{3}[- ][0-9]{4}`,
	CheckDigits: []int{0},
}

var ngBVN = &scanner.Detector{
	Kind: "NG_BVN", Name: "Nigerian bank verification number", Family: "finance", Region: "ng",
	Doc:    "Eleven digits beginning with 22. Needs a word.",
	Source: "Central Bank of Nigeria, Regulatory Framework for Bank Verification Number",
	Patterns: []scanner.Pattern{
		{RE: `22[0-9]{9}`, Base: 0.1},
	},
	Words: []string{
		"bvn", "bvn number", "bvn no", "bank verification number", "bank verification no", "nigerian bvn", "bvn id",
	},
	Weak:     []string{"nigeria", "nibss", "kyc"},
	Labelled: `[0-9]{11}`,
}

var ngVehicleReg = &scanner.Detector{
	Kind: "NG_VEHICLE_REG", Name: "Nigerian vehicle registration", Family: "company", Region: "ng", Off: true,
	Doc:     "Three letters of the local government area, three digits, two letters.",
	Aliases: []string{"NG_VEHICLE_REGISTRATION"},
	Source:  "Federal Road Safety Corps of Nigeria, National Vehicle Identification Scheme",
	Patterns: []scanner.Pattern{
		{RE: `[A-Z]{3}-[0-9]{3}[A-Z]{2}`, Base: 0.55},
		{RE: `[A-Z]{3}[- ][0-9]{3}[- ][A-Z]{2}`, Base: 0.45},
		{RE: `[A-Z]{3}[0-9]{3}[A-Z]{2}`, Base: 0.2},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 8 {
			return scanner.Wrong
		}
		return worldPlausible(string(a[3:6]) != "000")
	},
	Words: []string{
		"plate number", "number plate", "vehicle registration", "vehicle reg", "reg number", "nigerian plate", "nigeria vehicle registration", "frsc", "license plate",
	},
	Weak:     []string{"vehicle", "car", "nigeria", "plate"},
	Labelled: `[A-Za-z]{3}[- ]?[0-9]{3}[- ]?[A-Za-z]{2}`,
}
