// Package detectors is the catalogue: every kind, family by family.
package detectors

import (
	"sluice/scanner"
	"sluice/scanner/detectors/contact"
	"sluice/scanner/detectors/credential"
	"sluice/scanner/detectors/device"
	"sluice/scanner/detectors/finance"
	"sluice/scanner/detectors/health"
	"sluice/scanner/detectors/identity"
	"sluice/scanner/detectors/national"
	"sluice/scanner/detectors/network"
	"sluice/scanner/detectors/person"
	"sluice/scanner/detectors/quasi"
	"sluice/scanner/detectors/travel"
)

// All lists the catalogue. The order is the order of preference where two
// kinds fit one span equally well.
func All() []*scanner.Detector {
	var all []*scanner.Detector
	for _, family := range [][]*scanner.Detector{
		contact.List(),
		person.List(),
		finance.List(),
		national.Europe(),
		national.World(),
		credential.List(),
		network.List(),
		device.List(),
		travel.List(),
		health.List(),
		identity.List(),
		quasi.List(),
	} {
		all = append(all, family...)
	}
	return all
}
