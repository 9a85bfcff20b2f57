package greet

import (
	"errors"
	"net/netip"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/gateway/lease/book"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

func answer(t *testing.T, d *Desk, g wire.Greet) wire.Greeting {
	t.Helper()
	a, err := d.Greet(t.Context(), g, netip.Prefix{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestEachTokenHasItsPrice(t *testing.T) {
	berth, other := eth.Address{0xb}, eth.Address{0xc}
	d, _, _ := desk(func(_ *known, terms *Terms, _ *time.Time) {
		off := []wire.Discount{{From: 7200, Percent: 10}}
		terms.Price = Policy{Floor: 50, Ceiling: 150, Base: []wire.Price{
			{Token: dollar, CoreHour: units(7_200_000), Discounts: off}, {Token: berth, CoreHour: units(72_000_000), Discounts: off},
		}}
	})
	for _, c := range []struct {
		token    eth.Address
		duration uint32
		want     uint64
	}{{dollar, 3600, 1000}, {berth, 3600, 10_000}, {dollar, 7200, 900}, {berth, 7200, 9000}} {
		o := offer(1, 0, 1000)
		o.Token, o.Duration = c.token, c.duration
		a := answer(t, d, o)
		if a.Kind != wire.Counter || a.Quote.Token != c.token || a.Quote.Rate != units(c.want) {
			t.Errorf("%+v: got %+v", c, a.Quote)
		}
	}
	o := offer(1, 1<<40, 1000)
	o.Token = other
	if a := answer(t, d, o); a.Kind != wire.Reject || len(a.Reasons) != 1 || a.Reasons[0].Code != "token" || a.Reasons[0].Wanted != other.String() ||
		a.Reasons[0].Free != dollar.String()+" "+berth.String() {
		t.Errorf("a token that is not taken: %+v", a)
	}
	c, err := d.Card(wire.Card{})
	if err != nil || len(c.Prices) != 2 || c.Prices[0].Token != dollar || c.Prices[1].Token != berth || c.Prices[1].CoreHour != units(43_200_000) { // a tenth is quoted
		t.Errorf("the card: %+v, %v", c.Prices, err)
	}
}

func TestWhatAQuoteBinds(t *testing.T) {
	for _, c := range []struct {
		name      string
		duration  uint32
		traffic   uint64
		committed uint32
		least     uint32
	}{
		{"no discount, no commitment", 3600, 0, 0, 60},
		{"just short of one", 7199, 0, 0, 60},
		{"the first", 7200, 0, 7200, 7200},
		{"longer than it is for", 30_000, 0, 7200, 7200},
		{"with traffic", 30_000, 10, 7200, 30_000},
		{"the second", 36_000, 0, 36_000, 36_000},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _, _ := desk(func(k *known, terms *Terms, _ *time.Time) {
				terms.Price.Base[0].Discounts = []wire.Discount{{From: 7200, Percent: 5}, {From: 36_000, Percent: 12}}
				terms.Notice, k.facts.Epoch = 1800, 4
			})
			o := offer(1, 100_000, 1000)
			o.Duration, o.Resources.TrafficMiB = c.duration, c.traffic
			q := answer(t, d, o).Quote
			if q.Committed != c.committed || q.MinDuration != c.least || q.Notice != 1800 || q.Epoch != 4 || q.Token != dollar || !q.Referrer.IsZero() || q.ReferrerShare != 0 {
				t.Errorf("got %+v", q)
			}
		})
	}
}

// The market refuses an order that costs nothing.
func TestNothingCostsNothing(t *testing.T) {
	d, _, _ := desk(func(_ *known, terms *Terms, _ *time.Time) { terms.Price = fixed(wire.Price{Token: dollar}) })
	a := answer(t, d, offer(1, 0, 1000))
	if a.Kind != wire.Counter || a.Quote.Rate != amount.NanoOf(16_666_667) || a.Quote.Deposit(a.Quote.MinDuration) != amount.Of(1) {
		t.Errorf("got %+v", a.Quote)
	}
}

func TestReferrers(t *testing.T) {
	platform := eth.Address{0x55}
	for _, c := range []struct {
		name     string
		referrer eth.Address
		share    uint16
		ok       bool
	}{
		{"none", eth.Address{}, 0, true},
		{"one that wants nothing", platform, 0, true},
		{"the most", platform, 300, true},
		{"a basis point more", platform, 301, false},
		{"all of it", platform, 65535, false},
		{"nobody", eth.Address{}, 300, false},
		{"the market", eth.Address{8}, 300, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _, _ := desk(func(_ *known, terms *Terms, _ *time.Time) {
				terms.ReferrerShare, terms.NoReferrers = 300, []eth.Address{{8}}
			})
			o := offer(1, 1000, 1000)
			o.Referrer, o.ReferrerShare = c.referrer, c.share
			a := answer(t, d, o)
			switch {
			case !c.ok && (a.Kind != wire.Reject || len(a.Reasons) != 1 || a.Reasons[0].Code != "referrer" || a.Reasons[0].Free != "300"):
				t.Errorf("got %+v", a)
			case c.ok && (a.Kind != wire.Accept || a.Quote.ReferrerShare != c.share || a.Quote.Referrer != c.referrer):
				t.Errorf("got %+v", a)
			}
		})
	}
}

func TestProbationOfThisVeryUser(t *testing.T) {
	for _, c := range []struct {
		name     string
		change   func(*known, *Terms)
		replaces bool
		quoted   uint32
		least    uint64 // of stake, in the quote
		want     *wire.Probation
		asked    int
	}{
		{name: "everybody's", quoted: 60, want: &wire.Probation{Seconds: 60}},
		{name: "nobody's", change: func(_ *known, t *Terms) { t.Probation = 0 }},
		{name: "had an order", change: func(k *known, _ *Terms) { k.served = true }, want: &wire.Probation{Why: "not-first"}},
		{name: "had an order, whatever the stake", change: func(k *known, t *Terms) { k.served, t.MinStake = true, amount.Of(9) },
			want: &wire.Probation{Why: "not-first", MinStake: amount.Of(9)}},
		{name: "enough stake", change: func(k *known, t *Terms) {
			t.MinStake, k.entitled = amount.Of(9), chain.Entitled{First: true, Free: amount.Of(9)}
		},
			quoted: 60, least: 9, want: &wire.Probation{Seconds: 60, MinStake: amount.Of(9), Stake: amount.Of(9)}, asked: 1},
		{name: "a unit too little", change: func(k *known, t *Terms) {
			t.MinStake, k.entitled = amount.Of(9), chain.Entitled{First: true, Free: amount.Of(8)}
		},
			want: &wire.Probation{Why: "stake", MinStake: amount.Of(9), Stake: amount.Of(8)}, asked: 1},
		{name: "the chain knows of an order", change: func(k *known, t *Terms) { t.MinStake, k.entitled = amount.Of(9), chain.Entitled{Free: amount.Of(10)} },
			want: &wire.Probation{Why: "not-first", MinStake: amount.Of(9), Stake: amount.Of(10)}, asked: 1},
		{name: "the chain is away", change: func(k *known, t *Terms) { t.MinStake, k.away = amount.Of(9), errors.New("away") },
			want: &wire.Probation{Why: "unknown", MinStake: amount.Of(9)}, asked: 1},
		{name: "a replacement", replaces: true, change: func(k *known, t *Terms) { k.old.Token, t.MinStake = dollar, amount.Of(9) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, k, _ := desk(func(k *known, terms *Terms, _ *time.Time) {
				if c.change != nil {
					c.change(k, terms)
				}
			})
			o := offer(1, 1000, 1000)
			if c.replaces {
				o.Replaces = 7
			}
			a := answer(t, d, o)
			if a.Kind != wire.Accept || a.Quote.Probation != c.quoted || a.Quote.MinStake != amount.Of(c.least) || k.asked != c.asked {
				t.Errorf("got %+v, asked %d times", a.Quote, k.asked)
			}
			if (a.Probation == nil) != (c.want == nil) || c.want != nil && *a.Probation != *c.want {
				t.Errorf("got %+v, want %+v", a.Probation, c.want)
			}
		})
	}
}

// What a quote of an older epoch holds is free: it can never be used.
func TestQuotesEndWithTheirEpoch(t *testing.T) {
	d, k, _ := desk()
	answer(t, d, offer(1, 1000, 6000))
	if free := d.Headroom().CPUMilli; free != 4000 || d.Live() != 1 {
		t.Fatalf("headroom %d, %d quotes", free, d.Live())
	}
	k.facts.Epoch++
	if free := d.Headroom().CPUMilli; free != 10_000 || d.Live() != 0 {
		t.Errorf("headroom %d, %d quotes", free, d.Live())
	}
	if a := answer(t, d, offer(2, 10_000, 10_000)); a.Kind != wire.Accept || a.Quote.Epoch != 1 {
		t.Errorf("got %+v", a)
	}
}

// So is what a quote holds that the node took back, and what a later one replaces.
func TestQuotesThatAreVoid(t *testing.T) {
	d, _, _ := desk()
	user := eth.Address{1}
	first := answer(t, d, offer(1, 100_000, 6000)).Quote
	second := answer(t, d, offer(1, 100_000, 1000)).Quote
	if free := d.Headroom().CPUMilli; free != 9000 || d.Live() != 1 || second.Nonce <= first.Nonce {
		t.Fatalf("headroom %d, %d quotes, nonces %d and %d", free, d.Live(), first.Nonce, second.Nonce)
	}
	d.Void(user, second.Epoch, first.Nonce)
	d.Void(user, second.Epoch+1, second.Nonce)
	d.Void(eth.Address{2}, second.Epoch, second.Nonce)
	if free := d.Headroom().CPUMilli; free != 9000 || d.Live() != 1 {
		t.Errorf("others were taken back: headroom %d, %d quotes", free, d.Live())
	}
	d.Void(user, second.Epoch, second.Nonce)
	if free := d.Headroom().CPUMilli; free != 10_000 || d.Live() != 0 {
		t.Errorf("it was taken back: headroom %d, %d quotes", free, d.Live())
	}
}

func TestReplacingKeepsTokenAndCommitment(t *testing.T) {
	berth := eth.Address{0xb}
	d, k, _ := desk(func(k *known, terms *Terms, _ *time.Time) {
		terms.Price.Base = append(terms.Price.Base, wire.Price{Token: berth, CoreHour: units(1)})
		k.live, k.old = 7, book.Replaceable{Token: dollar}
	})
	o := offer(1, 1000, 1000)
	o.Replaces, o.Token = 7, berth
	if a := answer(t, d, o); a.Kind != wire.Reject || len(a.Reasons) != 1 || a.Reasons[0].Code != "token" || a.Reasons[0].Free != dollar.String() {
		t.Errorf("another token: %+v", a)
	}
	o.Token = dollar
	k.old.Rest = amount.Of(3_600_000) // 1000 a second for an hour
	if a := answer(t, d, o); a.Kind != wire.Accept {
		t.Errorf("just enough: %+v", a)
	}
	k.old.Rest = amount.Of(3_600_001)
	if a := answer(t, d, o); a.Kind != wire.Reject || len(a.Reasons) != 1 || a.Reasons[0].Code != "duration" {
		t.Errorf("worth less than what is left of the commitment: %+v", a)
	}
}
