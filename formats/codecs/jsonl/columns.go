package jsonl

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"sluice/formats"
)

const (
	// maxNodes bounds the columns that a block remembers. A record that goes
	// beyond makes nodes that are not kept, and the next one begins afresh:
	// objects whose keys are data (millions of identifiers) cost time, not
	// memory.
	maxNodes = 1 << 14
	// maxKept bounds the same by the bytes of keys and paths.
	maxKept = 4 << 20
	// maxName bounds what one key adds to a path, maxPath the length from
	// which the inner parts of a path are left out.
	maxName = 256
	maxPath = 1024
)

// node is a place in a record: the value at a path. Nodes form a trie that
// the block keeps, so that in the long run no column is made twice.
type node struct {
	col formats.Column
	key string
	// first is the member that came first, and next the one that followed
	// this, in the record before: members mostly come in the same order, and
	// then finding a node is one comparison.
	first, next *node
	kids        map[string]*node
	elems       []*node
	cutPath     int32 // length of path and name before their ellipsis,
	cutName     int32 // 0 while nothing is left out
}

// trie of columns; owned by one block.
type trie struct {
	root *node
	n    int
	size int
	over bool
}

func (t *trie) reset() { *t = trie{root: &node{}} }

// settle is called between records.
func (t *trie) settle() {
	if t.over {
		t.reset()
	}
}

// member returns the node of the member called name of the object at n. hint
// is the node expected, nil if there is none; prev the member before it.
func (t *trie) member(n, prev, hint *node, name []byte) *node {
	if hint != nil {
		if hint.key == string(name) {
			return hint
		}
		// One member was left out of this record.
		if h := hint.next; h != nil && h.key == string(name) {
			return h
		}
	}
	k := n.kids[string(name)]
	if k == nil {
		var kept bool
		if k, kept = t.newMember(n, name); !kept {
			// A link would hold on to it, and to all that follow it.
			return k
		}
	}
	if prev == nil {
		n.first = k
	} else {
		prev.next = k
	}
	return k
}

func (t *trie) newMember(n *node, name []byte) (k *node, kept bool) {
	k = &node{key: string(name)}
	step := appendStep(nil, name)
	k.col.Path, k.cutPath = join(n.col.Path, n.cutPath, step)
	if n.col.Name == n.col.Path && n.cutName == n.cutPath {
		k.col.Name, k.cutName = k.col.Path, k.cutPath
	} else {
		k.col.Name, k.cutName = join(n.col.Name, n.cutName, step)
	}
	if !t.keep(k) {
		return k, false
	}
	if n.kids == nil {
		n.kids = make(map[string]*node)
	}
	n.kids[k.key] = k
	return k, true
}

// elem returns the node of element i of the array at n.
func (t *trie) elem(n *node, i int) *node {
	if i < len(n.elems) {
		return n.elems[i]
	}
	k := &node{}
	var step [24]byte
	k.col.Path, k.cutPath = join(n.col.Path, n.cutPath, append(strconv.AppendInt(append(step[:0], '['), int64(i), 10), ']'))
	if len(n.elems) > 0 {
		k.col.Name, k.cutName = n.elems[0].col.Name, n.elems[0].cutName
	} else {
		k.col.Name, k.cutName = join(n.col.Name, n.cutName, []byte("[]"))
	}
	if i == len(n.elems) && t.keep(k) {
		n.elems = append(n.elems, k)
	}
	return k
}

func (t *trie) keep(k *node) bool {
	size := len(k.key) + len(k.col.Path) + len(k.col.Name)
	if t.n >= maxNodes || t.size+size > maxKept {
		t.over = true
		return false
	}
	t.n++
	t.size += size
	return true
}

// join makes the path of a step below parent. Of a path beyond maxPath the
// middle is left out, so that deep nesting does not grow paths without bound.
func join(parent string, cut int32, step []byte) (string, int32) {
	var b strings.Builder
	switch {
	case cut > 0:
		b.WriteString(parent[:cut])
		b.WriteString("…")
	case len(parent) > maxPath:
		cut = int32(len(parent))
		b.WriteString(parent)
		b.WriteString("…")
	default:
		b.WriteString(parent)
	}
	if step[0] != '[' && b.Len() > 0 {
		b.WriteByte('.')
	}
	b.Write(step)
	return b.String(), cut
}

// appendStep appends a key as a part of a path: as it is, or as ['...'] where
// it would read as something else, with quotes, backslashes and control
// characters escaped.
func appendStep(dst, name []byte) []byte {
	long := len(name) > maxName
	if long {
		name = name[:maxName]
		for len(name) > 0 {
			if r, n := utf8.DecodeLastRune(name); r != utf8.RuneError || n != 1 {
				break
			}
			name = name[:len(name)-1]
		}
	}
	odd := len(name) == 0 || bytes.ContainsAny(name, ".[]'\"\\")
	for _, c := range name {
		odd = odd || c < ' ' || c == 0x7f
	}
	if !odd {
		dst = append(dst, name...)
		if long {
			dst = append(dst, "…"...)
		}
		return dst
	}
	dst = append(dst, "['"...)
	for _, c := range name {
		switch {
		case c == '\'' || c == '\\':
			dst = append(dst, '\\', c)
		case c < ' ' || c == 0x7f:
			dst = appendU(dst, rune(c))
		default:
			dst = append(dst, c)
		}
	}
	if long {
		dst = append(dst, "…"...)
	}
	return append(dst, "']"...)
}
