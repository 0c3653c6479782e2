package operators

import (
	"math"
	"strconv"
	"strings"

	"sluice/redact"
)

func bucketSpec() Spec {
	return Spec{
		Name: "bucket",
		Doc:  "A number becomes the range it falls into: 18-64, <18, >=65 for the edges 18,65; or a range of one width: 40000-49999.",
		Params: []Param{
			{Name: "edges", Type: List, Doc: "Where ranges begin, rising: 18,65. Either these or a width."},
			{Name: "width", Type: Int, Default: "0", Min: 0, Max: 1_000_000_000, Doc: "Width of a range of whole numbers, from 0 on."},
			{Name: "fallback", Type: Enum, Default: "label", Values: []string{"", "label", "mask", "pseudonym", "encrypt", "drop"},
				Doc: "The operator, with its defaults, for what is no number; empty: an error."},
		},
		Idempotent: true,
		make: func(a *args, env Env) (redact.Operator, error) {
			b := &bucket{width: a.int("width")}
			for _, e := range a.list("edges") {
				x, err := strconv.ParseFloat(e, 64)
				if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
					return nil, a.fail("edges", "want numbers")
				}
				if len(b.edges) > 0 && x <= b.edges[len(b.edges)-1] {
					return nil, a.fail("edges", "want rising numbers")
				}
				b.edges, b.names = append(b.edges, x), append(b.names, e)
			}
			if (b.width == 0) == (len(b.edges) == 0) {
				return nil, a.fail("edges", "want either edges or a width")
			}
			if len(b.edges) > 1000 {
				return nil, a.fail("edges", "want at most 1000")
			}
			var err error
			b.fallback, err = newFallback(a, env)
			return b, err
		},
	}
}

type bucket struct {
	edges    []float64
	names    []string
	width    int
	fallback redact.Operator
}

func (*bucket) Name() string { return "bucket" }

func (b *bucket) Apply(dst []byte, v redact.Value) ([]byte, error) {
	n := len(dst)
	text := strings.TrimSpace(string(v.Text))
	if b.own(text) {
		return fits(append(dst, text...), n, v, "bucket")
	}
	x, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
	if err == nil && !math.IsNaN(x) && math.Abs(x) < 1e15 && len(text) <= 32 {
		return fits(b.put(dst, x), n, v, "bucket")
	}
	if b.fallback != nil {
		return b.fallback.Apply(dst, v)
	}
	return dst, fail("bucket", v, redact.ErrDomain)
}

func (b *bucket) put(dst []byte, x float64) []byte {
	if b.width > 0 {
		low := int64(math.Floor(x/float64(b.width))) * int64(b.width)
		dst = append(strconv.AppendInt(dst, low, 10), '-')
		return strconv.AppendInt(dst, low+int64(b.width)-1, 10)
	}
	i := 0
	for i < len(b.edges) && x >= b.edges[i] {
		i++
	}
	switch i {
	case 0:
		return append(append(dst, '<'), b.names[0]...)
	case len(b.edges):
		return append(append(dst, ">="...), b.names[i-1]...)
	}
	return b.span(dst, i)
}

// span writes the range below edge i: 18-64 where the edges are whole numbers,
// else [0.5,1.5).
func (b *bucket) span(dst []byte, i int) []byte {
	lo, hi := b.edges[i-1], b.edges[i]
	if lo == math.Trunc(lo) && hi == math.Trunc(hi) && math.Abs(hi) < 1e15 {
		dst = append(append(dst, b.names[i-1]...), '-')
		return strconv.AppendInt(dst, int64(hi)-1, 10)
	}
	dst = append(append(dst, '['), b.names[i-1]...)
	dst = append(append(dst, ','), b.names[i]...)
	return append(dst, ')')
}

func (b *bucket) own(s string) bool {
	if b.width > 0 {
		for at := 1; at < len(s); at++ {
			if s[at] != '-' {
				continue
			}
			x, err := strconv.ParseInt(s[:at], 10, 64)
			return err == nil && x > -1e15 && x < 1e15 && string(b.put(nil, float64(x))) == s
		}
		return false
	}
	if s == "<"+b.names[0] || s == ">="+b.names[len(b.names)-1] {
		return true
	}
	for i := 1; i < len(b.edges); i++ {
		if string(b.span(nil, i)) == s {
			return true
		}
	}
	return false
}

// Own knows what the fallback wrote; a range in other text is not taken for
// one of this operator's.
func (b *bucket) Own(text []byte) int {
	if r, ok := b.fallback.(redact.Recognizer); ok {
		return r.Own(text)
	}
	return 0
}

// Fallback implements redact.Wrapper.
func (b *bucket) Fallback() redact.Operator { return b.fallback }
