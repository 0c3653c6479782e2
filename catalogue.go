package sluice

import (
	"slices"
	"sync"

	"sluice/scanner"
	"sluice/scanner/detectors"
)

// Catalogue lists every kind that sluice knows, those that are off by default
// included. The slice is the caller's, the detectors are shared and must not
// be changed.
func Catalogue() []*scanner.Detector { return slices.Clone(builtin()) }

func builtin() []*scanner.Detector { return detectors.All() }

// foundAlone tells whether a text is a finding by itself for the catalogue as
// it is by default. It is made ready at the first question, which few runs
// ask. Safe for concurrent use.
func foundAlone() func(v []byte) bool {
	type looker struct {
		*scanner.Scanner
		found []scanner.Finding
	}
	lookers := sync.OnceValue(func() *sync.Pool {
		rs, err := scanner.Compile(builtin(), scanner.Options{})
		if err != nil {
			panic("sluice: the catalogue does not compile: " + err.Error())
		}
		return &sync.Pool{New: func() any { return &looker{Scanner: rs.NewScanner()} }}
	})
	return func(v []byte) bool {
		pool := lookers()
		l := pool.Get().(*looker)
		defer pool.Put(l)
		var err error
		l.found, err = l.Scan(l.found[:0], v, nil)
		return err != nil || len(l.found) > 0
	}
}
