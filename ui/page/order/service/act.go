package service

import (
	"context"
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/clip"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/outside"
	"berth/ui/part"
	"berth/ui/part/site"
	"berth/ui/text"
)

func (c *Panel) openService(ctx app.Context, _ app.Event) {
	name, at := ctx.JSSrc().Get("dataset").Get("key").String(), ""
	for _, s := range c.Course.Deployment.Services {
		if s.Name == name && len(s.Domains) > 0 {
			at = s.Domains[0]
		}
	}
	c.Act.Open(c.T, c.Run, c.Site, name, at)
}

// Open fetches a ticket and opens the service in a tab of its own, which must be opened before the ticket is there: browsers
// allow it right after the click only. at is the one of the user's own hosts on which it is opened; empty: the node's.
func (a *Act) Open(t text.T, run life.Run, s site.Site, service, at string) {
	if a.name != "" {
		return
	}
	tab := js.OpenTab(t.Say(text.ServiceOpening))
	act := a
	*act = Act{name: "open", of: service, note: t.Say(text.ServiceOpening)}
	run.Go(func() {
		g, err := s.Enter(run.Own())
		var ticket wire.Ticket
		if err == nil {
			ticket, err = g.Ticket(api.Telling(run, s.Told), s.Order.ID, wire.TicketRequest{Service: service, At: at})
			err = s.Heard(err)
		}
		to, own := s.Own(ticket.URL)
		if err == nil && !own {
			err = problem.New(0, js.BadLink, "the gateway names an address that is not its own").With("host", outside.Text(clip.Dots(ticket.URL, 100)))
		}
		switch {
		case err != nil:
			tab.Close()
		case tab.Opened():
			tab.Go(to)
		}
		run.Do(func(app.Context) {
			*act = Act{of: service, err: err}
			if err == nil && !tab.Opened() {
				act.link = to.String()
			}
		})
	})
}

// Back forgets what went wrong for want of a network.
func (a *Act) Back() {
	if fault.Is(a.err, js.Offline) {
		*a = Act{}
	}
}

// Opening reports whether a service is being opened.
func (a *Act) Opening() bool { return a.name == "open" }

// Said is what is being done with the service, or what went wrong; nil: nothing is. busy and enter are of the button that
// gets a new token, where one is needed.
func (a *Act) Said(t text.T, busy bool, enter app.EventHandler) app.UI {
	switch {
	case a.link != "":
		return part.Note(part.Waiting, t.Say(text.ServiceBlocked), &part.Button{
			Kind: part.Primary, Href: a.link, Label: t.Say(text.ServiceOpenHere), Test: "open-blocked",
		})
	case a.err != nil:
		if fault.Is(a.err, site.AccessOver) {
			return part.Trouble(t, a.err, site.Button(t, text.ServiceSignAgain, busy, enter))
		}
		return part.Trouble(t, a.err)
	case a.note != "":
		return part.Wait(a.note)
	}
	return nil
}

// sleepTimes are after how many seconds a service can be told to sleep here.
var sleepTimes = []struct {
	after uint32
	words text.Text
}{{0, text.SleepNever}, {15 * 60, text.SleepQuarter}, {60 * 60, text.SleepHour}}

// renderSleep is the choice of when a service sleeps. What a program has set is among the options.
func (c *Panel) renderSleep(s wire.Service) app.UI {
	t := c.T
	var options []part.Option
	known := false
	for _, x := range sleepTimes {
		known = known || x.after == s.Sleep
		options = append(options, part.Option{Value: strconv.Itoa(int(x.after)), Label: t.Say(x.words), Disabled: c.Act.name == "sleep"})
	}
	if !known {
		options = append(options, part.Option{
			Value: strconv.Itoa(int(s.Sleep)), Label: t.Say(text.SleepOther, t.About(time.Duration(s.Sleep)*time.Second)), Disabled: c.Act.name == "sleep",
		})
	}
	return app.Div().Class("stack-tight").DataSet("test", "service-sleep").Body(
		&part.Choice{
			Name: "sleep-" + s.Name, Legend: t.Say(text.ServiceSleep), Options: options, Value: strconv.Itoa(int(s.Sleep)), Test: "sleep-" + s.Name,
			OnPick: func(_ app.Context, value string) { c.sleep(s.Name, value) },
		},
		app.P().Class("small muted").Text(t.Say(text.SleepNote)),
	)
}

// renderAgain starts one of several services anew. Where there is one, the button of them all does.
func (c *Panel) renderAgain(d wire.Deployment, s wire.Service) app.UI {
	if len(d.Services) < 2 || d.Phase == wire.PhaseStopped || d.Phase == wire.PhaseEnded || !c.Course.Seen.IsZero() {
		return nil
	}
	return app.Div().Body(&part.Button{
		Kind: part.Quiet, Glyph: part.GlyphRefresh, Label: c.T.Say(text.RestartOne, s.Name), Test: "restart-service", Key: s.Name,
		Busy: c.Act.name == "again" && c.Act.of == s.Name, OnClick: c.again,
	})
}

