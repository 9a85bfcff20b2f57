// Package order is the page of one order: where it is, what it costs, its service, and its end. Its tabs and what can be
// done with an order are packages of their own below it. A tab that is left, or whose place on the page is made anew, is
// forgotten by go-app: what must outlive that (a draft, a payment under way) is kept by the page and handed to it.
package order

import (
	"path"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/page/order/alarm"
	"berth/ui/page/order/course"
	"berth/ui/page/order/data"
	"berth/ui/page/order/deploy"
	"berth/ui/page/order/domains"
	"berth/ui/page/order/end"
	"berth/ui/page/order/extend"
	"berth/ui/page/order/keys"
	"berth/ui/page/order/replace"
	"berth/ui/page/order/service"
	"berth/ui/page/order/share"
	"berth/ui/part"
	"berth/ui/part/agent"
	"berth/ui/part/entry"
	"berth/ui/part/named"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/text"
)

// Page is the page of one order. What it shows comes from the chain by way of the platform, and from the node's gateway
// once that has given a token.
type Page struct {
	app.Compo

	T text.T

	info      state.Of[wire.Info]
	session   state.Of[wire.Session]
	templates state.Of[[]wire.TemplateBrief]
	service   entry.Service // of the catalogue, that is to run
	pointer   bool          // there is a mouse

	life life.Life // each order is a run of its own
	feed feed
	tab  string // that was asked for

	doing course.Stage // of getting a token and deploying
	broke course.Stage // where that ended
	err   error        // why
	away  bool         // there was no network when that was, or at the last look

	desk    deploy.Desk
	sharing share.Desk
	hosts   domains.Desk
	data    data.Desk
	keyring keys.Desk
	act     service.Act
	end     end.Entry
	call    pay.Call
	extend  extend.Entry
	replace replace.Entry
	agent   agent.Entry
	alarm   alarm.Entry
	label   named.Entry
	save    error // why a receipt could not be saved

	toOutcome bool // what came of the order is to be looked at, once it is there
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	p.feed.info = &p.info
	state.Info.Observe(ctx, &p.info).OnChange(p.feed.readOwed)
	state.Templates.Observe(ctx, &p.templates)
	p.pointer = app.Window().Call("matchMedia", "(pointer: fine)").Get("matches").Bool()
	was := p.session
	state.Session.Observe(ctx, &p.session).OnChange(func() {
		if p.session.Status != state.Ready {
			return
		}
		before := was
		was = p.session
		// Who has been logged in all the time, and is only known of now, has asked for the order already.
		if before.Data.Address != was.Data.Address && (before.Status == state.Ready || p.feed.view.Status == state.Failed) {
			p.load()
		}
	})
	was = p.session
	state.LoadTemplates(ctx)
}

// OnNav implements app.Navigator.
func (p *Page) OnNav(ctx app.Context) {
	if app.IsServer {
		return
	}
	id, err := order.ParseID(path.Base(ctx.Page().URL().Path))
	if err != nil {
		id = 0
	}
	p.tab = ctx.Page().URL().Query().Get("tab")
	if id == p.feed.id && p.feed.view.Status != state.Idle {
		return
	}
	p.feed.id = id
	p.load()
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.life.End() }

// load begins with an order from nothing.
func (p *Page) load() {
	run := p.life.Renew()
	p.feed = feed{run: run, id: p.feed.id, info: &p.info, news: func(template string) {
		p.desk.Suggest(template)
		p.needService()
		p.rest()
		if p.toOutcome && !p.feed.view.Data.State.Live() {
			p.toOutcome = false
			part.Focus(run.Own(), `[data-test="outcome"] h2`)
		}
	}}
	p.feed.fresh = p.desk.Open(p.feed.id)
	p.needService()
	p.doing, p.broke, p.err, p.away = course.Idle, course.Idle, nil, false
	p.sharing, p.hosts, p.data, p.keyring = share.Desk{}, domains.Desk{}, data.Desk{}, keys.Desk{}
	p.act, p.end, p.call, p.extend, p.replace, p.agent, p.alarm = service.Act{}, end.Entry{}, pay.Call{}, extend.Entry{}, replace.Entry{}, agent.Entry{}, alarm.Entry{}
	p.label, p.save, p.toOutcome = named.Entry{}, nil, false
	if p.feed.id != 0 && p.session.Status == state.Ready && p.session.Data.Address.IsZero() { // the answer is known
		p.feed.view = state.Of[wire.OrderView]{Status: state.Failed, Err: problem.New(401, problem.LoginNeeded, "nobody is logged in")}
		return
	}
	p.feed.open()
	if p.feed.id != 0 {
		run.Go(func() { p.tick(run) })
	}
}

