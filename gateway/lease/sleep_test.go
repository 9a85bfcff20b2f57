package lease

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/lease/tenancy"
	"berth/shared/attacktest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// sleeps reports whether the runtime was told not to run order 1's service.
func (b *bench) sleeps() bool { return slices.Equal(b.cluster.workloads()[1].Asleep, []string{"web"}) }

func (b *bench) phase() wire.Phase { return b.Target(1, "web").Phase }

// tell has f hear of each workload that is applied.
func (b *bench) tell(f func(cluster.Workload)) {
	b.cluster.mu.Lock()
	defer b.cluster.mu.Unlock()
	b.cluster.told = f
}

// drowsy is a bench whose order 1 has a service that sleeps after a minute.
func drowsy(t *testing.T) *bench {
	t.Helper()
	b := newBench(t, time.Hour)
	b.chain.rent(1, alice, 1_000_000)
	b.deploy(t, 1)
	b.within(t, "it answers", func() bool { return b.phase() == wire.PhaseReady })
	if err := b.Sleep(1, "web", 60); err != nil {
		t.Fatal(err)
	}
	return b
}

// visit is a request as the proxy makes it: it is served by what runs while it is there.
func (b *bench) visit(ctx context.Context) (served bool, err error) {
	v := b.Target(1, "web").Visits
	rests := v.Begin()
	defer v.End()
	if rests {
		if err := b.Waker.Wake(ctx, 1, "web"); err != nil {
			return false, err
		}
	}
	time.Sleep(2 * time.Millisecond)
	return !b.sleeps() && b.phase() == wire.PhaseReady, nil
}

func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func TestSleepsAndWakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := drowsy(t)
		pass(55 * time.Second)
		if b.sleeps() {
			t.Fatal("it sleeps already")
		}
		if _, err := b.visit(t.Context()); err != nil {
			t.Fatal(err)
		}
		pass(55 * time.Second)
		if b.sleeps() {
			t.Fatal("it sleeps, and somebody came 55 seconds ago")
		}
		pass(10 * time.Second)
		if !b.sleeps() || b.phase() != wire.PhaseAsleep {
			t.Fatalf("it does not sleep: %v", b.phase())
		}
		if d, _, _, err := b.View(1); err != nil || d.Phase != wire.PhaseAsleep || !d.Services[0].MaySleep || d.Services[0].Sleep != 60 {
			t.Errorf("view: %+v, %v", d, err)
		}
		pass(5 * time.Minute)
		if !b.sleeps() {
			t.Fatal("it woke by itself")
		}
		if served, err := b.visit(t.Context()); err != nil || !served {
			t.Errorf("served: %v, %v", served, err)
		}
		b.happens(t, "it is told", 1, "activated", "deployed 1", "ready", "fell-asleep", "woke")
		pass(70 * time.Second)
		if !b.sleeps() {
			t.Error("it does not sleep again")
		}
		if err := b.Sleep(1, "web", 0); err != nil {
			t.Fatal(err)
		}
		b.within(t, "it wakes, as it is to sleep no more", func() bool { return !b.sleeps() && b.phase() == wire.PhaseReady })
		pass(5 * time.Minute)
		if b.sleeps() {
			t.Error("it sleeps, and is not to")
		}
	})
}

// TestWhatKeepsAwake: what is open for longer, and what is opened beside a service.
func TestWhatKeepsAwake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := drowsy(t)
		v := b.Target(1, "web").Visits
		v.Begin()
		pass(5 * time.Minute)
		if b.sleeps() {
			t.Fatal("it sleeps under a stream")
		}
		v.End()
		pass(50 * time.Second)
		if b.sleeps() {
			t.Fatal("it sleeps too soon after a stream")
		}
		pass(15 * time.Second)
		if !b.sleeps() {
			t.Fatal("it does not sleep")
		}
		b.cluster.shell = func(ctx context.Context, _ string, _ cluster.Terminal) (int, error) {
			if b.sleeps() {
				t.Error("a shell was opened beside what sleeps")
			}
			time.Sleep(5 * time.Minute)
			if b.sleeps() {
				t.Error("it sleeps under a shell")
			}
			return 0, nil
		}
		if _, err := b.Shell(t.Context(), 1, "web", cluster.Terminal{}); err != nil {
			t.Fatal(err)
		}
	})
}

