package view

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// StateBadge is an order's state, for its operator.
func StateBadge(t text.T, o wire.AdminOrder) app.UI {
	return part.StateBadge(t, o.Order, text.StateActive, text.AdminEndSaid)
}

// PhaseBadge is how far what runs for it is.
func PhaseBadge(t text.T, p wire.Phase) app.UI {
	tone := part.Waiting
	switch p {
	case wire.PhaseReady, wire.PhaseDone:
		tone = part.Running
	case wire.PhaseFailed:
		tone = part.Bad
	case wire.PhaseNone, wire.PhaseStopped, wire.PhaseEnded, wire.PhaseAsleep:
		tone = part.Neutral
	}
	return part.Badge(tone, t.Phase(string(p)))
}

// UserPath is the page of a user.
func UserPath(a eth.Address) string { return "/admin/users/" + a.String() }

// UserLink is a user, with the way to what is known of them.
func UserLink(a eth.Address, test string) app.UI {
	return part.Link(UserPath(a)).Class("user-link mono").DataSet("test", test).Title(a.String()).Body(part.Identicon(a), app.Span().Text(a.Short()))
}

// OrderLink leads to an order.
func OrderLink(t text.T, id order.ID) app.UI {
	return part.Link("/admin/orders/" + id.String()).Class("entry-link").Text(t.Say(text.OrderNo, id))
}

// When is when an order ends, or until when its data is kept.
func When(t text.T, o wire.AdminOrder) app.UI {
	switch {
	case o.State == order.Active:
		end := o.Order.EndsAt()
		if !o.AnnouncedEnd.IsZero() && o.AnnouncedEnd.Before(end) {
			end = o.AnnouncedEnd
		}
		return part.Countdown(t, end, 0, "time-left")
	case o.State == order.Created:
		return app.Span().Text(t.About(time.Duration(o.Duration) * time.Second))
	case o.Collected:
		return app.Span().Class("muted").Text(t.Say(text.AdminDataGone))
	case !o.GraceUntil.IsZero():
		return app.Span().Text(t.Say(text.AdminDataUntil, t.Date(o.GraceUntil)))
	}
	return app.Span().Class("muted").Text("–")
}

// OrderList is a list of orders: a table where there is room for one, cards else.
func OrderList(t text.T, chain wire.Chain, wide bool, items []wire.AdminOrder) app.UI {
	if !wide {
		var cards []app.UI
		for _, o := range items {
			cards = append(cards, card(t, chain, o))
		}
		return app.Ul().Class("cards").DataSet("test", "order-list").Body(cards...)
	}
	head := func(x text.Text, class string) app.UI {
		return app.Th().Attr("scope", "col").Class(class).Text(t.Say(x))
	}
	var rows []app.UI
	for _, o := range items {
		token := chain.TokenOf(o.Token)
		rows = append(rows, row(o).Body(
			app.Td().Body(app.Div().Class("who").Body(part.Identicon(o.User), app.Div().Body(
				link(t, o), app.P().Class("small muted mono").Text(o.User.Short()),
			))),
			app.Td().Body(app.Div().Class("badge-stack").Body(StateBadge(t, o), phase(t, o), blocked(t, o))),
			app.Td().Class("small resources").Text(t.Resources(o.Resources)),
			app.Td().Class("end num").Text(t.Rate(o.Rate, token)),
			app.Td().Class("end wraps").Body(When(t, o)),
			app.Td().Class("end strong num").Text(t.Amount(o.Earned, token)),
		))
	}
	return app.Div().Class("table-box").DataSet("test", "order-list").Body(app.Table().Class("table").Body(
		app.Caption().Class("sr").Text(t.Say(text.AdminNavOrders)),
		app.THead().Body(app.Tr().Body(
			head(text.OrderColumn, ""), head(text.StateColumn, ""), head(text.ResourcesTitle, ""),
			head(text.MeterRate, "end"), head(text.AdminEnds, "end"), head(text.AdminEarned, "end"),
		)),
		app.TBody().Body(rows...),
	))
}

