package credential

import (
	"encoding/base64"

	"sluice/scanner"
)

var twilio = issued(scanner.Detector{
	Kind: "TWILIO_KEY", Name: "Twilio key", Doc: "API key ids (SK) and account ids (AC) with 32 hexadecimal digits; auth tokens, 32 bare digits, behind their label.", Source: "Twilio documentation, SIDs; API keys",
	Patterns: []scanner.Pattern{{RE: `SK[0-9a-f]{32}`, Base: 0.8}, {RE: `AC[0-9a-f]{32}`, Base: 0.6}},
	Check:    mixedOrHex(2),
	Words:    []string{"twilio auth token", "twilio token", "twilio api key", "twilio secret", "twilio account sid", "twilio sid", "twilio api secret"}, Labelled: `[0-9a-f]{32}|[A-Za-z0-9]{32}`,
})

var sendgrid = issued(scanner.Detector{
	Kind: "SENDGRID_KEY", Name: "SendGrid API key", Doc: "Keys of SendGrid: SG., 22 and 43 characters.", Source: "Twilio SendGrid documentation, API keys",
	Patterns: []scanner.Pattern{{RE: `SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}`, Base: 0.98}},
	Words:    []string{"sendgrid api key", "sendgrid key", "sendgrid token"},
})

var mailchimp = issued(scanner.Detector{
	Kind: "MAILCHIMP_KEY", Name: "Mailchimp API key", Doc: "32 hexadecimal digits and the data centre (-us1 to -us99); Mandrill keys (md-) too.", Source: "Mailchimp Marketing API documentation, authentication",
	Patterns: []scanner.Pattern{{RE: `[0-9a-f]{32}-us[0-9]{1,2}`, Base: 0.95}, {RE: `md-[A-Za-z0-9_-]{22}`, Base: 0.4}},
	Check:    mixedOrHex(3),
	Words:    []string{"mailchimp api key", "mailchimp key", "mandrill api key", "mandrill key"},
})

var mailgun = issued(scanner.Detector{
	Kind: "MAILGUN_KEY", Name: "Mailgun key", Doc: "Older private keys (key- and 32 hexadecimal digits), newer ones (32-8-8) and public validation keys (pubkey-).", Source: "Mailgun documentation, API keys",
	Patterns: []scanner.Pattern{{RE: `key-[0-9a-f]{32}`, Base: 0.85}, {RE: `[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}`, Base: 0.85}, {RE: `pubkey-[0-9a-f]{32}`, Base: 0.85}, {RE: `key-[A-Za-z0-9]{32}`, Base: 0.3}},
	Check:    mixedOrHex(4),
	Words:    []string{"mailgun api key", "mailgun key", "mailgun private key", "mailgun signing key"},
})

var brevo = issued(scanner.Detector{
	Kind: "BREVO_KEY", Name: "Brevo (Sendinblue) key", Doc: "API (xkeysib-) and SMTP (xsmtpsib-) keys: 64 hexadecimal digits and 16 characters.", Source: "Brevo developer documentation, API keys",
	Patterns: []scanner.Pattern{{RE: `xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}`, Base: 0.98}, {RE: `xsmtpsib-[0-9a-f]{64}-[A-Za-z0-9]{16}`, Base: 0.98}},
	Words:    []string{"brevo api key", "sendinblue api key", "brevo key"},
})

var mailService = issued(scanner.Detector{
	Kind: "MAIL_SERVICE_KEY", Name: "key of another mail service", Doc: "Prefixed keys of Resend, MailerSend, Klaviyo and Loops; Postmark tokens behind their label.", Source: "the services' API documentation",
	Patterns: []scanner.Pattern{{RE: `re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}`, Base: 0.9}, {RE: `mlsn\.[0-9a-f]{64}`, Base: 0.97}, {RE: `pk_[0-9a-f]{34}`, Base: 0.75}},
	Check:    unworded(3),
	Words:    []string{"resend api key", "mailersend api key", "klaviyo api key", "klaviyo private key", "postmark token", "postmark server token", "postmark api token", "x postmark server token"}, Labelled: `[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`,
})

var shopify = issued(scanner.Detector{
	Kind: "SHOPIFY_TOKEN", Name: "Shopify token", Doc: "Access tokens, custom app, private app tokens and shared secrets of Shopify: prefix and 32 hexadecimal digits.", Source: "Shopify developer documentation, access tokens",
	Patterns: []scanner.Pattern{{RE: `shpat_[0-9a-fA-F]{32}`, Base: 0.97}, {RE: `shpca_[0-9a-fA-F]{32}`, Base: 0.97}, {RE: `shppa_[0-9a-fA-F]{32}`, Base: 0.97}, {RE: `shpss_[0-9a-fA-F]{32}`, Base: 0.97}, {RE: `shptka_[0-9a-fA-F]{32}`, Base: 0.95}},
	Words:    []string{"shopify token", "shopify access token", "shopify api secret", "shopify api key", "shopify secret", "x shopify access token"}, Labelled: `[0-9a-f]{32}`,
})

