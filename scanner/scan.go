package scanner

import (
	"math/bits"
	"strings"
)

// Scanner owns the scratch of one goroutine. Not safe for concurrent use.
type Scanner struct {
	rs     *Ruleset
	m      masks
	chunk  []byte // the text of which m stands for a part: from base to end
	base   int
	end    int
	survey survey
	around masks // of cover
	ends   places
	tails  [outlineWords]uint64 // of wordsEnd: where words end
	ctx    *context
	place  *Place
	cands  []candidate
	alt    folded // the plain view of a stretch, see fold.go
	signs  stretches
	tail   folder     // of foreignEnds
	inAlt  bool       // text is alt's
	blind  *standsFor // text is a sample, see surelyQuiet; nil where it is what it is
	sort   Cells      // of the sample
	maybe  bool       // what the sample stands for may hold a finding
	checks bool       // kinds whose check may refuse the whole of it are put down in asks
	room   [OutlineSize + 1]byte
	hex    *hexCells                 // of Quiet, nil until there is need of it
	codes  *[1 << codeBits]codeClass // of QuietCode, nil until there is need of it
	code   code                      // what QuietCode is asked about
	asks   []codeAsk                 // what surelyQuiet leaves open
	whole  [4][2]int                 // where the only values of a cell of running text must be: all of it, or a list
	wholes int                       // how many of them are known
	near   []Range                   // where collect looks; nil is everywhere
	live   [2][32]uint32             // of follow
	trace  func(step string, det uint16, start, end int, score Score)

	table  table
	places map[string]*Place // of column names in tables

	lastClaim int // where the last label's value was looked for: once is enough

	wordEnd  int // where the word ends that labelEnds was asked about last
	wordSays bool
}

// candidate is a judged span.
type candidate struct {
	start, end int
	det        uint16
	dist       uint16 // to the nearest context word
	ev         Evidence
	reserved   bool
	score      Score
}

// NewScanner makes a Scanner.
func (rs *Ruleset) NewScanner() *Scanner {
	return &Scanner{rs: rs, ctx: newContext(len(rs.set))}
}

// Scan appends the findings of text to dst: in order of Start, never
// overlapping. at is the column's Place, nil if nothing is known. text is not
// kept and may be at most 4 GiB. An error means that a rule brought by the
// user could not judge the text (it took too long); it names the kind, never
// the text.
func (s *Scanner) Scan(dst []Finding, text []byte, at *Place) ([]Finding, error) {
	return s.ScanNear(dst, text, at, nil)
}

// Range is a part of a text in bytes, half-open.
type Range struct{ Start, End int }

// ScanNear is Scan for a text of which all but some ranges, in order, has been
// scanned before they were changed: it finds what begins in one of them or
// less than Reach bytes before or behind it. What it finds further away is
// the same as Scan would find, but need not be all. nil stands for everything.
func (s *Scanner) ScanNear(dst []Finding, text []byte, at *Place, ranges []Range) ([]Finding, error) {
	if len(text) == 0 {
		return dst, nil
	}
	s.begin(text, at)
	s.near = ranges
	s.collect(text)
	s.near = nil
	if s.table.sep != 0 {
		s.claimCells(text)
	}
	for _, st := range s.signs {
		s.scanFolded(text, st, s.collect)
	}
	if at != nil && len(at.claims) > 0 {
		s.wholeCell(text, at)
	}
	var err error
	if len(s.rs.texts)+len(s.rs.finders[OnText]) > 0 {
		err = s.userRules(text)
	}
	if len(s.cands) > 0 {
		dst = s.resolve(dst, text)
	}
	return dst, err
}

// begin makes ready for a text.
func (s *Scanner) begin(text []byte, at *Place) {
	s.cands = s.cands[:0]
	s.place, s.wholes, s.whole[0] = nil, 0, [2]int{-1, -1}
	if at != nil {
		if at.says {
			s.place = at
		}
		if at.prose {
			s.setWhole(text, !at.single)
		}
	}
	s.ctx.reset()
	s.lastClaim = -1
	s.signs = s.signs[:0]
	if s.table.sep = 0; s.place == nil {
		s.findTable(text)
	}
}

