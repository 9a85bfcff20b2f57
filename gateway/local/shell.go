package local

import (
	"context"
	"fmt"

	"berth/gateway/lease"
	"berth/shared/order"
)

// Shell implements lease.Cluster. Nothing is isolated here, so that a shell would be one of the gateway's own user.
func (r *Runtime) Shell(context.Context, order.ID, string, lease.Terminal) (int, error) {
	return 0, fmt.Errorf("the trial runtime opens no shell: %w", lease.ErrNoShell)
}

// HasShell implements lease.Cluster.
func (r *Runtime) HasShell() bool { return false }
