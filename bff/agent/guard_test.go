package agent

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"berth/bff/indexer"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

var gone = []string{"cancel 7: node-unreachable"}

func TestGuard(t *testing.T) {
	node := eth.Address{2, 7}
	for _, c := range []struct {
		name  string
		order func(*indexer.Order)
		life  func(*world) // from when the node is down
		want  []string
	}{
		{"half an hour", nil, func(w *world) { w.step(31 * time.Minute) }, gone},
		{"not so long", nil, func(w *world) { w.step(29 * time.Minute) }, nil},
		{"it answered once", nil, func(w *world) {
			w.step(20 * time.Minute)
			w.set(func() { w.down[node] = false })
			w.step(30 * time.Second)
			w.set(func() { w.down[node] = true })
			w.step(28 * time.Minute)
		}, nil},
		{"once only", nil, func(w *world) { w.set(func() { w.lag = true }); w.step(5 * time.Hour) }, gone},
		{"in probation", func(o *indexer.Order) { o.Probation = 7200 }, func(w *world) { w.step(40 * time.Minute) }, gone},
		{"before it was activated", func(o *indexer.Order) {
			o.State, o.ActivatedAt, o.CreatedAt = order.Created, time.Time{}, time.Now().UTC()
		}, func(w *world) { w.step(31 * time.Minute) }, gone},
		{"committed", func(o *indexer.Order) { o.Committed = 7200 }, func(w *world) { w.step(119 * time.Minute) }, nil},
		{"no longer committed", func(o *indexer.Order) { o.Committed = 7200 }, func(w *world) { w.step(121 * time.Minute) }, gone},
		{"committed for all of it", func(o *indexer.Order) { o.Committed, o.Duration = 36_000, 36_000 }, func(w *world) { w.step(12 * time.Hour) }, nil},
		{"committed, and probation before", func(o *indexer.Order) { o.Probation, o.Committed = 3600, 3600 }, func(w *world) { w.step(40 * time.Minute) }, gone},
		{"committed, the node said that it leaves", func(o *indexer.Order) {
			o.Committed, o.AnnouncedAt, o.AnnouncedEnd = 7200, time.Now().UTC(), time.Now().Add(time.Hour).UTC()
		}, func(w *world) { w.step(31 * time.Minute) }, gone},
		{"its time is up", func(o *indexer.Order) { o.ActivatedAt = o.ActivatedAt.Add(-10 * time.Hour) }, func(w *world) { w.step(time.Hour) }, nil},
		{"most nodes are away, then it is us", nil, func(w *world) { w.set(func() { w.allDown = 6 }); w.step(5 * time.Hour) }, nil},
		{"half of them", nil, func(w *world) { w.set(func() { w.allDown = 5 }); w.step(31 * time.Minute) }, gone},
		{"no node is known", nil, func(w *world) { w.set(func() { w.all = 0 }); w.step(5 * time.Hour) }, nil},
		{"back from being offline, all begins anew", nil, func(w *world) {
			w.set(func() { w.allDown = 10 })
			w.step(2 * time.Hour)
			w.set(func() { w.allDown = 1 })
			w.step(29 * time.Minute)
		}, nil},
		{"and goes on then", nil, func(w *world) {
			w.set(func() { w.allDown = 10 })
			w.step(2 * time.Hour)
			w.set(func() { w.allDown = 1 })
			w.step(32 * time.Minute)
		}, gone},
		{"asleep for a while, all begins anew", nil, func(w *world) { w.step(20 * time.Minute); time.Sleep(time.Hour); w.step(28 * time.Minute) }, nil},
		{"a restart, all begins anew", nil, func(w *world) { w.step(20 * time.Minute); w.start(); w.step(28 * time.Minute) }, nil},
		{"not wanted", nil, func(w *world) {
			w.agent.Want(w.t.Context(), w.seen[7], wire.CareWish{})
			w.step(2 * time.Hour)
		}, nil},
		{"not our user any more", nil, func(w *world) { w.set(func() { w.until[eth.Address{1, 7}] = time.Time{} }); w.step(2 * time.Hour) }, nil},
		{"our time for the user is over", nil, func(w *world) {
			w.set(func() { w.until[eth.Address{1, 7}] = time.Now().Add(time.Minute) })
			w.step(2 * time.Hour)
		}, nil},
		{"the chain has it otherwise", nil, func(w *world) {
			w.set(func() { o := w.orders[7]; o.State = order.Completed; w.orders[7] = o })
			w.step(2 * time.Hour)
		}, nil},
		{"the chain is away for a while", nil, func(w *world) {
			w.set(func() { w.away = errors.New("away") })
			w.step(time.Hour)
			w.set(func() { w.away = nil })
			w.step(time.Minute)
		}, gone},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				change := c.order
				if change == nil {
					change = func(*indexer.Order) {}
				}
				w.add(7, change)
				w.add(8) // its node is there
				w.set(func() { w.means.Balance = amount.Amount{}; w.down[node] = true; w.allDown = 1 })
				c.life(w)
				if got := w.log(); !slices.Equal(got, c.want) {
					t.Errorf("got %v, want %v", got, c.want)
				}
			})
		})
	}
}