// TestWakesForMore: what else runs a service that sleeps.
func TestWakesForMore(t *testing.T) {
	for name, f := range map[string]func(t *testing.T, b *bench) error{
		"start":      func(_ *testing.T, b *bench) error { return b.Switch(1, tenancy.Start) },
		"restart":    func(_ *testing.T, b *bench) error { return b.Switch(1, tenancy.Restart) },
		"a revision": func(t *testing.T, b *bench) error { b.deploy(t, 1); return nil },
		"stop and start": func(_ *testing.T, b *bench) error {
			return errors.Join(b.Switch(1, tenancy.Stop), b.Switch(1, tenancy.Start))
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := drowsy(t)
				pass(65 * time.Second)
				if !b.sleeps() {
					t.Fatal("it does not sleep")
				}
				if err := f(t, b); err != nil {
					t.Fatal(err)
				}
				b.within(t, "it runs", func() bool { return !b.sleeps() && b.phase() == wire.PhaseReady })
				pass(65 * time.Second)
				if !b.sleeps() {
					t.Error("it does not sleep again: what was set has gone")
				}
			})
		})
	}
}

func TestSleepsThroughARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := drowsy(t)
		pass(65 * time.Second)
		b.stop()
		b.cluster.mu.Lock()
		clear(b.cluster.runs)
		b.cluster.mu.Unlock()
		b.run(t, time.Hour)
		b.within(t, "it is applied", func() bool { return b.cluster.running(1) })
		if !b.sleeps() || b.phase() != wire.PhaseAsleep {
			t.Fatalf("after a restart it is %v", b.phase())
		}
		if served, err := b.visit(t.Context()); err != nil || !served {
			t.Errorf("served: %v, %v", served, err)
		}
		b.stop()
		b.run(t, time.Hour)
		if served, err := b.visit(t.Context()); err != nil || !served || b.sleeps() {
			t.Errorf("after one more restart it sleeps again: %v, %v", served, err)
		}
	})
}

// TestVisitWhileItFallsAsleep: visitors who come in any moment around that are served by what runs.
func TestVisitWhileItFallsAsleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := drowsy(t)
		var slept atomic.Int64
		b.tell(func(w cluster.Workload) {
			if len(w.Asleep) > 0 {
				time.Sleep(time.Duration(slept.Add(1)%5) * time.Millisecond) // the runtime takes its time
			}
		})
		for i := range 10 {
			pass(57 * time.Second)
			var all sync.WaitGroup
			for k := range 20 { // from before it falls asleep until after
				all.Go(func() {
					time.Sleep(time.Duration(k*250+i) * time.Millisecond)
					ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
					defer cancel()
					if served, err := b.visit(ctx); err != nil || !served {
						t.Errorf("round %d, visitor %d: served %v, %v", i, k, served, err)
					}
				})
				if i%2 == 0 {
					break // else the first keeps it awake for the others
				}
			}
			all.Wait()
			pass(3 * time.Second)
			for range 3 { // now it does fall asleep, and somebody comes in that very moment
				pass(50 * time.Second)
				for !b.Target(1, "web").Rests {
					time.Sleep(500 * time.Microsecond)
				}
				if served, err := b.visit(t.Context()); err != nil || !served {
					t.Errorf("round %d, as it falls asleep: served %v, %v", i, served, err)
				}
			}
		}
		if n := slept.Load(); n < 30 {
			t.Errorf("it slept %d times", n)
		}
	})
}

