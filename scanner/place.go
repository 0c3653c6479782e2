package scanner

import (
	"fmt"
	"slices"
	"strings"
)

// Place is what a column's name says about its values. Immutable, safe for
// concurrent use.
type Place struct {
	claims  []uint16 // kinds that the name claims, longest phrase first
	claimed kindSet
	near    kindSet
	weak    kindSet
	says    bool // the name speaks for some kind
	prose   bool // a column of running text
	single  bool // a cell is one value, never a list of some
}

// Single is the Place of a column whose cells are known to be codes of its own:
// what stands in a list there passes its check by chance. p may be nil, and so
// may what is returned.
func (p *Place) Single() *Place {
	if p == nil {
		return nil
	}
	q := *p
	q.single = true
	return &q
}

// proseNames are what columns of running text are called in training data. A
// cell of such a column that is nothing but one value was written down for
// that value's sake: what passes its check needs no word beside it. In any
// other column a number may be an id that passes by chance.
const proseNames = " text content contents message body prompt response completion utterance input output question answer instruction rawcontent sourcetext "

// Place reads a column's name or JSON path ("users[].home_phone"), once a
// column. Nil where the name says nothing.
func (rs *Ruleset) Place(column string) *Place {
	n := len(rs.set)
	p := &Place{claimed: newBits(n), near: newBits(n), weak: newBits(n)}
	some := false
	// The last part of the path names the value; the parts before are context.
	last := column
	if i := strings.LastIndexByte(column, '.'); i >= 0 && i+1 < len(column) {
		last = column[i+1:]
		rest := column[:i]
		if rs.phrasesIn(rest, func(_, _, _ int, us []phraseUse) {
			for _, u := range us {
				p.weak.set(u.det)
			}
		}) {
			some = true
		}
	}
	size := make(map[uint16]uint8)
	if rs.phrasesIn(last, func(cutStart, cutEnd, cuts int, us []phraseUse) {
		// A phrase that ends the name is what the column is called.
		claims := cutEnd == cuts || cutStart == 0 && cutEnd >= cuts-1
		for _, u := range us {
			switch {
			case u.weak:
				p.weak.set(u.det)
			case claims:
				size[u.det] = max(size[u.det], u.size)
				p.near.set(u.det)
			default:
				p.near.set(u.det)
			}
		}
	}) {
		some = true
	}
	best := uint8(0)
	for _, n := range size {
		best = max(best, n)
	}
	for det, n := range size {
		// "email_address" is an e-mail, not an address.
		if n == best {
			p.claims = append(p.claims, det)
			p.claimed.set(det)
		}
	}
	slices.Sort(p.claims)
	p.says = some
	p.prose = strings.Contains(proseNames, " "+strings.ToLower(strings.Trim(strings.ReplaceAll(last, "_", ""), "[]"))+" ")
	if !some && !p.prose {
		return nil
	}
	return p
}

// phrasesIn calls hit with the cuts (words) of name where a phrase starts and
// ends; it reports whether there was one.
func (rs *Ruleset) phrasesIn(name string, hit func(cutStart, cutEnd, cuts int, us []phraseUse)) bool {
	name = strings.NewReplacer("[", " ", "]", " ", "'", " ").Replace(name)
	var f folder
	f.reset()
	f.fold([]byte(name), 0, len(name))
	some := false
	rs.words.phrasesOf(&f, func(j, i int, us []phraseUse) {
		some = true
		hit(i, j, len(f.cuts)-1, us)
	})
	return some
}

// Known is the Place of a column that is known, by sampling or by policy, to
// hold the kind; kind must be one of the Ruleset's or an alias.
func (rs *Ruleset) Known(column, kind string) (*Place, error) {
	i, ok := rs.byName[strings.ToUpper(kind)]
	if !ok {
		return nil, fmt.Errorf("scanner: no kind is called %q", kind)
	}
	det := uint16(i)
	p := rs.Place(column)
	if p == nil {
		n := len(rs.set)
		p = &Place{claimed: newBits(n), near: newBits(n), weak: newBits(n)}
	}
	p.says = true
	p.claims = []uint16{det}
	p.claimed.clear()
	p.claimed.set(det)
	p.near.set(det)
	return p, nil
}

// Claims lists the kinds that the column's name claims.
func (p *Place) Claims(rs *Ruleset) []string {
	if p == nil {
		return nil
	}
	out := make([]string, len(p.claims))
	for i, det := range p.claims {
		out[i] = rs.detectors[det].Kind
	}
	return out
}
