package scanner

import (
	"bytes"
	"unicode/utf8"
)

// Values are written around filters: with full-width or other scripts'
// digits, with zero-width characters, with letters that look like others,
// with "(at)" for "@", percent-encoded. Where a sign of that stands, the
// stretch around it (and only it) is folded to plain characters and looked at
// again; what is found there is cut on the original bytes.

const (
	foldReach = 80   // bytes on both sides of a sign that are folded with it
	foldLimit = 8192 // bytes of one stretch; a longer one is cut, overlapping
)

// stretch is a part of a text that is to be folded.
type stretch struct{ from, to int }

// stretches gathers the signs of a text in order and merges those that are
// near each other.
type stretches []stretch

func (st *stretches) sign(text []byte, at, end int) {
	from, to := wholeRunes(text, max(0, at-foldReach), min(len(text), end+foldReach))
	if n := len(*st); n > 0 {
		last := &(*st)[n-1]
		if from <= last.to && to >= last.from && to-last.from <= foldLimit {
			last.from, last.to = min(last.from, from), max(last.to, to)
			return
		}
	}
	*st = append(*st, stretch{from, to})
}

// unfold looks for signs in word w of the bitmaps, which stands for the bytes
// from off.
func (s *Scanner) unfold(text []byte, off, w int) {
	m := &s.m
	x := m.escape[w] | m.under[w]
	if m.lead[w] != 0 {
		x |= mayFold(text, off, m.lead[w])
	}
	for ; x != 0; x &= x - 1 {
		p := off + trailing(x)
		if c := text[p]; c >= 0x80 {
			if n := runeSize(c); p+n <= len(text) && maySign(text, p, n) && foldSign(text, p, n) {
				s.signs.sign(text, p, p+n)
			}
		} else if p+1 < len(text) && escapeNext[text[p+1]]&escapeOpens[c] != 0 {
			if n := escapeSign(text, p); n > 0 {
				s.signs.sign(text, p, p+n)
			}
		}
	}
}

// unfoldings is the plain twin of unfold: all stretches of a text.
func unfoldings(text []byte) stretches {
	var st stretches
	for p, c := range text {
		if c < 0x80 {
			if n := escapeSign(text, p); n > 0 {
				st.sign(text, p, p+n)
			}
			if n := spacedRun(text, p); n > 0 && (p < 2 || text[p-1] != ' ' || !digitByte[text[p-2]] || p > 2 && wordByte[text[p-3]]) {
				st.sign(text, p, p+n)
			}
			continue
		}
		if n := runeSize(c); n > 1 && p+n <= len(text) && foldSign(text, p, n) {
			st.sign(text, p, p+n)
		}
	}
	return st
}

func runeSize(lead byte) int {
	switch {
	case lead >= 0xf0:
		return 4
	case lead >= 0xe0:
		return 3
	case lead >= 0xc0:
		return 2
	}
	return 1
}

// signChars are the characters of two and three bytes that foldSign knows: by
// lead byte and second byte, a bit for each third byte (or second, of two).
var signChars = func() (t [48][64]uint64) {
	mark := func(r rune) {
		var c [4]byte
		if utf8.EncodeRune(c[:], r) == 2 {
			t[c[0]-0xc0][0] |= 1 << (c[1] & 63)
		} else {
			t[c[0]-0xc0][c[1]&63] |= 1 << (c[2] & 63)
		}
	}
	for _, zero := range digitZeros {
		for r := zero; r < zero+10 && r < 0x10000; r++ {
			mark(r)
		}
	}
	// The others stand in few places; asking about every character would
	// take a part of the start.
	for _, part := range [...][2]rune{{0x80, 0x52f}, {0x2000, 0x2212}, {0x3000, 0x3000}, {0xfe63, 0xfe63}, {0xfeff, 0xfeff}, {0xff0d, 0xff0d}} {
		for r := part[0]; r <= part[1]; r++ {
			if lookalike(r) != 0 || zeroWidth(r) || wideSpace(r) || dash(r) {
				mark(r)
			}
		}
	}
	return
}()

// signSeconds are the second bytes of signChars, by lead byte.
var signSeconds = func() (t [64]uint64) {
	for lead := range signChars {
		if lead < 0xe0-0xc0 {
			t[lead] = signChars[lead][0]
			continue
		}
		for second, thirds := range signChars[lead] {
			if thirds != 0 {
				t[lead] |= 1 << second
			}
		}
	}
	for lead := 0xf0 - 0xc0; lead < len(t); lead++ {
		t[lead] = ^uint64(0)
	}
	return
}()

