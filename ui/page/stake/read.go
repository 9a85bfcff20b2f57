package stake

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/stake"
	"berth/ui/api"
	"berth/ui/state"
)

// facts are what the chain says now.
type facts struct {
	head api.Block // that the rest is of, or of one soon after
	read time.Time // by the browser's clock
	user eth.Address
	pool stake.Pool
	mine stake.Position
	have amount.Amount // in the wallet
}

// skew is how far the chain's clock is ahead of the browser's. A chain may make no block for a while, and is not behind for
// that.
func (f facts) skew() time.Duration { return max(f.head.Time.Sub(f.read), 0) }

// now is the time by the chain's clock.
func (f facts) now() time.Time { return time.Now().Add(f.skew()) }

// earned is what is to be claimed at a moment, should stakes stay as they are.
func (f facts) earned(at time.Time) amount.Amount {
	return f.mine.Earned.Add(f.pool.Grows(f.mine.Amount, f.head.Time, at))
}

// pending is what of the stake is too young to count.
func (f facts) pending() amount.Amount {
	return f.mine.Amount.Sub(f.mine.Held).Sub(f.mine.Counting)
}

// readFacts reads them. A user of zero has no stake.
func readFacts(ctx context.Context, c api.Chain, user eth.Address) (f facts, err error) {
	f.user = user
	if f.head, err = c.Head(ctx); err != nil {
		return f, err
	}
	f.read = time.Now()
	if f.pool, err = c.Pool(ctx); err != nil || user.IsZero() {
		return f, err
	}
	if f.mine, err = c.Position(ctx, user); err != nil {
		return f, err
	}
	f.have, err = c.Balance(ctx, c.Native.Address, user)
	return f, err
}

// read reads the chain; what is shown stays until that is there.
func (p *Page) read() {
	run, user, chain := p.life.Run(), p.session.Data.Address, api.Chain{Chain: p.info.Data.Chain}
	if p.facts.Status == state.Idle {
		p.facts.Status = state.Loading
	}
	run.Go(func() {
		f, err := readFacts(run, chain, user)
		run.Do(func(app.Context) {
			if err != nil {
				p.facts.Status, p.facts.Err = state.Failed, err
				return
			}
			p.facts = state.Of[facts]{Status: state.Ready, Data: f}
		})
	})
}

// past is what the staking contract's events tell.
type past struct {
	changes []stake.Change
	whole   bool // all of them since lookBack ago
}

// lookBack is how far back events are looked for, beyond the time after which a stake counts.
const lookBack = 24 * time.Hour

// added is when an account last added to its stake; not ok: that cannot be told.
func (h past) added(who eth.Address) (at time.Time, ok bool) {
	for _, c := range h.changes {
		if c.Account == who && !c.Added.IsZero() {
			at, ok = c.At, true
		}
	}
	return at, ok
}

// brought are the fees and the mint that came in, and since when.
func (h past) brought() (fees, minted amount.Amount, since time.Time) {
	for _, c := range h.changes {
		fees, minted = fees.Add(c.Fees), minted.Add(c.Minted)
	}
	if len(h.changes) > 0 {
		since = h.changes[0].At
	}
	return fees, minted, since
}

// hold is what is held for an order.
type hold struct {
	id order.ID
	stake.Hold
}

// liveOrders is how many of the user's live orders are looked through for what is held for them.
const liveOrders = 100

// look reads what does not change by itself: the contract's events, and what is held for which order.
func (p *Page) look() {
	run, user, chain := p.life.Run(), p.session.Data.Address, api.Chain{Chain: p.info.Data.Chain}
	if p.past.Status == state.Idle {
		p.past.Status = state.Loading
	}
	run.Go(func() {
		maturity := lookBack
		if pool, err := chain.Pool(run); err == nil {
			maturity += pool.Maturity
		}
		changes, whole, err := chain.StakeChanges(run, time.Now().Add(-maturity))
		run.Do(func(app.Context) { p.past = state.Came(past{changes, whole}, err) })
	})
	if user.IsZero() {
		return
	}
	run.Go(func() {
		holds := readHolds(run, chain, user)
		run.Do(func(app.Context) { p.holds = holds })
	})
}

// readHolds asks the platform for the user's orders and the chain for what is held for each. What is not found is told of as
// the rest.
func readHolds(ctx context.Context, chain api.Chain, user eth.Address) (holds []hold) {
	page, err := api.Orders(ctx, "live", "", liveOrders)
	if err != nil {
		return nil
	}
	for _, o := range page.Items {
		if !o.StakeHeld || o.User != user {
			continue
		}
		if h, err := chain.Hold(ctx, o.ID); err == nil && h.Account == user && !h.Amount.IsZero() {
			holds = append(holds, hold{o.ID, h})
		}
	}
	return holds
}
