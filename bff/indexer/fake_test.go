package indexer

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"

	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// fakeChain is a chain that can be reorganised. Orders live in it as in the market: an order's events come in an
// order that makes sense, on each fork.
type fakeChain struct {
	rnd    *rand.Rand
	blocks []Block // all, with and without events
	salt   uint64
	lag    uint64 // an endpoint that is so far behind
	fail   func() error
}

func newFakeChain(seed uint64) *fakeChain {
	c := &fakeChain{rnd: rand.New(rand.NewPCG(seed, 1))}
	c.blocks = []Block{{Block: chain.Block{Hash: eth.Hash{0xff}, Time: time.Unix(1000, 0).UTC()}}}
	return c
}

// state is the orders that are there after all blocks.
func (c *fakeChain) state() map[order.ID]Order {
	events := map[order.ID][]Event{}
	for _, b := range c.blocks {
		for _, e := range b.Events {
			if e.Kind.ofOrder() {
				events[e.Order] = append(events[e.Order], e)
			}
		}
	}
	m := map[order.ID]Order{}
	for id, e := range events {
		m[id] = fold(e)
	}
	return m
}

func (c *fakeChain) mine(n, most int) {
	state := c.state()
	for range n {
		c.salt++
		parent := c.blocks[len(c.blocks)-1]
		h := eth.Hash{}
		binary.BigEndian.PutUint64(h[:], c.salt)
		b := Block{Block: chain.Block{Number: parent.Number + 1, Hash: h, Parent: parent.Hash, Time: parent.Time.Add(12 * time.Second)}}
		var events []Event
		for range c.rnd.IntN(most + 1) {
			more := c.happen(state)
			for _, e := range more {
				if e.Kind.ofOrder() {
					o := state[e.Order]
					o.Steps = slices.Clone(o.Steps)
					o.apply(&e)
					state[e.Order] = o
				}
			}
			events = append(events, more...)
		}
		for i, e := range events {
			e.Block, e.Index, e.Time = b.Number, uint(i), b.Time
			binary.BigEndian.PutUint64(e.Tx[:], c.salt)
			e.Tx[31] = byte(i)
			b.Events = append(b.Events, e)
		}
		c.blocks = append(c.blocks, b)
	}
}

// happen is one thing that happens: an event, or the five of a replacement.
func (c *fakeChain) happen(state map[order.ID]Order) []Event {
	e := c.event(state)
	if e.Kind != Replaced {
		return []Event{e}
	}
	o, id := state[e.Order], order.ID(len(state)+1)
	deposit := o.Rate.Cost(300)
	left := o.Deposit().Sub(e.Paid)
	e.NewOrder, e.MovedOver = id, left
	if left.Cmp(deposit) > 0 {
		e.MovedOver, e.Refunded = deposit, left.Sub(deposit)
	}
	return []Event{
		{Kind: Settled, Order: e.Order, Paid: e.Paid},
		create(order.Order{ID: id, User: o.User, Node: o.Node, Token: o.Token, Rate: o.Rate, Duration: 300, MaxDuration: 7200, Resources: o.Resources}, c.rnd.Uint64()),
		e,
		{Kind: Succeeded, Order: id, OldOrder: e.Order},
		{Kind: Activated, Order: id, User: o.User, Node: o.Node, At: time.Unix(6000, 0).UTC()},
	}
}

// The tokens of the fake chain's orders: a dollar, one that is not counted in dollars, and one that the platform does not accept.
var (
	dollar, native, foreign = eth.Address{0xd0}, eth.Address{0xbe}, eth.Address{0xff}

	coins = Coins{{Address: dollar, Decimals: 2, Dollar: true}, {Address: native, Decimals: 18}}
)

// create is an order's creation.
func create(o order.Order, nonce uint64) Event {
	o.State = order.Created
	return Event{Kind: Created, Order: o.ID, New: &o, Epoch: 1, Nonce: nonce}
}

