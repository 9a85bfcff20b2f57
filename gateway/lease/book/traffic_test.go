package book

import (
	"math/rand/v2"
	"testing"
	"time"

	"berth/gateway/lease/traffic"
	"berth/gateway/ledger"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

const gib = 1 << 30

// shelved is a shelf whose clock the test moves.
func shelved() (*shelf, *time.Time) {
	now := time.Unix(1_800_000_000, 0)
	return &shelf{
		orders: map[order.ID]*Order{}, live: map[eth.Address]order.ID{}, served: map[eth.Address]bool{}, came: make(chan struct{}),
		now: func() time.Time { return now }, url: func(order.ID, string) string { return "" },
	}, &now
}

// order puts an active order on the shelf that begins now, with GiB of traffic for so many hours.
func (s *shelf) order(id order.ID, gibs uint64, hours, committed, probation uint32) *Order {
	return s.add(ledger.Record{Agreed: hours * 3600, Order: order.Order{
		ID: id, State: order.Active, CreatedAt: s.now(), ActivatedAt: s.now(), Duration: hours * 3600, Committed: committed * 3600, Probation: probation,
		Resources: resource.Resources{TrafficMiB: gibs << 10},
	}}, nil)
}

func TestTrafficOpens(t *testing.T) {
	for _, c := range []struct {
		name             string
		gibs             uint64
		hours, committed uint32
		probation        uint32
		after            time.Duration // the activation
		change           func(*Order)
		open             uint64 // bytes
		opens            time.Duration
		more             uint64
	}{
		{name: "an hour ahead", gibs: 720, hours: 720, open: gib, opens: 5 * time.Minute, more: gib / 12},
		{name: "just before the first step", gibs: 720, hours: 720, after: 5*time.Minute - 1, open: gib, opens: 5 * time.Minute, more: gib / 12},
		{name: "the first step", gibs: 720, hours: 720, after: 5 * time.Minute, open: gib + gib/12, opens: 10 * time.Minute, more: gib / 12},
		{name: "ten hours", gibs: 720, hours: 720, after: 10 * time.Hour, open: 11 * gib, opens: 10*time.Hour + 5*time.Minute, more: gib / 12},
		{name: "an hour before its end all is open", gibs: 720, hours: 720, after: 719 * time.Hour, open: 720 * gib},
		{name: "a step before that", gibs: 720, hours: 720, after: 719*time.Hour - 1, open: 720*gib - gib/12 - 1, opens: 719 * time.Hour, more: gib/12 + 1},
		{name: "in probation an hour's, whatever is committed", gibs: 720, hours: 720, committed: 720, probation: 60, open: gib, opens: time.Minute, more: 719 * gib},
		{name: "what is committed, once that binds", gibs: 720, hours: 720, committed: 720, probation: 60, after: time.Minute, open: 720 * gib},
		{name: "a part is committed", gibs: 720, hours: 720, committed: 168, after: time.Hour, open: 168 * gib, opens: 167*time.Hour + 5*time.Minute, more: gib / 12},
		{name: "paid seconds begin after the probation", gibs: 720, hours: 720, probation: 3600, after: 2 * time.Hour, open: 2 * gib, opens: 2*time.Hour + 5*time.Minute, more: gib / 12},
		{name: "a short order", gibs: 1, hours: 1, open: gib},
		{name: "no traffic", gibs: 0, hours: 720, open: 16 << 20},
		{name: "less than is free for an hour", gibs: 1, hours: 720, open: 16 << 20, opens: 10*time.Hour + 20*time.Minute},
		{name: "extended: it opens as before", gibs: 720, hours: 720, after: 10 * time.Hour, change: func(o *Order) { o.Rec.Order.Duration *= 2 },
			open: 11 * gib, opens: 10*time.Hour + 5*time.Minute, more: gib / 12},
		{name: "extended: there is no more than was bought", gibs: 720, hours: 720, after: 1000 * time.Hour, change: func(o *Order) { o.Rec.Order.Duration *= 2 }, open: 720 * gib},
		{name: "announced: what was open stays open", gibs: 720, hours: 720, committed: 168, after: time.Hour,
			change: func(o *Order) {
				o.Rec.Order.AnnouncedAt, o.Rec.Order.AnnouncedEnd = o.shelf.now(), o.shelf.now().Add(time.Hour)
			},
			open: 168 * gib, opens: 167*time.Hour + 5*time.Minute, more: gib / 12},
		{name: "after its end nothing opens", gibs: 720, hours: 720, after: 100 * time.Hour,
			change: func(o *Order) {
				o.Rec.Order.State, o.Rec.EndedAt = order.Cancelled, o.Rec.Order.ActivatedAt.Add(2*time.Hour)
			}, open: 3 * gib},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, now := shelved()
			began := *now
			o := s.order(1, c.gibs, c.hours, c.committed, c.probation)
			*now = began.Add(c.after)
			if c.change != nil {
				c.change(o)
			}
			open, at, more := o.OpenTraffic(*now)
			o.cap()
			if open != c.open || o.Traffic.Load() != c.open {
				t.Errorf("open: got %d, cap %d, want %d", open, o.Traffic.Load(), c.open)
			}
			if (c.opens == 0) != at.IsZero() || c.opens != 0 && !at.Equal(began.Add(c.opens)) {
				t.Errorf("opens at %s, want after %s", at.Sub(began), c.opens)
			}
			if c.more != 0 && more != c.more {
				t.Errorf("opens: got %d more, want %d", more, c.more)
			}
		})
	}
}

