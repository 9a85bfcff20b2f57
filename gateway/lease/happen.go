package lease

import (
	"time"

	"berth/gateway/cluster"
	"berth/gateway/ledger"
	"berth/shared/order"
	"berth/shared/wire"
)

// newsEvery is how often at most those who watch an order are woken because something happened to it: a workload must not
// keep them busy by failing fast.
const newsEvery = time.Second

// Happenings are what happened to the deployment of an order and those that it replaced, newest first: those with a Seq
// above after, at most limit; 0 is all that are kept. Of an order whose data is collected that alone is told.
func (k *Keeper) Happenings(id order.ID, after uint64, limit int) ([]wire.Happening, error) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	e := k.orders[id]
	if e == nil {
		return nil, problemUnknown(id)
	}
	if limit <= 0 || limit > maxHappenings {
		limit = maxHappenings
	}
	return k.root(e).diary.page(after, limit), nil
}

// happen takes in what a runtime saw.
func (k *Keeper) happen(h cluster.Happening) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if e := k.orders[h.Order]; e != nil {
		k.happened(e, h.Happening)
	}
}

// happened notes something in the diary of the chain that e belongs to. The caller holds mu.
func (k *Keeper) happened(e *entry, h wire.Happening) {
	w := k.root(e)
	if h.At.IsZero() {
		h.At = k.now()
	}
	if w.rec.Collected || !w.diary.add(h) {
		return
	}
	if now := k.now(); now.Sub(w.woken) >= newsEvery || now.Before(w.woken) {
		k.news(w, now)
	} else {
		w.news = true
	}
}

// news wakes who watches a workload. The caller holds mu.
func (k *Keeper) news(w *entry, now time.Time) {
	w.woken, w.news = now, false
	k.tell(w)
}

// did is something that the keeper itself did or saw.
func did(code, text string, figures ...string) wire.Happening {
	h := wire.Happening{Code: code, Text: text}
	for i := 0; i+1 < len(figures); i += 2 {
		if h.Figures == nil {
			h.Figures = map[string]string{}
		}
		h.Figures[figures[i]] = figures[i+1]
	}
	return h
}

// The reasons for an end that are not the contract's own.
const (
	timeUp     = "completed"
	notStarted = "expired"
)

// reasons are those of an order's end in plain English.
var reasons = map[string]string{
	timeUp: "its time was up", notStarted: "it was not activated in time",
	order.UserLeft.String(): "its user cancelled it", order.NodeUnreachable.String(): "the node was not reachable",
	order.NodeMaintenance.String(): "the node is under maintenance", order.OutOfCapacity.String(): "the node has no room for it",
	order.TermsBroken.String(): "the terms were broken", order.Other.String(): "no reason was given",
}

// ended notes an order's end out of the event that tells of it. Events are read again after a reorganisation, and not
// every chain tells their time. The caller holds mu.
func (k *Keeper) ended(e *entry, at time.Time, reason string) {
	if at.Unix() <= 0 {
		at = time.Time{}
		if last := k.root(e).diary.last(wire.HappenedEnded, wire.HappenedActivated, wire.HappenedReplaced, wire.HappenedDeployed); last != nil && last.Code == wire.HappenedEnded {
			return
		}
	}
	why := reasons[reason]
	if why == "" {
		why = reason
	}
	h := did(wire.HappenedEnded, "the order has ended: "+why, "reason", reason)
	h.At = at
	k.happened(e, h)
}

// moved notes what a look at the chain has brought. The caller holds mu.
func (k *Keeper) moved(e *entry, old order.Order) {
	switch o := &e.rec.Order; {
	case o.State == order.Active && old.ActivatedAt.IsZero() && k.root(e) == e: // a replacement was active from the start
		h := did(wire.HappenedActivated, "the order is active")
		h.At = o.ActivatedAt
		k.happened(e, h)
	case o.State == order.Active && old.State == order.Active && o.Duration > old.Duration:
		until := o.EndsAt().UTC()
		k.happened(e, did(wire.HappenedExtended, "extended until "+until.Format("2006-01-02 15:04 MST"), "until", until.Format(time.RFC3339)))
	}
}

// isUsedUp tells whether the traffic that was bought is gone and nobody has noted it. The caller holds mu.
func (e *entry) isUsedUp() bool {
	limit := e.traffic.Load()
	return e.meter.Load() >= limit && e.spent != limit && e.applied.revision > 0
}

// usedUp notes that the traffic is gone, once for what was bought. The caller holds mu.
func (k *Keeper) usedUp(w *entry) {
	w.spent = w.traffic.Load()
	if last := w.diary.last(wire.HappenedTraffic, wire.HappenedReplaced); last == nil || last.Code == wire.HappenedReplaced {
		h := did(wire.HappenedTraffic, "the traffic that was bought is used up")
		h.Bad = true
		k.happened(w, h)
	}
}

// look does each second what happenings want: it notes used up traffic, wakes who has not been, and writes.
func (k *Keeper) look() {
	k.mu.RLock()
	now := k.now()
	var due []*entry
	for _, e := range k.orders {
		if !e.rec.Collected && (e.news && now.Sub(e.woken) >= newsEvery || e.isUsedUp() && k.root(e) == e) {
			due = append(due, e)
		}
	}
	k.mu.RUnlock()
	if len(due) > 0 {
		k.mu.Lock()
		for _, e := range due {
			if e.isUsedUp() && k.root(e) == e {
				k.usedUp(e)
			}
			if e.news {
				k.news(e, now)
			}
		}
		k.mu.Unlock()
	}
	k.write()
}

// write brings the diaries to the ledger, all in one transaction.
func (k *Keeper) write() {
	k.diaries.Lock()
	defer k.diaries.Unlock()
	k.mu.RLock()
	var dirty []*entry
	for _, e := range k.orders {
		if e.diary.dirty > 0 {
			dirty = append(dirty, e)
		}
	}
	k.mu.RUnlock()
	if len(dirty) == 0 {
		return
	}
	k.mu.Lock()
	all := make([]ledger.Diary, len(dirty))
	for i, e := range dirty {
		all[i] = e.diary.take(e.rec.Order.ID)
	}
	k.mu.Unlock()
	if err := k.cfg.Store.PutHappenings(all); err != nil {
		k.log.Error("happenings not written", "err", err)
		k.mu.Lock()
		defer k.mu.Unlock()
		for i, e := range dirty {
			if len(all[i].New) > 0 {
				e.diary.touch(all[i].New[0].Seq)
			}
		}
	}
}
