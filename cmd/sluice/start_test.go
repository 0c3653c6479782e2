package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// The bounds of a start are on memory, which is most of its time and the same on
// every machine. Together they keep a short run below the size from which on the
// collector works.

func TestShortRunIsFrugal(t *testing.T) {
	name := filepath.Join(t.TempDir(), "short.txt")
	text := strings.Repeat("On Monday the order 48213 was sent to Anna Berg, anna.berg@sample.net, phone +49 30 5550 1234.\n", 30)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args  []string
		bytes uint64
	}{
		{[]string{"version"}, 300 << 10},
		{[]string{"scan", name}, 2600 << 10},
	} {
		var before, after runtime.MemStats
		var out bytes.Buffer
		runtime.ReadMemStats(&before)
		code := run(context.Background(), c.args, strings.NewReader(""), &out, &out)
		runtime.ReadMemStats(&after)
		if code != exitDone {
			t.Fatalf("%s: exit %d\n%s", c.args[0], code, &out)
		}
		n := after.TotalAlloc - before.TotalAlloc
		t.Logf("%s: %d bytes, %d allocations", c.args[0], n, after.Mallocs-before.Mallocs)
		if n > c.bytes {
			t.Errorf("%s allocates %d bytes, more than %d", c.args[0], n, c.bytes)
		}
	}
}

// TestPackagesInitialiseLittle bounds what our packages make before main, which
// every command pays for.
func TestPackagesInitialiseLittle(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	cmd := exec.Command(self, "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	trace, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	sum, packages := 0, 0
	for line := range strings.Lines(string(trace)) {
		// init sluice/scanner @7.6 ms, 0.09 ms clock, 1616 bytes, 82 allocs
		name, rest, ok := strings.Cut(strings.TrimPrefix(line, "init "), " @")
		if !ok || name != "sluice" && !strings.HasPrefix(name, "sluice/") {
			continue
		}
		var at, clock float64
		var n int
		if _, err := fmt.Sscanf(rest, "%f ms, %f ms clock, %d bytes", &at, &clock, &n); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if n > 100<<10 {
			t.Errorf("%s makes %d bytes before main", name, n)
		}
		sum += n
		packages++
	}
	t.Logf("%d bytes by %d packages", sum, packages)
	if packages == 0 {
		t.Error("the trace names none of our packages")
	}
	if sum > 250<<10 {
		t.Errorf("our packages make %d bytes before main", sum)
	}
}