// collect finds and judges the candidates of text, as far as s.near says.
func (s *Scanner) collect(text []byte) {
	known := seen{}
	if s.near == nil {
		s.collectPart(text, 0, len(text), &known)
		return
	}
	done := 0
	for i := 0; i < len(s.near); {
		from, to := s.near[i].Start-Reach, s.near[i].End+Reach
		for i++; i < len(s.near) && s.near[i].Start-Reach <= to; i++ {
			to = max(to, s.near[i].End+Reach)
		}
		from = max(from&^63, done)
		if done = min((to+63)&^63, len(text)); from < done {
			s.collectPart(text, from, done, &known)
		}
	}
}

// Reach is how far a change reaches in a text: what stands further away is
// found, or not, as before. Labels and words near a value, and the numbers in
// whose row it stands, are nearer than that.
const Reach = 192

// collectPart is collect for what begins in text[from:to].
func (s *Scanner) collectPart(text []byte, from, to int, known *seen) {
	m, v := &s.m, &s.survey
	v.carry, s.wordEnd = 0, -1
	if from > 0 && alnumByte[text[from-1]] {
		v.carry = 1
	}
	for base := from; base < to; base += chunk {
		end := min(to, base+chunk)
		n := classify(m, text[base:end])
		s.chunk, s.base, s.end = text, base, end
		busy := v.take(m, n, end == len(text), s.rs.prefixes.every())
		s.rs.listCapitals(&v.first, n, text, base, &v.capitals)
		s.rs.prefixes.listHeads(&v.head, n, text, base, &v.heads)
		if s.blind == &anyCode { // mute has seen to them
			v.capitals.empty()
			v.heads.empty()
		}
		for ; busy != 0; busy &= busy - 1 {
			w := bits.TrailingZeros64(busy)
			if v.waits() {
				s.listed(text, base, (w+1)*64)
			}
			s.busyWord(text, base, w, known)
		}
		if v.waits() {
			s.listed(text, base, chunk)
		}
	}
}

// listed looks at what the survey of the chunk at base has listed before off.
func (s *Scanner) listed(text []byte, base, off int) {
	v := &s.survey
	for {
		at, ok := v.capitals.before(off)
		if !ok {
			break
		}
		s.capitalWord(text, base+int(at&offsetMask), at&^offsetMask)
	}
	for {
		at, ok := v.heads.before(off)
		if !ok {
			break
		}
		if p := int(at); s.headAt(text, base, p) {
			s.prefixHit(text, base+p)
		}
	}
}

// headAt reports whether a prefix may begin at the head at p of the chunk at base.
func (s *Scanner) headAt(text []byte, base, p int) bool {
	ps, v := s.rs.prefixes, &s.survey
	return ps.may(text, base+p) && ps.takes(text, base+p, v.run16[p>>6]>>(p&63)&1 != 0, v.mixed[p>>6]>>(p&63)&1 != 0)
}

// seen tells how far a text is known already: what begins before it has been
// looked at.
type seen struct {
	digits int // runs with a digit
	clock  int // colons
	dashes int // runs of dashes
	long   int // long runs
}

// busyWord looks at the 64 bytes of word w of the chunk at base.
func (s *Scanner) busyWord(text []byte, base, w int, known *seen) {
	rs, m := s.rs, &s.m
	off := base + w*64
	if x := m.digit[w]; x != 0 {
		letter := m.letter[w]
		word := x | letter
		for ; x != 0; x &= x - 1 {
			p := off + bits.TrailingZeros64(x)
			if p < known.digits {
				continue
			}
			i := p - off
			n := bits.TrailingZeros64(^(word >> (i & 63)))
			b, e, kind := p, p+n, runDigits
			if i += n; i < 64 {
				if letter>>((i-n)&63)&(1<<(n&63)-1) != 0 {
					kind = runMixed
				}
			} else {
				for e < len(text) && alnumByte[text[e]] {
					e++
				}
				kind = runKind(text, b, e)
			}
			for b > 0 && alnumByte[text[b-1]] {
				b--
				kind = runLetter
			}
			s.digitToken(text, b, e, kind)
			// What begins in the middle of a UUID or of a time is part of
			// it, whatever it looks like.
			if known.digits = e; e < len(text) {
				switch c := text[e]; {
				case c == '-' && e-b == 4 && kind == runDigits:
					known.digits = max(e, dayEnd(text, b))
				case c == '-' && e-b == 8:
					known.digits = max(e, uuidEnd(text, b))
				case c == ':' && e-b <= 2 && kind == runDigits:
					known.clock = clockEnd(text, b, e)
					known.digits = max(e, known.clock)
				}
			}
		}
	}
	for x := m.at[w]; x != 0; x &= x - 1 {
		p := off + bits.TrailingZeros64(x)
		for _, det := range rs.finders[OnAt] {
			s.found(text, det, p)
		}
	}
	for x := m.label[w]; x != 0; x &= x - 1 {
		if p := off + bits.TrailingZeros64(x); p >= known.clock {
			s.connector(text, p)
		}
	}
	if s.survey.run16[w] != 0 && rs.longMin > 0 {
		known.long = s.blobs(text, off, w, known.long)
	}
	if x := m.joint[w]; x&(x>>1) != 0 && rs.triggers&(1<<OnDashes) != 0 {
		known.dashes = s.dashes(text, off, x&(x>>1), known.dashes)
	}
	if m.high[w]|m.escape[w]|m.under[w] != 0 {
		if !s.inAlt {
			s.unfold(text, off, w)
		}
		if m.high[w] != 0 && len(rs.finders[OnCapital]) > 0 {
			s.highCapitals(text, off, m.high[w])
		}
	}
}

