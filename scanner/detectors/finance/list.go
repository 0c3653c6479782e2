// Package finance detects payment cards, bank accounts, wallets and the
// identifiers of securities and companies on markets.
package finance

import "sluice/scanner"

// List are the detectors of the family, the most frequent first.
func List() []*scanner.Detector {
	return []*scanner.Detector{creditCard, iban, btc, eth, cryptoOther, swift, bankAccount, cardCVV, cardExpiry, cardTrack, lei, cusip, isin}
}
