package credential

import (
	"bytes"
	"unicode/utf8"

	"sluice/scanner"
)

var password = issued(scanner.Detector{
	Kind:     "PASSWORD",
	Name:     "password",
	Doc:      "What a label or a column calls a password. Four characters or more that are no placeholder, no expression of a program, no type and no sentence; without quotes it must show a digit, a sign or mixed case.",
	Source:   "no standard: forms of configuration files, code, logs and prose",
	Aliases:  []string{"PASSPHRASE", "PASSWD"},
	Find:     &scanner.Finder{On: scanner.OnDigits, Runs: []scanner.Run{{Max: mostBare, Before: "!#$%&*+;<?@\\^_`{|}~)]"}}, At: findBarePassword, May: func(_ []byte, at int) bool { return at >= leastBare }, Never: scanner.PlainCells, Base: 0.6},
	Check:    unjudged,
	Reserved: fillerPassword,
	Words: []string{
		"password", "passwd", "passwort", "pwd", "pass", "passphrase", "pass phrase", "passcode", "pass word", "psw", "pswd", "userpass",
		"user password", "db password", "db pass", "db pwd", "dbpass", "dbpassword", "database password", "login password", "admin password", "root password",
		"root pass", "ftp password", "smtp password", "mail password", "email password", "wifi password", "network password", "wifi key", "wpa key", "wpa passphrase", "psk",
		"temporary password", "temp password", "new password", "old password", "current password", "default password", "account password",
		"initial password", "plaintext password", "password is", "password was", "identified by", "requirepass", "masterauth", "keystore password", "key password",
		"truststore password", "store password", "sa password", "mysql pwd", "mysql root password", "pgpassword", "postgres password", "redis password", "login pass", "user pass",
		"kennwort", "zugangscode", "losungswort", "mot de passe", "mdp", "contraseña", "contrasena", "clave de acceso", "clave secreta",
		"senha", "palavra passe", "parola d'ordine", "parola chiave", "wachtwoord", "hasło", "lösenord", "passord", "adgangskode", "kodeord",
		"salasana", "heslo", "jelszó", "parolă", "şifre", "sifre", "пароль", "гасло", "парола", "κωδικός", "密码", "密碼", "口令", "パスワード", "暗証番号",
		"비밀번호", "암호", "كلمة المرور", "סיסמה", "รหัสผ่าน", "mật khẩu", "kata sandi", "slaptažodis", "parole", "lozinka", "geslo",
	},
	LabelledFind: findPassword,
})

// passwordFiller tells what documentation, forms and code put in a password's
// place. Whole values, in small letters; anything longer may be somebody's.
func passwordFiller(v []byte) bool {
	switch string(v) {
	case "password", "passwd", "pass", "pwd", "passphrase", "passwort", "kennwort", "contraseña", "contrasena", "senha",
		"wachtwoord", "secret", "mypassword", "mypass", "yourpassword", "your_password", "your-password", "<password>", "userpassword", "user_password",
		"changeme", "change_me", "change-me", "placeholder", "example", "redacted", "hidden", "masked", "removed", "filtered", "encrypted",
		"null", "none", "nil", "true", "false", "undefined", "empty", "blank", "n/a", "nan", "uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64", "float32", "float64", "size_t", "wchar_t", "char16_t", "lpcwstr", "yes", "required",
		"optional", "string", "str", "text", "bytes", "byte", "char", "varchar", "int", "integer", "number", "bool",
		"boolean", "object", "any", "void", "char*", "value", "input", "prompt", "unknown", "default", "auto", "off",
		"disabled", "enabled", "invalid", "incorrect", "wrong", "missing", "correct", "reset", "forgot", "expired", "must", "should",
		"current-password", "new-password", "one-time-code", "username", "user", "email", "login", "token", "key", "this", "self",
		"function", "async", "await", "return", "option", "file", "path", "type", "name", "field", "label", "title", "here":
		return true
	}
	return false
}

