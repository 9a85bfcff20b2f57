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

// ReplacedBy is the order that took o's place, 0: none did.
func (o *Order) ReplacedBy() order.ID {
	if o.Last() == o {
		return 0
	}
	return o.next
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
		old.work.Expire()
		old.work.edit()
		s.index(old)
	}
	if o.Rec.Replaces != old.Rec.Order.ID {
		at := o.Rec.Order.CreatedAt
		if at.Unix() <= 0 {
			at = s.now()
		}
		o.Rec.Replaces, o.Rec.TrafficBase = old.Rec.Order.ID, old.takeOver(at)
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
