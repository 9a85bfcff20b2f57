package reconcile

import (
	"context"
	"fmt"

	"berth/shared/order"
)

// Orphans looks after what the runtime has of orders that neither the ledger nor the chain knows as this node's, such as
// those of a chain that was reorganised while the ledger was lost. It is quarantined at first, and deleted only after the
// grace time and when a final block says the same. While the chain cannot be asked nothing happens.
func (r *Reconciler) Orphans(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, clusterWait)
	defer cancel()
	has, err := r.cfg.Cluster.Orders(ctx)
	if err != nil {
		return fmt.Errorf("the runtime's orders: %w", err)
	}
	for _, id := range has {
		if r.book.Knows(id) {
			continue
		}
		o, err := r.cfg.State.Order(ctx, id)
		if err != nil {
			return fmt.Errorf("unknown order %s: %w", id, err)
		}
		if r.mine(o) || r.book.Knows(id) {
			continue // its events are still to come
		}
		since, err := r.cfg.Cluster.Quarantine(ctx, id)
		if err != nil {
			return fmt.Errorf("quarantine order %s: %w", id, err)
		}
		until := since.Add(r.cfg.Grace)
		if r.now().Before(until) {
			r.log.Warn("the runtime has an order that nobody knows; it is quarantined", "order", id, "until", until)
			continue
		}
		final, err := r.cfg.State.FinalOrder(ctx, id)
		if err != nil {
			return fmt.Errorf("unknown order %s: %w", id, err)
		}
		if r.mine(final) || r.book.Knows(id) {
			continue
		}
		if err := r.cfg.Cluster.Delete(ctx, id); err != nil {
			return fmt.Errorf("delete unknown order %s: %w", id, err)
		}
		r.log.Warn("an order that nobody knows is deleted", "order", id, "quarantined", since)
	}
	return nil
}

func (r *Reconciler) mine(o order.Order) bool { return o.State != order.None && o.Node == r.cfg.Node }
