package api

import (
	"context"
	"sync"
	"time"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/stake"
	"berth/ui/js"
)

// Position is what an account has staked.
func (c Chain) Position(ctx context.Context, a eth.Address) (stake.Position, error) {
	return view(ctx, c, c.Staking, calldata.Position(a), calldata.Staked)
}

// Pool is the staking contract as a whole. Its views are asked side by side, so that they may be a block apart.
func (c Chain) Pool(ctx context.Context) (stake.Pool, error) {
	calls := calldata.PoolViews()
	results, errs := make([]eth.Bytes, len(calls)), make([]error, len(calls))
	var wg sync.WaitGroup
	for i, call := range calls {
		wg.Go(func() { results[i], errs[i] = c.Call(ctx, c.Staking, call) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return stake.Pool{}, err
		}
	}
	p, err := calldata.Pool(results)
	return p, answered(err)
}

// Entitled is what decides on a user's probation with a node.
type Entitled struct {
	First    bool          // no order of theirs was ever active
	Free     amount.Amount // stake of the user's that counts and is not held
	MinStake amount.Amount // that the node asks for
}

// Probation is what decides on a probation of a user with a node.
func (c Chain) Probation(ctx context.Context, user, node eth.Address) (Entitled, error) {
	return view(ctx, c, c.Market, calldata.ProbationOf(user, node), func(out eth.Bytes) (e Entitled, err error) {
		e.First, e.Free, e.MinStake, err = calldata.Entitled(out)
		return e, err
	})
}

// AgentUntil is until when an agent may act for a user; the zero time: it may not.
func (c Chain) AgentUntil(ctx context.Context, user, agent eth.Address) (time.Time, error) {
	return view(ctx, c, c.Market, calldata.AgentUntil(user, agent), calldata.Time)
}

// AgentBudget is how much of a token an agent may still spend on more time for a user.
func (c Chain) AgentBudget(ctx context.Context, user, agent, token eth.Address) (amount.Amount, error) {
	return c.number(ctx, c.Market, calldata.AgentBudget(user, agent, token))
}

// view asks a contract and reads its answer.
func view[T any](ctx context.Context, c Chain, at eth.Address, call eth.Bytes, read func(eth.Bytes) (T, error)) (v T, err error) {
	out, err := c.Call(ctx, at, call)
	if err != nil {
		return v, err
	}
	v, err = read(out)
	return v, answered(err)
}

// answered is the problem that an answer has which cannot be read.
func answered(err error) error {
	if err == nil {
		return nil
	}
	return problem.New(0, js.BadAnswer, "the chain's RPC gave an answer that cannot be understood").Because(err)
}