// dashes asks the OnDashes finders about the runs of five and more in the 64
// bytes at off; x marks where two signs stand.
func (s *Scanner) dashes(text []byte, off int, x uint64, known int) int {
	for ; x != 0; x &= x - 1 {
		p := off + bits.TrailingZeros64(x)
		if p < known || text[p] != '-' {
			continue
		}
		b, e := p, p
		for b > 0 && text[b-1] == '-' {
			b--
		}
		for e < len(text) && text[e] == '-' {
			e++
		}
		known = e
		if e-b >= 5 {
			for _, det := range s.rs.finders[OnDashes] {
				s.found(text, det, b)
			}
		}
	}
	return known
}

// tokenByte tells the bytes that long tokens are made of.
var tokenByte = func() (t [256]bool) {
	for b := range t {
		t[b] = classTable[b]&^bitAt != 0
	}
	return
}()

// blobByte tells the bytes of OnLong: blobPlain, which words and paths are made
// of as well, and blobRich.
var blobByte = func() (t [256]uint8) {
	for b := range t {
		switch c := byte(b); {
		case c >= 'a' && c <= 'z', c == '_', c == '-', c == '/':
			t[b] = blobPlain
		case alnumByte[c], c == '+', c == '=':
			t[b] = blobRich
		}
	}
	return
}()

const (
	blobPlain = 1
	blobRich  = 2
)

// blobs asks the OnLong finders about the runs that begin in word w of the
// chunk, the 64 bytes at off.
func (s *Scanner) blobs(text []byte, off, w, known int) int {
	for x := s.blobBits(w); x != 0; {
		var p int
		if p, known, x = s.nextBlob(text, off, x, known); x != 0 {
			for _, det := range s.rs.longBy[min(known-p, maxRun)] {
				s.found(text, det, p)
			}
			x &= x - 1
		}
	}
	return known
}

// blobBits marks the bytes of word w of the chunk at which runs of OnLong may go
// on for long: of a run that holds more than small letters, one at least from
// which on it is so long.
func (s *Scanner) blobBits(w int) uint64 {
	v := &s.survey
	if v.run16[w] == 0 {
		return 0
	}
	return v.run16[w] & reach15(v.loud[w], v.loud[w+1])
}

// reach15 marks the bytes of x that are marked, or of which one of the fifteen
// that follow is; next is the word behind x.
func reach15(x, next uint64) uint64 {
	x, next = x|x>>1|next<<63, next|next>>1
	x, next = x|x>>2|next<<62, next|next>>2
	x, next = x|x>>4|next<<60, next|next>>4
	return x | x>>8 | next<<56
}

// nextBlob is the start of a run of OnLong that finders are asked about, of
// those that x marks in the 64 bytes at off; its end, before which all has been
// looked at then; and what it leaves of x, from that mark on: 0 where there is
// none.
func (s *Scanner) nextBlob(text []byte, off int, x uint64, known int) (start, end int, rest uint64) {
	for ; x != 0; x &= x - 1 {
		p := off + trailing(x)
		if p < known {
			continue
		}
		// The mark may be in the middle of the run.
		for p > known && blobByte[text[p]] != 0 && blobByte[text[p-1]] != 0 {
			p--
		}
		// What ends within so many bytes of p, or begins and ends there, is too
		// short.
		q := p + s.rs.longMin - 1
		if q >= len(text) {
			return 0, len(text), 0
		}
		for q >= p && blobByte[text[q]] != 0 {
			q--
		}
		if q >= p {
			known = q + 1
			continue
		}
		e, rich := blobEnd(text, p)
		first := p == known || blobByte[text[p-1]] == 0
		if known = e; first && rich {
			return p, e, x
		}
	}
	return 0, known, 0
}

