package credential

import (
	"bytes"

	"sluice/scanner"
)

var gcpKey = issued(scanner.Detector{
	Kind:    "GCP_API_KEY",
	Name:    "Google API key",
	Doc:     "API keys of Google Cloud, Firebase, Maps and Gemini: AIza and 35 characters, or the newer AQ. form.",
	Source:  "Google Cloud documentation, API keys",
	Aliases: []string{"GEMINI_API_KEY", "GOOGLE_API_KEY"},
	Patterns: []scanner.Pattern{
		{RE: `AIza[A-Za-z0-9_-]{35}`, Base: 0.95},
		{RE: `AQ\.Ab8R[A-Za-z0-9_-]{46}`, Base: 0.95},
	},
	Words: []string{"google api key", "gemini api key", "gcp api key", "google maps key", "google key", "firebase api key", "google maps api key"},
})

var gcpOAuth = issued(scanner.Detector{
	Kind:   "GCP_OAUTH_TOKEN",
	Name:   "Google OAuth token or client secret",
	Doc:    "Access tokens (ya29.), refresh tokens (1//) and client secrets (GOCSPX-) of Google's OAuth.",
	Source: "Google Identity documentation, OAuth 2.0",
	Patterns: []scanner.Pattern{
		{RE: `GOCSPX-[A-Za-z0-9_-]{28}`, Base: 0.95},
		{RE: `ya29\.[A-Za-z0-9_-]{30,}`, Base: 0.9},
		{RE: `1//0[A-Za-z0-9_-]{60,120}`, Base: 0.85},
	},
	Check: unworded(5),
	Words: []string{"google client secret", "google oauth token", "google access token", "google refresh token", "gcp access token"},
})

var gcpServiceAccount = issued(scanner.Detector{
	Kind:     "GCP_SERVICE_ACCOUNT",
	Name:     "Google service account key",
	Doc:      "A service account's key file as JSON text, from brace to brace; in parsed records its private key is a PRIVATE_KEY, and the key's id, 40 hexadecimal digits, is found by its name.",
	Source:   "Google Cloud IAM documentation, service account keys",
	Aliases:  []string{"GCP_CREDENTIALS"},
	Find:     &scanner.Finder{On: scanner.OnDashes, At: findServiceAccount, Base: 0.99},
	Check:    unjudged,
	Reserved: reservedPEM,
	Words:    []string{"private key id", "service account key", "google application credentials json"},
	Labelled: `[0-9a-f]{40}`,
})

// findServiceAccount is asked at the dashes of the private key inside the
// file. The object is flat, so that the braces next to the key are its own.
func findServiceAccount(text []byte, at int) (int, int) {
	if !bytes.HasPrefix(text[at:], []byte("-----BEGIN PRIVATE KEY-----")) {
		return at, at
	}
	low := max(0, at-600)
	open := bytes.LastIndexByte(text[low:at], '{')
	end := bytes.IndexByte(text[at:min(len(text), at+maxBlock)], '}')
	if open < 0 || end < 0 {
		return at, at
	}
	open, end = open+low, end+at+1
	if !bytes.Contains(text[open:end], []byte("service_account")) {
		return at, at
	}
	return open, end
}

var tinkKeyset = issued(scanner.Detector{
	Kind:   "TINK_KEYSET",
	Name:   "Tink keyset",
	Doc:    "The key material (\"value\") of a cleartext keyset of the Tink library in JSON, beside its type.googleapis.com/google.crypto.tink type.",
	Source: "Tink documentation, keysets; tink.proto",
	Find: &scanner.Finder{On: scanner.OnLong, Never: scanner.PlainCells, Min: 20, Blind: true, Base: 0.9, At: func(text []byte, at int) (int, int) {
		if at < 10 || text[at-1] != '"' || !bytes.Contains(text[max(0, at-14):at], []byte(`value"`)) {
			return at, at
		}
		end := longRun(text, at, 3000)
		if end < 0 || !bytes.Contains(text[max(0, at-250):min(len(text), end+250)], []byte("google.crypto.tink")) {
			return at, at
		}
		return at, end
	}},
	Words: []string{"tink keyset"},
})
