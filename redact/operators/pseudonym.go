package operators

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"strconv"
	"sync"

	"sluice/redact"
	"sluice/redact/keys"
)

func pseudonymSpec() Spec {
	return Spec{
		Name: "pseudonym",
		Doc: "A keyed one-way token, EMAIL_ADDRESS_p3fa29c01_k7f3q2m4x6abcdef: the same for equal values whatever their spelling, in every " +
			"file and run with the key, so that joins survive; nobody can undo it, and without the key nobody can guess and try. " +
			"HMAC-SHA256 over the kind and the normalised value. Where only a number fits (an unquoted number of JSON, a column of integers) it is one of " +
			"16 digits that begins with 85 to 89, exact in a 64-bit float and known again with the key; a column of less than 54 bits becomes null.",
		Params: []Param{
			{Name: "length", Type: Int, Default: "16", Min: 7, Max: 64, Doc: "Characters of the token's body. At 16 (80 bits) a collision among a billion values has odds of one in two million."},
			{Name: "alphabet", Type: Enum, Default: "base32", Values: []string{"base32", "hex", "digits", "base36", "base58"}, Doc: "What the body is made of."},
			{Name: "form", Type: Enum, Default: "token", Values: []string{"token", "bare"},
				Doc: "token: kind, key id and body. bare: the body alone; it cannot be told from other text, so a second run may replace it again."},
			{Name: "namespace", Type: Text, Doc: "Instead of the kind: two kinds with one namespace give one pseudonym for one value."},
			scopeParam,
		},
		Keyed: true, Idempotent: true,
		make: func(a *args, env Env) (redact.Operator, error) {
			p := &pseudonym{
				ring: env.Keys, id: env.Keys.Active().ID(), length: a.int("length"),
				alphabet: alphabets[a.str("alphabet")], bare: a.str("form") == "bare", namespace: a.str("namespace"),
				mac: newMAC(env.Keys.Active(), purpose("pseudonym", a)),
			}
			for _, k := range env.Keys.All() {
				p.marks = append(p.marks, newMAC(k, purpose("pseudonym/number", a)))
			}
			if b := randomness(len(p.alphabet), p.length); b < 40 {
				return nil, a.fail("length", "%d characters of this alphabet hold %.0f bits; want 40 at least, or different values meet", p.length, b)
			}
			return p, nil
		},
	}
}

var scopeParam = Param{Name: "scope", Type: Text,
	Doc: "Replacements of different scopes (a tenant, a dataset) are unrelated, though the key is one."}

// purpose names the subkey of an operator within its scope.
func purpose(op string, a *args) string {
	if s := a.str("scope"); s != "" {
		return op + "/scope " + strconv.Itoa(len(s)) + " " + s
	}
	return op
}

var alphabets = map[string]string{
	"base32": "abcdefghijklmnopqrstuvwxyz234567",
	"hex":    "0123456789abcdef",
	"digits": "0123456789",
	"base36": "0123456789abcdefghijklmnopqrstuvwxyz",
	"base58": "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
}

// macer computes HMAC-SHA256 under one subkey. Making an HMAC costs four
// times what using it costs, so they are kept.
type macer struct{ pool sync.Pool }

type macState struct {
	h   hash.Hash
	buf [sha256.Size]byte
}

func newMAC(k *keys.Key, purpose string) *macer {
	sub := k.Derive(purpose, 32)
	m := &macer{}
	m.pool.New = func() any { return &macState{h: hmac.New(sha256.New, sub)} }
	return m
}

// sum is the HMAC over kind, a zero byte and text. Kinds hold no zero byte, so
// no two pairs meet.
func (m *macer) sum(out *[sha256.Size]byte, kind string, text []byte) {
	st := m.pool.Get().(*macState)
	st.h.Reset()
	b := append(st.buf[:0], kind...)
	b = append(b, 0)
	st.h.Write(b)
	st.h.Write(text)
	copy(out[:], st.h.Sum(st.buf[:0]))
	m.pool.Put(st)
}

