package book

import (
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Knows reports whether there is such an order.
func (b *Book) Knows(id order.ID) bool { return b.Look(id, func(*Order) {}) }

// Keeps reports whether there is such an order, and its data is not collected.
func (b *Book) Keeps(id order.ID) (kept bool) {
	b.Look(id, func(o *Order) { kept = !o.Rec.Collected })
	return kept
}

// Live is a user's live order with this node, 0 if none. One whose time is up is none.
func (b *Book) Live(user eth.Address) (id order.ID) {
	b.look(func(s *shelf) {
		id = s.live[user]
		if o := s.orders[id]; o != nil && o.Rec.Order.State == order.Active && !s.now().Before(o.Rec.Order.EndsAt()) {
			id = 0
		}
	})
	return id
}

// Served reports whether a user has had an activated order here: then there is no probation any more.
func (b *Book) Served(user eth.Address) (served bool) {
	b.look(func(s *shelf) { served = s.served[user] })
	return served
}

// States counts the orders by where they are.
func (b *Book) States() map[order.State]int {
	n := map[order.State]int{}
	b.Each(func(o *Order) { n[o.Rec.Order.State]++ })
	return n
}

// Traffic is the bytes counted for all orders that are known.
func (b *Book) Traffic() (n uint64) {
	b.Each(func(o *Order) { n += o.Meter.Load() })
	return n
}

// Workload is what an order's deployment is called in the runtime and in its services' hosts: the number of the first
// order of a chain of replacements, which is the order's own where it replaced none.
func (b *Book) Workload(id order.ID) order.ID {
	b.Look(id, func(o *Order) { id = o.First().Rec.Order.ID })
	return id
}

// Current is the order that says now who may use a workload: the last one of the chain of which id is one.
func (b *Book) Current(id order.ID) order.ID {
	b.Look(id, func(o *Order) { id = o.Last().Rec.Order.ID })
	return id
}

// Replaceable is what an order is for who wants to replace it.
type Replaceable struct {
	Holds    resource.Resources
	Token    eth.Address      // that it is paid in, and its replacement, too
	Rest     amount.Amount    // of what its user has committed to; its replacement takes that over
	Features order.Features   // that its quote promised
	Short    []resource.Short // what is deployed for it does not fit into what is wanted, which has Free
}

// Replaceable reports whether an order is its user's, runs, and so may be replaced.
func (b *Book) Replaceable(user eth.Address, id order.ID, want resource.Resources) (r Replaceable, ok bool) {
	now := b.now()
	b.Look(id, func(o *Order) {
		if x := &o.Rec.Order; x.User == user && o.Runs(now) {
			r = Replaceable{Holds: x.Resources, Token: x.Token, Features: x.Features, Short: o.First().Manifest.Shrink(x.Resources, want)}
			r.Rest = x.Rate.Cost(uint64(x.Bound(now))).Sub(x.Rate.Cost(uint64(x.PaidSeconds(now))))
			ok = true
		}
	})
	return r, ok
}

// Tenure is how a workload stands for what is kept of it elsewhere.
type Tenure struct {
	User eth.Address
	Over bool // what ran for it has ended, or is another workload's now
	Gone bool // and so has all that was kept of it
}

// Tenure says how the workload of that number stands.
func (b *Book) Tenure(id order.ID) Tenure {
	t, now := Tenure{Over: true, Gone: true}, b.now()
	b.Look(id, func(o *Order) {
		t = Tenure{User: o.Rec.Order.User, Over: o.First() != o || o.Phase(now) == wire.PhaseEnded, Gone: o.Rec.Collected}
	})
	return t
}