var notion = issued(scanner.Detector{
	Kind: "NOTION_TOKEN", Name: "Notion token", Doc: "Integration tokens of Notion: ntn_, 11 digits and 35 characters, or the older secret_ and 43.", Source: "Notion developer documentation, authorization",
	Patterns: []scanner.Pattern{{RE: `ntn_[0-9]{11}[A-Za-z0-9]{35}`, Base: 0.98}, {RE: `secret_[A-Za-z0-9]{43}`, Base: 0.8}},
	Check:    mixed(7),
	Words:    []string{"notion token", "notion api key", "notion secret", "notion key"},
})

var linearKey = issued(scanner.Detector{
	Kind: "LINEAR_KEY", Name: "Linear API key", Doc: "Personal keys, OAuth tokens and webhook secrets of Linear.", Source: "Linear developer documentation, API",
	Patterns: []scanner.Pattern{{RE: `lin_api_[A-Za-z0-9]{40}`, Base: 0.97}, {RE: `lin_oauth_[A-Za-z0-9]{64}`, Base: 0.97}, {RE: `lin_wh_[A-Za-z0-9]{40,64}`, Base: 0.95}},
	Words:    []string{"linear api key", "linear token"},
})

var figma = issued(scanner.Detector{
	Kind: "FIGMA_TOKEN", Name: "Figma token", Doc: "Personal and OAuth tokens of Figma: figd_ (or figu_, figo_) and 38 to 42 characters.", Source: "Figma REST API documentation, access tokens",
	Patterns: []scanner.Pattern{{RE: `fig[duo][rh]?_[A-Za-z0-9_-]{38,42}`, Base: 0.95}},
	Check:    unworded(5),
	Words:    []string{"figma token", "figma access token", "x figma token"},
})

var airtable = issued(scanner.Detector{
	Kind: "AIRTABLE_TOKEN", Name: "Airtable token", Doc: "Personal access tokens: pat, 14 characters, a dot, 64 hexadecimal digits; older keys (key and 14) behind their label.", Source: "Airtable web API documentation, authentication",
	Patterns: []scanner.Pattern{{RE: `pat[A-Za-z0-9]{14}\.[0-9a-f]{64}`, Base: 0.98}, {RE: `key[A-Za-z0-9]{14}`, Base: 0.1}},
	Check:    mixedOrHex(3),
	Words:    []string{"airtable api key", "airtable token", "airtable key", "airtable personal access token"},
})

var dropbox = issued(scanner.Detector{
	Kind: "DROPBOX_TOKEN", Name: "Dropbox token", Doc: "Short-lived access tokens of Dropbox (sl.); refresh and older tokens behind their label.", Source: "Dropbox developer documentation, OAuth guide",
	Patterns: []scanner.Pattern{{RE: `sl\.(?:u\.)?[A-Za-z0-9_-]{130,}=*`, Base: 0.95}},
	Check:    unworded(3),
	Words:    []string{"dropbox token", "dropbox access token", "dropbox refresh token", "dropbox app secret"}, Labelled: `[A-Za-z0-9_-]{64}|[A-Za-z0-9]{15}`,
})

var facebook = issued(scanner.Detector{
	Kind: "FACEBOOK_TOKEN", Name: "Meta access token", Doc: "User, page and app tokens of Facebook, Instagram and Threads: EAA, IGQ or THQ and a long body.", Source: "Meta for Developers, access tokens",
	Patterns: []scanner.Pattern{{RE: `EAA[A-Za-z0-9]{80,}`, Base: 0.9}, {RE: `IG(?:Q[VW]|AA)[A-Za-z0-9_-]{99,}`, Base: 0.8}},
	Check:    mixed(3),
	Words:    []string{"facebook access token", "facebook token", "fb access token", "fb token", "instagram access token", "facebook app secret", "page access token"}, Labelled: `[0-9a-f]{32}|[0-9]{10,17}\|[A-Za-z0-9_-]{27}`,
})

var mapbox = issued(scanner.Detector{
	Kind: "MAPBOX_TOKEN", Name: "Mapbox secret token", Doc: "Secret (sk.) and temporary (tk.) tokens of Mapbox, base 64 of JSON; public ones (pk.) only in context.", Source: "Mapbox documentation, access tokens",
	Patterns: []scanner.Pattern{{RE: `sk\.eyJ[A-Za-z0-9_-]{40,100}\.[A-Za-z0-9_-]{22}`, Base: 0.8, Proven: 0.97}, {RE: `tk\.eyJ[A-Za-z0-9_-]{40,200}\.[A-Za-z0-9_-]{22}`, Base: 0.8, Proven: 0.97}, {RE: `pk\.eyJ[A-Za-z0-9_-]{40,100}\.[A-Za-z0-9_-]{22}`, Base: 0.2, Proven: 0.4}},
	Check:    func(v []byte) scanner.Verdict { return provenIf(len(v) > 40 && jsonObject(v[3:len(v)-23])) },
	Words:    []string{"mapbox token", "mapbox access token", "mapbox secret token"},
})

