package lease

import (
	"context"
	"fmt"
	"slices"
	"time"

	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/shared/order"
)

// read takes an order's state from the chain.
func (k *Keeper) read(ctx context.Context, id order.ID, e *entry) error {
	k.mu.Lock()
	e.stale = false // an event that comes while we read makes it stale again
	k.mu.Unlock()
	cctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	o, err := k.cfg.State.Order(cctx, id)
	if err != nil {
		k.mu.Lock()
		e.stale = true
		k.mu.Unlock()
		return fmt.Errorf("read order %s: %w", id, err)
	}
	if !k.take(e, o, k.now()) {
		return nil
	}
	if err := k.save(e); err != nil {
		return err
	}
	// What runs is the business of the chain's first order.
	if first := k.workload(e); first != id {
		k.kick(first)
	}
	return nil
}

// take merges what the chain says now into an entry; it tells whether that is anything new.
func (k *Keeper) take(e *entry, o order.Order, now time.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	old, unsaved, gone := e.rec.Order, e.rec.ReadAt.IsZero() || e.unsaved, e.rec.Gone
	was := k.root(e)
	if o.State != order.None && o.Node != k.cfg.Node {
		o = order.Order{} // after a reorganisation the number is another node's order
	}
	if o.State != order.None && o.User != old.User {
		// After a reorganisation the number is another user's order: nothing of the old one may be left for it.
		k.forget(e)
		old = order.Order{}
	}
	e.rec.Gone = o.State == order.None
	if e.rec.Gone {
		o = old
		if old.State.Live() || old.State == order.Replaced {
			// Reorganised away: nobody has paid for it.
			o.State = order.Cancelled
		}
	}
	o.Resources.GPUModel = old.Resources.GPUModel
	if o.CreatedAt.IsZero() {
		o.CreatedAt = old.CreatedAt
	}
	if o.ActivatedAt.IsZero() && o.State != order.Created {
		o.ActivatedAt = old.ActivatedAt
	}
	e.rec.Order, e.rec.ReadAt = o, now
	if o.State.Live() {
		// An end that was reorganised away is none.
		e.rec.EndedAt, e.rec.GraceUntil = time.Time{}, time.Time{}
	} else if e.rec.EndedAt.IsZero() {
		e.rec.EndedAt, e.rec.GraceUntil = now, now.Add(k.cfg.Grace)
	}
	k.index(e)
	k.cap(e)
	k.moved(e, old)
	if o == old && !unsaved && gone == e.rec.Gone {
		return false
	}
	k.tell(e)
	if was != k.root(e) {
		k.tell(was)
	}
	return true
}

// forget makes an entry that of another user's order with the same number. The caller holds mu.
func (k *Keeper) forget(e *entry) {
	if o := e.rec.Order; k.live[o.User] == o.ID {
		delete(k.live, o.User)
	}
	e.rec, e.services, e.template, e.dropped, e.applied, e.foreign = ledger.Record{}, nil, "", 0, mark{}, true
	e.next, e.what, e.stood = 0, manifest.Manifest{}, nil
	e.diary, e.news, e.spent, e.usage, e.counted, e.wipe = diary{}, false, 0, nil, 0, true
	e.meter.Store(0)
}

// index keeps the users' live orders. The caller holds mu.
func (k *Keeper) index(e *entry) {
	o := e.rec.Order
	if !o.ActivatedAt.IsZero() {
		k.served[o.User] = true
	}
	if o.State.Live() {
		k.live[o.User] = max(o.ID, k.live[o.User])
	} else if k.live[o.User] == o.ID {
		delete(k.live, o.User)
		// Where a replacement was reorganised away the one before it is live again, and may have said so already.
		for id, other := range k.orders {
			if x := other.rec.Order; x.User == o.User && x.State.Live() {
				k.live[o.User] = max(id, k.live[o.User])
			}
		}
	}
}

// tell wakes all who watch an order, which is what is seen of its chain's first one. The caller holds mu.
func (k *Keeper) tell(e *entry) {
	for _, w := range []*entry{e, k.root(e)} {
		close(w.changed)
		w.changed = make(chan struct{})
	}
}

// save writes an entry's record as it is now, and has the ledger forget what it has of another user's.
func (k *Keeper) save(e *entry) error {
	e.saving.Lock()
	defer e.saving.Unlock()
	k.mu.Lock()
	r := e.rec
	r.Steps = slices.Clone(r.Steps)
	wipe := e.wipe
	e.unsaved, e.wipe = false, false
	k.mu.Unlock()
	r.TrafficBytes = e.meter.Load()
	var err error
	if wipe {
		err = k.wipe(e, r)
	} else {
		err = k.cfg.Store.PutOrder(r)
	}
	if err != nil {
		k.mu.Lock()
		e.unsaved, e.wipe = true, e.wipe || wipe
		k.mu.Unlock()
	}
	return err
}

// wipe writes a record over another user's order with the same number, of which nothing is to be found any more.
func (k *Keeper) wipe(e *entry, r ledger.Record) error {
	k.diaries.Lock()
	defer k.diaries.Unlock()
	if err := k.cfg.Store.Clear([]ledger.Record{r}); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(e.diary.events) > 0 {
		e.diary.touch(e.diary.events[0].Seq)
	}
	return nil
}

// flush writes the traffic that was counted since the last time.
func (k *Keeper) flush() {
	k.mu.RLock()
	var moved []*entry
	for _, e := range k.orders {
		if e.meter.Load() != e.flushed {
			moved = append(moved, e)
		}
	}
	k.mu.RUnlock()
	for _, e := range moved {
		n := e.meter.Load()
		if err := k.save(e); err != nil {
			k.log.Error("traffic not written", "err", err)
			return
		}
		k.mu.Lock()
		e.flushed = n
		k.mu.Unlock()
	}
}
