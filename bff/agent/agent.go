// Package agent is the platform as its users' agent: an address that a user may name in the market, which can then cancel
// that user's orders and extend them out of the user's own allowance, until a time and for sums that the user set, and can
// take nothing. For those users it extends orders that near their end, and cancels orders whose node has been away for long.
// What a user wants of the two is kept for each order.
//
// It may be stopped at any moment and started again: what it sent before is settled first, see doubt. The market holds all
// limits, so that a mistake here costs an order its end or a piece of time, and nobody a sum that they did not set.
package agent

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"berth/bff/indexer"
	"berth/bff/negotiate"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Orders are the orders as the index has them.
type Orders interface {
	Served(agent eth.Address) []indexer.Order // the live orders of the users who let it act, rising
	AgentUntil(user, agent eth.Address) time.Time
	Head() chain.Block
}

// Chain is asked before anything is sent: what memory says may be old.
type Chain interface {
	Head(context.Context) (chain.Block, error)
	Order(context.Context, order.ID) (order.Order, error)
	Means(ctx context.Context, user, token eth.Address) (Means, error)
}

// Means are what a user lets the agent do with a token, and what there is of it.
type Means struct {
	Until     time.Time     // it may act, and orders may end, no later
	Budget    amount.Amount // that it may still spend
	Allowance amount.Amount // of the user to the market
	Balance   amount.Amount // of the user
}

// Sender sends the agent's transactions and waits for them; *chain.Sender is one.
type Sender interface {
	ExtendFor(ctx context.Context, id order.ID, seconds uint32) (chain.Receipt, error)
	Cancel(ctx context.Context, id order.ID, reason order.Reason) (chain.Receipt, error)
	Pay(ctx context.Context, to eth.Address, wei amount.Amount) (chain.Receipt, error)
}

// Wishes keeps what users want for their orders. An order is known by the quote that it was made from, which stays the same
// where a reorganisation gives the order another number.
type Wishes interface {
	Wish(context.Context, negotiate.QuoteKey) (w wire.CareWish, there bool, err error)
	PutWish(context.Context, negotiate.QuoteKey, wire.CareWish) error
}

// Deeds keeps what was sent for an order, the oldest first.
type Deeds interface {
	Deeds(context.Context, negotiate.QuoteKey) ([]eth.Hash, error)
	PutDeeds(context.Context, negotiate.QuoteKey, []eth.Hash) error
}

// Store is all that is kept. Doubt is whether something was sent and nobody has seen what became of it.
type Store interface {
	Wishes
	Deeds
	Acts
	Claims
	Doubt(context.Context) (bool, error)
	SetDoubt(context.Context, bool) error
}

// Config is what an Agent works with.
type Config struct {
	Address  eth.Address
	Orders   Orders
	Chain    Chain
	Sender   Sender
	Store    Store
	Nodes    Nodes
	Gateways Gateways
	Teller   Teller
	Name     func(node eth.Address) string
	Ready    func() error // nil while the index is up with the chain
	// Leads reports whether this replica is the one that acts, of all on a database: transactions of two with one key would get in each other's way, and what
	// one sent is in no doubt for the other. That nothing is done twice does not hang on it alone: see once.
	Leads func() bool

	RenewBefore time.Duration // its end an order is extended; 0: a tenth of its duration, ten minutes at least, a day at most
	GuardAfter  time.Duration // for which a node's gateway has not answered its order is cancelled, where its user has said nothing else; 0: half an hour
	Log         *slog.Logger
}

// Bounds of the work.
const (
	perRound    = 200              // orders that are looked at on the chain in one round
	perUser     = 20               // of them, of one user
	sideBySide  = 8                // users whose orders are worked at
	readTimeout = 30 * time.Second // for all reads about an order
	sendTimeout = 2 * time.Minute  // for a transaction to be mined
	soon        = 30 * time.Second // until an order is looked at again that could not be extended, at least
	later       = 5 * time.Minute  // and at most
	ahead       = 30 * time.Minute // between two looks at an order whose time has not come, to say early what will be in the way
)

