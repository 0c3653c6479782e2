package benchmarks

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sluice/scanner"
)

// hostile are texts that somebody could send to make a scan slow: each asks
// one question of the engine or of a finder over and over. make returns at
// least n bytes and a little more.
var hostile = []struct {
	name string
	make func(n int) []byte
}{
	{"labels in one run", repeat("emailPhone7")},
	{"labels in one run and a number", repeat("homePhone emailPhoneNumber 415 ")},
	{"accents written apart", repeat("e\u0301\u0301\u0301 7 ")},
	{"letters of two scripts and digits", repeat("电话7")},
	{"dates in a row", repeat("2000-11-17T10:06:35.")},
	{"parts of UUIDs", repeat("b891501c-1682-")},
	{"digits", random("0123456789")},
	{"zeros", repeat("0")},
	{"ones", repeat("1")},
	{"at signs", repeat("@")},
	{"spaces", repeat(" ")},
	{"newlines", repeat("\n")},
	{"carriage returns", repeat("\r")},
	{"tabs", repeat("\t")},
	{"opening quotes", repeat(`"`)},
	{"apostrophes", repeat("'")},
	{"opening braces", repeat("{")},
	{"opening brackets", repeat("[")},
	{"opening parentheses", repeat("(")},
	{"colons", repeat(":")},
	{"hyphens", repeat("-")},
	{"dots", repeat(".")},
	{"slashes", repeat("/")},
	{"plus signs", repeat("+")},
	{"equals signs", repeat("=")},
	{"underscores", repeat("_")},
	{"backslashes", repeat(`\`)},
	{"ampersands", repeat("&")},
	{"percent signs", repeat("%")},
	{"less-than signs", repeat("<")},
	{"capital A", repeat("A")},
	{"small a", repeat("a")},
	{"base64", base64Text},
	{"base64 of one line", func(n int) []byte { return bytes.ReplaceAll(base64Text(n+n/64), []byte("\n"), nil) }},
	{"hex", random("0123456789abcdef")},
	{"letters and digits", random("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")},
	{"single digits", repeat("1 ")},
	{"single digits of all values", repeat("1 2 3 4 5 6 7 8 9 0 ")},
	{"pairs with hyphens", repeat("12-")},
	{"pairs with dots", repeat("12.")},
	{"pairs with slashes", repeat("12/")},
	{"pairs with colons", repeat("1a:")},
	{"numbers with commas", repeat("1,")},
	{"groups of four", repeat("4111 ")},
	{"groups of three", repeat("+1 ")},
	{"parentheses and digits", repeat("(1)")},
	{"card-like", repeat("4111 1111 1111 1112 ")},
	{"social-security-like", repeat("123-45-6789-")},
	{"address chain", repeat("a@a.")},
	{"address chain without dots", repeat("a@")},
	{"dots and at signs", repeat(".@")},
	{"local parts without end", func(n int) []byte { return append(bytes.Repeat([]byte("a."), n/2), "@a.com"...) }},
	{"spelled addresses", repeat("a at a dot ")},
	{"bracketed addresses", repeat("a (at) a (dot) ")},
	{"schemes", repeat("http://")},
	{"schemes with users", repeat("a://b:c@")},
	{"scheme letters", repeat("a://a")},
	{"query pairs", repeat("a=b&")},
	{"dashes of a frame", repeat("-----")},
	{"openings of a private key", repeat("-----BEGIN PRIVATE" + " KEY-----\n")},
	{"openings of a certificate", repeat("-----BEGIN CERTIFICATE-----\n")},
	{"salutations", repeat("Mr ")},
	{"salutations and names", repeat("Dear Mr Abel Bell ")},
	{"capital words", repeat("Abel ")},
	{"street words", repeat("12 Main Street ")},
	{"long words", func(n int) []byte {
		return bytes.Repeat(append(bytes.Repeat([]byte("lengthening"), 1000), ' '), n/11001+1)
	}},
	{"one long word with a digit", func(n int) []byte { return append(bytes.Repeat([]byte("x"), n), '1') }},
	{"labels", repeat("password: ")},
	{"labels of one line", repeat("ssn ")},
	{"labels and equals signs", repeat("token=")},
	{"labels and quotes", repeat(`"name": "`)},
	{"labels and digits", repeat("ssn: 1 ")},
	{"context words and numbers", repeat("passport 123456789 ")},
	{"column pairs", repeat("iban:DE ")},
	{"full-width digits", repeat("１")},
	{"full-width at signs", repeat("＠")},
	{"full-width letters", repeat("ａ")},
	{"zero-width spaces", repeat("\u200b")},
	{"digits and zero-width spaces", repeat("1\u200b")},
	{"soft hyphens", repeat("a\u00ad")},
	{"Arabic digits", repeat("٣")},
	{"homoglyphs", repeat("аa")},
	{"percent-encoded at signs", repeat("%40")},
	{"percent-encoded addresses", repeat("a%40a.com")},
	{"percent-encoded digits", repeat("%31")},
	{"entities", repeat("&#64;")},
	{"entities without end", repeat("&#")},
	{"named entities", repeat("a&commat;a.com ")},
	{"escapes", repeat(`\u0040`)},
	{"combining marks", repeat("e\u0301")},
	{"Chinese", repeat("漢字")},
	{"bytes that are no UTF-8", repeat("\xff\xfe")},
	{"cut UTF-8", repeat("\xe2\x80")},
	{"NUL", repeat("\x00")},
	{"IPv6-like", repeat("a::")},
	{"IPv6 without end", repeat("2001:")},
	{"IPv4-like", repeat("1.1.")},
	{"prefixes of tokens", repeat("gh" + "p_")},
	{"prefixes of keys", repeat("s" + "k-")},
	{"dots of a JWT", repeat("eyJ" + "a.")},
	{"one JWT without end", func(n int) []byte { return append([]byte("eyJ"), bytes.Repeat([]byte("hbGciOi.eyJ"), n/11+1)...) }},
	{"UUIDs", repeat("123e4567-e89b-12d3-a456-426614174000 ")},
	{"machine-readable zone", repeat("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n")},
	{"crypto addresses", repeat("1BoatSLRHtKNngkdXEeobR76b53LETtpyT ")},
}

func repeat(unit string) func(int) []byte {
	return func(n int) []byte { return bytes.Repeat([]byte(unit), n/len(unit)+1) }
}

func random(letters string) func(int) []byte {
	return func(n int) []byte {
		rng := rand.New(rand.NewPCG(seed, 1))
		b := make([]byte, n)
		for i := range b {
			b[i] = letters[rng.IntN(len(letters))]
		}
		return b
	}
}

func base64Text(n int) []byte {
	rng := rand.New(rand.NewPCG(seed, 2))
	raw := make([]byte, n)
	for i := range raw {
		raw[i] = byte(rng.Uint32())
	}
	s := base64.StdEncoding.EncodeToString(raw)[:n]
	var b bytes.Buffer
	for ; len(s) > 76; s = s[76:] {
		b.WriteString(s[:76])
		b.WriteByte('\n')
	}
	b.WriteString(s)
	return b.Bytes()
}

// How growth is judged. Four times the text may take six times as long and
// not more; on top comes a grain, for what is too short to be measured. A text
// may take at most slowest yardsticks, about 1 MB/s: linear is not
// enough when every byte costs a walk over four thousand others.
const (
	growthBase  = 1 << 18
	growthLimit = 6.0
	slowest     = 2000
)

// Scans of hostile texts are linear in their size, as one field, and none is
// slower than a bound that holds for all of them.
func TestHostileGrowth(t *testing.T) {
	timed(t)
	rs := catalogue(t)
	sc := rs.NewScanner()
	named := rs.Place("text")
	var k sink
	var dst []scanner.Finding
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			long := h.make(4 * growthBase)
			short := h.make(growthBase)
			scan := func(text []byte) func() {
				return func() {
					var err error
					if dst, err = sc.Scan(dst[:0], text, named); err != nil {
						t.Fatal(err)
					}
				}
			}
			// What is far beyond the bound is not worth minutes of measuring.
			if d := least(1, scan(short), func() { k.sum += yardstick(short) }); float64(d[0]) > 4*slowest*float64(d[1]) {
				t.Fatalf("takes %.0f yardsticks (%.2f MB/s), at most %d are allowed", float64(d[0])/float64(d[1]), float64(len(short))/1e6/d[0].Seconds(), slowest)
			}
			within(t, func() string {
				d := least(3, scan(short), scan(long), func() { k.sum += yardstick(long) })
				grow, cost := float64(d[1])/float64(d[0]), float64(d[1])/float64(d[2])
				t.Logf("%5.1f MB/s, %6.2f yardsticks, growth %s, %d findings", float64(len(long))/1e6/d[1].Seconds(), cost, format(grow), len(dst))
				grain := float64(d[2]) // one pass over the bytes
				if float64(d[1]) > growthLimit*float64(d[0])+grain {
					return fmt.Sprintf("four times the text takes %s times as long", format(grow))
				}
				if cost > slowest {
					return fmt.Sprintf("takes %s yardsticks, at most %d are allowed", format(cost), slowest)
				}
				return ""
			})
		})
	}
}

