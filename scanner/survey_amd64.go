//go:build !purego

package scanner

// drawAVX2 is drawGeneric, four words at a time; drawAVX512 takes eight. n is
// at least 1.
//
//go:noescape
func drawAVX2(o *outline, m *masks, n int, beyond, every uint64) (busy uint64)

//go:noescape
func drawAVX512(o *outline, m *masks, n int, beyond, every uint64) (busy uint64)

// shortDraw is how many words cost less one by one: a cell of a table.
const shortDraw = 2

func draw(o *outline, m *masks, n int, beyond, every uint64) (busy uint64) {
	switch {
	case n <= shortDraw:
		return drawGeneric(o, m, n, beyond, every)
	case hasAVX512:
		return drawAVX512(o, m, n, beyond, every)
	case hasAVX2:
		return drawAVX2(o, m, n, beyond, every)
	}
	return drawGeneric(o, m, n, beyond, every)
}
