// Package person detects who a text is about: names, postal addresses, dates
// of birth; age and gender on demand.
package person

import "sluice/scanner"

// List are the detectors of the family, the most frequent first.
func List() []*scanner.Detector {
	return []*scanner.Detector{personName, streetAddress, dateOfBirth, age, gender}
}
