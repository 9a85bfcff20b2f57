package greet

import (
	"context"
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"berth/gateway/lease/book"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
)

func TestPriceMovesWithLoad(t *testing.T) {
	for _, c := range []struct {
		base           uint64
		floor, ceiling uint32
		load           uint16
		want           uint64
	}{
		{1000, 100, 100, 0, 1000},
		{1000, 100, 100, 1000, 1000},
		{1000, 80, 160, 0, 800},
		{1000, 80, 160, 250, 1000},
		{1000, 80, 160, 1000, 1600},
		{1000, 80, 160, 1001, 1600}, // there is no more than all
		{1001, 80, 160, 0, 801},     // rounded up
		{1, 1, 10_000, 0, 1},
		{1, 1, 10_000, 1000, 100},
		{0, 80, 160, 500, 0},
	} {
		p := Policy{Floor: c.floor, Ceiling: c.ceiling}
		if got := p.at(amount.NanoOf(c.base), c.load); got.Cmp(amount.NanoOf(c.want)) != 0 {
			t.Errorf("%d at %d‰ of %d to %d: got %s, want %d", c.base, c.load, c.floor, c.ceiling, got, c.want)
		}
	}
}

func TestPriceIsMonotoneAndWithinItsBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		base := amount.NanoOf(r.Uint64() >> r.IntN(64)).Mul(r.Uint64() >> r.IntN(64))
		p := Policy{Floor: 1 + r.Uint32N(300)}
		p.Ceiling = p.Floor + r.Uint32N(1000)
		low, high := base.Mul(uint64(p.Floor)).DivUp(100), base.Mul(uint64(p.Ceiling)).DivUp(100)
		last := amount.Nano{}
		for load := uint16(0); load <= 1000; load += 1 + uint16(r.IntN(20)) {
			got := p.at(base, load)
			if got.Cmp(last) < 0 || got.Cmp(low) < 0 || got.Cmp(high) > 0 {
				t.Fatalf("%s at %d‰ of %+v: got %s after %s, want %s to %s", base, load, p, got, last, low, high)
			}
			last = got
		}
		if p.at(base, 0).Cmp(low) != 0 || p.at(base, 1000).Cmp(high) != 0 {
			t.Fatalf("%s: the ends are %s and %s, want %s and %s", base, p.at(base, 0), p.at(base, 1000), low, high)
		}
	}
}

// An offer at the card's own rate is accepted, and one a unit below is not.
func TestTheCardSaysWhatIsAccepted(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	up := func(n uint64) uint64 { return r.Uint64N(n + 1) }
	for i := range 2000 {
		d, _, _ := desk(func(k *known, terms *Terms, _ *time.Time) {
			terms.Price = Policy{Floor: 1 + r.Uint32N(150), Base: []wire.Price{{Token: dollar,
				CoreHour: units(up(1e12)), GPUHour: units(up(1e13)), MemoryHour: units(up(1e10)), DiskHour: units(up(1e8)), TrafficGiB: units(up(1e12)),
			}}}
			terms.Price.Ceiling = terms.Price.Floor + r.Uint32N(300)
			for at, off := uint32(0), uint32(0); len(terms.Price.Base[0].Discounts) < 4; {
				at, off = at+1+r.Uint32N(20_000), off+1+r.Uint32N(20)
				terms.Price.Base[0].Discounts = append(terms.Price.Base[0].Discounts, wire.Discount{From: at, Percent: off})
			}
			terms.QuoteShare, terms.MaxQuotes = 1+r.Uint32N(100), 500
			k.served = r.IntN(2) == 0
			k.facts.Reserved = resource.Resources{CPUMilli: uint32(up(8000)), MemoryMiB: uint32(up(9000)), DiskMiB: uint32(up(10_000)), TrafficMiB: up(9e5), GPU: uint16(up(1))}
			k.facts.Capacity.CPUMilli = 7000 + uint32(up(6000))
		})
		for u := range byte(r.IntN(4)) {
			if _, err := d.Greet(context.Background(), offer(100+u, 1<<60, uint32(10+up(2000))), netip.Prefix{}); err != nil {
				t.Fatal(err)
			}
		}
		card, err := d.Card(wire.Card{})
		if err != nil {
			t.Fatal(err)
		}
		o := offer(1, 0, 10+uint32(up(2000)))
		o.Duration = 60 + uint32(up(86_000))
		o.Resources.MemoryMiB, o.Resources.DiskMiB, o.Resources.TrafficMiB, o.Resources.GPU = 16+uint32(up(900)), uint32(up(500)), up(1000), uint16(up(1))
		rate := card.Prices[0].Rate(o.Resources, o.Duration)
		if rate.Cost(60).IsZero() {
			continue
		}
		ask := func(user byte, rate amount.Nano) wire.Greeting {
			o.User, o.Rate = eth.Address{user}, rate
			a, err := d.Greet(context.Background(), o, netip.Prefix{})
			if err != nil {
				t.Fatal(err)
			}
			d.mu.Lock()
			delete(d.quotes, holderOf(o)) // the same state for the next one
			d.mu.Unlock()
			return a
		}
		fits := card.Headroom.Lacks(o.Resources) == nil
		if a := ask(1, rate); fits != (a.Kind == wire.Accept) || fits && a.Quote.Rate.Cmp(rate) != 0 {
			t.Fatalf("%d: at the card's rate %s: %+v", i, rate, a)
		}
		if a := ask(1, rate.Sub(amount.NanoOf(1))); fits && (a.Kind != wire.Counter || a.Quote.Rate.Cmp(rate) != 0) {
			t.Fatalf("%d: a unit below the card's rate %s: %+v", i, rate, a)
		}
		if a := ask(1, rate.Add(amount.NanoOf(1))); fits && (a.Kind != wire.Accept || a.Quote.Rate.Cmp(rate) != 0) {
			t.Fatalf("%d: a unit more than the card's rate %s: %+v", i, rate, a)
		}
	}
}

