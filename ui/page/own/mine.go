package own

import (
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/outside"
	"berth/ui/part"
	"berth/ui/part/credit"
	"berth/ui/part/nodeform"
	"berth/ui/state"
	"berth/ui/text"
)

// mine is the page of who has a node.
func (p *Page) mine() []app.UI {
	t := p.T
	var m nodeform.Measured
	if c := p.node.Data.Card; c != nil {
		m = measured(*c, p.entry.Data.Endpoint)
	}
	host := p.host()
	return []app.UI{
		p.seen(), app.Div().Class("columns").Body(
			app.Div().Class("stack").Body(p.income(), p.running()), app.Div().Class("stack").Body(p.enlisted(), p.certified(), p.rank(), p.sight()),
		),
		app.Div().Class("columns").Body(&nodeform.Form{T: t, Host: host, Measured: m}, &nodeform.Deeds{T: t, Host: host}),
	}
}

// seen is the node as users see it, and why they may not rent it.
func (p *Page) seen() app.UI {
	t, n := p.T, p.node.Data
	if p.node.Status != state.Ready {
		words := part.Wait(t.Say(text.OwnUnlisted))
		if p.node.Status == state.Failed && !unlisted(p.node.Err) {
			words = part.Trouble(t, p.node.Err)
		}
		return app.Section().Class("panel").DataSet("test", "own-unlisted").Body(words)
	}
	body := []app.UI{
		app.Div().Class("panel-head").Body(
			app.H2().DataSet("test", "own-name").Text(part.NodeName(t, n)), part.Health(t, n),
		),
		app.Div().Class("row").Body(app.Span().Class("muted").Text(part.RegionOf(t, n.Region)), &part.Chip{T: t, Address: n.Address, Explorer: p.info.Data.Chain.Explorer}),
	}
	switch {
	case p.entry.Data.Paused:
		body = append(body, part.Note(part.Waiting, t.Say(text.OwnHidden), app.P().Class("small").Text(t.Say(text.PausedText))))
	case !n.Reachable:
		body = append(body, part.Note(part.Bad, t.Say(text.OwnHidden), app.P().Class("small").Text(t.Say(text.UnreachableText)), part.Mono(outside.Text(n.Error))))
	}
	admin := part.Primary
	if len(p.owed.Data) > 0 {
		admin = part.Plain // to withdraw comes first
	}
	body = append(body, part.ResourceBars(t, n), app.P().Class("small muted").Text(part.RecordWords(t, n.Record)), app.P().Class("small muted").Text(t.Say(text.OwnAdminText)),
		app.Div().Class("row").Body(
			&part.Button{Kind: admin, Label: t.Say(text.OwnAdmin), Glyph: part.GlyphOut, Href: n.URL + "/admin", Test: "own-admin"},
			&part.Button{Label: t.Say(text.OwnAsSeen), Href: "/nodes/" + n.Address.String(), Test: "own-as-seen"},
		),
	)
	return app.Section().Class("panel stack-tight").DataSet("test", "own-seen").Body(body...)
}

// certified is what the platform has found out about the node.
func (p *Page) certified() app.UI {
	t := p.T
	body := []app.UI{app.H2().Text(t.Say(text.AdminFoundTitle))}
	switch c := p.found.Data; {
	case p.found.Status == state.Failed:
		body = append(body, part.Trouble(t, p.found.Err))
	case p.found.Waiting():
		body = append(body, part.Skeleton(3))
	case c == nil:
		body = append(body, app.P().Class("muted").Text(t.Say(text.CertNone)))
	default:
		body = append(body, part.Certification(t, *c, part.Link("/nodes/"+p.who().String()).Class("apart").Text(t.Say(text.AdminFoundPage)))...)
	}
	return app.Section().Class("panel stack-tight").DataSet("test", "own-certification").Body(body...)
}

