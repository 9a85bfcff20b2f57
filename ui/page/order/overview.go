package order

import (
	"slices"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/page/order/alarm"
	"berth/ui/page/order/course"
	"berth/ui/page/order/deploy"
	"berth/ui/page/order/end"
	"berth/ui/page/order/extend"
	"berth/ui/page/order/replace"
	"berth/ui/page/order/service"
	"berth/ui/part"
	"berth/ui/part/credit"
	"berth/ui/part/site"
	"berth/ui/state"
	"berth/ui/text"
)

// renderOverview is where the order is, what runs, what it costs and its end.
func (p *Page) renderOverview(g course.Course) app.UI {
	t, chain := p.T, p.info.Data.Chain
	token := chain.TokenOf(g.View.Token)
	class := "stack order-first"
	if p.feed.fresh && !g.Over() && g.Deployment.Revision == 0 {
		class += " order-begins" // what runs is given so much room that nothing that is seen moves while it changes
	}
	return app.Div().Class("columns").Body(
		app.Div().Class(class).Body(
			p.renderMaintenance(g), renderLeaves(t, token, g), end.Outcome(t, token, g.View), app.Div().Class("order-runs").Body(p.renderService(g)), p.renderOwed(), timeline(t, chain, g),
		),
		app.Div().Class("stack").Body(
			part.Meter(t, token, g.View.Order, 0), p.terms(g), p.renderChange(g), p.renderEnd(g), p.renderReceipt(g),
		),
	)
}

// renderMaintenance is what the node's operator has announced: as its gateway says, or else as the platform has it.
func (p *Page) renderMaintenance(g course.Course) app.UI {
	m := p.feed.deployed.Data.Maintenance
	if p.feed.deployed.Status != state.Ready {
		m = p.feed.node.Data.Maintenance
	}
	if g.Over() {
		return nil
	}
	return part.Maintenance(p.T, m, true)
}

// renderOwed is what the user may withdraw from the market.
func (p *Page) renderOwed() app.UI {
	if len(p.feed.owed) == 0 || p.feed.view.Data.State == order.Created || p.feed.view.Data.User != p.session.Data.Address || p.session.Status != state.Ready {
		return nil
	}
	return &credit.Owed{T: p.T, Call: &p.call, Run: p.feed.run, Chain: p.info.Data.Chain, Credit: p.feed.owed, OnDone: p.refresh}
}

// renderService is what runs for the order, or the way to have something run.
func (p *Page) renderService(g course.Course) app.UI {
	t, deployed := p.T, p.feed.deployed
	switch {
	case g.View.State == order.Created && !g.Over():
		return starts(t, g)
	case g.View.ActivatedAt.IsZero():
		return nil
	case g.Over():
		return p.grace(g)
	case deployed.Status == state.Failed && g.Seen.IsZero():
		return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.ServiceTitle)), part.Trouble(t, deployed.Err, p.renderEnter(text.ServiceSignAgain)))
	case g.Unasked && deployed.Status != state.Loading:
		return p.renderUnasked(g)
	case g.Deployment.Revision == 0:
		return &deploy.Form{About: p.about(g)}
	}
	asking := deployed.Status == state.Loading || p.doing == course.Access
	return &service.Panel{
		T: t, Act: &p.act, Run: p.feed.run, Site: p.feed.site(), Course: g, Asking: asking, Err: p.enterErr(), Token: p.info.Data.Chain.TokenOf(g.View.Token),
		OnEnter: p.enter, OnDeploy: p.openDeploy, OnShare: p.openShare, OnWatch: p.feed.watch, OnEnd: p.openEnd,
	}
}

// enterErr is why the node could not be asked, for a page that shows what it remembers meanwhile.
func (p *Page) enterErr() error {
	if p.err != nil {
		return p.err
	}
	return p.feed.deployed.Err
}

// starts is where the service will be, while the node starts the order.
func starts(t text.T, g course.Course) app.UI {
	body := []app.UI{app.H2().Text(t.Say(text.NodeStarts)), app.P().Class("muted").Text(t.Say(text.NodeStartsDo))}
	switch {
	case g.Late():
		body = []app.UI{app.H2().Text(t.Say(text.OrderIsLate)), app.P().Text(t.Say(text.StepLate, t.About(g.Window)))}
	case g.Window > 0:
		body = append(body, app.P().Class("small").Body(app.Text(t.Say(text.NodeStartsIn)+" "), part.Countdown(t, g.View.CreatedAt.Add(g.Window), 0, "activation-left")))
	}
	return app.Section().Class("panel").DataSet("test", "order-starts").Body(body...)
}

