package lease

import (
	"context"
	"errors"
	"fmt"

	"berth/contracts/chain"
	"berth/shared/order"
	"berth/shared/resource"
)

// activate starts a created order's clock, if the node can serve it.
func (k *Keeper) activate(ctx context.Context, id order.ID, e *entry, o order.Order) error {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	capacity, _, err := k.cfg.Cluster.Capacity(ctx)
	if err != nil {
		return fmt.Errorf("activate order %s: the runtime's capacity: %w", id, err)
	}
	if capacity.GPUModel == "" || resource.SameModel(capacity.GPUModel, o.Resources.GPUModel) {
		capacity.GPUModel = o.Resources.GPUModel // the registry's total has held it against the order already
	}
	if short := capacity.Sub(k.taken(id)).Lacks(o.Resources); len(short) > 0 {
		k.log.Warn("order does not fit", "order", id, "short", short)
		return k.sent(id, e, "cancel", k.cfg.Sender.Cancel(ctx, id, order.OutOfCapacity))
	}
	err = k.cfg.Sender.Activate(ctx, id)
	if chain.IsRevert(err, "Market_ActivationWindowPassed") {
		// Too late; the sooner it is cancelled, the sooner the user has the money back.
		return k.sent(id, e, "cancel", k.cfg.Sender.Cancel(ctx, id, order.NodeUnreachable))
	}
	return k.sent(id, e, "activate", err)
}

// taken is what all active orders hold, and the created ones before id.
func (k *Keeper) taken(id order.ID) resource.Resources {
	k.mu.RLock()
	defer k.mu.RUnlock()
	var sum resource.Resources
	for other, e := range k.orders {
		o := e.rec.Order
		if other != id && !e.rec.Gone && (o.State == order.Active || o.State == order.Created && other < id) {
			sum = sum.Add(o.Resources)
		}
	}
	return sum
}

// settle ends an order whose time is up.
func (k *Keeper) settle(ctx context.Context, id order.ID, e *entry) error {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	err := k.sent(id, e, "settle", k.cfg.Sender.Settle(ctx, id))
	k.mu.RLock()
	over := !e.rec.Order.State.Live()
	k.mu.RUnlock()
	if err == nil && !over {
		return fmt.Errorf("settle order %s: the chain's clock is not there yet", id)
	}
	return err
}

// sent reads the order again after a transaction, whatever came of it: a refusal mostly means that the order has moved.
func (k *Keeper) sent(id order.ID, e *entry, what string, sendErr error) error {
	var refused *chain.RevertError
	if sendErr != nil && !errors.As(sendErr, &refused) {
		return fmt.Errorf("%s order %s: %w", what, id, sendErr)
	}
	k.log.Info("transaction", "what", what, "order", id, "refused", sendErr)
	k.mu.RLock()
	before := e.rec.Order.State
	k.mu.RUnlock()
	if err := k.read(k.life, id, e); err != nil {
		return err
	}
	k.mu.Lock()
	unmoved := refused != nil && e.rec.Order.State == before
	if !unmoved {
		e.again = true
	}
	k.mu.Unlock()
	if unmoved {
		return fmt.Errorf("%s order %s: %w", what, id, sendErr)
	}
	return nil
}