// TestRuntimeAwayAsItFallsAsleep: unknown is not failed, and what may be running is not taken for asleep.
func TestRuntimeAwayAsItFallsAsleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := drowsy(t)
		pass(56 * time.Second)
		b.cluster.mu.Lock()
		b.cluster.fails = 3
		b.cluster.mu.Unlock()
		b.within(t, "it was tried", func() bool {
			time.Sleep(time.Second)
			b.cluster.mu.Lock()
			defer b.cluster.mu.Unlock()
			return b.cluster.fails < 3
		})
		if served, err := b.visit(t.Context()); err != nil || !served {
			t.Errorf("served: %v, %v", served, err)
		}
		pass(3 * time.Minute)
		if !b.sleeps() {
			t.Error("it does not sleep later")
		}
	})
}

func TestWakeThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := drowsy(t)
		pass(65 * time.Second)
		b.cluster.mu.Lock()
		b.cluster.mute = true
		b.cluster.mu.Unlock()
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		_, err := b.visit(ctx)
		if p := (*problem.Problem)(nil); !errors.As(err, &p) || p.Code != problem.Starting {
			t.Errorf("what does not come up in time: %v", err)
		}
		failed := make(chan error)
		go func() {
			_, err := b.visit(t.Context())
			failed <- err
		}()
		synctest.Wait()
		b.cluster.observe(cluster.Event{Order: 1, Revision: 1, Service: "web", Phase: wire.PhaseFailed, Text: "its image is gone", At: time.Now()})
		if p := (*problem.Problem)(nil); !errors.As(<-failed, &p) || p.Code != problem.Failed {
			t.Errorf("what has failed: %v", err)
		}
		if x := b.Target(1, "web"); x.Rests || x.Phase != wire.PhaseFailed || x.Text != "its image is gone" {
			t.Errorf("target: %+v", x)
		}
		pass(5 * time.Minute)
		if b.sleeps() {
			t.Error("what has failed was put to sleep")
		}
	})
}

func TestSleepIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := drowsy(t)
		for _, x := range []struct {
			id      order.ID
			service string
			after   uint32
			code    problem.Code
		}{{1, "web", 59, problem.BadField}, {1, "web", 86401, problem.BadField}, {1, "other", 60, problem.NotFound}, {2, "web", 60, problem.NotFound}} {
			err := b.Sleep(x.id, x.service, x.after)
			if p := (*problem.Problem)(nil); !errors.As(err, &p) || p.Code != x.code {
				t.Errorf("%+v: %v", x, err)
			}
		}
	})
}

// TestAttackWakeInALoop: however many come to a service that sleeps, and however often, it is started once for all of them, no
// more than so many wait, and between two starts lies what its user has set.
func TestAttackWakeInALoop(t *testing.T) {
	a := attacktest.Begin(t, "visitors have a service started again and again")
	synctest.Test(t, func(t *testing.T) {
		b := drowsy(t)
		var starts atomic.Int64
		var was atomic.Bool
		b.tell(func(w cluster.Workload) {
			if was.Swap(len(w.Asleep) > 0) && len(w.Asleep) == 0 {
				starts.Add(1)
				time.Sleep(time.Second)
			}
		})
		began := time.Now()
		for range 5 {
			pass(70 * time.Second)
			if !b.sleeps() {
				t.Fatal("it does not sleep")
			}
			var all sync.WaitGroup
			var mu sync.Mutex
			served, turned := 0, 0
			for range 500 {
				all.Go(func() {
					_, err := b.visit(t.Context())
					mu.Lock()
					defer mu.Unlock()
					if err == nil {
						served++
					} else {
						turned++
					}
				})
			}
			all.Wait()
			a.Tried(served != tenancy.MaxWaiters || turned != 500-tenancy.MaxWaiters, "%d of 500 waited, %d were told to come again", served, turned)
		}
		a.Tried(starts.Load() != 5, "it was started %d times in %s", starts.Load(), time.Since(began))
		var waiters int
		b.Look(1, func(o *book.Order) { waiters = o.Waiters })
		a.Tried(waiters != 0, "%d wait for ever", waiters)
	})
}
