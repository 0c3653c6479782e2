package jsonl

import (
	"encoding/binary"
	"math/bits"
)

// maxDepth is how deep arrays and objects may be nested.
const maxDepth = 10000

// tapeLimit is how many tokens are collected before they are shown. A record
// with more is read twice: once to see that it is sound, once to show it, so
// that memory does not grow with the number of values in a record.
const tapeLimit = 8192

// kind of a token.
type kind uint8

const (
	objOpen kind = iota
	objClose
	arrOpen
	arrClose
	key
	str
	num
	lit
)

// token is a piece of a record; offsets are into the block. Those of strings
// lie inside of the quotes.
type token struct {
	start, end uint32
	kind       kind
	escaped    bool // the string holds a backslash
}

// fault says why a line is not JSON; fine is none.
type fault uint8

const (
	fine fault = iota
	full       // not a fault: the tape is full, call run again
	badChar
	badNumber
	badEscape
	badControl
	openString
	openValue
	tooDeep
	trailing
)

var faultText = [...]string{
	badChar:    "not JSON: unexpected character",
	badNumber:  "not JSON: malformed number",
	badEscape:  "not JSON: malformed escape in a string",
	badControl: "not JSON: raw control character in a string",
	openString: "not JSON: the line ends inside a string",
	openValue:  "not JSON: the line ends inside a value",
	tooDeep:    "nested deeper than 10000 levels",
	trailing:   "not JSON Lines: more behind the value of the line",
}

// tokenizer checks one line against RFC 8259 and cuts it into tokens. It can
// stop when the tape is full and go on later.
//
// It reads without testing for the end of its input: a line feed, which JSON
// allows in no string, stands behind every record, at the latest as the
// padding of the block.
type tokenizer struct {
	pos   int // where it goes on; after a fault: where the fault is
	state uint8
	depth int
	// stops are of the input; nil makes it look at each byte.
	stops *stops
	// objects has a bit for every open level: set for objects.
	objects [maxDepth/64 + 1]uint64
	// across takes line feeds as white space and stops at limit. It is used
	// to tell a JSON document of many lines from a broken line.
	across bool
	limit  int
}

const (
	atValue  uint8 = iota
	atFirst        // behind '[': a value or ']'
	atKey          // behind ',' in an object
	atMember       // behind '{': a key or '}'
	atAfter        // behind a value
)

// begin sets the tokenizer on the first byte of a line.
func (t *tokenizer) begin(pos int) {
	t.pos, t.state, t.depth = pos, atValue, 0
}

func (t *tokenizer) space(b []byte, i int) int {
	for {
		switch c := b[i]; {
		case c == ' ' || c == '\t' || c == '\r':
			i++
		case c == '\n' && t.across && i < t.limit:
			i++
		default:
			return i
		}
	}
}

