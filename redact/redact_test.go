package redact

import "testing"

func TestRecord(t *testing.T) {
	var r Record
	r.Entity = []byte("e")
	for _, c := range []struct {
		kind, canon string
		want        int
	}{{"A", "x", 1}, {"A", "y", 2}, {"A", "x", 1}, {"B", "x", 1}, {"A", "z", 3}, {"A\x00x", "", 1}, {"A", "", 4}} {
		if got := r.Ordinal(c.kind, []byte(c.canon)); got != c.want {
			t.Errorf("%q %q: %d, want %d", c.kind, c.canon, got, c.want)
		}
	}
	r.Reset()
	if r.Entity != nil || r.Ordinal("A", []byte("z")) != 1 {
		t.Error("Reset leaves something")
	}
}
