package finance

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

func asIs(dst, v []byte) []byte { return append(dst, v...) }

var btc = &scanner.Detector{
	Kind: "CRYPTO_BTC", Name: "Bitcoin address", Family: "finance",
	Doc:     "Base58check addresses (1..., 3...), bech32 (bc1q...) and bech32m (bc1p...) addresses of the main network; the checksum decides.",
	Source:  "Bitcoin address formats; BIP 13, BIP 173, BIP 350",
	Aliases: []string{"CRYPTO", "bitcoin"},
	Patterns: []scanner.Pattern{
		{RE: `[13][1-9A-HJ-NP-Za-km-z]{25,34}`, Base: 0.1, Proven: 0.97},
		{RE: `bc1[02-9ac-hj-np-z]{11,71}`, Base: 0.1, Proven: 0.97},
		{RE: `BC1[02-9AC-HJ-NP-Z]{11,71}`, Base: 0.1, Proven: 0.97},
	},
	Check: checkBTC,
	Reserved: func(v []byte) bool {
		return string(v) == "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4" || string(v) == "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4" || string(v) == "1111111111111111111114oLvT2"
	},
	Words: []string{"bitcoin", "btc", "bitcoin address", "btc address", "btc wallet", "wallet address", "wallet", "bitcoin wallet", "bitcoinadresse", "adresse bitcoin", "direccion bitcoin", "portfel", "биткоин", "比特币", "ビットコイン"},
	Canon: asIs,
}

func checkBTC(v []byte) scanner.Verdict {
	if len(v) < 14 || len(v) > 90 {
		return scanner.Wrong
	}
	if v[0] == '1' || v[0] == '3' {
		var buf [checksum.MaxBase58]byte
		p, ok := checksum.Base58Check(buf[:0], v, checksum.Base58Bitcoin, 21)
		if ok && (v[0] == '1' && p[0] == 0 || v[0] == '3' && p[0] == 5) {
			return scanner.Proven
		}
		return scanner.Wrong
	}
	var buf [96]byte
	hrp, data, variant := checksum.Bech32(buf[:0], v)
	if variant == checksum.NotBech32 || len(data) < 1 || len(hrp) != 2 || hrp[0]|0x20 != 'b' || hrp[1]|0x20 != 'c' {
		return scanner.Wrong
	}
	var prog [64]byte
	p, ok := checksum.FromFiveBits(prog[:0], data[1:])
	switch {
	case !ok, data[0] > 16, len(p) < 2 || len(p) > 40:
		return scanner.Wrong
	case data[0] == 0 && (variant != checksum.Bech32Plain || len(p) != 20 && len(p) != 32), data[0] > 0 && variant != checksum.Bech32m:
		return scanner.Wrong
	}
	return scanner.Proven
}

var eth = &scanner.Detector{
	Kind: "CRYPTO_ETH", Name: "Ethereum address", Family: "finance",
	Doc:      "0x and 40 hexadecimal digits. Mixed case must be the checksum of EIP-55 and stands alone; one case needs a word near.",
	Source:   "Ethereum yellow paper; EIP-55 (Keccak-256)",
	Patterns: []scanner.Pattern{{RE: `0[xX][0-9a-fA-F]{40}`, Base: 0.4, Proven: 0.95}},
	Check:    checkETH,
	Reserved: func(v []byte) bool {
		if len(v) != 42 {
			return false
		}
		// The null address, precompiled contracts and the burn address.
		zero := true
		for _, c := range v[2:38] {
			zero = zero && c == '0'
		}
		return zero || checksum.AllSame(v[2:])
	},
	Words: []string{"ethereum", "eth", "ether", "erc20", "erc 20", "eth address", "ethereum address", "wallet", "wallet address", "metamask", "polygon", "bsc", "binance smart chain", "usdt", "usdc", "token holder", "smart contract", "dirección ethereum", "以太坊", "эфириум"},
	Weak:  []string{"contract", "address", "transaction", "token", "blockchain", "from", "to"},
	Canon: func(dst, v []byte) []byte {
		for _, c := range v {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
		}
		return dst
	},
}

