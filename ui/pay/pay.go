// Package pay pays for what Berth's contracts take tokens for: with a permit that goes with the call or, where none can be
// had, an approval before it, and until the transaction is in a block. A page hears how far it is by stages.
package pay

import (
	"context"
	"errors"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/wallet"
)

// BlockBy is how long a transaction is waited for.
const BlockBy = 3 * time.Minute

// QuoteSpare is how much of a quote's life must be left when it is paid.
const QuoteSpare = 5 * time.Second

// Until is when a quote can no longer be paid: before it ends on chain, by what a payment needs to get there.
func Until(q order.Quote) time.Time { return q.ValidUntil.Add(-QuoteSpare) }

// Stage is how far a payment is.
type Stage uint8

// The stages.
const (
	Idle    Stage = iota
	Ready         // wallet, balance
	Permit        // the wallet is asked to sign the permit
	Approve       // where no permit can be had, it is asked for an approval instead, which is waited for
	Sign          // where the platform pays the fee, the wallet is asked to sign the order
	Relay         // the platform was asked to send it
	Send          // the wallet is asked for the transaction
	Block         // it was sent
	Done
)

// Words are what is happening at a stage.
var Words = map[Stage]text.Text{
	Ready: text.PayReady, Permit: text.PayPermit, Approve: text.PayApprove, Sign: text.PaySign, Relay: text.PayRelay, Send: text.PaySend, Block: text.PayBlock, Done: text.PayDone,
}

// Created waits for the transaction that creates an order.
func Created(ctx context.Context, chain api.Chain, tx eth.Hash) (order.ID, error) {
	limited, cancel := context.WithTimeout(ctx, BlockBy)
	defer cancel()
	r, err := chain.Wait(limited, tx)
	if errors.Is(err, context.DeadlineExceeded) || err == nil && r.Created == 0 {
		return 0, unknown(tx)
	}
	return r.Created, err
}

// Transact sends a call and waits until it is in a block. sent may be nil.
func Transact(ctx context.Context, s state.Signer, to eth.Address, data eth.Bytes, sent func(eth.Hash)) (api.Receipt, error) {
	chain := s.Chain()
	if err := chain.Try(ctx, s.User, to, data); err != nil {
		return api.Receipt{}, err
	}
	tx, err := s.Wallet.Send(ctx, s.User, to, data)
	if err != nil {
		return api.Receipt{}, err
	}
	if sent != nil {
		sent(tx)
	}
	limited, cancel := context.WithTimeout(ctx, BlockBy)
	defer cancel()
	r, err := chain.Wait(limited, tx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = unknown(tx)
	}
	return r, err
}

// Problem codes of payments.
const (
	SentUnknown  problem.Code = "sent-unknown"  // sent, and not in a block yet: it must not be sent again; Figures: tx
	QuoteExpired problem.Code = "quote-expired" // there is no time left to pay for the quote
	RelayFailed  problem.Code = "relay-failed"  // the platform was to send an order, and could not; Figures: why
	balanceShort problem.Code = "balance-short" // Figures: needed, have
)

func unknown(tx eth.Hash) error {
	return problem.New(0, SentUnknown, "sent, but not in a block yet").With("tx", tx.String())
}

// funds is an error where a user has not the tokens for a payment.
func funds(ctx context.Context, t text.T, s state.Signer, need amount.Amount, token wire.Token) error {
	have, err := s.Chain().Balance(ctx, token.Address, s.User)
	if err == nil && have.Cmp(need) < 0 {
		err = problem.New(0, balanceShort, "not enough tokens").With("needed", t.Named(need, token)).With("have", t.Named(have, token))
	}
	return err
}

// enough is an error where a user has not the tokens for a payment, or no coin for its fee.
func enough(ctx context.Context, t text.T, s state.Signer, need amount.Amount, token wire.Token) error {
	if err := funds(ctx, t, s, need, token); err != nil {
		return err
	}
	if gas, err := s.Chain().Gas(ctx, s.User); err != nil || !gas.IsZero() {
		return nil
	}
	// The fee of a contract's transaction is paid by who sends it, out of what may not be the account's own (ERC-4337).
	if w, ok := s.Wallet.(batcher); ok && w.CanBatch(ctx, s.User, s.Place.ID) {
		return nil
	}
	if is, err := contract(ctx, s.Chain(), s.User, s.Contract); err != nil || is {
		return err
	}
	return problem.New(0, wallet.NoFunds, "no coin for the fee")
}

// ReadBalance has set called with how much of a token a user has, once that is known.
func ReadBalance(run life.Run, chain wire.Chain, token, user eth.Address, set func(state.Of[amount.Amount])) {
	run.Go(func() {
		have, err := (api.Chain{Chain: chain}).Balance(run, token, user)
		run.Do(func(app.Context) { set(state.Came(have, err)) })
	})
}
