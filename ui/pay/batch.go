package pay

import (
	"context"
	"errors"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/ui/wallet"
)

var _ batcher = wallet.Provider{}

// batcher is a wallet that may take several calls with one question (EIP-5792).
type batcher interface {
	CanBatch(ctx context.Context, account eth.Address, chain uint64) bool
	Batch(ctx context.Context, from eth.Address, chain uint64, calls ...wallet.Call) (id string, err error)
	Batched(ctx context.Context, id string, calls int) ([]eth.Hash, error)
}

// batch has the wallet send the call together with the leave for it, with one question for both; not done: the leave is there
// already, or the wallet takes one call at a time. The last of txs is the call's own; they are in blocks already. A wallet that does not do them at once may
// end with the leave alone, which says no more than a permit that was not used.
func (l leave) batch(ctx context.Context, call eth.Bytes) (txs []eth.Hash, done bool, err error) {
	w, ok := l.signer.Wallet.(batcher)
	if !ok || !w.CanBatch(ctx, l.signer.User, l.signer.Place.ID) {
		return nil, false, nil
	}
	allowed, err := l.signer.Chain().Allowance(ctx, l.token.Address, l.signer.User, l.to)
	if err != nil {
		return nil, false, err
	}
	keep, err := l.kept(ctx, allowed)
	if err != nil {
		return nil, false, err
	}
	value := l.value.Add(keep)
	if allowed.Cmp(value) >= 0 {
		return nil, false, nil
	}
	calls := []wallet.Call{{To: l.token.Address, Data: calldata.Approve(l.to, value)}, {To: l.to, Data: call}}
	if !allowed.IsZero() && !l.token.Permit { // as approve does
		calls = append([]wallet.Call{{To: l.token.Address, Data: calldata.Approve(l.to, amount.Amount{})}}, calls...)
	}
	l.stage(Send)
	id, err := w.Batch(ctx, l.signer.User, l.signer.Place.ID, calls...)
	var refused *problem.Problem
	if errors.As(err, &refused) && refused.Code == wallet.Unsupported {
		return nil, false, nil // after all
	}
	if err != nil {
		return nil, false, err
	}
	l.stage(Block)
	limited, cancel := context.WithTimeout(ctx, BlockBy)
	defer cancel()
	if txs, err = w.Batched(limited, id, len(calls)); errors.Is(err, context.DeadlineExceeded) {
		err = unknown(eth.Hash{})
	}
	return txs, true, err
}
