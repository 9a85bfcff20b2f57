package order

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/page/order/course"
	"berth/ui/page/order/deploy"
	"berth/ui/page/order/end"
	"berth/ui/page/order/extend"
	"berth/ui/page/order/replace"
	"berth/ui/page/order/service"
	"berth/ui/page/order/site"
	"berth/ui/part"
	"berth/ui/part/agent"
	"berth/ui/part/credit"
	"berth/ui/state"
	"berth/ui/text"
)

// renderOverview is where the order is, what runs, what it costs and its end.
func (p *Page) renderOverview(g course.Course) app.UI {
	t, chain := p.T, p.info.Data.Chain
	return app.Div().Class("columns").Body(
		app.Div().Class("stack").Body(
			renderLeaves(t, chain.TokenOf(g.View.Token), g), end.Outcome(t, chain.TokenOf(g.View.Token), g.View), p.renderOwed(), p.renderService(g), timeline(t, chain, g),
		),
		app.Div().Class("stack").Body(
			part.Meter(t, chain.TokenOf(g.View.Token), g.View.Order, 0), terms(t, chain.TokenOf(g.View.Token), g, p.feed.deployed.Status == state.Ready), p.renderChange(g), p.renderAgent(g), p.renderEnd(g),
		),
	)
}

// renderOwed is what the user may withdraw from the market.
func (p *Page) renderOwed() app.UI {
	if len(p.feed.owed) == 0 || p.feed.view.Data.User != p.session.Data.Address || p.session.Status != state.Ready {
		return nil
	}
	return &credit.Owed{T: p.T, Call: &p.call, Run: p.feed.run, Chain: p.info.Data.Chain, Credit: p.feed.owed, OnDone: p.refresh}
}

// renderService is what runs for the order, or the way to have something run.
func (p *Page) renderService(g course.Course) app.UI {
	t, deployed := p.T, p.feed.deployed
	switch {
	case g.View.ActivatedAt.IsZero():
		return nil
	case g.Over():
		return grace(t, g, p.openLogs)
	case deployed.Status == state.Failed:
		return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.ServiceTitle)), part.Trouble(t, deployed.Err, p.renderEnter(text.ServiceSignAgain)))
	case deployed.Data.Revision == 0:
		return &deploy.Form{About: p.about(g)}
	}
	return &service.Panel{
		T: t, Act: &p.act, Run: p.feed.run, Site: p.feed.site(), Course: g, OnEnter: p.enter, OnDeploy: p.openDeploy, OnShare: p.openShare, OnWatch: p.feed.watch,
	}
}

// renderEnter is the button that only gets a token.
func (p *Page) renderEnter(words text.Text) app.UI {
	return site.Button(p.T, words, p.doing == course.Access, p.enter)
}

// renderChange has what the user can do with a running order: more time, another size or price.
func (p *Page) renderChange(g course.Course) app.UI {
	t, o, chain := p.T, g.View.Order, p.info.Data.Chain
	who := p.session.Data.Address
	if o.State != order.Active || g.Over() || who.IsZero() {
		return nil
	}
	run, place := p.feed.run, p.feed.site()
	more := []app.UI{
		&part.Button{Wide: true, Label: t.Say(text.ExtendOpen), Test: "extend", OnClick: func(app.Context, app.Event) { p.extend.Open(run, chain, o, who) }},
		&extend.Sheet{T: t, Entry: &p.extend, Run: run, Site: place, Token: chain.TokenOf(g.View.Token), OnDone: p.feed.refresh},
	}
	if who != o.User {
		return app.Div().Class("stack").Body(more...)
	}
	return app.Div().Class("stack").Body(append(more,
		&part.Button{Wide: true, Label: t.Say(text.SwapOpen), Test: "replace", OnClick: func(app.Context, app.Event) { p.replace.Open(t, run, chain, o) }},
		&replace.Sheet{T: t, Entry: &p.replace, Run: run, Site: place, Chain: chain, Plan: p.desk.Plan(), Now: g.Now},
	)...)
}

// renderAgent is what the platform's agent may do for the order's user.
func (p *Page) renderAgent(g course.Course) app.UI {
	info, v := p.info.Data, g.View
	if info.Agent.IsZero() || !v.State.Live() || g.Over() || p.session.Data.Address != v.User {
		return nil
	}
	return &agent.Panel{T: p.T, Entry: &p.agent, Run: p.feed.run, Info: info, User: v.User, Order: &v}
}

