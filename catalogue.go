package sluice

import (
	"slices"

	"sluice/scanner"
	"sluice/scanner/detectors"
)

// Catalogue lists every kind that sluice knows, those that are off by default
// included. The slice is the caller's, the detectors are shared and must not
// be changed.
func Catalogue() []*scanner.Detector { return slices.Clone(builtin()) }

func builtin() []*scanner.Detector { return detectors.All() }
