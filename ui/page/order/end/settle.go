package end

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/calldata"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/site"
	"berth/ui/pay"
	"berth/ui/text"
)

// settle is what the page's calls on chain name it.
const settle = "settle"

// Settler settles an order whose time is up.
type Settler struct {
	app.Compo

	T      text.T
	Call   *pay.Call
	Run    life.Run // of the order that is shown
	Site   site.Site
	OnDone func()
}

func (c *Settler) settle(app.Context, app.Event) {
	done := c.OnDone
	run, s := c.Run, c.Site
	c.Call.Do(c.T, run, settle, func(sent func()) error {
		return toMarket(run, s, calldata.Settle(s.Order.ID), sent)
	}, func(app.Context) { done() })
}

// Render implements app.Composer.
func (c *Settler) Render() app.UI {
	t := c.T
	return app.Section().Class("panel").Body(
		app.H2().Text(t.Say(text.SettleTitle)), app.P().Text(t.Say(text.SettleText)), c.Call.Render(t, settle),
		&part.Button{Label: t.Say(text.SettleDo), Test: "settle", Busy: c.Call.Doing(settle), OnClick: c.settle},
	)
}
