package page

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Order is the page of one order: where it is, what it costs, its service, and its end. What it shows comes from the
// chain by way of the platform, and from the node's gateway once that has given a token.
type Order struct {
	app.Compo

	T text.T

	info      state.Of[wire.Info]
	session   state.Of[wire.Session]
	templates state.Of[[]wire.Template]

	id     order.ID // 0: the address has no order's number
	tab    string   // that was asked for
	view   state.Of[wire.OrderView]
	fresh  bool // was placed just now: the platform may not have seen it yet
	broken bool // the stream of changes is down: polling

	deployed state.Of[wire.Deployment]
	watching bool

	what     forOrder // to be deployed, of the catalogue
	form     writing  // to be deployed, in another format
	fileErr  error    // why the file that was chosen is not in the form
	check    checking // of what is in the form
	short    bool     // the gateway said that this cannot be deployed beside what runs
	node     state.Of[wire.Node]
	pointer  bool // there is a mouse
	versions versions
	back     rollback
	doing    deployStage
	broke    deployStage
	deployOf error

	owed amount.Amount
	act  act
	end  ending
	more extension
	swap swap

	// Of the page itself: the context of an event belongs to the element that was clicked, and is deaf once that is gone.
	ctx  app.Context
	life context.Context // of what is shown
	stop context.CancelFunc
}

// act is one thing that is being done with the order, and what came of it.
type act struct {
	name string // open, stop, start, restart, settle, withdraw; "": nothing
	at   string // where on the page it is told of: service, settle, withdraw
	note string // what is happening
	err  error
	link string // a ticket whose tab the browser blocked
}

// NewOrder makes the page.
func NewOrder(t text.T) *Order { return &Order{T: t} }

// OnMount implements app.Mounter.
func (p *Order) OnMount(ctx app.Context) {
	p.ctx = ctx
	state.Info.Observe(ctx, &p.info).OnChange(func() { p.readOwed(ctx) })
	state.Templates.Observe(ctx, &p.templates).OnChange(p.recheck)
	p.pointer = app.Window().Call("matchMedia", "(pointer: fine)").Get("matches").Bool()
	was := p.session
	state.Session.Observe(ctx, &p.session).OnChange(func() {
		if p.session.Data.Address != was.Data.Address {
			was = p.session
			p.load(ctx)
		}
	})
	was = p.session
	state.LoadTemplates(ctx)
}

// OnNav implements app.Navigator.
func (p *Order) OnNav(ctx app.Context) {
	if app.IsServer {
		return
	}
	id, err := order.ParseID(Tail(ctx.Page().URL().Path))
	if err != nil {
		id = 0
	}
	p.tab = ctx.Page().URL().Query().Get("tab")
	if id == p.id && p.life != nil {
		return
	}
	p.id = id
	p.load(ctx)
}

// OnDismount implements app.Dismounter.
func (p *Order) OnDismount() {
	if p.stop != nil {
		p.stop()
	}
}

// load begins with an order from nothing.
func (p *Order) load(_ app.Context) {
	ctx := p.ctx
	if p.stop != nil {
		p.stop()
	}
	life, stop := context.WithCancel(ctx)
	p.life, p.stop = life, stop
	p.view, p.deployed, p.watching, p.broken = state.Of[wire.OrderView]{}, state.Of[wire.Deployment]{}, false, false
	p.doing, p.broke, p.deployOf, p.act = deployIdle, deployIdle, nil, act{}
	p.end, p.more, p.swap = ending{}, extension{}, swap{}
	p.what, p.fresh = remembered(p.id)
	p.check.drop()
	p.form, p.fileErr, p.short, p.back, p.versions, p.node = written(p.id), nil, false, rollback{}, versions{}, state.Of[wire.Node]{}
	if p.id == 0 {
		p.view = state.Of[wire.OrderView]{Status: state.Failed, Err: problem.New(404, problem.NotFound, "no such order")}
		return
	}
	p.view.Status = state.Loading
	ctx.Async(func() { p.follow(ctx, life, p.id) })
	ctx.Async(func() { p.tick(ctx, life) })
}

