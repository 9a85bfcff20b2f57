package lease

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"berth/contracts/chain"
	"berth/gateway/cluster"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/gateway/manifest/formats"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

var double = resource.Resources{CPUMilli: 600, MemoryMiB: 128, DiskMiB: 20, TrafficMiB: 30}

// swap replaces an order in the state alone, and gives the events that tell of it.
func (c *fakeChain) swap(old, id order.ID, r resource.Resources, duration uint32) []chain.Event {
	c.mu.Lock()
	defer c.mu.Unlock()
	o := c.orders[old]
	o.State = order.Replaced
	c.orders[old] = o
	now := time.Now()
	n := order.Order{ID: id, User: o.User, Node: me, Resources: r, Rate: units(2), Duration: duration, MaxDuration: 10 * duration, State: order.Active, ActivatedAt: now}
	c.orders[id] = n
	return []chain.Event{
		chain.OrderSettled{ID: old},
		chain.OrderCreated{Place: chain.Place{Time: now}, ID: id, User: o.User, Node: me, Duration: duration, Quote: order.Quote{Resources: r, Rate: n.Rate}},
		chain.OrderReplaced{ID: old, NewID: id},
		chain.OrderActivated{ID: id, User: o.User, Node: me, ActivatedAt: now},
	}
}

func (c *fakeChain) replace(old, id order.ID, r resource.Resources) {
	c.block(c.swap(old, id, r, 1000)...)
}

// world is a copy of all orders, to go back to.
func (c *fakeChain) world() map[order.ID]order.Order {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.orders)
}

func (c *fakeCluster) workloads() map[order.ID]cluster.Workload {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.runs)
}

// has waits until just one workload runs, with these resources and this revision.
func (b *bench) has(t *testing.T, what string, id order.ID, r resource.Resources, revision uint64) {
	t.Helper()
	b.within(t, what, func() bool {
		all := b.cluster.workloads()
		w, ok := all[id]
		return ok && len(all) == 1 && w.Resources == r && w.Revision == revision
	})
}

func TestReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, 0)
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		stops := b.watchStops()
		b.Target(1, "web").Meter.Store(5 << 20)
		b.chain.replace(1, 2, double)
		b.has(t, "the workload of order 1 with what order 2 bought", 1, double, 1)
		b.within(t, "both read", func() bool { return b.state(1) == order.Replaced && b.state(2) == order.Active })
		if n := stops(); n != 0 {
			t.Errorf("it was stopped %d times on the way", n)
		}
		if b.Live(alice) != 2 || b.Workload(2) != 1 || b.Workload(1) != 1 {
			t.Errorf("live %s, workloads %s and %s", b.Live(alice), b.Workload(1), b.Workload(2))
		}
		d, _, _, err := b.View(2)
		if err != nil || d.Order != 2 || d.Revision != 1 || d.Phase != wire.PhaseReady || len(d.Services) != 1 || d.TrafficMiB != 0 {
			t.Errorf("order 2: %+v %v", d, err)
		}
		if d, _, _, err := b.View(1); err != nil || d.Phase != wire.PhaseEnded || !d.GraceUntil.IsZero() || d.TrafficMiB != 5 {
			t.Errorf("order 1: %+v %v", d, err)
		}
		if x := b.Target(1, "web"); !x.Found || x.Phase != wire.PhaseReady || x.Traffic.Load() != 35<<20 || time.Until(x.Until) < 990*time.Second {
			t.Errorf("its host: %+v, %d bytes", x, x.Traffic.Load())
		}
		if b.Target(2, "web").Found {
			t.Error("it has a second host")
		}
		m := manifest.Manifest{Services: []manifest.Service{{Name: "web", Image: "x", Port: 1}}}
		var p *problem.Problem
		if err := b.Deploy(1, ledger.Revision{Number: 2}, m, nil); !errors.As(err, &p) || p.Code != problem.OrderEnded {
			t.Errorf("deployed to the old order: %v", err)
		}
		if err := b.Deploy(2, ledger.Revision{Number: 1}, m, nil); !errors.As(err, &p) || p.Code != problem.WrongRevision {
			t.Errorf("the revisions began anew: %v", err)
		}
		b.deploy(t, 2, 1)
		b.has(t, "another revision", 1, double, 2)

		{ // once more
			b.chain.replace(2, 5, half)
			b.has(t, "still the same workload", 1, half, 2)
			if b.Workload(5) != 1 {
				t.Errorf("workload %s", b.Workload(5))
			}
		}
		{ // a restart without the chain
			b.stop()
			b.cluster.mu.Lock()
			clear(b.cluster.runs)
			b.cluster.mu.Unlock()
			b.chain.leave(true)
			b.run(t, 0)
			b.has(t, "running again", 1, half, 2)
			b.chain.leave(false)
		}
		{ // the end of the last is the end of all
			b.within(t, "read", func() bool { return b.state(5) == order.Active })
			b.chain.set(5, func(o *order.Order) { o.State = order.Cancelled })
			b.chain.block(chain.OrderCancelled{ID: 5, Node: me})
			b.within(t, "stopped", func() bool { return !b.cluster.running(1) })
			if x := b.Target(1, "web"); x.Phase != wire.PhaseEnded {
				t.Errorf("its host: %+v", x)
			}
			b.chain.mu.Lock()
			b.chain.final = map[order.ID]order.Order{5: b.chain.orders[5], 1: {State: order.Active}}
			b.chain.mu.Unlock()
			time.Sleep(100 * time.Millisecond)
			b.cluster.mu.Lock()
			early := slices.Clone(b.cluster.deleted)
			b.cluster.mu.Unlock()
			if len(early) != 0 {
				t.Errorf("deleted %v though the replacement was not final", early)
			}
			b.chain.mu.Lock()
			b.chain.final = maps.Clone(b.chain.orders)
			b.chain.mu.Unlock()
			b.within(t, "collected", func() bool {
				b.cluster.mu.Lock()
				defer b.cluster.mu.Unlock()
				return slices.Equal(b.cluster.deleted, []order.ID{1})
			})
		}
	})
}

