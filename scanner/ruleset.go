package scanner

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
)

// Options narrow a Ruleset; the zero value takes every detector that is not
// Off, at DefaultThreshold.
type Options struct {
	// Threshold from which a candidate is a finding, above 0 and at most 1;
	// 0 means DefaultThreshold.
	Threshold Score
	// IncludeReserved reports values that can be nobody's, too.
	IncludeReserved bool
	// Kinds selects by globs over kinds and aliases ("US_*", "-UK_NHS" takes
	// away, "family:credential"); empty means every kind that is on by
	// default. Naming a kind exactly, or "*", turns on kinds that are Off.
	// A list that only takes away begins with the kinds that are on.
	Kinds []string
	// Regions keeps the national kinds of these regions; empty means all.
	// "eu" stands for its member states as well.
	Regions []string
	// Context are further words by kind; they count as Detector.Words do.
	Context map[string][]string
}

// Ruleset is a compiled list of detectors: immutable and safe for concurrent
// use.
type Ruleset struct {
	detectors []*Detector
	byName    map[string]int // kinds and aliases, upper case
	threshold Score
	reserved  bool // report reserved values too

	set      []compiled // beside detectors
	words    *lexicon
	shapes   *shapes
	prefixes *prefixes
	finders  [OnText + 1][]uint16 // detectors by trigger
	digits   *digitGate           // of OnDigits
	longBy   [maxRun + 1][]uint16 // of OnLong
	longMin  int                  // the least run that OnLong asks for
	capital  []capital            // of OnCapital, those without Starts and Caps
	gate     *Gate                // capital's, if it is of one finder that has one
	caps     []uint16             // of OnCapital with Caps
	starts   [1 << 16 / 64]uint64 // first two bytes of OnCapital with Starts, and capitals if some have Caps
	literals [1 << 16 / 64]uint64 // the same without the capitals
	startsOf map[[2]byte][]startEntry
	texts    []textRule
	cells    plainCells
	uneven   bool   // some Starts or Gate asks for some digits and not for others
	triggers uint32 // which triggers any detector needs, bit 1<<Trigger
}

// compiled is a Detector made ready.
type compiled struct {
	*Detector
	patterns []pattern
	labelled matcher // nil where nothing but Patterns counts
	check    func([]byte) Verdict
	strong   bool // some pattern or finder reaches the threshold by itself
}

type pattern struct {
	base, proven, whole Score
	strong              bool // can reach the threshold without context
	match               *lazyMatcher
}

// maxRun is the longest run that Min and Max of Finder and Run tell apart.
const maxRun = 128

// capital is a finder that is asked about capitalised words.
type capital struct {
	det  uint16
	gate *Gate
}

// startEntry is one of a Finder's Starts.
type startEntry struct {
	literal string
	det     uint16
}

// textRule is a pattern that none of the fast routes carries: it runs over
// the whole text.
type textRule struct {
	det, pat uint16
	re       *regexp.Regexp
	literal  string // must be in the text, "" if none is known
}

// members of the European Union, ISO 3166-1 alpha-2.
const unionMembers = " at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se "

// Select applies o.Kinds and o.Regions to a catalogue. It is what Compile
// does first; a name that selects nothing is an error.
func Select(detectors []*Detector, o Options) ([]*Detector, error) {
	on := make([]bool, len(detectors))
	onlyLess := true
	for _, k := range o.Kinds {
		if !strings.HasPrefix(k, "-") {
			onlyLess = false
		}
	}
	if onlyLess {
		for i, d := range detectors {
			on[i] = !d.Off
		}
	}
	for _, glob := range o.Kinds {
		name, take := strings.CutPrefix(glob, "-")
		some := false
		for i, d := range detectors {
			if ok, exact := d.named(name); ok {
				some = true
				if take {
					on[i] = false
				} else if exact || !d.Off {
					on[i] = true
				}
			}
		}
		if !some {
			return nil, fmt.Errorf("scanner: no kind is called %q", name)
		}
	}
	regions := " " + strings.ToLower(strings.Join(o.Regions, " ")) + " "
	regions = strings.ReplaceAll(regions, " uk ", " gb ")
	var out []*Detector
	for i, d := range detectors {
		if !on[i] {
			continue
		}
		if d.Region != "" && len(o.Regions) > 0 && !strings.Contains(regions, " "+d.Region+" ") {
			member := strings.Contains(unionMembers, " "+d.Region+" ")
			if !member || !strings.Contains(regions, " eu ") {
				continue
			}
		}
		out = append(out, d)
	}
	if len(out) == 0 {
		return nil, errors.New("scanner: the selection leaves no kind")
	}
	return out, nil
}