// mine runs f on the UI goroutine if the page still shows what it did.
func (p *Order) mine(ctx app.Context, life context.Context, f func(app.Context)) {
	ctx.Dispatch(func(ctx app.Context) {
		if life.Err() == nil {
			f(ctx)
		}
	})
}

// seeBy is how long the platform may take to see an order that was placed just now.
const seeBy = 30 * time.Second

// follow keeps the order fresh until life ends: by the stream, and by asking every few seconds while that is down.
func (p *Order) follow(ctx app.Context, life context.Context, id order.ID) {
	until := time.Now().Add(seeBy)
	for {
		v, err := api.Order(life, id)
		wait := p.fresh && (coded(err, problem.NotFound) || coded(err, problem.NotYours)) && time.Now().Before(until)
		if !wait {
			p.mine(ctx, life, func(ctx app.Context) {
				if err != nil {
					p.view = state.Of[wire.OrderView]{Status: state.Failed, Err: err}
					state.SessionLost(ctx, err)
					return
				}
				p.set(ctx, v)
			})
			if err != nil {
				return
			}
			break
		}
		select {
		case <-time.After(700 * time.Millisecond):
		case <-life.Done():
			return
		}
	}
	ctx.Async(func() { p.poll(ctx, life, id) })
	_ = api.FollowOrders(life, func(v wire.OrderView) {
		if v.ID == id {
			p.mine(ctx, life, func(ctx app.Context) { p.set(ctx, v) })
		}
	}, func(err error) {
		p.mine(ctx, life, func(app.Context) { p.broken = err != nil })
		if err == nil {
			// What happened before the stream was up is not in it.
			ctx.Async(func() {
				if v, err := api.Order(life, id); err == nil {
					p.mine(ctx, life, func(ctx app.Context) { p.set(ctx, v) })
				}
			})
		}
	})
	p.mine(ctx, life, func(app.Context) { p.broken = true })
}

// poll asks while the stream is down, and once when an order's time is up.
func (p *Order) poll(ctx app.Context, life context.Context, id order.ID) {
	for {
		select {
		case <-time.After(4 * time.Second):
		case <-life.Done():
			return
		}
		if !p.broken {
			continue
		}
		if v, err := api.Order(life, id); err == nil {
			p.mine(ctx, life, func(ctx app.Context) { p.set(ctx, v) })
		}
	}
}

// tick renders the page anew each second while something on it depends on the time.
func (p *Order) tick(ctx app.Context, life context.Context) {
	for {
		select {
		case <-time.After(time.Second):
		case <-life.Done():
			return
		}
		o := p.view.Data.Order
		if p.end.open || p.more.open || p.swap.open || o.State == order.Created || o.State == order.Active && time.Until(o.EndsAt()).Abs() < 3*time.Second {
			ctx.Dispatch(nil)
		}
	}
}

// older tells whether a view is from before another: answers and the stream may overtake each other.
func older(v, than wire.OrderView) bool {
	if v.ID != than.ID || v.ChainTime.After(than.ChainTime) {
		return false
	}
	return v.ChainTime.Before(than.ChainTime) || len(v.Steps) < len(than.Steps)
}

// set takes over what the platform says of the order.
func (p *Order) set(ctx app.Context, v wire.OrderView) {
	if p.view.Status == state.Ready && older(v, p.view.Data) {
		return
	}
	moved := p.view.Data.State != v.State
	p.view = state.Of[wire.OrderView]{Status: state.Ready, Data: v}
	if p.what.Template == "" {
		p.what.Template = v.Template
	}
	if moved {
		p.readOwed(ctx)
	}
	p.readNode()
	p.watch(ctx)
	p.recheck()
}

// readOwed reads what the user may withdraw.
func (p *Order) readOwed(_ app.Context) {
	ctx := p.ctx
	user, life, chain := p.view.Data.User, p.life, p.info.Data.Chain
	if user.IsZero() || chain.ID == 0 || life == nil {
		return
	}
	ctx.Async(func() {
		if owed, err := (api.Chain{Chain: chain}).Owed(life, user); err == nil {
			p.mine(ctx, life, func(app.Context) { p.owed = owed })
		}
	})
}

func (p *Order) site() site {
	return site{URL: p.view.Data.NodeURL, Order: p.view.Data.Order, Old: p.view.Data.Replaces}
}

