package contact

import (
	"bytes"

	"sluice/scanner"
	"sluice/scanner/detectors/match"
)

var username = &scanner.Detector{
	Kind: "USERNAME", Name: "user name", Family: "contact",
	Doc: "The value behind a label such as username, login, user= or dbUser, in a column so named, or an @handle behind the name of a network. " +
		"Unquoted words of prose and names of types and variables are left out.",
	Source: "forms of configuration files, logs and profiles", Aliases: []string{"USER_NAME"},
	Find:         &scanner.Finder{On: scanner.OnAt, At: findAccount, Base: 0.7, Proven: 0.7},
	LabelledFind: labelledUsername,
	Reserved:     roleAccount,
	Words: []string{
		"username", "user name", "user", "login", "login name", "login id", "logon", "logon name", "user login", "userid", "user id", "uid", "account name", "screen name", "nickname",
		"nick", "db user", "database user", "dbuser", "admin user", "ssh user", "ftp user", "smtp user", "mysql user", "postgres user", "ldap user", "create user", "alter user", "drop user",
		"pguser", "runas", "logged in as", "sign in as", "signed in as", "log in as", "samaccountname", "skype", "skype name", "telegram", "discord", "twitter handle", "twitter", "instagram", "snapchat", "tiktok", "mastodon", "github username",
		"nom d utilisateur", "identifiant", "utilisateur", "pseudo", "benutzername", "benutzer", "anmeldename", "benutzerkennung", "nombre de usuario", "usuario", "nome utente", "utente", "nome de usuario", "nome de utilizador",
		"gebruikersnaam", "gebruiker", "nazwa uzytkownika", "uzytkownik", "anvandarnamn", "brukernavn", "kullanici adi", "имя пользователя", "логин", "пользователь", "用户名", "ユーザー名", "사용자",
	},
	Canon: func(dst, v []byte) []byte { return append(dst, v...) },
}

// roleAccount knows the accounts of systems and services, which are nobody's,
// and names that say no more than that there is a user (posix_user).
func roleAccount(v []byte) bool {
	if n := len(v) - 5; n > 0 && (v[n] == '_' || v[n] == '-') && match.Is(v[n+1:], "user") {
		return true
	}
	for _, w := range [...]string{"admin", "administrator", "root", "nobody", "guest", "test", "tester", "testuser", "daemon", "system", "postgres", "mysql", "redis", "nginx", "apache", "www-data", "ubuntu", "ec2-user", "debian", "docker", "node", "jenkins", "git", "web_user", "no-such-user", "superuser", "sysadmin", "sa", "foo", "bar", "baz"} {
		if match.Is(v, w) {
			return true
		}
	}
	return false
}

// findAccount: 'user'@'host' of SQL.
func findAccount(text []byte, at int) (int, int) {
	if at < 4 || at+1 >= len(text) {
		return at, at
	}
	q := text[at-1]
	if q != '\'' && q != '`' && q != '"' || text[at+1] != q || text[at] != '@' {
		return at, at
	}
	i := at - 1
	for i > 0 && at-i < 66 && (classOf[text[i-1]]&isAlnum != 0 || text[i-1] == '_' || text[i-1] == '-' || text[i-1] == '.') {
		i--
	}
	if i == 0 || text[i-1] != q || at-1-i < 2 {
		return at, at
	}
	for _, w := range notUsers {
		if match.Is(text[i:at-1], w) {
			return at, at
		}
	}
	return i, at - 1
}

// notUsers stand behind "user" in prose and code and are no user names.
var notUsers = [...]string{
	"and", "or", "is", "was", "are", "the", "a", "an", "to", "for", "in", "on", "of", "with", "has", "had", "can", "may", "must", "will", "should", "if", "not", "from", "by", "as", "at",
	"none", "null", "nil", "true", "false", "undefined", "self", "this", "string", "str", "int", "integer", "bool", "boolean", "any", "object", "text", "varchar", "char", "bytes", "byte", "number",
	"required", "optional", "unknown", "default", "user", "username", "users", "login", "name", "password", "pass", "passwd", "email", "id", "uid", "userid", "user_id", "user_name", "os", "req", "res", "ctx", "me", "you", "your", "data", "value", "example", "var", "let", "const", "new", "return", "function", "type", "struct", "interface", "list", "dict", "map", "error", "err", "failed", "invalid", "found", "exists", "already", "agent", "group", "role", "input", "interface", "exit", "page", "form", "handle", "conn", "nick", "continue", "break", "pass", "anonymous", "current_user", "currentuser", "button", "url", "http", "https", "session", "pseudo", "用戶名", "用户名", "float", "double", "decimal", "incomplete", "optional", "datetime", "uuid", "italic", "nobold", "noinherit",
}

