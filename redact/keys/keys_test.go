package keys

import (
	"bytes"
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// RFC 5869, appendix A.1 to A.3: the HKDF that Derive stands on.
func TestHKDFVectors(t *testing.T) {
	seq := func(from, to int) []byte {
		var b []byte
		for i := from; i <= to; i++ {
			b = append(b, byte(i))
		}
		return b
	}
	for _, c := range []struct {
		name            string
		ikm, salt, info []byte
		want            string
	}{
		{"A.1", bytes.Repeat([]byte{0x0b}, 22), seq(0, 12), seq(0xf0, 0xf9),
			"3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"},
		{"A.2", seq(0, 0x4f), seq(0x60, 0xaf), seq(0xb0, 0xff),
			"b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"},
		{"A.3", bytes.Repeat([]byte{0x0b}, 22), nil, nil,
			"8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"},
	} {
		got, err := hkdf.Key(sha256.New, c.ikm, c.salt, string(c.info), len(c.want)/2)
		if err != nil || hex.EncodeToString(got) != c.want {
			t.Errorf("%s: %x %v", c.name, got, err)
		}
	}
}

func secretOf(b byte) []byte {
	s := make([]byte, 32)
	for i := range s {
		s[i] = b + byte(i)
	}
	return s
}

func TestDeriveAndID(t *testing.T) {
	k, err := New(secretOf(1))
	if err != nil {
		t.Fatal(err)
	}
	// Tokens of today hold what these give: they may not change.
	if k.ID() != "77f88f0e" || hex.EncodeToString(k.Derive("pseudonym", 8)) != "6a6b0c22d2fa4dac" {
		t.Errorf("id %s, subkey %x", k.ID(), k.Derive("pseudonym", 8))
	}
	if bytes.Equal(k.Derive("a", 32), k.Derive("b", 32)) {
		t.Error("purposes meet")
	}
	for _, n := range []int{0, 16, 31, 65} {
		if _, err := New(make([]byte, n)); err == nil {
			t.Errorf("%d bytes accepted", n)
		}
	}
	if _, err := New(make([]byte, 32)); err == nil {
		t.Error("zeroes accepted")
	}
}

func TestSecretsAreNotShown(t *testing.T) {
	k, _ := New(secretOf(1))
	r, _ := NewRing(k)
	j, _ := json.Marshal(map[string]any{"k": k, "r": r})
	all := string(j)
	for _, f := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		all += fmt.Sprintf(f, k) + fmt.Sprintf(f, *k) + fmt.Sprintf(f, r) + fmt.Sprintf(f, *r) + fmt.Sprintf(f, struct{ K *Key }{k}) + fmt.Sprintf(f, struct{ k Key }{*k})
	}
	for _, shown := range []string{
		string(secretOf(1)[4:9]), hex.EncodeToString(secretOf(1)[4:9]), base64.StdEncoding.EncodeToString(secretOf(1))[4:12], "5 6 7 8 9", "0x5, 0x6",
	} {
		if strings.Contains(all, shown) {
			t.Error("a secret is shown")
		}
	}
	if !strings.Contains(all, k.ID()) {
		t.Error("the id is not")
	}
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "key")
	k, err := Generate(64)
	if err != nil {
		t.Fatal(err)
	}
	r, _ := NewRing(k)
	if err := Create(path, r); err != nil {
		t.Fatal(err)
	}
	if st, _ := os.Stat(path); runtime.GOOS != "windows" && st.Mode().Perm() != 0o600 {
		t.Errorf("mode %o", st.Mode().Perm())
	}
	if err := Create(path, r); err == nil {
		t.Error("a key file was overwritten")
	}
	got, err := Load(path)
	if err != nil || got.Active().ID() != k.ID() {
		t.Fatal(err)
	}
	next, _ := Generate(0)
	rotated, err := got.Rotate(next)
	if err != nil {
		t.Fatal(err)
	}
	lone, _ := NewRing(next)
	if err := Replace(path, lone); err == nil {
		t.Error("a key was thrown away")
	}
	if err := Replace(path, rotated); err != nil {
		t.Fatal(err)
	}
	got, err = Load(path)
	if err != nil || got.Active().ID() != next.ID() || got.ByID([]byte(k.ID())) == nil || got.Len() != 2 {
		t.Fatal("rotation:", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Error("temporary files stay")
	}
	if runtime.GOOS != "windows" {
		os.Chmod(path, 0o640)
		if _, err := Load(path); err == nil || !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("mode 0640: %v", err)
		}
	}
	if _, err := Load(dir); err == nil {
		t.Error("a directory was read")
	}
}

