//go:build !amd64 || purego

package scanner

func (l *places) list(words *[outlineWords]uint64, n int) { l.listGeneric(words, n) }

func (rs *Ruleset) siftRoughly([]byte, int, *places) {}

func (l *lexicon) asksEnds(_ []byte, _ int, ends *places) (unseen int) { return ends.n }

func (ps *prefixes) siftRoughly([]byte, int, *places) {}
