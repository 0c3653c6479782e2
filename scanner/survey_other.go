//go:build !amd64 || purego

package scanner

func draw(o *outline, m *masks, n int, beyond, every uint64) (busy uint64) {
	return drawGeneric(o, m, n, beyond, every)
}
