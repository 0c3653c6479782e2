package sluice

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"

	"sluice/redact"
	"sluice/redact/operators"
	"sluice/scanner"
)

// Env is what a Plan is made with besides the policy: keys, and the vault
// where an operator needs one.
type Env = operators.Env

// Plan is a policy that was checked and compiled: immutable, safe for
// concurrent use, and good for any number of files.
type Plan struct {
	rules     *scanner.Ruleset
	kinds     []kind // parallel to rules.Detectors()
	columns   []boundColumn
	allow     []boundAllow
	fallback  *boundOperator
	own       []redact.Recognizer // whose replacements are left alone
	starts    [256]uint64         // by first byte, which of own can begin so
	anchors   []anchor            // one of them is in every replacement that own knows; none: no such bytes are known
	knowers   []redact.Knower     // the same for whole numbers
	scoped    bool                // an operator looks at the record
	hidden    bool                // a reversible operator does not tell its own
	fpeKeys   []string            // ids of the keys of such, in order
	restorers []redact.Restorer   // of replacements that tell themselves
	ops       []*boundOperator
	env       Env
	digest    string

	onBad       OnBad
	entity      []*glob
	maxFindings int
	reserved    bool // values that can be nobody's are findings too
	restore     []*glob

	// loose shows every candidate of every kind, for Explain; checked every
	// candidate of the kinds with check digits, for sampling. Made when asked
	// for: most runs need neither.
	loose, checked func() (*scanner.Ruleset, error)
}

// kind is what the worker knows of a detector.
type kind struct {
	*scanner.Detector
	redact redact.Kind
	rules  []boundRule // that fit the kind, in order
	allow  []int       // indexes of Plan.allow that fit the kind
}

type boundOperator struct {
	spec     OperatorSpec
	op       redact.Operator
	action   redact.Action
	own      redact.Recognizer
	knower   redact.Knower
	blender  redact.Blender
	restorer redact.Restorer
	hidden   bool // restorer, but nothing tells its replacements
	keep     bool
	// fixed: applied to its own replacement the operator may give it back
	// without being able to tell it from other text.
	fixed bool
	name  string
}

type boundRule struct {
	columns []*glob
	min     scanner.Score
	op      *boundOperator
}

type boundColumn struct {
	columns []*glob
	kind    *kind // nil: unknown
	known   bool  // kind runs, so that the column can be scanned as it
	op      *boundOperator
}

type boundAllow struct {
	set     *valueSet
	columns []*glob
}

// glob matches names without regard to case: * any bytes, ? one character.
type glob struct {
	all  bool           // everything
	name string         // where there is no wildcard
	re   *regexp.Regexp // where there is one
}

