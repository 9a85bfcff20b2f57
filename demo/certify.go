package main

import (
	"time"

	"berth/bff"
	"berth/bff/certify/measure"
)

// certify is how the demo's platform looks at nodes: often, and at little of each, since all of them and whoever tries it out
// share this machine.
func (c *config) certify(k keys) bff.Certify {
	s := bff.Certify{
		Key: k.Certify.hex(), Free: 30 * time.Second, Paid: c.CertifyEvery, Part: 25, Memory: 64, Disk: 32, Transfer: 4,
		// Machines that do all else as well are no measure of what a core is.
		Rules: &measure.Rules{Cores: 15, Speed: 2, DiskSpeed: 1, Transfer: 64},
	}
	if c.CertifyEvery > 0 {
		s.Daily = dollars(20).String()
	}
	return s
}
