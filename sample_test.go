package sluice

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A column whose values nearly all pass a check is that kind, one where a
// tenth passes is not; the report says so.
func TestColumnsAreDecidedAsAWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 1))
	var b strings.Builder
	b.WriteString("ref,serial,note\n")
	for i := range 400 {
		card := luhn(fmt.Sprintf("49%013d", r.Int64N(1e13)))
		if i%40 == 7 {
			card = card[:15] + string('0'+(card[15]-'0'+1)%10) // a typing error
		}
		fmt.Fprintf(&b, "%s,49%014d,plain\n", card, r.Int64N(1e14))
	}
	in, o := input(t, "csv", []byte(b.String()))
	var findings bytes.Buffer
	o.Findings = &findings
	rep, err := mustPlan(t, "kinds: [CREDIT_CARD]\n").Scan(t.Context(), in, o)
	if err != nil {
		t.Fatal(err)
	}
	perColumn := map[string]int64{}
	for _, c := range rep.Kinds[0].Columns {
		perColumn[c.Column] = c.Count
	}
	if perColumn["ref"] != 400 {
		t.Errorf("%d of 400 cards, wrong check digits included", perColumn["ref"])
	}
	if perColumn["serial"] != 0 {
		t.Errorf("%d findings by chance", perColumn["serial"])
	}
	said := fmt.Sprint(rep.Columns)
	if !strings.Contains(said, "{ref CREDIT_CARD known sample") || !strings.Contains(said, "{serial CREDIT_CARD chance sample") {
		t.Errorf("the report says %s", said)
	}
}

