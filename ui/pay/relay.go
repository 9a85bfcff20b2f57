package pay

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/state"
	"berth/ui/wallet"
)

// Fee is who pays the network fee of an order.
type Fee struct {
	Coins amount.Amount   // of the chain's coin that the account has
	Poor  bool            // it is too little for the fee, as far as that is known
	Offer wire.RelayOffer // of the platform, where the account is poor
}

// Pays reports whether the platform pays the fee of an order in a token.
func (f Fee) Pays(token eth.Address) bool {
	if !f.Poor || !f.Offer.Pays {
		return false
	}
	for _, t := range f.Offer.Tokens {
		if t == token {
			return true
		}
	}
	return false
}

// feeGas is the gas that a wallet wants to have coin for before it sends an order with a permit: about what api.Roomy makes of it.
const feeGas = 600_000

// FeeOf reads who would pay. What cannot be read leaves the ordinary way.
func FeeOf(ctx context.Context, info wire.Info, user eth.Address) (f Fee) {
	chain := api.Chain{Chain: info.Chain}
	if !info.Relay || info.Chain.Permit2.IsZero() {
		return f
	}
	coins, err := chain.Gas(ctx, user)
	if err != nil {
		return f
	}
	price, err := chain.GasPrice(ctx)
	if err != nil || coins.Cmp(price.Mul(feeGas)) >= 0 {
		return f
	}
	if is, err := contract(ctx, chain, user, state.LoggedInAsContract(user)); err != nil || is {
		return f // the platform sends what a key has signed, and a contract's fee is paid as its wallet has it
	}
	f.Coins = coins
	if f.Offer, err = api.RelayOffer(ctx); err == nil {
		f.Poor = true
	}
	return f
}

// ReadFee has set called with who would pay, once that is known.
func ReadFee(run life.Run, info wire.Info, user eth.Address, set func(Fee)) {
	run.Go(func() {
		f := FeeOf(run, info, user)
		run.Do(func(app.Context) { set(f) })
	})
}

// relay has the wallet sign an order and the platform send it: the permit for Permit2 where there is no leave yet, and the transfer of
// exactly the deposit, which is good for this quote and duration alone, and no longer than the quote.
func (b Purchase) relay(ctx context.Context, l leave, plain eth.Bytes) (order.ID, error) {
	s, chain := l.signer, l.signer.Chain()
	if err := chain.Try(ctx, s.User, chain.Market, plain); ours(err) {
		return 0, err
	}
	// Its digest is the market's own word, whose code was checked, and is read through the wallet.
	digest, err := chain.HashQuote(ctx, b.Quote)
	if err != nil {
		return 0, err
	}
	r := wire.RelayRequest{
		Quote: b.Quote, Signature: b.Sig, Duration: b.Duration, Nonce: amount.FromWord(js.Random()), Deadline: b.Quote.ValidUntil,
	}
	l.to = chain.Permit2
	allowed, err := chain.Allowance(ctx, l.token.Address, s.User, l.to)
	if err != nil {
		return 0, err
	}
	if allowed.Cmp(l.value) < 0 {
		p, err := l.permit(ctx)
		if err != nil {
			return 0, err
		}
		if p == nil {
			return 0, problem.New(0, problem.RelayDeclined, "no permit can be had").With("why", string(wire.RelayToken))
		}
		r.Approval = &wire.RelayApproval{Value: p.Value, Deadline: p.Deadline, Signature: signature(*p)}
	}
	b.Stage(Sign)
	transfer := typed.OrderTransfer{
		Token: b.Quote.Token, Amount: l.value, Market: chain.Market, Nonce: r.Nonce, Deadline: r.Deadline, Quote: digest, Duration: b.Duration,
	}
	if r.Owner, err = s.Wallet.SignTyped(ctx, s.User, transfer.Data(chain.ID, chain.Permit2)); err != nil {
		return 0, err
	}
	if n := len(r.Owner); n == 65 && r.Owner[n-1] < 27 {
		r.Owner[n-1] += 27 // as some hardware wallets send it; Permit2 knows one form
	}
	if !time.Now().Before(Until(b.Quote)) {
		return 0, problem.New(0, QuoteExpired, "the quote has run out")
	}
	send := b.send
	if send == nil {
		send = api.SendRelay
	}
	x, err := send(ctx, r)
	if err != nil {
		return 0, err
	}
	if b.Relayed != nil {
		b.Relayed(x.ID)
	}
	b.Stage(Relay)
	return AwaitRelay(ctx, chain, x, b.Sent)
}

// signature puts a permit's parts together.
func signature(p calldata.Permit) eth.Bytes {
	return append(append(append(eth.Bytes(nil), p.R[:]...), p.S[:]...), p.V)
}

// relayEvery is how often it is asked what became of an order that the platform sends.
const relayEvery = 500 * time.Millisecond

// AwaitRelay waits for what becomes of an order that the platform sends, and looks at its transaction. sent, which may be nil, gets that.
func AwaitRelay(ctx context.Context, chain api.Chain, x wire.Relay, sent func(eth.Hash)) (order.ID, error) {
	for end := time.Now().Add(BlockBy); x.State == wire.RelaySending || x.State == wire.RelayDone && x.Tx == nil; {
		if time.Now().After(end) {
			return 0, problem.New(0, SentUnknown, "the platform sent it, and it is not in a block yet")
		}
		select {
		case <-time.After(relayEvery):
		case <-ctx.Done():
			return 0, ctx.Err()
		}
		next, err := api.Relayed(ctx, x.ID)
		switch {
		case err == nil:
			x = next
		case ctx.Err() != nil:
			return 0, ctx.Err()
		}
	}
	switch {
	case x.State == wire.RelayDone:
		if sent != nil {
			sent(*x.Tx)
		}
		return Created(ctx, chain, *x.Tx)
	case x.Why == wire.RelayLost:
		return 0, problem.New(0, SentUnknown, "nobody knows what became of it")
	}
	return 0, problem.New(0, RelayFailed, "the platform could not place the order").With("why", string(x.Why))
}

// Declined reports whether the platform does not send an order, so that the ordinary way is left.
func Declined(err error) bool {
	p, ok := err.(*problem.Problem)
	return ok && (p.Code == problem.RelayDeclined || p.Code == RelayFailed || p.Code == problem.TooMany || p.Code == problem.Unavailable || p.Code == problem.NotFound || p.Code == wallet.Unsupported)
}
