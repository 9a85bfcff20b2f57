// Package service is the panel of an order with what runs for it, and what can be done with that.
package service

import (
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/life"
	"berth/ui/page/order/course"
	"berth/ui/page/order/site"
	"berth/ui/part"
	"berth/ui/text"
)

// Panel is what runs for an order.
type Panel struct {
	app.Compo

	T      text.T
	Act    *Act     // the page keeps it, since a tab that is left is forgotten
	Run    life.Run // of the order that is shown
	Site   site.Site
	Course course.Course

	OnEnter  app.EventHandler // gets a token
	OnDeploy app.EventHandler // shows the way to a new version
	OnShare  app.EventHandler // shows who may open the services
	OnWatch  func()           // a token may have been got: there is more to be seen
}

// Act is one thing that is being done with a deployment, and what came of it.
type Act struct {
	name string // open, stop, start, restart; "": nothing
	note string // what is happening
	err  error
	link string // a ticket whose tab the browser blocked
}

// Render implements app.Composer.
func (c *Panel) Render() app.UI {
	t, d := c.T, c.Course.Deployment
	title := text.ServiceTitle
	if len(d.Services) > 1 {
		title = text.ServicesTitle
	}
	body := []app.UI{app.H2().Text(t.Say(title)), renderUnknown(t, d, c.Course.Now)}
	for _, s := range d.Services {
		body = append(body, c.renderOne(d, s))
	}
	if d.Phase == wire.PhaseFailed {
		why := d.Error
		if slices.ContainsFunc(d.Services, func(s wire.Service) bool { return s.Phase == wire.PhaseFailed && s.Text != "" }) {
			why = "" // it stands beside the service
		}
		body = append(body, part.Note(part.Bad, t.Say(text.ServiceFailed),
			app.If(why != "", func() app.UI { return app.P().Text(why) }), app.P().Class("small").Text(t.Say(text.ServiceFailedDo))))
	}
	// What is happening comes last, so that no button moves when it does.
	body = append(body, c.renderPower(d), c.Act.Said(t, c.Course.Doing == course.Access, c.OnEnter))
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
func (c *Panel) renderOne(d wire.Deployment, s wire.Service) app.UI {
	t := c.T
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
		app.Div().Class("row").Body(
			app.Span().Class("service-name").Text(s.Name),
			app.Div().Class("badges").Aria("live", "polite").Body(c.renderSeen(s), part.Badge(tone, t.Say(text.Phases[string(s.Phase)]))),
		),
		renderWay(t, d, s),
	}
	if s.Text != "" && s.Phase != wire.PhaseReady {
		body = append(body, app.P().Class("small service-why").DataSet("test", "service-why").Text(s.Text))
	}
	_, own := c.Site.Own(s.URL)
	switch {
	case s.URL != "" && !own:
		body = append(body, part.Note(part.Bad, t.Say(text.ServiceForeign), app.P().Class("mono small break").Text(s.URL)))
	case s.URL != "":
		body = append(body, app.Div().Class("stack-tight").Body(renderAddress(s), &part.Button{
			Kind: part.Primary, Wide: true, Glyph: part.GlyphOut, Label: t.Say(text.ServiceOpen, s.Name), Test: "open-service", Key: s.Name,
			Disabled: s.Phase != wire.PhaseReady, Busy: c.Act.name == "open", OnClick: c.openService,
		}))
	default: // without a port that speaks HTTP there is nothing to open
		body = append(body, app.P().Class("small muted").Text(t.Say(text.ServiceNoHTTP)))
	}
	return app.Div().Class("service").DataSet("test", "service").DataSet("name", s.Name).DataSet("phase", string(s.Phase)).Body(body...)
}

// renderSeen is who may open a service, at a glance, and the way to change it.
func (c *Panel) renderSeen(s wire.Service) app.UI {
	words, known := text.VisibilityBadges[string(s.Visibility)]
	if s.URL == "" || !known {
		return nil
	}
	glyph := map[wire.Visibility]part.Glyph{wire.Private: part.GlyphLock, wire.Linked: part.GlyphLink, wire.Public: part.GlyphGlobe}[s.Visibility]
	return app.Button().Type("button").Class("seen seen-"+string(s.Visibility)).DataSet("test", "service-visibility").DataSet("visibility", string(s.Visibility)).
		Aria("label", c.T.Say(text.ServiceSeen, c.T.Say(words))).Title(c.T.Say(text.ServiceSeen, c.T.Say(words))).
		Body(part.Icon(glyph), app.Span().Text(c.T.Say(words))).OnClick(c.OnShare)
}

// renderAddress is where a service answers: at the user's own hosts that are ready, and at the node's.
func renderAddress(s wire.Service) app.UI {
	var lines []app.UI
	for _, u := range s.Domains {
		lines = append(lines, app.P().Class("mono").DataSet("test", "service-domain").Body(part.Link(u).Text(u)))
	}
	class := "mono small"
	if len(lines) > 0 {
		class = "mono small muted"
	}
	return app.Div().Body(append(lines, app.P().Class(class).DataSet("test", "service-url").Text(s.URL))...)
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