// Agent works for users. It is safe for concurrent use.
type Agent struct {
	cfg   Config
	doubt doubt
	watch watch
	warns warnings

	mu     sync.Mutex
	wishes map[negotiate.QuoteKey]wished
	deeds  map[negotiate.QuoteKey][]eth.Hash
	found  map[order.ID]*finding
	done   map[order.ID]done
	newest uint64 // block of the newest transaction of ours
	mute   bool   // that the chain is away was said
	led    bool   // it was the one that acts, a round ago
}

// finding is what a look at an order gave.
type finding struct {
	state  wire.CareState
	why    string
	looked time.Time
	next   time.Time // when the renewal is looked at again
	rest   time.Time // of the chain: not extended before
	again  time.Time // when it may be tried to cancel it again
}

// New makes an Agent.
func New(cfg Config) *Agent {
	if cfg.GuardAfter == 0 {
		cfg.GuardAfter = 30 * time.Minute
	}
	a := &Agent{
		cfg: cfg, wishes: map[negotiate.QuoteKey]wished{}, deeds: map[negotiate.QuoteKey][]eth.Hash{},
		found: map[order.ID]*finding{}, done: map[order.ID]done{},
	}
	a.doubt.store = cfg.Store
	a.watch.runs = map[eth.Address]*run{}
	return a
}

// every is how often there is a round.
func (a *Agent) every() time.Duration {
	return min(max(a.cfg.GuardAfter/20, 200*time.Millisecond), 30*time.Second)
}

// guardAfter is for how long a node must have been away.
func (a *Agent) guardAfter(w wire.CareWish) time.Duration {
	if w.After == 0 {
		return a.cfg.GuardAfter
	}
	return time.Duration(w.After) * time.Second
}

// Run works until ctx ends. Nodes are asked whatever else takes its time: who does not ask all the while cannot say that
// nobody answered.
func (a *Agent) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	a.mu.Lock()
	a.led = false // another may have acted since
	a.mu.Unlock()
	for _, do := range []func(context.Context){a.Probe, a.Work} {
		wg.Go(func() {
			t := time.NewTicker(a.every())
			defer t.Stop()
			for {
				do(ctx)
				select {
				case <-ctx.Done():
					return
				case <-t.C:
				}
			}
		})
	}
	wg.Wait()
	return nil
}

// Address is whom users name.
func (a *Agent) Address() eth.Address { return a.cfg.Address }

// Count is how many live orders the agent cares for.
func (a *Agent) Count() int { return len(a.cfg.Orders.Served(a.cfg.Address)) }

// KeyOf is how an order is known here.
func KeyOf(o indexer.Order) negotiate.QuoteKey {
	return negotiate.QuoteKey{Node: o.Node, User: o.User, Epoch: o.Epoch, Nonce: o.Nonce}
}

// task is an order with what is wanted for it.
type task struct {
	indexer.Order
	wish wire.CareWish
}

// Probe asks the gateways of all nodes that have orders of our users, once. It is exported for tests.
func (a *Agent) Probe(ctx context.Context) {
	if tasks := a.tasks(ctx); len(tasks) > 0 {
		a.probe(ctx, tasks)
	}
}

// Work does what is due. It is exported for tests.
func (a *Agent) Work(ctx context.Context) {
	if a.cfg.Ready() != nil {
		return
	}
	tasks := a.tasks(ctx)
	if len(tasks) == 0 {
		return
	}
	head, err := a.head(ctx)
	if err != nil {
		return
	}
	if !a.leads() {
		return // another replica does it
	}
	a.notice(ctx, tasks)
	a.warn(ctx, tasks, head)
	due := a.due(tasks, head)
	if len(due) == 0 {
		return
	}
	if err := a.settle(ctx); err != nil {
		a.cfg.Log.Warn("what became of the agent's last transaction is not known yet; trying on", "err", err)
		return
	}
	a.mu.Lock()
	behind := a.cfg.Orders.Head().Number < a.newest
	a.mu.Unlock()
	if behind {
		return // what we did ourselves is not in the index yet
	}
	byUser := map[eth.Address][]task{}
	for _, t := range due {
		byUser[t.User] = append(byUser[t.User], t) // one behind the other: they draw on one budget
	}
	var wg sync.WaitGroup
	slots := make(chan struct{}, sideBySide)
	for _, tasks := range byUser {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			for _, t := range tasks {
				if ctx.Err() == nil && a.cfg.Leads() {
					a.work(ctx, t, head)
				}
			}
		})
	}
	wg.Wait()
}

