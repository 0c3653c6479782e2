// Package corpus makes the texts that sluice is measured on: from a seed,
// without any data of real people, and with known contents. The same seed and
// size give the same bytes on every machine.
package corpus

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Kinds of corpora, by name.
var Kinds = []string{"prose", "quiet", "web", "code", "chat", "csv", "log", "dense", "scripts"}

// Generate writes about size bytes of a corpus (records are whole) and
// returns how many values of each kind were planted in it.
//
//	prose    JSON Lines {"id","text"}: English-like prose, one planted value in 5 KB
//	quiet    JSON Lines: prose without digits and '@'
//	web      JSON Lines: prose in HTML with links
//	code     JSON Lines {"path","content"}: source code
//	chat     JSON Lines {"messages":[{"role","content"}]}
//	csv      a wide table of numbers, dates, words, ids; one planted value in 5 KB
//	log      plain lines of a server's log
//	dense    JSON Lines: one planted value in 100 bytes
//	scripts  JSON Lines: Chinese, Arabic and Hindi letters
func Generate(w io.Writer, kind string, size int64, seed uint64) (map[string]int, error) {
	g := &generator{rng: rand.New(rand.NewPCG(seed, 0x5 /* one stream for all kinds */)), counts: map[string]int{}}
	g.vocabulary()
	out := bufio.NewWriterSize(w, 1<<20)
	var record func(b []byte) []byte
	switch kind {
	case "prose":
		record = g.jsonText(func(b []byte) []byte { return g.prose(b, 1500+g.rng.IntN(3000), 5000, true) })
	case "quiet":
		record = g.jsonText(func(b []byte) []byte { return g.prose(b, 1500+g.rng.IntN(3000), 0, false) })
	case "dense":
		record = g.jsonText(func(b []byte) []byte { return g.prose(b, 400+g.rng.IntN(600), 100, true) })
	case "web":
		record = g.jsonText(g.web)
	case "code":
		record = g.jsonText(g.code)
	case "scripts":
		record = g.jsonText(g.scripts)
	case "chat":
		record = g.chat
	case "csv":
		fmt.Fprintln(out, "id,created,amount,ratio,country,category,bias,drift,views,sku,note,status,updated_at,hash,flag,comment")
		record = g.csv
	case "log":
		record = g.log
	default:
		return nil, fmt.Errorf("corpus: no kind is called %q", kind)
	}
	var buf []byte
	for n := int64(0); n < size; {
		buf = record(buf[:0])
		n += int64(len(buf))
		if _, err := out.Write(buf); err != nil {
			return nil, err
		}
	}
	return g.counts, out.Flush()
}

type generator struct {
	rng    *rand.Rand
	words  []string
	counts map[string]int
	row    int
	debt   int // bytes since the last planted value
	due    int
}

// common are frequent English words; they lead the vocabulary, which goes on
// with made-up ones so that frequencies follow Zipf's law.
const common = `the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you were all her she there would their we him been has when who will no more if out so up said what its about than into them can only other time new some could these two may first then do any like my now over such our man me even most made after also did many off before must well back through years where much your way down should because long each just state those people too mr how little good world make very year still see own work men day get here old life both between being under three never know same last another while us might great go come since against right came take used himself few house use during without again place around however home small found mrs thought went say part once general high upon school every`

func (g *generator) vocabulary() {
	g.words = strings.Fields(common)
	onset := strings.Fields("b br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sl sp st str t th tr v w wh y")
	vowel := strings.Fields("a e i o u ai ea ee ie oa oo ou")
	coda := strings.Fields("b ck d f g k l ll m n nd ng nk nt p r rd rk rm rn rt s sh ss st t th x ly er ing ed tion ment ness")
	for len(g.words) < 20000 {
		w := ""
		for n := 1 + g.rng.IntN(3); n > 0; n-- {
			w += onset[g.rng.IntN(len(onset))] + vowel[g.rng.IntN(len(vowel))]
			if n == 1 || g.rng.IntN(3) == 0 {
				w += coda[g.rng.IntN(len(coda))]
			}
		}
		g.words = append(g.words, w)
	}
}

func (g *generator) word() string {
	// Zipf with exponent 1: the logarithm of the rank is uniform.
	return g.words[int(math.Pow(float64(len(g.words)), g.rng.Float64()))-1]
}

