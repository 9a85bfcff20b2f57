package agent

import (
	"context"
	"errors"
	"sync"
	"time"

	"berth/bff/catalogue"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/steady"
	"berth/shared/wire"
)

// Nodes are the nodes as the catalogue knows them.
type Nodes interface {
	Entry(eth.Address) (chain.Node, bool)
	// Health is how many nodes have answered since a time, and how many of those do not answer now.
	Health(since time.Time) (known, away int)
}

// Gateways asks a node's gateway for its card; any that comes shows that it is there.
type Gateways interface {
	Card(ctx context.Context, url string) (wire.Card, error)
}

// Bounds of the probes.
const (
	probeTimeout = 5 * time.Second
	probing      = 16             // gateways asked side by side
	pauses       = 4              // rounds: who did not ask for longer knows nothing of the time between
	leastProbes  = 5              // without an answer, before a node is taken to be gone
	health       = 24 * time.Hour // nodes that did not answer in all that time say nothing about ourselves
)

// watch is how the nodes of our users' orders answer. A run without an answer begins anew whenever there was a pause in the
// probes, and while most nodes do not answer: then it is us who are offline.
type watch struct {
	mu      sync.Mutex
	runs    map[eth.Address]*run
	last    time.Time // of the last probes
	offline bool
}

// run is a node's probes since it answered last.
type run struct {
	url    string
	since  time.Time // zero: it answered
	probes int       // without an answer
}

// away reports whether a node did not answer the last probe.
func (w *watch) away(node eth.Address) bool { return !w.since(node).IsZero() }

// since is since when a node does not answer; zero: it does, or nobody has asked.
func (w *watch) since(node eth.Address) time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	if r := w.runs[node]; r != nil {
		return r.since
	}
	return time.Time{}
}

// gone reports whether a node has not answered for so long, and not by a fault of ours.
func (w *watch) gone(node eth.Address, after time.Duration, now time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	r := w.runs[node]
	return r != nil && !w.offline && !r.since.IsZero() && r.probes >= leastProbes && now.Sub(r.since) >= after
}

func (w *watch) isOffline() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.offline
}

// probe asks the gateways of all nodes that have orders of our users.
func (a *Agent) probe(ctx context.Context, tasks []task) {
	w := &a.watch
	now := time.Now()
	urls := map[eth.Address]string{}
	for _, t := range tasks {
		if n, ok := a.cfg.Nodes.Entry(t.Node); ok {
			urls[t.Node] = catalogue.URL(n.Endpoint)
		}
	}
	answers := a.ask(ctx, urls)
	if ctx.Err() != nil {
		return
	}
	began, now := now, time.Now()
	known, out := a.cfg.Nodes.Health(now.Add(-health))
	w.mu.Lock()
	defer w.mu.Unlock()
	if offline := 2*out > known || known == 0; offline != w.offline {
		w.offline = offline
		a.cfg.Log.Info("whether the agent trusts what it sees of nodes", "trusts", !offline, "known", known, "away", out)
	}
	pause := began.Sub(w.last) > pauses*a.every()+probeTimeout
	w.last = now
	for node, r := range w.runs {
		if url, ok := urls[node]; !ok || url != r.url {
			delete(w.runs, node)
		} else if pause || w.offline {
			r.since, r.probes = time.Time{}, 0
		}
	}
	for node, url := range urls {
		r := w.runs[node]
		if r == nil {
			r = &run{url: url}
			w.runs[node] = r
		}
		switch {
		case answers[node]:
			r.since, r.probes = time.Time{}, 0
		case r.since.IsZero():
			r.since, r.probes = now, 1
			a.cfg.Log.Info("a node with orders of the agent's users does not answer", "node", node)
		default:
			r.probes++
		}
	}
}

// ask asks gateways side by side, and says which of them answered.
func (a *Agent) ask(ctx context.Context, urls map[eth.Address]string) map[eth.Address]bool {
	var mu sync.Mutex
	answers := map[eth.Address]bool{}
	var wg sync.WaitGroup
	slots := make(chan struct{}, probing)
	for node, url := range urls {
		slots <- struct{}{}
		wg.Go(func() {
			defer steady.Log(a.cfg.Log, "a probe of a node")
			defer func() { <-slots }()
			ctx, cancel := context.WithTimeout(ctx, probeTimeout)
			defer cancel()
			_, err := a.cfg.Gateways.Card(ctx, url)
			mu.Lock()
			defer mu.Unlock()
			answers[node] = err == nil
		})
	}
	wg.Wait()
	return answers
}

// cancels reports whether an order is to be cancelled: its node is gone, and leaving costs its user nothing that waiting would
// not. One whose time is up is ended by anybody's settle, and to the same.
func (a *Agent) cancels(t task, head chain.Block, now time.Time) bool {
	switch {
	case !t.wish.Guard || !a.watch.gone(t.Node, a.guardAfter(t.wish), now) || !a.wasWarned(t):
		return false
	case t.State == order.Active:
		return head.Time.Before(t.EndsAt()) && !binds(t.Order.Order, head.Time)
	}
	return t.State == order.Created
}

// cancel cancels an order whose node is gone.
func (a *Agent) cancel(ctx context.Context, t task, f *finding) {
	f.again = time.Now().Add(soon)
	read, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	same, err := a.fresh(read, t.Order.Order)
	var r chain.Receipt
	switch {
	case err != nil:
	case !same: // the index or the endpoint is a moment behind
		f.again = time.Time{}
		return
	default:
		r, err = a.send(ctx, t.Order, "end", done{ended: true}, func(ctx context.Context) (chain.Receipt, error) {
			return a.cfg.Sender.Cancel(ctx, t.ID, order.NodeUnreachable)
		})
	}
	if errors.Is(err, errTaken) {
		return
	}
	if err != nil {
		a.cfg.Log.Warn("an order could not be cancelled for its user; trying on", "order", t.ID, "user", t.User, "err", err)
		return
	}
	since := a.watch.since(t.Node)
	a.cfg.Log.Info("an order was cancelled for its user: its node is gone", "order", t.ID, "user", t.User, "node", t.Node, "since", since, "tx", r.Tx)
	a.did(ctx, t.Order, wire.AgentAct{Kind: wire.ActEnd, Tx: r.Tx, Away: since.UTC()})
}

// binds reports whether leaving now would cost the user more than what was served. To wait costs no more than that until as
// much is served as was committed to, and the node may come back; so while it binds, nobody leaves.
func binds(o order.Order, at time.Time) bool {
	leaving, _ := o.UserLeaves(at)
	return leaving.Cmp(o.Earned(at)) > 0
}

// bindsUntil is when a commitment binds no more; zero: it does not.
func bindsUntil(o order.Order, at time.Time) time.Time {
	if o.State != order.Active || !binds(o, at) {
		return time.Time{}
	}
	return o.PaidFrom().Add(time.Duration(min(o.Committed, o.Duration)) * time.Second)
}
