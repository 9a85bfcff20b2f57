package lease

import (
	"errors"
	"time"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// Facts are what a greeting and the card need to know. They are as old as Polled.
type Facts struct {
	Registered bool
	Paused     bool
	Operator   eth.Address
	Total      resource.Resources
	Reserved   resource.Resources
	Capacity   resource.Resources
	Piece      resource.Resources // CPU, memory and GPU that one machine has left at most; zero: Capacity is on one
	Measured   time.Time          // last time that the runtime told Capacity, zero: it has not yet
	Polled     time.Time          // zero: the chain has not answered yet
	Head       uint64
}

// Facts are out of memory.
func (k *Keeper) Facts() Facts {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return Facts{
		Registered: k.node.Registered(), Paused: k.node.Paused, Operator: k.node.Operator, Total: k.node.Total, Reserved: k.node.Reserved,
		Capacity: k.capacity, Piece: k.piece, Measured: k.measured, Polled: k.polled, Head: k.head.Number,
	}
}

// States counts the orders by where they are.
func (k *Keeper) States() map[order.State]int {
	k.mu.RLock()
	defer k.mu.RUnlock()
	n := map[order.State]int{}
	for _, e := range k.orders {
		n[e.rec.Order.State]++
	}
	return n
}

// Live is a user's live order with this node, 0 if none. One whose time is up is none.
func (k *Keeper) Live(user eth.Address) order.ID {
	k.mu.RLock()
	defer k.mu.RUnlock()
	id := k.live[user]
	if e := k.orders[id]; e != nil && e.rec.Order.State == order.Active && !k.now().Before(e.rec.Order.EndsAt()) {
		return 0
	}
	return id
}

// Served tells whether a user has had an activated order here: then there is no probation any more.
func (k *Keeper) Served(user eth.Address) bool {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.served[user]
}

// Has tells whether a user has any order here that is live or within its grace time.
func (k *Keeper) Has(user eth.Address) bool {
	k.mu.RLock()
	defer k.mu.RUnlock()
	for _, e := range k.orders {
		if e.rec.Order.User == user && e.rec.Order.State != order.Created && !e.rec.Collected {
			return true
		}
	}
	return false
}

// Authorised notes the first access token for an order, or with 0 for all of a user's.
func (k *Keeper) Authorised(user eth.Address, id order.ID) error {
	k.mu.Lock()
	var first []*entry
	for _, e := range k.orders {
		w := k.root(e)
		if o := e.rec.Order; o.User == user && (id == 0 || o.ID == id) && w.rec.AuthorisedAt.IsZero() && !w.rec.Collected {
			w.rec.AuthorisedAt = k.now()
			k.tell(w)
			first = append(first, w)
		}
	}
	k.mu.Unlock()
	var errs []error
	for _, e := range first {
		errs = append(errs, k.save(e))
	}
	return errors.Join(errs...)
}

// Traffic is the bytes counted for all orders that are known.
func (k *Keeper) Traffic() uint64 {
	k.mu.RLock()
	defer k.mu.RUnlock()
	var n uint64
	for _, e := range k.orders {
		n += e.meter.Load()
	}
	return n
}
