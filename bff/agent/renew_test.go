package agent

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"berth/bff/indexer"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

func TestPiece(t *testing.T) {
	now := time.Unix(1_800_000_000, 0).UTC()
	full := Means{Until: now.Add(1e6 * time.Hour), Budget: amount.Of(1e15), Allowance: amount.Of(1e15), Balance: amount.Of(1e15)}
	for _, c := range []struct {
		name    string
		change  func(*indexer.Order, *Means)
		seconds uint32
		why     string
	}{
		{"an eighth", func(*indexer.Order, *Means) {}, 4500, ""},
		{"an hour of a short one", func(o *indexer.Order, _ *Means) { o.Duration = 600 }, 3600, ""},
		{"an eighth of what it was at first", func(o *indexer.Order, _ *Means) {
			o.Duration += 9000
			o.Steps = []wire.Step{{Kind: "extended", Seconds: 4500}, {Kind: "settled"}, {Kind: "extended", Seconds: 4500}}
		}, 4500, ""},
		{"the rest of what the quote allows", func(o *indexer.Order, _ *Means) { o.MaxDuration = 36_100 }, 100, ""},
		{"all that the quote allows is had", func(o *indexer.Order, _ *Means) { o.MaxDuration = 36_000 }, 0, "max-duration"},
		{"the rest until the agent must stop", func(o *indexer.Order, m *Means) { m.Until = o.EndsAt().Add(70 * time.Second) }, 70, ""},
		{"the agent must stop before", func(o *indexer.Order, m *Means) { m.Until = o.EndsAt() }, 0, "until"},
		{"the agent is none any more", func(_ *indexer.Order, m *Means) { m.Until = now.Add(-time.Second) }, 0, "agent"},
		{"the agent was never one", func(_ *indexer.Order, m *Means) { m.Until = time.Time{} }, 0, "agent"},
		{"the node leaves before", func(o *indexer.Order, _ *Means) { o.AnnouncedAt, o.AnnouncedEnd = now, now.Add(time.Hour) }, 0, "announced"},
		{"the node leaves a bit later", func(o *indexer.Order, _ *Means) {
			o.AnnouncedAt, o.AnnouncedEnd = now, o.EndsAt().Add(time.Minute)
		}, 60, ""},
		{"the node said so long ago, and stayed", func(o *indexer.Order, _ *Means) {
			o.AnnouncedAt, o.AnnouncedEnd = now.Add(-50*time.Hour), now.Add(-25*time.Hour)
		}, 4500, ""},
		{"what the budget has", func(_ *indexer.Order, m *Means) { m.Budget = amount.Of(1000) }, 1000, ""},
		{"what the allowance has", func(_ *indexer.Order, m *Means) { m.Allowance = amount.Of(4499) }, 4499, ""},
		{"what the account has", func(_ *indexer.Order, m *Means) { m.Balance = amount.Of(600) }, 600, ""},
		{"the least of them", func(_ *indexer.Order, m *Means) {
			m.Budget, m.Allowance, m.Balance = amount.Of(3000), amount.Of(1000), amount.Of(2000)
		}, 1000, ""},
		{"too little budget", func(_ *indexer.Order, m *Means) { m.Budget = amount.Of(599) }, 0, "budget"},
		{"no allowance", func(_ *indexer.Order, m *Means) { m.Allowance = amount.Amount{} }, 0, "allowance"},
		{"too little to pay", func(_ *indexer.Order, m *Means) { m.Balance = amount.Of(10) }, 0, "balance"},
		{"little is enough where no more is possible", func(o *indexer.Order, m *Means) {
			o.MaxDuration, m.Balance = 36_100, amount.Of(100)
		}, 100, ""},
		{"but not less than that", func(o *indexer.Order, m *Means) { o.MaxDuration, m.Balance = 36_100, amount.Of(99) }, 0, "balance"},
		// At 3 units in 2 seconds the first 36,001 cost 54,001 and the first 36,002 cost 54,003: the sum is what is compared.
		{"to the last unit", func(o *indexer.Order, m *Means) { o.Rate, m.Budget = amount.NanoOf(15e8), amount.Of(1501) }, 1001, ""},
		{"to the last unit, odd", func(o *indexer.Order, m *Means) {
			o.Duration, o.Rate, m.Budget = 36_001, amount.NanoOf(15e8), amount.Of(1501)
		}, 1000, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := indexer.Order{Order: order.Order{
				Duration: 36_000, MaxDuration: 1 << 24, Rate: amount.NanoOf(1e9), State: order.Active, ActivatedAt: now.Add(-9 * time.Hour),
			}}
			m := full
			c.change(&o, &m)
			seconds, why := piece(&o, m, now, time.Minute)
			if seconds != c.seconds || why != c.why {
				t.Errorf("got %d %q, want %d %q", seconds, why, c.seconds, c.why)
			}
			if seconds > 0 {
				longer := o.Order
				longer.Duration += seconds
				if sum := longer.Deposit().Sub(o.Deposit()); sum.Cmp(m.Budget) > 0 || sum.Cmp(m.Allowance) > 0 || sum.Cmp(m.Balance) > 0 {
					t.Errorf("costs %s", sum)
				}
			}
		})
	}
}

