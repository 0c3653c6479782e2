package sluice

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"sluice/formats"
	"sluice/redact/keys"
	"sluice/scanner"
)

// testEnv has a key made of a counter: tests are repeatable.
func testEnv(t testing.TB) Env {
	t.Helper()
	return Env{Keys: ring(t, 1)}
}

func ring(t testing.TB, seed byte) *keys.Ring {
	t.Helper()
	secret := make([]byte, 32)
	for i := range secret {
		secret[i] = seed + byte(i)
	}
	k, err := keys.New(secret)
	if err != nil {
		t.Fatal(err)
	}
	r, err := keys.NewRing(k)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func mustPlan(t testing.TB, policy string) *Plan {
	t.Helper()
	p, err := LoadPolicy(strings.NewReader(policy))
	if err != nil {
		t.Fatal(err)
	}
	pl, err := p.Compile(testEnv(t))
	if err != nil {
		t.Fatal(err)
	}
	return pl
}

// person is somebody made up.
type person struct{ email, phone, card, text string }

func people(seed uint64, n int) []person {
	r := rand.New(rand.NewPCG(seed, 7))
	syl := []string{"ka", "lo", "mi", "ren", "tas", "vo", "bel", "dun"}
	word := func(k int) string {
		var b strings.Builder
		for range k {
			b.WriteString(syl[r.IntN(len(syl))])
		}
		return b.String()
	}
	out := make([]person, n)
	for i := range out {
		p := &out[i]
		p.email = fmt.Sprintf("%s.%s@%s-%s.net", word(2), word(2), word(2), word(3))
		p.phone = fmt.Sprintf("+1 415 %d%02d %04d", 2+r.IntN(8), 60+r.IntN(30), r.IntN(10000))
		p.card = luhn(fmt.Sprintf("49%02d%04d%04d%03d", r.IntN(100), r.IntN(10000), r.IntN(10000), r.IntN(1000)))
		var b strings.Builder
		for range 5 + r.IntN(60) {
			b.WriteString(word(1+r.IntN(3)) + " ")
		}
		p.text = b.String()
	}
	return out
}

func luhn(s string) string {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return s + fmt.Sprint((10-sum%10)%10)
}

// corpus is the same data in the text formats; every third record is clean.
func corpus(format string, seed uint64, n int) []byte {
	var b bytes.Buffer
	if format == "csv" {
		b.WriteString("id,note,mail,amount\r\n")
	}
	for i, p := range people(seed, n) {
		note := p.text
		if i%3 != 0 {
			note += "write to " + p.email + " or call " + p.phone + ". " + p.text
		}
		mail := ""
		if i%3 == 1 {
			mail = p.email
		}
		switch format {
		case "jsonl":
			fmt.Fprintf(&b, `{"id": %d,"note":"%s\u00e9 \"q\"" , "nested":[{"mail":"%s"},null,1.50e3], "amount":%d.25}`+"\n", i, note, mail, i)
		case "csv":
			fmt.Fprintf(&b, "%d,\"%s\"\"q\"\"\",%s,%d.25\r\n", i, note, mail, i)
		default:
			fmt.Fprintf(&b, "%d %s %s\n", i, note, mail)
		}
	}
	return b.Bytes()
}

// textFormats are those that a corpus can be made of.
func textFormats(t testing.TB) []string {
	var out []string
	for _, c := range Codecs() {
		switch c.Name() {
		case "jsonl", "csv", "text":
			out = append(out, c.Name())
		}
	}
	if len(out) == 0 {
		t.Fatal("no codecs")
	}
	return out
}

func input(t testing.TB, format string, data []byte) (*formats.Input, Options) {
	t.Helper()
	c, err := CodecNamed(format)
	if err != nil {
		t.Fatal(err)
	}
	return &formats.Input{Name: "data." + format, R: bytes.NewReader(data)}, Options{Codec: c, Read: formats.Options{Header: formats.HeaderYes}}
}

func redactAll(t testing.TB, pl *Plan, format string, data []byte, change func(*formats.Input, *Options)) ([]byte, *Report) {
	t.Helper()
	in, o := input(t, format, data)
	if change != nil {
		change(in, &o)
	}
	if format != "csv" {
		o.Read.Header = formats.HeaderAuto
	}
	var out bytes.Buffer
	rep, err := pl.Redact(t.Context(), &out, in, o)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), rep
}

