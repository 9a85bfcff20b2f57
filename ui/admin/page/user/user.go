// Package user is the page of what a node knows of a user: the record that the chain has, and the orders here.
package user

import (
	"context"
	"path"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/admin/ask"
	"berth/ui/admin/view"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/text"
)

const lookEvery = 15 * time.Second

// Page is what is known of a user.
type Page struct {
	app.Compo

	T text.T

	visit view.Visit
	who   eth.Address
	wide  bool
	user  view.Source[wire.AdminUser]
	list  view.List[wire.AdminOrder]
	block view.Blocker
}

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
func (p *Page) OnNav(ctx app.Context) { view.Moved(ctx, &p.visit, &p.who, p.where) }

func (p *Page) where(ctx app.Context) {
	p.who, _ = eth.ParseAddress(path.Base(ctx.Page().URL().Path)) // what is none is looked for in vain
}

func (p *Page) start(run life.Run) {
	who := p.who
	p.user.Start(run, lookEvery, func(ctx context.Context) (wire.AdminUser, error) {
		if who.IsZero() {
			return wire.AdminUser{}, problem.New(404, problem.NotFound, "there is no such user")
		}
		return ask.User(ctx, who)
	}, nil)
	p.list.Start(run, lookEvery, func(ctx context.Context, last wire.AdminOrder) (view.Batch[wire.AdminOrder], error) {
		l, err := ask.Orders(ctx, "all", who, last.ID)
		return view.Batch[wire.AdminOrder]{Items: l.Orders, More: l.More}, err
	})
}

func (p *Page) changed() { p.user.Load(false) }

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return app.Div().Class("page").Body(
		app.Header().Class("page-head").Body(
			part.Link("/admin/orders").Class("crumb").Body(part.Icon(part.GlyphBack), app.Span().Text(t.Say(text.AdminBackOrders))),
			app.H1().Text(t.Say(text.AdminUser)), app.P().Class("lead").Text(t.Say(text.AdminUserLead)),
		),
		app.Div().Class("stack").Body(p.visit.Let(t, func() []app.UI {
			return append(p.user.Show(t, text.AdminAsking, p.content), p.block.Sheet(t, p.visit.Run(), p.changed))
		})...),
	)
}

func (p *Page) content(u wire.AdminUser) []app.UI {
	t := p.T
	head := []app.UI{
		app.Div().Class("panel-head").Body(&part.Chip{T: t, Address: u.Address, Long: true}, app.Span().Class("small muted").Text(t.Count(text.AdminHere, u.Here))),
		view.BlockedNote(t, u.Blocked), p.block.Trouble(t),
	}
	if p.visit.May() {
		switch {
		case u.Blocked == nil:
			head = append(head, app.Div().Body(&part.Button{
				Label: t.Say(text.AdminBlockDo), Kind: part.Danger, Test: "block", OnClick: func(app.Context, app.Event) { p.block.Open(u.Address) },
			}))
		case u.Blocked.Source == "admin":
			head = append(head, app.Div().Body(&part.Button{Label: t.Say(text.AdminUnblockDo), Test: "unblock", Busy: p.block.Undoing(), OnClick: func(app.Context, app.Event) {
				p.block.Undo(t, p.visit.Run(), u.Address, p.changed)
			}}))
		}
	}
	return []app.UI{
		app.Section().Class("panel flow-narrow").Body(head...),
		app.Section().Class("panel flow-narrow").Body(
			app.H2().Text(t.Say(text.AdminRecord)), app.P().Class("small muted").Text(t.Say(text.AdminRecordHelp)), view.RecordFacts(t, p.visit.Chain(), u),
		),
		app.Section().Class("stack").Body(append([]app.UI{app.H2().Text(t.Say(text.AdminOfUser))}, p.list.Show(t, text.AdminAsking, func(b view.Batch[wire.AdminOrder]) []app.UI {
			if len(b.Items) == 0 {
				return []app.UI{app.P().Class("muted").Text(t.Say(text.AdminOrdersNone))}
			}
			return []app.UI{view.OrderList(t, p.visit.Chain(), p.wide, b.Items), p.list.More(t, text.OrdersMore)}
		})...)...),
	}
}