func (c *fakeChain) event(state map[order.ID]Order) Event {
	user, node := eth.Address{1, byte(c.rnd.IntN(5))}, eth.Address{2, byte(c.rnd.IntN(3))}
	var live []order.ID
	for _, id := range slices.Sorted(maps.Keys(state)) {
		if state[id].State.Live() {
			live = append(live, id)
		}
	}
	switch k := c.rnd.IntN(13); {
	case k == 0:
		return Event{Kind: NodeChanged, Node: node}
	case k == 1:
		return Event{Kind: EpochBegan, Node: node, Epoch: 1 + c.rnd.Uint32N(9)}
	case k == 2:
		return Event{Kind: QuotesVoid, Node: node, User: user, Epoch: 1 + c.rnd.Uint32N(9), Nonce: c.rnd.Uint64()}
	case k == 3:
		return Event{Kind: AgentSet, User: user, Agent: eth.Address{3, byte(c.rnd.IntN(2))}, At: []time.Time{{}, time.Unix(1e6, 0).UTC()}[c.rnd.IntN(2)]}
	case k < 7 || len(live) == 0:
		return create(order.Order{
			ID: order.ID(len(state) + 1), User: user, Node: node, Token: []eth.Address{dollar, native, foreign}[c.rnd.IntN(3)],
			Rate: amount.NanoOf(uint64(c.rnd.IntN(99)+1) * 1e9), Duration: 3600, MaxDuration: 7200, Probation: 60,
			Resources: resource.Resources{CPUMilli: c.rnd.Uint32N(9) * 1000, MemoryMiB: 64, DiskMiB: c.rnd.Uint32N(5), TrafficMiB: 7, GPU: uint16(c.rnd.IntN(2))},
		}, c.rnd.Uint64())
	}
	id := live[c.rnd.IntN(len(live))]
	o := state[id]
	if o.State == order.Created {
		if c.rnd.IntN(4) == 0 {
			by := []eth.Address{{}, o.User, o.Node}[c.rnd.IntN(3)]
			return Event{Kind: Cancelled, Order: id, User: o.User, Node: o.Node, By: by, Reason: order.Other, Refunded: o.Deposit()}
		}
		return Event{Kind: Activated, Order: id, User: o.User, Node: o.Node, At: time.Unix(5000, 0).UTC()}
	}
	paid := o.Settled.Add(o.Rate.Cost(10))
	switch c.rnd.IntN(6) {
	case 0:
		return Event{Kind: Settled, Order: id, Paid: paid, Fee: amount.Of(1), Referred: amount.Of(2)}
	case 1:
		return Event{Kind: Extended, Order: id, Duration: 60, By: eth.Address{7}}
	case 4:
		return Event{Kind: Announced, Order: id, At: time.Unix(9000, 0).UTC()}
	case 2:
		return Event{Kind: Completed, Order: id, User: o.User, Node: o.Node, Paid: o.Deposit(), Seconds: uint64(o.Duration + o.Probation)}
	case 3:
		return Event{Kind: Replaced, Order: id, Paid: paid, Seconds: 17}
	}
	return Event{
		Kind: Cancelled, Order: id, User: o.User, Node: o.Node, By: []eth.Address{o.User, o.Node}[c.rnd.IntN(2)], Reason: order.UserLeft,
		InProbation: c.rnd.IntN(2) == 0, Paid: paid, Refunded: o.Deposit().Sub(paid), Seconds: 99,
		Unserved: amount.Of(uint64(c.rnd.IntN(3))), Forfeited: amount.Of(uint64(c.rnd.IntN(3) * 500)),
	}
}

// reorganise takes so many blocks away and puts others in their place.
func (c *fakeChain) reorganise(depth, instead, most int) {
	c.blocks = slices.Clone(c.blocks[:max(1, len(c.blocks)-depth)])
	c.mine(instead, most)
}

func (c *fakeChain) check() error {
	if c.fail != nil {
		return c.fail()
	}
	return nil
}

func (c *fakeChain) Head(context.Context) (chain.Block, error) {
	last := len(c.blocks) - 1
	return c.blocks[max(0, last-int(c.lag))].Block, c.check()
}

func (c *fakeChain) BlockAt(_ context.Context, n uint64) (chain.Block, error) {
	if n >= uint64(len(c.blocks)) {
		return chain.Block{}, ethereum.NotFound
	}
	return c.blocks[n].Block, c.check()
}

func (c *fakeChain) Finalized(context.Context) (chain.Block, error) {
	return chain.Block{}, ethereum.NotFound
}

