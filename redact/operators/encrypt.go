package operators

import (
	"encoding/base32"
	"sync"

	"sluice/redact"
	"sluice/redact/keys"
	"sluice/redact/siv"
)

// lower32 is base32 (RFC 4648) in lower case, without padding.
var lower32 = base32.NewEncoding(alphabets["base32"]).WithPadding(base32.NoPadding)

func encryptSpec() Spec {
	return Spec{
		Name: "encrypt",
		Doc: "A token that holds the value under AES-SIV (RFC 5297), EMAIL_ADDRESS_e3fa29c01_...0: the same for equal values, " +
			"undone by sluice restore with the key alone, no vault needed. The kind is authenticated with it. The token tells the value's length.",
		Params: []Param{
			{Name: "spelling", Type: Enum, Default: "exact", Values: []string{"exact", "canon"},
				Doc: "exact: restored byte for byte, other spellings of a value give other tokens. canon: all spellings give one token, restored is the normalised value."},
			scopeParam,
		},
		Reversible: true, Keyed: true, Idempotent: true,
		make: func(a *args, env Env) (redact.Operator, error) {
			e := &encrypt{ring: env.Keys, id: env.Keys.Active().ID(), exact: a.str("spelling") == "exact", ciphers: map[string]*siv.Cipher{}}
			for _, k := range env.Keys.All() {
				c, err := siv.New(k.Derive(purpose("encrypt", a), 64))
				if err != nil {
					return nil, err
				}
				e.ciphers[k.ID()] = c
			}
			e.active = e.ciphers[e.id]
			e.pool.New = func() any { return new(encryptScratch) }
			return e, nil
		},
	}
}

type encrypt struct {
	ring    *keys.Ring
	id      string
	exact   bool
	active  *siv.Cipher
	ciphers map[string]*siv.Cipher
	pool    sync.Pool
}

type encryptScratch struct {
	kind, text []byte
	ad         [1][]byte
}

func (*encrypt) Name() string { return "encrypt" }

func (e *encrypt) Apply(dst []byte, v redact.Value) ([]byte, error) {
	n := len(dst)
	if v.Number {
		return dst, fail("encrypt", v, redact.ErrNotNumber)
	}
	text := v.Text
	if !e.exact {
		text = canon(v)
	}
	kind := kindName(v)
	s := e.pool.Get().(*encryptScratch)
	s.kind = append(s.kind[:0], kind...)
	s.ad[0] = s.kind
	s.text = e.active.Seal(s.text[:0], text, s.ad[:]...)
	dst = appendHead(dst, kind, FormEncrypt, e.id)
	dst = lower32.AppendEncode(dst, s.text)
	if cap(s.text) <= 64<<10 {
		e.pool.Put(s)
	}
	return fits(append(dst, closing), n, v, "encrypt")
}

func (e *encrypt) Own(text []byte) int {
	t, ok := ParseToken(text)
	if !ok || t.Form != FormEncrypt || e.ring.ByID(t.KeyID) == nil {
		return 0
	}
	return t.End
}

// Restore takes the kind from the token, not from v.Kind: it is authenticated
// with the value.
func (e *encrypt) Restore(dst []byte, v redact.Value) ([]byte, error) {
	t, ok := ParseToken(v.Text)
	if !ok || t.Form != FormEncrypt || t.End != len(v.Text) {
		return dst, fail("encrypt", v, redact.ErrForeign)
	}
	c := e.ciphers[string(t.KeyID)]
	if c == nil {
		return dst, fail("encrypt", v, redact.ErrKey)
	}
	sealed, err := lower32.AppendDecode(nil, t.Body)
	if err != nil {
		return dst, fail("encrypt", v, redact.ErrForeign)
	}
	out, err := c.Open(dst, sealed, t.Kind)
	if err != nil {
		return dst, fail("encrypt", v, redact.ErrForeign)
	}
	return out, nil
}

// Starts implements Starter.
func (*encrypt) Starts(c byte) bool { return upper(c) }

// Anchor implements Anchored.
func (*encrypt) Anchor() (c byte, within int) { return TokenAnchor() }
