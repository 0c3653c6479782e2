// Package checksum holds the check-character algorithms that identifiers
// use. All functions are pure, allocate nothing unless said, never panic on
// any input, and are safe for concurrent use.
//
// Unless said otherwise a function takes the bare characters, without
// separators, in ASCII, and reports false for any other byte and for empty
// input.
package checksum

// Digits appends the ASCII digits of v to dst and drops every other byte.
func Digits(dst, v []byte) []byte {
	for _, c := range v {
		if c >= '0' && c <= '9' {
			dst = append(dst, c)
		}
	}
	return dst
}

// Alnum appends the ASCII letters (as upper case) and digits of v to dst and
// drops every other byte.
func Alnum(dst, v []byte) []byte {
	for _, c := range v {
		switch {
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z':
			dst = append(dst, c)
		case c >= 'a' && c <= 'z':
			dst = append(dst, c-'a'+'A')
		}
	}
	return dst
}

// AllDigits reports whether s is not empty and nothing but ASCII digits.
func AllDigits(s []byte) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(s) > 0
}

// Number is the value of up to 18 ASCII digits; -1 where s is empty, longer
// or holds another byte.
func Number(s []byte) int {
	if !AllDigits(s) || len(s) > 18 {
		return -1
	}
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

// AllSame reports whether every byte of s is the same.
func AllSame(s []byte) bool {
	for _, c := range s {
		if c != s[0] {
			return false
		}
	}
	return len(s) > 0
}

// Weighted is the sum of digit times weight, left to right; weights shorter
// than s start over. -1 where s is empty or not digits, or no weight is given.
func Weighted(s []byte, weights ...int) int {
	if !AllDigits(s) || len(weights) == 0 {
		return -1
	}
	sum, w := 0, 0
	for _, c := range s {
		sum += int(c-'0') * weights[w]
		if w++; w == len(weights) {
			w = 0
		}
	}
	return sum
}

// Mod is the value of the digits in s modulo m, for numbers of any length;
// -1 where s is empty or not digits. 0 < m <= 1e9.
func Mod(s []byte, m int) int {
	if !AllDigits(s) || m <= 0 {
		return -1
	}
	r := 0
	for _, c := range s {
		r = (r*10 + int(c-'0')) % m
	}
	return r
}

// Luhn is the mod 10 check of ISO/IEC 7812-1, check digit last.
func Luhn(s []byte) bool {
	if !AllDigits(s) || len(s) < 2 {
		return false
	}
	sum, double := 0, false
	for i := len(s) - 1; i >= 0; i-- {
		d := int(s[i] - '0')
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum, double = sum+d, !double
	}
	return sum%10 == 0
}

// LuhnN is the Luhn algorithm over another alphabet, whose length is the
// modulus, check character last.
func LuhnN(s []byte, alphabet string) bool {
	n := len(alphabet)
	if len(s) < 2 || n < 2 {
		return false
	}
	sum, factor := 0, 1
	for i := len(s) - 1; i >= 0; i-- {
		v := index(alphabet, s[i])
		if v < 0 {
			return false
		}
		v *= factor
		sum += v/n + v%n
		factor = 3 - factor
	}
	return sum%n == 0
}

// Alphabets for LuhnN and the ISO 7064 systems.
const (
	Decimal = "0123456789"
	Hex     = "0123456789ABCDEF"
	Base36  = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

func index(alphabet string, c byte) int {
	for i := 0; i < len(alphabet); i++ {
		if alphabet[i] == c {
			return i
		}
	}
	return -1
}

// verhoeff tables: J. Verhoeff, Error Detecting Decimal Codes, 1969; the
// multiplication of the dihedral group D5 and powers of the permutation.
var verhoeffD = [10][10]uint8{
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
	{3, 4, 0, 1, 2, 8, 9, 5, 6, 7}, {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
	{6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
	{9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
}

var verhoeffP = [8][10]uint8{
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4}, {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
	{8, 9, 1, 6, 0, 4, 3, 5, 2, 7}, {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
	{2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8},
}

// Verhoeff checks a number whose last digit is the check digit.
func Verhoeff(s []byte) bool {
	if !AllDigits(s) || len(s) < 2 {
		return false
	}
	c := uint8(0)
	for i := 0; i < len(s); i++ {
		c = verhoeffD[c][verhoeffP[i&7][s[len(s)-1-i]-'0']]
	}
	return c == 0
}

// Mod11_2 is ISO/IEC 7064 MOD 11-2: digits, the last one a digit or X.
func Mod11_2(s []byte) bool {
	if len(s) < 2 || !AllDigits(s[:len(s)-1]) {
		return false
	}
	m := 0
	for _, c := range s[:len(s)-1] {
		m = (m + int(c-'0')) * 2 % 11
	}
	last := s[len(s)-1]
	switch {
	case last == 'X' || last == 'x':
		m += 10
	case last >= '0' && last <= '9':
		m += int(last - '0')
	default:
		return false
	}
	return m%11 == 1
}

// Mod11_10 is ISO/IEC 7064 MOD 11,10: digits, the last one the check digit.
func Mod11_10(s []byte) bool { return hybrid(s, Decimal) }

// Mod37_36 is ISO/IEC 7064 MOD 37,36 over digits and upper-case letters.
func Mod37_36(s []byte) bool { return hybrid(s, Base36) }

func hybrid(s []byte, alphabet string) bool {
	n := len(alphabet)
	if len(s) < 2 {
		return false
	}
	p := n
	for i, c := range s {
		v := index(alphabet, c)
		if v < 0 {
			return false
		}
		if i == len(s)-1 {
			return (p+v)%n == 1
		}
		if p = (p + v) % n; p == 0 {
			p = n
		}
		p = p * 2 % (n + 1)
	}
	return false
}

// Mod97 is the remainder of ISO/IEC 7064 MOD 97-10: letters of either case
// count 10 to 35. 1 is right. -1 where s is empty or holds another byte.
func Mod97(s []byte) int {
	if len(s) == 0 {
		return -1
	}
	r := 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			r = (r*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			r = (r*100 + int(c-'A') + 10) % 97
		case c >= 'a' && c <= 'z':
			r = (r*100 + int(c-'a') + 10) % 97
		default:
			return -1
		}
	}
	return r
}

// daysIn of each month of a leap year; Date corrects February.
var daysIn = [13]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// Date reports whether year, month and day name a day of the Gregorian
// calendar. A year below 0 stands for an unknown century: 29 February is
// accepted then.
func Date(year, month, day int) bool {
	if month < 1 || month > 12 || day < 1 || day > daysIn[month] {
		return false
	}
	if month == 2 && day == 29 && year >= 0 {
		return year%4 == 0 && (year%100 != 0 || year%400 == 0)
	}
	return true
}
