package domain

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"berth/shared/order"
	"berth/shared/server/steady"
	"berth/shared/wire"
)

// How often a host is looked up: soon after its user has asked for it, then ever more seldom; daily once it is ready, and
// hourly while something of that is amiss.
const (
	soonest = 5 * time.Second
	seldom  = 6 * time.Hour
	daily   = 24 * time.Hour
	hourly  = time.Hour
	gap     = 10 * time.Second // between two looks, however often somebody asks for one
	// patience is the part of the time since its user has asked after which a host is looked up again.
	patience = 4
	// afterStart is the time over which the hosts are looked up after a start.
	afterStart = 10 * time.Minute

	maxChecks  = 16 // at a time
	userChecks = 2  // of them for one user
	sweepEvery = time.Minute
)

// note is something for an order's diary.
type note struct {
	order order.ID
	wire.Happening
}

// Run looks hosts up until ctx ends.
func (n *Names) Run(ctx context.Context) {
	var running sync.WaitGroup
	defer running.Wait()
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for {
		for _, x := range n.take() {
			running.Go(func() {
				defer steady.Log(n.cfg.Log, "a look at a host")
				n.check(ctx, x)
			})
		}
		if err := n.flush(); err != nil {
			n.cfg.Log.Error("ledger", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-second.C:
		case <-n.wake:
		}
	}
}

func (n *Names) rouse() {
	select {
	case n.wake <- struct{}{}:
	default:
	}
}

// due has a host looked up as soon as may be.
func (n *Names) due(x *name, now time.Time) {
	x.again = x.running
	x.cert.next = time.Time{}
	if soon := x.last.at.Add(gap); now.Before(soon) {
		now = soon
	}
	x.next = now
}

// take gives the hosts that are to be looked up now, the most overdue first, so many that nobody's keep others' waiting.
func (n *Names) take() (all []*name) {
	now := n.cfg.Now()
	n.mu.Lock()
	defer n.mu.Unlock()
	if now.Sub(n.swept) >= sweepEvery {
		n.sweep(now)
	}
	for _, x := range n.hosts {
		if !x.running && !now.Before(x.next) {
			all = append(all, x)
		}
	}
	slices.SortFunc(all, func(a, b *name) int { return cmp.Or(a.next.Compare(b.next), cmp.Compare(a.host, b.host)) })
	taken := all[:0]
	for _, x := range all {
		if user := x.claims[0].User; n.checks < maxChecks && n.busy[user] < userChecks {
			n.checks++
			n.busy[user]++
			x.running, x.again, x.asker = true, false, user
			taken = append(taken, x)
		}
	}
	return taken
}

// check looks a host up and has everything follow that. A certificate that is missing then is got.
func (n *Names) check(ctx context.Context, x *name) {
	n.look(ctx, x)
	user, ok := n.begin(x)
	if !ok || ctx.Err() != nil {
		return
	}
	wait, cancel := context.WithTimeout(ctx, obtainTime)
	defer cancel()
	err := n.cfg.Certificates.Obtain(wait, x.host)
	if err != nil && ctx.Err() == nil {
		n.cfg.Log.Warn("certificate", "host", x.host, "err", err)
	}
	n.tell(n.obtained(x, user, err, ctx.Err() == nil))
}

// look finds out where a host leads, and notes it.
func (n *Names) look(ctx context.Context, x *name) {
	defer n.done(x)
	f := n.find(ctx, x.host)
	if ctx.Err() == nil {
		n.tell(n.settle(x, f))
	}
}

func (n *Names) done(x *name) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.checks--
	if n.busy[x.asker]--; n.busy[x.asker] == 0 {
		delete(n.busy, x.asker)
	}
	x.running = false
	x.plan(n.cfg.Now())
	if x.again {
		n.due(x, n.cfg.Now())
	}
	n.rouse() // there is room for another
}

// tell writes down what has changed, and notes it.
func (n *Names) tell(notes []note) {
	if err := n.flush(); err != nil {
		n.cfg.Log.Error("ledger", "err", err)
	}
	for _, t := range notes {
		n.cfg.Happened(t.order, t.Happening)
	}
}

// plan says when a host is looked up again.
func (x *name) plan(now time.Time) {
	wait := daily
	for _, c := range x.claims {
		switch {
		case c.over:
		case c.State == wire.DomainReady:
			if x.unsure || !c.Bare.IsZero() || !c.Astray.IsZero() {
				wait = min(wait, hourly)
			}
		default:
			wait = min(wait, max(soonest, min(seldom, now.Sub(c.AskedAt)/patience)))
		}
	}
	if x.served() && x.cert.next.After(now) {
		wait = min(wait, x.cert.next.Sub(now))
	}
	x.next = now.Add(wait - spread(wait/10))
}

// spread is some part of a time, so that what began together does not stay together.
func spread(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return rand.N(d)
}
