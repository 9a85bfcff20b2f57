// Package orders is the page with the list of a node's orders.
package orders

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/admin/view"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/text"
)

const lookEvery = 5 * time.Second

// The two lists, as in ?state= of the address.
const (
	live = "live" // not in the address
	past = "ended"
)

// Page is the list of the node's orders.
type Page struct {
	app.Compo

	T text.T

	visit view.Visit
	which string
	wide  bool
	list  view.List[wire.AdminOrder]
}

// OnInit implements app.Initializer.
func (p *Page) OnInit() { p.which = live }

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.OnResize(ctx)
	p.where(ctx)
	p.visit.Begin(ctx, p.start)
}

// OnResize implements app.Resizer.
func (p *Page) OnResize(ctx app.Context) { p.wide = part.Wide(ctx) }

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.visit.End() }

// OnNav implements app.Navigator.
func (p *Page) OnNav(ctx app.Context) { view.Moved(ctx, &p.visit, &p.which, p.where) }

func (p *Page) where(ctx app.Context) {
	p.which = live
	if ctx.Page().URL().Query().Get("state") == past {
		p.which = past
	}
}

func (p *Page) start(run life.Run) {
	which := p.which
	p.list.Start(run, lookEvery, func(ctx context.Context, last wire.AdminOrder) (view.Batch[wire.AdminOrder], error) {
		l, err := ask.Orders(ctx, which, eth.Address{}, last.ID)
		return view.Batch[wire.AdminOrder]{Items: l.Orders, More: l.More}, err
	})
}

func (p *Page) pick(ctx app.Context, v string) {
	to := "/admin/orders"
	if v == past {
		to += "?state=" + past
	}
	ctx.Navigate(to)
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return p.visit.Page(t, text.AdminNavOrders, text.AdminOrdersLead, func() []app.UI {
		return append([]app.UI{app.Div().Class("narrow").Body(&part.Choice{
			Name: "which", Legend: t.Say(text.OrdersWhich), Hide: true, Value: p.which, Test: "orders", OnPick: p.pick,
			Options: []part.Option{{Value: live, Label: t.Say(text.OrdersLive)}, {Value: past, Label: t.Say(text.OrdersEnded)}},
		})}, p.list.Show(t, text.AdminAsking, p.content)...)
	})
}

func (p *Page) content(b view.Batch[wire.AdminOrder]) []app.UI {
	t := p.T
	switch {
	case len(b.Items) == 0 && p.which == past:
		return []app.UI{part.Empty(t.Say(text.AdminEndedNone), t.Say(text.AdminEndedNoneTxt))}
	case len(b.Items) == 0:
		return []app.UI{part.Empty(t.Say(text.AdminOrdersNone), t.Say(text.AdminOrdersNoneTxt))}
	}
	return []app.UI{view.OrderList(t, p.visit.Chain(), p.wide, b.Items), p.list.More(t, text.OrdersMore)}
}
