package benchmarks

import (
	"bytes"
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"
)

var wallTime = func() func() time.Duration {
	from := time.Now()
	return func() time.Duration { return time.Since(from) }
}()

// least runs every function once in a round, rounds times, and returns the
// least CPU time that each took. What disturbs a machine only ever adds, and
// it disturbs neighbours in time alike: the least of several is the work, and
// the ratio of two that took turns is steady.
func least(rounds int, fs ...func()) []time.Duration {
	out := make([]time.Duration, len(fs))
	runtime.GC() // of what was set up; the collector runs on the same clock
	for r := range rounds {
		for i, f := range fs {
			from := cpuTime()
			f()
			if d := max(cpuTime()-from, 1); r == 0 || d < out[i] {
				out[i] = d
			}
		}
	}
	return out
}

// yardTable has no meaning; it makes the loop below look at every byte.
var yardTable = sync.OnceValue(func() *[256]uint8 {
	var t [256]uint8
	for i := range t {
		t[i] = uint8(i*167 + 13)
	}
	return &t
})

// yardstick is a loop that every Go compiler makes about the same of: a load,
// a look into a table and an addition that waits for the one before, a byte at
// a time. Its speed goes with the clock of the core and hardly with its age.
func yardstick(text []byte) (sum uint32) {
	t := yardTable()
	for _, c := range text {
		sum = sum*3 + uint32(t[c])
	}
	return sum
}

// sink keeps results alive.
type sink struct {
	sum uint32
	n   int
}

// must not run where the race detector, or whatever else the machine does,
// makes times meaningless.
func timed(tb testing.TB) {
	tb.Helper()
	if raceEnabled {
		tb.Skip("times mean nothing under the race detector")
	}
	if os.Getenv("SLUICE_TIMES") == "" {
		tb.Skip("times are measured with SLUICE_TIMES=1, on a machine that does little else")
	}
}

// The clock and the yardstick, by themselves: twice the work is twice the time.
func TestYardstick(t *testing.T) {
	timed(t)
	text := bytes.Repeat([]byte("abcdefgh01234567"), 1<<20/16)
	var s sink
	within(t, func() (bad string) {
		d := least(9, func() { s.sum += yardstick(text) }, func() { s.sum += yardstick(text) + yardstick(text) })
		if r := float64(d[1]) / float64(d[0]); r < 1.6 || r > 2.5 {
			return "twice the yardstick takes " + format(r) + " times as long as once: this clock cannot be measured with"
		}
		return ""
	})
	if s.sum == 0 && slices.Max(text) == 0 {
		t.Fatal("nothing was done")
	}
}