// needService has the service of the catalogue loaded that is to run.
func (p *Page) needService() { p.service.Need(p.feed.run, p.desk.Plan().Template, p.needService) }

// tick renders the page anew each second while something on it depends on the time.
func (p *Page) tick(run life.Run) {
	for life.Wait(run, time.Second) == nil {
		run.Do(func(ctx app.Context) { p.lookAway(ctx, !js.Online() || p.feed.broken) })
		o := p.feed.view.Data.Order
		sheet := p.end.Shown() || p.extend.Shown() || p.replace.Shown()
		if sheet || o.State == order.Created || o.State == order.Active && time.Until(o.EndsAt()).Abs() < 3*time.Second {
			run.Own().Update()
		}
	}
}

// lookAway notes whether there is a network. What went wrong for want of one is told no more once there is.
func (p *Page) lookAway(ctx app.Context, away bool) {
	if p.away == away {
		ctx.PreventUpdate()
		return
	}
	if p.away = away; !away {
		if fault.Is(p.err, js.Offline) {
			p.err, p.broke = nil, course.Idle
		}
		p.act.Back()
		p.desk.Back()
		p.feed.watch()
	}
}

// refresh reads what an action on chain has changed.
func (p *Page) refresh() {
	p.feed.readOwed()
	p.feed.refresh()
}

// course is where the order is now.
func (p *Page) course() course.Course {
	_, token := p.feed.site().Known()
	g := course.Course{
		View: p.feed.view.Data, Window: time.Duration(p.info.Data.Chain.ActivationWindow) * time.Second, Deployment: p.feed.deployed.Data,
		Token: token, Doing: p.doing, Broke: p.broke, Err: p.err, Now: time.Now(),
	}
	if p.feed.deployed.Status == state.Ready {
		return g
	}
	if last := p.feed.last; !last.At.IsZero() {
		g.Deployment, g.Seen = last.Deployment, last.At
	} else if o := g.View.Order; !token && !o.ActivatedAt.IsZero() {
		// Of an order that was placed here just now it is known that nothing was deployed for it.
		g.Unasked = g.Over() || !p.feed.fresh || g.Now.Sub(o.ActivatedAt) > deployedBy
	}
	return g
}

// deployedBy is after how long something may run for an order that was placed in this browser, deployed from another one.
const deployedBy = 10 * time.Minute

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t, view := p.T, p.feed.view
	switch {
	case view.Status == state.Failed && (fault.Is(view.Err, problem.LoginNeeded) || fault.Is(view.Err, problem.SessionOver)):
		f := t.Fault(view.Err)
		return p.frame(part.Empty(f.What, t.Say(text.OrderLogIn), &part.Button{
			Kind: part.Primary, Label: t.Say(text.LogIn), Test: "order-login", OnClick: func(ctx app.Context, _ app.Event) { part.AskLogin(ctx) },
		}))
	case view.Status == state.Failed:
		return p.frame(part.Broke(t, view.Err,
			&part.Button{Label: t.Say(text.Retry), Test: "retry", OnClick: func(app.Context, app.Event) { p.load() }},
			&part.Button{Label: t.Say(text.PaySeeOrders), Href: "/orders"}))
	case view.Status != state.Ready || p.info.Data.Chain.ID == 0:
		words := text.OrderLoading
		switch {
		case p.feed.fresh:
			words = text.OrderSeeing
		case p.feed.waits != nil:
			words = text.OrderAhead
		}
		return p.frame(app.Div().Class("stack").Body(part.Wait(t.Say(words)), part.Skeleton(6)))
	}
	body := []app.UI{p.renderTabs(p.course())}
	if p.feed.waits != nil {
		body = append([]app.UI{part.Wait(t.Say(text.OrderNodeLags))}, body...)
	}
	if p.feed.broken {
		body = append([]app.UI{app.P().Class("small muted").Role("status").Text(t.Say(text.OrderPolling))}, body...)
	}
	return p.frame(app.Div().Class("stack").Body(body...))
}

