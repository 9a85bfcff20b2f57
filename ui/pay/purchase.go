package pay

import (
	"context"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/trust"
)

// Purchase is all that placing an order needs.
type Purchase struct {
	T        text.T
	Quote    order.Quote
	Sig      eth.Bytes
	Wish     trust.Wish // what was asked for and is shown, but for the user
	Duration uint32
	Stage    func(Stage)
	Sent     func(eth.Hash) // the transaction is out: from here on it must not be paid again
	Relay    bool           // the platform is to send it, and to pay the fee
	Relayed  func(string)   // it was asked to, by this name; may be nil

	send func(context.Context, wire.RelayRequest) (wire.Relay, error) // to the platform; nil: api.SendRelay
}

// Place pays for an order and gives its id. Each prompt that the owner declines ends it without a trace.
func (b Purchase) Place(ctx app.Context) (order.ID, error) {
	b.Stage(Ready)
	s, err := state.NeedSigner(ctx)
	if err != nil {
		return 0, err
	}
	return b.pay(ctx, s)
}

// pay has the wallet sign and send, if the quote is what the user wanted.
func (b Purchase) pay(ctx context.Context, s state.Signer) (order.ID, error) {
	b.Wish.User, b.Wish.Duration = s.User, b.Duration
	if err := trust.Quote(b.Quote, b.Wish, time.Now()); err != nil {
		return 0, err
	}
	if !time.Now().Before(Until(b.Quote)) {
		return 0, problem.New(0, QuoteExpired, "the quote has run out")
	}
	chain := s.Chain()
	token, ok := chain.TokenAt(b.Quote.Token)
	if !ok {
		return 0, problem.New(0, trust.QuoteDiffers, "the platform does not take the quote's token").With("what", "token").With("said", b.Quote.Token.String())
	}
	deposit := b.Quote.Deposit(b.Duration)
	if b.Relay {
		if err := funds(ctx, b.T, s, deposit, token); err != nil {
			return 0, err
		}
		return b.relay(ctx, leave{signer: s, token: token, value: deposit, stage: b.Stage}, calldata.CreateOrder(b.Quote, b.Sig, b.Duration))
	}
	if err := enough(ctx, b.T, s, deposit, token); err != nil {
		return 0, err
	}
	// A quote that the market would refuse, since its node has not signed it, say, never gets as far as the wallet. Whether
	// there is leave to take the tokens is known only with the permit.
	plain := calldata.CreateOrder(b.Quote, b.Sig, b.Duration)
	if err := chain.Try(ctx, s.User, chain.Market, plain); ours(err) {
		return 0, err
	}
	l := leave{signer: s, token: token, to: chain.Market, value: deposit, stage: b.Stage}
	if txs, done, err := l.batch(ctx, plain); err != nil {
		return 0, err
	} else if done {
		b.Sent(txs[len(txs)-1])
		return Created(ctx, chain, txs[len(txs)-1])
	}
	call, err := l.call(ctx, plain, onMarket(token, plain))
	if err != nil {
		return 0, err
	}
	if !time.Now().Before(Until(b.Quote)) {
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

// ours reports whether Berth's own contracts refuse a call, and not the token.
func ours(err error) bool {
	name := fault.Figure(err, "error")
	return strings.HasPrefix(name, "Market_") || strings.HasPrefix(name, "Registry_") || strings.HasPrefix(name, "Staking_")
}

// onMarket has a permit go with a call to the market.
func onMarket(token wire.Token, call eth.Bytes) func(calldata.Permit) eth.Bytes {
	return func(p calldata.Permit) eth.Bytes {
		return calldata.Multicall(calldata.SelfPermit(token.Address, p), call)
	}
}
