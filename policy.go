package sluice

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"sluice/redact"
	"sluice/redact/operators"
	"sluice/scanner"
)

// maxPolicy is the greatest size of a policy file: lists that are longer
// belong in files of their own, which are kept as hashes.
const maxPolicy = 16 << 20

// Policy says what is wanted: which kinds are looked for, where, and what
// stands in their place. It is data: LoadPolicy reads it from YAML, Compile
// checks all of it. The zero Policy looks for every kind that is on by default
// and replaces each finding by its label.
type Policy struct {
	// Threshold is the score from which a candidate is a finding; 0 means
	// scanner.DefaultThreshold.
	Threshold float64
	// Kinds are globs over kinds, aliases and "family:..."; a leading "-"
	// takes away. Empty means every kind that is on by default.
	Kinds []string
	// Regions keeps the national kinds of these regions; empty means all.
	Regions []string
	// IncludeReserved reports values that can be nobody's, too.
	IncludeReserved bool
	// OnBad says what becomes of a record that cannot be read.
	OnBad OnBad
	// MaxFindings is the number of findings from which on (more than it) a
	// record is dropped whole; 0 means never.
	MaxFindings int
	// Entity is a glob over columns: its value says whom the record is about
	// (a patient), for operators that keep intervals per entity. The column
	// must stand before those that the operator works on.
	Entity string
	// Default is the operator of findings that no rule names; the zero value
	// is label.
	Default OperatorSpec
	// Rules choose operators; the first that fits a finding decides.
	Rules []Rule
	// Columns hold whatever the detectors say; the first that fits decides.
	Columns []ColumnRule
	// Allow lists what is no finding.
	Allow []List
	// Deny lists what always is one; its entries become kinds.
	Deny []List
	// Custom are kinds of the user's own.
	Custom []CustomKind
	// Context adds context words to kinds.
	Context []ContextWords
	// Restore are globs over the kinds that restore may bring back; empty
	// means none is refused.
	Restore []string
	// KeyCommand is run by the command line to obtain the key file's content
	// where neither flag nor environment names one.
	KeyCommand []string

	// Detectors are further kinds written in Go.
	Detectors []*scanner.Detector
	// Operators are further operators written in Go, by name.
	Operators map[string]redact.Operator

	narrow bool // Kinds hold for custom kinds as well
}

// OnBad says what becomes of a record that cannot be read (law 5).
type OnBad uint8

const (
	// Stop the file with an error; nothing of it appears in the output.
	Stop OnBad = iota
	// SetAside writes the record to the quarantine and goes on.
	SetAside
)

// OperatorSpec names an operator and its parameters.
type OperatorSpec struct {
	Name   string
	Params map[string]string

	at place
}

// place is where something stands in a policy file; zero where it came from
// elsewhere.
type place struct {
	file         string
	line, column int
}

// wrap gives an error of Compile its place; where says what it is about if
// the place is not known.
func (at place) wrap(where string, err error) error {
	if at.line == 0 {
		return fmt.Errorf("policy: %s: %w", where, err)
	}
	return &PolicyError{File: at.file, Line: at.line, Column: at.column, Msg: err.Error(), err: err}
}

// Rule gives findings their operator. Empty lists fit everything.
type Rule struct {
	Kinds    []string // globs over kinds, aliases, "family:..."
	Columns  []string // globs over column names and JSON paths
	Regions  []string
	MinScore float64 // findings below it are no findings for this rule
	Operator OperatorSpec

	at place
}

// ColumnRule holds for a whole column.
type ColumnRule struct {
	Columns []string // globs
	// Kind that the column holds; "" means its name is not known.
	Kind string
	// Operator for every value of the column. Without a name the column is
	// scanned as one that is known to hold Kind. "keep" without a Kind means
	// that the column is never touched.
	Operator OperatorSpec

	at place
}

