package greet

import (
	"context"
	"crypto/ecdsa"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/gateway/lease"
	"berth/gateway/lease/book"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

func TestHeadroom(t *testing.T) {
	cpu := func(n uint32) resource.Resources { return resource.Resources{CPUMilli: n, MemoryMiB: 1000} }
	for _, c := range []struct {
		name   string
		change func(f *lease.Facts, now time.Time)
		free   uint32
		closed string
		load   uint16
	}{
		{"total more than capacity", func(f *lease.Facts, _ time.Time) { f.Total, f.Capacity = cpu(16_000), cpu(8000) }, 8000, "", 0},
		{"capacity more than total", func(f *lease.Facts, _ time.Time) { f.Total, f.Capacity = cpu(8000), cpu(16_000) }, 8000, "", 0},
		{"less what is reserved", func(f *lease.Facts, _ time.Time) {
			f.Total, f.Capacity, f.Reserved = cpu(16_000), cpu(8000), resource.Resources{CPUMilli: 2000}
		}, 6000, "", 250},
		{"capacity has shrunk below what is reserved", func(f *lease.Facts, _ time.Time) { f.Total, f.Capacity, f.Reserved = cpu(16_000), cpu(1000), cpu(2000) }, 0, "", 1000},
		{"no machine has as much in one piece", func(f *lease.Facts, _ time.Time) { f.Capacity, f.Piece = cpu(10_000), cpu(3000) }, 3000, "", 0},
		{"a machine has more than is not reserved", func(f *lease.Facts, _ time.Time) {
			f.Capacity, f.Piece, f.Reserved = cpu(10_000), cpu(9000), resource.Resources{CPUMilli: 5000}
		}, 5000, "", 500},
		{"no capacity in one dimension", func(f *lease.Facts, _ time.Time) { f.Capacity.CPUMilli, f.Reserved = 0, cpu(2000) }, 0, "", 1000},
		{"capacity unknown since the start", func(f *lease.Facts, _ time.Time) { f.Capacity, f.Measured = resource.Resources{}, time.Time{} }, 0, "runtime", 0},
		{"the runtime has been away for a moment", func(f *lease.Facts, now time.Time) { f.Measured = now.Add(-fresh) }, 10_000, "", 0},
		{"the runtime has been away for long", func(f *lease.Facts, now time.Time) { f.Measured = now.Add(-fresh - 1) }, 0, "runtime", 0},
		{"the chain has been away for long", func(f *lease.Facts, now time.Time) { f.Polled = now.Add(-fresh - 1) }, 0, "chain", 0},
		{"paused", func(f *lease.Facts, _ time.Time) { f.Paused = true }, 0, "paused", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _, _ := desk(func(k *known, _ *Terms, now *time.Time) { c.change(&k.facts, *now) })
			s := d.State()
			if s.Headroom.CPUMilli != c.free || s.Closed != c.closed || s.Load.CPU != c.load {
				t.Errorf("got %+v", s)
			}
			o := offer(1, 1<<40, max(c.free, 10))
			a, err := d.Greet(context.Background(), o, netip.Prefix{})
			if err != nil || (a.Kind == wire.Accept) != (c.free > 0) || c.closed != "" && (len(a.Reasons) != 1 || a.Reasons[0].Code != c.closed) {
				t.Errorf("an offer for all of it: %+v, %v", a, err)
			}
		})
	}
}

func TestARoomThatShrinksUnderAReplacement(t *testing.T) {
	d, k, _ := desk(func(k *known, _ *Terms, _ *time.Time) {
		k.live, k.old = 7, book.Replaceable{Token: dollar, Holds: resource.Resources{CPUMilli: 4000, MemoryMiB: 64}}
		k.facts.Reserved, k.facts.Capacity.CPUMilli = k.old.Holds, 1000
	})
	o := offer(1, 1<<40, 4000)
	o.Replaces = 7
	if a, err := d.Greet(context.Background(), o, netip.Prefix{}); err != nil || a.Kind != wire.Accept {
		t.Errorf("as much as it has: %+v, %v", a, err)
	}
	o.Resources.CPUMilli++
	if a, err := d.Greet(context.Background(), o, netip.Prefix{}); err != nil || a.Kind != wire.Reject {
		t.Errorf("more than it has: %+v, %v", a, err)
	}
	if s := d.State(); s.Headroom.CPUMilli != 0 || s.Load.CPU != 1000 {
		t.Errorf("got %+v with %+v", s, k.facts)
	}
}

// users is known with some users who have had orders.
type users struct {
	known
	served map[eth.Address]bool
}

func (u *users) Served(a eth.Address) bool { return u.served[a] }

