package benchmarks

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"sluice/benchmarks/corpus"
	"sluice/formats"
	"sluice/formats/codecs"
	"sluice/scanner"
	"sluice/scanner/detectors"
)

// seed of every corpus of this package; the bounds below hold for it.
const seed = 42

// corpusSet is a corpus in memory: as a file, and as the fields in it.
type corpusSet struct {
	name    string // of the file, with the extension of its format
	raw     []byte
	planted map[string]int

	fields []field
	text   int64 // bytes of fields
}

type field struct {
	column string
	text   []byte
	place  *scanner.Place
}

// fileNames gives each corpus the name that sluice knows its format by.
func fileName(kind string) string {
	switch kind {
	case "csv":
		return "wide.csv"
	case "log":
		return "server.log"
	}
	return kind + ".jsonl"
}

// makeSet makes about size bytes of a corpus.
func makeSet(tb testing.TB, kind string, size int64) *corpusSet {
	tb.Helper()
	s := &corpusSet{name: fileName(kind)}
	var raw bytes.Buffer
	var err error
	if s.planted, err = corpus.Generate(&raw, kind, size, seed); err != nil {
		tb.Fatal(err)
	}
	s.raw = raw.Bytes()
	c := &collector{set: s}
	if err := eachField(s.input(), c); err != nil {
		tb.Fatal(err)
	}
	if len(s.fields) == 0 {
		tb.Fatalf("corpus %s has no fields", kind)
	}
	return s
}

func (s *corpusSet) input() *formats.Input {
	return &formats.Input{Name: s.name, R: bytes.NewReader(s.raw)}
}

// places tells every field what its column's name says under rs.
func (s *corpusSet) places(rs *scanner.Ruleset) {
	known := map[string]*scanner.Place{}
	for i := range s.fields {
		f := &s.fields[i]
		p, ok := known[f.column]
		if !ok {
			p = rs.Place(f.column)
			known[f.column] = p
		}
		f.place = p
	}
}

// scan looks at every field and returns the number of findings by kind.
// counts may be nil.
func (s *corpusSet) scan(tb testing.TB, sc *scanner.Scanner, dst []scanner.Finding, counts []int) []scanner.Finding {
	var err error
	for i := range s.fields {
		f := &s.fields[i]
		if dst, err = sc.Scan(dst[:0], f.text, f.place); err != nil {
			tb.Fatal(err)
		}
		if counts != nil {
			for _, x := range dst {
				counts[x.Detector]++
			}
		}
	}
	return dst
}

// eachField shows the fields of a file to e.
func eachField(in *formats.Input, e formats.Editor) error {
	codec := codecs.ByExtension(in.Name)
	if codec == nil {
		return errors.New("no format is known by the name " + in.Name)
	}
	r, err := codec.NewReader(in, formats.Options{})
	if err != nil {
		return err
	}
	defer r.Close()
	var b formats.Block
	for {
		if b, err = r.Next(b); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := b.Rewrite(e); err != nil {
			return err
		}
	}
}

// collector is an Editor that keeps a copy of every field with text in it.
type collector struct{ set *corpusSet }

func (c *collector) Field(f *formats.Field) (formats.Edit, error) {
	if len(f.Text) > 0 {
		c.set.fields = append(c.set.fields, field{column: f.Column.Name, text: bytes.Clone(f.Text)})
		c.set.text += int64(len(f.Text))
	}
	return formats.Edit{}, nil
}

func (c *collector) Record(int64, []byte) (formats.RecordAction, error) {
	return formats.KeepRecord, nil
}

func (c *collector) Bad(_ int64, _ []byte, cause error) error { return cause }

// catalogue compiles the catalogue as it is by default.
func catalogue(tb testing.TB, more ...*scanner.Detector) *scanner.Ruleset {
	tb.Helper()
	rs, err := scanner.Compile(append(detectors.All(), more...), scanner.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return rs
}
