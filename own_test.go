package sluice

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
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
		"straddling":                {"operator: generalize\n", " lorem ", "Numero do cep: 88755-330 22 or %d"},
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
			// A busy machine spoils one measurement, hardly four.
			const n, times = 4000, 8
			var few, many time.Duration
			for range 4 {
				if few, many = took(n), took(n*times); many <= 2*times*few {
					return
				}
			}
			t.Errorf("%d findings took %v, %d times as many %v", n, few, times, many)
		})
	}
}

// What a token may begin with can go on without end, and be met again at each
// sign of it.
func TestTokensWithoutEnd(t *testing.T) {
	long := strings.Repeat("A_", 100_000)
	for name, c := range map[string]struct{ policy, text string }{
		"beside a finding":   {"", "jo@some-host.net " + long},
		"in a column":        {"columns:\n  - column: note\n    kind: PERSON_NAME\n    operator: encrypt\n", long},
		"almost a token":     {"operator: encrypt\n", "jo@some-host.net " + strings.Repeat("A_e11111111_", 10_000)},
		"of a key, no end":   {"operator: encrypt\n", "jo@some-host.net " + strings.Repeat("A_e11111111_aaaaaaaa", 5_000)},
		"a body without end": {"operator: encrypt\n", strings.Repeat("A_", 30) + "e11111111_" + strings.Repeat("a", 100_000) + " jo@some-host.net"},
	} {
		t.Run(name, func(t *testing.T) {
			pl := mustPlan(t, c.policy)
			data := []byte(`{"note":"` + c.text + "\"}\n")
			from := time.Now()
			out, _ := redactAll(t, pl, "jsonl", data, nil)
			if pl.Restores() {
				in, o := input(t, "jsonl", out)
				var back bytes.Buffer
				if _, err := pl.Restore(t.Context(), &back, in, o); err != nil {
					t.Fatal(err)
				}
				if back.String() != string(data) {
					t.Error("restore gave something else")
				}
			}
			if d := time.Since(from); d > 2*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// A value may follow letters of the text: where its token starts is told by
// what it can be undone as.
func TestRestoreBehindLetters(t *testing.T) {
	pl := mustPlan(t, "operator: encrypt\n")
	for _, text := range []string{
		"my mobile number is415-555-2671",
		"TEL_+1 415 555 2671",
		"statement IBAN_DE24500105174407324937 is",
		"host IP_93.184.216.34, MAC_00:1b:44:11:3a:b7",
		"A_B_IP_93.184.216.34",
	} {
		data := []byte(`{"note":"` + text + "\"}\n")
		out, rep := redactAll(t, pl, "jsonl", data, nil)
		if rep.Findings == 0 {
			t.Fatalf("%q: nothing was found: the test tests nothing", text)
		}
		in, o := input(t, "jsonl", out)
		var back bytes.Buffer
		if _, err := pl.Restore(t.Context(), &back, in, o); err != nil {
			t.Errorf("%q: %v", text, err)
		} else if back.String() != string(data) {
			t.Errorf("%q became %q", text, back.String())
		}
	}
}

// A token ends where it says so, whatever follows: its kind is no word that
// what stands before it could go on with.
func TestTokenBeforeDigits(t *testing.T) {
	pl := mustPlan(t, "operator: encrypt\n")
	out, rep := redactAll(t, pl, "jsonl", []byte(`{"note":"17 Oak Street, Salem, OR 97301"}`+"\n"), nil)
	_, token, _ := strings.Cut(string(out), `:"`)
	token, _, ok := strings.Cut(token, `"`)
	if rep.Findings != 1 || !ok || !strings.HasPrefix(token, "STREET_ADDRESS_") {
		t.Fatalf("%d findings gave %q", rep.Findings, token)
	}
	for _, c := range []struct{ name, text string }{
		{"digits behind it", "flat 22 \u200b " + token + "22 abc"},
		{"letters behind it", "flat 22 \u200b " + token + "x abc"},
		{"a blank behind it", "flat 22 \u200b " + token + " abc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := `{"note":"` + c.text + "\"}\n"
			if out, _ := redactAll(t, pl, "jsonl", []byte(data), nil); string(out) != data {
				t.Errorf("%q became %q", data, out)
			}
		})
	}
}

// Anchors leave out nothing that a look at every byte finds.
func TestAnchors(t *testing.T) {
	token := func(kind string) string { return kind + "_p" + "abcd2345" + "_" + "Zx81kq" }
	long := strings.Repeat("K", 60) + "_A_B"
	pieces := []string{"<EMAIL_ADDRESS>", "[PERSON_NAME]", "<PHONE_NUMBER_3>", "#REDACTED#", token("IBAN"), token(long), token("K" + long),
		token("A"), "_", "<", "[", "#", " ", "word ", "Word ", "NOT_A_TOKEN ", "é", strings.Repeat("plain words ", 12)}
	rng := rand.New(rand.NewPCG(5, 7))
	for name, policy := range map[string]string{
		"default":   "",
		"encrypt":   "operator: encrypt\n",
		"pseudonym": "operator: pseudonym\n",
		"brackets":  "operator: {label: {format: \"[{kind}]\"}}\n",
		"constant":  "operator: {constant: {text: \"#REDACTED#\"}}\n",
		"numbered":  "operator: numbered\n",
		"bare kind": "operator: {label: {format: \"{kind}!\"}}\n",
		"surrogate": "operator: surrogate\n",
	} {
		t.Run(name, func(t *testing.T) {
			pl := mustPlan(t, policy)
			plain := *pl
			plain.anchors = nil
			if some := len(pl.anchors) > 0; some != (name != "bare kind" && name != "surrogate") {
				t.Errorf("anchors: %v", pl.anchors)
			}
			a, b := &worker{plan: pl}, &worker{plan: &plain}
			marks := 0
			for range 2000 {
				var text []byte
				for range rng.IntN(12) {
					text = append(text, pieces[rng.IntN(len(pieces))]...)
				}
				for from := 0; from <= len(text); {
					to := min(len(text), from+rng.IntN(200))
					x, y := a.findOwn(text, from, to), b.findOwn(text, from, to)
					if x != y || !slices.Equal(a.marks, b.marks) {
						t.Fatalf("%q from %d to %d: %d %v, byte by byte %d %v", text, from, to, x, a.marks, y, b.marks)
					}
					from = max(y, to) + 1 + rng.IntN(20)
				}
				marks += len(b.marks)
			}
			if marks == 0 {
				t.Error("nothing was there to be found")
			}
		})
	}
}

// What a replacement makes of itself and what stands beside it is replaced with
// it, so that the next run finds nothing.
func TestStraddling(t *testing.T) {
	const upi = "ЖСН 050617501183@xpay to UPI ID shop.keeper@somebank today 3.14"
	for _, c := range []struct{ name, policy, text string }{
		{"a postal code and digits", "operator: generalize\n", "Numero do cep: 88755-330 22%40 lorem"},
		{"a postal code and a decimal", "operator: generalize\n", "Numero do cep: 88755-330 3.14 lorem"},
		{"what stands around nothing", "operator: drop\n", "C.F. FRRMRC85E12F205S 22"},
		{"two that become one", "operator: drop\n", "cusip number 597738103= passwd = 'q1w2e3r4t5'1 P. IVA: 04471850157: 3047802007185991"},
		{"a token and letters glued to it", "operator: encrypt\n", upi},
		{"a pseudonym and letters glued to it", "operator: pseudonym\n", upi},
	} {
		t.Run(c.name, func(t *testing.T) {
			pl := mustPlan(t, c.policy)
			data := []byte(`{"note":"` + c.text + "\"}\n")
			once, rep := redactAll(t, pl, "jsonl", data, nil)
			if rep.Findings < 2 {
				t.Errorf("%d findings gave %s: the test tests nothing", rep.Findings, once)
			}
			mustHold(t, pl, once)
			if pl.Restores() {
				in, o := input(t, "jsonl", once)
				var back bytes.Buffer
				if _, err := pl.Restore(t.Context(), &back, in, o); err != nil || back.String() != string(data) {
					t.Errorf("restore: %v, %s", err, back.Bytes())
				}
			}
		})
	}
}
