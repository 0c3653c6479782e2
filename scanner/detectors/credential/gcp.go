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
	Kind:    "GCP_SERVICE_ACCOUNT",
	Name:    "Google service account key",
	Doc:     "A service account's key file from its \"type\" to its private key, where it stands as JSON text; in parsed records the private key itself is a PRIVATE_KEY and the id of the key, 40 hexadecimal digits, is found by its name.",
	Source:  "Google Cloud IAM documentation, service account keys",
	Aliases: []string{"GCP_CREDENTIALS", "TINK_KEYSET"},
	Patterns: []scanner.Pattern{
		// Key and value order is that of every file Google hands out; the
		// opening brace is part of the span so that the rest cannot be read
		// as a smaller object.
		{RE: `\{\s*\\?"type\\?"\s*:\s*\\?"service_account\\?"\s*,[^{}]*-----BEGIN PRIVATE KEY-----[A-Za-z0-9+/=\\\s]+-----END PRIVATE KEY-----[^{}]*\}`, Base: 0.98},
		{RE: `\{\s*\\?"primaryKeyId\\?"\s*:\s*[0-9]{1,10}\s*,\s*\\?"key\\?"\s*:\s*\[[^\]]{40,}\]\s*\}`, Base: 0.9},
	},
	Check: func(v []byte) scanner.Verdict {
		if v = v[:min(len(v), maxBlock)]; bytes.Contains(v, []byte("primaryKeyId")) {
			return provenIf(bytes.Contains(v, []byte("type.googleapis.com/google.crypto.tink")))
		}
		return scanner.Unknown
	},
	Reserved: func(v []byte) bool { return bytes.Contains(v, []byte("...")) },
	Words:    []string{"private key id", "service account key", "google application credentials json"},
	Labelled: `[0-9a-f]{40}`,
})
