package account

import (
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/text"
)

func TestSpread(t *testing.T) {
	n := amount.Of
	at := func(month time.Month, day int) time.Time { return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC) }
	got := spread(n(1000), at(time.March, 30), at(time.April, 3)) // two of four days in each
	if got["2026-03"] != n(500) || got["2026-04"] != n(500) || len(got) != 2 {
		t.Errorf("half and half: %v", got)
	}
	var sum amount.Amount
	for _, part := range spread(n(1001), at(time.January, 7), at(time.June, 3)) {
		sum = sum.Add(part)
	}
	if sum != n(1001) {
		t.Errorf("%s of 1001", sum)
	}
	if got := spread(n(7), at(time.May, 5), at(time.May, 5)); got["2026-05"] != n(7) {
		t.Errorf("within a second: %v", got)
	}
}

func TestSpent(t *testing.T) {
	coin, other := eth.Address{1}, eth.Address{2}
	now := time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)
	ended := func(token eth.Address, paid uint64, from, to time.Time) wire.OrderView {
		v := wire.OrderView{PaidOut: amount.Of(paid), EndedAt: to}
		v.Token, v.ActivatedAt, v.State = token, from, order.Completed
		return v
	}
	views := []wire.OrderView{
		ended(coin, 100, now.AddDate(0, -2, 0), now.AddDate(0, -2, 1)),
		ended(coin, 40, now.AddDate(0, 0, -3), now.AddDate(0, 0, -2)),
		ended(coin, 9, now.AddDate(-2, 0, 0), now.AddDate(-2, 0, 1)), // too long ago for the chart
		ended(other, 5, now.AddDate(0, -1, 0), now.AddDate(0, -1, 1)),
		ended(other, 5, time.Time{}, now), // it never ran
	}
	by, all := spent(views, now)
	if got := by[coin]; len(got) != 3 || got[0].Month != "2026-04" || got[0].Sum != amount.Of(100) || !got[1].Sum.IsZero() || got[2].Sum != amount.Of(40) {
		t.Errorf("by month: %+v", got)
	}
	if all[coin] != amount.Of(149) || all[other] != amount.Of(5) || len(by[other]) != 2 {
		t.Errorf("in all: %v, other %+v", all, by[other])
	}
}

// TestNothingSpent: what runs is never passed over in silence, however little it came to.
func TestNothingSpent(t *testing.T) {
	start := time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)
	coin := wire.Token{Address: eth.Address{1}, Symbol: "dUSD", Decimals: 6, Dollar: true}
	chain := wire.Chain{Tokens: []wire.Token{coin}}
	var v wire.OrderView
	v.Token, v.State, v.ActivatedAt, v.Probation, v.Duration = coin.Address, order.Active, start, 60, 86400
	v.Rate = amount.Of(12010).Nano().Div(86400) // the demo's smallest service for a day
	waits, past := v, v
	waits.State, waits.ActivatedAt = order.Created, time.Time{}
	past.State, past.EndedAt = order.Cancelled, start
	for _, c := range []struct {
		name  string
		after time.Duration
		views []wire.OrderView
		want  string
	}{
		{"no order", 0, nil, "Nothing yet."},
		{"one that waits, one that was called off", 0, []wire.OrderView{waits, past}, "Nothing yet."},
		{"free", 59 * time.Second, []wire.OrderView{waits, v}, "Nothing yet: what runs is in its probation, which is free."},
		{"begun", 67 * time.Second, []wire.OrderView{v, waits}, "Less than $0.000001 so far: what runs has only just begun."},
		{"a unit", 68 * time.Second, []wire.OrderView{v}, ""},
	} {
		now, got := start.Add(c.after), ""
		if _, all := spent(c.views, now); len(all) == 0 {
			got = none(text.T{}, chain, c.views, now)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
