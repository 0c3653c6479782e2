package operators

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"

	"sluice/redact"
	"sluice/redact/surrogate"
)

func surrogateSpec() Spec {
	return Spec{
		Name: "surrogate",
		Doc: "A realistic stand-in that can be nobody's, the same for equal values: names of the same gender and language with an invented surname, " +
			"e-mail at example.com, phones from ranges kept for fiction, documentation IP and MAC addresses, cards, account numbers and ids of the same form whose check is wrong and that would by themselves be found as no other kind. " +
			"Dates move to the nineteenth century, where nobody who lives was born: 1984 to 1884 or a year or two beside it; those whose year has two digits go to the fallback. " +
			"Ranges kept free are small (762 IPv4 addresses, 256 MAC addresses, 64,000 American phone numbers), so that different values may meet. " +
			"Ids that pass their check, because it was asked for or there is none, are not known again by a second run, nor are those behind a label that says no more than tax number or passport, nor one in seven of those that are all that a field of running text (text, content, prompt and the like) holds; all others are.",
		Params: []Param{
			{Name: "check", Type: Enum, Default: "fail", Values: []string{"fail", "pass"},
				Doc: "fail: cards, accounts and ids fail their check, so that they cannot be real. pass: they pass it; cards and accounts are then published test values, of which there are few, and an id may be somebody's."},
			{Name: "random_ids", Type: Bool, Default: "false", Doc: "Make random ids also for kinds that have neither a check nor a range that is kept free; one may be somebody's."},
			{Name: "same_length", Type: Bool, Default: "false", Doc: "An e-mail address is at most as long as the value; what cannot be made that short goes to the fallback."},
			{Name: "fallback", Type: Enum, Default: "pseudonym", Values: []string{"", "label", "mask", "pseudonym", "encrypt", "drop"},
				Doc: "The operator, with its defaults, for values that have no stand-in; empty: they are an error."},
			scopeParam,
		},
		Keyed: true, Idempotent: true,
		make: func(a *args, env Env) (redact.Operator, error) {
			s := &surrogates{mac: newMAC(env.Keys.Active(), purpose("surrogate", a)), fit: a.bool("same_length")}
			mark := newMAC(env.Keys.Active(), purpose("surrogate/mark", a))
			s.maker = surrogate.Maker{
				Pass: a.str("check") == "pass", Random: a.bool("random_ids"),
				Mark: func(x uint32) uint32 {
					var sum [sha256.Size]byte
					var b [4]byte
					binary.BigEndian.PutUint32(b[:], x)
					mark.sum(&sum, "", b[:])
					return binary.BigEndian.Uint32(sum[:])
				},
			}
			var err error
			s.fallback, err = newFallback(a, env)
			return s, err
		},
	}
}

// newFallback makes the operator that the parameter fallback names; nil for
// none.
func newFallback(a *args, env Env) (redact.Operator, error) {
	name := a.str("fallback")
	if name == "" {
		return nil, nil
	}
	op, err := New(name, nil, env)
	if err != nil {
		return nil, a.fail("fallback", "%v", err)
	}
	return op, nil
}

type surrogates struct {
	mac      *macer
	maker    surrogate.Maker
	fit      bool
	fallback redact.Operator
}

func (*surrogates) Name() string { return "surrogate" }

func (s *surrogates) Apply(dst []byte, v redact.Value) ([]byte, error) {
	n := len(dst)
	var sum [sha256.Size]byte
	kind := kindName(v)
	s.mac.sum(&sum, kind, canon(v))
	seed := binary.BigEndian.Uint64(sum[:])
	if dateKind(kind) {
		if d, ok := parseDate(v.Text, regionOf(v)); ok {
			days := int(seed%1400) - 700
			if out, ok := d.past(dst, v.Text, days); ok {
				return fits(out, n, v, "surrogate")
			}
		}
	}
	limit := v.Max
	if s.fit && (limit == 0 || limit > len(v.Text)) {
		limit = len(v.Text)
	}
	if out, ok := s.maker.Make(dst, surrogateKind(v), v.Text, seed, limit, v.Number); ok {
		return fits(out, n, v, "surrogate")
	}
	if s.fallback != nil {
		return s.fallback.Apply(dst, v)
	}
	return dst, fail("surrogate", v, redact.ErrDomain)
}

func (s *surrogates) Own(text []byte) int {
	n := s.maker.Own(text)
	if r, ok := s.fallback.(redact.Recognizer); ok {
		n = max(n, r.Own(text))
	}
	return n
}

func surrogateKind(v redact.Value) surrogate.Kind {
	k := surrogate.Kind{Name: kindName(v)}
	if v.Kind != nil {
		k.Family, k.Region, k.Check, k.CheckDigits, k.Found = v.Kind.Family, v.Kind.Region, v.Kind.Check, v.Kind.CheckDigits, v.Kind.Found
	}
	return k
}

// Known implements redact.Knower for dates and for ids that fail their check.
func (s *surrogates) Known(v redact.Value) bool {
	if dateKind(kindName(v)) {
		d, ok := parseDate(v.Text, regionOf(v))
		return ok && d.isPast()
	}
	return s.maker.KnownID(surrogateKind(v), v.Text)
}

// Blends implements redact.Blender for ids that pass their check.
func (s *surrogates) Blends(v redact.Value) bool {
	return s.maker.BlendsID(surrogateKind(v), v.Text)
}

func dateKind(kind string) bool {
	return strings.HasPrefix(kind, "DATE") || strings.HasSuffix(kind, "_DATE")
}

func regionOf(v redact.Value) string {
	if v.Kind == nil {
		return ""
	}
	return v.Kind.Region
}

// Fallback implements redact.Wrapper.
func (s *surrogates) Fallback() redact.Operator { return s.fallback }

// Starts implements Starter.
func (s *surrogates) Starts(c byte) bool {
	if r, ok := s.fallback.(Starter); ok && r.Starts(c) {
		return true
	}
	return isAlnum(c) || c >= 0x80 || c == '+' || c == '('
}
