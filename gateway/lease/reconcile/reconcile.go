// Package reconcile brings chain, runtime and record of each order together: it activates, runs what was deployed, settles,
// stops, and collects what is left after the grace time. It owns the queue of the orders that have something to be done, and
// decides what that is. Unknown is not failed: while the chain cannot be asked, whatever runs goes on running.
package reconcile

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"k8s.io/client-go/util/workqueue"

	"berth/contracts/chain"
	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
)

// State is the chain as it stands now. FinalOrder reads what can no longer be reorganised away.
type State interface {
	Order(ctx context.Context, id order.ID) (order.Order, error)
	FinalOrder(ctx context.Context, id order.ID) (order.Order, error)
}

// Sender sends the operator's transactions and returns once each is mined, or refused.
type Sender interface {
	Activate(ctx context.Context, id order.ID) error
	Cancel(ctx context.Context, id order.ID, reason order.Reason) error
	Settle(ctx context.Context, id order.ID) error
}

// Ends is what ending an order by the node's own wish needs.
type Ends interface {
	Head(context.Context) (chain.Block, error)
	// AnnounceEnd says on the chain when the node will end an order, and returns once that is mined, or refused.
	AnnounceEnd(ctx context.Context, id order.ID, end time.Time) error
}

// Cluster is what a reconciler needs of a runtime.
type Cluster interface {
	cluster.Measurer
	cluster.Runner
	cluster.Inventory
	cluster.Isolator
}

// Revisions gives what was deployed.
type Revisions interface {
	Revision(id order.ID, n uint64) (ledger.Revision, error)
}

// Config is what a Reconciler is made of. All but Accept and Ended is needed.
type Config struct {
	Node      eth.Address
	Region    string
	Grace     time.Duration // after which what nobody knows is deleted
	Reread    time.Duration // after which an order is read again though no event spoke of it
	Book      *book.Book
	State     State
	Sender    Sender
	Ends      Ends
	Accept    func(*order.Order) bool // whether the node serves such a new order
	Cluster   Cluster
	Revisions Revisions
	Ended     func(order.ID) // told when an order's services stop for good; must not block
	Log       *slog.Logger
	Now       func() time.Time
}

const (
	chainTimeout = 15 * time.Second
	sendTimeout  = 2 * time.Minute
	clusterWait  = 45 * time.Second
	firstPause   = 500 * time.Millisecond
	lastPause    = 30 * time.Second
	workers      = 16 // orders that are worked on at a time
	lookEvery    = time.Second
	orphanEvery  = 20 * time.Second
)

// Reconciler is safe for concurrent use.
type Reconciler struct {
	cfg   Config
	book  *book.Book
	log   *slog.Logger
	now   func() time.Time
	queue workqueue.TypedRateLimitingInterface[order.ID]

	mu   sync.Mutex
	busy map[order.ID]bool // being worked on
}

// New makes a reconciler. Nothing is done before Run, which is to be called once.
func New(cfg Config) *Reconciler {
	pauses := workqueue.NewTypedItemExponentialFailureRateLimiter[order.ID](firstPause, lastPause)
	return &Reconciler{cfg: cfg, book: cfg.Book, log: cfg.Log, now: cfg.Now, queue: workqueue.NewTypedRateLimitingQueue(pauses), busy: map[order.ID]bool{}}
}

// Add has an order worked on now. One that is being worked on is looked at once more afterwards.
func (r *Reconciler) Add(id order.ID) { r.queue.Add(id) }

// Run works until ctx ends.
func (r *Reconciler) Run(ctx context.Context) {
	var all sync.WaitGroup
	defer all.Wait()
	defer r.queue.ShutDown()
	for range workers {
		all.Go(func() { r.work(ctx) })
	}
	r.addKnown()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if n%int(orphanEvery/lookEvery) == 0 {
			if err := r.Orphans(ctx); err != nil {
				r.log.Warn("what nobody knows is left alone", "err", err)
			}
		}
		r.addDue()
	}
}

// addKnown starts at once what ran before a restart and, as far as is known, is still to run: the chain may be away.
func (r *Reconciler) addKnown() {
	r.book.Each(func(o *book.Order) {
		if !o.Rec.Collected {
			r.queue.Add(o.Rec.Order.ID)
		}
	})
}

