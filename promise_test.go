package sluice

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/parquet"
	pqfile "github.com/apache/arrow/go/v17/parquet/file"
	"github.com/apache/arrow/go/v17/parquet/metadata"
	"github.com/apache/arrow/go/v17/parquet/schema"

	"sluice/formats"
	"sluice/redact/operators"
)

// bareNumbers are records whose card and telephone are unquoted.
func bareNumbers(seed uint64, n int) []byte {
	var b bytes.Buffer
	for i, p := range people(seed, n) {
		phone := strings.NewReplacer("+", "", " ", "").Replace(p.phone)
		fmt.Fprintf(&b, `{"id":%d,"card_number": %s ,"phone":%s,"note":"card %s, call %s or write to %s"}`+"\n", i, p.card, phone, p.card, p.phone, p.email)
	}
	return b.Bytes()
}

// mustHold checks laws 6 and 9 of what redact has written as JSON Lines: nothing
// is found in it, and redacting it again changes nothing.
func mustHold(t *testing.T, pl *Plan, once []byte) {
	t.Helper()
	in, o := input(t, "jsonl", once)
	if left, err := pl.Verify(t.Context(), in, o); err != nil {
		t.Errorf("verify: %v", err)
	} else if left.Findings != 0 {
		t.Errorf("verify: %v in %.500s", left.Kinds, once)
	}
	if twice, _ := redactAll(t, pl, "jsonl", once, nil); !bytes.Equal(once, twice) {
		t.Errorf("twice is not once: %.500s", twice)
	}
}

// Laws 6 and 9 for numbers: what stands in their place is no finding again.
func TestNumbersAreOursAgain(t *testing.T) {
	for _, op := range []string{"pseudonym", "{surrogate: {fallback: pseudonym}}", "label", "encrypt", "mask", "{hash: {prefix: h}}"} {
		t.Run(op, func(t *testing.T) {
			pl := mustPlan(t, "operator: "+op+"\n")
			once, rep := redactAll(t, pl, "jsonl", bareNumbers(31, 80), nil)
			if rep.Findings < 5*80 {
				t.Fatalf("%d findings", rep.Findings)
			}
			for _, line := range bytes.Split(bytes.TrimSpace(once), []byte("\n")) {
				if !json.Valid(line) {
					t.Fatalf("no JSON: %s", line)
				}
			}
			mustHold(t, pl, once)
			ps := people(32, 60)
			var out, again bytes.Buffer
			if op == "encrypt" {
				// A column of integers has no room for a token, and a
				// reversible operator leaves no null behind.
				if _, err := pl.Redact(t.Context(), &out, parquetInput(parquetFile(t, ps)), Options{}); err == nil {
					t.Error("a token in a column of integers")
				}
				return
			}
			if _, err := pl.Redact(t.Context(), &out, parquetInput(parquetFile(t, ps)), Options{}); err != nil {
				t.Fatal(err)
			}
			if left, err := pl.Verify(t.Context(), parquetInput(out.Bytes()), Options{}); err != nil || left.Findings != 0 {
				t.Errorf("verify of Parquet: %v, %v", err, left.Kinds)
			}
			if _, err := pl.Redact(t.Context(), &again, parquetInput(out.Bytes()), Options{}); err != nil || !bytes.Equal(again.Bytes(), out.Bytes()) {
				t.Errorf("twice is not once in Parquet (%v)", err)
			}
		})
	}
}