// List is a set of values: exact ones, patterns, and files of one value a
// line. Exact values and files are compared without regard to case unless
// CaseSensitive is set.
type List struct {
	Kind          string   // Deny: the kind of its findings; "" means DENY_LIST
	Kinds         []string // Allow: globs; empty means all
	Columns       []string // Allow: globs; empty means all
	Exact         []string
	Patterns      []string // RE2; Allow: of the whole finding
	File          string
	CaseSensitive bool

	at place
}

// CustomKind is a kind of the user's own.
type CustomKind struct {
	Kind, Name, Family, Region string
	Patterns                   []string // RE2
	// Regexp2 is a pattern with look-around or back-references. It runs only
	// where one of Literals stands, each search for at most Timeout.
	Regexp2    string
	Literals   []string
	Timeout    time.Duration // 0 means 100 ms
	Dictionary List
	Checksum   string // luhn, verhoeff, mod97, ...
	Words      []string
	Labelled   string  // RE2 of the value behind one of Words
	Score      float64 // 0 means 0.6

	at place
}

// ContextWords adds words to the context of kinds.
type ContextWords struct {
	Kinds []string
	Words []string
}

// PolicyError is a defect of a policy with its place. It holds nothing of the
// policy's content but names of fields that sluice knows.
type PolicyError struct {
	File         string
	Line, Column int // from 1; 0 where unknown
	Msg          string
	Hint         string

	err error
}

// Unwrap gives the cause, nil if there is none.
func (e *PolicyError) Unwrap() error { return e.err }

func (e *PolicyError) Error() string {
	s := e.File
	if s == "" {
		s = "policy"
	}
	if e.Line > 0 {
		s += ":" + strconv.Itoa(e.Line)
		if e.Column > 0 {
			s += ":" + strconv.Itoa(e.Column)
		}
	}
	return s + ": " + e.Msg
}

// DefaultPolicy is the profile "default".
func DefaultPolicy() *Policy {
	p, err := ProfilePolicy("default")
	if err != nil {
		return &Policy{}
	}
	return p
}

// ProfilePolicy is one of the ready profiles.
func ProfilePolicy(name string) (*Policy, error) {
	text, ok := profiles[name]
	if !ok {
		return nil, &PolicyError{File: "profile", Msg: "no such profile", Hint: "profiles are " + strings.Join(Profiles(), ", ")}
	}
	return loadPolicy(strings.NewReader(text), "profile "+name, []string{"profile:" + name})
}

