package end

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/calldata"
	"berth/shared/eth"
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

// send does one of the small things with an order; done runs on the UI goroutine.
func (k *Call) send(t text.T, run life.Run, s site.Site, name string, call eth.Bytes, done func(app.Context)) {
	k.do(t, run, name, func(sent func()) error { return toMarket(run, s, call, sent) }, done)
}

// do has f do one of them, which blocks and calls sent on the UI goroutine once the wallet has sent it.
func (k *Call) do(t text.T, run life.Run, name string, f func(sent func()) error, done func(app.Context)) {
	if k.name != "" {
		return
	}
	*k = Call{name: name, of: name, note: t.Say(text.EndConfirm)}
	run.Go(func() {
		err := f(func() { k.note = t.Say(text.PayBlock) })
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
