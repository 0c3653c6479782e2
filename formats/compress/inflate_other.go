//go:build !amd64 || purego

package compress

func (z *inflater) run(last, room int) (end bool, err error) { return z.runGeneric(last, room) }
