package checksum

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// Published numbers and one-off errors of them.
func TestKnownNumbers(t *testing.T) {
	for _, c := range []struct {
		name string
		f    func([]byte) bool
		s    string
		want bool
	}{
		{"Luhn", Luhn, "79927398713", true},
		{"Luhn, other check digit", Luhn, "79927398710", false},
		{"Luhn, one digit", Luhn, "0", false},
		{"Luhn, letter", Luhn, "7992739871A", false},
		{"Luhn, empty", Luhn, "", false},
		{"Verhoeff", Verhoeff, "2363", true},
		{"Verhoeff, exchange", Verhoeff, "2633", false},
		{"MOD 11-2", Mod11_2, "07940", true},
		{"MOD 11-2 with X", Mod11_2, "079X", true},
		{"MOD 11-2, X inside", Mod11_2, "0X94", false},
		{"MOD 11-2, ISNI", Mod11_2, "0000000121032683", true},
		{"MOD 11,10", Mod11_10, "07945", true},
		{"MOD 11,10, wrong", Mod11_10, "07940", false},
		{"MOD 11,10, tax number", Mod11_10, "36574261809", true},
		{"MOD 37,36", Mod37_36, "A12425GABC1234002M", true},
		{"MOD 37,36, lower case", Mod37_36, "a12425GABC1234002M", false},
		{"recursive modulo 10", Mod10Recursive, "210000000003139471430009017", true},
		{"recursive modulo 10, wrong", Mod10Recursive, "210000000003139471430009016", false},
		{"recursive modulo 10, short", Mod10Recursive, "7", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.f([]byte(c.s)); got != c.want {
				t.Errorf("%s: %v, want %v", c.s, got, c.want)
			}
		})
	}
	for s, want := range map[string]bool{"AF0123450ABCDEC": true, "AF0123450ABCDED": false, "af0123450abcdec": false, "C": false} {
		if got := LuhnN([]byte(s), Hex); got != want {
			t.Errorf("LuhnN(%s): %v", s, got)
		}
	}
	for s, want := range map[string]int{
		"L898902C3": 6, "740812": 2, "120415": 9, "D23145890": 7, "": -1, "A B": -1,
	} {
		if got := Weigh731([]byte(s)); got != want {
			t.Errorf("Weigh731(%s) = %d, want %d", s, got, want)
		}
	}
	for s, want := range map[string]int{"WEST12345698765432GB82": 1, "": -1, "12-3": -1, "west12345698765432gb82": 1} {
		if got := Mod97([]byte(s)); got != want {
			t.Errorf("Mod97(%s) = %d, want %d", s, got, want)
		}
	}
}

// promises says which errors an algorithm catches by its construction.
var promises = []struct {
	name  string
	ok    func([]byte) bool
	size  int
	swaps bool // every exchange of neighbours; Luhn misses 09 and 90, others a few more
}{
	{"Luhn", Luhn, 16, false},
	{"Verhoeff", Verhoeff, 12, true},
	{"MOD 11-2", Mod11_2, 16, true},
	{"MOD 11,10", Mod11_10, 11, false},
	{"MOD 37,36", Mod37_36, 18, false},
	{"recursive modulo 10", Mod10Recursive, 27, false},
	{"MOD 97-10", func(s []byte) bool { return Mod97(s) == 1 }, 21, true},
}

// TestDigitErrors draws numbers, completes them, and makes every error of one
// digit and every exchange of neighbours.
func TestDigitErrors(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for _, p := range promises {
		t.Run(p.name, func(t *testing.T) {
			for range 50 {
				s := make([]byte, p.size)
				for i := range s {
					s[i] = byte('0' + r.IntN(10))
				}
				found := false
				for n := 0; n < 100 && !found; n++ {
					s[p.size-2], s[p.size-1] = byte('0'+n/10), byte('0'+n%10)
					found = p.ok(s)
				}
				if !found {
					continue // the check character is a letter
				}
				for i, old := range s {
					for d := byte('0'); d <= '9'; d++ {
						if s[i] = d; d != old && p.ok(s) {
							t.Fatalf("%c for %c at %d of %d passes", d, old, i, p.size)
						}
					}
					s[i] = old
					if i+1 < len(s) && s[i+1] != old && p.swaps {
						s[i], s[i+1] = s[i+1], s[i]
						if p.ok(s) {
							t.Fatalf("an exchange at %d of %d passes", i, p.size)
						}
						s[i], s[i+1] = s[i+1], s[i]
					}
				}
			}
		})
	}
}

