package page

import (
	"context"
	"errors"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/typed"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/state"
	"berth/ui/text"
	"berth/ui/wallet"
)

// blockBy is how long a transaction is waited for.
const blockBy = 3 * time.Minute

// permitLife is how long a signed permit is good: long enough for a slow block, short enough to be harmless.
const permitLife = 20 * time.Minute

// quoteSpare is how much of a quote's life must be left when it is paid.
const quoteSpare = 5 * time.Second

// payStage is how far a payment is.
type payStage uint8

// The stages.
const (
	payIdle    payStage = iota
	payReady            // wallet, balance
	payPermit           // the wallet is asked to sign the permit
	payApprove          // a wallet that cannot sign data is asked for an approval instead, which is waited for
	paySend             // the wallet is asked for the transaction
	payBlock            // it was sent
	payDone
)

// purchase is all that placing an order needs.
type purchase struct {
	T        text.T
	Quote    order.Quote
	Sig      eth.Bytes
	Duration uint32
	Stage    func(payStage)
	Sent     func(eth.Hash) // the transaction is out: from here on it must not be paid again
}

// place pays for an order and gives its id. Each prompt that the owner declines ends it without a trace.
func (b purchase) place(ctx app.Context) (order.ID, error) {
	b.Stage(payReady)
	s, err := state.NeedSigner(ctx)
	if err != nil {
		return 0, err
	}
	chain := api.Chain{Chain: s.Info.Chain}
	deposit := b.Quote.Deposit(b.Duration)
	if time.Until(b.Quote.ValidUntil) < quoteSpare {
		return 0, problem.New(0, "quote-expired", "the quote has run out")
	}
	have, err := chain.Balance(ctx, s.User)
	if err != nil {
		return 0, err
	}
	if have.Cmp(deposit) < 0 {
		return 0, problem.New(0, "balance-short", "not enough tokens").
			With("needed", b.T.Amount(deposit, chain.Token)).With("have", b.T.Amount(have, chain.Token))
	}
	if gas, err := chain.Gas(ctx, s.User); err == nil && gas.IsZero() {
		return 0, problem.New(0, wallet.NoFunds, "no coin for the fee")
	}
	call, err := b.call(ctx, s, chain, deposit)
	if err != nil {
		return 0, err
	}
	if time.Until(b.Quote.ValidUntil) < quoteSpare {
		return 0, problem.New(0, "quote-expired", "the quote has run out")
	}
	// A call that the contract would refuse never gets as far as the wallet.
	if err := chain.Try(ctx, s.User, chain.Market, call); err != nil {
		return 0, err
	}
	b.Stage(paySend)
	tx, err := s.Wallet.Send(ctx, s.User, chain.Market, call)
	if err != nil {
		return 0, err
	}
	b.Sent(tx)
	b.Stage(payBlock)
	return created(ctx, chain, tx)
}

// call makes the transaction, with a permit where one is needed.
func (b purchase) call(ctx app.Context, s state.Signer, chain api.Chain, deposit amount.Amount) (eth.Bytes, error) {
	p, err := allow(ctx, s, chain, deposit, b.Stage)
	switch {
	case err != nil:
		return nil, err
	case p != nil:
		return calldata.CreateOrderWithPermit(b.Quote, b.Sig, b.Duration, *p), nil
	}
	return calldata.CreateOrder(b.Quote, b.Sig, b.Duration), nil
}

// allow lets the market take so many of the user's tokens. It gives a permit to go with the call; nil: none is needed,
// since the market may already, or the wallet cannot sign data and has approved by a transaction of its own.
func allow(ctx app.Context, s state.Signer, chain api.Chain, value amount.Amount, stage func(payStage)) (*calldata.Permit, error) {
	if allowed, err := chain.Allowance(ctx, s.User); err != nil {
		return nil, err
	} else if allowed.Cmp(value) >= 0 {
		return nil, nil
	}
	nonce, err := chain.PermitNonce(ctx, s.User)
	if err != nil {
		return nil, err
	}
	stage(payPermit)
	p := calldata.Permit{Value: value, Deadline: time.Now().Add(permitLife).Truncate(time.Second)}
	domain := typed.Domain{Name: chain.Token.Name, Version: "1", ChainID: chain.ID, Contract: chain.Token.Address}
	sig, err := s.Wallet.SignTyped(ctx, s.User, typed.Permit(domain, s.User, chain.Market, p.Value, nonce, p.Deadline))
	if err == nil {
		if p, err = p.Split(sig); err == nil {
			return &p, nil
		}
	}
	var refused *problem.Problem
	if errors.As(err, &refused) && refused.Code != wallet.Unsupported {
		return nil, err
	}
	stage(payApprove)
	if _, err := transact(ctx, s, chain, chain.Token.Address, calldata.Approve(chain.Market, value), nil); err != nil {
		return nil, err
	}
	return nil, nil
}

// created waits for the transaction that creates an order.
func created(ctx context.Context, chain api.Chain, tx eth.Hash) (order.ID, error) {
	limited, cancel := context.WithTimeout(ctx, blockBy)
	defer cancel()
	r, err := chain.Wait(limited, tx)
	if errors.Is(err, context.DeadlineExceeded) || err == nil && r.Created == 0 {
		return 0, problem.New(0, "sent-unknown", "sent, but not in a block yet").With("tx", tx.String())
	}
	return r.Created, err
}

// transact sends a call and waits until it is in a block. sent may be nil.
func transact(ctx app.Context, s state.Signer, chain api.Chain, to eth.Address, data eth.Bytes, sent func(eth.Hash)) (api.Receipt, error) {
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
	limited, cancel := context.WithTimeout(ctx, blockBy)
	defer cancel()
	r, err := chain.Wait(limited, tx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = problem.New(0, "sent-unknown", "sent, but not in a block yet").With("tx", tx.String())
	}
	return r, err
}

// declined tells whether the owner said no in the wallet: the flow then stays where it was.
func declined(err error) bool {
	var p *problem.Problem
	return errors.As(err, &p) && p.Code == wallet.Declined
}

func coded(err error, code problem.Code) bool {
	var p *problem.Problem
	return errors.As(err, &p) && p.Code == code
}

// reverted tells whether the contract refused with an error of this name.
func reverted(err error, name string) bool {
	return coded(err, api.Reverted) && figure(err, "error") == name
}

func figure(err error, name string) string {
	var p *problem.Problem
	if !errors.As(err, &p) {
		return ""
	}
	return p.Figures[name]
}

func parseRate(s string) (amount.Amount, error) { return amount.Parse(s) }

// remember keeps what is to be deployed for an order.
func remember(id order.ID, f forOrder) { js.Local.Set(deployStore(id), f) }

// remembered is what was to be deployed for an order.
func remembered(id order.ID) (f forOrder, ok bool) {
	ok = js.Local.Get(deployStore(id), &f)
	return f, ok
}