// blobEnd is the end of the run of OnLong that goes on from text[p], and
// whether it holds more than small letters.
func blobEnd(text []byte, p int) (e int, rich bool) {
	sort := uint8(0)
	for e = p; e < len(text) && blobByte[text[e]] != 0; e++ {
		sort |= blobByte[text[e]]
	}
	return e, sort&blobRich != 0
}

// foundNumber judges what a finder of OnDigits reports. Finders see to their
// borders; but what a hyphen joins to a word before it ("NIP-060-280-27-47") is
// a name made of both, unless a label says otherwise.
func (s *Scanner) foundNumber(text []byte, det uint16, b, e int) {
	if b < 0 || e > len(text) {
		return
	}
	if b > 1 && text[b-1] == '-' && alnumByte[text[b]] && alnumByte[text[b-2]] && !s.look(text, b, e).label.has(det) {
		s.note("part of a longer identifier", det, b, e, 0)
		return
	}
	if inRow(text, b, e) && !s.look(text, b, e).near.has(det) {
		s.note("among other numbers", det, b, e, 0)
		return
	}
	s.candidate(text, det, 0, b, e)
}

// found asks a finder and judges what it reports.
func (s *Scanner) found(text []byte, det uint16, at int) {
	if s.blind != nil {
		s.foundBlind(text, det, at)
		return
	}
	b, e := s.rs.set[det].Find.At(text, at)
	if b < e && b >= 0 && e <= len(text) {
		s.candidate(text, det, 0, b, e)
	}
}

// digitToken looks at the run of letters and digits text[b:e], which holds a
// digit.
func (s *Scanner) digitToken(text []byte, b, e, kind int) {
	s.askNumbers(text, b, e, kind)
	if kind == runLetter && s.glued(text, b, e) {
		return
	}
	if e-b == 1 && !s.inAlt && e+1 < len(text) && text[e] == ' ' && digitByte[text[e+1]] && (b < 2 || text[b-1] != ' ' || !digitByte[text[b-2]] || b > 2 && wordByte[text[b-3]]) {
		if n := spacedRun(text, b); n > 0 {
			s.signs.sign(text, b, b+n)
		}
	}
	if b == 0 || !runsOn[text[b-1]] { // mostly a blank, a quote or a bracket
		label := s.labelEnds(text, b)
		s.walkFrom(text, b, e, kind, false)
		if label {
			s.labelled(text, b)
		}
		return
	}
	if joinsLeft(text, b) && text[b-1] != '_' {
		return
	}
	// No label stands inside a decimal.
	inner := b > 1 && (text[b-1] == '.' || text[b-1] == ',') && digitByte[text[b-2]]
	label := !inner && s.labelEnds(text, b)
	s.walkFrom(text, b, e, kind, !label && goesOn(text, b))
	if label {
		s.labelled(text, b)
	}
	// "ID AZ-4471": the value may begin before the run.
	if b > 1 && (text[b-1] == '-' || text[b-1] == '/' || text[b-1] == '.') && alnumByte[text[b-2]] {
		q := b - 1
		for q > 0 && q > b-9 && alnumByte[text[q-1]] {
			q--
		}
		if s.labelEnds(text, q) {
			s.labelled(text, q)
		}
	}
}

// runsOn tells the bytes that may make what stands before a run part of its number,
// of a longer identifier, or of its word.
var runsOn = func() (t [256]bool) {
	for c := range t {
		t[c] = wordByte[c] || c >= 0x80 || strings.IndexByte(".,:-/", byte(c)) >= 0
	}
	return
}()

// glued looks at the number in the run text[b:e] where a word of the sentence
// was run into it: "my number is415-555-0132". Behind such a word a finder is
// asked and a label claims; patterns alone count only at borders. It reports
// whether there was a label.
func (s *Scanner) glued(text []byte, b, e int) bool {
	if e-b < 5 || b > 0 && text[b-1] != ' ' {
		return false
	}
	d := b + 2
	for ; d < b+4 && !digitByte[text[d]]; d++ {
	}
	if !glues(text[b:d]) {
		return false
	}
	s.askNumbers(text, d, e, runKind(text, d, e))
	if !s.labelEnds(text, d) || len(s.look(text, d, d).named) == 0 {
		return false
	}
	s.claim(text, d)
	return true
}

