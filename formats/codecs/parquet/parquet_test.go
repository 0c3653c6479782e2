package parquet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	pq "github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/apache/arrow/go/v17/parquet/file"
	"github.com/apache/arrow/go/v17/parquet/schema"

	"sluice/formats"
)

// needle is what the editors of these tests look for.
const needle = "jo.miller@acme-corp.io"

// seed says how the arrow module is to write a test file.
type seed struct {
	name    string
	codec   compress.Compression
	dict    bool
	v2      bool
	rows    int
	groups  int
	long    int // elements of one very long list
	badText bool
	none    bool // no needle anywhere
}

func (s seed) card(i int) int32 {
	if i%7 == 3 {
		return 41111111
	}
	return int32(i)
}

func (s seed) text(i int) string {
	t := strings.Repeat("words of a row ", i%5) + fmt.Sprint(i)
	if i%6 == 1 && !s.none {
		t += " from " + needle + ", thanks"
	}
	if s.badText && i == 4 {
		t = "\xff\xfe"
	}
	return t
}

func (s seed) who(i int) string {
	if i%4 == 0 && !s.none {
		return needle
	}
	return fmt.Sprintf("user%d", i%3)
}

func (s seed) tags(i int) []string {
	if i == 5 && s.long > 0 {
		out := make([]string, s.long)
		for j := range out {
			out[j] = s.who(j)
		}
		return out
	}
	out := []string{}
	for j := range i % 4 {
		out = append(out, s.who(i+j))
	}
	return out
}

