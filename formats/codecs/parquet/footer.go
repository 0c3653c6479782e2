package parquet

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"sort"
	"strings"

	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/schema"
)

// Field numbers are those of parquet.thrift in github.com/apache/parquet-format.

// maxFooter bounds the footer; the largest in use (100,000 columns) are a
// few dozen MB.
const maxFooter = 256 << 20

// treatment says what is done with the values of a leaf column.
type treatment uint8

const (
	// copied: floats, booleans, times, decimals; no text to show.
	copied treatment = iota
	// text: declared as UTF-8; anything else is an error of the data.
	text
	// binary: bytes without a declared meaning, shown where they are UTF-8.
	binaryText
	// integer: shown as its decimal spelling.
	integer
	// refused: holds text in a form that is not understood.
	refused
)

// leaf is a leaf column of the schema.
type leaf struct {
	path     []string
	joined   string // path with dots
	name     string // Column.Name: list levels as []
	phys     parquet.Type
	typeLen  int
	maxDef   int16
	maxRep   int16
	optional bool // the leaf itself is OPTIONAL
	treat    treatment
	key      bool
	unsigned bool
	bits     int    // of an integer
	why      string // of a refused leaf
	descr    *schema.Column
}

// group is a row group as the footer describes it.
type group struct {
	raw   []byte // its encoded struct
	row   int64  // number of its first row in the file
	rows  int64
	bytes int64 // uncompressed
	start int64 // first byte of its column chunks
	end   int64 // behind the last of them
}

// span is a part of the file; n 0 means that there is none.
type span struct{ off, n int64 }

// chunk is a column chunk as the footer describes it.
type chunk struct {
	span               // its pages, dictionary first
	codec        int32 // parquet.thrift CompressionCodec
	values       int64 // levels, nulls included
	uncompressed int64
	dictAt       int64 // -1: none declared
	dataAt       int64
	bloom        span // n 0 with off > 0: length unknown
	offsetIndex  span
	columnIndex  span
	stats        bool // has min and max
	nulls        bool // has a count of nulls
	fallback     bool // dictionary pages and others, by its encoding stats
}

// footer is the parsed file metadata.
type footer struct {
	fields []field
	leaves []leaf
	groups []group
	rows   int64
	at     int64 // offset of the footer, the end of everything else
	// ordered: chunks, indexes and filters stand in the order of the row
	// groups, so that the file can be copied up to the first change.
	ordered bool
	cells   int // path components of all leaves
}

type badFile struct{ msg string }

func (e *badFile) Error() string { return e.msg }

func bad(format string, args ...any) error { return &badFile{fmt.Sprintf(format, args...)} }

// readFooter reads and checks the metadata of a file. Everything that later
// code relies on is checked here: offsets lie in the file, counts agree.
func readFooter(at io.ReaderAt, size int64) (*footer, error) {
	var head, tail [8]byte
	if size < 12 {
		return nil, bad("the file is too short to be Parquet")
	}
	if _, err := at.ReadAt(head[:4], 0); err != nil {
		return nil, err
	}
	if _, err := at.ReadAt(tail[:], size-8); err != nil {
		return nil, err
	}
	switch {
	case string(tail[4:]) == "PARE" || string(head[:4]) == "PARE":
		return nil, bad("the file is encrypted (encrypted footer)")
	case string(tail[4:]) != "PAR1":
		return nil, bad("no Parquet footer at the end: the file is truncated or no Parquet")
	case string(head[:4]) != "PAR1":
		return nil, bad("no Parquet magic at the start of the file")
	}
	n := int64(binary.LittleEndian.Uint32(tail[:4]))
	if n > size-12 || n > maxFooter {
		return nil, bad("the footer's length does not fit the file")
	}
	raw := make([]byte, n)
	if _, err := at.ReadAt(raw, size-8-n); err != nil {
		return nil, err
	}
	f := &footer{at: size - 8 - n}
	if err := f.parse(raw); err != nil {
		if _, ok := err.(*badFile); !ok {
			err = bad("damaged footer")
		}
		return nil, err
	}
	return f, nil
}

