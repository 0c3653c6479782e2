package scanner

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Slow is the twin of Scan: every pattern by std regexp at every position,
// every trigger by a plain loop. What it shares with Scan is what comes after
// a candidate is there: shields, scores, resolution.
type Slow struct {
	s       *Scanner
	any     [][]*regexp.Regexp // by detector and pattern: somewhere in the text
	longest [][]*regexp.Regexp // anchored at the start
	whole   [][]*regexp.Regexp // anchored at both ends
	max     [][]int            // longest form, 0 for prefix patterns
	prefix  [][][]string
}

func NewSlow(rs *Ruleset) *Slow {
	w := &Slow{s: rs.NewScanner()}
	prefixed := map[[2]uint16][]string{}
	for _, es := range rs.prefixes.byHead {
		for _, e := range es {
			k := [2]uint16{e.det, e.pat}
			prefixed[k] = append(prefixed[k], e.literal)
		}
	}
	b := newReader()
	for i, d := range rs.detectors {
		var anys, longest, whole []*regexp.Regexp
		var maxes []int
		var pre [][]string
		for p, pat := range d.Patterns {
			anys = append(anys, regexp.MustCompile(`(?:`+pat.RE+`)`))
			l := regexp.MustCompile(`\A(?:` + pat.RE + `)`)
			l.Longest()
			longest = append(longest, l)
			whole = append(whole, regexp.MustCompile(`\A(?:`+pat.RE+`)\z`))
			n := 0
			if root, err := b.read(pat.RE); err == nil {
				if fs := b.forms(root); len(fs) > 0 {
					n = len(fs[0])
				}
			}
			ls := prefixed[[2]uint16{uint16(i), uint16(p)}]
			if len(ls) > 0 {
				n = 0
			}
			maxes, pre = append(maxes, n), append(pre, ls)
		}
		w.any, w.longest, w.whole = append(w.any, anys), append(w.longest, longest), append(w.whole, whole)
		w.max, w.prefix = append(w.max, maxes), append(w.prefix, pre)
	}
	return w
}

func (w *Slow) Scan(dst []Finding, text []byte, at *Place) []Finding {
	s, rs := w.s, w.s.rs
	s.cands, s.place, s.lastClaim = s.cands[:0], nil, -1
	s.wholes, s.whole[0] = 0, [2]int{-1, -1}
	if at != nil && at.says {
		s.place = at
	}
	if at != nil && at.prose {
		s.setWhole(text, !at.single)
	}
	s.ctx.reset()
	if s.table.sep = 0; s.place == nil {
		s.findTable(text)
	}
	w.collect(text)
	if s.table.sep != 0 {
		s.claimCells(text)
	}
	for _, st := range unfoldings(text) {
		s.scanFolded(text, st, w.collect)
	}
	if at != nil && len(at.claims) > 0 {
		s.wholeCell(text, at)
	}
	_ = s.userRules(text)
	_ = rs
	return s.resolve(dst, text)
}

