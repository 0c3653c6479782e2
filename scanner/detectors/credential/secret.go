package credential

import (
	"bytes"

	"sluice/scanner"
	"sluice/scanner/detectors/match"
)

var genericSecret = issued(scanner.Detector{
	Kind:         "GENERIC_SECRET",
	Name:         "secret without a known form",
	Doc:          "What a label calls an API key, a secret or a token, if it has 16 characters or more and looks random (bigrams and variety); no label, no finding.",
	Source:       "no standard: names in configuration, code and logs",
	Aliases:      []string{"OAUTH_CLIENT_SECRET", "XSRF_TOKEN", "API_KEY"},
	Check:        unjudged,
	LabelledFind: labelledSecret,
	Words: []string{
		"api key", "apikey", "api secret", "apisecret", "api secret key", "api key secret", "app key", "app secret", "appsecret", "application key", "application secret",
		"secret", "secret key", "secretkey", "client secret", "clientsecret", "consumer secret", "consumer key", "shared secret", "secret token", "secret access token", "secret key base",
		"private token", "access key", "accesskey", "access key secret", "token", "token secret", "csrf token", "xsrf token", "csrfmiddlewaretoken", "authenticity token",
		"encryption key", "encrypt key", "aes key", "hmac key", "hmac secret", "signing key", "signing secret", "signature key", "jwt secret", "jwt key", "cookie secret", "session secret",
		"webhook secret", "master key", "deploy key", "license key", "subscription key", "ocp apim subscription key", "x api key", "service key", "auth key", "authkey", "auth secret", "credential", "credentials",
		"bot token", "user token", "push token", "device token", "registration token", "integration key", "write key", "ingest key", "account key", "primary key secret", "storage key",
		"clé api", "clé secrète", "clé d api", "api schlüssel", "geheimschlüssel", "clave api", "clave secreta api", "chave api", "chave secreta", "chiave api", "chiave segreta", "klucz api", "api sleutel",
		"api ключ", "секретный ключ", "api 密钥", "密钥", "秘密鍵", "apiキー", "api 키",
	},
})

// labelledSecret is the end of a random-looking value at text[at:].
func labelledSecret(text []byte, at int) int {
	w := writing(text, at)
	if w.inside || w.newline && !w.cell {
		return at
	}
	if !w.cell {
		k := match.KeyBefore(text, at)
		if k.Start > 1 && text[k.Start-1] == ':' && text[k.Start-2] == ':' {
			return at // the type of a resource: AWS::IAM::AccessKey
		}
		if prefix, ok := k.Prefix("token"); ok {
			for _, p := range [...]string{"next", "page", "continuation", "starting"} {
				if n := len(prefix) - len(p); n >= 0 && bytes.EqualFold(prefix[n:], []byte(p)) {
					return at // where the next page of an answer begins
				}
			}
		}
	}
	end := at
	for end < len(text) && end-at <= 1024 && secretByte(text[end]) {
		end++
	}
	for end > at && (text[end-1] == '.' || text[end-1] == ':') {
		end--
	}
	v := text[at:end]
	if len(v) < 16 || len(v) > 1024 {
		return at
	}
	// In quotes or a cell the value is the whole of it.
	switch {
	case w.quote != 0:
		if end < len(text) && text[end] != w.quote && text[end] != '\\' {
			return at
		}
	case w.cell:
		for i := end; i < len(text); i++ {
			if text[i] > ' ' {
				return at
			}
		}
	case code(v, false) || call(text, end):
		return at
	}
	if placeholder(v) || templated(v) || uuid(v) {
		return at
	}
	// Dots and colons part JWT-like and id:secret values; one random part
	// makes the whole a secret.
	part := 0
	for i := 0; i <= len(v); i++ {
		if i == len(v) || v[i] == '.' || v[i] == ':' || v[i] == '~' {
			if looksRandom(trimPadding(v[part:i])) {
				return end
			}
			part = i + 1
		}
	}
	return at
}

func secretByte(c byte) bool {
	return isBase64(c) || c == '=' || c == '.' || c == '~' || c == ':' || c == '!'
}

func trimPadding(v []byte) []byte {
	for len(v) > 0 && v[len(v)-1] == '=' {
		v = v[:len(v)-1]
	}
	return v
}

// uuid: identifiers by design; where a service uses one as a key it has a
// kind of its own.
func uuid(v []byte) bool {
	if len(v) != 36 {
		return false
	}
	for i, c := range v {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if c != '-' {
				return false
			}
		} else if !isHex(c) {
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
