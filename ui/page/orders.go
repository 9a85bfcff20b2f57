package page

import (
	"context"
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Orders is the list of the user's orders, kept up to date by the platform's stream.
type Orders struct {
	app.Compo

	T text.T

	which   string // live or ended
	list    state.Of[wire.Page[wire.OrderView]]
	more    bool
	wide    bool
	session state.Of[wire.Session]
	info    state.Of[wire.Info]
	catalog state.Of[[]wire.Template]
	round   int
	end     context.CancelFunc // of the stream
	ctx     app.Context        // the page's own: that of an event is deaf once the element that was clicked is gone
}

// OnInit implements app.Initializer.
func (p *Orders) OnInit() { p.which = "live" }

// OnMount implements app.Mounter.
func (p *Orders) OnMount(ctx app.Context) {
	p.ctx = ctx
	state.Info.Observe(ctx, &p.info)
	state.Templates.Observe(ctx, &p.catalog)
	state.LoadTemplates(ctx)
	state.Session.Observe(ctx, &p.session).OnChange(func() { p.start(ctx) })
	p.OnResize(ctx)
}

// OnResize implements app.Resizer.
func (p *Orders) OnResize(ctx app.Context) {
	w, _ := ctx.Page().Size()
	p.wide = w >= wideFrom
}

// OnDismount implements app.Dismounter.
func (p *Orders) OnDismount() { p.stop() }

// OnNav implements app.Navigator.
func (p *Orders) OnNav(ctx app.Context) {
	if app.IsServer {
		return
	}
	p.which = "live"
	if ctx.Page().URL().Query().Get("state") == "ended" {
		p.which = "ended"
	}
	p.start(ctx)
}

func (p *Orders) stop() {
	p.round++
	if p.end != nil {
		p.end()
		p.end = nil
	}
}

// start loads the list of whoever is logged in and follows its changes.
func (p *Orders) start(_ app.Context) {
	ctx := p.ctx
	p.stop()
	if p.session.Data.Address.IsZero() {
		p.list = state.Of[wire.Page[wire.OrderView]]{}
		return
	}
	round, which := p.round, p.which
	p.list.Status = state.Loading
	stream, end := context.WithCancel(ctx)
	p.end = end
	p.load(round, which)
	ctx.Async(func() {
		_ = api.FollowOrders(stream, func(o wire.OrderView) {
			ctx.Dispatch(func(app.Context) {
				if round == p.round {
					p.put(o)
				}
			})
		}, func(err error) {
			if err == nil { // what changed before the stream was up is not in it
				ctx.Dispatch(func(app.Context) { p.load(round, which) })
			}
		})
	})
}

// load asks for the list; what is shown stays until it is there.
func (p *Orders) load(round int, which string) {
	ctx := p.ctx
	ctx.Async(func() {
		page, err := api.Orders(ctx, which, "", perPage)
		ctx.Dispatch(func(ctx app.Context) {
			if round != p.round {
				return
			}
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
func (p *Orders) put(o wire.OrderView) {
	items := slices.Clone(p.list.Data.Items)
	i := slices.IndexFunc(items, func(x wire.OrderView) bool { return x.ID == o.ID })
	belongs := o.State.Live() == (p.which == "live")
	switch {
	case i >= 0 && belongs:
		items[i] = o
	case i >= 0:
		items = slices.Delete(items, i, i+1)
		p.list.Data.Total--
	case belongs:
		items = slices.Insert(items, 0, o)
		p.list.Data.Total++
	}
	p.list.Data.Items = items
}

func (p *Orders) pick(ctx app.Context, v string) {
	if v == "ended" {
		ctx.Navigate("/orders?state=ended")
		return
	}
	ctx.Navigate("/orders")
}

func (p *Orders) logIn(ctx app.Context, _ app.Event) { AskLogin(ctx) }
func (p *Orders) retry(app.Context, app.Event)       { p.start(p.ctx) }

func (p *Orders) loadMore(app.Context, app.Event) {
	ctx := p.ctx
	round, which, cursor := p.round, p.which, p.list.Data.Next
	p.more = true
	ctx.Async(func() {
		page, err := api.Orders(ctx, which, cursor, perPage)
		ctx.Dispatch(func(ctx app.Context) {
			if round != p.round {
				return
			}
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

// OrderState is an order's state as a badge.
func OrderState(t text.T, o order.Order) app.UI {
	switch o.State {
	case order.Created:
		return part.Badge(part.Waiting, t.Say(text.StateCreated))
	case order.Active:
		return part.Badge(part.Running, t.Say(text.StateActive))
	case order.Completed:
		return part.Badge(part.Neutral, t.Say(text.StateCompleted))
	case order.Cancelled:
		return part.Badge(part.Neutral, t.Say(text.StateCancelled))
	case order.Replaced:
		return part.Badge(part.Neutral, t.Say(text.StateReplaced))
	}
	return part.Badge(part.Neutral, o.State.String())
}

// Render implements app.Composer.
func (p *Orders) Render() app.UI {
	t := p.T
	return app.Div().Class("page").Body(
		app.Header().Class("page-head").Body(app.H1().Text(t.Say(text.NavOrders)), app.P().Class("lead").Text(t.Say(text.OrdersLead))),
		app.Div().Class("stack").Body(p.content(t)...),
	)
}

func (p *Orders) content(t text.T) []app.UI {
	switch {
	case p.session.Data.Address.IsZero() && p.session.Waiting():
		return []app.UI{app.P().Class("muted small").Role("status").Text(t.Say(text.OrdersLoading)), part.SkeletonCards(2)}
	case p.session.Data.Address.IsZero():
		return []app.UI{part.Empty(t.Say(text.OrdersLogin), t.Say(text.LoginText),
			&part.Button{Label: t.Say(text.LogIn), Kind: part.Primary, Glyph: part.GlyphWallet, Test: "orders-login", OnClick: p.logIn})}
	}
	out := []app.UI{app.Div().Class("narrow").Body(&part.Choice{
		Name: "which", Legend: t.Say(text.OrdersWhich), Hide: true, Value: p.which, Test: "orders", OnPick: p.pick,
		Options: []part.Option{{Value: "live", Label: t.Say(text.OrdersLive)}, {Value: "ended", Label: t.Say(text.OrdersEnded)}},
	})}
	items := p.list.Data.Items
	switch {
	case p.list.Status == state.Failed && len(items) == 0:
		f := t.Fault(p.list.Err)
		return append(out, part.Failure(f.What, f.Do, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: p.retry}))
	case p.list.Waiting() && len(items) == 0:
		return append(out, app.P().Class("muted small").Role("status").Text(t.Say(text.OrdersLoading)), part.SkeletonCards(2))
	case len(items) == 0 && p.which == "ended":
		return append(out, part.Empty(t.Say(text.NoEndedTitle), t.Say(text.NoEndedText)))
	case len(items) == 0:
		return append(out, part.Empty(t.Say(text.NoOrdersTitle), t.Say(text.NoOrdersText), &part.Button{Label: t.Say(text.RentCompute), Kind: part.Primary, Href: "/rent", Test: "rent"}))
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

func (p *Orders) token() wire.Token { return p.info.Data.Chain.Token }

// name is what an order is called: by the service that it was rented for, if that is known, and its number.
func (p *Orders) name(t text.T, o wire.OrderView) string {
	for _, tpl := range p.catalog.Data {
		if tpl.ID == o.Template {
			return t.Say(text.OrderWith, t.Pick(tpl.Name), o.ID)
		}
	}
	return t.Say(text.OrderNo, o.ID)
}

func nodeOf(o wire.OrderView) string {
	if o.NodeName == "" {
		return o.Node.Short()
	}
	return o.NodeName
}

// money is what an order costs, ticking, or what came of its escrow once it is over.
func (p *Orders) money(t text.T, o wire.OrderView) app.UI {
	if o.State == order.Active {
		return part.CostNow(t, p.token(), o.Order, part.Skew(o.ChainTime), "cost-so-far")
	}
	cost := o.Settled
	if !o.State.Live() {
		cost = o.PaidOut
	}
	return app.Span().Class("num").DataSet("test", "cost-so-far").Text(t.Amount(cost, p.token()))
}

// when is the time left, or when it ended.
func (p *Orders) when(t text.T, o wire.OrderView) app.UI {
	switch {
	case o.State == order.Active:
		return part.Countdown(t, o.EndsAt(), part.Skew(o.ChainTime), "time-left")
	case o.State == order.Created:
		return app.Span().Text(t.About(time.Duration(o.Duration) * time.Second))
	case !o.EndedAt.IsZero():
		return app.Span().Class("num").Text(t.Date(o.EndedAt))
	}
	return app.Span().Class("muted").Text("–")
}

func (p *Orders) whenName(o wire.OrderView) text.Text {
	switch o.State {
	case order.Active:
		return text.MeterLeft
	case order.Created:
		return text.Duration
	}
	return text.EndedAt
}

func (p *Orders) card(t text.T, o wire.OrderView) app.UI {
	return app.Li().Class("card card-link").DataSet("test", "order").DataSet("order", o.ID.String()).DataSet("state", o.State.String()).Body(
		app.Div().Class("card-head").Body(
			part.Identicon(o.Node),
			app.Div().Class("card-title").Body(
				app.H2().Body(app.A().Href("/orders/"+o.ID.String()).DataSet("test", "order-link").Text(p.name(t, o))),
				app.P().Class("small muted").Text(t.Say(text.OnNode, nodeOf(o))),
			),
			OrderState(t, o.Order),
		),
		app.P().Class("small").Text(t.Resources(o.Resources)),
		part.Facts(
			part.Fact(t.Say(text.MeterCost), p.money(t, o)),
			part.Fact(t.Say(p.whenName(o)), p.when(t, o)),
			part.Fact(t.Say(text.MeterRate), app.Span().Text(t.Rate(o.Rate, p.token()))),
		),
	)
}

func (p *Orders) table(t text.T, items []wire.OrderView) app.UI {
	whenHead := text.MeterLeft
	if p.which == "ended" {
		whenHead = text.EndedAt
	}
	head := func(x text.Text, class string) app.UI {
		return app.Th().Attr("scope", "col").Class(class).Text(t.Say(x))
	}
	var rows []app.UI
	for _, o := range items {
		rows = append(rows, app.Tr().DataSet("test", "order").DataSet("order", o.ID.String()).DataSet("state", o.State.String()).Body(
			app.Td().Body(app.Div().Class("who").Body(part.Identicon(o.Node), app.Div().Body(
				app.A().Class("row-link").Href("/orders/"+o.ID.String()).DataSet("test", "order-link").Text(p.name(t, o)),
				app.P().Class("small muted").Text(t.Say(text.OnNode, nodeOf(o))),
			))),
			app.Td().Body(OrderState(t, o.Order)),
			app.Td().Class("small").Text(t.Resources(o.Resources)),
			app.Td().Class("end num").Text(t.Rate(o.Rate, p.token())),
			app.Td().Class("end").Body(p.when(t, o)),
			app.Td().Class("end strong").Body(p.money(t, o)),
		))
	}
	return app.Div().Class("table-box").DataSet("test", "order-list").Body(app.Table().Class("table").Body(
		app.Caption().Class("sr").Text(t.Say(text.NavOrders)),
		app.THead().Body(app.Tr().Body(
			head(text.OrderColumn, ""), head(text.StateColumn, ""), head(text.ResourcesTitle, ""), head(text.MeterRate, "end"), head(whenHead, "end"), head(text.MeterCost, "end"),
		)),
		app.TBody().Body(rows...),
	))
}