func checkETH(v []byte) scanner.Verdict {
	if len(v) != 42 {
		return scanner.Wrong
	}
	lower, upper := false, false
	var low [40]byte
	for i, c := range v[2:] {
		switch {
		case c >= 'a' && c <= 'f':
			lower = true
		case c >= 'A' && c <= 'F':
			upper = true
			c += 'a' - 'A'
		case !digit(c):
			return scanner.Wrong
		}
		low[i] = c
	}
	if !lower || !upper {
		return scanner.Unknown
	}
	h := checksum.Keccak256(low[:])
	for i, c := range v[2:] {
		if digit(c) {
			continue
		}
		nibble := h[i/2] >> 4
		if i%2 == 1 {
			nibble = h[i/2] & 15
		}
		if (nibble >= 8) != (c <= 'F') {
			return scanner.Wrong
		}
	}
	return scanner.Proven
}

var cryptoOther = &scanner.Detector{
	Kind: "CRYPTO_OTHER", Name: "address of another cryptocurrency", Family: "finance",
	Doc:    "Litecoin, Dogecoin, Dash, Zcash, Tron, XRP (base58check), Cardano, Litecoin and Cosmos (bech32), Monero (Keccak), Stellar (CRC-16), Bitcoin Cash; Solana addresses have no checksum and need a word near.",
	Source: "address formats of the chains: SLIP-44 and SLIP-173, CIP-19, SEP-23, Monero base58, cashaddr",
	Patterns: []scanner.Pattern{
		{RE: `[LMDXTA9][1-9A-HJ-NP-Za-km-z]{25,34}`, Base: 0.05, Proven: 0.95},
		{RE: `t[13][1-9A-HJ-NP-Za-km-z]{33}`, Base: 0.05, Proven: 0.95},
		{RE: `r[1-9A-HJ-NP-Za-km-z]{24,34}`, Base: 0.05, Proven: 0.95},
		{RE: `(ltc1|addr1|stake1|cosmos1|osmo1|terra1|bnb1|zil1)[02-9ac-hj-np-z]{20,120}`, Base: 0.05, Proven: 0.95},
		{RE: `[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93}`, Base: 0.1, Proven: 0.95},
		{RE: `4[1-9A-HJ-NP-Za-km-z]{105}`, Base: 0.1, Proven: 0.95},
		{RE: `G[A-Z2-7]{55}`, Base: 0.05, Proven: 0.95},
		{RE: `bitcoincash:[qp][02-9ac-hj-np-z]{41}`, Base: 0.85, Proven: 0.95},
		{RE: `[1-9A-HJ-NP-Za-km-z]{43,44}`, Base: 0.05, Proven: 0.2},
	},
	Check: checkCoin,
	Words: []string{
		"litecoin", "ltc", "dogecoin", "doge", "ripple", "xrp", "tron", "trx", "trc20", "usdt trc20", "solana", "sol", "phantom wallet", "cardano", "ada", "monero", "xmr", "dash", "zcash", "zec", "stellar", "xlm", "bitcoin cash", "bch", "cosmos", "atom",
		"wallet", "wallet address", "crypto address", "crypto wallet", "solana wallet", "sol wallet", "sol address", "xmr address", "ltc address",
	},
	Canon: asIs,
}

