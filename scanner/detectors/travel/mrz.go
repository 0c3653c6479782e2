package travel

import "sluice/scanner"

var mrz = &scanner.Detector{
	Kind: "MRZ", Name: "machine readable zone of a travel document", Family: "travel",
	Doc:    "The lines of fillers and capitals at the foot of passports, visas and identity cards (3 x 30, 2 x 36 or 2 x 44 characters); the check digits of number, birth and expiry decide.",
	Source: "ICAO Doc 9303 parts 4 to 7",
	Find:   &scanner.Finder{On: scanner.OnCapital, Starts: mrzStarts(), At: findMRZ, Blind: true, Base: 0.4, Proven: 0.98},
	Check:  checkMRZ,
	// The specimen holders of Doc 9303.
	Reserved: func(v []byte) bool {
		for i := 0; i+16 <= len(v); i++ {
			if v[i] == 'E' && string(v[i:i+16]) == "ERIKSSON<<ANNA<M" {
				return true
			}
		}
		return false
	},
	Words: []string{"mrz", "machine readable zone", "machine readable", "maschinenlesbare zone", "zone de lecture automatique", "passport", "reisepass", "passeport", "pasaporte"},
	Canon: func(dst, v []byte) []byte {
		for _, c := range v {
			if mrzByte(c) {
				dst = append(dst, c)
			}
		}
		return dst
	},
}

func mrzByte(c byte) bool { return c == '<' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' }

// line is the length of the run of MRZ characters at v, 45 at most.
func line(v []byte) int {
	n := 0
	for n < len(v) && n < 45 && mrzByte(v[n]) {
		n++
	}
	return n
}

func findMRZ(text []byte, at int) (int, int) {
	switch text[at] {
	case 'P', 'I', 'A', 'C', 'V':
	default:
		return at, at
	}
	if len(text)-at < 72 || !mrzByte(text[at+1]) || !mrzByte(text[at+2]) || !mrzByte(text[at+4]) || !mrzByte(text[at+29]) || at > 0 && mrzByte(text[at-1]) {
		return at, at
	}
	width := line(text[at:])
	lines := 2
	switch width {
	case 30:
		lines = 3
	case 36, 44:
	default:
		return at, at
	}
	filler := false
	for _, c := range text[at : at+width] {
		filler = filler || c == '<'
	}
	if !filler {
		return at, at
	}
	i := at + width
	for n := 1; n < lines; n++ {
		j := i
		for j < len(text) && j-i < 12 && (text[j] == '\n' || text[j] == '\r' || text[j] == ' ' || text[j] == '\t') {
			j++
		}
		if j == i && j+1 < len(text) && text[j] == '\\' && text[j+1] == 'n' {
			j += 2
		}
		if j == i || line(text[j:]) != width {
			return at, at
		}
		i = j + width
	}
	return at, i
}

// checkDigit is ICAO's: weights 7, 3, 1, letters from 10, '<' is 0.
func checkDigit(fields ...[]byte) byte {
	w := [3]int{7, 3, 1}
	sum, i := 0, 0
	for _, f := range fields {
		for _, c := range f {
			x := 0
			switch {
			case c >= '0' && c <= '9':
				x = int(c - '0')
			case c >= 'A' && c <= 'Z':
				x = int(c-'A') + 10
			}
			sum += x * w[i%3]
			i++
		}
	}
	return byte('0' + sum%10)
}

func checkMRZ(v []byte) scanner.Verdict {
	var buf [96]byte
	d := buf[:0]
	for _, c := range v {
		if mrzByte(c) {
			if len(d) == 90 {
				return scanner.Wrong
			}
			d = append(d, c)
		}
	}
	field := func(from, to, check int) bool {
		return d[check] == checkDigit(d[from:to]) || d[check] == '<' && checkDigit(d[from:to]) == '0'
	}
	var ok bool
	switch len(d) {
	case 90: // TD1
		ok = field(5, 14, 14) && field(30, 36, 36) && field(38, 44, 44) && d[59] == checkDigit(d[5:30], d[30:37], d[38:45], d[48:59])
		if !ok && d[14] == '<' { // a long document number runs into the optional field
			ok = field(30, 36, 36) && field(38, 44, 44) && d[59] == checkDigit(d[5:30], d[30:37], d[38:45], d[48:59])
		}
	case 72: // TD2, MRV-B
		ok = field(36, 45, 45) && field(49, 55, 55) && field(57, 63, 63) && (d[0] == 'V' || d[71] == checkDigit(d[36:46], d[49:56], d[57:71]) || d[0] == 'I' && d[1] == 'D' && d[2] == 'F')
	case 88: // TD3, MRV-A
		ok = field(44, 53, 53) && field(57, 63, 63) && field(65, 71, 71) && (d[0] == 'V' || d[87] == checkDigit(d[44:54], d[57:64], d[65:87]))
	default:
		return scanner.Wrong
	}
	if !ok {
		return scanner.Wrong
	}
	return scanner.Proven
}

// mrzStarts are the first two characters of a machine-readable zone: the
// document's code and its subtype.
func mrzStarts() (out []string) {
	for _, code := range "PIACV" {
		for _, sub := range "<ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
			out = append(out, string(code)+string(sub))
		}
	}
	return out
}