// Restore of redact is the identity where nothing tells a replacement and
// where numbers became tokens.
func TestRestoreOfNumbersAndText(t *testing.T) {
	for _, policy := range []string{
		"operator: encrypt\n", "operator: {fpe: {fallback: encrypt}}\n",
		"operator: {fpe: {fallback: encrypt}}\nallow:\n  - patterns: ['.*[02468]']\n    kinds: [PHONE_NUMBER, CREDIT_CARD]\n",
		"columns:\n  - column: card_number\n    kind: CREDIT_CARD\n    operator: fpe\n  - column: phone\n    operator: {fpe: {fallback: encrypt}}\noperator: encrypt\n",
	} {
		t.Run(policy, func(t *testing.T) {
			pl := mustPlan(t, policy)
			for _, format := range textFormats(t) {
				data := corpus(format, 33, 150)
				if format == "jsonl" {
					data = append(data, bareNumbers(34, 150)...)
				}
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
					a, b := bytes.Split(data, []byte("\n")), bytes.Split(back.Bytes(), []byte("\n"))
					for i := range a {
						if i < len(b) && !bytes.Equal(a[i], b[i]) {
							t.Fatalf("%s: record %d is not what it was", format, i)
						}
					}
				}
			}
			if strings.HasPrefix(policy, "operator: encrypt") || strings.Contains(policy, "allow") {
				return
			}
			ps := people(35, 90)
			data := parquetFile(t, ps)
			var hidden, back bytes.Buffer
			if _, err := pl.Redact(t.Context(), &hidden, parquetInput(data), Options{}); err != nil {
				t.Fatal(err)
			}
			if _, err := pl.Restore(t.Context(), &back, parquetInput(hidden.Bytes()), Options{}); err != nil {
				t.Fatal(err)
			}
			if a, b := texts(t, data), texts(t, back.Bytes()); a != b || a == texts(t, hidden.Bytes()) {
				t.Error("Parquet is not what it was")
			}
		})
	}
}

// texts are all values that a Parquet file shows.
func texts(t *testing.T, data []byte) string {
	t.Helper()
	c, err := CodecNamed("parquet")
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.NewReader(parquetInput(data), Options{}.Read)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var b strings.Builder
	v := &viewer{show: func(f *formats.Field) { fmt.Fprintf(&b, "%s %d %s\n", f.Column.Path, f.Row, f.Text) }}
	for {
		blk, err := r.Next(nil)
		if err != nil {
			return b.String()
		}
		if err := blk.Rewrite(v); err != nil {
			t.Fatal(err)
		}
	}
}

// An id and a date that a surrogate stands in for are known again.
func TestSurrogateIDsAndDates(t *testing.T) {
	pl := mustPlan(t, "kinds: [PL_PESEL, DATE_OF_BIRTH, BR_CPF, US_SSN]\noperator: surrogate\n")
	data := []byte(`{"pesel":"85031214475","dob":"1984-03-12","cpf":"529.982.247-25","ssn":"219-45-6789","note":"PESEL: 92072303189, born 23 July 1992"}` + "\n")
	once, rep := redactAll(t, pl, "jsonl", data, nil)
	if rep.Replaced < 5 {
		t.Fatalf("%d replaced: %s", rep.Replaced, once)
	}
	mustHold(t, pl, once)
}

// Dates of one entity move alike, those of two do not; without an entity they
// are labelled.
func TestDateshiftByEntity(t *testing.T) {
	pl := mustPlan(t, "entity: patient\nkinds: [DATE_OF_BIRTH, DATE_TIME]\ncolumns:\n  - column: day\n    kind: DATE_TIME\n    operator: {dateshift: {by: entity}}\n")
	var data strings.Builder
	data.WriteString("patient,day\n")
	for i := range 40 {
		fmt.Fprintf(&data, "p%d,2021-03-%02d\n", i%10, 1+i/10*7)
	}
	data.WriteString(",2021-03-01\n")
	out, _ := redactAll(t, pl, "csv", []byte(data.String()), nil)
	first := map[string]string{}
	shifts := map[string]bool{}
	for i, line := range strings.Split(strings.TrimSpace(string(out)), "\n")[1:] {
		who, day, _ := strings.Cut(strings.TrimSpace(line), ",")
		if who == "" {
			if strings.HasPrefix(day, "2") {
				t.Errorf("without an entity: %s", day)
			}
			continue
		}
		if i < 10 {
			first[who], shifts[day] = day, true
			continue
		}
		var y0, m0, d0, y1, m1, d1 int
		fmt.Sscanf(first[who], "%d-%d-%d", &y0, &m0, &d0)
		fmt.Sscanf(day, "%d-%d-%d", &y1, &m1, &d1)
		if got := days(y1, m1, d1) - days(y0, m0, d0); got != i/10*7 {
			t.Errorf("%s: %d days between %s and %s", who, got, first[who], day)
		}
	}
	if len(shifts) < 8 {
		t.Errorf("%d entities have %d shifts", 10, len(shifts))
	}
}