// fillerPassword is the Reserved of passwords. Common passwords (123456) are
// somebody's and are none of these.
func fillerPassword(v []byte) bool {
	var low [24]byte
	if len(v) <= len(low) {
		for i, c := range v {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			low[i] = c
		}
		if passwordFiller(low[:len(v)]) {
			return true
		}
	}
	for _, f := range [...]string{"your", "xxxx", "changeme", "placeholder", "redacted", "${", "{{", "}}", "$(", "<%", "***", "\u2022\u2022", "....", "[filtered]", "example"} {
		if containsFold(v, f) {
			return true
		}
	}
	same := true
	for _, c := range v {
		same = same && c == v[0]
	}
	return same && len(v) > 0 && !isAlnum(v[0])
}

// written describes how the value at text[at:] is written: what stands
// between it and its label.
type written struct {
	quote    byte // the quote it stands in, 0 if none
	escaped  bool // that quote is written \" (JSON in a string)
	assigned bool // '=' (or :=, =>) and no ':' alone
	tag      bool // <password>value</password>
	newline  bool // a line end between label and value
	cell     bool // the text begins here: a column's cell
	inside   bool // at is in the middle of something
	spaced   bool // a blank stands between '=' and the value
	linked   bool // a sign says that the value is the label's: ':', '=', '=>', '>'
	list     bool // a comma, bracket or star stands between: the next thing, a type
}

func writing(text []byte, at int) (w written) {
	if at == 0 {
		w.cell = true
		return
	}
	i := at - 1
	switch c := text[i]; {
	case c == '"' || c == '\'' || c == '`':
		w.quote = c
		if i > 0 && text[i-1] == '\\' {
			w.escaped = true
			i--
		}
		i--
	case isWord(c), c >= 0x80, c == '.', c == '-', c == '/', c == '@', c == '$', c == '\\':
		w.inside = true
		return
	}
	for ; i >= 0 && at-i < 16; i-- {
		switch text[i] {
		case ' ', '\t':
			w.spaced = true
			continue
		case '\n', '\r':
			w.newline = true
			continue
		case '=':
			w.assigned, w.linked = true, true
			// == and != compare, += goes on with something.
			if i > 0 && (text[i-1] == '=' || text[i-1] == '!' || text[i-1] == '<' || text[i-1] == '>' || text[i-1] == '+') {
				w.list = true
			}
		case '>':
			if i > 0 && (text[i-1] == '=' || text[i-1] == '-') {
				w.assigned, w.linked = true, true
			} else if w.tag = i == at-1 && bytes.IndexByte(text[max(0, at-64):at-1], '<') >= 0; w.tag {
				w.linked = true
			} else {
				w.list = true // greater than
			}
		case ':', '"', '\'', '|', '*', '`', ']', ')':
			w.linked = true
			if text[i] == ':' && i > 0 && text[i-1] == ':' {
				w.list = true // a name in a namespace
			}
			if text[i] == '*' && w.quote == 0 && !w.spaced && (i == 0 || text[i-1] != '*') {
				w.list = true // *uint16; but **Password:** hunter2
			}
		case ',', '[', '{', '(', '+', '<', '/', '&':
			w.list = true
		}
		if i == 0 && w.newline {
			w.cell = true
		}
		return
	}
	if i < 0 {
		w.cell = true // only blanks before
	}
	return
}

// maxSecret bounds passwords and secrets without a form.
const maxSecret = 256

// extent is the end of the value as it is written, quotes and all considered.
func (w written) extent(text []byte, at int) int {
	stop := min(len(text), at+maxSecret+1)
	switch {
	case w.quote != 0:
		for i := at; i < stop; i++ {
			switch text[i] {
			case '\n', '\r':
				return at
			case '\\':
				if w.escaped && i+1 < stop && text[i+1] == w.quote {
					return i
				}
				i++
			case w.quote:
				if !w.escaped {
					return i
				}
			}
		}
		if stop == len(text) {
			return stop // cut off
		}
		return at
	case w.tag:
		for i := at; i < stop && text[i] != '\n'; i++ {
			if text[i] == '<' {
				return i
			}
		}
		return at
	case w.cell:
		end := len(text)
		for end > at && text[end-1] <= ' ' {
			end--
		}
		if end-at > maxSecret || bytes.IndexByte(text[at:end], '\n') >= 0 {
			return at
		}
		return end
	}
	end := at
	for end < stop {
		switch c := text[end]; {
		case c <= ' ', c == '"', c == '\'', c == '`', c == '<', c == ';', c == ',' && (end+1 == len(text) || text[end+1] <= ' ' || w.assigned):
			return trimSentence(text, at, end)
		case c == '&' && w.assigned, c == '|' && (end+1 == len(text) || text[end+1] <= ' ' || at > 0 && text[at-1] == '|'):
			return trimSentence(text, at, end)
		case c == '\\' && end+1 < stop && (text[end+1] == 'n' || text[end+1] == 'r' || text[end+1] == 't' || text[end+1] == '"'):
			return trimSentence(text, at, end)
		case c >= 0x80 && wideStop(text[end:]):
			return trimSentence(text, at, end)
		}
		end++
	}
	if end == len(text) {
		return trimSentence(text, at, end)
	}
	return at
}

