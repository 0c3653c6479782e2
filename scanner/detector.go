// Package scanner finds personal data and credentials in bytes. It knows no
// files and no replacements.
//
// A Detector is data: the patterns a kind is written in, the check its
// characters must pass, the words that stand near it. Compile turns a list of
// detectors into an immutable Ruleset; NewScanner gives each goroutine its own
// scratch; Scan reports Findings, which are spans and evidence, never text.
//
// Words used here: a field is one value of a record; a candidate is a span
// that a pattern fits; a finding is a candidate whose evidence reaches the
// threshold; a place is what is known about the column a field stands in.
package scanner

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
)

// Score says how sure a finding is, from 0 (not at all) to 1 (certain).
// 0.5 is the default threshold.
type Score float32

// DefaultThreshold is the score from which a candidate is a finding.
const DefaultThreshold Score = 0.5

// Verdict is what a check says about the characters of a candidate.
type Verdict uint8

const (
	// Unknown: nothing speaks for or against (the form has no check digits).
	Unknown Verdict = iota
	// Wrong: structure or check characters are not those of the kind. A wrong
	// candidate is dropped, unless a label or a column says what it is.
	Wrong
	// Proven: structure and check characters are right.
	Proven
)

// Detector describes one kind. It is data and must not be changed after it
// was handed to Compile. All its functions must be pure, must not keep or
// modify the slice they are given, must not panic on any input, and must be
// safe for concurrent use.
type Detector struct {
	// Kind is the name that policies and reports hold; it never changes:
	// SCREAMING_SNAKE, national kinds prefixed by their country (US_SSN).
	Kind string
	// Name is the kind in words for people: "US Social Security number".
	Name string
	// Doc says in one or two sentences what is matched and what decides.
	Doc string
	// Family groups kinds: contact, person, finance, national, health,
	// travel, network, device, credential, quasi, company.
	Family string
	// Region is "" for a kind of the whole world, else the lower-case ISO
	// 3166-1 alpha-2 code of its country ("gb", not "uk"), or "eu".
	Region string
	// Aliases are names that other systems give the same kind (IBAN_CODE).
	Aliases []string
	// Source names the standard or the authority's document.
	Source string
	// Off marks kinds that are not personal by themselves: they exist, but
	// run only when asked for.
	Off bool

	// Patterns are the written forms of the kind. A candidate is a whole
	// match of a pattern with no word byte ([A-Za-z0-9_]) directly before or
	// behind it; the engine sees to these borders and to the shields
	// (identifiers, digests, versions, decimals), patterns need no \b.
	Patterns []Pattern
	// Find replaces Patterns where code is clearly better than a pattern.
	Find *Finder
	// Check judges the bytes of a candidate as written, separators and all;
	// nil means always Unknown.
	Check func(v []byte) Verdict
	// Reserved tells values that can be nobody's: published test numbers,
	// documentation ranges, example domains. Nil means none.
	Reserved func(v []byte) bool

	// Words are context: a word or a phrase of up to five words, in any
	// language, lower case; accents, case and the separators _ - . are folded
	// away on both sides ("Date de naissance" = date_de_naissance =
	// dateDeNaissance). Near a candidate they raise its score; directly
	// before it ("SSN: 123...") or as the column's name they claim the value
	// even when the check is wrong. A word matches as a word, never inside
	// another one.
	Words []string
	// Weak are further context words that are too common to claim a value
	// ("number", "code", "card"): they raise a score but are no label.
	Weak []string
	// Labelled is an RE2 pattern of what the value behind one of Words, or
	// the whole cell of a column so named, may look like where that is wider
	// than Patterns; "" means only Patterns count there too. It is matched
	// anchored at the first byte of the value, leftmost-first; the engine
	// demands no word byte behind the match. A kind may have nothing but
	// Words and Labelled (a password has no form of its own).
	Labelled string
	// LabelledFind replaces Labelled by code: the end of the value that
	// starts at text[at:], or at if there is none.
	LabelledFind func(text []byte, at int) (end int)

	// Canon appends the normalised value to dst: equal values in other
	// spellings (case, separators) give equal bytes. Nil means: letters and
	// digits only, upper case.
	Canon func(dst, v []byte) []byte
	// CheckDigits says which letters-and-digits of a value, counted from its
	// end (0 is the last), are check characters, so that a made-up value can
	// be made right or wrong on purpose. Nil when there are none.
	CheckDigits []int
}

