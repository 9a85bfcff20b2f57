// Package service is the panel of an order with what runs for it, and what can be done with that.
package service

import (
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/life"
	"berth/ui/page/order/course"
	"berth/ui/part"
	"berth/ui/part/phase"
	"berth/ui/part/site"
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
	Asking bool       // the node is being asked how it is now, where Course is of what is remembered
	Err    error      // why it could not be
	Token  wire.Token // that the order is paid in

	OnEnter  app.EventHandler // gets a token
	OnDeploy app.EventHandler // shows the way to a new version
	OnShare  app.EventHandler // shows who may open the services
	OnWatch  func()           // a token may have been got: there is more to be seen
	OnEnd    app.EventHandler // shows the way to the order's end
}

// Act is one thing that is being done with a deployment, and what came of it.
type Act struct {
	name string // open, stop, start, restart, again, sleep; "": nothing
	of   string // service that it is done with, or all that is said is about; empty: all of them
	note string // what is happening
	err  error
	link string // a ticket whose tab the browser blocked
	asks bool   // whether the services are to be stopped
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
	body = append(body, c.renderSeen())
	if d.Phase == wire.PhaseFailed {
		why := d.Error
		if slices.ContainsFunc(d.Services, func(s wire.Service) bool { return s.Phase == wire.PhaseFailed && s.Text != "" }) {
			why = "" // it stands beside the service
		}
		body = append(body, part.Note(part.Bad, t.Say(text.ServiceFailed),
			app.If(why != "", func() app.UI { return app.P().Text(why) }), app.P().Class("small").Text(t.Say(text.ServiceFailedDo))))
	}
	// What is happening comes last, so that no button moves when it does.
	if c.Course.Seen.IsZero() {
		body = append(body, c.renderPower(d), c.renderStop())
		if c.Act.of == "" {
			body = append(body, c.said())
		}
	}
	seen := ""
	if !c.Course.Seen.IsZero() {
		seen = "true"
	}
	return app.Section().Class("panel").DataSet("test", "services").DataSet("revision", d.Revision).DataSet("phase", string(d.Phase)).DataSet("remembered", seen).Body(body...)
}

func (c *Panel) said() app.UI { return c.Act.Said(c.T, c.Course.Doing == course.Access, c.OnEnter) }

// renderSeen says how old it is what is shown, where it is only remembered, and how the node is asked.
func (c *Panel) renderSeen() app.UI {
	t, g := c.T, c.Course
	if g.Seen.IsZero() {
		return nil
	}
	body := []app.UI{app.P().Class("small").Text(t.Say(text.SeenText))}
	if c.Asking {
		body = append(body, part.Wait(t.Say(text.SeenAsking)))
	} else {
		if asks := c.Site.Asks(t); asks != "" {
			body = append(body, app.P().Class("small muted").Text(asks))
		}
		body = append(body, part.Trouble(t, c.Err), app.Div().Class("row").Body(&part.Button{Label: t.Say(text.SeenEnter), Test: "authorise", OnClick: c.OnEnter}))
	}
	return app.Div().DataSet("test", "remembered").Body(part.Note(part.Neutral, phase.AsOf(t, g.Seen, g.Now), body...))
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
	case wire.PhaseStopped, wire.PhaseEnded, wire.PhaseDone, wire.PhaseAsleep:
		tone = part.Neutral
	}
	body := []app.UI{
		app.Div().Class("row").Body(
			app.Span().Class("service-name").Text(s.Name),
			app.Div().Class("badges").Aria("live", "polite").Body(c.renderDoor(s), part.Badge(tone, t.Say(text.Phases[string(s.Phase)]))),
		),
		renderWay(t, d, s),
	}
	if s.Text != "" && !s.Phase.Stands() {
		body = append(body, app.Div().Class("small service-why").DataSet("test", "service-why").Body(app.P().Text(c.why(s)), c.renderFetching(d, s)))
	}
	_, own := c.Site.Own(s.URL)
	switch {
	case s.URL != "" && !own:
		body = append(body, part.Note(part.Bad, t.Say(text.ServiceForeign), app.P().Class("mono small break").Text(s.URL)))
	case s.URL != "":
		body = append(body, app.Div().Class("stack-tight").Body(renderAddress(t, s), &part.Button{
			Kind: part.Primary, Wide: true, Glyph: part.GlyphOut, Label: t.Say(text.ServiceOpen, s.Name), Test: "open-service", Key: s.Name,
			Disabled: s.Phase != wire.PhaseReady && s.Phase != wire.PhaseAsleep, Busy: c.Act.name == "open" && c.Act.of == s.Name, OnClick: c.openService,
		}))
	case s.Phase == wire.PhaseDone:
		body = append(body, app.P().Class("small muted").Text(t.Say(text.ServiceOnce)))
	default: // without a port that speaks HTTP there is nothing to open
		body = append(body, app.P().Class("small muted").Text(t.Say(text.ServiceNoHTTP)))
	}
	body = append(body, c.renderAgain(d, s))
	if c.Act.of == s.Name {
		body = append(body, c.said())
	}
	if s.MaySleep && own && d.Phase != wire.PhaseEnded && c.Course.Seen.IsZero() {
		body = append(body, c.renderSleep(s))
	}
	return app.Div().Class("service").DataSet("test", "service").DataSet("name", s.Name).DataSet("phase", string(s.Phase)).Body(body...)
}

