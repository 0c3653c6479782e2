package surrogate

import (
	"bytes"
	"testing"
)

func maker() *Maker { return &Maker{Mark: func(x uint32) uint32 { return x*2654435761 ^ x>>3 }} }

// Every seed gives a stand-in that is known again; equal seeds give equal
// ones, and seeds spread.
func TestSpread(t *testing.T) {
	m := maker()
	for _, c := range []struct {
		kind, text string
		least      int // distinct stand-ins of 5000 seeds
	}{
		{"EMAIL_ADDRESS", "jo@site.invalid", 4990}, {"PERSON_NAME", "Jo Doe", 4900}, {"PERSON_NAME", "Jo", 3500}, {"STREET_ADDRESS", "1 Low Street", 4900},
		{"CREDIT_CARD", "4539578763621486", 4990}, {"US_SSN", "219456789", 4800}, {"IPV6", "2a02::1", 4990}, {"PHONE_NUMBER", "4158675309", 4500},
		{"IBAN", "DE12500105170648489890", 4990}, {"IPV4", "81.2.69.142", 700}, {"MAC_ADDRESS", "3C22FB0A1B2C", 250}, {"URL_PERSONAL", "https://site.invalid/u/jo", 4990},
	} {
		seen := map[string]bool{}
		for seed := range uint64(5000) {
			out, ok := m.Make(nil, Kind{Name: c.kind}, []byte(c.text), seed*0x9e3779b97f4a7c15, 0, false)
			again, _ := m.Make([]byte("x"), Kind{Name: c.kind}, []byte(c.text), seed*0x9e3779b97f4a7c15, 0, false)
			if !ok || string(again) != "x"+string(out) {
				t.Fatalf("%s: %v", c.kind, ok)
			}
			if n := m.Own(out); n != len(out) {
				t.Fatalf("%s: Own(%q) = %d", c.kind, out, n)
			}
			seen[string(out)] = true
		}
		if len(seen) < c.least {
			t.Errorf("%s: %d different stand-ins of 5000", c.kind, len(seen))
		}
	}
}

func TestStemIsReadBack(t *testing.T) {
	for x := range uint32(1 << 16) {
		x *= 257
		x &= 1<<24 - 1
		for _, cyr := range []bool{false, true} {
			got, ok := stem(appendStem(nil, x, cyr))
			if !ok || got != x {
				t.Fatalf("%06x is read as %06x", x, got)
			}
		}
	}
	for _, s := range []string{"", "kowalska", "smith", "bal", "balbababa", "müller"} {
		if _, ok := stem([]byte(s)); ok {
			t.Errorf("%q is a stem", s)
		}
	}
}

func FuzzMaker(f *testing.F) {
	names := []string{"EMAIL_ADDRESS", "PHONE_NUMBER", "CREDIT_CARD", "IBAN", "US_SSN", "IPV4", "IPV6", "IP_ADDRESS", "MAC_ADDRESS", "PERSON_NAME", "STREET_ADDRESS", "URL", "OTHER"}
	for i := range names {
		f.Add(byte(i), []byte("+1 (415) 867-5309 Maria Kowalska, 12 rue X"), uint64(i), 0)
	}
	m := maker()
	m.Random = true
	f.Fuzz(func(t *testing.T, k byte, text []byte, seed uint64, limit int) {
		in := bytes.Clone(text)
		kind := Kind{Name: names[int(k)%len(names)], Family: "national"}
		out, ok := m.Make([]byte("x"), kind, text, seed, limit, false)
		if !bytes.Equal(in, text) || out[0] != 'x' || !ok && len(out) != 1 || ok && limit > 0 && len(out)-1 > limit {
			t.Fatal("broken promise")
		}
		if n := m.Own(text); n < 0 || n > len(text) {
			t.Fatal("Own out of range")
		}
	})
}

// Where every made-up id passes there is no stand-in, and that is found out
// once for a form; by what came before nothing changes.
func TestHopelessForms(t *testing.T) {
	asked := 0
	k := Kind{Name: "LOOSE", Family: "national", Check: func(v []byte) bool { asked++; return v[0] != 'X' }}
	m := maker()
	for i := range 1000 {
		if _, ok := m.Make(nil, k, []byte{'1', byte('0' + i%10), byte('0' + i/10%10), '3', '4', '5', '6'}, uint64(i), 0, false); ok {
			t.Fatal("a stand-in that passes")
		}
	}
	if asked > 2*idTries {
		t.Errorf("the check was asked %d times", asked)
	}
	text := []byte("AB123456")
	first, ok := maker().Make(nil, k, text, 5, 0, false)
	later, again := m.Make(nil, k, text, 5, 0, false)
	if !ok || !again || string(first) != string(later) {
		t.Error("what came before makes a difference")
	}
}

// Forms may be without number: those beyond what is kept about them are found
// out about once as well.
func TestFormsWithoutEnd(t *testing.T) {
	asked := 0
	k := Kind{Name: "LOOSE", Family: "national", Check: func(v []byte) bool { asked++; return len(v) > 40 }}
	m := maker()
	made := func(i int) bool {
		text := []byte("1234")
		for b := range 13 {
			text = append(text, "-1"[i>>b&1], 'x')
		}
		if i < 0 {
			text = append(text, "-a-a-a-a-a-a-a-a"...)
		}
		_, ok := m.Make(nil, k, text, 7, 0, false)
		return ok
	}
	for i := range 2 * maxForms {
		if !made(i) {
			t.Fatal("no stand-in")
		}
	}
	asked = 0
	for range 10 {
		if made(-1) {
			t.Fatal("a stand-in that passes")
		}
	}
	if asked > 2*idTries {
		t.Errorf("the check was asked %d times", asked)
	}
}

// Where few made-up ids fail, they are not looked for at every value.
func TestRareFailures(t *testing.T) {
	asked := 0
	for _, k := range []Kind{
		{Name: "PLATE", Family: "company", Check: func(v []byte) bool { asked++; return string(v[3:6]) != "000" }},
		{Name: "CLAIM", Family: "health", Check: func(v []byte) bool { asked++; return string(v[3:5]) != "66" }},
	} {
		m := maker()
		text := []byte("KTU417XRW9D2")
		if _, ok := m.Make(nil, k, text, 1, 0, false); !ok {
			t.Fatalf("%s has no stand-in", k.Name)
		}
		asked = 0
		const n = 500
		seen := map[string]bool{}
		for seed := range uint64(n) {
			out, ok := m.Make(nil, k, text, seed, 0, false)
			if !ok || k.Check(out) {
				t.Fatalf("%s: no stand-in that fails", k.Name)
			}
			seen[string(out)] = true
		}
		if asked > 8*n || len(seen) < n-1 {
			t.Errorf("%s: the check was asked %d times for %d stand-ins, %d of them different", k.Name, asked, n, len(seen))
		}
	}
}