// again starts a service anew. The stream tells what came of it.
func (c *Panel) again(ctx app.Context, _ app.Event) {
	service := ctx.JSSrc().Get("dataset").Get("key").String()
	if c.Act.name != "" {
		return
	}
	c.ask(Act{name: "again", of: service, note: c.T.Say(text.ServiceDoing)}, func(ctx context.Context, g api.Gateway, s site.Site) error {
		return g.Restart(ctx, s.Order.ID, service)
	})
}

// ask has the node do something with a service.
func (c *Panel) ask(mine Act, f func(context.Context, api.Gateway, site.Site) error) {
	s, run, act, watch := c.Site, c.Run, c.Act, c.OnWatch
	*act = mine
	run.Go(func() {
		g, err := s.Enter(run.Own())
		if err == nil {
			err = s.Heard(f(run, g, s))
		}
		run.Do(func(app.Context) {
			if *act == mine {
				*act = Act{of: mine.of, err: err}
			}
			watch()
		})
	})
}

// sleep sets when a service sleeps. The stream tells what came of it.
func (c *Panel) sleep(service, value string) {
	after, err := strconv.ParseUint(value, 10, 32)
	if err != nil || c.Act.name != "" {
		return
	}
	c.ask(Act{name: "sleep", of: service, note: c.T.Say(text.ServiceDoing)}, func(ctx context.Context, g api.Gateway, s site.Site) error {
		return g.Sleep(ctx, s.Order.ID, service, wire.Sleep{After: uint32(after)})
	})
}

// renderPower has what can be done with a deployment without a new signature, and the way to a new one.
func (c *Panel) renderPower(d wire.Deployment) app.UI {
	t := c.T
	button := func(verb string, words text.Text) app.UI {
		return &part.Button{Label: t.Say(words), Test: "service-" + verb, Key: verb, Busy: c.Act.name == verb, OnClick: c.doPower}
	}
	var buttons []app.UI
	if d.Phase == wire.PhaseStopped {
		buttons = append(buttons, button("start", text.ServiceStart))
	} else {
		buttons = append(buttons, button("restart", text.ServiceRestart), button("stop", text.ServiceStop))
	}
	buttons = append(buttons, &part.Button{Label: t.Say(text.ServiceAgain), Test: "deploy-again", OnClick: c.OnDeploy})
	return app.Div().Class("row").Body(buttons...)
}

// renderStop asks whether the services are to be stopped, since one goes on paying.
func (c *Panel) renderStop() app.UI {
	if !c.Act.asks {
		return nil
	}
	t, o := c.T, c.Course.View.Order
	return app.Div().DataSet("test", "stop-asks").Body(part.Note(part.Waiting, t.Say(text.StopTitle),
		app.P().Text(t.Say(text.StopCosts, t.Rate(o.Rate, c.Token), t.Date(o.EndsAt()))), app.P().Class("small").Text(t.Say(text.StopEnd)),
		app.Div().Class("row").Body(
			&part.Button{Kind: part.Danger, Label: t.Say(text.StopDo), Test: "stop-confirm", OnClick: c.stop},
			&part.Button{Label: t.Say(text.StopKeep), Test: "stop-keep", OnClick: c.keep},
			&part.Button{Kind: part.Quiet, Label: t.Say(text.StopToEnd), Test: "stop-end", OnClick: c.toEnd},
		),
	))
}

func (c *Panel) stop(app.Context, app.Event) { c.power("stop") }

func (c *Panel) keep(ctx app.Context, _ app.Event) {
	*c.Act = Act{}
	part.Focus(ctx, `[data-test="service-stop"]`)
}

func (c *Panel) toEnd(ctx app.Context, e app.Event) {
	*c.Act = Act{}
	c.OnEnd(ctx, e)
}

func (c *Panel) doPower(ctx app.Context, _ app.Event) {
	verb := ctx.JSSrc().Get("dataset").Get("key").String()
	if verb == "stop" {
		*c.Act = Act{asks: true}
		part.Focus(ctx, `[data-test="stop-confirm"]`)
		return
	}
	c.power(verb)
}

func (c *Panel) power(verb string) {
	if c.Act.name == verb {
		return
	}
	// The stream may tell that a verb was obeyed before its answer is here, so the next one need not wait for that.
	s, run, act, watch := c.Site, c.Run, c.Act, c.OnWatch
	mine := Act{name: verb, note: c.T.Say(text.ServiceDoing)}
	*act = mine
	run.Go(func() {
		g, err := s.Enter(run.Own())
		if err == nil {
			err = s.Heard(g.Act(run, s.Order.ID, verb))
		}
		// What came of it is told by the stream: an answer of our own might be older than that and undo it.
		run.Do(func(app.Context) {
			if *act == mine {
				*act = Act{err: err}
			}
			watch()
		})
	})
}