// renderEnd is the way to end the order, or to settle it once its time is up.
func (p *Page) renderEnd(g course.Course) app.UI {
	run, place := p.feed.run, p.feed.site()
	switch {
	case !g.View.State.Live():
		return nil
	case g.Over():
		return &end.Settler{T: p.T, Call: &p.call, Run: run, Site: place, OnDone: p.refresh}
	}
	return &end.Ender{T: p.T, Entry: &p.end, Run: run, Site: place, Course: g, Token: p.info.Data.Chain.TokenOf(p.feed.view.Data.Token), OnDone: p.feed.refresh}
}

// grace says how long the data of an order that is over is kept, and what can still be done.
func grace(t text.T, g course.Course, openLogs app.EventHandler) app.UI {
	if !g.Grace() || time.Until(g.Deployment.GraceUntil) <= 0 || g.View.State == order.Active {
		return nil
	}
	return part.Note(part.Waiting, t.Say(text.GraceTitle),
		app.P().Body(app.Text(t.Say(text.GraceText)+" "), part.Countdown(t, g.Deployment.GraceUntil, 0, "grace-left")),
		app.P().Class("small").Text(t.Say(text.GraceDo)),
		app.Div().Class("row").Body(
			&part.Button{Label: t.Say(text.GraceLogs), Test: "grace-logs", OnClick: openLogs},
		),
	)
}

// timeline is how far the order is.
func timeline(t text.T, chain wire.Chain, g course.Course) app.UI {
	steps := g.Steps(t)
	for i := range steps {
		s := &steps[i]
		if kind, ok := map[string]string{course.Paid: "created", course.Activated: "activated"}[s.Key]; ok {
			for _, st := range g.View.Steps {
				if st.Kind == kind && st.Tx != nil {
					s.Detail = part.Tx(t, *st.Tx, chain.Explorer)
				}
			}
		}
		if s.Key == course.Activated && s.Stage == part.Now && g.Window > 0 {
			left := part.Countdown(t, g.View.CreatedAt.Add(g.Window), 0, "activation-left")
			s.Detail = app.Span().Class("small").Body(app.Text(t.Say(text.StepWindow)+" "), left)
		}
	}
	return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.OrderSteps)), part.Timeline(t, g.Now, steps))
}

// terms are what was agreed on, and what of it is used up where the node has told.
func terms(t text.T, token wire.Token, g course.Course, told bool) app.UI {
	v := g.View
	name := v.NodeName
	if name == "" {
		name = v.Node.Short()
	}
	facts := []app.UI{
		part.Fact(t.Say(text.PayNode), part.Link("/nodes/"+v.Node.String()).DataSet("test", "order-node").Text(name)),
		part.Fact(t.Say(text.Region), app.Span().Text(part.RegionOf(t, v.Region))),
		part.Fact(t.Say(text.PayWhat), app.Span().Text(t.Resources(v.Resources))),
		part.Fact(t.Say(text.RentEscrow), app.Span().Class("num").DataSet("test", "order-deposit").Text(t.Amount(v.Deposit(), token))),
		part.Fact(t.Say(text.Duration), app.Span().Text(t.Span(v.Duration))),
	}
	for _, b := range bounds(t, token, g) {
		facts = append(facts, part.Fact(t.Say(b.name), app.Span().DataSet("test", "bound-"+b.key).Text(b.said)))
	}
	for _, s := range v.Steps {
		if s.Kind == "extended" {
			words := "+ " + t.Span(s.Seconds) + " · " + t.Moment(s.At, g.Now)
			if by := extended(t, s, v.Order); by != "" {
				words += " · " + by
			}
			facts = append(facts, part.Fact(t.Say(text.Extended), app.Span().Class("num").DataSet("test", "extended").Text(words)))
		}
	}
	if v.Replaces != 0 {
		link := part.Link("/orders/"+v.Replaces.String()).DataSet("test", "replaces").Text(t.Say(text.OrderNo, uint64(v.Replaces)))
		facts = append(facts, part.Fact(t.Say(text.SwapInstead), link))
	}
	if told && v.Resources.TrafficMiB > 0 {
		words := traffic(t, g.Deployment, v.Resources.TrafficMiB, g.Now)
		facts = append(facts, part.Fact(t.Say(text.Traffic), app.Span().Class("num").Text(words)))
	}
	return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.OrderTerms)), part.Facts(facts...))
}
