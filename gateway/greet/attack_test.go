package greet

import (
	"context"
	"encoding/binary"
	"net/netip"
	"testing"
	"time"

	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/wire"
)

// One origin asks for quotes with as many addresses as it likes; a new one costs nothing.
func TestAttackQuotes(t *testing.T) {
	a := attacktest.Begin(t, "one origin takes all quotes")
	d, _, _ := desk(func(_ *known, t *Terms, _ *time.Time) { t.MaxQuotes, t.QuoteShare = 100, 50 })
	ask := func(n uint32, from string) bool {
		g := offer(1, 1<<40, 10)
		g.User, g.Hold = eth.Address{0xff}, eth.Hash{}
		binary.BigEndian.PutUint32(g.User[1:], n)
		answer, err := d.Greet(context.Background(), g, netip.MustParsePrefix(from))
		if err != nil {
			t.Fatal(err)
		}
		return answer.Kind == wire.Accept
	}
	for n := range uint32(2000) {
		ask(n, "192.0.2.1/32")
		a.Tried(d.Live() > 25, "one origin has %d quotes", d.Live())
	}
	a.Tried(!ask(5000, "198.51.100.7/32"), "a newcomer from elsewhere is told that all is taken")
	a.Tried(len(d.lately) > 8*100, "%d users are remembered", len(d.lately))
}

// Somebody names another user, whose address everybody knows, to have what that user's quote holds let go of, or to hold more
// than a stranger may.
func TestAttackHolds(t *testing.T) {
	a := attacktest.Begin(t, "another user's hold")
	d, k, now := desk(func(k *known, t *Terms, _ *time.Time) { k.served, t.MaxQuotes, t.QuoteShare = true, 100, 50 })
	victim := offer(1, 1<<40, 6000)
	mine, err := d.Greet(context.Background(), victim, netip.Prefix{})
	if err != nil || mine.Kind != wire.Accept {
		t.Fatalf("got %+v, %v", mine, err)
	}
	holds := func() uint32 { return d.quotes[holderOf(victim)].holds.CPUMilli }
	for n := range byte(50) {
		g := offer(1, 1<<40, 10)
		g.Hold = eth.Hash{n, 0xff}
		if n == 0 {
			g.Hold = eth.Hash{}
		}
		if _, err := d.Greet(context.Background(), g, netip.Prefix{}); err != nil {
			t.Fatal(err)
		}
		d.Release(g.User, g.Hold)
		a.Tried(holds() != 6000, "the user's quote holds %d", holds())
	}
	// All that is free is 4000: those who only know the name hold half of that at most, as strangers do.
	for n := range byte(40) {
		g := offer(1, 1<<40, 4000)
		g.Hold = eth.Hash{n, 0xfe}
		if _, err := d.Greet(context.Background(), g, netip.Prefix{}); err != nil {
			t.Fatal(err)
		}
		free := d.Headroom().CPUMilli
		a.Tried(free < 1000, "only %d is left", free)
	}
	again, err := d.Greet(context.Background(), victim, netip.Prefix{})
	a.Tried(err != nil || again.Kind != wire.Accept, "the user cannot ask again: %+v, %v", again, err)
	d.Spent(victim.User, again.Quote.Epoch, again.Quote.Nonce)
	a.Tried(d.Live() != 0, "%d quotes of a user who has an order now", d.Live())
	*now = now.Add(time.Second)
	k.facts.Head++
	a.Tried(!d.holdsNothing(victim.User), "the order's own quote is still held")
}

// holdsNothing reports whether no quote is held for a user.
func (d *Desk) holdsNothing(user eth.Address) bool {
	d.State()
	for h := range d.quotes {
		if h.user == user {
			return false
		}
	}
	return true
}

// Whoever asked lets go of it, and whoever asks again finds neither the own room taken nor the price risen by it.
func TestAnOwnHoldIsLetGoOf(t *testing.T) {
	d, _, _ := desk(func(_ *known, t *Terms, _ *time.Time) { t.Price.Floor, t.Price.Ceiling = 50, 150 })
	g := offer(1, 1<<40, 10_000)
	first := answer(t, d, g)
	if second := answer(t, d, g); second.Kind != wire.Accept || second.Quote.Rate != first.Quote.Rate || d.Live() != 1 {
		t.Errorf("asked again: %+v after %+v", second, first)
	}
	d.Release(g.User, eth.Hash{9})
	d.Release(eth.Address{2}, g.Hold)
	if d.Live() != 1 {
		t.Error("others let go of it")
	}
	d.Release(g.User, g.Hold)
	if s := d.State(); s.Quotes != 0 || s.Load != (wire.Load{}) || !s.Quoted.IsZero() {
		t.Errorf("let go of: %+v", s)
	}
	g.Hold = eth.Hash{}
	answer(t, d, g)
	d.Release(g.User, eth.Hash{})
	if d.Live() != 1 {
		t.Error("one without a secret was let go of")
	}
}
