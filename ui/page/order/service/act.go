package service

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/clip"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/outside"
	"berth/ui/page/order/site"
	"berth/ui/part"
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
	*act = Act{name: "open", note: t.Say(text.ServiceOpening)}
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
			*act = Act{err: err}
			if err == nil && !tab.Opened() {
				act.link = to.String()
			}
		})
	})
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
	buttons = append(buttons, &part.Button{Kind: part.Quiet, Label: t.Say(text.ServiceAgain), Test: "deploy-again", OnClick: c.OnDeploy})
	return app.Div().Class("row").Body(buttons...)
}

func (c *Panel) doPower(ctx app.Context, _ app.Event) {
	c.power(ctx.JSSrc().Get("dataset").Get("key").String())
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