// Pattern is one written form of a kind.
type Pattern struct {
	// RE is RE2 syntax, anchored at both ends by the engine. The engine
	// derives its prefilter from it: patterns of bounded length made of
	// letters, digits and separators, and patterns with a literal prefix of
	// at least three bytes, are dispatched without running a regexp.
	RE string
	//
	// A form with fewer than six letters and digits that does not reach the
	// threshold by itself counts only directly behind one of Words and in a
	// column of that name, not with a word merely near it.

	// Base is the score of the pattern alone: no check, or a check that
	// says Unknown.
	Base Score
	// Proven is the score when the check says Proven, without any context.
	// 0 means 0.9. Where a random number of that form passes the check
	// every tenth time it belongs below 0.5, so that context decides.
	Proven Score
	// Whole is the least score of a value that the check does not refuse and
	// that is all that a cell of running text holds. 0 leaves it to the table
	// below.
	Whole Score
}

// How scores add up, the same for every kind:
//
//	pattern              Base, or Proven when the check passes; Wrong drops
//	one of Words near    +0.35, and at least 0.65 unless the check is wrong
//	one of Weak near     +0.20
//	label directly before, or the column is named so, or that
//	of a table inside the text
//	                     +0.45 and at least 0.75; with a wrong check 0.55
//	a passing check, and the value is all that a cell
//	of running text (a column called text, content ...) holds,
//	or one of up to three that are written alike and all pass
//	                     +0.10; without a check +0.20 from 0.30 on;
//	                     at least the pattern's Whole
//	the column as a whole is known to hold the kind: as a label
//
// capped at 1.

// Trigger is the byte that must be there for a Finder to be asked.
type Trigger uint8

const (
	// OnAt: every '@' (and its folded forms).
	OnAt Trigger = iota + 1
	// OnDigits: every maximal run of letters and digits with a digit in it.
	OnDigits
	// OnColon: every ':'.
	OnColon
	// OnScheme: every "://", at is the colon.
	OnScheme
	// OnDashes: every run of five or more '-', at is its first byte.
	OnDashes
	// OnCapital: every word that begins with an upper-case letter (any
	// script's, at its first byte).
	OnCapital
	// OnLong: every run of 16 or more of [A-Za-z0-9_+/=-] that holds one of
	// [A-Z0-9+=], so that it is no word or path; at is its first byte.
	OnLong
	// OnText: once a field; for rules brought by the user. Slow.
	OnText
)

// Finder is a hand-written matcher. At is called with the offset of a trigger
// and reports at most one candidate around it as text[start:end]; start ==
// end means none. It must look at a bounded stretch of text around at (at
// most 4 KiB, save for a framed block such as a private key).
type Finder struct {
	On Trigger
	At func(text []byte, at int) (start, end int)
	// Min and Max bound the length in bytes of the run that OnLong speaks of;
	// outside of them the Finder need not be asked (it may be, for runs of 128
	// bytes and more). 0 is no bound.
	Min, Max int
	// Runs are what the run of OnDigits must look like for the Finder to be
	// asked, any of them; none means every run.
	Runs []Run
	// Never are cells, whole and without a label, in which the Finder surely
	// reports nothing. Where all Finders say so that would be asked, such cells
	// go by unseen.
	Never Cells
	// Blind says that what the Finder reports of a text is the same whatever the
	// digits in it are. Of other Finders May tells whether they may report
	// something of the text at the offset whatever they are; nil says that they
	// may.
	Blind bool
	May   func(text []byte, at int) bool
	// Caps asks only for OnCapital words whose second byte is a capital of
	// ASCII, too.
	Caps bool
	// Starts are what OnCapital words must begin with for the Finder to be
	// asked, each of two bytes or more ("Mr", "Dear"); none means any. Digits
	// here, or in a Gate, cost time: no cell is then known by its outline.
	Starts []string
	// Gate, with OnCapital, lets most words go by without asking. Nil asks
	// about each.
	Gate *Gate
	// All is used with OnText instead of At: it calls emit for every
	// candidate in text. An error means that the text could not be judged.
	All func(text []byte, emit func(start, end int)) error
	// Base and Proven are as in Pattern.
	Base, Proven Score
}

// Gate says cheaply which words an OnCapital finder need not be asked about.
// It may let words through that the finder then refuses, and must not hold
// back any that it would report. A word passes when one of the gate's titles
// stands before it, when the line before it ends in one of the gate's closings,
// or when it is one of the gate's names and a hyphen follows, or a blank and a
// capital or one of the gate's particles; a word that is not ASCII, or stands
// behind a byte that is not, passes.
type Gate struct {
	before  [1 << 16 / 64]uint64 // wordTail of titles
	closing [1 << 16 / 64]uint64 // wordTail of closings
	names   [1 << 16 / 64]uint64 // wordHead of names
	signs   [128]uint8           // gateByte of ASCII, and gateFirst
	beyond  uint8                // the same of what is beyond
	digits  bool                 // some word has digits
	// What follows a name begins with two bytes that have a bit in common.
	first, second [256]uint32
}

