package greet

import (
	"errors"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

func TestWhomItServes(t *testing.T) {
	good := wire.Record{Completed: 3, SecondsPaid: 7200, Partners: 2}
	for _, c := range []struct {
		name     string
		ask      wire.AdminServe
		change   func(*known)
		replaces bool
		code     string // empty: it serves
		wanted   string
		free     string
	}{
		{name: "everybody"},
		{name: "just enough of all", ask: wire.AdminServe{MinStake: amount.Of(9), MinCompleted: 3, MinSecondsPaid: 7200, MinPartners: 2}},
		{name: "an order too few", ask: wire.AdminServe{MinCompleted: 4}, code: "record", wanted: "4", free: "3"},
		{name: "a second too few", ask: wire.AdminServe{MinSecondsPaid: 7201}, code: "record", wanted: "7201", free: "7200"},
		{name: "a partner too few", ask: wire.AdminServe{MinPartners: 3}, code: "record", wanted: "3", free: "2"},
		{name: "a unit of stake too little", ask: wire.AdminServe{MinStake: amount.Of(10)}, code: "stake", wanted: "10", free: "9"},
		{name: "records are not counted yet", ask: wire.AdminServe{MinCompleted: 1}, change: func(k *known) { k.records = nil }, code: "chain"},
		{name: "and nobody asks for them", ask: wire.AdminServe{MinStake: amount.Of(1)}, change: func(k *known) { k.records = nil }},
		{name: "the chain is away", ask: wire.AdminServe{MinStake: amount.Of(1)}, change: func(k *known) { k.away = errors.New("away") }, code: "chain"},
		{name: "who has an order replaces it", ask: wire.AdminServe{MinStake: amount.Of(10), MinCompleted: 4}, replaces: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _, _ := desk(func(k *known, terms *Terms, _ *time.Time) {
				terms.Serve = c.ask
				k.old.Token = dollar
				k.records = map[eth.Address]wire.Record{{1}: good}
				k.entitled = chain.Entitled{Free: amount.Of(9)}
				if c.change != nil {
					c.change(k)
				}
			})
			o := offer(1, 1<<40, 100)
			if c.replaces {
				o.Replaces = 7
			}
			a := answer(t, d, o)
			switch {
			case c.code == "" && a.Kind != wire.Accept:
				t.Errorf("got %+v", a)
			case c.code != "" && (a.Kind != wire.Reject || len(a.Reasons) != 1 || a.Reasons[0].Code != c.code || a.Reasons[0].Wanted != c.wanted || a.Reasons[0].Free != c.free):
				t.Errorf("got %+v", a)
			}
		})
	}
}

func TestMaintenanceClosesTheDesk(t *testing.T) {
	d, _, _ := desk(func(_ *known, terms *Terms, _ *time.Time) { terms.Maintenance = &wire.Maintenance{} })
	if a := answer(t, d, offer(1, 1<<40, 100)); a.Kind != wire.Reject || a.Reasons[0].Code != "maintenance" {
		t.Errorf("got %+v", a)
	}
	if s := d.State(); s.Closed != "maintenance" || !s.Headroom.IsZero() {
		t.Errorf("got %+v", s)
	}
}

func TestTermsChangeAtOnce(t *testing.T) {
	d, _, _ := desk()
	o := offer(1, 0, 1000)
	was := answer(t, d, o).Quote.Rate
	terms := *d.terms.Load()
	dear := price
	dear.CoreHour = price.CoreHour.Mul(2)
	terms.Price, terms.Notice = fixed(dear), 1800
	d.SetTerms(terms)
	if q := answer(t, d, o).Quote; q.Rate != was.Mul(2) || q.Notice != 1800 {
		t.Errorf("got %+v, before it was %s", q, was)
	}
	c, err := d.Card(wire.Card{})
	if err != nil || c.Prices[0].CoreHour != dear.CoreHour || c.Notice != 1800 {
		t.Errorf("the card: %+v, %v", c, err)
	}
}

func TestHowOffersWouldBeAnswered(t *testing.T) {
	d, k, _ := desk(func(k *known, _ *Terms, _ *time.Time) { k.records = map[eth.Address]wire.Record{{1}: {Completed: 1}} })
	answer(t, d, offer(1, 1000, 1000)) // accepted at 1000
	answer(t, d, offer(2, 0, 1000))    // countered with 1000
	answer(t, d, offer(3, 1<<40, 11_000))
	k.live = 5
	answer(t, d, offer(4, 1000, 1000))
	all := d.Recent()
	if len(all) != 4 || all[0].Greet.User != (eth.Address{4}) || all[3].Was.Kind != wire.Accept || all[2].Was.Kind != wire.Counter || all[1].Was.Why[0].Code != "cpuMilli" {
		t.Fatalf("got %+v", all)
	}
	terms := *d.terms.Load()
	dear := price
	dear.CoreHour = price.CoreHour.Mul(2)
	terms.Price, terms.Serve = fixed(dear), wire.AdminServe{MinCompleted: 1}
	for i, want := range []struct {
		kind wire.AnswerKind
		rate uint64
		code string
	}{{wire.Reject, 0, "live-order"}, {wire.Reject, 0, "cpuMilli"}, {wire.Reject, 0, "record"}, {wire.Counter, 2000, ""}} {
		got := d.Would(t.Context(), terms, all[i])
		if got.Kind != want.kind || got.Rate != units(want.rate) || want.code != "" && got.Why[0].Code != want.code {
			t.Errorf("offer %d: got %+v, want %+v", i, got, want)
		}
	}
	terms.Blocked = func(eth.Address) bool { return true }
	if got := d.Would(t.Context(), terms, all[3]); got.Kind != wire.Reject || got.Why[0].Code != "blocked" {
		t.Errorf("blocked: got %+v", got)
	}
	if d.Live() != 2 {
		t.Errorf("%d quotes: a preview has made some", d.Live())
	}
}

// The ring keeps the last offers and no more, whoever sends them.
func TestRecentOffersAreBounded(t *testing.T) {
	d, _, _ := desk()
	for n := range 3*MaxRecent + 7 {
		o := offer(1, 0, 1000)
		o.Duration = uint32(100 + n)
		answer(t, d, o)
	}
	all := d.Recent()
	if len(all) != MaxRecent || all[0].Greet.Duration != 100+3*MaxRecent+6 || all[MaxRecent-1].Greet.Duration != 100+2*MaxRecent+7 {
		t.Errorf("%d offers, from %d to %d", len(all), all[0].Greet.Duration, all[len(all)-1].Greet.Duration)
	}
}
