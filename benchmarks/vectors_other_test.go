//go:build !amd64 || purego

package benchmarks

const vectors = false
