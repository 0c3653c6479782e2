//go:build !purego

package scanner

import "testing"

func skimAs(avx512 bool) skimRoute {
	return func(m *Memo, open []uint32, text []byte, cells [][2]uint32, places []uint64) int {
		return m.skimVectors(avx512, open, text, cells, places)
	}
}

// Each of the machine's instruction sets, not just the one that is chosen.
func TestSkimVectors(t *testing.T) {
	t.Run("AVX2", func(t *testing.T) {
		if !hasAVX2 {
			t.Skip("this machine has it not")
		}
		testSkim(t, skimAs(false))
	})
	t.Run("AVX-512", func(t *testing.T) {
		if !skimsAVX512 {
			t.Skip("this machine has it not")
		}
		testSkim(t, skimAs(true))
	})
}
