// Package orders is the page with the list of the user's orders.
package orders

import (
	"slices"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/agent"
	"berth/ui/part/credit"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/text"
)

// perPage is how many orders are fetched at once.
const perPage = 24

// The two lists, as in ?state= of the address.
const (
	live = "live" // not in the address
	past = "ended"
)

// Page is the list of the user's orders, kept up to date by the platform's stream.
type Page struct {
	app.Compo

	T text.T

	which   string // live or past
	list    state.Of[wire.Page[wire.OrderView]]
	more    bool
	wide    bool
	session state.Of[wire.Session]
	info    state.Of[wire.Info]
	catalog state.Of[[]wire.Template]
	credit  []wire.Money // that can be withdrawn
	call    pay.Call
	agent   agent.Entry
	life    life.Life // each list is a run of its own
}

// OnInit implements app.Initializer.
func (p *Page) OnInit() { p.which = live }

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	state.Info.Observe(ctx, &p.info).OnChange(p.readCredit)
	state.Templates.Observe(ctx, &p.catalog)
	state.LoadTemplates(ctx)
	state.Session.Observe(ctx, &p.session).OnChange(p.start)
	p.OnResize(ctx)
}

// OnResize implements app.Resizer.
func (p *Page) OnResize(ctx app.Context) {
	p.wide = part.Wide(ctx)
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.life.End() }

// OnNav implements app.Navigator.
func (p *Page) OnNav(ctx app.Context) {
	if app.IsServer {
		return
	}
	p.which = live
	if ctx.Page().URL().Query().Get("state") == past {
		p.which = past
	}
	p.start()
}

// start loads the list of whoever is logged in and follows its changes.
func (p *Page) start() {
	run := p.life.Renew()
	if p.session.Data.Address.IsZero() {
		p.list = state.Of[wire.Page[wire.OrderView]]{}
		return
	}
	p.list.Status, p.credit = state.Loading, nil
	p.load(run)
	p.readCredit()
	run.Go(func() {
		_ = api.FollowOrders(run, func(o wire.OrderView) {
			run.Do(func(app.Context) { p.put(o) })
		}, func(err error) {
			if err == nil { // what changed before the stream was up is not in it
				run.Do(func(app.Context) { p.load(run) })
			}
		})
	})
}

// load asks for the list; what is shown stays until it is there.
func (p *Page) load(run life.Run) {
	which := p.which
	run.Go(func() {
		page, err := api.Orders(run, which, "", perPage)
		run.Do(func(ctx app.Context) {
			if err != nil {
				state.SessionLost(ctx, err)
				p.list.Status, p.list.Err = state.Failed, err
				return
			}
			p.list = state.Of[wire.Page[wire.OrderView]]{Status: state.Ready, Data: page}
		})
	})
}

// put takes a changed order into the list, or out of it where it does not belong there any more.
func (p *Page) put(o wire.OrderView) {
	items := slices.Clone(p.list.Data.Items)
	i := slices.IndexFunc(items, func(x wire.OrderView) bool { return x.ID == o.ID })
	belongs := o.State.Live() == (p.which == live)
	switch {
	case i >= 0 && belongs:
		items[i] = o
	case i >= 0:
		p.readCredit()
		items = slices.Delete(items, i, i+1)
		p.list.Data.Total--
	case belongs:
		items = slices.Insert(items, 0, o)
		p.list.Data.Total++
	}
	p.list.Data.Items = items
}

// readCredit reads what the user may withdraw.
func (p *Page) readCredit() {
	run, who, chain := p.life.Run(), p.session.Data.Address, p.info.Data.Chain
	if who.IsZero() || chain.ID == 0 || !run.On() {
		return
	}
	run.Go(func() {
		if owed, err := credit.Read(run, chain, who, eth.Address{}); err == nil {
			run.Do(func(app.Context) { p.credit = owed })
		}
	})
}

func (p *Page) pick(ctx app.Context, v string) {
	if v == past {
		ctx.Navigate("/orders?state=ended")
		return
	}
	ctx.Navigate("/orders")
}

func (p *Page) logIn(ctx app.Context, _ app.Event) { part.AskLogin(ctx) }
func (p *Page) retry(app.Context, app.Event)       { p.start() }

