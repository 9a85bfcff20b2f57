package agent

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"berth/bff/indexer"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

var node7 = eth.Address{2, 7}

// What is done is announced before, told after, and kept; what nobody can be told is not done.
func TestAnnounced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		o := w.add(7)
		w.step(8*time.Hour + 45*time.Minute)
		if !slices.Equal(w.told, []string{"will-extend 7"}) || w.log() != nil {
			t.Errorf("before: told %v, did %v", w.told, w.log())
		}
		w.step(16 * time.Minute)
		if !slices.Equal(w.told, []string{"will-extend 7", "did 7extend"}) || len(w.log()) != 1 {
			t.Errorf("after: told %v, did %v", w.told, w.log())
		}
		w.set(func() { w.told, w.sent, w.down[node7], w.allDown = nil, nil, true, 1 })
		w.step(14 * time.Minute)
		if w.told != nil {
			t.Errorf("away for a moment: told %v", w.told)
		}
		w.step(14 * time.Minute)
		if !slices.Equal(w.told, []string{"will-end 7"}) || w.log() != nil {
			t.Errorf("away for half of the time: told %v, did %v", w.told, w.log())
		}
		w.step(4 * time.Minute)
		if !slices.Equal(w.told, []string{"will-end 7", "did 7end"}) || !slices.Equal(w.log(), gone) {
			t.Errorf("away for long: told %v, did %v", w.told, w.log())
		}
		page, err := w.agent.Acts(t.Context(), o.User, "", 100)
		acts := page.Items
		if err != nil || len(acts) != 2 || acts[0].Kind != wire.ActExtend || acts[0].Seconds != 4500 || acts[0].Paid.Amount.String() != "4500" ||
			acts[1].Kind != wire.ActEnd || acts[1].Away.IsZero() || acts[1].Tx.IsZero() || acts[1].Order != 7 {
			t.Errorf("kept: %+v, %v", acts, err)
		}
	})
	for _, what := range []string{"extend", "end"} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			w.add(7)
			w.set(func() { w.mute, w.down[node7] = errors.New("away"), what == "end" })
			w.step(9*time.Hour + 30*time.Minute)
			if got := w.log(); got != nil {
				t.Errorf("%s: %v, though nobody could be told", what, got)
			}
			w.set(func() { w.mute = nil })
			w.step(20 * time.Minute)
			if got := w.log(); len(got) != 1 {
				t.Errorf("%s: %v, once they could", what, got)
			}
		})
	}
}

// The time that a user chose is what counts for that user.
func TestChosenTime(t *testing.T) {
	for after, c := range map[uint32]struct{ not, then time.Duration }{300: {4 * time.Minute, 3 * time.Minute}, 7200: {119 * time.Minute, 3 * time.Minute}} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			o := w.add(7)
			if err := w.agent.Want(t.Context(), o, wire.CareWish{Guard: true, After: after}); err != nil {
				t.Fatal(err)
			}
			w.set(func() { w.down[node7], w.allDown = true, 1 })
			w.step(time.Minute)
			if c := w.care(7); !c.CancelsAt.Equal(c.AwaySince.Add(time.Duration(after) * time.Second)) {
				t.Errorf("%d: %+v", after, c)
			}
			w.step(c.not - time.Minute)
			if got := w.log(); got != nil {
				t.Errorf("%d: too early: %v", after, got)
			}
			w.step(c.then)
			if got := w.log(); !slices.Equal(got, gone) {
				t.Errorf("%d: %v", after, got)
			}
		})
	}
}

// A node that comes and goes is not left: each time that it answers, the time begins anew.
func TestFlappingNode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(7, func(o *indexer.Order) { o.Duration = 1 << 20 })
		for range 20 {
			w.set(func() { w.down[node7], w.allDown = true, 1 })
			w.step(25 * time.Minute)
			w.set(func() { w.down[node7], w.allDown = false, 0 })
			w.step(time.Minute)
		}
		if got := w.log(); got != nil {
			t.Errorf("left: %v", got)
		}
	})
}

