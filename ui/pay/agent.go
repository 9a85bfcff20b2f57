package pay

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/state"
	"berth/ui/text"
)

// Mandate is what a user lets an agent do: cancel the user's orders and pay for more time of them, out of what the user
// allows the market.
type Mandate struct {
	T     text.T
	Agent eth.Address
	Until time.Time     // it may act, and an order may last by its doing; zero: all of it is taken back
	Token wire.Token    // whose sum is set; those of other tokens stay as they are
	Sum   amount.Amount // of it for more time, in all from now on
	Stage func(Stage)
}

// Give has the wallet send it, in one transaction with the permit for what may be spent, and waits until that is in a block.
func (m Mandate) Give(ctx app.Context) (api.Receipt, error) {
	m.Stage(Ready)
	signer, err := state.NeedSigner(ctx)
	if err != nil {
		return api.Receipt{}, err
	}
	return m.give(ctx, signer)
}

func (m Mandate) give(ctx context.Context, signer state.Signer) (api.Receipt, error) {
	if err := enough(ctx, m.T, signer, amount.Amount{}, m.Token); err != nil {
		return api.Receipt{}, err
	}
	market := signer.Place.Market
	sums, err := m.sums(ctx, signer)
	if err != nil {
		return api.Receipt{}, err
	}
	call := calldata.SetAgent(m.Agent, m.Until, sums)
	if !m.Until.IsZero() {
		l := leave{signer: signer, token: m.Token, to: market, value: m.Sum, all: true, stage: m.Stage}
		if call, err = l.call(ctx, call, onMarket(m.Token, call)); err != nil {
			return api.Receipt{}, err
		}
	}
	m.Stage(Send)
	r, err := Transact(ctx, signer, market, call, func(eth.Hash) { m.Stage(Block) })
	if err != nil || m.Until.IsZero() {
		return r, err
	}
	return r, m.allowed(ctx, signer)
}

// allowed makes up for a permit that the token did not accept: to the market that is no failure, but nothing could be spent.
func (m Mandate) allowed(ctx context.Context, signer state.Signer) error {
	has, err := signer.Chain().Allowance(ctx, m.Token.Address, signer.User, signer.Place.Market)
	if err != nil || has.Cmp(m.Sum) >= 0 {
		return err
	}
	return leave{signer: signer, token: m.Token, to: signer.Place.Market, value: m.Sum, stage: m.Stage}.approve(ctx, has)
}

// sums are what the agent may spend of each token. Naming an agent again voids what it had before, so that all of it must be
// said anew.
func (m Mandate) sums(ctx context.Context, signer state.Signer) (sums []wire.Money, err error) {
	if m.Until.IsZero() {
		return nil, nil
	}
	if !m.Sum.IsZero() {
		sums = append(sums, wire.Money{Token: m.Token.Address, Amount: m.Sum})
	}
	chain := signer.Chain()
	until, err := chain.AgentUntil(ctx, signer.User, m.Agent)
	if err != nil || until.Before(time.Now()) {
		return sums, err // what is left of a mandate that is over is not given anew
	}
	for _, t := range signer.Place.Tokens {
		if t.Address == m.Token.Address {
			continue
		}
		left, err := chain.AgentBudget(ctx, signer.User, m.Agent, t.Address)
		if err != nil {
			return nil, err
		}
		if !left.IsZero() {
			sums = append(sums, wire.Money{Token: t.Address, Amount: left})
		}
	}
	return sums, nil
}
