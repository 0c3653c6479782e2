package contact

import (
	_ "embed"
	"slices"
	"sort"
	"strings"
	"sync"

	"sluice/scanner/detectors/match"
)

// tldText holds the top-level domains of the root zone, one a line in byte
// order: ASCII names, and internationalised ones both as xn-- and as written.
// Facts of the IANA root zone database as of October 2026.
//
//go:embed tlds.txt
var tldText string

// tlds is split on first use, so that a start without an address costs
// nothing.
var tlds = sync.OnceValue(func() *[256][]string {
	all := slices.AppendSeq(make([]string, 0, strings.Count(tldText, "\n")+1), strings.FieldsSeq(tldText))
	var by [256][]string // by the first byte
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n][0] == all[0][0] {
			n++
		}
		by[all[0][0]], all = all[:n], all[n:]
	}
	return &by
})

// TLD reports whether label, in any case, is a top-level domain of the root
// zone. It does not allocate.
func TLD(label []byte) bool {
	if len(label) < 2 || len(label) > 63 {
		return false
	}
	var buf [63]byte
	b := buf[:len(label)]
	for i, c := range label {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		b[i] = c
	}
	list := tlds()[b[0]]
	i := sort.Search(len(list), func(i int) bool { return list[i] >= string(b) })
	return i < len(list) && list[i] == string(b)
}

// specialTLD are names that the public DNS never resolves (RFC 2606, RFC
// 6761): an address under them is nobody's.
func specialTLD(label []byte) bool {
	return match.Is(label, "test") || match.Is(label, "example") || match.Is(label, "invalid") || match.Is(label, "localhost")
}

// privateTLD are names that companies use inside their own networks (RFC 6762,
// appendix G; ICANN resolution on .internal): addresses under them are people's.
func privateTLD(label []byte) bool {
	for _, s := range [...]string{"local", "internal", "intranet", "corp", "lan", "localdomain", "intra", "priv"} {
		if match.Is(label, s) {
			return true
		}
	}
	return false
}

// reservedDomain reports a domain of documentation: example.com, .net, .org
// and .edu with everything below them, and the special top-level domains.
func reservedDomain(d []byte) bool {
	last := lastLabel(d)
	if specialTLD(last) {
		return true
	}
	rest := d[:len(d)-len(last)]
	if len(rest) == 0 {
		return false
	}
	rest = rest[:len(rest)-1]
	second := lastLabel(rest)
	return match.Is(second, "example") && (match.Is(last, "com") || match.Is(last, "org") || match.Is(last, "net") || match.Is(last, "edu"))
}

func lastLabel(d []byte) []byte {
	for i := len(d) - 1; i >= 0; i-- {
		if d[i] == '.' {
			return d[i+1:]
		}
	}
	return d
}
