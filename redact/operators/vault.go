package operators

import (
	"sluice/redact"
	"sluice/redact/keys"
)

func vaultSpec() Spec {
	return Spec{
		Name: "vault",
		Doc: "A random token, EMAIL_ADDRESS_v3fa29c01_...0, with the value sealed in a vault beside the data: the same token for " +
			"equal values in every run with the vault. Undone by sluice restore with the vault and the key.",
		Params: []Param{
			{Name: "spelling", Type: Enum, Default: "exact", Values: []string{"exact", "canon"},
				Doc: "exact: restored byte for byte, other spellings of a value give other tokens. canon: all spellings give one token, restored is the normalised value."},
		},
		Reversible: true, Keyed: true, Idempotent: true, Vault: true,
		make: func(a *args, env Env) (redact.Operator, error) {
			v, err := env.Vault()
			if err != nil {
				return nil, err
			}
			return &vaulted{ring: env.Keys, id: env.Keys.Active().ID(), exact: a.str("spelling") == "exact", vault: v}, nil
		},
	}
}

type vaulted struct {
	ring  *keys.Ring
	id    string
	exact bool
	vault Vault
}

func (*vaulted) Name() string { return "vault" }

func (o *vaulted) Apply(dst []byte, v redact.Value) ([]byte, error) {
	n := len(dst)
	if v.Number {
		return dst, fail("vault", v, redact.ErrNotNumber)
	}
	text := v.Text
	if !o.exact {
		text = canon(v)
	}
	kind := kindName(v)
	out, err := o.vault.Token(appendHead(dst, kind, FormVault, o.id), kind, text)
	if err != nil {
		return dst, fail("vault", v, err)
	}
	return fits(append(out, closing), n, v, "vault")
}

func (o *vaulted) Own(text []byte) int {
	t, ok := ParseToken(text)
	if !ok || t.Form != FormVault || o.ring.ByID(t.KeyID) == nil {
		return 0
	}
	return t.End
}

func (o *vaulted) Restore(dst []byte, v redact.Value) ([]byte, error) {
	t, ok := ParseToken(v.Text)
	if !ok || t.Form != FormVault || t.End != len(v.Text) {
		return dst, fail("vault", v, redact.ErrForeign)
	}
	if o.ring.ByID(t.KeyID) == nil {
		return dst, fail("vault", v, redact.ErrKey)
	}
	out, err := o.vault.Reveal(dst, string(t.Kind), t.KeyID, t.Body)
	if err != nil {
		return dst, fail("vault", v, err)
	}
	return out, nil
}

func (o *vaulted) Flush() error { return o.vault.Flush() }

// Starts implements Starter.
func (*vaulted) Starts(c byte) bool { return upper(c) }

// Anchor implements Anchored.
func (*vaulted) Anchor() (c byte, within int) { return TokenAnchor() }
