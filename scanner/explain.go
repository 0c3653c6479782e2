package scanner

// Step is one thing that was said for or against a stretch of text.
type Step struct {
	Start, End int    // bytes of the text, half-open
	Kind       string // whose candidate it is
	What       string // "pattern", "check passes", "context word", "part of a longer identifier", ...
	Score      Score  // after this step; 0 where the candidate was dropped
}

// Explain scans text as Scan does and hands every step of every candidate to
// emit, also of those that Scan has no reason to look at closely: kinds that
// need a word which is not there. It is slow.
func (s *Scanner) Explain(dst []Finding, text []byte, at *Place, emit func(Step)) ([]Finding, error) {
	s.trace = func(what string, det uint16, start, end int, score Score) {
		if s.inAlt {
			// In a folded stretch: where it stands in the original.
			f := &s.alt
			start, end = int(f.from[start]), int(f.from[end])
			what += " (obfuscated)"
		}
		emit(Step{start, end, s.rs.detectors[det].Kind, what, score})
	}
	defer func() { s.trace = nil }()
	return s.Scan(dst, text, at)
}
