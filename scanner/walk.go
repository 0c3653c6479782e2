package scanner

// walkFrom walks from every place where a form may begin that holds the run
// text[b:e], which has a digit: from the run, from one or two signs before it,
// and from up to three groups of letters before it. Nearly all of these end
// at a mask. Where inner is set, a candidate that begins at the run could not
// stand, because it goes on with something before it.
func (s *Scanner) walkFrom(text []byte, b, e, kind int, inner bool) {
	sh := s.rs.shapes
	if e-b > maxGroup {
		return
	}
	digit, class := b, uint32(digitsGroup)
	if kind != runDigits {
		class = mixedGroup
		for !digitByte[text[digit]] {
			digit++
		}
	}
	if mask := sh.root[e-b][class].of(text[b]); mask != 0 && !inner {
		s.walk(text, b, e, digit, class, mask)
	}
	s.walkSigns(text, b, digit)
	// Groups of letters before the first digits: "AB 12 34 56 C".
	next := groupMask(e-b, class)
	for p, n := b-1, 0; n < sh.lead && p > 0; n++ {
		c := text[p]
		if c >= 128 || !sh.backSep[c] || classTable[text[p-1]]&(bitLetterA|bitLetterB) == 0 {
			return
		}
		q, limit := p, maxLetters
		if text[p-1] >= 'a' {
			limit = int(sh.backSmall[c]) + 1
		}
		for q > 0 && q > p-limit && classTable[text[q-1]]&(bitLetterA|bitLetterB) != 0 {
			q--
		}
		size, sep := p-q, sh.sep[c]
		if size >= limit || q > 0 && alnumByte[text[q-1]] {
			return
		}
		head := sh.head[lettersGroup][size][sep]
		if text[q] >= 'a' {
			head = sh.leadSmall[c][size]
		}
		if head&next != 0 {
			if mask := sh.root[size][lettersGroup].of(text[q]); mask != 0 {
				s.walk(text, q, p, digit, lettersGroup, mask)
			}
		}
		if sh.mid[size][sep]&next == 0 {
			return
		}
		s.walkSigns(text, q, digit)
		next = groupMask(size, lettersGroup)
		p = q - 1
	}
}

// walkSigns walks from the one or two signs before text[at], where a group
// begins, that a form may begin with: "+49", "(415)", "+(49)".
func (s *Scanner) walkSigns(text []byte, at, digit int) {
	sh := s.rs.shapes
	for p := at - 1; p >= 0 && p >= at-2 && text[p] < 128 && sh.startSep[text[p]]; p-- {
		if node := sh.step(1, uint32(text[p])); node != 0 {
			s.follow(text, p, p+1, digit, node, 0)
		}
	}
}

// walk follows text from at, where a group of a class begins that ends at p,
// and calls shapeHit for every node that ends a shape, with the end of the
// text that has it, if it holds the digit at text[digit]. mask is of the root's
// step for that group.
func (s *Scanner) walk(text []byte, at, p, digit int, class uint32, mask uint64) {
	sh := s.rs.shapes
	r := &sh.root[p-at][class]
	if mask&leafBit != 0 && p > digit {
		s.leafHit(text, at, p, r.exact)
		s.leafHit(text, at, p, r.any)
	}
	if p == len(text) || text[p] >= 128 {
		return
	}
	sep := sh.sep[text[p]]
	if sep == 0 || mask&(2<<((sep-1)%sepBits)) == 0 {
		return
	}
	if p-at < maxLetters && p+1 < len(text) {
		then := sh.head[class][p-at][sep]
		if c := text[p+1]; alnumByte[c] {
			if c >= 'a' {
				then = sh.headSmall[text[p]][class][p-at]
			}
			if then == 0 {
				return
			}
			if e, class := group(text, p+1); then&groupMask(e-p-1, class) == 0 && then&leafBit == 0 {
				return
			}
		} else if then&leafBit == 0 && (c >= 128 || sh.sep[c] == 0 || then&sh.sepBit(c) == 0) {
			return
		}
	}
	s.follow(text, at, p, digit, r.exact, r.any)
}

func (s *Scanner) leafHit(text []byte, at, p int, node uint32) {
	if l := s.rs.shapes.leaf[node]; l != nil {
		s.shapeHit(text, at, p, l)
	}
}

// follow goes on from one or two nodes at text[p].
func (s *Scanner) follow(text []byte, at, p, digit int, a, b uint32) {
	sh := s.rs.shapes
	live, next := &s.live[0], &s.live[1]
	n := 0
	if a != 0 {
		live[0], n = a, 1
	}
	if b != 0 {
		live[n] = b
		n++
	}
	for p < len(text) {
		m := 0
		if c := text[p]; !alnumByte[c] {
			if c >= 128 || sh.sep[c] == 0 {
				return
			}
			bit := sh.sepBit(c)
			for _, node := range live[:n] {
				if sh.mask[node]&bit == 0 {
					continue
				}
				if x := sh.step(node, uint32(c)); x != 0 {
					next[m] = x
					m++
				}
			}
			p++
		} else {
			e, class := group(text, p)
			if e-p > maxGroup {
				return
			}
			exact, either := groupSymbol(e-p, class), groupSymbol(e-p, anyGroup)
			exactBit, eitherBit := groupBit(exact), groupBit(either)
			for _, node := range live[:n] {
				mask := sh.mask[node]
				if mask&exactBit != 0 && m < len(next) {
					if x := sh.step(node, exact); x != 0 {
						next[m] = x
						m++
					}
				}
				if mask&eitherBit != 0 && m < len(next) {
					if x := sh.step(node, either); x != 0 {
						next[m] = x
						m++
					}
				}
			}
			p = e
		}
		if m == 0 {
			return
		}
		live, next, n = next, live, m
		if p <= digit {
			continue
		}
		for _, node := range live[:n] {
			if sh.mask[node]&leafBit != 0 {
				s.shapeHit(text, at, p, sh.leaf[node])
			}
		}
	}
}

// group is the end and the class of the run of letters and digits at p. It
// stops looking soon after maxGroup.
func group(text []byte, p int) (end int, class uint32) {
	var digit, letter bool
	stop := min(len(text), p+maxGroup+1)
	for ; p < stop && alnumByte[text[p]]; p++ {
		if text[p] <= '9' {
			digit = true
		} else {
			letter = true
		}
	}
	switch {
	case digit && letter:
		class = mixedGroup
	case letter:
		class = lettersGroup
	}
	return p, class
}
