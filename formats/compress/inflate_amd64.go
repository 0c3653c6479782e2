//go:build !purego

package compress

import "golang.org/x/sys/cpu"

// runBMI2 is runGeneric, with end 1 behind the block, -1 where the stream is
// damaged and else 0; what is left in z.bit is more than whole bytes.
//
//go:noescape
func runBMI2(z *inflater, last, room int) (end int)

var hasBMI2 = cpu.X86.HasBMI2

func (z *inflater) run(last, room int) (end bool, err error) {
	if !hasBMI2 {
		return z.runGeneric(last, room)
	}
	n := runBMI2(z, last, room)
	z.giveBack()
	if n < 0 {
		return false, errDeflate
	}
	return n > 0, nil
}
