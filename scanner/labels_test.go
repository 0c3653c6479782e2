package scanner

// LabelMissed reports whether a label stands before text[v:] of which the quick
// look back (labelEnds) says that there is none. All of text is in one chunk.
func (s *Scanner) LabelMissed(text []byte, v int) (missed, label bool) {
	s.begin(text, nil)
	n := classify(&s.m, text)
	s.chunk, s.base, s.end, s.wordEnd = text, 0, len(text), -1
	s.survey.carry = 0
	s.survey.take(&s.m, n, true, s.rs.prefixes.every())
	label = len(s.look(text, v, v).named) > 0
	quick := s.labelEnds(text, v)
	return label && !quick, label
}

// EndMissed reports whether the quick look at the word that ends at text[p] says
// that no phrase ends there.
func (s *Scanner) EndMissed(text []byte, p int) bool {
	lex := s.rs.words
	may, n := lex.ends(text, p)
	return !may || !lex.mayFollow(text, p, n)
}