func TestNobodyQuotesANodeEmpty(t *testing.T) {
	u := &users{served: map[eth.Address]bool{{200}: true, {201}: true}}
	now := time.Unix(1_700_000_000, 0)
	u.facts = lease.Facts{Registered: true, Total: ten, Capacity: ten, Polled: now, Measured: now, Reserved: resource.Resources{CPUMilli: 2000}}
	terms := Terms{Price: Policy{Base: []wire.Price{price}, Floor: 100, Ceiling: 200}, MinDuration: 60, MaxDuration: 86400, MaxQuotes: 100, QuoteShare: 50}
	d := New(node, func() *ecdsa.PrivateKey { return key }, domain, terms, u, u, u, &counter{}, u, func() time.Time { return now })
	greet := func(user byte, cpu uint32) wire.Greeting {
		t.Helper()
		a, err := d.Greet(context.Background(), offer(user, 1<<40, cpu), netip.Prefix{})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	// One address asks for all, and many others for as much as they can get.
	if a := greet(1, 8000); a.Kind != wire.Accept {
		t.Fatalf("an honest newcomer who wants all that is free: %+v", a)
	}
	busy := 0
	for n := byte(2); n < 100; n++ {
		if a := greet(n, 4000); a.Kind == wire.Reject {
			busy++
			if a.Reasons[0].Code != "busy" {
				t.Fatalf("address %d: %+v", n, a)
			}
		}
	}
	if s := d.State(); s.Headroom.CPUMilli != 4000 || s.Quotes != 50 || s.Load.CPU != 600 {
		t.Errorf("half of the 8000 is what they can hold: %+v", s)
	}
	if busy != 49 {
		t.Errorf("%d were told that it is busy, want 49", busy)
	}
	if a := greet(200, 4000); a.Kind != wire.Accept {
		t.Errorf("a user who is known here: %+v", a)
	}
	if a := greet(201, 10); a.Kind != wire.Reject {
		t.Errorf("what the known user was quoted is held in full: %+v", a)
	}
	if s := d.State(); s.Headroom.CPUMilli != 0 || s.Load.CPU != 1000 {
		t.Errorf("got %+v", s)
	}
}

func TestManyQuotesDoNotOverflow(t *testing.T) {
	huge := resource.Resources{CPUMilli: 1<<32 - 1, MemoryMiB: 1<<32 - 1, DiskMiB: 1<<32 - 1, TrafficMiB: resource.MaxTraffic, GPU: 1<<16 - 1}
	d, k, now := desk(func(k *known, terms *Terms, _ *time.Time) {
		k.facts.Total, k.facts.Capacity, terms.MaxQuotes = huge, huge, 1<<20
	})
	for n := range 100 {
		for _, newcomer := range []bool{true, false} {
			u := eth.Address{byte(n), 1}
			if newcomer {
				u[1] = 2
			}
			d.quotes[holder{user: u}] = &quoted{Quote: order.Quote{ValidUntil: now.Add(time.Minute)}, holds: huge, newcomer: newcomer}
		}
	}
	k.facts.Reserved = resource.Resources{CPUMilli: 5}
	s := d.State()
	if !s.Headroom.IsZero() || s.Load != (wire.Load{CPU: 1000, Memory: 1000, Disk: 1000, Traffic: 1000, GPU: 1000}) || s.Quoted != huge {
		t.Errorf("got %+v", s)
	}
}

func TestBlockedUsers(t *testing.T) {
	d, k, _ := desk(func(_ *known, terms *Terms, _ *time.Time) {
		terms.Blocked = func(a eth.Address) bool { return a == eth.Address{1} }
	})
	for user, want := range map[byte]wire.AnswerKind{1: wire.Reject, 2: wire.Accept} {
		a, err := d.Greet(context.Background(), offer(user, 1000, 1000), netip.Prefix{})
		if err != nil || a.Kind != want || want == wire.Reject && (len(a.Reasons) != 1 || a.Reasons[0].Code != "blocked") {
			t.Errorf("user %d: %+v, %v", user, a, err)
		}
	}
	k.live, k.old = 7, book.Replaceable{Token: dollar, Holds: resource.Resources{CPUMilli: 1000, MemoryMiB: 64}}
	o := offer(1, 1000, 1000)
	o.Replaces = 7
	if a, err := d.Greet(context.Background(), o, netip.Prefix{}); err != nil || a.Kind != wire.Reject || a.Reasons[0].Code != "blocked" {
		t.Errorf("a new price for the order that goes on: %+v, %v", a, err)
	}
}

// However many ask at the same moment, what is promised to users who are known here is there.
func TestSideBySide(t *testing.T) {
	d, k, _ := desk(func(k *known, terms *Terms, _ *time.Time) { k.served, terms.MaxQuotes = true, 1000 })
	k.facts.Reserved.CPUMilli = 500
	var accepted atomic.Int64
	var wg sync.WaitGroup
	for n := range byte(64) {
		wg.Go(func() {
			a, err := d.Greet(context.Background(), offer(n+1, 1<<40, 1000), netip.Prefix{})
			if err != nil {
				t.Error(err)
			}
			if a.Kind == wire.Accept {
				accepted.Add(1)
			}
			if s := d.State(); s.Headroom.CPUMilli > 9500 || s.Quoted.CPUMilli > 9500 {
				t.Errorf("got %+v", s)
			}
		})
	}
	wg.Wait()
	if s := d.State(); accepted.Load() != 9 || s.Headroom.CPUMilli != 500 || s.Quotes != 9 {
		t.Errorf("%d accepted, %+v", accepted.Load(), s)
	}
}
