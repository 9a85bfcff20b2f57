package lease

import (
	"testing"
	"testing/synctest"
	"time"

	"berth/gateway/lease/book"
	"berth/gateway/lease/usage"
	"berth/shared/attacktest"
	"berth/shared/order"
)

// moves has the runtime say how much an order's processes have moved.
func (c *fakeCluster) moves(id order.ID, bytes uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.moved = map[order.ID]uint64{id: bytes}
}

// TestAttackOwnTraffic: what processes move past the proxy is taken off the traffic that was bought, and when that is used up
// they reach nobody outside, until more is bought.
func TestAttackOwnTraffic(t *testing.T) {
	a := attacktest.Begin(t, "what services send by themselves costs nothing")
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 100_000)
		b.deploy(t, 1)
		spent := func() bool { return b.cluster.workloads()[1].Spent }
		used := func() (n uint64) {
			b.Look(1, func(o *book.Order) { n = o.First().Meter.Load() })
			return n
		}
		look := func() { time.Sleep(usage.Every + 2*time.Second); synctest.Wait() }
		b.within(t, "it runs", func() bool { return b.cluster.workloads()[1].Revision == 1 })

		b.cluster.moves(1, 3<<20)
		look()
		a.Tried(used() != 3<<20, "3 MiB were moved, %d bytes count", used())
		// What went through the proxy counts once, with what the network wraps it in.
		if err := b.count(1, 4<<20); err != nil {
			t.Fatal(err)
		}
		b.cluster.moves(1, 7<<20+1<<19)
		look()
		if used() != 7<<20 {
			t.Errorf("4 MiB through the proxy: %d bytes count", used())
		}
		// The proxy's figure may be ahead of the machine's.
		b.cluster.moves(1, 5<<20)
		look()
		b.cluster.moves(1, 8<<20)
		look()
		if used() != 7<<20 || spent() {
			t.Errorf("%d bytes count, spent: %v", used(), spent())
		}
		b.cluster.moves(1, 10<<20)
		look()
		a.Tried(used() != 9<<20, "2 MiB more than the proxy knows: %d bytes", used())
		b.cluster.moves(1, 18<<20) // of 16
		look()
		a.Tried(!spent(), "%d bytes of 16 MiB were moved, and the internet is open", used())
		a.Tried(b.cluster.workloads()[1].Revision != 1, "what runs was ended")
		b.happens(t, "it is told", 1, "activated", "deployed 1", "ready", "traffic-used-up")

		b.chain.replace(1, 2, double)
		b.within(t, "open again with what order 2 bought", func() bool { return !spent() })
		b.cluster.moves(1, 100<<20) // of 30 more
		look()
		a.Tried(!spent(), "%d bytes were moved, and the internet is open", used())
	})
}
