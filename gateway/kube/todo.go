package kube

import (
	"berth/gateway/lease"
)

// Beside implements lease.Cluster.
func (c *Cluster) Beside(old, next lease.Workload) bool { return false }