// watchStops counts how often workload 1 was seen not to run.
func (b *bench) watchStops() func() int {
	n, end, done := 0, make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-end:
				return
			case <-time.After(time.Millisecond):
			}
			if !b.cluster.running(1) {
				n++
			}
		}
	}()
	return func() int {
		close(end)
		<-done
		return n
	}
}

func TestReplacedWhileAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		b.stop()
		b.chain.replace(1, 2, double)
		b.chain.replace(2, 3, half)
		b.chain.replace(3, 4, double)
		b.run(t, time.Hour)
		b.has(t, "what the last order bought", 1, double, 1)
		b.within(t, "live", func() bool { return b.Live(alice) == 4 })
	})
}

// The state of an order may be seen before the events that tell why.
func TestReplacedBeforeTheEventsSaySo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		stops := b.watchStops()
		events := b.chain.swap(1, 2, double, 1000)
		b.within(t, "read as replaced", func() bool { return b.state(1) == order.Replaced })
		b.stop() // and a restart right now
		b.run(t, time.Hour)
		b.within(t, "read again", func() bool { return b.state(1) == order.Replaced })
		if b.has(t, "goes on as it was", 1, half, 1); b.Target(1, "web").Phase != wire.PhaseReady {
			t.Errorf("its host: %+v", b.Target(1, "web"))
		}
		b.chain.block(events...)
		b.has(t, "with what the new order bought", 1, double, 1)
		if n := stops(); n != 0 {
			t.Errorf("it was stopped %d times on the way", n)
		}
	})
}

// The events are in the ledger, and then the gateway is killed before it has read what the orders are now.
func TestKilledBetweenEventAndReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		b.chain.mu.Lock()
		b.chain.blind = true
		b.chain.mu.Unlock()
		b.chain.replace(1, 2, double)
		b.has(t, "out of the events alone", 1, double, 1)
		b.within(t, "written", func() bool {
			all, err := b.ledger.Orders()
			return err == nil && len(all) == 2 && all[1].Replaces == 1
		})
		b.stop()
		b.cluster.mu.Lock()
		clear(b.cluster.runs)
		b.cluster.mu.Unlock()
		b.run(t, time.Hour)
		b.within(t, "runs", func() bool { return b.cluster.running(1) && len(b.cluster.workloads()) == 1 })
		b.chain.mu.Lock()
		b.chain.blind = false
		b.chain.mu.Unlock()
		b.has(t, "and with what was bought", 1, double, 1)
	})
}

