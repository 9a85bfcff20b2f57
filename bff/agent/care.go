package agent

import (
	"context"
	"slices"
	"time"

	"berth/bff/indexer"
	"berth/bff/negotiate"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// usual is what is done where a user has said nothing else.
var usual = wire.CareWish{Renew: true, Guard: true}

// wished is what was wanted when that was read last: another platform on the same database may have been told something else.
type wished struct {
	wire.CareWish
	read time.Time
}

const wishFresh = time.Minute

// wish is what is wanted for an order.
func (a *Agent) wish(ctx context.Context, k negotiate.QuoteKey) (wire.CareWish, error) {
	began := time.Now()
	a.mu.Lock()
	known, ok := a.wishes[k]
	a.mu.Unlock()
	if ok && began.Sub(known.read) < wishFresh {
		return known.CareWish, nil
	}
	w, there, err := a.cfg.Store.Wish(ctx, k)
	if err != nil {
		return wire.CareWish{}, err
	}
	if !there {
		w = usual
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if newer := a.wishes[k]; newer.read.After(began) {
		return newer.CareWish, nil
	}
	a.wishes[k] = wished{w, began}
	return w, nil
}

// Want sets what the agent does for an order.
func (a *Agent) Want(ctx context.Context, o indexer.Order, w wire.CareWish) error {
	if err := a.cfg.Store.PutWish(ctx, KeyOf(o), w); err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.wishes[KeyOf(o)] = wished{w, time.Now()}
	delete(a.found, o.ID)
	return nil
}

// Care is what the agent does for an order; serves: the order lives, and its user lets the agent act.
func (a *Agent) Care(ctx context.Context, o indexer.Order) (c wire.Care, serves bool, err error) {
	w, err := a.wish(ctx, KeyOf(o))
	if err != nil {
		return c, false, err
	}
	c = wire.Care{CareWish: w, State: wire.CareOff}
	until := a.cfg.Orders.AgentUntil(o.User, a.cfg.Address)
	if !o.State.Live() || until.IsZero() {
		return c, false, nil
	}
	now := time.Now()
	a.mu.Lock()
	var f finding
	if p := a.found[o.ID]; p != nil {
		f = *p
	}
	a.mu.Unlock()
	if w.Renew {
		c.State = wire.CareWaits
		if o.State == order.Active {
			c.RenewsAt = o.EndsAt().Add(-a.before(&o))
			if f.state == wire.CareWorks || f.state == wire.CareCannot {
				c.State, c.Why = f.state, f.why
			}
		}
		if until.Before(now) {
			c.State, c.Why = wire.CareCannot, "agent"
		}
		if c.State != wire.CareWaits {
			c.RenewsAt = time.Time{}
		}
	}
	if since := a.watch.since(o.Node); w.Guard && !since.IsZero() {
		c.AwaySince, c.CancelsAt = since.UTC(), since.UTC().Add(a.guardAfter(w))
		if bound := bindsUntil(o.Order, a.cfg.Orders.Head().Time); bound.After(c.CancelsAt) {
			c.CancelsAt, c.Waits = bound, "commitment"
		}
		if a.watch.isOffline() {
			c.CancelsAt, c.Waits = time.Time{}, "offline"
		}
	}
	return c, true, nil
}

// Sent are the transactions that the agent sent for an order.
func (a *Agent) Sent(ctx context.Context, o indexer.Order) ([]eth.Hash, error) {
	return a.sent(ctx, KeyOf(o))
}

// maxDeeds is of how many orders what was sent is kept in memory.
const maxDeeds = 50_000

func (a *Agent) sent(ctx context.Context, k negotiate.QuoteKey) ([]eth.Hash, error) {
	a.mu.Lock()
	txs, ok := a.deeds[k]
	a.mu.Unlock()
	if ok {
		return txs, nil
	}
	txs, err := a.cfg.Store.Deeds(ctx, k)
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if newer, ok := a.deeds[k]; ok {
		return newer, nil
	}
	if len(a.deeds) >= maxDeeds {
		clear(a.deeds)
	}
	a.deeds[k] = txs
	return txs, nil
}

// remember keeps a transaction that was sent for an order. Of one order only one is sent at a time.
func (a *Agent) remember(ctx context.Context, k negotiate.QuoteKey, tx eth.Hash) error {
	txs, err := a.sent(ctx, k)
	if err != nil {
		return err
	}
	txs = append(slices.Clip(txs), tx)
	a.mu.Lock()
	a.deeds[k] = txs
	a.mu.Unlock()
	return a.cfg.Store.PutDeeds(ctx, k, txs)
}
