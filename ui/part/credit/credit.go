// Package credit is what the market owes an account, in each token apart, and the way to have it paid.
package credit

import (
	"context"
	"slices"
	"sync"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/text"
)

// Read reads what an account may withdraw from the market, in each token of which there is something; also is a token that
// the platform may not take any more.
func Read(ctx context.Context, c wire.Chain, who, also eth.Address) (credit []wire.Money, err error) {
	tokens := []eth.Address{c.Native.Address}
	for _, t := range c.Tokens {
		tokens = append(tokens, t.Address)
	}
	if !also.IsZero() {
		tokens = append(tokens, also)
	}
	tokens = distinct(tokens)
	owed, errs := make([]amount.Amount, len(tokens)), make([]error, len(tokens))
	var wg sync.WaitGroup
	for i, t := range tokens {
		wg.Go(func() { owed[i], errs[i] = (api.Chain{Chain: c}).Owed(ctx, t, who) })
	}
	wg.Wait()
	for i, t := range tokens {
		if errs[i] != nil {
			return nil, errs[i]
		}
		if !owed[i].IsZero() {
			credit = append(credit, wire.Money{Token: t, Amount: owed[i]})
		}
	}
	return credit, nil
}

func distinct(all []eth.Address) (out []eth.Address) {
	for _, a := range all {
		if !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}

// withdraw is what a page's calls on chain name it.
const withdraw = "withdraw"

// withdrawal is the call that has all of a credit paid to an account: one transaction, however many tokens.
func withdrawal(credit []wire.Money, to eth.Address) eth.Bytes {
	var calls []eth.Bytes
	for _, m := range credit {
		calls = append(calls, calldata.Withdraw(m.Token, to))
	}
	if len(calls) == 1 {
		return calls[0]
	}
	return calldata.Multicall(calls...)
}

// Owed is what an account may withdraw from the market: what is in one token alone, or all of it at once.
type Owed struct {
	app.Compo

	T      text.T
	Call   *pay.Call
	Run    life.Run // that the money is shown in
	Chain  wire.Chain
	Credit []wire.Money
	OnDone func()
}

func (c *Owed) withdraw(credit []wire.Money) app.EventHandler {
	return func(app.Context, app.Event) {
		t, run, done := c.T, c.Run, c.OnDone
		c.Call.Do(t, run, withdraw, func(sent func()) error {
			return draw(run, credit, sent)
		}, func(ctx app.Context) {
			done()
			part.Say(ctx, part.Running, t.Say(text.Withdrawn))
		})
	}
}

// draw has the wallet send a withdrawal to the account that is logged in, and waits for its block.
func draw(run life.Run, credit []wire.Money, sent func()) error {
	signer, err := state.NeedSigner(run.Own())
	if err != nil {
		return err
	}
	_, err = pay.Transact(run.Own(), signer, signer.Place.Market, withdrawal(credit, signer.User), func(eth.Hash) { sent() })
	return err
}

// Render implements app.Composer.
func (c *Owed) Render() app.UI {
	t, busy := c.T, c.Call.Doing(withdraw)
	body := []app.UI{app.H2().Text(t.Say(text.OwedTitle))}
	for i, m := range c.Credit {
		sum := t.Named(m.Amount, c.Chain.TokenOf(m.Token))
		figure := app.P().Class("figure num").DataSet("test", "owed-amount").Text(sum)
		if len(c.Credit) == 1 {
			body = append(body, figure)
			continue
		}
		body = append(body, app.Div().Class("row owed").Body(figure, app.Div().Body(&part.Button{
			Label: t.Say(text.WithdrawDo, sum), Test: "withdraw-" + c.Chain.TokenOf(m.Token).Symbol, Disabled: busy, OnClick: c.withdraw(c.Credit[i : i+1]),
		})))
	}
	label := t.Say(text.WithdrawAll)
	if len(c.Credit) == 1 {
		label = t.Say(text.WithdrawDo, t.Named(c.Credit[0].Amount, c.Chain.TokenOf(c.Credit[0].Token)))
	}
	body = append(body,
		app.P().Class("muted").Text(t.Say(text.OwedText)), c.Call.Render(t, withdraw),
		&part.Button{Kind: part.Primary, Wide: true, Label: label, Test: "withdraw", Busy: busy, OnClick: c.withdraw(c.Credit)},
	)
	return app.Section().Class("panel").DataSet("test", "owed").Body(body...)
}
