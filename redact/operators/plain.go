package operators

import (
	"bytes"
	"strings"

	"sluice/redact"
)

func keepSpec() Spec {
	return Spec{
		Name: "keep", Doc: "Leaves the value as it is; it is counted all the same.",
		Idempotent: true,
		make:       func(*args, Env) (redact.Operator, error) { return keep{}, nil },
	}
}

func dropSpec() Spec {
	return Spec{
		Name: "drop", Doc: "Takes the value out and leaves the text around it.",
		Idempotent: true,
		make:       func(*args, Env) (redact.Operator, error) { return drop{}, nil },
	}
}

func constantSpec() Spec {
	return Spec{
		Name: "constant", Doc: "One text of your own in place of every value.",
		Params: []Param{{Name: "text", Type: Text, Default: "[REDACTED]", Doc: "What stands there."}},

		Idempotent: true,
		make: func(a *args, _ Env) (redact.Operator, error) {
			s := a.str("text")
			if s == "" {
				return nil, a.fail("text", "is empty: the operator drop does that")
			}
			if len(s) > 4096 || strings.ContainsRune(s, 0) {
				return nil, a.fail("text", "want at most 4096 bytes without NUL")
			}
			return &constant{[]byte(s)}, nil
		},
	}
}

func nullSpec() Spec {
	return Spec{
		Name: "null", Doc: "The whole field becomes null (empty where the format has no null).",
		Idempotent: true,
		make:       func(*args, Env) (redact.Operator, error) { return actor{"null", redact.Null}, nil },
	}
}

func dropRecordSpec() Spec {
	return Spec{
		Name: "drop_record", Doc: "The record that holds the value is left out of the output.",
		Idempotent: true,
		make:       func(*args, Env) (redact.Operator, error) { return actor{"drop_record", redact.DropRecord}, nil },
	}
}

func quarantineSpec() Spec {
	return Spec{
		Name: "quarantine", Doc: "The record that holds the value goes to the quarantine file instead of the output.",
		Idempotent: true,
		make:       func(*args, Env) (redact.Operator, error) { return actor{"quarantine", redact.Quarantine}, nil },
	}
}

type keep struct{}

func (keep) Name() string { return "keep" }

func (keep) Apply(dst []byte, v redact.Value) ([]byte, error) { return append(dst, v.Text...), nil }

type drop struct{}

func (drop) Name() string { return "drop" }

func (drop) Apply(dst []byte, v redact.Value) ([]byte, error) {
	return fits(dst, len(dst), v, "drop")
}

type constant struct{ text []byte }

func (*constant) Name() string { return "constant" }

func (c *constant) Apply(dst []byte, v redact.Value) ([]byte, error) {
	return fits(append(dst, c.text...), len(dst), v, "constant")
}

func (c *constant) Own(text []byte) int {
	if bytes.HasPrefix(text, c.text) {
		return len(c.text)
	}
	return 0
}

// actor does not replace the span: it acts on the field or the record.
type actor struct {
	name   string
	action redact.Action
}

func (a actor) Name() string { return a.name }

func (a actor) Action() redact.Action { return a.action }

func (actor) Apply(dst []byte, _ redact.Value) ([]byte, error) { return dst, nil }

// Starts implements Starter.
func (c *constant) Starts(b byte) bool { return b == c.text[0] }

// Anchor implements Anchored.
func (c *constant) Anchor() (b byte, within int) { return c.text[0], 1 }
