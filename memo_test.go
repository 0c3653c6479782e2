package sluice

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"sluice/formats"
	"sluice/scanner"
)

func TestMemoKeysDiffer(t *testing.T) {
	seen := map[memoKey]string{}
	for _, text := range []string{"", "\x00", "\x00\x00", "a", "a\x00", "a\x01", "a\x02", strings.Repeat("a", 8), strings.Repeat("a", 9),
		strings.Repeat("a", memoText), strings.Repeat("a", memoText-1), strings.Repeat("\x00", memoText), strings.Repeat("a", memoText-1) + "b"} {
		k := keyOf([]byte(text))
		if other, twice := seen[k]; twice {
			t.Errorf("%q and %q have one key", text, other)
		}
		seen[k] = text
	}
}

func TestMemoForgets(t *testing.T) {
	var m memo
	a, b := new(scanner.Place), new(scanner.Place)
	k := keyOf([]byte("x"))
	if m.quiet(k, 1, a) {
		t.Fatal("an empty memo knows a text")
	}
	m.remember(k, 1, a)
	if !m.quiet(k, 1, a) || m.quiet(k, 1, b) || m.quiet(k, 1, nil) {
		t.Fatal("a text is known at its own place alone")
	}
	for i := range 20 * memoSlots {
		k := keyOf(fmt.Appendf(nil, "%d", i))
		m.remember(k, uint32(i), nil)
	}
	if len(m.slots) != memoSlots {
		t.Fatalf("%d slots", len(m.slots))
	}
}

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
