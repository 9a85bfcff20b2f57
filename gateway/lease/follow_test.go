package lease

import (
	"testing"
	"testing/synctest"
	"time"

	"berth/contracts/chain"
	"berth/gateway/lease/book"
	"berth/shared/amount"
	"berth/shared/order"
)

// What a reorganisation brings while the gateway is down is seen when it comes back.
func TestReorganisedWhileAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.within(t, "active", func() bool { return b.state(1) == order.Active && !b.Facts().Polled.IsZero() })
		b.within(t, "the activation is seen", func() bool {
			cp, err := b.ledger.Checkpoint()
			return err == nil && cp.Head().Hash == b.chain.Newest().Hash
		})
		b.stop()
		world := b.chain.world()
		world[2] = order.Order{ID: 2, User: bob, Node: me, Resources: half, Rate: units(1), Duration: 1000, State: order.Created, CreatedAt: time.Now()}
		b.chain.reorg(2, world,
			chain.OrderCreated{ID: 1, User: alice, Node: me, Quote: order.Quote{Resources: half}}, chain.OrderActivated{ID: 1},
			chain.OrderCreated{ID: 2, User: bob, Node: me, Duration: 1000, Quote: order.Quote{Resources: half, Rate: units(1)}})
		b.run(t, time.Hour)
		b.within(t, "bob's order is active", func() bool { return b.state(2) == order.Active })
	})
}

// Of what a running order has earned some is credited to the node: what is left to settle is less from then on.
func TestSettledWhileItRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.within(t, "its activation is taken in", func() bool {
			cp, err := b.ledger.Checkpoint()
			return err == nil && cp.Head().Hash == b.chain.Newest().Hash && b.state(1) == order.Active
		})
		synctest.Wait()
		if b.state(1) != order.Active {
			t.Fatal("it is to be read again before anything has happened")
		}
		newFollower(b.Keeper).note(chain.OrderSettled{ID: 1, Amount: amount.Of(7), PaidSoFar: amount.Of(7)}, nil)
		b.Look(1, func(o *book.Order) {
			if !o.Stale() {
				t.Error("the order is not read again before a minute has passed")
			}
		})
	})
}

// A restart while the chain stands still: there is nothing to take in, and the node's own entry is to be known all the same.
func TestRestartedOnAQuietChain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		known := func() bool { return b.Facts().Registered && !b.Facts().Polled.IsZero() }
		b.within(t, "known", known)
		head := b.Facts().Head
		b.stop()
		b.run(t, time.Hour)
		b.within(t, "known again", known)
		if got := b.Facts().Head; got != head {
			t.Errorf("head %d, want %d", got, head)
		}
	})
}
