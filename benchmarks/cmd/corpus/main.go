// Command corpus writes a corpus to standard output and the number of planted
// values of each kind, as JSON, to standard error.
//
//	go run ./benchmarks/cmd/corpus prose 200 >prose.jsonl
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"sluice/benchmarks/corpus"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: corpus "+strings.Join(corpus.Kinds, "|")+" MEGABYTES [SEED]")
		os.Exit(2)
	}
	mb, err := strconv.ParseFloat(os.Args[2], 64)
	seed := uint64(1)
	if err == nil && len(os.Args) > 3 {
		seed, err = strconv.ParseUint(os.Args[3], 10, 64)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(2)
	}
	counts, err := corpus.Generate(os.Stdout, os.Args[1], int64(mb*1e6), seed)
	if err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(2)
	}
	json.NewEncoder(os.Stderr).Encode(counts)
}
