package scanner

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Context words are compared folded: accents and case gone, separators and
// spaces left out, so that "Date de naissance", date_de_naissance and
// dateDeNaissance are one phrase. A phrase begins and ends at the border of a
// word (of a character in scripts without spaces), never inside one.

// lexicon holds all phrases of a Ruleset.
type lexicon struct {
	raw       []rawUse             // until finish
	uses      []phraseUse          // of all phrases, those of one phrase side by side
	phrases   []phraseSlot         // the first is none
	table     []uint32             // phrases by hash, open addressing; 0 is empty
	longest   int                  // folded bytes of the longest phrase
	tails     []uint64             // by tailBitsOf: the last word of each phrase, and its last words written as one
	sizes     [1 << 16]uint8       // folded bytes of the longest phrase that ends so, by the lower bits of tailBitsOf
	bloom     [1 << 17 / 64]uint64 // upper bits of the phrases' hashes
	lastEight [1 << 16 / 64]uint64 // see ends
	alone     [1 << 12 / 64]uint64 // short last words, see mayFollow
	follows   [1 << 14 / 64]uint64 // short last words behind what the word before ends in
	pairs     [1 << 16 / 64]uint64 // last two characters of phrases, see foreignEnds
	lone      [1 << 12 / 64]uint64 // last words of one character
	lasts     []uint64             // last words of labels, and connectors, with what last says of them; open addressing
	lastWords int                  // in lasts
	scratch   folder
	numbers   bool    // some phrase is a number
	labels    kindSet // detectors that some phrase claims values for

	meet       [4]uint64     // of withDigits
	withDigits [256][][]byte // phrases with letters and digits, see addWithDigits
}

type phraseUse struct {
	det  uint16
	weak bool
	size uint8 // folded bytes: longer phrases say more
}

type rawUse struct {
	phrase uint32
	phraseUse
}

// phraseSlot is a phrase: uses[from:to].
type phraseSlot struct {
	hash     uint64
	bounds   uint64 // where its words begin, a bit for each folded byte
	from, to uint32 // to is how many uses there are, until finish
	label    bool   // some kind takes it for a label, not just for a weak word
}

// newLexicon has room for so many phrases.
func newLexicon(most int) *lexicon {
	size := 64
	for size < most+most/2 {
		size *= 2
	}
	return &lexicon{
		tails:   make([]uint64, 1<<tailBits/64),
		raw:     make([]rawUse, 0, most),
		phrases: make([]phraseSlot, 1, most+1),
		table:   make([]uint32, size),
	}
}

const hashStep = 0x9e3779b97f4a7c15

// add takes a phrase for a detector. The phrases of one detector come one behind
// another, the weak ones last.
func (l *lexicon) add(phrase string, det uint16, weak bool) {
	f := &l.scratch
	f.reset()
	f.fold([]byte(phrase), 0, len(phrase))
	if len(f.text) == 0 || len(f.text) > maxPhrase {
		return
	}
	h := f.span(0, len(f.text))
	l.bloom[h>>47>>6] |= 1 << (h >> 47 & 63)
	n := l.number(h)
	slot := &l.phrases[n]
	slot.to++
	// A word that is both a label and weak for one kind is a label.
	slot.label = slot.label || !weak
	for _, c := range f.cuts {
		if c.at < 64 {
			slot.bounds |= 1 << c.at
		}
	}
	l.raw = append(l.raw, rawUse{n, phraseUse{det, weak, uint8(len(f.text))}})
	l.longest = max(l.longest, len(f.text))
	digits := 0
	for _, c := range f.text {
		if digitByte[c] {
			digits++
		}
	}
	l.numbers = l.numbers || digits == len(f.text)
	if digits > 0 {
		l.addWithDigits(f.text)
	}
	l.addForeign(f)
	for i := len(f.cuts) - 2; i >= 0; i-- {
		a, b := tailBitsOf(f.span(f.cuts[i].at, len(f.text)))
		l.sizes[a&(1<<16-1)] = max(l.sizes[a&(1<<16-1)], uint8(len(f.text)))
		l.tails[a>>6] |= 1 << (a & 63)
		l.tails[b>>6] |= 1 << (b & 63)
		l.addTail(f.text[f.cuts[i].at:])
		l.addShort(f.text, f.cuts[i].at)
		if says := uint64(labelLast); !weak {
			if i == 0 {
				says = labelAlone
			}
			l.addLast(f.text[f.cuts[i].at:], says)
		}
	}
}

