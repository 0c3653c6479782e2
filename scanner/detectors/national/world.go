package national

import (
	"slices"
	"strings"

	"sluice/scanner"
)

// World is the list of the national kinds of all countries outside Europe.
func World() []*scanner.Detector {
	return slices.Concat(
		usDetectors, caDetectors, mxDetectors,
		brDetectors, arDetectors, clDetectors, coDetectors, peDetectors, veDetectors, ecDetectors, uyDetectors, pyDetectors,
		doDetectors, svDetectors, gtDetectors, cuDetectors, crDetectors,
		inDetectors, pkDetectors, bdDetectors, lkDetectors,
		cnDetectors, hkDetectors, twDetectors, jpDetectors, krDetectors,
		idDetectors, vnDetectors, thDetectors, phDetectors, myDetectors, sgDetectors,
		auDetectors, nzDetectors,
		trDetectors, irDetectors, ilDetectors, saDetectors, aeDetectors, kwDetectors, qaDetectors,
		egDetectors, maDetectors, dzDetectors,
		ngDetectors, keDetectors, ghDetectors, mzDetectors, zaDetectors, muDetectors,
	)
}

// worldVerdict is for checks that decide: Proven or Wrong.
func worldVerdict(ok bool) scanner.Verdict {
	if ok {
		return scanner.Proven
	}
	return scanner.Wrong
}

// worldPlausible is for structure that can refute a value but is too weak to
// prove it: Unknown or Wrong.
func worldPlausible(ok bool) scanner.Verdict {
	if ok {
		return scanner.Unknown
	}
	return scanner.Wrong
}

// worldPair is the number that two digits write; -1 for anything else.
func worldPair(s []byte) int {
	if len(s) < 2 || s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9' {
		return -1
	}
	return int(s[0]-'0')*10 + int(s[1]-'0')
}

// worldHas reports whether list, words of one length set apart by single
// spaces, holds w.
func worldHas(list string, w []byte) bool {
	n := len(w)
	if n == 0 {
		return false
	}
	first, last := w[0], w[n-1]
	for i := 0; i+n <= len(list); i += n + 1 {
		// A call to compare costs more than these two bytes.
		if list[i] == first && list[i+n-1] == last && list[i:i+n] == string(w) {
			return true
		}
	}
	return false
}

// worldValues numbers the characters of an alphabet from 0; -1 for others.
func worldValues(alphabet string) (t [256]int8) {
	for i := range t {
		t[i] = int8(strings.IndexByte(alphabet, byte(i)))
	}
	return t
}

// worldHasByte reports whether v holds c.
func worldHasByte(v []byte, c byte) bool { return slices.Contains(v, c) }

// worldToken makes a LabelledFind for document numbers that have no one form:
// a run of letters and digits, single dashes and, between letters and digits
// only, one space inside it, with least to most letters and digits, of which
// at least digits are digits.
func worldToken(least, most, digits int) func(text []byte, at int) int {
	return func(text []byte, at int) int {
		n, d, spaces, end := 0, 0, 0, at
		for i := at; i < len(text) && i-at < 2*most; i++ {
			switch c := text[i]; {
			case c >= '0' && c <= '9':
				n, d, end = n+1, d+1, i+1
			case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z':
				n, end = n+1, i+1
			case c == '-' && n > 0 && i == end:
				continue
			case c == ' ' && n > 0 && n <= 3 && d == 0 && spaces == 0 && i == end && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9':
				spaces++
				continue
			default:
				i = len(text)
			}
		}
		if n < least || n > most || d < digits {
			return at
		}
		return end
	}
}
