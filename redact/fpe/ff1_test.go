package fpe

import (
	"bytes"
	"encoding/hex"
	"strconv"
	"strings"
	"testing"
)

const digits36 = "0123456789abcdefghijklmnopqrstuvwxyz"

func numerals(s string) []byte {
	x := make([]byte, len(s))
	for i := range s {
		x[i] = byte(strings.IndexByte(digits36, s[i]))
	}
	return x
}

func text(x []byte) string {
	b := make([]byte, len(x))
	for i, c := range x {
		b[i] = digits36[c]
	}
	return string(b)
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
			f, err := New(key, c.radix, tweak)
			if err != nil {
				t.Fatal(err)
			}
			x := numerals(c.plain)
			if err := f.Encrypt(x); err != nil || text(x) != c.out {
				t.Fatalf("got %s %v, want %s", text(x), err, c.out)
			}
			if err := f.Decrypt(x); err != nil || text(x) != c.plain {
				t.Fatalf("back: %s %v", text(x), err)
			}
			f.slow(x, false, new(state))
			if text(x) != c.out {
				t.Fatalf("slow path: got %s, want %s", text(x), c.out)
			}
			f.slow(x, true, new(state))
			if text(x) != c.plain {
				t.Fatalf("slow path back: %s", text(x))
			}
		})
	}
}

// The two paths are one function, at every length, radix and tweak length.
func TestFastIsSlow(t *testing.T) {
	for _, radix := range []int{2, 3, 10, 16, 26, 36, 62, 255, 256} {
		for _, tl := range []int{0, 1, 6, 7, 8, 15, 16, 17, 40} {
			f, err := New(bytes.Repeat([]byte{9}, 32), radix, bytes.Repeat([]byte{7}, tl))
			if err != nil {
				t.Fatal(err)
			}
			for n := f.min; n <= f.small+4; n++ {
				x := make([]byte, n)
				for i := range x {
					x[i] = byte((i*i*31 + n*17 + tl) % radix)
				}
				y, z := bytes.Clone(x), bytes.Clone(x)
				if err := f.Encrypt(y); err != nil {
					t.Fatal(err)
				}
				f.slow(z, false, new(state))
				if !bytes.Equal(y, z) {
					t.Fatalf("radix %d, length %d, tweak %d: paths differ", radix, n, tl)
				}
				if err := f.Decrypt(y); err != nil || !bytes.Equal(x, y) {
					t.Fatalf("radix %d, length %d: no way back", radix, n)
				}
			}
		}
	}
}

func TestRefuses(t *testing.T) {
	key := make([]byte, 32)
	f, _ := New(key, 10, nil)
	for _, c := range []struct {
		name string
		x    []byte
		want error
	}{
		{"five digits", make([]byte, 5), ErrDomain},
		{"empty", nil, ErrDomain},
		{"too long", make([]byte, MaxLen+1), ErrLength},
		{"numeral 10", []byte{1, 2, 3, 4, 5, 6, 10}, ErrNumeral},
	} {
		if err := f.Encrypt(c.x); err != c.want {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if f.MinLen() != 6 {
		t.Errorf("MinLen %d", f.MinLen())
	}
	for _, radix := range []int{-1, 0, 1, 257} {
		if _, err := New(key, radix, nil); err == nil {
			t.Errorf("radix %d accepted", radix)
		}
	}
}

// Over a whole domain FF1 is a permutation.
func TestPermutation(t *testing.T) {
	if testing.Short() {
		t.Skip("a million encryptions")
	}
	f, _ := New(make([]byte, 16), 10, []byte("US_SSN"))
	seen := make([]bool, MinDomain)
	x := make([]byte, 6)
	for i := range MinDomain {
		for j, n := 5, i; j >= 0; j, n = j-1, n/10 {
			x[j] = byte(n % 10)
		}
		f.Encrypt(x)
		n := 0
		for _, c := range x {
			n = n*10 + int(c)
		}
		if seen[n] {
			t.Fatal("two strings with one image")
		}
		seen[n] = true
	}
}

func FuzzRoundTrip(f *testing.F) {
	f.Add([]byte("0123456789"), []byte("tweak"), 10)
	f.Fuzz(func(t *testing.T, x, tweak []byte, radix int) {
		c, err := New(make([]byte, 16), radix, tweak)
		if err != nil || len(x) > 400 {
			return
		}
		y := bytes.Clone(x)
		if c.Encrypt(y) != nil {
			if !bytes.Equal(x, y) {
				t.Fatal("changed on error")
			}
			return
		}
		if c.Decrypt(y) != nil || !bytes.Equal(x, y) {
			t.Fatal("no way back")
		}
	})
}

func BenchmarkEncrypt(b *testing.B) {
	for _, c := range []struct {
		name     string
		radix, n int
	}{{"radix10/16", 10, 16}, {"radix36/19", 36, 19}, {"radix2/90", 2, 90}, {"slow/60", 10, 60}} {
		b.Run(c.name, func(b *testing.B) {
			f, _ := New(make([]byte, 32), c.radix, []byte("CREDIT_CARD"))
			x := make([]byte, c.n)
			b.ReportAllocs()
			for b.Loop() {
				f.Encrypt(x)
			}
		})
	}
}