func (l *lexicon) finish(detectors int) {
	l.labels = newBits(detectors)
	for _, w := range connectors {
		f := &l.scratch
		f.reset()
		f.fold([]byte(w), 0, len(w))
		l.addTail(f.text)
		l.addLast(f.text, joinsLast)
		l.addForeign(f)
	}
	for _, r := range connectingRunes {
		l.addLone(r)
	}
	l.uses = make([]phraseUse, len(l.raw))
	at := uint32(0)
	for i := range l.phrases {
		p := &l.phrases[i]
		p.from, p.to, at = at, at, at+p.to
	}
	for _, r := range l.raw {
		p := &l.phrases[r.phrase]
		if p.to > p.from && l.uses[p.to-1].det == r.det {
			continue
		}
		l.uses[p.to] = r.phraseUse
		p.to++
		if !r.weak {
			l.labels.set(r.det)
		}
	}
	l.raw = nil
}

// number is the place of the phrase with hash h among phrases, where it is put
// if it is new.
func (l *lexicon) number(h uint64) uint32 {
	mask := uint64(len(l.table) - 1)
	at := h >> 20 & mask
	for ; l.table[at] != 0; at = (at + 1) & mask {
		if n := l.table[at]; l.phrases[n].hash == h {
			return n
		}
	}
	n := uint32(len(l.phrases))
	l.table[at] = n
	l.phrases = append(l.phrases, phraseSlot{hash: h})
	return n
}

// find looks up a phrase by the hash of its folded bytes.
func (l *lexicon) find(h uint64) *phraseSlot {
	if l.bloom[h>>47>>6]&(1<<(h>>47&63)) == 0 {
		return nil
	}
	mask := uint64(len(l.table) - 1)
	for at := h >> 20 & mask; ; at = (at + 1) & mask {
		n := l.table[at]
		if n == 0 {
			return nil
		}
		if s := &l.phrases[n]; s.hash == h {
			return s
		}
	}
}

// tailBitsOf are the places of a folded word in tails.
func tailBitsOf(h uint64) (a, b uint64) {
	return h * hashStep >> (64 - tailBits), (h ^ h>>29) * 0xbf58476d1ce4e5b9 >> (64 - tailBits)
}

const tailBits = 19

// mayEnd reports whether a word with this hash may be the last one of a
// phrase.
func (l *lexicon) mayEnd(h uint64) bool {
	a, b := tailBitsOf(h)
	return l.tails[a>>6]&(1<<(a&63)) != 0 && l.tails[b>>6]&(1<<(b&63)) != 0
}

const (
	maxPhrase = 160 // folded bytes; a longer phrase is not taken
	maxCuts   = 10  // words (or characters of scripts without spaces) in a phrase
)

// folder is a folded stretch of text with the places where words begin and
// end. It grows at its end: text that follows is folded only once.
type folder struct {
	text []byte   // folded letters and digits
	hash []uint64 // of text[:i]
	cuts []cut
}

// cut is a border between words: at stands in the folded text, the other
// offsets in the original.
type cut struct {
	at    int
	end   int // where the word before the cut ends
	start int // where the word behind the cut begins
	whole int // where the run of letters and digits begins that start is in
}

func (f *folder) reset() {
	f.text, f.cuts = f.text[:0], f.cuts[:0]
	f.hash = append(f.hash[:0], 0)
}

// foldByte maps ASCII letters and digits to their folded form, all other
// bytes to 0.
var foldByte = func() (t [256]byte) {
	for c := range t {
		if alnumByte[c] {
			t[c] = lowerByte(byte(c))
		}
	}
	return
}()