// signRoughly tells the same roughly: the bits that the entries of a character's
// first, second and third byte, of 64 each, have in common are none where it is
// surely not one of signChars.
var signRoughly = func() (t [3][64]uint8) {
	// Leads that share a bit let through what only their mixture is; so those
	// of the scripts that many write have one to themselves.
	bit := func(lead int) uint8 {
		switch lead + 0xc0 {
		case 0xe0:
			return 1
		case 0xe1:
			return 2
		case 0xe2:
			return 4
		case 0xe3:
			return 8
		case 0xce, 0xcf:
			return 16
		case 0xd0, 0xd1:
			return 32
		case 0xd9, 0xdb:
			return 64
		}
		return 128
	}
	for lead := range signSeconds {
		for second := range 64 {
			if signSeconds[lead]>>second&1 == 0 {
				continue
			}
			b := bit(lead)
			t[0][lead] |= b
			t[1][second] |= b
			for third := range 64 {
				if lead < 0xe0-0xc0 || lead >= len(signChars) || signChars[lead][second]>>third&1 != 0 {
					t[2][third] |= b
				}
			}
		}
	}
	return
}()

// maySign is false for characters that foldSign surely takes for none.
func maySign(text []byte, p, n int) bool {
	c := text[p] & 63
	if signSeconds[c]&(1<<(text[p+1]&63)) == 0 {
		return false
	}
	return n != 3 || signChars[c][text[p+1]&63]&(1<<(text[p+2]&63)) != 0
}

// foldSign reports whether the character of n bytes at text[p] is a reason to
// fold its surroundings.
func foldSign(text []byte, p, n int) bool {
	var before, after byte
	if p > 0 {
		before = text[p-1]
	}
	if p+n < len(text) {
		after = text[p+n]
	}
	switch c := text[p]; c {
	case 0xc2:
		if text[p+1] == 0xad {
			return plain(before) && plain(after)
		}
		return text[p+1] == 0xa0 && betweenGroups(before, after)
	case 0xce, 0xcf, 0xd0, 0xd1:
		if !isLetter(before) && !isLetter(after) {
			return false
		}
		r, _ := utf8.DecodeRune(text[p:])
		return lookalike(r) != 0
	case 0xe2:
		switch r, _ := utf8.DecodeRune(text[p:]); {
		case zeroWidth(r):
			return plain(before) && plain(after)
		case wideSpace(r) || dash(r):
			return betweenGroups(before, after)
		}
		return false
	case 0xe0:
		// Indic digits end in A6-AF, Thai and Lao in 90-99, Tibetan in A0-A9.
		if t := text[p+2]; t < 0x90 || t > 0xaf {
			return false
		}
	case 0xef:
		if text[p+1] == 0xbb {
			return text[p+2] == 0xbf && plain(before) && plain(after)
		}
		return text[p+1] == 0xbc && text[p+2] >= 0x90 && text[p+2] <= 0xa0 && (text[p+2] <= 0x99 || text[p+2] == 0xa0)
	}
	r, _ := utf8.DecodeRune(text[p:])
	return otherDigit(r) >= 0
}

func isLetter(c byte) bool { return classTable[c]&(bitLetterA|bitLetterB) != 0 }

// plain reports whether c is a byte of numbers, tokens and addresses.
func plain(c byte) bool {
	return alnumByte[c] || c == '@' || c == '.' || c == '-' || c == '_' || c == '+'
}

// betweenGroups reports whether a separator stands between two groups of
// which one has a digit beside it.
func betweenGroups(before, after byte) bool {
	return digitByte[before] && (alnumByte[after] || after == '(') || digitByte[after] && (alnumByte[before] || before == ')')
}

func zeroWidth(r rune) bool {
	return r == 0xad || r >= 0x200b && r <= 0x200f || r == 0x2060 || r >= 0x2061 && r <= 0x2064 || r == 0xfeff
}

func wideSpace(r rune) bool {
	return r == 0xa0 || r >= 0x2000 && r <= 0x200a || r == 0x202f || r == 0x205f || r == 0x3000
}

func dash(r rune) bool {
	return r >= 0x2010 && r <= 0x2015 || r == 0x2212 || r == 0xfe63 || r == 0xff0d
}

// digitZeros are the zeros of the decimal digits of other scripts (Unicode
// Nd), each followed by nine more.
var digitZeros = [...]rune{
	0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50, 0x0ed0, 0x0f20,
	0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0,
	0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1fbf0,
}

// otherDigit is the value of a decimal digit beyond ASCII, or -1.
func otherDigit(r rune) int {
	if r < 0x660 {
		return -1
	}
	for _, z := range digitZeros {
		if r < z {
			return -1
		}
		if r <= z+9 {
			return int(r - z)
		}
	}
	return -1
}

