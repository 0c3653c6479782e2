package scanner

import "bytes"

// table is a table that a text holds: a line of column names and, below it,
// lines with as many cells. People paste such tables into prompts and letters;
// what a column is called says there what its cells are.
type table struct {
	sep     byte     // between cells; 0 is no table
	rows    int      // offset of the first line below the names
	end     int      // rows from here on are none of the table's
	columns []*Place // nil where a name says nothing
	claimed int      // columns whose name claims a kind

	line  int    // where the line begins whose cells are known
	cells []span // its cells, without blanks and quotes
}

type span struct{ start, end int }

const (
	tableLines   = 4       // the names stand in one of so many lines
	maxIntro     = 200     // bytes of a line before them
	maxName      = 40      // bytes of a column's name
	maxColumns   = 64      // columns of a table
	maxRow       = 4 << 10 // bytes of a row
	knownPlaces  = 512     // names that are kept
	leastColumns = 3
)

// findTable looks for a table that begins in the first lines of text.
func (s *Scanner) findTable(text []byte) {
	t := &s.table
	t.sep = 0
	for p, n := 0, 0; n < tableLines && p < len(text); n++ {
		intro := bytes.IndexByte(text[p:min(len(text), p+maxIntro)], '\n')
		if intro < 0 && len(text)-p <= maxIntro {
			return // the last line
		}
		if sep, size := namesIn(text[p:]); sep != 0 && s.tableAt(text, p, p+size+1, sep) {
			return
		}
		if intro < 0 {
			return
		}
		p += intro + 1
	}
}

// namesIn is the sign between the cells of the line that text begins with, and
// the line's size, if it may be the names of columns; else 0.
func namesIn(text []byte) (sep byte, size int) {
	cells, cell := 1, 0
	for i, c := range text {
		switch {
		case nameByte[c]:
			if cell++; cell > maxName {
				return 0, 0
			}
		case sep == 0 && i > 0 && (c == ',' || c == ';' || c == '\t' || c == '|'), c == sep && sep != 0:
			if cell == 0 {
				return 0, 0
			}
			sep = c
			if cells++; cells > maxColumns {
				return 0, 0
			}
			cell = 0
		case c == '|' && i == 0, c == '\r':
		case c == '\n':
			if cells < leastColumns || cell == 0 && sep != '|' {
				return 0, 0
			}
			return sep, i
		default:
			return 0, 0
		}
	}
	return 0, 0
}

// nameByte tells the bytes of columns' names.
var nameByte = func() (t [256]bool) {
	for c := range t {
		t[c] = alnumByte[c] || c >= 0x80 || c == ' ' || c == '_' || c == '-' || c == '"' || c == '\'' || c == '#' || c == '/' || c == '(' || c == ')'
	}
	return
}()

// tableAt takes text[from:rows], a line, for the names of a table if the line
// below has as many cells and one of the names speaks for a kind.
func (s *Scanner) tableAt(text []byte, from, rows int, sep byte) bool {
	t := &s.table
	t.cells = cellsOf(t.cells[:0], text, from, sep)
	n := len(t.cells)
	t.columns, t.claimed = t.columns[:0], 0
	some := false
	for _, c := range t.cells {
		p := s.namedPlace(text[c.start:c.end])
		some = some || p != nil && p.says
		if p != nil && len(p.claims) > 0 {
			t.claimed++
		}
		t.columns = append(t.columns, p)
	}
	if !some {
		return false
	}
	if t.cells = cellsOf(t.cells[:0], text, rows, sep); len(t.cells) != n {
		return false
	}
	t.sep, t.rows, t.end, t.line = sep, rows, len(text), rows
	return true
}

// namedPlace is Place with a memory.
func (s *Scanner) namedPlace(name []byte) *Place {
	if p, ok := s.places[string(name)]; ok {
		return p
	}
	if s.places == nil || len(s.places) >= knownPlaces {
		s.places = make(map[string]*Place)
	}
	p := s.rs.Place(string(name))
	s.places[string(name)] = p
	return p
}

