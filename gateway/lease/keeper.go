package lease

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"berth/contracts/chain"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Store is the gateway's own record of its orders; *ledger.Ledger is one.
type Store interface {
	Orders() ([]ledger.Record, error)
	PutOrder(ledger.Record) error
	Deploy(ledger.Record, ledger.Revision) error
	Revision(id order.ID, n uint64) (ledger.Revision, error)
	Revisions(id order.ID, before uint64, limit int) (all []ledger.Revision, more bool, err error)
	Block() (uint64, error)
	SetBlock(uint64) error
}

// Config is what a Keeper is made of. All but Now is needed.
type Config struct {
	Node      eth.Address
	Region    string
	From      uint64 // block before which there are no events
	URL       func(id order.ID, service string) string
	Grace     time.Duration
	PollEvery time.Duration // of the chain's head
	Reread    time.Duration // after which an order is read again though no event spoke of it; 0: a minute

	Blocks  Blocks
	State   State
	Sender  Sender
	Cluster Cluster
	Store   Store
	Created func(eth.Address) // told of a new order's user; must not block
	Ended   func(order.ID)    // told once when an order's services stop for good; must not block
	Log     *slog.Logger
	Now     func() time.Time // nil: time.Now
}

// Keeper is safe for concurrent use.
type Keeper struct {
	cfg Config
	log *slog.Logger
	now func() time.Time

	// Work on an order outlives the request that asked for it, and ends with Run.
	life context.Context
	end  context.CancelFunc
	work sync.WaitGroup
	slot chan struct{} // bounds how many orders are worked on at a time

	reads chan struct{} // bounds how many pages of revisions are put together at a time

	mu       sync.RWMutex
	stopping bool
	node     chain.Node
	polled   time.Time // last time that the chain answered in full
	head     chain.Block
	capacity resource.Resources
	began    time.Time // when New made it
	measured time.Time // last time that the runtime answered
	away     bool      // and since then it does not
	orders   map[order.ID]*entry
	live     map[eth.Address]order.ID // by user
	served   map[eth.Address]bool     // users who have had an activated order here
}

// entry is one order. Keeper.mu guards all but the locks and atomics.
type entry struct {
	saving sync.Mutex // held while the record is written, before Keeper.mu
	meter  atomic.Uint64

	rec      ledger.Record
	next     order.ID // that replaced it, as the last event said; 0: none
	template string
	services []wire.Service
	what     manifest.Manifest // of the last revision
	traffic  atomic.Uint64     // bytes at which the meter stops, for all orders of its chain
	dropped  int               // steps that were cut off the front
	changed  chan struct{}     // closed at each change, and replaced

	unsaved bool      // the record tells of an event that the ledger does not have
	stale   bool      // to be read from the chain again
	working bool      // a goroutine is on it
	again   bool      // and is to look once more
	foreign bool      // what the runtime has is of another order with this number
	nextTry time.Time // after a failure
	pause   time.Duration
	applied mark // what the runtime was last told
	flushed uint64
}

// mark is what the runtime was told of an order.
type mark struct {
	known    bool
	revision uint64 // 0: stopped
	restarts uint64
	bought   resource.Resources
}

const (
	maxSteps     = 60
	chainTimeout = 15 * time.Second
	sendTimeout  = 2 * time.Minute
	clusterWait  = 45 * time.Second
	firstPause   = 500 * time.Millisecond
	lastPause    = 30 * time.Second
	workers      = 16
	settleEvery  = time.Second
	measureEvery = 10 // ticks of settleEvery
	orphanEvery  = 20
)

