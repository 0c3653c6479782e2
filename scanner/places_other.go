//go:build !amd64 || purego

package scanner

func (rs *Ruleset) roughCapitals(*[outlineWords]uint64, int, []byte, int, *places) (from, to int, ok bool) {
	return 0, 0, false
}

func (l *lexicon) roughEnds(*[outlineWords]uint64, int, []byte, int, *places) (unseen int, ok bool) {
	return 0, false
}

func (ps *prefixes) roughHeads(*[outlineWords]uint64, int, []byte, int, *places) bool { return false }
