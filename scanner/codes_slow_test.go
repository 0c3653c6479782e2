package scanner

import "bytes"

// leastCode is the shortest run of letters that is left out.
const leastCode = 2

// QuietCodeSlowly is the plain twin of QuietCode: byte by byte.
func (s *Scanner) QuietCodeSlowly(text []byte, at *Place) bool {
	if at != nil && (at.prose || len(at.claims) > 0) {
		return false
	}
	sample := make([]byte, len(text))
	if !codeSample(text, sample) {
		return false
	}
	o, _ := OutlineOf(sample)
	return s.knownCode(o, text, at) && s.rs.mute(text, at)
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
		if class == foldUpper && !rs.capitalMute(text, i, rs.capitalSays(text, i), at) || rs.mayBegin(text[i:], &anyDigit) {
			return false
		}
		if class != foldDigit { // a word with digits is no other's
			h, from := uint64(0), i
			for ; i < len(text) && foldClass[text[i]] == class; i++ {
				h = h*hashStep + uint64(foldByte[text[i]]) + 1
			}
			word := text[from:i]
			word = word[max(0, len(word)-8):]
			last := uint64(0)
			for k, c := range word {
				last |= uint64(lowerByte(c)) << (8 * k)
			}
			if rs.words.mayEnd(h) && rs.words.hasTail(last) {
				return false
			}
		}
		for ; i < len(text) && foldClass[text[i]] != 0; i++ {
			digits = digits || digitByte[text[i]]
		}
	}
	return !digits || !rs.wordsWithDigits(text)
}
