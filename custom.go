package sluice

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2"

	"sluice/scanner"
	"sluice/scanner/checksum"
)

// checksums are the algorithms that a policy may name for a custom kind.
var checksums = map[string]func(digits []byte) bool{
	"luhn":     checksum.Luhn,
	"verhoeff": checksum.Verhoeff,
	"mod97":    func(s []byte) bool { return checksum.Mod97(s) == 1 },
	"mod11-2":  checksum.Mod11_2,
	"mod11-10": checksum.Mod11_10,
	"mod37-36": checksum.Mod37_36,
}

// Checksums lists the names that a policy may use.
func Checksums() []string {
	var names []string
	for n := range checksums {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// detector compiles a custom kind. Everything that can be wrong with it is
// found here (law 8).
func (c *CustomKind) detector() (*scanner.Detector, error) {
	if !validKind(c.Kind) {
		return nil, errors.New("custom kind: the name must be upper case letters, digits and _")
	}
	d := &scanner.Detector{
		Kind: c.Kind, Name: c.Name, Family: c.Family, Region: strings.ToLower(c.Region),
		Doc: "Kind of the policy.", Source: "policy", Words: lowered(c.Words), Labelled: c.Labelled,
	}
	if d.Name == "" {
		d.Name = strings.ToLower(strings.ReplaceAll(c.Kind, "_", " "))
	}
	if d.Family == "" {
		d.Family = "custom"
	}
	score := scanner.Score(c.Score)
	if score == 0 {
		score = 0.6
	}
	proven := max(score, 0.9)
	if c.Checksum != "" {
		f, ok := checksums[c.Checksum]
		if !ok {
			return nil, fmt.Errorf("custom kind %s: unknown checksum; known are %s", c.Kind, strings.Join(Checksums(), ", "))
		}
		d.Check = func(v []byte) scanner.Verdict {
			var buf [64]byte
			if s := checksum.Alnum(buf[:0], v); len(s) > 0 && f(s) {
				return scanner.Proven
			}
			return scanner.Wrong
		}
	}
	forms := 0
	for _, p := range c.Patterns {
		if _, err := regexp.Compile(p); err != nil {
			return nil, fmt.Errorf("custom kind %s: the pattern is not RE2 syntax", c.Kind)
		}
		d.Patterns = append(d.Patterns, scanner.Pattern{RE: p, Base: score, Proven: proven})
	}
	if len(c.Patterns) > 0 {
		forms++
	}
	if c.Labelled != "" {
		if _, err := regexp.Compile(c.Labelled); err != nil {
			return nil, fmt.Errorf("custom kind %s: labelled is not RE2 syntax", c.Kind)
		}
		if len(c.Words) == 0 {
			return nil, fmt.Errorf("custom kind %s: labelled needs words", c.Kind)
		}
	}
	if c.Regexp2 != "" {
		forms++
		all, err := c.lookaround()
		if err != nil {
			return nil, err
		}
		d.Find = &scanner.Finder{On: scanner.OnText, All: all, Base: score, Proven: proven}
	}
	if len(c.Dictionary.Exact) > 0 || c.Dictionary.File != "" {
		forms++
		dict, err := newDictionary(&c.Dictionary)
		if err != nil {
			return nil, fmt.Errorf("custom kind %s: %w", c.Kind, err)
		}
		d.Find = &scanner.Finder{On: scanner.OnText, All: dict.all, Base: score, Proven: proven}
	}
	if forms > 1 {
		return nil, fmt.Errorf("custom kind %s: has more than one of pattern, regexp2 and dictionary", c.Kind)
	}
	if forms == 0 && c.Labelled == "" {
		return nil, fmt.Errorf("custom kind %s: needs pattern, regexp2, dictionary or labelled", c.Kind)
	}
	return d, nil
}

func lowered(words []string) []string {
	var out []string
	for _, w := range words {
		out = append(out, strings.ToLower(w))
	}
	return out
}

const (
	// regexp2Window is how far a match may lie from its literal.
	regexp2Window = 4 << 10
	// regexp2Stack bounds the backtracking stack, in slots.
	regexp2Stack = 100_000
)

// lookaround makes a finder of a backtracking pattern. It sees the text only
// in windows around a required literal, each search is bounded in time and
// stack, and no error of the engine is passed on: their texts quote the input.
func (c *CustomKind) lookaround() (func([]byte, func(int, int)) error, error) {
	if len(c.Literals) == 0 {
		return nil, fmt.Errorf("custom kind %s: regexp2 needs literals, one of which stands in every match", c.Kind)
	}
	var lits [][]byte
	for _, l := range c.Literals {
		if l == "" {
			return nil, fmt.Errorf("custom kind %s: an empty literal stands everywhere", c.Kind)
		}
		lits = append(lits, []byte(l))
	}
	re, err := regexp2.Compile(c.Regexp2, regexp2.OptionMaxBacktrackingStackSize(regexp2Stack))
	if err != nil {
		return nil, fmt.Errorf("custom kind %s: the pattern is not regexp2 syntax", c.Kind)
	}
	limit := c.Timeout
	if limit == 0 {
		limit = 100 * time.Millisecond
	}
	re.MatchTimeout = limit
	kind := c.Kind
	search := func(text []byte, base int, emit func(int, int)) error {
		s := string(text)
		from := time.Now()
		m, err := re.FindStringMatch(s)
		for m != nil && err == nil {
			at, n := m.ByteRange()
			if n > 0 {
				emit(base+at, base+at+n)
			}
			// One budget for the whole window, so that many slow matches
			// are bounded like one.
			if time.Since(from) > 4*limit {
				return fmt.Errorf("kind %s: the pattern took longer than %s", kind, 4*limit)
			}
			m, err = re.FindNextMatch(m)
		}
		switch {
		case err == nil:
			return nil
		case errors.Is(err, regexp2.ErrBacktrackingStackLimit):
			return fmt.Errorf("kind %s: the pattern needed too much memory", kind)
		default:
			return fmt.Errorf("kind %s: the pattern took longer than %s", kind, limit)
		}
	}
	return func(text []byte, emit func(int, int)) error {
		at := 0 // nothing before it is searched again
		for at < len(text) {
			first := -1
			var litLen int
			for _, l := range lits {
				if i := bytes.Index(text[at:], l); i >= 0 && (first < 0 || at+i < first) {
					first, litLen = at+i, len(l)
				}
			}
			if first < 0 {
				return nil
			}
			from := max(at, first-regexp2Window)
			to := min(len(text), first+litLen+regexp2Window)
			// Further literals within reach extend the window, up to 64 KiB.
			for to < len(text) && to-from < 16*regexp2Window {
				more := -1
				for _, l := range lits {
					if i := bytes.LastIndex(text[first+litLen:to], l); i >= 0 {
						more = max(more, first+litLen+i)
					}
				}
				if more < 0 || more+regexp2Window <= to {
					break
				}
				to = min(len(text), more+regexp2Window)
			}
			for from > at && !utf8.RuneStart(text[from]) {
				from--
			}
			for to < len(text) && !utf8.RuneStart(text[to]) {
				to++
			}
			last := from
			if err := search(text[from:to], from, func(s, e int) { emit(s, e); last = e }); err != nil {
				return err
			}
			at = max(last, first+litLen)
			if to == len(text) {
				return nil
			}
		}
		return nil
	}, nil
}

// hashSet is a set of strings kept as sorted 64-bit hashes under a seed of the
// process: eight bytes an entry and a small index. Two different strings agree
// with probability 2^-64, and nobody who does not know the seed can make them.
type hashSet struct {
	seed   maphash.Seed
	hashes []uint64
	start  []uint32 // where the hashes with these top bits begin
	shift  uint
	unique int // after the last look for what doubles
}

// add takes a string in. Lists repeat themselves in places (first words do so
// all the time): what doubles is taken out on the way.
func (s *hashSet) add(b []byte) {
	h := maphash.Bytes(s.seed, b)
	if n := len(s.hashes); n > 0 && s.hashes[n-1] == h {
		return
	}
	if len(s.hashes) == cap(s.hashes) && len(s.hashes) >= max(1<<16, 2*s.unique) {
		slices.Sort(s.hashes)
		s.hashes = slices.Compact(s.hashes)
		s.unique = len(s.hashes)
	}
	s.hashes = append(s.hashes, h)
}

func (s *hashSet) seal() {
	slices.Sort(s.hashes)
	s.hashes = slices.Clone(slices.Compact(s.hashes))
	bits := uint(0)
	for 1<<(bits+2) < len(s.hashes) && bits < 24 {
		bits++
	}
	s.shift = 64 - bits
	s.start = make([]uint32, 1<<bits+1)
	i := 0
	for b := range s.start[:1<<bits] {
		for bits > 0 && i < len(s.hashes) && s.hashes[i]>>s.shift < uint64(b) {
			i++
		}
		s.start[b] = uint32(i)
	}
	s.start[1<<bits] = uint32(len(s.hashes))
}

func (s *hashSet) has(b []byte) bool { return s.hasHash(maphash.Bytes(s.seed, b)) }

func (s *hashSet) hasHash(h uint64) bool {
	b := uint64(0)
	if s.shift < 64 {
		b = h >> s.shift
	}
	_, ok := slices.BinarySearch(s.hashes[s.start[b]:s.start[b+1]], h)
	return ok
}

// fold appends text in the form that lists compare: lower case unless asked,
// runs of white space as one space.
func fold(dst, text []byte, keepCase bool) []byte {
	space := false
	for i := 0; i < len(text); {
		c := text[i]
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' {
			space = true
			i++
			continue
		}
		if space {
			dst = append(dst, ' ')
			space = false
		}
		if c < utf8.RuneSelf {
			if !keepCase && 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 || keepCase {
			dst = append(dst, text[i:i+n]...)
		} else {
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
		i += n
	}
	return dst
}

// maxListLine is the longest entry of a list file in bytes.
const maxListLine = 64 << 10

// entries calls f with every exact value of the list.
func (l *List) entries(f func([]byte) error) error {
	for _, e := range l.Exact {
		if err := f([]byte(e)); err != nil {
			return err
		}
	}
	if l.File == "" {
		return nil
	}
	file, err := os.Open(l.File)
	if err != nil {
		return fmt.Errorf("list: %w", err)
	}
	defer file.Close()
	sc := bufio.NewScanner(file)
	sc.Buffer(make([]byte, 64<<10), maxListLine)
	line := 0
	for sc.Scan() {
		line++
		if err := f(sc.Bytes()); err != nil {
			return err
		}
	}
	if err := sc.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			return fmt.Errorf("list %s: line %d is longer than 64 KiB", l.File, line+1)
		}
		return fmt.Errorf("list %s: %w", l.File, io.ErrUnexpectedEOF)
	}
	return nil
}

// valueSet answers whether a whole value is in a list.
type valueSet struct {
	set      hashSet
	patterns []*regexp.Regexp
	keepCase bool
}

func newValueSet(l *List) (*valueSet, error) {
	s := &valueSet{keepCase: l.CaseSensitive}
	s.set.seed = maphash.MakeSeed()
	var buf []byte
	err := l.entries(func(e []byte) error {
		if buf = fold(buf[:0], bytes.TrimSpace(e), s.keepCase); len(buf) > 0 {
			s.set.add(buf)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.set.seal()
	for i, p := range l.Patterns {
		re, err := regexp.Compile(`^(?:` + p + `)$`)
		if err != nil {
			return nil, fmt.Errorf("list: pattern %d is not RE2 syntax", i+1)
		}
		s.patterns = append(s.patterns, re)
	}
	return s, nil
}

// has reports whether value is in the list; scratch is reused.
func (s *valueSet) has(value, scratch []byte) (bool, []byte) {
	if len(s.set.hashes) > 0 {
		scratch = fold(scratch[:0], value, s.keepCase)
		if s.set.has(scratch) {
			return true, scratch
		}
	}
	for _, re := range s.patterns {
		if re.Match(value) {
			return true, scratch
		}
	}
	return false, scratch
}

// maxPhrase is the greatest number of words of a dictionary entry.
const maxPhrase = 12

// dictionary finds the entries of a list in running text. An entry is compared
// from the first byte of its first word to the last of its last one, folded;
// where entries overlap, the first and there the longest wins.
type dictionary struct {
	phrases hashSet
	first   hashSet // first words: most words of a text start nothing
	words   int     // of the longest entry
	keep    bool
	pool    sync.Pool
}

type phraseWord struct{ from, to, ffrom, fto int }

type phraseScratch struct {
	words  []phraseWord
	folded []byte
}

func newDictionary(l *List) (*dictionary, error) {
	d := &dictionary{keep: l.CaseSensitive}
	d.phrases.seed = maphash.MakeSeed()
	d.first.seed = d.phrases.seed
	d.pool.New = func() any { return new(phraseScratch) }
	var buf []byte
	err := l.entries(func(e []byte) error {
		buf = fold(buf[:0], bytes.TrimSpace(e), d.keep)
		from, to := nextWord(buf, 0)
		if from == to {
			return nil
		}
		n, start, end := 1, from, to
		d.first.add(buf[from:to])
		for {
			f, t := nextWord(buf, end)
			if f == t {
				break
			}
			n, end = n+1, t
		}
		if n > maxPhrase {
			return fmt.Errorf("list: an entry has more than %d words", maxPhrase)
		}
		d.words = max(d.words, n)
		d.phrases.add(buf[start:end])
		return nil
	})
	if err != nil {
		return nil, err
	}
	d.phrases.seal()
	d.first.seal()
	return d, nil
}

// nextWord finds the next run of letters, digits and marks at or behind at;
// both results equal where there is none.
func nextWord(text []byte, at int) (from, to int) {
	from = -1
	for at < len(text) {
		c, n := rune(text[at]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRune(text[at:])
		}
		word := c == '_' || c < utf8.RuneSelf && ('0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z') ||
			c >= utf8.RuneSelf && c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c))
		if word && from < 0 {
			from = at
		} else if !word && from >= 0 {
			return from, at
		}
		at += n
	}
	if from < 0 {
		return at, at
	}
	return from, at
}

func (d *dictionary) all(text []byte, emit func(start, end int)) error {
	if d.words == 0 {
		return nil
	}
	sc := d.pool.Get().(*phraseScratch)
	defer d.pool.Put(sc)
	win, folded := sc.words[:0], sc.folded[:0]
	at, behind := 0, 0 // next byte to read, end of the last word
	for {
		for len(win) < d.words && at < len(text) {
			from, to := nextWord(text, at)
			at = to
			if from == to {
				break
			}
			if len(win) == 0 {
				folded, behind = folded[:0], from
			}
			folded = fold(folded, text[behind:from], d.keep)
			if n := len(folded); from > behind && isSpace(text[from-1]) && n > 0 {
				folded = append(folded, ' ')
			}
			f := len(folded)
			folded = fold(folded, text[from:to], d.keep)
			behind = to
			win = append(win, phraseWord{from, to, f, len(folded)})
		}
		if len(win) == 0 {
			break
		}
		taken := 1
		if d.first.has(folded[win[0].ffrom:win[0].fto]) {
			for n := len(win); n > 0; n-- {
				if d.phrases.has(folded[win[0].ffrom:win[n-1].fto]) {
					emit(win[0].from, win[n-1].to)
					taken = n
					break
				}
			}
		}
		win = append(win[:0], win[taken:]...)
		if len(win) > 0 && win[0].ffrom > 32<<10 {
			cut := win[0].ffrom
			folded = append(folded[:0], folded[cut:]...)
			for i := range win {
				win[i].ffrom -= cut
				win[i].fto -= cut
			}
		}
	}
	sc.words, sc.folded = win[:0], folded[:0]
	return nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
