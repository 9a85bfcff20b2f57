package agent

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"berth/bff/indexer"
	"berth/bff/negotiate"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

var (
	us     = eth.Address{0xa9}
	dollar = eth.Address{0xd0}
	quiet  = slog.New(slog.NewTextHandler(io.Discard, nil))
)

// world is a chain with its index, nodes, a store and the agent's key, all in memory. What is sent is mined at once, in a block
// of its own; the index sees it when it is told to, or at once.
type world struct {
	t     *testing.T
	agent *Agent
	store *memStore

	mu      sync.Mutex
	orders  map[order.ID]indexer.Order // on the chain
	seen    map[order.ID]indexer.Order // by the index
	block   uint64
	head    uint64 // of the index
	lag     bool   // the index sees nothing new
	behind  bool   // nor does the chain's endpoint
	until   map[eth.Address]time.Time
	means   Means
	away    error // of the chain
	fail    error // of the sender
	lose    bool  // what is sent is mined, and nobody hears of it
	drop    bool  // what is sent is not mined
	sent    []string
	down    map[eth.Address]bool // nodes
	all     int                  // nodes that the catalogue knows
	allDown int
	ready   error
	follows *Agent   // of two the one that another leads
	told    []string // what users were told: kind and order
	causes  map[string]bool
	mute    error // they cannot be told anything
}

func newWorld(t *testing.T) *world {
	w := &world{
		t: t, store: newMemStore(), orders: map[order.ID]indexer.Order{}, seen: map[order.ID]indexer.Order{}, block: 10, head: 10, until: map[eth.Address]time.Time{},
		down: map[eth.Address]bool{}, all: 10,
	}
	w.means = Means{Until: time.Now().Add(1e6 * time.Hour), Budget: amount.Of(1e15), Allowance: amount.Of(1e15), Balance: amount.Of(1e15)}
	w.start()
	return w
}

// start starts an agent with what the store has, as after a restart.
func (w *world) start() {
	var x *Agent
	x = New(Config{
		Address: us, Orders: w, Chain: (*fakeChain)(w), Sender: w, Store: w.store, Nodes: w, Gateways: w, Teller: w, Name: eth.Address.Short, Log: quiet,
		Ready: func() error { w.mu.Lock(); defer w.mu.Unlock(); return w.ready },
		Leads: func() bool { w.mu.Lock(); defer w.mu.Unlock(); return w.follows != x },
	})
	w.agent = x
}

// step lets some time pass, with all rounds that are due in it.
func (w *world) step(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(w.agent.every()) {
		w.agent.Probe(w.t.Context())
		w.agent.Work(w.t.Context())
	}
}

// add adds an active order of ten hours at a unit a second, and gives it once changed.
func (w *world) add(id order.ID, change ...func(*indexer.Order)) indexer.Order {
	o := indexer.Order{Epoch: 1, Nonce: uint64(id), Order: order.Order{
		ID: id, User: eth.Address{1, byte(id)}, Node: eth.Address{2, byte(id)}, Token: dollar, Rate: amount.NanoOf(1e9), Duration: 36_000, MaxDuration: 1 << 24,
		State: order.Active, ActivatedAt: time.Now().UTC(),
	}}
	for _, f := range change {
		f(&o)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.orders[id], w.seen[id] = o, o
	if w.until[o.User].IsZero() {
		w.until[o.User] = w.means.Until
	}
	return o
}

func (w *world) set(f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f()
}

// catchUp lets the index see all that the chain has.
func (w *world) catchUp() {
	for id, o := range w.orders {
		w.seen[id] = o
	}
	w.head = w.block
}

func (w *world) log() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.sent)
}

func (w *world) care(id order.ID) wire.Care {
	w.t.Helper()
	w.mu.Lock()
	o := w.seen[id]
	w.mu.Unlock()
	c, serves, err := w.agent.Care(w.t.Context(), o)
	if err != nil || !serves {
		w.t.Errorf("care: %v, %v", serves, err)
	}
	return c
}

// Orders.

func (w *world) Served(eth.Address) (all []indexer.Order) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, o := range w.seen {
		if o.State.Live() && !w.until[o.User].IsZero() {
			all = append(all, o)
		}
	}
	slices.SortFunc(all, func(a, b indexer.Order) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

func (w *world) AgentUntil(user, _ eth.Address) time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.until[user]
}

func (w *world) Head() chain.Block {
	w.mu.Lock()
	defer w.mu.Unlock()
	return chain.Block{Number: w.head, Time: time.Now()}
}

// fakeChain is the world as the chain's endpoint.
type fakeChain world

// bounded fails the test for a call that could take for ever.
func (w *world) bounded(ctx context.Context) {
	if _, ok := ctx.Deadline(); !ok {
		w.t.Error("a call without a deadline")
	}
}

func (c *fakeChain) Head(ctx context.Context) (chain.Block, error) {
	w := (*world)(c)
	w.bounded(ctx)
	w.mu.Lock()
	defer w.mu.Unlock()
	return chain.Block{Number: w.block, Time: time.Now().UTC()}, w.away
}

