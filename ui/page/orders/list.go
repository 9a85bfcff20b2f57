package orders

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/part/named"
	"berth/ui/part/phase"
	"berth/ui/state"
	"berth/ui/text"
)

// badge is an order's state.
func badge(t text.T, o order.Order) app.UI {
	return part.StateBadge(t, o, text.PaidFor, text.NodeLeaves)
}

func (p *Page) name(t text.T, o wire.OrderView) string { return named.Order(t, p.catalog.Data, o) }

// runs is how what runs for an order was when this device last saw it; nil: it never has, or the order is over.
func runs(t text.T, o wire.OrderView) app.UI {
	last := state.LastOf(o.User, o.ID)
	if o.State != order.Active || last.At.IsZero() {
		return nil
	}
	_, word := phase.Of(t, last.Deployment)
	name := text.ServiceIs
	if len(last.Deployment.Services) > 1 {
		name = text.ServiceIsN
	}
	return app.P().Class("small muted").DataSet("test", "order-runs").Text(t.Say(name, word) + " · " + phase.AsOf(t, last.At, time.Now()))
}

func nodeOf(o wire.OrderView) string {
	if o.NodeName == "" {
		return o.Node.Short()
	}
	return o.NodeName
}

// money is what an order costs, ticking, or what came of its escrow once it is over.
func (p *Page) money(t text.T, o wire.OrderView) app.UI {
	if o.State == order.Active {
		return part.CostNow(t, p.token(o), o.Order, part.Skew(o.ChainTime), "cost-so-far")
	}
	cost := o.Settled
	if !o.State.Live() {
		cost = o.PaidOut
	}
	return app.Span().Class("num").DataSet("test", "cost-so-far").Text(t.Amount(cost, p.token(o)))
}

// when is the time left, or when it ended.
func (p *Page) when(t text.T, o wire.OrderView) app.UI {
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

func (p *Page) whenName(o wire.OrderView) text.Text {
	switch o.State {
	case order.Active:
		return text.MeterLeft
	case order.Created:
		return text.Duration
	}
	return text.EndedAt
}

// costName is what the cost of an order is called: what it was, once nothing is added to it any more.
func costName(o wire.OrderView) text.Text {
	if o.State.Live() {
		return text.MeterCost
	}
	return text.MeterCostAll
}

func (p *Page) card(t text.T, o wire.OrderView) app.UI {
	return app.Li().Class("card card-link").DataSet("test", "order").DataSet("order", o.ID.String()).DataSet("state", o.State.String()).Body(
		app.Div().Class("card-head").Body(
			part.Identicon(o.Node),
			app.Div().Class("card-title").Body(
				app.H2().Body(part.Link("/orders/"+o.ID.String()).DataSet("test", "order-link").Text(p.name(t, o))),
				app.P().Class("small muted").Text(t.Say(text.OnNode, nodeOf(o))),
			),
			badge(t, o.Order),
		),
		named.Tags(o), runs(t, o),
		app.P().Class("small").Text(t.Resources(o.Resources)),
		part.Facts(
			part.Fact(t.Say(costName(o)), p.money(t, o)),
			part.Fact(t.Say(p.whenName(o)), p.when(t, o)),
			part.Fact(t.Say(text.MeterRate), app.Span().Text(t.Rate(o.Rate, p.token(o)))),
		),
	)
}

func (p *Page) table(t text.T, items []wire.OrderView) app.UI {
	whenHead, costHead := text.MeterLeft, text.MeterCost
	if p.which == past {
		whenHead, costHead = text.EndedAt, text.MeterCostAll
	}
	head := func(x text.Text, class string) app.UI {
		return app.Th().Attr("scope", "col").Class(class).Text(t.Say(x))
	}
	var rows []app.UI
	for _, o := range items {
		rows = append(rows, app.Tr().DataSet("test", "order").DataSet("order", o.ID.String()).DataSet("state", o.State.String()).Body(
			app.Td().Body(app.Div().Class("who").Body(part.Identicon(o.Node), app.Div().Body(
				part.Link("/orders/"+o.ID.String()).Class("row-link").DataSet("test", "order-link").Text(p.name(t, o)),
				app.P().Class("small muted").Text(t.Say(text.OnNode, nodeOf(o))), named.Tags(o),
			))),
			app.Td().Body(badge(t, o.Order), runs(t, o)),
			app.Td().Class("small").Text(t.Resources(o.Resources)),
			app.Td().Class("end num").Text(t.Rate(o.Rate, p.token(o))),
			app.Td().Class("end").Body(p.when(t, o)),
			app.Td().Class("end strong").Body(p.money(t, o)),
		))
	}
	return app.Div().Class("table-box").DataSet("test", "order-list").Body(app.Table().Class("table").Body(
		app.Caption().Class("sr").Text(t.Say(text.NavOrders)),
		app.THead().Body(app.Tr().Body(
			head(text.OrderColumn, ""), head(text.StateColumn, ""), head(text.ResourcesTitle, ""),
			head(text.MeterRate, "end"), head(whenHead, "end"), head(costHead, "end"),
		)),
		app.TBody().Body(rows...),
	))
}
