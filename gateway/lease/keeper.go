// Package lease keeps the orders of one node: it follows them on the chain, activates them, runs what their users
// signed, stops it when they end, and collects what is left after the grace time. What it knows is in memory, so that
// neither a greeting nor a request to a service waits for the chain; after a restart it is rebuilt from the chain, the
// ledger and the runtime. Unknown is not failed: while the chain cannot be asked, whatever runs goes on running.
//
// Its parts are packages: book has the orders, reconcile does what is to be done for them, tenancy is what their users may
// do, diary and usage are what happened and what was used. A Keeper joins them.
package lease

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"berth/contracts/chain"
	"berth/gateway/cluster"
	"berth/gateway/isolation"
	"berth/gateway/lease/book"
	"berth/gateway/lease/reconcile"
	"berth/gateway/lease/tenancy"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Store is the gateway's own record; *ledger.Ledger is one.
type Store interface {
	book.Store
	tenancy.Store
	Progress
}

// Config is what a Keeper is made of. What may be left out says so.
type Config struct {
	Node      eth.Address
	Region    string
	From      uint64 // block before which there are no events
	URL       func(id order.ID, service string) string
	Grace     time.Duration
	PollEvery time.Duration // of the chain's head
	Idle      time.Duration // after which a connection to a service's port ends; 0: never
	Reread    time.Duration // after which an order is read again though no event spoke of it; 0: a minute

	Chain   Chain
	Cluster cluster.Cluster
	Images  isolation.Images // nil: nothing is known of images
	Store   Store
	Accept  func(*order.Order) bool                            // whether the node serves such a new order; must not block; nil: any
	Created func(user eth.Address, epoch uint32, nonce uint64) // told of a new order's quote; must not block; may be nil
	// Voided is told of quotes to a user that the node took back, up to a nonce of an epoch; must not block; may be nil.
	Voided func(user eth.Address, epoch uint32, nonce uint64)
	// Expected knows users who may have an order that was not seen on the chain yet; must not block; nil: none is.
	Expected func(eth.Address) bool
	// Hosts are the addresses of a workload's service on hosts of its user's own; must not block; nil: there are none.
	Hosts func(id order.ID, service string) []string
	// Maintenance is what the node's operator has announced; must not block; nil: there is never any.
	Maintenance func() *wire.Maintenance
	Ended       func(order.ID) // told once when an order's services stop for good; must not block; may be nil
	Log         *slog.Logger
	Now         func() time.Time // nil: time.Now
}

// Keeper is safe for concurrent use. Its parts are there from New on and are not to be replaced.
type Keeper struct {
	Book     *book.Book
	Deployer *tenancy.Deployer
	Viewer   *tenancy.Viewer
	Roster   *tenancy.Roster
	Waker    *tenancy.Waker
	Disks    *tenancy.Disks

	cfg   Config
	log   *slog.Logger
	now   func() time.Time
	todo  *reconcile.Reconciler
	sight *sight
	end   context.CancelFunc // of what outlives the requests that asked for it
}

const (
	chainTimeout = 15 * time.Second
	lookEvery    = time.Second
	measureEvery = 10 // looks
	saveEvery    = 10
	dropEvery    = 3600
)

