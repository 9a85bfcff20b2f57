package gateway

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

func TestEarningsArePaidOut(t *testing.T) {
	w := newWorld(t)
	g, _ := w.start(func(c *Config) { c.Probation, c.Notice = 0, 0 })
	id := w.order()
	has := func() amount.Amount {
		t.Helper()
		a, err := w.client.Token(w.a.Token).Balance(t.Context(), address(w.node))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	before := has()
	within(t, 15*time.Second, "it earns", func() bool { w.chain.mine(); return len(g.unsettled()) == 1 })
	if err := g.withdraw(t.Context()); err != nil {
		t.Fatal(err)
	}
	o, err := w.client.Order(t.Context(), id)
	if err != nil || o.State != order.Active || o.Settled.IsZero() || has() != before.Add(o.Settled) {
		t.Errorf("got %s of %s, %v", has().Sub(before), o.Settled, err)
	}
	if owed, err := w.client.Owed(t.Context(), address(w.op), w.a.Token); err != nil || !owed.IsZero() {
		t.Errorf("the operator has %s, %v", owed, err)
	}
}

// purse is a chain on which some tokens cannot be paid out.
type purse struct {
	Chain
	owed map[eth.Address]uint64
	bad  eth.Address
	away error
	sent [][]eth.Address
}

func (p *purse) Owed(_ context.Context, _, token eth.Address) (amount.Amount, error) {
	return amount.Of(p.owed[token]), p.away
}

func (p *purse) WithdrawFor(_ context.Context, _ eth.Address, tokens ...eth.Address) error {
	p.sent = append(p.sent, tokens)
	if slices.Contains(tokens, p.bad) {
		return &chain.RevertError{Name: "SafeERC20FailedOperation"}
	}
	return nil
}

func TestABadTokenKeepsNoOther(t *testing.T) {
	one, two, three := eth.Address{1}, eth.Address{2}, eth.Address{3}
	w := newWorld(t)
	g, _ := w.start()
	for _, c := range []struct {
		name string
		p    purse
		want [][]eth.Address
		err  bool
	}{
		{"nothing is owed", purse{}, nil, false},
		{"all at once, without what is not owed", purse{owed: map[eth.Address]uint64{one: 5, three: 1}}, [][]eth.Address{{one, three}}, false},
		{"each by itself", purse{owed: map[eth.Address]uint64{one: 5, two: 5, three: 5}, bad: two}, [][]eth.Address{{one, two, three}, {one}, {two}, {three}}, true},
		{"one alone is not tried twice", purse{owed: map[eth.Address]uint64{two: 5}, bad: two}, [][]eth.Address{{two}}, true},
		{"the chain is away", purse{away: errors.New("away")}, nil, true},
	} {
		p := c.p
		cfg := g.cfg
		cfg.Contracts.Tokens = []wire.Coin{{Address: one}, {Address: two}, {Address: three}}
		other := &Gateway{cfg: cfg, log: g.log, chain: &p, keeper: g.keeper}
		err := other.withdraw(t.Context())
		if (err != nil) != c.err || !slices.EqualFunc(p.sent, c.want, slices.Equal[[]eth.Address]) {
			t.Errorf("%s: sent %v, %v", c.name, p.sent, err)
		}
	}
}
