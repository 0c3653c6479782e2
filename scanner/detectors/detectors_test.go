package detectors

import (
	"testing"

	"sluice/scanner"
)

func TestCompile(t *testing.T) {
	rs, err := scanner.Compile(All(), scanner.Options{Kinds: []string{"*"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rs.SlowRoutes() {
		t.Errorf("%s runs over the whole text: give it bounds or a literal prefix", r)
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := scanner.Compile(All(), scanner.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