func TestLaw1UntouchedIsIdentical(t *testing.T) {
	pl := mustPlan(t, "")
	for _, format := range textFormats(t) {
		t.Run(format, func(t *testing.T) {
			data := corpus(format, 1, 400)
			out, rep := redactAll(t, pl, format, data, nil)
			if rep.Findings == 0 || bytes.Equal(out, data) {
				t.Fatal("nothing was found: the test tests nothing")
			}
			in, got := bytes.SplitAfter(data, []byte("\n")), bytes.SplitAfter(out, []byte("\n"))
			if len(in) != len(got) {
				t.Fatalf("%d lines became %d", len(in), len(got))
			}
			same := 0
			for i := range in {
				if bytes.Contains(in[i], []byte("@")) {
					continue
				}
				same++
				if !bytes.Equal(in[i], got[i]) {
					t.Fatalf("line %d has no finding and was changed", i)
				}
			}
			if same < 100 {
				t.Fatalf("only %d clean lines", same)
			}
			// Around a finding every byte stays as well.
			undone := string(out)
			for _, p := range people(1, 400) {
				if strings.Contains(string(data), p.email) {
					undone = strings.Replace(undone, "<EMAIL_ADDRESS> or call <PHONE_NUMBER>", p.email+" or call "+p.phone, 1)
					undone = strings.Replace(undone, "<EMAIL_ADDRESS>", p.email, strings.Count(string(data), p.email)-1)
				}
			}
			if undone != string(data) {
				t.Error("bytes around the findings were changed")
			}
		})
	}
}

func TestLaw2OutputDependsOnTheInputAlone(t *testing.T) {
	pl := mustPlan(t, "operator: pseudonym\nrules:\n  - kinds: [PHONE_NUMBER]\n    operator: numbered\n")
	for _, format := range textFormats(t) {
		t.Run(format, func(t *testing.T) {
			data := corpus(format, 2, 1500)
			run := func(change func(*formats.Input, *Options)) (string, string) {
				var findings bytes.Buffer
				out, rep := redactAll(t, pl, format, data, func(in *formats.Input, o *Options) {
					o.Read.BlockSize = 4 << 10
					o.Findings = &findings
					if change != nil {
						change(in, o)
					}
				})
				rep.Seconds = 0
				var j bytes.Buffer
				rep.WriteJSON(&j)
				return string(out), findings.String() + j.String()
			}
			out, rest := run(nil)
			variants := map[string]func(*formats.Input, *Options){
				"again":    nil,
				"j=1":      func(_ *formats.Input, o *Options) { o.Workers = 1 },
				"j=2":      func(_ *formats.Input, o *Options) { o.Workers = 2 },
				"j=3":      func(_ *formats.Input, o *Options) { o.Workers = 3 },
				"j=8":      func(_ *formats.Input, o *Options) { o.Workers = 8 },
				"half":     func(in *formats.Input, _ *Options) { in.R = iotest.HalfReader(in.R) },
				"byte":     func(in *formats.Input, _ *Options) { in.R = iotest.OneByteReader(in.R) },
				"data+EOF": func(in *formats.Input, _ *Options) { in.R = iotest.DataErrReader(in.R) },
				"random access": func(in *formats.Input, _ *Options) {
					in.At, in.Size = bytes.NewReader(data), int64(len(data))
				},
			}
			for name, v := range variants {
				o, r := run(v)
				if o != out {
					t.Errorf("%s: another output", name)
				}
				if r != rest {
					t.Errorf("%s: other findings or another report", name)
				}
			}
			// Blocks of another size change nothing that is written either.
			o, _ := redactAll(t, pl, format, data, func(_ *formats.Input, o *Options) { o.Read.BlockSize = 64 << 10 })
			if string(o) != out {
				t.Error("another block size: another output")
			}
		})
	}
}

