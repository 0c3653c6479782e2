package operators

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sluice/redact"
)

// The cases are what makes a value of a made-up kind pass. Every one is
// learned from the answers of its check, so that it is hardly asked more than
// once for the value and once for its replacement, and every value comes back.
func TestFPELearns(t *testing.T) {
	digit := func(c byte) int { return int(c - '0') }
	weighted := func(s string, mod int, weights ...int) (n int) {
		for i := range s {
			n += weights[i%len(weights)] * digit(s[i])
		}
		return n % mod
	}
	number := func(s string, mod int) (n int) {
		for i := range s {
			n = (10*n + digit(s[i])) % mod
		}
		return n
	}
	// A letter adds what no formula of its place in the alphabet gives.
	odd := []int{3, 7, 1, 9, 4, 0, 8, 2, 6, 5, 10, 3, 8, 1, 7, 9, 2, 0, 6, 4, 5, 10, 1, 3, 9, 8}
	verhoeffDigit := func(s string) string {
		var f fpeScratch
		p := modelPart{}
		for i := range s {
			f.num = append(f.num, s[i]-'0')
			p.in = append(p.in, i)
		}
		return fmt.Sprint(p.verhoeff(&f))
	}
	const noOrder = "TRWAGMYFPDXBNJZSQVHLCKE"
	for _, c := range []struct {
		name  string
		form  string // 9 and A, # what make puts there
		make  func(s string) string
		named []int
		calls float64
	}{
		{"a letter in no order of the alphabet, modulo 23", "99999999#", func(s string) string {
			return s + noOrder[number(s, 23):][:1]
		}, []int{0}, 3},
		{"two letters of two sums", "9999999999##", func(s string) string {
			return s + noOrder[weighted(s[:7], 23, 3, 5, 7, 11, 13, 17, 2):][:1] + noOrder[weighted(s[4:], 23, 9, 4, 6, 8, 10, 12):][:1]
		}, []int{0, 1}, 3},
		{"letters with a table of terms, modulo 11", "AAA999999#", func(s string) string {
			n := weighted(s[3:], 11, 2, 3, 4, 5, 6, 7)
			for i := range 3 {
				n += (i + 3) * odd[s[i]-'A']
			}
			return s + fmt.Sprint(n%11%10)
		}, []int{0}, 5},
		{"a letter that is not where the kind says", "9999999#A", func(s string) string {
			return s[:7] + noOrder[(weighted(s[:7], 23, 8, 7, 6, 5, 4, 3, 2)+9*int(s[7]-'A'))%23:][:1] + s[7:]
		}, []int{0}, 5},
		{"two digits modulo 97 that the kind does not name", "9999999999##", func(s string) string {
			return s + fmt.Sprintf("%02d", 97-number(s, 97))
		}, nil, 3},
		{"three digits modulo 511", "9999999999###", func(s string) string {
			return s + fmt.Sprintf("%03d", number(s, 511))
		}, nil, 3},
		{"a named digit and another one inside", "99999#99999#", func(s string) string {
			s = s[:5] + fmt.Sprint(weighted(s[:5], 10, 7, 1, 3, 9)) + s[5:]
			return s + fmt.Sprint(weighted(s, 10, 3, 9, 7, 1))
		}, []int{0}, 11},
		{"Luhn's digit, then Verhoeff's", "99999999999##", func(s string) string {
			n := 0
			for i := range s {
				d := digit(s[i])
				if (len(s)-i)%2 == 1 {
					d = 2*d - 9*(d/5)
				}
				n += d
			}
			return s + fmt.Sprint((10-n%10)%10) + verhoeffDigit(s)
		}, []int{0, 1}, 3},
		{"the recursive method modulo 10", "99999999999999#", func(s string) string {
			carry := 0
			for i := range s {
				carry = []int{0, 9, 4, 6, 8, 2, 7, 1, 3, 5}[(carry+digit(s[i]))%10]
			}
			return s + fmt.Sprint((10-carry)%10)
		}, []int{0}, 3},
		{"three digits that few combinations occur of", "999999999999#", func(s string) string {
			n := number(s[:3], 1000)
			if n -= (n + 4) % 11; n < 0 {
				n += 11
			}
			return fmt.Sprintf("%03d", n) + s[3:] + fmt.Sprint(number(s[3:], 7))
		}, []int{0}, 4},
		{"a sum that holds but for exceptions", "9999999999##", func(s string) string {
			if s[2] == '0' && s[3] < '4' {
				return s + fmt.Sprintf("%02d", number(s[:2]+s[3:], 97))
			}
			return s + fmt.Sprintf("%02d", number(s, 97))
		}, []int{0, 1}, 30},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := 0
			payload := func(v string) (s string) {
				for i := range v {
					if c.form[i] != '#' {
						s += v[i : i+1]
					}
				}
				return s
			}
			passes := func(v []byte) bool {
				for i := range v {
					if (v[i] >= 'A') != (c.form[i] == 'A' || c.form[i] == '#' && strings.Contains(c.name, "letter") && !strings.Contains(c.name, "table")) {
						return false
					}
				}
				return c.make(payload(string(v))) == string(v)
			}
			k := &redact.Kind{Name: "LEARNED", CheckDigits: c.named, Check: passes, Judge: func(v []byte) (bool, bool) {
				asked++
				ok := len(v) == len(c.form) && passes(v)
				return ok, ok
			}}
			op := mustNew(t, "fpe", nil).(redact.Restorer)
			rnd := rand.New(rand.NewPCG(3, 3))
			const n = 400
			seen := map[string]bool{}
			for i := range n + 2 {
				var b []byte
				for _, f := range c.form {
					// The smallest and the largest first, where they are valid.
					switch d := []int{0, 25, -1}[min(i, 2)]; {
					case f == '#':
					case f == 'A' && d < 0:
						b = append(b, 'A'+byte(rnd.IntN(26)))
					case f == 'A':
						b = append(b, 'A'+byte(d))
					case d < 0:
						b = append(b, '0'+byte(rnd.IntN(10)))
					default:
						b = append(b, '0'+byte(min(d, 9)))
					}
				}
				v := c.make(string(b))
				if v = c.make(payload(v)); !passes([]byte(v)) {
					t.Fatal("the made-up value does not pass")
				}
				y, err := op.Apply(nil, redact.Value{Kind: k, Text: []byte(v)})
				if err != nil {
					t.Fatal(err)
				}
				if i == 0 {
					asked = 0 // the form is known now
				}
				before := asked
				if !passes(y) {
					t.Fatalf("%s became %s, which does not pass", v, y)
				}
				if back, err := op.Restore(nil, redact.Value{Kind: k, Text: y}); err != nil || string(back) != v {
					t.Fatalf("no way back: %v", err)
				}
				asked = before
				if seen[v] != seen["y"+string(y)] {
					t.Fatal("two values became one")
				}
				seen[v], seen["y"+string(y)] = true, true
			}
			if calls := float64(asked) / n; calls > c.calls {
				t.Errorf("the check is asked %.1f times a value, more than %.0f", calls, c.calls)
			}
		})
	}
}

