package scanner

// survey is a first look over the bitmaps of a chunk. Most words of text say
// nothing, and where the few lie that do cannot be foreseen; so they are put
// down in lists without a branch, and only what stands in the lists, or in a
// word that the survey calls busy, is looked at in turn.
type survey struct {
	capitals, heads places
	carry           uint64 // the byte before the chunk is a letter or digit

	outline
}

// outline is what a survey makes of the bitmaps of a chunk, all words at once.
// The arrays of input have a word for what follows the chunk, word one for
// what stands before it.
type outline struct {
	long  [outlineWords]uint64 // bytes of long tokens
	loud  [outlineWords]uint64 // those of them that are no small letters
	word  [outlineWords]uint64 // letters and digits; word[0] is before the chunk
	run16 [outlineWords]uint64 // fifteen further bytes of tokens follow
	mixed [outlineWords]uint64 // a prefix of the class mixedPrefix may begin
	first [outlineWords]uint64 // capitals that begin a word
	head  [outlineWords]uint64 // a prefix may begin
}

// outlineWords has room for a vector of eight words that begins at the last
// one's neighbour.
const outlineWords = chunkWords + 8

// places are offsets in a chunk, in order; what is marked above the offset is
// the matter of those who mark.
type places struct {
	at   [chunk + listed]uint16
	n    int
	next int // those before it have been looked at
}

// listed is how many places of a word are put down at once.
const listed = 64

// empty takes all places out of l.
func (l *places) empty() { l.n, l.next = 0, 0 }

// put adds the place if says, what is marked above it, is not 0. There is no
// branch: mostly it is 0, and when it is not cannot be foreseen.
func (l *places) put(at, says uint16) {
	l.at[l.n] = at | says
	l.n += int((says | -says) >> 15)
}

// before is the next place before off; false where there is none.
func (l *places) before(off int) (at uint16, ok bool) {
	if l.next == l.n || int(l.at[l.next]&offsetMask) >= off {
		return 0, false
	}
	l.next++
	return l.at[l.next-1], true
}

// waits reports whether some listed place has not been looked at.
func (v *survey) waits() bool { return v.capitals.next < v.capitals.n || v.heads.next < v.heads.n }

// take surveys the first n words of m and returns which of them are busy.
// whole says that the text ends with them; every is prefixes.every.
func (v *survey) take(m *masks, n int, whole bool, every uint64) (busy uint64) {
	beyond := ^uint64(0) // what follows the chunk may be any byte of tokens
	if whole {
		beyond = 0
	}
	v.word[0] = v.carry << 63
	busy = draw(&v.outline, m, n, beyond, every)
	v.carry = v.word[n] >> 63
	return busy
}

// drawGeneric fills o from the first n words of m and returns which of them
// are busy: where there is more to see than capitals and heads. What lies
// beyond the words n counts as beyond; every marks where a prefix of the
// class plainPrefix may begin.
func drawGeneric(o *outline, m *masks, n int, beyond, every uint64) (busy uint64) {
	for w := 0; w < n; w++ {
		word := m.digit[w] | m.letter[w]
		long := word | m.joint[w] | m.under[w] | m.label[w] | m.escape[w]
		o.word[w+1], o.long[w], o.loud[w] = word, long, long&^(m.letter[w]&^m.upper[w])
	}
	o.long[n], o.loud[n] = beyond, beyond
	for w := 0; w < n; w++ {
		starts := o.word[w+1] &^ (o.word[w+1]<<1 | o.word[w]>>63)
		run6, run16 := runs(o.long[w], o.long[w+1])
		run6 &= starts
		mixed := run6 & reach7(o.loud[w], o.loud[w+1])
		o.run16[w], o.mixed[w] = run16, mixed
		o.first[w] = m.upper[w] & starts
		o.head[w] = run16&starts | mixed | run6&every
		joint := m.joint[w]
		if m.digit[w]|m.at[w]|m.label[w]|m.escape[w]|m.under[w]|m.high[w]|run16|joint&(joint>>1) != 0 {
			busy |= 1 << w
		}
	}
	return busy
}

// runs marks the bytes of x that five and fifteen further ones follow at
// least; next is the word behind x.
func runs(x, next uint64) (run6, run16 uint64) {
	two, nextTwo := x&(x>>1|next<<63), next&(next>>1)
	four, nextFour := two&(two>>2|nextTwo<<62), nextTwo&(nextTwo>>2)
	eight, nextEight := four&(four>>4|nextFour<<60), nextFour&(nextFour>>4)
	return four & (two>>4 | nextTwo<<60), eight & (eight>>8 | nextEight<<56)
}
