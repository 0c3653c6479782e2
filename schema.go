package sluice

import (
	"encoding/json"
	"io"

	"sluice/redact/operators"
)

type object = map[string]any

// WriteSchema writes the JSON schema (draft 2020-12) of policies, made from
// the list of operators and profiles, so that it cannot fall behind them.
func WriteSchema(w io.Writer) error {
	str := func(doc string) object { return object{"type": "string", "description": doc} }
	strs := func(doc string) object {
		return object{"description": doc, "anyOf": []any{object{"type": "string"}, object{"type": "array", "items": object{"type": "string"}}}}
	}
	score := func(doc string) object {
		return object{"type": "number", "minimum": 0, "maximum": 1, "description": doc}
	}
	closed := func(doc string, p object, required ...string) object {
		o := object{"type": "object", "description": doc, "additionalProperties": false, "properties": p}
		if len(required) > 0 {
			o["required"] = required
		}
		return o
	}
	list := func(doc string, item object) object {
		return object{"type": "array", "description": doc, "items": item}
	}
	names := []string{}
	var withParams []any
	for _, s := range operators.All() {
		names = append(names, s.Name)
		p := object{}
		for _, a := range s.Params {
			o := object{"description": a.Doc}
			if a.Default != "" {
				o["default"] = a.Default
			}
			switch a.Type {
			case operators.Int:
				o["type"], o["minimum"], o["maximum"] = "integer", a.Min, a.Max
			case operators.Bool:
				o["type"] = "boolean"
			case operators.Enum:
				o["enum"] = a.Values
			case operators.List:
				o["anyOf"] = []any{object{"type": "string"}, object{"type": "array"}}
			default:
				o["type"] = []string{"string", "number"}
			}
			p[a.Name] = o
		}
		withParams = append(withParams, closed(s.Doc, object{s.Name: closed(s.Doc, p)}, s.Name))
	}
	operator := object{"description": "What stands in the value's place.", "anyOf": append([]any{object{"type": "string", "examples": names}}, withParams...)}
	values := func(more object) object {
		p := object{
			"exact":          strs("Values, compared without regard to case."),
			"pattern":        strs("RE2 patterns."),
			"patterns":       strs("RE2 patterns."),
			"file":           str("File of one value a line, relative to the policy; kept as hashes."),
			"case_sensitive": object{"type": "boolean"},
		}
		for k, v := range more {
			p[k] = v
		}
		return p
	}
	kinds := strs("Globs over kinds and aliases; family:NAME names a family.")
	cols := strs("Globs over column names and JSON paths (messages[].content); * matches anything.")
	s := closed("What sluice looks for and what stands in its place.", object{
		"version":          object{"const": 1, "description": "1"},
		"include":          object{"description": "Profiles and .yaml files that this policy builds on.", "anyOf": []any{object{"type": "string", "examples": Profiles()}, object{"type": "array", "items": object{"type": "string", "examples": Profiles()}}}},
		"threshold":        score("Score from which a candidate is a finding; default 0.5."),
		"kinds":            strs("Kinds to look for; -X takes away. Default: every kind that is on."),
		"regions":          strs("National kinds of these regions only (us, gb, eu)."),
		"include_reserved": object{"type": "boolean", "description": "Find values that can be nobody's, too."},
		"on_bad":           object{"enum": []string{"stop", "quarantine"}, "description": "Records that cannot be read."},
		"max_findings":     object{"type": "integer", "minimum": 0, "description": "Records with more findings are dropped; 0 means none."},
		"entity":           str("Column that says whom the record is about; glob."),
		"operator":         operator,
		"rules": list("The first that fits a finding decides its operator.", closed("A rule.", object{
			"kind": kinds, "kinds": kinds, "column": cols, "columns": cols, "region": strs("Regions."), "regions": strs("Regions."),
			"min_score": score("Only findings from this score on."), "operator": operator}, "operator")),
		"columns": list("Hold whatever the detectors say.", closed("A column rule.", object{
			"column": cols, "columns": cols, "kind": str("What the column holds."), "operator": operator})),
		"allow": list("What is no finding.", closed("An allow list.", values(object{"kind": kinds, "kinds": kinds, "column": cols, "columns": cols}))),
		"deny":  list("What always is one.", closed("A deny list.", values(object{"kind": str("Kind of its findings.")}))),
		"custom": list("Kinds of your own.", closed("A custom kind.", object{
			"kind": object{"type": "string", "pattern": "^[A-Z][A-Z0-9_]{0,63}$"}, "name": str("The kind in words."),
			"family": str("Family."), "region": str("ISO 3166-1 alpha-2, lower case."),
			"pattern": strs("RE2 patterns of whole values."), "patterns": strs("RE2 patterns of whole values."),
			"regexp2":    str("Pattern with look-around or back-references; needs literals."),
			"literals":   strs("One of them stands in or near every match of regexp2."),
			"timeout":    str("Time limit of a search: 100ms."),
			"dictionary": object{"description": "Words and phrases.", "anyOf": []any{object{"type": "array", "items": object{"type": "string"}}, closed("Words and phrases.", values(nil))}},
			"checksum":   object{"enum": Checksums()}, "words": strs("Context words."),
			"labelled": str("RE2 of the value behind a context word."), "score": score("Score of the form alone; default 0.6.")}, "kind")),
		"context":     list("Context words for kinds.", closed("Words.", object{"kind": kinds, "kinds": kinds, "words": strs("Words or phrases.")}, "words")),
		"restore":     strs("Globs over the kinds that restore may bring back."),
		"key_command": strs("Program and arguments whose output is the key file."),
	})
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "sluice policy"
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(s)
}