var contentful = issued(scanner.Detector{
	Kind: "CONTENTFUL_TOKEN", Name: "Contentful token", Doc: "Management tokens of Contentful: CFPAT- and 43 characters.", Source: "Contentful documentation, personal access tokens",
	Patterns: []scanner.Pattern{{RE: `CFPAT-[A-Za-z0-9_-]{43}`, Base: 0.97}},
	Words:    []string{"contentful token", "contentful management token", "contentful access token"}, Labelled: `[A-Za-z0-9_-]{43}`,
})

var typeform = issued(scanner.Detector{
	Kind: "TYPEFORM_TOKEN", Name: "Typeform token", Doc: "Personal tokens of Typeform: tfp_ and 44 to 60 characters.", Source: "Typeform developer documentation, personal access token",
	Patterns: []scanner.Pattern{{RE: `tfp_[A-Za-z0-9_.=-]{40,60}`, Base: 0.93}},
	Check:    unworded(4),
	Words:    []string{"typeform token", "typeform api key"},
})

var trello = issued(scanner.Detector{
	Kind: "TRELLO_TOKEN", Name: "Trello token", Doc: "Tokens of Trello: ATTA and 64 hexadecimal digits and eight more; keys and older tokens behind their label.", Source: "Atlassian developer documentation, Trello authorization",
	Patterns: []scanner.Pattern{{RE: `ATTA[0-9a-f]{64}[0-9A-F]{8}`, Base: 0.97}},
	Words:    []string{"trello token", "trello key", "trello api key", "trello secret"}, Labelled: `[0-9a-f]{64}|[0-9a-f]{32}`,
})

var intercom = issued(scanner.Detector{
	Kind: "INTERCOM_TOKEN", Name: "Intercom token", Doc: "Access tokens of Intercom, the base 64 of tok: and the token.", Source: "Intercom developer documentation, authentication",
	Patterns: []scanner.Pattern{{RE: `dG9rO[A-Za-z0-9+/=_-]{54}=`, Base: 0.5, Proven: 0.95}, {RE: `dG9rO[A-Za-z0-9+/_-]{50,58}={0,2}`, Base: 0.3, Proven: 0.95}},
	Check: func(v []byte) scanner.Verdict {
		var raw [48]byte
		n, err := base64.StdEncoding.Decode(raw[:], v[:min(len(v), 64)/4*4])
		return provenIf(err == nil && hasPrefix(raw[:n], "tok:"))
	},
	Words: []string{"intercom token", "intercom access token", "intercom api key"},
})

var apify = issued(scanner.Detector{
	Kind: "AUTOMATION_TOKEN", Name: "token of an automation or data service", Doc: "Prefixed tokens of Apify, Contentstack, Frame.io, ReadMe, Duffel, Defined Networking, Snyk-like scanners, SettleMint, Kaggle, MaxMind, Adobe and E2B.", Source: "the services' API documentation",
	Patterns: []scanner.Pattern{
		{RE: `apify_api_[A-Za-z0-9]{36,40}`, Base: 0.97}, {RE: `fio-u-[A-Za-z0-9_=-]{64}`, Base: 0.97}, {RE: `rdme_[a-z0-9]{70}`, Base: 0.97}, {RE: `duffel_(?:test|live)_[A-Za-z0-9_=-]{43}`, Base: 0.97},
		{RE: `dnkey-[a-z0-9=_-]{26}-[a-z0-9=_-]{52}`, Base: 0.97}, {RE: `sm_(?:pat|aat|sat)_[A-Za-z0-9]{16}`, Base: 0.85}, {RE: `KGAT_[0-9a-f]{32}`, Base: 0.95}, {RE: `p8e-[a-zA-Z0-9]{32}`, Base: 0.85},
		{RE: `e2b_[0-9a-f]{40}`, Base: 0.95}, {RE: `[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk`, Base: 0.97}, {RE: `snyk_[us]at\.[0-9a-f]{8}\.[A-Za-z0-9_-]{20,60}\.[A-Za-z0-9_-]{20,60}`, Base: 0.97},
	},
	Check: mixedOrHex(4),
	Words: []string{"apify token", "maxmind license key", "kaggle key", "snyk token", "adobe client secret", "readme api key", "e2b api key"}, Labelled: `[0-9a-f]{32}|[A-Za-z0-9]{16}`,
})
