//go:build unix

package benchmarks

import (
	"syscall"
	"time"
)

// cpuTime is the time that all threads of the process have run, user and
// system. Differences are as fine as the kernel's clock of the scheduler.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return wallTime()
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
