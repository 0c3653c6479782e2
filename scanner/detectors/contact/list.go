// Package contact detects how people are reached and what they are called
// online: e-mail addresses, telephone numbers, personal URLs, user names.
package contact

import "sluice/scanner"

// List are the detectors of the family, the most frequent first.
func List() []*scanner.Detector {
	return []*scanner.Detector{email, phone, urlPersonal, username}
}
