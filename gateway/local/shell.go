package local

import (
	"context"
	"fmt"

	"berth/gateway/cluster"
	"berth/shared/order"
)

// Shell implements cluster.Cluster. Nothing is isolated here, so that a shell would be one of the gateway's own user.
func (r *Runtime) Shell(context.Context, order.ID, string, cluster.Terminal) (int, error) {
	return 0, fmt.Errorf("the trial runtime opens no shell: %w", cluster.ErrNoShell)
}

// Exec implements cluster.Cluster, as Shell does.
func (r *Runtime) Exec(context.Context, order.ID, string, string, cluster.Streams) (int, error) {
	return 0, fmt.Errorf("the trial runtime runs no commands: %w", cluster.ErrNoShell)
}

// HasShell implements cluster.Cluster.
func (r *Runtime) HasShell() bool { return false }