// What is waited for is said.
func TestGuardCare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		o := w.add(7, func(o *indexer.Order) { o.Committed = 7200 })
		w.add(8, func(o *indexer.Order) { o.Node = eth.Address{2, 7} })
		if c := w.care(7); !c.AwaySince.IsZero() || !c.CancelsAt.IsZero() || c.Waits != "" {
			t.Errorf("all is well: %+v", c)
		}
		w.step(time.Minute)
		w.set(func() { w.down[eth.Address{2, 7}], w.allDown = true, 1 })
		since := time.Now()
		w.step(10 * time.Minute)
		if c := w.care(7); c.AwaySince.Before(since) || c.AwaySince.Sub(since) > time.Minute || c.Waits != "commitment" || !c.CancelsAt.Equal(o.PaidFrom().Add(2*time.Hour)) {
			t.Errorf("committed: %+v", c)
		}
		if c := w.care(8); c.Waits != "" || !c.CancelsAt.Equal(c.AwaySince.Add(30*time.Minute)) {
			t.Errorf("free: %+v", c)
		}
		w.set(func() { w.allDown = 9 })
		w.step(time.Minute)
		if c := w.care(8); c.Waits != "offline" || !c.CancelsAt.IsZero() {
			t.Errorf("offline: %+v", c)
		}
		if err := w.agent.Want(t.Context(), o, wire.CareWish{Renew: true}); err != nil {
			t.Fatal(err)
		}
		if c := w.care(7); c.Guard || !c.AwaySince.IsZero() || c.State != wire.CareWaits {
			t.Errorf("not wanted: %+v", c)
		}
	})
}

// A cancel that fails is tried again, and holds up nobody.
func TestCancelFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(7)
		w.set(func() { w.down[eth.Address{2, 7}], w.fail = true, errors.New("insufficient funds") })
		w.step(35 * time.Minute)
		if got := w.log(); len(got) < 2 || len(got) > 12 || got[0] != gone[0] {
			t.Errorf("got %v", got)
		}
		w.set(func() { w.fail, w.sent = nil, nil })
		w.step(time.Hour)
		if got := w.log(); !slices.Equal(got, gone) {
			t.Errorf("got %v", got)
		}
	})
}

// The loops end when they are told to.
func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(7)
		w.set(func() { w.down[eth.Address{2, 7}] = true })
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- w.agent.Run(ctx) }()
		time.Sleep(32 * time.Minute)
		if got := w.log(); !slices.Equal(got, gone) {
			t.Errorf("got %v", got)
		}
		if w.agent.Count() != 0 {
			t.Error("a cancelled order counts")
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