// watch follows the deployment once there is a token to ask the gateway with.
func (p *Order) watch(_ app.Context) {
	ctx := p.ctx
	s, life := p.site(), p.life
	g, ok := s.known()
	if p.watching || !ok || s.Order.ActivatedAt.IsZero() || s.URL == "" {
		return
	}
	p.watching = true
	if p.deployed.Status == state.Idle {
		p.deployed.Status = state.Loading
	}
	ctx.Async(func() {
		d, err := g.Deployment(life, s.Order.ID)
		if err == nil {
			p.mine(ctx, life, func(app.Context) { p.setDeployment(d) })
			// The stream begins with all there is now.
			err = g.Follow(life, s.Order.ID, func(d wire.Deployment) {
				p.mine(ctx, life, func(app.Context) { p.setDeployment(d) })
			}, nil)
		}
		err = s.heard(err)
		p.mine(ctx, life, func(ctx app.Context) {
			p.watching = false
			if p.deployed.Status != state.Ready {
				p.deployed = state.Of[wire.Deployment]{Status: state.Failed, Err: err}
			}
			if !coded(err, accessOver) {
				// Unknown is not failed: the gateway may only be away. It is asked again after a while.
				ctx.After(5*time.Second, func(ctx app.Context) {
					if life.Err() == nil {
						p.watch(ctx)
					}
				})
			}
		})
	})
}

func (p *Order) setDeployment(d wire.Deployment) {
	p.deployed = state.Of[wire.Deployment]{Status: state.Ready, Data: d}
	if p.what.Template == "" {
		p.what.Template = d.Template
	}
	p.recheck()
	p.readVersions()
}

// progress is all that the timeline is made of.
func (p *Order) progress() progress {
	_, token := p.site().known()
	return progress{
		view: p.view.Data, window: time.Duration(p.info.Data.Chain.ActivationWindow) * time.Second, deployment: p.deployed.Data,
		token: token, doing: p.doing, broke: p.broke, err: p.deployOf, now: time.Now(),
	}
}

// Render implements app.Composer.
func (p *Order) Render() app.UI {
	t := p.T
	switch {
	case p.view.Status == state.Failed && coded(p.view.Err, problem.LoginNeeded), p.view.Status == state.Failed && coded(p.view.Err, problem.SessionOver):
		f := t.Fault(p.view.Err)
		return p.frame(part.Empty(f.What, t.Say(text.OrderLogIn), &part.Button{
			Kind: part.Primary, Label: t.Say(text.LogIn), Test: "order-login", OnClick: func(ctx app.Context, _ app.Event) { AskLogin(ctx) },
		}))
	case p.view.Status == state.Failed:
		return p.frame(failure(t, p.view.Err,
			&part.Button{Label: t.Say(text.Retry), Test: "retry", OnClick: func(ctx app.Context, _ app.Event) { p.load(ctx) }},
			&part.Button{Label: t.Say(text.PaySeeOrders), Href: "/orders"}))
	case p.view.Status != state.Ready || p.info.Data.Chain.ID == 0:
		words := text.OrderLoading
		if p.fresh {
			words = text.OrderSeeing
		}
		return p.frame(app.Div().Class("stack").Body(waiting(t.Say(words)), part.Skeleton(6)))
	}
	g := p.progress()
	token := p.info.Data.Chain.Token
	body := []app.UI{p.renderTabs(g, func() app.UI { return p.renderOverview(g, token) })}
	if p.broken {
		body = append([]app.UI{app.P().Class("small muted").Role("status").Text(t.Say(text.OrderPolling))}, body...)
	}
	return p.frame(app.Div().Class("stack").Body(body...))
}

// renderOverview is where the order is, what runs, what it costs and its end.
func (p *Order) renderOverview(g progress, token wire.Token) app.UI {
	return app.Div().Class("columns").Body(
		app.Div().Class("stack").Body(p.renderOutcome(g, token), p.renderOwed(token), p.renderService(g), p.renderTimeline(g)),
		app.Div().Class("stack").Body(part.Meter(p.T, token, g.view.Order, 0), p.renderFacts(g, token), p.renderChange(g, token), p.renderEnd(g, token)),
	)
}

