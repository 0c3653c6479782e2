package text

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"sluice/formats"
	"sluice/formats/formatstest"
)

func TestConformance(t *testing.T) {
	formatstest.Run(t, formatstest.Suite{Codec: Codec{}, Samples: []formatstest.Sample{
		{Name: "empty"},
		{Name: "mark only", Data: []byte("\xef\xbb\xbf")},
		{Name: "lines", Data: []byte("first NEEDLE\n\nthird\r\nNEEDLE NEEDLE"), Rows: 4,
			Want: []string{`0  s "first NEEDLE"`, `1  s ""`, `2  s "third"`, `3  s "NEEDLE NEEDLE"`}},
		{Name: "mark, CR inside", Data: []byte("\xef\xbb\xbfNEEDLE\rx\n\r\nend\r"), Rows: 3,
			Want: []string{`0  s "NEEDLE\rx"`, `1  s ""`, `2  s "end\r"`}},
		{Name: "long lines", Data: []byte(strings.Repeat(strings.Repeat("word ", 300)+"NEEDLE\n", 5)), Rows: 5},
	}, Bad: []formatstest.Bad{
		{Name: "not UTF-8", Data: []byte("ok\nCANARYVALUE \xff\r\nok\n"), Row: 1, Msg: "byte 15: not UTF-8", Rest: "ok\nok\n"},
		{Name: "NUL", Data: []byte("C\x00A\x00\nok"), Row: 0, Msg: "byte 1: a NUL byte", Rest: "ok"},
		{Name: "UTF-16", Data: []byte("\xfe\xff\x00a"), Row: -1, Msg: "UTF-16", Hard: true},
		{Name: "too long", Data: []byte("x\n" + strings.Repeat("y", 101)), Options: formats.Options{MaxRecord: 100}, Row: 1, Msg: "longer than the limit", Hard: true},
	}})
}

func TestLineEndsInReplacements(t *testing.T) {
	e := &formatstest.Editor{OnField: formatstest.Replace("a\r\nb")}
	out, _, err := formatstest.Rewrite(Codec{}, formatstest.Input("x", []byte("<NEEDLE>\n"), nil), formats.Options{}, e, 1)
	if err != nil || string(out) != "<a  b>\n" {
		t.Errorf("%q, %v", out, err)
	}
}

func TestSniff(t *testing.T) {
	for head, want := range map[string]bool{"": true, "text\n": true, "caf\xc3": true, "caf\xc3\xa9": true, "\xe2\x82": true, "caf\xc3x": false, "a\x00b": false, "\x1f\x8b": false} {
		if got := (Codec{}).Sniff([]byte(head)); got != want {
			t.Errorf("Sniff(%q) = %v", head, got)
		}
	}
}

type keep struct{}

func (keep) Field(*formats.Field) (formats.Edit, error) { return formats.Edit{}, nil }
func (keep) Record(int64, []byte) (formats.RecordAction, error) {
	return formats.KeepRecord, nil
}
func (keep) Bad(_ int64, _ []byte, cause error) error { return cause }

func BenchmarkRewrite(b *testing.B) {
	data := []byte(strings.Repeat("2026-01-02 10:00:00 INFO a line of a log with some words in it and numbers 123\n", 50000))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	var blk formats.Block
	for b.Loop() {
		r, _ := Codec{}.NewReader(&formats.Input{Name: "x", R: bytes.NewReader(data)}, formats.Options{})
		for {
			n, err := r.Next(blk)
			if err == io.EOF {
				break
			}
			if err == nil {
				err = n.Rewrite(keep{})
			}
			if err != nil {
				b.Fatal(err)
			}
			blk = n
		}
	}
}
