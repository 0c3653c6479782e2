package csv

import (
	"bytes"
	stdcsv "encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"sluice/formats"
	"sluice/formats/formatstest"
)

var samples = []formatstest.Sample{
	{Name: "empty.csv"},
	{Name: "mark only.csv", Data: []byte("\xef\xbb\xbf")},
	{Name: "header only.csv", Data: []byte("name,mail\n")},
	{Name: "plain.csv", Rows: 2, Data: []byte("id,text,mail\n1,NEEDLE and more,x\n2,\"q \"\"NEEDLE\"\", NEEDLE\",NEEDLE\n"),
		Want: []string{`0 id s "1"`, `0 text s "NEEDLE and more"`, `0 mail s "x"`, `1 id s "2"`, `1 text s "q \"NEEDLE\", NEEDLE"`, `1 mail s "NEEDLE"`}},
	{Name: "CRLF, mark, quoted header, newlines, blank lines, no end.csv", Rows: 3,
		Data: []byte("\xef\xbb\xbf\"id\",\"my text\"\r\n\r\n1,\"two\r\nlines NEEDLE\"\r\n2,\"\"\r\n\r\n3,NEEDLE"),
		Want: []string{`0 id s "1"`, `0 my text s "two\r\nlines NEEDLE"`, `1 id s "2"`, `1 my text s ""`, `2 id s "3"`, `2 my text s "NEEDLE"`}},
	{Name: "ragged.csv", Rows: 4, Data: []byte("a,b\n1\n1,NEEDLE,extra NEEDLE,\n,\nx,y\n"),
		Want: []string{`0 a s "1"`, `1 a s "1"`, `1 b s "NEEDLE"`, `1 #3 s "extra NEEDLE"`, `1 #4 s ""`, `2 a s ""`, `2 b s ""`, `3 a s "x"`, `3 b s "y"`}},
	{Name: "semicolons.csv", Rows: 2, Data: []byte("Name;Betrag\nNEEDLE;1,50\nx;2,75\n"),
		Want: []string{`0 Name s "NEEDLE"`, `0 Betrag s "1,50"`, `1 Name s "x"`, `1 Betrag s "2,75"`}},
	{Name: "bars", File: "x", Rows: 1, Data: []byte("a|b|c\nNEEDLE|1,2|3\n"), Want: []string{`0 a s "NEEDLE"`, `0 b s "1,2"`, `0 c s "3"`}},
	{Name: "tabs.tsv.gz", Rows: 2, Data: []byte("a\tb\nNEEDLE\t\"x\ty\"\n1,2,3\t5\"NEEDLE\n"),
		Want: []string{`0 a s "NEEDLE"`, `0 b s "x\ty"`, `1 a s "1,2,3"`, `1 b s "5\"NEEDLE"`}},
	{Name: "CR only.csv", Rows: 2, Data: []byte("a,b\rNEEDLE,\"x\ry\"\r\r2,NEEDLE"),
		Want: []string{`0 a s "NEEDLE"`, `0 b s "x\ry"`, `1 a s "2"`, `1 b s "NEEDLE"`}},
	{Name: "quotes inside.csv", Rows: 3, Data: []byte("a,b\n5\" pipe NEEDLE,x\"y\n\"ab\"c\"d,NEEDLE \"\n\"NEEDLE\"x,\"\"\"\"\n"),
		Want: []string{`0 a s "5\" pipe NEEDLE"`, `0 b s "x\"y"`, `1 a s "abc\"d"`, `1 b s "NEEDLE \""`, `2 a s "NEEDLEx"`, `2 b s "\""`}},
	{Name: "no header.csv", Rows: 2, Data: []byte("1,NEEDLE\n2,x@example.org\n"), Want: []string{`0 #1 s "1"`, `0 #2 s "NEEDLE"`, `1 #1 s "2"`, `1 #2 s "x@example.org"`}},
	{Name: "header by option.csv", Rows: 1, Options: formats.Options{Header: formats.HeaderYes}, Data: []byte("1,2\nNEEDLE,x\n"), Want: []string{`0 1 s "NEEDLE"`, `0 2 s "x"`}},
	{Name: "no header by option.csv", Rows: 2, Options: formats.Options{Header: formats.HeaderNo, Delimiter: ','}, Data: []byte("a,b\nNEEDLE,x\n"),
		Want: []string{`0 #1 s "a"`, `0 #2 s "b"`, `1 #1 s "NEEDLE"`, `1 #2 s "x"`}},
	{Name: "one column.csv", Rows: 3, Options: formats.Options{Delimiter: ','}, Data: []byte("text\nNEEDLE\n\n\"NEEDLE\"\nx\n"), Want: []string{`0 text s "NEEDLE"`, `1 text s "NEEDLE"`, `2 text s "x"`}},
	{Name: "index of pandas.csv", Rows: 1, Data: []byte(",name\n0,NEEDLE\n"), Want: []string{`0 #1 s "0"`, `0 name s "NEEDLE"`}},
	{Name: "long cells.csv", Rows: 30, Options: formats.Options{Delimiter: ','}, Data: []byte("id,text\n" + strings.Repeat("1,\""+strings.Repeat("a \"\"quoted\"\", word\n", 40)+"NEEDLE\"\n", 30))},
	{Name: "many records.csv", Rows: 5000, Options: formats.Options{Delimiter: ',', Header: formats.HeaderNo}, Data: []byte(strings.Repeat("1,x,NEEDLE\n2,\"y\",z\n3,,\"a \"\"NEEDLE\"\"\"\n4,5\n6,7\n", 1000))},
	{Name: "records as wide as a batch.csv", Rows: 9, Options: formats.Options{Delimiter: ',', Header: formats.HeaderNo}, Data: []byte(strings.Repeat("1,2,NEEDLE\n", 2) +
		strings.Repeat("x,", batchCells-2) + "NEEDLE\n" + strings.Repeat("x,", batchCells-1) + "NEEDLE\n" + strings.Repeat("x,", batchCells) + "NEEDLE\n" +
		strings.Repeat("NEEDLE,,", batchCells) + "x\n" + strings.Repeat(",", 2*batchCells-1) + "\n1,2,3\nNEEDLE,5,6\n")},
	{Name: "many cells.csv", Rows: 1, Options: formats.Options{Delimiter: ',', Header: formats.HeaderNo}, Data: []byte(strings.Repeat(",", maxCols+50) + "NEEDLE\n")},
}

