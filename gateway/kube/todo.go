package kube

import (
	"context"
	"strings"

	"berth/gateway/lease"
	"berth/shared/order"
	"berth/shared/wire"
)

// Log implements lease.Cluster.
func (c *Cluster) Log(ctx context.Context, id order.ID, name string, q lease.LogQuery, take func([]wire.LogLine) error) error {
	b, err := c.logs(ctx, id, name, 256<<10)
	if err != nil {
		return err
	}
	var lines []wire.LogLine
	for l := range strings.Lines(string(b)) {
		lines = append(lines, wire.LogLine{Text: strings.TrimRight(l, "\r\n")})
	}
	if len(lines) == 0 {
		return nil
	}
	return take(lines)
}

// Beside implements lease.Cluster.
func (c *Cluster) Beside(old, next lease.Workload) bool { return false }

// Use implements lease.Cluster.
func (c *Cluster) Use(context.Context) (map[order.ID]map[string]lease.Use, error) { return nil, nil }

// Shell implements lease.Cluster.
func (c *Cluster) Shell(context.Context, order.ID, string, lease.Terminal) (int, error) {
	return 0, lease.ErrNoShell
}

// HasShell implements lease.Cluster.
func (c *Cluster) HasShell() bool { return false }
