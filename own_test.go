package sluice

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// A field may be as long as a file, with as many findings and replacements
// of an earlier run: what becomes of one must not cost a look at all others.
func TestLongFieldsTakeTimeInProportion(t *testing.T) {
	if testing.Short() {
		t.Skip("looks at times")
	}
	join := func(n int, sep, form string) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = fmt.Sprintf(form, i)
		}
		return strings.Join(parts, sep)
	}
	far := " and so they came again to the house by the sea, where all is calm and nothing ever happens at all, or so it seems to them who never stay for long in this part of the land. "
	for name, c := range map[string]struct{ policy, sep, form string }{
		"findings":                  {"", " ", "call +1 415 555 0132 or ab%d@some-host.net 12"},
		"kept among replaced":       {"rules:\n  - kinds: [EMAIL_ADDRESS]\n    operator: keep\n", " ", "call +1 415 555 0132 or ab%d@some-host.net 12"},
		"beside own replacements":   {"", far, "<EMAIL_ADDRESS> ab%d@some-host.net 12"},
		"far from own replacements": {"", far, "<EMAIL_ADDRESS>" + far + "ab%d@some-host.net 12"},
		"kept beside own":           {"rules:\n  - kinds: [EMAIL_ADDRESS]\n    operator: keep\n", far, "<EMAIL_ADDRESS> ab%d@some-host.net 12"},
	} {
		t.Run(name, func(t *testing.T) {
			pl := mustPlan(t, c.policy)
			took := func(n int) time.Duration {
				data := []byte(`{"text":"` + join(n, c.sep, c.form) + "\"}\n")
				best := time.Hour
				for range 3 {
					from := time.Now()
					_, rep := redactAll(t, pl, "jsonl", data, nil)
					best = min(best, time.Since(from))
					if rep.Findings < int64(n) {
						t.Fatalf("%d findings of %d", rep.Findings, n)
					}
				}
				return best
			}
			const n, times = 4000, 8
			if few, many := took(n), took(n*times); many > 2*times*few {
				t.Errorf("%d findings took %v, %d times as many %v", n, few, times, many)
			}
		})
	}
}
