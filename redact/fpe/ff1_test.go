package fpe

import (
	"bytes"
	"crypto/aes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"
)

// standard is FF1 as SP 800-38G writes it, for numerals of any radix and
// number, the slow twin of what this package does.
func standard(key, tweak []byte, radix int, x []int, undo bool) []int {
	block, _ := aes.NewCipher(key)
	n, t := len(x), len(tweak)
	u := n / 2
	v := n - u
	pow := func(m int) *big.Int { return new(big.Int).Exp(big.NewInt(int64(radix)), big.NewInt(int64(m)), nil) }
	num := func(x []int) *big.Int {
		y := new(big.Int)
		for _, d := range x {
			y.Add(y.Mul(y, big.NewInt(int64(radix))), big.NewInt(int64(d)))
		}
		return y
	}
	str := func(y *big.Int, m int) []int {
		x, y, d := make([]int, m), new(big.Int).Set(y), new(big.Int)
		for i := m - 1; i >= 0; i-- {
			y.QuoRem(y, big.NewInt(int64(radix)), d)
			x[i] = int(d.Int64())
		}
		return x
	}
	last := new(big.Int).Sub(pow(v), big.NewInt(1))
	b := (last.BitLen() + 7) / 8
	d := 4*((b+3)/4) + 4
	p := []byte{1, 2, 1, byte(radix >> 16), byte(radix >> 8), byte(radix), 10, byte(u)}
	p = binary.BigEndian.AppendUint32(p, uint32(n))
	p = binary.BigEndian.AppendUint32(p, uint32(t))
	f := func(i int, half []int) *big.Int {
		q := bytes.Clone(tweak)
		for (len(q)+1+b)%16 != 0 {
			q = append(q, 0)
		}
		q = append(q, byte(i))
		q = append(q, num(half).FillBytes(make([]byte, b))...)
		r := make([]byte, 16)
		for _, m := range [][]byte{p, q} {
			for ; len(m) > 0; m = m[16:] {
				for j := range 16 {
					r[j] ^= m[j]
				}
				block.Encrypt(r, r)
			}
		}
		s := bytes.Clone(r)
		for j := 1; len(s) < d; j++ {
			w := bytes.Clone(r)
			for k, c := range binary.BigEndian.AppendUint64(nil, uint64(j)) {
				w[8+k] ^= c
			}
			block.Encrypt(w, w)
			s = append(s, w...)
		}
		return new(big.Int).SetBytes(s[:d])
	}
	a, c := x[:u], x[u:]
	for i := range 10 {
		if !undo {
			m := u
			if i%2 == 1 {
				m = v
			}
			y := f(i, c)
			a, c = c, str(y.Mod(y.Add(y, num(a)), pow(m)), m)
			continue
		}
		i = 9 - i
		m := u
		if i%2 == 1 {
			m = v
		}
		y := f(i, a)
		a, c = str(y.Mod(y.Sub(num(c), y), pow(m)), m), a
	}
	return append(append([]int(nil), a...), c...)
}

// small runs Small over numerals.
func small(t testing.TB, key, tweak []byte, radix int, x []int, undo bool) []int {
	t.Helper()
	f, err := New(key, tweak)
	if err != nil {
		t.Fatal(err)
	}
	var s Scratch
	p, err := f.Small(&s, radix, len(x))
	if err != nil {
		t.Fatal(err)
	}
	var a, b uint64
	for i, d := range x {
		if i < len(x)/2 {
			a = a*uint64(radix) + uint64(d)
		} else {
			b = b*uint64(radix) + uint64(d)
		}
	}
	a, b = p.Permute(&s, a, b, undo)
	out := make([]int, len(x))
	for i := len(x) - 1; i >= 0; i-- {
		y := &b
		if i < len(x)/2 {
			y = &a
		}
		out[i] = int(*y % uint64(radix))
		*y /= uint64(radix)
	}
	return out
}

const digits36 = "0123456789abcdefghijklmnopqrstuvwxyz"

func numerals(s string) (x []int) {
	for i := range s {
		x = append(x, bytes.IndexByte([]byte(digits36), s[i]))
	}
	return x
}

func text(x []int) (s string) {
	for _, c := range x {
		s += digits36[c : c+1]
	}
	return s
}

