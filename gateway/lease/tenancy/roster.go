package tenancy

import (
	"context"
	"errors"
	"time"

	"golang.org/x/time/rate"

	"berth/contracts/chain"
	"berth/gateway/lease/book"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/web"
)

// Chain reads orders as they stand now.
type Chain interface {
	Order(ctx context.Context, id order.ID) (order.Order, error)
	OrderCount(ctx context.Context) (order.ID, error) // the newest order's number
	LiveOrder(ctx context.Context, user, node eth.Address) (order.ID, error)
	Entitled(ctx context.Context, user, node eth.Address) (chain.Entitled, error)
}

// Roster knows whose the orders are. It is out of memory; where that says no, the chain is asked before anybody is refused,
// since a user hears of an order from elsewhere and may be here first. It is safe for concurrent use.
type Roster struct {
	node     eth.Address
	book     *book.Book
	expected func(eth.Address) bool
	add      func(order.ID)
	now      func() time.Time

	orders   *asker[order.ID, seen]
	live     *asker[eth.Address, order.ID]
	stakes   *asker[eth.Address, chain.Entitled]
	waits    *web.Seats[eth.Address] // for those who wait for what is about to be seen
	rechecks *rate.Limiter           // offers come from anybody, and are to leave most questions to those who sign
}

// seen is an order as the chain has it. Of one that it does not have there is only whether it may come.
type seen struct {
	order.Order
	mayCome bool
}

// NewRoster makes a Roster. It tells add which orders are to be looked at; expected knows users who may have an order that
// nobody has seen on the chain yet, and may be nil.
func NewRoster(node eth.Address, b *book.Book, c Chain, add func(order.ID), expected func(eth.Address) bool, now func() time.Time) *Roster {
	limit := rate.NewLimiter(asksPerSecond, asksAtOnce)
	return &Roster{
		node: node, book: b, expected: expected, add: add, now: now,
		waits: web.NewSeats[eth.Address](waitsEach, waitingUsers), rechecks: rate.NewLimiter(asksPerSecond/4, asksAtOnce/4),
		orders: newAsker(limit, now, func(ctx context.Context, id order.ID) (seen, error) { return look(ctx, c, id) }),
		live:   newAsker(limit, now, func(ctx context.Context, user eth.Address) (order.ID, error) { return c.LiveOrder(ctx, user, node) }),
		// Newcomers' offers come from anybody, too: what they may ask is theirs alone.
		stakes: newAsker(rate.NewLimiter(asksPerSecond, asksAtOnce), now, func(ctx context.Context, user eth.Address) (chain.Entitled, error) {
			return c.Entitled(ctx, user, node)
		}),
	}
}

const (
	// seenSoon is how long somebody who has heard of something on the chain waits for this gateway to hear of it.
	seenSoon = 3 * time.Second
	// waitsEach and waitingUsers bound who waits at a time; others are told at once to ask again.
	waitsEach    = 8
	waitingUsers = 1024
	// recheckTime is for how long an offer waits for the chain.
	recheckTime = time.Second
	// ahead is how many orders an endpoint may be behind with its view of the market.
	ahead = 64
)

// look asks the chain for an order.
func look(ctx context.Context, c Chain, id order.ID) (seen, error) {
	o, err := c.Order(ctx, id)
	if err != nil || o.State != order.None {
		return seen{Order: o}, err
	}
	newest, err := c.OrderCount(ctx)
	return seen{mayCome: id <= newest+ahead}, err
}

// Find is a user's order with this node. Its errors are problems: not-yet with a time to ask again for what the chain has,
// or may have in a moment, and this gateway has not seen.
func (r *Roster) Find(ctx context.Context, user eth.Address, id order.ID) (order.Order, error) {
	o, known := r.known(id)
	if known && o.State == order.Created {
		// Its user hears of the activation from the platform, which may be quicker than the gateway's own look at the chain.
		o = r.await(ctx, user, id, func(o order.Order) bool { return o.State != order.Created })
	}
	if known && o.User == user {
		return o, nil
	}
	x, err := r.orders.get(ctx, id)
	switch {
	case errors.Is(err, errBusy):
		return o, notYet("order %s is not known here yet", id)
	case err != nil:
		return o, silent(err)
	case x.State == order.None && x.mayCome:
		return o, notYet("order %s is not on the chain yet, as far as this node sees", id)
	case x.State == order.None, x.Node != r.node:
		return o, unknown(id)
	case x.User != user:
		return o, notYours(id)
	}
	// It is the user's. Its events bring it in, with all that they tell.
	if o = r.await(ctx, user, id, func(o order.Order) bool { return o.User == user }); o.User != user {
		return o, notYet("order %s is on the chain, but not known here yet", id)
	}
	return o, nil
}

