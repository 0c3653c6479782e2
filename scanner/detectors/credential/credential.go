// Package credential holds the detectors of secrets: keys, tokens, passwords
// and the URLs and headers that carry them.
//
// Most issuers write a prefix into their tokens. Such a kind is a pattern or
// a few, and stands alone where the prefix is not also a word. Where the
// issuer computes a checksum into the token it is checked, without the
// network, and a token with a wrong one is not reported unless its label or
// its column says what it is. Values that documentation uses in a key's
// place (…EXAMPLE, xxxx, your-key-here) are Reserved for all kinds here.
//
// Equal secrets are equal byte for byte: case counts.
package credential

import (
	"sluice/scanner"
	"sluice/scanner/detectors/match"
)

// issued completes the detector of a token that its issuer has given a form:
// the family, the exact comparison, placeholders, and a check that refuses
// words and filler where the issuer has no checksum.
func issued(d scanner.Detector) *scanner.Detector {
	d.Family = "credential"
	if d.Canon == nil {
		d.Canon = exact
	}
	if d.Reserved == nil {
		d.Reserved = placeholder
	}
	if d.Check == nil {
		d.Check = varied
	}
	return &d
}

// exact is the Canon of secrets: they have one spelling.
func exact(dst, v []byte) []byte { return append(dst, v...) }

// varied is the check of a token without a checksum. Its last characters are
// random where it is real, so that twenty of them show at least six
// different ones (one random hexadecimal token in 20,000 does not) and, where
// there are enough letters to tell, are no words (one in 1,000).
func varied(v []byte) scanner.Verdict {
	tail := v[max(0, len(v)-20):]
	n := census(tail)
	if n.distinct < 6 {
		return scanner.Wrong
	}
	if len(tail) == 20 && n.hex+n.others < len(tail) && n.lower+n.upper >= 10 && randomness(tail) < 0.2 {
		return scanner.Wrong
	}
	return scanner.Unknown
}

// unjudged is the Check of kinds whose finders have judged already.
func unjudged([]byte) scanner.Verdict { return scanner.Unknown }

// unworded is varied for bodies of letters, digits, dashes and lines, which a
// name with the same prefix could fill just as well; the first skip bytes
// are the prefix.
func unworded(skip int) func(v []byte) scanner.Verdict {
	return func(v []byte) scanner.Verdict {
		if len(v) <= skip || randomness(v[skip:]) < 0.35 {
			return scanner.Wrong
		}
		return varied(v)
	}
}

// mixed is varied for short or prefix-poor tokens of base 62: they must show
// small letters, capitals and digits behind the first skip bytes.
func mixed(skip int) func(v []byte) scanner.Verdict {
	return func(v []byte) scanner.Verdict {
		if len(v) <= skip {
			return scanner.Wrong
		}
		if n := census(v[skip:]); n.lower == 0 || n.upper == 0 || n.digits == 0 {
			return scanner.Wrong
		}
		return varied(v)
	}
}

// Words that stand in a secret's place in documentation and templates; all
// lower case.
var fillers = []string{
	"example", "xxxx", "your", "changeme", "change-me", "change_me", "placeholder", "redacted",
	"dummy", "insert", "replace", "secret_here", "key_here", "key-here", "token_here", "goes-here",
	"goes_here", "****", "....", "\u2022\u2022", "\u2026", "${", "{{", "$(", "<", ">", "%s", "abcdefgh", "123456789",
}

// placeholder is the Reserved of tokens: published example keys and what
// templates write instead of one. Tokens are long and random, so that a
// filler word inside one is no accident (odds below 1 in 10,000).
func placeholder(v []byte) bool {
	for i, c := range v {
		next := byte(0)
		if i+1 < len(v) {
			next = v[i+1]
		}
		if !fillerHeads[fillerHead(c, next)] {
			continue
		}
		for _, f := range fillers {
			if len(f) <= len(v)-i && match.Is(v[i:i+len(f)], f) {
				return true
			}
		}
	}
	return patterned(v)
}

// fillerHeads tells how fillers begin, by two bytes in any case.
var fillerHeads = func() (t [1 << 10]bool) {
	for _, f := range fillers {
		for next := range 32 {
			if len(f) == 1 || byte(next) == f[1]&0x1f {
				t[fillerHead(f[0], byte(next))] = true
			}
		}
	}
	return
}()

func fillerHead(a, b byte) int { return int(a&0x1f)<<5 | int(b&0x1f) }

// containsFold reports whether v holds the lower-case word w in any case.
func containsFold(v []byte, w string) bool {
	for i := 0; i+len(w) <= len(v); i++ {
		if match.Is(v[i:i+len(w)], w) {
			return true
		}
	}
	return false
}

func hasPrefix(v []byte, p string) bool { return len(v) >= len(p) && string(v[:len(p)]) == p }

func isAlnum(c byte) bool { return classOf(c) != other }

func isWord(c byte) bool { return c == '_' || isAlnum(c) }

// isBase64 accepts both alphabets of RFC 4648, without the padding.
func isBase64(c byte) bool {
	return isAlnum(c) || c == '+' || c == '/' || c == '-' || c == '_'
}

// runBytes are the bytes of a run that OnLong speaks of.
var runBytes = func() (t [256]bool) {
	for c := range t {
		t[c] = isBase64(byte(c)) || c == '='
	}
	return
}()

// longRun is the end of the run of [A-Za-z0-9_+/=-] that starts at at, or -1
// if it is longer than limit bytes. What a Finder on OnLong asks first.
func longRun(text []byte, at, limit int) int {
	for i, c := range text[at:min(len(text), at+limit+1)] {
		if !runBytes[c] {
			return at + i
		}
	}
	if len(text)-at > limit {
		return -1
	}
	return len(text)
}

// afterEquals is the start of the value in a run such as KEY=value==: the
// byte behind the last '=' that is not padding.
func afterEquals(text []byte, start, end int) int {
	i := end
	for i > start && text[i-1] == '=' {
		i--
	}
	for ; i > start; i-- {
		if text[i-1] == '=' {
			return i
		}
	}
	return start
}