func row(o wire.AdminOrder) app.HTMLTr {
	return app.Tr().DataSet("test", "order").DataSet("order", o.ID.String()).DataSet("state", o.State.String())
}

func link(t text.T, o wire.AdminOrder) app.UI {
	return part.Link("/admin/orders/"+o.ID.String()).Class("row-link").DataSet("test", "order-link").Text(t.Say(text.OrderNo, o.ID))
}

// phase is how far what runs for an order is, where something is to run.
func phase(t text.T, o wire.AdminOrder) app.UI {
	if !o.State.Live() {
		return nil
	}
	return PhaseBadge(t, o.Phase)
}

func blocked(t text.T, o wire.AdminOrder) app.UI {
	if !o.Blocked {
		return nil
	}
	return part.Badge(part.Bad, t.Say(text.AdminIsBlocked))
}

func card(t text.T, chain wire.Chain, o wire.AdminOrder) app.UI {
	token := chain.TokenOf(o.Token)
	return app.Li().Class("card card-link").DataSet("test", "order").DataSet("order", o.ID.String()).DataSet("state", o.State.String()).Body(
		app.Div().Class("card-head").Body(
			part.Identicon(o.User),
			app.Div().Class("card-title").Body(
				app.H2().Body(part.Link("/admin/orders/"+o.ID.String()).DataSet("test", "order-link").Text(t.Say(text.OrderNo, o.ID))),
				app.P().Class("small muted mono").Text(o.User.Short()),
			),
			StateBadge(t, o),
		),
		app.P().Class("small").Text(t.Resources(o.Resources)),
		blocked(t, o),
		part.Facts(
			part.Fact(t.Say(text.AdminPhase), PhaseBadge(t, o.Phase)),
			part.Fact(t.Say(text.AdminEarned), app.Span().Class("num strong").Text(t.Amount(o.Earned, token))),
			part.Fact(t.Say(text.MeterRate), app.Span().Class("num").Text(t.Rate(o.Rate, token))),
			part.Fact(t.Say(text.AdminEnds), When(t, o)),
		),
	)
}

// RecordFacts are what the market says of a user's orders with any node.
func RecordFacts(t text.T, chain wire.Chain, u wire.AdminUser) app.UI {
	r := u.Record
	count := func(name text.Text, n int) app.UI { return part.Fact(t.Say(name), app.Span().Class("num").Text(n)) }
	lines := []app.UI{
		count(text.AdminRecordCompleted, r.Completed), count(text.AdminRecordProbation, r.CancelledInProbation), count(text.AdminRecordLeft, r.CancelledLater),
		count(text.AdminRecordByNode, r.EndedByOther), count(text.AdminRecordNot, r.NotActivated), count(text.AdminRecordPartners, r.Partners),
		part.Fact(t.Say(text.AdminRecordPaid), app.Span().Class("num").Text(t.About(time.Duration(min(r.SecondsPaid, 1<<33))*time.Second))),
	}
	for _, m := range r.Paid {
		token := chain.TokenOf(m.Token)
		lines = append(lines, part.Fact(t.Say(text.AdminRecordSum), app.Span().Class("num").Text(t.Named(m.Amount, token))))
	}
	if !u.Since.IsZero() {
		lines = append(lines, part.Fact(t.Say(text.AdminSince), app.Span().Text(t.Date(u.Since))))
	}
	return part.Facts(lines...)
}

// BlockedNote says that a user is blocked, since when, and why; nil: they are not.
func BlockedNote(t text.T, b *wire.AdminBlocking) app.UI {
	if b == nil {
		return nil
	}
	words := t.Say(text.AdminBlockedConf, b.Source)
	if b.Source == "admin" {
		words = t.Say(text.AdminBlockedSince, t.Date(b.At))
	}
	body := []app.UI{app.P().Class("small").Text(words)}
	if b.Note != "" {
		body = append(body, app.P().Class("small").Text(b.Note))
	}
	return app.Div().DataSet("test", "blocked").Body(part.Note(part.Bad, t.Say(text.AdminIsBlocked), body...))
}
