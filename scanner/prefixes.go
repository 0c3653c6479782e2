package scanner

import "bytes"

// prefixes reaches patterns by the literal that they begin with. The first
// three bytes are looked up in a bitmap, then in a table.
type prefixes struct {
	filter [1 << 16 / 64]uint64
	byHead map[[3]byte][]prefixEntry
}

type prefixEntry struct {
	literal  []byte
	det, pat uint16
}

func newPrefixes() *prefixes { return &prefixes{byHead: map[[3]byte][]prefixEntry{}} }

func (ps *prefixes) add(literal string, det, pat uint16) {
	head := [3]byte{literal[0], literal[1], literal[2]}
	ps.byHead[head] = append(ps.byHead[head], prefixEntry{[]byte(literal), det, pat})
	h := headHash(literal[0], literal[1], literal[2])
	ps.filter[h>>6] |= 1 << (h & 63)
}

func (ps *prefixes) finish() {}

func headHash(a, b, c byte) uint32 {
	return (uint32(a)<<16 | uint32(b)<<8 | uint32(c)) * 0x9e3779b1 >> 16
}

// may reports whether some prefix could begin at text[at:].
func (ps *prefixes) may(text []byte, at int) bool {
	if at+3 > len(text) {
		return false
	}
	h := headHash(text[at], text[at+1], text[at+2])
	return ps.filter[h>>6]&(1<<(h&63)) != 0
}

func (s *Scanner) prefixHit(text []byte, at int) {
	for _, e := range s.rs.prefixes.byHead[[3]byte{text[at], text[at+1], text[at+2]}] {
		if !bytes.HasPrefix(text[at:], e.literal) {
			continue
		}
		if end := s.rs.set[e.det].patterns[e.pat].match.end(text, at); end > at {
			s.candidate(text, e.det, e.pat, at, end)
		}
	}
}