func TestLaw2ShardsTogetherAreTheWhole(t *testing.T) {
	dir := t.TempDir()
	for i := range 7 {
		os.WriteFile(filepath.Join(dir, fmt.Sprintf("part-%d.jsonl", i)), corpus("jsonl", uint64(10+i), 60), 0o666)
	}
	pl := mustPlan(t, "operator: pseudonym\n")
	run := func(out string, shard, shards, workers int) *Report {
		d := Dataset{Inputs: []string{dir}, Out: out, Shard: shard, Shards: shards}
		d.Workers = workers
		rep, err := pl.RedactDataset(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		return rep
	}
	whole, parts := t.TempDir(), t.TempDir()
	all := run(whole, 0, 0, 2)
	sum := &Report{}
	for i := 1; i <= 3; i++ {
		var b bytes.Buffer
		run(parts, i, 3, i).WriteJSON(&b)
		r, err := ReadReport(&b)
		if err != nil {
			t.Fatal(err)
		}
		sum.Merge(r)
	}
	if all.Findings == 0 || sum.Findings != all.Findings || sum.Files != 7 || sum.Rows != all.Rows {
		t.Errorf("findings %d of %d, files %d, rows %d of %d", sum.Findings, all.Findings, sum.Files, sum.Rows, all.Rows)
	}
	if a, b := tree(t, whole), tree(t, parts); a != b {
		t.Error("shards wrote something else")
	}
}

func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			text, _ := os.ReadFile(path)
			rel, _ := filepath.Rel(dir, path)
			fmt.Fprintf(&b, "%s\n%s", rel, text)
		}
		return err
	})
	return b.String()
}

// Law 3 at this level: what the fast path passes by, a scan finds empty too.
func TestLaw3QuietFieldsAreQuiet(t *testing.T) {
	pl := mustPlan(t, "")
	sc := pl.Ruleset().NewScanner()
	quiet := 0
	see := func(text []byte) {
		if !sc.Quiet(text, nil) {
			return
		}
		quiet++
		found, err := sc.Scan(nil, text, nil)
		if err != nil || len(found) > 0 {
			t.Fatalf("a quiet field has findings of %s", pl.Ruleset().Detectors()[found[0].Detector].Kind)
		}
	}
	for _, p := range people(3, 300) {
		for _, s := range []string{p.email, p.phone, p.card, p.text, p.text + p.email} {
			see([]byte(s))
			see([]byte(s[:len(s)/2]))
		}
	}
	for _, line := range bytes.Split(corpus("jsonl", 4, 100), []byte(" ")) {
		see(line)
	}
	if quiet == 0 {
		t.Log("the engine calls nothing quiet yet")
	}
}

// whisper collects everything that a run says besides its output.
func whisper(t *testing.T, pl *Plan, format string, data []byte) string {
	t.Helper()
	in, o := input(t, format, data)
	var findings, out bytes.Buffer
	o.Findings = &findings
	rep, err := pl.Redact(t.Context(), &out, in, o)
	s := findings.String()
	if err != nil {
		s += err.Error()
	} else {
		var b bytes.Buffer
		rep.WriteJSON(&b)
		s += b.String()
	}
	return s
}

func TestLaw4NoValueLeaves(t *testing.T) {
	p := people(5, 1)[0]
	plan := mustPlan(t, "rules:\n  - kinds: [PHONE_NUMBER]\n    operator: encrypt\n")
	inputs := map[string]string{
		"finding":          `{"note":"mail ` + p.email + `"}`,
		"key":              `{"` + p.email + `":"x ` + p.email + `"}`,
		"nested key":       `{"by":{"` + p.email + `":{"note":"call ` + p.phone + `, ` + p.email + `"}}}`,
		"card as key":      `{"cards":{"` + p.card + `":"card: ` + p.card + `"}}`,
		"broken value":     `{"note":"` + p.email,
		"broken behind":    `{"note":"` + p.email + `"} ` + p.email,
		"broken below key": `{"` + p.email + `":{"a":"x` + "\\x\"}}",
		"bad escape":       `{"note":"` + p.email + `\x"}`,
		"bare value":       p.email,
		"bad number":       `{"n":` + p.card + `x}`,
		"invalid encoding": `{"note":"` + p.email + "\xff\"}",
	}
	for name, text := range inputs {
		t.Run(name, func(t *testing.T) {
			said := whisper(t, plan, "jsonl", []byte(text+"\n"))
			for _, secret := range []string{p.email, p.phone, p.card, strings.Split(p.email, "@")[0], strings.Split(p.email, "@")[1]} {
				if strings.Contains(said, secret) {
					t.Errorf("shows a value: %s", strings.ReplaceAll(said, secret, "<THE VALUE>"))
				}
			}
		})
	}
}

