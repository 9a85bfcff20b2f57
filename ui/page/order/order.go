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
	"berth/ui/life"
	"berth/ui/page/order/course"
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
	templates state.Of[[]wire.Template]
	pointer   bool // there is a mouse

	life life.Life // each order is a run of its own
	feed feed
	tab  string // that was asked for

	doing course.Stage // of getting a token and deploying
	broke course.Stage // where that ended
	err   error        // why

	desk    deploy.Desk
	sharing share.Desk
	hosts   domains.Desk
	keyring keys.Desk
	act     service.Act
	end     end.Entry
	call    pay.Call
	extend  extend.Entry
	replace replace.Entry
	agent   agent.Entry
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
		if p.session.Data.Address != was.Data.Address {
			was = p.session
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
		p.rest()
	}}
	p.feed.fresh = p.desk.Open(p.feed.id)
	p.doing, p.broke, p.err = course.Idle, course.Idle, nil
	p.sharing, p.hosts, p.keyring = share.Desk{}, domains.Desk{}, keys.Desk{}
	p.act, p.end, p.call, p.extend, p.replace, p.agent = service.Act{}, end.Entry{}, pay.Call{}, extend.Entry{}, replace.Entry{}, agent.Entry{}
	p.feed.open()
	if p.feed.id != 0 {
		run.Go(func() { p.tick(run) })
	}
}

// tick renders the page anew each second while something on it depends on the time.
func (p *Page) tick(run life.Run) {
	for life.Wait(run, time.Second) == nil {
		o := p.feed.view.Data.Order
		sheet := p.end.Shown() || p.extend.Shown() || p.replace.Shown()
		if sheet || o.State == order.Created || o.State == order.Active && time.Until(o.EndsAt()).Abs() < 3*time.Second {
			run.Own().Update()
		}
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
	return course.Course{
		View: p.feed.view.Data, Window: time.Duration(p.info.Data.Chain.ActivationWindow) * time.Second, Deployment: p.feed.deployed.Data,
		Token: token, Doing: p.doing, Broke: p.broke, Err: p.err, Now: time.Now(),
	}
}

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
	title := t.Say(text.OrderTitle)
	if p.feed.id != 0 {
		title = t.Say(text.OrderNo, uint64(p.feed.id))
	}
	head := []app.UI{app.H1().Text(title)}
	if p.feed.view.Status == state.Ready {
		head = append(head, badge(t, p.course()))
	}
	return app.Div().Class("page order").DataSet("test", "order").Body(app.Header().Class("page-head row").Body(head...), body)
}

// badge is the order's state.
func badge(t text.T, g course.Course) app.UI {
	tone, word := part.Neutral, text.StateCancelled
	switch s := g.View.State; {
	case s == order.Created && g.Late():
		tone, word = part.Bad, text.OrderIsLate
	case s == order.Created:
		tone, word = part.Waiting, text.StateCreated
	case s == order.Active && g.Over():
		word = text.OrderIsUp
	case s == order.Active:
		tone, word = part.Running, text.StateActive
	case s == order.Completed:
		word = text.StateCompleted
	case s == order.Replaced:
		word = text.StateReplaced
	}
	return app.Span().DataSet("test", "order-state").DataSet("state", g.View.State.String()).Body(part.Badge(tone, t.Say(word)))
}
