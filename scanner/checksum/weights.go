package checksum

// Weigh731 is the check digit of ICAO Doc 9303: weights 7, 3, 1 from the left,
// letters of either case count 10 to 35, '<' counts 0, sum modulo 10. -1
// where s is empty or holds another byte. German, Polish and Romanian
// documents use it as well as every machine-readable zone.
func Weigh731(s []byte) int {
	if len(s) == 0 {
		return -1
	}
	sum := 0
	for i, c := range s {
		v := 0
		switch {
		case c >= '0' && c <= '9':
			v = int(c - '0')
		case c >= 'A' && c <= 'Z':
			v = int(c-'A') + 10
		case c >= 'a' && c <= 'z':
			v = int(c-'a') + 10
		case c == '<':
		default:
			return -1
		}
		switch i % 3 {
		case 0:
			v *= 7
		case 1:
			v *= 3
		}
		sum += v
	}
	return sum % 10
}

// Mod11TwoPass is the check digit that Estonia, Lithuania and Kazakhstan share
// (weights 1 to 9, 1, ... modulo 11; where that gives 10, again with weights
// from 3; 10 again gives 0 for the Baltic states). digits are the ones before
// the check digit; weights start over at 1 behind wrap (9 for the Baltic
// states, 11 for Kazakhstan). The result is 0 to 10; 10 means that both passes
// gave it. -1 where digits are none.
func Mod11TwoPass(digits []byte, wrap int) int {
	if !AllDigits(digits) || wrap <= 0 {
		return -1
	}
	for _, first := range [2]int{0, 2} {
		sum := 0
		for i, c := range digits {
			sum += int(c-'0') * (1 + (i+first)%wrap)
		}
		if r := sum % 11; r < 10 {
			return r
		}
	}
	return 10
}

// Mod10Recursive verifies a number whose last digit is the recursive modulo 10
// check digit of Swiss payment slips.
//
// Source: SIX, Swiss Implementation Guidelines for the QR-bill, annex on the
// QR reference.
func Mod10Recursive(s []byte) bool {
	if !AllDigits(s) || len(s) < 2 {
		return false
	}
	const table = "0946827135"
	carry := 0
	for _, c := range s[:len(s)-1] {
		carry = int(table[(carry+int(c-'0'))%10] - '0')
	}
	return (10-carry)%10 == int(s[len(s)-1]-'0')
}

// DigitSum is the sum of the digits of n >= 0.
func DigitSum(n int) int {
	sum := 0
	for ; n > 0; n /= 10 {
		sum += n % 10
	}
	return sum
}

// LuhnLike is the sum over digits times the repeating weights, left to right,
// each product replaced by its digit sum: the sum of the German and Austrian
// number schemes. -1 where s is empty or not digits, or no weight is given.
func LuhnLike(s []byte, weights ...int) int {
	if !AllDigits(s) || len(weights) == 0 {
		return -1
	}
	sum := 0
	for i, c := range s {
		sum += DigitSum(int(c-'0') * weights[i%len(weights)])
	}
	return sum
}
