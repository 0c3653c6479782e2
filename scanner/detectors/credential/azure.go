package credential

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"

	"sluice/scanner"
	"sluice/scanner/checksum"
)

// Microsoft's identifiable keys hold, in base 64, a fixed signature ten
// characters before their end (padding aside) and a Marvin32 checksum behind
// it, whose seed says what the key is for.
//
// Source: the open-source rules of Microsoft's Security Utilities.

type azureKey struct {
	signature string
	length    int // characters, padding included
	seeds     []uint64
}

var azureKeys = [...]azureKey{
	{"+ASt", 88, []uint64{0x44656661756c7430}}, // storage
	{"ACDb", 88, []uint64{0x4d61737452573030, 0x4d617374524f3030, 0x537973416c6c3030, 0x5265736f75723030, 0x53797374524f3030, 0x456e637279703030, 0x5379737452573030}}, // Cosmos DB
	{"+ABa", 88, []uint64{0x4162416363743030}},                                                                                 // Batch
	{"+AMC", 88, []uint64{0x436c617373696330}},                                                                                 // Machine Learning, classic
	{"APIM", 88, []uint64{0x54656e616e743030, 0x496f544875623030, 0x4761746577793030, 0x4769744b65793030}},                     // API Management
	{"+ASb", 44, []uint64{0x53656e6430303030, 0x4c697374656e3030, 0x4d616e6167653030, 0x53797374656d3030, 0x556e6b6e6f776e30}}, // Service Bus
	{"+AEh", 44, []uint64{0x53656e6430303030, 0x4c697374656e3030, 0x4d616e6167653030, 0x53797374656d3030, 0x556e6b6e6f776e30}}, // Event Hubs
	{"+ARm", 44, []uint64{0x53656e6430303030, 0x4c697374656e3030, 0x4d616e6167653030, 0x53797374656d3030, 0x556e6b6e6f776e30}}, // Relay
	{"AIoT", 44, []uint64{0x496f544875623030, 0x4470734b65793030, 0x4465766963653030}},                                         // IoT
	{"AzCa", 44, []uint64{0x4163636573733030}},                                                                                 // Redis
	{"AZEG", 44, nil},                                                                  // Event Grid: no seed published
	{"+ACR", 52, []uint64{0x41435244666c7430}},                                         // Container Registry
	{"AzSe", 52, []uint64{0x5175657279303030, 0x5041646d696e3030}},                     // Search
	{"AzFu", 56, []uint64{0x46756e6374693030, 0x53797374656d3030, 0x4d61737465723030}}, // Functions
}

// seedDefault is "Default0" read backwards, the seed of annotated keys.
const seedDefault = 0x44656661756c7430

var azureSecret = issued(scanner.Detector{
	Kind:    "AZURE_SECRET",
	Name:    "Azure access key",
	Doc:     "Keys of Azure's services (storage, Cosmos DB, Batch, API Management, Service Bus, Event Hubs, Relay, IoT, Redis, Search, Functions, Container Registry, and the annotated keys of AI services and others) by signature and Marvin32 checksum; older keys without a signature by their label.",
	Source:  "Microsoft Security Utilities, identifiable and common annotated security keys",
	Aliases: []string{"AZURE_AUTH_TOKEN", "AZURE_STORAGE_KEY", "AZURE_ACCESS_KEY"},
	Find:    &scanner.Finder{On: scanner.OnLong, Never: scanner.PlainCells, Min: 43, Max: 128, At: findAzure, Base: 0.7, Proven: 0.99},
	Check:   checkAzure,
	Words: []string{
		"account key", "accountkey", "azure storage key", "azure storage account key", "storage account key", "shared access key", "sharedaccesskey", "azure key", "azure api key", "azure openai api key",
		"azure openai key", "cosmos key", "cosmosdb key", "primary key azure", "azure secret", "service bus key", "event hub key", "ocp apim subscription key", "storage key", "cognitive services key", "azure search key", "azure subscription key",
	},
	Labelled: `[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{43}=|[A-Za-z0-9]{84}|[A-Za-z0-9+/]{52}|[0-9a-f]{32}`,
})