// addDue adds what time alone brings: ends, grace periods. What has failed waits for its own turn.
func (r *Reconciler) addDue() {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	r.book.Each(func(o *book.Order) {
		id := o.Rec.Order.ID
		if !o.Rec.Collected && !r.busy[id] && r.queue.NumRequeues(id) == 0 && r.due(o, now) {
			r.queue.Add(id)
		}
	})
}

func (r *Reconciler) work(ctx context.Context) {
	for {
		id, end := r.queue.Get()
		if end {
			return
		}
		r.step(ctx, id)
		r.queue.Done(id)
	}
}

// step works on one order, and has it wait where that failed.
func (r *Reconciler) step(ctx context.Context, id order.ID) {
	if ctx.Err() != nil {
		return
	}
	r.mark(id, true)
	err := r.reconcile(ctx, id)
	if err != nil && ctx.Err() == nil {
		r.log.Warn("order waits", "order", id, "failures", r.queue.NumRequeues(id)+1, "err", err)
		r.queue.AddRateLimited(id)
	} else {
		r.queue.Forget(id)
	}
	r.mark(id, false)
}

func (r *Reconciler) mark(id order.ID, busy bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if busy {
		r.busy[id] = true
	} else {
		delete(r.busy, id)
	}
}

// due reports whether there is anything to do for an order now.
func (r *Reconciler) due(o *book.Order, now time.Time) bool {
	if r.outdated(o, now) {
		return true
	}
	x := &o.Rec.Order
	switch {
	case x.State == order.Created, x.State == order.Active && !now.Before(x.EndsAt()), leaves(x, now), !x.State.Live() && o.Rec.EndedAt.IsZero():
		return true
	case o.First() != o:
		return o.Told().Runs()
	}
	last := o.Last()
	return o.Told() != o.Wants(now) || o.Tired(now) || last.Over() && !now.Before(last.Rec.GraceUntil)
}

// outdated reports whether an order is to be read from the chain again. One may have been read in a block that was then
// reorganised away before its events were seen.
func (r *Reconciler) outdated(o *book.Order, now time.Time) bool {
	return o.Stale() || now.Sub(o.Rec.ReadAt) > r.cfg.Reread
}

// reconcile brings chain, runtime and record of one order together, as far as can be done now.
func (r *Reconciler) reconcile(ctx context.Context, id order.ID) error {
	// Before the chain is asked: what is known to be running is to run, whether or not the chain answers.
	if err := r.converge(ctx, id); err != nil {
		return err
	}
	now, outdated := r.now(), false
	r.book.Look(id, func(o *book.Order) {
		x := &o.Rec.Order
		outdated = r.outdated(o, now) || x.State == order.Active && !now.Before(x.EndsAt()) && o.Rec.ReadAt.Before(x.EndsAt()) ||
			leaves(x, now) && o.Rec.ReadAt.Before(x.AnnouncedEnd)
	})
	if outdated {
		if err := r.read(ctx, id); err != nil {
			return err
		}
		if err := r.converge(ctx, id); err != nil {
			return err
		}
	}
	var x order.Order
	if !r.book.Look(id, func(o *book.Order) { x = o.Rec.Order }) {
		return nil
	}
	switch {
	case x.State == order.Created:
		return r.activate(ctx, x)
	case x.State == order.Active && !r.now().Before(x.EndsAt()):
		return r.settle(ctx, id)
	case leaves(&x, r.now()):
		return r.leave(ctx, x)
	}
	return r.collect(ctx, id)
}

// read takes an order's state from the chain.
func (r *Reconciler) read(ctx context.Context, id order.ID) error {
	r.book.Change(id, (*book.Order).Reading)
	ctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	x, err := r.cfg.State.Order(ctx, id)
	if err != nil {
		r.book.Change(id, (*book.Order).Expire)
		return fmt.Errorf("read order %s: %w", id, err)
	}
	behind := false
	r.book.Change(id, func(o *book.Order) {
		if behind = o.Ahead(x); behind {
			o.Expire()
		}
	})
	if behind {
		return fmt.Errorf("read order %s: the endpoint is behind the blocks that it gave before", id)
	}
	if !r.book.Take(id, x) {
		return nil
	}
	if err := r.book.Save(id); err != nil {
		return err
	}
	// What runs is the business of the chain's first order.
	if first := r.book.Workload(id); first != id {
		r.Add(first)
	}
	return nil
}
