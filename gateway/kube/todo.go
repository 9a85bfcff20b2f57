package kube

import (
	"context"

	"berth/gateway/lease"
	"berth/shared/order"
)

// Beside implements lease.Cluster.
func (c *Cluster) Beside(old, next lease.Workload) bool { return false }

// Use implements lease.Cluster.
func (c *Cluster) Use(context.Context) (map[order.ID]map[string]lease.Use, error) { return nil, nil }
