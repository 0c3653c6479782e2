// Package operators is the shelf of what can stand in a value's place: one
// file an operator, All lists them, New makes one by its name.
//
// All parameters are checked when an operator is made; Apply fails only where
// the place cannot hold the replacement (redact.ErrNotNumber, ErrTooLong,
// ErrDomain). Operators are immutable and safe for concurrent use.
package operators

import (
	"errors"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"

	"sluice/redact"
	"sluice/redact/keys"
)

// Params are an operator's parameters as the policy writes them; the items of
// a list are joined by commas. What an operator takes is in its Spec.
type Params map[string]string

// Env is what operators are made from besides their parameters.
type Env struct {
	// Keys of keyed operators; nil where the policy has none.
	Keys *keys.Ring
	// Vault opens the vault, at most once a run; nil where there is none.
	Vault func() (Vault, error)
	// Entity: the records carry an entity (redact.Record.Entity).
	Entity bool
}

// Vault keeps values behind random tokens. vault.Vault is one.
type Vault interface {
	// Token appends the 26 characters of the token body of a value to dst:
	// the same for the same kind and value, in this run and later ones.
	Token(dst []byte, kind string, value []byte) ([]byte, error)
	// Reveal appends the value of a token body made under the key of that id.
	Reveal(dst []byte, kind string, keyID, body []byte) ([]byte, error)
	// Flush returns when every token handed out is safe from a crash.
	Flush() error
}

// Type of a parameter.
type Type string

const (
	// Text is any text.
	Text Type = "text"
	// Int is a decimal integer from Min to Max.
	Int Type = "int"
	// Bool is true or false.
	Bool Type = "bool"
	// Enum is one of Values.
	Enum Type = "enum"
	// List is items separated by commas.
	List Type = "list"
)

// Param documents one parameter.
type Param struct {
	Name     string
	Type     Type
	Default  string
	Doc      string
	Values   []string // of Enum
	Min, Max int      // of Int, both inclusive
}

// Spec documents an operator: for policies, their schema, completion and the
// manual.
type Spec struct {
	Name, Doc string
	Params    []Param
	// Reversible: sluice restore undoes it.
	Reversible bool
	// Keyed: a key is needed.
	Keyed bool
	// Scoped: the replacement depends on the record, not on the value alone.
	Scoped bool
	// Idempotent: redacting what was redacted changes nothing.
	Idempotent bool
	// Vault: a vault is needed.
	Vault bool

	make func(*args, Env) (redact.Operator, error)
}

// All lists the operators by name.
func All() []Spec {
	return []Spec{
		bucketSpec(),
		constantSpec(),
		dateshiftSpec(),
		dropSpec(),
		dropRecordSpec(),
		encryptSpec(),
		fpeSpec(),
		generalizeSpec(),
		hashSpec(),
		keepSpec(),
		labelSpec(),
		maskSpec(),
		nullSpec(),
		numberedSpec(),
		pseudonymSpec(),
		quarantineSpec(),
		surrogateSpec(),
		vaultSpec(),
	}
}

// Lookup finds the Spec of that name.
func Lookup(name string) (Spec, bool) {
	for _, s := range All() {
		if s.Name == name {
			return s, true
		}
	}
	return Spec{}, false
}

// Names lists the names of all operators, sorted.
func Names() []string {
	all := All()
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = s.Name
	}
	sort.Strings(names)
	return names
}

// ParamError says which parameter is wrong, so that a policy can show its
// line and column.
type ParamError struct {
	Operator, Param, Msg string
}

func (e *ParamError) Error() string {
	return fmt.Sprintf("operator %s: parameter %s: %s", e.Operator, e.Param, e.Msg)
}

// ErrUnknown: there is no operator of that name.
var ErrUnknown = errors.New("unknown operator")

// ErrNeedsKey: the operator is keyed and Env.Keys is empty.
var ErrNeedsKey = errors.New("needs a key")

// ErrNeedsVault: the operator needs a vault and Env.Vault is nil.
var ErrNeedsVault = errors.New("needs a vault")

// New makes the operator of that name. Errors wrap ErrUnknown, ErrNeedsKey or
// ErrNeedsVault, or are a *ParamError.
func New(name string, params Params, env Env) (redact.Operator, error) {
	s, ok := Lookup(name)
	if !ok {
		return nil, fmt.Errorf("%w %q (there are: %s)", ErrUnknown, name, strings.Join(Names(), ", "))
	}
	a := &args{spec: &s, params: params}
	if err := a.check(); err != nil {
		return nil, err
	}
	if s.Keyed && env.Keys.Active() == nil {
		return nil, fmt.Errorf("operator %s: %w", name, ErrNeedsKey)
	}
	if s.Vault && env.Vault == nil {
		return nil, fmt.Errorf("operator %s: %w", name, ErrNeedsVault)
	}
	return s.make(a, env)
}

