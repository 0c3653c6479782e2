package scanner

import (
	"strings"
	"testing"
)

// A Run that cannot be meant is an error when it is compiled.
func TestBadRuns(t *testing.T) {
	for _, c := range []struct {
		name string
		run  Run
		want string // "" is no error
	}{
		{"every run", Run{}, ""},
		{"one byte and two", Run{Ends: []string{"a", "ab"}, Begins: []string{"A", "\xc3\xa9"}}, ""},
		{"no such kind of run", Run{Of: "words"}, "not \"words\""},
		{"no room between", Run{Min: 4, Max: 3}, "not above Max"},
		{"longer than is told apart", Run{Min: maxRun + 1}, "at most"},
		{"an end of nothing", Run{Ends: []string{""}}, "Ends and Begins"},
		{"a beginning of three bytes", Run{Begins: []string{"rue"}}, "Ends and Begins"},
	} {
		t.Run(c.name, func(t *testing.T) {
			none := func(_ []byte, at int) (int, int) { return at, at }
			_, err := Compile([]*Detector{{Kind: "INVENTED", Find: &Finder{On: OnDigits, Runs: []Run{c.run}, At: none}}}, Options{})
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%v, want an error with %q", err, c.want)
			}
		})
	}
}
