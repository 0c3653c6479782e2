//go:build !purego

package scanner

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// skimAVX2 is skimGeneric for n cells of rows of columns; up to SkimPad bytes
// behind the begin of each cell are read.
//
//go:noescape
func skimAVX2(pairs *[memoPairs][2]MemoKey, open *uint32, text *byte, cells *[2]uint32, n int, places *uint64, columns int, sizes *[OutlineSize + 2]skimSize) (found int)

// skimAVX512 is the same with masks in registers of their own.
//
//go:noescape
func skimAVX512(pairs *[memoPairs][2]MemoKey, open *uint32, text *byte, cells *[2]uint32, n int, places *uint64, columns int, sizes *[OutlineSize + 2]skimSize) (found int)

var skimsAVX512 = hasAVX512 && cpu.X86.HasAVX512VL

// skimSize makes an outline of a text by its length.
type skimSize struct {
	mask [32]byte // of the text's own bytes
	size [32]byte // the length, where an Outline has it
}

// skimSizes ends in what makes an outline that no text has.
var skimSizes = func() (t [OutlineSize + 2]skimSize) {
	for n := range t {
		for i := range n {
			t[n].mask[i] = 0xff
		}
		t[n].size[OutlineSize] = byte(n)
	}
	t[OutlineSize+1].mask = [32]byte{}
	return
}()

func (m *Memo) skim(open []uint32, text []byte, cells [][2]uint32, places []uint64) int {
	if last := cells[len(cells)-1]; !hasAVX2 || max(last[0], last[1]) > uint32(len(text)) || cap(text)-len(text) < SkimPad {
		return m.skimGeneric(open, text, cells, places)
	}
	return m.skimVectors(skimsAVX512, open, text, cells, places)
}

func (m *Memo) skimVectors(avx512 bool, open []uint32, text []byte, cells [][2]uint32, places []uint64) int {
	if avx512 {
		return skimAVX512(m.pairs, &open[0], unsafe.SliceData(text), &cells[0], len(cells), &places[0], len(places), &skimSizes)
	}
	return skimAVX2(m.pairs, &open[0], unsafe.SliceData(text), &cells[0], len(cells), &places[0], len(places), &skimSizes)
}
