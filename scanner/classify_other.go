//go:build (!amd64 && !arm64) || purego

package scanner

func classify(m *masks, text []byte) int { return classifyGeneric(m, text) }
