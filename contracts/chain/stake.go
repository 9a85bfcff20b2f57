package chain

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/stake"
)

// ErrNoStaking is a deployment without the staking contract.
var ErrNoStaking = errors.New("there is no staking here")

// Position is an account's stake.
func (c *Client) Position(ctx context.Context, account eth.Address) (stake.Position, error) {
	if c.a.Staking.IsZero() {
		return stake.Position{}, ErrNoStaking
	}
	p, err := call(ctx, c, c.a.Staking, staking.PackPosition(common.Address(account)), staking.UnpackPosition)
	if err != nil {
		return stake.Position{}, fmt.Errorf("stake of %s: %w", account, err)
	}
	return stake.Position{
		Amount: toAmount(p.Amount), Counting: toAmount(p.Counting), Held: toAmount(p.Held), Since: maybe(p.Since), Earned: toAmount(p.Earned),
	}, nil
}

// Stake stakes the sender's tokens, with a permit in the same transaction.
func (s *Sender) Stake(ctx context.Context, value amount.Amount) (Receipt, error) {
	if s.c.a.Staking.IsZero() {
		return Receipt{}, ErrNoStaking
	}
	p, err := s.permit(ctx, s.c.a.Token, s.c.a.Staking, value)
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