func (p *Page) frame(body app.UI) app.UI {
	t := p.T
	title, back := t.Say(text.OrderTitle), "/orders"
	if p.feed.id != 0 {
		title = t.Say(text.OrderNo, uint64(p.feed.id))
	}
	// The lines below the title have their places before there is something in them, so that nothing moves when it comes.
	badges, cost := app.Div().Class("order-badges"), app.P().Class("order-cost num")
	if v := p.feed.view.Data; p.feed.view.Status == state.Ready {
		g := p.course()
		title = named.Order(t, p.templates.Data, v)
		if !v.State.Live() {
			back = "/orders?state=ended"
		}
		badges = badges.Body(badge(t, g), p.renderServiceState(g), named.Tags(v))
		if v.State == order.Active && p.info.Data.Chain.ID != 0 {
			cost = cost.Body(renderCost(t, p.info.Data.Chain.TokenOf(v.Token), v)...)
		}
	}
	head := app.Header().Class("page-head").Body(
		part.Link(back).Class("crumb").DataSet("test", "back").Body(part.Icon(part.GlyphBack), app.Span().Text(t.Say(text.AllOrders))),
		app.H1().DataSet("test", "order-name").Text(title), badges, cost,
	)
	return app.Div().Class("page order").DataSet("test", "order").Body(head, body)
}

// renderCost is what an order that runs has cost, at which rate it goes on, and for how long.
func renderCost(t text.T, token wire.Token, v wire.OrderView) []app.UI {
	skew := part.Skew(v.ChainTime)
	return []app.UI{
		&part.Tick{Test: "top-cost", Skew: skew, Say: func(now time.Time) string { return t.Say(text.PaidTop, part.Cost(t, v.Order, token, now)) }},
		app.Span().Text(t.Rate(v.Rate, token)),
		&part.Tick{Test: "top-left", Skew: skew, Say: func(now time.Time) string { return t.Say(text.LeftTop, t.Clock(v.EndsAt().Sub(now))) }},
	}
}

// renderServiceState is how what runs is, beside how the order is: they are two things, and one pays for the order.
func (p *Page) renderServiceState(g course.Course) app.UI {
	if g.View.ActivatedAt.IsZero() || g.Over() {
		return nil
	}
	tone, word := service.State(p.T, g)
	if word == "" {
		return nil
	}
	return app.Span().DataSet("test", "service-state").DataSet("phase", string(g.Deployment.Phase)).Body(part.Badge(tone, word))
}

// badge is the order's state.
func badge(t text.T, g course.Course) app.UI {
	tone, word, said := part.Neutral, text.StateCancelled, ""
	switch s := g.View.State; {
	case s == order.Created && g.Late():
		tone, word = part.Bad, text.OrderIsLate
	case s == order.Created:
		tone, word = part.Waiting, text.StateCreated
	case s == order.Active && g.Over():
		word = text.OrderIsUp
	case s == order.Active:
		tone, said = part.Running, t.Say(text.PaidUntil, t.Date(g.View.EndsAt()))
	case s == order.Completed:
		word = text.StateCompleted
	case s == order.Replaced:
		word = text.StateReplaced
	}
	if said == "" {
		said = t.Say(word)
	}
	return app.Span().DataSet("test", "order-state").DataSet("state", g.View.State.String()).Body(part.Badge(tone, said))
}
