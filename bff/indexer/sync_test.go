package indexer

import (
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
)

// Whatever the chain does, and wherever the index is broken off, it ends as a fresh one would.
func TestReorganisationsAndCrashes(t *testing.T) {
	errCrash := errors.New("crash")
	for seed := range uint64(25) {
		c, l := newFakeChain(seed), newMemLog()
		rnd := rand.New(rand.NewPCG(seed, 2))
		var mu sync.Mutex // the headers are read side by side
		unlucky := func(n int) error {
			mu.Lock()
			defer mu.Unlock()
			if rnd.IntN(n) == 0 {
				return errCrash
			}
			return nil
		}
		l.crash = func() error { return unlucky(150) }
		c.fail = func() error { return unlucky(300) }
		c.mine(rnd.IntN(200), 3)
		s := newTestSyncer(c, l)
		for s.Load(context.Background()) != nil {
		}
		for round := range 12 {
			switch rnd.IntN(4) {
			case 0:
				c.mine(1+rnd.IntN(40), 3)
			case 1:
				c.reorganise(1+rnd.IntN(64), 1+rnd.IntN(70), 3)
			case 2:
				c.reorganise(1+rnd.IntN(5), 1+rnd.IntN(5), 3)
			case 3: // a crash: what was in memory is gone
				for range rnd.IntN(4) {
					s.Step(context.Background()) // wherever it stops
				}
				s = newTestSyncer(c, l)
				for s.Load(context.Background()) != nil {
				}
			}
			if rnd.IntN(3) == 0 {
				continue // the chain moves on before the index has looked
			}
			if err := catchUp(s, errCrash); err != nil {
				// A shorter chain is not followed until it has grown: it could be an endpoint that lags.
				if c.mine(80, 1); catchUp(s, errCrash) != nil {
					t.Fatalf("seed %d, round %d: %v", seed, round, err)
				}
			}
			fail := c.fail
			c.fail = nil
			same(t, "after a round", s, c, l)
			c.fail = fail
		}
	}
}

func TestDeeperThanTheTail(t *testing.T) {
	c, l := newFakeChain(1), newMemLog()
	c.mine(400, 2)
	s := newTestSyncer(c, l)
	if err := errors.Join(s.Load(t.Context()), catchUp(s, nil)); err != nil {
		t.Fatal(err)
	}
	c.reorganise(300, 350, 2)
	if err := catchUp(s, nil); err != nil {
		t.Fatal(err)
	}
	same(t, "after it", s, c, l)
}

func TestAnotherChain(t *testing.T) {
	c, l := newFakeChain(1), newMemLog()
	c.mine(50, 2)
	s := newTestSyncer(c, l)
	if err := errors.Join(s.Load(t.Context()), catchUp(s, nil)); err != nil {
		t.Fatal(err)
	}
	other := newFakeChain(2)
	other.blocks[0].Block.Hash = eth.Hash{0xee}
	other.salt = 1 << 40
	other.mine(20, 2)
	s = newTestSyncer(other, l)
	if err := errors.Join(s.Load(t.Context()), catchUp(s, nil)); err != nil {
		t.Fatal(err)
	}
	same(t, "the other chain", s, other, l)
}

// An endpoint that is behind takes nothing away.
func TestLaggingEndpoint(t *testing.T) {
	c, l := newFakeChain(3), newMemLog()
	c.mine(100, 3)
	s := newTestSyncer(c, l)
	if err := errors.Join(s.Load(t.Context()), catchUp(s, nil)); err != nil {
		t.Fatal(err)
	}
	for _, lag := range []uint64{1, 20, 100} {
		c.lag = lag
		if _, err := s.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := s.cfg.Index.Head().Number; got != 100 {
			t.Errorf("lag %d: head %d, want 100", lag, got)
		}
	}
	c.lag = 0
	c.mine(5, 3)
	if err := catchUp(s, nil); err != nil {
		t.Fatal(err)
	}
	same(t, "afterwards", s, c, l)
}

func TestReady(t *testing.T) {
	c := newFakeChain(4)
	c.mine(5000, 0)
	s := newTestSyncer(c, newMemLog())
	if err := s.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s.Ready() == nil {
		t.Error("ready before the first step")
	}
	if more, err := s.Step(t.Context()); err != nil || !more {
		t.Fatalf("got %v, %v", more, err)
	}
	if s.Ready() == nil || s.Lag() != 3001 {
		t.Errorf("ready %v, lag %d after 2000 of 5000 blocks", s.Ready(), s.Lag())
	}
	if err := catchUp(s, nil); err != nil || s.Ready() != nil || s.Lag() != 0 {
		t.Errorf("at the head: %v, %v, lag %d", err, s.Ready(), s.Lag())
	}
}

