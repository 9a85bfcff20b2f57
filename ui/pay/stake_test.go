//go:build !js

package pay

import (
	"context"
	"testing"
	"time"

	"berth/e2e/pen"
	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/stake"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/state"
	"berth/ui/text"
)

// tokens is one of Berth's own.
var tokens = amount.Of(1e18)

func position(t *testing.T, p *pen.Pen) stake.Position {
	t.Helper()
	pos, err := p.Chain.Position(t.Context(), p.User)
	if err != nil {
		t.Fatal(err)
	}
	return pos
}

// A stake takes a permit and a transaction, taking it back and having rewards paid a transaction each; what the contract
// refuses never gets as far as the wallet.
func TestStaking(t *testing.T) {
	p := pen.New(t)
	signer := state.Signer{Wallet: p, User: p.User, Place: p.Truth}
	do := func(d Deed, value amount.Amount) error {
		r, err := Staking{T: text.In(text.EN), Deed: d, Value: value, Stage: func(Stage) {}}.pay(t.Context(), signer)
		if err == nil && !r.OK {
			t.Errorf("deed %d: %+v", d, r)
		}
		return err
	}
	for _, c := range []struct {
		name   string
		deed   Deed
		value  amount.Amount
		asked  int
		refuse string // code of the problem, or name of the contract's error
		want   amount.Amount
	}{
		{"stake", Stake, tokens.Mul(100), 2, "", tokens.Mul(100)},
		{"more", Stake, tokens.Mul(20), 2, "", tokens.Mul(120)},
		{"more than there is", Stake, tokens.Mul(2e6), 0, "balance-short", tokens.Mul(120)},
		{"nothing", Stake, amount.Amount{}, 0, "Staking_ZeroAmount", tokens.Mul(120)},
		{"claim", Claim, amount.Amount{}, 1, "", tokens.Mul(120)},
		{"take back more than there is", Unstake, tokens.Mul(121), 0, "Staking_NotEnough", tokens.Mul(120)},
		{"take back a part", Unstake, tokens.Mul(50), 1, "", tokens.Mul(70)},
		{"take back the rest", Unstake, tokens.Mul(70), 1, "", amount.Amount{}},
	} {
		if c.deed == Claim {
			p.Pass(t, time.Hour)
		}
		err := do(c.deed, c.value)
		if (err == nil) != (c.refuse == "") || err != nil && !fault.Is(err, problem.Code(c.refuse)) && fault.Figure(err, "error") != c.refuse {
			t.Errorf("%s: %v", c.name, err)
		}
		if asked := p.Asked(); len(asked) != c.asked {
			t.Errorf("%s: asked for %q", c.name, asked)
		}
		if pos := position(t, p); pos.Amount != c.want {
			t.Errorf("%s: %+v", c.name, pos)
		}
	}
	none := signer
	none.Place.Staking = [20]byte{}
	if _, err := (Staking{Deed: Claim, Stage: func(Stage) {}}).pay(t.Context(), none); err == nil {
		t.Error("a claim without a staking contract")
	}
}

// Taking a stake back right after a claim costs more gas in its block than at the estimate of the one before: the claim has
// emptied a slot that is filled again. A quarter more is too little, what the page asks for is enough.
func TestGasAfterClaim(t *testing.T) {
	for _, c := range []struct {
		name  string
		limit func(uint64) uint64
		ok    bool
	}{
		{"a quarter more", func(gas uint64) uint64 { return gas + gas/4 }, false},
		{"with room", api.Roomy, true},
	} {
		p := pen.New(t)
		ctx := t.Context()
		signer := state.Signer{Wallet: p, User: p.User, Place: p.Truth}
		if _, err := (Staking{Deed: Stake, Value: tokens.Mul(100), Stage: func(Stage) {}}).pay(ctx, signer); err != nil {
			t.Fatal(err)
		}
		p.Pass(t, time.Hour)
		if _, err := (Staking{Deed: Claim, Stage: func(Stage) {}}).pay(ctx, signer); err != nil {
			t.Fatal(err)
		}
		call := calldata.Unstake(tokens.Mul(100), p.User)
		gas := p.Estimate(t, p.Truth.Staking, call)
		p.Pass(t, 12*time.Second)
		if ok := p.Spend(t, p.Truth.Staking, call, c.limit(gas)); ok != c.ok {
			t.Errorf("%s of an estimate of %d: success is %v", c.name, gas, ok)
		}
	}
}

