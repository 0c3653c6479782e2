// Package noise generates text that is not about people: numbers, digests,
// identifiers, log lines. Whatever is found in it is a false finding.
package noise

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// Corpus is one kind of noise.
type Corpus struct {
	Name string
	// Columns are neutral names that a table would give such a column.
	Columns []string
	// Value makes the next value; it never holds a line break.
	Value func(r *rand.Rand) string
}

// Corpora lists every kind of noise; the same list at every call.
func Corpora() []Corpus {
	var cs []Corpus
	for n := 6; n <= 19; n++ {
		cs = append(cs, Corpus{"digits_" + strconv.Itoa(n), []string{"count", "n", "x1", "value"}, func(r *rand.Rand) string { return digits(r, n) }})
	}
	return append(cs,
		Corpus{"floats", []string{"price", "x", "weight", "loss"}, func(r *rand.Rand) string {
			switch r.IntN(4) {
			case 0:
				return strconv.FormatFloat(r.NormFloat64(), 'g', -1, 64)
			case 1:
				return strconv.FormatFloat(r.Float64()*1e6, 'f', 2, 64)
			case 2:
				return strconv.FormatFloat(r.ExpFloat64()*1e9, 'f', r.IntN(7), 64)
			}
			return strconv.FormatFloat(r.NormFloat64()*1e-5, 'e', 8, 64)
		}},
		Corpus{"timestamps", []string{"created", "updated_at", "ts"}, func(r *rand.Rand) string {
			t := moment(r)
			return t.Format([]string{time.RFC3339Nano, time.RFC3339, time.DateTime, "20060102150405", "20060102T150405Z", time.RFC1123, "02/Jan/2006:15:04:05 -0700", "2006-01-02", "01/02/2006 15:04", "2006.01.02", "20060102"}[r.IntN(11)])
		}},
		Corpus{"epoch_seconds", []string{"ts", "created", "t"}, func(r *rand.Rand) string { return strconv.FormatInt(moment(r).Unix(), 10) }},
		Corpus{"epoch_millis", []string{"ts", "created", "t"}, func(r *rand.Rand) string { return strconv.FormatInt(moment(r).UnixMilli(), 10) }},
		Corpus{"epoch_micros", []string{"ts", "t"}, func(r *rand.Rand) string { return strconv.FormatInt(moment(r).UnixMicro(), 10) }},
		Corpus{"uuid", []string{"guid", "request", "trace"}, func(r *rand.Rand) string {
			s := hexes(r, 32)
			s = s[:8] + "-" + s[8:12] + "-4" + s[13:16] + "-" + string("89ab"[r.IntN(4)]) + s[17:20] + "-" + s[20:]
			if r.IntN(4) == 0 {
				return strings.ToUpper(s)
			}
			return s
		}},
		Corpus{"digests", []string{"sha", "checksum", "etag", "commit"}, func(r *rand.Rand) string {
			return hexes(r, []int{7, 8, 10, 12, 16, 32, 40, 64, 128}[r.IntN(9)])
		}},
		Corpus{"base64", []string{"blob", "data", "payload"}, func(r *rand.Rand) string {
			b := make([]byte, 12+r.IntN(200))
			for i := range b {
				b[i] = byte(r.Uint32())
			}
			return []*base64.Encoding{base64.StdEncoding, base64.URLEncoding, base64.RawURLEncoding, base64.RawStdEncoding}[r.IntN(4)].EncodeToString(b)
		}},
		Corpus{"versions", []string{"version", "release", "tag"}, func(r *rand.Rand) string {
			n := func(m int) string { return strconv.Itoa(r.IntN(m)) }
			switch r.IntN(6) {
			case 0:
				return "v" + n(20) + "." + n(40) + "." + n(100)
			case 1:
				return n(140) + ".0." + strconv.Itoa(1000+r.IntN(30000)) + "." + n(5000)
			case 2:
				return "go" + n(3) + "." + n(30) + "." + n(20)
			case 3:
				return "lib" + word(r) + "-" + n(9) + "." + n(30) + "-" + n(300)
			case 4:
				return word(r) + " (>= " + n(9) + "." + n(20) + "." + n(9) + "-" + n(9) + "ubuntu" + n(9) + "." + n(9) + ")"
			}
			return "Version " + n(9) + "." + n(9) + "." + n(99) + "." + n(99)
		}},
		Corpus{"log_lines", []string{"line", "message"}, logLine},
		Corpus{"books", []string{"isbn", "ean", "doi", "issn"}, func(r *rand.Rand) string {
			switch r.IntN(6) {
			case 0:
				return "978" + ean(digits(r, 9), "978")
			case 1:
				s := "978" + ean(digits(r, 9), "978")
				return "ISBN " + s[:3] + "-" + s[3:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
			case 2:
				return "10." + strconv.Itoa(1000+r.IntN(9000)) + "/" + word(r) + "." + strconv.Itoa(1990+r.IntN(35)) + "." + digits(r, 7)
			case 3:
				return ean(digits(r, 12), "")
			case 4:
				return "ISSN " + digits(r, 4) + "-" + digits(r, 4)
			}
			return "arXiv:" + strconv.Itoa(1000+r.IntN(1500)) + "." + digits(r, 5)
		}},
		Corpus{"coordinates", []string{"geometry", "x", "bbox"}, func(r *rand.Rand) string {
			x, y := r.Float64()*360-180, r.Float64()*180-90
			switch r.IntN(3) {
			case 0:
				return fmt.Sprintf("[%.6f, %.6f, %d]", x, y, r.IntN(4000))
			case 1:
				return fmt.Sprintf("M%.3f,%.3fL%.3f,%.3fZ", x, y, x+1, y+1)
			}
			return fmt.Sprintf("%d, %d, %d, %d", r.IntN(4000), r.IntN(4000), r.IntN(4000), r.IntN(4000))
		}},
		Corpus{"order_ids", []string{"order", "sku", "ref", "ticket"}, func(r *rand.Rand) string {
			switch r.IntN(6) {
			case 0:
				return string(rune('A'+r.IntN(26))) + string(rune('A'+r.IntN(26))) + digits(r, 4+r.IntN(8))
			case 1:
				return strings.ToUpper(word(r)) + "-" + digits(r, 3+r.IntN(6))
			case 2:
				return digits(r, 3) + "-" + digits(r, 7) + "-" + digits(r, 7)
			case 3:
				return digits(r, 4) + "/" + digits(r, 2+r.IntN(5))
			case 4:
				return mixed(r, 6+r.IntN(16))
			}
			return digits(r, 2+r.IntN(5)) + "." + digits(r, 2+r.IntN(5))
		}},
		// The one corpus that is written as values are, group by group: some
		// of it reads like an address or an identity number by chance.
		Corpus{"digit_groups", []string{"ref", "measure", "range"}, func(r *rand.Rand) string {
			sep := []string{" ", "-", ".", ", ", "/", "  ", "\t"}[r.IntN(7)]
			// Not three of them: 3-2-4 and 3-3-4 are written by one kind only.
			gs := make([]string, []int{2, 4, 5, 6}[r.IntN(4)])
			for i := range gs {
				gs[i] = digits(r, 1+r.IntN(6))
			}
			return strings.Join(gs, sep)
		}},
		Corpus{"table_rows", []string{"row", "data"}, func(r *rand.Rand) string {
			gs := make([]string, 4+r.IntN(8))
			for i := range gs {
				if gs[i] = strconv.Itoa(r.IntN(1 << (4 + r.IntN(28)))); r.IntN(8) == 0 {
					gs[i] = word(r)
				}
			}
			return strings.Join(gs, []string{" ", "\t", ",", " | ", ", "}[r.IntN(5)])
		}},
		Corpus{"hex_dump", []string{"dump"}, func(r *rand.Rand) string {
			var b strings.Builder
			fmt.Fprintf(&b, "%08x:", r.IntN(1<<20)*16)
			for range 8 {
				b.WriteString(" " + hexes(r, 4))
			}
			return b.String()
		}},
	)
}

func logLine(r *rand.Rand) string {
	t := moment(r)
	switch r.IntN(5) {
	case 0:
		return fmt.Sprintf("%s INFO [%s-%d] %s took %dms (id=%d, bytes=%d)", t.Format("2006-01-02 15:04:05,000"), word(r), r.IntN(64), word(r), r.IntN(9000), r.Int64N(1e12), r.Int64N(1e10))
	case 1:
		return fmt.Sprintf("[%12.6f] %s %04x:%02x:%02x.%d: BAR %d [mem 0x%08x-0x%08x]", r.Float64()*1e5, word(r), 0, r.IntN(256), r.IntN(32), r.IntN(8), r.IntN(6), r.Uint32(), r.Uint32())
	case 2:
		return fmt.Sprintf("%s %s[%d]: block %d offset %d crc %08x seq %d", t.Format(time.Stamp), word(r), r.IntN(70000), r.Int64N(1e9), r.Int64N(1e13), r.Uint32(), r.Int64N(1e11))
	case 3:
		return fmt.Sprintf("level=debug ts=%d.%06d caller=%s.go:%d msg=\"%s %s\" n=%d trace=%s", t.Unix(), r.IntN(1e6), word(r), r.IntN(2000), word(r), word(r), r.Int64N(1e15), hexes(r, 32))
	}
	return fmt.Sprintf("at %s.%s (%s.js:%d:%d) code %d", word(r), word(r), word(r), r.IntN(100000), r.IntN(300), r.Int64N(1e9))
}

func moment(r *rand.Rand) time.Time {
	return time.Unix(1e9+r.Int64N(8e8), r.Int64N(1e9)).In(time.FixedZone("", (r.IntN(25)-12)*3600))
}

func digits(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + r.IntN(10))
	}
	if n > 1 && b[0] == '0' { // as a number is printed
		b[0] = byte('1' + r.IntN(9))
	}
	return string(b)
}

func hexes(r *rand.Rand, n int) string {
	b := make([]byte, (n+1)/2)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return hex.EncodeToString(b)[:n]
}

func mixed(r *rand.Rand, n int) string {
	const set = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	b := make([]byte, n)
	for i := range b {
		b[i] = set[r.IntN(len(set))]
	}
	return string(b)
}

// ean returns body and its check digit; before counts, too (GS1: weights 1
// and 3 from the left of thirteen).
func ean(body, before string) string {
	sum := 0
	for i, c := range before + body {
		sum += int(c-'0') * (1 + 2*(i&1))
	}
	return body + string(rune('0'+(10-sum%10)%10))
}

var syllables = strings.Fields("ba ce di fo gu ha je ki lo mu na pe qi ro su ta ve wi xo zu stra clo bri fle gra")

func word(r *rand.Rand) string {
	var b strings.Builder
	for range 2 + r.IntN(2) {
		b.WriteString(syllables[r.IntN(len(syllables))])
	}
	return b.String()
}