// trimSentence takes the signs off that belong to the sentence around an
// unquoted value: a full stop, a closing bracket that was not opened.
func trimSentence(text []byte, at, end int) int {
	for end > at {
		switch c := text[end-1]; c {
		case '.', ',', ':', ';':
			end--
			continue
		case ')', ']', '}':
			open := map[byte]byte{')': '(', ']': '[', '}': '{'}[c]
			if bytes.IndexByte(text[at:end-1], open) < 0 {
				end--
				continue
			}
		}
		break
	}
	return end
}

// wideStop: punctuation and blanks beyond ASCII that end a value.
func wideStop(v []byte) bool {
	for _, s := range [...]string{"。", "，", "、", "；", "」", "）", "”", "’", "»", "\u00a0", "\u202f", "\u3000"} {
		if hasPrefix(v, s) {
			return true
		}
	}
	return false
}

func findPassword(text []byte, at int) int {
	w := writing(text, at)
	if w.inside || w.list {
		return at
	}
	end := w.extent(text, at)
	v := text[at:end]
	if len(v) < 16 && utf8.RuneCount(v) < 4 || len(v) > maxSecret || fillerPassword(v) || templated(v) {
		return at
	}
	n := census(v)
	if n.distinct < 2 && n.digits == 0 || n.digits < len(v) && versionLike(v) && !w.cell {
		return at
	}
	blanks := bytes.Count(v, []byte{' '})
	switch {
	case w.cell:
		// The column says it; only prose is none.
		if blanks > 6 {
			return at
		}
		return end
	case w.quote != 0 || w.tag:
		// A quote on the next line opens the next cell or argument; a tag
		// that is not the label's own holds something else.
		if w.newline || w.tag && !passwordTag(text, at) {
			return at
		}
		// Without a sign between, the label must be the word before: with
		// password 'x', IDENTIFIED BY 'x'; not: pass the `x`.
		var room [16]byte
		label := labelWord(text, at, &room)
		if !w.linked && !passwordWord(label) && !copula(label) && string(label) != "by" {
			return at
		}
		if string(label) == "pass" && n.digits == 0 && n.others == 0 && !wildCase(v) {
			return at // pass: 'ok'
		}
		if n.digits == 0 && n.lower+n.upper < len(v) && identifierLike(v) {
			return at // ERR_INVALID_TOKEN, current-password
		}
		if code(v, true) || blanks > 0 && !passphrase(v, n, blanks) {
			return at
		}
		// One word of letters: Password: "Required", 'Mot de passe'. A
		// password in quotes is one if it is not written like a title.
		if n.lower+n.upper == len(v) && !wildCase(v) {
			// Lower case alone is accepted where the label is quoted too, as
			// in JSON data, or where it is too rare to be a word.
			if n.upper > 0 || !(quotedLabel(text, at) || randomness(v) > 0.6 && len(v) >= 6) {
				return at
			}
		}
		return end
	}
	if code(v, false) || call(text, end) {
		return at
	}
	if text[at-1] == '|' && end < len(text) && text[end] == '|' && identifierLike(v) {
		return at // one of a list of names
	}
	var room [16]byte
	label := labelWord(text, at, &room)
	short := string(label) == "pass" || string(label) == "pwd"
	strong := 0
	for _, k := range [...]bool{n.lower > 0, n.upper > 0, n.digits > 0, n.others > 0} {
		if k {
			strong++
		}
	}
	if namesPassword(v) && identifierLike(v) {
		return at // password: password16
	}
	switch {
	case !w.linked:
		// "my password is hunter2", "login joe password x7" of .netrc; else
		// only what no text is written like.
		switch {
		case copula(label):
		case netrc(text, at) && n.digits > 0:
		case short || strong < 3 || !bytes.ContainsAny(v, "!@#$%^&*") || n.digits == 0:
			return at
		}
		if n.digits == 0 && !wildCase(v) && (strong < 3 || identifierLike(v)) {
			return at
		}
	case w.newline:
		if strong < 3 || end < len(text) && (text[end] == ':' || text[end] == '=') {
			return at
		}
	case n.digits == len(v):
		// A bare number: a PIN or a count ("passwords: 12345").
		if short || len(v) < 6 && !w.assigned {
			return at
		}
	case n.digits == 0 && n.others == 0:
		if !wildCase(v) || short {
			return at
		}
	case n.digits == 0 && identifierLike(v):
		return at
	case short && !w.assigned && (strong < 3 || n.others > 0 && n.digits == 0 || identifierLike(v)):
		return at
	case identifierLike(v) && w.assigned && w.spaced && strong < 3:
		return at // password = arg1
	}
	return end
}

