//go:build (!amd64 && !arm64) || purego

package marks

func (s *Set) find(dst []uint64, text []byte) Bytes { return s.findGeneric(dst, text) }