// New makes a keeper and loads what the store has. Nothing runs before Run.
func New(cfg Config) (*Keeper, error) {
	k := &Keeper{cfg: cfg, log: cfg.Log, now: cfg.Now, slot: make(chan struct{}, workers), reads: make(chan struct{}, readers)}
	k.orders, k.live, k.served = map[order.ID]*entry{}, map[eth.Address]order.ID{}, map[eth.Address]bool{}
	if k.now == nil {
		k.now = time.Now
	}
	k.began = k.now()
	if k.cfg.Reread == 0 {
		k.cfg.Reread = time.Minute
	}
	k.life, k.end = context.WithCancel(context.Background())
	records, err := cfg.Store.Orders()
	if err != nil {
		return nil, fmt.Errorf("keeper: %w", err)
	}
	for _, r := range records {
		e := &entry{rec: r, stale: !r.Collected, changed: make(chan struct{}), flushed: r.TrafficBytes}
		e.meter.Store(r.TrafficBytes)
		k.orders[r.Order.ID] = e
		k.index(e)
		if err := k.rebuild(e); err != nil {
			return nil, fmt.Errorf("keeper: %w", err)
		}
	}
	k.relink()
	cfg.Cluster.Observe(k.observe, func(Happening) {})
	return k, nil
}

// Run follows the chain until ctx ends. What runs goes on running then: the runtime's owner ends it.
func (k *Keeper) Run(ctx context.Context) error {
	defer func() {
		k.mu.Lock()
		k.stopping = true
		k.mu.Unlock()
		k.end()
		k.work.Wait()
		k.flush()
	}()
	k.resume(ctx)
	var loops sync.WaitGroup
	loops.Go(func() { k.follow(ctx) })
	loops.Go(func() { k.tick(ctx) })
	loops.Wait()
	return nil
}

// resume starts at once what ran before a restart and, as far as is known, is still to run: the chain may be away.
func (k *Keeper) resume(ctx context.Context) {
	k.measure(ctx)
	k.mu.RLock()
	ids := slices.Sorted(maps.Keys(k.orders))
	k.mu.RUnlock()
	for _, id := range ids {
		k.kick(id)
	}
	cctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	has, err := k.cfg.Cluster.Orders(cctx)
	if err != nil {
		k.log.Warn("the runtime's orders", "err", err)
	}
	for _, id := range has {
		if !slices.Contains(ids, id) {
			// Its events on the chain may still bring it in. Until then nobody knows whose it is, so it is left alone.
			k.log.Warn("the runtime has an order that the ledger does not know", "order", id)
		}
	}
}

// tick looks every second for what time alone brings: ends, grace periods, retries.
func (k *Keeper) tick(ctx context.Context) {
	second := time.NewTicker(settleEvery)
	defer second.Stop()
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-second.C:
		}
		if n%measureEvery == 0 {
			k.measure(ctx)
		}
		if n%orphanEvery == 0 {
			if err := k.orphans(ctx); err != nil {
				k.log.Warn("what nobody knows is left alone", "err", err)
			}
		}
		if n%10 == 0 {
			k.flush()
		}
		now := k.now()
		k.mu.RLock()
		var due []order.ID
		for id, e := range k.orders {
			if !e.rec.Collected && !e.working && now.After(e.nextTry) && k.due(e, now) {
				due = append(due, id)
			}
		}
		k.mu.RUnlock()
		for _, id := range due {
			k.kick(id)
		}
	}
}

// due tells whether there is anything to do for an order now. The caller holds mu.
func (k *Keeper) due(e *entry, now time.Time) bool {
	if e.stale || now.Sub(e.rec.ReadAt) > k.cfg.Reread {
		return true
	}
	o := e.rec.Order
	switch {
	case o.State == order.Created, o.State == order.Active && !now.Before(o.EndsAt()), !o.State.Live() && e.rec.EndedAt.IsZero():
		return true
	case k.root(e) != e:
		return e.applied.revision > 0
	}
	tip := k.tip(e)
	return e.applied != k.want(e, now) || over(tip) && !now.Before(tip.rec.GraceUntil)
}

// over tells whether an order has ended, and with it all that ran for it. One that was replaced by nobody knows what
// has not: the event that names its successor is still to come. The caller holds mu.
func over(tip *entry) bool {
	s := tip.rec.Order.State
	return s != order.None && s != order.Replaced && !s.Live()
}

