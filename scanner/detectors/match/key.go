package match

import "bytes"

// Key is the identifier before a labelled value, as data and code write it:
// `"first_name": "`, `user.name = '`, `<Name>`, `Full name: `.
type Key struct {
	// Text is the last run of letters of ASCII, digits, '_', '-' and '$'
	// before the value; empty where there is none. It aliases the text.
	Text []byte
	// Start is its offset.
	Start int
	// Quote is the quotation mark that the value stands in, 0 if none.
	Quote byte
	// Sign is the last of ':' '=' '>' '|' between key and value, 0 if none.
	Sign byte
}

// KeyBefore reads the key before the value at text[at:]. It looks at no more
// than 40 bytes of signs and 64 of the identifier.
func KeyBefore(text []byte, at int) (k Key) {
	i := at
	for i > 0 && at-i < 40 && !keyByte(text[i-1]) {
		switch c := text[i-1]; c {
		case ':', '=', '>', '|':
			if k.Sign == 0 {
				k.Sign = c
			}
		case '"', '\'', '`':
			// One beyond the sign closes the key.
			if k.Sign == 0 && k.Quote == 0 {
				k.Quote = c
			}
		}
		i--
	}
	k.Start = i
	for k.Start > 0 && i-k.Start < 64 && keyByte(text[k.Start-1]) {
		k.Start--
	}
	k.Text = text[k.Start:i]
	return k
}

func keyByte(c byte) bool { return alnum(c) || c == '_' || c == '-' || c == '$' }

// Bare reports that the key is one lower-case word, as code and configuration
// name a field; forms and documents write a capital.
func (k *Key) Bare() bool {
	for _, c := range k.Text {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return len(k.Text) > 0
}

// Prefix is what stands in the key before its last word, with that word
// (lower case) given: "first_" of first_name, "layer" of layerName. ok is
// false where the key does not end in it.
func (k *Key) Prefix(word string) (prefix []byte, ok bool) {
	n := len(k.Text) - len(word)
	if n < 0 || !bytes.EqualFold(k.Text[n:], []byte(word)) {
		return nil, false
	}
	for n > 0 && !alnum(k.Text[n-1]) {
		n--
	}
	return k.Text[:n], true
}
