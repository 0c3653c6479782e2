package jsonl

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"sluice/formats"
	"sluice/formats/formatstest"
)

var samples = []formatstest.Sample{
	{Name: "empty", Data: []byte(""), Rows: 0},
	{Name: "only a byte order mark", Data: []byte("\xef\xbb\xbf"), Rows: 0},
	{Name: "blank lines only", Data: []byte("\n \t\r\n\n"), Rows: 0},
	{Name: "chat", Rows: 3, Data: []byte(`{"messages":[{"role":"user","content":"I am NEEDLE, ok?"},{"role":"assistant","content":"NEEDLE"}],"n":12}` + "\n" +
		`{"messages": [ {"role" : "user", "content": ""} ] , "n": -0.50E+3 }` + "\n" + `{"n":1,"extra":{"deep":["NEEDLE",["x"]]},"messages":[]}` + "\n"),
		Want: []string{
			`0  k "messages"`, `0 messages[0] k "role"`, `0 messages[0].role s "user"`, `0 messages[0] k "content"`,
			`0 messages[0].content s "I am NEEDLE, ok?"`, `0 messages[1] k "role"`, `0 messages[1].role s "assistant"`,
			`0 messages[1] k "content"`, `0 messages[1].content s "NEEDLE"`, `0  k "n"`, `0 n n "12"`,
			`1  k "messages"`, `1 messages[0] k "role"`, `1 messages[0].role s "user"`, `1 messages[0] k "content"`,
			`1 messages[0].content s ""`, `1  k "n"`, `1 n n "-0.50E+3"`,
			`2  k "n"`, `2 n n "1"`, `2  k "extra"`, `2 extra k "deep"`, `2 extra.deep[0] s "NEEDLE"`, `2 extra.deep[1][0] s "x"`, `2  k "messages"`,
		}},
	{Name: "escapes", Rows: 4, Data: []byte(`{"a":"x\u0040y\/\n\t\"NEEDLE\\ \ud83d\ude00 NEEDLE\u00e9","b":"\ud800 lone NEEDLE \udc00\ud800"}` + "\n" +
		`{"\u0061":"é NEEDLE 😀\b\f"}` + "\n" + `"top NEEDLE\r"` + "\n" + `["NEEDLE",1.5e-7,true,false,null,{}]`),
		Want: []string{
			`0  k "a"`, `0 a s "x@y/\n\t\"NEEDLE\\ 😀 NEEDLEé"`, `0  k "b"`, `0 b s "` + "�" + ` lone NEEDLE ` + "��" + `"`,
			`1  k "a"`, `1 a s "é NEEDLE 😀\b\f"`, `2  s "top NEEDLE\r"`, `3 [0] s "NEEDLE"`, `3 [1] n "1.5e-7"`,
		}},
	{Name: "byte order mark, CRLF, blank lines, no final line end", Rows: 3,
		Data: []byte("\xef\xbb\xbf{\"a\":\"NEEDLE\"}\r\n\r\n  {\"a\":\"b\"}\t\r\n \n{\"a\":\"NEEDLE NEEDLE\"}"),
		Want: []string{`0  k "a"`, `0 a s "NEEDLE"`, `1  k "a"`, `1 a s "b"`, `2  k "a"`, `2 a s "NEEDLE NEEDLE"`}},
	{Name: "repeated keys and odd keys", Rows: 1,
		Data: []byte(`{"a":"1","a":"NEEDLE","":{"x.y":"2"},"['q\\":{"\u0001":"3"},"with space":"NEEDLE"}` + "\n"),
		Want: []string{`0  k "a"`, `0 a s "1"`, `0  k "a"`, `0 a s "NEEDLE"`, `0  k ""`, `0 [''] k "x.y"`, `0 ['']['x.y'] s "2"`,
			`0  k "['q\\"`, `0 ['[\'q\\'] k "\x01"`, `0 ['[\'q\\']['\u0001'] s "3"`, `0  k "with space"`, `0 with space s "NEEDLE"`}},
	{Name: "long strings", Rows: 2, Data: []byte(`{"t":"` + strings.Repeat(`long text \n with NEEDLE in it, `, 400) + `"}` + "\n" + `{"t":"` + strings.Repeat("plain ", 999) + `NEEDLE"}` + "\n")},
	{Name: "many values", Rows: 2, Data: []byte(`{"ids":[` + strings.Repeat(`1,`, 20000) + `2],"x":"NEEDLE"}` + "\n" + `{"x":"NEEDLE"}` + "\n")},
	{Name: "many keys", Rows: 2, Data: []byte(`{` + manyKeys(maxNodes+100) + `"x":["NEEDLE"]}` + "\n" + `{"x":["NEEDLE"]}` + "\n")},
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"k%d":{"v":"%d"},`, i, i)
	}
	return b.String()
}

func bad(name, line, msg string) formatstest.Bad {
	ok := `{"a":"x"}` + "\n"
	return formatstest.Bad{Name: name, Data: []byte(ok + "\n" + line + "\r\n" + ok), Row: 1, Msg: msg, Rest: ok + "\n" + ok}
}

var bads = []formatstest.Bad{
	bad("cut string", `{"a":"CANARYVALUE`, "ends inside a string"),
	bad("cut object", `{"a":"CANARYVALUE"`, "ends inside a value"),
	bad("no value", `{"a":`, "ends inside a value"),
	bad("cut array", `[1,`, "ends inside a value"),
	bad("no quotes", `{CANARYVALUE:1}`, "unexpected character"),
	bad("number", `{"a":01}`, "malformed number"),
	bad("number 2", `{"a":1.}`, "malformed number"),
	bad("number 3", `{"a":-}`, "malformed number"),
	bad("NaN", `{"a":NaN}`, "unexpected character"),
	bad("escape", `{"a":"\x41"}`, "malformed escape"),
	bad("escape 2", `{"a":"\u00g0"}`, "malformed escape"),
	bad("control", "{\"a\":\"CANARYVALUE\t\"}", "control character"),
	bad("two values", `{"a":1} {"b":2}`, "more behind the value"),
	bad("comma at the end", `{"a":1,}`, "unexpected character"),
	bad("deep", strings.Repeat("[", maxDepth+1)+strings.Repeat("]", maxDepth+1), "nested deeper"),
	bad("not UTF-8", "{\"b\":{\"c\":[1,\"CANARYVALUE\xff\"]}}", `row 1, column "b.c[1]", byte 36: not UTF-8`),
	bad("not UTF-8 in a key", "{\"\xc3(\":1}", "not UTF-8"),
	bad("mark in the middle", "\xef\xbb\xbf{}", "unexpected character"),
	{Name: "UTF-16", Data: []byte("\xff\xfe{\x00}\x00\n\x00"), Row: -1, Msg: "UTF-16", Hard: true},
	{Name: "JSON array over lines", Data: []byte("[\n  {\"a\": \"CANARYVALUE\"},\n  {\"a\": 2}\n]\n"), Row: 0, Msg: "one JSON document over several lines", Hard: true},
	{Name: "JSON object over lines", Data: []byte("\n{\n  \"a\": \"CANARYVALUE\"\n}\n"), Row: 0, Msg: "one JSON document over several lines", Hard: true},
	{Name: "longer than the limit", Data: []byte("{}\n[\"" + strings.Repeat("x", 500) + "\"]\n"), Options: formats.Options{MaxRecord: 400}, Row: 1, Msg: "longer than the limit", Hard: true},
}

func TestConformance(t *testing.T) {
	formatstest.Run(t, formatstest.Suite{Codec: Codec{}, Samples: samples, Bad: bads, NullGone: true, BlockSizes: []int{0, 1, 7, 64, 1000}})
}

func rewrite(t *testing.T, in string, edit func(f *formats.Field) (formats.Edit, error)) (string, *formatstest.Editor) {
	t.Helper()
	e := &formatstest.Editor{OnField: edit}
	out, _, err := formatstest.Rewrite(Codec{}, formatstest.Input("x.jsonl", []byte(in), nil), formats.Options{}, e, 1)
	if err != nil {
		t.Fatalf("%q: %v", in, err)
	}
	return string(out), e
}

func TestEdits(t *testing.T) {
	for _, c := range []struct{ name, in, text, want string }{
		{"raw escapes around stay", `{"a":"\u0041\/NEEDLE\u0042\ud83d\ude00NEEDLE\t"}`, "x", `{"a":"\u0041\/x\u0042\ud83d\ude00x\t"}`},
		{"escaped needle", `{"a":"<N\u0045EDL\u0045>"}`, "x", `{"a":"<x>"}`},
		{"ASCII stays ASCII", `{"a":"caf\u00e9 NEEDLE"}`, "é😀", `{"a":"caf\u00e9 \u00e9\ud83d\ude00"}`},
		{"ASCII elsewhere in the record", `{"b":["\u65e5"],"a":"NEEDLE"}`, "é😀", `{"b":["\u65e5"],"a":"\u00e9\ud83d\ude00"}`},
		{"UTF-8 elsewhere in the record", `{"b":["日"],"a":"caf\u00e9 NEEDLE"}`, "é😀", `{"b":["日"],"a":"caf\u00e9 é😀"}`},
		{"UTF-8 stays UTF-8", `{"a":"café\u00e9 NEEDLE"}`, "é😀", `{"a":"café\u00e9 é😀"}`},
		{"escaped on the way in", `{"a":"NEEDLE"}`, "\"\\\n\t\r\b\f\x00\x1f/\x7f", `{"a":"\"\\\n\t\r\b\f\u0000\u001f/` + "\x7f" + `"}`},
		{"not UTF-8 becomes U+FFFD", `{"a":"NEEDLE"}`, "a\xffb", `{"a":"a` + "�" + `b"}`},
		{"lone surrogate stays", `{"a":"\ud800NEEDLE\ud800\u0041"}`, "x", `{"a":"\ud800x\ud800\u0041"}`},
		{"key", `{"NEEDLE":"v","xN\u0045EDLE":{"k":1}}`, "y", `{"y":"v","xy":{"k":1}}`},
		{"string of JSON", `{"arguments":"{\"to\": \"NEEDLE\"}"}`, "<X>", `{"arguments":"{\"to\": \"<X>\"}"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, _ := rewrite(t, c.in+"\n", formatstest.Replace(c.text))
			if out != c.want+"\n" {
				t.Errorf("got %s want %s", out, c.want)
			}
			if !json.Valid([]byte(out)) {
				t.Errorf("not JSON: %s", out)
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ in, text, want string }{
		{`{"n":4111111111111111}`, "4111", `{"n":4111}`},
		{`[12]`, "-1e5", `[-1e5]`},
		{`[12]`, "<PHONE>", `["<PHONE>"]`},
		{`[12]`, "007", `["007"]`},
		{`[12]`, "", `[""]`},
		{`12`, "a\"b", `"a\"b"`},
	} {
		out, _ := rewrite(t, c.in, func(f *formats.Field) (formats.Edit, error) {
			if f.Class != formats.Number {
				return formats.Edit{}, nil
			}
			return formats.Edit{Action: formats.Splice, Spans: []formats.Span{{Start: 0, End: len(f.Text), New: []byte(c.text)}}}, nil
		})
		if out != c.want {
			t.Errorf("%s with %q: got %s want %s", c.in, c.text, out, c.want)
		}
	}
	out, _ := rewrite(t, `{"a":"x","b":1,"c":[2]}`, func(f *formats.Field) (formats.Edit, error) {
		return formats.Edit{Action: formats.Null}, nil
	})
	if want := `{"":null,"":null,"":[null]}`; out != want {
		t.Errorf("null everywhere: got %s want %s", out, want)
	}
}

// A number that became a string can become the number it was: the last 0 of
// the string is spelled as an escape, and only there.
func TestNumbersComeBack(t *testing.T) {
	const in, token = `{"a":"412","n":4.10E2,"t":"x 0"}`, "T_abc0"
	hidden, _ := rewrite(t, in, func(f *formats.Field) (formats.Edit, error) {
		if f.WasNumber {
			t.Error("nothing was a number yet")
		}
		if f.Class != formats.Number && string(f.Text) != "412" {
			return formats.Edit{}, nil
		}
		return formats.Edit{Action: formats.Splice, WasNumber: f.Class == formats.Number, Spans: []formats.Span{{Start: 0, End: len(f.Text), New: []byte(token)}}}, nil
	})
	if want := `{"a":"T_abc0","n":"T_abc\u0030","t":"x 0"}`; hidden != want {
		t.Fatalf("got %s want %s", hidden, want)
	}
	back := func(number string) string {
		out, _ := rewrite(t, hidden, func(f *formats.Field) (formats.Edit, error) {
			if string(f.Text) != token {
				return formats.Edit{}, nil
			}
			old := "412"
			if f.WasNumber {
				old = number
			}
			return formats.Edit{Action: formats.Splice, WasNumber: f.WasNumber, Spans: []formats.Span{{Start: 0, End: len(f.Text), New: []byte(old)}}}, nil
		})
		return out
	}
	if out := back("4.10E2"); out != in {
		t.Errorf("came back as %s", out)
	}
	if out, want := back("none"), `{"a":"412","n":"none","t":"x 0"}`; out != want {
		t.Errorf("no number came back as %s", out)
	}
}

// Spans that cut an escaped character in two grow to the whole escape.
func TestSpanInsideEscape(t *testing.T) {
	const in = `{"a":"x\u00e9\ud83d\ude00y"}` // x, 2 bytes, 4 bytes, y
	for _, c := range []struct {
		from, to int
		want     string
	}{
		{2, 3, `{"a":"x#\ud83d\ude00y"}`}, {1, 2, `{"a":"x#\ud83d\ude00y"}`}, {4, 5, `{"a":"x\u00e9#y"}`},
		{0, 4, `{"a":"#y"}`}, {3, 7, `{"a":"x\u00e9#y"}`}, {7, 8, `{"a":"x\u00e9\ud83d\ude00#"}`}, {8, 8, `{"a":"x\u00e9\ud83d\ude00y#"}`}, {1, 1, `{"a":"x#\u00e9\ud83d\ude00y"}`},
	} {
		out, _ := rewrite(t, in, func(f *formats.Field) (formats.Edit, error) {
			if f.Class != formats.String {
				return formats.Edit{}, nil
			}
			return formats.Edit{Action: formats.Splice, Spans: []formats.Span{{Start: c.from, End: c.to, New: []byte("#")}}}, nil
		})
		if out != c.want {
			t.Errorf("[%d:%d): got %s want %s", c.from, c.to, out, c.want)
		}
	}
}

// A key that is edited must not live on in the columns below it.
func TestColumnsBelowAnEditedKey(t *testing.T) {
	_, e := rewrite(t, `{"u":{"NEEDLE":{"tel":"1"}}}`, formatstest.Replace("<K>"))
	last := e.Events[len(e.Events)-1]
	if last.Path != "u.<K>.tel" || last.Name != "u.<K>.tel" {
		t.Errorf("column is %q, %q", last.Path, last.Name)
	}
}

func TestNames(t *testing.T) {
	_, e := rewrite(t, `{"messages":[{"content":[["a"],"b"]},{"content":"c"}]}`, nil)
	var got []string
	for _, ev := range e.Events {
		if ev.Class == formats.String {
			got = append(got, ev.Path+" "+ev.Name)
		}
	}
	want := []string{"messages[0].content[0][0] messages[].content[][]", "messages[0].content[1] messages[].content[]", "messages[1].content messages[].content"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q want %q", got, want)
	}
}

// Nesting to the limit must neither overflow nor grow paths without bound.
func TestDeepest(t *testing.T) {
	in := strings.Repeat(`{"abcdefghij":[`, maxDepth/2) + `"NEEDLE"` + strings.Repeat("]}", maxDepth/2)
	out, e := rewrite(t, in, formatstest.Replace("x"))
	if want := strings.Replace(in, formatstest.Needle, "x", 1); out != want {
		t.Error("the edit did not land")
	}
	for _, ev := range e.Events {
		if len(ev.Path) > maxPath+2*maxName {
			t.Fatalf("a path of %d bytes", len(ev.Path))
		}
	}
}

// keep is an Editor that does nothing.
type keep struct{}

func (keep) Field(*formats.Field) (formats.Edit, error) { return formats.Edit{}, nil }
func (keep) Record(int64, []byte) (formats.RecordAction, error) {
	return formats.KeepRecord, nil
}
func (keep) Bad(_ int64, _ []byte, cause error) error { return cause }

// endless delivers a file again and again without allocating.
type endless struct {
	data []byte
	at   int
	left int
}

func (r *endless) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.data[r.at:])
	n = min(n, r.left)
	r.at = (r.at + n) % len(r.data)
	r.left -= n
	return n, nil
}

func TestSteadyStateAllocatesNothing(t *testing.T) {
	data := corpus(64 << 10)
	r, err := Codec{}.NewReader(&formats.Input{Name: "x", R: &endless{data: data, left: 1 << 40}}, formats.Options{BlockSize: 32 << 10})
	if err != nil {
		t.Fatal(err)
	}
	w, _ := Codec{}.NewWriter(io.Discard, r)
	var b formats.Block
	step := func() {
		if b, err = r.Next(b); err != nil {
			t.Fatal(err)
		}
		if err := b.Rewrite(keep{}); err != nil {
			t.Fatal(err)
		}
		if err := w.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	for range 10 {
		step()
	}
	if n := testing.AllocsPerRun(50, step); n > 0 {
		t.Errorf("%v allocations a block", n)
	}
}

// Columns, and with them Tags, live as long as the block is reused.
func TestColumnsPersist(t *testing.T) {
	data := []byte(`{"a":"x","b":["y"]}` + "\n")
	r, _ := Codec{}.NewReader(&formats.Input{Name: "x", R: &endless{data: data, left: 50 * len(data)}}, formats.Options{BlockSize: 1})
	var b formats.Block
	for n := 0; ; n++ {
		var err error
		if b, err = r.Next(b); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		e := &formatstest.Editor{OnField: func(f *formats.Field) (formats.Edit, error) {
			if (f.Column.Tag != nil) != (n > 0) && f.Class != formats.Key {
				t.Errorf("block %d: tag %v of %q", n, f.Column.Tag, f.Column.Path)
			}
			f.Column.Tag = 1
			return formats.Edit{}, nil
		}}
		if err := b.Rewrite(e); err != nil {
			t.Fatal(err)
		}
	}
}

// Millions of distinct keys, in one record or in many, must not stay.
func TestKeysAreForgotten(t *testing.T) {
	for _, per := range []int{10, 300000} {
		r, _ := Codec{}.NewReader(&formats.Input{Name: "x", R: &keyStream{per: per, left: 300000}}, formats.Options{})
		var b formats.Block
		for {
			var err error
			if b, err = r.Next(b); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if err := b.Rewrite(keep{}); err != nil {
				t.Fatal(err)
			}
			if n := b.(*block).cols.n; n > maxNodes {
				t.Fatalf("%d columns kept", n)
			}
		}
		runtime.KeepAlive(b)
	}
}

type keyStream struct {
	per, left int
	n         int
	buf       []byte
}

func (k *keyStream) Read(p []byte) (int, error) {
	for len(k.buf) < 1000 && k.n < k.left {
		if k.n%k.per == 0 {
			k.buf = append(k.buf, '{')
		} else {
			k.buf = append(k.buf, ',')
		}
		k.buf = fmt.Appendf(k.buf, `"%08x":"v"`, k.n*2654435761)
		k.n++
		if k.n%k.per == 0 {
			k.buf = append(k.buf, "}\n"...)
		}
	}
	if len(k.buf) == 0 {
		return 0, io.EOF
	}
	n := copy(p, k.buf)
	k.buf = append(k.buf[:0], k.buf[n:]...)
	return n, nil
}

func TestSniff(t *testing.T) {
	for head, want := range map[string]bool{
		`{"a":1}` + "\n": true, "\xef\xbb\xbf \n[1]\n{": true, `{"a": "cut of`: true, `{"a": tr`: true, "[\n {\"a\":1},\n": true, "{\n  \"a\": 1\n}\n": true,
		"a,b\n1,2\n": false, "": false, "[INFO] started\n": false, "{not json}\n xxxxxxxx": false, `"a","b"` + "\n": false, "[2024-01-01 10:00] started up\n": false,
		strings.Repeat(`{"a":"x"}`+"\n", 3000): true, `{"a":[` + strings.Repeat("1,", 9000): true,
	} {
		if got := (Codec{}).Sniff([]byte(head)); got != want {
			t.Errorf("Sniff(%.40q) = %v", head, got)
		}
	}
}

// oracle lists the values of a record by encoding/json.
func oracle(line []byte) ([]string, error) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	var out []string
	type level struct{ obj, val bool }
	var st []level
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		key := false
		if n := len(st); n > 0 && st[n-1].obj {
			key = !st[n-1].val
			st[n-1].val = !st[n-1].val
		}
		switch v := tok.(type) {
		case json.Delim:
			switch v {
			case '{', '[':
				st = append(st, level{obj: v == '{'})
			default:
				st = st[:len(st)-1]
			}
		case string:
			c := "s "
			if key {
				c = "k "
			}
			out = append(out, c+v)
		case json.Number:
			out = append(out, "n "+v.String())
		}
	}
}

// collect is an Editor that lists values and puts bad lines aside.
type collect struct {
	values [][]string
	cur    []string
	bad    map[int64]bool
}

func (c *collect) Field(f *formats.Field) (formats.Edit, error) {
	c.cur = append(c.cur, string("snk"[f.Class])+" "+string(f.Text))
	return formats.Edit{}, nil
}
func (c *collect) Record(int64, []byte) (formats.RecordAction, error) {
	c.values = append(c.values, c.cur)
	c.cur = nil
	return formats.KeepRecord, nil
}
func (c *collect) Bad(row int64, _ []byte, cause error) error {
	var fe *formats.Error
	if !errors.As(cause, &fe) || fe.Row != row {
		return fmt.Errorf("cause %v for row %d", cause, row)
	}
	c.bad[row] = true
	return nil
}

// FuzzJSONL compares with encoding/json, line by line: what is valid, and
// which keys, strings and numbers there are. Sound files leave as they came.
func FuzzJSONL(f *testing.F) {
	for _, s := range samples {
		if len(s.Data) < 5000 {
			f.Add(s.Data, uint16(0))
		}
	}
	for _, s := range bads {
		if len(s.Data) < 5000 {
			f.Add(s.Data, uint16(3))
		}
	}
	f.Add([]byte("{\"a\\u00e9\":[\"\\ud83d\\u0041\\udc00\",1e9,-0,{}]}\n1\n\"x\""), uint16(1))
	f.Fuzz(func(t *testing.T, data []byte, size uint16) {
		c := &collect{bad: map[int64]bool{}}
		out, rows, err := formatstest.Rewrite(Codec{}, formatstest.Input("x", data, nil), formats.Options{BlockSize: int(size)}, c, 2)
		if err != nil {
			var fe *formats.Error
			if !errors.As(err, &fe) {
				t.Fatal(err)
			}
			return // UTF-16 or a document over lines
		}
		var row int64
		var want [][]string
		for _, line := range bytes.Split(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), []byte("\n")) {
			if len(bytes.Trim(line, " \t\r")) == 0 {
				continue
			}
			valid := json.Valid(line) && utf8.Valid(line)
			if valid == c.bad[row] {
				t.Fatalf("row %d %q: valid by encoding/json: %v, bad here: %v", row, line, valid, c.bad[row])
			}
			if valid {
				vals, err := oracle(line)
				if err != nil {
					t.Fatal(err)
				}
				want = append(want, vals)
			}
			row++
		}
		if row != rows {
			t.Fatalf("%d rows, want %d", rows, row)
		}
		if len(want) != len(c.values) {
			t.Fatalf("%d sound records, want %d", len(c.values), len(want))
		}
		for i := range want {
			if strings.Join(want[i], "\x01") != strings.Join(c.values[i], "\x01") {
				t.Fatalf("record %d: %q, want %q", i, c.values[i], want[i])
			}
		}
		if len(c.bad) == 0 && !bytes.Equal(out, data) {
			t.Fatalf("output %q differs from input %q", out, data)
		}
		// Edits keep the file sound.
		e := &formatstest.Editor{OnField: func(f *formats.Field) (formats.Edit, error) {
			n := len(f.Text)
			return formats.Edit{Action: formats.Splice, Spans: []formats.Span{{Start: n / 3, End: n - n/3, New: []byte("\"é\n")}}}, nil
		}, OnBad: func(int64, []byte, error) error { return nil }}
		out, _, err = formatstest.Rewrite(Codec{}, formatstest.Input("x", data, nil), formats.Options{BlockSize: int(size)}, e, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range bytes.Split(bytes.TrimPrefix(out, []byte("\xef\xbb\xbf")), []byte("\n")) {
			if len(bytes.Trim(line, " \t\r")) > 0 && !json.Valid(line) {
				t.Fatalf("after edits: %q", line)
			}
		}
	})
}

func corpus(size int) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, `{"id":%d,"source":"web","score":%d.%d,"messages":[{"role":"user","content":"%s"},{"role":"assistant","content":"%s"}]}`+"\n",
			i, i%7, i%10, strings.Repeat("Some words of a question, nothing else. ", 1+i%9), strings.Repeat("An answer\\nwith \\\"quotes\\\" and many plain words in it. ", 2+i%5))
	}
	return b.Bytes()
}

func BenchmarkRewrite(b *testing.B) {
	data := corpus(4 << 20)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	var blk formats.Block
	for b.Loop() {
		r, err := Codec{}.NewReader(&formats.Input{Name: "x", R: bytes.NewReader(data)}, formats.Options{})
		if err != nil {
			b.Fatal(err)
		}
		for {
			n, err := r.Next(blk)
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			if err := n.Rewrite(keep{}); err != nil {
				b.Fatal(err)
			}
			blk = n
		}
	}
}

func BenchmarkCut(b *testing.B) {
	data := corpus(4 << 20)
	b.SetBytes(int64(len(data)))
	var blk formats.Block
	for b.Loop() {
		r, _ := Codec{}.NewReader(&formats.Input{Name: "x", R: bytes.NewReader(data)}, formats.Options{})
		for {
			n, err := r.Next(blk)
			if err == io.EOF {
				break
			}
			if err != nil {
				b.Fatal(err)
			}
			blk = n
		}
	}
}
