//go:build !js

package pay

import (
	"testing"
	"time"

	"berth/e2e/pen"
	"berth/shared/amount"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/trust"
)

// The platform shows one quote and hands the page another, or one that its node never gave.
func TestAttackLyingPlatformQuote(t *testing.T) {
	a := attacktest.Begin(t, "a wallet signs or pays for a quote that is not what the user chose")
	p := pen.New(t)
	const hour = 3600
	free(t, p)
	signer, dollar := state.Signer{Wallet: p, User: p.User, Place: p.Truth}, p.Truth.Tokens[0].Address
	buy := func(change func(*order.Quote), sign func(eth.Bytes), wish func(*trust.Wish)) (order.ID, error) {
		t.Helper()
		q, sig := p.Quote(t, func(q *order.Quote) {
			q.Committed, q.Notice, q.Features = hour/2, 600, order.UserNS
			if change != nil {
				change(q)
			}
		})
		if sign != nil {
			sign(sig)
		}
		w := trust.Wish{
			Node: p.Node, Token: dollar, Resources: pen.Size, Offered: pen.Rate, Kind: wire.Accept, Deposit: pen.Rate.Cost(hour), Committed: hour / 2, Notice: 600,
			Needs: order.NeedRoot, Features: order.UserNS,
		}
		if wish != nil {
			wish(&w)
		}
		b := Purchase{T: text.In(text.EN), Quote: q, Sig: sig, Wish: w, Duration: hour, Stage: func(Stage) {}, Sent: func(eth.Hash) {}}
		return b.pay(t.Context(), signer)
	}
	for name, change := range map[string]func(*order.Quote){
		"another node":            func(q *order.Quote) { q.Node = p.Other },
		"another user":            func(q *order.Quote) { q.User = p.Other },
		"no user":                 func(q *order.Quote) { q.User = eth.Address{} },
		"less CPU":                func(q *order.Quote) { q.Resources.CPUMilli-- },
		"less memory":             func(q *order.Quote) { q.Resources.MemoryMiB /= 2 },
		"no disk":                 func(q *order.Quote) { q.Resources.DiskMiB = 0 },
		"less traffic":            func(q *order.Quote) { q.Resources.TrafficMiB = 1 },
		"a GPU":                   func(q *order.Quote) { q.Resources.GPU, q.Resources.GPUModel = 1, "l4" },
		"a unit dearer":           func(q *order.Quote) { q.Rate = q.Rate.Add(amount.NanoOf(1)) },
		"a hundred times dearer":  func(q *order.Quote) { q.Rate = q.Rate.Mul(100) },
		"nothing a second":        func(q *order.Quote) { q.Rate = amount.Nano{} },
		"only longer":             func(q *order.Quote) { q.MinDuration = hour + 1 },
		"only shorter":            func(q *order.Quote) { q.MaxDuration = hour - 1 },
		"for years":               func(q *order.Quote) { q.ValidUntil = q.ValidUntil.AddDate(50, 0, 0) },
		"for two hours":           func(q *order.Quote) { q.ValidUntil = q.ValidUntil.Add(2 * time.Hour) },
		"over":                    func(q *order.Quote) { q.ValidUntil = q.ValidUntil.Add(-time.Hour) },
		"a part of a second more": func(q *order.Quote) { q.ValidUntil = q.ValidUntil.Add(time.Millisecond) },
		"in Berth's own token":    func(q *order.Quote) { q.Token = p.Truth.Native.Address },
		"in another dollar":       func(q *order.Quote) { q.Token = p.Truth.Tokens[1].Address },
		"in nothing":              func(q *order.Quote) { q.Token = eth.Address{} },
		"in what is no token":     func(q *order.Quote) { q.Token = p.Other },
		"a second more committed": func(q *order.Quote) { q.Committed++ },
		"all committed":           func(q *order.Quote) { q.Committed = hour },
		"committed for ever":      func(q *order.Quote) { q.Committed = 1<<32 - 1 },
		"a second less notice":    func(q *order.Quote) { q.Notice-- },
		"no notice":               func(q *order.Quote) { q.Notice = 0 },
		"notice of a century":     func(q *order.Quote) { q.Notice = 1<<32 - 1 },
		"a stake":                 func(q *order.Quote) { q.Probation, q.MinStake = 60, amount.Of(1) },
		"a share":                 func(q *order.Quote) { q.Referrer, q.ReferrerShare = p.Other, 1 },
		"all is the referrer's":   func(q *order.Quote) { q.Referrer, q.ReferrerShare = p.Other, 10_000 },
		"no promise of root":      func(q *order.Quote) { q.Features = 0 },
		"another promise":         func(q *order.Quote) { q.Features = order.Sandbox },
		"a probation of years":    func(q *order.Quote) { q.Probation = 50 * 365 * 24 * hour },
	} {
		_, err := buy(change, nil, nil)
		a.Tried(err == nil || len(p.Asked()) > 0, "a quote, signed by the node: %s", name)
	}
	for name, wish := range map[string]func(*trust.Wish){
		"a counter shown cheaper": func(w *trust.Wish) { w.Kind, w.Deposit = wire.Counter, w.Deposit.Sub(amount.Of(1)) },
		"an offer that was lower": func(w *trust.Wish) { w.Offered = w.Offered.Sub(amount.NanoOf(1)) },
		"a reject":                func(w *trust.Wish) { w.Kind = wire.Reject },
		"no answer":               func(w *trust.Wish) { w.Kind = wire.NoAnswer },
		"an unknown answer":       func(w *trust.Wish) { w.Kind = "accepted" },
		"free time that is not":   func(w *trust.Wish) { w.Probation = 60 },
		"less committed":          func(w *trust.Wish) { w.Committed-- },
		"a sandbox that is not":   func(w *trust.Wish) { w.Features |= order.Sandbox },
		"a sandbox was needed":    func(w *trust.Wish) { w.Needs = order.NeedSandbox },
		"more notice":             func(w *trust.Wish) { w.Notice++ },
		"another currency":        func(w *trust.Wish) { w.Token = p.Truth.Tokens[1].Address },
		"no currency":             func(w *trust.Wish) { w.Token = eth.Address{} },
		"another node chosen":     func(w *trust.Wish) { w.Node = p.Other },
	} {
		_, err := buy(nil, nil, wish)
		a.Tried(err == nil || len(p.Asked()) > 0, "%s", name)
	}
	for name, sign := range map[string]func(eth.Bytes){
		"a bit turned": func(b eth.Bytes) { b[7] ^= 1 },
		"all nothing":  func(b eth.Bytes) { clear(b) },
	} {
		_, err := buy(nil, sign, nil)
		a.Tried(err == nil || len(p.Asked()) > 0, "a quote that the node has not signed: %s", name)
	}
	// A quote of the node's, with the price taken down after it was signed.
	q, sig := p.Quote(t, nil)
	q.Rate = q.Rate.Sub(amount.NanoOf(1))
	b := Purchase{
		T: text.In(text.EN), Quote: q, Sig: sig, Duration: hour, Stage: func(Stage) {}, Sent: func(eth.Hash) {},
		Wish: trust.Wish{Node: p.Node, Token: dollar, Resources: pen.Size, Offered: pen.Rate, Kind: wire.Accept, Deposit: q.Deposit(hour)},
	}
	_, err := b.pay(t.Context(), signer)
	a.Tried(err == nil || len(p.Asked()) > 0, "a quote that was changed after it was signed")

	id, err := buy(nil, nil, nil)
	if asked := p.Asked(); err != nil || id == 0 || len(asked) != 2 {
		t.Errorf("what the user chose: order %v, %v; asked for %q", id, err, asked)
	}
}
