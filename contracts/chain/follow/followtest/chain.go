// Package followtest tries uses of the follower: a chain that does all that chains do to those who follow them, and a
// suite that runs a use on it.
package followtest

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

var (
	_ follow.Blocks            = (*Chain)(nil)
	_ follow.Logs[chain.Event] = (*Chain)(nil)
)

// Node is the node of about half of a chain's orders; the others have Other.
var (
	Node  = eth.Address{0x0e, 1}
	Other = eth.Address{0x0e, 2}
)

// ErrAway is what failing calls fail with.
var ErrAway = errors.New("the chain is away")

// First is the block with which what counts begins: that of the contracts.
const First = 3

// Chain is a chain in memory that can be reorganised, set back and replaced. Each block has the events of some orders,
// which take the course that the market allows on this fork. It is safe for concurrent use.
type Chain struct {
	mu     sync.Mutex
	rnd    *rand.Rand
	blocks []block
	salt   uint64
	final  uint64
	depth  uint64 // how far finality is behind the head; 0: there is none
	lag    uint64
	fails  int // of 100 calls
	before func()
	reads  int
	clock  func() time.Time // nil: a block every 12 seconds of the chain's own time
}

type block struct {
	chain.Block
	events []chain.Event
}

// NewChain makes a chain of a few blocks. Chains of different seeds have no block in common.
func NewChain(seed uint64) *Chain {
	c := &Chain{rnd: rand.New(rand.NewPCG(seed, 1)), salt: seed << 32}
	genesis := chain.Block{Hash: c.hash(), Time: time.Unix(1_000_000, 0).UTC()}
	c.blocks = []block{{Block: genesis}}
	c.mine(First)
	return c
}

func (c *Chain) hash() (h eth.Hash) {
	c.salt++
	binary.BigEndian.PutUint64(h[:], c.salt)
	return h
}

// Clock gives the blocks to come the time that it tells.
func (c *Chain) Clock(now func() time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clock = now
}

// Mine adds blocks with events of the chain's own choice.
func (c *Chain) Mine(blocks int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.mine(blocks)
}

func (c *Chain) mine(blocks int) {
	orders := fold(c.blocks)
	for range blocks {
		var events []chain.Event
		if len(c.blocks) > First {
			for range c.rnd.IntN(4) {
				e := c.event(orders)
				apply(orders, e)
				events = append(events, e)
			}
		}
		c.add(events)
	}
}

// Add adds a block with these events, which get their places in it.
func (c *Chain) Add(events ...chain.Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(events)
}

func (c *Chain) add(events []chain.Event) {
	parent := c.blocks[len(c.blocks)-1]
	b := block{Block: chain.Block{Number: parent.Number + 1, Hash: c.hash(), Parent: parent.Hash, Time: parent.Time.Add(12 * time.Second)}}
	if c.clock != nil {
		b.Time = c.clock()
	}
	for i, e := range events {
		p := chain.Place{Block: b.Number, BlockHash: b.Hash, Time: b.Time, Tx: b.Hash, Index: uint(i)}
		p.Tx[31] = byte(i)
		b.events = append(b.events, placed(e, p))
	}
	c.blocks = append(c.blocks, b)
	if c.depth > 0 && b.Number > c.depth {
		c.final = max(c.final, b.Number-c.depth)
	}
}

// placed is an event with another place.
func placed(e chain.Event, p chain.Place) chain.Event {
	v := reflect.New(reflect.TypeOf(e)).Elem()
	v.Set(reflect.ValueOf(e))
	v.FieldByName("Place").Set(reflect.ValueOf(p))
	return v.Interface().(chain.Event)
}

// Reorganise takes so many blocks away and puts others in their place. What was final before is not taken.
func (c *Chain) Reorganise(depth, instead int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut(max(First, int(c.final), len(c.blocks)-1-depth))
	c.mine(instead)
}

// SetBack takes so many blocks away.
func (c *Chain) SetBack(blocks int) { c.Reorganise(blocks, 0) }

// cut makes a block the newest.
func (c *Chain) cut(newest int) { c.blocks = slices.Clone(c.blocks[:newest+1]) }

// Replace makes it another chain altogether, with so many blocks behind the contracts'.
func (c *Chain) Replace(blocks int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut(0)
	c.blocks[0].Hash, c.final = c.hash(), 0
	c.mine(First + blocks)
}

// Final says how far finality is behind the head from now on; 0: the endpoint knows of none.
func (c *Chain) Final(depth int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.depth = uint64(depth); depth == 0 {
		c.final = 0
	}
}

// Lag makes it an endpoint that is so many blocks behind.
func (c *Chain) Lag(blocks int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.lag = uint64(blocks)
}

// Fail makes so many of 100 calls fail.
func (c *Chain) Fail(of100 int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fails = of100
}

// During has f called, once, in the middle of the next call for logs.
func (c *Chain) During(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.before = f
}

// Reads is how many calls there were for anything.
func (c *Chain) Reads() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.reads
}

// Newest is the true head, whatever the endpoint says.
func (c *Chain) Newest() chain.Block {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.blocks[len(c.blocks)-1].Block
}

// Events are those that count now, in order.
func (c *Chain) Events() (all []chain.Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, b := range c.blocks {
		all = append(all, b.events...)
	}
	return all
}

// Orders are all orders as they are now.
func (c *Chain) Orders() map[order.ID]order.Order {
	c.mu.Lock()
	defer c.mu.Unlock()
	return fold(c.blocks)
}