// NewGate makes a Gate. titles are words before the word, with one sign (a
// blank, a full stop) between them; closings end the line before the word's
// line, signs left out, in any case. names are words in any case, with white
// space between them; of longer ones the first eight letters count. particles
// are words of ASCII in small letters that may stand behind a name.
func NewGate(titles, closings []string, names string, particles []string) *Gate {
	g := new(Gate)
	for c := range g.first {
		if c >= 'A' && c <= 'Z' || c >= 0x80 {
			g.first[c] = 1 << 31
		}
		g.second[c] = 1 << 31
	}
	for _, w := range particles {
		bit := uint32(1) << ((w[0] - 'a') % 31)
		g.first[w[0]] |= bit
		if len(w) == 1 {
			w += " "
		}
		g.second[w[1]] |= bit
	}
	copy(g.signs[:], gateByte[:])
	for c := range g.signs {
		if g.first[c] != 0 {
			g.signs[c] |= 1 << gateFirst
		}
	}
	g.beyond = gateByte[0x80] | 1<<gateFirst
	g.digits = slices.ContainsFunc(slices.Concat(titles, closings, particles, []string{names}), hasDigit)
	for _, w := range titles {
		w = strings.TrimSuffix(w, ".")
		k := wordTail([]byte("        "+w), len(w)+8, 0)
		g.before[k>>6] |= 1 << (k & 63)
	}
	for _, w := range closings {
		k := wordTail([]byte("        "+w), len(w)+8, foldCase)
		g.closing[k>>6] |= 1 << (k & 63)
	}
	for w := range strings.FieldsSeq(names) {
		k, _ := wordHead(append([]byte(w), "        "...), 0)
		g.names[k>>6] |= 1 << (k & 63)
	}
	return g
}

// pass reports whether the word at text[at:] passes.
func (g *Gate) pass(text []byte, at int) bool {
	var w *[gateBefore + gateBehindWord]byte
	if from, to := at-gateBefore, at+gateBehindWord; from >= 0 && to <= len(text) {
		w = (*[gateBefore + gateBehindWord]byte)(text[from:])
	} else {
		// What lies beyond the text is no letter and no sign.
		var room [gateBefore + gateBehindWord]byte
		copy(room[max(0, -from):], text[max(0, from):min(len(text), to)])
		w = &room
	}
	passes, line := g.reads(w)
	return passes != 0 || line != 0 && g.BelowClosing(text, at)
}

// reads looks at all of it in one go: the answer is mostly no, and a branch for
// each would cost more. w is the word, which begins at w[gateBefore], and what
// stands around it. passes is 1 where the word passes, line is 1 where it may,
// standing below a closing.
func (g *Gate) reads(w *[gateBefore + gateBehindWord]byte) (passes, line uint64) {
	const at = gateBefore
	k, n := wordHead(w[:], at)
	before, sign, next := gateByte[w[at-1]], gateByte[w[at-2]], gateByte[w[(at+n)&31]]
	end := at - 1 - int(sign>>gateDot&1)
	t := wordTail(w[:], end, 0)
	last := gateByte[w[end-1]]
	f := g.first[w[(at+n+1)&31]] & g.second[w[(at+n+2)&31]]
	follows := uint64((f|-f)>>31 | uint32(^next>>gateBlank|next>>gateHyphen)&1)
	named := g.names[k>>6] >> (k & 63) & uint64(next>>gateJoins) & follows
	titled := (g.before[t>>6]>>(t&63) | uint64(last>>gateHigh|last>>gateHyphen)) & uint64(before>>gateBehind)
	return (named | titled | uint64(before>>gateHigh|next>>gateHigh)) & 1, uint64(before >> gateBlank & (sign>>gateBlank | before>>gateLine) & 1)
}

// What reads looks at: the bytes before a word, and those from it on.
const (
	gateBefore     = 10
	gateBehindWord = 22
)

// Bits of gateByte.
const (
	gateDot    = iota // a full stop
	gateJoins         // goes on behind a name: a blank, a hyphen; a letter behind eight
	gateBehind        // stands behind a title: a blank, the end of a line, a full stop
	gateHigh          // beyond ASCII
	gateHyphen        // a hyphen
	gateBlank         // stands between a line and the next one's first word
	gateLine          // the end of a line
	gateFirst         // in Gate.signs: in Gate.first
)

var gateByte = func() (t [256]uint8) {
	for c := range t {
		if c >= 0x80 {
			t[c] |= 1<<gateHigh | 1<<gateJoins
		}
		if alnumByte[c] && !digitByte[c] {
			t[c] |= 1 << gateJoins
		}
	}
	t['.'] |= 1<<gateDot | 1<<gateBehind
	t[' '] |= 1<<gateJoins | 1<<gateBehind | 1<<gateBlank
	t['\n'] |= 1<<gateBehind | 1<<gateBlank | 1<<gateLine
	t['-'] |= 1<<gateJoins | 1<<gateHyphen | 1<<gateBlank
	t['\t'] |= 1 << gateBlank
	t['\r'] |= 1 << gateBlank
	return
}()