func TestRepeated(t *testing.T) {
	p := repeated{at: []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}
	s := &fpeScratch{at: p.at, base: []byte{10, 10, 10, 10, 10, 10, 10, 10, 10, 10}, num: make([]byte, 10), work: make([]byte, 10)}
	// Twice: which digit, which one is missing, all orders. Three times: which
	// digit, which two are missing. A tenth begins with 0.
	const twice, thrice = 10 * 9 * 1814400, 10 * 36 * 604800
	if got, want := p.size(), uint64(twice+thrice)/10*9; got != want {
		t.Fatalf("%d strings, want %d", got, want)
	}
	rnd := rand.New(rand.NewPCG(1, 1))
	last := ""
	for i := range 5000 {
		rank := rnd.Uint64N(p.size())
		switch i {
		case 0:
			rank = 0
		case 1:
			rank = p.size() - 1
		}
		p.set(s, rank)
		if got := p.get(s); got != int(rank) {
			t.Fatalf("place %d became %d", rank, got)
		}
		var count [10]int
		for _, d := range s.num {
			count[d]++
		}
		repeats := 0
		for _, n := range count {
			if n > 3 {
				t.Fatalf("%s has a digit %d times", s.work, n)
			}
			if n > 1 {
				repeats++
			}
		}
		if repeats != 1 || s.num[0] == 0 || string(s.work) == last {
			t.Fatalf("%s", s.work)
		}
		last = string(s.work)
	}
	for _, none := range []string{"0012345678", "1234567890", "1123345678", "1111234567"} {
		for i := range none {
			s.set(i, none[i]-'0')
		}
		if p.get(s) >= 0 {
			t.Errorf("%s has a place", none)
		}
	}
}
