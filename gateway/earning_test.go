package gateway

import (
	"slices"
	"testing"
	"time"

	"berth/gateway/admin"
)

// TestEarning: what runs earns at its rate once its probation is over, and what the market has settled is earned no more.
func TestEarning(t *testing.T) {
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
	if e := of(); !e.Rate.IsZero() || !e.Unsettled.IsZero() {
		t.Errorf("nothing runs, and it earns %+v", e)
	}
	id := w.order()
	o, err := w.client.Order(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	within(t, 15*time.Second, "it earns", func() bool { e := of(); return e.Rate == o.Rate && !e.Unsettled.IsZero() })
	within(t, 15*time.Second, "there is something to settle", func() bool { w.chain.mine(); return len(g.unsettled()) == 1 })
	if err := g.withdraw(t.Context()); err != nil {
		t.Fatal(err)
	}
	within(t, 15*time.Second, "what was settled is off", func() bool {
		w.chain.mine()
		o, err := w.client.Order(t.Context(), id)
		left := of().Unsettled // none at all while the chain's clock is ahead of this machine's
		return err == nil && !o.Settled.IsZero() && (left.IsZero() || left.Add(o.Settled).Cmp(o.Earned(time.Now())) <= 0)
	})
}