// read counts a call, and gives its error.
func (c *Chain) read() error {
	c.reads++
	if c.fails > 0 && c.rnd.IntN(100) < c.fails {
		return ErrAway
	}
	return nil
}

// head is the newest block that the endpoint has.
func (c *Chain) head() uint64 {
	n := uint64(len(c.blocks) - 1)
	return n - min(n, c.lag)
}

// Head implements follow.Blocks.
func (c *Chain) Head(context.Context) (chain.Block, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.blocks[c.head()].Block, c.read()
}

// BlockAt implements follow.Blocks.
func (c *Chain) BlockAt(_ context.Context, n uint64) (chain.Block, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.read(); err != nil {
		return chain.Block{}, err
	}
	if n > c.head() {
		return chain.Block{}, fmt.Errorf("block %d: %w", n, ethereum.NotFound)
	}
	return c.blocks[n].Block, nil
}

// Finalized implements follow.Blocks.
func (c *Chain) Finalized(context.Context) (chain.Block, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.read(); err != nil {
		return chain.Block{}, err
	}
	if c.final == 0 {
		return chain.Block{}, ethereum.NotFound
	}
	return c.blocks[min(c.final, c.head())].Block, nil
}

// Logs implements follow.Logs.
func (c *Chain) Logs(_ context.Context, from, to uint64) (all []chain.Event, err error) {
	c.mu.Lock()
	before := c.before
	c.before = nil
	c.mu.Unlock()
	if before != nil {
		before()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for n := from; n <= min(to, c.head()); n++ {
		all = append(all, c.blocks[n].events...)
	}
	return all, c.read()
}

// fold makes the orders out of blocks.
func fold(blocks []block) map[order.ID]order.Order {
	orders := map[order.ID]order.Order{}
	for _, b := range blocks {
		for _, e := range b.events {
			apply(orders, e)
		}
	}
	return orders
}

func apply(orders map[order.ID]order.Order, e chain.Event) {
	change := func(id order.ID, f func(*order.Order)) {
		o := orders[id]
		f(&o)
		orders[id] = o
	}
	switch e := e.(type) {
	case chain.OrderCreated:
		orders[e.ID] = e.Order()
	case chain.OrderActivated:
		change(e.ID, func(o *order.Order) { o.State, o.ActivatedAt = order.Active, e.ActivatedAt })
	case chain.OrderExtended:
		change(e.ID, func(o *order.Order) { o.Duration += e.AddedSeconds })
	case chain.OrderCompleted:
		change(e.ID, func(o *order.Order) { o.State = order.Completed })
	case chain.OrderCancelled:
		change(e.ID, func(o *order.Order) { o.State = order.Cancelled })
	}
}

// event is one thing that can happen next.
func (c *Chain) event(orders map[order.ID]order.Order) chain.Event {
	var live []order.Order
	newest := order.ID(len(orders))
	for id := max(newest, 30) - 29; id <= newest; id++ {
		if o := orders[id]; o.State.Live() {
			live = append(live, o)
		}
	}
	at := c.blocks[len(c.blocks)-1].Time.Add(12 * time.Second)
	if len(live) == 0 || c.rnd.IntN(10) < 4 {
		node := []eth.Address{Node, Other}[c.rnd.IntN(2)]
		e := chain.OrderCreated{
			ID: order.ID(len(orders) + 1), User: eth.Address{1, byte(c.rnd.IntN(5))}, Node: node, Duration: 3600,
			Quote: order.Quote{
				Token: eth.Address{9, byte(c.rnd.IntN(2))}, Rate: amount.Of(uint64(c.rnd.IntN(99) + 1)).Nano(), MaxDuration: 1 << 20, Nonce: c.rnd.Uint64(),
				Resources: resource.Resources{CPUMilli: 100 + uint32(c.rnd.IntN(100)), MemoryMiB: 64, DiskMiB: 10, TrafficMiB: 10},
			},
		}
		e.Quote.User, e.Quote.Node, e.Deposit = e.User, e.Node, e.Quote.Deposit(e.Duration)
		e.Time = at
		return e
	}
	o := live[c.rnd.IntN(len(live))]
	paid := o.Rate.Cost(10)
	if o.State == order.Created {
		if c.rnd.IntN(4) == 0 {
			return chain.OrderCancelled{ID: o.ID, User: o.User, Node: o.Node, By: o.User, Reason: order.UserLeft, Refunded: o.Deposit()}
		}
		return chain.OrderActivated{ID: o.ID, User: o.User, Node: o.Node, ActivatedAt: at, EndsAt: at.Add(time.Hour)}
	}
	switch c.rnd.IntN(4) {
	case 0:
		return chain.OrderSettled{ID: o.ID, Amount: paid, PaidSoFar: paid}
	case 1:
		return chain.OrderExtended{ID: o.ID, AddedSeconds: 60, By: o.User, Deposit: o.Rate.Cost(60)}
	case 2:
		return chain.OrderCompleted{ID: o.ID, User: o.User, Node: o.Node, Paid: o.Deposit(), SecondsServed: uint64(o.Duration)}
	}
	return chain.OrderCancelled{
		ID: o.ID, User: o.User, Node: o.Node, By: o.Node, Reason: order.OutOfCapacity, Paid: paid, Refunded: o.Deposit().Sub(paid), SecondsServed: 10,
	}
}
