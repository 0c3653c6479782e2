package credential

import "sluice/scanner"

var stripe = issued(scanner.Detector{
	Kind:    "STRIPE_KEY",
	Name:    "Stripe key",
	Doc:     "Secret and restricted keys of Stripe, live and test, and webhook secrets. Publishable keys (pk_) are made to be seen and are found by label only.",
	Source:  "Stripe documentation, API keys",
	Aliases: []string{"STRIPE_CREDENTIALS", "STRIPE_API_KEY"},
	Patterns: []scanner.Pattern{
		{RE: `sk_live_[A-Za-z0-9]{24,247}`, Base: 0.95},
		{RE: `rk_live_[A-Za-z0-9]{24,247}`, Base: 0.95},
		{RE: `sk_test_[A-Za-z0-9]{24,247}`, Base: 0.9},
		{RE: `rk_test_[A-Za-z0-9]{24,247}`, Base: 0.9},
		{RE: `sk_(?:live|test)_[A-Za-z0-9]{10,23}`, Base: 0.6},
		{RE: `sk_org_(?:live|test)_[A-Za-z0-9]{24,120}`, Base: 0.95},
		{RE: `whsec_[A-Za-z0-9+/]{32,64}={0,2}`, Base: 0.9},
		{RE: `pk_live_[A-Za-z0-9]{24,247}`, Base: 0.2},
		{RE: `pk_test_[A-Za-z0-9]{24,247}`, Base: 0.1},
	},
	Check: func(v []byte) scanner.Verdict {
		i := 6
		for i < len(v) && i < 14 && v[i] != '_' {
			i++
		}
		if i >= len(v) || v[i] != '_' {
			i = 5 // whsec_
		}
		return unworded(i + 1)(v)
	},
	Words: []string{"stripe key", "stripe secret key", "stripe api key", "stripe secret", "stripe webhook secret"},
})

var square = issued(scanner.Detector{
	Kind: "SQUARE_TOKEN", Name: "Square token", Doc: "Access tokens (EAAA), personal tokens (sq0atp-), OAuth secrets (sq0csp-) and ids (sq0idp-) of Square.", Source: "Square developer documentation, access tokens",
	Patterns: []scanner.Pattern{{RE: `EAAA[A-Za-z0-9_-]{60}`, Base: 0.85}, {RE: `sq0atp-[A-Za-z0-9_-]{22}`, Base: 0.97}, {RE: `sq0csp-[A-Za-z0-9_-]{43}`, Base: 0.97}, {RE: `sq0i(?:dp|db)-[A-Za-z0-9_-]{22,43}`, Base: 0.6}},
	Check:    unworded(4),
	Words:    []string{"square access token", "square token", "square secret", "square application secret"},
})

var braintree = issued(scanner.Detector{
	Kind: "BRAINTREE_TOKEN", Name: "Braintree access token", Doc: "access_token$production$ (or sandbox), merchant and 32 hexadecimal digits.", Source: "Braintree documentation, PayPal access tokens",
	Patterns: []scanner.Pattern{{RE: `access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}`, Base: 0.98}},
	Words:    []string{"braintree access token", "braintree private key", "braintree token", "paypal client secret", "paypal secret"}, Labelled: `[0-9a-f]{32}|E[A-Za-z0-9_-]{79}`,
})

var plaid = issued(scanner.Detector{
	Kind: "PLAID_TOKEN", Name: "Plaid token or secret", Doc: "Access tokens of Plaid with environment and UUID; secrets (30) and client ids (24 hexadecimal digits) behind their label.", Source: "Plaid documentation, tokens",
	Patterns: []scanner.Pattern{{RE: `access-(?:sandbox|development|production)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, Base: 0.98}},
	Words:    []string{"plaid secret", "plaid access token", "plaid token", "plaid client secret"}, Labelled: `[0-9a-f]{30}`,
})

var razorpay = issued(scanner.Detector{
	Kind: "PAYMENT_SERVICE_KEY", Name: "key of another payment service",
	Doc:    "Prefixed keys of Razorpay, Paddle, Flutterwave, Xendit, EasyPost, Shippo, GoCardless, Mollie, Adyen, Lob and Checkout.com; short prefixes need context.",
	Source: "the services' API documentation",
	Patterns: []scanner.Pattern{
		{RE: `rzp_live_[A-Za-z0-9]{14}`, Base: 0.9}, {RE: `rzp_test_[A-Za-z0-9]{14}`, Base: 0.85}, {RE: `pdl_(?:live|sdbx)_apikey_[a-z0-9]{26}_[A-Za-z0-9]{22}_[A-Za-z0-9]{3}`, Base: 0.98}, {RE: `FLWSECK(?:_TEST)?-[0-9a-zA-Z]{12,32}-X`, Base: 0.97},
		{RE: `xnd_(?:development|production)_[A-Za-z0-9]{40,80}`, Base: 0.97}, {RE: `EZ[AT]K[A-Za-z0-9]{54}`, Base: 0.95}, {RE: `shippo_(?:live|test)_[0-9a-f]{40}`, Base: 0.97}, {RE: `live_[A-Za-z0-9_=-]{40}`, Base: 0.4}, {RE: `live_[A-Za-z0-9]{30}`, Base: 0.4},
		{RE: `(?:live|test)_[0-9a-f]{35}`, Base: 0.6}, {RE: `AQE[a-z]hm[A-Za-z0-9+/]{20,200}={0,2}-[A-Za-z0-9+/]{30,60}={0,2}-[A-Za-z0-9(){}<>\[\].,;:!?&%#@^_-]{8,24}`, Base: 0.95}, {RE: `sk_(?:sbox_)?[a-z2-7]{26}[a-z0-9*#$=]`, Base: 0.6},
	},
	Check:    mixedOrHex(4),
	Words:    []string{"razorpay key secret", "razorpay secret", "razorpay key", "paddle api key", "flutterwave secret key", "xendit api key", "easypost api key", "shippo token", "gocardless access token", "gocardless token", "mollie api key", "adyen api key", "lob api key", "checkout secret key", "paystack secret key", "wise api token", "coinbase api secret", "binance api secret", "binance secret key", "binance api key", "kraken private key"},
	Labelled: `[A-Za-z0-9]{24}|[A-Za-z0-9]{64}|sk_(?:live|test)_[0-9a-f]{40}`,
})
