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
	"berth/gateway/cluster"
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
	Clear(records []ledger.Record, left ...ledger.Diary) error
	Drop(ids []order.ID, served []eth.Address) error
	Served() ([]eth.Address, error)

	Deploy(ledger.Record, ledger.Revision) error
	Revision(id order.ID, n uint64) (ledger.Revision, error)
	Revisions(id order.ID, before uint64, limit int) (all []ledger.Revision, more bool, err error)

	Happenings() (map[order.ID][]wire.Happening, error)
	PutHappenings([]ledger.Diary) error

	Block() (next uint64, last eth.Hash, err error)
	SetBlock(next uint64, last eth.Hash) error
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
	Cluster cluster.Cluster
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

	reads   chan struct{} // bounds how many pages of revisions are put together at a time
	diaries sync.Mutex    // held while diaries are written or cleared, after entry.saving and before mu

	mu       sync.RWMutex
	stopping bool
	node     chain.Node
	polled   time.Time // last time that the chain answered in full
	head     chain.Block
	capacity resource.Resources
	piece    resource.Resources // of it on one machine; zero: all of it
	began    time.Time          // when New made it
	measured time.Time          // last time that the runtime answered
	away     bool               // and since then it does not
	orders   map[order.ID]*entry
	live     map[eth.Address]order.ID // by user
	served   map[eth.Address]bool     // users who have had an activated order here
}

// entry is one order. Keeper.mu guards all but the locks and atomics.
type entry struct {
	saving sync.Mutex // held while the record is written, before Keeper.mu
	meter  atomic.Uint64

	rec      ledger.Record
	diary    diary
	next     order.ID // that replaced it, as the last event said; 0: none
	template string
	services []wire.Service
	stood    map[string]bool   // services that have answered since the last stop; what answered may go on beside a new revision
	what     manifest.Manifest // of the last revision
	traffic  atomic.Uint64     // bytes at which the meter stops, for all orders of its chain
	dropped  int               // steps that were cut off the front
	changed  chan struct{}     // closed at each change, and replaced

	wipe    bool      // the ledger has things of another user's order with this number
	unsaved bool      // the record tells of an event that the ledger does not have
	stale   bool      // to be read from the chain again
	working bool      // a goroutine is on it
	again   bool      // and is to look once more
	foreign bool      // what the runtime has is of another order with this number
	nextTry time.Time // after a failure
	pause   time.Duration
	applied mark // what the runtime was last told
	flushed uint64

	woken   time.Time // when those who watch were last told of a happening
	news    bool      // and there is another one
	spent   uint64    // the traffic of which it is noted that it is used up
	usage   *usage    // nil: nothing is known
	counted uint64    // traffic before usage begins
	shells  int       // that are open
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
	dropEvery    = 3600
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
	diaries, err := cfg.Store.Happenings()
	if err != nil {
		return nil, fmt.Errorf("keeper: %w", err)
	}
	served, err := cfg.Store.Served()
	if err != nil {
		return nil, fmt.Errorf("keeper: %w", err)
	}
	for _, user := range served {
		k.served[user] = true
	}
	for _, r := range records {
		e := &entry{rec: r, diary: recall(diaries[r.Order.ID]), counted: r.TrafficBytes, stale: !r.Collected, changed: make(chan struct{}), flushed: r.TrafficBytes}
		e.meter.Store(r.TrafficBytes)
		k.orders[r.Order.ID] = e
		k.index(e)
		if err := k.rebuild(e); err != nil {
			return nil, fmt.Errorf("keeper: %w", err)
		}
	}
	k.relink()
	cfg.Cluster.Observe(k.observe, k.happen)
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
		k.write()
	}()
	k.resume(ctx)
	var loops sync.WaitGroup
	loops.Go(func() { k.follow(ctx) })
	loops.Go(func() { k.tick(ctx) })
	loops.Go(func() { k.watchUse(ctx) })
	loops.Wait()
	return nil
}

// resume starts at once what ran before a restart and, as far as is known, is still to run: the chain may be away.
func (k *Keeper) resume(ctx context.Context) {
	k.measure(ctx)
	k.drop(k.now())
	k.mu.RLock()
	ids := slices.Sorted(maps.Keys(k.orders))
	var due []order.ID
	for _, id := range ids {
		if !k.orders[id].rec.Collected {
			due = append(due, id)
		}
	}
	k.mu.RUnlock()
	for _, id := range due {
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
		if n%dropEvery == 0 {
			k.drop(k.now())
		}
		k.look()
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