// notLabel reports that what stands before text[at:] reads like a label of
// user names, and is something else, or that the value text[from:to] is an
// expression of the program around it.
func notLabel(text []byte, at, from, to int, upper, letter bool) bool {
	k := match.KeyBefore(text, at)
	if k.Start > 0 && len(k.Text) > 0 {
		switch c := text[k.Start-1]; {
		case (len(k.Text) == 2 || len(k.Text) == 4) && (bytes.EqualFold(k.Text, []byte("name")) || bytes.EqualFold(k.Text, []byte("id"))):
			// "... by the user."},{"name": "label": two things, not one label.
			if c != ' ' && c != '-' && c != '.' {
				return true
			}
		case c == '/' && k.Quote == 0:
			return true // part of a path
		case c == '(' && k.Start > 1 && classOf[text[k.Start-2]]&isAlnum != 0 && k.Sign == ':':
			return true // BUG(user): remark
		}
	}
	if prefix, ok := k.Prefix("uid"); ok && len(prefix) > 0 && !ofUser(prefix) {
		return true // serialVersionUID, StudyInstanceUID
	}
	v := text[from:to]
	if len(v) == 36 && v[8] == '-' && v[13] == '-' && v[18] == '-' && v[23] == '-' && bytes.EqualFold(k.Text, []byte("uid")) {
		return true // of an object
	}
	if n := bytes.Count(v, []byte{'.'}); n > 0 && !letter {
		return true // a decimal, an object identifier
	}
	if n := len(v) - 5; n > 0 && (v[n] == '_' || v[n] == '-') && bytes.EqualFold(v[n+1:], []byte("name")) {
		return true // "account-name" says what should stand there
	}
	if !letter && to-from < 6 && k.Sign != 0 && (bytes.EqualFold(bytes.Trim(k.Text, "_"), []byte("uid")) || k.Sign == '=' && bytes.EqualFold(k.Text, []byte("user"))) {
		return true // of an operating system
	}
	if k.Quote != 0 {
		// "prefix_" + n
		e := to
		for e < len(text) && e < to+3 && (text[e] == k.Quote || text[e] == ' ') {
			e++
		}
		return e > to && e < len(text) && text[e] == '+' && (text[to-1] == '_' || text[to-1] == '-')
	}
	if dot := bytes.LastIndexByte(v, '.'); dot >= 0 && k.Sign != 0 {
		last := bytes.Trim(v[dot+1:], "_")
		for _, w := range notUsers {
			if match.Is(last, w) {
				return true // x.user = y.user
			}
		}
	}
	if k.Sign == ':' && at > 1 && text[at-1] == ':' && text[at-2] == ':' {
		return true // User::replaceUses
	}
	if n := len(v) - 1; k.Sign == '=' && (v[n] == 'L' || v[n] == 'U') && v[0] <= '9' {
		letters := 0
		for _, c := range v {
			if c > '9' {
				letters++
			}
		}
		if letters == 1 {
			return true // a constant of C or Java
		}
	}
	if k.Sign == ':' && v[0] == '_' || k.Sign == '=' && to < len(text) && (text[to] == ',' || text[to] == ')') && bytes.Contains(v, []byte("_user_")) {
		return true // a type; user=use_user_site
	}
	if k.Sign == '=' && upper && letter && (bytes.IndexByte(v, '_') >= 0 && bytes.Equal(v, bytes.ToUpper(v)) || text[at-1] == ' ' && humps(v) > 1 && humps(k.Text) > 1) {
		return true // a constant, a name of the program's own
	}
	return false
}

// ofUser reports that what stands before "uid" in a key says whose it is.
func ofUser(prefix []byte) bool {
	for _, w := range [...]string{"user", "account", "login", "member", "customer", "client", "owner", "author", "actor", "player", "profile", "firebase", "auth"} {
		if n := len(prefix) - len(w); n >= 0 && bytes.EqualFold(prefix[n:], []byte(w)) {
			return true
		}
	}
	return false
}

