package scanner

// Memo remembers outlines of short texts that hold no finding: member names,
// roles, countries and flags come again with every record, and numbers, times
// and codes differ in their digits. Whether a text holds a finding depends on the
// text and what is known of its place alone, so that a text whose outline is
// remembered has the outcome that looking at it would have, and forgetting one
// costs time only. The zero value remembers nothing; it belongs to one
// goroutine.
type Memo struct {
	pairs *[memoPairs][2]MemoKey // made when the first text comes
}

// MemoKey is an outline and where: Place is the caller's number, which no two
// places have that may differ in their outcome, and is not 0. The zero value is
// never remembered.
type MemoKey struct {
	Outline Outline
	Place   uint64
}

const (
	memoBits  = 14
	memoPairs = 1 << memoBits // 1 MiB, as far as they are used
)

// pair is where k is remembered, the same for what is open or was seen of an
// outline: only one of them is asked for often. Outlines of numbers differ in few
// bits, and places are small numbers.
func (k *MemoKey) pair() uint64 {
	m := &memoMix
	c := k.Outline.c &^ (openOutline | seenOutline)
	return (half(k.Outline.a)*m[0] + half(k.Outline.b)*m[1] + half(c)*m[2] + half(k.Place)*m[3]) >> 22 % memoPairs
}

// half is one half of the bits of x, the other mixed into it.
func half(x uint64) uint64 { return uint64(uint32(x ^ x>>29)) }

// memoMix are the factors of pair.
var memoMix = [4]uint64{0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f}

// Has reports whether k is remembered. Of the two in one place the one that was
// asked for last is the first, and what is remembered anew drives out the
// second: what comes often stays.
func (m *Memo) Has(k MemoKey) bool {
	if m.pairs == nil {
		return false
	}
	p := &m.pairs[k.pair()]
	if p[0] == k {
		return true
	}
	if p[1] != k {
		return false
	}
	p[0], p[1] = p[1], p[0]
	return true
}

// Remember makes Has(k) true until others have driven k out.
func (m *Memo) Remember(k MemoKey) {
	if m.pairs == nil {
		m.pairs = new([memoPairs][2]MemoKey)
	}
	p := &m.pairs[k.pair()]
	p[1] = p[0]
	p[0] = k
}

// SkimPad is how many bytes behind the texts that Skim is given may be read, as
// far as their memory reaches; with less it is slower.
const SkimPad = 32

// Skim appends to dst the numbers of the cells that are neither empty nor have
// an outline that is remembered. The i-th cell is text[c[0]:c[1]] of c =
// cells[i], and its place is places[i%len(places)], as in rows of a table; 0 is
// a place of which nothing is remembered. A cell that ends before it begins is
// appended. cells are in order.
func (m *Memo) Skim(dst []uint32, text []byte, cells [][2]uint32, places []uint64) []uint32 {
	if len(cells) == 0 {
		return dst
	}
	if m.pairs == nil {
		m.pairs = new([memoPairs][2]MemoKey)
	}
	n := len(dst)
	if cap(dst) < n+len(cells) {
		dst = append(make([]uint32, 0, n+len(cells)), dst...)
	}
	return dst[:n+m.skim(dst[n:n+len(cells)], text, cells, places)]
}

// skimGeneric is Skim into open, which has room for all cells; it returns how
// many there are.
func (m *Memo) skimGeneric(open []uint32, text []byte, cells [][2]uint32, places []uint64) (n int) {
	col := 0
	for i, c := range cells {
		at := places[col]
		if col++; col == len(places) {
			col = 0
		}
		switch {
		case c[0] == c[1]:
			continue
		case c[0] < c[1] && c[1]-c[0] <= OutlineSize:
			o, _ := OutlineOf(text[c[0]:c[1]])
			k := MemoKey{o, at}
			if p := &m.pairs[k.pair()]; p[0] == k || p[1] == k {
				continue
			}
		}
		open[n] = uint32(i)
		n++
	}
	return n
}
