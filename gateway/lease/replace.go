package lease

import (
	"cmp"
	"slices"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// An order can be replaced by another of the same user with this node, and that one again. What is deployed belongs to
// such a chain as a whole: it is kept in the record of the chain's first order, whose number names it in the runtime and
// in the services' hosts, while the chain's last order says who may use it, how much it may have, and until when. The
// links come from the chain's events; they hold only as long as the chain says that the older order was replaced.

// linked tells whether next took the place of old. The caller holds mu.
func linked(old, next *entry) bool {
	o, n := &old.rec.Order, &next.rec.Order
	return old.next == n.ID && next.rec.Replaces == o.ID && n.ID > o.ID && o.State == order.Replaced && o.User == n.User && !next.rec.Gone
}

// root is the first order of the chain of which e is one. The caller holds mu.
func (k *Keeper) root(e *entry) *entry {
	for e.rec.Replaces != 0 {
		old := k.orders[e.rec.Replaces]
		if old == nil || !linked(old, e) {
			break
		}
		e = old
	}
	return e
}

// tip is the last order of the chain of which e is one. The caller holds mu.
func (k *Keeper) tip(e *entry) *entry {
	for e.next != 0 {
		next := k.orders[e.next]
		if next == nil || !linked(e, next) {
			break
		}
		e = next
	}
	return e
}

// chain is e and all that came after it. The caller holds mu.
func (k *Keeper) chain(e *entry) []*entry {
	all := []*entry{e}
	for last := k.tip(e); e != last; {
		e = k.orders[e.next]
		all = append(all, e)
	}
	return all
}

// link notes that e took the place of old, which may be nil: then it took nobody's. The caller holds mu.
func (k *Keeper) link(old, e *entry) {
	if old == nil || old.rec.Order.ID >= e.rec.Order.ID || old.rec.Order.User != e.rec.Order.User {
		e.unsaved = e.unsaved || e.rec.Replaces != 0
		e.rec.Replaces = 0
		k.cap(e)
		return
	}
	k.tell(old)
	if o := &old.rec.Order; o.State.Live() {
		o.State = order.Replaced // as it will be read in a moment
		old.stale, old.unsaved = true, true
		k.index(old)
	}
	if e.rec.Replaces != old.rec.Order.ID {
		e.rec.Replaces, e.rec.TrafficBase = old.rec.Order.ID, k.root(old).meter.Load()
		e.unsaved = true
		k.happened(old, did(wire.HappenedReplaced, "order "+e.rec.Order.ID.String()+" took its place", "order", e.rec.Order.ID.String()))
	}
	old.next = e.rec.Order.ID
	k.cap(e)
	k.tell(e)
}

// relink finds the links again in what the ledger has. Nothing else uses the keeper yet.
func (k *Keeper) relink() {
	var all []*entry
	for _, e := range k.orders {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b *entry) int { return cmp.Compare(a.rec.Order.ID, b.rec.Order.ID) })
	for _, e := range all {
		old := k.orders[e.rec.Replaces]
		if old != nil && old.rec.Order.User == e.rec.Order.User && !e.rec.Gone {
			old.next = e.rec.Order.ID
		}
	}
	for _, e := range all {
		k.cap(e)
	}
}

// cap sets where the meter stops of the workload that e belongs to: each order of a chain brings the traffic that was
// bought with it, and takes none over. The caller holds mu.
func (k *Keeper) cap(e *entry) {
	w := k.root(e)
	last := k.tip(w)
	base := last.rec.TrafficBase
	if last == w {
		base = 0
	}
	w.traffic.Store(base + max(last.rec.Order.Resources.TrafficMiB<<20, freeTraffic))
}

// used is the traffic of one order of a chain. The caller holds mu.
func (k *Keeper) used(e *entry) uint64 {
	w, until, from := k.root(e), uint64(0), e.rec.TrafficBase
	if e == w {
		from = 0
	}
	if e == k.tip(e) {
		until = w.meter.Load()
	} else {
		until = k.orders[e.next].rec.TrafficBase
	}
	return until - min(from, until)
}

// workload is the number of the first order of a chain.
func (k *Keeper) workload(e *entry) order.ID {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.root(e).rec.Order.ID
}

// Workload is what an order's deployment is called in the runtime and in its services' hosts: the number of the first
// order of a chain of replacements, which is the order's own where it replaced none.
func (k *Keeper) Workload(id order.ID) order.ID {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if e := k.orders[id]; e != nil {
		return k.root(e).rec.Order.ID
	}
	return id
}

// Replaceable tells whether an order is its user's, runs, and so may be replaced; if so, also what it holds, and in which
// dimensions what is deployed for it would not fit into other resources: Free is what they have.
func (k *Keeper) Replaceable(user eth.Address, id order.ID, want resource.Resources) (holds resource.Resources, short []resource.Short, ok bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	e := k.orders[id]
	if e == nil || e.rec.Order.User != user || e.rec.Order.State != order.Active || !k.now().Before(e.rec.Order.EndsAt()) {
		return resource.Resources{}, nil, false
	}
	holds = e.rec.Order.Resources
	return holds, k.root(e).what.Shrink(holds, want), true
}