func (f *footer) parse(raw []byte) (err error) {
	if f.fields, _, err = fields(nil, raw); err != nil {
		return err
	}
	if _, ok := find(f.fields, 8); ok {
		return bad("the file is encrypted or signed (encryption algorithm in its footer)")
	}
	sch, ok := find(f.fields, 2)
	if !ok {
		return bad("the footer has no schema")
	}
	if err := f.parseSchema(sch); err != nil {
		return err
	}
	if f.rows, err = intAt(f.fields, 3, -1); err != nil || f.rows < 0 {
		return bad("the footer has no row count")
	}
	if f.rows > plausible(f.at) {
		return bad("more rows than a file of this size can hold")
	}
	groups, ok := find(f.fields, 4)
	if !ok {
		return bad("the footer has no row groups")
	}
	f.ordered = true
	var row int64
	end := int64(4)
	var chunks []chunk
	err = groups.each(tStruct, func(b []byte) error {
		g := group{raw: b, row: row}
		var err error
		if chunks, err = f.chunks(&g, chunks[:0]); err != nil {
			return err
		}
		f.layout(&g, chunks, &end)
		if row += g.rows; row < 0 || row > f.rows {
			return bad("the row groups have more rows than the file")
		}
		f.groups = append(f.groups, g)
		return nil
	})
	if err != nil {
		return err
	}
	if row != f.rows {
		return bad("the row groups have fewer rows than the file")
	}
	return nil
}

// plausible bounds the number of values in n bytes. Nulls and repeated values
// take next to no bytes, but a count is work for whoever goes through it, and
// a damaged one is work for ever.
func plausible(n int64) int64 { return 1<<26 + 4096*n }

// layout sets the range of a row group and keeps account of the order of the
// file. end is the end of the row groups before.
func (f *footer) layout(g *group, chunks []chunk, end *int64) {
	g.start, g.end = math.MaxInt64, 0
	for i := range chunks {
		if c := &chunks[i]; c.n > 0 {
			g.start, g.end = min(g.start, c.off), max(g.end, c.off+c.n)
		}
	}
	if g.end == 0 {
		g.start, g.end = *end, *end
	}
	if g.start < *end {
		f.ordered = false
	}
	for i := range chunks {
		for _, s := range [3]span{chunks[i].bloom, chunks[i].offsetIndex, chunks[i].columnIndex} {
			if s.off > 0 && s.off < g.start {
				f.ordered = false
			}
		}
	}
	*end = max(*end, g.end)
}

