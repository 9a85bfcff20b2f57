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
	"berth/gateway/lease/book"
	"berth/gateway/ledger"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// finish has everything that is so on the chain be final.
func (c *fakeChain) finish() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.final = maps.Clone(c.orders)
}

// over brings an order from its beginning to its collection, with one that replaced it.
func (b *bench) over(t *testing.T) {
	t.Helper()
	b.chain.rent(1, alice, 1000)
	b.within(t, "active", func() bool { return b.state(1) == order.Active })
	if err := b.sign(1, ledger.Revision{Number: 1, Format: "compose", Manifest: composed(1)}); err != nil {
		t.Fatal(err)
	}
	b.within(t, "runs", func() bool { return b.cluster.running(1) })
	b.chain.replace(1, 2, double)
	b.within(t, "both read", func() bool { return b.state(1) == order.Replaced && b.state(2) == order.Active })
	b.chain.set(2, func(o *order.Order) { o.State = order.Cancelled })
	b.chain.block(chain.OrderCancelled{Place: chain.Place{Time: time.Now()}, ID: 2, Node: me, By: alice})
	b.within(t, "ended", func() bool { return b.state(2) == order.Cancelled && !b.cluster.running(1) })
}

func (b *bench) collected(id order.ID) (collected bool) {
	b.Look(id, func(o *book.Order) { collected = o.Rec.Collected })
	return collected
}

func TestCollectedLeavesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, 0)
		b.over(t)
		for _, id := range []order.ID{1, 2} {
			if page, err := b.Revisions(id, 0, 0); err != nil || len(page.Revisions) != 1 {
				t.Errorf("order %s in its grace time: %+v %v", id, page, err)
			}
		}
		if all := b.codes(t, 2); len(all) < 4 || all[len(all)-1] != "ended user-left" {
			t.Errorf("what happened, in the grace time: %q", all)
		}
		err := b.Log(t.Context(), 2, "web", cluster.LogQuery{}, func([]wire.LogLine) error { return nil })
		if err != nil {
			t.Errorf("its log, in the grace time: %v", err)
		}
		b.chain.finish()
		b.within(t, "collected", func() bool { return b.collected(1) && b.collected(2) })
		check := func(when string) {
			t.Helper()
			if rev, err := b.ledger.Revision(1, 1); !errors.Is(err, ledger.ErrNotFound) {
				t.Errorf("%s: a revision is there: %+v %v", when, rev.Number, err)
			}
			records, err := b.ledger.Orders()
			if err != nil || len(records) != 2 {
				t.Errorf("%s: %d records, %v", when, len(records), err)
			}
			for _, r := range records {
				if !r.Collected || r.CollectedAt.IsZero() || len(r.Steps) != 0 {
					t.Errorf("%s: record %+v", when, r)
				}
			}
			for _, id := range []order.ID{1, 2} {
				b.happens(t, when+": what happened", id, "collected")
				page, err := b.Revisions(id, 0, 0)
				_, _, manifestErr := b.RevisionManifest(id, 1)
				if err != nil || len(page.Revisions) != 0 || manifestErr == nil {
					t.Errorf("%s: order %s: %+v %v", when, id, page, err)
				}
				if d, _, _, err := b.View(id); err != nil || d.Phase != wire.PhaseEnded || len(d.Services) != 0 || len(d.Steps) != 0 || d.LastEvent < 4 {
					t.Errorf("%s: order %s: %+v %v", when, id, d, err)
				}
				if err := b.Log(t.Context(), id, "web", cluster.LogQuery{}, nil); !errors.Is(err, cluster.ErrNoLog) {
					t.Errorf("%s: its log: %v", when, err)
				}
			}
		}
		check("collected")
		// What comes late is not taken in.
		b.cluster.observe(cluster.Event{Order: 1, Revision: 1, Service: "web", Phase: wire.PhaseFailed, Text: hush, At: time.Now()})
		b.cluster.happen(cluster.Happening{Order: 1, Happening: saw(time.Now(), wire.HappenedExited, hush)})
		if err := b.SaveDiaries(); err != nil {
			t.Error(err)
		}
		check("after late events")
		b.stop()
		b.run(t, 0)
		check("after a restart")
	})
}

// A ledger that cannot be written to now is tried again.
type fullStore struct {
	Store
	fails int
}

func (s *fullStore) Clear(records []ledger.Record, left ...ledger.Diary) error {
	if s.fails > 0 {
		s.fails--
		return errors.New("no space left on device")
	}
	return s.Store.Clear(records, left...)
}

func TestCollectionIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, 0)
		b.over(t)
		b.stop()
		b.store = &fullStore{Store: b.ledger, fails: 1}
		b.run(t, 0)
		b.chain.finish()
		b.within(t, "collected", func() bool { return b.collected(1) && b.collected(2) })
		if _, err := b.ledger.Revision(1, 1); !errors.Is(err, ledger.ErrNotFound) {
			t.Errorf("a revision is there: %v", err)
		}
	})
}

func TestOldRecordsAreDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, 0)
		b.over(t)
		b.chain.rent(3, bob, 100000)
		b.deploy(t, 3)
		b.chain.finish()
		b.within(t, "collected", func() bool { return b.collected(1) && b.collected(2) })
		synctest.Wait() // nobody is at work on them
		if err := b.SaveDiaries(); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Drop(time.Now().Add(book.KeepRecords - time.Hour)); err != nil {
			t.Error(err)
		}
		if _, _, _, err := b.View(2); err != nil {
			t.Errorf("dropped early: %v", err)
		}
		if _, err := b.Drop(time.Now().Add(book.KeepRecords + time.Hour)); err != nil {
			t.Error(err)
		}
		gone := func(when string) {
			t.Helper()
			for _, id := range []order.ID{1, 2} {
				_, _, _, err := b.View(id)
				isProblem(t, when, err, problem.NotFound)
			}
			if records, err := b.ledger.Orders(); err != nil || len(records) != 1 || records[0].Order.ID != 3 {
				t.Errorf("%s: records %+v %v", when, records, err)
			}
			if all, err := b.ledger.Happenings(); err != nil || len(all) != 1 {
				t.Errorf("%s: %d diaries, %v", when, len(all), err)
			}
			if !b.Served(alice) || b.Live(alice) != 0 || b.Live(bob) != 3 {
				t.Errorf("%s: served %v, live %s and %s", when, b.Served(alice), b.Live(alice), b.Live(bob))
			}
		}
		gone("dropped")
		b.stop()
		b.run(t, 0)
		b.within(t, "read", func() bool { return b.state(3) == order.Active && !b.Facts().Polled.IsZero() })
		gone("after a restart")

		{ // its events are read again
			sent := len(b.sent())
			b.cluster.mu.Lock()
			applied := false
			b.cluster.told = func(w cluster.Workload) { applied = applied || w.Order < 3 }
			deleted := len(b.cluster.deleted)
			b.cluster.mu.Unlock()
			again := b.chain.Events()
			b.chain.blindly(true) // the events come first, and only later what is so now
			b.chain.reorg(1, b.chain.world(), again...)
			b.within(t, "seen", func() bool { return b.Knows(1) && b.Knows(2) })
			time.Sleep(50 * time.Millisecond)
			for _, id := range []order.ID{1, 2} {
				isProblem(t, "deployed", b.sign(id, ledger.Revision{Number: 1, Format: "compose", Manifest: composed(1)}), problem.OrderEnded)
			}
			b.chain.blindly(false)
			b.within(t, "collected once more", func() bool { return b.collected(1) && b.collected(2) })
			b.cluster.mu.Lock()
			defer b.cluster.mu.Unlock()
			if applied || len(b.cluster.runs) != 1 || slices.Contains(b.cluster.deleted[deleted:], 3) {
				t.Errorf("runs %v, deleted %v", b.cluster.runs, b.cluster.deleted[deleted:])
			}
			if now := b.sent(); len(now) != sent {
				t.Errorf("sent %v", now[sent:])
			}
			if b.Live(alice) != 0 || !b.Served(alice) {
				t.Errorf("live %s", b.Live(alice))
			}
		}
	})
}

func (c *fakeChain) blindly(v bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.blind = v
}

// A number that a reorganisation took back may be given to the same user once more, when nobody thinks of it any longer.
func TestNumberOfACollectedOrderIsUsedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, 0)
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		b.chain.mu.Lock()
		b.chain.final = map[order.ID]order.Order{}
		b.chain.mu.Unlock()
		b.chain.reorg(2, map[order.ID]order.Order{})
		b.within(t, "collected", func() bool { return b.collected(1) })
		b.chain.rent(1, alice, 1000)
		b.within(t, "active", func() bool { return b.state(1) == order.Active && b.Live(alice) == 1 })
		b.deploy(t, 1)
		if page, err := b.Revisions(1, 0, 0); err != nil || len(page.Revisions) != 1 || page.Revisions[0].Number != 1 {
			t.Errorf("got %+v %v", page, err)
		}
		b.stop()
		b.run(t, 0)
		b.within(t, "runs after a restart", func() bool { return b.cluster.running(1) && b.state(1) == order.Active })
	})
}
