//go:build !purego

package compress

// eachRoute calls f with and without the routine for the machine.
func eachRoute(f func()) {
	f()
	defer func(has bool) { hasBMI2 = has }(hasBMI2)
	hasBMI2 = false
	f()
}