func findAzure(text []byte, at int) (int, int) {
	end := longRun(text, at, 160)
	if end-at < 43 {
		return at, at
	}
	start := afterEquals(text, at, end)
	if azureForm(text[start:end]) == nil && !annotated(text[start:end]) {
		return at, at
	}
	return start, end
}

// azureForm is the kind of key whose length and signature v has.
func azureForm(v []byte) *azureKey {
	switch len(v) {
	case 44, 52, 56, 88:
	default:
		return nil
	}
	body := len(v)
	for body > len(v)-2 && v[body-1] == '=' {
		body--
	}
	for i := range azureKeys {
		if k := &azureKeys[i]; k.length == len(v) && string(v[body-10:body-6]) == k.signature {
			return k
		}
	}
	return nil
}

// annotated: 52 random characters, then JQQJ99 (D or H in the last place for
// derived and hashed keys), date, platform, the provider's signature and a
// checksum; 84 characters or 88 with padding.
func annotated(v []byte) bool {
	if len(v) != 84 && len(v) != 88 {
		return false
	}
	if string(v[52:57]) != "JQQJ9" || v[57] != '9' && v[57] != 'D' && v[57] != 'H' {
		return false
	}
	return v[59] >= 'A' && v[59] <= 'L' // the month
}

func checkAzure(v []byte) scanner.Verdict {
	var raw [66]byte
	if len(v) > 88 {
		return scanner.Wrong
	}
	if annotated(v) {
		n, err := base64.StdEncoding.Decode(raw[:], v)
		if err != nil || n < 60 {
			return scanner.Wrong
		}
		// The checksum covers 60 bytes. It stands behind them as bytes, or as
		// digits of base 62 in the characters where it is derived; the short
		// form has room for four. Two ways of writing exist, so that a
		// mismatch proves nothing.
		sum := checksum.Marvin32(raw[:60], seedDefault)
		var le [4]byte
		binary.LittleEndian.PutUint32(le[:], sum)
		var b64 [8]byte
		base64.StdEncoding.Encode(b64[:], le[:])
		b62 := checksum.AppendRadix(nil, sum, checksum.Base62, 6)
		if string(v[80:84]) == string(b64[:4]) || string(v[80:84]) == string(b62[:4]) || string(v[80:84]) == string(trimZeros(b62)[:4]) {
			return scanner.Proven
		}
		return scanner.Unknown
	}
	k := azureForm(v)
	if k == nil {
		// Behind a label only: no signature, nothing to check.
		return varied(v)
	}
	if k.seeds == nil {
		return scanner.Unknown
	}
	n, err := base64.StdEncoding.Decode(raw[:], v)
	if err != nil {
		if n, err = base64.URLEncoding.Decode(raw[:], v); err != nil {
			return scanner.Wrong
		}
	}
	want := binary.LittleEndian.Uint32(raw[n-4 : n])
	for _, seed := range k.seeds {
		if checksum.Marvin32(raw[:n-4], seed) == want {
			return scanner.Proven
		}
	}
	if k.signature == "AzCa" {
		// Redis writes P and F for the two signs of base 64, which cannot be
		// undone: the form alone speaks.
		return scanner.Unknown
	}
	return scanner.Wrong
}

// trimZeros takes the padding off a base 62 number; four digits always stay.
func trimZeros(v []byte) []byte {
	for len(v) > 4 && v[0] == '0' {
		v = v[1:]
	}
	return v
}

// entraAlphabet is the order in which Entra writes checksums.
const entraAlphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~"

const seedEntra = 0x4161645077643030

