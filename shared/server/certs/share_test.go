package certs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"berth/shared/attacktest"
	"berth/shared/clocktest"
	"berth/shared/server/certs/certstest"
)

// greed has owners ask for orders as often as they can, all in turn, for a time; it gives how many each had.
func greed(b *budget, clock *clocktest.Clock, d time.Duration, owners ...string) map[string]int {
	had := map[string]int{}
	for end := clock.Now().Add(d); clock.Now().Before(end); clock.Pass(time.Second) {
		for more := true; more; {
			more = false
			for _, o := range owners {
				if _, ok := b.take(o, clock.Now()); ok {
					had[o]++
					more = true
				}
			}
		}
	}
	return had
}

// TestAttackManyNamesOfOne: whoever asks for as many certificates as can be, for hours, alone or with others, leaves some to
// those who come after, in each moment.
func TestAttackManyNamesOfOne(t *testing.T) {
	a := attacktest.Begin(t, "one user's many names keep others' from having a certificate")
	for greedy := 1; greedy <= 8; greedy++ {
		b, clock := newBudget(), clocktest.At(time.Unix(1_700_000_000, 0))
		var hogs []string
		for i := range greedy {
			hogs = append(hogs, fmt.Sprint("hog ", i))
		}
		for hour := range 12 {
			had := greed(b, clock, time.Hour, hogs...)
			total, least := 0, 1000
			for _, h := range hogs {
				total, least = total+had[h], min(least, had[h])
			}
			a.Tried(total > 150, "%d greedy ones had %d orders in hour %d", greedy, total, hour)
			a.Tried(greedy > 1 && least < total/greedy/2, "of %d greedy ones the one with least had %d of %d", greedy, least, total)
			later := fmt.Sprint("guest ", hour)
			for n := range 3 {
				again, ok := b.take(later, clock.Now())
				a.Tried(!ok, "%d greedy ones, hour %d: order %d of a guest waits until %s", greedy, hour, n+1, again.Sub(clock.Now()))
			}
			again, ok := b.take("", clock.Now())
			a.Tried(!ok, "%d greedy ones, hour %d: the server's own waits %s", greedy, hour, again.Sub(clock.Now()))
		}
		a.Tried(len(b.had) > greedy+12, "%d owners are remembered", len(b.had))
	}
}

// TestBudget: what one who has had enough is told comes true, and one who is alone has much.
func TestBudget(t *testing.T) {
	b, clock := newBudget(), clocktest.At(time.Unix(1_700_000_000, 0))
	for n := range orderBurst / 2 {
		if _, ok := b.take("one", clock.Now()); !ok {
			t.Fatalf("order %d at once", n+1)
		}
	}
	again, ok := b.take("one", clock.Now())
	if ok || !again.After(clock.Now()) || again.Sub(clock.Now()) > 2*orderEvery {
		t.Fatalf("then: %v, %s", ok, again.Sub(clock.Now()))
	}
	clock.Pass(again.Sub(clock.Now()) + time.Second)
	if _, ok := b.take("one", clock.Now()); !ok {
		t.Error("not when it was told")
	}
	if n := greed(b, clock, 10*time.Hour, "one")["one"]; n < 400 {
		t.Errorf("alone, in ten hours: %d", n)
	}
	clock.Pass(2 * time.Hour)
	b.take("two", clock.Now())
	if len(b.had) != 1 {
		t.Errorf("remembered: %v", b.had)
	}
	// The server's own names have all that there is.
	for n := range orderBurst - 1 {
		if _, ok := b.take("", clock.Now()); !ok {
			t.Fatalf("own order %d", n)
		}
	}
	if again, ok := b.take("", clock.Now()); ok || again.Sub(clock.Now()) > orderEvery {
		t.Errorf("more than there are: %v %s", ok, again.Sub(clock.Now()))
	}
}

// TestAttackSlowNamesOfOne: orders that take as long as they may, all of one user, hold up no other's.
func TestAttackSlowNamesOfOne(t *testing.T) {
	a := attacktest.Begin(t, "one user's orders that hang take all places of those under way")
	synctest.Test(t, func(t *testing.T) {
		s := newSlots(atOnce)
		ctx, cancel := context.WithTimeout(t.Context(), orderTime)
		defer cancel()
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() {
				if s.take(ctx, "hog") == nil {
					<-ctx.Done()
					s.give("hog")
				}
			})
		}
		synctest.Wait()
		for i := range 3 {
			began := time.Now()
			err := s.take(ctx, fmt.Sprint("guest ", i))
			a.Tried(err != nil || time.Since(began) > 0, "guest %d waits %s: %v", i, time.Since(began), err)
		}
		all.Wait()
		for i := range 3 {
			s.give(fmt.Sprint("guest ", i))
		}
		a.Tried(s.free != atOnce || len(s.has) > 0 || len(s.queue) > 0, "%d places free, %v and %d are left", s.free, s.has, len(s.queue))
		// Who gave up has no place.
		over, stop := context.WithCancel(t.Context())
		stop()
		for range 100 {
			if err := s.take(over, "late"); err == nil {
				s.give("late")
			} else if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}
		a.Tried(s.free != atOnce || len(s.queue) > 0, "%d places free", s.free)
	})
}

// TestAttackOwner goes through handshakes: after hundreds for one user's names, another user's name has its certificate.
func TestAttackOwner(t *testing.T) {
	t.Parallel()
	a := attacktest.Begin(t, "one user's names, all asked for, keep another's from having its certificate")
	patience := impatient
	patience.wait = 20 * time.Millisecond
	s := start(t, scene{crowd: true, pace: patience, ca: certstest.Options{Denies: "web-"}, config: func(c *Config) {
		c.Owner = func(name string) string { return name[:strings.IndexAny(name, "-.")] }
	}})
	until(t, "a certificate", func() bool { return s.has(host) })
	var names []string
	for i := range 300 {
		names = append(names, fmt.Sprintf("web-%d.%s", i+1, host))
	}
	s.hammer(names)
	until(t, "they are done with", func() bool {
		return !slices.ContainsFunc(s.m.States(), func(x State) bool { return x.Busy })
	})
	asked := s.ca.Asked()
	a.Tried(asked > orderBurst/2+3, "%d orders were asked for", asked)
	for range names {
		a.Tried(false, "a name")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	err := s.m.Obtain(ctx, "app.example.org")
	a.Tried(err != nil, "another's: %v", err)
	a.Note("300 names of one user, %d orders asked for, another's got", asked)
}
