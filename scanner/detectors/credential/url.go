package credential

import (
	"bytes"

	"sluice/scanner"
	"sluice/scanner/detectors/match"
)

var dbConnection = issued(scanner.Detector{
	Kind:    "DB_CONNECTION_STRING",
	Name:    "connection string with a password",
	Doc:     "A URL of a database, queue or cache with a password in it, from its scheme to its end (host, path and parameters tell where the password opens), and a key=value string of ADO, ODBC or JDBC with one, behind its label.",
	Source:  "RFC 3986; the drivers' documentation of their URLs",
	Aliases: []string{"CONNECTION_STRING", "DATABASE_URL"},
	Find:    &scanner.Finder{On: scanner.OnScheme, At: findDBURL, Base: 0.9},
	Check:   unjudged,
	Reserved: func(v []byte) bool {
		// guest:guest and postgres:postgres are what the software comes with.
		user, pass := urlPassword(v)
		return pass != nil && (fillerPassword(pass) || bytes.Equal(user, pass))
	},
	Words: []string{
		"connection string", "connectionstring", "conn string", "connstr", "conn str", "connection uri", "connection url", "database url", "database uri", "db url", "db uri", "dsn", "db dsn",
		"jdbc url", "mongo url", "mongo uri", "mongodb uri", "mongodb url", "redis url", "rabbitmq url", "amqp url", "broker url", "celery broker url", "postgres url", "mysql url", "sqlalchemy database uri", "sql connection",
	},
	LabelledFind: labelledConnection,
})

// isStore tells the schemes whose URLs log in to a store, a queue or a cache.
// Others with a password are another kind's (URL_PERSONAL).
func isStore(scheme []byte) bool {
	switch string(scheme) {
	case "postgres", "postgresql", "mysql", "mysql2", "mysqlx", "mariadb", "mongodb", "mongodb+srv", "redis", "rediss", "redis+sentinel", "valkey", "valkeys",
		"amqp", "amqps", "mssql", "sqlserver", "oracle", "cockroachdb", "cockroach", "clickhouse", "clickhouses", "db2", "snowflake", "redshift",
		"cassandra", "scylla", "couchbase", "couchbases", "couchdb", "neo4j", "neo4j+s", "bolt", "arangodb", "influxdb", "timescaledb", "vertica",
		"teradata", "trino", "presto", "hive", "impala", "hana", "firebird", "sybase", "memcached", "nats", "tls+nats", "kafka", "stomp", "mqtt", "mqtts",
		"ldap", "ldaps", "smtp", "smtps", "imap", "imaps", "cloudinary", "elasticsearch", "opensearch", "libsql", "surrealdb", "pgbouncer", "ibmdb", "jdbc", "duckdb", "materialize", "yugabytedb", "tidb", "planetscale", "singlestore":
		return true
	}
	return false
}

func schemeByte(c byte) bool { return isAlnum(c) || c == '+' || c == '-' || c == '.' }

// findDBURL is asked at the colon of "://".
func findDBURL(text []byte, at int) (int, int) {
	start := at
	for start > 0 && at-start < 40 && schemeByte(text[start-1]) {
		start--
	}
	if !storeScheme(text[start:at]) {
		return at, at
	}
	end := urlEnd(text, at+3)
	v := text[start:end]
	_, pass := urlPassword(v)
	if len(pass) == 0 || templated(pass) || bytes.ContainsAny(pass, "${}<>") && templateInside(pass) {
		return at, at
	}
	if start >= 5 && string(text[start-5:start]) == "jdbc:" {
		start -= 5
	}
	return start, end
}

