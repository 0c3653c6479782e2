package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var vnDetectors = []*scanner.Detector{vnCCCD, vnMST}

// vnProvinces are the provinces of birth in a citizen number as of 2016; the
// mergers of 2025 kept the numbers that were given.
const vnProvinces = "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096"

var vnCCCD = &scanner.Detector{
	Kind: "VN_CCCD", Name: "Vietnamese citizen identity number", Family: "national", Region: "vn",
	Doc:    "Twelve digits: province of birth, century and sex, year, sequence; nine on the cards of before 2016. Needs a word.",
	Source: "Nghị định 137/2015/NĐ-CP, số định danh cá nhân",
	Patterns: []scanner.Pattern{
		{RE: `0[0-9]{11}`, Base: 0.1, Proven: 0.3},
		{RE: `0[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}`, Base: 0.1, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		switch len(d) {
		case 9:
			return scanner.Unknown
		case 12:
			return worldVerdict(worldHas(vnProvinces, d[:3]) && d[3] <= '3')
		}
		return scanner.Wrong
	},
	Words: []string{
		"cccd", "căn cước công dân", "số cccd", "số căn cước", "căn cước", "thẻ căn cước", "cmnd", "số cmnd", "chứng minh nhân dân", "chứng minh thư", "số định danh cá nhân", "vietnamese id", "vietnam id card", "vietnamese citizen id",
		"cmtnd", "so cmnd cccd",
	},
	Weak:     []string{"định danh", "citizen id", "vietnam"},
	Labelled: `[0-9]{12}|[0-9]{9}|[0-9]{3} [0-9]{3} [0-9]{3}(?: [0-9]{3})?`,
}

var vnMST = &scanner.Detector{
	Kind: "VN_MST", Name: "Vietnamese tax code", Family: "national", Region: "vn",
	Doc:     "Ten digits with a check digit, and three more behind a dash for branches. Ten digits alone need a label or a column, for MST is also a time zone.",
	Aliases: []string{"vn.mst"},
	Source:  "Tổng cục Thuế, Thông tư 105/2020/TT-BTC, cấu trúc mã số thuế",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{10}-[0-9]{3}`, Base: 0.1, Proven: 0.5},
	},
	Check: vnMSTCheck,
	Words: []string{
		"mst", "mã số thuế", "ma so thue", "mã số doanh nghiệp", "vietnamese tax code", "vietnam tax code", "tax code vietnam", "mst cá nhân", "mã số thuế cá nhân", "mst no",
	},
	Weak:         []string{"thuế", "doanh nghiệp", "tax code", "vietnam"},
	LabelledFind: vnMSTBehind,
}

func vnMSTCheck(v []byte) scanner.Verdict {
	var b [16]byte
	d := checksum.Digits(b[:0], v)
	if len(d) != 10 && len(d) != 13 || string(d[2:9]) == "0000000" {
		return scanner.Wrong
	}
	if len(d) == 13 && string(d[10:]) == "000" {
		return scanner.Wrong
	}
	return worldVerdict(int(d[9]-'0') == 10-checksum.Weighted(d[:9], 31, 29, 23, 19, 17, 13, 7, 5, 3)%11)
}

// vnMSTBehind is the end of ten digits, perhaps with a branch. What does not
// begin with 0 must pass the check: "MST 8005551234" is a time and a telephone.
func vnMSTBehind(text []byte, at int) int {
	end := at
	for end < len(text) && end-at < 14 && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	if end-at == 10 && end+4 <= len(text) && text[end] == '-' && checksum.AllDigits(text[end+1:end+4]) {
		end += 4
	} else if end-at != 10 && end-at != 13 {
		return at
	}
	if end < len(text) && text[end] >= '0' && text[end] <= '9' || text[at] != '0' && vnMSTCheck(text[at:end]) == scanner.Wrong {
		return at
	}
	return end
}