// lookalike is the ASCII letter that r is drawn like, 0 if none: the
// one-to-one confusables of Cyrillic and Greek (Unicode Technical Standard
// 39).
func lookalike(r rune) byte {
	switch r {
	case 'а':
		return 'a'
	case 'е':
		return 'e'
	case 'о', 'ο':
		return 'o'
	case 'р', 'ρ':
		return 'p'
	case 'с', 'ϲ':
		return 'c'
	case 'у':
		return 'y'
	case 'х':
		return 'x'
	case 'і':
		return 'i'
	case 'ј':
		return 'j'
	case 'ѕ':
		return 's'
	case 'ν':
		return 'v'
	case 'А', 'Α':
		return 'A'
	case 'В', 'Β':
		return 'B'
	case 'Е', 'Ε':
		return 'E'
	case 'К', 'Κ':
		return 'K'
	case 'М', 'Μ':
		return 'M'
	case 'Н', 'Η':
		return 'H'
	case 'О', 'Ο':
		return 'O'
	case 'Р', 'Ρ':
		return 'P'
	case 'С':
		return 'C'
	case 'Т', 'Τ':
		return 'T'
	case 'Х', 'Χ':
		return 'X'
	case 'І', 'Ι':
		return 'I'
	case 'Ј':
		return 'J'
	case 'Ѕ':
		return 'S'
	}
	return 0
}

// escapeOpens and escapeNext have a bit in common where escapeSign may know
// what begins with two bytes: most that begins so is code.
var escapeOpens, escapeNext = func() (opens, next [256]uint8) {
	for bit, of := range [...][2]string{{"([{_", " aAdDp"}, {"%", "234567"}, {"&", "#cpn"}} {
		for _, c := range []byte(of[0]) {
			opens[c] |= 1 << bit
		}
		for _, c := range []byte(of[1]) {
			next[c] |= 1 << bit
		}
	}
	return
}()

// escapeSign is the length of a percent-encoding, an HTML entity or a
// bracketed word at text[p] that is a reason to fold, 0 if none.
func escapeSign(text []byte, p int) int {
	switch text[p] {
	case '%':
		if c, n := percent(text, p); n > 0 && (c == '@' || c == '.' || c == '+' || c == '-' || digitByte[c]) {
			return n
		}
	case '&':
		if c, n := entity(text, p); n > 0 && (c == '@' || c == '.' || c == '+' || c == '-' || digitByte[c] || c == ' ' && p > 0 && digitByte[text[p-1]]) {
			return n
		}
	case '(', '[', '{':
		if _, n := bracketed(text, p); n > 0 {
			return n
		}
	case '_':
		if _, n := bracketed(text, p); n > 0 {
			return n
		}
	}
	return 0
}

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// percent decodes %40.
func percent(text []byte, p int) (byte, int) {
	if p+3 > len(text) {
		return 0, 0
	}
	h, l := hexValue(text[p+1]), hexValue(text[p+2])
	if h < 2 || h > 7 || l < 0 {
		return 0, 0
	}
	return byte(h<<4 | l), 3
}

// entity decodes the HTML character references of printable ASCII.
func entity(text []byte, p int) (byte, int) {
	stop := min(len(text), p+10)
	end := bytes.IndexByte(text[p:stop], ';')
	if end < 3 {
		return 0, 0
	}
	name := text[p+1 : p+end]
	switch string(name) {
	case "commat":
		return '@', end + 1
	case "period":
		return '.', end + 1
	case "plus":
		return '+', end + 1
	case "nbsp":
		return ' ', end + 1
	}
	if name[0] != '#' {
		return 0, 0
	}
	v, base := 0, 10
	digits := name[1:]
	if len(digits) > 1 && (digits[0] == 'x' || digits[0] == 'X') {
		base, digits = 16, digits[1:]
	}
	if len(digits) == 0 {
		return 0, 0
	}
	for _, c := range digits {
		d := hexValue(c)
		if d < 0 || d >= base {
			return 0, 0
		}
		v = v*base + d
	}
	if v < 0x20 || v > 0x7e {
		return 0, 0
	}
	return byte(v), end + 1
}

// bracketed decodes "(at)", "[dot]", "{at}" and "_at_" with what spaces stand
// inside.
func bracketed(text []byte, p int) (byte, int) {
	var shut byte
	switch text[p] {
	case '(':
		shut = ')'
	case '[':
		shut = ']'
	case '{':
		shut = '}'
	case '_':
		shut = '_'
	default:
		return 0, 0
	}
	i := p + 1
	for i < len(text) && i < p+3 && text[i] == ' ' {
		i++
	}
	w := i
	for i < len(text) && i < w+6 && isLetter(text[i]) {
		i++
	}
	var c byte
	switch string(text[w:i]) {
	case "at", "AT", "At":
		c = '@'
	case "dot", "DOT", "Dot", "punkt", "point", "punto":
		c = '.'
	default:
		return 0, 0
	}
	for i < len(text) && i < p+10 && text[i] == ' ' {
		i++
	}
	if i == len(text) || text[i] != shut {
		return 0, 0
	}
	return c, i + 1 - p
}

