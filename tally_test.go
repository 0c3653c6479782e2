package sluice

import (
	"strings"
	"testing"

	"sluice/formats"
)

// What is kept of a block grows with the names of its columns, not with the
// elements of its arrays (law 7).
func TestLaw7TalliesAreOfNames(t *testing.T) {
	pl := mustPlan(t, "")
	const n = 30_000
	in, o := input(t, "jsonl", []byte("["+strings.Repeat(`"jo@some-host.net",`, n)+"1]\n"))
	r := &run{plan: pl, mode: scanning, name: in.Name}
	reader, err := o.Codec.NewReader(in, formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := &slot{}
	if s.block, err = reader.Next(nil); err != nil {
		t.Fatal(err)
	}
	for range 2 { // a worker is used again
		if err := r.rewrite(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		if len(s.out.tallies) != 1 || s.out.tallies[0].n != n || s.out.tallies[0].column != "[]" {
			t.Errorf("%d tallies of %d elements", len(s.out.tallies), n)
		}
	}
}