// Where an order is extended long before its end, a piece is as long: one transaction does.
func TestLeast(t *testing.T) {
	now := time.Unix(1_800_000_000, 0).UTC()
	o := indexer.Order{Order: order.Order{Duration: 3600, MaxDuration: 1 << 24, Rate: amount.NanoOf(1e9), State: order.Active, ActivatedAt: now}}
	m := Means{Until: now.Add(1e6 * time.Hour), Budget: amount.Of(1e15), Allowance: amount.Of(1e15), Balance: amount.Of(1e15)}
	if got, why := piece(&o, m, now, 24*time.Hour); got != 86_400 || why != "" {
		t.Errorf("got %d, %q", got, why)
	}
}

// Who allows a little at a time does not get a transaction for each little.
func TestTrickle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(7)
		w.set(func() { w.means.Allowance = amount.Of(600) })
		w.step(9*time.Hour + time.Hour)
		if got := w.log(); len(got) < 3 || len(got) > 7 {
			t.Errorf("%d transactions in an hour: %v", len(got), got)
		}
	})
}

func TestBefore(t *testing.T) {
	for _, c := range []struct {
		duration uint32
		set      time.Duration
		want     time.Duration
	}{
		{60, 0, 10 * time.Minute}, {6000, 0, 10 * time.Minute}, {36_000, 0, time.Hour}, {30 * 86_400, 0, 24 * time.Hour}, {36_000, time.Minute, time.Minute},
	} {
		a := New(Config{RenewBefore: c.set})
		if got := a.before(&indexer.Order{Order: order.Order{Duration: c.duration}}); got != c.want {
			t.Errorf("%d s: got %s, want %s", c.duration, got, c.want)
		}
	}
}

// An order is extended piece by piece, each once, for as long as it may be.
func TestRenew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		o := w.add(7, func(o *indexer.Order) { o.MaxDuration = 36_000 + 4500 + 4500 + 200 })
		w.step(8 * time.Hour)
		if got := w.log(); got != nil {
			t.Fatalf("two hours before its end: %v", got)
		}
		if c := w.care(7); c.State != wire.CareWaits || !c.RenewsAt.Equal(o.EndsAt().Add(-time.Hour)) || !c.Renew || !c.Guard {
			t.Errorf("care: %+v", c)
		}
		w.step(time.Hour + time.Minute)
		if got := w.log(); !slices.Equal(got, []string{"extend 7 by 4500"}) {
			t.Fatalf("an hour before: %v", got)
		}
		if c := w.care(7); c.State != wire.CareWaits || !c.RenewsAt.Equal(o.EndsAt().Add(15*time.Minute)) {
			t.Errorf("care: %+v", c)
		}
		w.step(5 * time.Hour)
		if got := w.log(); !slices.Equal(got, []string{"extend 7 by 4500", "extend 7 by 4500", "extend 7 by 200"}) {
			t.Errorf("to its end: %v", got)
		}
		if c := w.care(7); c.State != wire.CareCannot || c.Why != "max-duration" || !c.RenewsAt.IsZero() {
			t.Errorf("care: %+v", c)
		}
		if sent, err := w.agent.Sent(t.Context(), o); err != nil || len(sent) != 3 {
			t.Errorf("sent: %v, %v", sent, err)
		}
		w.start() // what was done is known after a restart
		if sent, err := w.agent.Sent(t.Context(), o); err != nil || len(sent) != 3 {
			t.Errorf("sent: %v, %v", sent, err)
		}
	})
}

