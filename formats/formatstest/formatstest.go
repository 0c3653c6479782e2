// Package formatstest is the conformance suite that every codec passes: a file
// nobody edits leaves as it came, an edit lands where it belongs and nowhere
// else, blocks do not depend on how the input is delivered, and what cannot be
// read is an error with a place and without a value.
package formatstest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"sluice/formats"
)

// Needle is the text that the suite edits. Every sample should hold it a few
// times: in a plain field, among other text, next to escapes and quotes.
const Needle = "NEEDLE"

// Sample is a file that must be read without error.
type Sample struct {
	Name    string
	File    string // file name for the reader; "" means Name
	Data    []byte
	Options formats.Options
	Rows    int64
	// Want are fields that must be shown, in order, in the form of
	// Event.String; nil means not checked.
	Want []string
}

// Bad is a file with a record that cannot be read.
type Bad struct {
	Name    string
	File    string
	Data    []byte
	Options formats.Options
	// Row of the defect (-1 where none is known), and a part of the message.
	Row int64
	Msg string
	// Hard marks defects that no quarantine gets around.
	Hard bool
	// Rest is the output where the record is put aside.
	Rest string
}

// Canary may stand in bad records; no error may show it.
const Canary = "CANARYVALUE"

// Suite is what a codec is tried on.
type Suite struct {
	Codec   formats.Codec
	Samples []Sample
	Bad     []Bad
	// BlockSizes to try besides the default; nil means a list from one byte.
	BlockSizes []int
	// Binary formats do not promise the same bytes, but the same fields.
	Binary bool
	// NullAs is what a nulled String reads as: "" in CSV and text, absent
	// (NullGone) where the format has a null.
	NullGone bool
}

// Event is a field as it was shown.
type Event struct {
	Path, Name string
	Row        int64
	Class      formats.Class
	Text       string
}

// String is "row path class text": `0 messages[0].content s "hello"`.
func (e Event) String() string {
	return fmt.Sprintf("%d %s %c %q", e.Row, e.Path, "snk"[e.Class], e.Text)
}

// Editor is an Editor made of functions; nil ones keep everything.
type Editor struct {
	OnField  func(f *formats.Field) (formats.Edit, error)
	OnRecord func(row int64, raw []byte) (formats.RecordAction, error)
	OnBad    func(row int64, raw []byte, cause error) error

	Events  []Event
	Records []int64
}

// Field implements formats.Editor.
func (e *Editor) Field(f *formats.Field) (formats.Edit, error) {
	e.Events = append(e.Events, Event{f.Column.Path, f.Column.Name, f.Row, f.Class, string(f.Text)})
	if e.OnField != nil {
		return e.OnField(f)
	}
	return formats.Edit{}, nil
}

// Record implements formats.Editor.
func (e *Editor) Record(row int64, raw []byte) (formats.RecordAction, error) {
	e.Records = append(e.Records, row)
	if e.OnRecord != nil {
		return e.OnRecord(row, raw)
	}
	return formats.KeepRecord, nil
}

// Bad implements formats.Editor.
func (e *Editor) Bad(row int64, raw []byte, cause error) error {
	if e.OnBad != nil {
		return e.OnBad(row, raw, cause)
	}
	return cause
}

// skimmer is an Editor that lets most cells without a needle by.
type skimmer struct {
	Editor
	t     *testing.T
	cells []Event
	coded []bool // the cell does not stand in the block as it is
}

// Skim implements formats.Skimmer.
func (e *skimmer) Skim(dst []uint32, c *formats.Cells) ([]uint32, error) {
	if len(c.Spans) == 0 || len(c.Spans)%len(c.Columns) != 0 || cap(c.Text)-len(c.Text) < formats.CellPad {
		e.t.Fatalf("%d cells of %d columns, %d bytes behind", len(c.Spans), len(c.Columns), cap(c.Text)-len(c.Text))
	}
	for i, at := range c.Spans {
		coded := at[0] > at[1]
		col := c.Columns[i%len(c.Columns)]
		ev := Event{Path: col.Path, Name: col.Name}
		if !coded {
			ev.Text = string(c.Text[at[0]:at[1]])
		}
		if coded || strings.Contains(ev.Text, Needle) || len(e.cells)%3 == 0 {
			dst = append(dst, uint32(i))
		}
		e.cells, e.coded = append(e.cells, ev), append(e.coded, coded)
	}
	return dst, nil
}

