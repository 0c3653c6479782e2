package benchmarks

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"testing"

	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/apache/arrow/go/v17/parquet/file"
	"github.com/apache/arrow/go/v17/parquet/schema"

	"sluice"
	"sluice/formats"
)

// table is a Parquet file in memory, and what is in its columns.
type table struct {
	raw  []byte
	text int64 // bytes of the text column
}

// parquetGroup is how many rows a row group of a table has.
const parquetGroup = 1500

// makeTable makes a Parquet file of zstd pages: an id, the text of a corpus, a
// source of few values and a score. Its codec and level are those of the
// yardsticks.
func makeTable(tb testing.TB, kind string, size int64) *table {
	tb.Helper()
	s := makeSet(tb, kind, size)
	var b bytes.Buffer
	w := newTableWriter(tb, &b)
	t := &table{}
	var rows []tableRow
	for i := range s.fields {
		if f := &s.fields[i]; f.column == "text" {
			rows = append(rows, tableRow{int64(len(rows)), f.text, []byte([]string{"web", "book", "forum"}[len(rows)%3]), float64(len(rows)) / 7})
			t.text += int64(len(f.text))
		}
	}
	for len(rows) > 0 {
		n := min(len(rows), parquetGroup)
		w.group(tb, rows[:n])
		rows = rows[n:]
	}
	if err := w.w.Close(); err != nil {
		tb.Fatal(err)
	}
	t.raw = b.Bytes()
	return t
}

func (t *table) input() *formats.Input {
	r := bytes.NewReader(t.raw)
	return &formats.Input{Name: "table.parquet", R: r, At: r, Size: int64(len(t.raw))}
}

type tableRow struct {
	id     int64
	text   []byte
	source []byte
	score  float64
}

type tableWriter struct{ w *file.Writer }

func newTableWriter(tb testing.TB, out io.Writer) *tableWriter {
	tb.Helper()
	str := func(name string) schema.Node {
		n, err := schema.NewPrimitiveNodeLogical(name, parquet.Repetitions.Required, schema.StringLogicalType{}, parquet.Types.ByteArray, -1, -1)
		if err != nil {
			tb.Fatal(err)
		}
		return n
	}
	root, err := schema.NewGroupNode("schema", parquet.Repetitions.Required, schema.FieldList{
		schema.NewInt64Node("id", parquet.Repetitions.Required, -1), str("text"), str("source"),
		schema.NewFloat64Node("score", parquet.Repetitions.Required, -1),
	}, -1)
	if err != nil {
		tb.Fatal(err)
	}
	return &tableWriter{file.NewParquetWriter(out, root, file.WithWriterProps(parquet.NewWriterProperties(
		parquet.WithCompression(compress.Codecs.Zstd), parquet.WithDictionaryFor("text", false), parquet.WithDictionaryFor("id", false),
		parquet.WithDictionaryFor("score", false))))}
}