// passwordTag reports that the tag that ends before text[at:] is named after
// a password.
func passwordTag(text []byte, at int) bool {
	low := max(0, at-64)
	open := bytes.LastIndexByte(text[low:at], '<')
	if open < 0 {
		return false
	}
	tag := text[low+open : at]
	for _, w := range [...]string{"pass", "pwd", "kennwort", "contrase", "senha", "wachtwoord", "haslo", "heslo", "parola", "mdp", "clave", "psk", "secret"} {
		if containsFold(tag, w) {
			return true
		}
	}
	return false
}

// leastBare is how many bytes stand before the first digit of a password that
// labels cannot reach: the word and the signs. mostBare is how many letters and
// digits in a row it has at most.
const (
	leastBare = 10
	mostBare  = 32
)

// findBarePassword finds what labels cannot reach: values behind a label and
// a blank whose first run with a digit is not their beginning ("with password
// '!Zeal88Moth'"). It is asked at that run.
func findBarePassword(text []byte, at int) (int, int) {
	if at < leastBare || isAlnum(text[at-1]) || text[at-1] <= ' ' || text[at-1] >= 0x80 {
		return at, at
	}
	switch text[at-1] {
	case '"', '\'', '(', '[', '/', ',', ':', '=', '-', '.', '>':
		return at, at
	}
	start := at - 1
	for start > 0 && at-start < 24 && text[start-1] > ' ' && text[start-1] != '"' && text[start-1] != '\'' && text[start-1] < 0x80 {
		start--
	}
	i := start
	for i > 0 && start-i < 3 && (text[i-1] == ' ' || text[i-1] == '"' || text[i-1] == '\'') {
		i--
	}
	if i == start || i == 0 || !isAlnum(text[i-1]) && text[i-1] < 0x80 || text[start] == '*' || text[start] == '&' {
		return at, at
	}
	var room [16]byte
	word := labelWord(text, start, &room)
	if copula(word) || string(word) == "by" {
		if before := text[max(0, i-24):i]; !passwordWord(before) && !containsFold(before, "identified") {
			return at, at
		}
	} else if !passwordWord(word) {
		return at, at
	}
	run := at
	for run < len(text) && isAlnum(text[run]) {
		run++
	}
	if run-at > mostBare {
		return at, at
	}
	return start, findPassword(text, start)
}

// versionLike: digits and dots (1.302181, 5.005003).
func versionLike(v []byte) bool {
	for _, c := range v {
		if classOf(c) != digit && c != '.' {
			return false
		}
	}
	return true
}

// namesPassword reports that v itself holds the word: a variable.
func namesPassword(v []byte) bool {
	return containsFold(v, "passw") || containsFold(v, "pwd") || containsFold(v, "secret") && len(v) > 8
}

