package reconcile

import (
	"context"
	"fmt"

	"berth/gateway/lease/book"
	"berth/shared/order"
)

// collect removes the data of a chain of orders after the last one's grace time, once its end is final.
func (r *Reconciler) collect(ctx context.Context, id order.ID) error {
	var members []order.ID
	now := r.now()
	r.book.Look(id, func(o *book.Order) {
		last := o.Last()
		if o.First() == o && last.Over() && !now.Before(last.Rec.GraceUntil) && !o.Rec.Collected {
			members = o.Chain()
		}
	})
	if len(members) == 0 {
		return nil
	}
	last := members[len(members)-1]
	ctx, cancel := context.WithTimeout(ctx, clusterWait)
	defer cancel()
	final, err := r.cfg.State.FinalOrder(ctx, last)
	if err != nil {
		return fmt.Errorf("collect order %s: %w", id, err)
	}
	if final.State.Live() {
		return fmt.Errorf("collect order %s: the end of order %s is not final yet", id, last)
	}
	if len(members) > 1 {
		// Until the first one's end is final, too, a reorganisation could bring it back to life.
		if final, err = r.cfg.State.FinalOrder(ctx, id); err != nil {
			return fmt.Errorf("collect order %s: %w", id, err)
		}
		if final.State.Live() {
			return fmt.Errorf("collect order %s: its replacement is not final yet", id)
		}
	}
	if err := r.cfg.Cluster.Delete(ctx, id); err != nil {
		return fmt.Errorf("collect order %s: %w", id, err)
	}
	if err := r.book.Clear(members); err != nil {
		return fmt.Errorf("collect order %s: %w", id, err)
	}
	r.log.Info("collected", "order", id)
	return nil
}
