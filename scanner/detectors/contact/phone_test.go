package contact

import (
	"testing"

	"sluice/scanner"
)

func TestPhoneForms(t *testing.T) {
	const wrong, unknown, proven = scanner.Wrong, scanner.Unknown, scanner.Proven
	for _, c := range []struct {
		v    string
		want scanner.Verdict
	}{
		{"+1 (227) 576-5537", proven}, {"+49 30 1234567", proven}, {"+905321234567", proven}, {"+3-74.815.3522", proven}, {"+03 49 878.1629", proven}, {"+1234567", unknown},
		{"+1.4155557132", unknown}, {"(391) 737-4683", proven}, {"(02) 9876 5432", proven}, {"(2004) 1234567", wrong}, {"555-867-5309", proven}, {"131-867-5309", unknown}, {"415 867 5309", unknown},
		{"1-800-867-5309", proven}, {"020 7123 4567", proven}, {"01 42 68 53 00", proven}, {"06-12345678", proven}, {"0171/2345678", proven}, {"03-1234-5678", proven}, {"0412 345 678", proven},
		{"11 98456-5666", proven}, {"138 1234 5678", proven}, {"0532 123 45 67", proven}, {"8 916 123 45 67", proven}, {"219-45-6789", wrong}, {"12345-6789", wrong}, {"123.456.789-09", wrong}, {"2024-03-15", wrong},
		{"15.03.2024", wrong}, {"192.168.100.200", wrong}, {"5845939717", unknown}, {"1234567", wrong}, {"123456789012345678", wrong}, {"0000000000", wrong}, {"917 27 00 83", unknown}, {"0-306-40615-2", wrong},
		{"877-547-3967x793", proven}, {"001-204-821-0538", proven}, {"0069 0307 0300", unknown}, {"", wrong}, {"()", wrong}, {"+", wrong},
	} {
		if got := checkPhone([]byte(c.v)); got != c.want {
			t.Errorf("%q: %d, want %d", c.v, got, c.want)
		}
	}
}

func TestPhoneReserved(t *testing.T) {
	for v, want := range map[string]bool{
		"(415) 555-0132": true, "+1 415 555 0199": true, "415-555-0200": false, "555-0123": true, "020 7946 0018": true, "+44 20 7946 0018": true, "+44 7700 900123": true, "020 7123 4567": false,
		"06 39 98 12 34": true, "+33 6 39 98 12 34": true, "0491 570 006": true, "+61 491 570 006": true, "030 23125 123": true, "0171 2345678": false,
	} {
		if got := reservedPhone([]byte(v)); got != want {
			t.Errorf("%q: %v", v, got)
		}
	}
}

func TestCallingCodes(t *testing.T) {
	for i, c := range callingCodes {
		if i > 0 && callingCodes[i-1].code >= c.code && !(callingCodes[i-1].code < 100 && c.code > 100) {
			t.Errorf("%d is out of order", c.code)
		}
		if c.min > c.max || c.max > 13 {
			t.Errorf("%d: %d to %d digits", c.code, c.min, c.max)
		}
		// No code may begin with another one.
		for _, o := range callingCodes {
			for n := c.code / 10; n > 0; n /= 10 {
				if o.code == n {
					t.Errorf("%d hides %d", n, c.code)
				}
			}
		}
	}
}

func TestEmailForms(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a jo.doe+x@mail.techfirm.io, b", "jo.doe+x@mail.techfirm.io"}, {"<jo@techfirm.com>.", "jo@techfirm.com"}, {"jo@techfirm.com.", "jo@techfirm.com"}, {"jo@techfirm.com.Then", "jo@techfirm.com"},
		{"\"jo doe\"@techfirm.com", "\"jo doe\"@techfirm.com"}, {"...jo@techfirm.com", "jo@techfirm.com"}, {"почта@пример.рф", "почта@пример.рф"}, {"jo@techfirm.com请", "jo@techfirm.com"}, {"请jo@techfirm.com", "jo@techfirm.com"},
		{"%20jo@techfirm.com", "jo@techfirm.com"}, {"https://x.io/u/jo@techfirm.com", "jo@techfirm.com"}, {"jo@fs.corp", "jo@fs.corp"}, {"太郎.小林29@aol.com", "太郎.小林29@aol.com"},
		{"ftp://jo:pw@techfirm.com", ""}, {"git@techfirm.com:a/b", ""}, {"x@2x.png", ""}, {"a@1.2.3", ""}, {"@techfirm.com", ""}, {"jo@", ""}, {"jo@techfirm", ""}, {"$jo@techfirm.com", ""}, {"jo@-x.com", ""}, {"%s@techfirm.com", ""},
	} {
		got := ""
		for i := range c.text {
			if c.text[i] == '@' {
				if s, e := findEmail([]byte(c.text), i); e > s {
					got = c.text[s:e]
				}
			}
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestTLD(t *testing.T) {
	for l, want := range map[string]bool{"com": true, "COM": true, "xn--p1ai": true, "рф": true, "museum": true, "notatld": false, "": false, "c": false, "png": false, "local": false} {
		if got := TLD([]byte(l)); got != want {
			t.Errorf("%q: %v", l, got)
		}
	}
}