// Check reports whether an operator takes these parameters, as far as that can
// be told of each alone: a *ParamError, or nil, also for an operator that is
// not of this package.
func Check(name string, params Params) error {
	s, ok := Lookup(name)
	if !ok {
		return nil
	}
	return (&args{spec: &s, params: params}).check()
}

// args are parameters that fit their Spec.
type args struct {
	spec   *Spec
	params Params
}

func (a *args) fail(param, format string, v ...any) error {
	return &ParamError{Operator: a.spec.Name, Param: param, Msg: fmt.Sprintf(format, v...)}
}

func (a *args) check() error {
	names := make([]string, 0, len(a.params))
	for n := range a.params {
		names = append(names, n)
	}
	sort.Strings(names)
next:
	for _, n := range names {
		for i := range a.spec.Params {
			p := &a.spec.Params[i]
			if p.Name != n {
				continue
			}
			if err := a.fits(p, a.params[n]); err != nil {
				return err
			}
			continue next
		}
		known := make([]string, len(a.spec.Params))
		for i, p := range a.spec.Params {
			known[i] = p.Name
		}
		if len(known) == 0 {
			return a.fail(n, "unknown; the operator has no parameters")
		}
		return a.fail(n, "unknown; there are: %s", strings.Join(known, ", "))
	}
	return nil
}

func (a *args) fits(p *Param, s string) error {
	switch p.Type {
	case Int:
		n, err := strconv.Atoi(s)
		if err != nil {
			return a.fail(p.Name, "want a whole number")
		}
		if n < p.Min || n > p.Max {
			return a.fail(p.Name, "want %d to %d", p.Min, p.Max)
		}
	case Bool:
		if s != "true" && s != "false" {
			return a.fail(p.Name, "want true or false")
		}
	case Enum:
		for _, v := range p.Values {
			if v == s {
				return nil
			}
		}
		return a.fail(p.Name, "want one of %s", strings.Join(p.Values, ", "))
	}
	return nil
}

// str is the parameter as given, or its default.
func (a *args) str(name string) string {
	if s, ok := a.params[name]; ok {
		return s
	}
	for i := range a.spec.Params {
		if a.spec.Params[i].Name == name {
			return a.spec.Params[i].Default
		}
	}
	panic("operators: " + a.spec.Name + " has no parameter " + name)
}

func (a *args) int(name string) int {
	n, _ := strconv.Atoi(a.str(name))
	return n
}

func (a *args) bool(name string) bool { return a.str(name) == "true" }

func (a *args) list(name string) []string {
	s := a.str(name)
	if s == "" {
		return nil
	}
	items := strings.Split(s, ",")
	for i := range items {
		items[i] = strings.TrimSpace(items[i])
	}
	return items
}

// canon is what consistent operators go by.
func canon(v redact.Value) []byte {
	if v.Canon != nil {
		return v.Canon
	}
	return v.Text
}

func kindName(v redact.Value) string {
	if v.Kind == nil || v.Kind.Name == "" {
		return "VALUE"
	}
	return v.Kind.Name
}

// fits checks what was appended to dst[:n] against the place; every operator
// ends with it.
func fits(dst []byte, n int, v redact.Value, op string) ([]byte, error) {
	out := dst[n:]
	if v.Max > 0 && len(out) > v.Max {
		return dst[:n], fail(op, v, redact.ErrTooLong)
	}
	if v.Number && !isNumber(out) {
		return dst[:n], fail(op, v, redact.ErrNotNumber)
	}
	if v.Number && v.Below > 0 {
		switch x, ok := magnitude(out); {
		case !ok:
			return dst[:n], fail(op, v, redact.ErrNotNumber)
		case x >= v.Below:
			return dst[:n], fail(op, v, redact.ErrTooLong)
		}
	}
	return dst, nil
}

// magnitude is the absolute value of a whole number; false where s is none.
// What has more than 64 bits is the greatest number.
func magnitude(s []byte) (x uint64, ok bool) {
	if len(s) > 0 && s[0] == '-' {
		s = s[1:]
	}
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0, false
		}
		d := uint64(c - '0')
		if x > (math.MaxUint64-d)/10 {
			return math.MaxUint64, true
		}
		x = x*10 + d
	}
	return x, len(s) > 0
}

func fail(op string, v redact.Value, err error) error {
	return fmt.Errorf("operator %s: %s: %w", op, kindName(v), err)
}

// isNumber reports whether s is a number as JSON spells it (RFC 8259).
func isNumber(s []byte) bool {
	i := 0
	digits := func() bool {
		n := i
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		return i > n
	}
	if i < len(s) && s[i] == '-' {
		i++
	}
	if i < len(s) && s[i] == '0' {
		i++
	} else if !digits() {
		return false
	}
	if i < len(s) && s[i] == '.' {
		i++
		if !digits() {
			return false
		}
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if !digits() {
			return false
		}
	}
	return i == len(s)
}

// randomness is how many bits a random text of n characters of an alphabet of size holds.
func randomness(size, n int) float64 { return float64(n) * math.Log2(float64(size)) }
