// Command patterns prints the patterns of the kinds that are on by default,
// one a line, for matchers that sluice is compared with.
package main

import (
	"bufio"
	"fmt"
	"os"

	"sluice/scanner/detectors"
)

func main() {
	w := bufio.NewWriter(os.Stdout)
	for _, d := range detectors.All() {
		if d.Off {
			continue
		}
		for _, p := range d.Patterns {
			fmt.Fprintln(w, p.RE)
		}
	}
	if err := w.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "patterns:", err)
		os.Exit(2)
	}
}
