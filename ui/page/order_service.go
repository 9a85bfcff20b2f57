package page

import (
	"errors"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// atService is the place of what is done with the service.
const atService = "service"

// renderService is what runs for the order, or the way to have something run.
func (p *Order) renderService(g progress) app.UI {
	t := p.T
	d := p.deployed.Data
	switch {
	case g.view.ActivatedAt.IsZero():
		return nil
	case g.over():
		return p.renderGrace(g)
	case p.deployed.Status == state.Failed:
		return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.ServiceTitle)), trouble(t, p.deployed.Err, p.authorise(text.ServiceSignAgain)))
	case !g.token && p.doing == deployIdle && d.Revision == 0, d.Revision == 0, p.again:
		return p.renderDeploy(g)
	}
	body := []app.UI{app.H2().Text(t.Say(text.ServiceTitle))}
	for _, s := range d.Services {
		body = append(body, p.renderOne(s))
	}
	if d.Phase == wire.PhaseFailed {
		body = append(body, part.Note(part.Bad, t.Say(text.ServiceFailed), app.P().Text(d.Error), app.P().Class("small").Text(t.Say(text.ServiceFailedDo))))
	}
	// What is happening comes last, so that no button moves when it does.
	body = append(body, p.renderPower(d), p.renderAct())
	return app.Section().Class("panel").DataSet("test", "services").DataSet("phase", string(d.Phase)).Body(body...)
}

// renderOne is one service with the button that opens it.
func (p *Order) renderOne(s wire.Service) app.UI {
	t := p.T
	tone := part.Waiting
	switch s.Phase {
	case wire.PhaseReady:
		tone = part.Running
	case wire.PhaseFailed:
		tone = part.Bad
	case wire.PhaseStopped, wire.PhaseEnded:
		tone = part.Neutral
	}
	open := &part.Button{
		Kind: part.Primary, Wide: true, Glyph: part.GlyphOut, Label: t.Say(text.ServiceOpen, s.Name), Test: "open-service",
		Disabled: s.Phase != wire.PhaseReady, Busy: p.act.name == "open",
		OnClick: func(ctx app.Context, _ app.Event) { p.open(ctx, s.Name) },
	}
	return app.Div().Class("service").DataSet("test", "service").DataSet("name", s.Name).DataSet("phase", string(s.Phase)).Body(
		app.Div().Class("row").Body(app.Span().Class("service-name").Text(s.Name), part.Badge(tone, t.Say(text.Phases[string(s.Phase)]))),
		app.If(s.URL != "", func() app.UI { // without a port that speaks HTTP there is nothing to open
			return app.Div().Class("stack-tight").Body(app.P().Class("mono small").DataSet("test", "service-url").Text(s.URL), open)
		}),
	)
}

// open fetches a ticket and opens the service in a tab of its own, which must be opened before the ticket is there:
// browsers allow it right after the click only.
func (p *Order) open(_ app.Context, service string) {
	ctx := p.ctx
	if p.act.name != "" {
		return
	}
	tab := js.OpenTab(p.T.Say(text.ServiceOpening))
	s, life := p.site(), p.life
	p.act = act{name: "open", at: atService, note: p.T.Say(text.ServiceOpening)}
	ctx.Async(func() {
		g, err := s.enter(ctx)
		var ticket wire.Ticket
		if err == nil {
			ticket, err = g.Ticket(life, s.Order.ID, wire.TicketRequest{Service: service})
			err = s.heard(err)
		}
		switch {
		case err != nil:
			tab.Close()
		case tab.Opened():
			tab.Go(ticket.URL)
		}
		p.mine(ctx, life, func(app.Context) {
			p.act = act{at: atService, err: err}
			if err == nil && !tab.Opened() {
				p.act.link = ticket.URL
			}
		})
	})
}