func (p *Page) loadMore(app.Context, app.Event) {
	run, which, cursor := p.life.Run(), p.which, p.list.Data.Next
	p.more = true
	run.Go(func() {
		page, err := api.Orders(run, which, cursor, perPage)
		run.Do(func(ctx app.Context) {
			p.more = false
			if err != nil {
				part.Say(ctx, part.Bad, p.T.Fault(err).One())
				return
			}
			page.Items = append(slices.Clone(p.list.Data.Items), page.Items...)
			p.list.Data = page
		})
	})
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	return app.Div().Class("page").Body(
		app.Header().Class("page-head").Body(app.H1().Text(t.Say(text.NavOrders)), app.P().Class("lead").Text(t.Say(text.OrdersLead))),
		app.Div().Class("stack").Body(append(p.content(t), p.renderAgent())...),
	)
}

// renderAgent is what the platform's agent may do for all of the user's orders.
func (p *Page) renderAgent() app.UI {
	info, who := p.info.Data, p.session.Data.Address
	if info.Agent.IsZero() || who.IsZero() || p.which != live {
		return nil
	}
	return app.Div().Class("flow-narrow").Body(&agent.Panel{T: p.T, Entry: &p.agent, Run: p.life.Run(), Info: info, User: who})
}

func (p *Page) content(t text.T) []app.UI {
	switch {
	case p.session.Data.Address.IsZero() && p.session.Waiting():
		return []app.UI{app.P().Class("muted small").Role("status").Text(t.Say(text.OrdersLoading)), part.SkeletonCards(2)}
	case p.session.Data.Address.IsZero():
		return []app.UI{part.Empty(t.Say(text.OrdersLogin), t.Say(text.LoginText),
			&part.Button{Label: t.Say(text.LogIn), Kind: part.Primary, Glyph: part.GlyphWallet, Test: "orders-login", OnClick: p.logIn})}
	}
	out := []app.UI{app.Div().Class("narrow").Body(&part.Choice{
		Name: "which", Legend: t.Say(text.OrdersWhich), Hide: true, Value: p.which, Test: "orders", OnPick: p.pick,
		Options: []part.Option{{Value: live, Label: t.Say(text.OrdersLive)}, {Value: past, Label: t.Say(text.OrdersEnded)}},
	})}
	items := p.list.Data.Items
	if len(p.credit) > 0 {
		out = append(out, app.Div().Class("flow-narrow").Body(&credit.Owed{T: t, Call: &p.call, Run: p.life.Run(), Chain: p.info.Data.Chain, Credit: p.credit, OnDone: p.readCredit}))
	}
	switch {
	case p.list.Status == state.Failed && len(items) == 0:
		f := t.Fault(p.list.Err)
		return append(out, part.Failure(f.What, f.Do, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: p.retry}))
	case p.list.Waiting() && len(items) == 0:
		return append(out, app.P().Class("muted small").Role("status").Text(t.Say(text.OrdersLoading)), part.SkeletonCards(2))
	case len(items) == 0 && p.which == past:
		return append(out, part.Empty(t.Say(text.NoEndedTitle), t.Say(text.NoEndedText)))
	case len(items) == 0:
		return append(out, part.Empty(t.Say(text.NoOrdersTitle), t.Say(text.NoOrdersText),
			&part.Button{Label: t.Say(text.RentCompute), Kind: part.Primary, Href: "/rent", Test: "rent"}))
	}
	if p.list.Status == state.Failed {
		out = append(out, part.Note(part.Waiting, t.Fault(p.list.Err).What, app.P().Class("small").Text(t.Say(text.ShownIsOld))))
	}
	if p.wide {
		out = append(out, p.table(t, items))
	} else {
		var cards []app.UI
		for _, o := range items {
			cards = append(cards, p.card(t, o))
		}
		out = append(out, app.Ul().Class("cards").DataSet("test", "order-list").Body(cards...))
	}
	if p.list.Data.Next != "" {
		label := t.Say(text.OrdersMore)
		if p.more {
			label = t.Say(text.OrdersLoading)
		}
		out = append(out, app.Div().Class("row").Body(&part.Button{Label: label, Busy: p.more, Test: "show-more", OnClick: p.loadMore}))
	}
	return out
}

// token is that which an order is paid in.
func (p *Page) token(o wire.OrderView) wire.Token { return p.info.Data.Chain.TokenOf(o.Token) }
