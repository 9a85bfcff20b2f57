package notice

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"berth/bff/indexer"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Orders are the orders as the index has them; *indexer.Index is one.
type Orders interface {
	Current(ended time.Time) []indexer.Order // those that live, and those that ended since a time
}

// Nodes are the nodes; *catalogue.Catalogue is one.
type Nodes interface {
	Node(eth.Address) (wire.Node, bool)
	Health(since time.Time) (known, away int)
}

// Teller tells users things, once for each cause; *Service is one.
type Teller interface {
	Tell(ctx context.Context, user eth.Address, cause string, n wire.Notice) error
	Again(ctx context.Context, user eth.Address, cause string, before time.Time) error
}

var _ Teller = (*Service)(nil)

// Watch finds out what there is to tell. It looks at how things are, again and again: so it does not matter what happened while no
// replica ran.
type Watch struct {
	Orders Orders
	Nodes  Nodes
	// Care is what the platform's agent does for an order; serves: it is the user's. nil: there is none.
	Care  func(context.Context, indexer.Order) (c wire.Care, serves bool, err error)
	Ready func() error // nil while the index is up with the chain
	Tell  Teller
	Log   *slog.Logger

	seen map[string]int // rounds in which a cause was there
	down map[string]down
}

// down is a node that was told to be away.
type down struct {
	user  eth.Address
	cause string
	node  eth.Address
	back  time.Time // since when it answers again
}

const (
	watchEvery   = 15 * time.Second
	twice        = 2               // rounds in which a cause must be there: what comes and goes with one block is not told
	downAfter    = 5 * time.Minute // that a gateway does not answer
	backAfter    = 10 * time.Minute
	downAgain    = time.Hour // at the earliest, a node is told to be away again
	endedSince   = 24 * time.Hour
	healthWindow = 24 * time.Hour
	lowShare     = 10 // an order is low in the last tenth of its time,
	lowLeast     = 10 * time.Minute
	lowMost      = 24 * time.Hour
)

// Run looks until ctx ends.
func (w *Watch) Run(ctx context.Context) {
	t := time.NewTicker(watchEvery)
	defer t.Stop()
	for {
		if w.Ready() == nil {
			w.Look(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// found is something to be told.
type found struct {
	user  eth.Address
	cause string
	n     wire.Notice
}

// Look looks once. It is exported for tests.
func (w *Watch) Look(ctx context.Context) {
	now := time.Now()
	first := w.seen == nil
	if first {
		w.seen, w.down = map[string]int{}, map[string]down{}
	}
	// Where most nodes do not answer it is the platform that is cut off: of no node is it said then that it is away.
	known, away := w.Nodes.Health(now.Add(-healthWindow))
	cutOff := 2*away > known || known == 0
	seen := map[string]int{}
	for _, o := range w.Orders.Current(now.Add(-endedSince)) {
		if cause := causeOf(wire.NoticeDown, o, ""); first && o.State.Live() { // what was told before a restart is not known
			w.down[o.User.String()+cause] = down{user: o.User, cause: cause, node: o.Node}
		}
		for _, f := range w.of(ctx, o, now, cutOff) {
			key := f.user.String() + f.cause
			if seen[key] = w.seen[key] + 1; seen[key] < twice {
				continue
			}
			if f.n.Kind == wire.NoticeDown {
				w.down[key] = down{user: f.user, cause: f.cause, node: f.n.Node}
			}
			if err := w.Tell.Tell(ctx, f.user, f.cause, f.n); err != nil && ctx.Err() == nil {
				w.Log.Warn("a notice could not be kept; trying on", "user", f.user, "kind", f.n.Kind, "err", err)
			}
		}
	}
	w.seen = seen
	w.forget(ctx, now)
}

// forget lets a node that came back be told to be away once more, if it goes again.
func (w *Watch) forget(ctx context.Context, now time.Time) {
	for key, d := range w.down {
		n, ok := w.Nodes.Node(d.node)
		switch {
		case ok && !n.Reachable:
			d.back = time.Time{}
			w.down[key] = d
		case d.back.IsZero():
			d.back = now
			w.down[key] = d
		case now.Sub(d.back) >= backAfter:
			if w.Tell.Again(ctx, d.user, d.cause, now.Add(-downAgain)) == nil {
				delete(w.down, key)
			}
		}
	}
}

// of is what there is to tell of an order.
func (w *Watch) of(ctx context.Context, o indexer.Order, now time.Time, cutOff bool) (all []found) {
	node, listed := w.Nodes.Node(o.Node)
	add := func(cause string, n wire.Notice) {
		n.Order, n.Node, n.NodeName = o.ID, o.Node, o.Node.Short()
		if listed {
			n.NodeName = node.Name
		}
		all = append(all, found{o.User, causeOf(n.Kind, o, cause), n})
	}
	if !o.State.Live() {
		// Who ended it knows; and one that was replaced goes on.
		if o.State != order.Replaced && o.EndedBy != "user" {
			add("", wire.Notice{Kind: wire.NoticeEnded, At: o.EndedAt, Until: o.EndedAt, Why: o.EndedBy})
		}
		return all
	}
	if left := o.EndsAt().Sub(now); o.State == order.Active && left > 0 && left < low(o) {
		if cared, why := w.cared(ctx, o); !cared {
			add(fmt.Sprint(o.Duration), wire.Notice{Kind: wire.NoticeLow, Until: o.EndsAt().UTC(), Why: why})
		}
	}
	if !o.AnnouncedAt.IsZero() && now.Before(o.AnnouncedEnd.Add(order.AnnouncementLasts)) {
		add(fmt.Sprint(o.AnnouncedAt.Unix()), wire.Notice{Kind: wire.NoticeLeaving, At: o.AnnouncedAt, Until: o.AnnouncedEnd})
	}
	if !listed {
		return all
	}
	if m := node.Maintenance; m != nil {
		add(fmt.Sprint(m.Since.Unix(), m.End.Unix()), wire.Notice{Kind: wire.NoticeMaintenance, Since: m.Since, Until: m.End})
	}
	if !node.Reachable && !cutOff && !node.SeenAt.IsZero() && now.Sub(node.SeenAt) >= downAfter {
		add("", wire.Notice{Kind: wire.NoticeDown, Since: node.SeenAt})
	}
	return all
}

// causeOf names what is the matter with an order, which is known by the quote that it was made from: a reorganisation may give it another
// number.
func causeOf(kind wire.NoticeKind, o indexer.Order, more string) string {
	return fmt.Sprintf("%s %s %d %d %s", kind, o.Node, o.Epoch, o.Nonce, more)
}

// low is how long before its end an order is said to be low.
func low(o indexer.Order) time.Duration {
	return min(max(time.Duration(o.Duration)*time.Second/lowShare, lowLeast), lowMost)
}

// cared reports whether the platform's agent gives an order more time, or what keeps it from that.
func (w *Watch) cared(ctx context.Context, o indexer.Order) (cared bool, why string) {
	if w.Care == nil {
		return false, ""
	}
	c, serves, err := w.Care(ctx, o)
	if err != nil || !serves || c.State == wire.CareOff {
		return false, ""
	}
	return c.State != wire.CareCannot, c.Why
}