// An agent is named in one transaction with the permit for what it may spend, keeps what it had of other tokens, and is
// taken back in one.
func TestMandate(t *testing.T) {
	p := pen.New(t)
	ctx := t.Context()
	signer := state.Signer{Wallet: p, User: p.User, Place: p.Truth, Agent: p.Other}
	chain := signer.Chain()
	usd, brt := p.Truth.Tokens[0], p.Truth.Native
	until := time.Now().Add(30 * 24 * time.Hour).Truncate(time.Second).UTC()
	give := func(m Mandate) {
		t.Helper()
		m.T, m.Agent, m.Stage = text.In(text.EN), p.Other, func(Stage) {}
		if r, err := m.give(ctx, signer); err != nil || !r.OK {
			t.Fatalf("%+v: %+v, %v", m, r, err)
		}
	}
	type has struct{ until, budgetUSD, allowedUSD, budgetBRT, allowedBRT string }
	read := func() (h has) {
		t.Helper()
		at, err := chain.AgentUntil(ctx, p.User, p.Other)
		if err != nil {
			t.Fatal(err)
		}
		if !at.IsZero() {
			h.until = at.Format(time.RFC3339)
		}
		for _, x := range []struct {
			out *string
			f   func(context.Context) (amount.Amount, error)
		}{
			{&h.budgetUSD, func(ctx context.Context) (amount.Amount, error) {
				return chain.AgentBudget(ctx, p.User, p.Other, usd.Address)
			}},
			{&h.allowedUSD, func(ctx context.Context) (amount.Amount, error) {
				return chain.Allowance(ctx, usd.Address, p.User, p.Truth.Market)
			}},
			{&h.budgetBRT, func(ctx context.Context) (amount.Amount, error) {
				return chain.AgentBudget(ctx, p.User, p.Other, brt.Address)
			}},
			{&h.allowedBRT, func(ctx context.Context) (amount.Amount, error) {
				return chain.Allowance(ctx, brt.Address, p.User, p.Truth.Market)
			}},
		} {
			v, err := x.f(ctx)
			if err != nil {
				t.Fatal(err)
			}
			*x.out = v.String()
		}
		return h
	}
	at := until.Format(time.RFC3339)
	for _, c := range []struct {
		name  string
		m     Mandate
		asked int
		want  has
	}{
		{"only to cancel", Mandate{Until: until, Token: usd}, 1, has{at, "0", "0", "0", "0"}},
		{"with a sum", Mandate{Until: until, Token: usd, Sum: amount.Of(5_000_000)}, 2, has{at, "5000000", "5000000", "0", "0"}},
		{"in another token, too", Mandate{Until: until, Token: brt, Sum: amount.Of(7)}, 2, has{at, "5000000", "5000000", "7", "7"}},
		{"less, which is allowed already", Mandate{Until: until, Token: usd, Sum: amount.Of(1_000_000)}, 1, has{at, "1000000", "5000000", "7", "7"}},
		{"taken back", Mandate{Token: usd}, 1, has{"", "0", "5000000", "0", "7"}},
		{"again: what was taken back stays so", Mandate{Until: until, Token: usd, Sum: amount.Of(2_000_000)}, 1, has{at, "2000000", "5000000", "0", "7"}},
	} {
		p.Asked()
		give(c.m)
		if asked := p.Asked(); len(asked) != c.asked {
			t.Errorf("%s: asked for %q", c.name, asked)
		}
		if got := read(); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
	// A payment leaves the agent what it may spend.
	cost := pen.Rate.Cost(7200).Sub(pen.Rate.Cost(3600))
	u := TopUp{T: text.In(text.EN), Token: usd, Need: cost, Allow: cost, Call: calldata.Extend(p.Order.ID, 3600), Stage: func(Stage) {}}
	if _, err := u.pay(ctx, signer); err != nil {
		t.Fatal(err)
	}
	if got := read(); got.budgetUSD != "2000000" || got.allowedUSD != amount.Of(5_000_000).Sub(cost).String() {
		t.Errorf("after a payment out of the rest: %+v", got)
	}
	give(Mandate{Until: until, Token: usd, Sum: amount.Of(9_000_000)})
	if _, err := p.Send(ctx, p.User, p.Truth.Market, calldata.Cancel(p.Order.ID, order.UserLeft)); err != nil {
		t.Fatal(err)
	}
	q, sig := p.Quote(t, nil)
	u.Need, u.Allow, u.Call = q.Deposit(3600), q.Deposit(3600), calldata.CreateOrder(q, sig, 3600)
	p.Asked()
	if _, err := u.pay(ctx, signer); err != nil {
		t.Fatal(err)
	}
	if got := read(); got.budgetUSD != "9000000" || got.allowedUSD != "9000000" {
		t.Errorf("after an order: %+v", got)
	}
	if asked := p.Asked(); len(asked) != 2 {
		t.Errorf("after an order: asked for %q", asked)
	}
}