func newGlob(s string) *glob {
	if s == "*" {
		return &glob{all: true}
	}
	if !strings.ContainsAny(s, "*?") {
		return &glob{name: s}
	}
	var b strings.Builder
	b.WriteString(`(?is)^`)
	for _, r := range s {
		switch r {
		case '*':
			b.WriteString(`.*`)
		case '?':
			b.WriteString(`.`)
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	b.WriteString(`$`)
	return &glob{re: regexp.MustCompile(b.String())} // built from quoted parts alone
}

func newGlobs(ss []string) []*glob {
	var out []*glob
	for _, s := range ss {
		out = append(out, newGlob(s))
	}
	return out
}

func (g *glob) match(s string) bool {
	if g.re != nil {
		return g.re.MatchString(s)
	}
	return g.all || strings.EqualFold(g.name, s)
}

func anyGlob(gs []*glob, s string) bool {
	for _, g := range gs {
		if g.match(s) {
			return true
		}
	}
	return false
}

// kindGlobs name detectors by kind, alias or "family:...".
type kindGlobs []*glob

func newKindGlobs(ss []string) kindGlobs { return kindGlobs(newGlobs(ss)) }

func (gs kindGlobs) name(d *scanner.Detector) bool {
	for _, g := range gs {
		if family, ok := strings.CutPrefix(g.name, "family:"); ok {
			if d.Family == family {
				return true
			}
			continue
		}
		if g.match(d.Kind) {
			return true
		}
		for _, a := range d.Aliases {
			if g.match(a) {
				return true
			}
		}
	}
	return false
}

// stray is the first of the globs that names nothing, "" if each does.
func stray(all []*scanner.Detector, globs []string) string {
next:
	for _, s := range globs {
		g := newKindGlobs([]string{s})
		for _, d := range all {
			if g.name(d) {
				continue next
			}
		}
		return s
	}
	return ""
}

// Compile checks the policy and makes it ready. Everything that can be wrong
// with it is an error here, not at some record (law 8).
func (p *Policy) Compile(env Env) (*Plan, error) { return p.compile(env, false) }

// CompileScan is Compile for plans that only look: operators that need a key
// or a vault which is not there are taken as label, and tokens of every key
// are left alone.
func (p *Policy) CompileScan(env Env) (*Plan, error) { return p.compile(env, true) }

func (p *Policy) compile(env Env, scan bool) (*Plan, error) {
	digest, err := p.Digest()
	if err != nil {
		return nil, err
	}
	env.Entity = env.Entity || p.Entity != ""
	c := &compiler{p: p, env: env, scan: scan, found: foundAlone(), made: map[string]*boundOperator{}}
	opt, err := c.detectors()
	if err != nil {
		return nil, err
	}
	rs, err := scanner.Compile(c.all, opt)
	if err != nil {
		return nil, err
	}
	c.pl = &Plan{
		rules: rs, digest: digest, env: env, onBad: p.OnBad, maxFindings: p.MaxFindings, reserved: p.IncludeReserved,
		restore: newGlobs(p.Restore),
	}
	if p.Entity != "" {
		c.pl.entity = []*glob{newGlob(p.Entity)}
	}
	c.pl.loose = sync.OnceValues(func() (*scanner.Ruleset, error) {
		o := opt
		o.Threshold, o.IncludeReserved = 0.01, true
		return scanner.Compile(c.all, o)
	})
	c.pl.checked = sync.OnceValues(func() (*scanner.Ruleset, error) { return withChecks(rs) })
	for _, step := range []func() error{c.rules, c.columns, c.recognizers} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return c.pl, nil
}

// withChecks are the detectors of rs that have check characters; nil if there are
// none.
func withChecks(rs *scanner.Ruleset) (*scanner.Ruleset, error) {
	var ds []*scanner.Detector
	for _, d := range rs.Detectors() {
		if len(d.CheckDigits) > 0 && d.Check != nil {
			ds = append(ds, d)
		}
	}
	if len(ds) == 0 {
		return nil, nil
	}
	return scanner.Compile(ds, scanner.Options{Kinds: []string{"*"}, Threshold: 0.01, IncludeReserved: true})
}

// compiler makes a plan of a policy.
type compiler struct {
	p     *Policy
	env   Env
	scan  bool                // the plan only looks
	all   []*scanner.Detector // the catalogue, and what the policy brings
	found func([]byte) bool
	made  map[string]*boundOperator // by name and parameters
	pl    *Plan
}

// detectors gathers all detectors, and says which of them the policy selects.
func (c *compiler) detectors() (opt scanner.Options, err error) {
	p := c.p
	custom := append([]*scanner.Detector(nil), p.Detectors...)
	for i := range p.Custom {
		d, err := p.Custom[i].detector()
		if err != nil {
			return opt, p.Custom[i].at.wrap(fmt.Sprintf("custom %d", i+1), err)
		}
		custom = append(custom, d)
	}
	deny, err := p.deny()
	if err != nil {
		return opt, err
	}
	custom = append(custom, deny...)
	c.all = append(Catalogue(), custom...)
	opt = scanner.Options{
		Threshold: scanner.Score(p.Threshold), IncludeReserved: p.IncludeReserved,
		Kinds: append([]string(nil), p.Kinds...), Regions: p.Regions,
	}
	// A selection of the catalogue does not take away what the policy itself
	// brings.
	positive := slices.ContainsFunc(p.Kinds, func(k string) bool { return !strings.HasPrefix(k, "-") })
	if positive && !p.narrow {
		for _, d := range custom {
			opt.Kinds = append([]string{d.Kind}, opt.Kinds...)
		}
	}
	opt.Context = c.context(opt)
	return opt, nil
}

// context are the policy's words, by kind, of the kinds that opt selects.
func (c *compiler) context(opt scanner.Options) map[string][]string {
	if len(c.p.Context) == 0 {
		return nil
	}
	words := map[string][]string{}
	for _, w := range c.p.Context {
		globs := newKindGlobs(w.Kinds)
		for _, d := range c.all {
			if globs.name(d) {
				words[d.Kind] = append(words[d.Kind], lowered(w.Words)...)
			}
		}
	}
	if picked, err := scanner.Select(c.all, opt); err == nil {
		maps.DeleteFunc(words, func(kind string, _ []string) bool {
			return !slices.ContainsFunc(picked, func(d *scanner.Detector) bool { return d.Kind == kind })
		})
	}
	return words
}

// bind makes an operator ready, once for each name and parameters; where says in
// errors what asks for it.
func (c *compiler) bind(s OperatorSpec, where string) (*boundOperator, error) {
	if s.Name == "" {
		s.Name = "label"
	}
	key := fmt.Sprintf("%s %q", s.Name, s.Params)
	if b := c.made[key]; b != nil {
		return b, nil
	}
	op, ok := c.p.Operators[s.Name]
	if !ok {
		var err error
		op, err = operators.New(s.Name, s.Params, c.env)
		if c.scan && (errors.Is(err, operators.ErrNeedsKey) || errors.Is(err, operators.ErrNeedsVault)) {
			op, err = operators.New("label", nil, c.env)
		}
		if err != nil {
			return nil, s.at.wrap(where, err)
		}
	} else if len(s.Params) > 0 {
		return nil, s.at.wrap(where, fmt.Errorf("the operator %s takes no parameters", s.Name))
	}
	b := newBound(s, op)
	spec, ok := operators.Lookup(b.name)
	c.pl.scoped = c.pl.scoped || !ok || spec.Scoped
	c.made[key] = b
	c.pl.ops = append(c.pl.ops, b)
	return b, nil
}

// kindOf is a detector's kind under the policy.
func (c *compiler) kindOf(d *scanner.Detector) kind {
	k := newKind(d)
	k.redact.Found = c.found
	if c.p.IncludeReserved {
		k.redact.Reserved = nil
	}
	return k
}

// rules binds rules and allow lists to the kinds that they are for.
func (c *compiler) rules() (err error) {
	p, pl := c.p, c.pl
	if pl.fallback, err = c.bind(p.Default, "operator"); err != nil {
		return err
	}
	rules := make([]boundRule, len(p.Rules))
	ruleKinds := make([]kindGlobs, len(p.Rules))
	for i, r := range p.Rules {
		where := fmt.Sprintf("rule %d", i+1)
		op, err := c.bind(r.Operator, where)
		if err != nil {
			return err
		}
		if k := stray(c.all, r.Kinds); k != "" {
			return r.at.wrap(where, fmt.Errorf("no kind is called %q", k))
		}
		rules[i], ruleKinds[i] = boundRule{newGlobs(r.Columns), scanner.Score(r.MinScore), op}, newKindGlobs(r.Kinds)
	}
	allowKinds := make([]kindGlobs, len(p.Allow))
	for i, l := range p.Allow {
		where := fmt.Sprintf("allow %d", i+1)
		set, err := newValueSet(&l)
		if err != nil {
			return l.at.wrap(where, err)
		}
		if k := stray(c.all, l.Kinds); k != "" {
			return l.at.wrap(where, fmt.Errorf("no kind is called %q", k))
		}
		pl.allow = append(pl.allow, boundAllow{set, newGlobs(l.Columns)})
		allowKinds[i] = newKindGlobs(l.Kinds)
	}
	pl.kinds = make([]kind, 0, len(pl.rules.Detectors()))
	for _, d := range pl.rules.Detectors() {
		k := c.kindOf(d)
		for i, r := range p.Rules {
			if (len(r.Kinds) == 0 || ruleKinds[i].name(d)) && (len(r.Regions) == 0 || inRegion(r.Regions, d.Region)) {
				k.rules = append(k.rules, rules[i])
			}
		}
		for i, l := range p.Allow {
			if len(l.Kinds) == 0 || allowKinds[i].name(d) {
				k.allow = append(k.allow, i)
			}
		}
		pl.kinds = append(pl.kinds, k)
	}
	return nil
}

// columns binds the rules of columns.
func (c *compiler) columns() (err error) {
	for i, r := range c.p.Columns {
		where := fmt.Sprintf("column rule %d", i+1)
		b := boundColumn{columns: newGlobs(r.Columns)}
		if r.Kind != "" {
			if b.kind, b.known = c.pl.kindNamed(r.Kind); b.kind == nil {
				if d := find(c.all, r.Kind); d != nil {
					k := c.kindOf(d)
					b.kind = &k
				} else if r.Operator.Name != "" && validKind(r.Kind) {
					b.kind = &kind{redact: redact.Kind{Name: r.Kind, Family: "custom"}, Detector: &scanner.Detector{Kind: r.Kind, Family: "custom"}}
				} else {
					return r.at.wrap(where, fmt.Errorf("no kind is called %q", r.Kind))
				}
			}
		}
		if r.Operator.Name == "" && !b.known {
			return r.at.wrap(where, fmt.Errorf("kind %s does not run; add it to kinds, or give an operator", b.kind.Kind))
		}
		if r.Operator.Name != "" {
			if b.op, err = c.bind(r.Operator, where); err != nil {
				return err
			}
			if b.kind == nil {
				b.kind = &kind{redact: redact.Kind{Name: "VALUE"}, Detector: &scanner.Detector{Kind: "VALUE"}}
			}
		}
		c.pl.columns = append(c.pl.columns, b)
	}
	return nil
}

// recognizers lists what knows replacements again, once all operators are made.
func (c *compiler) recognizers() error {
	pl := c.pl
	// What a fallback recognises and restores stands in outputs, too.
	for i := 0; i < len(pl.ops); i++ {
		w, ok := pl.ops[i].op.(redact.Wrapper)
		if !ok || w.Fallback() == nil {
			continue
		}
		pl.ops = append(pl.ops, newBound(pl.ops[i].spec, w.Fallback()))
	}
	for _, b := range pl.ops {
		if b.knower != nil {
			pl.knowers = append(pl.knowers, b.knower)
		}
		if b.own == nil {
			pl.hidden = pl.hidden || b.hidden
			if n, ok := b.op.(redact.Nameless); ok && !slices.Contains(pl.fpeKeys, n.KeyID()) {
				pl.fpeKeys = append(pl.fpeKeys, n.KeyID())
			}
			continue
		}
		pl.own = append(pl.own, b.own)
		if b.restorer != nil {
			pl.restorers = append(pl.restorers, b.restorer)
		}
	}
	sort.Strings(pl.fpeKeys)
	// Labels and tokens of earlier runs, under whatever operator.
	pl.own = append(pl.own, anyToken{})
	if op, err := operators.New("label", nil, c.env); err == nil {
		if r, ok := op.(redact.Recognizer); ok {
			pl.own = append(pl.own, r)
		}
	}
	if len(pl.own) > 64 {
		return errors.New("policy: more than 60 different operators")
	}
	pl.starts = startTable(pl.own)
	pl.anchors = anchorsOf(pl.own)
	return nil
}

func newBound(s OperatorSpec, op redact.Operator) *boundOperator {
	b := &boundOperator{spec: s, op: op, name: op.Name(), keep: op.Name() == "keep"}
	if a, ok := op.(redact.Actor); ok {
		b.action = a.Action()
	}
	b.own, _ = op.(redact.Recognizer)
	b.knower, _ = op.(redact.Knower)
	b.blender, _ = op.(redact.Blender)
	b.restorer, _ = op.(redact.Restorer)
	b.hidden = b.restorer != nil && b.own == nil
	if spec, ok := operators.Lookup(b.name); ok {
		_, starts := op.(operators.Starter)
		_, wraps := op.(redact.Wrapper)
		b.fixed = spec.Idempotent && !spec.Vault && !b.keep && b.action == redact.Replace && (wraps || !starts)
	}
	return b
}

// startTable says at which bytes which recognizers are asked.
func startTable(own []redact.Recognizer) (which [256]uint64) {
	for i, r := range own {
		s, ok := r.(operators.Starter)
		for c := range which {
			if !ok || s.Starts(byte(c)) {
				which[c] |= 1 << i
			}
		}
	}
	return which
}

// maxAnchors: looking for more bytes costs more than looking at all of them once.
const maxAnchors = 3

// anchor is a byte that some replacements have among their first within bytes.
type anchor struct {
	c      byte
	within int
}

// anchorsOf are the anchors of all recognizers, nil if one has none or there are
// too many.
func anchorsOf(own []redact.Recognizer) []anchor {
	var as []anchor
	for _, r := range own {
		x, ok := r.(operators.Anchored)
		if !ok {
			return nil
		}
		c, within := x.Anchor()
		if within <= 0 {
			return nil
		}
		if i := slices.IndexFunc(as, func(a anchor) bool { return a.c == c }); i >= 0 {
			as[i].within = max(as[i].within, within)
		} else {
			as = append(as, anchor{c, within})
		}
	}
	if len(as) > maxAnchors {
		return nil
	}
	return as
}

// anyToken knows the tokens of keyed operators by their form, whoever's key
// they were made with.
type anyToken struct{}

func (anyToken) Own(text []byte) int {
	t, _ := operators.ParseToken(text)
	return t.End
}

func (anyToken) Starts(c byte) bool { return 'A' <= c && c <= 'Z' }

func (anyToken) Anchor() (c byte, within int) { return operators.TokenAnchor() }

func newKind(d *scanner.Detector) kind {
	k := kind{Detector: d, redact: redact.Kind{
		Name: d.Kind, Family: d.Family, Region: d.Region, CheckDigits: d.CheckDigits, Reserved: d.Reserved,
	}}
	if check := d.Check; check != nil {
		k.redact.Check = func(v []byte) bool { return check(v) != scanner.Wrong }
		k.redact.Judge = func(v []byte) (passes, sure bool) {
			verdict := check(v)
			return verdict != scanner.Wrong, verdict == scanner.Proven
		}
	}
	return k
}

// canon appends the normalised value.
func (k *kind) canon(dst, v []byte) []byte {
	if k.Canon != nil {
		return k.Canon(dst, v)
	}
	return canonical(dst, v)
}

// canonical keeps letters and digits in upper case. A value that has none
// stands for itself.
func canonical(dst, v []byte) []byte {
	n := len(dst)
	for _, c := range v {
		switch {
		case 'a' <= c && c <= 'z':
			dst = append(dst, c-('a'-'A'))
		case 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c >= 0x80:
			dst = append(dst, c)
		}
	}
	if len(dst) == n {
		dst = append(dst, v...)
	}
	return dst
}

func find(all []*scanner.Detector, name string) *scanner.Detector {
	for _, d := range all {
		if strings.EqualFold(d.Kind, name) {
			return d
		}
	}
	for _, d := range all {
		for _, a := range d.Aliases {
			if strings.EqualFold(a, name) {
				return d
			}
		}
	}
	return nil
}

func (p *Plan) kindNamed(name string) (*kind, bool) {
	d, ok := p.rules.Lookup(name)
	if !ok {
		return nil, false
	}
	for i := range p.kinds {
		if p.kinds[i].Detector == d {
			return &p.kinds[i], true
		}
	}
	return nil, false
}

func inRegion(regions []string, region string) bool {
	for _, r := range regions {
		r = strings.ToLower(r)
		if r == "uk" {
			r = "gb"
		}
		if r == region {
			return true
		}
	}
	return false
}

// deny makes a kind of each deny list: its values are found wherever they
// stand as words.
func (p *Policy) deny() ([]*scanner.Detector, error) {
	var out []*scanner.Detector
	for i, l := range p.Deny {
		name := l.Kind
		if name == "" {
			name = "DENY_LIST"
			if i > 0 {
				name = fmt.Sprintf("DENY_LIST_%d", i+1)
			}
		}
		c := CustomKind{Kind: name, Name: "value of a deny list", Score: 1}
		values := len(l.Exact) > 0 || l.File != ""
		if len(l.Patterns) > 0 {
			pc := c
			pc.Patterns = l.Patterns
			if values {
				pc.Kind += "_PATTERN"
			}
			d, err := pc.detector()
			if err != nil {
				return nil, l.at.wrap(fmt.Sprintf("deny %d", i+1), err)
			}
			out = append(out, d)
		}
		if values {
			c.Dictionary = List{Exact: l.Exact, File: l.File, CaseSensitive: l.CaseSensitive}
			d, err := c.detector()
			if err != nil {
				return nil, l.at.wrap(fmt.Sprintf("deny %d", i+1), err)
			}
			out = append(out, d)
		}
	}
	return out, nil
}

// Digest names the policy in reports and manifests, in hex.
func (p *Plan) Digest() string { return p.digest }

// Ruleset is what the plan finds with.
func (p *Plan) Ruleset() *scanner.Ruleset { return p.rules }

// NeedsQuarantine reports whether records may have to be put aside.
func (p *Plan) NeedsQuarantine() bool {
	if p.onBad == SetAside {
		return true
	}
	for _, o := range p.ops {
		if o.action == redact.Quarantine {
			return true
		}
	}
	return false
}

// Restores reports whether the plan has an operator that can be undone.
func (p *Plan) Restores() bool {
	for _, o := range p.ops {
		if o.restorer != nil {
			return true
		}
	}
	return false
}

// KeyIDs are the ids of the plan's keys, the active one first.
func (p *Plan) KeyIDs() []string {
	if p.env.Keys == nil {
		return nil
	}
	return p.env.Keys.IDs()
}