func (w *tableWriter) group(tb testing.TB, rows []tableRow) {
	tb.Helper()
	var ids []int64
	var texts, sources []parquet.ByteArray
	var scores []float64
	for _, r := range rows {
		ids, texts = append(ids, r.id), append(texts, r.text)
		sources, scores = append(sources, r.source), append(scores, r.score)
	}
	g := w.w.AppendRowGroup()
	for i := range 4 {
		c, err := g.NextColumn()
		if err != nil {
			tb.Fatal(err)
		}
		switch i {
		case 0:
			_, err = c.(*file.Int64ColumnChunkWriter).WriteBatch(ids, nil, nil)
		case 1:
			_, err = c.(*file.ByteArrayColumnChunkWriter).WriteBatch(texts, nil, nil)
		case 2:
			_, err = c.(*file.ByteArrayColumnChunkWriter).WriteBatch(sources, nil, nil)
		case 3:
			_, err = c.(*file.Float64ColumnChunkWriter).WriteBatch(scores, nil, nil)
		}
		if err == nil {
			err = c.Close()
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := g.Close(); err != nil {
		tb.Fatal(err)
	}
}

// readTable reads every column but the score with the arrow module alone and
// gives each batch of texts to see, which may be nil.
func readTable(tb testing.TB, raw []byte, see func(text []parquet.ByteArray)) {
	tb.Helper()
	r, err := file.NewParquetReader(bytes.NewReader(raw))
	if err != nil {
		tb.Fatal(err)
	}
	ids := make([]int64, 1024)
	texts := make([]parquet.ByteArray, 1024)
	for g := range r.NumRowGroups() {
		rg := r.RowGroup(g)
		for i := range 3 {
			c, err := rg.Column(i)
			if err != nil {
				tb.Fatal(err)
			}
			for c.HasNext() {
				switch c := c.(type) {
				case *file.Int64ColumnChunkReader:
					_, _, err = c.ReadBatch(1024, ids, nil, nil)
				case *file.ByteArrayColumnChunkReader:
					var n int
					_, n, err = c.ReadBatch(1024, texts, nil, nil)
					if i == 1 && see != nil {
						see(texts[:n])
					}
				default:
					err = fmt.Errorf("a column of %T", c)
				}
				if err != nil {
					tb.Fatal(err)
				}
			}
		}
	}
}

// parquetRun is a whole plan over a table, in memory, with one worker.
func parquetRun(tb testing.TB, t *table, pl *sluice.Plan, redact bool) *sluice.Report {
	tb.Helper()
	var rep *sluice.Report
	var err error
	if o := (sluice.Options{Workers: 1}); redact {
		rep, err = pl.Redact(context.Background(), io.Discard, t.input(), o)
	} else {
		rep, err = pl.Scan(context.Background(), t.input(), o)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return rep
}

// BenchmarkParquet is a scan of a table and its redaction, beside reading it
// and reading and encoding its text with the arrow module alone.
func BenchmarkParquet(b *testing.B) {
	scan, redact := defaultPlan(b, true), defaultPlan(b, false)
	for _, kind := range []string{"quiet", "prose"} {
		t := makeTable(b, kind, 4*benchSize)
		for _, m := range []struct {
			name string
			run  func()
		}{
			{"read", func() { readTable(b, t.raw, nil) }},
			{"format", func() {
				if err := eachField(t.input(), keeper{}); err != nil {
					b.Fatal(err)
				}
			}},
			{"scan", func() { parquetRun(b, t, scan, false) }},
			{"recode", func() { recodeText(b, t.raw) }},
			{"redact", func() { parquetRun(b, t, redact, true) }},
		} {
			b.Run(kind+"/"+m.name, func(b *testing.B) { loop(b, t.text, m.run) })
		}
	}
}

// recodeText reads a table and encodes its text column anew, with the arrow
// module alone.
func recodeText(tb testing.TB, raw []byte) {
	tb.Helper()
	node, err := schema.NewPrimitiveNodeLogical("text", parquet.Repetitions.Required, schema.StringLogicalType{}, parquet.Types.ByteArray, -1, -1)
	if err != nil {
		tb.Fatal(err)
	}
	root, err := schema.NewGroupNode("schema", parquet.Repetitions.Required, schema.FieldList{node}, -1)
	if err != nil {
		tb.Fatal(err)
	}
	w := file.NewParquetWriter(io.Discard, root, file.WithWriterProps(parquet.NewWriterProperties(
		parquet.WithCompression(compress.Codecs.Zstd), parquet.WithDictionaryDefault(false))))
	g := w.AppendRowGroup()
	c, err := g.NextColumn()
	if err != nil {
		tb.Fatal(err)
	}
	readTable(tb, raw, func(text []parquet.ByteArray) {
		if _, err := c.(*file.ByteArrayColumnChunkWriter).WriteBatch(text, nil, nil); err != nil {
			tb.Fatal(err)
		}
	})
	if err := c.Close(); err != nil {
		tb.Fatal(err)
	}
	if err := g.Close(); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
}
