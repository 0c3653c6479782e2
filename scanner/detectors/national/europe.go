package national

import (
	"slices"

	"sluice/scanner"
)

// Europe is the list of the national kinds of Europe's countries, of Central
// Asia and the Caucasus, and of the European schemes.
func Europe() []*scanner.Detector {
	return slices.Concat(
		gbDetectors, deDetectors, frDetectors, itDetectors, esDetectors, plDetectors,
		nlDetectors, beDetectors, luDetectors, atDetectors, chDetectors, ptDetectors, ieDetectors,
		seDetectors, noDetectors, dkDetectors, fiDetectors, isDetectors,
		czDetectors, huDetectors, roDetectors, bgDetectors, grDetectors, hrDetectors, yuDetectors,
		ltDetectors, lvDetectors, eeDetectors, cyDetectors, mtDetectors,
		uaDetectors, ruDetectors, byDetectors, kzDetectors, cisDetectors,
		euDetectors, euSmallTax, euPassports(), euDriverLicenses(),
	)
}

// europePadded puts a zero before a number that is one digit short of n, as
// registers do with numbers that begin with 0. d needs room for it.
func europePadded(d []byte, n int) []byte {
	if len(d) == n-1 {
		d = append(d, 0)
		copy(d[1:], d[:n-1])
		d[0] = '0'
	}
	return d
}
