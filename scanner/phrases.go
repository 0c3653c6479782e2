package scanner

import (
	"encoding/binary"
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// Where phrases of the lexicon end in a text is told backwards from the end of
// each word, and for most words by their last eight bytes. Text of ASCII is
// read as it stands; other text is folded first (words.go).

// ends reports whether a phrase, or a word that joins a label and its value,
// may end in the word that ends at text[p]. It looks at no more than the last
// eight letters and digits; letters beyond ASCII may be anything. n is how many
// they are if they are a word by themselves, else 0.
func (l *lexicon) ends(text []byte, p int) (may bool, n int) {
	w := lastWordOf(text, p)
	return !w.sure || l.hasTail(w.text), w.n & 7
}

// lastWord are the last letters and digits before some place, n and at most eight,
// in lower case: the bytes of text, the last uppermost. sure says that they are a
// word, or the end of one.
type lastWord struct {
	text uint64
	n    int
	sure bool
}

// lastWord is lastWordOf, off the bitmaps: text is that of the chunk, and
// text[p-1] a letter or digit of ASCII.
func (s *Scanner) lastWord(text []byte, p int) lastWord {
	i := p - 1 - s.base
	if i < 8 || p > s.end {
		return lastWordOf(text, p)
	}
	// The bits of what ends at p, the last byte uppermost.
	k, off := i>>6, i&63
	word := s.survey.word[k+1]<<(^off&63) | s.survey.word[k]>>1>>off
	n := min(bits.LeadingZeros64(^word), 8)
	u := binary.LittleEndian.Uint64(text[p-8:])
	// Letters and digits have 0x20 set, capitals do not. One that begins the
	// word, or the eight bytes, begins no other.
	if capitals := ^u & 0x2020202020202020; capitals>>8>>((64-8*n)&63) != 0 || int64(u<<(8*n&63)) < 0 {
		return lastWord{} // a word may begin inside, or go on before
	}
	return lastWord{(u | 0x2020202020202020) >> ((64 - 8*n) & 63), n, true}
}

// lastWordOf is the lastWord before text[p].
func lastWordOf(text []byte, p int) lastWord {
	const ones = 0x0101010101010101
	var u uint64
	if p >= 8 {
		u = binary.LittleEndian.Uint64(text[p-8:])
	} else {
		for i, c := range text[:p] {
			u |= uint64(c) << (8 * (8 - p + i))
		}
	}
	// Whether a byte is a letter or a digit is told for all eight at once, see
	// wordHead.
	seven := u & (0x7f * ones)
	low := seven | 0x20*ones
	letters := (low + (0x80-'a')*ones) &^ (low + (0x7f-'z')*ones)
	digits := (seven + (0x80-'0')*ones) &^ (seven + (0x7f-'9')*ones)
	alnum := (letters | digits) &^ u & (0x80 * ones)
	n := bits.LeadingZeros64(alnum^0x80*ones) / 8
	capitals := letters &^ (u << 2) & alnum
	if n < 8 {
		if u>>(56-8*n)&0x80 != 0 {
			return lastWord{}
		}
		capitals &= ^uint64(0) << (64 - 8*n)
	}
	if capitals&(alnum<<8|0x80) != 0 {
		return lastWord{} // a word may begin inside
	}
	return lastWord{low >> (64 - 8*n), n, true}
}

// hasTail reports whether some phrase ends like a word whose last letters and
// digits are those of a lastWord.
func (l *lexicon) hasTail(text uint64) bool {
	k := tailKey(text)
	return l.lastEight[k>>6]&(1<<(k&63)) != 0
}

func tailKey(k uint64) uint64 { return k * 0x9e3779b97f4a7c15 >> 48 }

// addTail makes ends true for words with the folded ending w.
func (l *lexicon) addTail(w []byte) {
	key := uint64(0)
	for n := 1; n <= 8 && n <= len(w); n++ {
		key = key<<8 | uint64(w[len(w)-n]) // as it is read, the last byte is the highest
	}
	k := tailKey(key)
	l.lastEight[k>>6] |= 1 << (k & 63)
}

// What last says of a word.
const (
	labelAlone = 1 << (56 + iota) // it is a label
	labelLast                     // a label of several words ends in it
	joinsLast                     // it is a connector, in some spelling
	lastBits   = labelAlone | labelLast | joinsLast
)

// last tells what a word is to labels, which is all of a run of up to seven
// letters and digits: the bytes of word, in lower case, the last uppermost.
func (l *lexicon) last(word uint64) uint64 { return *l.lastSlot(word) & lastBits }

// addLast makes last say so of the folded word w.
func (l *lexicon) addLast(w []byte, says uint64) {
	if len(w) > 7 || !ascii(w) {
		return
	}
	word := uint64(0)
	for i, c := range w {
		word |= uint64(c) << (8 * i)
	}
	if 2*l.lastWords >= len(l.lasts) {
		old := l.lasts
		l.lasts = make([]uint64, max(1<<10, 2*len(old)))
		for _, slot := range old {
			if slot != 0 {
				*l.lastSlot(slot &^ lastBits) = slot
			}
		}
	}
	slot := l.lastSlot(word)
	if *slot == 0 {
		l.lastWords++
	}
	*slot |= word | says
}

// lastSlot is where word is in lasts, or is put.
func (l *lexicon) lastSlot(word uint64) *uint64 {
	mask := uint64(len(l.lasts) - 1)
	at := word * hashStep >> 40 & mask
	for l.lasts[at] != 0 && l.lasts[at]&^lastBits != word {
		at = (at + 1) & mask
	}
	return &l.lasts[at]
}

// mayFollow is asked where hasTail says yes to a word of n letters and digits
// which end at text[p], 0 for one of another size: "the" and "of" end phrases of
// many kinds, but behind few words.
func (l *lexicon) mayFollow(text []byte, p, n int) bool {
	if n == 0 || n > maxShort || p < 8 {
		return true
	}
	u := binary.LittleEndian.Uint64(text[p-8:]) >> (8 * (5 - n) & 63) // three bytes and the word
	a, b := byte(u), byte(u>>8)
	word := (u>>24 | 0x20202020) & (1<<(8*n&63) - 1)
	k := shortKey(word)
	if l.alone[k>>6]&(1<<(k&63)) != 0 { // or behind one letter
		return true
	}
	if !alnumByte[a] || !alnumByte[b] { // a word of one letter, or several signs
		low := max(0, p-24)
		q := gapBack(text, p-n, low)
		r := gapBack(text, max(q-1, low), low)
		if r == low || text[q-1]|text[r-1] >= 0x80 {
			return true
		}
		a, b = text[r-1], text[q-1]
	}
	k = followKey(word, lowerByte(a), lowerByte(b))
	return l.follows[k>>6]&(1<<(k&63)) != 0
}

// gapBack is where the word ends, or a character beyond ASCII, that only signs
// part from text[p:]; low where there are none but signs.
func gapBack(text []byte, p, low int) int {
	for p > low && !alnumByte[text[p-1]] && text[p-1] < 0x80 {
		p--
	}
	return p
}

// maxShort is the longest word that mayFollow tells apart.
const maxShort = 4

func shortKey(word uint64) uint64 { return word * 0x9e3779b97f4a7c15 >> 52 }

func followKey(word uint64, a, b byte) uint64 {
	return (word<<16 | uint64(a)<<8 | uint64(b)) * 0x9e3779b97f4a7c15 >> 50
}

// addShort makes mayFollow true for a folded phrase whose last run begins at
// phrase[at].
func (l *lexicon) addShort(phrase []byte, at int) {
	last := phrase[at:]
	if len(last) > maxShort {
		return
	}
	word := uint64(0)
	for i, c := range last {
		word |= uint64(c|0x20) << (8 * i)
	}
	if at < 2 {
		k := shortKey(word)
		l.alone[k>>6] |= 1 << (k & 63)
		return
	}
	k := followKey(word, phrase[at-2], phrase[at-1])
	l.follows[k>>6] |= 1 << (k & 63)
}

// cover makes sure that the phrases of text[from:to] are in hits.
func (s *Scanner) cover(text []byte, from, to int) {
	c := s.ctx
	// The region begins and ends at borders: whether it holds from and to does
	// not depend on where theirs are.
	known := sameText(c.text, text) && from >= c.asked && from <= c.to && c.to-c.from <= regionLimit
	if !known {
		c.asked = from
		for from > 0 && from < to && !borderAt(text, from) {
			from++
		}
	}
	if !known || to > c.to {
		for to < len(text) && to > from && !borderAt(text, to) {
			to++
		}
	}
	if !known {
		c.text, c.from, c.to = text, from, from
		c.words.reset()
		c.folded = from
		c.hits = c.hits[:0]
	}
	if to <= c.to {
		return
	}
	at := c.to
	c.to = to
	if s.ascii(text, max(c.from, at-maxPhrase-maxCuts), to) {
		s.plainPhrases(text, at, to)
		return
	}
	f := &c.words
	first := len(f.cuts)
	if c.folded != at {
		// What was read as it stands has not been folded.
		back := max(c.from, at-maxPhrase-maxCuts)
		for back > c.from && back < at && !borderAt(text, back) {
			back++
		}
		f.reset()
		f.fold(text, back, at)
		first = len(f.cuts)
	}
	f.fold(text, at, to)
	c.folded = to
	lex := s.rs.words
	for j := max(1, first); j < len(f.cuts); j++ {
		e := f.cuts[j].at
		if b := f.cuts[j-1].at; e == b || e-b > maxPhrase || !lex.mayEnd(f.span(b, e)) {
			continue
		}
		a, _ := tailBitsOf(f.span(f.cuts[j-1].at, e))
		longest := int(lex.sizes[a&(1<<16-1)])
		for i := j - 1; i >= 0 && i >= j-maxCuts; i-- {
			b := f.cuts[i].at
			if e-b > longest {
				break
			}
			if p := lex.find(f.span(b, e)); p != nil && f.aligned(i, j, p.bounds) {
				c.hits = append(c.hits, phraseHit{f.cuts[i].start, f.cuts[j].end, f.cuts[i].whole, lex.uses[p.from:p.to]})
			}
		}
	}
}

// sameText reports whether a and b are the same bytes at the same place.
func sameText(a, b []byte) bool { return len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] }

