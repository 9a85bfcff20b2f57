package page

import (
	"slices"
	"time"

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
	case d.Revision == 0:
		return p.renderDeploy(g)
	}
	title := text.ServiceTitle
	if len(d.Services) > 1 {
		title = text.ServicesTitle
	}
	body := []app.UI{app.H2().Text(t.Say(title)), renderUnknown(t, d, g.now)}
	for _, s := range d.Services {
		body = append(body, p.renderOne(d, s))
	}
	if d.Phase == wire.PhaseFailed {
		why := d.Error
		if slices.ContainsFunc(d.Services, func(s wire.Service) bool { return s.Phase == wire.PhaseFailed && s.Text != "" }) {
			why = "" // it stands beside the service
		}
		body = append(body, part.Note(part.Bad, t.Say(text.ServiceFailed), app.If(why != "", func() app.UI { return app.P().Text(why) }), app.P().Class("small").Text(t.Say(text.ServiceFailedDo))))
	}
	// What is happening comes last, so that no button moves when it does.
	body = append(body, p.renderPower(d), p.renderAct())
	return app.Section().Class("panel").DataSet("test", "services").DataSet("revision", d.Revision).DataSet("phase", string(d.Phase)).Body(body...)
}

// renderUnknown is what the node cannot ask now, and since when.
func renderUnknown(t text.T, d wire.Deployment, now time.Time) app.UI {
	var lines []app.UI
	for _, u := range d.Unknown {
		words := text.UnknownRuntime
		if u.What == "chain" {
			words = text.UnknownChain
		}
		lines = append(lines, part.Note(part.Waiting, t.Say(words, t.Moment(u.Since, now))))
	}
	if len(lines) == 0 {
		return nil
	}
	return app.Div().Class("stack-tight").Role("status").DataSet("test", "unknown").Body(lines...)
}

// renderOne is one service with how far it is, why it does not run, and the button that opens it.
func (p *Order) renderOne(d wire.Deployment, s wire.Service) app.UI {
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
	body := []app.UI{
		app.Div().Class("row").Body(app.Span().Class("service-name").Text(s.Name), app.Div().Aria("live", "polite").Body(part.Badge(tone, t.Say(text.Phases[string(s.Phase)])))),
		renderWay(t, d, s),
	}
	if s.Text != "" && s.Phase != wire.PhaseReady {
		body = append(body, app.P().Class("small service-why").DataSet("test", "service-why").Text(s.Text))
	}
	switch {
	case s.URL != "":
		body = append(body, app.Div().Class("stack-tight").Body(app.P().Class("mono small").DataSet("test", "service-url").Text(s.URL), &part.Button{
			Kind: part.Primary, Wide: true, Glyph: part.GlyphOut, Label: t.Say(text.ServiceOpen, s.Name), Test: "open-service", Key: s.Name,
			Disabled: s.Phase != wire.PhaseReady, Busy: p.act.name == "open", OnClick: p.openService,
		}))
	default: // without a port that speaks HTTP there is nothing to open
		body = append(body, app.P().Class("small muted").Text(t.Say(text.ServiceNoHTTP)))
	}
	return app.Div().Class("service").DataSet("test", "service").DataSet("name", s.Name).DataSet("phase", string(s.Phase)).Body(body...)
}

// wayPhases are the phases that a service goes through until it answers.
var wayPhases = []wire.Phase{wire.PhaseAccepted, wire.PhaseScheduled, wire.PhasePulling, wire.PhaseStarting, wire.PhaseReady}

// reached is how many of those phases a service has been in, by its own phase or, where that is failed, by the steps of
// its revision.
func reached(d wire.Deployment, s wire.Service) int {
	at := slices.Index(wayPhases, s.Phase)
	if s.Phase == wire.PhaseFailed {
		at = 0
		for _, st := range d.Steps {
			if st.Service == "" || st.Service == s.Name {
				at = max(at, slices.Index(wayPhases, st.Phase))
			}
		}
	}
	return at + 1
}

// renderWay is how far a service is that does not answer yet.
func renderWay(t text.T, d wire.Deployment, s wire.Service) app.UI {
	if s.Phase == wire.PhaseReady || s.Phase == wire.PhaseStopped || s.Phase == wire.PhaseEnded || s.Phase == wire.PhaseNone {
		return nil
	}
	n := reached(d, s)
	var items []app.UI
	for i, ph := range wayPhases {
		stage, words := "todo", text.StageTodo
		switch {
		case i+1 < n:
			stage, words = "done", text.StageDone
		case i+1 == n && s.Phase == wire.PhaseFailed:
			stage, words = "broken", text.StageBroken
		case i+1 == n:
			stage, words = "now", text.StageNow
		}
		items = append(items, app.Li().Class("way-step way-"+stage).DataSet("phase", string(ph)).DataSet("stage", stage).Body(
			app.Span().Text(t.Say(text.Phases[string(ph)])), app.Span().Class("sr").Text(t.Say(words))))
	}
	return app.Ol().Class("way").Aria("label", t.Say(text.ServiceWay)).Body(items...)
}

func (p *Order) openService(ctx app.Context, _ app.Event) {
	p.open(ctx, ctx.JSSrc().Get("dataset").Get("key").String())
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
		return &part.Button{Label: t.Say(words), Test: "service-" + verb, Key: verb, Busy: p.act.name == verb, OnClick: p.doPower}
	}
	var buttons []app.UI
	if d.Phase == wire.PhaseStopped {
		buttons = append(buttons, button("start", text.ServiceStart))
	} else {
		buttons = append(buttons, button("restart", text.ServiceRestart), button("stop", text.ServiceStop))
	}
	buttons = append(buttons, &part.Button{Kind: part.Quiet, Label: t.Say(text.ServiceAgain), Test: "deploy-again", OnClick: p.openDeploy})
	return app.Div().Class("row").Body(buttons...)
}

func (p *Order) doPower(ctx app.Context, _ app.Event) {
	p.power(ctx, ctx.JSSrc().Get("dataset").Get("key").String())
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
