package credential

import (
	"bytes"
	"encoding/base64"

	"sluice/scanner"
)

var jwt = issued(scanner.Detector{
	Kind:    "JWT",
	Name:    "JSON web token",
	Doc:     "A signed (three parts) or encrypted (five parts) token in compact form; its first part must decode to a JSON object with an \"alg\".",
	Source:  "RFC 7519, RFC 7515, RFC 7516",
	Aliases: []string{"JSON_WEB_TOKEN"},
	Patterns: []scanner.Pattern{
		{RE: `eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]*`, Base: 0.4, Proven: 0.95},
		{RE: `eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{8,}`, Base: 0.4, Proven: 0.95},
	},
	Check:    checkJWT,
	Reserved: func(v []byte) bool { return bytes.Contains(v, []byte("...")) },
	Words:    []string{"jwt", "json web token", "id token", "jwt token"},
	Weak:     []string{"token", "bearer", "authorization", "session"},
})

func checkJWT(v []byte) scanner.Verdict {
	head, rest, ok := bytes.Cut(v, []byte{'.'})
	if !ok {
		return scanner.Wrong
	}
	var raw [768]byte
	if len(head) > 1024 {
		head = head[:1024] // what is asked stands in front, whole certificates (x5c) behind
	}
	head = head[:len(head)/4*4+tailOf(len(head))]
	n, err := base64.RawURLEncoding.Decode(raw[:], head)
	if err != nil {
		return scanner.Wrong
	}
	header := raw[:n]
	if !bytes.HasPrefix(header, []byte{'{', '"'}) || !bytes.Contains(header, []byte(`"alg"`)) {
		return scanner.Wrong
	}
	switch bytes.Count(rest, []byte{'.'}) {
	case 1:
		return scanner.Proven
	case 3:
		return provenIf(bytes.Contains(header, []byte(`"enc"`)))
	}
	return scanner.Wrong
}

// tailOf is how many of the last n%4 characters of unpadded base 64 decode.
func tailOf(n int) int {
	if n%4 == 1 {
		return 0
	}
	return n % 4
}
