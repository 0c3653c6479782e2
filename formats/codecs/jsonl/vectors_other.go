//go:build !amd64 || purego

package jsonl

func (s *stops) find(data []byte) (high bool) { return s.findGeneric(data) }

func unescape(dst, data []byte, from, to int, escapes []uint64) []byte {
	return unescapeGeneric(dst, data, from, to, escapes)
}
