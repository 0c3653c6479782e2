//go:build !purego

package benchmarks

import "golang.org/x/sys/cpu"

// vectors says that the scanner has its fastest code here.
var vectors = cpu.X86.HasAVX512VBMI2
