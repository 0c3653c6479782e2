package credential

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"math/rand/v2"
	"strings"
	"testing"

	"crypto/sha256"

	"sluice/scanner"
	"sluice/scanner/checksum"
)

// Tokens are made here, at run time, from a seeded source: the project holds
// none.

const base62 = checksum.Base62

func random(r *rand.Rand, n int, alphabet string) string {
	var b strings.Builder
	for range n {
		b.WriteByte(alphabet[r.IntN(len(alphabet))])
	}
	return b.String()
}

func crc62(prefix, body string) string {
	return prefix + body + string(checksum.AppendRadix(nil, crc32.ChecksumIEEE([]byte(body)), base62, 6))
}

func randomBytes(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.IntN(256))
	}
	return b
}

// azureToken makes a key of n characters (padding not counted) that ends in
// signature and checksum.
func azureToken(r *rand.Rand, signature string, n int, seed uint64) string {
	size := n * 6 / 8
	pad := strings.Repeat("=", (4-n%4)%4)
	for {
		head := random(r, n-10, base62) + signature
		raw, err := base64.StdEncoding.DecodeString(head + "AAAAAA" + pad)
		if err != nil {
			panic(err)
		}
		binary.LittleEndian.PutUint32(raw[size-4:], checksum.Marvin32(raw[:size-4], seed))
		out := base64.StdEncoding.EncodeToString(raw)
		if out[n-10:n-6] == signature {
			return out
		}
	}
}

// families are the credentials that carry an offline checksum: how to make
// one, and the part of it that the checksum covers (positions from, to).
var families = []struct {
	name  string
	kind  *scanner.Detector
	make  func(r *rand.Rand) string
	from  int // first character that the check covers
	loose int // characters at the end it does not cover
}{
	{"GitHub ghp", githubToken, func(r *rand.Rand) string { return crc62("ghp_", random(r, 30, base62)) }, 4, 0},
	{"GitHub gho", githubToken, func(r *rand.Rand) string { return crc62("gho_", random(r, 30, base62)) }, 4, 0},
	{"GitHub ghu", githubToken, func(r *rand.Rand) string { return crc62("ghu_", random(r, 30, base62)) }, 4, 0},
	{"GitHub ghr", githubToken, func(r *rand.Rand) string { return crc62("ghr_", random(r, 70, base62)) }, 4, 0},
	{"GitHub fine-grained", githubToken, func(r *rand.Rand) string {
		head := "github_pat_" + random(r, 22, base62) + "_" + random(r, 43, base62)
		sum := sha256.Sum256([]byte(head))
		return head + base32.StdEncoding.EncodeToString(sum[:5]) + random(r, 8, base62)
	}, 11, 8},
	{"npm", npmToken, func(r *rand.Rand) string { return crc62("npm_", random(r, 30, base62)) }, 4, 0},
	{"GitLab routable", gitlabToken, func(r *rand.Rand) string {
		head := "glpat-" + random(r, 27, base62) + ".01." + random(r, 2, checksum.Base36Lower)
		return head + string(checksum.AppendRadix(nil, crc32.ChecksumIEEE([]byte(head)), checksum.Base36Lower, 7))
	}, 6, 0},
	{"Vercel", vercel, func(r *rand.Rand) string { return crc62("vcp_", random(r, 50, base62)) }, 4, 0},
	{"Grafana", grafana, func(r *rand.Rand) string {
		head := "glsa_" + random(r, 32, base62)
		var le [4]byte
		binary.LittleEndian.PutUint32(le[:], crc32.ChecksumIEEE([]byte(head)))
		return head + "_" + hexString(le[:])
	}, 5, 0},
	{"Zuplo", zuplo, func(r *rand.Rand) string {
		body := random(r, 32, base62)
		return "zpka_" + body + "_" + string(checksum.AppendRadix(nil, crc32.ChecksumIEEE([]byte(body)), "0123456789abcdef", 8))
	}, 5, 0},
	{"Confluent", confluent, func(r *rand.Rand) string {
		body := random(r, 54, base62+"+/")
		var le [4]byte
		binary.LittleEndian.PutUint32(le[:], crc32.ChecksumIEEE([]byte(body)))
		return "cflt" + body + base64.StdEncoding.EncodeToString(le[:])[:6]
	}, 4, 0},
	{"Azure storage", azureSecret, func(r *rand.Rand) string { return azureToken(r, "+ASt", 86, 0x44656661756c7430) }, 0, 3},
	{"Azure Cosmos DB", azureSecret, func(r *rand.Rand) string { return azureToken(r, "ACDb", 86, 0x4d617374524f3030) }, 6, 3}, // the seeds of two of its keys differ like one bit of the first four bytes
	{"Azure API Management", azureSecret, func(r *rand.Rand) string { return azureToken(r, "APIM", 86, 0x4769744b65793030) }, 0, 3},
	{"Azure Event Hubs", azureSecret, func(r *rand.Rand) string { return azureToken(r, "+AEh", 43, 0x4c697374656e3030) }, 0, 2},
	{"Azure IoT", azureSecret, func(r *rand.Rand) string { return azureToken(r, "AIoT", 43, 0x4465766963653030) }, 0, 2},
	{"Azure Container Registry", azureSecret, func(r *rand.Rand) string { return azureToken(r, "+ACR", 52, 0x41435244666c7430) }, 0, 0},
	{"Azure Search", azureSecret, func(r *rand.Rand) string { return azureToken(r, "AzSe", 52, 0x5041646d696e3030) }, 0, 0},
	{"Azure Functions", azureSecret, func(r *rand.Rand) string { return azureToken(r, "AzFu", 54, 0x46756e6374693030) }, 0, 3},
	{"Azure DevOps", adoToken, func(r *rand.Rand) string {
		raw := randomBytes(r, 32)
		body := append(append(append(append([]byte(nil), raw[0:2]...), raw[3:7]...), raw[9:22]...), raw[23:32]...)
		sum := crc32.ChecksumIEEE(body) ^ 0x1019F92E
		raw[22], raw[8], raw[7], raw[2] = byte(sum), byte(sum>>8), byte(sum>>16), byte(sum>>24)
		return lowerBase32.EncodeToString(raw)
	}, 0, 1},
	{"wallet import format", cryptoKey, func(r *rand.Rand) string {
		return base58check(append(append([]byte{0x80}, randomBytes(r, 32)...), 1))
	}, 0, 0},
	{"extended private key", cryptoKey, func(r *rand.Rand) string {
		p := append([]byte{0x04, 0x88, 0xad, 0xe4, 3}, randomBytes(r, 40)...)
		return base58check(append(append(p, 0), randomBytes(r, 32)...))
	}, 0, 0},
}

