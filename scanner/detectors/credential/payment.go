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
