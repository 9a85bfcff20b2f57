package agent

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	"berth/bff/indexer"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Teller tells users things, once for each cause; *notice.Service is one.
type Teller interface {
	Tell(ctx context.Context, user eth.Address, cause string, n wire.Notice) error
}

// Acts keeps what was done for users.
type Acts interface {
	AddAct(context.Context, eth.Address, wire.AgentAct) error
	Acts(ctx context.Context, user eth.Address, cursor string, most int) (wire.Page[wire.AgentAct], error) // the newest first
}

// warning is what a user was told before it is done: who was not told, for them nothing is done.
type warning struct {
	end    time.Time // since when the node was away for which the order will be cancelled; zero: it was not told
	extend uint32    // the order's duration, for which it was told that it is extended
}

// warnings are those of all orders.
type warnings struct {
	mu  sync.Mutex // taken while the agent's is held, never the other way round
	all map[order.ID]warning
}

func (w *warnings) of(id order.ID) warning {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all[id]
}

func (w *warnings) set(id order.ID, f func(*warning)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.all == nil {
		w.all = map[order.ID]warning{}
	}
	v := w.all[id]
	f(&v)
	w.all[id] = v
}

// keep lets go of those of other orders.
func (w *warnings) keep(ids map[order.ID]bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	maps.DeleteFunc(w.all, func(id order.ID, _ warning) bool { return !ids[id] })
}

// lead is how long before an order is extended its user is told so, at most.
const lead = time.Hour

// warn tells users what is about to be done for them.
func (a *Agent) warn(ctx context.Context, tasks []task, head chain.Block) {
	now := time.Now()
	for _, t := range tasks {
		after := a.guardAfter(t.wish)
		if since := a.watch.since(t.Node); t.wish.Guard && !since.IsZero() && !a.watch.isOffline() && now.Sub(since) >= after/2 {
			until := since.Add(after)
			if bound := bindsUntil(t.Order.Order, head.Time); bound.After(until) {
				until = bound
			}
			if t.State == order.Created || until.Before(t.EndsAt()) {
				a.warnEnd(ctx, t, since, until)
			}
		}
		if t.wish.Renew && t.State == order.Active {
			due := t.EndsAt().Add(-a.before(&t.Order))
			if left := due.Sub(now); left > 0 && left <= min(lead, a.before(&t.Order)/2) && !a.stands(t.ID) {
				_ = a.warnExtend(ctx, t) // it is tried again, and again before anything is sent
			}
		}
	}
}

// stands reports whether something is in the way of an order's renewal.
func (a *Agent) stands(id order.ID) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	f := a.found[id]
	return f != nil && f.state == wire.CareCannot
}

func (a *Agent) warnEnd(ctx context.Context, t task, since, until time.Time) {
	if a.warns.of(t.ID).end.Equal(since) {
		return
	}
	err := a.tell(ctx, t.Order, fmt.Sprint("will-end ", since.Unix()), wire.Notice{Kind: wire.NoticeWillEnd, Until: until.UTC()})
	if err != nil {
		a.cfg.Log.Warn("a user could not be told that an order will be cancelled; trying on", "order", t.ID, "err", err)
		return
	}
	a.warns.set(t.ID, func(w *warning) { w.end = since })
}

func (a *Agent) warnExtend(ctx context.Context, t task) error {
	if a.warns.of(t.ID).extend == t.Duration {
		return nil
	}
	due := t.EndsAt().Add(-a.before(&t.Order))
	if err := a.tell(ctx, t.Order, fmt.Sprint("will-extend ", t.Duration), wire.Notice{Kind: wire.NoticeWillExtend, Until: due.UTC()}); err != nil {
		return err
	}
	a.warns.set(t.ID, func(w *warning) { w.extend = t.Duration })
	return nil
}

// wasWarned reports whether an order's user was told that it is cancelled for this absence of its node.
func (a *Agent) wasWarned(t task) bool {
	since := a.watch.since(t.Node)
	return !since.IsZero() && a.warns.of(t.ID).end.Equal(since)
}

func (a *Agent) tell(ctx context.Context, o indexer.Order, cause string, n wire.Notice) error {
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	n.Order, n.Node, n.NodeName = o.ID, o.Node, a.cfg.Name(o.Node)
	return a.cfg.Teller.Tell(ctx, o.User, fmt.Sprint(cause, " ", keyName(o)), n)
}

// keyName is an order's key as a text.
func keyName(o indexer.Order) string {
	k := KeyOf(o)
	return fmt.Sprintf("%s %s %d %d", k.Node, k.User, k.Epoch, k.Nonce)
}

// did keeps what was done, and tells the user.
func (a *Agent) did(ctx context.Context, o indexer.Order, act wire.AgentAct) {
	ctx = context.WithoutCancel(ctx)
	act.At, act.Order, act.Node, act.NodeName = time.Now().UTC().Truncate(time.Second), o.ID, o.Node, a.cfg.Name(o.Node)
	keep, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	if err := a.cfg.Store.AddAct(keep, o.User, act); err != nil {
		a.cfg.Log.Warn("what the agent did could not be kept", "order", o.ID, "tx", act.Tx, "err", err)
	}
	if act.Kind == wire.ActUndone {
		return
	}
	if err := a.tell(ctx, o, "did "+act.Tx.String(), wire.Notice{Kind: wire.NoticeDid, Why: string(act.Kind)}); err != nil {
		a.cfg.Log.Warn("a user could not be told what the agent did", "order", o.ID, "tx", act.Tx, "err", err)
	}
}

// Acts is a page of what was done for a user, the newest first.
func (a *Agent) Acts(ctx context.Context, user eth.Address, cursor string, most int) (wire.Page[wire.AgentAct], error) {
	return a.cfg.Store.Acts(ctx, user, cursor, most)
}

// Claims are names that one of several replicas has at a time.
type Claims interface {
	// Claim takes a name for a while; not won: somebody has it until then.
	Claim(ctx context.Context, name string, d time.Duration) (won bool, until time.Time, err error)
}

// apart is how much replicas' clocks may differ.
const apart = 20 * time.Second

// once takes one deed upon us: an order's end, or its renewal from one duration on. Two replicas that both took themselves for the one that
// leads would else both do it.
func (a *Agent) once(ctx context.Context, o indexer.Order, what string) (bool, error) {
	won, _, err := a.cfg.Store.Claim(ctx, fmt.Sprint("agent ", what, " ", o.Duration, " ", keyName(o)), sendTimeout+apart)
	return won, err
}
