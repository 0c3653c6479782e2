package scanner_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors"
)

func TestOutlineOf(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"SKU-4270-RURN", "SKU-9999-RURN", true}, {"SKU-4270-RURN", "SKU-4270-RURM", false}, {"1234", "1334", true}, {"1234", "2234", true},
		{"1234", "12345", false}, {"1234", "0234", false}, {"1234", "3234", false}, {"3234", "9876", true}, {"1034", "1134", false},
		{"-134", "-934", true}, {"-034", "-134", false}, {"a", "a\x00", false}, {"", "0", false}, {"a", "b", false},
		{"12345678901234567890123", "12345678901234567890124", true}, {"1234567890123456789012x", "1234567890123456789012y", false},
		{"a\x80b", "a\x81b", false}, {"a\xb1b", "a\xb2b", false}, {"a:b", "a;b", false}, {"a/b", "a:b", false},
	} {
		x, _ := scanner.OutlineOf([]byte(c.a))
		// With room behind it the same text has the same outline.
		y, digits := scanner.OutlineOf([]byte(c.b + strings.Repeat("7", 40))[:len(c.b)])
		if (x == y) != c.same {
			t.Errorf("%q and %q: same outline %v, want %v", c.a, c.b, x == y, c.same)
		}
		if want := strings.ContainsAny(c.b, "0123456789"); digits != want {
			t.Errorf("%q: digits %v, want %v", c.b, digits, want)
		}
		if e := scanner.ExactOutline([]byte(c.b)); e == y || e == y.Open() || y == y.Open() || (scanner.ExactOutline([]byte(c.a)) == e) != (c.a == c.b) {
			t.Errorf("%q: the outline, the open one and the exact one are not told apart", c.b)
		}
	}
}

// otherDigits is a text with the outline of the text.
func otherDigits(rng *rand.Rand, text []byte) []byte {
	out := append([]byte(nil), text...)
	for i, c := range text {
		if c < '0' || c > '9' {
			continue
		}
		switch d := byte('0' + rng.IntN(10)); {
		case i > 1:
			out[i] = d
		case c == '0':
		case i == 1:
			out[i] = '1' + d%9
		case c <= '2':
			out[i] = '1' + d%2
		default:
			out[i] = '3' + d%7
		}
	}
	return out
}

// cells are short texts as tables hold them, and pieces of the catalogue's
// samples.
func cells(t testing.TB, rng *rand.Rand) func() string {
	all := samples(t)
	words := strings.Fields("the SKU item Room north flat no nr id ID AB-C born geb. phone Tel zip page Born in Main Street v ver Q USD kg GmbH Smith John Mr DE FR born: cvv2 track ipv4 address line imei s3 key")
	pick := func(ss ...string) string { return ss[rng.IntN(len(ss))] }
	number := func() string {
		b := make([]byte, 1+rng.IntN(6))
		for i := range b {
			b[i] = byte('0' + rng.IntN(10))
		}
		return string(b)
	}
	return func() string {
		switch rng.IntN(4) {
		case 0:
			s := all[rng.IntN(len(all))]
			from := rng.IntN(len(s) + 1)
			return s[from:min(len(s), from+1+rng.IntN(scanner.OutlineSize))]
		case 1:
			s := pick(all...)
			return s[:min(len(s), scanner.OutlineSize)]
		}
		s := ""
		for range 1 + rng.IntN(6) {
			s += pick(number(), number(), words[rng.IntN(len(words))], pick(" ", "-", ".", "/", ":", ",", "_", "(", ")", "+", "#", "$", "%", "=", "x", "T", "\n"))
		}
		return s[:min(len(s), scanner.OutlineSize)]
	}
}

// TestLaw3OutlineHasNoFalseNegatives: what QuietOutline lets by unseen, Scan
// finds nothing in, whatever the digits are.
func TestLaw3OutlineHasNoFalseNegatives(t *testing.T) {
	for _, o := range []scanner.Options{{}, {Kinds: []string{"*", "-family:quasi"}, IncludeReserved: true}, {Threshold: 0.2, Context: map[string][]string{"US_SSN": {"sku 7"}}}} {
		rs, err := scanner.Compile(detectors.All(), o)
		if err != nil {
			t.Fatal(err)
		}
		fast, slow := rs.NewScanner(), rs.NewScanner()
		rng := rand.New(rand.NewPCG(11, uint64(len(o.Kinds))))
		next := cells(t, rng)
		places := []*scanner.Place{nil, rs.Place("text"), rs.Place("id"), rs.Place("order number"), rs.Place("bank.iban.note"), rs.Place("date of birth of x")}
		quiet, digits := 0, 0
		for range 30_000 {
			text := []byte(next())
			if len(text) == 0 {
				continue
			}
			at := places[rng.IntN(len(places))]
			if strings.ContainsAny(string(text), "0123456789") {
				digits++
			}
			outline, _ := scanner.OutlineOf(text)
			plain := fast.PlainOutline(outline, at)
			if !fast.QuietOutline(outline, at) && !plain {
				continue
			}
			quiet++
			for range 12 {
				cell := otherDigits(rng, text)
				if o, _ := scanner.OutlineOf(cell); o != outline {
					t.Fatalf("%q and %q have not one outline", text, cell)
				}
				if fs, err := slow.Scan(nil, cell, at); err != nil || len(fs) > 0 {
					t.Fatalf("%q as %q: %v\n%s", text, cell, err, show(rs, fs))
				}
			}
		}
		t.Logf("%d of 30000 outlines are quiet", quiet)
		if len(o.Kinds) == 0 && o.Threshold == 0 && quiet < 5000 {
			t.Errorf("%d of 30000 outlines are quiet", quiet)
		}
	}
}