// New makes a keeper and loads what the store has. Nothing runs before Run.
func New(cfg Config) (*Keeper, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Reread == 0 {
		cfg.Reread = time.Minute
	}
	k := &Keeper{cfg: cfg, log: cfg.Log, now: cfg.Now}
	var err error
	if k.Book, err = book.Open(book.Config{Node: cfg.Node, Grace: cfg.Grace, URL: cfg.URL, Store: cfg.Store, Log: cfg.Log, Now: cfg.Now}); err != nil {
		return nil, fmt.Errorf("keeper: %w", err)
	}
	k.sight = newSight(cfg, k.Book)
	k.todo = reconcile.New(reconcile.Config{
		Node: cfg.Node, Region: cfg.Region, Grace: cfg.Grace, Reread: cfg.Reread, Book: k.Book, State: cfg.Chain, Sender: cfg.Chain, Ends: cfg.Chain, Accept: cfg.Accept,
		Cluster: cfg.Cluster, Revisions: cfg.Store, Ended: cfg.Ended, Log: cfg.Log, Now: cfg.Now,
	})
	life, end := context.WithCancel(context.Background())
	k.end = end
	k.Deployer = tenancy.NewDeployer(tenancy.Place{Node: cfg.Node, Region: cfg.Region}, k.Book, cfg.Store, cfg.Cluster, cfg.Cluster,
		isolation.Chooser{Runtime: cfg.Cluster, Images: cfg.Images}, k.todo.Add, cfg.Now)
	k.Waker = tenancy.NewWaker(k.Book, k.todo.Add, cfg.Now)
	k.Viewer = tenancy.NewViewer(life, k.Book, cfg.Cluster, tenancy.Words{Unknown: k.sight.Unknown, Hosts: cfg.Hosts, Maintenance: cfg.Maintenance}, k.Waker, cfg.Idle, cfg.Now)
	disks, _ := cfg.Cluster.(cluster.Disker) // a runtime need not be one
	k.Disks = tenancy.NewDisks(tenancy.Place{Node: cfg.Node, Region: cfg.Region}, k.Book, disks, k.todo.Add, cfg.Now)
	k.Roster = tenancy.NewRoster(cfg.Node, k.Book, cfg.Chain, k.todo.Add, cfg.Expected, cfg.Now)
	cfg.Cluster.Observe(k.Book.Observe, k.Book.Happen)
	return k, nil
}

// Facts are out of memory.
func (k *Keeper) Facts() Facts { return k.sight.Facts() }

// Entry is the node's entry in the registry as it was last read.
func (k *Keeper) Entry() chain.Node { return k.sight.Entry() }

// Reconcile has an order looked at now.
func (k *Keeper) Reconcile(id order.ID) { k.todo.Add(id) }

// Unknown is what this gateway cannot ask now, and since when.
func (k *Keeper) Unknown() []wire.Unknown { return k.sight.Unknown() }

// End ends an order by the wish of the node's owner, or announces that and gives the time.
func (k *Keeper) End(ctx context.Context, id order.ID, e reconcile.End) (time.Time, error) {
	return k.todo.End(ctx, id, e)
}

// Run follows the chain until ctx ends. What runs goes on running then: the runtime's owner ends it.
func (k *Keeper) Run(ctx context.Context) error {
	f := newFollower(k)
	k.sight.measure(ctx)
	k.drop()
	k.warnOfStrangers(ctx)
	var loops sync.WaitGroup
	loops.Go(func() { k.todo.Run(ctx) })
	loops.Go(func() { _ = f.Run(ctx) }) // it ends with ctx and no sooner
	loops.Go(func() { k.tick(ctx) })
	loops.Go(func() { k.watchUse(ctx) })
	loops.Wait()
	k.end()
	k.save()
	return nil
}

// warnOfStrangers says which orders the runtime has that nobody knows. Their events on the chain may still bring them in;
// until then nobody knows whose they are, so they are left alone.
func (k *Keeper) warnOfStrangers(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	has, err := k.cfg.Cluster.Orders(ctx)
	if err != nil {
		k.log.Warn("the runtime's orders", "err", err)
	}
	for _, id := range slices.DeleteFunc(has, k.Book.Knows) {
		k.log.Warn("the runtime has an order that the ledger does not know", "order", id)
	}
}

// tick does every second what time alone brings to what is seen and kept of orders.
func (k *Keeper) tick(ctx context.Context) {
	second := time.NewTicker(lookEvery)
	defer second.Stop()
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-second.C:
		}
		if n%measureEvery == 0 {
			k.sight.measure(ctx)
		}
		if n%saveEvery == 0 {
			k.saveTraffic()
		}
		if n%dropEvery == 0 {
			k.drop()
		}
		k.Book.Freshen()
		k.saveDiaries()
	}
}

func (k *Keeper) save() {
	k.saveTraffic()
	k.saveDiaries()
}

func (k *Keeper) saveTraffic() {
	if err := k.Book.SaveTraffic(); err != nil {
		k.log.Error("traffic not written", "err", err)
	}
}

func (k *Keeper) saveDiaries() {
	if err := k.Book.SaveDiaries(); err != nil {
		k.log.Error("happenings not written", "err", err)
	}
}

// drop forgets what was collected long ago.
func (k *Keeper) drop() {
	switch n, err := k.Book.Drop(k.now()); {
	case err != nil:
		k.log.Error("old records not dropped", "err", err)
	case n > 0:
		k.log.Info("old records dropped", "orders", n)
	}
}
