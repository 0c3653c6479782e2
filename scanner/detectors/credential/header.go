package credential

import (
	"bytes"
	"encoding/base64"

	"sluice/scanner"
	"sluice/scanner/detectors/match"
)

var basicAuth = issued(scanner.Detector{
	Kind:     "BASIC_AUTH_HEADER",
	Name:     "HTTP Basic credentials",
	Doc:      "The base 64 behind the scheme word Basic, if it decodes to user:password. The span is the base 64, the scheme stays.",
	Source:   "RFC 7617",
	Aliases:  []string{"HTTP_BASIC_AUTH_HEADER"},
	Find:     &scanner.Finder{On: scanner.OnLong, Never: scanner.PlainCells, At: findBasic, Blind: true, Base: 0.3, Proven: 0.95},
	Check:    checkBasic,
	Reserved: reservedBasic,
	Words:    []string{"authorization", "proxy authorization", "basic auth"},
})

// scheme reports whether word, in any case, and one or more blanks stand
// directly before text[at].
func scheme(text []byte, at int, word string) bool {
	i := at
	for i > 0 && text[i-1] == ' ' && at-i < 4 {
		i--
	}
	return i < at && i >= len(word) && match.Is(text[i-len(word):i], word) && (i == len(word) || !isWord(text[i-len(word)-1]))
}

// findBasic: OnLong because the shortest credentials worth it, ten bytes,
// make a run of sixteen.
func findBasic(text []byte, at int) (int, int) {
	if at < 6 || text[at-1] != ' ' || !scheme(text, at, "basic") {
		return at, at
	}
	end := longRun(text, at, 512)
	if end < 0 {
		return at, at
	}
	return at, end
}

func checkBasic(v []byte) scanner.Verdict {
	user, pass, ok := decodeBasic(v, make([]byte, 0, 384))
	return provenIf(ok && len(user)+len(pass) > 2)
}

// decodeBasic decodes user and password into buf's memory.
func decodeBasic(v, buf []byte) (user, pass []byte, ok bool) {
	v = bytes.TrimRight(v, "=")
	if n := base64.RawStdEncoding.DecodedLen(len(v)); n > cap(buf) {
		return nil, nil, false
	}
	buf = buf[:cap(buf)]
	n, err := base64.RawStdEncoding.Decode(buf, v)
	if err != nil {
		return nil, nil, false
	}
	buf = buf[:n]
	for _, c := range buf {
		if c < ' ' || c == 0x7f {
			return nil, nil, false
		}
	}
	return bytes.Cut(buf, []byte{':'})
}

// reservedBasic knows the examples of RFC 7617 and RFC 2617 and fillers.
func reservedBasic(v []byte) bool {
	user, pass, ok := decodeBasic(v, make([]byte, 0, 384))
	if !ok {
		return placeholder(v)
	}
	return match.Is(user, "aladdin") || fillerPassword(pass) || match.Is(user, "username")
}

var bearerToken = issued(scanner.Detector{
	Kind:         "BEARER_TOKEN",
	Name:         "bearer or access token",
	Doc:          "The token behind the scheme word Bearer, or behind a label such as access_token, if it looks random. Tokens whose issuer is known are reported as the issuer's kind.",
	Source:       "RFC 6750",
	Aliases:      []string{"AUTH_TOKEN", "OAUTH_TOKEN"},
	Find:         &scanner.Finder{On: scanner.OnLong, Never: scanner.PlainCells, At: findBearer, Blind: true, Base: 0.75},
	Check:        checkBearer,
	Words:        []string{"access token", "auth token", "bearer token", "refresh token", "oauth token", "oauth access token", "authorization token", "authentication token", "session token", "x auth token", "api token", "personal access token", "token d accès", "jeton d accès", "zugriffstoken", "token de acceso", "token di accesso", "token de acesso"},
	LabelledFind: labelledSecret,
})

// tokenByte is token68 of RFC 9110 without the padding.
func tokenByte(c byte) bool { return isBase64(c) || c == '.' || c == '~' }

func findBearer(text []byte, at int) (int, int) {
	// A token with dots or tildes is several runs; walk to its start.
	start := at
	for start > 0 && at-start < 256 && tokenByte(text[start-1]) {
		start--
	}
	if start < 6 || text[start-1] != ' ' {
		return at, at
	}
	if !scheme(text, start, "bearer") {
		// "Authorization: token …" of several APIs: the word alone is English.
		if !scheme(text, start, "token") || !bytes.Contains(bytes.ToLower(text[max(0, start-32):start]), []byte("authorization")) {
			return at, at
		}
	}
	end := at
	for end < len(text) && end-start < 4096 && tokenByte(text[end]) {
		end++
	}
	for end > start && text[end-1] == '.' {
		end-- // the sentence's
	}
	for end < len(text) && text[end] == '=' {
		end++
	}
	return start, end
}

func checkBearer(v []byte) scanner.Verdict {
	if checkJWT(v) == scanner.Proven {
		return scanner.Proven
	}
	for part := range bytes.SplitSeq(bytes.TrimRight(v, "="), []byte{'.'}) {
		if looksRandom(part) {
			return scanner.Unknown
		}
	}
	return scanner.Wrong
}
