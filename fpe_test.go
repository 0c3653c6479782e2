package sluice

import (
	"bytes"
	"errors"
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
		if testing.Short() && i%8 != 0 {
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