// An example in a table is masked, and is not in the JSON at all.
func TestLaw4Masks(t *testing.T) {
	for _, p := range people(6, 50) {
		for _, v := range []string{p.email, p.phone, p.card} {
			m := Mask([]byte(v), &scanner.Detector{})
			same := 0
			for i := range min(len(m), len(v)) {
				if m[i] == v[i] && v[i] != ' ' && v[i] != '+' && v[i] != '@' {
					same++
				}
			}
			if m == v || same > 3 {
				t.Fatalf("a mask shows %d characters", same)
			}
		}
	}
	if m := Mask([]byte("jo@private-name.com"), nil); m != "j***@***.com" {
		t.Errorf("got %q", m)
	}
	if m := Mask([]byte("a\x1b[2Jb"), nil); strings.ContainsRune(m, 0x1b) {
		t.Errorf("a mask steers the terminal: %q", m)
	}
}

func TestLaw5FailClosed(t *testing.T) {
	p := people(8, 3)
	good := `{"note":"write to ` + p[0].email + `"}` + "\n"
	bad := `{"note":"write to ` + p[1].email + "\n"
	data := []byte(good + bad + good)
	t.Run("stop", func(t *testing.T) {
		in, o := input(t, "jsonl", data)
		_, err := mustPlan(t, "").Redact(t.Context(), io.Discard, in, o)
		var fe *formats.Error
		if !errors.As(err, &fe) || fe.Row != 1 || fe.File != "data.jsonl" {
			t.Fatalf("got %v", err)
		}
	})
	t.Run("quarantine", func(t *testing.T) {
		in, o := input(t, "jsonl", data)
		var out, aside bytes.Buffer
		o.Quarantine = &aside
		rep, err := mustPlan(t, "on_bad: quarantine\n").Redact(t.Context(), &out, in, o)
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.Repeat(`{"note":"write to <EMAIL_ADDRESS>"}`+"\n", 2); out.String() != want {
			t.Errorf("got %q", out.String())
		}
		var q struct {
			Row    int64
			Reason string
			Raw    string
		}
		if err := json.Unmarshal(aside.Bytes(), &q); err != nil || q.Row != 1 || q.Reason != "unreadable" || strings.TrimRight(q.Raw, "\n") != strings.TrimRight(bad, "\n") {
			t.Errorf("the record is lost: row %d, reason %q, %v", q.Row, q.Reason, err)
		}
		if rep.Quarantined != 1 {
			t.Errorf("quarantined %d", rep.Quarantined)
		}
	})
	t.Run("quarantine without a place", func(t *testing.T) {
		in, o := input(t, "jsonl", data)
		if _, err := mustPlan(t, "on_bad: quarantine\n").Redact(t.Context(), io.Discard, in, o); err == nil {
			t.Error("a record was lost")
		}
	})
	t.Run("write error", func(t *testing.T) {
		in, o := input(t, "jsonl", bytes.Repeat([]byte(good), 1000))
		o.Read.BlockSize = 1 << 10
		if _, err := mustPlan(t, "").Redact(t.Context(), &full{left: 5000}, in, o); !errors.Is(err, errFull) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("read error", func(t *testing.T) {
		in, o := input(t, "jsonl", nil)
		in.R = io.MultiReader(strings.NewReader(good), iotest.ErrReader(errFull))
		if _, err := mustPlan(t, "").Redact(t.Context(), io.Discard, in, o); !errors.Is(err, errFull) {
			t.Errorf("got %v", err)
		}
	})
}

var errFull = errors.New("no space")

type full struct{ left int }

func (f *full) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

// Law 6: the same value gets the same replacement everywhere.
func TestLaw6SameValueSameReplacement(t *testing.T) {
	p := people(9, 1)[0]
	plan := func(seed byte) *Plan {
		pol, _ := LoadPolicy(strings.NewReader("operator: pseudonym\n"))
		pl, err := pol.Compile(Env{Keys: ring(t, seed)})
		if err != nil {
			t.Fatal(err)
		}
		return pl
	}
	token := func(pl *Plan, format, data string) string {
		out, rep := redactAll(t, pl, format, []byte(data), nil)
		if rep.Findings != 1 {
			t.Fatalf("%s: %d findings", format, rep.Findings)
		}
		at := bytes.Index(out, []byte("EMAIL_ADDRESS_"))
		end := at
		for end < len(out) && (out[end] == '_' || out[end] >= '0' && out[end] <= '9' || out[end]|0x20 >= 'a' && out[end]|0x20 <= 'z') {
			end++
		}
		return string(out[max(at, 0):end])
	}
	same := map[string]bool{}
	mails := []string{p.email, strings.ToUpper(p.email)}
	for _, mail := range mails {
		for _, format := range textFormats(t) {
			data := map[string]string{
				"jsonl": `{"x":"write ` + mail + `!"}` + "\n",
				"csv":   "x,y\n1,\"write " + mail + "!\"\n",
				"text":  "write " + mail + "!\n",
			}[format]
			same[token(plan(1), format, data)] = true
		}
	}
	if len(same) != 1 {
		t.Errorf("%d replacements for one value: %v", len(same), same)
	}
	other := token(plan(9), "jsonl", `{"x":"`+p.email+`"}`+"\n")
	if same[other] {
		t.Error("another key gives the same replacement")
	}
}

// Law 6: twice is once, for every operator that promises it.
func TestLaw6TwiceIsOnce(t *testing.T) {
	for _, op := range []string{"label", "numbered", "mask", "{mask: {keep_last: 4}}", "drop", "null", "constant", "pseudonym", "encrypt", "surrogate"} {
		pl := mustPlan(t, "operator: "+op+"\n")
		for _, format := range textFormats(t) {
			t.Run(op+"/"+format, func(t *testing.T) {
				once, rep := redactAll(t, pl, format, corpus(format, 11, 120), nil)
				if rep.Findings == 0 {
					t.Fatal("nothing found")
				}
				twice, rep := redactAll(t, pl, format, once, nil)
				if !bytes.Equal(once, twice) {
					t.Errorf("the second run changed something: %d findings", rep.Findings)
				}
			})
		}
	}
}

// A replacement is no label of what stands behind it, unless it is markup.
func TestLaw6ReplacementsLabelNothing(t *testing.T) {
	plan := mustPlan(t, "operator: label\n")
	const text = "write to <EMAIL_ADDRESS> or call <PHONE_NUMBER> 1835 42 today; my <US_SSN> 123 456 789\n"
	if got, _ := redactAll(t, plan, "text", []byte(text), nil); string(got) != text {
		t.Errorf("%s", got)
	}
	const markup = "<PASSWORD>swordfish77!x</PASSWORD>\n"
	if got, _ := redactAll(t, plan, "text", []byte(markup), nil); bytes.Contains(got, []byte("swordfish")) {
		t.Errorf("%s", got)
	}
	const beside = "call <PHONE_NUMBER> or ann.holm@quillfjord.net, password: hunter2hunter2\n"
	out, _ := redactAll(t, plan, "text", []byte(beside), nil)
	got := string(out)
	if want := "call <PHONE_NUMBER> or <EMAIL_ADDRESS>, password: <PASSWORD>\n"; got != want {
		t.Errorf("%s", got)
	}
}

// Law 7: memory is slots x block, not the file.
func TestLaw7MemoryIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 64 MB")
	}
	pl := mustPlan(t, "")
	part := corpus("jsonl", 12, 2000)
	n := 64 << 20 / len(part)
	in, o := input(t, "jsonl", nil)
	in.R = &repeat{part: part, left: n}
	o.Workers = 2
	o.Findings = io.Discard
	var peak uint64
	var last time.Time
	o.Progress = func(int64) {
		if time.Since(last) < 20*time.Millisecond {
			return
		}
		last = time.Now()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		peak = max(peak, m.HeapInuse)
	}
	runtime.GC()
	rep, err := pl.Redact(t.Context(), io.Discard, in, o)
	if err != nil {
		t.Fatal(err)
	}
	if want := int64(n * len(part)); rep.Bytes != want || rep.Rows != int64(n*2000) {
		t.Errorf("%d of %d bytes, %d rows", rep.Bytes, want, rep.Rows)
	}
	t.Logf("%d MB, peak heap %d MiB", rep.Bytes/1e6, peak>>20)
	if peak > 100<<20 {
		t.Errorf("peak heap %d MiB", peak>>20)
	}
}

