//go:build !amd64 || purego

package jsonl

func unescape(dst, data []byte, from, to int, stops []uint64) []byte {
	return unescapeGeneric(dst, data, from, to, stops)
}
