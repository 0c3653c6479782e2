package credential

import (
	"bytes"
	"encoding/base64"

	"sluice/scanner"
)

var privateKey = issued(scanner.Detector{
	Kind:     "PRIVATE_KEY",
	Name:     "private key block",
	Doc:      "A framed private key (PEM of RFC 7468, OpenSSH, PGP) from its BEGIN line to its END line, with line ends as bytes or written as \\n; a block that is cut off counts to its last line. Public keys and certificates are not matched.",
	Source:   "RFC 7468; RFC 9580; OpenSSH PROTOCOL.key",
	Aliases:  []string{"ENCRYPTION_KEY", "OPENSSH_PRIVATE_KEY", "PGP_PRIVATE_KEY", "PKCS", "PEM_PRIVATE_KEY"},
	Find:     &scanner.Finder{On: scanner.OnDashes, At: findPEM, Base: 0.9, Proven: 0.99},
	Check:    checkPEM,
	Reserved: reservedPEM,
	Canon:    canonPEM,
	Words:    []string{"private key", "ssh key", "rsa private key", "signing key pem", "id rsa"},
})

// maxBlock is more than a 16,384-bit RSA key or a PGP key ring of a few keys
// needs.
const maxBlock = 64 << 10

var pemBegin = []byte("-----BEGIN ")

// findPEM matches a whole block; at is the first of its dashes.
func findPEM(text []byte, at int) (int, int) {
	rest := text[at:min(len(text), at+maxBlock)]
	// A longer run of dashes (a ruler) may lead into the frame.
	skip := 0
	for skip < len(rest) && rest[skip] == '-' {
		skip++
	}
	if skip < 5 || skip > 16 {
		return at, at
	}
	at, rest = at+skip-5, rest[skip-5:]
	if !bytes.HasPrefix(rest, pemBegin) {
		return at, at
	}
	labelEnd := bytes.IndexByte(rest[len(pemBegin):min(len(rest), 80)], '-')
	if labelEnd < 0 {
		return at, at
	}
	label := rest[len(pemBegin) : len(pemBegin)+labelEnd]
	if !bytes.HasSuffix(label, []byte("PRIVATE KEY")) && !bytes.HasSuffix(label, []byte("PRIVATE KEY BLOCK")) {
		return at, at
	}
	head := len(pemBegin) + labelEnd + 5
	if head > len(rest) || string(rest[head-5:head]) != "-----" {
		return at, at
	}
	// A block ends where the next one begins, at the latest: openings without
	// an end must not each walk over all that follows.
	if next := bytes.Index(rest[head:], pemBegin); next >= 0 {
		rest = rest[:head+next]
	}
	if i := bytes.Index(rest[head:], []byte("-----END ")); i >= 0 && bodyOnly(rest[head:head+i]) == i {
		close := head + i + len("-----END ")
		if j := bytes.Index(rest[close:min(len(rest), close+80)], []byte("-----")); j >= 0 {
			return at, at + close + j + 5
		}
	}
	// No end line: a cut record. Everything that can be a key's body is it,
	// if there is enough of it to be one.
	if n := bodyOnly(rest[head:]); n >= 64 {
		return at, at + head + n
	}
	return at, at
}

// bodyOnly is the length of the leading part of v that may stand inside a
// frame: base 64, header lines (Proc-Type, DEK-Info, Version, Comment), line
// ends as bytes or escapes, quotes and plus signs of source code that builds
// the block line by line.
func bodyOnly(v []byte) int {
	for i, c := range v {
		switch {
		case isBase64(c), c == '=', c == '\n', c == '\r', c == '\\', c == ' ', c == '\t':
		case c == ':', c == ',', c == '.', c == '(', c == ')', c == '"', c == '\'', c == '@':
		case c == '>', c == '|', c == '#', c == '*', c == ';':
		default:
			return i
		}
	}
	return len(v)
}

