//go:build (amd64 || arm64) && !purego

package scanner

import "unsafe"

// classify is classifyGeneric by the machine's classifyBlocks, which tells how
// many bytes of a text that is not empty it has done: all of them, or all but
// the last ones, fewer than 64.
func classify(m *masks, text []byte) int {
	if !hasBlocks || len(text) == 0 {
		return classifyGeneric(m, text)
	}
	done := classifyBlocks(unsafe.Pointer(m), text)
	n := done / 64
	switch rest := text[done:]; {
	case done == len(text):
		n = (done + 63) / 64
	case len(rest) > 3:
		// The bytes behind the text count as none of the classes.
		var last [64]byte
		copy(last[:], rest)
		classifyBlocks(unsafe.Add(unsafe.Pointer(m), 8*n), last[:])
		n++
	default:
		classifyWord(m, n, rest)
		n++
	}
	return n
}