// Input is a file as an Input, delivered through wrap (nil for whole reads).
func Input(name string, data []byte, wrap func(io.Reader) io.Reader) *formats.Input {
	in := &formats.Input{Name: name, R: bytes.NewReader(data), At: bytes.NewReader(data), Size: int64(len(data))}
	if wrap != nil {
		in.R = wrap(in.R)
	}
	return in
}

// Rewrite runs a file through a codec with a ring of blocks that are reused,
// and returns the output and the number of records.
func Rewrite(c formats.Codec, in *formats.Input, o formats.Options, e formats.Editor, ring int) ([]byte, int64, error) {
	r, err := c.NewReader(in, o)
	if err != nil {
		return nil, 0, err
	}
	defer r.Close()
	var out bytes.Buffer
	w, err := c.NewWriter(&out, r)
	if err != nil {
		return nil, 0, err
	}
	blocks := make([]formats.Block, max(ring, 1))
	var rows int64
	for i := 0; ; i++ {
		slot := i % len(blocks)
		b, err := r.Next(blocks[slot])
		if err == io.EOF {
			break
		}
		if err != nil {
			return out.Bytes(), rows, err
		}
		if err := b.Rewrite(e); err != nil {
			return out.Bytes(), rows, err
		}
		rows += b.Rows()
		if err := w.Write(b); err != nil {
			return out.Bytes(), rows, err
		}
		if ring > 0 {
			blocks[slot] = b
		}
	}
	return out.Bytes(), rows, w.Close()
}

// Replace splices text in for every Needle.
func Replace(text string) func(f *formats.Field) (formats.Edit, error) {
	var spans []formats.Span
	return func(f *formats.Field) (formats.Edit, error) {
		spans = spans[:0]
		for at := 0; ; {
			i := bytes.Index(f.Text[at:], []byte(Needle))
			if i < 0 {
				break
			}
			spans = append(spans, formats.Span{Start: at + i, End: at + i + len(Needle), New: []byte(text)})
			at += i + len(Needle)
		}
		if len(spans) == 0 {
			return formats.Edit{}, nil
		}
		return formats.Edit{Action: formats.Splice, Spans: spans}, nil
	}
}

var reads = []struct {
	name string
	wrap func(io.Reader) io.Reader
}{
	{"whole", nil},
	{"half", iotest.HalfReader},
	{"byte", iotest.OneByteReader},
	{"dataerr", iotest.DataErrReader},
}

// texts are what the needle is replaced by.
var texts = []string{"<X>", "", "a \"quoted\\\" one", "é😀", "a,b;c\td|e"}

// Run runs the suite.
func Run(t *testing.T, s Suite) {
	if s.BlockSizes == nil {
		s.BlockSizes = []int{0, 1, 2, 7, 64, 1000}
	}
	for _, c := range s.Samples {
		if c.File == "" {
			c.File = c.Name
		}
		t.Run(c.Name, func(t *testing.T) { s.sample(t, c) })
	}
	for _, c := range s.Bad {
		if c.File == "" {
			c.File = c.Name
		}
		t.Run("bad/"+c.Name, func(t *testing.T) { s.bad(t, c) })
	}
	t.Run("broken input", s.broken)
}

func (s Suite) events(t *testing.T, c Sample, data []byte) []Event {
	t.Helper()
	var e Editor
	if _, _, err := Rewrite(s.Codec, Input(c.File, data, nil), c.Options, &e, 1); err != nil {
		t.Fatalf("reading: %v", err)
	}
	return e.Events
}

func list(ev []Event) string {
	var b strings.Builder
	for _, e := range ev {
		fmt.Fprintln(&b, e.String(), e.Name)
	}
	return b.String()
}