func (r *Roster) known(id order.ID) (o order.Order, known bool) {
	known = r.book.Look(id, func(b *book.Order) { o = b.Rec.Order })
	return o, known
}

// await has an order read again for a user and waits a moment until it is as it is expected to be. It gives the order as it is then.
func (r *Roster) await(ctx context.Context, user eth.Address, id order.ID, as func(order.Order) bool) (o order.Order) {
	wait := time.Duration(0)
	if r.waits.Take(user) {
		defer r.waits.Give(user)
		wait = seenSoon
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	if r.book.Change(id, (*book.Order).Expire) {
		r.add(id)
	}
	for {
		changed := r.book.Arrivals()
		r.book.Look(id, func(b *book.Order) {
			o = b.Rec.Order
			changed, _ = b.Changed()
		})
		if as(o) {
			return o
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return o
		}
	}
}

// Any is nil for a user who has an order here that was activated and whose data is not collected. Its errors are as Find's.
func (r *Roster) Any(ctx context.Context, user eth.Address) error {
	has, created := r.has(user)
	if has {
		return nil
	}
	if created == 0 {
		id, err := r.live.get(ctx, user)
		switch {
		case errors.Is(err, errBusy):
			return notYet("no order of yours is known here yet")
		case err != nil:
			return silent(err)
		case id == 0 && r.expected != nil && r.expected(user):
			return notYet("no order of yours is on the chain yet, as far as this node sees")
		case id == 0:
			return noOrder()
		}
		created = id
	}
	o, err := r.Find(ctx, user, created)
	if err == nil && o.State == order.Created {
		err = notActive(created)
	}
	return err
}

// Expects reports, out of memory, whether a user has an order here or may be about to have one.
func (r *Roster) Expects(user eth.Address) bool {
	has, created := r.has(user)
	return has || created != 0 || r.expected != nil && r.expected(user)
}

// Recheck has one of a user's orders read again where the chain has it otherwise than this gateway, and waits a moment for
// that. It reports whether an order that is not known here may still come.
func (r *Roster) Recheck(user eth.Address, id order.ID) (mayCome bool) {
	ctx, cancel := context.WithTimeout(context.Background(), recheckTime)
	defer cancel()
	if !r.rechecks.AllowN(r.now(), 1) {
		return true
	}
	x, err := r.orders.get(ctx, id)
	if err != nil {
		return true
	}
	o, known := r.known(id)
	if x.User != user && x.State != order.None {
		return false
	}
	if x.State != order.None && (!known || o.State != x.State || o.User != user) {
		o = r.await(ctx, user, id, func(o order.Order) bool { return o.State == x.State && o.User == user })
	}
	return x.mayCome || x.State.Live() && o.State != x.State || o.State == order.Created
}

// Entitled is what decides on a user's probation with this node, as the chain has it now or had it a moment ago.
func (r *Roster) Entitled(ctx context.Context, user eth.Address) (chain.Entitled, error) {
	ctx, cancel := context.WithTimeout(ctx, recheckTime)
	defer cancel()
	return r.stakes.get(ctx, user)
}

// has reports whether a user has an order that was activated and is not collected; else one that is created, 0: none.
func (r *Roster) has(user eth.Address) (has bool, created order.ID) {
	r.book.Each(func(o *book.Order) {
		switch x := &o.Rec.Order; {
		case x.User != user || o.Rec.Collected:
		case x.State == order.Created:
			created = max(created, x.ID)
		default:
			has = true
		}
	})
	return has, created
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

// Owner is whose an order is, out of memory.
func (r *Roster) Owner(id order.ID) (user eth.Address, known bool) {
	o, known := r.known(id)
	return o.User, known
}

// Workload is what an order's deployment is called in its services' hosts: the number of the first order of a chain of
// replacements.
func (r *Roster) Workload(id order.ID) order.ID { return r.book.Workload(id) }

// Current is the order that has taken the place of id, or of one that had; id itself where none has.
func (r *Roster) Current(id order.ID) order.ID { return r.book.Current(id) }