// fold appends src[from:to], which begins and ends at word borders. What was
// folded before ended at from or earlier. The last cut is always the end of
// what has been folded.
func (f *folder) fold(src []byte, from, to int) {
	lastEnd := from
	if n := len(f.cuts); n > 0 {
		lastEnd = f.cuts[n-1].end
		f.cuts = f.cuts[:n-1]
	}
	// A character folds to at most two bytes more than it has.
	n := len(f.text)
	most := n + 2*(to-from) + 8
	if cap(f.text) < most {
		f.text = append(make([]byte, 0, 2*most), f.text...)
	}
	if cap(f.hash) < most+1 {
		f.hash = append(make([]uint64, 0, 2*most+1), f.hash...)
	}
	text, hash, cuts := f.text[:most], f.hash[:most+1], f.cuts
	h := hash[n]
	open, whole := false, 0
	word := n      // where in text the last cut is
	var prev uint8 // class of the character before
	for i := from; i < to; {
		c := src[i]
		if g := foldByte[c]; g != 0 {
			class := foldClass[c]
			if !open {
				open, whole, word = true, i, n
				cuts = append(cuts, cut{n, lastEnd, i, i})
			} else if class != prev {
				if class == foldUpper && prev == foldLower {
					word = n
					cuts = append(cuts, cut{n, i, i, whole})
				} else if class == foldLower && prev == foldUpper && n-word > 1 && src[i-1] < 0x80 {
					// XMLParser: the word began at the capital before.
					word = n - 1
					cuts = append(cuts, cut{n - 1, i - 1, i - 1, whole})
				}
			}
			prev = class
			text[n] = g
			h = h*hashStep + uint64(g) + 1
			n++
			hash[n] = h
			i++
			lastEnd = i
			continue
		}
		if c < 0x80 {
			open = false
			i++
			continue
		}
		r, size := decodeRune(src[i:to])
		if !letterOrDigit(r) {
			if !unicode.Is(unicode.Mn, r) { // accents written apart vanish
				open = false
			}
			i += size
			continue
		}
		var small [8]byte
		folded := small[:0]
		if noSpaces(r) {
			word = n
			cuts = append(cuts, cut{n, lastEnd, i, i})
			folded = append(folded, src[i:i+size]...)
			open = false
		} else {
			if !open {
				open, whole, word = true, i, n
				cuts = append(cuts, cut{n, lastEnd, i, i})
			}
			prev = foldLower
			if caseless(r) {
				folded = append(folded, src[i:i+size]...)
			} else {
				folded = appendFolded(folded, r)
				if unicode.IsUpper(r) {
					prev = foldUpper // "RODNÉ ČÍSLO" has two words, not six
				}
			}
		}
		for _, g := range folded {
			text[n] = g
			h = h*hashStep + uint64(g) + 1
			n++
			hash[n] = h
		}
		i += size
		lastEnd = i
	}
	f.text, f.hash = text[:n], hash[:n+1]
	f.cuts = append(cuts, cut{n, lastEnd, to, to})
}

// decodeRune is utf8.DecodeRune, sooner for characters of three bytes.
func decodeRune(b []byte) (r rune, size int) {
	if len(b) > 2 && b[0]&0xf0 == 0xe0 && b[1]&0xc0 == 0x80 && b[2]&0xc0 == 0x80 {
		r = rune(b[0]&0xf)<<12 | rune(b[1]&0x3f)<<6 | rune(b[2]&0x3f)
		if r >= 0x800 && (r < 0xd800 || r > 0xdfff) {
			return r, 3
		}
	}
	return utf8.DecodeRune(b)
}

// Classes of folded characters: a capital behind a small letter begins a word.
const (
	foldLower = iota + 1
	foldUpper
	foldDigit
)

var foldClass = func() (t [256]uint8) {
	for c := range t {
		switch {
		case digitByte[c]:
			t[c] = foldDigit
		case c >= 'A' && c <= 'Z':
			t[c] = foldUpper
		case alnumByte[c]:
			t[c] = foldLower
		}
	}
	return
}()

