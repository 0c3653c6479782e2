package sluice

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPolicyErrors(t *testing.T) {
	const secret = "jo@private-name.de"
	tests := []struct{ name, yaml, want string }{
		{"unknown field", "version: 1\n" + secret + ": 1\n", "policy:2:1: unknown field in the policy"},
		{"unknown field in a rule", "rules:\n  - kinds: [X]\n    oprator: mask\n", "policy:3:5: unknown field in a rule"},
		{"twice", "threshold: 0.5\nthreshold: 0.6\n", "policy:"},
		{"score above one", "threshold: 1.5\n", "policy:1:12: a score"},
		{"score not a number", "threshold: " + secret + "\n", "policy:1:12: a score"},
		{"score NaN", "threshold: NaN\n", "policy:1:12: a score"},
		{"rules not a list", "rules: " + secret + "\n", "policy:1:8: rules must be a list"},
		{"rule without operator", "rules:\n  - kinds: [EMAIL_ADDRESS]\n", "policy:2:5: a rule needs an operator"},
		{"two operators", "operator: {mask: {}, label: {}}\n", "policy:1:11: an operator is"},
		{"column rule without anything", "columns:\n  - column: x\n", "policy:2:5: a column rule needs a kind"},
		{"on_bad", "on_bad: skip\n", "policy:1:9: on_bad is"},
		{"empty allow list", "allow:\n  - kinds: [X]\n", "policy:2:5: an allow list needs"},
		{"custom without kind", "custom:\n  - pattern: x\n", "policy:2:5: a custom kind needs a kind"},
		{"custom lower case", "custom:\n  - kind: abc\n    pattern: x\n", "policy:2:5: a custom kind needs a kind"},
		{"alias", "kinds: &k [X]\nregions: *k\n", "policy:2:10: aliases"},
		{"not yaml", "kinds: [" + secret + "\n  - : :\n", "policy"},
		{"version", "version: 2\n", "policy:1:10: version must be 1"},
		{"include nothing", "include: " + secret + "\n", "policy:1:10: include names no profile"},
		{"not a mapping", "- a\n", "policy:1:1: the policy must be a mapping"},
		{"unknown parameter", "operator: {label: {colour: red}}\n", "policy:1:20: operator label: parameter colour: unknown"},
		{"wrong parameter", "operator:\n  mask:\n    keep_last: many\n", "policy:3:5: operator mask: parameter keep_last: want a whole number"},
		{"timeout", "custom:\n  - kind: A\n    regexp2: x\n    timeout: 3h\n", "policy:4:14: a duration"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := LoadPolicy(strings.NewReader(tt.yaml))
			if err == nil {
				t.Fatal("no error")
			}
			if !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("got %q, want it to begin with %q", err, tt.want)
			}
			var pe *PolicyError
			if errors.As(err, &pe); pe == nil {
				t.Fatalf("not a PolicyError: %T", err)
			}
			if strings.Contains(err.Error()+pe.Hint, secret) {
				t.Errorf("the error shows the policy's content: %q", err)
			}
		})
	}
}

