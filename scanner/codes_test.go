package scanner_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors"
)

// otherLetters is text with some of its letters changed, now and then into a
// word that means something.
func otherLetters(rng *rand.Rand, text []byte) []byte {
	out := append([]byte(nil), text...)
	words := []string{"ID", "NO", "SSN", "TAX", "TEL", "PHONE", "IBAN", "DOB", "PIN", "CODE", "MR", "DR", "XX", "IS", "DE", "GB", "ABA", "CARD", "BORN", "PASS", "KEY", "AKIA"}
	for i := 0; i < len(out); {
		j := i
		for j < len(out) && (out[j]|0x20 >= 'a' && out[j]|0x20 <= 'z') && (j == i || out[j]&0x20 == out[i]&0x20) {
			j++
		}
		if j == i {
			i++
			continue
		}
		word := ""
		if rng.IntN(6) == 0 {
			word = words[rng.IntN(len(words))]
		}
		for k := i; k < j; k++ {
			switch {
			case len(word) == j-i:
				out[k] = word[k-i] | out[k]&0x20
			case rng.IntN(3) > 0:
				out[k] = out[k]&0x20 | 'A' + byte(rng.IntN(26))
			}
		}
		i = j
	}
	return out
}

// TestLaw3CodesHaveNoFalseNegatives: what QuietCode lets by unseen, Scan finds
// nothing in, whatever the digits are.
func TestLaw3CodesHaveNoFalseNegatives(t *testing.T) {
	for _, o := range []scanner.Options{{}, {Kinds: []string{"*", "-family:quasi"}, IncludeReserved: true}, {Threshold: 0.2, Context: map[string][]string{"US_SSN": {"sku 7"}}}} {
		rs, err := scanner.Compile(detectors.All(), o)
		if err != nil {
			t.Fatal(err)
		}
		fast, slow := rs.NewScanner(), rs.NewScanner()
		rng := rand.New(rand.NewPCG(13, uint64(len(o.Kinds))))
		next := cells(t, rng)
		places := []*scanner.Place{nil, nil, rs.Place("text"), rs.Place("id"), rs.Place("order number"), rs.Place("bank.iban.note"), rs.Place("date of birth of x")}
		quiet := 0
		for range 60_000 {
			text := []byte(next())
			if rng.IntN(2) == 0 {
				text = []byte(strings.ToUpper(string(text)))
				text = text[:min(len(text), scanner.OutlineSize)]
			}
			at := places[rng.IntN(len(places))]
			for range 3 {
				text = otherLetters(rng, text)
				if len(text) == 0 || !fast.QuietCode(text, at) {
					continue
				}
				quiet++
				for range 4 {
					cell := otherDigits(rng, text)
					if fs, err := slow.Scan(nil, cell, at); err != nil || len(fs) > 0 {
						t.Fatalf("%q as %q: %v\n%s", text, cell, err, show(rs, fs))
					}
				}
			}
		}
		t.Logf("%d texts are quiet codes", quiet)
		if len(o.Kinds) == 0 && o.Threshold == 0 && quiet < 10_000 {
			t.Errorf("%d texts are quiet codes", quiet)
		}
	}
}

// TestCodesAreRead holds QuietCode against its plain twin.
func TestCodesAreRead(t *testing.T) {
	rs, err := scanner.Compile(detectors.All(), scanner.Options{Context: map[string][]string{"US_SSN": {"sku 7", "p45"}}})
	if err != nil {
		t.Fatal(err)
	}
	fast, slow := rs.NewScanner(), rs.NewScanner()
	rng := rand.New(rand.NewPCG(14, 14))
	next := cells(t, rng)
	pieces := []string{"SKU", "sku", "P", "is", "no", "ext", "x", "ID", "LONGWORDSHERE", "MR", "7", "45", "000", "-", "-", "/", " ", ".", "_", "(", "\n", "é", ":", "Anna", "CH", "Q"}
	quiet := 0
	for n := range 100_000 {
		text := []byte(next())
		if n%2 == 0 {
			text = text[:0]
			for range 1 + rng.IntN(7) {
				text = append(text, pieces[rng.IntN(len(pieces))]...)
			}
		}
		text = otherLetters(rng, text[:min(len(text), scanner.OutlineSize)])
		for range 2 {
			got, want := fast.QuietCode(text, nil), slow.QuietCodeSlowly(text, nil)
			if got != want {
				t.Fatalf("%q: %v, want %v", text, got, want)
			}
			if got {
				quiet++
			}
		}
	}
	if quiet < 2000 {
		t.Errorf("%d texts are quiet codes", quiet)
	}
}

func TestQuietCode(t *testing.T) {
	rs, err := scanner.Compile(detectors.All(), scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := rs.NewScanner()
	for text, want := range map[string]bool{
		"SKU-4270-RURN": true, "SKU-4271-WHOUNDLE": true, "QWOP-99": true, "LHR-JFK": true,
		"SSN-4270-RURN": false, "ssn 078051120": false, "IBAN-4270-RURN": false, "fooBar-12": false, "SKU_4270": false, "4270": false, "": false, "naïve-12": false,
	} {
		s.QuietCode([]byte(text), nil)
		if got := s.QuietCode([]byte(text), nil); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func BenchmarkQuietCode(b *testing.B) {
	rs, err := scanner.Compile(detectors.All(), scanner.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := rs.NewScanner()
	for _, text := range []string{"SKU-4270-RURN", "SKU-9491-WHOUNDLEESTS", "Anna Smith", "-37.36354"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				s.QuietCode([]byte(text), nil)
			}
		})
	}
}