// ascii reports whether text[from:to], which is not empty, is ASCII.
func (s *Scanner) ascii(text []byte, from, to int) bool {
	if !sameText(s.chunk, text) || from < s.base || to > s.end {
		return ascii(text[from:to])
	}
	from, to = from-s.base, to-1-s.base
	high := s.m.high[from>>6] >> (from & 63) << (from & 63)
	for w := from >> 6; w < to>>6; w++ {
		if high != 0 {
			return false
		}
		high = s.m.high[w+1]
	}
	return high<<(63-to&63) == 0
}

// ascii reports whether b is ASCII.
func ascii(b []byte) bool {
	for len(b) >= 8 {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// plainPhrases adds the phrases that end in text[from:to] to hits. All is
// ASCII, and words begin at from and end at to.
func (s *Scanner) plainPhrases(text []byte, from, to int) {
	// Mostly they are in the chunk that is looked at.
	if sameText(s.chunk, text) && from >= s.base && to <= s.end {
		s.wordsEnd(&s.m, text, s.base, from, to, before{})
	} else {
		var last before
		for base := from; base < to; base += chunk {
			classify(&s.around, text[base:min(to, base+chunk)])
			last = s.wordsEnd(&s.around, text, base, base, min(to, base+chunk), last)
		}
	}
	if alnumByte[text[to-1]] {
		if may, _ := s.rs.words.ends(text, to); may {
			s.phrasesAt(text, to)
		}
	}
}

// before are bits of the 64 bytes before.
type before struct{ word, lower uint64 }

// wordsEnd looks for phrases at the ends of the words in text[from:to]; m are
// the bitmaps of the text from base on. It returns the bits of the last bytes.
func (s *Scanner) wordsEnd(m *masks, text []byte, base, from, to int, last before) before {
	word, lower := last.word, last.lower
	first, n := (from-base)>>6, 0
	for off := base + first*64; off < to; off += 64 {
		w := first + n
		word0, lower0, upper := word, lower, m.upper[w]
		word, lower = m.digit[w]|m.letter[w], m.letter[w]&^upper
		if off < from {
			these := ^uint64(0) << (from - off)
			word, upper, lower = word&these, upper&these, lower&these
		}
		next := uint64(0)
		if p := off + 64; p < len(text) && foldClass[text[p]] == foldLower {
			next = 1
		}
		// Where a word ends: behind its run, and where another begins
		// inside of it ("homePhone", "XMLParser").
		inside := word<<1 | word0>>63
		x := inside&^word | inside&upper&(lower<<1|lower0>>63|lower>>1|next<<63)
		if rest := to - off; rest < 64 {
			x &= 1<<rest - 1
		}
		s.tails[n] = x
		n++
	}
	base += first * 64
	s.rs.words.listEnds(&s.tails, n, text, base, &s.ends)
	for _, at := range s.ends.at[:s.ends.n] {
		s.phrasesAt(text, base+int(at))
	}
	return before{word, lower}
}

// listEnds makes ends of the ends of words that words marks, n words of the text
// from base on, those where a phrase may end.
func (l *lexicon) listEnds(words *[outlineWords]uint64, n int, text []byte, base int, ends *places) {
	ends.empty()
	unseen, ok := l.roughEnds(words, n, text, base, ends)
	if !ok {
		for w := range n {
			for x := words[w]; x != 0; x &= x - 1 {
				at := w*64 + trailing(x)
				if may, size := l.ends(text, base+at); may && l.mayFollow(text, base+at, size) {
					ends.at[ends.n] = uint16(at)
					ends.n++
				}
			}
		}
		return
	}
	rough := ends.at[:ends.n]
	ends.empty()
	for i, at := range rough {
		p := base + int(at&offsetMask)
		may, size := true, int(at/chunk)
		if i < unseen {
			may, size = l.ends(text, p)
		}
		if may && l.mayFollow(text, p, size) {
			ends.at[ends.n] = at & offsetMask
			ends.n++
		}
	}
}

// phrasesAt adds the phrases that end at text[end], behind a word, to hits.
func (s *Scanner) phrasesAt(text []byte, end int) {
	lex, c := s.rs.words, s.ctx
	var signs [maxCuts + 1]int // folded bytes behind the signs that part words
	parted := 0
	h, n, longest := uint64(0), 0, maxPhrase
	for p, cuts := end, 1; cuts <= maxCuts; cuts++ {
		for {
			p--
			if n >= longest {
				return
			}
			h += (uint64(foldByte[text[p]]) + 1) * hashPower[n]
			n++
			if p == 0 || !alnumByte[text[p-1]] || camel(text, p) {
				break
			}
		}
		signed := p == 0 || !alnumByte[text[p-1]]
		if cuts == 1 {
			if !lex.mayEnd(h) {
				return
			}
			a, _ := tailBitsOf(h)
			longest = int(lex.sizes[a&(1<<16-1)])
		} else if signed && !lex.mayEnd(h) {
			return
		}
		if slot := lex.find(h); slot != nil {
			aligned := true
			for _, k := range signs[:parted] {
				if at := n - k; at < 64 && slot.bounds&(1<<at) == 0 {
					aligned = false
				}
			}
			if aligned {
				// A run that is longer than look reaches need not be known whole.
				whole := p
				for whole > 0 && p-whole <= reachBefore && alnumByte[text[whole-1]] {
					whole--
				}
				c.hits = append(c.hits, phraseHit{p, end, whole, lex.uses[slot.from:slot.to]})
			}
		}
		if !signed {
			continue
		}
		for p > c.from && !alnumByte[text[p-1]] && text[p-1] < 0x80 {
			p--
		}
		if p == c.from || text[p-1] >= 0x80 {
			return
		}
		signs[parted] = n
		parted++
	}
}

// labelEnds reports whether a label may stand directly before text[v]. It
// follows the same rules as look does, backwards and without its tables, and
// answers true where it cannot tell (letters beyond ASCII). text is what the
// bitmaps of the chunk are of.
func (s *Scanner) labelEnds(text []byte, v int) bool {
	low := max(0, v-reachLabel-1) // a label ends behind low
	p := gapStart(text, v, low)
	if p == low {
		return false
	}
	// "k := 0" asks three times.
	if p != s.wordEnd {
		s.wordEnd, s.wordSays = p, s.labelIn(text, p, low)
	}
	return s.wordSays
}

// gapStart is where the signs begin that part a label and its value and end at
// text[p]; low where another sign is among them, or no word stands before them.
func gapStart(text []byte, p, low int) int {
	if p <= low {
		return low // the word before reached over low
	}
	before := text[low:p]
	for i := len(before) - 1; i >= 0; i-- {
		if k := gapKind[before[i]]; k != gapSign {
			if k == gapWord {
				return low + i + 1
			}
			return low
		}
	}
	return low
}

// gapKind tells the bytes before a value: those of words, the signs of gapByte,
// and signs that part what is before them from the value.
var gapKind = func() (t [256]uint8) {
	for c := range t {
		switch {
		case alnumByte[c] || c >= 0x80:
			t[c] = gapWord
		case gapByte[c]:
			t[c] = gapSign
		}
	}
	return
}()

const (
	gapSign = 1
	gapWord = 2
)

// labelIn is labelEnds for a word that ends at text[p], reading back to low.
func (s *Scanner) labelIn(text []byte, p, low int) bool {
	lex := s.rs.words
	for {
		if text[p-1] >= 0x80 {
			return s.foreignEnds(text, p, low)
		}
		w := s.lastWord(text, p)
		if w.sure && !lex.hasTail(w.text) {
			return false
		}
		n := w.n & 7
		q, says := p-n, uint64(lastBits)
		if w.sure && n > 0 {
			if says = lex.last(w.text); says&labelAlone != 0 {
				return true
			}
		}
		if says&labelLast != 0 && lex.mayFollow(text, p, n) {
			// The word, or its last part: "homePhone".
			h := uint64(0)
			for q, n = p, 0; ; {
				q--
				h += (uint64(foldByte[text[q]]) + 1) * hashPower[n]
				if n++; q == 0 || !alnumByte[text[q-1]] || n == maxPhrase || camel(text, q) {
					break
				}
			}
			if q > 0 && text[q-1] >= 0x80 {
				return s.foreignEnds(text, p, low)
			}
			if lex.mayEnd(h) && lex.phraseBack(text, q, h, n) {
				return true
			}
		}
		if says&joinsLast == 0 || n > 10 || !connector(text[q:p]) {
			return false
		}
		if p = gapStart(text, q, low); p == low {
			return false
		}
	}
}

// phraseBack reports whether a label may end in the word of n folded bytes
// with hash h that begins at text[p], going back over the words before it;
// true where it meets letters beyond ASCII.
func (l *lexicon) phraseBack(text []byte, p int, h uint64, n int) bool {
	a, _ := tailBitsOf(h)
	longest := int(l.sizes[a&(1<<16-1)])
	for cuts := 1; ; cuts++ {
		if slot := l.find(h); slot != nil && slot.label {
			return true
		}
		if p > 0 && text[p-1] >= 0x80 {
			return true
		}
		if signed := p == 0 || !alnumByte[text[p-1]]; signed && cuts > 1 && !l.mayEnd(h) {
			return false
		}
		for p > 0 && foldByte[text[p-1]] == 0 {
			if text[p-1] >= 0x80 {
				return true
			}
			p--
		}
		if p == 0 || cuts > maxCuts {
			return false
		}
		for {
			p--
			if n >= longest {
				return false
			}
			h += (uint64(foldByte[text[p]]) + 1) * hashPower[n]
			n++
			if p == 0 || !alnumByte[text[p-1]] || camel(text, p) {
				break
			}
		}
	}
}

// addForeign makes foreignEnds true for a phrase, however it is written: with
// accents, even one of ASCII has other characters.
func (l *lexicon) addForeign(f *folder) {
	if len(f.text) == 0 {
		return
	}
	last, n := utf8.DecodeLastRune(f.text)
	if rest := f.text[:len(f.text)-n]; len(rest) > 0 {
		before, _ := utf8.DecodeLastRune(rest)
		k := pairKey(before, last)
		l.pairs[k>>6] |= 1 << (k & 63)
		if noSpaces(last) {
			return
		}
	}
	if word := f.cuts[len(f.cuts)-2]; len(f.text)-word.at == n {
		l.addLone(last)
	}
}

func (l *lexicon) addLone(r rune) {
	k := r & (1<<12 - 1)
	l.lone[k>>6] |= 1 << (k & 63)
}

func pairKey(a, b rune) uint32 { return (uint32(a)<<15 ^ uint32(b)) * 0x9e3779b1 >> 16 }

// foreignEnds is labelEnds for a word that has characters beyond ASCII and ends
// at text[p].
func (s *Scanner) foreignEnds(text []byte, p, low int) bool {
	// Signs are passed, accents written apart vanish.
	last, n := utf8.DecodeLastRune(text[:p])
	for !letterOrDigit(last) {
		if p -= n; p <= low {
			return false
		}
		if last, n = utf8.DecodeLastRune(text[:p]); last < 0x80 {
			return true // a sign, and a word of ASCII before it
		}
	}
	last = foldedRune(last)
	lex := s.rs.words
	if k := last & (1<<12 - 1); lex.lone[k>>6]&(1<<(k&63)) != 0 {
		return s.foldedEnds(text, p)
	}
	for q := p - n; q > 0; q -= n {
		before, m := utf8.DecodeLastRune(text[:q])
		if n = m; letterOrDigit(before) {
			k := pairKey(foldedRune(before), last)
			return lex.pairs[k>>6]&(1<<(k&63)) != 0 && s.foldedEnds(text, p)
		}
		if !noSpaces(last) && !unicode.Is(unicode.Mn, before) {
			return false // a word of one letter
		}
		if p-q > 64 {
			return true
		}
	}
	return false
}

// foldedEnds is the last word on it: text before p is folded, and true where a
// phrase or a connector ends there or may begin further back.
func (s *Scanner) foldedEnds(text []byte, p int) bool {
	// Mostly the last word decides.
	q := s.foldBack(text, p, 24)
	if q == p {
		q = s.foldBack(text, p, 64)
	}
	f, lex := &s.tail, s.rs.words
	j := len(f.cuts) - 1
	if j < 1 || f.cuts[j].end != p {
		return true
	}
	if w := text[f.cuts[j-1].start:p]; connector(w) {
		return true
	} else if r, n := utf8.DecodeRune(w); n == len(w) && connectingRune(r) {
		return true
	}
	last := f.span(f.cuts[j-1].at, f.cuts[j].at)
	if !lex.mayEnd(last) {
		return false
	}
	if q > 0 {
		q = s.foldBack(text, p, 64)
		j = len(f.cuts) - 1
	}
	a, _ := tailBitsOf(last)
	e, longest := f.cuts[j].at, int(lex.sizes[a&(1<<16-1)])
	for i := j - 1; i >= 0 && i >= j-maxCuts; i-- {
		b := f.cuts[i].at
		if e-b > longest {
			return false
		}
		if slot := lex.find(f.span(b, e)); slot != nil && slot.label {
			return true
		}
	}
	return q > 0
}

// foldBack folds the words in the last reach bytes before p into s.tail, and
// returns where the first of them begins: p if the last word is longer.
func (s *Scanner) foldBack(text []byte, p, reach int) int {
	q := max(0, p-reach)
	for q > 0 && q < p && !borderAt(text, q) {
		q++
	}
	s.tail.reset()
	s.tail.fold(text, q, p)
	return q
}

// letterOrDigit is unicode's answer, sooner for the common scripts.
func letterOrDigit(r rune) bool {
	switch {
	case r < 0x80:
		return alnumByte[r]
	case r >= 0x4e00 && r <= 0x9fff, r >= 0x0620 && r <= 0x064a, r >= 0x0904 && r <= 0x0939, r >= 0x0400 && r <= 0x0481, r >= 0xac00 && r <= 0xd7a3:
		return true
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// foldedRune is the last character that r folds to.
func foldedRune(r rune) rune {
	var room [8]byte
	if noSpaces(r) || caseless(r) {
		return r
	}
	r, _ = utf8.DecodeLastRune(appendFolded(room[:0], r))
	return r
}