func TestParse(t *testing.T) {
	a := base64.StdEncoding.EncodeToString(secretOf(1))
	b := base64.RawURLEncoding.EncodeToString(secretOf(200))
	k, _ := New(secretOf(1))
	for _, c := range []struct {
		name, text string
		n          int
	}{
		{"bare", a, 1}, {"with id", k.ID() + " " + a, 1}, {"two lines", "# c\r\n\n" + a + "\r\n" + b + "\n", 2}, {"commas", a + "," + b, 2}, {"byte order mark", "\ufeff" + a, 1},
		{"empty", "", 0}, {"comment alone", "# x", 0}, {"no base64", "!!!" + a, 0}, {"wrong id", "00000000 " + a, 0}, {"three fields", "x y " + a, 0},
		{"short", a[:20], 0}, {"twice", a + "," + a, 0}, {"too long", strings.Repeat("#\n", 40000), 0},
	} {
		r, err := Parse([]byte(c.text))
		if (err == nil) != (c.n > 0) || r.Len() != c.n {
			t.Errorf("%s: %d keys, %v", c.name, r.Len(), err)
		}
		if err != nil && (strings.Contains(err.Error(), a[:8]) || strings.Contains(err.Error(), "!!!")) {
			t.Errorf("%s: the error shows the key", c.name)
		}
	}
	t.Setenv("SLUICE_TEST_KEY", a)
	if r, err := FromEnv("SLUICE_TEST_KEY"); err != nil || r.Active().ID() != k.ID() {
		t.Error("environment:", err)
	}
	if _, err := FromEnv("SLUICE_TEST_NO_KEY"); err == nil {
		t.Error("an unset variable gave a key")
	}
	var none *Ring
	if none.Active() != nil || none.Len() != 0 || none.ByID([]byte("x")) != nil || none.IDs() != nil || none.All() != nil {
		t.Error("a nil ring holds keys")
	}
}

func TestCommand(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	a := base64.StdEncoding.EncodeToString(secretOf(1))
	ctx := context.Background()
	r, err := FromCommand(ctx, nil, "sh", "-c", "echo "+a+"; echo hint >&2")
	if err != nil || r.Len() != 1 {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, script string }{
		{"fails", "echo " + a + "; exit 3"}, {"floods", "yes"}, {"says nothing", "true"}, {"says nonsense", "echo nonsense"},
	} {
		if _, err := FromCommand(ctx, nil, "sh", "-c", c.script); err == nil || strings.Contains(err.Error(), "nonsense") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	short, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := FromCommand(short, nil, "sh", "-c", "sleep 60"); err == nil || time.Since(start) > 10*time.Second {
		t.Errorf("timeout: %v after %v", err, time.Since(start))
	}
	if _, err := FromCommand(ctx, nil); err == nil {
		t.Error("no command")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("# x\n00000000 AAAA,BBBB\n")
	f.Fuzz(func(t *testing.T, s string) {
		if r, err := Parse([]byte(s)); err == nil {
			if again, err := Parse(r.Marshal()); err != nil || again.Active().ID() != r.Active().ID() {
				t.Fatal("a ring does not survive its file")
			}
		}
	})
}
