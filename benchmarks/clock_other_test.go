//go:build !unix

package benchmarks

import "time"

func cpuTime() time.Duration { return wallTime() }
