package credential

import "sluice/scanner"

var passwordHash = issued(scanner.Detector{
	Kind:    "PASSWORD_HASH",
	Name:    "password hash",
	Doc:     "Hashes in the modular crypt format (bcrypt, MD5, SHA-256, SHA-512, yescrypt, Argon2, scrypt, PBKDF2, phpass, Apache), Django's and LDAP's spellings of them, and Windows LM:NT pairs; bare hexadecimal digests only behind a label such as password_hash.",
	Source:  "crypt(5); PHC string format; RFC 2307; Django documentation, password management",
	Aliases: []string{"WEAK_PASSWORD_HASH"},
	Find:    &scanner.Finder{On: scanner.OnDigits, Runs: []scanner.Run{{Max: 32, Before: "$"}, {Min: 32, Max: 32, Before: ":"}, {Of: "letter", Max: 32, After: "$:_"}}, At: findHash, Never: scanner.PlainCells, Base: 0.9},
	Check:   func(v []byte) scanner.Verdict { return varied(v) },
	Words: []string{
		"password hash", "passwordhash", "pwd hash", "pass hash", "hashed password", "password digest", "encrypted password", "crypt password", "passwd hash", "ntlm hash", "nt hash", "lm hash", "bcrypt hash", "hash del password", "passwort hash", "hash du mot de passe",
		"password md5", "md5 password", "password sha1", "password sha256", "userpassword", "password salt hash", "krb5 hash",
	},
	Labelled: `[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128}|\*[0-9A-F]{40}|\{[A-Z0-9-]{3,12}\}[A-Za-z0-9+/=./$]{20,128}`,
})

// findHash is asked at runs that hold a digit, which every form has within
// its first fields: "2b" of $2b$12$…, "apr1", "argon2id", "6".
func findHash(text []byte, at int) (int, int) {
	if at == 0 {
		return djangoHash(text, at)
	}
	switch text[at-1] {
	case '$':
	case '}':
		return at, at
	case ':':
		if s, e := windowsHash(text, at); s < e {
			return s, e
		}
		return djangoHash(text, at)
	default:
		return djangoHash(text, at)
	}
	start := at - 1
	rest := text[start:min(len(text), start+400)]
	switch {
	case len(rest) >= 60 && rest[1] == '2' && (rest[2] == 'a' || rest[2] == 'b' || rest[2] == 'y' || rest[2] == 'x') && rest[3] == '$' && rest[6] == '$':
		// $2b$12$ and 53 characters: salt and hash run together.
		if classOf(rest[4]) == digit && classOf(rest[5]) == digit && cryptRun(rest[7:]) == 53 {
			return start, start + 60
		}
	case hasPrefix(rest, "$1$"), hasPrefix(rest, "$apr1$"):
		return cryptFields(text, start, 2, 22, 22)
	case hasPrefix(rest, "$5$"):
		return cryptFields(text, start, 2, 43, 43)
	case hasPrefix(rest, "$6$"):
		return cryptFields(text, start, 2, 86, 86)
	case hasPrefix(rest, "$argon2id$"), hasPrefix(rest, "$argon2i$"), hasPrefix(rest, "$argon2d$"):
		return cryptFields(text, start, 4, 16, 128)
	case hasPrefix(rest, "$sha1$"), hasPrefix(rest, "$md5$"), hasPrefix(rest, "$pbkdf2"), hasPrefix(rest, "$bcrypt"):
		return cryptFields(text, start, 3, 22, 128)
	case hasPrefix(rest, "$7$"), hasPrefix(rest, "$8$"), hasPrefix(rest, "$9$"):
		return cryptFields(text, start, 2, 43, 43)
	}
	// $y$j9T$salt$hash, $gy$…, $scrypt$ln=15,…, $P$Bsalt+hash: the run with
	// the digit is the second field.
	if start >= 2 {
		s := start
		for s > 0 && start-s < 8 && isAlnum(text[s-1]) {
			s--
		}
		if s > 0 && text[s-1] == '$' {
			s--
			switch name := string(text[s+1 : start]); name {
			case "y", "gy":
				return cryptFields(text, s, 3, 43, 43)
			case "P", "H":
				if cryptRun(text[at:min(len(text), at+40)]) == 31 {
					return s, at + 31
				}
			case "scrypt":
				return cryptFields(text, s, 3, 22, 128)
			}
		}
	}
	return at, at
}

// cryptByte is the alphabet of crypt(3) and of PHC strings.
func cryptByte(c byte) bool { return isAlnum(c) || c == '.' || c == '/' || c == '+' }

func cryptRun(v []byte) int {
	n := 0
	for n < len(v) && cryptByte(v[n]) {
		n++
	}
	return n
}

// cryptFields matches $name and fields further fields, each behind its '$',
// of which the last is the hash, least to most characters long. Fields before
// it may hold parameters (m=65536,t=3), and one field more may (rounds).
func cryptFields(text []byte, start, fields, least, most int) (int, int) {
	i := start
	for n := 0; i < len(text) && text[i] == '$' && n <= fields+1; n++ {
		field := i + 1
		end := field
		for end < len(text) && end-field <= most && (cryptByte(text[end]) || text[end] == '=' || text[end] == ',' || text[end] == '-' || text[end] == '_') {
			end++
		}
		if end < len(text) && text[end] == '$' && end > field {
			i = end
			continue
		}
		// The last field: the signs of parameters end it, and a full stop
		// too many is the sentence's.
		size := cryptRun(text[field:end])
		if size == most+1 && text[field+most] == '.' || size > least && least != most && text[field+size-1] == '.' {
			size--
		}
		if n < fields || size < least || size > most {
			return start, start
		}
		return start, field + size
	}
	return start, start
}

// djangoHash: pbkdf2_sha256$600000$salt$base64=, argon2$…, md5$salt$hex.
func djangoHash(text []byte, at int) (int, int) {
	if c := text[at]; c != 'p' && c != 'm' && c != 's' {
		return at, at
	}
	rest := text[at:min(len(text), at+24)]
	fields := 3
	switch {
	case hasPrefix(rest, "pbkdf2_sha256$"), hasPrefix(rest, "pbkdf2_sha1$"), hasPrefix(rest, "pbkdf2_sha512$"):
	case hasPrefix(rest, "md5$"), hasPrefix(rest, "sha1$"):
		fields = 2
	case hasPrefix(rest, "pbkdf2:sha256:"), hasPrefix(rest, "pbkdf2:sha512:"), hasPrefix(rest, "scrypt:32768:"):
		fields = 2
	default:
		return at, at
	}
	i := at
	for ; fields > 0; i++ {
		if i >= len(text) || i-at > 120 || !cryptByte(text[i]) && text[i] != '$' && text[i] != '_' && text[i] != ':' && text[i] != '=' {
			return at, at
		}
		if text[i] == '$' {
			fields--
		}
	}
	n := cryptRun(text[i:min(len(text), i+140)])
	if n < 27 || n > 130 {
		return at, at
	}
	for i += n; i < len(text) && text[i] == '='; i++ {
	}
	return at, i
}

// windowsHash: the LM:NT pair of a password dump, two times 32 hexadecimal
// digits; at stands behind a colon.
func windowsHash(text []byte, at int) (int, int) {
	if at+65 > len(text) || text[at+32] != ':' || at+65 < len(text) && isWord(text[at+65]) {
		return at, at
	}
	for i := at; i < at+65; i++ {
		if i != at+32 && !isHex(text[i]) {
			return at, at
		}
	}
	// user:rid: stands in front.
	if at < 3 || classOf(text[at-2]) != digit {
		return at, at
	}
	return at, at + 65
}