// TestBlindFinders holds the Finders to what they say in Blind and in May.
func TestBlindFinders(t *testing.T) {
	rng := rand.New(rand.NewPCG(12, 12))
	next := cells(t, rng)
	all := samples(t)
	for _, d := range detectors.All() {
		f := d.Find
		if f == nil || f.At == nil || !f.Blind && f.May == nil {
			continue
		}
		found := 0
		ask := func(text []byte, at int) {
			b, e := f.At(text, at)
			may := f.May == nil || f.May(text, at)
			if b < e {
				found++
			}
			for range 4 {
				other := otherDigits(rng, text)
				b2, e2 := f.At(other, at)
				if f.Blind && (b2 < e2) != (b < e) || f.Blind && b < e && (b2 != b || e2 != e) {
					t.Fatalf("%s is not blind: %q %d %d:%d, %q %d:%d", d.Kind, text, at, b, e, other, b2, e2)
				}
				if !may && b2 < e2 {
					t.Fatalf("%s may not, but does: %q %d, %d:%d", d.Kind, other, at, b2, e2)
				}
			}
		}
		for i := range 20_000 {
			text := []byte(next())
			if i < len(all) {
				text = []byte(all[i])
			}
			for at, c := range text[:min(len(text), 400)] {
				if f.On == scanner.OnColon && c == ':' || f.On != scanner.OnColon && isAlnum(c) && (at == 0 || !isAlnum(text[at-1])) {
					ask(text, at)
				}
			}
		}
		if found == 0 {
			t.Errorf("%s was found nowhere", d.Kind)
		}
	}
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func BenchmarkCells(b *testing.B) {
	rs, err := scanner.Compile(detectors.All(), scanner.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s := rs.NewScanner()
	for _, cell := range []string{"active", "-37.36354", "SKU-4270-RURN", "2014-03-18T15:14:50Z", strings.Repeat("4f", 16), "0b6fd1de-7e48-4ee2-bb4e-1ab1c4fb1bd4"} {
		text := []byte(cell)
		for name, f := range map[string]func(){
			"quiet": func() { s.Quiet(text, nil) }, "scan": func() { _, _ = s.Scan(nil, text, nil) }, "outline": func() {
				if len(text) <= scanner.OutlineSize {
					o, _ := scanner.OutlineOf(text)
					s.QuietOutline(o, nil)
				}
			},
		} {
			b.Run(fmt.Sprintf("%s/%s", name, cell), func(b *testing.B) {
				for b.Loop() {
					f()
				}
			})
		}
	}
}

// TestStartsWithDigits: what asks for some digits and not for others leaves no
// outline quiet.
func TestStartsWithDigits(t *testing.T) {
	at := func(start string) func(text []byte, at int) (int, int) {
		return func(text []byte, at int) (int, int) {
			if strings.HasPrefix(string(text[at:]), start) {
				return at, len(text)
			}
			return at, at
		}
	}
	for _, c := range []struct {
		name        string
		find        *scanner.Finder
		like, found string
	}{
		{"starts", &scanner.Finder{On: scanner.OnCapital, Base: 0.9, Starts: []string{"AB1"}, At: at("AB1-")}, "AB2-QRST", "AB1-QRST"},
		{"starts, few letters", &scanner.Finder{On: scanner.OnCapital, Base: 0.9, Starts: []string{"Q17"}, At: at("Q17-")}, "Q14-5", "Q17-8"},
		{"titles", &scanner.Finder{On: scanner.OnCapital, Base: 0.9, Gate: scanner.NewGate([]string{"Nr5"}, nil, "", nil), At: at("Ann")}, "Nr4 Ann", "Nr5 Ann"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rs, err := scanner.Compile([]*scanner.Detector{{Kind: "OWN", Name: "own", Family: "custom", Find: c.find}}, scanner.Options{})
			if err != nil {
				t.Fatal(err)
			}
			s := rs.NewScanner()
			if fs, _ := s.Scan(nil, []byte(c.found), nil); len(fs) != 1 {
				t.Fatalf("%d findings in %q", len(fs), c.found)
			}
			o, _ := scanner.OutlineOf([]byte(c.like))
			if same, _ := scanner.OutlineOf([]byte(c.found)); same != o {
				t.Fatal("the outlines differ")
			}
			for range 3 { // classes of codes are looked at when they come again
				if s.QuietOutline(o, nil) || s.PlainOutline(o, nil) || s.QuietCode([]byte(c.like), nil) {
					t.Errorf("%q is quiet whatever its digits are", c.like)
				}
			}
		})
	}
}
