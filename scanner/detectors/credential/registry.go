package credential

import (
	"encoding/base64"
	"encoding/binary"

	"sluice/scanner"
	"sluice/scanner/checksum"
)

var npmToken = issued(scanner.Detector{
	Kind: "NPM_TOKEN", Name: "npm access token", Doc: "Tokens of the npm registry: 30 characters and the CRC-32 over them, which decides; the older UUID form behind the label _authToken.",
	Source:      "GitHub, npm access token format (2021); checksum confirmed by computing a published example",
	Patterns:    []scanner.Pattern{{RE: `npm_[A-Za-z0-9]{36}`, Base: 0.6, Proven: 0.99}},
	Check:       checkNPM,
	Words:       []string{"npm token", "npm auth token", "npm access token", "npm key", "authtoken", "node auth token"},
	Labelled:    `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
	CheckDigits: []int{0, 1, 2, 3, 4, 5},
})

func checkNPM(v []byte) scanner.Verdict {
	if len(v) == 36 {
		return varied(v) // the UUID of a label
	}
	if len(v) != 40 {
		return scanner.Wrong
	}
	return provenIf(checksum.CRC32Radix(v[4:34], v[34:], checksum.Base62))
}

var pypiToken = issued(scanner.Detector{
	Kind: "PYPI_TOKEN", Name: "PyPI API token", Doc: "Upload tokens of PyPI and TestPyPI. They are macaroons and are parsed: location, identifier, caveats and a signature of 32 bytes must be there.",
	Source:   "PyPI documentation, API tokens; libmacaroons, serialization format v2",
	Patterns: []scanner.Pattern{{RE: `pypi-AgE[A-Za-z0-9_-]{60,}`, Base: 0.6, Proven: 0.99}},
	Check: func(v []byte) scanner.Verdict {
		var raw [768]byte
		body := v[min(len(v), 5):]
		if len(body) > 1024 {
			return scanner.Wrong
		}
		n, err := base64.RawURLEncoding.Decode(raw[:], body)
		return provenIf(err == nil && macaroon(raw[:n], "pypi.org", "test.pypi.org"))
	},
	Words: []string{"pypi token", "pypi api token", "pypi password", "twine password", "pypi key"},
})

// macaroon parses version 2 of the binary form: a version byte, fields of
// (type, length, data) with varint numbers, an empty field (0) closing the
// header and each caveat, and a signature of 32 bytes at the end. The
// location must be one of those given.
func macaroon(b []byte, locations ...string) bool {
	const (
		endOfSection = 0
		location     = 1
		identifier   = 2
		verification = 4
		signature    = 6
	)
	if len(b) < 2 || b[0] != 2 {
		return false
	}
	b = b[1:]
	field := func() (kind uint64, data []byte, ok bool) {
		kind, n := binary.Uvarint(b)
		if n <= 0 {
			return 0, nil, false
		}
		if b = b[n:]; kind == endOfSection {
			return kind, nil, true
		}
		size, n := binary.Uvarint(b)
		if n <= 0 || size > uint64(len(b)-n) {
			return 0, nil, false
		}
		data, b = b[n:n+int(size)], b[n+int(size):]
		return kind, data, true
	}
	known, closed := false, 0
	for section := 0; section < 64; section++ {
		fields := 0
		for {
			kind, data, ok := field()
			if !ok {
				return false
			}
			if kind == endOfSection {
				break
			}
			fields++
			switch kind {
			case location:
				for _, l := range locations {
					known = known || section == 0 && string(data) == l
				}
			case identifier, verification:
			case signature:
				return known && closed >= 2 && fields == 1 && len(data) == 32 && len(b) == 0
			default:
				return false
			}
		}
		closed++
		if fields == 0 {
			// The caveats are over; only the signature follows.
			kind, data, ok := field()
			return ok && kind == signature && known && len(data) == 32 && len(b) == 0
		}
	}
	return false
}

var rubygems = issued(scanner.Detector{
	Kind: "RUBYGEMS_KEY", Name: "RubyGems API key", Doc: "Keys of rubygems.org: prefix and 48 hexadecimal digits.", Source: "RubyGems guides, API key scopes",
	Patterns: []scanner.Pattern{{RE: `rubygems_[0-9a-f]{48}`, Base: 0.98}},
	Words:    []string{"rubygems api key", "gem host api key", "rubygems key"},
})

var cratesIO = issued(scanner.Detector{
	Kind: "CRATES_IO_TOKEN", Name: "crates.io token", Doc: "Tokens of crates.io: cio and 32 letters and digits of mixed case; the short prefix needs context.", Source: "The Cargo Book, publishing on crates.io",
	Patterns: []scanner.Pattern{{RE: `cio[A-Za-z0-9]{32}`, Base: 0.45}},
	Check:    mixed(3),
	Words:    []string{"crates", "crates.io", "cargo registry token", "crates token", "cargo token", "cargo"},
})

var nugetKey = issued(scanner.Detector{
	Kind: "NUGET_KEY", Name: "NuGet API key", Doc: "Keys of nuget.org: oy2 and 43 characters of base 32 in lower case.", Source: "Microsoft Security Utilities, SEC101/030",
	Patterns: []scanner.Pattern{{RE: `oy2[a-z2-7]{43}`, Base: 0.9}},
	Check:    mixedOrHex(3),
	Words:    []string{"nuget api key", "nuget key", "nuget token"},
})

var dockerToken = issued(scanner.Detector{
	Kind: "DOCKER_TOKEN", Name: "Docker Hub token", Doc: "Personal (dckr_pat_) and organisation (dckr_oat_) tokens of Docker Hub.", Source: "Docker documentation, personal access tokens",
	Patterns: []scanner.Pattern{{RE: `dckr_pat_[A-Za-z0-9_-]{27}`, Base: 0.98}, {RE: `dckr_oat_[A-Za-z0-9_-]{32}`, Base: 0.98}},
	Words:    []string{"docker token", "dockerhub token", "docker hub token", "docker pat", "dockerhub password"},
})

var clojars = issued(scanner.Detector{
	Kind: "CLOJARS_TOKEN", Name: "Clojars deploy token", Doc: "Deploy tokens of Clojars: prefix and 60 letters and digits.", Source: "Clojars documentation, deploy tokens",
	Patterns: []scanner.Pattern{{RE: `CLOJARS_[a-z0-9]{60}`, Base: 0.98}, {RE: `CLOJARS_[A-Za-z0-9]{60}`, Base: 0.95}},
	Words:    []string{"clojars token", "clojars password"},
})

var jfrog = issued(scanner.Detector{
	Kind: "JFROG_KEY", Name: "JFrog API key or reference token", Doc: "API keys (AKCp) and reference tokens (the base 64 of reftkn:) of JFrog Artifactory.", Source: "JFrog documentation, access tokens",
	Patterns: []scanner.Pattern{{RE: `AKCp[A-Za-z0-9]{68,70}`, Base: 0.95}, {RE: `cmVmdGtuO[A-Za-z0-9]{55}`, Base: 0.5, Proven: 0.97}},
	Check: func(v []byte) scanner.Verdict {
		if hasPrefix(v, "cmVm") {
			var raw [48]byte
			n, err := base64.RawStdEncoding.Decode(raw[:], v)
			return provenIf(err == nil && hasPrefix(raw[:n], "reftkn:"))
		}
		return varied(v)
	},
	Words: []string{"artifactory api key", "jfrog api key", "jfrog token", "artifactory token", "x jfrog art api"},
})

var circleCI = issued(scanner.Detector{
	Kind: "CIRCLECI_TOKEN", Name: "CircleCI token", Doc: "Personal and project tokens of CircleCI; older ones, 40 hexadecimal digits, behind their label.", Source: "CircleCI documentation, managing API tokens",
	Patterns: []scanner.Pattern{{RE: `CCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}`, Base: 0.98}, {RE: `CCIPRJ_[A-Za-z0-9]{22}_[0-9a-f]{40}`, Base: 0.98}},
	Words:    []string{"circleci token", "circle token", "circle ci token"}, Labelled: `[0-9a-f]{40}`,
})

var buildkite = issued(scanner.Detector{
	Kind: "BUILDKITE_TOKEN", Name: "Buildkite token", Doc: "User (bkua_), agent (bkct_, bkat_) tokens of Buildkite.", Source: "Buildkite documentation, API access tokens",
	Patterns: []scanner.Pattern{{RE: `bkua_[0-9a-f]{40}`, Base: 0.97}, {RE: `bkua_[A-Za-z0-9]{53}`, Base: 0.95}, {RE: `bk[ac]t_[A-Za-z0-9_-]{40,120}`, Base: 0.9}},
	Check:    mixedOrHex(5),
	Words:    []string{"buildkite token", "buildkite api token", "buildkite agent token"},
})

var postman = issued(scanner.Detector{
	Kind: "POSTMAN_KEY", Name: "Postman API key", Doc: "Keys of Postman (PMAK-) and of its collections (PMAT-).", Source: "Postman Learning Center, API keys",
	Patterns: []scanner.Pattern{{RE: `PMAK-[0-9a-f]{24}-[0-9a-f]{34}`, Base: 0.98}, {RE: `PMAT-[0-9A-Z]{26}`, Base: 0.93}},
	Words:    []string{"postman api key", "postman key"},
})

var sonarToken = issued(scanner.Detector{
	Kind: "SONAR_TOKEN", Name: "SonarQube token", Doc: "Project, user and global analysis tokens of SonarQube.", Source: "SonarQube documentation, generating and using tokens",
	Patterns: []scanner.Pattern{{RE: `sqp_[0-9a-f]{40}`, Base: 0.95}, {RE: `squ_[0-9a-f]{40}`, Base: 0.95}, {RE: `sqa_[0-9a-f]{40}`, Base: 0.95}},
	Words:    []string{"sonar token", "sonarqube token", "sonarcloud token", "sonar login"}, Labelled: `[0-9a-f]{40}`,
})

var octopus = issued(scanner.Detector{
	Kind: "OCTOPUS_DEPLOY_KEY", Name: "Octopus Deploy API key", Doc: "Keys of Octopus Deploy: API- and 26 capitals and digits.", Source: "Octopus Deploy documentation, how to create an API key",
	Patterns: []scanner.Pattern{{RE: `API-[A-Z0-9]{26}`, Base: 0.7}},
	Check:    mixedOrHex(4),
	Words:    []string{"octopus api key", "octopus key", "x octopus apikey"},
})

var harness = issued(scanner.Detector{
	Kind: "HARNESS_KEY", Name: "Harness API key", Doc: "Personal and service account keys of Harness: account, 24 hexadecimal digits and 20 characters between dots.", Source: "Harness documentation, manage API keys",
	Patterns: []scanner.Pattern{{RE: `pat\.[A-Za-z0-9_-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}`, Base: 0.97}, {RE: `sat\.[A-Za-z0-9_-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}`, Base: 0.97}},
	Words:    []string{"harness api key", "harness token"},
})

var prefectKey = issued(scanner.Detector{
	Kind: "PREFECT_KEY", Name: "Prefect or dbt key", Doc: "API keys of Prefect Cloud (pnu_, pnb_) and tokens of dbt Cloud (dbtu_, dbtc_).", Source: "Prefect documentation, API keys; dbt documentation, tokens",
	Patterns: []scanner.Pattern{{RE: `pn[ub]_[A-Za-z0-9]{36}`, Base: 0.93}, {RE: `dbt[uc]_[A-Za-z0-9_-]{40,46}`, Base: 0.93}},
	Words:    []string{"prefect api key", "dbt cloud token", "dbt token"},
})

var infracost = issued(scanner.Detector{
	Kind: "INFRACOST_KEY", Name: "Infracost API key", Doc: "Keys of Infracost: ico- and 32 characters.", Source: "Infracost documentation, API keys",
	Patterns: []scanner.Pattern{{RE: `ico-[A-Za-z0-9]{32}`, Base: 0.93}}, Check: mixed(4),
	Words: []string{"infracost api key"},
})