// span is the hash of text[i:j].
func (f *folder) span(i, j int) uint64 { return f.hash[j] - f.hash[i]*hashPower[j-i] }

// aligned reports whether the words between cuts i and j, where signs or
// blanks part them, begin where the phrase has words: "n in" is not "nin".
// Within a word it may be written as one ("dateOfBirth").
func (f *folder) aligned(i, j int, bounds uint64) bool {
	for k := i + 1; k < j; k++ {
		c := &f.cuts[k]
		if at := c.at - f.cuts[i].at; c.start > c.end && at < 64 && bounds&(1<<at) == 0 {
			return false
		}
	}
	return true
}

var hashPower = func() (p [maxPhrase + 1]uint64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * hashStep
	}
	return
}()

// noSpaces reports whether the script of r puts no spaces between words.
func noSpaces(r rune) bool {
	return r >= 0x0e00 && r <= 0x0fff || r >= 0x1000 && r <= 0x109f || r >= 0x1780 && r <= 0x17ff ||
		r >= 0x2e80 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff || r >= 0x20000 && r <= 0x3ffff
}

// caseless reports whether r is of one of the common scripts, those from Hebrew
// to Malayalam, that have no upper case, so that it folds to itself.
func caseless(r rune) bool { return r >= 0x0590 && r <= 0x0dff }

// latin folds the letters from U+00C0 to U+017F.
const latin = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll" +
	"lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"

func appendFolded(dst []byte, r rune) []byte {
	switch {
	case r == 'ß':
		return append(dst, "ss"...)
	case r == 'æ' || r == 'Æ':
		return append(dst, "ae"...)
	case r == 'œ' || r == 'Œ':
		return append(dst, "oe"...)
	case r >= 0xc0 && r < 0xc0+rune(len(latin)):
		return append(dst, latin[r-0xc0])
	case r >= 0xff10 && r <= 0xff19:
		return append(dst, byte(r-0xff10)+'0')
	case r >= 0xff21 && r <= 0xff3a:
		return append(dst, byte(r-0xff21)+'a')
	case r >= 0xff41 && r <= 0xff5a:
		return append(dst, byte(r-0xff41)+'a')
	}
	r = unicode.ToLower(r)
	switch r { // Greek accents, Cyrillic yo
	case 'ά':
		r = 'α'
	case 'έ':
		r = 'ε'
	case 'ή':
		r = 'η'
	case 'ί', 'ϊ', 'ΐ':
		r = 'ι'
	case 'ό':
		r = 'ο'
	case 'ύ', 'ϋ', 'ΰ':
		r = 'υ'
	case 'ώ':
		r = 'ω'
	case 'ς':
		r = 'σ'
	case 'ё':
		r = 'е'
	}
	return utf8.AppendRune(dst, r)
}

// How far context reaches, in bytes of text.
const (
	reachBefore = 96
	reachAfter  = 40
	reachLabel  = 40 // from the end of a label to its value
)

// context is what stands around a candidate. Phrases are looked up once for a
// region of the text that grows with the candidates; each look only picks
// from them.
type context struct {
	text     []byte // the text that it was made for (address and length)
	from, to int    // the region of text whose phrases are in hits
	asked    int    // from which place on: from is the first border there
	words    folder
	folded   int         // words holds the text before it
	hits     []phraseHit // by end

	valid      bool // the fields below stand for the candidate start, end
	start, end int
	near       kindSet // detectors with one of Words near
	weak       kindSet // with one of Weak near
	label      kindSet // with one of Words directly before
	best       int     // folded bytes of the longest label
	dist       []uint16
	size       []uint8  // label length by detector
	named      []uint16 // detectors in label
}

// phraseHit is a phrase of the lexicon in the text.
type phraseHit struct {
	start, end int // of the phrase
	whole      int // where the run of letters and digits begins that start is in
	uses       []phraseUse
}

// regionLimit is how far a region grows before it starts anew.
const regionLimit = 16 << 10

