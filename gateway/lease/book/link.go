package book

import (
	"cmp"
	"slices"

	"berth/gateway/lease/diary"
	"berth/shared/order"
)

// An order can be replaced by another of the same user with this node, and that one again. What is deployed belongs to
// such a chain as a whole: it is kept in the record of the chain's first order, whose number names it in the runtime and
// in the services' hosts, while the chain's last order says who may use it, how much it may have, and until when. The
// links come from the chain's events; they hold only as long as the chain says that the older order was replaced.

// linked reports whether next took the place of old.
func linked(old, next *Order) bool {
	o, n := &old.Rec.Order, &next.Rec.Order
	return old.next == n.ID && next.Rec.Replaces == o.ID && n.ID > o.ID && o.State == order.Replaced && o.User == n.User && !next.Rec.Gone
}

// First is the first order of the chain of which o is one.
func (o *Order) First() *Order {
	for o.Rec.Replaces != 0 {
		old := o.shelf.orders[o.Rec.Replaces]
		if old == nil || !linked(old, o) {
			break
		}
		o = old
	}
	return o
}

// Last is the last order of the chain of which o is one.
func (o *Order) Last() *Order {
	for o.next != 0 {
		next := o.shelf.orders[o.next]
		if next == nil || !linked(o, next) {
			break
		}
		o = next
	}
	return o
}

// Chain are the numbers of o and all that came after it.
func (o *Order) Chain() (ids []order.ID) {
	for _, x := range o.chain() {
		ids = append(ids, x.Rec.Order.ID)
	}
	return ids
}

// chain is o and all that came after it.
func (o *Order) chain() []*Order {
	all := []*Order{o}
	for last := o.Last(); o != last; {
		o = o.shelf.orders[o.next]
		all = append(all, o)
	}
	return all
}

// link notes that o took the place of old, which may be nil: then it took nobody's.
func (s *shelf) link(old, o *Order) {
	if old == nil || old.Rec.Order.ID >= o.Rec.Order.ID || old.Rec.Order.User != o.Rec.Order.User {
		if o.Rec.Replaces != 0 {
			o.work.edit()
		}
		o.Rec.Replaces = 0
		o.cap()
		return
	}
	old.Note()
	if x := &old.Rec.Order; x.State.Live() {
		x.State = order.Replaced // as it will be read in a moment
		old.work.expire()
		old.work.edit()
		s.index(old)
	}
	if o.Rec.Replaces != old.Rec.Order.ID {
		o.Rec.Replaces, o.Rec.TrafficBase = old.Rec.Order.ID, old.First().Meter.Load()
		o.work.edit()
		old.Happened(diary.Replaced(o.Rec.Order.ID))
	}
	old.next = o.Rec.Order.ID
	o.cap()
	o.Note()
}

// relink finds the links again in what the ledger has. Nothing else uses the shelf yet.
func (s *shelf) relink() {
	var all []*Order
	for _, o := range s.orders {
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b *Order) int { return cmp.Compare(a.Rec.Order.ID, b.Rec.Order.ID) })
	for _, o := range all {
		old := s.orders[o.Rec.Replaces]
		if old != nil && old.Rec.Order.User == o.Rec.Order.User && !o.Rec.Gone {
			old.next = o.Rec.Order.ID
		}
	}
	for _, o := range all {
		o.cap()
	}
}

// freeTraffic is what passes for an order that was bought without traffic, so that a page can be looked at at all.
const freeTraffic = 16 << 20

// cap sets where the meter stops of the workload that o belongs to: each order of a chain brings the traffic that was
// bought with it, and takes none over.
func (o *Order) cap() {
	first := o.First()
	last := first.Last()
	base := last.Rec.TrafficBase
	if last == first {
		base = 0
	}
	first.Traffic.Store(base + max(last.Rec.Order.Resources.TrafficMiB<<20, freeTraffic))
}

// Moved takes in how many bytes the order's processes have moved over the network since the runtime began to look. What of it
// did not go through the proxy counts, too. The proxy has counted what it passed on, not what the network wrapped that in:
// a quarter more is taken for that, which also covers that the two are not counted at the same moment.
func (o *Order) Moved(n uint64) {
	through := o.Meter.Load() - o.counted - o.own
	if known := through + through/4 + o.own; n > known {
		o.Meter.Add(n - known)
		o.own += n - known
	}
}

// UsedTraffic is the traffic in bytes of this one order of a chain.
func (o *Order) UsedTraffic() uint64 {
	first, until, from := o.First(), uint64(0), o.Rec.TrafficBase
	if o == first {
		from = 0
	}
	if o == o.Last() {
		until = first.Meter.Load()
	} else {
		until = o.shelf.orders[o.next].Rec.TrafficBase
	}
	return until - min(from, until)
}
