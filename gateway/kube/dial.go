package kube

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
	"time"

	"berth/gateway/cluster"
	"berth/shared/order"
)

// Dialing's times: short, since a person waits.
const (
	perDial   = 2 * time.Second
	dialTries = 4
	dialPause = 50 * time.Millisecond
)

// Dial implements cluster.Cluster: it connects to the Service's cluster address, out of memory: the API server may be away.
func (c *Cluster) Dial(ctx context.Context, id order.ID, name string) (net.Conn, error) {
	s, err := c.watches.services.Services(c.namespaceOf(id)).Get(name)
	if err != nil || httpPort(s) == 0 || s.Spec.ClusterIP == "" {
		return nil, fmt.Errorf("order %s service %.20s: %w", id, name, cluster.ErrNotRunning)
	}
	addr := net.JoinHostPort(s.Spec.ClusterIP, strconv.Itoa(int(httpPort(s))))
	for try := 1; ; try++ {
		dctx, cancel := context.WithTimeout(ctx, perDial)
		conn, err := c.dial(dctx, "tcp", addr)
		cancel()
		if err == nil {
			return conn, nil
		}
		// Right after a change the rules for a Service are not yet everywhere.
		if try == dialTries || !errors.Is(err, syscall.ECONNREFUSED) || ctx.Err() != nil {
			return nil, fmt.Errorf("order %s service %s: %w: %w", id, name, cluster.ErrNotRunning, err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(dialPause << try):
		}
	}
}
