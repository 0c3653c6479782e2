package operators

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"sluice/redact"
)

// leastMasked is how many characters mask hides at least: a value so short
// that keep_first and keep_last would leave fewer is hidden as a whole. Four
// lets a card of 15 or 16 digits show its first six and last four.
const leastMasked = 4

func maskSpec() Spec {
	return Spec{
		Name: "mask",
		Doc: "Hides characters behind one character: ***-**-6789. Where keep_first and keep_last would leave fewer than " +
			"four characters hidden, all are hidden.",
		Params: []Param{
			{Name: "char", Type: Text, Default: "*", Doc: "The one character to write."},
			{Name: "keep_first", Type: Int, Default: "0", Min: 0, Max: 64, Doc: "Characters left at the start, separators not counted."},
			{Name: "keep_last", Type: Int, Default: "0", Min: 0, Max: 64, Doc: "Characters left at the end, separators not counted."},
			{Name: "keep_separators", Type: Bool, Default: "true", Doc: "Leave spaces and punctuation where they are."},
			{Name: "keep_domain", Type: Bool, Default: "false", Doc: "Leave what stands from the last @ on."},
			{Name: "length", Type: Int, Default: "0", Min: 0, Max: 64,
				Doc: "0 keeps the value's length; 4 to 64 write that many characters for all that is hidden, separators among it included."},
		},
		Idempotent: true,
		make: func(a *args, _ Env) (redact.Operator, error) {
			m := &mask{
				first: a.int("keep_first"), last: a.int("keep_last"), length: a.int("length"),
				separators: a.bool("keep_separators"), domain: a.bool("keep_domain"),
			}
			r, n := utf8.DecodeRuneInString(a.str("char"))
			if n == 0 || n != len(a.str("char")) || r == utf8.RuneError || !unicode.IsPrint(r) {
				return nil, a.fail("char", "want one printable character")
			}
			if m.length > 0 && m.length < leastMasked {
				return nil, a.fail("length", "want 0 or %d to 64", leastMasked)
			}
			m.char = r
			return m, nil
		},
	}
}

type mask struct {
	char               rune
	first, last        int
	length             int
	separators, domain bool
}

func (*mask) Name() string { return "mask" }

// counts reports whether r is a character of the value rather than a
// separator. The mask's own character counts, so that masking twice is
// masking once.
func (m *mask) counts(r rune) bool {
	return !m.separators || r == m.char || r == utf8.RuneError || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func (m *mask) Apply(dst []byte, v redact.Value) ([]byte, error) {
	n := len(dst)
	text, tail := v.Text, []byte(nil)
	if m.domain {
		if i := bytes.LastIndexByte(text, '@'); i >= 0 {
			text, tail = text[:i], text[i:]
		}
	}
	total := 0
	for i := 0; i < len(text); {
		r, w := utf8.DecodeRune(text[i:])
		if m.counts(r) {
			total++
		}
		i += w
	}
	if total == 0 {
		// Nothing but separators: then they are the value.
		all := *m
		all.separators = false
		if m.separators && len(text) > 0 {
			all.domain = false
			out, err := all.Apply(dst, redact.Value{Kind: v.Kind, Text: text})
			if err != nil {
				return dst[:n], err
			}
			return fits(append(out, tail...), n, v, "mask")
		}
	}
	first, last := m.first, m.last
	if total-first-last < leastMasked {
		first, last = 0, 0
	}
	seen, wrote := 0, false
	for i := 0; i < len(text); {
		r, w := utf8.DecodeRune(text[i:])
		c := m.counts(r)
		kept := seen < first || seen >= total-last
		if c {
			seen++
		}
		switch {
		case kept && (c || seen <= first || seen > total-last || m.length == 0):
			dst = append(dst, text[i:i+w]...)
		case m.length > 0:
			if !wrote {
				for range m.length {
					dst = utf8.AppendRune(dst, m.char)
				}
				wrote = true
			}
		case c:
			dst = utf8.AppendRune(dst, m.char)
		default:
			dst = append(dst, text[i:i+w]...)
		}
		i += w
	}
	return fits(append(dst, tail...), n, v, "mask")
}
