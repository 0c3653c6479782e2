package scanner

// Shapes dispatch numbers and letter-digit tokens to the few kinds that are
// written like them. The shape of a text is the sequence of its groups (runs
// of letters and digits: how long, and digits, letters or mixed) and of the
// single separators between them: "AB 12-345" is L2 ' ' D2 '-' D3. The shapes
// of all forms stand in one trie; a walk from a group dies at the first
// symbol that no form has, so a look costs a few nanoseconds however many
// kinds there are.

// Group classes in symbols.
const (
	digitsGroup  = 0
	lettersGroup = 1
	mixedGroup   = 2
	anyGroup     = 3 // in the trie only: the form allows letters and digits
)

const maxGroup = 127

func groupSymbol(n int, class uint32) uint32 { return 0x200 | uint32(n)<<2 | class }

// shapes is the trie. Node 0 is dead, node 1 the root.
type shapes struct {
	classes *[]class

	// While building.
	abc  *alphabet
	into []uint32      // by node: the symbol that leads to it, and whether it is a first one
	ends []shapeEnd    // what ends at nodes
	syms arena[uint32] // scratch of add

	// Open addressing, key 0 is empty.
	keys  []uint32 // node<<10 | symbol, exact
	vals  []uint32
	slots uint32
	root  [maxGroup + 1][3]rootStep
	leaf  []*leaf
	forms form                    // of the leaves' entries, one behind another
	mask  []uint64                // of nodes: which symbols lead on, see bit
	head  [3][maxLetters][]uint64 // what follows a first group, by its class and size, and a sign
	mid   [maxLetters][]uint64    // the same for further groups of letters

	// Few forms are written in small letters, most words are.
	headSmall [128][3][maxLetters]uint64 // by sign: of head, where what follows begins with a small letter
	leadSmall [128][maxLetters]uint64    // by sign: of head, behind letters that begin with a small one
	backSmall [128]uint8                 // by sign: the longest letters before it that end in a small one

	startSep [128]bool  // separators that a form begins with
	backSep  [128]bool  // separators behind a first group of letters
	sep      [128]uint8 // separators at all, numbered from 1
	seps     uint8
	lead     int // how many groups of letters may come before the first digit
}

// leaf holds what ends at a node.
type leaf struct {
	strong []shapeEntry
	weak   []shapeEntry
	kinds  kindSet // detectors in weak, nil where there are none
}

// shapeEntry is a form that ends at a node.
type shapeEntry struct {
	det, pat uint16
	at       uint32 // in shapes.forms
}

// form is that of e, which is as long as the text that comes to its node.
func (sh *shapes) form(e *shapeEntry, size int) form { return sh.forms[e.at:][:size] }

// shapeEnd is an entry of the leaf at node.
type shapeEnd struct {
	shapeEntry
	node   uint32
	strong bool
}

const firstNode = 1 << 31 // in into: the node is a child of the root

// newShapes has room for the shapes of so many patterns, and grows.
func newShapes(abc *alphabet, patterns int) *shapes {
	sh := &shapes{
		classes: &abc.classes,
		abc:     abc,
		into:    make([]uint32, 2, 2*patterns+64),
		ends:    make([]shapeEnd, 0, 2*patterns+64),
		forms:   make(form, 0, 32*patterns),
	}
	sh.grow(2 * patterns)
	return sh
}

// grow makes room for so many symbols that lead on.
func (sh *shapes) grow(n int) {
	size := uint32(64)
	for int(size) < 3*n {
		size *= 2
	}
	keys, vals := sh.keys, sh.vals
	sh.slots = size - 1
	sh.keys, sh.vals = make([]uint32, size), make([]uint32, size)
	for i, k := range keys {
		if k != 0 {
			at := sh.slot(k)
			sh.keys[at], sh.vals[at] = k, vals[i]
		}
	}
}