// renderAct is what is being done with the service, or what went wrong.
func (p *Order) renderAct() app.UI {
	t := p.T
	switch {
	case p.act.at != atService:
		return nil
	case p.act.link != "":
		return part.Note(part.Waiting, t.Say(text.ServiceBlocked), &part.Button{Kind: part.Primary, Out: true, Href: p.act.link, Label: t.Say(text.ServiceOpenHere), Test: "open-blocked"})
	case p.act.err != nil:
		if coded(p.act.err, accessOver) {
			return trouble(t, p.act.err, p.authorise(text.ServiceSignAgain))
		}
		return trouble(t, p.act.err)
	case p.act.note != "":
		return waiting(p.act.note)
	}
	return nil
}

// renderPower has what can be done with a deployment without a new signature, and the way to a new one.
func (p *Order) renderPower(d wire.Deployment) app.UI {
	t := p.T
	button := func(verb string, words text.Text) app.UI {
		return &part.Button{Label: t.Say(words), Test: "service-" + verb, Busy: p.act.name == verb, OnClick: func(ctx app.Context, _ app.Event) { p.power(ctx, verb) }}
	}
	var buttons []app.UI
	if d.Phase == wire.PhaseStopped {
		buttons = append(buttons, button("start", text.ServiceStart))
	} else {
		buttons = append(buttons, button("restart", text.ServiceRestart), button("stop", text.ServiceStop))
	}
	buttons = append(buttons, &part.Button{Kind: part.Quiet, Label: t.Say(text.ServiceAgain), Test: "deploy-again", OnClick: func(app.Context, app.Event) { p.again = true }})
	return app.Div().Class("row").Body(buttons...)
}

func (p *Order) power(_ app.Context, verb string) {
	ctx := p.ctx
	if p.act.name == verb {
		return
	}
	// The stream may tell that a verb was obeyed before its answer is here, so the next one need not wait for that.
	s, life := p.site(), p.life
	mine := act{name: verb, at: atService, note: p.T.Say(text.ServiceDoing)}
	p.act = mine
	ctx.Async(func() {
		g, err := s.enter(ctx)
		if err == nil {
			err = s.heard(g.Act(life, s.Order.ID, verb))
		}
		// What came of it is told by the stream: an answer of our own might be older than that and undo it.
		p.mine(ctx, life, func(ctx app.Context) {
			if p.act == mine {
				p.act = act{at: atService, err: err}
			}
			p.watch(ctx)
		})
	})
}

// authorise is the button that only gets a token, to see and use what runs already.
func (p *Order) authorise(words text.Text) app.UI {
	return &part.Button{Kind: part.Primary, Label: p.T.Say(words), Test: "authorise", Busy: p.doing == deployAccess, OnClick: func(ctx app.Context, _ app.Event) { p.start(ctx, false) }}
}