// checkPEM proves a block whose body is what its label promises: DER begins
// with a SEQUENCE, OpenSSH keys with their magic. Encrypted and PGP blocks
// have other beginnings and stay Unknown.
func checkPEM(v []byte) scanner.Verdict {
	var buf [24]byte
	head := bytes.Index(v, []byte("KEY-----"))
	if head < 0 {
		if head = bytes.Index(v, []byte("BLOCK-----")); head < 0 {
			return scanner.Wrong
		}
		return scanner.Unknown
	}
	n, body := 0, v[head+len("KEY-----"):]
	if end := bytes.Index(body, []byte("-----END")); end >= 0 {
		body = body[:end]
	}
	total := 0
	for i := 0; i < len(body); i++ {
		c := body[i]
		switch {
		case c == '\\' && i+1 < len(body): // the n of an escaped line end is no base 64
			i++
		case c == ':' || c == ',':
			return scanner.Unknown // header lines
		case isBase64(c):
			if total++; n < len(buf) {
				buf[n] = c
				n++
			}
		}
	}
	if total < 40 {
		return scanner.Wrong // a frame around an ellipsis
	}
	var raw [18]byte
	if _, err := base64.StdEncoding.Decode(raw[:], buf[:]); err != nil {
		return scanner.Unknown
	}
	if raw[0] == 0x30 || bytes.HasPrefix(raw[:], []byte("openssh-key-v1")) {
		return scanner.Proven
	}
	return scanner.Unknown
}

// reservedPEM tells frames around filler.
func reservedPEM(v []byte) bool {
	body := v[min(len(v), 11):]
	return bytes.Contains(body, []byte("...")) || containsFold(body, "xxxxxxxx") || containsFold(body, "your") && !longBody(body)
}

// longBody reports whether some line of v is 48 characters of base 64 or
// longer.
func longBody(v []byte) bool {
	run := 0
	for _, c := range v {
		if !isBase64(c) {
			run = 0
		} else if run++; run >= 48 {
			return true
		}
	}
	return false
}

// canonPEM drops what differs between spellings of one block: line ends,
// escaped ones too, and blanks.
func canonPEM(dst, v []byte) []byte {
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case c == '\\' && i+1 < len(v):
			i++
		case c <= ' ', c == '"', c == '\'':
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

const eol = `(?:\r?\n|\\r\\n|\\n)`

var puttyKey = issued(scanner.Detector{
	Kind:   "PUTTY_PRIVATE_KEY",
	Name:   "PuTTY private key file",
	Doc:    "A PuTTY private key (.ppk) of version 2 or 3, from its first line to its Private-MAC.",
	Source: "PuTTY User Manual, appendix C: PPK file format",
	Patterns: []scanner.Pattern{
		{RE: `PuTTY-User-Key-File-[23]: [a-z0-9@.-]{1,64}` + eol + `(?:[A-Za-z0-9-]+: [^\r\n\\]*` + eol + `|[A-Za-z0-9+/=]+` + eol + `)+Private-MAC: [0-9a-f]{40,64}`, Base: 0.95},
	},
	Canon: canonPEM,
	Words: []string{"putty key", "ppk"},
})

var encodedKey = issued(scanner.Detector{
	Kind:   "ENCODED_PRIVATE_KEY",
	Name:   "private key in base 64",
	Doc:    "A private key block that was encoded as a whole once more (Kubernetes secrets, kubeconfig client-key-data, CI variables); it must decode to a BEGIN PRIVATE KEY line.",
	Source: "RFC 7468; RFC 4648",
	Patterns: []scanner.Pattern{
		{RE: `LS0tLS1CRUdJTi[A-Za-z0-9+/]{60,}={0,2}`, Base: 0.3, Proven: 0.97},
	},
	Check: func(v []byte) scanner.Verdict {
		// 64 characters are 48 bytes, the whole BEGIN line of any key.
		var raw [48]byte
		if len(v) < 64 {
			return scanner.Wrong
		}
		if _, err := base64.StdEncoding.Decode(raw[:], v[:64]); err != nil {
			return scanner.Wrong
		}
		return provenIf(bytes.Contains(raw[:], []byte("PRIVATE KEY")))
	},
	Reserved: never,
	Words:    []string{"client key data", "tls key", "private key base64"},
})

func never([]byte) bool { return false }
