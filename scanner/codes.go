package scanner

import "bytes"

// Codes are short texts of digits, signs and words that mean nothing: articles,
// orders, references. Where they differ in letters alone they are alike to all
// but a few finders, and these are asked about each.

// codeClass is what is known of codes with one outline, the letters left out, in
// a column of which at is known.
type codeClass struct {
	outline Outline
	at      *Place
	known   bool      // the class has come twice
	loud    bool      // its codes may be findings by their form
	asks    []codeAsk // which finders are to be asked, where it is not loud
}

// codeAsk is a finder, and where in the text it is to be asked.
type codeAsk struct{ det, at uint16 }

const (
	codeBits    = 10 // of the number of classes that are remembered
	maxCodeAsks = 8  // of a class that is not loud
)

// codeUpper and codeLower stand in samples for the letters of their case.
const (
	codeUpper = 'J'
	codeLower = 'j'
)

// anyCode lets each digit stand for all ten and those letters for others: all
// but the x, which means an extension.
var anyCode = func() (t standsFor) {
	t = anyDigit
	for c := byte('a'); c <= 'z'; c++ {
		if c != 'x' {
			t.of[codeLower].add(c)
		}
		t.of[codeUpper].add(c - 'a' + 'A')
	}
	return
}()

// leastCode is the shortest run of letters that is left out. Single ones have a
// meaning of their own: "T", "Z".
const leastCode = 2

// QuietCode reports that text, of at most OutlineSize bytes, is a code and holds
// no finding in a column of which at is known, whatever its digits are: no text
// with its Outline does. False is always safe.
func (s *Scanner) QuietCode(text []byte, at *Place) bool {
	if at != nil && (at.prose || len(at.claims) > 0) {
		return false
	}
	sample := s.room[:len(text)]
	if !codeSample(text, sample) {
		return false
	}
	o, _ := OutlineOf(sample)
	if s.codes == nil {
		s.codes = new([1 << codeBits]codeClass)
	}
	k := MemoKey{Outline: o}
	c := &s.codes[k.pair()>>(memoBits-codeBits)]
	if c.outline != o || c.at != at {
		// To find out costs more than a look at one text.
		*c = codeClass{outline: o, at: at}
		return false
	}
	if !c.known {
		*c = s.codeClass(o, at)
	}
	if c.loud || !s.rs.mute(text, at) {
		return false
	}
	for _, a := range c.asks {
		if s.rs.mayReport(a.det, text, int(a.at), at) {
			return false
		}
	}
	return true
}

// codeClass finds out about the codes of a class.
func (s *Scanner) codeClass(o Outline, at *Place) codeClass {
	s.asks = s.asks[:0]
	c := codeClass{outline: o, at: at, known: true}
	if c.loud = !s.surelyQuiet(o.text(&s.room), at, 0, &anyCode) || len(s.asks) > maxCodeAsks; !c.loud {
		c.asks = append(c.asks, s.asks...)
	}
	return c
}

// codeSample leaves the letters of text out of sample. It is false where none are
// left out, or there may be more to text than letters: a capital within a word, a
// sign that text is written in another way than it reads.
func codeSample(text, sample []byte) bool {
	out := false
	for i := 0; i < len(text); {
		c := text[i]
		class := foldClass[c]
		j := i + 1
		if class == 0 && (c >= 0x80 || c == '\n' || classTable[c]&(bitEscape|bitUnder) != 0) {
			return false
		}
		if class == foldLower || class == foldUpper {
			for j < len(text) && foldClass[text[j]] == class {
				j++
			}
			if j < len(text) && foldClass[text[j]] != 0 && (!digitByte[text[j]] || glues(text[i:j])) {
				return false
			}
			if j-i >= leastCode && (class == foldUpper || bytes.IndexByte(text[i:j], 'x') < 0) {
				out = true
				c = codeUpper
				if class == foldLower {
					c = codeLower
				}
				for k := i; k < j; k++ {
					sample[k] = c
				}
				i = j
				continue
			}
		}
		for ; i < j; i++ {
			sample[i] = text[i]
		}
	}
	return out
}

// mute reports that the letters of text, of which there is a codeSample, say
// nothing by themselves in a column of which at is known, whatever its digits
// are: there is no word of the lexicon, no prefix, and no capital that a finder
// reports.
func (rs *Ruleset) mute(text []byte, at *Place) bool {
	digits := false
	for i := 0; i < len(text); i++ {
		class := foldClass[text[i]]
		if class == 0 {
			continue
		}
		if class == foldUpper && !rs.capitalsMute(text, i, at) || rs.mayBegin(text[i:], &anyDigit) {
			return false
		}
		if class != foldDigit { // a word with digits is no other's
			h := uint64(0)
			for ; i < len(text) && foldClass[text[i]] == class; i++ {
				h = h*hashStep + uint64(foldByte[text[i]]) + 1
			}
			if rs.words.mayEnd(h) {
				return false
			}
		}
		for ; i < len(text) && foldClass[text[i]] != 0; i++ {
			digits = digits || digitByte[text[i]]
		}
	}
	return !digits || !rs.wordsWithDigits(text)
}

// capitalsMute reports that no finder of OnCapital reports anything of the word at
// text[p], whatever the digits in it and behind it are.
func (rs *Ruleset) capitalsMute(text []byte, p int, at *Place) bool {
	if says := rs.capitalSays(text, p); says != startsWord {
		return says == 0
	}
	for _, e := range rs.startsAt(text[p], text[p+1]) {
		if bytes.HasPrefix(text[p:], []byte(e.literal)) && rs.mayReport(e.det, text, p, at) {
			return false
		}
	}
	if foldClass[text[p+1]] == foldUpper {
		for _, det := range rs.caps {
			if rs.mayReport(det, text, p, at) {
				return false
			}
		}
	}
	return true
}

// mayReport reports whether what a finder says of text[p] may be a finding,
// whatever the digits of text are. No word of text speaks for it, but at may.
func (rs *Ruleset) mayReport(det uint16, text []byte, p int, at *Place) bool {
	d := &rs.set[det]
	if d.best(0, at != nil && at.near.has(det), at != nil && at.weak.has(det)) < rs.threshold {
		return false
	}
	switch f := d.Find; {
	case f.May != nil:
		return f.May(text, p)
	case f.Blind:
		b, e := f.At(text, p)
		return b < e
	}
	return true
}
