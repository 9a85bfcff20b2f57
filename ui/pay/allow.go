package pay

import (
	"bytes"
	"context"
	"errors"
	"time"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/state"
	"berth/ui/wallet"
)

// permitLife is how long a signed permit is good: long enough for a slow block, short enough to be harmless.
const permitLife = 20 * time.Minute

// leave is what lets a contract take tokens of a user's for one call.
type leave struct {
	signer state.Signer
	token  wire.Token
	to     eth.Address // who may take them, and is called
	value  amount.Amount
	all    bool // value is all that may be taken from now on
	stage  func(Stage)
}

// call makes the transaction of a call that takes tokens. Where the contract may not take them yet and the token takes
// permits, one goes with the call, as with does it; a token without, a wallet that cannot sign one, and a permit that the token does not
// accept cost a transaction of their own before.
func (l leave) call(ctx context.Context, plain eth.Bytes, with func(calldata.Permit) eth.Bytes) (eth.Bytes, error) {
	chain, owner := l.signer.Chain(), l.signer.User
	allowed, err := chain.Allowance(ctx, l.token.Address, owner, l.to)
	if err != nil {
		return nil, err
	}
	keep, err := l.kept(ctx, allowed)
	if err != nil {
		return nil, err
	}
	if l.value = l.value.Add(keep); allowed.Cmp(l.value) >= 0 {
		return plain, nil
	}
	permit, err := l.permit(ctx)
	if err != nil {
		return nil, err
	}
	if permit != nil {
		call := with(*permit)
		if err := chain.Try(ctx, owner, l.to, call); err == nil || ours(err) || !fault.Is(err, api.Reverted) {
			return call, err
		}
	}
	return plain, l.approve(ctx, allowed)
}

// kept is what of an allowance must still be there afterwards: what the user's agent may spend of it on more time. Without that
// one payment would quietly end all renewals.
func (l leave) kept(ctx context.Context, allowed amount.Amount) (keep amount.Amount, err error) {
	s := l.signer
	if s.Agent.IsZero() || l.to != s.Place.Market || l.all || allowed.IsZero() {
		return keep, nil
	}
	until, err := s.Chain().AgentUntil(ctx, s.User, s.Agent)
	if err != nil || until.Before(time.Now()) {
		return keep, err
	}
	if keep, err = s.Chain().AgentBudget(ctx, s.User, s.Agent, l.token.Address); allowed.Cmp(keep) < 0 {
		keep = allowed
	}
	return keep, err
}

// contract reports whether an account is a contract, deployed or not, and neither a key nor one that has the code of a contract (EIP-7702).
func contract(ctx context.Context, chain api.Chain, account eth.Address, known bool) (bool, error) {
	if known {
		return true, nil
	}
	code, err := chain.Code(ctx, account)
	return len(code) > 0 && !bytes.HasPrefix(code, []byte{0xef, 0x01, 0x00}), err
}

// permit has the wallet sign one; nil: the token takes none, or the account or its wallet cannot.
func (l leave) permit(ctx context.Context) (*calldata.Permit, error) {
	if !l.token.Permit {
		return nil, nil
	}
	chain, owner := l.signer.Chain(), l.signer.User
	// Tokens recover the key that has signed a permit, and a contract has none: its owner would be asked for nothing.
	if is, err := contract(ctx, chain, owner, l.signer.Contract); err != nil || is {
		return nil, err
	}
	nonce, err := chain.PermitNonce(ctx, l.token.Address, owner)
	switch {
	case fault.Is(err, api.Reverted), fault.Is(err, js.BadAnswer):
		return nil, nil // it has no nonces after all
	case err != nil:
		return nil, err
	}
	l.stage(Permit)
	p := calldata.Permit{Value: l.value, Deadline: time.Now().Add(permitLife).Truncate(time.Second)}
	domain := typed.Domain{Name: l.token.Name, Version: l.token.Version, ChainID: chain.ID, Contract: l.token.Address}
	sig, err := l.signer.Wallet.SignTyped(ctx, owner, typed.Permit(domain, owner, l.to, p.Value, nonce, p.Deadline))
	if err == nil {
		if p, err = p.Split(sig); err == nil {
			return &p, nil
		}
	}
	var refused *problem.Problem
	if errors.As(err, &refused) && refused.Code != wallet.Unsupported {
		return nil, err
	}
	return nil, nil
}

// approve lets the contract take the tokens by a transaction of its own. Some tokens (USDT) change an allowance to and from
// nothing only.
func (l leave) approve(ctx context.Context, allowed amount.Amount) error {
	l.stage(Approve)
	set := func(value amount.Amount) error {
		_, err := Transact(ctx, l.signer, l.token.Address, calldata.Approve(l.to, value), nil)
		return err
	}
	if !allowed.IsZero() && !l.token.Permit {
		if err := set(amount.Amount{}); err != nil {
			return err
		}
	}
	return set(l.value)
}
