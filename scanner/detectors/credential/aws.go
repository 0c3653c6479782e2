package credential

import (
	"bytes"

	"sluice/scanner"
)

var awsCredentials = issued(scanner.Detector{
	Kind:    "AWS_CREDENTIALS",
	Name:    "AWS access key, secret key or session token",
	Doc:     "Access key ids (AKIA, ASIA and kin) by their form; session tokens by their first bytes, which are the region's; secret keys, 40 characters of base 64 without a prefix, where a label claims them or an access key id stands within 300 bytes.",
	Source:  "AWS IAM User Guide, IAM identifiers, unique ids",
	Aliases: []string{"AWS_ACCESS_KEY", "AWS_SECRET_KEY"},
	Find: &scanner.Finder{
		On: scanner.OnLong, Never: scanner.PlainCells, Min: 20, At: findAWS, May: mayAWS, Base: 0.7, Proven: 0.95,
	},
	Check:    checkAWS,
	Reserved: func(v []byte) bool { return bytes.Contains(v, []byte("EXAMPLE")) || placeholder(v) },
	Words: []string{
		"aws secret access key", "secret access key", "aws secret key", "aws secret", "aws access key id", "aws access key",
		"aws session token", "awssecretkey", "awsaccesskeyid", "aws key", "s3 secret key", "s3 access key", "aws credentials",
	},
	Weak:         []string{"aws", "amazon", "s3", "iam"},
	LabelledFind: labelledAWS,
})

// keyID reports whether text[i:] starts with an access key id: four letters
// that say what it is, then 16 of the base 32 alphabet.
func keyID(text []byte, i int) bool {
	if len(text) < i+20 || text[i] != 'A' {
		return false
	}
	switch string(text[i : i+4]) {
	case "AKIA", "ASIA", "ABIA", "ACCA":
	default:
		return false
	}
	for _, c := range text[i+4 : i+20] {
		if (c < 'A' || c > 'Z') && (c < '2' || c > '7') {
			return false
		}
	}
	return (i == 0 || !isWord(text[i-1])) && (i+20 == len(text) || !isWord(text[i+20]))
}

// sessionToken reports whether v starts with the base 64 of "!\n.origin" or
// of the older "..er/aws" header.
func sessionToken(v []byte) bool {
	return hasPrefix(v, "IQoJb3JpZ2lu") || hasPrefix(v, "FwoGZXIvYXdz") || hasPrefix(v, "FQoGZXIvYXdz")
}

// mayAWS: an id begins with four letters, all else is long.
func mayAWS(text []byte, at int) bool {
	if len(text)-at >= 40 {
		return true
	}
	for _, p := range [...]string{"AKIA", "ASIA", "ABIA", "ACCA"} {
		if bytes.Contains(text, []byte(p)) {
			return true
		}
	}
	return false
}

func findAWS(text []byte, at int) (int, int) {
	// Ids stand at the start of a run or behind NAME= or a slash; a run is
	// looked at for 128 bytes, longer ones are other things.
	end := at
	for stop := min(len(text), at+128); end < stop && runBytes[text[end]]; end++ {
		c := text[end]
		if c != 'A' && c != 'I' && c != 'F' || end > at && isWord(text[end-1]) {
			continue
		}
		switch c {
		case 'A':
			if keyID(text, end) {
				return end, end + 20
			}
		case 'I', 'F':
			if sessionToken(text[end:]) {
				// Two kilobytes hold the longest session token there is.
				stop := end
				for stop < len(text) && stop-end < 3000 && runBytes[text[stop]] {
					stop++
				}
				if stop-end >= 100 {
					return end, stop
				}
			}
		}
	}
	if end-at < 40 || end < len(text) && runBytes[text[end]] {
		return at, at
	}
	start := afterEquals(text, at, end)
	if end-start != 40 || !isSecretKey(text[start:end]) {
		return at, at
	}
	// Without a label a secret key is only one beside its id.
	lo, hi := max(0, start-300), min(len(text), end+300)
	for i := lo; i+20 <= hi; i++ {
		if text[i] == 'A' && keyID(text, i) {
			return start, end
		}
	}
	return at, at
}

// isSecretKey: 40 characters of base 64 that are neither a hexadecimal digest
// nor words. A random key lacks small letters, capitals or digits about once
// in 1,000 keys.
func isSecretKey(v []byte) bool {
	if len(v) != 40 {
		return false
	}
	for _, c := range v {
		if !isAlnum(c) && c != '+' && c != '/' {
			return false
		}
	}
	n := census(v)
	return n.lower > 0 && n.upper > 0 && n.digits > 0 && n.distinct >= 16 && randomness(v) > 0.3
}

func checkAWS(v []byte) scanner.Verdict {
	switch {
	case len(v) == 20 && keyID(v, 0):
		// Nothing is computed into an id, but no other text has its form.
		return provenIf(varied(v[4:]) != scanner.Wrong)
	case sessionToken(v), isSecretKey(v):
		return scanner.Unknown
	}
	return scanner.Wrong
}

func labelledAWS(text []byte, at int) int {
	if keyID(text, at) {
		return at + 20
	}
	end := at
	for end < len(text) && end-at < 3000 && runBytes[text[end]] {
		end++
	}
	if v := text[at:end]; isSecretKey(v) || sessionToken(v) && len(v) >= 100 {
		return end
	}
	return at
}

var bedrockKey = issued(scanner.Detector{
	Kind:   "BEDROCK_API_KEY",
	Name:   "Amazon Bedrock API key",
	Doc:    "Long and short API keys of Amazon Bedrock by their prefixes, which decode to the service's name.",
	Source: "Amazon Bedrock User Guide, API keys",
	Patterns: []scanner.Pattern{
		{RE: `ABSK[A-Za-z0-9+/]{109,269}={0,2}`, Base: 0.85},
		{RE: `bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/=_-]{20,}`, Base: 0.95},
	},
	Words: []string{"bedrock api key", "aws bearer token bedrock", "bedrock key"},
})