// want is what the runtime is to be told of a workload, which is a chain's first order. The caller holds mu.
func (k *Keeper) want(e *entry, now time.Time) mark {
	tip := k.tip(e)
	o := tip.rec.Order
	// Time is up only once the chain has said so after it was: the user may have extended.
	up := !now.Before(o.EndsAt()) && !tip.stale && !tip.rec.ReadAt.Before(o.EndsAt())
	runs := o.State == order.Active && !up || o.State == order.Replaced
	if runs && e.rec.Revision > 0 && !e.rec.Stopped {
		return mark{true, e.rec.Revision, e.rec.Restarts, o.Resources}
	}
	return mark{known: true}
}

// measure asks the runtime what it can give; without an answer the last one stands.
func (k *Keeper) measure(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	c, err := k.cfg.Cluster.Capacity(ctx)
	k.reached(err == nil || ctx.Err() == context.Canceled)
	if err != nil {
		k.log.Warn("runtime's capacity", "err", err)
		return
	}
	k.mu.Lock()
	k.capacity = c
	k.mu.Unlock()
}

// kick has an order worked on, unless it is already; then it is looked at once more afterwards.
func (k *Keeper) kick(id order.ID) {
	ctx := k.life
	k.mu.Lock()
	defer k.mu.Unlock()
	e := k.orders[id]
	if e == nil || k.stopping {
		return
	}
	if e.working {
		e.again = true
		return
	}
	e.working = true
	k.work.Go(func() {
		for {
			select {
			case k.slot <- struct{}{}:
			case <-ctx.Done():
				return
			}
			err := k.reconcile(ctx, id, e)
			<-k.slot
			k.mu.Lock()
			if err != nil && ctx.Err() == nil {
				e.pause = min(max(2*e.pause, firstPause), lastPause)
				e.nextTry = k.now().Add(e.pause)
				k.log.Warn("order waits", "order", id, "pause", e.pause, "err", err)
			} else {
				e.pause, e.nextTry = 0, time.Time{}
			}
			again := e.again && ctx.Err() == nil
			e.again, e.working = false, again
			k.mu.Unlock()
			if !again {
				return
			}
		}
	})
}

// reconcile brings chain, runtime and record of one order together, as far as can be done now.
func (k *Keeper) reconcile(ctx context.Context, id order.ID, e *entry) error {
	// Before the chain is asked: what is known to be running is to run, whether or not the chain answers.
	if err := k.converge(ctx, id, e); err != nil {
		return err
	}
	now := k.now()
	k.mu.RLock()
	o := e.rec.Order
	// An order may have been read in a block that was then reorganised away before its events were seen.
	stale := e.stale || now.Sub(e.rec.ReadAt) > k.cfg.Reread || o.State == order.Active && !now.Before(o.EndsAt()) && e.rec.ReadAt.Before(o.EndsAt())
	k.mu.RUnlock()
	if stale {
		if err := k.read(ctx, id, e); err != nil {
			return err
		}
		if err := k.converge(ctx, id, e); err != nil {
			return err
		}
	}
	k.mu.RLock()
	o = e.rec.Order
	k.mu.RUnlock()
	switch {
	case o.State == order.Created:
		return k.activate(ctx, id, e, o)
	case o.State == order.Active && !k.now().Before(o.EndsAt()):
		return k.settle(ctx, id, e)
	}
	return k.collect(ctx, id, e)
}

// read takes an order's state from the chain.
func (k *Keeper) read(ctx context.Context, id order.ID, e *entry) error {
	k.mu.Lock()
	e.stale = false // an event that comes while we read makes it stale again
	k.mu.Unlock()
	cctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	o, err := k.cfg.State.Order(cctx, id)
	if err != nil {
		k.mu.Lock()
		e.stale = true
		k.mu.Unlock()
		return fmt.Errorf("read order %s: %w", id, err)
	}
	if !k.take(e, o, k.now()) {
		return nil
	}
	if err := k.save(e); err != nil {
		return err
	}
	// What runs is the business of the chain's first order.
	if first := k.workload(e); first != id {
		k.kick(first)
	}
	return nil
}