var bads = []formatstest.Bad{
	{Name: "never closed", Data: []byte("a,b\n1,x\n2,\"CANARYVALUE\n3,y\n4,z\n"), Options: formats.Options{Delimiter: ',', Header: formats.HeaderYes}, Row: 1, Msg: "column \"b\", byte 10: quote never closed", Hard: true},
	{Name: "never closed at the end", Data: []byte("a,b\n1,\""), Options: formats.Options{Delimiter: ',', Header: formats.HeaderYes}, Row: 0, Msg: "column \"b\", byte 6: quote never closed", Hard: true},
	{Name: "never closed behind other quotes", Data: []byte("\xef\xbb\xbfa,b,c,d\n\"x,\"\",\",5\" y,\"CANARY,\n4,z\n"), Options: formats.Options{Delimiter: ',', Header: formats.HeaderYes}, Row: 0, Msg: "column \"c\"", Hard: true},
	{Name: "never closed without a header", Data: []byte("1,\"CANARY"), Options: formats.Options{Delimiter: ',', Header: formats.HeaderNo}, Row: 0, Msg: "column \"#2\"", Hard: true},
	{Name: "never closed in the header", Data: []byte("a,\"CANARY\n1,2\n"), Options: formats.Options{Delimiter: ',', Header: formats.HeaderYes}, Row: 0, Msg: "column \"#2\"", Hard: true},
	{Name: "never closed in a later block", Data: []byte("a,b\n" + strings.Repeat("1,x\n", 100) + "2,\"CANARY"), Options: formats.Options{Delimiter: ',', Header: formats.HeaderYes, BlockSize: 64}, Row: 100, Msg: "column \"b\"", Hard: true},
	{Name: "never closed within the limit", Data: []byte("a,b\n1,x\n2,\"" + strings.Repeat("CANARYVALUE,\n", 50) + "\"\n"), Options: formats.Options{Delimiter: ',', Header: formats.HeaderYes, MaxRecord: 300}, Row: 1, Msg: "", Hard: true},
	{Name: "not UTF-8", Data: []byte("a,b\n1,x\n2,\"CANARYVALUE\xe9\"\n3,y\n"), Row: 1, Msg: `row 1, column "b", byte 22: not UTF-8`, Rest: "a,b\n1,x\n3,y\n"},
	{Name: "NUL", Data: []byte("a,b\n1,x\x00\n3,y\n"), Row: 0, Msg: "NUL", Rest: "a,b\n3,y\n"},
	{Name: "UTF-16", Data: []byte("\xff\xfea\x00,\x00"), Row: -1, Msg: "UTF-16", Hard: true},
	{Name: "too long", Data: []byte("a,b\n1,x\n" + strings.Repeat("y", 301) + ",\n"), Options: formats.Options{MaxRecord: 300}, Row: 1, Msg: "longer than the limit", Hard: true},
}

