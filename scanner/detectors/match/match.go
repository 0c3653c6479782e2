// Package match builds the matchers that several families share: identifiers
// without a form of their own behind a label, dictionaries of terms, and words
// in any case.
package match

import (
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Is reports whether b is word, which is in lower case: of b the case of letters
// of ASCII does not count.
func Is(b []byte, word string) bool {
	if len(b) != len(word) {
		return false
	}
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != word[i] {
			return false
		}
	}
	return true
}

// ID returns a LabelledFind for identifiers of shortest to longest letters
// and digits, with at least minDigits digits and single signs "-/." or a blank
// between digits inside. Any word of prose fails for its lack of digits.
func ID(shortest, longest, minDigits int) func(text []byte, at int) int {
	return func(text []byte, at int) int {
		if at > 0 && text[at-1] == '\\' || at+1 < len(text) && text[at] == '0' && text[at+1]|0x20 == 'x' {
			return at // an escape, a number in hexadecimal
		}
		if at > 1 && text[at-1] == '(' && (alnum(text[at-2]) || text[at-2] == '_') {
			return at // the argument of a call
		}
		i, n, digits, dots := at, 0, 0, 0
		end := at
		for i < len(text) && n <= longest {
			c := text[i]
			switch {
			case c >= '0' && c <= '9':
				digits++
				n++
			case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
				n++
			case i > at && (c == '-' || c == '/' || c == '.' || c == '_') && i+1 < len(text) && alnum(text[i+1]) && alnum(text[i-1]):
				// "123456.The next sentence" ends at the full stop.
				if c == '.' && (text[i+1] > '9' || text[i-1] > '9') {
					goto out
				}
				// More dots make a version or an object identifier.
				if c == '.' {
					if dots++; dots > 3 {
						return at
					}
				}
			case i > at && c == ' ' && spaced(text, i) && end > at:
			default:
				goto out
			}
			i++
			if alnum(c) {
				end = i
			}
		}
	out:
		if end-at > 2 && text[at] == '0' && text[at+1] == '.' {
			return at // a decimal
		}
		if n < shortest || n > longest || digits < minDigits || end < len(text) && (alnum(text[end]) || text[end] == '_' || text[end] == '@' || text[end] == '(' || text[end] == '=' || text[end] == '[') {
			return at
		}
		return end
	}
}

func alnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// spaced reports that the blank at text[i] joins two groups: a digit or a
// capital before it, two digits or more right behind it, and no year or time
// that begins a new thing.
func spaced(text []byte, i int) bool {
	b := text[i-1]
	if !(b >= '0' && b <= '9' || b >= 'A' && b <= 'Z') {
		return false
	}
	j := i + 1
	for j < len(text) && text[j] >= '0' && text[j] <= '9' {
		j++
	}
	if j-i-1 < 2 || j < len(text) && (text[j] == ':' || text[j] == '/' || text[j] == '.' && j+1 < len(text) && alnum(text[j+1])) {
		return false
	}
	if j-i-1 == 4 && (text[i+1] == '1' && text[i+2] == '9' || text[i+1] == '2' && text[i+2] == '0') {
		return false
	}
	return j == len(text) || !alnum(text[j]) && text[j] != '-'
}

// Terms is a dictionary of terms of one to four words, immutable and safe for
// concurrent use.
type Terms struct {
	text string
	caps bool
	once sync.Once
	list []string
	most int // words of the longest term
}

// NewTerms makes a dictionary from terms separated by commas or newlines.
// With caps only words that begin with an upper-case letter match; case is
// ignored otherwise.
func NewTerms(text string, caps bool) *Terms {
	return &Terms{text: text, caps: caps}
}

// prepare sorts the terms on first use: the dictionaries are off by default
// and must cost nothing at the start of a program.
func (t *Terms) prepare() {
	t.most = 1
	for _, s := range strings.FieldsFunc(t.text, func(r rune) bool { return r == ',' || r == '\n' }) {
		if s = strings.ToLower(strings.TrimSpace(s)); s != "" {
			t.list = append(t.list, s)
			t.most = max(t.most, strings.Count(s, " ")+1)
		}
	}
	sort.Strings(t.list)
}

// All emits the longest terms of text, left to right, not overlapping.
func (t *Terms) All(text []byte, emit func(start, end int)) error {
	t.once.Do(t.prepare)
	var buf [96]byte
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if !unicode.IsLetter(r) {
			i += size
			continue
		}
		if t.caps && !unicode.IsUpper(r) {
			i = wordEnd(text, i)
			continue
		}
		best, j := i, i
		n := 0
		for words := 0; words < t.most; words++ {
			e := wordEnd(text, j)
			if words > 0 {
				if n >= len(buf) {
					break
				}
				buf[n] = ' '
				n++
			}
			m := lower(buf[n:], text[j:e])
			if m < 0 {
				break
			}
			n += m
			if t.has(buf[:n]) {
				best = e
			}
			if e >= len(text) || text[e] != ' ' && text[e] != '-' {
				break
			}
			j = e + 1
		}
		if best > i {
			emit(i, best)
			i = best
			continue
		}
		i = wordEnd(text, i)
	}
	return nil
}

func (t *Terms) has(b []byte) bool {
	i := sort.Search(len(t.list), func(i int) bool { return t.list[i] >= string(b) })
	return i < len(t.list) && t.list[i] == string(b)
}

func wordEnd(text []byte, i int) int {
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			if !alnum(c) && c != '\'' && c != '_' {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return i
		}
		i += size
	}
	return i
}

// lower writes src in lower case to dst and gives its length; -1 where it
// does not fit.
func lower(dst, src []byte) int {
	n := 0
	for i := 0; i < len(src); {
		if n+utf8.UTFMax > len(dst) {
			return -1
		}
		if c := src[i]; c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst[n] = c
			n++
			i++
			continue
		}
		r, size := utf8.DecodeRune(src[i:])
		n += utf8.EncodeRune(dst[n:], unicode.ToLower(r))
		i += size
	}
	return n
}