func TestSubscription(t *testing.T) {
	c := newFakeChain(5)
	s := newTestSyncer(c, newMemLog())
	if err := s.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.mine(20, 3)
	var user eth.Address
	for _, o := range c.state() {
		user = o.User
	}
	sub, other := s.cfg.Index.Subscribe(user), s.cfg.Index.Subscribe(eth.Address{9})
	defer other.Close()
	if err := catchUp(s, nil); err != nil {
		t.Fatal(err)
	}
	<-sub.Wake()
	got := sub.Take()
	if len(got) == 0 {
		t.Fatal("nothing changed for a user with orders")
	}
	for _, id := range got {
		if o, ok := s.cfg.Index.Order(id); !ok || o.User != user {
			t.Errorf("order %d is not the user's", id)
		}
	}
	select {
	case <-other.Wake():
		t.Error("woke somebody without orders")
	default:
	}
	sub.Close()
	if len(s.cfg.Index.subs.subs) != 1 {
		t.Error("a closed subscription is still there")
	}
}

func TestOrders(t *testing.T) {
	x := NewIndex(coins)
	user := eth.Address{1}
	var events []Event
	for i := range 25 {
		e := create(order.Order{ID: order.ID(i + 1), User: user, Node: eth.Address{2}, Rate: amount.NanoOf(1), Duration: 100}, 0)
		e.Block = uint64(i + 1)
		events = append(events, e)
	}
	events = append(events, Event{Kind: Cancelled, Block: 30, Order: 7, By: user})
	x.add([]Block{{Events: events}}, chain.Block{Number: 30})
	var all []order.ID
	before, pages := order.ID(0), 0
	for {
		page, total, more := x.Orders(user, order.State.Live, before, 10)
		if total != 24 {
			t.Fatalf("total %d, want 24", total)
		}
		for _, o := range page {
			all = append(all, o.ID)
		}
		pages++
		if !more {
			break
		}
		before = page[len(page)-1].ID
	}
	if len(all) != 24 || pages != 3 || all[0] != 25 || all[23] != 1 {
		t.Errorf("got %v in %d pages", all, pages)
	}
}

func TestFold(t *testing.T) {
	at := time.Unix(10_000, 0).UTC()
	user, node := eth.Address{1}, eth.Address{2}
	created := create(order.Order{ID: 1, User: user, Node: node, Rate: amount.NanoOf(3e9), Duration: 1000, Probation: 60, StakeHeld: true, CreatedAt: at}, 5)
	created.Block, created.Time = 1, at
	activated := Event{Kind: Activated, Block: 2, Order: 1, At: at.Add(10 * time.Second), Time: at.Add(10 * time.Second)}
	for _, c := range []struct {
		name   string
		events []Event
		state  order.State
		by     string
		reason bool
		ended  time.Time
		paid   uint64
	}{
		{"created", []Event{created}, order.Created, "", false, time.Time{}, 0},
		{"active", []Event{created, activated}, order.Active, "", false, time.Time{}, 0},
		{"window passed", []Event{created, {Kind: Cancelled, Order: 1, Time: at.Add(time.Hour)}}, order.Cancelled, "window", false, at.Add(time.Hour), 0},
		{"by the user", []Event{created, activated, {Kind: Cancelled, Order: 1, By: user, Paid: amount.Of(30), Time: at.Add(time.Hour)}}, order.Cancelled, "user", true, at.Add(time.Hour), 30},
		{"by the node", []Event{created, activated, {Kind: Cancelled, Order: 1, By: node, Reason: order.OutOfCapacity, Time: at.Add(time.Hour)}}, order.Cancelled, "node", true, at.Add(time.Hour), 0},
		{"to its end", []Event{created, activated, {Kind: Extended, Order: 1, Duration: 500}, {Kind: Completed, Order: 1, Paid: amount.Of(4500), Time: at.Add(48 * time.Hour)}}, order.Completed, "time", false, at.Add((10 + 60 + 1500) * time.Second), 4500},
		{"replaced", []Event{created, activated, {Kind: Replaced, Order: 1, NewOrder: 2, Paid: amount.Of(7), MovedOver: amount.Of(93), Time: at.Add(time.Hour)}}, order.Replaced, "user", false, at.Add(time.Hour), 7},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := fold(c.events)
			if o.StakeHeld != o.State.Live() {
				t.Errorf("stake held: %v", o.StakeHeld)
			}
			if o.State != c.state || o.EndedBy != c.by || (o.Reason != nil) != c.reason || !o.EndedAt.Equal(c.ended) || o.Settled != amount.Of(c.paid) || len(o.Steps) != len(c.events) {
				t.Errorf("got %+v", o)
			}
		})
	}
}

