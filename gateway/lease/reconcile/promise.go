package reconcile

import (
	"context"
	"fmt"
	"time"

	"berth/gateway/lease/book"
	"berth/gateway/manifest"
	"berth/shared/order"
)

// featureWait is for how long a new order's node may seem to lack what it promised before that is believed: after a start the
// runtime has to try first what it can do.
const featureWait = 5 * time.Minute

// lacks is what of features the runtime does not have now.
func (r *Reconciler) lacks(f order.Features) order.Features {
	return f &^ r.cfg.Cluster.Offers().Features()
}

// broken refuses a created order that was promised what the node has lost: all its money goes back. done reports whether the
// order was dealt with.
func (r *Reconciler) broken(ctx context.Context, x order.Order) (done bool, err error) {
	lost := r.lacks(x.Features)
	if lost == 0 {
		return false, nil
	}
	if r.now().Sub(x.CreatedAt) < featureWait {
		return true, fmt.Errorf("activate order %s: it was promised %s, which the runtime does not have now", x.ID, lost)
	}
	r.log.Warn("order was promised what this node has lost", "order", x.ID, "lost", lost)
	r.book.Change(x.ID, func(o *book.Order) { o.Hold(lost) })
	return true, r.cancel(ctx, x.ID, order.TermsBroken)
}

// needed are the features without which services of a manifest would not run as it was chosen when it was accepted.
func needed(m manifest.Manifest) (f order.Features) {
	for _, s := range m.Services {
		switch s.Isolation {
		case manifest.Rooted:
			f |= order.UserNS
		case manifest.Sandboxed:
			f |= order.Sandbox
		}
	}
	return f
}

// hold leaves an order's services as they are, where the runtime has refused to run them as it was agreed on, and says so to the
// order's user: they are never run in another way. It is tried again.
func (r *Reconciler) hold(id order.ID, lost order.Features) error {
	r.book.Change(id, func(o *book.Order) { o.Hold(lost) })
	return fmt.Errorf("deploy order %s: held, as the runtime has lost %s", id, lost)
}
