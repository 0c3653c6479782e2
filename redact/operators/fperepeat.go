package operators

// repeated ranks the strings of ten digits of a German tax number: no leading
// zero, one digit occurs two or three times, the others once at most. Three in
// a hundred of all strings are of that kind and no pair of places shows it, so
// that it cannot be learned like other structures.
//
// Source: Steueridentifikationsnummerverordnung, § 1; Bundeszentralamt für
// Steuern.
type repeated struct{ at []int } // indexes into fpeScratch.at

const repeatedDigits = 10

// repeatedCount is the number of ways to go on, by the digits left, the
// different ones used, and how often the repeated one occurred (0 where there
// is none yet).
var repeatedCount = func() (t [repeatedDigits + 1][repeatedDigits + 1][4]uint64) {
	for used := range repeatedDigits + 1 {
		t[0][used][2], t[0][used][3] = 1, 1
	}
	for left := 1; left <= repeatedDigits; left++ {
		for used := range repeatedDigits + 1 {
			for times := range 4 {
				if times == 1 {
					continue
				}
				n := uint64(0)
				if used < repeatedDigits {
					n += uint64(repeatedDigits-used) * t[left-1][used+1][times]
				}
				switch times {
				case 0:
					n += uint64(used) * t[left-1][used][2]
				case 2:
					n += t[left-1][used][3]
				}
				t[left][used][times] = n
			}
		}
	}
	return t
}()

// size is the number of strings.
func (*repeated) size() uint64 {
	return (repeatedDigits - 1) * repeatedCount[repeatedDigits-1][1][0]
}

// repeatedState is what was seen of a string so far.
type repeatedState struct {
	left, used, times int
	digit             int // the repeated one
	seen              [repeatedDigits]bool
}

// ways is the number of strings that go on with a digit.
func (r *repeatedState) ways(d int) uint64 {
	switch {
	case r.left == repeatedDigits && d == 0:
		return 0
	case !r.seen[d]:
		return repeatedCount[r.left-1][r.used+1][r.times]
	case r.times == 0:
		return repeatedCount[r.left-1][r.used][2]
	case r.digit == d && r.times == 2:
		return repeatedCount[r.left-1][r.used][3]
	}
	return 0
}

func (r *repeatedState) take(d int) {
	r.left--
	switch {
	case !r.seen[d]:
		r.seen[d] = true
		r.used++
	case r.times == 0:
		r.digit, r.times = d, 2
	default:
		r.times++
	}
}

// get is the place of the digits in s, -1 where they have none.
func (p *repeated) get(s *fpeScratch) int {
	r := repeatedState{left: repeatedDigits}
	rank := uint64(0)
	for _, at := range p.at {
		d := int(s.num[at])
		if r.ways(d) == 0 {
			return -1
		}
		for c := range d {
			rank += r.ways(c)
		}
		r.take(d)
	}
	return int(rank)
}

// set puts the digits of a place into s.
func (p *repeated) set(s *fpeScratch, rank uint64) {
	r := repeatedState{left: repeatedDigits}
	for _, at := range p.at {
		d := 0
		for ; d < repeatedDigits-1 && rank >= r.ways(d); d++ {
			rank -= r.ways(d)
		}
		s.set(at, byte(d))
		r.take(d)
	}
}