func newContext(n int) *context {
	return &context{near: newBits(n), weak: newBits(n), label: newBits(n), dist: make([]uint16, n), size: make([]uint8, n)}
}

// reset forgets the text.
func (c *context) reset() { c.valid, c.text = false, nil }

// look fills the context for a candidate at text[start:end].
func (s *Scanner) look(text []byte, start, end int) *context {
	c := s.ctx
	if c.valid && c.start == start && c.end == end && len(c.text) == len(text) && &c.text[0] == &text[0] {
		return c
	}
	c.start, c.end, c.valid = start, end, true
	c.near.clear()
	c.weak.clear()
	c.label.clear()
	c.named, c.best = c.named[:0], 0
	if len(s.rs.words.uses) == 0 {
		c.text = text
		return c
	}
	from, to := max(0, start-reachBefore), min(len(text), end+reachAfter)
	s.cover(text, from, to)
	cell, column, inCell := span{}, (*Place)(nil), false
	if s.table.sep != 0 && !s.inAlt {
		cell, column, inCell = s.table.cellOf(text, start)
	}
	for k := len(c.hits) - 1; k >= 0; k-- {
		h := &c.hits[k]
		if h.end <= from {
			break
		}
		switch {
		case h.end <= start:
			if h.whole < from {
				continue
			}
			gap := text[h.end:start]
			// "IMEI-3500..." is a name made of both, not a label and its value.
			label := len(gap) <= reachLabel && connects(abbreviated(text, h.end, gap)) && !(len(gap) == 1 && gap[0] == '-') && (!inCell || h.end > cell.start)
			for _, u := range h.uses {
				c.mark(u, len(gap), label)
			}
		case h.start >= end && h.end <= to:
			for _, u := range h.uses {
				c.mark(u, 2*(h.start-end)+10, false)
			}
		}
	}
	if column != nil && s.table.believes(text, cell) {
		c.markCell(cell, column, start)
	}
	return c
}

func (c *context) mark(u phraseUse, dist int, label bool) {
	if dist > 0xffff {
		dist = 0xffff
	}
	if u.weak {
		c.weak.set(u.det)
		return
	}
	if !c.near.has(u.det) || uint16(dist) < c.dist[u.det] {
		c.dist[u.det] = uint16(dist)
	}
	c.near.set(u.det)
	if label {
		if !c.label.has(u.det) {
			c.size[u.det] = 0
			c.named = append(c.named, u.det)
			c.label.set(u.det)
		}
		c.size[u.det] = max(c.size[u.det], u.size)
		c.best = max(c.best, int(u.size))
	}
}

// phrasesOf calls hit for every phrase of the lexicon in f, with the numbers
// of the cuts where it ends and starts.
func (l *lexicon) phrasesOf(f *folder, hit func(cutEnd, cutStart int, us []phraseUse)) {
	for j := 1; j < len(f.cuts); j++ {
		e := f.cuts[j].at
		for i := j - 1; i >= 0 && i >= j-maxCuts; i-- {
			b := f.cuts[i].at
			if e-b > l.longest {
				break
			}
			if e == b {
				continue
			}
			if p := l.find(f.span(b, e)); p != nil && f.aligned(i, j, p.bounds) {
				hit(j, i, l.uses[p.from:p.to])
			}
		}
	}
}

// borderAt reports whether a word may begin at text[i].
func borderAt(text []byte, i int) bool {
	c, before := text[i], text[i-1]
	if !utf8.RuneStart(c) {
		return false
	}
	if before < 0x80 && !alnumByte[before] || c < 0x80 && !alnumByte[c] {
		return true
	}
	// Thai and Lao, and the scripts of East Asia, put no spaces.
	return c > 0xe1 || c == 0xe0 && i+1 < len(text) && text[i+1] >= 0xb8
}

// abbreviated takes the full stop off a gap that follows a short word: "IdNr.
// 123" is a label and its value, not two sentences.
func abbreviated(text []byte, end int, gap []byte) []byte {
	if len(gap) < 2 || gap[0] != '.' || gap[1] != ' ' {
		return gap
	}
	n := 0
	for end-n > 0 && (alnumByte[text[end-n-1]] || text[end-n-1] >= 0x80) {
		n++
	}
	if n > 5 {
		return gap
	}
	return gap[1:]
}

