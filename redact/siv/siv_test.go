package siv

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// RFC 5297, appendix A.
func TestVectors(t *testing.T) {
	for _, c := range []struct {
		name, key, plain, out string
		ad                    []string
	}{
		{
			name: "A.1 deterministic", key: "fffefdfc fbfaf9f8 f7f6f5f4 f3f2f1f0 f0f1f2f3 f4f5f6f7 f8f9fafb fcfdfeff",
			ad:    []string{"10111213 14151617 18191a1b 1c1d1e1f 20212223 24252627"},
			plain: "11223344 55667788 99aabbcc ddee",
			out:   "85632d07 c6e8f37f 950acd32 0a2ecc93 40c02b96 90c4dc04 daef7f6a fe5c",
		},
		{
			name: "A.2 with a nonce", key: "7f7e7d7c 7b7a7978 77767574 73727170 40414243 44454647 48494a4b 4c4d4e4f",
			ad: []string{"00112233 44556677 8899aabb ccddeeff deaddada deaddada ffeeddcc bbaa9988 77665544 33221100",
				"10203040 50607080 90a0", "09f91102 9d74e35b d84156c5 635688c0"},
			plain: "74686973 20697320 736f6d65 20706c61 696e7465 78742074 6f20656e 63727970 74207573 696e6720 5349562d 414553",
			out: "7bdb6e3b 432667eb 06f4d14b ff2fbd0f cb900f2f ddbe4043 26601965 c889bf17 dba77ceb 094fa663 b7a3f748 ba8af829 " +
				"ea64ad54 4a272e9c 485b62a3 fd5c0d",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := New(unhex(t, c.key))
			if err != nil {
				t.Fatal(err)
			}
			var ad [][]byte
			for _, a := range c.ad {
				ad = append(ad, unhex(t, a))
			}
			got := s.Seal([]byte("x"), unhex(t, c.plain), ad...)
			if want := unhex(t, c.out); !bytes.Equal(got[1:], want) {
				t.Fatalf("got %x, want %x", got[1:], want)
			}
			back, err := s.Open(nil, got[1:], ad...)
			if err != nil || !bytes.Equal(back, unhex(t, c.plain)) {
				t.Fatalf("open: %x %v", back, err)
			}
		})
	}
}

func TestTamper(t *testing.T) {
	s, _ := New(bytes.Repeat([]byte{1, 2}, 32))
	for n := range 70 {
		plain := bytes.Repeat([]byte{'a'}, n)
		ct := s.Seal(nil, plain, []byte("KIND"))
		for i := range ct {
			bad := bytes.Clone(ct)
			bad[i] ^= 1
			if _, err := s.Open(nil, bad, []byte("KIND")); err == nil {
				t.Fatalf("length %d: byte %d changed and nobody noticed", n, i)
			}
		}
		if _, err := s.Open(nil, ct, []byte("KINE")); err == nil {
			t.Fatal("other associated data accepted")
		}
		if _, err := s.Open(nil, ct); err == nil {
			t.Fatal("no associated data accepted")
		}
		got, err := s.Open([]byte("x"), ct, []byte("KIND"))
		if err != nil || string(got[1:]) != string(plain) {
			t.Fatalf("length %d: %v", n, err)
		}
	}
	if _, err := s.Open(nil, make([]byte, 15)); err == nil {
		t.Fatal("short ciphertext accepted")
	}
	for _, n := range []int{0, 16, 31, 33, 65} {
		if _, err := New(make([]byte, n)); err == nil {
			t.Fatalf("key of %d bytes accepted", n)
		}
	}
}

func FuzzOpen(f *testing.F) {
	s, _ := New(bytes.Repeat([]byte{3}, 64))
	f.Add([]byte("abc"), []byte("ad"))
	f.Fuzz(func(t *testing.T, b, ad []byte) {
		if _, err := s.Open(nil, b, ad); err == nil && len(b) < 200 {
			t.Fatal("garbage accepted")
		}
		back, err := s.Open(nil, s.Seal(nil, b, ad), ad)
		if err != nil || !bytes.Equal(back, b) {
			t.Fatal("round trip")
		}
	})
}

func BenchmarkSeal22(b *testing.B) {
	s, _ := New(bytes.Repeat([]byte{3}, 64))
	plain, ad, dst := make([]byte, 22), []byte("EMAIL_ADDRESS"), make([]byte, 0, 64)
	b.ReportAllocs()
	for b.Loop() {
		dst = s.Seal(dst[:0], plain, ad)
	}
}