type repeat struct {
	part []byte
	at   int
	left int
}

func (r *repeat) Read(b []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := copy(b, r.part[r.at:])
	if r.at += n; r.at == len(r.part) {
		r.at, r.left = 0, r.left-1
	}
	return n, nil
}

// Law 9: what was redacted shows nothing to a scan or to verify.
func TestLaw9VerifiedOutputIsClean(t *testing.T) {
	for _, policy := range []string{"", "operator: numbered\n", "operator: mask\n", "operator: drop\n", "operator: pseudonym\n", "operator: encrypt\n",
		"operator: surrogate\n", "operator: {mask: {keep_last: 4}}\n", "operator: generalize\n", "operator: keep\n", "columns:\n  - column: mail\n    kind: EMAIL_ADDRESS\n    operator: pseudonym\n  - column: 'nested[].mail'\n    operator: null\n"} {
		pl := mustPlan(t, policy)
		for _, format := range textFormats(t) {
			t.Run(strings.TrimSpace(policy)+"/"+format, func(t *testing.T) {
				data := corpus(format, 13, 150)
				in, o := input(t, format, data)
				before, err := pl.Verify(t.Context(), in, o)
				if err != nil || (before.Findings == 0) != (policy == "operator: keep\n") {
					t.Fatalf("the input shows nothing: %v", err)
				}
				out, _ := redactAll(t, pl, format, data, nil)
				in, o = input(t, format, out)
				after, err := pl.Verify(t.Context(), in, o)
				if err != nil {
					t.Fatal(err)
				}
				if after.Findings != 0 {
					t.Errorf("%d findings are left: %v", after.Findings, after.Kinds)
				}
			})
		}
	}
}

