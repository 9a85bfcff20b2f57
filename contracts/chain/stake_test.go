package chain_test

import (
	"crypto/ecdsa"
	"errors"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/chaintest"
	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/stake"
)

// Staking as it is deployed: the emission, and what the market takes of settlements in Berth's token with what is minted beside
// it, go to the staker over the day after; a stake is held for a probation, once it is old enough.
func TestStaking(t *testing.T) {
	admin, node, user := key(1), key(2), key(3)
	b := chaintest.New(t, chaintest.Accounts{Rich: []*ecdsa.PrivateKey{admin, node, user}})
	ctx := t.Context()
	const day = 24 * time.Hour
	a, err := chain.Deploy(ctx, b, admin, chain.Params{
		Genesis: []chain.Grant{{To: addr(user), Amount: tokens.Mul(1000)}}, FeeBps: 100,
		Staking: &chain.StakingParams{Pool: tokens.Mul(100), Emission: amount.Of(1e12), MintPerMille: 500, MintCap: tokens, Maturity: 8 * day},
	})
	if err != nil {
		t.Fatal(err)
	}
	c := chain.New(b, a)
	w := &world{Client: c, b: b}
	cfg := chain.SenderConfig{Poll: 2 * time.Millisecond}
	ns, us := chain.NewSender(c, node, cfg), chain.NewSender(c, user, cfg)
	total := resource.Resources{CPUMilli: 1000, MemoryMiB: 1000}
	if _, err := ns.Register(ctx, chain.Entry{Total: total, MinStake: tokens.Mul(50), Endpoint: "n:1"}); err != nil {
		t.Fatal(err)
	}
	create := func(nonce uint64) (order.Order, error) {
		t.Helper()
		head := must[chain.Block](t)(c.Head(ctx))
		q := order.Quote{
			Node: addr(node), User: addr(user), Token: a.Token, Resources: total, Rate: amount.Of(1e15).Nano(), MaxDuration: 1000,
			Probation: 60, MinStake: tokens.Mul(50), Epoch: 1, ValidUntil: head.Time.Add(time.Minute), Nonce: nonce,
		}
		sig, err := chain.SignQuote(node, a.Domain(), q)
		if err != nil {
			t.Fatal(err)
		}
		id, _, err := us.CreateOrderWithPermit(ctx, q, sig, 1000)
		if err != nil {
			return order.Order{}, err
		}
		return must[order.Order](t)(c.Order(ctx, id)), nil
	}
	r := must[chain.Receipt](t)(us.Stake(ctx, tokens.Mul(50)))
	if s, ok := r.Events[0].(chain.Staked); !ok || s.Amount.Cmp(tokens.Mul(50)) != 0 {
		t.Errorf("events %+v", r.Events)
	}
	if e := must[chain.Entitled](t)(c.Entitled(ctx, addr(user), addr(node))); !e.First || !e.Free.IsZero() {
		t.Errorf("entitled to %+v with a stake that is not mature", e)
	}
	if _, err := create(1); !chain.IsRevert(err, "Market_StakeTooSmall") {
		t.Errorf("probation with a stake that is not mature: %v", err)
	}
	w.pass(t, 8*day)
	if e := must[chain.Entitled](t)(c.Entitled(ctx, addr(user), addr(node))); !e.First || e.Free != tokens.Mul(50) {
		t.Errorf("entitled to %+v", e)
	}
	o, err := create(1)
	if err != nil || o.Probation != 60 || !o.StakeHeld {
		t.Fatalf("order %+v, %v", o, err)
	}
	p := must[stake.Position](t)(c.Position(ctx, addr(user)))
	if p.Amount != tokens.Mul(50) || p.Held != tokens.Mul(50) || !p.Counting.IsZero() || !p.Free().IsZero() || p.Since.IsZero() {
		t.Errorf("position %+v", p)
	}
	if _, err := us.Unstake(ctx, tokens); !chain.IsRevert(err, "Staking_NotEnough") {
		t.Errorf("unstake what is held: %v", err)
	}
	if _, err := ns.Activate(ctx, o.ID); err != nil {
		t.Fatal(err)
	}
	w.pass(t, 1060*time.Second)
	r = must[chain.Receipt](t)(ns.Settle(ctx, o.ID))
	fee := amount.Of(1e15).Mul(1000).Div(100)
	for _, e := range r.Events {
		if s, ok := e.(chain.OrderSettled); ok && (s.Fee != fee || s.Amount != amount.Of(1e15).Mul(1000)) {
			t.Errorf("settled %+v, want a fee of %s", s, fee)
		}
	}
	if p := must[stake.Position](t)(c.Position(ctx, addr(user))); !p.Held.IsZero() || p.Counting != tokens.Mul(50) {
		t.Errorf("after the probation: %+v", p)
	}
	// Two whole days, and what came in is released: the fee, and half as much minted.
	if _, err := us.Claim(ctx); err != nil {
		t.Fatal(err)
	}
	claimed := must[stake.Position](t)(c.Position(ctx, addr(user)))
	if !claimed.Earned.IsZero() {
		t.Errorf("after a claim: %+v", claimed)
	}
	from := must[chain.Block](t)(c.Head(ctx)).Time
	for range 3 {
		w.pass(t, day)
		if _, err := us.Stake(ctx, amount.Of(1)); err != nil { // whatever happens rolls the stream on
			t.Fatal(err)
		}
	}
	w.pass(t, day)
	p = must[stake.Position](t)(c.Position(ctx, addr(user)))
	emitted := amount.Of(1e12).Mul(uint64(must[chain.Block](t)(c.Head(ctx)).Time.Sub(from) / time.Second))
	if want := emitted.Add(fee).Add(fee.Div(2)); p.Earned.Cmp(want) > 0 || want.Sub(p.Earned).Cmp(amount.Of(1e6)) > 0 {
		t.Errorf("earned %s, want %s, of which %s are emitted", p.Earned, want, emitted)
	}
	if _, err := us.Unstake(ctx, tokens.Mul(51)); !chain.IsRevert(err, "Staking_NotEnough") {
		t.Errorf("too much: %v", err)
	}
	if _, err := us.Claim(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := us.Unstake(ctx, tokens.Mul(50).Add(amount.Of(3))); err != nil {
		t.Fatal(err)
	}
	if p := must[stake.Position](t)(c.Position(ctx, addr(user))); !p.Amount.IsZero() || !p.Since.IsZero() {
		t.Errorf("position %+v", p)
	}
	events := must[[]chain.Event](t)(c.Logs(ctx, a.Block, must[chain.Block](t)(c.Head(ctx)).Number))
	var claims int
	for _, e := range events {
		if _, is := e.(chain.Claimed); is {
			claims++
		}
	}
	if claims != 2 {
		t.Errorf("%d Claimed events", claims)
	}
}

func TestNoStaking(t *testing.T) {
	w := newWorld(t)
	if _, err := w.user.Stake(t.Context(), tokens); !errors.Is(err, chain.ErrNoStaking) {
		t.Errorf("got %v", err)
	}
	if _, err := w.Position(t.Context(), w.user.Address()); !errors.Is(err, chain.ErrNoStaking) {
		t.Errorf("got %v", err)
	}
	// Without stakers nobody could get a fee.
	if _, err := chain.Deploy(t.Context(), w.b, key(1), chain.Params{FeeBps: 100}); err == nil {
		t.Error("a fee without staking")
	}
}