// slot is where k stands in keys, or belongs.
func (sh *shapes) slot(k uint32) uint32 {
	i := hash32(k) & sh.slots
	for sh.keys[i] != 0 && sh.keys[i] != k {
		i = (i + 1) & sh.slots
	}
	return i
}

// fit reports whether every form can stand in the trie and is reached by a
// walk: its groups are short enough, its separators few, and before the first
// group that may hold a digit stand at most two signs and maxLead groups of
// letters, each with one separator behind it.
func (sh *shapes) fit(fs []form) bool {
	for _, f := range fs {
		if len(f) == 0 {
			return false
		}
		run, paths := 0, 1
		signs, seps, groups := 0, 0, 0 // before the first digit
		digit := false
		for _, n := range f {
			c := &sh.abc.kinds[n]
			if c.high {
				return false
			}
			if c.alnum() {
				if run++; run > maxGroup {
					return false
				}
				digit = digit || c.digit
				if run == 1 && !digit {
					groups++
				}
				seps = 0
				continue
			}
			run = 0
			if paths *= int(c.count); paths > 64 {
				return false
			}
			if !digit {
				if groups == 0 {
					signs++
				} else if seps++; seps > 1 {
					return false
				}
			}
		}
		if signs > 2 || groups > maxLead+1 {
			return false
		}
	}
	return true
}

// maxLead is how many groups of letters may stand before the first digit.
const maxLead = 3

func (sh *shapes) child(node uint32, sym uint32) uint32 {
	k := node<<10 | sym
	at := sh.slot(k)
	if sh.keys[at] != 0 {
		return sh.vals[at]
	}
	n := uint32(len(sh.into))
	into := sym
	if node == 1 {
		into |= firstNode
	}
	sh.into = append(sh.into, into)
	sh.keys[at], sh.vals[at] = k, n
	if 3*len(sh.into) > len(sh.keys) {
		sh.grow(len(sh.into))
	}
	return n
}

// leastWeak is how many letters and digits a form must have for a word near
// it to count. Shorter ones are too common: they count directly behind a label
// and in a column of that name.
const leastWeak = 6

func (sh *shapes) letters(f form) int {
	n := 0
	for _, c := range f {
		if sh.abc.kinds[c].alnum() {
			n++
		}
	}
	return n
}

// add puts a form into the trie.
func (sh *shapes) add(f form, det, pat uint16, strong bool) {
	if !strong && sh.letters(f) < leastWeak {
		return
	}
	sh.syms.reset()
	at := append(sh.syms.take(1), 1)
	var path [3]step
	steps := 0
	groups, digitSeen, letterGroups := 0, false, 0
	for i := 0; i < len(f); {
		if k := &sh.abc.kinds[f[i]]; !k.alnum() {
			next := sh.syms.take(len(at) * int(k.count))
			signs := step{syms: sh.syms.take(int(k.count))}
			for c := (*sh.classes)[f[i]]; !c.empty(); c.drop() {
				b := c.lowest()
				if sh.sep[b] == 0 {
					sh.seps++
					sh.sep[b] = sh.seps
				}
				if groups == 0 {
					sh.startSep[b] = true
				}
				if groups > 0 && !digitSeen {
					sh.backSep[b] = true
				}
				signs.syms = append(signs.syms, uint32(b))
				for _, n := range at {
					next = append(next, sh.child(n, uint32(b)))
				}
			}
			if steps < len(path) {
				path[steps] = signs
				steps++
			}
			at = next
			i++
			continue
		}
		j, digit, letter, either := i, false, false, false
		for ; j < len(f) && sh.abc.kinds[f[j]].alnum(); j++ {
			switch k := &sh.abc.kinds[f[j]]; {
			case !k.letter:
				digit = true
			case !k.digit:
				letter = true
			default:
				either = true
			}
		}
		class := uint32(mixedGroup)
		switch {
		case digit && letter:
		case either:
			class = anyGroup
		case digit:
			class = digitsGroup
		case letter:
			class = lettersGroup
		}
		if !digitSeen {
			if class == lettersGroup || (class == anyGroup && !digit) {
				letterGroups++
			}
			if class == digitsGroup || class == mixedGroup || digit {
				digitSeen = true
			}
		}
		sym := groupSymbol(j-i, class)
		for k, n := range at {
			at[k] = sh.child(n, sym)
		}
		if sh.abc.kinds[f[j-1]].small && class != mixedGroup && j < len(f) && j-i < maxLetters {
			for c := (*sh.classes)[f[j]]; !c.empty(); c.drop() {
				b := c.lowest()
				sh.backSmall[b] = max(sh.backSmall[b], uint8(j-i))
			}
		}
		if steps < len(path) {
			path[steps] = step{append(sh.syms.take(1), sym), sh.abc.kinds[f[i]].small}
			steps++
		}
		groups++
		i = j
	}
	sh.smallPath(path)
	sh.lead = max(sh.lead, min(letterGroups, maxLead))
	e := shapeEntry{det, pat, uint32(len(sh.forms))}
	sh.forms = append(sh.forms, f...)
	for _, n := range at {
		sh.ends = append(sh.ends, shapeEnd{e, n, strong})
	}
}