// sight is what the platform saw of the gateway.
func (p *Page) sight() app.UI {
	t, s := p.T, p.business.Data.Sight
	head := app.H2().Text(t.Say(text.SightTitle))
	panel := func(body ...app.UI) app.UI {
		return app.Section().Class("panel stack-tight").DataSet("test", "own-sight").Body(append([]app.UI{head}, body...)...)
	}
	switch {
	case p.business.Status == state.Failed:
		return panel(part.Trouble(t, p.business.Err))
	case p.business.Waiting():
		return panel(part.Skeleton(3))
	case s.Asked == 0:
		return panel(app.P().Class("muted").Text(t.Say(text.SightNot)))
	}
	var lines []app.UI
	if s.Known > 0 {
		share := strconv.FormatUint(s.Reachable*100/s.Known, 10) + "\u00a0%"
		lines = append(lines, part.Fact(t.Say(text.SightIs), app.Span().Class("strong num").DataSet("test", "own-uptime").Text(t.Say(text.SightShare, share, t.About(time.Duration(min(s.Known, 1<<33))*time.Second)))))
	}
	lines = append(lines,
		part.Fact(t.Say(text.SightSince), app.Span().Class("num").Text(t.Date(s.Since))),
		part.Fact(t.Say(text.SightAsked), app.Span().Class("num").Text(t.Say(text.SightAsks, s.Answered, s.Asked))),
	)
	if at := p.node.Data.SeenAt; !at.IsZero() {
		lines = append(lines, part.Fact(t.Say(text.SightLast), part.Ago(t, at)))
	}
	away := []app.UI{app.Span().Text(t.Say(text.SightNone))}
	if len(s.Absences) > 0 {
		away = nil
	}
	for _, a := range s.Absences {
		until := t.Say(text.SightNow)
		if !a.To.IsZero() {
			until = t.Moment(a.To, time.Now())
		}
		away = append(away, app.Span().Class("line num").Text(t.Moment(a.From, time.Now())+" – "+until+": "+outside.Text(a.Why)))
	}
	lines = append(lines, part.Fact(t.Say(text.SightAways), app.Span().DataSet("test", "own-absences").Body(away...)))
	return panel(part.Facts(lines...), app.P().Class("small muted").Text(t.Say(text.SightText)))
}

// income is what the node's orders bring, and what can be withdrawn.
func (p *Page) income() app.UI {
	t, b := p.T, p.business.Data
	body := []app.UI{app.H2().Text(t.Say(text.IncomeTitle))}
	switch {
	case p.business.Status == state.Failed:
		body = append(body, part.Trouble(t, p.business.Err))
	case p.business.Waiting():
		body = append(body, part.Skeleton(4))
	default:
		body = append(body, part.Facts(
			part.Fact(t.Say(text.IncomeEarned), p.sums("own-earned", b.Earned)), part.Fact(t.Say(text.IncomeEscrow), p.sums("own-escrow", b.Escrow)),
			part.Fact(t.Say(text.IncomeOrders), app.Span().DataSet("test", "own-counts").Text(t.Say(text.IncomeCounts, b.Live, b.Ended))),
		), app.P().Class("small muted").Text(t.Say(text.IncomeText)))
	}
	switch {
	case len(p.owed.Data) > 0:
		body = append(body, &credit.Owed{T: t, Call: &p.call, Run: p.life.Run(), Chain: p.info.Data.Chain, Credit: p.owed.Data, OnDone: p.read})
	case p.owed.Status == state.Ready:
		body = append(body, app.P().Class("small").DataSet("test", "own-owed-none").Text(t.Say(text.IncomeOwed)))
	}
	return app.Section().Class("panel stack-tight").DataSet("test", "own-income").Body(body...)
}

// sums are amounts in several tokens, a line each.
func (p *Page) sums(test string, all []wire.Money) app.UI {
	var lines []app.UI
	for _, m := range all {
		lines = append(lines, app.Span().Class("line num strong").Text(p.T.Named(m.Amount, p.info.Data.Chain.TokenOf(m.Token))))
	}
	if len(lines) == 0 {
		lines = append(lines, app.Span().Text("0"))
	}
	return app.Span().DataSet("test", test).Body(lines...)
}

// running are the newest of the orders that run.
func (p *Page) running() app.UI {
	t := p.T
	body := []app.UI{app.H2().Text(t.Say(text.OwnOrders))}
	switch {
	case p.orders.Status == state.Failed:
		body = append(body, part.Trouble(t, p.orders.Err))
	case p.orders.Waiting():
		body = append(body, part.Skeleton(3))
	case len(p.orders.Data.Items) == 0:
		body = append(body, app.P().Class("muted").Text(t.Say(text.OwnNoOrder)))
	}
	for _, o := range p.orders.Data.Items {
		token, ends := p.info.Data.Chain.TokenOf(o.Token), t.Say(text.StateCreated)
		if !o.ActivatedAt.IsZero() {
			ends = t.Date(o.EndsAt())
		}
		body = append(body, app.Div().Class("deed stack-tight").DataSet("test", "own-order").Body(
			app.P().Class("strong").Text(t.Say(text.OrderNo, o.ID)+" · "+t.Say(text.AnHour, t.Hour(o.Rate, token))), app.P().Class("small").Text(t.Resources(o.Resources)),
			part.Facts(part.Fact(t.Say(text.OwnUser), &part.Chip{T: t, Address: o.User, Explorer: p.info.Data.Chain.Explorer}), part.Fact(t.Say(text.OwnEnds), app.Span().Class("num").Text(ends))),
		))
	}
	if more := p.orders.Data.Total - len(p.orders.Data.Items); more > 0 {
		body = append(body, app.P().Class("small muted").Text(t.Say(text.OwnAll, more)))
	}
	return app.Section().Class("panel stack-tight").DataSet("test", "own-orders").Body(body...)
}

// unlisted reports whether the platform only does not know the node yet.
func unlisted(err error) bool {
	return fault.Is(err, problem.NotFound) || fault.Is(err, problem.NotYet)
}
