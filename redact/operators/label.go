package operators

import (
	"bytes"
	"strconv"
	"strings"

	"sluice/redact"
)

func labelSpec() Spec {
	return Spec{
		Name: "label",
		Doc:  "The kind's name in place of the value: <EMAIL_ADDRESS>.",
		Params: []Param{
			{Name: "format", Type: Text, Default: "<{kind}>",
				Doc: "The label; {kind} stands for the kind's name, {lower} for the same in lower case."},
			labelNames,
		},
		Idempotent: true,
		make: func(a *args, _ Env) (redact.Operator, error) {
			t, err := newTemplate(a, false)
			if err != nil {
				return nil, err
			}
			return &label{t}, nil
		},
	}
}

func numberedSpec() Spec {
	return Spec{
		Name: "numbered",
		Doc: "A label with a number, <PERSON_NAME_1>: the same value has the same number within a record " +
			"and another value another one, so that who is who survives. Numbers start over in every record.",
		Params: []Param{
			{Name: "format", Type: Text, Default: "<{kind}_{n}>",
				Doc: "The label; {kind} stands for the kind's name, {lower} for the same in lower case, {n} for the number."},
			labelNames,
		},
		Scoped: true, Idempotent: true,
		make: func(a *args, _ Env) (redact.Operator, error) {
			t, err := newTemplate(a, true)
			if err != nil {
				return nil, err
			}
			return &numbered{t}, nil
		},
	}
}

var labelNames = Param{Name: "names", Type: List,
	Doc: "Other names for kinds in labels: EMAIL_ADDRESS=EMAIL, PERSON_NAME=NAME."}

// template is a label's format cut into its parts.
type template struct {
	parts []part
	names map[string]string
}

type part struct {
	lit  string
	hole byte // 'k' kind, 'l' lower-case kind, 'n' number, 0 none
}

func newTemplate(a *args, number bool) (*template, error) {
	t := &template{names: map[string]string{}}
	for _, item := range a.list("names") {
		kind, name, ok := strings.Cut(item, "=")
		kind, name = strings.TrimSpace(kind), strings.TrimSpace(name)
		if !ok || kind == "" || !isName(name) {
			return nil, a.fail("names", "want items like EMAIL_ADDRESS=EMAIL (letters, digits and _)")
		}
		t.names[kind] = name
	}
	f := a.str("format")
	if f == "" || len(f) > 256 {
		return nil, a.fail("format", "want 1 to 256 bytes")
	}
	if strings.ContainsAny(f, "\x00\r\n") {
		return nil, a.fail("format", "a label is one line of text")
	}
	seen := map[byte]int{}
	for f != "" {
		i := strings.IndexByte(f, '{')
		if i < 0 {
			t.parts = append(t.parts, part{lit: f})
			break
		}
		if i > 0 {
			t.parts = append(t.parts, part{lit: f[:i]})
		}
		f = f[i:]
		j := strings.IndexByte(f, '}')
		if j < 0 {
			return nil, a.fail("format", "{ without }")
		}
		var hole byte
		switch f[:j+1] {
		case "{kind}":
			hole = 'k'
		case "{lower}":
			hole = 'l'
		case "{n}":
			hole = 'n'
		}
		if hole == 0 || hole == 'n' && !number {
			return nil, a.fail("format", "%s is not known here", f[:j+1])
		}
		seen[hole]++
		t.parts = append(t.parts, part{hole: hole})
		f = f[j+1:]
	}
	if number && seen['n'] != 1 {
		return nil, a.fail("format", "want {n} once")
	}
	if seen['k']+seen['l'] > 1 {
		return nil, a.fail("format", "want the kind once")
	}
	if number && len(t.parts) == 1 {
		return nil, a.fail("format", "a bare number is no label")
	}
	return t, nil
}

func isName(s string) bool {
	for i := range len(s) {
		if !isAlnum(s[i]) && s[i] != '_' {
			return false
		}
	}
	return s != "" && len(s) <= 64
}