// connects reports whether nothing stands between a label and its value but
// signs and small words that belong to it: "SSN: ", "is", "no.", "(".
func connects(gap []byte) bool {
	newline := 0
	for i := 0; i < len(gap); {
		c := gap[i]
		switch {
		case c == '\n':
			if newline++; newline > 1 {
				return false
			}
			i++
		case c == ' ', c == '\t', c == ':', c == '=', c == '"', c == '\'', c == '#', c == '(', c == '[', c == '<', c == '>', c == '*',
			c == '|', c == '-', c == '_', c == '`', c == '\r', c == '+', c == '/', c == '~', c == '{', c == ')', c == ']', c == '\\', c == '@', c == '.' && (i+1 == len(gap) || gap[i+1] != ' ' || i > 0 && i < 5), c == ',' && i == 0 && len(gap) > 1 && gap[1] != ' ':
			i++
		case c >= 0x80:
			r, n := utf8.DecodeRune(gap[i:])
			if unicode.IsLetter(r) && r != 'º' && r != 'ª' && !connectingRune(r) {
				w := i
				for i < len(gap) && (gap[i] >= 0x80 || alnumByte[gap[i]]) {
					i++
				}
				if !connector(gap[w:i]) {
					return false
				}
				continue
			}
			i += n
		case alnumByte[c]:
			w := i
			for i < len(gap) && (gap[i] >= 0x80 || alnumByte[gap[i]]) {
				i++
			}
			if !connector(gap[w:i]) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// connectingRunes join a label and its value where no spaces part words.
const connectingRunes = "是为為号號はの은는이가"

func connectingRune(r rune) bool { return r >= 0x80 && strings.ContainsRune(connectingRunes, r) }

// connector reports whether w is a word that joins a label and its value.
func connector(w []byte) bool {
	if len(w) > 10 {
		return false
	}
	if len(w) == 0 {
		return false
	}
	for _, c := range joining[joinKey(w[0], w[len(w)-1], len(w))] {
		if string(w) == c {
			return true
		}
	}
	return false
}

// connectors join a label and its value.
var connectors = []string{
	"is", "was", "are", "no", "No", "NO", "nr", "Nr", "NR", "num", "number", "Number", "NUMBER", "numbers", "code", "id", "ID", "Id", "of", "to", "as", "the",
	"ist", "lautet", "Nummer", "nummer", "est", "numéro", "numero", "Numéro", "Numero", "número", "Número", "n", "N", "es", "el", "la", "le", "è", "é", "il",
	"to_", "jest", "wynosi", "numer", "Numer", "to:", "number_", "value", "string", "text", "str", "e", "on", "at", "with", "my", "adalah", "номер", "№", "это",
	"amp", "quot", "nbsp", "b", "strong", "span", "td", "th", "p", "i", "em", "label", "dt", "dd", "x", "xs", "n°", "nº", "under", "ending",
}

// joining are the connectors by joinKey: most words are told apart by their
// length, their first and their last byte.
var joining = func() (t [256][]string) {
	for _, w := range connectors {
		k := joinKey(w[0], w[len(w)-1], len(w))
		t[k] = append(t[k], w)
	}
	return
}()

func joinKey(first, last byte, n int) uint8 { return first*31 ^ last*7 + uint8(n)*59 }

// gapByte tells the signs of ASCII that connects passes.
var gapByte = func() (t [256]bool) {
	for _, c := range []byte("\n \t:=\"'#([<>*|-_`\r+/~{)]\\@.,") {
		t[c] = true
	}
	return
}()

// camel reports whether a word begins at text[q] inside a run of letters and
// digits.
func camel(text []byte, q int) bool {
	if foldClass[text[q]] != foldUpper {
		return false
	}
	return foldClass[text[q-1]] == foldLower || q+1 < len(text) && foldClass[text[q+1]] == foldLower
}