// leads reports whether this replica acts. One that begins to reads anew what is in doubt: it may be by what another has sent.
func (a *Agent) leads() bool {
	is := a.cfg.Leads()
	a.mu.Lock()
	begins := is && !a.led
	a.led = is
	a.mu.Unlock()
	if begins {
		a.doubt.forget()
	}
	return is
}

// tasks are the orders of our users with what is wanted, and lets go of what is known of all others.
func (a *Agent) tasks(ctx context.Context) (all []task) {
	keep := map[order.ID]bool{}
	keys := map[negotiate.QuoteKey]bool{}
	head := a.cfg.Orders.Head().Number
	for _, o := range a.cfg.Orders.Served(a.cfg.Address) {
		keep[o.ID], keys[KeyOf(o)] = true, true
		w, err := a.wish(ctx, KeyOf(o))
		if err != nil {
			a.cfg.Log.Warn("what a user wants of the agent cannot be read", "order", o.ID, "err", err)
			continue
		}
		if w.Renew || w.Guard {
			all = append(all, task{o, w})
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for id := range a.found {
		if !keep[id] {
			delete(a.found, id)
		}
	}
	for id, d := range a.done {
		if !keep[id] && head > d.block+finalAfter {
			delete(a.done, id)
		}
	}
	a.warns.keep(keep)
	for k := range a.wishes {
		if !keys[k] {
			delete(a.wishes, k)
		}
	}
	return all
}

// finalAfter is after how many blocks a transaction of ours is no longer looked after.
const finalAfter = 128

func (a *Agent) head(ctx context.Context) (chain.Block, error) {
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	head, err := a.cfg.Chain.Head(ctx)
	a.mu.Lock()
	defer a.mu.Unlock()
	if err != nil && !a.mute && ctx.Err() == nil {
		a.cfg.Log.Warn("the agent cannot ask the chain; trying on", "err", err)
	}
	a.mute = err != nil
	return head, err
}

// due are the tasks to be looked at now, those first that were not looked at for longest: however many somebody has that come
// to nothing, each other's turn comes.
func (a *Agent) due(tasks []task, head chain.Block) []task {
	now := time.Now()
	a.mu.Lock()
	defer a.mu.Unlock()
	var due []task
	for _, t := range tasks {
		f := a.found[t.ID]
		if f == nil {
			f = &finding{}
		}
		switch {
		case a.cfg.Orders.AgentUntil(t.User, a.cfg.Address).Before(head.Time): // over, and its budget with it
		case !now.Before(f.again) && a.cancels(t, head, now):
			due = append(due, t)
		case !t.wish.Renew || t.State != order.Active || !head.Time.Before(t.EndsAt()) || head.Time.Before(f.rest):
		case !now.Before(f.next) || f.state == wire.CareWaits && a.isTime(t.Order, head):
			due = append(due, t)
		}
	}
	looked := func(t task) (at time.Time) {
		if f := a.found[t.ID]; f != nil {
			at = f.looked
		}
		return at
	}
	slices.SortStableFunc(due, func(x, y task) int {
		return cmp.Or(looked(x).Compare(looked(y)), x.EndsAt().Compare(y.EndsAt()))
	})
	of := map[eth.Address]int{}
	due = slices.DeleteFunc(due, func(t task) bool {
		of[t.User]++
		return of[t.User] > perUser
	})
	return due[:min(len(due), perRound)]
}

// work looks at one order and does what is to be done.
func (a *Agent) work(ctx context.Context, t task, head chain.Block) {
	now := time.Now()
	f := &finding{state: wire.CareOff, looked: now}
	switch {
	case a.cancels(t, head, now):
		a.cancel(ctx, t, f)
	case t.wish.Renew && t.State == order.Active:
		a.renew(ctx, t, head, f)
	}
	a.note(t.ID, f)
}

func (a *Agent) note(id order.ID, f *finding) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.found[id] = f
}
