package scanner

import (
	"unicode"
	"unicode/utf8"
)

// Context words are compared folded: accents and case gone, separators and
// spaces left out, so that "Date de naissance", date_de_naissance and
// dateDeNaissance are one phrase. A phrase begins and ends at the border of a
// word (of a character in scripts without spaces), never inside one.

// lexicon holds all phrases of a Ruleset.
type lexicon struct {
	phrases map[uint64][]phraseUse
	longest int             // folded bytes of the longest phrase
	ends    [1 << 15]uint64 // which last three folded letters phrases have: 1 bit each in [i>>6]
	labels  kindSet         // detectors that some phrase claims values for
}

type phraseUse struct {
	det  uint16
	weak bool
	size uint8 // folded bytes: longer phrases say more
}

func newLexicon() *lexicon { return &lexicon{phrases: map[uint64][]phraseUse{}} }

const hashStep = 0x9e3779b97f4a7c15

func phraseHash(folded []byte) uint64 {
	h := uint64(0)
	for _, c := range folded {
		h = h*hashStep + uint64(c) + 1
	}
	return h
}

func (l *lexicon) add(phrase string, det uint16, weak bool) {
	var f folder
	f.fold([]byte(phrase))
	if len(f.text) == 0 || len(f.text) > maxPhrase {
		return
	}
	h := phraseHash(f.text)
	for i, u := range l.phrases[h] {
		if u.det == det {
			if !weak {
				l.phrases[h][i].weak = false
			}
			return
		}
	}
	l.phrases[h] = append(l.phrases[h], phraseUse{det, weak, uint8(min(len(f.text), 255))})
	l.longest = max(l.longest, len(f.text))
	e := endKey(f.text)
	l.ends[e>>6] |= 1 << (e & 63)
}

func (l *lexicon) finish(detectors int) {
	l.labels = newBits(detectors)
	for _, us := range l.phrases {
		for _, u := range us {
			if !u.weak {
				l.labels.set(u.det)
			}
		}
	}
}

// endKey mixes the last three folded bytes.
func endKey(folded []byte) uint32 {
	k := uint32(0)
	for i := max(0, len(folded)-3); i < len(folded); i++ {
		k = k<<8 | uint32(folded[i])
	}
	return k * 0x9e3779b1 >> 12
}

func (l *lexicon) mayEnd(folded []byte) bool {
	e := endKey(folded)
	return l.ends[e>>6]&(1<<(e&63)) != 0
}

const (
	maxPhrase = 64 // folded bytes
	maxCuts   = 10 // words (or characters of scripts without spaces) in a phrase
)

// folder is a folded stretch of text with the places where words begin and
// end.
type folder struct {
	text []byte // folded letters and digits
	hash []uint64
	cuts []cut
}

// cut is a border between words: at of folded text. A phrase may begin where
// starts is true (from is the text offset there) and end where ends is true.
type cut struct {
	at           int // in folder.text
	end          int // offset in the original where the word before the cut ends
	start        int // offset in the original where the word behind the cut begins
	wordSeparate bool
}

// fold folds src, which begins and ends at word borders.
func (f *folder) fold(src []byte) {
	f.text, f.cuts = f.text[:0], f.cuts[:0]
	open := false // inside a word
	lastEnd := 0
	var prev byte // class of the character before: 'l' lower, 'u' upper, 'd' digit
	begin := func(i int) {
		f.cuts = append(f.cuts, cut{at: len(f.text), end: lastEnd, start: i})
		open = true
	}
	for i := 0; i < len(src); {
		c := src[i]
		if c < 0x80 {
			switch {
			case c >= 'a' && c <= 'z':
				if !open {
					begin(i)
				} else if prev == 'u' && len(f.cuts) > 0 && len(f.text)-f.cuts[len(f.cuts)-1].at > 1 {
					// XMLParser: the word began at the capital before.
					f.cuts = append(f.cuts, cut{at: len(f.text) - 1, end: i - 1, start: i - 1})
				}
				f.text = append(f.text, c)
				prev = 'l'
			case c >= 'A' && c <= 'Z':
				if !open {
					begin(i)
				} else if prev == 'l' {
					lastEnd = i
					begin(i)
				}
				f.text = append(f.text, c+'a'-'A')
				prev = 'u'
			case c >= '0' && c <= '9':
				if !open {
					begin(i)
				}
				f.text = append(f.text, c)
				prev = 'd'
			default:
				open = false
				i++
				continue
			}
			i++
			lastEnd = i
			continue
		}
		r, n := utf8.DecodeRune(src[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if !unicode.Is(unicode.Mn, r) { // accents written apart vanish
				open = false
			}
			i += n
			continue
		}
		if noSpaces(r) {
			begin(i)
			f.text = append(f.text, src[i:i+n]...)
			i += n
			lastEnd = i
			open = false
			continue
		}
		if !open {
			begin(i)
		}
		f.text = appendFolded(f.text, r)
		prev = 'l'
		i += n
		lastEnd = i
	}
	f.cuts = append(f.cuts, cut{at: len(f.text), end: lastEnd, start: len(src)})
	if cap(f.hash) < len(f.text)+1 {
		f.hash = make([]uint64, 2*len(f.text)+64)
	}
	f.hash = f.hash[:len(f.text)+1]
	h := uint64(0)
	f.hash[0] = 0
	for i, c := range f.text {
		h = h*hashStep + uint64(c) + 1
		f.hash[i+1] = h
	}
}

// span is the hash of text[i:j].
func (f *folder) span(i, j int) uint64 { return f.hash[j] - f.hash[i]*hashPower[j-i] }

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
	reachBefore = 80
	reachAfter  = 40
)