// folded is a stretch in plain characters with the way back.
type folded struct {
	text []byte
	from []uint32 // offset in the original of each byte of text, and its end
	made []bool   // this byte was not there as it is
}

func (f *folded) put(c byte, at int, made bool) {
	f.text = append(f.text, c)
	f.from = append(f.from, uint32(at))
	f.made = append(f.made, made)
}

// spacedRun is the length of a run of at least nine digits at text[p:] that
// stand alone between single spaces, dots or hyphens: "4 1 1 1 ...".
func spacedRun(text []byte, p int) int {
	if p > 0 && wordByte[text[p-1]] {
		return 0
	}
	n, i := 0, p
	for i < len(text) && digitByte[text[i]] {
		if i+1 < len(text) && wordByte[text[i+1]] {
			return 0
		}
		n++
		if i+2 < len(text) && text[i+1] == ' ' && digitByte[text[i+2]] {
			i += 2
			continue
		}
		i++
		break
	}
	if n < 9 {
		return 0
	}
	return i - p
}

// fold folds text[st.from:st.to].
func (f *folded) fold(text []byte, st stretch) {
	f.text, f.from, f.made = f.text[:0], f.from[:0], f.made[:0]
	for p := st.from; p < st.to; {
		c := text[p]
		if c < 0x80 {
			switch c {
			case '%':
				if d, n := percent(text, p); n > 0 && p+n <= st.to {
					f.put(d, p, true)
					p += n
					continue
				}
			case '&':
				if d, n := entity(text, p); n > 0 && p+n <= st.to {
					f.put(d, p, true)
					p += n
					continue
				}
			case '(', '[', '{', '_':
				if d, n := bracketed(text, p); n > 0 && p+n <= st.to {
					// "jo (at) example": the spaces belong to it.
					for len(f.text) > 0 && f.text[len(f.text)-1] == ' ' {
						k := len(f.text) - 1
						f.text, f.from, f.made = f.text[:k], f.from[:k], f.made[:k]
					}
					f.put(d, p, true)
					p += n
					for p < st.to && text[p] == ' ' {
						p++
					}
					continue
				}
			}
			if digitByte[c] && p+17 <= st.to {
				if n := spacedRun(text, p); n > 0 && p+n <= st.to {
					for i := p; i < p+n; i += 2 {
						f.put(text[i], i, i > p)
					}
					p += n
					continue
				}
			}
			f.put(c, p, false)
			p++
			continue
		}
		r, n := utf8.DecodeRune(text[p:st.to])
		switch {
		case zeroWidth(r):
			if k := len(f.made); k > 0 {
				f.made[k-1] = true
			}
		case wideSpace(r):
			f.put(' ', p, true)
		case dash(r):
			f.put('-', p, true)
		case r >= 0xff01 && r <= 0xff5e:
			f.put(byte(r-0xff01)+'!', p, true)
		case otherDigit(r) >= 0:
			f.put('0'+byte(otherDigit(r)), p, true)
		case lookalike(r) != 0 && mixed(text, p, n):
			f.put(lookalike(r), p, true)
		default:
			for i := 0; i < n; i++ {
				f.put(text[p+i], p+i, false)
			}
		}
		p += n
	}
	f.from = append(f.from, uint32(st.to))
}

// mixed reports whether a letter of ASCII stands beside the character.
func mixed(text []byte, p, n int) bool {
	return p > 0 && isLetter(text[p-1]) || p+n < len(text) && isLetter(text[p+n])
}

// scanFolded folds a stretch, looks at it with collect, and maps what was
// found back to text.
func (s *Scanner) scanFolded(text []byte, st stretch, collect func([]byte)) {
	f := &s.alt
	f.fold(text, st)
	first := len(s.cands)
	s.inAlt = true
	s.lastClaim = -1
	s.ctx.reset()
	collect(f.text)
	s.inAlt = false
	s.ctx.reset()
	kept := s.cands[:first]
	for _, c := range s.cands[first:] {
		made := false
		for i := c.start; i < c.end && !made; i++ {
			made = f.made[i]
		}
		if !made {
			continue
		}
		c.end = int(f.from[c.end-1]) + originalSize(text, int(f.from[c.end-1]), f, c.end)
		c.start = int(f.from[c.start])
		kept = append(kept, c)
	}
	s.cands = kept
}

// originalSize is how many bytes of text the folded byte before end stands
// for, trailing spaces and zero-width characters left out.
func originalSize(text []byte, at int, f *folded, end int) int {
	next := int(f.from[end])
	c := text[at]
	if c >= 0x80 {
		return min(runeSize(c), next-at)
	}
	if !f.made[end-1] {
		return 1
	}
	if n := escapeSign(text, at); n > 0 {
		return min(n, next-at)
	}
	if c == '%' || c == '&' {
		return next - at
	}
	return 1
}