func checkCoin(v []byte) scanner.Verdict {
	if len(v) < 20 || len(v) > 130 {
		return scanner.Wrong
	}
	var buf [checksum.MaxBase58]byte
	switch v[0] {
	case 'b':
		if len(v) > 12 && v[11] == ':' {
			return scanner.Unknown
		}
	case 'r':
		if p, ok := checksum.Base58Check(buf[:0], v, checksum.Base58Ripple, 21); ok && p[0] == 0 {
			return scanner.Proven
		}
	case 'G':
		if len(v) == 56 {
			if stellar(v) {
				return scanner.Proven
			}
			return scanner.Wrong
		}
	}
	if len(v) == 95 || len(v) == 106 {
		if monero(v) {
			return scanner.Proven
		}
		return scanner.Wrong
	}
	if v[0] >= 'a' && v[0] <= 'z' {
		var five [128]byte
		if _, data, variant := checksum.Bech32(five[:0], v); variant != checksum.NotBech32 && len(data) >= 20 {
			return scanner.Proven
		}
	}
	if len(v) <= 36 {
		p, ok := checksum.Base58Check(buf[:0], v, checksum.Base58Bitcoin, 21, 22)
		if ok {
			switch {
			case len(p) == 21 && (p[0] == 0x30 || p[0] == 0x32 || p[0] == 0x1e || p[0] == 0x16 || p[0] == 0x4c || p[0] == 0x10 || p[0] == 0x41):
				return scanner.Proven
			case len(p) == 22 && p[0] == 0x1c && (p[1] == 0xb8 || p[1] == 0xbd):
				return scanner.Proven
			}
		}
		return scanner.Wrong
	}
	if len(v) == 43 || len(v) == 44 {
		// Solana: 32 bytes and no check; digits and both cases at least.
		p, ok := checksum.Base58Decode(buf[:0], v, checksum.Base58Bitcoin)
		if ok && len(p) == 32 {
			up, low, dig := false, false, false
			for _, c := range v {
				up, low, dig = up || c >= 'A' && c <= 'Z', low || c >= 'a', dig || digit(c)
			}
			if up && low && dig {
				return scanner.Unknown
			}
		}
	}
	return scanner.Wrong
}

// monero decodes its base 58, eleven characters for eight bytes, and checks
// the last four bytes against Keccak-256.
func monero(v []byte) bool {
	var buf [96]byte
	out := buf[:0]
	for i := 0; i < len(v); i += 11 {
		b := v[i:min(len(v), i+11)]
		size := [12]int{0, 0, 1, 2, 0, 3, 4, 5, 0, 6, 7, 8}[len(b)]
		if size == 0 {
			return false
		}
		x, hi := uint64(0), uint64(0)
		for _, c := range b {
			k := -1
			for j := 0; j < 58; j++ {
				if checksum.Base58Bitcoin[j] == c {
					k = j
					break
				}
			}
			if k < 0 {
				return false
			}
			h := x >> 32 * 58
			l := (x&0xffffffff)*58 + uint64(k)
			h += l >> 32
			hi += h >> 32
			x = h<<32 | l&0xffffffff
		}
		if hi != 0 || size < 8 && x>>(8*size) != 0 {
			return false
		}
		for j := size - 1; j >= 0; j-- {
			out = append(out, byte(x>>(8*j)))
		}
	}
	if len(out) < 40 {
		return false
	}
	h := checksum.Keccak256(out[:len(out)-4])
	return string(h[:4]) == string(out[len(out)-4:]) && (out[0] == 18 || out[0] == 19 || out[0] == 42)
}

// stellar checks the CRC-16/XMODEM of a strkey public key (SEP-23).
func stellar(v []byte) bool {
	var out [35]byte
	acc, bits, n := uint32(0), 0, 0
	for _, c := range v {
		var x uint32
		switch {
		case c >= 'A' && c <= 'Z':
			x = uint32(c - 'A')
		case c >= '2' && c <= '7':
			x = uint32(c-'2') + 26
		default:
			return false
		}
		acc = (acc<<5 | x) & 0xffff
		if bits += 5; bits >= 8 {
			bits -= 8
			out[n] = byte(acc >> bits)
			n++
		}
	}
	crc := uint16(0)
	for _, b := range out[:33] {
		crc ^= uint16(b) << 8
		for range 8 {
			if crc&0x8000 != 0 {
				crc = crc<<1 ^ 0x1021
			} else {
				crc <<= 1
			}
		}
	}
	return out[0] == 6<<3 && uint16(out[33])|uint16(out[34])<<8 == crc
}
