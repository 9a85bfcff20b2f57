package lease

import (
	"context"
	"time"

	"berth/shared/order"
)

// due tells whether there is anything to do for an order now. The caller holds mu.
func (k *Keeper) due(e *entry, now time.Time) bool {
	if e.stale || now.Sub(e.rec.ReadAt) > k.cfg.Reread {
		return true
	}
	o := e.rec.Order
	switch {
	case o.State == order.Created, o.State == order.Active && !now.Before(o.EndsAt()), !o.State.Live() && e.rec.EndedAt.IsZero():
		return true
	case k.root(e) != e:
		return e.applied.revision > 0
	}
	tip := k.tip(e)
	return e.applied != k.want(e, now) || over(tip) && !now.Before(tip.rec.GraceUntil)
}

// over tells whether an order has ended, and with it all that ran for it. One that was replaced by nobody knows what
// has not: the event that names its successor is still to come. The caller holds mu.
func over(tip *entry) bool {
	s := tip.rec.Order.State
	return s != order.None && s != order.Replaced && !s.Live()
}

// want is what the runtime is to be told of a workload, which is a chain's first order. The caller holds mu.
func (k *Keeper) want(e *entry, now time.Time) mark {
	tip := k.tip(e)
	o := tip.rec.Order
	// Time is up only once the chain has said so after it was: the user may have extended.
	up := !now.Before(o.EndsAt()) && !tip.stale && !tip.rec.ReadAt.Before(o.EndsAt())
	runs := o.State == order.Active && !up || o.State == order.Replaced
	if runs && e.rec.Revision > 0 && !e.rec.Stopped {
		return mark{true, e.rec.Revision, e.rec.Restarts, o.Resources}
	}
	return mark{known: true}
}

// kick has an order worked on, unless it is already; then it is looked at once more afterwards.
func (k *Keeper) kick(id order.ID) {
	ctx := k.life
	k.mu.Lock()
	defer k.mu.Unlock()
	e := k.orders[id]
	if e == nil || k.stopping {
		return
	}
	if e.working {
		e.again = true
		return
	}
	e.working = true
	k.work.Go(func() {
		for {
			select {
			case k.slot <- struct{}{}:
			case <-ctx.Done():
				return
			}
			err := k.reconcile(ctx, id, e)
			<-k.slot
			k.mu.Lock()
			if err != nil && ctx.Err() == nil {
				e.pause = min(max(2*e.pause, firstPause), lastPause)
				e.nextTry = k.now().Add(e.pause)
				k.log.Warn("order waits", "order", id, "pause", e.pause, "err", err)
			} else {
				e.pause, e.nextTry = 0, time.Time{}
			}
			again := e.again && ctx.Err() == nil
			e.again, e.working = false, again
			k.mu.Unlock()
			if !again {
				return
			}
		}
	})
}

// reconcile brings chain, runtime and record of one order together, as far as can be done now.
func (k *Keeper) reconcile(ctx context.Context, id order.ID, e *entry) error {
	// Before the chain is asked: what is known to be running is to run, whether or not the chain answers.
	if err := k.converge(ctx, id, e); err != nil {
		return err
	}
	now := k.now()
	k.mu.RLock()
	o := e.rec.Order
	// An order may have been read in a block that was then reorganised away before its events were seen.
	stale := e.stale || now.Sub(e.rec.ReadAt) > k.cfg.Reread || o.State == order.Active && !now.Before(o.EndsAt()) && e.rec.ReadAt.Before(o.EndsAt())
	k.mu.RUnlock()
	if stale {
		if err := k.read(ctx, id, e); err != nil {
			return err
		}
		if err := k.converge(ctx, id, e); err != nil {
			return err
		}
	}
	k.mu.RLock()
	o = e.rec.Order
	k.mu.RUnlock()
	switch {
	case o.State == order.Created:
		return k.activate(ctx, id, e, o)
	case o.State == order.Active && !k.now().Before(o.EndsAt()):
		return k.settle(ctx, id, e)
	}
	return k.collect(ctx, id, e)
}