// storeScheme knows dialect+driver names too: postgresql+psycopg2.
func storeScheme(v []byte) bool {
	var low [40]byte
	if len(v) == 0 || len(v) > len(low) {
		return false
	}
	for i, c := range v {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	s := low[:len(v)]
	if isStore(s) {
		return true
	}
	if i := bytes.IndexByte(s, '+'); i > 0 {
		return isStore(s[:i])
	}
	return false
}

func templateInside(v []byte) bool {
	return bytes.Contains(v, []byte("${")) || bytes.Contains(v, []byte("{{")) || v[0] == '{' && v[len(v)-1] == '}' || v[0] == '<' && v[len(v)-1] == '>'
}

// urlEnd is where a URL that goes on at text[at:] ends: at a blank, a quote,
// an angle or a sentence's sign; 4 KiB at most.
func urlEnd(text []byte, at int) int {
	end, depth := at, 0
	for stop := min(len(text), at+4096); end < stop; end++ {
		switch c := text[end]; {
		case c == ':' && end > at+2 && end+2 < stop && text[end+1] == '/' && text[end+2] == '/':
			// The next URL; each of a chain of them must not walk over all.
			return urlTrim(text, at, end)
		case c <= ' ', c == '"', c == '\'', c == '`', c == '<' && end > at+1 && text[end-1] != ':', c == 0x7f, c == '|':
			return urlTrim(text, at, end)
		case c == '>' && !bytes.ContainsRune(text[at:end], '<'):
			return urlTrim(text, at, end)
		case c == '\\' && end+1 < stop && text[end+1] != '/':
			return urlTrim(text, at, end)
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth < 0 {
				return urlTrim(text, at, end)
			}
		case c >= 0x80 && wideStop(text[end:]):
			return urlTrim(text, at, end)
		}
	}
	return urlTrim(text, at, end)
}

func urlTrim(text []byte, at, end int) int {
	for end > at {
		switch text[end-1] {
		case '.', ',', ';', ':', '!', '?', ']', '}':
			end--
			continue
		}
		break
	}
	return end
}

// urlPassword finds the user and the password of scheme://user:password@host
// or of a password parameter; nil where there is none. Passwords are written
// raw more often than RFC 3986 allows: the last '@' of the authority counts,
// and where that has none the last before the query.
func urlPassword(v []byte) (user, pass []byte) {
	i := bytes.Index(v, []byte("://"))
	if i < 0 {
		return nil, nil
	}
	rest := v[i+3:]
	auth := rest
	if j := bytes.IndexAny(auth, "/?#"); j >= 0 {
		auth = auth[:j]
	}
	k := bytes.LastIndexByte(auth, '@')
	if k < 0 {
		auth = rest
		if j := bytes.IndexByte(auth, '?'); j >= 0 {
			auth = auth[:j]
		}
		// A raw slash in the password: the colon must still come first.
		k = bytes.LastIndexByte(auth, '@')
		if c := bytes.IndexByte(auth, ':'); c < 0 || k < 0 || bytes.IndexByte(auth[:c], '/') >= 0 {
			k = -1
		}
	}
	if k >= 0 {
		if c := bytes.IndexByte(auth[:k], ':'); c >= 0 && c+1 < k {
			return auth[:c], auth[c+1 : k]
		}
	}
	for _, name := range [...]string{"password=", "pwd=", "passwd=", "password%3d"} {
		for p := 0; p+len(name) < len(rest); p++ {
			if (p == 0 || rest[p-1] == '?' || rest[p-1] == '&' || rest[p-1] == ';') && match.Is(rest[p:p+len(name)], name) {
				pass = rest[p+len(name):]
				if e := bytes.IndexAny(pass, "&;"); e >= 0 {
					pass = pass[:e]
				}
				return nil, pass
			}
		}
	}
	return nil, nil
}

// labelledConnection takes what a label calls a connection string: a URL with
// a password, or key=value pairs with one.
func labelledConnection(text []byte, at int) int {
	w := writing(text, at)
	if w.inside {
		return at
	}
	stop := min(len(text), at+2048)
	end := at
	switch {
	case w.quote != 0 || w.tag:
		if end = w.extent2048(text, at); end == at {
			return at
		}
	case w.cell:
		for end < stop && text[end] != '\n' {
			end++
		}
	default:
		for end < stop && text[end] != '\n' && text[end] != '\r' && text[end] != '"' && text[end] != '\'' && text[end] != '<' {
			end++
		}
	}
	for end > at && text[end-1] <= ' ' {
		end--
	}
	v := text[at:end]
	if bytes.Contains(v[:min(len(v), 64)], []byte("://")) {
		end = urlEnd(text[:end], at)
		if _, pass := urlPassword(text[at:end]); len(pass) > 0 && !templated(pass) && !templateInside(pass) {
			return end
		}
		return at
	}
	if pass := pairPassword(v); len(pass) > 0 && !templated(pass) && !fillerPassword(pass) {
		return end
	}
	return at
}

func (w written) extent2048(text []byte, at int) int {
	close := w.quote
	if w.tag {
		close = '<'
	}
	for i := at; i < len(text) && i < at+2048; i++ {
		if text[i] == close {
			if w.escaped {
				i--
			}
			return i
		}
	}
	return at
}

// pairPassword is the value of the password (or key) of key=value;… pairs, or
// of key=value pairs parted by blanks (libpq). There must be two pairs.
func pairPassword(v []byte) []byte {
	sep := byte(';')
	if bytes.IndexByte(v, ';') < 0 {
		sep = ' '
	}
	pairs := 0
	var pass []byte
	for len(v) > 0 {
		pair := v
		if i := bytes.IndexByte(v, sep); i >= 0 {
			pair, v = v[:i], v[i+1:]
		} else {
			v = nil
		}
		name, value, ok := bytes.Cut(pair, []byte{'='})
		if !ok {
			continue
		}
		pairs++
		name = bytes.TrimSpace(name)
		for _, k := range [...]string{"password", "pwd", "accountkey", "sharedaccesskey", "accesskey"} {
			if match.Is(name, k) {
				pass = bytes.TrimSpace(value)
			}
		}
	}
	if pairs < 2 {
		return nil
	}
	return pass
}

var signedURL = issued(scanner.Detector{
	Kind:    "SIGNED_URL",
	Name:    "pre-signed storage URL",
	Doc:     "A URL that opens a stored object to whoever has it: signature and key parameters of S3 (and compatible stores), Google Cloud Storage, CloudFront, Azure SAS, Alibaba OSS and Tencent COS. The span is the whole URL.",
	Source:  "AWS Signature Version 4, query parameters; Google Cloud Storage signed URLs; Azure Storage service SAS",
	Aliases: []string{"STORAGE_SIGNED_URL", "STORAGE_SIGNED_POLICY_DOCUMENT", "AZURE_SAS_URL"},
	Find:    &scanner.Finder{On: scanner.OnScheme, At: findSignedURL, Base: 0.9},
	Check:   unjudged,
	Reserved: func(v []byte) bool {
		return bytes.Contains(v, []byte("EXAMPLE")) || containsFold(v, "signature=xxx") || containsFold(v, "<signature>")
	},
	Words: []string{"presigned url", "pre signed url", "signed url", "sas url", "download url", "sas token"},
	LabelledFind: func(text []byte, at int) int {
		// A SAS without its URL: sv=…&sig=….
		if at+3 < len(text) && (text[at] == '?' || text[at] == 's') {
			end := urlEnd(text, at)
			if signed(text[at:end]) {
				return end
			}
		}
		return at
	},
})

// signatures are sets of parameters that together sign a URL.
var signatures = [...][]string{
	{"x-amz-signature=", "x-amz-credential="},
	{"x-goog-signature=", "x-goog-credential="},
	{"signature=", "awsaccesskeyid="},
	{"signature=", "googleaccessid="},
	{"signature=", "key-pair-id="},
	{"signature=", "ossaccesskeyid="},
	{"x-oss-signature=", "x-oss-credential="},
	{"q-signature=", "q-ak="},
	{"x-cos-security-token=", "q-signature="},
	{"sig=", "sv=", "sp="},
	{"sig=", "sv=", "ss="},
	{"sig=", "sv=", "sr="},
}

func signed(v []byte) bool {
	for _, set := range signatures {
		all := true
		for _, name := range set {
			if !parameter(v, name) {
				all = false
				break
			}
		}
		if all {
			return true
		}
	}
	return false
}

// parameter reports whether v holds name (with its '=') as a parameter with a
// value of four characters or more, two for the short ones of a SAS.
func parameter(v []byte, name string) bool {
	least := 4
	if len(name) == 3 {
		least = 1
	}
	for p := 0; p+len(name) <= len(v); p++ {
		if v[p]|0x20 != name[0] || p > 0 && v[p-1] != '?' && v[p-1] != '&' && v[p-1] != ';' {
			continue
		}
		if !match.Is(v[p:p+len(name)], name) {
			continue
		}
		n := 0
		for i := p + len(name); i < len(v) && v[i] != '&'; i++ {
			n++
		}
		if n >= least && !templated(v[p+len(name):p+len(name)+n]) {
			return true
		}
	}
	return false
}

func findSignedURL(text []byte, at int) (int, int) {
	if at < 4 || text[at-1] != 'p' && text[at-1] != 's' {
		return at, at
	}
	start := at - 4
	if text[at-1] == 's' {
		start--
	}
	if start < 0 || !match.Is(text[start:start+4], "http") {
		return at, at
	}
	end := urlEnd(text, at+3)
	q := bytes.IndexByte(text[at+3:end], '?')
	if q < 0 || !signed(text[at+3+q:end]) {
		return at, at
	}
	return start, end
}