// chunks parses the column chunks of g, appending to dst, and fills g.
func (f *footer) chunks(g *group, dst []chunk) ([]chunk, error) {
	var gf, cf, mf, sf []field
	gf, _, err := fields(nil, g.raw)
	if err != nil {
		return dst, err
	}
	if g.rows, err = intAt(gf, 3, -1); err != nil || g.rows < 0 {
		return dst, bad("a row group has no row count")
	}
	if g.bytes, err = intAt(gf, 2, 0); err != nil {
		return dst, err
	}
	g.bytes = max(g.bytes, 0)
	cols, ok := find(gf, 1)
	if !ok || cols.count() != len(f.leaves) {
		return dst, bad("a row group has not the columns of the schema")
	}
	i := 0
	err = cols.each(tStruct, func(b []byte) (err error) {
		l := &f.leaves[i]
		i++
		c := chunk{}
		if cf, _, err = fields(cf[:0], b); err != nil {
			return err
		}
		if _, ok := find(cf, 1); ok {
			return bad("column %q: its pages stand in another file", l.joined)
		}
		_, enc8 := find(cf, 8)
		_, enc9 := find(cf, 9)
		if enc8 || enc9 {
			return bad("column %q is encrypted", l.joined)
		}
		if mf, ok, err = structAt(cf, 3, mf[:0]); err != nil || !ok {
			return bad("column %q has no metadata", l.joined)
		}
		if typ, err := intAt(mf, 1, -1); err != nil || typ != int64(l.phys) {
			return bad("column %q: its type is not that of the schema", l.joined)
		}
		if !samePath(mf, l.path) {
			return bad("column %q: its path is not that of the schema", l.joined)
		}
		var codec, size, index, n int64
		for _, get := range [...]struct {
			fs     []field
			id     int16
			absent int64
			to     *int64
		}{
			{mf, 4, -1, &codec}, {mf, 5, -1, &c.values}, {mf, 6, -1, &c.uncompressed}, {mf, 7, -1, &size},
			{mf, 9, -1, &c.dataAt}, {mf, 10, -1, &index}, {mf, 11, -1, &c.dictAt}, {mf, 14, 0, &c.bloom.off}, {mf, 15, 0, &c.bloom.n},
			{cf, 4, 0, &c.offsetIndex.off}, {cf, 5, 0, &c.offsetIndex.n}, {cf, 6, 0, &c.columnIndex.off}, {cf, 7, 0, &c.columnIndex.n},
		} {
			if *get.to, err = intAt(get.fs, get.id, get.absent); err != nil {
				return err
			}
		}
		if codec < 0 || codec > 1<<20 || c.values < 0 || size < 0 || c.uncompressed < 0 {
			return bad("column %q: a size or count in the footer is missing or negative", l.joined)
		}
		c.codec = int32(codec)
		if c.values > plausible(size) {
			return bad("column %q: more values than its bytes can hold", l.joined)
		}
		if l.maxRep == 0 && c.values != g.rows || c.values < g.rows {
			return bad("column %q: its number of values is not that of the rows", l.joined)
		}
		// Some writers set the dictionary offset to 0 where there is none.
		c.off, c.n = c.dataAt, size
		// A chunk without values may have a dictionary and no data page.
		if c.dictAt > 0 && (c.dictAt < c.dataAt || c.values == 0) {
			c.off = c.dictAt
		}
		if size > 0 && !f.inside(c.span) || size == 0 && c.values > 0 {
			return bad("column %q: its pages do not lie in the file", l.joined)
		}
		for _, s := range [3]span{c.bloom, c.offsetIndex, c.columnIndex} {
			if s.off != 0 && !f.inside(s) {
				return bad("column %q: an index or filter does not lie in the file", l.joined)
			}
		}
		if sf, ok, err = structAt(mf, 12, sf[:0]); err != nil {
			return err
		} else if ok {
			_, c.stats = find(sf, 6)
			_, c.nulls = find(sf, 3)
		}
		if es, ok := find(mf, 13); ok {
			dict, plain := false, false
			err := es.each(tStruct, func(b []byte) (err error) {
				if sf, _, err = fields(sf[:0], b); err != nil {
					return err
				}
				page, err := intAt(sf, 1, -1)
				if err != nil {
					return err
				}
				if n, err = intAt(sf, 2, -1); err != nil {
					return err
				}
				if page == pageData || page == pageDataV2 {
					if n == encDict || n == encPlainDict {
						dict = true
					} else {
						plain = true
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
			c.fallback = dict && plain
		}
		dst = append(dst, c)
		return nil
	})
	if err != nil {
		return dst, err
	}
	// Two chunks that share bytes are no file that a writer makes; one of
	// them may change while the other is copied.
	order := make([]span, 0, len(dst))
	for i := range dst {
		if dst[i].n > 0 {
			order = append(order, dst[i].span)
		}
	}
	sort.Slice(order, func(i, j int) bool { return order[i].off < order[j].off })
	for i := 1; i < len(order); i++ {
		if order[i-1].off+order[i-1].n > order[i].off {
			return dst, bad("column chunks overlap")
		}
	}
	return dst, nil
}

func (f *footer) inside(s span) bool {
	return s.off >= 4 && s.n >= 0 && s.off <= f.at && s.n <= f.at-s.off
}

func samePath(mf []field, path []string) bool {
	p, ok := find(mf, 3)
	if !ok || p.count() != len(path) {
		return false
	}
	i, same := 0, true
	err := p.each(tBinary, func(b []byte) error {
		_, n, err := uvarint(b)
		if err == nil && string(b[n:]) != path[i] {
			same = false
		}
		i++
		return err
	})
	return err == nil && same
}

// element is an entry of the flattened schema tree.
type element struct {
	name      string
	phys      int64 // -1: a group
	typeLen   int64
	rep       int64 // 0 required, 1 optional, 2 repeated
	children  int64
	converted int64 // -1: none
	logical   int16 // field of the LogicalType union, 0: none
	bits      int
	signed    bool
}

func (f *footer) parseSchema(sch field) error {
	var els []element
	var fs, lf, inner []field
	err := sch.each(tStruct, func(b []byte) (err error) {
		if fs, _, err = fields(fs[:0], b); err != nil {
			return err
		}
		e := element{bits: 64, signed: true}
		for _, get := range [...]struct {
			id     int16
			absent int64
			to     *int64
		}{{1, -1, &e.phys}, {2, 0, &e.typeLen}, {3, 0, &e.rep}, {5, 0, &e.children}, {6, -1, &e.converted}} {
			if *get.to, err = intAt(fs, get.id, get.absent); err != nil {
				return err
			}
		}
		n, ok := find(fs, 4)
		if !ok {
			return bad("a schema element has no name")
		}
		name, err := n.bytes()
		if err != nil {
			return err
		}
		e.name = string(name)
		if lf, ok, err = structAt(fs, 10, lf[:0]); err != nil {
			return err
		} else if ok && len(lf) > 0 {
			e.logical = lf[0].id
			if e.logical == 10 { // INTEGER
				if inner, _, err = structAt(lf, 10, inner[:0]); err != nil {
					return err
				}
				if w, ok := find(inner, 1); ok && w.typ == tByte && len(w.val) == 1 {
					e.bits = int(w.val[0])
				}
				if s, ok := find(inner, 2); ok {
					e.signed = s.typ == tTrue
				}
			}
		}
		els = append(els, e)
		return nil
	})
	if err != nil {
		return err
	}
	if len(els) == 0 || els[0].phys >= 0 && els[0].children > 0 {
		return bad("the schema has no root")
	}
	// The root's own repetition is ignored: some writers say REPEATED.
	n, err := f.walk(els, 1, els[0].children, nil, "", 0, 0, false, 0)
	if err != nil {
		return err
	}
	if n != len(els) {
		return bad("the schema's tree does not hold all of its elements")
	}
	return nil
}

const (
	convMap = 1 + iota
	convMapKeyValue
	convList
	convEnum
	convDecimal
)

// walk adds the leaves below an element; els[i:] are its children and what
// follows. name is Column.Name so far. inMap says that these are the fields
// of the repeated group of a map.
func (f *footer) walk(els []element, i int, children int64, path []string, name string, def, rep int16, inMap bool, depth int) (int, error) {
	if children < 0 || children > int64(len(els)-i) || depth > 100 {
		return 0, bad("the schema's tree is damaged")
	}
	for c := int64(0); c < children; c++ {
		if i >= len(els) {
			return 0, bad("the schema's tree is damaged")
		}
		e := &els[i]
		if len(path) != 0 && strings.Contains(e.name, "\x00") {
			return 0, bad("the schema's tree is damaged")
		}
		d, r := def, rep
		switch e.rep {
		case 0:
		case 1:
			d++
		case 2:
			d++
			r++
		default:
			return 0, bad("a schema element has no repetition")
		}
		p := append(path[:len(path):len(path)], e.name)
		nm := e.name
		if name != "" {
			nm = name + "." + e.name
		}
		if e.rep == 2 {
			nm += "[]"
		}
		if e.phys < 0 {
			var err error
			kids, from := e.children, len(f.leaves)
			switch {
			case isList(els, i):
				// list<element> is written as three levels, whose names
				// differ between writers: one [] stands for two of them.
				mid := &els[i+1]
				p2 := append(p[:len(p):len(p)], mid.name)
				if el := i + 2; els[el].phys < 0 {
					i, err = f.walkElement(els, el, p2, nm+"[]", d+1, r+1, depth+1)
				} else {
					i, err = f.leaf(els, el, append(p2, els[el].name), nm+"[]", d+1, r+1, false)
				}
			case inMap && e.rep != 2:
				i, err = f.walk(els, i+1, kids, p, nm, d, r, false, depth+1)
			default:
				m := e.rep == 2 && depth > 0 && inMapGroup(els, i)
				i, err = f.walk(els, i+1, kids, p, nm, d, r, m, depth+1)
			}
			if err != nil {
				return 0, err
			}
			f.refuseVariant(e, from)
			continue
		}
		var err error
		if i, err = f.leaf(els, i, p, nm, def, rep, inMap && c == 0); err != nil {
			return 0, err
		}
	}
	return i, nil
}

// isList reports whether els[i] is the outer group of a three-level list with
// one group in the middle and one element.
func isList(els []element, i int) bool {
	e := &els[i]
	return (e.logical == 3 || e.converted == convList) && e.children == 1 && e.rep != 2 && i+2 < len(els) &&
		els[i+1].phys < 0 && els[i+1].rep == 2 && els[i+1].children == 1
}

// inMapGroup reports whether els[i] is the repeated group of a map: its
// parent, which stands directly before it, is annotated.
func inMapGroup(els []element, i int) bool {
	p := &els[i-1]
	return p.phys < 0 && p.children == 1 && (p.logical == 2 || p.converted == convMap || p.converted == convMapKeyValue)
}

// walkElement goes into the group that is the element of a list; its own name
// is no part of the column's name.
func (f *footer) walkElement(els []element, i int, path []string, name string, def, rep int16, depth int) (int, error) {
	e := &els[i]
	p := append(path[:len(path):len(path)], e.name)
	switch e.rep {
	case 0:
	case 1:
		def++
	default:
		return 0, bad("the element of a list is repeated")
	}
	if isList(els, i) {
		if depth > 100 {
			return 0, bad("the schema's tree is damaged")
		}
		p = append(p, els[i+1].name)
		if els[i+2].phys < 0 {
			return f.walkElement(els, i+2, p, name+"[]", def+1, rep+1, depth+1)
		}
		return f.leaf(els, i+2, append(p, els[i+2].name), name+"[]", def+1, rep+1, false)
	}
	from := len(f.leaves)
	i, err := f.walk(els, i+1, e.children, p, name, def, rep, false, depth+1)
	f.refuseVariant(e, from)
	return i, err
}

// refuseVariant marks the leaves below a group that is a VARIANT: text stands
// in them in a binary encoding of its own.
func (f *footer) refuseVariant(e *element, from int) {
	if e.logical != 16 {
		return
	}
	for i := from; i < len(f.leaves); i++ {
		f.leaves[i].treat, f.leaves[i].why = refused, "VARIANT"
	}
}

// leaf adds els[i]; def and rep are the levels of its parent.
func (f *footer) leaf(els []element, i int, path []string, name string, def, rep int16, key bool) (int, error) {
	e := &els[i]
	l := leaf{path: path, joined: strings.Join(path, "."), name: name, phys: parquet.Type(e.phys),
		typeLen: int(e.typeLen), maxDef: def, maxRep: rep, key: key, bits: 64}
	switch e.rep {
	case 0:
	case 1:
		l.maxDef++
		l.optional = true
	case 2:
		l.maxDef++
		l.maxRep++
	default:
		return 0, bad("a schema element has no repetition")
	}
	// A deep and wide tree would take far more memory than the footer.
	if f.cells += len(path); f.cells > 1<<22 {
		return 0, bad("the schema is too large")
	}
	if e.phys > 7 || e.children > 0 {
		return 0, bad("column %q: unknown physical type", l.joined)
	}
	if l.phys == parquet.Types.FixedLenByteArray && (e.typeLen <= 0 || e.typeLen > 1<<24) {
		return 0, bad("column %q: its length is out of range", l.joined)
	}
	l.treat, l.why = e.treatment()
	if l.treat == integer {
		if l.phys == parquet.Types.Int32 {
			l.bits = 32
		}
		l.bits = min(l.bits, max(8, e.bits))
		l.unsigned = !e.signed
		if e.converted >= 11 && e.converted <= 18 { // UINT_8 to INT_64
			l.unsigned = e.converted <= 14
			l.bits = min(l.bits, 8<<((e.converted-11)%4))
		}
	}
	// The arrow module is told the physical column only: its own logic for
	// logical types is what fails on new ones, and nothing here needs it.
	repType := parquet.Repetitions.Required
	if l.maxDef > 0 {
		repType = parquet.Repetitions.Optional
	}
	if l.maxRep > 0 {
		repType = parquet.Repetitions.Repeated
	}
	n, err := schema.NewPrimitiveNode("v", repType, l.phys, -1, int32(l.typeLen))
	if err != nil {
		return 0, bad("column %q: its type cannot be read", l.joined)
	}
	l.descr = schema.NewColumn(n, l.maxDef, l.maxRep)
	// The module works the path out on first use and without a lock; blocks
	// share the column.
	l.descr.Path()
	f.leaves = append(f.leaves, l)
	return i + 1, nil
}

func (e *element) treatment() (treatment, string) {
	switch e.phys {
	case 1, 2: // INT32, INT64
		switch e.logical {
		case 5, 6, 7, 8: // DECIMAL DATE TIME TIMESTAMP
			return copied, ""
		}
		if e.logical == 0 && e.converted >= convDecimal && e.converted <= 10 {
			return copied, ""
		}
		return integer, ""
	case 6, 7: // BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY
		switch e.logical {
		case 0:
			switch e.converted {
			case -1:
				return binaryText, ""
			case 0, convEnum, 19: // UTF8, ENUM, JSON
				return text, ""
			case convDecimal, 21: // INTERVAL
				return copied, ""
			case 20:
				return refused, "BSON"
			}
			return refused, fmt.Sprintf("converted type %d", e.converted)
		case 1, 4, 12: // STRING ENUM JSON
			return text, ""
		case 5, 9, 14, 15: // DECIMAL INTERVAL UUID FLOAT16
			return copied, ""
		case 11: // UNKNOWN: always null
			return binaryText, ""
		case 17, 18: // GEOMETRY GEOGRAPHY: coordinates in well-known binary
			return copied, ""
		case 13:
			return refused, "BSON"
		case 16:
			return refused, "VARIANT"
		}
		return refused, fmt.Sprintf("logical type %d", e.logical)
	}
	return copied, ""
}