// humps counts capitals behind small letters: "CBitFieldMask" has three.
func humps(v []byte) (n int) {
	for i := 1; i < len(v); i++ {
		if v[i] >= 'A' && v[i] <= 'Z' && v[i-1] >= 'a' && v[i-1] <= 'z' {
			n++
		}
	}
	return n
}

// labelledUsername judges by how the label and the value are joined: a quoted
// value, key=value, or key: value at the end of a line.
func labelledUsername(text []byte, at int) int {
	i := at
	handle := false
	if i < len(text) && text[i] == '@' && (at == 0 || text[at-1] <= ' ' || text[at-1] == '"' || text[at-1] == ':' || text[at-1] == '>' || text[at-1] == '(') {
		handle = true
		i++
	}
	from := i
	digit, letter, mark, upper := false, false, false, false
	digits, hexes := 0, 0
	for i < len(text) && i-from < 65 {
		c := text[i]
		switch {
		case c >= '0' && c <= '9':
			digit = true
			digits++
			hexes++
		case c >= 'a' && c <= 'z':
			letter = true
			if c <= 'f' {
				hexes++
			}
		case c >= 0x80:
			// Letters of other scripts; punctuation of theirs ends the value.
			if c == 0xe2 || c == 0xc2 || c == 0xe3 && i+1 < len(text) && text[i+1] == 0x80 {
				goto out
			}
			letter = true
		case c >= 'A' && c <= 'Z':
			letter, upper = true, true
		case c == '.' || c == '_' || c == '-' || c == '\\' && i > from && i+1 < len(text) && classOf[text[i+1]]&isAlnum != 0 && text[i+1] != 'n' && text[i+1] != 't' && text[i+1] != 'r':
			mark = true
		default:
			goto out
		}
		i++
	}
out:
	for i > from && (text[i-1] == '.' || text[i-1] == '-' || text[i-1] == '\\') {
		i--
	}
	if i-from < 3 && !(digit && letter) || i-from > 64 || !letter && !(digit && i-from >= 4) {
		return at
	}
	if text[from] == '-' || text[from] == '0' && i-from > 1 && (text[from+1]|0x20 == 'x' || text[from+1] == 'o') {
		return at // a number
	}
	if at > 0 && notLabel(text, at, from, i, upper, letter) {
		return at
	}
	for _, w := range [...]string{"uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64", "uint", "float32", "float64", "u32", "u64", "i32", "i64", "uint32_t", "int32_t", "uid_t"} {
		if string(text[from:i]) == w {
			return at
		}
	}
	if hexes == i-from && hexes >= 16 {
		return at // a digest
	}
	if !mark || !digit {
		for _, w := range notUsers {
			if match.Is(text[from:i], w) {
				return at
			}
		}
	}
	next := byte(0)
	if i < len(text) {
		next = text[i]
	}
	if next == '(' || next == '[' || next == '{' || next == '@' && !(at > 0 && text[at-1] == '\'') || next == ':' && i+1 < len(text) && (text[i+1] == ':' || text[i+1] == '/') || next == '.' && i+1 < len(text) && classOf[text[i+1]]&isAlnum != 0 {
		return at
	}
	if at == 0 {
		if i == len(text) {
			return i // the whole cell
		}
		return at
	}
	before := text[at-1]
	switch {
	case handle:
		return i
	case before == '"' || before == '\'' || before == '`' || before == '>':
		want := before
		if before == '>' {
			want = '<'
		}
		if next == want || next == 0 && before != '>' {
			return i
		}
	case before == '=':
		if next == 0 || next <= ' ' || next == '&' || next == ';' || next == ',' || next == '"' || next == '\'' || next == '|' || next == ']' || (next == ')' && digit) {
			return i
		}
	case before == ' ' || before == ':' || before == '\t':
		j := at
		for j > 0 && at-j < 4 && (text[j-1] == ' ' || text[j-1] == '\t') {
			j--
		}
		if j == 0 || text[j-1] != ':' && text[j-1] != '=' || text[j-1] == '=' && !digit {
			// "logged in as mjones42" has no sign between.
			if digits >= 2 && letter && i-from >= 6 && j > 0 && classOf[text[j-1]]&isAlnum != 0 && !upper {
				return i
			}
			return at
		}
		if digit && (letter || mark) || next == 0 || next == '\n' || next == '\r' || next == '|' {
			return i
		}
	}
	return at
}