// step is a step that a form allows: one of some signs, or a group, which may
// begin with a small letter. Without symbols the form has ended.
type step struct {
	syms  []uint32
	small bool
}

func (sh *shapes) bits(st step) (bits uint64) {
	if len(st.syms) == 0 {
		return leafBit
	}
	for _, sym := range st.syms {
		bits |= sh.bit(sym)
	}
	return bits
}

// smallPath notes where a form with these first steps allows small letters.
func (sh *shapes) smallPath(path [3]step) {
	first := path[0].syms[0]
	size, class := first>>2&maxGroup, first&3
	if first < 128 {
		return
	}
	for c := uint32(0); c < 3; c++ {
		if class != c && class != anyGroup {
			continue
		}
		if path[0].small {
			sh.root[size][c].small |= sh.bits(path[1])
		}
		for _, b := range path[1].syms {
			if b >= 128 || size >= maxLetters {
				continue
			}
			if path[0].small && c == lettersGroup {
				sh.leadSmall[b][size] |= sh.bits(path[2])
			}
			if then := path[2]; len(then.syms) == 0 || then.syms[0] < 128 || then.small {
				sh.headSmall[b][c][size] |= sh.bits(then)
			}
		}
	}
}

func (sh *shapes) finish(detectors int) {
	sh.finishLeaves(detectors)
	sh.mask = make([]uint64, len(sh.into))
	for _, k := range sh.keys {
		if k != 0 {
			sh.mask[k>>10] |= sh.bit(k & 0x3ff)
		}
	}
	for i, l := range sh.leaf {
		if l != nil {
			sh.mask[i] |= leafBit
		}
	}
	var room arena[uint64]
	for n := range sh.mid {
		sh.mid[n] = room.take(int(sh.seps) + 1)[:sh.seps+1]
		for c := range sh.head {
			sh.head[c][n] = room.take(int(sh.seps) + 1)[:sh.seps+1]
		}
	}
	for i, k := range sh.keys {
		sym, group := k&0x3ff, sh.into[k>>10]&^firstNode
		if k == 0 || sym >= 128 || group < 128 {
			continue
		}
		size, class, sep := group>>2&maxGroup, group&3, sh.sep[sym]
		if size >= maxLetters {
			continue
		}
		first, mask := sh.into[k>>10]&firstNode != 0, sh.mask[sh.vals[i]]
		for c := range sh.head {
			if first && (class == uint32(c) || class == anyGroup) {
				sh.head[c][size][sep] |= mask
			}
		}
		if !first && (class == lettersGroup || class == anyGroup) {
			sh.mid[size][sep] |= mask
		}
	}
	for n := 1; n <= maxGroup; n++ {
		for c := uint32(0); c < 3; c++ {
			r := &sh.root[n][c]
			r.exact = sh.step(1, groupSymbol(n, c))
			r.any = sh.step(1, groupSymbol(n, anyGroup))
			r.mask = sh.mask[r.exact] | sh.mask[r.any]
		}
	}
	sh.abc, sh.into, sh.ends, sh.syms = nil, nil, nil, arena[uint32]{}
}