// passwordWord reports that a label's last word says password and nothing
// wider.
func passwordWord(word []byte) bool {
	// Most words have not even two letters of one of them.
	some := false
	for i := 1; i < len(word); i++ {
		some = some || passwordPairs[word[i-1]&31]>>(word[i]&31)&1 != 0
	}
	if !some {
		return false
	}
	for _, w := range passwordWords {
		if containsFold(word, w) {
			return true
		}
	}
	return string(word) == "passe"
}

var passwordWords = []string{"passw", "passphrase", "passcode", "pwd", "kennwort", "contrase", "senha", "wachtwoord", "has\u0142o", "lösenord", "heslo", "mot de passe"}

// passwordPairs marks how passwordWords, and "passe", begin: two bytes, the lower
// five bits of each.
var passwordPairs = func() (t [32]uint32) {
	for _, w := range passwordWords {
		t[w[0]&31] |= 1 << (w[1] & 31)
	}
	return
}()

// copula: the words between a label and its value in prose.
func copula(word []byte) bool {
	switch string(word) {
	case "is", "was", "es", "era", "ist", "lautet", "war", "est", "jest", "brzmi", "er", "är", "é", "è":
		return true
	}
	return false
}

// netrc: "machine h login u password p" of .netrc files.
func netrc(text []byte, at int) bool {
	before := text[max(0, at-120):at]
	return bytes.Contains(before, []byte("login ")) && bytes.Contains(before, []byte("password "))
}

// quotedLabel reports whether the label before text[at:] stands in quotes as
// well: "password": "…".
func quotedLabel(text []byte, at int) bool {
	i := at - 2 // the quote in front is known
	for i >= 0 && (text[i] == ' ' || text[i] == ':' || text[i] == '\\' || text[i] == '=' || text[i] == '>') {
		i--
	}
	return i >= 0 && i < at-2 && (text[i] == '"' || text[i] == '\'')
}

// labelWord is the last word of the label before text[at:], lower case, at
// most 16 bytes of it; room is where it is written.
func labelWord(text []byte, at int, room *[16]byte) []byte {
	i := at
	for i > 0 && at-i < 16 && !isWord(text[i-1]) && text[i-1] < 0x80 {
		i--
	}
	end := i
	for i > 0 && end-i < 16 && (isAlnum(text[i-1]) || text[i-1] >= 0x80) {
		i--
	}
	word := room[:copy(room[:], text[i:end])]
	for i, c := range word {
		if c >= 0x80 {
			return bytes.ToLower(text[end-len(word) : end])
		}
		if c >= 'A' && c <= 'Z' {
			word[i] = c + 'a' - 'A'
		}
	}
	return word
}

// wildCase reports letters whose case follows no custom: a capital behind a
// small letter that does not begin a word of its own (kFJSgOmU), judged by
// bigrams.
func wildCase(v []byte) bool {
	changes := 0
	for i := 1; i < len(v); i++ {
		if classOf(v[i-1]) == lower && classOf(v[i]) == upper {
			changes++
		}
	}
	return changes > 0 && (randomness(v) > 0.35 || changes*3 >= len(v))
}

// identifierLike reports names of variables and fields: letters, digits,
// underscores, dots and dashes, beginning with a letter, in words.
func identifierLike(v []byte) bool {
	for i, c := range v {
		if !isWord(c) && c != '.' && c != '-' && c != ':' && c != '/' && c != ',' || i == 0 && classOf(c) == digit {
			return false
		}
	}
	return randomness(v) < 0.35
}

// templated reports values that a program fills in.
func templated(v []byte) bool {
	if hasPrefix(v, "&#") || hasPrefix(v, "&lt") || hasPrefix(v, "&quot") || hasPrefix(v, "&amp") {
		return true // markup
	}
	switch v[0] {
	case '$', '%':
		// $PASSWORD, ${…}, $1, %s, %(password)s, %PASS%; but $ecret1! is one.
		i := 1
		for i < len(v) && isWord(v[i]) {
			i++
		}
		return len(v) < 3 || v[1] == '{' || v[1] == '(' || i == len(v) || v[len(v)-1] == '%' ||
			i > 1 && (v[i] == '[' || v[i] == '{' || v[i] == '-' && i+1 < len(v) && v[i+1] == '>')
	case '<', '{', '[', '(':
		last := v[len(v)-1]
		return last == '>' || last == '}' || last == ']' || last == ')'
	case '#':
		return len(v) > 1 && (v[1] == '{' || v[1] == '<')
	case '@', '&', '*', ':', '!':
		return allWord(v[1:]) && census(v).digits == 0
	}
	return false
}

