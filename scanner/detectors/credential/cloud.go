package credential

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"

	"sluice/scanner"
	"sluice/scanner/checksum"
)

var digitalOcean = issued(scanner.Detector{
	Kind: "DIGITALOCEAN_TOKEN", Name: "DigitalOcean token",
	Doc:    "Personal, OAuth and refresh tokens of DigitalOcean: prefix and 64 hexadecimal digits.",
	Source: "DigitalOcean API reference, authentication",
	Patterns: []scanner.Pattern{
		{RE: `dop_v1_[0-9a-f]{64}`, Base: 0.98}, {RE: `doo_v1_[0-9a-f]{64}`, Base: 0.98}, {RE: `dor_v1_[0-9a-f]{64}`, Base: 0.98},
	},
	Words: []string{"digitalocean token", "do token", "digitalocean access token", "do api token"},
})

var alibabaKey = issued(scanner.Detector{
	Kind: "ALIBABA_CLOUD_KEY", Name: "Alibaba Cloud access key",
	Doc:      "Access key ids (LTAI and 12 to 26 letters and digits) and, behind a label, the secret of 30.",
	Source:   "Alibaba Cloud RAM documentation, AccessKey pairs",
	Patterns: []scanner.Pattern{{RE: `LTAI[A-Za-z0-9]{16,26}`, Base: 0.8}, {RE: `LTAI[A-Za-z0-9]{12}`, Base: 0.6}},
	Check:    mixed(4),
	Words:    []string{"alibaba access key", "aliyun access key", "accesskeyid", "accesskeysecret", "aliyun access key secret", "alibaba cloud access key secret", "oss access key secret"},
	Labelled: `[A-Za-z0-9]{30}`,
})

var tencentKey = issued(scanner.Detector{
	Kind: "TENCENT_CLOUD_KEY", Name: "Tencent Cloud secret id",
	Doc:      "Secret ids (AKID and 32 characters) and, behind a label, the secret key of 32.",
	Source:   "Tencent Cloud CAM documentation, access keys",
	Patterns: []scanner.Pattern{{RE: `AKID[A-Za-z0-9]{32}`, Base: 0.9}, {RE: `IKID[A-Za-z0-9]{32}`, Base: 0.7}},
	Check:    mixed(4),
	Words:    []string{"tencent secret id", "tencentcloud secret id", "tencentcloud secret key", "tencent secret key", "secretid"},
	Labelled: `[A-Za-z0-9]{32}`,
})

var databricks = issued(scanner.Detector{
	Kind: "DATABRICKS_TOKEN", Name: "Databricks token",
	Doc:    "Personal access tokens of Databricks (dapi, also doses, dkea and ddi prefixes): 32 hexadecimal digits, sometimes a number behind.",
	Source: "Databricks documentation, personal access tokens",
	Patterns: []scanner.Pattern{
		{RE: `dapi[0-9a-f]{32}`, Base: 0.95}, {RE: `dapi[0-9a-f]{32}-[0-9]{1,2}`, Base: 0.96}, {RE: `dose[0-9a-f]{32}`, Base: 0.85}, {RE: `dkea[0-9a-h]{32}`, Base: 0.85},
	},
	Words: []string{"databricks token", "databricks pat", "databricks api token", "databricks access token"},
})