// why is what a service waits for or has died of.
func (c *Panel) why(s wire.Service) string {
	f := s.Fetch
	if s.Phase != wire.PhasePulling || f.Image == "" {
		return string(s.Text)
	}
	said := c.T.Say(text.FetchImage, f.Image)
	if f.SizeMiB > 0 {
		said += " · " + c.T.Say(text.FetchSize, c.T.Size(uint64(f.SizeMiB)))
	}
	return said
}

// fetching is for how long an image is being fetched, and how much longer that takes if it is as fast as its machine was before. How
// much of it is there nobody says before it is through.
func fetching(t text.T, f wire.Fetch, now time.Time) string {
	passed := now.Sub(f.Since)
	said := t.Say(text.ServiceFetching, t.About(passed))
	switch all := f.Takes(); {
	case all == 0:
	case passed < all:
		said += " · " + t.Say(text.FetchLeft, t.About(max(all-passed, time.Second)), t.Pace(f.KiBps))
	default:
		said += " · " + t.Say(text.FetchLong, t.About(max(all, time.Second)))
	}
	return said
}

// renderFetching is fetching, as time goes by.
func (c *Panel) renderFetching(d wire.Deployment, s wire.Service) app.UI {
	if s.Phase != wire.PhasePulling {
		return nil
	}
	t, f := c.T, s.Fetch
	for _, x := range d.Steps { // the newest counts: it may have been elsewhere since
		if s.Fetch.Since.IsZero() && x.Service == s.Name && x.Phase == wire.PhasePulling {
			f = wire.Fetch{Since: x.At}
		}
	}
	if f.Since.IsZero() {
		return nil
	}
	tick := &part.Tick{Class: "plain fetching muted", Test: "service-fetching", Say: func(now time.Time) string { return fetching(t, f, now) }}
	if f.Takes() > 0 {
		tick.Class += " fetching-share"
		tick.Share = func(now time.Time) float64 { return fetched(f, now) }
	}
	return tick
}

// fetched is which share of the time that an image takes has passed, at the pace of before. It is never all of it: whether it is through
// the cluster says.
func fetched(f wire.Fetch, now time.Time) float64 {
	return min(max(now.Sub(f.Since).Seconds()/f.Takes().Seconds(), 0.02), 0.98)
}

// renderSeen is who may open a service, at a glance, and the way to change it.
func (c *Panel) renderDoor(s wire.Service) app.UI {
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
func renderAddress(t text.T, s wire.Service) app.UI {
	var lines []app.UI
	line := func(u, class, test string, link bool) app.UI {
		at := app.Span().Class(class+" break").DataSet("test", test)
		if link {
			at = at.Body(part.Link(u).Class("tap").Text(u))
		} else {
			at = at.Text(u)
		}
		return app.Div().Class("taken-box").Body(at, &part.Copy{T: t, Value: u, What: t.Say(text.ServiceAddress, s.Name), Kind: part.Quiet, Test: test + "-copy"})
	}
	for _, u := range s.Domains {
		lines = append(lines, line(u, "mono", "service-domain", true))
	}
	class := "mono small"
	if len(lines) > 0 {
		class = "mono small muted"
	}
	return app.Div().Class("stack-tight").Body(append(lines, line(s.URL, class, "service-url", false))...)
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
	if s.Phase.Stands() || s.Phase == wire.PhaseStopped || s.Phase == wire.PhaseEnded || s.Phase == wire.PhaseNone {
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