func TestConformance(t *testing.T) {
	formatstest.Run(t, formatstest.Suite{Codec: Codec{}, Samples: samples, Bad: bads})
}

func TestConformanceTSV(t *testing.T) {
	formatstest.Run(t, formatstest.Suite{Codec: TSV{}, Samples: []formatstest.Sample{
		{Name: "a", Rows: 1, Data: []byte("a\tb\nNEEDLE, x\t1,2\n"), Want: []string{`0 a s "NEEDLE, x"`, `0 b s "1,2"`}},
	}})
}

func TestEdits(t *testing.T) {
	for _, c := range []struct{ name, in, text, want string }{
		{"bytes around stay", "\"a \"\"b\"\" NEEDLE\", NEEDLE ,x\n", "y", "\"a \"\"b\"\" y\", y ,x\n"},
		{"quoted when needed", "NEEDLE,x NEEDLE\n", "a,b", "\"a,b\",\"x a,b\"\n"},
		{"quotes doubled", "NEEDLE,\"NEEDLE\"\n", `"`, "\"\"\"\",\"\"\"\"\n"},
		{"line end quoted", "NEEDLE,1\r\n", "a\nb", "\"a\nb\",1\r\n"},
		{"no quote may come to open a cell", "NEEDLE\"x,1\n", "", "\"\"\"x\",1\n"},
		{"odd cell is written anew", "\"NEEDLE\"x\"y,1\n", "z", "\"zx\"\"y\",1\n"},
		{"no blank line comes to be", "NEEDLE\nx\n", "", "\"\"\nx\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := &formatstest.Editor{OnField: formatstest.Replace(c.text)}
			out, _, err := formatstest.Rewrite(Codec{}, formatstest.Input("x.csv", []byte(c.in), nil), formats.Options{Delimiter: ',', Header: formats.HeaderNo}, e, 1)
			if err != nil || string(out) != c.want {
				t.Errorf("got %q, %v; want %q", out, err, c.want)
			}
		})
	}
}