func (w *Slow) collect(text []byte) {
	s, rs := w.s, w.s.rs
	for i, d := range rs.detectors {
		for p := range d.Patterns {
			if !w.any[i][p].Match(text) {
				continue
			}
			n := w.max[i][p]
			for b := range text {
				if n == 0 {
					loc := w.longest[i][p].FindIndex(text[b:])
					if loc != nil && loc[1] > 0 && border(text, b, b+loc[1]) {
						s.candidate(text, uint16(i), uint16(p), b, b+loc[1])
					}
					continue
				}
				digit := false
				for e := b + 1; e <= len(text) && e-b <= n; e++ {
					digit = digit || digitByte[text[e-1]]
					if !digit || !border(text, b, e) || !w.whole[i][p].Match(text[b:e]) {
						continue
					}
					alnum := 0
					for _, c := range text[b:e] {
						if alnumByte[c] {
							alnum++
						}
					}
					if !rs.set[i].patterns[p].strong && alnum < leastWeak {
						continue
					}
					if !rs.set[i].patterns[p].strong && s.place == nil && !s.isWhole(b, e) {
						c := s.look(text, b, e)
						if !c.near.has(uint16(i)) && !c.weak.has(uint16(i)) {
							continue
						}
					}
					s.shaped(text, uint16(i), uint16(p), b, e)
				}
			}
		}
	}
	token, blob := 0, 0
	for p := range text {
		c := text[p]
		if p >= token && alnumByte[c] {
			e, digit := p, false
			for e < len(text) && alnumByte[text[e]] {
				digit = digit || digitByte[text[e]]
				e++
			}
			token = e
			if digit {
				for _, det := range rs.finders[OnDigits] {
					runs := rs.set[det].Find.Runs
					if len(runs) == 0 || slices.ContainsFunc(runs, func(r Run) bool { return r.Fits(text, p, e) }) {
						if b, e := rs.set[det].Find.At(text, p); b < e {
							s.foundNumber(text, det, b, e)
						}
					}
				}
				if !digitByte[c] && s.glued(text, p, e) {
					continue
				}
				if p == 0 || !joinsLeft(text, p) || text[p-1] == '_' {
					s.lastClaim = -1
					s.labelled(text, p)
					if p > 0 && (text[p-1] == '-' || text[p-1] == '/' || text[p-1] == '.') {
						q := p - 1
						for q > 0 && q > p-9 && alnumByte[text[q-1]] {
							q--
						}
						if q < p-1 {
							s.lastClaim = -1
							s.labelled(text, q)
						}
					}
				}
			}
		}
		switch c {
		case '@':
			for _, det := range rs.finders[OnAt] {
				s.found(text, det, p)
			}
		case ':', '=', '>':
			scheme := c == ':' && p+2 < len(text) && text[p+1] == '/' && text[p+2] == '/' && rs.triggers&(1<<OnScheme) != 0
			if scheme {
				for _, det := range rs.finders[OnScheme] {
					s.found(text, det, p)
				}
				break
			}
			if c == ':' {
				for _, det := range rs.finders[OnColon] {
					s.found(text, det, p)
				}
			}
			if v := valueBehind(text, p); v < len(text) {
				s.lastClaim = -1
				s.labelled(text, v)
			}
		case '-':
			if p == 0 || text[p-1] != '-' {
				e := p
				for e < len(text) && text[e] == '-' {
					e++
				}
				if e-p >= 5 {
					for _, det := range rs.finders[OnDashes] {
						s.found(text, det, p)
					}
				}
			}
		}
		if p >= blob && blobByte[c] != 0 && (p == 0 || blobByte[text[p-1]] == 0) {
			e := p
			for e < len(text) && blobByte[text[e]] != 0 {
				e++
			}
			blob = e
			if e-p >= 16 && strings.ContainsAny(string(text[p:e]), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+=") {
				for _, det := range rs.finders[OnLong] {
					if f := rs.set[det].Find; e-p >= f.Min && (f.Max == 0 || e-p <= f.Max) {
						s.found(text, det, p)
					}
				}
			}
		}
		capital := c >= 'A' && c <= 'Z'
		if c >= 0xc3 && c <= 0xd4 {
			r, _ := utf8.DecodeRune(text[p:])
			capital = unicode.IsUpper(r)
		}
		if capital && (p == 0 || !alnumByte[text[p-1]] && text[p-1] < 0x80 || c < 0x80 && !alnumByte[text[p-1]] && !joinsLeft(text, p)) {
			for _, det := range rs.finders[OnCapital] {
				starts := rs.set[det].Find.Starts
				asked := len(starts) == 0 && (!rs.set[det].Find.Caps || c < 0x80 && p+1 < len(text) && text[p+1] >= 'A' && text[p+1] <= 'Z')
				for _, s := range starts {
					asked = asked || strings.HasPrefix(string(text[p:]), s)
				}
				if asked {
					s.found(text, det, p)
				}
			}
		}
	}
}