// wordHead mixes the letters of ASCII at text[at:], in any case and eight at
// most, into 16 bits; n is how many they are. Eight bytes must be there.
//
// Whether a byte is a letter is told for all eight at once: adding what lacks
// to 0x80 sets the upper bit of those that reach it, and no sum carries over.
func wordHead(text []byte, at int) (k uint32, n int) {
	const ones = 0x0101010101010101
	u := binary.LittleEndian.Uint64(text[at:])
	low := u&(0x7f*ones) | 0x20*ones
	letters := (low + (0x80-'a')*ones) &^ (low + (0x7f-'z')*ones) &^ u & (0x80 * ones)
	n = bits.TrailingZeros64(letters^0x80*ones) / 8
	low &= 1<<(8*uint(n)) - 1 // all of it where n is 8
	return uint32(low * 0x9e3779b97f4a7c15 >> 48), n
}

// BehindTitle is false where surely none of the gate's titles stands before
// text[at].
func (g *Gate) BehindTitle(text []byte, at int) bool {
	if at < 10 {
		return true
	}
	end := at
	switch c := text[at-1]; {
	case c == ' ' || c == '\n':
		end--
	case c != '.':
		return c >= 0x80
	}
	if text[end-1] == '.' {
		end--
	}
	if c := text[end-1]; c >= 0x80 || c == '-' {
		return true
	}
	k := wordTail(text, end, 0)
	return g.before[k>>6]&(1<<(k&63)) != 0
}

// BelowClosing is false where the line before that of text[at] surely ends in
// none of the gate's closings, or the word does not begin its line.
func (g *Gate) BelowClosing(text []byte, at int) bool {
	i, low, line := at, max(0, at-16), false
	for ; i > low; i-- {
		c := text[i-1]
		if c == '\n' {
			line = true
		} else if c != ' ' && c != '\t' && c != '\r' && c != '-' {
			break
		}
	}
	if !line {
		return false
	}
	for i > 0 && (text[i-1] == ',' || text[i-1] == '.' || text[i-1] == '!' || text[i-1] == ';') {
		i--
	}
	if i < 8 {
		return true
	}
	k := wordTail(text, i, foldCase)
	return g.closing[k>>6]&(1<<(k&63)) != 0
}

const foldCase = 0x2020202020202020

// wordTail mixes the letters of ASCII before text[end], eight at most, and
// whether a byte beyond ASCII stands before them, into 16 bits; 0 where there
// is none of both. Eight bytes must be there. fold is or-ed to the letters,
// foldCase to let go of their case. See wordHead.
func wordTail(text []byte, end int, fold uint64) uint32 {
	const ones = 0x0101010101010101
	u := binary.LittleEndian.Uint64(text[end-8:])
	low := u&(0x7f*ones) | 0x20*ones
	letters := (low + (0x80-'a')*ones) &^ (low + (0x7f-'z')*ones) &^ u & (0x80 * ones)
	n := bits.LeadingZeros64(letters^0x80*ones) / 8
	u, high := (u|fold)>>(64-8*n), u<<(8*n)>>63
	return uint32((u<<1 + high) * 0x9e3779b97f4a7c15 >> 48)
}

// Evidence is a set of reasons that a finding stands on.
type Evidence uint8

const (
	// ByPattern: the value is written in a form of the kind.
	ByPattern Evidence = 1 << iota
	// ByChecksum: structure and check characters are right.
	ByChecksum
	// ByContext: a context word stands near.
	ByContext
	// ByLabel: a label stands directly before the value.
	ByLabel
	// ByColumn: the column's name or content says so.
	ByColumn
	// WrongChecksum: check characters are wrong, a label or column decided.
	WrongChecksum
)

var evidenceNames = [...]string{"pattern", "checksum", "context", "label", "column", "wrong_checksum"}

// Names appends the names of the reasons in e to dst.
func (e Evidence) Names(dst []string) []string {
	for i, n := range evidenceNames {
		if e&(1<<i) != 0 {
			dst = append(dst, n)
		}
	}
	return dst
}

// Finding is a span of a field with a kind. It holds no text.
type Finding struct {
	Start, End uint32 // bytes of the field, half-open
	Detector   uint16 // index into Ruleset.Detectors
	Evidence   Evidence
	Score      Score
	// Also are up to three further detectors that fit the same span, best
	// first; NAlso says how many.
	Also  [3]uint16
	NAlso uint8
}