type pseudonym struct {
	ring      *keys.Ring
	id        string
	length    int
	alphabet  string
	bare      bool
	namespace string
	mac       *macer
	marks     []*macer // of the numbers of each key, the active one first
}

func (*pseudonym) Name() string { return "pseudonym" }

func (p *pseudonym) Apply(dst []byte, v redact.Value) ([]byte, error) {
	n := len(dst)
	kind := kindName(v)
	space := kind
	if p.namespace != "" {
		space = p.namespace
	}
	var sum [sha256.Size]byte
	p.mac.sum(&sum, space, canon(v))
	if v.Number {
		return fits(appendNumber(dst, binary.BigEndian.Uint64(sum[:]), p.marks[0]), n, v, "pseudonym")
	}
	if !p.bare {
		dst = appendHead(dst, kind, FormPseudonym, p.id)
	}
	return fits(appendBody(dst, sum, p.alphabet, p.length), n, v, "pseudonym")
}

// Pseudonyms that must be numbers are numberBase + check*numberSpan + body.
// All are below 2^53, where 64-bit floats, which most readers of JSON keep
// numbers in, are still exact. No card or account scheme uses numbers of 16
// digits that begin with 85 to 89, and of those that somebody does use, the
// keyed check takes one in 500 for ours.
const (
	numberBase  = 8_500_000_000_000_000
	numberSpan  = 1_000_000_000_000
	numberMarks = 500
)

func appendNumber(dst []byte, x uint64, mark *macer) []byte {
	x %= numberSpan
	return strconv.AppendUint(dst, numberBase+numberMark(mark, x)*numberSpan+x, 10)
}

func numberMark(m *macer, body uint64) uint64 {
	var sum [sha256.Size]byte
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], body)
	m.sum(&sum, "", b[:])
	return binary.BigEndian.Uint64(sum[:]) % numberMarks
}

// Known implements redact.Knower for numbers of every key of the ring.
func (p *pseudonym) Known(v redact.Value) bool {
	if !v.Number || len(v.Text) != 16 {
		return false
	}
	x, ok := magnitude(v.Text)
	if !ok || x < numberBase || x >= numberBase+numberMarks*numberSpan {
		return false
	}
	x -= numberBase
	for _, m := range p.marks {
		if numberMark(m, x%numberSpan) == x/numberSpan {
			return true
		}
	}
	return false
}

// appendBody writes n characters. Each takes two bytes, so that the remainder
// favours no character by more than one in a thousand.
func appendBody(dst []byte, sum [sha256.Size]byte, alphabet string, n int) []byte {
	size := uint16(len(alphabet))
	block, at := sum, 0
	for i := range n {
		if at == len(block) {
			var next [sha256.Size + 1]byte
			copy(next[:], sum[:])
			next[sha256.Size] = byte(i)
			block, at = sha256.Sum256(next[:]), 0
		}
		dst = append(dst, alphabet[binary.BigEndian.Uint16(block[at:])%size])
		at += 2
	}
	return dst
}

// Own knows tokens of every key of the ring whose body is as long as this
// operator writes it.
func (p *pseudonym) Own(text []byte) int {
	if p.bare {
		return 0
	}
	t, ok := ParseToken(text)
	if !ok || t.Form != FormPseudonym || len(t.Body) < p.length || p.ring.ByID(t.KeyID) == nil {
		return 0
	}
	for _, c := range t.Body[:p.length] {
		if !inAlphabet(p.alphabet, c) {
			return 0
		}
	}
	return t.End - (len(t.Body) - p.length)
}

func inAlphabet(alphabet string, c byte) bool {
	for i := range len(alphabet) {
		if alphabet[i] == c {
			return true
		}
	}
	return false
}

// Starts implements Starter.
func (*pseudonym) Starts(c byte) bool { return upper(c) }

// Anchor implements Anchored.
func (*pseudonym) Anchor() (c byte, within int) { return TokenAnchor() }
