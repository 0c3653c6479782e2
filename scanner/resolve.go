package scanner

import (
	"bytes"
	"slices"
)

func indexString(text []byte, lit string) int { return bytes.Index(text, []byte(lit)) }

// resolve turns the candidates into findings that do not overlap: within a
// cluster of overlapping candidates the best stands first. A candidate inside
// a longer one gives way to it unless it is clearly surer.
func (s *Scanner) resolve(dst []Finding, text []byte) []Finding {
	cs := s.cands
	slices.SortFunc(cs, func(a, b candidate) int {
		if a.start != b.start {
			return a.start - b.start
		}
		if a.end != b.end {
			return b.end - a.end
		}
		return s.order(a, b)
	})
	for i := 0; i < len(cs); {
		j, end := i+1, cs[i].end
		for j < len(cs) && cs[j].start < end {
			end = max(end, cs[j].end)
			j++
		}
		if j == i+1 {
			if !cs[i].reserved {
				dst = append(dst, cs[i].finding())
			}
		} else {
			dst = s.cluster(dst, cs[i:j])
		}
		i = j
	}
	return dst
}

func (c *candidate) finding() Finding {
	return Finding{Start: uint32(c.start), End: uint32(c.end), Detector: c.det, Evidence: c.ev, Score: c.score}
}

// order puts the better of two candidates first, whatever their spans.
func (s *Scanner) order(a, b candidate) int {
	switch {
	case a.score != b.score:
		if a.score > b.score {
			return -1
		}
		return 1
	case a.ev&(ByLabel|ByColumn) != b.ev&(ByLabel|ByColumn):
		if a.ev&(ByLabel|ByColumn) != 0 && b.ev&(ByLabel|ByColumn) == 0 {
			return -1
		}
		if b.ev&(ByLabel|ByColumn) != 0 && a.ev&(ByLabel|ByColumn) == 0 {
			return 1
		}
	case a.ev&ByChecksum != b.ev&ByChecksum:
		if a.ev&ByChecksum != 0 {
			return -1
		}
		return 1
	case a.dist != b.dist:
		return int(a.dist) - int(b.dist)
	}
	if a.det != b.det {
		return int(a.det) - int(b.det)
	}
	return int(b.ev) - int(a.ev)
}

// outweighs is how much surer an inner candidate must be to beat the one
// around it.
const outweighs Score = 0.25

// cluster resolves candidates that overlap in a chain, sorted by start and
// then by length.
func (s *Scanner) cluster(dst []Finding, cs []candidate) []Finding {
	// Equal spans first: one stays, the others are its also.
	type entry struct {
		candidate
		also  [3]uint16
		nAlso uint8
	}
	var small [16]entry
	es := small[:0]
	for _, c := range cs {
		if n := len(es); n > 0 && es[n-1].start == c.start && es[n-1].end == c.end {
			e := &es[n-1]
			if e.det != c.det && int(e.nAlso) < len(e.also) && !slices.Contains(e.also[:e.nAlso], c.det) {
				e.also[e.nAlso] = c.det
				e.nAlso++
			}
			continue
		}
		es = append(es, entry{candidate: c})
	}
	rank := make([]int, len(es))
	for i := range rank {
		rank[i] = i
	}
	// A value inside a longer candidate of about the same score is part of
	// it: the longer one ranks as if it were surer.
	weight := func(e *entry) Score {
		w := e.score
		for i := range es {
			o := &es[i]
			if o.start >= e.end {
				break
			}
			limit := outweighs
			if o.det == e.det && s.place != nil {
				limit = 2 * outweighs // two readings of one value
			}
			if o.start >= e.start && o.end <= e.end && (o.start != e.start || o.end != e.end) && o.score < e.score+limit {
				w = max(w, o.score)
			}
		}
		return w
	}
	weights := make([]Score, len(es))
	if len(es) <= 64 {
		for i := range es {
			weights[i] = weight(&es[i])
		}
	} else {
		for i := range es {
			weights[i] = es[i].score
		}
	}
	slices.SortStableFunc(rank, func(a, b int) int {
		if weights[a] != weights[b] {
			if weights[a] > weights[b] {
				return -1
			}
			return 1
		}
		if la, lb := es[a].end-es[a].start, es[b].end-es[b].start; la != lb {
			return lb - la
		}
		return s.order(es[a].candidate, es[b].candidate)
	})
	var taken []int // indexes into es, sorted by start
	for _, i := range rank {
		at, _ := slices.BinarySearchFunc(taken, es[i].start, func(t, start int) int { return es[t].start - start })
		if at > 0 && es[taken[at-1]].end > es[i].start || at < len(taken) && es[taken[at]].start < es[i].end {
			continue
		}
		taken = slices.Insert(taken, at, i)
	}
	for _, i := range taken {
		e := &es[i]
		if e.reserved {
			continue
		}
		f := e.finding()
		f.Also, f.NAlso = e.also, e.nAlso
		dst = append(dst, f)
	}
	return dst
}
