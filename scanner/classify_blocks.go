//go:build (amd64 || arm64) && !purego

package scanner

import "unsafe"

// classify is classifyGeneric by the machine's classifyBlocks.
func classify(m *masks, text []byte) int {
	if !hasBlocks {
		return classifyGeneric(m, text)
	}
	n := len(text) / 64
	if n > 0 {
		classifyBlocks(unsafe.Pointer(m), &text[0], n)
	}
	if rest := text[n*64:]; len(rest) > 3 {
		// The bytes behind the text count as none of the classes.
		var last [64]byte
		copy(last[:], rest)
		classifyBlocks(unsafe.Add(unsafe.Pointer(m), 8*n), &last[0], 1)
		n++
	} else if len(rest) > 0 {
		classifyWord(m, n, rest)
		n++
	}
	return n
}