// A replacement is told by both orders, and a reorganisation takes it back on both.
func TestReplacement(t *testing.T) {
	at := time.Unix(10_000, 0).UTC()
	user, node := eth.Address{1}, eth.Address{2}
	place := chain.Place{Block: 3, Time: at.Add(time.Hour), Tx: eth.Hash{3}}
	convertAll := func(events ...chain.Event) (all []Event) {
		for _, e := range events {
			all = append(all, convert(e)...)
		}
		return all
	}
	first := chain.Place{Block: 1, Time: at}
	one := Block{Block: chain.Block{Number: 1}, Events: convertAll(
		chain.OrderCreated{Place: first, ID: 1, User: user, Node: node, Quote: order.Quote{Rate: amount.NanoOf(3e9), Epoch: 1, Nonce: 1}, Duration: 1000},
		chain.OrderActivated{Place: first, ID: 1, User: user, Node: node, ActivatedAt: at},
		chain.OrderExtended{Place: first, ID: 1, By: eth.Address{9}, AddedSeconds: 500, Deposit: amount.Of(1500)},
	)}
	three := Block{Block: chain.Block{Number: 3}, Events: convertAll(
		chain.OrderSettled{Place: place, ID: 1, Amount: amount.Of(300), Fee: amount.Of(6), ToReferrer: amount.Of(9), PaidSoFar: amount.Of(300)},
		chain.OrderCreated{Place: place, ID: 2, User: user, Node: node, Quote: order.Quote{Rate: amount.NanoOf(2e9), Epoch: 1, Nonce: 2}, Duration: 1000, Committed: 77},
		chain.OrderReplaced{Place: place, ID: 1, NewID: 2, Paid: amount.Of(300), MovedOver: amount.Of(2000), Refunded: amount.Of(2200), SecondsServed: 100},
		chain.OrderActivated{Place: place, ID: 2, User: user, Node: node, ActivatedAt: place.Time},
	)}
	x := NewIndex(coins)
	x.add([]Block{one}, chain.Block{Number: 1})
	before := dumpOf(x)
	x.add([]Block{three}, chain.Block{Number: 3})
	o, _ := x.Order(1)
	if o.State != order.Replaced || o.ReplacedBy != 2 || o.Settled.Add(o.MovedOver).Add(o.Refunded) != o.Deposit() || o.Deposit() != amount.Of(4500) || o.Fees != amount.Of(6) || o.Referred != amount.Of(9) {
		t.Errorf("the old one: %+v", o)
	}
	if s := o.Steps[2]; s.Kind != "extended" || s.Seconds != 500 || s.By != (eth.Address{9}) {
		t.Errorf("extended: %+v", s)
	}
	n, _ := x.Order(2)
	var kinds []string
	for _, s := range n.Steps {
		kinds = append(kinds, s.Kind)
	}
	if n.State != order.Active || n.Committed != 77 || n.Nonce != 2 || n.Replaces != 1 || !slices.Equal(kinds, []string{"created", "activated"}) || !n.EndsAt().Equal(place.Time.Add(1000*time.Second)) {
		t.Errorf("the new one: %+v", n)
	}
	x.rollback([]Block{three}, chain.Block{Number: 1})
	if got := dumpOf(x); !reflect.DeepEqual(got, before) {
		t.Errorf("after the reorganisation: %+v, want %+v", got, before)
	}
}

func BenchmarkIndexing(b *testing.B) {
	c := newFakeChain(6)
	c.mine(300, 100)
	events := 0
	for _, x := range c.blocks {
		events += len(x.Events)
	}
	for b.Loop() {
		s := newTestSyncer(c, newMemLog())
		if err := errors.Join(s.Load(context.Background()), catchUp(s, nil)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(events*b.N)/b.Elapsed().Seconds(), "events/s")
}
