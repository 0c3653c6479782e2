package credential

import (
	"crypto/sha256"
	"encoding/base32"

	"sluice/scanner"
	"sluice/scanner/checksum"
)

var githubToken = issued(scanner.Detector{
	Kind:    "GITHUB_TOKEN",
	Name:    "GitHub token",
	Doc:     "Personal, OAuth, user, server and refresh tokens of GitHub. Their last characters are a CRC-32 or a SHA-256 of the rest and decide, save for server tokens, which need not carry one.",
	Source:  "GitHub, Behind GitHub's new authentication token formats (2021)",
	Aliases: []string{"GITHUB_PAT", "GITHUB_PERSONAL_ACCESS_TOKEN"},
	Patterns: []scanner.Pattern{
		{RE: `ghp_[A-Za-z0-9]{36}`, Base: 0.8, Proven: 0.99},
		{RE: `gho_[A-Za-z0-9]{36}`, Base: 0.8, Proven: 0.99},
		{RE: `ghu_[A-Za-z0-9]{36}`, Base: 0.8, Proven: 0.99},
		{RE: `ghs_[A-Za-z0-9]{36}`, Base: 0.8, Proven: 0.99},
		{RE: `ghs_[0-9]{1,12}_eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}`, Base: 0.9},
		{RE: `ghr_[A-Za-z0-9]{76}`, Base: 0.8, Proven: 0.99},
		{RE: `ghr_[A-Za-z0-9]{36}`, Base: 0.7},
		{RE: `github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}`, Base: 0.8, Proven: 0.99},
	},
	Check:       checkGitHub,
	Words:       []string{"github token", "gh token", "github pat", "github personal access token", "github access token", "github api token", "github key", "github secret"},
	CheckDigits: []int{0, 1, 2, 3, 4, 5},
})

func checkGitHub(v []byte) scanner.Verdict {
	if hasPrefix(v, "github_pat_") {
		if len(v) != 93 {
			return scanner.Wrong
		}
		// The check covers prefix and body up to character 77; the base 32 of
		// five bytes of the digest is eight characters.
		sum := sha256.Sum256(v[:77])
		var want [8]byte
		base32.StdEncoding.Encode(want[:], sum[:5])
		return provenIf(string(want[:]) == string(v[77:85]))
	}
	if len(v) < 40 || v[3] != '_' {
		return scanner.Wrong
	}
	if v[2] == 's' || v[2] == 'r' && len(v) != 80 {
		// Published server tokens carry no valid CRC-32; short refresh tokens
		// are known from other scanners only.
		if len(v) == 40 && checksum.CRC32Radix(v[4:34], v[34:], checksum.Base62) {
			return scanner.Proven
		}
		return varied(v)
	}
	return provenIf(checksum.CRC32Radix(v[4:len(v)-6], v[len(v)-6:], checksum.Base62))
}

func provenIf(ok bool) scanner.Verdict {
	if ok {
		return scanner.Proven
	}
	return scanner.Wrong
}