// A column is decided from the whole dataset, so that a file of few records
// is treated like the others.
func TestColumnsAreDecidedForTheDataset(t *testing.T) {
	r := rand.New(rand.NewPCG(32, 1))
	dir := t.TempDir()
	for i := range 5 {
		var b strings.Builder
		b.WriteString("ref\n")
		rows := 100
		if i == 3 {
			rows = 2
		}
		for range rows {
			b.WriteString(luhn(fmt.Sprintf("49%013d", r.Int64N(1e13))) + "\n")
		}
		if i == 3 {
			b.WriteString("4929 1234 5678 9012\n") // fails its check
		}
		os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.csv", i)), []byte(b.String()), 0o666)
	}
	out := t.TempDir()
	d := Dataset{Inputs: []string{dir}, Out: out}
	if _, err := mustPlan(t, "kinds: [CREDIT_CARD]\n").RedactDataset(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(filepath.Join(out, "3.csv"))
	if want := "ref\n" + strings.Repeat("<CREDIT_CARD>\n", 3); string(got) != want {
		t.Errorf("got %q", got)
	}
}

// Rules of the policy for columns hold whatever the detectors say.
func TestColumnRules(t *testing.T) {
	pl := mustPlan(t, `
columns:
  - column: id
    operator: keep
  - column: "*.secret"
    kind: PASSWORD
    operator: label
  - column: ref
    kind: CREDIT_CARD
`)
	out, rep := redactAll(t, pl, "jsonl", []byte(
		`{"id":"anna.holm@quillfjord.net","a":{"secret":"any thing"},"ref":"4929 1234 5678 9012"}`+"\n"+
			`{"id":1,"a":{"secret":""},"ref":"none"}`+"\n"+
			`{"id":2,"a":{"secret":12},"ref":null}`+"\n"), nil)
	want := `{"id":"anna.holm@quillfjord.net","a":{"secret":"<PASSWORD>"},"ref":"<CREDIT_CARD>"}` + "\n" +
		`{"id":1,"a":{"secret":""},"ref":"none"}` + "\n" +
		`{"id":2,"a":{"secret":"<PASSWORD>"},"ref":null}` + "\n"
	if string(out) != want {
		t.Errorf("got %s", out)
	}
	if rep.Findings != 3 {
		t.Errorf("%d findings", rep.Findings)
	}
}

// A record with more findings than max_findings is dropped, a record-level
// operator acts on the record, numbered labels start over in each.
func TestRecordActions(t *testing.T) {
	ps := people(33, 4)
	line := func(n int) string {
		var b strings.Builder
		b.WriteString(`{"a":"`)
		for i := range n {
			b.WriteString(ps[i].email + ", ")
		}
		return b.String() + `end"}` + "\n"
	}
	pl := mustPlan(t, "max_findings: 2\noperator: numbered\n")
	out, rep := redactAll(t, pl, "jsonl", []byte(line(1)+line(3)+line(2)), nil)
	want := `{"a":"<EMAIL_ADDRESS_1>, end"}` + "\n" + `{"a":"<EMAIL_ADDRESS_1>, <EMAIL_ADDRESS_2>, end"}` + "\n"
	if string(out) != want || rep.Dropped != 1 {
		t.Errorf("dropped %d, got %s", rep.Dropped, out)
	}
	in, o := input(t, "jsonl", []byte(line(1)+`{"a":"fine"}`+"\n"))
	var buf, aside bytes.Buffer
	o.Quarantine = &aside
	rep, err := mustPlan(t, "operator: quarantine\n").Redact(t.Context(), &buf, in, o)
	if err != nil || buf.String() != `{"a":"fine"}`+"\n" || rep.Quarantined != 1 || !strings.Contains(aside.String(), `"reason":"policy"`) {
		t.Errorf("%v, quarantined %d, got %q", err, rep.Quarantined, buf.String())
	}
}

// Numbers stay numbers where the operator has one to give, and become strings
// where not.
func TestNumbersInJSON(t *testing.T) {
	card := people(34, 1)[0].card
	data := []byte(`{"card_number":` + card + `,"n":1.5}` + "\n")
	out, _ := redactAll(t, mustPlan(t, ""), "jsonl", data, nil)
	if string(out) != `{"card_number":"<CREDIT_CARD>","n":1.5}`+"\n" {
		t.Errorf("got %s", out)
	}
	out, _ = redactAll(t, mustPlan(t, "operator: pseudonym\n"), "jsonl", data, nil)
	if bytes.Contains(out, []byte(card)) || !bytes.Contains(out, []byte(`"card_number":`)) || out[15] < '0' || out[15] > '9' {
		t.Errorf("got %s", out)
	}
}

// Values of many forms are running text: what passes a check there does not
// pass by chance. In a column of codes a kind that the sample did not show
// does.
func TestChanceIsForColumnsOfCodes(t *testing.T) {
	r := rand.New(rand.NewPCG(33, 1))
	forms := []string{"%d", "no %d", "%d-%d", "a %d b %d", "%d/%d", "(%d)", "x%d y", "%d, %d", "%d; see %d", "ref %d of %d"}
	var text, codes strings.Builder
	text.WriteString("text\n")
	codes.WriteString("serial\n")
	for i := range 400 {
		f := forms[i%len(forms)]
		args := []any{1000 + r.IntN(9000), 1000 + r.IntN(9000)}[:strings.Count(f, "%d")]
		text.WriteString("\"" + fmt.Sprintf(f, args...) + "\"\n")
		fmt.Fprintf(&codes, "49%014d\n", r.Int64N(1e14))
	}
	card := luhn(fmt.Sprintf("49%013d", r.Int64N(1e13)))
	text.WriteString(card[:4] + " " + card[4:8] + " " + card[8:12] + " " + card[12:] + "\n")
	p := mustPlan(t, "kinds: [CREDIT_CARD, JP_MY_NUMBER]\n")
	for _, c := range []struct {
		in   string
		want int64
	}{{text.String(), 1}, {codes.String(), 0}} {
		in, o := input(t, "csv", []byte(c.in))
		rep, err := p.Scan(t.Context(), in, o)
		if err != nil {
			t.Fatal(err)
		}
		if rep.Findings != c.want {
			t.Errorf("%.20q: %d findings, want %d", c.in, rep.Findings, c.want)
		}
	}
}