// take merges what the chain says now into an entry; it tells whether that is anything new.
func (k *Keeper) take(e *entry, o order.Order, now time.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	old, unsaved, gone := e.rec.Order, e.rec.ReadAt.IsZero() || e.unsaved, e.rec.Gone
	was := k.root(e)
	if o.State != order.None && o.Node != k.cfg.Node {
		o = order.Order{} // after a reorganisation the number is another node's order
	}
	if o.State != order.None && o.User != old.User {
		// After a reorganisation the number is another user's order: nothing of the old one may be left for it.
		k.forget(e)
		old = order.Order{}
	}
	e.rec.Gone = o.State == order.None
	if e.rec.Gone {
		o = old
		if old.State.Live() || old.State == order.Replaced {
			// Reorganised away: nobody has paid for it.
			o.State = order.Cancelled
		}
	}
	o.Resources.GPUModel = old.Resources.GPUModel
	if o.CreatedAt.IsZero() {
		o.CreatedAt = old.CreatedAt
	}
	if o.ActivatedAt.IsZero() && o.State != order.Created {
		o.ActivatedAt = old.ActivatedAt
	}
	e.rec.Order, e.rec.ReadAt = o, now
	if o.State.Live() {
		// An end that was reorganised away is none.
		e.rec.EndedAt, e.rec.GraceUntil = time.Time{}, time.Time{}
	} else if e.rec.EndedAt.IsZero() {
		e.rec.EndedAt, e.rec.GraceUntil = now, now.Add(k.cfg.Grace)
	}
	k.index(e)
	k.cap(e)
	if o == old && !unsaved && gone == e.rec.Gone {
		return false
	}
	k.tell(e)
	if was != k.root(e) {
		k.tell(was)
	}
	return true
}

// forget makes an entry that of another user's order with the same number. The caller holds mu.
func (k *Keeper) forget(e *entry) {
	if o := e.rec.Order; k.live[o.User] == o.ID {
		delete(k.live, o.User)
	}
	e.rec, e.services, e.template, e.dropped, e.applied, e.foreign = ledger.Record{}, nil, "", 0, mark{}, true
	e.next, e.what = 0, manifest.Manifest{}
	e.meter.Store(0)
}

// index keeps the users' live orders. The caller holds mu.
func (k *Keeper) index(e *entry) {
	o := e.rec.Order
	if !o.ActivatedAt.IsZero() {
		k.served[o.User] = true
	}
	if o.State.Live() {
		k.live[o.User] = max(o.ID, k.live[o.User])
	} else if k.live[o.User] == o.ID {
		delete(k.live, o.User)
		// Where a replacement was reorganised away the one before it is live again, and may have said so already.
		for id, other := range k.orders {
			if x := other.rec.Order; x.User == o.User && x.State.Live() {
				k.live[o.User] = max(id, k.live[o.User])
			}
		}
	}
}

// tell wakes all who watch an order, which is what is seen of its chain's first one. The caller holds mu.
func (k *Keeper) tell(e *entry) {
	for _, w := range []*entry{e, k.root(e)} {
		close(w.changed)
		w.changed = make(chan struct{})
	}
}

// save writes an entry's record as it is now.
func (k *Keeper) save(e *entry) error {
	e.saving.Lock()
	defer e.saving.Unlock()
	k.mu.Lock()
	r := e.rec
	r.Steps = slices.Clone(r.Steps)
	e.unsaved = false
	k.mu.Unlock()
	r.TrafficBytes = e.meter.Load()
	err := k.cfg.Store.PutOrder(r)
	if err != nil {
		k.mu.Lock()
		e.unsaved = true
		k.mu.Unlock()
	}
	return err
}

// flush writes the traffic that was counted since the last time.
func (k *Keeper) flush() {
	k.mu.RLock()
	var moved []*entry
	for _, e := range k.orders {
		if e.meter.Load() != e.flushed {
			moved = append(moved, e)
		}
	}
	k.mu.RUnlock()
	for _, e := range moved {
		n := e.meter.Load()
		if err := k.save(e); err != nil {
			k.log.Error("traffic not written", "err", err)
			return
		}
		k.mu.Lock()
		e.flushed = n
		k.mu.Unlock()
	}
}