// NIST, "Block Cipher Modes of Operation - FF1 samples" for SP 800-38G.
func TestSamples(t *testing.T) {
	const (
		k128 = "2B7E151628AED2A6ABF7158809CF4F3C"
		k192 = k128 + "EF4359D8D580AA4F"
		k256 = k192 + "7F036D6F04FC6A94"
		t10  = "39383736353433323130"
		t11  = "3737373770717273373737"
	)
	for i, c := range []struct {
		key        string
		radix      int
		tweak      string
		plain, out string
	}{
		{k128, 10, "", "0123456789", "2433477484"},
		{k128, 10, t10, "0123456789", "6124200773"},
		{k128, 36, t11, "0123456789abcdefghi", "a9tv40mll9kdu509eum"},
		{k192, 10, "", "0123456789", "2830668132"},
		{k192, 10, t10, "0123456789", "2496655549"},
		{k192, 36, t11, "0123456789abcdefghi", "xbj3kv35jrawxv32ysr"},
		{k256, 10, "", "0123456789", "6657667009"},
		{k256, 10, t10, "0123456789", "1001623463"},
		{k256, 36, t11, "0123456789abcdefghi", "xs8a0azh2avyalyzuwd"},
	} {
		t.Run("sample "+strconv.Itoa(i+1), func(t *testing.T) {
			key, _ := hex.DecodeString(c.key)
			tweak, _ := hex.DecodeString(c.tweak)
			for name, f := range map[string]func([]int, bool) []int{
				"small":    func(x []int, undo bool) []int { return small(t, key, tweak, c.radix, x, undo) },
				"standard": func(x []int, undo bool) []int { return standard(key, tweak, c.radix, x, undo) },
			} {
				y := f(numerals(c.plain), false)
				if text(y) != c.out {
					t.Errorf("%s: got %s, want %s", name, text(y), c.out)
				}
				if back := f(y, true); text(back) != c.plain {
					t.Errorf("%s: back: %s", name, text(back))
				}
			}
		})
	}
}

// Small is the standard, at every length, radix and tweak length.
func TestSmall(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	key := bytes.Repeat([]byte{9}, 32)
	for _, radix := range []int{2, 3, 10, 16, 26, 36, 62, 255, 256, 257, 1000, 5623, 65535, 65536} {
		for _, tl := range []int{0, 1, 6, 7, 8, 11, 15, 16, 17, 40} {
			tweak := bytes.Repeat([]byte{7}, tl)
			f, _ := New(key, tweak)
			for n := 2; ; n++ {
				_, err := f.Small(new(Scratch), radix, n)
				if errors.Is(err, ErrDomain) {
					if math.Pow(float64(radix), float64(n)) >= MinDomain {
						t.Fatalf("radix %d, length %d: %v", radix, n, err)
					}
					continue
				}
				if errors.Is(err, ErrLength) {
					if math.Pow(float64(radix), float64(n-n/2)) < math.MaxUint64/2 {
						t.Fatalf("radix %d, length %d: %v", radix, n, err)
					}
					break
				}
				x := make([]int, n)
				for i := range x {
					x[i] = rnd.IntN(radix)
				}
				y := small(t, key, tweak, radix, x, false)
				if want := standard(key, tweak, radix, x, false); !equal(y, want) {
					t.Fatalf("radix %d, length %d, tweak %d: got %v, want %v", radix, n, tl, y, want)
				}
				if !equal(small(t, key, tweak, radix, y, true), x) {
					t.Fatalf("radix %d, length %d: no way back", radix, n)
				}
			}
		}
	}
}

func equal(a, b []int) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}

// Bits is the standard with radix 2.
func TestBits(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	key := bytes.Repeat([]byte{5}, 16)
	var s Scratch
	for _, tl := range []int{0, 7, 11, 16, 21} {
		tweak := bytes.Repeat([]byte{3}, tl)
		f, _ := New(key, tweak)
		for _, n := range []int{20, 21, 63, 64, 65, 100, 127, 128, 129, 130, 190, 191, 192, 193, 255, 256, 257, 258, 300, 511, 512, 513, 1001} {
			x := make([]uint64, (n+63)/64+rnd.IntN(2))
			for i := range x {
				x[i] = rnd.Uint64()
			}
			cut(x, n)
			bit := make([]int, n)
			for i := range bit {
				bit[n-1-i] = int(x[i/64] >> (i % 64) & 1)
			}
			y := append([]uint64(nil), x...)
			if err := f.Bits(&s, y, n, false); err != nil {
				t.Fatal(err)
			}
			for i, b := range standard(key, tweak, 2, bit, false) {
				if i = n - 1 - i; int(y[i/64]>>(i%64)&1) != b {
					t.Fatalf("%d bits, tweak %d: bit %d differs", n, tl, i)
				}
			}
			if err := f.Bits(&s, y, n, true); err != nil {
				t.Fatal(err)
			}
			for i := range x {
				if x[i] != y[i] {
					t.Fatalf("%d bits: no way back", n)
				}
			}
		}
	}
}

