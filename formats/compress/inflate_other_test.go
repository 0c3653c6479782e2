//go:build !amd64 || purego

package compress

// eachRoute calls f; there is but one way.
func eachRoute(f func()) { f() }