// What is in the way is said, early, and it goes on by itself once it is gone.
func TestCannot(t *testing.T) {
	for _, c := range []struct {
		name string
		bad  func(*world)
		good func(*world)
		why  string
	}{
		{"no allowance", func(w *world) { w.means.Allowance = amount.Amount{} }, func(w *world) { w.means.Allowance = amount.Of(1e9) }, "allowance"},
		{"no money", func(w *world) { w.means.Balance = amount.Amount{} }, func(w *world) { w.means.Balance = amount.Of(1e9) }, "balance"},
		{"no budget", func(w *world) { w.means.Budget = amount.Amount{} }, func(w *world) { w.means.Budget = amount.Of(1e9) }, "budget"},
		{"the chain does not answer", func(w *world) { w.away = errors.New("away") }, func(w *world) { w.away = nil }, ""},
		{"the market refuses", func(w *world) {
			w.fail = &chain.RevertError{Name: "ERC20InsufficientAllowance"}
		}, func(w *world) { w.fail = nil }, "allowance"},
		{"the market says something else", func(w *world) { w.fail = &chain.RevertError{Name: "X"} }, func(w *world) { w.fail = nil }, "chain"},
		{"no coins for gas", func(w *world) { w.fail = errors.New("insufficient funds") }, func(w *world) { w.fail = nil }, "chain"},
		{"the node is away", func(w *world) { w.down[eth.Address{2, 7}], w.allDown = true, 9 }, func(w *world) { w.down[eth.Address{2, 7}], w.allDown = false, 0 }, "away"},
		{"the index is behind", func(w *world) { w.ready = errors.New("behind") }, func(w *world) { w.ready = nil }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.add(7)
				w.step(8 * time.Hour)
				w.set(func() { c.bad(w) })
				w.step(time.Hour + 20*time.Minute)
				state := wire.CareCannot
				if c.why == "" {
					state = wire.CareWaits
				}
				if got := w.care(7); got.State != state || got.Why != c.why {
					t.Errorf("care: %+v, want %q", got, c.why)
				}
				w.set(func() { w.sent = nil; c.good(w) })
				w.step(10 * time.Minute)
				if got := w.log(); !slices.Equal(got, []string{"extend 7 by 4500"}) {
					t.Errorf("once it is gone: %v", got)
				}
				if got := w.care(7); got.State != wire.CareWaits || got.Why != "" {
					t.Errorf("care: %+v", got)
				}
			})
		})
	}
}

// Nothing is done that nobody wants or may.
func TestNotWanted(t *testing.T) {
	for name, change := range map[string]func(*world, indexer.Order){
		"said so":                      func(w *world, o indexer.Order) { w.agent.Want(w.t.Context(), o, wire.CareWish{Guard: true}) },
		"said so before a restart":     func(w *world, o indexer.Order) { w.agent.Want(w.t.Context(), o, wire.CareWish{}); w.start() },
		"not the agent":                func(w *world, o indexer.Order) { w.until[o.User] = time.Time{} },
		"not the agent any more":       func(w *world, o indexer.Order) { w.until[o.User] = time.Now().Add(time.Hour) },
		"the order is not active":      func(w *world, o indexer.Order) { o.State = order.Created; w.seen[7] = o },
		"the chain has another order":  func(w *world, o indexer.Order) { o.User = eth.Address{9}; w.orders[7] = o },
		"the chain has another length": func(w *world, o indexer.Order) { o.Duration++; w.orders[7] = o },
		"the chain has it ended":       func(w *world, o indexer.Order) { o.State = order.Cancelled; w.orders[7] = o },
		"the database is away":         func(w *world, _ indexer.Order) { w.store.err = errors.New("away") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				o := w.add(7)
				change(w, o)
				w.step(11 * time.Hour)
				if got := w.log(); got != nil {
					t.Errorf("sent %v", got)
				}
			})
		})
	}
}