// named reports whether a glob or "family:x" names the detector, and whether
// it does so exactly enough to turn on a kind that is Off.
func (d *Detector) named(glob string) (ok, exact bool) {
	if family, is := strings.CutPrefix(glob, "family:"); is {
		return d.Family == family, false
	}
	if glob == "*" {
		return true, true
	}
	if strings.EqualFold(d.Kind, glob) {
		return true, true
	}
	for _, a := range d.Aliases {
		if strings.EqualFold(a, glob) {
			return true, true
		}
	}
	ok, err := path.Match(strings.ToUpper(glob), d.Kind)
	return ok && err == nil, false
}

// Compile checks detectors and options and prepares the engine. Everything
// that can be wrong with them is an error here, not at the first record.
func Compile(detectors []*Detector, o Options) (*Ruleset, error) {
	if o.Threshold == 0 {
		o.Threshold = DefaultThreshold
	}
	if o.Threshold < 0 || o.Threshold > 1 {
		return nil, fmt.Errorf("scanner: the threshold is %v, not from 0 to 1", o.Threshold)
	}
	picked, err := Select(detectors, o)
	if err != nil {
		return nil, err
	}
	if len(picked) > 1<<15 {
		return nil, errors.New("scanner: more than 32768 detectors")
	}
	rs := &Ruleset{
		detectors: picked,
		byName:    make(map[string]int, 3*len(picked)),
		threshold: o.Threshold,
		reserved:  o.IncludeReserved,
		set:       make([]compiled, len(picked)),
		digits:    new(digitGate),
	}
	for i, d := range picked {
		if d.Kind == "" {
			return nil, errors.New("scanner: a detector has no kind")
		}
		key := strings.ToUpper(d.Kind)
		if _, twice := rs.byName[key]; twice {
			return nil, fmt.Errorf("scanner: two detectors are called %s", d.Kind)
		}
		rs.byName[key] = i
	}
	for i, d := range picked {
		for _, a := range d.Aliases {
			key := strings.ToUpper(a)
			if _, taken := rs.byName[key]; !taken {
				rs.byName[key] = i
			}
		}
	}
	extra := map[int][]string{}
	for name, words := range o.Context {
		i, ok := rs.byName[strings.ToUpper(name)]
		if !ok {
			return nil, fmt.Errorf("scanner: context words for %q, which does not run", name)
		}
		extra[i] = append(extra[i], words...)
	}
	b := newBuilder(rs)
	phrases := 0
	for i, d := range picked {
		phrases += len(d.Words) + len(d.Weak) + len(extra[i])
	}
	b.words = newLexicon(phrases)
	for i, d := range picked {
		if err := b.add(i, d); err != nil {
			return nil, fmt.Errorf("scanner: %s: %w", d.Kind, err)
		}
		b.addWords(i, d, extra[i])
	}
	b.finish()
	return rs, nil
}

// Detectors are those that run, in the order that Finding.Detector indexes.
func (rs *Ruleset) Detectors() []*Detector { return rs.detectors }

// Lookup finds a running detector by kind or alias, in any case.
func (rs *Ruleset) Lookup(name string) (*Detector, bool) {
	i, ok := rs.byName[strings.ToUpper(name)]
	if !ok {
		return nil, false
	}
	return rs.detectors[i], true
}

// Threshold is the score from which a candidate is a finding.
func (rs *Ruleset) Threshold() Score { return rs.threshold }

// kindSet is a set of detectors.
type kindSet []uint64

func newBits(n int) kindSet         { return make(kindSet, (n+63)/64) }
func (b kindSet) set(i uint16)      { b[i>>6] |= 1 << (i & 63) }
func (b kindSet) has(i uint16) bool { return b[i>>6]&(1<<(i&63)) != 0 }
func (b kindSet) clear()            { clear(b) }

// SlowRoutes lists the patterns, as "KIND: pattern", that no fast route
// carries: they run over the whole text of every field.
func (rs *Ruleset) SlowRoutes() []string {
	var out []string
	for _, t := range rs.texts {
		out = append(out, rs.set[t.det].Kind+": "+rs.set[t.det].Patterns[t.pat].RE)
	}
	return out
}
