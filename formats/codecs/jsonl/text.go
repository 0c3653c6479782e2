package jsonl

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// unescapeGeneric appends the text of the string data[from:to], which was
// checked; escapes are those of data (stops). A surrogate without its other half
// becomes U+FFFD. Vectors, where there are some, do the same (unescape).
func unescapeGeneric(dst, data []byte, from, to int, escapes []uint64) []byte {
	// Text is never longer than its spelling. Short runs are copied with what
	// lies behind them: how long they are cannot be foreseen.
	dst = slices.Grow(dst, to-from+most)
	out := dst[len(dst):cap(dst)]
	n, i := 0, from
	k := i >> 6
	w := escapes[k] >> (i & 63) << (i & 63) // of what is left
	for {
		for w == 0 && (k+1)<<6 < to {
			k++
			w = escapes[k]
		}
		end := min(to, k<<6+bits.TrailingZeros64(w))
		if size := end - i; size <= most && i+most <= len(data) {
			copyMost((*[most]byte)(out[n:]), (*[most]byte)(data[i:]))
			n += size
		} else {
			n += copy(out[n:], data[i:end])
		}
		if end == to {
			return dst[:len(dst)+n]
		}
		if c := short[data[end+1]]; c != 0 {
			out[n] = c
			n, i = n+1, end+2
			w &= w - 1
			continue
		}
		size, read := longEscape(out[n:], data[end:to])
		n, i = n+size, end+read
		k = i >> 6
		w = escapes[k] >> (i & 63) << (i & 63)
	}
}

// longEscape puts the character into out that the escape at the start of b, of
// more than one letter, stands for. It returns how many bytes were written and
// read.
//
//go:noinline
func longEscape(out, b []byte) (written, read int) {
	r, read := decodeEscape(b)
	return utf8.EncodeRune(out, r), read
}

const most = 32

// copyMost copies without a call: the compiler, who cannot know that dst and src
// do not overlap, makes one.
func copyMost(dst, src *[most]byte) {
	a, b := binary.LittleEndian.Uint64(src[0:]), binary.LittleEndian.Uint64(src[8:])
	c, d := binary.LittleEndian.Uint64(src[16:]), binary.LittleEndian.Uint64(src[24:])
	binary.LittleEndian.PutUint64(dst[0:], a)
	binary.LittleEndian.PutUint64(dst[8:], b)
	binary.LittleEndian.PutUint64(dst[16:], c)
	binary.LittleEndian.PutUint64(dst[24:], d)
}

// short are the characters that escapes of one letter or sign stand for.
var short = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// decodeEscape reads the escape at the start of b and returns its character
// and its length. Two escapes that form a surrogate pair are one.
func decodeEscape(b []byte) (rune, int) {
	switch b[1] {
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
	default:
		return rune(b[1]), 2
	}
	r := hex4(b[2:])
	if r < 0xd800 || r > 0xdfff {
		return r, 6
	}
	if r < 0xdc00 && len(b) >= 12 && b[6] == '\\' && b[7] == 'u' {
		if low := hex4(b[8:]); low >= 0xdc00 && low <= 0xdfff {
			return 0x10000 + (r-0xd800)<<10 + (low - 0xdc00), 12
		}
	}
	return utf8.RuneError, 6
}

func hex4(b []byte) rune {
	d := (*[4]byte)(b)
	return rune(hexOf[d[0]])<<12 | rune(hexOf[d[1]])<<8 | rune(hexOf[d[2]])<<4 | rune(hexOf[d[3]])
}

// hexOf are the values of hexadecimal digits.
var hexOf = func() (t [256]uint8) {
	for i := range 10 {
		t['0'+i] = uint8(i)
	}
	for i := range 6 {
		t['a'+i], t['A'+i] = uint8(10+i), uint8(10+i)
	}
	return
}()

// cursor maps offsets of the decoded text to offsets of the raw string. It
// only goes forward.
type cursor struct {
	raw  []byte
	r, d int // an offset in raw and the one in the text that it stands for
}

// seek returns the raw offset of the text offset off. An offset within the
// bytes of an escaped character goes to the escape's start, or behind it if
// up is set, so that a span grows to whole escapes.
func (c *cursor) seek(off int, up bool) int {
	for {
		run := bytes.IndexByte(c.raw[c.r:], '\\')
		if run < 0 {
			run = len(c.raw) - c.r
		}
		if off <= c.d+run {
			n := max(off-c.d, 0)
			c.r, c.d = c.r+n, c.d+n
			return c.r
		}
		c.r, c.d = c.r+run, c.d+run
		if c.r == len(c.raw) {
			return c.r
		}
		ch, n := decodeEscape(c.raw[c.r:])
		size := utf8.RuneLen(ch)
		if off < c.d+size && !up {
			return c.r
		}
		c.r, c.d = c.r+n, c.d+size
		if off < c.d {
			return c.r
		}
	}
}

// asciiOnly reports whether the writer of raw, a sound record, escaped what is
// not ASCII: there is such an escape and no such byte.
func asciiOnly(raw []byte) bool {
	seen := false
	for i := 0; i < len(raw); {
		switch c := raw[i]; {
		case c >= utf8.RuneSelf:
			return false
		case c == '\\':
			r, n := decodeEscape(raw[i:])
			if r >= utf8.RuneSelf {
				seen = true
			}
			i += n
		default:
			i++
		}
	}
	return seen
}

const hexDigits = "0123456789abcdef"

// escape appends text as the inside of a JSON string. Bytes that are not
// UTF-8 become U+FFFD; with ascii, all that is not ASCII is escaped.
func escape(dst, text []byte, ascii bool) []byte {
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c == '"' || c == '\\':
				dst = append(dst, '\\', c)
			case c >= ' ':
				dst = append(dst, c)
			case c == '\n':
				dst = append(dst, '\\', 'n')
			case c == '\t':
				dst = append(dst, '\\', 't')
			case c == '\r':
				dst = append(dst, '\\', 'r')
			case c == '\b':
				dst = append(dst, '\\', 'b')
			case c == '\f':
				dst = append(dst, '\\', 'f')
			default:
				dst = appendU(dst, rune(c))
			}
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		i += n
		switch {
		case !ascii:
			dst = utf8.AppendRune(dst, r)
		case r < 0x10000:
			dst = appendU(dst, r)
		default:
			r -= 0x10000
			dst = appendU(dst, 0xd800+r>>10)
			dst = appendU(dst, 0xdc00+r&0x3ff)
		}
	}
	return dst
}

func appendU(dst []byte, r rune) []byte {
	return append(dst, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}
