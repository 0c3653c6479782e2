package scanner_test

import (
	"math/rand/v2"
	"testing"

	"golang.org/x/sys/unix"

	"sluice/scanner"
	"sluice/scanner/detectors"
)

// TestStaysInside scans texts with memory on both sides that must not be
// touched: what the assembly reads beside a text it must have. A text ends where
// that memory begins, or begins where it ends.
func TestStaysInside(t *testing.T) {
	rs, err := scanner.Compile(detectors.All(), scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	page := unix.Getpagesize()
	const pages = 4
	room, err := unix.Mmap(-1, 0, (pages+2)*page, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		t.Skip("no memory of this kind here")
	}
	defer unix.Munmap(room)
	for _, fence := range [][]byte{room[:page], room[(pages+1)*page:]} {
		if err := unix.Mprotect(fence, unix.PROT_NONE); err != nil {
			t.Skip("memory cannot be fenced here")
		}
	}
	inside := room[page : (pages+1)*page]
	words := []string{"Anna ", "Mr. ", "the ", "id: ", "7 ", "123-45-6789 ", "a@b.example ", "é", "中", "٣", "e\u0301", "(at)", "AKIA", "aVeryLongWordWithoutAnEnd", "x=", "\n", " ", "%40", "Dear Li", "2024-05-06 "}
	rng := rand.New(rand.NewPCG(17, 18))
	s := rs.NewScanner()
	var found []scanner.Finding
	for n := range 3000 {
		size := 1 + rng.IntN(200)
		if n%4 == 0 {
			size = 1 + rng.IntN(len(inside))
		}
		text := inside[:size]
		if n%2 == 0 {
			text = inside[len(inside)-size:]
		}
		for at := 0; at < size; {
			at += copy(text[at:], words[rng.IntN(len(words))])
		}
		if found, err = s.Scan(found[:0], text, nil); err != nil {
			t.Fatal(err)
		}
		s.Quiet(text, nil)
	}
}
