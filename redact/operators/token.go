package operators

import (
	"bytes"

	"sluice/redact"
	"sluice/redact/keys"
)

// Tokens of keyed operators have one form:
//
//	EMAIL_ADDRESS_p3fa29c01_k7f3q2m4x6abcdef
//	kind          | key id  body
//	              operator: p pseudonym, e encrypt, v vault
//
// Letters, digits and _ alone: nothing in it needs quoting or escaping in
// CSV, JSON, XML, a URL or a file name, and no detector that asks for a word
// border finds anything inside. Bodies of reversible tokens are base32 (a-z
// and 2-7) and closed by the digit 0, which base32 does not have, so that the
// end is plain whatever stands behind.

// Form is the operator that made a token.
type Form byte

const (
	// FormPseudonym cannot be undone.
	FormPseudonym Form = 'p'
	// FormEncrypt is undone with the key.
	FormEncrypt Form = 'e'
	// FormVault is undone with the key and the vault.
	FormVault Form = 'v'
)

const closing = '0'

// maxKind is the length of the longest kind in bytes; a policy names none that
// is longer. It bounds what is looked at for a token.
const maxKind = 64

// Token is one token in a text. Offsets are bytes, half-open.
type Token struct {
	Start, End int
	Form       Form
	// Kind, KeyID and Body alias the text.
	Kind, KeyID, Body []byte
}

// FindTokens calls emit for every token of a key in ring (of any key where
// ring is nil) in text, in order, until emit returns false. Tokens of
// pseudonyms end with the run of letters and digits they stand in.
func FindTokens(text []byte, ring *keys.Ring, emit func(Token) bool) {
	from := 0 // where the last token ended: a kind does not reach back over it
	for at := 0; ; {
		i := bytes.IndexByte(text[at:], '_')
		if i < 0 {
			return
		}
		i += at
		at = i + 1
		// What stands behind is asked first: of the signs before a _ many may
		// be a kind's, and they may stand before many _.
		if !isHead(text[at:]) {
			continue
		}
		start := i
		for start > max(from, i-maxKind) && isKindByte(text[start-1]) {
			start--
		}
		for start < i && (text[start] < 'A' || text[start] > 'Z') {
			start++
		}
		if start == i {
			continue
		}
		t, ok := parseAt(text, start, i)
		if !ok || ring != nil && ring.ByID(t.KeyID) == nil {
			continue
		}
		if !emit(t) {
			return
		}
		from, at = t.End, t.End
	}
}

// ParseToken reads the token at the start of text, of whatever key.
func ParseToken(text []byte) (Token, bool) {
	if len(text) == 0 || text[0] < 'A' || text[0] > 'Z' {
		return Token{}, false
	}
	i := 1
	for i < len(text) && i <= maxKind && isKindByte(text[i]) {
		i++
	}
	if i == 1 || text[i-1] != '_' {
		return Token{}, false
	}
	return parseAt(text, 0, i-1)
}

// parseAt reads the token whose kind is text[start:mark] with the _ behind it
// at mark.
func parseAt(text []byte, start, mark int) (Token, bool) {
	rest := text[mark+1:]
	if !isHead(rest) {
		return Token{}, false
	}
	form, id := Form(rest[0]), rest[1:1+keys.IDLen]
	body := rest[headSize:]
	n := 0
	end := 0
	if form == FormPseudonym {
		for n < len(body) && isAlnum(body[n]) {
			n++
		}
		end = n
	} else {
		for n < len(body) && isBase32(body[n]) {
			n++
		}
		if n == len(body) || body[n] != closing {
			return Token{}, false
		}
		end = n + 1
	}
	if n == 0 {
		return Token{}, false
	}
	return Token{
		Start: start, End: mark + 1 + headSize + end, Form: form,
		Kind: text[start:mark], KeyID: id, Body: body[:n],
	}, true
}

// headSize is the length of what stands between a kind and a body: the form,
// the id of the key and a _.
const headSize = 1 + keys.IDLen + 1

// isHead reports whether rest, which follows a kind and a _, goes on as a token
// does.
func isHead(rest []byte) bool {
	if len(rest) <= headSize || rest[headSize-1] != '_' {
		return false
	}
	if f := Form(rest[0]); f != FormPseudonym && f != FormEncrypt && f != FormVault {
		return false
	}
	for _, c := range rest[1 : headSize-1] {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func isKindByte(c byte) bool { return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' }
func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
func isBase32(c byte) bool { return c >= 'a' && c <= 'z' || c >= '2' && c <= '7' }

func appendHead(dst []byte, kind string, form Form, id string) []byte {
	dst = append(dst, kind...)
	dst = append(dst, '_', byte(form))
	dst = append(dst, id...)
	return append(dst, '_')
}

// Starter may be implemented by a redact.Recognizer: Starts reports whether a
// replacement can begin with the byte c. Spans asks Own only there.
type Starter interface {
	Starts(c byte) bool
}

// Anchored may be implemented by a redact.Recognizer: every replacement has the
// byte c among its first within bytes; within is 0 where none is known. Far from
// such a byte nobody has to look for replacements.
type Anchored interface {
	Anchor() (c byte, within int)
}

// TokenAnchor is the Anchor of tokens, of whatever operator: the _ behind the
// kind.
func TokenAnchor() (c byte, within int) { return '_', maxKind + 1 }

// Spans calls emit for every replacement that one of the recognizers knows as
// its own in text, in order and without overlap, so that a second run and
// verify leave them alone. Offsets are bytes, half-open.
func Spans(text []byte, rs []redact.Recognizer, emit func(start, end int)) {
	var first [256]bool
	// A table pays from about its own size on.
	table := len(text) >= len(first)
	for _, r := range rs {
		s, ok := r.(Starter)
		for c := range first {
			if !table {
				break
			}
			first[c] = first[c] || !ok || s.Starts(byte(c))
		}
	}
	for i := 0; i < len(text); {
		// A replacement that can be recognised begins at a word's first byte
		// or with a byte that is no part of a word.
		if c := text[i]; table && !first[c] || i > 0 && isAlnum(c) && isAlnum(text[i-1]) {
			i++
			continue
		}
		best := 0
		for _, r := range rs {
			if n := r.Own(text[i:]); n > best {
				best = n
			}
		}
		if best > 0 {
			emit(i, i+best)
			i += best
			continue
		}
		i++
	}
}

func upper(c byte) bool { return c >= 'A' && c <= 'Z' }