// prose appends n bytes of sentences. With every > 0 a value is planted about
// every so many bytes; numbers says whether numbers occur at all.
func (g *generator) prose(b []byte, n, every int, numbers bool) []byte {
	start := len(b)
	for len(b)-start < n {
		words := 6 + g.rng.IntN(18)
		for i := 0; i < words; i++ {
			w := g.word()
			switch {
			case i == 0 || numbers && g.rng.IntN(40) == 0:
				b = append(b, w[0]&^0x20)
				b = append(b, w[1:]...)
			case numbers && g.rng.IntN(60) == 0:
				b = g.number(b)
			default:
				b = append(b, w...)
			}
			if i+1 < words {
				if g.rng.IntN(12) == 0 {
					b = append(b, ',')
				}
				b = append(b, ' ')
			}
			if g.due == 0 && every > 0 {
				g.due = every/2 + g.rng.IntN(every)
			}
			if every > 0 && g.debt+len(b)-start >= g.due && i+1 < words {
				b = g.plant(b)
				b = append(b, ' ')
				g.debt, g.due = start-len(b), every/2+g.rng.IntN(every)
			}
		}
		b = append(b, '.')
		if g.rng.IntN(5) == 0 {
			b = append(b, '\n')
		} else {
			b = append(b, ' ')
		}
	}
	g.debt += len(b) - start
	return b
}

// number appends a number as prose has them: years, amounts, dates, times,
// ordinals, versions. None of them is personal.
func (g *generator) number(b []byte) []byte {
	switch g.rng.IntN(8) {
	case 0, 1:
		return strconv.AppendInt(b, int64(1800+g.rng.IntN(230)), 10)
	case 2:
		return strconv.AppendInt(b, int64(g.rng.IntN(100)), 10)
	case 3:
		return fmt.Appendf(b, "%d,%03d", 1+g.rng.IntN(900), g.rng.IntN(1000))
	case 4:
		return fmt.Appendf(b, "%d.%d", g.rng.IntN(100), g.rng.IntN(100))
	case 5:
		return fmt.Appendf(b, "%d:%02d", g.rng.IntN(24), g.rng.IntN(60))
	case 6:
		return fmt.Appendf(b, "%d%%", g.rng.IntN(101))
	default:
		return fmt.Appendf(b, "$%d", g.rng.IntN(5000))
	}
}

func (g *generator) digits(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + g.rng.IntN(10))
	}
	return string(b)
}

// plant appends a made-up value of some kind. No value is a real person's:
// names are made of syllables, numbers are drawn at random within what the
// kind's check allows.
func (g *generator) plant(b []byte) []byte {
	switch k := g.rng.IntN(10); k {
	case 0, 1, 2:
		g.counts["EMAIL_ADDRESS"]++
		return fmt.Appendf(b, "%s.%s%d@%s-mail.com", g.words[500+g.rng.IntN(9000)], g.words[500+g.rng.IntN(9000)], g.rng.IntN(100), g.words[500+g.rng.IntN(9000)])
	case 3, 4:
		g.counts["PHONE_NUMBER"]++
		return fmt.Appendf(b, "(%d%02d) %d%02d-%04d", 2+g.rng.IntN(7), 20+g.rng.IntN(70), 6+g.rng.IntN(4), 20+g.rng.IntN(70), g.rng.IntN(10000))
	case 5:
		g.counts["CREDIT_CARD"]++
		d := "45" + g.digits(13)
		return append(b, grouped(d+luhn(d), " ", 4)...)
	case 6:
		g.counts["US_SSN"]++
		return fmt.Appendf(b, "%d-%02d-%04d", 100+g.rng.IntN(500), 1+g.rng.IntN(99), 1+g.rng.IntN(9999))
	case 7:
		g.counts["IPV4"]++
		return fmt.Appendf(b, "%d.%d.%d.%d", 60+g.rng.IntN(40), 1+g.rng.IntN(254), 1+g.rng.IntN(254), 1+g.rng.IntN(254))
	case 8:
		g.counts["IBAN"]++
		bban := "37040044" + g.digits(10)
		return append(b, "DE"+mod97(bban+"131400")+bban...)
	default:
		g.counts["AWS_CREDENTIALS"]++
		const set = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
		b = append(b, "AK"+"IA"...)
		b = append(b, "Q"...)
		for i := 0; i < 15; i++ {
			b = append(b, set[g.rng.IntN(len(set))])
		}
		return b
	}
}

