package lease

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"berth/contracts/chain"
	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/lease/diary"
	"berth/gateway/lease/tenancy"
	"berth/shared/order"
	"berth/shared/wire"
)

// saw is a happening of a runtime.
func saw(at time.Time, code, text string) wire.Happening {
	return wire.Happening{At: at, Code: code, Service: "web", Text: text, Figures: map[string]string{"why": text}}
}

// codes are what happened, oldest first.
func (b *bench) codes(t *testing.T, id order.ID) (all []string) {
	t.Helper()
	got, err := b.Happenings(id, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range got {
		if i > 0 && got[i-1].Seq != h.Seq+1 {
			t.Errorf("Seq %d after %d", got[i-1].Seq, h.Seq)
		}
		all = append(all, strings.TrimSpace(h.Code+" "+h.Figures["revision"]+h.Figures["from"]+h.Figures["order"]+h.Figures["reason"]))
	}
	slices.Reverse(all)
	return all
}

func (b *bench) happens(t *testing.T, what string, id order.ID, want ...string) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		got := b.codes(t, id)
		if slices.Equal(got, want) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%s:\ngot  %q\nwant %q", what, got, want)
		}
	}
}

func TestHappenings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		start := time.Now().Add(-time.Minute).Truncate(time.Second)
		tell := func(w cluster.Workload) {
			for n, code := range []string{wire.HappenedPulling, wire.HappenedPulled, wire.HappenedBegan} {
				b.cluster.happen(cluster.Happening{Order: w.Order, Happening: saw(start.Add(time.Duration(int(w.Revision)*10+n)*time.Second), code, code)})
			}
		}
		b.cluster.told = tell
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		want := []string{"activated", "deployed 1", "pulling", "pulled", "process-began", "ready"}
		b.happens(t, "the first deployment", 1, want...)
		b.cluster.happen(cluster.Happening{Order: 99, Happening: saw(start, "other", "of an order that is not there")})

		for _, p := range []tenancy.Power{tenancy.Stop, tenancy.Stop, tenancy.Start, tenancy.Start, tenancy.Restart} {
			if err := b.Switch(1, p); err != nil {
				t.Fatal(err)
			}
			b.within(t, string(p), func() bool {
				d, _, _, err := b.View(1)
				return err == nil && (d.Phase == wire.PhaseReady || p == tenancy.Stop && !b.cluster.running(1))
			})
		}
		want = append(want, "stopped", "started", "ready", "restarted", "ready")
		b.happens(t, "stop, start, restart", 1, want...)
		d, _, _, err := b.View(1)
		if err != nil || d.LastEvent != uint64(len(want)) {
			t.Errorf("last %d, %v", d.LastEvent, err)
		}

		{ // a restart
			b.stop()
			b.run(t, time.Hour)
			b.within(t, "told again", func() bool {
				d, _, _, err := b.View(1)
				return err == nil && d.Phase == wire.PhaseReady
			})
			b.happens(t, "nothing twice", 1, want...)
		}
		{ // replaced, extended, ended
			b.chain.replace(1, 2, double)
			b.within(t, "both read", func() bool { return b.state(1) == order.Replaced && b.state(2) == order.Active })
			b.chain.set(2, func(o *order.Order) { o.Duration = 5000 })
			b.chain.block(chain.OrderExtended{ID: 2, AddedSeconds: 4000})
			b.within(t, "extended", func() bool { return slices.Contains(b.codes(t, 2), "extended") })
			all, err := b.Happenings(2, 0, 1)
			if err != nil || len(all) != 1 {
				t.Fatal(all, err)
			}
			if until, err := time.Parse(time.RFC3339, all[0].Figures["until"]); err != nil || time.Until(until) < 4900*time.Second {
				t.Errorf("until %v %v", all[0].Figures, err)
			}
			if err := b.count(1, 31<<20); err != nil {
				t.Fatal(err)
			}
			b.within(t, "used up", func() bool { return slices.Contains(b.codes(t, 2), "traffic-used-up") })
			b.chain.set(2, func(o *order.Order) { o.State = order.Cancelled })
			b.chain.block(chain.OrderCancelled{ID: 2, Node: me, By: alice, Reason: order.UserLeft})
			want = append(want, "replaced 2", "extended", "traffic-used-up", "ended user-left")
			b.happens(t, "of the whole chain", 2, want...)
			b.happens(t, "and so for the old order", 1, want...)
			b.within(t, "stopped", func() bool { return !b.cluster.running(1) })
			// The events of the last blocks are read once more.
			b.chain.mu.Lock()
			world := b.chain.orders
			b.chain.mu.Unlock()
			b.chain.reorg(1, world, chain.OrderCancelled{ID: 2, Node: me, By: alice, Reason: order.UserLeft})
			time.Sleep(100 * time.Millisecond)
			b.happens(t, "once is enough", 2, want...)
			if err := b.Log(t.Context(), 2, "web", cluster.LogQuery{}, func(l []wire.LogLine) error {
				if len(l) != 1 || l[0].Text != "1 web" {
					t.Errorf("log %+v", l)
				}
				return nil
			}); err != nil {
				t.Errorf("its log is kept for the grace time: %v", err)
			}
		}
	})
}

