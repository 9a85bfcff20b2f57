package tenancy

import (
	"context"
	"errors"
	"fmt"
	"time"

	"berth/gateway/lease/book"
	"berth/shared/eth"
	"berth/shared/order"
)

// Chain reads orders as they stand now.
type Chain interface {
	Order(ctx context.Context, id order.ID) (order.Order, error)
}

// Roster knows whose the orders are. It is safe for concurrent use.
type Roster struct {
	node  eth.Address
	book  *book.Book
	chain Chain
	add   func(order.ID)
	now   func() time.Time
}

// NewRoster makes a Roster. It tells add which orders are to be looked at.
func NewRoster(node eth.Address, b *book.Book, c Chain, add func(order.ID), now func() time.Time) *Roster {
	return &Roster{node: node, book: b, chain: c, add: add, now: now}
}

const (
	// chainTimeout is the most that a look at the chain takes.
	chainTimeout = 15 * time.Second
	// activeSoon is how long somebody who has heard of an activation waits for this gateway to hear of it.
	activeSoon = 3 * time.Second
)

// Order is an order of this node by its number. One that is not known yet is looked up on the chain, once.
func (r *Roster) Order(ctx context.Context, id order.ID) (order.Order, bool, error) {
	var o order.Order
	if r.book.Look(id, func(b *book.Order) { o = b.Rec.Order }) {
		if o.State == order.Created {
			o = r.awaitActive(ctx, id, o)
		}
		return o, true, nil
	}
	ctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	o, err := r.chain.Order(ctx, id)
	if err != nil {
		return order.Order{}, false, fmt.Errorf("order %s: %w", id, err)
	}
	if o.State == order.None || o.Node != r.node {
		return order.Order{}, false, nil
	}
	// Its events will bring it in with all that they tell; until then it is only looked at.
	return o, true, nil
}

// awaitActive reads a created order again and waits a moment for it to be anything else: its user hears of the
// activation from the platform, which may be quicker than the gateway's own look at the chain.
func (r *Roster) awaitActive(ctx context.Context, id order.ID, o order.Order) order.Order {
	ctx, cancel := context.WithTimeout(ctx, activeSoon)
	defer cancel()
	r.book.Change(id, (*book.Order).Expire)
	r.add(id)
	for {
		var changed <-chan struct{}
		r.book.Look(id, func(b *book.Order) {
			o = b.Rec.Order
			changed, _ = b.Changed()
		})
		if o.State != order.Created {
			return o
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return o
		}
	}
}

// Has reports whether a user has any order here that is live or within its grace time.
func (r *Roster) Has(user eth.Address) (has bool) {
	r.book.Each(func(o *book.Order) {
		has = has || o.Rec.Order.User == user && o.Rec.Order.State != order.Created && !o.Rec.Collected
	})
	return has
}

// Authorised notes the first access token for an order, or with 0 for all of a user's.
func (r *Roster) Authorised(user eth.Address, id order.ID) error {
	now := r.now()
	var noted []order.ID
	r.book.ChangeEach(func(o *book.Order) {
		first := o.First()
		if x := &o.Rec.Order; x.User == user && (id == 0 || x.ID == id) && first.Rec.AuthorisedAt.IsZero() && !first.Rec.Collected {
			first.Rec.AuthorisedAt = now
			first.Note()
			noted = append(noted, first.Rec.Order.ID)
		}
	})
	var errs []error
	for _, id := range noted {
		errs = append(errs, r.book.Save(id))
	}
	return errors.Join(errs...)
}

// Workload is what an order's deployment is called in its services' hosts: the number of the first order of a chain of
// replacements.
func (r *Roster) Workload(id order.ID) order.ID { return r.book.Workload(id) }
