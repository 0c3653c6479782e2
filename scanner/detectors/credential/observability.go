package credential

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"

	"sluice/scanner"
)

var grafana = issued(scanner.Detector{
	Kind: "GRAFANA_TOKEN", Name: "Grafana token", Doc: "Service account tokens (glsa_), whose last eight digits are a CRC-32 and decide; Grafana Cloud policies (glc_) and older API keys, which are base 64 of JSON.",
	Source: "Grafana source, pkg/components/satokengen and apikeygen",
	Patterns: []scanner.Pattern{
		{RE: `glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}`, Base: 0.6, Proven: 0.99}, {RE: `glc_eyJ[A-Za-z0-9+/]{30,400}={0,2}`, Base: 0.6, Proven: 0.97}, {RE: `eyJrIjoi[A-Za-z0-9+/]{60,}={0,2}`, Base: 0.4, Proven: 0.97},
	},
	Check: func(v []byte) scanner.Verdict {
		switch {
		case hasPrefix(v, "glsa_"):
			if len(v) != 46 {
				return scanner.Wrong
			}
			// The four bytes are written in the machine's order, low byte first.
			var le, have [4]byte
			binary.LittleEndian.PutUint32(le[:], crc32.ChecksumIEEE(v[:37]))
			_, err := hex.Decode(have[:], v[38:])
			return provenIf(err == nil && have == le)
		case hasPrefix(v, "glc_"):
			return provenIf(jsonObject(v[4:]))
		}
		return provenIf(jsonObject(v))
	},
	Words: []string{"grafana token", "grafana api key", "grafana service account token", "gf api key"},
})

// jsonObject reports whether v is base 64 that begins like a JSON object and
// goes on as text.
func jsonObject(v []byte) bool {
	var raw [96]byte
	v = v[:min(len(v), 128)/4*4]
	n, err := base64.StdEncoding.Decode(raw[:], v)
	if err != nil {
		if n, err = base64.URLEncoding.Decode(raw[:], v); err != nil {
			return false
		}
	}
	if n < 8 || raw[0] != '{' || raw[1] != '"' || !bytes.Contains(raw[:n], []byte(`":`)) {
		return false
	}
	for _, c := range raw[:n] {
		if c < ' ' {
			return false
		}
	}
	return true
}

var sentry = issued(scanner.Detector{
	Kind: "SENTRY_TOKEN", Name: "Sentry token", Doc: "Organisation tokens (sntrys_, base 64 of JSON and a secret) and user tokens (sntryu_) of Sentry; older tokens, 64 hexadecimal digits, behind their label.", Source: "Sentry documentation, auth tokens",
	Patterns: []scanner.Pattern{{RE: `sntrys_eyJ[A-Za-z0-9+/]{30,400}={0,2}_[A-Za-z0-9+/]{40,46}`, Base: 0.7, Proven: 0.98}, {RE: `sntryu_[0-9a-f]{64}`, Base: 0.98}, {RE: `sntrya_[0-9a-f]{64}`, Base: 0.95}, {RE: `sntryi_[0-9a-f]{64}`, Base: 0.95}},
	Check: func(v []byte) scanner.Verdict {
		if hasPrefix(v, "sntrys_") {
			return provenIf(jsonObject(v[7:max(7, bytes.LastIndexByte(v, '_'))]))
		}
		return varied(v)
	},
	Words: []string{"sentry token", "sentry auth token", "sentry api key"}, Labelled: `[0-9a-f]{64}`,
})

var newRelic = issued(scanner.Detector{
	Kind: "NEWRELIC_KEY", Name: "New Relic key", Doc: "User (NRAK-), insert (NRII-), query (NRIQ-), admin (NRAA-), browser (NRJS-) and licence keys (40 characters that end in NRAL) of New Relic.", Source: "New Relic documentation, API keys",
	Patterns: []scanner.Pattern{{RE: `NRAK-[A-Z0-9]{27}`, Base: 0.97}, {RE: `NRII-[A-Za-z0-9_-]{32}`, Base: 0.95}, {RE: `NRIQ-[A-Za-z0-9_-]{32}`, Base: 0.95}, {RE: `NRAA-[0-9a-f]{27}`, Base: 0.95}, {RE: `NRRA-[0-9a-f]{42}`, Base: 0.95}, {RE: `NRJS-[0-9a-f]{19}`, Base: 0.9}, {RE: `[0-9a-f]{36}NRAL`, Base: 0.97}},
	Words:    []string{"new relic key", "new relic license key", "newrelic api key", "new relic api key"}, Labelled: `[0-9a-f]{40}`,
})

var dynatrace = issued(scanner.Detector{
	Kind: "DYNATRACE_TOKEN", Name: "Dynatrace token", Doc: "Tokens of Dynatrace: dt0c01 (or s01, s02 and others), a public part of 24 and a secret part of 64.", Source: "Dynatrace documentation, access tokens",
	Patterns: []scanner.Pattern{{RE: `dt0[a-z][0-9]{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}`, Base: 0.98}, {RE: `dt0s[0-9]{2}\.[A-Z0-9]{8}\.[A-Z0-9]{64}`, Base: 0.98}},
	Words:    []string{"dynatrace token", "dt api token"},
})

var datadog = issued(scanner.Detector{
	Kind: "DATADOG_KEY", Name: "Datadog key", Doc: "API keys (32) and application keys (40 hexadecimal digits) behind their label; prefixed application keys by themselves.", Source: "Datadog documentation, API and application keys",
	Patterns: []scanner.Pattern{{RE: `ddapp_[A-Za-z0-9]{34}`, Base: 0.85}, {RE: `pub[0-9a-f]{32}`, Base: 0.2}},
	Words:    []string{"datadog api key", "dd api key", "datadog app key", "dd app key", "datadog key", "dd application key", "datadog application key", "dd client token"}, Labelled: `[0-9a-f]{40}|[0-9a-f]{32}`,
})

var monitoringToken = issued(scanner.Detector{
	Kind: "MONITORING_TOKEN", Name: "token of another monitoring service", Doc: "Prefixed tokens of Honeycomb, Axiom, PostHog (personal), LaunchDarkly, Statsig and UptimeRobot; Rollbar, PagerDuty and Splunk tokens behind their label.", Source: "the services' API documentation",
	Patterns: []scanner.Pattern{
		{RE: `hc[abcx][il]k_[A-Za-z0-9]{50,70}`, Base: 0.95}, {RE: `xaat-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Base: 0.97}, {RE: `xapt-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Base: 0.97},
		{RE: `phx_[A-Za-z0-9]{40,50}`, Base: 0.93}, {RE: `api-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Base: 0.85}, {RE: `sdk-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Base: 0.8},
		{RE: `secret-[A-Za-z0-9]{43}`, Base: 0.85}, {RE: `ur?[0-9]{6,8}-[0-9a-f]{24}`, Base: 0.8},
	},
	Check:    mixedOrHex(4),
	Words:    []string{"rollbar token", "rollbar access token", "pagerduty token", "pagerduty api key", "splunk token", "hec token", "splunk hec token", "honeycomb api key", "axiom token", "posthog personal api key", "launchdarkly sdk key", "statsig secret", "uptimerobot api key", "pagerduty integration key", "logdna key", "sumo access key"},
	Labelled: `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[0-9a-f]{32}|[A-Za-z0-9+_-]{20}`,
})
