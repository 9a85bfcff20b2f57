package pay

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/ui/api"
	"berth/ui/state"
	"berth/ui/text"
)

// Purchase is all that placing an order needs.
type Purchase struct {
	T        text.T
	Quote    order.Quote
	Sig      eth.Bytes
	Duration uint32
	Stage    func(Stage)
	Sent     func(eth.Hash) // the transaction is out: from here on it must not be paid again
}

// Place pays for an order and gives its id. Each prompt that the owner declines ends it without a trace.
func (b Purchase) Place(ctx app.Context) (order.ID, error) {
	b.Stage(Ready)
	s, err := state.NeedSigner(ctx)
	if err != nil {
		return 0, err
	}
	chain := api.Chain{Chain: s.Info.Chain}
	deposit := b.Quote.Deposit(b.Duration)
	if time.Until(b.Quote.ValidUntil) < QuoteSpare {
		return 0, problem.New(0, QuoteExpired, "the quote has run out")
	}
	if err := enough(ctx, b.T, s, chain, deposit); err != nil {
		return 0, err
	}
	call, err := b.call(ctx, s, chain, deposit)
	if err != nil {
		return 0, err
	}
	if time.Until(b.Quote.ValidUntil) < QuoteSpare {
		return 0, problem.New(0, QuoteExpired, "the quote has run out")
	}
	// A call that the contract would refuse never gets as far as the wallet.
	if err := chain.Try(ctx, s.User, chain.Market, call); err != nil {
		return 0, err
	}
	b.Stage(Send)
	tx, err := s.Wallet.Send(ctx, s.User, chain.Market, call)
	if err != nil {
		return 0, err
	}
	b.Sent(tx)
	b.Stage(Block)
	return Created(ctx, chain, tx)
}

// call makes the transaction, with a permit where one is needed.
func (b Purchase) call(ctx app.Context, s state.Signer, chain api.Chain, deposit amount.Amount) (eth.Bytes, error) {
	p, err := allow(ctx, s, chain, deposit, b.Stage)
	switch {
	case err != nil:
		return nil, err
	case p != nil:
		return calldata.CreateOrderWithPermit(b.Quote, b.Sig, b.Duration, *p), nil
	}
	return calldata.CreateOrder(b.Quote, b.Sig, b.Duration), nil
}