func (c *fakeChain) Logs(_ context.Context, from, to uint64) ([]Block, error) {
	var b []Block
	for _, x := range c.blocks[from : to+1] {
		if len(x.Events) > 0 {
			x.Parent = eth.Hash{}
			b = append(b, x)
		}
	}
	return b, c.check()
}

// memLog is a Log in memory. It can break off before and after every operation.
type memLog struct {
	cp     follow.Checkpoint
	blocks map[uint64]Block
	folds  map[string][]byte // as JSON: what is read is nobody else's
	staged map[string][]byte // for the next checkpoint
	before map[string][]byte // folds of the checkpoint before, which may be set again
	was    follow.Checkpoint
	crash  func() error
}

func newMemLog() *memLog { return &memLog{blocks: map[uint64]Block{}, folds: map[string][]byte{}} }

func (l *memLog) AddFolds(_ context.Context, all []Fold) error {
	l.staged = map[string][]byte{}
	for i, f := range all {
		if i == 0 || i == len(all)/2 { // they are written many at a time
			if err := l.maybe(); err != nil {
				return err
			}
		}
		b, err := json.Marshal(f)
		if err != nil {
			return err
		}
		l.staged[f.Name()] = b
	}
	return l.maybe()
}

func (l *memLog) maybe() error {
	if l.crash != nil {
		return l.crash()
	}
	return nil
}

func (l *memLog) Checkpoint(context.Context) (follow.Checkpoint, error) { return l.cp, nil }

func (l *memLog) SetCheckpoint(_ context.Context, c follow.Checkpoint) error {
	if err := l.maybe(); err != nil {
		return err
	}
	switch {
	case len(c.Tail) == 0:
		clear(l.folds)
	case len(l.was.Tail) > 0 && settledBelow(c) == settledBelow(l.was) && settledBelow(c) < settledBelow(l.cp):
		l.folds = l.before
	default:
		l.before = maps.Clone(l.folds)
		if c.Head().Number > l.cp.Head().Number {
			maps.Copy(l.folds, l.staged)
		}
	}
	l.was, l.cp, l.staged = l.cp, c, nil
	return l.maybe()
}

func (l *memLog) AddBlocks(_ context.Context, b []Block) error {
	for _, x := range b {
		if err := l.maybe(); err != nil {
			return err
		}
		if _, there := l.blocks[x.Number]; !there {
			l.blocks[x.Number] = x
		}
	}
	return l.maybe()
}

func (l *memLog) RemoveBlocks(_ context.Context, numbers []uint64) error {
	for _, n := range numbers {
		if err := l.maybe(); err != nil {
			return err
		}
		delete(l.blocks, n)
	}
	return l.maybe()
}

func (l *memLog) Read(context.Context) (folds []Fold, blocks []Block, err error) {
	l.staged = nil
	for name, b := range l.folds {
		var f Fold
		if err := json.Unmarshal(b, &f); err != nil {
			return nil, nil, err
		}
		if f.Name() != name {
			return nil, nil, fmt.Errorf("%s is kept as %s", f.Name(), name)
		}
		folds = append(folds, f)
	}
	return folds, slices.SortedFunc(maps.Values(l.blocks), func(a, b Block) int { return cmp.Compare(a.Number, b.Number) }), nil
}

func (l *memLog) Forget(context.Context) error {
	if err := l.maybe(); err != nil {
		return err
	}
	clear(l.blocks)
	clear(l.folds)
	if err := l.maybe(); err != nil {
		return err
	}
	l.cp = follow.Checkpoint{}
	return nil
}

func newTestSyncer(c *fakeChain, l *memLog) *Syncer {
	return NewSyncer(Config{
		Index: NewIndex(coins), Log: l, Checkpoints: l, Blocks: c, Events: c, Every: time.Millisecond, Changed: func([]eth.Address) {}, Recorded: func([]eth.Address) {}, Logger: quiet,
	})
}

// catchUp steps until the index is at the head; errors that injected allows are passed over.
func catchUp(s *Syncer, injected error) error {
	for range 10_000 {
		more, err := s.Step(context.Background())
		switch {
		case err != nil && !errors.Is(err, injected) && !errors.Is(err, follow.ErrMoved):
			return err
		case err == nil && !more:
			if blocks := s.cfg.Blocks.(*fakeChain).blocks; s.cfg.Index.Head().Hash == blocks[len(blocks)-1].Hash {
				return nil
			}
		}
	}
	return errors.New("never came to the head")
}

