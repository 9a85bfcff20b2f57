package stake

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
)

// day is the beginning of one.
var day = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

func TestPaces(t *testing.T) {
	alice, bob := eth.Address{1}, eth.Address{2}
	staked := func(at time.Duration, who eth.Address, n uint64) Change {
		return Change{At: day.Add(at), Account: who, Added: amount.Of(n)}
	}
	taken := func(at time.Duration, who eth.Address, n uint64) Change {
		return Change{At: day.Add(at), Account: who, Taken: amount.Of(n)}
	}
	shared := func(at time.Duration, emitted, released uint64) Change {
		return Change{At: day.Add(at), Emitted: amount.Of(emitted), Released: amount.Of(released)}
	}
	const h = time.Hour
	// A year has 8,760 hours: 1 of 8,760 an hour is 100 %.
	pool := Pool{Total: amount.Of(8760), Left: amount.Of(1e9)}
	for _, c := range []struct {
		name    string
		changes []Change
		pool    Pool
		now     time.Duration
		want    string
	}{
		{"nobody", nil, Pool{Emission: amount.Of(1), Left: amount.Of(1)}, h, ""},
		{"nothing is known", nil, pool, 12 * h, "12-24 0.00 ahead, 24-48 0.00 ahead"},
		{"the emission, and what is released", nil, Pool{Total: amount.Of(8760 * 3600), Left: amount.Of(1e9), Emission: amount.Of(1), Releasing: amount.Of(3600 * 12), Waiting: amount.Of(3600 * 12)},
			12 * h, "12-24 2.00 ahead, 24-48 1.50 ahead"},
		{"the pool is used up", nil, Pool{Total: amount.Of(8760 * 3600), Emission: amount.Of(1)}, 12 * h, "12-24 0.00 ahead, 24-48 0.00 ahead"},
		{"the first stake, and a claim", []Change{staked(2*h, alice, 8760), shared(4*h, 2, 2)}, pool, 6 * h,
			"2-4 2.00, 4-6 0.00, 6-24 0.00 ahead, 24-48 0.00 ahead"},
		{"more joins, and shares out first", []Change{staked(0, alice, 4380), shared(2*h, 4, 0), staked(2*h, bob, 4380), shared(4*h, 4, 0)}, pool, 4 * h,
			"0-2 4.00, 2-4 2.00, 4-24 0.00 ahead, 24-48 0.00 ahead"},
		{"all leave, and one comes back", []Change{staked(0, alice, 100), shared(h, 0, 0), taken(h, alice, 100), shared(3*h, 0, 0), staked(3*h, bob, 8760), shared(4*h, 1, 0)}, pool, 4 * h,
			"0-1 0.00, 3-4 1.00, 4-24 0.00 ahead, 24-48 0.00 ahead"},
		{"nothing shared out in between is nothing yielded", []Change{staked(0, alice, 8760), staked(2*h, bob, 0), shared(3*h, 1, 0)}, pool, 3 * h,
			"0-2 0.00, 2-3 1.00, 3-24 0.00 ahead, 24-48 0.00 ahead"},
		{"the last was days ago: today's pace holds since midnight", []Change{staked(0, alice, 8760)}, pool, 60 * h, "48-60 0.00, 60-72 0.00 ahead, 72-96 0.00 ahead"},
	} {
		var got []string
		for _, p := range Paces(c.changes, c.pool, day.Add(c.now)) {
			s := fmt.Sprintf("%g-%g %.2f", p.From.Sub(day).Hours(), p.To.Sub(day).Hours(), p.Year)
			if p.Ahead {
				s += " ahead"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, s, c.want)
		}
	}
}

func TestPool(t *testing.T) {
	p := Pool{
		Total: amount.Of(1000), Left: amount.Of(500), Emission: amount.Of(1), YearlyYield: amount.Of(5e17), Releasing: amount.Of(3600), Waiting: amount.Of(86_400),
	}
	noon := day.Add(23 * time.Hour)
	for _, c := range []struct {
		staked uint64
		after  time.Duration
		want   uint64
	}{
		{1000, 0, 0},
		{1000, -time.Hour, 0},
		{1000, 10 * time.Second, 10 + 10},
		{500, 10 * time.Second, 10},
		{0, 10 * time.Second, 0},
		{1000, time.Hour, 500 + 3600}, // the pool is used up
		{1000, time.Hour + 10*time.Second, 500 + 3600 + 10},
		{1000, 25 * time.Hour, 500 + 3600 + 86_400},
		{1000, 99 * time.Hour, 500 + 3600 + 86_400},
	} {
		if got := p.Grows(amount.Of(c.staked), noon, noon.Add(c.after)); got != amount.Of(c.want) {
			t.Errorf("%d in %s: got %s, want %d", c.staked, c.after, got, c.want)
		}
	}
	if got := p.Earns(amount.Of(1000), 73*Day); got != amount.Of(100) {
		t.Errorf("in a fifth of a year: got %s", got)
	}
	if q := p.With(amount.Of(1000)); q.YearlyYield != amount.Of(25e16) || q.Total != amount.Of(2000) {
		t.Errorf("with as much again: %+v", q)
	}
	first := Pool{Left: amount.Of(1e9), Emission: amount.Of(1)}
	if q := first.With(amount.Of(365 * 86_400)); q.YearlyYield != amount.Of(1e18) {
		t.Errorf("alone: %+v", q)
	}
	if q := first.With(amount.Amount{}); !q.YearlyYield.IsZero() {
		t.Errorf("nothing: %+v", q)
	}
}
