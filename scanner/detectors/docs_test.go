package detectors

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"sluice/scanner"
)

var update = flag.Bool("update", false, "write docs/kinds.md anew")

const (
	docsPage = "../../docs/kinds.md"
	planned  = "../../testdata/catalogue_ids.txt"
)

// The page about the kinds is written from the catalogue and says what the
// catalogue says.
func TestKindsPage(t *testing.T) {
	want := kindsPage(All())
	if *update {
		if err := os.MkdirAll(filepath.Dir(docsPage), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(docsPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(docsPage)
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Split(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\n")
	for i, w := range strings.Split(want, "\n") {
		if i >= len(got) || got[i] != w {
			t.Fatalf("docs/kinds.md is not what the catalogue says from line %d on (%.60q); run go test ./scanner/detectors -run TestKindsPage -update", i+1, w)
		}
	}
	if n := strings.Count(want, "\n") + 1; len(got) > n {
		t.Fatalf("docs/kinds.md has %d lines more than the catalogue makes", len(got)-n)
	}
}

// Every kind tells what the page needs.
func TestKindsAreDescribed(t *testing.T) {
	families := map[string]bool{}
	for _, f := range familyTitles {
		families[f.family] = true
	}
	for _, d := range All() {
		switch {
		case d.Name == "", d.Doc == "":
			t.Errorf("%s has no name or no doc", d.Kind)
		case d.Source == "":
			t.Errorf("%s names no source", d.Kind)
		case !families[d.Family]:
			t.Errorf("%s is of family %q, which has no title here", d.Kind, d.Family)
		case strings.ContainsAny(d.Name+d.Doc+d.Source, "\n\r"):
			t.Errorf("%s has a line break in its texts", d.Kind)
		}
	}
}

var familyTitles = []struct{ family, title string }{
	{"contact", "Contact"},
	{"person", "Persons"},
	{"finance", "Finance"},
	{"national", "National"},
	{"health", "Health"},
	{"travel", "Travel and places"},
	{"network", "Network"},
	{"device", "Devices"},
	{"credential", "Credentials"},
	{"company", "Companies"},
	{"quasi", "What leads to a person together with other things"},
}

func kindsPage(all []*scanner.Detector) string {
	var b strings.Builder
	on, regions := 0, map[string]bool{}
	for _, d := range all {
		if !d.Off {
			on++
		}
		if d.Region != "" {
			regions[d.Region] = true
		}
	}
	fmt.Fprintf(&b, `# Kinds

<!-- Written by go test ./scanner/detectors -run TestKindsPage -update from the catalogue; do not edit. -->

%d kinds of %d regions; %d are on by default. A policy names a kind by its name or any alias, in any case, or many by
a glob (`+"`US_*`"+`) or a family (`+"`family:credential`"+`).

- **Check**: *digits* – check characters are computed; *structure* – dates, ranges, prefixes or the like are checked;
  – – the form alone.
- **Context**: *no* – the value is found by itself; *some* – some of its forms, or values whose check does not decide,
  need a context word, a label or a column name; *yes* – always.
- **Default**: kinds that are not personal by themselves are off until they are named.
- **Region**: ISO 3166-1; – is the whole world.
`, len(all), len(regions), on)
	for _, f := range familyTitles {
		var kinds []*scanner.Detector
		for _, d := range all {
			if d.Family == f.family {
				kinds = append(kinds, d)
			}
		}
		if len(kinds) == 0 {
			continue
		}
		sort.SliceStable(kinds, func(i, k int) bool {
			a, b := kinds[i], kinds[k]
			if a.Region != b.Region {
				return a.Region < b.Region
			}
			return a.Kind < b.Kind
		})
		fmt.Fprintf(&b, "\n## %s\n\nFamily `%s`, %d kinds.\n\n", f.title, f.family, len(kinds))
		b.WriteString("| Kind | What | Region | Check | Context | Default | Also called | Source |\n|---|---|---|---|---|---|---|---|\n")
		for _, d := range kinds {
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s | %s | %s |\n", d.Kind, cell(sentence(d.Name)+" "+d.Doc),
				dash(strings.ToUpper(d.Region)), checkOf(d), contextOf(d), map[bool]string{false: "on", true: "off"}[d.Off], aliasesOf(d), cell(d.Source))
		}
	}
	return b.String()
}

func sentence(s string) string { return strings.TrimSuffix(s, ".") + "." }

// cell keeps a text from ending its table cell or starting markup.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`, "_", `\_`, "`", "'").Replace(s)
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func aliasesOf(d *scanner.Detector) string {
	names := slices.DeleteFunc(slices.Clone(d.Aliases), func(a string) bool { return a == d.Kind })
	sort.Strings(names)
	for i, n := range names {
		names[i] = "`" + n + "`"
	}
	return dash(strings.Join(names, ", "))
}

func checkOf(d *scanner.Detector) string {
	switch {
	case len(d.CheckDigits) > 0:
		return "digits"
	case d.Check != nil:
		return "structure"
	}
	return "–"
}

// contextOf says whether a form of the kind is a finding at the default
// threshold with nothing beside it.
func contextOf(d *scanner.Detector) string {
	always, ever := true, false
	form := func(base, proven scanner.Score) {
		if proven == 0 {
			proven = 0.9
		}
		if d.Check == nil {
			proven = base
		}
		alone := max(base, proven) >= scanner.DefaultThreshold
		ever = ever || alone
		always = always && alone
	}
	for _, p := range d.Patterns {
		form(p.Base, p.Proven)
	}
	if d.Find != nil {
		form(d.Find.Base, d.Find.Proven)
	}
	switch {
	case !ever:
		return "yes"
	case !always:
		return "some"
	}
	return "no"
}

// packs are rows of the plan that stand for several kinds; the kinds, by name
// or alias.
var packs = map[string][]string{
	"DE_LANR_BSNR":           {"DE_LANR", "DE_BSNR"},
	"IE_EIRCODE_DL_PASSPORT": {"IE_EIRCODE", "IE_DRIVING_LICENCE", "IE_PASSPORT"},
	"EU_SMALL_TAX_PACK":      {"ad.nrt", "al.nipt", "az.voen", "gn.nifp", "li.peid", "mk.edb", "si.ddv", "sm.coe", "tn.mf"},
	"CIS_PASSPORT_PACK":      {"AM_PASSPORT", "AZ_PASSPORT", "UZ_PASSPORT"},
	"EU_PASSPORT_PACK":       ofStates("PASSPORT", "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"),
	"EU_DL_PACK":             ofStates("DRIV", "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"),
}

// ofStates asks for one kind of each state whose name goes on with stem.
func ofStates(stem, states string) []string {
	var out []string
	for _, s := range strings.Fields(states) {
		out = append(out, s+"_"+stem+"*")
	}
	return out
}

// Every row of the plan is a kind, an alias of one, or a pack all of whose
// kinds are there.
func TestPlanIsCovered(t *testing.T) {
	names := map[string]bool{}
	for _, d := range All() {
		names[strings.ToUpper(d.Kind)] = true
		for _, a := range d.Aliases {
			names[strings.ToUpper(a)] = true
		}
	}
	has := func(name string) bool {
		stem, prefix := strings.CutSuffix(strings.ToUpper(name), "*")
		if !prefix {
			return names[stem]
		}
		for n := range names {
			if strings.HasPrefix(n, stem) {
				return true
			}
		}
		return false
	}
	raw, err := os.ReadFile(planned)
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, id := range strings.Split(string(raw), "\n") {
		if id = strings.TrimSpace(id); id == "" || id[0] == '#' {
			continue
		}
		rows++
		if has(id) {
			continue
		}
		if packs[id] == nil {
			t.Errorf("%s is neither a kind nor an alias", id)
		}
		for _, k := range packs[id] {
			if !has(k) {
				t.Errorf("%s: %s is missing", id, k)
			}
		}
	}
	if rows != 304 {
		t.Errorf("the plan has %d rows, not 304", rows)
	}
}