func (p *Order) frame(body app.UI) app.UI {
	t, v := p.T, p.view.Data
	title := t.Say(text.OrderTitle)
	if p.id != 0 {
		title = t.Say(text.OrderNo, uint64(p.id))
	}
	head := []app.UI{app.H1().Text(title)}
	if p.view.Status == state.Ready {
		tone, word := stateBadge(t, p.progress())
		head = append(head, app.Span().DataSet("test", "order-state").DataSet("state", v.State.String()).Body(part.Badge(tone, word)))
	}
	return app.Div().Class("page order").DataSet("test", "order").Body(app.Header().Class("page-head row").Body(head...), body)
}

// stateBadge is an order's state in one badge.
func stateBadge(t text.T, g progress) (part.Tone, string) {
	switch o := g.view.Order; {
	case o.State == order.Created && g.late():
		return part.Bad, t.Say(text.OrderIsLate)
	case o.State == order.Created:
		return part.Waiting, t.Say(text.StateCreated)
	case o.State == order.Active && g.over():
		return part.Neutral, t.Say(text.OrderIsUp)
	case o.State == order.Active:
		return part.Running, t.Say(text.StateActive)
	case o.State == order.Completed:
		return part.Neutral, t.Say(text.StateCompleted)
	case o.State == order.Replaced:
		return part.Neutral, t.Say(text.StateReplaced)
	}
	return part.Neutral, t.Say(text.StateCancelled)
}

func (p *Order) renderTimeline(g progress) app.UI {
	t := p.T
	steps := g.steps(t)
	for i := range steps {
		s := &steps[i]
		switch {
		case s.Key == markPaid || s.Key == markActivated:
			kind := map[string]string{markPaid: "created", markActivated: "activated"}[s.Key]
			for _, st := range g.view.Steps {
				if st.Kind == kind && st.Tx != nil {
					s.Detail = part.Tx(t, *st.Tx, p.info.Data.Chain.Explorer)
				}
			}
		}
		if s.Key == markActivated && s.Stage == part.Now && g.window > 0 {
			s.Detail = app.Span().Class("small").Body(app.Text(t.Say(text.StepWindow)+" "), part.Countdown(t, g.view.CreatedAt.Add(g.window), 0, "activation-left"))
		}
	}
	return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.OrderSteps)), part.Timeline(t, g.now, steps))
}

func (p *Order) renderFacts(g progress, token wire.Token) app.UI {
	t, v := p.T, g.view
	name := v.NodeName
	if name == "" {
		name = v.Node.Short()
	}
	facts := []app.UI{
		part.Fact(t.Say(text.PayNode), app.A().Href("/nodes/"+v.Node.String()).DataSet("test", "order-node").Text(name)),
		part.Fact(t.Say(text.Region), app.Span().Text(part.RegionOf(t, v.Region))),
		part.Fact(t.Say(text.PayWhat), app.Span().Text(t.Resources(v.Resources))),
		part.Fact(t.Say(text.RentEscrow), app.Span().Class("num").DataSet("test", "order-deposit").Text(t.Amount(v.Deposit(), token))),
		part.Fact(t.Say(text.Duration), app.Span().Text(t.Span(v.Duration))),
	}
	for _, s := range v.Steps {
		if s.Kind == "extended" {
			facts = append(facts, part.Fact(t.Say(text.Extended), app.Span().Class("num").DataSet("test", "extended").Text("+ "+t.Span(s.Seconds)+" · "+t.Moment(s.At, g.now))))
		}
	}
	if v.Replaces != 0 {
		facts = append(facts, part.Fact(t.Say(text.SwapInstead), app.A().Href("/orders/"+v.Replaces.String()).DataSet("test", "replaces").Text(t.Say(text.OrderNo, uint64(v.Replaces)))))
	}
	if p.deployed.Status == state.Ready && v.Resources.TrafficMiB > 0 {
		facts = append(facts, part.Fact(t.Say(text.Traffic), app.Span().Class("num").Text(t.Say(text.OrderTraffic, t.Size(p.deployed.Data.TrafficMiB), t.Size(v.Resources.TrafficMiB)))))
	}
	return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.OrderTerms)), part.Facts(facts...))
}