// finishLeaves brings together what ends at the same node, in the order in which
// it was added.
func (sh *shapes) finishLeaves(detectors int) {
	strong, weak := make([]uint32, len(sh.into)), make([]uint32, len(sh.into))
	leaves, hints := 0, 0
	for _, e := range sh.ends {
		if strong[e.node]+weak[e.node] == 0 {
			leaves++
		}
		if e.strong {
			strong[e.node]++
		} else if weak[e.node]++; weak[e.node] == 1 {
			hints++
		}
	}
	sh.leaf = make([]*leaf, len(sh.into))
	all, entries := make([]leaf, leaves), make([]shapeEntry, len(sh.ends))
	words := (detectors + 63) / 64
	sets := make(kindSet, hints*words)
	for _, e := range sh.ends {
		l := sh.leaf[e.node]
		if l == nil {
			l, all = &all[0], all[1:]
			n, m := strong[e.node], strong[e.node]+weak[e.node]
			l.strong, l.weak, entries = entries[:0:n], entries[n:n:m], entries[m:]
			if n < m {
				l.kinds, sets = sets[:words:words], sets[words:]
			}
			sh.leaf[e.node] = l
		}
		if e.strong {
			l.strong = append(l.strong, e.shapeEntry)
		} else {
			l.weak = append(l.weak, e.shapeEntry)
			l.kinds.set(e.det)
		}
	}
}

// rootStep is where a first group leads: by its class, and as one that may
// hold letters and digits.
type rootStep struct {
	exact, any uint32
	mask       uint64 // of both
	small      uint64 // of those whose group may begin with a small letter
}

// Bits of a node's mask: something ends here; separators, the higher numbers
// sharing a bit; groups, sharing bits by size and class.
const (
	leafBit   = 1
	sepBits   = 15
	groupBits = 48
	// maxLetters bounds the groups that head and mid know. No form has longer
	// groups of letters in front of a number.
	maxLetters = 16
)

// bit is the bit of a symbol in the masks of nodes.
func (sh *shapes) bit(sym uint32) uint64 {
	if sym < 128 {
		return sh.sepBit(byte(sym))
	}
	return groupBit(sym)
}

func (sh *shapes) sepBit(c byte) uint64 { return 2 << ((sh.sep[c] - 1) % sepBits) }

// groupBit is the bit of a group's symbol.
func groupBit(sym uint32) uint64 { return groupBitOf[sym&(4*maxGroup+3)] }

var groupBitOf = func() (t [4 * (maxGroup + 1)]uint64) {
	for i := range t {
		t[i] = 2 << sepBits << (i % groupBits)
	}
	return
}()

// groupMask are the bits of a group of n bytes: as its class, and as any.
func groupMask(n int, class uint32) uint64 {
	return groupBit(groupSymbol(n, class)) | groupBit(groupSymbol(n, anyGroup))
}

func hash32(k uint32) uint32 {
	k *= 0x9e3779b1
	return k ^ k>>15
}

// step follows one symbol; 0 is dead. Nodes stay below 1<<22.
func (sh *shapes) step(node, sym uint32) uint32 {
	k := node<<10 | sym
	for i := hash32(k) & sh.slots; ; i = (i + 1) & sh.slots {
		if sh.keys[i] == k {
			return sh.vals[i]
		}
		if sh.keys[i] == 0 {
			return 0
		}
	}
}

// of is the mask for a group that begins with c.
func (r *rootStep) of(c byte) uint64 {
	if c >= 'a' {
		return r.small
	}
	return r.mask
}
