package pay

import (
	"context"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/ui/api"
	"berth/ui/state"
	"berth/ui/text"
)

// NoStaking is a chain whose market has no staking contract.
const NoStaking problem.Code = "no-staking"

// Deed is what is done with a stake.
type Deed uint8

// The deeds.
const (
	Stake   Deed = iota + 1 // stakes more
	Unstake                 // takes stake back
	Claim                   // has paid what is earned
)

// Staking is a deed of the user's with a stake of its own.
type Staking struct {
	T     text.T
	Deed  Deed
	Value amount.Amount // that is staked or taken back
	Stage func(Stage)
}

// Do has the wallet do it, and waits until that is in a block.
func (d Staking) Do(ctx app.Context) (api.Receipt, error) {
	d.Stage(Ready)
	signer, err := state.NeedSigner(ctx)
	if err != nil {
		return api.Receipt{}, err
	}
	return d.pay(ctx, signer)
}

func (d Staking) pay(ctx context.Context, signer state.Signer) (api.Receipt, error) {
	place := signer.Place
	if place.Staking.IsZero() {
		return api.Receipt{}, problem.New(0, NoStaking, "this chain has no staking contract")
	}
	if d.Deed == Stake {
		return TopUp{
			T: d.T, Token: place.Native, Need: d.Value, Allow: d.Value, To: place.Staking, Call: calldata.Stake(d.Value), With: calldata.StakeWithPermit, Stage: d.Stage,
		}.pay(ctx, signer)
	}
	if err := enough(ctx, d.T, signer, amount.Amount{}, place.Native); err != nil {
		return api.Receipt{}, err
	}
	call := calldata.Claim(signer.User)
	if d.Deed == Unstake {
		call = calldata.Unstake(d.Value, signer.User)
	}
	d.Stage(Send)
	return Transact(ctx, signer, place.Staking, call, func(eth.Hash) { d.Stage(Block) })
}
