package lease

import (
	"context"
	"errors"
	"maps"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"berth/contracts/chain"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/gateway/manifest/formats"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// again reports whether an error says when to ask again, so that a page waits.
func again(err error) bool {
	var p *problem.Problem
	if !errors.As(err, &p) {
		return false
	}
	seconds, _ := strconv.Atoi(p.Figures["retryAfter"])
	waits := p.Code == problem.NotYet || p.Code == problem.Unavailable
	return waits && seconds > 0 && (p.Status == 409 || p.Status == 503)
}

func manifestOf(t *testing.T) manifest.Manifest {
	m, err := formats.Parse("compose", composed(1))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A user asks for an order that the platform shows already, while this gateway, or the endpoint that it asks, is behind.
func TestAttackFinalNo(t *testing.T) {
	a := attacktest.Begin(t, "a final no to what is only not seen yet")
	asks := func(t *testing.T, b *bench, id order.ID, user eth.Address, when string) {
		t.Helper()
		_, err := b.Find(t.Context(), user, id)
		a.Tried(err != nil && !again(err), "%s: the order: %v", when, err)
		err = b.Any(t.Context(), user)
		a.Tried(err != nil && !again(err), "%s: all orders: %v", when, err)
	}
	for name, lag := range map[string]func(*bench){
		"blocks are late":                     func(b *bench) { b.chain.Lag(3) },
		"the endpoint is behind":              func(b *bench) { b.chain.behind = map[order.ID]order.Order{} },
		"blocks and the endpoint are late":    func(b *bench) { b.chain.Lag(3); b.chain.behind = map[order.ID]order.Order{} },
		"the endpoint is away":                func(b *bench) { b.chain.leave(true) },
		"activation is slow":                  func(b *bench) { b.chain.slow = 8 * time.Second },
		"the chain is silent about its state": func(b *bench) { b.chain.blind = true },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBench(t, time.Hour)
				b.within(t, "polled", func() bool { return !b.Facts().Polled.IsZero() })
				// The user has the quote of this node, with which the order was made.
				b.expects = map[eth.Address]bool{alice: true}
				lag(b)
				b.chain.rent(1, alice, 1000)
				for range 5 {
					asks(t, b, 1, alice, name)
					time.Sleep(time.Second)
				}
				b.chain.mu.Lock()
				b.chain.behind, b.chain.blind, b.chain.away, b.chain.slow = nil, false, false, 0
				b.chain.Fail(0)
				b.chain.mu.Unlock()
				b.chain.Lag(0)
				b.chain.block()
				b.within(t, "active", func() bool { return b.state(1) == order.Active })
				time.Sleep(3 * time.Second)
				if o, err := b.Find(t.Context(), alice, 1); err != nil || o.State != order.Active || b.Any(t.Context(), alice) != nil {
					t.Errorf("in the end: %v %v", o.State, err)
				}
			})
		})
	}
	t.Run("an endpoint that was ahead", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			b := newBench(t, time.Hour)
			b.chain.rent(1, alice, 1000)
			b.deploy(t, 1)
			b.chain.block(chain.OrderActivated{ID: 1, Node: me, ActivatedAt: time.Now()})
			time.Sleep(time.Second)
			created := b.chain.there()[1]
			created.State, created.ActivatedAt = order.Created, time.Time{}
			for _, behind := range []map[order.ID]order.Order{{}, {1: created}} {
				b.chain.mu.Lock()
				b.chain.behind = behind
				b.chain.mu.Unlock()
				for range 20 {
					time.Sleep(time.Second)
					asks(t, b, 1, alice, "behind")
					d, _, _, err := b.View(1)
					a.Tried(err != nil || d.Phase == wire.PhaseEnded || !b.cluster.running(1), "what runs is stopped: %s %v", d.Phase, err)
				}
			}
		})
	})
	t.Run("extended", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			b := newBench(t, time.Hour)
			b.chain.rent(1, alice, 60)
			b.deploy(t, 1)
			b.chain.mu.Lock()
			b.chain.blind = true
			b.chain.mu.Unlock()
			time.Sleep(30 * time.Second)
			b.chain.set(1, func(o *order.Order) { o.Duration = 3600 })
			time.Sleep(31 * time.Second)
			err := b.sign(1, ledger.Revision{Number: 2, Format: "compose", Manifest: composed(1)})
			a.Tried(err != nil && !again(err), "deploy: %v", err)
			err = b.Switch(1, "restart")
			a.Tried(err != nil && !again(err), "restart: %v", err)
			_, _, _, err = b.Check(1, manifestOf(t))
			a.Tried(err != nil && !again(err), "check: %v", err)
			a.Tried(!b.cluster.running(1), "it was stopped")
		})
	})
	t.Run("replaced", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			b := newBench(t, time.Hour)
			b.chain.rent(1, alice, 1000)
			b.deploy(t, 1)
			b.within(t, "known", func() bool { return b.state(1) == order.Active })
			b.chain.Lag(3)
			b.chain.replace(1, 2, double)
			for range 3 {
				asks(t, b, 2, alice, "replaced")
				a.Tried(!b.Recheck(alice, 2) && b.state(2) != order.Active, "an offer to replace it is told that it never comes")
				time.Sleep(time.Second)
			}
			b.chain.Lag(0)
			b.chain.block()
			b.within(t, "known", func() bool { return b.state(2) == order.Active })
			if _, err := b.Find(t.Context(), alice, 2); err != nil {
				t.Error(err)
			}
		})
	})
	// And what is final is said at once.
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.deploy(t, 1)
		_, err := b.Find(t.Context(), bob, 1)
		isProblem(t, "another's", err, problem.NotYours)
		_, err = b.Find(t.Context(), alice, 1+1000)
		isProblem(t, "one that nobody has made", err, problem.NotFound)
		isProblem(t, "a stranger", b.Any(t.Context(), bob), problem.NotFound)
	})
}

// Strangers with keys of their own ask for any order, so that the gateway asks its endpoint.
func TestAttackEndpoint(t *testing.T) {
	a := attacktest.Begin(t, "having the gateway wear its endpoint out")
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1<<30)
		b.within(t, "active", func() bool { return b.state(1) == order.Active })
		b.stop() // its own reading is not wanted
		b.chain.mu.Lock()
		before := b.chain.asked
		b.chain.mu.Unlock()
		const rounds, each = 10, 400
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		for n := range rounds {
			var all sync.WaitGroup
			for i := range each {
				all.Go(func() {
					stranger := eth.Address{0xff, byte(n), byte(i), byte(i >> 8)}
					// Some for one order, some for others, some for all of theirs: there are as many answers to be had.
					_, _ = b.Find(ctx, stranger, order.ID(2))
					_, _ = b.Find(ctx, stranger, order.ID(2+i+n*each))
					_ = b.Any(ctx, stranger)
				})
			}
			all.Wait()
			time.Sleep(time.Second)
		}
		b.chain.mu.Lock()
		asked := b.chain.asked - before
		b.chain.mu.Unlock()
		for range rounds * each * 3 {
			a.Tried(false, "")
		}
		a.Tried(asked > 40+20*(rounds+1), "%d questions to the chain", asked)
		a.Note("%d requests made %d questions to the chain", rounds*each*3, asked)
		// Who is known here is not held up.
		if _, err := b.Find(t.Context(), alice, 1); err != nil {
			t.Error(err)
		}
		if n := len(maps.Clone(b.chain.there())); n != 1 {
			t.Errorf("%d orders", n)
		}
	})
}