// glues reports whether w is a word that glued knows.
func glues(w []byte) bool {
	switch string(w) {
	case "is", "was", "are", "no", "nr", "ist", "est", "es":
		return true
	}
	return false
}

// dayEnd is the end of the date, or date and time, of ISO 8601 at text[b:]
// (RFC 3339: no week dates), 0 where there is none or it goes on.
func dayEnd(text []byte, b int) int {
	if !digits(text[b:], "0000-00-00") || b > 0 && joinsLeft(text, b) {
		return 0
	}
	e := b + 10
	if len(text)-e > 6 && text[e] == 'T' && digits(text[e+1:], "00:00:00") {
		if e += 9; e+1 < len(text) && text[e] == '.' && digitByte[text[e+1]] {
			for e++; e < len(text) && digitByte[text[e]]; e++ {
			}
		}
		if e < len(text) && text[e] == 'Z' {
			e++
		}
	}
	if e < len(text) && (wordByte[text[e]] || text[e] == '-' || text[e] == ':' || text[e] == '.' && e+1 < len(text) && alnumByte[text[e+1]]) {
		return 0
	}
	return e
}

// clockEnd is the end of the time of day at text[b:], of which text[b:e] are the
// hours, to the minute or the second; 0 where there is none or it goes on.
func clockEnd(text []byte, b, e int) int {
	if b > 0 && (joinsLeft(text, b) || text[b-1] == ':' || text[b-1] == '.' || text[b-1] == '-') {
		return 0
	}
	end := e + 3
	if !digits(text[e:], ":00") {
		return 0
	}
	if digits(text[end:], ":00") {
		end += 3
	}
	if end < len(text) {
		switch c := text[end]; {
		case wordByte[c], c == ':', c == '-', c >= 0x80, c == '.' && end+1 < len(text) && alnumByte[text[end+1]]:
			return 0
		}
	}
	return end
}

// uuidEnd is the end of the UUID at text[b:] (RFC 9562), 0 where there is none
// or it goes on.
func uuidEnd(text []byte, b int) int {
	const size = 36
	e := b + size
	if e > len(text) || e < len(text) && (wordByte[text[e]] || text[e] == '-') || b > 0 && joinsLeft(text, b) {
		return 0
	}
	u := (*[size]byte)(text[b:])
	if u[8] != '-' || u[13] != '-' || u[18] != '-' || u[23] != '-' {
		return 0
	}
	signs := hexSigns(u[:8]) | hexSigns(u[9:13]) | hexSigns(u[14:18]) | hexSigns(u[19:23]) | hexSigns(u[24:])
	if signs&hexOther != 0 {
		return 0
	}
	return e
}

// goesOn reports whether text[b] surely goes on with a longer identifier or
// number, as joined would say of every candidate that begins there.
func goesOn(text []byte, b int) bool {
	if b < 2 {
		return false
	}
	switch text[b-1] {
	case '.', ':':
		return digitByte[text[b-2]]
	case '-':
		return alnumByte[text[b-2]]
	}
	return false
}