func grouped(d, sep string, n int) string {
	var parts []string
	for ; len(d) > n; d = d[n:] {
		parts = append(parts, d[:n])
	}
	return strings.Join(append(parts, d), sep)
}

func luhn(d string) string {
	sum := 0
	for i := len(d) - 1; i >= 0; i-- {
		v := int(d[i] - '0')
		if (len(d)-i)%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return strconv.Itoa((10 - sum%10) % 10)
}

func mod97(digits string) string {
	r := 0
	for _, c := range digits {
		r = (r*10 + int(c-'0')) % 97
	}
	return fmt.Sprintf("%02d", 98-r)
}

func (g *generator) jsonText(text func([]byte) []byte) func([]byte) []byte {
	var scratch []byte
	return func(b []byte) []byte {
		scratch = text(scratch[:0])
		g.row++
		b = fmt.Appendf(b, `{"id":"doc-%d","text":`, g.row)
		s, _ := json.Marshal(string(scratch))
		b = append(b, s...)
		return append(b, '}', '\n')
	}
}

func (g *generator) web(b []byte) []byte {
	b = append(b, `<html><body class="page">`...)
	for n := 3 + g.rng.IntN(8); n > 0; n-- {
		b = fmt.Appendf(b, `<div id="b%d" style="width:%dpx;color:#%06x"><p>`, g.rng.IntN(1000), g.rng.IntN(900), g.rng.IntN(1<<24))
		b = g.prose(b, 300, 5000, true)
		b = fmt.Appendf(b, `</p><a href="https://www.%s.com/%s/%d?ref=%s&amp;page=%d">%s</a></div>`, g.word(), g.word(), g.rng.IntN(100000), g.word(), g.rng.IntN(50), g.word())
	}
	return append(b, `</body></html>`...)
}

func (g *generator) code(b []byte) []byte {
	for n := 5 + g.rng.IntN(20); n > 0; n-- {
		f, v, w := g.word(), g.word(), g.word()
		b = fmt.Appendf(b, "func %s%s(%s int, %s string) (map[string]int, error) {\n", strings.ToUpper(f[:1]), f[1:], v, w)
		for m := 2 + g.rng.IntN(8); m > 0; m-- {
			switch g.rng.IntN(6) {
			case 0:
				b = fmt.Appendf(b, "\tif %s > %d && len(%s) != 0x%02x {\n\t\treturn nil, fmt.Errorf(\"%s: %%d of %%s\", %s, %s)\n\t}\n", v, g.rng.IntN(1000), w, g.rng.IntN(256), g.word(), v, w)
			case 1:
				b = fmt.Appendf(b, "\t%s := strings.Split(%s, \",\") // %s %s %s\n", g.word(), w, g.word(), g.word(), g.word())
			case 2:
				b = fmt.Appendf(b, "\tfor i := 0; i < %d; i++ {\n\t\t%s[i] = %s.%s(i, %d.%d)\n\t}\n", g.rng.IntN(4096), g.word(), f, g.word(), g.rng.IntN(10), g.rng.IntN(1000))
			case 3:
				b = fmt.Appendf(b, "\tconst %s_%s = 0x%016x\n", g.word(), g.word(), g.rng.Uint64())
			case 4:
				b = fmt.Appendf(b, "\tresult.Config.%s = options[\"%s_%s\"] + \"/%s/v%d.%d.%d\"\n", strings.ToTitle(v[:1])+v[1:], g.word(), g.word(), g.word(), g.rng.IntN(10), g.rng.IntN(30), g.rng.IntN(10))
			default:
				b = fmt.Appendf(b, "\t// %s %s %s %s %s %s.\n", g.word(), g.word(), g.word(), g.word(), g.word(), g.word())
			}
		}
		b = append(b, "}\n\n"...)
	}
	return b
}

func (g *generator) scripts(b []byte) []byte {
	ranges := [][2]rune{{0x4e00, 0x6fff}, {0x0627, 0x064a}, {0x0905, 0x0939}}
	for n := 3 + g.rng.IntN(5); n > 0; n-- {
		r := ranges[g.rng.IntN(len(ranges))]
		for m := 100 + g.rng.IntN(300); m > 0; m-- {
			b = append(b, string(r[0]+rune(g.rng.IntN(int(r[1]-r[0]))))...)
			switch {
			case r[0] != 0x4e00 && g.rng.IntN(6) == 0:
				b = append(b, ' ')
			case r[0] == 0x4e00 && g.rng.IntN(15) == 0:
				b = append(b, "，"...)
			case g.rng.IntN(80) == 0:
				b = g.number(b)
			}
		}
		if g.rng.IntN(8) == 0 {
			b = append(b, ' ')
			b = g.plant(b)
			b = append(b, ' ')
		}
		b = append(b, '\n')
	}
	return b
}

func (g *generator) chat(b []byte) []byte {
	b = append(b, `{"messages":[`...)
	for i, n := 0, 2+g.rng.IntN(6); i < n; i++ {
		if i > 0 {
			b = append(b, ',')
		}
		role := "user"
		if i%2 == 1 {
			role = "assistant"
		}
		s, _ := json.Marshal(string(g.prose(nil, 60+g.rng.IntN(500), 5000, true)))
		b = fmt.Appendf(b, `{"role":%q,"content":%s}`, role, s)
	}
	g.row++
	return fmt.Appendf(b, `],"source":"synthetic","turns":%d}`+"\n", g.row%9)
}

func (g *generator) csv(b []byte) []byte {
	g.row++
	start := len(b)
	b = fmt.Appendf(b, "%d,20%02d-%02d-%02d,%d.%02d,0.%04d,%s,%s,%.5f,%.5f,%d,SKU-%04d-%s,", g.row, g.rng.IntN(25), 1+g.rng.IntN(12), 1+g.rng.IntN(28), g.rng.IntN(10000), g.rng.IntN(100),
		g.rng.IntN(10000), [...]string{"US", "DE", "FR", "GB", "JP"}[g.rng.IntN(5)], g.word(), g.rng.Float64()*180-90, g.rng.Float64()*360-180, g.rng.IntN(1000000), g.rng.IntN(10000), strings.ToUpper(g.word()))
	b = append(b, '"')
	b = append(b, g.word()...)
	for i := 0; i < 8; i++ {
		b = append(b, ' ')
		b = append(b, g.word()...)
	}
	b = fmt.Appendf(b, `",active,20%02d-%02d-%02dT%02d:%02d:%02dZ,%016x%016x,%v,`, g.rng.IntN(25), 1+g.rng.IntN(12), 1+g.rng.IntN(28), g.rng.IntN(24), g.rng.IntN(60), g.rng.IntN(60), g.rng.Uint64(), g.rng.Uint64(), g.rng.IntN(2) == 0)
	if g.debt += len(b) - start; g.debt > 5000 {
		g.debt = 0
		b = append(b, "see "...)
		b = g.plant(b)
	} else {
		b = append(b, "none"...)
	}
	return append(b, '\n')
}

func (g *generator) log(b []byte) []byte {
	b = fmt.Appendf(b, "20%02d-%02d-%02dT%02d:%02d:%02d.%03dZ %s [%s-%d] %s.%s: request_id=%08x-%04x-4%03x-a%03x-%012x status=%d bytes=%d took=%.3fms", g.rng.IntN(25), 1+g.rng.IntN(12), 1+g.rng.IntN(28), g.rng.IntN(24), g.rng.IntN(60), g.rng.IntN(60), g.rng.IntN(1000),
		[...]string{"INFO", "WARN", "DEBUG"}[g.rng.IntN(3)], g.word(), g.rng.IntN(64), g.word(), g.word(), g.rng.Uint32(), g.rng.IntN(1<<16), g.rng.IntN(1<<12), g.rng.IntN(1<<12), g.rng.Uint64()&(1<<48-1), 200+g.rng.IntN(300), g.rng.IntN(1000000), g.rng.Float64()*1000)
	if g.rng.IntN(25) == 0 {
		b = append(b, " client "...)
		b = g.plant(b)
	}
	return append(b, '\n')
}