func (s Suite) sample(t *testing.T, c Sample) {
	base := s.events(t, c, c.Data)
	if c.Want != nil {
		var got []string
		for _, e := range base {
			got = append(got, e.String())
		}
		if strings.Join(got, "\n") != strings.Join(c.Want, "\n") {
			t.Errorf("fields:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(c.Want, "\n"))
		}
	}

	// Large samples are there for their size; a few ways to read them do.
	sizes, ways, rings, texts := s.BlockSizes, reads, []int{0, 1, 3}, texts
	if len(c.Data) > 8<<10 {
		sizes, ways, rings, texts = []int{0, 1000}, reads[:1], []int{1}, texts[:1]
	}
	for _, size := range sizes {
		for _, rd := range ways {
			for _, ring := range rings {
				name := fmt.Sprintf("block %d, %s reads, ring %d", size, rd.name, ring)
				o := c.Options
				o.BlockSize = size
				var e Editor
				out, rows, err := Rewrite(s.Codec, Input(c.File, c.Data, rd.wrap), o, &e, ring)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if rows != c.Rows || int64(len(e.Records)) != c.Rows {
					t.Fatalf("%s: %d rows, %d calls of Record, want %d", name, rows, len(e.Records), c.Rows)
				}
				for i, r := range e.Records {
					if r != int64(i) {
						t.Fatalf("%s: record %d has number %d", name, i, r)
					}
				}
				if !s.Binary {
					if !bytes.Equal(out, c.Data) {
						t.Fatalf("%s: output differs from the input:\n%q\nwant\n%q", name, clip(out), clip(c.Data))
					}
					if list(e.Events) != list(base) {
						t.Fatalf("%s: fields differ:\n%s\nwant\n%s", name, list(e.Events), list(base))
					}
				} else if list(s.events(t, c, out)) != list(base) {
					t.Fatalf("%s: the output reads differently", name)
				}
			}
		}
	}

	for _, text := range texts {
		for _, size := range sizes {
			o := c.Options
			o.BlockSize = size
			e := &Editor{OnField: Replace(text)}
			out, rows, err := Rewrite(s.Codec, Input(c.File, c.Data, nil), o, e, 2)
			if err != nil || rows != c.Rows {
				t.Fatalf("replacing by %q: %d rows, %v", text, rows, err)
			}
			got, want := s.events(t, c, out), replaced(base, text)
			if list(got) != list(want) {
				t.Fatalf("replaced by %q:\n%s\nwant\n%s\noutput %q", text, list(got), list(want), clip(out))
			}
			if !s.Binary {
				if again, _, err := Rewrite(s.Codec, Input(c.File, out, nil), o, &Editor{OnField: Replace(text)}, 2); err != nil || !bytes.Equal(again, out) {
					t.Fatalf("twice is not once: %v", err)
				}
			}
		}
	}

	t.Run("null", func(t *testing.T) {
		e := &Editor{OnField: func(f *formats.Field) (formats.Edit, error) {
			if f.Class != formats.Key && bytes.Contains(f.Text, []byte(Needle)) {
				return formats.Edit{Action: formats.Null}, nil
			}
			return formats.Edit{}, nil
		}}
		out, rows, err := Rewrite(s.Codec, Input(c.File, c.Data, nil), c.Options, e, 1)
		if err != nil || rows != c.Rows {
			t.Fatalf("%d rows, %v", rows, err)
		}
		var want []Event
		for _, ev := range base {
			if ev.Class != formats.Key && strings.Contains(ev.Text, Needle) {
				if s.NullGone {
					continue
				}
				ev.Text = ""
			}
			want = append(want, ev)
		}
		if got := s.events(t, c, out); list(got) != list(want) {
			t.Fatalf("got\n%s\nwant\n%s\noutput %q", list(got), list(want), clip(out))
		}
	})

	t.Run("drop", func(t *testing.T) {
		for _, keep := range []int64{0, 1} {
			for _, size := range sizes {
				o := c.Options
				o.BlockSize = size
				e := &Editor{OnField: Replace("<longer than the needle>"), OnRecord: func(row int64, _ []byte) (formats.RecordAction, error) {
					if row%2 == keep {
						return formats.KeepRecord, nil
					}
					return formats.DropRecord, nil
				}}
				out, _, err := Rewrite(s.Codec, Input(c.File, c.Data, nil), o, e, 1)
				if err != nil {
					t.Fatal(err)
				}
				var want []Event
				for _, ev := range replaced(base, "<longer than the needle>") {
					if ev.Row%2 == keep {
						ev.Row /= 2
						want = append(want, ev)
					}
				}
				if len(want) == 0 {
					continue // nothing left that a format could be told from
				}
				if got := s.events(t, c, out); list(got) != list(want) {
					t.Fatalf("block %d: got\n%s\nwant\n%s\noutput %q", size, list(got), list(want), clip(out))
				}
			}
		}
	})

	t.Run("skim", func(t *testing.T) {
		// Every third cell is listed besides those that have to be: what is
		// left out must make no difference.
		for _, size := range sizes {
			for _, drop := range []bool{false, true} {
				o := c.Options
				o.BlockSize = size
				needled := int64(-1)
				replace := Replace("<longer than the needle>")
				whole := Editor{
					OnField: func(f *formats.Field) (formats.Edit, error) {
						if bytes.Contains(f.Text, []byte(Needle)) {
							needled = f.Row
						}
						return replace(f)
					},
					OnRecord: func(row int64, _ []byte) (formats.RecordAction, error) {
						if drop && row == needled {
							return formats.DropRecord, nil
						}
						return formats.KeepRecord, nil
					},
				}
				want, _, err := Rewrite(s.Codec, Input(c.File, c.Data, nil), o, &whole, 2)
				if err != nil {
					t.Fatal(err)
				}
				needled = -1
				e := &skimmer{Editor: Editor{OnField: whole.OnField, OnRecord: whole.OnRecord}, t: t}
				got, rows, err := Rewrite(s.Codec, Input(c.File, c.Data, nil), o, e, 2)
				if err != nil || rows != c.Rows {
					t.Fatalf("block %d: %d rows, %v", size, rows, err)
				}
				if !bytes.Equal(got, want) {
					t.Fatalf("block %d: got\n%q\nwant\n%q", size, clip(got), clip(want))
				}
				if e.cells == nil {
					return // the format shows every field
				}
				if len(e.cells) != len(base) {
					t.Fatalf("block %d: %d cells, want %d", size, len(e.cells), len(base))
				}
				for i, ev := range e.cells {
					if b := base[i]; ev.Path != b.Path || ev.Name != b.Name || !e.coded[i] && ev.Text != b.Text {
						t.Fatalf("block %d: cell %d is %v, want %v", size, i, ev, b)
					}
				}
				var shown []int64
				for _, ev := range e.Events {
					if n := len(shown); n == 0 || shown[n-1] != ev.Row {
						shown = append(shown, ev.Row)
					}
				}
				if fmt.Sprint(e.Records) != fmt.Sprint(shown) {
					t.Fatalf("block %d: fields of the records %v were shown, Record was called for %v", size, shown, e.Records)
				}
			}
		}
	})

	t.Run("editor errors", func(t *testing.T) {
		stop := errors.New("stop")
		if len(base) > 0 {
			e := &Editor{OnField: func(*formats.Field) (formats.Edit, error) { return formats.Edit{}, stop }}
			if _, _, err := Rewrite(s.Codec, Input(c.File, c.Data, nil), c.Options, e, 1); !errors.Is(err, stop) {
				t.Errorf("error of Field: got %v", err)
			}
			for _, spans := range [][]formats.Span{{{Start: -1}}, {{Start: 0, End: 1 << 30}}, {{Start: 1, End: 0}}} {
				e := &Editor{OnField: func(*formats.Field) (formats.Edit, error) {
					return formats.Edit{Action: formats.Splice, Spans: spans}, nil
				}}
				if _, _, err := Rewrite(s.Codec, Input(c.File, c.Data, nil), c.Options, e, 1); err == nil {
					t.Errorf("spans %v: no error", spans)
				}
			}
		}
		if c.Rows > 0 {
			e := &Editor{OnRecord: func(int64, []byte) (formats.RecordAction, error) { return 0, stop }}
			if _, _, err := Rewrite(s.Codec, Input(c.File, c.Data, nil), c.Options, e, 1); !errors.Is(err, stop) {
				t.Errorf("error of Record: got %v", err)
			}
		}
	})

	t.Run("parallel", func(t *testing.T) {
		o := c.Options
		o.BlockSize = 16
		r, err := s.Codec.NewReader(Input(c.File, c.Data, nil), o)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		var blocks []formats.Block
		for len(blocks) < 200 {
			b, err := r.Next(nil)
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			blocks = append(blocks, b)
		}
		var wg sync.WaitGroup
		editors := make([]Editor, len(blocks))
		for i, b := range blocks {
			wg.Add(1)
			go func() {
				defer wg.Done()
				if err := b.Rewrite(&editors[i]); err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		if len(blocks) < 200 && !s.Binary {
			var all []Event
			for i := range editors {
				all = append(all, editors[i].Events...)
			}
			if list(all) != list(base) {
				t.Errorf("fields differ:\n%s\nwant\n%s", list(all), list(base))
			}
		}
	})
}

func replaced(base []Event, text string) []Event {
	want := make([]Event, len(base))
	for i, e := range base {
		e.Text = strings.ReplaceAll(e.Text, Needle, text)
		// Columns below an edited key go by its new name; samples whose
		// keys hold the needle are for Want.
		want[i] = e
	}
	return want
}

func (s Suite) bad(t *testing.T, c Bad) {
	for _, size := range s.BlockSizes {
		o := c.Options
		o.BlockSize = size
		for _, rd := range reads {
			_, _, err := Rewrite(s.Codec, Input(c.File, c.Data, rd.wrap), o, &Editor{}, 1)
			var fe *formats.Error
			if !errors.As(err, &fe) {
				t.Fatalf("block %d: error %v, want a *formats.Error", size, err)
			}
			if fe.File != c.File || fe.Row != c.Row || !strings.Contains(fe.Error(), c.Msg) || fe.Codec == "" {
				t.Fatalf("block %d: error %q in row %d, want %q in row %d", size, fe, fe.Row, c.Msg, c.Row)
			}
			if strings.Contains(err.Error(), Canary) {
				t.Fatalf("the error shows a value: %v", err)
			}
		}
		calls := 0
		e := &Editor{OnBad: func(row int64, raw []byte, cause error) error {
			calls++
			if calls == 1 && row != c.Row {
				t.Errorf("Bad was given row %d, want %d", row, c.Row)
			}
			return nil
		}}
		out, _, err := Rewrite(s.Codec, Input(c.File, c.Data, nil), o, e, 1)
		if c.Hard {
			if err == nil {
				t.Fatal("no error though the file cannot be read on")
			}
			continue
		}
		if err != nil || calls == 0 {
			t.Fatalf("put aside: %d calls of Bad, error %v", calls, err)
		}
		if string(out) != c.Rest {
			t.Fatalf("block %d: what is left is %q, want %q", size, out, c.Rest)
		}
	}
}

func (s Suite) broken(t *testing.T) {
	stop := errors.New("the disk is gone")
	for _, c := range s.Samples {
		if len(c.Data) < 2 || s.Binary {
			continue
		}
		half := io.MultiReader(bytes.NewReader(c.Data[:len(c.Data)/2]), iotest.ErrReader(stop))
		in := &formats.Input{Name: "x", R: half}
		if _, _, err := Rewrite(s.Codec, in, c.Options, &Editor{}, 1); err == nil {
			t.Errorf("%s: an input that breaks off gave no error", c.Name)
		}
	}
}

func clip(b []byte) []byte {
	if len(b) > 600 {
		return append(append([]byte{}, b[:600]...), "..."...)
	}
	return b
}
