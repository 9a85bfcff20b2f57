package lease

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"berth/contracts/chain"
	"berth/gateway/lease/book"
	"berth/gateway/lease/reconcile"
	"berth/gateway/lease/tenancy"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// lent is an order of a day with a notice of an hour that runs.
func (b *bench) lent(t *testing.T, notice uint32) {
	t.Helper()
	b.chain.rent(1, alice, 86_400)
	b.chain.set(1, func(o *order.Order) { o.Notice = notice })
	b.deploy(t, 1)
}

// cancelled is when order 1 was cancelled; the zero time: it was not.
func (b *bench) cancelled(reason order.Reason) bool {
	return slices.Contains(b.sent(), "cancel "+reason.String()+" 1")
}

func TestAnEndIsAnnouncedFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.lent(t, 3600)
		end, err := b.End(t.Context(), 1, reconcile.End{Reason: order.NodeMaintenance})
		if err != nil {
			t.Fatal(err)
		}
		if lead := time.Until(end); lead < time.Hour+time.Minute || lead > time.Hour+3*time.Minute {
			t.Errorf("announced for %s from now", lead)
		}
		again, err := b.End(t.Context(), 1, reconcile.End{})
		if err != nil || !again.Equal(end) {
			t.Errorf("asked again: %s, %v; want %s", again, err, end)
		}
		b.happens(t, "its user is told", 1, "activated", "deployed 1", "ready", "end-announced")
		d, _, _, err := b.View(1)
		if err != nil || !d.AnnouncedEnd.Equal(end) || d.Phase != wire.PhaseReady {
			t.Errorf("got %+v, %v", d, err)
		}
		b.stop() // the chain knows of it, and so does the next gateway
		b.run(t, time.Hour)
		time.Sleep(time.Until(end) - time.Second)
		synctest.Wait()
		if b.cancelled(order.NodeMaintenance) || !b.cluster.running(1) {
			t.Fatal("it ended before its time")
		}
		b.within(t, "cancelled", func() bool { b.chain.block(); return b.cancelled(order.NodeMaintenance) })
		if late := time.Since(end); late > time.Minute {
			t.Errorf("cancelled %s late", late)
		}
		b.within(t, "stopped", func() bool { return !b.cluster.running(1) && b.state(1) == order.Cancelled })
		if n := len(b.sent()); n != 3 { // activate, announce, cancel
			t.Errorf("sent %q", b.sent())
		}
	})
}

// The node's wallet announced it; that is no less the node's word.
func TestAnEndThatWasAnnouncedElsewhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.lent(t, 3600)
		end := time.Now().Add(2 * time.Hour).Truncate(time.Second)
		if err := b.chain.AnnounceEnd(t.Context(), 1, end); err != nil {
			t.Fatal(err)
		}
		b.happens(t, "its user is told", 1, "activated", "deployed 1", "ready", "end-announced")
		all, err := b.Happenings(1, 0, 1)
		if err != nil || all[0].Figures["end"] != end.UTC().Format(time.RFC3339) || !all[0].Bad {
			t.Errorf("got %+v, %v", all, err)
		}
		// A chain that makes no block has no clock: it is waited for, but not for ever.
		time.Sleep(time.Until(end) + time.Minute)
		if b.cancelled(order.NodeMaintenance) {
			t.Fatal("cancelled before the chain's clock was there")
		}
		time.Sleep(2 * time.Minute)
		b.within(t, "cancelled", func() bool { return b.cancelled(order.NodeMaintenance) })
	})
}

