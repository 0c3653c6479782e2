package sluice

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"sync"
	"testing"
	"time"

	"sluice/redact"
	"sluice/redact/keys"
	"sluice/redact/operators"
	"sluice/scanner/detectors/detectortest"
)

func fpeOf(t testing.TB, seed byte) redact.Restorer {
	t.Helper()
	b := make([]byte, keys.MinSize)
	for i := range b {
		b[i] = seed + byte(i)
	}
	k, err := keys.New(b)
	if err != nil {
		t.Fatal(err)
	}
	ring, err := keys.NewRing(k)
	if err != nil {
		t.Fatal(err)
	}
	op, err := operators.New("fpe", nil, operators.Env{Keys: ring})
	if err != nil {
		t.Fatal(err)
	}
	return op.(redact.Restorer)
}

// fpeKind is a kind that fpe takes, with values of it: those of its samples
// that pass its check, and what fpe makes of them under other keys.
type fpeKind struct {
	kind   *redact.Kind
	values [][]byte
}

func fpeKinds(t testing.TB, perKind int, only ...string) (out []fpeKind) {
	t.Helper()
	for i, d := range builtin() {
		if len(only) > 0 && !slices.Contains(only, d.Kind) {
			continue
		}
		if testing.Short() && i%8 != 0 && len(only) == 0 {
			continue // each form has to be learned, which the race detector makes long
		}
		samples, err := detectortest.Load(filepath.Join("testdata", "detectors", d.Kind+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		k := newKind(d)
		fk := fpeKind{kind: &k.redact}
		var found [][]byte
		for _, s := range samples {
			for _, m := range s.Marks {
				v := []byte(s.Text[m[0]:m[1]])
				if k.redact.Check == nil || k.redact.Check(v) {
					found = append(found, v)
				}
			}
		}
		for seed := byte(100); len(fk.values) < perKind; seed++ {
			op, n := fpeOf(t, seed), len(fk.values)
			for _, v := range found {
				y, err := op.Apply(nil, redact.Value{Kind: fk.kind, Text: v})
				switch {
				case err == nil:
					fk.values = append(fk.values, y)
				case !errors.Is(err, redact.ErrDomain):
					t.Fatalf("%s: %v", d.Kind, err)
				}
			}
			if len(fk.values) == n {
				break
			}
		}
		if len(fk.values) > 0 {
			out = append(out, fk)
		}
	}
	return out
}

// For every kind of the catalogue restoring is the identity, for values that
// pass the check and for damaged ones; nearly all that pass become what passes;
// and none of it depends on which values came before or beside.
func TestFPEEveryKind(t *testing.T) {
	passed, kept := 0, 0
	for _, k := range fpeKinds(t, 4) {
		op, later := fpeOf(t, 1), fpeOf(t, 1)
		values := k.values
		for i, v := range k.values {
			values = append(values, damagedDigit(v, i), bytes.ToUpper(v), bytes.ToLower(v))
		}
		out := make([][]byte, len(values))
		for i, v := range values {
			y, err := op.Apply(nil, redact.Value{Kind: k.kind, Text: v})
			if errors.Is(err, redact.ErrDomain) {
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", k.kind.Name, err)
			}
			out[i] = y
			back, err := op.Restore(nil, redact.Value{Kind: k.kind, Text: y})
			if err != nil || !bytes.Equal(back, v) {
				t.Errorf("%s: restoring is not the identity: %v", k.kind.Name, err)
			}
			if k.kind.Check != nil && k.kind.Family != "credential" && len(v) <= 64 && k.kind.Check(v) {
				passed++
				if k.kind.Check(y) {
					kept++
				}
			}
		}
		var wait sync.WaitGroup
		for first := range 4 {
			wait.Go(func() {
				for i := len(values) - 1 - first; i >= 0; i -= 4 {
					y, _ := later.Apply(nil, redact.Value{Kind: k.kind, Text: values[i]})
					if !bytes.Equal(y, out[i]) {
						t.Errorf("%s: what came before makes a difference", k.kind.Name)
					}
				}
			})
		}
		wait.Wait()
	}
	if t.Logf("%d values passed, of their replacements %d", passed, kept); 100*kept < 97*passed {
		t.Errorf("of %d values that passed only %d became ones that do", passed, kept)
	}
}

// damagedDigit is v with its i-th last digit or so changed.
func damagedDigit(v []byte, i int) []byte {
	v = bytes.Clone(v)
	for at := len(v) - 1; at >= 0; at-- {
		if v[at] >= '0' && v[at] <= '9' {
			if i--; i < 0 {
				v[at] = '0' + (v[at]-'0'+1)%10
				break
			}
		}
	}
	return v
}

// The speed of every kind, with SLUICE_FPE_SPEED=1: values a second and core.
func TestFPESpeed(t *testing.T) {
	if os.Getenv("SLUICE_FPE_SPEED") == "" {
		t.Skip("takes half a minute; set SLUICE_FPE_SPEED=1")
	}
	type row struct {
		kind, family string
		rate, first  float64
		kept, of     int
	}
	var rows []row
	dst := make([]byte, 0, 4096)
	for _, k := range fpeKinds(t, 100) {
		op := fpeOf(t, 1)
		var values [][]byte
		start := time.Now()
		for _, v := range k.values {
			if _, err := op.Apply(dst[:0], redact.Value{Kind: k.kind, Text: v}); err == nil {
				values = append(values, v)
			}
		}
		r := row{kind: k.kind.Name, family: k.kind.Family, first: float64(len(k.values)) / time.Since(start).Seconds()}
		for _, v := range values {
			if k.kind.Check == nil || !k.kind.Check(v) {
				continue
			}
			r.of++
			if y, _ := op.Apply(nil, redact.Value{Kind: k.kind, Text: v}); k.kind.Check(y) {
				r.kept++
			}
		}
		for range 5 {
			n := 0
			start := time.Now()
			for n == 0 || time.Since(start) < 2*time.Millisecond {
				for _, v := range values {
					dst, _ = op.Apply(dst[:0], redact.Value{Kind: k.kind, Text: v})
					n++
				}
			}
			r.rate = max(r.rate, float64(n)/time.Since(start).Seconds())
		}
		rows = append(rows, r)
	}
	sort.Slice(rows, func(i, j int) bool { return rows[i].rate < rows[j].rate })
	below, secrets, shown := 0, 0, 0
	for _, r := range rows {
		if r.rate < 300_000 {
			below++
			if r.family == "credential" {
				secrets++
			}
		}
		if r.family != "credential" && shown < 60 {
			shown++
			t.Logf("%-30s %-12s %8.0f values/s, the first hundred %8.0f, kept %d of %d", r.kind, r.family, r.rate, r.first, r.kept, r.of)
		}
	}
	t.Logf("%d kinds, the median %.0f values/s; %d below 300000, of them %d secrets", len(rows), rows[len(rows)/2].rate, below, secrets)
}

// A value costs a bounded number of questions to its check once its form is
// known: the right check characters are computed, and payloads that pass are
// not walked to. Kinds whose letters no sum gives take 26.
func TestFPEQuestions(t *testing.T) {
	most := map[string]float64{
		"AR_CBU": 3, "BR_RG": 4, "CARD_TRACK": 4, "CN_USCC": 20, "CZ_BANK_ACCOUNT": 4, "DE_DRIVERS_LICENSE": 6, "DE_ID_CARD": 5,
		"DE_PASSPORT": 5, "DE_SOCIAL_SECURITY": 4, "DE_TAX_ID": 3, "EC_RUC": 10, "ES_CATASTRAL": 5, "ES_NSS": 20, "EU_PAYMENT_REFERENCE": 4,
		"EU_VAT": 6, "FR_NIF": 4, "IBAN": 4, "IE_PPS": 4, "IN_VOTER": 4, "IT_FISCAL_CODE": 4, "LT_ASMENS_KODAS": 16, "LU_NIN": 4, "MX_CLABE": 3, "MU_NID": 5,
		"MX_RFC": 5, "NZ_BANK": 16, "VATIN": 14, "VIN": 6,
	}
	for _, k := range fpeKinds(t, 8) {
		if k.kind.Family == "credential" || k.kind.Judge == nil {
			continue
		}
		asked := 0
		counting := *k.kind
		counting.Check = func(v []byte) bool { asked++; return k.kind.Check(v) }
		counting.Judge = func(v []byte) (bool, bool) { asked++; return k.kind.Judge(v) }
		op := fpeOf(t, 1)
		for again := range 2 {
			asked = 0
			for _, v := range k.values {
				if _, err := op.Apply(nil, redact.Value{Kind: &counting, Text: v}); err != nil && !errors.Is(err, redact.ErrDomain) {
					t.Fatalf("%s: %v", k.kind.Name, err)
				}
			}
			bound, ok := most[k.kind.Name]
			if !ok {
				bound = 32
			}
			if mean := float64(asked) / float64(len(k.values)); again > 0 && mean > bound {
				t.Errorf("%s: the check is asked %.1f times a value, more than %.0f", k.kind.Name, mean, bound)
			}
		}
	}
}

// Values at the ends of their kinds come back as well: those with the smallest
// and the largest digits and letters that pass the check, or nearly do.
func TestFPEEdges(t *testing.T) {
	edges, passed := 0, 0
	for _, k := range fpeKinds(t, 1) {
		op := fpeOf(t, 1)
		for _, like := range k.values {
			for _, fill := range []byte{0, 1, 8, 9} {
				v := bytes.Clone(like)
				var digits []int
				for i, c := range v {
					switch {
					case c >= '0' && c <= '9':
						v[i] = '0' + fill
						digits = append(digits, i)
					}
				}
				valid := func() bool { return k.kind.Check == nil || k.kind.Check(v) }
				// The last three digits make it pass, or two others with them.
				for n := 0; n < 1000 && len(digits) >= 3 && !valid(); n++ {
					for j, d := range []int{n % 10, n / 10 % 10, n / 100} {
						v[digits[len(digits)-1-j]] = '0' + byte(d)
					}
				}
				y, err := op.Apply(nil, redact.Value{Kind: k.kind, Text: v})
				if errors.Is(err, redact.ErrDomain) {
					continue
				}
				if err != nil {
					t.Fatalf("%s: %v", k.kind.Name, err)
				}
				edges++
				if valid() {
					passed++
				}
				if back, err := op.Restore(nil, redact.Value{Kind: k.kind, Text: y}); err != nil || !bytes.Equal(back, v) {
					t.Errorf("%s: an edge does not come back: %v", k.kind.Name, err)
				}
			}
		}
	}
	if t.Logf("%d edges, %d of them valid", edges, passed); passed < edges/4 {
		t.Errorf("of %d edges only %d are valid", edges, passed)
	}
}

// Accounts with check digits of their country inside keep both, and neither is
// walked to.
func TestFPEInnerChecks(t *testing.T) {
	var kind *redact.Kind
	for _, k := range fpeKinds(t, 1, "IBAN") {
		kind = k.kind
	}
	mod97 := func(s string) int {
		r := 0
		for _, c := range s {
			if c <= '9' {
				r = (r*10 + int(c-'0')) % 97
			} else {
				r = (r*100 + int(c-'A') + 10) % 97
			}
		}
		return r
	}
	asked := 0
	counting := *kind
	counting.Judge = func(v []byte) (bool, bool) { asked++; return kind.Judge(v) }
	for _, c := range []struct {
		country string
		length  int
		inner   []int // of the account number
	}{{"BE", 12, []int{10, 11}}, {"ES", 20, []int{8, 9}}, {"NO", 11, []int{9, 10}}, {"ME", 18, []int{16, 17}}, {"DE", 18, []int{0, 1}}} {
		op := fpeOf(t, 1)
		rnd := rand.New(rand.NewPCG(5, 5))
		n := 0
		for tries := 0; n < 200 && tries < 400; tries++ {
			b := make([]byte, c.length)
			for i := range b {
				b[i] = '0' + byte(rnd.IntN(10))
			}
			var v []byte
			for pair := range 100 {
				b[c.inner[0]], b[c.inner[1]] = '0'+byte(pair/10), '0'+byte(pair%10)
				v = fmt.Appendf(nil, "%s%02d%s", c.country, 98-mod97(string(b)+c.country+"00"), b)
				if kind.Check(v) {
					break
				}
			}
			if !kind.Check(v) {
				continue // no digit stands for 10
			}
			y, err := op.Apply(nil, redact.Value{Kind: &counting, Text: v})
			if err != nil {
				t.Fatal(err)
			}
			if n++; n == 1 {
				asked = 0
			}
			if string(y[:2]) != c.country || !kind.Check(y) {
				t.Fatalf("%s: the replacement does not pass", c.country)
			}
			before := asked
			if back, err := op.Restore(nil, redact.Value{Kind: &counting, Text: y}); err != nil || !bytes.Equal(back, v) {
				t.Fatalf("%s: no way back: %v", c.country, err)
			}
			asked = before
		}
		if mean := float64(asked) / float64(n); n < 100 || mean > 8 {
			t.Errorf("%s: of %d values, the check is asked %.1f times each", c.country, n, mean)
		}
	}
}