// Profiles lists the names of the ready profiles.
func Profiles() []string {
	var names []string
	for n := range profiles {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// LoadPolicy reads a policy in YAML. Files that it names (lists, includes)
// are taken relative to the working directory. Unknown fields are refused.
func LoadPolicy(r io.Reader) (*Policy, error) { return loadPolicy(r, "policy", nil) }

// LoadPolicyFile reads a policy from a file; the files it names are relative
// to its directory.
func LoadPolicyFile(path string) (*Policy, error) {
	return loadPolicyFile(path, nil)
}

func loadPolicyFile(path string, trail []string) (*Policy, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return loadPolicy(f, path, append(trail[:len(trail):len(trail)], "file:"+abs))
}

func loadPolicy(r io.Reader, name string, trail []string) (*Policy, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxPolicy+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(data) > maxPolicy {
		return nil, &PolicyError{File: name, Msg: "larger than 16 MiB", Hint: "put long lists into files of their own (file: names.txt)"}
	}
	p := &Policy{}
	if len(bytes.TrimSpace(data)) == 0 {
		return p, nil
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, yamlError(name, err)
	}
	d := &decoder{file: name, trail: trail}
	if doc.Kind == yaml.DocumentNode && len(doc.Content) == 1 {
		d.policy(doc.Content[0], p)
	}
	if d.err != nil {
		return nil, d.err
	}
	return p, nil
}

// yamlError keeps the place of a syntax error and drops its text, which can
// quote the file.
func yamlError(name string, err error) error {
	e := &PolicyError{File: name, Msg: "not valid YAML"}
	var le *yaml.LoadError
	if errors.As(err, &le) {
		e.Line, e.Column = le.Mark.Line, le.Mark.Column
	}
	return e
}

// decoder walks the nodes of a policy by hand: a generic decoder would name Go
// types and quote values in its errors.
type decoder struct {
	file  string
	trail []string
	err   error
}

func (d *decoder) fail(n *yaml.Node, msg, hint string) {
	if d.err == nil {
		d.err = &PolicyError{File: d.file, Line: n.Line, Column: n.Column, Msg: msg, Hint: hint}
	}
}

func (d *decoder) place(n *yaml.Node) place { return place{d.file, n.Line, n.Column} }

type fields map[string]func(*yaml.Node)

func (d *decoder) mapping(n *yaml.Node, what string, f fields) {
	if n.Kind != yaml.MappingNode {
		d.fail(n, what+" must be a mapping", "")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content) && d.err == nil; i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		set, ok := f[k.Value]
		if k.Kind != yaml.ScalarNode || !ok {
			var known []string
			for name := range f {
				known = append(known, name)
			}
			sort.Strings(known)
			d.fail(k, "unknown field in "+what, "fields here are "+strings.Join(known, ", "))
			return
		}
		if seen[k.Value] {
			d.fail(k, "field "+k.Value+" stands twice", "")
			return
		}
		seen[k.Value] = true
		set(v)
	}
}

func (d *decoder) scalar(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		if n.Kind == yaml.AliasNode {
			d.fail(n, "aliases are not allowed in policies", "")
		} else {
			d.fail(n, "a single value is wanted here", "")
		}
		return ""
	}
	return n.Value
}

func (d *decoder) str(to *string) func(*yaml.Node) {
	return func(n *yaml.Node) { *to = d.scalar(n) }
}

// strs accepts one value or a list of them.
func (d *decoder) strs(to *[]string) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind == yaml.SequenceNode {
			for _, c := range n.Content {
				*to = append(*to, d.scalar(c))
			}
			return
		}
		*to = append(*to, d.scalar(n))
	}
}

func (d *decoder) score(to *float64) func(*yaml.Node) {
	return func(n *yaml.Node) {
		v, err := strconv.ParseFloat(d.scalar(n), 64)
		if d.err == nil && (err != nil || !(v >= 0 && v <= 1)) {
			d.fail(n, "a score from 0 to 1 is wanted here", "")
		}
		*to = v
	}
}

func (d *decoder) count(to *int) func(*yaml.Node) {
	return func(n *yaml.Node) {
		v, err := strconv.Atoi(d.scalar(n))
		if d.err == nil && (err != nil || v < 0) {
			d.fail(n, "a whole number from 0 is wanted here", "")
		}
		*to = v
	}
}

func (d *decoder) boolean(to *bool) func(*yaml.Node) {
	return func(n *yaml.Node) {
		switch d.scalar(n) {
		case "true", "yes", "on":
			*to = true
		case "false", "no", "off":
			*to = false
		default:
			d.fail(n, "true or false is wanted here", "")
		}
	}
}

func (d *decoder) duration(to *time.Duration) func(*yaml.Node) {
	return func(n *yaml.Node) {
		v, err := time.ParseDuration(d.scalar(n))
		if d.err == nil && (err != nil || v <= 0 || v > time.Minute) {
			d.fail(n, "a duration up to 1m is wanted here, such as 50ms", "")
		}
		*to = v
	}
}

// each accepts a list of mappings.
func (d *decoder) each(what string, f func(*yaml.Node)) func(*yaml.Node) {
	return func(n *yaml.Node) {
		if n.Kind != yaml.SequenceNode {
			d.fail(n, what+" must be a list", "")
			return
		}
		for _, c := range n.Content {
			if d.err == nil {
				f(c)
			}
		}
	}
}

