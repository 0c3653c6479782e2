package operators

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"

	"sluice/redact"
)

func hashSpec() Spec {
	return Spec{
		Name: "hash",
		Doc: "SHA-256 or SHA-512 of the value with an optional salt, for those who must match an existing scheme. " +
			"WARNING: without a key anyone can try: all phone numbers or all SSNs are hashed within minutes, and the salt stands in the policy. " +
			"Where no scheme demands it, use pseudonym.",
		Params: []Param{
			{Name: "algorithm", Type: Enum, Default: "sha256", Values: []string{"sha256", "sha512"}, Doc: "The digest."},
			{Name: "salt", Type: Text, Doc: "Text that is hashed with the value. It is no secret."},
			{Name: "salt_place", Type: Enum, Default: "before", Values: []string{"before", "after"}, Doc: "Where the salt stands."},
			{Name: "of", Type: Enum, Default: "canon", Values: []string{"canon", "text", "lower"},
				Doc: "canon: the normalised value. text: as it is written. lower: as it is written, ASCII letters in lower case, no spaces around it (what advertisers' matching asks for)."},
			{Name: "encoding", Type: Enum, Default: "hex", Values: []string{"hex", "base64", "base64url"}, Doc: "How the digest is written."},
			{Name: "prefix", Type: Text, Doc: "Text before the digest, such as sha256:. With it a second run knows the digest as its own."},
		},
		make: func(a *args, _ Env) (redact.Operator, error) {
			h := &hashed{
				wide: a.str("algorithm") == "sha512", salt: []byte(a.str("salt")), after: a.str("salt_place") == "after",
				of: a.str("of"), encoding: a.str("encoding"), prefix: []byte(a.str("prefix")),
			}
			if len(h.salt) > 1024 {
				return nil, a.fail("salt", "want at most 1024 bytes")
			}
			if len(h.prefix) > 64 || bytes.ContainsAny(h.prefix, "\x00\r\n") {
				return nil, a.fail("prefix", "want at most 64 bytes in one line")
			}
			return h, nil
		},
	}
}

type hashed struct {
	wide, after bool
	salt        []byte
	of          string
	encoding    string
	prefix      []byte
}

func (*hashed) Name() string { return "hash" }

func (h *hashed) Apply(dst []byte, v redact.Value) ([]byte, error) {
	n := len(dst)
	if v.Number {
		return dst, fail("hash", v, redact.ErrNotNumber)
	}
	text := v.Text
	switch h.of {
	case "canon":
		text = canon(v)
	case "lower":
		text = bytes.TrimSpace(text)
	}
	var buf [256]byte
	in := buf[:0]
	if !h.after {
		in = append(in, h.salt...)
	}
	at := len(in)
	in = append(in, text...)
	if h.of == "lower" {
		for i := at; i < len(in); i++ {
			if in[i] >= 'A' && in[i] <= 'Z' {
				in[i] += 'a' - 'A'
			}
		}
	}
	if h.after {
		in = append(in, h.salt...)
	}
	var digest [sha512.Size]byte
	size := sha256.Size
	if h.wide {
		digest, size = sha512.Sum512(in), sha512.Size
	} else {
		d := sha256.Sum256(in)
		copy(digest[:], d[:])
	}
	dst = append(dst, h.prefix...)
	switch h.encoding {
	case "hex":
		dst = hex.AppendEncode(dst, digest[:size])
	case "base64":
		dst = base64.StdEncoding.AppendEncode(dst, digest[:size])
	default:
		dst = base64.RawURLEncoding.AppendEncode(dst, digest[:size])
	}
	return fits(dst, n, v, "hash")
}

// Own knows digests by the prefix alone.
func (h *hashed) Own(text []byte) int {
	if len(h.prefix) == 0 || !bytes.HasPrefix(text, h.prefix) {
		return 0
	}
	size := sha256.Size
	if h.wide {
		size = sha512.Size
	}
	var n int
	ok := isHex
	switch h.encoding {
	case "hex":
		n = hex.EncodedLen(size)
	case "base64":
		n, ok = base64.StdEncoding.EncodedLen(size), isBase64
	default:
		n, ok = base64.RawURLEncoding.EncodedLen(size), isBase64
	}
	rest := text[len(h.prefix):]
	if len(rest) < n {
		return 0
	}
	for _, c := range rest[:n] {
		if !ok(c) {
			return 0
		}
	}
	return len(h.prefix) + n
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' }

func isBase64(c byte) bool {
	return isAlnum(c) || c == '+' || c == '/' || c == '-' || c == '_' || c == '='
}