func hexString(b []byte) string {
	const digits = "0123456789abcdef"
	var s []byte
	for _, c := range b {
		s = append(s, digits[c>>4], digits[c&15])
	}
	return string(s)
}

// base58check is the slow textbook encoder.
func base58check(payload []byte) string {
	h := sha256.Sum256(payload)
	h = sha256.Sum256(h[:])
	num := append(append([]byte(nil), payload...), h[:4]...)
	var out []byte
	for {
		rem, zero := 0, true
		for i, b := range num {
			v := rem<<8 | int(b)
			num[i], rem = byte(v/58), v%58
			zero = zero && num[i] == 0
		}
		out = append([]byte{checksum.Base58Bitcoin[rem]}, out...)
		if zero {
			return string(out)
		}
	}
}

func TestChecksums(t *testing.T) {
	for _, f := range families {
		t.Run(f.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			for range 20 {
				token := f.make(r)
				if got := f.kind.Check([]byte(token)); got != scanner.Proven {
					t.Fatalf("a token with the right checksum is %v", got)
				}
				// Every single character that the check covers counts.
				for i := f.from; i < len(token)-f.loose; i++ {
					bad := []byte(token)
					if !isAlnum(bad[i]) {
						continue
					}
					for bad[i] == token[i] {
						bad[i] = other62(r, token[i])
					}
					if f.kind.Check(bad) == scanner.Proven {
						t.Errorf("character %d of %d changed, and still right", i, len(token))
					}
				}
			}
		})
	}
}

// other62 is another character of the same class, so that the form stays.
func other62(r *rand.Rand, c byte) byte {
	switch classOf(c) {
	case digit:
		return "23456"[r.IntN(5)]
	case upper:
		return "ABCDEFGH"[r.IntN(8)]
	}
	return "abcdefgh"[r.IntN(8)]
}