// operator accepts a name, or a mapping of one name to its parameters.
func (d *decoder) operator(to *OperatorSpec) func(*yaml.Node) {
	return func(n *yaml.Node) {
		to.at = d.place(n)
		if n.Kind == yaml.ScalarNode {
			to.Name = n.Value
			return
		}
		if n.Kind != yaml.MappingNode || len(n.Content) != 2 {
			d.fail(n, "an operator is a name or one name with its parameters", "write operator: mask, or operator: {mask: {keep_last: 4}}")
			return
		}
		to.Name = d.scalar(n.Content[0])
		to.Params = map[string]string{}
		m := n.Content[1]
		if m.Kind == yaml.ScalarNode && m.Tag == "!!null" {
			return
		}
		if m.Kind != yaml.MappingNode {
			d.fail(m, "the parameters of an operator must be a mapping", "")
			return
		}
		for i := 0; i+1 < len(m.Content); i += 2 {
			k := d.scalar(m.Content[i])
			if _, twice := to.Params[k]; twice {
				d.fail(m.Content[i], "parameter stands twice", "")
			}
			if v := m.Content[i+1]; v.Kind == yaml.SequenceNode {
				var vs []string
				d.strs(&vs)(v)
				to.Params[k] = strings.Join(vs, ",")
			} else {
				to.Params[k] = d.scalar(v)
			}
			// What an operator of this name takes may still be the caller's
			// own to say; of those that sluice has it is known here.
			if err := operators.Check(to.Name, operators.Params{k: to.Params[k]}); d.err == nil && err != nil {
				d.fail(m.Content[i], err.Error(), "")
			}
		}
	}
}

