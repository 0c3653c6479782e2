package contact

import (
	"bytes"

	"sluice/scanner"
	"sluice/scanner/detectors/match"
)

var urlPersonal = &scanner.Detector{
	Kind: "URL_PERSONAL", Name: "personal part of a URL", Family: "contact",
	Doc: "The part of a URL that names a person: user name and password before the host, a home page (/~name), a profile " +
		"of a social network (linkedin.com/in/name, github.com/name). The host is left; e-mail addresses in URLs are EMAIL_ADDRESS.",
	Source: "RFC 3986, section 3.2.1; the networks' public profile addresses",
	// DLP's URL; Presidio's URL is any URL, which DOMAIN_HOSTNAME covers.
	Find: &scanner.Finder{On: scanner.OnScheme, At: findURL, Base: 0.6, Proven: 0.6},
	Words: []string{
		"homepage", "home page", "personal website", "profile", "profile url", "linkedin", "facebook", "twitter", "instagram", "github",
		"page personnelle", "startseite", "perfil", "profil", "profilo", "profiel",
	},
	Canon: func(dst, v []byte) []byte { return append(dst, v...) },
}

const maxURL = 2048

// urlEnd is the end of the URL that text[from:] is in.
func urlEnd(text []byte, from int) int {
	end, high := from, min(len(text), from+maxURL)
	for end < high {
		switch c := text[end]; {
		case c <= ' ', c == '"', c == '\'', c == '<', c == '>', c == '`', c == '\\', c == '|', c == '^', c == '{', c == '}', c == 0x7f:
			goto out
		case c == ':' && end > from+2 && end+2 < high && text[end+1] == '/' && text[end+2] == '/':
			goto out // the next URL of a chain
		}
		end++
	}
out:
	for end > from {
		switch text[end-1] {
		case '.', ',', ';', ':', '!', '?', ')', ']', '*':
			end--
			continue
		}
		break
	}
	return end
}

// Profiles: a host (and its subdomains), what the path begins with, and
// whether nothing may follow the name (where names of organisations and
// repositories share the place).
var profiles = [...]struct {
	host, prefix string
	alone        bool
}{
	{"linkedin.com", "/in/", false}, {"linkedin.com", "/pub/", false}, {"facebook.com", "/", true}, {"fb.com", "/", true},
	{"twitter.com", "/", true}, {"x.com", "/", true}, {"instagram.com", "/", true}, {"github.com", "/", true}, {"gitlab.com", "/", true},
	{"t.me", "/", true}, {"wa.me", "/", true}, {"tiktok.com", "/@", false}, {"youtube.com", "/@", true}, {"medium.com", "/@", false},
	{"reddit.com", "/user/", false}, {"reddit.com", "/u/", false}, {"vk.com", "/", true}, {"stackoverflow.com", "/users/", false},
	{"xing.com", "/profile/", false}, {"flickr.com", "/people/", false}, {"soundcloud.com", "/", true}, {"keybase.io", "/", true},
	{"threads.net", "/@", false}, {"bsky.app", "/profile/", false}, {"snapchat.com", "/add/", false}, {"paypal.me", "/", true},
	{"venmo.com", "/u/", false}, {"pinterest.com", "/", true}, {"twitch.tv", "/", true},
}

// notNames are first segments that are pages of the network itself.
var notNames = [...]string{
	"about", "home", "login", "signup", "join", "share", "sharer", "sharer.php", "intent", "search", "hashtag", "explore", "help", "privacy", "terms",
	"settings", "groups", "pages", "events", "watch", "marketplace", "p", "reel", "stories", "features", "pricing", "security", "topics", "orgs",
	"sponsors", "apps", "marketplace", "plugins", "dialog", "tr", "i", "share.php", "feed", "jobs", "contact", "blog", "news", "directory", "pin", "docs", "enterprise", "trending", "notifications", "new", "api", "v1", "v2", "embed", "joinchat", "downloads", "profile.php",
}

func findURL(text []byte, at int) (int, int) {
	host := at + 3
	if at < 3 || host >= len(text) {
		return at, at
	}
	c := text[at-1]
	if classOf[c]&isAlnum == 0 {
		return at, at
	}
	// The authority, at most 300 bytes.
	i, userEnd := host, -1
	for i < len(text) && i < host+300 {
		c := text[i]
		if c <= ' ' || c == '/' || c == '?' || c == '#' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '\\' || c == '`' || c == '{' || c == '$' || c == ')' || c == ',' {
			break
		}
		if c == '@' {
			userEnd = i
		}
		i++
	}
	name := host
	if userEnd >= 0 {
		name = userEnd + 1
	}
	h := text[name:i]
	if colon := bytes.IndexByte(h, ':'); colon >= 0 {
		h = h[:colon]
	}
	if len(h) < 4 || reservedDomain(h) {
		return at, at
	}
	if userEnd > host {
		user := text[host:userEnd]
		if colon := bytes.IndexByte(user, ':'); colon >= 0 {
			user = user[:colon]
		}
		if len(user) > 0 && !placeholderUser(user) {
			for _, c := range user {
				if classOf[c] == 0 && c < 0x80 {
					return at, at
				}
			}
			return host, userEnd
		}
		return at, at
	}
	if i >= len(text) || text[i] != '/' || i+2 >= len(text) {
		return at, at
	}
	path := text[i:urlEnd(text, i)]
	if len(path) > 2 && path[1] == '~' && classOf[path[2]]&isAlnum != 0 {
		if n := segment(path, 2); n > 3 {
			return i + 2, i + n
		}
		return at, at
	}
	if len(h) > 4 && match.Is(h[:4], "www.") {
		h = h[4:]
	}
	for k := range profiles {
		p := &profiles[k]
		if !match.Is(h, p.host) && !(len(h) > len(p.host) && match.Is(h[len(h)-len(p.host):], p.host) && h[len(h)-len(p.host)-1] == '.' && len(p.prefix) > 1) {
			continue
		}
		if len(path) <= len(p.prefix) || string(path[:len(p.prefix)]) != p.prefix {
			continue
		}
		from := len(p.prefix)
		n := segment(path, from)
		if n-from < 2 || p.alone && n < len(path) && !(n+1 == len(path) && path[n] == '/') && path[n] != '?' {
			continue
		}
		if seg := path[from:n]; p.alone {
			for _, w := range notNames {
				if match.Is(seg, w) {
					return at, at
				}
			}
		}
		if p.host == "stackoverflow.com" && n < len(path) && path[n] == '/' {
			n = segment(path, n+1)
		}
		return i + from, i + n
	}
	return at, at
}

// segment is the end of the path segment that begins at from.
func segment(path []byte, from int) int {
	i := from
	for i < len(path) && (wordByte(path[i]) || path[i] == '.' || path[i] == '-' || path[i] == '%' || path[i] == '+') {
		i++
	}
	for i > from && path[i-1] == '.' {
		i--
	}
	return i
}

func placeholderUser(u []byte) bool {
	for _, s := range [...]string{"git", "user", "username", "userinfo", "usr", "login", "name", "foo", "hg", "svn", "anonymous", "x-access-token", "oauth2", "x-token-auth", "token", "usuario", "me"} {
		if match.Is(u, s) {
			return true
		}
	}
	return false
}