var entraSecret = issued(scanner.Detector{
	Kind:    "AZURE_CLIENT_SECRET",
	Name:    "Microsoft Entra client secret",
	Doc:     "Secrets of applications in Microsoft Entra (Azure AD): 7Q~ or 8Q~ in the fourth place; behind 8Q~ the last three characters are the head of a Marvin32 checksum.",
	Source:  "Microsoft Security Utilities, SEC101/156",
	Aliases: []string{"AZURE_AD_CLIENT_SECRET", "ENTRA_CLIENT_SECRET"},
	Find:    &scanner.Finder{On: scanner.OnDigits, Runs: []scanner.Run{{Min: 2, Max: 5, After: "~"}}, At: findEntra, Never: scanner.PlainCells, Base: 0.85, Proven: 0.99},
	Check: func(v []byte) scanner.Verdict {
		if len(v) < 37 || string(v[3:6]) != "8Q~" {
			return varied(v)
		}
		n := len(v) - 3
		sum := checksum.AppendRadix(make([]byte, 0, 8), checksum.Marvin32(v[:n], seedEntra), entraAlphabet, 0)
		if len(sum) >= 3 && string(sum[:3]) == string(v[n:]) {
			return scanner.Proven
		}
		// Three characters leave one key in 290,000 to chance, but older
		// secrets with the same signature are said to carry none.
		return varied(v)
	},
	Words: []string{"azure client secret", "entra client secret", "aad client secret", "azure ad secret", "arm client secret"},
})

// findEntra is asked at a run of letters and digits: the signature's Q is the
// second letter from its end, and '~' follows.
func findEntra(text []byte, at int) (int, int) {
	for k := at; k < at+4 && k+3 <= len(text); k++ {
		if text[k+1] != 'Q' || text[k+2] != '~' || text[k] != '8' && text[k] != '7' || k < 3 {
			continue
		}
		start, end := k-3, k+3
		for i := start; i < k; i++ {
			if !entraByte(text[i]) {
				return at, at
			}
		}
		for end < len(text) && end-start < 42 && entraByte(text[end]) {
			end++
		}
		// 37 to 40 in all; a full stop behind is the sentence's.
		if n := end - start; n > 40 || n < 37 || start > 0 && isWord(text[start-1]) {
			return at, at
		}
		if end-start > 37 && text[end-1] == '.' {
			end--
		}
		return start, end
	}
	return at, at
}

func entraByte(c byte) bool { return isWord(c) || c == '.' || c == '~' || c == '-' }

var adoToken = issued(scanner.Detector{
	Kind:    "AZURE_DEVOPS_TOKEN",
	Name:    "Azure DevOps personal access token",
	Doc:     "The older form: 52 characters of base 32 in lower case without a prefix, found by the CRC-32 that is scattered over their bytes. Newer tokens are annotated keys (AZURE_SECRET).",
	Source:  "Microsoft Security Utilities, SEC101/102",
	Aliases: []string{"AZURE_DEVOPS_PAT"},
	Find:    &scanner.Finder{On: scanner.OnLong, Never: scanner.PlainCells, Min: 52, Max: 120, At: findADO, Base: 0.1, Proven: 0.98},
	Check:   checkADO,
	Words:   []string{"azure devops token", "azure devops pat", "ado pat", "vsts token", "vsts pat", "system accesstoken", "azure devops ext pat", "ado token", "devops pat"},
})

func findADO(text []byte, at int) (int, int) {
	end := longRun(text, at, 120)
	if end-at < 52 {
		return at, at
	}
	start := afterEquals(text, at, end)
	if end-start != 52 {
		return at, at
	}
	for _, c := range text[start:end] {
		if (c < 'a' || c > 'z') && (c < '2' || c > '7') {
			return at, at
		}
	}
	return start, end
}

var lowerBase32 = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

func checkADO(v []byte) scanner.Verdict {
	var raw [33]byte
	if len(v) != 52 {
		return scanner.Wrong
	}
	if _, err := lowerBase32.Decode(raw[:], v); err != nil {
		return scanner.Wrong
	}
	var body [28]byte
	copy(body[0:], raw[0:2])
	copy(body[2:], raw[3:7])
	copy(body[6:], raw[9:22])
	copy(body[19:], raw[23:32])
	sum := crc32.ChecksumIEEE(body[:])
	have := uint32(raw[22]) | uint32(raw[8])<<8 | uint32(raw[7])<<16 | uint32(raw[2])<<24
	return provenIf(have == sum^0xE0B9692D || have == sum^0x1019F92E)
}