func (d *decoder) policy(n *yaml.Node, p *Policy) {
	// Includes come first so that what stands in the file overrides them,
	// wherever in the file the include is written.
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == "include" {
				d.include(n.Content[i+1], p)
			}
		}
	}
	own := Policy{}
	var version int
	d.mapping(n, "the policy", fields{
		"version": func(n *yaml.Node) {
			d.count(&version)(n)
			if version != 1 {
				d.fail(n, "version must be 1", "")
			}
		},
		"include":          func(*yaml.Node) {},
		"threshold":        d.score(&p.Threshold),
		"kinds":            func(n *yaml.Node) { p.Kinds = nil; d.strs(&p.Kinds)(n) },
		"regions":          func(n *yaml.Node) { p.Regions = nil; d.strs(&p.Regions)(n) },
		"include_reserved": d.boolean(&p.IncludeReserved),
		"on_bad": func(n *yaml.Node) {
			switch d.scalar(n) {
			case "stop":
				p.OnBad = Stop
			case "quarantine":
				p.OnBad = SetAside
			default:
				d.fail(n, "on_bad is stop or quarantine", "")
			}
		},
		"max_findings": d.count(&p.MaxFindings),
		"entity":       d.str(&p.Entity),
		"operator":     func(n *yaml.Node) { p.Default = OperatorSpec{}; d.operator(&p.Default)(n) },
		"rules": d.each("rules", func(n *yaml.Node) {
			r := Rule{at: d.place(n)}
			d.mapping(n, "a rule", fields{
				"kinds": d.strs(&r.Kinds), "kind": d.strs(&r.Kinds),
				"columns": d.strs(&r.Columns), "column": d.strs(&r.Columns),
				"regions": d.strs(&r.Regions), "region": d.strs(&r.Regions),
				"min_score": d.score(&r.MinScore), "operator": d.operator(&r.Operator),
			})
			if r.Operator.Name == "" {
				d.fail(n, "a rule needs an operator", "operator: keep leaves the findings as they are")
			}
			own.Rules = append(own.Rules, r)
		}),
		"columns": d.each("columns", func(n *yaml.Node) {
			c := ColumnRule{at: d.place(n)}
			d.mapping(n, "a column rule", fields{
				"column": d.strs(&c.Columns), "columns": d.strs(&c.Columns),
				"kind": d.str(&c.Kind), "operator": d.operator(&c.Operator),
			})
			if len(c.Columns) == 0 {
				d.fail(n, "a column rule needs a column", "")
			}
			if c.Kind == "" && c.Operator.Name == "" {
				d.fail(n, "a column rule needs a kind or an operator", "operator: keep means never touch")
			}
			own.Columns = append(own.Columns, c)
		}),
		"allow": d.each("allow", func(n *yaml.Node) {
			var l List
			d.list(n, "an allow list", &l, fields{
				"kinds": d.strs(&l.Kinds), "kind": d.strs(&l.Kinds),
				"columns": d.strs(&l.Columns), "column": d.strs(&l.Columns),
			})
			own.Allow = append(own.Allow, l)
		}),
		"deny": d.each("deny", func(n *yaml.Node) {
			var l List
			d.list(n, "a deny list", &l, fields{"kind": d.str(&l.Kind)})
			own.Deny = append(own.Deny, l)
		}),
		"custom": d.each("custom", func(n *yaml.Node) { own.Custom = append(own.Custom, d.custom(n)) }),
		"context": d.each("context", func(n *yaml.Node) {
			var c ContextWords
			d.mapping(n, "context", fields{
				"kinds": d.strs(&c.Kinds), "kind": d.strs(&c.Kinds), "words": d.strs(&c.Words),
			})
			if len(c.Kinds) == 0 || len(c.Words) == 0 {
				d.fail(n, "context needs kinds and words", "")
			}
			own.Context = append(own.Context, c)
		}),
		"restore":     func(n *yaml.Node) { p.Restore = nil; d.strs(&p.Restore)(n) },
		"key_command": func(n *yaml.Node) { p.KeyCommand = nil; d.strs(&p.KeyCommand)(n) },
	})
	p.Rules = append(own.Rules, p.Rules...)
	p.Columns = append(own.Columns, p.Columns...)
	p.Allow = append(own.Allow, p.Allow...)
	p.Deny = append(own.Deny, p.Deny...)
	p.Custom = append(own.Custom, p.Custom...)
	p.Context = append(own.Context, p.Context...)
}

func (d *decoder) list(n *yaml.Node, what string, l *List, more fields) {
	l.at = d.place(n)
	f := fields{
		"exact": d.strs(&l.Exact), "pattern": d.strs(&l.Patterns), "patterns": d.strs(&l.Patterns),
		"file": d.str(&l.File), "case_sensitive": d.boolean(&l.CaseSensitive),
	}
	for k, v := range more {
		f[k] = v
	}
	d.mapping(n, what, f)
	if len(l.Exact) == 0 && len(l.Patterns) == 0 && l.File == "" {
		d.fail(n, what+" needs exact, pattern or file", "")
	}
	if l.File != "" && !filepath.IsAbs(l.File) {
		l.File = filepath.Join(d.dir(), l.File)
	}
}

// dir is the directory of the file that is being read.
func (d *decoder) dir() string {
	if n := len(d.trail); n > 0 && strings.HasPrefix(d.trail[n-1], "file:") {
		return filepath.Dir(strings.TrimPrefix(d.trail[n-1], "file:"))
	}
	return ""
}

