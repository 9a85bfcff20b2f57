package chain

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"berth/shared/amount"
	"berth/shared/eth"
)

// ErrNoStaking is a deployment without the staking contract.
var ErrNoStaking = errors.New("there is no staking here")

// Position is what an account has staked and earned.
type Position struct {
	Amount   amount.Amount
	Counting amount.Amount // of it, what counts against nodes' sybil thresholds already
	Since    time.Time     // zero: there is no position
	Earned   amount.Amount // to be claimed now
}

// Position is an account's stake.
func (c *Client) Position(ctx context.Context, account eth.Address) (Position, error) {
	if c.a.Staking.IsZero() {
		return Position{}, ErrNoStaking
	}
	p, err := call(ctx, c, c.a.Staking, staking.PackPosition(common.Address(account)), staking.UnpackPosition)
	if err != nil {
		return Position{}, fmt.Errorf("stake of %s: %w", account, err)
	}
	r := Position{Amount: toAmount(p.Amount), Counting: toAmount(p.Counting), Earned: toAmount(p.Earned)}
	if p.Since.Sign() != 0 {
		r.Since = unixBig(p.Since)
	}
	return r, nil
}

// StakeOf is what an account's stake counts for when a node asks for a least one; 0 where there is no staking.
func (c *Client) StakeOf(ctx context.Context, account eth.Address) (amount.Amount, error) {
	if c.a.Staking.IsZero() {
		return amount.Amount{}, nil
	}
	return c.sum(ctx, "stake", c.a.Staking, staking.PackStakeOf(common.Address(account)))
}

// Staking is the staking contract as a whole.
type Staking struct {
	Total       amount.Amount // staked by all
	PoolLeft    amount.Amount
	Emission    amount.Amount // token units a second, while the pool lasts
	YearlyYield amount.Amount // in 10^-18 of a stake
}

// Staking reads the staking contract's totals.
func (c *Client) Staking(ctx context.Context) (Staking, error) {
	if c.a.Staking.IsZero() {
		return Staking{}, ErrNoStaking
	}
	var s Staking
	for _, f := range []struct {
		to   *amount.Amount
		data []byte
	}{
		{&s.Total, staking.PackTotalStaked()}, {&s.PoolLeft, staking.PackPoolLeft()},
		{&s.Emission, staking.PackEmissionPerSecond()}, {&s.YearlyYield, staking.PackYearlyYield()},
	} {
		n, err := c.sum(ctx, "staking", c.a.Staking, f.data)
		if err != nil {
			return Staking{}, err
		}
		*f.to = n
	}
	return s, nil
}

// Stake stakes the sender's tokens, with a permit in the same transaction.
func (s *Sender) Stake(ctx context.Context, value amount.Amount) (Receipt, error) {
	if s.c.a.Staking.IsZero() {
		return Receipt{}, ErrNoStaking
	}
	p, err := s.permit(ctx, s.c.a.Staking, value)
	if err != nil {
		return Receipt{}, err
	}
	return s.Transact(ctx, s.c.a.Staking, staking.PackStakeWithPermit(p.value, p.deadline, p.v, p.r, p.s))
}

// Unstake takes stake back to the sender.
func (s *Sender) Unstake(ctx context.Context, value amount.Amount) (Receipt, error) {
	return s.onStaking(ctx, func() []byte { return staking.PackUnstake(toBig(value), common.Address(s.from)) })
}

// Claim pays the sender's rewards to it.
func (s *Sender) Claim(ctx context.Context) (Receipt, error) {
	return s.onStaking(ctx, func() []byte { return staking.PackClaim(common.Address(s.from)) })
}

func (s *Sender) onStaking(ctx context.Context, pack func() []byte) (Receipt, error) {
	if s.c.a.Staking.IsZero() {
		return Receipt{}, ErrNoStaking
	}
	return s.Transact(ctx, s.c.a.Staking, pack())
}
