package indexer

import (
	"reflect"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// shop makes orders of one node, each with its whole life, and counts them.
type shop struct {
	x  *Index
	id order.ID
}

var seller = eth.Address{2}

// deal is an order that was active from the start of its block.
func (s *shop) deal(user byte, token eth.Address, rate amount.Nano, end Event) {
	s.id++
	at := time.Unix(10_000, 0).UTC()
	c := create(order.Order{ID: s.id, User: eth.Address{1, user}, Node: seller, Token: token, Rate: rate, Duration: 1 << 24, Probation: 60, CreatedAt: at}, uint64(s.id))
	act := Event{Kind: Activated, Order: s.id, At: at}
	end.Order = s.id
	events := []Event{c, act, end}
	if end.Kind == Cancelled && end.By.IsZero() {
		events = []Event{c, end}
	}
	for i := range events {
		events[i].Block, events[i].Index = uint64(s.id), uint(i)
	}
	s.x.add([]Block{{Block: chain.Block{Number: uint64(s.id)}, Events: events}}, chain.Block{Number: uint64(s.id)})
}

// left is an order that its user left after so many paid seconds.
func left(user byte, rate amount.Nano, seconds uint64) Event {
	return Event{Kind: Cancelled, By: eth.Address{1, user}, Paid: rate.Cost(seconds), Seconds: 60 + seconds}
}

// An hour for a cent, in a dollar of two decimals: 1/3600 of a unit a second.
var cent = amount.NanoOf(1e9).Div(3600).Add(amount.NanoOf(1))

func TestRecord(t *testing.T) {
	s := &shop{x: NewIndex(coins)}
	brt := amount.NanoOf(1e18) // 10^9 units a second
	s.deal(1, dollar, cent, left(1, cent, 7200))
	s.deal(1, native, brt, left(1, brt, 100))
	s.deal(2, dollar, cent, Event{Kind: Completed, Paid: amount.Of(3), Seconds: 3*3600 + 60})
	s.deal(3, dollar, cent, Event{Kind: Cancelled, By: eth.Address{1, 3}, InProbation: true, Seconds: 30})
	s.deal(4, dollar, cent, Event{Kind: Cancelled})
	s.deal(5, dollar, cent, Event{Kind: Cancelled, By: seller, Paid: amount.Of(1), Forfeited: amount.Of(2), Seconds: 3*3600 + 60})
	s.deal(6, foreign, brt, left(6, brt, 1<<20))
	s.deal(7, dollar, cent, Event{Kind: Cancelled, By: eth.Address{1, 7}, Paid: amount.Of(10), Unserved: amount.Of(9), Seconds: 3600 + 60})
	got, _ := s.x.NodeRecord(seller)
	want := wire.Record{
		Completed: 1, CancelledInProbation: 1, CancelledLater: 1, EndedByOther: 4, NotActivated: 1,
		SecondsServed: 7260 + 160 + 3*3600 + 60 + 30 + 3*3600 + 60 + 60 + 1<<20 + 3660,
		SecondsPaid:   7200 + 100 + 3*3600 + 3600 + 3600, Partners: 4,
		Paid:      []wire.Money{{Token: native, Amount: amount.Of(1e11)}, {Token: dollar, Amount: amount.Of(2 + 3 + 1 + 1)}},
		Forfeited: []wire.Money{{Token: dollar, Amount: amount.Of(2)}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	earned, escrow := s.x.Income(seller)
	if want := []wire.Money{{Token: native, Amount: amount.Of(1e11)}, {Token: dollar, Amount: amount.Of(2 + 3 + 1 + 10)}}; !reflect.DeepEqual(earned, want) || escrow != nil {
		t.Errorf("earned %v, in escrow %v; want %v and nothing", earned, escrow, want)
	}
	if got := s.x.users[eth.Address{1, 7}].record(); got.CancelledLater != 1 || got.SecondsPaid != 3600 || got.Partners != 1 || got.Paid[0].Amount != amount.Of(1) {
		t.Errorf("a user's: %+v", got)
	}
}

// A node's income is what it got so far, fees and referrers' shares taken off, and what its live orders may still bring.
func TestIncome(t *testing.T) {
	x := NewIndex(coins)
	at := time.Unix(10_000, 0).UTC()
	begin := func(id order.ID, token eth.Address) []Event {
		return []Event{create(order.Order{ID: id, User: eth.Address{1}, Node: seller, Token: token, Rate: amount.NanoOf(1e9), Duration: 1000, CreatedAt: at}, uint64(id)), {Kind: Activated, Order: id, At: at}}
	}
	events := append(begin(1, dollar), begin(2, dollar)...)
	events = append(append(events, begin(3, native)...), begin(4, foreign)...)
	events = append(events,
		Event{Kind: Settled, Order: 1, Paid: amount.Of(300), Fee: amount.Of(3), Referred: amount.Of(30)},
		Event{Kind: Settled, Order: 1, Paid: amount.Of(400), Fee: amount.Of(1), Referred: amount.Of(10)},
		Event{Kind: Settled, Order: 2, Paid: amount.Of(100)},
		Event{Kind: Completed, Order: 2, Paid: amount.Of(1000), Seconds: 1000},
	)
	for i := range events {
		events[i].Block, events[i].Index = 1, uint(i)
	}
	x.add([]Block{{Block: chain.Block{Number: 1}, Events: events}}, chain.Block{Number: 1})
	earned, escrow := x.Income(seller)
	if want := []wire.Money{{Token: dollar, Amount: amount.Of(400 - 44 + 1000)}}; !reflect.DeepEqual(earned, want) {
		t.Errorf("earned %v, want %v", earned, want)
	}
	if want := []wire.Money{{Token: native, Amount: amount.Of(1000)}, {Token: dollar, Amount: amount.Of(600)}}; !reflect.DeepEqual(escrow, want) {
		t.Errorf("in escrow %v, want %v", escrow, want)
	}
	live, total, more := x.NodeOrders(seller, order.State.Live, 0, 2)
	if total != 3 || !more || len(live) != 2 || live[0].ID != 4 || live[1].ID != 3 {
		t.Errorf("live %v of %d, more %v", live, total, more)
	}
	if a, b := x.Income(eth.Address{9}); a != nil || b != nil {
		t.Errorf("nobody has %v, %v", a, b)
	}
}

// What costs nothing moves nobody, and what others can do to a node neither.
func TestStanding(t *testing.T) {
	honest := func(s *shop) {
		for u := range byte(3) {
			s.deal(10+u, dollar, cent, left(10+u, cent, 50*3600))
		}
	}
	worth := func(f ...func(*shop)) float64 {
		s := &shop{x: NewIndex(coins)}
		for _, f := range f {
			f(s)
		}
		_, w := s.x.NodeRecord(seller)
		return w
	}
	base := worth(honest)
	if base <= 0 || worth() != 0 {
		t.Fatalf("honest %v, new %v", base, worth())
	}
	many := func(n int, f func(s *shop, user byte)) func(*shop) {
		return func(s *shop) {
			for i := range n {
				f(s, byte(100+i))
			}
		}
	}
	huge, dust := amount.NanoOf(1e15), amount.NanoOf(1)
	brt := amount.NanoOf(1).Mul(1e18).Mul(1e9) // a token a second
	for _, c := range []struct {
		name string
		what func(*shop)
		sign int // how the standing changes
	}{
		{"a hundred orders of a second, at any price", many(100, func(s *shop, u byte) { s.deal(u, dollar, huge, left(u, huge, 1)) }), 0},
		{"a hundred orders of almost an hour", many(100, func(s *shop, u byte) { s.deal(u, dollar, huge, left(u, huge, 3599)) }), 0},
		{"a hundred in probation", many(100, func(s *shop, u byte) {
			s.deal(u, dollar, huge, Event{Kind: Cancelled, By: eth.Address{1, u}, InProbation: true, Seconds: 59})
		}), 0},
		{"a hundred of months at no price", many(100, func(s *shop, u byte) { s.deal(u, dollar, dust, left(u, dust, 1<<23)) }), 0},
		{"a hundred in a token of somebody's own", many(100, func(s *shop, u byte) { s.deal(u, foreign, huge, left(u, huge, 1<<20)) }), 0},
		{"a hundred that were only committed to", many(100, func(s *shop, u byte) {
			s.deal(u, dollar, huge, Event{Kind: Cancelled, By: eth.Address{1, u}, Paid: huge.Cost(1 << 20), Unserved: huge.Cost(1 << 20), Seconds: 60})
		}), 0},
		{"a hundred that users left", many(100, func(s *shop, u byte) {
			s.deal(u, dollar, cent, Event{Kind: Cancelled, By: eth.Address{1, u}, Reason: order.TermsBroken, Seconds: 61})
		}), 0},
		{"a hundred that it cancelled before they began", many(100, func(s *shop, u byte) {
			s.deal(u, dollar, cent, Event{Kind: Cancelled, By: seller, InProbation: true})
		}), 0},
		{"one more partner for a day", many(1, func(s *shop, u byte) { s.deal(u, dollar, cent, left(u, cent, 86_400)) }), 1},
		{"one more partner in the other token", many(1, func(s *shop, u byte) { s.deal(u, native, brt, left(u, brt, 86_400)) }), 1},
		{"one that lapsed", many(1, func(s *shop, u byte) { s.deal(u, dollar, cent, Event{Kind: Cancelled}) }), -1},
		{"one that it left", many(1, func(s *shop, u byte) { s.deal(u, dollar, cent, Event{Kind: Cancelled, By: seller, Seconds: 70}) }), -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := worth(honest, c.what)
			switch {
			case c.sign == 0 && got != base, c.sign > 0 && got <= base, c.sign < 0 && got >= base:
				t.Errorf("got %v, was %v", got, base)
			}
		})
	}
	// One partner with everything is worth less than several with as much, and money in different tokens is not one sum.
	one := worth(func(s *shop) { s.deal(1, dollar, cent, left(1, cent, 150*3600)) })
	if one >= base {
		t.Errorf("one partner %v, three %v", one, base)
	}
	both := worth(func(s *shop) {
		s.deal(1, dollar, cent, left(1, cent, 3600))
		s.deal(1, native, brt, Event{Kind: Completed, Paid: unit(16), Seconds: 60})
	})
	if alone := worth(func(s *shop) { s.deal(1, dollar, cent, left(1, cent, 3600)) }); both != alone {
		t.Errorf("a cent and a hundredth of a token %v, the cent alone %v", both, alone)
	}
	forfeits := worth(honest, many(1, func(s *shop, u byte) {
		s.deal(u, dollar, cent, Event{Kind: Cancelled, By: seller, Seconds: 70, Forfeited: amount.Of(100)})
	}))
	if left := worth(honest, many(1, func(s *shop, u byte) { s.deal(u, dollar, cent, Event{Kind: Cancelled, By: seller, Seconds: 70}) })); forfeits >= left {
		t.Errorf("with what it forfeited %v, without %v", forfeits, left)
	}
}

// A quote is void once it or a later one is used or taken back, or in another epoch, and not again after a reorganisation.
func TestVoid(t *testing.T) {
	user, node := eth.Address{1}, eth.Address{2}
	q := order.Quote{Node: node, User: user, Epoch: 1, Nonce: 5}
	of := func(epoch uint32, nonce uint64) order.Quote {
		c := q
		c.Epoch, c.Nonce = epoch, nonce
		return c
	}
	made := create(order.Order{ID: 1, User: user, Node: node}, 5)
	for _, c := range []struct {
		name       string
		event      Event
		void, good []order.Quote
	}{
		{"used", made, []order.Quote{q, of(1, 4)}, []order.Quote{of(1, 6), of(2, 1)}},
		{"taken back", Event{Kind: QuotesVoid, Node: node, User: user, Epoch: 1, Nonce: 7}, []order.Quote{q, of(1, 7)}, []order.Quote{of(1, 8)}},
		{"another user's", Event{Kind: QuotesVoid, Node: node, User: eth.Address{9}, Epoch: 1, Nonce: 7}, nil, []order.Quote{q}},
		{"another epoch", Event{Kind: EpochBegan, Node: node, Epoch: 2}, []order.Quote{q, of(1, 99)}, []order.Quote{of(2, 1)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := NewIndex(coins)
			x.add(nil, chain.Block{Number: 1})
			c.event.Block = 2
			two := []Block{{Block: chain.Block{Number: 2}, Events: []Event{c.event}}}
			x.add(two, chain.Block{Number: 2})
			for _, q := range c.void {
				if !x.Void(q) {
					t.Errorf("%d of epoch %d is good", q.Nonce, q.Epoch)
				}
			}
			for _, q := range c.good {
				if x.Void(q) {
					t.Errorf("%d of epoch %d is void", q.Nonce, q.Epoch)
				}
			}
			x.rollback(two, chain.Block{Number: 1})
			for _, q := range append(c.void, c.good...) {
				if x.Void(q) {
					t.Errorf("%d of epoch %d is void after the reorganisation", q.Nonce, q.Epoch)
				}
			}
		})
	}
}

// Whose orders an agent cares for follows what users say, also back.
func TestServed(t *testing.T) {
	x := NewIndex(coins)
	agent := eth.Address{9}
	set := func(block uint64, user byte, until int64) []Block {
		e := Event{Kind: AgentSet, Block: block, User: eth.Address{user}, Agent: agent}
		if until > 0 {
			e.At = time.Unix(until, 0).UTC()
		}
		return []Block{{Block: chain.Block{Number: block}, Events: []Event{e}}}
	}
	ids := func() (all []order.ID) {
		for _, o := range x.Served(agent) {
			all = append(all, o.ID)
		}
		return all
	}
	var events []Event
	for i, user := range []byte{2, 1, 2, 1} {
		e := create(order.Order{ID: order.ID(i + 1), User: eth.Address{user}, Node: eth.Address{5, byte(i)}}, 1)
		e.Block = 1
		events = append(events, e)
	}
	events = append(events, Event{Kind: Cancelled, Block: 1, Order: 3, By: eth.Address{2}})
	x.add([]Block{{Block: chain.Block{Number: 1}, Events: events}}, chain.Block{Number: 1})
	if got := ids(); got != nil {
		t.Errorf("nobody has named it: got %v", got)
	}
	c := x.add(set(2, 1, 500), chain.Block{Number: 2})
	if got := ids(); !reflect.DeepEqual(got, []order.ID{2, 4}) || !x.AgentUntil(eth.Address{1}, agent).Equal(time.Unix(500, 0)) || len(c.orders) != 2 {
		t.Errorf("one: got %v, told of %v", got, c.orders)
	}
	x.add(set(3, 2, 600), chain.Block{Number: 3})
	if got := ids(); !reflect.DeepEqual(got, []order.ID{1, 2, 4}) {
		t.Errorf("both: got %v", got)
	}
	revoked := set(4, 1, 0)
	x.add(revoked, chain.Block{Number: 4})
	if got := ids(); !reflect.DeepEqual(got, []order.ID{1}) {
		t.Errorf("taken back: got %v", got)
	}
	x.rollback(revoked, chain.Block{Number: 3})
	if got := ids(); !reflect.DeepEqual(got, []order.ID{1, 2, 4}) {
		t.Errorf("and that taken back: got %v", got)
	}
	x.settle(set(2, 1, 500))
	x.settle(set(3, 2, 600))
	if got := ids(); !reflect.DeepEqual(got, []order.ID{1, 2, 4}) {
		t.Errorf("once it is final: got %v", got)
	}
}
