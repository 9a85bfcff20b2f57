package pay

import (
	"context"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// TopUp is a call of a user that takes tokens, in one transaction with the permit for them.
type TopUp struct {
	T     text.T
	Token wire.Token
	Need  amount.Amount // what it takes
	Allow amount.Amount // what it may take at most by the time that it is in a block
	To    eth.Address   // the contract that is called and takes them; zero: the market
	Call  eth.Bytes
	With  func(calldata.Permit) eth.Bytes // Call with a permit, where the contract is not the market
	Stage func(Stage)
}

// Do pays. The signer is made ready by sign; of an order, it must be its user.
func (u TopUp) Do(ctx app.Context, sign func(app.Context) (state.Signer, error)) (api.Receipt, error) {
	u.Stage(Ready)
	signer, err := sign(ctx)
	if err != nil {
		return api.Receipt{}, err
	}
	return u.pay(ctx, signer)
}

func (u TopUp) pay(ctx context.Context, signer state.Signer) (api.Receipt, error) {
	if err := enough(ctx, u.T, signer, u.Need, u.Token); err != nil {
		return api.Receipt{}, err
	}
	to, with := u.To, u.With
	if to.IsZero() {
		to, with = signer.Place.Market, onMarket(u.Token, u.Call)
	}
	l := leave{signer: signer, token: u.Token, to: to, value: u.Allow, stage: u.Stage}
	if txs, done, err := l.batch(ctx, u.Call); err != nil {
		return api.Receipt{}, err
	} else if done {
		return signer.Chain().Wait(ctx, txs[len(txs)-1])
	}
	call, err := l.call(ctx, u.Call, with)
	if err != nil {
		return api.Receipt{}, err
	}
	u.Stage(Send)
	return Transact(ctx, signer, to, call, func(eth.Hash) { u.Stage(Block) })
}

// Notes tell of a payment from a sheet: whether there is enough for it, how far it is, what went wrong.
func Notes(t text.T, stage Stage, err error, have state.Of[amount.Amount], need amount.Amount, token wire.Token) []app.UI {
	var body []app.UI
	switch {
	case err != nil:
		body = append(body, part.Trouble(t, err))
	case stage == Send:
		body = append(body, part.Wait(t.Say(text.TopUpSend)))
	case stage != Idle:
		body = append(body, part.Wait(t.Say(Words[stage])))
	case have.Status == state.Ready && have.Data.Cmp(need) < 0:
		words := t.Say(text.ExtendShort, t.Named(need, token), t.Named(have.Data, token))
		body = append(body, app.P().Class("field-error").Role("alert").Text(words))
	case need.IsZero():
		body = append(body, app.P().Class("small muted").Text(t.Say(text.PromptOnce)))
	default:
		body = append(body, app.P().Class("small muted").Text(t.Say(text.Prompts)))
	}
	return body
}
