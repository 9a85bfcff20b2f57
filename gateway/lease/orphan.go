package lease

import (
	"context"
	"fmt"

	"berth/shared/order"
)

// orphans looks after what the runtime has of orders that neither the ledger nor the chain knows as this node's, such as
// those of a chain that was reorganised while the ledger was lost. It is quarantined at first, and deleted only after the
// grace time and when a final block says the same. While the chain cannot be asked nothing happens.
func (k *Keeper) orphans(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, clusterWait)
	defer cancel()
	has, err := k.cfg.Cluster.Orders(ctx)
	if err != nil {
		return fmt.Errorf("the runtime's orders: %w", err)
	}
	for _, id := range has {
		if k.knows(id) {
			continue
		}
		o, err := k.cfg.State.Order(ctx, id)
		if err != nil {
			return fmt.Errorf("unknown order %s: %w", id, err)
		}
		if k.mine(o) || k.knows(id) {
			continue // its events are still to come
		}
		since, err := k.cfg.Cluster.Quarantine(ctx, id)
		if err != nil {
			return fmt.Errorf("quarantine order %s: %w", id, err)
		}
		until := since.Add(k.cfg.Grace)
		if k.now().Before(until) {
			k.log.Warn("the runtime has an order that nobody knows; it is quarantined", "order", id, "until", until)
			continue
		}
		final, err := k.cfg.State.FinalOrder(ctx, id)
		if err != nil {
			return fmt.Errorf("unknown order %s: %w", id, err)
		}
		if k.mine(final) || k.knows(id) {
			continue
		}
		if err := k.cfg.Cluster.Delete(ctx, id); err != nil {
			return fmt.Errorf("delete unknown order %s: %w", id, err)
		}
		k.log.Warn("an order that nobody knows is deleted", "order", id, "quarantined", since)
	}
	return nil
}

func (k *Keeper) mine(o order.Order) bool { return o.State != order.None && o.Node == k.cfg.Node }

func (k *Keeper) knows(id order.ID) bool {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.orders[id] != nil
}
