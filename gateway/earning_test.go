package gateway

import (
	"slices"
	"testing"
	"time"

	"berth/gateway/admin"
)

// TestEarning: what runs earns at its rate once its probation is over, and nothing once it has ended.
func TestEarning(t *testing.T) {
	t.Parallel() // it waits for most of its time
	w := newWorld(t)
	g, _ := w.start(func(c *Config) { c.Probation, c.Notice = 0, 0 })
	of := func() admin.Earning {
		t.Helper()
		all := g.earning()
		i := slices.IndexFunc(all, func(e admin.Earning) bool { return e.Coin.Address == w.a.Token })
		if i < 0 {
			t.Fatalf("%s is not among %+v", w.a.Token, all)
		}
		return all[i]
	}
	if e := of(); !e.Rate.IsZero() || !e.Earned.IsZero() {
		t.Errorf("nothing runs, and it earns %+v", e)
	}
	id := w.order()
	o, err := w.client.Order(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	within(t, 15*time.Second, "it earns", func() bool {
		before, e := o.Earned(time.Now()), of()
		return e.Rate == o.Rate && e.Earned.Cmp(before) >= 0 && e.Earned.Cmp(o.Earned(time.Now())) <= 0 && !e.Earned.IsZero()
	})
	if _, err := w.rent.Cancel(t.Context(), id, 0); err != nil {
		t.Fatal(err)
	}
	within(t, 15*time.Second, "it earns no more", func() bool { w.chain.mine(); e := of(); return e.Rate.IsZero() && e.Earned.IsZero() })
}
