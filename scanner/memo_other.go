//go:build !amd64 || purego

package scanner

func (m *Memo) skim(open []uint32, text []byte, cells [][2]uint32, places []uint64) int {
	return m.skimGeneric(open, text, cells, places)
}