func days(y, m, d int) int {
	return int(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// The key-value metadata of Parquet is found, replaced and verified.
func TestParquetMetadata(t *testing.T) {
	const mail = "ula.brandt@quillfjord.net"
	root, err := schema.NewGroupNode("schema", parquet.Repetitions.Required, schema.FieldList{schema.NewInt64Node("n", parquet.Repetitions.Required, -1)}, -1)
	if err != nil {
		t.Fatal(err)
	}
	file := func(pairs ...string) []byte {
		kv := metadata.NewKeyValueMetadata()
		for i := 0; i < len(pairs); i += 2 {
			if err := kv.Append(pairs[i], pairs[i+1]); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		w := pqfile.NewParquetWriter(&b, root, pqfile.WithWriteMetadata(kv))
		rg := w.AppendRowGroup()
		cw, err := rg.NextColumn()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := cw.(*pqfile.Int64ColumnChunkWriter).WriteBatch([]int64{1, 2, 3}, nil, nil); err != nil {
			t.Fatal(err)
		}
		cw.Close()
		rg.Close()
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	pl := mustPlan(t, "operator: encrypt\n")
	clean := file("owner", "nobody", "version", "3")
	var out bytes.Buffer
	if _, err := pl.Redact(t.Context(), &out, parquetInput(clean), Options{}); err != nil || !bytes.Equal(out.Bytes(), clean) {
		t.Errorf("a file without findings was changed (%v)", err)
	}
	data := file("owner", "ask "+mail+" first", "version", "3", "ARROW:schema", "AAAA")
	rep, err := pl.Verify(t.Context(), parquetInput(data), Options{})
	if err != nil || rep.Findings != 1 {
		t.Fatalf("%v, %d findings", err, rep.Findings)
	}
	out.Reset()
	if rep, err = pl.Redact(t.Context(), &out, parquetInput(data), Options{}); err != nil || rep.Replaced != 1 || rep.Rows != 3 {
		t.Fatalf("%v, %+v", err, rep)
	}
	if bytes.Contains(out.Bytes(), []byte(mail)) || bytes.Contains(out.Bytes(), []byte("ARROW:schema")) || !bytes.Contains(out.Bytes(), []byte("version")) {
		t.Error("the metadata is not what it should be")
	}
	r, err := pqfile.NewParquetReader(bytes.NewReader(out.Bytes()))
	if err != nil || r.NumRows() != 3 {
		t.Fatalf("another reader: %v", err)
	}
	if rep, err = pl.Verify(t.Context(), parquetInput(out.Bytes()), Options{}); err != nil || rep.Findings != 0 {
		t.Errorf("verify: %v, %d findings", err, rep.Findings)
	}
	var again, back bytes.Buffer
	if _, err := pl.Redact(t.Context(), &again, parquetInput(out.Bytes()), Options{}); err != nil || !bytes.Equal(again.Bytes(), out.Bytes()) {
		t.Errorf("twice is not once (%v)", err)
	}
	if _, err := pl.Restore(t.Context(), &back, parquetInput(out.Bytes()), Options{}); err != nil || !bytes.Contains(back.Bytes(), []byte("ask "+mail+" first")) {
		t.Errorf("restore: %v", err)
	}
}

// One person, two spellings, one pseudonym.
func TestSpellingsOfOneValue(t *testing.T) {
	pl := mustPlan(t, "include_reserved: true\nregions: [us]\noperator: pseudonym\n")
	for _, c := range []struct{ name, a, b string }{
		{"telephone", "+1 (415) 555-0132", "4155550132"},
		{"telephone with dots", "415.555.0132", "1-415-555-0132"},
		{"e-mail", "Jo@Example.com", "jo@example.com"},
	} {
		data, err := json.Marshal(map[string]string{"email": "", "phone": c.a})
		if err != nil {
			t.Fatal(err)
		}
		other := bytes.Replace(data, []byte(c.a), []byte(c.b), 1)
		if strings.Contains(c.a, "@") {
			data, other = bytes.Replace(data, []byte(`"phone"`), []byte(`"mail"`), 1), bytes.Replace(other, []byte(`"phone"`), []byte(`"mail"`), 1)
		}
		x, rep := redactAll(t, pl, "jsonl", append(data, '\n'), nil)
		y, _ := redactAll(t, pl, "jsonl", append(other, '\n'), nil)
		if rep.Replaced != 1 || !bytes.Equal(x, y) {
			t.Errorf("%s: %s and %s", c.name, x, y)
		}
	}
}

// Every operator that promises it: the second run changes nothing, in every
// text format and with everything it can do.
func TestEveryIdempotentOperator(t *testing.T) {
	for _, s := range operators.All() {
		if !s.Idempotent || s.Vault {
			continue
		}
		policy := "operator: " + s.Name + "\n"
		if s.Name == "bucket" {
			policy = "operator: {bucket: {width: 10}}\n"
		}
		pl := mustPlan(t, policy)
		for _, format := range textFormats(t) {
			data := corpus(format, 36, 90)
			if format == "jsonl" {
				data = append(data, bareNumbers(37, 60)...)
			}
			o := func(_ *formats.Input, o *Options) { o.Quarantine = new(bytes.Buffer) }
			once, _ := redactAll(t, pl, format, data, o)
			if len(once) == 0 {
				continue // every record had a finding
			}
			if twice, _ := redactAll(t, pl, format, once, o); !bytes.Equal(once, twice) {
				t.Errorf("%s in %s: twice is not once", s.Name, format)
			}
		}
	}
}

// Laws 6 and 9 where findings stand close: what replacements lay open is
// replaced in the same run. Values of all kinds' samples stand beside each
// other in every order.
func TestNothingIsLaidOpen(t *testing.T) {
	var values [][]byte
	for _, d := range Catalogue() {
		if !d.Off {
			values = append(values, marked(t, d.Kind)...)
		}
	}
	if len(values) < 2000 {
		t.Fatalf("%d values", len(values))
	}
	rng := rand.New(rand.NewPCG(23, 5))
	between := []string{" ", " ", " ", ", ", " and ", "; no ", ": ", "\n", "22 ", " 22 ", " 3.14 ", "=", "@x "}
	var data bytes.Buffer
	texts := 400
	if testing.Short() {
		texts = 150
	}
	for range texts {
		var text []byte
		for range 2 + rng.IntN(12) {
			text = append(text, values[rng.IntN(len(values))]...)
			text = append(text, between[rng.IntN(len(between))]...)
		}
		fmt.Fprintf(&data, `{"text":%q}`+"\n", bytes.ToValidUTF8(text, nil))
	}
	raw := bytes.ReplaceAll(data.Bytes(), []byte(`\x`), []byte(`x`))
	for _, op := range []string{"label", "mask", "pseudonym", "encrypt", "constant", "numbered", "generalize", "drop"} {
		t.Run(op, func(t *testing.T) {
			pl := mustPlan(t, "operator: "+op+"\n")
			once, rep := redactAll(t, pl, "jsonl", raw, nil)
			if rep.Findings < 2*int64(texts) {
				t.Fatalf("%d findings", rep.Findings)
			}
			mustHold(t, pl, once)
		})
	}
}
