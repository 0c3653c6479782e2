package sluice

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"sluice/redact/operators"
)

// The manual has every operator and parameter, with the text that they have in
// the program, and every field of a policy.
func TestManual(t *testing.T) {
	text, err := os.ReadFile("docs/operators.md")
	if err != nil {
		t.Fatal(err)
	}
	manual := string(text)
	for _, s := range operators.All() {
		if !strings.Contains(manual, "### "+s.Name+"\n\n"+s.Doc+"\n") {
			t.Errorf("docs/operators.md: %s is missing or says something else", s.Name)
		}
		for _, p := range s.Params {
			if !strings.Contains(manual, "- `"+p.Name+"` (") || !strings.Contains(manual, p.Doc) {
				t.Errorf("docs/operators.md: parameter %s of %s is missing or says something else", p.Name, s.Name)
			}
		}
	}
	if text, err = os.ReadFile("docs/policy.md"); err != nil {
		t.Fatal(err)
	}
	var schema struct{ Properties map[string]any }
	var b bytes.Buffer
	if err := WriteSchema(&b); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b.Bytes(), &schema); err != nil {
		t.Fatal(err)
	}
	for f := range schema.Properties {
		if !strings.Contains(string(text), "| `"+f+"` |") {
			t.Errorf("docs/policy.md: the field %s is missing", f)
		}
	}
	for _, p := range Profiles() {
		if !strings.Contains(string(text), "| `"+p+"` |") {
			t.Errorf("docs/policy.md: the profile %s is missing", p)
		}
	}
}