// renderUnasked says that only the node knows what runs, where neither it was asked nor anything is remembered.
func (p *Page) renderUnasked(g course.Course) app.UI {
	t := p.T
	words := t.Say(text.UnseenText)
	if asks := p.feed.site().Asks(t); asks != "" {
		words += " " + asks
	}
	return app.Section().Class("panel").DataSet("test", "service-unknown").Body(
		app.H2().Text(t.Say(text.UnseenTitle)), app.P().Class("muted").Text(words), part.Trouble(t, p.err),
		app.Div().Class("row").Body(p.renderEnter(text.UnseenEnter), &part.Button{Kind: part.Quiet, Label: t.Say(text.UnseenDeploy), Test: "unknown-deploy", OnClick: p.openDeploy}),
	)
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

// renderAlarm is whether the platform tells the order's user when something of it dies.
func (p *Page) renderAlarm(g course.Course) app.UI {
	v := g.View
	if v.State != order.Active || g.Over() || p.session.Data.Address != v.User {
		return nil
	}
	return &alarm.Panel{T: p.T, Entry: &p.alarm, Run: p.feed.run, Site: p.feed.site(), Heard: p.feed.heard}
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
	ender := &end.Ender{T: p.T, Entry: &p.end, Run: run, Site: place, Course: g, Token: p.info.Data.Chain.TokenOf(p.feed.view.Data.Token), OnDone: p.ended}
	if slices.Contains(g.Tabs(), course.Data) && g.Deployment.Revision > 0 {
		ender.OnData = p.openData
	}
	return ender
}

// ended shows what came of an order that was ended here.
func (p *Page) ended() {
	p.feed.refresh()
	p.toOutcome = true
}

// grace says how long the data of an order that is over is kept, and what can still be done.
func (p *Page) grace(g course.Course) app.UI {
	t := p.T
	if g.View.State == order.Active || !slices.Contains(g.Tabs(), course.Data) {
		return nil
	}
	take := app.Div().Class("row").Body(
		&part.Button{Label: t.Say(text.GraceData), Glyph: part.GlyphDownload, Test: "grace-data", OnClick: p.openDataTab},
		&part.Button{Label: t.Say(text.GraceLogs), Test: "grace-logs", OnClick: p.openLogs},
	)
	if !g.Grace() {
		if g.Token {
			return nil // it is being asked
		}
		return app.Div().DataSet("test", "grace").Body(part.Note(part.Waiting, t.Say(text.GraceUnknown), app.P().Text(t.Say(text.GraceAsk)), part.Trouble(t, p.err),
			app.Div().Class("row").Body(&part.Button{Label: t.Say(text.GraceEnter), Test: "authorise", Busy: p.doing == course.Access, OnClick: p.enter})))
	}
	return app.Div().DataSet("test", "grace").Body(part.Note(part.Waiting, t.Say(text.GraceTitle),
		app.P().Body(app.Text(t.Say(text.GraceText)+" "), part.Countdown(t, g.Deployment.GraceUntil, 0, "grace-left")),
		app.P().Class("small").Text(t.Say(text.GraceDo)), take,
	))
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
	}
	// Once all is done it is folded: what runs is what counts then.
	words, folded := t.Say(text.OrderSteps), g.Over()
	if last := steps[len(steps)-1]; last.Key == course.Ready && last.Stage == part.Done {
		folded = true
		if !last.At.IsZero() && !g.Over() {
			words = t.Say(text.StepsDone, t.Moment(last.At, g.Now))
		}
	}
	return app.Details().Class("panel fold").DataSet("test", "progress").DataSet("folded", folded).Open(!folded).Body(
		app.Summary().Body(app.H2().Text(words)), part.Timeline(t, g.Now, steps),
	)
}

// terms are what was agreed on, and what of it is used up where the node has told.
func (p *Page) terms(g course.Course) app.UI {
	t, v, told := p.T, g.View, g.Deployment.Order != 0
	token := p.info.Data.Chain.TokenOf(v.Token)
	name := v.NodeName
	if name == "" {
		name = v.Node.Short()
	}
	facts := []app.UI{
		part.Fact(t.Say(text.PayNode), part.Link("/nodes/"+v.Node.String()).Class("tap").DataSet("test", "order-node").Text(name)),
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
		link := part.Link("/orders/"+v.Replaces.String()).Class("tap").DataSet("test", "replaces").Text(t.Say(text.OrderNo, uint64(v.Replaces)))
		facts = append(facts, part.Fact(t.Say(text.SwapInstead), app.Span().Body(link, app.Span().Class("small muted").Text(" "+t.Say(text.SwapAddress)))))
	}
	if told && v.Resources.TrafficMiB > 0 {
		words := traffic(t, g.Deployment, v.Resources.TrafficMiB, g.Now)
		facts = append(facts, part.Fact(t.Say(text.Traffic), app.Span().Class("num").Text(words)))
	}
	return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.OrderTerms)), part.Facts(facts...))
}
