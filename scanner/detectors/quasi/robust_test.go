package quasi

import (
	"testing"

	"sluice/scanner/detectors/detectortest"
)

func TestRobust(t *testing.T) {
	detectortest.Robust(t, "../../../testdata/detectors", List())
}
