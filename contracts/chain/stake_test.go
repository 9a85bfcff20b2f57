package chain_test

import (
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
)

// Staking as it is deployed: the emission and the share of what the market settles go to the staker, and the stake
// opens the way to probation once it is mature.
func TestStaking(t *testing.T) {
	admin, node, user := key(1), key(2), key(3)
	alloc := types.GenesisAlloc{}
	for _, k := range []eth.Address{addr(admin), addr(node), addr(user)} {
		alloc[[20]byte(k)] = types.Account{Balance: new(big.Int).Lsh(big.NewInt(1), 80)}
	}
	b := newBackend(t, alloc)
	ctx := t.Context()
	a, err := chain.Deploy(ctx, b, admin, chain.Params{
		Genesis: []chain.Grant{{To: addr(user), Amount: tokens.Mul(1000)}},
		Staking: &chain.StakingParams{Pool: tokens.Mul(100), Emission: amount.Of(1e15), MintPerMille: 10, MintCap: tokens, Maturity: time.Hour},
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
	create := func(nonce uint64) order.Order {
		t.Helper()
		head := must[chain.Block](t)(c.Head(ctx))
		q := order.Quote{
			Node: addr(node), User: addr(user), Resources: total, Rate: amount.Of(1e15), MaxDuration: 1000, Probation: 60,
			ValidUntil: head.Time.Add(time.Minute), Nonce: nonce,
		}
		sig, err := chain.SignQuote(node, a.Domain(), q)
		if err != nil {
			t.Fatal(err)
		}
		id, _, err := us.CreateOrderWithPermit(ctx, q, sig, 1000)
		if err != nil {
			t.Fatal(err)
		}
		return must[order.Order](t)(c.Order(ctx, id))
	}
	r := must[chain.Receipt](t)(us.Stake(ctx, tokens.Mul(50)))
	if s, ok := r.Events[0].(chain.Staked); !ok || s.Amount.Cmp(tokens.Mul(50)) != 0 {
		t.Errorf("events %+v", r.Events)
	}
	o := create(1)
	if o.Probation != 0 {
		t.Errorf("probation of %d s with a stake that is not mature", o.Probation)
	}
	if _, err := us.Cancel(ctx, o.ID, order.UserLeft); err != nil {
		t.Fatal(err)
	}
	w.pass(t, time.Hour)
	o = create(2)
	if o.Probation != 60 {
		t.Errorf("probation of %d s with a mature stake", o.Probation)
	}
	if _, err := ns.Activate(ctx, o.ID); err != nil {
		t.Fatal(err)
	}
	w.pass(t, 1060*time.Second)
	if _, err := ns.Settle(ctx, o.ID); err != nil {
		t.Fatal(err)
	}
	p := must[chain.Position](t)(c.Position(ctx, addr(user)))
	if p.Amount.Cmp(tokens.Mul(50)) != 0 || p.Counting.Cmp(p.Amount) != 0 || p.Since.IsZero() {
		t.Errorf("position %+v", p)
	}
	head := must[chain.Block](t)(c.Head(ctx))
	emitted := amount.Of(1e15).Mul(uint64(head.Time.Sub(p.Since) / time.Second))
	minted := amount.Of(1e15).Mul(1000).MulDiv(10, 1000)
	if want := emitted.Add(minted); p.Earned.Cmp(want) > 0 || want.Sub(p.Earned).Cmp(amount.Of(1)) > 0 {
		t.Errorf("earned %s, want %s", p.Earned, want)
	}
	s := must[chain.Staking](t)(c.Staking(ctx))
	if s.Total.Cmp(tokens.Mul(50)) != 0 || s.YearlyYield.IsZero() {
		t.Errorf("staking %+v", s)
	}
	if _, err := us.Claim(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := us.Unstake(ctx, tokens.Mul(51)); !chain.IsRevert(err, "Staking_NotEnough") {
		t.Errorf("too much: %v", err)
	}
	if _, err := us.Unstake(ctx, tokens.Mul(50)); err != nil {
		t.Fatal(err)
	}
	if p := must[chain.Position](t)(c.Position(ctx, addr(user))); !p.Amount.IsZero() || !p.Since.IsZero() {
		t.Errorf("position %+v", p)
	}
	events := must[[]chain.Event](t)(c.Logs(ctx, a.Block, must[chain.Block](t)(c.Head(ctx)).Number))
	var claimed bool
	for _, e := range events {
		_, is := e.(chain.Claimed)
		claimed = claimed || is
	}
	if !claimed {
		t.Error("no Claimed event")
	}
}

func TestNoStaking(t *testing.T) {
	w := newWorld(t)
	if _, err := w.user.Stake(t.Context(), tokens); !errors.Is(err, chain.ErrNoStaking) {
		t.Errorf("got %v", err)
	}
	if s, err := w.StakeOf(t.Context(), w.user.Address()); err != nil || !s.IsZero() {
		t.Errorf("stake %s, %v", s, err)
	}
	_, err := chain.Deploy(t.Context(), w.b, key(1), chain.Params{Token: eth.Address(crypto.PubkeyToAddress(key(9).PublicKey)), Staking: &chain.StakingParams{}})
	if err == nil {
		t.Error("staking of a foreign token")
	}
}