func (c *fakeChain) Order(ctx context.Context, id order.ID) (order.Order, error) {
	w := (*world)(c)
	w.bounded(ctx)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.behind {
		return w.seen[id].Order, w.away
	}
	return w.orders[id].Order, w.away
}

func (c *fakeChain) Means(ctx context.Context, _, _ eth.Address) (Means, error) {
	w := (*world)(c)
	w.bounded(ctx)
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.means, w.away
}

// Sender.

func (w *world) send(ctx context.Context, what string, change func()) (chain.Receipt, error) {
	w.bounded(ctx)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent = append(w.sent, what)
	if w.fail != nil {
		return chain.Receipt{}, w.fail
	}
	if w.drop {
		return chain.Receipt{}, chain.ErrUnknownOutcome
	}
	w.block++
	change()
	if !w.lag {
		w.catchUp()
	}
	if w.lose {
		return chain.Receipt{}, chain.ErrUnknownOutcome
	}
	return chain.Receipt{Tx: eth.Hash{byte(w.block)}, Block: w.block}, nil
}

func (w *world) ExtendFor(ctx context.Context, id order.ID, seconds uint32) (chain.Receipt, error) {
	return w.send(ctx, fmt.Sprintf("extend %s by %d", id, seconds), func() {
		o := w.orders[id]
		o.Duration += seconds
		o.Steps = append(slices.Clip(o.Steps), wire.Step{Kind: "extended", Seconds: seconds})
		w.orders[id] = o
	})
}

func (w *world) Cancel(ctx context.Context, id order.ID, reason order.Reason) (chain.Receipt, error) {
	return w.send(ctx, fmt.Sprintf("cancel %s: %s", id, reason), func() {
		o := w.orders[id]
		o.State = order.Cancelled
		w.orders[id] = o
	})
}

func (w *world) Pay(ctx context.Context, to eth.Address, wei amount.Amount) (chain.Receipt, error) {
	if to != us || !wei.IsZero() {
		w.t.Errorf("pays %s to %s", wei, to)
	}
	return w.send(ctx, "settle", func() {})
}

// Tell implements Teller.
func (w *world) Tell(ctx context.Context, _ eth.Address, cause string, n wire.Notice) error {
	w.bounded(ctx)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.mute == nil && !w.causes[cause] {
		if w.causes == nil {
			w.causes = map[string]bool{}
		}
		w.causes[cause] = true
		w.told = append(w.told, fmt.Sprint(n.Kind, " ", n.Order, n.Why))
	}
	return w.mute
}

// Nodes and gateways.

func (w *world) Entry(a eth.Address) (chain.Node, bool) {
	return chain.Node{Address: a, Endpoint: a.String() + ".example:443"}, true
}

func (w *world) Health(time.Time) (known, away int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all, w.allDown
}

func (w *world) Card(ctx context.Context, url string) (wire.Card, error) {
	w.bounded(ctx)
	w.mu.Lock()
	defer w.mu.Unlock()
	a, err := eth.ParseAddress(url[len("https://"):][:42])
	if err == nil && w.down[a] {
		err = errors.New("refused")
	}
	return wire.Card{}, err
}

// memStore is a Store in memory.
type memStore struct {
	mu     sync.Mutex
	wishes map[negotiate.QuoteKey]wire.CareWish
	deeds  map[negotiate.QuoteKey][]eth.Hash
	doubt  bool
	acts   []wire.AgentAct
	claims map[string]time.Time
	err    error
}

func newMemStore() *memStore {
	return &memStore{wishes: map[negotiate.QuoteKey]wire.CareWish{}, deeds: map[negotiate.QuoteKey][]eth.Hash{}, claims: map[string]time.Time{}}
}

func (s *memStore) Wish(_ context.Context, k negotiate.QuoteKey) (wire.CareWish, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w, ok := s.wishes[k]
	return w, ok, s.err
}

func (s *memStore) PutWish(_ context.Context, k negotiate.QuoteKey, w wire.CareWish) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wishes[k] = w
	return s.err
}

func (s *memStore) Deeds(_ context.Context, k negotiate.QuoteKey) ([]eth.Hash, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.deeds[k], s.err
}

func (s *memStore) PutDeeds(_ context.Context, k negotiate.QuoteKey, txs []eth.Hash) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deeds[k] = txs
	return s.err
}

func (s *memStore) Doubt(context.Context) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.doubt, s.err
}

func (s *memStore) SetDoubt(_ context.Context, d bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.doubt = d
	}
	return s.err
}

func (s *memStore) AddAct(_ context.Context, _ eth.Address, act wire.AgentAct) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.acts = append(s.acts, act)
	return s.err
}

func (s *memStore) Acts(context.Context, eth.Address, string, int) (wire.Page[wire.AgentAct], error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return wire.Page[wire.AgentAct]{Items: slices.Clone(s.acts), Total: len(s.acts)}, s.err
}

func (s *memStore) Claim(_ context.Context, name string, d time.Duration) (bool, time.Time, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return false, time.Time{}, s.err
	}
	if until := s.claims[name]; time.Now().Before(until) {
		return false, until, nil
	}
	s.claims[name] = time.Now().Add(d)
	return true, s.claims[name], nil
}
