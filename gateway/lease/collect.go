package lease

import (
	"context"
	"fmt"
	"slices"
	"time"

	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// keepRecords is how long the record of an order stays after its data is collected. What is still needed of it then, that
// its user has had an order here, is kept by itself.
const keepRecords = 30 * 24 * time.Hour

// collect removes the data of a chain of orders after the last one's grace time, once its end is final.
func (k *Keeper) collect(ctx context.Context, id order.ID, e *entry) error {
	k.mu.RLock()
	tip, members := k.tip(e), k.chain(e)
	last := tip.rec.Order.ID
	early := k.root(e) != e || !over(tip) || k.now().Before(tip.rec.GraceUntil) || e.rec.Collected
	k.mu.RUnlock()
	if early {
		return nil
	}
	cctx, cancel := context.WithTimeout(ctx, clusterWait)
	defer cancel()
	final, err := k.cfg.State.FinalOrder(cctx, last)
	if err != nil {
		return fmt.Errorf("collect order %s: %w", id, err)
	}
	if final.State.Live() {
		return fmt.Errorf("collect order %s: the end of order %s is not final yet", id, last)
	}
	if len(members) > 1 {
		// Until the first one's end is final, too, a reorganisation could bring it back to life.
		if final, err = k.cfg.State.FinalOrder(cctx, id); err != nil {
			return fmt.Errorf("collect order %s: %w", id, err)
		}
		if final.State.Live() {
			return fmt.Errorf("collect order %s: its replacement is not final yet", id)
		}
	}
	if err := k.cfg.Cluster.Delete(cctx, id); err != nil {
		return fmt.Errorf("collect order %s: %w", id, err)
	}
	if err := k.clear(e, members); err != nil {
		return fmt.Errorf("collect order %s: %w", id, err)
	}
	k.log.Info("collected", "order", id)
	return nil
}

// clear makes a chain's members collected: of what was deployed, and of what became of it, nothing stays here.
func (k *Keeper) clear(e *entry, members []*entry) error {
	for _, m := range members { // from the first to the last, as nobody else holds more than one
		m.saving.Lock()
		defer m.saving.Unlock()
	}
	k.diaries.Lock()
	defer k.diaries.Unlock()
	now := k.now()
	k.mu.RLock()
	done := did(wire.HappenedCollected, "its data was deleted")
	done.At = now
	d := diary{seq: e.diary.seq}
	d.add(done)
	var records []ledger.Record
	for _, m := range members {
		r := m.rec
		r.Collected, r.CollectedAt, r.Steps, r.TrafficBytes = true, now, nil, m.meter.Load()
		records = append(records, r)
	}
	k.mu.RUnlock()
	if err := k.cfg.Store.Clear(records, d.take(e.rec.Order.ID)); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	e.diary = d
	for _, m := range members {
		m.rec.Collected, m.rec.CollectedAt, m.rec.Steps = true, now, nil
		m.services, m.template, m.what, m.usage, m.wipe = nil, "", manifest.Manifest{}, nil, false
		k.tell(m)
	}
	return nil
}

// drop forgets the orders that were collected long ago. Should the chain's events be read again, they are taken for new
// ones that have ended: nothing runs for them, and they are collected once more.
func (k *Keeper) drop(now time.Time) {
	k.mu.RLock()
	var old []order.ID
	var users []eth.Address
	for id, e := range k.orders {
		at := e.rec.CollectedAt
		if at.IsZero() {
			at = e.rec.GraceUntil // it was collected before that was written down
		}
		if !e.rec.Collected || e.working || now.Sub(at) < keepRecords {
			continue
		}
		old = append(old, id)
		if !e.rec.Order.ActivatedAt.IsZero() {
			users = append(users, e.rec.Order.User)
		}
	}
	k.mu.RUnlock()
	if len(old) == 0 {
		return
	}
	slices.Sort(old)
	if err := k.cfg.Store.Drop(old, users); err != nil {
		k.log.Error("old records not dropped", "err", err)
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, id := range old {
		if e := k.orders[id]; e != nil {
			delete(k.orders, id)
			k.tell(e)
		}
	}
	k.log.Info("old records dropped", "orders", len(old))
}