var heroku = issued(scanner.Detector{
	Kind: "HEROKU_KEY", Name: "Heroku API key",
	Doc:      "Keys with the prefix HRKU-AA; older ones, plain UUIDs, by their label.",
	Source:   "Heroku Dev Center, platform API, authentication",
	Patterns: []scanner.Pattern{{RE: `HRKU-AA[A-Za-z0-9_-]{58}`, Base: 0.98}, {RE: `HRKU-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Base: 0.95}},
	Words:    []string{"heroku api key", "heroku key", "heroku token", "heroku auth token"},
	Labelled: `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`,
})

var cloudflare = issued(scanner.Detector{
	Kind: "CLOUDFLARE_KEY", Name: "Cloudflare key or token",
	Doc:    "Origin CA keys (v1.0-), the newer prefixed tokens, and API tokens of 40 or global keys of 37 characters behind a label.",
	Source: "Cloudflare documentation, API tokens; origin CA keys",
	Patterns: []scanner.Pattern{
		{RE: `v1\.0-[0-9a-f]{24}-[0-9a-f]{146}`, Base: 0.98}, {RE: `cfut_[A-Za-z0-9]{40,48}`, Base: 0.9}, {RE: `cfat_[A-Za-z0-9]{40,48}`, Base: 0.9}, {RE: `cfk_[A-Za-z0-9]{40,48}`, Base: 0.85},
	},
	Words:    []string{"cloudflare api key", "cloudflare token", "cloudflare api token", "cloudflare global api key", "cf api token", "cf api key", "x auth key", "cloudflare key"},
	Labelled: `[A-Za-z0-9_-]{40}|[0-9a-f]{37}`,
})

var flyToken = issued(scanner.Detector{
	Kind: "FLY_IO_TOKEN", Name: "Fly.io token",
	Doc:    "Macaroons of Fly.io (fm1r_, fm1a_, fm2_) and organisation tokens (fo1_).",
	Source: "Fly.io documentation, access tokens",
	Patterns: []scanner.Pattern{
		{RE: `fm1[ar]_[A-Za-z0-9+/]{100,}={0,3}`, Base: 0.95}, {RE: `fm2_[A-Za-z0-9+/]{100,}={0,3}`, Base: 0.95}, {RE: `fo1_[A-Za-z0-9_-]{43}`, Base: 0.9},
	},
	Words: []string{"fly api token", "fly access token", "fly.io token", "fly token"},
})

var vercel = issued(scanner.Detector{
	Kind: "VERCEL_TOKEN", Name: "Vercel token",
	Doc:    "Personal, integration, app, refresh and gateway tokens of Vercel; their last six characters are a CRC-32, which decides for personal ones.",
	Source: "Vercel documentation, access tokens; format confirmed by computing its published examples",
	Patterns: []scanner.Pattern{
		{RE: `vcp_[A-Za-z0-9]{56}`, Base: 0.8, Proven: 0.99}, {RE: `vc[iakr]_[A-Za-z0-9]{56}`, Base: 0.8, Proven: 0.99}, {RE: `vercel_blob_rw_[A-Za-z0-9]{16}_[A-Za-z0-9]{30,40}`, Base: 0.95},
	},
	Check: func(v []byte) scanner.Verdict {
		if len(v) != 60 || v[3] != '_' {
			return varied(v)
		}
		if checksum.CRC32Radix(v[4:54], v[54:], checksum.Base62) {
			return scanner.Proven
		}
		if v[2] == 'p' {
			return scanner.Wrong
		}
		return varied(v)
	},
	Words:       []string{"vercel token", "vercel api token", "vercel access token"},
	CheckDigits: []int{0, 1, 2, 3, 4, 5},
})

var supabase = issued(scanner.Detector{
	Kind: "SUPABASE_KEY", Name: "Supabase token or secret key",
	Doc:      "Management tokens (sbp_) and secret keys (sb_secret_).",
	Source:   "Supabase documentation, API keys",
	Patterns: []scanner.Pattern{{RE: `sbp_[0-9a-f]{40}`, Base: 0.95}, {RE: `sbp_v0_[0-9a-f]{40}`, Base: 0.95}, {RE: `sb_secret_[A-Za-z0-9_-]{22}_[A-Za-z0-9_-]{8}`, Base: 0.97}},
	Words:    []string{"supabase key", "supabase token", "supabase service role key", "supabase secret key", "supabase access token"},
})

var netlify = issued(scanner.Detector{
	Kind: "NETLIFY_TOKEN", Name: "Netlify token", Doc: "Personal and OAuth tokens of Netlify: prefix and 36 characters.", Source: "Netlify documentation, API access tokens",
	Patterns: []scanner.Pattern{{RE: `nfp_[A-Za-z0-9]{36}`, Base: 0.95}, {RE: `nf[ocbu]_[A-Za-z0-9]{36}`, Base: 0.85}},
	Words:    []string{"netlify token", "netlify auth token", "netlify access token"},
})

var yandexKey = issued(scanner.Detector{
	Kind: "YANDEX_CLOUD_KEY", Name: "Yandex Cloud key", Doc: "API keys (AQVN), static keys (YC) and IAM tokens (t1.) of Yandex Cloud.", Source: "Yandex Cloud documentation, IAM, API keys and tokens",
	Patterns: []scanner.Pattern{{RE: `AQVN[A-Za-z0-9_-]{35,38}`, Base: 0.95}, {RE: `YC[MNOP][A-Za-z0-9_-]{37}`, Base: 0.4}, {RE: `t1\.[A-Z0-9a-z_-]{8,}={0,2}\.[A-Z0-9a-z_-]{86}={0,2}`, Base: 0.95}},
	Check:    mixed(4),
	Words:    []string{"yandex api key", "yandex cloud key", "yc token", "iam token"},
})

var ibmScaleway = issued(scanner.Detector{
	Kind: "CLOUD_PROVIDER_KEY", Name: "API key of another cloud provider",
	Doc:    "Prefixed keys of Scaleway, Exoscale, Render, Backblaze, UpCloud, Clickhouse Cloud, Neon, Deno, Convex and Tailscale-like services; IBM Cloud, Hetzner, Vultr and Linode keys, which have no prefix, behind their label.",
	Source: "the providers' API documentation",
	Patterns: []scanner.Pattern{
		{RE: `EXO[0-9a-f]{24}`, Base: 0.8}, {RE: `rnd_[A-Za-z0-9]{28,36}`, Base: 0.75}, {RE: `K00[0-9][A-Za-z0-9+/]{27}`, Base: 0.3}, {RE: `ucat_[A-Z0-9]{26}`, Base: 0.9},
		{RE: `4b1d[A-Za-z0-9]{38}`, Base: 0.5}, {RE: `ddp_[A-Za-z0-9]{36}`, Base: 0.9}, {RE: `ddw_[A-Za-z0-9]{36}`, Base: 0.85}, {RE: `tk-us-[A-Za-z0-9_-]{48}`, Base: 0.9}, {RE: `SCW[A-Z0-9]{17}`, Base: 0.5},
	},
	Check:    mixedOrHex(3),
	Words:    []string{"ibm cloud api key", "ibmcloud api key", "hetzner api token", "hcloud token", "vultr api key", "linode token", "linode api token", "scaleway secret key", "scw secret key", "scw access key", "render api key", "exoscale api key", "backblaze application key", "b2 application key", "upcloud token", "scalingo token", "clickhouse cloud key", "deno deploy token"},
	Labelled: `[A-Za-z0-9_-]{44}|[A-Za-z0-9]{64}|[A-Z0-9]{36}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
})

// mixedOrHex refuses bodies that are words or have too few digits to be
// random; capitals are not asked for.
func mixedOrHex(skip int) func(v []byte) scanner.Verdict {
	return func(v []byte) scanner.Verdict {
		if len(v) <= skip+8 || census(v[skip:]).digits < 2 {
			return scanner.Wrong
		}
		return varied(v)
	}
}

var tailscale = issued(scanner.Detector{
	Kind: "TAILSCALE_KEY", Name: "Tailscale key", Doc: "Auth, API, OAuth client, SCIM and webhook keys of Tailscale.", Source: "Tailscale documentation, key and secret management",
	Patterns: []scanner.Pattern{{RE: `tskey-[a-z]{2,12}-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{20,40}`, Base: 0.97}, {RE: `tskey-[A-Za-z0-9-]{20,36}`, Base: 0.8}, {RE: `tskey-[A-Za-z0-9]{8,20}CNTRL-[A-Za-z0-9]{16,36}`, Base: 0.97}},
	Check:    unworded(6),
	Words:    []string{"tailscale key", "tailscale auth key", "ts authkey", "tailscale api key"},
})

var planetscale = issued(scanner.Detector{
	Kind: "PLANETSCALE_TOKEN", Name: "PlanetScale token or password", Doc: "Service tokens, OAuth tokens and database passwords of PlanetScale.", Source: "PlanetScale documentation, service tokens",
	Patterns: []scanner.Pattern{{RE: `pscale_tkn_[A-Za-z0-9_.-]{32,64}`, Base: 0.97}, {RE: `pscale_pw_[A-Za-z0-9_.-]{32,64}`, Base: 0.97}, {RE: `pscale_oauth_[A-Za-z0-9_.-]{32,64}`, Base: 0.97}},
	Words:    []string{"planetscale token", "planetscale password"},
})

var neonKey = issued(scanner.Detector{
	Kind: "NEON_API_KEY", Name: "Neon API key", Doc: "API keys and role passwords of Neon: napi_ and 64, npg_ and 12 characters.", Source: "Neon documentation, API keys",
	Patterns: []scanner.Pattern{{RE: `napi_[A-Za-z0-9]{64}`, Base: 0.97}, {RE: `npg_[A-Za-z0-9]{12}`, Base: 0.7}},
	Check:    mixedOrHex(4),
	Words:    []string{"neon api key", "neon token"},
})

var mongoAtlas = issued(scanner.Detector{
	Kind: "MONGODB_ATLAS_SECRET", Name: "MongoDB Atlas service account secret", Doc: "Client secrets of Atlas service accounts: mdb_sa_sk_ and 40 characters.", Source: "MongoDB Atlas documentation, service accounts",
	Patterns: []scanner.Pattern{{RE: `mdb_sa_sk_[A-Za-z0-9_-]{40}`, Base: 0.98}},
	Words:    []string{"atlas client secret", "atlas api key", "atlas private key", "mongodb atlas private key"},
	Labelled: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
})

var cockroachKey = issued(scanner.Detector{
	Kind: "COCKROACH_CLOUD_KEY", Name: "CockroachDB Cloud key", Doc: "Secret keys of CockroachDB Cloud service accounts.", Source: "CockroachDB Cloud documentation, API access",
	Patterns: []scanner.Pattern{{RE: `CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}`, Base: 0.98}},
	Words:    []string{"cockroach api key", "cc secret key"},
})

var aivenPassword = issued(scanner.Detector{
	Kind: "AIVEN_PASSWORD", Name: "Aiven service password", Doc: "Passwords that Aiven gives its services: AVNS_ and 19 characters.", Source: "Aiven documentation, service credentials",
	Patterns: []scanner.Pattern{{RE: `AVNS_[A-Za-z0-9_-]{19}`, Base: 0.9}},
	Check:    unworded(5),
	Words:    []string{"aiven password", "aiven token", "avnadmin"},
})

var confluent = issued(scanner.Detector{
	Kind: "CONFLUENT_SECRET", Name: "Confluent Cloud API secret",
	Doc:      "Secrets with the prefix cflt, whose last six characters are the base 64 of a CRC-32 and decide; older secrets behind their label.",
	Source:   "Confluent documentation, API keys; checksum confirmed by computing published examples",
	Patterns: []scanner.Pattern{{RE: `cflt[A-Za-z0-9+/]{60}`, Base: 0.5, Proven: 0.99}},
	Check: func(v []byte) scanner.Verdict {
		if len(v) != 64 || !hasPrefix(v, "cflt") {
			return varied(v)
		}
		// The checksum covers the 54 characters behind the prefix.
		var le [4]byte
		var b64 [8]byte
		binary.LittleEndian.PutUint32(le[:], crc32.ChecksumIEEE(v[4:58]))
		base64.StdEncoding.Encode(b64[:], le[:])
		return provenIf(string(b64[:6]) == string(v[58:]))
	},
	Words:    []string{"confluent api secret", "confluent cloud api secret", "confluent secret", "kafka api secret", "sasl password"},
	Labelled: `[A-Za-z0-9+/]{64}`,
})

var zuplo = issued(scanner.Detector{
	Kind: "ZUPLO_KEY", Name: "Zuplo API key", Doc: "Keys that Zuplo's gateway issues: 32 characters and the hexadecimal CRC-32 over them, which decides.",
	Source:   "Zuplo documentation, API key format; checksum confirmed by computing published examples",
	Patterns: []scanner.Pattern{{RE: `zpka_[A-Za-z0-9]{32}_[0-9a-f]{8}`, Base: 0.6, Proven: 0.99}},
	Check: func(v []byte) scanner.Verdict {
		if len(v) != 46 {
			return scanner.Wrong
		}
		return provenIf(checksum.CRC32Radix(v[5:37], v[38:], "0123456789abcdef"))
	},
	Words:       []string{"zuplo key", "zuplo api key"},
	CheckDigits: []int{0, 1, 2, 3, 4, 5, 6, 7},
})

var vaultToken = issued(scanner.Detector{
	Kind: "VAULT_TOKEN", Name: "HashiCorp Vault token", Doc: "Service (hvs.), batch (hvb.) and recovery (hvr.) tokens of Vault; the older s. form only behind a label.", Source: "Vault documentation, tokens",
	Patterns: []scanner.Pattern{{RE: `hvs\.[A-Za-z0-9_-]{24,120}`, Base: 0.95}, {RE: `hvb\.[A-Za-z0-9_-]{100,300}`, Base: 0.97}, {RE: `hvr\.[A-Za-z0-9_-]{24,120}`, Base: 0.9}},
	Check:    unworded(2),
	Words:    []string{"vault token", "x vault token", "vault dev root token id"},
	Labelled: `[sbr]\.[A-Za-z0-9]{24}`,
})

var terraform = issued(scanner.Detector{
	Kind: "TERRAFORM_CLOUD_TOKEN", Name: "Terraform Cloud token", Doc: "Tokens of HCP Terraform: 14 characters, .atlasv1., 60 to 70 characters.", Source: "HCP Terraform documentation, API tokens",
	Find: &scanner.Finder{On: scanner.OnLong, Never: scanner.PlainCells, Min: 60, Max: 72, Base: 0.97, At: func(text []byte, at int) (int, int) {
		// The tail is the long run; the marker stands before it.
		if at < 23 || text[at-1] != '.' || string(text[at-9:at]) != ".atlasv1." {
			return at, at
		}
		end := longRun(text, at, 72)
		if end-at < 60 {
			return at, at
		}
		start := at - 9
		for start > 0 && at-9-start < 15 && isAlnum(text[start-1]) {
			start--
		}
		if at-9-start != 14 {
			return at, at
		}
		return start, end
	}},
	Words: []string{"terraform token", "terraform cloud token", "tfe token", "tf token app terraform io"},
})

var pulumi = issued(scanner.Detector{
	Kind: "PULUMI_TOKEN", Name: "Pulumi token", Doc: "Access tokens of Pulumi: pul- and 40 hexadecimal digits.", Source: "Pulumi documentation, access tokens",
	Patterns: []scanner.Pattern{{RE: `pul-[0-9a-f]{40}`, Base: 0.96}},
	Words:    []string{"pulumi token", "pulumi access token"},
})

var doppler = issued(scanner.Detector{
	Kind: "DOPPLER_TOKEN", Name: "Doppler token", Doc: "Personal, service, CLI, SCIM and audit tokens of Doppler.", Source: "Doppler documentation, auth token formats",
	Patterns: []scanner.Pattern{{RE: `dp\.(?:pt|ct|st|sa|said|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}`, Base: 0.97}},
	Words:    []string{"doppler token"},
})

var onePassword = issued(scanner.Detector{
	Kind: "ONEPASSWORD_SECRET", Name: "1Password token or secret key", Doc: "Service account tokens (ops_eyJ, base 64 of JSON) and account secret keys (A3-) of 1Password.", Source: "1Password developer documentation, service accounts; 1Password security design",
	Patterns: []scanner.Pattern{{RE: `ops_eyJ[A-Za-z0-9+/_-]{200,}={0,2}`, Base: 0.97}, {RE: `A3-[A-Z0-9]{6}-[A-Z0-9]{11}-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}`, Base: 0.9}, {RE: `A3-[A-Z0-9]{6}-(?:[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}`, Base: 0.9}},
	Check:    mixedOrHex(3),
	Words:    []string{"1password token", "op service account token", "1password secret key"},
})

var openshift = issued(scanner.Detector{
	Kind: "OPENSHIFT_TOKEN", Name: "OpenShift token", Doc: "User tokens of OpenShift: sha256~ and 43 characters.", Source: "OpenShift Container Platform documentation, authentication",
	Patterns: []scanner.Pattern{{RE: `sha256~[A-Za-z0-9_-]{43}`, Base: 0.97}},
	Words:    []string{"openshift token", "oc token"},
})