func (d *decoder) custom(n *yaml.Node) CustomKind {
	c := CustomKind{at: d.place(n)}
	d.mapping(n, "a custom kind", fields{
		"kind": d.str(&c.Kind), "name": d.str(&c.Name), "family": d.str(&c.Family), "region": d.str(&c.Region),
		"pattern": d.strs(&c.Patterns), "patterns": d.strs(&c.Patterns),
		"regexp2": d.str(&c.Regexp2), "literals": d.strs(&c.Literals), "timeout": d.duration(&c.Timeout),
		"dictionary": func(n *yaml.Node) {
			if n.Kind == yaml.SequenceNode {
				d.strs(&c.Dictionary.Exact)(n)
				return
			}
			d.list(n, "a dictionary", &c.Dictionary, nil)
			if len(c.Dictionary.Patterns) > 0 {
				d.fail(n, "a dictionary has no patterns", "")
			}
		},
		"checksum": d.str(&c.Checksum), "words": d.strs(&c.Words), "labelled": d.str(&c.Labelled), "score": d.score(&c.Score),
	})
	if d.err == nil && !validKind(c.Kind) {
		d.fail(n, "a custom kind needs a kind in upper case letters, digits and _", "kind: EMPLOYEE_ID")
	}
	return c
}

func validKind(s string) bool {
	if s == "" || len(s) > 64 || s[0] < 'A' || s[0] > 'Z' {
		return false
	}
	for _, c := range []byte(s) {
		if !(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_') {
			return false
		}
	}
	return true
}

func (d *decoder) include(n *yaml.Node, p *Policy) {
	var names []string
	d.strs(&names)(n)
	for _, name := range names {
		if d.err != nil {
			return
		}
		var inc *Policy
		var err error
		if text, ok := profiles[name]; ok {
			if d.cycle(n, "profile:"+name) {
				return
			}
			inc, err = loadPolicy(strings.NewReader(text), "profile "+name, append(d.trail[:len(d.trail):len(d.trail)], "profile:"+name))
		} else if strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml") {
			path := name
			if !filepath.IsAbs(path) {
				path = filepath.Join(d.dir(), path)
			}
			abs, aerr := filepath.Abs(path)
			if aerr != nil || d.cycle(n, "file:"+abs) {
				d.fail(n, "included file cannot be named", "")
				return
			}
			inc, err = loadPolicyFile(path, d.trail)
		} else {
			d.fail(n, "include names no profile and no .yaml file", "profiles are "+strings.Join(Profiles(), ", "))
			return
		}
		if err != nil {
			var pe *PolicyError
			if errors.As(err, &pe) {
				d.err = pe
			} else {
				d.fail(n, "included file cannot be read: "+reason(err), "")
			}
			return
		}
		p.merge(inc)
	}
}

func (d *decoder) cycle(n *yaml.Node, next string) bool {
	for _, t := range d.trail {
		if t == next {
			d.fail(n, "includes go round in a circle", "")
			return true
		}
	}
	if len(d.trail) > 20 {
		d.fail(n, "includes are nested too deep", "")
		return true
	}
	return false
}

// merge lays inc over p: later includes win over earlier ones.
func (p *Policy) merge(inc *Policy) {
	if inc.Threshold != 0 {
		p.Threshold = inc.Threshold
	}
	if inc.Kinds != nil {
		p.Kinds = inc.Kinds
	}
	if inc.Regions != nil {
		p.Regions = inc.Regions
	}
	p.IncludeReserved = p.IncludeReserved || inc.IncludeReserved
	if inc.OnBad != Stop {
		p.OnBad = inc.OnBad
	}
	if inc.MaxFindings != 0 {
		p.MaxFindings = inc.MaxFindings
	}
	if inc.Entity != "" {
		p.Entity = inc.Entity
	}
	if inc.Default.Name != "" {
		p.Default = inc.Default
	}
	if inc.Restore != nil {
		p.Restore = inc.Restore
	}
	if inc.KeyCommand != nil {
		p.KeyCommand = inc.KeyCommand
	}
	p.Rules = append(inc.Rules[:len(inc.Rules):len(inc.Rules)], p.Rules...)
	p.Columns = append(inc.Columns[:len(inc.Columns):len(inc.Columns)], p.Columns...)
	p.Allow = append(inc.Allow[:len(inc.Allow):len(inc.Allow)], p.Allow...)
	p.Deny = append(inc.Deny[:len(inc.Deny):len(inc.Deny)], p.Deny...)
	p.Custom = append(inc.Custom[:len(inc.Custom):len(inc.Custom)], p.Custom...)
	p.Context = append(inc.Context[:len(inc.Context):len(inc.Context)], p.Context...)
}