// cellsOf appends the cells of the line that begins at text[p:], none where it
// is too long.
func cellsOf(dst []span, text []byte, p int, sep byte) []span {
	stop := min(len(text), p+maxRow)
	size := bytes.IndexByte(text[p:stop], '\n')
	if size < 0 {
		if stop < len(text) {
			return dst
		}
		size = stop - p
	}
	b, end := p, p+size
	if end > b && text[end-1] == '\r' {
		end--
	}
	if sep == '|' { // Markdown has one at both ends
		from, to := trim(text[b:end])
		b, end = b+from, b+to
		if b < end && text[b] == '|' {
			b++
		}
		if b < end && text[end-1] == '|' {
			end--
		}
	}
	for len(dst) <= maxColumns {
		i, quote := b, byte(0)
		for i < end && text[i] == ' ' {
			i++
		}
		if i < end && text[i] == '"' {
			quote = '"'
			i++
		}
		from := i
		for i < end && (text[i] != sep || quote != 0) {
			if quote != 0 && text[i] == quote && (i+1 == end || text[i+1] == sep || text[i+1] == ' ') {
				quote = 0
			}
			i++
		}
		to := i
		for to > from && (text[to-1] == ' ' || text[to-1] == '"') {
			to--
		}
		dst = append(dst, span{from, to})
		if i >= end {
			break
		}
		b = i + 1
	}
	return dst
}

// row makes the cells known of the row that text[p] is in; false where p is in
// none.
func (t *table) row(text []byte, p int) bool {
	if t.sep == 0 || p < t.rows || p >= t.end {
		return false
	}
	if n := len(t.cells); p >= t.line && n > 0 && p <= t.cells[n-1].end {
		return true
	}
	line := t.line
	if p < line { // back among rows that are known to be the table's
		from := max(t.rows, p-maxRow)
		i := bytes.LastIndexByte(text[from:p], '\n')
		if line = from + i + 1; i < 0 && from > t.rows {
			return false
		}
	}
	for {
		t.cells = cellsOf(t.cells[:0], text, line, t.sep)
		n := len(t.cells)
		if n != len(t.columns) {
			t.end, t.line, t.cells = line, t.rows, t.cells[:0]
			return false
		}
		t.line = line
		if p <= t.cells[n-1].end {
			return true
		}
		// The end of the last cell stands before the end of its line.
		next := bytes.IndexByte(text[t.cells[n-1].end:], '\n')
		if next < 0 {
			return false
		}
		line = t.cells[n-1].end + next + 1
		if p < line || line >= len(text) {
			return false
		}
	}
}

// cellOf is the cell that text[p] is in, and what its column's name says.
func (t *table) cellOf(text []byte, p int) (c span, at *Place, ok bool) {
	if !t.row(text, p) {
		return c, nil, false
	}
	for i, c := range t.cells {
		if p >= c.start && p < c.end {
			return c, t.columns[i], true
		}
	}
	return c, nil, false
}

// believes reports whether a column's name counts for a cell. Goods, settings
// and towns have names, too: words alone are somebody's where another column
// says that the table is about people.
func (t *table) believes(text []byte, c span) bool {
	return t.claimed > 1 || digitsIn(text[c.start:c.end]) > 0
}

// claimCells tries the kinds that the names of a table's columns claim on the
// cells below them.
func (s *Scanner) claimCells(text []byte) {
	t := &s.table
	for p := t.rows; t.row(text, p); {
		for i, c := range t.cells {
			if at := t.columns[i]; at != nil && len(at.claims) > 0 && c.end > c.start && t.believes(text, c) {
				s.lastClaim = -1
				s.labelled(text, c.start)
			}
		}
		last := t.cells[len(t.cells)-1].end
		next := bytes.IndexByte(text[last:], '\n')
		if next < 0 {
			return
		}
		p = last + next + 1
	}
}

// markCell adds to the context what the name of the table's column says, whose
// cell c the candidate at start is in.
func (x *context) markCell(c span, at *Place, start int) {
	const dist = 4 // bytes to its label, as it were
	for w, bits := range at.near {
		for new := bits &^ x.near[w]; new != 0; new &= new - 1 {
			x.dist[w<<6|trailing(new)] = dist
		}
		x.near[w] |= bits
		x.weak[w] |= at.weak[w]
	}
	if start != c.start {
		return
	}
	for _, det := range at.claims {
		if !x.label.has(det) {
			x.label.set(det)
			x.named = append(x.named, det)
			x.size[det] = 1
			x.best = max(x.best, 1)
		}
	}
}