// What is said to open does so then and not before, and what is open never shrinks, whatever is done to an order.
func TestTrafficIsMonotone(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		s, now := shelved()
		hours := 1 + r.Uint32N(2000)
		o := s.order(1, r.Uint64N(5000), hours, r.Uint32N(hours+1), r.Uint32N(4000))
		last := uint64(0)
		for range 200 {
			open, at, more := o.OpenTraffic(*now)
			if open < last || open > max(o.Rec.Order.Resources.TrafficMiB<<20, 16<<20) {
				t.Fatalf("%+v: %d after %d", o.Rec, open, last)
			}
			last = open
			if !at.IsZero() && r.IntN(2) == 0 {
				if early, _, _ := o.OpenTraffic(at.Add(-1)); early != open {
					t.Fatalf("%+v: %d of %d are open before %s", o.Rec, early, open, at)
				}
				if then, _, _ := o.OpenTraffic(at); then != open+more {
					t.Fatalf("%+v: %d are open at %s, want %d and %d", o.Rec, then, at, open, more)
				}
				*now = at
				continue
			}
			*now = now.Add(time.Duration(r.Int64N(int64(20 * time.Hour))))
			if r.IntN(10) == 0 && now.Before(o.Rec.Order.EndsAt()) {
				o.Rec.Order.Duration += r.Uint32N(1_000_000)
			}
		}
	}
}

// TestAttackTraffic: nobody uses more traffic than the time that is paid for, or bound to be, is worth, and an hour.
func TestAttackTraffic(t *testing.T) {
	a := attacktest.Begin(t, "a month's traffic for an hour's pay")
	// use takes all that is open of a workload.
	use := func(first *Order) (used uint64) {
		first.cap()
		if meter, limit := first.Meter.Load(), first.Traffic.Load(); limit > meter {
			first.Meter.Store(limit)
		}
		return first.Meter.Load()
	}
	s, now := shelved()
	began := *now
	first := s.order(1, 720, 720, 0, 60)
	for ; now.Sub(began) <= time.Hour; *now = now.Add(time.Minute) {
		used := use(first)
		a.Tried(used > 2*gib, "%d MiB after %s", used>>20, now.Sub(began))
	}

	// Each replacement is as large as the first, and replaced at once.
	last := first
	for id := order.ID(2); id < 200; id++ {
		next := s.order(id, 720, 720, 0, 0)
		s.link(last, next)
		last = next
		used := use(first)
		a.Tried(used > 2*gib+uint64(id)*(16<<20), "%d MiB with order %s after an hour", used>>20, id)
		*now = now.Add(time.Second)
	}
	// The same, though a month is committed and taken over each time: it is paid for once.
	s, now = shelved()
	first = s.order(1, 720, 720, 720, 0)
	last = first
	for id := order.ID(2); id < 50; id++ {
		next := s.order(id, 720, 720, 720, 0)
		use(first)
		s.link(last, next)
		last = next
		used := use(first)
		a.Tried(used > 720*gib+uint64(id)*(16<<20+1<<20), "%d MiB with order %s for a month's pay", used>>20, id)
		*now = now.Add(time.Second)
	}
	// And in probation a commitment binds nobody.
	s, now = shelved()
	first = s.order(1, 720, 720, 720, 86_400)
	*now = now.Add(86_399 * time.Second)
	used := use(first)
	a.Tried(used > gib, "%d MiB in the probation", used>>20)
}

// What was used ahead of the pay counts against the order that takes its place, and is not lost for an honest user: in the end
// all that was bought is there.
func TestTrafficOfAChain(t *testing.T) {
	s, now := shelved()
	one := s.order(1, 720, 720, 0, 0)
	one.Meter.Store(5 * gib)
	*now = now.Add(4 * time.Hour) // 4 GiB are paid for
	two := s.order(2, 100, 100, 0, 0)
	s.link(one, two)
	if one.UsedTraffic() != 4*gib || two.UsedTraffic() != gib {
		t.Errorf("got %d and %d MiB", one.UsedTraffic()>>20, two.UsedTraffic()>>20)
	}
	if limit := one.Traffic.Load(); limit != 5*gib { // an hour of the new one, which is used already
		t.Errorf("the limit is %d MiB", limit>>20)
	}
	if at, more := traffic.Of(&two.Rec).Opens(*now, two.UsedTraffic()); !at.Equal(now.Add(5*time.Minute)) || more != gib/12 {
		t.Errorf("%d MiB more at %s", more>>20, at)
	}
	*now = now.Add(99 * time.Hour)
	one.cap()
	if limit := one.Traffic.Load(); limit != 104*gib {
		t.Errorf("in the end the limit is %d MiB", limit>>20)
	}

	// Whoever has used less than was paid for takes nothing over.
	three := s.order(3, 10, 10, 0, 0)
	s.link(two, three)
	if two.UsedTraffic() != gib || three.UsedTraffic() != 0 || one.Traffic.Load() != 6*gib {
		t.Errorf("got %d and %d MiB, limit %d", two.UsedTraffic()>>20, three.UsedTraffic()>>20, one.Traffic.Load()>>20)
	}
}
