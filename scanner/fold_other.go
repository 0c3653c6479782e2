//go:build !amd64 || purego

package scanner

func mayFold(_ []byte, _ int, lead uint64) uint64 { return lead }