func TestAQuoteKeepsItsPrice(t *testing.T) {
	d, k, _ := desk(func(_ *known, terms *Terms, _ *time.Time) {
		terms.Price.Floor, terms.Price.Ceiling, terms.MaxQuotes = 50, 150, 9
	})
	first, err := d.Greet(context.Background(), offer(1, 500, 1000), netip.Prefix{}) // the floor: nothing is taken
	if err != nil || first.Kind != wire.Accept {
		t.Fatalf("got %+v, %v", first, err)
	}
	second, err := d.Greet(context.Background(), offer(2, 500, 1000), netip.Prefix{}) // a tenth of the cores is
	if err != nil || second.Kind != wire.Counter || second.Quote.Rate.Cmp(units(600)) != 0 {
		t.Fatalf("got %+v, %v", second, err)
	}
	k.facts.Reserved.CPUMilli = 7000
	q := d.quotes[holder{user: eth.Address{1}, secret: eth.Hash{1}}]
	if q.Rate.Cmp(units(500)) != 0 || q.Nonce != first.Quote.Nonce || q.spent {
		t.Errorf("the first quote has become %+v", q)
	}
	if s := d.State(); s.Load.CPU != 900 || s.Quoted.CPUMilli != 2000 {
		t.Errorf("got %+v", s)
	}
	// Whoever asks again pays for what others take, not for the own quote.
	k.facts.Reserved.CPUMilli = 0
	if again, err := d.Greet(context.Background(), offer(1, 599, 1000), netip.Prefix{}); err != nil || again.Kind != wire.Counter || again.Quote.Rate.Cmp(units(600)) != 0 {
		t.Errorf("asked again: %+v, %v", again, err)
	}
}

func TestLongOrdersGetTheirDiscount(t *testing.T) {
	d, _, _ := desk(func(_ *known, terms *Terms, _ *time.Time) {
		terms.Price.Base[0].Discounts = []wire.Discount{{From: 7200, Percent: 5}, {From: 36_000, Percent: 12}}
	})
	for _, c := range []struct{ duration, rate, least uint32 }{
		{60, 1000, 60}, {7199, 1000, 60}, {7200, 950, 7200}, {35_999, 950, 7200}, {36_000, 880, 36_000}, {86_400, 880, 36_000},
	} {
		o := offer(1, 1, 1000)
		o.Duration = c.duration
		a, err := d.Greet(context.Background(), o, netip.Prefix{})
		if err != nil || a.Quote == nil || a.Quote.Rate.Cmp(units(uint64(c.rate))) != 0 || a.Quote.MinDuration != c.least {
			t.Errorf("%d seconds: got %+v, %v; want %d for at least %d", c.duration, a.Quote, err, c.rate, c.least)
		}
	}
}

func TestReplacingIsNotDearerForWhatIsReplaced(t *testing.T) {
	d, _, _ := desk(func(k *known, terms *Terms, _ *time.Time) {
		terms.Price.Floor, terms.Price.Ceiling = 50, 150
		k.live, k.old = 7, book.Replaceable{Token: dollar, Holds: resource.Resources{CPUMilli: 4000, MemoryMiB: 64}}
		k.facts.Reserved = resource.Resources{CPUMilli: 5000, MemoryMiB: 64}
	})
	o := offer(1, 0, 1000)
	o.Replaces = 7
	if a, err := d.Greet(context.Background(), o, netip.Prefix{}); err != nil || a.Kind != wire.Counter || a.Quote.Rate.Cmp(units(600)) != 0 {
		t.Errorf("beside a tenth that others have: %+v, %v", a, err)
	}
}
