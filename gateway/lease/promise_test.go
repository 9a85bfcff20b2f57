package lease

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"berth/contracts/chain"
	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/lease/tenancy"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/gateway/manifest/formats"
	"berth/shared/attacktest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// promise makes an order whose quote promised features.
func (c *fakeChain) promise(id order.ID, f order.Features) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.orders[id] = order.Order{ID: id, User: alice, Node: me, Resources: half, Rate: units(1), Duration: 10_000, State: order.Created, CreatedAt: time.Now()}
	c.Add(chain.OrderCreated{ID: id, User: alice, Node: me, Duration: 10_000, Quote: order.Quote{Resources: half, Rate: units(1), Features: f}})
}

func (c *fakeCluster) offer(o cluster.Offers) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offers = o
}

func (b *bench) promised(id order.ID) (f order.Features) {
	b.Look(id, func(o *book.Order) { f = o.Rec.Order.Features })
	return f
}

// happened are the happenings of an order with a code.
func (b *bench) happened(id order.ID, code string) (all []wire.Happening) {
	b.Look(id, func(o *book.Order) {
		for _, h := range o.First().Diary(0, 100) {
			if h.Code == code {
				all = append(all, h)
			}
		}
	})
	return all
}

// A node that has lost what it promised leaves alone what runs, starts nothing otherwise, says so once, and goes on when it has
// it again.
func TestAttackBrokenPromise(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := attacktest.Begin(t, "a node runs what it promised to keep apart in another way")
		b := newBench(t, time.Hour)
		b.cluster.offer(cluster.Offers{Userns: true})
		b.chain.promise(1, order.UserNS)
		b.deploy(t, 1)
		w := b.cluster.workloads()[1]
		a.Tried(w.Manifest.Services[0].Isolation != manifest.Rooted, "it runs %q", w.Manifest.Services[0].Isolation)
		a.Tried(b.promised(1) != order.UserNS, "read from the chain again, the order has %s", b.promised(1))

		b.cluster.offer(cluster.Offers{Sandbox: "gvisor"})
		m, err := formats.Parse("compose", composed(1))
		if err != nil {
			t.Fatal(err)
		}
		isProblem(t, "a revision", b.sign(1, ledger.Revision{Number: 2, Format: "compose", Manifest: composed(1)}), problem.FeatureLost)
		_, _, cannot, err := b.Check(1, m)
		isProblem(t, "its check", cannot, problem.FeatureLost)
		a.Tried(err != nil || !b.cluster.running(1), "what runs was stopped: %v", err)
		if err := b.Switch(1, tenancy.Restart); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Minute)
		now := b.cluster.workloads()[1]
		a.Tried(now.Restart != w.Restart || now.Manifest.Services[0].Isolation != manifest.Rooted, "it was started anew: %+v", now)
		held := b.happened(1, wire.HappenedHeld)
		a.Tried(len(held) != 1 || held[0].Count > 1 || !held[0].Bad || held[0].Figures["lost"] != "userns", "its user is told %+v", held)

		b.cluster.offer(cluster.Offers{Userns: true})
		time.Sleep(40 * time.Second)
		now = b.cluster.workloads()[1]
		a.Tried(now.Restart != w.Restart+1 || now.Manifest.Services[0].Isolation != manifest.Rooted, "it did not go on: %+v", now)
		if err := b.sign(1, ledger.Revision{Number: 2, Format: "compose", Manifest: composed(1)}); err != nil {
			t.Error(err)
		}
	})
}

// An order that was promised what the node has lost is given back, once that is sure: after a start the runtime has to try first.
func TestPromisesAreKeptOrGivenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.promise(1, order.Sandbox)
		time.Sleep(time.Minute)
		if got := b.sent(); len(got) > 0 {
			t.Fatalf("before anything was tried: %v", got)
		}
		b.cluster.offer(cluster.Offers{Sandbox: "gvisor"})
		time.Sleep(40 * time.Second)
		if b.state(1) != order.Active {
			t.Fatalf("the sandbox is there, and order 1 is %s", b.state(1))
		}
	})
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.cluster.offer(cluster.Offers{Userns: true})
		b.chain.promise(1, order.Sandbox)
		time.Sleep(6 * time.Minute)
		if got := b.sent(); !slices.Equal(got, []string{"cancel terms-broken 1"}) || b.state(1) != order.Cancelled {
			t.Errorf("sent %v, the order is %s", got, b.state(1))
		}
		if held := b.happened(1, wire.HappenedHeld); len(held) != 1 || held[0].Figures["lost"] != "sandbox" {
			t.Errorf("its user is told %+v", held)
		}
	})
}

// Who was promised nothing is told that it failed, as of any other refusal.
func TestRefusedWithoutAPromise(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.cluster.offer(cluster.Offers{Userns: true})
		b.chain.promise(1, 0)
		b.deploy(t, 1)
		b.cluster.offer(cluster.Offers{})
		if err := b.Switch(1, tenancy.Restart); err != nil {
			t.Fatal(err)
		}
		b.within(t, "failed", func() bool {
			d, _, _, err := b.View(1)
			return err == nil && d.Phase == wire.PhaseFailed
		})
		if held := b.happened(1, wire.HappenedHeld); len(held) > 0 {
			t.Errorf("its user is told %+v", held)
		}
	})
}

// What was promised is the word of the event that stands: a reorganisation may put the same user's order of another quote in its place.
func TestPromisesReorganised(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.cluster.offer(cluster.Offers{Userns: true, Sandbox: "gvisor"})
		b.chain.promise(1, order.UserNS)
		b.within(t, "active", func() bool { return b.state(1) == order.Active && b.promised(1) == order.UserNS })
		now := b.chain.world()[1]
		b.chain.reorg(2, map[order.ID]order.Order{1: now},
			chain.OrderCreated{ID: 1, User: alice, Node: me, Duration: 10_000, Quote: order.Quote{Resources: half, Rate: units(1), Features: order.Sandbox}}, chain.OrderActivated{ID: 1})
		b.within(t, "the other quote's", func() bool { return b.promised(1) == order.Sandbox })
	})
}
