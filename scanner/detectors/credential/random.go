package credential

// randomness tells made-up keys from words. Mean over the neighbouring
// letters and digits of v: a pair of letters counts by how rare it is in English and in names of
// programs, a change between lower case, upper case and digits counts as
// rare. Words, identifiers and file names stay below 0.2 for the most part,
// random text of base 62, 36, 32 or 64 lies at 1.5 to 1.8; at 0.5 about 1 in
// 100 random strings of 16 characters, and 1 in 1,000 of 24, is missed. A
// string without any digit must be clearer still (looksRandom).
//
// A lone capital before small letters is no change: camelCase is a word.
func randomness(v []byte) float32 {
	if len(v) < 2 {
		return 0
	}
	sum, pairs := float32(0), 0
	for i := 1; i < len(v); i++ {
		a, b := classOf(v[i-1]), classOf(v[i])
		if a == other || b == other {
			continue
		}
		pairs++
		switch {
		case a == b && a != digit, a == upper && b == lower:
			sum -= float32(int(bigrams[v[i-1]|0x20-'a'][v[i]|0x20-'a']) - 'e')
		case a != b:
			sum += 1.5
		}
	}
	return sum / float32(max(pairs, 1))
}

// looksRandom is the test for secrets that have no form of their own: at
// least 16 characters of letters and digits (and the symbols of base64,
// dots, dashes), of which enough differ, and no words. Hexadecimal text has
// too few letters for bigrams and is judged by its variety alone.
func looksRandom(v []byte) bool {
	if len(v) < 16 {
		return false
	}
	c := census(v)
	if c.distinct < 7 || c.distinct*5 < min(len(v), 60) || patterned(v) {
		return false
	}
	if c.hex == len(v) {
		return c.digits >= 3 && c.hexLetters >= 2
	}
	r := randomness(v)
	switch {
	case c.digits > 0:
		return r > 0.5 && c.lower+c.upper > 0
	case c.lower > 0 && c.upper > 2:
		return r > 0.9 && len(v) >= 20 || r > 1.3
	}
	return r > 1.1 && len(v) >= 24
}

type class uint8

const (
	other class = iota
	lower
	upper
	digit
)

func classOf(c byte) class { return classes[c] }

// classes is a table because finders walk over every long run with it.
var classes = func() (t [256]class) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z':
			t[c] = lower
		case c >= 'A' && c <= 'Z':
			t[c] = upper
		case c >= '0' && c <= '9':
			t[c] = digit
		}
	}
	return
}()

// counts of the bytes of a value, by what they are.
type counts struct {
	lower, upper, digits, others, hex, hexLetters, distinct int
}

func census(v []byte) counts {
	var n counts
	var seen [256]bool
	for _, c := range v {
		switch classOf(c) {
		case lower:
			n.lower++
		case upper:
			n.upper++
		case digit:
			n.digits++
			n.hex++
		default:
			n.others++
		}
		if l := c | 0x20; l >= 'a' && l <= 'f' {
			n.hex++
			n.hexLetters++
		}
		if !seen[c] {
			seen[c] = true
			n.distinct++
		}
	}
	return n
}

// patterned tells filled-in values: one character seven times running, nine
// that count up or down (123456789, abcdefghi), or one group of up to eight
// over and over.
func patterned(v []byte) bool {
	same, up, down := 1, 1, 1
	for i := 1; i < len(v); i++ {
		same, up, down = same+1, up+1, down+1
		if v[i] != v[i-1] {
			same = 1
		}
		if v[i] != v[i-1]+1 && !(v[i] == '0' && v[i-1] == '9') {
			up = 1
		}
		if v[i] != v[i-1]-1 {
			down = 1
		}
		if same >= 7 || up >= 9 || down >= 9 {
			return true
		}
	}
	// Whole groups at the end: tokens begin with a prefix that does not count.
	for period := 1; period <= 8; period++ {
		run := 0
		for i := len(v) - 1; i >= period && v[i] == v[i-period]; i-- {
			run++
		}
		if run >= 12 && run >= period*2 {
			return true
		}
	}
	return false
}

// bigrams holds 'e' plus the rounded binary logarithm of how much more often
// than chance the second letter follows the first, cut to 'a' to 'i'; rows
// are first letters. Counted over the comments of the Go standard library.
var bigrams = [26]string{
	"adffaceadacgegadaffgddacda", "fccahbaafdagaafdadebfaadga", "gadagacgdafecahcadcfdaabba",
	"ebbfhbbagbaebbfacefbebcdda", "ebfgdddabaaeegadcggfadceca", "eaccfgaagaafbbhbafdefaaaca",
	"dadahacgfaadbfhbaeedeaaaaa", "gaaaiaaagaaabafaacbecaaaaa", "dcfddeeaaabfehfcadggadabac",
	"faabhaaabaaacbecaahahaaaaa", "gbbbiadagaabbfabaafadabaca", "faaehbaagaagaagaabefebbafa",
	"heachaaafaacdaggaadbeaaaaa", "eafgfcgaeacdbdfbaaggddaaca", "dceecfcadaceegdeageefeeaaa",
	"gbdcgaaceabfcageagefeaaaea", "acbcbbaaaaaceaaaddcaiabaad", "faddhceafaccdefaaefeedbada",
	"ebdchaaefaddcbfeacfhfabaea", "fadagaahfaacbafcaffdeacaea", "ddecfcdaaeagegbeagggaaacaa",
	"gdceiaacfaacdadebbcbacddaa", "gaaahaaghaabbdfaafdabacaaa", "fbebfdabfaaacadhaabhbcadda",
	"abdaeaaaeaafgechafgfaabaaa", "fabaiaaaeaabaadaabaaaabcce",
}
