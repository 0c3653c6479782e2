package credential

import (
	"bytes"

	"sluice/scanner"
	"sluice/scanner/checksum"
)

var gitlabToken = issued(scanner.Detector{
	Kind:    "GITLAB_TOKEN",
	Name:    "GitLab token",
	Doc:     "Personal, deploy, runner, trigger, job, feed, mail, agent, OAuth, SCIM and feature-flag tokens of GitLab by their prefix. Routable ones (two dots at their end) carry a CRC-32 that decides.",
	Source:  "GitLab documentation, token overview, token prefixes",
	Aliases: []string{"GITLAB_PAT"},
	Patterns: []scanner.Pattern{
		{RE: `glpat-[A-Za-z0-9_-]{27,300}\.[0-9a-z]{2}\.[0-9a-z]{9}`, Base: 0.9, Proven: 0.99},
		{RE: `glpat-[A-Za-z0-9_-]{20}`, Base: 0.9},
		{RE: `glptt-[0-9a-f]{40}`, Base: 0.95},
		{RE: `gldt-[A-Za-z0-9_-]{20}`, Base: 0.9},
		{RE: `glrtr?-[A-Za-z0-9_-]{20}`, Base: 0.9},
		{RE: `glrtr?-[A-Za-z0-9_-]{27,300}\.[0-9a-z]{2}\.[0-9a-z]{9}`, Base: 0.9, Proven: 0.99},
		{RE: `GR1348941[A-Za-z0-9_-]{20}`, Base: 0.9},
		{RE: `glcbt-[0-9a-zA-Z]{1,5}_[A-Za-z0-9_-]{20}`, Base: 0.9},
		{RE: `glft-[A-Za-z0-9_-]{20}`, Base: 0.9},
		{RE: `glimt-[A-Za-z0-9_-]{25}`, Base: 0.9},
		{RE: `glagent-[A-Za-z0-9_-]{50}`, Base: 0.95},
		{RE: `gloas-[A-Za-z0-9_-]{64}`, Base: 0.95},
		{RE: `glsoat-[A-Za-z0-9_-]{20}`, Base: 0.9},
		{RE: `glffct-[A-Za-z0-9_-]{20}`, Base: 0.9},
	},
	Check: checkGitLab,
	Words: []string{"gitlab token", "gitlab pat", "gitlab private token", "gitlab access token", "gitlab api token", "ci job token", "gitlab runner token", "gitlab deploy token"},
})

func checkGitLab(v []byte) scanner.Verdict {
	n := len(v)
	if n >= 46 && v[n-10] == '.' && v[n-13] == '.' {
		// The seven last characters are over all before them, the two-digit
		// length of the payload included.
		return provenIf(checksum.CRC32Radix(v[:n-7], v[n-7:], checksum.Base36Lower))
	}
	i := bytes.IndexByte(v, '-')
	if hasPrefix(v, "GR1348941") {
		i = 8
	}
	return unworded(i + 1)(v)
}

var atlassianToken = issued(scanner.Detector{
	Kind:   "ATLASSIAN_TOKEN",
	Name:   "Atlassian or Bitbucket token",
	Doc:    "API tokens of Atlassian's cloud (ATATT3xFfGF0…=XXXXXXXX), scoped tokens (ATCTT3, ATSTT3) and Bitbucket app passwords (ATBB). Their last eight hexadecimal digits look like a checksum that nobody has published.",
	Source: "Atlassian support, API tokens; Bitbucket Cloud app passwords",
	Patterns: []scanner.Pattern{
		{RE: `ATATT3xFfGF0[A-Za-z0-9_-]{100,250}=[0-9A-F]{8}`, Base: 0.98},
		{RE: `ATCTT3xFfGN0[A-Za-z0-9_-]{100,250}=[0-9A-F]{8}`, Base: 0.98},
		{RE: `ATSTT3xFfGN0[A-Za-z0-9_-]{100,250}=[0-9A-F]{8}`, Base: 0.98},
		{RE: `ATBB[A-Za-z0-9]{24}[0-9A-F]{8}`, Base: 0.85},
	},
	Words: []string{"atlassian token", "atlassian api token", "jira token", "jira api token", "confluence token", "bitbucket token", "bitbucket app password"},
})

var sourcegraphToken = issued(scanner.Detector{
	Kind:   "SOURCEGRAPH_TOKEN",
	Name:   "Sourcegraph access token",
	Doc:    "Access tokens of Sourcegraph, plain or with the instance's id.",
	Source: "Sourcegraph documentation, access tokens",
	Patterns: []scanner.Pattern{
		{RE: `sgp_(?:[0-9a-f]{16}|local)_[0-9a-f]{40}`, Base: 0.97},
		{RE: `sgp_[0-9a-f]{40}`, Base: 0.95},
		{RE: `slk_[0-9a-f]{64}`, Base: 0.9},
	},
	Words: []string{"sourcegraph token", "src access token"},
})
