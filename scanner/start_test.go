package scanner_test

import (
	"runtime"
	"strings"
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors"
)

// allocated is what f asks for, in bytes and pieces.
func allocated(f func()) (bytes, pieces uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, after.Mallocs - before.Mallocs
}

// TestStartIsFrugal bounds what a start asks for: memory that is asked for is
// touched, and touching it is most of the time of a short run. Times would
// depend on the machine.
func TestStartIsFrugal(t *testing.T) {
	all := detectors.All()
	kinds := uint64(len(all))
	var rs *scanner.Ruleset
	compile := func() {
		var err error
		if rs, err = scanner.Compile(all, scanner.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	compile()
	bytes, pieces := allocated(compile)
	t.Logf("Compile: %d kinds, %d bytes, %d allocations", kinds, bytes, pieces)
	if most := 4200 * kinds; bytes > most {
		t.Errorf("Compile allocates %d bytes for %d kinds, more than %d", bytes, kinds, most)
	}
	if most := 6 * kinds; pieces > most {
		t.Errorf("Compile allocates %d times for %d kinds, more than %d", pieces, kinds, most)
	}

	text := []byte(strings.Repeat("On Monday the order 48213 was sent to Anna Berg, anna.berg@sample.net, phone +49 30 5550 1234; "+
		"invoice no. 2024-00812, IBAN DE89 3704 0044 0532 0130 00, from 192.0.2.44 at 10:45:00.\n", 17))[:3000]
	var s *scanner.Scanner
	var found []scanner.Finding
	scan := func() {
		var err error
		s = rs.NewScanner()
		if found, err = s.Scan(nil, text, nil); err != nil {
			t.Fatal(err)
		}
	}
	bytes, pieces = allocated(scan)
	t.Logf("first scan: %d findings, %d bytes, %d allocations", len(found), bytes, pieces)
	if len(found) == 0 {
		t.Error("nothing was found: the scan says nothing about a start")
	}
	if bytes > 200<<10 {
		t.Errorf("the first scan of %d bytes allocates %d bytes", len(text), bytes)
	}
	if pieces > 1000 {
		t.Errorf("the first scan of %d bytes allocates %d times", len(text), pieces)
	}
}