// reason is the part of a file system error that says why, without the path.
func reason(err error) string {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// ParseOperator reads the form of the command line, KIND=name or
// KIND=name:param=value,param=value, into a Rule.
func ParseOperator(s string) (Rule, error) {
	kind, op, ok := strings.Cut(s, "=")
	if !ok || kind == "" || op == "" {
		return Rule{}, errors.New("an operator is written KIND=operator, such as EMAIL_ADDRESS=mask or 'US_*=label'")
	}
	r := Rule{Kinds: []string{kind}}
	name, params, has := strings.Cut(op, ":")
	r.Operator.Name = name
	if has {
		r.Operator.Params = map[string]string{}
		for _, kv := range strings.Split(params, ",") {
			k, v, ok := strings.Cut(kv, "=")
			if !ok || k == "" {
				return Rule{}, errors.New("parameters of an operator are written KIND=operator:name=value,name=value")
			}
			r.Operator.Params[k] = v
		}
	}
	return r, nil
}

// ProfileText is the YAML of a ready profile.
func ProfileText(name string) (string, bool) {
	t, ok := profiles[name]
	return t, ok
}

// Digest names what the policy says, in hex: equal policies with equal lists
// have equal digests. Files of lists enter by content.
func (p *Policy) Digest() (string, error) {
	h := sha256.New()
	q := *p
	q.Detectors, q.Operators, q.KeyCommand = nil, nil, nil
	// The same policy has the same digest wherever its file lies and however
	// it is laid out.
	lists := func(ls []List) []List {
		out := append([]List(nil), ls...)
		for i := range out {
			out[i].File, out[i].at = "", place{}
		}
		return out
	}
	q.Default.at = place{}
	q.Rules, q.Columns = append([]Rule(nil), p.Rules...), append([]ColumnRule(nil), p.Columns...)
	for i := range q.Rules {
		q.Rules[i].at, q.Rules[i].Operator.at = place{}, place{}
	}
	for i := range q.Columns {
		q.Columns[i].at, q.Columns[i].Operator.at = place{}, place{}
	}
	q.Allow, q.Deny = lists(p.Allow), lists(p.Deny)
	q.Custom = append([]CustomKind(nil), p.Custom...)
	for i := range q.Custom {
		q.Custom[i].Dictionary.File, q.Custom[i].Dictionary.at, q.Custom[i].at = "", place{}, place{}
	}
	fmt.Fprintf(h, "%+v", q) // maps are printed in key order
	var files []string
	for _, ls := range [][]List{p.Allow, p.Deny} {
		for _, l := range ls {
			files = append(files, l.File)
		}
	}
	for _, c := range p.Custom {
		files = append(files, c.Dictionary.File)
	}
	for _, name := range files {
		if name == "" {
			continue
		}
		f, err := os.Open(name)
		if err != nil {
			return "", fmt.Errorf("list of the policy: %w", err)
		}
		fh := sha256.New()
		_, err = io.Copy(fh, f)
		f.Close()
		if err != nil {
			return "", fmt.Errorf("list of the policy: %w", err)
		}
		h.Write(fh.Sum(nil))
	}
	for _, d := range p.Detectors {
		fmt.Fprintf(h, "detector %s\n", d.Kind)
	}
	names := make([]string, 0, len(p.Operators))
	for n := range p.Operators {
		names = append(names, n)
	}
	sort.Strings(names)
	fmt.Fprintf(h, "operators %q\n", names)
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Select narrows the policy to kinds, as --kinds of the command line does:
// kinds of the policy itself that the globs do not name are taken away, too.
func (p *Policy) Select(globs []string) {
	p.Kinds = globs
	p.narrow = true
}
