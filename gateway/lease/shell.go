package lease

import (
	"context"

	"berth/shared/order"
)

// Shell runs a shell beside a service's process, as Cluster.Shell does. It ends as soon as the order does, or is stopped,
// or does not have the service any more; the error is then the problem that says so.
func (k *Keeper) Shell(ctx context.Context, id order.ID, service string, t Terminal) (int, error) {
	e, _, err := k.running(id)
	if err != nil {
		return 0, err
	}
	k.mu.RLock()
	w := e.rec.Order.ID
	k.mu.RUnlock()
	return k.cfg.Cluster.Shell(ctx, w, service, t)
}
