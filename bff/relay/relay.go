// Package relay is the platform as a relayer: it may pay the gas of a user's first orders, which the user has signed for Permit2
// (Market.createOrderWithPermit2). What is signed binds quote, duration, deposit, nonce and deadline, so that all a relayer can do is
// to send it or not; its key holds coin for gas and has no rights.
//
// What that may cost is bounded by what the operator sets: orders of a wallet, orders of a network and of all in a day, what a unit of
// gas may cost, and what is spent in a day. It is counted in a ledger that all replicas share (ledger.go), before anything is sent.
// Everything is run on the newest state first, and what would revert is not sent. What reverts all the same, since somebody has
// changed the state in between, counts as an order.
package relay

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"berth/bff/indexer"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/typed"
)

// Chain is what is read before anything is sent; *chain.Client is one, but for Funds.
type Chain interface {
	Head(context.Context) (chain.Block, error)
	Node(ctx context.Context, node eth.Address) (chain.Node, error)
	Plain(ctx context.Context, account eth.Address) (bool, error)
	Gas(context.Context) (amount.Amount, error) // what a unit costs now, wei
	Coins(ctx context.Context, account eth.Address) (amount.Amount, error)
	Funds(ctx context.Context, user, token eth.Address) (Funds, error)
}

// Funds are a user's tokens.
type Funds struct {
	Balance   amount.Amount
	Allowance amount.Amount // of Permit2
	Permits   typed.Domain  // of the token's permits; zero: it takes none
	Nonce     amount.Amount // of the next permit
}

// Sender tries and sends orders; *chain.Sender is one.
type Sender interface {
	Address() eth.Address
	TryRelay(ctx context.Context, r chain.Relayed, limit uint64) (gas uint64, err error)
	Relay(ctx context.Context, r chain.Relayed, gas uint64) (order.ID, chain.Receipt, error)
}

// Orders are the orders as the index has them; *indexer.Index is one.
type Orders interface {
	Orders(user eth.Address, keep func(order.State) bool, before order.ID, limit int) (page []indexer.Order, total int, more bool)
}

// Limits are what an operator pays for.
type Limits struct {
	Orders  int           // first orders of a wallet, as the chain has them
	Address int           // orders that are asked for from one network (of IPv6 a /64) in a day
	Day     int           // orders in a day
	Spend   amount.Amount // wei in a day
	Price   amount.Amount // wei that a unit of gas may cost; the sender must be bound by it as well
}

// Config is what a Relay works with.
type Config struct {
	Addresses chain.Addresses
	Tokens    []eth.Address // that orders may be paid in
	Referrer  eth.Address   // that quotes must name, with Share
	Share     uint16        // basis points
	Limits    Limits
	Chain     Chain
	Sender    Sender
	Orders    Orders
	Ready     func() error // nil while the index is up with the chain
	Store     Store
	Secret    []byte // that networks are written down under, so that nobody reads them in the database
	Now       func() time.Time
	Log       *slog.Logger
}

// Bounds of the work.
const (
	mostGas     = 1_000_000        // of one order
	leastLife   = 10 * time.Second // that a quote must be good for when it is sent
	checkTime   = 8 * time.Second  // for all that is read about an order
	sendTime    = 3 * time.Minute  // for a transaction to be mined
	forget      = 10 * time.Minute // after which an order that nobody knows about is under way no more
	lookEvery   = 15 * time.Second // at the key's coin, and at the price of gas
	lowOrders   = 10               // orders' worth of coin below which the key is said to be low
	usualGas    = 350_000          // of an order, for that
	nodeFaults  = 3                // orders with a node that may revert in a day
	settleTries = 5                // to write down what became of one
	nonceTries  = 3                // to send one whose nonce another transaction has
)

// Relay sends orders. It is safe for concurrent use.
type Relay struct {
	cfg     Config
	ledger  ledger
	metrics metrics
	flights sync.WaitGroup

	mu     sync.Mutex
	looked time.Time     // when the following were read
	price  amount.Amount // of a unit of gas, wei
	coins  amount.Amount // that the key has, wei
	low    bool          // it was said that this is little
}