// dump is all that an index can be asked for.
type dump struct {
	Head         chain.Block
	Orders       map[order.ID]Order
	ByUser       map[eth.Address][]order.ID
	ByNode       map[eth.Address][]order.ID
	Users, Nodes map[eth.Address]wire.Record
	Standing     map[eth.Address]float64
	Income       map[eth.Address][2][]wire.Money
	Reserved     map[eth.Address]resource.Resources
	Epochs       map[eth.Address]uint32
	Used         map[pair]used
	Agents       map[pair]time.Time
}

func dumpOf(x *Index) dump {
	d := dump{
		x.head, map[order.ID]Order{}, x.byUser, x.byNode, map[eth.Address]wire.Record{}, map[eth.Address]wire.Record{}, map[eth.Address]float64{}, map[eth.Address][2][]wire.Money{},
		map[eth.Address]resource.Resources{}, map[eth.Address]uint32{}, map[pair]used{}, map[pair]time.Time{},
	}
	for id, e := range x.orders {
		d.Orders[id] = e.order
	}
	for a, r := range x.users {
		d.Users[a] = r.record()
	}
	for a := range x.nodes {
		d.Nodes[a], d.Standing[a] = x.NodeRecord(a)
		earned, escrow := x.Income(a)
		d.Income[a] = [2][]wire.Money{earned, escrow}
	}
	for a := range x.held {
		d.Reserved[a] = x.Reserved(a)
	}
	for a := range x.epochs {
		d.Epochs[a] = x.epochs.last(a)
	}
	for p := range x.used {
		d.Used[p] = x.used.last(p)
	}
	for p := range x.agents {
		d.Agents[p] = x.agents.last(p)
	}
	return d
}

// same fails unless an index is what a fresh one would be, and its log loads to the same.
func same(t *testing.T, what string, s *Syncer, c *fakeChain, l *memLog) {
	t.Helper()
	fresh := newTestSyncer(c, newMemLog())
	if err := fresh.Load(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := catchUp(fresh, nil); err != nil {
		t.Fatal(err)
	}
	want := dumpOf(fresh.cfg.Index)
	if got := dumpOf(s.cfg.Index); !reflect.DeepEqual(got, want) {
		t.Fatalf("%s: got %s\nwant %s", what, brief(got), brief(want))
	}
	// What nodes have is the plain sum over the orders that live.
	reserved := map[eth.Address]resource.Resources{}
	for _, o := range c.state() {
		if o.State.Live() {
			r := reserved[o.Node]
			r.CPUMilli += o.Resources.CPUMilli
			r.MemoryMiB += o.Resources.MemoryMiB
			r.DiskMiB += o.Resources.DiskMiB
			r.TrafficMiB += o.Resources.TrafficMiB
			r.GPU += o.Resources.GPU
			reserved[o.Node] = r
		}
	}
	if !maps.Equal(reserved, want.Reserved) {
		t.Fatalf("%s: reserved: got %v, want %v", what, want.Reserved, reserved)
	}
	if got := c.state(); !reflect.DeepEqual(got, want.Orders) {
		t.Fatalf("%s: the fresh index is not what the chain says", what)
	}
	crash := l.crash
	l.crash = nil
	defer func() { l.crash = crash }()
	loaded := newTestSyncer(c, l)
	if err := loaded.Load(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := catchUp(loaded, nil); err != nil {
		t.Fatal(err)
	}
	if got := dumpOf(loaded.cfg.Index); !reflect.DeepEqual(got, want) {
		t.Fatalf("%s: loaded from the log: got %s\nwant %s", what, brief(got), brief(want))
	}
}

func brief(d dump) string {
	return fmt.Sprintf("head %d, %d orders, %d users %v, nodes %v", d.Head.Number, len(d.Orders), len(d.ByUser), d.Users, d.Nodes)
}

// fold makes an order out of its events, which are in the order of the chain. It is a pure function: the same events
// give the same order, whatever was seen before.
func fold(events []Event) Order {
	var o Order
	for i := range events {
		o.apply(&events[i])
	}
	return o
}