func TestWhatEndsAnOrder(t *testing.T) {
	for _, c := range []struct {
		name   string
		notice uint32
		end    reconcile.End
		at     time.Duration // from now, instead of end's
		change func(*order.Order)
		code   problem.Code
		sent   string // the last
	}{
		{name: "at once", notice: 3600, end: reconcile.End{Now: true, Reason: order.TermsBroken}, sent: "cancel terms-broken 1"},
		{name: "without a notice", end: reconcile.End{Reason: order.Other}, sent: "cancel other 1"},
		{name: "without a notice, at a time", at: time.Hour, sent: "announce 1"},
		{name: "at a time", notice: 3600, at: 5 * time.Hour, sent: "announce 1"},
		{name: "too soon", notice: 3600, at: 59 * time.Minute, code: problem.BadField, sent: "activate 1"},
		{name: "after its own end", notice: 3600, at: 25 * time.Hour, code: problem.OrderEnded, sent: "activate 1"},
		{name: "earlier than was announced", notice: 3600, at: 5 * time.Hour, change: func(o *order.Order) {
			o.AnnouncedAt, o.AnnouncedEnd = time.Now(), time.Now().Add(6*time.Hour)
		}, sent: "activate 1"},
		{name: "later than was announced", notice: 3600, at: 5 * time.Hour, change: func(o *order.Order) {
			o.AnnouncedAt, o.AnnouncedEnd = time.Now(), time.Now().Add(4*time.Hour)
		}, sent: "announce 1"},
		{name: "it has ended", notice: 3600, change: func(o *order.Order) { o.State = order.Cancelled }, code: problem.OrderEnded, sent: "activate 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBench(t, time.Hour)
				b.lent(t, c.notice)
				if c.change != nil {
					b.chain.set(1, c.change)
				}
				if c.at > 0 {
					c.end.At = time.Now().Add(c.at)
				}
				_, err := b.End(t.Context(), 1, c.end)
				var p *problem.Problem
				if c.code == "" && err != nil || c.code != "" && (!errors.As(err, &p) || p.Code != c.code) {
					t.Errorf("got %v", err)
				}
				if sent := b.sent(); sent[len(sent)-1] != c.sent {
					t.Errorf("sent %q, want %q at last", sent, c.sent)
				}
			})
		})
	}
	t.Run("none of this node", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			b := newBench(t, time.Hour)
			_, err := b.End(t.Context(), 9, reconcile.End{Now: true})
			isProblem(t, "unknown", err, problem.NotFound)
			b.chain.leave(true)
			var p *problem.Problem
			if _, err := b.End(t.Context(), 9, reconcile.End{Now: true}); err == nil || errors.As(err, &p) {
				t.Errorf("with the chain away: %v", err)
			}
		})
	})
}

// An announcement counts for a day: to end the order later would cost the notice.
func TestAnAnnouncementThatNobodyActedOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 100*86_400)
		b.deploy(t, 1)
		b.chain.set(1, func(o *order.Order) {
			o.Notice, o.AnnouncedAt, o.AnnouncedEnd = 3600, time.Now(), time.Now().Add(time.Hour)
		})
		b.stop()
		time.Sleep(25 * time.Hour)
		b.run(t, time.Hour)
		b.within(t, "read", func() (known bool) {
			b.Look(1, func(o *book.Order) { known = !o.Rec.Order.AnnouncedEnd.IsZero() })
			return known
		})
		time.Sleep(time.Hour)
		if b.cancelled(order.NodeMaintenance) || !b.cluster.running(1) {
			t.Errorf("it was ended: %q", b.sent())
		}
	})
}

// Somebody who has the node's key has signed for what this gateway does not take.
func TestOrdersOnOthersTerms(t *testing.T) {
	dollar := eth.Address{0xd}
	for _, c := range []struct {
		name   string
		change func(*order.Order)
		sent   string
	}{
		{"ours", func(*order.Order) {}, "activate 1"},
		{"our referrer", func(o *order.Order) { o.Referrer, o.ReferrerShare = bob, 300 }, "activate 1"},
		{"another token", func(o *order.Order) { o.Token = eth.Address{0xe} }, "cancel terms-broken 1"},
		{"another share", func(o *order.Order) { o.Referrer, o.ReferrerShare = bob, 301 }, "cancel terms-broken 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBench(t, time.Hour)
				b.stop()
				b.accept = func(o *order.Order) bool { return o.Token == dollar && o.ReferrerShare <= 300 }
				b.chain.rent(1, alice, 1000)
				b.chain.set(1, func(o *order.Order) {
					o.Token = dollar
					c.change(o)
				})
				b.run(t, time.Hour)
				b.within(t, c.sent, func() bool { return slices.Equal(b.sent(), []string{c.sent}) })
			})
		})
	}
}

// A newcomer's stake is asked for once in a moment, and an offer does not wait long for it.
func TestEntitled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.within(t, "polled", func() bool { return !b.Facts().Polled.IsZero() })
		slow := &slowChain{fakeChain: b.chain}
		r := tenancy.NewRoster(me, b.Book, slow, func(order.ID) {}, nil, time.Now)
		want := chain.Entitled{First: true}
		for range 3 {
			if got, err := r.Entitled(t.Context(), alice); err != nil || got != want {
				t.Errorf("got %+v, %v", got, err)
			}
		}
		if slow.n != 1 {
			t.Errorf("asked %d times in a moment", slow.n)
		}
		time.Sleep(time.Minute)
		slow.wait = time.Minute
		began := time.Now()
		if _, err := r.Entitled(t.Context(), alice); err == nil || time.Since(began) > 2*time.Second {
			t.Errorf("a chain that hangs: %v after %s", err, time.Since(began))
		}
		time.Sleep(time.Minute) // the question is given up
	})
}

// slowChain takes its time with stakes.
type slowChain struct {
	*fakeChain
	wait time.Duration
	n    int
}

func (c *slowChain) Entitled(ctx context.Context, user, node eth.Address) (chain.Entitled, error) {
	c.n++
	select {
	case <-time.After(c.wait):
		return c.fakeChain.Entitled(ctx, user, node)
	case <-ctx.Done():
		return chain.Entitled{}, ctx.Err()
	}
}