func (t *template) render(dst []byte, v redact.Value, n int) []byte {
	for _, p := range t.parts {
		switch p.hole {
		case 0:
			dst = append(dst, p.lit...)
		case 'n':
			dst = strconv.AppendInt(dst, int64(n), 10)
		default:
			name := kindName(v)
			if s, ok := t.names[name]; ok {
				name = s
			}
			if p.hole == 'k' {
				dst = append(dst, name...)
				break
			}
			for i := range len(name) {
				c := name[i]
				if c >= 'A' && c <= 'Z' {
					c += 'a' - 'A'
				}
				dst = append(dst, c)
			}
		}
	}
	return dst
}

// own is the length of a label of this template at the start of text.
func (t *template) own(text []byte) int {
	// A label without a kind that does not start with a letter or digit can
	// only be itself; one that is nothing but a hole would be every word.
	if len(t.parts) == 1 && t.parts[0].hole != 0 {
		return 0
	}
	return t.match(text, 0, 0)
}

// match matches the parts from p on at text[at:]; holes are bounded, so the
// work is too: at most one kind and one number are in a template.
func (t *template) match(text []byte, at, p int) int {
	if p == len(t.parts) {
		return at
	}
	switch part := t.parts[p]; part.hole {
	case 0:
		if !bytes.HasPrefix(text[at:], []byte(part.lit)) {
			return 0
		}
		return t.match(text, at+len(part.lit), p+1)
	case 'n':
		n := at
		for n < len(text) && n-at < 9 && text[n] >= '0' && text[n] <= '9' {
			n++
		}
		if n == at || text[at] == '0' {
			return 0
		}
		return t.match(text, n, p+1)
	default:
		end := at
		lower := part.hole == 'l'
		for end < len(text) && end-at < 96 {
			c := text[end]
			ok := c == '_' || c >= '0' && c <= '9'
			if lower {
				ok = ok || c >= 'a' && c <= 'z'
			} else {
				// Names given in the policy may be in mixed case.
				ok = ok || c >= 'A' && c <= 'Z' || len(t.names) > 0 && c >= 'a' && c <= 'z'
			}
			if !ok {
				break
			}
			end++
		}
		// The longest kind first; shorter ones where a number follows.
		for ; end > at; end-- {
			if n := t.match(text, end, p+1); n > 0 {
				return n
			}
		}
		return 0
	}
}

type label struct{ t *template }

func (*label) Name() string { return "label" }

func (l *label) Apply(dst []byte, v redact.Value) ([]byte, error) {
	return fits(l.t.render(dst, v, 0), len(dst), v, "label")
}

func (l *label) Own(text []byte) int { return l.t.own(text) }

type numbered struct{ t *template }

func (*numbered) Name() string { return "numbered" }

func (l *numbered) Apply(dst []byte, v redact.Value) ([]byte, error) {
	n := 1
	if v.Record != nil {
		n = v.Record.Ordinal(kindName(v), canon(v))
	}
	return fits(l.t.render(dst, v, n), len(dst), v, "numbered")
}

func (l *numbered) Own(text []byte) int { return l.t.own(text) }

// Starts implements Starter.
func (l *label) Starts(c byte) bool { return l.t.starts(c) }

// Starts implements Starter.
func (l *numbered) Starts(c byte) bool { return l.t.starts(c) }

// Anchor implements Anchored.
func (l *label) Anchor() (c byte, within int) { return l.t.anchor() }

// Anchor implements Anchored.
func (l *numbered) Anchor() (c byte, within int) { return l.t.anchor() }

func (t *template) anchor() (c byte, within int) {
	if p := t.parts[0]; p.hole == 0 {
		return p.lit[0], 1
	}
	return 0, 0
}

func (t *template) starts(c byte) bool {
	if p := t.parts[0]; p.hole == 0 {
		return c == p.lit[0]
	}
	return isAlnum(c) || c == '_'
}