// context is what stands around a candidate. It is kept between candidates:
// the next one often asks for the same place.
type context struct {
	text       []byte // the text that it was made for (address and length)
	start, end int
	valid      bool

	near  kindSet // detectors with one of Words near
	weak  kindSet // with one of Weak near
	label kindSet // with one of Words directly before
	best  int     // folded bytes of the longest label
	dist  []uint16
	size  []uint8  // label length by detector
	named []uint16 // detectors in label, longest phrase first
}

func newContext(n int) *context {
	return &context{near: newBits(n), weak: newBits(n), label: newBits(n), dist: make([]uint16, n), size: make([]uint8, n)}
}

// look fills c for a candidate at text[s:e].
func (s *Scanner) look(text []byte, start, end int) *context {
	c := s.ctx
	if c.valid && c.start == start && c.end == end && len(c.text) == len(text) && &c.text[0] == &text[0] {
		return c
	}
	c.text, c.start, c.end, c.valid = text, start, end, true
	c.near.clear()
	c.weak.clear()
	c.label.clear()
	c.named, c.best = c.named[:0], 0
	lex := s.rs.words
	if len(lex.phrases) == 0 {
		return c
	}
	// Before: from a word border.
	from := max(0, start-reachBefore)
	for from > 0 && from < start && !borderAt(text, from) {
		from++
	}
	if from < start {
		f := &s.fold
		f.fold(text[from:start])
		s.phrases(f, func(cutEnd, cutStart int, us []phraseUse) {
			gap := text[from+f.cuts[cutEnd].end : start]
			dist := len(gap)
			label := dist <= 40 && connects(gap)
			for _, u := range us {
				c.mark(u, dist, label)
			}
		})
	}
	// Behind: up to a word border.
	to := min(len(text), end+reachAfter)
	for to > end && to < len(text) && !borderAt(text, to) {
		to--
	}
	if end < to {
		f := &s.fold
		f.fold(text[end:to])
		s.phrases(f, func(_, cutStart int, us []phraseUse) {
			dist := f.cuts[cutStart].start
			for _, u := range us {
				c.mark(u, 2*dist+10, false)
			}
		})
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

// phrases calls hit for every phrase of the lexicon in f, with the numbers of
// the cuts where it ends and starts.
func (s *Scanner) phrases(f *folder, hit func(cutEnd, cutStart int, us []phraseUse)) {
	lex := s.rs.words
	for j := 1; j < len(f.cuts); j++ {
		e := f.cuts[j].at
		if e == 0 || e == f.cuts[j-1].at {
			continue
		}
		for i := j - 1; i >= 0 && i >= j-maxCuts; i-- {
			b := f.cuts[i].at
			if e-b > lex.longest || e-b > maxPhrase {
				break
			}
			if e-b >= 1 && !lex.mayEnd(f.text[b:e]) {
				if e-b >= 3 {
					break // no longer phrase ends so either
				}
				continue
			}
			if us, ok := lex.phrases[f.span(b, e)]; ok {
				hit(j, i, us)
			}
		}
	}
}

// borderAt reports whether a word may begin at text[i].
func borderAt(text []byte, i int) bool {
	if !utf8.RuneStart(text[i]) {
		return false
	}
	c := text[i-1]
	if c < 0x80 {
		return !alnumByte[c] || !isWordStart(text[i])
	}
	return text[i] >= 0x80 || !alnumByte[text[i]]
}

func isWordStart(c byte) bool { return alnumByte[c] || c >= 0x80 }

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

func connectingRune(r rune) bool {
	switch r {
	case '是', '为', '為', '号', '號', 'は', 'の', '은', '는', '이', '가':
		return true
	}
	return false
}

// connector reports whether w is a word that joins a label and its value.
func connector(w []byte) bool {
	if len(w) > 10 {
		return false
	}
	switch string(w) {
	case "is", "was", "are", "no", "No", "NO", "nr", "Nr", "NR", "num", "number", "Number", "NUMBER", "numbers", "code", "id", "ID", "Id", "of", "to", "as", "the",
		"ist", "lautet", "Nummer", "nummer", "est", "numéro", "numero", "Numéro", "Numero", "número", "Número", "n", "N", "es", "el", "la", "le", "è", "é", "il",
		"to_", "jest", "wynosi", "numer", "Numer", "to:", "number_", "value", "string", "text", "str", "e", "on", "at", "with", "my", "adalah", "номер", "№", "это",
		"amp", "quot", "nbsp", "b", "strong", "span", "td", "th", "p", "i", "em", "label", "dt", "dd", "x", "xs", "n°", "nº", "under", "ending":
		return true
	}
	return false
}