func TestDelimiter(t *testing.T) {
	for in, want := range map[string]byte{
		"a,b\n1,2\n": ',', "a;b\n1,5;2,5\n2,5;3,5\n": ';', "a\tb,c\n1\t2\n": '\t', "a|b\n1|2": '|', "text\nhello\n": 0, "": 0,
		"a,b\n\"x;y;z\",2\n\"x;y\",2\n": ',', "t;u\n\"a,b\";\"c,d\"\n": ';',
	} {
		if got, _ := delimiter([]byte(in), false, true); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// What could be data is data: a header is not looked at.
func TestHeaderAuto(t *testing.T) {
	for in, want := range map[string]bool{
		"name,email\nx,y\n": true, "Name,E-Mail Adresse,PLZ (neu)\nx,y,z\n": true, "id,text\n": true, ",a\n0,1\n": true, "名前,住所\na,b\n": true,
		"x@example.org,b\nc,d\n": false, "1,2\n3,4\n": false, "a,12345\nb,2\n": false, "a,a\n1,2\n": false, "a,\n1,2\n": false,
		"Rome,Italy\nMilan,Italy\n": false, "He said so.,x\na,b\n": false, "yes,abc\nx,y\n": false, "+49 30 901820,name\nx,y\n": false, "": false,
		"http://x.example,a\nb,c\n": false, "inf,a\nx,b\n": false, "col_2024,b\n1,2\n": true,
	} {
		if got := (dialect{delim: ','}).looksLikeHeader([]byte(in), true); got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}

func TestSniff(t *testing.T) {
	for _, c := range []struct {
		head     string
		csv, tsv bool
	}{
		{"a,b\n1,2\n3,4\n", true, false}, {"a\tb\n1\t2\n", true, true}, {"just text\nmore of it\n", false, false}, {"a,b", false, false},
		{"Dear all, this is prose.\nIt has commas, here and, again, there.\nOr not.\n", false, false}, {"a,\x00\nb,c\n", false, false}, {"", false, false},
	} {
		if got := (Codec{}).Sniff([]byte(c.head)); got != c.csv {
			t.Errorf("csv Sniff(%q) = %v", c.head, got)
		}
		if got := (TSV{}).Sniff([]byte(c.head)); got != c.tsv {
			t.Errorf("tsv Sniff(%q) = %v", c.head, got)
		}
	}
}

func TestOptions(t *testing.T) {
	for _, d := range []byte{'"', '\n', '\r', 0x80} {
		if _, err := (Codec{}).NewReader(formatstest.Input("x", nil, nil), formats.Options{Delimiter: d}); err == nil {
			t.Errorf("delimiter %q was taken", d)
		}
	}
}

type keep struct{}

func (keep) Field(*formats.Field) (formats.Edit, error) { return formats.Edit{}, nil }
func (keep) Record(int64, []byte) (formats.RecordAction, error) {
	return formats.KeepRecord, nil
}
func (keep) Bad(_ int64, _ []byte, cause error) error { return cause }

type endless struct {
	head, data []byte
	at         int
}

func (r *endless) Read(p []byte) (int, error) {
	if len(r.head) > 0 {
		n := copy(p, r.head)
		r.head = r.head[n:]
		return n, nil
	}
	n := copy(p, r.data[r.at:])
	r.at = (r.at + n) % len(r.data)
	return n, nil
}

func TestSteadyStateAllocatesNothing(t *testing.T) {
	r, err := Codec{}.NewReader(&formats.Input{Name: "x", R: &endless{head: []byte("id,text,tag\n"), data: corpus(40 << 10)}}, formats.Options{BlockSize: 32 << 10})
	if err != nil {
		t.Fatal(err)
	}
	var b formats.Block
	step := func() {
		if b, err = r.Next(b); err != nil {
			t.Fatal(err)
		}
		if err := b.Rewrite(keep{}); err != nil {
			t.Fatal(err)
		}
	}
	for range 5 {
		step()
	}
	if n := testing.AllocsPerRun(50, step); n > 0 {
		t.Errorf("%v allocations a block", n)
	}
}

// FuzzCSV compares with encoding/csv wherever that reads a file at all. A
// file that is read leaves as it came, and edits can be read back.
func FuzzCSV(f *testing.F) {
	for _, s := range samples {
		if len(s.Data) < 5000 {
			f.Add(s.Data, uint16(0))
		}
	}
	for _, s := range bads {
		f.Add(s.Data, uint16(5))
	}
	f.Add([]byte("a,\"b\"\"\r\n\",\r\n\r\n\"\",x\ry\n\""), uint16(1))
	f.Fuzz(func(t *testing.T, data []byte, size uint16) {
		o := formats.Options{Delimiter: ',', Header: formats.HeaderNo, BlockSize: int(size)}
		e := &formatstest.Editor{}
		out, rows, err := formatstest.Rewrite(Codec{}, formatstest.Input("x", data, nil), o, e, 2)
		if err == nil && !bytes.Equal(out, data) {
			t.Fatalf("output %q, input %q", out, data)
		}
		if err == nil && int64(len(e.Records)) != rows {
			t.Fatalf("%d records, %d rows", len(e.Records), rows)
		}
		var fe *formats.Error
		if err != nil && !errors.As(err, &fe) {
			t.Fatal(err)
		}
		var got [][]string
		for _, ev := range e.Events {
			for int64(len(got)) <= ev.Row {
				got = append(got, nil)
			}
			got[ev.Row] = append(got[ev.Row], ev.Text)
		}
		if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 && !bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) && !crOnly(data) {
			r := stdcsv.NewReader(bytes.NewReader(data))
			r.FieldsPerRecord = -1
			if want, rerr := r.ReadAll(); rerr == nil {
				if err != nil {
					t.Fatalf("%q: encoding/csv reads it, here: %v", data, err)
				}
				if len(want) != len(got) {
					t.Fatalf("%q: %d records, want %d", data, len(got), len(want))
				}
				for i := range want {
					// encoding/csv turns CRLF in quotes into LF.
					if g := strings.ReplaceAll(strings.Join(got[i], "\x00"), "\r\n", "\n"); g != strings.Join(want[i], "\x00") {
						t.Fatalf("%q: record %d is %q, want %q", data, i, got[i], want[i])
					}
				}
			}
		}
		if err != nil {
			return
		}
		edited := &formatstest.Editor{OnField: func(f *formats.Field) (formats.Edit, error) {
			from, to := middle(string(f.Text))
			return formats.Edit{Action: formats.Splice, Spans: []formats.Span{{Start: from, End: to, New: []byte("\",é")}}}, nil
		}}
		out, _, err = formatstest.Rewrite(Codec{}, formatstest.Input("x", data, nil), o, edited, 1)
		if err != nil {
			t.Fatal(err)
		}
		if crOnly(data) != crOnly(out) {
			return // the dialect hangs on the first line end
		}
		again := &formatstest.Editor{}
		if _, _, err := formatstest.Rewrite(Codec{}, formatstest.Input("x", out, nil), o, again, 1); err != nil {
			t.Fatalf("%q edited is %q: %v", data, out, err)
		}
		if len(again.Events) != len(e.Events) {
			t.Fatalf("%q edited is %q: %d cells, want %d", data, out, len(again.Events), len(e.Events))
		}
		for i, ev := range e.Events {
			from, to := middle(ev.Text)
			if want := ev.Text[:from] + "\",é" + ev.Text[to:]; again.Events[i].Text != want {
				t.Fatalf("%q edited is %q: cell %q, want %q", data, out, again.Events[i].Text, want)
			}
		}
	})
}

// middle is a span of whole characters in the middle of s.
func middle(s string) (from, to int) {
	from, to = len(s)/3, len(s)-len(s)/3
	for from > 0 && !utf8.RuneStart(s[from]) {
		from--
	}
	for to < len(s) && !utf8.RuneStart(s[to]) {
		to++
	}
	return from, to
}

func corpus(size int) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "%d,\"%s\",tag%d\n", i, strings.Repeat("Some words, some \"\"quotes\"\" and a line end\n", 1+i%5), i%10)
	}
	return b.Bytes()
}

func plainCorpus(size int) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "%d,some words in a cell of text,%d.%02d,tag%d,%s\n", i, i%500, i%100, i%10, strings.Repeat("a longer cell ", 1+i%9))
	}
	return b.Bytes()
}

func bench(b *testing.B, data []byte, rewrite bool) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	var blk formats.Block
	for b.Loop() {
		r, _ := Codec{}.NewReader(&formats.Input{Name: "x.csv", R: bytes.NewReader(data)}, formats.Options{Delimiter: ','})
		for {
			n, err := r.Next(blk)
			if err == io.EOF {
				break
			}
			if err == nil && rewrite {
				err = n.Rewrite(keep{})
			}
			if err != nil {
				b.Fatal(err)
			}
			blk = n
		}
	}
}

func BenchmarkRewriteQuoted(b *testing.B) { bench(b, corpus(4<<20), true) }
func BenchmarkRewritePlain(b *testing.B)  { bench(b, plainCorpus(4<<20), true) }
func BenchmarkCutQuoted(b *testing.B)     { bench(b, corpus(4<<20), false) }
func BenchmarkCutPlain(b *testing.B)      { bench(b, plainCorpus(4<<20), false) }
