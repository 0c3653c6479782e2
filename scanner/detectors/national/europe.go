package national

import (
	"slices"

	"sluice/scanner"
)

// Europe is the list of the national kinds of Europe and of the states of the
// former Soviet Union.
func Europe() []*scanner.Detector {
	return slices.Concat(
		gbDetectors, deDetectors, frDetectors, itDetectors, esDetectors, plDetectors,
		nlDetectors, beDetectors, atDetectors, chDetectors, ptDetectors, ieDetectors,
		roDetectors, bgDetectors, grDetectors, hrDetectors, yuDetectors, ltDetectors, lvDetectors, eeDetectors, cyDetectors, mtDetectors,
		uaDetectors, byDetectors, ruDetectors, kzDetectors, cisDetectors,
	)
}
