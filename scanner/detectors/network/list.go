// Package network detects addresses and traces of devices on networks: IP
// and hardware addresses, cookies, user agents, host names.
package network

import "sluice/scanner"

// List are the detectors of the family, the most frequent first.
func List() []*scanner.Detector {
	return []*scanner.Detector{ipv4, ipv6, mac, cookie, userAgent, domain}
}