func TestRestoreIsTheIdentity(t *testing.T) {
	for _, policy := range []string{"operator: encrypt\n", "rules:\n  - kinds: [CREDIT_CARD]\n    operator: fpe\noperator: encrypt\n"} {
		pl := mustPlan(t, policy)
		for _, format := range textFormats(t) {
			t.Run(policy+format, func(t *testing.T) {
				data := corpus(format, 14, 100)
				hidden, rep := redactAll(t, pl, format, data, nil)
				if rep.Replaced == 0 {
					t.Fatal("nothing replaced")
				}
				in, o := input(t, format, hidden)
				var back bytes.Buffer
				if _, err := pl.Restore(t.Context(), &back, in, o); err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(back.Bytes(), data) {
					t.Error("not what it was")
				}
				// Another key restores nothing and says so.
				pol, _ := LoadPolicy(strings.NewReader(policy))
				other, err := pol.Compile(Env{Keys: ring(t, 77)})
				if err != nil {
					t.Fatal(err)
				}
				in, o = input(t, format, hidden)
				if _, err := other.Restore(t.Context(), io.Discard, in, o); !errors.Is(err, ErrWrongKey) {
					t.Errorf("another key: %v", err)
				}
			})
		}
	}
}

// Cancelling a run whose input hangs returns within a second.
func TestCancelWithinASecond(t *testing.T) {
	pl := mustPlan(t, "")
	for name, first := range map[string]string{"before the first byte": "", "in the middle": string(corpus("jsonl", 15, 3000))} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			hang := make(chan struct{})
			defer close(hang)
			in, o := input(t, "jsonl", nil)
			in.R = io.MultiReader(strings.NewReader(first), hanging(hang))
			time.AfterFunc(50*time.Millisecond, cancel)
			from := time.Now()
			_, err := pl.Redact(ctx, io.Discard, in, o)
			if !errors.Is(err, context.Canceled) || time.Since(from) > time.Second {
				t.Errorf("%v after %v", err, time.Since(from))
			}
		})
	}
}

type hanging chan struct{}

func (h hanging) Read([]byte) (int, error) { <-h; return 0, io.EOF }