// One transaction in the dark holds up all others, until it is known what became of it.
func TestDoubt(t *testing.T) {
	for _, c := range []struct {
		name string
		dark func(*world)
		want []string // sent after it
	}{
		{"it was mined", func(w *world) { w.lose = true }, []string{"settle", "extend 8 by 4500"}},
		{"it was not mined", func(w *world) { w.drop = true }, []string{"settle", "extend 7 by 4500", "extend 8 by 4500"}},
	} {
		for _, restart := range []bool{false, true} {
			t.Run(c.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					w := newWorld(t)
					w.add(7)
					w.step(8*time.Hour + 59*time.Minute)
					w.set(func() { c.dark(w) })
					w.step(2 * time.Minute)
					if got := w.log(); got[0] != "extend 7 by 4500" || slices.ContainsFunc(got[1:], func(s string) bool { return s != "settle" }) {
						t.Fatalf("in the dark: %v", got)
					}
					if restart {
						w.start()
					}
					w.add(8, func(o *indexer.Order) { o.ActivatedAt = o.ActivatedAt.Add(-9 * time.Hour) })
					w.set(func() { w.lose, w.drop, w.sent = false, false, nil })
					w.step(20 * time.Minute)
					got := w.log()
					slices.Sort(got[min(1, len(got)):])
					if !slices.Equal(got, c.want) {
						t.Errorf("got %v, want %v", got, c.want)
					}
					if w.store.doubt {
						t.Error("still in doubt")
					}
				})
			})
		}
	}
}

// Where the index, and with it the endpoint, does not see what was sent, it is not sent again.
func TestNeverTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.add(7)
		w.step(8*time.Hour + 59*time.Minute)
		w.set(func() { w.lag, w.behind = true, true })
		w.step(30 * time.Minute)
		if got := w.log(); !slices.Equal(got, []string{"extend 7 by 4500"}) {
			t.Errorf("while nobody sees it: %v", got)
		}
		w.set(func() { w.lag, w.behind = false, false; w.catchUp() })
		w.step(30 * time.Minute)
		if got := w.log(); !slices.Equal(got, []string{"extend 7 by 4500"}) {
			t.Errorf("afterwards: %v", got)
		}
	})
}

// What a reorganisation takes away may come again by itself: that is settled before it is done anew.
func TestReorganised(t *testing.T) {
	for _, again := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			o := w.add(7)
			w.step(9*time.Hour + time.Minute)
			w.set(func() {
				longer := w.orders[7]
				w.orders[7], w.seen[7] = o, o
				w.block++
				w.head = w.block
				if again { // it is mined again soon, but nobody knows that yet
					w.orders[7] = longer
				}
			})
			w.step(10 * time.Minute)
			want := []string{"extend 7 by 4500", "settle"}
			if !again {
				want = append(want, "extend 7 by 4500")
			}
			if got := w.log(); !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// However many come to nothing, others' turn comes; and one user's are done one behind the other.
func TestFair(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.set(func() { w.fail = &chain.RevertError{Name: "X"} })
		for i := range 2000 {
			w.add(order.ID(100+i), func(o *indexer.Order) {
				o.User = eth.Address{1, byte(i), byte(i >> 8)}
				o.ActivatedAt = o.ActivatedAt.Add(-9*time.Hour - 30*time.Minute)
			})
		}
		w.step(time.Minute)
		w.add(7, func(o *indexer.Order) { o.ActivatedAt = o.ActivatedAt.Add(-9*time.Hour - 30*time.Minute) })
		w.set(func() { w.sent = nil })
		w.step(10 * time.Minute)
		if got := w.log(); !slices.Contains(got, "extend 7 by 4500") {
			t.Errorf("not in %d tries of others", len(got))
		}
	})
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		for i := range 100 {
			w.add(order.ID(100+i), func(o *indexer.Order) {
				o.User, o.ActivatedAt = eth.Address{1}, o.ActivatedAt.Add(-9*time.Hour-30*time.Minute)
			})
		}
		w.agent.Probe(t.Context())
		w.agent.Work(t.Context())
		if got := w.log(); len(got) != perUser {
			t.Errorf("%d in one round, want %d", len(got), perUser)
		}
	})
}
