package end

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/life"
	"berth/ui/page/order/site"
	"berth/ui/part"
	"berth/ui/text"
)

// The calls on chain of which there is one at a time.
const (
	settle   = "settle"
	withdraw = "withdraw"
)

// Call is one of the small things on chain that is being done, and what came of it. The page keeps it.
type Call struct {
	name string // settle or withdraw; "": nothing
	of   string // which of them note and err are about
	note string // what is happening
	err  error
}

// send does one of the small things; done runs on the UI goroutine.
func (k *Call) send(t text.T, run life.Run, s site.Site, name string, call eth.Bytes, done func(app.Context)) {
	if k.name != "" {
		return
	}
	*k = Call{name: name, of: name, note: t.Say(text.EndConfirm)}
	run.Go(func() {
		err := toMarket(run, s, call, func() { k.note = t.Say(text.PayBlock) })
		run.Do(func(ctx app.Context) {
			*k = Call{of: name, err: err}
			if err == nil {
				done(ctx)
			}
		})
	})
}

// render is what is happening with one of them, or what went wrong with it.
func (k *Call) render(t text.T, name string) app.UI {
	switch {
	case k.of != name:
		return nil
	case k.name != "":
		return part.Wait(k.note)
	case k.err != nil:
		return part.Trouble(t, k.err)
	}
	return nil
}

// Settler settles an order whose time is up.
type Settler struct {
	app.Compo

	T      text.T
	Call   *Call
	Run    life.Run // of the order that is shown
	Site   site.Site
	OnDone func()
}

func (c *Settler) settle(app.Context, app.Event) {
	done := c.OnDone
	c.Call.send(c.T, c.Run, c.Site, settle, calldata.Settle(c.Site.Order.ID), func(app.Context) { done() })
}

// Render implements app.Composer.
func (c *Settler) Render() app.UI {
	t := c.T
	return app.Section().Class("panel").Body(
		app.H2().Text(t.Say(text.SettleTitle)), app.P().Text(t.Say(text.SettleText)), c.Call.render(t, settle),
		&part.Button{Label: t.Say(text.SettleDo), Test: "settle", Busy: c.Call.name == settle, OnClick: c.settle},
	)
}

// Owed is what the user may withdraw from the market.
type Owed struct {
	app.Compo

	T      text.T
	Call   *Call
	Run    life.Run // of the order that is shown
	Site   site.Site
	Token  wire.Token
	Amount amount.Amount
	OnDone func()
}

func (c *Owed) withdraw(app.Context, app.Event) {
	t, done := c.T, c.OnDone
	c.Call.send(t, c.Run, c.Site, withdraw, calldata.Withdraw(c.Site.Order.Token, c.Site.Order.User), func(ctx app.Context) {
		done()
		part.Say(ctx, part.Running, t.Say(text.Withdrawn))
	})
}

// Render implements app.Composer.
func (c *Owed) Render() app.UI {
	t, words := c.T, c.T.Amount(c.Amount, c.Token)
	return app.Section().Class("panel").DataSet("test", "owed").Body(
		app.H2().Text(t.Say(text.OwedTitle)),
		app.P().Class("figure num").DataSet("test", "owed-amount").Text(words),
		app.P().Class("muted").Text(t.Say(text.OwedText)),
		c.Call.render(t, withdraw),
		&part.Button{
			Kind: part.Primary, Wide: true, Label: t.Say(text.WithdrawDo, words), Test: "withdraw", Busy: c.Call.name == withdraw, OnClick: c.withdraw,
		},
	)
}
