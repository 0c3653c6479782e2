package sluice

import (
	"bytes"
	"context"
	"fmt"
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