// What only Compile can see has its place, too.
func TestCompileErrorsHaveAPlace(t *testing.T) {
	for _, tt := range []struct{ name, yaml, want string }{
		{"unknown operator", "rules:\n  - kinds: [EMAIL_ADDRESS]\n    operator: scramble\n", "policy:3:15: unknown operator"},
		{"no key", "operator: pseudonym\n", "policy:1:11: operator pseudonym: needs a key"},
		{"unknown kind", "rules:\n  - kinds: [US_SNN]\n    operator: label\n", "policy:2:5: no kind is called"},
		{"unknown kind of a column", "columns:\n  - column: x\n    kind: NO_SUCH_KIND\n", "policy:2:5: no kind is called"},
		{"pattern", "custom:\n  - kind: A\n    pattern: '('\n", "policy:2:5: custom kind A"},
		{"allow list", "allow:\n  - pattern: '('\n", "policy:2:5: list"},
	} {
		p, err := LoadPolicy(strings.NewReader(tt.yaml))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = p.Compile(Env{}); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

// The 18 identifiers of Safe Harbor, written as records write them.
func TestHIPAA(t *testing.T) {
	p, err := ProfilePolicy("hipaa-safe-harbor")
	if err != nil {
		t.Fatal(err)
	}
	pl, err := p.Compile(Env{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, secret, stays string }{
		{"Patient name: Margaret Ellison", "Ellison", ""},
		{"Lives at 482 Birchwood Lane, Springfield", "Birchwood", ""},
		{"ZIP code: 03601", "036", "000"},
		{"ZIP code: 62704", "62704", "627"},
		{"Admitted on 03/14/2023", "03/14", "2023"},
		{"DOB: 07/22/1931", "1931", "<1937"},
		{"DOB: 07/22/1981", "07", "1981"},
		{"93 years old", "93", "90+"},
		{"Phone: (217) 483-2291", "2291", ""},
		{"Fax: 217-483-2295", "2295", ""},
		{"write to mellison@quillfjord.net", "mellison", ""},
		{"SSN: 219-45-6789", "6789", ""},
		{"MRN: 00482119", "00482119", ""},
		{"Health plan beneficiary number: XEH884213907", "XEH", ""},
		{"Account number: 4482201937", "4482201937", ""},
		{"Certificate number: C-4482-1193", "4482", ""},
		{"VIN: 1HGCM82633A004352", "1HGCM", ""},
		{"License plate: 7ABC482", "7ABC482", ""},
		{"Device serial number: SN-88213-AX4", "88213", ""},
		{"see https://portal.quillfjord.net/u/mellison", "quillfjord", ""},
		{"IP address 81.2.69.142", "81.2", ""},
		{"Fingerprint ID: FP-882134", "882134", ""},
	} {
		line := []byte(`{"text":"` + c.text + `"}` + "\n")
		out, _ := redactAll(t, pl, "jsonl", line, nil)
		if bytes.Contains(out, []byte(c.secret)) || !bytes.Contains(out, []byte(c.stays)) {
			t.Errorf("%s: %s", c.text, out)
		}
		if twice, _ := redactAll(t, pl, "jsonl", out, nil); !bytes.Equal(out, twice) {
			t.Errorf("%s: twice is not once: %s", out, twice)
		}
	}
}

// Law 8: parameters are checked in Compile.
func TestLaw8EverythingIsCheckedInCompile(t *testing.T) {
	tests := []struct{ name, yaml string }{
		{"unknown operator", "operator: scramble\n"},
		{"unknown kind in a rule", "rules:\n  - kinds: [US_SNN]\n    operator: label\n"},
		{"unknown kind to run", "kinds: [NO_SUCH_KIND]\n"},
		{"unknown kind of a column", "columns:\n  - column: x\n    kind: NO_SUCH_KIND\n"},
		{"keyed operator without a key", "operator: pseudonym\n"},
		{"vault without a vault", "operator: vault\n"},
		{"not RE2", "custom:\n  - kind: A\n    pattern: '(?=x)y'\n"},
		{"not regexp2", "custom:\n  - kind: A\n    regexp2: '('\n    literals: [x]\n"},
		{"regexp2 without literals", "custom:\n  - kind: A\n    regexp2: '(?=x)y'\n"},
		{"unknown checksum", "custom:\n  - kind: A\n    pattern: '[0-9]{9}'\n    checksum: crc99\n"},
		{"two forms", "custom:\n  - kind: A\n    pattern: x\n    dictionary: [y]\n"},
		{"no form", "custom:\n  - kind: A\n    words: [x]\n"},
		{"list that is not there", "allow:\n  - file: no-such-file.txt\n"},
		{"deny list that is not there", "deny:\n  - file: no-such-file.txt\n"},
		{"not RE2 in an allow list", "allow:\n  - pattern: '('\n"},
		{"kind twice", "custom:\n  - kind: EMAIL_ADDRESS\n    pattern: x\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := LoadPolicy(strings.NewReader(tt.yaml))
			if err != nil {
				t.Fatalf("refused before Compile: %v", err)
			}
			if _, err := p.Compile(Env{}); err == nil {
				t.Error("Compile takes it")
			}
		})
	}
}

func TestPolicyIncludes(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("base.yaml", "threshold: 0.7\nrules:\n  - kinds: [IBAN]\n    operator: drop\nallow:\n  - exact: [a@b.example]\n")
	top := write("top.yaml", "threshold: 0.6\nrules:\n  - kinds: [EMAIL_ADDRESS]\n    operator: mask\ninclude: [base.yaml, default]\n")
	p, err := LoadPolicyFile(top)
	if err != nil {
		t.Fatal(err)
	}
	if p.Threshold != 0.6 {
		t.Errorf("threshold %v: the file does not override its include", p.Threshold)
	}
	if len(p.Rules) != 2 || p.Rules[0].Kinds[0] != "EMAIL_ADDRESS" || p.Rules[1].Kinds[0] != "IBAN" {
		t.Errorf("rules %+v: the file's own come first", p.Rules)
	}
	if len(p.Allow) != 1 {
		t.Errorf("allow lists %d", len(p.Allow))
	}
	write("a.yaml", "include: b.yaml\n")
	write("b.yaml", "include: [c.yaml]\n")
	c := write("c.yaml", "include: a.yaml\n")
	if _, err := LoadPolicyFile(c); err == nil || !strings.Contains(err.Error(), "circle") {
		t.Errorf("cycle: %v", err)
	}
}

func TestProfilesCompile(t *testing.T) {
	for _, name := range Profiles() {
		t.Run(name, func(t *testing.T) {
			p, err := ProfilePolicy(name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.Compile(testEnv(t)); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestParseOperator(t *testing.T) {
	r, err := ParseOperator("US_*=mask:keep_last=4,char=#")
	if err != nil || r.Kinds[0] != "US_*" || r.Operator.Name != "mask" || r.Operator.Params["keep_last"] != "4" || r.Operator.Params["char"] != "#" {
		t.Errorf("%+v, %v", r, err)
	}
	for _, s := range []string{"", "x", "=mask", "X=", "X=mask:", "X=mask:a"} {
		if _, err := ParseOperator(s); err == nil {
			t.Errorf("%q is taken", s)
		}
	}
}

// The schema names exactly the fields that the decoder takes.
func TestSchemaKnowsEveryField(t *testing.T) {
	var b bytes.Buffer
	if err := WriteSchema(&b); err != nil {
		t.Fatal(err)
	}
	var s struct {
		Properties map[string]any
	}
	if err := json.Unmarshal(b.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	_, err := LoadPolicy(strings.NewReader("no_such_field: 1\n"))
	var pe *PolicyError
	if !errors.As(err, &pe) {
		t.Fatal(err)
	}
	known := strings.Split(strings.TrimPrefix(pe.Hint, "fields here are "), ", ")
	for _, k := range known {
		if _, ok := s.Properties[k]; !ok {
			t.Errorf("the schema does not know %s", k)
		}
	}
	if len(s.Properties) != len(known) {
		t.Errorf("the schema has %d fields, the decoder %d", len(s.Properties), len(known))
	}
}

func TestPolicyDigest(t *testing.T) {
	dir := t.TempDir()
	list := filepath.Join(dir, "l.txt")
	os.WriteFile(list, []byte("a\n"), 0o666)
	digest := func(text string) string {
		p, err := LoadPolicy(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		d, err := p.Digest()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	text := "operator: {mask: {keep_last: 4, char: '#'}}\nallow:\n  - file: " + list + "\n"
	first := digest(text)
	if digest("# comment\n"+text) != first {
		t.Error("a comment changes the digest")
	}
	if digest(strings.Replace(text, "4", "5", 1)) == first {
		t.Error("a parameter does not change the digest")
	}
	os.WriteFile(list, []byte("b\n"), 0o666)
	if digest(text) == first {
		t.Error("the content of a list does not change the digest")
	}
}

func TestDictionary(t *testing.T) {
	tests := []struct {
		name    string
		entries []string
		text    string
		want    []string
	}{
		{"word", []string{"Atlas"}, "the atlas project, ATLAS-2 and atlases", []string{"atlas", "ATLAS"}},
		{"phrase across white space", []string{"blue harbour"}, "Blue  Harbour and blue\nharbour, blueharbour", []string{"Blue  Harbour", "blue\nharbour"}},
		{"longest wins", []string{"a b", "a b c"}, "a b c a b", []string{"a b c", "a b"}},
		{"punctuation inside counts", []string{"x-1"}, "x-1 x 1 x_1", []string{"x-1"}},
		{"address", []string{"Jo@Example.com"}, "write jo@example.com.", []string{"jo@example.com"}},
		{"other scripts", []string{"ÉCOLE Été"}, "l'école été", []string{"école été"}},
		{"comma between", []string{"Doe, Jane"}, "doe, jane; doe jane", []string{"doe, jane"}},
		{"nothing", []string{"zzz"}, "no such word", nil},
		{"empty entries", []string{"", "  ", "--"}, "a -- b", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := newDictionary(&List{Exact: tt.entries})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			if err := d.all([]byte(tt.text), func(s, e int) { got = append(got, tt.text[s:e]) }); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// The windowed search of long texts finds what a search from every word finds.
func TestDictionaryTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string { return string(rune('a'+r.IntN(4))) + string(rune('a'+r.IntN(3))) }
	var entries []string
	set := map[string]bool{}
	for range 30 {
		var w []string
		for range 1 + r.IntN(4) {
			w = append(w, word())
		}
		entries = append(entries, strings.Join(w, " "))
		set[entries[len(entries)-1]] = true
	}
	d, err := newDictionary(&List{Exact: entries})
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for range 60_000 {
		words = append(words, word())
	}
	text := strings.Join(words, " ")
	var want []int
	for i := 0; i < len(words); {
		n := 4
		for ; n > 0; n-- {
			if i+n <= len(words) && set[strings.Join(words[i:i+n], " ")] {
				break
			}
		}
		if n == 0 {
			i++
			continue
		}
		want = append(want, i*3, (i+n)*3-1)
		i += n
	}
	var got []int
	d.all([]byte(text), func(s, e int) { got = append(got, s, e) })
	if !slices.Equal(got, want) {
		t.Fatalf("%d matches, want %d", len(got)/2, len(want)/2)
	}
}

func TestHashSet(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 100, 5000} {
		l := List{}
		for i := range n {
			l.Exact = append(l.Exact, fmt.Sprintf("value %d", i))
		}
		s, err := newValueSet(&l)
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			if ok, _ := s.has([]byte(fmt.Sprintf("VALUE  %d", i)), nil); !ok {
				t.Fatalf("n=%d: %d is missing", n, i)
			}
		}
		if ok, _ := s.has([]byte("another"), nil); ok {
			t.Errorf("n=%d: holds what it was not given", n)
		}
	}
}

// A list of a million entries takes about eight bytes each.
func TestListMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("a million entries")
	}
	name := filepath.Join(t.TempDir(), "list.txt")
	var b bytes.Buffer
	for i := range 1_000_000 {
		fmt.Fprintf(&b, "person%d@corp%d.de\n", i, i%977)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	b = bytes.Buffer{}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	s, err := newValueSet(&List{File: name})
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if used := int64(after.HeapAlloc) - int64(before.HeapAlloc); used > 14<<20 {
		t.Errorf("a million entries take %d bytes", used)
	}
	if ok, _ := s.has([]byte("Person77@corp77.de"), nil); !ok {
		t.Error("an entry is missing")
	}
}

func TestRegexp2(t *testing.T) {
	c := CustomKind{Kind: "TICKET", Regexp2: `(?<=ref )([A-Z])\1-\d+(?!\d|\.)`, Literals: []string{"ref "}}
	all, err := c.lookaround()
	if err != nil {
		t.Fatal(err)
	}
	find := func(text string) (got []string) {
		if err := all([]byte(text), func(s, e int) { got = append(got, text[s:e]) }); err != nil {
			t.Fatal(err)
		}
		return got
	}
	long := strings.Repeat("é filler ", 5000)
	if got := find("ref AA-12, ref AB-12, xref BB-7. " + long + "ref CC-1" + long + " ref DD-2 ref EE-3"); !slices.Equal(got, []string{"AA-12", "CC-1", "DD-2", "EE-3"}) {
		t.Errorf("got %q", got)
	}
	if got := find(long); got != nil {
		t.Errorf("got %q", got)
	}
}

// A catastrophic pattern costs bounded time and its error shows no input.
func TestRegexp2Catastrophe(t *testing.T) {
	c := CustomKind{Kind: "BAD", Regexp2: `(x+x+)+y(?=z)`, Literals: []string{"xx"}, Timeout: 50 * time.Millisecond}
	all, err := c.lookaround()
	if err != nil {
		t.Fatal(err)
	}
	from := time.Now()
	err = all([]byte("secret "+strings.Repeat("x", 4000)), func(int, int) {})
	if err == nil {
		t.Fatal("no error")
	}
	if d := time.Since(from); d > 3*time.Second {
		t.Errorf("took %v", d)
	}
	if regexp.MustCompile(`secret|xxx`).MatchString(err.Error()) {
		t.Errorf("the error shows the input: %q", err)
	}
}

func FuzzLoadPolicy(f *testing.F) {
	for _, name := range Profiles() {
		text, _ := ProfileText(name)
		f.Add([]byte(text))
	}
	f.Add([]byte("rules:\n  - {kinds: [X], operator: {mask: {keep_last: 4}}}\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.Contains(b, []byte("file")) || bytes.Contains(b, []byte(".y")) {
			t.Skip("names files")
		}
		p, err := LoadPolicy(bytes.NewReader(b))
		if err != nil {
			return
		}
		if _, err := p.Digest(); err != nil {
			t.Fatal(err)
		}
	})
}