// New makes a Relay.
func New(cfg Config) *Relay {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	r := &Relay{cfg: cfg, metrics: newMetrics()}
	r.ledger.store, r.ledger.days = cfg.Store, map[string]*book{}
	return r
}

// Address is who sends.
func (r *Relay) Address() eth.Address { return r.cfg.Sender.Address() }

// Run looks after the key's coin until ctx ends.
func (r *Relay) Run(ctx context.Context) {
	t := time.NewTicker(lookEvery)
	defer t.Stop()
	for {
		if err := r.Look(ctx); err != nil && ctx.Err() == nil {
			r.cfg.Log.Warn("what the relayer's key has cannot be read; trying on", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// Close waits for what was sent, as long as ctx allows. What is not settled by then counts as spent, and is found by the chain.
func (r *Relay) Close(ctx context.Context) {
	done := make(chan struct{})
	go func() { r.flights.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
	}
}

// Look reads what the key has and what gas costs. It is exported for tests.
func (r *Relay) Look(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	price, err := r.cfg.Chain.Gas(ctx)
	if err != nil {
		return err
	}
	coins, err := r.cfg.Chain.Coins(ctx, r.Address())
	if err != nil {
		return err
	}
	l, err := r.ledger.look(ctx, r.cfg.Now())
	if err != nil {
		return err
	}
	r.metrics.coins.Set(coins.Over(ether))
	r.metrics.spent.Set(l.spent.Over(ether))
	r.mu.Lock()
	defer r.mu.Unlock()
	r.looked, r.price, r.coins = r.cfg.Now(), price, coins
	low := coins.Cmp(price.Mul(usualGas*lowOrders)) < 0
	if low != r.low {
		r.low = low
		if low {
			r.cfg.Log.Warn("the relayer's key has little coin left: send it some", "address", r.Address(), "wei", coins)
		} else {
			r.cfg.Log.Info("the relayer's key has coin again", "address", r.Address(), "wei", coins)
		}
	}
	return nil
}

// ether is how many wei one has.
var ether = amount.Of(1e18)

// metrics are what is told to Prometheus.
type metrics struct {
	orders *prometheus.CounterVec
	coins  prometheus.Gauge
	spent  prometheus.Gauge
}

func newMetrics() metrics {
	m := metrics{
		orders: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "berth_relay_orders_total", Help: "Orders that the relayer was asked to send, by what became of them: sent, reverted, lost, or why they were declined.",
		}, []string{"outcome"}),
		coins: prometheus.NewGauge(prometheus.GaugeOpts{Name: "berth_relay_coins", Help: "What the relayer's key has of the chain's coin."}),
		spent: prometheus.NewGauge(prometheus.GaugeOpts{Name: "berth_relay_spent_today", Help: "What was spent today (UTC) by all replicas, in the chain's coin, with what is held back for orders under way."}),
	}
	m.orders.WithLabelValues("sent") // there from the start, at 0
	return m
}

// Describe implements prometheus.Collector.
func (r *Relay) Describe(ch chan<- *prometheus.Desc) { prometheus.DescribeByCollect(r, ch) }

// Collect implements prometheus.Collector.
func (r *Relay) Collect(ch chan<- prometheus.Metric) {
	r.metrics.orders.Collect(ch)
	r.metrics.coins.Collect(ch)
	r.metrics.spent.Collect(ch)
}

// OnChain is the chain as a Relay reads it.
type OnChain struct{ *chain.Client }

var (
	_ Chain  = OnChain{}
	_ Sender = (*chain.Sender)(nil)
	_ Orders = (*indexer.Index)(nil)
)

// Funds implements Chain.
func (c OnChain) Funds(ctx context.Context, user, token eth.Address) (f Funds, err error) {
	t := c.Token(token)
	if f.Balance, err = t.Balance(ctx, user); err != nil {
		return f, err
	}
	if f.Allowance, err = t.Allowance(ctx, user, c.Addresses().Permit2); err != nil {
		return f, err
	}
	facts, err := t.Facts(ctx)
	if err != nil || !facts.Permit {
		return f, err
	}
	f.Permits = facts.Domain
	f.Nonce, err = t.PermitNonce(ctx, user)
	return f, err
}