// Sums and remainders against a slow twin.
func TestArithmetic(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for range 2000 {
		s := make([]byte, 1+r.IntN(40))
		for i := range s {
			s[i] = byte('0' + r.IntN(10))
		}
		n, _ := new(big.Int).SetString(string(s), 10)
		m := 2 + r.IntN(1000)
		if want := new(big.Int).Mod(n, big.NewInt(int64(m))); int64(Mod(s, m)) != want.Int64() {
			t.Fatalf("%s modulo %d is %d, want %v", s, m, Mod(s, m), want)
		}
		if len(s) <= 18 && int64(Number(s)) != n.Int64() || len(s) > 18 && Number(s) != -1 {
			t.Fatalf("Number(%s) = %d", s, Number(s))
		}
		weights := []int{3, -1, 7, 10}[:1+r.IntN(4)]
		sum, cross := 0, 0
		for i, c := range s {
			sum += int(c-'0') * weights[i%len(weights)]
			cross += DigitSum(int(c-'0') * (1 + i%2))
		}
		if Weighted(s, weights...) != sum {
			t.Fatalf("Weighted(%s, %v) = %d, want %d", s, weights, Weighted(s, weights...), sum)
		}
		if LuhnLike(s, 1, 2) != cross {
			t.Fatalf("LuhnLike(%s) = %d, want %d", s, LuhnLike(s, 1, 2), cross)
		}
	}
}

// Two passes: the second counts only where the first gives 10.
func TestMod11TwoPass(t *testing.T) {
	for s, want := range map[string]int{"3680528010": 9, "4850414095": 9, "": -1, "12a": -1} {
		if got := Mod11TwoPass([]byte(s), 9); got != want {
			t.Errorf("%s: %d, want %d", s, got, want)
		}
	}
	seen := [11]bool{}
	for n := 0; n < 200000; n++ {
		b := []byte{'3', byte('0' + n/100000%10), byte('0' + n/10000%10), byte('0' + n/1000%10), byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)}
		first := 0
		for i, c := range b {
			first += int(c-'0') * (1 + i%9)
		}
		got := Mod11TwoPass(b, 9)
		if first%11 < 10 && got != first%11 {
			t.Fatalf("%s: %d, want the first pass's %d", b, got, first%11)
		}
		seen[got] = true
	}
	for r, is := range seen {
		if !is {
			t.Errorf("remainder %d never comes", r)
		}
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct {
		y, m, d int
		want    bool
	}{
		{2024, 2, 29, true}, {2023, 2, 29, false}, {1900, 2, 29, false}, {2000, 2, 29, true}, {-1, 2, 29, true}, {-1, 2, 30, false},
		{2024, 0, 1, false}, {2024, 13, 1, false}, {2024, -1, 1, false}, {2024, 4, 31, false}, {2024, 12, 31, true}, {2024, 1, 0, false},
	} {
		if got := Date(c.y, c.m, c.d); got != c.want {
			t.Errorf("%d-%d-%d: %v", c.y, c.m, c.d, got)
		}
	}
}

// Nothing may panic on any bytes.
func FuzzNoPanic(f *testing.F) {
	f.Add([]byte("79927398713"), 97)
	f.Add([]byte("\xff<A1"), 0)
	f.Add([]byte{}, -1)
	f.Fuzz(func(t *testing.T, s []byte, n int) {
		for _, p := range promises {
			p.ok(s)
		}
		LuhnN(s, Base36)
		Weigh731(s)
		Mod11TwoPass(s, n)
		Mod(s, n)
		Number(s)
		LuhnLike(s, 2, 1)
		Digits(nil, s)
		Alnum(nil, s)
	})
}
