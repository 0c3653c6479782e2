package credential

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var cryptoKey = issued(scanner.Detector{
	Kind: "CRYPTO_PRIVATE_KEY", Name: "private key of a wallet",
	Doc:      "Private keys of Bitcoin in wallet import format and extended private keys (xprv, yprv, zprv, tprv), both proven by base58check; bare 64 hexadecimal digits only behind a label.",
	Source:   "Bitcoin Wiki, Wallet import format; BIP 32, SLIP-132",
	Aliases:  []string{"BITCOIN_PRIVATE_KEY"},
	Find:     &scanner.Finder{On: scanner.OnLong, Never: scanner.PlainCells, Min: 51, Max: 128, At: findWalletKey, Base: 0.1, Proven: 0.98},
	Check:    checkWalletKey,
	Words:    []string{"wallet private key", "bitcoin private key", "btc private key", "wif", "xprv", "eth private key", "ethereum private key", "wallet key", "master private key", "private key hex", "deployer private key", "mnemonic key", "private key"},
	Labelled: `(?:0x)?[0-9a-fA-F]{64}|[5KL9c][1-9A-HJ-NP-Za-km-z]{50,51}|[xyzt]prv[1-9A-HJ-NP-Za-km-z]{107,108}`,
})

func findWalletKey(text []byte, at int) (int, int) {
	end := longRun(text, at, 180)
	if end-at < 51 {
		return at, at
	}
	start := afterEquals(text, at, end)
	switch n := end - start; {
	case n == 51 || n == 52:
		switch text[start] {
		case '5', 'K', 'L', '9', 'c':
			return start, end
		}
	case n == 111 && string(text[start+1:start+4]) == "prv":
		return start, end
	}
	return at, at
}

func checkWalletKey(v []byte) scanner.Verdict {
	var buf [checksum.MaxBase58]byte
	switch len(v) {
	case 51, 52:
		p, ok := checksum.Base58Check(buf[:0], v, checksum.Base58Bitcoin, 33, 34)
		// Version 0x80 (0xef on the test network), 32 bytes, and 01 where the
		// public key is compressed.
		return provenIf(ok && (p[0] == 0x80 || p[0] == 0xef) && (len(p) == 33 || p[33] == 1))
	case 111:
		p, ok := checksum.Base58Check(buf[:0], v, checksum.Base58Bitcoin, 78)
		return provenIf(ok && p[45] == 0)
	case 64, 66:
		return varied(v)
	}
	return scanner.Wrong
}

var ageKey = issued(scanner.Detector{
	Kind: "AGE_SECRET_KEY", Name: "age secret key", Doc: "Identities of age: AGE-SECRET-KEY-1 and 58 characters of bech32, whose check decides.", Source: "The age file encryption format, C2SP; BIP 173",
	Patterns: []scanner.Pattern{{RE: `AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}`, Base: 0.8, Proven: 0.99}, {RE: `AGE-PLUGIN-[A-Z0-9-]{1,20}-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{20,400}`, Base: 0.8, Proven: 0.95}},
	Check: func(v []byte) scanner.Verdict {
		var buf [512]byte
		_, _, variant := checksum.Bech32(buf[:0], v)
		return provenIf(variant == checksum.Bech32Plain)
	},
	Words: []string{"age key", "age secret key", "sops age key"},
})