// The same bytes cost the same in one field as in a thousand, and in lines of
// 100 bytes as in one of a megabyte.
func TestLineLength(t *testing.T) {
	timed(t)
	rs := catalogue(t)
	sc := rs.NewScanner()
	s := makeSet(t, "prose", 1<<20)
	var all []byte
	for i := range s.fields {
		if s.fields[i].column == "text" {
			all = append(all, strings.ReplaceAll(string(s.fields[i].text), "\n", " ")...)
		}
	}
	// Cut at the next space, so that no value is cut in two.
	cut := func(n int) (out [][]byte) {
		for text := all; len(text) > 0; {
			at := min(n, len(text))
			for at < len(text) && text[at] != ' ' {
				at++
			}
			out, text = append(out, text[:at]), text[at:]
		}
		return out
	}
	lengths := []int{100, 1000, 10_000, 100_000, len(all)}
	var dst []scanner.Finding
	runs := make([]func(), len(lengths))
	for i, n := range lengths {
		lines := cut(n)
		runs[i] = func() {
			for _, l := range lines {
				var err error
				if dst, err = sc.Scan(dst[:0], l, nil); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	within(t, func() string {
		d := least(5, runs...)
		for i, n := range lengths {
			t.Logf("lines of %7d bytes: %.0f MB/s", n, float64(len(all))/1e6/d[i].Seconds())
		}
		// Short lines pay for being many; long ones have nothing to pay for.
		if r := float64(d[len(d)-1]) / float64(d[1]); r > 1.6 {
			return "one line takes " + format(r) + " times as long as lines of 1000 bytes"
		}
		if r := float64(d[0]) / float64(d[1]); r > 4 {
			return "lines of 100 bytes take " + format(r) + " times as long as lines of 1000 bytes"
		}
		return ""
	})
}

// A record with very many findings costs as much for each as one with a few.
func TestFindingGrowth(t *testing.T) {
	timed(t)
	rs := catalogue(t)
	sc := rs.NewScanner()
	for _, unit := range []struct{ name, form string }{
		{"addresses", "somebody%d@mail-%d.com "},
		{"telephones", "call (415) 66%d-%04d "},
		{"labelled", "SSN: 219-4%d-%04d, "},
		{"without spaces", "u%d@m%d.com,"},
	} {
		t.Run(unit.name, func(t *testing.T) {
			record := func(n int) []byte {
				var b []byte
				for i := range n {
					b = fmt.Appendf(b, unit.form, i%10, 1000+i%9000)
				}
				return b
			}
			const n = 5_000
			short, long := record(n), record(4*n)
			var dst []scanner.Finding
			scan := func(text []byte) func() {
				return func() {
					var err error
					if dst, err = sc.Scan(dst[:0], text, nil); err != nil {
						t.Fatal(err)
					}
				}
			}
			within(t, func() string {
				d := least(3, scan(short), scan(long))
				grow := float64(d[1]) / float64(d[0])
				t.Logf("%d findings, %.2f µs each, growth %s", len(dst), d[1].Seconds()*1e6/float64(max(1, len(dst))), format(grow))
				if len(dst) < 4*n*9/10 {
					return fmt.Sprintf("%d of about %d values were found", len(dst), 4*n)
				}
				if grow > growthLimit {
					return "four times the findings take " + format(grow) + " times as long"
				}
				return ""
			})
		})
	}
}

// The whole way is linear in the size of the file.
func TestPipelineGrowth(t *testing.T) {
	timed(t)
	plan := defaultPlan(t, false)
	for _, kind := range []string{"prose", "csv", "log", "dense"} {
		t.Run(kind, func(t *testing.T) {
			short, long := makeSet(t, kind, 1<<20), makeSet(t, kind, 4<<20)
			within(t, func() string {
				d := least(3, func() { pipeline(t, short, plan, true) }, func() { pipeline(t, long, plan, true) })
				grow := float64(d[1]) / float64(d[0]) * 4 * float64(len(short.raw)) / float64(len(long.raw))
				t.Logf("growth %s", format(grow))
				if grow > growthLimit {
					return "four times the file takes " + format(grow) + " times as long"
				}
				return ""
			})
		})
	}
}

// BenchmarkHostile is for looking at one of the texts with a profile.
func BenchmarkHostile(b *testing.B) {
	rs := catalogue(b)
	sc := rs.NewScanner()
	for _, h := range hostile {
		b.Run(strings.ReplaceAll(h.name, " ", "-"), func(b *testing.B) {
			text := h.make(1 << 20)
			b.SetBytes(int64(len(text)))
			var dst []scanner.Finding
			for b.Loop() {
				var err error
				if dst, err = sc.Scan(dst[:0], text, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