// count counts traffic as the proxy does.
func (b *bench) count(id order.ID, bytes uint64) error {
	x := b.Target(id, "web")
	if !x.Found {
		return fmt.Errorf("no order %s", id)
	}
	x.Meter.Add(bytes)
	return nil
}

// A workload that fails fast must not keep those busy who watch it, nor fill the ledger.
func TestHappeningsInAFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		_, _, changed, err := b.View(1)
		if err != nil {
			t.Fatal(err)
		}
		end, woken := make(chan struct{}), make(chan int)
		go func() {
			n := 0
			for {
				select {
				case <-changed:
					n++
					_, _, changed, _ = b.View(1)
				case <-end:
					woken <- n
					return
				}
			}
		}()
		began := time.Now()
		for n := range 20000 {
			b.cluster.happen(cluster.Happening{Order: 1, Happening: saw(began.Add(time.Duration(n)*time.Millisecond), []string{wire.HappenedBegan, wire.HappenedExited}[n%2], fmt.Sprint(n))})
			if n%1000 == 0 {
				time.Sleep(100 * time.Millisecond)
			}
		}
		time.Sleep(2 * book.NewsEvery) // then the last one is told, and all is written
		synctest.Wait()
		close(end)
		if n, most := <-woken, int(time.Since(began)/book.NewsEvery)+3; n > most {
			t.Errorf("woken %d times in %s", n, time.Since(began))
		}
		all, err := b.ledger.Happenings()
		if err != nil || len(all[1]) != diary.Max {
			t.Errorf("%d in the ledger, %v", len(all[1]), err)
		}
	})
}

// Whoever gets a number after a reorganisation must find nothing of the one before.
func TestAnothersStoryIsNotTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		b.within(t, "written", func() bool {
			all, err := b.ledger.Happenings()
			return err == nil && len(all[1]) > 2
		})
		theirs := order.Order{ID: 1, User: bob, Node: me, Resources: half, Rate: units(1), Duration: 1000, State: order.Active, ActivatedAt: time.Now()}
		b.chain.reorg(2, map[order.ID]order.Order{1: theirs}, chain.OrderCreated{ID: 1, User: bob, Node: me, Quote: order.Quote{Resources: half}}, chain.OrderActivated{ID: 1})
		b.within(t, "bob's", func() bool { return b.Live(bob) == 1 })
		clean := func() bool {
			page, err := b.Revisions(1, 0, 0)
			_, _, manifestErr := b.RevisionManifest(1, 1)
			_, storeErr := b.ledger.Revision(1, 1)
			all, happenErr := b.ledger.Happenings()
			return err == nil && len(page.Revisions) == 0 && manifestErr != nil && storeErr != nil && happenErr == nil && len(all[1]) == 1 && all[1][0].Code == wire.HappenedActivated
		}
		b.within(t, "nothing of alice's", clean)
		b.happens(t, "bob's own", 1, "activated")
		b.deploy(t, 1)
		if page, err := b.Revisions(1, 0, 0); err != nil || len(page.Revisions) != 1 || page.Revisions[0].Number != 1 {
			t.Errorf("got %+v %v", page, err)
		}
	})
}