// renderDeploy is the form to deploy: what, with which settings.
func (p *Order) renderDeploy(g progress) app.UI {
	t := p.T
	if p.deployed.Status == state.Loading {
		return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.DeployTitle)), waiting(t.Say(text.DeployLooking)))
	}
	body := []app.UI{app.H2().Text(t.Say(text.DeployTitle))}
	busy := p.doing != deployIdle
	tpl, ok := findTemplate(p.templates.Data, p.what.Template)
	hint := ""
	switch {
	case p.templates.Status == state.Failed:
		body = append(body, trouble(t, p.templates.Err))
		hint = t.Say(text.DeployNoCatalogue)
	case p.templates.Status != state.Ready:
		body = append(body, waiting(t.Say(text.RentLoading)))
		hint = t.Say(text.RentLoading)
	case !ok || p.view.Data.Template == "" || p.again:
		var options []part.Option
		if !ok {
			options = append(options, part.Option{Label: t.Say(text.DeployChoose)})
			hint = t.Say(text.DeployChoose)
		}
		for _, x := range p.templates.Data {
			options = append(options, part.Option{Value: x.ID, Label: t.Pick(x.Name)})
		}
		body = append(body, &part.Field{ID: "deploy-template", Label: t.Say(text.DeployWhich), Value: p.what.Template, Options: options, Test: "deploy-template", OnChange: func(_ app.Context, v string) {
			p.what = forOrder{Template: v}
			remember(p.id, p.what)
		}})
	default:
		body = append(body, app.P().Body(app.Strong().Text(t.Pick(tpl.Name)), app.Text(" · "), app.Span().Class("muted").Text(t.Pick(tpl.Summary))))
	}
	if ok && len(tpl.Params) > 0 {
		body = append(body, paramFields(t, tpl, p.what.Params, func(key, value string) {
			if p.what.Params == nil {
				p.what.Params = map[string]string{}
			}
			p.what.Params[key] = value
			remember(p.id, p.what)
		}))
		if _, fine := paramsOf(tpl, p.what.Params); !fine && hint == "" {
			hint = t.Say(text.RentFixFirst)
		}
	}
	if p.deployOf != nil {
		body = append(body, trouble(t, p.deployOf))
	}
	label, prompts := text.DeployBoth, text.DeployTwice
	if g.token {
		label, prompts = text.DeployOnly, text.DeployOnce
	}
	do := &part.Button{Kind: part.Primary, Wide: true, Label: t.Say(label), Test: "deploy", Disabled: hint != "", Busy: busy, OnClick: func(ctx app.Context, _ app.Event) { p.start(ctx, true) }}
	switch {
	case busy:
		do.Label = t.Say(deployWords[p.doing])
	case hint == "":
		hint = t.Say(prompts)
	}
	buttons := []app.UI{do}
	if p.again {
		buttons = append(buttons, &part.Button{Label: t.Say(text.Back), Test: "deploy-back", Disabled: busy, OnClick: func(app.Context, app.Event) { p.again = false }})
	} else if !g.token && !p.fresh && !busy {
		// In another tab something may run already.
		buttons = append(buttons, p.authorise(text.DeployLook))
	}
	return app.Section().Class("panel").DataSet("test", "deploy-card").Body(append(body, action(hint, buttons...))...)
}

var deployWords = map[deployStage]text.Text{deployAccess: text.StepSignAccess, deploySign: text.StepSignDeploy, deploySend: text.StepSending}

// start gets a token, and deploys unless it is only to look or something runs already that is not to be replaced.
func (p *Order) start(_ app.Context, deploy bool) {
	ctx := p.ctx
	tpl, ok := findTemplate(p.templates.Data, p.what.Template)
	env, fine := paramsOf(tpl, p.what.Params)
	if p.doing != deployIdle || deploy && (!ok || !fine) {
		return
	}
	s, life, over := p.site(), p.life, p.again
	p.deployOf, p.broke, p.act = nil, deployIdle, act{}
	p.doing = deployAccess
	stage := func(d deployStage) func() {
		return func() { p.mine(ctx, life, func(app.Context) { p.doing = d }) }
	}
	ctx.Async(func() {
		g, err := s.enter(ctx)
		if err == nil {
			p.mine(ctx, life, func(ctx app.Context) { p.watch(ctx) })
			if deploy && !over {
				if d, e := g.Deployment(life, s.Order.ID); e == nil && d.Revision > 0 {
					deploy = false
				}
			}
		}
		if err == nil && deploy {
			err = s.deploy(ctx, g, deployment{tpl, env}, stage(deploySign), stage(deploySend), func(wire.Progress) {
				// The deployment's own stream tells more; this only says that the gateway has it.
				p.mine(ctx, life, func(ctx app.Context) { p.again = false; p.watch(ctx) })
			})
		}
		if errors.Is(err, js.ErrNoBrowser) {
			return
		}
		p.mine(ctx, life, func(ctx app.Context) {
			if err != nil {
				p.broke, p.deployOf = p.doing, err
			}
			p.doing = deployIdle
			p.watch(ctx)
		})
	})
}
