package scanner

import "sync"

// prefixes reaches patterns by the literal that they begin with, where a run
// of bytes that tokens are made of begins. The first three bytes are looked up
// in a bitmap, then in a table. Words of prose begin such runs as well; so the
// patterns are parted by what the first bytes of the run must be like.
type prefixes struct {
	filter [1 << 14 / 64]uint64
	class  [prefixClasses][1 << 14 / 64]uint64 // filter's bits by class
	byHead map[[3]byte][]prefixEntry
	plain  bool     // there are patterns of the class plainPrefix
	rough  struct { // see mayBegin
		once    sync.Once
		filter  [1 << 14 / 64]uint64     // of byHash
		byHash  map[uint32][]prefixEntry // by headHash, zeros for digits
		byFirst [256][]prefixEntry       // by their first byte
	}
}

// Classes of prefixes.
const (
	longPrefix  = iota // sixteen bytes of tokens begin every match
	mixedPrefix        // six, and a byte that is no small letter is the second to eighth
	plainPrefix        // six
	prefixClasses
)

type prefixEntry struct {
	literal  string
	det, pat uint16
}

func newPrefixes() *prefixes { return &prefixes{byHead: map[[3]byte][]prefixEntry{}} }

func (ps *prefixes) add(literal string, run int, det, pat uint16) {
	head := [3]byte{literal[0], literal[1], literal[2]}
	ps.byHead[head] = append(ps.byHead[head], prefixEntry{literal, det, pat})
	h := headHash(literal[0], literal[1], literal[2])
	class := plainPrefix
	if run >= longRun {
		class = longPrefix
	} else {
		for i := 1; i < min(len(literal), mixedReach+1); i++ {
			if c := literal[i]; c < 'a' || c > 'z' {
				class = mixedPrefix
			}
		}
		ps.plain = ps.plain || class == plainPrefix
	}
	ps.filter[h>>6] |= 1 << (h & 63)
	ps.class[class][h>>6] |= 1 << (h & 63)
}

// every has all bits set if there are prefixes of the class plainPrefix.
func (ps *prefixes) every() uint64 {
	if ps.plain {
		return ^uint64(0)
	}
	return 0
}

// mixedReach is how far behind the first byte mixedPrefix looks.
const mixedReach = 7

// reach7 marks the bytes of which one of the seven that follow is marked in x;
// next is the word behind x. What lies beyond next counts as ones.
func reach7(x, next uint64) uint64 {
	x, next = x>>1|next<<63, next>>1|1<<63
	x |= x>>1 | next<<63
	next |= next>>1 | 1<<63
	four := x | x>>2 | next<<62
	next |= next>>2 | 3<<62
	return four | four>>3 | next<<61
}

func headHash(a, b, c byte) uint32 {
	return (uint32(a)<<16 | uint32(b)<<8 | uint32(c)) * 0x9e3779b1 >> 18
}

// may reports whether some prefix could begin at text[at:].
func (ps *prefixes) may(text []byte, at int) bool {
	if at+3 > len(text) {
		return false
	}
	h := headHash(text[at], text[at+1], text[at+2])
	return ps.filter[h>>6]&(1<<(h&63)) != 0
}

// listHeads makes l of the places that words marks, n words of the chunk at base,
// those at which may says yes, and perhaps some more.
func (ps *prefixes) listHeads(words *[outlineWords]uint64, n int, text []byte, base int, l *places) {
	l.empty()
	if ps.roughHeads(words, n, text, base, l) {
		return
	}
	for w := range n {
		for x := words[w]; x != 0; x &= x - 1 {
			at := w*64 + trailing(x)
			if ps.may(text, base+at) {
				l.at[l.n] = uint16(at)
				l.n++
			}
		}
	}
}

// takes reports whether a prefix that could begin at text[at:] is of a class
// that may begin there.
func (ps *prefixes) takes(text []byte, at int, long, mixed bool) bool {
	h := headHash(text[at], text[at+1], text[at+2])
	return long && ps.class[longPrefix][h>>6]&(1<<(h&63)) != 0 ||
		mixed && ps.class[mixedPrefix][h>>6]&(1<<(h&63)) != 0 ||
		ps.plain && ps.class[plainPrefix][h>>6]&(1<<(h&63)) != 0
}

func (s *Scanner) prefixHit(text []byte, at int) {
	for _, e := range s.rs.prefixes.byHead[[3]byte{text[at], text[at+1], text[at+2]}] {
		if n := len(e.literal); n > len(text)-at || string(text[at:at+n]) != e.literal {
			continue
		}
		if end := s.rs.set[e.det].patterns[e.pat].match.end(text, at); end > at {
			s.candidate(text, e.det, e.pat, at, end)
		}
	}
}
