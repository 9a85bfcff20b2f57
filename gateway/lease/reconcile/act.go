package reconcile

import (
	"context"
	"errors"
	"fmt"

	"berth/contracts/chain"
	"berth/gateway/lease/book"
	"berth/shared/order"
	"berth/shared/resource"
)

// activate starts a created order's clock, if the node can serve it.
func (r *Reconciler) activate(ctx context.Context, x order.Order) error {
	if r.cfg.Accept != nil && !r.cfg.Accept(&x) {
		// Somebody else has signed for the node, or it has changed its mind since.
		r.log.Warn("order is on terms that this node does not take", "order", x.ID, "token", x.Token, "referrer", x.Referrer, "share", x.ReferrerShare)
		return r.cancel(ctx, x.ID, order.TermsBroken)
	}
	if done, err := r.broken(ctx, x); done {
		return err
	}
	send, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	capacity, _, err := r.cfg.Cluster.Capacity(send)
	if err != nil {
		return fmt.Errorf("activate order %s: the runtime's capacity: %w", x.ID, err)
	}
	if capacity.GPUModel == "" || resource.SameModel(capacity.GPUModel, x.Resources.GPUModel) {
		capacity.GPUModel = x.Resources.GPUModel // the registry's total has held it against the order already
	}
	if short := capacity.Sub(r.taken(x.ID)).Lacks(x.Resources); len(short) > 0 {
		r.log.Warn("order does not fit", "order", x.ID, "short", short)
		return r.cancel(ctx, x.ID, order.OutOfCapacity)
	}
	err = r.cfg.Sender.Activate(send, x.ID)
	if chain.IsRevert(err, "Market_ActivationWindowPassed") {
		// Too late; the sooner it is cancelled, the sooner the user has the money back.
		return r.cancel(ctx, x.ID, order.NodeUnreachable)
	}
	return r.sent(ctx, x.ID, "activate", err)
}

// taken is what all active orders hold, and the created ones before id.
func (r *Reconciler) taken(id order.ID) (sum resource.Resources) {
	r.book.Each(func(o *book.Order) {
		x := &o.Rec.Order
		if x.ID != id && !o.Rec.Gone && (x.State == order.Active || x.State == order.Created && x.ID < id) {
			sum = sum.Add(x.Resources)
		}
	})
	return sum
}

// settle ends an order whose time is up.
func (r *Reconciler) settle(ctx context.Context, id order.ID) error {
	send, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	err := r.sent(ctx, id, "settle", r.cfg.Sender.Settle(send, id))
	if err == nil && r.state(id).Live() {
		return fmt.Errorf("settle order %s: the chain's clock is not there yet", id)
	}
	return err
}

// sent reads the order again after a transaction, whatever came of it: a refusal mostly means that the order has moved.
func (r *Reconciler) sent(ctx context.Context, id order.ID, what string, sendErr error) error {
	var refused *chain.RevertError
	if sendErr != nil && !errors.As(sendErr, &refused) {
		return fmt.Errorf("%s order %s: %w", what, id, sendErr)
	}
	r.log.Info("transaction", "what", what, "order", id, "refused", sendErr)
	before := r.state(id)
	if err := r.read(ctx, id); err != nil {
		return err
	}
	if refused != nil && r.state(id) == before {
		return fmt.Errorf("%s order %s: %w", what, id, sendErr)
	}
	r.Add(id)
	return nil
}

func (r *Reconciler) state(id order.ID) (s order.State) {
	r.book.Look(id, func(o *book.Order) { s = o.Rec.Order.State })
	return s
}