// Cut off from most nodes for hours, and then from a third of them, the platform ends nobody's order while it cannot trust itself.
func TestPartitioned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		for id := range order.ID(9) {
			w.add(id + 1)
		}
		w.set(func() {
			for id := range byte(9) {
				w.down[eth.Address{2, id + 1}] = true
			}
			w.all, w.allDown = 10, 9
		})
		w.step(6 * time.Hour)
		if got := w.log(); got != nil || slices.ContainsFunc(w.told, func(s string) bool { return s[:8] == "will-end" }) {
			t.Errorf("did %v, told %v", got, w.told)
		}
		w.set(func() { clear(w.down); w.allDown = 0 })
		w.step(2 * time.Hour)
		if got := w.log(); got != nil {
			t.Errorf("once it was over: %v", got)
		}
	})
}

// twin is a second platform on the same database and with the same key.
func (w *world) twin() *Agent {
	first := w.agent
	w.start()
	second := w.agent
	w.agent = first
	return second
}

// Of two platforms at once one acts, and when that one is gone the other does: each thing is done once.
func TestReplicas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(7, func(o *indexer.Order) { o.MaxDuration = 36_000 + 4500 + 4500 })
		w.add(8)
		w.set(func() { w.down[eth.Address{2, 8}], w.allDown = true, 1 })
		a, b := w.agent, w.twin()
		w.set(func() { w.follows = b })
		both := func(d time.Duration, all ...*Agent) {
			for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(a.every()) {
				for _, x := range all {
					go func() { x.Probe(t.Context()); x.Work(t.Context()) }()
				}
				synctest.Wait()
			}
		}
		both(9*time.Hour+time.Minute, a, b)
		if got := w.log(); !slices.Equal(got, []string{"cancel 8: node-unreachable", "extend 7 by 4500"}) {
			t.Errorf("both: %v", got)
		}
		w.set(func() { w.follows = a }) // which has gone without a word, or takes itself for the leader's follower now
		both(3*time.Hour, b)
		if got := w.log(); len(got) != 3 || got[2] != "extend 7 by 4500" {
			t.Errorf("the other: %v", got)
		}
		if n := len(w.store.acts); n != 3 {
			t.Errorf("%d acts are kept", n)
		}
	})
}

// Even where both take themselves for the one that acts, each thing is done once.
func TestReplicasBothLead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(7)
		a, b := w.agent, w.twin()
		w.set(func() { w.lag, w.behind = true, true }) // neither sees what the other did
		for end := time.Now().Add(9*time.Hour + time.Minute); time.Now().Before(end); time.Sleep(a.every()) {
			for _, x := range []*Agent{a, b} {
				go func() { x.Probe(t.Context()); x.Work(t.Context()) }()
			}
			synctest.Wait()
		}
		if got := w.log(); !slices.Equal(got, []string{"extend 7 by 4500"}) {
			t.Errorf("%v", got)
		}
	})
}

// What one platform sent and nobody knows of is settled by the next before that sends anything.
func TestTakeover(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(7)
		b := w.twin()
		w.step(8*time.Hour + 59*time.Minute)
		w.set(func() { w.lose = true })
		w.step(2 * time.Minute)
		w.set(func() { w.lose, w.sent = false, nil })
		w.agent = b
		w.add(8, func(o *indexer.Order) { o.ActivatedAt = o.ActivatedAt.Add(-9 * time.Hour) })
		w.step(20 * time.Minute)
		if got := w.log(); len(got) < 2 || got[0] != "settle" || got[1] != "extend 8 by 4500" {
			t.Errorf("%v", got)
		}
	})
}

// What another platform was told of a user's wishes counts here, too, within a minute.
func TestWishElsewhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		o := w.add(7)
		b := w.twin()
		w.step(8 * time.Hour)
		if err := b.Want(t.Context(), o, wire.CareWish{}); err != nil {
			t.Fatal(err)
		}
		w.step(3 * time.Hour)
		if got := w.log(); got != nil {
			t.Errorf("%v", got)
		}
	})
}

// What the chain takes back is kept as such, and done again.
func TestUndone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		o := w.add(7)
		w.step(9*time.Hour + time.Minute)
		w.set(func() {
			w.orders[7], w.seen[7] = o, o
			w.block++
			w.head = w.block
		})
		w.step(10 * time.Minute)
		var kinds []wire.ActKind
		for _, act := range w.store.acts {
			kinds = append(kinds, act.Kind)
		}
		if !slices.Equal(kinds, []wire.ActKind{wire.ActExtend, wire.ActUndone, wire.ActExtend}) {
			t.Errorf("%v", kinds)
		}
	})
}
