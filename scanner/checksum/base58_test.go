package checksum

import (
	"crypto/sha256"
	"crypto/sha3"
	"encoding/hex"
	"math/big"
	"math/rand/v2"
	"testing"
)

// base58Encode is the slow twin: division of a big number.
func base58Encode(b []byte, alphabet string) string {
	n, mod := new(big.Int).SetBytes(b), new(big.Int)
	var out []byte
	for n.Sign() > 0 {
		n.DivMod(n, big.NewInt(58), mod)
		out = append([]byte{alphabet[mod.Int64()]}, out...)
	}
	for i := 0; i < len(b) && b[i] == 0; i++ {
		out = append([]byte{alphabet[0]}, out...)
	}
	return string(out)
}

func TestBase58RoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, alphabet := range []string{Base58Bitcoin, Base58Ripple} {
		for n := 1; n < 80; n++ {
			b := make([]byte, n)
			for i := range b {
				b[i] = byte(r.Uint32())
			}
			for i := 0; i < n%4; i++ {
				b[i] = 0
			}
			got, ok := Base58Decode([]byte("x"), []byte(base58Encode(b, alphabet)), alphabet)
			if !ok || string(got) != "x"+string(b) {
				t.Fatalf("%d bytes: ok %v, %x want %x", n, ok, got, b)
			}
		}
	}
}

func TestBase58Check(t *testing.T) {
	payload := append([]byte{0}, make([]byte, 20)...)
	for i := range payload[1:] {
		payload[i+1] = byte(i * 7)
	}
	h := sha256.Sum256(payload)
	h = sha256.Sum256(h[:])
	s := []byte(base58Encode(append(append([]byte{}, payload...), h[:4]...), Base58Bitcoin))
	got, ok := Base58Check(nil, s, Base58Bitcoin)
	if _, other := Base58Check(nil, s, Base58Bitcoin, len(got)+1, len(got)-1); other {
		t.Error("a payload of another length passes")
	}
	if _, same := Base58Check(nil, s, Base58Bitcoin, 1, len(got)); !same {
		t.Error("a payload of the length asked for does not pass")
	}
	if !ok || string(got) != string(payload) {
		t.Fatal("a right address is refused")
	}
	for i := range s {
		for _, c := range []byte(Base58Bitcoin) {
			if c == s[i] {
				continue
			}
			m := append([]byte{}, s...)
			m[i] = c
			if _, ok := Base58Check(nil, m, Base58Bitcoin); ok {
				t.Fatalf("one wrong character at %d is accepted", i)
			}
		}
	}
	for _, bad := range []string{"", "1", "0OIl", string(make([]byte, 500))} {
		if _, ok := Base58Check(nil, []byte(bad), Base58Bitcoin); ok {
			t.Errorf("%q accepted", bad)
		}
	}
}

// Vectors of BIP 173 and BIP 350.
func TestBech32(t *testing.T) {
	for s, want := range map[string]Bech32Variant{
		"A12UEL5L": Bech32Plain,
		"an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs": Bech32Plain,
		"abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw":                                              Bech32Plain,
		"split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w":                               Bech32Plain,
		"A1LQFN3A": Bech32m,
		"abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx":                Bech32m,
		"split1checkupstagehandshakeupstreamerranterredcaperredlc445v": Bech32m,
		"split1cheo2y9e2w": NotBech32,
		"1pzry9x0s0muk":    NotBech32,
		"x1b4n0q5v":        NotBech32,
		"A1G7SGD8":         NotBech32,
		"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5":                     NotBech32,
		"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4":                     Bech32Plain,
		"Bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4":                     NotBech32,
		"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0": Bech32m,
	} {
		if _, _, got := Bech32(nil, []byte(s)); got != want {
			t.Errorf("%s: %d, want %d", s, got, want)
		}
	}
	hrp, data, _ := Bech32(nil, []byte("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"))
	prog, ok := FromFiveBits(nil, data[1:])
	if string(hrp) != "BC" || !ok || hex.EncodeToString(prog) != "751e76e8199196d454941c45d1b3a323f1433bd6" {
		t.Errorf("hrp %s, program %x, %v", hrp, prog, ok)
	}
}

func TestKeccak256(t *testing.T) {
	for in, want := range map[string]string{
		"":    "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
		"abc": "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
	} {
		if got := Keccak256([]byte(in)); hex.EncodeToString(got[:]) != want {
			t.Errorf("%q: %x", in, got)
		}
	}
	// The permutation against the standard library's SHA3, which differs in
	// its padding alone.
	for n := 0; n < 600; n += 7 {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte(i * n)
		}
		if keccak(b, 0x06) != sha3.Sum256(b) {
			t.Fatalf("length %d", n)
		}
	}
}