func (s seed) build(t testing.TB) []byte {
	t.Helper()
	text := schema.StringLogicalType{}
	rep, opt, req := pq.Repetitions.Repeated, pq.Repetitions.Optional, pq.Repetitions.Required
	leaf := func(name string, r pq.Repetition, l schema.LogicalType, p pq.Type, n int) schema.Node {
		return schema.Must(schema.NewPrimitiveNodeLogical(name, r, l, p, n, -1))
	}
	list := schema.MustGroup(schema.ListOf(leaf("element", opt, text, pq.Types.ByteArray, -1), opt, -1))
	root := schema.MustGroup(schema.NewGroupNode("schema", rep, schema.FieldList{
		leaf("id", req, nil, pq.Types.Int64, -1),
		leaf("text", opt, text, pq.Types.ByteArray, -1),
		leaf("who", req, text, pq.Types.ByteArray, -1),
		leaf("score", opt, nil, pq.Types.Double, -1),
		schema.MustGroup(schema.NewGroupNode("tags", opt, schema.FieldList{list}, -1)),
		leaf("card", opt, nil, pq.Types.Int32, -1),
		leaf("fixed", req, nil, pq.Types.FixedLenByteArray, len(needle)),
	}, -1))
	props := []pq.WriterProperty{pq.WithDictionaryDefault(s.dict), pq.WithCompression(s.codec), pq.WithRootRepetition(pq.Repetitions.Required),
		pq.WithDataPageSize(2000), pq.WithBatchSize(1 << 20)}
	if s.v2 {
		props = append(props, pq.WithDataPageVersion(pq.DataPageV2))
	}
	var buf bytes.Buffer
	w := file.NewParquetWriter(&buf, root, file.WithWriterProps(pq.NewWriterProperties(props...)))
	w.AppendKeyValueMetadata("mykey", "myvalue")
	for g := range s.groups {
		rg := w.AppendRowGroup()
		col := func() file.ColumnChunkWriter {
			c, err := rg.NextColumn()
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		done := func(n int64, err error) {
			if err != nil {
				t.Fatal(err)
			}
		}
		at := func(i int) int { return g*s.rows + i }
		var ids []int64
		var texts, whos, tags []pq.ByteArray
		var fixed []pq.FixedLenByteArray
		var scores []float64
		var cards []int32
		var tdef, sdef, cdef, ldef, lrep []int16
		for i := range s.rows {
			k := at(i)
			ids = append(ids, int64(k))
			if k%9 == 8 {
				tdef = append(tdef, 0)
			} else {
				tdef = append(tdef, 1)
				texts = append(texts, pq.ByteArray(s.text(k)))
			}
			whos = append(whos, pq.ByteArray(s.who(k)))
			sdef = append(sdef, 1)
			scores = append(scores, float64(k)/3)
			cdef = append(cdef, 1)
			cards = append(cards, s.card(k))
			f := fmt.Sprintf("%022d", k)
			if k%5 == 2 && !s.none {
				f = needle
			}
			fixed = append(fixed, pq.FixedLenByteArray(f))
			l := s.tags(k)
			switch {
			case k%11 == 10:
				lrep, ldef = append(lrep, 0), append(ldef, 0)
			case len(l) == 0:
				lrep, ldef = append(lrep, 0), append(ldef, 2)
			}
			if k%11 == 10 {
				continue
			}
			for j, v := range l {
				lrep = append(lrep, int16(min(j, 1)))
				ldef = append(ldef, 4)
				tags = append(tags, pq.ByteArray(v))
			}
		}
		done(col().(*file.Int64ColumnChunkWriter).WriteBatch(ids, nil, nil))
		done(col().(*file.ByteArrayColumnChunkWriter).WriteBatch(texts, tdef, nil))
		done(col().(*file.ByteArrayColumnChunkWriter).WriteBatch(whos, nil, nil))
		done(col().(*file.Float64ColumnChunkWriter).WriteBatch(scores, sdef, nil))
		done(col().(*file.ByteArrayColumnChunkWriter).WriteBatch(tags, ldef, lrep))
		done(col().(*file.Int32ColumnChunkWriter).WriteBatch(cards, cdef, nil))
		done(col().(*file.FixedLenByteArrayColumnChunkWriter).WriteBatch(fixed, nil, nil))
		if err := rg.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

var seeds = []seed{
	{name: "plain", codec: compress.Codecs.Uncompressed, rows: 60, groups: 3},
	{name: "dictionary", codec: compress.Codecs.Uncompressed, dict: true, rows: 60, groups: 2},
	{name: "snappy dictionary", codec: compress.Codecs.Snappy, dict: true, rows: 60, groups: 2},
	{name: "zstd", codec: compress.Codecs.Zstd, rows: 60, groups: 2},
	{name: "zstd dictionary v2", codec: compress.Codecs.Zstd, dict: true, v2: true, rows: 60, groups: 2},
	{name: "gzip v2", codec: compress.Codecs.Gzip, v2: true, rows: 60, groups: 1},
	{name: "brotli", codec: compress.Codecs.Brotli, rows: 60, groups: 1},
	{name: "many pages", codec: compress.Codecs.Snappy, rows: 9000, groups: 1},
	{name: "many pages dictionary", codec: compress.Codecs.Snappy, dict: true, rows: 9000, groups: 1},
	{name: "long row", codec: compress.Codecs.Uncompressed, rows: 40, groups: 1, long: 3*batch + 7},
	{name: "long row v2", codec: compress.Codecs.Zstd, dict: true, rows: 40, groups: 1, long: 3*batch + 7},
}

// editor answers by a function and records what it saw.
type editor struct {
	edit   func(*formats.Field) (formats.Edit, error)
	record func(int64) formats.RecordAction
	bad    func(row int64, raw []byte, cause error) error
	seen   []string // column, row, text
	keep   bool     // record seen
	fresh  map[string]int
	rows   []int64
}

func (e *editor) Field(f *formats.Field) (formats.Edit, error) {
	if e.keep {
		e.seen = append(e.seen, fmt.Sprintf("%s|%d|%s", f.Column.Name, f.Row, f.Text))
	}
	if e.fresh != nil && f.Dict > 0 && !f.Repeat {
		e.fresh[f.Column.Name+"|"+string(f.Text)]++
	}
	if e.edit == nil {
		return formats.Edit{}, nil
	}
	return e.edit(f)
}

func (e *editor) Record(row int64, raw []byte) (formats.RecordAction, error) {
	if raw != nil {
		return 0, errors.New("raw bytes in a columnar format")
	}
	e.rows = append(e.rows, row)
	if e.record == nil {
		return formats.KeepRecord, nil
	}
	return e.record(row), nil
}

func (e *editor) Bad(row int64, raw []byte, cause error) error {
	if e.bad == nil {
		return cause
	}
	return e.bad(row, raw, cause)
}

// replace splices with, where the needle stands, if the column is one of
// columns (all if there are none).
func replace(with string, columns ...string) func(*formats.Field) (formats.Edit, error) {
	return func(f *formats.Field) (formats.Edit, error) {
		i := bytes.Index(f.Text, []byte(needle))
		if i < 0 || len(columns) > 0 && !strings.Contains("|"+strings.Join(columns, "|")+"|", "|"+f.Column.Name+"|") {
			return formats.Edit{}, nil
		}
		return formats.Edit{Action: formats.Splice, Spans: []formats.Span{{Start: i, End: i + len(needle), New: []byte(with)}}}, nil
	}
}

func input(b []byte) *formats.Input {
	return &formats.Input{Name: "t.parquet", R: bytes.NewReader(b), At: bytes.NewReader(b), Size: int64(len(b))}
}

func run(b []byte, e formats.Editor) ([]byte, error) { return runWith(b, e, formats.Options{}) }

func runWith(b []byte, e formats.Editor, o formats.Options) ([]byte, error) {
	var out bytes.Buffer
	r, err := Codec{}.NewReader(input(b), o)
	if err != nil {
		return nil, err
	}
	r.(*reader).large = 0 // every chunk has its goroutine, if any has
	defer r.Close()
	w, err := Codec{}.NewWriter(&out, r)
	if err != nil {
		return nil, err
	}
	var blk formats.Block
	for {
		if blk, err = r.Next(blk); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		if err := blk.Rewrite(e); err != nil {
			return nil, err
		}
		if err := w.Write(blk); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return out.Bytes(), err
}

func must(t testing.TB, b []byte, e formats.Editor) []byte {
	t.Helper()
	out, err := run(b, e)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// values shows a file and returns what stood in it.
func values(t testing.TB, b []byte) []string {
	t.Helper()
	e := &editor{keep: true}
	must(t, b, e)
	return e.seen
}

// arrowValues reads the text of a column with the arrow module alone, so that
// reader and writer of this package do not only agree with each other.
func arrowValues(t testing.TB, b []byte, column int) []string {
	t.Helper()
	r, err := file.NewParquetReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for g := range r.NumRowGroups() {
		c, err := r.RowGroup(g).Column(column)
		if err != nil {
			t.Fatal(err)
		}
		vals := make([]pq.ByteArray, 100000)
		def, rep := make([]int16, 100000), make([]int16, 100000)
		n, k, err := c.(*file.ByteArrayColumnChunkReader).ReadBatch(100000, vals, def, rep)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range vals[:k] {
			out = append(out, string(v))
		}
		out = append(out, fmt.Sprint(def[:n], rep[:n]))
	}
	return out
}

func TestCleanIsIdentical(t *testing.T) {
	for _, s := range seeds {
		t.Run(s.name, func(t *testing.T) {
			b := s.build(t)
			if !bytes.Equal(must(t, b, &editor{}), b) {
				t.Error("a file without an edit changed")
			}
		})
	}
}

func TestSplice(t *testing.T) {
	for _, s := range seeds {
		t.Run(s.name, func(t *testing.T) {
			b := s.build(t)
			e := &editor{edit: func(f *formats.Field) (formats.Edit, error) {
				if f.Column.Name == "fixed" {
					return replace("<EMAIL_ADDRESS>.......")(f)
				}
				return replace("<EMAIL_ADDRESS>")(f)
			}}
			out := must(t, b, e)
			var want []string
			for _, v := range values(t, b) {
				if strings.HasPrefix(v, "fixed|") {
					v = strings.ReplaceAll(v, needle, "<EMAIL_ADDRESS>.......")
				}
				want = append(want, strings.ReplaceAll(v, needle, "<EMAIL_ADDRESS>"))
			}
			same(t, values(t, out), want)
			for _, c := range []int{1, 2, 4} {
				var want []string
				for _, v := range arrowValues(t, b, c) {
					want = append(want, strings.ReplaceAll(v, needle, "<EMAIL_ADDRESS>"))
				}
				same(t, arrowValues(t, out, c), want)
			}
			if bytes.Contains(out, []byte(needle)) {
				t.Error("the old value is in the output's bytes")
			}
			r, err := file.NewParquetReader(bytes.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			md := r.MetaData()
			if v := md.KeyValueMetadata().FindValue("mykey"); v == nil || *v != "myvalue" {
				t.Error("key-value metadata is lost")
			}
			src, _ := file.NewParquetReader(bytes.NewReader(b))
			for g := range r.NumRowGroups() {
				for c := range md.Schema.NumColumns() {
					a, _ := src.MetaData().RowGroup(g).ColumnChunk(c)
					z, _ := md.RowGroup(g).ColumnChunk(c)
					if a.Compression() != z.Compression() || a.HasDictionaryPage() != z.HasDictionaryPage() || a.NumValues() != z.NumValues() {
						t.Errorf("group %d column %d: compression, dictionary or count changed", g, c)
					}
					st, err := z.Statistics()
					if err != nil || st == nil || !st.HasMinMax() {
						t.Errorf("group %d column %d: no bounds (%v)", g, c, err)
					} else if bytes.Contains(st.EncodeMin(), []byte(needle)) || bytes.Contains(st.EncodeMax(), []byte(needle)) {
						t.Errorf("group %d column %d: the bounds hold the value", g, c)
					}
					if old, _ := a.Statistics(); old != nil && st != nil && old.NullCount() >= 0 && old.NullCount() != st.NullCount() {
						t.Errorf("group %d column %d: %d nulls, had %d", g, c, st.NullCount(), old.NullCount())
					}
				}
			}
		})
	}
}

// One column changes; the bytes of the others are in the output as they were.
func TestOtherColumnsAreCopied(t *testing.T) {
	b := seeds[0].build(t)
	out := must(t, b, &editor{edit: replace("X", "text")})
	f, err := readFooter(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for i := range f.groups {
		cs, _ := f.chunks(&f.groups[i], nil)
		for j, c := range cs {
			has := bytes.Contains(out, b[c.off:c.off+c.n])
			if has != (f.leaves[j].joined != "text") {
				t.Errorf("group %d column %s: copied is %v", i, f.leaves[j].joined, has)
			}
		}
	}
}

func TestNull(t *testing.T) {
	null := func(column string) *editor {
		return &editor{edit: func(f *formats.Field) (formats.Edit, error) {
			if f.Column.Name == column && bytes.Contains(f.Text, []byte(needle)) {
				return formats.Edit{Action: formats.Null}, nil
			}
			return formats.Edit{}, nil
		}}
	}
	for _, s := range seeds {
		for _, column := range []string{"text", "tags.list[]"} {
			t.Run(s.name+" "+column, func(t *testing.T) {
				b := s.build(t)
				var want []string
				for _, v := range values(t, b) {
					if !strings.HasPrefix(v, column+"|") || !strings.Contains(v, needle) {
						want = append(want, v)
					}
				}
				same(t, values(t, must(t, b, null(column))), want)
			})
		}
	}
	t.Run("required", func(t *testing.T) {
		_, err := run(seeds[0].build(t), null("who"))
		var fe *formats.Error
		if !errors.As(err, &fe) || fe.Column != "who" || fe.Row != 0 {
			t.Errorf("got %v", err)
		}
	})
}

func TestDropRecord(t *testing.T) {
	gone := map[string]func(int64) bool{
		"some":        func(r int64) bool { return r%3 == 1 },
		"first group": func(r int64) bool { return r < 60 },
		"all":         func(int64) bool { return true },
	}
	for _, s := range seeds {
		for name, is := range gone {
			t.Run(s.name+" "+name, func(t *testing.T) {
				b := s.build(t)
				e := &editor{edit: replace("X", "text"), record: func(r int64) formats.RecordAction {
					if is(r) {
						return formats.DropRecord
					}
					return formats.KeepRecord
				}}
				out := must(t, b, e)
				if len(e.rows) != s.rows*s.groups {
					t.Errorf("Record called %d times for %d rows", len(e.rows), s.rows*s.groups)
				}
				var want []string
				next, now := map[int64]int64{}, int64(0)
				for r := range int64(s.rows * s.groups) {
					if next[r] = now; !is(r) {
						now++
					}
				}
				for _, v := range values(t, b) {
					p := strings.SplitN(v, "|", 3)
					var r int64
					fmt.Sscan(p[1], &r)
					if is(r) {
						continue
					}
					if p[0] == "text" {
						p[2] = strings.ReplaceAll(p[2], needle, "X")
					}
					want = append(want, fmt.Sprintf("%s|%d|%s", p[0], next[r], p[2]))
				}
				same(t, values(t, out), want)
			})
		}
	}
}

func TestNumber(t *testing.T) {
	b := seeds[1].build(t)
	number := func(with string) *editor {
		return &editor{edit: func(f *formats.Field) (formats.Edit, error) {
			if f.Class == formats.Number && string(f.Text) == "41111111" {
				return formats.Edit{Action: formats.Splice, Spans: []formats.Span{{Start: 0, End: len(f.Text), New: []byte(with)}}}, nil
			}
			return formats.Edit{}, nil
		}}
	}
	var want []string
	for _, v := range values(t, b) {
		want = append(want, strings.ReplaceAll(v, "|41111111", "|-7"))
	}
	same(t, values(t, must(t, b, number("-7"))), want)
	for _, with := range []string{"", "<CARD>", "2147483648", "1.5", "9999999999999999999999"} {
		_, err := run(b, number(with))
		var fe *formats.Error
		if !errors.As(err, &fe) || fe.Column != "card" || fe.Row != 3 || strings.Contains(err.Error(), "41111111") {
			t.Errorf("replacement %q: %v", with, err)
		}
	}
}

func TestFixedLengthIsKept(t *testing.T) {
	_, err := run(seeds[0].build(t), &editor{edit: replace("short", "fixed")})
	var fe *formats.Error
	if !errors.As(err, &fe) || fe.Column != "fixed" || fe.Row != 2 {
		t.Errorf("got %v", err)
	}
}

func TestDictionaryEntriesAreFreshOnce(t *testing.T) {
	s := seed{codec: compress.Codecs.Snappy, dict: true, rows: 5000, groups: 1}
	e := &editor{fresh: map[string]int{}, keep: true}
	must(t, s.build(t), e)
	n := 0
	for k, v := range e.fresh {
		if v != 1 {
			t.Errorf("%q was fresh %d times", k, v)
		}
		if strings.HasPrefix(k, "who|") {
			n++
		}
	}
	if n != 4 {
		t.Errorf("%d entries of a dictionary of 4", n)
	}
	if len(e.seen) < 4*s.rows {
		t.Error("not every value was shown")
	}
}

// A dictionary entry that no row uses stands in the file, so it is shown, and
// an edit to it takes it out.
func TestUnusedDictionaryEntry(t *testing.T) {
	var buf bytes.Buffer
	root := schema.MustGroup(schema.NewGroupNode("schema", pq.Repetitions.Required, schema.FieldList{
		schema.Must(schema.NewPrimitiveNodeLogical("c", pq.Repetitions.Required, schema.StringLogicalType{}, pq.Types.ByteArray, -1, -1)),
	}, -1))
	w := file.NewParquetWriter(&buf, root, file.WithWriterProps(pq.NewWriterProperties(pq.WithStats(false))))
	rg := w.AppendRowGroup()
	c, _ := rg.NextColumn()
	vals := []pq.ByteArray{pq.ByteArray(needle)}
	for range 7 {
		vals = append(vals, pq.ByteArray("other"))
	}
	if _, err := c.(*file.ByteArrayColumnChunkWriter).WriteBatch(vals, nil, nil); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	b := buf.Bytes()
	// Eight indices of one bit: the first is made to point to entry 1 too.
	at := bytes.Index(b, []byte{1, 3, 0xfe})
	if at < 0 {
		t.Fatal("the indices are not where they were")
	}
	b[at+2] = 0xff
	e := &editor{keep: true, edit: replace("X")}
	out := must(t, b, e)
	if len(e.seen) != 9 || !strings.Contains(e.seen[8], needle) {
		t.Fatalf("saw %d values", len(e.seen))
	}
	if bytes.Contains(out, []byte(needle)) {
		t.Error("the unused entry is still in the file")
	}
	if v := values(t, out); len(v) != 8 {
		t.Errorf("%d values", len(v))
	}
	if !bytes.Equal(must(t, b, &editor{}), b) {
		t.Error("an unused entry without an edit changed the file")
	}
}

func TestInvalidUTF8(t *testing.T) {
	s := seed{codec: compress.Codecs.Uncompressed, rows: 20, groups: 1, badText: true}
	b := s.build(t)
	_, err := run(b, &editor{})
	var fe *formats.Error
	if !errors.As(err, &fe) || fe.Row != 4 || fe.Column != "text" || strings.Contains(err.Error(), "\xff") {
		t.Errorf("got %v", err)
	}
	var raw string
	e := &editor{bad: func(row int64, r []byte, cause error) error { raw = string(r); return nil }}
	out := must(t, b, e)
	if raw != "\xff\xfe" || bytes.Contains(out, []byte(raw)) {
		t.Errorf("the record was not put aside")
	}
	if n := len(e.rows); n != 19 {
		t.Errorf("%d records, want 19", n)
	}
	for _, v := range values(t, out) {
		if v == "id|4|4" {
			t.Error("the row is still there")
		}
	}
}

func TestParallelEqualsSequential(t *testing.T) {
	s := seed{codec: compress.Codecs.Zstd, dict: true, rows: 500, groups: 9}
	b := s.build(t)
	want := must(t, b, &editor{edit: replace("X", "text", "who")})
	var out bytes.Buffer
	r, err := Codec{}.NewReader(input(b), formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w, _ := Codec{}.NewWriter(&out, r)
	var blocks []formats.Block
	var wg sync.WaitGroup
	errs := make([]error, s.groups)
	for i := range s.groups {
		blk, err := r.Next(nil)
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, blk)
		wg.Add(1)
		go func() {
			defer wg.Done()
			errs[i] = blk.Rewrite(&editor{edit: replace("X", "text", "who")})
		}()
	}
	wg.Wait()
	for i, blk := range blocks {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		if err := w.Write(blk); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		t.Error("parallel and sequential output differ")
	}
}

// What goroutines load and compress beside the editor is what it is without
// them, whether the run comes to its end or an editor stops it.
func TestAheadIsTheSame(t *testing.T) {
	before := runtime.NumGoroutine()
	stop := errors.New("stop")
	x := strings.Repeat("X", len(needle))
	for _, s := range seeds {
		b := s.build(t)
		for name, make := range map[string]func() *editor{
			"clean":  func() *editor { return &editor{keep: true} },
			"splice": func() *editor { return &editor{keep: true, edit: replace(x)} },
			"one row": func() *editor {
				return &editor{keep: true, edit: replace("X", "text"), record: func(row int64) formats.RecordAction {
					if row == 3 {
						return formats.DropRecord
					}
					return formats.KeepRecord
				}}
			},
			"stopped": func() *editor {
				n := 0
				return &editor{keep: true, edit: func(f *formats.Field) (formats.Edit, error) {
					if n++; n == 30 {
						return formats.Edit{}, stop
					}
					return replace(x)(f)
				}}
			},
		} {
			one, two := make(), make()
			want, wantErr := runWith(b, one, formats.Options{})
			got, gotErr := runWith(b, two, formats.Options{Workers: 1000})
			if gotErr != wantErr || !bytes.Equal(got, want) {
				t.Errorf("%s of %+v: %v and %d bytes, alone %v and %d", name, s, gotErr, len(got), wantErr, len(want))
			}
			same(t, two.seen, one.seen)
		}
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, there were %d", runtime.NumGoroutine(), before)
}

// An editor that has seen enough of a column is shown no more of it, and all
// of the others; what it has changed before it said so stays changed.
func TestEnough(t *testing.T) {
	for _, s := range seeds {
		b := s.build(t)
		all, some := &editor{keep: true}, &editor{keep: true}
		must(t, b, all)
		n := 0
		some.edit = func(f *formats.Field) (formats.Edit, error) {
			if f.Column.Name == "text" {
				if n++; n%3 == 0 {
					return formats.Edit{Action: formats.Enough}, nil
				}
			}
			return formats.Edit{}, nil
		}
		if out := must(t, b, some); !bytes.Equal(out, b) {
			t.Errorf("%+v: a sample changes the file", s)
		}
		of := func(e *editor, text bool) (out []string) {
			for _, v := range e.seen {
				if strings.HasPrefix(v, "text|") == text {
					out = append(out, v)
				}
			}
			return out
		}
		same(t, of(some, false), of(all, false))
		if got, want := len(of(some, true)), 3*s.groups; got != want {
			t.Errorf("%+v: %d texts were shown, want %d", s, got, want)
		}
		edit := replace("<gone>", "text")
		late := must(t, b, &editor{edit: func(f *formats.Field) (formats.Edit, error) {
			ed, err := edit(f)
			if err == nil && ed.Action == formats.Keep && f.Column.Name != "text" {
				ed.Action = formats.Enough
			}
			return ed, err
		}})
		if want := must(t, b, &editor{edit: edit}); !bytes.Equal(late, want) {
			t.Errorf("%+v: saying enough of other columns changes the output", s)
		}
	}
}

// The editor stays able to stop a file, and its panics are its own.
func TestEditorErrorsPass(t *testing.T) {
	stop := errors.New("stop")
	_, err := run(seeds[0].build(t), &editor{edit: func(*formats.Field) (formats.Edit, error) { return formats.Edit{}, stop }})
	if err != stop {
		t.Errorf("got %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("the editor's panic was swallowed")
		}
	}()
	run(seeds[0].build(t), &editor{edit: func(*formats.Field) (formats.Edit, error) { panic("editor") }})
}

func TestRefusedFiles(t *testing.T) {
	good := seeds[1].build(t)
	change := func(f func(b []byte) []byte) []byte { return f(append([]byte(nil), good...)) }
	column := func(l schema.LogicalType, p pq.Type) []byte {
		var buf bytes.Buffer
		root := schema.MustGroup(schema.NewGroupNode("schema", pq.Repetitions.Required, schema.FieldList{
			schema.Must(schema.NewPrimitiveNodeLogical("doc", pq.Repetitions.Optional, l, p, -1, -1))}, -1))
		if err := file.NewParquetWriter(&buf, root).Close(); err != nil {
			t.Fatal(err)
		}
		return buf.Bytes()
	}
	for _, c := range []struct {
		name, want string
		b          []byte
	}{
		{"empty", "too short", nil},
		{"no footer", "truncated", change(func(b []byte) []byte { return b[:len(b)-1] })},
		{"half", "truncated", good[:len(good)/2]},
		{"encrypted footer", "encrypted", change(func(b []byte) []byte { return append(b[:len(b)-4], "PARE"...) })},
		{"footer length", "length", change(func(b []byte) []byte { b[len(b)-5] = 0x7f; return b })},
		{"BSON", "BSON", column(schema.BSONLogicalType{}, pq.Types.ByteArray)},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := run(c.b, &editor{})
			var fe *formats.Error
			if !errors.As(err, &fe) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	if _, err := (Codec{}).NewReader(&formats.Input{Name: "-", R: bytes.NewReader(good)}, formats.Options{}); err == nil {
		t.Error("a stream was accepted")
	}
}

// A file that lost bytes in its middle, with a footer that fits again, must
// not pass as a shorter one.
func TestDamagedPagesAreErrors(t *testing.T) {
	for _, s := range seeds[:6] {
		b := s.build(t)
		f, err := readFooter(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		cs, _ := f.chunks(&f.groups[0], nil)
		for j := range cs {
			if f.leaves[j].treat == copied {
				continue
			}
			c := append([]byte(nil), b...)
			clear(c[cs[j].off+cs[j].n/2 : cs[j].off+cs[j].n])
			if _, err := run(c, &editor{}); err == nil && s.codec != compress.Codecs.Uncompressed {
				t.Errorf("%s, column %s: half a chunk of zeros is no error", s.name, f.leaves[j].joined)
			}
		}
	}
}

// mutate changes some bytes of b: single ones, runs, and numbers at the ends
// of their range.
func mutate(r *rand.Rand, b []byte) []byte {
	b = append([]byte(nil), b...)
	for range 1 + r.IntN(4) {
		i := r.IntN(len(b))
		switch r.IntN(5) {
		case 0:
			b[i] ^= 1 << r.IntN(8)
		case 1:
			b[i] = byte(r.IntN(256))
		case 2: // a large varint
			for ; i < len(b) && r.IntN(5) > 0; i++ {
				b[i] |= 0x80
			}
		case 3:
			j := min(len(b), i+r.IntN(16))
			clear(b[i:j])
		case 4: // in the footer
			i = len(b) - 1 - r.IntN(min(len(b), 1200))
			b[i] = byte(r.IntN(256))
		}
	}
	return b
}

// survives runs a damaged file: any error is right, a panic, a lot of memory
// or a long time is not.
func survives(t testing.TB, b []byte) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	rows := 0
	edit := func() quiet {
		return quiet{&editor{edit: replace("X"), record: func(row int64) formats.RecordAction {
			rows++
			if row%2 == 0 {
				return formats.DropRecord
			}
			return formats.KeepRecord
		}}}
	}
	out, err := run(b, edit())
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 256<<20 && rows < 1<<20 {
		t.Errorf("allocated %d MB for %d bytes", n>>20, len(b))
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
	var fe *formats.Error
	if err != nil && !errors.As(err, &fe) {
		t.Errorf("an error without a place: %v", err)
	}
	if err == nil && len(out) == 0 {
		t.Error("no output and no error")
	}
	again, err2 := runWith(b, edit(), formats.Options{Workers: 1000})
	if fmt.Sprint(err2) != fmt.Sprint(err) || err == nil && !bytes.Equal(again, out) {
		t.Errorf("with goroutines: %v and %d bytes, alone: %v and %d", err2, len(again), err, len(out))
	}
}

// quiet keeps no rows: a damaged file may have many.
type quiet struct{ e *editor }

func (q quiet) Field(f *formats.Field) (formats.Edit, error) { return q.e.Field(f) }
func (q quiet) Record(row int64, _ []byte) (formats.RecordAction, error) {
	return q.e.record(row), nil
}
func (q quiet) Bad(row int64, _ []byte, _ error) error { return nil }

func TestMutants(t *testing.T) {
	n := 400
	if testing.Short() {
		n = 50
	}
	for i, s := range []seed{
		{name: "none", codec: compress.Codecs.Uncompressed, rows: 40, groups: 2},
		{name: "dict", codec: compress.Codecs.Uncompressed, dict: true, rows: 40, groups: 2},
		{name: "snappy", codec: compress.Codecs.Snappy, rows: 40, groups: 1},
		{name: "zstd v2", codec: compress.Codecs.Zstd, v2: true, dict: true, rows: 40, groups: 1},
	} {
		t.Run(s.name, func(t *testing.T) {
			b := s.build(t)
			r := rand.New(rand.NewPCG(uint64(i), 7))
			for range n {
				survives(t, mutate(r, b))
			}
		})
	}
}

func FuzzParquet(f *testing.F) {
	for _, s := range []seed{
		{codec: compress.Codecs.Uncompressed, rows: 12, groups: 2},
		{codec: compress.Codecs.Uncompressed, dict: true, rows: 12, groups: 1},
		{codec: compress.Codecs.Snappy, dict: true, v2: true, rows: 12, groups: 1},
		{codec: compress.Codecs.Zstd, rows: 12, groups: 1},
	} {
		f.Add(s.build(f), uint64(0))
		f.Add(s.build(f), uint64(1))
	}
	f.Fuzz(func(t *testing.T, b []byte, m uint64) {
		if m != 0 && len(b) > 0 {
			b = mutate(rand.New(rand.NewPCG(m, 1)), b)
		}
		survives(t, b)
	})
}

func same(t testing.TB, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d values, want %d", len(got), len(want))
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Errorf("value %d is %.80q, want %.80q", i, got[i], want[i])
			return
		}
	}
}