func lowerByte(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// connector looks at ':' '=' or '>' at text[p]: it may end a label, or be
// part of "://".
func (s *Scanner) connector(text []byte, p int) {
	rs := s.rs
	if text[p] == ':' {
		if rs.triggers&(1<<OnScheme) != 0 && p+2 < len(text) && text[p+1] == '/' && text[p+2] == '/' {
			for _, det := range rs.finders[OnScheme] {
				s.found(text, det, p)
			}
			return
		}
		for _, det := range rs.finders[OnColon] {
			s.found(text, det, p)
		}
	}
	if p+2 < len(text) {
		// The next connector sees this one's label as well (":="), and so does
		// digitToken.
		c, d := text[p+1], text[p+2]
		if connectByte[c] || digitByte[c] || c == ' ' && (digitByte[d] || connectByte[d]) {
			return
		}
	}
	if !s.labelEnds(text, p+1) {
		return
	}
	if v := valueBehind(text, p); v < len(text) {
		s.labelled(text, v)
	}
}

// connectByte tells the bytes that connector is asked about.
var connectByte = [256]bool{':': true, '=': true, '>': true}

// valueBehind is where the value behind the connector at text[p] begins.
func valueBehind(text []byte, p int) int {
	v := p + 1
	for v < len(text) && v < p+12 && (text[v] == ' ' || text[v] == '\t' || text[v] == '"' || text[v] == '\'' || text[v] == '=' || text[v] == '>' || text[v] == '*' || text[v] == '`' || text[v] == '|' || text[v] == '\\' || text[v] == ':' || text[v] == '\n' || text[v] == '\r') {
		v++
	}
	return v
}

// labelled looks for a label directly before text[v:] and for the value that
// it claims.
func (s *Scanner) labelled(text []byte, v int) {
	if v == s.lastClaim {
		return
	}
	s.lastClaim = v
	for tries := 0; tries < 2; tries++ {
		c := s.look(text, v, v)
		if len(c.named) == 0 {
			return
		}
		s.claim(text, v)
		if c := text[v]; (c == '(' || c == '[' || c == '<' || c == '#' || c == '{' || c == '$') && v+1 < len(text) {
			v++
			continue
		}
		return
	}
}

// claim tries the kinds whose label stands before text[v:], those with the
// longest label first.
func (s *Scanner) claim(text []byte, v int) {
	if s.blind != nil {
		s.maybe = true
		return
	}
	c := s.ctx
	for size := c.best; size > 0; {
		hit, next := false, 0
		for _, det := range c.named {
			if n := int(c.size[det]); n != size {
				if n < size {
					next = max(next, n)
				}
				continue
			}
			d := &s.rs.set[det]
			end, pat := v, uint16(0)
			for i := range d.patterns {
				if d.patterns[i].match == nil {
					continue
				}
				if e := d.patterns[i].match.end(text, v); e > end {
					end, pat = e, uint16(i)
				}
			}
			if d.labelled != nil {
				if e := d.labelled.end(text, v); e > end {
					end, pat = e, noPattern
				}
			}
			if end > v {
				s.judge(text, det, pat, v, end, fromLabel)
				hit = true
			}
		}
		if hit {
			return
		}
		size = next
	}
}

// trim is text without the blanks at its ends.
func trim(text []byte) (b, e int) {
	e = len(text)
	for b < e && text[b] <= ' ' {
		b++
	}
	for e > b && text[e-1] <= ' ' {
		e--
	}
	return b, e
}

// wholeCell tries the kinds that the column's name claims on the whole text.
func (s *Scanner) wholeCell(text []byte, at *Place) {
	b, e := trim(text)
	if b == e {
		return
	}
	for _, det := range at.claims {
		d := &s.rs.set[det]
		for i := range d.patterns {
			if d.patterns[i].match != nil && d.patterns[i].match.end(text, b) == e {
				s.judge(text, det, uint16(i), b, e, fromColumn)
			}
		}
		if d.labelled != nil {
			if end := d.labelled.end(text, b); end > b && end <= e {
				s.judge(text, det, noPattern, b, end, fromColumn)
			}
		}
	}
}

// userRules runs the rules that need the whole text.
func (s *Scanner) userRules(text []byte) error {
	for i := range s.rs.texts {
		r := &s.rs.texts[i]
		if r.literal != "" && !containsString(text, r.literal) {
			continue
		}
		for p := 0; p < len(text); {
			loc := r.re.FindIndex(text[p:])
			if loc == nil {
				break
			}
			b, e := p+loc[0], p+loc[1]
			if b < e && border(text, b, e) {
				s.candidate(text, r.det, r.pat, b, e)
			}
			p = max(e, b+1)
		}
	}
	for _, det := range s.rs.finders[OnText] {
		err := s.rs.set[det].Find.All(text, func(b, e int) {
			if b >= 0 && b < e && e <= len(text) {
				s.candidate(text, det, 0, b, e)
			}
		})
		if err != nil {
			return &RuleError{Kind: s.rs.set[det].Kind}
		}
	}
	return nil
}

// RuleError says that a rule brought by the user could not judge a text. It
// does not hold the rule's own error, which may quote the text.
type RuleError struct{ Kind string }

func (e *RuleError) Error() string {
	return "scanner: the rule of kind " + e.Kind + " could not judge the text (time or stack limit)"
}

func containsString(text []byte, lit string) bool {
	return indexString(text, lit) >= 0
}

func trailing(x uint64) int { return bits.TrailingZeros64(x) }
