package sluice

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sluice/formats"
)

// Short texts that come again, in columns of which some make them findings:
// one stream gives what its records give one by one, each to a new worker.
func TestMemoIsScan(t *testing.T) {
	plan, err := (&Policy{}).Compile(Env{})
	if err != nil {
		t.Fatal(err)
	}
	codec, err := CodecNamed("jsonl")
	if err != nil {
		t.Fatal(err)
	}
	redact := func(in string) string {
		var out bytes.Buffer
		_, err := plan.Redact(context.Background(), &out, &formats.Input{Name: "t", R: strings.NewReader(in)},
			Options{Workers: 1, Codec: codec, Columns: &Columns{}})
		if err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	var whole, parts strings.Builder
	for i := range 400 {
		v := []string{"078-05-1120", "ann@corp.net", "active", "4111111111111111", "hunter2hunter2", "GB", ""}[i%7]
		w := []string{"12345678", "536-90-4399", "user", "swordfish", "true"}[i%5]
		line := fmt.Sprintf(`{"ssn":%q,"note":%q,"password":%q,"status":%q,%q:1}`, v, w, w, v, []string{v, "id"}[i%2]) + "\n"
		whole.WriteString(line)
		parts.WriteString(redact(line))
	}
	got := redact(whole.String())
	if got != parts.String() {
		t.Fatal("records give another outcome in a stream than alone")
	}
	for _, label := range []string{"<EMAIL_ADDRESS>", "<PASSWORD>", `"active"`} {
		if !strings.Contains(got, label) {
			t.Errorf("no %s", label)
		}
	}
}

// The same in tables, whose cells are asked about many at a time: records give
// in one file what they give one by one.
func TestLaw3SkimIsField(t *testing.T) {
	plan, err := (&Policy{}).Compile(Env{})
	if err != nil {
		t.Fatal(err)
	}
	codec, err := CodecNamed("csv")
	if err != nil {
		t.Fatal(err)
	}
	const header = "id,ssn,password,text,email,state\n"
	redact := func(in string) string {
		var out bytes.Buffer
		_, err := plan.Redact(context.Background(), &out, &formats.Input{Name: "t", R: strings.NewReader(header + in)},
			Options{Workers: 1, Codec: codec, Columns: &Columns{}, Read: formats.Options{Header: formats.HeaderYes, Delimiter: ','}})
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimPrefix(out.String(), header)
	}
	rng := rand.New(rand.NewPCG(11, 4))
	cells := []string{"", "078-05-1120", "536-90-4399", "ann@corp.net", "\"ann@corp.net\"", "active", "4111111111111111", "hunter2hunter2", "swordfish", "GB",
		"\"a \"\"quoted\"\" word\"", "\"078-05-1120\" x", "12345678", "2021-03-04", "-17.25", "SKU-0000-AB", "\"call 536-90-4399\nor not\"",
		"a longer cell, as they come", "d41d8cd98f00b204e9800998ecf8427e"}
	var whole, parts strings.Builder
	for i := range 1500 {
		n := 6
		if i%7 == 0 {
			n = 1 + rng.IntN(8)
		}
		row := make([]string, n)
		for k := range row {
			row[k] = cells[rng.IntN(len(cells))]
			if strings.Contains(row[k], ", ") {
				row[k] = `"` + row[k] + `"`
			} else if rng.IntN(4) == 0 {
				row[k] = fmt.Sprint(rng.IntN(1 << rng.IntN(40)))
			}
		}
		if row[0] == "" {
			row[0] = "x"
		}
		line := strings.Join(row, ",") + "\n"
		whole.WriteString(line)
		parts.WriteString(redact(line))
	}
	got := redact(whole.String())
	if got != parts.String() {
		t.Fatal("records give another outcome in a file than alone")
	}
	for _, label := range []string{"<EMAIL_ADDRESS>", "<PASSWORD>", "<US_SSN>", ",active,"} {
		if !strings.Contains(got, label) {
			t.Errorf("no %s", label)
		}
	}
}