func TestFit(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	for i := range 20000 {
		hi, lo := rnd.Uint64()>>rnd.IntN(64), rnd.Uint64()
		if i%2 == 0 {
			hi, lo = 0, lo>>rnd.IntN(64)
		}
		radix, n, ok := Fit(hi, lo)
		if !ok {
			if hi == 0 && lo >= MinDomain || hi > 0 && hi < 1<<63 {
				t.Fatalf("%d<<64|%d: no fit", hi, lo)
			}
			continue
		}
		want := new(big.Int).SetUint64(hi)
		want.Or(want.Lsh(want, 64), new(big.Int).SetUint64(lo))
		got := new(big.Int).Exp(big.NewInt(int64(radix)), big.NewInt(int64(n)), nil)
		ratio, _ := new(big.Rat).SetFrac(got, want).Float64()
		if got.Cmp(want) < 0 || ratio > 1.02 || n%2 != 0 || n < 2 || radix < 2 || radix > maxRadix {
			t.Fatalf("%d<<64|%d: %d numerals of radix %d, %.4f as many", hi, lo, n, radix, ratio)
		}
		less := new(big.Int).Exp(big.NewInt(int64(radix-1)), big.NewInt(int64(n)), nil)
		if less.Cmp(want) >= 0 {
			t.Fatalf("%d<<64|%d: radix %d is more than need be", hi, lo, radix)
		}
	}
	for _, c := range []struct {
		hi, lo uint64
		ok     bool
	}{{0, 0, false}, {0, MinDomain - 1, false}, {0, MinDomain, true}, {0, math.MaxUint64, true}, {1, 0, true}, {math.MaxUint64, math.MaxUint64, false}} {
		if _, _, ok := Fit(c.hi, c.lo); ok != c.ok {
			t.Errorf("%d<<64|%d: %v", c.hi, c.lo, ok)
		}
	}
}

func TestRefuses(t *testing.T) {
	f, _ := New(make([]byte, 32), nil)
	for _, c := range []struct {
		name     string
		radix, n int
		want     error
	}{
		{"five digits", 10, 5, ErrDomain}, {"none", 10, 0, ErrDomain}, {"one numeral", 65536, 1, ErrDomain},
		{"forty digits", 10, 40, ErrLength}, {"radix -1", -1, 9, ErrDomain}, {"radix 1", 1, 9, ErrDomain}, {"radix 65537", 65537, 4, ErrDomain},
	} {
		if _, err := f.Small(new(Scratch), c.radix, c.n); err != c.want {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	for _, c := range []struct {
		name     string
		words, n int
		want     error
	}{
		{"19 bits", 1, 19, ErrDomain}, {"none", 0, 0, ErrDomain}, {"less words", 1, 65, ErrLength}, {"too long", 1 << 10, MaxBits + 1, ErrLength},
	} {
		if err := f.Bits(new(Scratch), make([]uint64, c.words), c.n, false); err != c.want {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if _, err := New(make([]byte, 5), nil); err == nil {
		t.Error("a key of five bytes was accepted")
	}
	if _, err := New(make([]byte, 16), make([]byte, maxTweak+1)); err == nil {
		t.Error("a long tweak was accepted")
	}
}

// Over a whole domain FF1 is a permutation.
func TestPermutation(t *testing.T) {
	if testing.Short() {
		t.Skip("a million encryptions")
	}
	f, _ := New(make([]byte, 16), []byte("US_SSN"))
	var s Scratch
	p, err := f.Small(&s, 1000, 2)
	if err != nil {
		t.Fatal(err)
	}
	seen := make([]bool, MinDomain)
	for i := range uint64(MinDomain) {
		a, b := p.Permute(&s, i/1000, i%1000, false)
		if n := a*1000 + b; seen[n] {
			t.Fatal("two strings with one image")
		} else {
			seen[n] = true
		}
	}
}

func FuzzStandard(f *testing.F) {
	f.Add([]byte("0123456789"), []byte("tweak"), 10)
	f.Fuzz(func(t *testing.T, x, tweak []byte, radix int) {
		ff, err := New(make([]byte, 16), tweak)
		if err != nil || len(x) > 200 {
			return
		}
		if _, err := ff.Small(new(Scratch), radix, len(x)); err != nil {
			return
		}
		num := make([]int, len(x))
		for i, c := range x {
			num[i] = int(c) % radix
		}
		y := small(t, make([]byte, 16), tweak, radix, num, false)
		if !equal(y, standard(make([]byte, 16), tweak, radix, num, false)) {
			t.Fatal("not the standard")
		}
		if !equal(small(t, make([]byte, 16), tweak, radix, y, true), num) {
			t.Fatal("no way back")
		}
	})
}

func BenchmarkSmall(b *testing.B) {
	for _, c := range []struct{ radix, n int }{{10, 9}, {10, 16}, {36, 19}, {5624, 4}} {
		b.Run("radix "+strconv.Itoa(c.radix)+" length "+strconv.Itoa(c.n), func(b *testing.B) {
			f, _ := New(make([]byte, 32), []byte("CREDIT_CARD"))
			var s Scratch
			p, err := f.Small(&s, c.radix, c.n)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			var x, y uint64
			for b.Loop() {
				x, y = p.Permute(&s, x, y, false)
			}
		})
	}
}

func BenchmarkBits(b *testing.B) {
	for _, n := range []int{190, 1000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			f, _ := New(make([]byte, 32), []byte("GITHUB_TOKEN"))
			var s Scratch
			x := make([]uint64, (n+63)/64)
			b.ReportAllocs()
			for b.Loop() {
				f.Bits(&s, x, n, false)
			}
		})
	}
}