func allWord(v []byte) bool {
	for _, c := range v {
		if !isWord(c) {
			return false
		}
	}
	return true
}

// code reports expressions of programs, inside quotes only what is code there
// as well (format strings, file names of keys).
func code(v []byte, quoted bool) bool {
	if hasPrefix(v, "http://") || hasPrefix(v, "https://") || hasPrefix(v, "0x") {
		return true
	}
	if quoted {
		switch v[0] {
		case ',', ')', ';':
			return true // the quote closes something
		}
		return v[0] == '/' && bytes.Count(v, []byte{'/'}) > 1 || v[0] == '\\' || (bytes.Contains(v, []byte("%s")) || bytes.Contains(v, []byte("%d"))) && randomness(v) < 0.5
	}
	// name( name[ name. name-> name:: and operators.
	i := 0
	for i < len(v) && (isWord(v[i]) || v[i] == '.') {
		i++
	}
	if i > 0 && i < len(v) {
		next := byte(0)
		if i+1 < len(v) {
			next = v[i+1]
		}
		switch c := v[i]; {
		case c == '(', c == '[', c == '{',
			c == '-' && next == '>',
			c == ':' && next == ':',
			(c == '?' || c == '|' || c == '=') && (next == '.' || next == '|' || next == '=' || next == '?'):
			return true
		}
	}
	if i < len(v) && v[i] == ',' && bytes.IndexByte(v[:i], '.') > 0 && census(v[:i]).digits == 0 {
		return true // a.b,c=d
	}
	if i == len(v) {
		// a.b.c: a field of something, unless its parts are no words.
		if d := bytes.IndexByte(v, '.'); d > 0 && classOf(v[0]) != digit && (identifierLike(v) || census(v).digits == 0) {
			return true
		}
	}
	if i > 0 && i < len(v) && v[i] == ',' && property(v[i+1:]) {
		return true // 1,hidden:1
	}
	if v[0] == '!' && len(v) > 1 && (v[1] == '0' || v[1] == '1' || v[1] == '!' && bytes.IndexByte(v, '.') > 0) {
		return true // minified booleans, !!options.password
	}
	for _, s := range [...]string{"})", "){", "=>", "](", "]=", "()", "&&", "||", ":!", "!=", "==", "},", "}=", "),", ".#"} {
		if bytes.Contains(v, []byte(s)) {
			return true
		}
	}
	switch v[0] {
	case '(', '[', '{', '}', ')', ']', '|', '+', '/', ',', '?', '\\', '=':
		return true
	}
	if d := bytes.IndexByte(v, ']'); d >= 0 && bytes.IndexByte(v[:d], '[') < 0 {
		return true // 33]byte
	}
	return bytes.HasSuffix(v, []byte("()")) || bytes.HasSuffix(v, []byte("{"))
}

// property reports that v begins with the name of a field and a colon.
func property(v []byte) bool {
	i := 0
	for i < len(v) && isWord(v[i]) {
		i++
	}
	return i > 0 && i < len(v) && v[i] == ':'
}

// call reports that the value goes on as code behind its end: a blank and an
// operator, or a call.
func call(text []byte, end int) bool {
	if end >= len(text) {
		return false
	}
	switch text[end] {
	case '(', '[':
		return true
	}
	if text[end] != ' ' || end+2 >= len(text) {
		return false
	}
	switch text[end+1] {
	case '=', '+', '?', '|', '&', '{', '(':
		return true
	}
	return false
}

// passphrase accepts quoted values with blanks: a few words with a digit or a
// sign among them, no sentence.
func passphrase(v []byte, n counts, blanks int) bool {
	if blanks > 4 || n.digits == 0 {
		return false
	}
	last := v[len(v)-1]
	return last != '.' && last != ':' && last != '?'
}