// run appends tokens to tape until the line is read (fine), the tape is full,
// or the line turns out wrong. On fine, pos is at the line feed.
func (t *tokenizer) run(b []byte, tape []token) ([]token, fault) {
	var (
		i     = t.pos
		depth = t.depth
		obj   = depth > 0 && t.objects[(depth-1)>>6]>>((depth-1)&63)&1 != 0
		c     byte
		s     int
		e     int
		esc   bool
		f     fault
	)
	switch t.state {
	case atFirst:
		goto first
	case atKey:
		goto key
	case atMember:
		goto member
	case atAfter:
		goto after
	}

value:
	if c = b[i]; c <= ' ' {
		i = t.space(b, i)
		c = b[i]
	}
	if len(tape) >= tapeLimit {
		t.pos, t.state, t.depth = i, atValue, depth
		return tape, full
	}
	switch c {
	case '"':
		s = i + 1
		if e, esc, f = t.stringEnd(b, s); f != fine {
			t.pos = e
			return tape, f
		}
		tape = append(tape, token{uint32(s), uint32(e), str, esc})
		i = e + 1
		goto after
	case '{':
		if depth == maxDepth {
			t.pos = i
			return tape, tooDeep
		}
		t.objects[depth>>6] |= 1 << (depth & 63)
		depth++
		obj = true
		tape = append(tape, token{uint32(i), uint32(i + 1), objOpen, false})
		i++
		goto member
	case '[':
		if depth == maxDepth {
			t.pos = i
			return tape, tooDeep
		}
		t.objects[depth>>6] &^= 1 << (depth & 63)
		depth++
		obj = false
		tape = append(tape, token{uint32(i), uint32(i + 1), arrOpen, false})
		i++
		goto first
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		s = i
		if e = scanNumber(b, s); e < 0 {
			t.pos = i
			return tape, badNumber
		}
		tape = append(tape, token{uint32(s), uint32(e), num, false})
		i = e
		goto after
	case 't':
		if b[i+1] == 'r' && b[i+2] == 'u' && b[i+3] == 'e' {
			tape = append(tape, token{uint32(i), uint32(i + 4), lit, false})
			i += 4
			goto after
		}
	case 'f':
		if b[i+1] == 'a' && b[i+2] == 'l' && b[i+3] == 's' && b[i+4] == 'e' {
			tape = append(tape, token{uint32(i), uint32(i + 5), lit, false})
			i += 5
			goto after
		}
	case 'n':
		if b[i+1] == 'u' && b[i+2] == 'l' && b[i+3] == 'l' {
			tape = append(tape, token{uint32(i), uint32(i + 4), lit, false})
			i += 4
			goto after
		}
	case '\n':
		t.pos, t.depth = i, depth
		return tape, openValue
	}
	t.pos = i
	return tape, badChar

first:
	if c = b[i]; c <= ' ' {
		i = t.space(b, i)
		c = b[i]
	}
	if c != ']' {
		goto value
	}
	goto closed

member:
	if c = b[i]; c <= ' ' {
		i = t.space(b, i)
		c = b[i]
	}
	if c == '}' {
		goto closed
	}

key:
	if c = b[i]; c <= ' ' {
		i = t.space(b, i)
		c = b[i]
	}
	if c != '"' {
		t.pos, t.depth = i, depth
		if c == '\n' {
			return tape, openValue
		}
		return tape, badChar
	}
	if len(tape) >= tapeLimit {
		t.pos, t.state, t.depth = i, atKey, depth
		return tape, full
	}
	s = i + 1
	if e, esc, f = t.stringEnd(b, s); f != fine {
		t.pos = e
		return tape, f
	}
	tape = append(tape, token{uint32(s), uint32(e), key, esc})
	i = e + 1
	if c = b[i]; c <= ' ' {
		i = t.space(b, i)
		c = b[i]
	}
	if c != ':' {
		t.pos, t.depth = i, depth
		if c == '\n' {
			return tape, openValue
		}
		return tape, badChar
	}
	i++
	goto value

closed:
	depth--
	if obj {
		tape = append(tape, token{uint32(i), uint32(i + 1), objClose, false})
	} else {
		tape = append(tape, token{uint32(i), uint32(i + 1), arrClose, false})
	}
	i++
	obj = depth > 0 && t.objects[(depth-1)>>6]>>((depth-1)&63)&1 != 0

after:
	if c = b[i]; c <= ' ' {
		i = t.space(b, i)
		c = b[i]
	}
	if depth == 0 {
		t.pos, t.depth = i, 0
		if c != '\n' {
			return tape, trailing
		}
		return tape, fine
	}
	// Closing brackets pass by no other check of the tape, and there may be
	// as many as levels are open.
	if len(tape) >= tapeLimit {
		t.pos, t.state, t.depth = i, atAfter, depth
		return tape, full
	}
	if obj {
		switch c {
		case ',':
			i++
			goto key
		case '}':
			goto closed
		}
	} else {
		switch c {
		case ',':
			i++
			goto value
		case ']':
			goto closed
		}
	}
	t.pos, t.depth = i, depth
	if c == '\n' {
		return tape, openValue
	}
	return tape, badChar
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// special has the high bit set of the first byte of w that is a quote, a
// backslash or a control character; bits above that one may be wrong.
func special(w uint64) uint64 {
	q := w ^ 0x22*ones
	s := w ^ 0x5c*ones
	return ((q - ones) | (s - ones) | (w - 0x20*ones)) &^ w & highs
}

// stringEnd is scanString by t.stops.
func (t *tokenizer) stringEnd(b []byte, i int) (end int, escaped bool, f fault) {
	if t.stops == nil {
		return scanString(b, i)
	}
	ends, escapes := t.stops.ends, t.stops.escapes
	k := i >> 6
	// What ends it, and the escapes, from i on.
	w, e := ends[k]>>(i&63)<<(i&63), escapes[k]>>(i&63)<<(i&63)
	for {
		for w == 0 {
			escaped = escaped || e != 0
			k++
			w, e = ends[k], escapes[k]
		}
		bit := w & -w
		i = k<<6 | bits.TrailingZeros64(w)
		if b[i] == '"' {
			return i, escaped || e&(bit-1) != 0, fine
		}
		if b[i] != '\\' {
			_, _, f = scanString(b, i)
			return i, escaped, f
		}
		escaped = true
		if escapeSize(b, i) == 0 {
			return i, escaped, badEscape
		}
		w &^= bit // the rest of it stops nothing
	}
}

// escapeSize is the length of the escape at b[i], 0 if it is none.
func escapeSize(b []byte, i int) int {
	switch b[i+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if isHex(b[i+2]) && isHex(b[i+3]) && isHex(b[i+4]) && isHex(b[i+5]) {
			return 6
		}
	}
	return 0
}

// scanString returns the offset of the quote that ends the string whose
// inside begins at i, and whether there is a backslash in it. On a fault the
// offset is that of the fault.
func scanString(b []byte, i int) (end int, escaped bool, f fault) {
	for {
		for {
			m := special(binary.LittleEndian.Uint64(b[i:]))
			if m != 0 {
				i += bits.TrailingZeros64(m) >> 3
				break
			}
			i += 8
		}
		switch b[i] {
		case '"':
			return i, escaped, fine
		case '\\':
			escaped = true
			n := escapeSize(b, i)
			if n == 0 {
				return i, escaped, badEscape
			}
			i += n
		case '\n':
			return i, escaped, openString
		default:
			if b[i] == '\r' && b[i+1] == '\n' {
				return i, escaped, openString
			}
			return i, escaped, badControl
		}
	}
}

func isHex(c byte) bool {
	return c-'0' <= 9 || (c|0x20)-'a' <= 5
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// scanNumber returns the end of the number that begins at i, or -1 if its
// spelling is not JSON's.
func scanNumber(b []byte, i int) int {
	if b[i] == '-' {
		i++
	}
	switch {
	case b[i] == '0':
		i++
	case isDigit(b[i]):
		for isDigit(b[i]) {
			i++
		}
	default:
		return -1
	}
	if b[i] == '.' {
		i++
		if !isDigit(b[i]) {
			return -1
		}
		for isDigit(b[i]) {
			i++
		}
	}
	if b[i]|0x20 == 'e' {
		i++
		if b[i] == '+' || b[i] == '-' {
			i++
		}
		if !isDigit(b[i]) {
			return -1
		}
		for isDigit(b[i]) {
			i++
		}
	}
	// What follows a number is checked by the caller, save for what would
	// read as a part of it (01, 1.2.3).
	if isDigit(b[i]) || b[i] == '.' {
		return -1
	}
	return i
}