// TestChecksumDecides: with a wrong checksum a token is no finding by itself
// and is one behind its label.
func TestChecksumDecides(t *testing.T) {
	rs, err := scanner.Compile(List(), scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sc := rs.NewScanner()
	kinds := func(text string) (out []string) {
		fs, err := sc.Scan(nil, []byte(text), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range fs {
			out = append(out, rs.Detectors()[f.Detector].Kind)
		}
		return
	}
	r := rand.New(rand.NewPCG(3, 4))
	good := crc62("ghp_", random(r, 30, base62))
	bad := []byte(good)
	bad[10] = other62(r, bad[10])
	for string(bad) == good {
		bad[10] = other62(r, bad[10])
	}
	for _, c := range []struct{ name, text, want string }{
		{"right, no label", "see " + good + " there", "GITHUB_TOKEN"},
		{"wrong, no label", "see " + string(bad) + " there", ""},
		{"wrong, with its label", "GITHUB_TOKEN=" + string(bad), "GITHUB_TOKEN"},
	} {
		if got := strings.Join(kinds(c.text), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestEntraChecksum(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		head := random(r, 3, base62) + "8Q~" + random(r, 31, base62)
		sum := checksum.AppendRadix(nil, checksum.Marvin32([]byte(head), seedEntra), entraAlphabet, 6)
		// Leading digits are not written, as in the issuer's encoder.
		token := head + strings.TrimLeft(string(sum), "a")[:3]
		if got := entraSecret.Check([]byte(token)); got != scanner.Proven {
			t.Fatalf("a secret with the right checksum is %v", got)
		}
	}
}

// TestAnnotatedKey covers both ways of writing the checksum of short keys.
func TestAnnotatedKey(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	head := random(r, 52, base62) + "JQQJ99BC" + random(r, 12, base62) + "AAAA" + "ACOG"
	raw, err := base64.StdEncoding.DecodeString(head)
	if err != nil {
		t.Fatal(err)
	}
	sum := checksum.Marvin32(raw, seedDefault)
	var le [4]byte
	binary.LittleEndian.PutUint32(le[:], sum)
	for name, tail := range map[string]string{
		"base 64": base64.StdEncoding.EncodeToString(le[:])[:4],
		"base 62": string(checksum.AppendRadix(nil, sum, base62, 6))[:4],
	} {
		if got := azureSecret.Check([]byte(head + tail)); got != scanner.Proven {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := azureSecret.Check([]byte(head + "0000")); got == scanner.Wrong {
		t.Error("an unknown way of writing the checksum is refused")
	}
}

func TestMacaroon(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	field := func(kind byte, data string) string { return string([]byte{kind, byte(len(data))}) + data }
	sig := field(6, string(randomBytes(r, 32)))
	head := "\x02" + field(1, "pypi.org") + field(2, random(r, 36, base62)) + "\x00"
	for _, c := range []struct {
		name, raw string
		want      bool
	}{
		{"no caveat", head + "\x00" + sig, true},
		{"two caveats", head + field(2, `{"a":1}`) + "\x00" + field(2, "x") + "\x00\x00" + sig, true},
		{"another location", strings.Replace(head, "pypi.org", "pypi.com", 1) + "\x00" + sig, false},
		{"version 1", "\x01" + head[1:] + "\x00" + sig, false},
		{"short signature", head + "\x00" + field(6, "abc"), false},
		{"bytes behind", head + "\x00" + sig + "x", false},
		{"cut", (head + "\x00" + sig)[:60], false},
		{"huge length", "\x02\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f", false},
		{"empty", "", false},
	} {
		if got := macaroon([]byte(c.raw), "pypi.org", "test.pypi.org"); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestLooksRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, c := range []struct {
		name, alphabet string
		n, missed      int // of 2000
	}{
		{"base 62, 16", base62, 16, 100},
		{"base 62, 24", base62, 24, 12},
		{"base 62, 40", base62, 40, 4},
		{"base 36, 32", checksum.Base36Lower, 32, 8},
		{"hexadecimal, 32", "0123456789abcdef", 32, 8},
		{"base 64, 40", base62 + "-_", 40, 8},
	} {
		missed := 0
		for range 2000 {
			if !looksRandom([]byte(random(r, c.n, c.alphabet))) {
				missed++
			}
		}
		if missed > c.missed {
			t.Errorf("%s: %d of 2000 random strings are called words", c.name, missed)
		}
	}
	for _, w := range []string{
		"get_access_token_from_cache", "AuthenticationServiceImpl2", "kubernetes-dashboard-certs", "application/vnd.api+json", "src/components/LoginForm2",
		"0123456789abcdef0123456789abcdef", "aaaaaaaaaaaaaaaaaaaa", "abcdefghijklmnop1234", "2024-01-01T00-00-00", "short1", "00000000-0000-0000", "TestParseQuoted2Values",
		"my-service-account-1", "version-1-2-3-release", "X-Requested-With-Header-1", "production_database_2",
	} {
		if looksRandom([]byte(w)) {
			t.Errorf("%q is called random", w)
		}
	}
}

func TestBasicDecodes(t *testing.T) {
	enc := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	for _, c := range []struct {
		name, value string
		want        scanner.Verdict
	}{
		{"user and password", enc("user:" + "pw-77"), scanner.Proven},
		{"no padding", strings.TrimRight(enc("user:"+"pw-7777"), "="), scanner.Proven},
		{"no colon", enc("just some text"), scanner.Wrong},
		{"control characters", enc("a:\x00\x01b"), scanner.Wrong},
		{"no base 64", "understanding", scanner.Wrong},
		{"too long", enc("u:" + strings.Repeat("p", 500)), scanner.Wrong},
	} {
		if got := basicAuth.Check([]byte(c.value)); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
