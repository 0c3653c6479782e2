package sluice

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/compress"
	pqfile "github.com/apache/arrow/go/v17/parquet/file"
	"github.com/apache/arrow/go/v17/parquet/schema"

	"sluice/formats"
)

// parquetFile writes rows of id, note, mail and a number in two row groups.
func parquetFile(t testing.TB, ps []person) []byte {
	t.Helper()
	text := func(name string) schema.Node {
		n, err := schema.NewPrimitiveNodeLogical(name, parquet.Repetitions.Optional, schema.StringLogicalType{}, parquet.Types.ByteArray, -1, -1)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	root, err := schema.NewGroupNode("schema", parquet.Repetitions.Required, schema.FieldList{
		schema.NewInt64Node("id", parquet.Repetitions.Required, -1), text("note"), text("mail"),
		schema.NewInt64Node("card_number", parquet.Repetitions.Optional, -1),
	}, -1)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := pqfile.NewParquetWriter(&b, root, pqfile.WithWriterProps(parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Snappy))))
	half := len(ps) / 2
	for g, part := range [][]person{ps[:half], ps[half:]} {
		rg := w.AppendRowGroup()
		var ids, cards []int64
		var notes, mails []parquet.ByteArray
		defs := make([]int16, len(part))
		for i, p := range part {
			defs[i] = 1
			ids = append(ids, int64(g*half+i))
			note := p.text
			if i%3 != 0 {
				note += "write to " + p.email + " or call " + p.phone + "."
			}
			notes = append(notes, parquet.ByteArray(note))
			mails = append(mails, parquet.ByteArray(ps[i%5].email)) // few: a dictionary
			n := int64(0)
			for _, c := range p.card {
				n = n*10 + int64(c-'0')
			}
			cards = append(cards, n)
		}
		write := func(values any) {
			cw, err := rg.NextColumn()
			if err != nil {
				t.Fatal(err)
			}
			switch v := values.(type) {
			case []int64:
				d := defs
				if cw.Descr().MaxDefinitionLevel() == 0 {
					d = nil
				}
				_, err = cw.(*pqfile.Int64ColumnChunkWriter).WriteBatch(v, d, nil)
			case []parquet.ByteArray:
				_, err = cw.(*pqfile.ByteArrayColumnChunkWriter).WriteBatch(v, defs, nil)
			}
			if err == nil {
				err = cw.Close()
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		write(ids)
		write(notes)
		write(mails)
		write(cards)
		if err := rg.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func parquetInput(data []byte) *formats.Input {
	r := bytes.NewReader(data)
	return &formats.Input{Name: "data.parquet", R: r, At: r, Size: int64(len(data))}
}

func TestParquet(t *testing.T) {
	ps := people(21, 200)
	data := parquetFile(t, ps)
	pl := mustPlan(t, "operator: pseudonym\nrules:\n  - kinds: [PHONE_NUMBER]\n    operator: numbered\n  - kinds: [CREDIT_CARD]\n    operator: label\n")
	outputs := map[string]bool{}
	var out []byte
	for _, j := range []int{1, 2, 3, 8, 1} {
		var b, findings bytes.Buffer
		rep, err := pl.Redact(t.Context(), &b, parquetInput(data), Options{Workers: j, Findings: &findings})
		if err != nil {
			t.Fatal(err)
		}
		mails, cards := int64(0), int64(0)
		for _, k := range rep.Kinds {
			for _, c := range k.Columns {
				switch {
				case k.Kind == "EMAIL_ADDRESS" && c.Column == "mail":
					mails = c.Count
				case k.Kind == "CREDIT_CARD":
					cards += c.Count
				}
			}
		}
		if rep.Nulled != 200 {
			t.Fatalf("a label does not fit into a number: %d of 200 are null", rep.Nulled)
		}
		if rep.Rows != 200 || mails != 200 || cards != 200 {
			t.Fatalf("%d rows, %d mails in the dictionary column, %d cards", rep.Rows, mails, cards)
		}
		// Columns come one after another, findings by row all the same.
		last := int64(-1)
		for _, line := range strings.Split(strings.TrimSpace(findings.String()), "\n") {
			row := int64(0)
			for _, c := range line[strings.Index(line, `"row":`)+6:] {
				if c < '0' || c > '9' {
					break
				}
				row = row*10 + int64(c-'0')
			}
			if row < last {
				t.Fatal("findings are not in the order of rows")
			}
			last = row
		}
		out = b.Bytes()
		outputs[b.String()+findings.String()] = true
	}
	if len(outputs) != 1 {
		t.Errorf("%d different outputs", len(outputs))
	}
	for _, p := range ps {
		for _, s := range []string{p.email, p.phone} {
			if bytes.Contains(out, []byte(s)) {
				t.Fatal("a value stands in the bytes of the output")
			}
		}
	}
	rep, err := pl.Verify(t.Context(), parquetInput(out), Options{})
	if err != nil || rep.Findings != 0 || rep.Rows != 200 {
		t.Errorf("verify: %v, %+v", err, rep)
	}
	var again bytes.Buffer
	if _, err := pl.Redact(t.Context(), &again, parquetInput(out), Options{}); err != nil || !bytes.Equal(again.Bytes(), out) {
		t.Errorf("twice is not once (%v)", err)
	}
}

// A file without findings leaves byte for byte.
func TestLaw1CleanParquetIsIdentical(t *testing.T) {
	ps := people(22, 60)
	for i := range ps {
		ps[i] = person{email: "none", phone: "none", card: "12", text: ps[i].text}
	}
	data := parquetFile(t, ps)
	var out bytes.Buffer
	rep, err := mustPlan(t, "").Redact(t.Context(), &out, parquetInput(data), Options{})
	if err != nil || rep.Findings != 0 {
		t.Fatalf("%v, %+v", err, rep)
	}
	if !bytes.Equal(out.Bytes(), data) {
		t.Error("changed")
	}
}

// The same address has the same pseudonym in Parquet and in JSON.
func TestLaw6ParquetAgrees(t *testing.T) {
	ps := people(23, 10)
	pl := mustPlan(t, "operator: pseudonym\n")
	var out bytes.Buffer
	if _, err := pl.Redact(t.Context(), &out, parquetInput(parquetFile(t, ps)), Options{}); err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	in, o := input(t, "jsonl", []byte(`{"x":"`+ps[0].email+`"}`+"\n"))
	if _, err := pl.Redact(t.Context(), &want, in, o); err != nil {
		t.Fatal(err)
	}
	token := strings.TrimSuffix(strings.TrimPrefix(want.String(), `{"x":"`), "\"}\n")
	found := false
	r, err := CodecNamed("parquet")
	if err != nil {
		t.Fatal(err)
	}
	rd, err := r.NewReader(parquetInput(out.Bytes()), formats.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer rd.Close()
	for {
		b, err := rd.Next(nil)
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		v := &viewer{show: func(f *formats.Field) { found = found || string(f.Text) == token }}
		if err := b.Rewrite(v); err != nil {
			t.Fatal(err)
		}
	}
	if !found || !strings.HasPrefix(token, "EMAIL_ADDRESS_") {
		t.Errorf("%q does not stand in the Parquet output", token)
	}
}

func TestParquetDropRecord(t *testing.T) {
	ps := people(24, 50)
	data := parquetFile(t, ps)
	var out bytes.Buffer
	rep, err := mustPlan(t, "rules:\n  - kinds: [PHONE_NUMBER]\n    operator: drop_record\n").Redact(t.Context(), &out, parquetInput(data), Options{})
	if err != nil {
		t.Log(err) // the codec may refuse, but never pass on
		return
	}
	after, err := mustPlan(t, "").Scan(t.Context(), parquetInput(out.Bytes()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if after.Rows+rep.Dropped != 50 || rep.Dropped == 0 || after.Findings != 0 {
		t.Errorf("%d rows, %d dropped, %d findings", after.Rows, rep.Dropped, after.Findings)
	}
}