func TestReplacementReorganised(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		stops := b.watchStops()
		before := b.chain.world()
		b.chain.replace(1, 2, double)
		b.has(t, "replaced", 1, double, 1)
		b.within(t, "both read", func() bool { return b.state(1) == order.Replaced && b.state(2) == order.Active })

		b.chain.reorg(1, before)
		b.has(t, "as it was", 1, half, 1)
		b.within(t, "the old order is live", func() bool { return b.Live(alice) == 1 && b.state(2) == order.Cancelled })
		if d, _, _, err := b.View(1); err != nil || d.Phase != wire.PhaseReady {
			t.Errorf("order 1: %+v %v", d, err)
		}
		if d, _, _, err := b.View(2); err != nil || d.Revision != 0 || d.Phase != wire.PhaseEnded {
			t.Errorf("order 2, which there is not: %+v %v", d, err)
		}

		// The other fork has it with another number, and number 2 is bob's.
		b.chain.rent(2, bob, 1000)
		b.chain.replace(1, 3, double)
		b.has(t, "replaced after all", 1, double, 1)
		b.within(t, "bob's", func() bool { return b.Live(bob) == 2 && b.Live(alice) == 3 && b.Workload(2) == 2 && b.Workload(3) == 1 })
		if n := stops(); n != 0 {
			t.Errorf("it was stopped %d times on the way", n)
		}
		b.stop()
		b.run(t, time.Hour)
		b.has(t, "after a restart", 1, double, 1)
		if b.Workload(2) != 2 || b.Workload(3) != 1 {
			t.Errorf("workloads after a restart: %s, %s", b.Workload(2), b.Workload(3))
		}
	})
}

func TestReplacedByTooLittle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.within(t, "active", func() bool { return b.state(1) == order.Active })
		const text = `{"template":"notes","service":"web","image":"berth/notes","port":80,"disk":"/data"}`
		m, err := formats.Parse("template", text)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Deploy(1, ledger.Revision{Number: 1, Format: "template", Manifest: text}, m, nil); err != nil {
			t.Fatal(err)
		}
		b.within(t, "running", func() bool { return b.cluster.running(1) })
		less := half
		less.DiskMiB = 0
		r, ok := b.Replaceable(alice, 1, less)
		if !ok || r.Holds != half || !r.Rest.IsZero() || len(r.Short) != 1 || r.Short[0] != (resource.Short{Dimension: resource.Disk, Wanted: 10, Free: 0}) {
			t.Errorf("asked: %+v %v", r, ok)
		}
		if _, ok := b.Replaceable(bob, 1, less); ok {
			t.Error("bob may replace alice's order")
		}
		// A quote that was given for something else can be used all the same.
		b.chain.replace(1, 2, less)
		b.within(t, "stopped", func() bool { return !b.cluster.running(1) })
		if d, _, _, err := b.View(2); err != nil || d.Phase != wire.PhaseFailed || d.Error == "" {
			t.Errorf("got %+v %v", d, err)
		}
		b.deploy(t, 2, 1)
		b.has(t, "something smaller", 1, less, 2)
	})
}

func TestExtended(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		b.chain.set(1, func(o *order.Order) { o.Duration = 5000 })
		b.chain.block(chain.OrderExtended{ID: 1, AddedSeconds: 4000})
		b.within(t, "the end moves", func() bool { return time.Until(b.Target(1, "web").Until) > 4900*time.Second })
		if _, ok := b.Replaceable(alice, 1, half); !ok {
			t.Error("it cannot be replaced")
		}
	})
}

// The end of a replacement's time is settled like any other's, and stops what runs.
func TestReplacementRunsOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		b.chain.block(b.chain.swap(1, 2, half, 1)...)
		b.within(t, "completed", func() bool { return b.state(2) == order.Completed })
		b.within(t, "stopped", func() bool { return !b.cluster.running(1) })
		if !slices.Contains(b.sent(), "settle 2") || slices.Contains(b.sent(), "settle 1") || slices.Contains(b.sent(), "activate 2") {
			t.Errorf("sent %v", b.sent())
		}
		if d, _, _, err := b.View(2); err != nil || d.Phase != wire.PhaseEnded || d.GraceUntil.IsZero() {
			t.Errorf("got %+v %v", d, err)
		}
	})
}
