package agent

import (
	"context"
	"errors"
	"sort"
	"time"

	"berth/bff/indexer"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/wire"
)

// Sizes of a piece of time, in seconds.
const (
	pieces     = 8    // of an order's first duration: one of them is added at a time
	leastPiece = 3600 // or so much, if that is more
	worthwhile = 600  // less is not worth its gas, but where no more will ever be possible
)

// first is how long an order was made for, without what was added.
func first(o *indexer.Order) uint32 {
	d := o.Duration
	for _, s := range o.Steps {
		d -= min(s.Seconds, d)
	}
	return d
}

// before is how long before its end an order is extended.
func (a *Agent) before(o *indexer.Order) time.Duration {
	if a.cfg.RenewBefore > 0 {
		return a.cfg.RenewBefore
	}
	return min(max(time.Duration(first(o))*time.Second/10, 10*time.Minute), 24*time.Hour)
}

// isTime reports whether an active order is to be extended now. Blocks may be rare, and their clock another than ours: the one
// that is further on counts.
func (a *Agent) isTime(o indexer.Order, head chain.Block) bool {
	now := time.Now()
	if head.Time.After(now) {
		now = head.Time
	}
	return !now.Before(o.EndsAt().Add(-a.before(&o)))
}

// piece is how many seconds an active order can get now, and what is in the way where it can get none. It is all that the
// user's means allow of an eighth of its first duration, an hour at least, and least.
func piece(o *indexer.Order, m Means, now time.Time, least time.Duration) (seconds uint32, why string) {
	want := max(first(o)/pieces, leastPiece, uint32(least/time.Second))
	// What bounds the order for ever; then the last piece may be as small as it is.
	if m.Until.Before(now) {
		return 0, "agent"
	}
	for _, b := range []struct {
		room int64
		why  string
	}{
		{int64(o.MaxDuration) - int64(o.Duration), "max-duration"},
		{m.Until.Unix() - o.EndsAt().Unix(), "until"},
		{untilAnnounced(o, now), "announced"},
	} {
		if b.room <= 0 {
			return 0, b.why
		}
		want = uint32(min(int64(want), b.room))
	}
	// What the user can change; below what is worth it there is nothing.
	got := want
	for _, b := range []struct {
		most amount.Amount
		why  string
	}{{m.Budget, "budget"}, {m.Allowance, "allowance"}, {m.Balance, "balance"}} {
		if n := affordable(o.Order, want, b.most); n < got {
			got, why = n, b.why
		}
	}
	if got < min(want, worthwhile) {
		return 0, why
	}
	return got, ""
}

// untilAnnounced is how many seconds an order can be longer without going on after the node has said that it leaves.
func untilAnnounced(o *indexer.Order, now time.Time) int64 {
	if o.AnnouncedAt.IsZero() || now.After(o.AnnouncedEnd.Add(order.AnnouncementLasts)) {
		return 1 << 40
	}
	return o.AnnouncedEnd.Unix() - o.EndsAt().Unix()
}

// cost is what so many seconds more cost, as the market reckons: the difference of two sums from the start.
func cost(o order.Order, seconds uint32) amount.Amount {
	return o.Rate.Cost(uint64(o.Duration) + uint64(seconds)).Sub(o.Deposit())
}

// affordable is the most seconds, want at most, that cost no more than a sum.
func affordable(o order.Order, want uint32, most amount.Amount) uint32 {
	return uint32(sort.Search(int(want), func(n int) bool { return cost(o, uint32(n)+1).Cmp(most) > 0 }))
}

// renew extends an order whose time has come, or finds out whether it could.
func (a *Agent) renew(ctx context.Context, t task, head chain.Block, f *finding) {
	now := time.Now()
	f.state = wire.CareWaits
	left := t.EndsAt().Sub(now)
	f.next = now.Add(min(max(left/8, soon), ahead))
	read, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	if same, err := a.fresh(read, t.Order.Order); err != nil || !same {
		a.stuck(t, f, "chain", err)
		if err == nil { // the index or the endpoint is a moment behind
			f.state, f.why, f.next = wire.CareWaits, "", now
		}
		return
	}
	if a.watch.away(t.Node) {
		a.stuck(t, f, "away", nil) // nobody pays for more of what does not answer
		return
	}
	means, err := a.cfg.Chain.Means(read, t.User, t.Token)
	if err != nil {
		a.stuck(t, f, "chain", err)
		return
	}
	seconds, why := piece(&t.Order, means, head.Time, a.before(&t.Order))
	if why != "" {
		a.stuck(t, f, why, nil)
		return
	}
	if !a.isTime(t.Order, head) {
		f.next = now.Add(ahead)
		return
	}
	if err := a.warnExtend(ctx, t); err != nil {
		a.stuck(t, f, "chain", err) // what nobody is told is not done
		return
	}
	a.note(t.ID, &finding{state: wire.CareWorks, looked: now})
	r, err := a.send(ctx, t.Order, "extend", done{duration: t.Duration + seconds}, func(ctx context.Context) (chain.Receipt, error) {
		return a.cfg.Sender.ExtendFor(ctx, t.ID, seconds)
	})
	if errors.Is(err, errTaken) {
		f.next = now.Add(soon)
		return
	}
	if err != nil {
		a.stuck(t, f, refusal(err), err)
		return
	}
	paid := wire.Money{Token: t.Token, Amount: cost(t.Order.Order, seconds)}
	a.did(ctx, t.Order, wire.AgentAct{Kind: wire.ActExtend, Tx: r.Tx, Seconds: seconds, Paid: &paid})
	// The next look is at what has become of it. Who allows a little at a time does not get a transaction of ours for each.
	f.next, f.rest = now, head.Time.Add(worthwhile*time.Second)
	a.cfg.Log.Info("an order was extended for its user", "order", t.ID, "user", t.User, "seconds", seconds, "tx", r.Tx)
}

// stuck notes what is in the way, and says it once.
func (a *Agent) stuck(t task, f *finding, why string, err error) {
	f.state, f.why = wire.CareCannot, why
	f.next = time.Now().Add(min(max(time.Until(t.EndsAt())/8, soon), later))
	a.mu.Lock()
	last := a.found[t.ID]
	a.mu.Unlock()
	if last == nil || last.why != why {
		a.cfg.Log.Info("an order cannot be extended for its user", "order", t.ID, "user", t.User, "why", why, "err", err)
	}
}

// refusal is what a failed transaction says is in the way.
func refusal(err error) string {
	var r *chain.RevertError
	if errors.As(err, &r) {
		switch r.Name {
		case "Market_NotAgent":
			return "until"
		case "Market_OverBudget":
			return "budget"
		case "ERC20InsufficientAllowance":
			return "allowance"
		case "ERC20InsufficientBalance":
			return "balance"
		case "Market_DurationOutOfRange":
			return "max-duration"
		}
	}
	return "chain"
}
